"""Weeks, months and years by number: `week 10`, `month +6`, `M+5`, `in the third week`, `the first anniversary`; `the day after infusion`."""

import re
from collections.abc import Iterator

from extractors.dates_days import anchor_after
from extractors.dates_periods import iso
from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.numbers import ORDINAL, number, ordinal

# week 10, month 6, weeks 4 and 8, year 2, at 24 h is found from its unit
_NUMBERED = expression(
    r"\b(?P<unit>[Ww]eeks?|[Mm]onths?|[Ww]k|[Yy]ears?)(?:\s?\+?|-)(?P<first>\d{1,3}(?:\.5)?|one|two|three|four|five|six|seven|eight|ten|twelve)"
    r"(?P<rest>(?:\s*(?:,|-|and|to|or|,\s*and)\s*\+?\d{1,3}(?!\d|\s?(?:mg|ug|mcg|g\b|x|IU|%|days|weeks|months|patients|cells)|[.,]\d))*)(?![\w%]|[.,]\d|\s?(?:mg|%|x|patients|days|weeks|months|years|of\s+\d))"
)
# in the third week, by the 12th month; the first is "first week", which may also be a length
_OF_LIFE = expression(
    r"\s+(?:of\s+(?:life|pregnancy|gestation|(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December)|student|resident)"
)
_ORDINAL_UNIT = expression(
    rf"(?i)(?:\b(?:in|by|during|at|of|from|until)\s+(?:(?:the|her|his|its|their)\s+)?(?P<n>(?!first\b|1st){ORDINAL})|\b(?P<within>within|during|for|over|in)\s+the\s+(?:very\s+)?(?P<first>first))\s\Z"
)


# on the first anniversary of her transplant
_ANNIVERSARY = expression(rf"(?i)\b(?P<n>{ORDINAL})\s+anniversary\b")


def find_numbered(text: str) -> Iterator[TimeMention]:
    """'week 10' -> P10W, 'M+5' -> P5M, 'at M3, M6 and M12' -> three, 'the first anniversary' -> P1Y; 'the day after' places events."""
    yield from _numbered(text)
    if "M+" in text or "W+" in text:
        yield from _plus(text)
    yield from _day_of(text)
    for match in _ANNIVERSARY.finditer(text) if "anniversary" in text else ():
        _, anchor = anchor_after(text, match.end())
        yield TimeMention(start=match.start(), end=match.end(), rule="duration_ordinal", kind="duration", value=f"P{ordinal(match['n'])}Y",
                          relation="after", anchor=anchor)  # fmt: skip
    if "M" in text:
        yield from _visits(text)
    for match in _THE_UNIT.finditer(text):
        yield TimeMention(
            start=match.start("unit"),
            end=match.end(),
            rule="duration_numbered",
            kind="duration",
            value=f"P1{match['unit'][0].upper()}",
            relation="before" if match["side"][0].lower() in "pb" else "after",
        )


# "during the month preceding retransplantation", "in the week before admission"
_THE_UNIT = expression(
    r"(?i)\b(?:during|in|over|within|for|throughout) the (?P<unit>week|month|year) (?P<side>preceding|before|prior to|following|after)\b"
)


def nth_before(text: str, unit: int) -> re.Match[str] | None:
    """The ordinal before a unit of time: 'in the third [week]', 'by her sixth [month]'."""
    return _ORDINAL_UNIT.search(text, max(0, unit - 24), unit)


# at M3, M6 and M12
_VISITS = expression(r"\bat\s+(?P<list>M\d{1,2}(?:(?:\s*,\s*|\s+(?:and|or)\s+|\s*,\s*and\s+|/)M\d{1,2})*)(?![\w-])")


def _visits(text: str) -> Iterator[TimeMention]:
    """'at M3, M6 and M12' -> P3M, P6M and P12M after."""
    for match in _VISITS.finditer(text):
        for visit in re.finditer(r"M(\d{1,2})", match["list"]):
            start = match.start("list") + visit.start()
            yield TimeMention(start=start, end=match.start("list") + visit.end(), rule="duration_numbered", kind="duration", value=f"P{int(visit[1])}M", relation="after")  # fmt: skip


# M+5: five months after the infusion that a chart counts from
_PLUS = expression(r"(?<![\w+])(?P<unit>[MW])\+\s?(?P<n>\d{1,2})(?![\w%+]|[.,]\d)")


def _plus(text: str) -> Iterator[TimeMention]:
    """'M+5: lichenoid changes' -> P5M after, 'W+3' -> P3W."""
    for m in _PLUS.finditer(text):
        yield TimeMention(start=m.start(), end=m.end(), rule="duration_numbered", kind="duration", value=f"P{int(m['n'])}{m['unit']}", relation="after")  # fmt: skip


# the day after infusion, on the day of transplantation, the day before CAR-T
_DAY_OF = expression(
    r"(?i)\b(?P<the>the|one|a)\sday\s(?P<word>after|before|of|prior\sto|following)\s(?!admission|life|illness)"
)


def _day_of(text: str) -> Iterator[TimeMention]:
    """'the day after infusion' -> P1D after, 'on the day of transplantation' -> P0D: places events, no rows."""
    if " day " not in text:
        return
    for match in _DAY_OF.finditer(text):
        if match["the"].lower() != "the":
            continue
        word = match["word"].lower()
        _, anchor = anchor_after(text, match.start("word") - 1)
        yield TimeMention(
            start=match.start(),
            end=match.start("word") - 1,
            rule="duration_vague",
            kind="duration",
            value="P0D" if word == "of" else "P1D",
            relation="before" if word in ("before", "prior to") else "after",
            anchor=anchor,
            vague=True,
        )


def nth_unit(text: str, nth: re.Match[str], unit: re.Match[str]) -> Iterator[TimeMention]:
    """'by the 12th week' -> P12W after; days are found elsewhere."""
    name = unit["unit"].lower()
    if name in ("week", "month", "year"):
        _, anchor = anchor_after(text, unit.end())
        group = "first" if nth["first"] else "n"
        if not _OF_LIFE.match(text, unit.end()):
            yield TimeMention(start=nth.start(group), end=unit.end(), rule="duration_ordinal", kind="duration", value=iso(ordinal(nth[group]), name),
                              relation="within" if nth["first"] else "after", anchor=anchor)  # fmt: skip


def _numbered(text: str) -> Iterator[TimeMention]:
    for match in _NUMBERED.finditer(text):
        lead = text[max(0, match.start() - 10) : match.start()].lower()
        if (
            lead.endswith(("/", "per ", "a ", "each ", "every ", "last ", "this ", "one ", "1 "))
            or lead[-2:].strip().isdigit()
        ):
            continue
        parts = re.findall(r"\d+(?:\.\d+)?", match["rest"])
        joint = (
            None if not parts else "range" if re.match(r"\s*(?:-|to)", match["rest"]) and len(parts) == 1 else "list"
        )
        _, anchor = anchor_after(text, match.end())
        for group, part in enumerate([match["first"], *parts]):
            yield TimeMention(start=match.start(), end=match.end(), rule="duration_numbered", kind="duration", value=iso(number(part), match["unit"]), group=group,
                              joint=joint, relation="after", anchor=anchor)  # fmt: skip
