"""From which treatment a numbered day counts: the words beside it, its sign, the treatment that day 1 was told of."""

import re

from extractors import clock
from extractors.clauses import clause_of
from extractors.courses import DLI, Course, same_treatment
from extractors.expressions import expression
from extractors.mentions import TherapyMention, TimeMention
from extractors.story import Book, Scene, State

LINES = frozenset({"induction", "consolidation", "salvage", "bridging", "maintenance"})
_SILENT = frozenset({"references", "front_matter", "introduction", "discussion", "conclusion"})
_PREPARES = expression(r"(?i)\bconditioning\b|\bconditioned\b|lymphodeplet|preparative|prophyla|prevent")
_SINCE = expression(r"(?i)\b(?:after|following|post|since|from)[\s-](?:the |her |his |\w+ ){0,2}$")
_CYCLE = expression(
    r"(?i)^[\s,)]*(?:(?:of|in|per) (?:each|every|a|the|\w+) (?:\S+ )?(?:cycle|course)|(?:out )?of (?:14|21|28|35|42)\b)"
)
_ORDINAL_ONLY = expression(r"(?:the |this |that )?(?:first|second|third|fourth|last|latter)(?: one| dose| infusion)?")
# a regimen given again and again: its days are those of each cycle
REPEATED = expression(
    r"(?i)\b(?:cycles|courses|blocks) (?:of|with)\b|\b\d+[ -]day cycles?\b|\bevery \d+ (?:days|weeks)|\bq\d+[dw]\b|\b(?:each|every|per) (?:[\w-]+ )?cycle\b|\bcycle length\b"
)
_AND = expression(r"(?i)\s*,?\s*(?:and|plus|\+|/)\s*")
_COMMA = expression(r"\s*,\s*")
_NOWHERE = expression(r"(?i)hospital|admission|\bHO?D\b|\blife\b|illness|fever|symptom|presentation|birth|natal|partum")
_OPERATION = expression(r"(?i)operat|surg|\bPOD\b|resection")
_POSTOPERATIVE = expression(r"(?i)(?:post-?\s?)?operative|post-?\s?surgical|POD")
_OF_THERAPY = expression(
    r"(?i)\b(?:therapy|treatment|chemotherapy|induction|cycle|course|re-?induction|consolidation)\b"
)


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
        if _POSTOPERATIVE.fullmatch(words):
            return _operated(book, scene, t, patient, here)
        named = [c for m, c in here if m.start < t.anchor[1] + 4 and t.anchor[0] - 4 < m.end]
        if named:
            return named[0]
        if found := _named(book, words.lower(), patient, state):
            return found
    local = scene.local(t)
    signed = "+" in scene.text[local[0] : local[1]] or scene.text[: local[0]].endswith("+")
    value = int(t.value)
    clause = clause_of(scene.spans, local[0])
    own = [(m, c) for m, c in here if clause[0] <= scene.local(m)[0] < clause[1] and c.status == "given"]
    lines = [(m, c) for m, c in own if c.role in LINES and not c.infusion and m.start < t.start]
    if _CYCLE.search(scene.text[local[1] :]) and (lines or own):
        return _first_of_list(scene, lines or own)
    infusions = [
        (m, c) for m, c in here
        if c.infusion and c.status == "given" and (c.name != "donor lymphocyte infusion" or value == 0 or not _grafted(book, patient))
    ]  # fmt: skip
    if value < 0:
        return _before_infusion(book, state, patient, infusions)
    if value == 0 and infusions:
        return _nearest(infusions, t)
    if value == 0 and re.search(r"(?i)infus|transfus|transplant|graft", scene.text):
        return _told_or_coming(book, state, patient)
    if signed:
        return _after_infusion(book, scene, state, patient, infusions, here, t)
    if not infusions and (opened := _opened(scene, t, here)) is not None:
        return _top(opened)
    spaced = infusions and infusions[-1][1].group == "bispecific" and infusions[-1][0].start < t.start
    if lines and spaced and infusions[-1][0].start > lines[-1][0].start:
        return infusions[-1][1]  # "after dexamethasone 16 mg, blinatumomab was begun on 24 May (day 1)"
    if lines and (running := _running_block(book, scene, t, state, lines[-1][1])) is not None:
        return running
    if lines and (not _counts_on(state, lines[-1][1]) or _own_count(scene, clause, *lines[-1], book)):
        counted = _regimen(scene, lines[-1], here) or _first_of_block(scene, t, lines[-1], here) or _top(lines[-1][1])
        if counted is not lines[-1][1] or state.infusion is None or not begun_late(scene, t, lines[-1][0]):
            return counted
        return state.infusion
    if infusions and infusions[-1][1].group == "bispecific":
        return infusions[-1][1]
    if infusions and (value in {0, 1} or _numbered_here(scene)):
        return _nearest(infusions, t)
    if infusions and own and all(c.role == "gvhd_prophylaxis" for _, c in own) and infusions[-1][0].start < t.start:
        return infusions[-1][1]  # "an allograft was performed on 3 July; cyclophosphamide (days 3 and 4) ..."
    earlier = (
        []
        if lines or (own and infusions)
        else [(m, c) for m, c in here if m.start < t.start and c.role in LINES and c.status == "given"]
    )
    if earlier and (not _counts_on(state, earlier[-1][1]) or _own_count(scene, clause, *earlier[-1], book)):
        return _top(earlier[-1][1])
    if not here and (begun := _just_begun(book, scene, patient, state)) is not None:
        return _top(begun)
    told = state.anchor or state.infusion or _upcoming(book, patient, state)
    return told or _organ_grafted(book, patient) or _line_begun(book, patient)


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
            return _top(courses[-1])
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


