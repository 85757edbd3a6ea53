"""Plain text and Markdown. No character is changed: offsets are those of the file's own text."""

import re
from pathlib import Path

from corpus.blocks import split
from corpus.decode import decode
from corpus.metadata import from_text
from corpus.sections import find_sections
from corpus.tables import from_sections
from models import Document, SectionKind


def read(path: Path, data: bytes, sha256: str) -> Document:
    """A text file as a Document."""
    text = decode(data, path.name)
    sections = find_sections(text, split(text))
    title = next((text[s.start : s.end] for s in sections if s.kind is SectionKind.TITLE), None)
    title = re.sub(r"\s+", " ", title).strip(" #*_") if title else None
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=from_text(text, sections, title=title),
        sections=sections,
        tables=from_sections(text, sections),
    )
