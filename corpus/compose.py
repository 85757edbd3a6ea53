"""Paragraphs to one text, every piece of it with the rectangle in which it is printed."""

import re
from collections.abc import Sequence
from typing import TypeVar

from corpus.blocks import Block
from corpus.flow import Paragraph
from corpus.glyphs import Word
from corpus.lines import SOFT, Line
from corpus.mending import Hyphens, accents
from models import Box, Frozen, SectionKind, Table, TextBox

# "8 mg/" and "kg", "days 2–" and "5": a line that ends in a stroke or in a dash behind a number runs on without a space
_RUNS_ON = re.compile(r"\w/$|\d[–−]$")
LOOSE = 2_000  # pieces of text, a word each, before they are joined to one
Record = TypeVar("Record", bound=Frozen)


class Composition:
    """A text in the making: its blocks, its boxes, and where each page begins."""

    def __init__(self, hyphens: Hyphens, *, by_word: bool = True, by_line: bool = True) -> None:
        self.hyphens = hyphens
        self.by_word, self.by_line = by_word, by_line
        self.turned: dict[
            int, tuple[int, float, float]
        ] = {}  # pages that were turned: by how much, and their size as shown
        self.parts: list[str] = []
        self.bound = 0  # how many of them are long ones, made of many
        self.length = 0
        self.blocks: list[Block] = []
        self.boxes: list[TextBox] = []
        self.page_starts: dict[int, int] = {}
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        self.parts, self.bound = ["".join(self.parts)], 1
        return self.parts[0]

    def since(self, start: int) -> str:
        """The text from an offset on, taken from the last pieces only."""
        pieces: list[str] = []
        at = self.length
        for piece in reversed(self.parts):
            if at <= start:
                break
            pieces.append(piece)
            at -= len(piece)
        return "".join(reversed(pieces))[start - at :]

    def add(self, paragraph: Paragraph, *, kind: SectionKind | None = None) -> tuple[int, int]:
        """Append a paragraph; its place in the text."""
        if self.length:
            self._put("\n\n")
        start = self.length
        if paragraph.rows:
            self._rows(paragraph.lines[0][0], paragraph.rows)
        else:
            self._lines(paragraph.lines)
        self.blocks.append(Block(start, self.length, heading=paragraph.heading, kind=kind, marked=True))
        return start, self.length

    def add_table(self, caption: tuple[int, int] | None, place: tuple[int, int]) -> None:
        """Note the table that has been added last, with the caption before it."""
        rows = tuple(tuple(cell.strip() for cell in row.split("\t")) for row in self.since(place[0]).split("\n"))
        if len(rows) > 1 and len(rows[0]) > 1:
            start = caption[0] if caption else place[0]
            words = self.since(start)[: caption[1] - start] if caption else None
            self.tables.append(Table(caption=words, rows=rows, start=start, end=place[1]))

    def _lines(self, lines: Sequence[tuple[int, Line]]) -> None:
        for i, (page, line) in enumerate(lines):
            self.page_starts.setdefault(page, self.length)
            following = lines[i + 1][1].text if i + 1 < len(lines) else ""
            self._line(page, line, following)

    def _rows(self, page: int, rows: Sequence[Sequence[Sequence[Line]]]) -> None:
        """A table: a row on each line, tabs between its cells."""
        self.page_starts.setdefault(page, self.length)
        for i, row in enumerate(rows):
            if i:
                self._put("\n")
            for j, cell in enumerate(row):
                if j:
                    self._put("\t")
                self._lines([(page, line) for line in cell])

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        if len(self.parts) - self.bound > LOOSE:
            self.parts[self.bound :] = ["".join(self.parts[self.bound :])]
            self.bound += 1

    def _line(self, page: int, line: Line, following: str) -> None:
        """One printed line; what stands between it and the next."""
        begin = self.length
        whole = line.text
        hyphen = bool(following) and self.hyphens.ends(whole)
        drop = hyphen and not self.hyphens.keep(whole, following.lstrip())
        pieces = line.pieces
        for j, (piece, word) in enumerate(pieces):
            text = piece.lstrip(" ") if j == 0 else piece
            if j == len(pieces) - 1 and drop:
                text = text[:-1]
            if not text.isascii():
                text = accents(text.replace(SOFT, "-").replace("\xad", "-" if j == len(pieces) - 1 and hyphen else ""))
            space = len(text) - len(text.lstrip(" "))
            if self.by_word and len(text) > space:
                self._box(page, self.length + space, self.length + len(text), [word])
            self._put(text)
        if not self.by_word and self.length > begin:
            self._box_line(page, begin, line)
        if following and not hyphen and not _RUNS_ON.search(whole):
            self._put(" ")

    def _box_line(self, page: int, begin: int, line: Line) -> None:
        """A box for the line, or for all lines of a paragraph that stand below each other where a file is very long."""
        before = self.boxes[-1] if self.boxes and not self.by_line else None
        if (
            before
            and before.box.page == page
            and page not in self.turned
            and before.end >= begin - 1
            and before.box.top < line.top
        ):
            box = before.box
            whole = Word("", box.x0, box.x1, box.top, box.bottom, 0.0, 0.0, 0, 0, False)
            self.boxes[-1] = _box(page, before.start, self.length, _around([whole, *line.words]))
        else:
            self._box(page, begin, self.length, line.words)

    def _box(self, page: int, start: int, end: int, words: Sequence[Word]) -> None:
        around = _around(words)
        self.boxes.append(
            _box(page, start, end, _turned(around, *self.turned[page]) if page in self.turned else around)
        )


def _around(words: Sequence[Word]) -> tuple[float, float, float, float]:
    """The rectangle around some words: left, top, right, bottom."""
    first = words[0]
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for word in words[1:]:
        x0, top, x1, bottom = min(x0, word.x0), min(top, word.top), max(x1, word.x1), max(bottom, word.bottom)
    return x0, top, x1, bottom


def _turned(
    around: tuple[float, float, float, float], angle: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A rectangle of a page that was turned, where it stands on the page as it is shown."""
    x0, top, x1, bottom = around
    if angle == 90:
        return top, height - x1, bottom, height - x0
    if angle == 270:
        return width - bottom, x0, width - top, x1
    return width - x1, height - bottom, width - x0, height - top


def _box(page: int, start: int, end: int, around: tuple[float, float, float, float]) -> TextBox:
    x0, top, x1, bottom = around
    box = _trusted(Box, _BOX)
    _set(box, "page", page)
    _set(box, "x0", _tenth(x0))
    _set(box, "top", _tenth(top))
    _set(box, "x1", _tenth(x1))
    _set(box, "bottom", _tenth(bottom))
    place = _trusted(TextBox, _TEXT_BOX)
    _set(place, "start", start)
    _set(place, "end", end)
    _set(place, "box", box)
    return place


def _tenth(points: float) -> float:
    tenths = int(points * 10 + 0.5)
    return _TENTHS[tenths] if 0 <= tenths < len(_TENTHS) else tenths / 10


_TENTHS = [i / 10 for i in range(10_000)]  # the same number need not be kept a hundred thousand times
_BOX, _TEXT_BOX = set(Box.model_fields), set(TextBox.model_fields)
_set = object.__setattr__


def _trusted(kind: type[Record], fields: set[str]) -> Record:
    """A record for values that need no check: ten times faster and half as large, and a page has a thousand of them."""
    record = kind.__new__(kind)
    _set(record, "__pydantic_fields_set__", fields)
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record
