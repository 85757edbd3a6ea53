"""The Prefect flows: shells around `ingestion` and `evaluation`. Call `quiet_prefect` before importing this."""

import atexit
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypedDict, cast

from prefect import State, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE, CachePolicy
from prefect.client.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.annotations import quote

import extractors
from flows import evaluation, ingestion
from flows import workers as workers_module
from flows.artifacts import publish
from flows.cluster import Elsewhere, bring
from flows.evaluation import Evaluation
from flows.extraction import in_batches, in_order
from flows.ingestion import Loader, Plan, Summary
from flows.one_report import known_model
from flows.progress import progress
from flows.quiet import silence_the_binding
from flows.remote import absolute
from flows.settings import Settings
from flows.workers import Extract, Limits, Staged
from flows.workers import workers as worker_processes
from models import SettingsError, TryAgainError
from warehouse import staging_folder

atexit.register(silence_the_binding)  # in a process that Prefect starts for a scheduled run, too

RETRY_SECONDS = [10.0, 60.0]
AHEAD = 4  # batches a worker that are under way: while the ledger is published the workers go on


class _Keep(TypedDict):
    cache_policy: CachePolicy
    persist_result: bool


class _Retry(TypedDict):
    retries: int
    retry_delay_seconds: list[float]
    retry_condition_fn: Callable[[Any, Any, State[Any]], bool]


def _may_pass(task: Any, run: Any, state: State[Any]) -> bool:
    """Only what another moment can change is tried again."""
    return isinstance(state.result(raise_on_failure=False), TryAgainError)


KEEP_NOTHING: _Keep = {"cache_policy": NO_CACHE, "persist_result": False}
RETRY: _Retry = {"retries": len(RETRY_SECONDS), "retry_delay_seconds": RETRY_SECONDS, "retry_condition_fn": _may_pass}


@task(name="plan", **RETRY, **KEEP_NOTHING)
def plan_task(paths: Sequence[str], warehouse: Path, version: str, force: bool = False) -> Plan:
    """Which reports are new."""
    return ingestion.plan(paths, warehouse, version, force)


@task(name="extract", **RETRY, **KEEP_NOTHING)
def extract_task(files: Sequence[Path], extract: Extract) -> tuple[Staged, ...]:
    """Read and extract one batch in a worker process."""
    return extract(files)


@task(name="load", **RETRY, **KEEP_NOTHING)
def load_task(loader: Loader, ended: bool = False) -> Summary:
    """Load the batches that wait, and publish them."""
    return loader.merge(ended=ended)


@task(name="measure", **KEEP_NOTHING)
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
    seconds: int = 120,
    memory: int = 1000,
    cluster: bool = False,
    staging: str | None = None,
) -> Summary:
    """Reports into the ledger: plan, extract in batches, load what has come.

    On a `cluster` the task runner's processes extract, `workers` of them, and leave their batches in `staging`.
    """
    warehouse = Path(warehouse)
    plan = plan_task(paths, warehouse, extractors.pipeline_version(known_model(model)), force)
    logger = get_run_logger()
    for note in plan.notes:
        logger.warning(note)
    with staging_folder(warehouse) as folder:
        loader = Loader(warehouse, plan, folder, force=force)
        workers = min(workers, len(plan.todo))
        limits = Limits(seconds=seconds, megabytes=memory)
        if cluster:
            elsewhere = Elsewhere(
                folder=folder, staging=staging, model=model, limits=limits, command=workers_module.COMMAND
            )
            _extract_and_load(plan.todo, loader, elsewhere, folder, workers=workers, batch=batch)
        else:
            with worker_processes(workers, folder, model=model, limits=limits) as extract:
                _extract_and_load(plan.todo, loader, extract, folder, workers=workers, batch=batch)
        total = load_task(_unvisited(loader), ended=True)
    for failure in total.failures:
        logger.warning(failure.message)
    logger.info(str(total))
    publish(total, warehouse)
    return total


def _extract_and_load(
    files: Sequence[str], loader: Loader, extract: Extract, folder: Path, *, workers: int, batch: int
) -> None:
    if not files:
        return
    batches = in_batches(files, min(batch, -(-len(files) // workers)))
    with progress("reports", len(files)) as advance:
        for some in in_order(batches, lambda some: extract_task.submit(some, extract), ahead=AHEAD * workers):
            if loader.is_due:
                load_task(_unvisited(loader))
            for staged in some:
                loader.add(bring(staged, folder))
                advance(staged.read + len(staged.failures))


@flow(name="evaluate", persist_result=False, validate_parameters=False)
def evaluate(
    gold: Path, report: Path | None = None, warehouse: Path | None = None, model: str | None = None, workers: int = 1
) -> Evaluation:
    """How right the extraction is: measure, write the report, keep the numbers."""
    measured = measure_task(Path(gold), model, workers)
    if report:
        evaluation.write_report(measured, Path(report), Path(warehouse) if warehouse else None)
    if warehouse:
        evaluation.keep(measured, Path(warehouse))
    return measured


def _unvisited(loader: Loader) -> Loader:
    """Spare Prefect the search for futures in what waits; the task receives the loader itself."""
    return cast(Loader, quote(loader))


def serve(watch: Sequence[str], cron: str, settings: Settings) -> None:
    """Run `ingest` on a schedule until stopped."""
    parameters = {"paths": [absolute(place) for place in watch], **settings.model_dump(mode="json")}
    parameters["warehouse"] = str(settings.warehouse.resolve())
    try:
        schedule = CronSchedule(cron=cron)
    except ValueError as error:
        raise SettingsError(f"'{cron}' is no cron expression: write five fields, like '*/15 * * * *'") from error
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop'")  # Prefect's own, when it is told to stop
    ingest.serve(
        name=f"watch-{settings.warehouse.stem}",
        schedules=[schedule],
        parameters=parameters,
        entrypoint_type=EntrypointType.MODULE_PATH,
        limit=1,
    )
