"""The Prefect flows: shells around `ingestion` and `evaluation`. Call `quiet_prefect` before importing this."""

import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import cast

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.annotations import quote

import extractors
from flows import evaluation, ingestion
from flows.evaluation import Evaluation
from flows.extraction import Batch, in_batches, in_order, worker_processes
from flows.ingestion import Plan, Summary
from flows.progress import progress
from flows.settings import Settings
from models import SettingsError


@task(name="plan", cache_policy=NO_CACHE, persist_result=False)
def plan_task(paths: Sequence[str], warehouse: Path, version: str, force: bool = False) -> Plan:
    """Which reports are new."""
    return ingestion.plan(paths, warehouse, version, force)


@task(name="extract", cache_policy=NO_CACHE, persist_result=False)
def extract_task(files: Sequence[Path], start: Callable[[Sequence[Path]], Future[Batch]]) -> Batch:
    """Read and extract one batch in a worker process."""
    return start(files).result()


@task(name="load", cache_policy=NO_CACHE, persist_result=False)
def load_task(batch: Batch, warehouse: Path, force: bool = False) -> Summary:
    """Load one batch in one transaction."""
    return ingestion.load(batch, warehouse, force)


@task(name="measure", cache_policy=NO_CACHE, persist_result=False)
def measure_task(gold: Path, model: str | None, workers: int) -> Evaluation:
    """Extract the annotated reports and score them."""
    return evaluation.measure(gold, model=model, workers=workers)


@flow(name="ingest", persist_result=False, validate_parameters=False)
def ingest(
    paths: list[str],
    warehouse: Path,
    model: str | None = None,
    workers: int = 1,
    batch: int = 20,
    force: bool = False,
) -> Summary:
    """Reports into the ledger: plan, extract in batches, load each batch."""
    plan = plan_task(paths, Path(warehouse), extractors.pipeline_version(model), force)
    total = Summary(unchanged=plan.unchanged)
    if plan.failures:
        total += load_task(_unvisited(Batch(failures=plan.failures)), Path(warehouse), force)
    if plan.todo:
        total += _extract_and_load(plan.todo, Path(warehouse), model, workers=workers, batch=batch, force=force)
    logger = get_run_logger()
    for failure in total.failures:
        logger.warning(failure.message)
    logger.info(str(total))
    return total


def _extract_and_load(
    files: Sequence[Path], warehouse: Path, model: str | None, *, workers: int, batch: int, force: bool
) -> Summary:
    total = Summary()
    workers = min(workers, len(files))
    batches = in_batches(files, min(batch, -(-len(files) // workers)))
    with worker_processes(workers, model) as start, progress("reports", len(files)) as advance:
        for some in in_order(batches, lambda some: extract_task.submit(some, start), ahead=2 * workers):
            total += load_task(_unvisited(some), warehouse, force)
            advance(len(some.items) + len(some.failures))
    return total


@flow(name="evaluate", persist_result=False, validate_parameters=False)
def evaluate(
    gold: Path, report: Path | None = None, warehouse: Path | None = None, model: str | None = None, workers: int = 1
) -> Evaluation:
    """How right the extraction is: measure, write the report, keep the numbers."""
    measured = measure_task(Path(gold), model, workers)
    if report:
        evaluation.write_report(measured, Path(report))
    if warehouse:
        evaluation.keep(measured, Path(warehouse))
    return measured


def _unvisited(batch: Batch) -> Batch:
    """Spare Prefect the search for futures in every record of a batch; the task receives the batch itself."""
    return cast(Batch, quote(batch))


def serve(watch: Path, cron: str, settings: Settings) -> None:
    """Run `ingest` on a schedule until stopped."""
    parameters = {"paths": [str(watch.resolve())], **settings.model_dump(mode="json")}
    parameters["warehouse"] = str(settings.warehouse.resolve())
    try:
        schedule = CronSchedule(cron=cron)
    except ValueError as error:
        raise SettingsError(f"'{cron}' is no cron expression: write five fields, like '*/15 * * * *'") from error
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop'")  # Prefect's own, when it is told to stop
    ingest.serve(
        name=f"watch-{watch.resolve().name}",
        schedules=[schedule],
        parameters=parameters,
        entrypoint_type=EntrypointType.MODULE_PATH,
        limit=1,
    )
