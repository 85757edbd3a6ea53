"""Residual disease that a pronoun, an assay or a bracket tells of, and states that are headings, labels or purposes.

`CR negative <blinatumomab @2021-05-31 day=28 after=P3M for=P14M` is read as in test_response_lines.
"""

from collections.abc import Callable

import pytest
from states import assert_states

from models import Case

ALL = "A boy of 12 with ALL was put on chemotherapy in March 2017. MRD of 0.9% was found on day 33. "
CELLS = "A man of 40 with B-ALL received CD19 CAR-T cells on 1 March 2021 (day 0). "
AML = "A woman with AML received 7+3 with CR in May 2019. "
MM = "A man of 60 with myeloma received ciltacabtagene autoleucel on 3 February 2021. "
LBCL = "A man of 60 with DLBCL received R-CHOP. "

STORIES = [
    # "it" is the residual disease of the sentence before
    (ALL + "High-risk blocks pushed it to 0.02% by July 2017.", ["! positive", "! positive @2017-07"]),
    (ALL + "Consolidation brought this figure down to 0.11% in May 2017.", ["! positive", "! positive @2017-05"]),
    (ALL + "It fell to 0.01% in June 2017.", ["! positive", "! positive @2017-06"]),
    (ALL + "Two blocks made it disappear by June 2017.", ["! positive", "! negative @2017-06"]),
    (ALL + "It became undetectable in June 2017.", ["! positive", "! negative @2017-06"]),
    (ALL + "The blocks of May 2017 did not clear it (0.2%).", ["! positive", "! positive @2017-05"]),
    (CELLS + "MRD was negative on day 30. It reappeared on day 200.", ["! negative day=30", "! positive day=200"]),
    (CELLS + "MRD was positive on day 30. Three months after the infusion this signal, too, was gone.", ["! positive day=30", "! negative after=P3M"]),
    (CELLS + "MRD was negative on day 30. Ferritin was high; it fell to 400 in May 2021.", ["! negative day=30"]),
    (CELLS + "MRD was negative on day 30. CMV was found. It reappeared on day 200.", ["! negative day=30"]),
    # what an assay saw
    (CELLS + "The first sample, on day 28, was clean by PCR, and so were those of days 60 and 100.", ["! negative day=28", "! negative day=60", "! negative day=100"]),
    (AML + "Two courses of FLAG resulted in CRi with 0.3% by flow.", ["CR - <7+3", "CRi positive <FLAG"]),
    (AML + "Flow cytometry in June 2019 did not let us relax, picking up 0.6% abnormal myeloid cells.", ["CR - <7+3", "! positive @2019-06"]),
    (AML + "In June 2019 the FLT3-ITD assay (sensitivity 10^-5) was negative.", ["CR - <7+3", "! negative @2019-06"]),
    (AML + "At the visit of 3 May 2021 she was in CR without molecular evidence of AML.", ["CR - <7+3", "CR negative @2021-05-03"]),
    ("A woman with Sezary syndrome received mogamulizumab. PR was seen at week 10, and the blood was clean by flow.", ["PR -"]),
    # a level that is no time
    (MM + "He had a stringent CR at month 2, MRD negative at 10^-6 at months 6 and 12.", ["sCR - after=P2M", "! negative after=P6M", "! negative after=P12M"]),
    (CELLS + "At one month he was MRD-negative, at six months too.", ["! negative after=P1M", "! negative after=P6M"]),
    # blasts end what only residual disease had told
    (CELLS + "MRD was negative on day 28. In May 2022, 12% blasts were counted.", ["! negative day=28", "relapse - @2022-05"]),
    # vain and lost in other words
    (LBCL + "Venetoclax: no effect. Ibrutinib alone did nothing.", ["NR - <venetoclax", "NR - <ibrutinib"]),
    (LBCL + "CR was reached. The abdominal nodes reappeared in August 2022.", ["CR - <R-CHOP", "relapse - @2022-08"]),
    ("A girl with AML was refractory to two ADE courses.", ["NR - <ADE"]),
    ("A girl with AML received ADE. It was refractory to two platelet transfusions.", []),
    # labels, purposes, headings
    (AML + "In October 2019 we spoke of relapse from CR.", ["CR - <7+3", "relapse - @2019-10"]),
    (AML + "Gilteritinib was resumed in May 2020 to protect the remission.", ["CR - <7+3"]),
    (AML + "In May 2020 also the criteria of a CR were fulfilled.", ["CR - <7+3", "CR - @2020-05"]),
    (LBCL + "The cerebrospinal fluid was free of lymphoma.", []),
    # "it lasted" is of the state that has a name
    (MM + "By day 28 CR was documented. Three months after the infusion MRD was negative. This remission lasted 11 months.", ["CR - for=P11M", "! negative after=P3M"]),
    # a graft given while residual disease was there
    (AML + "FLAG gave a CRi. She was transplanted on 17 June 2020 while MRD-positive.", ["CR - <7+3", "CRi positive <FLAG"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_residual_disease_said_otherwise(case_of: Callable[[str], Case], story: str, expected: list[str]) -> None:
    assert_states(case_of(story), expected)
