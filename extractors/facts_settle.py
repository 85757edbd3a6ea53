"""Of several tellings of one fact the one that counts: the highest ferritin, the latest follow-up, one row for a condition."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.facts_mention import FactMention
from extractors.facts_when import Moment


@dataclass(slots=True)
class ToldFact:
    """A fact of a patient with its moment and every place that tells of it, offsets in the plain text."""

    patient: int
    mention: FactMention
    moment: Moment
    section: str
    spans: list[tuple[int, int]] = field(default_factory=list)


_ONE_EACH = {"disease status", "MRD assay", "prior lines"}
_STATES = {"condition", "doses given", "effect", "GVHD organ", "response criteria"}
_EVENTS = {
    "blasts",
    "infection",
    "antigen",
    "ICE score",
    "fever",
    "hypotension",
    "vasopressor",
    "oxygen",
    "seizure",
    "resolved",
}


class Settled(NamedTuple):
    """The facts that count; and of every telling, by `id`, the fact that it tells of or why it is none."""

    facts: list[ToldFact]
    fate: dict[int, ToldFact | str]


def settle(told: Sequence[ToldFact]) -> Settled:
    """Merge what says the same, in the order of telling."""
    dead = {f.patient for f in told if f.mention.name == "death"}
    kept: dict[object, ToldFact] = {}
    keys: dict[int, object] = {}
    fate: dict[int, ToldFact | str] = {}
    for fact in told:
        if reason := _dropped(fact, dead):
            fate[id(fact)] = reason
            continue
        name = fact.mention.name
        key = keys[id(fact)] = (fact.patient, name, *_key(fact))
        known = kept.get(key)
        kept[key] = fact if known is None else _better(name)(known, fact)
    facts = _without_bare_events(list(kept.values()))
    counting = {id(f) for f in facts}
    for fact in told:
        if id(fact) in keys:
            fate[id(fact)] = _fate(fact, kept[keys[id(fact)]], counting)
    return Settled(facts, fate)


def _dropped(fact: ToldFact, dead: set[int]) -> str | None:
    name = fact.mention.name
    if name == "last follow-up" and fact.patient in dead:
        return "the patient died"
    if name == "resolved" and fact.mention.value is None and not fact.moment:
        return "no time is told"
    return None


def _fate(fact: ToldFact, winner: ToldFact, counting: set[int]) -> ToldFact | str:
    if id(winner) not in counting:
        return "told again without its time"
    if set(fact.spans) <= set(winner.spans):
        return winner
    name = fact.mention.name
    return "not the last" if name == "last follow-up" else "not the highest" if name.startswith(("peak", "doses")) else "told otherwise elsewhere"  # fmt: skip


def _key(fact: ToldFact) -> tuple[object, ...]:
    m = fact.mention
    if m.name in _ONE_EACH:
        return (m.value_text, m.value)
    if m.name in _STATES:
        return (m.value_text,)
    if m.name in _EVENTS:
        return (m.value_text, m.value, m.present, fact.moment.date, fact.moment.day)
    return ()


def _better(name: str) -> Callable[[ToldFact, ToldFact], ToldFact]:
    if name == "last follow-up":
        return _later
    if name == "doses given":
        return lambda one, other: other if (other.mention.value or 0) > (one.mention.value or 0) else one
    if name.startswith("peak"):
        return lambda one, other: other if _amount(other) > _amount(one) else one
    return _joined


def _later(one: ToldFact, other: ToldFact) -> ToldFact:
    """The later date; of two without, the one with an interval; of equals the one that the narrative tells."""
    rank = [(f.moment.date or "", f.moment.after is not None, f.section == "case") for f in (one, other)]
    best, rest = (other, one) if rank[1] > rank[0] else (one, other)
    best.moment.after = best.moment.after or (
        rest.moment.after if rest.moment.date in {None, best.moment.date} else None
    )
    return best


def _amount(fact: ToldFact) -> float:
    scale = (
        {"ug/mL": 1000.0, "mg/L": 1000.0, "ng/dL": 0.01} if fact.mention.name == "peak ferritin" else {"mg/dL": 10.0}
    )
    return (fact.mention.value or 0.0) * scale.get(fact.mention.unit or "", 1.0)


def _joined(one: ToldFact, other: ToldFact) -> ToldFact:
    """One fact with the places of both; what is present outweighs what is absent, what has a time what has none."""
    stronger = (other.mention.present, bool(other.moment.date or other.moment.day)) > (
        one.mention.present,
        bool(one.moment.date or one.moment.day),
    )
    best, rest = (other, one) if stronger else (one, other)
    same = best.mention.present == rest.mention.present
    best.spans += [s for s in rest.spans if s not in best.spans] if same else []
    return best


def _without_bare_events(facts: list[ToldFact]) -> list[ToldFact]:
    """An infection told again without a time is the one that has a time."""
    timed = {
        (f.patient, f.mention.name, f.mention.value_text, f.mention.value, f.mention.present)
        for f in facts
        if f.moment.date or f.moment.day is not None
    }
    return [
        f
        for f in facts
        if f.mention.name not in {"infection", "antigen", "blasts"}
        or f.moment.date
        or f.moment.day is not None
        or (f.patient, f.mention.name, f.mention.value_text, f.mention.value, f.mention.present) not in timed
    ]
