"""From what days go on counting: the graft told of before, the cycle's first day, the antibody that led in, a drug's own first day."""

from collections.abc import Callable

import pytest

from extractors.dates import find_times
from models import Case

CORD = "A girl with leukemia was transplanted with cord blood on August 16, 2018. She was conditioned with busulfan 1 mg/kg on days -9 to -6 and cyclophosphamide 60 mg/kg/day on days -4 and -3. "
CART = " In November 2019 she relapsed, and autologous CD19 CAR-T cells were infused on January 7, 2020 (day 0)."
AXI = "A woman with lymphoma received axicabtagene ciloleucel on 18 August 2021 (day 0). "


def _days(case: Case) -> list[tuple[int | str | None, str | None, str | None]]:
    return [(d.value, d.anchor, d.resolved) for d in case.dates if d.kind == "day"]


@pytest.mark.parametrize(
    "prevented",
    [
        "Cyclosporine 2.5 mg/kg/day was used since day -1 for GVHD prophylaxis.",
        "To prevent GVHD she took tacrolimus from day -1 on.",
        "GVHD prophylaxis was cyclosporine, begun on day -1.",
        "Tacrolimus, started on day -1, was the prophylaxis of graft-versus-host disease.",
        "Prophylaxis against GVHD: ciclosporin from D-1 and mycophenolate mofetil.",
    ],
)
def test_prophylaxis_counts_from_the_graft_told_of(case_of: Callable[[str], Case], prevented: str) -> None:
    days = _days(case_of(CORD + "The cells were 8 x 10^7/kg. " + prevented + CART))
    assert (-1, "umbilical cord blood transplantation", "2018-08-15") in days


def test_conditioning_before_cells_counts_from_the_cells(case_of: Callable[[str], Case]) -> None:
    days = _days(case_of(CORD + "She relapsed in 2019. Fludarabine was given from day -5 to day -3." + CART))
    assert (-5, "CD19 CAR-T", "2020-01-02") in days


@pytest.mark.parametrize(
    "led",
    [
        "Obinutuzumab 1000 mg was given on 24 June 2024 (day 1 of cycle 1). Glofitamab followed at 2.5 mg on day 8 and 10 mg on day 15, and from cycle 2 (15 July) at 30 mg every 3 weeks.",
        "Pretreatment with obinutuzumab 1000 mg took place on 24 June 2024 (day 1). Glofitamab was then stepped up: 2.5 mg on day 8, 10 mg on day 15.",
        "She was pretreated with obinutuzumab 1000 mg on 24 June 2024 (C1D1). Glofitamab was given at 2.5 mg on C1D8 and 10 mg on C1D15.",
    ],
)
def test_a_bispecific_counts_from_what_led_in(case_of: Callable[[str], Case], led: str) -> None:
    case = case_of(AXI + "She relapsed again on 3 June 2024. " + led)
    days = _days(case)
    assert ("obinutuzumab", "2024-06-24") in [(anchor, date) for value, anchor, date in days if value == 1]
    assert (8, "glofitamab", "2024-07-01") in days
    assert (15, "glofitamab", "2024-07-08") in days
    assert next(t for t in case.therapies if t.name == "glofitamab").start == "2024-07-01"


@pytest.mark.parametrize(
    "told",
    [
        "In July 2022 she was given remdesivir (200 mg on the first day, then 100 mg daily for 4 days).",
        "Remdesivir was given in July 2022 at 200 mg on the first day, followed by 100 mg daily.",
        "In July 2022 she received remdesivir, 200 mg on the first day and 100 mg/day for the next four days.",
    ],
)
def test_the_first_day_of_a_drug_is_its_own(case_of: Callable[[str], Case], told: str) -> None:
    case = case_of(AXI + told)
    assert (1, "remdesivir", None) in _days(case)
    assert next(t for t in case.therapies if t.name == "remdesivir").start_day is None


@pytest.mark.parametrize(
    "told", ["Tocilizumab 8 mg/kg was given on the first day and repeated on the third day.", "On the first day she was febrile, and paracetamol was given."]
)  # fmt: skip
def test_the_first_day_after_cells_is_theirs(case_of: Callable[[str], Case], told: str) -> None:
    assert (1, "axicabtagene ciloleucel", "2021-08-19") in _days(case_of(AXI + told))


@pytest.mark.parametrize(
    "told",
    [
        "On October 13, 2020 (day +90) the marrow looked normal, but the transcript had returned.",
        "On October 13, 2020 (day +90) blasts had returned in the marrow of the boy, whose father was informed.",
        "On October 13, 2020 (day +90) the donor's marrow was still there, yet the leukemia has returned.",
    ],
)
def test_what_had_returned_is_no_graft(case_of: Callable[[str], Case], told: str) -> None:
    case = case_of("A boy received a haploidentical graft of his father on July 15, 2020 (day 0). " + told + " Cyclosporine was stopped on day +91.")  # fmt: skip
    assert [t.name for t in case.therapies if t.kind == "transplant"] == ["haploidentical HSCT"]
    assert (91, "haploidentical HSCT", "2020-10-14") in _days(case)


