"""Blocks of chemotherapy with their days, what ends when another begins, what was not given, what mobilises."""

import pytest
from test_periods import periods
from test_times import read

from extractors.assertion import status_of

BLOCKS = [
    ("The 7+3 scheme was started on 6 November 2019, with cytarabine 200 mg/m2 per day by continuous infusion on days 1-7 and daunorubicin 60 mg/m2 on days 1, 3 and 5.", {"7+3": "2019-11-06/1..2019-11-12/7", "cytarabine": "2019-11-06/1..2019-11-12/7", "daunorubicin": "2019-11-06/1..2019-11-10/5"}),
    ("VPD was administered beginning 09/13/2019: vincristine 1.4 mg/m2 on days 1, 8, 15 and 22, daunorubicin 45 mg/m2 on days 1-3, and prednisolone 60 mg/m2/day on days 1-28, together with ponatinib 30 mg qd.", {"VPD": "2019-09-13/1..2019-10-10/28", "ponatinib": "2019-09-13"}),
    ("VDLP regimen was initiated on March 9, 2021 (day 1), including vincristine (1.5 mg/m2, weekly), daunorubicin (30 mg/m2 on days 8 and 15), pegaspargase (2000 IU/m2, day 9) and prednisone (60 mg/m2/d from day 1 to day 28).", {"VDLP": "2021-03-09/1", "prednisone": "2021-03-09/1..2021-04-05/28", "pegaspargase": "2021-03-17/9"}),
    ("FLAG-IDA was therefore given from 10 December 2019: fludarabine 30 mg/m2 and cytarabine 2 g/m2, both on days 1 to 5, idarubicin 8 mg/m2 on days 1 to 3, and lenograstim from day 6 until neutrophil recovery.", {"FLAG-IDA": "2019-12-10/1", "idarubicin": "2019-12-10/1..2019-12-12/3"}),
    ("HAM followed from 3 February 2020, using cytarabine 1 g/m2 (days 1-3) and mitoxantrone 10 mg/m2 (days 3-5).", {"HAM": "2020-02-03/1..2020-02-07/5"}),
    ("VCD was begun on 21 March 2018, with bortezomib 1.3 mg/m2 on days 1, 4, 8 and 11 of each cycle.", {"VCd": "2018-03-21"}),
]  # fmt: skip

ENDS = [
    ("CML was found. Imatinib 400 mg was commenced on 03/09/2015. On 03/28/2016, therapy was switched to dasatinib 100 mg qd.", {"imatinib": "2015-03-09..2016-03-28", "dasatinib": "2016-03-28"}),
    ("She began ibrutinib in June 2017. Because of atrial fibrillation treatment was changed to acalabrutinib in March 2019.", {"ibrutinib": "2017-06..2019-03", "acalabrutinib": "2019-03"}),
    ("Nilotinib was started in May 2012. Owing to rash the patient was converted to bosutinib in July 2013.", {"nilotinib": "2012-05..2013-07"}),
    ("Imatinib was commenced in May 2012. In July 2013 rivaroxaban was switched to apixaban.", {"imatinib": "2012-05"}),
    ("Dasatinib was started on 28 March 2016. In June 2017 effusions developed; dasatinib was withheld for 3 weeks.", {"dasatinib": "2016-03-28"}),
    ("Daratumumab 16 mg/kg (weekly for 8 weeks, subsequently every 14 days) was combined with pomalidomide 4 mg/d and dexamethasone 40 mg per week from December 2018.", {"daratumumab": "2018-12", "pomalidomide": "2018-12", "dexamethasone": "2018-12"}),
    ("She received, on 7 May 2018, two courses of azacitidine.", {"azacitidine": "2018-05-07"}),
]  # fmt: skip

