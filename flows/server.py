"""A Prefect server of one's own: the temporary one that Prefect starts by itself runs flows, but no schedules."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from models import SettingsError

PATIENCE_SECONDS = 180.0


@contextmanager
def prefect_server() -> Iterator[str]:
    """The API of the server that PREFECT_API_URL names, else of one that runs as long as this block."""
    if given := os.environ.get("PREFECT_API_URL"):
        yield given
        return
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    # in a session of its own: Ctrl-C reaches us, and we stop the server when the flow has been taken off it
    devnull = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=devnull, stderr=devnull, start_new_session=True)  # noqa: S603
    try:
        api = f"http://127.0.0.1:{port}/api"
        _wait_for(f"{api}/health", server)
        os.environ["PREFECT_API_URL"] = api
        yield api
    finally:
        server.terminate()
        server.wait()
        os.environ.pop("PREFECT_API_URL", None)


@contextmanager
def prefect_answers() -> Iterator[None]:
    """Say in one sentence that no server answers, whoever started it."""
    try:
        yield
    except RuntimeError as error:  # Prefect's word for both
        if "Failed to reach API" not in str(error) and "ephemeral Prefect API server" not in str(error):
            raise
        raise SettingsError(
            f"{error}: set PREFECT_API_URL to a server that runs, or unset it".replace("\n", " ")
        ) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own server)
                return
        except OSError:
            time.sleep(0.2)
    raise SettingsError("Prefect's server did not start: start one with `prefect server start` and set PREFECT_API_URL")
