"""When an amount was given, where its own words do not say it: the time that governs its treatment in the sentence.

"On day 16, candidiasis was treated with fluconazole 200 mg daily" is an amount of day 16; "each on days -5, -4 and -3" lasted three days;
"infused on day 2 and repeated on day 4" has no one day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.courses import DLI, Course
from extractors.event_clause import Placed
from extractors.expressions import expression
from extractors.mentions import DoseMention, TimeMention
from extractors.story import DoseFact, Story
from extractors.time_units import Unit

_ROUND = frozenset({"lymphodepletion", "conditioning", "gvhd_prophylaxis"})
_BREAK = expression(r";|[.]\s+[A-Z]")
# "A was replaced on day 6 by B": the day is A's end
_ENDED = expression(
    r"(?i)\b(?:was|were|been)\s+(?:then\s+)?(?:replaced|changed|switched|superseded|stopped|discontinued|withdrawn|ended|converted|withheld|exchanged)\s+(?:\w+\s+)?(?:on|from|at)\s+\Z"
)
# "on day 39 was treated with ganciclovir 5 mg/kg bd for 14 days, then valganciclovir"
_THEN_ANOTHER = expression(
    r"(?i)\d\s?(?:mg|ug|g)\b[^;.]*\bfor\s[^;.]*\b(?:then|followed\s+by|thereafter|subsequently|later)\b[^;.]{0,40}\Z"
)
# ", with resolution at day +10"
_OUTCOME = expression(r"(?i)\b(?:with|to|until|and)\s+(?:\w+\s+){0,3}?(?:resolution|recovery|remission|disappearance|improvement|defervescence|response|normali[sz]ation|relief|cessation)\b[^,;]{0,40}\Z")  # fmt: skip
_BY = expression(r"(?i)\b(?:by|before|within|until)\s+\Z")
_UPON = expression(
    r"(?i)\)?\s*(?:\([^)]*\))?\s*,?\s*(?:when|whereupon|and|so|so that|at which (?:point|time)|upon which|thereupon|prompting|requiring|necessitating|and (?:prompted|required|necessitated|was treated with|treated with)|prompted|and\s+(?:was|were)\s+(?:met|treated|managed|countered|answered|controlled)\s+with)\s+(?:[a-z-]+ly\s+|intravenous\s+|oral\s+|high-dose\s+|low-dose\s+|the\s+|an?\s+)*"
)
# "tocilizumab 8 mg/kg (day 3, repeated day 4) and dexamethasone": the days are of that amount
_OF_AN_AMOUNT = expression(r"\d\s?(?:mg|ug|g)\b[^()]{0,12}\([^()]*\Z")
_AT_ONCE = expression(
    r"(?i)\b(?:at once|immediately|promptly|straight ?away|without delay|right away|(?:the|that) (?:same )?day|then and there)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an amount stands: its sentence, the start of its treatment's name, and what else is said there of the treatment.

    `alone`: no other amount of the treatment in the sentence; `first`: the first of them; `new`: the course was begun in this sentence;
    `days`: the single days of the sentence before the treatment; `now`: the day that the story stood at before.
    """

    text: str
    at: int
    alone: bool
    first: bool
    new: bool
    days: Sequence[TimeMention]
    now: int | None