SHARED = [
    ("She was treated with azacitidine (75 mg/m2/d for 7 days, every 28 days) and venetoclax (ramp-up to 400 mg; reduced to 100 mg in combination with posaconazole) from 1 September 2020.", {"azacitidine": "2020-09-01", "venetoclax": "2020-09-01", "posaconazole": "-"}),
    ("Treatment was bendamustine with rituximab (BR), six cycles between 8 May 2017 and 2 October 2017.", {"BR": "2017-05-08..2017-10-02"}),
    ("Second relapse in 2016: nivolumab, 14 infusions, then haploidentical HSCT (15 May 2017) with post-transplant cyclophosphamide.", {"haploidentical HSCT": "2017-05-15"}),
    ("The second relapse (January 2021) was treated with axicabtagene ciloleucel.", {"axicabtagene ciloleucel": "2021-01"}),
    ("Since prophylaxis with sirolimus and mycophenolate failed, ibrutinib was prescribed for chronic GVHD in 2019.", {"sirolimus": "-", "ibrutinib": "2019"}),
    ("On 10 March 2022, a man with relapsed lymphoma (prior R-CHOP and R-GemOx) began glofitamab.", {"R-CHOP": "-", "glofitamab": "2022-03-10"}),
    ("On day 12 after axi-cel, infused on 3 May 2021, methylprednisolone was given for CRS; after 3 days without response, anakinra was added.", {"anakinra": "-"}),
    ("A graft of an unrelated donor was infused on 3 March 2017 (day 0). Ciclosporin and methotrexate (days 1, 3, 6) served as GVHD prophylaxis.", {"cyclosporine": "-", "methotrexate": "2017-03-04/1..2017-03-09/6"}),
]  # fmt: skip

AROUND_CELLS = [
    ("CD19 CAR-T cells were infused on August 9, 2022 (day 0). Grade 3 CRS developed on day 4, and norepinephrine was needed until day 6.", {"norepinephrine": "2022-08-13/4..2022-08-15/6"}),
    ("CD19 CAR-T cells were infused on August 9, 2022 (day 0). On day 3, fever of 39.1 °C occurred and was judged as grade 1 CRS; acetaminophen 650 mg was enough.", {"paracetamol": "-"}),
    ("Lymphodepletion consisted of fludarabine 24 mg/m2/d (reduced owing to a creatinine clearance of 55 ml/min) and cyclophosphamide 300 mg/m2/d, both from day -5 to day -3. On 8 March 2022 (day 0) CD19 CAR-T cells were infused.", {"fludarabine": "2022-03-03/-5..2022-03-05/-3"}),
    ("A haploidentical transplantation was done on 3 September 2021. Cyclosporine A (2.5 mg/kg/d, iv, since d-9), mycophenolate mofetil (15 mg/kg, q12h) and methotrexate (15 mg/m2 on d+1) were used to prevent GVHD.", {"cyclosporine": "2021-08-25/-9", "mycophenolate mofetil": "-"}),
    ("A haploidentical graft was infused on 19 October 2022 (day 0). For acute GVHD of grade III methylprednisolone 2 mg/kg and budesonide were initiated on day +45. Steroids were stopped on day +118.", {"methylprednisolone": "2022-12-03/45..2023-02-14/118", "budesonide": "2022-12-03/45..2023-02-14/118"}),
    ("BEAM was given from day -6 to day -1, and on 1 July 2015 (day 0) 5 x 10^6/kg autologous CD34+ cells were reinfused.", {"BEAM": "2015-06-25/-6..2015-06-30/-1", "autologous HSCT": "2015-07-01/0"}),
    ("In April 2016, high-dose melphalan (200 mg/m2 on day -2) was followed by the reinfusion of 4.2 x 10^6 CD34+ cells/kg (autologous HSCT, day 0).", {"autologous HSCT": "2016-04/0"}),
    ("AML relapsed in March 2021. Donor lymphocyte infusions followed at escalating doses: 1 x 10^6 CD3+ cells/kg on 19 July, 5 x 10^6/kg on 30 August and 1 x 10^7/kg on 11 October 2021.", {"donor lymphocyte infusion": "2021-07-19..2021-10-11"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), [*BLOCKS, *ENDS, *SHARED, *AROUND_CELLS])
def test_periods(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name, "absent") for name in expected} == expected


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("X was dismissed owing to the antigen loss.", "not_given"),
        ("X was disregarded because of frailty.", "not_given"),
        ("X was discounted because of the QT interval.", "not_given"),
        ("X was prohibited by the cardiologist.", "not_given"),
        ("X was not an alternative.", "not_given"),
        ("X was felt to be contraindicated.", "not_given"),
        ("X was judged dispensable.", "not_given"),
        ("We renounced X owing to age.", "not_given"),
        ("X was requested but the insurer rejected it.", "not_given"),
        ("X was begun, and steroids were dismissed as a cause.", "given"),
        ("X was given, and a tumour was discounted.", "given"),
    ],
)
def test_statuses(sentence: str, said: str) -> None:
    name, at = "gilteritinib", sentence.index("X")
    assert status_of(sentence.replace("X", name, 1), at, at + len(name)).value == said


