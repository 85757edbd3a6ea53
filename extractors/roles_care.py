"""Treatments that do not act on the cancer: against GVHD, syndromes, infection and everything else."""

import re

from extractors.around import Around
from extractors.expressions import expression
from extractors.roles_cancer import (
    ABLATES,
    DIFFERENTIATION,
    LINE,
    Treatment,
    conditions,
    graft_near,
    line_of,
    told_line,
    until_cells,
    wards_off_gvhd,
)

_BEFORE_CELLS = frozenset({"lymphodepletion", "conditioning"})
# given to ward off infection unless an infection is told of
_WARDS_OFF = frozenset(
    {"acyclovir", "valacyclovir", "famciclovir", "letermovir", "trimethoprim-sulfamethoxazole", "pentamidine", "atovaquone", "dapsone", "phenoxymethylpenicillin", "penicillin", "fluconazole", "posaconazole", "entecavir", "nystatin", "isavuconazole"}
)  # fmt: skip
TOXIC = expression(
    r"(?i)\bCRS\b|cytokine[- ]release|\bICANS\b|neurotox|\b[ac]?GVHD\b|graft[- ]versus[- ]host|\bHLH\b|IEC-?HS|macrophage activation|ha?emophagocyt|differentiation syndrome|\bVOD\b|veno-?occlusive|sinusoidal obstruction|\bTMA\b|thrombotic microangio|\bTLS\b|"
    r"encephalopath|aphasia|confus|(?:cerebral|pulmonary) o?edema|engraftment syndrome|hypotensi|capillary leak|tumou?r lysis|h(?:a)?emorrhagic cystitis|infusion reaction|ICE score"
)
# uric acid is warded off where tumour lysis or prevention is spoken of
_AGAINST_URATE = frozenset({"allopurinol", "febuxostat", "rasburicase"})
_LYSIS = expression(r"(?i)lysis|\bTLS\b|prophyla|prevent|protect|avert|forestall|precaution")
_CLOTS = frozenset(
    {"lenalidomide", "thalidomide", "pomalidomide", "ponatinib", "nilotinib", "VRd", "Rd", "KRd", "VTd", "MPT"}
)
_CLOTTED = expression(
    r"(?i)thromb(?:us|osis|otic|oembol)|infarct|angina|claudicat|ischa?emi|stroke|embolism|stent|coronary|fever|headache|pain|erythromelalgia"
)
_LIVER_RISK = expression(
    r"(?i)conditioning|transplant|veno-?occlus|\bVOD\b|sinusoid|\bSOS\b|inotuzumab|busulfan|prophyla|prevent|protect|shield"
)
# the graft of an organ is kept by lasting immunosuppression
_ORGAN_GRAFT = expression(r"(?i)\b(?:kidney|renal|liver|hepatic|heart|cardiac|lung|pancreas|islet|intestinal)[- ](?:allo)?(?:re-?)?(?:transplant|graft)")  # fmt: skip
_STIMULATES = frozenset({"G-CSF", "filgrastim", "lenograstim", "pegfilgrastim"})
_OMITTED = expression(
    r"(?i)\b(?:omit\w*|left out|dispensed with|forgone|avoided|not (?:\w+ )?(?:given|used|part|included|added))\b"
)
_GVHD = expression(r"(?i)\b[ac]?GVHD\b|graft[- ]versus[- ]host")
_PROPHYLAXIS = expression(r"(?i)prophyla|prevent")
_INFECTION = expression(
    r"(?i)infect|sepsis|septic|pneumonia|bacter(?:a?emia|ial)|fung(?:a?emia|al)|vira?emia|esophagitis|oesophagitis|encephalitis|colitis|reactivat|zoster|aspergill|candid|treated|cured|febrile|fever|cultur|positive|disseminated|lesion"
)
_PREPARES = expression(
    r"(?i)condition(?:ing|ed)|\bprep\b|preparat|total body irradiation|\bTBI\b|busulfan|treosulfan|thiotepa|melphalan"
)
_TRANSPLANTED = expression(r"(?i)prophyla|\bday \+?[0-9]|transplant|graft|HSCT")
_THROUGH_NEUTROPENIA = expression(
    r"(?i)\b(?:during|throughout|in|until|through|covered|covering)\s(?:the |each |every )?(?:\w+ )?(?:neutropeni|aplasia|engraft|recovery|cytopeni|induction)"
)
_SEIZURE = expression(r"(?i)ICANS|neurotox|convuls|(?<!against )(?<!of )(?<!prevent )\bseizures?\b(?! (?:prophyla|prevention|protection|threshold|risk))|(?:had|developed|with) (?:\w+ ){0,2}seizures?|aphasi|epileptic|encephalopath|confus|tremor|(?:cerebral|brain) o?edema")  # fmt: skip
_AGAINST_ICANS = frozenset({"dexamethasone", "methylprednisolone", "anakinra", "siltuximab"})
_BEFORE_EACH = expression(
    r"(?i)\b(?:\d+|one|two|three|an?|half an) ?(?:h|hours?|min\w*)\b[^.;]{0,20}(?:before|prior to|ahead of|in advance of|preceding)|(?:before|prior to|ahead of|in advance of|preceding) (?:each|every|the (?:start|first|infusion|step|(?:\w+ )?dose))|(?:shortly|immediately|just) (?:before|prior to|ahead of) (?:the )?(?:\w+ )?infusion|each step"
)
# "obinutuzumab was preceded by dexamethasone and paracetamol"
_PRECEDED = expression(r"(?i)\bpreceded by\b")
# "after paracetamol 1 g and promethazine 12.5 mg, the product was infused"
_THEN_INFUSED = expression(
    r"(?i)(?:^|[.:] )\W*(?:after|following|under (?:the )?cover of) (?:[^.;]|\.(?=\d)){0,70}, (?:[^.;]|\.(?=\d)){0,60}\b(?:was|were) (?:\w+ )?(?:re-?)?infused\b"
)
_PREMEDICATES = frozenset({"paracetamol", "antihistamine", "chlorphenamine", "diphenhydramine", "cetirizine", "clemastine", "pheniramine", "promethazine"})  # fmt: skip
_TAKEN_BEFORE = expression(
    r"(?i)\b(?:stopped|discontinued|withdrawn|tapered|ceased|weaned|reduced|had been|before|prior to|previous\w*)\b"
)
_DISEASE = expression(r"(?i)leuk|lymphom|myelom|chemo|blast|tumou?r|cytoreduc|debulk|mass|disease")

