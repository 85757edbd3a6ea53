"""To which treatment a time belongs: sentences by class, with what must not be dated as well."""

import pytest
from test_periods import periods

GOVERNED_BY_A_FINDING = [
    ("A 55-year-old man with myeloma diagnosed in May 2017, had received VRd, autologous HSCT and lenalidomide.", {"VRd": "-", "autologous HSCT": "-", "lenalidomide": "-"}),
    ("He was diagnosed with DLBCL in January 2018 and received six cycles of R-CHOP, achieving CR in June 2018.", {"R-CHOP": "-"}),
    ("R-CHOP was started in March 2019, but PET after four cycles in June 2019 showed progression, and R-ICE was administered.", {"R-CHOP": "2019-03", "R-ICE": "-"}),
    ("PET-CT after six cycles of R-CHOP in March 2021 showed CR.", {"R-CHOP": "-"}),
    ("On 3 March 2021, while receiving ibrutinib, he developed atrial fibrillation.", {"ibrutinib": "-"}),
    ("In March 2020 he was started on gilteritinib, achieved CR in May 2020, and underwent allogeneic HSCT in July 2020.", {"gilteritinib": "2020-03", "allogeneic HSCT": "2020-07"}),
    ("In March 2020 he was started on gilteritinib, with CR in May 2020 and allogeneic HSCT in July 2020.", {"gilteritinib": "2020-03", "allogeneic HSCT": "2020-07"}),
    ("Gilteritinib was started 2 months after relapse, in May 2020.", {"gilteritinib": "2020-05"}),
    ("After relapse in May 2019, he was given R-GDP (June-August 2019) and achieved PR.", {"R-GDP": "2019-06..2019-08"}),
    ("After CR was confirmed on 5 May 2020, he underwent haploidentical HSCT on 10 June 2020.", {"haploidentical HSCT": "2020-06-10"}),
    ("FLAG was started on 6 April 2021, and on 4 May 2021 marrow showed CR.", {"FLAG": "2021-04-06"}),
    ("A man presents in 2019 with AML, receives cytarabine in May, and relapses in December.", {"cytarabine": "2019-05"}),
    ("Autologous stem cells were collected in April 2019 after cyclophosphamide and G-CSF, and reinfused in June 2019.", {"cyclophosphamide": "-", "G-CSF": "-"}),
    ("A PET-CT on 3 March 2021 after R-CHOP showed CR.", {"R-CHOP": "-"}),
    ("In April 2020 the disease progressed despite venetoclax and azacitidine.", {"venetoclax": "-", "azacitidine": "-"}),
    ("In October 2019, the disease relapsed. The patient was treated with DHAP.", {"DHAP": "-"}),
]  # fmt: skip

FINDINGS_AS_SUBJECTS = [
    ("Grade 2 CRS on day 3 required tocilizumab (CAR-T infusion on 3 May 2022).", {"tocilizumab": "-", "CAR-T": "2022-05-03/0"}),
    ("EBV viraemia on day +54 had been treated with rituximab after haploidentical HSCT on 5 January 2023.", {"rituximab": "-"}),
    ("Axi-cel was infused on 3 May 2022. He had grade 1 CRS on day 2, for which only paracetamol was given.", {"paracetamol": "-"}),
    ("Axi-cel was infused on 3 May 2022. On day 2 he had fever, for which paracetamol was given.", {"paracetamol": "2022-05-05/2"}),
    ("Axi-cel was infused on 3 May 2022. The fever ceased after paracetamol and, on day +3, one infusion of tocilizumab.", {"paracetamol": "-", "tocilizumab": "2022-05-06/3"}),
    ("A lady, a known case of B-ALL since 2017, had taken BFM protocol elsewhere.", {"BFM": "-"}),
    ("FLAG-IDA was started on 18/08/2020, to which she was refractory (17/09/2020, 55% blasts).", {"FLAG-IDA": "2020-08-18"}),
    ("Pneumonia in February 2023 was treated with ceftriaxone.", {"ceftriaxone": "2023-02"}),
    ("Induction in March 2020 consisted of daunorubicin and cytarabine.", {"daunorubicin": "2020-03", "cytarabine": "2020-03"}),
    ("First-line therapy from May 2017 was VRd.", {"VRd": "2017-05"}),
    ("The first relapse (March 2020) was treated with R-DHAP, the second (January 2021) with axi-cel.", {"R-DHAP": "2020-03", "axicabtagene ciloleucel": "2021-01"}),
]  # fmt: skip

