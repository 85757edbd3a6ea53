"""Regimens as charts and abstracts write them."""

from pathlib import Path

import pytest

import corpus
import extractors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A 47-yo F with AML s/p 7+3 -> CR, HiDAC x2, then ven/aza x2 (PR).", ["7+3", "cytarabine", "Ven-Aza"]),
        ("A 47-year-old woman with AML. Mar 2020 | 7+3. Jan 2021 | Relapse; Ven/aza.", ["7+3", "Ven-Aza"]),
        ("A 47-year-old woman with AML had 7/3 HLA matches and 7-3 days of fever.", []),
    ],
)
def test_short_forms(tmp_path: Path, text: str, names: list[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"A case\n\nCase report\n\n{text}\n", encoding="utf-8")
    assert [t.name for t in extractors.extract(corpus.read(path)).therapies] == names
