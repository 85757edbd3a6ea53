"""One invented report, typeset as journals set it, and small pages that are awkward in one way each."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageTemplate, Paragraph

from corpus import read

Item = tuple[float, float, float, str]  # left, top, size in points and the text

TITLE = "Donor-derived CD19 CAR-T cells for relapse of leukemia after transplantation: a case report"
ABSTRACT = (
    "Relapse after transplantation is hard to treat. We report a 34-year-old woman whose leukemia came back twice and who was given "
    "CAR-T cells from her donor. She has been in remission for two years."
)
INTRODUCTION = [
    "Relapse after allogeneic transplantation carries a poor prognosis, and fewer than one patient in five survives two years [1]. "
    "In a trial of 43 patients, donor-derived CAR-T cells at a median of 1.5×10^6/kg brought remission in 79% [2,3].",
]
CASE = [
    "A 34-year-old woman was admitted on 3 March 2019 with fatigue and bruises. The leukocyte count was 48×10^9/L, and 88% blasts "
    "were found in the marrow. She was diagnosed with B-cell acute lymphoblastic leukemia and was given vincristine, idarubicin and "
    "dexamethasone; a complete remission was seen on 5 April 2019. Consolidation with methotrexate 3 g/m2 was followed by a transplant "
    "from her brother on 12 August 2019.",
    "In June 2020 she relapsed with 41% blasts in the marrow. After fludarabine 30 mg/m2 daily for 3 days and cyclophosphamide 300 mg/m2 "
    "daily for 3 days, donor-derived CD19 CAR-T cells were infused at 2.0×10^6/kg on 14 July 2020 (day 0). Fever began on day 2. On day 4 "
    "her blood pressure fell to 82/50 mmHg, grade 2 cytokine release syndrome was diagnosed, and tocilizumab 8 mg/kg was administered. "
    "Dexamethasone 10 mg was given twice on day 5 because of confusion, which was gone by day 7. The fever settled on day 8, and no "
    "graft-versus-host disease was observed at any time.",
    "On day 28 the marrow was in complete remission without measurable residual disease. Interferon at 3 million IU three times a week "
    "was started on 1 September 2020 and stopped after one year. At her last visit on 20 July 2022 she was well, and the marrow was "
    "still free of residual disease.",
]
DISCUSSION = [
    "Donor-derived cells have been reported to cause graft-versus-host disease in a tenth of patients [4]. Previous studies suggest that "
    "interferon may prolong remission, although the mechanism is unclear [5]. Larger series are needed.",
]
REFERENCES = [
    "1. Alder B, Birch C. Relapse after grafting. J Invented Med. 2017;12:101-9.",
    "2. Cedar D, et al. Donor cells. Imaginary Blood. 2018;3:44-52.",
    "3. Dogwood E. Marrow and memory. Imaginary Blood. 2019;4:12-20.",
]
HEADED: list[tuple[str, list[str]]] = [
    ("Abstract", [ABSTRACT]),
    ("Introduction", INTRODUCTION),
    ("Case report", CASE),
    ("Discussion", DISCUSSION),
    ("References", REFERENCES),
]


class Report(NamedTuple):
    """A report to be set in every format."""

    title: str
    names: str
    headed: list[tuple[str, list[str]]]


REPORT = Report(TITLE, "A. Rowan, B. Hazel", HEADED)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_NAMED = {
    "abstract": "Abstract",
    "introduction": "Introduction",
    "case": "Case report",
    "methods": "Methods",
    "results": "Results",
    "discussion": "Discussion",
    "conclusion": "Conclusion",
    "references": "References",
}


def report_from(path: Path) -> Report:
    """A text file's report under the usual headings, in characters that the typesetter's fonts have."""
    document = read(path)
    headed: list[tuple[str, list[str]]] = []
    for section in document.sections:
        name = _NAMED.get(section.kind.value)
        text = document.text[section.start : section.end]
        text = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)  # the hyphen of a line's end
        parts = [re.sub(r"\s+", " ", part).strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
        if parts and section.heading and re.sub(r"\W", "", parts[0]) == re.sub(r"\W", "", section.heading):
            parts = parts[1:]
        if name and parts:
            if not headed or headed[-1][0] != name:
                headed.append((name, []))
            headed[-1][1][:] = _mended([*headed[-1][1], *map(_plain, parts)])
    if not headed or headed[0][0] != "Abstract":
        headed.insert(0, ("Abstract", ["We report a case."]))
    return Report(_plain(document.metadata.title or "A report"), "A. Rowan, B. Hazel", headed)


def _mended(parts: list[str]) -> list[str]:
    """Paragraphs that the end of a page cut in two, joined."""
    joined: list[str] = []
    for part in parts:
        if joined and part[:1].islower() and re.search(r"[\w,;-]$", joined[-1]):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _plain(text: str) -> str:
    text = re.sub(r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "^" + m[0].translate(_RAISED), text)
    for strange, usual in (("℃", "°C"), ("【", ""), ("】", ""), ("μ", "µ"), ("\u2011", "-"), ("\u2009", " ")):
        text = text.replace(strange, usual)
    kept = re.compile(r"[\x20-\xff–—‘’“”•…Α-Ωα-ω≥≤−→∞]")
    return "".join(c if kept.match(c) else unicodedata.normalize("NFKD", c)[0] for c in text)


WIDTH, HEIGHT = A4
MARGIN, GAP = 50.0, 18.0


def as_plain(report: Report = REPORT) -> str:
    """The report as a text file."""
    parts = [report.title, report.names, *(line for head, body in report.headed for line in (head, *body))]
    return "\n\n".join(parts) + "\n"


def _markup(text: str) -> str:
    """Text in reportlab's markup: exponents raised, Greek and signs in the Symbol font."""
    text = escape(text, quote=False)
    text = re.sub(r"[Α-Ωα-ω≥≤−→∞]+", r'<font name="Symbol">\g<0></font>', text)
    return re.sub(r"\^(\d+)", r"<super>\1</super>", text)


