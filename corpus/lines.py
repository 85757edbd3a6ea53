"""Printed lines from words: superscripts and subscripts told by geometry, pieces of one line joined."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.glyphs import NOTHING, Word

SOFT = "\ufffe"  # a hyphen at a line's end
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# The Symbol font's own codes, where a file gives no Unicode for them
_SYMBOLS = dict(
    zip(
        "\uf061\uf062\uf063\uf064\uf065\uf067\uf068\uf06b\uf06c\uf06d\uf070\uf072\uf073\uf074\uf077\uf044\uf053\uf057\uf0b0\uf0b1"
        "\uf0b3\uf0a3\uf0b4\uf0b7\uf0ae\uf0bb\uf02d\uf02b\uf0d7\uf0a5\uf0d2\uf0d3\uf0d4\uf0b9\uf0b8\uf0a0\uf03c\uf03e\uf03d\uf0e2",
        "αβχδεγηκλμπρστωΔΣΩ°±≥≤×•→≈−+⋅∞®©™≠÷ <>=®",
        strict=True,
    )
)
# "𝛽" and "𝑝" of mathematical type are letters
_MATHEMATICAL = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D400, 0x1D800)}
_REPAIR = str.maketrans(_LIGATURES | _SYMBOLS | {"\x02": SOFT, NOTHING: ""} | _MATHEMATICAL)
# "10", "× 10", "x10": a raised number behind it is its exponent
_TEN = re.compile(r"(?:^|[^\d.,])10$")
# "m2", "kg/m2", "cm3", "min-1": a raised number behind a unit is part of it
_UNIT = re.compile(r"(?:^|[\d\s/·.×(µμ])(?:[cdmkµμn]?m|L|l|[mµμ]L|s|h|min|[mkµμn]?g|mol|d|day|kg/m|mg/m|g/m)$")
_CAPTION_WORD = re.compile(r"(?:fig|table)|\d{1,2}$", re.IGNORECASE)
_EXPONENT = re.compile(r"[-–−+]?\d{1,3}$")
_MARK = re.compile(r"[\d,;–-]*\d[\d,;–-]*$")


@dataclass(slots=True)
class Line:
    """Words on one baseline, left to right."""

    words: list[Word]
    y: float
    size: float
    x0: float = 0.0
    x1: float = 0.0
    index: int = 0
    pieces: list[tuple[str, Word]] = field(default_factory=list)
    text: str = ""
    length: int = 0
    top: float = 0.0
    bottom: float = 0.0

    @property
    def font(self) -> str:
        return self.words[0].font

    def measure(self) -> None:
        """Take the line's text and height from its pieces."""
        self.text = "".join([text for text, _ in self.pieces])
        self.length = len(self.text) - self.text.count(" ")
        self.top = min([w.top for w in self.words])
        self.bottom = max([w.bottom for w in self.words])

    def flatten(self) -> None:
        """Forget the single words: one box for the whole line, where a file has many pages."""
        first = self.words[0]
        whole = Word(
            self.text,
            self.x0,
            self.x1,
            self.top,
            self.bottom,
            self.y,
            self.size,
            first.angle,
            self.index,
            False,
            first.font,
        )
        self.words, self.pieces = [whole], [(self.text, whole)]


