"""What is said once of several amounts, or of one on several days: routes, cycles, steps, repeats, lengths."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Case

ALL = "A man with ALL relapsed in May 2021. CD19 CAR-T cells were infused on June 7, 2021 (day 0). "
MM = "A man with multiple myeloma relapsed in March 2023. "


def _doses(case: Case, name: str, what: str) -> list[Any]:
    ids = {t.id for t in case.therapies if t.name == name}
    return [getattr(d, what) for d in case.doses if d.therapy in ids]


@pytest.mark.parametrize(
    "told",
    [
        "Methotrexate 12 mg, cytarabine 30 mg and hydrocortisone 15 mg were injected intrathecally six times.",
        "Methotrexate 12 mg, cytarabine 30 mg and hydrocortisone 15 mg were all given by lumbar puncture.",
        "Six times methotrexate 12 mg, cytarabine 30 mg plus hydrocortisone 15 mg were instilled intrathecally.",
    ],
)
def test_a_route_is_of_all_of_a_list(case_of: Callable[[str], Case], told: str) -> None:
    case = case_of("A boy with ALL was treated in 2018. " + told)
    assert [_doses(case, n, "route") for n in ("methotrexate", "cytarabine", "hydrocortisone")] == [["it"]] * 3


@pytest.mark.parametrize(
    "said", ["both given intravenously on days -5 to -3", "both of them intravenously on days -5 to -3", "both iv on days -5 to -3"]
)  # fmt: skip
def test_a_route_is_of_both(case_of: Callable[[str], Case], said: str) -> None:
    case = case_of(
        ALL + f"Before the cells he had fludarabine 30 mg/m2/day and cyclophosphamide 300 mg/m2/day, {said}."
    )
    assert _doses(case, "fludarabine", "route") == ["iv"] == _doses(case, "cyclophosphamide", "route")


@pytest.mark.parametrize(
    "told",
    [
        "Teclistamab was given at 0.06 mg/kg on 4 April, 0.3 mg/kg on 7 April and 1.5 mg/kg on 10 April, all subcutaneously.",
        "Teclistamab followed, 0.06 mg/kg on 4 April, 0.3 mg/kg on 7 April and 1.5 mg/kg on 10 April, always subcutaneous; from the second cycle 1.5 mg/kg every two weeks were given.",
    ],
)
def test_a_route_is_of_all_steps(case_of: Callable[[str], Case], told: str) -> None:
    assert set(_doses(case_of(MM + told), "teclistamab", "route")) == {"sc"}


def test_a_route_is_not_of_the_next_drug(case_of: Callable[[str], Case]) -> None:
    case = case_of(ALL + "He had had fludarabine (30 mg/m2/day intravenously on days -7 to -2; total, 180 mg/m2), melphalan (40 mg/m2 on day -3) and 4 Gy of total body irradiation on day -1.")  # fmt: skip
    assert _doses(case, "melphalan", "route") == [None] == _doses(case, "total body irradiation", "route")


@pytest.mark.parametrize(
    "words", ["by continuous infusion", "as a continuous infusion", "in continuous infusion", "via continuous infusion"]
)
def test_what_runs_continuously_is_intravenous(case_of: Callable[[str], Case], words: str) -> None:
    case = case_of(f"A man with AML was given cytarabine 200 mg/m2/day {words} for 7 days in May 2021.")
    assert _doses(case, "cytarabine", "route") == ["iv"]


@pytest.mark.parametrize(
    "cycles",
    ["four cycles every 21 days, containing", "six courses every 3 weeks, comprising", "given every 28 days:", "in cycles every 21 days, consisting of"],
)  # fmt: skip
def test_cycles_told_before_a_list_are_of_all(case_of: Callable[[str], Case], cycles: str) -> None:
    case = case_of(f"A woman with lymphoma had R-CHOP from 14 March 2022, {cycles} rituximab 375 mg/m2, cyclophosphamide 750 mg/m2, doxorubicin 50 mg/m2, vincristine 2 mg, and prednisone 100 mg/day during five days.")  # fmt: skip
    rate = {"21 days": "1/21d", "3 weeks": "1/3wk", "28 days": "1/28d"}[next(w for w in ("21 days", "3 weeks", "28 days") if w in cycles)]  # fmt: skip
    assert [_doses(case, n, "frequency") for n in ("rituximab", "cyclophosphamide", "doxorubicin", "vincristine")] == [[rate]] * 4  # fmt: skip
    assert _doses(case, "vincristine", "duration") == [None]
    assert (_doses(case, "prednisone", "frequency"), _doses(case, "prednisone", "duration")) == (["1/d"], ["P5D"])


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ("was ramped up weekly from 20 mg/day to 50, 100, 200 and ultimately 400 mg/day", [20, 50, 100, 200, 400]),
        ("was brought from 100 mg to 200, 400 and finally 800 mg daily", [100, 200, 400, 800]),
        ("was given at 100, 200, and eventually 400 mg daily", [100, 200, 400]),
    ],
)
def test_steps_share_their_unit(case_of: Callable[[str], Case], told: str, values: list[float]) -> None:
    assert _doses(case_of(f"A woman with CLL was treated. Venetoclax {told}."), "venetoclax", "value") == values


@pytest.mark.parametrize(
    "told",
    [
        "climbing from 20 mg/day up to 400 mg/day in the course of five weeks",
        "ramped up to 400 mg daily over five weeks",
        "built up to 400 mg daily over 5 weeks",
        "escalated to 400 mg/day within five weeks",
    ],
)
def test_the_length_of_a_climb_is_of_no_amount(case_of: Callable[[str], Case], told: str) -> None:
    case = case_of(f"A woman with CLL was treated. Venetoclax was begun in April 2020, {told}.")
    assert set(_doses(case, "venetoclax", "duration")) == {None}


@pytest.mark.parametrize(
    "told",
    [
        "High-dose methotrexate followed; 5 g/m2 had been intended, but as excretion was slow the boy received 3 g/m2.",
        "High-dose methotrexate followed: 5 g/m2 was originally planned, but because of renal impairment he received 3 g/m2.",
        "High-dose methotrexate followed, of which 5 g/m2 were foreseen, yet only 3 g/m2 were given.",
    ],
)
def test_what_had_been_intended_was_not_given(case_of: Callable[[str], Case], told: str) -> None:
    assert _doses(case_of("A boy with ALL was treated. " + told), "methotrexate", "value") == [3]


@pytest.mark.parametrize(
    "told",
    [
        "On day 3, tocilizumab 8 mg/kg was given, with a repeat dose on day 5.",
        "On D+3 oxygen became necessary, so tocilizumab 8 mg/kg was administered, with repetition on D+5.",
        "On day 3 he received tocilizumab 8 mg/kg, repeated on day 5.",
    ],
)
def test_what_was_repeated_has_no_one_day(case_of: Callable[[str], Case], told: str) -> None:
    case = case_of(ALL + told)
    course = next(t for t in case.therapies if t.name == "tocilizumab")
    assert (course.start_day, course.end_day) == (3, 5)
    assert _doses(case, "tocilizumab", "day") == [None]


@pytest.mark.parametrize(
    ("told", "name", "length", "day"),
    [
        ("Letermovir 480 mg once daily was begun on day 0 and continued through day 100.", "letermovir", "P101D", 0),
        ("From day 6 dexamethasone 5 mg was injected every 12 hours, until day 9.", "dexamethasone", "P4D", None),
        ("Dexamethasone 10 mg q6h was started on day 4 and continued until day 7.", "dexamethasone", "P4D", 4),
        ("Micafungin 50 mg/day was given from day 3 and stopped on day 20.", "micafungin", None, 3),
        ("Anakinra 100 mg q6h was started on day 7 and tapered until day 20.", "anakinra", None, 7),
        ("Norepinephrine 0.1 ug/kg/min was begun on day 4 and was needed until day 6.", "norepinephrine", None, 4),
        ("Levetiracetam 500 mg bid was taken from the day of infusion on.", "levetiracetam", None, 0),
        ("Fever came back on day 20, and from that day vancomycin 1 g q12h was given.", "vancomycin", None, 20),
    ],
)
def test_begun_and_kept_up(case_of: Callable[[str], Case], told: str, name: str, length: str | None, day: int | None) -> None:  # fmt: skip
    case = case_of(ALL + told)
    assert _doses(case, name, "duration") == [length]
    assert _doses(case, name, "day") == [day]


@pytest.mark.parametrize(
    "told",
    [
        "After fludarabine 30 mg/m2/day and cyclophosphamide 300 mg/m2/day from June 2 to June 4, autologous CD19 CAR-T cells were infused on June 7, 2021 (day 0).",
        "Fludarabine 30 mg/m2 and cyclophosphamide 300 mg/m2 were administered from 2 to 4 June, and CD19 CAR-T cells infused on 7 June 2021 (day 0).",
    ],
)
def test_the_day_of_the_cells_is_not_of_what_came_before(case_of: Callable[[str], Case], told: str) -> None:
    case = case_of("A man with ALL relapsed in May 2021. " + told)
    assert _doses(case, "cyclophosphamide", "day") == [None]
    assert _doses(case, "cyclophosphamide", "duration") == ["P3D"]


@pytest.mark.parametrize("words", ["from the day of infusion through day 30", "from the day of the CAR-T cell infusion until day 30"])  # fmt: skip
def test_the_day_of_infusion_is_day_0(case_of: Callable[[str], Case], words: str) -> None:
    case = case_of(ALL + "On day 12 he had fever. Levetiracetam was taken " + words + ".")
    course = next(t for t in case.therapies if t.name == "levetiracetam")
    assert (course.start_day, course.end_day) == (0, 30)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("CD22 CAR-T cells, in total 3 x 10^6/kg, were infused on April 4, 2022 (1 x 10^6/kg) and April 5 (2 x 10^6/kg).", [None, 0, 1]),
        ("CD22 CAR-T cells were given as 0.5 x 10^6/kg on 4 May 2023, 1 x 10^6/kg on 5 May and 1.5 x 10^6/kg on 6 May.", [0, 1, 2]),
        ("Of the CD22 CAR-T cells 1 x 10^6/kg were infused on 4 May 2023 and 2 x 10^6/kg on 6 May 2023.", [0, 2]),
    ],
)  # fmt: skip
def test_parts_of_an_infusion_bear_its_days(case_of: Callable[[str], Case], told: str, days: list[int | None]) -> None:
    case = case_of("A woman with ALL relapsed in March 2022. " + told + " Fever began on day 2.")
    assert _doses(case, "CD22 CAR-T", "day") == days


STEPS = "Teclistamab was begun on 4 April 2023: 0.06 mg/kg on day 1, 0.3 mg/kg on day 4 and 1.5 mg/kg on day 8. "


@pytest.mark.parametrize(
    ("told", "teclistamab", "tocilizumab"),
    [
        ("Fever was treated with tocilizumab 8 mg/kg; thereafter 1.5 mg/kg weekly was tolerated.", 2, [8]),
        ("Fever was treated with tocilizumab 8 mg/kg, and then 1.5 mg/kg was given every two weeks.", 2, [8]),
        ("Fever was treated with tocilizumab 8 mg/kg. " + "Neurotoxicity was not seen, and a very good partial response was reached after one month of treatment. " * 6
         + "In March 2024 the dosing interval was prolonged: 1.5 mg/kg every 2 weeks.", 2, [8]),
        ("Fever was treated with tocilizumab 8 mg/kg; the same dose was repeated, 8 mg/kg, on day 5.", 1, [8, 8]),
        ("Fever was treated with tocilizumab 8 mg/kg; later 4 mg/kg were enough.", 1, [8, 4]),
    ],
)  # fmt: skip
def test_an_amount_known_of_an_antibody_is_its_own(
    case_of: Callable[[str], Case], told: str, teclistamab: int, tocilizumab: list[float]
) -> None:
    case = case_of(MM + STEPS + told)
    assert _doses(case, "teclistamab", "value").count(1.5) == teclistamab
    assert _doses(case, "tocilizumab", "value") == tocilizumab


def test_a_day_in_the_bracket_of_another_amount_is_not_of_the_next(case_of: Callable[[str], Case]) -> None:
    case = case_of("A man with lymphoma relapsed. Mosunetuzumab was begun on 17 April 2023: 1 mg (C1D1), 2 mg (C1D8) and 60 mg (C1D15 and C2D1), afterwards 30 mg every three weeks.")  # fmt: skip
    assert _doses(case, "mosunetuzumab", "day")[-1] is None
    assert [(d.value, d.resolved) for d in case.dates if d.kind == "day"] == [(1, "2023-04-17"), (8, "2023-04-24"), (15, "2023-05-01"), (1, None)]  # fmt: skip


@pytest.mark.parametrize("words", ["up to and including day 10", "to and including day 10", "through and including day 10", "until day 10"])  # fmt: skip
def test_up_to_and_including(case_of: Callable[[str], Case], words: str) -> None:
    case = case_of(ALL + f"Dexamethasone 10 mg twice a day was given from day 8 {words}.")
    assert (_doses(case, "dexamethasone", "duration"), _doses(case, "dexamethasone", "day")) == (["P3D"], [None])
