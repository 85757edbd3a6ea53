"""Amounts with a unit, without their attributes: `30, 60 and 90 mg`, `100-200 mg`, `3 million IU`, `24 instead of 30 mg`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.expressions import expression
from extractors.numbers import DIGITS, WORD, has_decimal_comma, number
from extractors.units import UNIT, parse_unit


@dataclass(slots=True, kw_only=True)
class Amount:
    """A number or range with its unit, at its place; `list_end` is the end of the list that shares the unit."""

    start: int
    end: int
    value: float
    unit: str
    value_high: float | None = None
    per: str | None = None
    component: str | None = None
    flags: tuple[str, ...] = ()
    rule: str = "dose_unit"
    list_end: int = 0


_AT_LAST = r"(?:\s+(?:finally|ultimately|eventually|lastly|then|later|subsequently))?"
_SEP = rf"(?:\s?(?:-|~|/|->|→)\s?|\s*,\s*(?:and|or|then){_AT_LAST}\s+|\s*,\s*(?=\d)|\s+(?:to|(?:and|or|then){_AT_LAST}|followed\s+by|instead\s+of|rather\s+than)\s+|(?<=\d)e(?=\d))"
# 30 mg/m2 | 1,200 mg | 100-200 mg | 30, 60 and 90 mg | 3 million IU | 3 x 10^6 IU | 10-mg | 24 instead of 30 mg
_AMOUNT = expression(
    rf"""
    (?:(?<![\w.,/^])(?<!\d-)(?:(?P<times>[1-9]|[12]\d)\s?x\s?)?|(?<=\dx))
    (?P<numbers>{DIGITS}(?:{_SEP}{DIGITS}){{0,8}})
    (?:\s?(?P<scale>million|mill?\.?|mio\.?|thousand|billion|[x*]\s?10\s?\^?\s?\(?(?P<power>\d)\)?))?
    (?:\s|-)?{UNIT}
    """,
    re.VERBOSE,
)
# one gram | half a gram | two million units | a gram of, not "a Gram-negative rod"
_IN_WORDS = expression(
    rf"""(?i)
    (?<![\w-])(?P<n>half\s+a|{WORD}(?:\s+and\s+a\s+half)?|an?)[\s-]
    (?:(?P<big>million|thousand)\s(?P<unit>(?:international\s)?units?|IU)|(?P<mass>grams?|milligram(?:me)?s?|micrograms?|gray))
    (?P<per>\s?(?:/\s?|per\s+)(?:kg|kilogram(?:\s+of\s+body\s+weight)?|m2|square\s+met(?:er|re)))?
    (?![\w/]|[\s-](?:negative|positive|stain|variable))
    """,
    re.VERBOSE,
)
# Flu/Cy 30/500: in the order of the names, mg/m2 by custom
_FLU_CY = expression(
    r"(?i)\bflu(?:darabine)?\s?[/-]\s?(?:cy|ctx|cyclophosphamide)\s*\(?\s*(?P<a>\d{2})\s?/\s?(?P<b>\d{3})(?![\d/]|\s?(?:mg|g\b))"
)
_STEP = expression(rf"(?P<sep>{_SEP})(?P<n>{DIGITS})")
_SCALES = {"million": 1e6, "mil": 1e6, "mill": 1e6, "mio": 1e6, "thousand": 1e3, "billion": 1e9}
# a number before these words is a measure of the body, a level, an amount of fluid, a size or a strength, not a dose
_NOT_BEFORE = expression(
    r"(?i)\b(?:levels?|concentrations?|troughs?|trough\s+(?:level|concentration)s?|weigh(?:s|ed|ing)|weight|birth\s?weight|ferritin|creatinine|bilirubin|CRP|C-reactive\s+protein|h(?:a)?emoglobin|"
    r"fibrinogen|glucose|albumin|urea|proteinuria|protein|LDH|IL-6|blood\s+loss|urine(?:\s+output)?|volume|effusion|drain(?:ed|age|ing)?|aspirat(?:ed|ion)|SUV(?:max)?|activity|uptake|excretion|Lp\(a\)|"
    r"output|residual|measur(?:ed|ing)|lost|bleeding|diarrh?o?ea|bleed|ascites|venous\s+blood|tidal\s+volumes?|drainage|\bVts?|(?:nor)?(?:metanephrines?|metadrenaline)|catechol\w+|cortisol|hydroxyproline|5-HIAA|VMA|calcium|iron|sodium|potassium|paraprotein|spike|secretion|index|mass|tidal|Vt|vomitus|lung\s+dose(?:\s+\(\w+\))?|radiation\s+dose|hydro(?:thorax|peritoneum|pericardium))"
    r"(?:\s+(?:was|were|is|of|at|to|by|up\s+to|total(?:l?ed|l?ing)|less\s+than|more\s+than|under|over|rose|peaked|reached|increased|about|approximately|between|above|below|exceeding|as|high|a|an|the|maintained|targeted|in|range|target|output|max|with|only))*\s*[(:=<>≥≤~,]*\s*\Z"
)
_NOT_AFTER = expression(
    r"(?i)\s*(?:\(?(?:normal|reference|ref\.?|nl)\b|/\s?(?:d?L|ml|ul|mm|mol|mmol|g\b|day\s+(?:of\s+)?(?:urine|proteinuria))|%|of\s+(?:blood|(?:[\w-]+\s+){0,2}(?:fluid|effusion|blood)\b|urine|ascites|pus|bile|chyle|(?:pleural|ascitic|serous|bloody|cerebrospinal|synovial|straw|clear|yellow|contrast)|CSF|protein|bone\s+marrow|"
    r"packed|red|platelets?|plasma|pRBC|RBC|FFP|PRBCs?|whole\s+blood|fresh|peripheral|fibrin|(?:(?:normal|isotonic|physiological|0\.9\s?%)\s+)?(?:saline|crystalloids?|colloids?|albumin|dextrose|glucose|Ringer\S*|fluids?)|water|air|cryoprecipitate|tissue|gadolinium|contrast)|(?:packed|PRBC|RBC|FFP|platelets?)\b|"
    r"(?:effusion|ascites|urine|(?:of\s+)?blood\s+(?:was|were|sample)|h(?:a)?ematoma|placenta|specimen|tumou?r|newborn|infant|in\s+weight|blood\s+loss|h(?:a)?emoglobin))"
)
_PREVIOUS = expression(
    r"(?i)(?:reduc|decreas|increas|taper|escalat|rais|chang|wean|lower|cut|titrat|adjust|halv|switch|down|up|ramp|step)\w*\s+(?:\w+\s+){0,5}?from\s+(?:the\s+)?(?:\w+\s+){0,2}\Z"
)
_TAPER_STEP = expression(
    r"(?i)(?:\b(?:taper|reduc|decreas|increas|rais|escalat|wean|lower|cut|titrat|chang|step|up|down)\w*\s+(?:\w+\s+){0,4}?by|\bsteps\s+of|(?<!first )(?<!second )(?<!third )(?<!next )(?<!last )\bstep\s+of|\bincrements?\s+of|\bdecrements?\s+of)\s+(?:about\s+)?\Z"
)
# "in steps of 0.06 mg/kg and 0.3 mg/kg": what was given at each
_NEXT_STEP = expression(r"(?:,|,?\s(?:and|then))\s\d")
_COHORT = expression(r"(?i)\b(?:median|mean|average|range|ranging|ranged|IQR)\b[\w\s,:(+-]{0,30}\Z")
# "cycle 1, 28 ug/day": the number of something, not an item of the list
_NUMBERED = expression(
    r"(?i)\b(?:cycles?|courses?|grades?|stages?|phases?|arms?|cohorts?|infusions?|lines?|steps?|levels?|parts?|blocks?|weeks?|days?|months?|C|no\.?|number|table|figure|patients?|cases?)\s\Z"
)
# "vincristine 1.4 mg/m2 (max 2 mg)": a limit, not what was given
_CAP = expression(
    r"(?i)\b(?:max(?:imum|imal)?\.?|(?<!was\s)(?<!were\s)(?<!be\s)capped|cap|(?<!was\s)(?<!were\s)(?<!be\s)limit(?:ed)?|not\s+(?:to\s+)?exceed(?:ing)?|up\s+to\s+a\s+maximum)(?:\s+(?:dose|daily|single|total|at|of|to|a|is|was|be))*[\s:=]*\Z"
)
_INSTEAD = expression(r"(?i)(?:instead\s+of|rather\s+than|in\s+place\s+of)\s+(?:the\s+)?(?:\w+\s+){0,3}\Z")
_PLANNED = expression(
    r"(?i)\b(?:planned|scheduled|intended|foreseen)\s+(?:at|dose(?:\s+(?:of|was))?|to\s+be|full\s+dose\s+of)?\s*(?:\w+\s+){0,2}\Z"
)
# "5 g/m2 had been intended, but only 3 g/m2 was given"
_WAS_PLANNED = expression(
    r"(?i)\)?(?:\s(?:daily|per day|per course))?\s(?:had|was|were|has)\s(?:been\s)?(?:(?:originally|initially|first|at first)\s)?(?:planned|intended|scheduled|foreseen|envisaged|aimed\s(?:at|for))\b"
)


def find_amounts(text: str, busy: frozenset[int] = frozenset()) -> Iterator[Amount]:
    """Numbers with a unit of dose: 'at 30, 60 and 90 mg' -> three, '100-200 mg' -> one range, '24 instead of 30 mg' -> 24.

    `busy` are the places of numbers that are days or dates ("on day 1, 10 mg").
    """
    for match in _AMOUNT.finditer(text):
        start = match.start("numbers")
        lead = text[max(0, start - 70) : start].rpartition("\n\n")[2]
        clause = re.split(r"(?<!max)[;.]\s", lead)[-1]
        if (
            _NOT_BEFORE.search(clause)
            or _NOT_AFTER.match(text, match.end())
            or (
                (step := _TAPER_STEP.search(clause))
                and not (step[0].startswith("steps") and _NEXT_STEP.match(text, match.end()))
            )
            or (_CAP.search(clause) and "min" not in match["per"])  # a vasopressor's highest rate was given
        ):
            continue
        if (match["base"] == "ng" and "kg" not in match["per"]) or (
            match["base"] in ("mL", "ml") and "min" in match["per"]
        ):
            continue
        if match["base"] == "U" and match["per"] == "" and re.match(r"\s*-?[A-Z]", text[match.end() : match.end() + 3]):
            continue
        yield from _amounts(match, clause, busy)
    yield from _in_words(text)
    for match in _FLU_CY.finditer(text):
        for name in "ab":
            yield Amount(start=match.start(name), end=match.end(name), value=float(match[name]), unit="mg/m2", rule="dose_flu_cy",
                         flags=("order_assumed", "unit_assumed"), list_end=match.end())  # fmt: skip


def _in_words(text: str) -> Iterator[Amount]:
    """Amounts without a digit: 'one gram' -> 1 g, 'two million units' -> 2000000 IU."""
    for match in _IN_WORDS.finditer(text):
        clause = re.split(r"[;.]\s", text[max(0, match.start() - 70) : match.start()])[-1]
        if (
            _NOT_BEFORE.search(clause)
            or _NOT_AFTER.match(text, match.end())
            or _TAPER_STEP.search(clause)
            or _CAP.search(clause)
        ):
            continue
        unit = parse_unit(match["mass"] or match["unit"], match["per"] or "")
        count = " ".join(match["n"].lower().split())
        value = (
            0.5 if count == "half a" else number(count.replace(" and a half", "")) + (0.5 if " half" in count else 0)
        )
        value *= _SCALES[match["big"].lower()] if match["big"] else 1
        yield Amount(start=match.start(), end=match.end(), value=_tidy(value * unit.factor), unit=unit.name, per=unit.per, flags=_context_flags(clause),
                     rule="dose_in_words", list_end=match.end())  # fmt: skip


def _amounts(match: re.Match[str], clause: str, busy: frozenset[int]) -> Iterator[Amount]:
    unit = parse_unit(match["base"], match["per"])
    factor = unit.factor * _scale(match)
    flags = _context_flags(clause)
    if "instead" in flags:
        return
    if _WAS_PLANNED.match(match.string, match.end()):
        flags = (*flags, "planned")
    items = _items(match["numbers"], changed="previous" in flags, busy=busy, offset=match.start("numbers"))
    if len(items) > 1 and items[0][2] is None and _NUMBERED.search(clause):
        items = items[1:]
    if not items or (match["base"] == "g" and not match["per"] and factor == 1 and _is_weight(items, clause)):
        return
    offset = match.start("numbers")
    per = f"{match['times']}/{unit.per or ''}" if match["times"] else unit.per
    for i, ((a, b), low, high) in enumerate(items):
        last = i == len(items) - 1
        raw = match["numbers"][a:b]
        own = tuple(f for f in flags if f != "previous" or i == 0) + (
            ("decimal_comma",) if has_decimal_comma(raw) else ()
        )
        own += ("dash_as_e",) if "e" in raw else ()
        yield Amount(
            start=offset + a,
            end=match.end() if last else offset + b,
            value=_tidy(low * factor),
            value_high=_tidy(high * factor) if high is not None else None,
            unit=unit.name,
            per=per,
            flags=own,
            list_end=match.end(),
        )


def _is_weight(items: list[tuple[tuple[int, int], float, float | None]], clause: str) -> bool:
    """Whether grams are what something weighs: above 100 g unless the words speak of a dose."""
    return max(n for _, n, _ in items) > 100 and not re.search(
        r"(?i)\b(?:doses?|cumulative|ingest\w+|overdose)\b", clause
    )


def _scale(match: re.Match[str]) -> float:
    if match["power"]:
        return float(10 ** int(match["power"]))
    return _SCALES[match["scale"].lower().rstrip(".")] if match["scale"] else 1.0


def _tidy(value: float) -> float:
    return float(f"{value:.10g}")


def _context_flags(clause: str) -> tuple[str, ...]:
    """What the words before an amount say of it: cohort figure, planned, replaced, previous."""
    tests = {"cohort": _COHORT, "instead": _INSTEAD, "planned": _PLANNED, "previous": _PREVIOUS}
    return tuple(name for name, pattern in tests.items() if pattern.search(clause))


def _items(
    numbers: str, *, changed: bool, busy: frozenset[int], offset: int
) -> list[tuple[tuple[int, int], float, float | None]]:
    """The values of a list: '30, 60 and 90' -> three; '100-200' -> one with its high end; '24 instead of 30' -> 24 only."""
    first = re.match(DIGITS, numbers)
    items: list[tuple[tuple[int, int], float, float | None]] = []
    if first is None:
        return items
    if offset not in busy:
        items.append((first.span(), number(first[0]), None))
    for step in _STEP.finditer(numbers, first.end()):
        sep, value = step["sep"].strip(" ,"), number(step["n"])
        if offset + step.start("n") in busy:
            continue
        if not items:
            items.append((step.span("n"), value, None))
            continue
        span, low, high = items[-1]
        if sep in ("instead of", "rather than"):
            break
        if sep in ("-", "~", "e", "to") and high is None and low < value and not (changed and sep == "to"):
            items[-1] = ((span[0], step.end()), low, value)
        else:
            items.append((step.span("n"), value, None))
    return items
