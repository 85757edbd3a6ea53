"""Starts and ends that belong to one treatment of several: verbs of other subjects, asides, regimens by their components, what runs already."""

from collections.abc import Callable

import pytest
from test_periods import periods

from models import Case

# (story, {treatment: "start/day..end/day", "-" for none})
AXI = "Axi-cel was infused on 4 May 2021 (day 0). "
VERBS = [
    (AXI + "On day 5, blood pressure dropped to 78/42 mmHg and norepinephrine had to be infused.", {"norepinephrine": "2021-05-09/5"}),
    (AXI + "On day 5 platelets dropped below 10 and romiplostim was started.", {"romiplostim": "2021-05-09/5"}),
    (AXI + "Anakinra was started on day 5 and dropped on day 9.", {"anakinra": "2021-05-09/5..2021-05-13/9"}),
    (AXI + "Prednisolone 1 mg/kg was not enough and ruxolitinib was added on 3 June 2021.", {"prednisolone": "-", "ruxolitinib": "2021-06-03/30"}),
    (AXI + "Dexamethasone did little and anakinra was begun on day 6.", {"dexamethasone": "-", "anakinra": "2021-05-10/6"}),
    (AXI + "Dexamethasone and anakinra were begun on day 6.", {"dexamethasone": "2021-05-10/6", "anakinra": "2021-05-10/6"}),
    (AXI + "From 8 June we gave methylprednisolone 1 mg/kg/d for 7 days (then tapered and discontinued within 6 weeks) and ruxolitinib 5 mg bid for 3 months.", {"methylprednisolone": "2021-06-08/35..2021-06-14/41", "ruxolitinib": "2021-06-08/35"}),
]  # fmt: skip
WAY = [
    ("From 4 May 2018 she took imatinib. From 13 August 2018 imatinib made way for dasatinib, 80 mg once daily.", {"imatinib": "2018-05-04..2018-08-13", "dasatinib": "2018-08-13"}),
    ("From 4 May 2018 she took imatinib. Imatinib stepped aside for dasatinib on 13 August 2018.", {"imatinib": "2018-05-04..2018-08-13", "dasatinib": "2018-08-13"}),
    ("From 4 May 2018 she took imatinib. Imatinib ceded its place to nilotinib on 1 June 2019.", {"imatinib": "2018-05-04..2019-06-01", "nilotinib": "2019-06-01"}),
    ("From 4 May 2018 she took dasatinib. Mercaptopurine 50 mg/m2 every evening and methotrexate 20 mg/m2 once weekly were added to dasatinib as maintenance from March 2019.", {"dasatinib": "2018-05-04", "mercaptopurine": "2019-03", "methotrexate": "2019-03"}),
    ("Rituximab and cytarabine were given from 7 July 2014. An autograft was performed on 12 Jan 2015. Rituximab 1400 mg SC every 8 weeks was continued as maintenance up to Jan 2017.", {"cytarabine": "2014-07-07", "rituximab": "-..2017-01"}),
    ("Ibrutinib was initiated on 4 December 2018 and stopped on 10 January 2019. In April of 2019 ibrutinib was tried once more.", {"ibrutinib": "2019-04"}),
]  # fmt: skip
BLOCKS = [
    ("Bridging therapy was a single cycle of R-BAC: rituximab 375 mg/m2 on 12 July 2021, then bendamustine 70 mg/m2 on 13 and 14 July, and cytarabine 500 mg/m2 daily from 13 to 15 July.", {"R-BAC": "2021-07-12..2021-07-15"}),
    ("R-DHAP was begun on 2 November 2021, composed by rituximab 375 mg/m2 on day 1, cisplatin 100 mg/m2 on day 1, cytarabine 2 g/m2 every 12 hours on day 2 and dexamethasone 40 mg daily on days 1-4. The PET performed after two cycles was unequivocal.", {"R-DHAP": "2021-11-02", "rituximab": "2021-11-02", "cisplatin": "2021-11-02", "cytarabine": "2021-11-02", "dexamethasone": "2021-11-02"}),
    ("VCAP-AMP-VECP (mLSG15) therapy was initiated on November 16, 2020, and four courses were completed by April 2021.", {"VCAP-AMP-VECP": "2020-11-16..2021-04"}),
    ("FC (fludarabine and cyclophosphamide, January 17-19, 2021) was given. CD19 CAR-T cells were transfused on January 21, 2021 (day 0).", {"FC": "2021-01-17/-4..2021-01-19/-2", "fludarabine": "2021-01-17/-4..2021-01-19/-2"}),
    ("Haplo-HSCT was done on April 16, 2020 (day 0). Fludarabine and cyclophosphamide were given from January 17 to January 19, 2021. CD19 CAR-T cells were transfused on January 21, 2021 (day 0).", {"fludarabine": "2021-01-17/-4..2021-01-19/-2"}),
    ("R-CHOP followed from 14 March 2022, four cycles every 21 days; pegfilgrastim 6 mg was injected on day 2 of each one.", {"R-CHOP": "2022-03-14", "pegfilgrastim": "-"}),
]  # fmt: skip

