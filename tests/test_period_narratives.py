"""Small stories as authors of many countries tell them: when each treatment began and ended, and no date that is another's."""

import pytest
from test_periods import periods
from test_times import read

# (story, {treatment: "start/day..end/day", "-" for none})
LETTERS = [
    ("A 61-year-old man with multiple myeloma was treated with VRd until December 2020. Progression was seen in March 2021.", {"VRd": "-..2020-12"}),
    ("Between 8 April and 16 December 2019 our patient was given lenalidomide. He then stayed without treatment.", {"lenalidomide": "2019-04-08..2019-12-16"}),
    ("She took ibrutinib from 09.08.2021. Because of atrial fibrillation, the drug was abandoned on 06.10.2021.", {"ibrutinib": "2021-08-09..2021-10-06"}),
    ("Blinatumomab was initiated on 02.03.2020 and finished on 29.03.2020. A remission was found on 3 April.", {"blinatumomab": "2020-03-02..2020-03-29"}),
    ("Imatinib was withdrawn in May 2018 for oedema. Molecular relapse was noticed in September of that year.", {"imatinib": "-..2018-05"}),
    ("Maintenance with rituximab was completed in June 2017. A PET-CT in August 2017 was negative.", {"rituximab": "-..2017-06"}),
    ("He was referred to us in May 2020. Two courses of R-ICE were given. In July 2020, a PET showed progression.", {"R-ICE": "-"}),
    ("Treatment consisted of COP on 18 April, two R-COPADM courses (25 April and 18 May 2020) and two R-CYVE courses.", {"R-COPADM": "2020-04-25..2020-05-18", "R-CYVE": "-"}),
    ("In October 2016, relapse was documented and salvage with DHAP was begun the following month.", {"DHAP": "2016-11"}),
    ("Nilotinib was stopped in 2015 and never restarted; dasatinib was taken since then.", {"nilotinib": "-..2015"}),
    ("He achieved CR in June 2018 with six cycles of R-CHOP.", {"R-CHOP": "-"}),
    ("Polatuzumab vedotin with bendamustine and rituximab (three cycles, 12 January to 9 March 2021) served as a bridge.", {"polatuzumab vedotin": "2021-01-12..2021-03-09", "bendamustine": "2021-01-12..2021-03-09"}),
    ("On 4 May 2019 the patient was hospitalised with fever. Meropenem was started the next day and stopped on 14 May.", {"meropenem": "2019-05-05..2019-05-14"}),
    ("Gilteritinib 120 mg daily was prescribed from 3 Feb 2021 through 28 Jul 2021, when he relapsed.", {"gilteritinib": "2021-02-03..2021-07-28"}),
    ("She had received hydroxyurea since 2009 and was switched to ruxolitinib in 2014.", {"hydroxyurea": "2009..2014", "ruxolitinib": "2014"}),
    ("After 11 months of ruxolitinib, the spleen had grown again. Fedratinib was chosen in January 2022.", {"ruxolitinib": "-", "fedratinib": "2022-01"}),
    ("Venetoclax plus azacitidine was commenced on 6 August 2020. After two cycles, on 2 October 2020, marrow showed CRi.", {"venetoclax": "2020-08-06", "azacitidine": "2020-08-06"}),
    ("Brentuximab vedotin was given every three weeks from November 2018 and interrupted in February 2019 owing to neuropathy.", {"brentuximab vedotin": "2018-11..2019-02"}),
    ("Therapy with pembrolizumab ran from 14/02/2019 until 21/11/2019.", {"pembrolizumab": "2019-02-14..2019-11-21"}),
    ("The patient underwent autologous stem cell transplantation in April 2016, relapsed in May 2018, and began daratumumab in June 2018.", {"autologous HSCT": "2016-04", "daratumumab": "2018-06"}),
    ("His disease relapsed on 3 March 2020 during ibrutinib. Venetoclax was added on 10 March 2020.", {"ibrutinib": "-", "venetoclax": "2020-03-10"}),
    ("Carfilzomib (January-June 2019), then pomalidomide (July 2019-March 2020), had been given elsewhere.", {"carfilzomib": "2019-01..2019-06", "pomalidomide": "2019-07..2020-03"}),
    ("Prior lines were VRd (2014), autologous HSCT (2015), lenalidomide (2015-2018) and daratumumab (2018-2019).", {"VRd": "2014", "autologous HSCT": "2015", "lenalidomide": "2015..2018", "daratumumab": "2018..2019"}),
    ("Radiotherapy of the mediastinum (36 Gy) was finished on 12 December 2018.", {"radiotherapy": "-..2018-12-12"}),
    ("In the summer of 2019 she was well. From September 2019 to January 2020 she had three courses of GemOx.", {"GEMOX": "2019-09..2020-01"}),
    ("Inotuzumab ozogamicin was begun on April 2, 2021; the second cycle followed on April 29, 2021.", {"inotuzumab ozogamicin": "2021-04-02..2021-04-29"}),
    ("Bosutinib could be ended in August 2020. Treatment-free remission has held for 18 months since then.", {"bosutinib": "-..2020-08"}),
]  # fmt: skip

