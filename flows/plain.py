"""The whole ingestion as plain function calls, without Prefect: what the flow wraps, and what its cost is measured against."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import extractors
from flows.extraction import in_batches, in_order
from flows.ingestion import Loader, Summary, plan
from flows.one_report import known_model
from flows.workers import COMMAND, Limits
from flows.workers import workers as worker_processes
from warehouse import staging_folder

AHEAD = 4  # batches a worker that are under way: while the ledger is published the workers go on


def ingest(
    paths: Sequence[str],
    warehouse: Path,
    *,
    model: str | None = None,
    workers: int = 1,
    batch: int = 20,
    force: bool = False,
    limits: Limits | None = None,
    command: Sequence[str] = COMMAND,
) -> Summary:
    """Reports into the ledger: `ingest(["reports"], Path("ledger.duckdb"), workers=2)`."""
    planned = plan(paths, warehouse, extractors.pipeline_version(known_model(model)), force)
    with staging_folder(warehouse) as folder:
        loader = Loader(warehouse, planned, folder, force=force)
        workers = max(1, min(workers, len(planned.todo)))
        with (
            worker_processes(workers, folder, model=model, limits=limits, command=command) as extract,
            ThreadPoolExecutor(workers) as pool,
        ):
            for some in in_order(
                in_batches(planned.todo, batch), lambda files: pool.submit(extract, files), ahead=AHEAD * workers
            ):
                if loader.is_due:
                    loader.merge()
                for staged in some:
                    loader.add(staged)
        return loader.merge(ended=True)
