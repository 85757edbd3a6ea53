"""Times that are told together are one unit: "from 03/09/2021 to 03/11/2021 (days -5 through -3)"."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.expressions import expression
from extractors.mentions import TherapyMention, TimeMention

_RANGE = expression(
    r"(?i)\s*(?:-|,?\s*(?:to|until|till|through|thru|up to)\b)\s*(?:(?:(?:disease |her |his |its )?(?:progression|relapse|transplantation|discontinuation|withdrawal|completion) )?(?:in|on) |the )?\s*"
    # "the first on 14 March and the last on 27 June"
    r"|\s?,?\s(?:and\s)?(?:the|its) (?:last|final|second|third|fourth|fifth|sixth|eighth)(?: (?:one|course|cycle|dose|infusion|block|injection|of them))?(?:,? (?:was|being|given|infused|administered|followed))*\s(?:on |in )?(?:the )?"
)
_SAME = expression(
    r"(?i)[\s,;=]*(?:\(|\[|,|=|:|i\.e\.,?|that is,?|being|corresponding to|which was|or)[\s,(=]*(?:being |i\.e\.,? ?)?"
)
_AND = expression(r"(?i)\s*(?:,|and|,\s*and|or|as well as|and again|, again)\s*(?:again )?(?:on )?\s*")
PRENOMINAL_GAP = expression(
    r"(?i)\s*(?:later|after(?:wards)?|thereafter|on|hence)?\s*,?\s*(?:\d[\d.,x^ ]*(?:\s?(?:mg|g|ug|iu|ml|gy|cells)\S*)?\s(?:of )?)?(?:an? |the |one |two |oral |intravenous |iv |intrathecal |subcutaneous |additional |further |single |first |second |third |last |new |(?:dose|infusion|injection|course|cycle)s? of |high-dose |low-dose )*"
)
# "day +11 after ide-cel (infused on 12 June)": the date is that of what the day counts from
ON = expression(
    r"(?i)(?: (?:cell )?(?:infusion|transplantation|transplant))?[\s(,]*(?:(?:(?:which|that) (?:was|were|had been) )?(?:performed|infused|given|done|administered|transfused|carried out)? ?(?:on|in|of|at)?)\s*(?:the )?"
)
# the date of a plan is not the moment that is told of: "a fourth infusion, scheduled for June, was cancelled"
PLANNED_FOR = expression(
    r"(?i)\b(?:scheduled|planned|fixed|booked|intended|foreseen|envisaged) for (?:the )?(?:early |late |mid[- ])?(?:\w+ of )?\Z"
)
_LABEL = expression(r"\s?[:=]")
_ON_AGAIN = expression(r"(?i)\bon\s*(?:the )?\Z")
_RESPECTIVELY = expression(r",? respectively")
_CLOSES = expression(r"(?i)\b(?:until|till|up to) (?:(?!start|beginning)[\w-]+ ){1,5}(?:in|on|at|by)? ?(?:the )?$")


@dataclass(frozen=True, slots=True)
class Unit:
    """Times that are told together: "from 03/09/2021 to 03/11/2021 (days -5 through -3)"."""

    start: int
    end: int
    times: tuple[TimeMention, ...]
    spread: bool  # a range or list: the first is a start, the last an end
    closes: bool = False  # "until progression in August 2018": an end by the words before it
    opens: bool = False  # "was observed until 2019, when ... was given": what comes then starts where it ends
    head: int = -1  # where its phrase opens: at "until" of "until progression in August 2018"

    def __post_init__(self) -> None:
        if self.head < 0:
            object.__setattr__(self, "head", self.start)

    @property
    def until(self) -> bool:
        """Whether the words before it make it an end: "until day 5", "up to 16 June"."""
        return not self.spread and not self.opens and (self.closes or self.times[0].relation == "until")


def names_day_zero(text: str, unit: Unit) -> bool:
    """ "day 0: 14 May 2020" says when the infusion was, wherever it stands."""
    return any(t.kind == "day" and t.value == 0 and _LABEL.match(text, t.end) for t in unit.times)


def units_of(
    text: str,
    times: Sequence[TimeMention],
    therapies: Sequence[TherapyMention] = (),
    spans: Sequence[tuple[int, int]] = (),
) -> list[Unit]:
    """Times that stand together in a clause, as one unit; offsets are the sentence's."""
    cuts = [start for start, _ in spans[1:]]
    groups: list[list[TimeMention]] = []
    spread: list[bool] = []
    for t in times:
        last = groups[-1][-1] if groups else None
        gap = text[last.end : t.start] if last else ""
        apart = last is not None and any(last.end <= cut <= t.start for cut in cuts)
        if apart and not _RANGE.fullmatch(gap):
            groups.append([t])
            spread.append(False)
        elif last is not None and (
            t.start == last.start or (last.kind == t.kind and _joins(text, t, gap, groups[-1], therapies))
        ):
            groups[-1].append(t)
            spread[-1] = True
        elif last is not None and last.kind != t.kind and _SAME.fullmatch(gap):
            groups[-1].append(t)
        else:
            groups.append([t])
            spread.append(False)
    return [_unit(text, g, s) for g, s in zip(groups, spread, strict=True)]


def _unit(text: str, group: list[TimeMention], spread: bool) -> Unit:
    start = group[0].start
    closes = _CLOSES.search(text, max(0, start - 60), start)
    return Unit(
        start, group[-1].end, tuple(group), spread, closes is not None, head=closes.start() if closes else start
    )


def _joins(text: str, t: TimeMention, gap: str, group: list[TimeMention], therapies: Sequence[TherapyMention]) -> bool:
    """Whether a time goes on with the one before: not "on days -3 and -2, and on day -1 [total body irradiation]"."""
    if any(group[-1].end <= x.start < t.start for x in therapies):
        return False  # "in May 2018 and [the second] in September 2019"
    if _RANGE.fullmatch(gap):
        return True
    if not _AND.fullmatch(gap) or _RESPECTIVELY.match(text, t.end):
        return False
    if _ON_AGAIN.search(gap) and any(
        a.joint == "range" or _RANGE.fullmatch(text, a.end, b.start) for a, b in pairwise(group)
    ):
        return False  # "from 13 to 15 March, and on 18 March"
    if any(x.end <= group[0].start for x in therapies):
        right = next((x for x in therapies if x.start >= t.end), None)
        return right is None or not PRENOMINAL_GAP.fullmatch(text, t.end, right.start)
    return True
