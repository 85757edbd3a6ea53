"""Lengths and intervals as ISO 8601: `for 3 days` -> P3D, `half a year` -> P6M, `over 2 h` -> PT2H, `week 10` -> P10W.

Found from the unit backwards, because units are few and numbers many.
"""

import re
from collections.abc import Iterator

from extractors.dates_days import anchor_after
from extractors.dates_lengths import STEP, is_length, is_list
from extractors.dates_numbered import find_numbered, nth_before, nth_unit
from extractors.dates_periods import iso, unit_code
from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.numbers import DIGITS, WORD, number, plain_number

_UNIT = expression(
    r"(?<![A-Za-z/.])(?P<unit>[Hh]ours?|hrs?|h|[Dd]ays?|d|[Ww]eeks?|wks?|[Mm]onths?|mths?|mos?|[Yy]ears?|yrs?|y|[Mm]inutes?|mins?|[Ff]ortnights?|decades?|"
    r"morning|evening|nights?)(?![A-Za-z\d+/^]|\s?[+]\d)"
)
_N = rf"(?:{DIGITS}|{WORD}\b)"
_HALF = r"(?:\s+and\s+(?:(?:a|one)[\s-])?half|-and-a-half)"
_VAGUE = r"several|few|a\s+few|some|a\s+couple(?:\s+of)?|couple(?:\s+of)?|many|numerous|multiple|various"
# what stands before a unit: "for about [three consecutive ]weeks", "[2-3 ]weeks", "[at 6, 12 and 24 ]months", "[half a ]year", "[a ]month"
_BEFORE = expression(
    rf"""
    (?:(?<![\w.,:/^])|(?<=[\s(,]x))
    (?:
        (?P<vague>(?i:{_VAGUE}))\s+(?:more\s+|further\s+|additional\s+|short\s+|consecutive\s+)?
      | (?P<half>(?i:(?:one[\s-])?half(?:[\s-]+(?:a|an|of\s+a))?|(?:a|one)\s+half))[\s-]+
      | (?P<quarters>(?i:an?|one|three))[\s-]+(?i:quarters?)\s+of\s+an?\s+
      | (?P<relative>(?i:(?:the\s+|that\s+|on\s+the\s+)?(?:same|next|following|subsequent|previous|preceding|last|past|previous|prior|ensuing)|this|that|later\s+that|earlier\s+that))\s+
      | (?P<first>(?i:{_N}|an?(?=\s)))(?P<and_half>{_HALF})?\s?(?P<plus>\+)?(?:-(?=\s))?
        (?P<more>(?:(?:\s?(?:-|~|/|,)\s?|\s*,?\s*(?:to|or|and|&|until|versus|vs\.?)\s+(?:at\s+)?){_N}\+?){{0,8}})
        (?:\s*-?\s*(?:(?:consecutive|successive|full|further|more|additional|whole|entire|extra|calendar|long|short|brief|
            other|postoperative|cumulative|uninterrupted|straight|single|long|good|mere|nearly)[\s-]+)*)
    )
    \Z
    """,
    re.VERBOSE,
)
_NUMBER_WORD = expression(WORD)
_LAST_NUMBER = expression(rf"{_N}\+?\Z")
_RELATION = expression(
    r"(?i)\b(?P<word>for(?:\s+a\s+(?:total|period|duration|median|mean)\s+of)?|over(?:\s+a\s+(?:period|course)\s+of|\s+the\s+course\s+of)?|within|after|since|during|throughout|in|until|till|before|"
    r"prior\s+to|from|up\s+to|of|post|lasting|lasted|following)(?:[\s-]+(?:about|approximately|around|nearly|almost|roughly|some|more\s+than|over|less\s+than|at\s+least|up\s+to|only|just|another|a\s+further|"
    r"the|a|an|first|last|past|next|following|preceding|previous|prior|total\s+of|subsequent|~|>|<|≥|≤|another|approx\.?|exactly|about\s+the))*\s*[~>≥<≤]?\s*\Z"
)
_RELATIONS = {"for": "for", "lasting": "for", "lasted": "for", "over": "over", "during": "over", "throughout": "over", "within": "within", "in": "within",
              "after": "after", "following": "after", "post": "after", "since": "since", "until": "until", "till": "until", "up to": "until",
              "before": "before", "prior to": "before", "from": "from", "of": "of"}  # fmt: skip
