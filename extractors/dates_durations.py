"""Lengths and intervals as ISO 8601: `for 3 days` -> P3D, `half a year` -> P6M, `over 2 h` -> PT2H, `week 10` -> P10W.

Found from the unit backwards, because units are few and numbers many.
"""

import re
from collections.abc import Iterator

from extractors.dates_days import anchor_after
from extractors.mentions import TimeMention
from extractors.numbers import DIGITS, ORDINAL, WORD, number, ordinal, plain_number

_UNITS = {"min": "TM", "h": "TH", "hr": "TH", "d": "D", "w": "W", "m": "M", "y": "Y", "f": "W", "dec": "Y"}
_UNIT = re.compile(
    r"(?<![A-Za-z/.])(?P<unit>[Hh]ours?|hrs?|h|[Dd]ays?|d|[Ww]eeks?|wks?|[Mm]onths?|mos?|[Yy]ears?|yrs?|y|[Mm]inutes?|mins?|[Ff]ortnights?|decades?|"
    r"morning|evening|nights?)(?![A-Za-z\d+/^]|\s?[+]\d)"
)
_N = rf"(?:{DIGITS}|{WORD}\b)"
_HALF = r"(?:\s+and\s+(?:(?:a|one)[\s-])?half|-and-a-half)"
_VAGUE = r"several|few|a\s+few|some|a\s+couple(?:\s+of)?|couple(?:\s+of)?|many|numerous|multiple|various"
# what stands before a unit: "for about [three consecutive ]weeks", "[2-3 ]weeks", "[at 6, 12 and 24 ]months", "[half a ]year", "[a ]month"
_BEFORE = re.compile(
    rf"""
    (?<![\w.,:/^])
    (?:
        (?P<vague>(?i:{_VAGUE}))\s+(?:more\s+|further\s+|additional\s+|short\s+|consecutive\s+)?
      | (?P<half>(?i:(?:one[\s-])?half(?:\s+(?:a|an|of\s+a))?|(?:a|one)\s+half))[\s-]+
      | (?P<relative>(?i:(?:the\s+|that\s+|on\s+the\s+)?(?:same|next|following|subsequent|previous|preceding|last|past|previous|prior|ensuing)|this|that|later\s+that|earlier\s+that))\s+
      | (?P<first>(?i:{_N}|an?(?=\s)))(?P<and_half>{_HALF})?\s?(?P<plus>\+)?
        (?P<more>(?:(?:\s?(?:-|~|/|,)\s?|\s*,?\s*(?:to|or|and|&|until|versus|vs\.?)\s+(?:at\s+)?){_N}\+?){{0,8}})
        (?:\s*-?\s*(?:(?:consecutive|successive|full|further|more|additional|whole|entire|extra|calendar|long|short|brief|
            other|postoperative|cumulative|uninterrupted|straight|single|long|good|mere|nearly)[\s-]+)*)
    )
    \Z
    """,
    re.VERBOSE,
)
_STEP = re.compile(rf"(?P<join>\s?(?:-|~|/|,)\s?|\s*,?\s*(?:to|or|and|&|until|versus|vs\.?)\s+(?:at\s+)?)(?P<n>{_N})")
_LAST_NUMBER = re.compile(rf"{_N}\+?\Z")
_MONTH_NAMES = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# not a length: a frequency, a rate, an age
_NOT_BEFORE = re.compile(
    r"(?i)(?:±|\b(?:every|each|per|once|twice|thrice|times|aged|age|ages|age\s+of|q|alternate|times\s+in|times\s+within|or\s+twice|days|fig\.?|figs\.?|figures?|panels?|tables?|grade|stage|aged\s+[\w, ]{1,30}and|aged\s+\d+\s+to)"
    r"|/|age:|q\d+\s?-|ages?\s+(?:of|from|between|at)(?:\s+about)?)\s*(?:the\s+)?(?:about\s+|approximately\s+)?\Z"
)
# "Male, 34 y, bus driver" is an age, "born at 39 weeks" a gestation
_SEX_BESIDE = re.compile(
    r"(?i)\b(?:fe)?male,?\s?(?:\(|,)?\s*(?:aged )?\||\b(?:wo)?man \(\||\b[MF],\s\||\|\s?[,/]\s?(?:(?:fe)?male|(?:wo)?man|[MF]\b)"
)
_BORN = re.compile(r"(?i)\b(?:born|birth|delivered|delivery)\s(?:at|after|in)\s(?:about\s|the\s)?\Z")
# "a week" is a length only where something else says so; else it is a rate ("10 mg a day")
_A_BEFORE = re.compile(
    r"(?i)\b(?:for|within|after|about|over|nearly|almost|of|than|until|since|approximately|around|only|another|and|roughly|quite|during|lasted|lasting|just|in)\s+\Z"
)
_A_AFTER = re.compile(
    r"(?i)\s+(?:later|after|before|ago|earlier|prior|following|post|previously|thereafter|or\s+(?:two|so|more)|and\s+a\s+half|history|from|since|apart)\b"
)
# "24-hour urine", "6-minute walk", "5-year survival" is a measure's name
_MEASURED = re.compile(
    r"(?i)(?:-|\s)(?:cycles?\b(?!\s+of\s+blina)|urin\w+|walk\w*|holter|collection|creatinine|proteinuria|excretion|ambulatory\s+blood|total\s+(?:protein|catechol\w+|metaneph\w+)|half-life)\b"
)
_AFTER_AGE = re.compile(r"(?i)[\s-]*(?:-?\s*old\b|of\s+age\b|of\s+gestation|'?\s*gestation|olds?\b)")
_AFTER_RATE = re.compile(
    r"(?i)\s*(?:/|(?:a|an|per|each|every)\s+(?:week|day)|(?P<long>(?:a|an|per|each|every)\s+(?:month|cycle|year))|(?:of|in|out\s+of)\s+(?:each|every|a)\s+(?:week|month|cycle)|weekly\b|daily\b|monthly\b)"
)
_RELATION = re.compile(
    r"(?i)\b(?P<word>for(?:\s+a\s+(?:total|period|duration|median|mean)\s+of)?|over(?:\s+a\s+(?:period|course)\s+of|\s+the\s+course\s+of)?|within|after|since|during|throughout|in|until|till|before|"
    r"prior\s+to|from|up\s+to|of|post|lasting|lasted|following)(?:[\s-]+(?:about|approximately|around|nearly|almost|roughly|some|more\s+than|over|less\s+than|at\s+least|up\s+to|only|just|another|a\s+further|"
    r"the|a|an|first|last|past|next|following|preceding|previous|prior|total\s+of|subsequent|~|>|<|≥|≤|another|approx\.?|exactly|about\s+the))*\s*[~>≥<≤]?\s*\Z"
)
_RELATIONS = {"for": "for", "lasting": "for", "lasted": "for", "over": "over", "during": "over", "throughout": "over", "within": "within", "in": "within",
              "after": "after", "following": "after", "post": "after", "since": "since", "until": "until", "till": "until", "up to": "until",
              "before": "before", "prior to": "before", "from": "from", "of": "of"}  # fmt: skip
