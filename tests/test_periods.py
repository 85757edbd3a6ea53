"""When courses began and ended: `name start/day..end/day` of each treatment of a short story."""

from functools import cache

import pytest

from extractors import extract, load_pipeline
from models import Document, Section, SectionKind, Therapy

CAR = "CAR-T cells were infused on 3 May 2022. "
AXI = "Axi-cel was infused on 14 March 2021 (day 0). "


@cache
def therapies(story: str) -> tuple[Therapy, ...]:
    section = Section(kind=SectionKind.CASE, start=0, end=len(story))
    document = Document(id="x", source="x", sha256="0", text=story, sections=(section,))
    return extract(document, pipeline=load_pipeline()).therapies


def moment(date: object, day: int | None) -> str:
    return "/".join(str(x) for x in (date, day) if x is not None)


def periods(story: str) -> dict[str, str]:
    """The period of each treatment by its name: '2022-05-07/4..2022-05-15/12'."""
    told = {}
    for t in therapies(story):
        start, end = moment(t.start, t.start_day), moment(t.end, t.end_day)
        told[t.name] = f"{start or '-'}..{end}" if end else start or "-"
    return told


@pytest.mark.parametrize(
    ("story", "name", "period"),
    [
        ("Ruxolitinib was commenced on 3 March 2020 and was stopped on 14 June 2020.", "ruxolitinib", "2020-03-03..2020-06-14"),
        ("Ibrutinib was taken from January 2018 until its discontinuation in March 2019.", "ibrutinib", "2018-01..2019-03"),
        ("Venetoclax (400 mg daily) was started in May 2021; it was discontinued in August 2021 for cytopenia.", "venetoclax", "2021-05..2021-08"),
        ("The last dose of rituximab was administered on 12 June 2019.", "rituximab", "-..2019-06-12"),
        ("Six cycles of R-CHOP were administered between March and August 2018.", "R-CHOP", "2018-03..2018-08"),
        ("R-CHOP x6 (March–August 2018) achieved CR.", "R-CHOP", "2018-03..2018-08"),
        ("The patient completed six cycles of R-CHOP in October 2018.", "R-CHOP", "-..2018-10"),
        ("She received ponatinib (from 12 January 2020), which was discontinued on 30 April 2020.", "ponatinib", "2020-01-12..2020-04-30"),
        ("Therapy with nivolumab, started in June 2018, was stopped in December 2018 owing to colitis.", "nivolumab", "2018-06..2018-12"),
        ("Lenalidomide maintenance was started in July 2016 and continued until progression in August 2018.", "lenalidomide", "2016-07..2018-08"),
        ("He had taken hydroxychloroquine since 2012. It was stopped on 7 March 2023.", "hydroxychloroquine", "2012..2023-03-07"),
        ("Prednisone was tapered over four weeks and discontinued in July 2017.", "prednisone", "-..2017-07"),
        ("From 3 to 7 June 2020, he received FLAG-IDA.", "FLAG-IDA", "2020-06-03..2020-06-07"),
        ("Between 12 and 16 March 2021, decitabine 20 mg/m2/day was administered.", "decitabine", "2021-03-12..2021-03-16"),
        ("Daratumumab was given weekly from 1 April 2019 for 8 weeks.", "daratumumab", "2019-04-01..2019-05-26"),
        ("Voriconazole was started on 3 May 2021, switched to 200 mg orally on 10 May, and withdrawn on 1 July.", "voriconazole", "2021-05-03..2021-07-01"),
        ("Ponatinib 45 mg/d from 3 May 2021, reduced to 15 mg/d on 2 July 2021 and stopped on 30 September 2021.", "ponatinib", "2021-05-03..2021-09-30"),
        ("Dasatinib was discontinued in March 2019 due to effusion; bosutinib was then given until October 2019.", "dasatinib", "-..2019-03"),
        ("He was treated with imatinib from 2010 to 2014, nilotinib from 2014 to 2016 and dasatinib thereafter.", "nilotinib", "2014..2016"),
        ("Chemotherapy with hyper-CVAD was initiated in 04/2018 (6 cycles until 10/2018).", "hyper-CVAD", "2018-04..2018-10"),
    ],
)  # fmt: skip
def test_starts_and_ends(story: str, name: str, period: str) -> None:
    assert periods(story)[name] == period