@pytest.mark.parametrize("gave_way", ["made room for", "made way for", "gave way to"])
def test_days_count_from_the_cells_that_something_gave_way_to(case_of: Callable[[str], Case], gave_way: str) -> None:
    case = case_of(
        "A woman with AML had bone marrow of her haploidentical son with 3.1 x 10^6 CD34+ cells/kg on 3/14/2022 (Day 0). On Day +28 no donor cells were found: graft failure. "
        f"Fludarabine 30 mg/m2/day from 4/22/2022 to 4/24/2022 (Days -5 to -3) {gave_way} 8.9 x 10^6 CD34+ cells/kg from mobilized blood of her brother on 4/27/2022. "
        "Cyclophosphamide 25 mg/kg/day was given on Days +3 and +4."
    )
    assert (3, "haploidentical HSCT", "2022-04-30") in _days(case)


def test_a_bracket_with_its_day_1_counts_its_own(case_of: Callable[[str], Case]) -> None:
    case = case_of("A woman with AML started azacitidine (75 mg/m2, days 1-7) plus venetoclax (100 mg on day 1, 200 mg on day 2 and 400 mg from day 3 to day 28) on 3 May 2021.")  # fmt: skip
    assert [a for _, a, _ in _days(case)] == ["azacitidine"] * 2 + ["venetoclax"] * 4


@pytest.mark.parametrize(
    "text", ["It was stopped at M+9.", "It was given until M+9. Then she was well.", "CR held at M+9, and later."]
)
def test_months_of_a_chart_end_a_sentence(text: str) -> None:
    assert [t.value for t in find_times(text)] == ["P9M"]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        # a protocol whose day 1 is told counts all that follows
        ("A boy with leukemia was put on the BFM-95 protocol, 15 March 2019 being counted as day 1. Phase IA comprised vincristine 1.5 mg/m2 and asparaginase 5000 IU/m2 on alternate days, with intrathecal methotrexate 12 mg on days 1, 12 and 33.",
         [(1, "BFM-95", "2019-03-15"), (12, "BFM-95", "2019-03-26"), (33, "BFM-95", "2019-04-16")]),
        ("A boy with leukemia began VDLP on 9 July 2018, which was taken as day 1. Remission was reached on day 33.", [(33, "VDLP", "2018-08-10")]),
        # the days of the only cycle
        ("She relapsed. Inotuzumab ozogamicin was given as a single cycle from 1 March 2023 (0.8 mg/m2 on D1, 0.5 mg/m2 on D8 and D15).",
         [(1, "inotuzumab ozogamicin", "2023-03-01"), (15, "inotuzumab ozogamicin", "2023-03-15")]),
        # what goes with a regimen that is dated anew
        ("A man with leukemia had 7+3, begun on 11 June 2021 (day 1), with midostaurin from day 8. He was consolidated with DA 3+8, starting on 26 July, again with midostaurin (days 9–22).",
         [(8, "7+3", "2021-06-18"), (9, "DA", "2021-08-03"), (22, "DA", "2021-08-16")]),
        # day 0 of a cycle is not that of a graft
        ("Six cycles of DA-EPOCH-R were given, in which rituximab (375 mg/m2, d0) was combined with etoposide, infused over 96 h, and cyclophosphamide (750 mg/m2, d5). An autologous HSCT followed on November 21, 2018.",
         [(0, "DA-EPOCH-R", None), (5, "DA-EPOCH-R", None)]),
        # day 0 in a bracket before what came first
        ("He received CD19 CAR-T cells on 4 March 2021 (day 0) after fludarabine and cyclophosphamide on days -5 to -3.", [(0, "CD19 CAR-T", "2021-03-04"), (-5, "CD19 CAR-T", "2021-02-27")]),
        # what led to the next infusion counts from the one before
        (AXI + "Progression on day +95 prompted a haploidentical transplantation on 3 December 2021. Engraftment came on day +16.",
         [(95, "axicabtagene ciloleucel", "2021-11-21"), (16, "haploidentical HSCT", "2021-12-19")]),
        (AXI + "A haploidentical transplantation on 3 December 2021 was prompted by progression. On day +16 he had engrafted.", [(16, "haploidentical HSCT", "2021-12-19")]),
        # a day behind a semicolon is not that of the date
        (AXI + "A second infusion of axi-cel took place on 20 November 2022; on day +5 CRS was seen.", [(5, "axicabtagene ciloleucel", "2022-11-25")]),
        # a graft dated before what prepared it is another than the one of years ago
        ("A man with myeloma had autologous stem cell transplantation (ASCT) on September 8, 2015. Relapse came in November 2019. Salvage ASCT followed on January 20, 2021 after melphalan 140 mg/m2 (D-2).",
         [(-2, "autologous HSCT", "2021-01-18")]),
        # a boost has days of its own, those of the cells go on
        (AXI + "A CD34+ boost of stem cells was infused on day 45. Neutrophils rose on day 12 after the boost. On day 90 he was in CR.",
         [(12, "stem cell boost", None), (90, "axicabtagene ciloleucel", "2021-11-16")]),
    ],
)  # fmt: skip
def test_where_days_begin(
    case_of: Callable[[str], Case], story: str, expected: list[tuple[int, str, str | None]]
) -> None:
    days = _days(case_of(story))
    assert [d for d in expected if d not in days] == []
