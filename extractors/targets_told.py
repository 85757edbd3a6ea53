"""The target that is told of an antibody or a product: `the CD20xCD3 bispecific antibody glofitamab`, `epcoritamab (CD20-directed)`."""

from extractors.cells import TARGETS, target_of
from extractors.expressions import expression
from extractors.mentions import TherapyMention

_SPELLED = {"BCMA": "maturation antigen"}


def as_told(text: str, m: TherapyMention) -> TherapyMention:
    """Of a licensed product only what the text says of it: "autologous" and its target."""
    if m.kind == "cell_therapy" and m.name.endswith("leucel"):
        m.target = m.target if m.target and (m.target in text or _SPELLED.get(m.target, m.target) in text) else None
        m.cell_source = m.cell_source if m.cell_source != "autologous" or "utologous" in text else None
    return m


_AGAINST = expression(
    rf"(?:(?:anti-)?(?P<before>{TARGETS})(?:[- ](?:directed|targeting|targeted|specific|bispecific|T-cell[- ]engag\w+|T[- ]cell|monoclonal|antibody-drug))*[- ](?:antibody|bispecific|engager|BiTE|conjugate|agent|product)s?,? $)"
)
_AGAINST_AFTER = expression(
    rf"^,? ?(?:\(|an? |the )+(?:bispecific )?(?:antibody )?(?:anti-|anti |targeting |against |directed against )?(?P<after>{TARGETS})(?:[- ](?:directed|targeting|targeted|specific|bispecific|T-cell|antibody)|\))"
)


def targeted(text: str, m: TherapyMention) -> TherapyMention:
    """Read the target that is told of an antibody: 'the CD20xCD3 bispecific antibody glofitamab', 'epcoritamab (CD20-directed)'."""
    if m.hint in {"bispecific", "antibody"} and m.target is None:
        before, after = (
            _AGAINST.search(text[max(0, m.start - 70) : m.start]),
            _AGAINST_AFTER.match(text[m.end : m.end + 60]),
        )
        if before or after:
            m.target = target_of(before["before"] if before else after["after"] if after else "")
    return m