def _first_of_list(scene: Scene, lines: list[tuple[TherapyMention, Course]]) -> Course:
    """Days of repeated cycles are the drug's own; of drugs that are listed together, the first's: "fludarabine and cyclophosphamide on days 1-3"."""
    first = len(lines) - 1
    while first > 0:
        (before, _), (after, course) = lines[first - 1 : first + 1]
        gap = scene.text[before.end - scene.sentence.start : after.start - scene.sentence.start]
        timed = any(t.kind == "day" and before.end <= t.start < after.start for t in scene.times)
        listed = _AND.fullmatch(gap) or (first < len(lines) - 1 and _COMMA.fullmatch(gap))
        if course.kind != "drug" or before.kind != "drug" or timed or not listed:
            break
        first -= 1
    return lines[first][1]


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
            if given and _SINCE.search(scene.text[: m.start - scene.sentence.start]):
                return given[-1]
    return None


def _counts_on(state: State, line: Course) -> bool:
    """Whether days go on counting from where they did: the report told a day 1 of this phase."""
    anchor = state.anchor
    if anchor is None or anchor.phase != state.phase or anchor is line.part_of or anchor is line:
        return anchor is not None and (anchor is line.part_of or anchor is line)
    return anchor.infusion or anchor.own_day is not None


def _own_count(scene: Scene, clause: tuple[int, int], m: TherapyMention, line: Course, book: Book) -> bool:
    """A line of treatment told of anew with its day 1 counts its own days, though an infusion came before it.

    "Inotuzumab was given from 2 December: 0.8 mg/m2 on day 1, followed by 0.5 mg/m2 on days 8 and 15"
    """
    return line.sentence == book.at and any(
        t.kind == "day" and t.value == 1 and ((line.start.date and m.end <= t.start) or clause[0] <= t.start - scene.sentence.start < clause[1])
        for t in scene.times
    )  # fmt: skip


def _just_begun(book: Book, scene: Scene, patient: int, state: State) -> Course | None:
    """The line begun in the sentence before this one, which numbers its day 1: "It was dosed at 0.8 mg/m2 on day 1 and ..."."""
    if not any(t.kind == "day" and t.value == 1 for t in scene.times):
        return None
    lines = [
        c
        for c in book.story.courses
        if c.patient == patient and c.status == "given" and c.role in LINES and not c.infusion
    ]
    last = lines[-1] if lines else None
    since = state.anchor.sentence if state.anchor is not None else -1
    return last if last is not None and last.sentence == book.at - 1 > since and last.start.date else None


_LIST_FOLLOWS = expression(r"^\)?\s?(?:[:,]|with\b|using\b|and (?:consisted|comprised|included))")


# "Reinduction began on 5 March:"
_BEGAN_ON = expression(
    r"(?i)\b(?:began|begun|started|commenced|initiated|instituted|given|administered) (?:on|from) (?:the )?\Z"
)


