"""Before a first treatment nothing has come back: symptoms progress, a disease turns into another, and the line is the first."""

from collections.abc import Callable

import pytest

from models import Case

FIRST = [
    "A healthy 34-year-old woman came for dyspnea that had progressed over three weeks. A biopsy was diagnostic of PMBCL. ",
    "A 34-year-old woman was seen for a cough. Her symptoms progressed. Lymphoma was diagnosed. ",
    "A 34-year-old woman had pancytopenia that progressed rapidly. Lymphoma was found. ",
    "A 34-year-old woman with recurrent fever and relapsing infections was found to have lymphoma. ",
    "A 64-year-old man with MGUS that progressed to lymphoplasmacytic lymphoma was seen. ",
    "A 64-year-old man with CLL under observation showed progression of his nodes in 2019. ",
    "A 64-year-old man with follicular lymphoma, watched for years, had transformation to DLBCL in March 2019. ",
    "A 34-year-old woman had relapse of her sinusitis and a neck mass; biopsy revealed lymphoma. ",
]
LATER = [
    "A 34-year-old woman with relapsed DLBCL was referred. ",
    "A 34-year-old woman with refractory lymphoma was referred. ",
    "A 34-year-old woman with DLBCL that had progressed after three lines of treatment was referred. ",
    "A 34-year-old woman received rituximab and bendamustine in 2017. In March 2019 the lymphoma progressed. ",
]


@pytest.mark.parametrize(("story", "role"), [*((s, "induction") for s in FIRST), *((s, "salvage") for s in LATER)])
def test_the_line_of_what_follows(story: str, role: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"{story}R-CHOP was begun on 14 March 2019.")
    assert [t.role for t in case.therapies if t.name == "R-CHOP"] == [role]
    assert role == "salvage" or not case.responses
