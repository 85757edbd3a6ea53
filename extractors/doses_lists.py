"""The grammar of lists: what is said at the end of a coordinated list holds for all of it; 'respectively' deals days out one by one."""

import itertools
import re
from dataclasses import replace

from extractors.doses_amounts import Amount
from extractors.doses_attributes import Attributes
from extractors.doses_frequency import cycle_interval
from extractors.expressions import expression

_COORDINATION = expression(
    r"(?i)\)?\s*(?:of\s+[A-Za-z][\w-]+(?:\s[A-Za-z][\w-]+)?\s*)?(?:/\s?|(?:,\s*(?:and|plus)?|and|plus|with|\+|&|combined\s+with|along\s+with|together\s+with|or)\s+)(?:\(?(?:\d-)?[A-Za-z][\w/-]*\)?\s*){0,4}?(?:at\s+|of\s+|\()?[,:]?\s*(?:\d{1,2}\s?x\s?)?\Z"
)
_VERB = expression(
    r"(?i)\b(?:was|were|is|are|led|caused|followed|given|had|developed|for|on|because|until|after|from|then|thereafter|now|later|(?:taper|rais|reduc|increas|lower|decreas|halv|doubl|escalat)\w*)\b"
)
_SHARED_WORD = expression(
    r"(?i)\b(?:both|each|all|were|was|respectively|also|together|daily|per\s+day|a\s+day)\b|,\s*\Z"
)
_LAST_OF_LIST = expression(r"(?i)[^;:.]{0,60}\b(?:and|plus)\b|\s*[+/&]")
# "30 mg (0.5 mg/kg)": the same amount in two units
_TWIN = expression(
    r"\s*(?:\(|\[|=|,\s*(?:i\.e\.,?|equivalent\s+to|or))\s*(?:i\.e\.,?\s*|equivalent\s+to\s*|corresponding\s+to\s*|=\s*|about\s+)?\Z"
)
# "A 30 mg/m2 and B 300 mg/m2 were given iv": the route of both
_WERE = expression(r"(?i)\b(?:were|was)\b")
_SAID_OF_ALL = expression(r"(?i)\b(?:were|was)\b|,\s*(?:(?:all|always|each|each time|invariably)\s+)?[a-z.]+\Z")
_NEW_CLAUSE = expression(r"(?i)[^,;]{0,12},\s+and\s")  # "A 2 mg/kg/day, and B 100 mg s.c. was started"
_WERE_BOTH = expression(r"(?i)\b(?:were|both)\b")
# "A 40 mg/day, B 400 mg/m2/day and C 10 mg/m2/day, each for 4 days"
_EACH_FOR = expression(r"(?i)\b(?:each|all)\s+(?:\w+\s+)?(?:for|over)\b")
# "1 x 10^6/kg, 5 x 10^6/kg and 1 x 10^7/kg on days +150, +185 and +220": one amount a day
_BARE_AND = expression(r"(?i)\s*(?:(?:,|/)\s*(?:and|then)?|and|then)\s*")
# "treated with meropenem 1 g q8h and micafungin 50 mg qd for 14 days"
_CARED_WITH = expression(
    r"(?i)\b(?:treated|managed|covered|countered|controlled|met|dealt|combated|tackled|therapy|treatment|treating|combination)\s+(?:empirically\s+|initially\s+)?(?:with|by|of)\s+(?:(?:intravenous|iv|oral|empirical)\s+)?[\w/-]+(?:\s[\w/-]+)?\s*[(,]?\s*\Z"
)
_BOTH_BY = expression(
    r"(?i)\b(?:both|all)\s+(?:of\s+them\s+)?(?:given\s+|administered\s+|infused\s+)?(?:by|per|intra|sub|oral|iv|i\.v|po|p\.o|sc|s\.c)"
)
_DAY_LIST = expression(
    r"(?i)\s*(?:\([^)]*\)\s*)?\(?(?:(?:on|at)\s+)?(?:(?:day|d)\s?[+-]?\d+|\d{1,2}(?:st|nd|rd|th)?\s[a-z]{3,9}(?:\s\d{4})?|[a-z]{3,9}\s\d{1,2}(?:,\s\d{4})?|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)\)?\s*,?\s*(?:and|then|followed by)?\s*"
)
_PER_DAY_IN_WORDS = expression(r"per\s+day|a\s+day")

