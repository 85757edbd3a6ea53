"""Bytes to text: the encoding a file was saved in, and only the line ends changed."""

import codecs

from models import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What other files begin with: PDF, zip (docx, xlsx, epub), old Office, RTF, PNG, JPEG, gzip, ELF.
_OTHERS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
)


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, UTF-16 (with or without its mark) or Windows-1252; line ends become `\\n`."""
    text = _characters(data, name).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _characters(data: bytes, name: str) -> str:
    if data.startswith(_OTHERS):
        raise _binary(name)
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
