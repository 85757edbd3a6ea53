"""The commands review, export and plot, and the pictures that plot draws."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import typer
from PIL import Image, ImageColor
from test_queries import CASES, told
from typer.testing import CliRunner

from flows.review_commands import register
from flows.review_plots import swimmer_svg, timeline_svg
from models import CaseledgerError, SettingsError
from warehouse import Ledger

app = typer.Typer()
register(app)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "ledger.duckdb"
    with Ledger.open(path) as writer:
        writer.load([told(report_id, facts) for report_id, facts in CASES.items()])
    return path


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_export(path: Path, tmp_path: Path) -> None:
    assert run("export", "xlsx", tmp_path / "x.xlsx", "-w", path) == f"wrote {tmp_path / 'x.xlsx'}\n"
    out = tmp_path / "csv"
    assert run("export", "csv", out, "-w", path, "--view", "doses") == f"wrote 2 files in {out}\n"


def test_take_decisions(path: Path, tmp_path: Path) -> None:
    assert run("take-decisions", path, "-w", tmp_path / "new.duckdb") == "took over 0 decisions\n"


def test_plot_writes_svg_and_html(path: Path, tmp_path: Path) -> None:
    run("plot", "swimmer", "--out", tmp_path / "swimmer.svg", "-w", path)
    assert ElementTree.parse(tmp_path / "swimmer.svg").getroot().tag.endswith("svg")
    run("plot", "timeline", "twice", "--out", tmp_path / "twice.html", "-w", path)
    assert "<!doctype html>" in (tmp_path / "twice.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", [("swimmer",), ("timeline", "twice"), ("grades",)])
def test_plot_writes_png(path: Path, tmp_path: Path, what: tuple[str, ...]) -> None:
    """Twice the size of the drawing, with its colours in it."""
    run("plot", *what, "--out", tmp_path / "it.png", "-w", path)
    run("plot", *what, "--out", tmp_path / "it.svg", "-w", path)
    root = ElementTree.parse(tmp_path / "it.svg").getroot()
    image = Image.open(tmp_path / "it.png").convert("RGB")
    assert image.size == tuple(round(2 * float(root.attrib[side])) for side in ("width", "height"))
    fills = {e.get("fill") for e in root.iter() if e.tag.endswith(("rect", "circle", "}text"))} - {None, "none"}
    colours = {colour for _, colour in image.getcolors(1 << 24) or ()}
    assert {fill for fill in fills if ImageColor.getrgb(fill) not in colours} == set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["plot", "swimmer", "--out", "swimmer.gif"], "must end in .svg, .png or .html"),
        (["plot", "timeline"], "name the report"),
        (["plot", "timeline", "nowhere"], "holds no patient 1 of a report 'nowhere'"),
        (["plot", "timeline", "none"], "has a date or a numbered day"),
    ],
)
def test_what_cannot_be_drawn_is_said(path: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(CaseledgerError, match=message):
        run(*arguments, "-w", path)


def test_a_swimmer_has_a_bar_an_infusion_and_a_mark_an_event(path: Path) -> None:
    with Ledger.open(path, read_only=True) as ledger:
        svg = swimmer_svg(ledger)
        assert svg.count("<rect") == len(ledger.run_named("swimmer-bars").rows)
        assert svg.count("</title></text>") == len(ledger.run_named("swimmer-points").rows)
    assert svg.count("still in response") == 1


def test_a_timeline_names_what_happened(path: Path) -> None:
    with Ledger.open(path, read_only=True) as ledger:
        assert "CRS grade 1 (Lee)" in timeline_svg(ledger, "twice")


def test_an_empty_ledger_has_no_swimmer(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger, pytest.raises(SettingsError, match="no infusion"):
        swimmer_svg(ledger)
