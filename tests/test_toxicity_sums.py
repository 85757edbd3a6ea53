"""What signs add up to, and whose a drug is: grades told by another verb or clause, the day beside the hours, drugs of a summary.

Expectations are read as in test_toxicity_prose: `GVHD 3 @47 +budesonide -prednisone /MAGIC`.
"""

from pathlib import Path

import pytest

import corpus
import extractors
from models import Toxicity

CELLS = "A 40-year-old man with DLBCL received axicabtagene ciloleucel on 1 March 2021. "
GRAFT = "A 40-year-old woman with AML underwent allogeneic HSCT from a matched sibling on 1 March 2021. "

STORIES = [
    (GRAFT + "On day +47 she had 1.8 litres of stool. Biopsy proved acute GVHD of the gut; together with the erythema this amounted to grade III, according to MAGIC.", ["GVHD 3 @47 /MAGIC"]),
    (CELLS + "He was febrile on day 2 (CRS grade 1). On day 4 hypotension and a need for oxygen made this grade 2.", ["CRS 2 @2"]),
    (CELLS + "He had CRS on day 2; on day 4 it meant grade 3, with vasopressors.", ["CRS 3 @2"]),
    (CELLS + "Aphasia on day 6 was ICANS; the ICE score of 3 translated into grade 2.", ["ICANS 2 @6"]),
    (CELLS + "CRS appeared on day 2; hypoxia qualified as grade 3.", ["CRS 3 @2"]),
    (CELLS + "CRS appeared on day 2; his neuropathy amounted to grade 3.", ["CRS ? @2"]),
    (CELLS + "Seizures on day 7 corresponded to grade 3 ICANS.", ["ICANS 3 @7"]),
    # the day beside the hours
    (CELLS + "He spiked a fever within 20 hours, on day 1. CRS peaked at grade 2 on day 3.", ["CRS 2 @1"]),
    (CELLS + "He spiked a fever within 20 hours. CRS peaked at grade 2 on day 3.", ["CRS 2 @0"]),
    (CELLS + "A second infusion in June 2021 produced CRS of grade 2 that began on day 1.", ["CRS 2 @1"]),
    # a blocker listed among the drugs for ICANS is for it
    (CELLS + "CRS of grade 1 occurred on day 1. ICANS set in on day 6, rose to grade 4 on day 8 and was treated with dexamethasone, levetiracetam and siltuximab.", ["CRS 1 -siltuximab", "ICANS 4 @6 +dexamethasone +siltuximab"]),
    (CELLS + "CRS of grade 2 occurred on day 1 and ICANS of grade 1 on day 4. Tocilizumab was given.", ["CRS 2 +tocilizumab", "ICANS 1 -tocilizumab"]),
    (CELLS + "On day 1 fever was read as grade 1 cytokine release.", ["CRS 1 @1"]),
    # grades and denials in other words
    (CELLS + "CRS and ICANS, grade 2 and grade 3 respectively, were encountered.", ["CRS 2", "ICANS 3"]),
    (CELLS + "The maximal severity was grade 2 for CRS and grade 1 for ICANS.", ["CRS 2", "ICANS 1"]),
    (CELLS + "CRS max. °2 with onset on d3, ICANS °1 with onset on d6.", ["CRS 2 @3", "ICANS 1 @6"]),
    (CELLS + "CRS was absent; a mild (grade 1) encephalopathy syndrome (ICANS) occurred on day 7.", ["no CRS", "ICANS 1 @7"]),
    (CELLS + "CRS remained mild (grade 1) and neurotoxicity failed to appear.", ["CRS 1", "no ICANS"]),
    (CELLS + "He was spared from ICANS but not from CRS, which was grade 2 and occurred on day 3.", ["no ICANS", "CRS 2 @3"]),
    (CELLS + "He profited from tocilizumab, and no relief from CRS of grade 2 was needed later.", ["CRS 2"]),
    (CELLS + "CRS: G1 on D2; tocilizumab x1. NT: none.", ["CRS 1 @2 +tocilizumab", "no ICANS"]),
    (CELLS + "Neurological side effects did not arise. CRS grade 2 was seen on day 4.", ["CRS 2 @4", "no ICANS"]),
    (CELLS + "ICANS grade 3 occurred on day 7, whereas CRS had never been above grade 1.", ["ICANS 3 @7", "CRS 1"]),
    (CELLS + "CRS started 30 h after the infusion and was at its worst grade 2.", ["CRS 2 @1"]),
    (GRAFT + "The course was complicated by aGVHD (skin 3, liver 0, gut 2; grade III) starting on d+28.", ["GVHD 3 @28"]),
    (GRAFT + "Acute GVHD of the skin (MAGIC II) was seen on day 22.", ["GVHD 2 @22"]),
    (GRAFT + "On day 18 a rash appeared, compatible with acute GVHD stage 2 and grade I.", ["GVHD 1 @18"]),
    # which drug and which day are whose
    (CELLS + "Tocilizumab was given on day 3 for CRS grade 2 and dexamethasone on day 6 for ICANS grade 1.", ["CRS 2 +tocilizumab -dexamethasone", "ICANS 1 @6 +dexamethasone"]),
    (CELLS + "The course was complicated by CRS (maximum grade 3) and, from day 6, by ICANS (maximum grade 2).", ["CRS 3 @None", "ICANS 2 @6"]),
    (GRAFT + "No GVHD occurred until tapering of tacrolimus, when she developed grade II GVHD on day 98.", ["GVHD 2 @98 -tacrolimus"]),
    ("A 73-year-old man with myeloma received talquetamab. Talquetamab, begun on 6 March 2023, was accompanied by CRS grade 2 (day 3) and by grade 1 ICANS on day 4.", ["CRS 2 @3", "ICANS 1 @4"]),
    ("A 60-year-old man received CD19 CAR-T cells on 3 January 2022 with grade 2 CRS on day 2 and ICANS grade 1 on day 5.", ["CRS 2 @2", "ICANS 1 @5"]),
    # cells given again
    (CELLS + "CRS grade 3 was seen on day 2. A second infusion of the remaining cells was given on 2 June 2022; no CRS, no ICANS.", ["CRS 3 @2", "no CRS", "no ICANS"]),
    (CELLS + "CRS grade 3 was seen on day 2. A second infusion of the same product was prepared by fludarabine; on 11 April 2022 he received 3 x 10^6 cells/kg. CRS did not follow.", ["CRS 3 @2", "no CRS"]),
    ("Patient 1, a 24-year-old man with T-ALL, received CD7 CAR-T cells on 5 May 2022. He had grade 2 CRS on day 3. Patient 2, a 31-year-old woman with T-LBL, received the same product on 9 June 2022. On day 4 she had grade 1 CRS.", ["CRS 2 @3", "CRS 1 @4"]),
    ("Patient 1, a 55-year-old woman with lymphoma, was started on epcoritamab on 3 October 2022. She had CRS grade 1 on day 9. Patient 2, a 67-year-old man, received the same antibody from 7 November 2022. He had CRS grade 2 on day 16.", ["CRS 1 @9", "CRS 2 @16"]),
    (GRAFT + "Fever and rash appeared on day 9 (pre-engraftment immune reaction). Acute GVHD of grade II developed on day 35.", ["GVHD 2 @35"]),
    (GRAFT + "DLI was given on 4 December 2021; ten weeks later she had grade II GVHD of the skin.", ["GVHD 2 @70"]),
    # not again, and what is of others
    (CELLS + "ICANS of grade 3 occurred on day 6. CD22 CAR-T cells were given in November 2021. Only grade 1 CRS was provoked; ICANS did not recur.", ["ICANS 3 @6", "CRS 1", "no ICANS"]),
    (CELLS + "CRS of grade 2 was seen on day 2. It resolved, and CRS did not recur.", ["CRS 2 @2"]),
    (CELLS + "CRS of grade 1 was seen on day 2. On day 10 transaminases rose to grade 2.", ["CRS 1 @2"]),
    (CELLS + "ICANS was grade 2 on day 7, 3 on day 8 and 4 on day 9.", ["ICANS 4 @7"]),
]  # fmt: skip

