"""Each clause has a governing time, and each event of a treatment in it takes that time.

"Voriconazole was started on day 143, switched to tablets on day 150, and withdrawn on day 227": start 143, end 227.
"From day +1 she took aciclovir, and from day +28 co-trimoxazole; both were ended in March": start 1, start 28, end of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.cues import cues_of
from extractors.event_clause import BARE, FILL, OPENING, Clause, Placed, cue_before, cue_between
from extractors.event_times import event, governed, handed_over
from extractors.expressions import expression
from extractors.finding_times import of_a_finding
from extractors.mentions import TherapyMention, TimeMention
from extractors.shared_times import left_of, prenominal, respectively
from extractors.subjects import goes_on, subjectless
from extractors.time_units import ON, Unit, units_of
from extractors.times_ahead import ahead_of, from_day_one, of_collection

_CUT_PHRASE = expression(r"[,;]\s")
_NOUN = expression(
    r"(?i)(?:[ -]*(?:cells?|product))?[ -]*\b(?:infusion|treatment|therapy|administration|transplantation|maintenance|prophylaxis|regimen|chemotherapy|injection|conditioning)s?\b(?! (?:was|were) not)"
)
_REST = expression(
    r"(?i)\b(?:second|remaining|rest|other|another|again|further|remainder|third|repeat(?:ed)?|repetition|re-?dos(?:ed|ing))\b"
)
# "bronchitis in February and an abscess in July treated with amoxicillin"
_TREATED = expression(
    r"(?i)\)?,?\s(?:(?:which|that|and) (?:was|were) )?(?:\w+ly )?(?:treated|managed|cured|cleared|eradicated|controlled) (?:\w+ly )?(?:with|by)\b"
)
# "was found at the end of treatment in August": no verb of giving
_NOUN_OF_TIME = expression(
    r"(?i)\b(?:end|completion|start|beginning|course|time|months?|weeks?) of (?:the |her |his |this )?(?:\w+ )?\Z"
)
_LIKE = expression(
    r"(?i)\b(?:as\s(?:in|on)|(?:than|like|unlike|contrast to|similar to)\s(?:in|on|of)|(?:scheduled|planned|fixed|booked|intended|foreseen) for(?: early| late| mid)?)\s$"
)
_NEW_NOUN = expression(
    r"(?i)[,;]\s(?:neutrophils|platelets|ANC|ferritin|CRP|fever|temperature|blasts|leukocytes|WBC|IgG|lymphocytes|h(?:a)?emoglobin|engraftment|marrow|PET|MRI|CT|LDH|M-protein|chimerism)\b[^,;]*\Z"
)
_NEEDED = expression(
    r"(?i)\b(?:was|were|had to be|became|proved) (?:\w+ly |then |therefore |at once )?(?:needed|required|necessary|added|started|begun|instituted|commenced)\b"
)
_BEGUN_THEN = expression(
    r"(?i)\b(?:was|were|had to be) (?:\w+ly |then |therefore |at once )?(?:added|started|begun|instituted|commenced|initiated|stopped|discontinued|withdrawn|halted)\b"
)
# "; after 3 days without response, ruxolitinib was added"
_LATER_ON = expression(
    r"(?i)[\s,;]*(?:and |but )?(?:then |only )?(?:after|within|over) (?:another |a further |about |some |the next )?(?:\d+|a|an|one|two|three|four|five|six|seven|ten|several) (?:more )?(?:days?|weeks?|months?|hours?)\b"
)
# "prednisone was stopped on day 30; ruxolitinib was discontinued by month 3"
_OWN_LENGTH = expression(r"(?i)\b(?:by|until|till|at|after|in|from|within) (?:the )?(?:(?:month|week|year) \+?\d|\w+ (?:month|week|year)s\b|(?:\w+(?:st|nd|rd|th)|first|second|third) (?:month|week|year)\b)")  # fmt: skip
_AND = expression(r"(?i)[\s,;]*and\s")
_OPENS = expression(
    r"(?i)\s*,?\s*(?:when|whereupon|where|at which (?:point|time)|upon which|thereupon|and immediately|and at once|for which|upon which|prompting|requiring|necessitating)\b"
)


@dataclass(frozen=True, slots=True)
class Governs:
    """The time that governs what follows its clause: one that opens it, or one told within it, of something found or not."""

    unit: Unit
    found: bool = False  # "PET in June showed progression, and": what is done then for the disease is done later

    def opening(self) -> "Governs":
        """What it is to a clause with "when": no end any more."""
        return replace(self, unit=replace(self.unit, opens=True)) if self.unit.until else self


def place(
    text: str,
    spans: Sequence[tuple[int, int]],
    therapies: Sequence[TherapyMention],
    times: Sequence[TimeMention],
    *,
    beside: bool = False,
    mute: frozenset[int] = frozenset(),
    lines: frozenset[int] = frozenset(),
) -> list[Placed]:
    """Give the times of a sentence to the events of its treatments; offsets are the sentence's. Lengths only stand `beside`.

    `mute` are treatments that only say what a time counts from: "day 40 after CAR-T infusion"; `lines` those of the disease,
    which are not begun at once when something is found: "was diagnosed in May 2017 and received R-CHOP".
    """
    units = [
        u for u in units_of(text, times, therapies, spans) if not _LIKE.search(text, max(0, u.start - 24), u.start)
    ]
    if not units:
        return []
    therapies = [_with_noun(text, t) for t in therapies]
    placed = _of_anchors(text, therapies, units, mute)
    before: list[int] = []
    governing: Governs | None = None
    listed = False
    for start, end in spans:
        clause = Clause(
            start,
            end,
            [i for i, t in enumerate(therapies) if start <= t.start < end and i not in mute],
            [u for u in units if start <= u.start < end],
            cues_of(text, start, end),
        )
        listed = text[start] == ":" or (listed and text[start] == ";")
        if governing is not None and _OPENS.match(text, start):
            governing = governing.opening()
        if text[start] == ":" and before and (own := _date_of(before[-1], placed)) is not None:
            governing = Governs(own)  # "..., along with FLAG-IDA from 19 February: fludarabine ..."
        governing = _read(text, clause, therapies, before, governing, placed, lines, listed=listed, beside=beside)
        before = clause.therapies or before
    return placed


def _date_of(i: int, placed: list[Placed]) -> Unit | None:
    """The date at which a treatment of the sentence began."""
    mine = [p.unit for p in placed if p.therapy == i and p.event == "start" and p.unit.times[0].kind == "date"]
    return mine[-1] if mine else None


def _with_noun(text: str, t: TherapyMention) -> TherapyMention:
    """A treatment with the noun that belongs to its name: "CAR-T cell infusion", "lenalidomide maintenance"."""
    m = _NOUN.match(text, t.end)
    return replace(t, end=m.end()) if m else t


def _of_anchors(
    text: str, therapies: Sequence[TherapyMention], units: list[Unit], mute: frozenset[int]
) -> list[Placed]:
    """ "on day 30 after transplantation on 1 July 2018": the date is the transplantation's; it is taken from the units."""
    placed: list[Placed] = []
    for i in sorted(mute):
        for unit in units:
            told = unit.start >= therapies[i].end and unit.times[0].kind == "date"
            if told and ON.fullmatch(text, therapies[i].end, unit.start):
                placed.append(Placed(i, unit, "start"))
                units.remove(unit)
                break
    return placed


