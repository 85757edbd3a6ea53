"""The review page in Chromium. Without a `chromium` on the path, or without playwright, these tests are skipped and say so.

`WRITE_DOCS=1` takes the pictures of docs/review.md anew.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from test_warehouse import TEXT, ask, case, document

from corpus import read
from extractors import extract
from flows.review import _listener as listener
from flows.review import create_app
from warehouse import Ledger

sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: `make install` brings it")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt install chromium")

CRS = "doe-2020/y1"
ROOT = Path(__file__).parent.parent
GOLD, DOCS = ROOT / "corpus" / "gold", ROOT / "docs"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        ledger.load([(document(), case())])
    return path


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of a report that has printed pages."""
    folder = tmp_path_factory.mktemp("printed")
    report = read(Path(shutil.copy(GOLD / "pdf" / "rendition-ni.pdf", folder / "rendition-ni.pdf")))
    with Ledger.open(folder / "ledger.duckdb") as ledger:
        ledger.load([(report, extract(report))])
    return folder / "ledger.duckdb"


@pytest.fixture
def address(path: Path) -> Iterator[str]:
    with served(path) as address:
        yield address


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The page of a ledger, on a port of its own."""
    socket = listener(0)
    port = socket.getsockname()[1]
    app = create_app(path, port=port, token="secret", reviewer="AB")
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def visit(address: str) -> Iterator[Callable[[], Any]]:
    """A new person's browser, with the page open; what it complains about fails the test."""
    with browsing() as opened:
        yield lambda: opened(address)


@contextmanager
def browsing() -> Iterator[Callable[..., Any]]:
    complaints: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def opened(address: str, token: str = "secret") -> Any:
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.set_default_timeout(60_000)  # for machines with much else to do
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"{address}/?token={token}")
            return page

        yield opened
        browser.close()
    assert complaints == []


def test_find_correct_reload_still_there(visit: Callable[[], Any], path: Path) -> None:
    page = visit()
    page.click("text=doe-2020")
    page.click("a.told.toxicities")
    page.fill("#decision [name=grade]", "3")
    page.fill("#decision [name=why]", "oxygen by mask")
    page.click("text=Save correction")
    page.wait_for_url("**#fact")
    assert ask(path, "SELECT grade FROM toxicities") == [(3,)]
    page.click("a.told.toxicities")
    page.wait_for_load_state("networkidle")  # a reload in the midst of a navigation fails
    page.reload()
    assert page.input_value("#decision [name=grade]") == "3"
    assert "oxygen by mask" in page.inner_text(".history")


def test_by_keyboard_alone(visit: Callable[[], Any], path: Path) -> None:
    page = visit()
    page.click("text=doe-2020")
    page.wait_for_url("**/reports/doe-2020")
    page.keyboard.press("j")
    page.wait_for_url("**fact=doe-2020%2Fp1#fact")
    page.keyboard.press("a")
    page.wait_for_url("**fact=doe-2020%2Ft1#fact")
    page.keyboard.press("a")
    page.wait_for_url("**fact=doe-2020%2Fd1#fact")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "therapy"
    page.fill("#decision [name=value]", "25")
    page.keyboard.press("Enter")
    page.wait_for_url("**fact=doe-2020%2Fx1#fact")
    page.keyboard.press("r")
    page.wait_for_url("**fact=doe-2020%2Ft2#fact")
    assert ask(path, "SELECT action, fact_id, value FROM decisions WHERE action <> 'accept'") == [
        ("correct", "doe-2020/d1", "25"),
        ("reject", "doe-2020/x1", None),
    ]


def test_add_a_fact_by_selecting_its_words(visit: Callable[[], Any], path: Path) -> None:
    page = visit()
    page.click("text=doe-2020")
    page.wait_for_url("**/reports/doe-2020")
    # The words stand after an emoji, which is one character for the ledger and two for the browser.
    page.evaluate(
        """() => {
            const piece = [...document.querySelectorAll('.words a')].find((a) => a.textContent.startsWith('Twenty'));
            const text = piece.firstChild, range = document.createRange(), at = text.data.indexOf('remains in CR');
            range.setStart(text, at);
            range.setEnd(text, at + 13);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.dispatchEvent(new MouseEvent('mouseup'));
        }"""
    )
    page.click("#add button")
    assert page.inner_text("#fact blockquote") == "remains in CR"
    page.click("#fact button[value=responses]")
    page.select_option("#fact [name=category]", "CR")
    page.select_option("#fact [name=after]", "t2")
    page.click("#fact button.main")
    page.wait_for_selector("text=added")
    start = TEXT.index("remains in CR")
    sql = "SELECT r.after_name, e.start, e.quote FROM responses r JOIN evidence e USING (fact_id) WHERE r.decided = 'added'"
    assert ask(path, sql) == [("CD19 CAR-T", start, "remains in CR")]


def test_two_reviewers_at_once(visit: Callable[[], Any], path: Path) -> None:
    pages = [visit(), visit()]
    pages[1].fill("header [name=reviewer]", "CD")
    pages[1].click("header button")
    for page in pages:
        page.click("text=doe-2020")
        page.click("a.told.toxicities")
    pages[0].fill("#decision [name=grade]", "3")
    pages[1].select_option("#decision [name=system]", "Lee")
    for page in pages:
        page.click("text=Save correction")
        page.wait_for_url(lambda url: "y1" not in url)
    assert ask(path, "SELECT grade, system FROM toxicities") == [(3, "Lee")]
    assert ask(path, "SELECT reviewer FROM decisions") == [("AB",), ("CD",)]


def test_the_words_are_framed_on_the_printed_page(printed: Path) -> None:
    with served(printed) as address, browsing() as opened:
        page = opened(address)
        page.click("text=rendition-ni")
        page.wait_for_url("**/reports/rendition-ni")
        picture(page, "review-report.png")
        with page.expect_response("**/pages/*.png") as answer:
            page.click("#facts a:text('CRS grade 2')")
        assert answer.value.ok
        page.wait_for_selector(".printed rect")
        frame = page.locator(".printed rect").first.bounding_box()
        strip = page.locator(".printed svg").first.bounding_box()
        assert strip["x"] <= frame["x"] and frame["x"] + frame["width"] <= strip["x"] + strip["width"] + 1
        assert frame["height"] > 3
        page.wait_for_function("document.querySelector('.told.chosen').getBoundingClientRect().top < innerHeight")
        picture(page, "review-fact.png")


def picture(page: Any, name: str) -> None:
    """A picture for the documentation, taken on demand."""
    if os.environ.get("WRITE_DOCS"):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=DOCS / name)
