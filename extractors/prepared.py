"""Whose a date is behind a graft and what prepared it: "HSCT after busulfan and fludarabine on 3 May" dates the HSCT.

Preparation takes days, so that one full date beside a graft or a cell infusion can only be that of the infusion; a range, a day
before day 0 or a month may be that of the preparation.
"""

import re
from collections.abc import Sequence

from extractors.cues import cues_of
from extractors.expressions import expression
from extractors.lexicon import entries
from extractors.mentions import TherapyMention
from extractors.roles_cancer import ABLATES, conditions
from extractors.time_units import Unit

_PREPARING = ABLATES | frozenset({"fludarabine", "cyclophosphamide", "melphalan", "etoposide", "cytarabine", "clofarabine", "antithymocyte globulin", "alemtuzumab", "bendamustine", "pentostatin", "mesna"})  # fmt: skip
_LINK = expression(
    r"(?i)\b(?:after|following|with|using|by|upon|under|preceded by|prepared (?:with|by)|conditioned (?:with|by))\s(?:[\w/-]+[\s(]+){0,6}\Z"
)
_NOUN = expression(
    r"(?i)(?:conditioning|lymphodeplet(?:ion|ing)|treatment|therapy|administration|infusion|bridging|preparation)\b"
)
_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")


def dated_graft(text: str, left: Sequence[int], unit: Unit, therapies: Sequence[TherapyMention]) -> int | None:
    """The graft or cell infusion of which a date is told behind what prepared it; None where the date may be another's."""
    grafts = [i for i in left if therapies[i].kind in {"cell_therapy", "transplant"}]
    if not grafts or not _one_day(unit):
        return None
    graft = therapies[grafts[-1]]
    after = [therapies[i] for i in left if therapies[i].start >= graft.end]
    if not after or not all(_prepares(t) for t in after):
        return None
    if not _LINK.search(text, graft.end, after[0].start):
        return None
    verbs = [c for c in cues_of(text, after[0].start, unit.head) if not _NOUN.match(text, c.start)]
    return grafts[-1] if all(c.kind == "start" and c.start > after[-1].end for c in verbs) else None


def prepared_only(t: TherapyMention, graft: TherapyMention, unit: Unit) -> bool:
    """Whether a treatment before a graft prepared it and is not of its date: "after busulfan, HSCT took place on 3 May"."""
    return graft.kind in {"cell_therapy", "transplant"} and _one_day(unit) and _prepares(t)


def _prepares(t: TherapyMention) -> bool:
    if t.kind != "regimen":
        return t.name in _PREPARING
    entry = entries().get(t.name)
    return conditions(t.name) or (
        entry is not None and len(entry.components) > 0 and set(entry.components) <= _PREPARING
    )


def after_its_preparation(
    left: Sequence[int], told: Unit, unit: Unit, therapies: Sequence[TherapyMention]
) -> int | None:
    """The graft of a date told behind a day before it: "autografting with melphalan on day -1 and reinfusion on 9 August"."""
    grafts = [i for i in left if therapies[i].kind in {"cell_therapy", "transplant"}]
    return grafts[-1] if grafts and before_day_zero(told) and not told.spread and _one_day(unit) else None


def before_day_zero(unit: Unit) -> bool:
    """Whether a unit numbers a day before the infusion: "melphalan on 8 August (day -1)"."""
    return any(t.kind == "day" and int(t.value) < 0 for t in unit.times)


def _one_day(unit: Unit) -> bool:
    """Whether a unit is one full date or day 0."""
    first = unit.times[0]
    if unit.spread or unit.until or first.relation in {"from", "since"} or before_day_zero(unit):
        return False
    return (first.kind == "date" and _DAY.fullmatch(str(first.value)) is not None) or (
        first.kind == "day" and first.value == 0
    )
