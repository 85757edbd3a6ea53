"""The accuracy report: a page that needs no network, a summary in Markdown, a few lines for the terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from corpus.gold import Squeezed
from corpus.score import CORE, FAMILIES, FamilyScore, Judgement, Record, Score
from flows.corrections import Corrections
from flows.evaluation import Evaluation
from models import Document, Provenance

BINS = 10
AROUND = 160


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the words that matter in the middle."""

    before: str
    words: str
    after: str
    place: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A missed, spurious or differing record as a reader checks it."""

    kind: str
    family: str
    what: str
    fields: tuple[tuple[str, str, str], ...]
    gold: Passage | None
    found: Passage | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of similar confidence, and how many of them are right."""

    low: float
    high: float
    count: int
    right: int
    confidence: float

    @property
    def share(self) -> float:
        """How often they are right."""
        return self.right / self.count


def as_html(measured: Evaluation, checked: Corrections | None = None) -> str:
    """The whole page."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["figure"] = "{:.3f}".format
    page = files("flows").joinpath("accuracy.html").read_text(encoding="utf-8")
    return environment.from_string(page).render(
        measured=measured,
        families=[measured.score.families[name] for name in FAMILIES],
        core=CORE,
        bins=reliability(measured.score),
        findings=findings_by_name(measured.findings),
        reports=list(_by_report(measured)),
        checked=checked,
    )


def as_markdown(measured: Evaluation, checked: Corrections | None = None) -> str:
    """The figures as Markdown tables."""
    lines = [
        f"# Accuracy of {measured.pipeline}",
        "",
        f"Measured {measured.measured_at:%Y-%m-%d %H:%M} UTC on {measured.score.reports} reports of `{measured.gold_set}` "
        f"(gold {measured.gold_digest}).",
        f"**Mean core F1 {measured.score.core_f1:.3f}, mean full F1 {measured.score.full_f1:.3f}.**",
        "",
        "| family | gold | found | core P | core R | core F1 | full P | full R | full F1 | mentions found |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name in FAMILIES:
        family = measured.score.families[name]
        core, full = family.core, family.full
        mentions = f"{family.mentions.recall:.3f}" if family.mentions else ""
        lines.append(
            f"| {name} | {core.gold} | {core.found} | {core.precision:.3f} | {core.recall:.3f} | {core.f1:.3f} "
            f"| {full.precision:.3f} | {full.recall:.3f} | {full.f1:.3f} | {mentions} |"
        )
    lines += ["", "| attribute | pairs | accuracy | stated: P | R | F1 |", "|---|--:|--:|--:|--:|--:|"]
    for name in FAMILIES:
        for a in measured.score.families[name].attributes:
            s = a.stated
            figures = f"{a.accuracy:.3f} | {s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f}"
            lines.append(f"| {name}.{a.name} | {a.pairs} | {figures} |")
    if measured.findings:
        lines += ["", "| finding | gold | found | P | R | F1 | full F1 |", "|---|--:|--:|--:|--:|--:|--:|"]
        lines += [
            f"| {name} | {f.core.gold} | {f.core.found} | {f.core.precision:.3f} | {f.core.recall:.3f} | {f.core.f1:.3f} | {f.full.f1:.3f} |"
            for name, f in findings_by_name(measured.findings).items()
        ]
    if checked:
        lines += [
            "",
            "| checked by people | checked | accepted | corrected | rejected | added | P | R |",
            "|---|--:|--:|--:|--:|--:|--:|--:|",
        ]
        lines += [
            f"| {row['family']} | {row['checked']} | {row['accepted']} | {row['corrected']} | {row['rejected']} | {row['added']} "
            f"| {said(row['precision'])} | {said(row['recall'])} |"
            for row in checked.families
        ]
    lines += ["", *(f"- could not be read: {failure.message}" for failure in measured.failures)]
    return "\n".join(lines).rstrip() + "\n"


def summary_lines(measured: Evaluation) -> Iterator[str]:
    """What the terminal shows."""
    yield f"{measured.pipeline} on {measured.score.reports} reports of {measured.gold_set}"
    yield f"{'family':11} {'gold':>5} {'found':>5} {'core P':>7} {'R':>6} {'F1':>6} {'full F1':>8}"
    for name in FAMILIES:
        family = measured.score.families[name]
        core = family.core
        yield (
            f"{name:11} {core.gold:5} {core.found:5} {core.precision:7.3f} {core.recall:6.3f} {core.f1:6.3f} "
            f"{family.full.f1:8.3f}"
        )
    if measured.findings:
        core = measured.findings.core
        yield (
            f"{'findings':11} {core.gold:5} {core.found:5} {core.precision:7.3f} {core.recall:6.3f} {core.f1:6.3f} "
            f"{measured.findings.full.f1:8.3f}"
        )
    yield f"{'mean':11} {'':5} {'':5} {'':7} {'':6} {measured.score.core_f1:6.3f} {measured.score.full_f1:8.3f}"
    yield from (f"could not be read: {failure.message}" for failure in measured.failures)


def findings_by_name(findings: FamilyScore | None) -> dict[str, FamilyScore]:
    """The score of all findings and of each sort of them: `last follow-up`, `peak ferritin` …"""
    if findings is None:
        return {}
    by_name: dict[str, list[Judgement]] = {}
    for judgement in findings.judgements:
        record = judgement.gold or judgement.found
        assert record is not None
        by_name.setdefault(str(_as_written(record, "name")), []).append(judgement)
    parts = {name: FamilyScore("findings", tuple(some)) for name, some in sorted(by_name.items())}
    return {"all": findings} | parts


def reliability(score: Score) -> list[Bin]:
    """Extracted records by confidence, in tenths, with the share of them that is in gold."""
    sure = [
        (j.found.fact.provenance.confidence, j.gold is not None)
        for family in score.families.values()
        for j in family.judgements
        if j.found and j.found.fact.provenance
    ]
    bins = []
    for index in range(BINS):
        inside = [(c, right) for c, right in sure if min(int(c * BINS), BINS - 1) == index]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            bins.append(Bin(index / BINS, (index + 1) / BINS, len(inside), sum(r for _, r in inside), mean))
    return bins


def _by_report(measured: Evaluation) -> Iterator[tuple[str, list[Fault]]]:
    families = [*measured.score.families.values(), *filter(None, [measured.findings])]
    judgements = [j for family in families for j in family.judgements if j.kind != "right"]
    for report in sorted({j.report for j in judgements}):
        document = measured.documents.get(report)
        squeezed = Squeezed(document.text) if document else None
        yield report, [_fault(j, document, squeezed) for j in judgements if j.report == report]


def _fault(judgement: Judgement, document: Document | None, squeezed: Squeezed | None) -> Fault:
    gold, found = judgement.gold, judgement.found
    shown = gold or found
    assert shown is not None
    fields = tuple(
        (name, said(gold.values[name]) if gold else "", said(found.values[name]) if found else "")
        for name in (judgement.differs or tuple(n for n in shown.values if n not in CORE[judgement.family]))
        if judgement.differs or said(shown.values[name]) != "–"
    )
    provenance = found.fact.provenance if found else None
    return Fault(
        kind=judgement.kind,
        family=judgement.family,
        what=" · ".join(said(_as_written(shown, name)) for name in CORE[judgement.family]),
        fields=fields,
        gold=_passage(gold, document, squeezed),
        found=_passage(found, document, squeezed),
        rule=_rules(provenance) if provenance else None,
    )


def _rules(p: Provenance) -> str:
    role = f", role by {p.role_rule}" if p.role_rule else ""
    return f"{p.rule}{role}, confidence {p.confidence:.2f}"


def _as_written(record: Record, field: str) -> Any:
    """A name in the spelling of its record, not in the scorer's."""
    return getattr(record.fact, field) if field == "name" else record.values[field]


