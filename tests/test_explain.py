"""`explain`: every mention in reading order, with the fact it became or the reason why it became none."""

from typing import Any

import pytest

from extractors import explain, extract, load_pipeline
from models import Document, Section, SectionKind

TEXT = (
    "She received fludarabine 30 mg/m2 on days -5 to -3 and CD19 CAR-T cells on day 0.\n"
    "No CRS was seen. On day 28 the marrow showed a complete remission.\n"
    "In the trial of Smith et al., patients received tocilizumab 8 mg/kg for grade 3 CRS.\n"
    "She is allergic to penicillin. Ferritin was 900 ng/mL on day 2 and peaked at 4200 ng/mL on day 6.\n"
    "In the trial of Jones et al., 2 of 30 patients died of sepsis. At the last follow-up in May 2023, she was well."
)
KEYS = {
    "label",
    "start",
    "end",
    "text",
    "value",
    "assertion",
    "experiencer",
    "section",
    "rule",
    "role_rule",
    "fact_id",
    "reason",
}


def document(text: str) -> Document:
    section = Section(kind=SectionKind.CASE, start=0, end=len(text))
    return Document(id="x", source="x", sha256="0", text=text, sections=(section,))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return explain(document(TEXT), pipeline=load_pipeline())


def test_mentions_stand_in_reading_order_with_all_their_columns(rows: list[dict[str, Any]]) -> None:
    assert [r["start"] for r in rows] == sorted(r["start"] for r in rows)
    assert all(set(r) >= KEYS for r in rows)
    assert {r["label"] for r in rows} == {"therapy", "dose", "date", "toxicity", "response", "finding"}


def test_each_mention_has_a_fact_or_a_reason(rows: list[dict[str, Any]]) -> None:
    assert [r for r in rows if bool(r["fact_id"]) == bool(r["reason"])] == []


def test_facts_of_mentions_are_those_of_the_case(rows: list[dict[str, Any]]) -> None:
    case = extract(document(TEXT), pipeline=load_pipeline())
    families = (case.therapies, case.doses, case.dates, case.toxicities, case.responses, case.findings)
    ids = {fact.provenance.fact_id for family in families for fact in family if fact.provenance}
    assert {r["fact_id"] for r in rows if r["fact_id"]} == ids


def test_findings_say_why_they_are_none(rows: list[dict[str, Any]]) -> None:
    told = {r["value"]: (bool(r["fact_id"]), r["reason"]) for r in rows if r["label"] == "finding"}
    assert told == {
        "peak ferritin 900 ng/mL": (False, "not the highest"),
        "peak ferritin 4200 ng/mL": (True, None),
        "death sepsis": (False, "told of literature"),
        "last follow-up alive": (True, None),
    }


def test_a_therapy_names_the_rule_of_its_role(rows: list[dict[str, Any]]) -> None:
    case = extract(document(TEXT), pipeline=load_pipeline())
    written = {t.name: (t.role, t.provenance.role_rule) for t in case.therapies if t.provenance}
    assert written == {
        "fludarabine": ("lymphodepletion", "roles.before_cells"),
        "CD19 CAR-T": ("infusion", "roles.cells"),
    }
    explained = {r["value"]: r["role_rule"] for r in rows if r["label"] == "therapy" and r["fact_id"]}
    assert explained == {name: rule for name, (_, rule) in written.items()}
    assert all("role_rule" not in d.model_dump()["provenance"] for d in case.doses)


@pytest.mark.parametrize(
    ("word", "experiencer", "becomes"),
    [("fludarabine", "patient", True), ("tocilizumab", "literature", False), ("30 mg/m2", "patient", True), ("8 mg/kg", "literature", False)],
)  # fmt: skip
def test_whose_mention_it_is(word: str, experiencer: str, becomes: bool, rows: list[dict[str, Any]]) -> None:
    row = next(r for r in rows if r["text"].strip() == word)
    assert (row["experiencer"], bool(row["fact_id"])) == (experiencer, becomes)


def test_a_stated_absence_is_marked(rows: list[dict[str, Any]]) -> None:
    assert next(r["assertion"] for r in rows if r["label"] == "toxicity") == "absent"


def test_offsets_lead_to_the_printed_words() -> None:
    text = "He was given ﬂudarabine at 30 mg/m² and CAR−T cells (2 × 10⁶/kg)."
    for row in explain(document(text), pipeline=load_pipeline()):
        printed = text[row["start"] : row["end"]]
        assert printed
        assert printed[0] == row["text"][0] or row["text"].startswith("fl")
