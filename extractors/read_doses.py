"""Amounts of a sentence and the courses they belong to."""

from dataclasses import replace

from extractors import clock
from extractors.courses import Course
from extractors.dated_headings import heading_over
from extractors.dose_times import Place, like_its_twin, placed_in_time, under_heading
from extractors.event_clause import Placed
from extractors.expressions import expression
from extractors.governing import place
from extractors.implied_doses import FAR, goes_on_with, implied, since
from extractors.link_doses import is_twin, link_doses
from extractors.mentions import DoseMention, TherapyMention, TimeMention
from extractors.story import Book, DoseFact, Scene, State, shifted

_AGAIN = expression(r"(?i)\b(?:again|second|another|further|repeat\w*|third|fourth|re-?(?:started|sumed|dosed|introduced|instituted|challenged|given)|additional|once more|followed by|booster|returned)\b")  # fmt: skip
# "was not raised to", "a further decrease to 15 mg was considered but was not put into practice"
_NOT_MOVED = expression(
    r"(?i)\b(?:not|never)\s(?:be\s|been\s|being\s|further\s|yet\s)*(?:increased|raised|escalated|lowered|reduced|decreased|doubled|halved)\s[^.;,]{0,30}\bto\s(?:\w+\s)?\Z"
)
_MOVE = expression(
    r"(?i)\b(?:increase|decrease|reduction|escalation|rise|return|raising|lowering|reducing|increasing|escalating)\b[^.;]{0,30}\bto\s(?:\w+\s)?\Z"
)
_NOT_DONE = expression(
    r"(?i)[^.;]{0,60}\b(?:consider|contemplat|discuss|envisag|foreseen|propos|suggest|planned|intended|weigh)\w*\b[^.;]{0,60}\b(?:but|yet|though|although|however|and)\b[^.;]{0,40}\b(?:not|never|rejected|abandoned|dropped|refused|declined|denied|against|dismissed|waived)\b"
)
# "was used for 2 years", "continued for 14 days", "given for a total of"
_LASTED = expression(
    r"(?i)\b(?:used|given|taken|continued|administered|maintained|kept(?: on| up)?|lasted|ran|prescribed|carried on|went on|treated)\b[^,;.]{0,25}?\bfor\s+(?:a total of\s+|about\s+|another\s+)?\Z"
)
_SINCE_OR_EACH = expression(r"(?i)\s+(?:every|each|per|after|before|of each|and then)\b")
_IT = expression(r"(?i)\W*(?:it|the (?:drug|treatment|therapy|dose|medication)|this(?: \w+)?|which)\b")
_PART_OF = expression(r"(?i)\b(?:that is|of which|consisting|components?|equally|each of)\b")
_MASS = expression(r"^(?:[mu]g|g)\b")


