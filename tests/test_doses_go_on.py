"""Amounts whose day, length, way or treatment another amount of the story tells."""

from collections.abc import Callable

import pytest

from models import Case

HEAD = "A 46-year-old man with relapsed AML was admitted. "


def doses(case: Case) -> str:
    names = {t.id: t.name for t in case.therapies}
    return "; ".join(
        " ".join(str(x) for x in (names[d.therapy], f"{d.value:g}", d.frequency, d.duration, d.route, d.day) if x is not None)
        for d in case.doses
    )  # fmt: skip


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("Venetoclax was brought from 100 mg (day 1) through 200 mg (day 2) to 400 mg from day 3 onwards.",
         "venetoclax 100 1; venetoclax 200 2; venetoclax 400 3"),
        ("He took venetoclax, escalated from 100 mg (D1) via 200 mg (D2) to 400 mg daily (D3).",
         "venetoclax 100 1; venetoclax 200 2; venetoclax 400 1/d 3"),
        ("Blinatumomab was started on 10/21/2019 (day 1) at 9 μg/day for 7 days and 28 μg/day for the following 21 days.",
         "blinatumomab 9 1/d P7D 1; blinatumomab 28 1/d P21D 8"),
        ("Blinatumomab was begun on day 1 at 9 μg/day for 7 days, then 28 μg/day for another three weeks.",
         "blinatumomab 9 1/d P7D 1; blinatumomab 28 1/d P3W 8"),
        ("Blinatumomab was infused at 9 μg/day for 7 days and 28 μg/day for 21 days.",
         "blinatumomab 9 1/d P7D; blinatumomab 28 1/d P21D"),
        ("Dasatinib 100 mg qd was begun in 2016. In June 2017 furosemide 40 mg/day was given for effusions and dasatinib was re-started at 70 mg qd. In May 2018, the dose had to be lowered further to 50 mg qd.",
         "dasatinib 100 1/d; furosemide 40 1/d; dasatinib 70 1/d; dasatinib 50 1/d"),
        ("Ponatinib was introduced at 45 mg qd. A further decrease to 15 mg was considered at that time but was not put into practice.",
         "ponatinib 45 1/d"),
        ("Gilteritinib 120 mg qd was given. An increase to 200 mg was discussed but rejected.", "gilteritinib 120 1/d"),
        ("Gilteritinib 120 mg qd was given. It was never increased to 200 mg.", "gilteritinib 120 1/d"),
        ("Gilteritinib 120 mg qd was given. It was increased to 200 mg qd.", "gilteritinib 120 1/d; gilteritinib 200 1/d"),
        ("Fever was managed with meropenem 1 g q8h and micafungin 50 mg qd for 14 days.", "meropenem 1 3/d P14D; micafungin 50 1/d P14D"),
        ("He took valganciclovir 450 mg bid; oral mucositis was soothed by dexamethasone gargle 0.5 mg qid.", "valganciclovir 450 2/d; dexamethasone 0.5 4/d topical"),
        ("Aspergillosis was treated with isavuconazole, 3 × 200 mg/d for 48 h and 200 mg/d thereafter.", "isavuconazole 200 3/d PT48H; isavuconazole 200 1/d"),
        ("Methylprednisolone 30 mg/kg/day for 3 days followed by 2 mg/kg/day was given from day 5.",
         "methylprednisolone 30 1/d P3D 5; methylprednisolone 2 1/d 8"),
        ("He had three days of Flu/Cy (30/300 mg/m2/d).", "fludarabine 30 1/d P3D; cyclophosphamide 300 1/d P3D"),
        ("He was given vincristine 1.5 mg/m2/dose (max. 2 mg) IV weekly.", "vincristine 1.5 1/wk iv"),
        ("Methotrexate 3 g/m2 was infused for 24 h.", "methotrexate 3"),
        ("Rabbit ATG 10 mg/kg was given daily from day −4 to day −2 (30 mg/kg overall).", "antithymocyte globulin 10 1/d P3D; antithymocyte globulin 30"),
        ("Fludarabine 50 mg/m2/d was given from day -5 to day -3 (cumulative dose 150 mg/m2).", "fludarabine 50 1/d P3D; fludarabine 150"),
        ("Lymphodepletion consisted of fludarabine 24 mg/m2/d (reduced owing to a creatinine clearance of 55 ml/min) and cyclophosphamide 300 mg/m2/d, both from day −5 to day −3.",
         "fludarabine 24 1/d P3D; cyclophosphamide 300 1/d P3D"),
        ("Gemtuzumab was injected subcutaneously at 0.06 mg/kg and 0.4 mg/kg as step-up doses, then 0.8 mg/kg every 2 weeks.",
         "gemtuzumab ozogamicin 0.06 sc; gemtuzumab ozogamicin 0.4 sc; gemtuzumab ozogamicin 0.8 1/2wk sc"),
        ("Methylprednisolone 40 mg i.v. was given, then switched to 32 mg daily.", "methylprednisolone 40 iv; methylprednisolone 32 1/d"),
        ("Teclistamab was given s.c. in steps of 0.06 mg/kg and 0.3 mg/kg.", "teclistamab 0.06 sc; teclistamab 0.3 sc"),
        ("Prednisone 60 mg daily was tapered in steps of 10 mg every week.", "prednisone 60 1/d"),
    ],
)  # fmt: skip
def test_doses(case_of: Callable[[str], Case], story: str, told: str) -> None:
    assert doses(case_of(HEAD + story)) == told


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("Timeline\n\n• D-5 to D-3 (17–19 May 2023). Fludarabine 25 mg/m2 per day; cyclophosphamide 1000 mg/m2 on D-3 only.\n• D0 (22 May 2023). CAR T cells were infused.\n"
         "• D+4. Temperature 38.7°C. Paracetamol 1 g sixth-hourly; meropenem 1 g IV q8h.",
         "fludarabine 25 1/d P3D; cyclophosphamide 1000 -3; paracetamol 1 4/d 4; meropenem 1 3/d iv 4"),
        ("Timeline\n\n• Day 0. CAR T cells were infused.\n• Day 6 (28 May). CRS grade 2. A single dose of tocilizumab 8 mg/kg.\n• Days 13 to 16. Filgrastim 300 µg SC daily.\n• Day 28. Prednisolone weaned to 5 mg daily.",
         "tocilizumab 8 6; filgrastim 300 1/d P4D sc; prednisolone 5 1/d 28"),
        ("Timeline\n\n• Day 0. CAR T cells were infused.\n• Day 9. Fever. Prednisolone 5 mg daily had been stopped on day 3.", "prednisolone 5 1/d"),
        ("Timeline\n\n• March 2019 – October 2020. Tacrolimus 3 mg daily, trough 6 µg/L.", "tacrolimus 3 1/d"),
    ],
)  # fmt: skip
def test_headings_date_the_amounts_below_them(case_of: Callable[[str], Case], story: str, told: str) -> None:
    assert doses(case_of(HEAD + story)) == told


