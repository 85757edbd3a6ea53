"""Syndromes in running prose: two of them with their days, grades in brackets behind the signs, denials without the name.

`CRS 2 @3 +tocilizumab -dexamethasone` is a CRS of grade 2 from day 3, treated with tocilizumab and not with dexamethasone; `@None` has no onset;
`no ICANS` was denied; `/Penn` is the grading system.
"""

from pathlib import Path

import pytest

import corpus
import extractors
from models import Toxicity

CELLS = "A 40-year-old man with DLBCL received axicabtagene ciloleucel on 1 March 2021. "

STORIES = [
    # each with its day
    ("Grade 2 CRS and grade 1 ICANS occurred on days 2 and 5, respectively.", ["CRS 2 @2", "ICANS 1 @5"]),
    ("On day 3, he had CRS (grade 2), for which tocilizumab was given, and on day 6 ICANS (grade 3) supervened, for which dexamethasone was started.", ["CRS 2 @3 +tocilizumab", "ICANS 3 @6 +dexamethasone"]),
    ("His course was complicated by CRS, maximum grade 1, starting on the evening of the second day after infusion, and by grade 2 neurotoxicity (word-finding difficulties), which began on day 8 and cleared within 3 days of dexamethasone.", ["CRS 1 @2", "ICANS 2 @8 +dexamethasone"]),
    ("CRS grade 1 began on day 1 and ICANS grade 2 on day 6.", ["CRS 1 @1", "ICANS 2 @6"]),
    ("CRS peaked at grade 2 on day 5.", ["CRS 2 @None"]),
    ("CRS of grade 1 had resolved by day 9.", ["CRS 1 @None"]),
    ("CRS began on day 2 and peaked at grade 3 on day 5.", ["CRS 3 @2"]),
    ("Fever set in within 24 h. CRS reached grade 2 on day 4.", ["CRS 2 @1"]),
    # grades behind the signs
    ("Six hours after the infusion CRS of grade 1 was diagnosed. On day 3 he required oxygen by nasal cannula (grade 2), and tocilizumab was administered.", ["CRS 2 +tocilizumab"]),
    ("He became confused on day 5, an ICANS of grade 1. By day 6 he could not be roused (grade 4) and was intubated.", ["ICANS 4 @5"]),
    ("CRS of grade 1 was noted on day 1. On day 9 he had neutropenia (grade 4) with fever and mucositis (grade 3).", ["CRS 1 @1"]),
    # systems
    ("CRS: gr 4 (Penn).", ["CRS 4 /Penn"]),
    ("CRS (grade 4 per Penn) began 5 days post infusion.", ["CRS 4 /Penn"]),
    ("CRS grade 3 according to the Penn scale was seen.", ["CRS 3 /Penn"]),
    ("CRS grade 1 occurred on day 2. He had paresthesia (CTCAE grade 2 peripheral neuropathy).", ["CRS 1 /None"]),
    ("CRS grade 1 and ICANS grade 2 were seen.\n\nIntroduction\nHerein we report a man with CAR T cells. CRS and ICANS were graded by the ASTCT criteria, and GVHD by the MAGIC criteria.", ["CRS 1 /ASTCT", "ICANS 2 /ASTCT"]),
    ("CRS grade 1 was seen.\n\nIntroduction\nIn the ZUMA-1 trial CRS was graded by the criteria of Lee.", ["CRS 1 /None"]),
    # denials
    ("CRS grade II (Lee) developed on d+2; there were no neurological side effects.", ["CRS 2 /Lee", "no ICANS"]),
    ("No neurologic complications were seen.", ["no ICANS"]),
    ("Neurologically he remained intact throughout.", ["no ICANS"]),
    ("He did not develop any neurological symptoms.", ["no ICANS"]),
    ("There were no other neurological side effects.", []),
    ("He tolerated it without fever or neurological manifestations.", ["no ICANS"]),
    ("Ferritin peaked at 6,420 ug/L without other features of hemophagocytosis, and IEC-HS was excluded.", ["no IEC-HS"]),
    # late neurotoxicity under its own name
    ("On day +24 his wife remarked on small handwriting, and we concluded that this was movement and neurocognitive toxicity of grade 2 (CTCAE).", ["ICANS 2 @24 /CTCAE"]),
    # what was for which
    ("Maximum CRS was grade 2 (onset day 1), maximum ICANS grade 4 (onset day 6). Tocilizumab was given 3 times; dexamethasone 10 mg q6h from day 6 was needed for ICANS.", ["CRS 2 @1 +tocilizumab -dexamethasone", "ICANS 4 @6 +dexamethasone -tocilizumab"]),
    ("He developed grade 2 CRS and grade 1 ICANS. Tocilizumab and dexamethasone were given.", ["CRS 2 +tocilizumab", "ICANS 1 +dexamethasone -tocilizumab"]),
    ("The infusion was followed by CRS (grade 2) and by ICANS (grade 2), both resolving with tocilizumab and dexamethasone.", ["CRS 2 +tocilizumab +dexamethasone", "ICANS 2 +tocilizumab +dexamethasone"]),
    ("On day 1 he became febrile. He was given tocilizumab on days 2 and 3 for hypotension (grade 2 CRS). On day 5 he was confused with an ICE score of 5. Dexamethasone 10 mg IV every 6 hours was initiated. On day 6 he progressed to grade 4 neurotoxicity and was treated with anakinra.", ["CRS 2 @1 +tocilizumab -dexamethasone", "ICANS 4 @5 +dexamethasone +anakinra"]),
    ("Maximal toxicities were grade 3 CRS (Lee 2014) and grade 3 ICANS (ASTCT), which peaked on days 6 and 9.", ["CRS 3 /Lee @None", "ICANS 3 /ASTCT @None"]),
    ("Haploidentical HSCT was done on 3 June 2021. Grade IV acute GVHD of the gut led to his death on day 131.", ["GVHD 4 @None"]),
    # a drug of the line before, given again for the syndrome; one that gave way to another
    ("Dexamethasone 10 mg was given as premedication. On day 5 he had tremor (grade 2 ICANS); dexamethasone 8 mg every 8 h for 3 days brought recovery.", ["ICANS 2 @5 +dexamethasone"]),
    ("Methylprednisolone was added for CRS of grade 3 on day 5. On day 7 he had tremor (ICANS grade 2), for which methylprednisolone was switched to dexamethasone.", ["CRS 3 +methylprednisolone", "ICANS 2 @7 +dexamethasone -methylprednisolone"]),
    ("Haploidentical HSCT was done on 3 June 2021. Four weeks after ciclosporin had been stopped, GVHD of the skin (grade 2) appeared and vanished under prednisone.", ["GVHD 2 +prednisone -cyclosporine"]),
    ("Haploidentical HSCT was done on 3 June 2021. After withdrawal of tacrolimus, chronic GVHD of the mouth was treated with dexamethasone rinses.", ["GVHD ? +dexamethasone -tacrolimus"]),
    # an interval after the infusion is a day, another is none
    ("Haploidentical HSCT was done on 3 June 2021. Three weeks later, diarrhoea of 1.2 L per day announced grade III GVHD of the gut.", ["GVHD 3 @21"]),
    ("Haploidentical HSCT was done in June 2021. GVHD of skin and liver, grade IV, was diagnosed five weeks after transplantation.", ["GVHD 4 @35"]),
    ("Haploidentical HSCT was done in June 2021. Six weeks post-HSCT he noticed a rash, which biopsy proved to be acute GVHD, grade I.", ["GVHD 1 @42"]),
    ("Haploidentical HSCT was done in June 2021. Four weeks after ciclosporin had been stopped, GVHD of grade 2 appeared.", ["GVHD 2 @None"]),
    ("A third DLI was given on 6 May 2023. Seven weeks after it he had white streaks in the mouth, mild chronic GVHD.", ["GVHD ? @49"]),
    ("The evening after the infusion he was febrile at 38.9 °C. Hypotension on day 4 was overcome with tocilizumab (CRS, grade 3 at its worst).", ["CRS 3 @1 +tocilizumab"]),
    ("A macrophage-activation-like syndrome set in on day 12 and was handled with anakinra.", ["IEC-HS ? @12 +anakinra"]),
    ("Haploidentical HSCT was done on 10 October 2020. After DLI on day 100 he developed GVHD grade III of the gut on day 121.", ["GVHD 3 @121"]),
    ("Haploidentical HSCT was done on 10 October 2020. Day +30: MRD-negative. aGVHD: grade 2 (skin), day +41, prednisone 1 mg/kg.", ["GVHD 2 @41 +prednisone"]),
    # cells given again are an infusion of their own
    ("CRS grade 3 occurred on day 4. He relapsed in September 2021. After reinfusion of the same product on 20 February 2022, neither CRS nor neurotoxicity occurred.", ["CRS 3 @4", "no CRS", "no ICANS"]),
    ("He tolerated it well. His neurological examination was normal throughout.", ["no ICANS"]),
    ("Cytokine-release syndrome: none; ICANS: grade 1, day 9, resolved on day 11 without treatment.", ["no CRS", "ICANS 1 @9"]),
    ("He relapsed. CD22 CAR-T cells were infused on 3 May 2022, with grade 1 CRS.", ["CRS 1 @None"]),
    # both denied at once
    ("Neither of the two toxicities was seen.", ["no CRS", "no ICANS"]),
    ("CRS and ICANS were looked for daily; neither occurred.", ["no CRS", "no ICANS"]),
    ("CRS of grade 1 occurred on day 2; none of the catheters was infected.", ["CRS 1 @2"]),
    ("CRS of grade 1 was gone on day 11. On day 35 a left facial palsy was noted and treated with prednisone 60 mg.", ["CRS 1 -prednisone"]),
]  # fmt: skip

