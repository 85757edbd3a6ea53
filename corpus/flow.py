"""The running text of all pages: paragraphs joined over columns and pages, floats moved to the next paragraph's edge."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus import headings
from corpus.glyphs import BOLD
from corpus.layout import Area, Part
from corpus.lines import Line

_ENDED = re.compile(r"(?:[?!:;…]|\.(?!\d)|(?<!\d)\.)[\]\)”\"’']*(?:\s?\^?[\d,–-]+|\s?\[[\d,–\s-]+\])?\s*$")
# "(Fig.", "Kumar et al.", "O." of "O. basilicum": the sentence goes on
_ABBREVIATED = re.compile(
    r"(?:\b(?:fig|figs|tab|al|vs|spp?|cf|approx|ca|no|nos|vol|ref|refs|eq|dr|prof|st|var|subsp|i\.e|e\.g|resp|max|min)|(?:^|[\s(])[A-Z])\.$",
    re.IGNORECASE,
)
# "05/2022 2nd relapse": an entry of a list by dates; "WHAT WE SAW": a heading run into its paragraph
_DATED = re.compile(r"(?:\d{1,2}\.\s?)?(?:\d{1,2}[./]|[A-Z][a-z]{2,8}\s)(?:19|20)\d\d\b|(?:19|20)\d\d(?:-\d\d\b|:)")
_CAPITALS = re.compile(r"[A-Z]{2,}(?:\s[A-Z]{2,}){2}\b")
LOOK_AHEAD = 12  # pieces of text in which an open paragraph is looked for behind a heading
LOOK_BEYOND = 80  # and pieces of any kind: a figure has many words
_BULLET = re.compile(r"^(?:[•►▪■●○–*]\s|\(?(?:\d{1,2}|[a-h])[.)]\s|\[\d+\]\s)")

_CITED = re.compile(
    r"\[\d+\]\s|\((?:\d{1,3}|[a-h])\)\s"
)  # at the head of a line: a reference mark as well as a list's number


@dataclass(slots=True)
class Paragraph:
    """Lines of one paragraph, each with its page."""

    lines: list[tuple[int, Line]]
    part: Part
    size: float
    heading: bool = False
    x0: float = 0.0
    x1: float = 0.0
    rows: list[list[list[Line]]] = field(default_factory=list)
    indent: float = 0.0  # of the first line
    opens: bool = False  # the first of its column

    @property
    def text(self) -> str:
        return " ".join(line.text for _, line in self.lines)

    @property
    def family(self) -> str:
        """The font family of most of its lines."""
        return Counter(_family(line.font) for _, line in self.lines).most_common(1)[0][0]


class Type:
    """The size and the font in which most of the text is set, after a look at every page."""

    def __init__(self) -> None:
        self.rough: Counter[float] = Counter()
        self.exact: Counter[float] = Counter()
        self.fonts: dict[float, Counter[str]] = {}

    def look(self, areas: Sequence[Area]) -> None:
        """Take note of the lines of a page."""
        for area in areas:
            for line in area.lines:
                exact = round(line.size, 1)
                self.rough[round(line.size * 2) / 2] += line.length
                self.exact[exact] += line.length
                if line.length > 25:
                    self.fonts.setdefault(exact, Counter())[line.font] += 1

    @property
    def size(self) -> float:
        """In points; 10 where there is no text."""
        if not self.rough:
            return 10.0
        rough = self.rough.most_common(1)[0][0]
        near = {size: often for size, often in self.exact.items() if abs(size - rough) <= 0.3001}
        return max(near, key=lambda size: near[size])

    @property
    def font(self) -> str:
        """The font in which most lines of this size begin."""
        size, fonts = self.size, Counter[str]()
        for exact, found in self.fonts.items():
            if abs(exact - size) < 0.3:
                fonts += found
        return fonts.most_common(1)[0][0] if fonts else ""


def paragraphs_of(pages: Iterable[Sequence[Area]], size: float, font: str) -> Iterator[Paragraph]:
    """Paragraphs in reading order, page by page; what interrupts one stands before or after it."""
    return _join((piece for areas in pages for area in areas for piece in _split(area, size, font)), size, font)


def _split(area: Area, size: float, font: str) -> list[Paragraph]:
    """Cut an area at its paragraphs."""
    groups: list[list[Line]] = []
    whole = area.part is not Part.BODY or (area.size > 1.2 * size and len(area.lines) < 8)
    left = Counter(round(line.x0) for line in area.lines).most_common(1)[0][0]
    step = sorted(area.gaps)[len(area.gaps) // 2] if area.gaps else 0.0
    ragged = _is_ragged(area)
    for i, line in enumerate(area.lines):
        before = area.lines[i - 1] if i else None
        if before is None or (not whole and _starts(before, line, area, left, step, font, ragged)):
            groups.append([])
        groups[-1].append(line)
    return [
        Paragraph(
            [(area.page, line) for line in group],
            area.part,
            area.size,
            heading=area.part is Part.BODY and _is_heading(group, area, size, font),
            x0=area.x0,
            x1=area.x1,
            rows=area.rows,
            indent=group[0].x0 - left,
            opens=group is groups[0],
        )
        for group in groups
    ]


def _is_ragged(area: Area) -> bool:
    """Its lines end where the words end."""
    flush = sum(line.x1 > area.x1 - 0.5 * line.size for line in area.lines)
    return len(area.lines) > 4 and flush < 0.6 * len(area.lines)


def _starts(before: Line, line: Line, area: Area, left: float, step: float, font: str, ragged: bool) -> bool:
    """A new paragraph begins with this line."""
    em = line.size
    if step and line.y - before.y > 1.22 * step and line.y - before.y > step + 1.5:
        return True
    if line.font and before.font and line.font != before.font and BOLD.search(line.font + " " + before.font):
        short = before.x1 < area.x1 - 2 * em or not BOLD.search(before.font)
        if short and (_ENDED.search(before.text) or BOLD.search(before.font) or before.x1 < area.x1 - 2 * em):
            return True
    if abs(line.size - before.size) > 0.06 * em:
        return True
    if _known_heading(line, area) and (
        _ENDED.search(before.text) or before.x1 < area.x1 - 1.5 * em or line.font != before.font
    ):
        return True
    if before.text.isupper() and before.length > 5 and before.x1 < area.x1 - 2 * em and not line.text.isupper():
        return True
    indent, last = line.x0 - left, before.x0 - left
    ended = bool(_ENDED.search(before.text))
    dated = bool(_DATED.match(line.text)) and not _in_bracket(before)
    if 0.6 * em < indent < 4 * em and last < 0.3 * em and (ended or dated or before.x1 < area.x1 - em):
        return True
    if indent < -0.6 * em and ended:
        return True
    if _known_heading(before, area):
        return True
    if _BULLET.match(line.text) and (ended or before.x1 < area.x1 - 2 * em) and not _counts_on(line, area):
        return True
    blank = area.x1 - before.x1
    if abs(line.x1 - before.x1) < 0.1 * em:  # both end at the edge of a figure that the text runs around
        return False
    return ended and line.text[:1].isupper() and blank > 3 * em and (not ragged or blank > _room(line, line.text))


def _known_heading(line: Line, area: Area) -> bool:
    """A short line whose words are a heading of the vocabulary."""
    text = line.text.strip()
    if len(text) > 60 or text[:1].islower() or text.endswith((".", ",", ";")) or line.x1 > area.x1 - line.size:
        return False
    return headings.classify(text) is not None


def _is_heading(group: Sequence[Line], area: Area, size: float, font: str) -> bool:
    """Few short lines in bold, capitals or larger type, or words that are known as a heading."""
    text = " ".join(line.text for line in group).strip()
    if len(group) > 3 or len(text) > 150 or not re.search(r"[^\W\d]{3}", text):
        return False
    if text.endswith((".", ",", ";")) or text[0].islower():
        return False
    if headings.classify(text) and len(text) < 70:
        return True
    bold = group[0].bold and not BOLD.search(font)
    short = group[-1].x1 < area.x1 - 1.5 * size or len(area.lines) == len(group)
    return short and (bold or group[0].size > 1.08 * size or (text.isupper() and len(text) > 5))


def _join(pieces: Iterable[Paragraph], size: float, font: str) -> Iterator[Paragraph]:
    """Join what runs on; what stands in between goes before the paragraph if it began on their page, else after it."""
    last: Paragraph | None = None
    waiting: list[Paragraph] = []
    indented = plain = 0
    ahead = _Ahead(pieces)
    for piece in ahead:
        if piece.part is Part.BODY and not piece.opens and last is not None and not last.heading and not piece.heading:
            indented += 0.6 * size < piece.indent < 4 * size
            plain += abs(piece.indent) < 0.3 * size
        if piece.part is not Part.BODY or (last and _interrupts(piece, last, size, font, ahead)):
            waiting.append(piece)
            continue
        by_indent = indented > 3 * plain and indented > 2
        if last is not None and (
            _runs_on(last, piece) or ((by_indent or _to_the_edge(last, piece.text)) and _goes_on(last, piece, size))
        ):
            first_page, new_page = last.lines[0][0], piece.lines[0][0]
            yield from (w for w in waiting if w.lines[0][0] == first_page != new_page)
            waiting = [w for w in waiting if w.lines[0][0] != first_page or first_page == new_page]
            last.lines += piece.lines
            last.x0, last.x1 = piece.x0, piece.x1
            continue
        if last is not None:
            yield last
        yield from waiting
        waiting, last = [], piece
    if last is not None:
        yield last
    yield from waiting


class _Ahead:
    """Pieces one by one, with a look at those that follow."""

    def __init__(self, pieces: Iterable[Paragraph]) -> None:
        self.rest = iter(pieces)
        self.seen: deque[Paragraph] = deque()

    def __iter__(self) -> Iterator[Paragraph]:
        while self.seen or self.peek(0):
            yield self.seen.popleft()

    def peek(self, number: int) -> Paragraph | None:
        """The piece so many places further on."""
        while len(self.seen) <= number and (piece := next(self.rest, None)) is not None:
            self.seen.append(piece)
        return self.seen[number] if number < len(self.seen) else None


def _interrupts(piece: Paragraph, last: Paragraph, size: float, font: str, ahead: _Ahead) -> bool:
    """Text in another type while a paragraph of the body is still open: a side box, a pull quote, a table's foot."""
    if last.heading or abs(last.size - size) > 0.06 * size:
        return False
    line = last.lines[-1][1]
    if line.x1 < last.x1 - 6 * line.size:
        return False
    if _finished(line.text):  # a full line may end with a sentence, and its paragraph go on behind what stands between
        return not piece.heading and _is_flush(last) and _is_aside(piece, last, size, font)
    if piece.heading and piece.size > 0.93 * size:
        return _heads_aside(piece, last, size, font, ahead)
    return _is_aside(piece, last, size, font)


