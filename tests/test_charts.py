"""The charts: grades by product, accuracy over pipeline versions."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from test_queries import CASES, told
from typer.testing import CliRunner

from flows.cli import app
from flows.review_charts import accuracy_svg, grades_svg
from models import SettingsError
from warehouse import Accuracy, Ledger


def measurement(pipeline: str, day: int, attribute: str, f1: float) -> Accuracy:
    values: dict[str, Any] = {"gold_count": 0, "found_count": 0, "right_count": 0, "precision": None, "recall": None}
    return Accuracy(
        measured_at=datetime(2026, 1, day, tzinfo=UTC), pipeline=pipeline, gold_set="corpus/gold/<text>", gold_digest="x",
        family="mean", attribute=attribute, f1=f1, **values,
    )  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("charts") / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        ledger.load([told(report_id, facts) for report_id, facts in CASES.items()])
        for day, pipeline, core in ((1, "rules-1", 0.8), (2, "rules-2", 0.9), (3, "sci+rules-2", 0.95)):
            ledger.save_accuracy(
                [measurement(pipeline, day, "core", core), measurement(pipeline, day, "full", core - 0.2)]
            )
    return path


def test_grades_by_product_keep_none_and_not_reported_apart(path: Path) -> None:
    with Ledger.open(path, read_only=True) as ledger:
        crs, icans = grades_svg(ledger), grades_svg(ledger, "ICANS")
    assert crs.count("1 of 1</title>") == 5
    assert "none (stated): 1 of 1" in crs
    assert icans.count("not reported: 1 of 1") == 3  # both infusions of twice, and low
    assert icans.count("none (stated): 1 of 1") == 1


def test_accuracy_has_a_point_for_every_measurement(path: Path) -> None:
    with Ledger.open(path, read_only=True) as ledger:
        svg = accuracy_svg(ledger)
    root = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    heights = [float(c.attrib["cy"]) for c in root.iter(f"{space}circle")]
    assert len(heights) == 6
    assert heights[0] > heights[1] > heights[2]  # better stands higher
    assert "sci+rules-2, 2026-01-03 00:00: full F1 0.750" in svg
    assert "corpus/gold/&lt;text&gt;" in svg


def test_commands_write_them(path: Path, tmp_path: Path) -> None:
    for what in ("grades", "accuracy"):
        result = CliRunner().invoke(app, ["plot", what, "-w", str(path), "--out", str(tmp_path / f"{what}.svg")])
        assert result.exit_code == 0, result.output
        ElementTree.parse(tmp_path / f"{what}.svg")


def test_nothing_to_draw_says_what_to_do(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        with pytest.raises(SettingsError, match="no infusion"):
            grades_svg(ledger)
        with pytest.raises(SettingsError, match="make one with `caseledger evaluate"):
            accuracy_svg(ledger)
