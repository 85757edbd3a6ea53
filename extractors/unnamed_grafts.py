"""Whose cells a transplantation brought, where its own words do not say.

GVHD and what prevents it, chimerism and the conditioning tell a donor's cells from the patient's own; a title that speaks of a
half-matched graft tells which relative's cells were half-matched.
"""

from extractors.courses import Course
from extractors.expressions import expression
from extractors.story import Scene, Story

_AROUND = 8  # sentences round a graft that may speak of its donor
_DONOR = expression(
    r"(?i)\bdonors?\b(?! (?:lymphocyte|search))|\b(?:identical|matched|mismatched|compatible) (?:sibling|brother|sister|relative)|\bchima?erism\b|\ballograft|\bunrelated\b|\bgraft[- ]versus[- ]host|\bgraft[- ]vs\b"
)
_LACKING = expression(r"(?i)\b(?:no|without an?|lack\w*(?: of)?(?: an?)?) (?:\w+[- ]){0,3}donor")
_HALF = expression(r"(?i)\bhaplo(?:-?identical\w*)?\b|\bhalf[- ]match")
_KIN = expression(
    r"(?i)\b(?:father|mother|parent|brother|sister|sibling|son|daughter|cousin|aunt|uncle|niece|nephew|paternal|maternal)"
)
# conditioning that only a patient's own cells follow
_BEFORE_OWN = frozenset({"BEAM", "BeEAM", "TEAM", "CBV", "LEAM"})
_BEFORE_OTHERS = frozenset({"fludarabine", "treosulfan", "antithymocyte globulin", "alemtuzumab", "total body irradiation"})  # fmt: skip


def settle_grafts(story: Story, scenes: list[Scene]) -> None:
    """Name grafts that are named no closer than as a transplantation; of several, by what is told at once."""
    for graft in story.courses:
        if graft.name != "HSCT" or graft.status != "given":
            continue
        alone = not _others(story, graft)
        if (alone and _treated_as_of_a_donor(story, graft)) or _told_of_a_donor(scenes, graft, alone):
            graft.name, graft.cell_source = "allogeneic HSCT", graft.cell_source or "donor"
        elif alone and _of_the_patient(story, graft):
            graft.name, graft.cell_source = "autologous HSCT", "autologous"
    if any(_HALF.search(s.text) for s in scenes if s.sentence.section in {"title", "abstract"}):
        _name_half_matched(story, scenes)


def _name_half_matched(story: Story, scenes: list[Scene]) -> None:
    """Name the one graft of a relative that the title or abstract calls half-matched and its own sentence does not."""
    given = [c for c in story.courses if c.kind == "transplant" and c.status == "given"]
    if any(c.name == "haploidentical HSCT" for c in given) or len({c.patient for c in given}) != 1:
        return
    of_kin = [c for c in given if c.name == "allogeneic HSCT" and _KIN.search(scenes[c.sentence].text)]
    if len(of_kin) == 1:
        of_kin[0].name = "haploidentical HSCT"


def _others(story: Story, graft: Course) -> bool:
    return any(
        c is not graft and c.kind == "transplant" and c.status == "given" and c.patient == graft.patient
        for c in story.courses
    )


def _treated_as_of_a_donor(story: Story, graft: Course) -> bool:
    if any(c.role == "gvhd_prophylaxis" and c.patient == graft.patient for c in story.courses):
        return True
    return any(t.name == "GVHD" and t.occurred and t.patient == graft.patient for t in story.toxicities)


def _told_of_a_donor(scenes: list[Scene], graft: Course, alone: bool) -> bool:
    at = graft.sentence
    near = scenes[max(0, at - _AROUND) : at + _AROUND] if alone else scenes[at : at + 2]
    near = [s for s in near if s.sentence.section == graft.section]
    return any(_DONOR.search(s.text) and not _LACKING.search(s.text) for s in near)


def _of_the_patient(story: Story, graft: Course) -> bool:
    prepared = {c.name for c in story.courses if c.role == "conditioning" and c.patient == graft.patient}
    return bool(prepared & _BEFORE_OWN) or ("melphalan" in prepared and not prepared & _BEFORE_OTHERS)
