"""One spelling of what reports spell in many ways, with the way back to their own words."""

from collections.abc import Callable

import pytest

from extractors.normal import plain
from models import Case


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("30 mg/sqm daily", "30 mg/m2 daily"),
        ("30 mg/mq (days 1-3)", "30 mg/m2 (days 1-3)"),
        ("1.5 mg/sq m", "1.5 mg/m2"),
        ("30 mg/square metre", "30 mg/m2"),
        ("30 mg m-2 on days", "30 mg/m2 on days"),
        ("30 mg/m^2", "30 mg/m2"),
        ("2 mg·kg⁻¹·d⁻¹ of", "2 mg/kg/d of"),
        ("2 mg kg−1 day−1", "2 mg/kg/day"),
        ("0.1 µg kg-1 min-1", "0.1 ug/kg/min"),
        ("3 MU m-2", "3 MU/m2"),
        ("5 mg kg-1 on day -1", "5 mg/kg on day -1"),
        ("30 mg day-1", "30 mg day-1"),  # may be the day before
        ("a size of 3 m", "a size of 3 m"),
        ("10 mg daily x 5 days", "10 mg daily for 5 days"),
        ("ganciclovir iv × two weeks", "ganciclovir iv for two weeks"),
        ("5 x 4 Gy, 2 x 10 days", "5 x 4 Gy, 2 x 10 days"),
        ("the pt refused", "the patient refused"),
        ("grade-3 CRS", "grade 3 CRS"),
        ("Grade‑II GVHD", "Grade II GVHD"),
        ("grade-appropriate care", "grade-appropriate care"),
    ],
)
def test_one_spelling(told: str, read: str) -> None:
    made = plain(told)
    assert made.text == read
    start, end = made.original(0, len(made.text))
    assert told[start:end] == told


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("16 mg was given.[1] On day 5 it ended", "16 mg was given. On day 5 it ended"),
        ("in remission.[3,4] She left", "in remission. She left"),
        ("as reported [12–14]. He left", "as reported. He left"),
        ("in remission.¹² She left", "in remission. She left"),
        ("in remission¹² again", "in remission again"),
        ("in remission.12 She left", "in remission. She left"),
        ("10 mg/day.4 The", "10 mg/day. The"),
        ("CAR-T[5], and", "CAR-T, and"),
        ("on day [5]", "on day [5]"),
        ("70 mg [45 mg/m2] once", "70 mg [45 mg/m2] once"),
        ("CD34⁺ cells, 2.0×10⁶/kg, 30 mg/m²", "CD34+ cells, 2.0x10^6/kg, 30 mg/m2"),
        ("0.5 Gy. Then 12 Gy", "0.5 Gy. Then 12 Gy"),
    ],
)
def test_marks_of_references_are_not_read(told: str, read: str) -> None:
    assert plain(told).text == read


@pytest.mark.parametrize("mark", ["", "[1]", "[2,3]", "¹²", "7"])
def test_an_amount_before_a_mark_keeps_to_its_sentence(case_of: Callable[[str], Case], mark: str) -> None:
    case = case_of(f"A man with lymphoma had axi-cel on 3 May 2020 (day 0). Dexamethasone was given at 10 mg.{mark} On day 5 he left.")  # fmt: skip
    (dose,) = [d for d in case.doses if d.unit == "mg"]
    assert (dose.value, dose.day) == (10, None)


@pytest.mark.parametrize("unit", ["mg/sqm", "mg m-2", "mg·m⁻²", "mg/mq", "mg/square meter"])
def test_a_unit_is_quoted_as_it_stands(case_of: Callable[[str], Case], unit: str) -> None:
    case = case_of(f"A man with lymphoma had fludarabine 30 {unit} and cyclophosphamide 500 {unit} on days -5 to -3, and axi-cel on 3 May 2020.")  # fmt: skip
    assert [(d.value, d.unit, d.duration) for d in case.doses] == [(30, "mg/m2", "P3D"), (500, "mg/m2", "P3D")]
    assert all(f"30 {unit}" in quote or f"500 {unit}" in quote for d in case.doses for quote in d.evidence)


@pytest.mark.parametrize(
    "story", ["grade-2 CRS set in on day 3", "CRS of grade-2 set in on day 3", "Grade-II CRS set in on day 3"]
)
def test_grades_with_a_hyphen(case_of: Callable[[str], Case], story: str) -> None:
    (syndrome,) = case_of(f"A man with lymphoma had axi-cel on 3 May 2020 (day 0). Later {story}.").toxicities
    assert (syndrome.grade, syndrome.onset_day) == (2, 3)


@pytest.mark.parametrize(
    "person",
    ["man of 60 years", "lady of 48 years", "girl of 18 months", "boy of nearly 4 years", "brother of 57 years"],
)
def test_the_age_of_a_person_is_no_length(case_of: Callable[[str], Case], person: str) -> None:
    assert case_of(f"A {person} with leukaemia received blinatumomab.").dates == ()


@pytest.mark.parametrize("done", ["infused", "transfused", "re-infused", "given", "administered"])
def test_cells_made_somewhere_were_given(case_of: Callable[[str], Case], done: str) -> None:
    case = case_of(f"A man with leukaemia: CD19 CAR-T cells manufactured here were {done} on 19 August 2021. On day 4 he had CRS.")  # fmt: skip
    assert [(t.name, t.status, t.start) for t in case.therapies] == [("CD19 CAR-T", "given", "2021-08-19")]


def test_how_cells_are_made_is_no_infusion(case_of: Callable[[str], Case]) -> None:
    assert case_of("A man with leukaemia waited: CD19 CAR-T cell manufacturing took 19 days.").therapies == ()


def test_a_grade_at_a_line_end_opens_no_list() -> None:
    line = "Ferritin rose from day 11 on and fibrinogen fell, so that"
    wrapped = (
        "\n".join([line] * 8)
        + "\nhaemophagocytosis in the marrow meant IEC-HS grade\n3. Anakinra was begun at once by the team.\n"
    )
    assert "IEC-HS grade 3. Anakinra" in plain(wrapped).text
