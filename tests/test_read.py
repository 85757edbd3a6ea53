"""Reading text, Markdown, JATS and HTML: one door, one vocabulary, and a clear reason where a file gives nothing."""

import json
import os
import re
from html import escape
from pathlib import Path

import pytest
import trafilatura.external
from reading_fixtures import CASE, LAYOUTS, REPORT, TITLE, Report, as_plain

from corpus import read
from corpus.metadata import language
from corpus.show import as_html, as_json, as_text
from corpus.tables import Cell, grid, parse_lines
from models import Document, ReadError, SectionKind

K = SectionKind


def _marked(text: str) -> str:
    """Exponents as `<sup>`."""
    return re.sub(r"\^(\d+)", r"<sup>\1</sup>", escape(text, quote=False))


def as_jats(report: Report = REPORT, *, head: str = "", body: str = "") -> str:
    """The report as JATS, its exponents as `<sup>`."""
    known = dict(report.headed)
    sections = "".join(
        f"<sec><title>{_marked(h)}</title>{''.join(f'<p>{_marked(p)}</p>' for p in ps)}</sec>"
        for h, ps in report.headed
        if h not in ("Abstract", "References")
    )
    references = "".join(
        f"<ref><mixed-citation>{escape(r)}</mixed-citation></ref>" for r in known.get("References", ())
    )
    abstract = "".join(f"<p>{_marked(p)}</p>" for p in known["Abstract"])
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="case-report" xml:lang="en"><front>
<journal-meta><journal-title-group><journal-title>Journal of Invented Medicine</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmid">12345678</article-id><article-id pub-id-type="pmc">7654321</article-id>
<article-id pub-id-type="doi">10.5555/invented.1</article-id><title-group><article-title>{_marked(report.title)}</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Rowan</surname><given-names>Ann</given-names></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2023</year></pub-date>
<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"/></permissions>
<abstract>{abstract}</abstract></article-meta></front>
<body>{sections}{body}</body><back><ref-list>{references}</ref-list></back></article>"""


def as_page(report: Report = REPORT) -> str:
    """The report as a publisher's web page, with all that surrounds it there."""
    sections = "".join(f"<h2>{_marked(h)}</h2>{''.join(f'<p>{_marked(p)}</p>' for p in ps)}" for h, ps in report.headed)
    title = escape(report.title)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Invented</title>
