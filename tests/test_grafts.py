"""Grafts by any name: cells that are returned, a brother's marrow, a cord unit; the days of the story count from them."""

from pathlib import Path
from typing import Any

import pytest

from corpus import read
from extractors import extract
from extractors.grafts import find_grafts
from extractors.therapies import find_therapies

HEAD = "A 45-year-old woman with Hodgkin lymphoma received ABVD from January 2019, with progression in June 2019. "
TAIL = " Neutrophils recovered on day +11. On day +100 PET-CT showed a complete metabolic response."
NAMES = {
    "auto": "autologous HSCT",
    "allo": "allogeneic HSCT",
    "haplo": "haploidentical HSCT",
    "cord": "umbilical cord blood transplantation",
}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (
            "auto",
            "She was conditioned with BEAM (carmustine 300 mg/m2 on day -6, etoposide 200 mg/m2 on days -5 to -2) and 4.1 x 10^6 CD34+ cells/kg were given back on day 0, 10 March 2020.",
        ),
        ("auto", "BEAM followed from day -6 to day -1, and on day 0 (10 March 2020) her own stem cells were returned."),
        ("auto", "BEAM was given from 4 March 2020, with autologous stem cell support on 10 March 2020."),
        ("auto", "In March 2020 she was autografted after BEAM."),
        ("auto", "She then underwent an autograft, BEAM-conditioned, on 10 March 2020."),
        (
            "auto",
            "BEAM with carmustine 300 mg/m2 on day -6; day 0 was 10 March 2020, when 5.2 million CD34-positive cells per kilogram went in.",
        ),
        (
            "auto",
            "On 10 March 2020 (day 0), after melphalan 140 mg/m2 on day -1, the cryopreserved bags were thawed and reinfused.",
        ),
        ("auto", "HDT-ASCR with BEAM took place on 10 March 2020."),
        ("auto", "She received BEAM/ASCT on 10 March 2020."),
        (
            "auto",
            "Melphalan 200 mg/m2 was given on day -2 and peripheral blood progenitor cells (4.1 x 10^6 CD34+/kg) on day 0, 10 March 2020.",
        ),
        ("auto", "An auto-SCT (BEAM) was carried out on 10 March 2020."),
        ("auto", "She went through BEAM and her harvested progenitors were re-infused on 10 March 2020."),
        (
            "allo",
            "Fludarabine 30 mg/m2 (days -6 to -2) and melphalan 140 mg/m2 (day -1) prepared her for the graft of an HLA-identical brother, which she received on 10 March 2020 (day 0).",
        ),
        ("allo", "Her brother's marrow was given on 10 March 2020 after fludarabine and busulfan."),
        ("allo", "After fludarabine and busulfan she was allografted on 10 March 2020 from a 10/10 unrelated donor."),
        (
            "allo",
            "She received 6 x 10^6/kg CD34+ cells from her HLA-matched sister on 10 March 2020, after busulfan and fludarabine; ciclosporin and methotrexate were given to prevent GVHD.",
        ),
        (
            "allo",
            "Conditioning was with fludarabine 30 mg/m2 on days -6 to -2 and treosulfan. The donor was her brother (10/10). Marrow was infused on 10 March 2020.",
        ),
        (
            "allo",
            "Myeloablative conditioning (busulfan 3.2 mg/kg, days -7 to -4; cyclophosphamide 60 mg/kg, days -3 and -2) preceded the infusion of mobilised cells of a matched unrelated donor on 10 March 2020.",
        ),
        (
            "allo",
            "GVHD prophylaxis was ciclosporin from day -1 and methotrexate on days +1, +3 and +6. Her sister was the donor; stem cells were infused on 10 March 2020.",
        ),
        ("allo", "A matched sibling graft took place on 10 March 2020."),
        ("allo", "A sibling allograft was performed on 10 March 2020 with reduced-intensity FluMel."),
        ("allo", "She had a T-replete PBSC allograft from an unrelated donor on 10 March 2020."),
        ("allo", "MSD-HSCT was done on 10 March 2020."),
        ("allo", "MUD PBSCT was performed on 10 March 2020 (Flu/Bu)."),
        (
            "haplo",
            "Her son was the donor, haploidentical; on day 0 (10 March 2020) marrow cells, 3.2 x 10^8 nucleated cells/kg, were infused, and cyclophosphamide 50 mg/kg was given on days +3 and +4.",
        ),
        ("haplo", "A half-matched graft from her daughter went in on 10 March 2020 after Flu/Cy/TBI."),
        ("haplo", "On 10 March 2020 she received the haploidentical graft of her father."),
        (
            "haplo",
            "She was given T-cell-depleted stem cells of her mother (5/10 match) on 10 March 2020 after thiotepa and fludarabine.",
        ),
        ("cord", "Two units of cord blood were infused on 10 March 2020 after Cy/Flu/TBI."),
        ("cord", "A 5/6 cord unit was given on 10 March 2020 after conditioning with busulfan."),
        ("allo", "She was transplanted on 10 March 2020 from a volunteer donor; conditioning was FLAMSA-Bu."),
        ("allo", "In March 2020 she proceeded to allo-BMT."),
        ("allo", "The graft, 5.5 x 10^6 CD34+ cells/kg from a 10/10 volunteer, was infused on 10 March 2020."),
        ("auto", "Consolidation was by BEAM and autologous rescue (10 March 2020)."),
        (
            "auto",
            "She collected 8 x 10^6 CD34+ cells/kg; half of these were reinfused on 10 March 2020 after melphalan 200 mg/m2.",
        ),
    ],
)
def test_a_graft_is_one_course_that_days_count_from(tmp_path: Path, pipeline: Any, kind: str, told: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Case report\n\n" + HEAD + told + TAIL, encoding="utf-8")
    case = extract(read(path), pipeline=pipeline)
    grafts = [t for t in case.therapies if t.kind in {"transplant", "cell_therapy"}]
    assert [(t.name, t.status, (t.start or "")[:7]) for t in grafts] == [(NAMES[kind], "given", "2020-03")]
    assert {d.anchor for d in case.dates if d.kind == "day"} == {NAMES[kind]}


@pytest.mark.parametrize(
    "sentence",
    [
        "4 x 10^6 CD34+ cells/kg were collected after plerixafor.",
        "Stem cells were mobilised and stored.",
        "The marrow showed 40% blasts.",
        "On day +28 of this second infusion (14.6.2021) the marrow held 11% blasts.",
        "The graft contained 5 x 10^6 CD34+ cells/kg.",
        "Three months after the graft, donor lymphocytes were cancelled.",
        "CD19 CAR-T cells, grown from maternal lymphocytes, were infused.",
        "She received a stem cell boost of 3 x 10^6 CD34+ cells/kg.",
        "Platelets and red cells were transfused.",
        "A bypass graft was given priority.",
        "While his cells were manufactured, he received polatuzumab vedotin 1.8 mg/kg on 13 December.",
        "Her cells were being engineered when rituximab 375 mg/m2 was given on 3 May 2021.",
        "After his cells had been transduced and expanded, fludarabine 30 mg/m2 was given.",
        "The bone marrow returned to normal.",
        "Venetoclax 100 mg and decitabine 20 mg/m2, both from February 8, failed: the marrow of March 9, 2021 was unimpressed.",
        "In one million marrow cells not a single myeloma cell could be detected on 22 June 2022.",
        "Methylprednisolone 2 mg/kg was begun on 3 May 2021, the marrow being hypocellular.",
    ],
)
def test_what_is_no_graft(sentence: str) -> None:
    assert not list(find_grafts(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "D0 = 03/17/2022. 5.1 x 10^6 CD34+ cells/kg, fresh.",
        "He had high-dose BeEAM with autologous blood stem cells.",
        "BEAM with stem cell support followed.",
        "Day 0: 5.1 x 10^6 CD34+ cells/kg.",
    ],
)
def test_grafts_without_a_verb_of_giving(sentence: str) -> None:
    assert [m.kind for m in find_therapies(sentence) if m.kind == "transplant"] == ["transplant"]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("On day +74 the remaining autologous stem cells were thawed and 3.1 x 10^6 CD34+ cells/kg were infused.", "stem cell boost"),
        ("Stored CD34+ cells (2.5 x 10^6/kg) were infused on day +60 for cytopenia.", "stem cell boost"),
        ("On day +81, 4 x 10^6/kg CD34+ cells of her brother were given without conditioning.", "stem cell boost"),
        ("On day +61, 5 x 10^6 CD34+ cells/kg of her brother were infused.", "allogeneic HSCT"),
        ("After busulfan, she was infused with thawed stem cells of her sister on day +70 after the cells.", "allogeneic HSCT"),
    ],
)  # fmt: skip
def test_what_supports_is_told_from_a_graft_long_after_other_cells(told: str, name: str) -> None:
    assert [m.name for m in find_grafts(told)] == [name]
