"""Every named query on five invented patients, each answer worked out by hand from the notes below."""

from typing import Any

import pytest

from models import Case, Document, WarehouseError
from warehouse import Ledger, named_queries, named_query

# axi:   one man, lymphoma, one infusion of axicabtagene ciloleucel after R-CHOP. CRS 3 from day 1 (tocilizumab, norepinephrine), ICANS 2 from
#        day 5 (dexamethasone 10 mg four times a day for 3 days), IEC-HS 3 from day 10 (anakinra). CR on day 30, relapse 6 months after.
# twice: one woman, leukaemia, allograft on 1 March 2018, CD19 cells on 1 June 2019 (no CRS stated, MRD-negative CR on day 28, relapse on
#        day 100), CD22 cells of the donor on 1 December 2019 at half the dose (CRS 1 on day 3, GVHD 2 on day 20, PR on day 28).
# mild:  one girl, leukaemia, tisagenlecleucel without a dose; CRS without a grade; blinatumomab before; CR on day 29, MRD negative on day 35,
#        allograft on day 90; still in CR 2 years after.
# low:   one man; ciltacabtagene autoleucel; CRS 2 although dopamine and norepinephrine were needed.
# none:  one woman, no cells, chemotherapy only; says nothing of toxicity; pregnant.
# Findings: axi died of his lymphoma on 1 August 2021 (day 304), lives with HIV, needed high-flow oxygen (CRS over on day 6), ICE 5, ferritin above
# 100 000; twice was last seen on 1 June 2020 (day 366 of the first, day 183 of the second infusion); mild had fever with neither hypotension nor
# hypoxia; low died of sepsis, nobody says when.
# axi had two doses of tocilizumab, which helped, and anakinra, which did not; its responses are by Lugano. twice had 80% blasts at diagnosis, 40% on 20
# May 2019, and fewer than 5% after the cells; GVHD took gut and skin. mild says nothing of doses, effect, criteria or blasts.
CASES: dict[str, dict[str, Any]] = {
    "axi": {
        "patients": [{"patient": 1, "age_years": 60, "sex": "male", "diagnoses": ["diffuse large B-cell lymphoma"]}],
        "therapies": [
            {"id": "t1", "name": "R-CHOP", "kind": "regimen", "role": "induction", "start": "2020-01"},
            {"id": "t2", "name": "rituximab", "kind": "drug", "role": "induction", "part_of": "t1", "start": "2020-01"},
            {"id": "t3", "name": "FC", "kind": "regimen", "role": "lymphodepletion"},
            {"id": "t4", "name": "fludarabine", "kind": "drug", "role": "lymphodepletion", "part_of": "t3"},
            {
                "id": "t5",
                "name": "axicabtagene ciloleucel",
                "kind": "cell_therapy",
                "role": "infusion",
                "cell_source": "autologous",
                "start": "2020-10-01",
                "start_day": 0,
            },
            {"id": "t6", "name": "tocilizumab", "kind": "drug", "role": "toxicity_management", "start_day": 2},
            {"id": "t7", "name": "norepinephrine", "kind": "drug", "role": "toxicity_management"},
            {"id": "t8", "name": "dexamethasone", "kind": "drug", "role": "toxicity_management"},
            {"id": "t9", "name": "anakinra", "kind": "drug", "role": "toxicity_management"},
        ],
        "doses": [
            {"therapy": "t4", "value": 30, "unit": "mg/m2", "basis": "per_day", "frequency": "1/d", "duration": "P3D"},
            {"therapy": "t5", "value": 2000000, "unit": "cells/kg"},
            {"therapy": "t6", "value": 8, "unit": "mg/kg", "basis": "single", "day": 2, "route": "iv"},
            {"therapy": "t8", "value": 10, "unit": "mg", "basis": "single", "frequency": "4/d", "duration": "P3D"},
            {
                "therapy": "t9",
                "value": 100,
                "unit": "mg",
                "basis": "single",
                "frequency": "2/d",
                "route": "sc",
                "day": 11,
            },
        ],
        "toxicities": [
            {
                "name": "CRS",
                "occurred": True,
                "grade": 3,
                "system": "ASTCT",
                "onset_day": 1,
                "managed_with": ["tocilizumab", "norepinephrine"],
            },
            {
                "name": "ICANS",
                "occurred": True,
                "grade": 2,
                "system": "ASTCT",
                "onset_day": 5,
                "managed_with": ["dexamethasone"],
            },
            {"name": "IEC-HS", "occurred": True, "grade": 3, "onset_day": 10, "managed_with": ["anakinra"]},
        ],
        "responses": [
            {"category": "CR", "site": "systemic", "after": "t5", "day": 30},
            {"category": "relapse", "site": "CNS", "after": "t5", "time_after": "P6M"},
        ],
    },
    "twice": {
        "patients": [
            {"patient": 1, "age_years": 30, "sex": "female", "diagnoses": ["B-cell acute lymphoblastic leukemia"]}
        ],
        "therapies": [
            {"id": "t1", "name": "hyper-CVAD", "kind": "regimen", "role": "induction", "start": "2017"},
            {"id": "t2", "name": "inotuzumab ozogamicin", "kind": "drug", "role": "salvage", "start": "2017-12"},
            {
                "id": "t3",
                "name": "allogeneic HSCT",
                "kind": "transplant",
                "role": "infusion",
                "cell_source": "donor",
                "start": "2018-03-01",
            },
            {
                "id": "t4",
                "name": "CD19 CAR-T",
                "kind": "cell_therapy",
                "role": "infusion",
                "target": "CD19",
                "cell_source": "autologous",
                "start": "2019-06-01",
                "start_day": 0,
            },
            {
                "id": "t5",
                "name": "CD22 CAR-T",
                "kind": "cell_therapy",
                "role": "infusion",
                "target": "CD22",
                "cell_source": "donor",
                "start": "2019-12-01",
                "start_day": 0,
            },
        ],
        "doses": [
            {"therapy": "t4", "value": 2000000, "unit": "cells/kg"},
            {"therapy": "t5", "value": 300000, "unit": "cells/kg", "day": 0},
            {"therapy": "t5", "value": 700000, "unit": "cells/kg", "day": 1},
        ],
        "toxicities": [
            {"name": "CRS", "occurred": False, "onset": "2019-06-01"},
            {"name": "CRS", "occurred": True, "grade": 1, "system": "Lee", "onset": "2019-12-04", "onset_day": 3},
            {"name": "GVHD", "occurred": True, "grade": 2, "system": "MAGIC", "onset": "2019-12-21", "onset_day": 20},
        ],
        "responses": [
            {"category": "CR", "mrd": "negative", "after": "t4", "date": "2019-06-29", "day": 28},
            {"category": "relapse", "site": "bone marrow", "after": "t4", "day": 100},
            {"category": "PR", "after": "t5", "day": 28},
        ],
    },
    "mild": {
        "patients": [
            {"patient": 1, "age_years": 8, "sex": "female", "diagnoses": ["B-cell acute lymphoblastic leukemia"]}
        ],
        "therapies": [
            {"id": "t1", "name": "blinatumomab", "kind": "drug", "role": "salvage"},
            {
                "id": "t2",
                "name": "tisagenlecleucel",
                "kind": "cell_therapy",
                "role": "infusion",
                "cell_source": "autologous",
                "start_day": 0,
            },
            {
                "id": "t3",
                "name": "haploidentical HSCT",
                "kind": "transplant",
                "role": "infusion",
                "cell_source": "donor",
                "start_day": 90,
            },
        ],
        "toxicities": [{"name": "CRS", "occurred": True}, {"name": "ICANS", "occurred": False}],
        "responses": [
            {"category": "CR", "after": "t2", "day": 29},
            {"mrd": "negative", "after": "t2", "day": 35},
            {"category": "CR", "after": "t2", "time_after": "P2Y", "ongoing": True},
        ],
    },
    "low": {
        "patients": [{"patient": 1, "age_years": 70, "sex": "male", "diagnoses": ["multiple myeloma"]}],
        "therapies": [
            {
                "id": "t1",
                "name": "ciltacabtagene autoleucel",
                "kind": "cell_therapy",
                "role": "infusion",
                "target": "BCMA",
                "start": "2022-05-01",
                "start_day": 0,
            },
            {"id": "t2", "name": "dopamine", "kind": "drug", "role": "toxicity_management"},
            {"id": "t3", "name": "norepinephrine", "kind": "drug", "role": "toxicity_management"},
        ],
        "doses": [{"therapy": "t1", "value": 60000000, "unit": "cells", "basis": "total"}],
        "toxicities": [
            {
                "name": "CRS",
                "occurred": True,
                "grade": 2,
                "system": "ASTCT",
                "onset_day": 7,
                "managed_with": ["dopamine", "norepinephrine"],
            }
        ],
    },
    "none": {
        "report": {"id": "none", "doi": "10.1/AXI"},
        "patients": [{"patient": 1, "sex": "female", "diagnoses": ["B-cell acute lymphoblastic leukemia"]}],
        "therapies": [{"id": "t1", "name": "cytarabine", "kind": "drug", "role": "induction"}],
    },
}
FINDINGS: dict[str, list[dict[str, Any]]] = {
    "axi": [
        {"name": "disease status", "value_text": "refractory"},
        {"name": "prior lines", "value": 2, "operator": ">="},
        {"name": "condition", "value_text": "HIV"},
        {"name": "fever", "value": 39.5, "unit": "Cel", "day": 1},
        {"name": "hypotension", "day": 2},
        {"name": "oxygen", "value_text": "high-flow", "day": 3},
        {"name": "resolved", "value_text": "CRS", "day": 6},
        {"name": "ICE score", "value": 5, "day": 5},
        {"name": "seizure", "present": False},
        {"name": "peak ferritin", "value": 100000, "operator": ">", "unit": "ng/mL", "day": 11},
        {"name": "peak IL-6", "value": 5, "unit": "ng/mL", "day": 3},
        {"name": "infection", "value_text": "aspergillosis", "day": 40},
        {"name": "antigen", "value_text": "CD19 negative"},
        {"name": "death", "value_text": "progressive lymphoma", "date": "2021-08-01"},
        {"name": "doses given", "value_text": "tocilizumab", "value": 2, "unit": "{dose}"},
        {"name": "effect", "value_text": "tocilizumab"},
        {"name": "effect", "value_text": "anakinra", "present": False},
        {"name": "response criteria", "value_text": "Lugano"},
    ],
    "twice": [
        {"name": "blasts", "value_text": "bone marrow", "value": 40, "unit": "%", "date": "2019-05-20"},
        {"name": "blasts", "value_text": "bone marrow", "value": 80, "unit": "%", "date": "2017"},
        {"name": "blasts", "value_text": "bone marrow", "value": 5, "operator": "<", "unit": "%", "date": "2019-06-29"},
        {"name": "GVHD organ", "value_text": "skin"},
        {"name": "GVHD organ", "value_text": "gut"},
        {"name": "MRD assay", "value_text": "flow cytometry", "value": 0.0001},
        {"name": "condition", "value_text": "CNS involvement", "present": False},
        {"name": "peak ferritin", "value": 900, "unit": "ug/L"},
        {"name": "last follow-up", "value_text": "alive", "date": "2020-06-01"},
    ],
    "mild": [
        {"name": "fever"},
        {"name": "hypotension", "present": False},
        {"name": "oxygen", "present": False},
        {"name": "resolved", "value_text": "CRS", "value": 3, "unit": "d"},
        {"name": "last follow-up", "value_text": "alive", "time_after": "P2Y"},
    ],
    "low": [{"name": "death", "value_text": "sepsis"}],
    "none": [{"name": "condition", "value_text": "pregnancy"}],
}
for _id, _findings in FINDINGS.items():
    CASES[_id]["findings"] = _findings
