"""Drugs as notes and posters cut them short: `flu 30 mg/m2`, `gilt maintenance`, `rux off`.

A cut form counts with an amount; where the text names the drug in full, also with what is done to it.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from extractors.expressions import expression
from extractors.lexicon import Entry, Word, entries
from extractors.longtail import table
from extractors.mentions import TherapyMention

_AMOUNT = expression(
    r"(?i)^(?: (?:po|iv|sc|c?ivi?|ramp-up|C\d|to|at|up to|down to|cut to))*,? ?\d[\d.,]*(?:[-–]\d[\d.,]*)? ?(?:mg|g|mcg|ug|µg|IU|units?|MU)\b"
)
_DONE_TO = expression(
    r"(?i)^,? (?:off|stopp\w+|held|paused|added|resumed|restarted|continued|cut|reduced|increased|raised|up to|down|maint\w*|ppx|prophylaxis|taper\w*|wean\w*|x ?\d|po|iv|sc|d ?[+-]?\d|d/c|start\w+|began|begun|given|alone|monotherapy|again|switched|from|since|until)\b"
)
_BEFORE = expression(r"(?i)(?:\b(?:no|off|on|w/|plus|stepwise|added|started|stopped|resumed|held)|[+/>]) ?$")
# "ASCT (Mel 200)", "HDM140": the amount that needs a graft, without its unit
_MELPHALAN = expression(
    r"(?<![\w/-])(?:[Mm]el|MEL|HDM)(?=[- ]?(?:100|140|180|200|220)\b)|(?<![\w/-])HDM(?=(?:[-/+]| (?:and|with|followed by) )(?:autologous|A?SCT|A?HSCT|AHCT|stem))"
)
# "Flu 30/Cy 300", "Bu 12.8 + Flu 150"
_CUT = r"(?:[Ff]lu|FLU|[Cc]y|CY|[Bb]u|BU|[Mm]el|MEL|[Tt]hio|[Tt]reo)"
_PAIR = expression(
    rf"(?<![\w/-])(?P<a>{_CUT})[- ]?\d{{1,4}}(?:\.\d)?(?:\s?[/+,-]\s?|,?\s(?:and|plus)\s)(?P<b>{_CUT})[- ]?\d{{1,4}}(?:\.\d)?(?![\w.]\w)"
)
_LINKED = expression(r"^[-/+]$|^ [+/] $")


@cache
def _forms() -> dict[str, str]:
    return {row["form"]: row["name"] for row in table("shorthand")}


def find_shorthand(
    text: str, text_words: Sequence[Word], found: Sequence[TherapyMention], banned: set[str]
) -> Iterator[TherapyMention]:
    """Find cut forms next to an amount, and further ones of drugs that the text names."""
    taken = {m.start for m in found} | {i for m in found for i in range(m.start, m.end)}
    bare = [m for m in _bare(text) if m.start not in taken]
    yield from bare
    taken |= {m.start for m in bare}
    named = {m.name for m in found}
    forms = _forms()
    cuts = [
        (w, forms[w.low])
        for w in text_words
        if w.low in forms and w.start not in taken and not w.text.isupper() and w.text not in banned
    ]
    sure: list[tuple[Word, str]] = []
    for w, name in cuts:
        after, before = text[w.end : w.end + 40], text[max(0, w.start - 12) : w.start]
        if _AMOUNT.match(after) or (name in named and (_DONE_TO.match(after) or _BEFORE.search(before))):
            sure.append((w, name))
            named.add(name)
    places = {m.start for m in found} | {w.start for w, _ in sure}
    ends = {m.end for m in found} | {w.end for w, _ in sure}
    for w, name in cuts:
        linked = any(_LINKED.match(text[e : w.start]) for e in ends if 0 < w.start - e < 4) or any(
            _LINKED.match(text[w.end : s]) for s in places if 0 < s - w.end < 4
        )
        if (w, name) in sure or linked:
            yield _mention(w, name)


def _mention(word: Word, name: str) -> TherapyMention:
    entry = entries().get(name) or Entry(name, "drug", "other")
    return _told(word.start, word.end, entry)


def _bare(text: str) -> Iterator[TherapyMention]:
    """Cut forms with amounts whose units everyone knows: 'Mel 200', 'Flu 30/Cy 300'."""
    for match in _MELPHALAN.finditer(text):
        yield _told(*match.span(), entries()["melphalan"])
    for match in _PAIR.finditer(text):
        for part in ("a", "b"):
            yield _told(*match.span(part), entries()[_forms()[match[part].lower()]])


def _told(start: int, end: int, entry: Entry) -> TherapyMention:
    return TherapyMention(
        start=start,
        end=end,
        rule="lexicon.shorthand",
        flags=("abbreviation_assumed",),
        name=entry.name,
        kind="drug",
        hint=entry.group,
        entry=entry,
    )
