"""Whose cells a product was made of, where an earlier sentence says whose were taken."""

from collections.abc import Callable

import pytest

from models import Case

_INFUSED = " Liso-cel, CD19-directed, was infused on 27 September 2022."


@pytest.mark.parametrize(
    "story",
    [
        "A 61-year-old man with DLBCL relapsed. Lymphocytes were harvested for liso-cel on 18 July 2022." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. On 18 July 2022 his white blood cells were collected." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. Leukapheresis was carried out on 18 July 2022. R-GDP bridged him." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. He was apheresed in July 2022 and bridged with R-GDP." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. After collection of mononuclear cells polatuzumab was given." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. The product was manufactured from his own lymphocytes." + _INFUSED,
    ],
)  # fmt: skip
def test_own_cells(case_of: Callable[[str], Case], story: str) -> None:
    assert [t.cell_source for t in case_of(story).therapies if t.kind == "cell_therapy"] == ["autologous"]


@pytest.mark.parametrize(
    "story",
    [
        "A 61-year-old man with DLBCL relapsed after R-CHOP." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. Leukapheresis was performed for hyperleukocytosis." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. Stem cells were mobilized and leukapheresis was performed." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. His brother, the donor, underwent leukapheresis." + _INFUSED,
        "A 61-year-old man with DLBCL relapsed. Photopheresis was given for GVHD." + _INFUSED,
    ],
)
def test_untold_cells(case_of: Callable[[str], Case], story: str) -> None:
    assert [t.cell_source for t in case_of(story).therapies if t.name == "lisocabtagene maraleucel"] == [None]