def read_doses(
    book: Book, scene: Scene, state: State, patient: int, mentioned: dict[int, Course], *, retold: bool
) -> None:
    """Give the amounts of a sentence to courses, with the time at which they were given."""
    if not scene.doses:
        if not retold:
            _lengths(book, scene, state, mentioned)
        return
    courses = _owners(book, scene, patient, mentioned)
    kept = [m for m in scene.therapies if id(m) in courses]
    moved = [shifted(m, scene.sentence.start) for m in kept]
    doses = [shifted(d, scene.sentence.start) for d in scene.doses]
    linked = link_doses(scene.text, doses, moved)
    placed = _placed(scene, moved) if not retold else []
    owners: list[list[tuple[int | None, Course]]] = []
    for i, d in enumerate(scene.doses):
        at = [next(k for k, m in enumerate(moved) if m is t) for t in linked.get(i, [])]
        owned: list[tuple[int | None, Course]] = [(k, c) for k in at if (c := courses[id(kept[k])]) is not None]
        if len(owned) == 1 and not retold and (other := goes_on_with(book, owned[0][1], d, scene.text[moved[at[0]].end : doses[i].start])):  # fmt: skip
            owned = [(None, other)]
        if not at and (course := implied(book, scene, patient, d, owners, retold=retold)):
            owned = [(None, course)]
        owners.append(owned)
    over = heading_over(book, scene) if not retold else []
    told: dict[int, DoseMention] = {}
    for i, d in enumerate(scene.doses):
        if "collected" in d.flags or _not_moved(scene, d):
            book.skip(d, "not an amount given")
            continue
        if "planned" in d.flags and _given_otherwise(scene, owners, i):
            book.skip(d, "planned, another amount was given")
            continue
        if not owners[i]:
            book.skip(d, "no treatment to belong to")
        for k, course in {id(c): (k, c) for k, c in reversed(owners[i])}.values():
            same = [
                j
                for j, o in enumerate(owners)
                if any(c is course for _, c in o) and _measure(scene.doses[j].unit) == _measure(d.unit)
            ]
            listed = i + 1 < len(scene.doses) and d.reach <= d.end  # all that is said of it is said behind the next
            dose = d
            if not retold and i - 1 in told and is_twin(scene.text, doses[i - 1], doses[i]):
                dose = like_its_twin(d, told[i - 1])
            elif not retold and k is not None:
                where = Place(
                    scene.text, moved[k].start, alone=same == [i], first=same[:1] == [i], new=course.sentence == book.at,
                    days=_days_before(scene, moved[k].start), now=_now(book, state),
                )  # fmt: skip
                others = [o for j, o in enumerate(doses) if j != i and not any(c is course for _, c in owners[j])]
                mine = [
                    p for p in placed if p.therapy == k and not _of_another(scene.text, p, moved[k], doses[i], others)
                ]
                own = [o for j, o in enumerate(doses[:i]) if any(c is course for _, c in owners[j])]
                mine = [p for p in mine if not any(o.end <= p.unit.start < doses[i].start for o in own)]
                dose = placed_in_time(d, course, mine, where)
                if over and not mine and where.first and not _dated(scene, doses[i]):
                    dose = under_heading(dose, course, over)
            if listed:
                dose = _not_daily(course, dose)
            often = course.group in _SO_OFTEN_A_DAY or (course.group == "supportive" and dose.unit in {"mg", "g"})
            if often and dose.frequency is None:
                dose = _times_a_day(scene.text, doses[i].end, dose)
            if not dose.days and (earlier := _counted_otherwise(scene, owners, told, i, course)):
                dose = replace(dose, days=earlier.days)
            if i - 1 in told and any(c is course for _, c in owners[i - 1]):
                dose = _going_on(scene, doses[i - 1 : i + 1], told[i - 1], dose)
            told[i] = dose
            _dose(book, course, d, dose, scene, again=same[:1] != [i], retold=retold)


_DAILY_ANTIBODIES = frozenset({"alemtuzumab", "blinatumomab"})


def _not_daily(course: Course, d: DoseMention) -> DoseMention:
    """ "Obinutuzumab 1,000 mg plus lenalidomide 20 mg daily on days 1-21": what is shared in a list is not of an antibody where it is daily."""
    antibody = course.name.split(" ")[0].endswith("mab") and course.name not in _DAILY_ANTIBODIES
    if antibody and (d.frequency == "1/d" or d.duration):
        return replace(d, frequency=None, duration=None, basis=None, days=())
    return d


# drugs whose "x 3" is three times a day, not three days or doses
_SO_OFTEN_A_DAY = frozenset(
    {"prophylaxis", "antibacterial", "antiviral", "antifungal", "jak", "targeted", "antiepileptic"}
)
_TIMES = expression(
    r"\s?(?:i\.?v\.?|p\.?o\.?|orally|intravenously)?\s?x\s?(?P<n>[1-4])(?!\d|[.,]\d|\s?(?:\d|d\b|days?|weeks?|wk|doses?|cycles?|courses?|mg|g\b))"
)


def _times_a_day(text: str, end: int, dose: DoseMention) -> DoseMention:
    """ "Meropenem 1 g x 3 over nine days", "ruxolitinib 10 mg x 2", as Scandinavian authors write it."""
    times = _TIMES.match(text, end)
    if times is None:
        return dose
    length = None if dose.duration == f"P{times['n']}D" else dose.duration
    return replace(dose, frequency=f"{times['n']}/d", basis="single", duration=length)


# "9 ug/day for 7 days and 28 ug/day for the following 21 days"
_NEXT_DAYS = expression(
    r"(?i)\bfor\s+(?:the\s+)?(?:following|next|remaining|subsequent|ensuing|another|(?:a\s+)?further)\s+(?:\w+\s+)?(?:days|weeks)\b"
)

