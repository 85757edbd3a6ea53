"""docs/operations.md, docs/scale.md and docs/benchmarks.md: commands, settings and views that they name exist; figures are written by a command."""

import re

import pytest
from conftest import ROOT

from flows.settings import Settings

PAGES = ("operations", "scale", "benchmarks")


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_commands_and_links_exist(name: str) -> None:
    from flows.cli import app

    known = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback}
    named = set(re.findall(r"caseledger ([a-z][a-z-]+)", page(name)))
    assert named <= known
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", page(name))
    assert [path for path in linked if not (ROOT / "docs" / path).resolve().exists()] == []
    targets = set(re.findall(r"`make (\w+)`", page(name)))
    assert targets <= set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def test_every_setting_is_told_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| `?([^|`]+?)`? \|", page("operations"), re.M))
    assert set(rows) >= set(Settings.model_fields)
    for name in ("batch", "seconds", "memory"):
        assert rows[name] == str(Settings.model_fields[name].default)


def test_figures_stand_between_marks() -> None:
    for name, marks in (
        ("benchmarks", ("machine", "load", "flow", "shares", "sizes", "short", "ledger")),
        ("scale", ("million",)),
    ):
        for mark in marks:
            assert f"<!-- {mark} -->" in page(name) and f"<!-- /{mark} -->" in page(name)
