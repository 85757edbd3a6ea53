"""How often: `every 12 h` -> 2/d, `thrice weekly` -> 3/wk, `q3w` -> 1/3wk, `1-0-1` -> 2/d; single and total amounts by their words."""

import re

from extractors.expressions import expression
from extractors.numbers import WORD, number, ordinal, plain_number

_N = rf"(?:\d+(?:\.\d+)?|{WORD})"
_PERIOD = {"d": "d", "w": "wk", "m": "mo", "y": "y", "c": "cycle", "h": "h", "f": "wk"}
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "single": 1, "a": 1, "an": 1}
_NTH = r"3rd|4th|5th|6th|8th|12th|24th|48th|third|fourth|fifth|sixth|eighth|tenth|twelfth|twenty-fourth"
# twice daily | 4 times a day | three times per week | once-weekly | once every 3 weeks
_COUNTED = expression(
    rf"(?i)\b(?:(?P<word>once|twice|thrice)|(?P<n>{_N}(?:\s?(?:-|to|or)\s?{_N})?)[\s-]?(?:times?|x|doses?))(?:[\s,-]+|/)(?:(?:a|an|per|each|every|in\s+a|in\s+each|/)[\s-]*)?(?P<period>d(?:ay|aily|ie)?|we?e?k(?:ly)?|month(?:ly)?|24\s?h(?:ours)?|year(?:ly)?)\b"
)
# every 6 h | every other day | every two months | every 3-4 weeks | q6h | q 12 hours | q2w | each month | every week | every day
_EVERY = expression(
    rf"(?i)(?<!of )\b(?P<q>every|each|q\.?|c/|at\s+intervals\s+of|at)[\s-]?(?:(?P<other>other|second|alternate|2nd)\s+|(?:(?P<nth>{_NTH})|(?P<n>{_N})(?:\s?(?:-|to|or)\s?(?P<high>{_N}))?)\.?[\s-]*)?(?P<unit>hours?|hourly|hrs?|h|days?|d|weeks?|wks?|w|fortnight|months?|mo|m|morning|evening|night|cycle|course)\b(?P<interval>\s+intervals?)?"
)
# 6-hourly | three-weekly | 8 hourly
# × 2/day | x 3 daily
_X_PER = expression(
    r"(?i)[x*]\s?(?P<n>[1-8])\s?(?:(?:/|per\s|a\s)\s?(?P<period>d(?:ay)?|we?e?k)\b|(?P<ly>daily|weekly)\b)"
)
# not the count of "13 daily fractions", "four weekly doses"
_HOURLY = expression(
    rf"(?i)\b(?:(?P<nth>{_NTH})|(?P<n>{_N}))(?:-(?P<daily>dai)ly\b|[\s-]?(?P<unit>hour|hr|h)ly\b|[\s-](?P<units>week|month)ly\b(?!\s+(?:\w+\s+)?(?:doses|infusions|injections|fractions|administrations|applications|pulses)\b|(?<!-weekly)(?<!-monthly)\s+(?:cycles|courses)\b))"
)
# bid | t.i.d. | qd | qod | qhs | BD | tds | 1-0-1
_LATIN = expression(
    r"(?<![A-Za-z])(?P<word>(?i:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?o\.?d|q\.?d|q\.?h\.?s|q\.?a\.?m|q\.?p\.?m|t\.?d\.?s|b\.?d\.?s|q\.?d\.?s|e\.?o\.?d|[bt]\.?i\.?w|[bt](?:is|er)\s+in\s+die|pro\s+die|q(?:6|8|12|24)(?![\s-]?[hdw]))|BD|OD|o\.d|b\.d|QW|qw|q\.w)\b\.?"
)
# morning-noon-evening(-night): 1-0-1 | 1-1-1-1
_SCHEDULE = expression(r"(?<![\d.,/-])(?:1-[01]-[01]|0-1-[01]|0-0-1)(?:-[01])?(?![\d/-]|[.,]\d)")
_LATIN_RATES = {"bid": "2/d", "bd": "2/d", "tid": "3/d", "tds": "3/d", "qid": "4/d", "qds": "4/d", "qod": "1/2d", "qd": "1/d", "qhs": "1/d", "qam": "1/d", "qpm": "1/d",
                "od": "1/d", "eod": "1/2d", "bds": "2/d", "bis in die": "2/d", "ter in die": "3/d", "pro die": "1/d", "q6": "4/d", "q8": "3/d", "q12": "2/d", "q24": "1/d", "qw": "1/wk", "biw": "2/wk", "tiw": "3/wk"}  # fmt: skip
