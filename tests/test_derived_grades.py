"""Grades that reported signs imply by the consensus of ASTCT (Lee 2019, Biol Blood Marrow Transplant 25:625, tables 4 and 5)."""

from pathlib import Path
from typing import Any

import pytest
from test_queries import told

from warehouse import Ledger

Signs = list[dict[str, Any]]


def sign(
    name: str, value_text: str | None = None, value: float | None = None, *, present: bool = True
) -> dict[str, Any]:
    return {"name": name, "value_text": value_text, "value": value, "present": present}


FEVER, NO_HYPOTENSION, NO_HYPOXIA = sign("fever"), sign("hypotension", present=False), sign("oxygen", present=False)
CASES: list[tuple[str, str, list[str], Signs, int | None]] = [
    ("fever with both denied", "CRS", [], [FEVER, NO_HYPOTENSION, NO_HYPOXIA], 1),
    ("fever alone settles nothing", "CRS", [], [FEVER], None),
    ("fever, hypoxia not told", "CRS", [], [FEVER, NO_HYPOTENSION], None),
    ("a ventilator that was not needed denies no hypoxia", "CRS", [], [FEVER, NO_HYPOTENSION, sign("oxygen", "positive pressure", present=False)], None),
    ("hypotension that fluids mended", "CRS", [], [FEVER, sign("hypotension", "fluids")], 2),
    ("oxygen at low flow", "CRS", [], [sign("oxygen", "low-flow")], 2),
    ("hypoxia, no device told", "CRS", [], [sign("oxygen")], 2),
    ("oxygen at high flow", "CRS", [], [sign("oxygen", "high-flow")], 3),
    ("positive pressure", "CRS", [], [sign("oxygen", "positive pressure")], 4),
    ("one vasopressor", "CRS", [], [sign("vasopressor", "norepinephrine", 1)], 3),
    ("one vasopressor with vasopressin", "CRS", [], [sign("vasopressor", "norepinephrine, vasopressin", 1)], 3),
    ("vasopressin alone", "CRS", [], [sign("vasopressor", "vasopressin", 1)], 3),
    ("two vasopressors", "CRS", [], [sign("vasopressor", "epinephrine, norepinephrine", 2)], 4),
    ("two that are not named", "CRS", [], [sign("vasopressor", None, 2)], 4),
    ("told in two sentences, once as treatment", "CRS", ["dopamine"], [sign("vasopressor", "norepinephrine", 1)], 4),
    ("the same drug told twice", "CRS", ["norepinephrine"], [sign("vasopressor", "norepinephrine", 1)], 3),
    ("the worst sign counts", "CRS", ["norepinephrine"], [FEVER, sign("oxygen", "positive pressure")], 4),
    ("vasopressors denied, the rest not told", "CRS", [], [FEVER, sign("vasopressor", present=False)], None),
    ("ICE 10", "ICANS", [], [sign("ICE score", None, 10)], None),
    ("ICE 9", "ICANS", [], [sign("ICE score", None, 9)], 1),
    ("ICE 6", "ICANS", [], [sign("ICE score", None, 6)], 2),
    ("ICE 2", "ICANS", [], [sign("ICE score", None, 2)], 3),
    ("the lowest ICE counts", "ICANS", [], [sign("ICE score", None, 8), sign("ICE score", None, 3)], 2),
    ("a seizure", "ICANS", [], [sign("ICE score", None, 8), sign("seizure")], 3),
    ("no seizure", "ICANS", [], [sign("seizure", present=False)], None),
]  # fmt: skip


@pytest.fixture(scope="module")
def grades(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int | None]:
    path = tmp_path_factory.mktemp("grades") / "ledger.duckdb"
    items = []
    for number, (_, syndrome, drugs, signs, _) in enumerate(CASES):
        toxicity = {"name": syndrome, "occurred": True, "grade": 1, "managed_with": drugs}
        items.append(told(f"r{number}", {"patients": [{"patient": 1}], "toxicities": [toxicity], "findings": signs}))
    with Ledger.open(path) as ledger:
        ledger.load(items)
        rows = ledger.query("SELECT report_id, derived_grade, author_grade FROM derived_grades").rows
    assert {row[2] for row in rows} == {1}  # the authors' grade stays as written
    return {row[0]: row[1] for row in rows}


@pytest.mark.parametrize(("number", "expected"), [(n, c[4]) for n, c in enumerate(CASES)], ids=[c[0] for c in CASES])
def test_grade(grades: dict[str, int | None], number: int, expected: int | None) -> None:
    assert grades[f"r{number}"] == expected


def test_a_syndrome_without_any_sign_has_no_row(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.duckdb") as ledger:
        ledger.load(
            [told("r", {"patients": [{"patient": 1}], "toxicities": [{"name": "CRS", "occurred": True, "grade": 4}]})]
        )
        assert ledger.query("SELECT * FROM derived_grades").rows == ()
