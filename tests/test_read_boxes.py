"""What stands within an open paragraph: side boxes, pull quotes, figures that the text runs around, licences below it."""

from pathlib import Path

import pytest
from reading_fixtures import Item, draw, justified, lines
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus import read

PROSE = ["The patient was a woman of fifty years who", "had been well until the spring of 2018, when", "she noticed a lump in her neck that grew."]  # fmt: skip
LEFT, RIGHT, MEASURE = 50.0, 310.0, 225.0


BOX = [(RIGHT + 5, 100.0, 10.5, "Key points"), *lines(RIGHT + 5, 113, 8, ["She was seen every second week in the clinic.", "Her family agreed to each of the steps."])]  # fmt: skip
QUOTE = lines(RIGHT + 20, 100, 14, ["“Her family agreed", "to each of the steps”"])
LICENCE = lines(LEFT, 805, 6.5, ["© 2019 The Authors. Open access: this paper comes under a Creative Commons licence, so that all may copy", "and change it (CC BY, Attribution License) as long as they say whose work it was and where it came out."])  # fmt: skip


@pytest.mark.parametrize(
    ("aside", "before", "after"),
    [
        (BOX, "she was then given cyclophosphamide and", "Prednisone for a week and went home and slept"),
        (BOX, "she was then given cyclophosphamide and", "prednisone for a week and went home and slept"),
        (QUOTE, "she was then given cyclophosphamide and", "prednisone for a week and went home and slept"),
    ],
)
def test_a_box_or_a_pull_quote_over_the_next_column(tmp_path: Path, aside: list[Item], before: str, after: str) -> None:
    left, right = justified(LEFT, 300, 10, [*PROSE * 4, before]), justified(RIGHT, 150, 10, [after, *PROSE * 4])
    text = read(draw(tmp_path / "aside.pdf", *left, *aside, *right)).text
    assert f"{before} {after}" in text


@pytest.mark.parametrize("headed", [True, False])
def test_a_box_in_the_type_of_the_body_within_a_column(tmp_path: Path, headed: bool) -> None:
    above = justified(LEFT, 100, 10, [*PROSE * 4, "and she was then given cyclophosphamide with"])
    told = [
        "She was seen every second week in",
        "the clinic for a year, and her family",
        "agreed to each of the steps.",
    ]
    box = lines(LEFT + 6, 270 if headed else 256, 10, told * 2)
    title = [(LEFT + 6, 265.0, 11.0, "KEY POINTS")] if headed else []
    below = justified(LEFT, 360, 10, ["prednisone for a week and went home and slept", *PROSE * 4])
    text = read(draw(tmp_path / "inset.pdf", *above, *title, *[(x, y + 8, z, t) for x, y, z, t in box], *below)).text
    assert "cyclophosphamide with prednisone for a week" in text and "agreed to each of the steps." in text


def test_a_section_with_a_capital_under_a_heading_in_its_own_type_is_no_box(tmp_path: Path) -> None:
    left = justified(LEFT, 300, 10, [*PROSE * 4, "The dose was calculated as in the next equation"])
    right = [(RIGHT, 100.0, 12.0, "Discussion"), *justified(RIGHT, 116, 10, PROSE * 4)]
    assert "equation\n\nDiscussion\n\nThe" in read(draw(tmp_path / "section.pdf", *left, *right)).text


def test_a_mark_of_two_digits_that_begins_a_column_is_no_item(tmp_path: Path) -> None:
    left = justified(LEFT, 300, 10, [*PROSE * 4, "was counted after the method of Besley et al"])
    right = justified(RIGHT, 300, 10, ["(20) and with the chamber of Neubauer twice", *PROSE * 4])
    assert "Besley et al (20) and with" in read(draw(tmp_path / "mark.pdf", *left, *right)).text


def test_text_that_runs_around_a_figure_is_one_paragraph(tmp_path: Path) -> None:
    wide = [" ".join(PROSE[:2]), " ".join(PROSE[1:])]
    narrow = [
        "Her blood was taken on each day.",
        "All of it was well. On the third",
        "day of the course she had fever.",
    ]
    items = [*justified(LEFT, 100, 10, wide * 3, 400), *justified(LEFT, 172, 10, narrow * 2, 200)]
    text = read(draw(tmp_path / "around.pdf", *items, *justified(LEFT, 244, 10, wide * 3, 400))).text
    assert " ".join(narrow * 2) in text


def test_a_raised_initial_does_not_reach_into_the_next_column(tmp_path: Path) -> None:
    initial, rest = (
        (LEFT, 100.0, 34.0, "T"),
        justified(LEFT + 22, 100, 10, ["he patient was a woman of fifty who"], 203),
    )
    left = justified(LEFT, 112, 10, PROSE * 4)
    right = justified(LEFT + MEASURE + 16, 100, 10, ["and then another course was given at home", *PROSE * 4])
    text = read(draw(tmp_path / "raised.pdf", initial, *rest, *left, *right)).text
    assert text.startswith("The patient was a woman of fifty who The patient was")


def test_two_lines_of_two_long_words_each_are_lines(tmp_path: Path) -> None:
    narrow = ["antifungal, antimicrobial and", "hepatoprotective antiinflammatory", "cardioprotective antispasmodic,", "and analgesic effects were told"]  # fmt: skip
    measure = max(stringWidth(line, "Times-Roman", 9) for line in narrow) + 45
    column = justified(LEFT, 100, 9, [*narrow[:1], *narrow[1:3], *narrow[3:], *PROSE[:1]], measure)
    text = read(draw(tmp_path / "two-words.pdf", *column, *justified(LEFT + measure + 14, 100, 9, PROSE * 3))).text
    assert text.startswith(" ".join(narrow))


def test_a_licence_of_two_lines_below_the_text_goes(tmp_path: Path) -> None:
    text = read(draw(tmp_path / "licence.pdf", *justified(LEFT, 300, 10, PROSE * 8), *LICENCE)).text
    assert "Attribution License" not in text and "open access" not in text