def _is_flush(last: Paragraph) -> bool:
    """The last line is full, as nearly all of them are."""
    lines = [line for _, line in last.lines[-8:]]
    full = [line.x1 > last.x1 - 0.25 * line.size for line in lines]
    return len(lines) > 2 and full[-1] and sum(full) >= 0.7 * len(full)


def _is_aside(piece: Paragraph, last: Paragraph, size: float, font: str) -> bool:
    """A piece in another size or another font than the body, or set in from both edges of the column."""
    families = {_family(line.font) for _, line in piece.lines}
    other = abs(piece.size - size) > 0.05 * size or not families & {last.family, _family(font)}
    return other or _is_inset(piece, last)


def _is_inset(piece: Paragraph, last: Paragraph) -> bool:
    """It stands under the open paragraph in its column and leaves room on both sides: a box in the type of the body."""
    (page, above), (same, first) = last.lines[-1], piece.lines[0]
    room = 0.3 * last.size
    return page == same and first.y > above.y and piece.x0 > last.x0 + room and piece.x1 < last.x1 - room


def _heads_aside(heading: Paragraph, last: Paragraph, size: float, font: str, ahead: _Ahead) -> bool:
    """A heading is one of a side box ("KEY POINTS"), or a pull quote, and behind it the open paragraph goes on.

    No section begins with a small letter. A capital needs more: small type right under the heading.
    """
    aside = boxed = False
    texts = 0
    for number in range(LOOK_BEYOND):
        piece = ahead.peek(number)
        if piece is None or texts > LOOK_AHEAD:
            return False
        texts += piece.part is Part.BODY
        if piece.part in (Part.BODY, Part.FOOTNOTE) and not piece.heading:
            if piece.part is Part.BODY and not _is_aside(piece, last, size, font):
                begin = piece.text.lstrip()[:1]
                told = begin.islower() or boxed or (aside and not begin.isupper())
                return told and piece.opens and _runs_on(last, piece)
            boxed = boxed or (number == 0 and _stands_under(heading, piece))
        aside = aside or not piece.heading
    return False


