"""PDF: the page as a person reads it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.blocks import caption_kind, split_marked
from corpus.cells import gather
from corpus.compose import Composition
from corpus.flow import Paragraph, Type, paragraphs_of
from corpus.glyphs import Sheet
from corpus.layout import Area, Part, areas_of, label
from corpus.margins import Margins
from corpus.mending import Hyphens
from corpus.metadata import from_text, names_in
from corpus.ocr import read_scans
from corpus.pages import MAX_LINE_BOXES, MAX_WORD_BOXES, Bytes, begun, own_fields, read_pages, settle
from corpus.sections import find_sections
from models import Document, Page, ReadError, SectionKind

K = SectionKind


def read(path: Path, data: Bytes, sha256: str, *, ocr: bool = False) -> Document:
    """A PDF as a Document; with `ocr` tesseract reads the pages that are pictures."""
    data = begun(data)
    sheets = read_pages(path, data)
    if ocr and any(sheet.scanned for sheet in sheets):
        sheets = read_scans(path, sheets)
    made, title, margins = _compose(sheets)
    text = made.text
    if not text.strip():
        raise _nothing(path.name, sheets, ocr=ocr)
    sections = find_sections(text, split_marked(text, made.blocks), title=title)
    words = next((re.sub(r"\s+", " ", text[s.start : s.end]).strip() for s in sections if s.kind is K.TITLE), None)
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=from_text(text, sections, title=words, margins=margins, info=own_fields(path, data)),
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
        "crowded_pages": any(s.crowded for s in sheets),
    }
    return tuple(name for name, holds in named.items() if holds)


def _nothing(name: str, sheets: Sequence[Sheet], *, ocr: bool) -> ReadError:
    pages = "page" if len(sheets) == 1 else f"{len(sheets)} pages"
    if ocr and any(s.scanned for s in sheets):
        return ReadError(
            "empty",
            f"{name} is scanned and tesseract sees no words on its {pages}: scan it anew or give the report's text.",
        )
    if any(s.scanned for s in sheets):
        return ReadError(
            "needs_ocr",
            f"{name} is scanned, no text on its {pages}: read it with --ocr (needs tesseract).",
        )
    return ReadError(
        "empty", f"{name} holds no text on its {pages}: give the report's text or a PDF with a text layer."
    )


def _compose(sheets: Sequence[Sheet]) -> tuple[Composition, tuple[int, int] | None, list[str]]:
    """The text of all pages, the place of its title, and what stands in the margins of its first pages."""
    by_word = len(sheets) <= MAX_WORD_BOXES
    for sheet in sheets:
        if sheet.words:
            settle(sheet, packed=not by_word)
    pages = _Areas(sheets, kept=by_word)
    hyphens, type_ = Hyphens(), Type()
    for _, areas in pages:
        type_.look(areas)
        hyphens.learn(line.text for area in areas for line in area.lines)
    size = type_.size
    made = Composition(hyphens, by_word=by_word, by_line=len(sheets) <= MAX_LINE_BOXES)
    made.turned = {n: (sheet.turned, *sheet.shown) for n, sheet in enumerate(sheets, 1) if sheet.turned}
    whole = (_labelled(areas, size, sheets[number - 1].height) for number, areas in pages)
    return made, _add_all(made, paragraphs_of(whole, size, type_.font), size), pages.dropped()


class _Areas:
    """The areas of each page without what repeats at its edges; those of a long file are found anew each time."""

    def __init__(self, sheets: Sequence[Sheet], *, kept: bool) -> None:
        self.sheets = sheets
        self.margins = Margins()
        for sheet in sheets:
            self.margins.look(sheet.height, sheet.open())
        self.bare = any(self.margins.within(s.height, s.open()) for s in sheets)
        self.kept = list(self._found()) if kept else None

    def dropped(self) -> list[str]:
        """What the margins of the first three pages say, each line once."""
        said: dict[str, None] = {}
        for sheet in self.sheets[:3] if self.bare else ():
            lines = sheet.open()
            kept = {id(line) for line in self.margins.within(sheet.height, lines)}
            said |= dict.fromkeys(line.text.strip() for line in lines if id(line) not in kept)
        return list(said)

    def __iter__(self) -> Iterator[tuple[int, list[Area]]]:
        return iter(self.kept) if self.kept is not None else self._found()

    def _found(self) -> Iterator[tuple[int, list[Area]]]:
        for number, sheet in enumerate(self.sheets, 1):
            lines = sheet.open()
            yield number, areas_of(self.margins.within(sheet.height, lines) if self.bare else lines, number)


def _labelled(areas: list[Area], size: float, height: float) -> list[Area]:
    """Areas that know what they are, tables gathered."""
    label(areas, size, height)
    return gather(areas, size)


def _add_all(made: Composition, paragraphs: Iterable[Paragraph], size: float) -> tuple[int, int] | None:
    """Compose the text; the place of its title: the largest type of the first two pages that says more than three words."""
    found: list[tuple[tuple[int, int], tuple[int, int], str]] = []
    caption: tuple[int, int] | None = None
    before: Paragraph | None = None
    for paragraph in paragraphs:
        place = made.add(paragraph, kind=_kind(paragraph))
        if paragraph.rows:
            made.add_table(caption, place)
        caption = place if paragraph.part is Part.CAPTION else None
        page = paragraph.lines[0][0]
        if page <= 2 and paragraph.size > 1.12 * size and paragraph.part is Part.BODY:
            rank = (round(paragraph.size), -page)
            place = _without_names(made, paragraph, place)
            if (
                before
                and found
                and found[-1][0] == rank
                and before.x0 < paragraph.x1
                and before.lines[0][1].font == paragraph.lines[0][1].font
            ):
                start, words = found[-1][1][0], f"{found[-1][2]} {paragraph.text}"  # its lines stand wide apart
                found[-1] = (rank, (start, place[1]), words)
            else:
                found.append((rank, place, paragraph.text))
            before = paragraph
        else:
            before = None
    said = made.text[:6000]
    long = [f for f in found if len(f[2].split()) >= 4 and not _is_journal(f[2], said)]
    return max(long, key=lambda f: f[0])[1] if long else None


def _without_names(made: Composition, paragraph: Paragraph, place: tuple[int, int]) -> tuple[int, int]:
    """The place of a title, without the authors that are set in its size under it."""
    lines = [line for _, line in paragraph.lines]
    same = next((i for i, line in enumerate(lines) if line.font != lines[0].font), len(lines))
    if same < len(lines) and names_in(" ".join(line.text for line in lines[same:])):
        at = made.since(place[0]).find(lines[same].text)
        return (place[0], place[0] + at) if at > 0 else place
    return place


def _is_journal(words: str, head: str) -> bool:
    """A name in large type that is cited with its year: "BMC Medicine 2006, 6:3"."""
    return len(words) < 90 and bool(re.search(re.escape(words.strip()) + r"[\s,.]*\(?(?:19|20)\d\d", head))


def _kind(paragraph: Paragraph) -> SectionKind | None:
    if paragraph.part is Part.CAPTION:
        return caption_kind(paragraph.text) or K.FIGURE_LEGEND
    return {Part.TABLE: K.TABLE, Part.FIGURE: K.FIGURE_LEGEND, Part.FOOTNOTE: K.FOOTNOTE}.get(paragraph.part)


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
        Page(
            number=i + 1,
            start=a,
            end=b,
            width=round(s.shown[0], 1),
            height=round(s.shown[1], 1),
            needs_ocr=s.scanned,
        )
        for i, (a, b, s) in enumerate(zip(starts, ends, sheets, strict=True))
    )
