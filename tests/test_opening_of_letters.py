"""What a letter says in general before it comes to its patient is no part of the story."""

from collections.abc import Callable

import pytest

from models import Case

PATIENT = "A 48-year-old man was diagnosed with AML in May 2019. He was treated with 7+3 and achieved complete remission in June 2019."


@pytest.mark.parametrize(
    "opening",
    [
        "In relapsed AML, remissions are short unless transplantation is carried out promptly.",
        "Relapsed leukemia is treated with FLAG-IDA, and a third of patients respond. We herein describe a patient who did.",
        "Blinatumomab can induce lasting remissions. This letter reports a case without it.",
        "Progression after venetoclax is an unmet need. Here we present our experience.",
        "",
    ],
)
def test_the_opening_tells_nothing_of_the_patient(opening: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"{opening} {PATIENT}")
    assert [(t.name, t.role) for t in case.therapies] == [("7+3", "induction")]
    assert [r.category for r in case.responses] == ["CR"]


def test_an_opening_with_a_year_is_the_story(case_of: Callable[[str], Case]) -> None:
    case = case_of("AML was diagnosed in May 2019 and is treated with azacitidine since. The 48-year-old man is well.")
    assert [t.name for t in case.therapies] == ["azacitidine"]
