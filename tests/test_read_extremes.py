"""Files that ask too much: streams that unpack into gigabytes, pages of a hundred thousand words, tables and pages without end."""

import random
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from reading_fixtures import draw
from test_read_fuzz import plain_pdf

from corpus import read
from corpus.bombs import Weight, weigh
from corpus.compose import LOOSE, Composition
from corpus.glyphs import Word
from corpus.layout import areas_of
from corpus.lines import Line
from corpus.mending import Hyphens
from corpus.tables import Cell, grid
from models import ReadError

PROSE = ["She was given tocilizumab 8 mg/kg on day 3 after", "CAR-T cells, and the fever settled on day 8."]


def with_content(content: bytes, *, filters: bytes = b"/FlateDecode") -> bytes:
    """A page whose content is packed, once or more often."""
    for _ in range(filters.count(b"Flate")):
        content = zlib.compress(content, 9)
    page = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters, content)
    whole = plain_pdf()
    start, end = whole.index(b"<</Length"), whole.index(b"endstream") + 9
    return whole[:start] + page + whole[end:]


@pytest.mark.parametrize(
    ("content", "filters"),
    [
        (b" " * 70_000_000, b"/FlateDecode"),
        (b"q\n" * 5_000_000, b"/FlateDecode"),
        (b" " * 70_000_000, b"/FlateDecode/FlateDecode"),
        (b"BT /F1 9 Tf 10 10 Td " + b"(word) Tj 1 2 Td " * 200_000 + b"ET", b"/FlateDecode"),
    ],
    ids=["spaces", "nested", "packed twice", "pieces of text"],
)
def test_a_stream_that_unpacks_into_too_much_is_refused_at_once(tmp_path: Path, content: bytes, filters: bytes) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(with_content(content, filters=filters))
    begun = time.monotonic()
    with pytest.raises(ReadError, match="unpacks into") as told:
        read(path)
    assert told.value.reason == "too_large" and time.monotonic() - begun < 10


def test_a_drawing_of_many_strokes_is_no_bomb() -> None:
    chance = random.Random(1)
    strokes = b"".join(
        b"%.2f %.2f m %.2f %.2f l S\n" % tuple(chance.uniform(0, 600) for _ in range(4)) for _ in range(150_000)
    )
    assert len(strokes) > 4_000_000 and weigh(with_content(strokes)) is not Weight.BOMB


def test_a_page_with_a_map_on_it_keeps_its_text(tmp_path: Path) -> None:
    chance = random.Random(2)
    points = [(chance.uniform(50, 540), chance.uniform(300, 800), 4.0, str(n)) for n in range(13_000)]
    words = [(50.0, 100 + 12.0 * i, 10.0, PROSE[i % 2]) for i in range(8)]
    begun = time.monotonic()
    document = read(draw(tmp_path / "map.pdf", *words, *points))
    assert " ".join(PROSE) in document.text and "crowded_pages" in document.flags
    assert time.monotonic() - begun < 40


@pytest.mark.parametrize("junk", [b"HTTP/1.1 200 OK\r\n\r\n", b"\n" * 3000, b"x" * 50_000])
def test_what_a_server_put_before_the_file_is_passed_over(tmp_path: Path, junk: bytes) -> None:
    path = draw(tmp_path / "sent.pdf", (50, 100, 10, PROSE[0]))
    path.write_bytes(junk + path.read_bytes())
    assert read(path).text == PROSE[0]


@pytest.mark.parametrize("torn", ["<th 41% blasts", "<th %", "<td 2.0×10 mg/m2, (twice"])
def test_a_tag_that_swallowed_prose_costs_no_more_than_itself(tmp_path: Path, torn: str) -> None:
    file = tmp_path / "torn.html"
    told = "<p>She was given tocilizumab for the fever that had begun on the second day.</p>" * 30
    file.write_text(f"{told}{torn}>The fever <p>settled on day 8.")
    text = read(file).text
    assert text.count("tocilizumab") == 30 and "settled" in text


def test_letters_too_small_to_have_a_size_divide_nothing() -> None:
    """As forms leave them that hold each other, each at half the size."""

    def line(y: float, size: float) -> Line:
        word = Word("dust", 10, 12, y - 1, y, y, size, 0, 0, False)
        return Line([word], y, size, x0=10, x1=12, pieces=[("dust", word)], text="dust", length=4)

    areas = areas_of([line(100, 0.0), line(100.2, 0.4), line(100.4, 0.0)], 1)
    assert sum(len(area.lines) for area in areas) == 3


def test_a_text_of_many_pieces_is_one_text() -> None:
    made, said = Composition(Hyphens()), [f"{n}," for n in range(3 * LOOSE + 7)]
    for word in said:
        made._put(word)
    assert len(made.parts) < LOOSE + 5 and made.length == len("".join(said))
    assert made.since(made.length - 12) == "".join(said)[-12:] and made.since(17) == "".join(said)[17:]
    assert made.text == "".join(said)


PROSE_OF_A_PAGE = "<p>She was given cells and went home two weeks later, where she has been well for a year by now.</p>"
ENDLESS = {
    "cells that span thousands": "<table><tr>" + '<td colspan="9999" rowspan="9999">x</td>' * 300 + "</tr></table>",
    "a row of cells without words": "<table><tr>" + "<td></td>" * 60_000 + "</tr></table>",
    "a wide row over many": '<table><tr><td colspan="999">x</td></tr>' + "<tr><td>y</td></tr>" * 3_000 + "</table>",
    "a paragraph of letters in italics": "<p>" + "<i>y</i> " * 20_000 + "</p>",
    "very many paragraphs": "<p>a</p>" * 60_000,
    "raised signs": "<p>x" + "<sup>2</sup>" * 20_000 + "</p>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_that_is_endless_is_read_in_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    body = f"<article><h1>A case of a page without end</h1>{PROSE_OF_A_PAGE * 3}{ENDLESS[name]}</article>"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    begun = time.process_time()
    assert "went home two weeks later" in read(path).text
    assert time.process_time() - begun < 10


def test_spans_of_a_table_take_no_more_than_it_has_rows() -> None:
    vast = [Cell("x", columns=999, rows=999)] * 300
    assert [len(row) for row in grid([vast, [Cell("y")]])] == [500, 500]
    assert grid([[Cell("a", rows=9), Cell("b")], [Cell("c")]]) == (("a", "b"), ("a", "c"))
    tracemalloc.start()
    assert len(grid([[Cell("x", columns=200, rows=200)]] * 3_000)) == 3_000
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
