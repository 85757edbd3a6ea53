"""Days after an operation or the transplantation of an organ, and which operation of several is meant."""

from collections.abc import Callable

import pytest

from models import Case

HEAD = "A 52-year-old woman was admitted. "

# text; day, what it counts from, its date
DAYS = [
    ("Distal gastrectomy was performed. A contrast study on the 8th POD showed no leak.", [(8, "surgery", None)]),
    ("Pancreaticoduodenectomy was carried out on 4 June 2011. She was readmitted on the 20th postoperative day.", [(20, "surgery", "2011-06-24")]),
    ("A liver transplantation was done in March 2010. On postoperative day 20, she had fever. A biopsy on day 25 showed rejection.", [(20, "liver transplantation", None), (25, "liver transplantation", None)]),
    ("She underwent renal transplantation on 3 May 2013. On postoperative day 7, creatinine was normal.", [(7, "kidney transplantation", "2013-05-10")]),
    ("She had a kidney transplantation in 1999. In June 2014 she underwent retransplantation. On posttransplant day 14, creatinine rose.", [(14, "kidney transplantation", None)]),
    ("On the 3rd hospital day a craniotomy was performed. On postoperative day 2, she woke up.", [(3, None, None), (2, "surgery", None)]),
    ("She underwent allogeneic HSCT in 2010. On day +20 she had fever. In 2015 she had cholecystectomy; on postoperative day 3 she went home.", [(20, "allogeneic HSCT", None), (3, "surgery", None)]),
    ("On hospital day 3 she was given ceftriaxone.", [(3, None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), DAYS)
def test_what_a_day_counts_from(
    text: str, days: list[tuple[int, str | None, str | None]], case_of: Callable[[str], Case]
) -> None:
    case = case_of(HEAD + text)
    assert [(d.value, d.anchor, str(d.resolved) if d.resolved else None) for d in case.dates if d.kind == "day"] == days


# text; start and start_day of each course of the name
COURSES = [
    ("Distal gastrectomy was performed. On POD 8 she went home.", "surgery", [(None, 0)]),
    ("Distal gastrectomy was performed. She recovered.", "surgery", [(None, None)]),
    ("She underwent right hemicolectomy. She was subjected to relaparotomy on postoperative day 3.", "surgery", [(None, 0), (None, 3)]),
    ("She had a history of splenectomy. Gastrectomy was performed on 3 March 2012. On the 5th POD she was febrile.", "surgery", [(None, None), ("2012-03-03", 0)]),
    ("Colectomy was planned. The colectomy was carried out in May 2011. The colectomy specimen showed carcinoma.", "surgery", [("2011-05", None)]),
    ("She had a heart transplant in 2009. A re-transplantation was needed in January 2016. On POD 30 she went home.", "heart transplantation", [("2009", None), ("2016-01", 0)]),
    ("She had a kidney retransplantation in 2012. Fever began on day 20 after retransplantation.", "kidney transplantation", [("2012", 0)]),
    ("Transplantation of the liver was performed in 2012.", "liver transplantation", [("2012", None)]),
    ("On hospital day 3 she was given ceftriaxone.", "ceftriaxone", [(None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "starts"), COURSES)
def test_day_0_of_an_operation(
    text: str, name: str, starts: list[tuple[str | None, int | None]], case_of: Callable[[str], Case]
) -> None:
    case = case_of(HEAD + text)
    assert [(str(t.start) if t.start else None, t.start_day) for t in case.therapies if t.name == name] == starts
