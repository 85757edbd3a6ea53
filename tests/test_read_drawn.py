"""Files that draw a page in another order than it is read in: lines at random, the right column first, italics last."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_fixtures import HEIGHT, draw
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus import read

Item = tuple[float, float, float, str]
NUMBERS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]


def column(x: float, name: str, *, top: float = 100.0, step: float = 12.0) -> list[Item]:
    return [
        (x, top + step * i, 10.0, f"{name} line {number} of what was said goes on") for i, number in enumerate(NUMBERS)
    ]


def told(*names: str) -> list[str]:
    return [f"{name} line {number}" for name in names for number in NUMBERS]


def in_order(text: str, wanted: list[str]) -> bool:
    places = [text.find(words) for words in wanted]
    return -1 not in places and places == sorted(places)


def shuffled(items: list[Item]) -> list[Item]:
    return random.Random(4).sample(items, len(items))


def upside_down(items: list[Item]) -> list[Item]:
    return items[::-1]


def by_words(items: list[Item]) -> list[Item]:
    words = []
    for x, y, size, text in items:
        for word in text.split():
            words.append((x, y, size, word))
            x += stringWidth(word + " ", "Times-Roman", size)
    return shuffled(words)


@pytest.mark.parametrize("order", [shuffled, upside_down, by_words])
def test_lines_drawn_in_any_order(tmp_path: Path, order: Callable[[list[Item]], list[Item]]) -> None:
    page = [*column(50, "left"), *column(310, "right", top=104)]
    assert in_order(read(draw(tmp_path / "any-order.pdf", *order(page))).text, told("left", "right"))


def test_an_exponent_stays_with_its_number_in_any_order(tmp_path: Path) -> None:
    wide = 50 + stringWidth("She was given 2.0 x 10", "Times-Roman", 10)
    dose = [
        (50.0, 88.0, 10.0, "She was given 2.0 x 10"),
        (wide, 84.5, 6.5, "6"),
        (wide + 4, 88.0, 10.0, "/kg of cells"),
    ]
    text = read(draw(tmp_path / "exponent.pdf", *shuffled([*dose, *column(50, "left")]))).text
    assert "2.0 x 10^6/kg of cells" in text


def test_the_right_column_drawn_first(tmp_path: Path) -> None:
    title = (50.0, 70.0, 17.0, "A case of leukemia in a woman of fifty")
    page = [title, *column(310, "right"), *column(50, "left")]
    assert in_order(read(draw(tmp_path / "right-first.pdf", *page)).text, told("left", "right"))


def test_columns_below_each_other_keep_the_order_of_the_file(tmp_path: Path) -> None:
    upper = [*column(50, "first"), *column(310, "second")]
    lower = [*column(50, "third", top=420), *column(310, "fourth", top=420)]
    caption = (50.0, 320.0, 8.0, "Figure 1. The lump, seen from the left side, before she was given anything at all.")
    text = read(draw(tmp_path / "bands.pdf", *upper, caption, *lower)).text
    assert in_order(text, told("first", "second", "third", "fourth"))


def test_a_narrow_gutter_crossed_line_by_line(tmp_path: Path) -> None:
    left = [f"the left side of line {number} is drawn up to here" for number in NUMBERS]
    edge = 50 + max(stringWidth(text, "Times-Roman", 10) for text in left)
    items: list[Item] = []
    for i, (text, number) in enumerate(zip(left, NUMBERS, strict=True)):
        parts = text.split()
        space = (edge - 50 - sum(stringWidth(part, "Times-Roman", 10) for part in parts)) / (len(parts) - 1)
        x = 50.0
        for part in parts:
            items.append((x, 100 + 12.0 * i, 10.0, part))
            x += stringWidth(part, "Times-Roman", 10) + space
        items.append((edge + 9, 100 + 12.0 * i, 10.0, f"the right side of line {number} goes on"))
    text = read(draw(tmp_path / "narrow-gutter.pdf", *items)).text
    assert in_order(text, [f"side of line {number} is drawn" for number in NUMBERS])
    assert text.index("left side of line sixteen") < text.index("right side of line one")


def test_words_in_italics_drawn_last_go_back_to_their_gaps(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "italics-last.pdf"), pagesize=A4)
    canvas.setFont("Times-Roman", 10)
    later = []
    for i, number in enumerate(NUMBERS):
        before, name, after = (
            f"On line {number} the growth of ",
            "E. coli" if i % 2 else "C.",
            " was told again and again",
        )
        x, y = 50 + stringWidth(before, "Times-Roman", 10), HEIGHT - 100 - 12 * i
        canvas.drawString(50, y, before.strip())
        later.append((x, y, name))
        canvas.drawString(x + stringWidth(name, "Times-Italic", 10), y, after)
    canvas.setFont("Times-Italic", 10)
    for x, y, name in later:
        canvas.drawString(x, y, name)
    canvas.save()
    text = read(tmp_path / "italics-last.pdf").text
    for i, number in enumerate(NUMBERS):
        assert f"On line {number} the growth of {'E. coli' if i % 2 else 'C.'} was told again" in text


def test_a_bold_heading_that_runs_into_its_paragraph_ends_no_line(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "run-in.pdf"), pagesize=A4)
    page = [*column(50, "left"), *column(310, "right")]
    for x, y, size, text in page:
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, HEIGHT - y, text)
    canvas.setFont("Times-Bold", 10)
    canvas.drawString(50, HEIGHT - 310, "Statistics.")
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(102, HEIGHT - 310, "Groups were compared by the test of")
    canvas.showPage()
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(50, HEIGHT - 110, "Figure 1. The lump, seen from the left side.")
    for x, y, size, text in [(50.0, 140.0, 10.0, "ranks, as is usual, and all of them were equal"), *column(50, "last", top=152)]:  # fmt: skip
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, HEIGHT - y, text)
    canvas.save()
    assert "Statistics. Groups were compared by the test of ranks" in read(tmp_path / "run-in.pdf").text


def test_a_ragged_line_before_a_long_word_ends_no_paragraph(tmp_path: Path) -> None:
    words = [
        "The patient was a woman of fifty years who",
        "had been well until the spring. In the",
        "summer she saw a lump in it.",
        "Histopathologically it was a lymphoma of",
        "small cells that grew in the summer and",
        "did not grow in the winter or in the spring.",
    ]
    items = [(50.0, 100 + 12.0 * i, 10.0, text) for i, text in enumerate(words)]
    text = read(draw(tmp_path / "ragged.pdf", *items, *column(310, "right"))).text
    assert "saw a lump in it. Histopathologically it was" in text


def test_the_head_of_the_first_page_does_not_break_its_last_paragraph(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "first-head.pdf"), pagesize=A4)
    for x, y, size, text in [*column(50, "left"), (50.0, 30.0, 8.0, "Journal of Invented Science (2016) 12:345")]:
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, HEIGHT - y, text)
    canvas.setFont("Times-Bold", 8)
    canvas.drawString(450, HEIGHT - 40, "ORIGINAL ARTICLE")
    canvas.showPage()
    for x, y, size, text in column(50, "and then the next"):
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, HEIGHT - y, text)
    canvas.save()
    text = read(tmp_path / "first-head.pdf").text
    assert text.startswith("Journal of Invented Science") and "goes on and then the next line one" in text


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("05/2022 she was well and went on with", "06/2022 second relapse in the testis"),
        ("2021: the cells were given in May with", "2022: second relapse in the testis"),
        ("The marrow was free of it in Dec 2022", "WHAT WE SAW in the second patient was"),
    ],
)
def test_entries_of_a_chart_without_a_stop_stay_apart(tmp_path: Path, last: str, first: str) -> None:
    left = [*column(50, "left"), (50.0, 292.0, 10.0, "And so it was."), (50.0, 330.0, 10.0, last)]
    right = [(310.0, 100.0, 10.0, first), *column(310, "right", top=112)]
    text = read(draw(tmp_path / "chart.pdf", *left, *right)).text
    assert last in text and first in text
    assert f"{last} {first}" not in text
