"""The gold that is tuned on and trained on; the reports named in HELD_OUT are measured, never looked at."""

import os
from collections.abc import Iterator
from pathlib import Path

from corpus import read
from corpus.gold import load_gold
from models import Case, Document

GOLD = Path("corpus/gold")
SHARED = Path(os.environ.get("CASELEDGER_GOLD", "../shared"))
# written for this project by others than those who wrote the rules, and set aside as a check
HELD_OUT = ("i1-", "i3-", "j1-", "j2-", "q1-", "q2-", "q3-", "r2-", "r4-", "r5-")


def tuned(folder: Path = GOLD) -> Iterator[tuple[str, Case, Document]]:
    """Set, gold and document of every report that may be tuned on; the two renditions count once, as text."""
    for name in ("text", "authored", "dev"):
        for gold in load_gold(folder / name):
            if not gold.case.report.id.startswith(HELD_OUT):
                yield name, gold.case, read(gold.source)
    if SHARED.is_dir():
        for gold in load_gold(folder / "published", sources=SHARED):
            yield "published", gold.case, read(gold.source)
