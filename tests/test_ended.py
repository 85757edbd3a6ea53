"""Drugs stopped and begun again, classes that stand for their members, what is only considered."""

from collections.abc import Callable

import pytest

from models import Case

COURSES = [
    ("He received isoniazid (INH, 300 mg/d), rifampicin and ethambutol. On November 18, 2015, he was transferred. The antituberculosis drugs were discontinued immediately after admission. Isoniazid (200 mg/d) was administered on December 11, 2015.",
     ["isoniazid given None 2015-11-18", "rifampicin given None 2015-11-18", "ethambutol given None 2015-11-18", "isoniazid given 2015-12-11 None"]),
    ("She took amlodipine and metformin. All these medications were stopped. Two weeks later metformin was started.", ["amlodipine given None None", "metformin given None None", "metformin given None None"]),
    ("She took metformin. Metformin was continued. The metformin dose was increased.", ["metformin given None None"]),
    ("His neutropenia improved without any granulocyte colony-stimulating factor (G-CSF) support.", ["G-CSF not_given None None"]),
    ("As she did not improve, we consider parenteral prostanoids or lung transplantation as a subsequent treatment.", ["prostanoid planned None None", "lung transplantation planned None None"]),
    ("Cyclophosphamide-based immunosuppressive therapy was proposed but refused.", ["cyclophosphamide declined None None"]),
    ("Dialysis may be an option in such patients.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COURSES)
def test_courses_and_what_is_said_of_them(text: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    case = case_of("A 52-year-old patient was admitted. " + text)
    assert [f"{t.name} {t.status} {t.start} {t.end}" for t in case.therapies] == expected
