"""Decisions of another ledger: a ledger that is made anew need not lose what people decided."""

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from models import WarehouseError
from warehouse.load import insert, resettle
from warehouse.rows import Row
from warehouse.settle import rows
from warehouse.snapshot import copying

_SAME = ("decided_at", "reviewer", "fact_key", "field")


def decisions_of(path: Path) -> list[Row]:
    """All decisions of a ledger, of this release or another."""
    with copying(path, any_release=True) as connection:
        try:
            return rows(connection, "all_decisions")
        except duckdb.Error as error:
            raise WarehouseError(f"{path} holds no decisions that this version can read") from error


def inherit(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Row]) -> int:
    """Add the decisions that are not there yet, in their order; returns how many."""
    there = {tuple(row[key] for key in _SAME) for row in rows(connection, "all_decisions")}
    fresh = [row for row in decisions if tuple(row[key] for key in _SAME) not in there]
    first = rows(connection, "next")[0]["seq"]
    insert(connection, "decision", [_as_json(row) | {"seq": first + n} for n, row in enumerate(fresh)])
    resettle(connection, [row[0] for row in connection.execute("SELECT report_id FROM store.report").fetchall()])
    return len(fresh)


def _as_json(row: Row) -> Row:
    unpacked = {key: json.loads(row[key]) if row[key] is not None else None for key in ("value", "machine", "evidence")}
    return row | unpacked | {"decided_at": row["decided_at"].isoformat()}
