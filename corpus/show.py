"""What was read, for a person's eye: as text with its sections, as JSON, as a page with every box drawn over the page's image.

as_html(read("case.pdf"), Path("case.pdf"))     each paragraph's boxes, coloured by section and numbered in reading order
"""

import base64
import re
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from corpus.drawing import draw
from models import Box, Document, Page, Section, SectionKind, TextBox

SCALE = 1.6  # pixels a point
MAX_IMAGES = 60
COLOURS = {
    SectionKind.TITLE: "#7b3294",
    SectionKind.ABSTRACT: "#c2a5cf",
    SectionKind.INTRODUCTION: "#80b1d3",
    SectionKind.CASE: "#1a9641",
    SectionKind.METHODS: "#bebada",
    SectionKind.RESULTS: "#8dd3c7",
    SectionKind.DISCUSSION: "#377eb8",
    SectionKind.CONCLUSION: "#4575b4",
    SectionKind.FIGURE_LEGEND: "#fdae61",
    SectionKind.TABLE: "#e6550d",
    SectionKind.FOOTNOTE: "#a6761d",
    SectionKind.REFERENCES: "#999999",
    SectionKind.FRONT_MATTER: "#bbbbbb",
    SectionKind.BACK_MATTER: "#bbbbbb",
}
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:72em;padding:0 1em;color:#222}
h1{font-size:1.4em} .page{position:relative;margin:1.5em 0;border:1px solid #ccc} .page img,.page svg{display:block;width:100%}
.page svg{position:absolute;inset:0} .bare svg{position:static} .legend span{display:inline-block;margin:0 .8em .3em 0;padding:0 .5em;border-left:1em solid}
section{border-left:.5em solid;padding:.1em 1em;margin:1em 0} section>b{font-size:.8em;color:#555} pre{white-space:pre-wrap;font:inherit;margin:.3em 0}
table{border-collapse:collapse;margin:1em 0} td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left} .no-text{color:#b00}
"""


def as_json(document: Document, path: Path) -> str:
    """The document as JSON: text, sections, pages, boxes, tables, metadata."""
    return document.model_dump_json(indent=2)


def as_text(document: Document, path: Path) -> str:
    """The document's sections, one after another, each under its kind and heading."""
    parts = [_head(document)]
    for section in document.sections:
        heading = f" · {section.heading}" if section.heading else ""
        page = document.page_at(section.start) if document.pages else None
        place = f" · page {page}" if page else ""
        parts.append(f"── {section.kind}{heading}{place} ──\n{document.text[section.start : section.end].strip()}")
    return "\n\n".join(parts) + "\n"


def _head(document: Document) -> str:
    meta = document.metadata
    facts = [
        f"{document.source}: {len(document.text):,} characters, {len(document.sections)} sections, {len(document.tables)} tables"
        + (f", {len(document.pages)} pages" if document.pages else ""),
        *(f"{name}: {value}" for name, value in meta.model_dump().items() if value),
        *([f"flags: {', '.join(document.flags)}"] if document.flags else []),
    ]
    return "\n".join(facts)


def as_html(document: Document, path: Path) -> str:
    """A page that shows the reading: page images with boxes and order for a PDF, coloured sections for every format."""
    pictures = "".join(_pictures(document, path)) if document.pages else ""
    legend = "".join(
        f'<span style="border-color:{COLOURS[k]}">{k}</span>' for k in dict.fromkeys(s.kind for s in document.sections)
    )
    body = "".join(_section(document, section) for section in document.sections)
    tables = "".join(_table(table.caption, table.rows) for table in document.tables)
    title = escape(document.metadata.title or document.id)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head><body>'
        f'<h1>{title}</h1><pre>{escape(_head(document))}</pre><p class="legend">{legend}</p>{pictures}'
        f"<h2>Text</h2>{body}{'<h2>Tables</h2>' + tables if tables else ''}</body></html>\n"
    )


def _section(document: Document, section: Section) -> str:
    text = escape(document.text[section.start : section.end].strip("\n"))
    return f'<section style="border-color:{COLOURS[section.kind]}"><b>{section.kind}</b><pre>{text}</pre></section>'


def _table(caption: str | None, rows: Sequence[Sequence[str]]) -> str:
    head, *rest = rows
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rest)
    return f"<p>{escape(caption or '')}</p><table><tr>{top}</tr>{body}</table>"


def _pictures(document: Document, path: Path) -> Iterator[str]:
    """Each page's image under the boxes of its text."""
    pages = document.pages[:MAX_IMAGES]
    for page, image in zip(pages, draw(path, [p.number for p in pages], scale=SCALE, kind="JPEG"), strict=True):
        note = '<p class="no-text">no text on this page: read it with --ocr</p>' if page.needs_ocr else ""
        if image:
            drawn = f'<img alt="page {page.number}" src="data:image/jpeg;base64,{base64.b64encode(image).decode()}">'
        else:
            note, drawn = f'{note}<p class="no-text">this page cannot be drawn</p>', ""
        yield (
            f'<h2>Page {page.number}</h2>{note}<div class="{"page" if image else "page bare"}">{drawn}'
            f'<svg viewBox="0 0 {page.width} {page.height}">{"".join(_drawn(document, page))}</svg></div>'
        )


def _drawn(document: Document, page: Page) -> Iterator[str]:
    """A rectangle for each printed line, a number where each paragraph begins."""
    for number, (start, end) in enumerate(_paragraphs(document.text), 1):
        lines = list(
            _lines([b for b in document.boxes if b.start < end and start < b.end and b.box.page == page.number])
        )
        section = document.section_at(start)
        colour = COLOURS[section.kind] if section else "#000000"
        for box in lines:
            yield (
                f'<rect x="{box.x0}" y="{box.top}" width="{box.x1 - box.x0:.1f}" height="{box.bottom - box.top:.1f}" '
                f'fill="{colour}" fill-opacity=".22" stroke="{colour}" stroke-width=".5"/>'
            )
        if lines:
            yield f'<text x="{max(lines[0].x0 - 4, 8)}" y="{lines[0].bottom}" font-size="8" text-anchor="end" fill="{colour}">{number}</text>'


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"\S(?:.*\S)?(?:\n\S.*)*", text):
        yield found.start(), found.end()


def _lines(boxes: Sequence[TextBox]) -> Iterator[Box]:
    """Boxes of words joined to boxes of lines."""
    line: Box | None = None
    for box in (b.box for b in boxes):
        if line and abs(box.bottom - line.bottom) < 0.6 * (line.bottom - line.top) and box.x0 >= line.x0:
            line = line.model_copy(
                update={
                    "x1": max(line.x1, box.x1),
                    "top": min(line.top, box.top),
                    "bottom": max(line.bottom, box.bottom),
                }
            )
            continue
        if line:
            yield line
        line = box
    if line:
        yield line
