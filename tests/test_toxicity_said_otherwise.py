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
    # whole courses
    ("A 63-year-old man with DLBCL received axi-cel on 4 May 2021 (day 0). Fever came on the night of infusion and CRS reached grade 2 on day 3, when oxygen by nasal cannula and tocilizumab were needed. Dexamethasone was added after the second dose of tocilizumab. On day 5 he became confused, on day 6 he was stuporous, and on day 7 he had a seizure (ICANS grade 4 by ASTCT). He was treated with high-dose methylprednisolone, and anakinra was added. Levetiracetam was increased. He recovered by day 14. HLH was considered but its criteria were not met.", ["CRS 2 @0 +tocilizumab +dexamethasone", "ICANS 4 @5 +methylprednisolone +anakinra", "no IEC-HS"]),
    ("A 70-year-old woman with myeloma started talquetamab on 3 July 2023. She had CRS of grade 1 after the first and the second step-up dose, both times settled by paracetamol, and grade 2 CRS after the first full dose on day 7, for which tocilizumab was given. ICANS was not seen.", ["CRS 2 +paracetamol +tocilizumab", "no ICANS"]),
    ("A 44-year-old man with AML was transplanted from an unrelated donor on 2 February 2020 (day 0). On day +25 a rash covered 60% of his skin; from day +28 he passed 1.2 L of stool daily. Biopsies showed GVHD of the skin and the gut, altogether grade III (MAGIC). Prednisolone 2 mg/kg and budesonide were started on day +29; as the diarrhoea did not abate within a week, it was termed steroid-refractory and ruxolitinib 10 mg twice daily was given from day +37. Eventually infliximab was tried. In November 2020 sicca symptoms heralded moderate chronic GVHD, for which extracorporeal photopheresis was begun.", ["GVHD 3 @25 +prednisolone +budesonide +ruxolitinib +infliximab +extracorporeal_photopheresis /MAGIC"]),
    ("A 29-year-old man with B-ALL received CD22 CAR-T cells on 5 June 2020. The syndrome of cytokine release was of grade 4: from day 3 he needed two vasopressors and ventilation. Tocilizumab (three doses), siltuximab and methylprednisolone brought it to an end on day 9.", ["CRS 4 @3 +tocilizumab +siltuximab +methylprednisolone"]),
    ("A 48-year-old man with CLL was allografted on 3 May 2018. Donor lymphocytes were given on 7 January 2019 and, at ten times the dose, on 4 March 2019. Five weeks after the second infusion he had a rash and mouth ulcers; GVHD, overall grade II, was confirmed by biopsy and responded to prednisone within three weeks. There had been no GVHD after the transplant itself.", ["GVHD 2 @35 +prednisone", "no GVHD"]),
    ("A 66-year-old woman with mantle cell lymphoma was given brexucabtagene autoleucel on 1 August 2022 (day 0). CRS: grade 2, days 3 to 7, tocilizumab x2. ICANS: grade 3, days 7 to 13, dexamethasone, later methylprednisolone. IEC-HS: none.", ["CRS 2 @3 +tocilizumab", "ICANS 3 @7 +dexamethasone +methylprednisolone", "no IEC-HS"]),
    ("A 35-year-old man with follicular lymphoma received epcoritamab from 6 February 2023. CRS, which was mild (grade 1), came on after the first full dose, on day 16, and disappeared under paracetamol within a day. Neurologically nothing happened.", ["CRS 1 @16 +paracetamol"]),
    ("A 12-year-old boy with ALL received tisagenlecleucel on 12 April 2019. Four days later his temperature rose to 40 °C. He was moved to intensive care on day 6, where noradrenaline was started; it was CRS of grade 3 according to Lee. He received tocilizumab on days 6 and 7. When he did not improve, methylprednisolone 2 mg/kg was given on day 8, whereupon the fever broke within hours. On day 10 he did not recognise his mother and could not write; this ICANS, of grade 2, passed without treatment by day 12.", ["CRS 3 @4 +norepinephrine +tocilizumab +methylprednisolone /Lee", "ICANS 2 @10"]),
    ("A 59-year-old man with DLBCL got lisocabtagene maraleucel on 3 October 2022 (day 0). He was discharged on day 1 and readmitted on day 5 with a temperature of 38.6 °C; CRS stayed at grade 1 and was managed with one dose of tocilizumab. ICANS of grade 1, recognised by a CAPD score of 10 and an ICE score of 8 on day 7, was observed only.", ["CRS 1 @5 +tocilizumab", "ICANS 1 @7"]),
    ("A 41-year-old woman with systemic sclerosis was treated with CD19 CAR-T cells on 14 March 2023. CRS grade I occurred on day 6 and was treated with a single infusion of tocilizumab. She had no ICANS, and no other toxicity worthy of note.", ["CRS 1 @6 +tocilizumab", "no ICANS"]),
    ("A 57-year-old man with MDS had a haploidentical transplant on 6 June 2019 (day 0). On days +1 and +2 he was febrile (haplo-CRS, grade 2) and the fever left him after the first dose of cyclophosphamide. On day +33 a maculopapular exanthem, limited to the trunk, was classified as acute GVHD of the skin, grade I, and treated topically with mometasone. By day +60 it had spread and diarrhoea was added: grade II. He responded to systemic prednisolone.", ["CRS 2 @1", "GVHD 2 @33 +mometasone +prednisolone"]),
    ("A 40-year-old woman with AML underwent allogeneic HSCT from a matched sibling on 1 March 2021 (day 0). On day 32 a rash appeared. Biopsies confirmed acute GVHD, skin stage 2 and lower gut stage 2, i.e. grade III as MAGIC defines it. Methylprednisolone was begun.", ["GVHD 3 @32 +methylprednisolone /MAGIC"]),
    ("A 40-year-old woman with AML underwent allogeneic HSCT from a matched sibling on 1 March 2021 (day 0). Biopsies showed GVHD (skin stage 2, gut stage 1), that is grade II.", ["GVHD 2"]),
    ("A 30-year-old man with AML received prednisone as prophylaxis of serum sickness before his allogeneic HSCT on 1 March 2021 (day 0). On day 24 a rash was acute GVHD of the skin, grade 2. It receded in two weeks under prednisone 1 mg/kg together with mometasone.", ["GVHD 2 @24 +prednisone +mometasone"]),
    ("A 40-year-old man with DLBCL received axicabtagene ciloleucel on 1 March 2021 (day 0). CRS of grade 2 on day 3 was treated with tocilizumab. In May 2021 he was short of breath. Trimethoprim-sulfamethoxazole 15 mg/kg and methylprednisolone 40 mg were given for 21 days.", ["CRS 2 @3 +tocilizumab -methylprednisolone"]),
    ("A 71-year-old man with myeloma received cilta-cel on 8 August 2023 (day 0). CRS (grade 1) lasted from day 7 to day 9. From day 30 his movements slowed: parkinsonism of grade 2, which was treated with cyclophosphamide.", ["CRS 1 @7", "ICANS 2 @30 +cyclophosphamide"]),
    ("A 71-year-old man with myeloma received cilta-cel on 8 August 2023 (day 0). CRS (grade 1) lasted from day 7 to day 9. On day 28 a grade 3 parkinsonism set in.", ["CRS 1 @7", "ICANS 3 @28"]),
    ("A 71-year-old man with idiopathic parkinsonism (grade 2) was seen for a fall.", []),
    ("A 71-year-old man with myeloma received cilta-cel on 8 August 2023 (day 0). CRS (grade 1) lasted from day 7 to day 9. He had parkinsonism in the family.", ["CRS 1 @7"]),
    ("A 58-year-old woman with DLBCL received axi-cel on 4 May 2021 (day 0). ICANS was graded by ASTCT. She remained without fever and CRS until day 2, when she had rigors; CRS never went beyond grade 1. On day 4 her answers became slow and she dropped a point in the ICE test each day; ICANS peaked at grade 2 on day 7. Four doses of dexamethasone 10 mg were given from day 5 on.", ["CRS 1 @2", "ICANS 2 @4 +dexamethasone /ASTCT"]),
    ("A 63-year-old man with MDS had a transplant from an unrelated donor on 5 May 2020 (day 0). Acute GVHD was never seen. Nine months after the graft he developed chronic GVHD of the lung (moderate), for which he took prednisone, montelukast and inhaled budesonide.", ["GVHD ? +prednisone +montelukast +budesonide"]),
    ("A 20-year-old woman with B-ALL was infused with tisagenlecleucel on 2 March 2021 (day 0). On day 1 she had 39.8 °C, on day 3 she was on high-flow oxygen and on day 4 intubated: CRS grade 4. Tocilizumab (days 2, 3 and 4) and methylprednisolone from day 3 did not suffice, and siltuximab was added on day 5. HLH-like hyperinflammation with ferritin of 80,000 on day 9 was diagnosed as IEC-HS, grade 4; she was put on anakinra, ruxolitinib and, on day 12, etoposide.", ["CRS 4 @1 +tocilizumab +methylprednisolone +siltuximab", "IEC-HS 4 @9 +anakinra +ruxolitinib +etoposide"]),
    ("A 47-year-old man with AML was given lymphocytes of his donor on 3 June 2022 for molecular relapse. On 7 July he noticed a rash, then jaundice; the biopsy of the liver revealed GVHD (grade III by MAGIC). Methylprednisolone was of no avail, ruxolitinib of some, and vedolizumab was not tried.", ["GVHD 3 +methylprednisolone +ruxolitinib -vedolizumab /MAGIC"]),
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


@pytest.mark.parametrize(
    "told",
    [
        "Blinatumomab was planned for 20 May 2021 but acute GVHD grade III developed.",
        "Acute GVHD grade III, because of which the infusion scheduled for 20 May 2021 was put off, developed.",
        "While donor lymphocytes had been booked for early May 2021, acute GVHD grade III developed.",
        "Acute GVHD of grade III came before the boost foreseen for June 2021.",
    ],
)
def test_the_date_of_a_plan_is_no_onset(case_of: Callable[[str], Case], told: str) -> None:
    begun = "A man with leukemia received a haploidentical transplant on 3 March 2021 (day 0). "
    (gvhd,) = case_of(f"Case report\n\n{begun}{told}").toxicities
    assert (gvhd.grade, gvhd.onset, gvhd.onset_day) == (3, None, None)
