"""Prefect without noise: set before it is imported, never against what the user has set."""

import atexit
import os
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

from models import SettingsError

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}
OWN = {"PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILES_PATH"}


def quiet_prefect(home: Path | None = None, *, log: str = "CRITICAL") -> None:
    """Keep Prefect's log at a level, its telemetry down, and its files in `home` (None: a folder that goes at exit).

    A server, home or profile of one's own (PREFECT_API_URL, PREFECT_HOME, PREFECT_PROFILES_PATH) is respected.
    """
    for name, value in {**QUIET, "PREFECT_LOGGING_LEVEL": log}.items():
        os.environ.setdefault(name, value)
    atexit.register(silence_the_binding)
    if not OWN & os.environ.keys():
        os.environ["PREFECT_HOME"] = _made(home) if home else _passing_home()


def silence_the_binding() -> None:
    """DuckDB's binding counts its objects at exit and takes those that Prefect's threads keep alive for leaks."""
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _made(home: Path) -> str:
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"cannot write to {home.parent}: {error.strerror}") from error
    return str(home.resolve())


def _passing_home() -> str:
    folder = mkdtemp(prefix="caseledger-prefect-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # registered first, so it runs after the server's end
    return folder
