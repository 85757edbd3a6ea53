"""Whether a transplantation or cell infusion that is told of is another one."""

from collections.abc import Callable

import pytest

from models import Case


@pytest.mark.parametrize(
    ("story", "grafts"),
    [
        ("A girl underwent allogeneic HSCT from an unrelated donor in November 2018. She relapsed in May 2019. Blinatumomab was followed by a second HSCT from her haploidentical father on 25 August 2020.", ["allogeneic HSCT 2018-11", "haploidentical HSCT 2020-08-25"]),
        ("A girl underwent allogeneic HSCT in November 2018. She relapsed in May 2019 and had a second allogeneic transplant, from the same donor, in August 2019.", ["allogeneic HSCT 2018-11", "allogeneic HSCT 2019-08"]),
        ("A man had an autologous HSCT in May 2018. A tandem autologous HSCT followed in September 2018.", ["autologous HSCT 2018-05", "autologous HSCT 2018-09"]),
        ("A man had an allogeneic HSCT in May 2018. After relapse he was retransplanted in September 2019 from a haploidentical son.", ["allogeneic HSCT 2018-05", "haploidentical HSCT 2019-09"]),
        ("A man received a haploidentical HSCT in May 2018. Graft failure was followed by a second haploidentical HSCT from his other son on 3 July 2018.", ["haploidentical HSCT 2018-05", "haploidentical HSCT 2018-07-03"]),
        ("A man underwent autologous HSCT in May 2018. At follow-up in March 2019, ten months after autologous HSCT, he was in CR.", ["autologous HSCT 2018-05"]),
        ("A man underwent allogeneic HSCT in May 2018. In March 2020 he had chronic GVHD of the skin after HSCT.", ["allogeneic HSCT 2018-05"]),
        ("A man with AML was planned for HSCT in May 2018. Allogeneic HSCT was performed in July 2018.", ["allogeneic HSCT 2018-07"]),
        ("A man received CD19 CAR-T cells in May 2018. In March 2020 he received CD19 CAR-T cells once more.", ["CD19 CAR-T 2018-05", "CD19 CAR-T 2020-03"]),
        ("A man underwent HSCT from a sibling in 2015. In 2019 HSCT was performed from his daughter.", ["allogeneic HSCT 2015", "allogeneic HSCT 2019"]),
        ("A man with AML was treated. Tandem autologous transplantation followed. The first was performed on 15.01.2020 after melphalan 200 mg/m2, and the second on 29.04.2020 after melphalan 140 mg/m2.", ["autologous HSCT 2020-01-15", "autologous HSCT 2020-04-29"]),
        ("A man underwent two allogeneic transplantations. The first, from his sister, was done in May 2018 and the second in September 2019.", ["allogeneic HSCT 2018-05", "allogeneic HSCT 2019-09"]),
        ("A man underwent two autologous HSCTs. The first was in May 2018. The second followed in September 2018.", ["autologous HSCT 2018-05", "autologous HSCT 2018-09"]),
        ("A man underwent allogeneic HSCT in May 2018. He had two episodes of CMV. The first was on day 30, the second in August 2018.", ["allogeneic HSCT 2018-05"]),
        ("A man had a PBSCT with a one-antigen mismatched, ABO-incompatible unrelated donor in 2015.", ["allogeneic HSCT 2015"]),
    ],
)  # fmt: skip
def test_another_infusion(case_of: Callable[[str], Case], story: str, grafts: list[str]) -> None:
    found = case_of(story).therapies
    assert [f"{t.name} {t.start}" for t in found if t.kind in {"transplant", "cell_therapy"}] == grafts


@pytest.mark.parametrize(
    "donor",
    [
        "a 9/10 matched unrelated donor",
        "her HLA-identical (10/10), 34-year-old brother",
        "an unrelated donor",
        "a 7/8-matched, CMV-positive donor",
    ],
)
def test_what_prepared_a_graft_is_not_told_of_its_donor(case_of: Callable[[str], Case], donor: str) -> None:
    story = f"Allogeneic HSCT from {donor} was performed after conditioning with busulfan and thiotepa."
    found = case_of(story).therapies
    assert [t.name for t in found if t.role == "conditioning"] == ["busulfan", "thiotepa"]


def test_step_up_doses_are_those_of_the_antibody_named_before_and_keep_the_days_of_the_graft(
    case_of: Callable[[str], Case],
) -> None:
    story = (
        "A 60-year-old man with myeloma underwent allogeneic HSCT on 17 September 2020. Treosulfan was given on days -6 to -4. "
        "He relapsed in February 2023. Teclistamab was therefore obtained. Step-up dosing was begun on 4 September 2023 (day 1): "
        "0.06 mg/kg on day 1 and 0.3 mg/kg on day 4."
    )
    case = case_of(story)
    starts = {t.name: t.start for t in case.therapies}
    assert starts == {"allogeneic HSCT": "2020-09-17", "treosulfan": "2020-09-11", "teclistamab": "2023-09-04"}
    assert {d.therapy for d in case.doses} == {t.id for t in case.therapies if t.name == "teclistamab"}
