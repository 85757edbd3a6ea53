"""How many lines of treatment came before: `after four prior lines` · `refractory to five lines` · `three previous regimens`."""

from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention
from extractors.numbers import WORD, number

HINTS = ("line", "regimen", "prior", "previous", "pretreated", "pre-treated")
_N = rf"(?P<floor>at least |more than |over |>\s?|≥\s?)?(?P<number>{WORD}|\d{{1,2}})"
_WHAT = r"(?:treatment |therapy )?(?:lines?|regimens?)"
_HAD = r"(?:after|following|received|had|despite|failed|failing|undergone|pre-?treated (?:with|by)|treated with|exposed to|progressed (?:after|through|on))"
_PATTERNS = tuple(
    expression(rf"(?i)\b{pattern}")
    for pattern in (
        # "four different prior lines", "three previous chemotherapy regimens"
        rf"{_N} (?:different |separate )?(?:prior|previous|earlier|preceding|antecedent) (?:[\w-]+ ){{0,3}}?(?:{_WHAT}|therapies|treatments)\b",
        # "refractory to five lines"
        rf"(?:refractory|resistant) to (?:or relaps\w+ (?:after|from|following) )?{_N} (?:[\w-]+ ){{0,2}}?{_WHAT}\b",
        # "after three lines of chemotherapy"
        rf"{_HAD} (?:a total of |altogether )?{_N} (?:different |consecutive |standard |successive )?{_WHAT} of (?!salvage)",
        rf"pre-?treated,? \(?(?:with |after )?{_N} (?:prior )?{_WHAT}\b",
        # "prior lines: 5"
        rf"(?:prior|previous) lines(?: of \w+)?\s?[:=]\s?{_N}",
    )
)


def find(sentence: str) -> Iterator[FactMention]:
    """Find the number of earlier lines; `at least two` has the operator >=."""
    for pattern in _PATTERNS:
        if m := pattern.search(sentence):
            floor = (m["floor"] or "").strip().lower()
            operator = {"": None, "at least": ">=", "≥": ">="}.get(floor, ">")
            yield FactMention(start=m.start(), end=m.end(), rule="facts.lines", name="prior lines", value=number(m["number"]), operator=operator)  # fmt: skip
            return
