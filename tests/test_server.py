"""The Prefect server that a command starts for itself."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT

from flows import server

STARTER = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from flows.quiet import quiet_prefect
from flows.server import prefect_server
quiet_prefect(Path(sys.argv[2]))
with prefect_server() as api:
    print(api, flush=True)
    time.sleep(600)
"""


def answers(api: str) -> bool:
    port = int(api.rsplit(":", 1)[1].split("/")[0])
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def without_prefect(**more: str) -> dict[str, str]:
    """An environment that names no server."""
    return {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | more


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_goes_with_whoever_started_it(tmp_path: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-c", STARTER, str(ROOT), str(tmp_path / "home")]
    starter = subprocess.Popen(command, cwd=tmp_path, env=without_prefect(), stdout=subprocess.PIPE, text=True)
    assert starter.stdout
    api = starter.stdout.readline().strip()
    with urllib.request.urlopen(f"{api}/health", timeout=60) as answer:
        assert json.load(answer) is True
    starter.send_signal(how)
    starter.wait()
    deadline = time.monotonic() + 60
    while answers(api) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not answers(api)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("home/profiles.toml", '[profiles.ours]\nPREFECT_API_URL = "http://prefect:4200/api"\n'),
        (".env", "PREFECT_API_URL=http://prefect:4200/api\n"),
        ("prefect.toml", '[api]\nurl = "http://prefect:4200/api"\n'),
        ("pyproject.toml", '[tool.prefect.api]\nurl = "http://prefect:4200/api"\n'),
    ],
)
def test_a_server_named_in_a_file_of_prefects_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    assert server._is_configured()
    (tmp_path / file).write_text("# nothing of Prefect's here\n", encoding="utf-8")
    assert not server._is_configured()


def test_a_server_named_in_the_environment_is_used_and_none_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect:4200/api")
    monkeypatch.setattr(server.subprocess, "Popen", None)
    with server.prefect_server() as api:
        assert api == "http://prefect:4200/api"
    assert os.environ["PREFECT_API_URL"] == api