# "24 mg/m2/d (reduced owing to a clearance of 55 ml/min) and cyclophosphamide", "(24 mg/m2/day, reduced for an eGFR of 48) and ..."
_ASIDE = expression(
    r"(?i)(?:\s?\(|\A,\s)(?:(?:dose[\s-]|renally\s)?(?:reduced|adjusted|adapted|lowered)|reduction|because\s+of|owing\s+to|due\s+to|in\s+view\s+of)\b[^();]*?(?:\)|(?=\)))"
)


def coordinated(gap: str) -> bool:
    """Whether the words between two amounts only join them: ', cytarabine ', ' and cyclophosphamide at '."""
    if "(" in gap or ")" in gap:
        gap = _ASIDE.sub("", gap)
    return len(gap) <= 70 and bool(_COORDINATION.fullmatch(gap)) and not _VERB.search(gap)


def twins(gap: str, this: Amount, following_unit: str) -> bool:
    """Whether two amounts are one in two units: '480 mg (8 mg/kg)'."""
    return this.unit != following_unit and bool(_TWIN.fullmatch(gap))


# "400 mg, later raised to 600 mg, once daily", "from 100 mg to 70 mg daily"; not a loading dose ("70 mg, then 50 mg daily")
_RAISED_TO = expression(
    r"(?i),?\s*(?:(?:and|but)\s+)?(?:(?:later|subsequently|after\s+\w+\s+\w+)\s+)?(?:(?:was|were)\s+)?(?:(?:gradually|subsequently|later)\s+)?"
    r"(?:(?:rais|increas|escalat|reduc|lower|decreas|halv|doubl|cut|taper|uptitrat|titrat)\w*\s+(?:\w+\s+)?to|later|to|up\s+to)\s+"
)


def share(text: str, amounts: list[Amount], found: list[Attributes]) -> list[Attributes]:
    """Give every amount of a coordinated list what is said at its end: 'A 30 mg/m2 and B 300 mg/m2, both daily for three days'."""
    shared, joint = list(found), set[int]()
    for i in range(len(amounts) - 2, -1, -1):
        this, following = amounts[i], amounts[i + 1]
        gap = text[this.end : following.start]
        if _kind(this.unit) != _kind(following.unit):
            continue
        if this.list_end == following.list_end:
            shared[i] = shared[i + 1]
            if "previous" in this.flags:  # "from 1 to 2 mg/kg/day on day 30"
                shared[i] = replace(shared[i], days=(), duration=None, ranged=False, dated=False)
        elif shared[i].empty and (twins(gap, this, following.unit) or _PARTNER.fullmatch(gap)):
            shared[i] = shared[i + 1]
        elif (
            shared[i].empty
            and coordinated(text[max(this.end, shared[i].end) : following.start])
            and not _inside(text, gap, following, shared[i + 1])
            and not _of_member(text, amounts, i + 1, shared[i + 1])
        ):
            shared[i] = _from_next(text, this, following, shared[i], shared[i + 1])
        elif (
            this.unit == following.unit
            and this.per is None
            and shared[i].frequency is None
            and not shared[i].days
            and (shared[i + 1].frequency or following.per == "day")
            and _RAISED_TO.fullmatch(gap)
        ):
            often = shared[i + 1].frequency or "1/d"
            shared[i] = replace(shared[i], frequency=often, basis=shared[i + 1].basis or "per_day")
        elif (
            shared[i].route is None
            and shared[i + 1].route
            and coordinated(text[max(this.end, shared[i].end) : following.start])
            and (i + 1 in joint or _BOTH_BY.search(text, following.end, max(following.end, shared[i + 1].end)))
        ):  # "A 50 mg/m2 daily and B 20 mg/m2 weekly, both by mouth"
            joint.add(i)
            shared[i] = replace(shared[i], route=shared[i + 1].route)
        elif (
            shared[i].duration is None
            and not shared[i].days
            and shared[i + 1].duration
            and coordinated(text[max(this.end, shared[i].end) : following.start])
            and _WERE_BOTH.search(text, following.end, max(following.end, shared[i + 1].end))
        ):  # "A 1 g every 12 h and B 1 g every 8 h were used for ten days"
            shared[i] = replace(shared[i], duration=shared[i + 1].duration)
        elif (
            shared[i].duration is None
            and not (shared[i].days or shared[i].dated or shared[i].count)
            and shared[i].frequency
            and shared[i + 1].duration
            and not shared[i + 1].days
            and _CARED_WITH.search(text, max(0, this.start - 60), this.start)
            and coordinated(text[max(this.end, shared[i].end) : following.start])
        ):  # "was managed with A 1 g q8h and B 50 mg qd for 14 days"
            shared[i] = replace(shared[i], duration=shared[i + 1].duration)
        elif (
            shared[i].frequency is None
            and this.per is None
            and shared[i + 1].frequency
            and coordinated(text[max(this.end, shared[i].end) : following.start])
            and (i + 1 in joint or _WERE.search(text, following.end, shared[i + 1].frequency_start))
        ):  # "A 1.8 mg/kg, B 90 mg/m2 (days 1 and 2) and C 375 mg/m2 were given every 21 days"
            joint.add(i)
            shared[i] = replace(shared[i], frequency=shared[i + 1].frequency, basis=shared[i + 1].basis, frequency_start=shared[i + 1].frequency_start)  # fmt: skip
        elif (
            shared[i].route is None
            and this.unit == following.unit
            and _DAY_LIST.fullmatch(gap)
            and (i + 1 in joint or _SAID_OF_ALL.search(text, following.end, max(following.end, shared[i + 1].end)))
        ):
            joint.add(i)
            shared[i] = replace(shared[i], route=shared[i + 1].route)
    return _dealt_out(
        text,
        amounts,
        _of_heading(text, amounts, _in_each_cycle(text, amounts, _on_one_day(text, amounts, found, shared))),
    )