COUNTED_FROM = [
    ("On 21 April 2021, 19 days after CAR-T infusion, ganciclovir was started.", {"CAR-T": "2021-04-02/0", "ganciclovir": "2021-04-21/19"}),
    ("Anakinra was started 5 days after CAR-T infusion and stopped 14 days after infusion.", {"anakinra": "5..14"}),
    ("Ciclosporin was commenced on day -1 and withdrawn on day 120 (allogeneic HSCT, 3 May 2019).", {"cyclosporine": "2019-05-02/-1..2019-08-31/120", "allogeneic HSCT": "2019-05-03/0"}),
    ("Fever occurred on 5 May 2021. On the following morning, tocilizumab was administered.", {"tocilizumab": "2021-05-06"}),
    ("In September 2022, he had fludarabine and cyclophosphamide, both for 3 days, and after 2 days of rest ide-cel was infused (day 0).", {"fludarabine": "2022-09", "idecabtagene vicleucel": "2022-09/0"}),
]  # fmt: skip

ENDS = [
    ("He was treated with ibrutinib, which was continued until disease progression in March 2020, and then with venetoclax.", {"ibrutinib": "-..2020-03", "venetoclax": "-"}),
    ("She received rituximab in 2015, and was observed until 2019, when R-bendamustine was given.", {"rituximab": "2015", "R-bendamustine": "2019"}),
    ("Induction with VTD was started in February 2016; four cycles were given until May 2016.", {"VTd": "2016-02..2016-05"}),
    ("Tacrolimus was tapered from day +60 to day +120.", {"tacrolimus": "-..120"}),
    ("Steroids were tapered until 15 April 2021.", {"corticosteroid": "-..2021-04-15"}),
    ("She received lenalidomide for 6 cycles until October 2019.", {"lenalidomide": "-..2019-10"}),
    ("Since June 2020 he has been receiving ruxolitinib and belumosudil.", {"ruxolitinib": "2020-06", "belumosudil": "2020-06"}),
    ("Ruxolitinib was started on 5 May 2021 and later stopped.", {"ruxolitinib": "2021-05-05"}),
]  # fmt: skip

CHARTS = [
    ("04-08/2019: 6x R-CHOP -> PR (PET 09/2019)", {"R-CHOP": "2019-04..2019-08"}),
    ("Ciclosporin 2.5 mg/kg twice a day by mouth, from 04/04/2022; stopped in August 2023.", {"cyclosporine": "2022-04-04..2023-08"}),
    ("Lenalidomide from May 2019 (PR 08/2019), off 01/2020.", {"lenalidomide": "2019-05..2020-01"}),
]  # fmt: skip

BESIDE_ANOTHER = [
    ("In 03/2018 VRd was initiated. After 4 cycles, in 06/2018, ASCT was performed with melphalan.", {"autologous HSCT": "2018-06", "melphalan": "2018-06"}),
    ("Dexamethasone was administered between days 5 and 9 after tisa-cel, which had been infused on 3 June 2021.", {"dexamethasone": "2021-06-08/5..2021-06-12/9", "tisagenlecleucel": "2021-06-03/0"}),
    ("Basiliximab was given on days +20 and +24, ruxolitinib from day +25 to day +50 (HSCT 1 March 2019).", {"basiliximab": "2019-03-21/20..2019-03-25/24", "ruxolitinib": "2019-03-26/25..2019-04-20/50", "allogeneic HSCT": "2019-03-01/0"}),
    ("After the second cycle of azacitidine/venetoclax (started 3 February 2021), marrow showed CRi on 30 March 2021.", {"azacitidine": "2021-02-03", "venetoclax": "2021-02-03"}),
    ("He had six cycles of BR from July to December 2019, ending in complete metabolic response (CMR) in January 2020.", {"BR": "2019-07..2019-12"}),
    ("DPd was given from February 2021, and he had then, on 8 June 2022 (D0), ide-cel, prepared by fludarabine from D-5 to D-3.", {"fludarabine": "2022-06-03/-5..2022-06-05/-3"}),
    ("A myasthenic crisis in February 2016 was mastered with immunoglobulins.", {"immunoglobulin": "2016-02"}),
]  # fmt: skip