def _read(
    text: str,
    clause: Clause,
    therapies: Sequence[TherapyMention],
    before: list[int],
    governing: Governs | None,
    placed: list[Placed],
    lines: frozenset[int],
    *,
    listed: bool,
    beside: bool,
) -> Governs | None:
    """Place the times of one clause; gives back the time that governs what follows."""
    if not clause.therapies:
        for unit in clause.units or ([governing.unit] if governing is not None else []):
            subjectless(text, clause, unit, therapies, before, placed)
        return _governs(text, clause, None) or governing
    first = therapies[clause.therapies[0]].start
    findings = [u for u in clause.units[:1] if u.end <= first and of_a_finding(text, clause, u, first)]
    clause.units = clause.units[len(findings) :]
    own: dict[int, list[Unit]] = {i: [] for i in clause.therapies}
    lead: Unit | None = None
    for k, unit in enumerate(clause.units):
        if right := prenominal(text, clause, unit, therapies, first=k == 0):
            for i in right:
                own[i].append(unit)
        elif _leads(text, clause, unit, therapies):
            if goes_on(text, clause, unit, named=bool(before)):
                subjectless(text, clause, unit, therapies, before, placed)
            elif lead is None or _TREATED.match(text, unit.end):
                lead = unit
        elif lead is None or _beside(text, clause, unit, therapies):
            for i in left_of(text, clause, unit, therapies, own):
                own[i].append(unit)
    respectively(text, clause, therapies, own)
    if lead is not None:
        _with_the_one_before(text, clause, therapies, own)
    for i in clause.therapies:
        if lead is not None and own[i] and _in_parts(text, therapies[i], lead, own[i][0]):
            governed(text, clause, i, lead, therapies, placed)
        told = len(placed)
        for unit in own[i]:
            event(text, clause, i, unit, therapies, placed)
        effect = bool(own[i]) and len(placed) == told and not beside
        if effect:
            own[i] = []  # "started on X, achieved CR in May": the month is that of the remission
        if beside and (lead is None or own[i]):
            continue
        if lead is not None and (
            not own[i]
            or _month_of(lead, own[i])
            or (i in lines and _cycle_begun(text, lead, own[i]))
            or _begun(clause, therapies[i], lead, own[i])
        ):
            governed(text, clause, i, lead, therapies, placed)
        elif (
            (not own[i] or (i in lines and lead is None))
            and (ahead := ahead_of(text, clause, i, therapies, line=i in lines)) is not None
            and (not own[i] or _cycle_begun(text, ahead, own[i]))
        ):
            governed(text, clause, i, ahead, therapies, placed)
        elif (
            governing is not None
            and (not own[i] or _only_ends(text, clause, own[i], line=i in lines) or (_month_of(governing.unit, own[i], listed=listed) and not _dated(clause, i, therapies)))
            and (listed or (own[i] and not _only_ends(text, clause, own[i], line=i in lines)) or ((not clause.units or own[i] or effect or _of_later_ones(clause, i, own)) and _continues(text, clause, i, therapies, governing, placed, line=i in lines)))
        ):  # fmt: skip
            governed(text, clause, i, governing.unit, therapies, placed, listed=listed)
    handed_over(text, clause, therapies, before, placed)
    if listed and (governing is not None or lead is None):
        return governing  # the items of a list share what stands before its colon, not each other's times
    return _governs(text, clause, lead) or (Governs(findings[0], found=True) if findings else governing)


