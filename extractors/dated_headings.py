"""Times that stand alone over the sentences they date: "D+4. Temperature 38.7; paracetamol 1 g sixth-hourly. ..."

The lines of a timeline open with a day or a date that ends with a full stop, so that it is a sentence of its own.
"""

from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.story import Book, Scene

_REACH = 8  # sentences below a heading
# what may stand round the times of a heading: bullets, brackets, "(Monday 22 May 2023)", "between"
_NOTHING_ELSE = expression(
    r"(?i)(?:\W|\b(?:on|from|to|until|and|through|between|the|day|days|week|weeks|evening|morning|night|of|mon|tues|wednes|thurs|fri|satur|sun|\w+day|post|after|since|infusion|transplant|later|at|about|circa)\b)*"
)


def heading_over(book: Book, scene: Scene) -> list[TimeMention]:
    """The times that date a sentence from a heading of their own, if it stands under one."""
    for i in range(book.at - 1, max(-1, book.at - 1 - _REACH), -1):
        above = book.scenes[i]
        if above.sentence.section != scene.sentence.section or above.heading != scene.heading:
            return []
        if above.sentence.patient != scene.sentence.patient:
            return []
        if above.times and is_heading(above):
            return above.times if any(t.kind != "duration" for t in above.times) else []
    return []


def is_heading(scene: Scene) -> bool:
    """Whether a sentence is nothing but days and dates."""
    if scene.doses or scene.toxicities or scene.responses or len(scene.text) > 80:
        return False
    rest, at = "", 0
    for t in scene.times:
        start, end = scene.local(t)
        rest, at = rest + scene.text[at : max(at, start)] + " ", max(at, end)
    return _NOTHING_ELSE.fullmatch(rest + scene.text[at:]) is not None