_FOLLOWED = re.compile(
    r"(?i)'?\s*(?P<word>later|ago|after|post|following|before|prior\s+to|prior|earlier|previously|since|from|of|into|thereafter|beforehand|in\s+advance|out\s+from|apart)\b-?"
)
_FOLLOW = {"later": "later", "thereafter": "later", "ago": "ago", "previously": "ago", "earlier": "before", "prior": "before", "beforehand": "before",
           "in advance": "before", "prior to": "before", "before": "before", "after": "after", "post": "after", "following": "after", "since": "after",
           "from": "after", "into": "after", "out from": "after"}  # fmt: skip
_COMPOUND = re.compile(
    rf"\s*(?:,|and)?\s+(?P<n>{_N})[\s-]+(?P<unit>months?|weeks?|days?|minutes?|min|hours?)\b(?!\s+old)"
)
# week 10, month 6, weeks 4 and 8, year 2, at 24 h is found from its unit
_NUMBERED = re.compile(
    r"\b(?P<unit>[Ww]eeks?|[Mm]onths?|[Ww]k|[Yy]ears?)(?:\s?\+?|-)(?P<first>\d{1,3}(?:\.5)?|one|two|three|four|five|six|seven|eight|ten|twelve)"
    r"(?P<rest>(?:\s*(?:,|-|and|to|or|,\s*and)\s*\+?\d{1,3}(?!\d|\s?(?:mg|ug|mcg|g\b|x|IU|%|days|weeks|months|patients|cells)|[.,]\d))*)(?![\w%]|[.,]\d|\s?(?:mg|%|x|patients|days|weeks|months|years|of\s+\d))"
)
# in the third week, by the 12th month; the first is "first week", which may also be a length
_OF_LIFE = re.compile(r"\s+(?:of\s+(?:life|pregnancy|gestation)|student|resident)")
_ORDINAL_UNIT = re.compile(
    rf"(?i)(?:\b(?:in|by|during|at|of|from|until)\s+(?:the\s+)?(?P<n>(?!first\b|1st){ORDINAL})|\b(?P<within>within|during|for|over|in)\s+the\s+(?:very\s+)?(?P<first>first))\s\Z"
)