def _with_the_one_before(
    text: str, clause: Clause, therapies: Sequence[TherapyMention], own: dict[int, list[Unit]]
) -> None:
    """ "On day 1 she had A, and from day 4 B and C": what is listed with B has the time that B has, not the one that opens the clause."""
    for k, i in pairwise(clause.therapies):
        told = own[k] and own[k][0].end <= therapies[k].start and not own[k][0].until
        if told and not own[i] and FILL.fullmatch(text, therapies[k].end, therapies[i].start):
            own[i] = own[k][:1]


def _governs(text: str, clause: Clause, lead: Unit | None) -> Governs | None:
    """What the next clause takes from this one: the time that opens it, else its last."""
    if lead is not None or not clause.units:
        return Governs(lead) if lead is not None else None
    last = clause.units[-1]
    told = next(
        (
            c
            for c in reversed(clause.cues)
            if c.end <= last.head and not _NOUN_OF_TIME.search(text, clause.start, c.start)
        ),
        None,
    )
    told = told or next(iter(clause.cues), None)
    opens = OPENING.fullmatch(text, clause.start, last.head) is not None
    found = told.kind == "other" if told is not None else not clause.therapies
    return Governs(last, found=found and not opens)


def _begun(clause: Clause, t: TherapyMention, lead: Unit, own: list[Unit]) -> bool:
    """ "In February 2020, X was initiated and continued until December": the clause opens with the start, X has its own end."""
    if lead.until or not all(u.until for u in own):
        return False
    if lead.times[0].relation in {"from", "since"}:
        return True  # "from day +5 there followed A and B until day +35"
    return any(c.kind == "start" for c in clause.cues if t.end <= c.start < own[0].start)


def _cycle_begun(text: str, lead: Unit, own: list[Unit]) -> bool:
    """ "On 4 January, venetoclax was paired with azacitidine on days 1-7": the date is that of day 1."""
    return from_day_one(text, own) and lead.times[0].kind == "date" and not lead.until and not lead.spread


def _in_parts(text: str, t: TherapyMention, lead: Unit, own: Unit) -> bool:
    """ "On 5 August he received the first half and the second half on 7 August": both times are the treatment's."""
    return own.times[0].kind == lead.times[0].kind and bool(_REST.search(text, t.end, max(own.start, t.end)))


