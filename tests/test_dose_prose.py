"""Amounts in prose that says the thing another way: what stands before the amount, what is said of something else, lists that share a head."""

import pytest
from test_read_doses import doses_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was given prednisolone: 2 mg/kg for a week from day 41, then 1 mg/kg for a fortnight.", ["prednisolone 2 mg/kg P1W day 41", "prednisolone 1 mg/kg P2W"]),
        ("Epcoritamab 0.16 mg was injected on 3 January 2023, 0.8 mg a week later and 48 mg on 17 January 2023.", ["epcoritamab 0.16 mg", "epcoritamab 0.8 mg", "epcoritamab 48 mg"]),
        ("Dexamethasone was given thrice daily in doses of 8 mg for 3 days beginning on day 5.", ["dexamethasone 8 mg 3/d P3D day 5"]),
        ("Prednisone was swallowed each morning, 100 mg for five days.", ["prednisone 100 mg 1/d P5D po"]),
        ("Peginterferon was injected once a week (135 µg) for half a year.", ["peginterferon alfa-2a 135 ug 1/wk P6M"]),
        ("Acalabrutinib was started; the dose was 100 mg, morning and evening.", ["acalabrutinib 100 mg 2/d"]),
        ("He went home on prednisolone 15 mg od, aciclovir 400 mg bd and omeprazole 20 mg om.", ["prednisolone 15 mg 1/d", "acyclovir 400 mg 2/d", "omeprazole 20 mg 1/d"]),
        ("Prednisone 5 mg in the morning and hydrocortisone 10 mg at night were taken.", ["prednisone 5 mg 1/d", "hydrocortisone 10 mg 1/d"]),
        ("The daily dose of tacrolimus was 1 mg from day -3 on.", ["tacrolimus 1 mg 1/d day -3"]),
        ("She completed a three weeks' course of ganciclovir, 5 mg/kg twice a day.", ["ganciclovir 5 mg/kg 2/d P3W"]),
        ("Lymphodepletion, three days each of fludarabine at 25 mg/m2 and cyclophosphamide at 250 mg/m2, was given.", ["fludarabine 25 mg/m2 P3D", "cyclophosphamide 250 mg/m2 P3D"]),
        ("On day −5, −4, and −3 fludarabine (30 mg/m²) and on day −5 and −4 cyclophosphamide (900 mg/m²) were given.", ["fludarabine 30 mg/m2 P3D", "cyclophosphamide 900 mg/m2 P2D"]),
        ("Her tacrolimus, begun on day -1 in a dose of 0.03 mg/kg per day, was tapered from day 60.", ["tacrolimus 0.03 mg/kg 1/d day -1"]),
        ("Mycophenolate mofetil, started on day +1 at 15 mg/kg every 8 hours, was stopped on day +28; tacrolimus, started on day -2 at 0.03 mg/kg/day, was tapered from day +90.", ["mycophenolate mofetil 15 mg/kg 3/d day 1", "tacrolimus 0.03 mg/kg 1/d day -2"]),
        ("On day +9 we started her on ruxolitinib (5 mg b.i.d.), on day +16 we doubled it (10 mg b.i.d.), and on day +44 it could be halved again.", ["ruxolitinib 5 mg 2/d day 9", "ruxolitinib 10 mg 2/d day 16"]),
        ("Letermovir 240 mg/day was given as CMV prophylaxis from engraftment to day +100.", ["letermovir 240 mg 1/d"]),
        ("Maintenance with lenalidomide (10 mg on days 1–21 of 28) lasted two years.", ["lenalidomide 10 mg P21D"]),
        ("The spine was treated by radiotherapy with 30 Gy in ten daily fractions.", ["radiotherapy 30 Gy"]),
        ("CAR-T cells were given at a total dose of 3 × 10^6/kg in three portions: 10% on day 0, 30% on day 1 and 60% on day 2.", ["CAR-T 3e+06 cells/kg"]),
        ("Cyclosporine was infused from day -1 at 3 mg/kg a day and changed to oral cyclosporine, 6 mg/kg a day, on day +21.", ["cyclosporine 3 mg/kg 1/d day -1", "cyclosporine 6 mg/kg 1/d day 21 po"]),
        ("Tab. Ruxolitinib 10 mg BD was started on D+45.", ["ruxolitinib 10 mg 2/d day 45 po"]),
        ("Ciclosporin 3 mg/kg/j was given from D-1.", ["cyclosporine 3 mg/kg 1/d day -1"]),
        ("He took ibrutinib 420 mg daily. It was resumed at two thirds of the dose (280 mg daily) four weeks later.", ["ibrutinib 420 mg 1/d", "ibrutinib 280 mg 1/d"]),
        ("She was reinfused 0.5 × 10^6/kg on day 0, 1 × 10^6/kg on day 1 and 1.5 × 10^6/kg on day 2 of BCMA CAR-T cells.", ["BCMA CAR-T 500000 cells/kg day 0", "BCMA CAR-T 1e+06 cells/kg day 1", "BCMA CAR-T 1.5e+06 cells/kg day 2"]),
        ("Two million CD19 CAR-T cells per kilo were reinfused.", ["CD19 CAR-T 2e+06 cells/kg"]),
        ("Glofitamab 2.5 mg on day 8 followed obinutuzumab 1000 mg on day 1; the full dose of 30 mg was reached on day 22.", ["glofitamab 2.5 mg day 8", "obinutuzumab 1000 mg day 1", "glofitamab 30 mg day 22"]),
        ("Prednisolone was begun at 1 mg/kg/day on day 25; on day 60 it was 10 mg/day.", ["prednisolone 1 mg/kg 1/d day 25", "prednisolone 10 mg 1/d day 60"]),
        ("Venetoclax was begun at 400 mg; when voriconazole became necessary, it was cut to 100 mg daily.", ["venetoclax 400 mg", "venetoclax 100 mg 1/d"]),
        ("VCD was begun on 21 March 2016: bortezomib 1.3 mg/m2 on days 1, 4, 8 and 11 and cyclophosphamide 900 mg/m2 on day 1.", ["bortezomib 1.3 mg/m2", "cyclophosphamide 900 mg/m2 day 1"]),
        ("Into the spinal canal went methotrexate 12 mg.", ["methotrexate 12 mg it"]),
        ("Prednisone 1 mg/kg/day was prescribed on Day +44 along with triamcinolone cream.", ["prednisone 1 mg/kg 1/d day 44"]),
        ("On 3 May 2021 (day 0) a haploidentical transplantation took place (5.3 × 10^6 CD34+ cells/kg).", ["haploidentical HSCT 5.3e+06 cells/kg day 0"]),
        ("Melphalan 200 mg/m2 was given on day -1 and an autologous transplantation with 4.1 × 10^6 CD34+ cells/kg followed on 14 July 2016. On day +12 neutrophils recovered.", ["melphalan 200 mg/m2 day -1", "autologous HSCT 4.1e+06 cells/kg day 0"]),
        ("He was put on imatinib (400 mg, later 600 mg a day).", ["imatinib 400 mg 1/d", "imatinib 600 mg 1/d"]),
        ("For six weeks he swallowed 15 mg of prednisolone every other day.", ["prednisolone 15 mg 1/2d P6W po"]),
        ("Azacitidine 75 mg/m2 SC ×7 d q28d was given.", ["azacitidine 75 mg/m2 P7D sc"]),
        ("Thymoglobulin: 2 mg/kg on day -2 and 2.5 mg/kg on day -1 (4.5 mg/kg in all).", ["antithymocyte globulin 2 mg/kg day -2", "antithymocyte globulin 2.5 mg/kg day -1", "antithymocyte globulin 4.5 mg/kg"]),
        ("After 3-day lymphodepletion with FC (fludarabine 50 mg qd, cyclophosphamide 0.5 g qd) she was well.", ["fludarabine 50 mg 1/d P3D", "cyclophosphamide 0.5 g 1/d P3D"]),
        ("Letermovir was stopped; levetiracetam syrup 250 mg BD went on.", ["levetiracetam 250 mg 2/d po"]),
        ("Tacrolimus 1 mg was given daily, and sXTX was 10 mg/m2 on day 1.", ["tacrolimus 1 mg 1/d"]),
        ("Dexamethasone 10 mg followed in the evening of day 4.", ["dexamethasone 10 mg day 4"]),
    ],
)  # fmt: skip
def test_prose(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a range lasted, a list of two days of a line of treatment did not
        ("Bendamustine 90 mg/m2 (days 1 and 2 q28) was given.", ["bendamustine 90 mg/m2"]),
        ("Cytarabine 2 g/m2 bd on D2 and D3 was given.", ["cytarabine 2 g/m2 2/d"]),
        ("Thiotepa 5 mg/kg every 12 hours on days -5 and -4 was infused.", ["thiotepa 5 mg/kg 2/d"]),
        ("Carfilzomib 20 mg/m2 i.v. on days 1 and 2, escalated to 27 mg/m2 on day 8, was given.", ["carfilzomib 20 mg/m2 iv", "carfilzomib 27 mg/m2 day 8 iv"]),
        ("Busulfan 3.2 mg/kg daily on days -5 and -4 was infused.", ["busulfan 3.2 mg/kg 1/d P2D"]),
        ("Fludarabine 30 mg/m2 on days -5, -4 and -3 was infused.", ["fludarabine 30 mg/m2 P3D"]),
        # months of a weekly or three-weekly drug are its period, not the length of an amount
        ("Pembrolizumab 200 mg i.v. every three weeks was administered from 10/12/2018 to 17/06/2019.", ["pembrolizumab 200 mg 1/3wk iv"]),
        ("Belimumab 10 mg/kg every 28 days was given from 3 March 2018 to 5 May 2018.", ["belimumab 10 mg/kg 1/28d"]),
        ("Fludarabine 30 mg/m2/day was given from 3 to 5 March 2018.", ["fludarabine 30 mg/m2 1/d P3D"]),
    ],
)  # fmt: skip
def test_lists_and_periods_have_no_length(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected
