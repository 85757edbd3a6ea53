"""From which treatment a numbered day counts: the words beside it, its sign, the treatment that day 1 was told of."""

import re

from extractors import clock
from extractors.anchor_blocks import (
    LINES,
    begun_late,
    counts_on,
    first_of_block,
    first_of_list,
    fresh_block,
    just_begun,
    opened,
    own_count,
    regimen_of,
    running_block,
    top,
)
from extractors.anchor_words import (
    POSTOPERATIVE,
    SINCE,
    WHICH_ONE,
    named_anchor,
    opens_since,
    operated,
    organ_grafted,
    which_infusion,
)
from extractors.clauses import clause_of
from extractors.courses import DLI, Course, same_treatment
from extractors.expressions import expression
from extractors.mentions import TherapyMention, TimeMention
from extractors.story import Book, Scene, State

_SILENT = frozenset({"references", "front_matter", "introduction", "discussion", "conclusion"})
_PREPARES = expression(r"(?i)\bconditioning\b|\bconditioned\b|lymphodeplet|preparative|prophyla|prevent")
_CYCLE = expression(
    r"(?i)^[\s,)]*(?:(?:of|in|per) (?:(?:each|every|a|the|\w+) (?:\S+ )?)?(?:cycle|course)|(?:out )?of (?:14|21|28|35|42)\b)"
)
# a regimen given again and again: its days are those of each cycle
REPEATED = expression(
    r"(?i)\b(?:cycles|courses|blocks) (?:of|with)\b|\b\d+[ -]day cycles?\b|\bevery \d+ (?:days|weeks)|\bq\d+[dw]\b|\b(?:each|every|per) (?:[\w-]+ )?cycle\b|\bcycle length\b"
)
_NOWHERE = expression(r"(?i)hospital|admission|\bHO?D\b|\blife\b|illness|fever|symptom|presentation|birth|natal|partum")


def anchor_of(
    book: Book, scene: Scene, t: TimeMention, state: State, patient: int, mentioned: dict[int, Course]
) -> Course | None:
    """The course that a numbered day counts from; None for days of a stay, a fever, a life."""
    if of_stay(scene, t):
        return None
    return _by_words(book, scene, t, state, patient, mentioned) or _anywhere(book, state, patient)


def of_stay(scene: Scene, t: TimeMention) -> bool:
    """Whether a day is one of a stay in hospital, a fever, a life: no treatment is its day 0."""
    if t.anchor is None:
        return False
    return (
        _NOWHERE.search(scene.text[t.anchor[0] - scene.sentence.start : t.anchor[1] - scene.sentence.start]) is not None
    )


