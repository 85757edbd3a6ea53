"""The course of an amount whose treatment is named in another sentence: "its dose was then escalated to 4 mg", "cells were infused"."""

import re

from extractors.courses import Course
from extractors.dose_names import other_name
from extractors.expressions import expression
from extractors.link_doses import component_fits
from extractors.mentions import DoseMention
from extractors.story import Book, Scene

# words by which a sentence goes on about a treatment without its name: "its dose was then escalated to"
_GOES_ON = expression(
    r"(?i)\b(?:dos(?:e|es|ed|ing|age)|it|its|they|both|reduction|increase|escalation|the (?:drug|agent|treatment|infusion|latter|former)|reduced|increased|tapered|escalated|stepped|raised|lowered|halved|doubled|cut|"
    r"then|continued|followed|again|thereafter|afterwards|subsequently|later|daily|weekly|every|cycles?|at|took|taken|given|received|restarted|resumed|maintained|infused|injected|started|first|second)\b"
)
# "the dose had to be lowered further to"
_WAY = expression(
    r"(?i)\b(?:(?P<down>lower|reduc|decreas|cut|halv|taper|wean)|(?P<up>rais|increas|escalat|doubl|uptitrat))\w*\b[^.;]{0,40}\bto\s(?:\w+\s)?\Z"
)
_LISTED = expression(r"^\s*(?:[-•*–]|\(?[a-z0-9][.)])?\s*(?=\d)", re.IGNORECASE)
_WORDS = (
    (expression(r"(?i)lymphocyte|DLI\b"), "lymphocytes"),
    (expression(r"(?i)\bgraft|marrow|stem[- ]cell|haematopoietic|hematopoietic|transplant|donor cells"), "graft"),
    (expression(r"(?i)\bCAR\b|CAR[- ]?T|transduced|modified|viable T"), "car"),
)
# an abbreviation right before the amount is its treatment, also where it is not known; "every attempt to go below 4 mg failed"
_OWN_NAME = expression(r"(?:\b[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9-]*\s+(?:at\s+|of\s+)?|\b[Aa]ttempts?\b[^,;.]{0,40})\Z")
# what is measured, or a treatment by an abbreviation that is not known: "Proteinuria was 2.2 g/day", "XYZ was begun at 4 mg"
_OTHER_SUBJECT = expression(
    r"(?:(?i:.*\b(?:proteinuria|albuminuria|excretion|urine|urinary|ferritin|levels?|concentrations?|output|losses|weight)\b)|\W*(?:[A-Z][a-z]+ )?[A-Z]{2,}[A-Za-z0-9-]*\s+(?:was|were|is|returned|came|started|began|continued|resumed|followed)\b)",
    re.DOTALL,
)
_NEAR = 700  # characters within which a sentence goes on about a treatment
FAR = 2500  # and about a graft or cells, told of over several sentences


def since(course: Course, at: int) -> int:
    """Characters since a course was last told of before a place."""
    return min((at - end for _, end in course.spans if end <= at), default=1 << 30)


def implied(
    book: Book,
    scene: Scene,
    patient: int,
    d: DoseMention,
    before: list[list[tuple[int | None, Course]]],
    *,
    retold: bool,
) -> Course | None:
    """The course of an amount whose treatment is named in another sentence."""
    if retold:
        return None
    mine = [c for c in book.story.courses if c.patient == patient and c.status not in {"declined", "not_given"}]
    if d.unit.startswith("cells"):
        return _cells(mine, scene, d)
    kind = "radiotherapy" if d.unit == "Gy" else "drug"
    near = [
        c
        for c in mine
        if c.kind == kind
        and not c.generic
        and (since(c, d.start) < _NEAR or (c.group == "bispecific" and since(c, d.start) < FAR and _had(book, c, d)))
    ]
    if before and before[-1] and before[-1][-1][0] is None and any(before[-1][-1][1] is c for c in near):
        return before[-1][-1][1]  # "12 mg on day 1, 32 mg on day 4": the list goes on
    lead = scene.text[: d.start - scene.sentence.start]
    if (
        _OWN_NAME.search(lead)
        or other_name(lead, 0, len(lead))
        or _OTHER_SUBJECT.match(lead)
        or not (_GOES_ON.search(scene.text) or _LISTED.match(scene.text))
    ):
        return None
    here = {id(c): scene.doses[j].unit for j, owned in enumerate(before) for _, c in owned}
    liked = [
        (_likeness(book, c, d) if here.get(id(c), d.unit) == d.unit else -1, -since(c, d.start), i)
        for i, c in enumerate(near)
    ]
    if way := _WAY.search(lead):
        liked = [x for x in liked if _goes(book, near[x[2]], d, up=way["up"] is not None)] or liked
    best = max(((like == 2, since, i) for like, since, i in liked if like >= 0), default=None)
    return near[best[2]] if best else None


_LATER_ON = expression(r"(?i);|\b(?:thereafter|then|afterwards|subsequently|since then|from then on)\b")


def _had(book: Book, course: Course, d: DoseMention) -> bool:
    """Whether a treatment was told to be given in an amount."""
    return any(f.course is course and (f.mention.value, f.mention.unit) == (d.value, d.unit) for f in book.story.doses)


def goes_on_with(book: Book, course: Course, d: DoseMention, gap: str) -> Course | None:
    """The antibody that an amount is known of: "fever was met by tocilizumab 8 mg/kg; thereafter 1.5 mg/kg weekly was tolerated"."""
    if course.group == "bispecific" or _LATER_ON.search(gap) is None or _had(book, course, d):
        return None
    told = [c for c in book.story.courses if c.patient == course.patient and c.group == "bispecific"]
    known = [c for c in told if c.status == "given" and since(c, d.start) < FAR and _had(book, c, d)]
    return known[-1] if known else None


def _goes(book: Book, course: Course, d: DoseMention, *, up: bool) -> bool:
    """Whether an amount lies where a treatment's dose was moved to: below the last when lowered, above it when raised."""
    told = [f.mention.value for f in book.story.doses if f.course is course and f.mention.unit == d.unit]
    return bool(told) and (told[-1] < d.value if up else told[-1] > d.value)


def _likeness(book: Book, course: Course, d: DoseMention) -> int:
    """Whether a treatment is dosed like an amount: 2 the same amount, 1 in the same unit, 0 unknown, -1 in other units only."""
    told = [f.mention for f in book.story.doses if f.course.name == course.name]
    if any(m.unit == d.unit and m.value == d.value for m in told):
        return 2
    return 0 if not told else 1 if any(m.unit == d.unit for m in told) else -1


def _cells(mine: list[Course], scene: Scene, d: DoseMention) -> Course | None:
    """The graft or cells that were told of last and hold what was counted."""
    at = d.start
    fitting = [
        c
        for c in mine
        if c.kind in {"cell_therapy", "transplant"}
        and component_fits(d.component, c.kind, c.name)
        and since(c, at) < FAR
    ]
    word = next((w for pattern, w in _WORDS if pattern.search(scene.text)), None)
    if d.component == "CD3+" and word is None:
        word = "lymphocytes"
    liked = [c for c in fitting if _is_of(c, word)]
    return min(liked or fitting, key=lambda c: since(c, at), default=None)


def _is_of(course: Course, word: str | None) -> bool:
    if word == "graft":
        return course.kind == "transplant"
    if word == "lymphocytes":
        return course.name == "donor lymphocyte infusion"
    return word == "car" and course.kind == "cell_therapy" and course.name != "donor lymphocyte infusion"
