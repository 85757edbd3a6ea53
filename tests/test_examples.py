"""The examples run: the notebook cell by cell, the R script where R is, its statements anywhere."""

import json
import re
import shutil
import subprocess
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


@pytest.mark.skipif(
    shutil.which("Rscript") is None, reason="no Rscript on the path: install R to run the script itself"
)
def test_r_script(path: Path) -> None:
    told = subprocess.run(
        ["Rscript", str(EXAMPLES / "ledger.R")],
        env={"CASELEDGER_WAREHOUSE": str(path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    assert "axicabtagene" in told.stdout