def _by_words(
    book: Book, scene: Scene, t: TimeMention, state: State, patient: int, mentioned: dict[int, Course]
) -> Course | None:
    here = [(m, mentioned[id(m)]) for m in scene.therapies if id(m) in mentioned]
    if scene.sentence.section == "table" and (course := _of_table(book, patient)):
        return course
    if t.anchor is not None:
        words = scene.text[t.anchor[0] - scene.sentence.start : t.anchor[1] - scene.sentence.start]
        if POSTOPERATIVE.fullmatch(words):
            return operated(book, scene, t, patient, here)
        if numbered := WHICH_ONE.fullmatch(words):
            return named_anchor(book, numbered["one"].lower(), patient, state)
        named = [c for m, c in here if m.start < t.anchor[1] + 4 and t.anchor[0] - 4 < m.end]
        if named:
            return named[0]
        if found := named_anchor(book, words.lower(), patient, state):
            return found
    local = scene.local(t)
    if (
        t.anchor is None
        and (which := which_infusion(scene, local))
        and (found := named_anchor(book, which, patient, state))
    ):
        return found
    if t.rule == "day_ordinal" and t.value == 1 and (drug := _of_drug(scene, local, here)) is not None:
        return drug
    signed = "+" in scene.text[local[0] : local[1]] or scene.text[: local[0]].endswith("+")
    value = int(t.value)
    clause = clause_of(scene.spans, local[0])
    own = [(m, c) for m, c in here if clause[0] <= scene.local(m)[0] < clause[1] and c.status == "given"]
    lines = [(m, c) for m, c in own if c.role in LINES and not c.infusion and m.start < t.start]
    if _CYCLE.search(scene.text[local[1] :]) and (lines or own):
        return first_of_list(scene, lines or own)
    infusions = [
        (m, c) for m, c in here
        if c.infusion and c.status == "given" and (c.name != "donor lymphocyte infusion" or value == 0 or not _grafted(book, patient))
    ]  # fmt: skip
    if value > 0 and (since := opens_since(scene, t, infusions)) is not None:
        return since
    if value < 0:
        if not infusions and (graft := _prophylaxis_of(book, scene, state, own)) is not None:
            return graft
        return _before_infusion(book, state, patient, infusions)
    if value == 0 and infusions:
        return _nearest(infusions, t)
    if value == 0 and not signed and lines and lines[-1][1].part_of is not None:
        return top(lines[-1][1])  # "DA-EPOCH-R, in which rituximab (375 mg/m2, d0) was combined with ..."
    if value == 0 and re.search(r"(?i)infus|transfus|transplant|graft", scene.text):
        return _told_or_coming(book, state, patient)
    if signed:
        return _after_infusion(book, scene, state, patient, infusions, here, t)
    if not infusions and (first := opened(scene, t, here)) is not None:
        return top(first)
    spaced = infusions and infusions[-1][1].group == "bispecific" and infusions[-1][0].start < t.start
    if lines and spaced and infusions[-1][0].start > lines[-1][0].start:
        return infusions[-1][1]  # "after dexamethasone 16 mg, blinatumomab was begun on 24 May (day 1)"
    if lines and (running := running_block(book, scene, t, state, lines[-1][1])) is not None:
        return running
    if lines and (fresh := fresh_block(book, scene, lines[-1], here)) is not None:
        return fresh
    if lines and (not counts_on(state, lines[-1][1]) or own_count(scene, clause, *lines[-1], book)):
        counted = regimen_of(scene, lines[-1], here) or first_of_block(scene, t, lines[-1], here) or top(lines[-1][1])
        if counted is not lines[-1][1] or state.infusion is None or not begun_late(scene, t, lines[-1][0]):
            return counted
        return state.infusion
    if infusions and infusions[-1][1].group == "bispecific":
        return infusions[-1][1]
    if infusions and (value in {0, 1} or _numbered_here(scene)):
        return _nearest(infusions, t)
    if (given := _given_here(scene, t, infusions)) is not None:
        return given
    if infusions and own and all(c.role == "gvhd_prophylaxis" for _, c in own) and infusions[-1][0].start < t.start:
        return infusions[-1][1]  # "an allograft was performed on 3 July; cyclophosphamide (days 3 and 4) ..."
    earlier = (
        []
        if lines or (own and infusions)
        else [(m, c) for m, c in here if m.start < t.start and c.role in LINES and c.status == "given"]
    )
    if earlier and (not counts_on(state, earlier[-1][1]) or own_count(scene, clause, *earlier[-1], book)):
        return top(earlier[-1][1])
    if not here and (begun := just_begun(book, scene, patient, state)) is not None:
        return top(begun)
    told = state.anchor or state.infusion or _upcoming(book, patient, state)
    return told or organ_grafted(book, patient) or _line_begun(book, patient)


# behind the date of the infusion another clause: "infused on 24 November; a CRi was noted on day 15"
_NEXT_CLAUSE = expression(r"(?i)\)?(?:[;:]|,? and\b|,? with\b|, )")


def _given_here(scene: Scene, t: TimeMention, infusions: list[tuple[TherapyMention, Course]]) -> Course | None:
    """The infusion that the sentence gives on a date of its own, before it tells of a later day: "Brexu-cel on 8 June 2021: CR on day 28"."""
    for m, c in reversed(infusions):
        if m.end > t.start or c.kind not in {"cell_therapy", "transplant"} or c.name == DLI or not c.start.date:
            continue
        if not scene.sentence.start <= c.spans[0][0] < scene.sentence.end:
            continue
        date = next((x for x in scene.times if x.kind == "date" and m.end <= x.start < t.start), None)
        if date is not None and _NEXT_CLAUSE.match(scene.text, date.end - scene.sentence.start):
            return c
    return None


# "remdesivir (200 mg on the first day, then 100 mg daily)"
_LISTS = expression(r"(?i)[^.;]{0,60}?[\d.,]+\s?[a-z/0-9]+\s+(?:\w+\s)?(?:on|for)\s+\Z")
_AND_THEN = expression(r"(?i)\s*[,;]?\s*(?:and|then|followed by|thereafter)\b[^.;]{0,15}\d")


