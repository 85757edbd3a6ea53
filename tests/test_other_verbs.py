"""Verbs that authors of other languages take for the usual ones, and which of two changes an amount belongs to."""

from collections.abc import Callable

import pytest

from models import Case

GVHD = "A woman with GVHD was given prednisone 60 mg/d and ruxolitinib 10 mg twice daily on 3 May 2021. "


@pytest.mark.parametrize(
    "told",
    [
        "Prednisone was tapered to zero by August 2021, ruxolitinib was diminished to 5 mg twice daily.",
        "Prednisone was tapered off by August 2021 and ruxolitinib was reduced to 5 mg twice daily.",
        "Prednisone was weaned down to nothing, and ruxolitinib was trimmed to 5 mg twice daily.",
        "Ruxolitinib was scaled back to 5 mg twice daily.",
        "As prednisone was lowered to zero in August, ruxolitinib was lessened to 5 mg twice daily.",
    ],
)
def test_the_later_change_has_the_amount(told: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(GVHD + told)
    names = {t.id: t.name for t in case.therapies}
    assert [(names[d.therapy], d.value) for d in case.doses][2:] == [("ruxolitinib", 5)]


@pytest.mark.parametrize("verb", ["perfused", "infunded", "administrated", "infused"])
def test_given(verb: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A woman with myeloma. Daratumumab 16 mg/kg was {verb} on 3 May 2021.")
    assert [(t.name, t.start) for t in case.therapies] == [("daratumumab", "2021-05-03")]


@pytest.mark.parametrize("verb", ["performed", "realized", "effectuated"])
def test_done(verb: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A woman with myeloma. Autologous transplantation was {verb} on 3 May 2021.")
    assert [(t.name, t.start) for t in case.therapies] == [("autologous HSCT", "2021-05-03")]


@pytest.mark.parametrize(
    "told",
    [
        "Lymphodepletion was intensified (days -6 to -3: fludarabine 30 mg/m2 per day; days -4 and -3: cyclophosphamide 500 mg/m2 per day).",
        "Lymphodepletion: fludarabine 30 mg/m2 per day; cyclophosphamide 500 mg/m2 per day.",
        "Lymphodepletion consisted of the following: fludarabine 30 mg/m2; and cyclophosphamide 500 mg/m2.",
    ],
)
def test_the_items_of_a_list_share_its_purpose(told: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(
        f"A boy with B-ALL had relapsed. Cyclophosphamide 200 mg/m2 was given as bridging. {told} "
        "On 27 October 2022 he received CD22 CAR-T cells."
    )
    assert [(t.name, t.role) for t in case.therapies][:3] == [
        ("cyclophosphamide", "bridging"),
        ("fludarabine", "lymphodepletion"),
        ("cyclophosphamide", "lymphodepletion"),
    ]
