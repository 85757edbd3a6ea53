"""Syndromes denied without their names: "no neurological side effects", "her mind stayed clear", "neither toxicity was seen".

Only the denial makes such words a statement about a syndrome, and only where cells were given just before.
"""

from collections.abc import Iterator

from extractors.expressions import expression
from extractors.mentions import ToxicityMention

# letters of the everyday words
MIND_STEMS = ("erve", "ervous", "brain", " mind", " head", "hinking", "houghts", "onsciousness")

# "neither of the two toxicities was seen"
_NEITHER = expression(
    r"(?i)\bneither(?: of (?:the|these|those|both)(?: two| main| typical| class)*)? (?:toxicit(?:y|ies)|syndromes?)\b"
)
# words that only their denial makes a statement about ICANS: "there were no neurological side effects"
_NO_NEURO = expression(
    r"(?i)\b(?:no|without(?: any)?|nor|neither|absence of|free (?:of|from)|(?:did not|never) (?:develop|experience|have|show|suffer)(?: any)?)\s(?:(?!other|further|more|additional|new|focal|residual|severe|serious|permanent|long-term|late)[\w-]+\s|[\w-]+,\s){0,3}?neuro(?:logic(?:al)?|psychiatric)\s(?:side[- ]effects?|complications?|symptoms?|signs?|disturbances?|manifestations?|abnormalit(?:y|ies)|problems?|changes|deterioration|sequelae|impairments?|adverse effects?|findings)\b(?! (?:before|at (?:diagnosis|baseline|presentation)))"
    r"|\bneuro(?:logic(?:al)?|psychiatric|toxic)\s(?:side[- ]effects?|complications?|symptoms?|signs?|disturbances?|manifestations?|problems?|impairments?|adverse effects?)\s(?:did not (?:arise|occur|develop|appear|ensue|emerge)|never (?:arose|occurred|developed|appeared|emerged)|(?:was|were) (?:not|never) (?:seen|observed|noted|found|recorded|encountered|present)|(?:was|were) (?:absent|lacking))\b"
    r"|\bnervous system (?:was|remained|stayed|proved) (?:always |entirely |completely |wholly )?(?:normal|intact|unremarkable|unaffected|silent|untouched|spared|free)\b|\b(?:spared|left) (?:the |her |his )(?:central )?nervous system(?: (?:alone|untouched|unaffected))?"
    r"|\bneurologically,? (?:(?:she|he|the patient) )?(?:was|remained|stayed)?\s?(?:always |entirely |completely )?(?:normal|intact|unremarkable|unaffected|silent)\b(?: throughout)?"
    r"|\bneurologic(?:al)? (?:examinations?|exam|status|assessments?|function|findings) (?:was|were|remained|stayed) (?:always |entirely |completely )?(?:normal|intact|unremarkable|unaffected|unchanged) (?:throughout|at all times|all the time|during|after|until)\b"
)

# the same in everyday words: "confusion or other nerve problems never appeared", "her mind stayed clear throughout"
_TROUBLE = r"(?:nerve|nervous|brain)[- ](?:problems?|symptoms?|signs?|complaints?|disorders?|troubles?|side[- ]effects?|damage|reactions?|complications?)"
_CLEAR_MIND = expression(
    rf"(?i)\b{_TROUBLE} (?:never (?:arose|occurred|developed|appeared|emerged|came|set in|showed)|did not (?:arise|occur|develop|appear|emerge|come|set in|show)|(?:was|were) (?:not|never) (?:seen|observed|noted|noticed|found|present)|(?:was|were) (?:absent|lacking)|stayed away|failed to appear)\b"
    rf"|\b(?:no|without(?: any)?|nor|neither|free (?:of|from)|spared(?: \w+)?)\s(?:(?!other|further|more|new|severe|serious|permanent|lasting|late)[\w-]+\s|[\w-]+,\s){{0,3}}?{_TROUBLE}\b"
    r"|\b(?:mind|head|thinking|thoughts|consciousness) (?:always |never )?(?:stayed|remained|kept) (?:always |perfectly |completely |quite |entirely |absolutely )?(?:clear|lucid)\b|\b(?:stayed|remained|was) (?:\w+ )?(?:clear in (?:her|his|the) (?:head|mind)|clear-headed|lucid) (?:throughout|at all times|all the time|the whole time)"
    r"|\b(?:nerves|brain) (?:was|were|remained|stayed) (?:always |entirely |completely )?(?:spared|unaffected|untouched|unharmed)\b|\b(?:spared|left) (?:the |her |his )(?:nerves|brain)\b"
)


# "nothing suggested macrophage activation", "signs of haemophagocytosis were sought in vain"
_NO_ACTIVATION = expression(
    r"(?i)\b(?:no|without(?: any)?|nor|neither|nothing (?:suggested|pointed to|spoke for|indicated)|never(?: any)?|absence of)\s(?:(?:clinical|laboratory|biochemical|other|any|further|the) )*(?:(?:signs?|evidence|features?|hint|indication|criteria|picture|trace)s? (?:of|for) (?:the |an? )?)?(?:secondary )?(?:macrophage[- ]activation|ha?emophagocytosis)\b(?! syndrome|-like)"
    r"|\b(?:signs?|evidence|features?|criteria) (?:of|for) (?:macrophage[- ]activation|ha?emophagocytosis)(?: syndrome)? (?:(?:was|were) (?:not |never |neither |absent|lacking|missing|sought in vain|looked for in vain)|did not (?:appear|develop|emerge))"
)


def unaffected(sentence: str, offset: int) -> Iterator[ToxicityMention]:
    """Find denials of any neurological complaint, or of both syndromes at once, where cells were given just before."""
    everyday = [(_CLEAR_MIND, ("ICANS",))] if any(stem in sentence for stem in MIND_STEMS) else []
    for pattern, names in (
        *everyday,
        (_NO_NEURO, ("ICANS",)),
        (_NEITHER, ("CRS", "ICANS")),
        (_NO_ACTIVATION, ("IEC-HS",)),
    ):
        for m in pattern.finditer(sentence):
            for name in names:
                yield ToxicityMention(
                    start=offset + m.start(), end=offset + m.end(), rule="toxicity.absent", flags=("unnamed",),
                    name=name, grade=None, system=None, absent=True,
                )  # fmt: skip
            break
