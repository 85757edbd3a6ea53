"""Two names of one fixed combination: `piperacillin 2 g and tazobactam 0.25 g`, `lopinavir/ritonavir`, `carbidopa-levodopa`."""

from functools import cache
from itertools import pairwise

from extractors.expressions import expression
from extractors.longtail import longtail
from extractors.mentions import TherapyMention

# what is never given alone
_PARTNERS = frozenset(
    {"tazobactam", "sulbactam", "clavulanic acid", "clavulanate", "cilastatin", "avibactam", "vaborbactam", "relebactam", "sulfamethoxazole", "carbidopa", "benserazide", "cobicistat"}
)  # fmt: skip
_JOINED = expression(r"\s?[/+-]\s?")
_WITH_AMOUNT = expression(r"(?i)\s?(?:\(?\d[\d.,]*\s?(?:mg|g|gm)\b\)?)?\s?(?:[/+,-]|and|plus|with|,\s?and)?\s?")


@cache
def _combinations() -> dict[frozenset[str], str]:
    """Names of combinations of two by their parts."""
    names = {name for name in longtail().values() if name.count("-") == 1}
    names |= {"piperacillin-tazobactam", "ampicillin-sulbactam", "amoxicillin-clavulanic acid", "imipenem-cilastatin", "trimethoprim-sulfamethoxazole", "cefoperazone-sulbactam", "levodopa-carbidopa"}  # fmt: skip
    return {frozenset(name.split("-")): name for name in names}


def name_combined(text: str, found: list[TherapyMention]) -> None:
    """Give both names of a combination that stand side by side the name of the combination."""
    drugs = sorted((m for m in found if m.kind == "drug" and not m.generic), key=lambda m: m.start)
    for first, second in pairwise(drugs):
        gap = text[first.end : second.start]
        joined = _JOINED.fullmatch(gap) is not None
        partner = {first.name, second.name} & _PARTNERS and _WITH_AMOUNT.fullmatch(gap)
        if not (joined or partner):
            continue
        if "-" in first.name and second.name in first.name.split("-"):
            name: str | None = first.name
        elif "-" in second.name and first.name in second.name.split("-"):
            name = second.name
        else:
            parts = {"clavulanic acid" if m.name == "clavulanate" else m.name for m in (first, second)}
            name = _combinations().get(frozenset(parts))
        if name is not None:
            first.name = second.name = name
