"""Staged batches into the ledger: what comes again replaces itself."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse.clock import now
from warehouse.records import LoadSummary, Run
from warehouse.rows import NO_PIPELINE, Row
from warehouse.settle import reports_with_decisions, settled
from warehouse.statements import statements

OF_A_REPORT = ("report", "section", "page", "fact", "evidence")
_DERIVED = ("fact", "evidence", "judgement")
_TYPED = ("patient", "therapy", "dose", "temporal", "toxicity", "response", "finding")
_AT_ONCE = 2_000_000  # bytes of Parquet that one transaction merges: a hundred reports, or two thousand short ones


def merge(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Path], run: Run, *, force: bool, already: LoadSummary
) -> LoadSummary:
    """Merge staged batches; the connection is in a transaction, which is committed and begun anew now and then."""
    total, pipelines = already, set[str]()
    for some in _portions(files):
        done, versions = _merge(connection, some, run, force)
        total, pipelines = total + done, pipelines | versions
        connection.commit()
        connection.execute("CHECKPOINT")  # what waits to be written takes memory
        let_go(connection)
        connection.begin()
    _count(connection, run, total, sorted(pipelines))
    return total


def let_go(connection: duckdb.DuckDBPyConnection) -> None:
    """Free the blocks of the file that DuckDB keeps for another look, or memory would grow with all that is merged."""
    (allowed,) = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0]
    with suppress(duckdb.OutOfMemoryException):  # it keeps what is in use, and says so
        connection.execute("SET memory_limit = '16MB'")
    connection.execute(f"SET memory_limit = '{allowed}'")


def selected(table: str, rows: Sequence[Row]) -> tuple[str, list[str]]:
    """The statement that makes a table's rows of records, with its parameters."""
    return statements("load")[table].rstrip(";"), [json.dumps(rows)]


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Insert records into a table, in one statement."""
    if rows:
        statement, parameters = selected(table, rows)
        connection.execute(f"INSERT INTO store.{table} BY NAME {statement}", parameters)


def resettle(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> None:
    """Apply the decisions about some reports to their facts, and fill the typed tables anew."""
    _spread(connection, sorted({*report_ids, *_settle(connection, report_ids)}))


def _settle(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> list[str]:
    """Apply the decisions about some reports to their facts; returns the reports the facts of which that may have changed."""
    decided = reports_with_decisions(connection, report_ids)
    for report_id in decided:
        for table, rows in zip(_DERIVED, settled(connection, report_id), strict=True):
            _delete(connection, table, [report_id])
            insert(connection, table, rows)
    return decided


def _spread(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> None:
    """Fill the typed tables anew from the accepted records of some reports."""
    if not report_ids:
        return
    for table in _TYPED:
        _delete(connection, table, report_ids)
    connection.execute(statements("merge")["accepted"], [list(report_ids)])
    _fill_families(connection)


def _fill_families(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in statements("families").values():
        connection.execute(statement)


class _Arrived(NamedTuple):
    """A report in a staged file."""

    file: str
    row: int
    report_id: str
    sha256: str
    pipeline: str
    source: str


class _Stored(NamedTuple):
    """What the ledger holds: report ids, and by their bytes' digest the id and the pipeline version."""

    ids: set[str]
    by_sha: dict[str, tuple[str, str]]

    def replaced_by(self, one: _Arrived) -> set[str]:
        """The reports that one takes the place of: of the same id, or of the same bytes."""
        same_bytes = {self.by_sha[one.sha256][0]} if one.sha256 in self.by_sha else set()
        return same_bytes | ({one.report_id} & self.ids)

    def is_unchanged(self, one: _Arrived) -> bool:
        """Whether the same version has read the same bytes before."""
        _, pipeline = self.by_sha.get(one.sha256, ("", ""))
        return one.pipeline not in (NO_PIPELINE, "") and pipeline == one.pipeline


