"""Sentences that tell of several lines, stages or examinations at once: each state keeps its own treatment and its own time.

`CR negative <blinatumomab @2021-05-31 day=28 after=P3M for=P14M` is read as in test_response_narratives.
"""

from collections.abc import Callable

import pytest
from states import assert_states

from models import Case

# the treatment named with each state, in lists, gapped clauses and chains of verbs
LINES = [
    ("A 70-year-old man with CLL had received FCR (2010, CR lasting five years), ibrutinib (2015-2019, best response PR) and venetoclax-rituximab (2019; PD after 10 months).", ["CR - <FCR for=P5Y", "PR - <ibrutinib", "PD - <venetoclax after=P10M"]),
    ("A 29-year-old woman with Hodgkin lymphoma relapsed after ABVD; two courses of BeGEV yielded a partial response, and brentuximab vedotin (1.8 mg/kg every three weeks, four doses) a complete response.", ["relapse - <ABVD", "PR - <BeGEV", "CR - <brentuximab_vedotin"]),
    ("A 45-year-old woman with T-lymphoblastic lymphoma achieved a first complete remission with the GMALL protocol, relapsed in the mediastinum after 2 years, and reached a second remission with nelarabine.", ["CR - <GMALL", "relapse - <GMALL after=P2Y", "CR - <nelarabine"]),
    ("A 66-year-old man with DLBCL attained a partial response to R-CHOP, progressed on lenalidomide, and responded completely, with a CR under glofitamab.", ["PR - <R-CHOP", "PD - <lenalidomide", "CR - <glofitamab"]),
    ("A 50-year-old man with myeloma had a VGPR with VRd, a PR with carfilzomib, and stable disease with pomalidomide.", ["VGPR - <VRd", "PR - <carfilzomib", "SD - <pomalidomide"]),
    ("A 61-year-old woman with mantle cell lymphoma was given R-CHOP with a PR of 8 months, ibrutinib with a CR of 20 months and venetoclax without response.", ["PR - <R-CHOP for=P8M", "CR - <ibrutinib for=P20M", "NR - <venetoclax"]),
    ("A 44-year-old man with follicular lymphoma: BR resulted in CR, tazemetostat in a PR and mosunetuzumab in a second CR.", ["CR - <BR", "PR - <tazemetostat", "CR - <mosunetuzumab"]),
    ("A 38-year-old man with Hodgkin lymphoma, refractory to ABVD, was salvaged by bendamustine, with a Deauville score of 2.", ["NR - <ABVD", "CR - <bendamustine"]),
    ("A 55-year-old woman with AML received 7+3 with midostaurin and achieved CR.", ["CR - <7+3"]),
]  # fmt: skip

