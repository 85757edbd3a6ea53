"""The printed page behind a fact: its picture, the boxes of the words, and nothing where the file has gone."""

import re
import shutil
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hostile_pdfs import PAGES, drawing, form, stream, written

from corpus import read
from corpus.drawing import draw
from extractors import extract
from flows.review import create_app
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


def test_a_page_that_asks_for_too_much_neither_stops_nor_holds_up_the_others(
    folder: Path, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.drawing.PAGE_SECONDS", 0.7)
    monkeypatch.setattr("flows.review.pdf_of", lambda ledger, report_id: _of_forms(folder / "forms.pdf"))
    begun = time.monotonic()
    refused = browser.get("/reports/kong/pages/1.png")
    assert time.monotonic() - begun < 10
    assert (refused.status_code, refused.text) == (422, "this page cannot be drawn: open the report's PDF itself")
    assert browser.get("/reports/kong/pages/2.png").content.startswith(b"\x89PNG")


def test_pages_after_one_that_cannot_be_drawn_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.drawing.PAGE_SECONDS", 0.7)
    endless, following, missing = draw(_of_forms(tmp_path / "forms.pdf"), [1, 2, 9], scale=1)
    assert following.startswith(b"\x89PNG") and (endless, missing) == (b"", b"")


def test_a_file_that_begins_late_or_is_none(tmp_path: Path) -> None:
    late, none = tmp_path / "late.pdf", tmp_path / "none.pdf"
    late.write_bytes(b"HTTP/1.1 200 OK\n" * 200 + PDF.read_bytes())
    none.write_bytes(b"no pdf")
    assert draw(late, [1], scale=0.5)[0].startswith(b"\x89PNG")
    assert draw(none, [1, 2], scale=0.5) == [b"", b""]


def _of_forms(path: Path) -> Path:
    """A page of forms that draw forms, a million million times, and one of words."""
    endless = drawing([10], {n: form([n + 1, n + 1] if n < 49 else []) for n in range(10, 50)})
    kids = {PAGES: b"<</Type/Pages/Kids[3 0 R 60 0 R]/Count 2>>"}
    words = {60: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 61 0 R>>", 61: stream(b"9 9 9 9 re f")}
    path.write_bytes(written(endless | kids | words))
    return path
