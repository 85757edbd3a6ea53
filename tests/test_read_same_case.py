"""The same report as text, web page, JATS and PDF in four layouts gives the same case."""

from pathlib import Path
from typing import Any

import pytest
from reading_fixtures import LAYOUTS, as_plain
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
