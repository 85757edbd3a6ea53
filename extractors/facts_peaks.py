"""Ferritin, C-reactive protein and interleukin-6 with their amounts: the highest that is told counts.

`Ferritin peaked at 98 400 ng/mL on day 8` · `IL-6 was highest, at 363 pg/mL` · `CRP of 12 mg/dL` · `ferritin >100,000 ng/mL`
"""

from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention
from extractors.numbers import DIGITS, number

HINTS = ("ferritin", "crp", "c-reactive", "il-6", "il6", "interleukin")
_TEST = expression(
    r"\b(?i:(?P<ferritin>(?:hyper)?ferritin(?:a?emia)?)|(?P<crp>CRP|C[- ]reactive protein)|(?P<il6>IL[- ]?6|interleukin[- ]?6))\b(?! receptor| inhibit| blockade| antagonist|R\b)"
)
_NAMES = {"ferritin": "peak ferritin", "crp": "peak CRP", "il6": "peak IL-6"}
_UNITS = {"ferritin": {"ng/ml": "ng/mL", "ug/l": "ug/L", "mcg/l": "ug/L", "ng/dl": "ng/dL", "mg/l": "mg/L", "pmol/l": "pmol/L", "ug/ml": "ug/mL"},
          "crp": {"mg/l": "mg/L", "mg/dl": "mg/dL", "ug/ml": "ug/mL"},
          "il6": {"pg/ml": "pg/mL", "ng/l": "ng/L", "ng/ml": "ng/mL", "pg/dl": "pg/dL"}}  # fmt: skip
_AMOUNT = expression(
    rf"(?i)(?P<operator>>=|≥|≤|<=|>|<|\b(?:more than|over|above|exceed\w*|passed|surpass\w*|greater than|in excess of)\s(?:of\s)?)?\s?(?P<number>{DIGITS})(?:\s?x\s?10\^?(?P<power>[2-6])(?!\d))?\s?(?P<unit>[npmu]c?g/[md]?L|pmol/L)\b"
)
# "ferritin 8400" without a unit: only ferritin, only where it is high
_BARE = expression(
    rf"(?i)^(?:[:,=]|\s|of|was|to|at|up|rose|peaked|reached|level|max\.?){{0,6}}\s?(?P<operator>>|<)?\s?(?P<number>{DIGITS})(?!\s?[%/\w])"
)
_HIGH = 1000
_OTHER = expression(
    r"(?i)\b(?:fibrinogen|LDH|lactate|triglycerides?|sIL|soluble|ha?emoglobin|platelets?|creatinine|bilirubin|AST|ALT|procalcitonin|D-?dimer|IFN|interferon|TNF|IL-?(?:1|2|8|10)\b|albumin|IgG|CAR copies)"
)
_USUAL = expression(
    r"(?i)(?:normal|reference|range|upper limit|limit of normal|\bN\s?[:<]|\bref\b|baseline of|cut-?off)[^.;,)]{0,25}$"
)
_FEWER = {"<": "<", "≤": "<=", "<=": "<="}
_NEVER_MORE = expression(r"(?i)\b(?:not|never)\s$")


def find(sentence: str) -> Iterator[FactMention]:
    """Find amounts of the three tests; a number belongs to the test named before it."""
    tests = list(_TEST.finditer(sentence))
    for n, test in enumerate(tests):
        end = tests[n + 1].start() if n + 1 < len(tests) else len(sentence)
        stop = _OTHER.search(sentence, test.end(), end)
        kind = str(test.lastgroup)
        if kind == "ferritin" and (bare := _BARE.match(sentence[test.end() :])) and number(bare["number"]) >= _HIGH:
            yield FactMention(start=test.start(), end=test.end() + bare.end(), rule="facts.peaks", name=_NAMES[kind], value=number(bare["number"]), operator=_operator(bare["operator"], never=False))  # fmt: skip
        for m in _AMOUNT.finditer(sentence, test.end(), min(stop.start() if stop else end, test.end() + 160)):
            unit = _UNITS[kind].get(m["unit"].lower())
            if unit and not _USUAL.search(sentence[test.end() : m.start()]):
                value = number(m["number"]) * 10 ** int(m["power"] or 0)
                yield FactMention(start=test.start(), end=m.end(), rule="facts.peaks", name=_NAMES[kind], value=value, operator=_operator(m["operator"], never=_NEVER_MORE.search(sentence[: m.start()]) is not None), unit=unit)  # fmt: skip


def _operator(words: str | None, *, never: bool) -> str | None:
    if words is None:
        return None
    if never:  # "did not exceed"
        return "<="
    sign = words.strip()
    return _FEWER.get(sign) or (">=" if sign in {">=", "≥"} else ">")
