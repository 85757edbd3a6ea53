"""Train and check the confidence of facts: `python -m benchmarks.calibrate` trains on the tuned gold and writes the weights.

One logistic model a family says whether a fact is right in every attribute that is scored. What the page shows is
cross-validated: each report is judged by weights that never saw it.
"""

import argparse
import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

import extractors
from benchmarks.golds import GOLD, tuned
from benchmarks.tables import table, write_between
from corpus.gold import load_findings
from corpus.score import FAMILIES, judge
from extractors.confidence import Features, Judge, family_of, finding_features
from extractors.reading import read_report
from models import Case

WEIGHTS = Path("extractors/confidence.json")
UNTUNED = Path("benchmarks/untuned.jsonl.gz")
BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
FOLDS = 8
# how strongly the weights are held near nothing: weaker for families with many facts
STRENGTH = {
    "therapies": 0.05,
    "doses": 0.05,
    "dates": 0.05,
    "toxicities": 0.2,
    "responses": 0.05,
    "patients": 0.5,
    "findings": 0.1,
}
# How often a fact counts that was found before the rules were tuned on its report: of findings there are few such, and they are what tells
# how sure a fact of a new report is.
EARLY = {"findings": 7}
# annotated with the findings of the rules in view: no measure of how sure they are
IN_VIEW = frozenset({"blasts", "response criteria", "doses given", "effect", "GVHD organ"})


@dataclass(frozen=True)
class Example:
    """A fact of a report: what is known of it, and whether it was right."""

    report: str
    family: str
    features: Features
    right: bool


def examples() -> list[Example]:
    """Extract every report of the tuned gold and judge its facts."""
    nlp = extractors.load_pipeline()
    found: list[Example] = []
    annotated = load_findings(GOLD / "authored")
    for _, gold, document in tuned():
        reading = read_report(document, nlp)
        judged = Judge(reading.story, reading.scenes, reading.persons)
        right = _right(gold, reading.case)
        for fact, record in reading.pairs():
            family = family_of(fact)
            told = right[id(record)] if family in FAMILIES else _right_patient(gold, record)
            found.append(Example(gold.report.id, family, judged.features(fact), told))
        if gold.report.id in annotated:
            found += of_findings(annotated[gold.report.id], reading.case)
    return found


def of_findings(gold: Case, case: Case) -> list[Example]:
    """The further facts of a report, each right where it pairs with gold and agrees in all."""
    right = {id(j.found.fact): j.kind == "right" for j in judge(gold, case, "findings") if j.found}
    return [
        Example(
            gold.report.id, "findings", finding_features(f, f.provenance.evidence, len(case.patients)), right[id(f)]
        )
        for f in case.findings
        if f.provenance and f.name not in IN_VIEW
    ]


def keep(rows: list[Example], path: Path) -> None:
    """Keep the facts of a version of the rules with their features, for later versions to train on."""
    lines = [json.dumps([r.report, r.family, r.right, r.features], ensure_ascii=False) for r in rows]
    path.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))


def kept(path: Path) -> list[Example]:
    """The facts that an earlier version found, before it was tuned on these reports."""
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    return [Example(report, family, features, right) for report, family, right, features in map(json.loads, lines)]


def _right(gold: Case, found: Case) -> dict[int, bool]:
    """Whether each extracted record pairs with gold and agrees in all."""
    judgements = [j for family in FAMILIES for j in judge(gold, found, family) if j.found]
    return {id(j.found.fact): j.kind == "right" for j in judgements if j.found}


def _right_patient(gold: Case, record: object) -> bool:
    return any((p.age_years, p.sex) == (record.age_years, record.sex) for p in gold.patients)  # type: ignore[attr-defined]


def train(rows: list[Example], family: str) -> dict[str, float]:
    """Weights by feature; features seen fewer than three times are left out."""
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for name in row.features:
            counts[name] += 1
    names = sorted(n for n, c in counts.items() if c >= 3 and n != "always")
    matrix = np.array([[row.features.get(n, 0.0) for n in names] for row in rows])
    right = np.array([row.right for row in rows])
    if right.all() or not right.any():
        share = (right.sum() + 1) / (len(right) + 2)
        return {"always": round(float(np.log(share / (1 - share))), 3)}
    model = LogisticRegression(C=STRENGTH[family], max_iter=2000).fit(matrix, right)
    weights = {"always": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}
    return {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= 0.0005}


