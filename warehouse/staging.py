"""Batches on their way into the ledger: each is one Parquet file, written by whoever extracted it and merged by the one loader.

ledger.duckdb.incoming/<run>/*.parquet     complete files only; a killed run leaves its folder behind, and the next run takes it over
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from models import Case, Document, WarehouseError
from warehouse.load import OF_A_REPORT, selected
from warehouse.records import Failure
from warehouse.rows import rows_of
from warehouse.statements import statements

Item = tuple[Document, Case]


def stage(items: Sequence[Item], failures: Sequence[Failure], target: Path) -> Path:
    """Write a batch to a Parquet file, which appears when it is complete."""
    items, doubled = _apart(items)
    parts = [rows_of(document, case) for document, case in items]
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "300MB"}) as connection:
            for n, table in enumerate(OF_A_REPORT):
                _fill(connection, table, [row for part in parts for row in part[n]])
            _fill(
                connection, "failure", [f.model_dump() for f in {f.source: f for f in [*failures, *doubled]}.values()]
            )
            connection.execute(statements("stage")["pack"].format(str(unfinished).replace("'", "''")))
        unfinished.replace(target)
    except (OSError, duckdb.IOException) as error:
        unfinished.unlink(missing_ok=True)
        raise WarehouseError(f"cannot write {target} ({str(error).splitlines()[0]}): is the disk full?") from error
    return target


@contextmanager
def staging_folder(ledger: Path) -> Iterator[Path]:
    """A folder of this run's own, which goes when the run ends; while it lasts no other run touches it."""
    parent = _parent(ledger)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(dir=parent, prefix=f"{os.getpid()}-"))
    except OSError as error:
        raise WarehouseError(
            f"cannot write to {parent} ({error.strerror}): name another ledger with --warehouse"
        ) from error
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


@contextmanager
def abandoned(ledger: Path) -> Iterator[list[Path]]:
    """Folders that killed runs left behind, held while this block lasts and gone after it."""
    mine: list[tuple[Path, int]] = []
    for folder in sorted(_parent(ledger).glob("*/")):
        try:
            held = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:  # its run has just ended
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
        else:
            mine.append((folder, held))
    try:
        yield [folder for folder, _ in mine]
    finally:
        for folder, held in mine:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(held)


def _parent(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}.incoming")


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, object]]) -> None:
    statement, parameters = selected(table, rows)
    connection.execute(f"CREATE TEMP TABLE {table} AS {statement}", parameters)


def _apart(items: Sequence[Item]) -> tuple[list[Item], list[Failure]]:
    """The same bytes twice in a batch are one report; other bytes under the same id are refused."""
    by_id: dict[str, Item] = {}
    shas: set[str] = set()
    doubled = []
    for document, case in items:
        if document.sha256 in shas:
            continue
        if (first := by_id.get(case.report.id)) is not None:
            message = f"{document.source} has the same report id '{case.report.id}' as {first[0].source}: rename one of the files"
            doubled.append(Failure(source=document.source, sha256=document.sha256, reason="same_id", message=message))
            continue
        shas.add(document.sha256)
        by_id[case.report.id] = (document, case)
    return list(by_id.values()), doubled
