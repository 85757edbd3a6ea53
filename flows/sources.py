"""Which files are meant: `find_reports(["reports", "more/*.pdf", "one.txt"])`."""

import glob
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reader import READERS

if TYPE_CHECKING:  # `caseledger extract` starts without DuckDB
    from warehouse import Failure


@dataclass(frozen=True, slots=True)
class Sources:
    """The report files in order (as text: a million paths would take four times the memory), and what was asked for but gives none."""

    files: tuple[str, ...]
    failures: "tuple[Failure, ...]"


def find_reports(paths: Iterable[str]) -> Sources:
    """Expand files, folders (all below them) and globs; each file once, sorted, whatever the order of asking."""
    files: set[str] = set()
    failures: list[Failure] = []
    for path in paths:
        found = _expand(path)
        files.update(found)
        if not found:
            failures.append(_nothing(path))
    return Sources(files=tuple(sorted(files)), failures=tuple(failures))


def split_same_ids(files: Sequence[str]) -> Sources:
    """A report's id is its file's stem: of several files with one stem the first is kept, the others are failures."""
    first: dict[str, str] = {}
    failures = []
    for file in files:
        if (kept := first.setdefault(stem := Path(file).stem, file)) is not file:
            from warehouse import Failure

            message = f"{file} would have the same report id '{stem}' as {kept}: rename one of the two"
            failures.append(Failure(source=file, sha256=sha256_of(Path(file)), reason="same_id", message=message))
    return Sources(files=tuple(first.values()), failures=tuple(failures))


def sha256_of(file: Path) -> str | None:
    """The hash of a file's bytes, None if it cannot be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _expand(path: str) -> list[str]:
    here = Path(path)
    if here.is_dir():
        return [str(f) for f in here.rglob("*") if f.suffix.lower() in READERS and f.is_file() and not _hidden(f, here)]
    if here.is_file():
        return [str(here)]
    matches = glob.glob(path, recursive=True)  # noqa: PTH207 (a pattern from anywhere, also absolute)
    return [str(f) for match in matches if (f := Path(match)).is_file()]


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _nothing(path: str) -> "Failure":
    from warehouse import Failure

    if Path(path).is_dir():
        kinds = ", ".join(sorted(READERS))
        return Failure(source=path, reason="no_reports", message=f"{path} holds no reports: put {kinds} files there")
    if glob.has_magic(path):
        return Failure(source=path, reason="no_reports", message=f"{path} matches no file: check the pattern")
    return Failure(source=path, reason="missing", message=f"{path} does not exist: check the path")
