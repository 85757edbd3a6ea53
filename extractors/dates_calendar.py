"""Calendar dates in all notations: `March 13 to 15, 2019`, `13.3.2021`, `05/2015`, `in 2015`, `February 9`.

Values keep the report's precision: `2019-03-13`, `2019-03`, `2019`; without a year `--02-09`, `--03` (ISO 8601-1:2019, 5.2.2).
"""

from collections.abc import Iterator

from extractors.dates_elliptic import find_elliptic
from extractors.dates_named import find_named
from extractors.dates_numeric import find_numeric
from extractors.dates_years import find_years
from extractors.mentions import TimeMention


def find_dates(text: str) -> Iterator[TimeMention]:
    """Calendar dates: 'March 13 to 15, 2019' -> 2019-03-13 and 2019-03-15; 'in March' -> --03; 'in 2015' -> 2015."""
    found = sorted([*find_numeric(text), *find_named(text)], key=lambda m: m.start)
    found += find_elliptic(text, found)
    yield from found
    yield from find_years(text, [(m.start, m.end) for m in found])
