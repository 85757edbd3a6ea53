"""The command line: what each command prints, what it refuses and how it says so."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Ran, Stub

from corpus import read
from flows import plain
from models import Case, SettingsError
from warehouse import Ledger

Caseledger = Callable[..., Ran]
COMMANDS = ["ingest", "extract", "query", "show", "evaluate", "serve", "schema", "read", "explain"]


@pytest.fixture
def ledger(tmp_path: Path, reports: Path, stub_extractors: Stub) -> Path:
    path = tmp_path / "ledger.duckdb"
    documents = [read(file) for file in sorted(reports.iterdir())]
    with Ledger.open(path) as opened:
        opened.load([(document, stub_extractors.extract(document)) for document in documents])
    return path


def one_sentence(ran: Ran) -> str:
    assert ran.code == 1
    assert ran.err.startswith("caseledger: ") and ran.err.count("\n") == 1, ran.err
    return ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_an_example(caseledger: Caseledger, command: str) -> None:
    ran = caseledger(command, "--help")
    assert ran.code == 0
    assert re.search(f"Examples?: caseledger {command}", " ".join(ran.out.split()))


def test_extract_prints_the_gold_shape(caseledger: Caseledger, stub_extractors: Stub, reports: Path) -> None:
    ran = caseledger("extract", reports / "one.txt")
    case = Case.model_validate_json(ran.out)
    assert (ran.code, case.report.id, case.therapies[0].name) == (0, "one", "tocilizumab")


def test_extract_of_several_prints_a_list(caseledger: Caseledger, stub_extractors: Stub, reports: Path) -> None:
    assert [case["report"]["id"] for case in json.loads(caseledger("extract", reports).out)] == ["one", "two"]


def test_extract_prints_a_table(caseledger: Caseledger, stub_extractors: Stub, reports: Path) -> None:
    assert "therapies   tocilizumab" in caseledger("extract", reports / "one.txt", "--format", "table").out


def test_extract_writes_one_file_a_report(
    caseledger: Caseledger, stub_extractors: Stub, reports: Path, tmp_path: Path
) -> None:
    ran = caseledger("extract", reports, "--out", tmp_path / "a" / "b")
    assert (ran.code, ran.out) == (0, "")
    assert sorted(f.name for f in (tmp_path / "a" / "b").iterdir()) == ["one.json", "two.json"]
    assert Case.model_validate_json((tmp_path / "a" / "b" / "one.json").read_bytes()).therapies


BAD: dict[str, tuple[str, bytes]] = {
    "empty": ("empty.txt", b""),
    "binary junk": ("junk.txt", bytes(range(256)) * 40),
    "truncated pdf": ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"),
    "unknown kind": ("report.docx", b"PK\x03\x04"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_gives_one_sentence_and_the_others_still_come(
    caseledger: Caseledger, stub_extractors: Stub, reports: Path, tmp_path: Path, what: str
) -> None:
    name, data = BAD[what]
    bad = tmp_path / name
    bad.write_bytes(data)
    assert name in one_sentence(caseledger("extract", bad))
    ran = caseledger("extract", bad, reports / "one.txt")
    assert ran.code == 0
    assert name in ran.err and "tocilizumab" in ran.out


def test_missing_path_empty_folder_and_vain_glob_are_told_apart(caseledger: Caseledger, tmp_path: Path) -> None:
    assert "does not exist" in one_sentence(caseledger("extract", tmp_path / "no.pdf"))
    assert "holds no reports" in one_sentence(caseledger("extract", tmp_path))
    assert "matches no file" in one_sentence(caseledger("extract", tmp_path / "*.pdf"))


def test_two_files_of_one_stem_are_not_one_report(
    caseledger: Caseledger, stub_extractors: Stub, reports: Path, tmp_path: Path
) -> None:
    (tmp_path / "one.md").write_text("another report", encoding="utf-8")
    ran = caseledger("extract", reports / "one.txt", tmp_path / "one.md", "--out", tmp_path / "out")
    assert ran.code == 0
    assert "same report id 'one'" in ran.err


def test_query_in_each_format(caseledger: Caseledger, ledger: Path) -> None:
    sql = "SELECT report_id, name, NULL AS grade, ['a', 'b'] AS list FROM therapies"
    table = caseledger("query", sql, "--warehouse", ledger).out
    assert "report_id  name" in table and "tocilizumab" in table and "(1 row)" in table
    comma = caseledger("query", sql, "--warehouse", ledger, "--format", "csv").out
    assert list(csv.DictReader(io.StringIO(comma))) == [
        {"report_id": "one", "name": "tocilizumab", "grade": "", "list": "a; b"}
    ]
    objects = json.loads(caseledger("query", sql, "--warehouse", ledger, "--format", "json").out)
    assert objects == [{"report_id": "one", "name": "tocilizumab", "grade": None, "list": ["a", "b"]}]


@pytest.mark.parametrize(
    "sql", ["SELEC 1", "SELECT * FROM nothing", "DROP VIEW therapies", "SELECT * FROM '/etc/passwd'"]
)
def test_query_refuses_in_one_sentence(caseledger: Caseledger, ledger: Path, sql: str) -> None:
    before = ledger.read_bytes()
    one_sentence(caseledger("query", sql, "--warehouse", ledger))
    assert ledger.read_bytes() == before


def test_query_without_a_ledger_says_how_to_fill_one(caseledger: Caseledger, tmp_path: Path) -> None:
    assert "caseledger ingest" in one_sentence(caseledger("query", "SELECT 1", "--warehouse", tmp_path / "no.duckdb"))


def test_show_tells_each_patients_story(caseledger: Caseledger, ledger: Path) -> None:
    ran = caseledger("show", "--warehouse", ledger)
    assert "one\n  Patient 1\n" in ran.out and "tocilizumab" in ran.out
    assert "holds no report 'nobody'" in one_sentence(caseledger("show", "nobody", "--warehouse", ledger))


def test_schema_is_the_shape_of_a_case(caseledger: Caseledger) -> None:
    properties = json.loads(caseledger("schema").out)["properties"]
    assert {"report", "patients", "therapies", "doses", "dates", "toxicities", "responses"} <= set(properties)


def test_explain_lists_mentions(caseledger: Caseledger, stub_extractors: Stub, reports: Path) -> None:
    assert json.loads(caseledger("explain", reports / "one.txt", "--format", "json").out) == [
        {"rule": "stub", "text": "tocilizumab", "start": 21}
    ]


def test_wrong_gold_is_told_before_anything_starts(caseledger: Caseledger, reports: Path) -> None:
    gold: dict[str, Any] = {"report": {"id": "one"}, "toxicities": [{"patient": 1, "name": "flu", "occurred": True}]}
    (reports / "one.json").write_text(json.dumps(gold), encoding="utf-8")
    sentence = one_sentence(caseledger("evaluate", "--gold", reports))
    assert "one.json" in sentence and "toxicities[0].name" in sentence and "'CRS'" in sentence


@pytest.mark.parametrize("model", ["no_such_model", "./nowhere", "."])
@pytest.mark.parametrize("command", ["extract", "explain", "evaluate", "ingest"])
def test_a_model_that_is_not_there_is_told_before_reports_fail_for_it(
    caseledger: Caseledger, reports: Path, command: str, model: str
) -> None:
    given = ["--gold", ROOT / "corpus/gold/text"] if command == "evaluate" else [reports / "one.txt"]
    assert f"there is no model '{model}'" in one_sentence(caseledger(command, *given, "--model", model))


def test_an_ingestion_with_a_model_that_is_not_there_leaves_no_failures(reports: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no model 'no_such_model'"):
        plain.ingest([str(reports)], tmp_path / "ledger.duckdb", model="no_such_model")
    assert not (tmp_path / "ledger.duckdb").exists()


def test_grades_of_what_is_no_syndrome_are_not_drawn(caseledger: Caseledger, ledger: Path, tmp_path: Path) -> None:
    ran = caseledger("plot", "grades", "--toxicity", "flu", "-w", ledger, "--out", tmp_path / "plot.svg")
    assert ran.code == 2 and "'IEC-HS'" in " ".join(ran.err.split()) and not (tmp_path / "plot.svg").exists()


@pytest.mark.parametrize(
    ("file", "reason"), [("", "is a folder"), ("no", "does not exist"), ("no.docx", "does not exist")]
)
def test_what_is_no_file_says_so(caseledger: Caseledger, tmp_path: Path, file: str, reason: str) -> None:
    assert f"{tmp_path / file} {reason}" in one_sentence(caseledger("read", tmp_path / file))


def test_serve_needs_a_folder(caseledger: Caseledger, tmp_path: Path) -> None:
    assert "is no folder" in one_sentence(caseledger("serve", "--watch", tmp_path / "no", "--cron", "* * * * *"))


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ("workers = 0", "workers"),
        ("warehose = 'x'", "warehose"),
        ("workers = ", "no TOML"),
        ("batch = 'many'", "batch"),
        ("batch = 'many'", "setting 'batch' is 'many': it should be a valid integer"),
        ("warehose = 'x'", "there is no setting 'warehose'"),
    ],
)
def test_wrong_settings_are_named(
    caseledger: Caseledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, part: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "caseledger.toml").write_text(settings, encoding="utf-8")
    assert part in one_sentence(caseledger("query", "SELECT 1"))


def test_options_override_environment_overrides_file(tmp_path: Path) -> None:
    from flows.settings import load_settings

    file = tmp_path / "other.toml"
    file.write_text("workers = 3\nbatch = 7\nmodel = 'file'", encoding="utf-8")
    settings = load_settings(file, {"CASELEDGER_WORKERS": "4", "CASELEDGER_MODEL": "environment"}, model="option")
    assert (settings.batch, settings.workers, settings.model) == (7, 4, "option")


def imported(script: str, *modules: str) -> list[str]:
    code = f"import sys\n{script}\nprint([m for m in {modules!r} if m in sys.modules])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return list(json.loads(ran.stdout.splitlines()[-1].replace("'", '"')))


def test_light_commands_import_no_heavy_rooms() -> None:
    start = "import flows.cli, flows.extraction, flows.sources, flows.settings, flows.casetable, flows.tables"
    assert imported(start, "prefect", "spacy", "fastapi", "jinja2") == []


def test_query_imports_neither_prefect_nor_spacy(ledger: Path) -> None:
    script = f"sys.argv = ['caseledger', 'query', 'SELECT 1', '-w', {str(ledger)!r}]\nimport flows.cli\ntry: flows.cli.main()\nexcept SystemExit: pass"
    assert imported(script, "prefect", "spacy") == []
