"""How a time is written into a course: its start, its end, made more exact or kept where the first is told again."""

from extractors import clock
from extractors.anchor_blocks import BEGUN_ON
from extractors.courses import Course, When
from extractors.cues import CYCLES
from extractors.event_clause import Placed
from extractors.expressions import expression
from extractors.story import Scene
from extractors.time_units import Unit

_REPEATED = expression(r"(?i)\b(?:again|repeat(?:ed)?|repetition|second|further|another|additional|third|re-?dosed)\b")
_STEPS = expression(r"(?i)\b(?:step-up|stepwise|ramp-up|priming|escalating) dos")
LINES = frozenset({"induction", "consolidation", "salvage", "bridging", "maintenance"})
_WAS_REPEATED = expression(r"(?i)\b(?:was|were|and) repeated\b")
_PREPARING = frozenset({"lymphodepletion", "conditioning"})


def values(unit: Unit, told: dict[int, When]) -> tuple[When, When]:
    """First and last moment of a unit: days and dates beside each other say the same."""
    first, last = When(), When()
    for t in unit.times:
        w = told[id(t)]
        if w.date is not None:
            first.date, last.date = first.date or w.date, w.date
        if w.day is not None:
            first.day, last.day = first.day if first.day is not None else w.day, w.day
    return first, last


def write_time(scene: Scene, course: Course, p: Placed, told: dict[int, When], *, again: bool, retold: bool) -> None:
    """Write the time of an event into its course; `again` says that the sentence told of the course before, `retold` that the report did."""
    first, last = values(p.unit, told)
    if course.role in _PREPARING and (
        first.day == 0 or _INFUSION_ON.search(scene.text, max(0, p.unit.start - 60), p.unit.start)
    ):
        return  # "Flu/Cy (days -5 to -3) and cells (day 0) followed", "lymphodepletion preceded the infusion on 9 May"
    if _is_cycle_day(scene, course, p.unit):
        course.cyclic = True
        first.day = last.day = None
        if not first:
            return
    if p.event in {"end", "over"}:
        if course.end and (retold or p.event == "over"):
            return
        if p.unit.spread and first:
            fill(course.start, first)
        course.end = _merged(last, course.end)
        return
    if p.unit.until:
        fill(course.end, last)
        return
    if course.group == "bispecific" and first.date is None:
        if not course.start or (again and course.start.day is None and first.day in {0, 1}):
            course.start.day = first.day
        return
    rising = course.group == "bispecific"
    later = (
        _OF_LATER_CYCLE.search(scene.text, max(0, p.unit.start - 50), p.unit.start) if course.start or rising else None
    )
    if later is not None and (rising or later["number"]):
        return  # but "the second cycle followed on 29 April" is its last, as long as none comes after
    if again and _dates_day_one(course, first):
        course.day0 = clock.shift(first.date, -1)
        course.start.date = clock.shift(course.day0, course.start.day or 1)
        return
    if p.event == "again" and not course.start and not course.infusion and _WAS_REPEATED.search(scene.text):
        course.end = _merged(last, course.end)  # "required tocilizumab, which was repeated on day 6"
        return
    again = again or p.event == "again"
    repeated = again or course.group == "anticytokine" or _REPEATED.search(scene.text)
    exact = course.start.date is not None and first.date is not None and first.date.startswith(course.start.date)
    if exact and course.group == "bispecific" and _STEPS.search(scene.text):
        fill(course.start, first)
        return
    if course.start and repeated and not retold and not exact and _later(first, course.start):
        if course.group == "bispecific":
            return  # doses that rise, by their dates: it goes on
        if not course.end or _later(last, course.end):
            course.end = _merged(last, course.end if not _later(last, course.end) else When())
        return
    if not course.start or not retold:
        vague = first.date is None or len(first.date) <= 7 or course.start.day is None
        fill(course.start, first, same=again and (course.cyclic or vague))
    same_start = course.start.date is None or first.date is None or course.start.date.startswith(first.date)
    same_day = first.day is None or course.start.day in {None, first.day}
    if p.unit.spread and (not retold or not course.end) and same_start and same_day:
        fill(course.end, last)


# "from cycle 2 (22 February)", "the second cycle was begun on"
_OF_LATER_CYCLE = expression(
    r"(?i)\b(?:(?P<number>cycles?|courses?) (?:[2-9]|1\d|two|three|four|five|six)|(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|next) (?:cycle|course))\b\W{0,3}(?:(?:was|began|begun|started|commenced|given|followed|on|from|in) ?){0,4}\Z"
)


def _dates_day_one(course: Course, told: When) -> bool:
    """ "cytarabine (days 1-7) ... was started on 13 January": the date is that of day 1."""
    return (
        told.day is None
        and clock.full(told.date) is not None
        and course.role in LINES
        and not course.cyclic
        and not course.start.date
        and (course.start.day or 0) > 0
    )


