"""Decisions applied to the facts of a report: at every load and after every decision."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import duckdb

from warehouse.decisions import REFERENCES, Outcome, Record, Word, judgements, merged_into, outcome
from warehouse.rows import Row
from warehouse.statements import statements

_AFTER_MACHINE = 10_000


class Settled(NamedTuple):
    """The rows of a report after its decisions."""

    fact: list[Row]
    evidence: list[Row]
    judgement: list[Row]


def reports_with_decisions(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> list[str]:
    """Those of the reports that somebody decided something about, and those that decisions leave for one of them."""
    return [row[0] for row in connection.execute(statements("settle")["reports"], {"ids": list(report_ids)}).fetchall()]


def settled(connection: duckdb.DuckDBPyConnection, report_id: str) -> Settled:
    """Work out a report's facts from what the machine said and people decided."""
    words = words_of(connection, report_id)
    facts, evidence = _adopted(
        machine_facts(connection, report_id), rows(connection, "evidence", report_id), words, report_id
    )
    machine = portable(facts)
    outlived = [key for key in words if key not in machine and _outlives(words[key])]
    new = [_new_fact(report_id, key, words[key][0]) for key in outlived]
    outcomes = {key: outcome(machine.get(key), words.get(key, [])) for key in [*machine, *outlived]}
    away = merged_into(words)
    text = str(rows(connection, "report", report_id)[0]["text"])
    kept = [_standing(row, text) for key in outlived for row in _told_by_people(report_id, key, words[key])]
    opinions = [
        row for key in outcomes for row in _judgement_rows(report_id, key, machine.get(key), words.get(key, []))
    ]
    return Settled(
        _fact_rows([*facts, *new], outcomes, away), [*evidence, *kept, *_moved(evidence, away, report_id)], opinions
    )


def machine_facts(connection: duckdb.DuckDBPyConnection, report_id: str) -> list[Row]:
    """What the machine says of a report."""
    return [{**row, "machine": json.loads(row["machine"])} for row in rows(connection, "facts", report_id)]


def _fact_rows(facts: Sequence[Row], outcomes: Mapping[str, Outcome], away: Mapping[str, str]) -> list[Row]:
    """Facts with what counts of them; a dose whose therapy was taken out asks for another look."""
    ids = _therapy_ids(facts, outcomes, away)
    made = []
    for fact in facts:
        key = _key(fact["fact_id"])
        result = outcomes[key]
        record = _local(result.record, key, ids) if result.record is not None else None
        orphan = record is not None and fact["family"] == "doses" and record["therapy"] is None
        attention = result.attention or ("therapy_gone" if orphan else None)
        made.append({**fact, "record": record, "decided": result.decided, "attention": attention})
    return made


def _moved(evidence: Sequence[Row], away: Mapping[str, str], report_id: str) -> list[Row]:
    """The quotes of facts that were merged away, under the facts that they went into."""
    return [
        {**row, "fact_id": f"{report_id}/{away[_key(row['fact_id'])]}", "by_person": True}
        for row in evidence
        if _key(row["fact_id"]) in away
    ]


def portable(facts: Sequence[Row]) -> dict[str, Record]:
    """Machine records by fact key, with therapies named by their keys instead of their numbers."""
    names = {f["machine"]["id"]: _key(f["fact_id"]) for f in facts if f["family"] == "therapies"}
    return {_key(f["fact_id"]): portable_record(f["machine"], names) for f in facts}


def portable_record(record: Record, names: Mapping[str, str]) -> Record:
    """`{"therapy": "t3"}` -> `{"therapy": "@key-of-t3"}`; a therapy's own number is left out."""
    kept = {k: v for k, v in record.items() if k != "id"}
    return kept | {k: f"@{names.get(kept[k], kept[k])}" for k in REFERENCES if kept.get(k) is not None}


def words_of(connection: duckdb.DuckDBPyConnection, report_id: str) -> dict[str, list[Word]]:
    """The decisions about a report by fact key, adjudicators' last."""
    found: dict[str, list[Word]] = defaultdict(list)
    for row in rows(connection, "decisions", report_id):
        parsed = {
            **row,
            **{k: json.loads(row[k]) if row[k] is not None else None for k in ("value", "machine", "evidence")},
        }
        word = Word(**{**parsed, "evidence": parsed["evidence"] or []})
        found[word.fact_key].append(word)
    return dict(found)


def rows(connection: duckdb.DuckDBPyConnection, statement: str, *params: Any) -> list[Row]:
    """The rows of a named statement of settle.sql."""
    cursor = connection.execute(statements("settle")[statement], list(params))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _key(fact_id: str) -> str:
    return fact_id.partition("/")[2]


