"""Residual disease that a pronoun speaks of: `Consolidation pushed it to 0.02%`, `It reappeared on day +200`, `two cycles made it disappear`.

Whether "it" is residual disease is for the reader to say: that of the sentence before.
"""

from collections.abc import Iterator

from extractors.expressions import expression, has_any
from extractors.mentions import ResponseMention

_IT = r"(?:it|this|these|that|they|(?:the|this|that) (?:signal|level|ratio|figure|value|residue|clone|marker|number|count|trace)s?)(?:, too,)?"
_LEVEL = r"(?:about |only |just |still |around |as low as )?(?P<level>\d(?:[.,]\d+)?\s?%|\d(?:\.\d+)?\s?x\s?10\^?-\d|10\^?-\d)"
_NONE = r"(?:(?:below|under|less than|<|≤) ?(?:the )?(?:limit|threshold|level|detection|10\^?-\d|\d(?:[.,]\d+)?\s?%)|undetectab\w+|negativ\w+|zero)"
_RESIDUE = expression(
    rf"(?i)(?P<neg>\b{_IT} (?:had |has |have |was |were |then |again |finally |soon |later |also )*(?:(?:became|become|turned|was|were|stayed|remained|fell|dropped|went|converted|down) (?:again |now |also )?(?:to |below )?(?:the )?(?:negativ\w+|undetectab\w+|no longer (?:detectable|measurable|demonstrable|traceable|found|seen|present)|not detectable|zero|gone)|(?:fell|fallen|dropped|sank|sunk|went|declined|decreased|came) (?:further |again |down )*(?:to )?{_NONE}|disappeared|vanished|been cleared|cleared)\b(?! (?:in|by) (?:treatment|steroid|antibiot))"
    rf"|\b(?:cleared|eradicated|eliminated|extinguished|swept|took|taken|made|rendered|turned|brought|pushed|drove|converted|lowered|reduced) {_IT} (?:(?:away|out)\b|(?:down )?(?:to )?{_NONE}|(?:to )?(?:disappear|vanish)))"
    rf"|(?P<pos>\b{_IT} (?:had |has |then |again |now |soon |later |slowly |nevertheless )*(?:re-?appeared|re-?emerged|turned positive|became (?:positive|detectable)|(?:fell|fallen|dropped|decreased|declined|rose|risen|climbed|increased|went up|went down|came down|stood|amounted|was back|shrank|sank|returned) (?:only |again |back |down |up )*(?:from [^;.]{{2,16}}? )?(?:to|at|by|with) {_LEVEL})"
    rf"|\b(?:pushed|brought|got|lowered|reduced|drove|cut|took|pressed|bring|lower|reduce|push|squeezed) {_IT} (?:only |further |down )*to {_LEVEL.replace('level', 'to')}"
    rf"|\b(?:did|could|would|had) not (?:clear|cleared|eradicate|eliminate|remove|extinguish) {_IT}(?: \({_LEVEL.replace('level', 'left')})?)"
)

# what it became or was brought to
_STEMS = (
    "%",
    "10^",
    "10-",
    "egativ",
    "ndetect",
    "elow",
    "etectable",
    "easurable",
    "isappear",
    "vanish",
    "clear",
    "gone",
    "ppeared",
    "merged",
    "ositive",
    "eradicat",
    "eliminat",
    "extinguish",
    "away",
    "zero",
)


def find_residue(sentence: str, offset: int = 0) -> Iterator[ResponseMention]:
    """Find what a sentence says of residual disease by a pronoun."""
    if not has_any(sentence, _STEMS):
        return
    for m in _RESIDUE.finditer(sentence):
        level = m["level"] or m["to"] or m["left"]
        percent = float(level.rstrip(" %").replace(",", ".")) if level and level.endswith("%") else None
        if percent is not None and percent >= 5:
            continue
        yield ResponseMention(
            start=offset + m.start(), end=offset + m.end(), rule="response.mrd.pronoun", flags=("residue",),
            mrd="negative" if m["neg"] else "positive", mrd_percent=percent if m["pos"] else None, kept=False,
        )  # fmt: skip
