"""States told again, denied, kept until a moment, counted from another: which are assessments of their own, after what, and when.

`CR negative <blinatumomab @2021-05-31 day=28 after=P3M for=P14M` is read as in test_response_lines.
"""

from collections.abc import Callable

import pytest
from states import assert_states

from models import Case

ALL = "A 20-year-old man with B-ALL received CD19 CAR-T cells on 1 March 2021. "
LBCL = "A 60-year-old woman with DLBCL received R-CHOP. "
AML = "A 50-year-old woman with AML received 7+3. "

STORIES = [
    # "no" of another clause
    (ALL + "The infusion caused no CRS at all and brought no response.", ["NR - <CD19_CAR-T"]),
    (ALL + "It was followed by no toxicity and led to no remission.", ["NR - <CD19_CAR-T"]),
    (ALL + "There was no relapse and progression was not seen either.", []),
    # said once more of the same state
    (ALL + "On day 28 marrow and CSF were in remission. At day 90 and day 180 the findings were unchanged.", ["CR - day=28", "CR - day=90", "CR - day=180"]),
    (ALL + "MRD negativity was restored by April 2021, and this was still the case in October 2022.", ["! negative @2021-04", "! negative @2022-10"]),
    (LBCL + "PET-CT one month after treatment disclosed a complete metabolic response, confirmed at three months.", ["CR - after=P1M", "CR - after=P3M"]),
    (ALL + "CR, MRD-negative, had been reached at month 2, and it persisted at the last visit 18 months after infusion.", ["CR negative after=P2M", "CR negative after=P18M"]),
    # counted from the remission
    (AML + "She reached CR. Twelve months after achieving CR she relapsed.", ["CR - <7+3", "relapse - after=None"]),
    (AML + "She reached CR. Eleven months after CR, biopsy of a nodule showed recurrence of leukemia.", ["CR - <7+3", "relapse - after=None"]),
    (AML + "She relapsed 9 months after attaining complete remission.", ["relapse - <7+3", "CR -"]),
    # a moment and how it is told
    (LBCL + "CR was found. At the last follow-up (August 2023; 28 months after R-CHOP) she was disease-free.", ["CR - @None", "CR - @2023-08 after=P28M"]),
    (LBCL + "Progression under ibrutinib came on 22 March 2021.", ["PD - @2021-03-22"]),
    (LBCL + "Transformation of the marrow disease was followed by relapse, which was proven histologically in October 2018.", ["relapse - @2018-10"]),
    (LBCL + "She had relapsed in the skin by 9 months.", ["relapse - after=P9M"]),
    (LBCL + "At the last control of 12 March 2024, the patient, who had a daughter in 2022, is in CR.", ["CR - @2024-03-12"]),
    (LBCL + "She relapsed. Epcoritamab was started in November 2023. As of June 2024, seven months into epcoritamab, she remains in CMR.", ["relapse - <R-CHOP", "CR - <epcoritamab @2024-06 after=P7M"]),
    (ALL + "As of December 2022 he is alive and leukaemia-free, 21 months after the infusion of the graft.", ["CR - @2022-12 after=P21M"]),
    ("A 60-year-old woman with AML underwent haploidentical HSCT on 9 May 2020. She is alive and leukaemia-free, 31 months after the graft.", ["CR - <haploidentical_HSCT after=P31M"]),
    # after what
    (LBCL + "R-CHOP led to complete remission, consolidated by two years of rituximab.", ["CR - <R-CHOP after=None"]),
    ("A 40-year-old man with CML underwent allogeneic HSCT on 6 June 2016. Molecular relapse 14 months after transplantation was treated with DLIs; BCR-ABL was negative six months after the last of them.", ["relapse positive <allogeneic_HSCT after=P14M", "! negative <donor_lymphocyte_infusion after=P6M"]),
    ("A 50-year-old man with DLBCL received axicabtagene ciloleucel on 14 September 2022 after bridging with polatuzumab, bendamustine and rituximab. A CR was found at 3 months.", ["CR - <axicabtagene_ciloleucel after=P3M"]),
    ("A 70-year-old man with CLL received lisocabtagene maraleucel on 16 January 2023. Bridging was by venetoclax and radiotherapy. At six months he relapsed.", ["relapse - <lisocabtagene_maraleucel after=P6M"]),
    ("A 33-year-old woman received nivolumab for Hodgkin lymphoma relapsing after ABVD, ICE and BEAM-autograft. She was in partial response when haploidentical transplantation was performed on 22 May 2018.", ["relapse - <autologous_HSCT", "PR - <nivolumab"]),
    ("A 50-year-old woman with mycosis fungoides was given bexarotene (PR for 8 months), gemcitabine (CR, 5 months) and mogamulizumab (no response). Brentuximab vedotin gave a PR. Allogeneic HSCT from an unrelated donor was performed in May 2019 in partial remission.", ["PR - <bexarotene for=P8M", "CR - <gemcitabine for=P5M", "NR - <mogamulizumab", "PR - <brentuximab_vedotin"]),
    ("A 43-year-old man with AML underwent allogeneic HSCT on 16 April 2019. He relapsed in September 2020. Azacitidine was started. The marrow of 31 May 2021 fulfilled the criteria of second post-transplant CR.", ["relapse - <allogeneic_HSCT", "CR - <azacitidine @2021-05-31"]),
    ("A 61-year-old man with DLBCL had progressive disease after R-CHOP. As bridging he had one cycle of Pola-BR, followed by whole-brain radiotherapy. MRI on 4 October 2021 showed a partial response. Axicabtagene ciloleucel was infused on 12 October 2021.", ["PD - <R-CHOP", "PR - <radiotherapy @2021-10-04"]),
    # residual disease of another stage
    ("A 1-year-old girl with ALL. Interfant-06 induced remission by day 33, but MRD was still 0.3% at the end of consolidation and became negative only after blinatumomab.", ["CR - <Interfant-06 day=33", "! positive <Interfant-06 day=None", "! negative <blinatumomab"]),
    (AML + "After cycle 14, NPM1 MRD had risen to 1.2%, and frank relapse with 38% blasts followed two months later.", ["! positive", "relapse -"]),
    (AML + "Afterwards NPM1 was no longer detectable in the marrow (5 March 2019).", ["! negative <7+3 @2019-03-05"]),
    (AML + "On 15 January 2024 CR with undetectable NPM1 was documented.", ["CR negative @2024-01-15"]),
    ("A 57-year-old woman with myeloma received ide-cel on 20 July 2021. A stringent CR was first recorded in January 2022, at 6 months, again with no MRD.", ["sCR negative @2022-01 after=P6M"]),
    ("A 64-year-old man with AML underwent allogeneic HSCT in November 2016. In June 2018 he relapsed (blasts 28%), attained CRi with FLAG-IDA, and was given DLI.", ["relapse - <allogeneic_HSCT @2018-06", "CRi - <FLAG-IDA"]),
    ("Patient 1, a 55-year-old woman with lymphoma, received epcoritamab from 3 October 2022. Patient 2, a 67-year-old man, received the same drug from 7 November 2022. Both attained CMR at week 12.", ["CR - <epcoritamab", "CR - <epcoritamab"]),
    # the interval that opened the telling
    ("A girl with AML underwent haploidentical HSCT in January 2019. Eight months after transplantation, in September 2019, she complained of bone pain. Relapse was confirmed on 25 September 2019.", ["relapse - <haploidentical_HSCT @2019-09-25 after=P8M"]),
    (LBCL + "CR was found. Twenty-one months after the last course a lump appeared in the groin; excised on 9 April 2018, it held the same lymphoma.", ["CR - <R-CHOP", "relapse - <R-CHOP @2018-04-09 after=P21M"]),
    ("A 60-year-old man with AML underwent allogeneic HSCT in 2016. Six months after HSCT, donor lymphocytes were infused. He relapsed in June 2017.", ["relapse - @2017-06 after=None"]),
    ("A 60-year-old man with myeloma received idecabtagene vicleucel on 3 May 2022. CR was confirmed 3 months after infusion and lasted 8 months; on 22 May 2023 PD was seen.", ["CR - <idecabtagene_vicleucel after=P3M for=P8M", "PD - @2023-05-22"]),
    (LBCL + "After cycle 4 there was complete metabolic response (CMR; 21 October 2019).", ["CR - <R-CHOP @2019-10-21"]),
    # times of a list, of a kind, of a treatment
    ("A 58-year-old man with myeloma. Tandem autografts (melphalan 200 mg/m2) in November 2014 and March 2015 brought a VGPR.", ["VGPR - <autologous_HSCT @None"]),
    ("A 58-year-old man with myeloma received idecabtagene vicleucel on 17 February 2020. sCR was certified at +90 days.", ["sCR - day=90"]),
    (AML + "Vemurafenib gave PR within 8 weeks.", ["PR - after=P8W"]),
    (LBCL + "It effected CR, documented in December 2019 and reconfirmed in December 2020 and December 2021.", ["CR - @2019-12", "CR - @2020-12", "CR - @2021-12"]),
    (AML + "After six cycles of azacitidine she had CR, after twelve it was lost.", ["CR - <azacitidine", "relapse - <azacitidine"]),
    (AML + "CR was found. She was lost to follow-up.", ["CR - <7+3"]),
    (AML + "She was in a morphological leukaemia-free state.", ["CRi - <7+3"]),
    ("A 31-year-old woman with Ph-positive ALL underwent allogeneic HSCT. BCR-ABL1 re-emerged at 0.02% on day +120; dasatinib was resumed, and by day +180 it was undetectable again.", ["! positive day=120", "! negative day=180"]),
    ("A 46-year-old man with ALCL had been treated with DHAP and BEAM-ASCT (CR, 8 months) and brentuximab vedotin (PR, 4 months).", ["CR - <autologous_HSCT for=P8M", "PR - <brentuximab_vedotin for=P4M"]),
    (AML + "She relapsed. Azacitidine was commenced in a trial; she had no response.", ["relapse -", "NR - <azacitidine"]),
    # what went before is told after the infusion
    ("A woman with myeloma received ciltacabtagene autoleucel on 4 April 2023. She had received D-VTd, ASCT and lenalidomide; bridging with DPd had led to PR. At month 1 she was in CR.", ["PR - <DPd", "CR - <ciltacabtagene_autoleucel after=P1M"]),
    ("A man with AML received 7+3. Intrathecal cytarabine cleared the CSF within three weeks, and venetoclax-azacitidine led to CR.", ["CR - after=P3W", "CR - <venetoclax after=None"]),
    ("A woman with myeloma received ciltacabtagene autoleucel on 4 April 2023. At month 3 sCR was documented, and at month 12 this was unchanged.", ["sCR - after=P3M", "sCR - after=P12M"]),
    ("A woman with Hodgkin lymphoma was given BrECADD. The final PET showed one node, biopsied: persisting Hodgkin lymphoma.", ["NR - <BrECADD"]),
    ("A boy with JMML underwent haploidentical HSCT on 2 May 2021. It failed: autologous reconstitution was seen on day 28.", []),
    # no assessments
    ("A 55-year-old man with AML (CR2) had a second allograft on 1 February 2022.", []),
    (AML + "CR was found. As fasciitis progressed, ibrutinib was tried.", ["CR -"]),
    ("A 71-year-old man with CLL in Richter transformation received lisocabtagene maraleucel on 16 January 2023.", []),
    ("A 48-year-old woman with AML (7+3, then FLAG-IDA, both without remission) received a graft.", ["NR - <FLAG-IDA"]),
    (LBCL + "On 11 May 2021 she attended with word-finding difficulty. PET-CT was clear, i.e. isolated CNS relapse.", ["relapse - @2021-05-11"]),
    (LBCL + "PD was found. One cycle of R-XY left the disease unchanged.", ["PD -", "SD -"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_which_moment_a_state_has(story: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    assert_states(case_of(story), expected)


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("At 3 months (4 August 2020) she had relapsed.", "2020-08-04"),
        ("At 3 months (August 2020) PET showed a complete response.", "2020-08"),
        ("Three months after infusion (i.e. 4 August 2020), MRD was negative.", "2020-08-04"),
        ("She relapsed at 3 months (August 2020).", "2020-08"),
    ],
)
def test_an_interval_with_its_date_in_brackets(case_of: Callable[[str], Case], told: str, date: str) -> None:
    begun = "A 66-year-old woman with lymphoma received axicabtagene ciloleucel on 4 May 2020. "
    (state,) = case_of(f"Case report\n\n{begun}{told}").responses
    assert (state.date, state.time_after) == (date, "P3M")


def test_a_day_counts_from_the_infusion_that_it_names(case_of: Callable[[str], Case]) -> None:
    begun = "A woman with leukemia received CD19 CAR-T on 4 May 2020 and CD22 CAR-T on 9 May 2020. "
    (state,) = case_of(f"Case report\n\n{begun}On day 28 after the first infusion she was in CR.").responses
    assert (state.date, state.day) == ("2020-06-01", 28)
