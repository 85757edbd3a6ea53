"""Regimens by letters only, the parts of them behind their times, and times that several treatments share."""

from collections.abc import Callable

import pytest

from models import Case


@pytest.mark.parametrize(
    ("told", "name", "parts"),
    [
        ("She began R2 in October 2018 (lenalidomide 20 mg daily, rituximab 375 mg/m2)", "R2", {"lenalidomide", "rituximab"}),
        ("She began R2 in October 2018", "R2", set()),
        ("She received R2 from October 2018", "R2", set()),
        ("ISGEV was therefore substituted in October 2018: ifosfamide 2 g/m2/day for 4 days, gemcitabine 800 mg/m2, vinorelbine 20 mg/m2", "ISGEV", {"ifosfamide", "gemcitabine", "vinorelbine"}),
        ("GIDOX was then started in October 2018: gemcitabine 1000 mg/m2, ifosfamide 5 g/m2, oxaliplatin 130 mg/m2", "GIDOX", {"gemcitabine", "ifosfamide", "oxaliplatin"}),
        ("FC was delivered from 3 to 5 October 2018 (fludarabine 30 mg/m2/d, cyclophosphamide 300 mg/m2/d)", "FC", {"fludarabine", "cyclophosphamide"}),
    ],
)  # fmt: skip
def test_letters_and_their_parts(told: str, name: str, parts: set[str], case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A woman with follicular lymphoma was seen. {told}.")
    whole = next(t for t in case.therapies if t.name == name)
    assert whole.start is not None and whole.start.startswith("2018-10")
    assert {t.name for t in case.therapies if t.part_of == whole.id and t.start == whole.start} == parts


def test_letters_of_no_regimen(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A woman with lymphoma was seen. Her R2 value rose in October 2018. TP was 6 g/dL from May 2018: albumin 3 g/dL."
    )
    assert not case.therapies


CELLS = "CAR-T cells were infused on 27 October 2022 (day 0). "
SHARED = [
    ("Lymphodepletion comprised (days -6 to -3: fludarabine 30 mg/m2; days -4 and -3: cyclophosphamide 500 mg/m2). " + CELLS, {"fludarabine": -6, "cyclophosphamide": -4}),
    (CELLS + "Levetiracetam 20 mg/kg twice a day and dexamethasone 0.5 mg/kg replaced methylprednisolone on day 9.", {"levetiracetam": 9, "dexamethasone": 9, "methylprednisolone": None}),
    (CELLS + "Methylprednisolone was commenced on day 6 at 2 mg/kg/d IV, with ursodeoxycholic acid 250 mg twice daily.", {"methylprednisolone": 6, "ursodeoxycholic acid": 6}),
    (CELLS + "Ruxolitinib was started on day 6 at a dose of 10 mg daily together with anakinra 100 mg.", {"ruxolitinib": 6, "anakinra": 6}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "days"), SHARED)
def test_times_that_are_shared(story: str, days: dict[str, int | None], case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A boy with B-ALL relapsed in 2022. {story}")
    assert {t.name: t.start_day for t in case.therapies if t.name in days} == days


def test_both_from_a_day(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A haploidentical graft was infused on 12 September 2018 (day 0). GVHD prophylaxis rested on cyclophosphamide, 50 mg/kg at D+3 and "
        "at D+4, then, both from D+5, ciclosporin 3 mg/kg/d IV and mycophenolate mofetil 15 mg/kg three times daily up to D+35."
    )
    days = {t.name: (t.start_day, t.end_day) for t in case.therapies}
    assert days["cyclophosphamide"] == (3, 4)
    assert days["cyclosporine"][0] == 5
    assert days["mycophenolate mofetil"][1] == 35


def test_what_stops_and_what_took_place(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A man with DLBCL was seen. Fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 prepared for the infusion, which took place in June 2022: "
        "2 million anti-CD19 CAR T cells per kilogram. Eltrombopag 75 mg/day was added two months after CAR T cells and stopped in December 2022."
    )
    spans = {t.name: (t.start, t.end) for t in case.therapies}
    assert spans["CD19 CAR-T"] == ("2022-06", None)
    assert spans["cyclophosphamide"] == (None, None)
    assert spans["eltrombopag"][1] == "2022-12"


@pytest.mark.parametrize(
    ("told", "start"),
    [
        ("In July 2018 it came back, and ibrutinib 420 mg was introduced two months later.", "2018-09"),
        ("In November 2018 it came back. Ibrutinib 420 mg was started three months later.", "2019-02"),
        ("On 3 July 2018 it came back, and ibrutinib 420 mg was introduced two weeks later.", "2018-07-17"),
        ("In July 2018 it came back. One year later ibrutinib 420 mg was given.", "2019-07"),
    ],
)
def test_months_later(told: str, start: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A man with CLL received FCR in 2015. {told}")
    assert [t.start for t in case.therapies if t.name == "ibrutinib"] == [start]


@pytest.mark.parametrize("told", ["CD20xCD3", "CD3xCD20", "CD3×CD20", "CD20×CD3", "CD20/CD3", "CD3/CD20"])
def test_what_engages_the_t_cell_comes_last(told: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A man with DLBCL was treated with the {told} bispecific antibody epcoritamab from May 2022.")
    assert [t.target for t in case.therapies] == ["CD20/CD3"]
