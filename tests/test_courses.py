"""From sentences to courses: each told once, with role, status and the regimen it is part of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import read
from extractors import extract, load_pipeline
from models import Case

CASES = [
    (
        "A 45-year-old man with DLBCL received six cycles of R-CHOP as first-line therapy. He relapsed in May 2020 and received R-DHAP, "
        "followed by BEAM-conditioned autologous HSCT. After relapse, axi-cel was infused on 3 March 2021 following lymphodepletion with "
        "fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2. CRS grade 2 occurred on day 3 and was treated with tocilizumab; steroids were "
        "not given. Levetiracetam was started on day 0. Allogeneic HSCT was discussed but the patient declined.",
        "R-CHOP induction; R-DHAP salvage; BEAM conditioning; autologous HSCT infusion; axicabtagene ciloleucel infusion; fludarabine lymphodepletion; "
        "cyclophosphamide lymphodepletion; tocilizumab toxicity_management; corticosteroid toxicity_management not_given; levetiracetam prophylaxis; "
        "allogeneic HSCT infusion declined",
    ),
    (
        "A 7-year-old girl with B-ALL relapsed. She underwent CD19 CAR-T infusion; lymphodepleting chemotherapy consisted of FC. She then underwent "
        "haplo-HSCT from her father with a conditioning regimen of busulfan, cyclophosphamide and ATG; cyclosporine, MMF and short-term methotrexate "
        "were given as GVHD prophylaxis. A second infusion of CAR-T cells was given on day 181.",
        "CD19 CAR-T infusion; FC lymphodepletion; haploidentical HSCT infusion; busulfan conditioning; cyclophosphamide conditioning; "
        "antithymocyte globulin conditioning; cyclosporine gvhd_prophylaxis; mycophenolate mofetil gvhd_prophylaxis; methotrexate gvhd_prophylaxis; "
        "CD19 CAR-T infusion",
    ),
    (
        "A 55-year-old man with refractory DLBCL had received four prior lines: R-CHOP, R-ICE, R-GDP and ibrutinib. Blinatumomab was given as a bridge to "
        "CAR-T therapy. Because insurance denied coverage, lisocabtagene maraleucel could not be given. Prophylactic acyclovir was started.",
        "R-CHOP induction; R-ICE salvage; R-GDP salvage; ibrutinib salvage; blinatumomab bridging; lisocabtagene maraleucel infusion not_given; acyclovir prophylaxis",
    ),
    (
        "A 60-year-old woman with multiple myeloma received VRd (bortezomib, lenalidomide, dexamethasone) as induction and was maintained on lenalidomide.",
        "VRd induction; bortezomib induction <VRd; lenalidomide induction <VRd; dexamethasone induction <VRd; lenalidomide maintenance",
    ),
    (
        "A 30-year-old man with AML achieved CR. Allo-HSCT from a matched unrelated donor was performed after Flu/Bu conditioning. "
        "An aunt takes azathioprine for Crohn disease. Acute GVHD responded to methylprednisolone 2 mg/kg, which was tapered; the methylprednisolone was stopped in May.",
        "allogeneic HSCT infusion; Flu/Bu conditioning; methylprednisolone toxicity_management",
    ),
    (
        "A 36-year-old woman with systemic lupus erythematosus and lupus nephritis took hydroxychloroquine and mycophenolate mofetil. Her lupus had not responded "
        "to cyclophosphamide. She received CD19 CAR-T cells.",
        "hydroxychloroquine -; mycophenolate mofetil -; cyclophosphamide -; CD19 CAR-T infusion",
    ),
    (
        "A 50-year-old man with mantle cell lymphoma was offered CAR-T therapy. CD19 CAR-T cells were infused on 3 May 2021.",
        "CD19 CAR-T infusion",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), CASES)
def test_courses(story: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"# A case\n\n## Case presentation\n\n{story}\n", encoding="utf-8")
    therapies = extract(read(path), pipeline=load_pipeline()).therapies
    names = {t.id: t.name for t in therapies}
    rows = [
        f"{t.name} {t.role or '-'}"
        + ("" if t.status == "given" else f" {t.status}")
        + (f" <{names[t.part_of]}" if t.part_of else "")
        for t in therapies
    ]
    assert rows == expected.split("; ")


@pytest.mark.parametrize(
    "line",
    [
        "Timeline. April 2017, diagnosis. May 2017, R-CHOP. July 2019, ibrutinib. 3 May 2022, cells.",
        "In brief: May to October 2017, R-CHOP; July 2019, ibrutinib; 3 May 2022, cells.",
        "Summary of treatment - 05/2017 R-CHOP, 07/2019 ibrutinib, 05/2022 cells.",
        "So R-CHOP was given in May 2017, ibrutinib in July 2019 and the cells in May 2022.",
    ],
)
def test_a_list_of_dates_tells_known_lines_again(case_of: Callable[[str], Case], line: str) -> None:
    case = case_of(
        "A man of 60 years had mantle cell lymphoma. First-line treatment was R-CHOP, six cycles between 8 May 2017 and 2 October 2017. "
        "After relapse ibrutinib 560 mg was begun on 9 July 2019. On 3 May 2022 he received brexucabtagene autoleucel. "
        + line
    )
    lines = [(t.name, t.role, t.start) for t in case.therapies if t.kind != "cell_therapy"]
    assert lines == [("R-CHOP", "induction", "2017-05-08"), ("ibrutinib", "salvage", "2019-07-09")]


def test_a_line_of_another_month_is_another(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A man of 60 years had mantle cell lymphoma. R-CHOP was given from May to October 2017. "
        "He relapsed in 2021, and R-CHOP was given from July 2021 on."
    )
    assert [(t.name, t.start) for t in case.therapies] == [("R-CHOP", "2017-05"), ("R-CHOP", "2021-07")]
