"""The share of blasts with its place: `the marrow held 62% blasts` bone marrow 62 % · `circulating blasts of 8%` peripheral blood 8 %."""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention

HINTS = ("blast",)
# "lymphoblasts", "myeloid blasts", "leukaemic blasts"; neither "lymphoblastic" nor "blast crisis"
_BLASTS = r"(?:(?:lympho|myelo|mono)?blasts?\b(?!\s(?:crisis|phase|transformation|percentage\sunder))|blast\s(?:cells?|count|percentage|proportion|fraction|infiltration|burden))"
_OPERATOR = r"(?P<{0}operator><=|>=|[<>≤≥]|(?:less|fewer|more|greater)\sthan|over|above|below|under|at\sleast|up\sto)?"
_SHARE = (
    _OPERATOR
    + r"\s?(?P<{0}value>\d{{1,3}}(?:[.,]\d+)?)(?:\s?[-–]\s?(?P<{0}high>\d{{1,3}}(?:[.,]\d+)?))?\s?(?:%|per\s?cent\b)"
)
_ADJECTIVES = r"(?:(?:were|are|was)\s)?(?:of\s)?(?:the\s|all\s)?(?:[\w+-]+\s){0,2}?"
_BEFORE = expression(rf"(?i){_SHARE.format('a')}\s{_ADJECTIVES}{_BLASTS}")
_CELLS = expression(
    rf"(?i){_SHARE.format('a')}\s(?:of\s)?(?:the\s|all\s)?(?:nucleated\s|marrow\s|mononuclear\s)?cells\s(?:\w+\s){{0,5}}?(?:were|being|are|as)\s(?:[\w+-]+\s)?{_BLASTS}"
)
_DATE = r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|[dD]ay\s\+?\d{1,3}|[+]\d{1,3}"
_AFTER = expression(
    rf"(?i)\b{_BLASTS}(?:[^%.;()\d]|{_DATE}){{0,60}}?[\s(:=]\(?{_SHARE.format('b')}(?!\sof\s(?:them|these|those|which|whom)\b)"
)
_INFILTRATED = expression(
    rf"(?i)\b(?:infiltrat\w+|replac\w+|involve\w+)\s(?:\w+\s)?(?:of|by|with|to)\s(?:about\s|approximately\s)?{_SHARE.format('b')}\s(?:of\s)?(?:\w+\s)?{_BLASTS}"
)
_MARROW = expression(r"(?i)\b(?:marrow|BM|BMA|aspirat\w+|myelogram)\b")
_BLOOD = expression(
    r"(?i)\b(?:peripheral|circulating|blood|PB|smear|film|leu[ck]ocytes?|white (?:blood )?cells?|WBC)\b"
)
_RESIDUAL = expression(r"(?i)\bMRD\b|residual disease|\bmedian\b|\bof (?:the )?patients\b")
# "relapse with 71% CD19-negative blasts" is a share; "92% of the blasts were CD22+" is one of another
_OF_THEM = expression(r"(?i)%\s?of\s(?:the|these|her|his|all)\s(?:lympho|myelo)?blasts?\b")
_SHARED = expression(r"(?i)\b(?:of|among) (?:the|these|all|her|his) $")
_WORDS = {"less than": "<", "fewer than": "<", "below": "<", "under": "<", "more than": ">", "greater than": ">", "over": ">", "above": ">",
          "at least": ">=", "up to": "<=", "≤": "<=", "≥": ">="}  # fmt: skip
_WHOLE = 100


def find(sentence: str) -> Iterator[FactMention]:
    """Find shares of blasts in marrow or blood, each once; residual disease is none."""
    if "%" not in sentence and "per" not in sentence:
        return
    taken: set[int] = set()
    told_of: list[tuple[int, int]] = []  # words that a share was read from already
    for pattern, group in ((_CELLS, "a"), (_INFILTRATED, "b"), (_BEFORE, "a"), (_AFTER, "b")):
        for m in pattern.finditer(sentence):
            at = m.start(f"{group}value")
            value = float(m[f"{group}value"].replace(",", "."))
            if (
                at in taken
                or value > _WHOLE
                or _OF_THEM.match(sentence[m.end(f"{group}value") :].lstrip())
                or _RESIDUAL.search(sentence[: m.end()])
            ):
                continue
            if _SHARED.search(sentence[: m.start()]):
                continue
            if group == "b" and any(start <= m.start() < end for start, end in told_of):
                continue
            taken.add(at)
            told_of.append(m.span())
            told = (m[f"{group}operator"] or "").lower()
            yield FactMention(
                start=m.start(), end=m.end(), rule="facts.blasts", name="blasts", value_text=_place(sentence, m.start(), m.end()),
                value=value, operator=_WORDS.get(" ".join(told.split()), told) or None, unit="%",
            )  # fmt: skip


def _place(sentence: str, start: int, end: int) -> str | None:
    """The place named nearest: before the share or within it, else after it."""
    marrow = [m.start() for m in _MARROW.finditer(sentence)]
    blood = [m.start() for m in _BLOOD.finditer(sentence)]
    before = [(at, "bone marrow") for at in marrow if at < end] + [(at, "peripheral blood") for at in blood if at < end]
    after = [(at, "bone marrow") for at in marrow if end <= at < end + 40] + [(at, "peripheral blood") for at in blood if end <= at < end + 40]  # fmt: skip
    near = re.match(
        r"\s?(?:,\s)?(?:in|of|on|from|at)\s(?:the\s|her\s|his\s)?(?:bone\s|peripheral\s)?\w+", sentence[end:]
    )
    if near and after and min(after)[0] < end + near.end() + 1:
        return min(after)[1]
    return max(before)[1] if before else min(after)[1] if after else None
