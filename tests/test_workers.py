"""Worker processes: a report that hangs, dies or eats memory costs itself and nobody else."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from flows import workers as module
from flows.workers import Limits, Staged, workers
from models import TryAgainError
from warehouse import Ledger

FAULTY = (sys.executable, str(Path(__file__).parent / "faulty_worker.py"))


@pytest.fixture(autouse=True)
def little_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GRACE", 1)


def extracted(
    tmp_path: Path, texts: dict[str, str], *, seconds: int = 5, megabytes: int = 600
) -> tuple[tuple[Staged, ...], dict[str, str]]:
    """One batch through one worker: what was staged, and the reasons of its failures."""
    files = []
    for name, text in texts.items():
        files.append(tmp_path / f"{name}.txt")
        files[-1].write_text(text, encoding="utf-8")
    with workers(1, tmp_path, limits=Limits(seconds=seconds, megabytes=megabytes), command=FAULTY) as extract:
        staged = extract(files)
    return staged, {Path(f.source).stem: f.reason for some in staged for f in some.failures}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It hangs.", "timeout"),
        ("It never looks up.", "timeout"),
        ("It stops.", "timeout"),
        ("It dies.", "died"),
        ("It crashes.", "died"),
        ("It eats.", "memory"),
    ],
)
def test_a_report_that_ends_its_worker_is_named_and_the_others_are_read(tmp_path: Path, text: str, reason: str) -> None:
    good = "She had tocilizumab for {}."
    staged, failures = extracted(tmp_path, {"a": good.format("CRS"), "b": text, "c": good.format("ICANS")})
    assert failures == {"b": reason}
    assert sum(some.read for some in staged) == 2
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        ledger.merge([some.file for some in staged])
        assert ledger.query("SELECT report_id FROM reports ORDER BY 1").rows == (("a",), ("c",))
        assert ledger.query("SELECT reason FROM failure").rows == ((reason,),)


@pytest.mark.parametrize("text", ["It hangs.", "It never looks up.", "It stops."])
def test_a_worker_that_hangs_is_stopped_when_its_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    started: list[int] = []
    popen = module.subprocess.Popen

    def noted(*given: Any, **named: Any) -> Any:
        process = popen(*given, **named)
        started.append(process.pid)
        return process

    monkeypatch.setattr(module.subprocess, "Popen", noted)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with workers(1, tmp_path, limits=Limits(seconds=1), command=FAULTY) as extract:
        begin = time.monotonic()
        (staged,) = extract([tmp_path / "a.txt"])
        lasted = time.monotonic() - begin
        assert [f.reason for f in staged.failures] == ["timeout"] and "longer than 1 seconds" in staged.failures[
            0
        ].message
        assert len(started) == module.TRIES and not any(Path(f"/proc/{pid}").exists() for pid in started)
    assert lasted < 300  # on a busy machine; the report itself would take ten minutes a time


def test_what_passes_is_tried_again_at_once(tmp_path: Path) -> None:
    staged, failures = extracted(tmp_path, {"a": "It dies once.", "b": "It hangs once."})
    assert (failures, sum(some.read for some in staged)) == ({}, 2)


def test_threads_share_the_workers(tmp_path: Path) -> None:
    files = [tmp_path / f"{n}.txt" for n in range(6)]
    for file in files:
        file.write_text(f"{file.stem}: she had tocilizumab.", encoding="utf-8")
    with workers(2, tmp_path, command=FAULTY) as extract, ThreadPoolExecutor(6) as pool:
        staged = [some for batch in pool.map(extract, [[file] for file in files]) for some in batch]
    assert len({some.file for some in staged}) == 6 and all(some.read == 1 for some in staged)


def test_a_full_disk_is_no_fault_of_the_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("She had tocilizumab.", encoding="utf-8")
    with workers(1, tmp_path / "gone", command=FAULTY) as extract, pytest.raises(TryAgainError, match="disk full"):
        extract([tmp_path / "a.txt"])


def test_a_worker_makes_room_for_a_fresh_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIFE", 1)
    (tmp_path / "a.txt").write_text("She had tocilizumab.", encoding="utf-8")
    with workers(1, tmp_path, command=FAULTY) as extract:
        assert [extract([tmp_path / "a.txt"])[0].read for _ in range(2)] == [1, 1]
