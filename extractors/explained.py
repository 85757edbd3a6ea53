"""Every mention of a report in reading order, with the fact that it became or the reason why it became none."""

from collections.abc import Iterator
from typing import Any

from extractors import facts
from extractors.courses import Course
from extractors.facts_mention import FactMention
from extractors.mentions import Mention
from extractors.reading import Reading
from extractors.resolve import Writer
from extractors.story import Scene
from models import Document

Row = dict[str, Any]


def rows(document: Document, reading: Reading) -> list[Row]:
    """The rows that `caseledger explain` prints."""
    found = [*_of_the_families(reading), *_of_findings(document, reading)]
    return sorted(found, key=lambda r: (r["start"], r["end"]))


def _of_the_families(reading: Reading) -> Iterator[Row]:
    ids = {id(fact): record.provenance.fact_id for fact, record in reading.pairs() if record.provenance}
    story = reading.story
    for scene in reading.scenes:
        for label, mentions in (
            ("therapy", scene.therapies),
            ("dose", scene.doses),
            ("date", scene.times),
            ("toxicity", scene.toxicities),
            ("response", scene.responses),
        ):
            for m in mentions:
                fact = story.became.get(id(m))
                course = fact if isinstance(fact, Course) else getattr(fact, "course", None)
                yield _row(reading, scene, label, m, _value(m), m.start, m.end) | {
                    "assertion": course.status if isinstance(course, Course) else _stated(m),
                    "role_rule": course.role_rule if label == "therapy" and isinstance(course, Course) else None,
                    "fact_id": ids.get(id(fact)) if fact is not None else None,
                    "reason": None if fact is not None else story.reasons.get(id(m), "no fact of its own"),
                }


def _of_findings(document: Document, reading: Reading) -> Iterator[Row]:
    writer = Writer(document, reading.plain, reading.story, reading.scenes, reading.persons)
    for seen, fate in facts.fates(writer):
        m, base = seen.mention, seen.scene.sentence.start
        row = _row(reading, seen.scene, "finding", m, _told(m), base + m.start, base + m.end)
        if isinstance(fate, str):
            yield row | {"assertion": _stated(m), "fact_id": None, "reason": fate}
        else:
            fact_id = fate.provenance.fact_id if fate.provenance else None
            yield row | {"patient": fate.patient, "assertion": _stated(m), "fact_id": fact_id, "reason": None}


def _row(reading: Reading, scene: Scene, label: str, m: Mention, value: Any, at: int, to: int) -> Row:
    start, end = reading.plain.original(at, to)
    s = scene.sentence
    return {
        "label": label, "start": start, "end": end, "text": reading.plain.text[at:to], "value": value, "assertion": None, "experiencer": s.told_of,
        "section": s.section, "patient": s.patient, "rule": m.rule, "role_rule": None, "fact_id": None, "reason": None,
    }  # fmt: skip


def _stated(m: Mention) -> str:
    absent = getattr(m, "absent", False) or not getattr(m, "present", True)
    return "absent" if absent else "stated"


def _value(m: Mention) -> Any:
    for name in ("name", "category", "mrd"):
        if getattr(m, name, None):
            return getattr(m, name)
    unit = getattr(m, "unit", None)
    return f"{getattr(m, 'value', '')} {unit}" if unit else getattr(m, "value", None)


def _told(m: FactMention) -> str:
    """`peak ferritin > 100000 ng/mL`, `condition HIV`."""
    amount = None if m.value is None else f"{m.value:.10g}"
    return " ".join(filter(None, (m.name, m.value_text, m.operator, amount, m.unit)))
