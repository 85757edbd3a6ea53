"""When courses began and ended, in sentences as authors of many centres write them; days count from the infusion."""

from pathlib import Path
from typing import Any

import pytest

from corpus import read
from extractors import extract

Span = tuple[str | int | None, str | int | None]


@pytest.mark.parametrize(
    ("told", "spans"),
    [
        (
            "A 52-year-old man with myeloma was seen in January 2020. VRd, begun on 4 February 2020, was given up on 3 June 2020 because of neuropathy.",
            {"VRd": ("2020-02-04", "2020-06-03")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. He was put on ixazomib in July 2020; it was taken until March 2021.",
            {"ixazomib": ("2020-07", "2021-03")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. From 5 May to 30 September 2020 he had daratumumab.",
            {"daratumumab": ("2020-05-05", "2020-09-30")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. Daratumumab, which he had been receiving since May 2020, was stopped in October of that year.",
            {"daratumumab": ("2020-05", "2020-10")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. Carfilzomib was tried next (August to November 2020).",
            {"carfilzomib": ("2020-08", "2020-11")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. On 4 February 2020 we turned to carfilzomib 20 mg/m2 with dexamethasone 20 mg.",
            {"carfilzomib": ("2020-02-04", None), "dexamethasone": ("2020-02-04", None)},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. 4 February 2020 saw the first dose of belantamab mafodotin; the fourth and last was given on 21 April 2020.",
            {"belantamab mafodotin": ("2020-02-04", "2020-04-21")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. Belantamab mafodotin followed, from 4 February 2020 on, every three weeks.",
            {"belantamab mafodotin": ("2020-02-04", None)},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. With progression in June 2020 came a change to pomalidomide.",
            {"pomalidomide": ("2020-06", None)},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. In June 2020 progression was evident, so pomalidomide took the place of lenalidomide.",
            {"pomalidomide": ("2020-06", None)},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. Lenalidomide 10 mg was his maintenance between August 2020 and January 2022.",
            {"lenalidomide": ("2020-08", "2022-01")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. Maintenance was with lenalidomide, 10 mg, which lasted from August 2020 until he relapsed in January 2022.",
            {"lenalidomide": ("2020-08", "2022-01")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. The first cycle of KRd started on 7 July 2020, the last ended on 2 December 2020.",
            {"KRd": ("2020-07-07", "2020-12-02")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. Selinexor was added on 7 July 2020 and dropped two weeks later.",
            {"selinexor": ("2020-07-07", "2020-07-21")},
        ),
        (
            "A 52-year-old man with myeloma was seen in January 2020. Treatment with elranatamab commenced on 7 July 2020 (step-up doses on days 1 and 4).",
            {"elranatamab": ("2020-07-07", None)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Ciclosporin, started on day -1, was tapered from day +60 and stopped on day +120.",
            {"cyclosporine": (-1, 120)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Tacrolimus ran from day -1 to day +180.",
            {"tacrolimus": (-1, 180)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Prednisolone was needed from day +33; by day +90 he was off it.",
            {"prednisolone": (33, 90)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). On day +33 a rash appeared, for which prednisolone 1 mg/kg was given until day +60.",
            {"prednisolone": (33, 60)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Ruxolitinib 5 mg twice daily was substituted on day +45 and withdrawn on day +200.",
            {"ruxolitinib": (45, 200)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Ganciclovir had to be given for CMV viraemia between days +40 and +61.",
            {"ganciclovir": (40, 61)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). CMV appeared on day +40. Ganciclovir was begun the same day and changed to foscarnet on day +47; the latter was stopped on day +61.",
            {"ganciclovir": (40, 47), "foscarnet": (47, 61)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Sirolimus replaced tacrolimus on day +50.",
            {"sirolimus": (50, None)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Letermovir was taken up to day +100.",
            {"letermovir": (None, 100)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Defibrotide was infused for 14 days from day +12.",
            {"defibrotide": (12, 25)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). On day +20 he was started on meropenem, which was continued for a week.",
            {"meropenem": (20, 26)},
        ),
        (
            "A 30-year-old woman with AML was transplanted from an unrelated donor on 12 April 2021 (day 0). Methotrexate 15 mg/m2 was given on day +1, 10 mg/m2 on days +3, +6 and +11.",
            {"methotrexate": (1, 11)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Fever came on day 1. Tocilizumab followed on days 2 and 3.",
            {"tocilizumab": (2, 3)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Dexamethasone 10 mg was given every 6 hours from day 4 on, cut to 10 mg daily on day 7 and over with on day 10.",
            {"dexamethasone": (4, 10)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). On days 5 to 8 he had anakinra 100 mg subcutaneously.",
            {"anakinra": (5, 8)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Levetiracetam 500 mg twice daily covered days 0 to 30.",
            {"levetiracetam": (0, 30)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Noradrenaline was running from the evening of day 3 until the morning of day 5.",
            {"norepinephrine": (3, 5)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Two doses of tocilizumab (days 2 and 4) and a course of dexamethasone (days 4-8) brought relief.",
            {"tocilizumab": (2, 4), "dexamethasone": (4, 8)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Siltuximab 11 mg/kg on day 6 and methylprednisolone 1 g on days 6-8 were then used.",
            {"siltuximab": (6, None), "methylprednisolone": (6, 8)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 had been infused on days -5, -4 and -3.",
            {"fludarabine": (-5, -3), "cyclophosphamide": (-5, -3)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). The cells had been preceded by fludarabine and cyclophosphamide on 26, 27 and 28 February 2022.",
            {"fludarabine": ("2022-02-26", "2022-02-28"), "cyclophosphamide": ("2022-02-26", "2022-02-28")},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). IVIG was substituted monthly from May 2022.",
            {"immunoglobulin": ("2022-05", None)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Eltrombopag 50 mg was begun on day 40; three weeks later it could be stopped.",
            {"eltrombopag": (40, 61)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Epcoritamab has been given since 9 January 2023.",
            {"epcoritamab": ("2023-01-09", None)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). He started epcoritamab on 9 January 2023 and is still on it.",
            {"epcoritamab": ("2023-01-09", None)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). Radiotherapy, 30 Gy in 15 fractions, was delivered in November 2022.",
            {"radiotherapy": ("2022-11", None)},
        ),
        (
            "A 60-year-old man with DLBCL was given axi-cel on 3 March 2022 (day 0). The left hip was irradiated (30 Gy in 10 fractions, 2-15 November 2022).",
            {"radiotherapy": ("2022-11-02", "2022-11-15")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. He received six cycles of bendamustine and rituximab between February and July 2018.",
            {"bendamustine": ("2018-02", "2018-07"), "rituximab": ("2018-02", "2018-07")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. R-CHOP was initiated in February 2018 and he completed six cycles in June 2018.",
            {"R-CHOP": ("2018-02", "2018-06")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. Six cycles of R-CHOP (February to June 2018) were followed by rituximab maintenance, which was stopped in May 2019 at relapse.",
            {"R-CHOP": ("2018-02", "2018-06"), "rituximab": (None, "2019-05")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. At relapse in May 2019, R-ICE was given for three cycles.",
            {"R-ICE": ("2019-05", None)},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. The first dose of mosunetuzumab (1 mg) was administered on 4 March 2022, the second (2 mg) on 11 March and the third (60 mg) on 18 March.",
            {"mosunetuzumab": ("2022-03-04", None)},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. Lenalidomide 20 mg daily was started on 4 March 2022, but had to be discontinued after only ten days.",
            {"lenalidomide": ("2022-03-04", "2022-03-14")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. He was on ibrutinib from 2019 to 2021.",
            {"ibrutinib": ("2019", "2021")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. Obinutuzumab was commenced on 4 March 2022; the last infusion was given on 9 September 2022.",
            {"obinutuzumab": ("2022-03-04", "2022-09-09")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. Zanubrutinib therapy, initiated at 160 mg twice daily in March 2021, was continued until November 2021.",
            {"zanubrutinib": ("2021-03", "2021-11")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. On 4 March 2022 the patient was switched from ibrutinib to venetoclax.",
            {"venetoclax": ("2022-03-04", None), "ibrutinib": (None, "2022-03-04")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. Bridging with polatuzumab-bendamustine-rituximab was given on 2 and 23 May 2021.",
            {"polatuzumab vedotin": ("2021-05-02", "2021-05-23")},
        ),
        (
            "A 52-year-old man with follicular lymphoma was seen in January 2018. Involved-site radiotherapy (24 Gy) was applied to the neck from 3 to 18 June 2021.",
            {"radiotherapy": ("2021-06-03", "2021-06-18")},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). On day +34, acute GVHD of the skin developed and methylprednisolone 2 mg/kg/day was initiated. Steroids were tapered off by day +80.",
            {"methylprednisolone": (34, 80)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Cyclosporine was administered from day -1 and discontinued on day +150.",
            {"cyclosporine": (-1, 150)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). GVHD prophylaxis consisted of cyclophosphamide 50 mg/kg on days +3 and +4, tacrolimus and mycophenolate mofetil from day +5.",
            {"cyclophosphamide": (3, 4), "tacrolimus": (5, None), "mycophenolate mofetil": (5, None)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Mycophenolate mofetil was stopped on day +35 and tacrolimus on day +180.",
            {"mycophenolate mofetil": (None, 35), "tacrolimus": (None, 180)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Foscarnet (90 mg/kg every 12 hours) was given for CMV reactivation from day +45 through day +59.",
            {"foscarnet": (45, 59)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). On day +200, gilteritinib 120 mg daily was commenced as maintenance and is ongoing.",
            {"gilteritinib": (200, None)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Three DLIs were given on days +120, +150 and +180.",
            {"donor lymphocyte infusion": (120, 180)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Posaconazole was given prophylactically until day +100.",
            {"posaconazole": (None, 100)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Conditioning comprised fludarabine 30 mg/m2 (days -6 to -2), cyclophosphamide 14.5 mg/kg (days -6 and -5) and 2 Gy total body irradiation (day -1).",
            {"fludarabine": (-6, -2), "cyclophosphamide": (-6, -5), "total body irradiation": (-1, None)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Rituximab 375 mg/m2 weekly was started on day +60 for EBV viraemia, for a total of four doses.",
            {"rituximab": (60, None)},
        ),
        (
            "A 30-year-old woman with AML received a haploidentical transplant on 12 April 2021 (day 0). Etanercept was given twice weekly beginning on day +50.",
            {"etanercept": (50, None)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). On day 2 he developed fever; tocilizumab 8 mg/kg was given on day 3 and dexamethasone 10 mg every 6 hours was started on day 4 and tapered off by day 12.",
            {"tocilizumab": (3, None), "dexamethasone": (4, 12)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). He received tocilizumab on day 3, followed by a second dose on day 4.",
            {"tocilizumab": (3, 4)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). He was treated with a single dose of tocilizumab on day 3 and dexamethasone for 3 days.",
            {"tocilizumab": (3, None)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). Anakinra 100 mg every 6 hours was started on day 7 and continued for 5 days.",
            {"anakinra": (7, 11)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). Anakinra was given on days 7-11, and etoposide 100 mg/m2 on day 9.",
            {"anakinra": (7, 11), "etoposide": (9, None)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). Lymphodepletion with fludarabine 30 mg/m2 and cyclophosphamide 300 mg/m2 was given daily from 26 to 28 February 2022.",
            {"fludarabine": ("2022-02-26", "2022-02-28"), "cyclophosphamide": ("2022-02-26", "2022-02-28")},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). Filgrastim was started on day 10 and stopped on day 18 with neutrophil recovery.",
            {"filgrastim": (10, 18)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). Teclistamab was started in January 2023 (step-up doses on January 9, 11 and 13).",
            {"teclistamab": ("2023-01-09", None)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). In January 2023 he was enrolled in a trial of cevostamab and received the first dose on 9 January 2023.",
            {"cevostamab": ("2023-01-09", None)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). Monthly IVIG has been administered since June 2022.",
            {"immunoglobulin": ("2022-06", None)},
        ),
        (
            "A 60-year-old man with myeloma was given ide-cel on 3 March 2022 (day 0). Acyclovir was started on day 0 and co-trimoxazole on day 30; both are ongoing.",
            {"acyclovir": (0, None), "trimethoprim-sulfamethoxazole": (30, None)},
        ),
    ],
)
def test_when_courses_began_and_ended(tmp_path: Path, pipeline: Any, told: str, spans: dict[str, Span]) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Case report\n\n" + told, encoding="utf-8")
    case = extract(read(path), pipeline=pipeline)
    for name, (start, end) in spans.items():
        [course] = [t for t in case.therapies if t.name == name]
        by_day = isinstance(start, int) or isinstance(end, int)
        found = (course.start_day, course.end_day) if by_day else (course.start, course.end)
        assert found == (start, end), name