def _on_one_day(
    text: str, amounts: list[Amount], found: list[Attributes], shared: list[Attributes]
) -> list[Attributes]:
    """ "A 1.8 mg/kg, B 750 mg/m2 and C 50 mg/m2 on day 1": of three members or more that have nothing else the day is of all."""
    given = list(shared)
    for last in range(len(amounts) - 1, 1, -1):
        if len(found[last].days) != 1 or found[last].ranged or found[last].frequency:
            continue
        first = last
        while (
            first
            and found[first - 1].empty
            and _kind(amounts[first - 1].unit) == "drug"
            and amounts[first - 1].list_end != amounts[first].list_end
            and coordinated(text[max(amounts[first - 1].end, found[first - 1].end) : amounts[first].start])
        ):
            first -= 1
        if last - first > 1 and _LAST_OF_LIST.match(text, amounts[last - 1].end):
            for i in range(first, last):
                given[i] = replace(given[i], days=found[last].days)
    return given


def _in_each_cycle(text: str, amounts: list[Amount], shared: list[Attributes]) -> list[Attributes]:
    """ "A 1.8 mg/kg on day 1 and B 100 mg on days 1 to 5, every 3 weeks": what is given once a cycle is given every three weeks."""
    given = list(shared)
    for last in range(1, len(amounts)):
        if not (shared[last].ranged or len(shared[last].days) > 1):
            continue
        rate = cycle_interval(text, amounts[last].end, min(len(text), shared[last].end + 40))
        at = last
        while rate and at and coordinated(text[max(amounts[at - 1].end, shared[at - 1].end) : amounts[at].start]):
            at -= 1
            if len(shared[at].days) == 1 and shared[at].frequency is None:
                given[at] = replace(given[at], frequency=rate, basis="single")
    return given


