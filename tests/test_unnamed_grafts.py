"""Grafts whose own words do not say whose cells they were, and grafts whose day 0 is told with a date."""

from collections.abc import Callable

import pytest

from models import Case

Read = Callable[[str], Case]
STORY = "Case report\n\nA 61-year-old man with acute myeloid leukemia was in remission. {}"


def grafts(case: Case) -> list[tuple[str, str | None, str | None]]:
    """Name, source and start of each graft that was given."""
    return [
        (t.name, t.cell_source and t.cell_source.value, t.start)
        for t in case.therapies
        if t.kind == "transplant" and t.status == "given"
    ]


@pytest.mark.parametrize(
    "told",
    [
        "He proceeded to stem cell transplantation on 2 September 2020 (day 0). GVHD prophylaxis consisted of ciclosporin and methotrexate 15 mg/m2 on day +1.",
        "Stem cell transplantation was performed on 2 September 2020 (day 0). On day +36 acute GVHD of the skin, grade II, was confirmed.",
        "Stem cell transplantation was performed on 2 September 2020 (day 0). Neutrophils passed 0.5 on day +18. Chimerism was 99% on day +30.",
        "A 10/10 HLA-matched unrelated man of 27 years had been identified. Blood stem cells (6.8 x 10^6 CD34+ cells/kg) were transplanted on 2 September 2020 (day 0).",
        "He underwent HSCT on 2 September 2020 (day 0). The donor was his brother, aged 57.",
        "HSCT followed on 2 September 2020 (day 0). Full donor chimerism was seen on day +28.",
        "He was transplanted on 2 September 2020 (day 0). An HLA-identical sibling had donated blood stem cells.",
    ],
)  # fmt: skip
def test_what_is_told_of_a_donor_names_the_graft(case_of: Read, told: str) -> None:
    case = case_of(STORY.format(told))
    assert grafts(case) == [("allogeneic HSCT", "donor", "2020-09-02")]
    assert {d.anchor for d in case.dates if d.kind == "day"} == {"allogeneic HSCT"}


@pytest.mark.parametrize(
    "told",
    [
        "After BEAM, stem cells were reinfused on 2 September 2020 (day 0). Neutrophils passed 0.5 on day +11.",
        "High-dose melphalan 200 mg/m2 preceded stem cell transplantation on 2 September 2020 (day 0).",
        "He had no donor. After BEAM he underwent stem cell transplantation on 2 September 2020 (day 0).",
    ],
)
def test_what_prepares_for_own_cells_names_the_graft(case_of: Read, told: str) -> None:
    assert grafts(case_of(STORY.format(told))) == [("autologous HSCT", "autologous", "2020-09-02")]


FIRST = "On 26 March 2019 (day 0) he received marrow from an unrelated donor. The graft was lost on day +80. "


@pytest.mark.parametrize(
    "told",
    [
        "His father therefore donated marrow, which was infused on 31 July 2019, the new day 0. ",
        "Marrow of his brother was infused on 31 July 2019, henceforth day 0. ",
        "Blood stem cells of his sister were infused on 31 July 2019 (new day 0). ",
        "On 31 July 2019 (day 0) marrow of his mother was infused. ",
        "Cells of a second donor were infused on 31 July 2019, which is day 0 of what follows. ",
    ],
)
def test_another_day_zero_is_another_graft(case_of: Read, told: str) -> None:
    case = case_of(STORY.format(FIRST + told + "Neutrophils passed 0.5 on day +18."))
    assert [start for _, _, start in grafts(case)] == ["2019-03-26", "2019-07-31"]
    assert [d.resolved for d in case.dates if d.value == 18] == ["2019-08-18"]


def test_the_same_day_zero_is_the_same_graft(case_of: Read) -> None:
    told = "The marrow had been infused on 26 March 2019 (day 0). Neutrophils passed 0.5 on day +18."
    assert len(grafts(case_of(STORY.format(FIRST.replace("The graft was lost on day +80. ", "") + told)))) == 1