# ATG and ciclosporin are the treatment of aplastic anaemia itself
_MARROW_FAILURE = expression(
    r"(?i)\baplastic|\bimmunosuppressive (?:therapy|treatment)|\bIST\b|\b[vs]?SAA\b|marrow failure"
)


def immunosuppressant(base: str, around: Around) -> str | None:
    """Ciclosporin, ATG: against the disease of the graft, or the treatment of a failing marrow."""
    graft = graft_near(around)
    apart = (
        base == "atg"
        and around.sentence_names & ABLATES
        and any(d < 0 for d in around.own_days)
        and not _GVHD.search(around.near)
    )  # "with ATG; ciclosporin was meant to ward off GVHD"
    if around.purpose in {None, "toxicity_management"} and wards_off_gvhd(around) and not apart:
        return "gvhd_prophylaxis"
    if base == "atg" and around.purpose in LINE | {None} and any(conditions(n) for n in around.list_names):
        return "conditioning"  # "Bu/Cy plus ATG"
    if around.purpose in {"gvhd_prophylaxis", "toxicity_management", "lymphodepletion"} | (LINE - {"consolidation"}):
        return around.purpose
    if around.earlier and around.purpose is None:
        return line_of(around)  # "before transplant she had failed ATG and ciclosporin"
    if base != "atg" and around.purpose is None and _ORGAN_GRAFT.search(around.sentence) and not around.toxicity:
        return "maintenance"
    if base == "atg" and around.syndrome_before and around.toxicity and not around.purpose and not any(d < 0 for d in around.days):  # fmt: skip
        return "toxicity_management"  # what is added once the graft has turned on its host
    listed = around.list_names & {"cyclosporine", "tacrolimus", "mycophenolate mofetil", "methotrexate", "sirolimus"}
    prepares = (
        "condition" in around.sentence.lower()
        or around.sentence_names & ABLATES
        or (_PREPARES.search(around.before[-220:]) and not _GVHD.search(around.sentence))
    )
    if (
        base == "atg"
        and not around.purpose
        and graft
        and not listed
        and _OMITTED.search(around.near)
        and len(around.sentence_names) == 1
    ):
        return "gvhd_prophylaxis"
    if (
        base == "atg"
        and not around.purpose
        and graft
        and prepares
        and not listed
        and not _PROPHYLAXIS.search(around.near)
    ):
        return "conditioning"
    if base == "atg" and (around.purpose == "conditioning" or "conditioning" in around.peers):
        return "gvhd_prophylaxis" if _GVHD.search(around.near) and _PROPHYLAXIS.search(around.near) else "conditioning"
    against = _GVHD.search(around.sentence if around.toxicity else around.near)
    if (against or re.search(r"(?i)HLH|ha?emophagocyt|\bTMA\b|microangiopath", around.sentence if around.toxicity else around.near)) and not _PROPHYLAXIS.search(around.sentence):  # fmt: skip
        return "toxicity_management"
    if not around.infused and _MARROW_FAILURE.search(around.near) and not _TRANSPLANTED.search(around.near):
        return "salvage" if around.treated else "induction"
    if graft or _TRANSPLANTED.search(around.sentence):
        return "toxicity_management" if base == "immunosuppressant" and around.toxicity and not around.purpose and graft and "mycophenolate" not in around.near else "gvhd_prophylaxis"  # fmt: skip
    return None


