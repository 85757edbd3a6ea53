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
