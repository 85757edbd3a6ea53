"""Infusions that do not name their cells, and grafts that are not called a transplantation."""

import pytest

from extractors.grafts import find_grafts
from extractors.therapies import find_therapies
from extractors.transplants import find_transplants

CELLS = "CD19 CAR-T cells were manufactured. "


@pytest.mark.parametrize(
    "sentence",
    [
        "A second infusion of the same product was given on 11 November.",
        "The cells were infused without premedication.",
        "On day 0, 3 x 10^5 cells/kg were infused.",
        "A total of 5 x 10^6 cells/kg was split over 3 days.",
        "He received 2 x 10^6 cells/kg as an inpatient.",
        "The thawed product was administered on 5 May.",
        "The third infusion took place in March.",
        "Another infusion followed two months later.",
    ],
)
def test_generic_infusions_are_mentions_of_cells(sentence: str) -> None:
    found = [m for m in find_therapies(CELLS + sentence) if m.start >= len(CELLS)]
    assert [(m.name, m.generic) for m in found if m.kind == "cell_therapy"] == [("CAR-T", True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The second infusion of rituximab was tolerated.",
        "The graft contained 5 x 10^6 CD34+ cells/kg.",
        "The WBC count was 2 x 10^9/L.",
        "Red cells were given.",
        "An infusion reaction occurred.",
        "Donor lymphocytes, 1 x 10^6 cells/kg, were infused.",
    ],
)
def test_other_infusions_are_not(sentence: str) -> None:
    found = [m for m in find_therapies(CELLS + sentence) if m.start >= len(CELLS)]
    assert not [m for m in found if m.rule == "cells.infusion"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("She received a single unrelated umbilical cord blood unit.", "umbilical cord blood transplantation"),
        ("Peripheral blood stem cells of an unrelated donor were infused on day 0.", "allogeneic HSCT"),
        ("Thawed autologous stem cells were reinfused on 3 May.", "autologous HSCT"),
        ("He was given his brother's bone marrow on 2 June.", "allogeneic HSCT"),
        ("The graft was infused without complications.", "HSCT"),
        ("Bone marrow of her haploidentical father was infused.", "haploidentical HSCT"),
    ],
)
def test_grafts_by_their_cells(sentence: str, name: str) -> None:
    assert [m.name for m in [*find_transplants(sentence), *find_grafts(sentence)]] == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Stem cells were collected after plerixafor.",
        "The bone marrow was examined.",
        "She was given a stem cell boost.",
        "The marrow was returned to normal.",
        "Red cells were transfused.",
    ],
)
def test_cells_that_are_no_graft(sentence: str) -> None:
    assert not [*find_transplants(sentence), *find_grafts(sentence)]
