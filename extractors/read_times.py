"""Times of a sentence: missing years, the clock of the narrative, anchors of days, day 0 where a date stands beside a day."""

import re
from itertools import pairwise

from extractors import clock
from extractors.anchor_blocks import LINES, begun_late
from extractors.anchors import REPEATED, anchor_of, coming_infusion, of_stay
from extractors.clauses import clause_of
from extractors.courses import Course, When
from extractors.cues import CYCLES, cues_of
from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.story import Book, Scene, State, TimeFact, shifted
from extractors.time_units import PLANNED_FOR, units_of

_PAIR = expression(
    r"(?i)[\s,(;=\[]*(?:i\.e\.,?|that is,?|(?:being |is |was )?(?:corresponding to|designated|defined as|(?:counted|taken|regarded|considered|reckoned|chosen|set) as|referred to as)|being|was|=|on)?[\s,(]*(?:being |as )?"
)
_THEN_ON = expression(r"\s?;\s*on\b")  # "took place on 20 November 2020; on day +5 ..."
_INFUSION = expression(
    r"(?i)infus|transplant|hsct|sct\b|hct\b|\bcar\b|car[- ]?t|graft|leucel|axi-|cel\b|bmt|reinfus|cells"
)
_BARE = expression(r"(?i)(?:the |this )?(?:infusion|transplant(?:ation)?|re-?infusion)")
_MERELY = expression(r"(?i)\b(?:after|following|since|before|prior to|for|of|post|until|despite)\s(?:[\w-]+\s){0,3}$")
_LATER_CYCLE = expression(
    r"(?i)\b(?:cycles?|courses?) (?:[2-9]|two|three|four)\b|\b(?:second|third|fourth|2nd|3rd|4th|subsequent|further|later|last|next)\b(?:,| (?:cycle|course|block))|\b(?:each|every) (?:cycle|course)"
)
# "60 mg on day 1 of cycle 2"
_OF_LATER_CYCLE = expression(
    r"(?i)\s(?:of|in) (?:the |her |his )?(?:cycles? (?:[2-9]|1\d|two|three|four)\b|(?:second|third|fourth|fifth|2nd|3rd|4th|next|following|last|each|every) (?:cycle|course))"
)
# "on 24 June (day 1 of cycle 1)": the first cycle's days are the treatment's own
_OF_FIRST_CYCLE = expression(
    r"(?i)\s(?:of|in) (?:the |her |his )?(?:(?:cycle|course) (?:1|one|I)\b|(?:first|1st|initial) (?:cycle|course))"
)
_C2D1 = expression(r"C(?:[2-9]|1\d)[ ,]?[Dd]\d")
_ONE_CYCLE = expression(
    r"(?i)\b(?:one|a|a single|only one|1|the first) (?:\w+ )?(?:cycle|course|block) (?:of|with)\b|\b(?:as|in|for|only) (?:one|a single|only one|1) (?:\w+ )?(?:cycle|course|block)\b"
)
_BEFORE = frozenset({"lymphodepletion", "conditioning"})


def read_times(book: Book, scene: Scene, state: State, patient: int, *, retold: bool) -> dict[int, When]:
    """The moments that the times of a sentence stand for, by mention; moves the clock of the narrative."""
    whens: dict[int, When] = {}
    last = state.last_date
    before: When | None = None
    before_at = 0
    for t in scene.times:
        if t.kind == "date":
            value = _year_ahead(scene, t) or clock.with_year(str(t.value), last or _any_year(book, patient), t.flags)
            if value is None:
                book.story.reasons[id(t)] = "year unknown"
                continue
            if not retold:
                last = value
            whens[id(t)] = When(date=value)
        elif t.kind == "day":
            if not of_stay(scene, t):
                whens[id(t)] = When(day=int(t.value))
        elif when := _moment(book, scene, state, t, None if _past_bracket(scene, before_at, t) else before):
            whens[id(t)] = when
        if id(t) in whens and t.relation != "until":
            before, before_at = whens[id(t)], scene.local(t)[0]
    if not retold:
        state.last_date = last
        _move(book, scene, state, whens)
    return whens


