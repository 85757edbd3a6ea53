"""Main clauses joined to one sentence are read as sentences where the second opens with its own time."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from extractors.dates import find_times
from extractors.joined import apart
from extractors.normal import plain
from models import Case


def pieces(text: str) -> list[str]:
    """The sentences as written, though each but the first begins with a capital where they are read."""
    told = apart(plain(text))
    starts = [0, *sorted(told.joined), len(text)]
    return [
        text[a:b].removesuffix(text[b - _width(text, b) : b]) if b < len(text) else text[a:b]
        for a, b in pairwise(starts)
    ]


def _width(text: str, at: int) -> int:
    return next(len(j) for j in (", while ", ", and ", ", but ", " - ", " – ") if text.endswith(j, 0, at))


@pytest.mark.parametrize(
    "second",
    [
        "on 25 January 2022 (day 0), axi-cel was infused",
        "on day 0 axi-cel was infused",
        "on the evening of day +2, fever rose to 39.4 °C",
        "in March 2021 PET-CT revealed new lesions",
        "by 01/11/2021 progressive disease was unmistakable",
        "from 6 September ATO was infused again",
        "two weeks later, a maculopapular rash recurred",
        "two days later, on 17 February, her own stem cells came back",
        "at her last visit, in May 2023, she was well",
        "on D28 (14/04/2021), marrow examination was normal",
        "on days +3, +5 and +7 methotrexate was injected",
        "since 2019-05-01 the patient has been on ruxolitinib",
        "on day 19 after the second DLI, erythema occurred",
    ],
)
@pytest.mark.parametrize("joint", [", and ", ", but ", ", while ", " - "])
def test_a_main_clause_with_its_own_time_is_a_sentence(second: str, joint: str) -> None:
    first = "Fludarabine was given on days -5 to -3"
    assert pieces(first + joint + second + ".") == [first, second + "."]


@pytest.mark.parametrize(
    "text",
    [
        "Tocilizumab was given on day 3, and on day 5 with dexamethasone.",
        "Voriconazole was started on day 143, and on day 227 was withdrawn.",
        "Tocilizumab was given on day 3, and on day 5 again.",
        "She had fever on day 2, and on day 3 a rash treated with betamethasone.",
        "Talquetamab was begun at 0.4 mg/kg, and at 0.8 mg/kg CRS occurred.",
        "The AML, in relapse, and by decitabine treatment was held in check.",
        "Fever, and on day 3 hypotension was seen.",
        "Methotrexate (given on day 1, and on day 3 the dose was cut) was tolerated.",
        "Dexamethasone was given, and after 2 days of rest ide-cel was infused.",
        "Dexamethasone was given, and tocilizumab was added on day 3.",
    ],
)
def test_what_goes_on_with_the_clause_before_stays_with_it(text: str) -> None:
    assert pieces(text) == [text]


TOLD = (
    "A 54-year-old man with diffuse large B-cell lymphoma relapsed after R-CHOP in May 2021. "
    "Fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 were administered on days -5 to -3{0}n 25 January 2022 (day 0), axi-cel was infused. "
    "Fever appeared on day 1{0}n day 4 he became aphasic with ICANS grade 2. Dexamethasone 10 mg every 6 hours was given{0}n day 28 PET-CT showed a complete remission."
)


@pytest.mark.parametrize("joint", [", and o", " – o", ", while o", ", but o"])
def test_joined_and_apart_give_the_same_case(joint: str, case_of: Callable[[str], Case]) -> None:
    def facts(case: Case) -> list[tuple[object, ...]]:
        return [
            *((t.name, t.role, t.start, t.end, t.start_day, t.end_day) for t in case.therapies),
            *((d.value, d.day, d.frequency) for d in case.doses),
            *((x.name, x.grade, x.onset_day, x.managed_with) for x in case.toxicities),
            *((r.category, r.date, r.day) for r in case.responses),
            *((x.value, x.anchor, x.resolved) for x in case.dates),
        ]

    apart = facts(case_of(TOLD.format(". O")))
    assert ("axicabtagene ciloleucel", "infusion", "2022-01-25", None, 0, None) in apart
    assert facts(case_of(TOLD.format(joint))) == apart


def test_whom_a_sentence_speaks_of_holds_for_what_is_joined_to_it(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A 54-year-old man with lymphoma received R-CHOP. In a series of 31 patients axi-cel was given to 12 patients, and in March 2020 tocilizumab was approved for them."
    )
    assert {t.name for t in case.therapies} == {"R-CHOP"}


def test_a_donor_is_not_told_of_by_what_is_joined(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A 54-year-old man with AML was transplanted. Her brother, the donor, received filgrastim 10 μg/kg for 5 days, and on 3 May 2020 stem cells were infused (allogeneic HSCT)."
    )
    names = {t.name for t in case.therapies}
    assert "G-CSF" not in names and "filgrastim" not in names


@pytest.mark.parametrize("days", ["days -5 to -3", "day -5 to -3", "days -5, -4 and -3", "days -5 through -3"])
def test_numbered_days_are_no_days_of_the_month_behind_them(days: str) -> None:
    found = [m.value for m in find_times(f"It was given on {days}, and on 25 January 2022 cells were infused.")]
    assert found[-2:] == [-3, "2022-01-25"]


def test_days_of_a_month_are_listed_as_ever() -> None:
    found = [m.value for m in find_times("It was given on 3, 5 and on 25 January 2022.")]
    assert found == ["2022-01-03", "2022-01-05", "2022-01-25"]


@pytest.mark.parametrize("joint", [". O", ", and o", " – o"])
def test_a_day_that_opens_the_next_clause_is_not_of_the_amount_before(
    joint: str, case_of: Callable[[str], Case]
) -> None:
    case = case_of(
        f"A man with AML received FLAG-IDA on 3 May 2020 (day 1). Pneumonia was treated with meropenem 1 g every 8 hours{joint}n day 30 the marrow contained 22% blasts."
    )
    assert [d.day for d in case.doses] == [None]


def test_what_failed_is_one_state_with_what_came_of_it(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A man with lymphoma received R-CHOP in 2019. Salvage R-DHAP, two cycles, failed, and by 11 January 2021 progressive disease was unmistakable."
    )
    assert [(r.category, r.date) for r in case.responses] == [("PD", "2021-01-11")]


def test_intrathecal_drugs_of_a_joined_clause_are_for_the_confusion_told_before(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A man with mantle cell lymphoma relapsed. Brexucabtagene autoleucel was infused on 8 February 2022 (day 0). Somnolence on day 6 deepened into coma on day 7; with this, ICANS had reached grade 4. "
        "Methylprednisolone was started at 1000 mg/day on day 6, levetiracetam was given, and on day 8 he had a single intrathecal injection of methotrexate 12 mg."
    )
    assert {t.name: t.role for t in case.therapies}["methotrexate"] == "toxicity_management"


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Neutrophil engraftment took place on day +18, and a maculopapular rash on day +27, acute GVHD grade I, faded with betamethasone.", 27),
        ("Neutrophils exceeded 500/µL on day +19, and a cutaneous acute GVHD, grade I according to MAGIC, arose on day +41.", 41),
        ("Platelets recovered on day 20; acute GVHD of the skin, grade I, was seen on day 33.", 33),
        ("Acute GVHD grade I appeared on day 18, the day of neutrophil engraftment.", 18),
        ("With engraftment on day 18 a rash appeared, acute GVHD grade I.", 18),
    ],
)  # fmt: skip
def test_counts_that_recover_are_no_onset(told: str, day: int, case_of: Callable[[str], Case]) -> None:
    case = case_of(f"A woman with AML underwent haploidentical HSCT on 14 March 2022 (day 0). {told}")
    assert [t.onset_day for t in case.toxicities] == [day]


@pytest.mark.parametrize("who", ["the girl, who was in relapse, was", "the girl was", "the patient was"])
def test_a_donor_named_first_leaves_the_patient_her_treatment(who: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(
        f"A 9-year-old girl with AML relapsed in May 2020. The mother was selected as donor, and {who} conditioned with fludarabine 30 mg/m2 (days -7 to -3). Bone marrow was infused on 16 April 2021 (day 0)."
    )
    assert {t.name: t.role for t in case.therapies}["fludarabine"] == "conditioning"


@pytest.mark.parametrize("joint", [". He", ", and he"])
def test_who_engrafts_was_not_called_grafted(joint: str, case_of: Callable[[str], Case]) -> None:
    case = case_of(
        f"A man with lymphoma was in PR. After BEAM conditioning, 4.6 × 10^6 CD34+ cells/kg were returned on 14 October 2020{joint} engrafted neutrophils on day +11."
    )
    assert [(t.name, t.start) for t in case.therapies if t.kind == "transplant"] == [("autologous HSCT", "2020-10-14")]
