"""Courses as published reports tell them: denied in the history, given a second time, operations one after the other."""

from pathlib import Path

import pytest

import extractors
from corpus import read
from extractors.histories import denied_in_history


@pytest.mark.parametrize(
    ("before", "denied"),
    [
        ("He denied the use of any new medications or ", True),
        ("However, no history of diabetes mellitus, tuberculosis, and use of ", True),
        ("There was no history of decreased urine output, ", True),
        ("He was taking aspirin but was not on any ", True),
        ("A man with no history of trauma underwent ", False),
        ("He denied fever and was given ", False),
        ("He refused ", False),
        ("She had not received ", False),
    ],
)
def test_denied_in_the_history(before: str, denied: bool) -> None:
    assert denied_in_history(before) is denied


COURSES = [
    ("She received methylprednisolone for 3 days. She improved. A second round of intravenous methylprednisolone pulse therapy followed in May.", "methylprednisolone", 2),
    ("He was treated with IVIG. The fever went on. He was treated with steroids and again with IVIG.", "immunoglobulin", 2),
    ("He took sulfasalazine and methotrexate for rheumatoid arthritis. Both were stopped. He was restarted on sulfasalazine and methotrexate after the fungus was gone.", "methotrexate", 2),
    ("Treatment with high-dose methylprednisolone was started. Lung CT two months later showed a relapse of the vasculitis. Treatment with high-dose methylprednisolone and rituximab was started.", "methylprednisolone", 2),
    ("She was treated with prednisone 60 mg daily. The prednisone dose was tapered to 10 mg. She remained on prednisone.", "prednisone", 1),
    ("In May 2013 a gastrectomy was performed. In August 2015 the metastasis was resected.", "surgery", 2),
    ("A pneumonectomy was performed. The postoperative course was smooth. One month later a fistula was found. Thoracotomy was performed.", "surgery", 2),
    ("Cholecystectomy was performed. Postoperatively he was well. The operation had been performed under general anaesthesia.", "surgery", 1),
    ("She was referred for chemotherapy with rituximab, cyclophosphamide and vincristine.", "chemotherapy", 0),
    ("The patient and his family refused chemoradiotherapy.", "chemotherapy", 1),
    ("He received definitive chemoradiotherapy with cisplatin.", "chemotherapy", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "count"), COURSES)
def test_how_many_courses(text: str, name: str, count: int, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(f"Case report\n\nA 52-year-old woman was admitted. {text}\n", encoding="utf-8")
    case = extractors.extract(read(report), pipeline=extractors.load_pipeline())
    assert sum(t.name == name for t in case.therapies) == count