ELSEWHERE = [
    ("A 40-year-old man presented with DLBCL. He had fever but no neurological symptoms. R-CHOP was given.", []),
    (
        "A 40-year-old woman with AML had headache. Neurologically she was intact. Allogeneic HSCT was performed on 3 March 2021.",
        [],
    ),
]


def written(t: Toxicity) -> str:
    """A row as the expectations write it: `CRS 2`."""
    return f"{t.name} {t.grade or '?'}" if t.occurred else f"no {t.name}"


@pytest.mark.parametrize(("story", "expected"), [*((CELLS + s, e) for s, e in STORIES), *ELSEWHERE])
def test_the_syndromes_of_running_prose(story: str, expected: list[str], tmp_path: Path, pipeline: object) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"A story\n\nCase report\n{story}\n", encoding="utf-8")
    found = list(extractors.extract(corpus.read(path), pipeline=pipeline).toxicities)
    assert sorted(map(written, found)) == sorted(" ".join(e.split()[:2]) for e in expected)
    for e in expected:
        t = next(t for t in found if written(t) == " ".join(e.split()[:2]))
        for told in e.split()[2:]:
            if told.startswith("@"):
                assert str(t.onset_day) == told[1:]
            elif told.startswith("/"):
                assert str(getattr(t.system, "value", t.system)) == told[1:]
            elif told.startswith("-"):
                assert told[1:] not in t.managed_with
            else:
                assert told[1:] in t.managed_with