# "oral medication: A 5 mg tid, B 2.5 mg qd", "intravenous antibiotics including A 2 g and B 1 g"
_HEADING = expression(
    r"(?i)\b(?P<oral>oral|p\.?o\.)\s+(?:(?!contracep)[\w-]+\s+){0,2}?(?:medications?|medicines?|drugs?|agents?|tablets|treatments?|therapy|antibiotics?|chemotherapy|supplements?|hypoglyc[a]?emic\s+agents)(?:\s*:|,?\s+(?:including|consisting\s+of|comprising|namely|included|were|consisted\s+of)\b)"
    r"|\b(?:intravenous|i\.?v\.?)\s+(?:[\w-]+\s+){0,2}?(?:medications?|drugs?|agents?|antibiotics?|chemotherapy|treatments?|therapy)(?:\s*:|,?\s+(?:including|consisting\s+of|comprising|namely|included|consisted\s+of)\b)"
)
_ENDS = expression(
    r"\.(?=\s+[A-Z]|\s*\Z)|;(?=[^.;]*\b(?:was|were|she|he|then|had)\b)|\n\n|\b(?:subcutaneous|intramuscular|intravenous|inhaled|topical|intrathecal|rectal|transdermal)(?:ly)?\b"
)
# "piperacillin 4 g and tazobactam 0.5 g every 8 h": one preparation
_PARTNER = expression(
    r"(?i)\)?\s*(?:/|and|plus|,|\+|with)\s*(?:tazobactam|sulbactam|clavulan\w+|cilastatin|avibactam|vaborbactam|relebactam|sulfamethoxazole|carbidopa|benserazide)(?:\s+acid)?\s*\(?"
)


def _of_heading(text: str, amounts: list[Amount], shared: list[Attributes]) -> list[Attributes]:
    """Give the amounts of a list the route that the words before its colon tell."""
    found = list(shared)
    for head in _HEADING.finditer(text):
        stop = _ENDS.search(text, head.end())
        last = stop.start() if stop else len(text)
        for i, amount in enumerate(amounts):
            if head.end() <= amount.start < last and found[i].route is None:
                found[i] = replace(found[i], route="po" if head["oral"] else "iv")
    return found


def _kind(unit: str) -> str:
    """Cells, radiation and drugs are not coordinated with each other."""
    return "cells" if unit.startswith("cells") else "Gy" if unit == "Gy" else "drug"


def _inside(text: str, gap: str, following: Amount, last: Attributes) -> bool:
    """'rituximab (375 mg/m2) and dexamethasone (40 mg for 4 days)': what stands within the brackets is said of that amount only."""
    return (
        not last.joint
        and gap.startswith(")")
        and gap.rstrip().endswith("(")
        and ")" not in text[following.end : last.end]
    )


def _of_member(text: str, amounts: list[Amount], i: int, said: Attributes) -> bool:
    """'A 1.8 mg/kg, B 90 mg/m2 (days 1 and 2) and C 375 mg/m2': a bracket amid the list is of its member only."""
    tail = text[amounts[i].end : said.end]
    if not tail.lstrip().startswith("(") or said.end == amounts[i].end or i + 1 >= len(amounts):
        return False
    return coordinated(text[said.end : amounts[i + 1].start])


def _from_next(text: str, this: Amount, following: Amount, own: Attributes, last: Attributes) -> Attributes:
    """Duration and days of the next amount always; frequency only where it is said of both."""
    lead = text[following.end : last.frequency_start] if last.frequency_start else ""
    closed = lead.lstrip().startswith(")")  # "(A 12 mg, B 40 mg) twice weekly", "A (12 mg) and B (40 mg) twice weekly"
    cells = this.unit == following.unit and this.unit.startswith(
        "cells"
    )  # "1 x 10^5, 5 x 10^5 and 1 x 10^6/kg monthly"
    often = last.frequency == "1/d" or last.joint or closed or cells or bool(_SHARED_WORD.search(lead))
    if following.per == "day" and this.per is None and _PER_DAY_IN_WORDS.search(text, following.start, following.end):
        last, often = replace(last, frequency="1/d", basis="per_day"), True
    together = bool(_WERE_BOTH.search(text, following.end, max(following.end, last.end)))
    each = bool(_EACH_FOR.search(text, following.end, max(following.end, last.end)))
    if (
        own.route and own.route != last.route
    ):  # "A 10 mg po and B 100 mg on days 1-5": only how often may be said of both
        length = last.duration if together and not last.days else None
        return replace(own, frequency=last.frequency if often else None, basis=last.basis if often else None, duration=length, joint=often)  # fmt: skip
    told = _WERE.search(text, following.end, max(following.end, last.end))
    apart = (
        told is not None and told[0].lower() == "was" and _NEW_CLAUSE.match(text, max(this.end, own.end)) is not None
    )
    of_all = together or last.of_all or (told is not None and not apart)
    alike = this.unit == following.unit and (this.per is not None or following.per != "day")
    return replace(
        own,
        frequency=last.frequency if often else None,
        basis=last.basis if often else None,
        duration=last.duration if often or last.days or alike or together or each else None,
        route=own.route or (last.route if often or of_all else None),
        days=last.days if len(last.days) > 1 else (),
        ranged=last.ranged,
        dated=last.dated,
        given=last.given,
        joint=often or each,
        of_all=of_all,
    )


