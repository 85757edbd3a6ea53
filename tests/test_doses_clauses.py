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
