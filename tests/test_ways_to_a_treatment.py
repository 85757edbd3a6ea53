"""What opens the way to a treatment is not the treatment: funding, approval, a slot, the collection of its cells."""

import pytest
from test_broken_off import said


@pytest.mark.parametrize(
    "line",
    [
        "Funding for [axi-cel] was approved, and autologous T cells were collected on 6 December 2021.",
        "Approval for [axi-cel] was obtained in May.",
        "A slot for [tisagenlecleucel] was secured in June 2020.",
        "The patient was referred for [brexu-cel].",
    ],
)
def test_planned(line: str) -> None:
    assert said(line) == "planned"


@pytest.mark.parametrize(
    "line",
    [
        "Autologous T cells for [axi-cel] were collected on 6 December 2021.",
        "She was apheresed for [axi-cel] in March.",
    ],
)
def test_only_spoken_of(line: str) -> None:
    assert said(line) == "none"


@pytest.mark.parametrize(
    "line",
    [
        "Approval for [venetoclax] was obtained, and it was started on 5 May.",
        "We refrained from posaconazole and gave [micafungin] 50 mg once daily instead.",
        "Avoiding chemotherapy, we opted for [blinatumomab].",
        "Instead of inotuzumab we chose [blinatumomab].",
    ],
)
def test_given(line: str) -> None:
    assert said(line) == "given"
