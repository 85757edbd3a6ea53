"""Lines of treatment in ordinary prose, with what goes wrong together: a second relapse in one sentence, what came before a graft, what was declined."""

from collections.abc import Callable

import pytest

from models import Case

STORIES = [
    (
        "A 65-year-old lady suffered from IgA lambda myeloma. She was treated in first line with Dara-VTd and ASCT conditioned with melphalan 200 mg/m2, then lenalidomide as maintenance. At first relapse carfilzomib and dexamethasone were administered; at second relapse, elotuzumab, pomalidomide and dexamethasone. Teclistamab was then offered on a compassionate basis: step-up doses of 0.06 and 0.3 mg/kg were followed by 1.5 mg/kg weekly.",
        "Dara-VTd: induction; autologous HSCT: infusion; melphalan: conditioning; lenalidomide: maintenance; carfilzomib: salvage; dexamethasone: salvage; elotuzumab: salvage; pomalidomide: salvage; dexamethasone: salvage; teclistamab: salvage",
    ),
    (
        "A 4-year-old girl with HLH due to perforin deficiency was started on dexamethasone and etoposide. HLH reactivated and alemtuzumab was given as salvage, and she proceeded to transplantation from a 9/10 unrelated donor after fludarabine, melphalan and thiotepa.",
        "dexamethasone: induction; etoposide: induction; alemtuzumab: salvage; allogeneic HSCT: infusion; fludarabine: conditioning; melphalan: conditioning; thiotepa: conditioning",
    ),
    (
        "A 72-year-old teacher with CLL took ibrutinib 420 mg daily from 2016. Upon progression venetoclax was introduced. She declined CAR-T cells and was given palliative radiotherapy (20 Gy) to the neck.",
        "ibrutinib: induction; venetoclax: salvage; CAR-T: infusion declined; radiotherapy: salvage",
    ),
    (
        "A 51-year-old woman had plasmablastic lymphoma. Six cycles of DA-EPOCH with bortezomib and intrathecal methotrexate prophylaxis were administered, resulting in CR. Five months later the disease recurred in the CNS. High-dose methotrexate was ineffective. She was switched to lenalidomide and went on to ASCT. Levetiracetam was prescribed for seizures.",
        "DA-EPOCH: induction; bortezomib: induction; methotrexate: prophylaxis; methotrexate: salvage; lenalidomide: salvage; autologous HSCT: infusion; levetiracetam: supportive",
    ),
    (
        "A 67-year-old man developed GVHD of the skin after a third dose of donor lymphocytes for relapsed MDS. He had undergone RIC allo-SCT (FluBu2, ATG 6 mg/kg) from a MUD in 2017; MDS had been treated with azacitidine x6. Prednisone 1 mg/kg was begun for GVHD; ibrutinib was considered, but not given due to atrial fibrillation.",
        "donor lymphocyte infusion: salvage; allogeneic HSCT: infusion; FluBu2: conditioning; antithymocyte globulin: conditioning; azacitidine: induction; prednisone: toxicity_management; ibrutinib: toxicity_management not_given",
    ),
    (
        "A 36-year-old woman with APL took ATRA 45 mg/m2 and received idarubicin on days 2, 4, 6 and 8. Differentiation syndrome on day 5 was treated with dexamethasone 10 mg bid, and ATRA was withheld for 4 days.",
        "tretinoin: induction; idarubicin: induction; dexamethasone: toxicity_management",
    ),
    (
        "A 13-year-old boy had chronic-phase CML and took imatinib. In September 2020 lymphoid blast crisis was found. Imatinib was replaced by dasatinib along with a four-drug induction: prednisolone 60 mg/m2, vincristine 1.5 mg/m2, daunorubicin 30 mg/m2 and asparaginase.",
        "imatinib: induction; dasatinib: salvage; prednisolone: induction; vincristine: induction; daunorubicin: induction; asparaginase: induction",
    ),
    (
        "A 40-year-old man (HCT-CI 0) was diagnosed with AML. Cytoreduction with hydroxyurea and one infusion of rasburicase preceded the 7+3 protocol. He then received a PBSCT from his daughter (haploidentical) on 12 November 2020.",
        "hydroxyurea: induction; rasburicase: supportive; 7+3: induction; haploidentical HSCT: infusion",
    ),
    (
        "A 64-year-old man with adult T-cell leukemia underwent unrelated bone marrow transplantation in March 2020 after fludarabine (125 mg/m2), melphalan (140 mg/m2) and TBI (2 Gy). On day 28, acute GVHD (grade III) developed and mPSL 2 mg/kg was started. Because of an inadequate response, ATG (1 mg/kg x 2) and MSCs were added.",
        "allogeneic HSCT: infusion; fludarabine: conditioning; melphalan: conditioning; total body irradiation: conditioning; methylprednisolone: toxicity_management; antithymocyte globulin: toxicity_management; mesenchymal stromal cells: toxicity_management",
    ),
    (
        "A 23-year-old woman with Ph-positive ALL was given imatinib 600 mg plus hyper-CVAD and achieved molecular remission. She became BCR-ABL positive again; dasatinib 140 mg was substituted for imatinib.",
        "imatinib: induction; hyper-CVAD: induction; dasatinib: consolidation",
    ),
    (
        "A 41-year-old man with Burkitt lymphoma was treated with CODOX-M/IVAC. Tumour lysis syndrome after the first cycle required rasburicase. He relapsed and R-ICE was given without success.",
        "CODOX-M/IVAC: induction; rasburicase: toxicity_management; R-ICE: salvage",
    ),
    (
        "A 33-year-old man with a germ cell tumour received BEP and relapsed. High-dose carboplatin and etoposide with autologous stem cell support was given.",
        "BEP: induction; carboplatin: conditioning; etoposide: conditioning; autologous HSCT: infusion",
    ),
    (
        "A 48-year-old woman received tandem CD19/CD22 CAR-T cells for relapse after allo-HSCT. Her past treatment comprised induction with VDCLP and allo-HSCT in CR1 (Bu/Cy plus ATG) from her HLA-identical sister. Lymphodepletion consisted of FC. CRS grade 3 occurred on day 6 and was treated with tocilizumab.",
        "CD19/CD22 CAR-T: infusion; allogeneic HSCT: infusion; VDCLP: induction; Bu/Cy: conditioning; antithymocyte globulin: conditioning; FC: lymphodepletion; tocilizumab: toxicity_management",
    ),
    (
        "An 82-year-old man with CLL had been treated with chlorambucil from 2008 to 2010 and with bendamustine-rituximab in 2013. Zanubrutinib was begun in 2020 for his third progression.",
        "chlorambucil: induction; bendamustine: salvage; rituximab: salvage; zanubrutinib: salvage",
    ),
    (
        "A 26-year-old woman developed EBV disease 4 months after haploidentical HSCT for aplastic anaemia. She had been conditioned with Flu/Cy/TBI. Before transplant she had failed horse ATG, ciclosporin and eltrombopag.",
        "haploidentical HSCT: infusion; Flu/Cy/TBI: conditioning; antithymocyte globulin: induction; cyclosporine: induction; eltrombopag: induction",
    ),
    (
        "A 59-year-old man with AL amyloidosis received Dara-CyBorD. He proceeded to heart transplantation, followed by tacrolimus, mycophenolate mofetil and prednisone.",
        "Dara-CyBorD: induction; heart transplantation: infusion; tacrolimus: maintenance; mycophenolate mofetil: maintenance; prednisone: maintenance",
    ),
    (
        "A 74-year-old woman with AML received CPX-351 as induction. Micafungin 50 mg was used during neutropenia; for febrile neutropenia she received cefepime.",
        "CPX-351: induction; micafungin: prophylaxis; cefepime: supportive",
    ),
    (
        "A 19-year-old man with ALL was treated on the JALSG ALL202-O protocol. ELN AML 2022 criteria were not applied.",
        "JALSG ALL202-O: induction",
    ),
    (
        "Donor lymphocytes from his sister, mobilised with G-CSF 10 µg/kg for five days, were infused to a 45-year-old man with CML in relapse after allo-SCT. Imatinib had been his treatment from 2003 to 2009, later ponatinib for blast crisis. For conditioning, Bu/Cy had been used.",
        "donor lymphocyte infusion: salvage; allogeneic HSCT: infusion; imatinib: induction; ponatinib: salvage; Bu/Cy: conditioning",
    ),
    (
        "Our patient with MCL relapsed on ibrutinib. Brexu-cel 3/2021 after Flu/Cy d-5 to -3; dex 40 mg x4 as bridging. CRS G2 d4: toci x1. ICANS G3 d7: dex 10 mg q6h.",
        "ibrutinib: induction; brexucabtagene autoleucel: infusion; Flu/Cy: lymphodepletion; dexamethasone: bridging; tocilizumab: toxicity_management; dexamethasone: toxicity_management",
    ),
    (
        "A 55-year-old woman was admitted for newly diagnosed hyperleukocytic AML. Hydroxyurea, leukapheresis and rasburicase were instituted, then decitabine plus the HAAG regimen. She achieved CR and received three courses of intermediate-dose Ara-C. She relapsed and was given CLL1 CAR-T cells after the FC regimen.",
        "hydroxyurea: induction; rasburicase: supportive; decitabine: induction; HAAG: induction; cytarabine: consolidation; CLL-1 CAR-T: infusion; FC: lymphodepletion",
    ),
    (
        "Venetoclax-obinutuzumab was chosen for a 58-year-old woman as front-line therapy of CLL. Obinutuzumab 1000 mg was preceded by dexamethasone 20 mg and paracetamol; allopurinol was given to prevent tumour lysis. Stem cells were later mobilised with G-CSF and plerixafor.",
        "venetoclax: induction; obinutuzumab: induction; dexamethasone: prophylaxis; paracetamol: prophylaxis; allopurinol: prophylaxis; G-CSF: supportive; plerixafor: supportive",
    ),
    (
        "A 69-year-old man had plasma cell leukemia. VRd induction induced VGPR. He was autografted (Mel 200) in January 2020. Maintenance with daratumumab and lenalidomide followed. In 2022 biochemical progression prompted a change to carfilzomib-pomalidomide-dexamethasone.",
        "VRd: induction; autologous HSCT: infusion; melphalan: conditioning; daratumumab: maintenance; lenalidomide: maintenance; carfilzomib: salvage; pomalidomide: salvage; dexamethasone: salvage",
    ),
    (
        "A 44-year-old man was transplanted from his HLA-identical brother for primary myelofibrosis. On day +95, severe acute GVHD was treated with methylprednisolone 2 mg/kg and, in second line, vedolizumab 300 mg and infliximab 10 mg/kg.",
        "allogeneic HSCT: infusion; methylprednisolone: toxicity_management; vedolizumab: toxicity_management; infliximab: toxicity_management",
    ),
    (
        "A 31-year-old man with PMBCL had refractory disease after R-CHOP. Axi-cel was infused after lymphodepletion (Flu 30, Cy 500). Gilteritinib was considered but FLT3 was wild-type.",
        "R-CHOP: induction; axicabtagene ciloleucel: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; gilteritinib: salvage not_given",
    ),
    (
        "A 24-year-old man with Hodgkin lymphoma received ABVD and relapsed. Nivolumab 240 mg was given; then he was allografted from his haploidentical sister using Flu/Cy/TBI (150 mg/m2, 29 mg/kg, 2 Gy).",
        "ABVD: induction; nivolumab: salvage; haploidentical HSCT: infusion; Flu/Cy/TBI: conditioning; fludarabine: conditioning; cyclophosphamide: conditioning; total body irradiation: conditioning",
    ),
    (
        "A 33-year-old lady was diagnosed with CML. Hydroxyurea was used until delivery. She was then treated with dasatinib 140 mg OD, achieving MCyR.",
        "hydroxyurea: induction; dasatinib: induction",
    ),
    (
        "The case of a 5-year-old girl with stage 4 neuroblastoma is described. COJEC rapid induction, busulfan-melphalan with autologous stem cell rescue, local radiotherapy (21 Gy) and dinutuximab beta with isotretinoin maintenance were administered.",
        "COJEC: induction; busulfan: conditioning; melphalan: conditioning; autologous HSCT: infusion; radiotherapy: induction; dinutuximab: induction; isotretinoin: maintenance",
    ),
    (
        "A 68-year-old man with CMML failed azacitidine and received 5x10^6 CD34+/kg from a 10/10 MUD on 23/09/2021; CsA from d-1 and MTX d+1, +3, +6 were used to prevent GvHD.",
        "azacitidine: induction; allogeneic HSCT: infusion; cyclosporine: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis",
    ),
    (
        "Sequential therapy of a 47-year-old woman with Sézary syndrome comprised interferon alfa, bexarotene, mogamulizumab and romidepsin. Allogeneic transplantation with TLI/ATG followed.",
        "interferon alfa: induction; bexarotene: salvage; mogamulizumab: salvage; romidepsin: salvage; allogeneic HSCT: infusion; total lymphoid irradiation: conditioning; antithymocyte globulin: conditioning",
    ),
    (
        "A 60-year-old man received teclistamab as seventh-line treatment for multiple myeloma. Previous treatment lines were: 1) VTD and ASCT, 2) Rd, 3) KCd, 4) DPd, 5) belantamab mafodotin, 6) ide-cel.",
        "teclistamab: salvage; VTd: induction; autologous HSCT: infusion; Rd: salvage; KCd: salvage; DPd: salvage; belantamab mafodotin: salvage; idecabtagene vicleucel: infusion",
    ),
    (
        "In a 30-year-old man with T-ALL relapsing after allo-HSCT, donor-derived CD7 CAR-T cells were infused following fludarabine, cyclophosphamide and etoposide. A second allo-HSCT with TBI, etoposide and cyclophosphamide was given two months later; PTCy was omitted.",
        "allogeneic HSCT: infusion; CD7 CAR-T: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; etoposide: lymphodepletion; allogeneic HSCT: infusion; total body irradiation: conditioning; etoposide: conditioning; cyclophosphamide: conditioning; cyclophosphamide: gvhd_prophylaxis not_given",
    ),
]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_what_each_treatment_was_for(case_of: Callable[[str], Case], story: str, expected: str) -> None:
    told = [
        f"{t.name}: {t.role.value if t.role else '-'}{'' if t.status == 'given' else ' ' + t.status.value}"
        for t in case_of(story).therapies
    ]
    assert sorted(told) == sorted(expected.split("; "))
