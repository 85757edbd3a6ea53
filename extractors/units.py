"""Units of doses in all spellings: `mg m-2` -> mg/m2, `μg/kg/d` -> ug/kg per day, `MU` -> 1e6 IU, `cGy` -> 0.01 Gy.

Canonical names follow GUIDELINES "doses"; UCUM's square metre and kilogram, `IU` for [IU].
"""

import re
from dataclasses import dataclass

from extractors.expressions import expression

_BASES: dict[str, tuple[str, float]] = {
    "mg": ("mg", 1), "mgs": ("mg", 1), "milligram": ("mg", 1), "milligrams": ("mg", 1), "milligrammes": ("mg", 1), "g": ("g", 1), "gm": ("g", 1), "gms": ("g", 1), "gram": ("g", 1),
    "grams": ("g", 1), "ug": ("ug", 1), "mcg": ("ug", 1), "microgram": ("ug", 1), "micrograms": ("ug", 1), "microg": ("ug", 1), "ng": ("ng", 1),
    "iu": ("IU", 1), "ie": ("IU", 1), "i.u.": ("IU", 1), "unit": ("IU", 1), "units": ("IU", 1), "u": ("IU", 1), "ui": ("IU", 1), "international units": ("IU", 1),
    "international unit": ("IU", 1), "kiu": ("IU", 1e3), "ku": ("IU", 1e3), "miu": ("IU", 1e6), "mu": ("IU", 1e6), "mega units": ("IU", 1e6), "megaunits": ("IU", 1e6),
    "ml": ("mL", 1), "cc": ("mL", 1), "milliliters": ("mL", 1), "millilitres": ("mL", 1), "gy": ("Gy", 1), "gray": ("Gy", 1), "grays": ("Gy", 1), "gye": ("Gy", 1), "cgy": ("Gy", 0.01),
    "mci": ("mCi", 1), "mbq": ("MBq", 1), "gbq": ("GBq", 1),
}  # fmt: skip
_SPELT = r"""(?:
    m(?i:g)s?|(?i:milligram(?:me)?s?|micrograms?|microg|mcg|ug|gms?|grams?)|ng|g|(?i:international\s+units?|mega\s?units?|kIU|units?)|I\.U\.|IU|iu|IE|UI|MIU|MU|kU|U|
    (?i:ml|millilit(?:er|re)s)|cc|(?i:cGy|Gy|grays?|GyE)|mCi|MBq|GBq)"""
_DEN = r"""(?:
    kg(?:\s?(?:BW|b\.?w\.?|of\s+body\s+weight|body\s?weight))?|kilograms?(?:\s+of\s+body\s+weight)?|m\^?2|m\(2\)|m\s2(?=[\s,.;)]|/|\Z)|sqm|mq|qm|sq\.?\s?m(?:eter|etre)?|square\s+met(?:er|re)s?|
    body|person|patient|dose|day|die|j(?=[\s,.;)]|\Z)|jour|\d{1,2}\s?h(?:ours|rs)?|d|week|wk|hour|hr|h|minute|min|mn|fractions?|fx|infusion|pulse|vial|injection|cycle|course|time|body\s+weight)"""
#: "mg/kg/day", "mg m-2 d-1", "mg/(kg.d)", "IU per square metre", "mg/body/day"
UNIT = rf"""
    (?P<base>{_SPELT})
    (?P<per>(?:
        (?:\s?/\s?|\s?per\s+|\s?\.\s?)\s?{_DEN}(?:\s?-1)?(?!(?!x\s?\d)[A-Za-z\d])
      | \s?/\s?\(\s?{_DEN}\s?[./x*\s]\s?{_DEN}\s?\)
      | \s?[/.]?\s?(?:kg|m)\s?(?:\^?-[12](?!\d)|\(-[12]\))
      | (?:(?<=-[12])|(?<=-[12]\))|\s?/)\s?[/.]?\s?(?:d|day|h|min)\s?(?:\^?-1(?!\d)|\(-1\))
      | \s?(?:d|day|h|min)(?:\^-1(?!\d)|\(-1\))
      | \s+(?:a|each)\s+day\b
    )*)
    (?:(?<=Gy)\s?/\s?\d+\s?(?:fractions?|fr|fx|f)\b)?
    (?!(?!x\s?\d)[A-Za-z\d]|\^\d|\s?/\s?(?:(?![A-Z][A-Za-z-]+\s\d)[A-Za-z%]|1?0*1\d*\s?m[lL])|\s+per\s+(?:ml|dl|lit))
"""
_PART = expression(
    r"kg|kilogram|m(?=\s?\^?\(?-?2)|sq|square|mq|qm|body|person|patient|dose|day|die|(?<![a-z])j(?![a-z])|jour|\d{1,2}\s?h(?:ours|rs)?|(?<![a-z])d(?![a-z])|week|wk|hour|hr|min|mn|(?<![a-z\d])h(?![a-z])|fraction|fx|infusion|pulse|vial|injection|cycle|course|time"
)
_NAMES = {
    "kilogram": "kg",
    "m": "m2",
    "sq": "m2",
    "mq": "m2",
    "qm": "m2",
    "square": "m2",
    "24": "day",
    "d": "day",
    "die": "day",
    "j": "day",
    "jour": "day",
    "wk": "week",
    "hr": "h",
    "mn": "min",
    "hour": "h",
    "fx": "fraction",
}
_DROPPED = {
    "body",
    "person",
    "patient",
    "dose",
    "time",
    "infusion",
    "pulse",
    "vial",
    "injection",
    "fraction",
    "cycle",
    "course",
    "day",
    "week",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its canonical name, the factor its number is multiplied with, and the period or event it is per."""

    name: str
    factor: float = 1
    per: str | None = None  # day, 12h, week, dose, fraction, cycle …


def _part(part: str) -> str:
    """'24 h' -> 'day', '12h' -> '12h', 'sq' -> 'm2', 'wk' -> 'week'."""
    if part[0].isdigit():
        hours = re.match(r"\d+", part)
        return "day" if hours and hours[0] == "24" else f"{hours[0] if hours else ''}h"
    return _NAMES.get(part, part)


def parse_unit(base: str, per: str) -> Unit:
    """('MU', '') -> IU ×1e6; ('μg', '/kg/min') -> ug/kg/min; ('mg', '/m2/day') -> mg/m2 per day."""
    name, factor = _BASES[" ".join(base.lower().split())]
    if base in ("mU", "mIU"):
        factor = 1e-3
    parts = [
        _part(p) for p in _PART.findall(per.lower().replace("body weight", "").replace("b.w.", "").replace("bw", ""))
    ]
    kept = [p for p in parts if p not in _DROPPED and not p[0].isdigit()]
    period = next((p for p in parts if p not in kept and p not in ("body", "person", "patient")), None)
    return Unit("/".join([name, *kept]), factor, period)
