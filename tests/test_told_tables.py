"""Tables told as sentences: lines of treatment, patients side by side, timelines; every character keeps its place."""

from pathlib import Path

import pytest

import extractors
from corpus import read
from extractors.told_tables import view

LINES = """Salvage in myeloma

Case presentation
A 58-year-old man was diagnosed with myeloma in March 2016. His treatment is summarized in Table 1. In January 2022 he received ciltacabtagene autoleucel.

Table 1. Lines of therapy
{rows}
"""
TWO = """Two patients after CAR-T

Case presentations
Patient 1, a 23-year-old woman, had B-ALL. Patient 2, a 41-year-old man, had DLBCL. Their courses are compared in Table 1.

Table 1. Comparison of both patients
"""
HEAD = ("Line", "Regimen", "Start", "End", "Best response")
ROWS = (
    ("1", "VRd x 4 cycles", "Apr 2016", "Jul 2016", "VGPR"),
    ("", "Lenalidomide maintenance", "Dec 2016", "Mar 2019", "PD"),
    ("2", "DKd", "Apr 2019", "Feb 2020", "PR"),
)


def document(tmp_path: Path, text: str, suffix: str = ".txt"):
    path = tmp_path / f"report{suffix}"
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("between", ["\t", " | "])
def test_lines_of_treatment_stand_where_the_text_refers_to_them(tmp_path, between):
    rows = "\n".join(between.join(row) for row in (HEAD, *ROWS))
    told = view(document(tmp_path, LINES.format(rows=rows)))
    assert (
        "in Table 1.\n\nVRd x 4 cycles from Apr 2016 until Jul 2016; best response: VGPR.\n\nLenalidomide maintenance"
        in told.text
    )
    assert told.text.index("DKd from Apr 2019") < told.text.index("In January 2022")
    assert sorted(told.lines.values()) == ["", "first-line", "second-line"]


def test_lines_become_courses_with_start_and_end(tmp_path):
    rows = "\n".join("\t".join(row) for row in (HEAD, *ROWS))
    case = extractors.extract(document(tmp_path, LINES.format(rows=rows)))
    found = {t.name: (t.role, t.start, t.end) for t in case.therapies}
    assert found["VRd"] == ("induction", "2016-04", "2016-07")
    assert found["lenalidomide"] == ("maintenance", "2016-12", "2019-03")
    assert found["DKd"] == ("salvage", "2019-04", "2020-02")
    names = {t.id: t.name for t in case.therapies}
    assert [(r.category, names[r.after]) for r in case.responses if r.after] == [("VGPR", "VRd"), ("PD", "lenalidomide"), ("PR", "DKd")]  # fmt: skip


def test_every_told_character_keeps_its_place(tmp_path):
    rows = "\n".join("\t".join(row) for row in (HEAD, *ROWS))
    source = document(tmp_path, LINES.format(rows=rows))
    told = view(source)
    assert len(told.offsets) == len(told.text) + 1
    for cell in ("VRd x 4 cycles", "Mar 2019", "DKd", "In January 2022"):
        at = told.text.index(cell)
        assert source.text[slice(*told.original(at, at + len(cell)))] == cell


@pytest.mark.parametrize(
    "text",
    [
        "Characteristic\tPatient 1\tPatient 2\nProduct\ttisagenlecleucel\taxicabtagene ciloleucel\nCRS, max grade\t3\t1\nTocilizumab\t8 mg/kg\tnone\n",
        "Patient\tProduct\tCRS, max grade\tTocilizumab\n1\ttisagenlecleucel\t3\t8 mg/kg\n2\taxicabtagene ciloleucel\t1\tnone\n",
    ],
    ids=["patients in columns", "patients in rows"],
)
def test_each_patient_gets_what_stands_under_the_name(tmp_path, text):
    case = extractors.extract(document(tmp_path, TWO + text))
    assert {(t.patient, t.name, t.status) for t in case.therapies} == {
        (1, "tisagenlecleucel", "given"), (2, "axicabtagene ciloleucel", "given"), (1, "tocilizumab", "given"), (2, "tocilizumab", "not_given")
    }  # fmt: skip
    assert {(t.patient, t.grade) for t in case.toxicities} == {(1, 3), (2, 1)}


def test_a_timeline_gives_its_dates_to_its_events(tmp_path):
    text = "Date\tEvent\n20 Jan 2021\tR-CHOP started\n29 Jun 2021\tCD19 CAR-T infusion, 1 x 10^6/kg\n30 Jul 2021\tPET-CT: complete metabolic response\n"
    case = extractors.extract(document(tmp_path, "Table 1. Timeline of events\n" + text))
    assert {t.name: t.start for t in case.therapies} == {"R-CHOP": "2021-01-20", "CD19 CAR-T": "2021-06-29"}
    assert [(r.category, r.date) for r in case.responses] == [("CR", "2021-07-30")]


@pytest.mark.parametrize(
    "header",
    ["Author\tRegimen\tResponse", "Study\tTherapy\tOutcome (n = 3)", "Reference\tTreatment\tDate"],
)
def test_tables_of_the_literature_are_not_told(tmp_path, header):
    text = f"Table 2. Published cases\n{header}\nSmith 2019\tR-CHOP\tCR\nLee 2020\tICE\tPR\n"
    source = document(tmp_path, "A case\n\nCase report\nA 40-year-old man had lymphoma.\n\n" + text)
    assert not view(source).lines
