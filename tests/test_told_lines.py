"""Tables of treatment lines, read as lines of the story."""

from pathlib import Path

import pytest

import extractors
from corpus import read
from models import Case

ROWS = {
    "pipes": "Line | Regimen | Start | End | Best response\n1 | VRd | 01/2015 | 08/2015 | VGPR\n2 | DRd | 09/2017 | 05/2019 | PR\n3 | KCd | 06/2019 | 12/2019 | PD",
    "flattened": "LOT Regimen Dates Response\n1 VRd 01/2015-08/2015 VGPR\n2 DRd 09/2017-05/2019 PR\n3 KCd 06/2019-12/2019 PD",
    "words": "No. Treatment From To Outcome\nFirst line: VRd, January 2015 to August 2015, VGPR\nSecond line: DRd, September 2017 to May 2019, PR\nThird line: KCd, June 2019 to December 2019, PD",
}


def case_with(tmp_path: Path, rows: str) -> Case:
    report = tmp_path / "report.txt"
    report.write_text(
        "Many lines of myeloma\n\nCase report\nA 58-year-old woman had multiple myeloma.\n\n"
        f"Table 1. Prior treatment\n{rows}\n\n"
        "In March 2020 idecabtagene vicleucel was infused.\n",
        encoding="utf-8",
    )
    return extractors.extract(read(report))


@pytest.mark.parametrize("shape", ROWS)
def test_each_row_is_a_course_with_its_period_role_and_response(tmp_path: Path, shape: str) -> None:
    case = case_with(tmp_path, ROWS[shape])
    lines = [(t.name, t.role, t.start, t.end) for t in case.therapies if t.kind == "regimen"]
    assert lines == [
        ("VRd", "induction", "2015-01", "2015-08"),
        ("DRd", "salvage", "2017-09", "2019-05"),
        ("KCd", "salvage", "2019-06", "2019-12"),
    ]
    names = {t.id: t.name for t in case.therapies}
    assert [(r.category, names[r.after or ""]) for r in case.responses] == [
        ("VGPR", "VRd"),
        ("PR", "DRd"),
        ("PD", "KCd"),
    ]


def test_a_table_of_days_and_grades_is_no_table_of_lines(tmp_path: Path) -> None:
    case = case_with(tmp_path, "Day Temperature CRS grade Treatment\n1 38.6 1 paracetamol\n30 36.6 0 none")
    assert not [t for t in case.therapies if t.role in {"induction", "salvage"}]
