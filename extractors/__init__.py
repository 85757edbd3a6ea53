"""From a Document to a Case: `extract(document)`; `explain(document)` says why."""

from typing import TYPE_CHECKING, Any

from models import Case, Document

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["explain", "extract", "load_pipeline", "pipeline_version"]


def load_pipeline(model: str | None = None) -> "Language":
    """Make the spaCy pipeline; `model` names a scispaCy model (or its path) that joins it."""
    from extractors import pipeline

    return pipeline.load_pipeline(model)


def pipeline_version(model: str | None = None) -> str:
    """Name what reads: `rules-1`, `en_core_sci_sm+rules-1`."""
    from extractors import pipeline

    return f"{model.rstrip('/').rsplit('/', 1)[-1]}+rules-{pipeline.VERSION}" if model else f"rules-{pipeline.VERSION}"


def extract(document: Document, *, pipeline: "Language | None" = None) -> Case:
    """Read a report into a case: records with provenance, in the shape of the gold."""
    return _write(document, pipeline)[0]


def explain(document: Document, *, pipeline: "Language | None" = None) -> list[dict[str, Any]]:
    """List every mention in reading order: value, assertion, experiencer, and the fact it became or why none."""
    from extractors.resolve import mention_rows

    case, plain, story, scenes = _write(document, pipeline)
    ids: dict[int, str] = {}
    for facts, records in (
        (story.courses, case.therapies),
        (story.doses, case.doses),
        (story.times, case.dates),
        (story.toxicities, case.toxicities),
        (story.responses, case.responses),
    ):
        for fact, record in zip(facts, records, strict=True):
            ids[id(fact)] = record.provenance.fact_id if record.provenance else ""
    return mention_rows(scenes, story, plain, lambda fact: ids.get(id(fact)))


def _write(document: Document, pipeline: "Language | None") -> tuple[Case, Any, Any, Any]:
    from extractors.normal import plain as make_plain
    from extractors.resolve import Writer, read_story

    nlp = pipeline or load_pipeline()
    plain = make_plain(document.text)
    doc = nlp(plain.text)
    story, scenes, persons = read_story(document, plain, doc)
    return (
        Writer(document, plain, story, scenes, persons).case(
            pipeline_version(None if nlp.meta["name"] == "rules" else nlp.meta["name"])
        ),
        plain,
        story,
        scenes,
    )
