"""Cell doses in every damaged notation: `2 × 106/kg`, `5 x 10e6 CAR-T/kg`, `2 3 106 CAR T cells per kilogram`, `2e5 × 10^6/kg`.

Acceptance cases A01–A22 of messy_data_cases.md; a repaired number carries a flag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.doses_amounts import Amount
from extractors.expressions import expression
from extractors.numbers import DIGITS, WORD, has_decimal_comma, number

_SEP = r"(?:\s?(?:-|~)\s?|\s+to\s+|\s*,\s*(?:and\s+)?|\s+and\s+|\s+or\s+|(?<=\d)e(?=\d))"
_NUMBERS = rf"{DIGITS}(?:{_SEP}{DIGITS}){{0,4}}"
# 2 x 10^6 | 2 x 106 | 2 x 10(6) | 2 x 10e6 | 2 x 10 6 | 2 3 106 | 10^6 | 2.5e6 | 150 million | 1,200,000
_CORE = expression(
    rf"""
    (?<![\w.,/^])(?<!\d-)
    (?:
        (?:(?P<numbers>{_NUMBERS})\s?(?P<times>[xX*]|\.|(?<=\s)3(?=\s10)|times)\s?)?
        10\s?(?:\^\s?\(?\+?(?P<exp>\d{{1,2}})\)?|\*\*?(?P<star>\d{{1,2}})|\((?P<paren>\d{{1,2}})\)|[eE]\+?0?(?P<e>\d{{1,2}})|exp\s?(?P<word>\d{{1,2}})
            |(?P<lost>[4-9]|1[0-2])(?![\d.,]\d|\d))
      | (?P<sci>\d+(?:\.\d+)?)[eE]\+?0?(?P<sciexp>[4-9]|1[0-2])(?!\d)
      | (?P<spelt>(?i:half\sa|(?:{WORD}|an?)(?:\sand\sa\shalf)?))\s(?P<big>million|billion)(?=[\s/])
      | (?P<plain>{_NUMBERS})(?:\s(?P<scale>million|billion)|(?=\s[\w+/ -]{{0,40}}?(?:cells|lymphocytes|CD34\+|T-cells)\b))
    )
    """,
    re.VERBOSE,
)
_WORDS = r"""(?:of|the|his|her|their|own|these|such|infused|viable|live|total|transduced|transfected|gene-modified|modified|positive|expressing|expanded|selected|enriched|purified|sorted|unmanipulated|cryopreserved|fresh|thawed|autologous|allogeneic|haploidentical|donor|derived|donor-derived|nucleated|
    mononuclear|white|blood|stem|progenitor|ha?ematopoietic|peripheral|T|NK|B|NKT|TCR\S*|anti-[\w/-]+|CAR(?:-?T)?(?:[-\s]?positive|[-\s]?expressing|-?T|s)?|CD\d+\w*(?:/CD\d+\w*)?(?:\+|-positive)?|BCMA|GPRC5D|CLL-?1|effector|memory|
    lymphocytes?|leu[ck]ocytes?|MNCs?|TNCs?|NCs?|cord|marrow|graft|human|T-cells?|T-lymphocytes?|MSCs?|mesenchymal|stromal|regulatory|Tregs?|virus-specific|[\w-]+-cel|\w+leucel|CTLs?|VSTs?|alphabeta|gammadelta|naive|cells?)"""
_UNIT = expression(
    rf"""
    (?P<noun>(?:[\s-]{{1,2}}(?:{_WORDS}\+?|\({_WORDS}\+?\))(?=[\s/),.;:\]-]|\Z))*)
    \s?(?:(?P<per>/|\bper\s|[.](?=\s?kg\b))\s?(?P<den>kg|kilogram|kilo|m2|square\s+met(?:er|re)|body\s?weight|[A-Za-z%]+\d?)|\s?(?P<minus>kg)\s?\^?-1)?
    (?P<tail>(?:\s?(?:of\s+)?(?:recipient\s+)?(?:body\s?weight|BW)\b)?)
    (?P<after>(?:\s\(?(?:of\s+)?(?:CD34\+?|CD3\+?|TNCs?|MNCs?|(?:total\s+)?nucleated|CAR-positive|CAR\+|CAR[- ]?T|T|viable|CD34-positive|CD3-positive)(?:[\s-](?:CAR[- ]?T|T|positive|viable))*(?:\scells?)?(?=[\s,.;:)]|\Z))?)
    """,
    re.VERBOSE,
)
_COMPONENTS = (
    ("CD34+", expression(r"CD34")),
    ("TNC", expression(r"(?i)\bTNCs?\b|nucleated|\bNCs?\b")),
    ("MNC", expression(r"(?i)\bMNCs?\b|mononuclear")),
    ("CAR+", expression(r"(?i)CAR(?:[- ]?T)?[\s-]?(?:\+|positive|expressing)|CAR-?transduced")),
    ("CD3+", expression(r"CD3(?!\d)")),
)
_BEFORE_NOUN = expression(
    r"(?i)(?P<noun>CD34\+?(?:-positive)?(?:\s+stem)?(?:\s+cells?)?|CD3\+?(?:\s+cells?)?|(?:total\s+)?nucleated\s+cells?|TNCs?|MNCs?|mononuclear\s+cells?|CAR-positive\s+(?:viable\s+)?T\s+cells?)"
    r"(?:\s+(?:infused|dose|count|content|was|were|of|at|cells?|transfused|reinfused|given|number|a))*\s*[(:=,]?\s*\Z"
)
_TWO_NOUNS = expression(
    r"(?i)(?P<a>(?:total\s+)?nucleated(?:\s+cells?)?|TNCs?|MNCs?|mononuclear(?:\s+cells?)?|CD34\+?(?:\s+cells?)?|CD3\+?(?:\s+cells?)?)\s*(?:\([^)]*\)\s*)?(?:,|and|/)\s*(?P<b>(?:total\s+)?nucleated\s+cells?|TNCs?|CD34\+?(?:-positive)?(?:\s+cells?)?|CD3\+?(?:\s+cells?)?)"
)
_CONTEXT = expression(r"(?i)infus|transfus|CAR|\bcells?\b|-cel\b|leucel|graft|lymphocyt|DLI|dose|transplant")
_LAB = expression(
    r"(?i)(?:WBC|white\s+(?:blood\s+)?cells?(?:\s+count)?|leu[ck]ocytes?|platelets?|neutrophils?|ANC|PLT|counts?|h(?:a)?emoglobin|copies|blasts?|granulocytes?|ALC|sensitivity|level|threshold|limit)\s*(?:\w+\s+){0,3}[(:=<>≥≤~,]*\s*\Z"
)
# "in one million marrow cells not a single myeloma cell was found"
_AMONG = expression(r"(?i)\b(?:in|among|amongst|per|out\s+of|within)\s+(?:about\s+|some\s+|every\s+|the\s+)?\Z")
_NOT_AFTER = expression(
    r"(?i)\s*(?:copies|/\s?(?:u?l|ml|mm|dl|cmm)|IU\b|U\b|per\s+(?:ml|ul|lit|micro|cubic|mm)|CFU|genome|%|mg\b|g\b|Gy\b|patients?|cases?|vector|vg\b|viral)"
)
_GOT = expression(
    r"(?i)\b(?:collect(?:ed|ion)|harvest(?:ed)?|cryopreserved|frozen|stored|manufactured|cultured|seeded|stimulated|transduced|thawed|apheresis|leu[ck]apheresis|yield(?:ed|ing)?|mobili[sz]\w+|obtained)\b"
)
_GIVEN = expression(
    r"(?i)\b(?:infus\w+|reinfus\w+|given|received|returned|administered|transfused|transplanted|injected|contain\w*)\b"
)
_PARTS = expression(
    r"(?:\d{1,2}(?:\.\d)?\s?%[^.;%]{0,24}?){2,5}\s*\bof\s+(?:(?:the|a|an|total|planned|target|cell|dose|CAR-?T|cells?|of)\s+)*\(?\Z"
)
_COHORT = expression(r"(?i)\b(?:median|mean|average|range|ranging|ranged|from)\b[\w\s,:(+/.^-]{0,30}\Z")
_PLANNED = expression(r"(?i)\bplanned\b[\w\s,:(+-]{0,24}\Z")


@dataclass(slots=True)
class _Core:
    """A number of cells before its unit is known."""

    start: int
    end: int
    pairs: list[tuple[int, int, float, float | None]]
    factor: float
    flags: tuple[str, ...]
    bare: bool
    large: bool = False  # "5 million"
    unit: str | None = None
    noun: str = ""
    unit_end: int = 0


def find_cells(text: str, busy: frozenset[int] = frozenset()) -> Iterator[Amount]:
    """Cell doses: '3.1 x 10^8 nucleated cells/kg' -> 310000000 cells/kg, TNC; '1, 5 and 10 × 10^6/kg' -> three."""
    cores = [core for match in _CORE.finditer(text) if (core := _core(text, match, busy))]
    for core, following in zip(reversed(cores), [None, *reversed(cores)], strict=False):
        if (
            core.unit is None
            and following
            and following.unit
            and re.fullmatch(r"\s*(?:,|-|,?\s*(?:and|to|or|then))\s*", text[core.unit_end : following.start])
        ):
            core.unit, core.noun = following.unit, following.noun
            core.flags = tuple(f for f in core.flags if f != "no_unit")
    earlier = ""
    cores = [part for core in cores for part in _with_parts(text, core)]
    for core in cores:
        for amount in _amounts(text, core):
            earlier = _component(text, amount, core, earlier)
            yield amount


def _core(text: str, match: re.Match[str], busy: frozenset[int]) -> _Core | None:
    """Read the number, repair its exponent, and read the unit after it."""
    flags: tuple[str, ...] = ()
    exponent = next((match[g] for g in ("exp", "star", "paren", "e", "word", "lost", "sciexp") if match[g]), None)
    factor = (
        10.0 ** int(exponent)
        if exponent
        else {"million": 1e6, "billion": 1e9}.get(match["scale"] or match["big"] or "", 1.0)
    )
    if match["e"]:
        flags = (*flags, "ambiguous_10e")
    if match["times"] == "3":
        flags = (*flags, "times_sign_as_3")
    if match["lost"]:
        flags = (
            (*flags, "superscript_repaired") if match["numbers"] else (*flags, "superscript_repaired", "low_confidence")
        )
    group = "numbers" if match["numbers"] else "sci" if match["sci"] else "plain" if match["plain"] else None
    pairs = (
        _pairs(match[group], match.start(group))
        if group
        else [(match.start(), match.end(), _in_words(match["spelt"]), None)]
    )
    pairs = [p for p in pairs if p[0] not in busy]
    if not pairs:
        return None
    if group and "e" in match[group]:
        flags = (*flags, "dash_as_e")
    if group and any(has_decimal_comma(text[a:b]) for a, b, *_ in pairs):
        flags = (*flags, "decimal_comma")
    large = bool(match["scale"] or match["big"])
    core = _Core(
        match.start(), match.end(), pairs, factor, flags, bare=(group is None or group == "plain"), large=large
    )
    return core if _read_unit(text, core, exponent is not None) else None


def _in_words(spelt: str | None) -> float:
    """'half a' -> 0.5, 'one and a half' -> 1.5, 'two' -> 2; nothing -> 1."""
    if not spelt:
        return 1.0
    words = " ".join(spelt.lower().split())
    return (
        0.5 if words == "half a" else number(words.replace(" and a half", "")) + (0.5 if words.endswith(" half") else 0)
    )


def _with_parts(text: str, core: _Core) -> list[_Core]:
    """A dose and, before it, the parts that it was split into."""
    parts = list(_split(text, core))
    return [*parts, replace(core, flags=(*core.flags, "split_total"))] if parts else [core]


def _split(text: str, core: _Core) -> Iterator[_Core]:
    """The parts of a split dose: '10%, 30% and 60% of 5×10^6/kg', '10% on day 0 … and 60% on day 2 of a total of 2×10^6/kg'."""
    lead = _PARTS.search(text, max(0, core.start - 110), core.start)
    if lead is None or core.pairs[0][3] is not None:
        return
    percents = [m for m in re.finditer(r"(\d{1,2}(?:\.\d)?)\s?%", text[: core.start]) if m.start() >= lead.start()]
    if len(percents) > 1 and abs(sum(float(m[1]) for m in percents) - 100) < 1:
        for m in percents:
            pair = (m.start(), m.end(), core.pairs[0][2] * float(m[1]) / 100, None)
            yield replace(
                core, start=m.start(), end=m.end(), pairs=[pair], flags=(*core.flags, "split"), unit_end=m.end()
            )


def _pairs(numbers: str, offset: int) -> list[tuple[int, int, float, float | None]]:
    """'1-30' -> one range, '0.5, 1 and 1.5' -> three values, each with its place."""
    pairs: list[tuple[int, int, float, float | None]] = []
    end = 0
    for match in re.finditer(DIGITS, numbers):
        sep, value = numbers[end : match.start()].strip(" ,"), number(match[0])
        if pairs and sep in ("-", "~", "to", "e") and pairs[-1][3] is None:
            pairs[-1] = (pairs[-1][0], offset + match.end(), pairs[-1][2], value)
        else:
            pairs.append((offset + match.start(), offset + match.end(), value, None))
        end = match.end()
    return pairs


def _read_unit(text: str, core: _Core, has_exponent: bool) -> bool:
    """Whether a dose's unit, or words that make it a dose, stand after the number."""
    unit = _UNIT.match(text, core.end)
    if unit is None:
        return False
    core.noun, core.unit_end = (
        unit["noun"] + unit["after"],
        unit.end("after") if unit["den"] or unit["minus"] else unit.end("noun"),
    )
    den = "kg" if unit["minus"] else unit["den"]
    lead = text[max(0, core.start - 40) : core.start]
    if den and den.startswith(("kg", "kilo", "body")):
        core.unit = "cells/kg"
    elif den and den.startswith(("m2", "square")):
        core.unit = "cells/m2"
    elif den:
        return False
    elif re.search(r"(?i)cells?\b|lymphocytes|CAR-?Ts?\b|CD34\+|-cel\b|leucel|TNC|MNC", unit["noun"]):
        core.unit = "cells"
    if core.unit == "cells" and _AMONG.search(lead):
        return False
    if core.unit in ("cells", None) and (_LAB.search(lead) or _NOT_AFTER.match(text, core.unit_end)):
        return False
    if core.unit == "cells/kg" and not has_exponent and not re.search(r"(?i)cell|lymphocyte|CD\d|CAR", unit["noun"]):
        beside = core.large and _CONTEXT.search(text, max(0, core.start - 60), core.end + 60)
        return bool(beside) and not _NOT_AFTER.match(text, core.end)
    if core.unit == "cells" and not has_exponent and core.factor * core.pairs[0][2] < 1e4:
        return False
    if core.bare and core.unit is None:
        return False
    if core.unit is None:
        core.flags = (*core.flags, "no_unit")
        return (
            has_exponent
            and 1e4 <= core.factor <= 1e12
            and bool(_CONTEXT.search(text, max(0, core.start - 90), core.end + 60))
        )
    return True


