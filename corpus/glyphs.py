"""Words of a PDF page with their place, from pdfium's characters.

Few calls for each character keep this fast: the text of the page comes in one call, each character then gives its origin, and
only a word's ends give their boxes, size and angle. A word also ends where the baseline moves, so that a superscript is a word
of its own, glued to the one before it.
"""

import ctypes
import math
import pickle
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from corpus.lines import Line

SLANTED = 45
BOLD = re.compile(r"bold|black|heavy|semibold|demi|[-,.]b(?:d|i)?$|\.b$|medium|-md", re.IGNORECASE)  # in a font's name
FAR = 100_000.0  # points; a page has 14,400 at most
NOTHING = "\u2060"  # a word joiner: stands for no character of its own
_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")
_NAME = ctypes.create_string_buffer(256)
_FLAGS = ctypes.c_int()
_SPACES = frozenset(" \r\n\t\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\x00\ufeff\u200b")


@dataclass(slots=True)
class Word:
    """Characters set on one baseline, in points from the page's top left. `glued`: no space between it and the word before."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    y: float
    size: float
    angle: int
    index: int
    glued: bool
    font: str = ""


@dataclass(slots=True)
class Sheet:
    """A page's size as it is shown, and its words in the order in which the file draws them; later its lines instead."""

    width: float
    height: float
    words: list[Word]
    lines: "list[Line]" = field(default_factory=list)
    readable: bool = True
    scanned: bool = False  # a picture without text
    seen: bool = False  # read by optical character recognition
    crowded: bool = False  # only its longest lines were kept
    turned: int = 0  # by how much the page was turned to read it
    packed: bytes = b""  # the lines of a long file's page, until the last one has been read

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height of the page as it is shown."""
        return (self.height, self.width) if self.turned in (90, 270) else (self.width, self.height)

    def pack(self) -> None:
        """The lines in a twentieth of their room: 8 kB a page."""
        self.packed, self.lines = zlib.compress(pickle.dumps(self.lines, 5), 1), []

    def open(self) -> "list[Line]":
        """The lines, packed or not."""
        if self.packed:
            found: list[Line] = pickle.loads(zlib.decompress(self.packed))  # noqa: S301 - our own, never from a report
            return found
        return self.lines


class _Run(NamedTuple):
    """Characters start to end, the origin of the first, and whether they are glued to the run before."""

    start: int
    end: int
    x: float
    y: float
    glued: bool


class _Frame:
    """From the file's coordinates to points from the top left corner of the page as it is shown."""

    def __init__(self, page: Any, turned: int = 0) -> None:
        left, bottom, right, top = page.get_bbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.rotation = (page.get_rotation() + turned) % 360
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if self.rotation in (90, 270) else (wide, high)

    def place(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def read_sheet(page: Any) -> Sheet:
    """The words of one pypdfium2 page. Where most of them stand on their side, it is turned: a table too wide for it."""
    textpage = page.get_textpage()
    try:
        sheet = _sheet(page, textpage.raw, 0)
        angle = main_angle(sheet.words)
        return _sheet(page, textpage.raw, angle) if angle in (90, 180, 270) else sheet
    finally:
        textpage.close()


def _sheet(page: Any, raw: Any, turned: int) -> Sheet:
    frame = _Frame(page, turned)
    words = [word for word in _words(raw, frame) if is_somewhere(word)]
    return Sheet(frame.width, frame.height, words, turned=turned)


def is_somewhere(word: Word) -> bool:
    """Its place is one that a page can have; a damaged file also gives infinite ones."""
    return -FAR < word.x0 <= word.x1 < FAR and -FAR < word.top <= word.bottom < FAR and -FAR < word.y < FAR


def _text(raw: Any, count: int) -> str:
    """All characters in one call where each of them is one UTF-16 unit, else one by one."""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * (got - 1)].decode("utf-16-le", errors="replace").replace("\x02", "\ufffe")
    if len(text) == count:
        return text
    codes = [pdfium.FPDFText_GetUnicode(raw, i) for i in range(count)]
    return "".join(_character(code, after) for code, after in zip(codes, [*codes[1:], 0], strict=True)).replace(
        "\x02", "\ufffe"
    )


def _character(code: int, after: int) -> str:
    """The character of a code; the two halves of one beyond the first plane become it and a NOTHING."""
    if 0xD800 <= code < 0xDC00 and 0xDC00 <= after < 0xE000:
        return chr(0x10000 + ((code - 0xD800) << 10) + (after - 0xDC00))
    if 0xDC00 <= code < 0xE000:
        return NOTHING
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xDC00 else "\ufffd"


