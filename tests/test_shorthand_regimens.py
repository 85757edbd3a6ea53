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
        ("A 60-year-old man with myeloma had VRd and ASCT (Mel 200).", ["VRd", "autologous HSCT", "melphalan"]),
        ("A 60-year-old man with myeloma had MEL 140 autologous HSCT.", ["melphalan", "autologous HSCT"]),
        ("A 60-year-old man with myeloma had HDM/ASCT.", ["melphalan", "autologous HSCT"]),
        (
            "A 60-year-old man with DLBCL had axi-cel after Flu 30/Cy 300.",
            ["axicabtagene ciloleucel", "fludarabine", "cyclophosphamide"],
        ),
        (
            "A 60-year-old man with AML had allo-HSCT after Bu 12.8 + Flu 150.",
            ["allogeneic HSCT", "busulfan", "fludarabine"],
        ),
        ("A 60-year-old man with AML caught flu in 2019 and had cy 3 days later.", []),
        ("A 47-year-old woman with AML had 7/3 HLA matches and 7-3 days of fever.", []),
    ],
)
def test_short_forms(tmp_path: Path, text: str, names: list[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"A case\n\nCase report\n\n{text}\n", encoding="utf-8")
    assert [t.name for t in extractors.extract(corpus.read(path)).therapies] == names
