"""Calendar dates whose parts stand apart: the year, or month and year, told once for several days."""

import pytest

from extractors.dates_calendar import find_dates


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Bendamustine on 02.10. and 03.10.2023 served for bridging", ["2023-10-02", "2023-10-03"]),
        ("were given from 25.10. to 27.10.2023", ["2023-10-25", "2023-10-27"]),
        ("irradiated from 19.09. bis 23.09.2022", ["2022-09-19", "2022-09-23"]),
        ("from 13. to 15.03.2021 she", ["2021-03-13", "2021-03-15"]),
        ("On 14.11.2022 and 03.12.2022 relapse; on 31.10. the cells came", ["2022-11-14", "2022-12-03", "--10-31"]),
        ("On 14.11.2022 and 03.12.2022 stage 2.3. The marrow, 1.5 mg", ["2022-11-14", "2022-12-03"]),
    ],
)
def test_day_and_month_share_the_year_that_follows(text: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(text)] == values