CELLS = "Axi-cel was infused on 11 January 2021 (day 0). "


@pytest.mark.parametrize(
    ("story", "told"),
    [
        # of three members or more that have nothing else, the one day at the end is of all
        ("VP was begun: vincristine 1 mg/m², cyclophosphamide 350 mg/m² and prednisolone 40 mg/m² on day 1; prednisolone 30 mg/m², ranimustine 60 mg/m² and doxorubicin 20 mg/m² on day 8.",
         "vincristine 1 1; cyclophosphamide 350 1; prednisolone 40 1; prednisolone 30 8; ranimustine 60 8; doxorubicin 20 8"),
        # what is given once a cycle is given as often as the cycle comes
        ("He had A+CHP, consisting of brentuximab vedotin 1.8 mg/kg, cyclophosphamide 750 mg/m² and doxorubicin 50 mg/m² on day 1 and prednisolone 100 mg on days 1 to 5, every 3 weeks for four cycles.",
         "brentuximab vedotin 1.8 1/3wk 1; cyclophosphamide 750 1/3wk 1; doxorubicin 50 1/3wk 1; prednisolone 100 P5D"),
        ("Methotrexate 5 g/m2 over 24 hours, repeated every 14 days for a total of four doses, followed.", "methotrexate 5 1/14d"),
        ("He had bendamustine 90 mg/m2 on days 1 and 2 and rituximab 375 mg/m2 on day 1, repeated every 28 days.", "bendamustine 90; rituximab 375 1/28d 1"),
        ("Cytarabine 2 g/m2 on days 1 to 3, repeated every 28 days, was given.", "cytarabine 2 P3D"),
        # an antibody has no daily doses from the next of its list
        ("Obinutuzumab 1,000 mg plus lenalidomide 20 mg daily on days 1-21 was given.", "obinutuzumab 1000; lenalidomide 20 1/d P21D"),
        ("He received polatuzumab vedotin 1.8 mg/kg, rituximab 375 mg/m2, and bendamustine 90 mg/m2 on each of two consecutive days.",
         "polatuzumab vedotin 1.8; rituximab 375; bendamustine 90 P2D"),
        # what an amount brought about has days of its own
        (CELLS + "Dexamethasone 10 mg once daily brought the fever down on day 4.", "dexamethasone 10 1/d"),
        (CELLS + "On day 8 tocilizumab 8 mg/kg was given, with resolution at day 10.", "tocilizumab 8 8"),
        (CELLS + "Prednisolone was given at 30 mg/day, and she was discharged on 5 February 2021 (day 25).", "prednisolone 30 1/d"),
        # days in the bracket of one drug
        (CELLS + "CRS abated with tocilizumab 8 mg/kg (D+3, repeated D+4) and dexamethasone 10 mg.", "tocilizumab 8; dexamethasone 10"),
        (CELLS + "Dexamethasone gave way to methylprednisolone 1 g/day on days 7, 8 and 9, then 2 mg/kg/day, and anakinra 100 mg/6 h s.c. was started on day 7.",
         "methylprednisolone 1 1/d P3D; methylprednisolone 2 1/d; anakinra 100 4/d sc 7"),
        # a clause of time leads the treatment in
        (CELLS + "When the fever flared up again on day 5, dexamethasone 10 mg was added for two days.", "dexamethasone 10 P2D 5"),
        (CELLS + "Meropenem 1 g TDS was substituted on day 16 and given for 9 days.", "meropenem 1 3/d P9D 16"),
        ("He took dasatinib 100 mg once a day. Pleural effusion motivated reduction to 70 mg/day in 2017.", "dasatinib 100 1/d; dasatinib 70 1/d"),
    ],
)  # fmt: skip
def test_what_a_list_shares_and_what_stands_beside(case_of: Callable[[str], Case], story: str, told: str) -> None:
    assert doses(case_of(HEAD + story)) == told