def of_family(rows: list[Example], family: str, early: range) -> list[Example]:
    """The examples of a family, those of `early` as often as they count."""
    return [
        r for i, r in enumerate(rows) if r.family == family for _ in range(EARLY.get(family, 1) if i in early else 1)
    ]


def predict(weights: dict[str, float], features: Features) -> float:
    """The confidence by some weights, as `extractors.confidence.weigh` reckons it."""
    score = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return float(1 / (1 + np.exp(-score)))


def cross_validated(rows: list[Example]) -> NDArray[np.float64]:
    """For each example the confidence by weights trained without its part of the reports."""
    reports = sorted({row.report for row in rows})
    fold_of = {report: i % FOLDS for i, report in enumerate(reports)}
    guesses = np.zeros(len(rows))
    for fold in range(FOLDS):
        for family in sorted({row.family for row in rows}):
            seen = [r for r in rows if r.family == family and fold_of[r.report] != fold]
            weights = train(seen, family) if seen else {}
            for i, row in enumerate(rows):
                if row.family == family and fold_of[row.report] == fold:
                    guesses[i] = predict(weights, row.features)
    return guesses


def calibration_error(guesses: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error: the mean distance of confidence and share right, over ten equal bins."""
    bins = np.clip((guesses * 10).astype(int), 0, 9)
    return float(
        sum(abs(guesses[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist()))
    )


def as_markdown(rows: list[Example], guesses: NDArray[np.float64]) -> str:
    """Reliability by bin, and by family what a reviewer of facts below 0.9 sees."""
    right = np.array([row.right for row in rows])
    bins = []
    for low, high in pairwise(BINS):
        here = (guesses >= low) & ((guesses < high) if high < 1 else (guesses <= 1))
        if here.any():
            bins.append(
                [f"{low:.2f}–{high:.2f}", int(here.sum()), f"{guesses[here].mean():.2f}", f"{right[here].mean():.2f}"]
            )
    lines = []
    for family in [*FAMILIES, "patients", "findings", "all"]:
        of = np.array([family in ("all", row.family) for row in rows])
        wrong, low = of & ~right, of & (guesses < 0.9)
        lines.append([
            family, int(of.sum()), f"{right[of].mean():.1%}", f"{calibration_error(guesses[of], right[of]):.3f}",
            f"{low.sum() / of.sum():.1%}", f"{(wrong & low).sum() / max(1, wrong.sum()):.1%}", f"{right[of & ~low].mean():.1%}" if (of & ~low).any() else "–",
        ])  # fmt: skip
    return "\n\n".join([
        table(["confidence", "facts", "mean confidence", "share right"], bins),
        table(["family", "facts", "right", "calibration error", "facts below 0.9", "errors that lie there", "right above"], lines),
    ])  # fmt: skip


def main() -> None:
    """Train, check by cross-validation, and write the weights and the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="only write the facts of this version with their features"
    )
    parser.add_argument("--check", action="store_true", help="measure only, write nothing")
    options = parser.parse_args()
    rows = examples()
    if options.keep:
        return keep(rows, options.keep)
    both = [*rows, *kept(UNTUNED)]
    guesses = cross_validated(both)
    early = range(len(rows), len(both))
    text = "\n\n".join([
        "Facts of the rules as they are, on reports that they were tuned on:",
        as_markdown(rows, guesses[: len(rows)]),
        "Facts of the rules before they were tuned on these reports, as new reports look to them:",
        as_markdown([both[i] for i in early], guesses[len(rows) :]),
    ])  # fmt: skip
    print(text)
    if options.check:
        return
    families = [*FAMILIES, "patients", "findings"]
    weights = {f: train(of_family(both, f, early), f) for f in families}
    WEIGHTS.write_text(json.dumps({"weights": weights}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    write_between("calibration", text)


if __name__ == "__main__":
    main()
