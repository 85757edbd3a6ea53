"""Amounts of a sentence and the courses they belong to."""

import re

from extractors.courses import Course
from extractors.linking import link_doses
from extractors.mentions import DoseMention
from extractors.story import Book, DoseFact, Scene, State, shifted


def read_doses(
    book: Book, scene: Scene, state: State, patient: int, mentioned: dict[int, Course], *, retold: bool
) -> None:
    moved = [shifted(m, scene.sentence.start) for m in scene.therapies if id(m) in mentioned]
    back = [m for m in scene.therapies if id(m) in mentioned]
    doses = [shifted(d, scene.sentence.start) for d in scene.doses]
    linked = link_doses(scene.text, doses, moved)
    for i, d in enumerate(scene.doses):
        if "collected" in d.flags or "not_given" in d.flags:
            book.story.reasons[id(d)] = "not an amount given"
            continue
        courses = [mentioned[id(back[moved.index(t)])] for t in linked.get(i, [])]
        if not courses and (course := _implied(book, scene, state, patient, d, retold=retold)):
            courses = [course]
        if not courses:
            book.story.reasons[id(d)] = "no treatment to belong to"
        for course in dict.fromkeys(courses):
            _dose(book, course, d, scene, retold=retold)


def _dose(book: Book, course: Course, d: DoseMention, scene: Scene, *, retold: bool) -> None:
    same = [
        f
        for f in book.story.doses
        if f.course is course
        and (f.mention.value, f.mention.value_high, f.mention.unit) == (d.value, d.value_high, d.unit)
    ]
    for f in same:
        if (
            retold
            or ((f.mention.frequency in {None, d.frequency} or d.frequency is None) and f.mention.days in {(), d.days})
            or (not d.days and not d.frequency)
        ):
            f.spans.append((d.start, d.end))
            book.story.became[id(d)] = f
            return
    if retold and any(f.course is course for f in book.story.doses) and scene.sentence.section != "abstract":
        book.story.reasons[id(d)] = "retold"
        return
    fact = DoseFact(
        course, d, [(d.start, max(d.end, min(d.reach or d.end, scene.sentence.end)))], scene.sentence.section
    )
    book.story.doses.append(fact)
    book.story.became[id(d)] = fact


def _implied(book: Book, scene: Scene, state: State, patient: int, d: DoseMention, *, retold: bool) -> Course | None:
    """The course of an amount whose treatment is named in another sentence."""
    given = [c for c in book.story.courses if c.patient == patient]
    if retold:
        return None
    if d.unit.startswith("cells"):
        cells = [c for c in given if c.kind in {"cell_therapy", "transplant"}]
        near = [c for c in cells if book.at - c.sentence <= 3]
        if near or not re.search(r"(?i)infus|transplant|graft|administ|receiv|dose", scene.text):
            return near[-1] if near else None
        follow = _following(book, patient, {"cell_therapy", "transplant"})
        return follow or (cells[-1] if cells else None)
    if d.unit == "Gy":
        near = [c for c in given if c.kind == "radiotherapy" and book.at - c.sentence <= 2]
        return near[-1] if near else None
    drugs = [c for c in given if c.kind == "drug" and book.at - c.sentence <= 2]
    if drugs and re.search(
        r"(?i)\b(?:dos(?:e|es|ing|age)|it|its|reduced|increased|tapered|escalated|stepped|then|continued|followed by|again|thereafter|daily|cycle|at)\b",
        scene.text,
    ):
        return drugs[-1]
    return None


def _following(book: Book, patient: int, kinds: set[str]) -> Course | None:
    del patient, kinds
    return None
