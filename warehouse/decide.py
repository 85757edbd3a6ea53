"""Taking a decision: checked against the vocabulary, stored beside what the machine said, applied at once."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
from pydantic import ValidationError

from models import WarehouseError
from warehouse.clock import now
from warehouse.decisions import MODELS, REFERENCES, Decision, Record, fold
from warehouse.load import insert, resettle
from warehouse.rows import Row
from warehouse.settle import machine_facts, portable, portable_record, rows, words_of


def decide(connection: duckdb.DuckDBPyConnection, decisions: Sequence[Decision]) -> list[str]:
    """Store and apply decisions in their order; returns the ids of the facts they are about."""
    return [_decide(connection, decision) for decision in decisions]


def _decide(connection: duckdb.DuckDBPyConnection, decision: Decision) -> str:
    if not decision.reviewer.strip():
        raise WarehouseError("a decision needs the name of its reviewer")
    report = _report(connection, decision)
    made = _added(connection, decision, report) if decision.action == "add" else _about(connection, decision, report)
    seq = rows(connection, "next")[0]["seq"]
    common = {
        "decided_at": now().isoformat(),
        "reviewer": decision.reviewer.strip(),
        "role": decision.role,
        "action": decision.action,
        "report_id": report["report_id"],
        "sha256": report["sha256"],
        "pipeline": report["pipeline"],
        "why": decision.why or None,
    }
    insert(connection, "decision", [common | {"seq": seq + n} | row for n, row in enumerate(made)])
    resettle(connection, [report["report_id"]])
    return f"{report['report_id']}/{made[0]['fact_key']}"


def _report(connection: duckdb.DuckDBPyConnection, decision: Decision) -> Row:
    report_id = decision.report_id or decision.fact_id.partition("/")[0]
    found = rows(connection, "report", report_id)
    if not found:
        raise WarehouseError(f"there is no report '{report_id}' in the ledger")
    return found[0]


def _about(connection: duckdb.DuckDBPyConnection, decision: Decision, report: Row) -> list[Row]:
    """The rows of a decision about a fact that the ledger holds."""
    fact = _fact(connection, decision.fact_id)
    key = decision.fact_id.partition("/")[2]
    machine = portable(machine_facts(connection, report["report_id"])).get(key)
    words = words_of(connection, report["report_id"]).get(key, [])
    stands = fold(machine, [w for w in words if not decision.blind or w.reviewer == decision.reviewer])
    common = {
        "fact_key": key,
        "family": fact["family"],
        "machine": machine,
        "evidence": _evidence(connection, decision.fact_id),
    }
    match decision.action:
        case "accept":
            if stands is None:
                raise WarehouseError(f"'{decision.fact_id}' was taken out: correct one of its fields to bring it back")
            return [common | {"field": None, "value": stands}]
        case "correct":
            fields = _checked(connection, decision, report, fact["family"], (stands or machine or {}))
            return [common | {"field": field, "value": fields[field]} for field in decision.fields]
        case "merge":
            other = _fact(connection, decision.into)
            if (
                other["family"] != fact["family"]
                or decision.into == decision.fact_id
                or other["report_id"] != fact["report_id"]
            ):
                raise WarehouseError(
                    f"'{decision.fact_id}' can be merged only into another of the report's {fact['family']}"
                )
            return [common | {"field": None, "value": decision.into.partition("/")[2]}]
        case _:
            return [common | {"field": None, "value": None}]


def _added(connection: duckdb.DuckDBPyConnection, decision: Decision, report: Row) -> list[Row]:
    """The row of a fact that a person adds, told at a stretch of the text."""
    if decision.family not in MODELS:
        raise WarehouseError(f"there is no family '{decision.family}': there are {', '.join(MODELS)}")
    text = str(report["text"])
    start, end = decision.start, decision.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        raise WarehouseError(
            "a fact is added with the words that tell it: give their start and end in the report's text"
        )
    record = _checked(connection, decision, report, decision.family, {})
    place = {
        "quote": text[start:end],
        "start": start,
        "end": end,
        "section": _covering(rows(connection, "sections", report["report_id"]), start, "kind"),
        "page": _covering(rows(connection, "pages", report["report_id"]), start, "number"),
        "boxes": [],
    }
    content = json.dumps([decision.family, record, start, end, decision.reviewer], sort_keys=True)
    key = f"added-{hashlib.sha256(content.encode()).hexdigest()[:12]}"
    return [
        {
            "fact_key": key,
            "family": decision.family,
            "field": None,
            "value": record,
            "machine": None,
            "evidence": [place],
        }
    ]


def _checked(
    connection: duckdb.DuckDBPyConnection, decision: Decision, report: Row, family: str, base: Record
) -> Record:
    """The fact with its new fields, in the vocabulary of the guidelines; therapies named by their keys."""
    model = MODELS[family]
    names = _therapy_names(connection, report["report_id"])
    if not decision.fields:
        raise WarehouseError("a correction needs at least one field with its new value")
    if unknown := set(decision.fields) - set(model.model_fields) | set(decision.fields) & {
        "id",
        "evidence",
        "provenance",
    }:
        raise WarehouseError(f"{family} have no field '{min(unknown)}' to fill")
    for field in set(decision.fields) & set(REFERENCES):
        value = decision.fields[field]
        if value is not None and value not in names:
            raise WarehouseError(f"no therapy of the report has the id '{value}'")
    try:
        whole = {**base, **decision.fields, **({"id": "new"} if family == "therapies" else {})}
        valid = json.loads(model.model_validate_json(json.dumps(whole)).model_dump_json())
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else family
        raise WarehouseError(f"{field}: {first['msg'].removeprefix('Value error, ')}") from error
    record = {k: v for k, v in valid.items() if k not in ("evidence", "provenance")}
    bare = {k: str(record[k]).removeprefix("@") for k in REFERENCES if record.get(k) is not None}
    return portable_record(record | bare, names)


def _fact(connection: duckdb.DuckDBPyConnection, fact_id: str) -> Row:
    cursor = connection.execute("SELECT report_id, family FROM store.fact WHERE fact_id = ?", [fact_id])
    row = cursor.fetchone()
    if row is None:
        raise WarehouseError(f"there is no fact '{fact_id}' in the ledger")
    return {"report_id": row[0], "family": row[1]}


def _therapy_names(connection: duckdb.DuckDBPyConnection, report_id: str) -> Mapping[str, str]:
    """The keys of the therapies that count, by their numbers."""
    found = connection.execute("SELECT id, fact_id FROM store.therapy WHERE report_id = ?", [report_id]).fetchall()
    return {number: fact_id.partition("/")[2] for number, fact_id in found}


def _evidence(connection: duckdb.DuckDBPyConnection, fact_id: str) -> list[Row]:
    cursor = connection.execute(
        'SELECT quote, section, page, "start", "end", boxes FROM store.evidence WHERE fact_id = ? AND NOT by_person ORDER BY position',
        [fact_id],
    )
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _covering(stretches: Sequence[Row], offset: int, column: str) -> Any:
    return next((s[column] for s in stretches if s["start"] <= offset < s["end"]), None)
