"""PDF: the text layer in reading order."""

import re
from pathlib import Path

from corpus.blocks import split
from corpus.metadata import from_text
from corpus.sections import find_sections
from models import Document, Page, ReadError, SectionKind


def read(path: Path, data: bytes, sha256: str) -> Document:
    """A PDF as a Document."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ReadError(
            "damaged", f"{path.name} is no PDF that can be opened ({error}): save it again from its source."
        ) from None
    pieces: list[str] = []
    pages: list[Page] = []
    at = 0
    for number, page in enumerate(pdf, 1):
        raw = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\r", "\n")
        text = _paragraphs(raw.replace("\ufffe\n", "").replace("\ufffe", "-")) + "\n\n"
        pieces.append(text)
        pages.append(
            Page(number=number, start=at, end=at + len(text), width=page.get_width(), height=page.get_height())
        )
        at += len(text)
    text = "".join(pieces)
    sections = find_sections(text, split(text))
    title = next(
        (re.sub(r"\s+", " ", text[s.start : s.end]).strip() for s in sections if s.kind is SectionKind.TITLE), None
    )
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=from_text(text, sections, title=title),
        sections=sections,
        pages=tuple(pages),
    )


def _paragraphs(raw: str) -> str:
    """Lines joined to paragraphs where a line runs on."""
    lines = [line.strip() for line in raw.split("\n")]
    width = max((len(line) for line in lines), default=0)
    out = ""
    for line in lines:
        if out and (not out.endswith((".", ":")) or len(out.rsplit("\n", 1)[-1]) % max(width, 1) > width * 0.85):
            out += " " + line if len(out.rsplit("\n", 1)[-1]) > 50 else "\n\n" + line
        else:
            out += ("\n\n" if out else "") + line
    return out
