"""States by what had gone, by "the same as that of day 90", by a complaint before the biopsy, by a fusion gene: rows, moments, treatments.

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
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_states_said_otherwise(case_of: Callable[[str], Case], story: str, expected: list[str]) -> None:
    assert_states(case_of(story), expected)