# stages and examinations of one sentence
STAGES = [
    # two assessments by one verb; one moment told twice; two findings of one assessment
    ("A man with ALL was infused with tisa-cel on 12 January 2020. MRD was undetectable on day +28 and at 3 months.", ["! negative day=28", "! negative day=None after=P3M"]),
    ("A man with DLBCL was infused with tisa-cel on 12 January 2020. PET on day 30 and at 6 months demonstrated CR.", ["CR - day=30", "CR - day=None after=P6M"]),
    ("A man with ALL was infused with tisa-cel on 12 January 2020. MRD-negative CR was found on day 28 and after 6 months.", ["CR negative day=28", "CR negative after=P6M"]),
    ("A man with DLBCL was infused with tisa-cel on 12 January 2022. Relapse was diagnosed on 3 May 2023, i.e. 16 months after infusion.", ["relapse - @2023-05-03 after=P16M"]),
    ("A woman with CML was started on imatinib on 6 January 2015. At 12 months, BCR::ABL1 was 14% (IS), which was regarded as primary resistance, and nilotinib replaced imatinib.", ["NR positive <imatinib after=P12M"]),
    ("A woman with CML relapsed after HSCT. BCR::ABL1 was 0.02% 3 months after starting asciminib and was not detectable any more on 17 January 2022.", ["relapse -", "! positive <asciminib after=P3M", "! negative @2022-01-17"]),
    ("A boy with T-ALL was started on VDLP on 9 March 2021. On day 33, BM MRD detected by FCM was 12.6%, and non-remission (NR) was considered.", ["NR positive <VDLP day=33"]),
    ("A woman with Hodgkin lymphoma had ABVD, to which she responded only partially.", ["PR - <ABVD"]),
    ("A woman with PMBCL received axi-cel on 3 May 2021. PET-CT at M1 showed CMR, maintained at M3, M6 and M12.", ["CR - after=P1M", "CR - after=P3M", "CR - after=P6M", "CR - after=P12M"]),
    ("A woman with PMBCL received axi-cel on 3 May 2021. PET at 3 months showed CR. The remission was still present at 12 and 18 months.", ["CR - after=P3M", "CR - after=P12M", "CR - after=P18M"]),
    ("A man with FL was put on mosunetuzumab in second relapse.", []),
    ("A man with FL took R-CHOP. He was in relapse 5 months later.", ["relapse - <R-CHOP"]),
    ("A man with ALL received obe-cel on 3 May 2021. Although MRD had been 12% before lymphodepletion, it was undetectable on day 28.", ["! positive <None", "! negative <obecabtagene_autoleucel day=28"]),
    ("A man with T-ALL. CD7 CAR-T cells were infused on 2022-01-31. On 2022-02-28 (day 28), BM showed CRi.", ["CRi - @2022-02-28 day=28"]),
    ("A man with T-ALL. CD7 CAR-T cells were infused on 31 January 2022. On 28 February (day 28) the marrow was in CR.", ["CR - @2022-02-28 day=28"]),
    ("A man with T-ALL. CD7 CAR-T cells were infused on January 31, 2022. On February 28 (day 28), the marrow was in CR.", ["CR - @2022-02-28 day=28"]),
    ("A man with T-ALL. CD7 CAR-T cells were infused on 31/01/2022. On 28/02/2022 (day 28) the marrow was in CR.", ["CR - @2022-02-28 day=28"]),
    # one sentence, two sites; a remission that lasted until blasts came back
    ("A man with AML relapsed with a myeloid sarcoma after HSCT. Gilteritinib was introduced on 22 June 2022. A CRi with 0.4% MRD was obtained on 12 September 2022, and the sarcoma was no longer visible on MRI.", ["relapse -", "CRi positive <gilteritinib @2022-09-12", "CR - <gilteritinib @2022-09-12"]),
    ("A girl with ALL suffered BM relapse with CNS relapse in May 2022. CD19 CAR-T cells were infused on August 9, 2022 (day 0). On day 28, BM was in CR with MRD negativity, and no blasts were detected in cerebrospinal fluid.", ["relapse -", "CR negative day=28", "CR - day=28"]),
    ("A girl with ALL had BM relapse in May 2022. CD19 CAR-T cells were infused on August 9, 2022 (day 0). On day 28, BM was in CR with MRD negativity, and no blasts were detected in cerebrospinal fluid.", ["relapse -", "CR negative day=28"]),
    ("A man with AML was in CRi after azacitidine. Three further cycles kept him in remission until October 2021, when 22% blasts were seen.", ["CRi - <azacitidine", "CR - <azacitidine @None", "relapse - <azacitidine @2021-10"]),
    ("A man with CLL was treated with venetoclax and achieved uMRD in blood at month 12.", ["! negative <venetoclax after=P12M"]),
    ("A man with DLBCL received axi-cel on 3 May 2020. PET on day 30 and day 90 showed no disease.", ["CR - day=30", "CR - day=90"]),
    ("A man with DLBCL received axi-cel on 3 May 2020. Lumbar puncture showed no lymphoma.", []),
    ("A woman with MCL received axi-cel on 3 October 2022. CRS appeared on day 2 (grade 1) and recurred on day 5 as grade 2 with hypotension.", []),
    ("A woman with MCL received axi-cel on 3 October 2022. She had CRS grade 1, and her lymphoma recurred on day 85.", ["relapse - day=85"]),
    ("A man with DLBCL took R-CHOP. His CMV showed resistance to ganciclovir and he was regarded as frail.", []),
    ("A man with AML was induced with hyper-CVAD (4 courses A/B) beginning in May 2016 and attained CR.", ["CR - <hyper-CVAD @None"]),
    ("A man with DLBCL was given R-CHOP (6 cycles) starting in May 2016, with CR.", ["CR - <R-CHOP @None"]),
    ("A man with DLBCL received R-CHOP x6 (Jan-May 2019, CR).", ["CR - <R-CHOP @None"]),
    ("A man with DLBCL started R-CHOP in May 2016 and was in CR in October 2016.", ["CR - <R-CHOP @2016-10"]),
    ("A 47-year-old woman with AML was induced with daunorubicin and cytarabine in October 2018. Day 28 marrow revealed persistent disease (22% blasts), so that a second course with mitoxantrone, etoposide and cytarabine (MEC) was given in December 2018, after which she was in CR with incomplete count recovery.", ["NR - <daunorubicin day=28", "CRi - <MEC day=None @None"]),
    ("A 60-year-old man with DLBCL received R-CHOP. PET on 3 May 2020 showed persistent lymphoma after R-CHOP, R-DHAP was given, and a CR was noted on 4 August 2020.", ["NR - <R-CHOP @2020-05-03", "CR - <R-DHAP @2020-08-04"]),
    ("A 60-year-old man with DLBCL received R-CHOP. A CR was seen on 3 May 2020 but the disease relapsed and R-ICE was ineffective.", ["CR - <R-CHOP @2020-05-03", "relapse - <R-CHOP", "NR - <R-ICE"]),
    ("A 71-year-old woman with AML received azacitidine and venetoclax from May 2020. Bone marrow examination after the first cycle showed CRi and after the fourth CR without measurable residual disease (<0.1% by flow).", ["CRi - <azacitidine", "CR negative <azacitidine"]),
    ("A 31-year-old woman with B-ALL received obecabtagene autoleucel. At month 6, MRD by NGS turned positive (2 x 10^-5) and frank relapse (41% blasts, CD19 negative) followed at month 8.", ["! positive after=P6M", "relapse - after=P8M"]),
    ("A 50-year-old man with CLL received venetoclax-obinutuzumab; PR was noted at 3 months, CR at 9 months and undetectable MRD at 12 months.", ["PR - after=P3M", "CR - after=P9M", "! negative after=P12M"]),
    ("A 38-year-old man with Hodgkin lymphoma received pembrolizumab. It resulted in CMR at the first re-evaluation (12 weeks) and in CMR again at week 24.", ["CR -", "CR - after=P24W"]),
    ("A 70-year-old man with DLBCL received liso-cel. PET/CT on day +30: complete metabolic response. At 6 months this was maintained, but at 9 months a new axillary lymph node proved to be recurrent disease.", ["CR - day=30", "CR - after=P6M", "relapse - after=P9M"]),
    ("A man with AML did not respond to 3+7. Azacitidine then stabilised the disease for 7 months until progression in January 2016.", ["NR - <7+3", "SD - <azacitidine for=P7M @None", "PD - <azacitidine @2016-01"]),
    ("A girl with ALL had received ALL-BFM 95, with bone marrow relapse 30 months off therapy.", ["relapse - <ALL-BFM_95 after=P30M"]),
    ("On 28 May 2021 a 40-year-old man received CD19 CAR-T cells. On day 30 he was in CR and MRD was negative.", ["CR negative day=30"]),
    ("A 40-year-old man received CD19 CAR-T cells. On 2 October 2022 he was in CR and MRD was negative, 19 months after CD19 CAR-T cells.", ["CR negative @2022-10-02 after=P19M"]),
]  # fmt: skip

