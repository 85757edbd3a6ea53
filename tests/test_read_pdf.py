"""Reading PDF: the page as a person reads it."""

import re
import shutil
from pathlib import Path

import pytest
from reading_fixtures import CASE, HEIGHT, INTRODUCTION, LAYOUTS, TITLE, draw
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from corpus import read
from corpus.mending import Hyphens, accents
from models import Document, ReadError, SectionKind

K = SectionKind
PARAGRAPH = [
    "The patient was a woman of fifty years who",
    "had been well until the spring of 2018, when",
    "she noticed a lump in her neck that grew.",
]


def lines(x: float, y: float, size: float, words: list[str]) -> list[tuple[float, float, float, str]]:
    return [(x, y + i * size * 1.2, size, text) for i, text in enumerate(words)]


def case_text(document: Document) -> str:
    whole = " ".join(document.text[s.start : s.end] for s in document.sections if s.kind is K.CASE)
    return " ".join(whole.split())


@pytest.fixture(params=sorted(LAYOUTS))
def typeset(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    return read(LAYOUTS[request.param](tmp_path / f"{request.param}.pdf"))


def test_every_layout_gives_the_same_narrative(typeset: Document) -> None:
    assert case_text(typeset) == " ".join(["Case report", *CASE])


def test_every_layout_gives_the_same_sections(typeset: Document) -> None:
    kinds = list(dict.fromkeys(s.kind for s in typeset.sections if s.kind is not K.FRONT_MATTER))
    assert kinds == [K.TITLE, K.ABSTRACT, K.INTRODUCTION, K.CASE, K.DISCUSSION, K.REFERENCES]


def test_every_layout_keeps_heads_and_numbers_out(typeset: Document) -> None:
    running = "".join(typeset.text[s.start : s.end] for s in typeset.sections if s.kind is not K.FRONT_MATTER)
    assert "Rowan et al." not in running
    assert not re.search(r"^\d+$", typeset.text, re.MULTILINE)
    assert typeset.metadata.title == TITLE
    assert INTRODUCTION[0] in typeset.text.replace("\n", " ")


def test_sections_and_pages_tile_the_text(typeset: Document) -> None:
    for stretches in (typeset.sections, typeset.pages):
        edges = [stretch.start for stretch in stretches] + [stretches[-1].end]
        assert edges[0] == 0 and edges[-1] == len(typeset.text) and edges == sorted(edges)


def test_every_printed_character_has_a_box_on_its_page(typeset: Document) -> None:
    start = typeset.text.index("tocilizumab 8 mg/kg")
    boxes = typeset.boxes_of(start, start + len("tocilizumab 8 mg/kg"))
    assert {box.page for box in boxes} <= {typeset.page_at(start), typeset.page_at(start + 18)}
    covered = {i for b in typeset.boxes for i in range(b.start, b.end)}
    assert all(i in covered for i, c in enumerate(typeset.text) if not c.isspace())
    assert all(0 <= b.box.x0 < b.box.x1 <= 596 and 0 <= b.box.top < b.box.bottom <= 842 for b in typeset.boxes)


def test_exponents_marks_and_units(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "raised.pdf"), pagesize=A4)
    text = canvas.beginText(60, 700)
    for size, rise, words in [
        (11, 0, "Cells at 2.0×10"), (7, 4, "6"), (11, 0, "/kg brought remission"), (7, 4, "12"), (11, 0, " with 30 mg/m"), (7, 4, "2"),
        (11, 0, " of drug in 2019"), (7, 4, "3,4"), (11, 0, " and CO"), (7, -2, "2"), (11, 0, " fell, CD34"), (7, 4, "+"), (11, 0, " rose."),
    ]:  # fmt: skip
        text.setFont("Times-Roman", size)
        text.setRise(rise)
        text.textOut(words)
    canvas.drawText(text)
    canvas.save()
    said = read(tmp_path / "raised.pdf").text
    assert (
        said == "Cells at 2.0×10^6/kg brought remission^12 with 30 mg/m2 of drug in 2019 ^3,4 and CO2 fell, CD34+ rose."
    )


