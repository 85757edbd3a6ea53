"""Which stretch of a sentence speaks of an amount."""

import pytest

from extractors.doses import find_doses
from extractors.normal import plain


@pytest.mark.parametrize(
    ("text", "name", "route", "frequency"),
    [
        ("dexamethasone 10 mg/m2/day for 28 days, IT methotrexate", "methotrexate", None, "1/d"),
        ("rituximab 375 mg/m2 on day 1, subcutaneous bortezomib", "bortezomib", None, None),
        ("carfilzomib 56 mg/m2 and oral cyclophosphamide", "cyclophosphamide", None, None),
        ("lenalidomide 25 mg plus weekly dexamethasone", "dexamethasone", None, None),
        ("prednisone 60 mg with twice-daily entecavir", "entecavir", None, None),
        ("vincristine 1.5 mg/m2 then triple intrathecal methotrexate", "methotrexate", None, None),
        ("cytarabine 75 mg/m2 subcutaneously, and oral mercaptopurine", "mercaptopurine", "sc", None),
        ("cytarabine 75 mg/m2 s.c., oral mercaptopurine", "mercaptopurine", "sc", None),
        ("methotrexate 15 mg intrathecally weekly and IV vancomycin", "vancomycin", "it", "1/wk"),
        ("venetoclax 400 mg daily and intravenous azacitidine", "azacitidine", None, "1/d"),
        ("immunoglobulin 0.4 g/kg, intravenous, monthly", "nothing", "iv", "1/mo"),
    ],
)
def test_how_the_next_drug_was_given_is_not_said_of_this_amount(
    text: str, name: str, route: str | None, frequency: str | None
) -> None:
    clean = plain(text).text
    at = clean.find(name)
    (dose,) = find_doses(clean, names=[(at, at + len(name))] if at >= 0 else [])
    assert (dose.route, dose.frequency) == (route, frequency)


def test_a_route_before_another_drug_is_not_that_of_this_one() -> None:
    clean = plain("topical dexamethasone and, since 1/2023, ruxolitinib 5 mg twice daily").text
    names = [(clean.find(n), clean.find(n) + len(n)) for n in ("dexamethasone", "ruxolitinib")]
    (dose,) = find_doses(clean, names=names)
    assert dose.route is None


def test_the_next_item_of_a_list_says_nothing_of_this_amount() -> None:
    clean = plain("• d+2: CRS grade 2, tocilizumab #2 and dexamethasone 10 mg\n• d+30: VGPR, daily walks").text
    (dose,) = find_doses(clean)
    assert (dose.days, dose.frequency) == ((), None)


@pytest.mark.parametrize(
    ("text", "frequency"),
    [
        ("paracetamol 1 g sixth-hourly", "4/d"),
        ("paracetamol 1 g every sixth hour", "4/d"),
        ("meropenem 1 g 8-hrly", "3/d"),
        ("meropenem 1 g 8hly", "3/d"),
        ("meropenem 1 g q.8.h.", "3/d"),
        ("meropenem 1 g c/8 h", "3/d"),
        ("meropenem 1 g three times in 24 hours", "3/d"),
        ("levetiracetam 500 mg BDS", "2/d"),
        ("levetiracetam 500 mg bis in die", "2/d"),
        ("levetiracetam 500 mg mane and nocte", "2/d"),
        ("levetiracetam 500 mg am and pm", "2/d"),
        ("levetiracetam 500 mg q12", "2/d"),
        ("prednisolone 25 mg OM", "1/d"),
        ("prednisolone 25 mg in the mornings", "1/d"),
        ("prednisolone 25 mg pro die", "1/d"),
        ("quetiapine 25 mg before bed", "1/d"),
        ("prednisolone 25 mg EOD", "1/2d"),
        ("prednisolone 25 mg alternate-daily", "1/2d"),
        ("prednisolone 25 mg every third day", "1/3d"),
        ("filgrastim 300 ug t.i.w.", "3/wk"),
        ("filgrastim 300 ug on Mondays, Wednesdays and Fridays", "3/wk"),
        ("cotrimoxazole 960 mg Mon/Wed/Fri", "3/wk"),
        ("cotrimoxazole 960 mg MWF", "3/wk"),
        ("cotrimoxazole 960 mg on Saturdays and Sundays", "2/wk"),
        ("cotrimoxazole 960 mg daily on 3 days per week", "3/wk"),
        ("methotrexate 15 mg every Sunday", "1/wk"),
        ("rituximab 375 mg/m2 on Monday", None),
        ("rituximab 375 mg/m2 every fortnight", "1/2wk"),
        ("rituximab 375 mg/m2 every 3rd week", "1/3wk"),
        ("monthly pulses of IV cyclophosphamide 750 mg/m2", "1/mo"),
        ("twice-weekly injections of bortezomib 1.3 mg/m2", "2/wk"),
        ("fortnightly infusions of immunoglobulin (0.4 g/kg)", "1/2wk"),
        ("three-weekly courses of pembrolizumab 200 mg", "1/3wk"),
        ("four-weekly immunoglobulin 0.4 g/kg", "1/4wk"),
        ("q3w pembrolizumab 200 mg", "1/3wk"),
        ("six monthly cycles of cyclophosphamide 750 mg/m2", "1/mo"),
        ("thiotepa 5 mg/kg twice on D-2", "2/d"),
        ("thiotepa 5 mg/kg twice on D-2 and D-1", None),
        ("tocilizumab 8 mg/kg twice on day 7", None),
        ("tocilizumab 8 mg/kg twice", None),
    ],
)
def test_how_often(text: str, frequency: str | None) -> None:
    (dose,) = find_doses(plain(f"He received {text}.").text)
    assert dose.frequency == frequency


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("methylprednisolone 1 g into a vein", "iv"),
        ("methylprednisolone 1 g through a central line", "iv"),
        ("methylprednisolone 1 g via the port", "iv"),
        ("methylprednisolone 1 g e.v.", "iv"),
        ("methylprednisolone 1 g DIV", "iv"),
        ("prednisolone 25 mg via NG tube", "po"),
        ("prednisolone 25 mg daily by a feeding tube", "po"),
        ("daratumumab 1800 mg into the abdominal skin", "sc"),
        ("daratumumab 1800 mg S/C", "sc"),
        ("pegaspargase 2500 IU/m2 I.M.", "im"),
        ("pegaspargase 2500 IU/m2 into a muscle", "im"),
        ("methotrexate 12 mg via an Ommaya reservoir", "it"),
        ("pentamidine 300 mg by aerosol", "inhaled"),
        ("1 g of oral paracetamol", "po"),
        ("immunoglobulin 30 g as intravenous infusion", "iv"),
        ("dexamethasone 10 mg daily with intravenous fluids", None),
        ("dexamethasone 10 mg daily after failure of oral steroids", None),
        ("dexamethasone 10 mg daily, plus four triple intrathecal injections", None),
        ("dexamethasone 10 mg daily, oral mucositis being severe", None),
        ("radiation 20 Gy to the retroperitoneum", None),
    ],
)
def test_by_which_way(text: str, route: str | None) -> None:
    (dose,) = find_doses(plain(f"He received {text}.").text)
    assert dose.route == route
