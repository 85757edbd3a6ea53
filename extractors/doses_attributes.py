"""What is said of an amount: how often, how long, by which way, on which days; read from a stretch of plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.doses_frequency import find_frequency
from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.numbers import WORD, number, plain_number

_N = rf"(?:\d+(?:\.\d+)?|{WORD})"
_GIVEN = expression(
    r"(?i)\b(?:administered|infused|given|injected|received|receiving|transfused|reinfused|re-infused|returned|delivered|was\s+started|were\s+started|at\s+(?:a|the)\s+doses?)\b"
)
_ROUTES = (
    ("it", r"intrathecal(?:ly|s)?|i\.\s?t(?:h)?\.|IT(?=\s+(?:MTX|methotrexate|cytarabine|chemo|Ara|hydro|dexa|inject))|intraventricular(?:ly)?|[Ii]n(?:to)?\s+(?:the|his|her)\s+(?:spinal|cerebrospinal)\s+(?:canal|fluid)|intraspinal(?:ly)?|(?:by|via|with\s+each)\s+lumbar\s+puncture|intralumbar(?:ly)?|(?:via|through|by|into)\s+(?:an?\s+|the\s+|his\s+|her\s+)?Ommaya(?:\s+reservoir)?|(?<=mg\s)(?:IT|it)(?=\s*[,;.)(/]|\s+(?:on|at|weekly|every|twice|once|q|x|d\d))"),
    ("iv", r"intravenous(?:ly)?|intra-venous(?:ly)?|i\.\s?v\.?|IV(?!-|\s?(?:GVHD|disease|CRS|ICANS|lymphoma|melanoma|according|\())|iv|(?:by|as|in|via|under)\s+(?:a\s+)?continuous\s+(?:\d+-h(?:our)?\s+)?infusion|ivgtt|ivd|iv\.?\s?gtt|by\s+vein|(?:in)?(?:to|through)\s+(?:a|the|his|her)\s+veins?|(?:via|through|by|into)\s+(?:a|an|the|his|her)?\s?(?:(?:tunn?elled\s+)?central\s+(?:venous\s+)?(?:line|catheter|access)|PICC(?:\s+line)?|port(?:-a-cath)?|Hickman\s+\w+)|e\.\s?v\.|EV|endovenous(?:ly)?|d\.\s?i\.\s?v\.|div|DIV|parenteral(?:ly)?|infusional|drip|IVIG|civi?|CIVI?|c\.i\.v\.?"),
    ("sc", r"subcutaneous(?:ly)?|sub-cutaneous(?:ly)?|s\.\s?c\.?|SC|sc|SQ|subcut(?:\.|aneous)?|[Ss]/[Cc]|under\s+(?:the|his|her)\s+skin|in(?:to)?\s+(?:the\s+|her\s+|his\s+)?(?:skin\s+of\s+the\s+)?(?:abdominal\s+(?:skin|wall|fat)|belly|thigh|fatty\s+tissue)|hypodermic(?:ally)?"),
    ("po", r"oral(?:ly)?|per\s?-?os|by\s+mouth|swallow(?:s|ed|ing)?|[Tt]ab\.|[Cc]ap\.|T\.(?=\s[A-Z])|p\.\s?o\.?|PO|po|perorally|peroral|per\s+orally|tablets?|capsules?|[Ss]yrup|[Ss]yp\.|nasogastric|enteral(?:ly)?|(?:via|by|through)\s+(?:an?\s+|the\s+)?(?:(?:naso)?gastric|NG|PEG|feeding|gastrostomy|enteral)(?:\s+(?:tube|feed))?"),
    ("im", r"intramuscular(?:ly)?|[iI]\.\s?[mM]\.?|IM|im|into\s+(?:a|the)\s+(?:thigh\s+)?muscle"),
    ("inhaled", r"inhal(?:ed|ation(?:al)?)|nebuli[sz](?:ed|ation|er)|aerosol(?:i[sz]ed)?"),
    ("topical", r"topical(?:ly)?|ointment|cream|(?:eye|ear)\s?drops?|mouth[\s-]?(?:wash(?:es)?|rins(?:e|es|ing))|gargl(?:e|es|ed|ing)|swish(?:ed|ing)?|oral\s+rinses?|lotion|gel|nasal\s+spray|paste"),
)  # fmt: skip
_ROUTE = expression("|".join(rf"(?P<{name}>(?<![\w/-])(?:{words})(?![\w]))" for name, words in _ROUTES), 0)
_ROUTE_ANY_CASE = expression(
    r"(?i)\b(?:intrathecal|intravenous|subcutaneous|oral|intramuscular|inhaled|topical)(?:ly)?\b"
)
_OF_ANOTHER = expression(r"(?i)\b(?:with|and|plus|beside|besides)\s+(?:[\w.%-]+\s+){1,4}\Z")
# a route before a noun: its own ("10 mg as intravenous infusion") or of another ("with intravenous fluids", "plus four intrathecal injections")
_ADJECTIVE = expression(r"(?i)oral|intravenous|subcutaneous|intrathecal|intramuscular|inhaled|topical|nebuli[sz]ed")
_NOUN = expression(r"\s+(?!and\b)([A-Za-z][\w-]{3,})")
_GIVING = expression(
    r"(?i)(?:infusion|injection|bolus|drip|push|pulse|route|form|dos|administration|tablet|capsule|suspension|solution|application|daily|twice|thrice|once|every|each|from|until|then|with|starting|given|weekly|after|before|over|during|between|bridging|intake)"
)
_SOME_OF_ANOTHER = expression(
    r"(?i)(?:\b(?:and|plus|with|besides|beside)|,)\s+(?:\w+\s+){0,2}?(?:two|three|four|five|six|seven|eight|ten|twelve|several|weekly|monthly|repeated|\d{1,2})\s+(?:triple\s+|prophylactic\s+)?\Z"
)
_LEADS_NOUN = expression(
    r"(?i)(?:\b(?:with|and|plus|of|for|to|after|before|besides|beside|despite|without|because|under|owing|then|by|failing|concurrent|concomitant|additional|prophylactic|three|four|two|five|six)|,)\s+(?:\w+\s+)?\Z"
)
_LATER_FORM = expression(
    r"(?i)\b(?:switched|changed|converted|transitioned|conversion|change|switch)\s+(?:over\s+)?to\s+(?:an?\s+|the\s+)?\Z"
)
# "300 mg/m2/day ×3": as many days where the amount is a daily one
_COUNT = expression(
    r"(?:^|[\s,(])[x*]\s?(?P<n>\d{1,2})(?!\s?10|\d|[.,]\d|\s?(?:mg|g|doses?|cycles?|courses?|times|weeks?|wk|months?)\b)(?P<days>\s?-?(?:d|days?)\b)?"
)
# on each of three days | on two consecutive days | 4 days in a row | daily on 3 days
_EACH_OF_DAYS = expression(
    rf"(?i)\bon\s+each\s+of\s+(?:the\s+)?(?:following\s+|next\s+)?(?P<n>{_N})(?:\s+\w+)?\s+days\b"
    rf"|\b(?P<row>{_N})\s+(?:consecutive|successive|running|straight)\s+(?:\w+\s+)?days\b(?!\s+(?:per|a|of|every|each))|\b(?P<on>{_N})\s+days\s+(?:in\s+a\s+row|running|consecutively|in\s+succession)\b"
    rf"|\bdaily\s+on\s+(?P<daily>{_N})\s+days\b"
)
# for another week | for a further two weeks | 7 days per cycle
_ANOTHER = expression(
    rf"(?i)\bfor\s+(?:another|a\s+further|an\s+additional|one\s+more)\s+(?:(?P<n>{_N})\s+)?(?P<unit>day|week|month)s?\b"
    rf"|(?:[(,]\s?|\bfor\s+|\bon\s+)(?P<per>{_N})\s+(?P<days>day)s\s+(?:per|each|every|of\s+(?:each|every))\s+(?:\d\d-day\s+)?(?:cycle|course)\b"
)
_RATE_WORD = expression(r"(?i)\b(?:every|each)\s+(?:\d{1,2}\s+)?\Z")
_FOR = expression(r"(?i)\bfor\s+(?:a\s+total\s+of\s+|about\s+|over\s+|more\s+than\s+)?\Z")
_TO = expression(r"(?i)\s*(?:-|to|through|thru|until|till)\s*")
_BETWEEN = expression(r"(?i)\bbetween\s+\Z")
_FIRST_OF = expression(r"(?i)\b(?:for|during|over|in)\s+the\s+\Z")
_TIME_WORDS_OUT = ("after", "before", "later", "ago", "within", "since")
_STOPPING = expression(
    r"(?i)\b(?:until|up\s+to|through|thru|till|stopp\w+|discontinu\w+|ended|withdrawn|finish\w*|resolv\w+|off|by|after|before|improv\w+|recover\w+|tapered\s+off|complet\w+|brought|produc\w+|restor\w+|clear(?:ed|ing)|abolish\w+|terminat\w+|resolution|recovery|remission|disappearance|response|within|showed|reveal\w+|relaps\w+|normali\w+|disappear\w+|achiev\w+|peaked|developed|occurred|(?:was|were|been)\s+(?:then\s+)?(?:replaced|superseded|substituted|exchanged|interrupted|paused|switched\s+to))\b[^,;]{0,40}\Z"
)
# "…, was tapered from day 60", "… and switched to tablets at D+18": the day of what became of the amount
_CHANGED = expression(
    r"(?i)\b(?:taper(?:ed|ing)?|wean(?:ed|ing)?|withdrawn|stopped|discontinued|reduced|decreased|lowered|switched|changed|converted|halved|replaced|ceased|held|withheld|interrupted|paused)\b[^,;]{0,40}\Z"
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """Frequency, basis, duration, route and days read from a stretch; `end` is where the last of them ends."""

    frequency: str | None = None
    basis: str | None = None
    duration: str | None = None
    route: str | None = None
    days: tuple[int, ...] = ()
    dated: bool = False
    count: int | None = None  # ×3
    ranged: bool = False  # `days` are first and last
    given: bool = False
    frequency_start: int = 0
    joint: bool = False  # said of several amounts
    of_all: bool = False  # its route was taken from what is said of all of a list
    lengths: tuple[str, ...] = ()  # "for 3 and 2 days": of a list of lengths all
    end: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was said of how often, how long or when."""
        return not (self.frequency or self.basis or self.duration or self.days or self.dated or self.count)