def placed_in_time(dose: DoseMention, course: Course, placed: Sequence[Placed], where: Place) -> DoseMention:
    """Complete day and duration of an amount from the times placed on its treatment."""
    if course.status != "given":
        return replace(dose, days=dose.days if len(dose.days) > 1 else ())
    if dose.basis == "total" or course.cyclic or not (where.alone or where.first):
        return dose
    units = [p.unit for p in placed if p.event not in {"end", "over"} and not p.unit.until and _belongs(where, p.unit)]
    if where.alone and (kept := _kept_up(dose, course, placed, where)) is not None:
        return kept
    if len(dose.days) > 1:
        return _in_a_row(dose, course)
    if dose.days and "respectively" in where.text:
        return dose
    if where.alone and _on_several(units) and dose.frequency is None:
        return replace(dose, days=())  # "on day 2 and repeated on day 4"
    if where.alone and dose.days and dose.frequency is None and any(_repeats(u, dose.days[0]) for u in units):
        return replace(dose, days=())  # "on day 3 and again on day 4"
    if dose.days:
        return dose
    if not units:
        day = _at_once(where) if where.new and not course.infusion else None
        return replace(dose, days=(day,)) if day is not None else dose
    unit = units[0]
    if _of_a_finding(where, unit):
        return dose
    if unit.spread:
        return _lasting(dose, course, unit.times)
    day = next((int(t.value) for t in unit.times if t.kind == "day"), None)
    if day is None and any(t.vague for t in unit.times) and where.new:
        day = course.start.day
    return replace(dose, days=(day,)) if day is not None else dose


_OTHERWISE = expression(
    r"(?i)\b(?:taper|wean|reduc|decreas|lower|halv|increas|rais|escalat|doubl|interrupt|paus|switch|chang|replac|adjust|resum)"
)


def _kept_up(dose: DoseMention, course: Course, placed: Sequence[Placed], where: Place) -> DoseMention | None:
    """ "480 mg daily was begun on day 0 and continued through day 100", "from day 6 5 mg was injected every 12 hours, until day 9"."""
    if dose.duration is not None or len(dose.days) > 1 or "/min" in dose.unit:
        return None
    last = next((p.unit for p in placed if p.unit.until and not p.unit.spread), None)
    first = next((p.unit for p in placed if p.event == "start" and not p.unit.until and not p.unit.spread), None)
    if last is None or first is None or first.start > last.start or _of_a_finding(where, first):
        return None
    if _BREAK.search(where.text, min(where.at, first.start), last.start):
        return None
    begun, ended = first.times[0], last.times[-1]
    if begun.kind != ended.kind or (dose.days and str(dose.days[0]) != str(begun.value)):
        return None
    if _OTHERWISE.search(where.text, min(where.at, first.start), last.end):
        return None
    kept = _lasting(dose, course, (begun, ended))
    if kept.duration is None:
        return None
    return replace(kept, days=()) if begun.relation == "from" else kept


def _on_several(units: Sequence[Unit]) -> bool:
    """Whether a treatment has two days, or two dates: not "begun on 21 March: ... on day 1"."""
    firsts = [_first(u.times) for u in units]  # "that day and again on day 14": a vague time is a day
    return any(len({v for k, v in firsts if (k == "date") == dated}) > 1 for dated in (False, True))


def _repeats(unit: Unit, day: int) -> bool:
    days = [int(t.value) for t in unit.times if t.kind == "day"]
    return unit.spread and len(days) > 1 and days[0] == day


def _belongs(where: Place, unit: Unit) -> bool:
    """Whether a time is told of this amount: not of a member of the list beyond a semicolon, nor "normal by day 17"."""
    if unit.end < where.at and _THEN_ANOTHER.search(where.text, unit.end, where.at):
        return False
    low, high = sorted((where.at, unit.start))
    if unit.start > where.at and (_ENDED.search(where.text, where.at, unit.start) or _OUTCOME.search(where.text, where.at, unit.start)):  # fmt: skip
        return False
    if _BREAK.search(where.text, low, high):
        return False
    if not _BY.search(where.text, max(0, unit.start - 8), unit.start):
        return True
    clause = max(where.text.rfind(c, 0, unit.start) for c in ";.") + 1
    return (
        _BECAUSE.match(where.text, clause) is not None and unit.start < where.at
    )  # "As he was no better by day 8, A was added"


