"""Grading systems: one named once holds for the graded rows of its syndromes, unless it is named for one treatment only.

"Toxicities were graded by ASTCT" · "ASTCT criteria were applied after obe-cel" beside "CRS grade 1 according to Lee"
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.courses import Course
from extractors.expressions import expression
from extractors.story import Scene, Story, ToxicityFact
from extractors.toxicities import find_systems

_HERE = {"methods", "table", "figure_legend", "footnote"}
# "we graded CRS by ASTCT", at the end of an introduction too, where no study of others is told of
_GRADED = expression(r"(?i)\b(?:graded|grading (?:was|is|follow\w+)|we grade|scored)\b")
_ELSEWHERE = expression(
    r"(?i)\b(?:stud(?:y|ies)|trials?|cohorts?|registr\w+|series|patients|[A-Z]+-\d|published|reported by|et al)\b|\[\d"
)


@dataclass(slots=True)
class Named:
    """A system as named at one place, for its syndromes and perhaps one treatment."""

    system: str
    syndromes: tuple[str, ...]
    course: Course | None
    at: int
    local: bool  # said of one graded syndrome only


def settle_systems(story: Story, scenes: list[Scene]) -> None:
    """Give each graded row the system that is named for it."""
    named = [n for scene in scenes for n in _named_in(scene, story)]
    for fact in story.toxicities:
        fact.system = (fact.system or _system_of(fact, named)) if fact.occurred and fact.grade is not None else None


def _named_in(scene: Scene, story: Story) -> Iterable[Named]:
    s = scene.sentence
    graded = _GRADED.search(scene.text) is not None
    if s.section == "references" or (
        s.section == "introduction" and not (graded and not _ELSEWHERE.search(scene.text))
    ):
        return
    if s.told_of != "patient" and s.section not in _HERE and not graded:
        return
    infusions = [c for m in scene.therapies if isinstance(c := story.became.get(id(m)), Course) and c.infusion]
    for at, system in find_systems(scene.text):
        local = any(t.grade is not None for t in scene.toxicities) or bool(re.search(r"(?i)\bgrade [I1-5]", scene.text))
        bound = infusions[-1] if infusions and not local and re.search(r"(?i)\bafter\b", scene.text) else None
        other = local and not scene.toxicities and not _GENERAL.search(scene.text)  # "(CTCAE grade 2 neuropathy)"
        yield Named(system, () if other else _graded_by(system, scene.text), bound, s.start + at, local)


_GENERAL = expression(
    r"(?i)\b(?:toxicit|adverse|events?\b|syndromes?\b|CRS|ICANS|cytokine|neurotox|all\b|both\b|graded (?:by|per|according|using|with|after|following)|it (?:was|reached)|this (?:was|corresponded))"
)


def _system_of(fact: ToxicityFact, named: list[Named]) -> str | None:
    mine = [n for n in named if fact.name in n.syndromes]
    bound = [n for n in mine if n.course is not None and n.course is fact.infusion]
    free = [n for n in mine if n.course is None]
    for choice in (bound, [n for n in free if not n.local], free):
        if choice:
            at = fact.spans[0][0]
            return min(choice, key=lambda n: abs(n.at - at)).system
    return None


# "graded like all later events by the ASTCT criteria", "here and below we grade per ASTCT"
_ALL = expression(
    r"(?i)\b(?:like all|all (?:the )?(?:later|other|further|subsequent|following|grades|grading|events)|here and (?:below|later|hereafter|elsewhere)|throughout|hereafter|also for|likewise|every (?:event|toxicity|grade)|whenever)\b"
)


def _graded_by(system: str, sentence: str) -> tuple[str, ...]:
    """The syndromes that a sentence grades by a system."""
    if system == "MAGIC":
        return ("GVHD",)
    hyper = ("IEC-HS",) if re.search(r"\bIEC-?HS\b|\bHLH\b|(?i:ha?emophagocyt)", sentence) else ()
    crs = re.search(r"(?i)\bCRS|cytokine", sentence) is not None
    icans = re.search(r"(?i)\bICANS|neurotox|neurologic|parkinsonism", sentence) is not None
    if re.search(r"(?i)\btoxicit(?:y|ies)\b(?! syndrome)|\bboth\b|\bsyndromes\b|\badverse events\b", sentence) and not re.search(r"(?i)neurologic(?:al)? toxicit", sentence):  # fmt: skip
        return (
            ("CRS", "ICANS", "IEC-HS")
            if re.search(
                r"(?i)\b(?:all|these|any|treatment|CAR-?T\S*) (?:\w+ )?(?:toxicit|adverse|syndromes)", sentence
            )
            else ("CRS", "ICANS", *hyper)
        )
    if _ALL.search(sentence):
        return ("CRS", "ICANS", "IEC-HS")
    named = (*(("CRS",) if crs else ()), *(("ICANS",) if icans else ()), *hyper)
    return named or ("CRS", "ICANS")