def read_attributes(text: str, start: int, end: int, times: Sequence[TimeMention]) -> Attributes:
    """Read a stretch after an amount: ' i.v. every 12 h from day 7 to day 9' -> iv, 2/d, P3D, days 7 and 9."""
    frequency, basis, where = find_frequency(text, start, end)
    found = Attributes(
        frequency=frequency, basis=basis, frequency_start=where[0] if where else 0, end=where[1] if where else start
    )
    route = find_route(text, start, end)
    if route:
        found = replace(found, route=route[0], end=max(found.end, route[1]))
    found = _with_times(text, start, end, times, found)
    given = _GIVEN.search(text, start, end)
    return replace(found, given=bool(given))


def find_route(text: str, start: int, end: int, *, last: bool = False) -> tuple[str, int] | None:
    """'intravenously' -> iv; 'by mouth' -> po; with `last` the nearest before the end."""
    found = None
    for match in _ROUTE.finditer(text, start, end):
        if match.lastgroup == "topical" and not last and _OF_ANOTHER.search(text, start, match.start()):
            continue  # "prednisone 1 mg/kg along with triamcinolone cream"
        if not last and _of_other_noun(text, start, match):
            continue
        if not last and _LATER_FORM.search(text, max(start, match.start() - 40), match.start()):
            return found  # "from day -1, switched to oral intake on day 20"
        found = (match.lastgroup or "", match.end())
        if not last:
            break
    any_case = _ROUTE_ANY_CASE.search(text, start, end) if found is None else None
    if any_case and (last or not _of_other_noun(text, start, any_case)):
        word = any_case[0].lower()
        found = (next(n for n, p in _ROUTES if re.match(p, word)), any_case.end())
    return found