def test_a_caption_between_does_not_break_a_paragraph(tmp_path: Path) -> None:
    left = lines(50, 300, 10, [*PARAGRAPH * 3, "At that time she was admitted to our hospital"])
    caption = lines(50, 500, 8, ["Figure 1. The lump, seen from the left side,", "before any treatment was begun."])
    right = lines(310, 300, 10, ["and was given a course of prednisone there.", *PARAGRAPH * 3])
    document = read(draw(tmp_path / "caption-at-column-end.pdf", *left, *caption, *right))
    assert "admitted to our hospital and was given a course" in document.text
    assert [document.text[s.start : s.end].strip() for s in document.sections if s.kind is K.FIGURE_LEGEND] == [
        "Figure 1. The lump, seen from the left side, before any treatment was begun."
    ]


@pytest.mark.parametrize(
    ("end", "start"),
    [
        ("as the pictures of her first week at home show (Fig.", "3) and as her mother had told us before."),
        ("and the swabs of that week grew the fungus called C.", "albicans, which was treated with caspofungin."),
        ("and she was then given busulfan in a dose of (0.8", "mg/kg every six hours on days -8 to -6)."),
        ("as reported for others by the group of Hazelwood et al.", "in a letter about their first three patients."),
    ],
)
def test_a_sentence_that_only_seems_to_end_runs_on(tmp_path: Path, end: str, start: str) -> None:
    left = lines(50, 300, 10, [*PARAGRAPH * 3, end])
    caption = lines(50, 500, 8, ["Figure 3. The lump, seen from the left side."])
    right = lines(310, 300, 10, [start, *PARAGRAPH * 3])
    assert f"{end} {start}" in read(draw(tmp_path / "abbreviation.pdf", *left, *caption, *right)).text


def test_a_minor_heading_in_another_type_does_not_part_what_follows(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "minor-heading.pdf"), pagesize=A4)
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, HEIGHT - 288, "Second course")
    canvas.setFont("Times-Roman", 10)
    for x, y, _, text in [
        *lines(50, 300, 10, [*PARAGRAPH * 3, "At that time she was brought to our hospital"]),
        *lines(310, 300, 10, ["and was given a course of prednisone there.", *PARAGRAPH * 3]),
    ]:
        canvas.drawString(x, HEIGHT - y, text)
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(50, HEIGHT - 500, "Figure 1. The lump, seen from the left side.")
    canvas.save()
    assert "brought to our hospital and was given a course" in read(tmp_path / "minor-heading.pdf").text


def test_a_justified_line_of_few_words_is_one_line(tmp_path: Path) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    words, measure = ["She", "was", "treated."], stringWidth("years who had been well until the", "Times-Roman", 10)
    widths = [stringWidth(word, "Times-Roman", 10) for word in words]
    space = (measure - sum(widths)) / 2
    wide = [(50 + sum(widths[:i]) + i * space, 124.0, 10.0, word) for i, word in enumerate(words)]
    above = [
        (50.0, 100.0, 10.0, "The patient was a woman of fifty"),
        (50.0, 112.0, 10.0, "years who had been well until the"),
    ]
    below = [(50.0, 136.0, 10.0, "Then she recovered in the spring")]
    text = read(draw(tmp_path / "justified.pdf", *above, *wide, *below)).text
    assert "until the She was treated. Then she" in text


def test_a_double_spaced_manuscript_is_indented_paragraphs(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "double-spaced.pdf"), pagesize=A4)
    for page in "xy":
        words = [f"and was then well for some weeks until cough {page}{chr(97 + i)} came" for i in range(24)]
        for i in (3, 11, 17, 22):
            words[i] = f"and went home after it had been treated with {page}{chr(97 + i)}."
        for i, text in enumerate(words):
            begins = i and words[i - 1].endswith(".")
            canvas.setFont("Times-Roman", 12)
            canvas.drawString(50 + (24 if begins else 0), HEIGHT - 72 - 28 * i, text.capitalize() if begins else text)
        canvas.showPage()
    canvas.save()
    paragraphs = read(tmp_path / "double-spaced.pdf").text.split("\n\n")
    assert len(paragraphs) == 9
    assert paragraphs[4].startswith("And was") and paragraphs[4].endswith("yd.")  # over the page's end


