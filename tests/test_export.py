"""Exports open in the tools that they are for, with types and units intact."""

import csv
import json
import re
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook
from test_warehouse import TEXT, case, document

from models import Evidence, Provenance, WarehouseError
from warehouse import EXPORTED, Decision, Ledger, dictionary, export, view_meanings

EVIL = "=1+1 he said\x0b"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The usual case, with a quote that a spreadsheet could take for a formula, and a decision."""
    text = TEXT + EVIL
    whole = case()
    place = Evidence(quote=EVIL, start=len(TEXT), end=len(text), section="case", page=1)
    evil = whole.patients[0].model_copy(
        update={"provenance": Provenance(fact_id="p1", rule="test", confidence=0.9, evidence=(place,))}
    )
    path = tmp_path_factory.mktemp("export") / "it's a ledger.duckdb"
    with Ledger.open(path) as writer:
        writer.load([(document(text=text), whole.model_copy(update={"patients": (evil,)}))])
        writer.decide([Decision(reviewer="AB", action="accept", fact_id="doe-2020/y1")])
    return Ledger.open(path, read_only=True)


def test_parquet_comes_back_as_it_was(ledger: Ledger, tmp_path: Path) -> None:
    written = export(ledger, tmp_path / "o'ut", "parquet")
    assert {path.name for path in written} == {f"{view}.parquet" for view in EXPORTED} | {"data_dictionary.csv"}
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for view in EXPORTED:
            cursor = connection.execute("FROM read_parquet(?)", [str(tmp_path / "o'ut" / f"{view}.parquet")])
            ours = ledger.query(f"FROM {view}")
            assert tuple(column[0] for column in cursor.description) == ours.columns
            assert tuple(cursor.fetchall()) == ours.rows
        types = connection.execute(
            "DESCRIBE FROM read_parquet(?)", [str(tmp_path / "o'ut" / "doses.parquet")]
        ).fetchall()
    assert {name: kind for name, kind, *_ in types}["value"] == "DOUBLE"
    assert {name: kind for name, kind, *_ in types}["flags"] == "VARCHAR[]"


def test_csv_has_one_file_a_view_and_a_dictionary(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path, "csv", views=["doses", "evidence", "toxicities"])
    with (tmp_path / "doses.csv").open(encoding="utf-8", newline="") as file:
        doses = list(csv.DictReader(file))
    assert [(d["name"], float(d["value"]), d["unit"]) for d in doses] == [
        ("fludarabine", 30.0, "mg/m2"),
        ("CD19 CAR-T", 2000000.0, "cells/kg"),
        ("tocilizumab", 8.0, "mg/kg"),
    ]
    with (tmp_path / "data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        meanings = {(row["view"], row["column"]): row["meaning"] for row in csv.DictReader(file)}
    assert meanings["doses", "unit"].startswith("The unit")
    assert {path.name for path in tmp_path.iterdir()} == {
        "doses.csv",
        "evidence.csv",
        "toxicities.csv",
        "data_dictionary.csv",
    }


def test_csv_opens_in_pandas(ledger: Ledger, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="no pandas: `make install` brings it")
    export(ledger, tmp_path, "csv", views=["doses", "toxicities", "evidence"])
    doses, toxicities, evidence = (
        pandas.read_csv(tmp_path / f"{view}.csv") for view in ("doses", "toxicities", "evidence")
    )
    assert dict(zip(doses["name"], doses["value"], strict=True)) == {
        "fludarabine": 30.0,
        "CD19 CAR-T": 2e6,
        "tocilizumab": 8.0,
    }
    assert (
        doses["value"].dtype == "float64"
        and toxicities["grade"].dtype == "int64"
        and toxicities["occurred"].dtype == "bool"
    )
    joined = doses.merge(evidence, on="fact_id")
    assert set(joined.loc[joined["name"] == "tocilizumab", "quote"]) == {"8 mg/kg once"}


def test_parquet_opens_in_pandas_as_it_was(ledger: Ledger, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="no pandas: `make install` brings it")
    pytest.importorskip("pyarrow", reason="no pyarrow, which pandas reads Parquet with")
    export(ledger, tmp_path, "parquet", views=["doses", "toxicities"])
    frame = pandas.read_parquet(tmp_path / "toxicities.parquet")
    ours = ledger.query("FROM toxicities")
    assert tuple(frame.columns) == ours.columns
    assert [list(drugs) for drugs in frame["managed_with"]] == [["tocilizumab"]]
    assert [float(value) for value in pandas.read_parquet(tmp_path / "doses.parquet")["value"]] == [30.0, 2e6, 8.0]


def test_json_keeps_lists_and_nested_values(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "ledger.json", "json")
    whole = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    assert whole["toxicities"][0]["managed_with"] == ["tocilizumab"]
    assert whole["decisions"][0]["value"]["grade"] == 2
    assert any("🎉" in row["quote"] for row in whole["evidence"])


def test_sqlite_opens_with_types_and_dictionary(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "ledger.sqlite", "sqlite")
    connection = sqlite3.connect(tmp_path / "ledger.sqlite")
    joined = 'SELECT d.value, d.unit, e.quote, e."end" - e.start FROM doses d JOIN evidence e USING (fact_id) WHERE d.name = ?'
    assert connection.execute(joined, ["tocilizumab"]).fetchall() == [(8.0, "mg/kg", "8 mg/kg once", 12)]
    assert connection.execute("SELECT occurred, grade, managed_with FROM toxicities").fetchall() == [
        (1, 2, '["tocilizumab"]')
    ]
    assert connection.execute("SELECT count(*) FROM data_dictionary").fetchone() > (100,)
    connection.close()


def test_xlsx_has_one_sheet_a_view_and_no_formulas(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "ledger.xlsx", "xlsx")
    book = load_workbook(tmp_path / "ledger.xlsx")
    assert book.sheetnames == ["data_dictionary", *EXPORTED]
    doses = list(book["doses"].values)
    value, unit = doses[0].index("value"), doses[0].index("unit")
    assert [(row[value], row[unit]) for row in doses[1:]] == [(30, "mg/m2"), (2000000, "cells/kg"), (8, "mg/kg")]
    cells = [cell for row in book["evidence"].iter_rows() for cell in row if str(cell.value).startswith("=1+1")]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", "=1+1 he said")]
    with zipfile.ZipFile(tmp_path / "ledger.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def resources(ledger: Ledger, tmp_path: Path, kind: str) -> list[dict[str, Any]]:
    export(ledger, tmp_path / "bundle.json", "fhir")
    whole = json.loads((tmp_path / "bundle.json").read_text(encoding="utf-8"))
    return [entry["resource"] for entry in whole["entry"] if entry["resource"]["resourceType"] == kind]


def test_fhir_tells_doses_with_units_and_routes(ledger: Ledger, tmp_path: Path) -> None:
    given = resources(ledger, tmp_path, "MedicationAdministration")
    doses = {r["medicationCodeableConcept"]["text"]: r["dosage"]["dose"] for r in given if "dosage" in r}
    ucum = "http://unitsofmeasure.org"
    assert doses["tocilizumab"] == {"value": 8.0, "unit": "mg/kg", "system": ucum, "code": "mg/kg"}
    assert doses["CD19 CAR-T"]["code"] == "{cells}/kg"
    codes = {r["medicationCodeableConcept"]["text"]: r["medicationCodeableConcept"].get("coding", []) for r in given}
    assert {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "612865"} in codes["tocilizumab"]
    assert codes["CD19 CAR-T"] == []
    assert len(given) == 6, "three courses and a dose of each"


def test_fhir_says_that_a_date_is_not_told(ledger: Ledger, tmp_path: Path) -> None:
    given = resources(ledger, tmp_path, "MedicationAdministration")
    fludarabine = next(r for r in given if r["medicationCodeableConcept"]["text"] == "fludarabine")
    assert fludarabine["effectivePeriod"]["extension"][0]["valueCode"] == "unknown"
    assert "effectiveDateTime" not in fludarabine


def test_every_fhir_reference_leads_somewhere(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "bundle.json", "fhir")
    text = (tmp_path / "bundle.json").read_text(encoding="utf-8")
    whole = json.loads(text)
    urls = [entry["fullUrl"] for entry in whole["entry"]]
    assert len(urls) == len(set(urls))
    assert set(re.findall(r'"reference": "([^"]+)"', text)) <= set(urls)
    export(ledger, tmp_path / "again.json", "fhir")
    assert (tmp_path / "again.json").read_text(encoding="utf-8") == text


def test_fhir_has_the_published_structure(ledger: Ledger, tmp_path: Path) -> None:
    published = pytest.importorskip("fhir.resources.R4B.bundle", reason="no fhir.resources: `make install` brings it")
    export(ledger, tmp_path / "bundle.json", "fhir")
    read = published.Bundle.model_validate_json((tmp_path / "bundle.json").read_text(encoding="utf-8"))
    assert len(read.entry) > 20


def test_ris(ledger: Ledger, tmp_path: Path) -> None:
    export(ledger, tmp_path / "reports.ris", "ris")
    lines = (tmp_path / "reports.ris").read_bytes().decode().split("\r\n")
    assert lines[:3] == ["TY  - JOUR", "ID  - doe-2020", "AU  - J Doe"]
    assert {"TI  - A case of CRS", "PY  - 2020", "DO  - 10.1/x", "ER  - "} <= set(lines)


@pytest.mark.parametrize("kind", ["csv", "parquet", "json", "sqlite", "xlsx", "fhir", "ris"])
def test_an_export_replaces_the_last_one_and_leaves_nothing_else(ledger: Ledger, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "out"
    for _ in range(2):
        written = export(ledger, target, kind, views=["doses"])
    assert sorted(p for p in tmp_path.rglob("*") if p.is_file()) == sorted(written)


@pytest.mark.parametrize(
    ("target", "kind", "views", "message"),
    [
        ("out", "docx", [], "no format 'docx': there are csv, parquet, json, sqlite, xlsx, fhir, ris"),
        ("out", "csv", ["doses; DROP TABLE x"], "no view 'doses; DROP"),
        ("", "json", [], "is a folder"),
        ("taken/ledger.json", "json", [], "cannot write"),
    ],
)
def test_an_export_that_cannot_be_made_says_why(
    ledger: Ledger, tmp_path: Path, target: str, kind: str, views: list[str], message: str
) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(WarehouseError, match=message):
        export(ledger, tmp_path / target, kind, views=views)


@pytest.mark.parametrize("view", EXPORTED)
def test_every_exported_view_says_the_order_of_its_rows(ledger: Ledger, view: str) -> None:
    ((sql,),) = ledger.query(
        "SELECT sql FROM duckdb_views() WHERE view_name = ? AND schema_name = 'main'", (view,)
    ).rows
    ordering = sql.rpartition("ORDER BY")[2]
    assert ordering != sql and ordering.count(")") <= ordering.count("("), f"two runs may list {view} differently"


def test_the_dictionary_knows_every_column_and_no_other(ledger: Ledger) -> None:
    columns = dictionary(ledger)
    assert [f"{c.view}.{c.column}" for c in columns if not c.meaning] == []
    assert {c.view for c in columns} == set(view_meanings()) - {"*"}
