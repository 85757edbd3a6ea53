"""What each component adds: `python -m benchmarks.ablation` reads the tuned gold without one component at a time.

A component is taken out by putting something trivial in its place, so the extraction itself knows nothing of being measured.
"""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from spacy.language import Language

import extractors
from benchmarks.golds import tuned
from benchmarks.mentions import MODEL
from benchmarks.tables import table, write_between
from corpus.score import FAMILIES, Score, score
from extractors.assertion import Said
from extractors.normal import plain
from models import Case, Document

Report = tuple[Case, Document]


def _nothing(*_: Any, **__: Any) -> None:
    return None


def _one_section(reports: list[Report]) -> list[Report]:
    return [(gold, document.model_copy(update={"sections": ()})) for gold, document in reports]


# what stands in for each component: dotted name -> replacement
SWITCHES: dict[str, Mapping[str, Any]] = {
    "assertion": {
        "extractors.read_therapies.status_of": lambda *_, **__: Said.GIVEN,
        "extractors.response_events.is_hypothetical": lambda *_, **__: False,
    },
    "experiencer": {"extractors.resolve.told_of": lambda sentence, section: "nobody" if section == "references" else "patient"},
    "patients apart": {"extractors.resolve.assign_patients": lambda text, sentences, *_: sentences},
    "tables told as sentences": {"extractors.reading.view": lambda document: plain(document.text)},
    "drug dictionary": {"extractors.therapies.longtail": dict},
    "stems of drug names": {"extractors.therapies.looks_like_drug": lambda word: False},
    "corrected letters": {"extractors.therapies.corrected": _nothing},
    "merging of courses": {"extractors.read_therapies.same_treatment": lambda *_: False},
    "arithmetic of days and dates": {"extractors.resolve.settle_dates": _nothing, "extractors.resolve.settle_anchors": _nothing},
    "systems named once": {"extractors.resolve.settle_systems": _nothing},
}  # fmt: skip


@contextmanager
def without(name: str, pipeline: Language) -> Iterator[None]:
    """Take one component out for a while. Raises AttributeError when a switch names what is no longer there."""
    with ExitStack() as stack:
        if name == "abbreviations":
            stack.enter_context(pipeline.select_pipes(disable=["abbreviations"]))
        for target, replacement in SWITCHES.get(name, {}).items():
            stack.enter_context(patch(target, replacement))
        yield


def measure(reports: list[Report], pipeline: Language) -> Score:
    """Score the extraction of some reports."""
    return score((gold, extractors.extract(document, pipeline=pipeline)) for gold, document in reports)


def run(reports: list[Report], *, model: Path | None) -> Iterator[tuple[str, Score]]:
    """The full extraction, then without each component, then with a scispaCy model."""
    pipeline = extractors.load_pipeline()
    yield "everything", measure(reports, pipeline)
    for name in ("abbreviations", "sections", *SWITCHES):
        with without(name, pipeline):
            yield f"without {name}", measure(_one_section(reports) if name == "sections" else reports, pipeline)
    if model is not None and model.exists():
        yield f"with {model.name}", measure(reports, extractors.load_pipeline(str(model)))


def as_markdown(results: Mapping[str, Score]) -> str:
    """Means with their difference, and the core F1 of each family."""
    whole = results["everything"]
    rows = [
        [
            name, f"{s.core_f1:.3f}", _difference(s.core_f1 - whole.core_f1), f"{s.full_f1:.3f}", _difference(s.full_f1 - whole.full_f1),
            *(f"{s.families[f].core.f1:.3f} / {s.families[f].full.f1:.3f}" for f in FAMILIES),
        ]
        for name, s in results.items()
    ]  # fmt: skip
    return table(["", "mean core F1", "", "mean full F1", "", *(f"{f} core / full" for f in FAMILIES)], rows)


def _difference(by: float) -> str:
    return f"{by:+.3f}" if abs(by) >= 0.0005 else "–"


def main() -> None:
    """Print the table; `--write` puts it into docs/accuracy.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL, help="a scispaCy model to add (CASELEDGER_SCI_MODEL)")
    parser.add_argument("--write", action="store_true", help="write the table into docs/accuracy.md")
    options = parser.parse_args()
    reports = [(gold, document) for _, gold, document in tuned()]
    results = {}
    for name, result in run(reports, model=options.model):
        print(f"{name:36} core {result.core_f1:.4f} full {result.full_f1:.4f}", flush=True)
        results[name] = result
    text = as_markdown(results)
    if options.write:
        write_between("ablation", text)


if __name__ == "__main__":
    main()