def _stands_under(heading: Paragraph, piece: Paragraph) -> bool:
    """The next line of its column, without the room that a section's first line has."""
    (page, above), (same, line) = heading.lines[-1], piece.lines[0]
    return page == same and 0 < line.y - above.y < 2 * above.size and line.x0 < above.x1 and above.x0 < line.x1


def _family(font: str) -> str:
    """The name of a font without its weight and slant: `Times-Bold` is `Times`."""
    return re.split(r"[-,.]", font)[0].removesuffix("MT").removesuffix("PS")


def _runs_on(last: Paragraph, piece: Paragraph) -> bool:
    """The paragraph did not end, and this piece goes on in the same type."""
    if last.heading or piece.heading or abs(last.size - piece.size) > 0.06 * last.size:
        return False
    end, start = last.lines[-1][1].text.rstrip(), piece.text.lstrip()
    line = last.lines[-1][1]
    full = line.x1 > last.x1 - max(3.5 * line.size, _room(line, start))
    if full and _ABBREVIATED.search(end):
        return bool(start)
    cited = full and _CITED.match(start) and not _ENDED.search(end) and not _CITED.match(last.text)
    if not start or (_BULLET.match(start) and not cited):
        return False
    if _is_entry(last, piece):
        return False
    if end.endswith(("-", "\ufffe", "\xad", ",")):
        return True
    if _ENDED.search(end):
        return start[0].islower() and (end.endswith((";", ":")) or (full and end.endswith(".")))
    return full or start[0].islower()