TISA = "R-CHOP was given in 2019, and tisa-cel was manufactured in 2023. "
OTHERS = [
    (TISA + "Lymphodepletion with fludarabine and cyclophosphamide preceded the infusion on 9 May 2023.", {"tisagenlecleucel": "2023-05-09", "fludarabine": "-"}),
    (TISA + "Fludarabine and cyclophosphamide were given before infusion on 9 May 2023.", {"tisagenlecleucel": "2023-05-09", "fludarabine": "-"}),
    (TISA + "Fludarabine from 4 to 6 May preceded the infusion of 2 x 10^6/kg cells on 9 May 2023.", {"tisagenlecleucel": "2023-05-09", "fludarabine": "2023-05-04..2023-05-06"}),
    (AXI + "Fever on day 1 was treated with piperacillin-tazobactam, and CRS grade 3 from day 4 with tocilizumab and dexamethasone.", {"piperacillin-tazobactam": "2021-05-05/1", "tocilizumab": "2021-05-08/4", "dexamethasone": "2021-05-08/4"}),
    (AXI + "Pneumonia on day 40 was treated with meropenem, zoster on day 90 with acyclovir.", {"meropenem": "2021-06-13/40", "acyclovir": "2021-08-02/90"}),
    ("Richter transformation in March 2022 was treated with R-CHOP and, on failure, with pembrolizumab plus zanubrutinib.", {"R-CHOP": "2022-03", "pembrolizumab": "-", "zanubrutinib": "-"}),
    (AXI + "On day 50 colitis was treated with prednisone and budesonide, later with vedolizumab.", {"prednisone": "2021-06-23/50", "budesonide": "2021-06-23/50", "vedolizumab": "-"}),
    (AXI + "Prednisone was stopped on day 30; levetiracetam was discontinued by month 3.", {"prednisone": "-..2021-06-03/30", "levetiracetam": "-"}),
    ("Leukapheresis for our academic, autologous CD19 CAR-T product was done on 10 January 2022. On 14 February 2022 (D0), 0.5 × 10^6 CAR-T cells/kg were infused.", {"CD19 CAR-T": "2022-02-14/0"}),
    ("Lymphocytes were harvested for liso-cel on 18/07/2022. Liso-cel was infused on 27/09/2022 (day 0).", {"lisocabtagene maraleucel": "2022-09-27/0"}),
    ("T cells were sent away to make ide-cel on 3 May 2021.", {"idecabtagene vicleucel": "-"}),
    ("On 15 February 2015 she was given melphalan, 200 mg/m2, and two days later, on 17 February, her own stem cells came back to her (4.1 million CD34-positive cells per kilogram).", {"melphalan": "2015-02-15/-2", "autologous HSCT": "2015-02-17/0"}),
    ("Her immune system was cleared with fludarabine (30 mg/m2 per day) and cyclophosphamide (300 mg/m2 per day), both on 9, 10 and 11 March 2022.", {"fludarabine": "2022-03-09..2022-03-11", "cyclophosphamide": "2022-03-09..2022-03-11"}),
    ("She underwent MUD-HSCT on 18 January 2022 with ATG, ciclosporin and methotrexate.", {"allogeneic HSCT": "2022-01-18", "antithymocyte globulin": "-", "cyclosporine": "-"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), [*VERBS, *WAY, *BLOCKS, *OTHERS])
def test_each_has_its_own(story: str, expected: dict[str, str]) -> None:
    found = periods("A 60-year-old man with leukemia was seen. " + story)
    assert {name: found.get(name) for name in expected} == expected


def test_another_name_in_brackets_is_no_other_course(case_of: Callable[[str], Case]) -> None:
    case = case_of("A man with ATL was seen. VCAP-AMP-VECP (mLSG15) therapy was initiated on November 16, 2020.")
    assert [t.name for t in case.therapies] == ["VCAP-AMP-VECP"]


def test_a_second_regimen_before_other_cells_is_another(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "FC (fludarabine and cyclophosphamide) was given from 17 January 2021. CD19 CAR-T cells were infused on January 21, 2021. CD22 CAR-T cells were infused on March 12, 2021 following a second FC pretreatment."
    )
    assert [t.name for t in case.therapies].count("FC") == 2


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("he underwent a second transplant, haploidentical, from his father with thiotepa", "haploidentical HSCT"),
        ("he underwent transplantation, this time haploidentical, after thiotepa", "haploidentical HSCT"),
        ("he underwent an HSCT (haploidentical, from his mother)", "haploidentical HSCT"),
        ("the HSCT was haploidentical", "haploidentical HSCT"),
        ("he underwent a transplant, autologous, after melphalan", "autologous HSCT"),
        ("he underwent HSCT, and autologous CAR-T cells were planned", "HSCT"),
    ],
)
def test_the_kind_of_a_graft_may_stand_behind_it(case_of: Callable[[str], Case], told: str, name: str) -> None:
    case = case_of(f"A 25-year-old man with T-ALL relapsed. On 5 August 2020 {told}.")
    assert [t.name for t in case.therapies if t.kind == "transplant"] == [name]


