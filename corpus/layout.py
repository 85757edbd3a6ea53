"""A page's lines as blocks in reading order, and what each block is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from corpus import headings
from corpus.blocks import caption_kind
from corpus.furniture import is_reference
from corpus.glyphs import Word
from corpus.lines import Line
from models import SectionKind


class Part(StrEnum):
    """What a block of a page is."""

    BODY = "body"
    CAPTION = "caption"
    TABLE = "table"
    FIGURE = "figure"
    FOOTNOTE = "footnote"
    HEAD = "head"


MOST_STRETCHED = 4  # lines of wide spaces under each other; more are a table's rows


@dataclass(slots=True)
class Area:
    """Lines of one column that follow each other without a break."""

    lines: list[Line]
    page: int
    part: Part = Part.BODY
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    gaps: list[float] = field(default_factory=list)

    text: str = ""
    size: float = 0.0
    length: int = 0
    rows: list[list[list[Line]]] = field(default_factory=list)

    def measure(self) -> None:
        """Take text, size and length from the lines."""
        sizes: Counter[float] = Counter()
        for line in self.lines:
            sizes[round(line.size, 1)] += line.length
        self.text = " ".join([line.text for line in self.lines])
        self.size = sizes.most_common(1)[0][0]
        self.length = sum([line.length for line in self.lines])


def areas_of(lines: Sequence[Line], page: int) -> list[Area]:
    """Blocks of a page in reading order."""
    lines = _stretched(_unwoven(lines))
    pitch = _pitch(lines)
    areas: list[Area] = []
    for line in lines:
        area = areas[-1] if areas else None
        if area is None or not _belongs(area, line, pitch):
            area = Area([], page, x0=line.x0, x1=line.x1, top=line.top)
            areas.append(area)
        elif area.lines:
            area.gaps.append(line.y - area.lines[-1].y)
        area.lines.append(line)
        area.x0, area.x1 = min(area.x0, line.x0), max(area.x1, line.x1)
        area.top, area.bottom = min(area.top, line.top), max(area.bottom, line.bottom)
    for area in areas:
        area.measure()
    return _in_order(areas)


def _pitch(lines: Sequence[Line]) -> float:
    """The commonest step from a long line to the next: a manuscript's is more than twice its type."""
    steps = Counter(
        round(b.y - a.y)
        for a, b in pairwise(lines)
        if b.y > a.y and abs(a.x0 - b.x0) < 2 and min(a.length, b.length) > 25
    )
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _belongs(area: Area, line: Line, pitch: float) -> bool:
    """The line stands right under the last line of the area, in the same type."""
    last = area.lines[-1]
    step = line.y - last.y
    size = max(line.size, last.size)
    if not 0.3 * size < step < _reach(area, size, pitch) or not 0.9 * last.size < line.size < 1.11 * last.size:
        return False
    overlap = min(area.x1, line.x1) - max(area.x0, line.x0)
    return overlap > 0.35 * min(area.x1 - area.x0, line.x1 - line.x0)


