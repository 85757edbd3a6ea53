"""Times of a sentence: missing years, the anchor of numbered days, day 0 where a date stands beside a day."""

import re

from extractors import clock
from extractors.clauses import clause_of
from extractors.courses import Course, When
from extractors.mentions import TimeMention
from extractors.story import Book, Scene, State, TimeFact


def read_times(book: Book, scene: Scene, state: State, patient: int, *, retold: bool) -> dict[int, When]:
    whens: dict[int, When] = {}
    last = state.last_date
    for t in scene.times:
        if t.kind == "date":
            value = clock.with_year(str(t.value), last or _any_year(book, patient))
            if value is None:
                book.story.reasons[id(t)] = "year unknown"
                continue
            if not retold:
                last = value
            whens[id(t)] = When(date=value)
        elif t.kind == "day":
            whens[id(t)] = When(day=int(t.value))
    if not retold:
        state.last_date = last
    told = [whens[id(t)] for t in scene.times if id(t) in whens]
    if told and not retold:
        state.now = When(told[0].date, next((w.day for w in told if w.day is not None), None))
    return whens


def _any_year(book: Book, patient: int) -> str | None:
    """The first full date of the narrative, for a date that comes before any year."""
    for s in book.scenes:
        if s.sentence.section in book.narrated and s.sentence.patient in (0, patient):
            for t in s.times:
                if t.kind == "date" and not str(t.value).startswith("--"):
                    return str(t.value)
    return None


def _day_anchor(
    book: Book, scene: Scene, t: TimeMention, state: State, patient: int, mentioned: dict[int, Course]
) -> Course | None:
    """The course that a numbered day counts from."""
    local = scene.local(t)
    here = [(m, mentioned[id(m)]) for m in scene.therapies if id(m) in mentioned]
    if t.anchor is not None:
        named = [c for m, c in here if m.start < t.anchor[1] + 4 and t.anchor[0] - 4 < m.end]
        if named:
            return named[0]
        words = scene.text[t.anchor[0] - scene.sentence.start : t.anchor[1] - scene.sentence.start].lower()
        if found := _named_anchor(book, words, patient):
            return found
    clause = clause_of(scene.spans, local[0])
    cycle = re.search(
        r"(?i)^[\s,]*(?:of|in|per) (?:each|every|a|the|\w+) (?:\S+ )?(?:cycle|course)", scene.text[local[1] :]
    )
    own = [(m, c) for m, c in here if clause[0] <= scene.local(m)[0] < clause[1]]
    lines = [
        (m, c)
        for m, c in own
        if c.role in {"induction", "consolidation", "salvage", "bridging", "maintenance"}
        and c.status == "given"
        and not c.infusion
        and m.start < t.start
    ]
    value = int(t.value)
    if cycle and (lines or own):
        return _top(book, (lines or own)[-1][1])
    infusions = [c for _, c in here if c.infusion and c.status == "given"]
    if value <= 0 or (re.search(r"(?i)\binfus|\bday 0\b", scene.text) and infusions):
        if infusions:
            return infusions[-1]
        if value < 0:
            return _upcoming(book, patient, state)
    if (
        lines
        and value >= 1
        and (
            state.anchor is None
            or not state.anchor.infusion
            or state.anchor.phase != state.phase
            or t.joint is not None
        )
    ):
        return _top(book, lines[-1][1])
    if infusions and infusions[-1].group == "bispecific":
        return infusions[-1]
    return state.anchor or state.infusion or _upcoming(book, patient, state)


def _top(book: Book, course: Course) -> Course:
    return course.part_of or course


def _named_anchor(book: Book, words: str, patient: int) -> Course | None:
    given = [c for c in book.story.courses if c.patient == patient and c.status == "given" and c.infusion]
    if re.search(r"transplant|hsct|sct|hct|graft|bmt", words):
        given = [c for c in given if c.kind == "transplant"] or given
    elif re.search(r"car|cell|infusion", words):
        given = [c for c in given if c.kind == "cell_therapy"] or given
    order = re.search(r"first|second|third|1st|2nd|3rd", words)
    if order and given:
        n = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}[order.group()]
        return given[min(n, len(given) - 1)]
    return given[-1] if given else None


def _upcoming(book: Book, patient: int, state: State) -> Course | None:
    """The next infusion that the narrative tells of, else the last."""
    for s in book.scenes[book.at : book.at + 6]:
        if s.sentence.section in book.narrated and s.sentence.patient in (0, patient):
            for m in s.therapies:
                if m.kind in {"cell_therapy", "transplant"} and m.name != "donor lymphocyte infusion":
                    return Course(patient, m.name, m.kind, "", None, "upcoming", state.phase, sentence=book.at)
    return state.infusion


def note_times(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    whens: dict[int, When],
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> None:
    """Give each numbered day of the sentence its anchor, and day 0 its date where a date stands beside a day."""
    del retold
    facts: list[TimeFact] = []
    for t in scene.times:
        if t.vague:
            book.story.reasons[id(t)] = "vague"
            continue
        anchor = _day_anchor(book, scene, t, state, patient, mentioned) if t.kind == "day" else None
        when = whens.get(id(t))
        if t.kind == "date" and when is None:
            continue
        fact = TimeFact(t, when.date if when else None, anchor, patient)
        facts.append(fact)
        if scene.sentence.section in book.narrated:
            book.story.times.append(fact)
            book.story.became[id(t)] = fact
        else:
            book.story.reasons[id(t)] = "not in the narrative"
        if anchor is not None:
            anchor.numbered = True
            if anchor.status == "given" and not anchor.infusion and int(t.value) > 0:
                state.anchor = anchor
    for a, b in zip(facts, facts[1:], strict=False):
        gap = scene.text[
            a.mention.end - scene.sentence.start : max(a.mention.end, b.mention.start) - scene.sentence.start
        ]
        pair = {a.mention.kind: a, b.mention.kind: b}
        if (
            set(pair) == {"date", "day"}
            and re.fullmatch(r"[\s,(;=]*(?:i\.e\.,?|that is,?|being|was|=|on)?[\s,(]*(?:being )?", gap)
            and pair["day"].anchor is not None
            and a.mention.joint is None
            and b.mention.joint is None
        ):
            anchor = pair["day"].anchor
            anchor.day0 = anchor.day0 or clock.shift(pair["date"].date, -int(pair["day"].mention.value))
    for m in scene.therapies:
        course = mentioned.get(id(m))
        if course is not None and course.anchor is None:
            course.anchor = (
                next((f.anchor for f in facts if f.anchor is not None and f.mention.kind == "day"), None)
                or state.anchor
            )


def leading(book: Book, scene: Scene) -> list[TimeMention]:
    """Times that open the sentence hold for all of it."""
    first = scene.therapies[0].start if scene.therapies else None
    lead = [
        t
        for t in scene.times
        if t.kind != "duration" and (first is None or t.end <= first) and t.start - scene.sentence.start < 45
    ]
    return (
        lead
        if lead
        and re.match(
            r"(?i)^(?:\W|on|in|at|by|from|since|however|then|and|early|late|mid|the|day|days|d|finally|subsequently|therefore|afterwards?|thereafter|approximately|about|around|until|beginning|starting|between|during|\d|[A-Z][a-z]+\s\d)",
            scene.text,
        )
        else []
    )
