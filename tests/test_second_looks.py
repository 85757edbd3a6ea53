"""Ways of saying that one letter may use and ten others too: components, refusals, ages, days beside dates."""

from collections.abc import Callable

import pytest

from extractors.dates import find_times
from models import Case


@pytest.mark.parametrize(
    "made", ["containing", "consisting of", "made up of", "comprising", "composed of", "including"]
)
def test_what_a_regimen_is_made_of(case_of: Callable[[str], Case], made: str) -> None:
    case = case_of(f"A woman with DLBCL: R-CHOP followed from 14 March 2022, four cycles every 21 days, {made} rituximab 375 mg/m2, cyclophosphamide 750 mg/m2 and doxorubicin 50 mg/m2.")  # fmt: skip
    whole, *parts = case.therapies
    assert [t.name for t in parts] == ["rituximab", "cyclophosphamide", "doxorubicin"]
    assert {(t.part_of, t.start) for t in parts} == {(whole.id, "2022-03-14")}


@pytest.mark.parametrize(
    ("story", "status"),
    [
        ("We recommended apixaban, which she never accepted to take.", "declined"),
        ("We recommended apixaban, which she did not want to take.", "declined"),
        ("Apixaban was prescribed, but he never agreed to take it.", "declined"),
        ("Apixaban was put on the table and she said no.", "declined"),
        ("Apixaban was put forward, but the patient did not want it.", "declined"),
        ("Apixaban could not be got in those days.", "not_given"),
        ("Apixaban could not be got hold of.", "not_given"),
        ("Apixaban was prescribed, which she took for a year.", "given"),
    ],
)
def test_what_was_not_taken(case_of: Callable[[str], Case], story: str, status: str) -> None:
    (therapy,) = case_of(f"A lady with lymphoma had atrial fibrillation. {story}").therapies
    assert (therapy.name, therapy.status) == ("apixaban", status)


@pytest.mark.parametrize(
    ("told", "lengths"),
    [
        ("On 3 March 2022, when she had 64 years, a mass appeared.", []),
        ("It relapsed when he was 12 years, in May.", []),
        ("As she had 2 years of remission, nothing was done.", ["P2Y"]),
        ("He had 2 years without relapse.", ["P2Y"]),
    ],
)
def test_ages_are_no_lengths(told: str, lengths: list[str]) -> None:
    assert [t.value for t in find_times(told) if t.kind == "duration"] == lengths


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("on D+90, 1 November 2022, CR", [90, "2022-11-01"]),
        ("on day +28, 3 Dec. 2020, CR", [28, "2020-12-03"]),
        ("on day 90, 1 November 2022", [90, "2022-11-01"]),
        ("on D+3 and 4 May 2020", [3, "2020-05-04"]),
        ("on days +30, +90 and 180", [30, 90, 180]),
    ],
)
def test_a_day_beside_a_date(told: str, found: list[int | str]) -> None:
    assert [t.value for t in find_times(told)] == found