REAL_TEXT = [
    ("After the infection was treated by antibiotics, we removed the mass on February 3, 2015.", {"antibiotic": "-"}),
    ("He stopped warfarin anticoagulation treatment by himself in 2014.", {"warfarin": "-..2014"}),
    ("Antibodies were found in 2005 and he received 10 mg of prednisolone daily.", {"prednisolone": "-"}),
    ("He died on 4 May 2021, despite treatment combining isoniazid, rifampicin and ethambutol.", {"isoniazid": "-", "ethambutol": "-"}),
]  # fmt: skip

LISTS = [
    ("Allogeneic HSCT was done on 17 March 2022. Prophylaxis: letermovir 480 mg daily, D+10 to D+100; acyclovir; posaconazole.", {"letermovir": "2022-03-27/10..2022-06-25/100", "acyclovir": "-", "posaconazole": "-"}),
    ("He received VRd, then an autograft on 14 March 2019 after melphalan, then lenalidomide.", {"VRd": "-", "autologous HSCT": "2019-03-14", "lenalidomide": "-"}),
    ("Daratumumab was continued as maintenance, 1800 mg every 4 weeks from 01/2022 on.", {"daratumumab": "2022-01"}),
]  # fmt: skip

HANDED_OVER = [
    ("He was switched to venetoclax on 11 July 2022.", {"venetoclax": "2022-07-11"}),
    ("From 11 July 2022 he was switched to venetoclax plus azacitidine.", {"venetoclax": "2022-07-11", "azacitidine": "2022-07-11"}),
    ("Maintenance with POMP was kept from 15/12/2020.", {"POMP": "2020-12-15"}),
    ("Methylprednisolone replaces dexamethasone from 9 to 13 May 2021.", {"methylprednisolone": "2021-05-09..2021-05-13", "dexamethasone": "-..2021-05-09"}),
    ("Dexamethasone was given until 8 May 2021. Methylprednisolone replaced dexamethasone from 9 to 13 May 2021.", {"dexamethasone": "-..2021-05-08"}),
    ("Hyper-CVAD was started on 15 January 2021, alternating with high dose methotrexate 1 g/m2 and cytarabine 3 g/m2.", {"methotrexate": "2021-01-15", "cytarabine": "2021-01-15"}),
]  # fmt: skip

TIMELINES = [
    ("- 1 December 2020: venetoclax, increased in 5 weeks up to 400 mg/day.\n- 1 July 2023: pirtobrutinib 200 mg once daily, obtained for compassionate use.", {"venetoclax": "2020-12-01", "pirtobrutinib": "2023-07-01"}),
    ("- 22 November 2023: CRS grade 3; noradrenaline for 36 hours, tocilizumab on 22 and 23 November, dexamethasone until 25 November.", {"norepinephrine": "2023-11-22", "tocilizumab": "2023-11-22..2023-11-23", "dexamethasone": "-..2023-11-25"}),
    ("- 12 March 2021: admitted with fever.\n- 16 March 2021: FLAG-IDA started.\n- 20 April 2021: CR.\n- 2 June 2021: allogeneic HSCT.", {"FLAG-IDA": "2021-03-16", "allogeneic HSCT": "2021-06-02"}),
    ("Day 0 (5 May 2021): infusion of axi-cel.\nDay +2: fever, cefepime.\nDay +4: CRS grade 2, tocilizumab.\nDay +14: discharge.", {"axicabtagene ciloleucel": "2021-05-05/0", "cefepime": "2021-05-07/2", "tocilizumab": "2021-05-09/4"}),
]  # fmt: skip