def _amounts(text: str, core: _Core) -> Iterator[Amount]:
    unit = core.unit or "cells"
    flags = core.flags + _context(text, core)
    for i, (start, end, low, high) in enumerate(core.pairs):
        last = i == len(core.pairs) - 1
        value = float(f"{low * core.factor:.10g}")
        own = (*flags, "implausible_total") if unit == "cells" and value < 1e7 and "CAR" in core.noun else flags
        yield Amount(start=start, end=(core.unit_end if core.unit else core.end) if last else end, value=value, unit=unit, rule="dose_cells", flags=own,
                     value_high=float(f"{high * core.factor:.10g}") if high is not None else None, list_end=core.unit_end)  # fmt: skip


_OF_WHICH = expression(r"(?i)\bof\s+(?:which|these|those|them)\s+(?:only\s+|about\s+|some\s+)?\Z")


def _context(text: str, core: _Core) -> tuple[str, ...]:
    """Whether the cells were only collected, planned, or are a cohort's figure."""
    before = re.split(r"[;.]\s", text[max(0, core.start - 60) : core.start])[-1]
    after = re.split(r"[;,.)](?:\s|\Z)", text[core.unit_end : core.unit_end + 60])[0]
    if _OF_WHICH.search(before):  # "9.7 x 10^6/kg were harvested, of which 5.1 x 10^6/kg, PCR-negative, were returned"
        return (
            ()
            if _GIVEN.search(text, core.unit_end, core.unit_end + 90)
            else ("collected",)
            if _GOT.search(after)
            else ()
        )
    got, given = _GOT.search(after), _GIVEN.search(after)
    flags: tuple[str, ...] = ()
    if (got and not given) or (not given and _GOT.search(before) and not _GIVEN.search(before)):
        flags = ("collected",)
    if _COHORT.search(before) and not re.search(r"(?i)from\s+\w+ed\b", before):
        flags = (*flags, "cohort")
    return (*flags, "planned") if _PLANNED.search(before) else flags


