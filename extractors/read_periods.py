"""When the courses of a sentence began and ended, from the times that govern their events."""

import re

from extractors import clock
from extractors.course_times import LINES, fill, values, write_time
from extractors.courses import Course, When
from extractors.cues import CYCLES
from extractors.discourse_clock import inherit
from extractors.event_clause import Placed
from extractors.expressions import expression
from extractors.governing import place
from extractors.mentions import TherapyMention, TimeMention
from extractors.read_times import filled
from extractors.story import Book, Scene, State, shifted
from extractors.time_units import Unit
from extractors.under_headings import led_in, may_tell

_HELD = expression(
    r"(?i)\b(?:withheld|held|paused|interrupted|suspended|omitted|stopped|discontinued)\b"
)  # "withheld for 3 weeks"
_BESIDE = expression(r"\s?[,:(]\s?")
_CYCLES_OF = expression(r"(?i)\b(?:cycles?|courses?|blocks?)\b")
_POST = expression(r"(?i)\bpost[- ]\Z")  # "the second post-transplant remission"
_CELLS = expression(r"(?i)\b(?:cells?|graft|marrow|lymphocytes|product|bags?|infusion|transplant\w*)\b")


def set_periods(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    mentioned: dict[int, Course],
    whens: dict[int, When],
    *,
    retold: bool,
) -> None:
    """Set starts and ends of the courses of a sentence, and of those that it goes on about."""
    scene, whens, own_words = (scene, whens, 0) if retold else led_in(book, scene, whens)
    moved = [shifted(m, scene.sentence.start) for m in scene.therapies]
    classes = {i: found for i, m in enumerate(scene.therapies) if (found := _by_class(book, scene, state, m, mentioned, patient))}  # fmt: skip
    courses = [mentioned.get(id(m)) for m in scene.therapies]
    times = [shifted(t, scene.sentence.start) for t in scene.times if id(t) in whens]
    told = dict(zip(map(id, times), [whens[id(t)] for t in scene.times if id(t) in whens], strict=True))
    mute = frozenset(
        i for i, m in enumerate(scene.therapies) if _POST.search(scene.text, 0, scene.local(m)[0]) or any(_counts_from(scene, t, m) for t in scene.times if id(t) in whens)
    )  # fmt: skip
    lines = frozenset(i for i, c in enumerate(courses) if c is not None and (c.role in LINES or c.infusion))
    placed = place(scene.text, scene.spans, moved, times, mute=mute, lines=lines)
    if not retold:
        _find_begun(book, scene, state, patient, mentioned, courses, placed, classes)
    seen: set[int] = set()
    for p in placed:
        if p.therapy is None:
            told_of = [] if _of_syndrome(scene, p) else _subjects(book, state, patient, p)
        else:
            own = courses[p.therapy]
            told_of = classes.get(p.therapy) or ([own] if own is not None else [])
        for course in told_of:
            if (
                course.status == "given"
                and may_tell(course, p, own_words, _before(moved, times, p, own_words), book.at)
                and not (course.infusion and _behind_syndrome(scene, p))
            ):
                write_time(scene, course, p, told, again=id(course) in seen, retold=retold)
                seen.add(id(course))
    _lengths(scene, moved, courses)
    if not retold:
        _switched(scene, state, moved, courses, placed, told)
        _ended_after(scene, state, moved, courses)
        _own_cells(book, scene, state, patient, times, told, placed)
        inherit(book, scene, state, moved, courses, placed, times, told)
        here = [c for c in courses if c is not None and c.status == "given"]
        if here:
            state.subjects = list(dict.fromkeys([*state.subjects[-5:], *here]))


def _before(moved: list[TherapyMention], times: list[TimeMention], p: Placed, own: int) -> int:
    """How many days and dates of the sentence itself stand before the treatment of an event."""
    at = moved[p.therapy].start if p.therapy is not None else own
    return sum(own <= t.start < at for t in times)


