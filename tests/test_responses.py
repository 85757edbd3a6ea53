"""States of the disease in a short story: category/MRD, and of the assessment its time and the treatment before it."""

from pathlib import Path
from typing import Any

import pytest

from corpus import read
from extractors import extract
from models import Case, Response


def case_of(tmp_path: Path, pipeline: Any, story: str, diagnosis: str = "leukemia") -> Case:
    path = tmp_path / "report.txt"
    path.write_text(f"Case report\n\nA 40-year-old woman with {diagnosis} was treated.\n\n{story}\n")
    return extract(read(path), pipeline=pipeline)


def state(r: Response) -> str:
    return (r.category.value if r.category else "-") + (f"/{r.mrd.value}" if r.mrd else "")


SENTENCES = [
    (
        "A bone marrow examination on day 30 revealed a morphologic complete remission with undetectable MRD.",
        "CR/negative",
    ),
    ("He achieved a complete metabolic response (Deauville 1).", "CR"),
    ("PET-CT demonstrated complete metabolic remission.", "CR"),
    ("Restaging PET/CT showed resolution of all FDG-avid lesions.", "CR"),
    ("PET/CT showed no evidence of FDG-avid disease.", "CR"),
    ("Positron emission tomography showed complete resolution of the mediastinal mass.", "CR"),
    ("Bone marrow aspirate showed 45% blasts, consistent with relapse.", "relapse"),
    ("The patient was found to have a CD19-negative relapse.", "relapse"),
    ("The patient relapsed with CD19-negative disease.", "relapse"),
    ("She was refractory to R-CHOP and R-ICE.", "NR"),
    ("The disease was refractory to second-line chemotherapy.", "NR"),
    ("A 52-year-old man with relapsed/refractory DLBCL was referred.", ""),
    ("A 52-year-old man with relapsed or refractory B-ALL was enrolled.", ""),
    ("A patient with refractory multiple myeloma", ""),
    ("The CR rate of CAR-T therapy is 70-90%.", ""),
    ("In order to prevent relapse, interferon was started", ""),
    ("He underwent HSCT in CR1.", ""),
    ("Allogeneic HSCT in second complete remission", ""),
    (
        "Bone marrow biopsy confirmed complete remission (CR) with negative minimal residual disease (MRD).",
        "CR/negative",
    ),
    ("He remains in complete remission 24 months after CAR-T.", "CR"),
    ("She has remained relapse-free for 14 months.", "CR"),
    ("She remains alive and disease-free.", "CR"),
    ("There was no evidence of relapse at the last follow-up.", "CR"),
    ("MRD became negative.", "-/negative"),
    ("MRD turned positive again (0.02%).", "-/positive"),
    ("Flow MRD was 0.3%", "-/positive"),
    ("MRD by NGS was undetectable", "-/negative"),
    ("MRD-negative CRi was achieved", "CRi/negative"),
    ("The best response was stable disease.", "SD"),
    ("Disease progression was documented on PET-CT", "PD"),
    ("The lymphoma progressed.", "PD"),
    ("Imaging revealed progressive disease", "PD"),
    ("Unfortunately, PD occurred after two cycles.", "PD"),
    ("He failed to respond to two cycles of DHAP.", "NR"),
    ("Did not achieve remission after induction", "NR"),
    ("Induction failure", "NR"),
    ("The M-protein decreased by 92%, corresponding to a VGPR.", "VGPR"),
    ("A stringent complete response (sCR) was achieved", "sCR"),
    ("BCR::ABL1 transcripts became undetectable", "-/negative"),
    ("A major molecular response was reached", ""),
    ("Complete cytogenetic remission was attained", "CR"),
    ("Complete hematologic response", "CR"),
    ("Near-complete response", "VGPR"),
    ("Bone marrow was in remission.", "CR"),
    ("The disease went into remission.", "CR"),
    ("A third relapse occurred in the CNS.", "relapse"),
    ("Isolated extramedullary relapse in the breast", "relapse"),
    ("Leukaemia recurred", "relapse"),
    ("With no sign of recurrence", "CR"),
    ("Persistent disease was found in the marrow", "NR"),
    ("The bone marrow contained no blasts.", "CR"),
    ("She attained a partial remission", "PR"),
    ("PET/CT indicated a PR.", "PR"),
    ("A very good partial remission was obtained", "VGPR"),
    ("Minimal response", "MR"),
    ("CR with incomplete hematological recovery (CRi)", "CRi"),
    ("Complete response with incomplete count recovery", "CRi"),
    ("Morphological CR, MRD 0.3%", "CR/positive"),
    ("CSF was cleared of blasts", ""),
    ("Fever recurred on day 10", ""),
    ("CRS progressed to grade 3", ""),
    ("HLH relapsed", ""),
    ("The pneumonia progressed", ""),
    ("Progression-free survival was 6 months.", ""),
    ("FLT3-ITD positive AML was diagnosed", ""),
    ("PML-RARA positive APL", ""),
    ("Without evidence of disease", "CR"),
    ("There was an excellent response with disappearance of the mass.", ""),
    ("All lesions had resolved", "CR"),
    ("Lymphadenopathy resolved completely on CT.", "CR"),
    ("No response was observed.", "NR"),
    ("MRD positivity (0.08%) recurred", "-/positive"),
    ("He was in continuous complete molecular remission", "CR/negative"),
    ("Donor chimerism was 100% and MRD was not detected.", "-/negative"),
    ("Measurable residual disease was detected at 0.04%", "-/positive"),
    ("She is currently in CR.", "CR"),
    ("Chemotherapy was ineffective", "NR"),
    ("The tumour shrank by half", ""),
    ("Complete remission was not achieved", "NR"),
    ("No CR was reached", "NR"),
    ("He never entered remission", "NR"),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_state_of_a_sentence(tmp_path: Path, pipeline: Any, sentence: str, expected: str) -> None:
    case = case_of(tmp_path, pipeline, f"She received FLAG-IDA in March 2020. {sentence}")
    assert " ".join(state(r) for r in case.responses) == expected


STORIES = [
    (
        "She received FLAG-IDA in March 2020. The marrow on 12 May 2020 was in CR. MRD was negative by flow cytometry.",
        [("CR/negative", "FLAG-IDA", "2020-05-12", None, None, None)],
    ),
    (
        "She received FLAG-IDA in March 2020. CR was achieved. She relapsed on 3 January 2021.",
        [("CR", "FLAG-IDA", None, None, None, None), ("relapse", "FLAG-IDA", "2021-01-03", None, None, None)],
    ),
    (
        "She underwent haploidentical HSCT on 10 June 2020 (day 0). MRD was negative 3 and 6 months after transplantation.",
        [
            ("-/negative", "haploidentical HSCT", None, None, "P3M", None),
            ("-/negative", "haploidentical HSCT", None, None, "P6M", None),
        ],
    ),
    (
        "She underwent haploidentical HSCT on 10 June 2020 (day 0). On day +30 she was in MRD-negative CR.",
        [("CR/negative", "haploidentical HSCT", "2020-07-10", 30, None, None)],
    ),
    (
        "CD19 CAR-T cells were infused on 1 June 2021 (day 0). She has remained in CR for 15 months.",
        [("CR", "CD19 CAR-T", None, None, None, "P15M")],
    ),
    (
        "She received two cycles of FLAG-IDA. PR was seen on 5 July 2022 and CR on 8 August 2022.",
        [("PR", "FLAG-IDA", "2022-07-05", None, None, None), ("CR", "FLAG-IDA", "2022-08-08", None, None, None)],
    ),
]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_time_and_treatment(tmp_path: Path, pipeline: Any, story: str, expected: list[tuple[Any, ...]]) -> None:
    case = case_of(tmp_path, pipeline, story)
    names = {t.id: t.name for t in case.therapies}
    found = [
        (state(r), names.get(r.after or ""), r.date and str(r.date), r.day, r.time_after, r.duration)
        for r in case.responses
    ]
    assert found == expected


def test_a_restatement_in_the_discussion_is_no_new_row(tmp_path: Path, pipeline: Any) -> None:
    story = (
        "She received FLAG-IDA in March 2020. CR was achieved.\n\nDiscussion\n\nOur patient achieved CR with FLAG-IDA."
    )
    assert len(case_of(tmp_path, pipeline, story).responses) == 1


def test_remission_of_an_autoimmune_disease_is_no_response(tmp_path: Path, pipeline: Any) -> None:
    story = (
        "She had SLE with lupus nephritis. CD19 CAR-T cells were infused on 1 June 2021 (day 0). "
        "Lupus was in complete remission on day 90. SLE did not relapse. Lupus nephritis remained in remission."
    )
    assert not case_of(tmp_path, pipeline, story, "systemic lupus erythematosus").responses
