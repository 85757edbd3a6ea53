"""Small stories by many authors: which syndromes, of what grade, since which day, treated with what.

`CRS 2 @3 +tocilizumab` is a CRS of grade 2 that began on day 3 and was treated with tocilizumab; `CRS ?` has no grade; `no CRS` was denied.
Only what an expectation states is compared, but the rows themselves must be exactly these.
"""

from pathlib import Path

import pytest

import corpus
import extractors
from models import Toxicity

CELLS = "A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021. "
GRAFT = "A 40-year-old woman with AML underwent allogeneic HSCT from a matched sibling on 1 March 2021. "

AFTER_CELLS = [
    ("On day 2 he became febrile to 39.5 C. This was judged to be CRS and reached grade 2. It resolved after tocilizumab 8 mg/kg.", ["CRS 2 @2 +tocilizumab"]),
    ("He had CRS from day +1, which was initially mild but peaked at grade 3 on day +4. ICANS did not occur.", ["CRS 3 @1", "no ICANS"]),
    ("CRS G2, ICANS G0.", ["CRS 2", "no ICANS"]),
    ("CRS/ICANS: 1/0.", ["CRS 1", "no ICANS"]),
    ("Toxicity: CRS grade 1 (day 3-6); neurotoxicity: none; GVHD: none.", ["CRS 1 @3", "no ICANS", "no GVHD"]),
    ("Max CRS grade 2, max ICANS grade 1.", ["CRS 2", "ICANS 1"]),
    ("- CRS: grade 2 (onset day 4)\n- ICANS: no", ["CRS 2 @4", "no ICANS"]),
    ("- Day 3: fever, CRS grade 1\n- Day 5: CRS grade 2, tocilizumab\n- Day 7: ICANS grade 1, dexamethasone\n- Day 12: discharge", ["CRS 2 @3 +tocilizumab", "ICANS 1 @7 +dexamethasone"]),
    ("The infusion was well tolerated, with neither cytokine release syndrome nor neurotoxicity.", ["no CRS", "no ICANS"]),
    ("No CRS or ICANS of any grade was recorded.", ["no CRS", "no ICANS"]),
    ("We did not observe any signs of CRS or neurotoxicity.", ["no CRS", "no ICANS"]),
    ("Cytokine release syndrome was limited to grade 1, and no immune effector cell-associated neurotoxicity syndrome developed.", ["CRS 1", "no ICANS"]),
    ("The clinical course was uneventful apart from CRS of grade I, which needed only paracetamol.", ["CRS 1"]),
    ("He experienced grade 2 CRS and grade 3 ICANS, which were managed with tocilizumab and dexamethasone, respectively.", ["CRS 2 +tocilizumab", "ICANS 3 +dexamethasone"]),
    ("On day 5 aphasia and tremor developed (ICE score 6), consistent with ICANS grade 2. Dexamethasone 10 mg every 6 hours was given.", ["ICANS 2 @5 +dexamethasone"]),
    ("Seven days after infusion he was somnolent. ICANS was diagnosed and graded as 3. Steroids led to full recovery.", ["ICANS 3 @7 +corticosteroid"]),
    ("Fever started on the day of infusion. CRS progressed to grade 4 with need of vasopressors and ventilation by day 6.", ["CRS 4 @0"]),
    ("CRS (maximum grade 2 according to ASTCT) lasted from day 3 to day 8.", ["CRS 2 @3"]),
    ("CRS was graded by the criteria of Lee et al. CRS grade 3 began 4 days after the infusion.", ["CRS 3 @4"]),
    ("No severe CRS was seen. He had only low-grade fever (CRS grade 1) on day 6.", ["CRS 1 @6"]),
    ("He developed grade 1 CRS on day 1 and no ICANS. A second infusion of CD19 CAR-T cells was given on 1 June 2021. This time CRS reached grade 3.", ["CRS 1 @1", "no ICANS", "CRS 3"]),
    ("Prophylaxis against ICANS with levetiracetam was given. CRS of grade 2 was seen on day 3.", ["CRS 2 @3"]),
    ("Because CRS was feared, he stayed in hospital for 14 days. Nothing happened.", []),
    ("CRS and ICANS were monitored daily according to ASTCT consensus grading.", []),
    ("On day 14 ferritin rose to 45,000 ug/L with falling fibrinogen. IEC-HS was diagnosed and anakinra was started.", ["IEC-HS ? @14 +anakinra"]),
    ("A cytokine storm of grade 3 set in on the third day after infusion.", ["CRS 3 @3"]),
    ("Neurotoxicity of grade 2 followed CRS of grade 1.", ["ICANS 2", "CRS 1"]),
    ("The patient suffered a CRS, ASTCT grade 2, and an ICANS, ASTCT grade 1.", ["CRS 2", "ICANS 1"]),
    ("CRS grade II and ICANS grade I occurred on days 3 and 6, respectively.", ["CRS 2", "ICANS 1"]),
    ("Grade 1 CRS occurred on day 4 and needed no treatment; ICANS was absent.", ["CRS 1 @4", "no ICANS"]),
    ("CRS remained at grade 1 throughout. There was no evidence of neurotoxicity.", ["CRS 1", "no ICANS"]),
    ("He had fever up to 40 C from day 2, in line with CRS (grade 1); after hypotension on day 4 this was upgraded to grade 2.", ["CRS 2 @2"]),
    ("Apart from CRS (grade 1), no other toxicities were noted, in particular no ICANS and no HLH.", ["CRS 1", "no ICANS", "no IEC-HS"]),
    ("The maximum grade of CRS was 2 and that of ICANS was 1.", ["CRS 2", "ICANS 1"]),
    ("Grade 3 neutropenia and grade 2 CRS were seen.", ["CRS 2"]),
    ("CRS occurred with grade 3 hypotension on day 3.", ["CRS ? @3"]),
    ("He was free of CRS and ICANS.", ["no CRS", "no ICANS"]),
    ("CRS-related symptoms were absent and ICE scores stayed at 10.", ["no CRS"]),
]  # fmt: skip

