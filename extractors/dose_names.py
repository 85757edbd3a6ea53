"""Whether an amount stands behind a name that is not known: "prednisone 10 mg, calcium supplements (600 mg/day)" is no second amount of prednisone."""

import csv
from functools import cache
from importlib.resources import files

from extractors.expressions import expression


@cache
def dosing_words() -> frozenset[str]:
    """Words that may stand between a treatment's name and its next amount: "and a maintenance dose of 4 mg/kg"."""
    with (files("extractors") / "lexicons" / "dosing_words.csv").open(encoding="utf-8") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))


# ", growth hormone (0.3 mg/kg", "and RMP (450 mg/d)", "plus neutral phosphate, 1 g"
_OTHER_NAME = expression(
    r"(?:[,;:+]|\b(?:and|plus|with|or)\b)(?:\s*\b(?:and|plus|with|or)\b)?\s*(?:(?:oral|intravenous|iv|subcutaneous|intramuscular|high-dose|low-dose)\s+)?(?P<name>(?:\d-)?[A-Za-z][A-Za-z-]{2,}(?:\s[A-Za-z][\w-]+){0,2})\s*(?:\([A-Za-z-]+\)\s*)?(?:[,:(]|,\s*\(|\bat\b|\bof\b|\b(?:at\s+)?a\s+dose\s+of\b)?\s*\Z"
)
# "tacrolimus was given, and sMTX was 10 mg/m2"; "cholecalciferol 25,000 IU/week; HCO3 10 g/day"
_OTHER_LETTERS = expression(
    r"(?:[,;]|\b(?:and|plus)\b)\s*(?:and\s+)?(?P<name>[a-z]?[A-Z]{2,}[A-Z0-9-]*)\s+(?:(?:was|were)\s+(?:given\s+at\s+|dosed\s+at\s+)?)?\Z"
)
_NO_NAME = frozenset(
    [
        "IV",
        "PO",
        "SC",
        "SQ",
        "IM",
        "IT",
        "BID",
        "TID",
        "QID",
        "QD",
        "OD",
        "BD",
        "BW",
        "IU",
        "CIV",
        "IVGTT",
        "PRN",
        "TDS",
        "QDS",
        "CAR",
        "DLI",
        "CD3",
        "CD34",
        "TNC",
        "MNC",
        "NC",
        "TBI",
    ]
)


def other_name(text: str, start: int, end: int) -> bool:
    """Whether the words right before an amount name something that is not known: "prednisone 10 mg, calcium supplements (600 mg/day)"."""
    letters = _OTHER_LETTERS.search(text, max(start, end - 40), end)
    if letters and letters["name"] not in _NO_NAME and not letters["name"].startswith("CD"):
        return True
    match = _OTHER_NAME.search(text, max(start, end - 70), end)
    if match is None:
        return False
    known, words = dosing_words(), match["name"].split()
    return not any(
        w.lower() in known or w.lower().endswith(("ly", "ed", "ing", "ded")) or len(w) < 3 or w.endswith("-dose")
        for w in words
    )
