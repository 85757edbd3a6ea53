"""A table on a page: its pieces of print as rows and columns, by where they stand."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.blocks import caption_kind
from corpus.glyphs import Word
from corpus.layout import Area, Part
from corpus.lines import Line
from models import SectionKind

Row = list[list[Line]]


def gather(areas: Sequence[Area], body: float) -> list[Area]:
    """The areas of a page, those of each table joined to one that stands behind its caption."""
    tables: list[tuple[Area, list[Area]]] = []
    taken: set[int] = set()
    for caption in (a for a in areas if a.part is Part.CAPTION and caption_kind(a.text) is SectionKind.TABLE):
        found = [a for a in _below(caption, areas, body) if id(a) not in taken]
        if found:
            tables.append((caption, found))
            taken |= {id(a) for a in found}
    joined: list[Area] = []
    for area in areas:
        if id(area) in taken:
            continue
        joined.append(area)
        joined += [_table(area.page, found) for caption, found in tables if caption is area]
    return joined


def _below(caption: Area, areas: Sequence[Area], body: float) -> list[Area]:
    """What stands under a caption until body text or the next caption comes."""
    under = [a for a in areas if a is not caption and a.top >= caption.bottom - 4 and _shares(caption, a, areas)]
    stops = [
        a.top
        for a in under
        if a.part is Part.CAPTION or (a.part is Part.BODY and a.size > 0.95 * body and a.length > 60)
    ]
    end = min(stops, default=float("inf"))
    small = [a for a in under if a.bottom <= end + 4 and (a.part in (Part.TABLE, Part.FIGURE) or a.size < 0.95 * body)]
    small.sort(key=lambda a: a.top)
    reached, kept = caption.bottom, []
    for area in small:
        if area.top - reached > 4 * body:
            break
        kept.append(area)
        reached = max(reached, area.bottom)
    return kept


def _shares(caption: Area, area: Area, areas: Sequence[Area]) -> bool:
    """In the caption's column, or beside it where the caption's table is as wide as the page."""
    left, right = caption.x0 - 6, caption.x1 + 6
    beside = [
        a
        for a in areas
        if a.part is Part.BODY and a.length > 200 and a.bottom > caption.bottom and (a.x0 > right or a.x1 < left)
    ]
    if any(min(area.x1, b.x1) - max(area.x0, b.x0) > 0 and b.top < area.bottom and b.bottom > area.top for b in beside):
        return False
    return (
        area.x0 < right + 400
        if not beside
        else min(area.x1, right) - max(area.x0, left) > 0 or not _blocked(caption, area, beside)
    )


def _blocked(caption: Area, area: Area, beside: Sequence[Area]) -> bool:
    """Body text stands between the caption and the area."""
    return any(min(caption.x1, area.x0) < b.x0 < max(caption.x0, area.x1) for b in beside)


def _table(page: int, found: Sequence[Area]) -> Area:
    """One area with the lines of all, and its rows."""
    lines = sorted((line for area in found for line in area.lines), key=lambda line: (round(line.y), line.x0))
    table = Area(lines, page, part=Part.TABLE)
    table.x0, table.x1 = min(a.x0 for a in found), max(a.x1 for a in found)
    table.top, table.bottom = min(a.top for a in found), max(a.bottom for a in found)
    table.measure()
    table.rows = _rows(lines)
    return table


def _rows(lines: Sequence[Line]) -> list[Row]:
    """Lines on one baseline are a row; the gutters that run through the rows part the columns."""
    levels: list[list[Line]] = []
    for line in lines:
        if levels and line.y - levels[-1][0].y < 0.55 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    if not any(len(level) > 1 for level in levels):
        return [[level] for level in levels]
    columns = max(_columns(levels), _fullest(levels), key=len)
    rows: list[Row] = []
    for level in levels:
        row: Row = [[] for _ in columns]
        for line in level:
            for piece in _parted(line, columns):
                row[_column(piece, columns)].append(piece)
        if rows and _continues(rows[-1], row, len(level)):
            for above, cell in zip(rows[-1], row, strict=True):
                above += cell
        else:
            rows.append(row)
    return rows


def _columns(levels: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """The stretches between gutters that hardly any row crosses."""
    rows = [level for level in levels if len(level) > 1]
    size = sorted(line.size for level in rows for line in level)[sum(map(len, rows)) // 2]
    left = min(word.x0 for level in rows for line in level for word in line.words)
    right = max(word.x1 for level in rows for line in level for word in line.words)
    covered = [0] * (int(right - left) + 2)
    for level in rows:
        for line in level:
            for word in line.words:
                for x in range(int(word.x0 - left), int(word.x1 - left) + 1):
                    covered[x] += 1
    columns: list[tuple[float, float]] = []
    begin, blank = 0, 0
    for x, count in enumerate([*covered, 1]):
        if count <= 0.12 * len(rows):
            blank += 1
            continue
        if blank >= 0.7 * size and x > blank:
            columns.append((left + begin, left + x - blank))
            begin = x
        blank = 0
    return [*columns, (left + begin, right)]


def _fullest(levels: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Columns as the commonest rows have them, where a wide heading hides the gutters."""
    counts = Counter(len(level) for level in levels if len(level) > 1)
    width = max(counts, key=lambda n: (counts[n] * n, n))
    full = [level for level in levels if len(level) == width]
    spans = [(min(line.x0 for line in column), max(line.x1 for line in column)) for column in zip(*full, strict=True)]
    apart = all(a[1] < b[0] for a, b in pairwise(spans))
    return spans if len(full) >= 2 and apart else []


def _parted(line: Line, columns: Sequence[tuple[float, float]]) -> list[Line]:
    """A line cut at the gutters between its words."""
    groups: list[list[tuple[str, Word]]] = []
    last = -1
    for text, word in line.pieces:
        middle = (word.x0 + word.x1) / 2
        column = min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))
        gap = word.x0 - groups[-1][-1][1].x1 if groups else 0.0
        if not groups or (column != last and gap > 0.6 * line.size):
            groups.append([])
        groups[-1].append((text, word))
        last = column
    if len(groups) < 2:
        return [line]
    parts = []
    for pieces in groups:
        words = [word for _, word in pieces]
        part = Line(words, line.y, line.size, words[0].x0, words[-1].x1, words[0].index)
        part.pieces = [(pieces[0][0].lstrip(), words[0]), *pieces[1:]]
        part.measure()
        parts.append(part)
    return parts


def _column(line: Line, columns: Sequence[tuple[float, float]]) -> int:
    """The column that holds most of a piece, else the nearest."""

    def fit(i: int) -> tuple[float, float]:
        left, right = columns[i]
        return min(line.x1, right) - max(line.x0, left), -abs(line.x0 - left)

    return max(range(len(columns)), key=fit)


def _continues(above: Row, row: Row, pieces: int) -> bool:
    """A second line of some cells: the first column is empty, the step small."""
    if row[0] or not above[0] or pieces >= len(row):
        return False
    last = max((line.y for cell in above for line in cell), default=0.0)
    first = min(line.y for cell in row for line in cell)
    size = max(line.size for cell in row for line in cell)
    return first - last < 1.45 * size
