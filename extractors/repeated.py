"""Lines of treatment that were given in several cycles: the days told of them are those of each cycle, and date nothing.

`VRd was begun on 3 April: bortezomib on days 1, 4, 8 and 11 ... After four cycles` leaves the start on 3 April and nothing else.
Where the report itself dates a day 1 (`on 3 April (day 1)`) its days count from that.
"""

from extractors import clock
from extractors.courses import Course
from extractors.expressions import expression
from extractors.story import Book, Scene, State, Story

_LINES = frozenset({"induction", "consolidation", "salvage", "bridging", "maintenance"})
_MANY = r"(?:[2-9]|1\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|multiple|more|further|additional|both|all|these|subsequent|later|monthly|weekly|-day)"
_ORDINAL = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|[2-9](?:nd|rd|th)|1\dth)"
_CYCLES = expression(
    rf"(?i)\b{_MANY}(?: (?:more|further|additional|such|\w+ly))? (?:cycles|courses)\b|-day cycles?\b"
    r"|\b(?:each|every|per) (?:[\w-]+ )?(?:cycle|course)\b"
    rf"|\b(?:after|until|till|with|by|since|from|during|in|following) (?:the |her |his )?(?:{_ORDINAL} (?:and \w+ )?(?:cycle|course)\b|(?:cycles?|courses?) (?:[2-9]|1\d|two|three|four|five|six)\b)"
    rf"|\b(?:after|until|with|by|since|from) the (?:{_ORDINAL}|last)(?: one)?(?:,| was| had|;)"
)
_DENIED = expression(
    r"(?i)\b(?:without|not|never|nor|declin\w+|refus\w+|withheld|cancell?ed|planned|scheduled|intended|instead of)\b"
)
_NEAR = 4  # sentences in which a line is still spoken of


def note_repeated(book: Book, scene: Scene, state: State, mentioned: dict[int, Course]) -> None:
    """Note which line a number of cycles is told of: one that the sentence names, else the one told of last."""
    told = _CYCLES.search(scene.text)
    if told is None or _DENIED.search(scene.text, max(0, told.start() - 40), told.end() + 25):
        return
    named = [(m, c) for m in scene.therapies if (c := mentioned.get(id(m))) is not None and _is_line(c)]
    line = state.line
    if named:
        line = min(named, key=lambda x: abs(scene.local(x[0])[0] - told.start()))[1]
    if line is not None and _is_line(line) and (named or book.at - line.sentence <= _NEAR):
        line.repeated = True


def _is_line(course: Course) -> bool:
    return (
        course.role in _LINES
        and not course.infusion
        and course.kind in {"drug", "regimen"}
        and course.status == "given"
    )


def settle_repeated(story: Story) -> None:
    """Take the days of cycles from the courses that were repeated, and from the days told of them their dates."""
    told = [c for c in story.courses if c.repeated]
    if not told:
        return
    cyclic = {id(c) for c in story.courses for r in told if _with(c, r) and (r.part_of or r).own_day is None}
    for c in story.courses:
        joined = c.part_of is None and (c.start.day or 0) > 1  # a drug that joined the first cycle on day 8
        if id(c) in cyclic and not c.cyclic and c.own_day is None and not joined:
            if c.day0 and (c.start.day or 0) > 1 and c.start.date == clock.shift(c.day0, c.start.day or 0):
                c.start.date = clock.shift(c.day0, 1)  # reckoned from a day of the cycle: the course began with it
            c.start.day = c.end.day = c.length = None
    for t in story.times:
        if t.anchor is not None and t.anchor.kind == "regimen" and id(t.anchor) in cyclic and t.cycle is None:
            t.cycle = ""  # of a single drug the first cycle is told, in which its dose rises


def _with(course: Course, line: Course) -> bool:
    """Whether a course is the line, one of its components, or was begun with it."""
    whole = line.part_of or line
    if course is line or course is whole or course.part_of is whole:
        return True
    beside = course.patient == line.patient and course.phase == line.phase and course.role == line.role
    dated = course.start.date in {None, line.start.date}
    return beside and _is_line(course) and course.sentence == line.sentence and dated
