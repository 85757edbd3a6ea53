"""Which of several case patients a stretch of a sentence speaks of: by label, name of relation, pronoun, "the latter", "both".

"She relapsed in March 2019, he in April 2020" is cut in two; "both marrows were in CR" is of both (patient 0).
"""

import re
from dataclasses import replace
from itertools import pairwise

from extractors.expressions import expression
from extractors.folded import Folded
from extractors.mentions import Sentence
from extractors.people import Person, introduced, labels_in

_BOTH = Folded(
    r"(?i)\b(?:both|the two|all two|all three|all|these two|each of (?:the|these) two) (?:of (?:them|the patients|our patients)|our |the |index )?\s?(?:patients?|siblings?|cases?|children|brothers|sisters|twins|girls|boys|men|women|marrows|courses|recipients|subjects|infants|adults|individuals|of them)\b"
    r"|\bneither (?:of (?:the two|them|our|these)|patient|child|sibling|twin|case|brother|sister|boy|girl|of)\b|\b(?:in|for|to|by|of) both(?=[\s.,;)]+(?:$|[.,;)]|patients|of|and\b|with\b|was\b|were\b|at\b|on day))|(?:^|[.;]\s)Both (?:received|had|underwent|developed|achieved|attained|reached|obtained|entered|experienced|remain(?:ed)?|relapsed|progressed|responded|survived|engrafted|tolerated|got|live|stayed|went into|are)\b"
    r"|\beach (?:patient|child|sibling|of them|received|underwent)\b|\b(?:the two|both) (?:showed|achieved|received|were)\b|\bidentical in the two\b|\bput each of them\b"
)
_SHE = expression(r"\b(?:[Ss]he|[Hh]ers?|[Hh]erself)\b")
_HE = expression(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself)\b")
_NOUNS = (
    (expression(r"(?i)\bthe (?:younger |older |elder |little )?(?:girl|woman|lady)(?:'s)?\b"), "female"),
    (expression(r"(?i)\bthe (?:younger |older |elder |little )?(?:boy|man|gentleman)(?:'s)?\b"), "male"),
)  # fmt: skip
# in a report on siblings they are the patients, else donors and relatives
_SIBLINGS = (
    (expression(r"(?i)\b(?:the|his) (?:younger |older |elder |little )?sister(?:'s)?\b"), "female"),
    (expression(r"(?i)\b(?:the|her) (?:younger |older |elder |little )?brother(?:'s)?\b"), "male"),
)
_RELATED = expression(
    r"(?i)\bsiblings\b|\btwins\b|\b(?:two|both) (?:brothers|sisters)\b|\b(?:girl|boy|sister|brother) and (?:her|his) (?:\w+ )?(?:brother|sister)\b"
)
_FORMER = expression(r"(?i)\bthe (?P<which>former|latter)(?:'s)?\b")
_OTHERS = expression(
    r"(?i)\b(?:donor|from (?:the|her|his)|of (?:her|his)|was (?:her|his)|HLA|aunt|uncle|mother|father|family|grand)\b"
)
_CUT = expression(r";\s|,?\s(?:whereas|while|but|and|however)\s|,\s|:\s|\.\s")
# "he in April 2020", "the boy on day 3": the verb is that of the stretch before
_ELLIPTIC = expression(
    r"(?i)^[\s,;]*(?:and |while |whereas |but )?(?:he|she|the \w+|patient \w|case \w|hers|his|in (?:the|his|hers) ?\w*|sibling \w)(?:'s)?,? (?:in|on|at|after|by|\d)[^.;]{0,40}\.?$"
)


