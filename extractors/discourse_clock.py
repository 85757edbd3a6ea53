"""The moment that is being told of: what is begun in a sentence without a time is begun then."""

from extractors.clauses import clause_of
from extractors.courses import Course, When
from extractors.cues import cues_of
from extractors.event_clause import OPENING, Placed
from extractors.expressions import expression
from extractors.mentions import TherapyMention, TimeMention
from extractors.story import Book, Scene, State, shifted
from extractors.time_units import units_of

_AT_ONCE = expression(
    r"(?i)\b(?:at once|immediately|promptly|straight ?away|without delay|forthwith|on the spot|there and then|thereupon|right away|instantly|then and there)\b"
)
_BEGUN = expression(
    r"(?i)\b(?:given|start|started|begun|began|commenced|initiated|administered|added|received|instituted|infused|introduced|required|needed|necessitat\w+|prompt(?:ed|ing)|treated with|managed with|treatment with|put on|placed on)\b"
)
_FOUND_OUT = expression(
    r"(?i)\b(?:had been|previously|prior to|before|history|earlier|years?|months?|already|still|was on|remained on)\b"
)


_SINCE_THEN = expression(
    r"(?i)\b(?:since then|ever since|from then on|thenceforth|from that (?:time|moment|point) on(?:ward)?s?)\b[^;]*\Z"
)
_SEIZURE = expression(r"(?i)\b(?:seiz|convuls|status epilepticus)")
_TO_PREVENT = expression(r"(?i)\bprophyla|\bprevent")
_PASSIVE = expression(r"(?i)\b(?:was|were|been|be)\b")
_EARLIER = expression(r"(?i)\b(?:had been|previously|already|still|remained on|continued|weaned|stopped|tapered|off)\b")


def inherit(
    book: Book,
    scene: Scene,
    state: State,
    moved: list[TherapyMention],
    courses: list[Course | None],
    placed: list[Placed],
    times: list[TimeMention],
    told: dict[int, When],
) -> None:
    """The discourse clock: what is begun in a sentence without a time is begun at the moment that is being told of."""
    begun = {p.therapy for p in placed if p.event != "end"}
    new = [
        (m, c)
        for i, (m, c) in enumerate(zip(moved, courses, strict=True))
        if c is not None and c.status == "given" and i not in begun and not c.start and c.sentence == book.at
    ]
    for m, course in new:
        if _acute(book, scene, course, courses) and not _ran_before(scene, m):
            now = _latest(book, state, m, times, told)
            course.start = When(now.date, now.day) if now.day is not None else When()
        elif (since := _SINCE_THEN.search(scene.text, 0, m.start)) is not None:
            here = [t for t in times if t.end <= since.start()]
            now = told[id(here[-1])] if here else state.then if book.at - state.then_at <= 1 else When()
            course.start = When(now.date, now.day)
    if _FOUND_OUT.search(scene.text):
        return
    ended = {id(courses[p.therapy]) for p in placed if p.therapy is not None}
    hours = any(str(t.value).startswith("PT") and t.relation in {"after", "later"} for t in scene.times)
    for m, course in new:
        if course.start or id(course) in ended:
            continue
        clause = next((c for c in scene.spans if c[0] <= m.start < c[1]), (0, len(scene.text)))
        words = scene.text[clause[0] : clause[1]]
        cues = cues_of(scene.text, clause[0], clause[1])
        if any(c.kind in {"other", "end"} for c in cues if c.start < m.start):
            continue
        at_once = _AT_ONCE.search(words)
        if hours and not at_once:
            continue
        here = [t for t in times if t.start < m.start and t.relation != "until"]
        now = told[id(here[-1])] if here else state.then if book.at - state.then_at <= 1 + bool(at_once) else When()
        if at_once or (course.role == "toxicity_management" and not here and _day_told_first(book) and _BEGUN.search(words)):  # fmt: skip
            course.start = When(now.date, now.day)


def _acute(book: Book, scene: Scene, course: Course, courses: list[Course | None]) -> bool:
    """Whether a drug is that of an emergency: noradrenaline, lorazepam, and the antiepileptics given with it for a seizure."""
    if course.group == "vasopressor":
        return course.role == "toxicity_management"
    if course.group not in {"sedative", "antiepileptic"} or _TO_PREVENT.search(scene.text):
        return False
    if _SEIZURE.search(scene.text) is None and _SEIZURE.search(book.scenes[book.at - 1].text) is None:
        return False
    return any(c is not None and (c.group == "sedative" or c.name == "clonazepam") for c in courses)


def _ran_before(scene: Scene, m: TherapyMention) -> bool:
    """Whether a sentence only speaks of what had been begun before: "Noradrenaline had already been stopped"."""
    low, high = clause_of(scene.spans, m.start)
    first = next((c for c in cues_of(scene.text, low, high) if c.start >= m.end), None)
    over = first is not None and first.kind == "end" and _PASSIVE.search(scene.text, m.end, first.end) is not None
    return over or _EARLIER.search(scene.text, low, m.start) is not None


def _latest(book: Book, state: State, m: TherapyMention, times: list[TimeMention], told: dict[int, When]) -> When:
    """The day that is being told of: the last before a drug in its sentence ("By D+5, he was on noradrenaline"), else the one of the sentence before."""
    here = [t for t in times if t.start < m.start]
    if here:
        return told[id(here[-1])]
    return state.then if book.at - state.then_at <= 1 and not times else When()


def _day_told_first(book: Book) -> bool:
    """Whether the sentence before opens with its only moment: "On 3 May (day 4), CRS worsened. Two doses of tocilizumab were given." """
    before = book.scenes[book.at - 1]
    times = [t for t in before.times if not t.vague and t.kind != "duration"]
    units = units_of(before.text, [shifted(t, before.sentence.start) for t in times], before.therapies, before.spans)
    return len(units) == 1 and not units[0].spread and bool(OPENING.fullmatch(before.text, 0, units[0].start))