CASES["axi"]["report"] = {"id": "axi", "doi": "10.1/axi"}


def told(report_id: str, facts: dict[str, Any]) -> tuple[Document, Case]:
    """The case with a sentence of its own for every fact, in the order of the notes: cells before what came after them."""
    order = ("patients", "therapies", "doses", "toxicities", "responses", "findings")
    text = ""
    values: dict[str, Any] = {"report": {"id": report_id}, **facts}
    for family in order:
        made = []
        for number, fact in enumerate(facts.get(family, [])):
            sentence = f"{family} {number} of {report_id}."
            text += sentence + "\n"
            made.append(({} if family == "doses" else {"patient": 1}) | fact | {"evidence": [sentence]})
        values[family] = made
    return Document(id=report_id, source=f"{report_id}.txt", sha256=report_id, text=text), Case.model_validate(values)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    path = tmp_path_factory.mktemp("queries") / "ledger.duckdb"
    with Ledger.open(path) as writer:
        writer.load([told(report_id, facts) for report_id, facts in CASES.items()])
    return Ledger.open(path, read_only=True)


AXI, TISA, CILTA = "axicabtagene ciloleucel", "tisagenlecleucel", "ciltacabtagene autoleucel"
BALL, DLBCL = "B-cell acute lymphoblastic leukemia", "diffuse large B-cell lymphoma"

