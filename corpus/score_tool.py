"""The extractor's workbench: `python -m corpus.score GOLD_DIR PREDICTED_DIR [--errors] [--family X] [--only id,id]`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.gold import GoldReport, load_case, load_gold
from corpus.score import ATTRIBUTES, CORE, FAMILIES, Judgement, Record, Score, score
from models import Case, CaseledgerError

MARKS = {"missed": "-", "spurious": "+", "differing": "~"}


def main(arguments: list[str] | None = None) -> int:
    """Print how right the cases in a folder are."""
    options = _parser().parse_args(arguments)
    try:
        golds = [g for g in load_gold(options.gold) if not options.only or g.source.stem in options.only.split(",")]
        cases = [_predicted(g, options.predicted) for g in golds]
    except CaseledgerError as error:
        print(error, file=sys.stderr)
        return 1
    result = score([(g.case, c) for g, c in zip(golds, cases, strict=True)], texts=[_text(g.source) for g in golds])
    families = [options.family] if options.family else list(FAMILIES)
    if options.errors:
        print("\n".join(error_lines(result, families)))
    if options.reports:
        for gold, case in zip(golds, cases, strict=True):
            own = score([(gold.case, case)])
            parts = "  ".join(f"{f} {s.core.f1:.2f}/{s.full.f1:.2f}" for f, s in own.families.items())
            print(f"{gold.source.name:44} {own.core_f1:.3f}/{own.full_f1:.3f}  {parts}")
    print("\n".join(table_lines(result, families)))
    return 0


def table_lines(result: Score, families: list[str]) -> Iterator[str]:
    """The families' counts and figures, and the accuracy of each attribute."""
    yield f"{'family':11} {'gold':>5} {'found':>5} {'P':>6} {'R':>6} {'F1':>6} {'full':>6}  attributes"
    for name in families:
        family = result.families[name]
        core = family.core
        attributes = " ".join(f"{a.name} {a.accuracy:.2f}" for a in family.attributes)
        found = f" · mentions found {family.mentions.recall:.3f}" if family.mentions else ""
        yield (
            f"{name:11} {core.gold:5} {core.found:5} {core.precision:6.3f} {core.recall:6.3f} {core.f1:6.3f} "
            f"{family.full.f1:6.3f}  {attributes}{found}"
        )
    yield f"{result.reports} reports: core F1 {result.core_f1:.4f}, full F1 {result.full_f1:.4f}"


def error_lines(result: Score, families: list[str]) -> Iterator[str]:
    """Every missed (-), spurious (+) and differing (~) record by report; `?` names the nearest spurious of a missed one."""
    judgements = [j for name in families for j in result.families[name].judgements if j.kind != "right"]
    for report in sorted({j.report for j in judgements}):
        yield f"== {report}"
        own = [j for j in judgements if j.report == report]
        for judgement in own:
            yield f"{MARKS[judgement.kind]} {judgement.family}: {_describe(judgement)}"
            if judgement.kind == "missed" and (near := nearest(judgement, own)):
                yield f"    ? {near}"


def nearest(missed: Judgement, judgements: list[Judgement]) -> str | None:
    """The core field in which a spurious record differs from a missed one: `status given, found planned`."""
    for other in judgements:
        if other.kind != "spurious" or other.family != missed.family or not missed.gold or not other.found:
            continue
        gold, found = missed.gold.values, other.found.values
        wrong = [f for f in CORE[missed.family] if gold[f] != found[f]]
        same_words = set(missed.gold.fact.evidence) & set(other.found.fact.evidence)
        if len(wrong) == 1 and (len(CORE[missed.family]) > 2 or same_words):
            return f"{wrong[0]} {gold[wrong[0]]}, found {found[wrong[0]]} · {_quote(other.found)}"
    return None


def _describe(judgement: Judgement) -> str:
    record = judgement.gold or judgement.found
    assert record is not None
    core = " ".join(f"{record.values[f]}" for f in CORE[judgement.family])
    if judgement.gold and judgement.found:
        gold, found = judgement.gold.values, judgement.found.values
        differs = "; ".join(f"{f} {_plain(gold[f])}, found {_plain(found[f])}" for f in judgement.differs)
        return f"{core} | {differs} | {_quote(judgement.gold)} ‖ {_quote(judgement.found)}"
    known = [f"{f}={_plain(record.values[f])}" for f in ATTRIBUTES[judgement.family] if record.values[f]]
    return f"{core} | {' '.join(known)} | {_quote(record)}"


def _plain(value: object) -> str:
    return ",".join(sorted(map(str, value))) or "none" if isinstance(value, frozenset) else str(value)


def _quote(record: Record) -> str:
    provenance = record.fact.provenance
    rule = f" [{provenance.rule} {provenance.confidence:.2f}]" if provenance else ""
    return " … ".join(f"“{' '.join(q.split())[:160]}”" for q in record.fact.evidence[:2]) + rule


def _predicted(gold: GoldReport, directory: Path) -> Case:
    path = directory / f"{gold.source.stem}.json"
    return load_case(path) if path.is_file() else Case(report=gold.case.report)


def _text(source: Path) -> str:
    if source.suffix in {".txt", ".md"}:
        return source.read_text(encoding="utf-8", errors="replace")
    from corpus import read

    return read(source).text


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m corpus.score", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder with <id>.json beside <id>.txt")
    parser.add_argument("predicted", type=Path, help="folder with <id>.json as `caseledger extract --out` writes it")
    parser.add_argument("--errors", action="store_true", help="list every missed, spurious and differing record")
    parser.add_argument("--reports", action="store_true", help="one line of core/full F1 for each report")
    parser.add_argument("--family", choices=FAMILIES, help="this family only")
    parser.add_argument("--only", metavar="ID,ID", help="these reports only")
    return parser
