"""Numbered days: `day +28`, `D-5 to D-3`, `days 1, 4, 8 and 11`, `post-infusion day 12`, `POD 3`, `the 12th day after`."""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.numbers import ORDINAL, WORD, number, ordinal

# what may not follow a further number of a list: then it is an amount, not a day
_AMOUNT = r"(?!\d|[.,]\d|\s?[%°x]|\s?(?:mg|ug|mcg|g|kg|ml|mL|Gy|IU|U|cells?|h|hours?|days?|weeks?|months?|years?|patients?|of\s+(?!(?:21|28|35|42)\b(?!\s+(?:patients|cases|cells)))\d+(?!\d*-day)|out\s+of(?!\s+(?:21|28|35|42)\b)|doses?|courses?|cycles?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b)"
_SIGN = r"(?:[+-]\s?|(?:minus|plus)\s)"
_N = rf"{_SIGN}?\d{{1,4}}"

# day +28 | Days -5 to -3 | D+28 | d-4~-2 | D28 | day seven | days 1-7, 15-21 and 29-35 | D-5 to D-3 | Day 4-11 | days 7e10
_DAY = expression(
    rf"""
    (?<![\w./'’])
    (?:
        (?P<word>[Dd]ays?(?:(?<=day)\(s\))?|DAYS?)(?:\s?\([A-Z+]{{1,4}}\))?(?P<of>\s+of\s+(?:life|illness|hospitali[sz]ation|admission|therapy|treatment|fever))?\s*[#(:]?\s?(?:(?<=\()\+\)\s?)?
      | (?P<letter>[DdJ])\.?\s?(?=[+-]?\s?\d)
    )
    (?P<first>{_N}(?:(?<=\d)(?:st|nd|rd|th)\b)?|(?P<spelt>(?:(?:minus|plus)\s)?{WORD}\b)(?!\s+(?:of\b|day|week|month|year|to\b\s+\w+\s+(?:times|doses)|hundred\s+m|more|time|dose)))
    (?!\d|[\w%°]*[A-Za-df-z%°]|[.,]\d|:\d|/\d+[/.]|/(?:19|20)\d\d|\s?(?:mg|ug|mL|ml|times|patients|cells)\b)
    (?P<rest>
      (?:
        (?: \s?(?:-|~|/|e)\s?(?=\S) | \s*,?\s*(?:to|through|thru|until|till|and|or|&)\s* | \s?,\s?(?=[+-]?\s?\d|[dDJ]) | \s?\+\s(?=\d) )
        (?:[Dd]ays?\s*|[DdJ](?=[+-]?\d))?
        (?:{_N}{_AMOUNT}(?!-?[A-Za-z])|(?P<words>(?:(?:minus|plus)\s)?{WORD})\b(?=[\s,.;)]|\Z)(?!\s+(?:\w+\s+)?(?:mg|g|ug|days?|weeks?|months?|years?|hours?|doses?|cycles?|courses?|times|patients|more|further|other|of|infusions?|injections?|units?)\b))
      )*
    )
    """,
    re.VERBOSE,
)
_STEP = expression(
    r"(?P<join>\s?(?:-|~|/|e)\s?(?=\S)|\s*,?\s*(?:to|through|thru|until|till|and|or|&(?=\s?[\dDd+-]))(?:\b|(?<=&))\s*|\s?,\s?|\s?\+\s)(?P<word>[Dd]ays?\s*|[DdJ](?=[+-]?\d))?(?P<n>(?:[+-]?\s?|(?:minus|plus)\s)\d{1,4}|(?:(?:minus|plus)\s)?"
    + WORD
    + r"\b)"
)

