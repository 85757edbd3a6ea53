"""The printed page behind a fact: its picture, the boxes of the words, and nothing where the file has gone."""

import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corpus import read
from corpus.page_image import page_png
from extractors import extract
from flows.review import create_app
from models import ReadError
from warehouse import Ledger

PDF = Path(__file__).parent.parent / "corpus/gold/pdf/rendition-kong.pdf"
HOME = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    document = read(Path(shutil.copy(PDF, folder / "kong.pdf")))
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        ledger.load([(document, extract(document))])
    return folder


@pytest.fixture
def browser(folder: Path) -> TestClient:
    client = TestClient(create_app(folder / "ledger.duckdb", port=8765, token="secret", reviewer="AB"), base_url=HOME)
    client.get("/?token=secret")
    return client


def told_on_a_page(folder: Path) -> tuple[str, dict[str, float]]:
    with Ledger.open(folder / "ledger.duckdb", read_only=True) as ledger:
        fact_id, boxes = ledger.query(
            "SELECT fact_id, boxes FROM evidence WHERE len(boxes) > 0 AND family = 'responses'"
        ).rows[0]
    return fact_id, boxes[0]


def test_the_words_are_framed_on_their_page(folder: Path, browser: TestClient) -> None:
    fact_id, box = told_on_a_page(folder)
    page = browser.get("/reports/kong", params={"fact": fact_id}).text
    frames = re.findall(r'<rect class="words-box" x="([\d.]+)" y="([\d.]+)"', page)
    assert (str(box["x0"]), str(box["top"])) in frames
    picture = browser.get(f"/reports/kong/pages/{box['page']:.0f}.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


def test_a_page_that_is_not_there(browser: TestClient) -> None:
    assert browser.get("/reports/kong/pages/99.png").status_code == 422
    assert browser.get("/reports/nobody/pages/1.png").status_code == 404


def test_another_file_of_that_name_is_not_shown(folder: Path, browser: TestClient) -> None:
    fact_id, _ = told_on_a_page(folder)
    kept = (folder / "kong.pdf").read_bytes()
    (folder / "kong.pdf").write_bytes(kept + b"\n")
    try:
        assert 'class="words-box"' not in browser.get("/reports/kong", params={"fact": fact_id}).text
        assert browser.get("/reports/kong/pages/1.png").status_code == 404
    finally:
        (folder / "kong.pdf").write_bytes(kept)


def test_what_cannot_be_drawn_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"no pdf")
    with pytest.raises(ReadError, match=r"x\.pdf cannot be drawn"):
        page_png(tmp_path / "x.pdf", 1)
