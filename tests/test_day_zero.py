"""The date of day 0, where it stands apart from it in one clause."""

from pathlib import Path

import pytest

import corpus
import extractors

HEAD = "A case of leukaemia\n\nCase report\n\nA 47-year-old woman with AML received 7+3 in March 2020.\n\n"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("On 3 March 2021, haploidentical transplantation was performed (day 0).", "2021-03-03"),
        ("3 Mar 2021: Haplo-HSCT (day 0)", "2021-03-03"),
        ("3 Mar 2021 | Haplo-HSCT (day 0)", "2021-03-03"),
        ("Haplo-HSCT (day 0) took place on 3 March 2021.", "2021-03-03"),
        ("CAR-T cells were infused on March 3, 2021, which was defined as day 0.", "2021-03-03"),
        ("3 Mar 2021: CAR-T infusion (d0)", "2021-03-03"),
        ("She was admitted on 1 March 2021; CAR-T cells were infused (day 0).", None),
        ("After a relapse on 1 March 2021, she received CAR-T cells (day 0).", None),
    ],
)
def test_the_date_of_day_zero(tmp_path: Path, text: str, start: str | None) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    infusions = [t for t in extractors.extract(corpus.read(path)).therapies if t.role == "infusion"]
    assert [(t.start, t.start_day) for t in infusions] == [(start, 0)]
