"""Of what an amount is: one administration, a day, or the whole course: `30 mg/m2 daily`, `a total of 12 Gy in six fractions`."""

import re

from extractors.doses_amounts import Amount
from extractors.doses_attributes import Attributes
from extractors.doses_clauses import Surroundings
from extractors.doses_frequency import find_divided, per_hours
from extractors.expressions import expression
from extractors.numbers import WORD

_DAILY_DOSE = expression(
    r"(?i)\b(?:daily\s+dos(?:e|es|age)(?:\s+of(?:\s+[a-z]{4,}){1,2}?(?=\s+(?:was|is|were|at|to|from|between)\b))?|per\s+day)(?:\s+(?:of|was|were|is|at|to|between|about|only|then|now|lowered|raised|reduced|increased|set))*\s*\Z"
)
RATE_BEFORE = expression(
    rf"""(?i)\b(?:(?:once|twice|thrice|(?:\d|{WORD})\s+times)[\s-]+(?:daily|weekly|(?:a|per|each|every)\s+(?:day|week|month))|daily|nightly|weekly|fortnightly|monthly
    |(?:at|before)\s+(?:bedtime|night)|(?:every|each)\s+(?:\w+\s+(?:hours?|hrs?|h|days?|weeks?|months?)|morning|evening|night|day|week|month)|(?:six|eight|twelve|6|8|12)[\s-]hourly
    |(?:once|twice|thrice|(?:\d|{WORD}))-(?:weekly|monthly)|q\d{{1,2}}[dwh])
    [\s,:]+(?:(?:intravenous|iv|i\.v\.|oral|subcutaneous|intrathecal)\s+)?(?:(?:pulses|injections|infusions|boluses|cycles|courses|administrations|applications)\s+(?:of|with)\s+)?(?:(?:consisting|composed|made\s+up)\s+of\s+)?(?:\(?(?:(?:in|at|as|with)\s+)(?:a\s+|single\s+)*(?:(?:doses?|portions?)\s+of\s+)?)?(?:(?!(?:and|plus|with)\b)[\w/-]+\s+){{0,2}}?(?:[\w-]+,\s+)?(?:doses?\s+of\s+|at\s+|of\s+)?\(?\Z""",
    re.VERBOSE,
)
# "three daily doses of fludarabine 25 mg/m2 and cyclophosphamide 250 mg/m2"
DAILY_DOSES_OF = expression(
    rf"(?i)\b(?P<n>\d{{1,2}}|{WORD})\s+(?:consecutive\s+|once-)?daily\s+(?:(?:intravenous|iv|oral|subcutaneous)\s+)?(?:doses|infusions|injections|pulses|boluses|administrations)\s+(?:each\s+)?of\s+"
    r"(?P<list>(?:(?!\b(?:was|were|then|followed|had|on|for)\b)[^;:.]|\.\d){0,70})\Z"
)
# "4 weekly doses of rituximab 375 mg/m2": as many doses, each a week after the other
WEEKLY_DOSES_OF = expression(
    rf"(?i)\b(?:\d{{1,2}}|{WORD})\s+(?:consecutive\s+)?(?P<rate>(?:once-)?weekly|fortnightly|biweekly|bi-weekly|monthly)\s+(?:(?:intravenous|iv|oral|subcutaneous)\s+)?(?:doses|infusions|injections|pulses|boluses|administrations)\s+(?:each\s+)?of\s+"
    r"(?:(?!\b(?:was|were|then|followed|had|on|for|and|plus|with)\b)[^;:.,]|\.\d){0,50}\Z"
)
_TOTAL_BEFORE = expression(
    r"(?i)\b(?:(?:in\s+all|altogether|all\s+told),?|total(?:l?ed|l?ing)?(?:\s+(?:doses?|of|a|at|amount|marrow))*|cumulative(?:\s+doses?)?(?:\s+of)?|dose\s+totall?ing)\s*(?:\w+\s+)?[(:=,]*\s*\Z"
)
# "a total of 5.2×10^6/kg CD34+ cells were infused": one graft, not the sum of parts
_A_TOTAL_OF = expression(r"(?i)\ba\s+total\s+of\s+\Z")
_GRAFT = ("CD34+", "TNC", "MNC")
_TOTAL_AFTER = expression(
    r"(?i)\s*(?:\)?\s*as\s+(?:a\s+|the\s+)?(?:total|cumulative)\s+dose\b|\)?\s*(?:\w+[ ]){0,3}?(?:in\s+total|in\s+all|altogether|in\s+sum|in\s+toto)\b|(?:total|overall|cumulative(?:ly)?|all\s+told)\b(?=\s*(?:[),.;\]]|dose|\Z)))"
)
_SINGLE_BEFORE = expression(
    r"(?i)\b(?:(?:single|one|two|three|four|five|six|seven|eight|ten|another|bolus|second|third|first|further|loading|initial|starting|step-up|priming|fixed|target)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:doses?|injections?|infusions?|bolus(?:es)?|fractions?)\s*(?:of\s+)?(?:[\w-]+[\s,(]+){0,3}|(?:single|bolus|another|a\s+further)\s+)[,(]?\s*\Z"
)
_DOSES_OF = expression(
    r"(?i)\b(?:doses?|injections?|infusions?|bolus(?:es)?|pulses?)\s+(?:of|at)\s+(?:[\w-]+[\s,(]+){0,4}\s*\Z"
)
_DOSE_AFTER = expression(r"(?i)[\s-]*(?:\w+\s)?(?:dose\b|bolus|injection|infusion(?!\s+rate))")
_FRACTIONS = expression(
    r"(?i)\s*(?:per\s+fraction|[x*]\s?\d|/\s?(?:fraction|fx)|each\b|fractions?\b|(?:once|twice)\s+(?:daily|a\s+day))"
)
# "30 Gy in ten daily fractions", not "2 Gy fractions"
_IN_FRACTIONS = expression(
    rf"(?i)\s*\(?(?:in|over|as|/)\s?(?:\d{{1,2}}|{WORD})\s+(?:[\w-]+\s+){{0,2}}(?:fractions?|fx|sessions?|sittings?)\b"
)


