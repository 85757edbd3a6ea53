"""The commands that reviewers use beside `query`: review, export, plot, take-decisions. `register(app)` adds them to the command line."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from models import Syndrome

WarehouseOption = Annotated[Path | None, typer.Option("--warehouse", "-w", help="The ledger file.", show_default=False)]


class ExportFormat(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"
    SQLITE = "sqlite"
    XLSX = "xlsx"
    FHIR = "fhir"
    RIS = "ris"


class Picture(StrEnum):
    """What can be drawn."""

    TIMELINE = "timeline"
    SWIMMER = "swimmer"
    GRADES = "grades"
    ACCURACY = "accuracy"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: caseledger review --warehouse var/ledger.duckdb")(review)
    app.command(epilog="Example: caseledger export xlsx review.xlsx --view doses --view evidence")(export)
    app.command(name="take-decisions", epilog="Example: caseledger take-decisions old.duckdb --warehouse new.duckdb")(
        take_decisions
    )
    app.command(name="import-references", epilog="Example: caseledger import-references screened.ris")(
        import_references
    )
    app.command(epilog="Example: caseledger plot swimmer --out swimmer.svg")(plot)


def review(
    warehouse: WarehouseOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0 takes a free one.")] = 0,
    reviewer: Annotated[
        str | None, typer.Option(help="Your name, else that of your login.", show_default=False)
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Check, correct and add facts in the browser; they survive every later ingestion."""
    from flows.review import serve
    from flows.settings import load_settings

    serve(load_settings(warehouse=warehouse).warehouse, port=port, open_browser=browser, reviewer=reviewer)


def export(
    format: Annotated[
        ExportFormat | None, typer.Argument(help="csv and parquet fill a folder, the others one file.")
    ] = None,
    target: Annotated[Path | None, typer.Argument(metavar="TARGET", help="The folder or file to write.")] = None,
    warehouse: WarehouseOption = None,
    view: Annotated[list[str] | None, typer.Option(help="A view to write, else the usual ones.")] = None,
    all_: Annotated[
        Path | None, typer.Option("--all", metavar="DIR", help="A backup of everything, for `caseledger import`.")
    ] = None,
) -> None:
    """Write the ledger's views for other tools, with a data dictionary; or all of it, as a backup."""
    from flows.settings import load_settings
    from models import SettingsError
    from warehouse import Ledger
    from warehouse import export as write

    with Ledger.open(load_settings(warehouse=warehouse).warehouse, read_only=True) as ledger:
        if all_:
            return print(f"wrote {len(ledger.backup(all_))} files in {all_}")
        if not format or not target:
            raise SettingsError("name a format and where to write it, or --all DIR")
        written = write(ledger, target, format.value, views=view or ())
    print(f"wrote {written[0] if len(written) == 1 else f'{len(written)} files in {target}'}")


def take_decisions(
    other: Annotated[Path, typer.Argument(metavar="LEDGER", help="The ledger whose decisions to take over.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Take over what people decided in another ledger, for instance one of an earlier version."""
    from flows.settings import load_settings
    from warehouse import Ledger

    with Ledger.open(load_settings(warehouse=warehouse).warehouse) as ledger:
        print(f"took over {ledger.take_decisions(other)} decisions")


def import_references(
    lists: Annotated[list[Path], typer.Argument(metavar="LIST...", help="Lists of references: RIS, NBIB or CSV.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Take in lists of references and link the reports to them; the view `bibliography` shows which is which."""
    from flows.settings import load_settings
    from warehouse import Ledger

    with Ledger.open(load_settings(warehouse=warehouse).warehouse) as ledger:
        for path in lists:
            done = ledger.import_references(path)
            print(f"{path}: {done.read} references, {done.linked} of them in the ledger")


def plot(
    what: Annotated[
        Picture,
        typer.Argument(
            help="A patient's timeline, all infusions as a swimmer plot, grades by product, accuracy over versions."
        ),
    ],
    report: Annotated[str, typer.Argument(metavar="[REPORT]", help="The report whose patient is drawn.")] = "",
    patient: Annotated[int, typer.Option(min=1, help="The number of the patient.")] = 1,
    warehouse: WarehouseOption = None,
    out: Annotated[Path, typer.Option(help="An .svg, .png or .html file.")] = Path("plot.svg"),
    toxicity: Annotated[Syndrome, typer.Option(help="Whose grades.")] = Syndrome.CRS,
) -> None:
    """Draw a picture of the ledger."""
    from flows.review_charts import accuracy_svg, grades_svg
    from flows.review_plots import save, swimmer_svg, timeline_svg
    from flows.settings import load_settings
    from models import SettingsError
    from warehouse import Ledger

    if what is Picture.TIMELINE and not report:
        raise SettingsError("name the report whose timeline to draw: `caseledger plot timeline REPORT`")
    with Ledger.open(load_settings(warehouse=warehouse).warehouse, read_only=True) as ledger:
        match what:
            case Picture.TIMELINE:
                svg = timeline_svg(ledger, report, patient)
            case Picture.SWIMMER:
                svg = swimmer_svg(ledger)
            case Picture.GRADES:
                svg = grades_svg(ledger, toxicity.value)
            case Picture.ACCURACY:
                svg = accuracy_svg(ledger)
    save(svg, out)
    print(f"wrote {out}")
