"""How right a pipeline is on annotated reports, without Prefect."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.gold import GoldReport, load_findings, load_gold
from corpus.score import FAMILIES, FamilyScore, Ratio, Score, score, score_findings
from flows.extraction import Batch, extract_batch, in_batches, in_order, worker_processes
from flows.one_report import known_model
from models import Case, Document
from warehouse import Accuracy, Failure, Ledger


@dataclass(frozen=True)
class Evaluation:
    """One measurement: which pipeline, on which gold, how right, and the texts to show it in."""

    pipeline: str
    gold_set: str
    gold_digest: str
    measured_at: datetime
    score: Score
    documents: dict[str, Document]
    failures: tuple[Failure, ...]
    findings: FamilyScore | None = None
    """Beside the five families: only where findings are annotated."""


def measure(gold: Path, *, sources: Path | None = None, model: str | None = None, workers: int = 1) -> Evaluation:
    """Read, extract and score every annotated report below a folder; an unreadable one counts as empty."""
    golds = load_gold(gold, sources=sources)
    known_model(model)
    batches = list(_extracted([g.source for g in golds], model=model, workers=workers))
    read = {document.source: (document, case) for batch in batches for document, case in batch.items}
    labels = [_label(g, gold) for g in golds]
    pairs, documents = [], {}
    annotated, others = load_findings(gold), []
    for one, label in zip(golds, labels, strict=True):
        wanted = one.case.model_copy(update={"report": one.case.report.model_copy(update={"id": label})})
        document, case = read.get(str(one.source), (None, Case(report=wanted.report)))
        pairs.append((wanted, case))
        if (more := annotated.get(one.source.stem)) is not None:
            others.append((more.model_copy(update={"report": wanted.report}), case))
        if document:
            documents[label] = document
    texts = [documents[label].text if label in documents else "" for label in labels]
    return Evaluation(
        pipeline=_pipeline([case for _, case in read.values()]),
        gold_set=gold.as_posix(),
        gold_digest=digest(golds),
        measured_at=datetime.now(UTC),
        score=score(pairs, texts=texts),
        documents=documents,
        failures=tuple(failure for batch in batches for failure in batch.failures),
        findings=score_findings(others) if others else None,
    )


def digest(golds: Sequence[GoldReport]) -> str:
    """A fingerprint of annotations and reports: it changes when anything that is measured against does."""
    parts = [f"{g.source.name} {g.case.model_dump_json()} {_sha256(g.source)}" for g in golds]
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()[:16]


def accuracy_rows(measured: Evaluation) -> list[Accuracy]:
    """The numbers of a measurement as the ledger keeps them: each family's `core`, `full` and attributes, and the mean."""
    result = measured.score
    rows = [_row(measured, "mean", "core", None, result.core_f1), _row(measured, "mean", "full", None, result.full_f1)]
    for name in FAMILIES:
        family = result.families[name]
        rows += [_row(measured, name, "core", family.core, family.core.f1)]
        rows += [_row(measured, name, "full", family.full, family.full.f1)]
        rows += [_row(measured, name, a.name, a.stated, a.stated.f1) for a in family.attributes]
    if measured.findings:
        rows += [_row(measured, "findings", "core", measured.findings.core, measured.findings.core.f1)]
        rows += [_row(measured, "findings", "full", measured.findings.full, measured.findings.full.f1)]
    return rows


def keep(measured: Evaluation, warehouse: Path) -> None:
    """Keep the numbers in the ledger, where accuracy is queried over time and per pipeline."""
    with Ledger.open(warehouse) as ledger:
        ledger.save_accuracy(accuracy_rows(measured))


def write_report(measured: Evaluation, path: Path, warehouse: Path | None = None) -> None:
    """Write the page and, beside it, its summary in Markdown; with a ledger also what people corrected in it."""
    from flows import report
    from flows.corrections import corrections

    checked = corrections(warehouse)

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report.as_html(measured, checked), encoding="utf-8")
    path.with_suffix(".md").write_text(report.as_markdown(measured, checked), encoding="utf-8")


def _extracted(files: Sequence[Path], *, model: str | None, workers: int) -> Iterator[Batch]:
    if workers == 1 or len(files) < 2 * workers:
        yield extract_batch(files, model)
        return
    with worker_processes(workers, model) as start:
        yield from in_order(in_batches(files, 4), start, ahead=2 * workers)


def _label(gold: GoldReport, directory: Path) -> str:
    inside = gold.source.is_relative_to(directory)
    return gold.source.relative_to(directory).as_posix() if inside else gold.source.name


def _pipeline(cases: Sequence[Case]) -> str:
    named = sorted({case.provenance.pipeline for case in cases if case.provenance})
    return ", ".join(named) or "unnamed pipeline"


def _row(measured: Evaluation, family: str, attribute: str, ratio: Ratio | None, f1: float) -> Accuracy:
    return Accuracy(
        measured_at=measured.measured_at,
        pipeline=measured.pipeline,
        gold_set=measured.gold_set,
        gold_digest=measured.gold_digest,
        family=family,
        attribute=attribute,
        gold_count=ratio.gold if ratio else 0,
        found_count=ratio.found if ratio else 0,
        right_count=ratio.right if ratio else 0,
        precision=ratio.precision if ratio else None,
        recall=ratio.recall if ratio else None,
        f1=f1,
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