_SWITCHED_TO = expression(
    r"(?i)\b(?:switch(?:ed)?|chang(?:e|ed)|convert(?:ed)?|transition(?:ed)?|shift(?:ed)?|moved)(?: over)? (?:\w+ly )?to (?:[\w-]+ )?\Z"
)


def _of_syndrome(scene: Scene, p: Placed) -> bool:
    """Whether "it" is a syndrome told of in the same sentence: "The fever was regarded as grade 1 CRS; it began on day +1"."""
    at = p.unit.start + scene.sentence.start
    return p.subject.startswith(("it", "this", "which")) and any(y.end <= at for y in scene.toxicities)


# "received cells on 3 May with grade 2 CRS on day 2": the day is not that of the cells
_BEHIND = expression(
    r"(?i)(?:\s?\([^()]*\))?(?: (?:of )?(?:grade|G) ?\w+)?,? \(?(?:from|on|since|at|by|beginning on|starting on)? ?(?:the )?"
)


def _behind_syndrome(scene: Scene, p: Placed) -> bool:
    """Whether a syndrome of treatment, told with its infusion, stands right before a numbered day."""
    at = p.unit.start + scene.sentence.start
    return p.unit.times[0].kind == "day" and any(
        y.end <= at and _BEHIND.fullmatch(scene.text, y.end - scene.sentence.start, p.unit.start)
        for y in scene.toxicities
    )


def _switched(
    scene: Scene,
    state: State,
    moved: list[TherapyMention],
    courses: list[Course | None],
    placed: list[Placed],
    told: dict[int, When],
) -> None:
    """ "On 28 March, therapy was switched to dasatinib": the drug of its class that ran until then ends."""
    for p in placed:
        new = courses[p.therapy] if p.therapy is not None and p.event == "start" else None
        if new is None or new.role not in LINES or new.kind != "drug" or new.infusion or p.unit.spread:
            continue
        if not _SWITCHED_TO.search(scene.text, 0, moved[p.therapy or 0].start):
            continue
        old = next((c for c in reversed(state.subjects) if c.role in LINES and c.group == new.group and c is not new), None)  # fmt: skip
        if old is not None and old.start and not old.end and old not in courses and old.patient == new.patient:
            old.end = values(p.unit, told)[0]


# "had to be discontinued after 12 weeks"
_STOPPED_AFTER = expression(
    r"(?i)\b(?:stopped|discontinued|ceased|withdrawn|abandoned|given up|halted|suspended|terminated)(?: again| prematurely)? after (?:only |just |about )?\Z"
)


def _ended_after(scene: Scene, state: State, moved: list[TherapyMention], courses: list[Course | None]) -> None:
    """What was stopped after a length of time ended that long after its beginning: "begun on 16 August, had to be stopped after 12 weeks"."""
    for t in scene.times:
        days = clock.days_of(str(t.value)) if t.kind == "duration" and t.relation == "after" else None
        if not days or t.anchor is not None or t.joint is not None:
            continue
        start = scene.local(t)[0]
        if _STOPPED_AFTER.search(scene.text, max(0, start - 60), start) is None:
            continue
        named = [c for m, c in zip(moved, courses, strict=True) if m.end <= start]
        course = named[-1] if named else state.subjects[-1] if state.subjects and not courses else None
        if course is not None and course.status == "given" and not course.end and clock.full(course.start.date):
            course.end.date = clock.shift(course.start.date, days)


def _counts_from(scene: Scene, t: TimeMention, m: TherapyMention) -> bool:
    """Whether a time counts from a treatment: "day 5 after axi-cel", not "after 2 days of rest axi-cel was infused"."""
    if t.anchor is None or m.start >= t.anchor[1] or t.anchor[0] >= m.end:
        return False
    if t.kind == "day" and t.value == 0 and _BESIDE.fullmatch(scene.text, scene.local(m)[1], scene.local(t)[0]):
        return False  # "(autologous HSCT, day 0)"
    return not filled(scene, t) or m.start - t.anchor[0] < 5


