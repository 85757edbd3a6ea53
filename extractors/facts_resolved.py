"""When a syndrome was over, or how long it lasted.

`CRS was declared resolved on day +6` · `by day 7 the CRS had cleared` · `the ICANS resolved within 5 days` 5 d · `CRS lasted 4 days` 4 d
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention, denied
from extractors.numbers import WORD, number

HINTS = (
    "resol",
    "disappear",
    "cleared",
    "gone",
    "subsid",
    "abat",
    "lasted",
    " over ",
    "ceased",
    "ended",
    "recovered from",
)
_NAME = r"(?:(?P<{0}CRS>CRS|cytokine release(?: syndrome)?)|(?P<{0}ICANS>ICANS|neurotoxicity|(?:immune )?effector cell-associated neurotoxicity(?: syndrome)?)|(?P<{0}GVHD>GVHD|graft-versus-host disease)|(?P<{0}HS>IEC-HS|HLH|MAS))"
_OVER = r"(?:resolved|resolution|disappeared|cleared|gone|subsided|abated|ceased|ended|over)(?! (?:within|in) )"
_PATTERNS = (
    # "CRS was declared resolved on day 6", "the ICANS had fallen to g1 by day 10 and was gone on day 13"
    expression(rf"(?i)\b{_NAME.format('a')}\b(?:[^.;]{{0,90}}?)\b{_OVER}\b"),
    expression(rf"(?i)\b(?:resolution|clearance|recovery) (?:of|from) (?:the |her |his )?{_NAME.format('b')}\b"),
    expression(rf"(?i)\brecovered (?:fully |completely )?from (?:the |her |his )?{_NAME.format('c')}\b"),
)
_LASTED = expression(
    rf"(?i)\b{_NAME.format('d')}\b[^.;]{{0,40}}?\b(?:lasted|resolved (?:with)?in|resolved after|subsided within|lasting)\s(?:for |about |a total of )?(?P<days>\d{{1,3}}|{WORD}) days?\b"
)
_SYNDROMES = {"CRS": "CRS", "ICANS": "ICANS", "GVHD": "GVHD", "HS": "IEC-HS"}


def find(sentence: str) -> Iterator[FactMention]:
    """Find the end of a syndrome, as a moment or as a length in days."""
    seen = set()
    for m in _LASTED.finditer(sentence):
        seen.add(_syndrome(m))
        yield FactMention(start=m.start(), end=m.end(), rule="facts.resolved", name="resolved", value_text=_syndrome(m), value=number(m["days"]), unit="d")  # fmt: skip
    for pattern in _PATTERNS:
        for m in pattern.finditer(sentence):
            if _syndrome(m) not in seen and not denied(sentence, m.end(), m.end()):
                seen.add(_syndrome(m))
                yield FactMention(start=m.start(), end=m.end(), rule="facts.resolved", name="resolved", value_text=_syndrome(m))  # fmt: skip


def _syndrome(m: re.Match[str]) -> str:
    return next(_SYNDROMES[group[1:]] for group, words in m.groupdict().items() if words and group[1:] in _SYNDROMES)