def _style(name: str, size: float, *, lead: float = 1.22, **options: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName="Times-Roman", fontSize=size, leading=size * lead, **options)


def _story(report: Report, size: float, *, indent: float, lead: float) -> list[Any]:
    space = 0 if indent or lead > 2 else 4
    body = _style("body", size, lead=lead, alignment=TA_JUSTIFY, firstLineIndent=indent, spaceAfter=space)
    head = ParagraphStyle(
        "head",
        fontName="Times-Bold",
        fontSize=size + 1,
        leading=size * max(lead, 1.5),
        spaceBefore=space,
        spaceAfter=space,
    )
    story: list[Any] = []
    for heading, paragraphs in report.headed[1:]:
        story.append(Paragraph(_markup(heading), head))
        story += [Paragraph(_markup(p), body) for p in paragraphs]
    return story


def _front(report: Report, size: float) -> list[Any]:
    title = ParagraphStyle("title", fontName="Times-Bold", fontSize=16, leading=19, spaceAfter=6)
    bold = ParagraphStyle("abstract head", fontName="Times-Bold", fontSize=size + 1, leading=size * 1.5)
    return [
        Paragraph(_markup(report.title), title),
        Paragraph(_markup(report.names), _style("names", 9)),
        Paragraph(report.headed[0][0], bold),
        *(Paragraph(_markup(p), _style("abstract", size)) for p in report.headed[0][1]),
    ]


def _edges(canvas: Any, document: Any, *, numbered_lines: bool = False) -> None:
    """A running head and a page number; numbers in the margin of a manuscript."""
    canvas.saveState()
    canvas.setFont("Times-Italic", 8)
    canvas.drawString(MARGIN, HEIGHT - 30, "Rowan et al. Donor-derived CAR-T cells")
    canvas.drawCentredString(WIDTH / 2, 24, str(document.page))
    if numbered_lines:
        for i in range(28):
            canvas.drawRightString(MARGIN - 14, HEIGHT - 72 - i * 24.4, str((document.page - 1) * 28 + i + 1))
    canvas.restoreState()


def _columns(count: int, top: float) -> list[Frame]:
    wide = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count
    return [
        Frame(MARGIN + i * (wide + GAP), 45, wide, top - 45, leftPadding=0, rightPadding=0, id=f"column{i}")
        for i in range(count)
    ]


def _typeset(
    path: Path,
    *,
    columns: int,
    size: float,
    indent: float,
    spanning: float,
    lead: float = 1.22,
    short: bool = False,
    report: Report = REPORT,
) -> Path:
    wide = WIDTH - 2 * MARGIN
    spanning = max(spanning, sum(p.wrap(wide, HEIGHT)[1] + p.getSpaceAfter() for p in _front(report, size)) + 20)
    edges = partial(_edges, numbered_lines=lead > 2)
    document = BaseDocTemplate(str(path), pagesize=A4, title=report.title)
    top = HEIGHT - 50
    front = Frame(MARGIN, top - spanning, WIDTH - 2 * MARGIN, spanning, leftPadding=0, rightPadding=0, id="front")
    bottom = 380.0 if short else top
    document.addPageTemplates(
        [
            PageTemplate("first", [front, *_columns(columns, top - spanning)], onPage=edges),
            PageTemplate("later", _columns(columns, bottom), onPage=edges),
        ]
    )
    document.build(
        [
            *_front(report, size),
            FrameBreak(),
            NextPageTemplate("later"),
            *_story(report, size, indent=indent, lead=lead),
        ]
    )
    return path


LAYOUTS: dict[str, Callable[..., Path]] = {
    "two-column-spanning-abstract": partial(_typeset, columns=2, size=10, indent=12, spanning=170, short=True),
    "one-column": partial(_typeset, columns=1, size=11, indent=0, spanning=180),
    "three-column-letter": partial(_typeset, columns=3, size=9, indent=9, spanning=150),
    "manuscript-line-numbers": partial(_typeset, columns=1, size=12, indent=24, spanning=200, lead=2.03),
}


def lines(x: float, y: float, size: float, words: list[str]) -> list[Item]:
    """Lines of one size below each other, as `draw` sets them."""
    return [(x, y + i * size * 1.2, size, text) for i, text in enumerate(words)]


def justified(x: float, y: float, size: float, words: list[str], measure: float = 225.0) -> list[Item]:
    """Each line word by word, so that all end at the same edge."""
    items: list[Item] = []
    for i, text in enumerate(words):
        parts = text.split()
        space = (measure - sum(stringWidth(p, "Times-Roman", size) for p in parts)) / max(len(parts) - 1, 1)
        at = x
        for part in parts:
            items.append((at, y + i * size * 1.2, size, part))
            at += stringWidth(part, "Times-Roman", size) + space
    return items


def draw(path: Path, *items: Item, pages: int = 1, rotation: int = 0, font: str = "Times-Roman") -> Path:
    """A page with each text at x, y (from the top) in a size: `draw(path, (50, 100, 10, "Day 1"))`."""
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(pages):
        for x, y, size, text in items:
            canvas.setFont(font, size)
            canvas.drawString(x, HEIGHT - y, text)
        if rotation:
            canvas.setPageRotation(rotation)
        canvas.showPage()
    canvas.save()
    return path
