"""The questions of systematic reviewers, by number, each with the named query that answers it and the columns that it must have."""

from pathlib import Path
from typing import Any

import pytest
from reviewed import R2, reviewed
from test_queries import ANSWERS, CASES, told

from warehouse import Ledger, named_queries

WHO = "report_id patient"
# question, named query, its parameters, columns beside whose row it is
QUESTIONS = [
    ("1 tocilizumab for CRS of grade 2 or more", "drug-for-toxicity", {"min_grade": "2"}, f"{WHO} after_name grade system drug value unit basis frequency day doses_given helped"),
    ("2 patient characteristics", "patients", {}, f"{WHO} age_years sex diagnoses status blasts_percent cns_involvement prior_lines prior_allogeneic_transplant infusions product target costimulatory_domain cell_source cells_per_kg crs_max_grade icans_max_grade toxicity_drugs best_response os_days os_event pfs_days pfs_event decided"),
    ("3 reports, patients, infusions per disease", "diseases", {}, "diagnosis reports patients infusions"),
    ("4 targets, domains, sources", "products", {}, "target costimulatory_domain cell_source patients infusions"),
    ("5 cell doses", "cell-doses", {}, f"{WHO} infusion cells_per_kg cells"),
    ("6 lymphodepletion", "lymphodepletion", {}, f"{WHO} regimen name value unit basis duration cumulative_value"),
    ("7 CRS grades, none and not reported apart", "crs-grades", {}, "crs infusions percent"),
    ("8 grading systems", "grading-systems", {}, "system episodes reports"),
    ("9 the authors' grade and the signs", "crs-grade-check", {}, f"{WHO} after_name author_grade derived_grade system signs"),
    ("10 days to onset by domain", "onset-by-domain", {}, "costimulatory_domain n median_days q1 q3 min_days max_days"),
    ("11 length of CRS by product", "toxicity-duration", {}, "product n median_days min_days max_days"),
    ("12 ICANS", "toxicity-episodes", {"toxicity": "ICANS"}, f"{WHO} after_name grade system onset_day days managed_with fatal"),
    ("13 treatment of IEC-HS", "hlh-drugs", {}, f"{WHO} onset_day peak_ferritin ferritin_unit drug_order drug value unit helped"),
    ("14 GVHD after donor cells", "gvhd-after-donor-cells", {}, f"{WHO} infusion cell_source occurred grade system onset_day organs"),
    ("15 from transplant to cells", "transplant-to-cells", {}, f"{WHO} transplant cell_source days_at_least days_at_most"),
    ("16 earlier lines and drugs", "prior-treatment", {}, f"{WHO} lines stated_lines regimens blinatumomab inotuzumab btk_inhibitor"),
    ("17 response about day 28", "response-at", {}, f"{WHO} infusion category mrd criteria days_after"),
    ("18 best response by disease", "best-responses", {}, "diagnosis category criteria infusions"),
    ("19 time to MRD-negative remission", "time-to-mrd-negative", {}, f"{WHO} infusion days exact"),
    ("20 MRD methods and thresholds", "mrd-assays", {}, "method threshold results patients"),
    ("21a swimmer bars", "swimmer-bars", {}, "id infusion start end name_fill continued"),
    ("21b swimmer points", "swimmer-points", {}, "id infusion time event"),
    ("21c duration of response", "response-duration", {}, f"{WHO} infusion first_response_day days event"),
    ("22 survival", "survival", {}, f"{WHO} death_day relapse_day last_seen_day first_response_day os_days os_event pfs_days pfs_event dor_days dor_event costimulatory_domain target"),
    ("23 relapses", "relapses", {}, f"{WHO} after_name category site antigen days_after"),
    ("24 second infusions", "second-infusions", {}, f"{WHO} interval_days reason targets dose_ratio first_response second_response"),
    ("25 consolidative transplants", "consolidative-transplants", {}, f"{WHO} transplant days_after_infusion pfs_days pfs_event os_days os_event"),
    ("26 ferritin and IL-6 by grade", "peak-values", {}, "test unit crs_grade n median_value max_value lower_bounds"),
    ("27 deaths and infections", "deaths-and-infections", {}, f"{WHO} what detail cause_group day"),
    ("28 special populations", "special-populations", {}, f"{WHO} condition age_years sex diagnoses product crs_max_grade best_response os_days os_event"),
    ("29 pooled proportion of severe CRS", "pooled-grade", {}, "slab xi ni grade_unknown"),
    ("30a quotes behind values", "quotes", {"report": "axi"}, "fact_id family value quote section page start end rule confidence decided"),
    ("30b what needs a human", "to-check", {"urgency": "3"}, "urgency reason report_id fact_id family value machine_value confidence"),
    ("30c one publication twice", "same-publication", {}, "publication reports report_ids used"),
    ("31 prednisone equivalents", "steroids", {}, f"{WHO} toxicity drug value prednisone_mg"),
    ("32 completeness", "completeness", {}, "patients age sex costimulatory_domain cell_dose crs icans best_response follow_up"),
    ("33 timeline", "patient-timeline", {"report": "axi"}, "patient ordinal date day what"),
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    path = tmp_path_factory.mktemp("questions") / "ledger.duckdb"
    with Ledger.open(path) as writer:
        writer.load([told(report_id, facts) for report_id, facts in CASES.items()])
    return Ledger.open(path, read_only=True)


@pytest.mark.parametrize(("question", "name", "params", "columns"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_question(ledger: Ledger, question: str, name: str, params: dict[str, str], columns: str) -> None:
    result = ledger.run_named(name, params)
    assert result.rows, f"{question}: the reports with known answers give none"
    assert set(columns.split()) <= set(result.columns)


def test_all_thirty_three_questions_in_thirty_seven_statements() -> None:
    assert len(QUESTIONS) == 37
    assert {q[0].split()[0].rstrip("abc") for q in QUESTIONS} == {str(n) for n in range(1, 34)}
    assert {q[1] for q in QUESTIONS} <= {query.name for query in named_queries()}


@pytest.mark.parametrize(("question", "name", "params", "columns"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_every_column_is_worked_out_by_hand(question: str, name: str, params: dict[str, str], columns: str) -> None:
    """In tests/test_queries.py; the work list, which holds whole records, in tests/test_decisions.py."""
    looked_at = {column for answer in ANSWERS if answer[0] == name for column in answer[2].split()}
    if name != "to-check":
        assert set(columns.split()) - looked_at - {"patient", "fact_id"} == set(), question


REVIEWED_ANSWERS: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    (
        "accuracy",
        "pipeline gold_set family attribute gold_count found_count right_count precision recall f1",
        [("rules-2", "corpus/gold/text", "doses", "core", 13, 12, 11, 0.917, 0.846, 0.88)],
    ),
    (
        "checked",
        "family checked accepted corrected rejected added precision recall",
        [
            ("responses", 1, 0, 0, 1, 0, 0.0, None),
            ("therapies", 1, 1, 0, 0, 0, 1.0, 1.0),
            ("toxicities", 1, 0, 1, 0, 0, 0.0, 1.0),
        ],
    ),
    (
        "corrections",
        "reviewer fact_id action field machine_value value quote why",
        [
            ("AB", "doe-2020/y1", "correct", "grade", "2", "3", "grade 2 CRS", "norepinephrine was needed"),
            ("CD", "doe-2020/r2", "reject", None, R2, None, "Twenty months after infusion he remains in CR", None),
        ],
    ),
    ("doubtful", "fact_id family confidence flags", [("doe-2020/d2", "doses", 0.9, ["superscript_repaired"])]),
    ("to-check", "urgency reason fact_id family confidence", [(2, "flagged", "doe-2020/d2", "doses", 0.9)]),
]


@pytest.mark.parametrize(("name", "columns", "rows"), REVIEWED_ANSWERS, ids=[a[0] for a in REVIEWED_ANSWERS])
def test_what_people_did(tmp_path: Path, name: str, columns: str, rows: list[tuple[Any, ...]]) -> None:
    """AB made the grade of CRS 3 and accepted fludarabine, CD took the second response out; a dose was read with a repair."""
    with reviewed(tmp_path / "ledger.duckdb") as ledger:
        result = ledger.run_named(name)
    places = [result.columns.index(column) for column in columns.split()]
    assert [tuple(row[place] for place in places) for row in result.rows] == rows


def test_medians_and_quartiles(tmp_path: Path) -> None:
    """CRS on days 1, 2, 4 and 9 that was over on days 3, 7, 8 and 10, with ferritin of 400, 600, 1000 and more than 2000 ng/mL."""
    told_of = [(1, 3, 400, None), (2, 7, 600, None), (4, 8, 1000, None), (9, 10, 2000, ">")]
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        ledger.load([told(f"r{day}", _crs(day, over, value, operator)) for day, over, value, operator in told_of])
        onset, length, peak = (
            ledger.run_named(name).records() for name in ("onset-by-domain", "toxicity-duration", "peak-values")
        )
    assert [onset[0][key] for key in ("n", "median_days", "q1", "q3", "min_days", "max_days")] == [
        4,
        3,
        1.75,
        5.25,
        1,
        9,
    ]
    assert [length[0][key] for key in ("n", "median_days", "min_days", "max_days")] == [
        4,
        3,
        1,
        5,
    ]  # 2, 5, 4 and 1 days
    assert [peak[0][key] for key in ("n", "median_value", "max_value", "lower_bounds")] == [4, 600, 2000, 1]


def test_a_death_some_months_after_the_infusion(tmp_path: Path) -> None:
    """Five months are 152 days, and said to be not exact."""
    death = {"findings": [{"name": "death", "value_text": "sepsis", "time_after": "P5M"}]}
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        ledger.load([told("a", _person(60, "2020-10-01", "tisagenlecleucel") | death)])
        row = ledger.run_named("survival").records()[0]
    assert [row[key] for key in ("state", "death_day", "os_days", "os_event", "exact")] == ["dead", 152, 152, 1, False]


def test_one_person_in_two_publications(tmp_path: Path) -> None:
    """Of one sex and age, with a diagnosis, a product and a date in common; another date, age or product is somebody else."""
    told_of = [("a", 60, "2020-10-01", "tisagenlecleucel"), ("b", 61, "2020-10", "tisagenlecleucel"), ("c", 60, "2020-11-02", "tisagenlecleucel"),
               ("d", 63, "2020-10-01", "tisagenlecleucel"), ("e", 60, "2020-10-01", "idecabtagene vicleucel")]  # fmt: skip
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        ledger.load([told(report_id, _person(age, start, product)) for report_id, age, start, product in told_of])
        found = ledger.run_named("same-patient").records()
    assert [(pair["report_id"], pair["other_report_id"], pair["same_date"], pair["used"]) for pair in found] == [
        ("a", "b", False, None)
    ]


def _person(age: int, start: str, product: str) -> dict[str, Any]:
    return {
        "patients": [{"patient": 1, "age_years": age, "sex": "male", "diagnoses": ["multiple myeloma", "diabetes"]}],
        "therapies": [{"id": "t1", "name": product, "kind": "cell_therapy", "role": "infusion", "start": start}],
    }


def _crs(day: int, over: int, ferritin: int, operator: str | None) -> dict[str, Any]:
    return {
        "patients": [{"patient": 1}],
        "therapies": [
            {"id": "t1", "name": "axicabtagene ciloleucel", "kind": "cell_therapy", "role": "infusion", "start_day": 0}
        ],
        "toxicities": [{"name": "CRS", "occurred": True, "grade": 2, "onset_day": day}],
        "findings": [
            {"name": "resolved", "value_text": "CRS", "day": over},
            {"name": "peak ferritin", "value": ferritin, "operator": operator, "unit": "ng/mL"},
        ],
    }


def test_codes_of_drugs_and_products(ledger: Ledger) -> None:
    """RxNorm, ATC and NCIt from the table of codes, DrugBank and MeSH from the drug dictionary."""
    found = {(name, system): code for name, system, code in ledger.query("SELECT name, system, code FROM codes").rows}
    assert found["tocilizumab", "RxNorm"] == "612865"
    assert found["axicabtagene ciloleucel", "ATC"] == "L01XL03"
    assert found["tisagenlecleucel", "NCIt"] == "C102758"
    assert found["fludarabine", "DrugBank"] == "DB01073"
    assert found["daunorubicin", "MeSH"] == "D09.408.051.059.200"
    assert found["meropenem", "DrugBank"] == "DB00760"


def test_units_as_ucum_writes_them(ledger: Ledger) -> None:
    units = {unit: ledger.query("SELECT ucum(?)", [unit]).rows[0][0] for unit in ("mg/m2", "cells/kg", "IU", "IU/m2")}
    assert units == {"mg/m2": "mg/m2", "cells/kg": "{cells}/kg", "IU": "[IU]", "IU/m2": "[IU]/m2"}
    assert ledger.query("SELECT ucum FROM doses WHERE name = 'CD19 CAR-T'").rows == (("{cells}/kg",),)


def test_components_of_a_regimen_are_those_that_the_report_names_else_those_of_the_dictionary(ledger: Ledger) -> None:
    found = ledger.query("SELECT regimen, component, source, component_fact_id IS NULL FROM regimen_components").rows
    assert found == (
        ("R-CHOP", "rituximab", "report", False),
        ("FC", "fludarabine", "report", False),
        ("hyper-CVAD", "cyclophosphamide", "dictionary", True),
        ("hyper-CVAD", "dexamethasone", "dictionary", True),
        ("hyper-CVAD", "doxorubicin", "dictionary", True),
        ("hyper-CVAD", "vincristine", "dictionary", True),
    )
