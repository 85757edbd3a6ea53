"""Small stories as authors of many countries tell them, and the treatments that a reviewer would enter.

One row a treatment: `name: role [status] [<regimen] [@cell source]`; status `given` and a row's own regimen are not written out.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus import read
from extractors import extract, load_pipeline

NARRATIVES = {
    # lymphoma
    "lines-uk": (
        "A 61-year-old man with DLBCL received six cycles of R-CHOP and entered CR. Fourteen months later the lymphoma returned and R-ICE was given, followed by "
        "BEAM and an autologous stem cell transplant. Eight months after that he progressed and was given polatuzumab vedotin, bendamustine and rituximab.",
        "R-CHOP: induction; R-ICE: salvage; BEAM: conditioning; autologous HSCT: infusion; polatuzumab vedotin: salvage; bendamustine: salvage; rituximab: salvage",
    ),
    "fl-remission-then-line": (
        "A 58-year-old woman with follicular lymphoma was treated with R-CVP and reached CR in 2012. In 2017 bendamustine and rituximab were given, with CR. "
        "Lenalidomide was begun in 2020.",
        "R-CVP: induction; bendamustine: salvage; rituximab: salvage; lenalidomide: salvage",
    ),
    "obinutuzumab-maintenance": (
        "A 49-year-old man with follicular lymphoma received obinutuzumab and bendamustine for six cycles. Obinutuzumab every two months for two years was given as maintenance.",
        "obinutuzumab: induction; bendamustine: induction; obinutuzumab: maintenance",
    ),
    "flu-cy-again": (
        "A 55-year-old man with DLBCL relapsed after R-CHOP. Axi-cel was infused on 3 March 2021 after Flu/Cy. A second infusion was given on 1 June 2021 after fludarabine 25 mg/m2 and cyclophosphamide 250 mg/m2 daily for 3 days.",
        "R-CHOP: induction; axicabtagene ciloleucel: infusion; FC|Flu/Cy: lymphodepletion; axicabtagene ciloleucel: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion",
    ),
    "bendamustine-ld": (
        "A 70-year-old woman with relapsed follicular lymphoma received tisagenlecleucel on 4 May 2022. Bendamustine 90 mg/m2 had been given on days -4 and -3.",
        "tisagenlecleucel: infusion; bendamustine: lymphodepletion",
    ),
    "richter": (
        "A 66-year-old man with CLL was treated with FCR in 2014 and with ibrutinib from 2018. In 2021 Richter transformation was diagnosed and R-CHOP was started.",
        "FCR: induction; ibrutinib: salvage; R-CHOP: salvage",
    ),
    "bridging-radiotherapy": (
        "A 44-year-old woman had refractory PMBCL. After leukapheresis, 20 Gy of radiotherapy were delivered to the mediastinum. Axi-cel was infused in July 2020.",
        "radiotherapy: bridging; axicabtagene ciloleucel: infusion",
    ),
    "served-as-bridging": (
        "A 62-year-old man with mantle cell lymphoma progressed on ibrutinib. Cells were collected by apheresis. Venetoclax served as bridging. Brexucabtagene autoleucel was infused on 2 May 2022.",
        "ibrutinib: ; venetoclax: bridging; brexucabtagene autoleucel: infusion",
    ),
    "consolidative-rt": (
        "A 31-year-old man with bulky Hodgkin lymphoma received six cycles of ABVD. Consolidative radiotherapy of 30 Gy was given to the mediastinum.",
        "ABVD: induction; radiotherapy: consolidation",
    ),
    "hodgkin-lines": (
        "A 27-year-old woman with Hodgkin lymphoma received ABVD, then escalated BEACOPP because of a positive interim PET. She relapsed and was given brentuximab vedotin, and later nivolumab.",
        "ABVD: induction; BEACOPP: ; brentuximab vedotin: salvage; nivolumab: salvage",
    ),
    "cop-prephase": (
        "A 9-year-old boy with Burkitt lymphoma received a COP prephase, followed by two R-COPADM courses and two R-CYVE courses.",
        "COP: induction; R-COPADM: induction; R-CYVE: ",
    ),
    "hd-mtx-prophylaxis": (
        "A 63-year-old man with DLBCL received six cycles of R-CHOP. Two doses of intravenous methotrexate 3 g/m2 were given as CNS prophylaxis.",
        "R-CHOP: induction; methotrexate: prophylaxis",
    ),
    "it-prophylaxis": (
        "A 34-year-old man with Burkitt lymphoma received DA-EPOCH-R with intrathecal methotrexate for CNS prophylaxis.",
        "DA-EPOCH-R: induction; methotrexate: prophylaxis",
    ),
    "asct-planned": (
        "A 50-year-old woman with DLBCL relapsed after R-CHOP and received R-DHAP. High-dose chemotherapy with autologous stem cell transplantation had been planned, but the lymphoma progressed.",
        "R-CHOP: induction; R-DHAP: salvage; autologous HSCT: infusion planned|not_given",
    ),
    "prior-lines-numbered": (
        "A 72-year-old man with DLBCL had received (1) R-CHOP, (2) R-GemOx, (3) tafasitamab and lenalidomide. He then received glofitamab.",
        "R-CHOP: induction; R-GEMOX|R-GemOx: salvage; tafasitamab: salvage; lenalidomide: salvage; glofitamab: salvage",
    ),
    "obi-before-glofit": (
        "A 68-year-old man with relapsed DLBCL was enrolled for glofitamab. Obinutuzumab 1000 mg was given as pretreatment seven days before the first glofitamab dose.",
        "glofitamab: salvage; obinutuzumab: ",
    ),
    "replaced-by": (
        "A 69-year-old woman with Waldenström macroglobulinaemia was on ibrutinib, which was replaced by zanubrutinib because of atrial fibrillation.",
        "ibrutinib: induction; zanubrutinib: ",
    ),
    # leukaemia
    "aml-73": (
        "A 45-year-old man with AML was treated with 7+3 (cytarabine and daunorubicin) and achieved CR. He then received three courses of cytarabine 3 g/m2.",
        "7+3: induction; cytarabine: induction <7+3; daunorubicin: induction <7+3; cytarabine: consolidation",
    ),
    "aml-relapse-gilteritinib": (
        "A 38-year-old woman with FLT3-ITD AML relapsed four months after 7+3. Gilteritinib was begun, and second CR was obtained. She then underwent haploidentical transplantation from her brother.",
        "7+3: induction; gilteritinib: salvage; haploidentical HSCT: infusion @donor",
    ),
    "all-phases": (
        "A 6-year-old girl with B-ALL was treated per CCCG-ALL-2015. Induction comprised vincristine, daunorubicin, pegaspargase and prednisone. Remission was achieved. High-dose methotrexate was given for four courses.",
        "CCCG-ALL-2015: induction; vincristine: induction; daunorubicin: induction; pegaspargase: induction; prednisone: induction; methotrexate: consolidation",
    ),
    "phall-switch": (
        "A 52-year-old man with Ph+ ALL received dasatinib and prednisone. Dasatinib was stopped because of pleural effusion and ponatinib started.",
        "dasatinib: induction; prednisone: induction; ponatinib: ",
    ),
    "hypercvad-dex": (
        "A 29-year-old man with T-ALL received hyper-CVAD (cyclophosphamide, vincristine, doxorubicin and dexamethasone) and entered remission. He relapsed and received nelarabine.",
        "hyper-CVAD: induction; cyclophosphamide: induction <hyper-CVAD; vincristine: induction <hyper-CVAD; doxorubicin: induction <hyper-CVAD; dexamethasone: induction <hyper-CVAD; nelarabine: salvage",
    ),
    "marma": (
        "An infant with KMT2A-rearranged ALL was treated on Interfant-06. MARMA was the next element. She relapsed and received blinatumomab.",
        "Interfant-06: induction; MARMA: ; blinatumomab: salvage",
    ),
    "venetoclax-not-resumed": (
        "A 71-year-old woman with AML received azacitidine and venetoclax. On day 21 both drugs were stopped because of sepsis. Venetoclax was not resumed.",
        "azacitidine: induction; venetoclax: induction",
    ),
    "inotuzumab-against": (
        "A 17-year-old boy with relapsed B-ALL received blinatumomab. Inotuzumab ozogamicin was decided against for fear of veno-occlusive disease.",
        "blinatumomab: salvage; inotuzumab ozogamicin: salvage not_given",
    ),
    "defibrotide-because": (
        "A 20-year-old woman with relapsed B-ALL received inotuzumab ozogamicin and then underwent allogeneic HSCT. Because of the previous inotuzumab, defibrotide was infused preventively from day -1 to day 21.",
        "inotuzumab ozogamicin: salvage; allogeneic HSCT: infusion; defibrotide: prophylaxis",
    ),
    "vod": (
        "A 20-year-old woman with relapsed B-ALL underwent allogeneic HSCT in May 2020. On day 15 weight gain and hyperbilirubinaemia developed; defibrotide was given for veno-occlusive disease.",
        "allogeneic HSCT: infusion; defibrotide: toxicity_management",
    ),
    "cml": (
        "A 41-year-old man with CML took imatinib and, after loss of response, dasatinib. In blast crisis he received FLAG-IDA with ponatinib.",
        "imatinib: induction; dasatinib: salvage; FLAG-IDA: salvage; ponatinib: salvage",
    ),
    "maintenance-after-allo": (
        "A 33-year-old man with FLT3-mutated AML underwent allogeneic HSCT in first remission. Sorafenib was started on day +60 as maintenance.",
        "allogeneic HSCT: infusion; sorafenib: maintenance",
    ),
    "preemptive-aza": (
        "A 57-year-old woman with AML underwent allogeneic HSCT. At month 5 MRD became positive, and azacitidine was given pre-emptively together with donor lymphocytes.",
        "allogeneic HSCT: infusion; azacitidine: preemptive; donor lymphocyte infusion: preemptive",
    ),
    "dli-relapse": (
        "A 47-year-old man with AML relapsed seven months after HLA-matched sibling transplantation. He was treated with azacitidine and two donor lymphocyte infusions.",
        "allogeneic HSCT: infusion @donor; azacitidine: salvage; donor lymphocyte infusion: salvage",
    ),
    # myeloma
    "mm-lines": (
        "A 59-year-old man with IgG kappa myeloma received VRd and high-dose melphalan with autologous transplantation, followed by lenalidomide maintenance. On progression daratumumab, pomalidomide and dexamethasone were given.",
        "VRd: induction; melphalan: conditioning; autologous HSCT: infusion; lenalidomide: maintenance; daratumumab: salvage; pomalidomide: salvage; dexamethasone: salvage",
    ),
    "mm-ciltacel": (
        "A 64-year-old woman with multiple myeloma refractory to four lines of treatment underwent leukapheresis. Carfilzomib and dexamethasone were given until infusion. Cilta-cel was infused on 5 June 2022 after fludarabine and cyclophosphamide.",
        "carfilzomib: bridging; dexamethasone: bridging; ciltacabtagene autoleucel: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion",
    ),
    "mm-teclistamab": (
        "A 74-year-old man with multiple myeloma relapsed after DRd and Kd. Teclistamab was started. Dexamethasone 16 mg, paracetamol and diphenhydramine were given before each step-up dose.",
        "DRd: induction; Kd: salvage; teclistamab: salvage; dexamethasone: prophylaxis; paracetamol: prophylaxis; diphenhydramine: prophylaxis",
    ),
    "mm-france": (
        "A 66-year-old woman with multiple myeloma received VTD then melphalan 200 mg/m2 and autograft. At first relapse, KRd was prescribed; at second relapse, DPd.",
        "VTd|VTD: induction; melphalan: conditioning; autologous HSCT: infusion; KRd: salvage; DPd: salvage",
    ),
    # transplant
    "aa": (
        "A 22-year-old woman with severe aplastic anaemia received horse ATG and ciclosporin without response. She then underwent transplantation from her HLA-identical sister after conditioning with fludarabine, cyclophosphamide and ATG.",
        "antithymocyte globulin: ; cyclosporine: ; allogeneic HSCT: infusion @donor; fludarabine: conditioning; cyclophosphamide: conditioning; antithymocyte globulin: conditioning",
    ),
    "haplo-ptcy": (
        "A 40-year-old man with AML received a haploidentical graft from his daughter after thiotepa, busulfan and fludarabine. Cyclophosphamide 50 mg/kg on days +3 and +4, tacrolimus and mycophenolate mofetil from day +5 were given.",
        "haploidentical HSCT: infusion; thiotepa: conditioning; busulfan: conditioning; fludarabine: conditioning; cyclophosphamide: gvhd_prophylaxis; tacrolimus: gvhd_prophylaxis; mycophenolate mofetil: gvhd_prophylaxis",
    ),
    "tbf": (
        "A 51-year-old man with MDS was conditioned with TBF and received a graft from an unrelated donor. Ciclosporin, methotrexate and ATG were used against GVHD.",
        "TBF: conditioning; allogeneic HSCT: infusion; cyclosporine: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis; antithymocyte globulin: gvhd_prophylaxis",
    ),
    "gvhd-treatment": (
        "A 36-year-old woman underwent allogeneic HSCT for AML. On day 35 grade III acute GVHD of the gut developed. Methylprednisolone 2 mg/kg was begun and ruxolitinib added on day 42; vedolizumab was kept in reserve.",
        "allogeneic HSCT: infusion; methylprednisolone: toxicity_management; ruxolitinib: toxicity_management; vedolizumab: toxicity_management not_given",
    ),
    "antifungal": (
        "A 36-year-old woman underwent allogeneic HSCT for AML. Isavuconazole 200 mg daily served as antifungal prophylaxis, and phenoxymethylpenicillin was prescribed against pneumococci. Letermovir was given until day 100.",
        "allogeneic HSCT: infusion; isavuconazole: prophylaxis; phenoxymethylpenicillin: prophylaxis; letermovir: prophylaxis",
    ),
    "china-haplo": (
        "A 12-year-old boy with relapsed B-ALL was conditioned with cytarabine, busulfan, cyclophosphamide and semustine, and grafted from his mother. CsA, MMF and short-term MTX were given to prevent GVHD.",
        "cytarabine: conditioning; busulfan: conditioning; cyclophosphamide: conditioning; semustine: conditioning; cyclosporine: gvhd_prophylaxis; mycophenolate mofetil: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis; haploidentical HSCT|allogeneic HSCT: infusion",
    ),
    # toxicities and care
    "no-steroids": (
        "A 35-year-old man with relapsed B-ALL received CD19 CAR-T cells. Grade 1 CRS resolved with paracetamol. Steroids were not used.",
        "CD19 CAR-T: infusion; paracetamol: toxicity_management; corticosteroid: toxicity_management not_given",
    ),
    "neither": (
        "A 35-year-old man with relapsed B-ALL received CD19 CAR-T cells on 3 May 2020. He had grade 1 CRS; neither tocilizumab nor steroids were required.",
        "CD19 CAR-T: infusion; tocilizumab: toxicity_management not_given; corticosteroid: toxicity_management not_given",
    ),
    "crs-icans": (
        "A 60-year-old woman with DLBCL received axi-cel. On day 2 grade 2 CRS was treated with tocilizumab 8 mg/kg; on day 5 aphasia developed, for which dexamethasone 10 mg every 6 h and levetiracetam were started. Anakinra was added. Piperacillin-tazobactam was given for febrile neutropenia and filgrastim for neutropenia.",
        "axicabtagene ciloleucel: infusion; tocilizumab: toxicity_management; dexamethasone: toxicity_management; levetiracetam: toxicity_management; anakinra: toxicity_management; piperacillin-tazobactam: supportive; filgrastim: supportive",
    ),
    "lev-day0": (
        "A 60-year-old woman with DLBCL received axi-cel on 4 May 2021 (day 0). She received levetiracetam 500 mg twice daily from day 0 to day 30.",
        "axicabtagene ciloleucel: infusion; levetiracetam: prophylaxis",
    ),
    "iechs": (
        "A 19-year-old man with relapsed B-ALL received CD22 CAR-T cells. On day 14 IEC-HS with ferritin of 60,000 ng/mL was diagnosed and anakinra, dexamethasone and ruxolitinib were given; emapalumab was not available and etoposide was avoided.",
        "CD22 CAR-T: infusion; anakinra: toxicity_management; dexamethasone: toxicity_management; ruxolitinib: toxicity_management; emapalumab: toxicity_management not_given; etoposide: toxicity_management not_given",
    ),
    "dex-sedation": (
        "A 60-year-old woman with DLBCL received axi-cel. She was ventilated for grade 4 ICANS; DEX for sedation in the ICU was given.",
        "axicabtagene ciloleucel: infusion; dexmedetomidine: supportive|toxicity_management",
    ),
    "atra-ds": (
        "A 30-year-old woman with APL received ATRA and arsenic trioxide. Differentiation syndrome developed on day 8; dexamethasone 10 mg twice daily was started and hydroxyurea given.",
        "tretinoin: induction; arsenic trioxide: induction; dexamethasone: toxicity_management; hydroxyurea: ",
    ),
    "steroid-prednisone-prophyl-ds": (
        "A 30-year-old woman with APL received ATRA and arsenic trioxide with prednisone to prevent differentiation syndrome.",
        "tretinoin: induction; arsenic trioxide: induction; prednisone: prophylaxis",
    ),
    "ivig": (
        "A 5-year-old girl with B-ALL received tisagenlecleucel. Hypogammaglobulinaemia was treated with immunoglobulin every four weeks. Co-trimoxazole and aciclovir prophylaxis continued.",
        "tisagenlecleucel: infusion; immunoglobulin: supportive; trimethoprim-sulfamethoxazole: prophylaxis; acyclovir: prophylaxis",
    ),
    "rasburicase": (
        "A 25-year-old man with Burkitt leukaemia received rasburicase because of tumour lysis, and then rituximab and hyper-CVAD.",
        "rasburicase: toxicity_management|supportive; rituximab: induction; hyper-CVAD: induction",
    ),
    # autoimmune
    "sle": (
        "A 24-year-old woman with systemic lupus erythematosus had received hydroxychloroquine, mycophenolate mofetil, cyclophosphamide and belimumab. After fludarabine and cyclophosphamide, CD19 CAR-T cells were infused on 5 May 2022. Prednisolone 10 mg was stopped before leukapheresis.",
        "hydroxychloroquine: -; mycophenolate mofetil: -; cyclophosphamide: -; belimumab: -; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; CD19 CAR-T: infusion; prednisolone: -",
    ),
    "myasthenia": (
        "A 33-year-old woman with myasthenia gravis was refractory to pyridostigmine, azathioprine and rituximab. BCMA CAR-T cells were infused after bendamustine on days -4 and -3.",
        "pyridostigmine: -; azathioprine: -; rituximab: -; BCMA CAR-T: infusion; bendamustine: lymphodepletion",
    ),
    # status
    "said-no": (
        "A 3-year-old girl with B-ALL in second remission after blinatumomab had no sibling. Her parents were offered an unrelated-donor allograft and said no.",
        "blinatumomab: salvage; allogeneic HSCT: infusion declined",
    ),
    "asked-to-forgo": (
        "A 3-year-old girl with B-ALL received CD19 CAR-T cells. Her parents asked us to forgo the allogeneic transplant.",
        "CD19 CAR-T: infusion; allogeneic HSCT: infusion declined",
    ),
    "no-bag": (
        "A 3-year-old girl with B-ALL received tisagenlecleucel and relapsed. A second infusion of tisagenlecleucel was contemplated, but no further bag existed.",
        "tisagenlecleucel: infusion; tisagenlecleucel: infusion not_given",
    ),
    "no-longer-contemplated": (
        "A 44-year-old man with AML underwent haploidentical HSCT. He is in remission, and a second transplantation is no longer contemplated.",
        "haploidentical HSCT: infusion; HSCT|haploidentical HSCT: infusion not_given",
    ),
    "trial-closed": (
        "A 16-year-old boy with T-ALL relapsed after nelarabine. A trial of CD7 CAR T cells was closed and therefore not accessible. He received venetoclax and navitoclax.",
        "nelarabine: ; CD7 CAR-T: infusion not_given; venetoclax: salvage; navitoclax: salvage",
    ),
    "dli-cancelled": (
        "A 44-year-old man with AML underwent haploidentical HSCT. With MRD rising, a DLI was given on 3 May 2021. A second DLI scheduled for June was cancelled because of GVHD.",
        "haploidentical HSCT: infusion; donor lymphocyte infusion: preemptive; donor lymphocyte infusion: preemptive not_given",
    ),
    "insurer": (
        "A 54-year-old man with relapsed DLBCL responded to R-GDP. Axi-cel was requested, but his insurer refused to pay. Loncastuximab tesirine was started instead.",
        "R-GDP: salvage; axicabtagene ciloleucel: infusion not_given; loncastuximab tesirine: salvage",
    ),
    "listed": (
        "A 54-year-old man with CML in blast crisis achieved remission with ponatinib and FLAG-IDA. He is now listed for allogeneic transplantation.",
        "ponatinib: ; FLAG-IDA: ; allogeneic HSCT: infusion planned",
    ),
    "never-reached": (
        "A 48-year-old woman with myeloma had cells harvested for ide-cel, but the product failed release and was never infused. Talquetamab was begun.",
        "idecabtagene vicleucel: infusion not_given; talquetamab: ",
    ),
    "allergy": (
        "A 15-year-old girl with ALL was allergic to pegaspargase and therefore received Erwinia asparaginase during induction.",
        "asparaginase: induction",
    ),
    "withheld-because": (
        "A 77-year-old man with DLBCL was given R-mini-CHOP; vincristine was withheld because of neuropathy and doxorubicin was not possible on account of heart failure.",
        "R-mini-CHOP: induction; vincristine: induction not_given; doxorubicin: induction not_given",
    ),
    "declined-simple": (
        "An 80-year-old woman with AML declined intensive chemotherapy. Azacitidine with venetoclax was given.",
        "chemotherapy: induction declined; azacitidine: induction; venetoclax: induction",
    ),
    "instead": (
        "A 69-year-old man with AML received CPX-351 instead of 7+3.",
        "daunorubicin-cytarabine|CPX-351: induction; 7+3: induction not_given",
    ),
    "not-candidate": (
        "A 76-year-old woman with DLBCL relapsed after R-CHOP. She was not a candidate for autologous transplantation and received R-GemOx.",
        "R-CHOP: induction; autologous HSCT: infusion not_given; R-GemOx|R-GEMOX: salvage",
    ),
    "plan-done": (
        "A 30-year-old man with relapsed B-ALL was scheduled for CD19 CAR-T therapy. On 2 June 2021 the CAR-T cells were infused.",
        "CD19 CAR-T: infusion",
    ),
    # courses
    "both-drugs": (
        "A 71-year-old woman with AML received azacitidine and venetoclax. Both drugs were continued for six cycles. The combination was stopped in May 2021 on progression.",
        "azacitidine: induction; venetoclax: induction",
    ),
    "same-regimen": (
        "A 45-year-old woman with AML received FLAG-IDA and reached CR. A second cycle of the same regimen was given. FLAG-IDA was well tolerated.",
        "FLAG-IDA: induction",
    ),
    "resumed-reduced": (
        "A 66-year-old man with CLL started ibrutinib in 2016. It was held for surgery and restarted at 280 mg. Ibrutinib was stopped in 2020 on progression and venetoclax with rituximab begun.",
        "ibrutinib: induction; venetoclax: salvage; rituximab: salvage",
    ),
    "dose-reduced": (
        "A 66-year-old man with CML took dasatinib 100 mg daily. Dasatinib was reduced to 50 mg because of effusions. He remains on dasatinib.",
        "dasatinib: induction",
    ),
    "again-flu-cy": (
        "A 50-year-old man with relapsed B-ALL received CD19 CAR-T cells after fludarabine and cyclophosphamide, and relapsed. CD22 CAR-T cells were then given, again after fludarabine and cyclophosphamide.",
        "CD19 CAR-T: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; CD22 CAR-T: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion",
    ),
    "resistant": (
        "A 38-year-old woman with Ph+ ALL, resistant to imatinib and never exposed to ponatinib, had received hyper-CVAD with imatinib. Blinatumomab was given for relapse.",
        "imatinib: ; hyper-CVAD: induction; blinatumomab: salvage; ponatinib: not_given",
    ),
    "history-drugs": (
        "A 61-year-old man with DLBCL, taking amlodipine for hypertension, received R-CHOP.",
        "amlodipine: supportive|-; R-CHOP: induction",
    ),
    "steroid-in-bridging": (
        "A 64-year-old woman with myeloma received CAR-T cells against BCMA in January 2021 and relapsed in 2022. Selinexor, bortezomib and dexamethasone 20 mg weekly were begun.",
        "BCMA CAR-T: infusion; selinexor: salvage; bortezomib: salvage; dexamethasone: salvage",
    ),
    "debulk-steroid": (
        "A 60-year-old woman with refractory DLBCL underwent apheresis. Dexamethasone 40 mg daily for 4 days was used as holding therapy. Lisocabtagene maraleucel was infused on 3 May 2022.",
        "dexamethasone: bridging; lisocabtagene maraleucel: infusion",
    ),
    "cml-stop": (
        "A 60-year-old man with CML has taken imatinib since 2005; he has never needed another inhibitor.",
        "imatinib: induction",
    ),
    "letter": (
        "To the Editor: In ZUMA-1 101 patients received axi-cel and tocilizumab was given to 43%. We treated a 59-year-old man with tisa-cel; he was given siltuximab for CRS because tocilizumab was out of stock.",
        "tisagenlecleucel: infusion; siltuximab: toxicity_management; tocilizumab: toxicity_management not_given",
    ),
    "cns": (
        "A 52-year-old man with B-ALL in CNS relapse received intrathecal methotrexate, cytarabine and dexamethasone twice weekly and craniospinal irradiation of 18 Gy.",
        "methotrexate: salvage; cytarabine: salvage; dexamethasone: salvage; radiotherapy: salvage",
    ),
    "stem-boost": (
        "A 40-year-old man with myeloma received ide-cel. Because of persistent pancytopenia a CD34-selected stem cell boost was given on day 60; eltrombopag had failed.",
        "idecabtagene vicleucel: infusion; autologous HSCT|stem cell boost|HSCT: supportive|infusion; eltrombopag: supportive",
    ),
    "components-later": (
        "A 28-year-old woman with T-ALL received the Hyper-CVAD regimen. Its cyclophosphamide 300 mg/m2, vincristine 2 mg and doxorubicin 50 mg/m2 were given at full dose.",
        "hyper-CVAD: induction; cyclophosphamide: induction <hyper-CVAD; vincristine: induction <hyper-CVAD; doxorubicin: induction <hyper-CVAD",
    ),
    "vilp": (
        "A 17-year-old boy with B-ALL relapsed and was reinduced with VILP (vincristine, idarubicin, L-asparaginase, prednisone).",
        "VILP: salvage; vincristine: salvage <VILP; idarubicin: salvage <VILP; asparaginase: salvage <VILP; prednisone: salvage <VILP",
    ),
    "loss-of-response": (
        "A 70-year-old man with CLL was treated with ibrutinib. After progression venetoclax was given, and on further progression pirtobrutinib.",
        "ibrutinib: induction; venetoclax: salvage; pirtobrutinib: salvage",
    ),
    "pluperfect": (
        "A 52-year-old man with relapsed AML had received 7+3 and then high-dose cytarabine. He was given FLAG-IDA and entered remission.",
        "7+3: induction; cytarabine: ; FLAG-IDA: salvage",
    ),
    "stopped-for-surgery": (
        "A 66-year-old man with CLL has taken acalabrutinib since 2019; it was interrupted before surgery and continued afterwards.",
        "acalabrutinib: induction",
    ),
    "cells-returned": (
        "A 45-year-old woman with AML was in remission after 7+3. Her own stem cells were returned on 3 May 2020. Cytarabine was then given.",
        "7+3: induction; autologous HSCT|HSCT: infusion; cytarabine: ",
    ),
    "family-opted": (
        "A 10-year-old boy with B-ALL relapsed and received blinatumomab. His mother, after long discussion, opted against allogeneic transplantation.",
        "blinatumomab: salvage; allogeneic HSCT: infusion declined",
    ),
    "spaced-antibody": (
        "A 66-year-old man with follicular lymphoma achieved CR with R-CHOP. Rituximab was then given every 8 weeks for two years.",
        "R-CHOP: induction; rituximab: maintenance",
    ),
    "pcnsl": (
        "A 59-year-old man with PCNSL was treated with the MATRix regimen. Consolidation was with thiotepa-BCNU autologous transplantation.",
        "MATRix: induction; thiotepa: conditioning; carmustine: conditioning; autologous HSCT: infusion",
    ),
    "too-risky": (
        "A 68-year-old woman with myeloma progressed on DVd. High-dose melphalan was considered but felt too risky.",
        "DVd: induction; melphalan: not_given",
    ),
}  # fmt: skip

_ROW = re.compile(r"(?P<names>[^:]+):(?P<rest>.*)$")
_STATUS = frozenset({"given", "declined", "planned", "not_given"})


def told(tmp_path: Path, text: str) -> list[dict[str, str | None]]:
    """Read a small text and return its treatments, with the name of the regimen that each is part of."""
    file = tmp_path / "story.txt"
    file.write_text(f"{text}\n", encoding="utf-8")
    case = extract(read(file), pipeline=load_pipeline())
    names = {t.id: t.name for t in case.therapies}
    return [
        {
            "name": t.name,
            "role": t.role.value if t.role else "-",
            "status": t.status.value,
            "part": names.get(t.part_of or ""),
            "source": t.cell_source.value if t.cell_source else None,
        }
        for t in case.therapies
    ]


def fits(row: dict[str, str | None], expected: str) -> bool:
    """Whether a row is the expected one: 'cytarabine: induction <7+3'."""
    match = _ROW.match(expected.strip())
    assert match, expected
    words = match["rest"].split(" ")
    parts = [w[1:] for w in words if w.startswith("<")]
    sources = [w[1:] for w in words if w.startswith("@")]
    plain = [set(w.split("|")) for w in words if w and w[0] not in "<@"]
    status = next((w for w in plain if w <= _STATUS), {"given"})
    role = next((w for w in plain if not w <= _STATUS), None)
    return (
        row["name"] in match["names"].split("|")
        and row["status"] in status
        and (role is None or row["role"] in role)
        and (not parts or row["part"] == parts[0])
        and (not sources or row["source"] == sources[0])
    )


@pytest.mark.parametrize("story", NARRATIVES)
def test_story(tmp_path: Path, story: str) -> None:
    text, expected = NARRATIVES[story]
    rows = told(tmp_path, text)
    missed = []
    for each in expected.split(";"):
        hit = next((r for r in rows if fits(r, each)), None)
        if hit is None:
            missed.append(each.strip())
        else:
            rows.remove(hit)
    spurious = [" ".join(str(v) for v in r.values() if v) for r in rows]
    assert Counter(missed) + Counter(spurious) == Counter(), f"missed {missed}, besides {spurious}"
