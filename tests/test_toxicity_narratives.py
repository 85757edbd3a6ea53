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
    ("Rigors and 39.4 °C came on day 2. The CRS peaked at grade 3 on day 5.", ["CRS 3 @2"]),
    ("That evening he was febrile, a CRS of grade 1.", ["CRS 1 @0"]),
    ("He was feverish 30 hours after the infusion; this was CRS of no more than grade 1.", ["CRS 1 @1"]),
    ("On day 10 he called his watch a spoon. The ICE score of 7 translated into ICANS grade 1; dexamethasone was given for two days.", ["ICANS 1 @10 +dexamethasone"]),
    ("Grade 2 CRS (day 3) and grade 1 ICANS (day 6) were seen.", ["CRS 2 @3", "ICANS 1 @6"]),
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

# told from the first sentence on: grafts, cells, bispecific antibodies, diseases that bear the name of a syndrome
WHOLE = [
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). On day +25 she developed grade II aGVHD of the skin, which responded to prednisone 1 mg/kg.', ["GVHD 2 @25 +prednisone"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Acute GVHD of the skin (stage 3) and gut (stage 1), overall grade II, was diagnosed on day 32 and treated with methylprednisolone 2 mg/kg/day.', ["GVHD 2 @32 +methylprednisolone"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). She developed skin GVHD stage 2 on day 20, treated with topical steroids.', ["GVHD ? @20"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Biopsy-proven gastrointestinal GVHD (grade 3) on day 41 was steroid-refractory; ruxolitinib 10 mg bid was added.', ["GVHD 3 @41 +ruxolitinib"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). On day 210 she developed moderate chronic GVHD of the mouth and eyes, for which cyclosporine was resumed.', ["GVHD ? @210 +cyclosporine"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Late-onset acute GVHD grade III of the gut occurred after DLI. It was treated with steroids and vedolizumab.', ["GVHD 3 +corticosteroid +vedolizumab"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Donor lymphocytes (1 x 10^7 CD3+/kg) were infused on 1 September 2021. Four weeks later limited chronic GVHD of the skin emerged. No acute GVHD had been seen after transplantation.', ["GVHD ?", "no GVHD"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). There was no sign of acute or chronic GVHD.', ["no GVHD"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Neither acute nor chronic graft-versus-host disease occurred.', ["no GVHD"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). She never developed GVHD.', ["no GVHD"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). GvHD prophylaxis consisted of cyclosporine and methotrexate. Engraftment was prompt.', []),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Due to the risk of GVHD, tacrolimus was tapered slowly.', []),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Her post-transplant course was complicated by grade 2 acute graft-vs.-host disease (skin only) which resolved with topical betamethasone.', ["GVHD 2 +betamethasone"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Maximum GVHD grade was I (skin).', ["GVHD 1"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). At 5 months, mild cGVHD of the oral mucosa was found, NIH score 1.', ["GVHD ?"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Acute GVHD grade IV involving liver and gut began on day 19 and did not respond to steroids, infliximab or ruxolitinib.', ["GVHD 4 @19 +corticosteroid +infliximab +ruxolitinib"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). On day 15, a maculopapular rash and diarrhea appeared. GVHD grade II was suspected and confirmed by biopsy.', ["GVHD 2 @15"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Suspecting GVHD, we performed a colonoscopy, but the biopsy showed CMV colitis and no GVHD.', ["no GVHD"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). She is alive without chronic GVHD two years after HSCT.', ["no GVHD"]),
    ('A 40-year-old woman with AML underwent allogeneic HSCT from an unrelated donor on 1 March 2021 (day 0). Chronic GVHD (lung) was diagnosed 14 months after HSCT and treated with ibrutinib, fluticasone, azithromycin and montelukast.', ["GVHD ? +ibrutinib"]),
    ('A 12-year-old boy received haploidentical HSCT with PTCy. Grade I-II skin GVHD was controlled by topical corticosteroids.', ["GVHD 2 +corticosteroid"]),
    ('A 50-year-old man relapsed after allogeneic HSCT. His previous acute GVHD grade III of the gut had resolved. He received donor-derived CD19 CAR-T cells on 1 March 2021. No GVHD flare was observed. CRS grade 1 was seen.', ["GVHD 3", "CRS 1"]),
    ('A 50-year-old man relapsed after allogeneic HSCT. He received donor-derived CD19 CAR-T cells on 1 March 2021. On day 20 he developed GVHD grade II of the skin, treated with ruxolitinib.', ["GVHD 2 @20 +ruxolitinib"]),
    ('A 3-year-old girl with familial HLH was treated with dexamethasone and etoposide. HLH recurred. She underwent haploidentical HSCT. Grade I skin GVHD occurred on day 40.', ["GVHD 1 @40"]),
    ('A 33-year-old man with lymphoma presented with fever and hemophagocytic lymphohistiocytosis. HLH was treated with etoposide and dexamethasone. He later received axicabtagene ciloleucel on 1 March 2021 and had grade 1 CRS.', ["CRS 1"]),
    ('A 24-year-old woman with EBV-associated HLH received ruxolitinib. MAS was considered but the HScore was 150.', []),
    ('A 28-year-old man with severe aplastic anemia received a transplant from his brother in May 2020. No GVHD occurred. Twelve months later he is transfusion-free.', ["no GVHD"]),
    ('A 28-year-old man with severe aplastic anemia was treated with horse ATG and cyclosporine. Serum sickness occurred on day 10.', []),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). On day 12 secondary HLH with ferritin of 58,000 ng/mL and pancytopenia developed. Anakinra and ruxolitinib were given.', ["IEC-HS ? @12 +anakinra +ruxolitinib"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Macrophage activation syndrome was excluded by a normal fibrinogen.', ["no IEC-HS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). On day 5 he became confused and could not write a sentence (ICE 6), grade 2 neurotoxicity, and received dexamethasone 10 mg q6h.', ["ICANS 2 @5 +dexamethasone"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). From day +6 he had expressive aphasia. ICANS grade III was diagnosed. EEG showed no seizures. High-dose methylprednisolone and anakinra were given, and he recovered by day 12.', ["ICANS 3 @6 +methylprednisolone +anakinra"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Immune effector cell-associated neurotoxicity syndrome (ICANS) grade 1 was observed on day 7 and resolved spontaneously.', ["ICANS 1 @7"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). He did not experience any neurological toxicity.', ["no ICANS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Neither CRS > grade 1 nor ICANS was observed.', ["no ICANS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). CRS, grade 1, day 2-5. ICANS, grade 0.', ["CRS 1 @2", "no ICANS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). CRES grade 4 with cerebral oedema developed on day 8; he was intubated and treated with methylprednisolone 1 g and siltuximab.', ["ICANS 4 @8 +methylprednisolone +siltuximab"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Peripheral neuropathy grade 2 due to vincristine persisted. No ICANS.', ["no ICANS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). He experienced CRS, which reached a maximum of grade III on day 5 and required noradrenaline, tocilizumab and dexamethasone.', ["CRS 3 @5 +norepinephrine +tocilizumab +dexamethasone"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Toxicities were limited to CRS G1 (fever on day +2 to +4).', ["CRS 1 @2"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). The patient tolerated the infusion well. No CRS nor neurotoxicity was seen.', ["no CRS", "no ICANS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). No cytokine release syndrome and no ICANS happened during hospitalization.', ["no CRS", "no ICANS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). CRS (grade 2) occurred at day 3 and was relieved after tocilizumab and glucocorticoids. No obvious neurotoxicity was found.', ["CRS 2 @3 +tocilizumab +corticosteroid", "no ICANS"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). A mild CRS (fever only) was managed with acetaminophen.', ["CRS ? +paracetamol"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). The patient developed Grade 1 cytokine release syndrome (CRS) 9 h after infusion, with the highest temperature of 39.2 C, and was given tocilizumab 480 mg.', ["CRS 1 +tocilizumab"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Grade 4 CRS per Lee criteria was seen on day 6.', ["CRS 4 @6"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Seven days post infusion, CRS grade 3 and ICANS grade 2 occurred concurrently, resolving after steroids and tocilizumab.', ["CRS 3 @7", "ICANS 2 @7"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Besides grade 3 cytopenia and grade 1 CRS no adverse events were reported.', ["CRS 1"]),
    ('A 40-year-old man with B-ALL received CD19 CAR-T cells (1 x 10^6/kg) on 1 March 2021 (day 0). Severe CRS developed on day 4: he was hypotensive and hypoxic, was transferred to the ICU, and received tocilizumab, methylprednisolone and norepinephrine.', ["CRS ? @4 +tocilizumab +methylprednisolone +norepinephrine"]),
    ('A 60-year-old man with myeloma started teclistamab with step-up doses on 1 March 2021. Grade 1 CRS occurred after the first step-up dose and again (grade 2) after the second, when tocilizumab was given. There was no ICANS.', ["CRS 2 +tocilizumab", "no ICANS"]),
    ('A 60-year-old man with myeloma started teclistamab with step-up doses on 1 March 2021. CRS did not occur.', ["no CRS"]),
    ('A 60-year-old woman with DLBCL received glofitamab with obinutuzumab pretreatment on 1 March 2021. CRS of grade 1 was noted 10 hours after the first dose and subsided with paracetamol.', ["CRS 1 +paracetamol"]),
    ('A 35-year-old woman with B-ALL received blinatumomab from 1 March 2021. On day 3, tremor and dysarthria (grade 2 neurotoxicity) led to interruption; dexamethasone was given.', ["ICANS 2 @3 +dexamethasone"]),
    ('A 60-year-old man with DLBCL got axi-cel on 1 March 2021. CRS grade 1 from day 2. He relapsed and received a second infusion of axi-cel on 1 March 2022. Neither CRS nor ICANS occurred after the second infusion.', ["CRS 1 @2", "no CRS", "no ICANS"]),
    ('A 60-year-old man with DLBCL got axi-cel on 1 March 2021. He had grade 2 CRS and grade 1 ICANS. Later he received epcoritamab, complicated by grade 1 CRS.', ["CRS 2", "ICANS 1", "CRS 1"]),
    ('A 45-year-old woman with AML received ATRA. Differentiation syndrome grade 3 was treated with dexamethasone.', []),
    ('A 30-year-old man with ALL had methotrexate neurotoxicity with seizures and received levetiracetam. He then received CD19 CAR-T cells. No CRS was observed.', ["no CRS"]),
    ('A 55-year-old man with lymphoma on immune checkpoint blockade developed immune-related colitis grade 3.', []),
    ('A 44-year-old woman with COVID-19 developed a cytokine storm and received tocilizumab.', []),
    ('A 67-year-old man with metastatic melanoma treated with ipilimumab and nivolumab developed cytokine release syndrome grade 3, which was treated with tocilizumab.', ["CRS 3 +tocilizumab"]),
]  # fmt: skip


def written(t: Toxicity) -> str:
    """A row as the expectations write it: `CRS 2`."""
    return f"{t.name} {t.grade or '?'}" if t.occurred else f"no {t.name}"


def read(text: str, tmp_path: Path, pipeline: object) -> list[Toxicity]:
    path = tmp_path / "story.txt"
    path.write_text(f"A story\n\nCase report\n{text}\n", encoding="utf-8")
    return list(extractors.extract(corpus.read(path), pipeline=pipeline).toxicities)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        *((CELLS + s, e) for s, e in AFTER_CELLS),
        *((GRAFT + s, e) for s, e in AFTER_GRAFT),
        *((s, []) for s in NONE),
        *WHOLE,
    ],
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