# name, parameters, columns that are looked at, rows
ANSWERS: list[tuple[str, dict[str, str], str, list[tuple[Any, ...]]]] = [
    (
        "drug-for-toxicity",
        {},
        "report_id grade drug value unit route day doses_given helped",
        [("axi", 3, "tocilizumab", 8.0, "mg/kg", "iv", 2, 2, True)],
    ),
    ("drug-for-toxicity", {"drug": "norepinephrine", "min_grade": "3"}, "report_id grade value", [("axi", 3, None)]),
    (
        "drug-for-toxicity",
        {"drug": "norepinephrine"},
        "report_id grade doses_given helped",
        [("axi", 3, None, None), ("low", 2, None, None)],
    ),
    (
        "patients",
        {},
        "report_id prior_lines prior_allogeneic_transplant infusions costimulatory_domain crs crs_max_grade icans icans_max_grade best_response mrd",
        [
            ("axi", 2, False, 1, "CD28", True, 3, True, 2, "CR", None),  # stated: at least two; one is told
            ("low", 0, False, 1, "4-1BB", True, 2, None, None, None, None),
            ("mild", 1, False, 1, "4-1BB", True, None, False, 0, "CR", None),
            ("none", None, None, 0, None, None, None, None, None, None, None),
            ("twice", 2, True, 2, None, True, 1, None, None, "CR", "negative"),
        ],
    ),
    (
        "patients",
        {},
        "report_id blasts_percent",
        [("axi", None), ("low", None), ("mild", None), ("none", None), ("twice", 40.0)],
    ),
    (
        "patients",
        {},
        "report_id status cns_involvement state os_days os_event pfs_days pfs_event",
        [
            ("axi", "refractory", None, "dead", 304, 1, 183, 1),
            ("low", None, None, "dead", None, 1, None, 1),
            ("mild", None, None, "alive", 731, 0, 731, 0),
            ("none", None, None, None, None, None, None, None),
            ("twice", None, False, "alive", 366, 0, 100, 1),
        ],
    ),
    (
        "diseases",
        {},
        "diagnosis reports patients infusions",
        [(BALL, 3, 3, 3), (DLBCL, 1, 1, 1), ("multiple myeloma", 1, 1, 1)],
    ),
    (
        "products",
        {},
        "target costimulatory_domain cell_source patients infusions",
        [
            ("BCMA", "4-1BB", None, 1, 1),
            ("CD19", "4-1BB", "autologous", 1, 1),
            ("CD19", "CD28", "autologous", 1, 1),
            ("CD19", None, "autologous", 1, 1),
            ("CD22", None, "donor", 1, 1),
        ],
    ),
    (
        "cell-doses",
        {},
        "report_id infusion cells_per_kg cells",
        [
            ("twice", 2, 1e6, None),  # 0.3 + 0.7 million on two days
            ("axi", 1, 2e6, None),
            ("twice", 1, 2e6, None),
            ("low", 1, None, 6e7),
            ("mild", 1, None, None),
        ],
    ),
    (
        "lymphodepletion",
        {},
        "report_id regimen name value cumulative_value",
        [("axi", "FC", "fludarabine", 30.0, 90.0)],
    ),
    (
        "crs-grades",
        {},
        "crs infusions percent",
        [
            ("grade 1", 1, 20.0),
            ("grade 2", 1, 20.0),
            ("grade 3", 1, 20.0),
            ("none (stated)", 1, 20.0),
            ("yes, grade not reported", 1, 20.0),
        ],
    ),
    (
        "crs-by-product",
        {},
        "product infusions with_crs without_crs not_reported grade_3_or_more highest_grade",
        [
            ("CD19 CAR-T", 1, 0, 1, 0, 0, None),
            ("CD22 CAR-T", 1, 1, 0, 0, 0, 1),
            (AXI, 1, 1, 0, 0, 1, 3),
            (CILTA, 1, 1, 0, 0, 0, 2),
            (TISA, 1, 1, 0, 0, 0, None),
        ],
    ),
    (
        "grades-by-product",
        {},
        "product class infusions percent",
        [
            ("CD19 CAR-T", "none (stated)", 1, 100.0),
            ("CD22 CAR-T", "grade 1", 1, 100.0),
            (AXI, "grade 3", 1, 100.0),
            (CILTA, "grade 2", 1, 100.0),
            (TISA, "grade not reported", 1, 100.0),
        ],
    ),
    ("grading-systems", {}, "system episodes reports", [("ASTCT", 2, 2), ("Lee", 1, 1), (None, 1, 1)]),
    (
        "crs-grade-check",
        {},
        "report_id author_grade derived_grade signs",
        [
            ("low", 2, 4, "dopamine, norepinephrine"),
            ("mild", None, 1, "fever, no hypotension, no hypoxia"),
        ],
    ),
    ("crs-grade-check", {"toxicity": "ICANS"}, "report_id", []),
    (
        "derived-grades",
        {},
        "report_id toxicity author_grade derived_grade signs",
        [
            ("axi", "ICANS", 2, 2, "ICE 5, no seizure"),
            ("axi", "CRS", 3, 3, "fever, hypotension, norepinephrine, high-flow"),
            ("low", "CRS", 2, 4, "dopamine, norepinephrine"),
            ("mild", "CRS", None, 1, "fever, no hypotension, no hypoxia"),
        ],
    ),
    (
        "toxicity-duration",
        {},
        "product n not_told median_days min_days max_days",
        [
            (AXI, 1, 0, 5.0, 5, 5),
            (TISA, 1, 0, 3.0, 3, 3),
            ("CD22 CAR-T", 0, 1, None, None, None),
            (CILTA, 0, 1, None, None, None),
        ],
    ),
    (
        "survival",
        {},
        "report_id state os_days os_event pfs_days pfs_event dor_days dor_event exact",
        [
            ("axi", "dead", 304, 1, 183, 1, 153, 1, True),
            ("low", "dead", None, 1, None, 1, None, None, None),
            ("mild", "alive", 731, 0, 731, 0, 702, 0, False),  # two years are 730.5 days
            ("twice", "alive", 366, 0, 100, 1, 72, 1, True),
        ],
    ),
    (
        "deaths-and-infections",
        {},
        "report_id what detail cause_group day",
        [
            ("axi", "death", "progressive lymphoma", "disease", 304),
            ("axi", "infection", "aspergillosis", None, 40),
            ("low", "death", "sepsis", "infection", None),
        ],
    ),
    (
        "special-populations",
        {},
        "condition report_id product best_response os_days os_event",
        [("HIV", "axi", AXI, "CR", 304, 1), ("pregnancy", "none", None, None, None, None)],
    ),
    ("special-populations", {"condition": "HIV"}, "condition status", [("HIV", "refractory")]),
    (
        "peak-values",
        {},
        "test unit crs_grade n median_value max_value lower_bounds",
        [
            ("IL-6", "pg/mL", 3, 1, 5000.0, 5000.0, 0),
            ("ferritin", "ng/mL", 1, 1, 900.0, 900.0, 0),
            ("ferritin", "ng/mL", 3, 1, None, 100000.0, 1),
        ],
    ),
    ("mrd-assays", {}, "method threshold patients results", [("flow cytometry", 0.0001, 1, 1), (None, None, 1, 1)]),
    ("to-check", {}, "fact_id", []),
    (
        "onset-by-domain",
        {},
        "costimulatory_domain n median_days min_days max_days",
        [("4-1BB", 1, 7.0, 7, 7), ("CD28", 1, 1.0, 1, 1), (None, 1, 3.0, 3, 3)],
    ),
    (
        "toxicity-episodes",
        {},
        "report_id grade onset_day days managed_with fatal",
        [("axi", 2, 5, None, ["dexamethasone"], False)],
    ),
    (
        "hlh-drugs",
        {},
        "report_id grade operator peak_ferritin drug_order drug value route day helped",
        [("axi", 3, ">", 100000.0, 1, "anakinra", 100.0, "sc", 11, False)],
    ),
    (
        "gvhd-after-donor-cells",
        {},
        "report_id infusion occurred grade system onset_day organs",
        [("twice", 2, True, 2, "MAGIC", 20, "gut; skin")],
    ),
    (
        "transplant-to-cells",
        {},
        "report_id transplant cell_source days_at_least days_at_most",
        [("twice", "allogeneic HSCT", "donor", 457, 457)],  # 1 March 2018 to 1 June 2019: 365 + 92
    ),
    (
        "prior-treatment",
        {},
        "report_id lines regimens blinatumomab inotuzumab btk_inhibitor allogeneic_transplant",
        [
            ("axi", 1, "R-CHOP", False, False, False, False),
            ("low", 0, None, False, False, False, False),
            ("mild", 1, "blinatumomab", True, False, False, False),
            ("twice", 2, "hyper-CVAD > inotuzumab ozogamicin", False, True, False, True),
        ],
    ),
    (
        "response-at",
        {},
        "report_id infusion category mrd days_after criteria",
        [
            ("axi", 1, "CR", None, 30, "Lugano"),
            ("mild", 1, "CR", None, 29, None),
            ("twice", 1, "CR", "negative", 28, None),
            ("twice", 2, "PR", None, 28, None),
        ],
    ),
    ("response-at", {"day": "100", "earliest": "90", "latest": "110"}, "report_id category", [("twice", "relapse")]),
    (
        "best-responses",
        {},
        "diagnosis category mrd criteria infusions",
        [
            (BALL, "CR", "negative", None, 1),
            (BALL, "CR", None, None, 1),
            (BALL, "PR", None, None, 1),
            (DLBCL, "CR", None, "Lugano", 1),
        ],
    ),
    (
        "time-to-mrd-negative",
        {},
        "report_id infusion days exact",
        [("mild", 1, 35, True), ("twice", 1, 28, True)],  # mild: CR on day 29, MRD negative on day 35: both from day 35
    ),
    (
        "relapses",
        {},
        "report_id after_name site day time_after days_after antigen",
        [
            ("axi", AXI, "CNS", None, "P6M", 183, "CD19 negative"),
            ("twice", "CD19 CAR-T", "bone marrow", 100, None, 100, None),
        ],
    ),
    (
        "second-infusions",
        {},
        "report_id interval_days reason targets cell_sources dose_ratio first_response second_response",
        [("twice", 183, "relapse", "CD19 -> CD22", "autologous -> donor", 0.5, "CR", "PR")],
    ),
    (
        "consolidative-transplants",
        {},
        "report_id transplant days_after_infusion relapse_reported",
        [
            ("axi", None, None, True),
            ("low", None, None, False),
            ("mild", "haploidentical HSCT", 90, False),
            ("twice", None, None, True),
        ],
    ),
    (
        "pooled-grade",
        {},
        "slab xi ni grade_unknown",
        [("axi", 1, 1, 0), ("low", 0, 1, 0), ("mild", 0, 0, 1), ("twice", 0, 1, 0)],
    ),
    (
        "response-duration",
        {},
        "report_id infusion first_response_day days event",
        [("axi", 1, 30, 153, 1), ("mild", 1, 29, 702, 0), ("twice", 1, 28, 72, 1), ("twice", 2, 28, 155, 0)],
    ),
    (
        "swimmer-bars",
        {},
        "id infusion start end continued",
        [
            ("axi 1", 1, 0, 304, False),
            ("low 1", 1, 0, 7, False),
            ("mild 1", 1, 0, 731, True),  # 2 years are 730.5 days
            ("twice 1", 1, 0, 366, False),
            ("twice 1", 2, 0, 183, False),
        ],
    ),
    (
        "swimmer-points",
        {},
        "id infusion time event",
        [
            ("axi 1", 1, 1, "CRS onset"),
            ("axi 1", 1, 5, "ICANS onset"),
            ("axi 1", 1, 10, "IEC-HS onset"),
            ("axi 1", 1, 30, "CR"),
            ("axi 1", 1, 183, "relapse"),
            ("axi 1", 1, 304, "death"),
            ("low 1", 1, 7, "CRS onset"),
            ("mild 1", 1, 29, "CR"),
            ("mild 1", 1, 35, "MRD negative"),
            ("mild 1", 1, 731, "CR"),
            ("twice 1", 1, 28, "CR MRD negative"),
            ("twice 1", 1, 100, "relapse"),
            ("twice 1", 2, 3, "CRS onset"),
            ("twice 1", 2, 20, "GVHD onset"),
            ("twice 1", 2, 28, "PR"),
        ],
    ),
    (
        "steroids",
        {},
        "report_id toxicity drug prednisone_mg",
        [("axi", "ICANS", "dexamethasone", 800.4)],
    ),  # 10 × 4 × 3 × 6.67
    (
        "completeness",
        {},
        "patients age sex infusion costimulatory_domain cell_dose crs icans best_response disease_status last_status follow_up",
        [(5, 4, 5, 4, 3, 3, 4, 2, 3, 1, 4, 3)],
    ),
    (
        "therapies-in-order",
        {},
        "report_id ordinal name part_of_name",
        [
            ("axi", 1, "R-CHOP", None),
            ("axi", 2, "rituximab", "R-CHOP"),
            ("axi", 3, "FC", None),
            ("axi", 4, "fludarabine", "FC"),
            ("axi", 5, AXI, None),
            ("axi", 6, "tocilizumab", None),
            ("axi", 7, "norepinephrine", None),
            ("axi", 8, "dexamethasone", None),
            ("axi", 9, "anakinra", None),
            ("low", 1, CILTA, None),
            ("low", 2, "dopamine", None),
            ("low", 3, "norepinephrine", None),
            ("mild", 1, "blinatumomab", None),
            ("mild", 2, TISA, None),
            ("mild", 3, "haploidentical HSCT", None),
            ("none", 1, "cytarabine", None),
            ("twice", 1, "hyper-CVAD", None),
            ("twice", 2, "inotuzumab ozogamicin", None),
            ("twice", 3, "allogeneic HSCT", None),
            ("twice", 4, "CD19 CAR-T", None),
            ("twice", 5, "CD22 CAR-T", None),
        ],
    ),
    (
        "patient-timeline",
        {"report": "mild"},
        "ordinal day time_after what",
        [
            (1, None, None, "blinatumomab (salvage)"),
            (2, 0, None, "tisagenlecleucel (infusion)"),
            (3, 29, None, "CR"),
            (4, 35, None, "MRD negative"),
            (5, 90, None, "haploidentical HSCT (infusion)"),
            (6, None, None, "CRS"),  # told after the transplant, without a day
            (7, None, None, "no ICANS"),
            (8, None, "P2Y after tisagenlecleucel", "CR ongoing"),
            (9, None, "P2Y", "last follow-up alive"),
        ],
    ),
    (
        "quotes",
        {"report": "none"},
        "family quote",
        [
            ("findings", "findings 0 of none."),
            ("patients", "patients 0 of none."),
            ("therapies", "therapies 0 of none."),
        ],
    ),
    (
        "quotes",
        {"report": "none"},
        "value section page start end rule confidence decided",
        [
            (
                '{"date":null,"day":null,"name":"condition","operator":null,"patient":1,"present":true,"time_after":null,"unit":null,'
                '"value":null,"value_text":"pregnancy"}',
                *(None, None, 41, 60, "annotation", 1.0, None),
            ),
            (
                f'{{"age_years":null,"diagnoses":["{BALL}"],"patient":1,"sex":"female"}}',
                *(None, None, 0, 19, "annotation", 1.0, None),
            ),
            (
                '{"cell_source":null,"end":null,"end_day":null,"id":"t1","kind":"drug","name":"cytarabine","part_of":null,"patient":1,'
                '"role":"induction","start":null,"start_day":null,"status":"given","target":null}',
                *(None, None, 20, 40, "annotation", 1.0, None),
            ),
        ],
    ),
    # Columns that the answers above leave out.
    (
        "drug-for-toxicity",
        {"min_grade": "2"},
        "report_id after_name system basis frequency dose_text",
        [("axi", AXI, "ASTCT", "single", None, "doses 2 of axi.")],
    ),
    (
        "patients",
        {},
        "report_id age_years sex diagnoses product target cell_source cells_per_kg toxicity_drugs decided",
        [
            (
                "axi",
                60.0,
                "male",
                [DLBCL],
                AXI,
                "CD19",
                "autologous",
                2e6,
                ["anakinra", "dexamethasone", "norepinephrine", "tocilizumab"],
                None,
            ),
            (
                "low",
                70.0,
                "male",
                ["multiple myeloma"],
                CILTA,
                "BCMA",
                None,
                None,
                ["dopamine", "norepinephrine"],
                None,
            ),  # 60 million in total, no weight
            ("mild", 8.0, "female", [BALL], TISA, "CD19", "autologous", None, [], None),
            ("none", None, "female", [BALL], None, None, None, None, None, None),
            ("twice", 30.0, "female", [BALL], "CD19 CAR-T", "CD19", "autologous", 2e6, [], None),
        ],
    ),
    ("lymphodepletion", {}, "name unit basis duration", [("fludarabine", "mg/m2", "per_day", "P3D")]),
    ("crs-grade-check", {}, "after_name system", [(CILTA, "ASTCT"), (TISA, None)]),
    ("onset-by-domain", {}, "q1 q3", [(7.0, 7.0), (1.0, 1.0), (3.0, 3.0)]),
    ("toxicity-episodes", {}, "after_name system", [(AXI, "ASTCT")]),
    ("hlh-drugs", {}, "onset_day ferritin_unit unit", [(10, "ng/mL", "mg")]),
    ("gvhd-after-donor-cells", {}, "cell_source", [("donor",)]),
    (
        "prior-treatment",
        {},
        "stated_lines stated_lines_operator",
        [(2.0, ">="), (None, None), (None, None), (None, None)],
    ),
    (
        "time-to-mrd-negative",
        {},
        "report_id methods threshold",
        [("mild", None, None), ("twice", "flow cytometry", 0.0001)],
    ),
    ("swimmer-bars", {}, "name_fill", [(AXI,), (CILTA,), (TISA,), ("CD19 CAR-T",), ("CD22 CAR-T",)]),
    (
        "survival",
        {},
        "report_id death_day relapse_day last_seen_day first_response_day costimulatory_domain target",
        [
            ("axi", 304, 183, 304, 30, "CD28", "CD19"),
            ("low", None, None, None, None, "4-1BB", "BCMA"),
            ("mild", None, None, 731, 29, "4-1BB", "CD19"),
            ("twice", None, 100, 366, 28, None, "CD19"),
        ],
    ),
    ("relapses", {}, "category", [("relapse",), ("relapse",)]),
    (
        "consolidative-transplants",
        {},
        "pfs_days pfs_event os_days os_event",
        [(183, 1, 304, 1), (None, 1, None, 1), (731, 0, 731, 0), (100, 1, 366, 0)],
    ),
    (
        "special-populations",
        {},
        "age_years sex diagnoses crs_max_grade",
        [(60.0, "male", [DLBCL], 3), (None, "female", [BALL], None)],
    ),
    ("steroids", {}, "value", [(10.0,)]),
    (
        "patient-timeline",
        {"report": "twice"},
        "patient date day what",
        [
            (1, "2017", None, "hyper-CVAD (induction)"),
            (1, "2017-12", None, "inotuzumab ozogamicin (salvage)"),
            (1, "2018-03-01", None, "allogeneic HSCT (infusion)"),
            (1, "2019-06-01", 0, "CD19 CAR-T (infusion)"),
            (1, "2019-06-01", None, "no CRS"),
            (1, "2019-06-29", 28, "CR MRD negative"),
            (1, None, 100, "relapse (bone marrow)"),
            (1, "2019-12-01", 0, "CD22 CAR-T (infusion)"),
            (1, None, 0, "CD22 CAR-T 300000 cells/kg"),
            (1, None, 1, "CD22 CAR-T 700000 cells/kg"),
            (1, "2019-12-04", 3, "CRS grade 1 (Lee)"),
            (1, "2019-12-21", 20, "GVHD grade 2 (MAGIC)"),
            (1, None, 28, "PR"),
            (1, None, None, "peak ferritin 900 ug/L"),
            (1, "2020-06-01", None, "last follow-up alive"),
        ],
    ),
    ("doubtful", {}, "fact_id", []),
    ("same-publication", {}, "publication reports report_ids used", [("10.1/axi", 2, "axi, none", "axi")]),
    ("same-patient", {}, "report_id", []),
    ("accuracy", {}, "pipeline", []),
    ("checked", {}, "family", []),
    ("corrections", {}, "fact_id", []),
    (
        "references",
        {},
        "reference_id report_id",
        [(None, "axi"), (None, "low"), (None, "mild"), (None, "none"), (None, "twice")],
    ),
]