# daily | weekly | monthly | per day | a day | nightly | on alternate days | biweekly | 5 days of each week
_PLAIN = expression(
    r"(?i)\b(?:(?P<alternate>on\s+alternate\s+days|alternate[\s-](?:days?|daily))|(?<![a-z\d]-)(?P<word>daily|weekly|monthly|nightly|fortnightly|biweekly|bi-weekly|twice-weekly|yearly|annually)(?!\s+(?:living|life|basis\s+of|activit))"
    r"|(?:per|/|(?<!for )(?<!after )(?<!within )(?<!about )(?<!over )(?<!of )(?<!than )(?<!until )(?<!in )(?<!half )(?<!by )(?<!once )(?<!almost )(?<!nearly )\ba(?=\s))\s?(?P<period>day|d|week|month)\b(?!\s+(?:later|after|before|ago|earlier|apart|on\b\s*,|or\s+(?:two|so)|and\s+a\s+half|in\s+advance|prior))"
    r"|(?P<bed>at\s+(?:bedtime|night)|before\s+bed|in\s+the\s+(?:mornings|evenings)|(?:in|of)\s+the\s+(?:morning|evening)|(?:at|after|with|before)\s+breakfast|nocte\b|mane\b))"
)
# 100 mg, morning and evening | in the morning and at night
_TWO_PARTS = expression(
    r"(?i)\b(?:(?:in\s+the\s+|every\s+|each\s+)?mornings?\s+and\s+(?:in\s+the\s+|at\s+|every\s+)?(?:evenings?|nights?)|mane\s+(?:and|et|\+)\s+nocte|a\.?m\.?\s+and\s+p\.?m)\b"
)
# 15 mg od | 400 mg bd | 20 mg om: right behind the unit
_NOTED = expression(
    r"[\s,]{0,2}(?:(?:po|iv|sc|p\.o\.|orally|PO|IV)\s+)?(?P<word>od|bd|tds|qds|om|OM|die|nocte|mane|ON)\b(?=[\s,.;)]|\Z)"
)
_NOTED_RATES = {
    "od": "1/d",
    "bd": "2/d",
    "tds": "3/d",
    "qds": "4/d",
    "om": "1/d",
    "OM": "1/d",
    "die": "1/d",
    "nocte": "1/d",
    "mane": "1/d",
    "ON": "1/d",
}
_DAYS_OF_WEEK = expression(
    rf"(?i)\b(?:(?:once\s+)?daily,?\s+(?:on|for)\s+)?(?P<n>{_N})\s+(?:consecutive\s+)?(?:days|times|doses)\s+(?:of|in|out\s+of|a|per|each|every|/)\s*(?:each\s+|every\s+|the\s+|a\s+)?week\b"
)
# on Mondays, Wednesdays and Fridays | Mon/Wed/Fri | MWF | every Sunday
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)"
_WEEKDAYS = expression(
    rf"\b(?:(?:on|every|each)\s+(?P<full>{_WEEKDAY}days?(?:\s?(?:,|/|&|and|,\s?and)\s?{_WEEKDAY}days?)*)|(?P<short>{_WEEKDAY}(?:\s?[,/+-]\s?{_WEEKDAY})+)|(?P<initials>MWF))\b"
)
_ONE_WEEKDAY = re.compile(_WEEKDAY)
# twice on day -7 | three times within 24 hours; how many doses a later day saw is no frequency
_TIMES_ON_DAY = expression(
    rf"(?i)\b(?:(?P<word>twice|thrice)|(?P<n>{WORD}|[2-6])\s?(?:x|times))\s+(?:on\s+(?:day\s?|D\s?)-\d+(?!\s?(?:,|and|to|-|&|\d|[.,]\d))|(?:with)?in\s+24\s?(?:h\b|hours)|over\s+the\s+day)"
)
_DIVIDED = expression(
    rf"(?i)\b(?:divided\s+(?:in(?:to)?|over|as)\s+(?P<a>{_N})|(?:in|into|as)\s+(?P<b>{_N})\s+(?:equally\s+)?(?:divided\s+)?(?:daily\s+)?(?:doses|portions|fractions\s+(?:a|per)\s+day)|(?P<c>b\.?i\.?d|t\.?i\.?d)\b\s+in\s+divided)"
)
_SINGLE = expression(
    r"(?i)\b(?:single|one|1|bolus|stat|loading|once|twice|two|three|four|five|six|seven|eight|both|another|second|third|fourth|fifth|first|further|last|booster|only)\b[\s-]*(?:\w+\s+){0,2}?(?:doses?|dos|injections?|infusions?|time|bolus(?:es)?|administrations?|fractions?)\b"
    r"|\b(?:once|twice|bolus|per\s+dose|each\s+dose|single-dose|one-time|a\s+single|on\s+the\s+days?\s+of|(?:for|before|with|prior\s+to)\s+(?:each|every))\b"
)
_TOTAL = expression(
    r"(?i)\b(?:in\s+total|total(?:l?ed|l?ing|s)?(?!\s+(?:body|marrow|lymphoid|nucleated|skin))|cumulative(?:ly)?|altogether|overall\s+dose)\b"
)


