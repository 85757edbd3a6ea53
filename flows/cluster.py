"""Extraction on a Dask cluster: each of its processes has a worker of its own, with the same limits as on one machine.

What a process extracts it writes to the staging folder, which the loader sees, too: shared storage, or object storage under a URL.
"""

import atexit
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flows.workers import Extract, Limits, Staged, workers
from models import Frozen, SettingsError


class Elsewhere(Frozen):
    """How a process of the cluster extracts; called with files, it does."""

    folder: Path
    staging: str | None = None  # a URL that finished batches go to
    model: str | None = None
    limits: Limits = Limits()
    command: tuple[str, ...]

    def __call__(self, files: Sequence[Path]) -> tuple[Staged, ...]:
        staged = _worker_of(self)(files)
        return tuple(_put(some, self.staging) for some in staged) if self.staging else staged


_turn = threading.Lock()
_mine: tuple[Elsewhere, ExitStack, Extract] | None = None


def _worker_of(how: Elsewhere) -> Extract:
    """The worker of this process; another ingestion gets another one."""
    global _mine
    with _turn:
        if _mine is None or _mine[0] != how:
            if _mine:
                _mine[1].close()
            stack = ExitStack()
            how.folder.mkdir(parents=True, exist_ok=True)
            extract = stack.enter_context(
                workers(1, how.folder, model=how.model, limits=how.limits, command=how.command)
            )
            atexit.register(stack.close)
            _mine = how, stack, extract
        return _mine[2]


def _put(staged: Staged, staging: str) -> Staged:
    """A finished batch under a URL instead of on this machine."""
    import fsspec

    url = f"{staging.rstrip('/')}/{staged.file.name}"
    with fsspec.open(url, "wb") as there:
        there.write(staged.file.read_bytes())
    staged.file.unlink()
    return staged.model_copy(update={"url": url})


def bring(staged: Staged, folder: Path) -> Staged:
    """A batch that lies under a URL, on this machine."""
    if not staged.url:
        return staged
    import fsspec

    system, place = fsspec.core.url_to_fs(staged.url)
    file = folder / staged.file.name
    file.write_bytes(system.cat_file(place))
    system.rm_file(place)
    return staged.model_copy(update={"file": file, "url": None})


def dask_runner(scheduler: str) -> Any:
    """Prefect's task runner for a cluster that runs. Raises SettingsError where the extra is not installed."""
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise SettingsError(
            "--runner dask needs a package that is not installed: pip install 'caseledger[dask]'"
        ) from error
    return DaskTaskRunner(address=scheduler)
