"""Calendar dates in all notations: `March 13 to 15, 2019`, `13.3.2021`, `05/2015`, `in 2015`, `February 9`.

Values keep the report's precision: `2019-03-13`, `2019-03`, `2019`; without a year `--02-09`, `--03` (ISO 8601-1:2019, 5.2.2).
"""

import calendar
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.mentions import TimeMention

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(?:J(?i:an(?:uary)?|une?|uly?)|F(?i:eb(?:ruary)?)|M(?i:ar(?:ch)?|ay)|A(?i:pr(?:il)?|ug(?:ust)?)|S(?i:ept?(?:ember)?)"
    r"|O(?i:ct(?:ober)?)|N(?i:ov(?:ember)?)|D(?i:ec(?:ember)?))(?![A-Za-z])\.?"
)
_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_NOT_A_DAY = (
    r"(?![\d%°]|[.,/]\d|\s?(?:mg|ug|g|ml|mL|kg|Gy|cycles?|patients?|cases?|days?|weeks?|months?|years?|hours?|h|x)\b)"
)
_ONE = rf"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th)\b)?{_NOT_A_DAY}"
_JOIN = r"\s*(?:-|~|/|,?\s*(?:to|and|through|until|till|or)\b|,|&|(?<=\s)\+(?=\s)|(?<=\d\d)\+(?=\d\d\b))\s*(?:the\s+|(?<!,\s)on\s+)?"