def _past_bracket(scene: Scene, at: int, t: TimeMention) -> bool:
    """Whether a time stands in a bracket that closed before another: "7+3 (cytarabine on days 1-7) commenced two days later"."""
    closed = scene.text.find(")", at, scene.local(t)[0])
    return closed >= 0 and "(" not in scene.text[at:closed]


# "on 14 March and the last on 27 June 2016"
_UP_TO = expression(
    r"(?i)[^.;()]{0,4}\b(?:and|to|until|till|through|then|or)\s(?:(?:again|the|its|on|in|last|final|second|third|\w+th|one|course|cycle|dose|was|given|finally)\s){0,6}"
)


def _year_ahead(scene: Scene, t: TimeMention) -> str | None:
    """The date of a range that tells its year at the end only."""
    if not str(t.value).startswith("--"):
        return None
    later = next((u for u in scene.times if u.kind == "date" and u.start >= t.end), None)
    if later is None or str(later.value).startswith("--") or len(str(later.value)) < 7:
        return None
    if _UP_TO.fullmatch(scene.text, t.end - scene.sentence.start, later.start - scene.sentence.start) is None:
        return None
    year = int(str(later.value)[:4]) - (str(t.value)[2:4] > str(later.value)[5:7])
    return f"{year:04d}{str(t.value)[1:]}"


def _moment(book: Book, scene: Scene, state: State, t: TimeMention, before: When | None) -> When | None:
    """The day or date of an interval: "a week after infusion" -> day 7, "two days later" and "the next day" by the clock."""
    days = clock.days_of(str(t.value))
    if t.vague and t.relation == "later" and days is None:  # "the following month"
        now = before or (state.now if book.at - state.now_at <= 2 else None)
        return When(clock.next_unit(now.date, str(t.value))) or None if now else None
    if days is None and t.relation == "later" and t.joint is None:
        now = before or (state.now if book.at - state.now_at <= 2 else None)
        return When(clock.months_on(now.date, str(t.value))) or None if now else None
    if days is None or t.joint is not None:
        return None
    if t.anchor is not None and t.relation in {"after", "before"} and not filled(scene, t):
        words = scene.text[t.anchor[0] - scene.sentence.start : t.anchor[1] - scene.sentence.start]
        if (
            (state.infusion is None and not _names_infusion(scene, t))
            or not _INFUSION.search(words)
            or re.search(r"(?i)leuk?apheresis|collect", words)
        ):
            return None
        return When(day=days if t.relation == "after" else -days)
    now = before or (state.now if book.at - state.now_at <= 2 else None)
    from_then = t.vague and days == 0 and t.relation in {"from", "since"}  # "from that day"
    if not now or (t.relation not in {"later", "after", "before", None} and not from_then):
        return None
    if not t.vague and t.relation != "later":
        return None
    if t.vague and days and t.relation not in {"later", "before"}:
        return None
    if t.relation == "before":
        days = -days
    return When(clock.shift(now.date, days), now.day + days if now.day is not None else None) or None


def filled(scene: Scene, t: TimeMention) -> bool:
    """Whether a length only says what it was filled with: "after 2 days of rest", "after 6 months of ibrutinib"."""
    return (
        t.kind == "duration"
        and not t.vague  # "from the day of infusion"
        and t.anchor is not None
        and scene.text[: t.anchor[0] - scene.sentence.start].endswith("of ")
    )


def _names_infusion(scene: Scene, t: TimeMention) -> bool:
    """Whether the anchor of a time is an infusion that its sentence names: "ten days after tisa-cel infusion"."""
    start, end = t.anchor or (0, 0)
    bare = _BARE.fullmatch(scene.text, start - scene.sentence.start, end - scene.sentence.start) is not None
    return any(
        m.kind in {"cell_therapy", "transplant"} and m.start < end and (bare or start < m.end) for m in scene.therapies
    )


def _infused(scene: Scene, t: TimeMention) -> bool:
    """Whether a graft stands before a day that counts down to it: "an autograft followed on 20 January 2021 after melphalan (day -2)"."""
    return any(m.kind == "transplant" and m.start < t.start for m in scene.therapies)