def _component(text: str, amount: Amount, core: _Core, earlier: str) -> str:
    """What was counted, by the words after, before, or both with 'respectively'; else as in the dose before in this sentence."""
    here = next((name for name, pattern in _COMPONENTS if pattern.search(core.noun)), None)
    window = text[max(0, core.start - 100) : core.start]
    sentence = re.split(r"[.;]\s", window)[-1]
    if here is None and (noun := _BEFORE_NOUN.search(sentence)):
        here = next((name for name, pattern in _COMPONENTS if pattern.search(noun["noun"])), None)
    two = _TWO_NOUNS.search(sentence)
    if two and (here is None or not core.noun.strip()) and "respectively" in text[core.end : core.end + 80]:
        second = len(re.findall(r"10\s?\^?\d", sentence[two.end() :])) > 0
        here = next((name for name, pattern in _COMPONENTS if pattern.search(two["b" if second else "a"])), None)
    name, _, place = earlier.rpartition("@")
    kin = name == "CD3+" or re.search(r"of which|collected|harvested", text[int(place or 0) : core.start])
    if (
        here is None
        and not core.noun.strip()
        and name
        and kin
        and not re.search(r"\.\s", text[int(place) : core.start])
    ):
        here = name
    amount.component = here
    return f"{here}@{core.end}" if here else earlier
