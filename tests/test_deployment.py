"""prefect.yaml and the tables that a run leaves in Prefect."""

import inspect
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, Ran, Stub

from flows.ingestion import Summary
from flows.settings import Settings
from warehouse import Failure

DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


def test_the_deployment_names_the_flow_and_parameters_that_it_has(quiet_prefect: str) -> None:
    from flows import orchestration

    for deployment in DEPLOYMENTS:
        file, _, name = deployment["entrypoint"].partition(":")
        flow = getattr(orchestration, name)
        assert (ROOT / file).samefile(inspect.getfile(flow.fn))
        assert set(deployment["parameters"]) <= set(inspect.signature(flow.fn).parameters)
        assert set(Settings.model_fields) <= set(inspect.signature(flow.fn).parameters)


@pytest.mark.soak
def test_prefect_deploys_it_and_a_worker_runs_it(quiet_prefect: str, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text("On day 3 grade 2 CRS was treated with tocilizumab.", encoding="utf-8")
    environment = {
        **os.environ,
        "PREFECT_API_URL": quiet_prefect,
        "CASELEDGER_HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    (tmp_path / "flows").symlink_to(ROOT / "flows")

    def prefect(*arguments: str) -> str:
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    prefect("work-pool", "create", "caseledger", "--type", "process", "--overwrite")
    prefect("deploy", "--all")
    assert "ingest/watch" in prefect("deployment", "ls")
    prefect("deployment", "run", "ingest/watch")
    prefect("worker", "start", "--pool", "caseledger", "--run-once")
    assert (tmp_path / "var" / "ledger.duckdb").exists()


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
