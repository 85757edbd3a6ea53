"""When a state of the disease was found: its own date, numbered day or interval, or that of the examination told before.

"PR on 5 July 2022 and in VGPR three months into treatment": each time goes to its state.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.clock import days_of, full, with_year
from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.mentions import ResponseMention, TherapyMention, TimeMention
from extractors.response_groups import STAGE_AT
from extractors.response_standing import LOST
from extractors.response_times_owned import AGAIN, FOR, GONE_ON, TREATED_FOR, is_same, own_clause, owner_of
from extractors.responses import site_of
from extractors.story import Book, Scene, TimeFact
from extractors.time_units import PLANNED_FOR

_EXAMINED = expression(
    r"(?i)\b(?:marrows?|PET|CT\b|MRI|biops\w+|aspirat\w+|evaluat\w+|assess\w*|restag\w+|scan|imaging|lumbar|CSF|follow-?up|examin\w+|flow cytometry|MRD|smear|came back|presented|attended|consulted|readmitted|admitted|visit)\b"
)
_FROM_START = expression(
    r"(?i)^[\s,]*(?:after|from|since|of|following|post)[\s-](?:the |her |his |initial |first )*(?:diagnos|presentation|onset|birth|disease onset|(?:leuk?a?)?pheresis|apheresis|collection|harvest|(?:(?:achiev|attain|reach|enter|obtain)\w+ )?(?:an? |the |this |that |her |his |first |second |third |complete |molecular )*(?:CR\d?|CMR|remission)\b)"
)
_ITSELF = expression(
    r"(?i)^\s(?:still |again )?(?:persist\w+|was (?:again |still )?(?:re-?)?confirmed)(?:\s?\([^()]*\))?,\s"
)

# "consolidated by two years of rituximab"
_BY_SO_MUCH = expression(r"(?i)\bby \|\sof ")
# a moment that no date of an earlier sentence is
_MOVED_ON = expression(
    r"(?i)^(?:(?:an?|one|two|three|four|five|six|another|\d+) (?:\w+ )?(?:cycles?|courses?|blocks?) of|later|then|thereafter|subsequently|afterwards|finally|eventually|ultimately|soon after\w*|(?:after|following|by|upon|at the end of|on completion of) (?:[\w-]+ ){0,4}(?:cycles?|courses?|doses?|infusions?|consolidation|induction|treatment|therapy|transplant\w*))\b"
)


@dataclass(slots=True)
class Point:
    """The time of one assessment, and how long the state lasted."""

    when: When = field(default_factory=When)
    time_after: str | None = None
    duration: str | None = None
    weeks: int | None = None  # an interval in days or weeks: a numbered day after an infusion, an interval after a drug
    weeks_value: str | None = None
    anchor: Course | None = None  # whose day it is
    later: str | None = None  # an interval in days or weeks since what was told just before


def points_of(
    book: Book, scene: Scene, groups: list[list[ResponseMention]], whens: dict[int, When], mentioned: dict[int, Course]
) -> list[list[Point]]:
    """For each state of a sentence its times: usually one, several for "negative 6, 12 and 24 months after"."""
    owned: list[list[TimeMention]] = [[] for _ in groups]
    for t in scene.times:
        if t.vague or "X" in str(t.value) or _of_a_dose(scene, t):
            continue
        if PLANNED_FOR.search(scene.text, 0, t.start - scene.sentence.start):
            continue
        i = owner_of(scene, groups, t, mentioned)
        if i is not None:
            owned[i].append(t)
    owned = [own_clause(scene, g, times) for g, times in zip(groups, owned, strict=True)]
    owned = [[] if _dying(scene, g) else times for g, times in zip(groups, owned, strict=True)]
    points = [_points(book, scene, g, times, whens) for g, times in zip(groups, owned, strict=True)]
    if groups and not scene.times and not _MOVED_ON.match(scene.text):
        inherited = _inherited(book, scene, mentioned, lost=groups[0][0].category in LOST)
        if inherited is not None:
            points[0][0].when = inherited
    for i in range(1, len(points)):
        if not owned[i] and _continues(scene, groups[i - 1], groups[i]):
            first = points[i - 1][0]
            points[i][0].when, points[i][0].time_after = When(first.when.date, first.when.day), first.time_after
            points[i][0].weeks, points[i][0].weeks_value = first.weeks, first.weeks_value
    return points


_ABOUT = expression(r"(?i)\W*(?:about|approximately|some|nearly|almost|around|only|just|more than|at)?\s?")
_SINCE = expression(
    r"(?i)\s(?:after|following|post|from|since|into)\b(?! (?:diagnosis|presentation|birth|onset))|-?post\b"
)


def since_opened(book: Book, scene: Scene, start: int) -> str | None:
    """The interval that opened the telling of a relapse: "Eight months after transplantation she had bone pain. Relapse was confirmed in May"."""
    for back in (0, 1, 2):
        told = book.scenes[max(0, book.at - back)]
        if told.sentence.section != scene.sentence.section or told.sentence.patient != scene.sentence.patient:
            return None
        if any(r.end <= start and (r.category or r.mrd) for r in told.responses if back):
            return None
        if len(told.therapies) > 1 or (told.therapies and not told.times):
            return None
        if back and any(m.start < start for m in scene.therapies):
            return None  # a line of this sentence began since
        opening = told.times[0] if told.times else None
        if opening is not None and opening.kind == "date" and len(told.times) > 1:
            opening = _beside_date(told, opening, told.times[1])
        if opening is not None and opening.end <= start and opening.kind == "duration":
            base = told.sentence.start
            opens = opening is not told.times[0] or _ABOUT.fullmatch(told.text, 0, opening.start - base) is not None
            months = days_of(str(opening.value)) is None
            since = _SINCE.match(told.text, opening.end - base) is not None
            free = _FROM_START.match(told.text[opening.end - base :]) is None
            return str(opening.value) if opens and months and since and free else None
        if back and opening is not None:
            return None  # "half a year after the amputation he coughed. A CT was done on 15 July. It showed metastases"
    return None


_ON_DATE = expression(r"(?i)(?:on|in|by|at|around)(?: the)?(?: (?:end|beginning|middle) of)?\s?")


def _beside_date(scene: Scene, date: TimeMention, t: TimeMention) -> TimeMention:
    """The interval told beside the date that opens a sentence: "On 3 June 2024, some 33 months following the infusion"."""
    base = scene.sentence.start
    opens = _ON_DATE.fullmatch(scene.text, 0, date.start - base) is not None
    return t if opens and t.kind == "duration" and is_same(scene, date, t) else date


def _of_a_dose(scene: Scene, t: TimeMention) -> bool:
    """Whether a numbered day is one of those on which an amount was given: "0.5 mg/m2 on days 8 and 15 of each, restored CR"."""
    return t.kind == "day" and any(len(d.days) > 1 and d.start <= t.start < d.reach + 3 for d in scene.doses)


# "she died of progressive disease 8 months after surgery": the time is that of death
_DYING = expression(
    r"(?i)\b(?:died|death|succumbed|deceased|expired|passed away)\b(?: \w+)? (?:of|from|to|with|due to|because of)\s(?:\w+\s){0,3}$"
)


def _dying(scene: Scene, group: list[ResponseMention]) -> bool:
    return _DYING.search(scene.text[: group[0].start - scene.sentence.start][-60:]) is not None


# "At one month he was MRD-negative, at six months too"
_TOO = expression(r"(?i)\s?(?:too|as well|likewise|also)\b(?=\s?[.,;)])")


def _points(
    book: Book, scene: Scene, group: list[ResponseMention], times: list[TimeMention], whens: dict[int, When]
) -> list[Point]:
    again = [
        t
        for t in times
        if t.start > group[-1].end
        and (
            _TOO.match(scene.text, t.end - scene.sentence.start)
            or AGAIN.search(scene.text[group[-1].end - scene.sentence.start : t.start - scene.sentence.start])
        )
    ]
    if again and all(t.start < group[0].start for t in times if t not in again) and len(again) < len(times):
        # "On 22 May CR persisted, 19 months after DLI": one assessment, not two
        again = [t for t in again if not _ITSELF.match(scene.text[group[-1].end - scene.sentence.start :])]
    gone_on = bool(again) and GONE_ON.match(scene.text, group[-1].end - scene.sentence.start) is not None
    if again and (len(again) < len(times) or again[0].kind != "duration" or gone_on):
        rest = [t for t in times if t not in again]
        if rest and all(t.kind == "duration" and t.relation in {"for", "over", "during"} for t in rest):
            return _points_plain(book, scene, group, times, whens)  # "confirmed at 3 months and lasted 8 months"
        return [
            *(_points(book, scene, group, rest, whens) if rest else [Point()] if gone_on else []),
            *_points_plain(book, scene, group, again, whens),
        ]
    return _points_plain(book, scene, group, times, whens)


def _points_plain(
    book: Book, scene: Scene, group: list[ResponseMention], times: list[TimeMention], whens: dict[int, When]
) -> list[Point]:
    if pair := _of_two_kinds(scene, group, times):
        return [p for t in pair for p in _points_plain(book, scene, group, [t], whens)]
    listed = [t for t in times if t.joint == "list" and t.kind != "duration" and id(t) in whens]
    if len(listed) < 2:
        listed = _told_again(scene, group, [t for t in times if id(t) in whens])
    beside = [t for t in times if t.kind == "date" and t not in listed and not _of_listed(scene, t, listed)]
    if len(listed) > 1 and beside:
        times = [t for t in times if t not in listed]  # days of a drug in the same sentence
        listed = []
    point = Point()
    lists: list[str] = []
    row = _row(scene, times)
    for t in _nearest_first(group, times):
        if t.kind == "duration":
            _take_period(scene, group, t, point, lists, listed=t.joint == "list" or id(t) in row)
            if t.relation == "later" and (w := whens.get(id(t))) is not None and full(w.date) and days_of(str(t.value)):
                point.when.date = point.when.date or w.date  # "on 3 May ...; two weeks later"
        elif id(t) in whens:
            w = whens[id(t)]
            point.when.date = point.when.date or w.date
            if point.when.day is None and w.day is not None:
                told = book.story.became.get(id(t))
                point.when.day = w.day
                point.anchor = told.anchor if isinstance(told, TimeFact) else None
    if len(lists) > 1:
        first = (
            [Point(point.when, anchor=point.anchor)] if point.when else []
        )  # "CR at day 30, confirmed at months 3 and 6"
        return [*first, *(Point(When(), value, None) for value in lists)]
    if len(listed) > 1 and (len({(t.start, t.end) for t in listed}) == 1 or listed[0].joint != "list"):
        return [
            _listed(book, point, _with_date(scene, t, whens), t)
            for t in sorted(listed, key=lambda t: (t.start, t.group))
        ]
    return [point]


# "at M3, M6 and M12", "at month 1 and month 3", "at 3 months and at 12 months"
_BESIDE = expression(r"(?i)(?:,|,? and|,? then|/|,? as well as)\s?(?:(?:again )?(?:at|after) )?")


def _row(scene: Scene, times: list[TimeMention]) -> set[int]:
    """Intervals that stand in a row: each is of an examination of its own."""
    lengths = sorted((t for t in times if t.kind == "duration"), key=lambda t: t.start)
    base = scene.sentence.start
    return {
        id(t)
        for a, b in pairwise(lengths)
        if a.value != b.value and _BESIDE.fullmatch(scene.text, a.end - base, b.start - base)
        for t in (a, b)
    }


# "on day 30 and on day 90", "on 3 May and again on 7 June"
_AND_ON = expression(r"(?i),? (?:and|then|as well as)(?: again| then)? (?:(?:on|at|by|in|after)(?: the| about)? )?")


def _told_again(scene: Scene, group: list[ResponseMention], times: list[TimeMention]) -> list[TimeMention]:
    """Times of one kind that a preposition said again joins, before or after the state: each is of an examination of its own."""
    times = [t for t in times if t.end <= group[0].start] or [t for t in times if t.start >= group[-1].end]
    row = [t for t in sorted(times, key=lambda t: t.start) if t.joint is None and t.kind != "duration"]
    base = scene.sentence.start
    for i in range(len(row) - 1):
        a, b = row[i], row[i + 1]
        if a.kind == b.kind and _AND_ON.fullmatch(scene.text, a.end - base, b.start - base):
            return [a, b]
    return []


def _of_two_kinds(scene: Scene, group: list[ResponseMention], times: list[TimeMention]) -> list[TimeMention]:
    """A day and an interval that a preposition said again joins: "undetectable on day +28 and at 3 months"."""
    if len(times) != 2:
        return []
    a, b = sorted(times, key=lambda t: t.start)
    base = scene.sentence.start
    if (a.kind == "duration") == (b.kind == "duration") or not (b.end <= group[0].start or a.start >= group[-1].end):
        return []
    return [a, b] if _AND_ON.fullmatch(scene.text, a.end - base, b.start - base) else []


def _of_listed(scene: Scene, t: TimeMention, listed: list[TimeMention]) -> bool:
    """Whether a date in brackets only resolves the last of some days: "on D+30 and D+100 (22 May)"."""
    return any(0 < t.start - d.end < 4 and "(" in scene.text[d.end - scene.sentence.start : t.start - scene.sentence.start] for d in listed)  # fmt: skip


def _with_date(scene: Scene, t: TimeMention, whens: dict[int, When]) -> When:
    """The moment of a listed day, with the date that brackets behind it tell if the day is the last of its list."""
    when = whens[id(t)]
    text = scene.text[t.start - scene.sentence.start : t.end - scene.sentence.start]
    for d in scene.times:
        if d.kind == "date" and id(d) in whens and _of_listed(scene, d, [t]) and re.search(rf"\b{t.value}$", text):
            return When(whens[id(d)].date, when.day)
    return when


def _listed(book: Book, point: Point, when: When, t: TimeMention) -> Point:
    """One of "on days 14, 28 and 90": each is an assessment."""
    told = book.story.became.get(id(t))
    return Point(
        When(when.date, when.day), duration=point.duration, anchor=told.anchor if isinstance(told, TimeFact) else None
    )


def _nearest_first(group: list[ResponseMention], times: list[TimeMention]) -> list[TimeMention]:
    start, end = group[0].start, group[-1].end
    return sorted(
        times, key=lambda t: (0 if start <= t.start < end else min(abs(t.start - end), abs(start - t.end)), t.group)
    )


# "(partial remission, 38 months)", "CR, 3 years."
_BARE = expression(r"(?:,|\s\((?:currently|now|so far|to date),?)? (?:about |over |more than |> ?|approximately )?")
_ENDS = expression(r"\s?(?:[.;)]|, |$)")


def _take_period(
    scene: Scene, group: list[ResponseMention], t: TimeMention, point: Point, lists: list[str], *, listed: bool
) -> None:
    """An interval after a treatment, or the length of the state."""
    local = t.start - scene.sentence.start
    before, after = scene.text[max(0, local - 40) : local], scene.text[t.end - scene.sentence.start :]
    value = str(t.value)
    if _FROM_START.match(after):
        return
    if (
        re.match(
            r"(?i)^[\s-]*(?:later|after|post|post-?(?:transplant\w*|infusion|HS?CT|SCT|BMT|CAR\S*)|off (?:all )?(?:therapy|treatment|chemotherapy|maintenance|immunosuppression)|out\b(?! of)|following|into|from|visit|follow-up|assessment|evaluation|mark|control|time point|re-?evaluation|PET|marrow)\b",
            after,
        )
        or t.relation in {"later", "after", "post", "into"}
        or scene.text[local : local + 2] == "M+"
        or re.search(r"(?i)\b(?:at|after|by|within)(?: (?:about|approximately|nearly|almost))?\s\+?$", before)
    ) and not _BY_SO_MUCH.search(before + "|" + after[:4]):
        lasted = FOR.search(before) and re.search(r"(?i)\b(?:for|lasting|lasted)\b", before[-25:])
        if lasted:
            point.duration = point.duration or value
            return
        days = days_of(value)
        if days is not None:
            if re.match(r"(?i)^\s?later\b", after):
                point.later = point.later or value
            elif point.weeks is None:
                point.weeks, point.weeks_value = days, value
        else:
            if listed:
                lists.append(value)
            point.time_after = point.time_after or value
        return
    bare = _BARE.fullmatch(scene.text[group[-1].end - scene.sentence.start : local]) and _ENDS.match(after)
    if (
        (t.relation in {"for", "over", "during"} or FOR.search(before) or bare)
        and not TREATED_FOR.search(before)
        and group[0].category not in {"relapse", "PD", "NR"}
    ):
        point.duration = point.duration or value


# "In June 2024 she noticed a lump. Biopsy showed relapse"
_NOTICED = expression(
    r"(?i)\b(?:noticed|noted|felt|palpated|complained|developed|appeared|arose|emerged|became|suffered|experienced|reported|began|woke|saw|found|detected|came|sought|attended|presented|turned up|consulted)\b"
)
_COUNTS = expression(r"(?i)\b(?:after|following|since|from|post|of|into)[\s-](?:[\w-]+\s){0,3}$")


def _only_counts(scene: Scene, m: TherapyMention) -> bool:
    """Whether a treatment is named for the time since it: "33 months following CAR T-cell infusion"."""
    return _COUNTS.search(scene.text[: m.start - scene.sentence.start][-40:]) is not None


def _inherited(book: Book, scene: Scene, mentioned: dict[int, Course], *, lost: bool) -> When | None:
    """The time of the examination that the sentence before told of ("On 3 May, PET/CT was done. It showed CR.").

    A relapse also has that of the first complaint ("On 3 June 2024 she noticed a lump. Biopsy showed lymphoma").
    """
    if mentioned and any(c.status == "given" for c in mentioned.values()):
        return None
    for back in (1, 2):
        if book.at - back < 0:
            return None
        prior = book.scenes[book.at - back]
        if (
            prior.sentence.section != scene.sentence.section
            or prior.sentence.patient not in (0, scene.sentence.patient)
            or not (lost or not prior.therapies)
            or not all(_only_counts(prior, m) for m in prior.therapies)
        ):
            return None
        told = [t for t in prior.times if t.kind != "duration" and not t.vague]
        if told:
            if not (_EXAMINED.search(prior.text) or (lost and _NOTICED.search(prior.text))):
                return None
            state = book.states.get(scene.sentence.patient or 1)
            last = state.last_date if state else None
            when = When()
            for t in told[:3]:
                if t.kind == "date" and when.date is None:
                    when.date = with_year(str(t.value), last)
                elif t.kind == "day" and when.day is None:
                    when.day = int(t.value)
            return when
    return None


_GAVE = expression(r"(?i)\b(?:led to|gave|induced|brought|resulted in|produced|yielded|achieved)\b")
_BOUND_TO = expression(r"(?i)\b(?:and|with|while|but|as|so|whereas|though|although)\b")


def _continues(scene: Scene, a: list[ResponseMention], b: list[ResponseMention]) -> bool:
    """Two findings of one examination: "the marrow was in CR and the mass had disappeared"."""
    gap = scene.text[a[-1].end - scene.sentence.start : b[0].start - scene.sentence.start]
    losing = {"relapse", "PD"}
    if ";" in gap and any(a[-1].end <= m.start < b[0].start for m in scene.therapies):
        return False  # "the marrow of day 29 held 45% blasts; nelarabine reduced them"
    if _GAVE.search(gap) and any(a[-1].end <= m.start < b[0].start for m in scene.therapies):
        return False  # "cleared the CSF in three weeks, and azacitidine led to a CR"
    if "," in gap and a[-1].category and b[0].category and not _BOUND_TO.search(gap):
        return False  # "CRi on day 28, CR post C2"
    if b[0].category is None and STAGE_AT.match(scene.text, b[-1].end - scene.sentence.start):
        return False
    if (
        a[0].category in losing
        and site_of(gap) is not None
        and re.match(
            r"(?i)[^;,]{0,40}[;,] (?:but |while |whereas |although )?(?:the |her |his )?(?:bone )?(?:marrow|CSF|PET|blood)\b",
            gap,
        )
    ):
        return True  # "extramedullary relapse was found; the marrow was in remission"
    if ({x.category for x in a} & losing) != ({x.category for x in b} & losing):
        return False
    return (
        not re.search(
            r"(?i)\b(?:then|later|subsequently|followed|after|until|before|again|only|eventually|finally)\b", gap
        )
        and len(gap) < 160
    )