AFTER_CELLS = [
    ("Axi-cel was infused on 11 January 2022. CRS of grade 2 set in on day 3 and settled on tocilizumab.", {"tocilizumab": "-"}),
    ("Axi-cel was infused on 11 January 2022. On day 3 tocilizumab was given for CRS of grade 2.", {"tocilizumab": "2022-01-14/3"}),
    ("Tisagenlecleucel was administered on 5 July 2019. Fever rose on day 2; tocilizumab was injected the following day.", {"tocilizumab": "2019-07-08/3"}),
    ("Cilta-cel was infused on 20 June 2022 (day 0). Dexamethasone was required from day +7 until day +12.", {"dexamethasone": "2022-06-27/7..2022-07-02/12"}),
    ("Cilta-cel was infused on 20 June 2022 (day 0). One week after infusion, anakinra was started; it was stopped on day +15.", {"anakinra": "2022-06-27/7..2022-07-05/15"}),
    ("CD19 CAR-T cells were infused on 1 March 2021. Two weeks later, CMV DNA was detected and ganciclovir was begun.", {"ganciclovir": "2021-03-15"}),
    ("CD19 CAR-T cells were infused on 1 March 2021. Methylprednisolone was started on day 5, tapered from day 9 and stopped on day 20.", {"methylprednisolone": "2021-03-06/5..2021-03-21/20"}),
    ("CD19 CAR-T cells were infused on 1 March 2021. Confusion was noted on day 6. MRI was normal on day 7 and levetiracetam was continued.", {"levetiracetam": "-"}),
    ("Lymphodepletion with fludarabine and cyclophosphamide (3 to 5 May 2021) preceded axi-cel, which was infused on 8 May 2021.", {"fludarabine": "2021-05-03..2021-05-05", "cyclophosphamide": "2021-05-03..2021-05-05", "axicabtagene ciloleucel": "2021-05-08"}),
    ("On 15 November 2020, after lymphodepletion with bendamustine, 1.2 x 10^6/kg brexu-cel were transfused.", {"brexucabtagene autoleucel": "2020-11-15", "bendamustine": "-"}),
    ("Leukapheresis took place on 12 March 2021, bridging with R-GemOx was given in April, and liso-cel was infused on 3 May 2021.", {"R-GEMOX": "2021-04", "lisocabtagene maraleucel": "2021-05-03"}),
    ("CAR-T cells were infused on 2 June 2020. Tocilizumab was given on days 2, 3 and 5 and siltuximab on day 6.", {"tocilizumab": "2020-06-04/2..2020-06-07/5", "siltuximab": "2020-06-08/6"}),
    ("CAR-T cells were infused on 2 June 2020. Ferritin peaked on day 9 at 45,000 ng/mL and fell under ruxolitinib.", {"ruxolitinib": "-"}),
    ("Ide-cel was infused on 7 October 2021. Noradrenaline was needed on days 3-5. On day 28, the serum M-protein had vanished.", {"norepinephrine": "2021-10-10/3..2021-10-12/5"}),
    ("Ide-cel was infused on 7 October 2021. Immunoglobulin was substituted monthly from January 2022.", {"immunoglobulin": "2022-01"}),
    ("Obe-cel was given in two parts, on 4 May 2022 (day 1) and on 13 May 2022 (day 10).", {"obecabtagene autoleucel": "2022-05-04/1..2022-05-13/10"}),
    ("The CD19 CAR-T cells were thawed and infused on 9 September 2021 after fludarabine 25 mg/m2 on days -5 to -3.", {"fludarabine": "2021-09-04/-5..2021-09-06/-3"}),
    ("A second infusion of CD22 CAR-T cells took place on 3 December 2020. On day 10, tocilizumab was repeated.", {"CD22 CAR-T": "2020-12-03/0", "tocilizumab": "2020-12-13/10"}),
]  # fmt: skip

