"""What journals set for the eye: large initials, spaced headings, side boxes, running heads that change."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from reading_fixtures import HEIGHT, draw, justified, lines
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus import read
from corpus.glyphs import Word, is_somewhere

PROSE = [
    "The patient was a woman of fifty years who",
    "had been well until the spring of 2018, when",
    "she noticed a lump in her neck that grew.",
]


@pytest.mark.parametrize(
    ("initial", "rest", "told"),
    [
        ("D", ["engue fever is a disease", "of the warm countries and", "of those who come home", "from them."], "Dengue"),
        ("A", ["cute leukemia came back", "in the second year, after", "she had been given cells", "of a donor."], "Acute"),
        ("A", ["woman of fifty years was", "seen in the clinic, as the", "woman had a lump in her", "neck."], "A woman"),
        ("A", ["54-year-old man was seen", "in the clinic, where they", "found a lump in his neck", "that grew."], "A 54-year-old"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("drawn", ["first", "last"])
def test_a_large_initial_goes_back_to_its_word(
    tmp_path: Path, initial: str, rest: list[str], told: str, drawn: str
) -> None:
    large = (50.0, 124.0, 44.0, initial)
    wide = 53 + stringWidth(initial, "Times-Roman", 44)
    beside = [(wide if i < 3 else 50.0, 100 + 12.0 * i, 10.0, text) for i, text in enumerate(rest)]
    items = [large, *beside] if drawn == "first" else [*beside, large]
    text = read(draw(tmp_path / "initial.pdf", *items, *lines(50, 180, 10, PROSE * 5))).text
    assert text.startswith(f"{told} {' '.join(rest).split(' ', 1)[1]}")


@pytest.mark.parametrize("heading", ["CASE REPORT", "DISCUSSION", "LABORATORY TESTS (PCR)"])
def test_letters_set_apart_are_words(tmp_path: Path, heading: str) -> None:
    items, x = [], 50.0
    for letter in heading:
        if letter == " ":
            x += 5
            continue
        items.append((x, 100.0, 11.0, letter))
        x += stringWidth(letter, "Times-Roman", 11) + 3
    document = read(draw(tmp_path / "spaced.pdf", *items, *lines(50, 120, 10, PROSE * 5)))
    assert document.text.startswith(heading)


def test_a_row_of_single_letters_keeps_its_cells(tmp_path: Path) -> None:
    caption = (50.0, 400.0, 9.0, "Table 1. HLA of the five siblings.")
    rows = [(50 + 80.0 * j, 415 + 12.0 * i, 9.0, c) for i, row in enumerate(["ABCDE", "abcde", "vwxyz"]) for j, c in enumerate(row)]  # fmt: skip
    document = read(draw(tmp_path / "letters.pdf", *lines(50, 100, 11, PROSE * 6), caption, *rows))
    assert document.tables[0].rows[1] == tuple("abcde")


def test_a_side_box_does_not_break_an_open_paragraph(tmp_path: Path) -> None:
    left = lines(50, 300, 10, [*PROSE * 4, "At that time she was brought to the hospi-"])
    box = [(310.0, 290.0, 10.0, "KEY POINTS"), *lines(310, 304, 8, ["She was seen every second week.", "Her family agreed to each step."])]  # fmt: skip
    right = lines(310, 340, 10, ["tal and was given a course of prednisone.", *PROSE * 4])
    document = read(draw(tmp_path / "side-box.pdf", *left, *box, *right))
    assert "brought to the hospital and was given" in document.text
    assert "KEY POINTS" in document.text


def test_a_real_heading_behind_an_open_paragraph_still_opens_its_section(tmp_path: Path) -> None:
    left = lines(50, 300, 10, [*PROSE * 4, "The dose was calculated as shown in the next equation"])
    right = [(310.0, 300.0, 12.0, "Discussion"), *lines(310, 316, 10, PROSE * 4)]
    document = read(draw(tmp_path / "heading.pdf", *left, *right))
    assert "equation\n\nDiscussion\n\nThe patient" in document.text
    assert document.sections[-1].heading == "Discussion"


def test_a_full_last_line_goes_on_behind_a_float_although_it_ends_a_sentence(tmp_path: Path) -> None:
    measure = 225.0
    left = justified(50, 300, 10, [*PROSE * 4, "and then the second course was given on day 29."], measure)
    caption = lines(50, 500, 8, ["Figure 1. The lump, seen from the left side."])
    right = justified(310, 300, 10, ["Prednisone was then given for a week at home", *PROSE * 4], measure)
    text = read(draw(tmp_path / "full-line.pdf", *left, *caption, *right)).text
    assert "given on day 29. Prednisone was then given" in text


def test_running_heads_that_name_the_section_go(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "section-heads.pdf"), pagesize=A4)
    for number, head in enumerate(["Introduction", "Case report", "Discussion", "References"]):
        words = [
            f"and {'abcd'[number] * 3}{chr(97 + i % 26) * 5}{'xyz'[i // 26]} was well until cough came"
            for i in range(50)
        ]
        for x, y, size, text in [(50.0, 36.0, 8.0, head), *lines(50, 70, 10, words)]:
            canvas.setFont("Times-Roman", size)
            canvas.drawString(x, HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    document = read(tmp_path / "section-heads.pdf")
    assert "Case report" not in document.text and "Discussion" not in document.text
    assert document.text.startswith("and aaaaaaaax was well") and document.text.count("was well") == 200


def test_the_first_row_of_a_table_close_under_its_caption(tmp_path: Path) -> None:
    body = lines(50, 100, 11, PROSE * 6)
    caption = lines(50, 400, 9, ["Table 1. Lines of treatment that were given to the patient over the", "years, with their beginning and with what came of each of them."])  # fmt: skip
    rows = [("Line", "Regimen", "Start", "Response"), ("1", "R-CHOP", "May 2018", "CR"), ("2", "R-ICE", "June 2019", "SD")]  # fmt: skip
    table = [(50 + 75.0 * j, 422 + 12.0 * i, 9.0, cell) for i, row in enumerate(rows) for j, cell in enumerate(row)]
    document = read(draw(tmp_path / "close-header.pdf", *body, *caption, *table))
    assert document.tables[0].rows == tuple(rows)
    assert document.tables[0].caption and document.tables[0].caption.endswith("came of each of them.")


def test_short_lines_between_two_floats_are_text(tmp_path: Path) -> None:
    left = lines(50, 100, 10, PROSE * 14)
    right = lines(310, 100, 10, [*PROSE * 4, "All of this was weighed and then computed in"])
    box = lines(310, 290, 8, ["She was seen every second week in the", "clinic, where her family came as well."])
    short = [(310.0, 340.0, 10.0, "Prism 6 (La Jolla).")]
    document = read(draw(tmp_path / "between.pdf", *left, *right, *box, *short, *lines(310, 380, 10, PROSE * 4)))
    assert "then computed in Prism 6 (La Jolla)." in document.text


@pytest.mark.parametrize("x", [math.inf, -math.inf, math.nan, 9e20])
def test_a_place_beyond_all_pages_is_left_out(x: float) -> None:
    word = Word("nowhere", 50.0, 90.0, 100.0, 110.0, 108.0, 10.0, 0, 0, False)
    assert is_somewhere(word) and not is_somewhere(replace(word, x1=x)) and not is_somewhere(replace(word, y=x))


def test_very_wide_spaces_in_a_narrow_column(tmp_path: Path) -> None:
    narrow = ["took aciclovir 400 mg twice daily", "from day +28", "trimethoprim-sulfamethoxazole as", "a prophylaxis that was continued"]  # fmt: skip
    column = justified(50, 100, 9, narrow, 150.0)
    text = read(draw(tmp_path / "wide-spaces.pdf", *column, *lines(230, 100, 9, PROSE * 3))).text
    assert text.startswith(" ".join(narrow))


def test_numbers_in_a_stretched_last_line_are_no_page_numbers(tmp_path: Path) -> None:
    words = [*PROSE * 4, "Journal 2021;27:1419. [5]", "and this is all that is to be said of it."]
    column = justified(50, 850 - 8 - 12 * 14 - 10, 10, words, 225.0)
    assert "Journal 2021;27:1419. [5] and this is all" in read(draw(tmp_path / "stretched.pdf", *column)).text


def test_a_citation_that_begins_a_page_is_no_list(tmp_path: Path) -> None:
    left = justified(50, 300, 10, [*PROSE * 4, "expressed on the cells of the marrow and receptors"], 225.0)
    caption = lines(50, 500, 8, ["Figure 1. The lump, seen from the left side."])
    right = justified(310, 300, 10, ["[35] which are the marker of the sort of cell.", *PROSE * 4], 225.0)
    text = read(draw(tmp_path / "citation.pdf", *left, *caption, *right)).text
    assert "and receptors [35] which are the marker" in text


def test_a_title_that_the_file_draws_last_comes_first(tmp_path: Path) -> None:
    title = [(50.0, 80.0, 18.0, "A lump in the neck and what it was")]
    text = read(draw(tmp_path / "title-last.pdf", *lines(50, 120, 10, PROSE * 8), *title)).text
    assert text.startswith("A lump in the neck and what it was")


def test_columns_drawn_across_the_page_whose_lines_are_not_level(tmp_path: Path) -> None:
    left = [f"left column line number {i} goes on without" for i in range(20)]
    right = [f"right column line number {i} goes on without" for i in range(20)]
    woven = [item for i in range(20) for item in ((50.0, 100 + 12.0 * i, 10.0, left[i]), (310.0, 105 + 12.0 * i, 10.0, right[i]))]  # fmt: skip
    text = read(draw(tmp_path / "woven-columns.pdf", *woven)).text
    assert text.index("left column line number 19") < text.index("right column line number 0")


@pytest.mark.parametrize("angle", [90, 270])
def test_a_table_on_its_side(tmp_path: Path, angle: int) -> None:
    rows = [("Line", "Regimen", "Start", "Response"), ("1", "R-CHOP", "May 2018", "CR"), ("2", "R-ICE", "June 2019", "SD"), ("3", "BEAM", "July 2019", "PR")]  # fmt: skip
    canvas = Canvas(str(tmp_path / "landscape-table.pdf"), pagesize=A4)
    canvas.drawString(50, 700, "The lines of treatment that she was given are in the next table.")
    canvas.showPage()
    canvas.drawString(250, 815, "Rowan et al.")
    canvas.translate(0 if angle == 90 else 595, 0 if angle == 90 else 842)
    canvas.rotate(angle)
    canvas.translate(0, -595 if angle == 90 else 0)
    if angle == 270:
        canvas.translate(0, -595)
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(80, 500, "Table 1. Lines of treatment.")
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            canvas.drawString(80 + 160 * j, 480 - 14 * i, cell)
    canvas.save()
    document = read(tmp_path / "landscape-table.pdf")
    (table,) = document.tables
    assert (table.caption, table.rows) == ("Table 1. Lines of treatment.", tuple(rows))
    assert (document.pages[1].width, document.pages[1].height) == (595.3, 841.9)
    boxes = [box.box for box in document.boxes if box.box.page == 2]
    assert all(0 <= b.x0 < b.x1 <= 596 and 0 <= b.top < b.bottom <= 842 for b in boxes)
    assert all(
        b.bottom - b.top > b.x1 - b.x0 for b in boxes if b.bottom - b.top > 25
    )  # words stand upright on the page


def test_a_table_that_goes_on_keeps_its_head_on_each_page(tmp_path: Path) -> None:
    head = ("Line", "Regimen", "Start", "Response")
    canvas = Canvas(str(tmp_path / "continued.pdf"), pagesize=A4)
    for page in range(3):
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(50, HEIGHT - 85, "Table 1. Lines of treatment." if page == 0 else "Table 1. Continued.")
        for i, row in enumerate(
            [head, *((str(10 * page + k), f"cycle {'abcdefgh'[k]}", "May 2018", "CR") for k in range(8))]
        ):
            for j, cell in enumerate(row):
                canvas.drawString(50 + 110 * j, HEIGHT - 100 - 13 * i, cell)
        for x, y, size, text in lines(50, 300, 11, PROSE * 8):
            canvas.setFont("Times-Roman", size)
            canvas.drawString(x, HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    tables = read(tmp_path / "continued.pdf").tables
    assert [(table.rows[0], len(table.rows)) for table in tables] == [(head, 9)] * 3
