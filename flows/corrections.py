"""What people found when they checked the ledger, for the accuracy report: how much of each family stood, and every correction."""

from pathlib import Path
from typing import Any, NamedTuple

from warehouse import Ledger

Row = dict[str, Any]


class Corrections(NamedTuple):
    """Per family how many facts were checked and how they fared; each decision that changed something."""

    families: list[Row]
    steps: list[Row]


def corrections(warehouse: Path | None) -> Corrections | None:
    """The corrections that a ledger holds; None without a ledger, or where nobody has decided anything."""
    if warehouse is None or not warehouse.exists():
        return None
    with Ledger.open(warehouse, read_only=True) as ledger:
        families = ledger.run_named("checked").records()
        steps = ledger.run_named("corrections").records()
    return Corrections(families, steps) if families else None