def test_a_regimen_that_was_discarded_takes_its_class_with_it() -> None:
    case = read("A man with AML relapsed in May 2020. FLAG-based intensive chemotherapy was discarded on account of the previous aspergillosis.")  # fmt: skip
    assert [(t.name, t.status.value) for t in case.therapies] == [("FLAG", "not_given")]


@pytest.mark.parametrize(
    ("story", "role"),
    [
        ("After mobilisation with cyclophosphamide 2.5 g/m2 and filgrastim, cells were harvested.", "supportive"),
        ("Stem cells were mobilized by means of cyclophosphamide (4 g/m2) and G-CSF.", "supportive"),
        ("Cyclophosphamide 3 g/m2 was given to mobilise stem cells.", "supportive"),
        ("For stem cell mobilization, cyclophosphamide (4 g/m2) plus lenograstim was used.", "supportive"),
        ("At relapse in May 2020 cyclophosphamide 1 g/m2 was given.", "salvage"),
    ],
)
def test_what_mobilizes_is_no_line(story: str, role: str) -> None:
    case = read(f"A 54-year-old man with myeloma received four cycles of VRd. {story}")
    assert [t.role.value for t in case.therapies if t.name == "cyclophosphamide" and t.role] == [role]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("TBI 12 Gy (D-8 to D-6) and cyclophosphamide 60 mg/kg/day on D-3 and D-2, with rabbit ATG 2.5 mg/kg in total as GVHD prophylaxis, were given. On 6 February 2020 (D0) cells of an unrelated donor were infused.", {"cyclophosphamide": "conditioning", "antithymocyte globulin": "gvhd_prophylaxis"}),
        ("Ibrutinib was held because of bleeding in May 2019 and replaced by zanubrutinib a month later.", {"ibrutinib": "salvage", "zanubrutinib": "salvage"}),
        ("Gilteritinib was commenced in October 2021 after relapse.", {"gilteritinib": "salvage"}),
        ("Ponatinib 45 mg was introduced in May 2018, accompanied by aspirin 100 mg/day.", {"acetylsalicylic acid": "prophylaxis"}),
        ("Lenalidomide was taken with aspirin 75 mg.", {"acetylsalicylic acid": "prophylaxis"}),
        ("Lenalidomide was taken. After a stroke aspirin 75 mg was given.", {"acetylsalicylic acid": "supportive"}),
        ("Leukapheresis for axi-cel took place in January. For bridging, two doses of cyclophosphamide 500 mg/m2 were given with prednisone 100 mg.", {"cyclophosphamide": "bridging", "prednisone": "bridging"}),
    ],
)  # fmt: skip
def test_roles(story: str, expected: dict[str, str]) -> None:
    case = read(f"A 60-year-old man with leukemia relapsed. {story}")
    found = {t.name: t.role.value for t in case.therapies if t.role}
    assert {name: found.get(name) for name in expected} == expected


def test_a_steroid_before_each_infusion_and_one_against_a_syndrome_are_two_courses() -> None:
    case = read("A man with ALL was given blinatumomab from 21 October 2019 (day 1). Dexamethasone 16 mg was given 1 hour before the infusion. On day 5, he developed tremor (grade 2 ICANS); dexamethasone 8 mg IV every 8 h for 3 days brought recovery on day 8.")  # fmt: skip
    assert [t.role.value for t in case.therapies if t.name == "dexamethasone" and t.role] == ["prophylaxis", "toxicity_management"]  # fmt: skip
