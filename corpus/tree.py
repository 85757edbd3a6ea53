"""Text gathered piece by piece from a tree, each piece a block with its place."""

import re

from corpus.blocks import Block
from models import SectionKind


class Gathering:
    """A text in the making and its blocks."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []

    def add(
        self, words: str, *, heading: bool = False, kind: SectionKind | None = None, level: int = 0
    ) -> tuple[int, int] | None:
        """Append a paragraph; its place in the text."""
        words = re.sub(
            r"[ \t\r\f\v\u00a0]*\n[ \t\r\f\v]*|[ \t\r\f\v]+",
            lambda m: "\n" if kind is SectionKind.TABLE and "\n" in m[0] else " ",
            words,
        ).strip()
        if not words:
            return None
        start = len(self.text) + (2 if self.text else 0)
        self.text = f"{self.text}\n\n{words}" if self.text else words
        self.blocks.append(Block(start, len(self.text), heading=heading, kind=kind, level=level))
        return start, len(self.text)
