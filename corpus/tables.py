"""Tables as rows of cells, header first: from markup, and from the lines of a flattened table."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus.blocks import caption_kind
from models import Section, SectionKind, Table

Rows = tuple[tuple[str, ...], ...]


class Cell(NamedTuple):
    """A cell of a marked-up table with its spans."""

    text: str
    columns: int = 1
    rows: int = 1
    header: bool = False


WIDEST = 200  # columns that spans may fill
TALLEST = 200  # rows
MOST = 100_000  # cells of a table; beyond them spans are passed over


def grid(rows: Iterable[Sequence[Cell]]) -> Rows:
    """Rows of equal length: a cell that spans columns or rows is repeated, several header rows become one."""
    filled: list[dict[int, str]] = []
    headers: list[bool] = []
    hanging: dict[int, dict[int, str]] = defaultdict(dict)
    rows, cells = list(rows), 0
    for number, row in enumerate(rows):
        line = hanging.pop(number, {})
        column = 0
        for cell in row:
            while column in line:
                column += 1
            room = cells < MOST
            wide = max(1, min(cell.columns, WIDEST - column)) if room else 1
            line |= dict.fromkeys(range(column, column + wide), cell.text)
            for below in range(number + 1, min(number + cell.rows, number + TALLEST, len(rows)) if room else 0):
                hanging[below] |= dict.fromkeys(range(column, column + wide), cell.text)
                cells += wide
            column += wide
        cells += len(line)
        filled.append(line)
        headers.append(bool(row) and all(cell.header for cell in row))
    width = max((max(line, default=-1) + 1 for line in filled), default=0)
    table = [tuple(line.get(i, "") for i in range(width)) for line in filled]
    top = next((i for i, header in enumerate(headers) if not header), len(headers))
    if top > 1 and top < len(table):
        merged = tuple(" ".join(dict.fromkeys(filter(None, column))) for column in zip(*table[:top], strict=True))
        table = [merged, *table[top:]]
    return tuple(row for row in table if any(row))


def as_text(caption: str, rows: Rows, foot: str = "") -> str:
    """A table as lines of text: its caption, its rows with tabs, its foot."""
    return "\n".join(filter(None, [caption, *("\t".join(row) for row in rows), foot]))


def from_sections(text: str, sections: Sequence[Section]) -> tuple[Table, ...]:
    """The tables that stand in the lines of a text's table sections."""
    found = []
    for section in sections:
        if section.kind is SectionKind.TABLE:
            found += _captioned(text, section.start, section.end)
    return tuple(found)


def _captioned(text: str, start: int, end: int) -> list[Table]:
    """One table for each caption of a section."""
    body = text[start:end]
    starts = [
        m.start() for m in re.finditer(r"^.+$", body, re.MULTILINE) if caption_kind(m[0]) is SectionKind.TABLE
    ] or [0]
    tables = []
    for a, b in zip(starts, [*starts[1:], len(body)], strict=True):
        lines = [line for line in body[a:b].split("\n") if line.strip()]
        caption = lines[0].strip() if lines and caption_kind(lines[0]) else None
        rows = parse_lines(lines[1:] if caption else lines)
        if len(rows) > 1:
            tables.append(Table(caption=caption, rows=rows, start=start + a, end=start + a + len(body[a:b].rstrip())))
    return tables


def parse_lines(lines: Sequence[str]) -> Rows:
    """Rows from lines: cells parted by tabs, bars, semicolons or wide spaces, by single spaces, or each on a line of its own."""
    lines = [line for line in lines if not re.fullmatch(r"[\s|:+=_-]*", line)]
    for pattern in (r"\t", r"\s*\|\s*", r"\s{2,}", r"\s*;\s"):
        rows = [_cells(line, pattern) for line in lines]
        widths = Counter(len(row) for row in rows)
        width, often = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if width > 1 and often >= 2 and often >= 0.5 * len(rows):
            return _even(rows, width)
    return _stacked([line.strip() for line in lines]) or _spaced([line.strip() for line in lines])


def _cells(line: str, pattern: str) -> list[str]:
    stripped = line.strip().strip("|") if "|" in pattern else line.rstrip()
    cells = [cell.strip() for cell in re.split(pattern, stripped)]
    return (
        cells[1:] if len(cells) > 1 and not cells[0] and "s{2,}" in pattern and not line.startswith(" " * 8) else cells
    )


def _even(rows: Sequence[Sequence[str]], width: int) -> Rows:
    """Rows of one width: short ones are filled, a line of one cell joins the row above."""
    table: list[list[str]] = []
    for row in rows:
        if len(row) == 1 and table and width > 2:
            continue
        cells = [*row[:width], *[""] * (width - len(row))]
        if len(row) > width:
            cells[-1] = " ".join(row[width - 1 :])
        table.append(list(cells))
    return tuple(tuple(row) for row in table)


def _stacked(lines: Sequence[str]) -> Rows:
    """Each cell on a line of its own: the header names cases or patients, the first of each row is a label."""
    if len(lines) < 6 or max(map(len, lines)) > 90:
        return ()
    numbered = [
        i
        for i, line in enumerate(lines)
        if re.fullmatch(r"(?:case|patient|sibling)\s*(?:no\.?\s*)?[\dA-C]", line, re.IGNORECASE)
    ]
    for first in numbered[:1]:
        count = 0
        while first + count in numbered:
            count += 1
        begin, width = first - 1, count + 1
        body = lines[begin:] if begin >= 0 else []
        if count >= 2 and body and len(body) >= 2 * width:
            whole = len(body) - len(body) % width
            return tuple(tuple(body[i : i + width]) for i in range(0, whole, width))
    return ()


def _spaced(lines: Sequence[str]) -> Rows:
    """Cells parted by single spaces: rows of as many tokens, under a header whose words are grouped to match."""
    rows = [line.split() for line in lines]
    widths = Counter(len(row) for row in rows[1:])
    if not widths:
        return ()
    width, often = widths.most_common(1)[0]
    if width < 2 or often < 2 or often < 0.6 * (len(rows) - 1):
        return ()
    header = re.findall(r"\S+(?:\s(?:\([^)]*\)|[a-z]\S*))*", lines[0])
    if len(header) != width:
        return ()
    return (tuple(header), *(tuple(row) for row in rows[1:] if len(row) == width))
