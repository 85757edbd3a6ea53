"""Paragraphs to one text, every piece of it with the rectangle in which it is printed."""

from collections.abc import Sequence

from corpus.blocks import Block
from corpus.flow import Paragraph
from corpus.glyphs import Word
from corpus.lines import SOFT, Line
from corpus.mending import Hyphens, accents
from models import Box, SectionKind, TextBox


class Composition:
    """A text in the making: its blocks, its boxes, and where each page begins."""

    def __init__(self, hyphens: Hyphens, *, by_word: bool = True) -> None:
        self.hyphens = hyphens
        self.by_word = by_word
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.boxes: list[TextBox] = []
        self.page_starts: dict[int, int] = {}

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, paragraph: Paragraph, *, kind: SectionKind | None = None) -> tuple[int, int]:
        """Append a paragraph; its place in the text."""
        if self.length:
            self._put("\n\n")
        start = self.length
        lines = paragraph.lines
        for i, (page, line) in enumerate(lines):
            self.page_starts.setdefault(page, self.length)
            following = lines[i + 1][1].text if i + 1 < len(lines) else ""
            self._line(page, line, following)
        self.blocks.append(Block(start, self.length, heading=paragraph.heading, kind=kind, marked=True))
        return start, self.length

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

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
            text = accents(text.replace(SOFT, "-").replace("\xad", "-" if j == len(pieces) - 1 and hyphen else ""))
            space = len(text) - len(text.lstrip(" "))
            if self.by_word and len(text) > space:
                self.boxes.append(_box(page, self.length + space, self.length + len(text), [word]))
            self._put(text)
        if not self.by_word and self.length > begin:
            self.boxes.append(_box(page, begin, self.length, line.words))
        if following and not hyphen:
            self._put(" ")


def _box(page: int, start: int, end: int, words: Sequence[Word]) -> TextBox:
    box = Box.model_construct(
        page=page,
        x0=round(min(w.x0 for w in words), 1),
        top=round(min(w.top for w in words), 1),
        x1=round(max(w.x1 for w in words), 1),
        bottom=round(max(w.bottom for w in words), 1),
    )
    return TextBox.model_construct(start=start, end=end, box=box)