@pytest.mark.parametrize(("name", "params", "columns", "rows"), ANSWERS, ids=[f"{a[0]}{a[1] or ''}" for a in ANSWERS])
def test_the_answer_worked_out_by_hand(
    ledger: Ledger, name: str, params: dict[str, str], columns: str, rows: list[tuple[Any, ...]]
) -> None:
    result = ledger.run_named(name, params)
    places = [result.columns.index(column) for column in columns.split()]
    assert [tuple(row[place] for place in places) for row in result.rows] == rows


def test_every_named_query_has_an_answer_here() -> None:
    assert {query.name for query in named_queries()} == {answer[0] for answer in ANSWERS}


def test_every_named_query_says_what_it_answers_and_what_a_row_is() -> None:
    for query in named_queries():
        assert query.description.endswith((".", "?")), query.name
        assert query.grain.endswith("."), query.name
        assert all(f"${param.name}" in query.sql for param in query.params), query.name


def test_a_query_that_does_not_exist_names_its_neighbour(ledger: Ledger) -> None:
    with pytest.raises(WarehouseError, match="did you mean 'crs-grades'"):
        ledger.run_named("crs-grade")
    with pytest.raises(WarehouseError, match="takes no 'colour': it takes drug, min_grade, toxicity"):
        ledger.run_named("drug-for-toxicity", {"colour": "red"})
    with pytest.raises(WarehouseError, match="needs a value for 'report'"):
        ledger.run_named("quotes")


