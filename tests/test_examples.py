"""The examples run: the notebook cell by cell, the R script where R is, its statements anywhere."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from test_queries import CASES, told

from warehouse import Ledger

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        ledger.load([told(report_id, facts) for report_id, facts in CASES.items()])
    return path


def test_notebook(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CASELEDGER_WAREHOUSE", str(path))
    notebook = json.loads((EXAMPLES / "ledger.ipynb").read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in notebook["cells"])
    space: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "ledger.ipynb", "exec"), space)  # plain Python, no magics
    printed = capsys.readouterr().out
    assert "CD19 CAR-T" in printed
    assert "none (stated) 1 20.0 %" in printed
    curve = space["kaplan_meier"](space["survival"])  # type: ignore[operator]
    assert curve == [(0, 1.0), (304, pytest.approx(2 / 3))]  # one of three died on day 304, two were seen later


def test_statements_of_the_r_script(path: Path) -> None:
    script = (EXAMPLES / "ledger.R").read_text(encoding="utf-8")
    found = re.findall(r'dbGetQuery\(ledger, "(?P<sql>[^"]+)"\)', script)
    with duckdb.connect(str(path), read_only=True) as ledger:
        patients, quotes, severe, follow_up = (ledger.execute(sql).fetchall() for sql in found)
    assert (len(patients), len(quotes)) == (5, 9)
    assert severe == [("axi", 1, 1), ("low", 0, 1), ("twice", 0, 2)]
    assert [row[2:4] for row in follow_up] == [(304, 1), (731, 0), (366, 0)]


def has(package: str) -> bool:
    """Whether R is there and knows a package."""
    if shutil.which("Rscript") is None:
        return False
    asked = f'quit(status = !requireNamespace("{package}", quietly = TRUE))'
    return subprocess.run(["Rscript", "-e", asked], capture_output=True).returncode == 0


def r(ledger: Path) -> subprocess.CompletedProcess[str]:
    commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {"CASELEDGER_WAREHOUSE": str(ledger), "PATH": commands, "HOME": str(ledger.parent)}
    return subprocess.run(["Rscript", str(EXAMPLES / "ledger.R")], env=environment, capture_output=True, text=True)


@pytest.mark.skipif(
    not has("DBI") or not (has("duckdb") or has("RSQLite")),
    reason="no R with DBI and duckdb or RSQLite: apt install r-base-core r-cran-dbi r-cran-rsqlite",
)
def test_r_script(path: Path) -> None:
    """With duckdb on the ledger itself, else with RSQLite on an export that the script asks for."""
    told = r(path)
    assert told.returncode == 0, told.stderr
    patients, quotes, severe = told.stdout.split("report_id")[1], told.stdout, told.stdout.split("slab")[1]
    assert "axicabtagene" in patients and "CRS" in quotes
    assert [line.split() for line in severe.splitlines()[1:4]] == [
        ["1", "axi", "1", "1"],
        ["2", "low", "0", "1"],
        ["3", "twice", "0", "2"],
    ]
    if has("metafor"):
        assert "Random-Effects Model (k = 3" in told.stdout
    if has("survival"):
        assert re.search(r"304\s+3\s+1\s+0\.667", told.stdout)  # one of three died on day 304


@pytest.mark.skipif(not has("DBI"), reason="no R with DBI: apt install r-base-core r-cran-dbi")
def test_r_script_says_what_is_missing(tmp_path: Path) -> None:
    told = r(tmp_path / "none.duckdb")
    assert told.returncode != 0 and "fill a ledger with `make run`" in told.stderr