def steroid(around: Around) -> str | None:
    """A steroid: premedication, treatment of a syndrome, or a member of its list."""
    if around.purpose == "prophylaxis" or (around.purpose is None and _BEFORE_EACH.search(around.near)):
        return "prophylaxis"
    if around.purpose is None and around.list_names & _PREMEDICATES and _PRECEDED.search(around.near):
        return "prophylaxis"
    if around.purpose in {"toxicity_management", "supportive", "gvhd_prophylaxis"}:
        return around.purpose
    if around.autoimmune and around.purpose is None and not around.toxicity and _TAKEN_BEFORE.search(around.near):
        return None
    if around.purpose in LINE | _BEFORE_CELLS:
        return told_line(Treatment("steroid", "drug", ""), around) or around.purpose
    if _ORGAN_GRAFT.search(around.sentence) and around.list_names & {"tacrolimus", "cyclosporine", "mycophenolate mofetil", "azathioprine"}:  # fmt: skip
        return "maintenance"
    if len(around.peers) == 1:
        return next(iter(around.peers))
    if around.neighbour in LINE and around.peers <= LINE:
        return around.neighbour
    if TOXIC.search(around.near) or around.toxicity or around.infused:
        return "toxicity_management"
    if (
        TOXIC.search(around.sentence)
        or DIFFERENTIATION.search(around.before)
        or (around.cancer and around.infused_kind and TOXIC.search(around.before))
    ):
        return "toxicity_management"
    if around.list_names & {"tocilizumab", "siltuximab", "anakinra"} and not around.autoimmune:
        return "toxicity_management"
    if around.cancer and until_cells(Treatment("steroid", "drug", ""), around):
        return "bridging"
    if not around.cancer or not _DISEASE.search(around.near):
        return "supportive"
    return line_of(around)


def jak(around: Around) -> str | None:
    """Ruxolitinib: for GVHD and HLH, rarely against the disease."""
    if around.purpose in {"toxicity_management", "gvhd_prophylaxis", "bridging", "conditioning", "maintenance"}:
        return around.purpose
    if around.toxicity or around.infused or TOXIC.search(around.sentence + around.before):
        return "toxicity_management"
    return line_of(around) if around.cancer else None


def reactive(base: str, around: Around) -> str | None:
    """What is given for a reaction: antagonists of cytokines, vasopressors, antipyretics."""
    if (
        around.purpose is None
        and base == "antipyretic"
        and (
            _BEFORE_EACH.search(around.near)
            or _PRECEDED.search(around.near)
            or (around.list_names & _PREMEDICATES and _THEN_INFUSED.search(around.sentence))
        )
    ):
        return "prophylaxis"
    if around.purpose in {"prophylaxis", "supportive"}:
        return around.purpose
    if around.purpose == "toxicity_management" or around.toxicity or TOXIC.search(around.near):
        return "toxicity_management"
    if base == "anticytokine" and TOXIC.search(around.before):
        return "toxicity_management"
    if base == "anticytokine" and around.cancer:
        return "toxicity_management"
    return "toxicity_management" if around.infused and around.infused_kind != "transplant" else "supportive"


