"""The accuracy report: figures, charts and every fault with its sentence."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from corpus.score import score, score_findings
from flows import report
from flows.corrections import corrections
from flows.evaluation import Evaluation, accuracy_rows, write_report
from models import Case, Document
from warehouse import Decision, Failure, Ledger

TEXT = "The patient was ill. She received <tocilizumab> 8 mg/kg on day 7 for CRS. She recovered & went home."


def therapy(name: str, quote: str, confidence: float | None = None, **fields: Any) -> dict[str, Any]:
    at = TEXT.find(quote)
    evidence = {"quote": quote, "start": at, "end": at + len(quote)}
    told = {"fact_id": name, "rule": "lexicon.drug", "confidence": confidence, "evidence": [evidence]}
    row = {"id": name, "patient": 1, "name": name, "kind": "drug", "evidence": [quote], **fields}
    return row | ({"provenance": told} if confidence is not None else {})


def case(*therapies: dict[str, Any]) -> Case:
    return Case.model_validate({"report": {"id": "one.txt"}, "therapies": therapies})


@pytest.fixture(scope="module")
def measured() -> Evaluation:
    gold = case(therapy("tocilizumab", "tocilizumab", role="toxicity_management"), therapy("missed", "ill"))
    found = case(therapy("tocilizumab", "tocilizumab", 0.95, start_day=7), therapy("spurious", "recovered", 0.35))
    return Evaluation(
        pipeline="rules-7",
        gold_set="corpus/gold/text",
        gold_digest="abc",
        measured_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        score=score([(gold, found)], texts=[TEXT]),
        documents={"one.txt": Document(id="one", source="one.txt", sha256="0", text=TEXT)},
        failures=(Failure(source="bad.pdf", reason="broken", message="bad.pdf is broken"),),
    )


class Tags(HTMLParser):
    """Checks that every tag is closed and collects what a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Closed at once."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing(measured: Evaluation) -> None:
    tags = Tags()
    tags.feed(report.as_html(measured))
    assert tags.open == [] and tags.loaded == []


def test_the_page_names_pipeline_gold_and_figures(measured: Evaluation) -> None:
    page = report.as_html(measured)
    assert "Accuracy of rules-7" in page and "gold abc" in page and "bad.pdf is broken" in page
    row = re.search(r"<td>therapies .*?</tr>", page, re.S)
    assert row and re.findall(r">(\d\.\d{3})<", row.group()) == ["0.500", "0.500", "0.500", "0.000", "0.000", "0.000"]
    assert "therapies.role" in page and page.count("<svg") > 10


def test_every_fault_stands_with_its_sentence(measured: Evaluation) -> None:
    page = report.as_html(measured)
    assert "<q>The patient was <mark>ill</mark>.</q>" in page
    assert "<q>She <mark>recovered</mark> &amp; went home." in page
    assert "<q>She received &lt;<mark>tocilizumab</mark>&gt; 8 mg/kg on day 7 for CRS.</q>" in page
    assert (
        "role: gold <ins>toxicity_management</ins>, found <del>–</del>; start_day: gold <ins>–</ins>, found <del>7</del>"
        in page
    )
    assert "lexicon.drug, confidence 0.35" in page


def test_reliability_counts_records_by_confidence(measured: Evaluation) -> None:
    assert [(b.low, b.count, b.right, b.share) for b in report.reliability(measured.score)] == [
        (0.3, 1, 0, 0.0),
        (0.9, 1, 1, 1.0),
    ]


def test_markdown_holds_every_family_and_attribute(measured: Evaluation) -> None:
    text = report.as_markdown(measured)
    assert text.startswith("# Accuracy of rules-7\n")
    assert "| therapies | 2 | 2 | 0.500 |" in text and "| therapies.role | 1 | 0.000 |" in text
    assert "- could not be read: bad.pdf is broken" in text


def test_rows_for_the_ledger_hold_mean_families_and_attributes(measured: Evaluation) -> None:
    rows = {(row.family, row.attribute): row for row in accuracy_rows(measured)}
    assert rows["mean", "core"].f1 == pytest.approx(0.9)
    assert (rows["therapies", "core"].right_count, rows["therapies", "core"].gold_count) == (1, 2)
    assert rows["therapies", "role"].recall == 0.0
    assert {row.pipeline for row in rows.values()} == {"rules-7"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"),
        (frozenset({"b", "a"}), "a, b"),
        (frozenset(), "–"),
        ((18.0, 0.0), "18 months"),
        ((0.0, 60.0), "2.5 days"),
    ],
)
def test_values_in_words(value: Any, words: str) -> None:
    assert report.said(value) == words


def test_findings_are_shown_beside_the_families(measured: Evaluation) -> None:
    def finding(**fields: Any) -> dict[str, Any]:
        return {"patient": 1, "name": "fever", "evidence": ["ill"], **fields}

    gold = Case.model_validate({"report": {"id": "one.txt"}, "findings": [finding(value=39.5), finding(day=3)]})
    found = Case.model_validate({"report": {"id": "one.txt"}, "findings": [finding(value=39.5, unit="Cel")]})
    more = replace(measured, findings=score_findings([(gold, found)]))
    assert [line.split()[:3] for line in report.summary_lines(more) if "findings" in line] == [["findings", "2", "1"]]
    assert "| fever | 2 | 1 | 1.000 | 0.500 | 0.667 | 0.000 |" in report.as_markdown(more)
    assert '<table id="findings">' in report.as_html(more)
    assert '<table id="findings">' not in report.as_html(measured)
    assert {row.attribute for row in accuracy_rows(more) if row.family == "findings"} == {"core", "full"}


def test_what_people_corrected_is_shown(measured: Evaluation, tmp_path: Path) -> None:
    found = case(therapy("tocilizumab", "tocilizumab", 0.95), therapy("spurious", "recovered", 0.35))
    document = measured.documents["one.txt"]
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        ledger.load([(document, found)])
        assert corrections(ledger.path) is None
        tocilizumab, spurious = "one.txt/tocilizumab", "one.txt/spurious"
        ledger.decide(
            [
                Decision(
                    reviewer="ana",
                    action="correct",
                    fact_id=tocilizumab,
                    fields={"role": "supportive"},
                    why="<told so>",
                )
            ]
        )
        ledger.decide([Decision(reviewer="ana", action="reject", fact_id=spurious)])
    write_report(measured, tmp_path / "accuracy.html", tmp_path / "ledger.duckdb")
    assert "| therapies | 2 | 0 | 1 | 1 | 0 | 0.0 | 1.0 |" in (tmp_path / "accuracy.md").read_text()
    page = (tmp_path / "accuracy.html").read_text()
    assert "Corrections: 2" in page
    assert "person <ins>&#34;supportive&#34;</ins>: &lt;told so&gt;" in page
    assert "Checked by people" not in report.as_html(measured)
