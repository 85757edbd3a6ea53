"""The same report as text, web page, JATS and PDF in four layouts gives the same case."""

from pathlib import Path
from typing import Any

import pytest
from reading_fixtures import LAYOUTS, Report, as_plain, report_from
from test_read import as_jats, as_page, written

from corpus import read
from extractors import extract


def facts(path: Path) -> Any:
    """What was extracted, without where it stood."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k not in ("provenance", "evidence", "report")}
        return [bare(v) for v in value] if isinstance(value, list) else value

    return bare(extract(read(path)).model_dump(mode="json"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The facts of the report as a text file."""
    found = facts(written(tmp_path_factory.mktemp("told") / "report.txt", as_plain()))
    assert len(found["therapies"]) >= 8 and found["toxicities"] and found["responses"]
    return found


@pytest.mark.parametrize(("suffix", "text"), [("xml", as_jats()), ("html", as_page())], ids=["jats", "html"])
def test_markup_gives_the_same_case(tmp_path: Path, told: Any, suffix: str, text: str) -> None:
    assert facts(written(tmp_path / f"report.{suffix}", text)) == told


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_layout_gives_the_same_case(tmp_path: Path, told: Any, layout: str) -> None:
    assert facts(LAYOUTS[layout](tmp_path / "report.pdf")) == told


GOLD = Path(__file__).parent.parent / "corpus" / "gold"
TOLD = ["text/rendition-ni", *(f"authored/{name}" for name in (
    "s1-pmbcl-axicel-hlh", "s6-hiv-dlbcl-two-cases", "u3-cll-flumel-ecp-letter", "u4-cml-blast-crisis-abstract", "u5-sle-cd19-cart-poland",
    "u6-phall-cart-twocolumn-pdf", "v5-richter-lisocel-timeline", "x6-dlbcl-tisacel-glofitamab-chart", "x8-phall-board-note", "w2-sezary-ecp-gvhd-timeline", "x1-sezary-allo-notes", "x3-aml-azaven-gilt-dli-abstract",
))]  # fmt: skip


def written_as(report: Report, folder: Path) -> dict[str, Path]:
    """A report as JATS, as a web page and as PDF in every layout."""
    files = {
        "jats": written(folder / "report.xml", as_jats(report)),
        "html": written(folder / "report.html", as_page(report)),
    }
    return files | {name: make(folder / f"{name}.pdf", report=report) for name, make in LAYOUTS.items()}


@pytest.mark.parametrize("name", TOLD)
def test_a_long_report_gives_the_same_case_in_every_format(tmp_path: Path, name: str) -> None:
    report = report_from(GOLD / f"{name}.txt")
    told = facts(written(tmp_path / "report.txt", as_plain(report)))
    assert len(told["therapies"]) > 15
    assert [form for form, path in written_as(report, tmp_path).items() if facts(path) != told] == []


@pytest.mark.soak
def test_every_report_gives_the_same_case_in_every_format(tmp_path: Path) -> None:
    differing = set()
    for path in sorted(GOLD.glob("authored/*.txt")):
        report = report_from(path)
        told = facts(written(tmp_path / "report.txt", as_plain(report)))
        if any(facts(file) != told for file in written_as(report, tmp_path).values()):
            differing.add(path.stem)
    assert differing == set()
