"""Chemotherapy and radiotherapy of solid tumours: after a complete resection, after spread, by regimens of oncology."""

from collections.abc import Callable

import pytest

from models import Case

ROLES = [
    ("A 3-year-old girl with medulloblastoma had surgical resection of the tumor followed by craniospinal irradiation and chemotherapy (lomustine, cisplatin).", {"surgery": None, "radiotherapy": "consolidation", "lomustine": "consolidation", "cisplatin": "consolidation"}),
    ("A 60-year-old woman with endometrial carcinoma underwent hysterectomy. She received carboplatin. Two years later, lung metastases were seen, and she received doxorubicin.", {"surgery": None, "carboplatin": "consolidation", "doxorubicin": "salvage"}),
    ("A 40-year-old man with glioblastoma had subtotal resection of the tumour, followed by temozolomide.", {"surgery": None, "temozolomide": "induction"}),
    ("A 50-year-old man with colon carcinoma and liver metastases underwent hemicolectomy, and FOLFOX was given.", {"surgery": None, "FOLFOX": "induction"}),
    ("A 63-year-old man with a history of appendectomy presented with gastric cancer. Capecitabine was started.", {"surgery": None, "capecitabine": "induction"}),
    ("A 50-year-old woman with nasopharyngeal carcinoma received GP chemotherapy (cisplatin 80 mg/m2 d1, gemcitabine 1000 mg/m2 d1, d8).", {"GP": "induction", "cisplatin": "induction", "gemcitabine": "induction"}),
    ("A 60-year-old man underwent nephrectomy for a sarcoma. In 2007 a recurrence was found. Another resection was performed.", {"surgery": "salvage"}),
    ("A 60-year-old man with gastric cancer underwent gastrectomy. Capecitabine was given to reduce the likelihood of recurrence. The oncologist recommended stopping further treatment with capecitabine.", {"surgery": None, "capecitabine": "consolidation"}),
    ("A 50-year-old man with gastric cancer had TP of 60 g/L; TP was low, AP radiographs were normal.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "roles"), ROLES)
def test_roles_in_solid_tumours(text: str, roles: dict[str, str | None], case_of: Callable[[str], Case]) -> None:
    assert {t.name: t.role for t in case_of(text).therapies} == roles