def find_durations(text: str) -> Iterator[TimeMention]:
    """Durations: 'three weeks later' -> P3W, '2-3 weeks' -> P2W and P3W (range), 'a few days later' -> PXD, vague."""
    done = 0
    for match in _UNIT.finditer(text):
        if match.start() < done:
            continue
        if nth := _ORDINAL_UNIT.search(text, max(0, match.start() - 24), match.start()):
            yield from _ordinal_unit(text, nth, match)
            continue
        before = _BEFORE.search(text, max(0, match.start() - 60), match.start())
        if before and before["more"] and not _is_list(text, before):
            last = _LAST_NUMBER.search(before["more"])
            before = _BEFORE.search(text, before.start("more") + last.start(), match.start()) if last else None
        if before is None or not _is_length(text, match, before):
            continue
        for mention in _mentions(text, match, before):
            done = mention.end
            yield mention
    yield from _numbered(text)
    if "M+" in text or "W+" in text:
        yield from _plus(text)
    yield from _day_of(text)


# M+5: five months after the infusion that a chart counts from
_PLUS = re.compile(r"(?<![\w+])(?P<unit>[MW])\+\s?(?P<n>\d{1,2})(?![\w.%+])")


def _plus(text: str) -> Iterator[TimeMention]:
    """'M+5: lichenoid changes' -> P5M after, 'W+3' -> P3W."""
    for m in _PLUS.finditer(text):
        yield TimeMention(start=m.start(), end=m.end(), rule="duration_numbered", kind="duration", value=f"P{int(m['n'])}{m['unit']}", relation="after")  # fmt: skip


# the day after infusion, on the day of transplantation, the day before CAR-T
_DAY_OF = re.compile(
    r"(?i)\b(?P<the>the|one|a)\sday\s(?P<word>after|before|of|prior\sto|following)\s(?!admission|life|illness)"
)


def _day_of(text: str) -> Iterator[TimeMention]:
    """'the day after infusion' -> P1D after, 'on the day of transplantation' -> P0D: places events, no rows."""
    if " day " not in text:
        return
    for match in _DAY_OF.finditer(text):
        if match["the"].lower() != "the":
            continue
        word = match["word"].lower()
        _, anchor = anchor_after(text, match.start("word") - 1)
        yield TimeMention(
            start=match.start(),
            end=match.start("word") - 1,
            rule="duration_vague",
            kind="duration",
            value="P0D" if word == "of" else "P1D",
            relation="before" if word in ("before", "prior to") else "after",
            anchor=anchor,
            vague=True,
        )


def _ordinal_unit(text: str, nth: re.Match[str], unit: re.Match[str]) -> Iterator[TimeMention]:
    """'by the 12th week' -> P12W after; days are found elsewhere."""
    name = unit["unit"].lower()
    if name in ("week", "month", "year"):
        _, anchor = anchor_after(text, unit.end())
        group = "first" if nth["first"] else "n"
        if not _OF_LIFE.match(text, unit.end()):
            yield TimeMention(start=nth.start(group), end=unit.end(), rule="duration_ordinal", kind="duration", value=iso(ordinal(nth[group]), name),
                              relation="within" if nth["first"] else "after", anchor=anchor)  # fmt: skip


