"""What was read: a text whose every character has a place. Offsets are half-open into `Document.text`."""

from bisect import bisect_right
from enum import StrEnum
from itertools import takewhile

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that crosses doors: never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SectionKind(StrEnum):
    """The vocabulary of sections in every format."""

    TITLE = "title"
    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    CASE = "case"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    FIGURE_LEGEND = "figure_legend"
    TABLE = "table"
    FOOTNOTE = "footnote"
    REFERENCES = "references"
    FRONT_MATTER = "front_matter"
    BACK_MATTER = "back_matter"


class Section(Frozen):
    """A stretch of text of one kind. Sections tile the text in order, without gaps or overlaps."""

    kind: SectionKind
    heading: str | None = None
    start: int
    end: int


class Page(Frozen):
    """A page: its number from 1, its stretch of the text, its size in points (None where there are no pages)."""

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None
    needs_ocr: bool = False


class Box(Frozen):
    """A rectangle on a page, in points from its top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class TextBox(Frozen):
    """Where a piece of one printed line stands: `document.text[start:end]` fills `box`."""

    start: int
    end: int
    box: Box


class Table(Frozen):
    """A table as rows of cells, the header first; `start` and `end` are its stretch of the text."""

    caption: str | None
    rows: tuple[tuple[str, ...], ...]
    start: int
    end: int


class Metadata(Frozen):
    """What the file says of the report itself."""

    title: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    journal: str | None = None
    year: int | None = None
    article_type: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    licence: str | None = None


class Document(Frozen):
    """A report as it was read. `id` is the file's stem, `sha256` that of its bytes."""

    id: str
    source: str
    sha256: str
    text: str
    metadata: Metadata = Metadata()
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()
    boxes: tuple[TextBox, ...] = ()
    tables: tuple[Table, ...] = ()
    flags: tuple[str, ...] = ()

    def section_at(self, offset: int) -> Section | None:
        """The section that holds a character."""
        for s in self.sections:  # asked for each sentence and quote: a generator would take twice as long
            if s.start <= offset < s.end:
                return s
        return None

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds a character."""
        for p in self.pages:
            if p.start <= offset < p.end:
                return p.number
        return None

    def boxes_of(self, start: int, end: int) -> tuple[Box, ...]:
        """The rectangles that a stretch of text fills, line by line. Boxes stand in the order of the text."""
        first = bisect_right(self.boxes, start, key=lambda b: b.end)
        following = map(self.boxes.__getitem__, range(first, len(self.boxes)))  # islice would walk through all before
        return tuple(b.box for b in takewhile(lambda b: b.start < end, following))