def _looks_back(now: When, told: When) -> bool:
    """Whether a moment lies before one that the sentence told already: "On day 6 ... levetiracetam, begun on day 0, was increased"."""
    if now.day is not None and told.day is not None:
        return told.day < now.day
    return bool(now.date and told.date) and str(told.date) < str(now.date)[: len(str(told.date))]


def _move(book: Book, scene: Scene, state: State, whens: dict[int, When]) -> None:
    """Move the clock to the last moment of the sentence that is no end."""
    state.then, state.then_at = state.now, state.now_at
    points = [t for t in scene.times if id(t) in whens]
    if not points:
        return
    units = units_of(scene.text, [shifted(t, scene.sentence.start) for t in points], (), scene.spans)
    i, now = 0, When()
    for unit in units:
        group = points[i : i + len(unit.times)]
        i += len(unit.times)
        if (unit.until and now) or PLANNED_FOR.search(scene.text, 0, unit.start):
            continue
        told = [whens[id(t)] for t in group]
        date = next((w.date for w in told if w.date), None)
        day = next((w.day for w in told if w.day is not None), None)
        before = bool(now.date) and date is None and (day or 0) < 0 and _infused(scene, group[0])
        if not before and not _looks_back(now, When(date, day)):
            now = When(date, day)
    if now:
        state.now, state.now_at = now, book.at


def _any_year(book: Book, patient: int) -> str | None:
    """The first full date of the narrative, for a date that comes before any year."""
    for s in book.scenes:
        if s.sentence.section in book.narrated and s.sentence.patient in (0, patient):
            for t in s.times:
                if t.kind == "date" and not str(t.value).startswith("--"):
                    return str(t.value)
    return None


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
    facts: list[TimeFact] = []
    told = book.tells_times(scene)
    for t in scene.times:
        if id(t) in book.story.became and retold:
            continue
        if t.vague:
            book.story.reasons[id(t)] = "vague"
            continue
        anchor = _anchor(book, scene, t, state, patient, mentioned, facts)
        if anchor is not None and (better := _by_its_date(book, scene, t, whens, patient, anchor)) is not None:
            anchor = better
            if not retold:
                state.anchor = better
        when = whens.get(id(t))
        if t.kind == "date" and when is None:
            continue
        fact = TimeFact(t, when.date if when and t.kind == "date" else None, anchor, patient)
        if anchor is not None and (_OF_LATER_CYCLE.match(scene.text, scene.local(t)[1]) or _C2D1.match(scene.text, scene.local(t)[0])):  # fmt: skip
            fact.cycle = ""
        elif anchor is not None and not anchor.infusion:
            fact.cycle = _cycle_of(scene, t, anchor, facts)
        facts.append(fact)
        if told:
            book.story.times.append(fact)
            book.story.became[id(t)] = fact
        else:
            book.story.reasons[id(t)] = "not in the narrative"
        if anchor is not None and (told or not retold):
            anchor.numbered = True
    _pairs(scene, facts, mentioned, retold=retold)
    _intervals(scene, whens, mentioned)
    if not retold:
        _count_from(scene, state, facts, mentioned)
    _give_anchors(book, scene, state, patient, facts, mentioned, retold=retold)


def _anchor(
    book: Book, scene: Scene, t: TimeMention, state: State, patient: int, mentioned: dict[int, Course], facts: list[TimeFact]
) -> Course | None:  # fmt: skip
    """What a numbered day counts from; the days of one expression count from one treatment."""
    if t.kind != "day":
        return None
    last = facts[-1] if facts else None
    if last is not None and (last.mention.start, last.mention.end) == (t.start, t.end):
        return last.anchor
    return anchor_of(book, scene, t, state, patient, mentioned)


def _by_its_date(
    book: Book, scene: Scene, t: TimeMention, whens: dict[int, When], patient: int, anchor: Course
) -> Course | None:
    """The infusion that a date beside a numbered day shows: "day +28 (July 15)" counts from that of 17 June, not of 8 April."""
    date = next((d for d in scene.times if d.kind == "date" and d.joint is None and _beside(scene, t, d)), None)
    told = whens[id(date)].date if date is not None and id(date) in whens else None
    if t.joint is not None or clock.full(told) is None or clock.full(anchor.day0 or anchor.start.date) is None:
        return None
    if clock.shift(anchor.day0 or anchor.start.date, int(t.value)) == told:
        return None
    fitting = [
        c
        for c in book.story.courses
        if c.patient == patient and c.status == "given" and c.infusion and c is not anchor
        and clock.full(c.day0 or c.start.date) and clock.shift(c.day0 or c.start.date, int(t.value)) == told
    ]  # fmt: skip
    return fitting[-1] if fitting else None