def _of_drug(scene: Scene, local: tuple[int, int], here: list[tuple[TherapyMention, Course]]) -> Course | None:
    """The drug whose first day had another amount than the days after it."""
    before = [(m, c) for m, c in here if scene.local(m)[1] <= local[0]]
    if not before or before[-1][1].kind != "drug" or before[-1][1].infusion:
        return None
    start = local[0] - 4 if scene.text[: local[0]].endswith("the ") else local[0]
    lists = _LISTS.fullmatch(scene.text, scene.local(before[-1][0])[1], start)
    return before[-1][1] if lists and _AND_THEN.match(scene.text, local[1]) else None


def _anywhere(book: Book, state: State, patient: int) -> Course | None:
    """The infusion that the report tells of far from here, later in the narrative or only in its abstract."""
    for told in (book.scenes[book.at + 1 :], book.scenes[: book.at]):
        for s in told:
            if (
                s.sentence.told_of == "patient"
                and s.sentence.section not in _SILENT
                and s.sentence.patient in (0, patient)
            ):
                for m in s.therapies:
                    if m.kind in {"cell_therapy", "transplant"} and m.name != DLI:
                        return _awaited(book, m, state, patient)
    return None


def _line_begun(book: Book, patient: int) -> Course | None:
    """The treatment begun last, where there is no infusion: "7+3 was started on 4 March. The marrow of day 28 ..."."""
    given = [c for c in book.story.courses if c.patient == patient and c.status == "given"]
    lines = [c for c in given if c.role in LINES]
    begun = [c for c in lines if clock.full(c.start.date)]
    for courses in (begun, lines, [c for c in given if c.kind == "regimen"]):
        if courses:
            return top(courses[-1])
    return None


def _grafted(book: Book, patient: int) -> bool:
    """Whether cells other than donor lymphocytes were given: days go on counting from them."""
    return any(
        c.patient == patient
        and c.status == "given"
        and c.kind in {"cell_therapy", "transplant"}
        and c.name != "donor lymphocyte infusion"
        for c in book.story.courses
    )


def _numbered_here(scene: Scene) -> bool:
    """Whether a sentence numbers its own infusion: "10 x 10^6 on December 20 (day 1) and the rest on December 29 (day 10)"."""
    return any(t.kind == "day" and t.value in {0, 1} for t in scene.times)


def _of_table(book: Book, patient: int) -> Course | None:
    """The treatment that a table's caption counts from: "Table 1. Toxicity after axi-cel"."""
    first = book.at
    while first > 0 and book.scenes[first - 1].sentence.section == "table":
        first -= 1
    for scene in book.scenes[first : first + 2]:
        for m in scene.therapies:
            given = [
                c
                for c in book.story.courses
                if c.patient == patient and c.infusion and c.status == "given" and same_treatment(m.name, c)
            ]
            if given and SINCE.search(scene.text[: m.start - scene.sentence.start]):
                return given[-1]
    return None


def _nearest(infusions: list[tuple[TherapyMention, Course]], t: TimeMention) -> Course:
    return min(infusions, key=lambda x: abs(x[0].start - t.start))[1]


def _before_infusion(
    book: Book, state: State, patient: int, infusions: list[tuple[TherapyMention, Course]]
) -> Course | None:
    """A day before an infusion: of the one in the sentence, of one just told of, else of the next."""
    grafts = [c for _, c in infusions if c.group != "bispecific"]
    new = [c for c in grafts if c.spans[0][0] >= book.scenes[book.at].sentence.start]  # not "49 days after the first"
    grafts = new or grafts
    return grafts[-1] if grafts else _told_or_coming_before(book, state, patient)


_OF_GVHD = expression(r"(?i)GVH|graft-versus-host|graft versus host")


def _prophylaxis_of(book: Book, scene: Scene, state: State, own: list[tuple[TherapyMention, Course]]) -> Course | None:
    """The graft told of some sentences before, where what prevents its GVHD was begun a day before it, and no other is being prepared."""
    told, coming = state.infusion, state.coming
    prevents = any(c.role == "gvhd_prophylaxis" for _, c in own) or (
        _OF_GVHD.search(scene.text) is not None and _PREPARES.search(scene.text) is not None
    )
    if not prevents or told is None or told.kind != "transplant" or book.at - told.sentence > 5:
        return None
    awaited = coming is not None and coming.prepared and coming.kind == "transplant" and coming.awaits is not None
    if awaited and coming is not None and book.story.became.get(coming.awaits or 0) is None:
        return None
    return told