def test_an_unrelated_donor_is_not_half_matched_by_the_next_one(case_of: Read) -> None:
    told = "His half-matched father gave marrow, and it was infused on 31 July 2019 (day 0). "
    names = [name for name, _, _ in grafts(case_of(STORY.format(FIRST + told)))]
    assert names == ["allogeneic HSCT", "haploidentical HSCT"]


@pytest.mark.parametrize("kind", ["haploidentical", "haplo", "half-matched"])
def test_a_title_says_which_relative_was_half_matched(case_of: Read, kind: str) -> None:
    title = f"Rescue by a {kind} paternal graft after graft failure: a case report\n\n"
    told = "His father then donated marrow, which was infused on 31 July 2019, the new day 0. "
    names = [name for name, _, _ in grafts(case_of(title + STORY.format(FIRST + told)))]
    assert names == ["allogeneic HSCT", "haploidentical HSCT"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("He had been transplanted in 2015 from a matched sibling. He relapsed in 2019.", ["allogeneic HSCT 2015"]),
        ("He had already been grafted in March 2014 from his brother. He was then well.", ["allogeneic HSCT 2014-03"]),
        ("He had undergone transplantation in 2015 from a matched sibling. A second transplantation from the same brother was done on 15 July 2020.",
         ["allogeneic HSCT 2015", "allogeneic HSCT 2020-07-15"]),
        ("He had been allografted in 2015 and relapsed in 2019. He was allografted again on 15 July 2020.",
         ["allogeneic HSCT 2015", "allogeneic HSCT 2020-07-15"]),
        ("First HSCT (MSD, 4 May 2018), second HSCT (haploidentical, son, 9 June 2020). He engrafted on day 16.",
         ["allogeneic HSCT 2018-05-04", "haploidentical HSCT 2020-06-09"]),
        ("He had an HSCT in May 2018 from his sister. He relapsed, and a second HSCT (MUD) was done on 9 June 2020.",
         ["allogeneic HSCT 2018-05", "allogeneic HSCT 2020-06-09"]),
        ("He underwent SCT on 9 June 2020; the donor was a 10/10-matched volunteer. He was transplanted a second time, from his son, on 3 May 2021.",
         ["allogeneic HSCT 2020-06-09", "allogeneic HSCT 2021-05-03"]),
        ("Day 0 (4 May 2020): infusion of 5 x 10^6/kg CD34+ cells from his haploidentical mother.", ["haploidentical HSCT 2020-05-04"]),
        ("On 4 May 2020 (day 0), 5.1 x 10^6 CD34+ cells/kg of his sister were given.", ["allogeneic HSCT 2020-05-04"]),
        ("His liver had been transplanted in 2012. He was well.", []),
    ],
)  # fmt: skip
def test_grafts_of_the_past_and_grafts_again(case_of: Read, told: str, expected: list[str]) -> None:
    assert [f"{name} {start}" for name, _, start in grafts(case_of(STORY.format(told)))] == expected


@pytest.mark.parametrize(
    "told",
    [
        "MUD-HSCT was on 2 July 2020 after TBI 12 Gy.",
        "His allogeneic HSCT was on July 2, 2020.",
        "The CAR-T infusion was on 2 July 2020.",
        "Tisagenlecleucel was on 2020-07-02.",
    ],
)
def test_an_infusion_that_was_on_a_date(case_of: Read, told: str) -> None:
    case = case_of(STORY.format(f"{told} CRP peaked on day +5."))
    assert [d.resolved for d in case.dates if d.value == 5] == ["2020-07-07"]


def test_a_patient_that_was_on_a_drug_is_another_matter(case_of: Read) -> None:
    case = case_of(STORY.format("On 2 July 2020 he was on prednisone 20 mg daily."))
    assert [t.start for t in case.therapies if t.name == "prednisone"] == [None]


@pytest.mark.parametrize(
    "until", ["CR until 06/2021", "in remission until June 2021", "with B-cell aplasia to 3 June 2021"]
)
def test_cells_are_infused_within_days(case_of: Read, until: str) -> None:
    case = case_of(STORY.format(f"He received axicabtagene ciloleucel, 11/11/2020, {until}."))
    assert [(t.start, t.end) for t in case.therapies] == [("2020-11-11", None)]
