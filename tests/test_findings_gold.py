"""The annotated findings: every quote stands once in its report, and the rules keep what they reached on them."""

from pathlib import Path

import pytest

from corpus import read
from corpus.gold import GoldReport, Squeezed, load_gold
from corpus.score import score_findings
from extractors import extract, load_pipeline

GOLD = Path(__file__).parent.parent / "corpus" / "gold"
# Core, on every second of the annotated reports; the gate pins the exact figures per gold set.
PRECISION, RECALL = 0.95, 0.9


@pytest.fixture(scope="module")
def golds() -> list[GoldReport]:
    return load_gold(GOLD / "findings", sources=GOLD)


def test_quotes_stand_in_the_reports(golds: list[GoldReport]) -> None:
    for gold in golds:
        text = Squeezed(gold.source.read_text(encoding="utf-8"))
        for finding in gold.case.findings:
            assert len(finding.evidence) == 1
            assert text.places(finding.evidence[0]), (gold.case.report.id, finding.evidence)


def test_the_annotations_of_the_five_families_hold_no_findings(golds: list[GoldReport]) -> None:
    for gold in golds:
        assert not gold.case.therapies and not gold.case.patients
        assert '"findings"' not in gold.source.with_suffix(".json").read_text(encoding="utf-8")


def test_accuracy(golds: list[GoldReport]) -> None:
    pipeline = load_pipeline()
    measured = score_findings([(g.case, extract(read(g.source), pipeline=pipeline)) for g in golds[::2]])
    assert measured.core.precision >= PRECISION
    assert measured.core.recall >= RECALL


def test_findings_have_their_words_at_their_offsets(golds: list[GoldReport]) -> None:
    document = read(next(g.source for g in golds if g.source.stem.startswith("u6")))
    for finding in extract(document).findings:
        assert finding.provenance is not None
        for place in finding.provenance.evidence:
            assert document.text[place.start : place.end] == place.quote
