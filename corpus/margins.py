"""What stands on every page and is not the text: running heads, page numbers, download stamps, line numbers."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

from corpus.blocks import caption_kind
from corpus.furniture import is_furniture
from corpus.lines import Line

_PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s)?(?:[A-Z]{0,2}-?\d{1,5}|[ivxlc]{1,6})(?:\s?(?:/|of)\s?\d{1,4})?\W*$", re.IGNORECASE
)


class Margins:
    """Knows after a look at every page what repeats at the edges."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, int]] = Counter()
        self.apart: Counter[tuple[int, int]] = Counter()
        self.pages = 0

    def look(self, height: float, lines: list[Line]) -> None:
        """Take note of the edges of a page of some height."""
        self.pages += 1
        self.seen.update({place for line in _edges(height, lines) for place in _places(line, height)[:1]})
        self.apart.update({_spot(line) for line in _apart(height, lines)})

    def within(self, height: float, lines: list[Line]) -> list[Line]:
        """The lines of a page without what repeats."""
        gone = {id(line) for line in _edges(height, lines) if self._repeats(line, height)}
        gone |= _run_over(height, lines, gone)
        gone |= {id(line) for line in _apart(height, lines) if self._keeps_its_place(line)}
        gone |= _line_numbers(lines)
        return [line for line in lines if id(line) not in gone]

    def _repeats(self, line: Line, height: float) -> bool:
        text = line.text.strip()
        if caption_kind(text):
            return False  # "Table 1. (continued)"
        if _in_margin(line, height) and (_PAGE_NUMBER.match(text) or is_furniture(text)):
            return True
        return self.pages > 1 and sum(self.seen[place] for place in _places(line, height)) >= 2

    def _keeps_its_place(self, line: Line) -> bool:
        """A running head that names the section: another on each page, in the same place on most."""
        return self.apart[_spot(line)] >= max(3, 0.5 * self.pages)


def _spot(line: Line) -> tuple[int, int]:
    """How high a line stands, and in which size."""
    return round(line.y / 2), round(line.size * 2)


def _apart(height: float, lines: list[Line]) -> list[Line]:
    """Short lines of the outermost row in the upper or lower margin, where more white than between lines parts it from the text."""
    rows = sorted({round(line.y) for line in lines})
    if len(rows) < 8:
        return []
    steps = sorted(b - a for a, b in pairwise(rows) if b - a > 3)
    pitch = steps[len(steps) // 2] if steps else 0
    outer = set()
    if rows[0] < 0.09 * height and rows[1] - rows[0] > 1.4 * pitch:
        outer.add(rows[0])
    if rows[-1] > 0.915 * height and rows[-1] - rows[-2] > 1.4 * pitch:
        outer.add(rows[-1])
    return [line for line in lines if round(line.y) in outer and line.length < 90 and not caption_kind(line.text)]


def _run_over(height: float, lines: list[Line], gone: set[int]) -> set[int]:
    """The further lines of what goes in the lower margin: a licence of two lines, of which only the first says that it is one."""
    over: set[int] = set()
    for a, b in pairwise(lines):
        under = b.y > a.y > 0.9 * height and b.y - a.y < 1.5 * a.size and abs(b.x0 - a.x0) < a.size
        if under and id(a) in gone | over and abs(b.size - a.size) < 0.3 and len(a.text) > 60 and a.text[-1] != ".":
            over.add(id(b))
    return over


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
    pieces = Counter(round(line.y) for line in lines)
    rows = sorted(pieces)
    outer = {y for y in (*rows[:2], *rows[-2:]) if pieces[y] < 4}  # more are the head of a table that goes on
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
