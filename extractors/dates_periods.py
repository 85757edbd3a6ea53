"""Lengths of time as ISO 8601 periods: `iso(3, "weeks")` -> P3W, `iso(0.5, "hour")` -> PT30M."""

from extractors.numbers import plain_number

_UNITS = {"min": "TM", "h": "TH", "hr": "TH", "d": "D", "w": "W", "m": "M", "y": "Y", "f": "W", "dec": "Y"}


def iso(value: float, unit: str) -> str:
    """(3, 'weeks') -> 'P3W', (1.5, 'years') -> 'P18M', (0.5, 'hour') -> 'PT30M'."""
    code = unit_code(unit)
    if unit.lower().startswith("night"):
        code = "D"
    if unit.lower().startswith("fortnight"):
        value *= 2
    if unit.lower().startswith("decade"):
        value *= 10
    if value != int(value) and code == "Y" and (value * 12) == int(value * 12):
        value, code = value * 12, "M"
    if value != int(value) and code == "TH" and (value * 60) == int(value * 60):
        value, code = value * 60, "TM"
    return f"P{code[:-1]}{plain_number(value)}{code[-1]}"


def unit_code(unit: str) -> str:
    """'weeks' -> 'W', 'mo' -> 'M', 'hrs' -> 'TH', 'min' -> 'TM'."""
    unit = unit.lower()
    for start in ("min", "hr", "dec"):
        if unit.startswith(start):
            return _UNITS[start]
    return _UNITS.get(unit[0], "D")
