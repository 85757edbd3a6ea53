"""What a PDF would become if all of it were unpacked and drawn: more than a page of text or a drawing can hold?"""

import mmap
import re
import zlib
from collections.abc import Iterator
from enum import IntEnum

Bytes = bytes | mmap.mmap
LEAST = 3_000  # packed bytes: a smaller stream unpacks into three million at most
LARGE = 3_000_000  # unpacked bytes
RATIO = 200  # text and drawings shrink to a tenth, hardly ever to a thirtieth
MOST = 60_000_000
DENSEST = 1_000  # nothing shrinks more
SHOWS = 30_000  # pieces of text in one stream; a full page has ten thousand if each letter is one
BUSY = 300_000  # bytes of one page's operators, ten times what text needs
DRAWN = 30_000_000  # bytes of operators of the largest form, drawn as often as the busiest stream draws
LISTED = 300  # references in one list
_NO_CONTENT = (b"/Length1", b"/Type1C", b"/CIDFontType0C", b"/OpenType", b"/XML")
_NO_OPERATORS = (*_NO_CONTENT, b"/ObjStm", b"/XRef")
_FLATE = (b"FlateDecode", b"/Fl ", b"/Fl]", b"/Fl>", b"/Fl/")
_DRAWS = re.compile(rb"Do(?!\w)")
_STITCHED = re.compile(rb"/FunctionType\s*(?:3|\d+\s+\d+\s+R)")
_LIST = re.compile(rb"\[\s*(?:\d{1,8}\s+\d{1,5}\s+R\s*){%d}" % LISTED)
_VEILED = re.compile(rb"/\w{0,20}#[4-7][0-9A-Fa-f]|/Subtype\s*\d")  # "/F#6frm": letters that need no sign for them


class Weight(IntEnum):
    """How far a file can be trusted to open in time."""

    PLAIN = 0
    STRANGE = 1  # what it draws may multiply: forms that draw forms, functions made of functions
    BOMB = 2


def weigh(data: Bytes) -> Weight:
    """The heaviest of all that the file holds."""
    weight = Weight(_multiplies(data) or data.find(b"/Encrypt") >= 0)
    largest = busiest = 0
    for head, packed in _streams(data):
        out = _unpacked(head, packed)
        if out is None:
            return Weight.BOMB
        if b"/ObjStm" in head:
            strange = bool(_multiplies(out) or _VEILED.search(out))
        elif any(mark in head for mark in _NO_OPERATORS) or out[36:40] == b"acsp":  # a colour profile
            continue
        else:
            if out.count(b"Tj") + out.count(b"TJ") > SHOWS:
                return Weight.BOMB
            draws, form = (
                out.count(b"Do"),
                b"/Form" in head or b"endobj" in out,
            )  # what a torn object swallowed may be a form
            draws = len(_DRAWS.findall(out)) if draws > 1 else draws
            strange = len(out) > BUSY or (form and draws > 1)
            largest, busiest = max(largest, len(out) * form), max(busiest, draws)
        if strange or _VEILED.search(head):
            weight = Weight.STRANGE
    return max(weight, Weight(largest * busiest > DRAWN))


def _multiplies(data: Bytes) -> bool:
    """A function stitched of others, or a long list that names few things many times: the contents of a page."""
    if data.find(b"/FunctionType") >= 0 and _STITCHED.search(data):
        return True
    for found in _LIST.finditer(data):
        end = data.find(b"]", found.start())
        named = re.findall(rb"\d+(?=\s+\d+\s+R)", data[found.start() : end])
        if len(named) > 2 * len(set(named)):
            return True
    return False


def _streams(data: Bytes) -> Iterator[tuple[bytes, bytes]]:
    """The dictionary of each stream but a picture, and its bytes."""
    at = data.find(b"stream")
    while at >= 0:
        end = data.find(b"endstream", at + 6)
        if end < 0:
            end = len(data)
        head = data[max(0, data.rfind(b"obj", max(0, at - 20_000), at), at - 20_000) : at]
        if b"/Image" not in head:
            start = at + 6 + (2 if data[at + 6 : at + 8] == b"\r\n" else 1)
            yield head, data[start:end]
        at = data.find(b"stream", end + 9)


def _unpacked(head: bytes, packed: bytes) -> bytes | None:
    """A stream's bytes as they are read, None for a bomb; those that cannot tell anything stay as they are."""
    shells = sum(head.count(name) for name in _FLATE)
    if any(mark in head for mark in _NO_CONTENT) and len(packed) * DENSEST < MOST:
        return packed
    for _ in range(shells):
        try:
            out = zlib.decompressobj().decompress(packed, MOST)
        except zlib.error:
            return packed
        if len(out) >= MOST or (len(out) > LARGE and len(out) > RATIO * len(packed)):
            return None
        packed = out
    return packed
