"""Whether the central nervous system was involved.

`isolated relapse in the CSF` present · `no CNS involvement` absent · `the cerebrospinal fluid was clear` absent
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention, averted, denied

HINTS = (
    "cerebell",
    "brain",
    " lobe",
    "thalam",
    "spinal",
    "cns",
    "central nervous",
    "cerebrospinal",
    "csf",
    "mening",
    "neurolymphomatosis",
    "lumbar puncture",
    "intracerebral",
    "cerebral",
)
_CNS = r"(?:CNS|central nervous system|meningeal|leptomeningeal|intracranial|intracerebral|cerebral|brain)"
_FLUID = r"(?:CSF|cerebrospinal fluid|spinal fluid|lumbar puncture|liquor)"
_DISEASE = r"(?:involvement|disease|relapse|recurrence|leuka?emia|lymphoma|infiltrat\w+|localisation|localization|progression|lesions?|blasts?|metastas\w+)"
_PRESENT = expression(
    rf"(?i)\b(?:(?:isolated |secondary |primary |active )?{_CNS}[- ](?:\w+ )?{_DISEASE}|{_DISEASE} (?:of|in|within|to|at) (?:the |her |his )?(?:{_CNS}(?! meningeal)|{_FLUID}|meninges|leptomeninges|brain)\b|CNS[- ]?[23]\b|neurolymphomatosis|(?:relapse|recurrence|progression|lesion),? (?:in the )?(?:left |right )?(?:cerebellum|brain|spinal cord|frontal lobe|temporal lobe|thalamus)\b|CNS[- ]positive"
    rf"|{_FLUID}[^.;,]{{0,20}}?\b(?:contained|showed|revealed|held|was positive for|were positive for)\b(?! no\b| normal)[^.;]{{0,50}}?\b(?:blasts?|lymphoblasts|promyelocytes|lymphoma cells|leuka?emic cells|malignant cells|cells/))"
)
_ABSENT = expression(
    rf"(?i)\b(?:{_FLUID}|CNS|central nervous system)\b[^.;,]{{0,25}}?(?:\b(?:was|were|is|remained|being|and))?\s(?:also\s|always\s|initially\s)?(?:clear|clean|negative|neg\b|normal|free|uninvolved|unaffected|spared|not involved)\b|\bCNS[- ]?1\b|\bCNS[- ]negative\b"
    rf"|\b{_FLUID}\b[^.;,]{{0,25}}?\b(?:showed|revealed|was|were|contained) (?:no|without|free of|negative for) (?:evidence of |signs of )?(?:lymphoma|leuka?emi\w+|blasts|malignan\w+|disease|tumou?r|involvement|infiltrat\w+)"
)


def find(sentence: str) -> Iterator[FactMention]:
    """Find statements of the central nervous system's involvement by the disease."""
    for m in _ABSENT.finditer(sentence):
        yield _mention(m, present=False)
        break
    for m in _PRESENT.finditer(sentence):
        if not averted(sentence, m.start(), m.end()):
            yield _mention(m, present=not denied(sentence, m.start(), m.end()))


def _mention(m: re.Match[str], *, present: bool) -> FactMention:
    return FactMention(start=m.start(), end=m.end(), rule="facts.cns", name="condition", value_text="CNS involvement", present=present)  # fmt: skip