def test_captions_at_the_top_of_pages_are_no_running_heads(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "figures-on-top.pdf"), pagesize=A4)
    for page in range(3):
        for x, y, size, text in [
            (50.0, 30.0, 8.0, "Rowan et al."),
            (50.0, 330.0 + 40 * page, 9.0, f"Figure {page + 1}"),
            *lines(50, 500, 10, PARAGRAPH * 4),
        ]:
            canvas.setFont("Times-Roman", size)
            canvas.drawString(x, HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    text = read(tmp_path / "figures-on-top.pdf").text
    assert all(f"Figure {n}" in text for n in (1, 2, 3)) and "Rowan" not in text


def test_bookmarks_hidden_under_a_caption_go(tmp_path: Path) -> None:
    caption = ["The patient's marrow before treatment was be-", "gun and after it, seen by the same observer."]
    hidden = [(50.0, 500.0, 9.0, text) for text in ("Figure 1", *caption)]
    shown = lines(50, 511, 9, [*caption, "Scale bars are 50 micrometres."])
    text = read(draw(tmp_path / "bookmarks.pdf", *lines(50, 100, 11, PARAGRAPH * 5), *hidden, *shown)).text
    assert text.endswith("Figure 1 The patient's marrow before treatment was begun and after it, seen by the same observer. Scale bars are 50 micrometres.")  # fmt: skip


def test_accents_drawn_over_their_letters_go_onto_them(tmp_path: Path) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    x = 50 + stringWidth("This was found by M", "Times-Roman", 11)
    document = read(
        draw(tmp_path / "accent.pdf", (50, 100, 11, "This was found by Muller in 2007."), (x, 100, 11, "¨"))
    )
    assert document.text == "This was found by Müller in 2007."


def test_a_footnote_between_pages_does_not_break_a_paragraph(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "two-column-footnote.pdf"), pagesize=A4)
    for page in range(2):
        words = (
            [*PARAGRAPH * 4, "She was then transferred to the ward and on the"]
            if page == 0
            else ["next day was given rituximab.", *PARAGRAPH * 4]
        )
        items = lines(50, 100, 11, words) + (
            lines(50, 760, 7, ["* Present address: the Invented Institute, Westmark."]) if page == 0 else []
        )
        for x, y, size, text in items:
            canvas.setFont("Times-Roman", size)
            canvas.drawString(x, HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    document = read(tmp_path / "two-column-footnote.pdf")
    assert "on the next day was given rituximab" in document.text
    assert "Present address" in document.text


def test_columns_drawn_line_by_line_across_the_page(tmp_path: Path) -> None:
    left = [f"left column line number {i} goes on without" for i in range(20)]
    right = [f"right column line number {i} goes on without" for i in range(20)]
    woven = [
        item
        for i in range(20)
        for item in ((50.0, 100 + 12.0 * i, 10.0, left[i]), (310.0, 100 + 12.0 * i, 10.0, right[i]))
    ]
    text = read(draw(tmp_path / "woven-columns.pdf", *woven)).text
    assert text.index("left column line number 19") < text.index("right column line number 0")


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_rotated_page_is_read_upright(tmp_path: Path, rotation: int) -> None:
    canvas = Canvas(str(tmp_path / "rotated.pdf"), pagesize=A4)
    turned = {90: (1, 0, 595), 180: (2, 595, 842), 270: (3, 842, 0)}[rotation]
    canvas.setPageRotation(rotation)
    canvas.translate(595 if rotation in (90, 180) else 0, 842 if rotation in (180, 270) else 0)
    canvas.rotate(turned[0] * 90)
    for i, words in enumerate(PARAGRAPH):
        canvas.drawString(60, 400 - 14 * i, words)
    canvas.save()
    document = read(tmp_path / "rotated.pdf")
    assert document.text == " ".join(PARAGRAPH)
    tops = [b.box.top for b in document.boxes]
    assert tops == sorted(tops)


def test_a_watermark_and_a_stamp_in_the_margin_go(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "watermark.pdf"), pagesize=A4)
    for i, words in enumerate(PARAGRAPH):
        canvas.drawString(60, 700 - 14 * i, words)
    canvas.saveState()
    canvas.translate(150, 300)
    canvas.rotate(45)
    canvas.setFont("Helvetica", 60)
    canvas.drawString(0, 0, "ACCEPTED MANUSCRIPT")
    canvas.restoreState()
    canvas.translate(580, 100)
    canvas.rotate(90)
    canvas.drawString(0, 0, "Downloaded from journal.example on 3 May 2020")
    canvas.save()
    assert read(tmp_path / "watermark.pdf").text == " ".join(PARAGRAPH)