def _of_other_noun(text: str, start: int, route: re.Match[str]) -> bool:
    """ "10 mg daily with intravenous fluids", "for 5 days, plus four intrathecal injections": the route of something else."""
    if text[start : route.start()].strip() == "of":
        return False  # "1 g of oral paracetamol"
    if _ADJECTIVE.fullmatch(route[0]) is None or (noun := _NOUN.match(text, route.end())) is None:
        return False
    if _GIVING.match(noun[1]):
        return _SOME_OF_ANOTHER.search(text, start, route.start()) is not None
    return _LEADS_NOUN.search(text, start, route.start()) is not None


def _with_times(text: str, start: int, end: int, times: Sequence[TimeMention], found: Attributes) -> Attributes:
    """Add duration and days from the temporal expressions of the stretch; the first of each kind counts."""
    inside = [t for t in times if start <= t.start and t.end <= end]
    each = _EACH_OF_DAYS.search(text, start, end)
    if each:
        row = f"P{plain_number(number(next(g for g in each.groups() if g)))}D"
        found = replace(found, duration=row, basis=found.basis or "per_day", end=max(found.end, each.end()))
    dated = 0
    for mention in inside:
        if _RATE_WORD.search(text, max(start, mention.start - 12), mention.start) and mention.kind == "day":
            continue  # "halved every second day"
        if mention.vague:
            if str(mention.value) == "P0D":
                found = replace(found, dated=True)
        elif mention.kind == "duration" and found.duration is None and _is_course(text, start, mention):
            listed = [str(t.value) for t in inside if (t.start, t.end) == (mention.start, mention.end)]
            found = replace(found, duration=listed[0], lengths=tuple(listed[1:] and listed), end=max(found.end, mention.end))  # fmt: skip
        elif (
            mention.kind in ("day", "date")
            and mention.group == 0
            and not found.days
            and not (found.dated and mention.kind == "date")
            and not (dated and not _SAME_DAY.fullmatch(text, dated, mention.start))
        ):
            found = _with_days(text, start, inside, mention, found)
            dated = (
                max((t.end for t in inside if t.kind == "date" and t.end <= found.end), default=0) if found.dated else 0
            )
    if found.duration is None and (more := _ANOTHER.search(text, start, end)):
        unit = (more["unit"] or more["days"])[0].upper()
        found = replace(found, duration=f"P{plain_number(number(more['n'] or more['per'] or 'one'))}{unit}", end=max(found.end, more.end()))  # fmt: skip
    count = _COUNT.search(text, start, min(end, start + 40)) if found.duration is None else None
    if count is None:
        return found
    length = f"P{count['n']}D" if count["days"] else None
    return replace(found, count=int(count["n"]), duration=length, end=max(found.end, count.end()))


