"""How batches come into the ledger: in portions, without looking through what is there, and without keeping what is written."""

import random
from pathlib import Path

import pytest
from test_warehouse import case, document

from warehouse import Decision, Ledger, load, stage
from warehouse.snapshot import writing

TYPED = ("patient", "therapy", "dose", "temporal", "toxicity", "response")


def batches(folder: Path, numbers: range, pipeline: str = "p1") -> list[Path]:
    """One batch a report."""
    folder.mkdir(exist_ok=True)
    made = []
    for n in numbers:
        sha256 = f"{n:064d}"
        item = document(f"r{n}", sha256=sha256), case(f"r{n}", sha256=sha256, pipeline=pipeline, grade=n % 4 + 1)
        made.append(stage([item], [], folder / f"{n}.parquet"))
    return made


def tables(path: Path) -> dict[str, tuple[tuple[object, ...], ...]]:
    """The rows of the tables, without when."""
    names = {table: f"FROM store.{table} ORDER BY ALL" for table in ("fact", "evidence", "judgement", *TYPED)}
    with Ledger.open(path, read_only=True) as ledger:
        return {name: ledger.query(sql).rows for name, sql in names.items()}


def test_portions_make_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = batches(tmp_path / "batches", range(5))
    with Ledger.open(tmp_path / "whole.duckdb") as ledger:
        ledger.merge(files)
    monkeypatch.setattr(load, "_AT_ONCE", 1)
    with Ledger.open(tmp_path / "portions.duckdb") as ledger:
        ledger.merge(files)
    assert tables(tmp_path / "whole.duckdb") == tables(tmp_path / "portions.duckdb")


def test_what_arrives_is_spread_as_what_is_there(tmp_path: Path) -> None:
    """The tables of the families are filled from the batch, or, where somebody decided something, from the facts."""
    path = tmp_path / "ledger.duckdb"
    decision = Decision.model_validate(
        {"reviewer": "AB", "action": "correct", "fact_id": "r1/y1", "fields": {"grade": 4}}
    )
    with Ledger.open(path) as ledger:
        ledger.merge(batches(tmp_path / "one", range(3)))
        ledger.decide([decision])
        ledger.merge(batches(tmp_path / "two", range(4), "p2"))
        grades = ledger.query("SELECT report_id, grade FROM toxicities ORDER BY ALL").rows
    assert grades == (("r0", 1), ("r1", 4), ("r2", 3), ("r3", 4))
    merged = tables(path)
    with writing(path) as connection:
        load.resettle(connection, ["r0", "r1", "r2", "r3"])
    assert tables(path) == merged


def test_a_fact_is_there_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        for pipeline in ("p1", "p2", "p2"):
            ledger.merge(batches(tmp_path / "batches", range(3), pipeline), force=True)
        for table in ("fact", *TYPED):
            doubled = f"SELECT fact_id FROM store.{table} GROUP BY ALL HAVING count(*) > 1"
            assert ledger.query(doubled).rows == ()


def test_what_was_written_is_not_kept_in_memory(tmp_path: Path) -> None:
    used = "SELECT sum(memory_usage_bytes) / 1e6 FROM duckdb_memory()"
    allowed = "SELECT current_setting('memory_limit')"
    with writing(tmp_path / "ledger.duckdb") as connection:
        (before,) = connection.execute(allowed).fetchall()
        connection.execute("CREATE TABLE big AS SELECT md5(i::VARCHAR) AS x FROM range(2_000_000) r(i)")
        connection.commit()
        ((kept,),) = connection.execute(used).fetchall()
        load.let_go(connection)
        ((left,),) = connection.execute(used).fetchall()
        (after,) = connection.execute(allowed).fetchall()
        connection.begin()
    assert kept > 40 > 20 > left
    assert abs(float(before[0].split()[0]) - float(after[0].split()[0])) < 1


@pytest.mark.parametrize("at_once", [1, 100_000_000])
def test_a_report_and_its_bytes_are_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    """No key of the table holds it: whatever comes in whatever order, in one portion or in many."""
    monkeypatch.setattr(load, "_AT_ONCE", at_once)
    chance = random.Random(8)
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        for round_ in range(12):
            items = []
            for _ in range(chance.randint(1, 6)):
                name, sha256 = f"r{chance.randint(0, 5)}", f"{chance.randint(0, 5):064d}"
                items.append((document(name, sha256=sha256), case(name, sha256=sha256, pipeline=f"p{round_}")))
            ledger.merge([stage([item], [], tmp_path / f"{n}.parquet") for n, item in enumerate(items)])
            rows = ledger.query("SELECT report_id, sha256 FROM store.report").rows
            ids, bytes_ = zip(*rows, strict=True)
            assert len(set(ids)) == len(set(bytes_)) == len(rows) >= 1
            facts = "SELECT count(*), count(DISTINCT fact_id) FROM store.fact"
            assert len(set(ledger.query(facts).rows[0])) == 1
