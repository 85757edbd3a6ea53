"""Times of findings: "viraemia on day 54 had been treated with", but "sepsis on day 13 was treated with meropenem" began it then."""

from extractors.event_clause import OPENING, Clause, cue_before
from extractors.expressions import expression
from extractors.time_units import Unit

_GIVEN_NOUN = expression(
    r"(?i)\b(?:induction|therapy|treatment|chemotherapy|consolidation|maintenance|bridging|conditioning|lymphodepletion|prophylaxis|salvage|regimen|cycles?|courses?|infusions?|transplant\w*|line|management|option|doses?|medication|drugs?|agents?|block|programme|program|protocol)\b"
)
_PERSON = expression(
    r"(?i)[\s,;:]*(?:(?:and|but|then|so|thus|hence)\s+)?(?:she|he|they|we|it|i|(?:the|this|our) (?:\w+ )?(?:patient|man|woman|boy|girl|child|infant|lady))\s+(?:\w+ly )?(?:on|in|at|from|by|since)?\s*(?:the )?"
)
_ITS_VERB = expression(
    r"(?i)\s?(?:\([^)]*\)\s?)?,?\s?(?:of (?:the )?(?:\w+ ){1,3}?)?(?:(?P<past>(?:was|were) (?:\w+ly )?(?:treated|managed|mastered|controlled|handled|covered|countered|pre-?empted))|was|were|had|has|needed|required|necessitated|responded|resolved|settled|improved|cleared|prompted|led|subsided|gave way|yielded)\b"
)


def of_a_finding(text: str, clause: Clause, unit: Unit, first: int) -> bool:
    """Whether a time before the first treatment is that of a finding: "viraemia on day 54 had been treated with", "CRS from day 1 needed"."""
    words = text[clause.start : unit.head]
    if cue_before(clause, unit.head) is not None or OPENING.fullmatch(words) or _PERSON.fullmatch(words):
        return False
    verb = _ITS_VERB.match(text, unit.end, first)
    if verb is None or _GIVEN_NOUN.search(words):
        return False
    # what a month found was treated in it: "pneumonia in February 2023 was treated with ceftriaxone"
    return not verb["past"]