# "10 mg i.v., switched to tablets of 5 mg", "replaced by", "1 g of X"
TO_ANOTHER = expression(
    r"(?i)\b(?:switch|chang|convert|replac|transition|substitut)\w*|\bof\s+[a-z]{5,}|(?-i:\b[A-Z]{3,}\b)"
)


def basis_of(text: str, amount: Amount, found: Attributes, before_start: int) -> tuple[str | None, str | None]:
    """Frequency and basis from the unit, the words around and the kind of amount."""
    lead_start = max(before_start, amount.start - 60)
    if "split" in amount.flags or "split_total" in amount.flags:
        return None, "single" if "split" in amount.flags else "total"
    if _TOTAL_BEFORE.search(text, lead_start, amount.start) or _TOTAL_AFTER.match(text, amount.end):
        return None, "single" if _A_TOTAL_OF.search(
            text, lead_start, amount.start
        ) and amount.component in _GRAFT else "total"
    if amount.per == "day" or _DAILY_DOSE.search(text, lead_start, amount.start):
        divided = find_divided(text, amount.end, min(len(text), amount.end + 40))
        frequency = found.frequency if found.frequency and found.frequency.endswith("/d") else None
        return divided or frequency or "1/d", "per_day"
    if amount.per and amount.per[0].isdigit():
        return _by_number(amount.per, found), "single"
    if amount.per == "week":
        return "1/wk", "single"
    if "/min" in amount.unit or amount.unit.endswith("/h"):
        return None, None
    if found.frequency == "1/d" and (divided := find_divided(text, amount.end, min(len(text), found.end + 40))):
        return divided, "per_day"
    if amount.unit == "Gy" and _IN_FRACTIONS.match(text, amount.end):
        return None, "total"
    if found.frequency:
        return found.frequency, "per_day" if found.frequency == "1/d" else "single"
    if amount.unit == "Gy":
        return None, "single" if amount.per == "fraction" or _FRACTIONS.match(text, amount.end) else "total"
    return None, _basis_of_event(text, amount, found, lead_start)


def on_several_days(around: Surroundings, amount: Amount) -> bool:
    """Whether parts of a total were given on days of their own: "3 x 10^6/kg in all, 10% on day 0, 30% on day 1"."""
    low, high = around.sentence(amount.start)
    return len({t.value for t in around.within(low, high) if t.kind == "day"}) > 1


def _by_number(per: str, found: Attributes) -> str | None:
    """Frequency of '40 mg/12h' (2/d) and '2 x 500 mg/day' (2/d); '2 x 500 mg' says nothing of it."""
    if per.endswith("h"):
        return per_hours(float(per[:-1]))
    times, _, period = per.partition("/")
    return f"{times}/d" if period == "day" or found.frequency == "1/d" else found.frequency


def _basis_of_event(text: str, amount: Amount, found: Attributes, lead_start: int) -> str | None:
    """Basis of an amount without frequency: a range of days means daily, a day or an administration a single dose."""
    if found.basis:
        return found.basis
    if amount.per in ("dose", "fraction", "cycle", "course") or amount.unit.startswith("cells"):
        return "single"
    if len(found.days) == 2 and found.duration and found.days[1] - found.days[0] > 1:
        return "per_day"
    if found.days or found.dated or found.given or _DOSE_AFTER.match(text, amount.end):
        return "single"
    if _SINGLE_BEFORE.search(text, lead_start, amount.start) or _DOSES_OF.search(text, lead_start, amount.start):
        return "single"
    return None
