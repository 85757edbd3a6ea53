"""From which treatment the words beside a day count: "after the second CAR-T infusion", "postoperative", "of therapy"."""

import re

from extractors.anchor_blocks import LINES, top
from extractors.clauses import clause_of
from extractors.courses import DLI, Course
from extractors.expressions import expression
from extractors.mentions import TherapyMention, TimeMention
from extractors.story import Book, Scene, State

SINCE = expression(r"(?i)\b(?:after|following|post|since|from)[\s-](?:the |her |his |\w+ ){0,2}$")
_ORDINAL_ONLY = expression(
    r"(?:the |this |that )?(?:first|second|third|fourth|last|latter|former)(?: one| dose| infusion)?"
)
_OPERATION = expression(r"(?i)operat|surg|\bPOD\b|resection")
POSTOPERATIVE = expression(r"(?i)(?:post-?\s?)?operative|post-?\s?surgical|POD")
_OF_THERAPY = expression(
    r"(?i)\b(?:therapy|treatment|chemotherapy|induction|cycle|course|re-?induction|consolidation)\b"
)


def opens_since(scene: Scene, t: TimeMention, infusions: list[tuple[TherapyMention, Course]]) -> Course | None:
    """The infusion that a sentence opens with: "In the first month after axi-cel, filgrastim was given on days 10 to 15"."""
    for m, course in infusions:
        start, end = scene.local(m)
        opens = start < 60 and m.end <= t.start and scene.text.startswith((",", " infusion,", " therapy,"), end)
        if opens and course.group != "bispecific" and SINCE.search(scene.text, 0, start):
            return course
    return None


# the first infusion | her second transplantation | the former; not "the first dose", "the second week"
_INFUSION_WORDS = r"(?:CAR[- ]?T(?:[- ]cells?)? |stem[- ]cell |cell |allogeneic |autologous |haploidentical )?(?:infusion|re-?infusion|transplant(?:ation)?|graft|allograft|autograft|HSCT|SCT|HCT|BMT|CAR[- ]?T(?:[- ]cells?)?)"
WHICH_ONE = expression(
    rf"(?i)(?P<one>(?:(?:the|this|that|her|his) )?(?:first|second|third|fourth|1st|2nd|3rd|last|latter|former)(?: one| {_INFUSION_WORDS})?)(?: (?:and|or|but))?"
)
# "Before the second, fludarabine was given on days -6 to -3", "Fever after the first infusion lasted from day 4 to day 9"
_OF_WHICH = expression(
    rf"(?i)\b(?:(?P<when>after|following|before|prior to|preceding|since|post)|for|in|with|during|of) (?P<one>(?:the|this|that|her|his) (?:first|second|third|fourth|1st|2nd|3rd|latter|former)(?: {_INFUSION_WORDS}\b|(?(when)(?: one\b|(?=[,;:.)]| (?:and|but|or|was|were|had|on|from)\b))|(?!))))"
)


def which_infusion(scene: Scene, local: tuple[int, int]) -> str | None:
    """Which of several infusions a clause is about: the one named last before a day, else behind it."""
    if "first" not in scene.text and "second" not in scene.text and "third" not in scene.text and "former" not in scene.text and "latter" not in scene.text:  # fmt: skip
        return None
    start, end = clause_of(scene.spans, local[0])
    # "662 days after the first transplantation, stem cells were given" is about another one
    intervals = [t.anchor[0] - scene.sentence.start for t in scene.times if t.kind == "duration" and t.anchor]
    told = [m for m in _OF_WHICH.finditer(scene.text, start, end) if not any(m.start() <= at < m.end() for at in intervals)]  # fmt: skip
    before = [m for m in told if m.end() <= local[0]]
    chosen = before[-1] if before else told[0] if told else None
    return chosen["one"].lower() if chosen is not None else None


def named_anchor(book: Book, words: str, patient: int, state: State) -> Course | None:
    """An anchor by the words beside the day: "after the second CAR-T infusion", "postoperative", "of therapy"."""
    courses = [c for c in book.story.courses if c.patient == patient and c.status == "given"]
    if _OPERATION.search(words):
        return _last_operation([c for c in courses if c.operation])
    given = [c for c in courses if c.infusion and c.name != "donor lymphocyte infusion"]
    if _ORDINAL_ONLY.fullmatch(words):
        cells = [c for c in courses if c.kind in {"cell_therapy", "transplant"}]
        alike = [c for c in cells if c.kind == cells[-1].kind and c.name != DLI]
        return _nth(words, alike) if len(alike) > 1 and "dose" not in words else cells[-1] if cells else None
    if re.search(r"dli|donor lymphocyte", words):
        return next((c for c in reversed(courses) if c.name == "donor lymphocyte infusion"), None)
    if "boost" in words:
        return next((c for c in reversed(courses) if "boost" in c.name), None)
    if re.search(r"transplant|hsct|sct|hct|graft|bmt", words):
        given = [c for c in given if c.kind == "transplant"] or given or [c for c in courses if _of_organ(c)]
    elif re.search(r"car|cell|infusion", words):
        given = [c for c in given if c.kind == "cell_therapy"] or given
    elif _OF_THERAPY.search(words):
        line = state.anchor if state.anchor and not state.anchor.infusion else None
        line = line or next((c for c in reversed(courses) if c.role in LINES), None)
        return top(line) if line else None
    else:
        return None
    return _nth(words, given)


_NUMBERED = {"first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}


def _nth(words: str, given: list[Course]) -> Course | None:
    """The infusion that an ordinal tells among several: "after the first" -> the first, "after the last" -> the last."""
    order = next((n for word, n in _NUMBERED.items() if word in words), None)
    if order is not None and given:
        return given[min(order, len(given) - 1)]
    return given[-1] if given else None


def operated(
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


def organ_grafted(book: Book, patient: int) -> Course | None:
    """The organ's transplantation told of just before: "She received a liver transplantation. A biopsy on day 25 ..." """
    grafted = [c for c in book.story.courses if c.patient == patient and c.status == "given" and _of_organ(c)]
    return next((c for c in reversed(grafted) if book.at - c.sentence < 4), None)


def _of_organ(course: Course) -> bool:
    return course.operation and course.name != "surgery"