@pytest.mark.parametrize(
    ("story", "told"),
    [
        ("Escalated DLI of 5 × 10^6 CD3+ cells/kg was done on 29 October 2021. GVHD of the gut appeared on 26 November 2021, four weeks after the DLI.", "donor lymphocyte infusion 5e+06 0"),
        ("DLI of 5 × 10^6 CD3+ cells/kg was done on 29 October 2021; no GVHD ensued.", "donor lymphocyte infusion 5e+06"),
        (CELLS + "On day 100, in one million marrow cells not a single leukemia cell could be detected.", ""),
        (CELLS + "Not one in 2 million nucleated cells was leukemic.", ""),
    ],
)  # fmt: skip
def test_cells(case_of: Callable[[str], Case], story: str, told: str) -> None:
    assert doses(case_of("A man with AML had an allogeneic transplantation on 10 March 2021. " + story)) == told


@pytest.mark.parametrize(
    ("story", "told"),
    [
        (CELLS + "Meropenem, 1 g × 3 intravenously over nine days, and ruxolitinib 10 mg × 2 were given.", "meropenem 1 3/d P9D iv; ruxolitinib 10 2/d"),
        (CELLS + "He took aciclovir 400 mg × 2, levetiracetam 500 mg × 2 and ursodeoxycholic acid 250 mg × 3.", "acyclovir 400 2/d; levetiracetam 500 2/d; ursodeoxycholic acid 250 3/d"),
        (CELLS + "Methylprednisolone 1 g × 3 was followed by meropenem 1 g × 5 days.", "methylprednisolone 1; meropenem 1 P5D"),
        (CELLS + "Tocilizumab (8 mg/kg) was administered twice on day 7.", "tocilizumab 8 7"),
        (CELLS + "CMV reactivation on day 39 was treated with ganciclovir 5 mg/kg bd for 14 days, then valganciclovir 900 mg once daily for another two weeks.",
         "ganciclovir 5 2/d P14D 39; valganciclovir 900 1/d P2W"),
        (CELLS + "Mosunetuzumab s.c.: 5 mg (C1D1), 45 mg on C1D8 and C1D15, then 45 mg three-weekly, was given.", "mosunetuzumab 5 sc 1; mosunetuzumab 45 sc; mosunetuzumab 45 1/3wk sc"),
    ],
)  # fmt: skip
def test_times_a_day_and_days_of_one_drug(case_of: Callable[[str], Case], story: str, told: str) -> None:
    assert doses(case_of(HEAD + story)) == told
