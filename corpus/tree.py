"""Text gathered piece by piece from a tree, each piece a block with its place."""

from corpus.blocks import Block
from corpus.tables import Rows
from models import SectionKind, Table


class Gathering:
    """A text in the making, its blocks and its tables."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, words: str, *, heading: bool = False, kind: SectionKind | None = None) -> tuple[int, int] | None:
        """Append a paragraph; its place in the text."""
        words = words.strip()
        if not words:
            return None
        before = "\n\n" if self.length else ""
        start = self.length + len(before)
        self.parts += [before, words]
        self.length = start + len(words)
        self.blocks.append(Block(start, self.length, heading=heading, kind=kind))
        return start, self.length

    def add_table(self, caption: str | None, rows: Rows, text: str) -> None:
        """Append a table as lines of text."""
        place = self.add(text, kind=SectionKind.TABLE)
        if place and len(rows) > 1:
            self.tables.append(Table(caption=caption or None, rows=rows, start=place[0], end=place[1]))