SHARED = [
    ("In 2015, 2017 and 2019 she received R-bendamustine, R-CHOP and ibrutinib, respectively.", {"R-bendamustine": "2015", "R-CHOP": "2017", "ibrutinib": "2019"}),
    ("Busulfan and fludarabine were started on day -7 and day -6, respectively, before haplo-HSCT on 3 May 2020.", {"busulfan": "2020-04-26/-7", "fludarabine": "2020-04-27/-6"}),
    ("Meropenem and vancomycin were stopped on 3 and 5 May 2020, respectively.", {"meropenem": "-..2020-05-03", "vancomycin": "-..2020-05-05"}),
    ("She had fludarabine and melphalan (days -7 to -3 and days -3 to -2, respectively) before haplo-HSCT on 16 April 2021.", {"fludarabine": "2021-04-09/-7..2021-04-13/-3", "melphalan": "2021-04-13/-3..2021-04-14/-2"}),
    ("Fludarabine 30 mg/m2 and cyclophosphamide 300 mg/m2, 3-4 April 2021, preceded axi-cel.", {"fludarabine": "2021-04-03..2021-04-04", "cyclophosphamide": "2021-04-03..2021-04-04"}),
    ("It was irradiated with 20 Gy in 5 fractions from 19.09. to 23.09.2022.", {"radiotherapy": "2022-09-19..2022-09-23"}),
    ("After induction (7+3, 4 to 10 March 2020) he was in CR.", {"7+3": "2020-03-04..2020-03-10"}),
    ("He had been pretreated with R-CHOP from 05/2016 to 09/2016, R-DHAP 03-05/2018, and BEAM/ASCT in 06/2018.", {"R-CHOP": "2016-05..2016-09", "R-DHAP": "2018-03..2018-05", "BEAM": "2018-06"}),
    ("Bortezomib (2017–2018) and daratumumab (since January 2019) were tried.", {"bortezomib": "2017..2018", "daratumumab": "2019-01"}),
    ("62M w/ DLBCL dx'd 5/2018, s/p R-CHOP x6 (5/2018-9/2018), R-ICE x2 (3/2019-4/2019), auto-SCT 6/2019.", {"R-CHOP": "2018-05..2018-09", "R-ICE": "2019-03..2019-04", "autologous HSCT": "2019-06"}),
    ("Timeline: 2015 diagnosis of CLL; 2016-2017 ibrutinib; 2020 venetoclax; 2021 CAR-T infusion.", {"ibrutinib": "2016..2017", "venetoclax": "2020", "CAR-T": "2021"}),
]  # fmt: skip