def _words(raw: Any, frame: _Frame) -> Iterator[Word]:
    count = pdfium.FPDFText_CountChars(raw)
    if count <= 0:
        return
    text = _text(raw, count)
    last_y, bold = math.nan, False
    like = _Set(math.nan, math.nan, math.nan, 0.0, 0)
    for run in _runs(raw, text):
        word, like = _word(raw, frame, text, run, like)
        if not abs(word.y - last_y) < 1 or bold:  # once a line is enough, but for one that begins in bold
            word.font = _font(raw, run.start)
            bold = bool(BOLD.search(word.font))
        last_y = word.y
        yield word


class _Set(NamedTuple):
    """How a word is set. A word on its baseline whose box is as high is set like it, and need not be asked."""

    y: float
    bottom: float
    top: float
    size: float
    turn: int


def _font(raw: Any, index: int) -> str:
    """The name of a character's font: `ABCDEF+Times-Bold` is `Times-Bold`."""
    size = pdfium.FPDFText_GetFontInfo(raw, index, _NAME, len(_NAME), ctypes.byref(_FLAGS))
    return _NAME.raw[: max(size - 1, 0)].decode("utf-8", errors="replace").split("+")[-1]


def _runs(raw: Any, text: str) -> Iterator[_Run]:
    """Stretches of characters without a space whose baseline does not move.

    A small letter behind a small letter is not asked for its origin: whatever moves the baseline begins with something else.
    """
    get_origin = pdfium.FPDFText_GetCharOrigin
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    start, glued, first_x, first_y = -1, False, 0.0, 0.0
    last, last_x, last_y, small = 0, 0.0, 0.0, False
    for i, character in enumerate(text):
        if character in _SPACES:
            if start >= 0:
                yield _Run(start, i, first_x, first_y, glued)
            start, glued, small = -1, False, False
            continue
        if character in _SMALL:
            if small:
                continue
            small = True
        else:
            small = False
        get_origin(raw, i, at_x, at_y)
        now_x, now_y = x.value, y.value
        if start < 0:
            start, first_x, first_y = i, now_x, now_y
        elif abs(now_y - last_y) > 0.6 or now_x < last_x - 1 or now_x - last_x > 40 * (i - last):
            yield _Run(start, i, first_x, first_y, glued)
            start, first_x, first_y, glued = i, now_x, now_y, True
        last, last_x, last_y = i, now_x, now_y
    if start >= 0:
        yield _Run(start, len(text), first_x, first_y, glued)


_RECT = pdfium.FS_RECTF()
_AT_RECT = ctypes.byref(_RECT)
_MATRIX = pdfium.FS_MATRIX()
_AT_MATRIX = ctypes.byref(_MATRIX)


def _word(raw: Any, frame: _Frame, text: str, run: _Run, like: _Set) -> tuple[Word, _Set]:
    """Box, size and angle of a run from its first and last characters."""
    start, end, x, y, glued = run
    pdfium.FPDFText_GetLooseCharBox(raw, end - 1, _AT_RECT)
    left, right, bottom, top = _RECT.left, _RECT.right, _RECT.bottom, _RECT.top
    if bottom != like.bottom or top != like.top or y != like.y:
        size, turn = _size(raw, start)
        if size > 1.8 * (top - bottom) > 0:  # a raised initial, glued to the rest of its word
            size, turn = _size(raw, end - 1)
        like = _Set(y, bottom, top, size, (turn - frame.rotation) % 360 if turn != SLANTED else SLANTED)
    if end - start > 1:
        left, right, bottom, top = min(left, x), max(right, x), min(bottom, y), max(top, y)
    x0, y0 = frame.place(left, top)
    x1, y1 = frame.place(right, bottom)
    _, baseline = frame.place(x, y)
    if x0 > x1:
        x0, x1 = x1, x0
    if y0 > y1:
        y0, y1 = y1, y0
    size = like.size if 1 < like.size < 500 else (y1 - y0) * 0.8 or 1.0
    return Word(text[start:end], x0, x1, y0, y1, baseline, size, like.turn, start, glued), like


def _size(raw: Any, index: int) -> tuple[float, int]:
    """How large a character is printed, and how it is turned."""
    size = abs(pdfium.FPDFText_GetFontSize(raw, index))
    if not pdfium.FPDFText_GetMatrix(raw, index, _AT_MATRIX):
        return size, 0
    return size * math.hypot(_MATRIX.c, _MATRIX.d), _turn(_MATRIX.a, _MATRIX.b)


def _turn(a: float, b: float) -> int:
    """The angle of a text matrix: 0, 90, 180, 270, or SLANTED."""
    if abs(b) <= 0.1 * abs(a):
        return 0 if a >= 0 else 180
    if abs(a) <= 0.1 * abs(b):
        return 90 if b > 0 else 270
    return SLANTED


def main_angle(words: list[Word]) -> int:
    """The angle at which most characters of a page stand."""
    angles: Counter[int] = Counter()
    for word in words:
        angles[word.angle] += len(word.text)
    return angles.most_common(1)[0][0] if angles else 0
