"""Times and amounts of listed treatments: findings with a treatment in brackets, combinations, exchanges, what was moved on a day."""

import pytest
from test_dose_prose import doses_of
from test_periods import periods

AXI = "Axi-cel was infused on 12 October 2021 (D0). "


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (AXI + "She had pneumonia (cefepime 2 g IV q8h from day 16 for 10 days), viraemia (valganciclovir 900 mg BID for 3 weeks, beginning on day 44), and COVID-19 in December 2021 (remdesivir 200 mg IV).", {"valganciclovir": "2021-11-25/44..2021-12-15/64", "remdesivir": "2021-12"}),
        (AXI + "Bacteraemia (meropenem 1 g from day 5) and zoster in March 2022 (valaciclovir 1 g) were seen.", {"meropenem": "2021-10-17/5", "valacyclovir": "2022-03"}),
        (AXI + "There was bronchitis in February 2022 and an abscess in July 2022 treated with amoxicillin-clavulanate 875 mg.", {"amoxicillin-clavulanic acid": "2022-07"}),
        ("The combination of azacitidine 75 mg/m2/day for 7 days and oral enasidenib 100 mg/day was started on 6 April 2021 for relapsed AML.", {"azacitidine": "2021-04-06..2021-04-12", "enasidenib": "2021-04-06"}),
        ("A doublet of decitabine 20 mg/m2/day for 5 days and venetoclax 400 mg daily was commenced on 3 May 2020 for AML.", {"decitabine": "2020-05-03..2020-05-07", "venetoclax": "2020-05-03"}),
        (AXI + "Dexamethasone 10 mg was started on D+6. Methylprednisolone 1 g was substituted for dexamethasone on D+9.", {"dexamethasone": "2021-10-18/6..2021-10-21/9", "methylprednisolone": "2021-10-21/9"}),
        (AXI + "Dexamethasone 10 mg was started on D+6 and was substituted by methylprednisolone on D+9.", {"dexamethasone": "2021-10-18/6..2021-10-21/9", "methylprednisolone": "2021-10-21/9"}),
        (AXI + "Parkinsonism was noted on day 31 and treated with IVIG 1 g/kg/day for 2 days, methylprednisolone 1 g daily x 5, and cyclophosphamide 1.5 g/m2 on day 45.", {"methylprednisolone": "2021-11-12/31", "cyclophosphamide": "2021-11-26/45"}),
        # "it" is the syndrome
        ("HSCT took place on 24 June 2021 (day 0). Mycophenolate was given until day +35. The fever was regarded as cytokine release syndrome grade 1; it began on day +1.", {"mycophenolate mofetil": "-..2021-07-29/35"}),
    ],
)  # fmt: skip
def test_periods_in_lists(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On D+6 her writing worsened (ICE 7, grade 1 ICANS) although she spoke fluently and dexamethasone was increased to 10 mg iv qds.", ["dexamethasone 10 mg 4/d day 6 iv"]),
        ("By day 8 he was mute; levetiracetam was raised to 1.5 g bd.", ["levetiracetam 1.5 g 2/d day 8"]),
        ("On day 20 the rash faded and prednisolone could be reduced to 0.5 mg/kg.", ["prednisolone 0.5 mg/kg day 20"]),
        ("On day 20 the rash faded, on day 30 it was gone and prednisolone was reduced by 5 mg a week.", []),
        ("DCEP (dexamethasone 40 mg/day, cyclophosphamide 400 mg/m2/day, and cisplatin 10 mg/m2/day, each for 4 days) was given.", ["dexamethasone 40 mg 1/d P4D", "cyclophosphamide 400 mg/m2 1/d P4D", "cisplatin 10 mg/m2 1/d P4D"]),
        ("Donor lymphocytes (1 x 10^6/kg, 5 x 10^6/kg and 1 x 10^7/kg) were infused on days +150, +185 and +220.", ["donor lymphocyte infusion 1e+06 cells/kg day 150", "donor lymphocyte infusion 5e+06 cells/kg day 185", "donor lymphocyte infusion 1e+07 cells/kg day 220"]),
        ("ABVD (doxorubicin 25 mg/mq, dacarbazine 375 mg/mq) was given.", ["doxorubicin 25 mg/m2", "dacarbazine 375 mg/m2"]),
        ("Fludarabin 30 mg/qm daily for 3 days was given.", ["fludarabine 30 mg/m2 1/d P3D"]),
        ("Vincristine was capped at 1 mg from cycle 4.", ["vincristine 1 mg"]),
        ("Mosunetuzumab 1 mg, 2 mg and 60 mg intravenously on days 1, 8 and 15 was given.", ["mosunetuzumab 1 mg day 1 iv", "mosunetuzumab 2 mg day 8 iv", "mosunetuzumab 60 mg day 15 iv"]),
        ("IVIG 0.5 g/kg/day was given on four days.", ["immunoglobulin 0.5 g/kg 1/d P4D iv"]),
        ("Vincristine 1.5 mg/m2 was given on four days.", ["vincristine 1.5 mg/m2"]),
        ("Methotrexate 10 mg/d was taken on two days a week.", ["methotrexate 10 mg 1/d"]),
        ("She had 1 g paracetamol four times a day and, from day 6 on, dexamethasone 4 mg twice per day for 2 days.", ["paracetamol 1 g 4/d", "dexamethasone 4 mg 2/d P2D day 6"]),
        ("EBV reactivation required 4 weekly doses of rituximab 375 mg/m2.", ["rituximab 375 mg/m2 1/wk"]),
        ("Two fortnightly infusions of rituximab (1 g) were given.", ["rituximab 1 g 1/2wk"]),
        ("Four-weekly infusions of rituximab 375 mg/m2 were given.", ["rituximab 375 mg/m2"]),
        ("Dara-CyBorD (daratumumab 1800 mg s.c., cyclophosphamide 300 mg/m2 p.o. and dexamethasone 20 mg, all weekly) was begun.", ["daratumumab 1800 mg 1/wk sc", "cyclophosphamide 300 mg/m2 1/wk po", "dexamethasone 20 mg 1/wk"]),
        ("Dexamethasone 8 mg every 8th hour was given.", ["dexamethasone 8 mg 3/d"]),
        ("Etoposide 50 mg was taken orally on 14 of every 21 days.", ["etoposide 50 mg po"]),
        ("Lenalidomide 25 mg PO d1-21/28 was given.", ["lenalidomide 25 mg P21D po"]),
        ("The graft was given after cyclophosphamide 60 mg/kg × 2. aGVHD grade II at D+21 was treated with prednisone 1 mg/kg.", ["cyclophosphamide 60 mg/kg", "prednisone 1 mg/kg day 21"]),
        ("High-dose melphalan (200 mg/m2) was given on 12 February 2019 and autologous HSCT performed on 14 February 2019. He engrafted on day +11.", ["melphalan 200 mg/m2 day -2"]),
        ("On 4 May 2023 (day 0) he received 0.7 × 10^6/kg cilta-cel (62 × 10^6 cells in all).", ["ciltacabtagene autoleucel 700000 cells/kg day 0", "ciltacabtagene autoleucel 6.2e+07 cells day 0"]),
        ("Vincristine 1.4 mg/m2 (capped at 2 mg) was given.", ["vincristine 1.4 mg/m2"]),
    ],
)  # fmt: skip
def test_amounts_in_lists(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


ALLO = "The patient with AML underwent HSCT on 3 May 2020. "


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (ALLO + "Ciclosporin 3 mg/kg i.v. daily from day -1 was changed to oral administration on day 25.", {"cyclosporine": "2020-05-02/-1"}),
        (ALLO + "Tacrolimus by continuous infusion was given from day -1 and switched to oral intake on day 20.", {"tacrolimus": "2020-05-02/-1"}),
        (ALLO + "Foscarnet was begun on day 30 and converted to oral valganciclovir on day 40.", {"foscarnet": "2020-06-02/30..2020-06-12/40", "valganciclovir": "2020-06-12/40"}),
        ("Conditioning of the AML with ATG ended on 13 May 2019, one day before transplantation. Tacrolimus by continuous infusion was given from day -1.", {"allogeneic HSCT": "2019-05-14/0", "tacrolimus": "2019-05-13/-1"}),
    ],
)  # fmt: skip
def test_another_form_is_no_other_drug(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name) for name in expected} == expected


def test_route_told_before_another_form() -> None:
    assert doses_of("Tacrolimus 0.03 mg/kg daily from day -1 was switched to oral intake on day 20.") == ["tacrolimus 0.03 mg/kg 1/d day -1"]  # fmt: skip
