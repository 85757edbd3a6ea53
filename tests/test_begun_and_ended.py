"""A clause that tells both when a treatment began and when it ended; verbs in brackets that have closed."""

from pathlib import Path

import pytest

import corpus
import extractors


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("In February 2020, carfilzomib was initiated and continued until progression in December 2020.", [("2020-02", "2020-12")]),
        ("In early 2020, carfilzomib was started and given until December 2020.", [("2020", "2020-12")]),
        ("Treatment included azacitidine (last given in April 2021) and gilteritinib (November 2021).", [(None, "2021-04"), ("2021-11", None)]),
        ("She had azacitidine (stopped in April 2021), gilteritinib (May 2021) and FLAG-IDA (November 2021).", [(None, "2021-04"), ("2021-05", None), ("2021-11", None)]),
        ("Ibrutinib was stopped in April 2021, and venetoclax was begun in May 2021.", [(None, "2021-04"), ("2021-05", None)]),
    ],
)  # fmt: skip
def test_periods(tmp_path: Path, text: str, periods: list[tuple[str | None, str | None]]) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"A case of leukaemia\n\nCase report\n\nA 47-year-old man had AML. {text}\n", encoding="utf-8")
    assert [(t.start, t.end) for t in extractors.extract(corpus.read(path)).therapies] == periods


def test_a_date_between_a_graft_and_its_bracket_is_the_grafts(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = "He relapsed 1/2021, received ven/aza x2 (PR) then haplo-HSCT 3 Mar 2021 (Flu/Mel), aGVHD gr II d+30."
    path.write_text(f"A case of leukaemia\n\nCase report\n\nA 47-year-old man had AML. {text}\n", encoding="utf-8")
    assert [t.start for t in extractors.extract(corpus.read(path)).therapies if t.kind == "transplant"] == [
        "2021-03-03"
    ]


def test_further_infusions_are_of_the_cells_told_last(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = (
        "A 47-year-old man with AML received DLI (1 x 10^7/kg) on 4 June 2021. A second one (5 x 10^7/kg) was prepared, but not given. "
        "CAR-T cells were infused on 9 September 2022 (day 0)."
    )
    path.write_text(f"A case of leukaemia\n\nCase report\n\n{text}\n", encoding="utf-8")
    found = [(t.name, t.status) for t in extractors.extract(corpus.read(path)).therapies]
    assert found == [
        ("donor lymphocyte infusion", "given"),
        ("donor lymphocyte infusion", "not_given"),
        ("CAR-T", "given"),
    ]
