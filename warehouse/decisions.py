"""What people decide about facts, and what counts after they did: adjudicators over reviewers, later over earlier."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from pydantic import Field

from models import Dose, Fact, Finding, Frozen, Patient, Response, TemporalExpression, Therapy, Toxicity

Record = dict[str, Any]
Action = Literal["accept", "correct", "reject", "add", "merge"]

MODELS: Mapping[str, type[Fact]] = {
    "patients": Patient,
    "therapies": Therapy,
    "doses": Dose,
    "dates": TemporalExpression,
    "toxicities": Toxicity,
    "responses": Response,
    "findings": Finding,
}
# Fields that name a therapy of the same report.
REFERENCES = ("therapy", "part_of", "after")


class Decision(Frozen):
    """A person's word about one fact.

    accept    the fact as it stands
    correct   `fields` hold the new values
    reject    no such fact
    add       `fields` of a new fact of `family`, told at `start`–`end` of the text of `report_id`
    merge     the fact is the same as the fact `into`
    """

    reviewer: str
    action: Action
    fact_id: str = ""
    report_id: str = ""
    family: str = ""
    fields: Record = Field(default_factory=dict)
    into: str = ""
    start: int | None = None
    end: int | None = None
    why: str = ""
    role: Literal["reviewer", "adjudicator"] = "reviewer"
    # In dual extraction a reviewer judges what the machine says, not what the other reviewer made of it.
    blind: bool = False


class Word(NamedTuple):
    """A stored decision about one fact, or about one field of it."""

    seq: int
    decided_at: datetime
    reviewer: str
    role: str
    action: Action
    fact_key: str
    family: str
    field: str | None
    value: Any
    machine: Record | None
    evidence: list[Record]


class Outcome(NamedTuple):
    """What counts: the record (None: taken out), how it came about, and what to look at again."""

    record: Record | None
    decided: str | None
    attention: str | None


_DECIDED = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "add": "added", "merge": "merged"}


def outcome(machine: Record | None, words: Sequence[Word]) -> Outcome:
    """Apply decisions, adjudicators' last, to what the machine says now."""
    if not words:
        return Outcome(machine, None, None)
    record = fold(machine, words)
    decided = _DECIDED[words[-1].action]
    if decided == "accepted" and any(w.action in ("add", "correct") for w in words):
        decided = "added" if _is_added(words) else "corrected"
    return Outcome(record, decided, _attention(machine, record, words))


def fold(machine: Record | None, words: Iterable[Word]) -> Record | None:
    """The record after decisions in their order. Fields that nobody touched follow the machine."""
    record = machine
    for word in words:
        match word.action:
            case "accept" | "add":
                record = word.value
            case "correct":
                record = {**(record or word.machine or {}), str(word.field): word.value}
            case "reject" | "merge":
                record = None
    return record


def judgements(machine: Record | None, words: Sequence[Word]) -> dict[tuple[str, str], Record | None]:
    """What each reviewer alone would have made of the fact, by (reviewer, role)."""
    people = dict.fromkeys((w.reviewer, w.role) for w in words)
    return {who: fold(_seen(machine, words, who), [w for w in words if (w.reviewer, w.role) == who]) for who in people}


def merged_into(words: Mapping[str, Sequence[Word]]) -> dict[str, str]:
    """Where facts went that were merged away, to the end of each chain."""
    step = {key: str(said[-1].value) for key, said in words.items() if said and said[-1].action == "merge"}
    return {key: _end(key, step) for key in step}


def _end(key: str, step: Mapping[str, str]) -> str:
    seen = {key}
    while (following := step.get(key)) is not None and following not in seen:
        key = following
        seen.add(key)
    return key


def _attention(machine: Record | None, record: Record | None, words: Sequence[Word]) -> str | None:
    if _disputed(machine, words):
        return "disputed"
    seen = next((w.machine for w in reversed(words) if w.machine is not None), None)
    if _is_added(words) or record is None or seen is None:
        return None
    if machine is None:
        return "machine_lost"
    return "machine_changed" if machine not in (seen, record) else None


def _is_added(words: Sequence[Word]) -> bool:
    return any(word.action == "add" for word in words)


def _disputed(machine: Record | None, words: Sequence[Word]) -> bool:
    """Two reviewers differ and no adjudicator has spoken."""
    if any(w.role == "adjudicator" for w in words):
        return False
    views = list(judgements(machine, words).values())
    return any(view != views[0] for view in views[1:])


def _seen(machine: Record | None, words: Sequence[Word], who: tuple[str, str]) -> Record | None:
    """What the machine said when this person first looked."""
    return next((w.machine for w in words if (w.reviewer, w.role) == who and w.machine is not None), machine)
