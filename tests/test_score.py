"""The scorer, against cases small enough to count by hand."""

from typing import Any

import pytest

from corpus.score import FAMILIES, Ratio, same_length, same_name, score
from models import Case

GOLD: dict[str, Any] = {
    "report": {"id": "r"},
    "patients": [{"patient": 1}, {"patient": 2}],
    "therapies": [
        {"id": "t1", "patient": 1, "name": "fludarabine", "kind": "drug", "role": "lymphodepletion",
         "start": "2019-03-13", "end": "2019-03-15", "start_day": -5, "end_day": -3},
        {"id": "t2", "patient": 1, "name": "CD19 CAR-T", "kind": "cell_therapy", "role": "infusion",
         "target": "CD19", "cell_source": "donor", "start_day": 0},
        {"id": "t3", "patient": 2, "name": "fludarabine", "kind": "drug", "role": "conditioning"},
    ],
    "doses": [
        {"therapy": "t1", "value": 30, "unit": "mg/m2", "frequency": "1/d", "duration": "P3D", "route": "iv", "day": -5,
         "evidence": ["fludarabine 30 mg/m2"]},
        {"therapy": "t2", "value": 2000000, "value_high": 3000000, "unit": "cells/kg"},
    ],
    "dates": [
        {"text": "13 March 2019", "kind": "date", "value": "2019-03-13", "resolved": "2019-03-13"},
        {"text": "day 7", "kind": "day", "value": 7, "anchor": "CD19 CAR-T", "resolved": "2019-03-25",
         "evidence": ["on day 7 she"]},
        {"text": "two weeks", "kind": "duration", "value": "P2W"},
    ],
    "toxicities": [
        {"patient": 1, "name": "CRS", "occurred": True, "grade": 2, "system": "ASTCT", "onset_day": [6, 7],
         "managed_with": ["tocilizumab", "ciclosporin"]},
        {"patient": 2, "name": "CRS", "occurred": False},
    ],
    "responses": [
        {"patient": 1, "category": "CR", "mrd": "negative", "after": "t2", "date": "2019-04-15", "day": 28,
         "time_after": "P1M", "duration": "P12M"},
        {"patient": 1, "category": None, "mrd": "negative", "after": None},
    ],
}  # fmt: skip


def changed(family: str, row: int, **fields: Any) -> Case:
    rows = [dict(r) for r in GOLD[family]]
    rows[row] |= fields
    return Case.model_validate(GOLD | {family: rows})


def without(family: str, row: int) -> Case:
    return Case.model_validate(GOLD | {family: [r for i, r in enumerate(GOLD[family]) if i != row]})


CASE = Case.model_validate(GOLD)
EMPTY = Case.model_validate({"report": {"id": "r"}})


def test_gold_against_itself_is_right() -> None:
    result = score([(CASE, CASE), (EMPTY, EMPTY)])
    assert (result.core_f1, result.full_f1, result.reports) == (1.0, 1.0, 2)
    assert not result.judged("missed") + result.judged("spurious") + result.judged("differing")


def test_an_unread_report_counts_as_empty() -> None:
    result = score([(CASE, EMPTY)])
    assert result.core_f1 == 0.0
    assert len(result.judged("missed")) == 12


def test_a_family_empty_on_both_sides_is_right_and_on_one_side_is_not() -> None:
    no_doses = Case.model_validate(GOLD | {"doses": []})
    assert score([(no_doses, no_doses)]).families["doses"].core.f1 == 1.0
    assert score([(no_doses, CASE)]).families["doses"].core.f1 == 0.0
    assert score([(no_doses, CASE)]).core_f1 == pytest.approx(0.8)