IN_OTHER_WORDS = [
    ("Fludarabine (30 mg/m2/day) and cyclophosphamide (500 mg/m2/day) were administered on 3, 4 and 5 May 2021.", {"fludarabine": "2021-05-03..2021-05-05", "cyclophosphamide": "2021-05-03..2021-05-05"}),
    ("Bridging with polatuzumab vedotin (1.8 mg/kg) and rituximab (375 mg/m2) was given on 3 May and again on 24 May 2021.", {"polatuzumab vedotin": "2021-05-03..2021-05-24", "rituximab": "2021-05-03..2021-05-24"}),
    ("Azacitidine (75 mg/m2, 7 days) plus venetoclax (400 mg) was started on 3 May 2021.", {"azacitidine": "2021-05-03", "venetoclax": "2021-05-03"}),
    ("Cyclosporine and methotrexate (15 mg/m2 on 3 May 2021) were given.", {"cyclosporine": "-", "methotrexate": "2021-05-03"}),
    ("High-dose melphalan (200 mg/m2) was given on 12 February 2019 and supported two days later by autologous stem cells.", {"melphalan": "2019-02-12", "autologous HSCT": "2019-02-14"}),
    ("Pomalidomide 4 mg with cyclophosphamide 50 mg daily held the disease from January to August 2022.", {"pomalidomide": "2022-01..2022-08", "cyclophosphamide": "2022-01..2022-08"}),
    ("Ruxolitinib was held from 3 to 10 May 2021.", {"ruxolitinib": "-"}),
    ("Co-trimoxazole had to be withdrawn on 3 May 2021 and was replaced by monthly nebulised pentamidine.", {"trimethoprim-sulfamethoxazole": "-..2021-05-03", "pentamidine": "2021-05-03"}),
    ("Ibrutinib was started on 3 May 2021 and was replaced by venetoclax.", {"ibrutinib": "2021-05-03", "venetoclax": "-"}),
    ("Eltrombopag, 50 mg rising to 150 mg daily, was tried for thrombocytopenia between February and May 2023.", {"eltrombopag": "2023-02..2023-05"}),
    ("Romiplostim was tried in May 2023.", {"romiplostim": "2023-05"}),
    ("Aciclovir 400 mg and, as of 3 May 2021, trimethoprim-sulfamethoxazole 960 mg thrice weekly were prescribed.", {"acyclovir": "-", "trimethoprim-sulfamethoxazole": "2021-05-03"}),
    ("As in May 2019, R-ICE was given.", {"R-ICE": "-"}),
    ("On 3 May 2021 methylprednisolone 1 g daily was substituted for 3 days.", {"methylprednisolone": "2021-05-03..2021-05-05"}),
    ("Cyclosporine (3 mg/kg/d IV) and mycophenolate mofetil (15 mg/kg) were commenced on 3 May 2021, the latter being ceased on 10 June 2021.", {"cyclosporine": "2021-05-03", "mycophenolate mofetil": "2021-05-03..2021-06-10"}),
    ("Tacrolimus and methotrexate were begun on 3 May 2021, the former being stopped on 10 June 2021.", {"tacrolimus": "2021-05-03..2021-06-10", "methotrexate": "2021-05-03"}),
    ("Fludarabine 30 mg/m2 and cyclophosphamide, the latter at 500 mg/m2, were given on 3, 4 and 5 May 2021.", {"fludarabine": "2021-05-03..2021-05-05", "cyclophosphamide": "2021-05-03..2021-05-05"}),
    ("After apheresis, on 3 May 2021, bridging with R-GEMOX was begun.", {"R-GEMOX": "2021-05-03"}),
    ("She had received FCR in 2010 and, from March 2016 until progression in January 2019, ibrutinib.", {"FCR": "2010", "ibrutinib": "2016-03..2019-01"}),
    ("He was induced with hyper-CVAD (4 courses A/B) beginning in May 2016 and attained CR.", {"hyper-CVAD": "2016-05"}),
    ("Remission was induced in May 2016; blinatumomab followed in June 2016.", {"blinatumomab": "2016-06"}),
    ("From 3 May 2021 GVHD was treated with azithromycin 250 mg and montelukast 10 mg, and from 2 July 2021 with ruxolitinib 10 mg.", {"azithromycin": "2021-05-03", "montelukast": "2021-05-03", "ruxolitinib": "2021-07-02"}),
    ("It was treated with R-CHOP in May 2019 and in May 2020 with R-ICE.", {"R-CHOP": "2019-05", "R-ICE": "2020-05"}),
    ("R-CHOP was given in May 2019 with rituximab.", {"R-CHOP": "2019-05"}),
    ("Venetoclax (100 mg d1, 200 mg d2, 400 mg d3-28) with azacitidine (75 mg/m2 d1-7) started on 25 April 2021.", {"venetoclax": "2021-04-25/1..2021-05-22/28", "azacitidine": "2021-04-25/1..2021-05-01/7"}),
    ("Third line: belantamab mafodotin 2.5 mg/kg q3w, four doses (last 20 May 2022).", {"belantamab mafodotin": "-..2022-05-20"}),
    ("Viraemia was treated with cidofovir 5 mg/kg weekly x 4 and brincidofovir 2 mg/kg from 3 May to 7 June 2022.", {"cidofovir": "-", "brincidofovir": "2022-05-03..2022-06-07"}),
    ("At last follow-up in January 2024, 16 months after starting epcoritamab, he remained in CR.", {"epcoritamab": "-"}),
    ("In May 2021, three weeks after initiation of ibrutinib, atrial fibrillation was noted.", {"ibrutinib": "-"}),
]  # fmt: skip


