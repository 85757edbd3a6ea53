"""Sentences of reports: abbreviations, units, dates and brackets do not end one."""

import pytest

from extractors.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He improved. She did not.", 2),
        ("See Fig. 2 for the course.", 1),
        ("Smith et al. reported it.", 1),
        ("Dexamethasone 10 mg i.v. was given.", 1),
        ("It subsided under paracetamol 1 g. As 27% blasts were counted, a second infusion was given.", 2),
        ("On 27.1.2020 it was 0.5 mg. Then it rose.", 2),
        ("(His mother is well.) Six cycles were given.", 2),
        ("He was in CR. Then he relapsed.", 2),
        ("Noradrenaline ran at 0.15 ug/kg/min. Tocilizumab was added.", 2),
        ("MRD was negative.[3] It stayed so.", 2),
        ("HSCT was performed on 2021-11-02. On 2022-02-10 he was in CR.", 2),
        ("SMILE was begun on 2019.06.03. Each cycle took 28 days.", 2),
        ("It was raised to 2.5 mg on 2019.6. Mai as planned.", 1),
        ("She received DA-EPOCH-R. The PET was positive.", 2),
        ("He took vitamin D. The rash vanished.", 2),
        ("No aGVHD. d+180: CR.", 2),
        ("Day +30: MRD-negative. aGVHD: grade 2. sCR at month 6.", 3),
        ("He was febrile at 38.9 °C. Hypotension on day 4 was treated with fluids.", 2),
        ("The temperature rose to 39 ℃. Tocilizumab was given.", 2),
        ("A rash was acute GVHD, grade I. Ciclosporin was tapered.", 2),
        ("Stools reached 1.5 L. Methylprednisolone was begun.", 2),
        ("He got prophylaxis for hepatitis B. Entecavir was well tolerated.", 2),
        ("The isolate was E. Coli and L. Monocytogenes.", 1),
        ("Infused on 3. March 2020 in our unit.", 1),
        ("The St. Mary Hospital treated Dr. Who.", 1),
        ("CRS of grade 2 sec. ASTCT set in.", 1),
        ("It was staged acc. to Lugano.", 1),
        ("The APTT was 76 sec. Fibrinogen fell.", 2),
    ],
)
def test_number_of_sentences(text: str, count: int) -> None:
    assert len(sentence_spans(text)) == count


def test_spans_have_no_outer_blanks() -> None:
    text = "  One.   Two.  "
    assert [text[a:b] for a, b in sentence_spans(text)] == ["One.", "Two."]
