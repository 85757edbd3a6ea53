"""What an ingestion does and counts, without Prefect."""

from collections.abc import Sequence
from pathlib import Path

from flows.extraction import Batch
from flows.sources import find_reports, sha256_of, split_same_ids
from models import Frozen, SettingsError
from warehouse import Failure, Ledger


class Plan(Frozen):
    """Which files have to be read, how many are in the ledger as they are, and which will not do."""

    todo: tuple[Path, ...]
    unchanged: int
    failures: tuple[Failure, ...]


class Summary(Frozen):
    """What became of every file: read = loaded + replaced + unchanged + failed."""

    loaded: int = 0
    replaced: int = 0
    unchanged: int = 0
    failed: int = 0
    failures: tuple[Failure, ...] = ()

    @property
    def read(self) -> int:
        """How many files were looked at."""
        return self.loaded + self.replaced + self.unchanged + self.failed

    @property
    def nothing_done(self) -> bool:
        """Whether all of it failed."""
        return self.read == self.failed

    def __add__(self, other: "Summary") -> "Summary":
        return Summary(
            loaded=self.loaded + other.loaded,
            replaced=self.replaced + other.replaced,
            unchanged=self.unchanged + other.unchanged,
            failed=self.failed + other.failed,
            failures=self.failures + other.failures,
        )

    def __str__(self) -> str:
        return (
            f"read {self.read}, loaded {self.loaded}, replaced {self.replaced}, "
            f"unchanged {self.unchanged}, failed {self.failed}"
        )


def plan(paths: Sequence[str], warehouse: Path, version: str, force: bool = False) -> Plan:
    """Compare the files with the ledger: bytes that this pipeline version has read before cost a hash only."""
    if not paths:
        raise SettingsError("name at least one file, folder or glob of reports")
    found = find_reports(paths)
    distinct = split_same_ids(found.files)
    with Ledger.open(warehouse) as ledger:
        known = ledger.known()
    todo = tuple(f for f in distinct.files if force or known.get(sha256_of(f) or "") != version)
    unchanged = len(distinct.files) - len(todo)
    return Plan(todo=todo, unchanged=unchanged, failures=found.failures + distinct.failures)


def load(batch: Batch, warehouse: Path, force: bool = False) -> Summary:
    """Load one batch in one transaction."""
    with Ledger.open(warehouse) as ledger:
        done = ledger.load(batch.items, batch.failures, force=force)
    return Summary(**done.model_dump(), failures=batch.failures)