def _by_class(
    book: Book, scene: Scene, state: State, m: TherapyMention, mentioned: dict[int, Course], patient: int
) -> list[Course]:
    """A class tells of its members: "steroids were off on day 17", "both vasopressors were stopped"."""
    if id(m) in mentioned or not m.generic or m.kind != "drug":
        return []
    members = _members(book, state, patient, (m.hint or "").removeprefix("class:"))
    both = scene.text[: m.start - scene.sentence.start].rstrip().lower().endswith(("both", "all"))
    if m.name == "corticosteroid" and members and members[-1].start and not both:
        return [c for c in members if c.start == members[-1].start and c.sentence == members[-1].sentence]
    return members[-2 if both else -1 :]


def _find_begun(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    mentioned: dict[int, Course],
    courses: list[Course | None],
    placed: list[Placed],
    classes: dict[int, list[Course]],
) -> None:
    """What only ends in a sentence was begun before it: the new course gives way to the one that runs."""
    events: dict[int, set[str]] = {}
    for p in placed:
        if p.therapy is not None:
            events.setdefault(p.therapy, set()).add(p.event)
    for i, told in events.items():
        new = courses[i]
        if (
            not told <= {"end", "over"}
            or new is None
            or new.sentence != book.at
            or new.status != "given"
            or len(new.spans) != 1
        ):
            continue
        m = scene.therapies[i]
        if any(p.therapy == i and p.unit.spread for p in placed):
            continue
        if m.generic:
            members = [c for c in _members(book, state, patient, (m.hint or "").removeprefix("class:")) if c is not new]
            both = scene.text[: m.start - scene.sentence.start].rstrip().lower().endswith(("both", "all"))
            running = members[-2 if both else -1 :]
        else:
            same = [c for c in book.story.courses if c is not new and c.patient == patient and c.name == new.name and c.status == "given"]  # fmt: skip
            if new.role == "maintenance":
                same = [
                    c for c in same if c.role == new.role
                ]  # "rituximab was continued as maintenance up to Jan 2017"
            running = [c for c in same if c.start and not c.end][-1:]
            if not running and new.kind == "drug" and new.role not in LINES:
                running = [c for c in same if not c.end and c.role not in LINES][-1:]
        if not running:
            continue
        book.story.courses = [c for c in book.story.courses if c is not new]
        running[-1].spans += new.spans
        book.story.became[id(m)] = mentioned[id(m)] = courses[i] = running[-1]
        classes[i] = running


_CLASSES = (("steroid", "steroid"), ("vasopressor", "vasopressor"), ("antibiotic", "antibacterial"), ("antifungal", "antifungal"), ("antiviral", "antiviral"), ("immunosuppress", "calcineurin"))  # fmt: skip


def _class_of(words: str) -> str | None:
    """The group that a class word stands for: "both vasopressors" -> vasopressor."""
    return next((group for word, group in _CLASSES if word in words), None)


def _members(book: Book, state: State, patient: int, base: str) -> list[Course]:
    """The courses of a class that run in this phase, the last told of last."""
    found = [
        c
        for c in book.story.courses
        if c.patient == patient and c.status == "given" and c.group == base and c.phase == state.phase
    ]
    return sorted(found, key=lambda c: c.sentence)


def _lengths(scene: Scene, moved: list[TherapyMention], courses: list[Course | None]) -> None:
    """ "for 3 days" lasts from the start; "both for 7 days" holds for both."""
    lasting = [
        shifted(t, scene.sentence.start)
        for t in scene.times
        if t.kind == "duration" and t.relation == "for" and not t.vague and t.joint is None
    ]
    lasting = [t for t in lasting if clock.days_of(str(t.value))]
    if not lasting or not moved:
        return
    for p in place(scene.text, scene.spans, moved, lasting, beside=True):
        t = p.unit.times[0]
        course = courses[p.therapy] if p.therapy is not None else None
        if course is None or course.length is not None or p.event != "start" or p.unit.spread:
            continue
        if re.match(r"(?i)[\s,)]*(?:every|each|per|out of|of each|of a|of every|in each)\b", scene.text[t.end :]):
            continue
        if course.role in LINES and CYCLES.search(scene.text):
            continue
        if _HELD.search(scene.text, moved[p.therapy or 0].end, max(moved[p.therapy or 0].end, t.start)):
            continue
        course.length = clock.days_of(str(t.value))


