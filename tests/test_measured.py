"""Hormones, salts and trace elements count where they are given, not where they are measured; fixed combinations are one drug."""

import pytest

from extractors.therapies import find_therapies

CASES = [
    ("He took citrate 3 g/day, oral phosphate (1.5 g/day for 4 months), calcium tablets (500 mg/day) and activated vitamin D.", "citrate; phosphate; calcium; vitamin D"),
    ("Growth hormone (GH) therapy was initiated. Seven months after initiation of GH she grew.", "somatropin; somatropin"),
    ("He was started on testosterone 250 mg im monthly and hCG 2000 IU twice weekly.", "testosterone; chorionic gonadotropin"),
    ("Spasms were treated with ACTH 20 IU daily.", "corticotropin"),
    ("He received intravenous potassium and magnesium. Oral zinc and copper were given.", "potassium; magnesium; zinc; copper"),
    ("Calcium 9.8 mg/dL, phosphate 2.1 mg/dl, iron 40 ug/dL, urinary calcium 300 mg/day, urinary citrate 120 mg/day.", ""),
    ("GH deficiency, low testosterone, ACTH 10 pg/mL, peak GH 2 ng/mL and an ACTH stimulation test.", ""),
    ("She drank calcium-rich milk; phosphate wasting; bicarbonate was 12 mmol/L; iron staining.", ""),
    ("Isotretinoin, 13-cis-RA and Cis-RA; epoetin-beta 2000 IU; LMWH; EMB 750 mg; norethisterone; PTU was started.", "isotretinoin; isotretinoin; isotretinoin; epoetin beta; heparin; ethambutol; norethisterone; propylthiouracil"),
    ("insulin glargine 20 IU and insulin aspart", "insulin glargine; insulin aspart"),
    ("piperacillin 4 g and tazobactam 0.5 g", "piperacillin-tazobactam; piperacillin-tazobactam"),
    ("carbidopa-levodopa; lopinavir/ritonavir", "levodopa-carbidopa; levodopa-carbidopa; lopinavir-ritonavir"),
    ("Technetium-99m octreotide (99mTc-OCT) scintigraphy, an octreotide scan, 68Ga-DOTATATE PET/CT, 123I-MIBG scintigraphy, dobutamine stress echocardiography, a DMSA scan.", ""),
    ("Octreotide was given; 177Lu-DOTATATE therapy; after imaging, dobutamine was started.", "octreotide; lutetium oxodotreotide; dobutamine"),
    ("ampicillin plus sulbactam, then ampicillin and gentamicin", "ampicillin-sulbactam; ampicillin-sulbactam; ampicillin; gentamicin"),
    ("HRZE therapy was started; she received HREZ.", "HRZE; HREZ"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_given_or_measured(text: str, expected: str) -> None:
    assert "; ".join(m.name for m in find_therapies(text)) == expected