# "from 13 to 15 March (days -5 to -3)", not "from 2 to 4 January, cells were infused on January 7 (day 0)"
_SAME_DAY = expression(
    r"(?i)[\s,;(=\[]*(?:i\.e\.,?|that is,?|being|corresponding to|=|(?:of )?(?:the )?(?:first )?(?:cycle|course)(?: \d+)?)?[\s,(]*"
)


# what stands before a length without 'for': "x 3 days", "daily, 3 days", "q6h 3 d"
_BARE_LENGTH = expression(
    r"(?i)(?:^\s*|[x*(,]\s?|\b(?:daily|weekly|b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?d\.?|day|d|h|hours)\s)\Z"
)


# "60 mg with a taper over six weeks", "held for a week", "remission for two years", "21 days as a cycle" are no lengths of an amount
_NO_COURSE = expression(
    r"(?i)\b(?:afebrile|febrile|well|symptom-free|stable|neutropenic|relapse|remission|progress|alive|follow|surviv\w+|taper\w*|wean\w*|withheld|held|paus\w+|interrupted|(?<=,\s)then|suspend\w+|omitted|delayed|off|to\s+(?:zero|nil|nothing|stop)|postpon\w+)\b[^,;]{0,30}\Z"
)
_CYCLE_LENGTH = expression(
    r"(?i)\s*(?:\(?(?:intervals?|apart|out\s+of\s+(?:\d|four|every)|breaks?|pause|later)|(?:as|for|per|in|being|made\s+up|=)\s+(?:a|an|one|each|1|every)\s+(?:\w+\s+)?(?:cycle|course)|(?:a|/)\s?(?:cycle|course))\b"
)


def _is_course(text: str, start: int, mention: TimeMention) -> bool:
    """Whether a duration is how long the drug was given, not an interval to something else or the time of one infusion."""
    if mention.rule == "duration_ordinal" and _FIRST_OF.search(text, start, mention.start):
        return text[mention.start] in "fF"  # "for the first week", not "in the second week"
    lasting = mention.relation not in _TIME_WORDS_OUT or _FOR.search(text, start, mention.start)
    if "T" in str(mention.value) or not lasting or mention.group:
        return False
    if mention.relation is None and not _BARE_LENGTH.search(text[start : mention.start]):
        return False
    lead = text[start : mention.start]
    if _CYCLE_LENGTH.match(text, mention.end):
        return False
    if mention.relation == "of" and not re.search(r"(?i)(?:course|total|period|duration)\s+of\s+\Z", lead):
        return False
    return not _NO_COURSE.search(lead)


