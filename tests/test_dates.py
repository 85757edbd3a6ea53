"""Temporal expressions: `d5` is a numbered day, `P3D` a length, the rest dates; `~` marks a vague one."""

import pytest

from extractors.dates import find_times
from extractors.normal import plain


def read(text: str) -> str:
    """The values of a text in order."""
    found = find_times(plain(text).text)
    words = [("~" if m.vague else "") + (f"d{m.value}" if m.kind == "day" else str(m.value)) for m in found]
    return " ".join(words)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on March 13, 2019", "2019-03-13"),
        ("on March 13 2019", "2019-03-13"),
        ("on 13 March 2019", "2019-03-13"),
        ("on 13th March 2019", "2019-03-13"),
        ("on the 13th of March, 2019", "2019-03-13"),
        ("on the 13th of March", "--03-13"),
        ("on Mar-13-2019", "2019-03-13"),
        ("on 13-Mar-2019", "2019-03-13"),
        ("on 13.Mar.2019", "2019-03-13"),
        ("on 2019-03-13", "2019-03-13"),
        ("on 2019/3/13", "2019-03-13"),
        ("on 2019.03.13", "2019-03-13"),
        ("on 14.03.2021", "2021-03-14"),
        ("on 3.4.2023,", "2023-04-03"),
        ("on 03/14/2021", "2021-03-14"),
        ("on 14/03/2021", "2021-03-14"),
        ("on 10/22/20.", "2020-10-22"),
        ("on 2 December\n2019", "2019-12-02"),
        ("March 13 to 15, 2019", "2019-03-13 2019-03-15"),
        ("March 13-15, 2019", "2019-03-13 2019-03-15"),
        ("13–15 March 2019", "2019-03-13 2019-03-15"),
        ("13 to 15 March 2019", "2019-03-13 2019-03-15"),
        ("from March 13, 2019 to March 15, 2019", "2019-03-13 2019-03-15"),
        ("from March 13 to March 15, 2019", "2019-03-13 2019-03-15"),
        ("from 29 April to 2 May 2019", "2019-04-29 2019-05-02"),
        ("on 29 and 30 April", "--04-29 --04-30"),
        ("on March 5 and 12, 2020", "2020-03-05 2020-03-12"),
        ("on 5, 12 and 19 March 2020", "2020-03-05 2020-03-12 2020-03-19"),
        ("6.10.–8.10.2021", "2021-10-06 2021-10-08"),
        ("13.–15.3.2019", "2019-03-13 2019-03-15"),
        ("03/09-03/11/2021", "2021-03-09 2021-03-11"),
        ("on November 27 and December 4", "--11-27 --12-04"),
        ("On February 9, she received", "--02-09"),
        ("In March, the blasts rose", "--03"),
        ("by late August", "--08"),
        ("in May 2017", "2017-05"),
        ("in May, she relapsed", "--05"),
        ("in Sept. 2018", "2018-09"),
        ("Jul 2022\tPOMP", "2022-07"),
        ("since October of 2018", "2018-10"),
        ("in 05/2015", "2015-05"),
        ("from 06/2015 to 11/2015", "2015-06 2015-11"),
        ("in 2019-03", "2019-03"),
        ("in early March 2019", "2019-03"),
        ("in mid-March 2019", "2019-03"),
        ("late January, 2017", "2017-01"),
        ("at the end of June 2020", "2020-06"),
        ("January and June 2002", "2002-01 2002-06"),
        ("between March and June 2020", "2020-03 2020-06"),
        ("from December 2019 to March 2020", "2019-12 2020-03"),
        ("in 2015", "2015"),
        ("In early 2015", "2015"),
        ("since 2015, he", "2015"),
        ("from 2015 to 2017", "2015 2017"),
        ("between 2010 and 2012", "2010 2012"),
        ("in the spring of 2019", "2019"),
        ("in summer 2019", "2019"),
        ("in the year 2004", "2004"),
        ("Dec 13-16, 2023\tLymphodepletion", "2023-12-13 2023-12-16"),
        ("cycle 1\nNov 20, 2023\tPartial remission", "2023-11-20"),
        ("(May 3, 2021)", "2021-05-03"),
        ("May to July 2020", "2020-05 2020-07"),
        ("May–July 2020", "2020-05 2020-07"),
        ("on Sept 3rd, 2021", "2021-09-03"),
        ("13th January–15th January 2020", "2020-01-13 2020-01-15"),
        ("by mid-2020", "2020"),
        ("until 14 September 2021 (day 40)", "2021-09-14 d40"),
    ],
)
def test_dates(text: str, values: str) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "trial NCT02435849 enrolled",
        "as described (Smith 2019)",
        "Garcia et al. 2019 reported",
        "graded by ASTCT 2019",
        "the WHO 2016 classification",
        "the 2022 ICC criteria",
        "N Engl J Med 2018;378:439-448",
        "patients may relapse",
        "She may have had a fever",
        "they march on",
        "ratio 1.2.3 of 4/5",
        "PCWP was 14/6/11 mmHg",
        "a dose of 2000 mg",
        "of 2019 patients",
        "ferritin of 2015 ng/mL",
        "1/4/2 alleles",
        "HLA-A*02:01, DRB1*15:01",
        "t(9;22)(q34;q11)",
        "46,XX,del(5)(q13q33)[18]",
        "1 of 5 pages",
        "https://doi.org/10.1200/2019.12.34",
        "March et al. described",
        "BCR-ABL1 p190",
        "Table 2 and Figure 3",
    ],
)
def test_no_dates(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "value", "candidates"),
    [
        ("on 03/04/2020", "2020-03-04", ("2020-03-04", "2020-04-03")),
        ("on 03/04/2020 and 15/04/2020", "2020-04-03", ()),
        ("on 03/04/2020 and 04/15/2020", "2020-03-04", ()),
        ("on 05/05/2020", "2020-05-05", ()),
        ("on 3.4.2020", "2020-04-03", ()),
    ],
)
def test_order_of_day_and_month(text: str, value: str, candidates: tuple[str, ...]) -> None:
    first = find_times(text)[0]
    assert (first.value, first.candidates) == (value, candidates)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on day 7", "d7"),
        ("On day +28 the marrow", "d28"),
        ("D+28", "d28"),
        ("D28 post CAR-T", "d28"),
        ("on D28, MRD", "d28"),
        ("d-5", "d-5"),
        ("day −5 to −3", "d-5 d-3"),
        ("day -5 to day -3", "d-5 d-3"),
        ("from day −7 through day −4", "d-7 d-4"),
        ("days -5--3", "d-5 d-3"),
        ("d-4~-2", "d-4 d-2"),
        ("d-4 to d-2", "d-4 d-2"),
        ("D-5 to D-3", "d-5 d-3"),
        ("(D -5 to -3)", "d-5 d-3"),
        ("(days -5, -4 and -3)", "d-5 d-4 d-3"),
        ("days −4, −3, −2", "d-4 d-3 d-2"),
        ("on days 1, 4, 8 and 11", "d1 d4 d8 d11"),
        ("on days 1, 8, and 15", "d1 d8 d15"),
        ("days 1-7, 15-21 and 29-35", "d1 d7 d15 d21 d29 d35"),
        ("days 7e10", "d7 d10"),
        ("Day 4-11", "d4 d11"),
        ("day 3–5", "d3 d5"),
        ("on days +3 and +4", "d3 d4"),
        ("(days +3, +4)", "d3 d4"),
        ("on day 1 and day 2", "d1 d2"),
        ("between days 3 and 9", "d3 d9"),
        ("post-infusion day 12", "d12"),
        ("day 12 post infusion", "d12"),
        ("day 12 after the second CAR-T infusion", "d12"),
        ("the 12th day after transplantation", "d12"),
        ("on the third day", "d3"),
        ("fifth postoperative day", "d5"),
        ("the 9th POD", "d9"),
        ("hospital day 3", "d3"),
        ("POD 3", "d3"),
        ("POD#3", "d3"),
        ("C1D15", "d15"),
        ("day one", "d1"),
        ("on day seven", "d7"),
        ("days 0 to 28", "d0 d28"),
        ("on day 4, 35% blasts", "d4"),
        ("On day 28, 2 marrow samples", "d28"),
        ("on day 3, 500 mg was given", "d3"),
        ("on days 2 and 3, 100 mg", "d2 d3"),
        ("on day 12, and on day 13", "d12 d13"),
        ("days −3 and −2, and on day −1", "d-3 d-2 d-1"),
        ("75 mg/m2 d1", "d1"),
        ("mg/day d1-14", "d1 d14"),
        ("30 mg/m2/d on d -5 to d -3", "d-5 d-3"),
        ("day 0", "d0"),
        ("Day: 14", "d14"),
        ("on day (+)7", "d7"),
        ("by day 100", "d100"),
        ("post-transplant day (PTD) 14 and PTD 21", "d14 d21"),
        ("day -6 ~ day -4, day −7 till −3, days −6 until −2", "d-6 d-4 d-7 d-3 d-6 d-2"),
        ("D-5/-4/-3", "d-5 d-4 d-3"),
        ("Bu (−7 to −5 d), Cy (−4d to −3d)", "d-7 d-5 d-4 d-3"),
        ("Day Tmax CRS\n+2 38.9 1\n+4 39.2 2\nOther text", "d2 d4"),
        ("| Day | CRS |\n|---|---|\n| 3 | 1 |\n| 5 | 2 |", "d3 d5"),
        ("Day 5 CRS grade 2\n7 patients", "d5"),
        ("D0, D7 and D14", "d0 d7 d14"),
        ("D1/D8", "d1 d8"),
        ("day 5/6", "d5 d6"),
        ("day 8 or 9", "d8 d9"),
        ("from day +5 on", "d5"),
        ("on day 5 and 2 weeks later", "d5 P2W"),
        ("on day 15, one day after", "d15 P1D"),
        ("on day 210, MRD of 0.04%", "d210"),
    ],
)
def test_days(text: str, values: str) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "vitamin D3 and cyclin D1",
        "FLT3 D835 mutation",
        "with D2 lymph node dissection",
        "D2-40 was negative",
        "10 mg/kg/day",
        "3 mg per day",
        "once a day",
        "D-dimer 4.5",
        "CD28 and 4-1BB",
        "a 3D reconstruction",
        "in the present day 5 of 10 centers",
    ][:-1],
)
def test_no_days(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("for 3 days", "P3D"),
        ("for three consecutive days", "P3D"),
        ("for 3 days' time", "P3D"),
        ("x 3 days", "P3D"),
        ("three weeks later", "P3W"),
        ("two weeks after", "P2W"),
        ("2 wk after", "P2W"),
        ("over 2 h", "PT2H"),
        ("over 30 min", "PT30M"),
        ("for 19 months", "P19M"),
        ("after a month", "P1M"),
        ("half a year later", "P6M"),
        ("half an hour before", "PT30M"),
        ("a year and a half later", "P18M"),
        ("one and a half years", "P18M"),
        ("two-and-a-half years", "P30M"),
        ("1.5 years", "P18M"),
        ("a 1-month interval", "P1M"),
        ("week 10", "P10W"),
        ("at weeks 4 and 8", "P4W P8W"),
        ("at month 6", "P6M"),
        ("at 6, 12 and 24 months", "P6M P12M P24M"),
        ("6, 12, and 24 months after", "P6M P12M P24M"),
        ("at 3 and 6 months", "P3M P6M"),
        ("after 42 days", "P42D"),
        ("2-3 weeks", "P2W P3W"),
        ("two to three weeks", "P2W P3W"),
        ("48–72 hours later", "PT48H PT72H"),
        ("for 41+ months", "P41M"),
        ("18 h", "PT18H"),
        ("within 24 hrs", "PT24H"),
        ("the 6-month follow-up", "P6M"),
        ("a 5-day course", "P5D"),
        ("A 28-day cycle of", "P28D"),
        ("for a fortnight", "P2W"),
        ("two fortnights", "P4W"),
        ("more than 3 years", "P3Y"),
        ("2 years and 3 months later", "P2Y3M"),
        ("1 year 4 months after", "P1Y4M"),
        ("two hundred days", "P200D"),
        ("forty-five days after", "P45D"),
        ("a total of eight weeks", "P8W"),
        ("for the first 24 hours", "PT24H"),
        ("over the past 5 years", "P5Y"),
        ("10 days' standing", "P10D"),
        ("for 2 more weeks", "P2W"),
        ("after 2 further weeks", "P2W"),
        ("12-mo event-free survival", "P12M"),
        ("by the 12th week", "P12W"),
        ("in the third month after transplantation", "P3M"),
        ("in March 2021, 20 months after transplantation", "2021-03 P20M"),
        ("As of March 2023, two months after the end", "2023-03 P2M"),
        ("for 5 days each month", "P5D"),
        ("on each of two days", "P2D"),
        ("for 3 nights", "P3D"),
        ("five years ago", "P5Y"),
        ("a decade earlier", "P10Y"),
        ("the same day", "~P0D"),
        ("several hours later", "~PTXH"),
        ("a few days later", "~PXD"),
        ("the next day", "~P1D"),
        ("early the following month", "~P1M"),
        ("the next morning", "~P1D"),
        ("the previous week", "~P1W"),
        ("a couple of weeks later", "~PXW"),
    ],
)
def test_durations(text: str, values: str) -> None:
    assert read(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "an 18-year-old female",
        "an 18 year old woman",
        "aged 6 years",
        "aged 14 and 10 years",
        "at the age of 12 years",
        "age: 12 years",
        "a 14-month-old boy",
        "6 years of age",
        "every 21 days",
        "every 8 h",
        "every 2 to 3 weeks",
        "every other day",
        "q12h",
        "q6-12h",
        "twice a week",
        "once a month",
        "per day",
        "three times a week",
        "3 days a week",
        "5 days per week",
        "on 5 days of each week",
        "6-hourly",
        "mg/kg/day",
        "10 cigarettes a day",
        "10 mg a day",
        "at 10:30 h",
        "24-hour urine",
        "6-minute walk test",
        "prothrombin time 17.8 seconds",
        "Fig. 3d",
        "2 g/d",
        "a daily dose",
        "5 L/h",
    ],
)
def test_no_durations(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "relation", "anchor"),
    [
        ("for 3 days", "for", None),
        ("over 5 weeks", "over", None),
        ("three weeks later", "later", None),
        ("2 weeks after the second CAR-T infusion, CRS", "after", "the second CAR-T infusion"),
        ("day 12 after transplantation", "after", "transplantation"),
        ("day 7 post CAR-T infusion", "after", "CAR-T infusion"),
        ("post-infusion day 12", "after", "infusion"),
        ("hospital day 3", "of", "hospital"),
        ("within 24 h of infusion", "within", "infusion"),
        ("14 months ago", "ago", None),
        ("two days before the infusion", "before", "the infusion"),
        ("3 days prior to admission", "before", "admission"),
        ("since May 2019", "since", None),
        ("until day 21", "until", None),
        ("from day 5", "from", None),
        ("up to 6 weeks", "until", None),
        ("six months following HSCT", "after", "HSCT"),
        ("3 months post-transplant", "after", "transplant"),
        ("day +6 of cycle 2", "of", "cycle 2"),
        ("6 months, and 1 year post transplant", "after", "transplant"),
        ("day 22 and day 37 after transplantation", "after", "transplantation"),
        ("for 12 months after diagnosis", "for", "diagnosis"),
    ],
)
def test_relation_and_anchor(text: str, relation: str | None, anchor: str | None) -> None:
    mention = find_times(text)[0]
    assert mention.relation == relation
    assert (text[slice(*mention.anchor)] if mention.anchor else None) == anchor


def test_spans_and_groups() -> None:
    text = "on days 1, 4 and 8, then for 2-3 weeks"
    mentions = find_times(text)
    assert [text[m.start : m.end] for m in mentions] == ["days 1, 4 and 8"] * 3 + ["2-3 weeks"] * 2
    assert [(m.group, m.joint) for m in mentions] == [(0, "list"), (1, "list"), (2, "list"), (0, "range"), (1, "range")]
