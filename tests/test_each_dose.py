"""What is given with each of several doses lasts from the first to the last of them."""

import pytest
from test_periods import periods, therapies

TEC = "Myeloma came back in 2023. Teclistamab was started on 4 September 2023 (day 1) with 0.06 mg/kg, followed by 0.3 mg/kg on day 4 and 1.5 mg/kg on day 8. "


@pytest.mark.parametrize(
    ("story", "name", "period"),
    [
        (TEC + "Each of these three injections was preceded by dexamethasone 16 mg and paracetamol.", "dexamethasone", "2023-09-04/1..2023-09-11/8"),
        (TEC + "Premedication with dexamethasone 16 mg and diphenhydramine 50 mg preceded each of these doses.", "diphenhydramine", "2023-09-04/1..2023-09-11/8"),
        (TEC + "All three doses were preceded by dexamethasone 16 mg.", "dexamethasone", "2023-09-04/1..2023-09-11/8"),
        ("DLBCL came back. Epcoritamab 0.16 mg was injected on 5 June 2023, 0.8 mg on 12 June and 48 mg on 19 June 2023, each accompanied by dexamethasone 15 mg.", "dexamethasone", "2023-06-05..2023-06-19"),
        ("DLBCL came back. Epcoritamab 0.16 mg was injected on 5 June 2023, 0.8 mg on 12 June and 48 mg on 19 June 2023.", "epcoritamab", "2023-06-05"),
        (TEC + "Each of these injections was accompanied by prednisolone 100 mg for 4 days.", "prednisolone", "-"),
        ("Myeloma was found in 2015. VRd was given in four cycles, each accompanied by aciclovir.", "acyclovir", "-"),
    ],
)  # fmt: skip
def test_with_each_dose(story: str, name: str, period: str) -> None:
    assert periods(story)[name] == period


def test_what_softens_each_dose_is_prophylaxis() -> None:
    roles = {t.name: t.role for t in therapies(TEC + "Each of these injections was covered with prednisolone 100 mg.")}
    assert roles["prednisolone"] == "prophylaxis"
