"""Short stories as many authors tell them, and what each treatment was for."""

from collections import Counter
from pathlib import Path

import pytest
from test_role_stories import roles

STORIES = [
    (
        "A 47-year-old man was found to have AML with mutated NPM1 in January 2020. He was treated with idarubicin and cytarabine. As the marrow of day 21 still held 18% blasts, a second course with the same drugs was given, and remission was reached. Three courses of intermediate-dose cytarabine followed. In March 2021 the leukaemia was back. Gilteritinib cleared the marrow.",
        "idarubicin: induction; cytarabine: induction; cytarabine: consolidation; gilteritinib: salvage",
    ),
    (
        "A 76-year-old woman with newly diagnosed AML was considered unfit for intensive treatment. Azacitidine and venetoclax were begun on 3 May 2022. Remission was reached after two cycles. Posaconazole was taken throughout. After ten cycles she relapsed, and low-dose cytarabine was given.",
        "azacitidine: induction; venetoclax: induction; posaconazole: prophylaxis; cytarabine: salvage",
    ),
    (
        "The lymphoma had progressed after R-CHOP and R-DHAP, and CAR-T cell therapy was planned. Lymphocytes were collected on 4 April 2022. One cycle of polatuzumab vedotin with rituximab kept the mass in check. Fludarabine and cyclophosphamide were given from 8 to 10 May. Axicabtagene ciloleucel was infused on 13 May 2022.",
        "r-chop: induction; r-dhap: salvage; polatuzumab vedotin: bridging; rituximab: bridging; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; axicabtagene ciloleucel: infusion",
    ),
    (
        "A 61-year-old woman with mantle cell lymphoma relapsed on ibrutinib. Her T cells were collected in June 2022. While they were being manufactured, the orbit was irradiated with 4 Gy and dexamethasone 40 mg was given for 4 days. Brexucabtagene autoleucel was infused on 20 July after fludarabine and cyclophosphamide. CRS was treated with tocilizumab.",
        "ibrutinib: induction; radiotherapy: bridging; dexamethasone: bridging; brexucabtagene autoleucel: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; tocilizumab: toxicity_management",
    ),
    (
        "The child with B-ALL relapsed in the marrow. Tisagenlecleucel was ordered. Vincristine, prednisolone and two doses of pegaspargase tided her over. Thereafter fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 were infused. The cells were given on 2 February 2021.",
        "tisagenlecleucel: infusion; vincristine: bridging; prednisolone: bridging; pegaspargase: bridging; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion",
    ),
    (
        "Relapsed AML in a 39-year-old man. FLAG-IDA failed to bring remission. As a bridge to transplantation we chose venetoclax and decitabine. Fludarabine and melphalan were given on days -6 to -2. On 3 June 2021 he received stem cells of his sister (allogeneic transplantation). Tacrolimus was begun on day -1, methotrexate was injected on days 1, 3 and 6.",
        "flag-ida: salvage; venetoclax: bridging; decitabine: bridging; fludarabine: conditioning; melphalan: conditioning; allogeneic hsct: infusion; tacrolimus: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis",
    ),
    (
        "A 28-year-old woman with aplastic anaemia underwent haploidentical transplantation in 2019. Fludarabine, cyclophosphamide 14.5 mg/kg and 2 Gy TBI were given beforehand. Cyclophosphamide 40 mg/kg followed on days +3 and +4. From day +5 she took tacrolimus and mycophenolate mofetil. Aciclovir and letermovir were given from the start. Valganciclovir was started on day +40 for 2,300 copies of CMV.",
        "haploidentical hsct: infusion; fludarabine: conditioning; cyclophosphamide: conditioning; total body irradiation: conditioning; cyclophosphamide: gvhd_prophylaxis; tacrolimus: gvhd_prophylaxis; mycophenolate mofetil: gvhd_prophylaxis; acyclovir: prophylaxis; letermovir: prophylaxis; valganciclovir: supportive",
    ),
    (
        "A 33-year-old man with T-ALL underwent transplantation from an unrelated donor after total body irradiation and etoposide. Rabbit ATG 2.5 mg/kg was infused on days -3 to -1. Ciclosporin was started on day -1. On day +30 the skin was affected by GVHD, grade II, for which prednisolone 2 mg/kg was begun. Ruxolitinib was added a week later.",
        "allogeneic hsct: infusion; total body irradiation: conditioning; etoposide: conditioning; antithymocyte globulin: conditioning; cyclosporine: gvhd_prophylaxis; prednisolone: toxicity_management; ruxolitinib: toxicity_management",
    ),
    (
        "Glofitamab was started in March 2023 for the third relapse. A week before, obinutuzumab 1000 mg was given to lessen cytokine release. Dexamethasone 20 mg, paracetamol and diphenhydramine were given one hour before each of the first three doses. Fever on day 2 was treated with tocilizumab.",
        "glofitamab: salvage; obinutuzumab: prophylaxis; dexamethasone: prophylaxis; paracetamol: prophylaxis; diphenhydramine: prophylaxis; tocilizumab: toxicity_management",
    ),
    (
        "On day +5 after CAR-T infusion she became aphasic. Levetiracetam, which she had taken since day 0 as a precaution, was doubled. Dexamethasone 10 mg every 6 h was given. A seizure on day 7 was stopped with lorazepam. Anakinra was added on day 8.",
        "car-t: infusion; levetiracetam: prophylaxis; dexamethasone: toxicity_management; lorazepam: toxicity_management; anakinra: toxicity_management",
    ),
    (
        "In May 2021 zoster of the left flank was treated with aciclovir. Pneumonia in June was treated with piperacillin-tazobactam and voriconazole. Ciprofloxacin and fluconazole were given during neutropenia to prevent infections. Immunoglobulins were given monthly because of low IgG. Cotrimoxazole protected her from Pneumocystis.",
        "acyclovir: supportive; piperacillin-tazobactam: supportive; voriconazole: supportive; ciprofloxacin: prophylaxis; fluconazole: prophylaxis; immunoglobulin: supportive; trimethoprim-sulfamethoxazole: prophylaxis",
    ),
    (
        "Chimerism fell to 71% on day +120 after the allogeneic transplant. Donor lymphocytes, 1 x 10^6 CD3+ cells/kg, were infused without delay, although the leukaemia had not recurred. EBV rose to 40,000 copies and rituximab 375 mg/m2 was given once. CMV DNA of 3,000 copies was treated with ganciclovir.",
        "allogeneic hsct: infusion; donor lymphocyte infusion: preemptive; rituximab: preemptive; ganciclovir: supportive",
    ),
    (
        "A 55-year-old man with multiple myeloma received VRd for four cycles. After melphalan 200 mg/m2 he was autografted in June 2018. Lenalidomide 10 mg daily was taken for three years thereafter. At relapse, daratumumab, pomalidomide and dexamethasone were given. Teclistamab was used in fourth line. Cilta-cel followed in 2023.",
        "vrd: induction; melphalan: conditioning; autologous hsct: infusion; lenalidomide: maintenance; daratumumab: salvage; pomalidomide: salvage; dexamethasone: salvage; teclistamab: salvage; ciltacabtagene autoleucel: infusion",
    ),
    (
        "The 24-year-old woman had lupus nephritis treated with mycophenolate, cyclophosphamide and rituximab without lasting effect. Fludarabine and cyclophosphamide were given on days -5 to -3. Autologous CD19 CAR-T cells were infused in March 2023. Fever was treated with paracetamol. Prednisone was stopped before apheresis.",
        "mycophenolate mofetil: -; cyclophosphamide: -; rituximab: -; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; cd19 car-t: infusion; paracetamol: toxicity_management; prednisone: -",
    ),
    (
        "A 19-year-old man was diagnosed with Burkitt lymphoma. The first line was R-CODOX-M/R-IVAC. He entered complete remission, which lasted two months. R-ICE brought no response. He then received CD19 CAR-T cells, preceded by fludarabine and cyclophosphamide. Two months later the disease progressed and he was given pembrolizumab and radiotherapy.",
        "r-codox-m/r-ivac: induction; r-ice: salvage; cd19 car-t: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; pembrolizumab: salvage; radiotherapy: salvage",
    ),
    (
        "Ursodeoxycholic acid was given from the beginning of conditioning. On day +11 bilirubin rose and the liver became tender, and veno-occlusive disease was diagnosed. Defibrotide 25 mg/kg was infused for 18 days. Furosemide was used for ascites. On day +15 nausea was relieved by ondansetron.",
        "ursodeoxycholic acid: prophylaxis; defibrotide: toxicity_management; furosemide: toxicity_management; ondansetron: supportive",
    ),
    (
        "A 66-year-old man with FLT3-ITD positive AML underwent allogeneic transplantation in first remission. From day +60 on he took sorafenib 400 mg twice a day. Fifteen months after the graft FLT3-ITD was found again in the blood at low level; azacitidine was given for 4 cycles and donor lymphocytes twice. Blasts never rose.",
        "allogeneic hsct: infusion; sorafenib: maintenance; azacitidine: preemptive; donor lymphocyte infusion: preemptive",
    ),
    (
        "He was diagnosed with CLL in 2012 and treated with FCR. Ibrutinib was begun in 2017 for progression and replaced by venetoclax in 2019. Richter transformation was found in 2021. R-CHOP was without effect. Lisocabtagene maraleucel was infused in January 2022. Until it arrived, pirtobrutinib was given.",
        "fcr: induction; ibrutinib: salvage; venetoclax: salvage; r-chop: salvage; lisocabtagene maraleucel: infusion; pirtobrutinib: bridging",
    ),
    (
        "After his second relapse of B-ALL he received inotuzumab ozogamicin and entered MRD-negative remission. Between apheresis and infusion he took mercaptopurine and weekly methotrexate. Obecabtagene autoleucel was split into two doses. Bendamustine was used for lymphodepletion. Grade 3 ICANS was treated with dexamethasone and one lumbar puncture with methotrexate and hydrocortisone.",
        "inotuzumab ozogamicin: salvage; mercaptopurine: bridging; methotrexate: bridging; obecabtagene autoleucel: infusion; bendamustine: lymphodepletion; dexamethasone: toxicity_management; methotrexate: toxicity_management; hydrocortisone: toxicity_management",
    ),
    (
        "In November 2018 a diagnosis of DLBCL, stage IV, was made in a 58-year-old farmer. R-CHOP-21 x 6 brought complete remission. The lymphoma returned within five months, and neither R-ESHAP nor R-GemOx had any effect. Leukapheresis took place on 2 December 2019. Pending the product, he took lenalidomide. After fludarabine and cyclophosphamide, axi-cel was given on 8 January 2020.",
        "r-chop: induction; r-eshap: salvage; r-gemox: salvage; lenalidomide: bridging; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; axicabtagene ciloleucel: infusion",
    ),
    (
        "This 7-year-old had relapsed ALL. Her leukaemia was refractory to a mitoxantrone-based block. Blinatumomab was then infused for 28 days and yielded MRD-negative remission. She was transplanted from an unrelated donor after TBI 12 Gy and etoposide. Ciclosporin with short-course methotrexate was used. Penicillin was continued for a year.",
        "mitoxantrone: salvage; blinatumomab: salvage; allogeneic hsct: infusion; total body irradiation: conditioning; etoposide: conditioning; cyclosporine: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis; penicillin: prophylaxis",
    ),
    (
        "Teclistamab was started in June 2023 in a patient with penta-refractory myeloma. Step-up doses were preceded by dexamethasone 16 mg, paracetamol 1 g and an antihistamine. Fever arose after the second dose and went after one infusion of tocilizumab. IVIG was given every 4 weeks for low IgG. Cotrimoxazole and aciclovir were taken throughout.",
        "teclistamab: salvage; dexamethasone: prophylaxis; paracetamol: prophylaxis; antihistamine: prophylaxis; tocilizumab: toxicity_management; immunoglobulin: supportive; trimethoprim-sulfamethoxazole: prophylaxis; acyclovir: prophylaxis",
    ),
    (
        "On day +9 after tisagenlecleucel, ferritin rose to 60,000 and fibrinogen fell; IEC-HS was diagnosed. Anakinra 8 mg/kg/day and methylprednisolone were begun, ruxolitinib was added on day +12 and one dose of etoposide on day +14. Norepinephrine was needed for two days. Fibrinogen concentrate and cefepime were given as well.",
        "tisagenlecleucel: infusion; anakinra: toxicity_management; methylprednisolone: toxicity_management; ruxolitinib: toxicity_management; etoposide: toxicity_management; norepinephrine: toxicity_management; fibrinogen: toxicity_management; cefepime: supportive",
    ),
    (
        "Eighteen months after haploidentical transplantation for AML, MRD became positive (0.05%) while morphology was normal. Azacitidine 75 mg/m2 for 5 days was started, and donor lymphocytes were infused three times. MRD was cleared. A year later overt relapse occurred and she was treated with venetoclax and low-dose cytarabine.",
        "haploidentical hsct: infusion; azacitidine: preemptive; donor lymphocyte infusion: preemptive; venetoclax: salvage; cytarabine: salvage",
    ),
    (
        "Ph+ ALL was found in a 52-year-old woman. She was given dasatinib with prednisone. Blinatumomab consolidated the remission. Twelve lumbar punctures with methotrexate were done as prophylaxis. Ponatinib is still taken as maintenance.",
        "dasatinib: induction; prednisone: induction; blinatumomab: consolidation; methotrexate: prophylaxis; ponatinib: maintenance",
    ),
    (
        "On day 6 dyspnoea and weight gain raised the suspicion of differentiation syndrome under gilteritinib. Dexamethasone 10 mg bid was begun and furosemide given. Hydroxyurea was needed for leukocytosis of 60. Gilteritinib was paused for three days.",
        "gilteritinib: induction; dexamethasone: toxicity_management; furosemide: toxicity_management; hydroxyurea: toxicity_management",
    ),
    (
        "Before the second CAR-T infusion the lymphoma was held at bay with polatuzumab vedotin and bendamustine. Bendamustine 90 mg/m2 on days -4 and -3 served as lymphodepletion. CD19 CAR-T cells were infused on 2 May. By day 30 there was progression; epcoritamab was started.",
        "polatuzumab vedotin: bridging; bendamustine: bridging; bendamustine: lymphodepletion; cd19 car-t: infusion; epcoritamab: salvage",
    ),
    (
        "A 4-year-old boy with severe combined immunodeficiency was transplanted from his mother (haploidentical) on 3 May 2021 (day 0). On day +60 autoimmune haemolytic anaemia appeared; rituximab 375 mg/m2 weekly was given, then bortezomib 1.3 mg/m2 on days +80 and +84. EBV viraemia on day +100 was treated with rituximab.",
        "haploidentical hsct: infusion; rituximab: toxicity_management; bortezomib: toxicity_management; rituximab: preemptive",
    ),
    (
        "A 6-year-old girl with thalassaemia received busulfan, fludarabine and ATG followed by a matched sibling transplant on 3 May 2021 (day 0). On day +20 thrombotic microangiopathy was diagnosed and eculizumab was begun. Veno-occlusive disease was treated with defibrotide.",
        "busulfan: conditioning; fludarabine: conditioning; antithymocyte globulin: conditioning; allogeneic hsct: infusion; eculizumab: toxicity_management; defibrotide: toxicity_management",
    ),
    # whatever stands between a bridge and its cells bridges too, given or not
    (
        "A 62-year-old woman with DLBCL had progressed after R-CHOP and R-DHAP. Bridging therapy was a single cycle of R-GemOx. Low-dose splenic irradiation was delivered a week later. Bendamustine was omitted so as not to harm the T cells. Tisagenlecleucel was infused on 3 August 2022. At relapse in May 2023 the neck was irradiated and epcoritamab was begun.",
        "r-chop: induction; r-dhap: salvage; r-gemox: bridging; radiotherapy: bridging; bendamustine: bridging not_given; tisagenlecleucel: infusion; radiotherapy: salvage; epcoritamab: salvage",
    ),
    (
        "A 58-year-old man with DLBCL was refractory to R-CHOP. CAR-T cells were proposed and T-lymphocytes were harvested on 20 June 2022. The time of manufacturing was covered with 24 Gy over the neck and methylprednisolone, 1 g on three days. Polatuzumab vedotin could not be got in those days. Tisagenlecleucel was infused on 3 August 2022.",
        "r-chop: induction; radiotherapy: bridging; methylprednisolone: bridging; polatuzumab vedotin: bridging not_given; tisagenlecleucel: infusion",
    ),
    (
        "A girl of 15 with DLBCL progressed after R-CHOP. To cover the weeks of manufacture she received rituximab and polatuzumab vedotin. Axi-cel was infused on 3 August 2022 after fludarabine and cyclophosphamide. In January 2023 there was progression, and glofitamab was started.",
        "r-chop: induction; rituximab: bridging; polatuzumab vedotin: bridging; axicabtagene ciloleucel: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; glofitamab: salvage",
    ),
    (
        "A 32-year-old woman with AML received marrow of her brother on 8 June 2021 (day 0) after fludarabine and melphalan. Against graft-versus-host disease (GVHD) she had rabbit antithymocyte globulin 2.5 mg/kg on day -1, ciclosporin (trough 200-300 ng/mL) and methotrexate, 15 mg/m2 on day +1 and 10 mg/m2 on days +3 and +6. On day +40 acute GVHD of the gut, grade II, appeared. Tacrolimus was given against GVHD, and ruxolitinib.",
        "allogeneic hsct: infusion; fludarabine: conditioning; melphalan: conditioning; antithymocyte globulin: gvhd_prophylaxis; cyclosporine: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis; tacrolimus: toxicity_management; ruxolitinib: toxicity_management",
    ),
    (
        "A 42-year-old man with AML underwent haploidentical transplantation from his son on 8 June 2021 after fludarabine and busulfan. Tacrolimus and mycophenolate mofetil were directed against GVHD; anti-thymocyte globulin was dispensed with.",
        "haploidentical hsct: infusion; fludarabine: conditioning; busulfan: conditioning; tacrolimus: gvhd_prophylaxis; mycophenolate mofetil: gvhd_prophylaxis; antithymocyte globulin: gvhd_prophylaxis not_given",
    ),
    (
        "A 9-year-old boy with ALL was treated with vincristine, daunorubicin and prednisone. Triple intrathecal chemoprophylaxis (methotrexate 15 mg, cytarabine 30 mg and hydrocortisone 20 mg) was administered on days 2 and 23.",
        "vincristine: induction; daunorubicin: induction; prednisone: induction; methotrexate: prophylaxis; cytarabine: prophylaxis; hydrocortisone: prophylaxis",
    ),
    (
        "A 9-year-old boy with ALL was treated with vincristine, daunorubicin and prednisone. Four lumbar punctures were made for prevention. Each time cytarabine 50 mg and dexamethasone 5 mg were instilled.",
        "vincristine: induction; daunorubicin: induction; prednisone: induction; cytarabine: prophylaxis; dexamethasone: prophylaxis",
    ),
    (
        "A 54-year-old man was diagnosed with multiple myeloma in March 2015. VCD was followed by an autograft in October 2015, and lenalidomide 10 mg was continued until biochemical progression in June 2018. Carfilzomib then failed.",
        "vcd: induction; autologous hsct: infusion; lenalidomide: maintenance; carfilzomib: salvage",
    ),
    (
        "A woman with multiple myeloma had an autograft in 2015 and daratumumab from June 2018.",
        "autologous hsct: infusion; daratumumab: salvage",
    ),
    (
        "A 29-year-old woman with relapsed classical Hodgkin lymphoma after ABVD, brentuximab vedotin, DHAP and nivolumab proceeded to haploidentical transplantation from her mother on 12 September 2019. In 2021 the lymphoma was back: donor lymphocytes were given three times together with bendamustine.",
        "abvd: induction; brentuximab vedotin: salvage; dhap: salvage; nivolumab: salvage; haploidentical hsct: infusion; donor lymphocyte infusion: salvage; bendamustine: salvage",
    ),
    (
        "A 66-year-old man with CLL had received FCR. Richter transformation was treated with R-CHOP. Liso-cel was infused on 6 October 2022; bridging had consisted of radiotherapy of 30 Gy to the axillary mass.",
        "fcr: induction; r-chop: salvage; lisocabtagene maraleucel: infusion; radiotherapy: bridging",
    ),
    (
        "A girl with AML underwent haploidentical transplantation on 3 May 2021. Preemptive ganciclovir was begun for CMV. Prophylactic levofloxacin was given because of neutropenia.",
        "haploidentical hsct: infusion; ganciclovir: preemptive; levofloxacin: prophylaxis",
    ),
    (
        "A 58-year-old man with DLBCL in first relapse after R-CHOP received R-ICE with PR.",
        "r-chop: induction; r-ice: salvage",
    ),
    (
        "Chronic GVHD of skin and lungs developed fourteen months after allografting for CML in blast crisis. Ruxolitinib 10 mg b.d., extracorporeal photopheresis and, later, ibrutinib were added.",
        "allogeneic hsct: infusion; ruxolitinib: toxicity_management; extracorporeal photopheresis: toxicity_management; ibrutinib: toxicity_management",
    ),
    (
        "A 29-year-old woman was admitted in March 2018 with facial swelling. Biopsy established primary mediastinal B-cell lymphoma (CD20+, PD-L1 80%). From March 14 to July 6, 2018, six cycles of DA-EPOCH-R were completed: rituximab 375 mg/m2 on d0, etoposide and doxorubicin over 96 h, cyclophosphamide 750 mg/m2 on d5 and prednisone 60 mg/m2 on d1-5. PET showed PD. BEAM was followed by autologous stem cell transplantation on November 21, 2018.",
        "da-epoch-r: induction; rituximab: induction; etoposide: induction; doxorubicin: induction; cyclophosphamide: induction; prednisone: induction; beam: conditioning; autologous hsct: infusion",
    ),
    (
        "A 34-year-old man had been treated for B-ALL in 2018. In February 2021, thirteen months into maintenance, a marrow with 64% blasts confirmed first relapse. FLAG-Ida was initiated on 22 February 2021.",
        "flag-ida: salvage",
    ),
    (
        "A 58-year-old man with mantle cell lymphoma received R-CHOP from May 2017. While on maintenance in 2019 he noticed new nodes, and biopsy confirmed relapse. Ibrutinib 560 mg daily was begun.",
        "r-chop: induction; ibrutinib: salvage",
    ),
    (
        "A 60-year-old man with DLBCL relapsed after R-CHOP. Post-harvest holding treatment was one cycle of polatuzumab 1.8 mg/kg and rituximab 375 mg/m2, then 24 Gy in 12 fractions to the mass, ending on 23 December 2020. He had fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 on D-5 to D-3, and axi-cel on 11 January 2021.",
        "r-chop: induction; polatuzumab vedotin: bridging; rituximab: bridging; radiotherapy: bridging; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; axicabtagene ciloleucel: infusion",
    ),
    (
        "A 30-year-old woman with lymphoma relapsed after R-CHOP and was enrolled in a CD19 CAR-T trial. As bridging she took lenalidomide 25 mg for 10 days; ibrutinib had also been proposed, but it could not be afforded. Fludarabine and cyclophosphamide were given on days -4 to -2. CD19 CAR-T cells were infused on April 19, 2019.",
        "r-chop: induction; lenalidomide: bridging; ibrutinib: bridging not_given; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; cd19 car-t: infusion",
    ),
    (
        "A 48-year-old man with AML underwent haploidentical transplantation from his daughter in November 2021. On 14 September 2022 NPM1 transcripts reappeared, which fulfilled the definition of molecular relapse. Pre-emptive treatment was agreed. Azacitidine was discussed but he chose not to have injections. Gilteritinib 120 mg was started on 5 October 2022. A first DLI was given on 19 October 2022; a second one followed on 30 November.",
        "haploidentical hsct: infusion; azacitidine: preemptive declined; gilteritinib: preemptive; donor lymphocyte infusion: preemptive; donor lymphocyte infusion: preemptive",
    ),
    (
        "A 44-year-old woman received tisagenlecleucel on 14 February 2022 (D0) for relapsed B-ALL. CRS of grade 2 was treated with tocilizumab. On D+7 she was drowsy (ICANS grade 2), and dexamethasone was begun. Levetiracetam 500 mg BD was prescribed from D0 to D+30.",
        "tisagenlecleucel: infusion; tocilizumab: toxicity_management; dexamethasone: toxicity_management; levetiracetam: prophylaxis",
    ),
    (
        "A man with relapsed B-ALL started blinatumomab on 3 May 2021 at 9 mcg/day. Dexamethasone 16 mg was administered one hour prior to the infusion. Caspofungin (70 mg loading dose, then 50 mg) was preferred to posaconazole for antifungal prophylaxis.",
        "blinatumomab: salvage; dexamethasone: prophylaxis; caspofungin: prophylaxis; posaconazole: prophylaxis not_given",
    ),
    (
        "A woman with generalised myasthenia gravis was given eculizumab 900 mg weekly under cover of penicillin V 250 mg bd. In May 2023 autologous CD19 CAR-T cells were infused after fludarabine and cyclophosphamide. After oral paracetamol 1 g and promethazine 12.5 mg, the product was infused on 22 May 2023.",
        "eculizumab: -; phenoxymethylpenicillin: prophylaxis; cd19 car-t: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; paracetamol: prophylaxis; promethazine: prophylaxis",
    ),
    (
        "A 40-year-old man with CML in blast phase was allografted on 15 May 2019 from an unrelated donor. CMV viremia was treated with ganciclovir 5 mg/kg every 12 h, from D+34 to D+48, pre-emptively.",
        "allogeneic hsct: infusion; ganciclovir: preemptive",
    ),
    (
        "A 5-year-old boy with T-ALL relapsed and received universal CD7 CAR-T cells on 26 April 2022. As the CAR-T cells were meant only as a bridge, peripheral stem cells of the father were given on 3 June 2022. ADV-specific T cells from the father were infused on 20 July 2022.",
        "cd7 car-t: infusion; allogeneic hsct: infusion; virus-specific t cells: infusion",
    ),
    (
        "A 64-year-old woman with myeloma received Dara-VTD from October 2020. BEAM autograft was then struck from the plan. In January 2022 the myeloma progressed, and a collapsed vertebra had to be irradiated with 30 Gy. A second transplant of her own cells was suggested, but she said no.",
        "dara-vtd: induction; beam: conditioning not_given; autologous hsct: infusion not_given; radiotherapy: salvage; autologous hsct: infusion declined",
    ),
    (
        "A man of 40 with AML was induced with DA 3+10 on 11 June 2021 and consolidated with DA 3+8. In remission he was allografted from his sister on 3 November 2021.",
        "da: induction; da: consolidation; allogeneic hsct: infusion",
    ),
    (
        "A man of 40 with CML was allografted on 15 May 2019. Ponatinib 15 mg/day was resumed as maintenance on 29 July 2019. In February 2020 the transcript rose. The dose of ponatinib was elevated to 30 mg/day, and a donor lymphocyte infusion was carried out on 10 March 2020 as pre-emptive measure; GVHD did not recur. A second infusion was programmed for July 2020, but the fall of the transcript dispensed with it. At the last visit he was in remission without immunosuppressants.",
        "allogeneic hsct: infusion; ponatinib: maintenance; donor lymphocyte infusion: preemptive; donor lymphocyte infusion: preemptive not_given",
    ),
    (
        "Gabriele, 63, received ide-cel in March 2022 after fludarabine and cyclophosphamide. On day 100 she was in complete remission, and in one million marrow cells not a single myeloma cell could be detected. Another of her doctor’s patients, Mr B., enjoyed only five months before the disease returned; he is now receiving teclistamab.",
        "idecabtagene vicleucel: infusion; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion",
    ),
    (
        "A 50-year-old man with follicular lymphoma received axi-cel in March 2022 and relapsed. Obinutuzumab was given. A further patient of ours, a woman of 44, was given mosunetuzumab.",
        "axicabtagene ciloleucel: infusion; obinutuzumab: salvage",
    ),
    (
        "A 33-year-old man with DLBCL was treated with R-CHOP. The mass was moreover irradiated (24 Gy in 12 sessions). At relapse the patient received axi-cel. Fibrinogen fell to 0.6 g/L during CRS, and human fibrinogen 2 g was supplied.",
        "r-chop: induction; radiotherapy: consolidation; axicabtagene ciloleucel: infusion; fibrinogen: toxicity_management",
    ),
    (
        "A 52-year-old woman with AML in remission was grafted on 12 January 2020 from a 9/10 unrelated donor after busulfan and fludarabine, with ATG on days -3 to -1; ciclosporin and mycophenolate mofetil were meant to ward off GVHD. Methotrexate was deliberately left out. Donor lymphocytes were refused by the donor’s physician.",
        "allogeneic hsct: infusion; busulfan: conditioning; fludarabine: conditioning; antithymocyte globulin: conditioning; cyclosporine: gvhd_prophylaxis; mycophenolate mofetil: gvhd_prophylaxis; methotrexate: gvhd_prophylaxis not_given; donor lymphocyte infusion: infusion not_given",
    ),
    (
        "A 59-year-old man with mantle cell lymphoma became refractory to ibrutinib. While brexu-cel was being manufactured, venetoclax held the disease. Leukapheresis had been done on 2 May 2022. Flu/Cy preceded the infusion of brexu-cel on 10 June 2022. Because of prolonged cytopenia he got eltrombopag. Glofitamab was thought of at progression but the hospice was preferred.",
        "ibrutinib: induction; venetoclax: bridging; flu/cy: lymphodepletion; brexucabtagene autoleucel: infusion; eltrombopag: supportive; glofitamab: salvage not_given",
    ),
    (
        "A 45-year-old man developed gut GVHD on day +38 after an unrelated graft for MDS and was given methylprednisolone. Faecal microbiota transplantation was put off for want of a donor. Caspofungin covered the neutropenia.",
        "allogeneic hsct: infusion; methylprednisolone: toxicity_management; fecal microbiota transplantation: toxicity_management not_given; caspofungin: prophylaxis",
    ),
    (
        "A 34-year-old woman with Hodgkin lymphoma progressed after ABVD. Brentuximab vedotin four times led to CR. BEAM with her own stem cells was completed in August 2018, and brentuximab was continued as consolidation for eight cycles.",
        "abvd: induction; brentuximab vedotin: salvage; beam: conditioning; autologous hsct: infusion; brentuximab vedotin: consolidation",
    ),
    (
        "A 66-year-old farmer with follicular lymphoma had bendamustine and obinutuzumab for relapse in 2017; after that, idelalisib, given up because of colitis. In 2021 he entered a trial of mosunetuzumab; the first injections were covered by dexamethasone.",
        "bendamustine: salvage; obinutuzumab: salvage; idelalisib: salvage; mosunetuzumab: salvage; dexamethasone: prophylaxis",
    ),
    (
        "A 55-year-old woman with refractory myeloma underwent apheresis for cilta-cel in May 2023. DVd was administered as holding therapy during the manufacturing period, and pomalidomide was added when the light chains climbed. After Flu/Cy she was infused on 3 July 2023. Her CRS (grade 2) yielded to one dose of tocilizumab. Teclistamab remains an option.",
        "dvd: bridging; pomalidomide: bridging; flu/cy: lymphodepletion; ciltacabtagene autoleucel: infusion; tocilizumab: toxicity_management; teclistamab: salvage planned",
    ),
    (
        "A 44-year-old man with B-ALL relapsed in the CNS in January 2023, two years after allografting: IT triple x6, cranial RT 18 Gy. DLI planned but GVHD supervened.",
        "allogeneic hsct: infusion; intrathecal chemotherapy: salvage; radiotherapy: salvage; donor lymphocyte infusion: salvage not_given",
    ),
    (
        "A boy with T-ALL in second remission was transplanted from his mother after treosulfan and thiotepa, with ATG dispensed with. Ciclosporin was given up to day +60.",
        "allogeneic hsct: infusion; treosulfan: conditioning; thiotepa: conditioning; antithymocyte globulin: conditioning not_given; cyclosporine: gvhd_prophylaxis",
    ),
    (
        "A 68-year-old man with DLBCL relapsed after R-CHOP and R-GemOx. T cells were harvested on 6 March 2023. During the waiting period he received two cycles of polatuzumab-BR. Tisagenlecleucel was infused on 24 April 2023.",
        "r-chop: induction; r-gemox: salvage; polatuzumab-br: bridging; tisagenlecleucel: infusion",
    ),
    (
        "A 13-year-old boy with very severe aplastic anaemia proceeded to a matched unrelated donor transplant. Preparation: fludarabine 30 mg/m2 x 4, cyclophosphamide 25 mg/kg x 4, rabbit ATG. Methotrexate on days 1, 3, 6 and ciclosporin protected him from GVHD.",
        "allogeneic hsct: infusion; fludarabine: conditioning; cyclophosphamide: conditioning; antithymocyte globulin: conditioning; methotrexate: gvhd_prophylaxis; cyclosporine: gvhd_prophylaxis",
    ),
    (
        "A 29-year-old woman with stiff-person syndrome had tried immunoglobulins; rituximab helped only briefly. After fludarabine and cyclophosphamide, autologous CD19 CAR-T cells were infused on 11 September 2023.",
        "immunoglobulin: -; rituximab: -; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion; cd19 car-t: infusion",
    ),
]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_what_it_was_for(tmp_path: Path, story: str, expected: str) -> None:
    assert roles(tmp_path, story) == Counter(expected.split("; "))
