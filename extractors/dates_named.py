"""Dates with the name of a month: `March 13 to 15, 2019`, `the 3rd, 10th and 17th of May`, `in mid-June 2020`, `February 9`."""

import calendar
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.dates_mention import YEAR, date_mention
from extractors.expressions import expression
from extractors.mentions import TimeMention

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = expression(
    r"\b(?:J(?i:an(?:uary)?|une?|uly?)|F(?i:eb(?:ruary)?)|M(?i:ar(?:ch)?|ay)|A(?i:pr(?:il)?|ug(?:ust)?)|S(?i:ept?(?:ember)?)"
    r"|O(?i:ct(?:ober)?)|N(?i:ov(?:ember)?)|D(?i:ec(?:ember)?))(?![A-Za-z])\.?"
)
_NOT_A_DAY = (
    r"(?![\d%°]|[.,/]\d|\s?(?:mg|ug|g|ml|mL|kg|Gy|cycles?|patients?|cases?|days?|weeks?|months?|years?|hours?|h|x)\b)"
)
_ONE = rf"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th)\b)?{_NOT_A_DAY}"
_JOIN = r"\s*(?:-|~|/|,?\s*(?:to|and|through|until|till|or)\b|,|&|(?<=\s)\+(?=\s)|(?<=\d\d)\+(?=\d\d\b))\s*(?:the\s+|(?<!,\s)on\s+)?"

# before the month: "13 ", "13th of ", "29 and 30 ", "13-15 ", "13-" of 13-Mar-2019
# not the figures of "7+3, 4 to 10 March", "90 mg/m2, 3-4 April", "CD19, 3 April"
_DAYS_BEFORE = expression(
    rf"(?:(?<![A-Za-z\d.,/+])|(?<=\bon)|(?<=\bto)|(?<=\bfrom))(?P<days>{_ONE}(?:{_JOIN}{_ONE})*)\.?(?:\s*-\s*|/|\s*)(?:day\s+)?(?:of\s+)?\Z"
)
# after the month: " 13, 2019", " 13 to 15, 2019", "-13-2019", " 5 and 12", ", 2019", "/2019"
_AFTER = expression(
    rf"(?:\s*-\s*|\s*/\s*|\s*)(?:the\s+)?(?P<days>{_ONE}(?:{_JOIN}{_ONE})*)(?:\s*,\s*|\s*-\s*|\s+(?:of\s+)?|/)(?P<year>{YEAR})(?![\d])"
    rf"|\s*,?\s*(?:of\s+(?:the\s+year\s+)?|[-/]\s*)?(?P<year2>{YEAR})(?!\d|\s*(?:mg|mL|ug)\b)"
    rf"|\s*'(?P<year3>[012]\d)(?!\d)"
    rf"|(?:\s+|-)(?:the\s+)?(?P<days2>{_ONE}(?:{_JOIN}{_ONE})*)"
)
# 12-Dec-19, 12 Dec 19: after a day
_SHORT_YEAR = expression(r"-(?P<year>[12]\d)(?![\d-]|st|nd|rd|th)|\s(?P<spaced>[12]\d)(?=\s*[,.;):]|\s*\Z)")
_DATE_BEFORE = expression(r"[A-Za-z]{3}-\d\d\s*(?:,|and|&|to)\s*(?:on\s+)?(?=\d)")
# what counts days, cycles or grades
_COUNTED = expression(
    r"(?i)\b(?:days?|weeks?|d|cycles?|courses?|grades?|stages?|lines?|phase|version|score|level|doses?)[ -]?[-+]?\Z|[\dg²l] ?[x×*] ?\Z|(?:\b(?:to|and|through|until|or)|[,;])\s[-+]\Z"  # "30 mg/m2 x 2, and on 17 November", "days -5 to -3, and on 5 May"
)
_LAST_ONE = expression(rf"{_ONE}(?:{_JOIN}{_ONE})*{_JOIN}(?={_ONE}\Z)")
# 2020 August 15
_YEAR_BEFORE = expression(rf"(?<![\w.,/-])(?P<year>{YEAR})[ ]\Z")
# September of the same year, in May of the next year, May the following year
_OF_YEAR = expression(
    r"(?i),?\s+(?:of\s+|in\s+)?(?P<which>the\s+same|that|the\s+(?:next|following|subsequent|ensuing))\s+year\b"
)
_PREPOSITION = expression(
    r"(?i)\b(?:in|since|until|till|by|from|to|through|between|during|after|before|early|mid|late|of|and|or|last|this|that|same|following|next|"
    r"previous|around|circa|end\s+of|beginning\s+of|scheduled\s+for|planned\s+for|fixed\s+for|booked\s+for|intended\s+for|foreseen\s+for|on)[\s-]+(?:the\s+month\s+of\s+)?\Z"
)
_AND_MONTH = expression(
    rf"\s*(?:-|,|to|and|or|through|until)\s*(?:{'|'.join((*calendar.month_name[1:], *calendar.month_abbr[1:]))}|Sept)\b"
)
_PART = expression(
    r"(?i)\b(?P<part>early|mid|middle|late|beginning|start|end)(?:[\s-]+(?:of\s+|in\s+|to\s+late\s+)?(?:the\s+)?)?\Z"
)
_PARTS = {
    "early": "early",
    "beginning": "early",
    "start": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "end": "late",
}
_JOINED = expression(
    r"\s*(?:-|,|,?\s*(?:to|through|until|till|and|or))\s*(?:(?:again|then|later|once more)\s+)?(?:on\s+|in\s+|the\s+)*\Z"
)
# the following September, next May
_NEXT_MONTH = expression(r"(?i)\b(?:the\s+(?:following|next|ensuing)|next)\s+\Z")


