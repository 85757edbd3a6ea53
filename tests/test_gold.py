"""Gold folders: what loads, and the one sentence for what does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.gold import Squeezed, load_gold, quotes_missing
from models import Case, GoldError

THERAPY = {"id": "t1", "patient": 1, "name": "tocilizumab", "kind": "drug", "evidence": ["tocilizumab 8 mg/kg"]}


def write(folder: Path, stem: str, suffix: str = ".txt", **therapy: Any) -> None:
    case = {"report": {"id": stem}, "patients": [{"patient": 1}], "therapies": [THERAPY | therapy]}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.json").write_text(json.dumps(case), encoding="utf-8")
    (folder / f"{stem}{suffix}").write_text("She had tocilizumab 8 mg/kg.", encoding="utf-8")


def test_reports_of_all_subfolders_load_in_order(tmp_path: Path) -> None:
    write(tmp_path / "pdf", "b", ".pdf")
    write(tmp_path / "text", "a", ".md")
    (tmp_path / "text" / "a.txt").write_text("the same report once more", encoding="utf-8")
    loaded = load_gold(tmp_path)
    assert [g.source.name for g in loaded] == ["b.pdf", "a.txt", "a.md"]
    assert loaded[0].case.therapies[0].name == "tocilizumab"


def sentence(folder: Path) -> str:
    with pytest.raises(GoldError) as caught:
        load_gold(folder)
    text = str(caught.value)
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    ("therapy", "expected"),
    [
        ({"role": "curative"}, ["a.json", "therapies[0].role", "'curative'", "'induction'", "'conditioning'"]),
        ({"start": "March 2019"}, ["a.json", "therapies[0].start", "'March 2019'", "2019-03-13"]),
        ({"dose": 8}, ["a.json", "therapies[0].dose", "not permitted"]),
        ({"part_of": "t9"}, ["a.json", "no therapy has the id t9"]),
        ({"kind": "pill", "role": "fun"}, ["therapies[0].kind", "'drug'", "(and 1 more)"]),
    ],
)
def test_a_wrong_value_is_named_with_file_field_and_what_is_allowed(
    tmp_path: Path, therapy: dict[str, Any], expected: list[str]
) -> None:
    write(tmp_path, "a", **therapy)
    assert all(part in sentence(tmp_path) for part in expected), sentence(tmp_path)


def test_broken_json_says_where(tmp_path: Path) -> None:
    write(tmp_path, "a")
    (tmp_path / "a.json").write_text('{"report": {"id": "a"},\n "patients": [', encoding="utf-8")
    assert "a.json" in sentence(tmp_path) and "line 2" in sentence(tmp_path)


def test_gold_that_is_no_text_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a")
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00{")
    assert "a.json" in sentence(tmp_path)


def test_gold_without_its_report_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a")
    (tmp_path / "a.txt").unlink()
    assert "a.json has no report beside it" in sentence(tmp_path)


def test_a_folder_without_gold_and_no_folder_are_told_apart(tmp_path: Path) -> None:
    assert "holds no gold" in sentence(tmp_path)
    assert "is no folder" in sentence(tmp_path / "missing")


@pytest.mark.parametrize(
    "text",
    ["tocilizumab 8 mg/kg", "… tocilizumab\n8 mg/kg …", "tocili\u00adzumab 8\u2009mg/kg", "Tocilizumab 8mg/kg"],
)
def test_quotes_are_found_whatever_the_typesetting(text: str) -> None:
    case = Case.model_validate({"report": {"id": "r"}, "therapies": [THERAPY]})
    assert quotes_missing(case, text) == []


def test_quotes_that_are_not_there_are_listed() -> None:
    case = Case.model_validate({"report": {"id": "r"}, "therapies": [THERAPY]})
    assert quotes_missing(case, "tocilizumab 4 mg/kg") == ["tocilizumab 8 mg/kg"]


def test_places_are_offsets_of_the_text_itself() -> None:
    text = "a dose of 2×10⁶ cells/\nkg; then 2×10^6 cells/kg"
    assert [text[start:end] for start, end in Squeezed(text).places("2×106 cells/kg")] == [
        "2×10⁶ cells/\nkg",
        "2×10^6 cells/kg",
    ]
