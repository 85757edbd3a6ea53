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
]  # fmt: skip

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


@pytest.fixture(scope="module")
def pipeline() -> object:
    return extractors.load_pipeline()


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_what_signs_add_up_to(story: str, expected: list[str], tmp_path: Path, pipeline: object) -> None:
    check(f"A story\n\nCase report\n{story}\n", expected, tmp_path / "story.txt", pipeline)


def test_a_summary_gives_drugs_to_the_row_that_has_them(tmp_path: Path, pipeline: object) -> None:
    expected = ["GVHD 1 @33 +betamethasone -ruxolitinib", "GVHD 3 @47 +ruxolitinib"]
    check(f"A story\n\n{SUMMARY}\n", expected, tmp_path / "story.txt", pipeline)