def _reach(area: Area, size: float, pitch: float) -> float:
    """The largest step that is still the next line: a little more than the area's own steps."""
    if area.gaps:
        return min(max(sorted(area.gaps)[len(area.gaps) // 2] * 1.35, 1.2 * size), 3 * size)
    return max(2.0 * size, min(1.15 * pitch, 3 * size))


def unstretched(lines: list[Line]) -> list[Line]:
    """The lines of a page whose columns follow each other, those with wide spaces whole."""
    return lines if _is_woven(lines) else _stretched(lines)


def _stretched(lines: Sequence[Line]) -> list[Line]:
    """A justified line with wide spaces comes in pieces: join those that fill the measure of the line above or below."""
    whole: list[Line] = []
    i = 0
    while i < len(lines):
        j = i + 1
        while (
            j < len(lines)
            and abs(lines[j].y - lines[i].y) < 1
            and 0 < lines[j].x0 - lines[j - 1].x1 < 8 * lines[i].size
        ):
            j += 1
        run = lines[i:j]
        beside = [*whole[-1:], *lines[j : j + 1]]
        alike = sum(_same_measure(run, line) for line in beside)
        wide = any(b.x0 - a.x1 > 4 * a.size for a, b in pairwise(run))
        if len(run) > 1 and (
            (alike > 1 or (alike and (_evenly(run) or _runs_below(run, lines, j, whole))))
            if wide
            else (alike or (_evenly(run) and any(_fills(run, line) for line in lines)))
        ):
            first = run[0]
            first.words = [word for line in run for word in line.words]
            first.pieces = [piece for line in run for piece in _spaced(line, line is first)]
            first.x1 = run[-1].x1
            first.measure()
            run = [first]
        whole += run
        i = j
    return whole


def _runs_below(run: Sequence[Line], lines: Sequence[Line], j: int, whole: Sequence[Line]) -> bool:
    """Several lines of two or three long words under each other, between two full lines: all fill the measure, one step apart."""
    above = whole[-1] if whole else None
    if above is None or not _same_measure(run, above):
        return False
    step, y, size = run[0].y - above.y, run[0].y, above.size
    for _ in range(MOST_STRETCHED):
        row = [line for line in lines[j : j + 4] if abs(line.y - lines[j].y) < 1]
        if not row or abs(row[0].y - y - step) > 0.1 * size or abs(row[-1].x1 - above.x1) > 0.5 * size:
            return False
        if abs(row[0].x0 - run[0].x0) > 0.5 * size or abs(row[0].size - size) > 0.06 * size:
            return False
        if len(row) == 1:
            return row[0].length > 20
        j, y = j + len(row), row[0].y
    return False


def _spaced(line: Line, first: bool) -> list[tuple[str, Word]]:
    """A piece's words, with the space that parts it from the piece before."""
    if first or not line.pieces:
        return line.pieces
    (text, word), *rest = line.pieces
    return [(" " + text, word), *rest]


def _evenly(run: Sequence[Line]) -> bool:
    """At least three words with the same space between them: justified type, no row of a table."""
    words = [word for line in run for word in line.words]
    spaces = [b.x0 - a.x1 for a, b in pairwise(words) if not b.glued]
    return len(spaces) > 1 and max(spaces) - min(spaces) < 0.3 * run[0].size


def _fills(run: Sequence[Line], line: Line) -> bool:
    """The pieces reach from edge to edge of a column, as this line of it shows."""
    return (
        line.length > 20
        and abs(run[0].size - line.size) < 0.06 * line.size
        and abs(run[-1].x1 - line.x1) < 0.4 * line.size
        and -0.3 * line.size < run[0].x0 - line.x0 < 3 * line.size
    )


def _same_measure(run: Sequence[Line], line: Line) -> bool:
    """The pieces reach from margin to margin like this long line."""
    size = line.size
    return (
        line.length > 25
        and abs(run[0].size - size) < 0.06 * size
        and abs(run[-1].x1 - line.x1) < 0.5 * size
        and -0.3 * size < run[0].x0 - line.x0 < 4 * size
        and abs(line.y - run[0].y) < 2 * size
    )


def _unwoven(lines: Sequence[Line]) -> Sequence[Line]:
    """Some files draw two columns line by line across the page: read such a page column by column."""
    return cut(list(lines)) if _is_woven(lines) else lines


def _is_woven(lines: Sequence[Line]) -> bool:
    woven = sum(
        abs(a.y - b.y) < 0.9 * a.size and b.x0 > a.x1 and min(a.length, b.length) > 20 for a, b in pairwise(lines)
    )
    steps = sum(abs(a.x0 - b.x0) < 2 * a.size and 0 < b.y - a.y < 3 * a.size for a, b in pairwise(lines))
    return woven >= 6 and woven >= 0.6 * steps


def cut(lines: list[Line]) -> list[Line]:
    """Reading order by recursive cuts: through the widest empty band across, else through the widest empty gutter down."""
    if len(lines) < 2:
        return lines
    gutter = _gutter(lines)
    if gutter is not None:
        left, right = [n for n in lines if n.x1 <= gutter], [n for n in lines if n.x1 > gutter]
        if left and right and not _is_space(left, right):
            return cut(left) + cut(right)
    band = _band(lines)
    if band is not None:
        return cut([n for n in lines if n.y < band]) + cut([n for n in lines if n.y >= band])
    return sorted(lines, key=lambda n: (round(n.y), n.x0))


def _is_space(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """One or two lines whose words stand wide apart, and no columns."""
    between = min(n.x0 for n in right) - max(n.x1 for n in left)
    return between < 2.5 * left[0].size and min(len({round(n.y) for n in side}) for side in (left, right)) < 3


def _gutter(lines: list[Line]) -> float | None:
    """The middle of the widest vertical gap that no line crosses."""
    return _widest([(n.x0, n.x1) for n in lines], 0.6 * min(n.size for n in lines))


def _band(lines: list[Line]) -> float | None:
    """Where a line that spans the page parts what is above it from what is below."""
    return _widest([(n.y - n.size, n.y) for n in lines], 0.05)


def _widest(spans: list[tuple[float, float]], least: float) -> float | None:
    best, where, reach = least, None, None
    for start, end in sorted(spans):
        if reach is not None and start - reach > best:
            best, where = start - reach, (start + reach) / 2
        reach = end if reach is None else max(reach, end)
    return where


def _in_order(areas: list[Area]) -> list[Area]:
    """The file's own order, unless it goes back up a column."""
    usual = _usual_size(areas)
    told = [area for area in areas if area.length > 25]
    if not any(
        earlier.length > 150 and _comes_first(later, earlier, usual)
        for i, earlier in enumerate(told)
        for later in told[i + 1 :]
    ):
        return areas
    rank = {id(line): i for i, line in enumerate(_cut_areas(areas))}
    return sorted(areas, key=lambda area: rank[id(area)])


def _usual_size(areas: Sequence[Area]) -> float:
    sizes: Counter[float] = Counter()
    for area in areas:
        sizes[area.size] += area.length
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _comes_first(later: Area, earlier: Area, usual: float) -> bool:
    """What the file draws later stands above in the same column, or in the column before."""
    overlap = min(earlier.x1, later.x1) - max(earlier.x0, later.x0)
    if later.bottom <= earlier.top + 2 and overlap > 0.5 * min(earlier.x1 - earlier.x0, later.x1 - later.x0):
        return later.length > 150 or _is_title(later, earlier, usual)
    return _is_left(later, earlier, usual)


def _is_left(later: Area, earlier: Area, usual: float) -> bool:
    """The left column of two that are as wide, drawn behind the right one."""
    wide, level = later.x1 - later.x0, min(later.bottom, earlier.bottom) - max(later.top, earlier.top)
    return (
        later.x1 < earlier.x0
        and min(later.length, earlier.length) > 300
        and all(abs(area.size - usual) < 0.06 * usual for area in (later, earlier))
        and abs(wide - (earlier.x1 - earlier.x0)) < 0.15 * wide
        and level > 3.6 * usual
    )


def _is_title(later: Area, earlier: Area, usual: float) -> bool:
    """Large type over the page that the file draws behind the text."""
    return later.size > 1.3 * usual and later.length > 25 and earlier.length > 150


def _cut_areas(areas: list[Area]) -> list[Area]:
    if len(areas) < 2:
        return areas
    gutter = _widest([(a.x0, a.x1) for a in areas], 3)
    if gutter is not None:
        left, right = [a for a in areas if a.x1 <= gutter], [a for a in areas if a.x1 > gutter]
        if left and right:
            return _cut_areas(left) + _cut_areas(right)
    band = _widest([(a.top, a.bottom) for a in areas], -2)
    if band is not None:
        over, under = (
            [a for a in areas if (a.top + a.bottom) / 2 < band],
            [a for a in areas if (a.top + a.bottom) / 2 >= band],
        )
        if over and under:
            return _cut_areas(over) + _cut_areas(under)
    return sorted(areas, key=lambda a: (a.top, a.x0))


def label(areas: list[Area], body: float, height: float, *, bold: set[str] | None = None) -> None:
    """Tell captions, tables, text in figures and footnotes from the body."""
    for area in areas:
        kind = caption_kind(area.text)
        if kind and _is_caption(area, body, kind):
            area.part = Part.CAPTION
    captions = [a for a in areas if a.part is Part.CAPTION]
    for caption in captions:
        if row := _first_row(caption, areas):
            areas.insert(next(i for i, area in enumerate(areas) if area is caption) + 1, row)
    for area in areas:
        if area.part is Part.BODY and any(_overprints(area, caption) for caption in captions):
            area.part = Part.CAPTION
    for area in [a for a in areas if a.part is Part.BODY and _is_cells(a, areas, body)]:
        area.part = Part.TABLE if _under(area, captions) else Part.FIGURE
    for area in areas:
        if area.part is Part.BODY and area.size < 0.93 * body and _is_foot(area, areas, height, body):
            area.part = Part.FOOTNOTE
    for area in areas:
        if area.part is Part.BODY and _is_head(area, areas, height, body):
            area.part = Part.HEAD


# "https://doi.org/10.1371/journal.pone.0207763.g002" under a figure; the invisible letters behind a publisher's badge
_LINK = re.compile(r"^(?:https?://\S+|doi:\s?\S+|(?:a1+\s?)+)$")
_LABEL = re.compile(
    r"^\W{0,4}(?:supplement(?:ary|al)\s)?(?:fig(?:ure)?s?\.?|table)[\s-]{0,3}(?:S?\d{1,2}|[IVX]{1,4})[A-Za-z]?\s*(?:[.:|–—]|$)",
    re.IGNORECASE,
)


def _is_caption(area: Area, body: float, kind: SectionKind) -> bool:
    return area.size < 0.96 * body or bool(_LABEL.match(area.lines[0].text)) or len(area.lines) <= 2


def _first_row(caption: Area, areas: Sequence[Area]) -> Area | None:
    """The last line of a table's caption where more cells stand beside it: the table's first row, cut off."""
    last = caption.lines[-1]
    if len(caption.lines) < 2 or caption_kind(caption.text) is not SectionKind.TABLE:
        return None
    above = max(line.x1 for line in caption.lines[:-1])
    cells = [
        line
        for area in areas
        if area is not caption
        for line in area.lines
        if abs(line.y - last.y) < 0.35 * last.size and last.x1 + last.size < line.x0
        if line.x1 < above + last.size or (area.length < 200 and line.length < 40)
    ]
    if not cells or (len(cells) < 2 and cells[0].x1 > above + last.size):
        return None
    row = Area([caption.lines.pop()], caption.page, x0=last.x0, x1=last.x1, top=last.top, bottom=last.bottom)
    row.measure()
    caption.bottom = max(line.bottom for line in caption.lines)
    caption.measure()
    return row


def _overprints(area: Area, caption: Area) -> bool:
    wide = min(area.x1, caption.x1) - max(area.x0, caption.x0)
    high = min(area.bottom, caption.bottom) - max(area.top, caption.top)
    return wide > 0 and high > 0 and wide * high > 0.6 * (area.x1 - area.x0) * (area.bottom - area.top)


def _is_cells(area: Area, areas: Sequence[Area], body: float) -> bool:
    """Short pieces side by side, or smaller than the body: cells of a table, words in a figure."""
    if _LINK.match(area.text):
        return True
    if area.length <= 12 and not re.search(r"[^\W\d]{4}", area.text):
        return True
    if _heads(area, areas, body):
        return False
    if len(area.lines) == 1 and headings.bare(area.text) in headings.vocabulary() and not _in_row(area, areas):
        return False
    if area.length > 400 and area.size > 0.9 * body:
        return False
    wide = max(line.length for line in area.lines)
    prose = [b for b in areas if b is not area and b.length > 200 and abs(b.size - body) < 0.06 * body]
    columns = prose if abs(area.size - body) < 0.06 * body and any(abs(b.x0 - area.x0) < 1.5 for b in prose) else []
    beside = sum(
        any(abs(line.y - other.y) < 0.35 * line.size for other in b.lines)
        for line in area.lines
        for b in areas
        if b is not area and b.part is Part.BODY and not any(b is c for c in columns)
    )
    if area.size < 0.93 * body and wide < 35:
        return True
    return wide < 28 and beside >= len(area.lines)


def _in_row(area: Area, areas: Sequence[Area]) -> bool:
    """Two more short pieces stand on its baseline: "Response" at the head of a table's column."""
    line = area.lines[0]
    return sum(abs(b.lines[0].y - line.y) < 0.35 * line.size and b.length < 60 for b in areas if b is not area) > 1


def _heads(area: Area, areas: Sequence[Area], body: float) -> bool:
    """A line or two at the left edge and above of body text: a heading."""
    if len(area.lines) > 3 or not re.search(r"[^\W\d]{4}", area.text):
        return False
    return any(
        b.size > 0.95 * body and b.length > 80 and abs(b.x0 - area.x0) < 3 and -2 < b.top - area.bottom < 3 * body
        for b in areas
        if b is not area
    )


def _under(area: Area, captions: Sequence[Area]) -> bool:
    return any(
        caption_kind(c.text) is SectionKind.TABLE and c.top <= area.top + 2 and c.x0 - 40 < area.x1 for c in captions
    )


def _is_head(area: Area, areas: Sequence[Area], height: float, body: float) -> bool:
    """A line or two in smaller type above all that the page says: the head of a first page, which no other page repeats."""
    if area.bottom > 0.1 * height or area.size > 0.95 * body or area.length > 120:
        return False
    others = [a for a in areas if a is not area and (a.length > 120 or a.size > 0.95 * body)]
    return bool(others) and all(a.top > area.bottom + 0.8 * area.size for a in others)


def _is_foot(area: Area, areas: Sequence[Area], height: float, body: float) -> bool:
    """Smaller type below all body text of its column, in the lower half of the page."""
    if area.top < 0.5 * height or len(area.lines) > 10 or is_reference(area.text):
        return False
    return not any(
        other is not area
        and other.part is Part.BODY
        and other.size > 0.93 * body
        and other.top > area.top
        and min(other.x1, area.x1) - max(other.x0, area.x0) > 0
        for other in areas
    )