# POD 3 | POD#3 | HD 5 | C1D15 | postoperative day 3 stands before _DAY as its anchor
_ABBREVIATED = expression(
    r"(?<![\w/])(?:(?P<name>POD(?!24\b)|HOD|HD|PTD|PID|PND)\s?[#+]?\s?|(?P<cycle>C\d{1,2})[ ,]?[Dd])(?P<n>\d{1,3})(?![\w%]|[.,]\d)"
)
# (-7 to -5 d), -4d to -3d, on -2 d, at +100 d, on +30, +33 and +37 d
_SIGNED = expression(
    r"(?<![\w.)-])(?P<first>[+-]\d{1,3})\s?(?:d\b)?(?:\s?(?P<range>to|~|-)\s?(?P<second>[+-]\d{1,3})|(?P<list>(?:\s?(?:,|(?:,\s?)?\band\b)\s?[+-]\d{1,3}){1,5}))?(?<=\d)\s?d\b(?!\s?\d)"
)
# treosulfan 10 g/m2/day from -6 to -4 | fludarabine (-6 through -2) | 10 mg/m2 on +3, +6 and +11
_UNNAMED = expression(
    r"(?P<a>[+-](?<=[\s(:,][+-])\d{1,3})(?P<more>(?:\s?(?:,|~|/|,?\s(?:and|to|through|thru|until|till))\s?[+-]\d{1,3}){0,6}+)(?!\s?(?:to|~)\s?[+-]?\d)(?![\w%°^]|[.,]\d|\s?(?:%|°|[x*]\s?\d|[a-zA-Z]*/|dB|mm|points?|log|SD|D\b))"
)
_LEADS_THEM = expression(r"\b(?P<word>from|on|between|at|until|till|since)\s\Z|[(:,]\s?\Z")
# an amount just before says that what is counted are the days on which it was given
_AMOUNT_BEFORE = expression(r"\d\s?(?:mg|ug|mcg|g|Gy|IU|U|MU|mL|ml)\b")
# the 12th day after | on the third day | fifth postoperative day | 9th POD | 8th hospital day
_ORDINAL_DAY = expression(
    rf"(?i)\b(?P<n>{ORDINAL})\s+(?P<anchor>post-?\s?(?:operative|transplant(?:ation)?|infusion|natal|partum|surgical)|hospital|admission|consecutive|treatment|illness)?\s?"
    r"(?P<day>days?|POD)\b(?!\s+of\s+(?:each|every|the\s+month)|-)"
)
# the third and [fourth day], from the fifth until the [ninth day], the third, fifth and [seventh day]
_NTH_BEFORE = expression(
    rf"(?i)\b(?P<first>{ORDINAL})(?:\s*,\s*(?:the\s+)?{ORDINAL})*\s*,?\s+(?P<join>and|or|to|until|till|through|-|&)\s+(?:on\s+)?(?:the\s+)?\Z"
)
_BETWEEN = expression(r"(?i)\bbetween\s+(?:the\s+)?\Z")
# Day Tmax (°F) CRS grade ICE | Day<tab>Event; its rows begin with a number
_DAY_HEADER = expression(
    r"(?m)^\|?[ ]*Days?(?:[ ]\([^)\n]*\))?(?:[ ]*\||[\t ]+(?![-+]?\d))[^\n.]{3,160}$(?:\n[ ]*\|?[-:| ]+$)?"
)
_DAY_ROW = expression(r"\n\|?[ ]*(?P<n>[+-]?\d{1,3})(?=[ \t|])[^\n]*")
_ANCHOR_BEFORE = expression(
    r"(?i)(?P<relation>post|after|from|since)?[-\s]?(?P<anchor>(?:CAR[- ]?T(?:[- ]cells?)?|stem[- ]cell|cell)?[-\s]?(?:infusion|transplant(?:ation)?|HSCT|HCT|ASCT|SCT|BMT|operative|operation|"
    r"surgery|admission|hospital(?:i[sz]ation)?|treatment|therapy|chemotherapy|induction|cycle(?:\s+\d+)?|study|illness|relapse|CAR[- ]?T|DLI|natal|partum))[-,\s]+\Z"
)
_ANCHOR_AFTER = expression(
    r"\s*\)?\s*(?P<relation>after|post|following|from|since|before|prior\s+to|of)[-\s]+"
    r"(?P<anchor>(?:(?:the|her|his|their|its|our|this|that|each|a|an|last|first|second|third|fourth|1st|2nd|start(?:\s+of)?|completion\s+of|beginning\s+of|day\s+of)\s+)*"
    r"(?!admission\b\s+she|which\b|who\b|day\b|total\b)[\w/+-]+(?:[ -](?!and\b|with\b|was\b|were\b|had\b|the\b|she\b|he\b|to\b|on\b|in\b|of\b|showed\b|revealed\b|without\b|but\b|needed\b|required\b|responded\b|received\b|developed\b|who\b|which\b|when\b|for\b|at\b|by\b|until\b|after\b)[\w/+-]+){0,4})"
)
_RELATION = expression(
    r"(?i)\b(?P<word>from|since|until|till|to|through|before|prior\s+to|after|within|between|during|over|by|(?:up\s+)?to\s+and\s+including|through\s+and\s+including|up\s+to)\s+(?:the\s+|about\s+)?\Z"
)
_RELATIONS = {"from": "from", "since": "since", "until": "until", "till": "until", "to": "until", "through": "until", "up to": "until", "up to and including": "until", "to and including": "until", "through and including": "until",
              "before": "before", "prior to": "before", "after": "after", "within": "within", "between": "from", "during": "over", "over": "over"}  # fmt: skip
