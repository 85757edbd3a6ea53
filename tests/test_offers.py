"""What became of an offer, as ten authors would say it: a person had no wish for it, or something stood in its way."""

import pytest

from extractors.assertion import Said, status_of
from extractors.therapies import find_therapies

DECLINED = """
[Pomalidomide] was mooted as a partner; he would not countenance it.
[Lenalidomide] was broached as an add-on; he would have none of it.
[Allogeneic HSCT] was raised again; the parents were not in favour.
An [allogeneic transplant] was put to her; she was not willing.
[Decitabine] was offered; he would not entertain the idea.
An [allograft] was laid before the family, who did not agree.
[Autologous transplantation] was revisited in May and she preferred not to undergo it.
[Allogeneic transplantation] was brought up once more, yet she felt unable to face it.
A further course of [blinatumomab] was suggested. The parents thought otherwise.
[Allogeneic HSCT] was explained to the parents in detail, but they wished to wait.
An [allograft] from his sister had been programmed but was refused by the family.
He postponed [autologous transplantation], preferring to return to work.
She put off the [allograft] for family reasons, choosing lenalidomide instead.
[Talquetamab] was on offer, but the patient felt that he had had enough.
An [allograft] was proposed, to which he answered in the negative.
A [second transplant] was discussed; she asked for time and went home.
[Elranatamab] was recommended, but the couple saw no point in it.
"""
NOT_GIVEN = """
[Vedolizumab] was applied for, but the supply was denied.
[Ciltacabtagene autoleucel] was wanted, but no manufacturing slot was assigned to the centre.
[Talquetamab] was desired, yet no treatment slot was open before summer.
[Axicabtagene ciloleucel] had been wished for, but there was no free slot.
[Letermovir] was ordered but never arrived.
[Defibrotide] was asked for, but the cost was not covered.
[Inotuzumab ozogamicin] was sought, but the manufacturer declined to release it.
A [donor lymphocyte infusion] was programmed for May, but the fall of the transcript dispensed with it.
A [donor lymphocyte infusion] was pencilled in for June, but chronic GVHD put paid to it.
A [donor lymphocyte infusion] was planned, but the infection got in the way.
A [second transplant] was arranged, but sepsis thwarted it.
An [allograft] was planned, but the brother fell ill.
[Belumosudil] was kept as second line but never required.
[Etoposide] was held as a third-line option but in the event was not used.
[Siltuximab] had been readied as a last resort but was never required.
[Bosutinib] was likewise beyond the family's means.
[Blinatumomab] lay far beyond what the parents could pay.
An [allograft] was thereupon removed from the programme.
The second [autograft] was consequently crossed off the plan.
[Autologous transplantation] was therefore taken off the agenda.
"""
GIVEN = """
[Dexamethasone] was raised to 20 mg, but the fever did not settle.
[Tacrolimus] was raised to 3 mg, but levels stayed low.
[Ruxolitinib] was kept as second-line therapy until 2019.
[Ganciclovir] was prescribed at 5 mg/kg, then abandoned 6 days later for want of neutrophils.
[Blinatumomab] was offered and he accepted; it was begun in May.
Lymphocytes were harvested for [lisocabtagene maraleucel] on 18 July 2022.
T cells were obtained for the manufacture of [tisagenlecleucel] on 3 May.
"""


def _cases(lines: str, expected: str) -> list[tuple[str, str]]:
    return [(line, expected) for line in lines.strip().splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [*_cases(DECLINED, "declined"), *_cases(NOT_GIVEN, "not_given"), *_cases(GIVEN, "given")],
)
def test_what_became_of_an_offer(line: str, expected: str) -> None:
    start, end = line.index("["), line.index("]") - 1
    text, _, following = line.replace("[", "").replace("]", "").partition(". The parents")
    found = find_therapies(text)
    own = [m for m in found if m.start < end and m.end > start][-1]
    others = [(m.start, m.end) for m in found if m is not own]
    following = f"The parents{following}" if following else ""
    said = status_of(text, own.start, own.end, others=others, following=following)
    assert (Said.GIVEN if said is Said.NONE else said) == Said(expected)
