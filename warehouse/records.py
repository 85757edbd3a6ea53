"""What goes into a ledger and comes out of it, beside documents and cases."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from pydantic import Field

from models import Frozen
from warehouse.clock import now


class Failure(Frozen):
    """A file that could not be read: `Failure(source="a.pdf", reason="encrypted", message="a.pdf needs a password")`."""

    source: str
    sha256: str | None = None
    reason: str
    message: str
    pipeline: str | None = None


class Run(Frozen):
    """One ingestion: batches that are merged under its id are counted together; it has ended with the last of them."""

    run_id: str = Field(default_factory=lambda: uuid4().hex)
    started_at: datetime = Field(default_factory=now)
    ended: bool = True


class LoadSummary(Frozen):
    """What became of one batch."""

    loaded: int = 0
    replaced: int = 0
    unchanged: int = 0
    failed: int = 0

    def __add__(self, other: "LoadSummary") -> "LoadSummary":
        return LoadSummary(
            loaded=self.loaded + other.loaded,
            replaced=self.replaced + other.replaced,
            unchanged=self.unchanged + other.unchanged,
            failed=self.failed + other.failed,
        )


class Accuracy(Frozen):
    """One measured number of a run: `right_count` of `found_count` records agree with the gold's `gold_count`."""

    measured_at: datetime
    pipeline: str
    gold_set: str
    gold_digest: str
    family: str
    attribute: str
    gold_count: int
    found_count: int
    right_count: int
    precision: float | None
    recall: float | None
    f1: float | None


class Result(Frozen):
    """The answer to a query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """One dictionary a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
