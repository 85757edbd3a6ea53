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
    """Name what reads, without loading it: `rules-2.4f1c09ab`, `en_core_sci_sm-0.5.4+rules-2.4f1c09ab`."""
    from extractors import version

    return version.name_of(model)


def extract(document: Document, *, pipeline: "Language | None" = None) -> Case:
    """Read a report into a case: records with provenance, in the shape of the gold."""
    from extractors.reading import read_report

    return read_report(document, pipeline or load_pipeline()).case


def explain(document: Document, *, pipeline: "Language | None" = None) -> list[dict[str, Any]]:
    """List every mention in reading order: value, assertion, experiencer, and the fact it became or why none."""
    from extractors.explained import rows
    from extractors.reading import read_report

    return rows(document, read_report(document, pipeline or load_pipeline()))
