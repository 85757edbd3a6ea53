"""Streams of a PDF that unpack into far more than a page of text or a drawing can hold."""

import mmap
import zlib
from collections.abc import Iterator

LEAST = 3_000  # packed bytes: a smaller stream unpacks into three million at most
LARGE = 3_000_000  # unpacked bytes
RATIO = 200  # text and drawings shrink to a tenth, hardly ever to a thirtieth
MOST = 60_000_000
SHOWS = 30_000  # pieces of text in one stream; a full page has ten thousand if each letter is one
_NO_CONTENT = (b"/Image", b"/Length1", b"/Type1C", b"/CIDFontType0C", b"/OpenType", b"/XML")


def is_bomb(data: bytes | mmap.mmap) -> bool:
    """Some stream of the file is one."""
    return any(_bursts(data[start:end], twice) for start, end, twice in _streams(data))


def _streams(data: bytes | mmap.mmap) -> Iterator[tuple[int, int, bool]]:
    """Where packed streams lie that may be a page's content, and whether they are packed twice."""
    at = data.find(b"stream")
    while at >= 0:
        end = data.find(b"endstream", at + 6)
        if end < 0:
            end = len(data)
        head = data[max(0, at - 400) : at].rpartition(b" obj")[2]
        packed = head.count(b"FlateDecode") + head.count(b"/Fl ")
        if packed and (end - at > LEAST or packed > 1) and not any(mark in head for mark in _NO_CONTENT):
            start = at + 6 + (2 if data[at + 6 : at + 8] == b"\r\n" else 1)
            yield start, end, packed > 1
        at = data.find(b"stream", end + 9)


def _bursts(packed: bytes, twice: bool) -> bool:
    for _ in range(2 if twice else 1):
        try:
            out = zlib.decompressobj().decompress(packed, MOST)
        except zlib.error:
            return False
        if len(out) >= MOST or (len(out) > LARGE and len(out) > RATIO * len(packed)):
            return True
        packed = out
    return packed.count(b"Tj") + packed.count(b"TJ") > SHOWS
