"""Small stories by many authors: which assessments, after which treatment, when.

`CR - <CD19 CAR-T @2021-03-29` is a CR without word of MRD, after CD19 CAR-T cells, on that date; `! negative` is an MRD result alone;
`day=28`, `after=P3M` are the numbered day and the interval. What an expectation leaves out is not compared, but the rows must be exactly these.
"""

from collections.abc import Callable

import pytest
from states import assert_states

from models import Case

CELLS = "A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021. "
AML = "A 40-year-old woman was diagnosed with AML in January 2020. She received induction with 7+3 starting on 10 January 2020. "
LYMPHOMA = "A 60-year-old man with DLBCL was treated with six cycles of R-CHOP between January and May 2018. "

STORIES = [
    (CELLS + "On day 28, marrow examination showed CR with negative MRD.", ["CR negative <CD19_CAR-T @2021-03-29 day=28"]),
    (CELLS + "Day 28 bone marrow: CR, MRD negative.", ["CR negative <CD19_CAR-T day=28"]),
    (CELLS + "MRD-negative CR was documented on 29 March 2021.", ["CR negative <CD19_CAR-T @2021-03-29"]),
    (CELLS + "At one month he was in MRD-negative remission, which persisted at 3 months.", ["CR negative <CD19_CAR-T", "CR negative after=P3M"]),
    (CELLS + "The marrow on 2 April 2021 was free of blasts, and flow cytometry detected no MRD.", ["CR negative @2021-04-02"]),
    (CELLS + "There was no response. He died on 3 May 2021.", ["NR - <CD19_CAR-T"]),
    (CELLS + "CR was achieved on day 30. Five months later he relapsed with CD19-negative blasts.", ["CR - day=30", "relapse - <CD19_CAR-T"]),
    (CELLS + "CR was achieved on day 30. Relapse with CD19-negative disease was diagnosed on 23 August 2021.", ["CR - day=30", "relapse - <CD19_CAR-T @2021-08-23"]),
    (CELLS + "He reached CR (30 March 2021). A relapse followed (8 November 2022).", ["CR - @2021-03-30", "relapse - @2022-11-08"]),
    (AML + "Day 28 marrow showed complete remission.", ["CR - <7+3"]),
    (AML + "On 9 February 2020 a marrow aspirate showed 3% blasts and complete remission was declared. Two courses of high-dose cytarabine followed.", ["CR - <7+3 @2020-02-09"]),
    (AML + "The marrow of 12 February 2020 still contained 34% blasts (refractory disease). FLAG-IDA was then given and brought CRi by 30 March 2020.", ["NR - <7+3 @2020-02-12", "CRi - <FLAG-IDA @2020-03-30"]),
    (AML + "She entered CR. Consolidation with high-dose cytarabine was given. In December 2020 the leukemia recurred.", ["CR - <7+3", "relapse - @2020-12"]),
    (AML + "She did not respond. Azacitidine and venetoclax were started in March 2020, and CR was attained after two cycles.", ["NR - <7+3", "CR - <azacitidine"]),
    (LYMPHOMA + "End-of-treatment PET-CT was negative.", ["CR - <R-CHOP"]),
    (LYMPHOMA + "PET-CT in June 2018 showed complete metabolic response (Deauville 2).", ["CR - <R-CHOP @2018-06"]),
    (LYMPHOMA + "A partial remission was obtained. In October 2018 the lymphoma progressed.", ["PR - <R-CHOP", "PD - <R-CHOP @2018-10"]),
    (LYMPHOMA + "After a CR of 18 months he relapsed in November 2019. Salvage with R-DHAP achieved nothing.", ["CR - <R-CHOP", "relapse - <R-CHOP @2019-11", "NR - <R-DHAP"]),
    (LYMPHOMA + "In November 2019, relapse was proven by biopsy.", ["relapse - <R-CHOP @2019-11"]),
    (LYMPHOMA + "Best response was SD. Polatuzumab vedotin plus bendamustine and rituximab in July 2018 was without effect.", ["SD - <R-CHOP", "NR -"]),
    ("A 30-year-old woman with classical Hodgkin lymphoma received six cycles of ABVD in 2015. Interim PET was Deauville 2. Two years later the disease recurred in the neck. Brentuximab vedotin was given and induced a partial response, then nivolumab a complete one.", ["CR - <ABVD", "relapse - <ABVD", "PR - <brentuximab_vedotin", "CR - <nivolumab"]),
    ("A 61-year-old man with IgG myeloma was treated with VRd from March 2016. After four cycles he was in VGPR. Autologous HSCT was performed in September 2016 and deepened the response to sCR. Lenalidomide maintenance was given until biochemical progression in January 2019.", ["VGPR - <VRd", "sCR - <autologous_HSCT", "PD - <lenalidomide @2019-01"]),
    ("A 70-year-old man with CLL took ibrutinib 420 mg daily from May 2017, with partial response. In 2020 he progressed. Venetoclax and rituximab led to undetectable MRD in blood after 12 months.", ["PR - <ibrutinib", "PD - <ibrutinib @2020", "! negative <venetoclax"]),
    ("A 25-year-old woman with severe aplastic anemia received cyclosporine and antithymocyte globulin. She had a complete response at 6 months and is transfusion independent.", ["CR - after=P6M"]),
    ("A 45-year-old woman with refractory DLBCL after R-CHOP was referred. She received axicabtagene ciloleucel on 3 May 2021. PET at 3 months: CR.", ["CR - <axicabtagene_ciloleucel after=P3M"]),
    (CELLS + "On day 28 he was in CR with MRD <0.01%. At last follow-up, 24 months after infusion, he remains in CR.", ["CR negative day=28", "CR - after=P24M"]),
    (CELLS + "Lesions shrank. PET on 30 March 2021 showed PR, and PET on 2 June 2021 CR.", ["PR - @2021-03-30", "CR - @2021-06-02"]),
    (CELLS + "- 29 March 2021: CR, MRD negative\n- 30 June 2021: CR, MRD negative\n- 4 October 2021: relapse", ["CR negative @2021-03-29", "CR negative @2021-06-30", "relapse - @2021-10-04"]),
    (CELLS + "MRD became positive on 4 June 2021 (0.05%). Blinatumomab was started and MRD was negative again on 10 July 2021.", ["! positive <CD19_CAR-T @2021-06-04", "! negative <blinatumomab @2021-07-10"]),
    ("A 53-year-old woman with endometrial carcinoma was seen. Staining gave no ER and a few cells with PR. All surgical margins were free of tumor.", []),
    ("A 50-year-old woman with breast cancer received doxorubicin. Cardiovascular magnetic resonance (CMR) was performed. Drained ascites contained no malignant cells.", []),
    (CELLS + "Pericardial effusion recurred; there was no recurrence of the effusion after 3 months. He developed shock unresponsive to noradrenaline.", []),
    ("A 60-year-old man with renal cell carcinoma underwent surgery. Two years later, new lung metastases were found. Sunitinib was given, with disease progression after 8 months.", ["relapse - <surgery after=P2Y", "PD - <sunitinib after=P8M"]),
    ("A 55-year-old man had a colon carcinoma. Surgery was performed in May 2015. There was no recurrence at 24 months.", ["CR - <surgery after=P24M"]),
    (CELLS + "If relapse should occur, a transplant would be offered.", []),
    (CELLS + "Complete remission rates of 80% have been reported in such patients.", []),
    (CELLS + "Remission was confirmed on 30 March 2021 by marrow aspiration; the next examination, on 2 September 2021, revealed relapse.", ["CR - @2021-03-30", "relapse - @2021-09-02"]),
    (AML + "She went into remission, and an allogeneic HSCT was performed on 4 May 2020. Ten months after HSCT, AML relapsed.", ["CR - <7+3", "relapse - <allogeneic_HSCT after=P10M"]),
    (AML + "Complete remission was achieved after one course. She underwent allogeneic HSCT on 4 May 2020. Blasts reappeared on 6 January 2021 (18%).", ["CR - <7+3", "relapse - <allogeneic_HSCT @2021-01-06"]),
    (LYMPHOMA + "He is alive and disease-free 5 years after diagnosis.", ["CR - <R-CHOP"]),
    (CELLS + "CR with negative MRD and full donor chimerism were ascertained on day 90 (30 May 2021).", ["CR negative @2021-05-30 day=90"]),
    (CELLS + "CR followed. Dasatinib was given from 3 June 2021. Relapse on dasatinib was diagnosed on 23 August 2021.", ["CR - <CD19_CAR-T", "relapse - <dasatinib @2021-08-23"]),
    (CELLS + "CR was reached in April 2021. Blinatumomab was started on 3 June 2021 for MRD of 0.1%.", ["CR - @2021-04", "! positive"]),
    (CELLS + "A second infusion of CD19 CAR-T cells was given on 11 November 2021. On day 28 after the second infusion MRD was negative.", ["! negative <CD19_CAR-T @2021-12-09"]),
    (LYMPHOMA + "Lenalidomide maintenance was begun in June 2018. On 5 May 2019 a neck node was biopsied and showed relapse.", ["relapse - <lenalidomide @2019-05-05"]),
    (AML + "Midostaurin was added from day 8. The marrow of 19 February 2020 was in CR.", ["CR - <7+3 @2020-02-19"]),
    ("A 9-year-old boy with beta-thalassemia major underwent transplantation from his sister. One year later his response was complete and he needed no transfusion.", []),
    (CELLS + "CR followed. On 2 October 2022 CR persisted, 19 months after CD19 CAR-T cells.", ["CR - <CD19_CAR-T", "CR - <CD19_CAR-T @2022-10-02 after=P19M"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_the_assessments_of_a_story(story: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    assert_states(case_of(story), expected)