def find_frequency(text: str, start: int, end: int) -> tuple[str | None, str | None, tuple[int, int] | None]:
    """The first statement of how often: 'every 12 h' -> 2/d, single; 'daily' -> 1/d, per_day; 'in total' -> None, total."""
    candidates: list[tuple[int, int, str]] = []
    for pattern, rate in (
        (_DAYS_OF_WEEK, _per_week),
        (_COUNTED, _counted),
        (_EVERY, _every),
        (_HOURLY, _hourly),
        (_X_PER, _x_per),
        (_LATIN, _latin),
        (_PLAIN, _plain),
        (_SCHEDULE, _schedule),
        (_WEEKDAYS, _weekdays),
        (_TIMES_ON_DAY, _on_one_day),
        (_TWO_PARTS, lambda match: "2/d"),
    ):
        match = pattern.search(text, start, end)
        if match and _LATER.match(text, match.end()) and _SEVERAL_DAYS.search(text, start, match.start()):
            continue
        if (
            match
            and (value := rate(match))
            and not (pattern is _EVERY and (_of_cycles(text, start, match) or _apart(text, match)))
        ):
            candidates.append((match.start(), match.end(), value))
    if noted := _NOTED.match(text, start, end):
        candidates.append((noted.start("word"), noted.end(), _NOTED_RATES[noted["word"]]))
    if not candidates:
        total = _TOTAL.search(text, start, end)
        if total:
            return None, "total", total.span()
        single = _SINGLE.search(text, start, end)
        return (None, "single", single.span()) if single else (None, None, None)
    first = min(candidates, key=lambda c: (c[0], -c[1]))
    return first[2], "per_day" if first[2] == "1/d" else "single", (first[0], first[1])


# "on days 1-3, repeated every 21 days", "four courses every 21 days", "on day 1), every 28 days": how often the cycle was given, not the amount
_CYCLES_BEFORE = expression(
    r"(?i)\b(?:(?:courses?|cycles?|blocks?)\s+(?:\w+\s+){0,2}|(?:x\s?|for\s+)(?:\d{1,2}|three|four|five|six|seven|ten|fourteen)\s?-?d(?:ays)?\s*,?\s*(?:given\s+|repeated\s+)?"
    r"|(?:(?:days?|d)\s?\d{1,2}(?:\s?(?:,|\+|/|&|-|to|through|and)\s?(?:and\s+)?(?:d(?:ay)?\s?)?\d{1,2})+|(?:day|d)\s?1\s?(?=\)))[^;:.\w]{0,4}(?:(?:and\s+|to\s+be\s+)?(?:repeated|given|again)\s+)?)\Z"
)
# "on d1, 8, 15 and 22 of cycle 1, q2w thereafter": of what came later
_SEVERAL_DAYS = expression(r"\d\s*(?:,|and|&|\+|;)\s*(?:d(?:ay)?\s?)?\d|\bcycle\s")
_LATER = expression(r"(?i)[\s,]+(?:thereafter|afterwards?|from\s+then\s+on|subsequently)\b")


# "two administrations of A 8 mg/kg at 12 h interval": how far apart a number of them lay
_SO_MANY = expression(
    rf"(?i)\b(?:(?:{WORD}|\d)\s+(?:\w+\s+)?(?:administrations|doses|infusions|injections)|twice|both)\b[^.;:]{{0,60}}\Z"
)


def _apart(text: str, match: re.Match[str]) -> bool:
    """Whether an interval is only the one between two administrations."""
    return (
        match["interval"] is not None and _SO_MANY.search(text, max(0, match.start() - 90), match.start()) is not None
    )


