"""No answer depends on the order in which rows happen to lie: what a view leaves open would come out otherwise in another run."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_warehouse import case, document

from models import WarehouseError
from warehouse import Ledger, stage
from warehouse.dictionary import dictionary
from warehouse.snapshot import writing

QUERIES = sorted(path.stem for path in (Path(__file__).parent.parent / "warehouse" / "queries").glob("*.sql"))
TABLES = (
    "report",
    "section",
    "fact",
    "evidence",
    "patient",
    "therapy",
    "dose",
    "temporal",
    "toxicity",
    "response",
    "finding",
)
COPIES = 12  # of every fact: they differ in little, so that nearly everything is a tie
# The tables of what is told again, with the numbers of therapies, of which no two are the same.
COPIED = {
    "fact": (),
    "evidence": (),
    "therapy": ("id", "part_of"),
    "dose": ("therapy",),
    "temporal": (),
    "toxicity": (),
    "response": ("after",),
}

# What makes ties: a few values each, chosen by the digest of the fact's name.
ALIKE = {
    "therapy": """start = NULL, start_day = pick([NULL, 0, 3], fact_id, 1), status = 'given',
        kind = pick(['cell_therapy', 'drug', 'transplant'], fact_id, 2), role = pick(['salvage', 'induction', 'toxicity_management'], fact_id, 3)""",
    "dose": """day = pick([NULL, 1], fact_id, 1), value = pick([0.1, 0.2, 0.3, 1e-9], fact_id, 2), unit = pick(['cells/kg', 'mg/kg'], fact_id, 3),
        basis = NULL, component = NULL""",
    "toxicity": "name = pick(['CRS', 'ICANS'], fact_id, 1), onset = NULL, onset_day = pick([NULL, 1], fact_id, 2), grade = pick([2, 3], fact_id, 3)",
    "response": "category = pick(['CR', 'PD', 'PR'], fact_id, 1), day = pick([NULL, 28], fact_id, 2), date = NULL, mrd = pick([NULL, 'negative'], fact_id, 3)",
    "evidence": '"start" = pick([5, 9], fact_id, 1), "end" = 12',
}
FINDINGS = """INSERT INTO store.finding SELECT report_id, fact_id, position, 1,
    pick(['oxygen', 'fever', 'prior lines', 'last follow-up', 'death', 'blasts', 'effect', 'doses given', 'peak ferritin', 'resolved', 'condition',
          'disease status', 'vasopressor', 'response criteria'], fact_id, 1) AS name, pick([true, true, false], fact_id, 2),
    CASE name WHEN 'oxygen' THEN pick(['mask', 'nasal cannula'], fact_id, 3) WHEN 'resolved' THEN 'CRS'
              WHEN 'effect' THEN 'tocilizumab' WHEN 'doses given' THEN 'tocilizumab' ELSE pick(['A', 'B', NULL], fact_id, 3) END,
    pick([3, 4], fact_id, 4), pick(['>=', NULL, '<'], fact_id, 5), pick(['ng/mL', 'ug/L', NULL], fact_id, 6), NULL, pick([NULL, 9], fact_id, 7), NULL
FROM store.temporal"""


@pytest.fixture(scope="module")
def ties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of reports in which nearly everything was told a dozen times."""
    folder = tmp_path_factory.mktemp("ties")
    items = [(document(f"r{n}", sha256=f"{n:064d}"), case(f"r{n}", sha256=f"{n:064d}")) for n in range(4)]
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        ledger.merge([stage(items, [], folder / "batch.parquet")])
    with writing(folder / "ledger.duckdb") as connection:
        connection.execute(
            "CREATE TEMP MACRO pick(values_, key, n) AS values_[1 + (hash(key || n) % len(values_))::INTEGER]"
        )
        for table, numbered in COPIED.items():
            more = "".join(f", {field} || '-' || n AS {field}" for field in numbered)
            connection.execute(
                f"INSERT INTO store.{table} SELECT t.* REPLACE (fact_id || '-' || n AS fact_id, position + 20 * n AS position{more}) "
                f"FROM store.{table} t, range(1, {COPIES}) x(n)"
            )
        for table, alike in ALIKE.items():
            connection.execute(f"UPDATE store.{table} SET {alike}")
        connection.execute(FINDINGS)
    return folder / "ledger.duckdb"


def shuffled(ledger: Path, seed: int) -> None:
    """The same rows, lying in another order."""
    with writing(ledger) as connection:
        for table in TABLES:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE x AS FROM store.{table} ORDER BY hash(rowid + {seed})")
            connection.execute(f"DELETE FROM store.{table}")
            connection.commit()  # keys are free again only then
            connection.begin()
            connection.execute(f"INSERT INTO store.{table} FROM x")


def answers(path: Path, threads: int) -> Iterator[tuple[str, object]]:
    """All views and queries with their rows."""
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger._snapshot is not None
        ledger._snapshot.execute(f"SET threads = {threads}")
        for view in sorted({column.view for column in dictionary(ledger)}):
            yield view, ledger.query(f"FROM {view}").rows
        for name in QUERIES:
            try:
                yield f"query {name}", ledger.run_named(name).rows
            except WarehouseError:  # it needs a report's name
                yield f"query {name}", ledger.run_named(name, {"report": "r1"}).rows


def test_the_order_of_rows_changes_no_answer(ties: Path, tmp_path: Path) -> None:
    expected = dict(answers(ties, 1))
    assert sum(len(rows) for rows in expected.values()) > 1000  # type: ignore[arg-type]
    different = set()
    for seed in range(1, 4):
        other = Path(shutil.copy(ties, tmp_path / f"{seed}.duckdb"))
        shuffled(other, seed)
        for name, rows in answers(other, 1 + seed):
            if rows != expected[name]:
                different.add(name)
                print(name, next((x, y) for x, y in zip(expected[name], rows, strict=False) if x != y))  # type: ignore[call-overload]
    assert different == set()
