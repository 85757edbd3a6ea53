"""What only the whole report settles of time: which infusion was to come, day 0 of each anchor, dates of days and days of dates."""

from itertools import pairwise

from extractors import clock
from extractors.courses import DLI, Course, When
from extractors.repeated import settle_repeated
from extractors.story import Story

# their calendar dates are told as days too, once day 0 is known: they belong to the days round an infusion
_ROUND = frozenset({"lymphodepletion", "conditioning", "gvhd_prophylaxis", "toxicity_management", "supportive", "prophylaxis"})  # fmt: skip
# what blocks hold that are given once; regimens without them are repeated, and their days are those of a cycle
_OF_LEUKEMIA = frozenset({"cytarabine", "daunorubicin", "idarubicin", "mitoxantrone", "asparaginase", "pegaspargase", "clofarabine", "homoharringtonine", "aclarubicin", "amsacrine", "nelarabine"})  # fmt: skip
_PREPARES = frozenset({"conditioning", "lymphodepletion"})
_BLOCK = 15  # days that one course of a regimen lasts at most
_MOVED = frozenset({"later", "before", "ago"})
_NEAR = 400  # characters within which what follows was led in
_LINES = frozenset({"induction", "consolidation", "salvage", "bridging", "maintenance"})


def settle_anchors(story: Story) -> None:
    """A day before its infusion was told of counts from the infusion that came."""
    for t in story.times:
        t.anchor = _came(story, t.anchor)
    for c in story.courses:
        c.anchor = _came(story, c.anchor)


def _came(story: Story, anchor: Course | None) -> Course | None:
    if anchor is None or anchor.status != "upcoming":
        return anchor
    told = story.became.get(anchor.awaits) if anchor.awaits is not None else None
    if not isinstance(told, Course) or told.status != "given":
        same = [
            c for c in story.courses if c.patient == anchor.patient and c.kind == anchor.kind and c.status == "given"
        ]
        coming = [c for c in same if c.sentence >= anchor.sentence]
        told = coming[0] if coming else same[-1] if same else None
    if told is not None:
        told.day0 = told.day0 or anchor.day0
        told.numbered = True
    return told


def settle_dates(story: Story) -> None:
    """Arithmetic: day 0 of each anchor, then dates of days and days of dates, then what components take from their regimen."""
    _led_in(story)
    _one_after_the_other(story)
    settle_repeated(story)
    ones = {id(t.anchor) for t in story.times if t.mention.kind == "day" and t.mention.value == 1 and t.cycle is None}
    _begun_together(story)
    for c in story.courses:
        if (
            id(c) in ones
            and c.role in _LINES
            and not c.infusion
            and c.kind == "drug"
            and clock.full(c.start.date)
            and (c.start.day or 0) > 1
        ):
            c.start.day = None  # a later dose's day: the report counts from day 1
        _zero(c)
    for c in story.courses:
        _prepares_next(c, story)
        _undated(c)
        _round(c)
        _last(c)
        _round(c)
    _counted_from_lymphocytes(story)
    for c in story.courses:
        if c.part_of is not None:
            _part(c, c.part_of)
    for c in story.courses:
        if c.kind == "regimen" and not c.end:
            _whole(c, [p for p in story.courses if p.part_of is c])
    for c in story.courses:
        _plausible(c)
        if (
            c.kind == "transplant"
            and c.infusion
            and not c.numbered
            and clock.full(c.start.date)
            and (c.start.day or 0) > 1
        ):
            c.start.day = None  # "a second graft, 49 days after the first": a day of another
        if c.role in _PREPARES and not c.infusion and any(_is_on(c, graft) for graft in story.courses):
            c.start = When()


def _one_after_the_other(story: Story) -> None:
    """A second infusion of donor lymphocytes that is spoken of by itself took place when the first course is said to have ended."""
    given = [c for c in story.courses if c.name == "donor lymphocyte infusion" and c.status == "given"]
    for first, second in pairwise(given):
        if first.patient == second.patient and first.end and (not second.start or second.start == first.end):
            second.start, first.end = When(first.end.date, first.end.day), When()


def _counted_from_lymphocytes(story: Story) -> None:
    """Donor lymphocytes from which the onset of GVHD is counted are day 0: "Five weeks after the second DLI lichenoid lesions appeared"."""
    for t in story.toxicities:
        c = t.infusion
        if c is None or not t.occurred or t.onset.day is None or c.name != "donor lymphocyte infusion":
            continue
        if c.start.day is None and clock.full(c.start.date) and not c.end:
            c.start.day = 0