def cues_of(words: str, persons: list[Person], *, siblings: bool = False) -> list[tuple[int, int, int]]:
    """Where a patient is named: (start, end, number); 0 is everybody."""
    found = [(m.start(), m.end(), 0) for m in _BOTH.finditer(words)]
    found += [(a, b, n) for a, b, n in labels_in(words) if n <= len(persons)]
    found += [(m.start(), m.end(), n) for m, n in introduced(words, persons)]
    sexes = {p.sex: p.number for p in persons} if len({p.sex for p in persons} - {None}) == len(persons) else {}
    if sexes:
        for pattern, sex in (*_NOUNS, *(_SIBLINGS if siblings else ()), (_SHE, "female"), (_HE, "male")):
            number = sexes.get(sex)
            if number is None:
                continue
            for m in pattern.finditer(words):
                if pattern not in (_SHE, _HE) and _OTHERS.search(words[max(0, m.start() - 12) : m.start() + 5]):
                    continue
                if not any(m.start() < b and a < m.end() for a, b, _ in found):
                    found.append((m.start(), m.end(), number))
    return sorted(found)


def assign_patients(
    text: str, sentences: list[Sentence], persons: list[Person], headings: dict[int, str]
) -> list[Sentence]:
    """Give each sentence its patient, cutting those that speak of several: label, relation, pronoun, else the one before."""
    if len(persons) < 2:
        return sentences
    current = 1
    section: str | None = None
    pair: tuple[int, int] | None = None
    placed: list[Sentence] = []
    siblings = any(_RELATED.search(text, s.start, s.end) for s in sentences if s.section in {"title", "abstract"})
    for s in sentences:
        heading = headings.get(s.start)
        if heading is not None and heading != section:
            section = heading
            if labels := [n for _, _, n in labels_in(heading) if n <= len(persons)]:
                current = labels[0]
        whole = cues_of(text[s.start : s.end], persons, siblings=siblings)
        for piece in _pieces(text, s, whole, pair):
            same = piece.start == s.start and piece.end == s.end
            cues = whole if same else cues_of(text[piece.start : piece.end], persons, siblings=siblings)
            if piece.told_of == "donor" and cues and not _OTHERS.search(text[piece.start : piece.end]):
                piece.told_of = "patient"
            number = _former(text[piece.start : piece.end], pair)
            number = number if number is not None else cues[0][2] if cues else None
            piece.patient = number if number is not None else current
            if piece.patient:
                current = piece.patient
            placed.append(piece)
        order = list(dict.fromkeys(n for _, _, n in whole if n))
        pair = (order[0], order[1]) if len(order) > 1 else None
    return placed


def _former(words: str, pair: tuple[int, int] | None) -> int | None:
    m = _FORMER.search(words)
    return None if m is None or pair is None else pair[0] if m["which"].lower() == "former" else pair[1]


def _pieces(text: str, s: Sentence, cues: list[tuple[int, int, int]], pair: tuple[int, int] | None) -> list[Sentence]:
    """Cut a sentence between cues of different patients, at the last boundary between them."""
    words = text[s.start : s.end]
    if pair is not None:
        former = [(m.start(), m.end(), pair[m["which"].lower() != "former"]) for m in _FORMER.finditer(words)]
        cues = sorted([*cues, *former])
    cuts: list[int] = []
    for a, b in pairwise(cues):
        if a[2] == b[2] or b[0] < a[1]:
            continue
        boundaries = [m.start() for m in _CUT.finditer(words, a[1], b[0])]
        strong = [c for c in boundaries if words[c] == ";" or re.match(r",?\s(?:whereas|while|but)\b", words[c:])]
        relation = re.match(r"(?i)(?:her|his) (?:\w+ )?(?:brother|sister|mother|father|son|daughter|donor|husband|wife|parents|family|cousin|aunt|uncle)\b", words[b[0] :]) and not strong  # fmt: skip
        if boundaries and not relation:
            cuts.append((strong or boundaries)[-1])
    points = [0, *cuts, len(words)]
    pieces = []
    for left, right in pairwise(points):
        begin = left + len(words[left:right]) - len(words[left:right].lstrip(" ,;:"))
        if right > begin:
            pieces.append(replace(s, start=s.start + begin, end=s.start + right, mentions=[]))
    return pieces or [s]


def is_elliptic(words: str) -> bool:
    """Whether a stretch takes its verb from the one before: "he in April 2020"."""
    return len(words) < 70 and bool(_ELLIPTIC.match(words))
