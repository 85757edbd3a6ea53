"""States behind an infusion that its sentence gives, behind a person's treatment, behind a trial; what states did not follow.

`CR negative <blinatumomab @2021-05-31 day=28 after=P3M for=P14M` is read as in test_response_lines.
"""

from collections.abc import Callable

import pytest
from states import assert_states

from models import Case

GRAFTED = "A man of 45 with B-ALL underwent haplo-HSCT on 2 September 2019. He relapsed on day 60. "
RELAPSED = "relapse - <haploidentical_HSCT @2019-11-01 day=60"

STORIES = [
    # days behind an infusion that the same sentence gives count from it
    (GRAFTED + "CD7 CAR-T cells were infused on 24 November 2019; a CRi was noted on day 15.", [RELAPSED, "CRi - <CD7_CAR-T @2019-12-09 day=15"]),
    (GRAFTED + "Brexu-cel on 8 June 2020: CR on day 28.", [RELAPSED, "CR - <brexucabtagene_autoleucel @2020-07-06 day=28"]),
    (GRAFTED + "CD19 CAR-T cells were given on 3 May 2020, and the marrow of day 28 was in CR.", [RELAPSED, "CR - <CD19_CAR-T @2020-05-31 day=28"]),
    (GRAFTED + "Tisagenlecleucel followed on 3 May 2020, with MRD-negative CR on day 28.", [RELAPSED, "CR negative <tisagenlecleucel @2020-05-31 day=28"]),
    # the patient's own trial
    ("A woman had IgA myeloma. Selinexor had no effect. In a trial she was infused with BCMA CAR-T cells on 10 November 2020. sCR was confirmed on 8 February 2021.", ["NR - <selinexor", "sCR - <BCMA_CAR-T @2021-02-08"]),
    ("A woman had IgA myeloma. Selinexor had no effect. In a phase 1 study of dual targeting, the patient received BCMA CAR-T cells on 10 November 2020. She reached CR.", ["NR - <selinexor", "CR - <BCMA_CAR-T"]),
    ("A woman had IgA myeloma. Selinexor had no effect. In a trial of 40 adults, BCMA CAR-T cells led to CR in 60%.", ["NR - <selinexor"]),
    # the date of what was done with her is none of the state
    ("A woman had IgA myeloma. After VRd (VGPR) she was autografted in April 2017.", ["VGPR - <VRd @None"]),
    ("A woman had IgA myeloma. VRd gave a VGPR, and she was referred in April 2017.", ["VGPR - <VRd @None"]),
    ("A woman had IgA myeloma. VRd was given. A VGPR was found in April 2017.", ["VGPR - <VRd @2017-04"]),
    # a date behind what the state was reached by
    ("A woman with ALL obtained a CR by GRAAPH induction on 3 May 2018.", ["CR - <GRAAPH @2018-05-03"]),
    ("A woman with ALL entered CR after GRAAPH in May 2018.", ["CR - <GRAAPH @2018-05"]),
    ("A woman with ALL was in CR when blinatumomab was begun on 3 May 2018.", ["CR - @None"]),
    # what could not be restored
    ("A woman with ALL relapsed. Ponatinib and two donor lymphocyte infusions failed to restore a remission.", ["relapse -", "NR - <donor_lymphocyte_infusion"]),
    # immunoglobulins treat no lymphoma
    ("A man with MCL received brexu-cel on 12 January 2021. Intravenous immunoglobulins were substituted. In March 2022 it was MCL again.", ["PD - <brexucabtagene_autoleucel @2022-03"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_states_behind_infusions(case_of: Callable[[str], Case], story: str, expected: list[str]) -> None:
    assert_states(case_of(story), expected)
