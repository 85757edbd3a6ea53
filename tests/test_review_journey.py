"""The whole journey of a correction with the commands that a person uses and real Chromium.

A report is ingested, its CRS grade found on the review page, corrected, and there after a reload; two people work at once; then another
version of the rules, which reads the grade otherwise, ingests the report again. The person's value stands, in SQL, in exports, in the accuracy
report, and its history is told. Skipped where chromium or playwright is missing; `test_correction_journey.py` goes the same way without a browser.
"""

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from test_review_browser import CHROMIUM, browsing

from warehouse import Ledger

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt install chromium")

ROOT = Path(__file__).parent.parent
REPORT = "rendition-ni"
CRS, NSAID = "#facts a:text('CRS grade')", "#facts a:text('NSAID')"


class Journey(NamedTuple):
    """What was seen on the way."""

    ledger: Path
    newer: Path
    versions: list[str]
    after_reload: dict[str, str]
    after_ingest: dict[str, str]


def caseledger(*arguments: object, folder: Path = ROOT) -> str:
    """Run the command line as another process in a folder; packages that lie there go before those of the project."""
    command = [sys.executable, "-W", "ignore", "-m", "flows.cli", *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, env=environment(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment(folder: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}


def rows(ledger: Path, sql: str) -> list[dict[str, Any]]:
    with Ledger.open(ledger, read_only=True) as opened:
        return opened.query(sql).records()


@contextmanager
def reviewing(ledger: Path) -> Iterator[str]:
    """The address that `caseledger review` prints, as long as it runs."""
    command = [sys.executable, "-W", "ignore", "-m", "flows.cli", "review", "--no-browser", "--warehouse", str(ledger)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environment(ROOT))
    try:
        assert server.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+(?=/\?token=)", line := server.stdout.readline())
        token = re.search(r"token=(\S+)", line)
        assert address and token, line
        yield f"{address[0]} {token[1]}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)


def another_version(folder: Path) -> Path:
    """A copy of the extractors that reads every CRS as of grade 1."""
    shutil.copytree(ROOT / "extractors", folder / "newer" / "extractors", ignore=shutil.ignore_patterns("__pycache__"))
    source = folder / "newer" / "extractors" / "resolve.py"
    text = source.read_text(encoding="utf-8")
    changed = text.replace("grade=t.grade if t.occurred else None", "grade=1 if t.occurred else None")
    assert changed != text
    source.write_text(changed, encoding="utf-8")
    return folder / "newer"


def of_crs(page: Any) -> dict[str, str]:
    """What the page says of the CRS."""
    page.click("text=" + REPORT)
    page.click(CRS)
    page.wait_for_load_state("networkidle")
    page.reload()
    return {
        "grade": page.input_value("#decision [name=grade]"),
        "about": page.inner_text("#fact .about"),
        "history": page.inner_text(".history"),
    }


def correct(page: Any, reviewer: str, fact: str, field: str, value: str, why: str) -> None:
    page.fill("header [name=reviewer]", reviewer)
    page.click("header button")
    page.click("text=" + REPORT)
    page.locator(fact).first.click()
    control = page.locator(f"#decision [name={field}]")
    control.select_option(value) if control.evaluate("e => e.tagName") == "SELECT" else control.fill(value)
    page.fill("#decision [name=why]", why)


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Journey:
    folder = tmp_path_factory.mktemp("journey")
    report = Path(shutil.copy(ROOT / "corpus" / "gold" / "text" / f"{REPORT}.txt", folder))
    ledger, newer = folder / "ledger.duckdb", another_version(folder)
    assert "loaded 1" in caseledger("ingest", report, "--warehouse", ledger)
    versions = [row["pipeline"] for row in rows(ledger, "SELECT pipeline FROM reports")]
    with reviewing(ledger) as served, browsing() as opened:
        address, token = served.split()
        first, second = (opened(address, token) for _ in range(2))
        correct(first, "Ada", CRS, "grade", "3", "oxygen by mask")
        correct(second, "Ben", NSAID, "role", "supportive", "for pain")
        for page in (first, second):
            page.click("text=Save correction")
            page.wait_for_url("**#fact")
        seen = of_crs(opened(address, token))
        # the page stays open while the newer version reads the report again
        done = caseledger("ingest", report, "--force", "--warehouse", ledger, folder=newer)
        assert "replaced 1" in done
        versions += [row["pipeline"] for row in rows(ledger, "SELECT pipeline FROM reports")]
        again = of_crs(opened(address, token))
    return Journey(ledger, newer, versions, seen, again)


def test_found_corrected_reloaded_still_there(journey: Journey) -> None:
    assert journey.after_reload["grade"] == "3"
    assert "oxygen by mask" in journey.after_reload["history"]


def test_two_reviewers_at_once_lose_nothing(journey: Journey) -> None:
    told = rows(journey.ledger, "SELECT name, role, decided FROM therapies WHERE decided IS NOT NULL")
    assert told == [{"name": "NSAID", "role": "supportive", "decided": "corrected"}]
    decided = rows(journey.ledger, "SELECT reviewer, field FROM decisions ORDER BY reviewer")
    assert decided == [{"reviewer": "Ada", "field": "grade"}, {"reviewer": "Ben", "field": "role"}]


def test_the_human_value_stands_over_another_version(journey: Journey) -> None:
    first, then = journey.versions
    assert first != then
    assert journey.after_ingest["grade"] == "3"
    assert "machine changed" in journey.after_ingest["about"]
    work = rows(journey.ledger, "SELECT reason, value->>'grade' AS person, machine_value->>'grade' AS machine FROM to_check WHERE urgency = 1")  # fmt: skip
    assert work == [{"reason": "machine_changed", "person": "3", "machine": "1"}]


def test_its_history_is_told(journey: Journey) -> None:
    history = " ".join(journey.after_ingest["history"].split())
    assert "Ada" in history and "correct grade to 3, the machine said 2: oxygen by mask" in history
    decided = rows(journey.ledger, "SELECT reviewer, machine_value, value, pipeline, quote, why FROM decisions WHERE field = 'grade'")  # fmt: skip
    assert [(d["reviewer"], str(d["machine_value"]), str(d["value"]), d["pipeline"]) for d in decided] == [
        ("Ada", "2", "3", journey.versions[0])
    ]
    assert decided[0]["quote"] and decided[0]["why"] == "oxygen by mask"
    changed = rows(journey.ledger, "SELECT what, before->>'grade' AS before, after->>'grade' AS after FROM changes WHERE family = 'toxicities'")  # fmt: skip
    assert changed == [{"what": "changed", "before": "2", "after": "1"}]


def test_in_an_export(journey: Journey, tmp_path: Path) -> None:
    caseledger("export", "csv", tmp_path / "out", "--view", "toxicities", "--warehouse", journey.ledger)
    with (tmp_path / "out" / "toxicities.csv").open(encoding="utf-8") as file:
        told = [(row["grade"], row["decided"]) for row in csv.DictReader(file) if row["name"] == "CRS"]
    assert told == [("3", "corrected")]


def test_in_the_accuracy_report(journey: Journey, tmp_path: Path) -> None:
    shutil.copy(ROOT / "corpus" / "gold" / "text" / f"{REPORT}.txt", tmp_path)
    shutil.copy(ROOT / "corpus" / "gold" / "text" / f"{REPORT}.json", tmp_path)
    page = tmp_path / "accuracy.html"
    caseledger("evaluate", "--gold", tmp_path, "--warehouse", journey.ledger, "--report", page)
    assert "machine <del>2</del> person <ins>3</ins>: oxygen by mask" in page.read_text(encoding="utf-8")