GRAFTS = [
    ("Haploidentical transplantation was done on 14 May 2018 after busulfan (days -7 to -5) and fludarabine (days -6 to -2).", {"haploidentical HSCT": "2018-05-14/0", "busulfan": "2018-05-07/-7..2018-05-09/-5", "fludarabine": "2018-05-08/-6..2018-05-12/-2"}),
    ("Allogeneic HSCT from a sibling followed on 9.10.2019. Ciclosporin was started on day -1 and tapered off by day +120.", {"cyclosporine": "2019-10-08/-1..2020-02-06/120"}),
    ("PTCy 50 mg/kg was given on days +3 and +4 after haploidentical HSCT on 6 April 2021; tacrolimus and mycophenolate were begun on day +5.", {"cyclophosphamide": "2021-04-09/3..2021-04-10/4", "tacrolimus": "2021-04-11/5", "mycophenolate mofetil": "2021-04-11/5"}),
    ("Allogeneic HSCT was performed in January 2017. Tacrolimus was discontinued in July 2017. Acute GVHD of the skin appeared in August 2017 and settled on prednisone.", {"allogeneic HSCT": "2017-01", "tacrolimus": "-..2017-07", "prednisone": "-"}),
    ("Three donor lymphocyte infusions were given in May, July and September 2019.", {"donor lymphocyte infusion": "2019-05..2019-09"}),
    ("A cord blood transplant was performed on 3 August 2015. Foscarnet was used from day 34 to day 48 for HHV-6.", {"umbilical cord blood transplantation": "2015-08-03/0", "foscarnet": "2015-09-06/34..2015-09-20/48"}),
    ("Melphalan 200 mg/m2 was given on 12 March 2014, and stem cells were returned on 14 March 2014 (autologous HSCT).", {"melphalan": "2014-03-12", "autologous HSCT": "2014-03-14"}),
    ("After FLAMSA-RIC, an allogeneic transplant from an unrelated donor was carried out on 17/06/2016.", {"allogeneic HSCT": "2016-06-17"}),
    ("Defibrotide was given for VOD from day +12 to day +26 after allogeneic HSCT (2 February 2020).", {"allogeneic HSCT": "2020-02-02/0", "defibrotide": "2020-02-14/12..2020-02-28/26"}),
    ("Letermovir, begun on day +8 of the allogeneic HSCT of 10 June 2019, was continued until day +100.", {"letermovir": "2019-06-18/8..2019-09-18/100"}),
    ("She was conditioned with treosulfan from 4 to 6 May 2020 and transplanted from her brother on 10 May 2020 (allogeneic HSCT).", {"treosulfan": "2020-05-04..2020-05-06", "allogeneic HSCT": "2020-05-10"}),
    ("ATG on days -3 to -1, then allogeneic HSCT on 20 March 2018. Engraftment on day +17. CMV on day +42: ganciclovir for two weeks.", {"antithymocyte globulin": "2018-03-17/-3..2018-03-19/-1"}),
]  # fmt: skip

STEP_UP = [
    ("Teclistamab was begun on 8 August 2022 with 0.06 mg/kg, followed by 0.3 mg/kg on 11 August and 1.5 mg/kg on 15 August.", {"teclistamab": "2022-08-08"}),
    ("Glofitamab was started in March 2023 after obinutuzumab on 1 March 2023. CRS grade 1 was seen on 9 March and settled on paracetamol.", {"glofitamab": "2023-03", "obinutuzumab": "2023-03-01", "paracetamol": "-"}),
    ("Epcoritamab (from 5 May 2022) led to CR in July 2022 and was continued until March 2023.", {"epcoritamab": "2022-05-05..2023-03"}),
    ("Talquetamab was administered between June and October 2022, then halted for weight loss.", {"talquetamab": "2022-06..2022-10"}),
    ("Blinatumomab (9 ug/day from 3 June 2019, 28 ug/day from 10 June 2019) was ended on 30 June 2019.", {"blinatumomab": "2019-06-03..2019-06-30"}),
    ("Mosunetuzumab was stopped after cycle 8 in December 2021. In June 2022, biopsy proved relapse.", {"mosunetuzumab": "-..2021-12"}),
]  # fmt: skip