def _of_cycles(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether an interval of two weeks or more is that of a cycle with days of its own."""
    if match["n"] is None or not match["n"].isdigit() or match["unit"][0] not in "dwDW":
        return False
    days = int(match["n"]) * (7 if match["unit"][0] in "wW" else 1)
    return days >= 14 and bool(_CYCLES_BEFORE.search(text, max(start, match.start() - 45), match.start()))


def cycle_interval(text: str, start: int, end: int) -> str | None:
    """The interval of cycles with days of their own: 'on days 1 to 5, every 3 weeks' -> 1/3wk."""
    match = _EVERY.search(text, start, end)
    return _every(match) if match and _of_cycles(text, start, match) else None


def find_divided(text: str, start: int, end: int) -> str | None:
    """'in two divided doses' -> 2/d."""
    match = _DIVIDED.search(text, start, end)
    if not match:
        return None
    count = match["a"] or match["b"] or {"b": "2", "t": "3"}[match["c"][0].lower()]
    return f"{plain_number(number(count))}/d"


def _per_week(match: re.Match[str]) -> str:
    return f"{plain_number(number(match['n']))}/wk"


def _counted(match: re.Match[str]) -> str:
    n = (
        _TIMES[match["word"].lower()]
        if match["word"]
        else number(re.split(r"\s?(?:-|to|or)\s?", match["n"])[-1] if match["n"] else "1")
    )
    period = match["period"].lower()
    return f"{plain_number(n)}/{'d' if period.startswith('24') else _PERIOD[period[0]]}"


def _every(match: re.Match[str]) -> str | None:
    q, unit = match["q"].lower(), match["unit"].lower()
    if q == "at" and not match["interval"]:
        return None
    if unit in ("cycle", "course", "morning", "evening", "night"):
        return None if unit in ("cycle", "course") else "1/d"
    if unit == "m":
        unit = "mo"
    n = 2 if match["other"] or unit == "fortnight" else _size(match)
    if q == "each" and n != 1:
        return None
    code = unit[0]
    if code == "h":
        return per_hours(n)
    period = _PERIOD[code]
    return f"1/{period}" if n == 1 else f"1/{plain_number(n)}{period}"


def _size(match: re.Match[str]) -> float:
    """The number of units between two administrations: 'every 3rd' -> 3, 'every' -> 1."""
    return ordinal(match["nth"]) if match["nth"] else number(match["n"]) if match["n"] else 1


def per_hours(hours: float) -> str:
    if hours <= 24 and 24 % hours == 0:
        return f"{plain_number(24 / hours)}/d"
    return f"1/{plain_number(hours / 24)}d" if hours % 24 == 0 else f"1/{plain_number(hours)}h"


def _x_per(match: re.Match[str]) -> str:
    return f"{match['n']}/{_PERIOD[(match['period'] or match['ly'])[0].lower()]}"


def _hourly(match: re.Match[str]) -> str:
    n, unit = _size(match), (match["unit"] or match["units"] or match["daily"]).lower()
    if unit[0] == "h":
        return per_hours(n)
    period = _PERIOD[unit[0]]
    return f"1/{plain_number(n)}{period}" if n > 1 else f"1/{period}"


def _latin(match: re.Match[str]) -> str | None:
    return _LATIN_RATES.get(" ".join(match["word"].lower().replace(".", "").split()))


def _weekdays(match: re.Match[str]) -> str | None:
    """'on Mondays and Thursdays' -> 2/wk; 'on Monday' is one day."""
    named = match["full"] or match["short"]
    if named is None:
        return "3/wk"
    if match["full"] and match[0][:2] == "on" and not named.endswith("s"):
        return None
    return f"{len(_ONE_WEEKDAY.findall(named))}/wk"


def _on_one_day(match: re.Match[str]) -> str:
    return f"{plain_number(_TIMES[match['word'].lower()] if match['word'] else number(match['n']))}/d"


def _schedule(match: re.Match[str]) -> str:
    return f"{match[0].count('1') or 1}/d"


# "5 mg in the morning and 10 mg at night", not "10 mg followed in the evening"
_SPLIT_DAY = expression(r"(?i)\bmorning\b[^.;]{0,50}\b(?:evening|night|afternoon|noon|bedtime)\b")


def _plain(match: re.Match[str]) -> str | None:
    if match["alternate"]:
        return "1/2d"
    if match["bed"]:
        return (
            "1/d"
            if _SPLIT_DAY.search(match.string, max(0, match.start() - 70), match.end() + 70)
            or "the" not in match["bed"]
            or match["bed"][-1] == "s"
            else None
        )
    word = (match["word"] or match["period"]).lower()
    special = {
        "nightly": "1/d",
        "fortnightly": "1/2wk",
        "biweekly": "1/2wk",
        "bi-weekly": "1/2wk",
        "twice-weekly": "2/wk",
        "yearly": "1/y",
        "annually": "1/y",
    }
    return special.get(word) or f"1/{_PERIOD[word[0]]}"