def test_a_table_is_rows_with_its_caption(tmp_path: Path) -> None:
    rows = [
        ("Line", "Regimen", "Start", "Response"),
        ("1", "R-CHOP", "May 2018", "CR"),
        ("2", "R-ICE", "June 2019", "SD"),
        ("3", "axi-cel", "March 2020", "PR"),
    ]
    cells = [(60 + 110.0 * j, 420 + 14.0 * i, 9.0, cell) for i, row in enumerate(rows) for j, cell in enumerate(row)]
    body = lines(50, 120, 11, [*PARAGRAPH * 6])
    document = read(draw(tmp_path / "treatment-table.pdf", *body, (60, 400, 9, "Table 1. Lines of treatment."), *cells))
    (table,) = document.tables
    assert (table.caption, table.rows) == ("Table 1. Lines of treatment.", tuple(rows))
    assert document.text[table.start : table.end].endswith("3\taxi-cel\tMarch 2020\tPR")


def cells(x: list[float], y: float, step: float, rows: list[tuple[str, ...]]) -> list[tuple[float, float, float, str]]:
    return [(x[j], y + step * i, 9.0, cell) for i, row in enumerate(rows) for j, cell in enumerate(row) if cell]


NUMBERED = [
    ("Line", "Regimen", "Start", "Response"),
    *((str(i), f"R-{'ABCDEF'[i]}OP", f"May 201{i}", "PR") for i in range(1, 6)),
]


def test_a_first_column_that_counts_is_no_line_number(tmp_path: Path) -> None:
    body = lines(50, 120, 11, [*PARAGRAPH * 6])
    table = cells([52, 120, 240, 330], 420, 12, NUMBERED)
    document = read(draw(tmp_path / "counting.pdf", *body, (50, 400, 9, "Table 1. Lines of treatment."), *table))
    assert document.tables[0].rows == tuple(NUMBERED)


def test_a_treatment_table_in_one_column_of_two_with_a_note(tmp_path: Path) -> None:
    left = lines(50, 100, 10, [*PARAGRAPH * 12])
    right = lines(310, 300, 10, [*PARAGRAPH * 8])
    table = cells([310, 345, 420, 490], 120, 12, NUMBERED[:4])
    note = [
        (310.0, 180.0, 8.0, "*Given on an outpatient basis after leukapheresis."),
        (310.0, 190.0, 8.0, "PR, partial remission."),
    ]
    caption = (310.0, 100.0, 9.0, "Table 1. Lines of treatment.")
    document = read(draw(tmp_path / "column-table.pdf", *left, caption, *table, *note, *right))
    (found,) = document.tables
    assert found.rows == tuple(NUMBERED[:4])
    assert "partial remission" not in document.text[found.start : found.end]
    assert "partial remission" in document.text


def test_cells_of_several_lines_are_rows_where_rows_stand_apart(tmp_path: Path) -> None:
    x = [52.0, 150.0, 280.0, 400.0]
    header = cells(x, 420, 10, [("", "Treatment", "Given from", ""), ("Line", "and drugs", "and until", "Response")])
    one = cells(x, 448, 10, [("1", "R-CHOP, then", "May 2018 to", "CR"), ("", "radiotherapy", "October 2018", "")])
    two = cells(x, 476, 10, [("2", "R-ICE and", "June 2019 to", "SD"), ("", "BEAM", "July 2019", "")])
    body = lines(50, 120, 11, [*PARAGRAPH * 6])
    document = read(
        draw(tmp_path / "tall-rows.pdf", *body, (50, 400, 9, "Table 1. Lines of treatment."), *header, *one, *two)
    )
    assert document.tables[0].rows == (
        ("Line", "Treatment and drugs", "Given from and until", "Response"),
        ("1", "R-CHOP, then radiotherapy", "May 2018 to October 2018", "CR"),
        ("2", "R-ICE and BEAM", "June 2019 to July 2019", "SD"),
    )


