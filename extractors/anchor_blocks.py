"""Days of a block of drugs: of its first drug, of the regimen that lists them, or a drug's own.

"7+3 was begun on 4 May. Midostaurin was taken on days 8 to 21" counts from 7+3, "lenalidomide (days 1-21 of 28)" is its own.
"""

import re

from extractors import clock
from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import TherapyMention, TimeMention
from extractors.story import Book, Scene, State

LINES = frozenset({"induction", "consolidation", "salvage", "bridging", "maintenance"})
_AND = expression(r"(?i)\s*,?\s*(?:and|plus|\+|/)\s*")
_COMMA = expression(r"\s*,\s*")


def first_of_list(scene: Scene, lines: list[tuple[TherapyMention, Course]]) -> Course:
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


def counts_on(state: State, line: Course) -> bool:
    """Whether days go on counting from where they did: the report told a day 1 of this phase."""
    anchor = state.anchor
    if anchor is None or anchor.phase != state.phase or anchor is line.part_of or anchor is line:
        return anchor is not None and (anchor is line.part_of or anchor is line)
    return anchor.infusion or anchor.own_day is not None


def own_count(scene: Scene, clause: tuple[int, int], m: TherapyMention, line: Course, book: Book) -> bool:
    """A line of treatment told of anew with its day 1 counts its own days, though an infusion came before it.

    "Inotuzumab was given from 2 December: 0.8 mg/m2 on day 1, followed by 0.5 mg/m2 on days 8 and 15"
    """
    return line.sentence == book.at and any(
        t.kind == "day" and t.value == 1 and ((line.start.date and m.end <= t.start) or clause[0] <= t.start - scene.sentence.start < clause[1])
        for t in scene.times
    )  # fmt: skip


def just_begun(book: Book, scene: Scene, patient: int, state: State) -> Course | None:
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


def opened(scene: Scene, t: TimeMention, here: list[tuple[TherapyMention, Course]]) -> Course | None:
    """The first of a list that a date or a dated day 1 opens: "Immunosuppression began on 2 May (day 1): horse ATG, ciclosporin"."""
    for one in scene.times:
        if one.start > t.start or one.start < t.start <= one.end:
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


def top(course: Course) -> Course:
    """A component counts the days of its regimen."""
    return course.part_of or course


def regimen_of(
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


def running_block(book: Book, scene: Scene, t: TimeMention, state: State, course: Course) -> Course | None:
    """The line begun just before that a drug joins on a later day: "7+3 was started on 6 November. Midostaurin was taken on days 8 to 21"."""
    days = [int(u.value) for u in scene.times if (u.start, u.end) == (t.start, t.end)]
    if min(days) < 2 or course.kind != "drug" or course.part_of is not None or course.sentence != book.at:
        return None
    if any(u.kind == "day" and u.value == 1 for u in scene.times):
        return None  # "inotuzumab 0.8 mg/m2 on day 1 and 0.5 mg/m2 on days 8 and 15" counts its own
    told = [c for c in book.story.courses if c.patient == course.patient and c.status == "given" and c.role == course.role and c.sentence < book.at]  # fmt: skip
    last = top(told[-1]) if told and state.phase == told[-1].phase else None
    if last is None or last.infusion or last.cyclic or book.at - last.sentence > 2 or last.end:
        return None
    if state.anchor is not None and state.anchor.own_day is not None and state.anchor.sentence == last.sentence:
        return state.anchor  # the first of what was begun together
    return last if last.role in LINES and (clock.full(last.start.date) or last.numbered) else None


def fresh_block(
    book: Book, scene: Scene, line: tuple[TherapyMention, Course], here: list[tuple[TherapyMention, Course]]
) -> Course | None:
    """The regimen that its sentence dates anew, of a drug that goes with it: "DA 3+8, starting on 26 July, again with midostaurin (days 9-22)"."""
    m, course = line
    if course.kind != "drug" or course.part_of is not None or course.start.date:
        return None
    for b, before in reversed(here):
        if (
            before.kind == "regimen"
            and before.sentence == book.at
            and b.end <= m.start
            and clock.full(before.start.date)
        ):
            apart = _BREAKS_OFF.search(scene.text, scene.local(b)[1], scene.local(m)[0])
            return before if before.role == course.role and apart is None else None
    return None


BEGUN_ON = expression(
    r"(?i)\b(?:begun|started|commenced|initiated|introduced|instituted|re-?started|resumed|added|began)(?: again)? (?:on|from|at)? ?(?:the )?\Z"
)


def begun_late(scene: Scene, t: TimeMention, m: TherapyMention) -> bool:
    """Whether a drug itself was begun on a later day, which cannot be its own: "lenalidomide, days 1-21 of 28, was begun on day 92"."""
    return int(t.value) > 1 and BEGUN_ON.search(scene.text, scene.local(m)[1], scene.local(t)[0]) is not None


def first_of_block(
    scene: Scene, t: TimeMention, line: tuple[TherapyMention, Course], here: list[tuple[TherapyMention, Course]]
) -> Course | None:
    """What opened a block of drugs without a name: "begun on 4 May with cyclophosphamide on day 1, cytarabine on days 3-6"."""
    m, course = line
    days = [int(u.value) for u in scene.times if (u.start, u.end) == (t.start, t.end)]
    if min(days) < 2 or course.kind != "drug" or course.part_of is not None:
        return None
    ones = [u.start for u in scene.times if u.kind == "day" and u.value == 1 and u.start < m.start]
    if any(u.kind == "day" and u.value == 1 and m.end <= u.start < t.start for u in scene.times):
        return None  # "venetoclax (100 mg on day 1, 200 mg on day 2)" counts its own
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
