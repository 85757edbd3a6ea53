"""Syndromes said otherwise: a bare release of cytokines, an encephalopathy with a grade, two named together at last, denials by other verbs.

Expectations are read as in test_toxicity_prose: `GVHD 3 @47 +budesonide -prednisone /MAGIC`.
"""

from collections.abc import Callable

import pytest

from models import Case, Toxicity

CELLS = "A 40-year-old man with DLBCL received axicabtagene ciloleucel on 1 March 2021 (day 0). "
GRAFT = "A 40-year-old woman with AML underwent allogeneic HSCT from a matched sibling on 1 March 2021 (day 0). "

STORIES = [
    # a release of cytokines, an encephalopathy
    (CELLS + "High fever from day 1 and hypotension on day 4 were consistent with severe (grade 3) cytokine release.", ["CRS 3 @1"]),
    (CELLS + "Cytokine release (grade 2) from the second day was countered with tocilizumab.", ["CRS 2 @2 +tocilizumab"]),
    (CELLS + "The only release of cytokines was a fever on day 2. It was grade 1 and gone the next morning.", ["CRS 1 @2"]),
    (CELLS + "On day 6 an encephalopathy of grade 2 was noted.", ["ICANS 2 @6"]),
    (CELLS + "On day 6 a grade 3 encephalopathy set in.", ["ICANS 3 @6"]),
    (CELLS + "A release of cytokines such as interleukin 6 was measured.", []),
    ("A man with hepatic encephalopathy (grade 2) and cirrhosis was seen.", []),
    # grades for two
    (CELLS + "CRS and ICANS peaked at grades 2 and 3 on days 5 and 8.", ["CRS 2", "ICANS 3"]),
    (CELLS + "The grades of CRS and of ICANS were 2 and 4.", ["CRS 2", "ICANS 4"]),
    (CELLS + "Fever and tremor came on day 2; both were regarded as CRS and neurotoxicity of grade 1 and faded under dexamethasone.", ["CRS 1 @2 +dexamethasone", "ICANS 1 +dexamethasone"]),
    (CELLS + "CRS remained mild (grade 1) and neurotoxicity was not seen.", ["CRS 1", "no ICANS"]),
    # the highest grade behind "with"
    (CELLS + "CRS with a maximum grade of 2 lasted from day 2 to day 6.", ["CRS 2 @2"]),
    (CELLS + "ICANS with peak grade 3 began on day 5.", ["ICANS 3 @5"]),
    # grades of a pronoun, of an organ in front, of a flare
    (GRAFT + "On day 12 a rash appeared, and skin biopsy was consistent with GVHD; it was grade II and resolved with ruxolitinib.", ["GVHD 2 @12 +ruxolitinib"]),
    (GRAFT + "GVHD of the skin (II) was treated with prednisolone from day 40.", ["GVHD 2 @40 +prednisolone"]),
    (GRAFT + "Acute GVHD (skin 2, gut 1; overall II) began on day 26. Prednisone was followed by a flare at day 55 (overall III), for which ruxolitinib was begun.", ["GVHD 3 @26 +prednisone +ruxolitinib"]),
    # denials
    (CELLS + "CRS of grade 1 occurred on day 2. Neurotoxicity stayed away.", ["CRS 1 @2", "no ICANS"]),
    (CELLS + "CRS of grade 1 occurred on day 2. ICANS spared her.", ["CRS 1 @2", "no ICANS"]),
    (CELLS + "CRS of grade 1 occurred on day 2; the nervous system remained unaffected.", ["CRS 1 @2", "no ICANS"]),
    (CELLS + "CRS failed to materialise.", ["no CRS"]),
    (CELLS + "There were no neurological signs and no macrophage activation.", ["no ICANS", "no IEC-HS"]),
    (CELLS + "Signs of macrophage activation were sought in vain.", ["no IEC-HS"]),
    # the former and the latter
    (CELLS + "CRS grade 2 occurred on day 3 and ICANS grade 3 on day 5. Treatment comprised tocilizumab (three doses) for the former and dexamethasone for the latter.", ["CRS 2 @3 +tocilizumab -dexamethasone", "ICANS 3 @5 +dexamethasone -tocilizumab"]),
    (CELLS + "CRS was of grade 2 and ICANS of grade 4. For the former he had two doses of tocilizumab, for the latter dexamethasone and anakinra.", ["CRS 2 +tocilizumab -anakinra", "ICANS 4 +dexamethasone +anakinra -tocilizumab"]),
    (CELLS + "CRS was of grade 2. Dexamethasone was given for the first time on day 8.", ["CRS 2 +dexamethasone"]),
    # nothing of it
    (CELLS + "He remained afebrile, and neither cytokine release nor neurotoxicity complicated the weeks after.", ["no CRS", "no ICANS"]),
    (CELLS + "CRS: once, on day 2, grade 1. ICANS: never.", ["CRS 1 @2", "no ICANS"]),
    (CELLS + "From day 5 his wife found him muddled; the neurotoxicity (grade 3) ceded to dexamethasone by day 10.", ["ICANS 3 @5 +dexamethasone"]),
    # both named when all was over: what came before the confusion was for the CRS
    (CELLS + "From day 1 he was febrile and on day 3 hypotensive. Tocilizumab was given. On day 5 he wrote his name upside down (ICE 7), then became mute on day 7 (ICE 2). Dexamethasone was begun. According to the ASTCT consensus he thus had CRS grade 2 and ICANS grade 3.", ["CRS 2 @1 +tocilizumab -dexamethasone /ASTCT", "ICANS 3 @5 +dexamethasone -tocilizumab /ASTCT"]),
    (CELLS + "On day 2 the fever started, and tocilizumab was given on day 4. The next event, on day 6, was that he answered in French. His ICE fell to 6 points. Dexamethasone was given. The first was a CRS of grade 2, the second an ICANS of grade 2.", ["CRS 2 @2 +tocilizumab", "ICANS 2 @6 +dexamethasone"]),
]  # fmt: skip


def written(t: Toxicity) -> str:
    """A row as the expectations write it: `CRS 2`."""
    return f"{t.name} {t.grade or '?'}" if t.occurred else f"no {t.name}"


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_syndromes_said_otherwise(case_of: Callable[[str], Case], story: str, expected: list[str]) -> None:
    found = list(case_of(story).toxicities)
    assert sorted(map(written, found)) == sorted(" ".join(e.split()[:2]) for e in expected)
    for e in expected:
        t = next(t for t in found if written(t) == " ".join(e.split()[:2]))
        said = {f"@{t.onset_day}", f"/{getattr(t.system, 'value', t.system)}", *(f"+{n}" for n in t.managed_with)}
        assert {w for w in e.split()[2:] if not w.startswith("-")} <= said
        assert not {"+" + w[1:] for w in e.split()[2:] if w.startswith("-")} & said
