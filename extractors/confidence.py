"""How sure a fact is, from 0 to 1: what the rules know of it, weighed by a logistic model trained on gold.

The weights are `confidence.json`, made by `python -m benchmarks.calibrate`; here is only arithmetic. A confidence of 0.8 says that of ten
such facts eight were right in every attribute. What a rule, a section or a flag is worth is learned from its name, so a new
rule starts with the confidence of its family.
"""

import json
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.clauses import clause_of
from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.link_doses import unit_fits
from extractors.mentions import Mention
from extractors.scope import NARRATIVE, Person
from extractors.story import DoseFact, ResponseFact, Scene, Story, TimeFact, ToxicityFact
from models import Evidence, Finding

AnyFact = Course | DoseFact | TimeFact | ToxicityFact | ResponseFact | Person
Features = dict[str, float]

_FAMILY = {Course: "therapies", DoseFact: "doses", TimeFact: "dates", ToxicityFact: "toxicities", ResponseFact: "responses", Person: "patients"}  # fmt: skip
_LIGATURES = expression("[ﬀ-ﬆ]")
# words that make a reading less certain: other times, other patients, other courses
_UNCERTAIN = expression(
    r"(?i)\b(?:previous|prior|earlier|history|again|another|second|third|repeat|respectively|both|each|consider|plan|attempt|suspect|possib|probab|presum|intend|instead|not|no|without|never|although|despite|until)\w*"
)


