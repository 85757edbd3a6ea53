"""Effects told without the drug's name: in the sentence after it, or after an 'and' of its own."""

from pathlib import Path
from typing import Any

import pytest
from test_facts import STORY, case_of

from extractors.facts_effect import told_behind, told_next

HELPED = """
The treatment was effective.
This was successful.
This combination proved successful.
It worked.
Within hours the fever subsided.
The symptoms resolved rapidly.
Her condition improved within 24 hours.
He recovered fully thereafter.
Two days later she was afebrile.
After 3 days the rash faded.
By the next morning the child was lucid.
With this, the HLH came under control.
Under this therapy the patient became afebrile.
This led to rapid resolution of symptoms.
The fever disappeared the next day.
Clinical improvement followed.
A prompt response was observed.
Her neurological symptoms gradually improved.
""".strip().splitlines()
FAILED = """
This was without effect.
These measures failed.
The drug had little effect.
This treatment brought no improvement.
There was no improvement.
No response was seen.
She did not respond.
However, she did not improve.
However, the fever persisted.
Despite this treatment, the fever persisted.
Despite this, hypotension worsened.
Unfortunately, the patient's condition deteriorated.
The fever had not broken after 48 hours.
""".strip().splitlines()
NEITHER = """
CRS resolved on day 6.
The ICANS resolved within 5 days.
A complete response was observed on PET/CT.
No response was seen on PET/CT.
There was no evidence of disease.
The patient was discharged on day 20.
The leukemia progressed rapidly thereafter.
Within hours she was transferred to intensive care.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", HELPED)
def test_helped(sentence: str) -> None:
    told = told_next(sentence)
    assert told is not None and told[0]


@pytest.mark.parametrize("sentence", FAILED)
def test_failed(sentence: str) -> None:
    told = told_next(sentence)
    assert told is not None and not told[0]


@pytest.mark.parametrize("sentence", NEITHER)
def test_says_nothing_of_a_drug(sentence: str) -> None:
    assert told_next(sentence) is None


@pytest.mark.parametrize(
    ("behind", "helped"),
    [
        (" was added and she recovered quickly.", True),
        (" was added; thereafter the symptoms resolved completely.", True),
        (" was given twice and the fever went away within hours.", True),
        (" 10 mg every 6 hours was given for three days and her mental state normalised.", True),
        (" 8 mg/kg was administered, after which the fever subsided.", True),
        (" was given, but the fever persisted.", False),
        (" was started, but there was no response.", False),
        (" was given and the patient was discharged.", None),
        (" was given and she was transferred to the intensive care unit.", None),
    ],
)
def test_after_an_and_of_its_own(behind: str, helped: bool | None) -> None:
    assert told_behind(behind) is helped


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("CRS was treated with tocilizumab. The treatment was effective.", {("tocilizumab", True)}),
        ("CRS was treated with tocilizumab and dexamethasone. This was without effect.", {("tocilizumab", False), ("dexamethasone", False)}),
        ("CRS was treated with tocilizumab. There was no response, so dexamethasone was added and the fever subsided.", {("tocilizumab", False), ("dexamethasone", True)}),
        ("CRS was treated with dexamethasone and levetiracetam. She improved within two days.", {("dexamethasone", True)}),
        ("ICANS developed and levetiracetam was started. The seizures ceased thereafter.", {("levetiracetam", True)}),
        ("CRS was treated with tocilizumab. After dexamethasone the fever persisted.", set()),
        ("CRS was treated with tocilizumab. The catheter was changed. Her condition improved within a day.", set()),
    ],
)  # fmt: skip
def test_story(tmp_path: Path, pipeline: Any, story: str, expected: set[tuple[str, bool]]) -> None:
    case = case_of(tmp_path, pipeline, STORY.format(story))
    assert {(f.value_text, f.present) for f in case.findings if f.name == "effect"} == expected
