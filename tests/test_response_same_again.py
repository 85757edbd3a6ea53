"""States by what had gone, by "the same as that of day 90", by a complaint before the biopsy, by a fusion gene,
by uptake that lights up, by another treatment that failed too: rows, moments, treatments.

`CR negative <blinatumomab @2021-05-31 day=28 after=P3M for=P14M` is read as in test_response_lines.
"""

from collections.abc import Callable

import pytest
from states import assert_states

from models import Case

ALL = "A 20-year-old man with B-ALL received CD19 CAR-T cells on 1 March 2021 (day 0). "
LBCL = "A 60-year-old woman with DLBCL was given tisagenlecleucel on 3 August 2022 (D0). "
MCL = "A 61-year-old woman with mantle cell lymphoma received brexucabtagene autoleucel on 18 August 2021. PET one month later showed CMR. "
AML = "A 50-year-old woman with AML received 7+3 with CR in May 2019. "
GRAFT = "A 40-year-old woman with AML underwent haploidentical HSCT on 1 March 2021 (day 0). "
CML = "A 41-year-old man with chronic myeloid leukemia underwent allogeneic HSCT on 15 May 2019 (day 0). "
AXI = "A 50-year-old woman with DLBCL received axicabtagene ciloleucel on 1 March 2021 (day 0). "
RCHOP = "A 50-year-old woman with DLBCL received six cycles of R-CHOP until December 2019, with complete metabolic response. "
MM = "A 60-year-old man with multiple myeloma received VRd from January 2018. "
TKI = "A 41-year-old man with chronic-phase CML took imatinib from September 2014. "

