"""Residual disease told by its assay and what that saw: `the cytometer counted 0.8% leukaemic cells`, `sequencing could not find the clone`."""

from collections.abc import Iterator

from extractors.expressions import expression, has_any

_ASSAY = expression(
    r"(?i)\b(?:(?:multi-?(?:colou?r|parameter|parametric) )?flow(?:[- ]cytomet\w+)?|cytomet(?:er|ry)|EuroFlow|NGF|FCM|MFC|MPFC|immunophenotyp\w+|NGS|(?:next-generation |deep |high-throughput )?sequencing|clonoSEQ|PCR)\b"
)
_CLONE = expression(
    r"(?i)\b(?:(?:leuka?emic|leuka?emia-associated|aberrant|abnormal|clonal|residual|malignant|lymphoma|myeloma|neoplastic)[- ](?:(?!and\b|or\b)[\w-]+[- ]){0,2}?(?:cells?|blasts?|population|clones?|lymphoblasts?|precursors?|leuka?emia|disease|events?|clonotypes?|sequences?)|(?:the|that|her|his|original|dominant) (?:[\w-]+ )?(?:clone|clonotype)|blasts?)\b"
)
_NONE = expression(
    r"(?i)\b(?:no|not|never|neither|nor|without|nothing|free of|free from|absence of|any longer|any more|anymore|no longer|failed to|fail(?:s|ing) to|could(?:n't| not)|disappeared|vanished|gone)\b"
)
_CLEAN = expression(
    r"(?i)\s?(?:(?:of the marrow|of marrow|analysis|assay|too|studies|results?)\s)?(?:was|were|is|remained|came back|proved|being)\s(?:also |entirely |completely |again |still )?(?:clean|clear|blank|unremarkable|free of (?:disease|leuka?emia|lymphoma|myeloma))\b"
)
# "the sample was clean by PCR", "CRi with 0.3% by flow"
_BY_ASSAY = expression(
    r"(?i)\b(?:(?P<clean>(?<!blood )(?<!blood was )(?<!skin was )(?:clean|clear|blank|free))|(?:with|of|at|still|was|showed|left|leaving) (?:only )?(?:0[.,]\d+|[1-4](?:[.,]\d+)?)\s?%) (?:by|in|on) (?:multi\w+ |quantitative |RT-|q)*(?:flow\b(?: cytometry)?|PCR|NGS|FCM|MFC|sequencing)"
)
_BY_STEMS = (
    "by flow",
    "by PCR",
    "by NGS",
    "by FCM",
    "by MFC",
    "by multi",
    "by quant",
    "by RT",
    "by q",
    "by seq",
    "on flow",
    "on PCR",
    "in flow",
)
_LEFT = expression(
    r"(?i)\b(?:still|residual|remain\w*|persist\w*|left|traces?|minute|small|low-level|continued to|even then|yet|linger\w*)\b"
)
_LEVEL = expression(r"(?<![\d.<])(?:[0-4](?:[.,]\d+)?\s?%|\d(?:\.\d+)?\s?x\s?10\^?-\d)")
_MORE = expression(r"(?<![\d.,])(?:[5-9]|\d{2,3})(?:[.,]\d+)?\s?%")
# "did not let us relax, picking up 0.6% abnormal cells"
_COUNTED = expression(
    r"(?i)\b(?:picking up|picked up|counted|counting|finding|detecting|disclosing|showing|revealing|identifying) (?:only |still |about )?(?:[0-4](?:[.,]\d+)?\s?%|\d(?:\.\d+)?\s?x\s?10\^?-\d)"
)
# other places and times: the spinal fluid, the graft, the diagnosis
_ELSEWHERE = expression(
    r"(?i)\b(?:CSF|cerebrospinal|spinal fluid|lumbar|pleural|ascit\w+|effusion|lymph node|donor|graft|harvest|product|apheres\w*|diagnos\w*|at presentation|initially|CD19-|expressed|expressing|positive for)\b"
)
_ENDS = (";", ". ", ", but ", " while ", " whereas ")


def find_by_assay(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Where an assay tells of residual disease: start, end, "negative" or "positive"."""
    for m in _BY_ASSAY.finditer(sentence) if has_any(sentence, _BY_STEMS) else ():
        if not _ELSEWHERE.search(sentence):
            yield m.start(), m.end(), "negative" if m["clean"] else "positive"
            return
    for m in _ASSAY.finditer(sentence):
        if _ELSEWHERE.search(sentence):
            return
        if clean := _CLEAN.match(sentence, m.end()):
            yield m.start(), clean.end(), "negative"
            continue
        low = max((at + len(e) for e in _ENDS if (at := sentence.rfind(e, 0, m.start())) >= 0), default=0)
        high = min((at for e in _ENDS if (at := sentence.find(e, m.end())) >= 0), default=len(sentence))
        low, high = max(low, m.start() - 100), min(high, m.end() + 110)
        clone = _CLONE.search(sentence, m.end(), high) or _CLONE.search(sentence, low, m.start())
        if clone is None:
            continue
        start, end = min(m.start(), clone.start()), max(m.end(), clone.end())
        words = (max(low, start - 25), min(high, end + 45))
        if _COUNTED.search(sentence, *words):
            yield start, end, "positive"
        elif _NONE.search(sentence, *words):
            yield start, end, "negative"
        elif not _MORE.search(sentence, *words) and (_LEVEL.search(sentence, *words) or _LEFT.search(sentence, *words)):
            yield start, end, "positive"
