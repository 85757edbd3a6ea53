"""With what residual disease was measured, and how deep: `MRD-negative by flow cytometry (<10^-4)` flow cytometry, 0.0001."""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention

HINTS = ("mrd", "residual", "undetectable")
_DISEASE = expression(r"\bMRD\b|(?i:(?:minimal|measurable) residual)")
_METHOD = expression(
    r"(?i)\b(?:(?P<flow>flow[- ]cytometr\w*|flow\b|FCM|MFC|multi-?(?:colou?r|parameter|parametric))|(?P<pcr>(?:RT-|q|RQ-|ddPCR|digital )*PCR|polymerase chain reaction)|(?P<sequencing>sequencing|NGS|clonoSEQ))\b"
)
_DEPTH = expression(r"(?<![\d.])10\s?\^?\s?-\s?(?P<power>[3-7])\b|<\s?(?P<percent>0\.\d+)\s?%")
_NAMES = {"flow": "flow cytometry", "pcr": "PCR", "sequencing": "sequencing"}


def find(sentence: str) -> Iterator[FactMention]:
    """Find method and threshold in a sentence that tells of residual disease; one row per method."""
    if not _DISEASE.search(sentence):
        return
    depth = _DEPTH.search(sentence)
    threshold = (
        None
        if depth is None
        else 10 ** -int(depth["power"])
        if depth["power"]
        else round(float(depth["percent"]) / 100, 9)
    )
    methods: dict[str, re.Match[str]] = {}
    for m in _METHOD.finditer(sentence):
        methods.setdefault(_NAMES[str(m.lastgroup)], m)
    for method, m in methods.items():
        yield _mention(m, method, threshold)
    if depth and not methods:
        yield _mention(depth, None, threshold)


def _mention(m: re.Match[str], method: str | None, threshold: float | None) -> FactMention:
    return FactMention(
        start=m.start(), end=m.end(), rule="facts.assay", name="MRD assay", value_text=method, value=threshold
    )
