"""Dates in figures: `2019-03-13`, `14.03.2021`, `03/14/2021` (order by the report's own evidence), `05/2015`, `6.10.-8.10.2021`."""

import re
from collections.abc import Iterator

from extractors.dates_mention import YEAR, date_mention
from extractors.expressions import expression
from extractors.mentions import TimeMention

# 2019-03-13, 2019/3/13, 2019-03, 14.03.2021, 03/14/2021, 03/14/21, 05/2015, 6.10.-8.10.2021, 3/9-3/11/2021, 13.-15.3.2019
_NUMERIC = expression(
    rf"""
    (?:(?<![\w/.:;^-])|(?<=(?:19|20)\d\d-)|(?<=(?:19|20)\d\d[./]\d\d-))
    (?:
        (?P<y1>{YEAR})(?P<s1>[-/.])(?P<m1>0?[1-9]|1[0-2])(?:(?P=s1)(?P<d1>0?[1-9]|[12]\d|3[01]))?
      | (?:(?P<lowday>\d{{1,2}})[.]?(?:(?P<lowsep>[./])(?P<lowmonth>\d{{1,2}})[.]?)?(?:\s?(?:-|/)\s?|(?<=\.)\s(?P<word>to|and|until|till|through|bis|und|\+)\s(?:on\s)?))?
        (?P<a>\d{{1,2}})(?P<s2>[-/.])\s?(?P<b>\d{{1,2}})(?P=s2)\s?(?P<y2>{YEAR}|\d\d(?=[\s,;.)]|\Z))
      | (?:(?P<lowm>0?[1-9]|1[0-2])[ ]?-[ ]?(?=\d\d?/))?(?P<m3>0?[1-9]|1[0-2])[/.-](?P<y3>{YEAR})
    )
    (?![\w/%]|-(?!\d{{1,2}}[./]\d|(?:19|20)\d\d[./]\d\d(?!\d)|[ ,;)\n]|\Z)|[.:]\d|\s?(?:mm|cm|kPa|mg|m[lL])\b)
    """,
    re.VERBOSE,
)
# on 3/14 (where the report writes its dates with slashes), am 6.10.
_SHORT = expression(
    r"(?i)\b(?:on|from|since|until|to|by)\s+(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?(sep)(?![\w/%]|[.]\d))(?=[\s,;.)])(?!\s(?:allel|match|HLA|loci|locus|unrelated|donor|point|antigen|sibling|mismatch))"
)


# 5/2, 5/3 and (5/4/2022): the days before that share the year
_SHARING = expression(
    r"(?:\b\d{1,2}/\d{1,2}\s*(?:,\s*(?:and\s+)?|and\s+|&\s*|-\s*|(?:to|through|until)\s+)(?:on\s+)?){1,8}\Z"
)
# (20 and 21/06/2022), between 10 and 28/10/2022, on 3, 10 and 17.05.2021: the days before that share the month
_SHARING_MONTH = expression(
    r"(?i)(?:\b(?P<between>between)\s|\b(?:on|from|dated|of)\s|\()(?P<days>\d{1,2}(?:,\s?\d{1,2}){0,5})\.?,?\s(?P<word>and|to|until|till|through|e|y|et|und|&)\s\Z"
)
_ANOTHER = expression(r"\s*(?:,|and|&|-|to|until|,\s*and)\s*(?:on\s+)?")


_ON = expression(r"\s?[-–~]\s?(?:(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\b|(?=[\s,;)]|\Z))")
_FROM = expression(r"(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\s?[-–~]\s?\Z")


def find_numeric(text: str) -> Iterator[TimeMention]:
    """Dates in figures: '14.03.2021' -> 2021-03-14, '5/2, 5/3 and 5/4/2022' -> three, 'on 28/2/20 and 2/3/20' -> two."""
    matches: list[re.Match[str]] = []
    for m in _NUMERIC.finditer(text):
        if _valid(text, m) or (matches and _another(text, matches[-1], m)):
            matches.append(m)
    order = _order(matches)
    shared: list[TimeMention] = []
    for match in matches:
        shared.extend(_sharing(text, match, order))
        yield from _numeric(text, match, order)
    yield from shared
    if any(m["s2"] == "." for m in matches):
        yield from _dotted(text, [m.span() for m in matches])
    if any(m["s2"] == "/" or (m["s1"] == "/" and m["d1"]) for m in matches):
        taken = {m.start() for m in matches} | {m.start for m in shared}
        for match in _SHORT.finditer(text):
            a, b = int(match["a"]), int(match["b"])
            month, day = (b, a) if match["sep"] == "." or (order == "dmy" and b <= 12) or a > 12 else (a, b)
            if match.start("a") not in taken and 1 <= month <= 12 and 1 <= day <= 31 and match["sep"] == "/":
                yield date_mention(text, match.start("a"), match.end("b"), f"--{month:02d}-{day:02d}", "numeric_date")


