"""Every temporal expression of a report: calendar dates, numbered days, lengths and intervals.

Sources: GUIDELINES "dates"; ISO 8601 for values; TIMEX3 (Pustejovsky 2003) for what counts as an expression.
"""

from collections.abc import Iterable

from extractors.dates_calendar import find_dates
from extractors.dates_days import find_days
from extractors.dates_durations import find_durations
from extractors.mentions import TimeMention


def find_times(text: str) -> list[TimeMention]:
    """All temporal expressions of a plain text, in reading order; where two overlap, the longer holds."""
    return _without_overlap((*find_dates(text), *find_days(text), *find_durations(text)))


def _without_overlap(mentions: Iterable[TimeMention]) -> list[TimeMention]:
    """Keep the values of one expression together, and of two overlapping expressions the longer."""
    kept: list[TimeMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, m.group)):
        last = kept[-1] if kept else None
        if last and mention.start < last.end and (mention.start, mention.end) != (last.start, last.end):
            if last.end - last.start >= mention.end - mention.start:
                continue
            span = (last.start, last.end)
            kept = [k for k in kept if (k.start, k.end) != span]
        elif (
            last
            and (mention.start, mention.end) == (last.start, last.end)
            and (mention.rule != last.rule or mention.group == last.group)
        ):
            continue
        kept.append(mention)
    return kept
