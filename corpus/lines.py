"""Printed lines from words: superscripts and subscripts told by geometry, pieces of one line joined."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.glyphs import BOLD, NOTHING, Word
from corpus.initials import close_up

SOFT = "\ufffe"  # a hyphen at a line's end
# An accent by itself, and the combining one that it stands for
ACCENTS = dict(
    zip("¨´`ˆ˜¸ˇ˚˙¯˝˛˘", "\u0308\u0301\u0300\u0302\u0303\u0327\u030c\u030a\u0307\u0304\u030b\u0328\u0306", strict=True)
)
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
_CAPTION_WORD = re.compile(r"fig|table|scheme|graph", re.IGNORECASE)
_BETWEEN = re.compile(r"[\W_]+")
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
    bold: bool = False  # all of it, not only the heading that runs into it

    @property
    def font(self) -> str:
        return self.words[0].font

    def measure(self) -> None:
        """Take the line's text, height and weight from its pieces."""
        self.text = "".join([text for text, _ in self.pieces])
        self.length = len(self.text) - self.text.count(" ")
        self.top = min([w.top for w in self.words])
        self.bottom = max([w.bottom for w in self.words])
        self.bold = bool(BOLD.search(self.font)) and all(not w.font or BOLD.search(w.font) for w in self.words)

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
    gone = _hidden(words)
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(round(word.y / 2), []).append(word)
    for row in rows.values():
        row.sort(key=_left)
        for a, b in pairwise(row):
            over = min(a.x1, b.x1) - b.x0
            if over <= 0 or abs(a.y - b.y) > 1.5:
                continue
            small, large = sorted((a, b), key=lambda w: (len(w.text), -w.index))
            if over > 0.6 * (small.x1 - small.x0) and small.text in large.text:
                gone.add(id(small))
    return [w for w in words if id(w) not in gone] if gone else list(words)


def _left(word: Word) -> float:
    return word.x0


def _hidden(words: Sequence[Word]) -> set[int]:
    """Bookmarks: several lines drawn upon each other on one baseline, whose words stand printed below."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last is None or abs(word.y - last.y) > 0.6 or word.x0 < last.x1 - 0.3 * word.size:
            runs.append([])
        runs[-1].append(word)
    levels: dict[int, list[list[Word]]] = {}
    for run in runs:
        levels.setdefault(round(run[0].y), []).append(run)
    gone: set[int] = set()
    for run in runs:
        beside = [r for d in (-1, 0, 1) for r in levels.get(round(run[0].y) + d, ()) if r is not run]
        if not any(_lies_on(run, other) for other in beside):
            continue
        below = [
            w
            for r in runs
            if 2 < r[0].y - run[0].y < 90 and r[0].x0 < run[-1].x1 + 60 and r[-1].x1 > run[0].x0 - 60
            for w in r
        ]
        said = _squeezed(below)
        if (whole := _squeezed(run)) in said and len(whole) > 5:
            gone |= {id(w) for w in run}
        else:
            named = [i for i, w in enumerate(run) if _CAPTION_WORD.match(w.text)]
            kept = {j for i in named for j in (i, i + 1)}
            gone |= {id(w) for i, w in enumerate(run) if i not in kept and len(w.text) > 1 and _squeezed([w]) in said}
    return gone


def _lies_on(run: Sequence[Word], other: Sequence[Word]) -> bool:
    """The words of the narrower run are covered by those of the other; a gap that was left for it does not count."""
    narrow = min(run[-1].x1 - run[0].x0, other[-1].x1 - other[0].x0)
    if abs(run[0].y - other[0].y) > 1 or max(len(run), len(other)) < 3 or narrow < 2 * run[0].size:
        return False
    if min(run[-1].x1, other[-1].x1) - max(run[0].x0, other[0].x0) < 0.6 * narrow:
        return False
    return sum(max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0)) for a in run for b in other) > 0.5 * narrow


def _squeezed(words: Sequence[Word]) -> str:
    """The letters and digits of some words, without what parts them."""
    return _BETWEEN.sub("", "".join([w.text for w in words]))


def with_accents(words: list[Word]) -> list[Word]:
    """Accents that the file draws as words of their own go onto the letters that they stand over: "˙" on "Ložiene"."""
    lone = [w for w in words if len(w.text) == 1 and w.text in ACCENTS]
    if not lone or len(lone) > 200:
        return words
    gone = set()
    for accent in lone:
        middle = (accent.x0 + accent.x1) / 2
        under = next(
            (
                w
                for w in words
                if w is not accent and w.x0 - 1 < middle < w.x1 + 1 and abs(w.y - accent.y) < 0.4 * w.size
            ),
            None,
        )
        if under is None or len(under.text) < 2:
            continue
        at = (middle - under.x0) / max(under.x1 - under.x0, 1) * len(under.text) - 0.5
        for i in sorted(range(len(under.text)), key=lambda i: abs(i - at))[:3]:
            whole = unicodedata.normalize("NFC", under.text[i].replace("ı", "i") + ACCENTS[accent.text])
            if len(whole) == 1:
                under.text = under.text[:i] + whole + under.text[i + 1 :]
                gone.add(id(accent))
                break
    return [w for w in words if id(w) not in gone]


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
    lines = _merge(_filled(lines))
    for line in lines:
        close_up(line.words, line.size)
        line.pieces = _pieces(line)
        line.measure()
    return lines


def _continues(line: Line, word: Word) -> bool:
    """The word stands to the right of the line's last one, near its baseline."""
    last, size = line.words[-1], max(line.size, word.size)
    gap = word.x0 - last.x1
    em = max(last.size, word.size)  # not the line's, which may begin with a raised initial
    if abs(word.y - line.y) > 0.62 * size or gap > (1.0 if word.glued else 1.35) * em:
        return False
    return word.x0 > last.x0 - 0.1 * size and gap > -0.7 * size