AFTER_WORDS = {"post": "after", "following": "after", "prior to": "before"}
# what stands after the last day of "on day 3 and 4 …"
_ENDS_LIST = expression(
    r"\s*(?:[,.;:)]|\Z|(?:after|of|post|and|to|with|was|were|he|she|the|following|in|for|showed|respectively|from|by)\b|\()"
)
# what a capital D with a number is otherwise: vitamin D3, cyclin D1, FLT3 D835
_NO_DAY_AFTER = expression(
    r"(?i)\s?(?:-\s?40\b|lymph|dissection|gastrectomy|receptor|agonist|antagonist|resection|mutat\w*|dimer)"
)
_NO_DAY = expression(
    r"(?i)(?:vitamin|cyclin|FLT3|KIT|type|dopamine|receptor|codon|HLA|group|grade|factor|/|per)[\s-]*\Z|(?:^|[\s(])\d+(?:\.\d+)?[\s-]*\Z"
)


# "every 21 days (two cycles)"; not "1000 mg/m2 days 1 and 8"
_A_NUMBER = expression(r"(?<![\w/^.])\d+\s*\Z")
# the day-30 PET, a day-28 marrow, at day-100: the hyphen joins, it is no minus
_JOINED = expression(r"[Dd]ay-\d{1,3}\Z")
_ARTICLE = expression(r"(?i)\b(?:the|an?|his|her|their|this|that|at|by|our|pre-planned|scheduled)\s+\Z")
_ASSESSED = expression(
    r"(?i)\s+(?:post-?\w+\s+)?(?:(?:bone|PET|CT|MRI|follow-up|restaging|surveillance|whole-body|repeat|routine|protocol)[\s/-]+){0,2}"
    r"(?:PET|CT|MRI|BM|marrow|biops\w+|aspirat\w+|assessments?|evaluations?|re-?evaluations?|scans?|(?:re)?staging|responses?|follow-up|imaging|landmark|chimerism|MRD|visit|review|"
    r"remission|relapse|mortality|samples?|examination|results?|analysis|time\s?point|scintigraph\w+|lumbar|CSF|ferritin|CRP|blood)\b"
)


_NO_SIGN = str.maketrans("", "", " +\t\n")


# days 30/60/90 | d1,3,5: what a date or a decimal number would be otherwise
_TIGHT = expression(
    r"(?<![\w./,-])(?:(?:[Dd]ays|DAYS)\s?|[Dd](?=[+-]?\d+,))(?P<list>[+-]?\d{1,3}(?P<by>[,/])[+-]?\d{1,3}(?:(?P=by)[+-]?\d{1,3})+)(?![\d/]|[.,]\d|\s?(?:mg|ug|g|%)\b)"
)
_CYCLE_LENGTHS = frozenset({14, 21, 28, 35, 42})


def find_days(text: str) -> Iterator[TimeMention]:
    """Numbered days: 'days -5 to -3' -> -5 and -3 (range), 'days 2, 3 and 5' -> three (list), 'POD 3' -> 3."""
    yield from _after_the_word(text)
    yield from _in_tables(text)
    for match in _SIGNED.finditer(text):
        values = [int(v) for v in re.findall(r"[+-]\d+", match[0])]
        joint = "range" if match["second"] else "list" if match["list"] else None
        for group, value in enumerate(values):
            yield TimeMention(
                start=match.start(),
                end=match.end(),
                rule="day_signed",
                kind="day",
                value=value,
                group=group,
                joint=joint,
            )
    yield from _unnamed(text)
    yield from _tight(text)
    for match in _ABBREVIATED.finditer(text):
        named = match.span("name") if match["name"] else match.span("cycle")
        yield TimeMention(
            start=match.start(),
            end=match.end(),
            rule="day_abbreviated",
            kind="day",
            value=int(match["n"]),
            relation="of",
            anchor=named,
        )
    for match in _ORDINAL_DAY.finditer(text):
        yield from _ordinal_days(text, match)


