"""The flows on a stub extractor: what is loaded, replaced, left alone and refused."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Ran, Stub

from flows.extraction import Batch, extract_batch, in_batches, in_order
from flows.ingestion import Summary, plan
from flows.sources import find_reports
from flows.workers import Extract, Limits, Staged
from models import TryAgainError, WarehouseError
from warehouse import Ledger, stage

Caseledger = Callable[..., Ran]


@contextmanager
def in_this_process(number: int, folder: Path, *, model: str | None, limits: Limits) -> Iterator[Extract]:
    names = count()

    def extract(files: Sequence[Path]) -> tuple[Staged, ...]:
        batch = extract_batch(files, model)
        target = stage(batch.items, batch.failures, folder / f"{next(names)}.parquet")
        return (Staged(file=target, read=len(batch.items), failures=batch.failures),)

    yield extract


@pytest.fixture
def ingest(
    caseledger: Caseledger, stub_extractors: Stub, quiet_prefect: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Ran]:
    """`caseledger ingest` with the stub, in this process, into tmp_path/ledger.duckdb."""
    from flows import orchestration

    monkeypatch.setattr(orchestration, "extractors", sys.modules["extractors"])
    monkeypatch.setattr(orchestration, "worker_processes", in_this_process)
    return lambda *paths: caseledger("ingest", *paths, "--warehouse", tmp_path / "ledger.duckdb")


def rows(tmp_path: Path, sql: str) -> list[tuple[Any, ...]]:
    with Ledger.open(tmp_path / "ledger.duckdb", read_only=True) as ledger:
        return list(ledger.query(sql).rows)


def test_ingest_loads_then_leaves_alone_then_replaces(
    ingest: Callable[..., Ran], reports: Path, tmp_path: Path, stub_extractors: Stub
) -> None:
    assert ingest(reports) == Ran(0, "read 2, loaded 2, replaced 0, unchanged 0, failed 0\n", "")
    assert rows(tmp_path, "SELECT report_id, name FROM therapies") == [("one", "tocilizumab")]

    assert ingest(reports).out == "read 2, loaded 0, replaced 0, unchanged 2, failed 0\n"

    (reports / "one.txt").write_text("She had tocilizumab again.", encoding="utf-8")
    assert ingest(reports).out == "read 2, loaded 0, replaced 1, unchanged 1, failed 0\n"

    stub_extractors.version = "stub-2"
    assert ingest(reports).out == "read 2, loaded 0, replaced 2, unchanged 0, failed 0\n"
    assert rows(tmp_path, "SELECT count(*) FROM reports") == [(2,)]


def test_ingest_names_what_fails_and_loads_the_rest(ingest: Callable[..., Ran], reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    (reports / "poisoned.txt").write_text("poison", encoding="utf-8")
    ran = ingest(reports, tmp_path / "missing.pdf")
    assert (ran.code, ran.out) == (0, "read 5, loaded 2, replaced 0, unchanged 0, failed 3\n")
    assert all(name in ran.err for name in ("empty.txt", "poisoned.txt", "missing.pdf")) and ran.err.count("\n") == 3
    reasons = rows(tmp_path, "SELECT reason FROM failure ORDER BY source")
    assert sorted(reason for (reason,) in reasons) == ["bug", "empty", "missing"]


def test_ingest_of_nothing_useful_fails(ingest: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    ran = ingest(tmp_path / "folder")
    assert ran.code == 1
    assert ran.out == "read 1, loaded 0, replaced 0, unchanged 0, failed 1\n"
    assert "holds no reports" in ran.err


def test_ingest_into_something_else_says_so(ingest: Callable[..., Ran], reports: Path, tmp_path: Path) -> None:
    (tmp_path / "ledger.duckdb").write_text("no database", encoding="utf-8")
    ran = ingest(reports)
    assert ran.code == 1 and "ledger.duckdb" in ran.err and ran.err.count("\n") == 1


def failing(real: Callable[..., Any], errors: list[Exception], calls: list[int]) -> Callable[..., Any]:
    """A function that raises some errors, one a call, and then does what it did."""

    def disturbed(*given: Any, **named: Any) -> Any:
        calls.append(len(calls))
        if errors:
            raise errors.pop(0)
        return real(*given, **named)

    return disturbed


@pytest.mark.parametrize("step", ["plan", "extract", "load"])
@pytest.mark.parametrize(
    ("errors", "calls", "code"),
    [
        ([TryAgainError("another process has it")], 2, 0),
        ([TryAgainError("another process has it")] * 2, 3, 0),
        ([TryAgainError("another process has it")] * 3, 3, 75),
        ([WarehouseError("it is no ledger")], 1, 1),
    ],
    ids=["passes", "passes late", "lasts", "cannot pass"],
)
def test_a_task_that_fails_is_tried_again_where_another_moment_can_change_it(
    ingest: Callable[..., Ran],
    reports: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    errors: list[Exception],
    calls: int,
    code: int,
) -> None:
    from flows import ingestion, orchestration

    task = getattr(orchestration, f"{step}_task").with_options(retry_delay_seconds=0)
    monkeypatch.setattr(orchestration, f"{step}_task", task)
    monkeypatch.setenv("CASELEDGER_WORKERS", "1")  # one batch
    made: list[int] = []
    place, name = {
        "plan": (ingestion, "plan"),
        "extract": (sys.modules[__name__], "extract_batch"),
        "load": (ingestion.Loader, "merge"),
    }[step]
    monkeypatch.setattr(place, name, failing(getattr(place, name), list(errors), made))
    ran = ingest(reports)
    assert (ran.code, len(made)) == (code, calls), ran.err
    assert (ran.out == "read 2, loaded 2, replaced 0, unchanged 0, failed 0\n") == (code == 0)
    if code == 0:
        assert rows(tmp_path, "SELECT loaded, replaced, failed FROM runs") == [(2, 0, 0)]  # counted once
    else:
        assert str(errors[0]) in ran.err and ran.err.count("\n") == 1


def test_evaluate_writes_page_summary_and_rows(
    ingest: Callable[..., Ran], caseledger: Caseledger, reports: Path, tmp_path: Path
) -> None:
    therapy = {"id": "t1", "patient": 1, "name": "tocilizumab", "kind": "drug", "role": "toxicity_management"}
    gold = {"report": {"id": "one"}, "therapies": [therapy | {"evidence": ["tocilizumab"]}]}
    (reports / "one.json").write_text(json.dumps(gold), encoding="utf-8")
    page = tmp_path / "new" / "accuracy.html"
    ledger = tmp_path / "ledger.duckdb"
    ran = caseledger("evaluate", "--gold", reports, "--report", page, "--warehouse", ledger, "--workers", 1)
    assert ran.code == 0, ran.err
    assert "stub-1 on 1 reports" in ran.out and "mean" in ran.out
    assert "therapies.role" in page.read_text(encoding="utf-8")
    assert "# Accuracy of stub-1" in page.with_suffix(".md").read_text(encoding="utf-8")
    found = rows(
        tmp_path, "SELECT pipeline, right_count, f1 FROM accuracy WHERE family = 'therapies' AND attribute = 'core'"
    )
    assert found == [("stub-1", 1, 1.0)]


def test_serve_refuses_a_wrong_cron(caseledger: Caseledger, quiet_prefect: str, reports: Path) -> None:
    ran = caseledger("serve", "--watch", reports, "--cron", "every day")
    assert ran.code == 1 and "is no cron expression" in ran.err and ran.err.count("\n") == 1


def test_files_folders_and_globs_give_each_file_once_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", "sub/c.xml", "sub/.hidden.txt", ".git/d.txt", "notes.docx", "a.json"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    found = find_reports([f"{tmp_path}/sub/*.xml", str(tmp_path), str(tmp_path / "b.txt")])
    assert [Path(f).relative_to(tmp_path).as_posix() for f in found.files] == ["a.pdf", "b.txt", "sub/c.xml"]


def test_the_plan_does_not_depend_on_the_order_of_asking(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("another", encoding="utf-8")
    paths = [str(reports), str(tmp_path / "one.md")]
    plans = [plan(order, tmp_path / "ledger.duckdb", "1") for order in (paths, paths[::-1])]
    assert plans[0] == plans[1]
    assert [failure.reason for failure in plans[0].failures] == ["same_id"]


def test_batches_come_in_order_and_few_are_under_way() -> None:
    running: list[int] = []
    most = 0

    class Slow:
        def __init__(self, number: int) -> None:
            self.number = number
            running.append(number)

        def result(self) -> Batch:
            running.remove(self.number)
            return Batch()

    batches = list(in_batches([Path(str(i)) for i in range(10)], 3))
    assert [len(batch) for batch in batches] == [3, 3, 3, 1]
    for _ in in_order(batches, lambda files: Slow(int(files[0].name)), ahead=2):
        most = max(most, len(running))
    assert most <= 2 and not running


def test_summaries_add_up() -> None:
    total = Summary(loaded=1, failed=1) + Summary(unchanged=2, replaced=1)
    assert str(total) == "read 5, loaded 1, replaced 1, unchanged 2, failed 1"
    assert not total.nothing_done and Summary(failed=2).nothing_done


def test_a_server_that_does_not_answer_is_said_in_one_sentence(reports: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_API_URL": "http://127.0.0.1:1/api"}
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "ingest",
        str(reports),
        "--warehouse",
        str(tmp_path / "ledger.duckdb"),
    ]
    ran = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 1
    assert ran.stderr.startswith("caseledger: Failed to reach API") and ran.stderr.count("\n") == 1