# "CRS on day 2, for which paracetamol 1 g was given", "ICANS from day 7, dexamethasone 10 mg": the day is that of the finding
_ONLY_LEADS = expression(
    r"(?:\W|\d|\b(?:[Oo]n|[Ff]rom|[Aa]t|[Bb]y|[Ii]n|[Ss]ince|[Aa]nd|[Tt]hen|[Tt]he|[Ll]ater|evening|morning|night|afternoon|of|day|same|D|d|J|Day|[A-Z][a-z]+)\b)*"
)
_BECAUSE = expression(r"\W*(?:Because|Owing|Due|In view|As|Since|For|With|Given|When|Once|After)\b")
_ANSWERED = expression(r"(?i)\b(?:when|whereupon|upon\s+which|prompt\w*|being|answer\w*)\b")
_TREATED_THEN = expression(
    r"(?i)\s?(?:\([^()]*\)\s)?(?:was|were) (?:\w+ly )?(?:treated|covered|countered) (?:with|by)\b"
)
_FOR_IT = expression(
    r"(?i)\A[\W\d]*\Z|\b(?:need|requir|necessitat|treated|managed|brought|controlled|met|dealt|pre-?empted|tackled|answered|covered|countered|for\s+which)"
)


def _of_a_finding(where: Place, unit: Unit) -> bool:
    """Whether the day before a treatment is told of what it was given for."""
    if unit.start > where.at or all(t.vague for t in unit.times):
        return False
    clause = max(where.text.rfind(c, 0, unit.start) for c in ";.") + 1
    if _ONLY_LEADS.fullmatch(where.text, clause, unit.start) or _BECAUSE.match(where.text, clause):
        return False
    gap = where.text[unit.times[-1].end : where.at]
    if _TREATED_THEN.match(gap):
        return False  # "sepsis on day 13 was treated with meropenem 1 g"
    told_of_it = (
        _ANSWERED.search(gap)
        or _AT_ONCE.search(where.text, where.at)
        or " being " in where.text[where.at : where.at + 50]
    )
    return bool(_FOR_IT.search(gap)) and not told_of_it


def _at_once(where: Place) -> int | None:
    """The day of what made the treatment necessary: "on day 8, when noradrenaline was infused", "… was begun at once"."""
    last = where.days[-1] if where.days else None
    gap = where.text[last.end : where.at] if last is not None else ""
    if last is not None and _UPON.fullmatch(gap) and not _OF_AN_AMOUNT.search(where.text, 0, last.end):
        return int(last.value)
    end = where.text.find(";", where.at)
    if _AT_ONCE.search(where.text, where.at, end if end > 0 else len(where.text)):
        return int(last.value) if last is not None else where.now
    return None


def _in_a_row(dose: DoseMention, course: Course) -> DoseMention:
    """ "once daily on days -5, -4 and -3" lasted three days."""
    row = list(dose.days) == list(range(dose.days[0], dose.days[0] + len(dose.days)))
    daily = dose.frequency == "1/d" or (course.role in _ROUND and dose.frequency is None)
    if dose.duration is None and row and daily:
        return replace(dose, duration=f"P{len(dose.days)}D")
    return dose


def _first(times: Sequence[TimeMention]) -> tuple[str, str]:
    t = next((t for t in times if t.kind == "day"), times[0])
    return t.kind, str(t.value)


def _lasting(dose: DoseMention, course: Course, times: Sequence[TimeMention]) -> DoseMention:
    """The length of a range of days, or of days in a row where the amount is a daily one."""
    kind = times[0].kind
    told = [t for t in times if t.kind == kind]
    days = [_number(t) for t in told]
    numbers = [d for d in days if d is not None]
    if dose.duration is not None or len(numbers) < 2 or len(numbers) != len(days):
        return dose
    if dose.frequency is not None and not dose.frequency.endswith("/d"):
        return dose
    length = numbers[-1] - numbers[0] + 1
    ranged = any(t.joint == "range" for t in told) or told[-1].relation == "until"
    if not ranged and (length != len(numbers) or not (dose.frequency == "1/d" or course.role in _ROUND)):
        return dose
    longest = 60 if kind == "date" else 400  # "from March up to June" are a start and an end
    return replace(dose, duration=f"P{length}D") if 0 < length < longest else dose