_FOLLOWED = expression(
    r"(?i)'?\s*(?P<word>later|ago|after|post|following|before|prior\s+to|prior|earlier|previously|since|from|of|into|thereafter|beforehand|in\s+advance|out\s+from|apart|on(?=\s*[,.;)]|\s+(?:she|he|they|it|there|the\s+patient)\b))\b-?"
)
_FOLLOW = {"later": "later", "on": "later", "thereafter": "later", "ago": "ago", "previously": "ago", "earlier": "before", "prior": "before", "beforehand": "before",
           "in advance": "before", "prior to": "before", "before": "before", "after": "after", "post": "after", "following": "after", "since": "after",
           "from": "after", "into": "after", "out from": "after"}  # fmt: skip
_COMPOUND = expression(
    rf"\s*(?:,|and)?\s+(?P<n>{_N})[\s-]+(?P<unit>months?|mths?|mos?|weeks?|wks?|days?|minutes?|mins?|hours?|hrs?|h|d)\b(?!\s+old)"
)


def find_durations(text: str) -> Iterator[TimeMention]:
    """Durations: 'three weeks later' -> P3W, '2-3 weeks' -> P2W and P3W (range), 'a few days later' -> PXD, vague."""
    done = 0
    for match in _UNIT.finditer(text):
        if match.start() < done:
            continue
        if nth := nth_before(text, match.start()):
            yield from nth_unit(text, nth, match)
            continue
        place = _unhurried(text, match)
        before = _BEFORE.search(text, max(0, place - 60), place)
        if before and before["more"] and not is_list(text, before):
            last = _LAST_NUMBER.search(before["more"])
            before = _BEFORE.search(text, before.start("more") + last.start(), match.start()) if last else None
        if before is None or not is_length(text, match, before):
            continue
        for mention in _mentions(text, match, before):
            done = mention.end
            yield mention
    yield from find_numbered(text)


# "five quiet years later", "after three uneventful months": how the time went
_MOOD = expression(
    r"\b(?P<n>(?:[A-Za-z]+-)?[A-Za-z][a-z]+)\s(?P<mood>(?!more|other|such|these|those|first|last|next|past|cycles|courses|doses|patients|times)[a-z]{2,}(?:ful|less|iet|ile|ous|ent|ble|ppy|nse|ing|ic|ard|ult|lm))\s\Z"
)


def _unhurried(text: str, unit: re.Match[str]) -> int:
    """Where the words before a unit end, without one adjective: 'five [quiet ]years later'."""
    if len(unit["unit"]) < 4 or not _FOLLOWED.match(text, unit.end()):
        return unit.start()
    mood = _MOOD.search(text, max(0, unit.start() - 40), unit.start())
    return mood.start("mood") if mood and _NUMBER_WORD.fullmatch(mood["n"].lower()) else unit.start()


def _mentions(text: str, unit: re.Match[str], before: re.Match[str]) -> Iterator[TimeMention]:
    end, name = unit.end(), unit["unit"]
    relation, anchor = _relation(text, before.start(), end)
    if before["relative"] or before["vague"]:
        yield from _vague(text, unit, before, relation, anchor)
        return
    joint = None
    if before["half"] or before["quarters"]:
        quarters = 2 if before["half"] else 3 if before["quarters"].lower() == "three" else 1
        values = [iso(quarters / 4, name)]
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
    for step in STEP.finditer(before["more"] or ""):
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
