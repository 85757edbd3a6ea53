"""The measurements themselves: switches that switch something, spans that are counted right."""

from collections.abc import Callable

import pytest

from benchmarks.ablation import SWITCHES, without
from benchmarks.mentions import KINDS, by_expressions, by_rules, scores
from benchmarks.tables import table, write_between
from extractors import extract, load_pipeline
from models import Case, Document, Section, SectionKind

TEXT = (
    "A 40-year-old woman received tociluzumab 8 mg/kg on day 3 after CAR-T cells on 5 March 2020. She was given zorpatinib and, "
    "later, acarbose. Dexamethasone was not given. In the trial of Smith et al., patients with lymphoma received rituximab. "
    "Cytokine release syndrome (CRS) was graded by ASTCT. On day 5 she had grade 2 CRS. Again CAR-T cells were praised."
)


def read(text: str) -> Case:
    section = Section(kind=SectionKind.CASE, start=0, end=len(text))
    return extract(Document(id="x", source="x", sha256="0", text=text, sections=(section,)), pipeline=load_pipeline())


def given(case: Case) -> list[str]:
    return [t.name for t in case.therapies if t.status == "given"]


@pytest.mark.parametrize(
    ("name", "differs"),
    [
        ("assertion", lambda case: "dexamethasone" in given(case)),
        ("experiencer", lambda case: "rituximab" in given(case)),
        ("drug dictionary", lambda case: "acarbose" not in given(case)),
        ("stems of drug names", lambda case: "zorpatinib" not in given(case)),
        ("corrected letters", lambda case: "tocilizumab" not in given(case)),
        ("merging of courses", lambda case: given(case).count("CAR-T") == 2),
        ("arithmetic of days and dates", lambda case: not any(d.resolved for d in case.dates if d.kind == "day")),
        ("systems named once", lambda case: not any(t.system for t in case.toxicities)),
    ],
)
def test_a_switch_takes_its_component_out(name: str, differs: Callable[[Case], bool]) -> None:
    assert not differs(read(TEXT))
    with without(name, load_pipeline()):
        assert differs(read(TEXT))
    assert not differs(read(TEXT))


@pytest.mark.parametrize("name", SWITCHES)
def test_every_switch_still_finds_what_it_replaces(name: str) -> None:
    with without(name, load_pipeline()):
        assert read(TEXT).patients


def test_scores_count_touching_and_equal_spans() -> None:
    found = [{"drugs": {(0, 5), (10, 15), (20, 25)}}]
    gold = [{"drugs": {(0, 5), (12, 18)}}]
    precision, recall, overlap, strict = scores(found, gold, "drugs")
    assert (round(precision, 3), recall, overlap, strict) == (0.667, 1.0, 0.8, 0.4)


def test_both_readers_speak_of_the_same_kinds() -> None:
    text = "Two weeks later he took prednisone 5 mg twice daily for 3 days."
    for found in (by_rules(text, load_pipeline()), by_expressions(text)):
        assert set(found) == set(KINDS)
        assert {text[a:b] for a, b in found["dosage"]} == {"5 mg"}
        assert {text[a:b] for a, b in found["frequency"]} == {"twice daily"}
        assert {text[a:b] for a, b in found["dates"]} == {"Two weeks later"}
        assert {text[a:b] for a, b in found["durations"]} == {"3 days"}


def test_a_page_keeps_what_stands_outside_the_marks(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- speed -->\nold\n<!-- /speed -->\nafter\n", encoding="utf-8")
    write_between("speed", table(["a"], [["1|2"]]), page)
    assert page.read_text() == "before\n<!-- speed -->\n| a |\n| --- |\n| 1\\|2 |\n<!-- /speed -->\nafter\n"
    with pytest.raises(ValueError, match="has no place for gone"):
        write_between("gone", "", page)