def under_heading(dose: DoseMention, course: Course, over: Sequence[TimeMention]) -> DoseMention:
    """Day or length of an amount whose sentence stands under a heading: "D+4. Paracetamol 1 g", "D-5 to D-3. Fludarabine 25 mg/m2 per day"."""
    if course.status != "given" or course.cyclic or dose.basis == "total" or dose.days:
        return dose
    days = [t for t in over if t.kind == "day"]
    if len(days) == 1:
        return replace(dose, days=(int(days[0].value),))
    return _lasting(dose, course, over) if over[0].kind != "duration" else dose


def _number(t: TimeMention) -> int | None:
    """A day, or a date as a day count; dates without a year are of one year."""
    if t.kind == "day":
        return int(t.value)
    value = str(t.value)
    value = f"2001{value[1:]}" if value.startswith("--") else value
    return date.fromisoformat(value).toordinal() if len(value) == 10 else None


def settle_doses(story: Story) -> None:
    """Cells infused at one time were given on the day that the report calls it by; those of a graft where its infusion is told."""
    for course in story.courses:
        if course.kind == "cell_therapy" and course.end.day is not None and course.start.day is not None:
            _split(course, [f for f in story.doses if f.course is course and f.mention.basis != "total"])
    for fact in story.doses:
        course, dose = fact.course, fact.mention
        if course.role == "conditioning" and course.kind == "drug":
            _of_its_date(story, fact)
        if course.kind not in {"cell_therapy", "transplant"} or (course.name == DLI and course.start.day != 0):
            continue
        if dose.days or course.end or course.status != "given" or course.start.day is None:
            continue
        parts = [o for o in story.doses if o.course is course and o.mention.unit == dose.unit]
        if course.kind == "transplant":
            alone = fact.beside and all(o.mention.basis != "total" for o in parts)
        else:
            others = [o for o in story.doses if o.course is course and o.mention.unit != dose.unit]
            same = len(others) == 1 and others[0].mention.basis != "total"  # "0.7 x 10^6/kg (62 x 10^6 in all)"
            alone = len(parts) == 1 and (dose.basis != "total" or same)
        if alone:
            fact.mention = replace(dose, days=(course.start.day,))


def _split(course: Course, parts: list[DoseFact]) -> None:
    """ "infused on September 16 (1 x 10^6/kg) and September 17 (2 x 10^6/kg)": the first and the last part on the first and last day."""
    first, last = course.start.day or 0, course.end.day or 0
    if len(parts) < 2 or any(f.mention.days for f in parts) or (len(parts) > 2 and last - first + 1 != len(parts)):
        return
    if len({f.mention.unit for f in parts}) > 1 or len({f.mention.component for f in parts}) > 1:
        return
    days = [first, last] if len(parts) == 2 else list(range(first, last + 1))
    for fact, day in zip(parts, days, strict=True):
        fact.mention = replace(fact.mention, days=(day,))


def _of_its_date(story: Story, fact: DoseFact) -> None:
    """ "Melphalan 200 mg/m2 was given on 12 February, the autograft on 14 February": the one amount of a drug of one day is of day -2."""
    course, dose = fact.course, fact.mention
    if dose.days or dose.duration or dose.frequency or dose.basis == "total" or course.length or course.end:
        return
    alone = sum(o.course is course for o in story.doses) == 1
    if alone and course.status == "given" and course.start.day is not None and -10 <= course.start.day < 0:
        fact.mention = replace(dose, days=(course.start.day,))


def like_its_twin(dose: DoseMention, twin: DoseMention) -> DoseMention:
    """ "1 x 10^6 cells/kg, that is 5.8 x 10^7 cells" is one amount: what is said of the first holds for the second."""
    return replace(
        dose, basis=twin.basis, frequency=dose.frequency or twin.frequency, duration=dose.duration or twin.duration,
        route=dose.route or twin.route, days=dose.days or twin.days,
    )  # fmt: skip