@cache
def _weights() -> dict[str, dict[str, float]]:
    text = files("extractors").joinpath("confidence.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return loaded


def family_of(fact: AnyFact) -> str:
    """Which records a fact becomes: `therapies`, `doses`, `dates`, `toxicities`, `responses`, `patients`."""
    return _FAMILY[type(fact)]


def weigh(family: str, features: Features) -> float:
    """The probability that a fact with these features is right: 1 / (1 + e^-score)."""
    weights = _weights().get(family, {})
    score = 0.0
    for name, value in features.items():
        score += weights.get(name, 0.0) * value
    return round(1 / (1 + math.exp(-score)), 3)


class Judge:
    """Looks at the facts of one report: the mentions behind each, their flags, and how sure it is."""

    def __init__(self, story: Story, scenes: list[Scene], persons: list[Person]) -> None:
        self.story, self.scenes, self.persons = story, scenes, persons
        self._starts = [s.sentence.start for s in scenes]
        self._narrated = any(s.sentence.section in NARRATIVE for s in scenes)
        self._sentences: dict[int, Features] = {}
        self._infusions: dict[int, list[Course]] = {}
        for c in story.courses:
            if c.infusion and c.status == "given":
                self._infusions.setdefault(c.patient, []).append(c)
        self._courses = Counter((c.name, c.patient) for c in story.courses)
        self._syndromes = Counter((t.name, t.patient) for t in story.toxicities)
        self._at: dict[str, dict[int, list[tuple[Mention, Scene]]]] = {family: {} for family in _FAMILY.values()}
        for scene in scenes:
            for family, found in (
                ("therapies", scene.therapies),
                ("doses", scene.doses),
                ("dates", scene.times),
                ("toxicities", scene.toxicities),
                ("responses", scene.responses),
            ):
                for m in found:
                    self._at[family].setdefault(m.start, []).append((m, scene))

    def confidence(self, fact: AnyFact) -> float:
        """How sure a fact is."""
        return weigh(family_of(fact), self.features(fact))

    def mentions(self, fact: AnyFact) -> list[tuple[Mention, Scene]]:
        """The mentions that a fact was read from, with their sentences."""
        here = self._at[family_of(fact)]
        return [found for start, _ in spans_of(fact) for found in here.get(start, ())]

    def flags(self, fact: AnyFact, original: str) -> tuple[str, ...]:
        """What was repaired or guessed in the mentions of a fact; `original` are its words as printed."""
        told = [f for m, _ in self.mentions(fact) for f in m.flags]
        return tuple(
            dict.fromkeys([*told, *(["ligature"] if not original.isascii() and _LIGATURES.search(original) else [])])
        )

    def features(self, fact: AnyFact) -> Features:
        """What is known of a fact, by name: rules and words count 1, amounts are small numbers."""
        spans, found = spans_of(fact), self.mentions(fact)
        scene = self.scene_at(spans[0][0]) if spans else None
        features = {"always": 1.0, "told again": math.log2(max(1, len(spans)))}
        features.update(dict.fromkeys(_OF_FAMILY[family_of(fact)](self, fact), 1.0))
        features.update({f"rule {m.rule}": 1.0 for m, _ in found[:1]})
        features.update({f"flag {f}": 1.0 for m, _ in found for f in m.flags})
        if scene is not None:
            features.update(self._around(scene))
            features.update(_numbers(fact, scene))
        return features

    def _around(self, scene: Scene) -> Features:
        """What the sentence says by itself, whatever the fact."""
        if id(scene) not in self._sentences:
            section = scene.sentence.section
            self._sentences[id(scene)] = {
                f"section {section}": 1.0,
                "uncertain words": min(3, len(_UNCERTAIN.findall(scene.text))) / 3,
                "long sentence": min(4.0, len(scene.text) / 150),
                "several patients": float(len(self.persons) > 1),
                "of all patients": float(scene.sentence.patient == 0),
                "retold only": float(self._narrated and section not in NARRATIVE),
                "treatments in the sentence": min(6, len(scene.therapies)) / 3,
                "times in the sentence": min(6, len(scene.times)) / 3,
                "no time in the sentence": float(not scene.times),
                "amounts in the sentence": min(6, len(scene.doses)) / 3,
            }
        return self._sentences[id(scene)]

    def scene_at(self, start: int) -> Scene | None:
        """The sentence that holds an offset."""
        at = bisect_right(self._starts, start) - 1
        return self.scenes[at] if at >= 0 and start < self.scenes[at].sentence.end else None

    # ---- what is known by family: names of features that hold

    def _therapy(self, c: Course) -> list[str]:
        alike = self._courses[c.name, c.patient] - 1
        names = [
            f"role {c.role}", f"status {c.status}", f"kind {c.kind}", f"class {c.group}", f"start {_told(c.start)}", f"end {_told(c.end)}",
            f"other courses {min(alike, 2)}", f"role {c.role} start {_told(c.start)}",
        ]  # fmt: skip
        return names + [name for name, holds in (
            ("generic", c.generic), ("part of a regimen", c.part_of is not None), ("counts from an anchor", c.anchor is not None),
            ("anchor has a date", bool(c.anchor and c.anchor.day0)), ("target", c.target is not None), ("source of cells", c.cell_source is not None),
        ) if holds]  # fmt: skip

    def _dose(self, d: DoseFact) -> list[str]:
        m = d.mention
        days = "none" if not m.days else "one" if len(m.days) == 1 else "many"
        nearest = self._nearest(d)
        names = [
            f"unit {m.unit}",
            f"basis {m.basis}",
            f"status {d.course.status}",
            f"days {days}",
            f"therapy is a {d.course.kind}",
        ]
        return names + [name for name, holds in (
            ("frequency", m.frequency), ("duration", m.duration), ("route", m.route), ("range", m.value_high is not None), ("component", m.component),
            ("another method agrees", nearest == "same"), ("another method disagrees", nearest == "other"), ("no therapy in the sentence", nearest == "none"),
        ) if holds]  # fmt: skip

    def _nearest(self, d: DoseFact) -> str:
        """What a second method says, which only takes the nearest treatment that fits the unit."""
        scene = self.scene_at(d.mention.start)
        fitting = [t for t in scene.therapies if unit_fits(d.mention.unit, t)] if scene else []
        if not fitting:
            return "none"
        nearest = min(fitting, key=lambda t: max(t.start - d.mention.end, d.mention.start - t.end))
        return "same" if nearest.start in {start for start, _ in d.course.spans} else "other"

    def _date(self, t: TimeFact) -> list[str]:
        m = t.mention
        infusions = self._infusions.get(t.patient, ())
        names = [
            f"kind {m.kind}",
            f"joint {m.joint}",
            f"{m.kind} relation {m.relation}",
            f"{m.kind} infusions {min(3, len(infusions))}",
        ]
        return names + [name for name, holds in (
            (f"{m.kind} has a date", t.date is not None), ("year told", m.kind == "date" and not str(m.value).startswith("--")), ("no anchor", m.kind == "day" and t.anchor is None),
            ("anchor named", m.anchor is not None), ("anchor has day 0", bool(t.anchor and t.anchor.day0)), ("two readings", bool(m.candidates)),
            ("another method agrees", m.kind == "day" and self._last_infusion(m.start, t.patient) is t.anchor), (f"anchor is a {t.anchor.kind if t.anchor else None}", m.kind == "day"),
            ("before day 0", m.kind == "day" and int(m.value) < 0),
        ) if holds]  # fmt: skip

    def _last_infusion(self, at: int, patient: int) -> Course | None:
        """What a second method says, which counts from the infusion that was first told of last."""
        before = [c for c in self._infusions.get(patient, ()) if c.spans and c.spans[0][0] < at + 120]
        return max(before, key=lambda c: c.spans[0][0]) if before else None

    def _toxicity(self, t: ToxicityFact) -> list[str]:
        alike = self._syndromes[t.name, t.patient] - 1
        return [
            f"name {t.name}", f"occurred {t.occurred}", f"onset {_told(t.onset) if t.occurred else None}", f"treated with {min(3, len(t.managed)) if t.occurred else None}",
            f"{'graded' if t.grade is not None else 'not graded'}" if t.occurred else "absent", f"system {t.system is not None}", f"same name {min(2, alike)}",
            f"after a {t.infusion.kind if t.infusion else None}",
        ]  # fmt: skip

    def _response(self, r: ResponseFact) -> list[str]:
        scene = self.scene_at(r.spans[0][0])
        here = {t.name for t in scene.therapies} if scene else set()
        after = "none" if r.after is None else "here" if r.after.name in here else "earlier"
        names = [
            f"category {r.category}",
            f"mrd {r.mrd}",
            f"when {_told(r.when)}",
            f"after {after}",
            f"after {after} when {_told(r.when)}",
        ]
        return names + [name for name, holds in (
            ("after some time", r.time_after), ("lasted", r.duration), ("ongoing", r.ongoing), ("site", r.site), ("retold", r.retold), ("after an infusion", r.after and r.after.infusion),
            ("percent", r.mrd_percent is not None),
        ) if holds]  # fmt: skip

    def _patient(self, p: Person) -> list[str]:
        return [f"age {p.age_years is not None}", f"sex {p.sex is not None}", f"first {p.number == 1}"]


def finding_features(finding: Finding, evidence: Sequence[Evidence], patients: int) -> Features:
    """What is known of a further fact: its name, its fields, how and where it is told."""
    quote = evidence[0].quote if evidence else ""
    time = "both" if finding.date and finding.day is not None else "date" if finding.date else "day" if finding.day is not None else "none"  # fmt: skip
    return {
        "always": 1.0,
        "told again": math.log2(max(1, len(evidence))),
        f"name {finding.name.value}": 1.0,
        f"section {evidence[0].section if evidence else None}": 1.0,
        f"when {time}": 1.0,
        "interval": float(finding.time_after is not None),
        "absent": float(not finding.present),
        "operator": float(finding.operator is not None),
        "several patients": float(patients > 1),
        "uncertain words": min(3, len(_UNCERTAIN.findall(quote))) / 3,
        "long quote": min(4.0, len(quote) / 100),
    }


_OF_FAMILY: dict[str, Callable[[Judge, Any], list[str]]] = {"therapies": Judge._therapy, "doses": Judge._dose, "dates": Judge._date, "toxicities": Judge._toxicity, "responses": Judge._response, "patients": Judge._patient}  # fmt: skip


def spans_of(fact: AnyFact) -> list[tuple[int, int]]:
    """Where a fact is told of, as offsets into the plain text."""
    if isinstance(fact, TimeFact):
        return [(fact.mention.start, fact.mention.end)]
    if isinstance(fact, Person):
        return [(fact.start, max(fact.end, fact.start + 1))]
    return fact.spans


def _numbers(fact: AnyFact, scene: Scene) -> Features:
    """How crowded the clause is, and how far what belongs together stands apart."""
    start = spans_of(fact)[0][0] - scene.sentence.start
    clause = clause_of(scene.spans, start)
    inside = [t for t in scene.times if clause[0] <= t.start - scene.sentence.start < clause[1]]
    features = {
        "times in the clause": min(4, len(inside)) / 2,
        "short form": float(isinstance(fact, Course) and spans_of(fact)[0][1] - spans_of(fact)[0][0] <= 3),
    }
    if isinstance(fact, DoseFact):
        gaps = [min(abs(s - fact.mention.end), abs(fact.mention.start - e)) for s, e in fact.course.spans]
        features["distance"] = min(5.0, math.log2(1 + min(gaps)) / 2) if gaps else 5.0
    if isinstance(fact, ToxicityFact | ResponseFact):
        features["others in the sentence"] = min(3, len(scene.responses) + len(scene.toxicities) - 1) / 2
    return features


def _told(when: When) -> str:
    return {(False, False): "none", (True, False): "date", (False, True): "day", (True, True): "both"}[
        (when.date is not None, when.day is not None)
    ]