def _dealt_out(text: str, amounts: list[Amount], shared: list[Attributes]) -> list[Attributes]:
    """'0.8, 0.5 and 0.5 mg/m2 on days 1, 8 and 15': one day each; two amounts of different drugs need 'respectively'."""
    dealt = list(shared)
    if "respectively" in text:
        _in_turn(text, amounts, shared, dealt)
    for last in range(len(amounts)):
        days = dealt[last].days
        first = last - len(days) + 1
        if (
            len(days) < 2
            or shared[last].ranged
            or first < 0
            or (last + 1 < len(amounts) and shared[last + 1].days == days)
        ):
            continue
        run = amounts[first : last + 1]
        one_list = len({a.list_end for a in run}) == 1
        joined = all(
            one_list or (a.unit == b.unit and coordinated(text[a.end : b.start])) for a, b in itertools.pairwise(run)
        )
        told = "respectively" in text[amounts[last].end : shared[last].end + 20]
        alone = first == 0 or amounts[first - 1].list_end != run[0].list_end
        bare = joined and all(_BARE_AND.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(run))
        if joined and alone and (told or ((one_list or bare) and len(days) > 2)):
            by = (
                shared[last].route if one_list or bare else None
            )  # of one drug: "1 mg, 2 mg and 60 mg i.v. on days 1, 8 and 15"
            for i, day in zip(range(first, last + 1), days, strict=True):
                dealt[i] = replace(shared[i], days=(day,), duration=None, route=shared[i].route or by)
        elif one_list:
            for i in range(first, last):
                dealt[i] = replace(shared[i], days=days)
    return dealt


# the first and last day of a range
_RANGE = expression(r"\d\)?\s?(?:-|~|to|through|until|till)\s?(?:(?:day|d)\s?)?[+-]?\d", re.IGNORECASE)


def _in_turn(text: str, amounts: list[Amount], shared: list[Attributes], dealt: list[Attributes]) -> None:
    """'A 30 mg/m2 and B 70 mg/m2 (days -6 to -3 and -3 to -2, respectively)', '… for 3 and 2 days, respectively': to each its own."""
    for last, said in enumerate(shared):
        tail = text[amounts[last].end : said.end]
        count = len(said.lengths) or len(said.days) // 2
        first = last - count + 1
        if count < 2 or first < 0 or "respectively" not in text[said.end : said.end + 20]:
            continue
        run = amounts[first : last + 1]
        if not all(a.list_end == b.list_end or coordinated(text[a.end : b.start]) for a, b in itertools.pairwise(run)):
            continue
        if said.lengths:
            lengths = said.lengths
        elif len(said.days) == 2 * count and len(_RANGE.findall(tail)) == count:
            pairs = zip(said.days[::2], said.days[1::2], strict=True)
            lengths = tuple(f"P{b - a + 1}D" for a, b in pairs)
        else:
            continue
        for i, length in zip(range(first, last + 1), lengths, strict=True):
            dealt[i] = replace(dealt[i], days=(), duration=length, basis=dealt[i].basis or "per_day", ranged=True)