def test_parameters_are_values_never_sql(ledger: Ledger) -> None:
    assert ledger.run_named("drug-for-toxicity", {"drug": "x' OR '1'='1"}).rows == ()
    with pytest.raises(WarehouseError, match="Could not convert"):
        ledger.run_named("drug-for-toxicity", {"min_grade": "1; DROP TABLE x"})


def test_defaults_are_read_from_the_header() -> None:
    query = named_query("drug-for-toxicity")
    assert {param.name: param.default for param in query.params} == {
        "drug": "tocilizumab",
        "toxicity": "CRS",
        "min_grade": "1",
    }
    assert named_query("quotes").params[0].default is None


@pytest.mark.parametrize(
    ("macro", "value"),
    [
        ("period_days('P2W')", 14.0),
        ("period_days('P1Y6M')", 547.875),
        ("period_days('PT12H')", 0.5),
        ("period_days('PT30M')", 0.0),
        ("period_days(NULL)", None),
        ("first_day('2019-02')::VARCHAR", "2019-02-01"),
        ("last_day_of('2019-02')::VARCHAR", "2019-02-28"),
        ("last_day_of('2019')::VARCHAR", "2019-12-31"),
        ("first_day(NULL)", None),
        ("plain(2000000.0)", "2000000"),
        ("plain(2.5)", "2.5"),
        ("daily('4/d')", 4.0),
        ("daily('1/21d')", 1 / 21),
        ("round(daily('3/wk'), 4)", 0.4286),
        ("daily('1/12h')", 2.0),
    ],
)
def test_macros(ledger: Ledger, macro: str, value: object) -> None:
    assert ledger.query(f"SELECT {macro}").rows[0][0] == pytest.approx(value)
