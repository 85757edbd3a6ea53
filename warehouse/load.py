"""A batch of reports into the ledger: what comes again replaces itself."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain

import duckdb

from models import Case, Document
from warehouse.records import Failure, LoadSummary
from warehouse.rows import NO_PIPELINE, Row, Rows, pipeline_of, rows_of
from warehouse.settle import reports_with_decisions, settled
from warehouse.statements import statements

Item = tuple[Document, Case]

_OF_A_REPORT = ("report", "section", "page", "fact", "evidence")
_DERIVED = ("fact", "evidence", "judgement")
_TYPED = ("patient", "therapy", "dose", "temporal", "toxicity", "response")


def load(
    connection: duckdb.DuckDBPyConnection, items: Sequence[Item], failures: Sequence[Failure], *, force: bool
) -> LoadSummary:
    """Load a batch inside the transaction that the connection is in."""
    now = datetime.now(UTC)
    items, doubled = _apart(items)
    stored = _stored(connection)
    fresh = [item for item in items if force or not _is_unchanged(item, stored)]
    gone = sorted({report_id for item in fresh for report_id in _replaced_by(item, stored)})
    _remove(connection, gone)
    _insert(connection, fresh, now)
    summary = LoadSummary(
        loaded=sum(not _replaced_by(item, stored) for item in fresh),
        replaced=sum(bool(_replaced_by(item, stored)) for item in fresh),
        unchanged=len(items) - len(fresh),
        failed=len(failures) + len(doubled),
    )
    _record_failures(connection, items, [*failures, *doubled], now)
    pipelines = sorted({pipeline_of(case) for _, case in items})
    insert(connection, "run", [{"loaded_at": now.isoformat(), "pipelines": pipelines, **summary.model_dump()}])
    return summary


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert records into a table, in one statement."""
    if rows:
        connection.execute(statements("load")[table], [json.dumps(rows)])


def spread(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> None:
    """Fill the typed tables anew from the accepted records of some reports."""
    for table in _TYPED:
        _delete(connection, table, report_ids)
    for statement in statements("families").values():
        connection.execute(statement, [list(report_ids)])


def resettle(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> None:
    """Apply the decisions about some reports to their facts, and fill the typed tables anew."""
    for report_id in reports_with_decisions(connection, report_ids):
        result = settled(connection, report_id)
        for table, rows in zip(_DERIVED, result, strict=True):
            _delete(connection, table, [report_id])
            insert(connection, table, rows)
    spread(connection, report_ids)


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


def _stored(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    rows = connection.execute("SELECT report_id, sha256, pipeline FROM store.report").fetchall()
    return {report_id: (sha256, pipeline) for report_id, sha256, pipeline in rows}


def _is_unchanged(item: Item, stored: dict[str, tuple[str, str]]) -> bool:
    document, case = item
    known = (document.sha256, pipeline_of(case))
    return known[1] != NO_PIPELINE and known in stored.values()


def _replaced_by(item: Item, stored: dict[str, tuple[str, str]]) -> list[str]:
    document, case = item
    return [i for i, (sha256, _) in stored.items() if i == case.report.id or sha256 == document.sha256]


def _remove(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> None:
    for table in (*_TYPED, "judgement", *reversed(_OF_A_REPORT)):
        _delete(connection, table, report_ids)


def _delete(connection: duckdb.DuckDBPyConnection, table: str, report_ids: Sequence[str]) -> None:
    if report_ids:
        statement = f"DELETE FROM store.{table} WHERE list_contains(?::VARCHAR[], report_id)"  # noqa: S608 (own names)
        connection.execute(statement, [list(report_ids)])


def _insert(connection: duckdb.DuckDBPyConnection, items: Sequence[Item], now: datetime) -> None:
    parts = [rows_of(document, case, now) for document, case in items]
    merged = (
        Rows(*(list(chain.from_iterable(table)) for table in zip(*parts, strict=True)))
        if parts
        else Rows([], [], [], [], [])
    )
    for table, rows in zip(_OF_A_REPORT, merged, strict=True):
        insert(connection, table, rows)
    resettle(connection, [case.report.id for _, case in items])


def _record_failures(
    connection: duckdb.DuckDBPyConnection, items: Sequence[Item], failures: Sequence[Failure], now: datetime
) -> None:
    read = [document.source for document, _ in items]
    connection.execute("DELETE FROM store.failure WHERE list_contains(?::VARCHAR[], source)", [read])
    latest = {failure.source: failure for failure in failures}
    insert(connection, "failure", [{**f.model_dump(), "failed_at": now.isoformat()} for f in latest.values()])
