"""Words that contain or neighbour others: what is recorded is no cord, what comes after an infusion is not infused."""

from collections.abc import Callable

import pytest

from models import Case

CELLS = "A man with myeloma received ciltacabtagene autoleucel on 25 April 2022 (day 0). "


@pytest.mark.parametrize(
    "told",
    [
        "VGPR was recorded on day +30 with NGF-negative marrow, and stringent CR 6 months after infusion.",
        "The marrow was hypocellular on day +30, five weeks before the infusion of platelets.",
        "On day +30 the marrow, examined after infusion, was in CR.",
        "His marrow recorded no plasma cells on day +30 following infusion.",
    ],
)
def test_no_second_graft(told: str, case_of: Callable[[str], Case]) -> None:
    assert [t.name for t in case_of(CELLS + told).therapies] == ["ciltacabtagene autoleucel"]


@pytest.mark.parametrize(
    ("told", "absent"),
    [
        ("ICANS did not arise and parkinsonism did not reappear.", {"ICANS"}),
        ("Ferritin did not exceed 1,900 ng/mL, which allowed us to exclude IEC-HS.", {"IEC-HS"}),
        ("The ferritin of 900 ng/mL spoke against IEC-HS.", {"IEC-HS"}),
        ("Normal fibrinogen served to rule out IEC-HS.", {"IEC-HS"}),
    ],
)
def test_what_did_not_come(told: str, absent: set[str], case_of: Callable[[str], Case]) -> None:
    assert {t.name for t in case_of(CELLS + told).toxicities if t.occurred is False} == absent


@pytest.mark.parametrize("told", ["one 8-Gy fraction on the rib", "8 Gy to the rib", "a single 8-Gy dose on the rib"])
def test_grays_alone(told: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A man with myeloma relapsed in 2021. He was given {told}, on 28 March 2022.")
    assert [(t.name, t.start) for t in case.therapies] == [("radiotherapy", "2022-03-28")]


@pytest.mark.parametrize(
    "told",
    [
        "Fludarabine, lowered to 24 mg/m2/d on grounds of renal function (clearance 52 mL/min), and cyclophosphamide 300 mg/m2/d were administered on 18, 19 and 20 April 2022.",
        "Fludarabine, reduced to 24 mg/m2 for his kidneys, plus cyclophosphamide 300 mg/m2 prepared the infusion.",
    ],
)  # fmt: skip
def test_a_dose_that_was_lowered_is_of_a_new_course(told: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A man with myeloma took cyclophosphamide 50 mg/d and prednisone until January 2022. Cyclophosphamide 400 mg/m2 was given as "
        f"bridging on 14 March 2022. {told} Ciltacabtagene autoleucel followed on 25 April 2022."
    )
    assert [t.role for t in case.therapies if t.name == "cyclophosphamide"][-1] == "lymphodepletion"
