"""Days of a block of drugs, of what joins it on a later day, and of a graft beside the last day of its preparation."""

import pytest
from test_periods import periods
from test_times import days


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("The patient with AML received 7+3 (cytarabine 100 mg/m2 on days 1 to 7; idarubicin 12 mg/m2, days 1 to 3). Midostaurin 50 mg b.i.d. was taken from day 8 through day 21. On day 28 the marrow held 4% blasts.", {"8 7+3 None", "21 7+3 None", "28 7+3 None"}),
        ("Induction for AML with DA (daunorubicin days 1, 3 and 5; cytarabine days 1-10) was given. Gemtuzumab ozogamicin was added on day 4.", {"4 DA None"}),
        ("For relapsed ALL, dexamethasone 20 mg/m2 p.o. on days 1 to 5, vincristine 1.5 mg/m2 i.v. on days 3 and 10 and PEG-asparaginase i.m. on day 4 were given from 6 March 2017.", {"3 dexamethasone 2017-03-08", "10 dexamethasone 2017-03-15", "4 dexamethasone 2017-03-09"}),
        ("ALL recurred. Reinduction began on 5 March 2019: vincristine 1.5 mg/m2 on days 1 and 8, pegaspargase 2,500 IU/m2 on day 9 and prednisone 60 mg/m2 from day 1 to day 28.", {"1 vincristine 2019-03-05", "9 vincristine 2019-03-13", "28 vincristine 2019-04-01"}),
        ("ALL recurred. In March 2019 reinduction began: vincristine 1.5 mg/m2 on days 1 and 8 was given.", {"1 vincristine None", "8 vincristine None"}),
        ("Lymphoma recurred. Mosunetuzumab was given from 3 October 2022: 1 mg on day 1, 2 mg on day 8 and 60 mg on day 1 of cycle 2.", {"8 mosunetuzumab 2022-10-10", "1 mosunetuzumab None"}),
        ("Axi-cel was infused on 3 May 2021 for lymphoma. Relapse was seen in June 2022. Lenalidomide 20 mg, days 1-21 of 28, was begun in July 2022.", {"1 lenalidomide None", "21 lenalidomide None"}),
        ("An autograft took place on 3 May 2021 for myeloma. Lenalidomide maintenance 10 mg, days 1 to 21 out of 28, was begun on day 92.", {"1 lenalidomide None", "21 lenalidomide None", "92 autologous HSCT 2021-08-03"}),
    ],
)  # fmt: skip
def test_what_joins_a_block_counts_its_days(story: str, expected: set[str]) -> None:
    assert expected <= set(days(story))


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("The man with AML was admitted on 2 September 2020. Induction with 7+3 (cytarabine on days 1 to 7; idarubicin, days 1 to 3) commenced two days later.", {"7+3": "2020-09-04/1..2020-09-10/7"}),
        ("AML was found on 2 September 2020. FLAG (fludarabine on days 1 to 5, cytarabine on days 1 to 5) was begun three days later.", {"FLAG": "2020-09-05/1..2020-09-09/5"}),
        ("Autografting for myeloma with melphalan 200 mg/m2 on 8 August (day -1) and reinfusion of 5.2 x 10^6 CD34+ cells/kg on 9 August 2016.", {"autologous HSCT": "2016-08-09/0", "melphalan": "2016-08-08/-1"}),
        ("An autologous transplant with melphalan on 12 March 2019 (day -2) and return of the cells on 14 March 2019 consolidated the remission of the myeloma.", {"autologous HSCT": "2019-03-14/0", "melphalan": "2019-03-12/-2"}),
        ("Relapsed ALL was treated with dexamethasone on days 1 to 5, vincristine on days 3 and 10 and PEG-asparaginase on day 4, all given from 6 March 2017.", {"dexamethasone": "2017-03-06/1..2017-03-10/5", "vincristine": "2017-03-08/3..2017-03-15/10", "pegaspargase": "2017-03-09/4"}),
        # a day before day 0 beside the graft's own date changes nothing
        ("HSCT after busulfan and fludarabine was performed on 3 May 2019.", {"HSCT": "2019-05-03"}),
        ("Lenalidomide 10 mg for myeloma, days 1-21 of 28, was begun on day 92 after the autograft of 9 August 2016.", {"lenalidomide": "2016-11-09/92"}),
    ],
)  # fmt: skip
def test_periods_of_blocks(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name) for name in expected} == expected
