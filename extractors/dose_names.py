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


def other_name(text: str, start: int, end: int) -> bool:
    """Whether the words right before an amount name something that is not known: "prednisone 10 mg, calcium supplements (600 mg/day)"."""
    match = _OTHER_NAME.search(text, max(start, end - 70), end)
    if match is None:
        return False
    known, words = dosing_words(), match["name"].split()
    return not any(
        w.lower() in known or w.lower().endswith(("ly", "ed", "ing", "ded")) or len(w) < 3 or w.endswith("-dose")
        for w in words
    )