STORIES = [
    # the same as on another day: an assessment of its own
    (LBCL + "The PET/CT of D+30 was scored Deauville 2, the same as the one of D+90, 1 November 2022.", ["CR - @2022-09-02 day=30", "CR - @2022-11-01 day=90"]),
    (ALL + "The marrow of day 28 was in MRD-negative CR, and so was that of day 90.", ["CR negative day=28", "CR negative day=90"]),
    (ALL + "On day 30 MRD was negative, as was the one of month 3.", ["! negative day=30", "! negative after=P3M"]),
    (LBCL + "PET on day 30 showed a CMR, identical to that at month 3.", ["CR - day=30", "CR - after=P3M"]),
    (LBCL + "PET on day 30 showed a CMR, the same as was hoped for by all of us.", ["CR - day=30"]),
    # what was gone
    (ALL + "By day 15 blasts were gone from the marrow, and on day 28 CR was confirmed.", ["CR - day=15", "CR - day=28"]),
    (ALL + "The leukemic cells had vanished by day 14.", ["CR - day=14"]),
    (ALL + "On day 28 the marrow looked normal under the microscope, but the transcript had returned at 0.03%.", ["CR positive day=28"]),
    (ALL + "On day 28 the bone marrow was morphologically unremarkable.", ["CR - day=28"]),
    (ALL + "On day 10 blasts had disappeared from the peripheral blood.", []),
    ("A boy with fever was seen in 2020. The marrow was morphologically normal and no leukemia was found.", []),
    # the response, its moment, its degree
    (LBCL + "The response in May of 2023 was partial.", ["PR - @2023-05"]),
    (LBCL + "The response on day 90 was complete.", ["CR - day=90"]),
    # lost in one sentence, named twice
    (LBCL + "CR was seen on day 30, but in October the abdominal nodes had grown again and the biopsy confirmed the relapse.", ["CR - day=30", "relapse - @2022-10"]),
    (LBCL + "In October 2022 the disease progressed, and later a biopsy in December 2022 confirmed relapse.", ["PD - @2022-10", "relapse - @2022-12"]),
    # a purpose
    (AML + "For deeper remission she was given azacitidine in June 2019.", ["CR - @2019-05"]),
    (AML + "For a longer remission, an autograft followed.", ["CR - @2019-05"]),
    # the complaint before the biopsy
    (MCL + "MRD became detectable in February 2024, while CT remained clear. On 3 June 2024, some 33 months following CAR T-cell infusion, she noticed an axillary lump. Biopsy showed mantle cell lymphoma and PET revealed multifocal relapse.", ["CR - after=P1M", "! positive @2024-02", "relapse - @2024-06-03 after=P33M"]),
    (MCL + "In May 2023, 21 months after the infusion, she complained of sweats. Relapse was proven by biopsy.", ["CR - after=P1M", "relapse - @2023-05 after=P21M"]),
    (MCL + "In May 2023 she complained of sweats. Ibrutinib was refused. PET in June 2023 was clean.", ["CR - after=P1M", "CR - @2023-06"]),
    # fusion genes
    (ALL + "On day 28, CR was confirmed and E2A-PBX1 was undetectable.", ["CR negative day=28"]),
    (ALL + "On day 28 he was in CR, but KMT2A::AFF1 was still detectable.", ["CR positive day=28"]),
    (ALL + "On day 28 the marrow was in CR, MLL-AF4 being negative.", ["CR negative day=28"]),
    (AML + "Haploidentical transplantation followed on 20 March 2020. Chimerism was complete and NPM1 undetectable on days 30, 60 and 100.", ["CR - @2019-05", "! negative day=30", "! negative day=60", "! negative day=100"]),
    (AML + "The blasts had been positive for FLT3-ITD.", ["CR - @2019-05"]),
    # what a regimen could not do
    (AML + "In June 2020 relapse was found. FLAG-IDA failed to control the disease (blasts 46%).", ["CR - <7+3", "relapse - @2020-06", "NR - <FLAG-IDA"]),
    # counted from two treatments: the later
    (LBCL + "Relapse was found in May 2023. Glofitamab was begun on 6 June 2023. In June 2024, 22 months after tisagenlecleucel and one year after starting glofitamab, she was in CR.", ["relapse - <tisagenlecleucel", "CR - <glofitamab @2024-06 after=P1Y"]),
    (LBCL + "Relapse was found in May 2023. Valemetostat was begun on 6 June 2023. PET revealed PR at 8 weeks and CMR at 24 weeks of treatment.", ["relapse - <tisagenlecleucel", "PR - <valemetostat after=P8W", "CR - <valemetostat after=P24W"]),
    # what accompanied a line
    ("A woman with CLL received venetoclax from 6 April 2020. Six infusions of rituximab accompanied it. In May 2021 the CT was normal (complete remission).", ["CR - <venetoclax @2021-05"]),
    # the same again, elliptic
    (ALL + "The D+30 marrow (31 March 2021) was in CR with undetectable MRD (<0.01%), and so was the D+90 marrow.", ["CR negative day=30", "CR negative day=90"]),
    (ALL + "The day 28 marrow was in CR and MRD-negative, as was that of day 90.", ["CR negative day=28", "CR negative day=90"]),
    (AXI + "PET on day 30 showed a complete metabolic response, and so did the PET of month 6.", ["CR - day=30", "CR - after=P6M"]),
    (AXI + "PET on day 30 showed a complete metabolic response. So did the one at six months.", ["CR - day=30", "CR - after=P6M"]),
    (GRAFT + "CR with undetectable MRD was verified at D+100, and again one year after the graft.", ["CR negative day=100", "CR negative after=P1Y"]),
    (GRAFT + "MRD was negative on day 30 and again on day 100.", ["! negative day=30", "! negative day=100"]),
    (AXI + "On day +90 there was complete metabolic response and the marrow was free of lymphoma, with undetectable MRD. Both findings were confirmed at month 6.", ["CR negative day=90", "CR negative after=P6M"]),
    (AXI + "On day +30 there was a complete metabolic response. The finding was confirmed at 6 months.", ["CR - day=30", "CR - after=P6M"]),
    (AXI + "On day +30 there was a complete metabolic response. These results were reproduced at month 12.", ["CR - day=30", "CR - after=P12M"]),
    (AXI + "On day +30 there was a complete metabolic response. One year after the infusion the finding was the same.", ["CR - day=30", "CR - after=P1Y"]),
    (AXI + "On day +30 PET showed a partial response. CRP was raised, and so was ferritin on day 40.", ["PR - day=30"]),
    # transcripts
    (CML + "On D+100 (23 August 2019) the BCR::ABL1 transcript persisted undetectable. In January 2020 it reappeared at 0.4%, with no blasts in the marrow - molecular relapse.", ["! negative day=100 @2019-08-23", "relapse positive @2020-01"]),
    (CML + "BCR::ABL1 remained undetectable on day 90. In May 2020 it returned at 0.2%: molecular relapse. Donor lymphocytes were given on 10 June 2020. Undetectability was again obtained in September 2020.", ["! negative day=90", "relapse positive @2020-05", "! negative @2020-09 <donor_lymphocyte_infusion"]),
    (CML + "The transcript stayed undetectable at 12 months. Molecular negativity was regained in May 2021.", ["! negative after=P12M", "! negative @2021-05"]),
    (GRAFT + "NPM1 was undetectable on day 30. On 14 September 2021 NPM1 transcripts were found at 0.09%; two weeks later the level had risen to 0.51%, fulfilling the definition of molecular relapse. Donor lymphocytes were given on 19 October 2021. NPM1 was 0.03% on 16 November and could no longer be detected on 11 January 2022.", ["! negative day=30", "! positive @2021-09-14", "relapse positive @2021-09-28", "! positive @2021-11-16 <donor_lymphocyte_infusion", "! negative @2022-01-11 <donor_lymphocyte_infusion"]),
    (GRAFT + "On day 60 NPM1 transcripts were 0.08%. Azacitidine was started. Two months later the level had fallen to 0.01%.", ["! positive day=60", "! positive"]),
    (ALL + "At D28 the marrow was in CR with an MRD of 0.4%. It fell below the threshold of 10^-4 at D78.", ["CR positive day=28", "! negative day=78"]),
    (GRAFT + "MRD was 0.2% on day 30. It dropped below the detection limit by day 100.", ["! positive day=30", "! negative day=100"]),
    # proved relapse of an abbreviation
    ("A 57-year-old woman with ATL underwent cord blood transplantation on 1 October 2020. CT on day 31 confirmed CR. On 14 June 2022, sIL-2R had gone up, and a biopsy of the groin proved relapse of ATL.", ["CR - day=31", "relapse - @2022-06-14"]),
    ("A 50-year-old man with PTCL received CHOP from May 2019 and entered CR in October 2019. Recurrence of PTCL was proved by biopsy in March 2020.", ["CR - @2019-10", "relapse - @2020-03"]),
    (GRAFT + "CR was confirmed on day 30. Relapse of CMV was seen in May 2021.", ["CR - day=30"]),
    (GRAFT + "CR was confirmed on day 30. Recurrence of GVHD was seen in May 2021.", ["CR - day=30"]),
    # lit up
    (RCHOP + "In December 2020, PET lit up inguinal and iliac nodes.", ["CR -", "relapse - @2020-12"]),
    (RCHOP + "In May 2021 the scan lit up again in the left groin.", ["CR -", "relapse - @2021-05"]),
    (RCHOP + "In May 2021 several abdominal nodes lit up on PET; biopsy was not done.", ["CR -", "relapse - @2021-05"]),
    (RCHOP + "In May 2021 PET showed avid uptake in the spleen and in iliac nodes.", ["CR -", "relapse - @2021-05"]),
    # DS5
    (RCHOP + "In September 2020, biopsy established relapse. R-GDP failed after two courses, PET on 9 November 2020 showing DS5 with new paravertebral disease.", ["CR -", "relapse - @2020-09", "PD - @2020-11-09"]),
    (RCHOP + "In September 2020 she relapsed. After two courses of R-DHAP, PET on 3 November 2020 displayed Deauville 5 with new lesions.", ["CR -", "relapse - @2020-09", "PD - @2020-11-03"]),
    (RCHOP + "In September 2020 she relapsed. Two courses of R-ICE failed: PET showed progression on 3 November 2020.", ["CR -", "relapse - @2020-09", "PD - @2020-11-03"]),
    # so did
    ("A boy of 8 with T-ALL relapsed on 8 February 2022. Venetoclax with vincristine proved futile (60% blasts on 8 March 2022), and so did daratumumab, 16 mg/kg weekly: 40% blasts on 12 April 2022.", ["relapse - @2022-02-08", "NR - @2022-03-08", "NR - @2022-04-12 <daratumumab"]),
    ("A man of 48 with AML relapsed in May 2021. FLAG-IDA was ineffective, and so was venetoclax with azacitidine.", ["relapse - @2021-05", "NR - <FLAG-IDA", "NR - <venetoclax"]),
    # times
    (RCHOP + "She relapsed in May 2021. Epcoritamab was started on 1 February 2022. After two cycles she was in PR. After four (1 June 2022): CMR, DS2.", ["CR -", "relapse -", "PR -", "CR - @2022-06-01"]),
    ("A 67-year-old man with mantle cell lymphoma received brexucabtagene autoleucel on 18 July 2022 (day 0). Day 30 PET was in CR. He remains disease-free 18 months out, as of January 2024.", ["CR - day=30", "CR - @2024-01 after=P18M"]),
    ("A 57-year-old woman with ATL began valemetostat on 27 June 2022. CT 8 weeks later showed partial response, and PET-CT on 5 December 2022 CR.", ["PR - @2022-08-22 after=P8W", "CR - @2022-12-05"]),
    ("A 29-year-old woman with PMBCL received CD19 CAR-T cells on 19 April 2019 (day 0). PET-CT on May 19, 2019 (day 30) suggested PR. This PR was held for 5 months. In October 2019 the lung nodule grew to 5.1 cm (PD), and rebiopsy on October 15 demonstrated CD19-negative tumor.", ["PR - day=30 for=P5M", "PD - @2019-10"]),
    (TKI + "As no cytogenetic response was present at 12 months, the therapy was changed to dasatinib 100 mg in October 2015, with complete cytogenetic response verified in April 2016.", ["NR - after=P12M <imatinib", "CR - @2016-04 after=None <dasatinib"]),
    (TKI + "In February 2018 he stopped it. On 22 October 2018 he came with fever. There were 41% myeloblasts in the marrow, characterizing progression to myeloid blast phase.", ["PD - @2018-10-22"]),
    (MM + "Selinexor, the fourth attempt, was broken off after six weeks because of nausea, and the myeloma had not responded at all.", ["NR - after=None"]),
    ("A 64-year-old man with DLBCL received four cycles of R-CHOP as of 21 March 2022; interim PET in mid-May displayed stable disease and that of 27 June 2022 frank progression.", ["SD - @2022-05", "PD - @2022-06-27"]),
    (MM + "Most patients relapse within one to two years. In May 2019 he was in VGPR.", ["VGPR - @2019-05"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_states_said_otherwise(case_of: Callable[[str], Case], story: str, expected: list[str]) -> None:
    assert_states(case_of(story), expected)
