"""A table on a page: its pieces of print as rows and columns, by where they stand."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.blocks import caption_kind
from corpus.glyphs import BOLD, Word
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
        joined += [part for caption, found in tables if caption is area for part in _table(area.page, found)]
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


def _table(page: int, found: Sequence[Area]) -> list[Area]:
    """One area with the lines of all and its rows, and one with the notes under it."""
    lines = sorted((line for area in found for line in area.lines), key=lambda line: (round(line.y), line.x0))
    table = Area(lines, page, part=Part.TABLE)
    table.x0, table.x1 = min(a.x0 for a in found), max(a.x1 for a in found)
    table.top, table.bottom = min(a.top for a in found), max(a.bottom for a in found)
    table.measure()
    rows, under = _rows(lines)
    single = len(rows)
    while single > 2 and sum(bool(cell) for cell in rows[single - 1]) < 2:
        single -= 1
    notes = next((i for i in range(single, len(rows)) if _is_note(rows[i], rows[:single])), len(rows))
    table.rows = rows[:notes]
    return [table, *_notes(page, [line for row in rows[notes:] for cell in row for line in cell] + under)]


def _is_note(row: Row, above: Sequence[Row]) -> bool:
    """Many words, or a mark before them, or a line that runs on under the next column: what stands under a table."""
    lines = [line for cell in row for line in cell]
    text = " ".join(line.text for line in lines)
    second = min((line.x0 for r in above for line in r[1]), default=0.0) if len(row) > 1 else 0.0
    if not second:
        return False
    if len(text) > 60 or (row[0] and max(line.x1 for line in lines) > second + lines[0].size):
        return True
    return bool(re.match(r"[*†‡§#]|\^[a-e\d]|(?i:notes?|abbreviations?|values|data)\b", text))


def _notes(page: int, lines: list[Line]) -> list[Area]:
    """The notes under a table as an area of their own."""
    if not lines:
        return []
    area = Area(lines, page, part=Part.FOOTNOTE, x0=min(n.x0 for n in lines), x1=max(n.x1 for n in lines))
    area.top, area.bottom = min(n.top for n in lines), max(n.bottom for n in lines)
    area.measure()
    return [area]


def _rows(lines: Sequence[Line]) -> tuple[list[Row], list[Line]]:
    """Lines on one baseline are a row; the gutters that run through the rows part the columns. Lines under them are notes."""
    levels: list[list[Line]] = []
    for line in lines:
        if levels and line.y - levels[-1][0].y < 0.55 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    if not any(len(level) > 1 for level in levels):
        return [[level] for level in levels], []
    columns = max(_columns(levels), _fullest(levels), key=len)
    notes: list[Line] = []
    while len(levels) > 2 and len(levels[-1]) == 1 and len(columns) > 1 and _crosses(levels[-1][0], columns):
        notes = levels.pop() + notes
    placed: list[Row] = []
    for level in levels:
        row: Row = [[] for _ in columns]
        for line in level:
            for piece in _parted(line, columns):
                row[_column(piece, columns)].append(piece)
        placed.append(row)
    return _headed(_by_gaps(placed) or _by_first(placed, [len(level) for level in levels])), notes


def _crosses(line: Line, columns: Sequence[tuple[float, float]]) -> bool:
    """A line from the left edge into the second column."""
    return line.x0 < columns[0][0] + 3 * line.size and line.x1 > columns[1][0] + line.size


def _by_first(placed: Sequence[Row], counts: Sequence[int]) -> list[Row]:
    """Levels whose first cell is empty go on with the row above."""
    rows: list[Row] = []
    for row, pieces in zip(placed, counts, strict=True):
        if rows and _continues(rows[-1], row, pieces):
            _join(rows[-1], row)
        else:
            rows.append([list(cell) for cell in row])
    return rows


def _join(above: Row, row: Row) -> None:
    for upper, cell in zip(above, row, strict=True):
        upper += cell


def _by_gaps(placed: Sequence[Row]) -> list[Row]:
    """Rows of several printed lines that stand apart from each other: small steps within a row, large ones between rows."""
    ys = [min(line.y for cell in row for line in cell) for row in placed]
    steps = [b - a for a, b in pairwise(ys)]
    size = max(line.size for cell in placed[0] for line in cell)
    edge = _edge(steps, size)
    if edge is None:
        return []
    groups: list[list[Row]] = [[placed[0]]]
    for row, step in zip(placed[1:], steps, strict=True):
        if step > edge:
            groups.append([])
        groups[-1].append(row)
    several = [group for group in groups[1:] if len(group) > 1]  # the header may fill each of its lines
    filled = [[sum(bool(row[i]) for row in group) for group in several] for i in range(len(placed[0]))]
    once = any(sum(n == 1 for n in column) >= 0.8 * len(several) for column in filled)
    if len(groups) < 3 or len(several) < 2 or not once or _are_rows(several):
        return []
    rows: list[Row] = []
    for group in groups:
        whole: Row = [[] for _ in placed[0]]
        for row in group:
            _join(whole, row)
        rows.append(whole)
    return rows


def _edge(steps: Sequence[float], size: float) -> float | None:
    """Between the steps from line to line and those from row to row, where they differ clearly."""
    found = sorted(steps)
    best, edge = 1.2, None
    for small, large in pairwise(found):
        if small > 1.35 * size:
            break
        if small > 0 and large / small > best:
            best, edge = large / small, (small + large) / 2
    return edge


def _are_rows(groups: Sequence[Sequence[Row]]) -> bool:
    """Lines under one first cell that are rows of their own: nearly every cell of each is filled, and none goes on."""
    under = [cell for group in groups for row in group[1:] for cell in row[1:]]
    full = [cell[0].text for cell in under if cell]
    going = sum(bool(re.match(r"[(±a-z,;/&–-]", text)) for text in full)
    return len(full) > 0.8 * len(under) and going < 0.5 * len(full)


def _headed(rows: list[Row]) -> list[Row]:
    """A header of several lines is one row: lines until every column has its name, or all that is in bold."""
    top = 0
    named = [bool(cell) for cell in rows[0]]
    while top < min(3, len(rows) - 2) and not all(named[1:]) and not (rows[top][0] and rows[top + 1][0]):
        if _says_numbers(rows[top + 1]):
            break
        top += 1
        named = [a or bool(b) for a, b in zip(named, rows[top], strict=True)]
    bold = 0
    while bold < min(5, len(rows) - 1) and _is_bold(rows[bold]):
        bold += 1
    if bold and bold > top and not any(_is_bold(row) for row in rows[bold:]):
        top = bold - 1
    for row in rows[1 : top + 1]:
        _join(rows[0], row)
    return [rows[0], *rows[top + 1 :]]


def _is_bold(row: Row) -> bool:
    return all(BOLD.search(line.font) for cell in row for line in cell)


def _says_numbers(row: Row) -> bool:
    cells = [" ".join(line.text for line in cell) for cell in row if cell]
    return sum(bool(re.match(r"[<>≤≥~]?\s?[\d.]+|[-+–−±]+$|(?i:yes|no)$", cell)) for cell in cells) > 0.4 * len(cells)


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
    if row[0] or pieces >= len(row) or (len(row) > 3 and all(row[1:]) and _are_rows([[above, row]])):
        return False
    last = max((line.y for cell in above for line in cell), default=0.0)
    first = min(line.y for cell in row for line in cell)
    size = max(line.size for cell in row for line in cell)
    return first - last < 1.45 * size