def _append(line: Line, word: Word) -> None:
    if word.size > line.size * 1.08 and sum([len(w.text) for w in line.words]) <= 4:
        line.y, line.size = word.y, word.size
    line.words.append(word)
    line.x0, line.x1 = min(line.x0, word.x0), max(line.x1, word.x1)


def _filled(lines: list[Line]) -> list[Line]:
    """Words that the file draws behind the line in whose gaps they stand: those in another font, raised ones."""
    levels: dict[int, list[Line]] = {}
    for line in lines:
        if len(line.words) > 1:
            levels.setdefault(round(line.y / 8), []).append(line)
    gone: set[int] = set()
    for piece in lines:
        at = round(piece.y / 8)
        for line in (line for near in (at, at + 1, at - 1) for line in levels.get(near, ())):
            if (
                line.x0 < piece.x0
                and piece.x1 < line.x1
                and piece.size < 1.15 * line.size
                and abs(line.y - piece.y) < 0.5 * line.size
                and id(line) not in gone
                and line is not piece
                and _fits(piece, line)
            ):
                line.words = sorted([*line.words, *piece.words], key=_left)
                line.index = min(line.index, piece.index)
                gone.add(id(piece))
                break
    return [line for line in lines if id(line) not in gone] if gone else lines


def _fits(piece: Line, line: Line) -> bool:
    """A gap of the line holds the piece."""
    after = next((i for i, word in enumerate(line.words) if word.x0 > piece.x0), 0)
    loose = 0.12 * line.size
    return after > 0 and line.words[after - 1].x1 < piece.x0 + loose and piece.x1 < line.words[after].x0 + loose


def _merge(lines: list[Line]) -> list[Line]:
    """Join pieces of one printed line that the file draws apart."""
    rows = sorted(lines, key=lambda line: (round(line.y), line.x0))
    place = {id(line): i for i, line in enumerate(lines)}
    gone: set[int] = set()
    for i, left in enumerate(rows):
        if id(left) in gone:
            continue
        for right in rows[i + 1 : i + 12]:
            if right.y - left.y > 0.5 * left.size:
                break
            gap = right.x0 - left.x1
            size = max(left.words[-1].size, right.words[0].size, min(left.size, right.size))
            raised = right.size < 0.85 * left.size and gap < 0.25 * size
            if (
                id(right) in gone
                or not -0.3 * size < gap < (0.25 if raised else 0.6) * size
                or (abs(right.y - left.y) > 0.12 * size and not raised)
            ):
                continue
            left.words += right.words
            left.x1, left.index = max(left.x1, right.x1), min(left.index, right.index)
            place[id(left)] = min(place[id(left)], place[id(right)])
            gone.add(id(right))
    return sorted((line for line in lines if id(line) not in gone), key=lambda line: place[id(line)])


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
