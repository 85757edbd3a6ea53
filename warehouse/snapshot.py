"""Read while it is written: one writer at a time works on a copy, readers open the last published file.

ledger.duckdb           what readers open; replaced in one rename, never changed in place
ledger.duckdb.writing   the copy that a writer works on; a killed writer leaves it behind, the next one overwrites it
ledger.duckdb.previous  what was published before: the ledger goes back to it when its file is damaged
.ledger.duckdb.lock     held for the few moments of one write, released by the system when its process dies; says how the published file looked
"""

import errno
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import duckdb

from models import DamagedError, TryAgainError, WarehouseError
from warehouse.statements import script
from warehouse.vocabulary import fill, vocabulary

SCHEMA_VERSION = 1
PATIENCE_SECONDS = 120.0
MEMORY = "1GB"  # of one write, whatever the size of the ledger
ROWS_TOGETHER = 8_192  # DuckDB's own 122,880 would be written anew, half full, with every few hundred reports
_FULL = "the disk of {} is full: nothing was changed; make room and try again"
_SCRIPTS = ("schema", "macros", "dictionary", "views", "findings", "operations")


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the published ledger as it is now, and nothing else of the machine."""
    with copying(path) as connection:
        connection.execute("SET enable_external_access = false")
        yield connection


@contextmanager
def copying(path: Path, *, any_release: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads the published ledger and may write other files."""
    if not path.exists():
        raise WarehouseError(f"there is no ledger at {path}: fill one with `caseledger ingest PATH --warehouse {path}`")
    # Attached to a database in memory: connections to one path would share a snapshot within a process.
    with duckdb.connect(":memory:") as connection:
        with _explained(path):
            connection.execute(f"ATTACH '{_quoted(path)}' AS ledger (READ_ONLY)")
            connection.execute("USE ledger")
            if not any_release:
                _check_schema(connection, path)
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


@contextmanager
def writing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection inside one transaction; on leaving without an error all of it is published at once."""
    copy = path.with_name(f"{path.name}.writing")
    with _locked(path), _explained(path):
        try:
            _start(path, copy)
            with duckdb.connect(":memory:") as connection:
                connection.execute(
                    f"SET TimeZone = 'UTC'; SET memory_limit = '{MEMORY}'; SET temp_directory = '{_quoted(copy)}.tmp'"
                )
                connection.execute(f"ATTACH '{_quoted(copy)}' AS ledger (ROW_GROUP_SIZE {ROWS_TOGETHER}); USE ledger")
                _prepare(connection, path)
                connection.begin()
                yield connection
                connection.commit()
                connection.execute("CHECKPOINT ledger")
            _publish(copy, path)
            _lock(path).write_text(_look(path), encoding="utf-8")
        finally:
            _discard(copy)


def _start(path: Path, copy: Path) -> None:
    _discard(copy)
    if path.exists():
        shutil.copyfile(path, copy)


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make tables and views where they are missing or were defined by another release."""
    definition = _definition()
    if _has_schema(connection):
        _check_schema(connection, path)
        if connection.execute("SELECT definition FROM store.ledger").fetchone() == (definition,):
            return
    elif path.exists():
        raise WarehouseError(f"{path} is a DuckDB database of something else: name another file for the ledger")
    for name in _SCRIPTS:
        connection.execute(script(name))
    fill(connection)
    connection.execute("DELETE FROM store.ledger")
    connection.execute("INSERT INTO store.ledger VALUES (?, ?)", [SCHEMA_VERSION, definition])


def _definition() -> str:
    return hashlib.sha256("".join([*map(script, _SCRIPTS), vocabulary()]).encode()).hexdigest()


def _has_schema(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'store' AND table_name = 'ledger'"
        " AND database_name = current_database()"
    )
    return found.fetchone() is not None


