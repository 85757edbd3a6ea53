"""Units in all spellings, by name, factor and period."""

import pytest

from extractors.units import Unit, parse_unit


@pytest.mark.parametrize(
    ("base", "per", "unit"),
    [
        ("mg", "", Unit("mg")),
        ("mg", "/m2/day", Unit("mg/m2", per="day")),
        ("mg", " m-2 d-1", Unit("mg/m2", per="day")),
        ("mg", "/day/m2", Unit("mg/m2", per="day")),
        ("mg", " per square metre", Unit("mg/m2")),
        ("mg", "/kg body weight/dose", Unit("mg/kg", per="dose")),
        ("mg", "/body/day", Unit("mg", per="day")),
        ("mcg", "/kg/min", Unit("ug/kg/min")),
        ("mg", "/24 h", Unit("mg", per="day")),
        ("MU", "", Unit("IU", 1e6)),
        ("units", "/m2", Unit("IU/m2")),
        ("cGy", "", Unit("Gy", 0.01)),
        ("Gy", "/fraction", Unit("Gy", per="fraction")),
        ("mL", "/kg", Unit("mL/kg")),
    ],
)
def test_parse_unit(base: str, per: str, unit: Unit) -> None:
    assert parse_unit(base, per) == unit