# 27.06. in a report that writes 20.06.2022
_SHORT_DOTTED = expression(
    r"(?:(?<=^)|(?<=[\n;(,]\s)|(?<=[\n;(])|(?<=\b(?:on|by|to)\s)|(?<=\bsince\s)|(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\band\s))(?P<a>\d\d)\.(?P<b>\d\d)\.(?=\s[^A-Z]|[,;)])"
)


def _dotted(text: str, taken: list[tuple[int, int]]) -> Iterator[TimeMention]:
    for m in _SHORT_DOTTED.finditer(text):
        day, month = int(m["a"]), int(m["b"])
        if 1 <= day <= 31 and 1 <= month <= 12 and not any(s < m.end() and m.start() < e for s, e in taken):
            yield date_mention(text, m.start(), m.end(), f"--{month:02d}-{day:02d}", "numeric_date")


def _another(text: str, earlier: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a date with a short year is one more of a list: "on 28/2/20 and 2/3/20"."""
    if not match["y2"] or match["s2"] != earlier["s2"] or len(earlier["y2"] or "") != 2:
        return False
    a, b = int(match["a"]), int(match["b"])
    return bool(_ANOTHER.fullmatch(text, earlier.end(), match.start())) and 0 < min(a, b) <= 12 and max(a, b) <= 31


def _sharing(text: str, match: re.Match[str], order: str | None) -> Iterator[TimeMention]:
    """The days before a date that share its year: "5/2, 5/3 and 5/4/2022"; those of December before January are of the year before."""
    if match["s2"] != "/" or match["lowday"]:
        return
    lead = _SHARING.search(text, max(0, match.start() - 60), match.start())
    if lead is None:
        return
    year = int(match["y2"]) + (2000 if len(match["y2"]) == 2 else 0)
    dmy = int(match["a"]) > 12 or (order == "dmy" and int(match["b"]) <= 12)
    last = int(match["b" if dmy else "a"])
    for m in re.finditer(r"(\d{1,2})/(\d{1,2})", lead[0]):
        month, day = (int(m[2]), int(m[1])) if dmy else (int(m[1]), int(m[2]))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return
        value = f"{year - (month > last):04d}-{month:02d}-{day:02d}"
        yield date_mention(text, lead.start() + m.start(), lead.start() + m.end(), value, "numeric_date")


def _in_a_range(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a month: "2015.04-2015.09", "2019.11-" of a table."""
    return bool(_ON.match(text, match.end()) or _FROM.search(text, max(0, match.start() - 12), match.start()))


def _valid(text: str, match: re.Match[str]) -> bool:
    if match["m3"]:
        return match[0][-5] != "-" or (len(match["m3"]) == 2 and not match["lowm"])
    if match["y1"]:
        return bool(match["d1"]) or (len(match["m1"]) == 2 and (match["s1"] != "." or _in_a_range(text, match)))
    a, b = int(match["a"]), int(match["b"])
    if len(match["y2"]) == 2 and not _short_year(text, match):
        return False
    return 1 <= a <= 31 and 1 <= b <= 31 and (a <= 12 or b <= 12)


def _short_year(text: str, match: re.Match[str]) -> bool:
    """Whether '10/22/20' is a date: written in full with slashes or dots, or after a preposition; else it may be three measures."""
    if match["s2"] == "-" and len(match["a"]) + len(match["b"]) < 4:
        return False
    if match["s2"] != "-" and len(match["a"]) + len(match["b"]) == 4:
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
                yield date_mention(text, match.start(), match.end(), f"{year}-{m:02d}", "numeric_date", group=group, joint="range")  # fmt: skip
            return
        yield date_mention(text, match.start(), match.end(), f"{year}-{month:02d}{day}", "numeric_date")
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
    start, lows, word = (match.start(), [low], match["word"]) if low else (match.start("a"), [], None)
    before = _SHARING_MONTH.search(text, max(0, start - 40), start) if dmy and not low else None
    if before and all(1 <= int(d) <= 31 for d in re.findall(r"\d+", before["days"])):
        start, word = before.start("days"), "to" if before["between"] else before["word"].lower()
        lows = [f"{value[:8]}{int(d):02d}" for d in re.findall(r"\d+", before["days"])]
    for group, v in enumerate([*lows, value]):
        joint = ("list" if word in {"and", "und", "+", "e", "y", "et", "&"} else "range") if lows else None
        yield date_mention(
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