<meta name="citation_title" content="{title}"><meta name="citation_doi" content="10.5555/invented.1"><meta name="citation_author" content="Rowan, Ann">
<meta name="citation_author" content="Hazel, Bo"><meta name="citation_publication_date" content="2023/05/04"></head><body>
<header><a href="#m">Skip to main content</a><nav><ul><li><a>Home</a></li><li><a>Submit your manuscript</a></li></ul></nav></header>
<div class="cookie"><p>We use cookies to improve your experience with our site.</p><button>Accept</button></div>
<main id="m"><article><h1>{title}</h1>{sections}</article></main>
<aside><h2>Related articles</h2><ul><li><a>A 55-year-old woman with lymphoma: another case</a></li></ul></aside>
<footer><p>© 2023 Invented. All rights reserved.</p></footer></body></html>"""


def case_of(document: Document) -> str:
    whole = " ".join(document.text[s.start : s.end] for s in document.sections if s.kind is K.CASE)
    return " ".join(whole.split())


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.fixture(params=["txt", "md", "xml", "nxml", "html", "pdf"])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    """The same report in every format."""
    path = tmp_path / f"report.{request.param}"
    if request.param == "pdf":
        return read(LAYOUTS["two-column-spanning-abstract"](path))
    text = {"txt": as_plain(), "md": f"# {as_plain()}", "xml": as_jats(), "nxml": as_jats(), "html": as_page()}[
        request.param
    ]
    return read(written(path, text))


def test_every_format_gives_the_same_narrative(report: Document) -> None:
    assert case_of(report) == " ".join(["Case report", *CASE])


def test_every_format_gives_the_same_sections(report: Document) -> None:
    kinds = list(dict.fromkeys(s.kind for s in report.sections if s.kind is not K.FRONT_MATTER))
    assert kinds == [K.TITLE, K.ABSTRACT, K.INTRODUCTION, K.CASE, K.DISCUSSION, K.REFERENCES]


def test_every_format_gives_the_title_and_tiles_its_text(report: Document) -> None:
    assert report.metadata.title == TITLE
    edges = [s.start for s in report.sections] + [report.sections[-1].end]
    assert edges[0] == 0 and edges[-1] == len(report.text) and edges == sorted(edges)


def test_a_text_file_is_kept_to_the_character(tmp_path: Path) -> None:
    text = "Case report\n\nA 5-year-old  boy\twas given 2.0 × 106/kg,\nhard-\nwrapped; 8\u2009mg/kg.  \n\n"
    assert read(written(tmp_path / "kept.txt", text)).text == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("\ufeffCase\r\nβ-cell 5 µg".encode(), "Case\nβ-cell 5 µg"),
        ("Case\nβ-cell 5 µg".encode("utf-16"), "Case\nβ-cell 5 µg"),
        ("Case of lymphoma\nand fever".encode("utf-16-le"), "Case of lymphoma\nand fever"),
        ("Case of lymphoma\nand fever".encode("utf-16-be"), "Case of lymphoma\nand fever"),
        ("Case – 5 µg für Zoë".encode("cp1252"), "Case – 5 µg für Zoë"),
        (b"Case\rold Mac line ends", "Case\nold Mac line ends"),
    ],
    ids=["bom-crlf", "utf-16", "utf-16-le-unmarked", "utf-16-be-unmarked", "windows-1252", "cr"],
)
def test_encodings(tmp_path: Path, data: bytes, said: str) -> None:
    assert read(written(tmp_path / "encoded.txt", data)).text == said


def test_jats_metadata(tmp_path: Path) -> None:
    meta = read(written(tmp_path / "a.xml", as_jats())).metadata
    assert (meta.doi, meta.pmid, meta.pmcid, meta.year) == ("10.5555/invented.1", "12345678", "PMC7654321", 2023)
    assert (meta.journal, meta.article_type, meta.authors) == (
        "Journal of Invented Medicine",
        "case-report",
        ("Ann Rowan",),
    )
    assert (meta.language, meta.licence) == ("en", "https://creativecommons.org/licenses/by/4.0/")


def test_a_short_page_needs_no_words_of_a_hundred_languages(tmp_path: Path) -> None:
    page = "<html><body><h1>A short note</h1><p>The patient was seen on day 8 and was well.</p></body></html>"
    assert "on day 8" in read(written(tmp_path / "short.html", page)).text
    assert len(trafilatura.external.JT_STOPLIST) < 20_000


def test_html_metadata_and_no_navigation(tmp_path: Path) -> None:
    document = read(written(tmp_path / "a.html", as_page()))
    assert (document.metadata.doi, document.metadata.year, document.metadata.authors) == (
        "10.5555/invented.1",
        2023,
        ("Ann Rowan", "Bo Hazel"),
    )
    for words in ("Skip to main", "cookies", "Related articles", "another case", "rights reserved"):
        assert words not in document.text


def test_text_metadata(tmp_path: Path) -> None:
    text = f"Invented J Case Rep. 2021;4:12. https://doi.org/10.5555/ijcr.2021.12\n\nCASE REPORT\n\n{as_plain()}"
    meta = read(written(tmp_path / "a.txt", text)).metadata
    assert (meta.title, meta.doi, meta.year, meta.article_type) == (TITLE, "10.5555/ijcr.2021.12", 2021, "case-report")
    assert (meta.authors, meta.language) == (("A. Rowan", "B. Hazel"), "en")


def test_the_language_of_a_text() -> None:
    assert (
        language(
            "Der Patient wurde nach der Diagnose mit einer Chemotherapie behandelt und die Krankheit kam bei der Kontrolle nicht wieder."
        )
        == "de"
    )
    assert language("39.5 CRS 2 day 4") is None


def test_jats_tables_captions_and_nested_sections(tmp_path: Path) -> None:
    body = """<sec><title>Case 2</title><p>He was well.<fig><label>Figure 1</label><caption><p>A scan.</p></caption></fig> He went home.</p>
    <table-wrap><label>Table 1</label><caption><p>Doses</p></caption><table><thead><tr><th rowspan="2">Day</th><th colspan="2">Dose</th></tr>
    <tr><th>mg</th><th>route</th></tr></thead><tbody><tr><td>0</td><td>10</td><td>oral</td></tr></tbody></table></table-wrap>
    <sec><title>Odd words</title><p>She was given 2<sup>nd</sup> line care on day 3<xref>4</xref> of 10<sup>9</sup>/L cells.</p></sec></sec>"""
    document = read(written(tmp_path / "a.xml", as_jats(body=body)))
    (table,) = document.tables
    assert (table.caption, table.rows) == ("Table 1. Doses", (("Day", "Dose mg", "Dose route"), ("0", "10", "oral")))
    assert document.text[table.start : table.end] == "Table 1. Doses\nDay\tDose mg\tDose route\n0\t10\toral"
    assert "He was well. He went home." in document.text
    assert "2nd line care" in document.text and "10^9/L" in document.text
    assert next(s.kind for s in document.sections if s.heading == "Odd words") is K.CASE


def test_jats_namespaces_and_wrappers(tmp_path: Path) -> None:
    wrapped = (
        as_jats().split("?>")[1].replace("<article ", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/" ')
    )
    assert (
        read(written(tmp_path / "oai.xml", f"<OAI-PMH><record>{wrapped}</record></OAI-PMH>")).metadata.pmid
        == "12345678"
    )


def test_jats_entities_are_characters_and_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("stolen")
    head = f'<!DOCTYPE article SYSTEM "http://127.0.0.1:9/none.dtd" [<!ENTITY file SYSTEM "file://{tmp_path}/secret.txt"><!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    text = read(written(tmp_path / "a.xml", as_jats(head=head, body="<p>Temp 39&nbsp;&deg;C &file; &b; end</p>"))).text
    assert "39 °C" in text and "stolen" not in text


def test_jats_with_a_fault_is_repaired_and_flagged(tmp_path: Path) -> None:
    document = read(written(tmp_path / "a.xml", as_jats().replace("</body>", "<p>A & B</p></body>")))
    assert document.flags == ("damaged_xml",) and case_of(document).startswith("Case report")


BAD: dict[str, tuple[str, bytes]] = {
    "empty": ("a.txt", b""),
    "empty-spaces": ("a.txt", b" \n\n "),
    "binary": ("a.txt", bytes(range(256)) * 8),
    "unsupported": ("a.docx", b"PK"),
    "unsupported-xml": ("a.xml", b"<html><p>no article</p></html>"),
    "damaged-xml": ("a.xml", b"not xml at all"),
    "damaged-html": ("a.html", b"no tags here"),
    "empty-html": ("a.html", b"<html><body><script>x</script></body></html>"),
    "empty-xml": ("a.xml", b"<article><body/></article>"),
    "damaged-deep": ("a.xml", b"<article>" + b"<sec>" * 5000),
}


@pytest.mark.parametrize("fault", sorted(BAD))
def test_a_bad_file_says_why(tmp_path: Path, fault: str) -> None:
    name, data = BAD[fault]
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path / name, data))
    assert caught.value.reason == fault.split("-")[0] or fault == "damaged-deep"
    assert name in caught.value.message and caught.value.message.endswith(".")


def test_missing_folder_unreadable_and_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "folder.txt").mkdir()
    written(tmp_path / "large.txt", "x" * 100)
    monkeypatch.setattr("corpus.reader.MAX_BYTES", 50)
    for name, reason in [("none.txt", "missing"), ("folder.txt", "folder"), ("large.txt", "too_large")]:
        with pytest.raises(ReadError) as caught:
            read(tmp_path / name)
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["Date\tEvent", "May 2018\tR-CHOP"], (("Date", "Event"), ("May 2018", "R-CHOP"))),
        (["| Line | Regimen |", "|---|---|", "| 1 | R-CHOP |"], (("Line", "Regimen"), ("1", "R-CHOP"))),
        (["Day   Dose", "0     8 mg/kg", "2     4 mg/kg"], (("Day", "Dose"), ("0", "8 mg/kg"), ("2", "4 mg/kg"))),
        (["Day Tmax (°F) CRS grade ICE", "+2 101.8 1 10", "+4 102.9 2 10"], (("Day", "Tmax (°F)", "CRS grade", "ICE"), ("+2", "101.8", "1", "10"), ("+4", "102.9", "2", "10"))),
        (["Feature", "Case 1", "Case 2", "Product", "Axi-cel", "Tisa-cel", "CRS", "2", "0"], (("Feature", "Case 1", "Case 2"), ("Product", "Axi-cel", "Tisa-cel"), ("CRS", "2", "0"))),
        (["She was given eight doses of a drug.", "Then she went home."], ()),
    ],
    ids=["tabs", "bars", "wide-spaces", "single-spaces", "a-cell-a-line", "no-table"],
)  # fmt: skip
def test_flattened_tables(lines: list[str], rows: tuple[tuple[str, ...], ...]) -> None:
    assert parse_lines(lines) == rows


def test_spans_fill_the_grid() -> None:
    rows = [[Cell("a", rows=2), Cell("b", columns=2)], [Cell("c"), Cell("d")]]
    assert grid(rows) == (("a", "b", "b"), ("a", "c", "d"))


def test_a_table_of_a_text_is_found_in_its_place(tmp_path: Path) -> None:
    text = f"Case report\n\n{CASE[0]}\n\nTable 1. Lines\nLine\tRegimen\n1\tR-CHOP\n\n{CASE[1]}\n"
    (table,) = read(written(tmp_path / "a.txt", text)).tables
    assert (table.caption, table.rows) == ("Table 1. Lines", (("Line", "Regimen"), ("1", "R-CHOP")))
    assert text[table.start : table.end] == "Table 1. Lines\nLine\tRegimen\n1\tR-CHOP"


def test_show_as_text_json_and_html(tmp_path: Path) -> None:
    path = LAYOUTS["one-column"](tmp_path / "report.pdf")
    document = read(path)
    assert "── case · Case report · page 1 ──" in as_text(document, path)
    assert json.loads(as_json(document, path))["metadata"]["title"] == TITLE
    page = as_html(document, path)
    assert page.count('<svg viewBox="0 0 595.3 841.9">') == len(document.pages) and "data:image/jpeg" in page
    assert page.count("<rect") >= page.count("<text") > 10


def test_show_escapes_what_it_shows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "Case\n\n<script>alert(1)</script> was given to a 5-year-old girl.\n")
    assert "<script>" not in as_html(read(path), path)


def test_import_of_the_room_is_light() -> None:
    """`caseledger extract` starts fast: the libraries of a format come with its first file."""
    import subprocess
    import sys

    code = "import sys, corpus; print(sorted({'pypdfium2', 'lxml', 'trafilatura', 'pdfplumber'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert done.stdout.strip() == "[]"


ARTICLES = Path(os.environ.get("CASELEDGER_GOLD", Path(__file__).parent.parent.parent / "shared")) / "pdfs" / "articles"


@pytest.mark.skipif(
    not ARTICLES.is_dir(), reason="the published articles are not here (set CASELEDGER_GOLD to their folder)"
)
def test_published_articles_read_as_their_xml_says() -> None:
    """Twin of `test_every_format_gives_the_same_narrative`, on real pages: most paragraphs of the XML stand whole in the PDF's text."""
    from rapidfuzz import fuzz

    scores = []
    for path in sorted(ARTICLES.glob("*.pdf"))[:4]:
        text = read(path).text.replace("^", "").lower()
        truth = read(path.with_suffix(".xml"))
        for section in truth.sections:
            if section.kind in (K.INTRODUCTION, K.DISCUSSION, K.METHODS):
                paragraphs = [p for p in truth.text[section.start : section.end].split("\n\n") if len(p.split()) > 60]
                scores += [fuzz.partial_ratio(p.replace("^", "").lower(), text) for p in paragraphs]
    assert len(scores) > 30
    assert sum(score >= 95 for score in scores) / len(scores) > 0.9


@pytest.mark.parametrize(
    ("name", "data", "reason", "said"),
    [
        ("a.pdf", b"<!DOCTYPE html><title>403</title>", "damaged", "is a web page"),
        ("a.pdf", b"\x1f\x8b\x08", "damaged", "is packed with gzip: unpack it"),
        ("a.pdf", b"PK\x03\x04word", "damaged", "is a Word file or an archive"),
        ("a.txt", b"%PDF-1.7 1 0 obj", "binary", "is a PDF: name it .pdf"),
        ("a.txt", b"BZh91AY", "binary", "is packed with bzip2: unpack it"),
        ("a.html", b"<html><title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p></html>", "empty", "no article"),
        ("a.html", b"<html><h1>Forbidden</h1><p>You do not have permission to see this.</p></html>", "empty", "no article"),
        ("a.xml", b"<set><article><body><p>One.</p></body></article><article/></set>", "several", "holds 2 articles"),
    ],
)  # fmt: skip
def test_what_a_file_is_instead_of_a_report_is_said(
    tmp_path: Path, name: str, data: bytes, reason: str, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=said) as refused:
        read(tmp_path / name)
    assert refused.value.reason == reason and refused.value.message.endswith(".")
