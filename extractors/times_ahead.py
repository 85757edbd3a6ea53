"""The time told before a treatment in its clause: "was done in January with melphalan", "begun on 17 December together with azacitidine"."""

from collections.abc import Sequence

from extractors.cues import Cue
from extractors.event_clause import FILL, Clause, cue_before, cue_between
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.time_units import Unit

# "diagnosed in May 2017, had received VRd", "in May 2020 a woman who had received R-CHOP presented"
_PERFECT = expression(
    r"(?i)\bhad (?:\w+ly |already |also )?(?:been (?:\w+ly )?(?:treated|given)|received|undergone|taken|failed)\b"
)
_WITH = expression(
    r"(?i)\)?\s*(?:(?:at|in) (?:a (?:\w+ )?dose of )?\d[\d.,]*\s?[\w/%]+(?:\s(?:iv|po|sc|daily|twice|once|thrice|a day|per day|orally|intravenously|bid|tid|qd|q\d+h))*\s*(?=,|with|together|plus|along))?(?:,|together)?\s*(?:(?:alternat\w+ |along |together |in (?:combination|tandem|concert|parallel) |accompanied )?(?:with|by)|alongside|plus|using|combined with|on)\b"
)
_COLLECTED = expression(r"(?i)(?:leuk)?apheres|collected|harvested|cryopreserved|manufactur|sign|consent|enrol")
_ATTACHED = expression(
    r"(?i)\w*(?:\s(?:of|from|for) [\w -]{1,30})?(?:\s(?:was|were|had been))?(?:\s(?:performed|done|carried out|completed|signed|given|obtained|shipped|frozen))?\s?\(?\s?(?:on|in|at|by)?\s*(?:the )?"
)
_AT = expression(r"(?i),?\s(?:(?:on|in|at|from|since)\s)?(?:the )?")


def ahead_of(text: str, clause: Clause, i: int, therapies: Sequence[TherapyMention], *, line: bool) -> Unit | None:
    """The time told before a treatment in its clause: "was done in January with melphalan", "was raised on day 7, and levetiracetam was added"."""
    t = therapies[i]
    unit = next((u for u in reversed(clause.units) if u.end <= t.start), None)
    if unit is None:
        return None
    listed = next((k for k in reversed(clause.therapies) if k < i and therapies[k].start >= unit.end), None)
    if listed is None and len(clause.units) > 1 and from_day_one(text, [unit]):
        listed = next((k for k in reversed(clause.therapies) if k < i), None)  # whose days of a cycle they are
        listed = listed if listed is not None and any(u.end <= therapies[listed].start for u in clause.units) else None
    if listed is not None and FILL.fullmatch(_without_times(text, clause, therapies[listed].end, t.start)):
        return ahead_of(text, clause, listed, therapies, line=line)
    before = cue_before(clause, unit.head)
    other = before is not None and before.kind == "other"
    if (other and line) or _PERFECT.search(text, unit.end, t.start):
        return None
    if before is not None and of_collection(text, before, unit):
        return None  # "apheresed on 6 March and bridged with cyclophosphamide"
    if any(c.kind == "end" and unit.end <= c.start < t.start for c in clause.cues):
        return None  # "begun in February, stopped after three doses because of pneumonitis requiring prednisone"
    owner = next((therapies[k] for k in reversed(clause.therapies) if therapies[k].end <= unit.start), None)
    if owner is not None and owner.kind == "transplant" and t.kind == "drug" and len(str(unit.times[0].value)) == 10:
        return None  # "HSCT on 18 January 2022 with ATG and ciclosporin": the day of the graft alone
    joined = None if unit.spread or other else _WITH.match(text, unit.end)
    if joined and FILL.fullmatch(text, joined.end(), t.start):
        return unit
    ahead = cue_between(clause, unit.end, t.start)
    if ahead is not None:
        named = any(therapies[k].start >= unit.end and therapies[k].end <= ahead.start for k in clause.therapies)
        return unit if ahead.kind == "start" and not named and not unit.spread else None
    behind = next((c for c in clause.cues if c.start >= t.end), None)
    if behind is not None:
        return unit if behind.kind == "start" and not _owned(clause, unit, therapies) else None
    if before is None or before.kind != "start" or unit.spread or therapies[clause.therapies[0]].start < before.start:
        return None
    return (
        unit if _AT.fullmatch(text, before.end, unit.start) else None
    )  # "received, on 7 May 2018, 4.2 x 10^6/kg cells of her mother"


def _without_times(text: str, clause: Clause, start: int, end: int) -> str:
    """What stands between two treatments but for the times there: "A on 17 December with B (D1 to D7) and C"."""
    words, at = "", start
    for u in clause.units:
        if start <= u.start < u.end <= end:
            words, at = words + text[at : u.start], u.end
    return words + text[at:end]


def _owned(clause: Clause, unit: Unit, therapies: Sequence[TherapyMention]) -> bool:
    """Whether a time is that of the treatment before it alone: "ciclosporin (since d-9), mycophenolate (15 mg/kg) and ... were used"."""
    left = [k for k in clause.therapies if therapies[k].end <= unit.start]
    return bool(left) and cue_between(clause, therapies[left[-1]].end, unit.head) is None


def of_collection(text: str, cue: Cue, unit: Unit) -> bool:
    """Whether a time is that of a collection of cells or a consent: "apheresed on 6 March and bridged", not "after apheresis, on 6 March"."""
    return _COLLECTED.match(text, cue.start) is not None and _ATTACHED.fullmatch(text, cue.end, unit.start) is not None


def from_day_one(text: str, units: Sequence[Unit]) -> bool:
    """Whether times are days of a cycle, told from its first: "D1 to D7", not "day +1"."""
    days = [t for u in units for t in u.times]
    unsigned = all(t.kind == "day" and int(t.value) > 0 and "+" not in text[t.start : t.end] for t in days)
    return unsigned and int(days[0].value) == 1