TIMELINES = [
    ("- 03/2015: R-CHOP x 6\n- 10/2016: relapse, R-DHAP\n- 01/2017: autologous HSCT\n- 05/2019: axi-cel", {"R-CHOP": "2015-03", "R-DHAP": "2016-10", "autologous HSCT": "2017-01", "axicabtagene ciloleucel": "2019-05"}),
    ("Jan 2018: diagnosis of DLBCL.\nFeb-Jul 2018: R-CHOP, six cycles.\nNov 2018: first relapse.\nDec 2018: R-ICE.", {"R-CHOP": "2018-02..2018-07", "R-ICE": "2018-12"}),
    ("2 March 2020 - FLAG-IDA started.\n14 April 2020 - marrow: CR.\n26 May 2020 - allogeneic HSCT.", {"FLAG-IDA": "2020-03-02", "allogeneic HSCT": "2020-05-26"}),
    ("Day -5 to -3: fludarabine 30 mg/m2. Day 0 (14 June 2021): CD19 CAR-T cells. Day 4: tocilizumab 8 mg/kg. Day 28: CR.", {"fludarabine": "2021-06-09/-5..2021-06-11/-3", "CD19 CAR-T": "2021-06-14/0", "tocilizumab": "2021-06-18/4"}),
]  # fmt: skip

SEVERAL = [
    ("Fludarabine (25-29 May), cytarabine (25-28 May) and idarubicin (26, 27 and 28 May 2019) made up the re-induction.", {"fludarabine": "2019-05-25..2019-05-29", "cytarabine": "2019-05-25..2019-05-28", "idarubicin": "2019-05-26..2019-05-28"}),
    ("Vincristine was given on 3, 10 and 17 June 2020, daunorubicin on 3 and 10 June 2020.", {"vincristine": "2020-06-03..2020-06-17", "daunorubicin": "2020-06-03..2020-06-10"}),
    ("Cefepime was started on 2 May 2020, vancomycin on 4 May and micafungin on 6 May; all were stopped on 20 May.", {"cefepime": "2020-05-02..2020-05-20", "vancomycin": "2020-05-04..2020-05-20", "micafungin": "2020-05-06..2020-05-20"}),
    ("Azacitidine was given on days 1-7 and venetoclax on days 1-28 of each cycle from January 2021 to August 2021.", {"azacitidine": "2021-01..2021-08", "venetoclax": "2021-01..2021-08"}),
    ("Isavuconazole replaced voriconazole on 11 April 2022.", {"isavuconazole": "2022-04-11", "voriconazole": "-..2022-04-11"}),
    ("Dexamethasone was exchanged for methylprednisolone on 9 March 2021.", {"dexamethasone": "-..2021-03-09", "methylprednisolone": "2021-03-09"}),
    ("Ponatinib was started after dasatinib had been stopped in June 2017.", {"dasatinib": "-..2017-06", "ponatinib": "-"}),
    ("MEC was given in March 2018 and CLAG-M in May 2018, both without effect.", {"MEC": "2018-03", "CLAG-M": "2018-05"}),
    ("She received rituximab on 2 and 9 March 2020 and then polatuzumab vedotin on 16 March 2020, with no response on 30 March 2020.", {"rituximab": "2020-03-02..2020-03-09", "polatuzumab vedotin": "2020-03-16"}),
    ("Prednisone, begun in August 2019 at 1 mg/kg, was tapered over three months and stopped in November 2019.", {"prednisone": "2019-08..2019-11"}),
    ("From December 28, 2020 to January 3, 2021, decitabine was infused.", {"decitabine": "2020-12-28..2021-01-03"}),
    ("Chidamide was taken from 30 November 2020, and on 12 January 2021 the dose was halved; it was given up on 3 February.", {"chidamide": "2020-11-30..2021-02-03"}),
]  # fmt: skip