def iso(value: float, unit: str) -> str:
    """(3, 'weeks') -> 'P3W', (1.5, 'years') -> 'P18M', (0.5, 'hour') -> 'PT30M'."""
    code = unit_code(unit)
    if unit.lower().startswith("night"):
        code = "D"
    if unit.lower().startswith("fortnight"):
        value *= 2
    if unit.lower().startswith("decade"):
        value *= 10
    if value != int(value) and code == "Y" and (value * 12) == int(value * 12):
        value, code = value * 12, "M"
    if value != int(value) and code == "TH" and (value * 60) == int(value * 60):
        value, code = value * 60, "TM"
    return f"P{code[:-1]}{plain_number(value)}{code[-1]}"


def unit_code(unit: str) -> str:
    """'weeks' -> 'W', 'mo' -> 'M', 'hrs' -> 'TH', 'min' -> 'TM'."""
    unit = unit.lower()
    for start in ("min", "hr", "dec"):
        if unit.startswith(start):
            return _UNITS[start]
    return _UNITS.get(unit[0], "D")


def _is_list(text: str, before: re.Match[str]) -> bool:
    """Whether several numbers share the unit: '6, 12 and 24 months' yes, 'March 2021, 20 months' and 'day 15, one day' no."""
    numbers = [before["first"], *(step["n"] for step in _STEP.finditer(before["more"]))]
    if len({n[0].isdigit() for n in numbers}) > 1 or any(re.fullmatch(r"(?:19|20)\d\d", n) for n in numbers[:-1]):
        return False
    if not re.search(r"-|~|/|&|\b(?:to|or|and|until|versus|vs)\b", before["more"]):
        return False
    return not re.search(
        r"(?i)(?:\bdays?|\bgrade|\bpatient|[+-]|\b(?:" + _MONTH_NAMES + r")[a-z]*\.?)\s*\Z",
        text[max(0, before.start() - 12) : before.start()],
    )


def _is_length(text: str, unit: re.Match[str], before: re.Match[str]) -> bool:
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
    if before["relative"] or before["half"] or before["vague"]:
        return not re.search(r"(?i)\b(?:every|each|per)\s+\Z", text[max(0, before.start() - 7) : before.start()])
    lead = text[max(0, before.start() - 40) : before.start()]
    if _NOT_BEFORE.search(lead):
        return False
    if before["first"].lower() in ("a", "an"):
        return len(unit["unit"]) > 2 and bool(_A_BEFORE.search(lead) or _A_AFTER.match(text, unit.end()))
    if _MEASURED.match(text, unit.end()):
        return False
    if len(unit["unit"]) == 1 and not before["first"][0].isdigit():
        return False
    return not (
        unit["unit"] == "h" and re.search(r"(?i)\b(?:at|from)\s+\Z", lead) and re.fullmatch(r"\d{3,4}", before["first"])
    )


def _mentions(text: str, unit: re.Match[str], before: re.Match[str]) -> Iterator[TimeMention]:
    end, name = unit.end(), unit["unit"]
    relation, anchor = _relation(text, before.start(), end)
    if before["relative"] or before["vague"]:
        yield from _vague(text, unit, before, relation, anchor)
        return
    if before["half"]:
        values = [iso(0.5, name)]
        joint = None
    else:
        values, joint, end = _values(text, before, name, end)
        relation, anchor = _relation(text, before.start(), end)
    flags = ("ongoing",) if before["plus"] else ()
    start = before.start()
    for group, value in enumerate(values):
        yield TimeMention(
            start=start,
            end=end,
            rule="duration",
            flags=flags,
            kind="duration",
            value=value,
            group=group,
            joint=joint,
            relation=relation,
            anchor=anchor,
        )