# residual disease measured again and again
SERIES = [
    ("A 23-year-old man with B-ALL received hyper-CVAD. He attained CR, MRD being 0.3% by flow cytometry at the end of course 1 and undetectable following course 3.", ["CR positive", "! negative"]),
    ("A 5-year-old boy with ALL received blinatumomab. MRD was 0.5% on day 15, 0.02% on day 29 and negative at week 12.", ["! positive day=15", "! positive day=29", "! negative after=P12W"]),
    ("A boy with ALL received CD19 CAR-T cells. MRD by flow was negative on day 28, but 0.04% at month 3 and 1.2% at month 6.", ["! negative day=28", "! positive after=P3M", "! positive after=P6M"]),
    ("A boy with ALL received CD19 CAR-T cells. MRD was negative at day 28. Chimerism was 95% at day 30 and 80% on day 60.", ["! negative day=28"]),
    ("A boy with ALL received CD19 CAR-T cells. MRD was negative at day 28, when CMV was positive at 500 copies/mL and negative by day 40.", ["! negative day=28"]),
    ("A boy with ALL received nelarabine. On 27 December 2019, complete remission with PCR-MRD of 5 x 10^-3 (0.5%) was confirmed; after a second identical cycle it was <10^-4, that is, negative (30 January 2020).", ["CR positive @2019-12-27", "! negative @2020-01-30"]),
    ("A man with AML received azacitidine and venetoclax from May 2021. The marrow on 14 June 2021 displayed CR, with 0.08% residual NPM1 transcripts, which became negative on 20 July 2021.", ["CR positive @2021-06-14", "! negative @2021-07-20"]),
    ("A man with AML received 7+3 in October 2019. On 8 November 2019 the marrow fulfilled the criteria of CRi, with an NPM1mut/ABL1 ratio of 2.4%.", ["CRi positive @2019-11-08"]),
]  # fmt: skip