NOT_THE_DRUGS = [
    ("On 6 June 2021 a biopsy confirmed relapse; she was treated with R-ICE.", {"R-ICE": "-"}),
    ("PET-CT on 3 May 2021, after three cycles of ABVD, was negative.", {"ABVD": "-"}),
    ("In February 2020 the patient, who was receiving ruxolitinib, presented with fever.", {"ruxolitinib": "-"}),
    ("She was admitted on 4 April 2021 under imatinib with pneumonia.", {"imatinib": "-"}),
    ("Cytopenia, first seen in March 2021, recovered with eltrombopag.", {"eltrombopag": "-"}),
    ("A fungal pneumonia on 4 July 2019 resolved under voriconazole.", {"voriconazole": "-"}),
    ("MRD became negative on 14 May 2020 after blinatumomab.", {"blinatumomab": "-"}),
    ("He relapsed in December 2018, eight months after autologous HSCT.", {"autologous HSCT": "-"}),
    ("Three months after R-CHOP ended, on 5 June 2018, a neck mass appeared.", {"R-CHOP": "-"}),
    ("The lymph node biopsied in January 2019 was refractory to R-DHAP.", {"R-DHAP": "-"}),
    ("Before CAR-T infusion, a PET on 2 May 2021 showed progression after bridging with R-GemOx.", {"R-GEMOX": "-"}),
    ("On 12 March 2021 the creatinine had risen under tacrolimus to 2.4 mg/dL.", {"tacrolimus": "-"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("story", "expected"),
    [*LETTERS, *AFTER_CELLS, *GRAFTS, *STEP_UP, *TIMELINES, *SEVERAL, *NOT_THE_DRUGS],
)
def test_periods(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name, "absent") for name in expected} == expected


def rows(story: str) -> list[str]:
    """The temporal expressions: "day 4 > CAR-T > 2021-06-18", "2021-06-14", "P2W"."""
    return [f"{d.value} > {d.anchor} > {d.resolved}" if d.kind == "day" else str(d.value) for d in read(story).dates]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("On January 31, 2016 he fell ill. On February 9 he received FLAG.", ["2016-01-31", "2016-02-09"]),
        ("She was transplanted on 28 December 2019 (allogeneic HSCT). On January 15 she engrafted.", ["2019-12-28", "2020-01-15"]),
        ("Axi-cel was infused on 4 May 2021. CRS began on the third day after infusion.", ["2021-05-04", "3 > axicabtagene ciloleucel > 2021-05-07"]),
        ("Axi-cel was infused on 4 May 2021. On D+14 platelets fell, on D+30 PET was negative.", ["2021-05-04", "14 > axicabtagene ciloleucel > 2021-05-18", "30 > axicabtagene ciloleucel > 2021-06-03"]),
        ("Allogeneic HSCT was done on 3 March 2018; CD19 CAR-T cells followed on 6 May 2021. CRS came on day 5.", ["2018-03-03", "2021-05-06", "5 > CD19 CAR-T > 2021-05-11"]),
        ("CD19 CAR-T cells were infused on 6 May 2021. Allogeneic HSCT was done on 3 August 2021. GVHD appeared on day +40 after transplantation, that is on day +129 after CAR-T infusion.", ["2021-05-06", "2021-08-03", "40 > allogeneic HSCT > 2021-09-12", "129 > CD19 CAR-T > 2021-09-12"]),
        ("Two weeks later the fever was gone, and 3 months afterwards he was well.", ["P2W", "P3M"]),
        ("Decitabine was given on days 1 to 5. The response lasted nine months.", ["1 > decitabine > None", "5 > decitabine > None", "P9M"]),
        ("7+3 was started on 4 March 2019. The marrow of day 28 showed CR.", ["2019-03-04", "28 > 7+3 > 2019-03-31"]),
        ("Elranatamab was started on 5 June 2023. Fever occurred 36 hours after the first dose.", ["2023-06-05", "PT36H"]),
        ("Am 3.4.2020 (day -4) fludarabine was begun; cells were infused on 7.4.2020 (CD19 CAR-T).", ["2020-04-03", "-4 > CD19 CAR-T > 2020-04-03", "2020-04-07"]),
        ("On 17/06/21 tisa-cel was infused. MRD was negative at 1, 3 and 6 months.", ["2021-06-17", "P1M", "P3M", "P6M"]),
        ("In mid-March 2020 and again in early 2021 he was vaccinated.", ["2020-03", "2021"]),
        ("Haploidentical HSCT took place on 2020-05-11. Neutrophils recovered on day +16, platelets on day +21.", ["2020-05-11", "16 > haploidentical HSCT > 2020-05-27", "21 > haploidentical HSCT > 2020-06-01"]),
        ("The interval between leukapheresis and infusion was 35 days; the vein-to-vein time was five weeks.", ["P35D", "P5W"]),
        ("He has been in remission since December 2019, i.e. for more than 30 months.", ["2019-12", "P30M"]),
        ("The patient was discharged on the 21st of March, 2021, and seen on 2nd April.", ["2021-03-21", "2021-04-02"]),
        ("Blasts of 12% on 4/3/2021, 35% on 18/3/2021 and 70% on 25/3/2021 were counted.", ["2021-03-04", "2021-03-18", "2021-03-25"]),
        ("From 30.12.2020 to 03.01.2021 he was in intensive care.", ["2020-12-30", "2021-01-03"]),
    ],
)  # fmt: skip
def test_rows(story: str, expected: list[str]) -> None:
    assert rows(story) == expected
