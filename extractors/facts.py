"""Further facts of the patients: follow-up, death, peak values, lines, status, conditions, and the signs of CRS and ICANS.

One idea a file (`facts_*.py`); what a sentence may tell is first looked up as plain words, so that most sentences cost no regex.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import (
    facts_antigen,
    facts_assay,
    facts_blasts,
    facts_cns,
    facts_conditions,
    facts_criteria,
    facts_death,
    facts_drugs,
    facts_follow_up,
    facts_ice,
    facts_lines,
    facts_organs,
    facts_peaks,
    facts_resolved,
    facts_signs,
    facts_status,
)
from extractors.confidence import finding_features, weigh
from extractors.expressions import expression, has_any
from extractors.facts_mention import FactMention
from extractors.facts_settle import ToldFact, settle
from extractors.facts_when import Calendar, Moment
from extractors.scope import NARRATIVE
from extractors.story import Scene
from models import Finding, FindingName, Provenance

if TYPE_CHECKING:
    from extractors.resolve import Writer

Finder = Callable[[str], Iterable[FactMention]]
FINDERS: tuple[tuple[Callable[[], Sequence[str]], Finder], ...] = (
    (lambda: facts_follow_up.HINTS, facts_follow_up.find),
    (lambda: facts_death.HINTS, facts_death.find),
    (lambda: facts_peaks.HINTS, facts_peaks.find),
    (lambda: facts_lines.HINTS, facts_lines.find),
    (lambda: facts_status.HINTS, facts_status.find),
    (facts_conditions.hints, facts_conditions.find),
    (lambda: facts_cns.HINTS, facts_cns.find),
    (lambda: facts_antigen.HINTS, facts_antigen.find),
    (lambda: facts_assay.HINTS, facts_assay.find),
    (lambda: facts_ice.HINTS, facts_ice.find),
    (lambda: facts_signs.HINTS, facts_signs.find),
    (lambda: facts_resolved.HINTS, facts_resolved.find),
    (lambda: facts_signs.SEIZURE_HINTS, facts_signs.find_seizures),
    (lambda: facts_blasts.HINTS, facts_blasts.find),
    (lambda: facts_criteria.HINTS, facts_criteria.find),
    (lambda: facts_organs.HINTS, facts_organs.find),
)
# Where a fact may be told. A status stands in titles, a follow-up in abstracts; signs and tests belong to the narrative.
_RETOLD = frozenset({"last follow-up", "death", "disease status", "prior lines", "condition", "GVHD organ"})
_SUMMARIES = frozenset({"title", "abstract", "conclusion", "discussion"})
_NAMING = frozenset({"disease status", "prior lines", "condition"})
_ALL = expression(
    r"(?i)\b(?:both|(?:two|three|2|3|these|our|all)(?: \w+)? (?:patients|cases|children|siblings|men|women))\b"
)
_SIGNS = frozenset({"fever", "hypotension", "vasopressor", "oxygen"})
# Where the sentence tells no time, that of the sentence before.
_CARRIED = _SIGNS | {"condition", "antigen", "seizure", "ICE score", "death", "blasts"}
# Criteria are told once, wherever, and hold for the whole report.
_ANYWHERE = frozenset({"response criteria"})
_NOBODYS = frozenset({"references", "front_matter"})
_TIMELESS = frozenset(
    {"disease status", "prior lines", "MRD assay", "response criteria", "doses given", "effect", "GVHD organ"}
)
_NEAR_CRS = 3  # sentences before and after one that names CRS in which its signs are told


@dataclass(slots=True)
class Seen:
    """A mention of a further fact in its sentence: what it tells of which patients, or why it does not count."""

    scene: Scene
    mention: FactMention
    reason: str | None
    told: list[ToldFact]


def findings(writer: "Writer") -> tuple[Finding, ...]:
    """The further facts of a report that was read."""
    told = [fact for seen in look(writer) for fact in seen.told]
    return tuple(_record(writer, fact) for fact in settle(told).facts)


def fates(writer: "Writer") -> Iterator[tuple[Seen, Finding | str]]:
    """Every mention of a further fact with the record that it became, or the reason why it became none."""
    sights = list(look(writer, everything=True))
    settled = settle([fact for seen in sights for fact in seen.told])
    records = {id(fact): _record(writer, fact) for fact in settled.facts}
    for seen in sights:
        if seen.reason:
            yield seen, seen.reason
        for fact in seen.told:
            fate = settled.fate[id(fact)]
            yield seen, fate if isinstance(fate, str) else records[id(fate)]


def look(writer: "Writer", *, everything: bool = False) -> Iterator[Seen]:
    """The mentions in order of the text; with `everything` also those in sentences about somebody else."""
    scenes, patients, calendar = writer.scenes, len(writer.persons), Calendar(writer.story)
    whole = "\n".join(scene.text for scene in scenes).lower()
    finders = [(here, find) for hints, find in FINDERS if (here := tuple(h for h in hints() if h in whole))]
    near = _near_crs(scenes)
    narrated = any(s.sentence.section in NARRATIVE for s in scenes)
    for at, scene in enumerate(scenes):
        other = None if scene.sentence.told_of == "patient" else f"told of {scene.sentence.told_of}"
        if other and not everything:
            continue
        for mention in _mentions(writer, finders, at):
            reason = other or _why_not(mention, scene, near=at in near, narrated=narrated)
            before = _carrying(scenes, at, mention)
            told = [] if reason else list(_of_patients(scene, mention, patients, calendar, before))
            yield Seen(scene, mention, reason, told)


def _mentions(writer: "Writer", finders: Sequence[tuple[tuple[str, ...], Finder]], at: int) -> Iterator[FactMention]:
    scene = writer.scenes[at]
    lowered = scene.text.lower()
    for hints, find in finders:
        if has_any(lowered, hints):
            yield from find(scene.text)
    yield from facts_drugs.find(scene, writer.scenes[at - 1] if at else None, writer.story)


def _carrying(scenes: Sequence[Scene], at: int, mention: FactMention) -> Scene | None:
    """The sentence before, where its time may be that of the fact."""
    carried = at and mention.name in _CARRIED and scenes[at].sentence.section in NARRATIVE
    return scenes[at - 1] if carried else None


def _why_not(mention: FactMention, scene: Scene, *, near: bool, narrated: bool) -> str | None:
    """Why a mention does not count where it stands; None where it does."""
    section = scene.sentence.section
    if mention.name in _SIGNS and not near:
        return "a sign, no CRS is told of near it"
    if section in NARRATIVE or (mention.name in _ANYWHERE and section not in _NOBODYS):
        return None
    if narrated:
        counts = mention.name in _RETOLD and section in _SUMMARIES
    else:
        counts = section in _SUMMARIES or section == "figure_legend"
    return None if counts else f"not told in the case but in: {section.replace('_', ' ')}"


def _near_crs(scenes: Sequence[Scene]) -> set[int]:
    """Sentences that may tell the signs of a CRS: near one that names it, and not about neurotoxicity alone."""
    named = [i for i, s in enumerate(scenes) if any(t.name == "CRS" for t in s.toxicities)]
    near = {j for i in named for j in range(i - _NEAR_CRS, i + _NEAR_CRS + 1)}
    return {j for j in near if 0 <= j < len(scenes) and _of_crs(scenes[j])}


def _of_crs(scene: Scene) -> bool:
    names = {t.name for t in scene.toxicities}
    return not names or "CRS" in names


def _of_patients(
    scene: Scene, mention: FactMention, patients: int, calendar: Calendar, before: Scene | None
) -> Iterator[ToldFact]:
    """The fact for its patient; what a title says of the disease holds for every patient."""
    moment = _moment(scene, mention, calendar, before)
    everyone = patients > 1 and (mention.name in _ANYWHERE or (mention.name in _NAMING and _of_all(scene)))
    start, end = scene.sentence.start + mention.start, scene.sentence.start + mention.end
    for patient in range(1, patients + 1) if everyone else (scene.sentence.patient or 1,):
        yield ToldFact(patient, mention, moment, scene.sentence.section, [(start, end)])


def _moment(scene: Scene, mention: FactMention, calendar: Calendar, before: Scene | None) -> Moment:
    if mention.name == "last follow-up":
        return calendar.seen(scene, mention)
    if mention.name == "death":
        return calendar.died(scene, mention, before)
    return calendar.moment(scene, mention, before)


def _of_all(scene: Scene) -> bool:
    return scene.sentence.section == "title" or (
        scene.sentence.section == "abstract" and _ALL.search(scene.text) is not None
    )


def _record(writer: "Writer", fact: ToldFact) -> Finding:
    m, moment = fact.mention, fact.moment
    evidence = writer.evidence(fact.spans, widen=True)
    timeless = m.name in _TIMELESS
    finding = Finding(
        patient=fact.patient, name=FindingName(m.name), present=m.present, value_text=m.value_text, value=_plain(m.value), operator=m.operator, unit=m.unit,
        date=None if timeless else moment.date, day=None if timeless else moment.day, time_after=moment.after, evidence=tuple(e.quote for e in evidence),
    )  # fmt: skip
    key = f"{fact.patient}{m.name}{m.value_text}{m.value}{m.present}|{' '.join(evidence[0].quote.split())}|{evidence[0].start}"
    provenance = Provenance(
        fact_id=f"finding-{hashlib.sha256(key.encode()).hexdigest()[:10]}",
        rule=m.rule,
        confidence=weigh("findings", finding_features(finding, evidence, len(writer.persons))),
        evidence=evidence,
    )
    return finding.model_copy(update={"provenance": provenance})


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
