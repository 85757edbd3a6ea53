"""From which treatment numbered days count, and which dates they are, in whole stories."""

from collections.abc import Callable

import pytest

from models import Case

AML = "A 46-year-old man with AML was admitted. "


def days(case: Case) -> str:
    return "; ".join(f"{d.value} {d.anchor} {d.resolved}" for d in case.dates if d.kind == "day")


@pytest.mark.parametrize(
    ("story", "told"),
    [
        pytest.param(
            "On 19 October 2022 (day 0) he received marrow from his haploidentical daughter. Preparation rested upon treosulfan 10 g/m2/day from −6 to −4, "
            "fludarabine 30 mg/m2/day (−6 through −2) and methotrexate 15 mg/m2 on +1.",
            "0 haploidentical HSCT 2022-10-19; -6 haploidentical HSCT 2022-10-13; -4 haploidentical HSCT 2022-10-15; "
            "-6 haploidentical HSCT 2022-10-13; -2 haploidentical HSCT 2022-10-17; 1 haploidentical HSCT 2022-10-20",
            id="days-without-the-word",
        ),
        pytest.param(
            "On 8 March 2022 (day 0) he was given idecabtagene vicleucel. On day +74 the remaining autologous stem cells were thawed and 3.1 × 10^6 CD34+ cells/kg "
            "were infused without conditioning. Transfusions became dispensable on day +93.",
            "0 idecabtagene vicleucel 2022-03-08; 74 idecabtagene vicleucel 2022-05-21; 93 idecabtagene vicleucel 2022-06-09",
            id="a-boost-starts-no-count",
        ),
        pytest.param(
            "Blinatumomab was started on 10/21/2019 (day 1). Inotuzumab ozogamicin was given from 12/02/2019: 0.8 mg/m2 on day 1, followed by 0.5 mg/m2 on days 8 and 15.",
            "1 blinatumomab 2019-10-21; 1 inotuzumab ozogamicin 2019-12-02; 8 inotuzumab ozogamicin 2019-12-09; 15 inotuzumab ozogamicin 2019-12-16",
            id="a-new-count-goes-on",
        ),
        pytest.param(
            "Blinatumomab was started on 10/21/2019 (day 1). Inotuzumab ozogamicin was begun on 2 December. It was dosed at 0.8 mg/m2 on day 1 and 0.5 mg/m2 on days 8 and 15.",
            "1 blinatumomab 2019-10-21; 1 inotuzumab ozogamicin 2019-12-02; 8 inotuzumab ozogamicin 2019-12-09; 15 inotuzumab ozogamicin 2019-12-16",
            id="a-new-count-in-the-next-sentence",
        ),
        pytest.param(
            "From 30 March 2021, azacitidine 75 mg/m2 was delivered on days 1–7 of 28-day cycles. Venetoclax was brought from 100 mg (day 1) to 400 mg from day 3 onwards.",
            "1 azacitidine None; 7 azacitidine None; 1 venetoclax 2021-03-30; 3 venetoclax 2021-04-01",
            id="begun-together",
        ),
        pytest.param(
            "Azacitidine was begun on 2 May 2019. Venetoclax 100 mg on day 1 and 400 mg on day 3 was started three weeks later.",
            "1 venetoclax None; 3 venetoclax None",
            id="begun-weeks-apart",
        ),
        pytest.param(
            "From 30 March 2021, azacitidine 75 mg/m2 was delivered for 7 days. He relapsed in July 2021. Gilteritinib was given on days 1-28.",
            "1 gilteritinib None; 28 gilteritinib None",
            id="not-begun-together",
        ),
        pytest.param(
            "He was treated with hyper-CVAD (cyclophosphamide 300 mg/m2 every 12 h on days 1-3, doxorubicin 50 mg/m2 on day 4).",
            "1 hyper-CVAD None; 3 hyper-CVAD None; 4 hyper-CVAD None",
            id="the-regimen-counts",
        ),
        pytest.param(
            "He was treated with VRd from November 2015 (bortezomib 1.3 mg/m2 on days 1, 4, 8 and 11, lenalidomide 25 mg on days 1–14).",
            "1 VRd None; 4 VRd None; 8 VRd None; 11 VRd None; 1 VRd None; 14 VRd None",
            id="the-regimen-counts-without-a-day",
        ),
        pytest.param(
            "Induction by the PETHEMA LAL-AR-2011 protocol was initiated on 15 January 2018 (day 1). It included vincristine 1.5 mg/m2 and daunorubicin 45 mg/m2, both on days 1 and 8.",
            "1 PETHEMA LAL-AR-2011 2018-01-15; 1 PETHEMA LAL-AR-2011 2018-01-15; 8 PETHEMA LAL-AR-2011 2018-01-22",
            id="what-the-protocol-included",
        ),
        pytest.param(
            "CD7 CAR-T cells were infused on April 8, 2021. Total body irradiation led to the haploidentical graft of June 17, 2021. The marrow was in CR on day +28 (July 15). On day +60 he was well.",
            "28 haploidentical HSCT 2021-07-15; 60 haploidentical HSCT 2021-08-16",
            id="the-date-tells-which-infusion",
        ),
        pytest.param(
            "One cycle of inotuzumab ozogamicin was given from 4 November 2019: 0.8 mg/m2 on day 1 and 0.5 mg/m2 on days 8 and 15.",
            "1 inotuzumab ozogamicin 2019-11-04; 8 inotuzumab ozogamicin 2019-11-11; 15 inotuzumab ozogamicin 2019-11-18",
            id="one-cycle-has-dates",
        ),
        pytest.param(
            "A 10/10 matched unrelated donor was identified. Peripheral blood stem cells (CD34+ 7.2 × 10^6/kg) were reinfused on 2 April 2020, day 0. GVHD prophylaxis was methotrexate on days +1 and +3.",
            "0 allogeneic HSCT 2020-04-02; 1 allogeneic HSCT 2020-04-03; 3 allogeneic HSCT 2020-04-05",
            id="a-donor-s-cells-are-reinfused-too",
        ),
        pytest.param(
            "Epcoritamab was given: 0.16 mg on 19 September 2022 (cycle 1 day 1) and 0.8 mg on day 8.",
            "1 epcoritamab 2022-09-19; 8 epcoritamab 2022-09-26",
            id="cycle-and-day",
        ),
        pytest.param(
            "The 7+3 scheme was started on 6 November 2019, with cytarabine 200 mg/m2 on days 1–7 and daunorubicin 60 mg/m2 on days 1, 3 and 5. Midostaurin was taken between day 8 and day 21. "
            "The marrow of 4 December 2019 (day 29) still harboured 34% blasts.",
            "1 7+3 2019-11-06; 7 7+3 2019-11-12; 1 7+3 2019-11-06; 3 7+3 2019-11-08; 5 7+3 2019-11-10; 8 7+3 2019-11-13; 21 7+3 2019-11-26; 29 7+3 2019-12-04",
            id="what-joins-a-block-later",
        ),
        pytest.param(
            "HAM was begun on 3 March 2021. He relapsed in June. Gilteritinib 120 mg was taken on days 8 to 28 of each cycle.",
            "8 gilteritinib None; 28 gilteritinib None",
            id="what-joins-no-block",
        ),
        pytest.param(
            "Consolidation was started on 4 May 2020 with cyclophosphamide 1 g/m2 on day 1, cytarabine 75 mg/m2 on days 3-6 and 6-mercaptopurine 60 mg/m2/day.",
            "1 cyclophosphamide 2020-05-04; 3 cyclophosphamide 2020-05-06; 6 cyclophosphamide 2020-05-09",
            id="a-block-without-a-name",
        ),
        pytest.param(
            "He received bendamustine 90 mg/m2 on days 2 and 3 and rituximab 375 mg/m2 on day 1.",
            "2 bendamustine None; 3 bendamustine None; 1 rituximab None",
            id="drugs-of-their-own",
        ),
        pytest.param(
            "BeGEV was begun on 2 March 2020; G-CSF was given from day 7. On 10 November 2020 autologous HSCT was done.",
            "7 BeGEV 2020-03-08",
            id="support-counts-from-the-regimen",
        ),
        pytest.param(
            "On 10 November 2020 autologous HSCT was done after BEAM (BCNU 300 mg/m2 days -7 and -6, melphalan 140 mg/m2 day -1).",
            "-7 autologous HSCT 2020-11-03; -6 autologous HSCT 2020-11-04; -1 autologous HSCT 2020-11-09",
            id="days-right-behind-a-unit",
        ),
        pytest.param(
            "Azacitidine 75 mg/m2 on days 1-7 of each cycle was given from 4 May 2020.",
            "1 azacitidine None; 7 azacitidine None",
            id="days-of-each-cycle",
        ),
        pytest.param(
            "He was transplanted on 02/06/2020 (D0). On D+17, weight gain and hepatomegaly led to the diagnosis of VOD by EBMT criteria.",
            "0 HSCT 2020-02-06; 17 HSCT 2020-02-23",
            id="criteria-are-no-literature",
        ),
    ],
)  # fmt: skip
def test_days_count_from(case_of: Callable[[str], Case], story: str, told: str) -> None:
    assert days(case_of(AML + story)) == told


@pytest.mark.parametrize(
    "aside", ["", " (reduced owing to a creatinine clearance of 55 ml/min)", " (dose lowered for renal failure)"]
)
def test_an_aside_leaves_the_days(case_of: Callable[[str], Case], aside: str) -> None:
    story = f"Lymphodepletion was fludarabine 24 mg/m2/d{aside} and cyclophosphamide 300 mg/m2/d, both from day -5 to day -3."
    case = case_of(AML + story + " On 8 March 2022 (day 0) he received CD19 CAR-T cells.")
    told = {t.name: (t.start_day, t.end_day) for t in case.therapies}
    assert told["fludarabine"] == told["cyclophosphamide"] == (-5, -3)