def _begun_together(story: Story) -> None:
    """A drug that numbers a day 1 of its own began with the one told of just before it.

    "From 30 March azacitidine was given. Venetoclax was brought from 100 mg (day 1) to 400 mg from day 3"
    """
    first = [t.anchor for t in story.times if t.mention.kind == "day" and t.mention.value == 1 and t.cycle is None]
    for before, c in pairwise(story.courses):
        if c.kind != "drug" or c.part_of is not None or c.infusion or c.start.date or c.role not in _LINES:
            continue
        beside = before.patient == c.patient and before.role == c.role and before.phase == c.phase
        if any(t.mention.relation in _MOVED and 0 <= t.mention.start - c.spans[0][1] < 200 for t in story.times):
            continue  # "obinutuzumab (day 1: 100 mg) was started three weeks earlier"
        if beside and c.sentence - before.sentence < 2 and clock.full(before.start.date) and any(a is c for a in first):
            c.start.date = before.start.date


def _led_in(story: Story) -> None:
    """A bispecific antibody whose first day is a later one counts from the day 1 of the antibody that led in.

    "Obinutuzumab 1000 mg was given on 24 June (day 1). Glofitamab followed, 2.5 mg on day 8 and 10 mg on day 15"
    """
    led = [b for b in story.courses if b.own_day == 1 and b.group == "antibody" and clock.full(b.start.date)]
    for c in story.courses if led else ():
        days = [t.mention for t in story.times if t.anchor is c and t.mention.kind == "day" and t.cycle is None]
        if c.group != "bispecific" or c.day0 is not None or min((int(d.value) for d in days), default=0) < 2:
            continue
        for before in led:
            if before.patient == c.patient and 0 < days[0].start - before.spans[0][0] < _NEAR:
                c.day0 = before.day0 or clock.shift(before.start.date, -1)
                if c.start.day is not None or not c.start:
                    c.start.date = clock.shift(c.day0, min(int(d.value) for d in days))
                if before.cyclic:
                    c.start.day = None  # "day 1 of cycle 1 ... on day 8"


def _prepares_next(c: Course, story: Story) -> None:
    """What prepares an infusion that is told of later counts from that: "FC (January 17-19) was given. Cells were infused on January 21 (day 0)"."""
    if c.role not in _PREPARES or c.infusion or c.start.day is not None or clock.full(c.start.date) is None:
        return
    for coming in story.courses:
        if coming.patient == c.patient and coming.infusion and coming.numbered and coming.day0:
            days = clock.between(c.start.date, coming.day0)
            if days is not None and 0 < days < _BLOCK and coming.status == "given":
                c.anchor = coming
                return


def _undated(c: Course) -> None:
    """Days of a line of treatment that nothing dates are days of its cycle, not of the report."""
    anchor = c.anchor
    own = anchor is c and c.kind == "drug" and c.day0 is None  # "200 mg on the first day, then 100 mg daily"
    if own and clock.full(c.start.date) is None:
        c.start.day = c.end.day = None
    if c.role in _LINES and not c.infusion and (anchor is None or (not anchor.infusion and anchor.day0 is None)):
        c.start.day = c.end.day = None


def _zero(c: Course) -> None:
    """The calendar date of day 0: the infusion's own, or the day before day 1 of a line of treatment."""
    if not c.numbered:
        return
    if c.infusion and c.group != "bispecific":
        first = c.own_day or 0
        c.day0 = c.day0 or clock.shift(c.start.date, -first)
        if clock.full(c.start.date) is None and c.day0:
            c.start.date = clock.shift(c.day0, first)
        if c.name != "donor lymphocyte infusion":
            c.start.day = first
        return
    if c.operation:
        if c.anchor is None or c.anchor is c or (c.anchor.operation and c.start.day is None):
            c.day0, c.start.day = c.day0 or clock.shift(c.start.date, 0), 0
        return
    if c.day0 is None:
        first = c.start.day if c.start.day is not None else 1 if c.role in _LINES else 0
        c.day0 = clock.shift(c.start.date, -first)
    if c.own_day is not None and c.start.day is None and not c.cyclic:
        c.start.day = c.own_day


def _round(c: Course) -> None:
    """Dates of days and days of dates, by day 0 of what the course counts from."""
    if c.infusion and c.numbered and c.group != "bispecific":
        if c.end.day is None and c.day0:
            c.end.day = clock.between(c.day0, c.end.date)
        _dated(c.end, c.day0)
        return
    counted = c.numbered or (c.start.day is not None and c.start.date == clock.shift(c.day0, c.start.day))
    own = counted and c.day0 is not None and (not c.infusion or c.group == "bispecific")
    anchor = c if own else c.anchor
    if anchor is None or anchor.day0 is None:
        return
    for when in (c.start, c.end):
        _dated(when, anchor.day0)
        if when.day is None and c.role in _ROUND:
            days = clock.between(anchor.day0, when.date)
            when.day = days if days is not None and -30 <= days <= 200 else None
    if c.start.day is not None and c.end.day is None and c.end.date and anchor.day0:
        days = clock.between(anchor.day0, c.end.date)
        c.end.day = days if days is not None and c.start.day <= days <= 400 else None


