"""Histories told after the event that a report opens with, and what each treatment was for."""

from collections.abc import Callable

import pytest

from models import Case

STORIES = [
    (
        "A 12-year-old girl with relapsed pre-B ALL received CD19 CAR-T cells after FLU/CY. She had received the ALL-BFM 95 protocol at age 6, with bone marrow relapse 30 months off therapy, and a cord blood transplant after TBI and cyclophosphamide. CRS began 5 days after CAR-T and was treated with tocilizumab.",
        "CD19 CAR-T: infusion; FLU/CY: lymphodepletion; ALL-BFM 95: induction; umbilical cord blood transplantation: infusion; total body irradiation: conditioning; cyclophosphamide: conditioning; tocilizumab: toxicity_management",
    ),
    (
        "A 45-year-old man with relapsed DLBCL was admitted for CAR-T cell therapy. He had been diagnosed in March 2017 and had received six cycles of R-CHOP, with complete remission. He relapsed in June 2018 and was treated with R-DHAP followed by BEAM and autologous transplantation. After a second relapse in 2020, polatuzumab-BR was given. Axi-cel was infused on 5 May 2021 after fludarabine and cyclophosphamide.",
        "axicabtagene ciloleucel: infusion; R-CHOP: induction; R-DHAP: salvage; BEAM: conditioning; autologous HSCT: infusion; polatuzumab-BR: salvage; fludarabine: lymphodepletion; cyclophosphamide: lymphodepletion",
    ),
    (
        "We report a 62-year-old woman who developed ICANS after brexucabtagene autoleucel. Mantle cell lymphoma had been diagnosed in 2015. Initial treatment consisted of alternating R-CHOP and R-DHAP, followed by ASCT in first remission. In 2019, ibrutinib was started for relapse. Upon progression, brexucabtagene autoleucel was infused on 3 March 2021. On day 6 she became aphasic; dexamethasone 10 mg every 6 h was given.",
        "brexucabtagene autoleucel: infusion; R-CHOP: induction; R-DHAP: induction; autologous HSCT: infusion; ibrutinib: salvage; dexamethasone: toxicity_management",
    ),
    (
        "A 58-year-old man was referred with acute GVHD of the gut on day +40 after a matched unrelated donor HSCT for AML. AML had been treated with 7+3 and two courses of high-dose cytarabine. Methylprednisolone 2 mg/kg was begun, and ruxolitinib 10 mg bid added on day +47.",
        "allogeneic HSCT: infusion; 7+3: induction; cytarabine: consolidation; methylprednisolone: toxicity_management; ruxolitinib: toxicity_management",
    ),
    (
        "In May 2022, a 49-year-old man underwent ciltacabtagene autoleucel infusion for his sixth line of therapy of myeloma. Prior therapies included VRd, ASCT, lenalidomide maintenance and KPd. On day 25 he developed parkinsonism, treated with methylprednisolone and siltuximab.",
        "ciltacabtagene autoleucel: infusion; VRd: induction; autologous HSCT: infusion; lenalidomide: maintenance; KPd: salvage; methylprednisolone: toxicity_management; siltuximab: toxicity_management",
    ),
    (
        "A 70-year-old man on teclistamab was admitted with pneumonia. Myeloma had been known since 2012; previous lines were VMP, lenalidomide-dexamethasone and daratumumab-pomalidomide-dexamethasone. Piperacillin-tazobactam was given.",
        "teclistamab: salvage; VMP: induction; lenalidomide: salvage; dexamethasone: salvage; daratumumab: salvage; pomalidomide: salvage; piperacillin-tazobactam: supportive",
    ),
    (
        "A 61-year-old man received ide-cel on 3 May 2022. He developed CRS grade 2 on day 1, which was treated with tocilizumab. At day 28 he was in VGPR. Prior to ide-cel, he had received VRd, daratumumab, carfilzomib and ASCT.",
        "idecabtagene vicleucel: infusion; tocilizumab: toxicity_management; VRd: induction; daratumumab: salvage; carfilzomib: salvage; autologous HSCT: infusion",
    ),
    # told in its order: the pluperfect alone is no history
    (
        "A 40-year-old man received axi-cel in June 2021 for DLBCL refractory to R-CHOP and R-DHAP. In September 2021 he progressed. He had received 3 cycles of R-GemOx when a new mass appeared, and glofitamab was begun in January 2022.",
        "axicabtagene ciloleucel: infusion; R-CHOP: induction; R-DHAP: salvage; R-GEMOX: salvage; glofitamab: salvage",
    ),
    (
        "A 52-year-old woman underwent haploidentical HSCT in March 2019 for AML in CR1, attained with 7+3. She relapsed in December 2019. She had been treated with azacitidine after transplantation as maintenance. Venetoclax plus LDAC was started.",
        "haploidentical HSCT: infusion; 7+3: induction; azacitidine: maintenance; venetoclax: salvage; cytarabine: salvage",
    ),
    (
        "A 50-year-old woman with AML received 7+3 in January 2020. By February the blasts had disappeared. High-dose cytarabine had been given twice when she relapsed in June. Gilteritinib was started.",
        "7+3: induction; cytarabine: consolidation; gilteritinib: salvage",
    ),
    (
        "A 50-year-old man with DLBCL received R-CHOP and relapsed in 2019. Axi-cel was infused in May 2020. The lymphoma had progressed by August. Glofitamab was given after obinutuzumab.",
        "R-CHOP: induction; axicabtagene ciloleucel: infusion; glofitamab: salvage; obinutuzumab: salvage",
    ),
]


@pytest.mark.parametrize(("story", "expected"), STORIES)
def test_what_each_treatment_was_for(case_of: Callable[[str], Case], story: str, expected: str) -> None:
    assert sorted(f"{t.name}: {t.role.value if t.role else '-'}" for t in case_of(story).therapies) == sorted(
        expected.split("; ")
    )


def test_days_and_responses_belong_to_the_event_again(case_of: Callable[[str], Case]) -> None:
    case = case_of(
        "A 14-year-old boy received tisagenlecleucel on 10 June 2020 for relapse of B-ALL. His leukemia was first diagnosed at age 5 and he was "
        "treated per AALL0932. He relapsed at age 9 and underwent sibling BMT with TBI and cyclophosphamide. Following tisagenlecleucel "
        "he developed CRS on day 3. The day 28 marrow was in remission."
    )
    name = {t.id: t.name for t in case.therapies}
    assert [(t.name, t.onset_day) for t in case.toxicities] == [("CRS", 3)]
    assert [(name[str(r.after)], r.date) for r in case.responses if r.category == "CR"] == [
        ("tisagenlecleucel", "2020-07-08")
    ]
