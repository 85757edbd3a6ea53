"""Courses that were stopped: what is given after that is a course of its own.

`The antituberculous drugs were discontinued immediately after admission. Isoniazid 200 mg was given on 11 December.`
"""

from extractors import clock
from extractors.classes import is_member
from extractors.courses import Course
from extractors.expressions import expression
from extractors.story import Book, Scene, State

_VERB = r"(?:discontinued|stopped|withdrawn|ceased|halted|terminated|suspended|interrupted)"
_STOPPED = expression(
    rf"(?i)^(?: (?:therapy|treatment|drugs?|agents?|medications?|infusion|regimen))?(?:\s?\([^()]{{0,60}}\))? (?:was|were|had been|has been|have been) (?:\w+ly |then |therefore |thus |also |all |both |at once )*{_VERB}\b"
)
_ALL_STOPPED = expression(
    rf"(?i)\b(?:all(?: of)?(?: the| his| her| these)?|these|both)(?: [\w-]+){{0,3}}? (?:drugs|medications|medicines|agents|treatments|therapies) (?:was|were|had been) (?:\w+ly |then |therefore |thus )*{_VERB}\b"
)
_AT_ONCE = expression(
    r"(?i)\b(?:immediately|at once|promptly|on (?:the day of )?admission|at admission|upon admission|the same day|thereupon)\b"
)


def note_ended(book: Book, scene: Scene, state: State, patient: int, mentioned: dict[int, Course]) -> None:
    """Note which running courses a sentence says were stopped, and when, where it says "immediately" or "on admission"."""
    running = [c for c in book.story.courses if c.patient == patient and c.status == "given" and c.kind == "drug" and c.sentence < book.at]  # fmt: skip
    over: list[Course] = []
    for m in scene.therapies:
        if not _STOPPED.match(scene.text[scene.local(m)[1] :]):
            continue
        own = mentioned.get(id(m))
        over += [own] if own is not None else [c for c in running if m.generic and is_member(c, m)]
    if _ALL_STOPPED.search(scene.text):
        over += [c for c in running if book.at - c.sentence < 12 and not c.stopped]
    at_once = _AT_ONCE.search(scene.text) and not any(t.kind == "date" for t in scene.times)
    for c in over:
        c.stopped = book.at
        if at_once and not c.end and clock.full(state.now.date):
            c.end.date = state.now.date