AFTER_GRAFT = [
    ("On day 28 a rash appeared; skin biopsy confirmed acute GVHD grade II, which responded to methylprednisolone 2 mg/kg.", ["GVHD 2 @28 +methylprednisolone"]),
    ("Acute GVHD of the gut (stage 3, overall grade III) was treated with ruxolitinib.", ["GVHD 3 +ruxolitinib"]),
    ("Neither acute nor chronic GVHD developed.", ["no GVHD"]),
    ("She never had GVHD.", ["no GVHD"]),
    ("aGVHD: 0, cGVHD: 0.", ["no GVHD"]),
    ("Limited chronic GVHD of the mouth developed eight months later.", ["GVHD ?"]),
    ("GVHD prophylaxis consisted of tacrolimus and methotrexate.", []),
    ("Late-onset acute GVHD of the liver, grade 3 by MAGIC criteria, occurred after withdrawal of cyclosporine.", ["GVHD 3"]),
    ("There has been no graft-versus-host disease to date.", ["no GVHD"]),
    ("Tacrolimus was tapered from day 60 in the absence of GVHD.", ["no GVHD"]),
]  # fmt: skip

NONE = [
    "An 8-year-old girl was admitted with fever, pancytopenia and splenomegaly. Hemophagocytic lymphohistiocytosis was diagnosed and she received etoposide and dexamethasone.",
    "A 50-year-old man with T-cell lymphoma developed secondary HLH before any treatment. CHOP was given.",
]


def written(t: Toxicity) -> str:
    """A row as the expectations write it: `CRS 2`."""
    return f"{t.name} {t.grade or '?'}" if t.occurred else f"no {t.name}"


def read(text: str, tmp_path: Path, pipeline: object) -> list[Toxicity]:
    path = tmp_path / "story.txt"
    path.write_text(f"A story\n\nCase report\n{text}\n", encoding="utf-8")
    return list(extractors.extract(corpus.read(path), pipeline=pipeline).toxicities)


@pytest.fixture(scope="module")
def pipeline() -> object:
    return extractors.load_pipeline()


@pytest.mark.parametrize(
    ("story", "expected"),
    [*((CELLS + s, e) for s, e in AFTER_CELLS), *((GRAFT + s, e) for s, e in AFTER_GRAFT), *((s, []) for s in NONE)],
)
def test_the_syndromes_of_a_story(story: str, expected: list[str], tmp_path: Path, pipeline: object) -> None:
    found = read(story, tmp_path, pipeline)
    assert sorted(map(written, found)) == sorted(" ".join(e.split()[:2]) for e in expected)
    for e in expected:
        t = next(t for t in found if written(t) == " ".join(e.split()[:2]))
        for told in e.split()[2:]:
            if told.startswith("@"):
                assert t.onset_day == int(told[1:])
            else:
                assert told[1:] in t.managed_with
