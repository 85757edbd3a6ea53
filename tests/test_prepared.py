"""Whose a date is behind a graft and what prepared it."""

import pytest
from test_periods import periods


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("She underwent allo-HSCT after busulfan 12.8 mg/kg and fludarabine 150 mg/m2 on 3 May 2020.",{"allogeneic HSCT":"2020-05-03","busulfan":"-","fludarabine":"-"}),
        ("She underwent haploidentical HSCT following conditioning with thiotepa, busulfan and fludarabine on 3 May 2020.",{"haploidentical HSCT":"2020-05-03","fludarabine":"-"}),
        ("She underwent MSD HSCT with TBI (12 Gy)/Cy (120 mg/kg) on 3 May 2020.",{"allogeneic HSCT":"2020-05-03","total body irradiation":"-","cyclophosphamide":"-"}),
        ("He received axi-cel after lymphodepletion with fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 on 3 May 2020.",{"axicabtagene ciloleucel":"2020-05-03","fludarabine":"-","cyclophosphamide":"-"}),
        ("He received axi-cel after lymphodepletion with fludarabine and cyclophosphamide from 28 to 30 April 2020.",{"axicabtagene ciloleucel":"-","fludarabine":"2020-04-28..2020-04-30"}),
        ("He received axi-cel after bridging with R-DHAP in May 2020.",{"axicabtagene ciloleucel":"-","R-DHAP":"2020-05"}),
        ("An autologous HSCT with BEAM conditioning was performed on 3 May 2020.",{"autologous HSCT":"2020-05-03","BEAM":"-"}),
        ("Autologous HSCT after BEAM on 3 May 2020 led to CR.",{"autologous HSCT":"2020-05-03","BEAM":"-"}),
        ("He underwent ASCT with melphalan 200 mg/m2 in June 2021.",{"autologous HSCT":"2021-06","melphalan":"2021-06"}),
        ("He underwent ASCT conditioned with melphalan 200 mg/m2 on 12 June 2021.",{"autologous HSCT":"2021-06-12","melphalan":"-"}),
        ("Melphalan 200 mg/m2 was given on 10 June 2021 before ASCT on 12 June 2021.",{"autologous HSCT":"2021-06-12","melphalan":"2021-06-10"}),
        ("After conditioning with fludarabine and melphalan, HSCT from an unrelated donor was carried out on 12 June 2021.",{"allogeneic HSCT":"2021-06-12","fludarabine":"-","melphalan":"-"}),
        ("Umbilical cord blood transplantation was performed after fludarabine, melphalan and TBI 4 Gy on 12 June 2021.",{"umbilical cord blood transplantation":"2021-06-12","total body irradiation":"-"}),
        ("Ide-cel (450 x 10^6 cells) following fludarabine and cyclophosphamide was infused on 12 June 2021.",{"idecabtagene vicleucel":"2021-06-12","cyclophosphamide":"-"}),
        ("She proceeded to cord blood transplantation with ATG 5 mg/kg and busulfan in June 2021.",{"umbilical cord blood transplantation":"2021-06"}),
        ("He relapsed after allogeneic HSCT and received azacitidine on 12 June 2021.",{"azacitidine":"2021-06-12","allogeneic HSCT":"-"}),
        ("HSCT was followed by GVHD; ruxolitinib was started on 12 June 2021.",{"ruxolitinib":"2021-06-12"}),
        ("CD19 CAR-T cells were infused after Flu/Cy on 12 June 2021.", {"CD19 CAR-T": "2021-06-12", "Flu/Cy": "-"}),
    ],
)  # fmt: skip
def test_a_day_is_that_of_the_infusion_not_of_what_prepared_it(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name, "absent").replace("/0", "") for name in expected} == expected
