"""What is a course of its own, what is none, and what the words for it are."""

import pytest
from test_periods import therapies

ALLO = "An allograft took place on 16 April 2019 for AML. "


def told(story: str) -> list[tuple[str, str | None, str]]:
    return [(t.name, t.role.value if t.role else None, t.status.value) for t in therapies(story)]


@pytest.mark.parametrize(
    ("story", "count"),
    [
        (ALLO + "Lymphocytes of the donor were given twice: 1 x 10^6 CD3+/kg on 24 November 2020 and 5 x 10^6 CD3+/kg on 19 January 2021. A second haploidentical transplantation was performed on 24 June 2021. Pre-emptive donor lymphocytes from the daughter were infused in a dose of 1 x 10^5 CD3+/kg on 8 March 2022; a second portion had been planned.", 2),
        (ALLO + "Donor lymphocytes were given on 24 November 2019. On day 300 he was in remission. GVHD appeared three weeks after the donor lymphocytes.", 1),
    ],
)  # fmt: skip
def test_donor_lymphocytes_after_another_graft_are_others(story: str, count: int) -> None:
    assert [name for name, _, _ in told(story)].count("donor lymphocyte infusion") == count


@pytest.mark.parametrize(
    ("story", "row"),
    [
        (ALLO + "Cyclosporine was started on day -1, while ATG was avoided.", ("antithymocyte globulin", "gvhd_prophylaxis", "not_given")),
        ("DLBCL relapsed in 2020. One cycle of R-IE left the disease unchanged.", ("R-IE", "salvage", "given")),
        ("Myeloma came back in 2021. A plasmacytoma at T9 was radiated with a single 8-Gy fraction.", ("radiotherapy", "salvage", "given")),
        ("Myeloma was found in 2019. The humerus was fixed surgically and then irradiated with 8 Gy because of pain. VRd was begun in June 2019.", ("radiotherapy", "supportive", "given")),
        ("T-LBL was found in 2018. She was treated with hyper-CVAD, mediastinal irradiation (36 Gy) and POMP maintenance.", ("radiotherapy", "consolidation", "given")),
        ("He had DLBCL. R-CHOP was given for six cycles from May 2018. Involved-field radiotherapy with 30 Gy was completed in December.", ("radiotherapy", "consolidation", "given")),
        ("He had DLBCL. R-CHOP was given in 2018. The lymphoma relapsed in May 2019. Radiotherapy with 30 Gy was given.", ("radiotherapy", "salvage", "given")),
        ("A woman with FL, POD24 after obinutuzumab-bendamustine (6 cycles, 2019), had lenalidomide with rituximab.", ("lenalidomide", "salvage", "given")),
        ("A woman with FL, POD24 after obinutuzumab-bendamustine (6 cycles, 2019), had lenalidomide with rituximab.", ("bendamustine", "induction", "given")),
        (ALLO + "Haploidentical HSCT was performed on 10 August 2020 (TBI 2 Gy day -1), which was rejected on day 35.", ("total body irradiation", "conditioning", "given")),
        (ALLO + "TBI was proposed, which she rejected.", ("total body irradiation", "conditioning", "declined")),
        (ALLO + "PTLD developed on day 98, and rituximab 375 mg/m2 was given weekly.", ("rituximab", "supportive", "given")),
        (ALLO + "Third-party EBV-specific T cells were infused on day 135.", ("virus-specific T cells", "infusion", "given")),
        ("Myeloma was found in 2019. The humerus was irradiated with 8 Gy because of pain. VRd was begun in June 2019.", ("VRd", "induction", "given")),
    ],
)  # fmt: skip
def test_rows(story: str, row: tuple[str, str | None, str]) -> None:
    assert row in told(story)


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("On 12 September 2019 G-CSF-mobilized peripheral stem cells of her HLA-identical brother were infused for AML.", "G-CSF"),
        ("Irradiated red cells were given and irradiated platelets were ordered for AML.", "radiotherapy"),
    ],
)  # fmt: skip
def test_no_row(story: str, name: str) -> None:
    assert name not in [n for n, _, _ in told(story)]


def test_virus_specific_cells_have_a_target_and_a_donor() -> None:
    story = ALLO + "CMV/EBV-specific T cells from her mother were infused on day 135. The marrow of day 200 was in CR."
    (cells,) = (t for t in therapies(story) if t.name == "virus-specific T cells")
    assert (cells.target, cells.cell_source, cells.kind) == ("CMV/EBV", "donor", "cell_therapy")


@pytest.mark.parametrize(
    ("story", "name", "said"),
    [
        ("She had DLBCL. The national panel approved axi-cel. Ibrutinib could not be funded.", "axicabtagene ciloleucel", 0),
        ("She had DLBCL. The national panel approved axi-cel. It was infused on 12 October 2021, axi-cel being well tolerated.", "axicabtagene ciloleucel", 1),
        ("CD19 CAR-T cells were infused for ALL. Meropenem-resistant Pseudomonas and ganciclovir-resistant CMV were found.", "meropenem", 0),
        ("CD19 CAR-T cells were infused for ALL. Voriconazole-resistant aspergillosis was treated with amphotericin B.", "voriconazole", 0),
        ("CML was found in 2018. Imatinib-resistant disease was seen in 2019 and dasatinib was begun.", "imatinib", 1),
    ],
)  # fmt: skip
def test_spoken_of_and_given(story: str, name: str, said: int) -> None:
    assert len([t for t in therapies(story) if t.name == name]) == said


def test_a_line_years_after_a_graft_is_no_maintenance() -> None:
    story = "A man with mantle cell lymphoma was given R-CHOP and autologous HSCT in 2015, rituximab maintenance until 2018, ibrutinib from March 2019."
    assert ("ibrutinib", "salvage", "given") in told(story)


def test_a_steroid_of_the_bridge_is_another_than_that_of_the_syndrome() -> None:
    story = (
        "DLBCL relapsed. Bridging with dexamethasone 20 mg was given. Axi-cel was infused on 16 February 2021 (D0). "
        "ICANS G3 on D+6: dexamethasone 10 mg q6h D+6 to D+9, then taper to D+16."
    )
    assert [r for n, r, _ in told(story) if n == "dexamethasone"] == ["bridging", "toxicity_management"]
