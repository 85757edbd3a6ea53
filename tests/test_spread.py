"""Tumours that came back elsewhere: metastases found later are a relapse or progression, those of the first staging are none."""

from collections.abc import Callable

import pytest

from models import Case

STATES = [
    ("A 60-year-old man had gastric adenocarcinoma. Subtotal gastrectomy was performed. Histology of the specimen showed lymph node metastases. One year after surgery, CT showed liver metastases.", ["relapse P1Y"]),
    ("A 48-year-old woman with breast cancer underwent mastectomy. Three years later she was diagnosed with bone metastases.", ["relapse P3Y"]),
    ("A 50-year-old man with melanoma was operated on in 2010. He did well until June 2012, when metastases in the lung were found. Vemurafenib was started. At six months, a new brain metastasis was detected.", ["relapse -", "PD P6M"]),
    ("A 70-year-old man underwent hemicolectomy for colon carcinoma. Two years later PET/CT showed lesions of both lungs, and the disease was upgraded to stage IVA.", ["relapse P2Y"]),
    ("A 71-year-old woman was treated with sunitinib for renal cell carcinoma. A partial response was seen. After 19 months on treatment, MRI revealed a large metastasis of the cerebellum.", ["PR -", "PD P19M"]),
    ("A 55-year-old woman underwent nephrectomy for renal cell carcinoma in 2009. A brain MRI in 2010 ruled out cerebral metastases.", []),
    ("A 66-year-old man had back pain. CT showed liver metastases, and biopsy confirmed pancreatic adenocarcinoma.", []),
    ("A 66-year-old man with pancreatic carcinoma underwent palliative bypass surgery in 2010. In May 2010, CT showed liver metastases.", []),
    ("A 60-year-old man with carcinoma of the lung had septic shock unresponsive to norepinephrine, and the fever did not respond to meropenem.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_metastases_found_later(text: str, expected: list[str], case_of: Callable[[str], Case]) -> None:
    case = case_of(text)
    assert [f"{r.category} {r.time_after or '-'}" for r in case.responses] == expected
