"""A time after "and" that opens a clause of its own is no second time of the state before it."""

from collections.abc import Callable

import pytest

from models import Case

LYMPHOMA = "A man of 60 years with lymphoma received R-CHOP from May 2017. "
CELLS = "A man of 60 years with lymphoma received axi-cel on 3 May 2020. "


@pytest.mark.parametrize(
    ("story", "moments"),
    [
        (LYMPHOMA + "He relapsed in February 2019 and in July 2019 ibrutinib was begun.", ["2019-02"]),
        (LYMPHOMA + "He relapsed in February 2019 and from July 2019 he received ibrutinib.", ["2019-02"]),
        (LYMPHOMA + "Relapse came in February 2019, and in early July 2019 the treatment was changed.", ["2019-02"]),
        (LYMPHOMA + "A relapse was proven in February 2019 and later in July 2019 his brother became his donor.", ["2019-02"]),
        (CELLS + "He was in CR on day 30 and on day 90 immunoglobulins were begun.", ["2020-06-02"]),
        (CELLS + "CR was documented in June 2020 and, in August 2021, he underwent allogeneic transplantation.", ["2020-06"]),
        (LYMPHOMA + "PET showed CR in November 2017 and in May 2018.", ["2017-11", "2018-05"]),
        (LYMPHOMA + "PET showed CR in November 2017 and in May 2018, and he was discharged.", ["2017-11", "2018-05"]),
        (CELLS + "He was in CR in August 2020 and in May 2021 with normal counts.", ["2020-08", "2021-05"]),
    ],
)  # fmt: skip
def test_the_time_of_the_next_clause(case_of: Callable[[str], Case], story: str, moments: list[str]) -> None:
    assert [r.date for r in case_of(story).responses] == moments
