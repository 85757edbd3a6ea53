"""Whether the target antigen was kept or lost when the disease came back.

`CD19-negative relapse` · `CD19 was absent` · `the blasts still expressed CD22 brightly` · `biopsy showed retained BCMA`
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention

HINTS = ("cd19", "cd20", "cd22", "cd30", "cd33", "cd38", "cd7", "bcma", "gprc5d", "cll-1", "cll1")
_A = r"(?P<{}>CD(?:19|20|22|30|33|38|7|5|123)|BCMA|GPRC5D|CLL-?1)"
_LOST = r"(?:negative|neg|loss|lost|absent|absence|dim|low|null)"
_KEPT = r"(?:positive|retained|preserved|maintained|intact|expressed|bright|present)"
_STATED = expression(
    rf"""(?x)
    \b{_A.format("a")}[-\s](?:antigen[-\s])?(?:(?P<lost>negative|neg\b|loss|lost)|(?P<dim>dim|low))\b
   |\b(?:loss|absence|downregulation|disappearance)\sof\s(?:the\s)?{_A.format("b")}
   |\b{_A.format("c")}\s(?:expression\s|antigen\s)?(?:still\s|now\s|again\s)?(?:was|were|had\sbeen|being|is|remained|had)\s(?:still\s|now\s|not\s(?:longer\s)?|no\slonger\s|brightly\s|completely\s|found\s)*(?P<state>{_LOST}|{_KEPT})
   |\b(?:retained|preserved|persistent|maintained|intact|kept|still\sexpress\w+|continued\sto\sexpress)\s(?:the\s)?{_A.format("d")}
   |\b(?:still|remain\w*|were|was|again|confirmed|proved)\s{_A.format("e")}[-\s](?:positive|bright)
   |\b{_A.format("f")}[-\s]positive\s(?:relapse|recurrence|progression)
   |\b{_A.format("g")}\s(?:still\s)?(?:retained|kept|preserved|being\sstill|on\s\d+\s?%)
    """
)
_COMES_BACK = expression(r"(?i)relaps|recur|progress|came back|returned|reappear")
# "38% blasts, 92% of them CLL-1+", "biopsy proved lymphoma positive for CD19 and CD20"
_AGAIN = expression(
    rf"\b{_A.format('a')}(?:\+(?!\w)|[-\s]pos(?:itive)?\b)|\bpositive for {_A.format('b')}(?: and {_A.format('c')})?"
)


def find(sentence: str) -> Iterator[FactMention]:
    """Find statements of an antigen after treatment; a phenotype at diagnosis (`CD19+, CD22+`) is none."""
    for m in _STATED.finditer(sentence):
        antigen = next(m[g] for g in "abcdefg" if m[g])
        yield _mention(m, f"{antigen} {_state(m)}")
    again, biopsy = _COMES_BACK.search(sentence), "iopsy" in sentence
    if again or biopsy:
        for m in _AGAIN.finditer(sentence):
            if m["a"] and not again:
                continue
            yield from (_mention(m, f"{m[g]} positive") for g in "abc" if m[g])


def _mention(m: re.Match[str], told: str) -> FactMention:
    return FactMention(start=m.start(), end=m.end(), rule="facts.antigen", name="antigen", value_text=told)


def _state(m: re.Match[str]) -> str:
    if m["dim"] or m["state"] in {"dim", "low"}:
        return "dim"
    lost = (
        m["lost"] or m["b"] or (m["state"] and re.match(_LOST, m["state"])) or re.search(r"\b(?:not|no longer)\b", m[0])
    )
    return "negative" if lost else "positive"
