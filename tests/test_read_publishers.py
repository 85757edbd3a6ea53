"""Web pages as publishers make them: what stands around the article goes, what the article shows stays."""

import re
from html import escape
from pathlib import Path

import pytest
from reading_fixtures import ABSTRACT, CASE, DISCUSSION, INTRODUCTION, REFERENCES, TITLE

from corpus import read
from models import SectionKind

CAPTION = "Timeline of the leukocyte count, the fever and the drugs that were given in the first month after infusion."
ROWS = (("Line", "Regimen", "Start", "Response"), ("1", "vincristine", "March 2019", "CR"), ("2", "CAR-T", "July 2020", "CR"))  # fmt: skip
COOKIES = "We use cookies that are necessary to make our site work, and our partners may process your data as well."
RELATED = "Marrow grafting in the elderly: an overview of twenty years"


def linked(text: str, link: str) -> str:
    """A paragraph with its citations as links and its exponents raised."""
    text = re.sub(r"\^(\d+)", r"<sup>\1</sup>", escape(text, quote=False)).replace("m2", "m<sup>2</sup>")
    return re.sub(r"\[(\d)(?:,(\d))?\]", lambda m: "[" + ",".join(link.format(n) for n in m.groups() if n) + "]", text)


def cells(row: tuple[str, ...], name: str) -> str:
    return "<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in row) + "</tr>"


GRID = cells(ROWS[0], "th") + "".join(cells(row, "td") for row in ROWS[1:])


def blocks_without_paragraphs() -> str:
    """Running text in blocks, links with names, lists of downloads under figures, an outline."""
    link = '<a class="trigger" href="#bib{0}" name="bbib{0}"><span>{0}</span></a>'
    told = {name: "".join(f'<div class="u-margin" id="{name}{i}">{linked(p, link)}</div>' for i, p in enumerate(ps)) for name, ps in [("i", INTRODUCTION), ("a", CASE[:1]), ("b", CASE[1:]), ("d", DISCUSSION)]}  # fmt: skip
    refs = "".join(f'<li><span class="label">[{i}]</span><span class="reference">{r[3:]}<div><a>View in Scopus</a><a>Google Scholar</a></div></span></li>' for i, r in enumerate(REFERENCES, 1))  # fmt: skip
    return f"""<html><body><header><ul><li>Journals</li><li>Sign in</li></ul></header><div class="row"><div role="navigation" class="TableOfContents"><h2>Outline</h2>
<ol><li><a>Abstract</a></li><li><a>References</a></li></ol></div><article><h1><span>{TITLE}</span></h1><div class="Abstracts"><div class="abstract author"><h2>Abstract</h2><div><div>{ABSTRACT}</div></div></div></div>
<div class="Body"><section><h2>1. Introduction</h2>{told["i"]}</section><section><h2>2. Case report</h2>{told["a"]}
<figure class="figure"><span><img src="1.jpg"><ol><li><a>Download: <span>Download high-res image (201KB)</span></a></li></ol></span><span class="captions"><span><p><span class="label">Fig. 1</span>. {CAPTION}</p></span></span></figure>
<div class="tables frame"><span class="captions"><span><p><span class="label">Table 1</span>. Lines of treatment.</p></span></span><div class="groups"><table>{GRID}</table></div></div>{told["b"]}</section>
<section><h2>3. Discussion</h2>{told["d"]}</section></div><section><h2>References</h2><ol class="references">{refs}</ol></section></article>
<aside class="RelatedContent"><h2>Recommended articles</h2><ul><li><h3>{RELATED}</h3></li></ul></aside></div><footer><p>{COOKIES}</p></footer></body></html>"""


def viewer_and_comments() -> str:
    """A banner, buttons in captions, a table's caption in a header, comments of readers."""
    link = '<sup><a href="#c{0}" class="bibLink">{0}</a></sup>'
    told = {name: "".join(f"<p>{linked(p, link)}</p>" for p in ps) for name, ps in [("i", INTRODUCTION), ("a", CASE[:1]), ("b", CASE[1:]), ("d", DISCUSSION)]}  # fmt: skip
    refs = "".join(f'<li><span class="bullet">{i}</span><span>{r[3:]}</span><div class="extra-links"><a>Google Scholar</a></div></li>' for i, r in enumerate(REFERENCES, 1))  # fmt: skip
    return f"""<html><body><div class="cookie-banner" role="dialog"><h2>Your privacy</h2><p>{COOKIES}</p></div><nav><ul><li>Journals</li></ul></nav><main><h1 class="citation__title">{TITLE}</h1>
<article><div class="abstract-group"><section class="article-section__abstract"><h2>Abstract</h2><p>{ABSTRACT}</p></section></div><section><section><h2>1 INTRODUCTION</h2>{told["i"]}</section>
<section><h2>2 CASE REPORT</h2>{told["a"]}<section class="article-section__inline-figure"><figure class="figure"><a><img></a><figcaption class="figure__caption"><div><strong>FIGURE 1</strong><div class="figure-extra"><a>Open in figure viewer</a><a><span>PowerPoint</span></a></div></div>
<div class="figure__caption-text">{CAPTION}</div></figcaption></figure></section><div class="article-table-content"><header class="article-table-caption"><span>TABLE 1. </span>Lines of treatment.</header><div class="wrapper"><table>{GRID}</table></div></div>{told["b"]}</section>
<section><h2>3 DISCUSSION</h2>{told["d"]}</section></section><section class="article-section__references"><div><h2>REFERENCES</h2></div><div><ul class="rlist">{refs}</ul></div></section></article></main>
<div id="comments"><h2>Comments</h2><p>Very useful report, we had a patient just like this one and gave her anakinra for eleven days.</p></div><footer><p>All rights reserved.</p></footer></body></html>"""


PAGES = {"blocks-without-paragraphs": blocks_without_paragraphs, "viewer-and-comments": viewer_and_comments}


@pytest.mark.parametrize("name", PAGES)
def test_a_publishers_page_is_its_article(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.html"
    path.write_text(PAGES[name](), encoding="utf-8")
    document = read(path)

    def squeezed(text: str) -> str:
        return re.sub(r"\[[\d,]+\]|[\W_\d]", "", text)

    said = squeezed(document.text)
    assert [p[:40] for p in [ABSTRACT, *INTRODUCTION, *CASE, *DISCUSSION] if squeezed(p) not in said] == []
    assert (document.tables[0].caption or "").lower() == "table 1. lines of treatment."
    assert document.tables[0].rows == ROWS
    parts = {kind: " ".join(document.text[s.start : s.end] for s in document.sections if s.kind is kind) for kind in SectionKind}  # fmt: skip
    assert CAPTION in parts[SectionKind.FIGURE_LEGEND] and "2.0×10^6/kg" in parts[SectionKind.CASE]
    assert all(entry.split(". ")[1] in parts[SectionKind.REFERENCES] for entry in REFERENCES)
    for dress in ("cookies", "anakinra", "Download", "figure viewer", "PowerPoint", "Outline", "Scholar", "Sign in"):
        assert dress not in document.text
    assert RELATED not in document.text


def test_control_characters_of_a_page_go(tmp_path: Path) -> None:
    path = tmp_path / "control.html"
    path.write_text(
        "<html><body><p>Given 10<sup>6&#1;</sup>/kg on day 0.</p><figure>Fig. 1 &#2;A curve</figure></body></html>"
    )
    assert "10^6/kg" in read(path).text