def _beside(scene: Scene, a: TimeMention, b: TimeMention) -> bool:
    """Whether only a bracket or a comma stands between two times."""
    first, second = (a, b) if a.start < b.start else (b, a)
    base = scene.sentence.start
    return first.end <= second.start and _PAIR.fullmatch(scene.text, first.end - base, second.start - base) is not None


def _cycle_of(scene: Scene, t: TimeMention, anchor: Course, facts: list[TimeFact]) -> str | None:
    """Day 0 of a later cycle: "in the second, from 3 July, on days 1-7" counts from 2 July; "in cycle 2" has none."""
    local, end = scene.local(t)
    if _OF_FIRST_CYCLE.match(scene.text, end):
        return None
    clause = clause_of(scene.spans, local)
    if not _LATER_CYCLE.search(scene.text[clause[0] : local]):
        if _ONE_CYCLE.search(scene.text[slice(*clause)]):
            return None
        if anchor.role in LINES and REPEATED.search(scene.text) and "+" not in scene.text[slice(*scene.local(t))]:
            return ""
        return "" if CYCLES.search(scene.text[slice(*clause)]) and (anchor.cyclic or anchor.own_day is None) else None
    begun = [
        f
        for f in facts
        if f.mention.kind == "date" and f.mention.relation in {"from", "since", None} and f.mention.start - scene.sentence.start >= clause[0]
    ]  # fmt: skip
    return (clock.shift(begun[-1].date, -1) if begun else None) or ""


def _pairs(scene: Scene, facts: list[TimeFact], mentioned: dict[int, Course], *, retold: bool) -> None:
    """ "04/13/2021 (day +30)" says which date is day 0."""
    base = scene.sentence.start
    for a, b in pairwise(facts):
        pair = {a.mention.kind: a, b.mention.kind: b}
        if set(pair) != {"date", "day"} or a.mention.joint is not None or b.mention.joint is not None:
            continue
        gap = scene.text[a.mention.end - base : max(a.mention.end, b.mention.start) - base]
        anchor, day = pair["day"].anchor, int(pair["day"].mention.value)
        if (
            not _PAIR.fullmatch(gap)
            or _THEN_ON.match(gap)
            or anchor is None
            or _contradicts(anchor, pair["date"].date, day)
        ):
            continue
        anchor.day0 = anchor.day0 or clock.shift(pair["date"].date, -day)
        if day in {0, 1} and not retold and anchor in mentioned.values() and anchor.own_day is None:
            anchor.own_day = day
    _day_zero(scene, facts, mentioned)


def _contradicts(anchor: Course, date: str | None, day: int) -> bool:
    """Whether a date beside a numbered day lies weeks from where the day 0 of its treatment would have it: then another is numbered."""
    apart = clock.between(anchor.start.date, date)
    return apart is not None and anchor.infusion and abs(apart - day) > 20


# "after a relapse on 1 March": the date is that of the relapse
_OF_ANOTHER = expression(
    r"(?i)\b(?:after|following|since|despite|because of|owing to|admitted|relapsed|diagnosed)\b[^,;]*$"
)


def _day_zero(scene: Scene, facts: list[TimeFact], mentioned: dict[int, Course]) -> None:
    """ "On 3 March 2021, a haploidentical transplantation was performed (day 0)": the one date of its clause is that of day 0."""
    base = scene.sentence.start
    for f in facts:
        anchor = f.anchor
        if f.mention.kind != "day" or int(f.mention.value) != 0 or anchor is None or anchor.day0:
            continue
        if anchor not in mentioned.values() or not anchor.infusion:
            continue
        low, high = clause_of(scene.spans, f.mention.start - base)
        dates = [
            d
            for d in facts
            if d.mention.kind == "date"
            and (
                low <= d.mention.start - base < high
                or re.fullmatch(r"[\s:|-]*", scene.text[d.mention.end - base : low + 1])
            )
        ]
        if len(dates) != 1 or _OF_ANOTHER.search(scene.text[: dates[0].mention.start - base]):
            continue
        if dates[0].mention.relation is None and clock.full(dates[0].date):
            anchor.day0 = dates[0].date


