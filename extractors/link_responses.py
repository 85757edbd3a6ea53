"""Which treatment a state of the disease followed: the one named with it, else the last that was meant for the disease."""

import re

from extractors.against_disease import acts, against_virus, beside, counts, misplaced, scene_of, solid
from extractors.courses import Course, When
from extractors.leading_lines import leader
from extractors.mentions import ResponseMention, TherapyMention
from extractors.named_therapies import named_with
from extractors.story import Book, Scene


def therapy_before(
    book: Book,
    scene: Scene,
    group: list[ResponseMention],
    patient: int,
    mentioned: dict[int, Course],
    when: When,
) -> Course | None:
    """The course that a state followed."""
    other = solid(book) or not any(c.patient == patient and counts(c, book) for c in book.story.courses)
    here = [
        (m, mentioned[id(m)])
        for m in scene.therapies
        if id(m) in mentioned and (counts(mentioned[id(m)], book) or (other and acts(mentioned[id(m)])))
    ]
    if (named := named_with(scene, group, here, mentioned)) is not None:
        return leader(book, named, named=True)
    told = [c for c in book.story.courses if c.patient == patient and _told(book, scene, c, group, here)]
    known = [c for c in told if counts(c, book) or (solid(book) and acts(c))] or [c for c in told if acts(c)]
    known = [c for c in known if not (c.role == "preemptive" and against_virus(book, c))]
    known = [c for c in known if not misplaced(book, c, known, patient)]
    known = [c for c in known if not beside(book, c)] or known
    if when.date:
        known = [c for c in known if not _later_than(c, when.date)]
    if not known:
        return None
    best = known[0]
    for c in known[1:]:
        if not (c.start.date and best.start.date and _earlier(c.start.date, best.start.date)) and _place(
            book, c, group
        ) >= _place(book, best, group):
            best = c
    return leader(book, best)


def _told(
    book: Book, scene: Scene, c: Course, group: list[ResponseMention], here: list[tuple[TherapyMention, Course]]
) -> bool:
    """Told of before the state, and not in its own sentence as what was given because of it."""
    del book, here
    return (
        bool(c.spans)
        and c.spans[0][0] < group[0].start
        and not (c.spans[0][0] >= scene.sentence.start and group[0].category in {"relapse", "PD", "NR"})
    )


def _place(book: Book, c: Course, group: list[ResponseMention]) -> int:
    """Where the narrative last stood at a course: infusions are announced long before they are given, drugs are carried on."""
    told = [s for s, _ in c.spans if s < group[0].start]
    if c.infusion and c.start:
        return max(told)
    return max([_begun(book, c, told[0]), *(s for s in told[1:] if _carried_on(book, s))])


def _begun(book: Book, c: Course, at: int) -> int:
    """Where a treatment stands in the narrative: what led to an infusion, before it ("axi-cel after bridging with polatuzumab")."""
    scene = scene_of(book, at)
    if c.infusion or not _LED_FAR.search(scene.text[: at - scene.sentence.start]):
        return at
    infused = [
        s
        for o in book.story.courses
        if o.patient == c.patient and o.kind in {"transplant", "cell_therapy"} and o.status == "given"
        for s, _ in o.spans
        if scene.sentence.start <= s < at
    ]
    return min(infused) - 1 if infused else at


_LED_FAR = re.compile(
    r"(?i)\b(?:after|following|preceded by|prepared by|once|upon completion of)\s(?:(?!(?:and|then|was|were)\b)[\w/+-]+\s){0,8}$"
)

# "dasatinib maintenance was continued", "ruxolitinib was restarted": the line in force again
_GOES_ON = re.compile(
    r"(?i)\b(?:continu(?:ed|ing|es)|maintenance|resum\w+|re-?start\w*|re-?introduc\w+|re-?initiat\w+|remain(?:s|ed) on|stay(?:s|ed) on|carried on|kept on|re-?challeng\w+)\b"
)


def _carried_on(book: Book, at: int) -> bool:
    """Whether the words around a later mention say that the treatment went on."""
    scene = scene_of(book, at)
    local = at - scene.sentence.start
    return _GOES_ON.search(scene.text, max(0, local - 40), min(len(scene.text), local + 70)) is not None


def _later_than(c: Course, date: str) -> bool:
    start = c.start.date
    if start is None:
        return False
    n = min(len(start), len(date))
    return start[:n] > date[:n]


def _earlier(a: str, b: str) -> bool:
    n = min(len(a), len(b))
    return a[:n] < b[:n]