@pytest.mark.parametrize(
    "told",
    [
        "A first DLI, 1 × 10^5 CD3+ cells/kg, was administered on 19 October 2022; a second, of 5 × 10^5 CD3+ cells/kg, followed on 30 November.",
        "DLI of 1 × 10^5/kg was given on 19 October 2022. A second (5 × 10^5/kg) followed on 30 November 2022.",
        "DLI was performed on October 19, 2022, followed by a second one of 5.0 × 10^6 CD3+ cells/kg on November 30.",
        "DLI were interposed: 1 × 10^6 CD3+ cells/kg on 19 October 2022 and 5 × 10^6/kg on 30 November 2022.",
    ],
)
@pytest.mark.parametrize(("after", "day"), [(" Five weeks after the second DLI, chronic GVHD of the mouth ensued.", 0), (" MRD was negative one year after the second DLI.", None)])  # fmt: skip
def test_lymphocytes_that_gvhd_is_counted_from(
    case_of: Callable[[str], Case], told: str, after: str, day: int | None
) -> None:
    case = case_of("A man with AML had an allograft on 3 March 2021. " + told + after)
    given = [t for t in case.therapies if t.name == "donor lymphocyte infusion"]
    assert [(str(t.start), t.end, t.start_day) for t in given] == [
        ("2022-10-19", None, None),
        ("2022-11-30", None, day),
    ]


def test_two_portions_that_nothing_tells_apart_are_one_course(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "DLI of 1 × 10^5 CD3+ cells/kg on 5 September 2022 and 5 × 10^5 CD3+ cells/kg on 17 October 2022 were given. GVHD appeared in November 2022."
    )
    assert [(str(t.start), str(t.end)) for t in case.therapies] == [("2022-09-05", "2022-10-17")]
