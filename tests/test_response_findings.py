"""States told by what was seen: the words alone, and whether the story makes them a remission, a relapse or a progression."""

from pathlib import Path

import pytest

import corpus
import extractors
from extractors.response_findings import find_findings, looked_elsewhere


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The scan of 27 December 2018 (day +100) lit up nowhere.", ["CR"]),
        ("On 6 August no avid focus was left.", ["CR"]),
        ("PET on 17 September 2021 was clear.", ["CR"]),
        ("R-CHOP turned the PET scan negative.", ["CR"]),
        ("At three months every lesion had gone out.", ["CR"]),
        ("Four further doses cleared the PET entirely.", ["CR"]),
        ("No leukaemic cell could be found in her marrow.", ["CR"]),
        ("The marrow of day +30 contained no leukaemia.", ["CR"]),
        ("The disease neither shrank nor grew.", ["SD"]),
        ("Radiotherapy stabilised the disease.", ["SD"]),
        ("Two courses could not contain it.", ["PD"]),
        ("His disease continued to grow.", ["PD"]),
        ("Then lymphoid blast crisis set in.", ["PD"]),
        ("A lump in the groin was excised; it held the same lymphoma.", []),
        ("Excised on 9 April, it held the same lymphoma.", ["relapse"]),
        ("A pleural mass needled on 24 February was DLBCL once more.", ["relapse"]),
        ("Pleura and a kidney were again involved.", ["relapse"]),
        ("New lytic lesions were seen on CT.", ["relapse"]),
        ("A paraprotein of 9 g/L reappeared.", ["relapse"]),
        ("The bacteria grew in culture.", []),
        ("The way was cleared by fludarabine.", []),
        ("A CT was negative for extravasation.", []),
    ],
)
def test_findings(sentence: str, expected: list[str]) -> None:
    assert [m.category for m in find_findings(sentence)] == expected


def test_the_brain_of_a_confused_patient_is_no_assessment() -> None:
    sentence = "A scan of the brain was normal."
    (found,) = find_findings(sentence)
    assert looked_elsewhere(sentence, found.start, found.end)


STORIES = [
    # what comes back after a complete remission is a relapse, else a progression; before any treatment it is the disease
    ("A biopsy showed DLBCL. Six cycles of R-CHOP were given until June 2016, with complete remission. Excised on 9 April 2018, a node held the same lymphoma.", ["CR", "relapse"]),
    ("A biopsy showed DLBCL. Six cycles of R-CHOP were given, with partial response. In May 2018 new FDG-avid nodes were seen.", ["PR", "PD"]),
    ("A biopsy showed DLBCL. Six cycles of R-CHOP were given, with partial response. In May 2018 new nodes were seen. Progressive disease was diagnosed.", ["PR", "PD"]),
    ("A biopsy showed DLBCL. He received axicabtagene ciloleucel on 1 May 2020. On day 7 he was confused; a scan of the head was normal. PET on day 30 was clear.", ["CR"]),
    ("He had B-ALL. He received tisagenlecleucel on 9 May 2022. On day 28 the marrow was in CR with undetectable MRD. It was so still on 12 September 2022.", ["CR", "CR"]),
    ("He had B-ALL. Of hyper-CVAD he completed eight courses. CR was documented after the first of them, and MRD could no longer be found after the third.", ["CR", None]),
    ("She had DLBCL. Axicabtagene ciloleucel was infused on 27 June 2022. PET of day 30 showed a partial response; at three months every lesion had gone out.", ["PR", "CR"]),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_what_a_finding_is(story: str, expected: list[str | None], tmp_path: Path, pipeline: object) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"A story\n\nCase report\nA 40-year-old man was seen. {story}\n", encoding="utf-8")
    case = extractors.extract(corpus.read(path), pipeline=pipeline)  # type: ignore[arg-type]
    assert [r.category for r in case.responses] == expected