# before the month: "13 ", "13th of ", "29 and 30 ", "13-15 ", "13-" of 13-Mar-2019
# not the figures of "7+3, 4 to 10 March", "90 mg/m2, 3-4 April", "CD19, 3 April"
_DAYS_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z\d.,/+])|(?<=\bon)|(?<=\bto)|(?<=\bfrom))(?P<days>{_ONE}(?:{_JOIN}{_ONE})*)\.?(?:\s*-\s*|/|\s*)(?:day\s+)?(?:of\s+)?\Z"
)
# after the month: " 13, 2019", " 13 to 15, 2019", "-13-2019", " 5 and 12", ", 2019", "/2019"
_AFTER = re.compile(
    rf"(?:\s*-\s*|\s*/\s*|\s*)(?:the\s+)?(?P<days>{_ONE}(?:{_JOIN}{_ONE})*)(?:\s*,\s*|\s*-\s*|\s+(?:of\s+)?|/)(?P<year>{_YEAR})(?![\d])"
    rf"|\s*,?\s*(?:of\s+(?:the\s+year\s+)?|[-/]\s*)?(?P<year2>{_YEAR})(?!\d|\s*(?:mg|mL|ug)\b)"
    rf"|\s*'(?P<year3>[012]\d)(?!\d)"
    rf"|(?:\s+|-)(?:the\s+)?(?P<days2>{_ONE}(?:{_JOIN}{_ONE})*)"
)
_PREPOSITION = re.compile(
    r"(?i)\b(?:in|since|until|till|by|from|to|through|between|during|after|before|early|mid|late|of|and|or|last|this|following|next|"
    r"previous|around|circa|end\s+of|beginning\s+of|on)[\s-]+(?:the\s+month\s+of\s+)?\Z"
)
_AND_MONTH = re.compile(
    rf"\s*(?:-|,|to|and|or|through|until)\s*(?:{'|'.join((*calendar.month_name[1:], *calendar.month_abbr[1:]))}|Sept)\b"
)
_PART = re.compile(
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

# 2019-03-13, 2019/3/13, 2019-03, 14.03.2021, 03/14/2021, 03/14/21, 05/2015, 6.10.-8.10.2021, 3/9-3/11/2021, 13.-15.3.2019
_NUMERIC = re.compile(
    rf"""
    (?:(?<![\w/.:;^-])|(?<=(?:19|20)\d\d-))
    (?:
        (?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>0?[1-9]|1[0-2])(?:(?P=s1)(?P<d1>0?[1-9]|[12]\d|3[01]))?
      | (?:(?P<lowday>\d{{1,2}})[.]?(?:(?P<lowsep>[./])(?P<lowmonth>\d{{1,2}})[.]?)?(?:\s?(?:-|/)\s?|(?<=\.)\s(?P<word>to|and|until|till|through|bis|und|\+)\s(?:on\s)?))?
        (?P<a>\d{{1,2}})(?P<s2>[-/.])\s?(?P<b>\d{{1,2}})(?P=s2)\s?(?P<y2>{_YEAR}|\d\d(?=[\s,;.)]|\Z))
      | (?:(?P<lowm>0?[1-9]|1[0-2])[ ]?-[ ]?(?=\d\d?/))?(?P<m3>0?[1-9]|1[0-2])[/.-](?P<y3>{_YEAR})
    )
    (?![\w/%]|-(?!\d{{1,2}}[./]\d)|[.:]\d|\s?(?:mm|cm|kPa|mg|m[lL])\b)
    """,
    re.VERBOSE,
)
# on 3/14 (where the report writes its dates with slashes), am 6.10.
_SHORT = re.compile(
    r"(?i)\b(?:on|from|since|until|to|by)\s+(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?(sep)(?![\w/%]|[.]\d))(?=[\s,;.)])"
)
# in 2015, since 2015, from 2015 to 2017, spring of 2019, between 2010 and 2012, (2015-2017)
_YEAR_ALONE = re.compile(
    rf"""
    \b(?:(?i:in|since|until|till|by|from|during|before|after|late|early|mid|between|around|through|
       (?P<season>spring|summer|autumn|fall|winter)(?:\s+(?:of|in))?|the\s+year|(?:end|beginning|half|turn|course|rest|remainder|quarter|autumn|start|middle)\s+of))
    [\s-]+(?:the\s+year\s+|early\s+|mid-?\s*|late\s+|about\s+)?
    (?P<year>{_YEAR})(?P<listed>(?:,\s*{_YEAR}(?!\d))*(?=,?\s*and\s))?(?:,?\s*(?P<join>-|to|and|until|through|or)\s*(?P<year2>{_YEAR}))?
    (?![\w/%^-]|[.,:]\d|\s?(?:x\s?10|mg|ug|mL|ml|cells|IU|U/|patients|cases|subjects|adults|children|ASTCT|WHO|NIH|criteria|classification|guideline|consensus))
    """,
    re.VERBOSE,
)
# in 2013 and 2015 alone in brackets: "colonoscopies (2008, 2013 and 2014)", not "(WHO 2016)" or "Smith et al. (2013)"
_YEARS_IN_BRACKETS = re.compile(rf"(?<=\()(?P<years>{_YEAR}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s?-\s?){_YEAR})*)(?=\))")
# the items of a timeline: "2015: diagnosis; 2016-2017: FCR; 2018 ibrutinib"
_YEAR_ITEM = re.compile(
    rf"(?m)(?:^[\s*•|-]*|[;|]\s|:\s)(?P<year>{_YEAR})(?P<join>\s?-\s?)?(?(join)(?P<year2>{_YEAR}))(?=\s?[:,|]\s|\s-\s|\s[A-Za-z])(?!\s(?:patients|cases|subjects|cells))"
)
_SOURCE = re.compile(r"(?:et\s+al\.?,?|\b(?:WHO|NIH|ASTCT|EBMT|FDA|EMA|ICC|ELN|ESMO|NCCN|ASH|ASCO|IMWG|IWG))\s+\Z")
_NAMED_SOURCE = re.compile(
    r"(?:\bal\.?,?|(?<![\w-])[A-Z][a-z'-]+(?:-[A-Z][a-z]+)?|\b(?:WHO|NIH|ASTCT|ASBMT|EBMT|FDA|EMA|ICC|ELN|ESMO|NCCN|ASH|ASCO|IMWG|IWG|iwCLL|IWCLL|MAGIC|CTCAE|NCI|EORTC|MSG|RECIST|colleagues|co-?workers|criteria|classification|guidelines?|version|edition|consensus|grading|study|trial|report))\s\(\Z"
)
_RELATION = re.compile(
    r"(?i)\b(?P<word>from|since|until|till|to|through|before|prior\s+to|after|following|within|between|during|by|of|as\s+of)\s+"
    r"(?:the\s+|early\s+|mid-?\s*|late\s+|end\s+of\s+|beginning\s+of\s+)*\Z"
)
_RELATIONS = {"from": "from", "since": "since", "until": "until", "till": "until", "to": "until", "through": "until", "before": "before",
              "prior to": "before", "after": "after", "following": "after", "within": "within", "between": "from", "during": "over"}  # fmt: skip
_JOINED = re.compile(r"\s*(?:-|,?\s*(?:to|through|until|till|and|or))\s*(?:on\s+|the\s+)?\Z")


@dataclass(slots=True)
class _Found:
    """One value of an expression before the years of its neighbours are known."""

    start: int
    end: int
    year: int | None
    month: int
    days: list[int] = field(default_factory=list)
    joint: str | None = None
    part: str | None = None


def find_dates(text: str) -> Iterator[TimeMention]:
    """Calendar dates: 'March 13 to 15, 2019' -> 2019-03-13 and 2019-03-15; 'in March' -> --03; 'in 2015' -> 2015."""
    taken: list[tuple[int, int]] = []
    for mention in (*_numeric_dates(text), *_named_dates(text)):
        taken.append((mention.start, mention.end))
        yield mention
    for match in _YEAR_ALONE.finditer(text):
        if not any(start < match.end("year") and match.start("year") < end for start, end in taken):
            yield from _years(text, match)
    if "(19" in text or "(20" in text:
        yield from _years_in_brackets(text)
    yield from _year_items(text, taken)


def _year_items(text: str, taken: list[tuple[int, int]]) -> Iterator[TimeMention]:
    """Years that open the items of a timeline, where there are several: '2015 diagnosis; 2016 FCR'."""
    items = [
        m for m in _YEAR_ITEM.finditer(text) if not any(s < m.end("year") and m.start("year") < e for s, e in taken)
    ]
    near = [
        m for i, m in enumerate(items)
        if any(0 <= i + k < len(items) and abs(items[i + k].start() - m.start()) < 250 for k in (-1, 1))
    ]  # fmt: skip
    for m in near:
        end = m.end("year2") if m["year2"] else m.end("year")
        joint = "range" if m["year2"] else None
        for group, value in enumerate(v for v in (m["year"], m["year2"]) if v):
            yield _mention(text, m.start("year"), end, value, "year", group=group, joint=joint)


def _years_in_brackets(text: str) -> Iterator[TimeMention]:
    for match in _YEARS_IN_BRACKETS.finditer(text):
        ranged = match["years"][4:-4].strip() == "-"
        if not ranged and _NAMED_SOURCE.search(text, max(0, match.start() - 24), match.start()):
            continue
        years = list(re.finditer(r"\d{4}", match["years"]))
        joint = None if len(years) == 1 else "range" if "-" in match["years"] and len(years) == 2 else "list"
        for group, year in enumerate(years):
            yield _mention(text, match.start(), match.end(), year[0], "year", group=group, joint=joint)


def month_number(name: str) -> int:
    """'Sept.' -> 9."""
    return _MONTHS.index(name[:3].lower()) + 1


def _named_dates(text: str) -> Iterator[TimeMention]:
    found = [f for match in _MONTH.finditer(text) if (f := _around_month(text, match))]
    for this, following in itertools.pairwise(found):
        between = text[this.end : following.start]
        if this.year is None and following.year and _JOINED.match(between) and this.month <= following.month:
            this.year = following.year
    for this in found:
        yield from _mentions(text, this)


def _around_month(text: str, match: re.Match[str]) -> _Found | None:
    """The days before and after a month's name, and its year."""
    month, start, end = month_number(match[0]), match.start(), match.end()
    before = _DAYS_BEFORE.search(text, max(0, start - 40), start)
    after = _AFTER.match(text, end)
    year, after_days = None, None
    if after:
        number = after["year"] or after["year2"] or (after["year3"] and "20" + after["year3"])
        year, after_days = (int(number) if number else None), after["days"] or after["days2"]
    if before and after and after_days and not year and not after["year"]:
        after, after_days = None, None  # "13 March 20 mg": the day stands before
    if before and after_days and year and "\n" in before[0]:
        before = None  # "cycle 1\\nNov 20, 2023": the line before is another
    days_text = before["days"] if before else after_days
    if after and match[0].endswith(".") and not (year or after_days):
        after = None
    if not days_text and not year and not _stands_alone(text, match):
        return None
    if before and not year and match[0] == "May" and re.match(r"\s+(?:be|have|not|also)\b", text[end:]):
        return None
    start = before.start() if before else start
    end = after.end() if after else (end - 1 if match[0].endswith(".") else end)
    part = None if days_text else _PART.search(text, max(0, start - 20), start)
    days = [int(d) for d in re.findall(r"\d+", days_text)] if days_text else []
    joint = None
    if len(days) > 1:
        between = re.search(r"(?i)\bbetween\s+\Z", text[max(0, start - 9) : start])
        ranged = between or re.search(r"-|~|to|through|until|till", days_text or "")
        joint = "range" if ranged and len(days) == 2 else "list"
    return _Found(
        part.start() if part else start, end, year, month, days, joint, _PARTS[part["part"].lower()] if part else None
    )


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether a month without day and year is one: 'in March', not 'may', 'Mar', 'March et al.'."""
    name = match[0].rstrip(".")
    if len(name) < 4 and name != "May":
        return bool(
            re.match(r"\s*(?:-|to|through|until)\s*[A-Z][a-z]{2,8}\.?\s\d{4}", text[match.end() : match.end() + 26])
        )
    before = text[max(0, match.start() - 24) : match.start()]
    if _AND_MONTH.match(text, match.end()):
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
    flags = (found.part,) if found.part else ()
    for group, value in enumerate(values):
        yield _mention(text, found.start, found.end, value, "month_name", group=group, joint=found.joint, flags=flags)


def _mention(text: str, start: int, end: int, value: str, rule: str, *, group: int = 0, joint: str | None = None,
             flags: tuple[str, ...] = (), candidates: tuple[str, ...] = ()) -> TimeMention:  # fmt: skip
    before = _RELATION.search(text, max(0, start - 28), start)
    relation = _RELATIONS.get(" ".join(before["word"].lower().split())) if before else None
    return TimeMention(
        start=start,
        end=end,
        rule=rule,
        flags=flags,
        kind="date",
        value=value,
        group=group,
        joint=joint,
        relation=relation,
        candidates=candidates,
    )


def _numeric_dates(text: str) -> Iterator[TimeMention]:
    matches = [m for m in _NUMERIC.finditer(text) if _valid(text, m)]
    order = _order(matches)
    for match in matches:
        yield from _numeric(text, match, order)
    if any(m["s2"] == "." for m in matches):
        yield from _dotted(text, [m.span() for m in matches])
    if any(m["s2"] == "/" for m in matches):
        taken = {m.start() for m in matches}
        for match in _SHORT.finditer(text):
            a, b = int(match["a"]), int(match["b"])
            month, day = (b, a) if match["sep"] == "." or order == "dmy" else (a, b)
            if match.start("a") not in taken and 1 <= month <= 12 and 1 <= day <= 31 and match["sep"] == "/":
                yield _mention(text, match.start("a"), match.end("b"), f"--{month:02d}-{day:02d}", "numeric_date")


# 27.06. in a report that writes 20.06.2022
_SHORT_DOTTED = re.compile(
    r"(?:(?<=^)|(?<=[\n;(,]\s)|(?<=[\n;(])|(?<=\b(?:on|by|to)\s)|(?<=\bsince\s)|(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\band\s))(?P<a>\d\d)\.(?P<b>\d\d)\.(?=\s[^A-Z]|[,;)])"
)


def _dotted(text: str, taken: list[tuple[int, int]]) -> Iterator[TimeMention]:
    for m in _SHORT_DOTTED.finditer(text):
        day, month = int(m["a"]), int(m["b"])
        if 1 <= day <= 31 and 1 <= month <= 12 and not any(s < m.end() and m.start() < e for s, e in taken):
            yield _mention(text, m.start(), m.end(), f"--{month:02d}-{day:02d}", "numeric_date")


def _valid(text: str, match: re.Match[str]) -> bool:
    if match["m3"]:
        return match[0][-5] != "-" or (len(match["m3"]) == 2 and not match["lowm"])
    if match["y1"]:
        return bool(match["d1"]) or (match["s1"] != "." and len(match["m1"]) == 2)
    a, b = int(match["a"]), int(match["b"])
    if len(match["y2"]) == 2 and not _short_year(text, match):
        return False
    return 1 <= a <= 31 and 1 <= b <= 31 and (a <= 12 or b <= 12)


def _short_year(text: str, match: re.Match[str]) -> bool:
    """Whether '10/22/20' is a date: written in full with slashes or dots, or after a preposition; else it may be three measures."""
    if match["s2"] == "-":
        return False
    if len(match["a"]) + len(match["b"]) == 4:
        return True
    return bool(
        re.search(
            r"(?i)\b(?:on|from|to|until|since|by|dated|of)\s+\Z", text[max(0, match.start("a") - 8) : match.start("a")]
        )
    )


def _order(matches: list[re.Match[str]]) -> str | None:
    """Which comes first in 03/04/2020, by the report's other dates: 'mdy', 'dmy' or None."""
    full = [m for m in matches if m["a"] and m["s2"] != "."]
    day_first, month_first = any(int(m["a"]) > 12 for m in full), any(int(m["b"]) > 12 for m in full)
    return "dmy" if day_first and not month_first else "mdy" if month_first and not day_first else None


def _numeric(text: str, match: re.Match[str], order: str | None) -> Iterator[TimeMention]:
    if match["y1"] or match["m3"]:
        year, month = match["y1"] or match["y3"], int(match["m1"] or match["m3"])
        day = f"-{int(match['d1']):02d}" if match["d1"] else ""
        if match["lowm"] and int(match["lowm"]) < month:  # 03-05/2018
            for group, m in enumerate((int(match["lowm"]), month)):
                yield _mention(text, match.start(), match.end(), f"{year}-{m:02d}", "numeric_date", group=group, joint="range")  # fmt: skip
            return
        yield _mention(text, match.start(), match.end(), f"{year}-{month:02d}{day}", "numeric_date")
        return
    a, b = int(match["a"]), int(match["b"])
    year = match["y2"] if len(match["y2"]) == 4 else f"20{match['y2']}"
    candidates: tuple[str, ...] = ()
    day_first, month_first = f"{year}-{b:02d}-{a:02d}", f"{year}-{a:02d}-{b:02d}"
    if match["s2"] == "." or a > 12 or order == "dmy":
        value, dmy = day_first, True
    elif b > 12 or order == "mdy":
        value, dmy = month_first, False
    else:
        value, dmy = month_first, False
        candidates = (month_first, day_first) if a != b else ()
    flags = ("ambiguous_order",) if candidates else ()
    low = _low_end(match, value, dmy=dmy)
    start = match.start() if low else match.start("a")
    for group, v in enumerate([low, value] if low else [value]):
        joint = ("list" if match["word"] in {"and", "und", "+"} else "range") if low else None
        yield _mention(
            text,
            start,
            match.end(),
            v,
            "numeric_date",
            group=group,
            joint=joint,
            flags=flags,
            candidates=candidates if v == value else (),
        )


def _low_end(match: re.Match[str], high: str, *, dmy: bool) -> str | None:
    """The first date of '6.10.-8.10.2021' or '13.-15.3.2019'."""
    if not match["lowday"]:
        return None
    year, month, _ = high.split("-")
    first, second = int(match["lowday"]), int(match["lowmonth"] or 0)
    day, month_n = (first, second) if dmy and second else (second, first) if second else (first, int(month))
    return f"{year}-{month_n:02d}-{day:02d}" if 1 <= day <= 31 and 1 <= month_n <= 12 else None


def _years(text: str, match: re.Match[str]) -> Iterator[TimeMention]:
    start = match.start("season") if match["season"] else match.start("year")
    if _SOURCE.search(text, max(0, match.start() - 12), match.start()) or _cited(text, match):
        return
    end = match.end("year2") if match["year2"] else match.end("year")
    flags = (match["season"].lower(),) if match["season"] else ()
    joint = None if not match["year2"] else "list" if match["join"] in ("and", "or") else "range"
    between = re.findall(r"\d{4}", match["listed"] or "") if match["year2"] else []
    for group, value in enumerate(v for v in (match["year"], *between, match["year2"]) if v):
        yield _mention(text, start, end, value, "year", group=group, joint=joint, flags=flags)


def _cited(text: str, match: re.Match[str]) -> bool:
    """'in 2019 [4]' tells of a year, 'in 2019;133:1' is a reference."""
    return bool(re.match(r"\s*;\s*\d", text[match.end() : match.end() + 4]))
