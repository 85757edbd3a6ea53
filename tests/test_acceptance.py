"""The acceptance cases: what is right today stays right, category by category."""

import json
from pathlib import Path

import pytest

from benchmarks.acceptance import CASES, CATEGORIES, CHECKS, OURS, UNSAYABLE, Outcome, outcomes, shares
from extractors import extract, load_pipeline
from models import Document, Section, SectionKind

FLOORS = json.loads(Path("tests/acceptance/floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return outcomes()


@pytest.mark.parametrize("category", ["all", *CATEGORIES])
def test_share_of_cases_passed(category: str, found: list[Outcome]) -> None:
    passed, expressible, _ = shares(found)[category]
    wrong = [f"{o.id} {o.text!r}: {', '.join(o.wrong)}" for o in found if o.wrong and category in ("all", o.category)]
    assert passed / expressible >= FLOORS[category], "\n".join(wrong)


def test_every_case_is_counted_or_has_a_reason(found: list[Outcome]) -> None:
    assert len(found) == 174
    assert [o.id for o in found if not o.checked and not o.beyond] == []


def test_the_mapping_speaks_of_real_cases() -> None:
    ids = {json.loads(line)["id"] for line in CASES.read_text(encoding="utf-8").splitlines()}
    assert set(OURS) <= ids
    assert set(UNSAYABLE) <= ids
    assert {field for fields, _ in OURS.values() for field in fields} <= set(CHECKS) | {"episodes", "needs_review"}


# not expressible, but nothing wrong may be made of them
@pytest.mark.parametrize(
    "text",
    [
        "ferritin 92 204 ng/mL", "ferritin 2,400 µg/L", "CD4 count 155 cells/mL", "IL-6 > 5000 pg/ml", "CRP 12.3 mg/dL", "WBC 0.3 x 109/L",
        "platelets 12,000/mm3", "Hb 7.2 g/dL", "12,345 copies/µg DNA", "M-protein 3.2 g/dL", "dFLC increase >10 mg/dL", "temperature 102.2 °F",
    ],
)  # fmt: skip
def test_a_laboratory_value_is_no_dose(text: str) -> None:
    section = Section(kind=SectionKind.CASE, start=0, end=len(text))
    case = extract(Document(id="x", source="x", sha256="0", text=text, sections=(section,)), pipeline=load_pipeline())
    assert (case.doses, case.therapies) == ((), ())