CORE_CHANGES = [
    ("therapies", 0, {"patient": 2}), ("therapies", 0, {"name": "cladribine"}), ("therapies", 0, {"status": "planned"}),
    ("doses", 0, {"therapy": "t3"}), ("doses", 0, {"therapy": "t2"}), ("doses", 0, {"value": 25}),
    ("doses", 1, {"value_high": None}), ("doses", 0, {"unit": "mg/kg"}),
    ("dates", 1, {"value": 8}), ("dates", 1, {"kind": "duration", "value": "P7D"}), ("dates", 0, {"value": "2019-03"}),
    ("toxicities", 0, {"patient": 2}), ("toxicities", 0, {"name": "ICANS"}), ("toxicities", 0, {"grade": 3}),
    ("toxicities", 1, {"occurred": True}),
    ("responses", 0, {"category": "PR"}), ("responses", 0, {"mrd": None}), ("responses", 1, {"patient": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("family", "row", "fields"), CORE_CHANGES)
def test_a_wrong_core_value_is_a_miss_and_a_spurious_record(family: str, row: int, fields: dict[str, Any]) -> None:
    result = score([(CASE, changed(family, row, **fields))])
    count = len(GOLD[family])
    assert result.families[family].core == Ratio(right=count - 1, gold=count, found=count)
    assert result.families[family].full.f1 == result.families[family].core.f1
    assert [j.kind for j in result.families[family].judgements].count("missed") == 1
    others = [f for f in FAMILIES if f != family and not (family == "therapies" and f in {"doses", "responses"})]
    assert all(result.families[f].full.f1 == 1.0 for f in others)


ATTRIBUTE_CHANGES = [
    ("therapies", 0, "role", None), ("therapies", 0, "start", "2019-03"), ("therapies", 0, "end", None),
    ("therapies", 0, "start_day", -6), ("therapies", 0, "end_day", None), ("therapies", 1, "target", "CD22"),
    ("therapies", 1, "cell_source", None),
    ("doses", 0, "frequency", None), ("doses", 0, "duration", "P4D"), ("doses", 0, "route", "po"), ("doses", 0, "day", 0),
    ("dates", 1, "anchor", None), ("dates", 1, "resolved", "2019-03-26"),
    ("toxicities", 0, "system", "Lee"), ("toxicities", 0, "onset_day", 8), ("toxicities", 0, "onset_day", [7, 8]),
    ("toxicities", 0, "managed_with", ["tocilizumab"]),
    ("responses", 0, "after", "t1"), ("responses", 1, "after", "t1"), ("responses", 0, "date", None),
    ("responses", 0, "day", 29), ("responses", 0, "time_after", "P30D"), ("responses", 0, "duration", None),
]  # fmt: skip


@pytest.mark.parametrize(("family", "row", "field", "value"), ATTRIBUTE_CHANGES)
def test_a_wrong_attribute_lowers_full_only(family: str, row: int, field: str, value: Any) -> None:
    result = score([(CASE, changed(family, row, **{field: value}))])
    count = len(GOLD[family])
    assert result.core_f1 == 1.0
    assert result.families[family].full == Ratio(right=count - 1, gold=count, found=count)
    assert [j.differs for j in result.judged("differing")] == [(field,)]
    accuracy = {a.name: a.accuracy for a in result.families[family].attributes}
    assert accuracy.pop(field) == pytest.approx((count - 1) / count)
    assert set(accuracy.values()) == {1.0}


SAME = [
    ("therapies", 0, {"kind": "regimen", "name": "Fludarabine"}), ("therapies", 1, {"target": "cd19"}),
    ("doses", 0, {"value": 30.0, "basis": "total"}), ("doses", 0, {"duration": "PT72H"}),
    ("dates", 2, {"value": "P14D"}), ("dates", 1, {"text": "the 7th day", "anchor": "cd19 car-t"}),
    ("toxicities", 0, {"onset_day": 6}), ("toxicities", 0, {"managed_with": ["cyclosporine", "tocilizumab"]}),
    ("responses", 0, {"duration": "P1Y", "site": "bone marrow"}),
]  # fmt: skip


@pytest.mark.parametrize(("family", "row", "fields"), SAME)
def test_what_means_the_same_is_the_same(family: str, row: int, fields: dict[str, Any]) -> None:
    assert score([(CASE, changed(family, row, **fields))]).full_f1 == 1.0


def test_records_pair_with_the_twin_that_agrees_most() -> None:
    def twins(first: str, second: str, third: str) -> Case:
        names = [("a", first), ("b", second), ("c", third)]
        rows = [{"id": i, "patient": 1, "name": "dexamethasone", "kind": "drug", "role": r} for i, r in names]
        return Case.model_validate({"report": {"id": "r"}, "therapies": rows})

    result = score([(twins("induction", "salvage", "bridging"), twins("salvage", "maintenance", "induction"))])
    assert result.families["therapies"].full.right == 2
    assert [j.differs for j in result.judged("differing")] == [("role",)]


def test_a_record_pairs_once() -> None:
    result = score([(without("dates", 1), changed("dates", 1, kind="duration", value="P14D"))])
    assert result.families["dates"].core == Ratio(right=2, gold=2, found=3)
    assert len(result.judged("spurious")) == 1


def test_counts_are_summed_over_reports() -> None:
    result = score([(CASE, CASE), (CASE, without("doses", 0)), (CASE, EMPTY)])
    core = result.families["doses"].core
    assert (core.right, core.gold, core.found) == (3, 6, 3)
    assert (core.precision, core.recall, core.f1) == (1.0, 0.5, pytest.approx(2 / 3))


def test_attributes_count_what_is_stated() -> None:
    attribute = next(
        a for a in score([(CASE, changed("doses", 1, route="iv"))]).families["doses"].attributes if a.name == "route"
    )
    assert attribute.stated == Ratio(right=1, gold=1, found=2)
    assert attribute.accuracy == 0.5


def test_a_mention_is_found_whatever_its_value() -> None:
    text = "She had fludarabine 30 mg/m2, and on day 7 she had fever."
    gold = Case.model_validate(GOLD | {"dates": [GOLD["dates"][1]], "doses": [GOLD["doses"][0]]})
    wrong = {"text": "day 7", "kind": "day", "value": 70, "evidence": ["day 7"]}
    elsewhere = GOLD["doses"][0] | {"evidence": ["fever"]}
    found = Case.model_validate(GOLD | {"dates": [wrong], "doses": [elsewhere]})
    families = score([(gold, found)], texts=[text]).families
    assert families["dates"].mentions is not None and families["dates"].mentions.recall == 1.0
    assert families["doses"].mentions is not None and families["doses"].mentions.recall == 0.0
    assert families["dates"].core.recall == 0.0


@pytest.mark.parametrize(
    ("one", "other"), [("P2W", "P14D"), ("P12M", "P1Y"), ("P24M", "P2Y"), ("PT24H", "P1D"), ("P1Y6M", "P18M")]
)
def test_periods_of_one_length(one: str, other: str) -> None:
    assert same_length(one) == same_length(other)


@pytest.mark.parametrize(("one", "other"), [("P1M", "P30D"), ("P1M", "P4W"), ("PT5M", "P5M"), ("P1Y", "P365D")])
def test_periods_of_other_lengths(one: str, other: str) -> None:
    assert same_length(one) != same_length(other)


@pytest.mark.parametrize(
    ("written", "same"),
    [("Ciclosporin", "cyclosporine"), ("steroids", "corticosteroid"), ("interferon α-2b", "interferon alfa-2b"),
     ("piperacillin/tazobactam", "piperacillin-tazobactam"), ("Noradrenaline", "norepinephrine"), ("R-CHOP", "r-chop")],
)  # fmt: skip
def test_spellings_of_one_name(written: str, same: str) -> None:
    assert same_name(written) == same_name(same)
