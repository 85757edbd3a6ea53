"""A Prefect server of one's own. The temporary one that Prefect starts by itself costs twice as much processor time (its starter
imports all of it, too), knows no schedules, and lives on when its starter is killed."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from models import SettingsError

PATIENCE_SECONDS = 180.0
LEAN = {  # what a server without schedules and pages can do without
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",  # or it remembers blocks as registered
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",  # runs, states and artifacts are kept all the same
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_UI_ENABLED": "false",
}


@contextmanager
def prefect_server(*, schedules: bool = False) -> Iterator[str]:
    """The API of the server that PREFECT_API_URL or Prefect's own settings name, else of one that runs as long as this block."""
    if given := os.environ.get("PREFECT_API_URL"):
        yield given
        return
    if _is_configured():
        from prefect.settings import PREFECT_API_URL

        yield PREFECT_API_URL.value() or ""  # where it is empty, Prefect helps itself
        return
    port = _free_port()
    pipe, devnull = subprocess.PIPE, subprocess.DEVNULL
    environment = {**os.environ, **({} if schedules else LEAN)}
    # in a session of its own: Ctrl-C reaches us, and we stop the server when the flow has been taken off it
    server = subprocess.Popen(  # noqa: S603 (our own)
        [sys.executable, "-m", "flows.server_process", str(port)],
        stdin=pipe,
        stdout=devnull,
        stderr=devnull,
        start_new_session=True,
        env={**environment, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    try:
        api = f"http://127.0.0.1:{port}/api"
        os.environ["PREFECT_API_URL"] = api
        import_module("flows.orchestration")  # takes its time, too
        _wait_for(f"{api}/health", server)
        yield api
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        server.terminate()
        server.wait()
        if server.stdin:
            server.stdin.close()


def _is_configured() -> bool:
    """Whether a file that Prefect reads may name a server."""
    home = Path(os.environ.get("PREFECT_HOME", Path.home() / ".prefect"))
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml"))
    for file in (profiles, Path(".env"), Path("prefect.toml"), Path("pyproject.toml")):
        try:
            text = file.read_text(encoding="utf-8").lower()
        except (OSError, UnicodeDecodeError):
            continue
        if "prefect_api_url" in text or ("[tool.prefect" in text if file.name == "pyproject.toml" else "[api]" in text):
            return True
    return False


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
