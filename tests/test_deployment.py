"""prefect.yaml and the tables that a run leaves in Prefect."""

import inspect
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Ran, Stub

from flows.ingestion import Summary
from flows.server import _free_port, _wait_for
from flows.settings import Settings
from warehouse import Failure, Ledger

DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


def test_the_deployment_names_the_flow_and_parameters_that_it_has(quiet_prefect: str) -> None:
    from flows import orchestration

    for deployment in DEPLOYMENTS:
        file, _, name = deployment["entrypoint"].partition(":")
        flow = getattr(orchestration, name)
        assert (ROOT / file).samefile(inspect.getfile(flow.fn))
        assert set(deployment["parameters"]) <= set(inspect.signature(flow.fn).parameters)
        assert set(Settings.model_fields) <= set(inspect.signature(flow.fn).parameters)


@pytest.fixture
def prefect(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a shell in which `prefect server start` runs and this folder is the working one."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {
        "CASELEDGER_HOME": str(tmp_path),
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PYTHONPATH": str(ROOT),
    }
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = (tmp_path / "server.log").open("w")
    server = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=log, stderr=log)
    api = f"http://127.0.0.1:{port}/api"
    try:
        _wait_for(f"{api}/health", server)
        yield environment | {"PREFECT_API_URL": api}
    finally:
        server.terminate()
        server.wait()
        log.close()


def loaded(ledger: Path) -> int:
    """How many reports a ledger has."""
    if not ledger.exists():
        return 0
    with Ledger.open(ledger, read_only=True) as opened:
        return int(opened.query("SELECT count(*) FROM reports").rows[0][0])


def comes_to_have(ledger: Path, number: int, seconds: float, *processes: "subprocess.Popen[bytes]") -> bool:
    """Wait until a ledger has so many reports, as long as some processes run."""
    deadline = time.monotonic() + seconds
    while loaded(ledger) != number:
        if time.monotonic() > deadline or any(process.poll() is not None for process in processes):
            return False
        time.sleep(1)
    return True


def put(inbox: Path, name: str) -> None:
    inbox.mkdir(exist_ok=True)
    (inbox / f"{name}.txt").write_text(f"{name}: on day 3 grade 2 CRS was treated with tocilizumab.", encoding="utf-8")


PATIENCE_SECONDS = 900.0  # a run a minute, on a machine that may be busy


@pytest.mark.soak
def test_serve_on_a_server_ingests_by_itself_what_comes(prefect: dict[str, str], tmp_path: Path) -> None:
    inbox, ledger = tmp_path / "inbox", tmp_path / "ledger.duckdb"
    put(inbox, "first")
    command = [sys.executable, "-m", "flows.cli", "serve", "--watch", "inbox", "--cron", "* * * * *"]
    with (tmp_path / "serve.log").open("w") as log:
        serving = subprocess.Popen(
            [*command, "--warehouse", str(ledger), "--workers", "1"], env=prefect, cwd=tmp_path, stdout=log, stderr=log
        )
        try:
            assert comes_to_have(ledger, 1, PATIENCE_SECONDS, serving), (tmp_path / "serve.log").read_text()
            put(inbox, "second")
            assert comes_to_have(ledger, 2, PATIENCE_SECONDS, serving), (tmp_path / "serve.log").read_text()
        finally:
            serving.send_signal(signal.SIGTERM)  # as systemd does
            serving.wait(120)
    shown = _ask(prefect, "/artifacts/ingestion/latest")["data"]
    assert {"reports": "loaded", "count": 1} in json.loads(shown)
    runs = _ask(prefect, "/flow_runs/filter", {})
    assert {run["state_type"] for run in runs if run["start_time"]} <= {
        "COMPLETED",
        "RUNNING",
        "CANCELLING",
        "CANCELLED",
    }
    assert sum(run["state_type"] == "COMPLETED" and run["auto_scheduled"] for run in runs) >= 2


@pytest.mark.soak
def test_prefect_deploys_it_and_a_worker_ingests_what_comes(prefect: dict[str, str], tmp_path: Path) -> None:
    put(tmp_path / "inbox", "first")
    for name in ("flows", "corpus", "extractors", "models", "warehouse"):
        (tmp_path / name).symlink_to(ROOT / name)
    yaml_text = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    (tmp_path / "prefect.yaml").write_text(yaml_text.replace("*/15 * * * *", "* * * * *"), encoding="utf-8")

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        ran = subprocess.run(command, cwd=tmp_path, env=prefect, capture_output=True, text=True, timeout=600)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    run("work-pool", "create", "caseledger", "--type", "process", "--overwrite")
    run("deploy", "--all")
    assert "ingest/watch" in run("deployment", "ls")
    ledger = tmp_path / "var" / "ledger.duckdb"
    command = [sys.executable, "-m", "prefect", "--no-prompt", "worker", "start", "--pool", "caseledger"]
    with (tmp_path / "worker.log").open("w") as log:
        worker = subprocess.Popen(command, cwd=tmp_path, env=prefect, stdout=log, stderr=log)
        try:
            assert comes_to_have(ledger, 1, PATIENCE_SECONDS, worker), (tmp_path / "worker.log").read_text()
            put(tmp_path / "inbox", "second")
            assert comes_to_have(ledger, 2, PATIENCE_SECONDS, worker), (tmp_path / "worker.log").read_text()
        finally:
            worker.terminate()
            with suppress(subprocess.TimeoutExpired):  # Prefect's worker may wait for a run
                worker.wait(60)
            worker.kill()
            worker.wait()


def _ask(prefect: dict[str, str], path: str, body: object = None) -> Any:
    """What Prefect's API answers."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(prefect["PREFECT_API_URL"] + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def test_prefect_shows_what_became_of_the_reports_and_why(quiet_prefect: str, tmp_path: Path) -> None:
    from prefect import flow

    from flows.artifacts import publish

    (tmp_path / "accuracy.html").write_text("", encoding="utf-8")
    failure = Failure(source="a.pdf", reason="encrypted", message="a.pdf needs a password")
    summary = Summary(loaded=2, replaced=1, failed=1, failures=(failure,))
    flow(name="show")(lambda: publish(summary, tmp_path / "l.duckdb"))()

    def told(key: str) -> str:
        with urllib.request.urlopen(f"{quiet_prefect}/artifacts/{key}/latest") as answer:
            return str(json.load(answer)["data"])

    counts, failures, link = map(told, ("ingestion", "failures", "accuracy"))
    for name, count in (("read", 4), ("loaded", 2), ("replaced", 1), ("unchanged", 0), ("failed", 1)):
        assert f'"reports": "{name}", "count": {count}' in counts.replace("'", '"')
    assert "encrypted" in failures and "a.pdf needs a password" in failures
    assert "accuracy.html" in link


@pytest.mark.parametrize("watch", ["nowhere", "memory://bucket/"])
def test_serve_watches_folders_and_urls(
    caseledger: Callable[..., Ran],
    stub_extractors: Stub,
    quiet_prefect: str,
    monkeypatch: pytest.MonkeyPatch,
    watch: str,
    tmp_path: Path,
) -> None:
    from flows import orchestration

    served: list[object] = []
    monkeypatch.setattr(orchestration, "serve", lambda *given: served.append(given))
    ran = caseledger(
        "serve", "--watch", tmp_path, "--watch", watch, "--cron", "0 * * * *", "--warehouse", tmp_path / "l.duckdb"
    )
    if "://" in watch:
        assert ran.code == 0 and served[0][0] == [str(tmp_path), watch]  # type: ignore[index]
    else:
        assert ran.code == 1 and "nowhere is no folder" in ran.err
