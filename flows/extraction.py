"""From files to documents and cases, batch by batch, in worker processes. Prefect and DuckDB are not known here."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from flows.one_report import extract_file
from flows.sources import sha256_of
from models import Case, Document, Frozen, ReadError
from warehouse import Failure


class Batch(Frozen):
    """What came of some files; every file is in one of the two."""

    items: tuple[tuple[Document, Case], ...] = ()
    failures: tuple[Failure, ...] = ()


def extract_batch(
    files: Sequence[Path], model: str | None = None, begin: Callable[[Path], None] = lambda file: None
) -> Batch:
    """Read and extract some files; what cannot be read is named and does not stop the others."""
    items: list[tuple[Document, Case]] = []
    failures: list[Failure] = []
    for file in files:
        begin(file)
        try:
            items.append(extract_file(file, model))
        except ReadError as error:
            failures.append(failure_of(file, error.reason, error.message, model))
        except MemoryError:  # the process has reached its limit and can do no more
            raise
        except Exception as error:  # one poisoned report must not stop a thousand others
            message = f"{file} could not be extracted ({type(error).__name__}: {error}): please report it"
            failures.append(failure_of(file, "bug", " ".join(message.split()), model))
    return Batch(items=tuple(items), failures=tuple(failures))


def in_batches(files: Sequence[Path | str], size: int) -> Iterator[tuple[Path, ...]]:
    """Consecutive slices of at most `size` files, each made when it is asked for."""
    for at in range(0, len(files), size):
        yield tuple(map(Path, files[at : at + size]))


Result = TypeVar("Result", covariant=True)


class Pending(Protocol[Result]):
    """A batch under way: a future of Prefect's or of Python's."""

    def result(self) -> Result:
        """What came of the batch, when it has come."""
        ...


def in_order(
    batches: Iterable[Sequence[Path]], start: Callable[[Sequence[Path]], Pending[Result]], *, ahead: int
) -> Iterator[Result]:
    """What came of the batches, in their order; at most `ahead` of them are under way, so that memory stays flat."""
    under_way: deque[Pending[Result]] = deque()
    for files in batches:
        under_way.append(start(files))
        if len(under_way) >= ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


@contextmanager
def worker_processes(count: int, model: str | None = None) -> Iterator[Callable[[Sequence[Path]], Future[Batch]]]:
    """A function that starts a batch in one of `count` processes."""
    # spawned, not forked: Prefect's threads hold locks that a fork would copy
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield lambda files: pool.submit(extract_batch, files, model)


def failure_of(file: Path, reason: str, message: str, model: str | None = None) -> Failure:
    """A file that a version of the pipeline could not read."""
    import extractors

    pipeline = extractors.pipeline_version(model)
    return Failure(source=str(file), sha256=sha256_of(file), reason=reason, message=message, pipeline=pipeline)
