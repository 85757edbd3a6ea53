"""Days that share the month of a date in figures, months of a table, hours as they are written in Latin America."""

from collections.abc import Callable

import pytest

from models import Case


@pytest.mark.parametrize(
    ("told", "dates"),
    [
        ("on 20 and 21/06/2022", ["2022-06-20", "2022-06-21"]),
        ("(20 and 21/06/2022)", ["2022-06-20", "2022-06-21"]),
        ("between 10 and 28/10/2022", ["2022-10-10", "2022-10-28"]),
        ("on 3, 10 and 17/05/2021", ["2021-05-03", "2021-05-10", "2021-05-17"]),
        ("from 13 to 15.03.2021", ["2021-03-13", "2021-03-15"]),
        ("on 13 e 15/03/2021", ["2021-03-13", "2021-03-15"]),
        ("(Mar-Jul/2019)", ["2019-03", "2019-07"]),
        ("(Jan-Feb/2021)", ["2021-01", "2021-02"]),
        ("(Jun/2022-Feb/2023)", ["2022-06", "2023-02"]),
        ("in cycle 2 and 21/03/2021", ["2021-03-21"]),
    ],
)
def test_what_shares_a_month(told: str, dates: list[str], case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A woman with lymphoma was seen on 14/02/2019. Rituximab was given {told}.")
    assert [d.value for d in case.dates if d.kind == "date"][1:] == dates


def test_a_span_is_that_of_its_treatment(case_of: Callable[[str], Case]) -> None:
    case = case_of("A woman with lymphoma. Radiotherapy, 30 Gy, was delivered between 10 and 28/10/2022.")
    assert [(t.start, t.end) for t in case.therapies] == [("2022-10-10", "2022-10-28")]


@pytest.mark.parametrize(
    ("told", "often"), [("12/12 h", "2/d"), ("6/6 h", "4/d"), ("8/8 hours", "3/d"), ("24/24h", "1/d")]
)
def test_hours_told_twice(told: str, often: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A woman with lymphoma was given levetiracetam 500 mg {told}.")
    assert [d.frequency for d in case.doses] == [often]
    assert not case.dates


@pytest.mark.parametrize(
    ("told", "start"),
    [
        ("On 17 February 2020 ponatinib was started, along with FLAG-IDA from 19 February: fludarabine 30 mg/m2 and cytarabine 2 g/m2", "2020-02-19"),
        ("FLAG-IDA (fludarabine 30 mg/m2, cytarabine 2 g/m2) was ineffective, with 47% blasts on 15 March 2020", None),
        ("FLAG-IDA, begun on 19 February 2020 (fludarabine 30 mg/m2, cytarabine 2 g/m2), proved futile, with 47% blasts on 15 March", "2020-02-19"),
    ],
)  # fmt: skip
def test_whose_date_it_is(told: str, start: str | None, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A woman with AML relapsed in January 2020. {told}.")
    assert {t.name: t.start for t in case.therapies if t.name in {"FLAG-IDA", "fludarabine"}} == {"FLAG-IDA": start, "fludarabine": start}  # fmt: skip


@pytest.mark.parametrize(
    ("before", "category"),
    [
        ("MRD was <0.01% on day 46. Mercaptopurine maintenance ended in October 2021. ", "relapse"),
        ("MRD was undetectable after induction. ", "relapse"),
        ("He was kept on maintenance with mercaptopurine until October 2021. ", "relapse"),
        ("", None),
    ],
)
def test_blasts_after_what_was_a_remission(before: str, category: str | None, case_of: Callable[[str], Case]) -> None:
    case = case_of(
        f"A boy with B-ALL received VDLP in 2019. {before}On 14 February 2022 a marrow examination showed 83% blasts."
    )
    assert [r.category for r in case.responses if r.date == "2022-02-14"] == ([category] if category else [])
