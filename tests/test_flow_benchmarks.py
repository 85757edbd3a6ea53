"""The measurements of the flow: corpora are seeded, and every kind of run runs."""

from pathlib import Path

import pytest

from benchmarks.flow import load_table, million_table
from benchmarks.recombined import write


def test_a_corpus_is_the_same_every_time_and_its_beginning_that_of_a_larger_one(tmp_path: Path) -> None:
    small = [file.read_text(encoding="utf-8") for file in write(tmp_path / "a", 3)]
    large = [file.read_text(encoding="utf-8") for file in write(tmp_path / "b", 5)]
    assert large[:3] == small and len(set(large)) == 5


def test_what_a_million_cost_is_reckoned_from_what_was_measured() -> None:
    told = million_table({"cpu": 36.0, "reports": 100}, {"merging": 1.8, "reports": 1000, "bytes": 5e7})
    assert "| reading and extracting, processor hours | 100 |" in told
    assert "| ledger, GB | 50 |" in told


@pytest.mark.soak
def test_loading_is_at_least_half_as_fast_as_a_bare_insert() -> None:
    ratio = float(load_table(1000).splitlines()[2].split("|")[3])
    assert ratio >= 0.5