def _beside(text: str, clause: Clause, unit: Unit, therapies: Sequence[TherapyMention]) -> bool:
    """Whether a later time of a clause that opens with one is a treatment's: "d+16: filgrastim, neutrophils > 1.0 on d+22"."""
    last = next((i for i in reversed(clause.therapies) if therapies[i].end <= unit.start), None)
    if last is None:
        return True
    end = therapies[last].end
    told = unit.spread or unit.until or cue_between(clause, end, unit.head) is not None
    return told or not _NEW_NOUN.search(text, end, unit.start)


def _month_of(lead: Unit, own: list[Unit], *, listed: bool = False) -> bool:
    """Whether the governing time is a month or year in which the days of a treatment lie: "In June 2022, ... on day -5"."""
    return (
        (listed or not lead.spread)
        and lead.times[0].kind == "date"
        and (listed or len(str(lead.times[0].value)) <= 7)
        and all(t.kind == "day" for u in own for t in u.times)
    )


def _only_ends(text: str, clause: Clause, own: list[Unit], *, line: bool) -> bool:
    """ "On day 33 a rash appeared, for which (and) prednisolone was given until day 60": its own time is an end."""
    opens = _OPENS.match(text, clause.start) or (not line and _AND.match(text, clause.start))
    if not line and text[clause.start] == ";" and own:
        ends = [c for c in clause.cues if c.kind == "end" and c.end <= own[0].head]
        return bool(ends) and any(c.kind == "start" and c.end <= ends[0].start for c in clause.cues)
    return all(u.until for u in own) and bool(opens)


def _of_later_ones(clause: Clause, i: int, own: dict[int, list[Unit]]) -> bool:
    """Whether each time of a clause is that of a treatment behind this one: "A was started and B, begun on day 0, was raised"."""
    later = [u for k in clause.therapies if k > i for u in own[k]]
    return all(u in later for u in clause.units)


def _dated(clause: Clause, i: int, therapies: Sequence[TherapyMention]) -> bool:
    """Whether a date of the clause itself stands before a treatment: its days lie there, not in the month of the clause before."""
    return any(u.times[0].kind == "date" and u.end <= therapies[i].start for u in clause.units)


def _leads(text: str, clause: Clause, unit: Unit, therapies: Sequence[TherapyMention]) -> bool:
    """Whether a time opens its clause: no treatment before it, and no verb that it would belong to."""
    if any(therapies[i].start < unit.start for i in clause.therapies):
        return False
    cue = cue_before(clause, unit.head)
    if cue is not None and of_collection(text, cue, unit):
        return False
    if cue is None or BARE.fullmatch(text, clause.start, cue.start):
        return True
    first = therapies[clause.therapies[0]].start
    return cue.kind in {"start", "other"} and unit.start < first and not _CUT_PHRASE.search(text, unit.end, first)


def _continues(
    text: str,
    clause: Clause,
    i: int,
    therapies: Sequence[TherapyMention],
    governing: Governs,
    placed: list[Placed],
    *,
    line: bool,
) -> bool:
    """Whether a clause goes on at the time of the one before: "..., when noradrenaline had to be infused"."""
    if opener := _OPENS.match(text, clause.start):
        return not (governing.found and opener[0].lower().endswith("for which"))
    vague = governing.unit.times[0].kind == "date" and len(str(governing.unit.times[0].value)) < 10
    if governing.unit.until or (governing.found and (line or vague)) or _LATER_ON.match(text, clause.start):
        return False
    t = therapies[i]
    if _OWN_LENGTH.search(text, t.end, clause.end):
        return False
    cue = next((c for c in clause.cues if c.start >= t.end), None) or cue_before(clause, t.start)
    opening = _AND.match(text, clause.start, clause.end)
    if (
        opening
        and cue is not None
        and cue.kind == "new"
        and any(p.event == "end" and p.unit is governing.unit for p in placed)
    ):
        return True  # "had to be withdrawn on 3 May and was replaced by pentamidine"
    # "Blood pressure gave way on day 8; norepinephrine was needed"
    needed = (
        not line
        and text[clause.start] == ";"
        and (
            _BEGUN_THEN.search(text, t.end, clause.end)
            or (governing.found and _NEEDED.search(text, t.end, clause.end) is not None)
        )
    )
    return bool(opening or needed) and cue is not None and cue.kind in ({"start", "end"} if needed else {"start"})