@pytest.mark.parametrize(
    ("story", "name", "period"),
    [
        (CAR + "Tocilizumab was administered on day 3 and repeated on day 4.", "tocilizumab", "2022-05-06/3..2022-05-07/4"),
        (CAR + "Anakinra 100 mg SC daily (days 8-14) and dexamethasone 10 mg IV (days 6-10) controlled IEC-HS.", "anakinra", "2022-05-11/8..2022-05-17/14"),
        (CAR + "Methylprednisolone 1 mg/kg was started on day 6, reduced on day 9, and completely withdrawn on day 14.", "methylprednisolone", "2022-05-09/6..2022-05-17/14"),
        (CAR + "Dexamethasone was given on day 6. Steroids were discontinued on day 14.", "dexamethasone", "2022-05-09/6..2022-05-17/14"),
        (CAR + "Norepinephrine was required from day 3 to day 5 and vasopressin on day 4.", "vasopressin", "2022-05-07/4"),
        (CAR + "Norepinephrine and vasopressin were needed on day 3. Both vasopressors were off by day 5.", "norepinephrine", "2022-05-06/3..2022-05-08/5"),
        (CAR + "Levetiracetam was begun on day 0. Levetiracetam gave way to lacosamide on day 6.", "levetiracetam", "2022-05-03/0..2022-05-09/6"),
        (CAR + "Cefepime was begun on day 1. Meropenem replaced cefepime on day 5.", "cefepime", "2022-05-04/1..2022-05-08/5"),
        (CAR + "Meropenem was given for 10 days from day 3.", "meropenem", "2022-05-06/3..2022-05-15/12"),
        (CAR + "On day 16, fluconazole 200 mg daily was given for 14 days.", "fluconazole", "2022-05-19/16..2022-06-01/29"),
        (CAR + "Ruxolitinib, which had been started on day 5, was stopped on day 19.", "ruxolitinib", "2022-05-08/5..2022-05-22/19"),
        (CAR + "Meropenem was given from day 3, and, on day 9, caspofungin was added.", "caspofungin", "2022-05-12/9"),
        (CAR + "From day +1 he took acyclovir, and from day +28 letermovir; both were ended in March 2023.", "letermovir", "2022-05-31/28..2023-03"),
        (CAR + "Dexamethasone was raised on day 7, and oral levetiracetam, 1000 mg twice daily, was added.", "levetiracetam", "2022-05-10/7"),
        ("Letermovir was given from day +1 through day +100 after allogeneic HSCT on 5 March 2020.", "letermovir", "2020-03-06/1..2020-06-13/100"),
        ("Tocilizumab was given on day 3 after CAR-T infusion on 5 August 2020.", "CAR-T", "2020-08-05/0"),
    ],
)  # fmt: skip
def test_days_round_an_infusion(story: str, name: str, period: str) -> None:
    assert periods(story)[name] == period


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            "After fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 on days -5 to -3, CD19 CAR-T cells were infused on 12 April 2021.",
            {"fludarabine": "2021-04-07/-5..2021-04-09/-3", "cyclophosphamide": "2021-04-07/-5..2021-04-09/-3", "CD19 CAR-T": "2021-04-12/0"},
        ),
        (
            "He received fludarabine (30 mg/m2/day, days -6 to -3) and melphalan (140 mg/m2, day -2) followed by haploidentical HSCT on 23 April 2020 (day 0).",
            {"fludarabine": "2020-04-17/-6..2020-04-20/-3", "melphalan": "2020-04-21/-2", "haploidentical HSCT": "2020-04-23/0"},
        ),
        (
            "On 12 June 2020, cyclophosphamide and fludarabine were given for 3 days, followed on 17 June by infusion of BCMA CAR-T cells.",
            {"cyclophosphamide": "2020-06-12..2020-06-14", "fludarabine": "2020-06-12..2020-06-14", "BCMA CAR-T": "2020-06-17"},
        ),
        (
            "Imatinib was begun in 2015, switched to dasatinib in May 2017 and to ponatinib in June 2018.",
            {"imatinib": "2015..2017-05", "dasatinib": "2017-05..2018-06", "ponatinib": "2018-06"},
        ),
        (
            "Induction with cytarabine (days 1-7) and daunorubicin (days 1-3) was started on 13 January 2020.",
            {"cytarabine": "2020-01-13/1..2020-01-19/7", "daunorubicin": "2020-01-13/1..2020-01-15/3"},
        ),
        ("BCMA CAR-T cells were infused on days 0, 1 and 2 (5 to 7 August 2020).", {"BCMA CAR-T": "2020-08-05/0..2020-08-07/2"}),
        ("On 5 August 2020, she received the first half of CAR-T cells and the second half on 7 August.", {"CAR-T": "2020-08-05..2020-08-07"}),
        (
            "Fludarabine and melphalan were dosed at 30 mg/m2 per day (day -6 to day -3) and 140 mg/m2 (day -2), respectively, before allogeneic HSCT on 4 May 2020.",
            {"fludarabine": "2020-04-28/-6..2020-05-01/-3", "melphalan": "2020-05-02/-2"},
        ),
    ],
)  # fmt: skip
def test_lists_and_sequences(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("After four cycles of R-CHOP the response was partial by CT (6 June 2019).", "R-CHOP"),
        ("She was on imatinib when, in March 2020, blasts rose.", "imatinib"),
        ("Relapse was found on 4 February 2021 after 12 months of gilteritinib.", "gilteritinib"),
        ("He underwent autologous HSCT in March 2015 after melphalan 200 mg/m2.", "melphalan"),
        ("Gemtuzumab ozogamicin 3 mg/m2 was administered on days 1, 4 and 7.", "gemtuzumab ozogamicin"),
        ("She had been receiving tacrolimus for 2 years.", "tacrolimus"),
        (CAR + "CMV viremia on day 40 turned negative after ganciclovir.", "ganciclovir"),
        (CAR + "On day 4, CRS of grade 1 cleared with paracetamol.", "paracetamol"),
    ],
)
def test_times_of_something_else(story: str, name: str) -> None:
    assert periods(story).get(name, "-") == "-"


def test_cycle_days_fill_no_start_day() -> None:
    story = "Azacitidine 75 mg/m2 on days 1-7 of each 28-day cycle was started in January 2021."
    assert periods(story)["azacitidine"] == "2021-01"


def test_components_take_the_dates_of_their_regimen() -> None:
    story = "FC (fludarabine 30 mg/m2/d, cyclophosphamide 300 mg/m2/d) was given from 26 to 28 January 2022."
    assert set(periods(story).values()) == {"2022-01-26..2022-01-28"}


def test_day_one_as_the_day_of_infusion() -> None:
    story = "Of the obe-cel cells, 10 x 10^6 were infused on December 20, 2023 (day 1) and the rest on December 29 (day 10)."
    assert periods(story)["obecabtagene autoleucel"] == "2023-12-20/1..2023-12-29/10"
