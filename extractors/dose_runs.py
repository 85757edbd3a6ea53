"""Amounts whose treatment is not the nearest name: a list with its name at the end, and what "it" is after a subordinate clause."""

from collections.abc import Sequence

from extractors.expressions import expression
from extractors.mentions import DoseMention, TherapyMention

# between the amounts of one list: " on day 0, ", " (day 1) and ", ", then "
_JOINS = expression(
    r"(?i)(?:[\s,;/()&+-]|\d{1,3}\b|\b(?:and|then|plus|or|followed|by|with|finally|total|totall?ing|in|all|altogether|as|well|on|at|of|the|days?|d|hours?|h|later|apart|after|a|an|one|week|again|once|respectively|dose|doses|another|further)\b)*"
)
_SUBORDINATE = expression(
    r"(?i)(?:\A|[,;]\s*|\b(?:and|but)\s+)(?:when|after|as|because|since|once|while|although|if|until)\s[^,;]*,\s*(?=it\b)"
)


def named_at_the_end(text: str, doses: Sequence[DoseMention], linked: dict[int, list[TherapyMention]]) -> None:
    """ "0.5 x 10^6/kg on day 0 and 1 x 10^6/kg on day 1 of BCMA CAR-T cells": both are of what stands behind the last."""
    for i in range(len(doses) - 2, -1, -1):
        this, following = doses[i], doses[i + 1]
        owners = linked.get(i + 1, [])
        if linked.get(i) or not owners or owners[0].start < this.end:
            continue
        if this.unit.startswith("cells") == following.unit.startswith("cells") and _JOINS.fullmatch(
            _own_words(text, this, following)
        ):
            linked[i] = list(owners)


def _own_words(text: str, this: DoseMention, following: DoseMention) -> str:
    """What stands between two amounts, without the cells that the first counted."""
    gap = text[this.end : following.start]
    return _COUNTED.sub("", gap) if this.unit.startswith("cells") else gap


_COUNTED = expression(
    r"\b(?:[Tt]otal\s+)?(?:CD34|CD3|CAR|TNCs?|T|(?:[Nn]ucleated|mononuclear|positive|viable|stem|progenitor))(?![a-z])\+?(?:[\s-]?(?:cells?|positive|T|viable)\b)*"
)


def of_its_subject(text: str, before: list[TherapyMention], verb: int) -> list[TherapyMention]:
    """ "A went up to 400 mg; when B became necessary, it was cut to": B is not what "it" is."""
    clause = next((m for m in _SUBORDINATE.finditer(text, 0, verb) if verb - m.end() < 25), None)
    if clause is None:
        return before
    return [t for t in before if not clause.start() <= t.start < clause.end()] or before