NOT_ITS_OWN = [
    ("She was apheresed on 6 March 2023 and bridged with cyclophosphamide 300 mg/m2 weekly and RT to the spine (8 Gy).", {"cyclophosphamide": "-", "radiotherapy": "-"}),
    ("Following leukapheresis on 2 September 2020 and bridging with DCEP, he was lymphodepleted.", {"DCEP": "-"}),
    ("T cells were harvested on 2 September 2020 and polatuzumab vedotin was given as bridging.", {"polatuzumab vedotin": "-"}),
    ("On 2 September 2020, after leukapheresis, bridging with DCEP was begun.", {"DCEP": "2020-09-02"}),
    ("Pembrolizumab 200 mg q3w was begun in February 2020, stopped after 3 doses due to pneumonitis requiring prednisone 1 mg/kg.", {"pembrolizumab": "2020-02", "prednisone": "-"}),
    ("Residual disease was found at the end of treatment in August 2019, and he received two cycles of R-ICE without benefit.", {"R-ICE": "-"}),
    ("A woman relapsed 8 months after haploidentical HSCT (conditioning: thiotepa, busulfan, fludarabine; day 0: 14 May 2020).", {"haploidentical HSCT": "2020-05-14/0", "thiotepa": "-"}),
    ("Haploidentical HSCT followed conditioning with thiotepa and busulfan (day 0 = 14 May 2020).", {"haploidentical HSCT": "2020-05-14/0", "thiotepa": "-", "busulfan": "-"}),
    ("Venetoclax (70 mg because of posaconazole, from 3 May 2021) was continued.", {"venetoclax": "2021-05-03", "posaconazole": "-"}),
    ("Donor lymphocytes followed on day 10 of cycle 2.", {"donor lymphocyte infusion": "-"}),
    ("Three cycles of HiDAC were given, the last in November 2017.", {"cytarabine": "-..2017-11"}),
    ("Four doses of rituximab were infused, the last one on 3 May 2021.", {"rituximab": "-..2021-05-03"}),
    ("Axi-cel was infused on 10 October 2020 (day 0). On day 6 she was somnolent; dexamethasone 10 mg was started and levetiracetam, begun on day 0, was increased.", {"dexamethasone": "2020-10-16/6", "levetiracetam": "2020-10-10/0"}),
    ("Axi-cel was infused on 10 October 2020 (day 0). On day 6 levetiracetam, begun on day 0, was increased. The next day dexamethasone 10 mg was started.", {"dexamethasone": "2020-10-17/7"}),
    ("Cyclosporine was given. PRES occurred on 24 April 2019; cyclosporine was stopped.", {"cyclosporine": "-..2019-04-24"}),
    ("She relapsed five months after DA-EPOCH-R (6 cycles, completed 12/2020).", {"DA-EPOCH-R": "-..2020-12"}),
    ("She relapsed after R-CHOP (March to July 2020).", {"R-CHOP": "2020-03..2020-07"}),
    ("Consent was signed on 3 May 2021 and venetoclax given.", {"venetoclax": "-"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        *GOVERNED_BY_A_FINDING,
        *FINDINGS_AS_SUBJECTS,
        *COUNTED_FROM,
        *ENDS,
        *CHARTS,
        *BESIDE_ANOTHER,
        *HANDED_OVER,
        *TIMELINES,
        *SHARED,
        *IN_OTHER_WORDS,
        *NOT_ITS_OWN,
    ],
)
def test_whose_time(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name, "absent") for name in expected} == expected
