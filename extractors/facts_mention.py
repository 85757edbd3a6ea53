"""What the finders of further facts find: a finding's fields with offsets within its sentence. It never leaves the room."""

from dataclasses import dataclass

from extractors.expressions import expression
from extractors.mentions import Mention

_DENIED_BEFORE = expression(
    r"(?i)\b(?:no|not|never|without|neither|nor|denied|absence of|absent|free (?:of|from)|negative for|exclud\w+|ruled? out|"
    r"(?:did|does|was|were|had) not \w+|instead of|rather than)\b(?! only\b)(?![^.;]{0,60}\b(?:but|although|while|whereas|despite)\b)[^.;:(]{0,45}$"
)
_DENIED_AFTER = expression(
    r"(?i)^(?:[^.;,]{0,40}\b(?:was|were|is|are|had|has|have|did|could)\s(?:\w+ly\s|been\s|also\s|both\s|all\s)*"
    r"(?:not\b|never\b|absent|negative|excluded|ruled out|undetectable|unremarkable|neither)|[- ]negative\b|\s?\(-\)|[^.;]{0,40}\bunnecessary)"
)
# "infection prophylaxis", "to prevent seizures", "prophylaxis against pneumonia"
_AVERTED_BEFORE = expression(
    r"(?i)\b(?:prevent\w*|prophyla\w+|avert\w*|avoid\w*|against|screen\w*|suspect\w*|suspicio\w+ (?:of|for)|concern\w* for|to cover|possible|empiric\w*|exposure to|to rule out|work-?up for|mimic\w*|differential\b.{0,30}|contact with|fear of|risk of|in case of|vaccin\w+|history of family)\b[^.;,]{0,40}$"
)
_AVERTED_AFTER = expression(
    r"(?i)^[- ](?:\w+ ){0,2}?(?:prophyla\w+|prevention|screening|vaccin\w+|serolog\w+ pending)|^(?: \([^)]*\))? (?:was|were) (?:initially |first )?(?:suspected|considered|feared)\b"
)
_RELATIVE = expression(
    r"(?i)\b(?:donors?|sisters?|brothers?|mother|father|husband|wife|son|sons|daughters?|child(?!hood)|infant|sibling|cousin|aunt|uncle|flatmate|twins?)\b"
    r"(?![- ]derived)(?!.*\b(?:she|he|the patient|patient)\b)[^.;]{0,80}$"
)


@dataclass(slots=True, kw_only=True)
class FactMention(Mention):
    """One stated fact, offsets within its sentence."""

    name: str
    present: bool = True
    value_text: str | None = None
    value: float | None = None
    operator: str | None = None
    unit: str | None = None


def denied(sentence: str, start: int, end: int) -> bool:
    """Whether the words at a place are said not to be: "without hypotension or hypoxia", "CRS was not seen"."""
    return bool(_DENIED_BEFORE.search(sentence[max(0, start - 80) : start]) or _DENIED_AFTER.match(sentence[end:]))


def averted(sentence: str, start: int, end: int) -> bool:
    """Whether something is only guarded against: "levetiracetam as seizure prophylaxis"."""
    return bool(_AVERTED_BEFORE.search(sentence[:start]) or _AVERTED_AFTER.match(sentence[end:]))


def of_another(sentence: str, start: int) -> bool:
    """Whether somebody else is spoken of: "from his sister, who was 36 years old, hepatitis B carrier"."""
    return bool(_RELATIVE.search(sentence[:start]))
