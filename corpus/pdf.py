"""PDF: the page as a person reads it."""

import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from corpus.blocks import caption_kind, split_marked
from corpus.cells import gather
from corpus.compose import Composition
from corpus.flow import Paragraph, body_font, body_size, paragraphs_of
from corpus.glyphs import Sheet
from corpus.layout import Area, Part, areas_of, label
from corpus.lines import Line
from corpus.margins import without_furniture
from corpus.mending import Hyphens
from corpus.metadata import from_text
from corpus.ocr import read_scans
from corpus.pages import MAX_WORD_BOXES, read_pages, settle
from corpus.sections import find_sections
from models import Document, Page, ReadError, SectionKind

K = SectionKind


def read(path: Path, data: bytes, sha256: str, *, ocr: bool = False) -> Document:
    """A PDF as a Document; with `ocr` tesseract reads the pages that are pictures."""
    sheets = read_pages(path, data)
    if ocr and any(sheet.scanned for sheet in sheets):
        sheets = read_scans(path, data, sheets)
    made, title = _compose(sheets)
    text = made.text
    if not text.strip():
        raise _nothing(path.name, sheets)
    sections = find_sections(text, split_marked(text, made.blocks), title=title)
    words = next((re.sub(r"\s+", " ", text[s.start : s.end]).strip() for s in sections if s.kind is K.TITLE), None)
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=from_text(text, sections, title=words),
        sections=sections,
        pages=_pages(sheets, made),
        boxes=tuple(made.boxes),
        tables=tuple(made.tables),
        flags=_flags(sheets, text),
    )


def _flags(sheets: Sequence[Sheet], text: str) -> tuple[str, ...]:
    named = {
        "needs_ocr": any(s.scanned for s in sheets),
        "ocr": any(s.seen for s in sheets),
        "garbled_font": len(re.findall(r"[\x00-\x08\x0e-\x1f\ufffd]", text)) > 0.02 * len(text),
        "unreadable_pages": not all(s.readable for s in sheets),
    }
    return tuple(name for name, holds in named.items() if holds)


def _nothing(name: str, sheets: Sequence[Sheet]) -> ReadError:
    pages = "page" if len(sheets) == 1 else f"{len(sheets)} pages"
    if any(s.scanned for s in sheets):
        return ReadError(
            "needs_ocr",
            f"{name} is scanned, no text on its {pages}: read it with --ocr (needs tesseract).",
        )
    return ReadError(
        "empty", f"{name} holds no text on its {pages}: give the report's text or a PDF with a text layer."
    )


def _compose(sheets: Sequence[Sheet]) -> tuple[Composition, tuple[int, int] | None]:
    """The text of all pages, and the place of its title."""
    by_word = len(sheets) <= MAX_WORD_BOXES
    for sheet in sheets:
        if sheet.words:
            settle(sheet, by_word=by_word)
    pages = [(s.height, s.lines) for s in sheets]
    kept = without_furniture(pages)
    if not any(kept):
        kept = [lines for _, lines in pages]
    areas = [area for number, lines in enumerate(kept, 1) for area in areas_of(lines, number)]
    size = body_size(areas)
    font = body_font(areas, size)
    whole: list[Area] = []
    for number, found in groupby(areas, key=lambda area: area.page):
        page = list(found)
        label(page, size, sheets[number - 1].height)
        whole += gather(page, size)
    paragraphs = paragraphs_of(whole, size, font)
    made = Composition(Hyphens(line.text for a in areas for line in a.lines), by_word=by_word)
    return made, _add_all(made, paragraphs, size)


def _add_all(made: Composition, paragraphs: Sequence[Paragraph], size: float) -> tuple[int, int] | None:
    """Compose the text; the place of its title."""
    title_lines = _title(paragraphs, size)
    title: tuple[int, int] | None = None
    caption: tuple[int, int] | None = None
    for paragraph in paragraphs:
        kind = _kind(paragraph)
        place = made.add(paragraph, kind=kind)
        if paragraph.rows:
            rows = tuple(
                tuple(cell.strip() for cell in row.split("\t")) for row in made.text[slice(*place)].split("\n")
            )
            made.add_table(rows, caption, place)
        caption = place if paragraph.part is Part.CAPTION else None
        if title_lines and any(line is title_lines[0] for _, line in paragraph.lines):
            title = place
    return title


def _kind(paragraph: Paragraph) -> SectionKind | None:
    if paragraph.part is Part.CAPTION:
        return caption_kind(paragraph.text) or K.FIGURE_LEGEND
    return {Part.TABLE: K.TABLE, Part.FIGURE: K.FIGURE_LEGEND, Part.FOOTNOTE: K.FOOTNOTE}.get(paragraph.part)


def _title(paragraphs: Sequence[Paragraph], size: float) -> list[Line] | None:
    """The largest type of the first two pages that says more than three words."""
    found = [
        p
        for p in paragraphs
        if p.lines[0][0] <= 2 and p.size > 1.12 * size and p.part is Part.BODY and len(p.text.split()) >= 4
    ]
    best = max(found, key=lambda p: (round(p.size), -p.lines[0][0]), default=None)
    return [line for _, line in best.lines] if best else None


def _pages(sheets: Sequence[Sheet], made: Composition) -> tuple[Page, ...]:
    """Pages tile the text in order."""
    starts: list[int] = []
    for number in range(1, len(sheets) + 1):
        start = made.page_starts.get(number, made.length if number > max(made.page_starts, default=0) else -1)
        starts.append(start)
    for i in range(len(starts) - 1, -1, -1):
        if starts[i] < 0:
            starts[i] = starts[i + 1] if i + 1 < len(starts) else made.length
    starts = [0, *starts[1:]] if starts else []
    for i in range(1, len(starts)):
        starts[i] = max(starts[i], starts[i - 1])
    ends = [*starts[1:], made.length]
    return tuple(
        Page(number=i + 1, start=a, end=b, width=round(s.width, 1), height=round(s.height, 1), needs_ocr=s.scanned)
        for i, (a, b, s) in enumerate(zip(starts, ends, sheets, strict=True))
    )
