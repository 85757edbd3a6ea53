"""One correction from the review page to everywhere: it outlives a newer version, and SQL, exports, the accuracy report and its history show it."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from test_warehouse import TEXT, ask, case, document

from corpus.score import score
from flows.evaluation import Evaluation, write_report
from flows.review import create_app
from warehouse import Ledger, export

CRS = "doe-2020/y1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        ledger.load([(document(), case())])
    browser = TestClient(create_app(path, port=8765, token="secret", reviewer="AB"), base_url="http://127.0.0.1:8765")
    browser.get("/?token=secret")
    form = {"action": "correct", "fact_id": CRS, "grade": "3", "why": "oxygen by mask", "seen": '{"grade": 2}'}
    answer = browser.post(
        "/reports/doe-2020", data=form, headers={"origin": "http://127.0.0.1:8765"}, follow_redirects=False
    )
    assert answer.status_code == 303
    with Ledger.open(path) as ledger:  # a newer version reads the same report again
        ledger.load([(document(), case(pipeline="p2"))], force=True)
    return path


def test_in_sql(path: Path) -> None:
    assert ask(path, "SELECT pipeline FROM reports") == [("p2",)]
    assert ask(path, f"SELECT grade, decided FROM toxicities WHERE fact_id = '{CRS}'") == [(3, "corrected")]
    assert ask(path, f"SELECT quote FROM evidence WHERE fact_id = '{CRS}'")


def test_in_an_export(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path, read_only=True) as ledger:
        export(ledger, tmp_path / "out", "csv", views=["toxicities", "decisions"])
    with (tmp_path / "out" / "toxicities.csv").open() as file:
        assert [(row["grade"], row["decided"]) for row in csv.DictReader(file) if row["fact_id"] == CRS] == [
            ("3", "corrected")
        ]


def test_in_the_accuracy_report(path: Path, tmp_path: Path) -> None:
    measured = Evaluation(
        "p2", "gold", "x", datetime(2026, 1, 2, tzinfo=UTC), score([(case(), case())], texts=[TEXT]), {}, ()
    )
    write_report(measured, tmp_path / "accuracy.html", path)
    page = (tmp_path / "accuracy.html").read_text()
    assert "machine <del>2</del> person <ins>3</ins>: oxygen by mask" in page


def test_in_its_history(path: Path) -> None:
    browser = TestClient(create_app(path, port=8765, token="secret", reviewer="CD"), base_url="http://127.0.0.1:8765")
    browser.get("/?token=secret")
    page = browser.get("/reports/doe-2020", params={"fact": CRS}).text
    assert "correct grade to 3, the machine said 2: oxygen by mask" in " ".join(page.replace("<b>AB</b>", "AB").split())
    assert ask(path, "SELECT reviewer, machine_value, value, pipeline, quote FROM decisions") == [
        ("AB", "2", "3", "p1", "grade 2 CRS")
    ]
