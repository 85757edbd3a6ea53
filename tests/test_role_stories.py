"""Stories as authors of many centres tell them, and what each treatment was for; one `name: role [status]` a treatment."""

from collections import Counter
from pathlib import Path

import pytest

from corpus import read
from extractors import extract, load_pipeline

STORIES = [
    (
        "A 52-year-old woman was found to have FLT3-ITD positive AML. She was treated with 7+3 plus midostaurin and entered CR. Three courses of high-dose "
        "cytarabine followed. Eleven months later blasts reappeared. Gilteritinib was started and brought a second remission, and she went on to allo-HSCT from "
        "her sister after fludarabine and busulfan. Ciclosporin and a short course of methotrexate were given. At day +35 skin GVHD appeared, treated with "
        "prednisolone 1 mg/kg.",
        "7+3: induction; midostaurin: induction; cytarabine: consolidation; gilteritinib: salvage; allogeneic hsct: infusion; fludarabine: conditioning; busulfan: conditioning; cyclosporine: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis; prednisolone: toxicity_management",
    ),
    (
        "Mr K., 61 y, DLBCL stage IV. R-CHOP x6 -> PR, then progression after 4 mo. R-DHAP x2: PD. Apheresis 3 Feb. Pola-BR x1 until cells were ready. Flu/Cy "
        "d-5 to -3. Axi-cel d0. Fever d+2: pip-tazo. CRS gr 2 d+3: tocilizumab 8 mg/kg x2, dexamethasone 10 mg q6h. Levetiracetam from d0.",
        "r-chop: induction; r-dhap: salvage; pola-br: bridging; flu/cy: lymphodepletion; axicabtagene ciloleucel: infusion; piperacillin-tazobactam: supportive; tocilizumab: toxicity_management; dexamethasone: toxicity_management; levetiracetam: prophylaxis",
    ),
    (
        "The patient, a 9-year-old boy, was diagnosed with B-ALL in June 2015 and treated on the ALL-BFM 2009 protocol, achieving remission on day 33. In March "
        "2018, while still on oral mercaptopurine and methotrexate, an isolated bone marrow relapse was found. He received one course of vincristine, "
        "dexamethasone and pegaspargase, followed by blinatumomab for 28 days. He was MRD negative and underwent haploidentical transplantation with TBI, "
        "fludarabine and ATG. Post-transplant cyclophosphamide 50 mg/kg was given on days +3 and +4. Tacrolimus and MMF were started on day +5. He relapsed "
        "again nine months after the transplant. CD22 CAR-T cells were infused after three days of fludarabine and two days of cyclophosphamide.",
        "all-bfm 2009: induction; mercaptopurine: maintenance; methotrexate: maintenance; vincristine: salvage; dexamethasone: salvage; pegaspargase: salvage; blinatumomab: salvage; haploidentical hsct: infusion; total body irradiation: conditioning; fludarabine: conditioning; antithymocyte globulin: conditioning; cyclophosphamide: gvhd_prophylaxis; tacrolimus: gvhd_prophylaxis; mycophenolate mofetil: gvhd_prophylaxis; cd22 car-t: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion",
    ),
    (
        "This 34-year-old lady with lupus nephritis had failed mycophenolate, cyclophosphamide and belimumab. Her prednisone was kept at 10 mg. After "
        "lymphodepletion (fludarabine 25 mg/m2 x3, cyclophosphamide 1 g/m2 x1) she was given autologous CD19 CAR-T cells. On day 4 she developed fever; "
        "paracetamol and one dose of tocilizumab were enough. Hydroxychloroquine was discontinued.",
        "mycophenolate mofetil: -; cyclophosphamide: -; belimumab: -; prednisone: -; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; cd19 car-t: infusion; paracetamol: toxicity_management; tocilizumab: toxicity_management; hydroxychloroquine: -",
    ),
    (
        "Relapse was documented in the marrow on 4 May 2020. The child was reinduced with the UKALL R3 block, which failed (38% blasts). Inotuzumab ozogamicin "
        "1.8 mg/m2 per cycle was then used to lower the tumour burden before tisagenlecleucel. Lymphocytes had been harvested in April. Fludarabine and "
        "cyclophosphamide were infused from 1 to 4 July. Tisagenlecleucel was infused on 6 July. Cytokine release began the next day. Tocilizumab twice and, in "
        "the absence of an effect, siltuximab 11 mg/kg; norepinephrine was needed for 36 h. On day 9 she was confused and received dexamethasone. Anakinra was "
        "added for ferritin of 42,000. Meropenem was given for neutropenic fever. Micafungin was used as antifungal cover.",
        "ukall r3: salvage; inotuzumab ozogamicin: bridging; tisagenlecleucel: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; tocilizumab: toxicity_management; siltuximab: toxicity_management; norepinephrine: toxicity_management; dexamethasone: toxicity_management; anakinra: toxicity_management; meropenem: supportive; micafungin: prophylaxis",
    ),
    (
        "At diagnosis in Osaka the boy received prednisolone, vincristine, daunorubicin and L-asparaginase with triple intrathecal injections. After attaining "
        "CR, early intensification with cyclophosphamide, cytarabine and 6-MP was performed. Molecular relapse (MRD 3 × 10^-3) was found during maintenance and "
        "blinatumomab was given preemptively. Because engraftment failed, a second cord blood transplantation was carried out after fludarabine and 2 Gy TBI.",
        "prednisolone: induction; vincristine: induction; daunorubicin: induction; asparaginase: induction; intrathecal chemotherapy: induction; cyclophosphamide: consolidation; cytarabine: consolidation; mercaptopurine: consolidation; blinatumomab: preemptive; umbilical cord blood transplantation: infusion; fludarabine: conditioning; total body irradiation: conditioning",
    ),
    (
        "The patient with T-PLL responded to intravenous alemtuzumab. In first remission he was consolidated by an allograft from his HLA-identical brother, "
        "prepared with fludarabine and treosulfan. Grafalon 30 mg/kg, ciclosporin and mycophenolate served as prophylaxis. He remained on penicillin V and "
        "aciclovir. Chronic GVHD of the lungs in the second year was treated with prednisone, montelukast, azithromycin and inhaled fluticasone. Photopheresis "
        "was added, and finally ibrutinib.",
        "alemtuzumab: induction; allogeneic hsct: infusion; fludarabine: conditioning; treosulfan: conditioning; antithymocyte globulin: gvhd_prophylaxis; cyclosporine: gvhd_prophylaxis; mycophenolate mofetil: gvhd_prophylaxis; phenoxymethylpenicillin: prophylaxis; acyclovir: prophylaxis; prednisone: toxicity_management; montelukast: toxicity_management; azithromycin: supportive; fluticasone: toxicity_management; extracorporeal photopheresis: toxicity_management; ibrutinib: toxicity_management",
    ),
    (
        "As third-line treatment the 70-year-old received loncastuximab tesirine, and as fourth-line epcoritamab. Prior lines: R-CHOP (2018), R-GemOx (2020). "
        "Because of ICANS grade 2, epcoritamab was paused and dexamethasone 10 mg twice daily plus levetiracetam were started. Immunoglobulins were "
        "substituted. Filgrastim and eltrombopag were used for cytopenia.",
        "loncastuximab tesirine: salvage; epcoritamab: salvage; r-chop: induction; r-gemox: salvage; dexamethasone: toxicity_management; levetiracetam: toxicity_management; immunoglobulin: supportive; filgrastim: supportive; eltrombopag: supportive",
    ),
    (
        "APL was diagnosed. ATRA and arsenic trioxide were commenced. On day 5 weight gain and hypoxia suggested differentiation syndrome and dexamethasone 10 "
        "mg bd was begun; hydroxyurea controlled the leukocytosis. She achieved molecular CR. Four cycles of ATO/ATRA consolidation were completed.",
        "tretinoin: induction; arsenic trioxide: induction; tretinoin: consolidation; arsenic trioxide: consolidation; dexamethasone: toxicity_management; hydroxyurea: toxicity_management",
    ),
    (
        "Two months after commercial CAR T therapy, CT showed new lesions. Pembrolizumab and 36 Gy were tried. The lymphoma progressed and polatuzumab with "
        "rituximab was given on compassionate grounds. Then a re-infusion of liso-cel from a retained bag took place after bendamustine 90 mg/m2 on two days.",
        "car-t: infusion; pembrolizumab: salvage; radiotherapy: salvage; polatuzumab vedotin: salvage; rituximab: salvage; lisocabtagene maraleucel: infusion; bendamustine: lymphodepletion",
    ),
    (
        "A 19-year-old student presented with a mediastinal mass; biopsy gave T-lymphoblastic lymphoma. She was enrolled on a paediatric-inspired protocol with "
        "vincristine, daunorubicin, prednisone and PEG-asparaginase, and was in complete remission on PET after phase IB. Nelarabine was incorporated during "
        "consolidation. After the second delayed-intensification course the disease recurred in the pleura. Two courses of nelarabine, etoposide and "
        "cyclophosphamide produced a partial response. Daratumumab was added. Then an allogeneic transplant from her HLA-identical sister was performed after "
        "conditioning with total body irradiation (12 Gy) and etoposide. Cyclosporine was stopped at six months.",
        "vincristine: induction; daunorubicin: induction; prednisone: induction; pegaspargase: induction; nelarabine: consolidation; nelarabine: salvage; etoposide: salvage; cyclophosphamide: salvage; daratumumab: salvage; allogeneic hsct: infusion; total body irradiation: conditioning; etoposide: conditioning; cyclosporine: gvhd_prophylaxis",
    ),
    (
        "This 38-year-old woman with anti-synthetase myositis and interstitial lung disease had been treated with prednisone, azathioprine, rituximab, "
        "tacrolimus and intravenous immunoglobulin, all without lasting benefit. She received a single infusion of CD19 CAR T cells after fludarabine 25 mg/m2 "
        "(days -5 to -3) and cyclophosphamide 1 g/m2 (day -3). CRS grade 1 was controlled with tocilizumab. Prednisone was tapered and stopped by week 8. "
        "Co-trimoxazole and aciclovir prophylaxis was given.",
        "prednisone: -; azathioprine: -; rituximab: -; tacrolimus: -; immunoglobulin: -; cd19 car-t: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; tocilizumab: toxicity_management; trimethoprim-sulfamethoxazole: prophylaxis; acyclovir: prophylaxis",
    ),
    (
        "She was diagnosed with severe aplastic anemia and treated with horse ATG, ciclosporin and eltrombopag, with no response at 6 months. Alemtuzumab was "
        "her second immunosuppressive therapy. A haploidentical transplant from her mother was carried out with fludarabine, cyclophosphamide and 4 Gy TBI. "
        "Deferasirox was prescribed for iron overload.",
        "antithymocyte globulin: induction; cyclosporine: induction; eltrombopag: induction; alemtuzumab: salvage; haploidentical hsct: infusion; fludarabine: conditioning; cyclophosphamide: conditioning; total body irradiation: conditioning; deferasirox: supportive",
    ),
    (
        "A 49-year-old man with systemic sclerosis refractory to mycophenolate and cyclophosphamide was enrolled. Mycophenolate was discontinued two weeks "
        "before leukapheresis. Fludarabine/cyclophosphamide conditioning was followed by CD19 CAR T cells on 2 March. Mild CRS needed no treatment; no steroids "
        "or tocilizumab were used. Nintedanib was continued.",
        "mycophenolate mofetil: -; cyclophosphamide: -; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; cd19 car-t: infusion; corticosteroid: toxicity_management not_given; tocilizumab: toxicity_management not_given; nintedanib: -",
    ),
    (
        "Her primary mediastinal lymphoma progressed during DA-EPOCH-R. Pembrolizumab, four doses, gave a short-lived response. R-GDP was chosen next, as "
        "bridging before lisocabtagene maraleucel, but owing to rapid growth of the mass emergency radiotherapy (20 Gy) and methylprednisolone were added. "
        "After liso-cel, grade 1 CRS was treated with acetaminophen only. Ten weeks later a biopsy-proven relapse was irradiated (36 Gy) and pembrolizumab "
        "resumed. An allogeneic transplant is under discussion.",
        "da-epoch-r: induction; pembrolizumab: salvage; pembrolizumab: salvage; r-gdp: bridging; lisocabtagene maraleucel: infusion; radiotherapy: bridging; methylprednisolone: bridging; paracetamol: toxicity_management; radiotherapy: salvage; allogeneic hsct: infusion planned",
    ),
]  # fmt: skip


def roles(tmp_path: Path, story: str) -> Counter[str]:
    """What each treatment of a story was for: "tocilizumab: toxicity_management", and whether it was given."""
    path = tmp_path / "story.txt"
    path.write_text(f"Case report\n\n{story}\n", encoding="utf-8")
    case = extract(read(path), pipeline=load_pipeline())
    return Counter(
        f"{t.name.lower()}: {t.role.value if t.role else '-'}{'' if t.status.value == 'given' else ' ' + t.status.value}"
        for t in case.therapies
    )


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_what_each_treatment_was_for(tmp_path: Path, story: str, expected: str) -> None:
    assert roles(tmp_path, story) == Counter(expected.split("; "))
