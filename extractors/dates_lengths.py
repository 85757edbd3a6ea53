"""Whether a number and a unit of time are a length: not a frequency ("twice a week"), a rate, an age, a clock time."""

import re

from extractors.expressions import expression
from extractors.numbers import DIGITS, WORD, number

_N = rf"(?:{DIGITS}|{WORD}\b)"
#: a further number of a list or range: "6, 12 and [24] months"
STEP = expression(rf"(?P<join>\s?(?:-|~|/|,)\s?|\s*,?\s*(?:to|or|and|&|until|versus|vs\.?)\s+(?:at\s+)?)(?P<n>{_N})")
_MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# not a length: a frequency, a rate, an age
_NOT_BEFORE = expression(
    r"(?i)(?:±|\b(?:every|each|per|once|twice|thrice|times|aged|age|ages|age\s+of|q|alternate|times\s+in|times\s+within|or\s+twice|days|fig\.?|figs\.?|figures?|panels?|tables?|grade|stage|aged\s+[\w, ]{1,30}and|aged\s+\d+\s+to)"
    r"|/|age:|q\d+\s?-|ages?\s+(?:of|from|between|at)(?:\s+about)?"
    r"|(?:(?:gentle|wo)?man|lady|boy|girl|(?:fe)?male|child|infant|baby|toddler|adolescent|teenager|adult|patient|person|brother|sister|sibling|son|daughter|twin|mother|father|donor)\s+of)"
    r"\s*(?:the\s+)?(?:about\s+|approximately\s+|just\s+|nearly\s+|only\s+)?\Z"
)
# "given twice 12 hours apart"
_GIVEN_APART = expression(r"(?i)\b(?:once|twice|thrice|times)\s+(?:about\s+|only\s+)?\Z")
# "Male, 34 y, bus driver" is an age, "born at 39 weeks" a gestation
_SEX_BESIDE = expression(
    r"(?i)\b(?:fe)?male,?\s?(?:\(|,)?\s*(?:aged )?\||\b(?:wo)?man \(\||\b[MF],\s\||\|\s?[,/]\s?(?:(?:fe)?male|(?:wo)?man|[MF]\b)"
)
_COUNTED = expression(
    r"(?i)\b(?:when|as|while|then|that) (?:s?he|the patient) (?:had|was|counted|numbered)\s\Z"
)  # "when she had 64 years"
_AND_NO_MORE = expression(r"\s*(?:[,.;:)]|$)")
_BORN = expression(r"(?i)\b(?:born|birth|delivered|delivery)\s(?:at|after|in)\s(?:about\s|the\s)?\Z")
# "a week" is a length only where something else says so; else it is a rate ("10 mg a day")
_A_BEFORE = expression(
    r"(?i)\b(?:for|within|after|about|over|nearly|almost|of|than|until|since|approximately|around|only|another|and|roughly|quite|during|lasted|lasting|just|in)\s+\Z"
)
_A_AFTER = expression(
    r"(?i)\s+(?:later|after|before|ago|earlier|prior|following|post|previously|thereafter|or\s+(?:two|so|more)|and\s+a\s+half|history|from|since|apart|on(?=\s*[,.;)]|\s+(?:she|he|they|it|there|the\s+patient)\b))\b"
)
# "24-hour urine", "6-minute walk", "5-year survival" is a measure's name
_MEASURED = expression(
    r"(?i)(?:-|\s)(?:urin\w+|walk\w*|holter|collection|creatinine|proteinuria|excretion|ambulatory\s+blood|total\s+(?:protein|catechol\w+|metaneph\w+)|half-life)\b"
)
_AFTER_AGE = expression(r"(?i)[\s-]*(?:-?\s*old\b|of\s+age\b|of\s+gestation|'?\s*gestation|olds?\b)")
_AFTER_RATE = expression(
    r"(?i)\s*(?:/|(?:a|an|per|each|every)\s+(?:week|day)|(?P<long>(?:of\s+)?(?:a|an|per|each|every)\s+(?:month|cycle|year))|(?:of|in|out\s+of)\s+(?:each|every|a)\s+(?:week|month|cycle)|weekly\b|daily\b|monthly\b)"
)


