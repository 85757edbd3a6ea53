"""What stands on every page and is not the text: running heads, page numbers, download stamps, line numbers."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from corpus.furniture import is_furniture
from corpus.lines import Line

_PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s)?(?:[A-Z]{0,2}-?\d{1,5}|[ivxlc]{1,6})(?:\s?(?:/|of)\s?\d{1,4})?\W*$", re.IGNORECASE
)


class Margins:
    """Knows after a look at every page what repeats at the edges."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, int]] = Counter()
        self.pages = 0

    def look(self, height: float, lines: list[Line]) -> None:
        """Take note of the edges of a page of some height."""
        self.pages += 1
        self.seen.update({place for line in _edges(height, lines) for place in _places(line, height)[:1]})

    def within(self, height: float, lines: list[Line]) -> list[Line]:
        """The lines of a page without what repeats."""
        gone = {id(line) for line in _edges(height, lines) if self._repeats(line, height)}
        gone |= _line_numbers(lines)
        return [line for line in lines if id(line) not in gone]

    def _repeats(self, line: Line, height: float) -> bool:
        text = line.text.strip()
        if _in_margin(line, height) and (_PAGE_NUMBER.match(text) or is_furniture(text)):
            return True
        return self.pages > 1 and sum(self.seen[place] for place in _places(line, height)) >= 2


def _in_margin(line: Line, height: float) -> bool:
    return line.y < 0.1 * height or line.y > 0.9 * height


def _places(line: Line, height: float) -> list[tuple[str, int]]:
    """What a line says, and how high it stands: anywhere in the margin is one place, elsewhere it has to be the same height."""
    key = _key(line)
    if _in_margin(line, height):
        return [(key, -1)]
    at = round(line.y / 8)
    return [(key, at), (key, at - 1), (key, at + 1)]


def _edges(height: float, lines: list[Line]) -> list[Line]:
    """Lines in the upper and lower margin, and the outermost rows of the page."""
    if not lines:
        return []
    rows = sorted({round(line.y) for line in lines})
    outer = {*rows[:2], *rows[-2:]}
    return [line for line in lines if line.y < 0.09 * height or line.y > 0.915 * height or round(line.y) in outer]


def _key(line: Line) -> str:
    """Page numbers and case aside, what the line says."""
    return re.sub(r"[\W_]+", "", re.sub(r"\d+", "0", line.text)).lower()[:80]


def _line_numbers(lines: list[Line]) -> set[int]:
    """Numbers that count up in a margin, beside the lines of a manuscript; a table's first column stands within the text."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if re.fullmatch(r"\d{1,4}", line.text.strip()):
            columns[round(line.x1 / 4)].append(line)
    columns = {at: column for at, column in columns.items() if len(column) >= 5}
    if not columns:
        return set()
    long = [line for line in lines if line.length > 25]
    left, right = min((n.x0 for n in long), default=0.0), max((n.x1 for n in long), default=0.0)
    gone: set[int] = set()
    for column in columns.values():
        if long and max(n.x1 for n in column) > left and min(n.x0 for n in column) < right:
            continue
        column.sort(key=lambda line: line.y)
        values = [int(line.text) for line in column]
        step, often = Counter(b - a for a, b in pairwise(values)).most_common(1)[0]
        if step in (1, 2, 5, 10) and often >= 0.7 * (len(column) - 1):
            gone |= {id(line) for line in column}
    return gone
