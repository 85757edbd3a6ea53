"""Operations, interventions and classes as published reports name them: one line a text, what is found in order."""

import pytest

from extractors.therapies import find_therapies

CASES = [
    ("She underwent subtotal thyroidectomy in 2000 and splenectomy in 2004.", "surgery; surgery"),
    ("an emergency hepatic central bisectionectomy was done", "surgery"),
    ("a left distal femoral tumor en bloc resection; an upper femur amputation", "surgery; surgery"),
    ("She refused hip joint replacement and aortic valve replacement.", "surgery; surgery"),
    ("Hepaticojejunostomy, Whipple's procedure and CABG were performed.", "surgery; surgery; surgery"),
    ("The lesion was excised, and the wound was debrided.", "surgery; surgery"),
    ("The brain metastasis was completely resected under general anaesthesia.", "surgery"),
    ("The operation was uneventful; he was operated on again.", "surgery; surgery"),
    ("A cervical lymph node was excised. Excision of an inguinal node showed lymphoma.", ""),
    ("An excisional biopsy, a needle excision and a resection specimen with free resection margins.", ""),
    ("The Department of Cardiac Surgery was consulted in the operation theatre.", ""),
    ("Postpneumonectomy empyema; leukapheresis; tracheostomy; angioplasty; unresectable; co-operation.", ""),
    ("The nodes could not be resected.", ""),
    ("transcatheter arterial embolization (TAE) of the left hepatic artery", "transcatheter arterial embolization"),
    ("septic embolization and pulmonary embolism", ""),
    ("endoscopic variceal ligation plus endoscopic injection sclerotherapy and argon plasma coagulation", "endoscopic variceal ligation; endoscopic injection sclerotherapy; argon plasma coagulation"),
    ("TACE and radiofrequency ablation", "transarterial chemoembolization; radiofrequency ablation"),
    ("intensity modulated radiation therapy (IMRT), brachytherapy", "radiotherapy; radiotherapy"),
    ("concurrent chemoradiotherapy (CCRT)", "radiotherapy; chemotherapy"),
    ("radiochemotherapy with cisplatin", "radiotherapy; chemotherapy; cisplatin"),
    ("Orthotopic LT was performed; the OLT was uneventful.", "liver transplantation; liver transplantation"),
    ("oral iron, calcium supplements and potassium supplementation", "iron; calcium; potassium"),
    ("Iron, calcium, zinc and factor IX were low; factor IX activity was 3%.", ""),
    ("without coagulation factor IX replacement therapy", "factor IX"),
    ("bronchodilator treatment, β-blockers, antiplatelet agents, painkillers, a hemostatic drug", "bronchodilator; beta-blocker; antiplatelet agent; analgesic; hemostatic"),
    ("anti-TB therapy; antihelminthic drugs; heart failure with ARBs", "antituberculous drug; anthelmintic; angiotensin receptor blocker"),
    ("antibiotic susceptibility, a sedative effect, steroid withdrawal and vasodilator testing", ""),
    ("the muscle relaxant drug (i.e., tizanidine) and antiplatelet agents such as clopidogrel", "tizanidine; clopidogrel"),
    ("Urinary catecholamines were elevated.", ""),
    ("Catecholamines were given for shock.", "vasopressor"),
    ("urokinase-type plasminogen activator; urokinase was infused", "urokinase"),
    ("oxaliplatin and S-1 (tegafur/gimeracil/oteracil)", "oxaliplatin; tegafur-gimeracil-oteracil; tegafur-gimeracil-oteracil"),
    ("sacubitril/valsartan 49/51 mg", "sacubitril-valsartan"),
    ("He was on ASA, a statin and a PPI; he was ASA class III.", "acetylsalicylic acid; statin; proton pump inhibitor"),
    ("The abscess was incised and drained; the tumour was completely removed; the cyst was removed surgically.", "surgery; surgery; surgery"),
    ("intravesical BCG after BCG vaccination; treated with radioactive iodine", "BCG; radiotherapy"),
    ("a CAPD score of 12; CVP (central venous pressure) was 16 cmH2O; she was diagnosed with HHT and bled", ""),
    ("Intravenous magnesium sulphate and intravenous magnesium", "magnesium sulfate; magnesium"),
    ("insulin-dependent diabetes, rifampicin-susceptible strains, a levodopa test, a dexamethasone suppression test", ""),
    ("Total immunoglobulin (Ig) G was 1880 mg/dL; immunoglobulin light chains", ""),
    ("immunoglobulin 0.4 g/kg, IVIG", "immunoglobulin; immunoglobulin"),
    ("Urinary tests showed elevated levels of norepinephrine. Norepinephrine was started.", "norepinephrine"),
    ("Peak growth hormone and cortisol were low. GH therapy was begun.", "somatropin"),
    ("chest pain without radiation; a murmur with irradiation to the axilla", ""),
    ("After lung transplantation, cultures of the per-transplantation biopsy grew Candida.", "lung transplantation"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_found(text: str, expected: str) -> None:
    assert "; ".join(m.name for m in find_therapies(text)) == expected
