"""The measurements of the flow: corpora are seeded, and every kind of run runs."""

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from benchmarks.flow import load_table, million_table
from benchmarks.recombined import write
from flows import workers as workers_module


def test_a_corpus_is_the_same_every_time_and_its_beginning_that_of_a_larger_one(tmp_path: Path) -> None:
    small = [file.read_text(encoding="utf-8") for file in write(tmp_path / "a", 3)]
    large = [file.read_text(encoding="utf-8") for file in write(tmp_path / "b", 5)]
    assert large[:3] == small and len(set(large)) == 5


def test_what_a_million_cost_is_reckoned_from_what_was_measured() -> None:
    told = million_table({"cpu": 36.0, "reports": 100}, {"merging": 1.8, "reports": 1000, "bytes": 5e7})
    assert "| reading and extracting, processor hours | 100 |" in told
    assert "| ledger, GB | 50 |" in told


SOME = ("authored/*.txt", "pdf/*.pdf")


@pytest.mark.parametrize("number", [6, pytest.param(1000, marks=pytest.mark.soak)])
def test_a_worker_takes_less_than_500_megabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Text and PDF, the longest reports of the corpus first."""
    found = [sorted((ROOT / "corpus" / "gold").glob(kind), key=lambda file: -file.stat().st_size) for kind in SOME]
    files = [file for some in found for file in some[: number // len(SOME)]]
    started: list[int] = []
    popen = workers_module.subprocess.Popen

    def noted(*given: Any, **named: Any) -> Any:
        process = popen(*given, **named)
        started.append(process.pid)
        return process

    monkeypatch.setattr(workers_module.subprocess, "Popen", noted)
    with workers_module.workers(1, tmp_path) as extract:
        staged = [some for file in files for some in extract([file])]
        status = Path(f"/proc/{started[0]}/status").read_text(encoding="utf-8")
    assert sum(some.read for some in staged) == len(files) and len(started) == 1
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1000
    print(f"\n{len(files)} reports, peak {peak:.0f} MB")
    assert peak < 500


@pytest.mark.soak
def test_loading_is_at_least_half_as_fast_as_a_bare_insert() -> None:
    ratio = float(load_table(1000).splitlines()[2].split("|")[3])
    assert ratio >= 0.5