def _adopted(
    facts: list[Row], evidence: list[Row], words: Mapping[str, Sequence[Word]], report_id: str
) -> tuple[list[Row], list[Row]]:
    """A decided fact that a new extraction tells with other words keeps its id: it is known by overlapping evidence."""
    present = {_key(f["fact_id"]) for f in facts}
    renamed: dict[str, str] = {}
    for key, said in words.items():
        if key in present or any(w.action == "add" for w in said):
            continue
        candidates = [
            f
            for f in facts
            if f["family"] == said[0].family and _key(f["fact_id"]) not in words and f["fact_id"] not in renamed
        ]
        if (same := _same_fact(candidates, evidence, said)) is not None:
            renamed[same] = f"{report_id}/{key}"
    return (
        [{**f, "fact_id": renamed.get(f["fact_id"], f["fact_id"])} for f in facts],
        [{**e, "fact_id": renamed.get(e["fact_id"], e["fact_id"])} for e in evidence],
    )


def _same_fact(candidates: Sequence[Row], evidence: Sequence[Row], said: Sequence[Word]) -> str | None:
    """The fact with overlapping evidence that shares most of what the machine said then, and at least half of it."""
    last = next((w for w in reversed(said) if w.machine is not None), None)
    if last is None or last.machine is None:
        return None
    told = {
        k: v for k, v in last.machine.items() if v not in (None, [], False) and k not in REFERENCES and k != "patient"
    }
    best, most = None, max(1, (len(told) + 1) // 2)
    for fact in candidates:
        alike = sum(fact["machine"].get(k) == v for k, v in told.items())
        if alike >= most and any(
            _overlap(e, w) for e in evidence if e["fact_id"] == fact["fact_id"] for w in last.evidence
        ):
            best, most = fact["fact_id"], alike + 1
    return best


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["start"] is None or other["start"] is None:
        return bool(one["quote"] == other["quote"])
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _outlives(said: Sequence[Word]) -> bool:
    """A person's fact stays although the machine does not find it; a rejected one has nothing left to say."""
    return said[-1].action not in ("reject", "merge")


def _new_fact(report_id: str, key: str, first: Word) -> Row:
    return {
        "report_id": report_id,
        "fact_id": f"{report_id}/{key}",
        "family": first.family,
        "position": _AFTER_MACHINE + first.seq,
        "machine": None,
        "rule": "person",
        "confidence": 1.0,
        "flags": [],
    }


def _therapy_ids(facts: Sequence[Row], outcomes: Mapping[str, Outcome], away: Mapping[str, str]) -> dict[str, str]:
    """The number of every therapy that counts, by its key; a therapy merged away has the number of the other."""
    counting = [f for f in facts if f["family"] == "therapies" and outcomes[_key(f["fact_id"])].record is not None]
    ids = {
        _key(f["fact_id"]): f["machine"]["id"] if f["machine"] else f"h{f['position'] - _AFTER_MACHINE}"
        for f in counting
    }
    return ids | {key: ids[into] for key, into in away.items() if into in ids}


def _local(record: Record, key: str, ids: Mapping[str, str]) -> Record:
    named = {k: ids.get(str(record[k]).removeprefix("@")) for k in REFERENCES if record.get(k) is not None}
    return {**record, **named, **({"id": ids[key]} if key in ids else {})}


def _told_by_people(report_id: str, key: str, said: Sequence[Word]) -> list[Row]:
    """Quotes of a fact that only people still tell."""
    told = next((w.evidence for w in said if w.evidence), [])
    return [
        {**e, "report_id": report_id, "fact_id": f"{report_id}/{key}", "position": n, "by_person": True}
        for n, e in enumerate(told)
    ]


def _standing(row: Row, text: str) -> Row:
    """Offsets that still hold: as stored, else where the quote stands now, else none."""
    start, end, quote = row.get("start"), row.get("end"), row["quote"]
    if start is not None and text[start:end] == quote:
        return row
    place = text.find(quote)
    found = (place, place + len(quote)) if place >= 0 else (None, None)
    return {**row, "start": found[0], "end": found[1], "boxes": []}


def _judgement_rows(report_id: str, key: str, machine: Record | None, said: Sequence[Word]) -> list[Row]:
    if not said:
        return []
    made = []
    for (reviewer, role), record in judgements(machine, said).items():
        fields = {"kept": record is not None} | (record or {})
        made += [
            {
                "report_id": report_id,
                "fact_id": f"{report_id}/{key}",
                "family": said[0].family,
                "reviewer": reviewer,
                "role": role,
                "field": field,
                "value": json.dumps(value, sort_keys=True),
            }
            for field, value in fields.items()
        ]
    return made