def test_patients_side_by_side_keep_their_first_row(tmp_path: Path) -> None:
    rows = [
        ("", "Case 1", "Case 2"),
        ("Product", "Axi-cel", "Tisa-cel"),
        ("CRS", "grade 2", "grade 1"),
        ("Outcome", "CR", "PD"),
    ]
    body = lines(50, 120, 11, [*PARAGRAPH * 6])
    table = cells([52, 200, 350], 420, 12, rows)
    document = read(draw(tmp_path / "cases.pdf", *body, (50, 400, 9, "Table 2. The two patients."), *table))
    assert document.tables[0].rows == tuple(rows)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("the cyclophos-", "phamide was given", False),
        ("treated with CAR-", "T cells", True),
        ("an anti-", "CD19 product", True),
        ("at the last follow-", "up visit", True),
        ("a dose-", "dependent fall", True),
        ("the re-", "sponse was seen", False),  # the document spells "response"
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, kept: bool) -> None:
    assert Hyphens(["A response was seen and the word re-admission"]).keep(before, after) is kept


def test_accents_set_apart_come_back_and_degrees_are_degrees() -> None:
    assert accents("Ru¨hlemann at 22˚C, 37 ◦C") == "Rühlemann at 22°C, 37 °C"


def test_a_dose_broken_at_its_stroke_stays_whole(tmp_path: Path) -> None:
    words = [
        "The patient was given a dose of tocilizumab 8 mg/",
        "kg and recovered on days 2–",
        "5 of her stay in hospital.",
    ]
    assert (
        "8 mg/kg and recovered on days 2–5 of" in read(draw(tmp_path / "stroke.pdf", *lines(50, 100, 11, words))).text
    )


def test_thousand_pages_keep_a_box_for_each_line_only(tmp_path: Path) -> None:
    document = read(draw(tmp_path / "long.pdf", *lines(50, 100, 11, PARAGRAPH), pages=120))
    assert len(document.pages) == 120 and len(document.boxes) <= 3 * 120


def encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(60, 700, "Nobody may read this.")
    canvas.save()


def scanned(path: Path) -> None:
    from PIL import Image

    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawInlineImage(Image.new("L", (600, 800), 240), 0, 0, 595, 842)
    canvas.save()


def truncated(path: Path) -> None:
    draw(path, *lines(50, 100, 11, PARAGRAPH))
    path.write_bytes(path.read_bytes()[:400])


BAD = {
    "encrypted": encrypted,
    "needs_ocr": scanned,
    "damaged": truncated,
    "empty": lambda path: path.write_bytes(b""),
    "no_pages": lambda path: path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"
    ),
}


@pytest.mark.parametrize("reason", sorted(BAD))
def test_a_bad_pdf_says_why_and_what_to_do(tmp_path: Path, reason: str) -> None:
    path = tmp_path / f"{reason}.pdf"
    BAD[reason](path)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.reason in ({reason, "damaged"} if reason == "no_pages" else {reason})
    assert path.name in str(caught.value) and ":" in str(caught.value)


def test_a_blank_page_among_others_is_no_fault_but_a_scanned_one_is_told(tmp_path: Path) -> None:
    from PIL import Image

    canvas = Canvas(str(tmp_path / "part-scanned.pdf"), pagesize=A4)
    canvas.drawString(60, 700, PARAGRAPH[0])
    canvas.showPage()
    canvas.drawInlineImage(Image.new("L", (600, 800), 240), 0, 0, 595, 842)
    canvas.save()
    document = read(tmp_path / "part-scanned.pdf")
    assert document.flags == ("needs_ocr",)
    assert [page.needs_ocr for page in document.pages] == [False, True]


def test_ocr_is_used_where_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = "level\tblock_num\tpar_num\tline_num\tleft\ttop\twidth\theight\ttext\n4\t1\t1\t1\t300\t400\t900\t50\t\n5\t1\t1\t1\t300\t400\t300\t50\tGrade\n5\t1\t1\t1\t640\t400\t60\t50\t2\n"
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat > /dev/null\nprintf '%s' '{table}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    scanned(tmp_path / "scan.pdf")
    document = read(tmp_path / "scan.pdf", ocr=True)
    assert (document.text, document.flags) == ("Grade 2", ("ocr",))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
