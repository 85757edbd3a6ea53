"""Conditions that decide whether a patient belongs to a special population, and infections: words in `lexicons/conditions.csv`.

`a man living with HIV` HIV · `HBsAg was negative` hepatitis B absent · `CMV viraemia on day +41` infection cytomegalovirus
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from extractors.expressions import Expression, expression
from extractors.facts_mention import FactMention, averted, denied, of_another

_NEGATIVE = expression(
    r"(?i)^[^.;]{0,60}?\b(?:negative|non-?reactive|excluded|uninfected)\b(?! (?:for|CR|remission|MRD))"
)
# "negative studies included HIV and CMV", "serology was negative for HIV (...), CMV, ..."
_ALL_NEGATIVE = expression(
    r"(?i)(?<!MRD-)(?<!MRD )\bnegative (?:for|including|on|(?:\w+ ){0,2}?(?:studies|tests?|work-?up|results?|serolog\w+|cultures?))\b(?![^.;]*\b(?:but|while|whereas|positive)\b)[^.;]*$"
)
_DEATH = expression(r"(?i)\b(?:died|deceased|death|succumbed)\b")
_MRD = expression(r"(?i)MRD[- ]$|residual disease[- ]$")


@cache
def _words() -> dict[str, tuple[str, str, bool]]:
    """Phrase -> (finding, value, whether a negative test denies it)."""
    with files("extractors.lexicons").joinpath("conditions.csv").open(encoding="utf-8") as file:
        return {
            phrase: (row["finding"], row["value"], row["tested"] == "yes")
            for row in csv.DictReader(file)
            for phrase in row["phrases"].split("|")
        }


@cache
def _pattern() -> Expression:
    phrases = sorted(_words(), key=len, reverse=True)
    return expression(r"(?i)(?<![\w-])(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)")


@cache
def hints() -> tuple[str, ...]:
    """The phrases, to tell at once that a report holds none."""
    return tuple(_words())


def find(sentence: str) -> Iterator[FactMention]:
    """Find conditions and infections, present or absent."""
    for m in _pattern().finditer(sentence):
        finding, value, tested = _words()[m[0].lower()]
        start, end = m.span()
        if finding == "infection" and _DEATH.search(sentence):
            continue
        if of_another(sentence, start) or averted(sentence, start, end):
            continue
        negative = _NEGATIVE.match(sentence[end:]) if tested else None
        absent = bool(
            denied(sentence, start, end)
            or _ALL_NEGATIVE.search(sentence[:start])
            or (negative is not None and not _MRD.search(negative[0]))
        )
        yield FactMention(
            start=start, end=end, rule="facts.conditions", name=finding, value_text=value, present=not absent
        )