# several examinations said of at once, and what sounds like an assessment and is none
EXAMINED = [
    ("A boy with ALL underwent haploidentical HSCT on 11 February 2021. BCR-ABL1 was undetectable on D+30 and D+100 (May 22, 2021), the marrow being in remission.", ["CR negative @2021-03-13 day=30", "CR negative @2021-05-22 day=100"]),
    ("A boy with ALL underwent haploidentical HSCT on 26 February 2020. On day 30 and on day 90 the marrow was MRD-negative, in remission.", ["CR negative day=30", "CR negative day=90"]),
    ("A boy with ALL received CD19 CAR-T cells. MRD was negative on 3 May 2020 and again on 7 June 2020.", ["! negative @2020-05-03", "! negative @2020-06-07"]),
    ("A man with myeloma received VRd. Pomalidomide with cyclophosphamide held the disease stable from January to August 2022.", ["SD - @None"]),
    ("A man with DLBCL received axicabtagene ciloleucel on 25 January 2022. In late August 2022, PET-CT revealed new hepatic lesions, and biopsy demonstrated relapsed DLBCL.", ["relapse - <axicabtagene_ciloleucel @2022-08"]),
    ("A man with relapsed DLBCL was referred. He was diagnosed as having relapsed DLBCL elsewhere.", []),
    ("A girl with ALL had 7+3. Venetoclax was sought through early access without success. Stem cell mobilisation was unsuccessful.", []),
]  # fmt: skip

