"""Aplastic anaemia: immunosuppression counts its own days, and grafts that follow it are grafts of their own."""

from collections.abc import Callable

import pytest

from models import Case

CaseOf = Callable[[str], Case]

OPENINGS = [
    "Immunosuppression began on 12 March 2018 (day 1): horse ATG 40 mg/kg/day for four days and ciclosporin 5 mg/kg twice daily.",
    "Immunosuppressive therapy was started on 12 March 2018 (day 1) with horse ATG 40 mg/kg/day for four days and ciclosporin 5 mg/kg.",
    "On 12 March 2018 (day 1), immunosuppressive treatment with horse ATG 40 mg/kg/day for four days and ciclosporin was commenced.",
    "IST was initiated on March 12, 2018 (day 1): rabbit ATG 3.5 mg/kg/day for five days plus cyclosporine.",
]
GRAFT = " In October 2018 she was a non-responder. On 4 February 2019 (D0) the girl was infused with peripheral stem cells of her mother."


@pytest.mark.parametrize("opening", OPENINGS)
def test_immunosuppression_of_a_failing_marrow_is_its_treatment(case_of: CaseOf, opening: str) -> None:
    case = case_of(f"A 9-year-old girl with severe aplastic anaemia was seen. {opening}{GRAFT}")
    first = {t.name: t for t in case.therapies}["antithymocyte globulin"]
    assert first.role == "induction" and first.start == "2018-03-12"
    assert [(d.anchor, d.resolved) for d in case.dates if d.value == 1] == [("antithymocyte globulin", "2018-03-12")]
    assert [(t.start, t.start_day) for t in case.therapies if t.kind == "transplant"] == [("2019-02-04", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "A boy with severe aplastic anaemia was prepared with fludarabine and ATG 2.5 mg/kg from day -4 to day -2 and grafted on 4 May 2019.",
        "A boy with leukaemia was grafted on 4 May 2019. Immunosuppression with ciclosporin was tapered from day +90.",
    ],
)
def test_what_prepares_or_guards_a_graft_is_none(case_of: CaseOf, text: str) -> None:
    assert not {t.role for t in case_of(text).therapies if t.name in {"antithymocyte globulin", "cyclosporine"}} & {
        "induction",
        "salvage",
    }


def test_days_go_on_from_the_day_one_that_was_told(case_of: CaseOf) -> None:
    case = case_of(
        f"A 9-year-old girl with severe aplastic anaemia was seen. {OPENINGS[0]} Eltrombopag 75 mg was added on day 15.{GRAFT}"
    )
    assert [(d.anchor, d.resolved) for d in case.dates if d.value == 15] == [("antithymocyte globulin", "2018-03-26")]


FIRST = "On 21 September 2021 (D0) the boy was infused with stem cells of his father. Graft failure was declared on 19 October 2021."


@pytest.mark.parametrize(
    "second",
    [
        "A cord blood unit was infused on 5 November 2021, 45 days after the first graft.",
        "On 5 November 2021, 45 days after the first transplant, marrow of his mother was transfused.",
        "The mother being seropositive for hepatitis B, a cord blood unit was chosen, and thawed and infused on 5 November 2021.",
        "With his sister having declined, an unrelated cord blood unit was infused on 5 November 2021.",
    ],
)
def test_a_graft_dated_by_the_one_before_is_another(case_of: CaseOf, second: str) -> None:
    case = case_of(
        f"A 9-year-old boy with severe aplastic anaemia was seen. {FIRST} {second} Neutrophils recovered on day +24."
    )
    assert [t.start for t in case.therapies if t.kind == "transplant"] == ["2021-09-21", "2021-11-05"]
    assert [d.resolved for d in case.dates if d.value == 24] == ["2021-11-29"]


def test_a_heading_is_no_graft(case_of: CaseOf) -> None:
    case = case_of(f"A 9-year-old boy with severe aplastic anaemia was seen.\n\nFirst graft\n{FIRST}")
    assert [(t.start, t.cell_source) for t in case.therapies if t.kind == "transplant"] == [("2021-09-21", "donor")]


def test_a_relative_who_was_given_something_is_no_patient(case_of: CaseOf) -> None:
    case = case_of("A 9-year-old boy was seen. His mother being treated with methotrexate for arthritis was no donor.")
    assert not [t for t in case.therapies if t.status == "given"]
