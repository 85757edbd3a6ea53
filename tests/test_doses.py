"""Amounts and what their clause says of them.

`30 mg/m2 per_day 1/d P3D iv d-5,-3 CAR+ !flag`: only what is there is written, in this order.
"""

import time

import pytest

from extractors.doses import find_doses
from extractors.mentions import DoseMention
from extractors.normal import plain

_SILENT = {"cohort", "planned", "collected", "previous", "no_unit"}


def show(m: DoseMention) -> str:
    """One amount in short."""
    value = f"{m.value:.10g}" + (f"-{m.value_high:.10g}" if m.value_high is not None else "")
    parts = [value, m.unit, m.basis, m.frequency, m.duration, m.route, m.component]
    parts.append("d" + ",".join(map(str, m.days)) if m.days else None)
    return " ".join(p for p in parts if p)


def read(text: str) -> list[str]:
    """All amounts of a text in short."""
    return [show(m) for m in find_doses(plain(text).text)]


def values(text: str) -> str:
    """Numbers and units only."""
    found = find_doses(plain(text).text)
    return "; ".join(
        f"{m.value:.10g}" + (f"-{m.value_high:.10g}" if m.value_high is not None else "") + f" {m.unit}" for m in found
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("photopheresis twice weekly and prednisone 0.5 mg/kg", "0.5 mg/kg"),
        ("30 mg/m2", "30 mg/m2"),
        ("30 mg/m²", "30 mg/m2"),
        ("30mg/m2", "30 mg/m2"),
        ("30 mg/m^2", "30 mg/m2"),
        ("30 mg/sqm", "30 mg/m2"),
        ("30 mg/sq.m", "30 mg/m2"),
        ("30 mg m-2", "30 mg/m2"),
        ("30 mg m−2 d−1", "30 mg/m2"),
        ("30 mg·m−2", "30 mg/m2"),
        ("30 mg per square metre", "30 mg/m2"),
        ("30 milligrams per square meter", "30 mg/m2"),
        ("30 mg/m2/day", "30 mg/m2"),
        ("30 mg/(m2·d)", "30 mg/m2"),
        ("3.2 mg/kg/d", "3.2 mg/kg"),
        ("3.2 mg kg-1 d-1", "3.2 mg/kg"),
        ("3.2 mg/(kg·d)", "3.2 mg/kg"),
        ("3.2 mg/kg body weight", "3.2 mg/kg"),
        ("8 mg/kgBW", "8 mg/kg"),
        ("8 mg per kg", "8 mg/kg"),
        ("8 mg/kg/dose", "8 mg/kg"),
        ("43 mg/body/day", "43 mg"),
        ("1,000 mg", "1000 mg"),
        ("0.5mg", "0.5 mg"),
        ("a 10-mg dose", "10 mg"),
        ("2.5 g", "2.5 g"),
        ("3 g/m²", "3 g/m2"),
        ("4 grams", "4 g"),
        ("5 μg/kg", "5 ug/kg"),
        ("300 mcg", "300 ug"),
        ("300 µg", "300 ug"),
        ("28 microgram", "28 ug"),
        ("28 micrograms/day", "28 ug"),
        ("15 µg/m2/day", "15 ug/m2"),
        ("0.2 µg/kg/min", "0.2 ug/kg/min"),
        ("5 ug/kg per minute", "5 ug/kg/min"),
        ("20 ng/kg/min", "20 ng/kg/min"),
        ("2500 IU/m2", "2500 IU/m2"),
        ("2,500 U/m2", "2500 IU/m2"),
        ("6000 units/m2", "6000 IU/m2"),
        ("6000 I.U.", "6000 IU"),
        ("3 million IU", "3000000 IU"),
        ("3 million units", "3000000 IU"),
        ("3 MU", "3000000 IU"),
        ("1.5–3 million IU", "1500000-3000000 IU"),
        ("3 × 10^6 IU", "3000000 IU"),
        ("50 kIU", "50000 IU"),
        ("12 Gy", "12 Gy"),
        ("1200 cGy", "12 Gy"),
        ("42 Gy/14 fractions", "42 Gy"),
        ("20 Gy in five fractions", "20 Gy"),
        ("100-200 mg", "100-200 mg"),
        ("100 to 200 mg", "100-200 mg"),
        ("30e60 mg", "30-60 mg"),
        ("2,5 mg/kg", "2.5 mg/kg"),
        ("at 30, 60 and 90 mg", "30 mg; 60 mg; 90 mg"),
        ("step-up doses of 0.01, 0.06 and 0.4 mg/kg", "0.01 mg/kg; 0.06 mg/kg; 0.4 mg/kg"),
        ("escalated from 30 to 60 to 90 mg", "30 mg; 60 mg; 90 mg"),
        ("24 instead of 30 mg", "24 mg"),
        ("24 mg instead of 30 mg", "24 mg"),
        ("0.6 mg/body (0.01 mg/kg)", "0.6 mg; 0.01 mg/kg"),
        ("2000 mcg/0.5 ml", "2000 ug"),
        ("10 mL/kg", "10 mL/kg"),
        ("1.2 g/pulse", "1.2 g"),
        ("75 mg/m(2)", "75 mg/m2"),
        ("3.2 mg kg(-1)", "3.2 mg/kg"),
        ("40 mg/12 h", "40 mg"),
        ("2×5 mg", "5 mg"),
        ("24 mg instead of 30 mg", "24 mg"),
        ("tocilizumab (8 mg/kg, maximum 800 mg)", "8 mg/kg"),
        ("a cumulative dose of 1,200 g", "1200 g"),
        ("on day 1, 3.7 mg on day 4", "3.7 mg"),
        ("on days 8 and 15, 2 mg", "2 mg"),
        ("on March 6, 10 mg was given", "10 mg"),
    ],
)
def test_amounts(text: str, expected: str) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "flags"),
    [
        ("CAR-T cells, 2 × 106/kg", "2000000 cells/kg", "superscript_repaired"),
        ("0.2–5.4 x 106/kg", "200000-5400000 cells/kg", "superscript_repaired"),
        ("dose of 106/kg was given", "1000000 cells/kg", "superscript_repaired low_confidence"),
        ("5 x 10e6 CAR-T/kg", "5000000 cells/kg", "ambiguous_10e"),
        ("2.5e6 cells per kg", "2500000 cells/kg", ""),
        ("2e6/kg", "2000000 cells/kg", ""),
        ("2E+06 cells/kg", "2000000 cells/kg", ""),
        ("1.8 x 10(6)/kg", "1800000 cells/kg", ""),
        ("1.8×10⁶/kg", "1800000 cells/kg", ""),
        ("1.8 × 10 6 / kg", "1800000 cells/kg", "superscript_repaired"),
        ("1.8 * 10^6/kg", "1800000 cells/kg", ""),
        ("1.8 x 10**6/kg", "1800000 cells/kg", ""),
        ("1.8×10^6 kg-1", "1800000 cells/kg", ""),
        ("2 3 106 CAR T cells per kilogram", "2000000 cells/kg", "times_sign_as_3 superscript_repaired"),
        ("2,5 × 10^6/kg", "2500000 cells/kg", "decimal_comma"),
        ("1,200,000 cells/kg", "1200000 cells/kg", ""),
        ("2 million CAR-T cells per kg", "2000000 cells/kg", ""),
        ("150 million CAR-T cells", "150000000 cells", ""),
        ("a fixed dose of 1 × 10^8 CAR-positive cells", "100000000 cells", ""),
        ("2e5 × 10^6/kg", "2000000-5000000 cells/kg", "dash_as_e"),
        ("1-30×105/kg", "100000-3000000 cells/kg", "superscript_repaired"),
        ("1 × 10^6, 5 × 10^6 and 1 × 10^7 CD3+ cells/kg", "1000000 cells/kg; 5000000 cells/kg; 10000000 cells/kg", ""),
        ("0.5, 1 and 1.5 × 10^6/kg", "500000 cells/kg; 1000000 cells/kg; 1500000 cells/kg", ""),
        ("2×10^6 CAR-T cells were infused", "2000000 cells", "implausible_total"),
        ("4 × 10^6 T cells/kg, 55% CAR+", "4000000 cells/kg", ""),
        ("Flu/Cy 30/500 ×3", "30 mg/m2; 500 mg/m2", "order_assumed unit_assumed"),
        ("Of the 410 × 10⁶ obe-cel cells, 10 × 10⁶ were infused", "410000000 cells; 10000000 cells", ""),
        ("2 × 10^6 cells/m2", "2000000 cells/m2", ""),
        ("3.1 x 106 CAR-positive viable T cells/kg", "3100000 cells/kg", "superscript_repaired"),
        ("2 × 10^6 anti-CD19 CAR T-cells/kg body weight", "2000000 cells/kg", ""),
        ("(6.5 x 106 TNC/kg)", "6500000 cells/kg", "superscript_repaired"),
        ("10^8 lymphocytes", "100000000 cells", ""),
    ],
)
def test_cells(text: str, expected: str, flags: str) -> None:
    assert values(text) == expected
    assert " ".join(f for f in find_doses(plain(text).text)[0].flags if f not in _SILENT) == flags


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("6.2×106/kg CD34+ cells", "CD34+"),
        ("(CD34+ cells: 6.2×106/kg)", "CD34+"),
        ("5.7 × 10^6 CD34+/kg", "CD34+"),
        ("5.6 x 106 CD34-positive cells/kg", "CD34+"),
        ("a CD34+ cell dose of 4.2 × 10^6/kg", "CD34+"),
        ("4.1 x 108 total nucleated cells/kg", "TNC"),
        ("9.7×108/kg nucleated cells", "TNC"),
        ("3.9 x 107 TNC/kg", "TNC"),
        ("1×10^5 CD3+ cells/kg", "CD3+"),
        ("2 × 10^6 CAR-positive viable T cells/kg", "CAR+"),
        ("2 × 10^6 CAR+ T cells/kg", "CAR+"),
        ("1 × 10^6 CAR-T cells/kg", None),
        ("2 × 10^6 cells/kg", None),
    ],
)
def test_component(text: str, component: str | None) -> None:
    assert find_doses(plain(text).text)[0].component == component