def _intervals(scene: Scene, whens: dict[int, When], mentioned: dict[int, Course]) -> None:
    """ "on 21 April, 19 days after CAR-T infusion" says which date is day 0 of the infusion."""
    base = scene.sentence.start
    for date, t in pairwise(scene.times):
        when, told = whens.get(id(t)), whens.get(id(date))
        if t.kind != "duration" or t.anchor is None or when is None or when.day is None or told is None:
            continue
        if date.joint is not None or t.joint is not None or clock.full(told.date) is None:
            continue
        named = [
            c for m in scene.therapies if m.start < t.anchor[1] and t.anchor[0] < m.end and (c := mentioned.get(id(m)))
        ]
        if named and named[0].infusion and _PAIR.fullmatch(scene.text, date.end - base, t.start - base):
            named[0].day0 = named[0].day0 or clock.shift(told.date, -when.day)
            named[0].numbered = True


def _count_from(scene: Scene, state: State, facts: list[TimeFact], mentioned: dict[int, Course]) -> None:
    """Days go on counting from an infusion that took place, a treatment whose day 1 was told, or a line with days of its own."""
    for f in facts:
        anchor = f.anchor
        if anchor is None or f.mention.kind != "day" or anchor.status != "given":
            continue
        if anchor.kind in {"cell_therapy", "transplant"} and "boost" not in anchor.name:
            if (f.mention.anchor is not None or f.mention.value == 0) and (
                state.anchor is None or anchor.sentence >= state.anchor.sentence
            ):
                state.anchor = anchor
            continue
        if anchor.infusion:
            continue
        if anchor.own_day is not None or state.anchor is None or not state.anchor.infusion:
            state.anchor = anchor
    for m in scene.therapies:
        course = mentioned.get(id(m))
        if course is None or course is state.anchor or not course.infusion or course.status != "given":
            continue
        if course.name == "donor lymphocyte infusion" or course.role not in {"infusion", *LINES}:
            continue
        if state.anchor is not None and state.anchor.infusion and course.sentence < state.anchor.sentence:
            continue
        if _took_place(scene, scene.local(m)):
            state.anchor = course


def _took_place(scene: Scene, local: tuple[int, int]) -> bool:
    """Whether a sentence tells that an infusion happened: a time or a verb of giving in its clause, no mere mention."""
    clause = clause_of(scene.spans, local[0])
    cues = cues_of(scene.text, *clause)
    if any(c.kind == "start" or (c.kind == "new" and c.end <= local[0]) for c in cues):
        return True  # "fludarabine made room for 8.9 x 10^6 cells/kg"
    return not cues and not _MERELY.search(scene.text[: local[0]]) and bool(scene.times)


def _give_anchors(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    facts: list[TimeFact],
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> None:
    """Each course of the sentence counts its days from the anchor that the sentence uses."""
    days = [f for f in facts if f.mention.kind == "day" and f.anchor is not None]
    for m in scene.therapies:
        course = mentioned.get(id(m))
        if course is None or course.anchor is not None:
            continue
        low, high = clause_of(scene.spans, scene.local(m)[0])
        beside = [f for f in days if low <= scene.local(f.mention)[0] < high] or days
        near = min(beside, key=lambda f: abs(f.mention.start - m.start), default=None)
        if near is not None and near.anchor is course:
            near = next((f for f in days if f.anchor is not course and begun_late(scene, f.mention, m)), near)
        if near is not None:
            course.anchor = near.anchor
        elif course.role in _BEFORE and not retold and not course.infusion:
            course.anchor = coming_infusion(book, patient, state)
        else:
            course.anchor = state.anchor
        if course.role in _BEFORE and course.anchor is not None:
            course.anchor.prepared = True


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
