"""Remissions, progression and residual disease in the words of many centres: one assessment, one row."""

from pathlib import Path
from typing import Any

import pytest

from corpus import read
from extractors import extract
from extractors.responses_assay import find_by_assay
from models import Case


def case_of(tmp_path: Path, pipeline: Any, told: str) -> Case:
    path = tmp_path / "report.txt"
    path.write_text("Case report\n\n" + told, encoding="utf-8")
    return extract(read(path), pipeline=pipeline)


@pytest.mark.parametrize(
    ("told", "category", "mrd"),
    [
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 the marrow was in CR, but flow cytometry detected 0.6% abnormal lymphoid cells.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 the marrow was in CR; flow cytometry found 0.02% residual blasts.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 the marrow was in remission, yet the cytometer counted 0.82% leukemic cells.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was seen, although by flow 0.3% leukaemic cells remained.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was documented. The flow cytometer still picked up 0.05% aberrant B cells.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was documented, with immunophenotyping revealing 0.4% residual leukemic blasts.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 the marrow was in CR and flow cytometry found no aberrant cells.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 the marrow was in CR; no leukemic cells were detectable by flow cytometry.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). The aspirate of day 28 was in CR, and no leukemic cell was left for the cytometer to count.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 the marrow was in CR, with no clonal B cell among 10^5 events by flow cytometry.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was reached and next-generation sequencing could not find the clone any more.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was reached, but NGS still detected the leukemic clonotype.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was confirmed and flow cytometry was clean.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was confirmed and BCR-ABL1 transcripts were undetectable.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was confirmed, but BCR-ABL1 transcripts persisted at 0.1%.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 CR was confirmed; residual leukaemia of 0.4% was measured by flow.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28 the patient was in CR without evidence of residual leukemia by multiparameter flow cytometry.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28, CR with undetectable MRD was achieved.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28, there was CR; MRD by PCR was quantifiable at 2 x 10^-4.",
            "CR",
            "positive",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28, there was CR, MRD <0.01%.",
            "CR",
            "negative",
        ),
        (
            "A 30-year-old man with ALL received CD19 CAR-T cells on 3 March 2021 (day 0). On day 28, CR was achieved with MRD negativity at a sensitivity of 10^-5.",
            "CR",
            "negative",
        ),
    ],
)
def test_residual_disease_by_any_assay(tmp_path: Path, pipeline: Any, told: str, category: str, mrd: str) -> None:
    responses = case_of(tmp_path, pipeline, told).responses
    assert [(r.category, r.mrd) for r in responses] == [(category, mrd)]


@pytest.mark.parametrize(
    ("told", "category"),
    [
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). On day 30 a stringent complete response was documented.",
            "sCR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). On day 30 she was in sCR.",
            "sCR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). By day 90 the response had deepened to stringent CR.",
            "sCR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). The response on day 90 met IMWG criteria for stringent complete remission.",
            "sCR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). On day 30, serum and urine immunofixation were negative and the marrow held 1% plasma cells: CR.",
            "CR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). On day 30 she had a very good partial response.",
            "VGPR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). VGPR was the response on day 30.",
            "VGPR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). Her M-protein had fallen by 93% on day 30, a VGPR.",
            "VGPR",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). In October 2021 the M-protein reappeared at 5 g/L; progressive disease was diagnosed.",
            "PD",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). In October 2021 serological progression was noted.",
            "PD",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). In October 2021 she progressed biochemically.",
            "PD",
        ),
        (
            "A 60-year-old woman with IgG kappa myeloma received ide-cel on 3 March 2021 (day 0). Light chains rose again in October 2021, fulfilling criteria for progression.",
            "PD",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 30 PET-CT showed complete metabolic response (Deauville 1).",
            "CR",
        ),
        ("A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). PET on day 30: CMR.", "CR"),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). PET on day 30 was negative, in keeping with complete remission.",
            "CR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 30 PET showed no pathological uptake.",
            "CR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 30 all lesions had resolved on PET-CT.",
            "CR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 30 PET-CT was normal (Deauville score 2).",
            "CR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). Day-30 PET-CT demonstrated a partial metabolic response.",
            "PR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 30 the nodes had shrunk by 60%, a PR.",
            "PR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 90 PET-CT showed progressive disease.",
            "PD",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 90 new lesions appeared in the liver, and progression was confirmed by biopsy.",
            "PD",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). Restaging on day 90 revealed progression.",
            "PD",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). Unfortunately the lymphoma progressed on day 60.",
            "PD",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). Stable disease was seen on day 30.",
            "SD",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). On day 30 the disease was unchanged (SD).",
            "SD",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). The lymphoma proved refractory to axi-cel on day 30.",
            "NR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). She is alive and in CR 24 months after infusion.",
            "CR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). At the last follow-up in March 2023 she remained disease-free.",
            "CR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). She has been in continuous complete remission for 2 years.",
            "CR",
        ),
        (
            "A 60-year-old woman with DLBCL received axi-cel on 3 March 2021 (day 0). No evidence of disease was found in March 2023.",
            "CR",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. On day 28 the marrow was in complete morphological remission.",
            "CR",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. The day 28 marrow showed 3% blasts with recovered counts, consistent with CR.",
            "CR",
        ),
        ("A 60-year-old woman with AML received 7+3 from 3 March 2021. She entered CR1 on 2 April 2021.", "CR"),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. She attained complete haematological remission on 2 April 2021.",
            "CR",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. CR with incomplete count recovery was reached on 2 April 2021.",
            "CRi",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. On 2 April 2021 the marrow was blast-free but platelets stayed below 50 (CRi).",
            "CRi",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. The marrow of 2 April 2021 contained 34% blasts: refractory disease.",
            "NR",
        ),
        ("A 60-year-old woman with AML received 7+3 from 3 March 2021. She did not respond.", "NR"),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. There was no response to 7+3 on 2 April 2021.",
            "NR",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. Primary induction failure was established on 2 April 2021.",
            "NR",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. She relapsed on 5 January 2022 with 40% blasts.",
            "relapse",
        ),
        ("A 60-year-old woman with AML received 7+3 from 3 March 2021. On 5 January 2022 blasts were back.", "relapse"),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. A relapse was diagnosed on 5 January 2022.",
            "relapse",
        ),
        (
            "A 60-year-old woman with AML received 7+3 from 3 March 2021. The leukaemia recurred on 5 January 2022.",
            "relapse",
        ),
    ],
)
def test_a_state_in_common_words_is_one_row(tmp_path: Path, pipeline: Any, told: str, category: str) -> None:
    assert [r.category for r in case_of(tmp_path, pipeline, told).responses] == [category]


@pytest.mark.parametrize(
    "sentence",
    [
        "Flow cytometry at diagnosis showed 85% aberrant lymphoblasts.",
        "No abnormal cells were found in the CSF by flow cytometry.",
        "Flow cytometry showed 12% abnormal blasts.",
        "Flow cytometry confirmed that the blasts expressed CD19.",
        "Sequencing of the donor showed no residual clone.",
        "PCR for CMV was positive.",
    ],
)
def test_assays_that_tell_of_something_else(sentence: str) -> None:
    assert not list(find_by_assay(sentence))
