"""Years alone: `in 2015`, `spring of 2019`, `(2008, 2013 and 2014)`, `2015: diagnosis; 2016-2017: FCR`."""

import re
from collections.abc import Iterator

from extractors.dates_mention import YEAR, date_mention
from extractors.expressions import expression
from extractors.mentions import TimeMention

# in 2015, since 2015, from 2015 to 2017, spring of 2019, between 2010 and 2012, (2015-2017), winter 2019/2020, since 2018/19
_YEAR_ALONE = expression(
    rf"""
    \b(?:(?i:in|since|until|till|by|from|during|before|after|late|early|mid|between|around|through|
       (?P<season>spring|summer|autumn|fall|winter)(?:\s+(?:of|in))?|the\s+year|(?:end|beginning|half|turn|course|rest|remainder|quarter|autumn|start|middle)\s+of|
       Q[1-4]|diagnosed|relapsed|transplanted|autografted|allografted|dx'?d?))
    [\s-]+(?:the\s+year\s+|early\s+|mid-?\s*|late\s+|about\s+)?
    (?P<year>{YEAR})(?P<listed>(?:,\s*{YEAR}(?!\d))*(?=,?\s*and\s))?(?:,?\s*(?P<join>-|to|and|until|through|or)\s*(?P<year2>{YEAR})|/(?P<slash>{YEAR}|\d\d(?!\d)))?
    (?![\w/%^-]|[.,:]\d|\s?(?:x\s?10|mg|ug|mL|ml|cells|IU|U/|patients|cases|subjects|adults|children|ASTCT|WHO|NIH|criteria|classification|guideline|consensus))
    """,
    re.VERBOSE,
)
# in 2013 and 2015 alone in brackets: "colonoscopies (2008, 2013 and 2014)", not "(WHO 2016)" or "Smith et al. (2013)"
_YEARS_IN_BRACKETS = expression(rf"(?<=\()(?P<years>{YEAR}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s?-\s?){YEAR})*)(?=\))")
# the items of a timeline: "2015: diagnosis; 2016-2017: FCR; 2018 ibrutinib"
_YEAR_ITEM = expression(
    rf"(?m)(?:^[\s*•|-]*|[;|]\s|:\s)(?P<year>{YEAR})(?P<join>\s?-\s?)?(?(join)(?P<year2>{YEAR}))(?=\s?[:,|]\s|\s-\s|\s[A-Za-z])(?!\s(?:patients|cases|subjects|cells))"
)
_SOURCE = expression(r"(?:et\s+al\.?,?|\b(?:WHO|NIH|ASTCT|EBMT|FDA|EMA|ICC|ELN|ESMO|NCCN|ASH|ASCO|IMWG|IWG))\s+\Z")
_NAMED_SOURCE = expression(
    r"(?:\bal\.?,?|(?<![\w-])[A-Z][a-z'-]+(?:-[A-Z][a-z]+)?|\b(?:WHO|NIH|ASTCT|ASBMT|EBMT|FDA|EMA|ICC|ELN|ESMO|NCCN|ASH|ASCO|IMWG|IWG|iwCLL|IWCLL|MAGIC|CTCAE|NCI|EORTC|MSG|RECIST|colleagues|co-?workers|criteria|classification|guidelines?|version|edition|consensus|grading|study|trial|report))\s\(\Z"
)


def find_years(text: str, taken: list[tuple[int, int]]) -> Iterator[TimeMention]:
    """Years that are no part of another date (`taken`): 'from 2015 to 2017' -> 2015 and 2017."""
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
        if m["year2"] or any(0 <= i + k < len(items) and abs(items[i + k].start() - m.start()) < 250 for k in (-1, 1))
    ]  # fmt: skip
    for m in near:
        end = m.end("year2") if m["year2"] else m.end("year")
        joint = "range" if m["year2"] else None
        for group, value in enumerate(v for v in (m["year"], m["year2"]) if v):
            yield date_mention(text, m.start("year"), end, value, "year", group=group, joint=joint)


def _years_in_brackets(text: str) -> Iterator[TimeMention]:
    for match in _YEARS_IN_BRACKETS.finditer(text):
        ranged = match["years"][4:-4].strip() == "-"
        if not ranged and _NAMED_SOURCE.search(text, max(0, match.start() - 24), match.start()):
            continue
        years = list(re.finditer(r"\d{4}", match["years"]))
        joint = None if len(years) == 1 else "range" if "-" in match["years"] and len(years) == 2 else "list"
        for group, year in enumerate(years):
            yield date_mention(text, match.start(), match.end(), year[0], "year", group=group, joint=joint)


def _years(text: str, match: re.Match[str]) -> Iterator[TimeMention]:
    start = match.start("season") if match["season"] else match.start("year")
    if _SOURCE.search(text, max(0, match.start() - 12), match.start()) or _cited(text, match):
        return
    second = match["year2"] or (match["slash"] and match["year"][: 4 - len(match["slash"])] + match["slash"])
    if match["slash"] and int(second) != int(match["year"]) + 1:
        return
    end = match.end("year2") if match["year2"] else match.end("slash") if match["slash"] else match.end("year")
    flags = (match["season"].lower(),) if match["season"] else ()
    joint = None if not second else "list" if match["join"] in ("and", "or") else "range"
    between = re.findall(r"\d{4}", match["listed"] or "") if match["year2"] else []
    for group, value in enumerate(v for v in (match["year"], *between, second) if v):
        yield date_mention(text, start, end, value, "year", group=group, joint=joint, flags=flags)


def _cited(text: str, match: re.Match[str]) -> bool:
    """'in 2019 [4]' tells of a year, 'in 2019;133:1' is a reference."""
    return bool(re.match(r"\s*;\s*\d", text[match.end() : match.end() + 4]))