@dataclass(slots=True)
class _Found:
    """One value of an expression before the years of its neighbours are known."""

    start: int
    end: int
    year: int | None
    month: int
    days: list[int] = field(default_factory=list)
    joint: str | None = None
    flags: tuple[str, ...] = ()


def month_number(name: str) -> int:
    """'Sept.' -> 9."""
    return _MONTHS.index(name[:3].lower()) + 1


def find_named(text: str) -> Iterator[TimeMention]:
    """'in January, March and June 2019' -> three months of 2019; 'on the 13th of March' -> --03-13."""
    found = [f for match in _MONTH.finditer(text) if (f := _around_month(text, match))]
    for following, this in itertools.pairwise(reversed(found)):
        between = text[this.end : following.start]
        if this.year is None and following.year and _JOINED.match(between) and this.month <= following.month:
            this.year = following.year
    for this in found:
        yield from _mentions(text, this)


def _around_month(text: str, match: re.Match[str]) -> _Found | None:
    """The days before and after a month's name, and its year."""
    start, end = match.span()
    before = _DAYS_BEFORE.search(text, max(0, start - 40), start)
    days_at, days_text = before.span("days") if before else (start, start), before["days"] if before else None
    if before and (another := _DATE_BEFORE.match(text, max(0, before.start() - 4))):
        days_at, days_text = (another.end(), days_at[1]), text[another.end() : days_at[1]]  # "12-Dec-19 and 14-Dec-19"
    if days_text and _COUNTED.search(text, max(0, days_at[0] - 12), days_at[0]):
        days_text = _LAST_ONE.sub(
            "", days_text
        )  # "from day -6 to day -1, and on 1 July": the last alone is of the month
        days_at = (days_at[1] - len(days_text), days_at[1])
    after, year, after_days = _after_month(text, end, dated=before is not None)
    if not year and (lead := _YEAR_BEFORE.search(text, max(0, start - 8), start)):
        days_text, year, days_at = None, int(lead["year"]), lead.span("year")
    if days_text and after and after_days and not year:
        after, after_days = None, None  # "13 March 20 mg": the day stands before
    if days_text and after_days and year and "\n" in text[days_at[0] : start]:
        days_text, days_at = None, (start, start)  # "cycle 1\nNov 20, 2023": the line before is another
    days_text, start = days_text or after_days, days_at[0]
    if after and match[0].endswith(".") and not (year or after_days):
        after = None
    if not days_text and not year and not _stands_alone(text, match):
        return None
    if before and not year and match[0] == "May" and re.match(r"\s+(?:be|have|not|also)\b", text[end:]):
        return None
    of_year = None if year else _OF_YEAR.match(text, after.end() if after else end)
    after = of_year or after
    end = after.end() if after else (end - 1 if match[0].endswith(".") else end)
    part = None if days_text else _PART.search(text, max(0, start - 20), start)
    days = [int(d) for d in re.findall(r"\d+", days_text)] if days_text else []
    found = _Found(start, end, year, month_number(match[0]), days, _joint(text, start, days_text) if len(days) > 1 else None)  # fmt: skip
    if part:
        found.start, found.flags = part.start(), (_PARTS[part["part"].lower()],)
    if of_year:
        found.flags += ("same_year" if of_year["which"].split()[-1].lower() in ("same", "that") else "next_year",)
    elif not year and _NEXT_MONTH.search(text, max(0, start - 16), start):
        found.flags += ("coming",)
    return found


def _after_month(text: str, end: int, *, dated: bool) -> tuple[re.Match[str] | None, int | None, str | None]:
    """What follows a month's name, with its year and its days: ' 13, 2019' -> 2019, '13'; after a day also '-19'."""
    after = _AFTER.match(text, end)
    year = after and (after["year"] or after["year2"] or (after["year3"] and "20" + after["year3"]))
    if dated and not year and (short := _SHORT_YEAR.match(text, end)):
        return short, 2000 + int(short["year"] or short["spaced"]), None
    return after, int(year) if year else None, (after["days"] or after["days2"]) if after else None


def _joint(text: str, start: int, days: str | None) -> str:
    """How several days are joined: '13 to 15' -> range, '5, 12 and 19' -> list."""
    between = re.search(r"(?i)\bbetween\s+\Z", text[max(0, start - 9) : start])
    ranged = between or re.search(r"-|~|to|through|until|till", days or "")
    return "range" if ranged and len(re.findall(r"\d+", days or "")) == 2 else "list"


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a month without day and year is one: 'in March', not 'may', 'Mar', 'March et al.'."""
    name = match[0].rstrip(".")
    if len(name) < 4 and name != "May":
        return bool(
            re.match(r"\s*(?:-|to|through|until)\s*[A-Z][a-z]{2,8}\.?[\s/]\d{4}", text[match.end() : match.end() + 26])
        )
    before = text[max(0, match.start() - 24) : match.start()]
    if _AND_MONTH.match(text, match.end()) or _OF_YEAR.match(text, match.end()):
        return True
    if (
        name == "May"
        and not _AND_MONTH.match(text, match.end())
        and not re.search(r"(?i)\b(?:in|since|until|early|mid|late|by|of|last|between|from|to|and)[\s-]+\Z", before)
    ):
        return False
    return bool(_PREPOSITION.search(before)) and not re.match(
        r"\s+(?:et\s+al|[A-Z]{1,2}\b)", text[match.end() : match.end() + 8]
    )


def _mentions(text: str, found: _Found) -> Iterator[TimeMention]:
    year = f"{found.year:04d}" if found.year else "-"
    month = f"{year}-{found.month:02d}"
    values = [f"{month}-{day:02d}" for day in found.days] or [month]
    for group, value in enumerate(values):
        yield date_mention(
            text, found.start, found.end, value, "month_name", group=group, joint=found.joint, flags=found.flags
        )
