"""The clock of a narrative: arithmetic of partial dates, missing years, and the moment that a sentence inherits."""

import pytest

from extractors import clock, extract, load_pipeline
from models import Document, Section, SectionKind

CAR = "CAR-T cells were infused on 3 May 2022. "


def first_day(story: str, name: str) -> int | None:
    section = Section(kind=SectionKind.CASE, start=0, end=len(story))
    document = Document(id="x", source="x", sha256="0", text=story, sections=(section,))
    case = extract(document, pipeline=load_pipeline())
    return next(t.start_day for t in case.therapies if t.name == name)


@pytest.mark.parametrize(
    ("date", "days", "moved"),
    [("2019-03-18", 7, "2019-03-25"), ("2020-02-28", 2, "2020-03-01"), ("2019-03", 7, None), ("--03-18", 1, None), (None, 1, None)],
)  # fmt: skip
def test_shift(date: str | None, days: int, moved: str | None) -> None:
    assert clock.shift(date, days) == moved


@pytest.mark.parametrize(
    ("date", "last", "full"),
    [
        ("--02-09", "2016-01-31", "2016-02-09"),
        ("--01-05", "2019-11-20", "2020-01-05"),
        ("--12-20", "2019-01-10", "2018-12-20"),
        ("--03", "2019-01", "2019-03"),
        ("--03", "2019", "2019-03"),
        ("--03-13", None, None),
        ("2018-05", "2019-01-01", "2018-05"),
    ],
)
def test_missing_years(date: str, last: str | None, full: str | None) -> None:
    assert clock.with_year(date, last) == full


@pytest.mark.parametrize(("period", "days"), [("P2W", 14), ("P3D", 3), ("P1M", None), ("PT8H", None), ("P2Y3M", None)])
def test_days_of_a_period(period: str, days: int | None) -> None:
    assert clock.days_of(period) == days


@pytest.mark.parametrize(
    ("story", "name", "day"),
    [
        (CAR + "On day +4, CRS worsened to grade 3. Two doses of tocilizumab were given.", "tocilizumab", 4),
        (CAR + "On day 5 he became confused. Dexamethasone 10 mg was started the same day.", "dexamethasone", 5),
        (CAR + "Fever of CRS appeared on day 2. The next day, tocilizumab was administered.", "tocilizumab", 3),
        (CAR + "Tocilizumab was given for CRS on day 3. Two days later anakinra was added.", "anakinra", 5),
        (CAR + "One week after the infusion he received siltuximab for CRS on the ward, as on day 2.", "siltuximab", 7),
        (CAR + "CRS grade 3 was reached on day 8, when noradrenaline had to be infused.", "norepinephrine", 8),
        (CAR + "ICANS grade 3 occurred on day 5, prompting dexamethasone 10 mg every 6 hours.", "dexamethasone", 5),
        (CAR + "On day 6 he had fever, for which tocilizumab was given.", "tocilizumab", 6),
        (
            CAR + "Ten days after the CAR-T infusion, siltuximab was given. On day 28 the marrow was in CR.",
            "siltuximab",
            10,
        ),
    ],
)
def test_a_sentence_inherits_its_moment(story: str, name: str, day: int) -> None:
    assert first_day(story, name) == day


@pytest.mark.parametrize(
    ("story", "name"),
    [
        (CAR + "On day +4 he had fever. He had previously received rituximab.", "rituximab"),
        (CAR + "On day +28 the marrow was in CR. Immunoglobulin was infused every 28 days.", "immunoglobulin"),
        (CAR + "On day +28 the marrow was in CR. Three months later, acyclovir was stopped.", "acyclovir"),
    ],
)
def test_no_moment_to_inherit(story: str, name: str) -> None:
    assert first_day(story, name) is None