def _check_schema(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    if not _has_schema(connection):
        raise WarehouseError(f"{path} is a DuckDB database of something else: name another file for the ledger")
    row = connection.execute("SELECT schema_version FROM store.ledger").fetchone()
    if row is None or row[0] != SCHEMA_VERSION:
        raise WarehouseError(
            f"{path} was made by another version of caseledger: ingest the reports into a new file, which can take over "
            "the decisions of this one, or use that version"
        )


def _publish(copy: Path, path: Path) -> None:
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    with suppress(OSError):  # a file system without links: then there is no previous one
        _keep(path)
    copy.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _keep(path: Path) -> None:
    """Give what is published a second name; it costs no copy."""
    fresh = path.with_name(f"{path.name}.previous.new")
    fresh.unlink(missing_ok=True)
    fresh.hardlink_to(path)
    fresh.replace(previous(path))
    fresh.unlink(missing_ok=True)  # still there where both names were of one file already


def previous(path: Path) -> Path:
    """What was published before."""
    return path.with_name(f"{path.name}.previous")


def verify(path: Path) -> None:
    """Read all of a file that looks otherwise than it was published. Raises DamagedError."""
    with suppress(OSError):
        if _lock(path).read_text(encoding="utf-8") == _look(path):
            return
    with copying(path, any_release=True) as connection, _explained(path):
        tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger'").fetchall()
        for (table,) in tables:
            connection.execute(f"SELECT bit_xor(hash(t)) FROM store.{table} t").fetchall()  # noqa: S608 (own names)


def _look(path: Path) -> str:
    """What changes when something else writes to a file."""
    seen = path.stat()
    return f"{seen.st_size} {seen.st_mtime_ns}"


def set_aside(path: Path) -> str:
    """Put a damaged ledger of ours out of the way and the one published before in its place; says what was done.

    Raises DamagedError where the file may be something else: only a ledger that was written here has a lock beside it.
    """
    if not _lock(path).exists():
        raise DamagedError(f"{path} is no readable ledger: name another file, or move it away")
    with _locked(path), _explained(path):
        aside = next(p for n in count(1) if not (p := path.with_name(f"{path.name}.damaged-{n}")).exists())
        path.replace(aside)
        if not previous(path).exists():
            return f"{path} was damaged: it is kept as {aside}, and the reports are read into a new ledger"
        previous(path).replace(path)
        return f"{path} was damaged: it is kept as {aside}, and the ledger goes on from what was published before"


def _discard(copy: Path) -> None:
    for name in (copy.name, f"{copy.name}.wal"):
        copy.with_name(name).unlink(missing_ok=True)
    shutil.rmtree(copy.with_name(f"{copy.name}.tmp"), ignore_errors=True)


def _lock(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(_lock(path), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WarehouseError(f"cannot write a ledger at {path}: {error.strerror}") from error
    try:
        _wait_for(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, path: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TryAgainError(
                    f"another process has been writing {path} for {PATIENCE_SECONDS:.0f} seconds: try again when it has ended"
                ) from None
            time.sleep(0.02)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """DuckDB's and the system's words for a file that cannot be used, in one sentence."""
    try:
        yield
    except duckdb.IOException as error:
        if path.is_dir():
            raise WarehouseError(f"{path} is a folder: name a file for the ledger") from error
        if "lock" in str(error).lower():
            raise TryAgainError(f"{path} is open in another program: close it there and try again") from error
        raise _fault(path, error) from error
    except duckdb.Error as error:
        if not is_damage(error):
            raise
        raise _fault(path, error) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise TryAgainError(_FULL.format(path)) from error
        raise WarehouseError(
            f"cannot use {path} as a ledger ({error.strerror}): name another file with --warehouse"
        ) from error


def is_damage(error: duckdb.Error) -> bool:
    """Whether an error tells of the file and not of the statement."""
    broken = (duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException, duckdb.IOException)
    return isinstance(error, broken) or "orrupt database" in str(error)


def _fault(path: Path, error: duckdb.Error) -> WarehouseError:
    if any(words in str(error) for words in ("No space left", "File too large", "Disk quota exceeded")):
        return TryAgainError(_FULL.format(path))
    if "ermission denied" in str(error):
        return WarehouseError(
            f"cannot use {path} as a ledger ({_first_line(error)}): name another file with --warehouse"
        )
    return DamagedError(f"{path} is no readable ledger ({_first_line(error)}): name another file with --warehouse")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].strip()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
