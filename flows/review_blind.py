"""Dual extraction: a reviewer sees what the machine says and what they decided themselves, and nothing of the other."""

import json
from collections.abc import Sequence
from typing import Any

from warehouse import Ledger

Row = dict[str, Any]

_REFERENCES = ("therapy", "part_of", "after")


def own_facts(ledger: Ledger, report_id: str, reviewer: str, facts: Sequence[Row]) -> list[Row]:
    """The rows of `fact_values` as this reviewer alone would have left them."""
    sql = "SELECT fact_id, field, value FROM judgements WHERE report_id = ? AND reviewer = ? AND role = 'reviewer'"
    own: dict[str, Row] = {}
    for fact_id, field, value in ledger.query(sql, [report_id, reviewer]).rows:
        own.setdefault(fact_id, {})[field] = json.loads(value)
    numbers = {f"@{row['fact_id'].partition('/')[2]}": _number(row) for row in facts if row["family"] == "therapies"}
    seen = [row for row in facts if row["machine_value"] is not None or row["fact_id"] in own]
    return [_as_left(row, own.get(row["fact_id"]), numbers) for row in seen]


def _as_left(row: Row, own: Row | None, numbers: dict[str, str | None]) -> Row:
    if own is None:
        return row | {"value": row["machine_value"], "decided": None, "attention": None}
    kept = own.get("kept", True)
    record = {
        name: numbers.get(value) if name in _REFERENCES else value for name, value in own.items() if name != "kept"
    }
    number = {"id": _number(row)} if row["family"] == "therapies" else {}
    value = json.dumps(record | number) if kept else None
    return row | {"value": value, "decided": "checked" if kept else "rejected", "attention": None, "doubtful": False}


def _number(row: Row) -> str | None:
    """The number of a therapy: `t3`."""
    record = row["value"] or row["machine_value"]
    number: str | None = json.loads(record).get("id") if record else None
    return number