def said(value: Any) -> str:
    """A compared value as words: None -> '–'."""
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(str, value))) or "–"
    if isinstance(value, tuple):  # a length in months and hours
        months, hours = value
        return (
            " ".join(filter(None, [f"{months:g} months" if months else "", f"{hours / 24:g} days" if hours else ""]))
            or "0"
        )
    return "–" if value is None else str(value)


def _passage(record: Record | None, document: Document | None, squeezed: Squeezed | None) -> Passage | None:
    if record is None:
        return None
    place = _place(record, squeezed) if squeezed else None
    if place is None or document is None:
        return Passage("", " … ".join(record.fact.evidence), "", "not found in the text")
    start, end = place
    section, page = document.section_at(start), document.page_at(start)
    told = [section.kind.replace("_", " ") if section else None, f"p. {page}" if page else None]
    text = document.text
    first, last = _sentence(text, start, end)
    return Passage(text[first:start], text[start:end], text[end:last], ", ".join(filter(None, told)))


def _place(record: Record, squeezed: Squeezed) -> tuple[int, int] | None:
    provenance = record.fact.provenance
    if provenance and provenance.evidence:
        return provenance.evidence[0].start, provenance.evidence[0].end
    places: Sequence[tuple[int, int]] = next(filter(None, map(squeezed.places, record.fact.evidence)), [])
    return places[0] if places else None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a stretch of text, at most AROUND characters on either side."""
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    breaks = [text.rfind(mark, low, start) + len(mark) for mark in (". ", "\n\n", ".\n") if mark in text[low:start]]
    stops = [text.find(mark, end, high) + 1 for mark in (". ", "\n\n", ".\n") if mark in text[end:high]]
    return max(breaks, default=low), min(stops, default=high)
