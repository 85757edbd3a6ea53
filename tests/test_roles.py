"""What was it given for? One line a sentence: `name=purpose` for each treatment that the words bind to one."""

import pytest

from extractors.purposes import purposes
from extractors.therapies import find_therapies

CASES = [
    ("six cycles of bendamustine and rituximab were followed by rituximab maintenance", "- - maintenance"),
    ("Bridging consisted of polatuzumab vedotin 1.8 mg/kg plus rituximab 375 mg/m2 on 01/19/2021", "bridging bridging"),
    ("Vincristine 1.5 mg/m2 once weekly and mercaptopurine 50 mg/m2 daily served as bridging.", "bridging bridging"),
    ("Induction with VDLP, consolidation with CAM and maintenance with mercaptopurine were given.", "induction consolidation maintenance"),
    ("After induction, she received hyper-CVAD.", "-"),
    ("For lymphodepletion, fludarabine 30 mg/m2 and cyclophosphamide 300 mg/m2 were given.", "lymphodepletion lymphodepletion"),
    ("He received fludarabine and cyclophosphamide as lymphodepletion.", "lymphodepletion lymphodepletion"),
    ("GVHD prophylaxis consisted of cyclosporine, mycophenolate mofetil and short-course methotrexate.", "gvhd_prophylaxis gvhd_prophylaxis gvhd_prophylaxis"),
    ("Tacrolimus and methotrexate were used for GVHD prophylaxis.", "gvhd_prophylaxis gvhd_prophylaxis"),
    ("methotrexate (15 mg/m2 on day +1; 10 mg/m2 on days +3, +6 and +11) was used to prevent GVHD", "gvhd_prophylaxis"),
    ("tacrolimus and mycophenolate mofetil from day +5, protected him from GVHD", "gvhd_prophylaxis gvhd_prophylaxis"),
    ("Salvage R-DHAP, two cycles, was given.", "salvage"),
    ("Levetiracetam 750 mg twice daily was initiated on day 0 for seizure prophylaxis.", "prophylaxis"),
    ("R-CHOP was given from June, with intrathecal methotrexate 15 mg on 4 occasions as prophylaxis.", "- prophylaxis"),
    ("Polatuzumab vedotin and rituximab 375 mg/m2 were each infused once, on 16 Feb, for bridging.", "bridging bridging"),
    ("CRS was treated with tocilizumab 8 mg/kg and dexamethasone.", "toxicity_management toxicity_management"),
    ("Premedication before each dose was dexamethasone 20 mg iv and paracetamol 650 mg po.", "prophylaxis prophylaxis"),
    ("Conditioning: busulfan 3.2 mg/kg/day for 4 days, fludarabine 40 mg/m2/day for 4 days, thiotepa 10 mg/kg once.", "conditioning conditioning conditioning"),
    ("She was conditioned with busulfan and cyclophosphamide and received cyclosporine for GVHD prophylaxis.", "conditioning conditioning gvhd_prophylaxis"),
    ("R-CHOP was given as first-line treatment, followed by R-DHAP as salvage therapy and BEAM conditioning.", "induction salvage conditioning"),
    ("Eight maintenance injections of rituximab, 1400 mg subcutaneously, were given.", "maintenance"),
    ("Oral mercaptopurine 60 mg/m2/d was then taken for 7 months as maintenance.", "maintenance"),
    ("Bridging therapy was not given, and she received fludarabine 30 mg/m2.", "-"),
    ("After two cycles of R-ICE as salvage, conditioning with BEAM followed.", "salvage conditioning"),
    ("Reinduction with FLAG-IDA failed; blinatumomab was therefore tried.", "salvage -"),
    ("Ruxolitinib was added for steroid-refractory GVHD.", "toxicity_management"),
    ("Letermovir 240 mg once daily was her protection against cytomegalovirus.", "prophylaxis"),
    ("Bridging therefore comprised oral dexamethasone 40 mg once daily for 4 days and irradiation of the axilla", "bridging bridging"),
    ("he took POMP maintenance: mercaptopurine 50 mg daily, methotrexate 20 mg/m2 weekly", "maintenance maintenance maintenance"),
    ("R-CHOP was delivered as frontline therapy of the DLBCL.", "induction"),
    ("High-dose methotrexate as central nervous system prophylaxis was omitted.", "prophylaxis"),
    ("Rituximab and bendamustine were the first-line treatment.", "induction induction"),
    ("Meropenem was started for pneumonia.", "supportive"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_purposes(sentence: str, expected: str) -> None:
    named = [m for m in find_therapies(sentence) if m.kind in {"drug", "regimen", "radiotherapy"}]
    found, _ = purposes(sentence, [(m.start, m.end) for m in named])
    assert " ".join(role or "-" for role in found) == expected


def test_a_purpose_left_open_for_the_next_sentence() -> None:
    assert purposes("Conditioning was myeloablative.", []) == ([], "conditioning")
    assert purposes("After conditioning, fever occurred.", []) == ([], None)
