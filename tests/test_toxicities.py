"""Syndromes of a sentence: name, grade, absence. `CRS2` is grade 2, `CRS-` denied, `CRS` named without a grade."""

import pytest

from extractors.toxicities import find_systems, find_toxicities, later_grade

SENTENCES = [
    ("The CRS did not go beyond 2.", "CRS2"),
    ("This was CRS of no more than grade I, and it yielded to paracetamol.", "CRS1"),
    ("CRS and ICANS did not exceed grade 1.", "CRS1 ICANS1"),
    ("Acute GVHD of liver and gut climbed to grade III within a week.", "GVHD3"),
    ("What followed was cytokine release syndrome of the fourth grade.", "CRS4"),
    ("CRS was at its worst on day 4, when fluids sufficed to restore the pressure (grade 2, ASTCT).", "CRS2"),
    ("CRS G1 d2, G3 d5 -> tocilizumab x2.", "CRS3"),
    ("Of neurotoxicity there was no trace.", "ICANS-"),
    ("She was spared ICANS.", "ICANS-"),
    ("CRS, hypotension and neutropenia (grade 4) occurred.", "CRS"),
    ("neither CRS nor ICANS was observed", "CRS- ICANS-"),
    ("No CRS, ICANS or GVHD occurred.", "CRS- ICANS- GVHD-"),
    ("CRS, ICANS, and IEC-HS were not observed.", "CRS- ICANS- IEC-HS-"),
    ("Neither cytokine release syndrome nor neurotoxicity of any grade developed.", "CRS- ICANS-"),
    ("The patient developed grade 2 CRS without ICANS.", "CRS2 ICANS-"),
    ("She experienced CRS (grade 1) on day 3, but no neurotoxicity.", "CRS1 ICANS-"),
    ("CRS and ICANS, both grade 1, resolved.", "CRS1 ICANS1"),
    ("CRS and ICANS were grade 2 and 1, respectively.", "CRS2 ICANS1"),
    ("Gr. I/II CRS", "CRS2"),
    ("g2 CRS", "CRS2"),
    ("CRS of grade III", "CRS3"),
    ("maximum CRS grade was 3", "CRS3"),
    ("CRS rose from grade 1 (day 4) to grade 3 (day 6) and fell to grade 1 (day 9)", "CRS3"),
    ("grade 3 transaminitis during grade 1 CRS", "CRS1"),
    ("local CRS grade 2 (neck swelling)", "CRS2"),
    ("grade II acute GVHD (skin stage 3)", "GVHD2"),
    ("chronic GVHD, moderate (NIH)", "GVHD"),
    ("CRS G1, ICANS G0", "CRS1 ICANS-"),
    ("mild CRS", "CRS"),
    ("No severe CRS was noted.", ""),
    ("The patient had no grade 3 or higher CRS.", ""),
    ("CRS did not exceed grade 1.", "CRS1"),
    ("Cytokine release syndrome never went beyond grade 2.", "CRS2"),
    (
        "There was no evidence of cytokine release syndrome or immune effector cell-associated neurotoxicity syndrome.",
        "CRS- ICANS-",
    ),
    ("The infusion was tolerated without CRS or neurological toxicity.", "CRS- ICANS-"),
    ("He did not experience CRS, ICANS, or acute GVHD.", "CRS- ICANS- GVHD-"),
    ("No acute or chronic GVHD was seen.", "GVHD-"),
    ("aGVHD grade IV of the gut", "GVHD4"),
    ("She developed acute graft-versus-host disease (aGVHD) of the skin (stage 2, overall grade II).", "GVHD2"),
    ("ICANS was absent; CRS peaked at grade 2 on day 5.", "ICANS- CRS2"),
    ("Grade 1 cytokine-release syndrome (CRS) but not ICANS was documented.", "CRS1 ICANS-"),
    ("CRS worsened to grade 3 and ICANS grade 4 emerged", "CRS3 ICANS4"),
    ("The CRS was rated as grade 2 according to Lee.", "CRS2"),
    ("He had a Lee grade 3 CRS.", "CRS3"),
    ("CRS (ASTCT grade 2) occurred", "CRS2"),
    ("Maximum grade of CRS and ICANS was 2 and 3, respectively.", "CRS2 ICANS3"),
    ("tocilizumab for grade 2 CRS and dexamethasone for grade 3 ICANS", "CRS2 ICANS3"),
    ("grade IV CRS; dexamethasone IV", "CRS4"),
    ("CRS/ICANS: 2/0", "CRS2 ICANS-"),
    ("no further CRS occurred", ""),
    ("she remained free of GVHD", "GVHD-"),
    ("GVHD: none", "GVHD-"),
    ("CRS, none; ICANS, none", "CRS- ICANS-"),
    ("CRS ≥ grade 3", "CRS"),
    ("CRES grade 2", "ICANS2"),
    ("neurotoxicity grade 3 (CTCAE 4.03)", "ICANS3"),
    ("Toxicity was limited to grade 1 CRS.", "CRS1"),
    ("HLH/MAS was excluded.", "IEC-HS-"),
    ("grade 1-2 CRS", "CRS2"),
    ("second-degree burns and grade 2 CRS", "CRS2"),
    ("GVHD II° of the skin", "GVHD2"),
    ("ICANS failed to appear", "ICANS-"),
    ("Steroid-refractory acute GVHD grade III of liver and gut", "GVHD3"),
    ("Her GVHD prophylaxis consisted of cyclosporine.", ""),
    ("CRS had been ruled out", "CRS-"),
    ("neither signs of CRS nor of ICANS", "CRS- ICANS-"),
    ("A CRS grade 2 with fever and hypotension developed", "CRS2"),
    ("She suffered from Grade 2 CRS and Grade 1 ICANS", "CRS2 ICANS1"),
    ("CRS was mild (grade 1) and self-limiting; there was no ICANS.", "CRS1 ICANS-"),
    ("ICANS of any grade was not seen", "ICANS-"),
    ("no GvHD signs", "GVHD-"),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_grades_and_absence(sentence: str, expected: str) -> None:
    found = [t.name + ("-" if t.absent else str(t.grade or "")) for t in find_toxicities(sentence)]
    assert sorted(found) == sorted(expected.split())


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("It worsened to grade 3 on day 5.", 3),
        ("The maximum grade 2 was reached on day 4.", 2),
        ("It was classified as grade II.", 2),
        ("She had grade 4 neutropenia.", None),
        ("It progressed to grade 3 mucositis.", None),
    ],
)
def test_grade_said_of_the_syndrome_before(sentence: str, grade: int | None) -> None:
    assert later_grade(sentence) == grade


