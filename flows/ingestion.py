"""What an ingestion does and counts, without Prefect."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from flows.log import tell
from flows.remote import fetch
from flows.sources import find_reports, sha256_of, split_same_ids
from flows.workers import Staged
from models import DamagedError, Frozen, SettingsError, WarehouseError
from warehouse import Failure, Ledger, LoadSummary, Run, abandoned, set_aside, stage, verify

# What may be otherwise next time; all else stays as it is while the bytes and the version stay.
PASSING = {"missing", "no_reports", "unreachable", "unreadable", "timeout", "memory", "died"}
TRIES = 3  # so often even that is tried
SHARE = 8  # a merge waits until an eighth of the ledger's size has come, because publishing copies all of it


class Plan(Frozen):
    """Which files have to be read, how many are in the ledger as they are, and which will not do."""

    todo: tuple[str, ...] = ()
    copies: Mapping[str, tuple[str, ...]] = {}  # more files with the bytes of one to read
    unchanged: int = 0
    failures: tuple[Failure, ...] = ()  # new ones, found without reading
    quarantined: tuple[Failure, ...] = ()  # known ones: not tried again until the bytes or the version change
    notes: tuple[str, ...] = ()


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
    notes = prepare(warehouse)
    fetched = fetch(paths, warehouse)
    found = find_reports(fetched.paths)
    distinct = split_same_ids(found.files)
    with Ledger.open(warehouse, read_only=True) as ledger:
        known, failed = ledger.known(), {failure.source: (failure, tries) for failure, tries in ledger.failures()}
    todo: dict[str, str] = {}
    again: dict[str, str] = {}  # what an older version has read waits: nobody waits for it
    copies: dict[str, tuple[str, ...]] = {}
    quarantined: list[Failure] = []
    unchanged = 0
    for file in distinct.files:
        sha256 = sha256_of(Path(file)) or f"unreadable {file}"
        failure, tries = failed.get(file, (None, 0))
        if (same := _kind(sha256, file)) in todo or same in again:
            copies[same] = (*copies.get(same, ()), file)
        elif not force and known.get(sha256) == version:
            unchanged += 1
        elif (
            not force and failure and (failure.sha256, failure.pipeline) == (sha256, version) and is_bad(failure, tries)
        ):
            quarantined.append(failure)
        else:
            (again if sha256 in known else todo)[same] = file
    for note in notes:
        tell("mended", what=note)
    failures = {failure.source: failure for failure in fetched.failures + found.failures + distinct.failures}
    told = [f for source, f in failures.items() if source in failed and failed[source][0].message == f.message]
    return Plan(
        todo=(*todo.values(), *again.values()),
        copies=copies,
        unchanged=unchanged,
        failures=tuple(f for f in failures.values() if f not in told),
        quarantined=(*told, *quarantined),
        notes=tuple(notes),
    )


def is_bad(failure: Failure, tries: int) -> bool:
    """Whether a file need not be tried again."""
    return failure.reason not in PASSING or tries >= TRIES


def prepare(warehouse: Path) -> list[str]:
    """Make a ledger where there is none, mend a damaged one, and take over what killed runs had extracted."""
    notes = []
    try:
        Ledger.open(warehouse).close()
        verify(warehouse)
    except DamagedError:
        notes.append(set_aside(warehouse))
        Ledger.open(warehouse).close()
    with abandoned(warehouse) as folders:
        for folder in folders:
            files = sorted(folder.glob("[!.]*.parquet"))
            if files:
                with suppress(WarehouseError), Ledger.open(warehouse) as ledger:  # what is lost is read again
                    done = ledger.merge(files)
                    notes.append(f"took over {done.loaded + done.replaced} reports that a killed run had read")
    return notes


class Loader:
    """Merges staged batches into the ledger when enough of them have come, and the rest at the end."""

    def __init__(self, warehouse: Path, planned: Plan, folder: Path, *, force: bool = False) -> None:
        self.ledger = Ledger.open(warehouse)
        self.force = force
        self.run = Run(ended=False)
        self._folder = folder
        self._waiting: list[Path] = []
        self._size = 0
        self._copies = dict(planned.copies)
        self._left = LoadSummary(unchanged=planned.unchanged, failed=len(planned.quarantined))  # not counted yet
        self._total = LoadSummary()
        self._failures = list(planned.quarantined)
        todo = len(planned.todo)
        tell("planned", run=self.run.run_id, todo=todo, unchanged=planned.unchanged, bad=len(planned.quarantined))
        self._refuse("planned", planned.failures)

    def add(self, batch: Staged) -> None:
        """Take a batch to be merged."""
        self._waiting.append(batch.file)
        self._size += batch.file.stat().st_size
        self._failures += batch.failures
        for failure in batch.failures:
            tell("failed", run=self.run.run_id, **failure.model_dump())
        copies = [(file, f) for f in batch.failures for file in self._copies.pop(_kind(f.sha256, f.source), ())]
        self._refuse(f"copies-of-{batch.file.stem}", [_as_well(file, failure) for file, failure in copies])

    @property
    def is_due(self) -> bool:
        """Whether it is time to merge."""
        return self._size * SHARE >= self.ledger.bytes

    def merge(self, *, ended: bool = False) -> Summary:
        """Merge what is waiting; the files are gone then. Returns what became of all files so far."""
        if ended:
            self._left += LoadSummary(unchanged=sum(map(len, self._copies.values())))
            self._copies = {}
        if self._waiting or (ended and self._total != LoadSummary()):
            run = self.run.model_copy(update={"ended": ended})
            self._total += self.ledger.merge(self._waiting, run=run, force=self.force, already=self._left)
            self._left = LoadSummary()
            tell(
                "ended" if ended else "merged", run=self.run.run_id, ledger=self.ledger.path, **self._total.model_dump()
            )
            for file in self._waiting:
                file.unlink(missing_ok=True)
            self._waiting, self._size = [], 0
        return Summary(**(self._total + self._left).model_dump(), failures=tuple(self._failures))

    def _refuse(self, name: str, failures: Sequence[Failure]) -> None:
        """Take files that were not even tried."""
        if failures:
            file = stage([], failures, self._folder / f"{name}.parquet")
            self.add(Staged(file=file, read=0, failures=tuple(failures)))


def _kind(sha256: str | None, file: str) -> str:
    """The bytes of a file, and how they are to be read."""
    return f"{sha256}{Path(file).suffix.lower()}"


def _as_well(file: str, failure: Failure) -> Failure:
    message = f"{file} has the same bytes as {failure.source}: {failure.message}"
    return failure.model_copy(update={"source": file, "message": message})
