"""A treatment that ended before its time was given until then, as ten authors would say it; a plan that came to nothing was not."""

import pytest

from extractors.assertion import status_of
from extractors.therapies import find_therapies

BEGUN = """
Second-line [carfilzomib] had to be abandoned after the fifth cycle because of cardiac toxicity.
Consolidation [BV] was planned for 16 cycles but discontinued after cycle 7 because of neuropathy.
[R-CHOP] was abandoned after two cycles.
[R-CHOP], planned for six cycles, was given up after the third because of sepsis.
[Lenalidomide] had to be withheld after 4 months owing to cytopenias.
[Azacitidine] was scheduled for six courses; only four were given.
Six courses of [azacitidine] were planned, of which four were given.
[Blinatumomab] was intended for four cycles but was interrupted on day 12 of the second.
[Nivolumab] was dropped after the second infusion because of pneumonitis.
[Ibrutinib] was abandoned after eight weeks in view of atrial fibrillation.
Maintenance [rituximab] was planned for two years but stopped after 10 months because of hypogammaglobulinaemia.
[Pembrolizumab] had to be cancelled after the third dose.
[Interferon alfa-2b] was abandoned within three weeks.
Treatment with [bortezomib] had to be given up in its fourth cycle.
Of the planned eight cycles of [bortezomib] only five could be administered.
Of eight planned cycles of [bortezomib], five were completed.
The planned fifth cycle of [bortezomib] was not given.
[Valganciclovir] 2 x 900 mg/d had to be abandoned on day +53 because neutrophils fell.
[Mycophenolate mofetil] 1 g bd was withheld from day +41 for cytopenia.
[Tacrolimus] (0.03 mg/kg) was dropped on D+19 in view of renal failure.
"""
NEVER = """
A [DLI] was planned for month 4 but cancelled on account of GVHD.
[Allogeneic HSCT] was abandoned after the second relapse.
An [allogeneic HSCT] was planned after two cycles of FLAG-IDA, but was cancelled owing to aspergillosis.
[Blinatumomab] was planned but withheld because of seizures.
[Venetoclax] was omitted because of renal failure.
[Lenalidomide] maintenance was abandoned before the first cycle.
[Cyclophosphamide] was left out of the conditioning.
[Imatinib] was not started after all.
"""


def said(line: str) -> str:
    """What a sentence says of the treatment in brackets."""
    start, end = line.index("["), line.index("]") - 1
    text = line.replace("[", "").replace("]", "")
    others = [(m.start, m.end) for m in find_therapies(text) if m.end <= start or m.start >= end]
    return status_of(text, start, end, others=others).value


@pytest.mark.parametrize("line", BEGUN.strip().splitlines())
def test_broken_off_was_given(line: str) -> None:
    assert said(line) == "given"


@pytest.mark.parametrize("line", NEVER.strip().splitlines())
def test_never_begun_was_not(line: str) -> None:
    assert said(line) == "not_given"


@pytest.mark.parametrize(
    "line", ["Maintenance [rituximab] is planned for two years.", "Six cycles of [R-CHOP] are planned."]
)
def test_a_plan_stays_one(line: str) -> None:
    assert said(line) == "planned"