# rows of tables that name the infusion, or the syndrome and its treatment
TABLES = """Case report
A 24-year-old man with B-ALL received CD19 CAR-T cells on 4 March 2021, CD22 CAR-T cells on 9 June 2022 and underwent haploidentical HSCT on 3 October 2022.

Table 1. Course
Infusion\tDate\tCRS\tICANS\tResponse
CD19 CAR-T\t04/03/2021\tgrade 2\tnone\tCR
CD22 CAR-T\t09/06/2022\tgrade 1\tgrade 1\tCR

Table 2. Events after haploidentical HSCT
Event | Day | Grade | Treatment
Acute GVHD (skin) | +28 | II (MAGIC) | Prednisolone
Pneumonia | +40 | 3 | Meropenem

Discussion
Cells work.
"""

# a summary says again what one of several rows was treated with
SUMMARY = (
    "Abstract\nSteroid-refractory acute graft-versus-host disease (GVHD) was overcome with ruxolitinib.\n\nCase report\n"
    + GRAFT
    + "Acute GVHD of the skin (grade I) was seen on day +33 and settled with betamethasone. She relapsed on 9 September 2021. "
    "A second graft, from her haploidentical daughter, was given on 24 June 2022. On day +47 acute GVHD of the gut, grade III, was "
    "treated with methylprednisolone and ruxolitinib."
)


def written(t: Toxicity) -> str:
    """A row as the expectations write it: `CRS 2`."""
    return f"{t.name} {t.grade or '?'}" if t.occurred else f"no {t.name}"


def check(text: str, expected: list[str], path: Path, pipeline: object) -> None:
    path.write_text(text, encoding="utf-8")
    found = list(extractors.extract(corpus.read(path), pipeline=pipeline).toxicities)
    assert sorted(map(written, found)) == sorted(" ".join(e.split()[:2]) for e in expected)
    for e in expected:
        t = next(t for t in found if written(t) == " ".join(e.split()[:2]))
        said = {f"@{t.onset_day}", f"/{getattr(t.system, 'value', t.system)}", *(f"+{n}" for n in t.managed_with)}
        wanted = {w for w in e.split()[2:] if not w.startswith("-")}
        assert wanted <= said
        assert not {"+" + w[1:] for w in e.split()[2:] if w.startswith("-")} & said


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_what_signs_add_up_to(story: str, expected: list[str], tmp_path: Path, pipeline: object) -> None:
    check(f"A story\n\nCase report\n{story}\n", expected, tmp_path / "story.txt", pipeline)


def test_a_summary_gives_drugs_to_the_row_that_has_them(tmp_path: Path, pipeline: object) -> None:
    expected = ["GVHD 1 @33 +betamethasone -ruxolitinib", "GVHD 3 @47 +ruxolitinib"]
    check(f"A story\n\n{SUMMARY}\n", expected, tmp_path / "story.txt", pipeline)


def test_rows_of_tables_are_of_the_infusion_that_they_name(tmp_path: Path, pipeline: object) -> None:
    expected = ["CRS 2 @None", "no ICANS", "CRS 1 @None", "ICANS 1", "GVHD 2 @28 +prednisolone -meropenem /MAGIC"]
    check(f"A story\n\n{TABLES}", expected, tmp_path / "story.txt", pipeline)