def _opened(scene: Scene, t: TimeMention, here: list[tuple[TherapyMention, Course]]) -> Course | None:
    """The first of a list that a date or a dated day 1 opens: "Immunosuppression began on 2 May (day 1): horse ATG, ciclosporin"."""
    for one in scene.times:
        if one.start > t.start or one.end >= t.start:
            continue
        if one.kind == "date":
            dated = _BEGAN_ON.search(scene.text, 0, scene.local(one)[0]) is not None and str(one.value).count("-") > 1
        else:
            dated = one.kind == "day" and one.value == 1 and any(d.kind == "date" and 0 <= one.start - d.end < 4 for d in scene.times)  # fmt: skip
        if not dated:
            continue
        if any(m.end <= one.start and c.role in LINES for m, c in here):
            return None  # "7+3 was begun on 13 January (day 1): cytarabine, days 1-7"
        if _LIST_FOLLOWS.match(scene.text[scene.local(one)[1] :]):
            return next((c for m, c in here if m.start >= one.end and c.status == "given" and c.role in LINES), None)
    return None


def _top(course: Course) -> Course:
    """A component counts the days of its regimen."""
    return course.part_of or course


def _regimen(
    scene: Scene, line: tuple[TherapyMention, Course], here: list[tuple[TherapyMention, Course]]
) -> Course | None:
    """The dated regimen that lists a drug: "HAM followed from 3 February, consisting of cytarabine (days 1-3)"."""
    m, course = line
    if course.kind != "drug" or course.part_of is not None:
        return None
    wholes = [(w, c) for w, c in here if c.kind == "regimen" and w.end <= m.start and clock.full(c.start.date)]
    if not wholes:
        return None
    gap = scene.text[wholes[-1][0].end - scene.sentence.start : m.start - scene.sentence.start]
    return wholes[-1][1] if re.search(r"(?i)consist|compris|includ|contain|composed|made up|[:(]", gap) else None


def _running_block(book: Book, scene: Scene, t: TimeMention, state: State, course: Course) -> Course | None:
    """The line begun just before that a drug joins on a later day: "7+3 was started on 6 November. Midostaurin was taken on days 8 to 21"."""
    days = [int(u.value) for u in scene.times if (u.start, u.end) == (t.start, t.end)]
    if min(days) < 2 or course.kind != "drug" or course.part_of is not None or course.sentence != book.at:
        return None
    if any(u.kind == "day" and u.value == 1 for u in scene.times):
        return None  # "inotuzumab 0.8 mg/m2 on day 1 and 0.5 mg/m2 on days 8 and 15" counts its own
    told = [c for c in book.story.courses if c.patient == course.patient and c.status == "given" and c.role == course.role and c.sentence < book.at]  # fmt: skip
    last = _top(told[-1]) if told and state.phase == told[-1].phase else None
    if last is None or last.infusion or last.cyclic or book.at - last.sentence > 2 or last.end:
        return None
    if state.anchor is not None and state.anchor.own_day is not None and state.anchor.sentence == last.sentence:
        return state.anchor  # the first of what was begun together
    return last if last.role in LINES and (clock.full(last.start.date) or last.numbered) else None


BEGUN_ON = expression(
    r"(?i)\b(?:begun|started|commenced|initiated|introduced|instituted|re-?started|resumed|added|began)(?: again)? (?:on|from|at)? ?(?:the )?\Z"
)


def begun_late(scene: Scene, t: TimeMention, m: TherapyMention) -> bool:
    """Whether a drug itself was begun on a later day, which cannot be its own: "lenalidomide, days 1-21 of 28, was begun on day 92"."""
    return int(t.value) > 1 and BEGUN_ON.search(scene.text, scene.local(m)[1], scene.local(t)[0]) is not None


def _first_of_block(
    scene: Scene, t: TimeMention, line: tuple[TherapyMention, Course], here: list[tuple[TherapyMention, Course]]
) -> Course | None:
    """What opened a block of drugs without a name: "begun on 4 May with cyclophosphamide on day 1, cytarabine on days 3-6"."""
    m, course = line
    days = [int(u.value) for u in scene.times if (u.start, u.end) == (t.start, t.end)]
    if min(days) < 2 or course.kind != "drug" or course.part_of is not None:
        return None
    ones = [u.start for u in scene.times if u.kind == "day" and u.value == 1 and u.start < m.start]
    for b, before in here:
        line_too = before.role in LINES and before.kind == "drug" and not before.infusion and before.part_of is None
        if line_too and before is not course and b.end <= m.start and before.status == "given":
            begun = clock.full(before.start.date) or any(b.end <= at for at in ones)
            if begun and not _BREAKS_OFF.search(scene.text, scene.local(b)[1], scene.local(m)[0]):
                return before
    return None


