"""From the mentions of a report to its case: the scenes of the narrative read in order, then written as records."""

import hashlib
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc

from extractors import clock
from extractors.clauses import clauses
from extractors.confidence import AnyFact, Judge
from extractors.courses import Course, When
from extractors.dose_times import settle_doses
from extractors.elliptic import complete
from extractors.facts import findings
from extractors.mentions import Sentence, TimeMention
from extractors.narrative import read
from extractors.normal import Plain
from extractors.patients import diagnoses_of
from extractors.scope import Person, assign_patients, carry_on, find_persons, is_general, open_letter, told_of
from extractors.settle import settle_anchors, settle_dates
from extractors.story import DoseFact, ResponseFact, Scene, Story, TimeFact, ToxicityFact
from extractors.systems import settle_systems
from extractors.unnamed_grafts import settle_grafts
from models import (
    Case,
    Document,
    Dose,
    Evidence,
    Extraction,
    Patient,
    Provenance,
    Report,
    Response,
    TemporalExpression,
    Therapy,
    Toxicity,
)


def scenes_of(document: Document, plain: Plain, doc: Doc) -> tuple[list[Scene], list[Person]]:
    """The sentences with their mentions, section, patient and experiencer; and the patients."""
    sentences: list[Sentence] = []
    headings: dict[int, str] = {}
    for start, end in doc._.sentences:
        section = document.section_at(plain.offsets[start])
        kind = section.kind.value if section else "case"
        sentences.append(
            Sentence(
                start=start,
                end=end,
                section=kind,
                told_of=told_of(plain.text[start:end], kind),
                joined=start in plain.joined,
            )
        )
        if section and section.heading:
            headings[start] = section.heading
    carry_on(plain.text, sentences)
    if is_general(plain.text):
        for s in sentences:
            s.told_of = "literature"
    lines = plain.lines
    for s in sentences:
        if s.start in lines:
            s.section, s.told_of, headings[s.start] = "case", "patient", lines[s.start]
    persons = find_persons(plain.text, sentences)
    open_letter(plain.text, sentences, persons[0].start)
    sentences = assign_patients(plain.text, sentences, persons, headings)
    parts = {
        name: _by_sentence(getattr(doc._, name), sentences)
        for name in ("therapies", "doses", "times", "toxicities", "responses")
    }
    scenes = []
    for i, s in enumerate(sentences):
        text = plain.text[s.start : s.end]
        if s.start in lines:
            _as_periods(parts["times"][i])
        scenes.append(Scene(s, text, headings.get(s.start, ""), *(parts[n][i] for n in parts), clauses(text)))  # type: ignore[call-arg]
    _retold_rows(scenes, lines)
    for before, scene in pairwise(scenes):
        if before.sentence.patient != scene.sentence.patient:
            complete(before, scene)
    return scenes, persons


def _as_periods(times: Sequence[TimeMention]) -> None:
    """Two dates in the cells of a row are start and end."""
    dates = [t for t in times if t.kind == "date"]
    if len(dates) == 2 and dates[0].joint is None and dates[1].joint is None:
        dates[0].relation, dates[1].relation = "from", "until"


def _retold_rows(scenes: list[Scene], lines: dict[int, str]) -> None:
    """A row whose treatments the narrative tells of by name only tells them again."""
    told = {
        m.name for s in scenes if s.sentence.section == "case" and s.sentence.start not in lines for m in s.therapies
    }
    for s in scenes:
        if s.sentence.start in lines and s.therapies and all(m.name in told for m in s.therapies):
            s.sentence.section = "table"


def _by_sentence(mentions: list[Any], sentences: list[Sentence]) -> list[list[Any]]:
    rows: list[list[Any]] = [[] for _ in sentences]
    i = 0
    for m in sorted(mentions, key=lambda m: m.start):
        while i < len(sentences) - 1 and sentences[i].end <= m.start:
            i += 1
        if sentences and sentences[i].start <= m.start < sentences[i].end:
            rows[i].append(m)
    return rows