def test_components_respectively() -> None:
    text = "She got total nucleated cells and CD34+ cells at 3.9×107/kg and 3.0×105/kg, respectively."
    assert [m.component for m in find_doses(plain(text).text)] == ["TNC", "CD34+"]


@pytest.mark.parametrize(
    "text",
    [
        "bilirubin of 2.6 mg/dL",
        "ferritin 92 204 ng/mL",
        "ferritin 2,400 µg/L",
        "a trough level of 200 ng/mL",
        "white cell count 102.52×10^9/L",
        "WBC 0.3 x 109/L",
        "platelets 11×10⁹/L",
        "CD4 count 155 cells/uL",
        "118 cells/μL in the CSF",
        "108,140 copies/µg DNA",
        "body weight 62 kg",
        "surface area 1.45 m2",
        "a 4.2 cm mass",
        "SUVmax 12.4",
        "38.9 °C",
        "82 mmHg",
        "oxygen 8 L/min",
        "AST 120 U/L",
        "LDH was 800 IU/L",
        "90% of blast cells",
        "diarrhoea of 1.3 L/day",
        "tapered by 10 mg every week",
        "reduced in steps of 5 mg",
        "2 units of packed red cells",
        "MRD <10^-4",
        "sensitivity of 10^-6",
        "gained 7 kg",
        "weighed 3200 g at birth",
        "M-protein 3.2 g/dL",
        "24-hour proteinuria 3.5 g",
        "glomerular filtration rate 60 mL/min",
        "total catecholamines 658 μg (normal range: 217-575)",
        "haemoglobin 69 g/l",
        "blood loss of 600 mL",
        "350 mL of pleural fluid",
        "EBV DNA 3×10^5 copies/mL",
        "CMV 1.2 x 10^4 IU/mL",
        "10/10-matched brother",
        "t(4;14), 46,XX",
        "KIT D816V",
        "platelets < 20 G/L",
        "ANC 1.2 x 10(9)/L",
        "WBC 12.3 × 10³/µL",
        "1.2 × 10^9 cells/L",
        "350 CAR-T cells/μL",
        "urine output 30 mL/h",
        "proteinuria 2 g/day",
        "Bence Jones protein 1.2 g/24 h",
        "6 U platelets",
        "lactate 4 mmol/L",
        "vincristine and total 3 cycles",
        "carboplatin AUC 5",
        "10 patients and 6 cells",
    ],
)
def test_no_doses(text: str) -> None:
    assert values(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 mg/m2 daily for 3 days", ["30 mg/m2 per_day 1/d P3D"]),
        ("300 mg/m2/day x 3 days", ["300 mg/m2 per_day 1/d P3D"]),
        ("300 mg/m2/day ×3", ["300 mg/m2 per_day 1/d P3D"]),
        ("intravenous busulfan at 3.2 mg/kg/d for 4 days", ["3.2 mg/kg per_day 1/d P4D iv"]),
        ("750 mg twice daily", ["750 mg single 2/d"]),
        ("twice daily 5 mg", ["5 mg single 2/d"]),
        ("5 mg b.i.d.", ["5 mg single 2/d"]),
        ("500 mg bid", ["500 mg single 2/d"]),
        ("500 mg tds", ["500 mg single 3/d"]),
        ("10 mg q6h", ["10 mg single 4/d"]),
        ("10 mg q 12 h", ["10 mg single 2/d"]),
        ("10 mg every six hours", ["10 mg single 4/d"]),
        ("4.5 g 6-hourly for 10 days", ["4.5 g single 4/d P10D"]),
        ("4 mg four times a day", ["4 mg single 4/d"]),
        ("4 mg once daily", ["4 mg per_day 1/d"]),
        ("4 mg qd", ["4 mg per_day 1/d"]),
        ("480 mg QD", ["480 mg per_day 1/d"]),
        ("4 mg every 24 hours", ["4 mg per_day 1/d"]),
        ("40 mg every other day", ["40 mg single 1/2d"]),
        ("40 mg on alternate days", ["40 mg single 1/2d"]),
        ("1.5 mg/m2 once weekly for two weeks", ["1.5 mg/m2 single 1/wk P2W"]),
        ("1.5 mg/m2 weekly", ["1.5 mg/m2 single 1/wk"]),
        ("375 mg/m2 every two months", ["375 mg/m2 single 1/2mo"]),
        ("0.4 g/kg intravenously every 4 weeks", ["0.4 g/kg single 1/4wk iv"]),
        ("30 mg every 21 days", ["30 mg single 1/21d"]),
        ("1 mg/kg three times a week", ["1 mg/kg single 3/wk"]),
        ("3 million IU, three times a week", ["3000000 IU single 3/wk"]),
        ("2 mg monthly", ["2 mg single 1/mo"]),
        ("0.15 mg/kg was infused on 5 days of each week over 5 weeks", ["0.15 mg/kg single 5/wk P5W"]),
        ("45 mg/m2/day in two divided doses", ["45 mg/m2 per_day 2/d"]),
        ("45 mg/m2/day for 14 days every 3 months", ["45 mg/m2 per_day 1/d P14D"]),
        ("a daily dose of 50 mg", ["50 mg per_day 1/d"]),
        ("10 mg/kg in total", ["10 mg/kg total"]),
        ("a total dose of 150 mg/m2", ["150 mg/m2 total"]),
        ("a cumulative dose of 8 mg/kg", ["8 mg/kg total"]),
        ("irradiated with 20 Gy in five fractions", ["20 Gy total"]),
        ("12 Gy as 2 Gy twice daily", ["12 Gy total", "2 Gy single 2/d"]),
        ("2 Gy per fraction", ["2 Gy single"]),
        ("a single dose of etoposide, 60 mg/kg", ["60 mg/kg single"]),
        ("one 10 mg dose of IV dexamethasone", ["10 mg single iv"]),
        ("Two doses of tocilizumab 8 mg/kg IV, given eight hours apart", ["8 mg/kg single iv"]),
        ("tocilizumab (8 mg/kg)", ["8 mg/kg"]),
        ("5 ug/kg/min", ["5 ug/kg/min"]),
        ("100 mg SC every 12 hours", ["100 mg single 2/d sc"]),
        ("100 mg s.c. every 6 h", ["100 mg single 4/d sc"]),
        ("30 µg subcutaneously twice a week", ["30 ug single 2/wk sc"]),
        ("15 mg/m2 by mouth once a week", ["15 mg/m2 single 1/wk po"]),
        ("oral dexamethasone, 4 mg four times a day", ["4 mg single 4/d po"]),
        ("a single 20 mg oral dose", ["20 mg single po"]),
        ("intrathecal methotrexate 12 mg", ["12 mg it"]),
        ("10 mg i.v. every 12 h from day +7 to day +9", ["10 mg single 2/d P3D iv d7,9"]),
        ("0.8 mg/kg intravenously every 6 h from day −7 to day −4", ["0.8 mg/kg single 4/d P4D iv d-7,-4"]),
        ("30 mg/m2 (days -5 to -3)", ["30 mg/m2 per_day P3D d-5,-3"]),
        ("100 mg/m²/day, days 1–7", ["100 mg/m2 per_day 1/d P7D d1,7"]),
        ("12 mg/m2 followed on days 2, 4 and 6", ["12 mg/m2 single d2,4,6"]),
        ("50 mg/kg on days +3 and +4", ["50 mg/kg single d3,4"]),
        ("140 mg/m2 on day −2", ["140 mg/m2 single d-2"]),
        ("1 mg/kg/day from day 23 was effective and could be stopped by day 72", ["1 mg/kg per_day 1/d d23"]),
        ("30 mg/m2/day was administered from December 13 to December 16, 2023", ["30 mg/m2 per_day 1/d P4D"]),
        ("30 mg/m2/day from 29 April to 2 May 2019", ["30 mg/m2 per_day 1/d P4D"]),
        ("2 mg on November 27", ["2 mg single"]),
        ("On day 46, ruxolitinib 10 mg twice daily", ["10 mg single 2/d d46"]),
        ("was restarted on day +7 at 10 mg IV every six hours", ["10 mg single 4/d iv d7"]),
        ("A 28-day cycle of blinatumomab at 15 μg/m2/day", ["15 ug/m2 per_day 1/d P28D"]),
        ("40 mg/12h", ["40 mg single 2/d"]),
        ("10 mg × 2/day", ["10 mg single 2/d"]),
        ("2 x 500 mg/day", ["500 mg single 2/d"]),
        ("30 mg/m2 × 4", ["30 mg/m2"]),
        ("8 mg/kg ×1", ["8 mg/kg"]),
        ("0.8 mg/kg q6h × 3 d", ["0.8 mg/kg single 4/d P3D"]),
        ("3.2 mg·kg-1·d-1, −7 to −5 d", ["3.2 mg/kg per_day 1/d P3D d-7,-5"]),
        ("3 mg/kg/d civ", ["3 mg/kg per_day 1/d iv"]),
        ("24 million units intravenously per day", ["24000000 IU per_day 1/d iv"]),
        ("treated for 6 months with prednisolone 25 mg/day", ["25 mg per_day 1/d P6M"]),
        ("60 mg twice daily was initiated at 4 months", ["60 mg single 2/d"]),
        ("every 2 h 50 mg", ["50 mg single 12/d"]),
        ("75 mg/m(2) over 1 hour every 3 weeks", ["75 mg/m2 single 1/3wk"]),
        ("given at 4-week intervals at 300 mg", ["300 mg"]),
        ("10 mg/m2 on each of two days", ["10 mg/m2 per_day P2D"]),
        ("2 mg/kg/d, tapered over 10 days", ["2 mg/kg per_day 1/d"]),
        ("at a target dose of 2 x 10^6 CAR-positive viable T cells/kg", ["2000000 cells/kg single CAR+"]),
        (
            "totalled 3.0 × 10^6 cells/kg, of which 1.0 × 10^6/kg on day 0",
            ["3000000 cells/kg total", "1000000 cells/kg single d0"],
        ),
    ],
)
def test_attributes(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fludarabine 30 mg/m2 and cyclophosphamide 300 mg/m2, both daily for three days, were given",
            ["30 mg/m2 per_day 1/d P3D", "300 mg/m2 per_day 1/d P3D"],
        ),
        (
            "fludarabine 43 mg/body/day and cyclophosphamide 430 mg/body/day from day -5 to day -3",
            ["43 mg per_day 1/d P3D d-5,-3", "430 mg per_day 1/d P3D d-5,-3"],
        ),
        (
            "fludarabine 30 mg/m² and cyclophosphamide 300 mg/m² per day, 6.10.–8.10.2021 (days −5 to −3)",
            ["30 mg/m2 per_day 1/d P3D d-5,-3", "300 mg/m2 per_day 1/d P3D d-5,-3"],
        ),
        (
            "fludarabine 51 mg/day and cyclophosphamide 510 mg/day, both for 3 days",
            ["51 mg per_day 1/d P3D", "510 mg per_day 1/d P3D"],
        ),
        ("methotrexate 1 g/m2 and cytarabine 3 g/m2 every 12 h", ["1 g/m2", "3 g/m2 single 2/d"]),
        (
            "busulfan 3.2 mg/kg/day for 4 days, fludarabine 40 mg/m2/day for 5 days, thiotepa 10 mg/kg once",
            ["3.2 mg/kg per_day 1/d P4D", "40 mg/m2 per_day 1/d P5D", "10 mg/kg single"],
        ),
        (
            "Intrathecal injections of methotrexate 12 mg, cytarabine 40 mg and hydrocortisone 20 mg were made twice weekly",
            ["12 mg single 2/wk it", "40 mg single 2/wk it", "20 mg single 2/wk it"],
        ),
        (
            "methotrexate (15 mg/m2 on day +1, 10 mg/m2 on days +3, +6 and +11)",
            ["15 mg/m2 single d1", "10 mg/m2 single d3,6,11"],
        ),
        (
            "busulfan 0.8 mg/kg intravenously every 6 h from day −7 to day −4 and melphalan 140 mg/m2 on day −2",
            ["0.8 mg/kg single 4/d P4D iv d-7,-4", "140 mg/m2 single d-2"],
        ),
        (
            "6.6 mg was intravenously given every 8 hours from day 3 to day 5, then decreased to 6.6 mg once a day on day 6 and 3.3 mg on day 7",
            ["6.6 mg single 3/d P3D iv d3,5", "6.6 mg per_day 1/d iv d6", "3.3 mg per_day 1/d iv d7"],
        ),
        (
            "Lymphodepletion consisted of fludarabine at 30\nmg/m2/day and dexamethasone was given at 10 mg\nIV every 12 h",
            ["30 mg/m2 per_day 1/d", "10 mg single 2/d iv"],
        ),
        (
            "amsacrine 100 mg/m2 daily on days -12 to -9, followed by 4 Gy TBI on day -5",
            ["100 mg/m2 per_day 1/d P4D d-12,-9", "4 Gy total d-5"],
        ),
        ("8 × 2 Gy to the left femur", ["2 Gy single"]),
        ("5 µg/m2/day in week 1 and 15 µg/m2/day in weeks 2 to 4", ["5 ug/m2 per_day 1/d", "15 ug/m2 per_day 1/d"]),
        ("3.5 × 10^6 CD34+ selected cells/kg on day 60", ["3500000 cells/kg single CD34+ d60"]),
        ("a loading dose of 6 mg, then 2 mg daily", ["6 mg single", "2 mg per_day 1/d"]),
        ("lenalidomide 10 mg/day on days 1 to 21 of 28-day cycles", ["10 mg per_day 1/d P21D d1,21"]),
        (
            "6.4 x 10^6/kg CD34+ cells were collected in two sessions and 5.0 x 10^6/kg were infused",
            ["6400000 cells/kg single CD34+", "5000000 cells/kg single CD34+"],
        ),
        (
            "doses of 2 mg/kg/d (d8-d10), 1 mg/kg/d (d11-d13) and 0.5 mg/kg/d (d14-d16)",
            ["2 mg/kg per_day 1/d P3D d8,10", "1 mg/kg per_day 1/d P3D d11,13", "0.5 mg/kg per_day 1/d P3D d14,16"],
        ),
        ("5 mg twice daily, raised to 10 mg", ["5 mg single 2/d", "10 mg single 2/d"]),
        (
            "methylprednisolone 2 mg/kg/day i.v. was begun at once and, on day +46, ruxolitinib 10 mg twice daily",
            ["2 mg/kg per_day 1/d iv", "10 mg single 2/d d46"],
        ),
        (
            "0.6 mg (0.01 mg/kg) on day 1, 3.7 mg (0.06 mg/kg) on day 4",
            ["0.6 mg single d1", "0.01 mg/kg single d1", "3.7 mg single d4", "0.06 mg/kg single d4"],
        ),
        (
            "9 μg/day on days 1-7, then 28 μg/day on days 8-28",
            ["9 ug per_day 1/d P7D d1,7", "28 ug per_day 1/d P21D d8,28"],
        ),
        (
            "1.0 × 10^6/kg on day 0 and 2.0 × 10^6/kg on day 1",
            ["1000000 cells/kg single d0", "2000000 cells/kg single d1"],
        ),
        (
            "inotuzumab 0.8, 0.5, and 0.5 mg/m2 on days 1, 8, and 15",
            ["0.8 mg/m2 single d1", "0.5 mg/m2 single d8", "0.5 mg/m2 single d15"],
        ),
        (
            "given at 30 and 300 mg/m2/day, respectively, for three days",
            ["30 mg/m2 per_day 1/d P3D", "300 mg/m2 per_day 1/d P3D"],
        ),
        (
            "3.2×10^6/kg, 4.1×10^6/kg and 2.0×10^6/kg CAR-T cells were infused on days 0, 1 and 2, respectively",
            ["3200000 cells/kg single d0", "4100000 cells/kg single d1", "2000000 cells/kg single d2"],
        ),
        (
            "infused over two days (day 0: 3 × 10^6/kg, day 1: 7 × 10^6/kg)",
            ["3000000 cells/kg single d0", "7000000 cells/kg single d1"],
        ),
        (
            "10% on day 0, 30% on day 1 and 60% on day 2 of a total of 2 × 10^6/kg",
            [
                "200000 cells/kg single d0",
                "600000 cells/kg single d1",
                "1200000 cells/kg single d2",
                "2000000 cells/kg total",
            ],
        ),
        (
            "10%, 30% and 60% of 5×10^6/kg",
            ["500000 cells/kg single", "1500000 cells/kg single", "3000000 cells/kg single", "5000000 cells/kg total"],
        ),
        (
            "vincristine 1.4 mg/m² (max 2 mg) d1 and prednisone 100 mg d1–5",
            ["1.4 mg/m2 single d1", "100 mg per_day P5D d1,5"],
        ),
        (
            "rATG 2.5 mg/kg/d from day -5 to -2 (total dose: 10 mg/kg)",
            ["2.5 mg/kg per_day 1/d P4D d-5,-2", "10 mg/kg total"],
        ),
        ("TBI (2 Gy × 6 fractions, total 12 Gy)", ["2 Gy single", "12 Gy total"]),
        ("60 mg of prednisone daily and 1 g of methylprednisolone", ["60 mg per_day 1/d", "1 g"]),
        (
            "rituximab (375 mg/m2), bendamustine (70 mg/m2) and dexamethasone (20 mg/day from day 1 to day 3)",
            ["375 mg/m2", "70 mg/m2", "20 mg per_day 1/d P3D d1,3"],
        ),
        ("500 mg of acetylsalicylic acid and subcutaneous enoxaparin (0.6 ml)", ["500 mg", "0.6 mL sc"]),
        (
            "methylprednisolone intravenously for 5 days, followed by oral prednisolone (45 mg daily)",
            ["45 mg per_day 1/d po"],
        ),
        (
            "oral furosemide 20 mg and levothyroxine 100 μg, both once daily",
            ["20 mg per_day 1/d po", "100 ug per_day 1/d po"],
        ),
        (
            "fludarabine 25 mg/m² and cyclophosphamide 250 mg/m², both daily on days −5 to −3, 3 × 10^5 cells/kg were infused on 12.4.2021",
            ["25 mg/m2 per_day 1/d P3D d-5,-3", "250 mg/m2 per_day 1/d P3D d-5,-3", "300000 cells/kg single"],
        ),
    ],
)
def test_several_amounts(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("a median of 3×10^5 cells/kg", "cohort"),
        ("planned dose 3×10^6/kg", "planned"),
        ("5.1×10^6/kg CD34+ cells were collected", "collected"),
        ("allowed 9.7×10⁶ CD34+ cells/kg to be harvested", "collected"),
        ("reduced from 30 mg to 24 mg", "previous"),
    ],
)
def test_context_flags(text: str, flag: str) -> None:
    assert flag in find_doses(plain(text).text)[0].flags


@pytest.mark.parametrize(
    "text", ["1, " * 3000, "10 " * 3000, "0.1-" * 2000, "1 mg, " * 500, "day 1, " * 500, "2 x 10^6, " * 500]
)
def test_rows_of_numbers_take_no_time(text: str) -> None:
    started = time.process_time()
    find_doses(text)
    assert time.process_time() - started < 2


def test_span_covers_number_and_unit() -> None:
    text = "cefepime 2 g every 8 h for 7 days was given"
    (dose,) = find_doses(text)
    assert text[dose.start : dose.end] == "2 g"
    assert text[dose.end : dose.reach] == " every 8 h for 7 days"
