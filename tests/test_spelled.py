"""Amounts behind a regimen whose name spells out its components, in the order of the letters."""

from collections.abc import Callable

import pytest

from extractors.spelled import letters_of
from models import Case

SECOND = "A 50-year-old man with DLBCL relapsed after R-CHOP in 2020. "
FIRST = "A 30-year-old woman with AML was in first complete remission. "


def doses(case: Case) -> dict[str, list[tuple[float, str]]]:
    """The amounts of each treatment of a report."""
    name = {t.id: t.name for t in case.therapies}
    found: dict[str, list[tuple[float, str]]] = {}
    for d in case.doses:
        found.setdefault(name[d.therapy], []).append((d.value, d.unit.value))
    return found


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("He received Flu/Cy (30 and 500 mg/m2, respectively, for 3 days) and axi-cel on March 27, 2021.",
         {"fludarabine": [(30, "mg/m2")], "cyclophosphamide": [(500, "mg/m2")]}),
        ("Lymphodepletion with Flu/Cy 30/300 mg/m2 on days -5 to -3 preceded tisagenlecleucel.",
         {"fludarabine": [(30, "mg/m2")], "cyclophosphamide": [(300, "mg/m2")]}),
        ("Lymphodepletion was Cy/Flu (500 mg/m2/day and 30 mg/m2/day, days -5 to -3); liso-cel followed.",
         {"cyclophosphamide": [(500, "mg/m2")], "fludarabine": [(30, "mg/m2")]}),
        ("He received FC (25 mg/m2 and 250 mg/m2 daily for 3 days) before tisagenlecleucel.",
         {"fludarabine": [(25, "mg/m2")], "cyclophosphamide": [(250, "mg/m2")]}),
        ("A sibling transplant (Cy/TBI 14.4 Gy in 8 fractions) took place on 22 July 2021.",
         {"total body irradiation": [(14.4, "Gy")]}),
        ("After Bu/Cy (12.8 and 120 mg/kg) he was allografted.",
         {"busulfan": [(12.8, "mg/kg")], "cyclophosphamide": [(120, "mg/kg")]}),
        ("He received TBI/Cy (12 Gy in six fractions; 60 mg/kg x 2) and a graft from his brother.",
         {"total body irradiation": [(12, "Gy")], "cyclophosphamide": [(60, "mg/kg")]}),
        ("He was conditioned with Flu/Mel (150/140 mg/m2) and transplanted from a matched unrelated donor.",
         {"fludarabine": [(150, "mg/m2")], "melphalan": [(140, "mg/m2")]}),
        ("BR (90 mg/m2 and 375 mg/m2 every 28 days) was given.",
         {"bendamustine": [(90, "mg/m2")], "rituximab": [(375, "mg/m2")]}),
    ],
)  # fmt: skip
def test_amounts_in_the_order_of_the_letters(
    case_of: Callable[[str], Case], told: str, expected: dict[str, list[tuple[float, str]]]
) -> None:
    assert doses(case_of(SECOND + told)) == expected


def test_components_belong_to_their_regimen_and_last_as_long(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        SECOND + "Cy/Flu (500 mg/m2/day and 30 mg/m2/day, days -5 to -3) was given; liso-cel followed on 5 May 2021.",
    )
    by_name = {t.name: t for t in case.therapies}
    whole = by_name["Cy/Flu"]
    for name in ("cyclophosphamide", "fludarabine"):
        part = by_name[name]
        assert (part.part_of, part.role, part.start_day, part.end_day) == (whole.id, whole.role, -5, -3)


def test_named_drugs_take_their_own_amounts(case_of: Callable[[str], Case]) -> None:
    told = "Flu-Bu (fludarabine 150 mg/m2, busulfan 12.8 mg/kg) prepared her for the graft of her brother."
    assert doses(case_of(FIRST + told)) == {"fludarabine": [(150, "mg/m2")], "busulfan": [(12.8, "mg/kg")]}


@pytest.mark.parametrize(
    "told",
    [
        "FLAG-IDA was given in May 2020; posaconazole 300 mg daily was added.",
        "After R-CHOP 21 she was well.",
        "BEAM conditioning was followed by 4.1 x 10^6 CD34+ cells/kg on 10 March 2020.",
    ],
)
def test_no_component_without_its_amount(case_of: Callable[[str], Case], told: str) -> None:
    assert not any(t.part_of for t in case_of(FIRST + told).therapies)


@pytest.mark.parametrize(
    ("surface", "parts", "order"),
    [
        ("BuCy2", ("busulfan", "cyclophosphamide"), ["busulfan", "cyclophosphamide"]),
        ("FLAG-Ida", ("fludarabine", "cytarabine", "filgrastim", "idarubicin"), ["fludarabine", "cytarabine", "filgrastim", "idarubicin"]),
        ("7+3", ("cytarabine", "daunorubicin"), ["cytarabine", "daunorubicin"]),
        ("VRd", ("bortezomib", "lenalidomide", "dexamethasone"), ["bortezomib", "lenalidomide", "dexamethasone"]),
        ("hyper-CVAD", ("cyclophosphamide", "vincristine", "doxorubicin", "dexamethasone"), []),
    ],
)  # fmt: skip
def test_letters(surface: str, parts: tuple[str, ...], order: list[str]) -> None:
    assert [name for name, _, _ in letters_of(surface, parts)] == order
