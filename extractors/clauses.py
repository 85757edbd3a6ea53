"""Clauses of a sentence: the stretches in which a time, an amount and a treatment belong together."""

import re

from extractors.folded import Folded

_FINITE = r"(?:was|were|had|has|have|is|are|did|could|can|received|achieved|developed|showed|revealed|underwent|relapsed|began|became|remained|started|reached|led|resulted|gained|appeared|progressed|took|gave|rose|fell|confirmed|demonstrated|followed|resolved)"
_CUT = Folded(
    rf"""
    ;\s|:\s(?=[A-Za-z])|\s-\s
   |,?\s(?:followed\sby|after\swhich|and\sthen|but|while|whereas|although|because|so\sthat|until\sthen)\s
   |,\s(?:of|for|upon|on|during|after|by)\s(?:which|whom)\b
   |,\s(?:and|then|which|who|with|where|when|after|before|as|since|she|he|the|a|an)\s(?=[^,;]{{0,60}}\b{_FINITE}\b)
   |,\s(?:and\s)?(?:the|her|his|a|an|repeat|\w+)\s(?=[^,;]{{0,110}}\b(?:showed|revealed|demonstrated|confirmed|relapsed|progressed)\b)
   |,\s(?:and\s)?(?=(?:on|in|by|from|at)\s(?:day\s)?[^\s,;][^,;]{{0,22}}?(?:,\s\d{{4}})?(?:\s\([^()]{{1,40}}\))?,?\s(?:it|they|this|both|she|he|the\s(?:drug|treatment|latter|former))\s(?:\w+\s){{0,2}}?(?:was|were|had|could|received|began|started|stopped|developed)\b)
   |\s(?:when|whereupon|at\swhich\s(?:point|time)),?\s(?=[^;]{{0,140}}\b(?:{_FINITE}|[a-z]{{3,}}ed)\b)
   |\s(?:and|before)\s(?=(?:(?:she|he|the|a|an|her|his|this|it|on\s\S+\s\S+|by\s\S+\s\S+)\s(?:\w+[- ]){{0,4}}?)?(?:\w+ly\s)?(?:was|were|had|has|could|received|achieved|developed|underwent|relapsed|became|remained|started|reached|attained|obtained|showed|revealed|stopped|discontinued|tapered|switched|withdrawn|ended|raised|lowered|reduced|escalated)\b)
    """,
    re.VERBOSE,
)


# a stretch without a verb is no clause: "On February 9, she received", "aciclovir 800 mg, and fluconazole 400 mg were started"
_VERB = Folded(
    rf"(?i)\b(?:{_FINITE}|held|rose|went|felt|fell|found|given|made|cut|put|grew|came|saw|died|be|been|being|begun|taken|seen|done|(?!unrelated|matched|targeted|related|directed|edited|mismatched|pegylated|divided|increased|elevated|reduced|fixed|adjusted|advanced|combined)[a-z]{{3,}}ed)\b(?!-)"
)


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Cut a sentence into clauses: half-open offsets that tile it. Parentheses are never cut."""
    cuts = [0]
    for m in _CUT.finditer(sentence):
        if m.start() == 0 or in_brackets(sentence, m.start()):
            continue
        if m[0][0] in ";:" or _VERB.search(sentence, cuts[-1], m.start()):
            cuts.append(m.start())
    ends = [*cuts[1:], len(sentence)]
    return [(a, b) for a, b in zip(cuts, ends, strict=True) if b > a]


def has_verb(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text holds a verb."""
    return _VERB.search(text, start, end) is not None


def in_brackets(sentence: str, at: int) -> bool:
    """Whether an offset of a sentence stands in parentheses."""
    opened, closed = (sum(sentence.count(sign, 0, at + 1) for sign in signs) for signs in ("([", ")]"))
    return opened > closed


def clause_of(spans: list[tuple[int, int]], at: int) -> tuple[int, int]:
    """The clause that holds an offset."""
    for span in spans:
        if span[0] <= at < span[1]:
            return span
    return spans[-1] if spans else (0, at)
