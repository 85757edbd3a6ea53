"""Whether a treatment of clinical notes was given, told without a verb; and drugs cut short."""

import pytest

from extractors.assertion import status_of
from extractors.telegraphic import labelled, noted
from extractors.therapies import find_therapies


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (" not feasible (EF 35%)", "not_given"),
        (": refused.", "declined"),
        (": no donor.", "not_given"),
        (": n/a.", "not_given"),
        (" planned 09/2024.", "planned"),
        (" (payer said no).", "not_given"),
        (" requested; denied.", "not_given"),
        (" x2 from 3 May", None),
        (" 1 g/d", None),
    ],
)
def test_noted(after: str, status: str | None) -> None:
    assert noted("", after) == status


@pytest.mark.parametrize(
    ("before", "status"),
    [
        ("Considered, not used: ", "not_given"),
        ("Declined: romidepsin, ", "declined"),
        ("Current drugs: ", None),
        ("Line 2: ", None),
    ],
)
def test_labelled(before: str, status: str | None) -> None:
    assert labelled(before) == status


@pytest.mark.parametrize(
    ("sentence", "name", "status"),
    [
        ("DLI, 1 x 10^6 CD3+/kg, drawn up but withheld.", "DLI", "not_given"),
        ("Tacrolimus, added in July 2021 and abandoned in April 2022.", "Tacrolimus", "given"),
        ("Unfit for intensive chemotherapy, he began azacitidine in March.", "azacitidine", "given"),
        ("As blinatumomab could not be procured, FLAG-IDA was started.", "blinatumomab", "not_given"),
        ("She was conditioned with melphalan, without ATG, and received a graft from her father.", "graft", "given"),
        ("Infliximab was put to her; she declined.", "Infliximab", "declined"),
        ("- **No** total body irradiation", "total body irradiation", "not_given"),
    ],
)
def test_status(sentence: str, name: str, status: str) -> None:
    at = sentence.index(name)
    others = [(m.start, m.end) for m in find_therapies(sentence) if not m.start <= at < m.end]
    assert status_of(sentence, at, at + len(name), others=others).value == status


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("flu 30 mg/m2/d iv d-6 to -2, cy 14.5 mg/kg/d", ["fludarabine", "cyclophosphamide"]),
        ("Gilteritinib 120 mg began in May. Gilt maintenance from d+62.", ["gilteritinib", "gilteritinib"]),
        ("Ruxolitinib 10 mg bid was added. Rux off since March.", ["ruxolitinib", "ruxolitinib"]),
        ("She had flu and a cold in January.", []),
        ("The len of the scar", []),
    ],
)
def test_drugs_cut_short(text: str, names: list[str]) -> None:
    assert [m.name for m in find_therapies(text)] == names
