"""The moment of a fact: the time that its clause tells, as date and numbered day; for a follow-up also the interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors import clock
from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.facts_mention import FactMention
from extractors.mentions import TimeMention
from extractors.story import Scene, Story, TimeFact

_BESIDE = 30  # characters between a date and the numbered day beside it: "04/26/2021 (day +6)"
_LONGEST = 400  # days for which an infusion's days are counted
_AT_ONCE = expression(r"(?i)^[^.;,]{0,12}\b(?:by|on|at|in|until)\s(?:the\s)?(?:\w+\s)?$")
_RANGE = expression(r"(?i)^\s?(?:and|to|-|until|through)\s?(?:day\s?)?\+?$")
_SINCE = expression(r"(?i)^\)?,?\s?(?:\w+ )?(?:after|post|since|following|from|later|counting from|follow[- ]?up)\b")
_FOLLOW_UP = expression(r"(?i)\bfollow(?:ed)?[-\s]?up(?:\s(?:of|for|time|period|duration|was))*\s$|\bfollowed for\s$")
# "after the infusion", "post CAR-T", "following tisagenlecleucel", but not "after diagnosis"
_INFUSION = expression(r"(?i)infus|CAR\b|\bCAR-|transplant|SCT\b|HCT\b|\bcells?\b|graft|-cel\b|leucel\b|treatment")
_POINTLESS = frozenset({"until", "before"})


@dataclass(slots=True)
class Moment:
    """A date, a numbered day, an interval: what is told of them."""

    date: str | None = None
    day: int | None = None
    after: str | None = None

    def __bool__(self) -> bool:
        return self.date is not None or self.day is not None


class Calendar:
    """The times of a story by place, and the infusions that days count from."""

    def __init__(self, story: Story) -> None:
        self._facts: dict[int, TimeFact] = {id(t.mention): t for t in story.times}
        self._infusions = [c for c in story.courses if c.infusion and c.status == "given" and clock.full(c.day0)]

    def moment(self, scene: Scene, mention: FactMention, before: Scene | None = None) -> Moment:
        """The point of time of a fact; what is denied has one only where its clause tells it.

        Where the sentence tells none, that of the sentence before counts, and "two days later" counts from it.
        """
        points = [t for t in scene.times if _is_point(t)]
        chosen = _nearest(points, scene, mention)
        if chosen is None:
            told = points or any(map(_is_interval, scene.times))
            return self._carried(scene, before) if before and not told and mention.present else Moment()
        when = self._point(chosen)
        for other in points:
            if {chosen.kind, other.kind} == {"date", "day"} and abs(other.start - chosen.start) < _BESIDE:
                beside = self._point(other)
                when = When(when.date or beside.date, when.day if when.day is not None else beside.day)
                if other.kind == "date" and beside.date:
                    when.date = beside.date
        return self._completed(when, scene.sentence.patient)

    def _carried(self, scene: Scene, before: Scene) -> Moment:
        points = [t for t in before.times if _is_point(t)]
        if not points or before.sentence.patient != scene.sentence.patient:
            return Moment()
        when = self._point(points[-1])
        later = next(
            (clock.days_of(str(t.value)) for t in scene.times if t.kind == "duration" and t.relation == "later"), 0
        )
        if later is None:
            return Moment()
        when = When(clock.shift(when.date, later), when.day + later if when.day is not None else None)
        return self._completed(when, scene.sentence.patient)

    def died(self, scene: Scene, mention: FactMention, before: Scene | None = None) -> Moment:
        """When a patient died: the point of time, else the interval since an infusion, "five months after CAR-T"."""
        moment = self.moment(scene, mention, before)
        if not moment:
            since = (t for t in scene.times if _is_interval(t) and _INFUSION.search(_anchor(scene, t)))
            moment.after = next((str(t.value) for t in since), None)
        return moment

    def seen(self, scene: Scene, mention: FactMention) -> Moment:
        """When a patient was last seen: the last date of the sentence, and the interval since the treatment."""
        dates = [t for t in scene.times if t.kind == "date"]
        moment = self._completed(self._point(dates[-1]), scene.sentence.patient) if dates else Moment()
        moment.after = _interval(scene, mention)
        days = [t for t in scene.times if t.kind == "day"]
        if days and not moment and moment.after is None:
            moment = self._completed(self._point(days[-1]), scene.sentence.patient)
        return moment

    def _point(self, t: TimeMention) -> When:
        fact = self._facts.get(id(t))
        if t.kind == "date":
            value = fact.date if fact else str(t.value)
            return When(date=value if value and not value.startswith("--") else None)
        if t.kind == "duration":  # "two days after the infusion"
            days = clock.days_of(str(t.value)) or 0
            return When(date=clock.shift(self._told_before(t.start), days), day=days)
        anchored = fact.anchor.day0 if fact and fact.anchor else None
        day0 = fact.cycle or None if fact and fact.cycle is not None else anchored
        return When(date=clock.shift(day0, int(t.value)), day=int(t.value))

    def _told_before(self, at: int) -> str | None:
        """Day 0 of the last infusion that the text tells of before a place."""
        told = [(min(c.spans)[0], c.day0) for c in self._infusions if c.spans and min(c.spans)[0] < at]
        return max(told)[1] if told else None

    def _completed(self, when: When, patient: int) -> Moment:
        if when.day is None and (course := self._before(when.date, patient)):
            return Moment(when.date, clock.between(course.day0, when.date))
        return Moment(when.date, when.day)

    def _before(self, date: str | None, patient: int) -> Course | None:
        """The last infusion before a date, if its days may still be counted."""
        since = [(clock.between(c.day0, date), c) for c in self._infusions if c.patient == patient]
        near = [(days, c) for days, c in since if days is not None and 0 <= days < _LONGEST]
        return min(near, key=lambda pair: pair[0])[1] if near else None


def _is_interval(t: TimeMention) -> bool:
    """ "five months after the infusion": a time, but no day."""
    told = t.kind == "duration" and t.relation == "after" and t.anchor is not None
    return told and not _is_point(t) and not str(t.value).startswith("PT")


def _anchor(scene: Scene, t: TimeMention) -> str:
    start, end = t.anchor or (t.end, t.end)
    return scene.text[start - scene.sentence.start : end - scene.sentence.start]


def _is_point(t: TimeMention) -> bool:
    if t.kind == "duration":
        return t.relation == "after" and t.anchor is not None and clock.days_of(str(t.value)) is not None
    return not t.vague and t.relation not in _POINTLESS


def _nearest(points: Sequence[TimeMention], scene: Scene, mention: FactMention) -> TimeMention | None:
    """The time that follows at once; the last told before within the clause; the next in it; the last before of the sentence."""
    base = scene.sentence.start
    at, end = base + mention.start, base + mention.end
    at_once = next((t for t in points if t.start >= end), None)
    if at_once and _AT_ONCE.match(scene.text[mention.end : at_once.start - base]):
        return at_once
    within = next((t for t in points if at <= t.start < end), None)
    if within and mention.name != "resolved":  # "expired on day 45 because of haemorrhage"
        return within
    clause = next((c for c in scene.spans if c[0] <= mention.start < c[1]), (0, len(scene.text)))
    inside = [t for t in points if clause[0] <= t.start - base < clause[1]]
    following = next((t for t in inside if t.start >= end), None)
    if following and any(end <= c.start < following.start for c in scene.therapies):  # the time is that of a drug
        following = None
    found = _last_before(inside, at, scene) or following
    if found or (not mention.present and mention.name != "condition"):
        return found
    return _last_before(points, at, scene)


def _last_before(points: Sequence[TimeMention], at: int, scene: Scene) -> TimeMention | None:
    before = [t for t in points if t.start <= at]
    if not before:
        return None
    last = before[-1]
    for earlier in reversed(before[:-1]):  # "between day +4 and day +7": the first
        gap = scene.text[earlier.end - scene.sentence.start : last.start - scene.sentence.start]
        if earlier.kind != last.kind or not (_RANGE.match(gap) or earlier.start == last.start):
            break
        last = earlier
    return last


def _interval(scene: Scene, mention: FactMention) -> str | None:
    """ "18 months after the infusion", in the clause of the follow-up or after it."""
    clause = next((c for c in scene.spans if c[0] <= mention.start < c[1]), (0, len(scene.text)))
    for t in scene.times:
        start, end = scene.local(t)
        if (
            t.kind == "duration"
            and start >= clause[0]
            and (_SINCE.match(scene.text[end:]) or _FOLLOW_UP.search(scene.text[:start]))
        ):
            return str(t.value)
    return None
