"""One wrong moment spoils twenty rows: dates of a second graft, of cells beside their preparation, of what was repeated."""

import pytest
from test_periods import periods, therapies

ALLO = "An allograft took place on 16 April 2019 for AML. "
AXI = "Axi-cel was infused on 3 May 2021 (day 0). "


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (ALLO + "The marrow of 31 May 2021 fulfilled the criteria of a second post-transplant CR. The second graft (day 0: 24 June 2021) was donated by his daughter. Letermovir was taken from day +7 to day +100.", {"letermovir": "2021-07-01/7..2021-10-02/100"}),
        (ALLO + "A second post-transplant relapse was diagnosed on 2 March 2021.", {"allogeneic HSCT": "2019-04-16"}),
        ("Fludarabine 30 mg/m2 and cyclophosphamide 300 mg/m2 were given from 3 to 5 May 2021, and on 8 May 2021 (day 0) 4 x 10^8 idecabtagene vicleucel cells were infused.", {"fludarabine": "2021-05-03/-5..2021-05-05/-3", "idecabtagene vicleucel": "2021-05-08/0"}),
        ("Flu/Cy (30/500 mg/m2, days -5 to -3) and cells (day 0, 6 April 2021) followed; brexu-cel was well tolerated.", {"Flu/Cy": "2021-04-01/-5..2021-04-03/-3"}),
        (AXI + "Hypotension on day 5 required tocilizumab 8 mg/kg, which was repeated on day 6.", {"tocilizumab": "-..2021-05-09/6"}),
        (AXI + "Tocilizumab was infused on day 5 and repeated on day 7.", {"tocilizumab": "2021-05-08/5..2021-05-10/7"}),
        (AXI + "Levetiracetam 500 mg bd had been prescribed from day -5, aciclovir 400 mg bd and co-trimoxazole 960 mg three times weekly from day 0.", {"acyclovir": "2021-05-03/0", "trimethoprim-sulfamethoxazole": "2021-05-03/0"}),
        ("She had lupus. Prednisolone was continued at 10 mg. Fludarabine on days -5 to -3 preceded them. CD19 CAR-T cells were infused on 9 March 2022. Prednisolone was ended in April 2022.", {"prednisolone": "-..2022-04"}),
    ],
)  # fmt: skip
def test_moments(story: str, expected: dict[str, str]) -> None:
    told = periods(story)
    assert {name: told.get(name) for name in expected} == expected


ALLO_2 = "A man with Hodgkin lymphoma received BEAM and autologous stem cell rescue on 4 September 2017. An allograft from his sister was performed on 3 July 2019"


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (ALLO_2 + ", prepared with fludarabine and melphalan; post-transplant cyclophosphamide (50 mg/kg, days 3 and 4) and tacrolimus from day 5 were used against GVHD.", {"cyclophosphamide": "2019-07-06/3..2019-07-07/4", "tacrolimus": "2019-07-08/5"}),
        ("VRd was followed by ASCT (melphalan 200 mg/m2) on 6 August 2015.", {"melphalan": "-", "autologous HSCT": "2015-08-06"}),
        ("She was treated with BEAM and ASCT on 18 May 2016.", {"BEAM": "-", "autologous HSCT": "2016-05-18"}),
        (ALLO + "GVHD prophylaxis consisted of cyclosporine 3 mg/kg/day i.v. from day +5 (switched to oral on day +24) and mycophenolate mofetil 15 mg/kg from day +5 to day +35.", {"cyclosporine": "2019-04-21/5", "mycophenolate mofetil": "2019-04-21/5..2019-05-21/35"}),
        ("DDGP was tried from 21 September 2020 (dexamethasone 15 mg/m2, cisplatin 20 mg/m2 and gemcitabine 800 mg/m2).", {"dexamethasone": "2020-09-21", "cisplatin": "2020-09-21", "gemcitabine": "2020-09-21"}),
        ("VDLP was initiated on 9 March 2021 (day 1), including vincristine weekly, daunorubicin on days 8 and 15 and prednisone from day 1 to day 28.", {"prednisone": "2021-03-09/1..2021-04-05/28"}),
    ],
)  # fmt: skip
def test_whose_moment_it_is(story: str, expected: dict[str, str]) -> None:
    told = periods(story)
    assert {name: told.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("She had received VTD-PACE, tandem autologous transplantation (2012, 2013) and lenalidomide for myeloma.", {"VTD-PACE": "-", "autologous HSCT": "2012..2013"}),
        (AXI + "Norepinephrine, milrinone, two doses of tocilizumab (days 2 and 3) and siltuximab on day 4 were required.", {"tocilizumab": "2021-05-05/2..2021-05-06/3", "norepinephrine": "-", "milrinone": "-"}),
        (AXI + "Lymphohistiocytosis was treated with ruxolitinib and etoposide 50 mg/m2 on days 11 and 14.", {"etoposide": "2021-05-14/11..2021-05-17/14", "ruxolitinib": "-"}),
        (AXI + "Vancomycin and meropenem on days 2 and 3 were of no avail.", {"vancomycin": "2021-05-05/2..2021-05-06/3", "meropenem": "2021-05-05/2..2021-05-06/3"}),
        ("She had ALL. She was given fludarabine 30 mg/m2 x 4 and cyclophosphamide 500 mg/m2 x 2, and on 17 November 2021 tisagenlecleucel.", {"fludarabine": "-", "cyclophosphamide": "-", "tisagenlecleucel": "2021-11-17"}),
        ("She had FL. Mosunetuzumab was begun on 14 March 2022. CRS was managed with paracetamol. Eight cycles were completed in September 2022.", {"paracetamol": "-", "mosunetuzumab": "2022-03-14..2022-09"}),
        (ALLO + "Virus-specific T cells of her mother (2 x 10^4/kg) were infused on day +70. Letermovir was stopped on day +112.", {"virus-specific T cells": "2019-06-25/70", "letermovir": "-..2019-08-06/112"}),
    ],
)  # fmt: skip
def test_of_whom_days_and_dates_are_told(story: str, expected: dict[str, str]) -> None:
    told = periods(story)
    assert {name: told.get(name) for name in expected} == expected


def test_the_same_drug_of_two_dated_combinations() -> None:
    story = "She had received carfilzomib-dexamethasone (2016-2017) and daratumumab-pomalidomide-dexamethasone (2018-2020) for myeloma."
    assert [(t.start, t.end) for t in therapies(story) if t.name == "dexamethasone"] == [
        ("2016", "2017"),
        ("2018", "2020"),
    ]
