"""The command line. Heavy rooms are imported by the command that needs them: `extract` starts without Prefect,
`query` without spaCy."""

import gc
import json
import re
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.review_commands import register
from models import Case, CaseledgerError, SettingsError, TryAgainError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
    help="A ledger of what clinical case reports say: therapies, doses, dates, toxicities and responses, "
    "each with the words it came from.",
)

WarehouseOption = Annotated[Path | None, typer.Option("--warehouse", "-w", help="The ledger file.", show_default=False)]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="A scispaCy model, installed or as a path.", show_default=False)
]
WorkersOption = Annotated[int | None, typer.Option("--workers", min=1, help="Processes that read.", show_default=False)]
TRY_AGAIN = 75  # EX_TEMPFAIL: the same command can succeed later
INTERRUPTED = 3
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")  # crs-by-product


class CaseFormat(StrEnum):
    """How a case is printed."""

    JSON = "json"
    TABLE = "table"


class Runner(StrEnum):
    """Where reports are read."""

    LOCAL = "local"
    DASK = "dask"


class RowFormat(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class StatusFormat(StrEnum):
    """How the state of the ledger is printed."""

    TEXT = "text"
    JSON = "json"


class TextFormat(StrEnum):
    """How a document is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def main() -> None:
    """Run a command; what the user can mend is said in one sentence."""
    try:
        app()
    except CaseledgerError as error:
        print(f"caseledger: {error}", file=sys.stderr)
        raise SystemExit(TRY_AGAIN if isinstance(error, TryAgainError) else 1) from None
    except BrokenPipeError:  # the reader of our output has gone: `caseledger query … | head`
        sys.stderr.close()
        raise SystemExit(0) from None


@app.command(epilog="Example: caseledger ingest reports/ 'more/*.pdf' --warehouse var/ledger.duckdb")
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs of reports.")],
    warehouse: WarehouseOption = None,
    model: ModelOption = None,
    workers: WorkersOption = None,
    force: Annotated[bool, typer.Option("--force", help="Read again what is in the ledger unchanged.")] = False,
    runner: Annotated[
        Runner, typer.Option(help="Where reports are read: on this machine, or on a Dask cluster.")
    ] = Runner.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(help="The cluster's scheduler: tcp://host:8786.", show_default=False)
    ] = None,
    staging: Annotated[
        str | None,
        typer.Option(
            help="A URL that the cluster's batches go to, else a folder beside the ledger.", show_default=False
        ),
    ] = None,
) -> None:
    """Read reports into the ledger; what is in it unchanged is left alone, what comes again replaces itself."""
    from flows.one_report import known_model
    from flows.quiet import quiet_prefect
    from flows.server import prefect_answers, prefect_server
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse, model=model, workers=workers)
    known_model(settings.model)
    quiet_prefect(settings.warehouse.parent / ".prefect")
    with ExitStack() as stack:
        stack.enter_context(prefect_server())
        from flows.orchestration import ingest as flow

        if runner is Runner.DASK:
            flow = flow.with_options(task_runner=_cluster(scheduler))
        stack.enter_context(prefect_answers())
        summary = flow(paths, force=force, cluster=runner is Runner.DASK, staging=staging, **settings.model_dump())
    for failure in summary.failures:
        print(f"caseledger: {failure.message}", file=sys.stderr)
    print(summary)
    if summary.nothing_done:
        raise typer.Exit(1)


@app.command(epilog="Example: caseledger extract report.pdf --format table")
def extract(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Reports: text, Markdown, PDF, JATS XML, HTML.")
    ],
    format: Annotated[CaseFormat, typer.Option("--format", "-f", help="How to print a case.")] = CaseFormat.JSON,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write DIR/<file stem>.json instead.")] = None,
    model: ModelOption = None,
) -> None:
    """Print what reports say of their patients, without a database."""
    gc.disable()  # what is made at the start stays: to look through it for garbage takes a sixth of the time
    from flows.one_report import extract_file
    from flows.settings import load_settings
    from flows.sources import find_reports, split_same_ids
    from models import ReadError

    chosen = load_settings(model=model).model
    found = find_reports(files)
    sources = split_same_ids(found.files)
    faults = [failure.message for failure in found.failures + sources.failures]
    cases: list[Case] = []
    for file in map(Path, sources.files):
        try:
            case = extract_file(file, chosen)[1]
        except ReadError as error:
            faults.append(str(error))
            continue
        if not cases:
            gc.freeze()
            gc.enable()
        cases.append(case)
        if out:
            _write_case(out, file.stem, case)
    if not out:
        _print_cases(cases, format)
    for fault in faults:
        print(f"caseledger: {fault}", file=sys.stderr)
    if not cases:
        raise typer.Exit(1)


@app.command(epilog="Examples: caseledger query crs-grades; caseledger query 'SELECT name, grade FROM toxicities'")
def query(
    sql: Annotated[str | None, typer.Argument(metavar="SQL|NAME", help="A SELECT, or the name of a query.")] = None,
    warehouse: WarehouseOption = None,
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="How to print the rows.")] = RowFormat.TABLE,
    param: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="A value for a named query.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
) -> None:
    """Ask the ledger in SQL, or by a query's name; nothing can be changed by it."""
    from flows.settings import load_settings
    from flows.tables import FORMATS
    from warehouse import Ledger, named_queries

    if list_ or not sql:
        rows = [(q.name, q.description, ", ".join(p.name for p in q.params)) for q in named_queries()]
        return print(FORMATS[format](("name", "question", "params"), rows))
    with Ledger.open(load_settings(warehouse=warehouse).warehouse, read_only=True) as ledger:
        named = NAME.fullmatch(sql)
        result = ledger.run_named(sql, _pairs(param or [])) if named else ledger.query(sql)
    print(FORMATS[format](result.columns, result.rows))


@app.command(epilog="Example: caseledger show --warehouse var/ledger.duckdb")
def show(
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="[REPORT...]", help="Ids of reports, else all.")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Print each patient's story as the ledger has it."""
    from flows.settings import load_settings
    from flows.view import story_lines
    from warehouse import Ledger

    with Ledger.open(load_settings(warehouse=warehouse).warehouse, read_only=True) as ledger:
        _print_lines(story_lines(ledger, reports or []))


@app.command(epilog="Example: caseledger evaluate --gold corpus/gold/text --report var/accuracy.html")
def evaluate(
    gold: Annotated[Path, typer.Option("--gold", "-g", help="Folder with <id>.json beside <id>.txt, .pdf or .xml.")],
    report: Annotated[
        Path | None, typer.Option("--report", "-r", help="Write this HTML page, and a summary in Markdown beside it.")
    ] = None,
    warehouse: WarehouseOption = None,
    model: ModelOption = None,
    workers: WorkersOption = None,
) -> None:
    """Measure how right the extraction is on annotated reports."""
    from corpus.gold import load_gold
    from flows.one_report import known_model
    from flows.quiet import quiet_prefect
    from flows.server import prefect_answers, prefect_server
    from flows.settings import load_settings

    settings = load_settings(model=model, workers=workers)
    known_model(settings.model)
    load_gold(gold)  # a wrong annotation is told before anything starts
    quiet_prefect(warehouse.parent / ".prefect" if warehouse else None)
    from flows.report import summary_lines

    with prefect_server(), prefect_answers():
        from flows.orchestration import evaluate as flow

        measured = flow(gold, report, warehouse, settings.model, settings.workers)
    _print_lines(summary_lines(measured))


@app.command(epilog='Example: caseledger serve --watch inbox/ --watch s3://bucket/reports/ --cron "*/15 * * * *"')
def serve(
    watch: Annotated[
        list[str], typer.Option("--watch", help="A folder or URL to look for reports in; more than one will do.")
    ],
    cron: Annotated[str, typer.Option("--cron", help="When to look, as a cron expression.")],
    warehouse: WarehouseOption = None,
    model: ModelOption = None,
    workers: WorkersOption = None,
) -> None:
    """Ingest folders and URLs again and again, as a Prefect deployment that runs until it is stopped."""
    from flows.one_report import known_model
    from flows.quiet import quiet_prefect
    from flows.server import prefect_answers, prefect_server
    from flows.settings import load_settings

    settings = load_settings(warehouse=warehouse, model=model, workers=workers)
    known_model(settings.model)
    if missing := [place for place in watch if "://" not in place and not Path(place).exists()]:
        raise SettingsError(f"{missing[0]} is no folder: make it, or name another with --watch")
    quiet_prefect(settings.warehouse.parent / ".prefect", log="INFO")
    with prefect_server(schedules=True) as api:
        from flows.orchestration import serve as run

        print(f"runs are listed at {api.removesuffix('/api')}")
        with prefect_answers():
            run(watch, cron, settings)


@app.command(epilog="Example: caseledger status --format json")
def status(
    warehouse: WarehouseOption = None,
    format: Annotated[StatusFormat, typer.Option("--format", "-f", help="How to print it.")] = StatusFormat.TEXT,
) -> None:
    """Tell what is loaded, when and by which version, what failed and why, and what awaits review; exit code 3 where the last
    ingestion was interrupted."""
    from flows.settings import load_settings
    from flows.status import lines, look

    seen = look(load_settings(warehouse=warehouse).warehouse)
    if format is StatusFormat.JSON:
        print(seen.model_dump_json(indent=1))
    else:
        _print_lines(lines(seen))
    if not seen.is_well:
        raise typer.Exit(INTERRUPTED)


@app.command(name="import", epilog="Example: caseledger import backups/monday --warehouse var/restored.duckdb")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `caseledger export --all DIR` wrote.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Make a new ledger of a backup."""
    from flows.settings import load_settings
    from warehouse import restore

    target = load_settings(warehouse=warehouse).warehouse
    tables = restore(folder, target)
    print(f"{target} has {tables['report']} reports, {tables['fact']} facts and {tables['decision']} decisions")


@app.command(epilog="Example: caseledger schema > case.schema.json")
def schema() -> None:
    """Print the JSON Schema of a case."""
    print(json.dumps(Case.model_json_schema(), indent=2))


@app.command(epilog="Example: caseledger read report.pdf --format json")
def read(
    file: Annotated[Path, typer.Argument(help="A report.")],
    format: Annotated[TextFormat, typer.Option("--format", "-f", help="How to print it.")] = TextFormat.TEXT,
    ocr: Annotated[bool, typer.Option("--ocr", help="Let tesseract read pages without a text layer.")] = False,
) -> None:
    """Print a report as it was read: text, sections, pages."""
    from corpus import read as read_document
    from corpus import show as printer

    document = read_document(file, ocr=ocr)
    formats = {"text": printer.as_text, "json": printer.as_json, "html": printer.as_html}
    print(formats[format](document, file))


@app.command(epilog="Example: caseledger explain report.txt --format json")
def explain(
    file: Annotated[Path, typer.Argument(help="A report.")],
    format: Annotated[RowFormat, typer.Option("--format", "-f", help="How to print the mentions.")] = RowFormat.TABLE,
    model: ModelOption = None,
) -> None:
    """Print every mention that the pipeline saw, and what became of it."""
    import extractors
    from corpus import read as read_document
    from flows.one_report import pipeline
    from flows.settings import load_settings
    from flows.tables import FORMATS

    chosen = load_settings(model=model).model
    mentions = extractors.explain(read_document(file), pipeline=pipeline(chosen))
    columns = list(dict.fromkeys(name for mention in mentions for name in mention))
    print(FORMATS[format](columns, [[mention.get(name) for name in columns] for mention in mentions]))


register(app)


def _cluster(scheduler: str | None) -> Any:
    from flows.cluster import dask_runner

    if not scheduler:
        raise SettingsError("--runner dask needs --scheduler tcp://host:8786: start one with `dask scheduler`")
    return dask_runner(scheduler)


def _pairs(params: list[str]) -> dict[str, str]:
    if wrong := [param for param in params if "=" not in param]:
        raise SettingsError(f"'{wrong[0]}' is no parameter: write --param name=value")
    return dict(param.split("=", 1) for param in params)


def _print_cases(cases: list[Case], format: CaseFormat) -> None:
    if format is CaseFormat.TABLE:
        from flows.casetable import as_lines

        for case in cases:
            _print_lines(as_lines(case))
    elif len(cases) == 1:
        print(_as_json(cases[0]))
    elif cases:
        print("[" + ",\n".join(map(_as_json, cases)) + "]")


def _as_json(case: Case) -> str:
    return case.model_dump_json(indent=1)


def _write_case(folder: Path, stem: str, case: Case) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{stem}.json").write_text(_as_json(case) + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"cannot write to {folder}: {error.strerror}") from error


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
