"""What is known of a case patient: the diagnoses of the blood and lymph system that the narrative names."""

import csv
import re
from functools import cache
from importlib.resources import files

from extractors.expressions import expression
from extractors.folded import Folded
from extractors.story import Scene

_NOT_HIS = expression(
    r"(?i)\b(?:no|without|ruled out|excluded|family history of|history of|risk of|suspicion of|suspected)\s(?:\w+\s){0,3}$"
)


@cache
def _pattern() -> tuple[Folded, dict[str, str]]:
    with files("extractors.lexicons").joinpath("diagnoses.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {form.lower(): row["name"] for row in rows for form in [row["name"], *row["synonyms"].split("|")] if form}
    forms = sorted(names, key=len, reverse=True)
    return Folded(r"(?<![\w-])(?:" + "|".join(re.escape(f) for f in forms) + r")(?![\w])"), names


def diagnoses_of(scenes: list[Scene], patient: int) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """The diagnoses of one patient in the order told, and where they stand."""
    pattern, names = _pattern()
    found: dict[str, tuple[int, int]] = {}
    for scene in scenes:
        s = scene.sentence
        if (
            s.told_of != "patient"
            or s.patient not in (0, patient)
            or s.section not in {"case", "abstract", "title", "results"}
        ):
            continue
        for m in pattern.finditer(scene.text):
            word = scene.text[m.start() : m.end()]
            if word.isalpha() and len(word) <= 4 and not word.isupper() and word not in {"cHL", "pALL"}:
                continue
            if not _NOT_HIS.search(scene.text[: m.start()]):
                found.setdefault(names[word.lower()], (s.start + m.start(), s.start + m.end()))
    kept = [n for n in found if not any(n != o and o.endswith(n) for o in found)]
    return tuple(kept[:4]), [found[n] for n in kept[:4]]