def _tight(text: str) -> Iterator[TimeMention]:
    """Lists without spaces: 'days 30/60/90', 'd1,3,5'."""
    for match in _TIGHT.finditer(text):
        values = [int(v) for v in re.split(r"[,/]", match["list"])]
        if values == sorted(set(values)):
            for group, value in enumerate(values):
                yield TimeMention(start=match.start(), end=match.end(), rule="day_tight", kind="day", value=value, group=group, joint="list")  # fmt: skip


def _unnamed(text: str) -> Iterator[TimeMention]:
    """Signed numbers behind an amount, without the word day: 'treosulfan 10 g/m2/day from -6 to -4' -> -6 and -4."""
    for match in _UNNAMED.finditer(text):
        lead = _LEADS_THEM.search(text, max(0, match.start() - 9), match.start())
        if lead is None or not _AMOUNT_BEFORE.search(text, max(0, match.start() - 90), match.start()):
            continue
        values = [int(match["a"]), *(int(v) for v in re.findall(r"[+-]\d+", match["more"]))]
        ranged = len(values) == 2 and not re.match(r"\s?,|\s?/|,?\sand", match["more"])
        joint = None if len(values) == 1 else "range" if ranged or lead["word"] == "between" else "list"
        if (len(values) == 1 and (lead["word"] is None or abs(values[0]) > 40)) or (ranged and values[1] <= values[0]):
            continue
        for group, value in enumerate(values):
            yield TimeMention(start=match.start(), end=match.end(), rule="day_unnamed", kind="day", value=value, group=group, joint=joint,
                              relation=_RELATIONS.get(lead["word"] or ""))  # fmt: skip


def _ordinal_days(text: str, match: re.Match[str]) -> Iterator[TimeMention]:
    """'the third day after' -> 3; 'from the fifth until the ninth day' -> 5 and 9 (range), 'the third and fourth day' -> a list."""
    relation, anchor = anchor_after(text, match.end())
    if match["anchor"] or match["day"] == "POD":
        relation, anchor = relation or "of", match.span("anchor" if match["anchor"] else "day")
    values, start, joint = [ordinal(match["n"])], match.start(), None
    if (lead := _NTH_BEFORE.search(text, max(0, start - 60), start)) and ordinal(lead["first"]) < values[0]:
        values = [ordinal(m[0]) for m in re.finditer(ORDINAL, lead[0], re.IGNORECASE)] + values
        start, joint = lead.start("first"), "list" if lead["join"].lower() in ("and", "or", "&") else "range"
        if len(values) == 2 and _BETWEEN.search(text, max(0, start - 14), start):
            joint = "range"
    if word := _RELATION.search(text, max(0, start - 26), start):
        relation = relation or _RELATIONS.get(" ".join(word["word"].lower().split()))
    for group, value in enumerate(values):
        yield TimeMention(start=start, end=match.end(), rule="day_ordinal", kind="day", value=value, group=group, joint=joint,
                          relation=relation, anchor=anchor)  # fmt: skip


def _in_tables(text: str) -> Iterator[TimeMention]:
    """The first column of a table headed 'Day': '+2 101.8 1 10', '| +7 | 98.4 |'."""
    for header in _DAY_HEADER.finditer(text):
        place = header.end()
        while row := _DAY_ROW.match(text, place):
            place = row.end()
            yield TimeMention(
                start=row.start("n"), end=row.end("n"), rule="day_table", kind="day", value=_signed(row["n"])
            )


