"""What each step of the drug lexicons adds on annotated case reports: `python -m benchmarks.drugs --corpora DIR`.

`DIR` holds `maccrobat/` (brat: `<PMID>.txt`, `<PMID>.ann`) and `phee/` (`train.json`, `dev.json`). A found span is right when
it overlaps an annotated one, strictly right when both ends agree. MACCROBAT annotates all medications, classes included; PHEE
only the drugs that take part in an annotated event, so its precision is a lower bound.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractors.lexicon import lexicon, words
from extractors.longtail import LONGEST, corrected, longtail, looks_like_drug
from extractors.normal import plain

Span = tuple[int, int]
STEPS = ("lexicon", "dictionary", "stems", "corrected")


def find_drugs(text: str, *, steps: Iterable[str] = STEPS) -> Iterator[tuple[int, int, str]]:
    """Drug spans of a text and the step that saw each."""
    view = plain(text)
    cut, use = words(view.text), set(steps)
    i = 0
    while i < len(cut):
        size, step = 1, ""
        low = cut[i].text.lower()
        match = lexicon().match(cut, i) if "lexicon" in use else None
        if match is not None and match.entry.kind == "drug" and not match.weak:
            size, step = len(match.words), "lexicon"
        elif "dictionary" in use and (longest := _in_dictionary([w.text.lower() for w in cut[i : i + LONGEST]])):
            size, step = longest, "dictionary"
        elif "stems" in use and low.isalpha() and looks_like_drug(low):
            step = "stems"
        elif "corrected" in use and len(low) >= 8 and corrected(low):
            step = "corrected"
        if step:
            yield (*view.original(cut[i].start, cut[i + size - 1].end), step)
        i += size


def _in_dictionary(low: list[str]) -> int:
    return next((size for size in range(len(low), 0, -1) if " ".join(low[:size]) in longtail()), 0)


def maccrobat(folder: Path) -> Iterator[tuple[str, set[Span]]]:
    """Texts and their Medication spans."""
    for path in sorted(folder.glob("*.txt")):
        spans = set()
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            if line.startswith("T") and "\tMedication " in line:
                places = line.split("\t")[1].removeprefix("Medication ").replace(";", " ").split()
                spans.add((int(places[0]), int(places[-1])))
        with path.open(encoding="utf-8", newline="") as file:
            yield file.read(), spans


def phee(folder: Path) -> Iterator[tuple[str, set[Span]]]:
    """Sentences and the drugs of their events."""
    for path in sorted(folder.glob("*.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["context"], set(_drugs_of(row["annotations"]))


def _drugs_of(node: object) -> Iterator[Span]:
    if isinstance(node, list):
        for each in node:
            yield from _drugs_of(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Drug":
                for texts, starts in zip(value["text"], value["start"], strict=True):
                    yield from ((start, start + len(text)) for text, start in zip(texts, starts, strict=True))
            else:
                yield from _drugs_of(value)


def measure(corpus: list[tuple[str, set[Span]]], steps: Iterable[str]) -> dict[str, float]:
    """Precision, recall and F1 of drug spans, by overlap and strict, in percent."""
    found = right = exact = gold = seen = 0
    for text, spans in corpus:
        mine = {(start, end) for start, end, _ in find_drugs(text, steps=steps)}
        found, gold = found + len(mine), gold + len(spans)
        right += sum(any(a < d and c < b for c, d in spans) for a, b in mine)
        seen += sum(any(a < d and c < b for c, d in mine) for a, b in spans)
        exact += len(mine & spans)
    result = {"P": right / found, "R": seen / gold, "strict P": exact / found, "strict R": exact / gold}
    result["F1"] = _f1(result["P"], result["R"])
    result["strict F1"] = _f1(result["strict P"], result["strict R"])
    return {name: round(100 * value, 1) for name, value in result.items()}


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def errors(corpus: list[tuple[str, set[Span]]], top: int) -> None:
    """Print what is found outside the annotated spans by step, and the commonest spans that nothing finds."""
    outside: dict[str, Counter[str]] = {step: Counter() for step in STEPS}
    missed: Counter[str] = Counter()
    for text, spans in corpus:
        mine = list(find_drugs(text))
        for start, end, step in mine:
            if not any(start < d and c < end for c, d in spans):
                outside[step][text[start:end].lower()] += 1
        missed.update(text[c:d].lower() for c, d in spans if not any(a < d and c < b for a, b, _ in mine))
    for step, counts in outside.items():
        print(f"  outside, {step} ({counts.total()}):", ", ".join(f"{word} {n}" for word, n in counts.most_common(top)))
    print(f"  missed ({missed.total()}):", ", ".join(f"{word} {n}" for word, n in missed.most_common(top)))


def main() -> None:
    """Print a table a corpus: each row adds one step to those before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with maccrobat/ and phee/")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N commonest errors of each kind")
    options = parser.parse_args()
    for name, read in (("maccrobat", maccrobat), ("phee", phee)):
        corpus = list(read(options.corpora / name))
        print(f"\n{name}: {len(corpus)} texts, {sum(len(spans) for _, spans in corpus)} drug spans")
        for last in range(1, len(STEPS) + 1):
            print(f"  {'+ ' * (last > 1)}{STEPS[last - 1]:12}", measure(corpus, STEPS[:last]))
        if options.errors:
            errors(corpus, options.errors)


if __name__ == "__main__":
    main()