def _merged(new: When, old: When) -> When:
    """The newer of two ends; a day and a date of the same end complete each other."""
    if old and ((new.date is None) != (old.date is None)) and ((new.day is None) != (old.day is None)):
        if new.day is None and old.day is not None and old.date is None:
            return When(new.date, None)
        return When(None, new.day)
    return When(new.date, new.day)


def _later(a: When, b: When) -> bool:
    if a.day is not None and b.day is not None:
        return a.day > b.day
    if a.date is not None and b.date is not None:
        return a.date > b.date[: len(a.date)]
    return False


def fill(when: When, told: When, *, same: bool = False) -> None:
    """Complete a moment; what was told first stands. In one sentence a day and a month complete each other."""
    if same and (told.day is None or when.day is None) and (told.date is None or when.date is None):
        when.date, when.day = when.date or told.date, when.day if when.day is not None else told.day
        return
    if when.date is not None and (told.date is None or not told.date.startswith(when.date)) and len(when.date) != 7:
        return
    if when.date is not None and told.date is not None and not told.date.startswith(when.date):
        return
    if when.day is not None and told.day != when.day:
        return
    when.date = told.date or when.date
    when.day = when.day if when.day is not None else told.day


_INFUSION_ON = expression(r"(?i)(?<!continuous )\b(?:re-?)?infusion (?:of [^.;,]{1,40} )?(?:on|in|at) (?:the )?\Z")
_OF_EACH = expression(r"(?i)[\s,)]*(?:of|in|per) (?:each|every) ")
_IN_A = expression(r"(?i)[\s,)]*(?:of|in|per) an? ")
_LATER_CYCLE = expression(r"(?i)\bcycles? (?:[2-9]|two|three|four)\b|\b(?:second|third|fourth) cycle\b")
_NAMED_CYCLE = expression(r"(?i)\bcycle \d+,? ?(?:day ?)?\d*\Z|\bC\d+ ?,?[ ]?(?:day |d ?)?\d*\Z")
_OF_CYCLE = expression(
    r"(?i)[\s,)]*(?:of (?:the |her |his )?(?:\w+ )?(?:cycle|course)\b|(?:out )?of (?:14|21|28|35|42)\b)"
)


def _is_cycle_day(scene: Scene, course: Course, unit: Unit) -> bool:
    """Days of a repeated cycle: unsigned days of a line of treatment of which the sentence tells cycles or no date."""
    days = [t for t in unit.times if t.kind == "day"]
    if days and course.role in LINES and _NAMED_CYCLE.search(scene.text, max(0, days[0].start - 10), days[0].end):
        return True  # "cycle 1 day 1", "C1D8"
    if days and course.group == "bispecific" and _LATER_CYCLE.search(scene.text):
        return True  # "1 mg (day 1), 2 mg (day 8), then 30 mg every 3 weeks beginning with cycle 3"
    if days and _OF_CYCLE.match(scene.text, days[-1].end):
        return True  # "donor lymphocytes followed on day 10 of cycle 2"
    if days and _OF_EACH.match(scene.text, days[-1].end):
        return True  # "pegfilgrastim on day 2 of each one"
    if not days or course.infusion or course.role not in LINES:
        return False
    words = scene.text[days[0].start : days[-1].end]
    if "+" in words or any(int(t.value) <= 0 for t in days) or any(t.kind == "date" for t in unit.times):
        return False
    if _IN_A.match(scene.text, days[-1].end):
        return True
    if int(days[0].value) > 1 and BEGUN_ON.search(scene.text, 0, days[0].start):
        return False
    runs = len(days) == 1 and days[0].relation in {"from", "until"} and not course.cyclic
    return _in_cycles(scene.text) and not runs


# "one cycle of inotuzumab (0.8 mg/m2 on day 1, 0.5 mg/m2 on days 8 and 15)": its days come once
_SINGLE = expression(r"(?i)\b(?:one|1|an?|(?:a )?single|only one|the first)(?: (?!each|per)[a-z]+)? \Z")
_FOREGONE = expression(
    r"(?i) (?:of \S+ )?(?:was|were|had been) (?:\w+ )?(?:withheld|omitted|cancel+ed|foregone|avoided|not given)\b"
)


def _in_cycles(text: str) -> bool:
    """Whether a sentence tells cycles, and not a single one, nor one that was left out."""
    for told in CYCLES.finditer(text):
        single = told[0].lower() == "cycle" and _SINGLE.search(text, max(0, told.start() - 40), told.start())
        if not single and not _FOREGONE.match(text, told.end()):
            return True
    return False
