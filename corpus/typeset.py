"""Typeset a text report as a page of a journal: `python -m corpus.typeset report.txt report.pdf`.

Makes PDFs whose words are known, to test PDF reading with: title, authors and abstract across the page, the body in two
justified columns, small type for references, a running head and page numbers. Words are kept as they stand (lost superscripts
stay lost), so the quotes of a gold annotation hold but for line breaks. The same text gives the same bytes.

Needs two development packages, `reportlab` and `font-source-serif-pro`: the fonts that reportlab ships have no Greek.
"""

import re
import sys
from collections.abc import Iterator
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
)

from corpus.headings import classify

SERIF, CHINESE = "SourceSerifPro", "STSong-Light"
FACES = {SERIF: "Regular", f"{SERIF}-Bold": "Bold", f"{SERIF}-Italic": "It", f"{SERIF}-BoldItalic": "BoldIt"}
BLUE, GREY, PALE = HexColor("#1f4e79"), HexColor("#555555"), HexColor("#eef3f8")
WIDTH, HEIGHT = A4
MARGIN, TOP, BOTTOM, GUTTER = 17 * mm, 20 * mm, 18 * mm, 7 * mm
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2


def _style(name: str, size: float, leading: float, *, face: str = "", **settings: Any) -> Any:
    return ParagraphStyle(name, fontName=SERIF + face, fontSize=size, leading=leading, **settings)


STYLES = {
    "masthead": _style("masthead", 8, 10, textColor=GREY, spaceAfter=3),
    "title": _style("title", 16, 19.5, face="-Bold", textColor=BLUE, spaceBefore=5, spaceAfter=8),
    "byline": _style("byline", 8.5, 11, spaceAfter=5),
    "abstract": _style("abstract", 9.2, 11.8, alignment=TA_JUSTIFY, backColor=PALE, borderPadding=6, spaceBefore=12),
    "heading": _style("heading", 10.5, 13, face="-Bold", textColor=BLUE, spaceBefore=8, spaceAfter=3),
    "text": _style("text", 9, 11.2, alignment=TA_JUSTIFY, spaceAfter=4),
    "caption": _style("caption", 7.8, 9.6, textColor=GREY, spaceBefore=3, spaceAfter=5, leftIndent=6),
    "small": _style("small", 7, 8.6, spaceAfter=2.5),
}


class Block(NamedTuple):
    """A paragraph of the report and the style that it is set in."""

    style: str
    text: str


def blocks(report: str) -> Iterator[Block]:
    """Cut a report at its blank lines: `Introduction` is a heading, `Figure 1 …` a caption, the first long line the title."""
    titled, body, small = False, False, False
    for text in filter(None, (block.strip() for block in re.split(r"\n\s*\n", report))):
        bare = text.lstrip("# ")
        if not titled:
            titled = len(bare) >= 60 and "\n" not in bare and not bare.isupper()
            yield Block("title" if titled else "masthead", bare)
        elif text.startswith("#") or (len(text) <= 60 and text[-1].isalpha() and classify(text)):
            body, small = True, bare == "References"
            yield Block("heading", bare)
        elif not body:
            yield Block("abstract" if len(text) > 600 and "\n" not in text else "byline", text)
        elif re.match(r"fig(?:ure|\.)\s\d", text, re.IGNORECASE):
            yield Block("caption", text)
        else:
            yield Block("small" if small else "text", text)


def markup(text: str) -> str:
    """Say a block in reportlab's markup: `**Key words:** a < b` becomes `<b>Key words:</b> a &lt; b`."""
    text = escape(text.replace("\u2009", "\u00a0"), quote=False)  # the font has no thin space
    text = re.sub(r"\*\*(\S.*?)\*\*", r"<b>\1</b>", text, flags=re.DOTALL)
    text = re.sub(r"(?<!\S)\*(\S[^*]*)\*(?!\S)", r"<i>\1</i>", text)
    text = re.sub(r"[\u3000-\u9fff\uff00-\uffef]+", rf'<font name="{CHINESE}">\g<0></font>', text)
    return re.sub(r"\s*\n", "<br/>", text)


def typeset(report: str, target: Path) -> None:
    """Write a report to `target` as a two-column PDF."""
    _register_fonts()
    front: list[Any] = []
    body: list[Any] = []
    parts = list(blocks(report))
    for block in parts:
        paragraph = Paragraph(markup(block.text), STYLES[block.style])
        if block.style == "heading":
            body += [CondPageBreak(15 * mm), paragraph]
        else:
            (body or front).append(paragraph)
    wide = WIDTH - 2 * MARGIN
    banner = 5 * mm + sum(p.wrap(wide, HEIGHT)[1] + p.getSpaceBefore() + p.getSpaceAfter() for p in front)
    running_head = _running_head(parts)

    def page_furniture(canvas: Any, document: Any) -> None:
        canvas.setFont(SERIF, 7.5)
        canvas.setFillColor(GREY)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.4)
        canvas.drawString(MARGIN, HEIGHT - 13 * mm, running_head)
        canvas.line(MARGIN, HEIGHT - 14.5 * mm, WIDTH - MARGIN, HEIGHT - 14.5 * mm)
        canvas.drawCentredString(WIDTH / 2, 10 * mm, str(document.page))

    document = BaseDocTemplate(str(target), pagesize=A4, invariant=1, title=target.stem)
    document.addPageTemplates(
        [
            PageTemplate(
                "first", [_frame(MARGIN, HEIGHT - TOP - banner, wide, banner), *_columns(banner)], page_furniture
            ),
            PageTemplate("later", _columns(0), page_furniture),
        ]
    )
    document.build([*front, FrameBreak(), NextPageTemplate("later"), *body])


def _running_head(parts: list[Block]) -> str:
    """The first author's surname: `Maren Oskarvik, Tobin Hallgrave` runs as `OSKARVIK ET AL.`"""
    byline = next((block.text for block in parts if block.style == "byline"), "")
    first_author = re.match(r"[^,;|*\d\n]+", byline)
    return f"{first_author.group().split()[-1].upper()} ET AL." if first_author else "CASE REPORT"


def _columns(banner: float) -> list[Any]:
    """The two columns below a banner."""
    height = HEIGHT - TOP - BOTTOM - banner
    return [_frame(x, BOTTOM, COLUMN, height) for x in (MARGIN, MARGIN + COLUMN + GUTTER)]


def _frame(x: float, y: float, width: float, height: float) -> Any:
    return Frame(x, y, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _register_fonts() -> None:
    """Make the fonts known to reportlab; Chinese is set in the reader's own font, which the PDF names but does not hold."""
    try:
        folder = files("font_source_serif_pro") / "files"
    except ModuleNotFoundError as error:
        raise SystemExit("The font is missing: pip install font-source-serif-pro") from error
    for name, face in FACES.items():
        with as_file(folder / f"{SERIF}-{face}.ttf") as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(SERIF, *FACES)
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: python -m corpus.typeset REPORT.txt OUT.pdf")
    typeset(Path(sys.argv[1]).read_text(encoding="utf-8"), Path(sys.argv[2]))