# "30 mg/kg/day for 3 days followed by 2 mg/kg/day was given from day 5"
_THEN = expression(r"(?i)\b(?:followed\s+by|then|thereafter|subsequently|afterwards)\b")


def _going_on(scene: Scene, doses: list[DoseMention], earlier: DoseMention, dose: DoseMention) -> DoseMention:
    """From which day on the next amount was given, where the first one's day and length are told."""
    if len(earlier.days) != 1 or earlier.unit != dose.unit or not (earlier.duration or "").endswith("D"):
        return dose
    text, end = scene.text, scene.text.find(";", doses[1].end)
    after = _NEXT_DAYS.search(text, doses[1].end, min(doses[1].end + 60, end if end > 0 else len(text)))
    shared = dose.days == earlier.days and _THEN.search(text, doses[0].end, doses[1].start)
    days = clock.days_of(earlier.duration or "") if (after and not dose.days) or shared else None
    return replace(dose, days=(earlier.days[0] + days,)) if days else dose


def _not_moved(scene: Scene, d: DoseMention) -> bool:
    """Whether an amount is one that a dose was never moved to."""
    start, end = scene.local(d)
    low = max(0, start - 70)
    if _NOT_MOVED.search(scene.text, low, start):
        return True
    return _MOVE.search(scene.text, low, start) is not None and _NOT_DONE.match(scene.text, end) is not None


def _counted_otherwise(
    scene: Scene, owners: list[list[tuple[int | None, Course]]], told: dict[int, DoseMention], i: int, course: Course
) -> DoseMention | None:
    """ "On day 0 he received marrow: nucleated cells 3.4 x 10^8/kg, CD34+ cells 2.9 x 10^6/kg": the same cells counted otherwise."""
    d, earlier = scene.doses[i], told.get(i - 1)
    if earlier is None or not d.unit.startswith("cells") or len(earlier.days) != 1:
        return None
    if not any(c is course for _, c in owners[i - 1]):
        return None
    between = scene.text[scene.doses[i - 1].end - scene.sentence.start : d.start - scene.sentence.start]
    other = d.component is not None and d.component != scene.doses[i - 1].component
    return earlier if other or _PART_OF.search(between) else None


def _measure(unit: str) -> str:
    """What a unit measures, whatever its size: mg, g and ug are one, mg/kg is another."""
    return _MASS.sub("mass", unit)


def _given_otherwise(scene: Scene, owners: list[list[tuple[int | None, Course]]], i: int) -> bool:
    """ "Planned at 3 g/m2, but only 1.5 g/m2 was given": the sentence has what the same treatment got instead."""
    mine = {id(c) for _, c in owners[i] if c.status == "given"}
    return any(
        "planned" not in scene.doses[j].flags and scene.doses[j].unit == scene.doses[i].unit and any(id(c) in mine for _, c in owned)
        for j, owned in enumerate(owners) if j != i
    )  # fmt: skip


_OWN_TIME = expression(r"(?i)\b(?:from|since|starting|beginning)\s+(?:on\s+|in\s+)?(?:day|week|month|d)\b")
_BEHIND = expression(r"(?i)\b(?:was|were|being|both|all|each)\b")


def _of_another(text: str, p: Placed, m: TherapyMention, d: DoseMention, others: list[DoseMention]) -> bool:
    """Whether a time is said of another drug's amount: "A 10 mg on days 1-14 and B 20 mg", "A 1 g for 10 days and B 70 mg on day 1"."""
    at = p.unit.start
    holder = next((o for o in others if o.end <= at < (o.reach or o.end)), None)
    if holder is None or _BEHIND.search(text, holder.end, at):
        return False
    if d.end < holder.start < at and _OWN_TIME.search(text, d.end, holder.start):
        return True
    return at < m.start or bool(d.duration or d.days or (d.frequency and d.route))


def _dated(scene: Scene, dose: DoseMention) -> bool:
    """Whether the part of a sentence that tells of an amount has a day or a date of its own."""
    low, high = scene.text.rfind(";", 0, dose.start), scene.text.find(";", dose.end)
    inside = [t for t in scene.times if t.kind != "duration" or t.vague]
    return any(low < scene.local(t)[0] < (high if high > 0 else len(scene.text)) for t in inside)