def without_overprint(words: Sequence[Word]) -> list[Word]:
    """Keep one of two words that lie on each other: bold type drawn twice, bookmarks hidden under a caption."""
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(round(word.y / 2), []).append(word)
    gone: set[int] = set()
    for key, row in rows.items():
        row.sort(key=lambda w: w.x0)
        jumbled = False
        for a, b in pairwise(row):
            over = min(a.x1, b.x1) - max(a.x0, b.x0)
            small, large = sorted((a, b), key=lambda w: (len(w.text), -w.index))
            if over <= 0.6 * (small.x1 - small.x0) or abs(a.y - b.y) > 1.5:
                continue
            if small.text in large.text:
                gone.add(id(small))
            else:
                jumbled = True
        if jumbled:
            below = " ".join(w.text for k in range(key + 1, key + 20) for w in rows.get(k, ()))
            gone |= {id(w) for w in row if w.text in below and not _CAPTION_WORD.match(w.text)}
    return [w for w in words if id(w) not in gone] if gone else list(words)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines in the order in which the file draws them."""
    lines: list[Line] = []
    open_line: Line | None = None
    for word in words:
        if open_line and _continues(open_line, word):
            _append(open_line, word)
        else:
            open_line = Line([word], word.y, word.size, word.x0, word.x1, word.index)
            lines.append(open_line)
    lines = _merge(lines)
    for line in lines:
        line.pieces = _pieces(line)
        line.measure()
    return lines


def _continues(line: Line, word: Word) -> bool:
    """The word stands to the right of the line's last one, near its baseline."""
    last, size = line.words[-1], max(line.size, word.size)
    gap = word.x0 - last.x1
    if abs(word.y - line.y) > 0.62 * size or gap > (1.0 if word.glued else 1.35) * size:
        return False
    return word.x0 > last.x0 - 0.1 * size and gap > -0.7 * size


def _append(line: Line, word: Word) -> None:
    if word.size > line.size * 1.08 and sum([len(w.text) for w in line.words]) <= 4:
        line.y, line.size = word.y, word.size
    line.words.append(word)
    line.x0, line.x1 = min(line.x0, word.x0), max(line.x1, word.x1)


def _merge(lines: list[Line]) -> list[Line]:
    """Join pieces of one printed line that the file draws apart."""
    rows = sorted(lines, key=lambda line: (round(line.y), line.x0))
    gone: set[int] = set()
    for i, left in enumerate(rows):
        if id(left) in gone:
            continue
        for right in rows[i + 1 : i + 12]:
            if right.y - left.y > 0.5 * left.size:
                break
            gap = right.x0 - left.x1
            size = max(left.size, right.size)
            raised = right.size < 0.85 * left.size and gap < 0.25 * size
            if (
                id(right) in gone
                or not -0.3 * size < gap < (0.25 if raised else 0.6) * size
                or (abs(right.y - left.y) > 0.12 * size and not raised)
            ):
                continue
            left.words += right.words
            left.x1, left.index = max(left.x1, right.x1), min(left.index, right.index)
            gone.add(id(right))
    return [line for line in lines if id(line) not in gone]


def _pieces(line: Line) -> list[tuple[str, Word]]:
    """The text of each word with the space before it, exponents and marks told apart."""
    first_size = line.words[0].size
    if any(abs(w.size - first_size) > 0.05 for w in line.words):
        line.size = _common_size(line.words)
    pieces: list[tuple[str, Word]] = []
    before, high_before, moved_before = "", False, False
    for i, word in enumerate(line.words):
        text = word.text if word.text.isascii() else word.text.translate(_REPAIR)
        last = line.words[i - 1] if i else None
        high = _is_raised(word, line)
        close = last is not None and word.x0 - last.x1 < 0.16 * line.size
        moved = high or word.size < 0.85 * line.size
        joined = last is not None and (word.glued or ((moved or moved_before) and close))
        if high and before and joined and not high_before:
            text = raised(text, before)
        space = "" if joined or not before else " "
        pieces.append((space + text, word))
        before, high_before, moved_before = text if space else before + text, high, moved
    return pieces


def _is_raised(word: Word, line: Line) -> bool:
    height = line.y - word.y
    return (word.size < 0.9 * line.size and height > 0.12 * line.size) or (
        height > 0.28 * line.size and word.size <= 1.02 * line.size
    )


def raised(text: str, before: str) -> str:
    """What raised type says behind the text before it: `^6` behind 10, `2` behind m, `^12` behind a word."""
    if _EXPONENT.match(text) and _TEN.search(before):
        return "^" + text
    if _EXPONENT.match(text) and _UNIT.search(before):
        return text
    if _MARK.match(text):
        return " ^" + text if before[-1].isdigit() else "^" + text
    return text


def _common_size(words: Sequence[Word]) -> float:
    weights: dict[float, int] = {}
    for word in words:
        key = round(word.size, 1)
        weights[key] = weights.get(key, 0) + len(word.text)
    return max(weights, key=lambda size: (weights[size], size))
