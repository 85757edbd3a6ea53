"""The questions of systematic reviewers, by number, each with the named query that answers it and the columns that it must have."""

import pytest
from test_queries import CASES, told

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
    ("30c one publication twice", "same-publication", {}, "publication reports report_ids"),
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
