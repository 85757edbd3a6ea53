"""Bytes to text: the encoding a file was saved in, and only the line ends changed."""

import codecs

from models import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What other files begin with, and what to do with them.
_OTHERS = {
    b"%PDF-": "a PDF: name it .pdf",
    b"PK\x03\x04": "a Word file or an archive: save it as text or PDF, or unpack it",
    b"\xd0\xcf\x11\xe0": "an old Word file: save it as text or PDF",
    b"{\\rtf": "an RTF file: save it as text or PDF",
    b"\x89PNG": "a picture: save it as a PDF and read that with --ocr",
    b"\xff\xd8\xff": "a picture: save it as a PDF and read that with --ocr",
    b"\x1f\x8b": "packed with gzip: unpack it",
    b"BZh": "packed with bzip2: unpack it",
    b"\x7fELF": "a program: give a text, PDF, JATS XML or HTML file",
}


def named(data: bytes) -> str | None:
    """What a file is, by how it begins: "a PDF: name it .pdf"."""
    return next((what for mark, what in _OTHERS.items() if data.startswith(mark)), None)


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 (with or without its mark) or Windows-1252; line ends become `\\n`."""
    text = _characters(data, name).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _characters(data: bytes, name: str) -> str:
    if what := named(data):
        raise ReadError("binary", f"{name} is {what}.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark if encoding == "utf-8" else b"").decode(encoding, errors="replace")
    if b"\0" in data[:4000]:
        return _utf16(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    strange = sum((c < " " and c not in "\t\n\r\f\v") or c == "\ufffd" for c in text[:20000])
    if strange > len(text[:20000]) / 50:
        raise _binary(name)
    return text


def _utf16(data: bytes, name: str) -> str:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    even, odd = data[0:4000:2].count(0), data[1:4000:2].count(0)
    if max(even, odd) < len(data[:4000]) * 0.2 or min(even, odd) > len(data[:4000]) * 0.2:
        raise _binary(name)
    return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")


def _binary(name: str) -> ReadError:
    return ReadError("binary", f"{name} is not text: give a text, PDF, JATS XML or HTML file.")
