"""The score of the immune effector cell encephalopathy assessment (ICE, 0 to 10; Lee 2019): `an ICE score of 5` · `ICE 8/10`."""

from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention

HINTS = ("ice ", "ice)", "ice]", "ice-", "encephalopathy", "ice:")
_ICE = expression(
    r"""(?x)
    \b(?:ICE|(?:[Ii]mmune\s)?[Ee]ffector\s[Cc]ell(?:-[Aa]ssociated)?\s[Ee]ncephalopathy)[\])]?
    (?:[-\s](?:scores?|scores|scale|scoring|assessment|points?|screening|total))*
    (?:[\s(,:=]+(?:score|of|was|were|is|at|to|had|fell|fallen|dropped|decreased|declined|deteriorated|sank|improved|stayed|remained|kept|held|rose|recovered|returned|down|up|only|from\s\d{1,2}|now|then|been|reached|with|a|low|nadir)\b){0,6}
    [\s(:=]*(?P<score>10|\d)(?:\s?/\s?10)?\b(?!\s?(?:mg|mL|days?|hours?|%|/\d|points?\s(?:less|lower)))
   |\b(?P<scored>10|\d)\s?(?:/|out\sof|of)\s?10\s(?:points\s)?(?:on|in|by)\s(?:the\s)?(?:ICE|[Ii]mmune\s[Ee]ffector)
    """
)


def find(sentence: str) -> Iterator[FactMention]:
    """Find the stated scores."""
    for m in _ICE.finditer(sentence):
        value = int(m["score"] or m["scored"])
        yield FactMention(start=m.start(), end=m.end(), rule="facts.ice", name="ICE score", value=value)