# "(day 3, repeated day 4)", "on day 3 and again on day 6", "on C1D8 and C1D15"
_AND_AGAIN = expression(
    r"(?i)\s?[,;]?\s?(?:and\s+)?(?:was\s+)?(?:repeated|again|once\s+more|a\s+second\s+time)\s+(?:on\s+|at\s+)?(?:the\s+)?|,?\s(?:and|&)\s(?:on\s)?"
)


def _with_days(text: str, start: int, inside: list[TimeMention], mention: TimeMention, found: Attributes) -> Attributes:
    """Days and dates on which an amount was given: a list, a range (which gives the duration), a day from which on."""
    low = max(start, mention.start - 60)
    if _CHANGED.search(text, low, mention.start):
        return found
    if _STOPPING.search(text, low, mention.start) and mention.relation != "from":
        return found
    if mention.relation == "until" and mention.joint is None:
        return found
    values = [t for t in inside if (t.start, t.end) == (mention.start, mention.end)]
    following = [t for t in inside if t.start >= mention.end]
    if (
        len(values) == 1
        and following
        and (mention.relation == "from" or _TO.fullmatch(text, mention.end, following[0].start))
        and following[0].kind == mention.kind
        and following[0].relation == "until"
    ):
        values, span = [mention, following[0]], "range"
    elif len(values) == 1 and following and following[0].kind == mention.kind and _AND_AGAIN.fullmatch(text, mention.end, following[0].start):  # fmt: skip
        values, span = [mention, following[0]], "again"
    else:
        between = len(values) == 2 and _BETWEEN.search(text, max(0, mention.start - 9), mention.start)
        span = "range" if between else mention.joint or ""
    length = _length(values) if span == "range" else None
    end = max(found.end, values[-1].end)
    if mention.kind == "date":
        if span == "list" and len(values) > 1 and _length(values) == f"P{len(values)}D":
            length = _length(values)
        if found.frequency is not None and not found.frequency.endswith("/d"):
            length = None  # "every three weeks from 10 December to 17 June"
        return replace(found, dated=True, duration=found.duration or length, end=end)
    days = tuple(int(t.value) for t in values)
    if re.search(r"(?i)\beach\s+of\s+\Z", text[max(0, mention.start - 9) : mention.start]):
        found = replace(found, basis=found.basis or "per_day")
    direct = found.frequency == "1/d" or (found.basis == "per_day" and found.frequency is None)
    if span == "list" and direct:
        length = days_in_a_row(days)
    return replace(found, days=days, duration=found.duration or length, end=end, ranged=span == "range")


def days_in_a_row(days: Sequence[int]) -> str | None:
    """(-5, -4, -3) -> P3D; days with gaps have no length."""
    row = len(days) > 1 and list(days) == list(range(days[0], days[0] + len(days)))
    return f"P{len(days)}D" if row else None


def _length(values: Sequence[TimeMention]) -> str | None:
    """Days from the first to the last, both counted: -5 to -3 -> P3D; March 13 to 15 -> P3D."""
    first, last = values[0].value, values[-1].value
    if isinstance(first, int) and isinstance(last, int):
        n = last - first + 1
    else:
        a, b = _date(str(first), str(last)), _date(str(last), str(first))
        n = (b - a).days + 1 if a and b else 0
    return f"P{n}D" if 0 < n < 400 else None


# "Days -5 to -3: fludarabine …", "• 13-15 November (days -4 to -2): …"
_LEADS = expression(r"\W*")
_COLON = expression(r"\s*\)?\s*(?:\([^)]{0,30}\)\s*)?:")


def leading_length(text: str, before: Sequence[TimeMention], sentence: int) -> str | None:
    """The length of a range of days or dates that opens a sentence before a colon, as a line of a timeline does."""
    if not before or not _LEADS.fullmatch(text, sentence, before[0].start):
        return None
    first = before[0]
    values = [t for t in before if (t.start, t.end) == (first.start, first.end)]
    if first.joint != "range" or not _COLON.match(text, first.end):
        return None
    return _length(values)


def _date(value: str, other: str) -> date | None:
    """A full date; without a year that of the other end, or any."""
    if value.startswith("--"):
        value = (other[:4] if other[0].isdigit() else "2001") + value[1:]
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