# "azacitidine on days 1-7, followed by gilteritinib on days 8-21" is one block; "A in May and B in July" is none
_BREAKS_OFF = expression(
    r"(?i);\s|(?<!\b[a-z])\.\s|\b(?:after|later|subsequently|relaps\w+|then|thereafter|switch\w+|replac\w+|changed)\b"
)


def _nearest(infusions: list[tuple[TherapyMention, Course]], t: TimeMention) -> Course:
    return min(infusions, key=lambda x: abs(x[0].start - t.start))[1]


def _before_infusion(
    book: Book, state: State, patient: int, infusions: list[tuple[TherapyMention, Course]]
) -> Course | None:
    """A day before an infusion: of the one in the sentence, of one just told of, else of the next."""
    grafts = [c for _, c in infusions if c.group != "bispecific"]
    return grafts[-1] if grafts else _told_or_coming_before(book, state, patient)


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
        return infusions[-1][1]
    prophylaxis = any(c.role == "gvhd_prophylaxis" for _, c in here) or _PREPARES.search(scene.text)
    if prophylaxis and state.coming is not None and (state.infusion is None or state.infusion.sentence < state.coming.sentence):  # fmt: skip
        return state.coming
    if state.anchor is not None and state.anchor.infusion:
        return state.anchor
    return state.infusion or _upcoming(book, patient, state) or state.anchor


def _named(book: Book, words: str, patient: int, state: State) -> Course | None:
    """An anchor by the words beside the day: "after the second CAR-T infusion", "postoperative", "of therapy"."""
    courses = [c for c in book.story.courses if c.patient == patient and c.status == "given"]
    if _OPERATION.search(words):
        return _last_operation([c for c in courses if c.operation])
    given = [c for c in courses if c.infusion and c.name != "donor lymphocyte infusion"]
    if _ORDINAL_ONLY.fullmatch(words):
        return next((c for c in reversed(courses) if c.kind in {"cell_therapy", "transplant"}), None)
    if re.search(r"dli|donor lymphocyte", words):
        return next((c for c in reversed(courses) if c.name == "donor lymphocyte infusion"), None)
    if re.search(r"transplant|hsct|sct|hct|graft|bmt", words):
        given = [c for c in given if c.kind == "transplant"] or given or [c for c in courses if _of_organ(c)]
    elif re.search(r"car|cell|infusion", words):
        given = [c for c in given if c.kind == "cell_therapy"] or given
    elif _OF_THERAPY.search(words):
        line = state.anchor if state.anchor and not state.anchor.infusion else None
        line = line or next((c for c in reversed(courses) if c.role in LINES), None)
        return _top(line) if line else None
    else:
        return None
    order = re.search(r"first|second|third|1st|2nd|3rd", words)
    if order and given:
        n = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}[order.group()]
        return given[min(n, len(given) - 1)]
    return given[-1] if given else None


def _operated(
    book: Book, scene: Scene, t: TimeMention, patient: int, here: list[tuple[TherapyMention, Course]]
) -> Course | None:
    """The operation that a postoperative day counts from: one that its own clause tells of took place on that day."""
    done = [c for c in book.story.courses if c.patient == patient and c.status == "given" and c.operation]
    clause = clause_of(scene.spans, scene.local(t)[0])
    new = [c for m, c in here if clause[0] <= scene.local(m)[0] < clause[1] and c.spans[0][0] == m.start]
    return _last_operation([c for c in done if c not in new] or done)


def _last_operation(done: list[Course]) -> Course | None:
    """The last of several operations; of those of one day the transplantation of an organ."""
    return max(done, key=lambda c: (c.sentence, _of_organ(c))) if done else None


def _organ_grafted(book: Book, patient: int) -> Course | None:
    """The organ's transplantation told of just before: "She received a liver transplantation. A biopsy on day 25 ..." """
    grafted = [c for c in book.story.courses if c.patient == patient and c.status == "given" and _of_organ(c)]
    return next((c for c in reversed(grafted) if book.at - c.sentence < 4), None)


def _of_organ(course: Course) -> bool:
    return course.operation and course.name != "surgery"


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
