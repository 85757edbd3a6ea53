"""A donor named in the sentence of a graft takes nothing away from the patient; a half-matched one names the graft, wherever told."""

from collections.abc import Callable

import pytest

from models import Case

WOMAN = "A woman with AML was seen in January 2020. "
HAPLO, ALLO, CORD = "haploidentical HSCT", "allogeneic HSCT", "umbilical cord blood transplantation"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("Because a related donor was lacking, cord blood transplantation (CBT) was performed on 4 May 2020 (day 0).", CORD),
        ("As her only brother was HLA-mismatched, allogeneic HSCT from a 10/10 matched unrelated donor was done on 4 May 2020.", ALLO),
        ("Since her sister had declined to donate, an unrelated donor transplantation took place on 4 May 2020.", ALLO),
        ("No sibling donor was available, and transplantation of a single cord blood unit was carried out on 4 May 2020.", CORD),
        ("In the absence of a matched sibling, unrelated cord blood was transplanted on 4 May 2020.", CORD),
        ("A donor was found in the registry and an allogeneic transplant was performed on 4 May 2020.", ALLO),
        ("Her brother was haploidentical, and his marrow was given to her on 4 May 2020 (day 0).", HAPLO),
        ("No unrelated donor was available; the marrow of her haploidentical brother (2.4 x 10^6 CD34+/kg; 0.31 x 10^8 CD3+/kg) was transfused on 4 May 2020.", HAPLO),
        ("On 4 May 2020, peripheral blood stem cells (CD34+ cells, 4.6 x 10^6/kg) from her HLA-haploidentical son were transplanted.", HAPLO),
        ("On 4 May 2020, stem cells of her half-matched father were transplanted after fludarabine 30 mg/m2.", HAPLO),
        ("Allogeneic HSCT was performed on 4 May 2020. The donor was her haploidentical sister.", HAPLO),
        ("She underwent allogeneic transplantation on 4 May 2020. Her mother, matched at 5/10 HLA alleles, was the donor.", HAPLO),
        ("The donor was her father (5/10 HLA match). On 4 May 2020, G-CSF-mobilized marrow and peripheral blood grafts were transfused.", HAPLO),
        ("A graft from an unrelated donor followed on 4 May 2020 (day 0).", ALLO),
        ("A matched sibling graft took place on 4 May 2020.", ALLO),
        ("Allogeneic HSCT from a matched unrelated donor was performed on 4 May 2020. No haploidentical donor was available.", ALLO),
        ("Allogeneic HSCT from her sister was performed on 4 May 2020. A haploidentical donor had been refused.", ALLO),
    ],
)  # fmt: skip
def test_the_graft_is_the_patients(told: str, name: str, case_of: Callable[[str], Case]) -> None:
    graft = next(t for t in case_of(f"{WOMAN}{told} On day 30 she was in CR.").therapies if t.kind == "transplant")
    assert (graft.name, graft.start, graft.status) == (name, "2020-05-04", "given")


@pytest.mark.parametrize(
    "told",
    [
        "Her sister had been treated with R-CHOP for lymphoma in 2015 and was not accepted as donor.",
        "The donor, a 34-year-old brother, had received filgrastim 10 ug/kg for 5 days.",
        "Her brother had leukemia and underwent transplantation in 2012.",
        "Because her mother had taken tamoxifen for breast cancer, genetic counselling was offered.",
    ],
)
def test_what_a_relative_had_is_not_hers(told: str, case_of: Callable[[str], Case]) -> None:
    assert not case_of(f"{WOMAN}{told}").therapies
