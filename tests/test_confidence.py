"""How sure a fact is: plain arithmetic over named features."""

import json
from pathlib import Path

import pytest

from benchmarks.calibrate import calibration_error, predict
from corpus import read
from extractors import load_pipeline
from extractors.confidence import Judge, family_of, weigh
from extractors.reading import Reading, read_report
from models import Document, Section, SectionKind

WEIGHTS = json.loads(Path("extractors/confidence.json").read_text(encoding="utf-8"))["weights"]


def reading(text: str) -> Reading:
    section = Section(kind=SectionKind.CASE, start=0, end=len(text))
    return read_report(Document(id="x", source="x", sha256="0", text=text, sections=(section,)), load_pipeline())


def test_no_features_are_even_odds() -> None:
    assert weigh("doses", {}) == 0.5


@pytest.mark.parametrize("family", ["therapies", "doses", "dates", "toxicities", "responses", "patients", "findings"])
def test_training_and_use_agree(family: str) -> None:
    features = {"always": 1.0, "long sentence": 1.5, "told again": 2.0, "a feature nobody knows": 1.0}
    assert weigh(family, features) == pytest.approx(predict(WEIGHTS[family], features), abs=0.001)


def test_a_feature_nobody_knows_changes_nothing() -> None:
    assert weigh("dates", {"always": 1.0, "rule to come": 1.0}) == weigh("dates", {"always": 1.0})


def test_every_fact_has_a_confidence_and_its_mentions() -> None:
    document = read(Path("corpus/gold/text/rendition-ni.txt"))
    read_once = read_report(document, load_pipeline())
    judge = Judge(read_once.story, read_once.scenes, read_once.persons)
    for fact, record in read_once.pairs():
        assert record.provenance is not None
        assert 0 < record.provenance.confidence < 1
        assert judge.mentions(fact) or family_of(fact) == "patients", fact
    assert len({r.provenance.confidence for _, r in read_once.pairs() if r.provenance}) > 20


def test_findings_are_as_sure_as_they_are_usual() -> None:
    told = reading(
        "On day 3 she had CRS. Fever of 39.4 °C was noted on day 3. HIV was negative before the infusion, and never again tested."
    )
    sure = {f.name.value: f.provenance.confidence for f in told.case.findings if f.provenance}
    assert 0.5 < sure["condition"] < sure["fever"] < 0.99


def test_an_amount_beside_its_drug_is_surer_than_one_far_away() -> None:
    near = reading("On day 3, tocilizumab 8 mg/kg was given intravenously.")
    far = reading(
        "Tocilizumab and dexamethasone and anakinra were considered and given again on day 3 and day 5 and day 7, "
        "and later the dose was, as in earlier episodes, after a long discussion with the family, 8 mg/kg."
    )
    assert [d.value for d in near.case.doses] == [8]
    sure = next(d.provenance.confidence for d in near.case.doses if d.provenance)
    assert all(d.provenance.confidence < sure for d in far.case.doses if d.provenance)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("She received CAR-T cells at 2 × 106/kg.", {"superscript_repaired"}),
        ("She received CAR-T cells at 2,5 × 10^6/kg.", {"decimal_comma"}),
        ("She received 5 x 10e6 CAR-T cells/kg.", {"ambiguous_10e"}),
        ("CAR-T cells were infused at 2e5 × 10^6/kg.", {"dash_as_e"}),
        ("CAR-T cells were infused at 2 × 10^6/kg.", set()),
    ],
)
def test_what_was_repaired_is_told_with_the_dose(text: str, flags: set[str]) -> None:
    found = reading(text).case.doses
    assert [set(d.provenance.flags) for d in found if d.provenance] == [flags]


def test_a_ligature_is_told_with_its_drug() -> None:
    found = reading("He received ﬂudarabine and dexamethasone.").case.therapies
    flags = {t.name: t.provenance.flags for t in found if t.provenance}
    assert flags == {"fludarabine": ("ligature",), "dexamethasone": ()}


def test_calibration_error() -> None:
    import numpy as np

    assert calibration_error(np.array([0.75, 0.75, 0.75, 0.75]), np.array([True, True, True, False])) == 0
    assert calibration_error(np.array([0.95, 0.95]), np.array([False, False])) == pytest.approx(0.95)