def _subjects(book: Book, state: State, patient: int, p: Placed) -> list[Course]:
    """What "it", "both" or "the drug" of a sentence without a treatment speaks of: the treatments told of just before."""
    recent = [c for c in state.subjects if c.status == "given" and c.patient == patient]
    if not recent:
        return []
    if (base := _class_of(p.subject)) is not None:
        return _members(book, state, patient, base)[-2 if p.subject.startswith("both") else -1 :]
    if p.subject.startswith("both"):
        roles = list(dict.fromkeys(c.role for c in reversed(recent)))
        if "agent" in p.subject:  # those of the treatment itself
            roles.sort(key=lambda r: r not in LINES)
        pairs = [[c for c in recent if c.role == role] for role in roles]
        return next((found[-2:] for found in pairs if len(found) > 1), [])
    if _CYCLES_OF.search(p.subject) and (lines := [c for c in recent if c.role in LINES]):
        recent = lines  # "grade 1 CRS, managed with paracetamol. Eight cycles were completed in September"
    if p.subject.startswith(("they", "all", "these")):
        return recent[-4:]
    if p.event == "start":
        return [c for c in recent if c.role == recent[-1].role and not c.start] if not recent[-1].start else []
    last = recent[-1]
    return [c for c in recent if c is last or (c.role == last.role and last.start and c.start == last.start and c.sentence == last.sentence)]  # fmt: skip


_INFUSED = expression(
    r"(?i)\b(?:re-?infused|infused|transfused|transplanted|re-?transfused|given back|returned|(?<!continuous )infusion (?:took place|was|(?:of [^.;,]{1,40} )?on (?=\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b))|(?:received|obtained|got|had|was given|were given|administered)\s(?:\S+\s){0,9}?(?:\S+\s)?(?:T[ -]?cells|cells|cells/kg)(?!\s(?:were|was)\s(?:collected|harvested)))\b"
)


def _own_cells(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    times: list[TimeMention],
    told: dict[int, When],
    placed: list[Placed],
) -> None:
    """ "3 x 10^5 cells/kg were infused on 12 April": the infusion that is being told of, though not named here."""
    if any(m.kind in {"cell_therapy", "transplant"} for m in scene.therapies):
        return
    if not times or not _CELLS.search(scene.text) or not (infused := _INFUSED.search(scene.text)):
        return
    clause = next((c for c in scene.spans if c[0] <= infused.start() < c[1]), (0, len(scene.text)))
    inside = [
        t
        for t in times
        if clause[0] <= t.start < clause[1]
        and not any(
            t in p.unit.times and p.therapy is not None and scene.therapies[p.therapy].start < t.start + scene.sentence.start < infused.start() + scene.sentence.start
            for p in placed
        )
    ]  # fmt: skip
    open_courses = [
        c
        for c in book.story.courses
        if c.patient == patient
        and c.status == "given"
        and c.kind in {"cell_therapy", "transplant"}
        and c.name != "donor lymphocyte infusion"
        and not c.start
        and c.day0 is None
    ]
    if not inside or not open_courses:
        return
    near = inside[-1] if inside[0].start < infused.start() and inside[-1].start > infused.start() else inside[0]
    unit = Unit(near.start, near.end, tuple(t for t in inside if abs(t.start - near.start) < 40), False)
    first, _ = values(unit, told)
    fill(open_courses[-1].start, first)
    open_courses[-1].own_day = first.day
    state.anchor = state.infusion = open_courses[-1]