def _merge(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Path], run: Run, force: bool
) -> tuple[LoadSummary, set[str]]:
    sql, moment = statements("merge"), now()
    places = ", ".join("'{}'".format(str(file).replace("'", "''")) for file in files)
    connection.execute(sql["incoming"].format(places))
    arrived = [_Arrived(*row) for row in connection.execute(sql["arrived"]).fetchall()]
    distinct = _distinct(arrived)
    stored = _stored(connection, distinct)
    fresh = [one for one in distinct if force or not stored.is_unchanged(one)]
    replaced = [stored.replaced_by(one) for one in fresh]
    _replace(connection, fresh, replaced, run, moment)
    connection.execute(sql["mended"])
    connection.execute(sql["failure"], {"now": moment})
    failed = connection.execute(sql["failures"]).fetchall()[0][0]
    summary = LoadSummary(
        loaded=sum(not some for some in replaced),
        replaced=sum(bool(some) for some in replaced),
        unchanged=len(arrived) - len(fresh),
        failed=failed,
    )
    return summary, {one.pipeline for one in arrived}


def _replace(
    connection: duckdb.DuckDBPyConnection,
    fresh: Sequence[_Arrived],
    replaced: Sequence[set[str]],
    run: Run,
    moment: datetime,
) -> None:
    """Put reports in the place of others, apply the decisions, and note what the machine says otherwise."""
    if not fresh:
        return
    sql, old = statements("merge"), sorted(set().union(*replaced))
    if old:
        connection.execute(sql["before"], [old])
        for table in (*_TYPED, "judgement", *reversed(OF_A_REPORT)):
            _delete(connection, table, old)
    connection.execute(sql["chosen"], {"files": [one.file for one in fresh], "rows": [one.row for one in fresh]})
    connection.execute(sql["fresh"])
    connection.execute(sql["report"], [moment])
    connection.execute(sql["arrived_fact"])
    for table in OF_A_REPORT[1:]:
        connection.execute(sql[table])
    decided = _settle(connection, [one.report_id for one in fresh])
    connection.execute(sql["accepted_as_arrived"], [decided])
    _fill_families(connection)
    _spread(connection, decided)
    connection.execute(sql["forget"])
    if old:
        again = [one.report_id for one, some in zip(fresh, replaced, strict=True) if some]
        connection.execute(sql["changes"], {"now": moment, "run": run.run_id, "ids": again})


def _distinct(arrived: Sequence[_Arrived]) -> list[_Arrived]:
    """The first of reports of one id or of the same bytes."""
    by_id = {one.report_id: one for one in reversed(arrived)}
    by_sha = {one.sha256: one for one in reversed(by_id.values())}
    return [one for one in arrived if by_id[one.report_id] is one and by_sha[one.sha256] is one]


def _stored(connection: duckdb.DuckDBPyConnection, arrived: Sequence[_Arrived]) -> _Stored:
    asked = {"ids": [one.report_id for one in arrived], "shas": [one.sha256 for one in arrived]}
    rows = connection.execute(statements("merge")["stored"], asked).fetchall()
    return _Stored({row[0] for row in rows}, {sha256: (report_id, pipeline) for report_id, sha256, pipeline in rows})


def _count(connection: duckdb.DuckDBPyConnection, run: Run, summary: LoadSummary, pipelines: Sequence[str]) -> None:
    sql, moment = statements("merge"), now()
    connection.execute(sql["run"], {"run": run.run_id, "started": run.started_at, "now": moment})
    counted = {"run": run.run_id, "now": moment, "pipelines": list(pipelines), **summary.model_dump()}
    connection.execute(sql["count"], counted)
    if run.ended:
        connection.execute(sql["end"], {"run": run.run_id, "now": moment})


def _delete(connection: duckdb.DuckDBPyConnection, table: str, report_ids: Sequence[str]) -> None:
    if report_ids:
        statement = f"DELETE FROM store.{table} WHERE report_id IN (SELECT unnest(?::VARCHAR[]))"  # noqa: S608 (own names)
        connection.execute(statement, [list(report_ids)])


def _portions(files: Sequence[Path]) -> list[list[Path]]:
    """Consecutive files of about the size that one transaction merges."""
    portions: list[list[Path]] = []
    room = 0
    for file in files:
        size = file.stat().st_size
        if size > room or not portions:
            portions.append([])
            room = _AT_ONCE
        portions[-1].append(file)
        room -= size
    return portions