def _told_or_coming_before(book: Book, state: State, patient: int) -> Course | None:
    told = state.infusion
    prepared = told is not None and (
        told.prepared or (state.coming is not None and book.story.became.get(state.coming.awaits or 0) is told)
    )
    near = 1 if prepared else 3
    if told is not None and told.group != "bispecific" and book.at - told.sentence <= near:
        return told
    coming = _upcoming(book, patient, state, reach=8)
    if coming is not None and coming.status == "upcoming":
        return coming
    return told if told is None or told.group != "bispecific" else _last_cells(book, patient)


def _last_cells(book: Book, patient: int) -> Course | None:
    """The graft or cells told of last: what is prepared by chemotherapy is no antibody."""
    given = [
        c for c in book.story.courses if c.patient == patient and c.kind in {"cell_therapy", "transplant"} and c.status == "given"
    ]  # fmt: skip
    return given[-1] if given else None


def _told_or_coming(book: Book, state: State, patient: int) -> Course | None:
    """Day 0 of an infusion that its sentence does not name."""
    told = [
        c
        for c in book.story.courses
        if c.patient == patient
        and c.status == "given"
        and c.kind in {"cell_therapy", "transplant"}
        and c.day0 is None
        and not (c.start.date and c.start.day is None and c.numbered)
    ]
    if told:
        return told[-1]
    return state.infusion or _upcoming(book, patient, state)


def _after_infusion(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    infusions: list[tuple[TherapyMention, Course]],
    here: list[tuple[TherapyMention, Course]],
    t: TimeMention,
) -> Course | None:
    """A day with a plus sign counts from a graft or cells; prophylaxis may be told of before its graft."""
    if infusions and t.start - infusions[-1][0].start < 120:
        running = state.anchor if state.anchor is not None and state.anchor.infusion else state.infusion
        if running is not None and running not in [c for _, c in infusions] and _led_to(scene, t, infusions[0]):
            return running
        return infusions[-1][1]
    prophylaxis = any(c.role == "gvhd_prophylaxis" for _, c in here) or _PREPARES.search(scene.text)
    if prophylaxis and state.coming is not None and (state.infusion is None or state.infusion.sentence < state.coming.sentence):  # fmt: skip
        return state.coming
    if state.anchor is not None and state.anchor.infusion:
        return state.anchor
    return state.infusion or _upcoming(book, patient, state) or state.anchor


# "recovery of B cells on day +95 prompted a transplantation on 3 September"
_LED_TO = expression(
    r"(?i)(?:\s?\([^()]*\))?,?\s(?:[\w-]+\s){0,6}?(?:prompted|led|triggered|motivated|justified|occasioned|indicated|called|made|resulted|entailed|warranted|necessitated|and|so|therefore|before)\b[^.;]*"
)


def _led_to(scene: Scene, t: TimeMention, infusion: tuple[TherapyMention, Course]) -> bool:
    """Whether a day tells of what led to an infusion that is dated behind it."""
    m, course = infusion
    if m.start < t.end or int(t.value) < 15 or course.spans[0][0] != m.start or not clock.full(course.start.date):
        return False
    return _LED_TO.fullmatch(scene.text, scene.local(t)[1], scene.local(m)[0]) is not None


def _upcoming(book: Book, patient: int, state: State, *, reach: int = 6) -> Course | None:
    """The next infusion that the narrative tells of, else the last."""
    for s in book.scenes[book.at + 1 : book.at + reach]:
        if s.sentence.section in book.narrated and s.sentence.patient in (0, patient):
            for m in s.therapies:
                if m.kind in {"cell_therapy", "transplant"} and m.name != DLI:
                    return _awaited(book, m, state, patient)
    return state.infusion


def _awaited(book: Book, m: TherapyMention, state: State, patient: int) -> Course:
    """The course that a mention elsewhere will become."""
    if state.coming is None or state.coming.awaits != id(m):
        state.coming = Course(patient, m.name, m.kind, "", None, "upcoming", state.phase, sentence=book.at)
        state.coming.awaits = id(m)
    return state.coming


def coming_infusion(book: Book, patient: int, state: State) -> Course | None:
    """The infusion that a lymphodepletion or conditioning prepares."""
    return _told_or_coming_before(book, state, patient)