# lengths, losses, grafts in remission, the spinal fluid
TOLD = [
    ("A 67-year-old woman with FL received R-CVP, with CR for 4 years. At first relapse in 2013 bendamustine was given: CR, 3 years.", ["CR - <R-CVP for=P4Y", "relapse - <R-CVP @2013", "CR - <bendamustine for=P3Y"]),
    ("An 81-year-old man with CLL received chlorambucil-obinutuzumab (partial remission, 38 months). Acalabrutinib (2018) provided another PR, which was lost in January 2021.", ["PR - <chlorambucil for=P38M", "PR - <acalabrutinib", "PD - <acalabrutinib @2021-01"]),
    ("A woman with DLBCL received axi-cel on 3 December 2019. She was in PR at month 1 and in CR from month 3 on; the latter was ongoing at month 36.", ["PR - after=P1M", "CR - after=P3M", "CR - after=P36M"]),
    ("A woman with myeloma received ide-cel in May 2021. At day 28, IMWG response was PR. sCR was first noted at month 6.", ["PR - day=28", "sCR - day=None after=P6M"]),
    ("A man with mantle cell lymphoma. R-hyperCVAD was followed by BEAM-ASCT in first CR. He relapsed in 2017.", ["CR - <R-hyper-CVAD", "relapse - <autologous_HSCT @2017"]),
    ("A boy with T-ALL received nelarabine. MRD had become negative, and haploidentical transplantation was performed in first CR.", ["! negative <nelarabine"]),
    ("A boy with T-ALL had isolated CNS relapse after haploidentical transplantation. With weekly triple intrathecal chemotherapy CSF clearance was achieved within three weeks.", ["relapse - <haploidentical_HSCT", "CR - <intrathecal_chemotherapy"]),
    ("A girl with Hodgkin lymphoma underwent haploidentical HSCT in May 2020. Eighteen months after transplantation she has neither relapse nor GVHD.", ["CR - <haploidentical_HSCT after=P18M"]),
    ("A patient's leukaemia (AML, inv(16)) had remitted after 7+3 in 2011.", ["CR - <7+3"]),
    ("A girl with ALL. Blinatumomab rendered her MRD negative, but she relapsed, with lineage switch, on day 56 after the subsequent cord blood transplant.", ["! negative <blinatumomab", "relapse - <umbilical_cord_blood_transplantation day=56"]),
    ("A girl with ALL received revumenib. The response was consolidated by a second transplant in August 2022, and she is well 12 months later with undetectable MRD.", ["! negative @None after=P12M"]),
    ("A boy with ALL received AIEOP-BFM ALL 2017. MRD at the end of induction was 8 x 10^-3 and at week 12 still 2 x 10^-3.", ["! positive", "! positive after=P12W"]),
    ("A woman with ALL did not respond to a paediatric-inspired induction (CALGB 10403), day-29 marrow containing 45% lymphoblasts; nelarabine-cyclophosphamide-etoposide reduced them to 4%, with MRD of 1.3%.", ["NR - <CALGB_10403 day=29", "! positive <nelarabine day=None"]),
    ("A woman with ALL relapsed after allogeneic HSCT. Blinatumomab produced CR. She died in remission of pulmonary GVHD 14 months after relapse.", ["relapse - <allogeneic_HSCT", "CR - <blinatumomab", "CR - <blinatumomab"]),
    ("A woman with primary CNS lymphoma achieved complete response with the MATRix regimen. MRI 15 months later revealed a new enhancing lesion in the left frontal lobe. Ibrutinib gave no benefit.", ["CR - <MATRix", "relapse - <MATRix after=P15M", "NR - <ibrutinib"]),
    ("A patient with myeloma received D-VTd. An ASCT in 11/2019 upgraded the response to CR. Lenalidomide maintenance was begun 3 months post-transplant. 18 months into maintenance, MRD resurgence, and 4 months later clinical relapse occurred. CR was regained with teclistamab within 2 cycles.", ["CR - <autologous_HSCT", "! positive <lenalidomide after=P18M", "relapse - <lenalidomide after=P4M", "CR - <teclistamab"]),
    ("A man with T-cell lymphoma received duvelisib (CR by PET in week 8). He was consolidated with an alloSCT (10/10 MUD, Flu/Bu2), performed on 8 Oct 2020 in CR.", ["CR - <duvelisib"]),
    ("A man with Burkitt lymphoma with CNS disease was treated with R-CODOX-M/IVAC. CSF was clear after 2 doses. R-ICE did not work.", ["CR - <R-CODOX-M/IVAC", "NR - <R-ICE"]),
    ("A boy with ALL without CNS disease received induction with vincristine and prednisone. The CSF was negative.", []),
    ("A woman with AML. CPX-351 induction: on day 35 a hypocellular marrow with 3% blasts, ANC 0.4, platelets 45 (CRi, according to ELN 2017).", ["CRi - <CPX-351 day=35"]),
    ("A man with NK/T-cell lymphoma received pembrolizumab. He is currently (May 2023) alive in second CR on pembrolizumab.", ["CR - <pembrolizumab @2023-05"]),
    ("Upon admission in March 2021, a boy had leukaemia with 25% blasts; FLAG chemotherapy was started and CR attained after the first course.", ["CR - <FLAG @None"]),
    ("A woman with AML received 7+3. She relapsed. After failing gilteritinib, she was bridged by FLAG-IDA to a MUD HCT, entering it in MRD- CR.", ["relapse - <7+3", "NR - <gilteritinib", "CR negative <FLAG-IDA"]),
    ("A woman with myeloma had received VCD induction (VGPR), ASCT (CR, 29 months), Rd (PR, 18 months), DVd (PD) and belantamab (PD).", ["VGPR -", "CR - <autologous_HSCT for=P29M", "PR - <Rd for=P18M", "PD - <DVd", "PD - <belantamab_mafodotin"]),
    ("A woman with MCL progressed on ibrutinib. Venetoclax was commenced, but the disease progressed again within 2 months. After brexucabtagene autoleucel, PET-CT at 1, 3 and 12 months was negative.", ["PD - <ibrutinib", "PD - <venetoclax", "CR - after=P1M", "CR - after=P3M", "CR - <brexucabtagene_autoleucel after=P12M"]),
    ("A man with PTCL-NOS (2 relapses) obtained his first CR by CHOP; the third relapse came 13 months after an autologous transplantation.", ["CR - <CHOP", "relapse - <autologous_HSCT after=P13M"]),
    ("A man with T-LBL received nelarabine, followed by allogeneic SCT. Six months afterwards, he died of infection without evidence of lymphoma.", ["CR - <allogeneic_HSCT"]),
    ("A boy with multisystem LCH was treated with vinblastine and prednisone (NAD after 6 weeks).", ["CR - after=P6W"]),
    ("A man with ALL was transplanted from a MUD on July 2, 2019. The MRD turned negative at 1 month and stayed so until month 9, when it rose to 0.2%.", ["! negative after=P1M", "! positive after=P9M"]),
    ("A man with ALL received CD19 CAR-T cells. PET on day 28 was normal and MRD negative; the same on day 180 and day 365.", ["CR negative day=28", "CR negative day=180", "CR negative day=365"]),
    ("A man with Hodgkin lymphoma underwent allogeneic HSCT in Sept 2022. Post-transplant day 100 PET: CMR.", ["CR - day=100"]),
    ("A woman with AML relapsed after HSCT. Azacitidine led to a durable CR (currently 30 months).", ["relapse -", "CR - <azacitidine for=P30M"]),
    ("A woman with primary mediastinal B-cell lymphoma progressed after six cycles of DA-EPOCH-R and after salvage with R-ICE. Pembrolizumab was begun.", ["PD - <R-ICE"]),
    ("A 60-year-old man with DLBCL refractory to R-CHOP and R-ICE received axi-cel.", ["NR - <R-ICE"]),
    ("A man with steroid-refractory GVHD refractory to ruxolitinib was seen. He had AML.", []),
    ("A man with relapsed/refractory DLBCL received R-CHOP. His T cells and B cells recovered.", []),
    ("A woman with DLBCL was staged. PET showed new lesions in the lung. R-CHOP was given.", []),
    ("A man with DLBCL had received R-CHOP. His fever had remitted and the weight lost was regained.", []),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), [*LINES, *STAGES, *SERIES, *EXAMINED, *TOLD])
def test_each_state_keeps_its_own(story: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    assert_states(case_of(story), expected)
