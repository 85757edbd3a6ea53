"""Lines given in several cycles: their numbered days date nothing, their begin stays."""

import pytest
from test_periods import periods
from test_times import read

# the begin of each component, and no day of a cycle
CYCLES = [
    ("VRd was begun on 3 April 2017: bortezomib 1.3 mg/m2 on days 1, 4, 8 and 11 and lenalidomide 25 mg on days 1-14. After four cycles a partial response was reached.", {"bortezomib": "2017-04-03", "lenalidomide": "2017-04-03"}),
    ("She was treated with six courses of CHOEP beginning on 20 January 2020. It comprised cyclophosphamide 750 mg/m2 on day 1 and etoposide 100 mg/m2 on days 1 to 3.", {"cyclophosphamide": "2020-01-20", "etoposide": "2020-01-20"}),
    ("Venetoclax and azacitidine 75 mg/m2 on days 1-7 were started on 2 March 2022. CR was seen after the second cycle.", {"azacitidine": "2022-03-02"}),
    ("R-GDP was started on 6 May 2019: gemcitabine 1 g/m2 on days 1 and 8, cisplatin 75 mg/m2 on day 1. Three cycles led to a partial response.", {"gemcitabine": "2019-05-06", "cisplatin": "2019-05-06"}),
    ("From 4 June 2018 he had DDGP (dexamethasone 15 mg/m2 on days 1 to 5, cisplatin 20 mg/m2 on days 1 to 4). It was given up after two cycles.", {"cisplatin": "2018-06-04"}),
    ("KRd was started on 6 March 2023 with carfilzomib 27 mg/m2 on days 1 and 2 and lenalidomide 25 mg on days 1-21. From the third cycle the dose was reduced.", {"lenalidomide": "2023-03-06"}),
    ("VCAP-AMP-VECP therapy was initiated on Nov. 6, 2019: vincristine 1 mg/m2 and prednisolone 40 mg/m2 on day 1; doxorubicin 30 mg/m2 and ranimustine 60 mg/m2 on day 8; and vindesine 2.4 mg/m2 on day 15. PR was recognized after two courses.", {"vincristine": "2019-11-06", "ranimustine": "2019-11-06", "vindesine": "2019-11-06"}),
    ("CHOEP was begun on 4 May 2020: vincristine 2 mg on day 1; etoposide 100 mg/m2 on days 1-3; and prednisone 100 mg on days 1-5. Six cycles were given.", {"vincristine": "2020-05-04", "etoposide": "2020-05-04", "prednisone": "2020-05-04"}),
    ("From March 14 to July 6, 2018, six cycles of DA-EPOCH-R were completed, in which rituximab (375 mg/m2, d0) was combined with etoposide and vincristine, both over 96 h, cyclophosphamide (750 mg/m2, d5) and prednisone (60 mg/m2 bid, d1-5).", {"rituximab": "2018-03-14..2018-07-06", "cyclophosphamide": "2018-03-14..2018-07-06", "prednisone": "2018-03-14..2018-07-06"}),
    ("Decitabine 20 mg/m2 on days 1 to 5 was begun on 11 May 2020. In all, five cycles were delivered.", {"decitabine": "2020-05-11"}),
]  # fmt: skip

# the dose of a bispecific antibody rises within a cycle
BISPECIFIC = [
    ("Step-up dosing of epcoritamab consisted of 0.16 mg on 19 September 2022 (cycle 1 day 1), 0.8 mg on day 8 and 48 mg on day 15.", {"epcoritamab": "2022-09-19"}),
    ("Epcoritamab was instituted on 2 February 2022 (C1D1), priming 0.16 mg, then 0.8 mg on C1D8.", {"epcoritamab": "2022-02-02"}),
    ("Obinutuzumab 2000 mg was given on 24 June 2024 (day 1 of cycle 1). Glofitamab followed at 2.5 mg on day 8 and from cycle 2 (15 July) at 30 mg.", {"obinutuzumab": "2024-06-24", "glofitamab": "2024-07-01"}),
    ("Mosunetuzumab was commenced on March 7, 2023 with 1 mg (day 1), 2 mg (day 8) and 60 mg (day 15), then 30 mg beginning with cycle 3.", {"mosunetuzumab": "2023-03-07"}),
    ("Talquetamab was started on September 11, 2023: 0.01 mg/kg on day 1, 0.06 mg/kg on day 3.", {"talquetamab": "2023-09-11/1"}),
]  # fmt: skip

# a block given once keeps its days
ONCE = [
    ("One cycle of inotuzumab ozogamicin was given as bridge from 4 November 2019: 0.8 mg/m2 on day 1 and 0.5 mg/m2 on days 8 and 15.", {"inotuzumab ozogamicin": "2019-11-04/1..2019-11-18/15"}),
    ("Inotuzumab ozogamicin was given as a single cycle from 4 November 2019 (0.8 mg/m2 on D1, 0.5 mg/m2 on D8 and D15).", {"inotuzumab ozogamicin": "2019-11-04/1..2019-11-18/15"}),
    ("A second cycle was withheld in favor of inotuzumab ozogamicin, which was given from 4 November 2019: 0.8 mg/m2 on day 1, followed by 0.5 mg/m2 on days 8 and 15.", {"inotuzumab ozogamicin": "2019-11-04/1..2019-11-18/15"}),
    ("7+3 was begun on 13 January 2020 with cytarabine 200 mg/m2 on days 1-7 and daunorubicin 60 mg/m2 on days 1-3. The marrow of day 28 was in CR.", {"cytarabine": "2020-01-13/1..2020-01-19/7"}),
    ("FLAG-IDA was begun on 3 February 2020: fludarabine 30 mg/m2 on days 1-5. A second course was withheld because of pneumonia.", {"fludarabine": "2020-02-03/1..2020-02-07/5"}),
    ("7+3 was begun on 13 January 2020 (day 1): cytarabine on days 1-7 and daunorubicin on days 1-3. He refused three further cycles.", {"cytarabine": "2020-01-13/1..2020-01-19/7"}),
    ("She was put on the BFM-95 protocol, 15 March 2019 being counted as day 1. Phase IA comprised prednisolone 60 mg/m2/day, daunorubicin 30 mg/m2 weekly and asparaginase 5,000 IU/m2 on alternate days, with intrathecal methotrexate 12 mg on days 1, 12 and 33 as CNS prophylaxis.", {"prednisolone": "2019-03-15/1", "asparaginase": "2019-03-15/1", "methotrexate": "2019-03-15/1..2019-04-16/33"}),
    ("HAM was begun on 3 February 2020 with cytarabine 3 g/m2 on days 1-3. High-dose cytarabine was then given for two cycles.", {"mitoxantrone": None, "HAM": "2020-02-03/1..2020-02-05/3"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), [*CYCLES, *BISPECIFIC, *ONCE])
def test_days_of_repeated_cycles_date_nothing(story, expected):
    told = periods(story)
    assert {name: told.get(name) for name in expected} == expected


def test_days_of_a_repeated_regimen_are_not_resolved():
    case = read(
        "VCD was begun on 21 March 2016: bortezomib on days 1, 4, 8 and 11, cyclophosphamide on day 1. "
        "Three cycles brought the paraprotein down."
    )
    assert [d.resolved for d in case.dates if d.kind == "day"] == [None] * 5


def test_a_dose_that_rises_in_the_first_cycle_is_dated():
    case = read(
        "Venetoclax was begun on 17 May 2021, escalated from 100 mg (day 1) to 200 mg (day 2). Four cycles were given."
    )
    assert [d.resolved for d in case.dates if d.kind == "day"] == ["2021-05-17", "2021-05-18"]
