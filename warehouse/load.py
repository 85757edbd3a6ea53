"""A batch of reports into the ledger: what comes again replaces itself."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple

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
    fresh = [item for item in items if force or not stored.is_unchanged(item)]
    replaced = [stored.replaced_by(item) for item in fresh]
    _remove(connection, sorted(set().union(*replaced)))
    _insert(connection, fresh, now)
    summary = LoadSummary(
        loaded=sum(not some for some in replaced),
        replaced=sum(bool(some) for some in replaced),
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


class _Stored(NamedTuple):
    """What the ledger holds: report ids, and by their bytes' digest the id and the pipeline version."""

    ids: set[str]
    by_sha: dict[str, tuple[str, str]]

    def replaced_by(self, item: Item) -> set[str]:
        """The reports that an item takes the place of: of the same id, or of the same bytes."""
        document, case = item
        same_bytes = {self.by_sha[document.sha256][0]} if document.sha256 in self.by_sha else set()
        return same_bytes | ({case.report.id} & self.ids)

    def is_unchanged(self, item: Item) -> bool:
        """Whether the same version has read the same bytes before."""
        document, case = item
        _, pipeline = self.by_sha.get(document.sha256, ("", ""))
        return pipeline_of(case) not in (NO_PIPELINE, "") and pipeline == pipeline_of(case)


def _stored(connection: duckdb.DuckDBPyConnection) -> _Stored:
    rows = connection.execute("SELECT report_id, sha256, pipeline FROM store.report").fetchall()
    return _Stored({row[0] for row in rows}, {sha256: (report_id, pipeline) for report_id, sha256, pipeline in rows})


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