def _is_entry(last: Paragraph, piece: Paragraph) -> bool:
    """Another entry of a list by dates, or words in capitals that head a paragraph."""
    start = piece.text.lstrip()
    capitals = _CAPITALS.match(start) and not _CAPITALS.search(last.lines[-1][1].text)
    dated = _DATED.match(start) and _DATED.match(last.text) and not _in_bracket(last.lines[-1][1])
    return bool(capitals or dated)


def _in_bracket(line: Line) -> bool:
    """A line that opens a bracket and does not close it: "complete remission (MRI" before "12/2023)"."""
    return line.text.rfind("(") > line.text.rfind(")")


def _counts_on(line: Line, area: Area) -> bool:
    """The number before this line's stands within a line: items that run on, of which one happens to begin a line."""
    found = re.match(r"\(?(\d{1,2})([.)])\s", line.text)
    if not found or int(found[1]) < 2:
        return False
    before = f"{int(found[1]) - 1}{found[2]} "
    return any(f" {before}" in other.text or f"({before}" in other.text[1:] for other in area.lines)


def _goes_on(last: Paragraph, piece: Paragraph, size: float) -> bool:
    """Where paragraphs are indented, the top of a column that is not goes on with the one before, even behind a full stop."""
    if last.heading or piece.heading or not piece.opens or abs(piece.indent) > 0.3 * size or _is_entry(last, piece):
        return False
    same = abs(last.size - size) < 0.06 * size and abs(piece.size - size) < 0.06 * size
    moved = piece.lines[0][1].y < last.lines[-1][1].y or piece.lines[0][0] != last.lines[-1][0]
    wide = len(piece.lines) > 1 or len(piece.text) > 60
    return same and moved and wide and not _BULLET.match(piece.text) and _family(piece.lines[0][1].font) == last.family


def _to_the_edge(last: Paragraph, following: str) -> bool:
    """The last line is full: hardly ever the end of a paragraph, whatever it ends with. Ragged, the next word had no room."""
    others = [line for _, line in last.lines[-8:-1] if line.x1 <= last.x1 + line.size]
    flush = sum(line.x1 > last.x1 - 0.25 * line.size for line in others)
    line = last.lines[-1][1]
    ragged = len(others) > 1 and flush < 0.7 * len(others)
    return line.x1 > last.x1 - (_room(line, following) if ragged else 0.25 * line.size)


def _room(line: Line, following: str) -> float:
    """What the next word needs on a ragged line."""
    return 0.5 * line.size * (len(following.split(" ", 1)[0]) + 1)


def _finished(text: str) -> bool:
    """A sentence ends here: "(Fig." and "saline;" do not."""
    text = text.rstrip()
    return bool(_ENDED.search(text)) and not text.endswith((";", ":")) and not _ABBREVIATED.search(text)
