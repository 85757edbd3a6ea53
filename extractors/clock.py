"""The narrative's clock: partial dates, missing years, numbered days from an anchor.

Dates keep the report's precision as ISO strings (`2019`, `2019-03`, `2019-03-13`); `--03-13` has no year yet.
"""

import re
from datetime import date, timedelta


def full(value: str | None) -> date | None:
    """A date to the day, or None when it is not that precise."""
    if value is None or len(value) != 10 or value.startswith("-"):
        return None
    return date.fromisoformat(value)


def shift(value: str | None, days: int) -> str | None:
    """A date some days on: `shift("2019-03-18", 7)` -> 2019-03-25. Less precise dates cannot be shifted."""
    start = full(value)
    return (start + timedelta(days=days)).isoformat() if start else None


def between(start: str | None, end: str | None) -> int | None:
    """Days from one date to another, when both are precise."""
    a, b = full(start), full(end)
    return (b - a).days if a and b else None


def with_year(value: str, after: str | None, flags: tuple[str, ...] = ()) -> str | None:
    """Give `--02-09` the year of the narrative: not before the last date that was told, but for a short look back.

    `flags` are what its words say of the year: "in May of the next year", "of the same year", "the following May" (`coming`).
    """
    if not value.startswith("--"):
        return value
    if after is None:
        return None
    year = int(after[:4])
    if "same_year" in flags or "next_year" in flags:
        return f"{year + ('next_year' in flags):04d}{value[1:]}"
    if "coming" in flags and len(after) >= 7:
        return f"{year + (value[2:4] <= after[5:7]):04d}{value[1:]}"
    months = (int(value[2:4]) - int(after[5:7])) if len(after) >= 7 else 0
    if months < -2:
        year += 1
    elif months > 10:
        year -= 1
    return f"{year:04d}{value[1:]}"


def months_on(value: str | None, period: str) -> str | None:
    """The month some months or years on: `months_on("2018-07", "P2M")` -> 2018-09, `months_on("2018-07-03", "P1Y")` -> 2019-07."""
    length = re.fullmatch(r"P(\d+)([MY])", period)
    if length is None or value is None or value.startswith("-") or len(value) < 7:
        return None
    month = int(value[:4]) * 12 + int(value[5:7]) - 1 + int(length[1]) * (12 if length[2] == "Y" else 1)
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def next_unit(value: str | None, period: str) -> str | None:
    """The next month or year: `next_unit("2016-10-05", "P1M")` -> 2016-11, `next_unit("2016", "P1Y")` -> 2017."""
    if value is None or value.startswith("-"):
        return None
    if period == "P1Y":
        return f"{int(value[:4]) + 1:04d}"
    if period == "P1M" and len(value) >= 7:
        year, month = int(value[:4]), int(value[5:7])
        return f"{year + month // 12:04d}-{month % 12 + 1:02d}"
    return None


def later(value: str, period: str) -> str | None:
    """A precise date after whole days or weeks: `later("2019-03-18", "P2W")` -> 2019-04-01."""
    if period.startswith("P") and period[-1] in "DW" and period[1:-1].isdigit():
        return shift(value, int(period[1:-1]) * (7 if period[-1] == "W" else 1))
    return None


def days_of(period: str) -> int | None:
    """Days of a period of whole days or weeks: P2W -> 14. Months and years are not turned into days."""
    if period.startswith("P") and period[-1] in "DW" and period[1:-1].isdigit():
        return int(period[1:-1]) * (7 if period[-1] == "W" else 1)
    return None
