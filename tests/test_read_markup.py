"""What stands within a line of JATS or HTML: exponents, reference marks, formulae, notes, and what is read after a paragraph."""

from pathlib import Path

import pytest
from lxml import etree

from corpus import read
from corpus.formulae import from_tex
from corpus.markup import words
from models import Document, SectionKind

MML = 'xmlns:mml="http://www.w3.org/1998/Math/MathML"'
MILLIONS = "<mml:msup><mml:mn>10</mml:mn><mml:mn>6</mml:mn></mml:msup>"
CITED = '<xref ref-type="bibr" rid="r1">{}</xref>'


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("2 × 10<sup>6</sup>/kg", "2 × 10^6/kg"),
        ("2 × <b>10</b><i><sup>6</sup></i>/kg", "2 × 10^6/kg"),
        (f"remission{CITED.format('<sup>12</sup>')}.", "remission^12."),
        (f"in 2019{CITED.format('<sup>12</sup>')} and", "in 2019 ^12 and"),
        (f"43%{CITED.format('<sup>12</sup>')}<sup>,</sup>{CITED.format('<sup>14</sup>')}", "43%^12,^14"),
        (f"remission.{CITED.format(12)} She", "remission.^12 She"),
        (f"in 2019{CITED.format(12)} and", "in 2019 ^12 and"),
        (f"relapse (CR){CITED.format(3)}", "relapse (CR)^3"),
        (f"as seen [{CITED.format(3)},{CITED.format(12)}], in {CITED.format(4)}", "as seen [3,12], in 4"),
        (f"as seen ({CITED.format(3)}–{CITED.format(12)})", "as seen (3–12)"),
        ('Figure<xref ref-type="fig" rid="f">2</xref>', "Figure2"),
        (f"{CITED.format('Smith et al.')} said", "Smith et al. said"),
        (f"<mml:math><mml:mn>2.5</mml:mn><mml:mo>×</mml:mo>{MILLIONS}</mml:math>/kg", "2.5×10^6/kg"),
        (f"2.5 × <mml:math>{MILLIONS}</mml:math>", "2.5 × 10^6"),
        ("<mml:msup><mml:mi>m</mml:mi><mml:mn>2</mml:mn></mml:msup>", "m2"),
        ("<mml:mfrac><mml:mn>1</mml:mn><mml:mn>2</mml:mn></mml:mfrac> tablet", "1/2 tablet"),
        (f"<alternatives><tex-math>$10^{{6}}$</tex-math><mml:math>{MILLIONS}</mml:math></alternatives> cells", "10^6 cells"),
        ("<alternatives><graphic/><tex-math>$3\\times10^{6}$</tex-math></alternatives> cells", "3×10^6 cells"),
        ("<alternatives><inline-graphic/></alternatives> cells", "cells"),
        (f"<mml:semantics><mml:mrow>{MILLIONS}</mml:mrow><mml:annotation>10^6</mml:annotation></mml:semantics>", "10^6"),
        ("chemo\u00adtherapy, cells\u200b", "chemotherapy, cells"),
    ],
)  # fmt: skip
def test_words_of_a_line(markup: str, said: str) -> None:
    assert words(etree.fromstring(f"<p {MML}>{markup}</p>")) == said


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"$$3 \times 10^{8}\,\mathrm{cells/kg}$$", "3 × 10^8 cells/kg"),
        (r"\documentclass{minimal}\usepackage{amsmath}\begin{document}$$\frac{1}{2} \pm 5\%$$\end{document}", "1/2 ± 5%"),
        (r"$37.5\,^{\circ}\mathrm{C}$", "37.5 °C"),
        (r"$5\,\mu g \leq \mathrm{CO}_{2}$", "5 μg ≤ CO2"),
        ("10^6", "10^6"),
        ("", ""),
    ],
)  # fmt: skip
def test_tex_is_read_aloud(tex: str, said: str) -> None:
    assert from_tex(tex) == said


def article(folder: Path, body: str, back: str = "") -> Document:
    path = folder / "article.xml"
    title = '<title-group><article-title>A case<xref ref-type="fn" rid="n"><sup>*</sup></xref></article-title></title-group>'
    path.write_text(
        f"<article><front><article-meta>{title}</article-meta></front><body>{body}</body>{back}</article>", encoding="utf-8"
    )  # fmt: skip
    return read(path)


def test_what_is_no_word_of_a_paragraph_comes_after_it(tmp_path: Path) -> None:
    inner = (
        "<fn><p>A note.</p></fn><boxed-text><p>In a box.</p></boxed-text>"
        "<list><list-item><p>one<list><list-item><p>within one</p></list-item></list></p></list-item></list>"
        "<fig-group><fig><label>Figure 1</label><caption><p>The course.</p></caption></fig></fig-group>"
    )
    document = article(
        tmp_path, f"<sec><title>Case report</title><p>She was <b>given</b> cells{inner}. She left.</p></sec>"
    )
    assert document.text.split("\n\n") == [
        "A case", "Case report", "She was given cells. She left.", "A note.", "In a box.", "one", "within one", "Figure 1. The course.",
    ]  # fmt: skip
    kinds = {document.text[s.start : s.end].strip(): s.kind for s in document.sections}
    assert kinds["A note."] is SectionKind.FOOTNOTE and kinds["Figure 1. The course."] is SectionKind.FIGURE_LEGEND


def test_references_made_of_parts_are_words(tmp_path: Path) -> None:
    parts = "<surname>Alder</surname><article-title>Relapse</article-title><source>Imaginary Blood</source><year>2017</year>"
    back = f"<back><ref-list><ref><element-citation>{parts}</element-citation></ref><ref><mixed-citation>Birch B<sup>2</sup>. Cells.</mixed-citation></ref></ref-list></back>"
    assert article(tmp_path, "<p>She left.</p>", back).text.split("\n\n")[-2:] == [
        "1. Alder Relapse Imaginary Blood 2017",
        "2. Birch B^2. Cells.",
    ]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('in 2019<a href="#r3"><sup>3</sup></a> a trial', "in 2019 ^3 a trial"),
        ('therapy<a href="#r1"><span><sup>1</sup></span></a><sup>,</sup><a href="#r2"><sup>2</sup></a>.', "therapy^1,^2."),
        ("3×10<b><sup>8</sup></b> cells", "3×10^8 cells"),
        ('2 × <math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mn>10</mn><mn>6</mn></msup></math> cells', "2 × 10^6 cells"),
    ],
)  # fmt: skip
def test_marks_and_exponents_of_a_page(tmp_path: Path, markup: str, said: str) -> None:
    prose = "She was given cells and went home two weeks later, where she has been well for more than a year by now."
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><body><article><h1>A case of cells and marks</h1><p>{prose}</p><p>{prose} So it was {markup} {prose}</p><p>{prose}</p></article></body></html>",
        encoding="utf-8",
    )
    assert f"So it was {said}" in read(path).text


@pytest.mark.parametrize("strange", ["\x01", "&#1;", "\x0b", "&#x1f;"])
def test_control_characters_behind_what_is_dropped(tmp_path: Path, strange: str) -> None:
    page = f"<html><body><p>She was given <svg>a{strange}</svg>prednisone{strange} on day 4.</p>{strange}</body></html>"
    (tmp_path / "control.html").write_text(page)
    assert read(tmp_path / "control.html").text == "She was given prednisone on day 4."
