"""Amounts of a list told under one word: oral medication, intravenous antibiotics, the parts of one preparation; and lengths beside them."""

from collections.abc import Callable

import pytest

from models import Case

HEAD = "A 52-year-old patient was admitted. "

DOSES = [
    ("At home he had this oral medication: metformin 850 mg tid, sitagliptin 100 mg qd, and thiamine 50 mg qd. Heparin 5000 IU was added.", ["850 3/d po", "100 1/d po", "50 1/d po", "5000 None None"]),
    ("Antibiotics with piperacillin 4 g and tazobactam 0.5 g iv q8h were given.", ["4 3/d iv", "0.5 3/d iv"]),
    ("Intravenous antibiotics including meropenem 1 g q8h and vancomycin 1 g q12h were begun; prednisone 20 mg daily was added.", ["1 3/d iv", "1 2/d iv", "20 1/d None"]),
    ("His oral drugs were amlodipine 5 mg, ramipril 10 mg and subcutaneous insulin 20 IU.", ["5 None po", "10 None po", "20 None sc"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOSES)
def test_route_of_a_list(text: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    assert [f"{d.value} {d.frequency} {d.route}" for d in case_of(HEAD + text).doses] == expected


LENGTHS = [
    ("He received two 3-day cycles of cisplatin.", ["P3D"]),
    ("He received six 21-day cycles of R-CHOP.", ["P21D"]),
    ("During the month preceding surgery, cultures were negative. In the week before admission he had fever.", ["P1M", "P1W"]),
    ("Both kidneys were transplanted into other patients. Six months after transplantation, neither of the kidney recipients had fever.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LENGTHS)
def test_lengths(text: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    assert [d.value for d in case_of(HEAD + text).dates if d.kind == "duration"] == expected
