"""Calendar dates whose parts stand apart: the year, or month and year, told once for several days."""

import pytest

from extractors.clock import with_year
from extractors.dates_calendar import find_dates
from extractors.normal import plain


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on 5/2, 5/3 and 5/4/2022", ["2022-05-02", "2022-05-03", "2022-05-04"]),
        ("from 12/30 to 1/3/2022", ["2021-12-30", "2022-01-03"]),
        ("on 28/2/20 and 2/3/20.", ["2020-02-28", "2020-03-02"]),
        ("on 13-03-19, she", ["2019-03-13"]),
        ("on 12-Dec-19 and 14-Dec-19", ["2019-12-12", "2019-12-14"]),
        ("On 12 Dec 19, she", ["2019-12-12"]),
        ("On Dec 19, she", ["--12-19"]),
        ("on 2020/5/27; later on 12/24, she", ["2020-05-27", "--12-24"]),
        ("on 2020/5/27 from a donor who matched on 8/10 alleles", ["2020-05-27"]),
        ("A scan that September showed", ["--09"]),
        ("A fourth infusion, scheduled for June, was", ["--06"]),
        ("2020 August 15 and in 2020 September", ["2020-08-15", "2020-09"]),
        ("in January and again in June 2019", ["2019-01", "2019-06"]),
        ("in January, March and June 2019", ["2019-01", "2019-03", "2019-06"]),
        ("in the winter of 2019/2020", ["2019", "2020"]),
        ("since 2018/19", ["2018", "2019"]),
        ("in Q3 2020", ["2020"]),
        ("diagnosed 2018, treated", ["2018"]),
        ("2018–2020: imatinib", ["2018", "2020"]),
        ("On 3 May 2021, and again on the 10th, she", ["2021-05-03", "2021-05-10"]),
        ("on May 3 and on the 10th of the same month", ["--05-03", "--05-10"]),
        ("On 3 May 2021 the 2nd cycle and on the 10th day", ["2021-05-03"]),
        ("on Christmas Day 2021 and on New Year's Eve", ["2021-12-25", "--12-31"]),
        ("around Christmas 2021", []),
    ],
)
def test_notations(text: str, values: list[str]) -> None:
    assert [m.value for m in find_dates(plain(text).text)] == values


@pytest.mark.parametrize(
    ("text", "after", "value"),
    [
        ("in May of the next year", "2019-03", "2020-05"),
        ("September of the same year", "2019-12", "2019-09"),
        ("the following September", "2019-10-02", "2020-09"),
        ("the following September", "2019-03-02", "2019-09"),
        ("in September that year", "2019-12", "2019-09"),
    ],
)
def test_year_told_by_words(text: str, after: str, value: str) -> None:
    mention = next(iter(find_dates(text)))
    assert with_year(str(mention.value), after, mention.flags) == value


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
