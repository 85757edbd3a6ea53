"""A story told a sentence a line: a finding without a person in its midst belongs to it."""

from pathlib import Path

from corpus import read

STORY = """A 9-year-old girl was diagnosed with medulloblastoma at the age of three years.
She was treated with levothyroxine and recovered.
Radiographs were significant for leg length discrepancy: the right femur 24.9 cm, the left femur 25.2 cm.
Over the preceding two years, radiographs of the left hand displayed open growth plates.
"""


def test_a_finding_in_the_midst_of_the_story(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    document = read(path)
    at = document.text.index("preceding two years")
    section = document.section_at(at)
    assert section is not None
    assert section.kind.value == "case"


def test_the_first_sentences_of_a_story_are_no_title(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "A 41-year-old man with gout for 10 years presented with abdominal pain for 2 days.\n"
        "Gastroscopy, performed 3 years earlier for abdominal pain, had revealed no varices and no other lesions of the stomach.\n"
        "Rectal examination revealed melena.\n"
        "The liver margin was tender.\n"
        "Severe tricuspid insufficiency.\n",
        encoding="utf-8",
    )
    assert {s.kind.value for s in read(path).sections} == {"case"}