def read_story(document: Document, plain: Plain, doc: Doc) -> tuple[Story, list[Scene], list[Person]]:
    """Read the whole report."""
    scenes, persons = scenes_of(document, plain, doc)
    story = read(scenes, len(persons))
    settle_anchors(story)
    settle_grafts(story, scenes)
    settle_dates(story)
    settle_doses(story)
    settle_systems(story, scenes)
    return story, scenes, persons


# ---- what only the whole report settles


# ---- records


class Writer:
    """Writes the facts of a story as the records of a case."""

    def __init__(
        self, document: Document, plain: Plain, story: Story, scenes: list[Scene], persons: list[Person]
    ) -> None:
        self.document, self.plain, self.story, self.scenes, self.persons = document, plain, story, scenes, persons
        self.judge = Judge(story, scenes, persons)
        self._quotes: dict[tuple[int, int], Evidence] = {}  # several facts are told by the same words

    def case(self, pipeline: str) -> Case:
        """All records, therapies first because doses and responses point to them."""
        courses = [c for c in self.story.courses if c.status != "upcoming"]
        for i, c in enumerate(courses, 1):
            c.id = f"t{i}"
        document = self.document
        return Case(
            report=Report(id=document.id, title=document.metadata.title or "", doi=document.metadata.doi or ""),
            patients=tuple(self._patient(p) for p in self.persons),
            therapies=tuple(self._therapy(c) for c in courses),
            doses=tuple(self._dose(d) for d in self.story.doses),
            dates=tuple(self._time(t) for t in self.story.times),
            toxicities=tuple(self._toxicity(t) for t in self.story.toxicities),
            responses=tuple(self._response(r) for r in self.story.responses),
            findings=findings(self),
            provenance=Extraction(
                pipeline=pipeline, sha256=document.sha256, source=document.source, flags=document.flags
            ),
        )

    def evidence(self, spans: list[tuple[int, int]], *, widen: bool) -> tuple[Evidence, ...]:
        quotes: dict[tuple[int, int], Evidence] = {}
        for start, end in dict.fromkeys(spans):
            if widen:
                scene = self.judge.scene_at(start)
                if scene is not None:
                    clause = next(
                        (c for c in scene.spans if c[0] <= start - scene.sentence.start < c[1]), (0, len(scene.text))
                    )
                    start, end = (
                        min(start, scene.sentence.start + clause[0]),
                        max(end, scene.sentence.start + clause[1]),
                    )
            a, b = self.plain.original(start, end)
            quote = self.document.text[a:b]
            lead, trail = len(quote) - len(quote.lstrip(" ,;:\n")), len(quote) - len(quote.rstrip(" ,;:\n"))
            quotes.setdefault((a + lead, b - trail), self._quote(a + lead, b - trail))
        return tuple(quotes.values())

    def _quote(self, start: int, end: int) -> Evidence:
        if (start, end) not in self._quotes:
            section = self.document.section_at(start)
            self._quotes[start, end] = Evidence(
                quote=self.document.text[start:end],
                start=start,
                end=end,
                section=section.kind.value if section else None,
                page=self.document.page_at(start),
                boxes=self.document.boxes_of(start, end),
            )
        return self._quotes[start, end]

    def _provenance(
        self,
        family: str,
        spans: list[tuple[int, int]],
        rule: str,
        key: str,
        *,
        fact: AnyFact,
        widen: bool = True,
        role_rule: str | None = None,
    ) -> dict[str, Any]:
        evidence = self.evidence(spans, widen=widen)
        first = evidence[0].quote if evidence else ""
        place = evidence[0].start if evidence else 0
        printed = "".join(self.document.text[slice(*self.plain.original(*span))] for span in spans)
        digest = hashlib.sha256(f"{key}|{' '.join(first.split())}|{place}".encode()).hexdigest()[:10]
        return {
            "evidence": tuple(e.quote for e in evidence),
            "provenance": Provenance(
                fact_id=f"{family}-{digest}",
                rule=rule,
                role_rule=role_rule,
                confidence=self.judge.confidence(fact),
                flags=self.judge.flags(fact, printed),
                evidence=evidence,
            ),
        }

    def _patient(self, p: Person) -> Patient:
        found, spans = diagnoses_of(self.scenes, p.number)
        return Patient(
            patient=p.number,
            age_years=p.age_years,
            sex=p.sex,
            diagnoses=found,
            **self._provenance(
                "patient", [(p.start, max(p.end, p.start + 1)), *spans[:2]], "scope.person", str(p.number), fact=p
            ),
        )

    def _therapy(self, c: Course) -> Therapy:
        given = c.status == "given"
        return Therapy(
            id=c.id, patient=c.patient, name=c.name, kind=c.kind, role=c.role, status=c.status, part_of=c.part_of.id if c.part_of else None, target=c.target, cell_source=c.cell_source,
            start=c.start.date if given else None, end=c.end.date if given else None, start_day=c.start.day if given else None, end_day=c.end.day if given else None,
            **self._provenance("therapy", c.spans, c.rule, f"{c.patient}{c.name}{c.status}{c.role}", fact=c, role_rule=c.role_rule or None),
        )  # fmt: skip

    def _dose(self, d: DoseFact) -> Dose:
        m = d.mention
        return Dose(
            therapy=d.course.id, component=m.component, value=_plain_number(m.value), value_high=_plain_number(m.value_high) if m.value_high is not None else None, unit=m.unit, basis=m.basis,
            frequency=m.frequency, duration=m.duration, route=m.route, day=m.days[0] if len(m.days) == 1 and d.course.status == "given" else None,
            **self._provenance("dose", d.spans, m.rule, f"{d.course.name}{m.value}{m.unit}", widen=False, fact=d),
        )  # fmt: skip

    def _time(self, t: TimeFact) -> TemporalExpression:
        m = t.mention
        a, b = self.plain.original(m.start, m.end)
        resolved = (
            t.date
            if m.kind == "date"
            else clock.shift(t.anchor.day0 if t.cycle is None else t.cycle or None, int(m.value))
            if m.kind == "day" and t.anchor
            else None
        )
        value = t.date if m.kind == "date" and t.date else m.value
        return TemporalExpression(
            text=self.document.text[a:b], kind=m.kind, value=value, anchor=t.anchor.name if t.anchor and m.kind == "day" else None, resolved=resolved,
            **self._provenance("date", [(m.start, m.end)], m.rule, f"{value}{m.group}", widen=False, fact=t),
        )  # fmt: skip

    def _toxicity(self, t: ToxicityFact) -> Toxicity:
        when = t.onset if t.occurred else When()
        day0 = t.infusion.day0 if t.infusion is not None else None
        date = when.date or (clock.shift(day0, when.day) if when.day is not None else None)
        day = when.day if when.day is not None else clock.between(day0, when.date)
        return Toxicity(
            patient=t.patient, name=t.name, occurred=t.occurred, grade=t.grade if t.occurred else None, system=t.system, onset=date if t.occurred else None, onset_day=day if t.occurred else None,
            managed_with=tuple(dict.fromkeys(c.name for c in t.managed)) if t.occurred else (), **self._provenance("toxicity", t.spans, t.rule, f"{t.patient}{t.name}", fact=t),
        )  # fmt: skip

    def _response(self, r: ResponseFact) -> Response:
        anchor = next((c for c in (r.anchor, r.after) if c is not None and c.day0), None)
        date = r.when.date or (clock.shift(anchor.day0, r.when.day) if anchor and r.when.day is not None else None)
        return Response(
            patient=r.patient, category=r.category, mrd=r.mrd, mrd_percent=r.mrd_percent, site=r.site, after=r.after.id if r.after and r.after.id else None, date=date, day=r.when.day,
            time_after=r.time_after, duration=r.duration, ongoing=r.ongoing, **self._provenance("response", r.spans, r.rule, f"{r.patient}{r.category}{r.mrd}", fact=r),
        )  # fmt: skip


def _plain_number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