def _dated(when: When, day0: str | None) -> None:
    """Fill a missing date, or make a month's more exact."""
    if when.day is None or day0 is None:
        return
    date = clock.shift(day0, when.day)
    if when.date is None or (date is not None and date.startswith(when.date)):
        when.date = date


def _last(c: Course) -> None:
    """What lasted a number of days ends on the last of them: "for 3 days" from day -5 ends on day -3."""
    if c.length is None or c.length < 2:
        return
    by = c.length - 1
    if not c.end:
        c.end = When(clock.shift(c.start.date, by), c.start.day + by if c.start.day is not None else None)
    elif not c.start:
        c.start = When(clock.shift(c.end.date, -by), c.end.day - by if c.end.day is not None else None)


def _part(c: Course, whole: Course) -> None:
    """A component has its regimen's times where it has none of its own."""
    if not c.start:
        c.start = When(whole.start.date, whole.start.day)
        _last(c)
        if not c.end:
            c.end = When(whole.end.date, whole.end.day)
        return
    for name in ("date", "day"):
        if getattr(c.start, name) is None and c.start.day in {None, whole.start.day}:
            setattr(c.start, name, getattr(whole.start, name))
    if not c.end and c.start.date == whole.start.date and c.start.day == whole.start.day and c.length is None:
        c.end = When(whole.end.date, whole.end.day)


def _whole(c: Course, parts: list[Course]) -> None:
    """A regimen whose days were told lasts, where each component has an end, as long as the longest of them."""
    if len(parts) > 1 and not c.start and not c.cyclic and _one_block(parts):
        first = min((p.start for p in parts), key=lambda w: w.date or "")
        last = max((p.end or p.start for p in parts), key=lambda w: w.date or "")
        c.start, c.end = When(first.date, first.day), When(last.date, last.day)
        return
    if len(parts) > 1 and not c.start and not c.cyclic and all(p.start.day is not None for p in parts):
        first = min((p.start for p in parts), key=lambda w: w.day or 0)
        last = max((p.end or p.start for p in parts), key=lambda w: w.day or 0)
        c.start, c.end = When(first.date, first.day), When(last.date, last.day)
        return
    once = not c.cyclic and not any(p.cyclic for p in parts)
    if once and c.start.day is None and c.day0 and c.start.date == clock.shift(c.day0, 1):
        c.start.day = 1 if any(p.start.day is not None and p.name in _OF_LEUKEMIA for p in parts) else None
    if c.numbered and parts and once and c.start.day is not None and all(p.end.day is not None for p in parts):
        last = max((p.end for p in parts), key=lambda w: w.day or 0)
        c.end = When(last.date, last.day)
    elif len(parts) > 1 and c.start and all(p.start == c.start and p.end and p.end == parts[0].end for p in parts):
        c.end = When(parts[0].end.date, parts[0].end.day)


def _one_block(parts: list[Course]) -> bool:
    """Whether the calendar dates of all components lie in one block: "R-BAC: rituximab on 12 July, bendamustine on 13 and 14 July"."""
    if not all(clock.full(p.start.date) for p in parts) or any(p.cyclic or p.repeated for p in parts):
        return False
    dates = [d for p in parts for d in (p.start.date, p.end.date) if clock.full(d)]
    return (clock.between(min(dates, key=str), max(dates, key=str)) or 0) < _BLOCK


def _is_on(c: Course, graft: Course) -> bool:
    """Whether what prepares a graft bears its date: "ASCT (melphalan 200 mg/m2) on 6 August" dates the ASCT alone."""
    grafted = graft.infusion and graft.group != "bispecific" and graft.patient == c.patient and graft.status == "given"
    return grafted and clock.full(c.start.date) is not None and c.start.date == graft.start.date and not c.start.day


def _plausible(c: Course) -> None:
    """An end is no start, and not before it."""
    if (c.end.date and c.end.date == c.start.date) or (c.end.day is not None and c.end.day == c.start.day):
        c.end = When()
    if c.start.date and c.end.date and c.end.date < c.start.date[: len(c.end.date)]:
        c.end = When()
    if c.start.day is not None and c.end.day is not None and c.end.day < c.start.day:
        c.end = When()
    if c.infusion and c.group != "bispecific" and c.name != DLI and _lasts_months(c):
        c.end = When()  # "axi-cel, 11/11/2020, CR until 06/2021": cells are infused within days


def _lasts_months(c: Course) -> bool:
    days = clock.between(c.start.date, c.end.date)
    if days is not None:
        return days > 30
    first, last = str(c.start.date or "")[:7], str(c.end.date or "")[:7]
    return len(first) == len(last) == len("2020-11") and last > first  # a tandem graft of two years stays one