@pytest.mark.parametrize(
    ("sentence", "system"),
    [
        ("graded by the American Society for Transplantation and Cellular Therapy consensus", "ASTCT"),
        ("CRS grade 1 according to Lee", "Lee"),
        ("grade 4 CRS on the Penn scale", "Penn"),
        ("neurotoxicity of grade 2 according to CTCAE v4.03", "CTCAE"),
        ("overall grade II by the MAGIC criteria", "MAGIC"),
    ],
)
def test_grading_systems(sentence: str, system: str) -> None:
    assert [name for _, name in find_systems(sentence)] == [system]


def test_offsets_point_at_the_words() -> None:
    sentence = "There was grade 2 CRS."
    found = find_toxicities(sentence, 100)
    assert sentence[found[0].start - 100 : found[0].end - 100] == "CRS"


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("A rash was diagnosed as acute skin GVHD stage 2, grade I (MAGIC).", 1),
        ("There was aGVHD of the skin (stage 2; grade 1).", 1),
        ("He had acute GVHD (skin stage 3, gut stage 1, overall grade III).", 3),
        ("Acute GVHD, skin stage 1, Glucksberg grade I, was seen.", 1),
        ("Gut GVHD stage 2 occurred.", None),
        ("GVHD stage 2 and grade 3 mucositis occurred.", None),
    ],
)
def test_stages_of_organs_are_no_grades_and_hide_none(sentence: str, grade: int | None) -> None:
    assert [t.grade for t in find_toxicities(sentence)] == [grade]


@pytest.mark.parametrize(
    "text",
    [
        "CRS (ASTCT) after CAR-T: grade 2, onset d+3",
        "CRS with mosunetuzumab: grade 2 (ASTCT), onset d16",
        "CRS during step-up: grade 2",
        "CRS, max. grade (ASTCT): 2",
        "CRS (highest grade): 2",
        "CRS: grade 2",
    ],
)
def test_a_grade_that_a_label_announces(text: str) -> None:
    assert [(t.name, t.grade) for t in find_toxicities(text)] == [("CRS", 2)]
