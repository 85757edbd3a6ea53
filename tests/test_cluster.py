"""The same flow on a real local Dask cluster: a killed process changes nothing in the tables."""

import importlib.util
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from faults import exported, finish, write_reports
from test_workers import FAULTY

from warehouse import Ledger

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("prefect_dask") is None,  # Prefect itself must not be imported before its server runs
    reason="the extra `dask` is not installed: pip install 'caseledger[dask]'",
)


@pytest.mark.parametrize("staging", ["shared folder", "url"])
def test_a_cluster_that_loses_a_process_gives_the_same_tables(
    quiet_prefect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, staging: str
) -> None:
    from distributed import LocalCluster

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent.parent), str(Path(__file__).parent)]))
    from flows import orchestration, workers
    from flows.cluster import dask_runner

    reports = write_reports(tmp_path / "reports", 24)
    finish(reports, tmp_path / "alone.duckdb")
    monkeypatch.setattr(workers, "COMMAND", FAULTY)
    monkeypatch.setattr(orchestration.extractors, "pipeline_version", lambda model=None: "stub-1")
    ledger = tmp_path / "cluster.duckdb"
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        first = next(iter(cluster.workers.values())).pid
        killer = threading.Thread(target=_kill_when_busy, args=(first, tmp_path))
        killer.start()
        flow = orchestration.ingest.with_options(task_runner=dask_runner(cluster.scheduler_address))
        url = (tmp_path / "bucket").as_uri() if staging == "url" else None
        (tmp_path / "bucket").mkdir()
        summary = flow([str(reports)], ledger, workers=2, batch=2, cluster=True, staging=url)
        killer.join()
    assert (summary.loaded, summary.failed) == (24, 0)
    assert exported(ledger, tmp_path / "a") == exported(tmp_path / "alone.duckdb", tmp_path / "b")
    with Ledger.open(ledger, read_only=True) as opened:
        assert opened.query("SELECT count(*) FROM reports").rows == ((24,),)


def _kill_when_busy(pid: int, folder: Path) -> None:
    """Kill a process of the cluster as soon as a batch has come."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if list(folder.glob("cluster.duckdb.incoming/*/*.parquet")) or list(folder.glob("bucket/*.parquet")):
            break
        time.sleep(0.01)
    os.kill(pid, signal.SIGKILL)
    print(f"killed {pid}", file=sys.stderr)
