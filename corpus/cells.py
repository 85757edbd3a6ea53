"""A table on a page: its pieces of print as rows and columns, by where they stand."""

from collections import Counter
from collections.abc import Sequence

from corpus.blocks import caption_kind
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
    """Lines on one baseline are a row; the commonest number of pieces tells the columns."""
    levels: list[list[Line]] = []
    for line in lines:
        if levels and line.y - levels[-1][0].y < 0.55 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    counts = Counter(len(level) for level in levels if len(level) > 1)
    if not counts:
        return [[level] for level in levels]
    width = max(counts, key=lambda n: (counts[n] * n, n))
    columns = _columns([level for level in levels if len(level) == width])
    rows: list[Row] = []
    for level in levels:
        row: Row = [[] for _ in columns]
        for line in level:
            row[_column(line, columns)].append(line)
        if rows and _continues(rows[-1], row, len(level)):
            for above, cell in zip(rows[-1], row, strict=True):
                above += cell
        else:
            rows.append(row)
    return rows


def _columns(levels: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """Each column's reach, from the rows that fill all columns."""
    spans = [(min(line.x0 for line in column), max(line.x1 for line in column)) for column in zip(*levels, strict=True)]
    return [(left, max(right, left + 1)) for left, right in spans]


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
