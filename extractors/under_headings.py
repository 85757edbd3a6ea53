"""A sentence below a heading of days or dates is read as one that the heading leads in: `D+4. ... Paracetamol 1 g` as `D+4: paracetamol 1 g`."""

from bisect import bisect_right
from dataclasses import replace

from extractors.clauses import clauses
from extractors.courses import Course, When
from extractors.dated_headings import heading_over
from extractors.event_clause import Placed
from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.story import Book, Scene, TimeFact, copy_of

# what is told under a heading but was before it
_LOOKS_BACK = expression(
    r"(?i)\b(?:had (?:been|received|had|undergone|[a-z]+ed)|previously|prior to|formerly|earlier)\b"
)


def led_in(book: Book, scene: Scene, whens: dict[int, When]) -> tuple[Scene, dict[int, When], int]:
    """A sentence with its heading and a colon before it, the moments of both, and where its own words begin: 0 without a heading."""
    over = [t for t in heading_over(book, scene) if t.kind != "duration"]
    if not over or not scene.text or _LOOKS_BACK.search(scene.text):
        return scene, whens, 0
    above = book.scenes[bisect_right(book.starts, over[0].start) - 1]
    begin = over[0].start - above.sentence.start
    words = above.text[begin : max(t.end for t in over) - above.sentence.start]
    prefix = words + (")" if words.count("(") > words.count(")") else "") + ": "
    start = scene.sentence.start - len(prefix)
    times, moments = _moved(book, over, start - over[0].start)
    text = prefix + scene.text
    led = replace(
        scene,
        text=text,
        sentence=replace(scene.sentence, start=start),
        times=[*times, *scene.times],
        spans=clauses(text),
    )
    return led, whens | moments, len(prefix)


def _moved(book: Book, over: list[TimeMention], by: int) -> tuple[list[TimeMention], dict[int, When]]:
    """Copies of the times of a heading at another place, and the moments that they stand for."""
    times: list[TimeMention] = []
    moments: dict[int, When] = {}
    for t in over:
        fact = book.story.became.get(id(t))
        if isinstance(fact, TimeFact):
            other = copy_of(t)
            other.start, other.end = t.start + by, t.end + by
            times.append(other)
            moments[id(other)] = When(fact.date) if t.kind == "date" else When(day=int(t.value))
    return times, moments


def may_tell(course: Course, p: Placed, own: int, told: int, at: int) -> bool:
    """Whether a time may be written: one of the heading is the start of what is told of here first, or an end that is missing.

    `own` is where the sentence's own words begin, `told` how many of its own times stand before the treatment.
    """
    if p.unit.start >= own:
        return True
    if p.event == "start":
        return course.sentence == at and not course.start and not told
    return not course.end
