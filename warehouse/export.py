"""The views in the formats of the tools that reviewers use: CSV, Parquet, JSON, SQLite, XLSX, FHIR, RIS."""

import csv
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from models import WarehouseError
from warehouse.dictionary import Column, dictionary
from warehouse.fhir import bundle
from warehouse.ledger import Ledger
from warehouse.records import Result
from warehouse.ris import ris
from warehouse.snapshot import copying
from warehouse.values import flat, plain

# What a review takes along; `texts` and the work list stay in the ledger.
EXPORTED = (
    "reports",
    "patients",
    "therapies",
    "regimen_components",
    "doses",
    "dates",
    "toxicities",
    "responses",
    "findings",
    "timeline",
    "evidence",
    "infusions",
    "toxicity_drugs",
    "patient_toxicities",
    "best_responses",
    "follow_up",
    "conditions",
    "peak_values",
    "blasts",
    "response_criteria",
    "derived_grades",
    "disease_status",
    "decisions",
    "accuracy",
    "failure",
)
_SQLITE_TYPES = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL"}

Tables = Mapping[str, Result]


def export(ledger: Ledger, target: Path, kind: str, *, views: Sequence[str] = ()) -> list[Path]:
    """Write views to `target`: a folder for csv and parquet, one file for the other formats (fhir and ris know no views).

    A file appears only when it is complete. Days and amounts are numbers in every format; a list is a list in Parquet
    and JSON, JSON text in SQLite, and joined by '; ' in CSV and XLSX.
    """
    if kind not in FORMATS:
        raise WarehouseError(f"there is no format '{kind}': there are {', '.join(FORMATS)}")
    columns = dictionary(ledger)
    known = dict.fromkeys(column.view for column in columns)
    if unknown := [view for view in views if view not in known]:
        raise WarehouseError(f"there is no view '{unknown[0]}': there are {', '.join(known)}")
    chosen = list(views or EXPORTED)
    described = [column for column in columns if column.view in chosen]
    try:
        return FORMATS[kind](ledger, target, chosen, described)
    except OSError as error:
        raise WarehouseError(f"cannot write {target}: {error.strerror or error}") from error


def _csv(ledger: Ledger, target: Path, views: Sequence[str], columns: Sequence[Column]) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    tables = {view: _table(ledger, view) for view in views} | {"data_dictionary": _described(columns)}
    written = []
    for name, table in tables.items():
        with complete(target / f"{name}.csv") as path, path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            writer.writerows([flat(value) for value in row] for row in table.rows)
        written.append(target / f"{name}.csv")
    return written


def _parquet(ledger: Ledger, target: Path, views: Sequence[str], columns: Sequence[Column]) -> list[Path]:
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".export-") as folder:
        with copying(ledger.path) as connection:
            for view in views:
                _copy(connection, view, Path(folder) / f"{view}.parquet")
        for view in views:
            (Path(folder) / f"{view}.parquet").replace(target / f"{view}.parquet")
    return [target / f"{view}.parquet" for view in views] + _csv_dictionary(target, columns)


def _copy(connection: duckdb.DuckDBPyConnection, view: str, path: Path) -> None:
    place = str(path).replace("'", "''")
    connection.execute(f"COPY (FROM {view}) TO '{place}' (FORMAT parquet)")  # a view of ours, checked by `export`


def _csv_dictionary(target: Path, columns: Sequence[Column]) -> list[Path]:
    table = _described(columns)
    with complete(target / "data_dictionary.csv") as path, path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([table.columns, *table.rows])
    return [target / "data_dictionary.csv"]


def _json(ledger: Ledger, target: Path, views: Sequence[str], columns: Sequence[Column]) -> list[Path]:
    tables = {view: _table(ledger, view) for view in views} | {"data_dictionary": _described(columns)}
    whole = {
        name: [{c: plain(v) for c, v in record.items()} for record in _unpacked(table, name, columns)]
        for name, table in tables.items()
    }
    with complete(target) as path:
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [target]


def _sqlite(ledger: Ledger, target: Path, views: Sequence[str], columns: Sequence[Column]) -> list[Path]:
    types = {(column.view, column.column): column.type for column in columns}
    tables = {view: _table(ledger, view) for view in views} | {"data_dictionary": _described(columns)}
    with complete(target) as path:
        connection = sqlite3.connect(path)
        try:
            for name, table in tables.items():
                declared = [f'"{c}" {_SQLITE_TYPES.get(types.get((name, c), ""), "TEXT")}' for c in table.columns]
                connection.execute(f'CREATE TABLE "{name}" ({", ".join(declared)})')
                places = ", ".join("?" for _ in table.columns)
                rows = ([_for_sqlite(value) for value in row] for row in table.rows)
                connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608 (names of ours)
                for column in {"report_id", "fact_id"} & set(table.columns):
                    connection.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')
            connection.commit()
        finally:
            connection.close()
    return [target]


def _xlsx(ledger: Ledger, target: Path, views: Sequence[str], columns: Sequence[Column]) -> list[Path]:
    from warehouse.workbook import save

    with complete(target) as path:
        save({"data_dictionary": _described(columns)} | {view: _table(ledger, view) for view in views}, path)
    return [target]


def _fhir(ledger: Ledger, target: Path, views: Sequence[str], columns: Sequence[Column]) -> list[Path]:
    with complete(target) as path:
        path.write_text(json.dumps(bundle(ledger), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [target]


def _ris(ledger: Ledger, target: Path, views: Sequence[str], columns: Sequence[Column]) -> list[Path]:
    with complete(target) as path:
        path.write_text(ris(ledger), encoding="utf-8", newline="")
    return [target]


FORMATS: Mapping[str, Callable[[Ledger, Path, Sequence[str], Sequence[Column]], list[Path]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "json": _json,
    "sqlite": _sqlite,
    "xlsx": _xlsx,
    "fhir": _fhir,
    "ris": _ris,
}


def _table(ledger: Ledger, view: str) -> Result:
    return ledger.query(f"FROM {view}")  # a view of ours, checked by `export`


def _described(columns: Sequence[Column]) -> Result:
    return Result(
        columns=("view", "column", "type", "meaning"),
        rows=tuple((column.view, column.column, column.type, column.meaning) for column in columns),
    )


@contextmanager
def complete(target: Path) -> Iterator[Path]:
    """A path to write to; what was written takes the target's place at the end, or nothing does."""
    if target.is_dir():
        raise WarehouseError(f"{target} is a folder: name a file")
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=".export-"))
    try:
        yield folder / target.name
        (folder / target.name).replace(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _for_sqlite(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else plain(value)


def _unpacked(table: Result, name: str, columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Records in which a column of type JSON is a value, not a text."""
    packed = {column.column for column in columns if column.view == name and column.type == "JSON"}
    return [
        {c: json.loads(v) if c in packed and v is not None else v for c, v in record.items()}
        for record in table.records()
    ]