def is_list(text: str, before: re.Match[str]) -> bool:
    """Whether several numbers share the unit: '6, 12 and 24 months' yes, 'March 2021, 20 months' and 'day 15, one day' no."""
    numbers = [before["first"], *(step["n"] for step in STEP.finditer(before["more"]))]
    if len({n[0].isdigit() for n in numbers}) > 1 or any(re.fullmatch(r"(?:19|20)\d\d", n) for n in numbers[:-1]):
        return False
    if not re.search(r"-|~|/|&|\b(?:to|or|and|until|versus|vs)\b", before["more"]):
        return False
    return not re.search(
        r"(?i)(?:\bdays?|\bgrade|\bpatient|[+-]|\b(?:" + _MONTH_NAMES + r")[a-z]*\.?)\s*\Z",
        text[max(0, before.start() - 12) : before.start()],
    )


# "on days 1-21 of each 28-day cycle" says how often
_EACH_CYCLE = expression(r"(?i)\b(?:each|every|per)\s+\Z")
_CYCLES = expression(r"(?i)[- ](?:cycles?|courses?)\b")


# "cycle 1 day 1"
_OF_A_CYCLE = expression(r"(?i)\b(?:cycle|course|block)\s\Z")
_A_DAY = expression(r"(?i)days?\s?\d")


def is_length(text: str, unit: re.Match[str], before: re.Match[str]) -> bool:
    """Whether a number and a unit are a length of time, not a frequency, a rate, an age or a clock time."""
    rate = _AFTER_RATE.match(text, unit.end())
    if _AFTER_AGE.match(text, unit.end()) or (
        rate and not (rate["long"] and re.search(r"\bfor\s+\Z", text[max(0, before.start() - 5) : before.start()]))
    ):
        return False
    if unit["unit"][0] in "yY" and _SEX_BESIDE.search(text[max(0, before.start() - 14) : before.start()] + "|" + text[unit.end() : unit.end() + 10]):  # fmt: skip
        return False
    if unit["unit"] in ("y", "yr", "yrs") and before["first"][:1].isdigit() and number(before["first"]) >= 15 and text[before.start() - 1 : before.start()] == "(" and text[unit.end() : unit.end() + 1] in (",", ")"):  # fmt: skip
        return False  # "his sister (41 y, CMV+)"
    if unit["unit"][0] in "wW" and _BORN.search(text, max(0, before.start() - 24), before.start()):
        return False
    if unit["unit"] in ("morning", "evening", "night") and not before["relative"]:
        return False
    if before["relative"] or before["half"] or before["quarters"] or before["vague"]:
        return not re.search(r"(?i)\b(?:every|each|per)\s+\Z", text[max(0, before.start() - 7) : before.start()])
    lead = text[max(0, before.start() - 40) : before.start()]
    if _OF_A_CYCLE.search(lead) and _A_DAY.match(text, unit.start()):
        return False
    if _NOT_BEFORE.search(lead) and not (_GIVEN_APART.search(lead) and text.startswith(" apart", unit.end())):
        return False
    if _COUNTED.search(lead) and _AND_NO_MORE.match(text, unit.end()):
        return False
    if before["first"].lower() in ("a", "an"):
        return len(unit["unit"]) > 2 and bool(_A_BEFORE.search(lead) or _A_AFTER.match(text, unit.end()))
    if _MEASURED.match(text, unit.end()) or (_EACH_CYCLE.search(lead) and _CYCLES.match(text, unit.end())):
        return False
    if len(unit["unit"]) == 1 and not before["first"][0].isdigit():
        return False
    return not (
        unit["unit"] == "h" and re.search(r"(?i)\b(?:at|from)\s+\Z", lead) and re.fullmatch(r"\d{3,4}", before["first"])
    )