def _values(text: str, before: re.Match[str], name: str, end: int) -> tuple[list[str], str | None, int]:
    """The values before a unit, how they are joined, and the end where a smaller unit is added ('2 years and 3 months')."""
    first = number(before["first"]) + (0.5 if before["and_half"] else 0)
    numbers, joint = [first], None
    for step in _STEP.finditer(before["more"] or ""):
        numbers.append(number(step["n"]))
        ranged = step["join"].strip(" ,") in ("-", "~", "to", "until")
        joint = "range" if ranged and len(numbers) == 2 else "list"
    half = re.match(r"\s+and\s+(?:a|one)\s+half", text[end : end + 14])
    if half and len(numbers) == 1:
        return [iso(first + 0.5, name)], None, end + half.end()
    compound = _COMPOUND.match(text, end) if len(numbers) == 1 else None
    code = unit_code(name)
    if (
        compound
        and code in "YMWTH"
        and (small := unit_code(compound["unit"])) != code
        and "YMWDTHTM".find(small) > "YMWDTHTM".find(code)
    ):
        extra = f"{plain_number(number(compound['n']))}{small[-1]}"
        separator = "T" if small.startswith("T") and not code.startswith("T") else ""
        return [iso(first, name) + separator + extra], None, compound.end()
    return [iso(n, name) for n in numbers], joint, end


def _relation(text: str, start: int, end: int) -> tuple[str | None, tuple[int, int] | None]:
    """'for [3 days]' -> for; '[2 weeks] after the second infusion' -> after, with the words it counts from."""
    followed = _FOLLOWED.match(text, end)
    before = _RELATION.search(text, max(0, start - 50), start)
    word = " ".join(before["word"].lower().split()).split(" a ")[0].split(" the ")[0] if before else None
    relation = _RELATIONS.get(word.strip()) if word else None
    if followed and (word_after := " ".join(followed["word"].lower().split())) in _FOLLOW:
        if word_after == "from" and relation in ("for", "over"):
            return relation, None
        _, anchor = anchor_after(text, end)
        if relation in ("for", "over") and _FOLLOW[word_after] == "after":
            return relation, anchor
        if relation == "within" and _FOLLOW[word_after] == "after":
            return "within", anchor
        return _FOLLOW[word_after], anchor
    if relation == "after" or (followed and relation == "within"):
        _, anchor = anchor_after(text, end)
        return relation, anchor
    return relation, None


def _vague(
    text: str, unit: re.Match[str], before: re.Match[str], relation: str | None, anchor: tuple[int, int] | None
) -> Iterator[TimeMention]:
    """'the same day' -> P0D, 'the next day' -> P1D after, 'last week' -> P1W before, 'several hours' -> PTXH; none is a row."""
    name = unit["unit"].lower()
    name = "day" if name in ("morning", "evening", "night", "nights") else name
    code = unit_code(name)
    if before["vague"]:
        value = f"P{code[:-1]}X{code[-1]}"
    else:
        word = before["relative"].lower().split()[-1]
        value = "P0D" if word in ("same", "this", "that") else iso(1, name)
        relation = "later" if word in ("next", "following", "subsequent", "ensuing") else relation
        relation = "before" if word in ("previous", "preceding", "last", "past", "prior") else relation
        if (word in ("this", "that") and name != "day") or name.endswith("s"):
            return
    yield TimeMention(
        start=before.start(),
        end=unit.end(),
        rule="duration_vague",
        kind="duration",
        value=value,
        relation=relation,
        anchor=anchor,
        vague=True,
    )


def _numbered(text: str) -> Iterator[TimeMention]:
    for match in _NUMBERED.finditer(text):
        lead = text[max(0, match.start() - 10) : match.start()].lower()
        if (
            lead.endswith(("/", "per ", "a ", "each ", "every ", "last ", "this ", "one ", "1 "))
            or lead[-2:].strip().isdigit()
        ):
            continue
        parts = re.findall(r"\d+(?:\.\d+)?", match["rest"])
        joint = (
            None if not parts else "range" if re.match(r"\s*(?:-|to)", match["rest"]) and len(parts) == 1 else "list"
        )
        _, anchor = anchor_after(text, match.end())
        for group, part in enumerate([match["first"], *parts]):
            yield TimeMention(start=match.start(), end=match.end(), rule="duration_numbered", kind="duration", value=iso(number(part), match["unit"]), group=group,
                              joint=joint, relation="after", anchor=anchor)  # fmt: skip
