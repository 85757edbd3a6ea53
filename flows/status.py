"""What the ledger holds, when and by which version it was read, what failed and why, and what awaits review."""

from pathlib import Path
from typing import Any

from flows.tables import as_table
from models import Frozen
from warehouse import Ledger, status_of


class Status(Frozen):
    """The state of a ledger."""

    warehouse: str
    megabytes: float
    running: int
    interrupted: bool
    answers: dict[str, list[dict[str, Any]]]

    @property
    def is_well(self) -> bool:
        """Whether nothing asks for an operator: the last ingestion has ended, or one is under way."""
        return not self.interrupted


def look(warehouse: Path) -> Status:
    """Ask a ledger how it is."""
    with Ledger.open(warehouse, read_only=True) as ledger:
        answers = status_of(ledger)
    folder = warehouse.with_name(f"{warehouse.name}.incoming")
    running = len(list(folder.glob("*/")))
    latest = answers["runs"].records()[:1]
    return Status(
        warehouse=str(warehouse),
        megabytes=round(warehouse.stat().st_size / 1e6, 1),
        running=running,
        interrupted=bool(latest) and latest[0]["ended_at"] is None and not running,
        answers={name: result.records() for name, result in answers.items()},
    )


def lines(status: Status) -> list[str]:
    """A page for a terminal."""
    told = status.answers
    facts, linked = told["facts"][0], told["linked"][0]["linked"]
    said = [f"{status.warehouse}, {status.megabytes} MB", ""]
    said += [_table(told["reports"], "no report is loaded"), ""]
    if linked:
        said += [f"{linked} of them are further files of a paper that is there already (view publications)", ""]
    said += ["Failures", _table(told["failures"], "none"), ""]
    said += [
        f"Review: {facts['facts']} facts, {facts['checked']} checked, {facts['doubtful']} doubtful and unchecked, "
        f"{facts['to_recheck']} to look at again"
    ]
    if told["changes"][0]["changes"]:
        said += [
            f"Read again: {told['changes'][0]['changes']} facts of {told['changes'][0]['reports']} reports changed (view changes)"
        ]
    said += ["", "Last ingestions", _table(told["runs"], "none"), ""]
    if status.running:
        said += [f"{status.running} under way, or killed: the next one takes over what was read"]
    elif status.interrupted:
        said += ["The last ingestion was interrupted: run it again, it goes on where it stopped"]
    return said


def _table(records: list[dict[str, Any]], nothing: str) -> str:
    if not records:
        return nothing
    rows = [[_short(value) for value in record.values()] for record in records]
    return as_table(list(records[0]), rows).rsplit("\n", 1)[0]


def _short(value: Any) -> Any:
    return value.isoformat(sep=" ", timespec="seconds") if hasattr(value, "isoformat") else value