def _days_before(scene: Scene, at: int) -> list[TimeMention]:
    return [
        m
        for t in scene.times
        if t.kind == "day"
        and t.joint is None
        and t.relation not in {"from", "since"}
        and (m := shifted(t, scene.sentence.start)).end <= at
    ]


def _now(book: Book, state: State) -> int | None:
    """The day that the sentence before told of."""
    return state.now.day if book.at - state.now_at == 1 else None


def _lengths(book: Book, scene: Scene, state: State, mentioned: dict[int, Course]) -> None:
    """ "Interferon was used for 2 years", told later of a treatment with one amount."""
    lasting = [t for t in scene.times if t.kind == "duration" and t.joint is None and not t.vague]
    for t in lasting:
        start = t.start - scene.sentence.start
        used = _LASTED.search(scene.text, max(0, start - 60), start)
        if not used or "T" in str(t.value) or _SINCE_OR_EACH.match(scene.text, t.end - scene.sentence.start):
            continue
        before = [m for m in scene.therapies if m.end <= used.start() + scene.sentence.start]
        named = mentioned.get(id(before[-1])) if before else None
        if named is None and (before or not _IT.match(scene.text[: used.start()]) or not state.subjects):
            continue
        course = named or state.subjects[-1]
        facts = [f for f in book.story.doses if f.course is course]
        if len(facts) == 1 and facts[0].mention.duration is None and facts[0].mention.frequency is not None:
            facts[0].mention = replace(facts[0].mention, duration=str(t.value))
            facts[0].spans.append((t.start, t.end))


def _owners(book: Book, scene: Scene, patient: int, mentioned: dict[int, Course]) -> dict[int, Course | None]:
    """The course of each mention that an amount may belong to; None for one that is no course, a class for its running member."""
    owners: dict[int, Course | None] = {}
    for m in scene.therapies:
        if id(m) in mentioned:
            owners[id(m)] = mentioned[id(m)]
        elif m.generic and m.kind == "drug":
            if (member := _member(book, m, patient)) is not None:
                owners[id(m)] = member
        elif not m.generic:
            owners[id(m)] = None
    return owners


def _member(book: Book, m: TherapyMention, patient: int) -> Course | None:
    """ "Steroids were cut to 1 mg/kg": the steroid that was told of last."""
    base = (m.hint or "").removeprefix("class:")
    members = [
        c for c in book.story.courses if c.patient == patient and c.status == "given" and c.group == base and base
    ]
    near = [c for c in members if since(c, m.start) < FAR]
    return max(near, key=lambda c: -since(c, m.start), default=None)


def _placed(scene: Scene, moved: list[TherapyMention]) -> list[Placed]:
    times = [shifted(t, scene.sentence.start) for t in scene.times if t.kind in {"day", "date"} or t.vague]
    return place(scene.text, scene.spans, moved, times) if times and moved else []


def _dose(
    book: Book, course: Course, d: DoseMention, dose: DoseMention, scene: Scene, *, again: bool, retold: bool
) -> None:
    same = [
        f
        for f in book.story.doses
        if f.course is course
        and (f.mention.value, f.mention.value_high, f.mention.unit, f.mention.component or dose.component) == (dose.value, dose.value_high, dose.unit, dose.component or f.mention.component)
    ]  # fmt: skip
    for f in same:
        far = d.start - f.spans[-1][1] > FAR / 2 and bool(dose.duration or dose.frequency or dose.days)
        if retold or _restates(f.mention, dose, again=far or again or bool(_AGAIN.search(scene.text))):
            f.spans.append((d.start, d.end))
            book.story.became[id(d)] = f
            return
    if retold and any(f.course is course for f in book.story.doses) and scene.sentence.section != "abstract":
        book.skip(d, "retold")
        return
    span = (d.start, max(d.end, min(d.reach or d.end, scene.sentence.end)))
    beside = course.sentence == book.at and any(t.kind in {"day", "date"} for t in scene.times)
    fact = DoseFact(course, dose, [span], scene.sentence.section, beside)
    book.story.doses.append(fact)
    book.story.became[id(d)] = fact


def _restates(told: DoseMention, dose: DoseMention, *, again: bool) -> bool:
    """Whether an amount told again says nothing new: no other frequency, day or length, and no word for a further one."""
    if again:
        return False
    return (
        dose.frequency in {None, told.frequency}
        and dose.days in {(), told.days}
        and dose.duration in {None, told.duration}
    )
