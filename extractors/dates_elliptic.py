"""Dates told without their month: `on 3 May and again on the 10th`, `Christmas Day 2021`."""

from collections.abc import Iterator, Sequence

from extractors.dates_mention import YEAR, date_mention
from extractors.expressions import expression
from extractors.mentions import TimeMention

# "again on the 10th", "until the 14th of that month"; not "the 10th day", "the 2nd cycle"
_THE_NTH = expression(
    r"(?i)\b(?:on|by|from|since|until|till|to|and|,)\s+the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?:(?P<month>\s+of\s+(?:that|the\s+same)\s+month)|(?=\s*(?:[,.;:)]|\Z)|\s+(?:and|she|he|they|we|it|the|a|an|was|were|with|in|until|to|after|for|his|her|when|because)\b))"
)
# the month that is meant stands not farther before
_NEAR = 220
_TO_THE_DAY = expression(r"(?:\d{4}|-)-\d\d-\d\d")
_FEASTS = {
    "christmas day": "12-25",
    "christmas eve": "12-24",
    "boxing day": "12-26",
    "new year's eve": "12-31",
    "new year's day": "01-01",
}
_FEAST = expression(
    rf"(?i)\b(?P<name>christmas (?:day|eve)|boxing day|new year's (?:day|eve))(?:,?\s(?:of\s)?(?P<year>{YEAR})(?!\d))?"
)


def find_elliptic(text: str, dates: Sequence[TimeMention]) -> Iterator[TimeMention]:
    """Days of the month that was named last, and feasts: 'on 3 May 2021 and on the 10th' -> 2021-05-10."""
    for match in _THE_NTH.finditer(text):
        day, start = int(match["day"]), match.start("day")
        earlier = [m for m in dates if m.end <= match.start() + 1 and start - m.end < _NEAR]
        if not earlier or "\n\n" in text[earlier[-1].end : start]:
            continue
        value = str(earlier[-1].value)
        if not _TO_THE_DAY.fullmatch(value) or not int(value[-2:]) < day <= 31:
            continue
        yield date_mention(text, start, match.end("month") if match["month"] else match.end("day") + 2, f"{value[:-2]}{day:02d}", "elliptic_date")  # fmt: skip
    for match in _FEAST.finditer(text):
        year = match["year"] or "-"
        yield date_mention(text, match.start(), match.end(), f"{year}-{_FEASTS[match['name'].lower()]}", "feast")
