"""Every amount of a report with what its own clause says of it; the linking to drugs is made elsewhere.

Source: GUIDELINES "doses". `start:end` is number and unit, `reach` the end of the attributes. `days` of a list are all of its days, of a range
its first and last (the range also gives `duration`), of "from day 23" that day.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.dates import find_times
from extractors.dose_names import other_name
from extractors.doses_amounts import Amount, find_amounts
from extractors.doses_attributes import Attributes, days_in_a_row, find_route, leading_length, read_attributes
from extractors.doses_basis import DAILY_DOSES_OF, RATE_BEFORE, TO_ANOTHER, WEEKLY_DOSES_OF, basis_of, on_several_days
from extractors.doses_cells import find_cells
from extractors.doses_clauses import Surroundings
from extractors.doses_frequency import find_frequency
from extractors.doses_lists import coordinated, share, twins
from extractors.expressions import expression
from extractors.mentions import DoseMention, TimeMention
from extractors.numbers import WORD, number

_DIGIT = expression(r"(?<!\d)\d")
# "a 28-day cycle of blinatumomab at 15 ug/m2/day"
_COURSE_OF = expression(r"(?i)'?\s+(?:course|cycle|infusion|treatment|regimen|trial|pulse)s?\s+(?:of|with)\b")
# "3 days of fludarabine (25 mg/m2)", "two weeks of oral prednisone, 1 mg/kg"
_DAYS_OF_DRUG = expression(
    r"(?i)(?:\s+each)?\s+of\s+(?!therapy|treatment|age|life|onset|follow|fever|remission|diagnosis|relapse)(?:[a-z-]+\s+){0,2}[a-z][\w/-]+\s*(?:[,(]\s*|\s(?:at|with)\s+)?"
)
_TREATED_WITH = expression(r"(?i)\s+(?:with|by|using)\b")
# "For two weeks he had taken prednisone 100 mg daily", "four weeks at 28 ug daily"
_OPENING = expression(r"(?:\A|[.;\n]\s*)\W*[Ff]or\s+(?:the\s+)?(?:(?:next|following|past|last|first)\s+)?\Z")
_TOOK = expression(
    r"(?i)[\s,]+(?:[\w-]+\s+){0,4}?(?:taken|took|received|given|been\s+on|taking|treated\s+with|was\s+on|infused|swallowed|had|got|needed|required|put\s+on|kept\s+on|injected)\b"
)
_AT_ONLY = expression(r"(?i)\s+at\s+(?:a\s+dose\s+of\s+)?")
_AT = expression(r"(?i)\)?[,:]?\s*\(?(?:at|with|to)?(?:\s+(?:a|the)\s+dose\s+of)?\s*(?:about\s+)?")
_CLAUSE_START = expression(
    r"(?i)(?:\A|[,;:(]\s*|\n\s*|\b(?:and|then|already|but)\s+)(?:(?:on|from|at|then|starting)\s+)*\(?\Z"
)
_CHANGE = expression(r"(?i)^\W*(?:(?:and|then|but|was|were|is|to|at|by|gradually|subsequently|later|thereafter|decreased|reduced|increased|raised|halved|doubled|tapered|lowered|escalated|cut|dose|up|down|the|a|of|"
                     r"maintenance|titrated|switched|back|continued|followed|next|finally|further|increasing|reducing|on|from|after|until|once|daily|twice|one|two|three|four|week|weeks|month|months|day|days|day|for)\b\W*)*$")  # fmt: skip
# "and 1 g of methylprednisolone": another drug
_OTHER_DRUG = expression(
    r"(?i)\b(?:followed\s+by|then|and|plus|switched|changed|replaced|converted|before|after)\s+(?:\w+\s+)?[a-z]{4,}|[a-z]{4,}\s+to\s+(?!a\s|the\s)[a-z]{6,}"
)
_OF_DRUG = expression(
    r"(?i)\s+(?:of\s+[a-z]|(?:[a-z-]+\s)?[a-z-]*(?:mab|nib|one|ine|cin|ide|ate|ol|il|xel|mus|pam|vir|zole|cept|stim|rin)\b)"
)
_TAPERED_TO = expression(
    r"(?i)\b(?:taper|wean|reduc|decreas|lower|increas|escalat|titrat|ramp|climb|stepp|build|built|rais|rising|rose|uptitrat)\w*\b[^.;]{0,45}\bto\s+(?:a\s+dose\s+of\s+)?(?:(?:[\d.,]+|and|then|finally|ultimately|eventually)\s+)*\Z"
)
_OVER = expression(r"(?i)\b(?:over|within|during|in\s+the\s+(?:course|space)\s+of)\s")
_HOURS = expression(r"PT(\d+)H")
# "0.5 g/kg/day was given on four days"
_ON_SO_MANY = expression(
    rf"(?i)[^.;,]{{0,40}}?\bon\s+(?P<n>\d{{1,2}}|{WORD})\s+(?:\w+\s+)?days\b(?!\s+(?:per|a|of|out|each|every|in))"
)
_OF_DAYS = expression(r"(?i)\b(?:days?|weeks?|months?)\b")


def find_doses(
    text: str, times: Sequence[TimeMention] | None = None, names: Sequence[tuple[int, int]] = ()
) -> list[DoseMention]:
    """All amounts of a plain text: '30 mg/m2 daily for 3 days' -> 30 mg/m2, per_day, 1/d, P3D.

    `times` are the report's temporal expressions where they are at hand, else they are found here; `names` the places of treatments.
    """
    times = find_times(text) if times is None else times
    amounts = _amounts(text, times)
    if not amounts:
        return []
    around = Surroundings(text, times, names)
    forward = share(text, amounts, _all_forward(amounts, around))
    mentions: list[DoseMention] = []
    for i, amount in enumerate(amounts):
        listed = i > 0 and amounts[i - 1].list_end == amount.list_end
        mentions.append(_mention(around, amount, forward[i], mentions[-1] if mentions else None, listed=listed))
    return mentions


def _amounts(text: str, times: Sequence[TimeMention]) -> list[Amount]:
    """Cell doses first; a drug amount that overlaps one gives way."""
    busy = frozenset(
        m.start()
        for t in times
        if (t.kind != "duration" or t.rule == "duration_numbered") and not t.group
        for m in _DIGIT.finditer(text, t.start, t.end)
    )
    cells = list(find_cells(text, busy))
    spans = [(c.start, c.list_end) for c in cells]
    drugs = [a for a in find_amounts(text, busy) if not any(s < a.end and a.start < e for s, e in spans)]
    return sorted([*cells, *drugs], key=lambda a: a.start)


def _all_forward(amounts: list[Amount], around: Surroundings) -> list[Attributes]:
    """The attributes in each amount's own stretch: from its unit to the sentence's end or to what belongs to the next amount."""
    found = []
    for i, amount in enumerate(amounts):
        start = max(amount.end, amount.list_end)
        following = next((a.start for a in amounts[i + 1 :] if a.start >= start), None)
        stop = around.stretch_after(start, around.sentence(amount.start)[1], following)
        times = around.within(start, stop)
        said = read_attributes(around.text, start, stop, times)
        if said.duration is None and "/min" in amount.unit:
            hours = next(
                (t for t in times if t.kind == "duration" and t.relation in ("for", "over") and not t.vague), None
            )
            said = replace(said, duration=str(hours.value), end=max(said.end, hours.end)) if hours else said
        elif said.duration is None and (said.frequency or amount.per):
            said = _for_hours(times, said)
        found.append(said)
    return found


def _for_hours(times: Sequence[TimeMention], said: Attributes) -> Attributes:
    """ "3 x 200 mg/d for 48 h": a course told in hours, not the time of one infusion."""
    for t in times:
        if t.kind == "duration" and t.relation == "for" and not t.vague and (hours := _HOURS.fullmatch(str(t.value))):
            return replace(said, duration=str(t.value), end=max(said.end, t.end)) if int(hours[1]) > 35 else said
    return said


def _mention(
    around: Surroundings, amount: Amount, found: Attributes, earlier: DoseMention | None, *, listed: bool
) -> DoseMention:
    """One amount with its own, shared and carried attributes."""
    text, (low, _) = around.text, around.sentence(amount.start)
    same_sentence = earlier is not None and earlier.start >= low
    before_start = max(low, amount.start - 90, earlier.reach if earlier and same_sentence else low)
    silent = not (found.duration or found.days)
    found = _from_before(around, amount, before_start, found, low)
    if earlier and same_sentence:
        found = _carried(text, amount, found, earlier, listed=listed)
    if found.route is None and earlier and earlier.route and _same_drug(around, amount, earlier):
        found = replace(found, route=earlier.route)
    if (
        found.duration
        and _TAPERED_TO.search(text, max(low, amount.start - 70), amount.start)
        and _OVER.search(text, amount.end, found.end)
    ):
        found = replace(found, duration=None)  # the length of the taper
    daily = found.frequency == "1/d" or (found.frequency is None and amount.per == "day")
    if daily and not (found.duration or found.days) and (on := _ON_SO_MANY.match(text, amount.end)):
        found = replace(found, duration=f"P{number(on['n']):g}D", end=max(found.end, on.end()))
    of_a_round = amount.unit == "Gy" or (amount.unit in ("mg/m2", "g/m2") and max(found.days, default=0) < 0)
    if found.duration is None and (daily or (found.frequency is None and of_a_round)):
        found = replace(found, duration=days_in_a_row(found.days))
    frequency, basis = basis_of(text, amount, found, before_start)
    if (
        basis == "total"
        and amount.unit.startswith("cells")
        and len(found.days) == 1
        and on_several_days(around, amount)
    ):
        found = replace(found, days=())
    if basis == "total" and silent and same_sentence and earlier and earlier.unit == amount.unit:
        found = replace(found, duration=None, days=(), ranged=False)  # what the amounts before it add up to
    duration = found.duration or (f"P{found.count}D" if found.count and basis == "per_day" else None)
    if basis == "total" and amount.unit != "Gy" and frequency == "1/d":
        frequency = None
    return DoseMention(
        start=amount.start,
        end=amount.end,
        rule=amount.rule,
        flags=amount.flags,
        value=amount.value,
        value_high=amount.value_high,
        unit=amount.unit,
        component=amount.component,
        basis=basis,
        frequency=frequency,
        duration=duration,
        route=found.route,
        days=found.days,
        reach=max(amount.end, found.end),
    )


def _from_before(around: Surroundings, amount: Amount, start: int, found: Attributes, sentence: int) -> Attributes:
    """Attributes that stand before: 'intravenous busulfan at 3.2 mg/kg', 'twice daily 5 mg', 'On day 46, ruxolitinib 10 mg'."""
    text = around.text
    if (
        found.route is None
        and (route := find_route(text, start, amount.start, last=True))
        and not _OTHER_DRUG.search(text, route[1], amount.start)
        and sum(route[1] <= a and b <= amount.start for a, b in around.names) < 2
    ):
        found = replace(found, route=route[0])
    rate = RATE_BEFORE.search(text, max(start, amount.start - 60), amount.start)
    if rate and found.frequency is None and not (found.days and ":" in rate[0]):
        frequency, basis, _ = find_frequency(text, rate.start(), amount.start)
        found = replace(found, frequency=frequency, basis=found.basis or basis)
    doses = DAILY_DOSES_OF.search(text, max(sentence, amount.start - 110), amount.start)
    if doses and found.frequency is None and found.duration is None:
        found = replace(found, frequency="1/d", basis="per_day", duration=f"P{number(doses['n']):g}D")
    weekly = WEEKLY_DOSES_OF.search(text, max(sentence, amount.start - 110), amount.start)
    if weekly and found.frequency is None:
        frequency, basis, _ = find_frequency(text, *weekly.span("rate"))
        found = replace(found, frequency=frequency, basis=found.basis or basis)
    before = [t for t in around.within(start, amount.start) if not t.vague]
    course = before[-1] if before else None
    if course and course.kind == "duration" and not found.duration and _is_course(text, course, amount.start):
        found = replace(found, duration=str(course.value))
    if (
        amount.per is None
        and not (found.duration or found.days or found.dated)
        and (whole := _of_the_round(around, amount, sentence))
    ):
        found = replace(found, duration=whole)
    if (
        found.duration is None
        and not found.days
        and (length := leading_length(text, around.within(sentence, amount.start), sentence))
    ):
        found = replace(found, duration=length)
    last = next((t for t in reversed(before) if t.kind != "duration"), None)
    if last and not (found.days or found.dated or found.duration):
        closed = text.find(")", last.end, amount.start) >= 0 and "(" not in text[last.end : amount.start]
        closed = (
            closed and _ANY_AMOUNT.search(text, sentence, last.start) is not None
        )  # not "(day 0) cells were infused: 100 x 10^6"
        placed = not closed and _CLAUSE_START.search(
            text[sentence : last.start]
        )  # not "60 mg (C1D15 and C2D1), then 30 mg"
        placed = placed or _AT.fullmatch(text, last.end, amount.start)
        if last.kind == "day" and placed and last.relation != "until":
            values = tuple(int(t.value) for t in before if (t.start, t.end) == (last.start, last.end))
            if last.joint == "range":
                return replace(found, days=values, ranged=True, duration=f"P{values[-1] - values[0] + 1}D")
            return replace(found, days=values)
        if last.kind == "date" and len(str(last.value)) > 7:
            return replace(found, dated=True)
    if not (found.days or found.dated or found.duration) and (day := _moved_on(around, amount, sentence)) is not None:
        return replace(found, days=(day,))
    return found


# "On D+6 his writing worsened and dexamethasone was increased to 10 mg", "By day 8 he was mute; levetiracetam was raised to 1.5 g"
_MOVED_TO = expression(
    r"(?i)\b(?:was|were|had\s+to\s+be|could\s+be)\s+(?:\w+ly\s+|then\s+)?(?:increased|raised|escalated|reduced|lowered|decreased|doubled|halved|cut|stepped\s+(?:up|down)|uptitrated|tapered)\s+to\s+(?:a\s+dose\s+of\s+)?\Z"
)
_ANY_AMOUNT = expression(r"\d\s?(?:mg|ug|g|Gy|IU|x)\b")
_OPENED_BY = expression(r"(?i)\W*(?:on|from|at|by)\s+(?:the\s+(?:morning|evening|night)\s+of\s+)?\Z")


def _moved_on(around: Surroundings, amount: Amount, sentence: int) -> int | None:
    """The day that opens a sentence, where it is the only one, of an amount that a dose was moved to in it."""
    if _MOVED_TO.search(around.text, max(sentence, amount.start - 50), amount.start) is None:
        return None
    while around.text[max(0, sentence - 2) : sentence].rstrip().endswith(";"):
        sentence = around.sentence(around.text.rindex(";", 0, sentence))[0]
    told = [t for t in around.within(sentence, amount.start) if t.kind != "duration" and not t.vague]
    if len(told) != 1 or told[0].kind != "day" or not _OPENED_BY.fullmatch(around.text, sentence, told[0].start):
        return None
    return int(told[0].value)


# "after 3-day lymphodepletion with FC (fludarabine 50 mg qd, cyclophosphamide 0.5 g qd)"
_ROUND_OF = re.compile(
    r"(?i)'?[\s-]+(?:lymphodeplet|conditioning|preparative)\w*(?:\s+\w+){0,2}?\s+(?:of|with|using|by|consisting\s+of|comprising)\b"
)


def _of_the_round(around: Surroundings, amount: Amount, sentence: int) -> str | None:
    """The length of a conditioning that is told before its drugs: '3-day lymphodepletion with A 50 mg and B 500 mg'."""
    if amount.unit.startswith("cells"):
        return None
    told = [
        t for t in around.within(sentence, amount.start) if t.kind == "duration" and _ROUND_OF.match(around.text, t.end)
    ]
    return str(told[-1].value) if told and "T" not in str(told[-1].value) else None


def _is_course(text: str, time: TimeMention, amount: int) -> bool:
    """Whether a length before an amount is its course: 'a 28-day cycle of …', 'treated for 6 months with …'."""
    if _DAYS_OF_DRUG.fullmatch(text, time.end, amount) and "T" not in str(time.value) and time.value != "P1D":
        return True
    treated = time.relation in ("for", "over") and "T" not in str(time.value) and _TREATED_WITH.match(text, time.end)
    opening = (
        time.relation == "for"
        and _OPENING.search(text, max(0, time.start - 40), time.start)
        and _TOOK.match(text, time.end)
    )
    return bool(_COURSE_OF.match(text, time.end) or treated or opening or _AT_ONLY.fullmatch(text, time.end, amount))


def _carried(text: str, amount: Amount, found: Attributes, earlier: DoseMention, *, listed: bool) -> Attributes:
    """Route from a coordinated or changed amount before; frequency from a changed one ('5 mg twice daily, raised to 10 mg')."""
    gap = text[min(earlier.reach, amount.start) : amount.start]
    same_kind = amount.unit.startswith("cells") == earlier.unit.startswith("cells")
    changed = same_kind and len(gap) < 90 and bool(_CHANGE.match(re.sub(r"\d+", "", gap)))
    direct = text[earlier.end : amount.start]
    if found.empty and twins(direct, amount, earlier.unit):
        found = replace(
            found, frequency=earlier.frequency, basis=earlier.basis, duration=earlier.duration, days=earlier.days
        )
    if (
        found.empty
        and earlier.duration
        and earlier.reach <= earlier.end
        and earlier.unit == amount.unit
        and coordinated(direct)
        and not _OF_DAYS.search(direct)
    ):
        found = replace(found, duration=earlier.duration)  # "three days of A 25 mg/m2 and B 250 mg/m2"
    if found.frequency is None and amount.per is None and found.basis is None and _of_each_cycle(text, earlier, direct):
        found = replace(found, frequency=earlier.frequency, basis=earlier.basis)
    if found.route is None and ((changed and not _OF_DRUG.match(text, amount.end)) or listed or coordinated(direct)):
        found = replace(found, route=earlier.route)
    if (
        changed
        and found.frequency is None
        and found.basis is None
        and amount.per is None
        and earlier.frequency
        and earlier.unit == amount.unit
        and not _OF_DRUG.match(text, amount.end)
        and "respectively" not in text[amount.end : amount.end + 40]
        and "total" not in gap
    ):
        found = replace(found, frequency=earlier.frequency, basis=earlier.basis)
    if listed and found.empty and earlier.duration and not earlier.days:
        found = replace(found, duration=earlier.duration)  # "three days of Flu/Cy (30/300 mg/m2/d)"
    if listed and found.basis is None and found.frequency is None and earlier.frequency is None:
        found = replace(found, basis=earlier.basis)
    return found


_CYCLES_OF = re.compile(r"1/\d+(?:d|wk)")


def _of_each_cycle(text: str, earlier: DoseMention, between: str) -> bool:
    """ "four cycles every 21 days, containing A 375 mg/m2, B 750 mg/m2 and C 2 mg": what stands before the list holds for all of it."""
    told_before = earlier.frequency is not None and earlier.reach <= earlier.end
    return told_before and _CYCLES_OF.fullmatch(earlier.frequency or "") is not None and coordinated(between)


def _same_drug(around: Surroundings, amount: Amount, earlier: DoseMention) -> bool:
    """ "Talquetamab was injected subcutaneously: 0.01 mg/kg and 0.4 mg/kg as step-up doses, then 0.8 mg/kg": no other is named between."""
    if not around.names or earlier.unit != amount.unit or amount.start - earlier.end > 120:
        return False
    between = around.text[earlier.end : amount.start]
    if ". " in between or "\n" in between or (";" in between and "total" in between):
        return False
    if any(earlier.end <= a < amount.start for a, _ in around.names):
        return False
    return not other_name(around.text, earlier.end, amount.start) and not TO_ANOTHER.search(between)
