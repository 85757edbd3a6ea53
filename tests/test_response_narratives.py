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
    # by an assay, at the last visit by date and interval, of many kinds of reports
    ("A 60-year-old man with multiple myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). On day +30 he had a CR, negative by next-generation flow.", ["CR negative day=30"]),
    ("A 60-year-old man with multiple myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). VGPR was seen on day +30 with an NGF-negative marrow, then stringent CR with lasting NGF negativity 6 and 12 months after infusion.", ["VGPR negative day=30", "sCR negative after=P6M", "sCR negative after=P12M"]),
    ("A 60-year-old man with multiple myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). A stringent CR, NGS-negative at 10^-6, was reached at month 3.", ["sCR negative after=P3M"]),
    ("A 60-year-old man with multiple myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). At three months the marrow was negative by NGS at 10^-5.", ["! negative after=P3M"]),
    ("A 60-year-old man with multiple myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). NGF was positive (0.003%) on day 30 in spite of a CR.", ["CR positive day=30"]),
    ("A 60-year-old man with multiple myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). By EuroFlow no clonal plasma cells were found on day 30 (CR).", ["CR negative day=30"]),
    ("A 60-year-old man with multiple myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). sCR with sustained MRD negativity was found at months 6 and 12.", ["sCR negative after=P6M", "sCR negative after=P12M"]),
    ("A 40-year-old man with B-ALL received CD19 CAR-T cells on 1 March 2021 (day 0). As of October 2022, 19 months after the infusion, MRD-negative CR persists.", ["CR negative @2022-10 after=P19M"]),
    ("A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). She lives in CR 21 months after the graft, i.e., in December 2022.", ["CR - @2022-12 after=P21M"]),
    ("A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). At the latest news, in November 2022, 20 months after the graft, she was in CR.", ["CR - @2022-11 after=P20M"]),
    ("A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). Now, in May 2023, more than two years from the transplant, she continues in complete remission.", ["CR - @2023-05 after=P2Y"]),
    ("A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). She was last seen in May 2023 (26 months post-transplant) and was disease-free.", ["CR - @2023-05 after=P26M"]),
    ("A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). At last review in February 2024, 35 months from allograft, she was in CR, off immunosuppression.", ["CR - @2024-02 after=P35M"]),
    ("A 60-year-old woman with myeloma received an autograft in March 2021. CR was confirmed 3 months after transplantation and lasted 8 months.", ["CR - after=P3M for=P8M"]),
    ("A 60-year-old man with mantle cell lymphoma took ibrutinib from May 2019. PR by month 8. Progressed at month 10.", ["PR - after=P8M", "PD - after=P10M"]),
    ("A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). Relapse was documented 9 months posttransplant.", ["relapse - after=P9M"]),
    ("A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). Nine months post-transplant a skin lesion proved to be leukemia cutis: relapse.", ["relapse - after=P9M"]),
    ("A 66-year-old woman with AML was given azacitidine and venetoclax from 4 January 2021. The marrow after the first cycle was in a morphologic leukemia-free state. After two further cycles a CR with partial haematological recovery (CRh) was reached, and by cycle 6 FLT3-ITD could no longer be found. In December 2021 the blasts were back at 34%. Gilteritinib was begun on 3 January 2022; by March she had returned to CRi.", ["CRi - <azacitidine", "CRi - <azacitidine", "! negative <azacitidine", "relapse - @2021-12 <azacitidine", "CRi - @2022-03 <gilteritinib"]),
    ("A 45-year-old man with AML did not enter remission with 7+3 (day 28 marrow: 35% blasts). FLAG-IDA brought him into CR on 3 May 2020, MRD 0.2% by flow. He was allografted from a sibling on 10 June 2020. Day +30: CR, MRD negative. Day +100: the same. On 8 January 2021 he had relapsed with 60% blasts.", ["NR - <7+3", "CR positive @2020-05-03 <FLAG-IDA", "CR negative day=30 <allogeneic_HSCT", "CR negative day=100", "relapse - @2021-01-08 <allogeneic_HSCT"]),
    ("A girl of 6 with B-ALL received induction according to AIEOP-BFM from 2 March 2018. On day 33 she was in remission, PCR-MRD 5 x 10^-4; on day 78 MRD was negative. In June 2020, four months after the end of maintenance, a combined marrow and CNS relapse was found. Blinatumomab was given from 10 August 2020 and after one cycle she was in second remission with negative MRD. Bone marrow of her brother was infused on 20 October 2020 (day 0). She has remained in remission for 30 months.", ["CR positive day=33", "! negative day=78", "relapse - @2020-06", "CR negative <blinatumomab", "CR - for=P30M"]),
    ("A 58-year-old man with IgA myeloma received VRd from January 2017 and achieved VGPR after 4 cycles. An autograft in July 2017 deepened this to stringent CR. Biochemical relapse occurred in March 2020, and daratumumab-pomalidomide produced a PR that lasted 11 months. In March 2021 extramedullary progression was seen. Teclistamab was begun on 5 May 2021; VGPR was found after two cycles, and CR with MRD negativity (10^-5) in November 2021.", ["VGPR - <VRd", "sCR - <autologous_HSCT", "relapse - @2020-03", "PR - for=P11M", "PD - @2021-03", "VGPR - <teclistamab", "CR negative @2021-11 <teclistamab"]),
    ("A 70-year-old man with DLBCL received six cycles of R-CHOP; the end-of-treatment PET on 3 June 2019 was Deauville 3 (CR). He relapsed in February 2020. R-GemOx gave only stable disease. Tisagenlecleucel was infused on 8 July 2020. PET at one month: Deauville 4, PR. At three months: Deauville 2. PET at 6 months was unchanged. In September 2021 a biopsied node showed DLBCL once more.", ["CR - @2019-06-03", "relapse - @2020-02", "SD -", "PR - after=P1M", "CR - after=P3M", "CR - after=P6M", "relapse - @2021-09"]),
    ("A 33-year-old woman with Hodgkin lymphoma was primary refractory to ABVD (PET on 4 May 2018: new lesions). Two cycles of brentuximab vedotin led to a metabolic CR, documented on 9 July 2018, and she underwent autologous transplantation in August 2018. Fourteen months later nodes recurred. Nivolumab from December 2019 resulted in a partial remission in March 2020, and in CMR in June 2020. She is still in CMR in January 2023.", ["PD - @2018-05-04 <ABVD", "CR - @2018-07-09 <brentuximab_vedotin", "relapse - after=P14M", "PR - @2020-03 <nivolumab", "CR - @2020-06", "CR - @2023-01"]),
    ("A 51-year-old man with MDS was allografted on 3 March 2019 (day 0). On day +100 the marrow showed CR with 92% donor chimerism. WT1 rose in October 2019 (molecular relapse). Azacitidine and donor lymphocytes, given on 5 November 2019 and 7 January 2020, restored molecular remission by April 2020.", ["CR - day=100", "relapse positive @2019-10", "CR negative @2020-04"]),
    ("A 61-year-old woman with follicular lymphoma, refractory to three lines, started mosunetuzumab on 6 June 2022. CT after cycle 2 revealed a partial response, PET after cycle 8 a complete one. Seven months after stopping, in July 2023, she progressed in the groin.", ["PR - <mosunetuzumab", "CR - <mosunetuzumab", "PD - @2023-07 after=P7M"]),
    ("A 30-year-old woman with lupus nephritis received CD19 CAR-T cells on 1 June 2023 (day 0). At month 3 she was in DORIS remission, SLEDAI 0, with complete renal response. At month 9 remission persisted without drugs.", []),
    ("Anna, 9, has leukaemia. The first chemotherapy worked and the cancer went away. In spring 2021 it came back. On 7 July 2021 she was given tisagenlecleucel. Four weeks later no leukaemia cells could be found in her bone marrow. Two years on, she is still cancer-free.", ["CR -", "relapse - @2021", "CR - day=28", "CR - after=P2Y"]),
    ("A 49-year-old man with AML (NPM1+, FLT3-ITD+) was induced with DA plus midostaurin from 3 June 2019. On day 28 he was in CR with NPM1/ABL1 of 0.3%. After two courses of high-dose cytarabine the ratio had fallen to 0.02%, and after the third it was no longer measurable. Molecular relapse (0.8%) was noticed in August 2020, five months after the end of treatment.", ["CR positive day=28", "! positive", "! negative", "relapse positive @2020-08"]),
    ("A 62-year-old woman with mantle cell lymphoma responded completely to R-BAC (PET of 4 March 2019).", ["CR - @2019-03-04 <R-BAC"]),
    ("A 55-year-old man with multiple myeloma in fourth relapse received elranatamab from 7 March 2023. After one cycle the M-protein had decreased by 60% (PR); by month 4 immunofixation was negative and the marrow contained no clonal plasma cells, fulfilling the criteria of CR. MRD by NGS was negative at 10^-6 in month 9. He remains on treatment at month 16 with sustained sCR.", ["PR - <elranatamab", "CR - after=P4M", "! negative after=P9M", "sCR - after=P16M"]),
    ("A 17-year-old girl with B-ALL was in second complete remission, MRD 2 x 10^-3, when she was given blinatumomab from 3 May 2021. MRD was negative on 1 June 2021. Allogeneic transplantation was performed on 9 July 2021. The marrow of days +30, +60 and +100 was MRD-negative with complete donor chimerism. An isolated ovarian relapse was found on 4 April 2022.", ["CR positive", "! negative @2021-06-01 <blinatumomab", "! negative day=30", "! negative day=60", "! negative day=100", "relapse - @2022-04-04"]),
    ("A 72-year-old man with chronic lymphocytic leukaemia attained a partial remission with ibrutinib after 6 months. On 3 March 2022, while still on the drug, he progressed with a lymphocyte doubling time of 2 months. Venetoclax-rituximab led to CR with undetectable MRD in blood and marrow in April 2023.", ["PR - after=P6M <ibrutinib", "PD - @2022-03-03 <ibrutinib", "CR negative @2023-04"]),
    ("A 39-year-old woman with primary mediastinal lymphoma was treated with R-DA-EPOCH. The interim PET displayed a good partial response (Deauville 4), the final one progression in the lung. Pembrolizumab achieved no more than stable disease.", ["PR -", "PD -", "SD - <pembrolizumab"]),
    ("A 28-year-old man with T-LBL had complete disappearance of the mediastinal mass after NELA-BFM induction in March 2020. One year later the pleural fluid contained lymphoblasts: recurrence. Daratumumab and vincristine cleared the effusion, but the marrow became involved on 2 August 2021.", ["CR - @2020-03", "relapse - ", "PD - @2021-08-02"]),
    ("A 60-year-old man with multiple myeloma received carfilzomib, lenalidomide and dexamethasone (KRd) from January 2018. KRd was ceased in April 2019 upon progression.", ["PD - @2019-04 <KRd"]),
    ("A 60-year-old man with multiple myeloma received carfilzomib, lenalidomide and dexamethasone (KRd) from January 2018. KRd was stopped in June 2019 because of progression.", ["PD - @2019-06 <KRd"]),
    ("A 60-year-old man with multiple myeloma received carfilzomib, lenalidomide and dexamethasone (KRd) from January 2018. An autograft in September 2018 followed and the response was judged as very good PR (VGPR) in December 2018.", ["VGPR - @2018-12"]),
    ("A 60-year-old man with multiple myeloma received teclistamab from 17 October 2022. Fever of 38.6 °C came on day 4 and recurred on day 8, which was CRS of grade 2.", []),
    ("A 60-year-old man with lymphoma was in CR after R-CHOP in May 2019. The rash came in June 2019 and recurred in July.", ["CR - @2019-05"]),
    ("A 60-year-old man with lymphoma was in CR after R-CHOP in May 2019. The lymphoma came back in June 2020 and recurred once more in July 2021 after R-ICE.", ["CR - @2019-05", "relapse - @2020-06", "relapse - @2021-07"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_the_assessments_of_a_story(story: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    assert_states(case_of(story), expected)