@pytest.mark.parametrize("turn", [0, 90])
def test_a_scan_is_read_upright_by_tesseract_itself(tmp_path: Path, turn: int) -> None:
    import pypdfium2

    words = ["She was given tocilizumab for fever", "and went home on the following day.", *PARAGRAPH * 3]
    page = pypdfium2.PdfDocument(draw(tmp_path / "typeset.pdf", *lines(60, 120, 16, words)))[0]
    picture = page.render(scale=3, grayscale=True).to_pil().rotate(turn, expand=True)
    size = (842, 595) if turn else (595, 842)
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=size)
    canvas.drawInlineImage(picture, 0, 0, *size)
    canvas.save()
    document = read(tmp_path / "scan.pdf", ocr=True)
    assert "given tocilizumab for fever and went home on the following day." in " ".join(document.text.split())
    assert document.flags == ("ocr",)


@pytest.mark.skipif(shutil.which("tesseract") is not None, reason="tesseract is installed")
def test_ocr_without_tesseract_says_what_to_install(tmp_path: Path) -> None:
    scanned(tmp_path / "scan.pdf")
    with pytest.raises(ReadError, match="tesseract is not installed") as caught:
        read(tmp_path / "scan.pdf", ocr=True)
    assert caught.value.reason == "no_tesseract"


@pytest.mark.parametrize(("whole", "broken"), [(b"%PDF-1", b"%XDF-1"), (b"/Kids", b"/Kidz")])
def test_a_file_that_pdfium_refuses_is_rescued(tmp_path: Path, whole: bytes, broken: bytes) -> None:
    path = draw(tmp_path / "broken.pdf", *lines(50, 100, 11, PARAGRAPH))
    path.write_bytes(path.read_bytes().replace(whole, broken))
    assert read(path).text == " ".join(PARAGRAPH)


def test_a_large_file_is_read_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = draw(tmp_path / "large.pdf", *lines(50, 100, 11, PARAGRAPH), pages=3)
    small = read(path)
    monkeypatch.setattr("corpus.reader.MAPPED_BYTES", 100)
    assert read(path) == small


def test_a_very_long_file_keeps_a_box_for_each_paragraph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.pdf.MAX_LINE_BOXES", 100)
    two = [*lines(50, 100, 11, PARAGRAPH * 4), *lines(50, 400, 11, PARAGRAPH * 4)]
    document = read(draw(tmp_path / "very-long.pdf", *two, pages=120))
    assert len(document.boxes) == 240
    first = document.boxes[0]
    assert first.box.bottom - first.box.top > 100 and first.end - first.start > 300


def column(path: Path, *rows: str, indented: tuple[int, ...] = ()) -> list[str]:
    """The paragraphs of some lines below each other in a narrow column."""
    said = [(50.0 + 12 * (i in indented), 100 + 12.0 * i, 10.0, row) for i, row in enumerate(rows)]
    return read(draw(path, *said)).text.split("\n\n")


def test_a_number_that_happens_to_begin_a_line_opens_no_item(tmp_path: Path) -> None:
    running = [
        "She was to have 1. inotuzumab on day one, two cycles at most.",
        "2. Ursodeoxycholic acid alongside for some weeks, 3. cells.",
    ]
    assert len(column(tmp_path / "run.pdf", *running, "The slot was booked for May of the year after this one.")) == 1
    listed = [
        "1. Inotuzumab on day one and day eight, two cycles at most.",
        "2. Ursodeoxycholic acid alongside it for some eight weeks.",
    ]
    assert len(column(tmp_path / "list.pdf", *listed)) == 2


def test_an_indented_date_opens_a_paragraph(tmp_path: Path) -> None:
    rows = [
        "03/2019 the node was taken out and six cycles were given till",
        "the summer of that year, and four more of methotrexate against",
        "a relapse in the brain, and immunoglobulins monthly, ongoing",
        "05/2022 second relapse in the testis, taken out in next month",
        "and followed by the antibody until the autumn of the same year.",
    ]
    assert [p[:7] for p in column(tmp_path / "dated.pdf", *rows, indented=(0, 3))] == ["03/2019", "05/2022"]


def test_a_date_inside_a_bracket_opens_none(tmp_path: Path) -> None:
    rows = [
        "07/2023 third relapse, radiotherapy of the whole brain (MRI of the",
        "12/2023) brought a complete remission that has lasted ever since.",
    ]
    assert len(column(tmp_path / "bracket.pdf", *rows, indented=(0, 1))) == 1
