"""What a numbered day counts from, and its calendar date: `value anchor resolved` of each day of a short story."""

import pytest

from extractors import extract, load_pipeline
from models import Case, Document, Section, SectionKind


def read(story: str) -> Case:
    section = Section(kind=SectionKind.CASE, start=0, end=len(story))
    document = Document(id="x", source="x", sha256="0", text=story, sections=(section,))
    return extract(document, pipeline=load_pipeline())


def days(story: str) -> list[str]:
    found = [d for d in read(story).dates if d.kind == "day"]
    return [f"{d.value} {d.anchor} {d.resolved}" for d in found]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("Axi-cel was infused on 03/14/2021 (day 0). On day +4 CRS began.", ["0 axicabtagene ciloleucel 2021-03-14", "4 axicabtagene ciloleucel 2021-03-18"]),
        ("Axi-cel was infused. PET on 13 April 2021 (day +30) showed CR. MRD was negative on day +60.", ["30 axicabtagene ciloleucel 2021-04-13", "60 axicabtagene ciloleucel 2021-05-13"]),
        ("Fludarabine was given on days -5 to -3. CD19 CAR-T cells were infused on 12 April 2021.", ["-5 CD19 CAR-T 2021-04-07", "-3 CD19 CAR-T 2021-04-09"]),
        ("FLAG-IDA began on 18/03/2021 (D1). On D28 the marrow was in CR.", ["1 FLAG-IDA 2021-03-18", "28 FLAG-IDA 2021-04-14"]),
        ("Elranatamab was started on 7 June 2022 (day 1). Fever occurred on day 2.", ["1 elranatamab 2022-06-07", "2 elranatamab 2022-06-08"]),
        ("Tisa-cel was infused on 6 May 2019. Etoposide was given on days +14 and +17. He was well on day +28.", ["14 tisagenlecleucel 2019-05-20", "17 tisagenlecleucel 2019-05-23", "28 tisagenlecleucel 2019-06-03"]),
        ("Hyper-CVAD (cyclophosphamide on days 1-3) was begun on January 14, 2022, six courses altogether.", ["1 hyper-CVAD None", "3 hyper-CVAD None"]),
        ("Azacitidine 75 mg/m2 on days 1-7 of each cycle was started on 18 January 2021.", ["1 azacitidine None", "7 azacitidine None"]),
        ("Haploidentical HSCT was performed on 1 June 2019. Methotrexate was given on days +1, +3 and +6.", ["1 haploidentical HSCT 2019-06-02", "3 haploidentical HSCT 2019-06-04", "6 haploidentical HSCT 2019-06-07"]),
        ("On hospital day 3 she had fever.", ["3 None None"]),
    ],
)  # fmt: skip
def test_anchors(story: str, expected: list[str]) -> None:
    assert days(story) == expected


def test_second_infusion_moves_the_anchor() -> None:
    story = (
        "CD19 CAR-T cells were infused on 2 February 2021. CRS began on day 3. "
        "Haploidentical HSCT was performed on 20 May 2021. Engraftment occurred on day 12."
    )
    assert days(story) == ["3 CD19 CAR-T 2021-02-05", "12 haploidentical HSCT 2021-06-01"]


def test_conditioning_told_before_and_after_its_graft() -> None:
    before = "CD7 CAR-T cells were infused on 31 January 2022. CRS began on day 2. Remission was reached. It was deep. She then was conditioned with busulfan from day -8 to day -6. Haploidentical HSCT took place on 30 March 2022."
    assert days(before)[1:] == ["-8 haploidentical HSCT 2022-03-22", "-6 haploidentical HSCT 2022-03-24"]
    after = "Haploidentical HSCT took place on 30 March 2022. She was conditioned with busulfan from day -8 to day -6."
    assert days(after) == ["-8 haploidentical HSCT 2022-03-22", "-6 haploidentical HSCT 2022-03-24"]


def test_a_society_of_transplantation_is_no_anchor() -> None:
    story = (
        "Axi-cel was infused on 14 March 2021. CRS was graded by the American Society for Transplantation and Cellular "
        "Therapy criteria. Tocilizumab was given on day 4."
    )
    assert days(story) == ["4 axicabtagene ciloleucel 2021-03-18"]


def test_missing_year_comes_from_the_narrative() -> None:
    story = "On January 31, 2016 she had blasts. On February 9, she received VIP."
    assert [str(d.value) for d in read(story).dates] == ["2016-01-31", "2016-02-09"]


def test_a_told_day_0_moves_the_count() -> None:
    story = (
        "Autologous stem cell transplantation followed on 22.09.2021 (day 0). CR was seen on day +100. "
        "On 30.10.2023 (day 0) the patient obtained 0.6 x 10^6 CAR-positive T cells/kg. On day 7 he had fever."
    )
    assert days(story)[-1].endswith("2023-11-06")
