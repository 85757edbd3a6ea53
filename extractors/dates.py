"""Every temporal expression of a report: calendar dates, numbered days, lengths and intervals.

Sources: GUIDELINES "dates"; ISO 8601 for values; TIMEX3 (Pustejovsky 2003) for what counts as an expression.
"""

from collections.abc import Iterable

from extractors.dates_calendar import find_dates
from extractors.dates_days import find_days
from extractors.dates_durations import find_durations
from extractors.expressions import expression
from extractors.mentions import TimeMention


def find_times(text: str) -> list[TimeMention]:
    """All temporal expressions of a plain text, in reading order; where two overlap, the longer holds."""
    return _related(text, _without_overlap((*find_dates(text), *find_days(text), *find_durations(text))))


# "3 months, 6 months and 1 year after transplant", "day 22 and day 37 after transplant"
_JOINED = expression(r"\s*(?:,|and|or|to|,\s*and|,?\s*and\s+(?:then\s+)?(?:at|on|again\s+on|again\s+at))\s*")


def _related(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Give the times of a list the relation and the anchor that stand after the last of them."""
    for this, following in zip(mentions[-2::-1], mentions[:0:-1], strict=False):
        if this.kind == following.kind and this.kind != "date" and following.anchor and this.anchor is None:
            same = (this.start, this.end) == (following.start, following.end)
            if same or _JOINED.fullmatch(text, this.end, following.start):
                this.relation, this.anchor = this.relation or following.relation, following.anchor
    return mentions


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