def _in_regimen(around: Around) -> str | None:
    """The role of the regimen that G-CSF is a part of: FLAG, CLAG, CAG."""
    part = any(r.startswith(("FLAG", "CLAG", "CAG")) for r in around.regimens)
    listed = around.list_names & {"fludarabine", "cladribine", "cytarabine", "aclarubicin"}
    if not (part or len(listed) > 1) or around.purpose in {"prophylaxis", "supportive"}:
        return None
    if around.purpose in LINE:
        return around.purpose
    return next(iter(around.peers & LINE)) if len(around.peers & LINE) == 1 else line_of(around)


def supportive(base: str, name: str, around: Around) -> str | None:
    """Everything else: prophylaxis where it wards off, else supportive."""
    if around.purpose in {"prophylaxis", "gvhd_prophylaxis"}:
        return "prophylaxis"
    if base in {"other", "retinoid"} and around.cancer and around.purpose in LINE:
        return around.purpose
    if base == "antiviral" and around.purpose == "preemptive":
        return "preemptive"
    if name in {"ursodeoxycholic acid", "allopurinol", "mesna"} and around.purpose == "toxicity_management":
        return "prophylaxis"
    if around.purpose == "toxicity_management" and base not in {"antibacterial", "antiviral", "antifungal"}:
        return "toxicity_management"
    if name in _STIMULATES and (regimen := _in_regimen(around)):
        return regimen
    if base == "tpo" and not around.infused and around.list_names & {"antithymocyte globulin", "cyclosporine"}:
        return immunosuppressant("atg", around)
    if base == "premedication":
        return "prophylaxis"
    if base in {"antiepileptic", "sedative"}:
        if (
            base == "antiepileptic"
            and around.own_days
            and max(around.own_days[0], 0) == 0
            and not _SEIZURE.search(around.near)
        ):
            return "prophylaxis"  # from before any harm on: "levetiracetam from D0 to D+30"
        fits = _SEIZURE.search(around.near) or (
            around.toxicity
            and (_SEIZURE.search(around.sentence + around.before[-200:]) or around.list_names & _AGAINST_ICANS)
        )
        if fits:
            of_cells = around.infused and around.infused_kind != "transplant"
            return "toxicity_management" if of_cells or around.toxicity else "supportive"
        cells = around.infused or around.infusion_next == "cell_therapy"
        return "prophylaxis" if base == "antiepileptic" and (around.cancer or cells) else "supportive"
    if name == "acetylsalicylic acid" and (around.sentence_names | around.near_names) & _CLOTS and not _CLOTTED.search(around.sentence):  # fmt: skip
        return "prophylaxis"
    if name == "defibrotide":
        return "prophylaxis" if _PROPHYLAXIS.search(around.sentence) else "toxicity_management"
    if name in _AGAINST_URATE and not _LYSIS.search(around.sentence + around.before[-160:]):
        return "supportive"
    if name == "ursodeoxycholic acid" and not (around.infused or graft_near(around) or _LIVER_RISK.search(around.sentence + around.before[-160:])):  # fmt: skip
        return "supportive"
    if base == "prophylaxis":
        return "supportive" if around.purpose == "supportive" or re.search(r"(?i)on (?:treatment with)?\s?$", around.near) else "prophylaxis"  # fmt: skip
    if (
        name in _WARDS_OFF
        and (around.cancer or around.infused)
        and not _INFECTION.search(around.near + ("" if around.infused_kind else around.before[-160:]))
    ):
        return "prophylaxis"
    if base == "antifungal" and (around.cancer or around.infused) and _THROUGH_NEUTROPENIA.search(around.near) and not _INFECTION.search(around.near):  # fmt: skip
        return "prophylaxis"
    reacts = around.toxicity or TOXIC.search(around.sentence + " " + around.before[-200:])
    if reacts and name in {
        "furosemide",
        "mannitol",
        "thrombomodulin alfa",
        "fibrinogen",
        "eculizumab",
        "narsoplimab",
        "methylene blue",
    }:
        return "toxicity_management"
    return "supportive"
