"""Syndromes said otherwise: a bare release of cytokines, an encephalopathy with a grade, two named together at last, denials by other verbs;
the day of a dose, drugs that help beside those that treat, everyday words.

Expectations are read as in test_toxicity_prose: `GVHD 3 @47 +budesonide -prednisone /MAGIC`.
"""

from collections.abc import Callable

import pytest

from models import Case, Toxicity

CELLS = "A 40-year-old man with DLBCL received axicabtagene ciloleucel on 1 March 2021 (day 0). "
GRAFT = "A 40-year-old woman with AML underwent allogeneic HSCT from a matched sibling on 1 March 2021 (day 0). "
STEPS = "A 60-year-old woman with follicular lymphoma began mosunetuzumab on 3 May 2022, 1 mg on day 1, 2 mg on day 8 and 60 mg on day 15. "
DAYS = (
    "A 60-year-old man with myeloma began teclistamab on 3 May 2022 with 0.06, 0.3 and 1.5 mg/kg on days 1, 4 and 7. "
)
AUTOIMMUNE = "A 36-year-old woman with myasthenia gravis received CD19 CAR-T cells on 1 March 2021 (day 0). "

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
    # the day of a dose from which the first fever is counted
    (STEPS + "Grade 1 CRS came 20 hours after the 60-mg dose and needed one tablet of dexamethasone.", ["CRS 1 @15 +dexamethasone"]),
    (STEPS + "A day after the 2 mg dose she was febrile: CRS grade 1.", ["CRS 1 @9"]),
    (STEPS + "CRS of grade 2 followed within 30 hours of the third dose and was met with tocilizumab.", ["CRS 2 @16 +tocilizumab"]),
    (DAYS + "Fever 36 h after the second step-up dose was CRS of grade 1.", ["CRS 1 @5"]),
    (DAYS + "Sixteen hours after the third injection he was feverish (CRS grade 1).", ["CRS 1 @7"]),
    (GRAFT + "Donor lymphocytes (5 x 10^5 CD3+/kg) were infused on 1 October 2021; a second dose was withheld when GVHD of the liver (grade II) came up 6 weeks after the first. Prednisolone helped.", ["GVHD 2 @42 +prednisolone"]),
    (CELLS + "D+4. Temperature 38.7 °C; CRS grade 1.\nD+6. Oxygen by nasal prongs: CRS grade 2. One dose of tocilizumab.\nD+8. Tremor. ICANS grade 1.", ["CRS 2 @4 +tocilizumab", "ICANS 1 @8"]),
    (GRAFT + "Adenovirus was found in stools on day 18 and in blood on day 20. On day 26 a rash revealed acute GVHD, grade II according to MAGIC.", ["GVHD 2 @26 /MAGIC"]),
    # criteria that were not met, and according to whom
    (CELLS + "CRS was grade 1 (day 2). HLH criteria were never fulfilled.", ["CRS 1 @2", "no IEC-HS"]),
    (CELLS + "CRS was grade 1 (day 2). Ferritin rose to 9,000 ug/L, but IEC-HS criteria were not satisfied.", ["CRS 1 @2", "no IEC-HS"]),
    (CELLS + "CRS was graded by ASTCT criteria. No fever came.", []),
    (CELLS + "CRS of grade 2 sec. ASTCT set in at day +4. A tremor at day +9 was read as ICANS of grade 1.", ["CRS 2 @4 /ASTCT", "ICANS 1 @9 /None"]),
    (CELLS + "CRS grade 1 acc. to Lee began on day 2.", ["CRS 1 @2 /Lee"]),
    (CELLS + "CRS, ICANS and IEC-HS were scored by the ASTCT consensus. Ferritin rose on day 12, IEC-HS grade 2.", ["IEC-HS 2 @12 /ASTCT"]),
    # what helps beside what treats, what was a precaution, what was given for another syndrome
    (CELLS + "On day 6 he was aphasic and had a seizure (ICANS grade 3). Dexamethasone 10 mg q6h, lorazepam and levetiracetam 1 g bd were given.", ["ICANS 3 @6 +dexamethasone +levetiracetam"]),
    (CELLS + "Levetiracetam 500 mg bd was taken from day 0 to day 30. On day 6 he was aphasic (ICANS grade 2). Dexamethasone was given for three days.", ["ICANS 2 @6 +dexamethasone -levetiracetam"]),
    (CELLS + "Prophylactic levetiracetam was taken from day -1. On day 6 he was mute (ICANS grade 3). Levetiracetam was doubled and dexamethasone started.", ["ICANS 3 @6 +dexamethasone +levetiracetam"]),
    (CELLS + "ICANS of grade 1 on day 6 needed nothing. Levetiracetam, 500 mg twice daily, was merely a safeguard until day 28.", ["ICANS 1 @6 -levetiracetam"]),
    (GRAFT + "On day 49 jaundice and liver biopsy proved hepatic GVHD (grade III). Methylprednisolone 2 mg/kg together with ursodeoxycholic acid 250 mg tds brought the bilirubin down.", ["GVHD 3 @49 +methylprednisolone +ursodeoxycholic_acid"]),
    (GRAFT + "Ursodeoxycholic acid was taken as prophylaxis of veno-occlusive disease. On day 40 a rash was GVHD grade I; betamethasone cream was enough.", ["GVHD 1 @40 +betamethasone -ursodeoxycholic_acid"]),
    (GRAFT + "On day 30 stools of 2 L were GVHD grade III of the gut. Methylprednisolone, budesonide and octreotide were given.", ["GVHD 3 @30 +methylprednisolone +budesonide +octreotide"]),
    (CELLS + "CRS of grade 2 on day 2 was treated with tocilizumab and dexamethasone. On day 6 he could not write (ICANS grade 3). Dexamethasone gave way to methylprednisolone 1 g.", ["CRS 2 @2 +tocilizumab +dexamethasone", "ICANS 3 @6 +methylprednisolone -dexamethasone"]),
    (CELLS + "ICANS of grade 3 on day 6 was treated with methylprednisolone. On day 12 ferritin rose to 40,000: IEC-HS grade 2. Anakinra was begun. Methylprednisolone was slowly weaned and stopped on day 38.", ["ICANS 3 @6 +methylprednisolone", "IEC-HS 2 @12 +anakinra -methylprednisolone"]),
    (AUTOIMMUNE + "CRS grade 1 on day 4 was treated with paracetamol. On day 7 a myasthenic crisis was assumed, and dexamethasone was given for two days.", ["CRS 1 @4 +paracetamol -dexamethasone"]),
    # everyday words
    (CELLS + "Two days later a storm of messenger substances began, with 40 degrees of fever, which doctors call grade 2. Tocilizumab calmed it. Nerve problems stayed away.", ["CRS 2 @2 +tocilizumab", "no ICANS"]),
    (CELLS + "On day 3 his blood pressure fell in a cytokine storm and he was moved for fluids - grade 2 according to the ASTCT scale. His mind stayed clear throughout.", ["CRS 2 @3 /ASTCT", "no ICANS"]),
    (CELLS + "On day 2 the cytokine storm set in. On day 3 he needed oxygen - grade 2 on the ASTCT scale. The drug tocilizumab helped.", ["CRS 2 @2 /ASTCT +tocilizumab"]),
    (CELLS + "The immune storm that all had feared did not break out, and no brain side effects were noticed.", ["no CRS", "no ICANS"]),
    (CELLS + "On day 3 a cytokine storm (grade 1) came. On day 7 he forgot his daughter's name: grade 2 nerve side effects, for which he was given dexamethasone.", ["CRS 1 @3", "ICANS 2 @7 +dexamethasone"]),
    ("A 50-year-old man with migraine had nerve problems that never appeared at night; his mind stayed clear.", []),
    (CELLS + "CRS of grade 1 came on day 2. Two years later he had a brain tumour, and his mind was clear.", ["CRS 1 @2"]),
    (CELLS + "CRS of grade 1 came on day 2. Blood pressure stayed normal; on day 8, grade 3 anaemia was transfused.", ["CRS 1 @2"]),
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
        said = {
            f"@{t.onset_day}",
            f"/{getattr(t.system, 'value', t.system)}",
            *(f"+{n}".replace(" ", "_") for n in t.managed_with),
        }
        assert {w for w in e.split()[2:] if not w.startswith("-")} <= said
        assert not {"+" + w[1:] for w in e.split()[2:] if w.startswith("-")} & said
