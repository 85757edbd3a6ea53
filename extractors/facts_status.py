"""What the report calls the disease that was treated: relapsed, refractory, in second remission.

`a man with refractory PMBCL` refractory · `relapsed/refractory B-ALL` relapsed and refractory · `transplanted in CR2` second remission
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention

HINTS = ("relapse", "refractory", "r/r", "recurrent", "remission", "cr1", "cr2", "cr3")
_DISEASE = r"(?:lymphoma|leuka?emia|myeloma|plasmacytoma|lupus|syndromes?|arthritis|myositis|B-ALL|T-ALL|Ph\+ ALL|ALL|AML|DLBCL|LBCL|CLL|MCL|PMBCL|FL|MM|CML|MDS|PTLD|PCNSL|SLE|disease)"
_STATUS = expression(
    rf"\b(?:(?P<both>(?:[Rr]elapsed(?:\s?/\s?|\sand\s|-|\sand/or\s)[Rr]efractory)|[Rr]/[Rr]|RR(?=MM))|(?P<relapsed>[Rr]elapsed|[Rr]ecurrent)|(?P<refractory>[Rr]efractory))"
    rf",?\s?(?:[A-Za-z][\w/+'-]*\s|\([\w/ +-]+\)\s){{0,6}}?{_DISEASE}\b"
)
_ORDER = {"first": "first", "1": "first", "second": "second", "2": "second", "third": "third", "3": "third"}
_REMISSION = expression(
    r"\b(?:in|while in|during)\s(?:(?:her|his|a|the)\s)?(?:(?P<word>first|second|third)\s(?:complete\s)?(?:molecular\s)?(?:remission|CR)|CR(?P<digit>[123]))\b"
)
_RELAPSE = expression(r"(?i)\b(?:first|second|third|fourth|multiple) relapses? of\b")
# "resulting in refractory disease" is a course, "relapsed or refractory" a class of patients
_CLASS = expression(
    r"(?i)\b(?:patients|adults|children|treatment of|approved|indicated|prognosis|outlook|outcomes?|trials?|cases|understanding|efficacy|management) (?:[\w-]+ ){0,6}?$"
)
_THESE = expression(r"(?i)\b(?:two|three|four|2|3|4|these|our|both) (?:\w+ )?(?:patients|adults|children|cases)\b")
_TO_LINES = expression(
    r"(?i)\brefractory to (?!or\b)(?:at least |more than |all |both |multiple |\w+ )(?:\w+ ){0,3}?(?:lines?|regimens?|agents?|drugs?|therapies|treatments?|classes)\b"
    rf"|{_DISEASE}(?: \([^)]*\))? (?:(?:that|which) )?(?:was|were|had been|became|proved|,)? ?refractory to\b(?! or)"
)
_NOT_DONE = expression(
    r"(?i)\b(?:offered|proposed|put forward|refused|declined|recommended|suggested|advised|planned)\b"
)


def find(sentence: str) -> Iterator[FactMention]:
    """Find what the disease is called."""
    for m in _STATUS.finditer(sentence):
        before = sentence[: m.start()]
        if " or " in m[0] or (_CLASS.search(before) and not _THESE.search(before)):
            continue
        told = {"both": "relapsed and refractory"}.get(str(m.lastgroup), str(m.lastgroup))
        yield _mention(m, told)
    for m in _TO_LINES.finditer(sentence):
        yield _mention(m, "refractory")
    for m in () if _NOT_DONE.search(sentence) else _REMISSION.finditer(sentence):
        yield _mention(m, f"{_ORDER[m['word'] or m['digit']]} remission")
    for m in _RELAPSE.finditer(sentence):
        yield _mention(m, "relapsed")


def _mention(m: re.Match[str], told: str) -> FactMention:
    return FactMention(start=m.start(), end=m.end(), rule="facts.status", name="disease status", value_text=told)