def _after_the_word(text: str) -> Iterator[TimeMention]:
    """Days after 'day' or 'D'; what a list leaves over ('day -6 ~ day -4, day -2') is read again."""
    place = 0
    while match := _DAY.search(text, place):
        place = match.end("first")
        if _is_other(text, match):
            continue
        for mention in _mentions(text, match):
            place = mention.end
            yield mention


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether the letter or the word means something else: 'vitamin D3', 'per day 5'."""
    if match["letter"] == "J" and match["first"][0] not in "+-0":  # J-7 and J0 are French days, J7 may be anything
        return True
    if match["letter"]:
        before = _NO_DAY.search(text, max(0, match.start() - 12), match.start())
        if before and match["first"][0] in "+-" and before[0].strip(" (")[:1].isdigit():
            before = None  # "ANC > 0.5 d+15"
        return bool(
            before
            or abs(_signed(match["first"])) > (3000 if match["first"][0] == "+" else 400)
            or _NO_DAY_AFTER.match(text, match.end("first"))
        )
    lead = text[max(0, match.start() - 6) : match.start()]
    if match["word"].endswith("s") and _A_NUMBER.search(lead):
        return True  # "every 21 days (two cycles)"
    return lead.endswith(("per ", " a ", "each ", "every ")) and not match["word"].endswith("s")


def anchor_after(text: str, end: int) -> tuple[str | None, tuple[int, int] | None]:
    """What a time is counted from: 'day 12 [after] [the second infusion]'."""
    match = _ANCHOR_AFTER.match(text, end)
    if not match:
        return None, None
    word = " ".join(match["relation"].split())
    return AFTER_WORDS.get(word, word), match.span("anchor")


def _signed(text: str) -> int:
    """'+ 3' -> 3, 'minus six' -> -6, '21st' -> 21."""
    text = text.strip()
    if text[-1].isdigit() and text[0] in "+-0123456789":
        return int(text.translate(_NO_SIGN))
    word, _, rest = text.partition(" ")
    sign, text = (-1 if word == "minus" else 1, rest) if word in ("minus", "plus") else (1, text)
    return sign * (int(text.rstrip("stndrh")) if text[0].isdigit() else int(number(text)))


def _mentions(text: str, match: re.Match[str]) -> Iterator[TimeMention]:
    first = _signed(match["first"])
    values, joints, flags, end = _rest(match, first)
    if _hyphen_joins(text, match, end):
        values = [abs(value) for value in values]
    relation, anchor = anchor_after(text, end)
    if not values[0] and relation != "of" and text[end : end + 2].lstrip()[:1] == ")":
        relation, anchor = None, None  # "cells were infused on 4 March (day 0) after fludarabine"
    before = _ANCHOR_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if before and not anchor:
        relation, anchor = "after" if before["relation"] else "of", before.span("anchor")
    if match["of"]:
        anchor = match.span("of")
    word = _RELATION.search(text, max(0, match.start() - 26), match.start())
    if word:
        relation = _RELATIONS.get(" ".join(word["word"].lower().split()), relation)
    joint = None if len(values) == 1 else "range" if joints == ["range"] else "list"
    for group, value in enumerate(values):
        yield TimeMention(
            start=match.start(),
            end=end,
            rule="day",
            flags=flags,
            kind="day",
            value=value,
            group=group,
            joint=joint,
            relation=relation,
            anchor=anchor,
        )


def _hyphen_joins(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the mark before the number is a hyphen: 'the day-30 PET', 'at day-100', but 'on day-5' and 'day-6 to day-2'."""
    day = _signed(match["first"])
    if day >= 0 or not _JOINED.search(text, match.start(), match.end("first")):
        return False
    if day <= -20 or _ASSESSED.match(text, end):
        return True
    return bool(day <= -10 and _ARTICLE.search(text, max(0, match.start() - 20), match.start()))


def _rest(match: re.Match[str], first: int) -> tuple[list[int], list[str], tuple[str, ...], int]:
    """The further days of a list or range, how each is joined, flags, and the end of the last that counts."""
    values, joints, end = [first], list[str](), match.end("first")
    flags: tuple[str, ...] = ()
    plural = match["letter"] or match["word"].lower() == "days"
    for step in _STEP.finditer(match["rest"]):
        join, value = step["join"].strip(" ,"), _signed(step["n"])
        is_range = join in ("-", "~", "e", "to", "through", "thru", "until", "till") or join.startswith(
            ("to ", "until ")
        )
        signed = step["n"].strip()[0] in "+-mp"
        if step["n"].strip()[-1].isalpha() and not (match["spelt"] or signed):
            break  # "days 3 to 5, three of them": words go on from words only
        if not (is_range or plural or signed or step["word"] or join in ("/", "or")):
            after = match.string[match.start("rest") + step.end() :][:12]
            if not join.startswith("and") or not _ENDS_LIST.match(after):
                break  # "on day 4, 35% blasts", "on day 9 and 350 cells"
        if step["word"] and join == "" and "range" in joints:
            break  # "day -6 to day -4, day -2": a new expression
        if is_range and value <= values[-1]:
            if join == "-" and not signed and values[-1] < 0 and -value > values[-1]:
                value = -value  # "day -5-3" and "d-4-2": the sign holds for both
            else:
                break
        if join == "/" and (value <= values[-1] or (joints[-1:] == ["range"] and value in _CYCLE_LENGTHS)):
            break  # "d1-21/28"
        flags = (*flags, "dash_as_e") if join == "e" else flags
        values.append(value)
        joints.append("range" if is_range else "list")
        end = match.start("rest") + step.end()
    return values, joints, flags, end
