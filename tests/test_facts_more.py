"""Blasts, criteria of response, doses against a syndrome and their effect, organs of GVHD, in the words of many authors.

Each line is a sentence after a CRS and what is read of it; `-effect` says that the drug did not help. Several facts are parted by `;`.
"""

from pathlib import Path
from typing import Any

import pytest
from test_facts import STORY, case_of, told

NEW = {"blasts", "response criteria", "doses given", "effect", "GVHD organ"}
SENTENCES = """
# blasts
On 3 May 2020 the bone marrow contained 62% blasts. | blasts bone marrow 62 % 2020-05-03
Bone marrow aspiration on 3 May 2020 showed 85.5% lymphoblasts. | blasts bone marrow 85.5 % 2020-05-03
The marrow blast percentage was 34% on 3 May 2020. | blasts bone marrow 34 % 2020-05-03
Blasts accounted for 71 % of the marrow on 3 May 2020. | blasts bone marrow 71 % 2020-05-03
Peripheral blood smear revealed 12% circulating blasts on 3 May 2020. | blasts peripheral blood 12 % 2020-05-03
On 3 May 2020, 45% of nucleated cells in the bone marrow were blasts. | blasts bone marrow 45 % 2020-05-03
On 3 May 2020 bone marrow blasts had fallen to <5%. | blasts bone marrow <5 % 2020-05-03
On 3 May 2020 the marrow was infiltrated by 90% leukaemic blasts. | blasts bone marrow 90 % 2020-05-03
BM biopsy on 3 May 2020: blasts 27%. | blasts bone marrow 27 % 2020-05-03
On 3 May 2020 the myeloblast count in the marrow was 23 per cent. | blasts bone marrow 23 % 2020-05-03
On 3 May 2020 relapse was evident with 40–50% blasts in the bone marrow. | blasts bone marrow 40 % 2020-05-03
The leukemia was in blast crisis and 30% of patients relapse. |
The lymphoblasts expressed CD19 in 98%. |
MRD was detectable at 0.02% of blasts by flow cytometry. |
Of the blasts, 92% were positive for CD22. |
Acute lymphoblastic leukemia recurs in 20% of adults. |
# criteria
Complete response was documented by the Lugano classification. | response criteria Lugano
Responses were assessed according to the 2014 Lugano criteria. | response criteria Lugano
She achieved a VGPR per IMWG criteria. | response criteria IMWG
Response was defined following the International Myeloma Working Group consensus. | response criteria IMWG
She attained CRi according to ELN 2017 response criteria. | response criteria ELN
PR was achieved by iwCLL criteria. | response criteria iwCLL
Remission was judged by NCCN criteria. | response criteria NCCN
A CR was confirmed (IPCG criteria). | response criteria IPCG
Tumour response was evaluated using RECIST 1.1. | response criteria RECIST
Assessment followed the revised Cheson criteria. | response criteria Cheson
She belonged to the ELN adverse risk group. |
Treatment followed the NCCN guidelines. |
The patient had intermediate risk according to ELN 2022. |
# doses given
Two doses of tocilizumab 8 mg/kg were administered. | doses given tocilizumab 2 {dose}
She received tocilizumab (8 mg/kg, three doses). | doses given tocilizumab 3 {dose}
Tocilizumab 8 mg/kg was given twice for CRS. | doses given tocilizumab 2 {dose}
A single dose of siltuximab 11 mg/kg was infused for CRS. | doses given siltuximab 1 {dose}
She needed a second dose of tocilizumab for CRS. | doses given tocilizumab 2 {dose}
CRS was treated with tocilizumab 8 mg/kg × 2. | doses given tocilizumab 2 {dose}
CRS was treated with tocilizumab on days 2, 3 and 5. | doses given tocilizumab 3 {dose}
CRS required a total of four doses of tocilizumab. | doses given tocilizumab 4 {dose}
Tocilizumab 8 mg/kg was given on day 2 and repeated on day 4 for CRS. | doses given tocilizumab 2 {dose}
One 10 mg dose of dexamethasone was given for CRS. | doses given dexamethasone 1 {dose}
CRS was treated with dexamethasone 10 mg twice daily. |
CRS was treated with tocilizumab once daily. |
Levetiracetam 500 mg twice a day was given for seizure prophylaxis. |
# effect
CRS responded promptly to tocilizumab. | effect tocilizumab
Her CRS resolved within 24 hours after tocilizumab. | effect tocilizumab
CRS was treated with tocilizumab with good response. | effect tocilizumab
Tocilizumab led to rapid resolution of the CRS. | effect tocilizumab
CRS was refractory to tocilizumab. | -effect tocilizumab
There was no response to tocilizumab, and CRS worsened. | -effect tocilizumab
CRS progressed despite two doses of tocilizumab. | doses given tocilizumab 2 {dose}; -effect tocilizumab
Tocilizumab was given for CRS without improvement. | -effect tocilizumab
CRS was treated with tocilizumab, which was ineffective. | -effect tocilizumab
CRS did not respond to dexamethasone. | -effect dexamethasone
CRS was controlled with tocilizumab and dexamethasone. | effect tocilizumab; effect dexamethasone
The fever of CRS subsided after tocilizumab. | effect tocilizumab
CRS was successfully managed with tocilizumab. | effect tocilizumab
Tocilizumab was given for CRS. |
Tocilizumab 8 mg/kg was given for CRS, and dexamethasone was withheld. |
# organs of GVHD
Acute GVHD of the skin and gut developed. | GVHD organ skin; GVHD organ gut
She developed grade II skin GVHD. | GVHD organ skin
Biopsy confirmed hepatic GVHD. | GVHD organ liver
Acute GVHD involving the skin, liver and gut occurred. | GVHD organ skin; GVHD organ liver; GVHD organ gut
Chronic GVHD of the lung developed. | GVHD organ lung
Acute GVHD (skin stage 2, gut stage 1) was diagnosed. | GVHD organ skin; GVHD organ gut
A maculopapular rash was diagnosed as acute GVHD. | GVHD organ skin
Voluminous diarrhoea proved to be acute GVHD on colonoscopy. | GVHD organ gut
No GVHD of the skin was seen. |
GVHD prophylaxis was tacrolimus, and no rash was seen. |
"""
LINES = [line.partition("|") for line in SENTENCES.strip().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("sentence", "expected"), [(s.strip(), e.strip()) for s, _, e in LINES])
def test_sentence(tmp_path: Path, pipeline: Any, sentence: str, expected: str) -> None:
    case = case_of(tmp_path, pipeline, STORY.format(sentence))
    found = sorted(_without_day(told(f)) for f in case.findings if f.name in NEW)
    assert found == sorted(e.strip() for e in expected.split(";") if e.strip())


def _without_day(text: str) -> str:
    return text.replace(" day 2", "")
