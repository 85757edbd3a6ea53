"""Numbered days where a report tells of several infusions: which of them the words beside the day, or those of its clause, speak of."""

import pytest
from test_periods import periods
from test_times import days

CARS = "A man with ALL relapsed. CD19 CAR-T cells were infused on 8 June 2018. MRD was negative on day 28. He relapsed in December 2018. CD22 CAR-T cells were infused on 11 February 2019. "
GRAFTS = "A woman with AML underwent allogeneic HSCT on 2 March 2018. She relapsed. A second allogeneic HSCT was performed on 17 September 2019. "
FIRST, SECOND = "CD19 CAR-T", "CD22 CAR-T"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Fever was seen from day 4 to day 9 after the first infusion and from day 1 to day 6 after the second.", {f"4 {FIRST} 2018-06-12", f"9 {FIRST} 2018-06-17", f"1 {SECOND} 2019-02-12"}),
        ("Before the first, fludarabine 25 mg/m2 was given on days -4 to -2; before the second, cyclophosphamide 300 mg/m2 was given on days -5 to -3.", {f"-4 {FIRST} 2018-06-04", f"-5 {SECOND} 2019-02-06"}),
        ("After the first infusion CRS had begun on day 2; after the second infusion, it began on day 5.", {f"2 {FIRST} 2018-06-10", f"5 {SECOND} 2019-02-16"}),
        ("Ferritin was 12,000 on day 12 following the second one.", {f"12 {SECOND} 2019-02-23"}),
        ("During the first CAR-T cell infusion, fever had come on day 1.", {f"1 {FIRST} 2018-06-09"}),
        ("In the month after CD19 CAR-T infusion, filgrastim 300 ug had been given on days 10 to 15.", {f"10 {FIRST} 2018-06-18", f"15 {FIRST} 2018-06-23"}),
        # a first dose, a first week are no first infusion
        ("After the first dose of tocilizumab, fever settled on day 6.", {f"6 {SECOND} 2019-02-17"}),
        ("In the first week, fever came on day 3.", {f"3 {SECOND} 2019-02-14"}),
        ("After the second relapse was excluded, he went home on day 20.", {f"20 {SECOND} 2019-03-03"}),
    ],
)  # fmt: skip
def test_which_of_two_infusions(words: str, expected: set[str]) -> None:
    assert expected <= set(days(CARS + words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Engraftment was on day +15 after the first and on day +19 after the second transplantation.", {"15 allogeneic HSCT 2018-03-17", "19 allogeneic HSCT 2019-10-06"}),
        ("GVHD developed on day 24 after the second.", {"24 allogeneic HSCT 2019-10-11"}),
        ("On day 40 after the former, she had had CMV.", {"40 allogeneic HSCT 2018-04-11"}),
        ("With the first graft, neutrophils had recovered on day 22.", {"22 allogeneic HSCT 2018-03-24"}),
    ],
)  # fmt: skip
def test_which_of_two_grafts(words: str, expected: set[str]) -> None:
    assert expected <= set(days(GRAFTS + words))


@pytest.mark.parametrize(
    "cells",
    ["stem cells of her sister (5.9 x 10^6 CD34+/kg) were given", "a graft from her sister was infused", "allogeneic HSCT from her sister was performed"],
)  # fmt: skip
def test_an_interval_since_the_first_is_of_the_second(cells: str) -> None:
    story = f"A woman with ALL was transplanted from her haploidentical mother on 14 May 2019. On 6 March 2021, 662 days after the first transplantation, {cells} following treosulfan 12 g/m2 on days -5 to -3. On day +13 neutrophils recovered."
    assert [d.partition(" ")[0] + " " + d.split()[-1] for d in days(story)] == ["-5 2021-03-01", "-3 2021-03-03", "13 2021-03-19"]  # fmt: skip


def test_patients_are_no_infusions() -> None:
    story = "Both received talquetamab from 19 June 2023 (D1). In the first, CRS was noted at D5; in the second, CRS from D8 was treated."
    assert "8 talquetamab 2023-06-26" in days("Ide-cel was infused on 8 June 2022 for myeloma. " + story)


def test_what_prepares_each() -> None:
    found = periods(CARS + "Before the first, fludarabine was given on days -4 to -2; before the second, cyclophosphamide was given on days -5 to -3.")  # fmt: skip
    assert (found["fludarabine"], found["cyclophosphamide"]) == (
        "2018-06-04/-4..2018-06-06/-2",
        "2019-02-06/-5..2019-02-08/-3",
    )
