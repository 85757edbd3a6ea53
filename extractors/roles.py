"""What a treatment was given for: the purpose that is told, else what it is, when it was given, and with what."""

import re
from dataclasses import dataclass

CONDITIONING_REGIMENS = frozenset(
    {"BEAM", "FEAM", "LEAM", "TEAM", "BeEAM", "SEAM", "CBV", "TECAM", "Bu/Cy", "Cy/TBI", "Flu/Bu", "Flu/Mel", "Flu/TBI", "Flu/Cy/TBI", "TBF", "FTT", "Flu/Treo", "Bu/Mel", "mBuCy", "TBI/VP16"}
)  # fmt: skip
# given before a graft and hardly otherwise; melphalan is so at the doses that need a graft
_ABLATES = frozenset({"busulfan", "treosulfan", "thiotepa", "total body irradiation", "total marrow irradiation", "total lymphoid irradiation", "carmustine"})  # fmt: skip
_DEPLETES = frozenset({"fludarabine", "cyclophosphamide", "bendamustine", "pentostatin", "cladribine", "FC", "Flu/Cy"})
_ANTINEOPLASTIC = frozenset({"chemo", "hma", "targeted", "antibody", "bispecific", "interferon", "regimen"})
_REACTIVE = frozenset({"anticytokine", "vasopressor", "antipyretic", "toxicity"})
_LINE = frozenset({"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"})
_BEFORE_CELLS = frozenset({"lymphodepletion", "conditioning"})
# given to ward off infection unless an infection is told of
_WARDS_OFF = frozenset(
    {"acyclovir", "valacyclovir", "famciclovir", "letermovir", "trimethoprim-sulfamethoxazole", "pentamidine", "atovaquone", "dapsone", "fluconazole", "posaconazole", "entecavir", "nystatin", "isavuconazole"}
)  # fmt: skip

_TOXIC = re.compile(
    r"(?i)\bCRS\b|cytokine[- ]release|\bICANS\b|neurotox|\b[ac]?GVHD\b|graft[- ]versus[- ]host|\bHLH\b|IEC-?HS|macrophage activation|ha?emophagocyt|differentiation syndrome|\bVOD\b|veno-?occlusive|sinusoidal obstruction|\bTMA\b|thrombotic microangio|\bTLS\b|"
    r"encephalopath|aphasia|confus|(?:cerebral|pulmonary) o?edema|engraftment syndrome|hypotensi|capillary leak|tumou?r lysis|h(?:a)?emorrhagic cystitis|infusion reaction|ICE score"
)
_HYPER = re.compile(r"(?i)HLH|ha?emophagocyt|IEC-?HS|macrophage activation|\bICANS\b|neurotox|encephalopath|seizure|status epilepticus|differentiation syndrome|\bDS\b|\bCRS\b|cytokine[- ]release|hyperinflamm")  # fmt: skip
_GVHD = re.compile(r"(?i)\b[ac]?GVHD\b|graft[- ]versus[- ]host")
_PROPHYLAXIS = re.compile(r"(?i)prophyla|prevent")
_INFECTION = re.compile(
    r"(?i)infect|sepsis|septic|pneumonia|bacter(?:a?emia|ial)|fung(?:a?emia|al)|vira?emia|esophagitis|oesophagitis|encephalitis|colitis|reactivat|zoster|aspergill|candid|treated|cured|febrile|fever|cultur|positive|disseminated|lesion"
)
_FIRST_LINE = re.compile(r"(?i)first[- ]line|front-?line|newly diagnosed|at diagnosis|up-?front")
_TRANSPLANTED = re.compile(r"(?i)prophyla|\bday \+?[0-9]|transplant|graft|HSCT")
_SEIZURE = re.compile(r"(?i)ICANS|neurotox|seizures? (?:occurred|developed|\w+ed)|(?:had|developed|with) (?:\w+ ){0,2}seizures?|aphasi|epileptic|encephalopath|confus|tremor")  # fmt: skip
_BEFORE_EACH = re.compile(
    r"(?i)\b(?:\d+|one|an?) ?(?:h|hours?|min\w*)\b[^.;]{0,20}before|before (?:each|every|the (?:start|first|infusion|step))|each step"
)
_AUTOIMMUNE = re.compile(
    r"(?i)\b(?:lupus|SLE\b|RA\b|lupus nephritis|rheumatoid|arthritis|myositis|dermatomyositis|systemic sclerosis|scleroderma|multiple sclerosis|myasthenia|vasculitis|Crohn|ulcerative colitis|psoria\w+|Sj[oö]gren|spondyl\w+|sarcoidosis|autoimmune|neuromyelitis|NMOSD|pemphigus|CIDP|polyneuropathy)"
)
_ONGOING = re.compile(
    r"(?i)\b(?:known|history of|longstanding|long-standing|for (?:his|her)|comorbid\w*|past medical)\b"
)
_REPLACED = re.compile(
    r"(?i)\b(?:replac\w+|switch\w*|chang\w+ to|second|next line|because of (?:inadequate|insufficient|suboptimal|progress\w+|failure|intoleran\w+)|failure|failed|inadequate|insufficient|suboptimal|without (?:success|response)|no response|did not respond|escalated)\b"
)
_BEFORE_INFUSION = re.compile(r"(?i)\b(?:after|following|preceded by)\s(?:\w+ ){0,3}bendamustine")
_TAKEN_BEFORE = re.compile(
    r"(?i)\b(?:stopped|discontinued|withdrawn|tapered|ceased|weaned|reduced|had been|before|prior to|previous\w*)\b"
)
_FOR_AUTOIMMUNITY = frozenset(
    {
        "pyridostigmine",
        "hydroxychloroquine",
        "mesalazine",
        "glatiramer acetate",
        "dimethyl fumarate",
        "fingolimod",
        "natalizumab",
        "ocrelizumab",
        "efgartigimod",
        "ravulizumab",
        "eculizumab",
        "inebilizumab",
        "satralizumab",
        "belimumab",
        "anifrolumab",
        "immunoglobulin",
        "colchicine",
        "nintedanib",
        "iloprost",
    }
)
_SPACED = re.compile(
    r"(?i)\bevery (?:8|12|eight|twelve) weeks\b|\bevery (?:2|3|two|three|second|third) months?\b|\b(?:two|three|bi)-?monthly\b"
)
_USED_AGAINST = re.compile(
    r"(?i)(?:used|given|administered|employed)? ?(?:as|against) (?:\w+ )?(?:[ac]?GVHD|graft[- ]versus)"
)
_DISEASE = re.compile(r"(?i)leuk|lymphom|myelom|chemo|blast|tumou?r|cytoreduc|debulk|mass|disease")


@dataclass(slots=True)
class Around:
    """What the role of a treatment is read from."""

    near: str  # its clause
    sentence: str
    before: str  # the sentences before it, newest last
    heading: str
    purpose: str | None = None  # what its sentence, or the sentence that opened it, says it was for
    heading_role: str | None = None
    days: tuple[int, ...] = ()  # numbered days on which it was given
    peers: frozenset[str] = frozenset()  # roles of the antineoplastic members of its list
    sentence_names: frozenset[str] = frozenset()
    line: int | None = None  # "(2) Dara-Kd": the number of the line of treatment
    relapsed: bool = False  # the disease came back, progressed or was refractory before
    responded: bool = False  # a remission was reached and not yet lost
    treated: bool = False  # an antineoplastic course came before
    failed: bool = False  # and the sentences before say that it did too little
    infused: bool = False  # a cell or graft infusion happened before, in this phase
    infused_kind: str | None = None  # cell_therapy, transplant or bispecific
    toxicity: bool = False  # a syndrome is going on
    infusion_next: str | None = None  # kind of the infusion that this or the next sentences tell of
    collected: bool = False  # cells were collected for an infusion to come
    autoimmune: bool = False  # the patient is treated for an autoimmune disease and no cancer
    cancer: bool = True  # the narrative tells of a cancer
    acute: bool = True  # an acute leukaemia
    another: bool = False  # another line was told of in an earlier sentence
    syndrome_before: bool = False  # a syndrome was told of in an earlier sentence


def is_antineoplastic(kind: str, group: str) -> bool:
    """Whether a treatment acts on the cancer itself."""
    return group.removeprefix("class:") in _ANTINEOPLASTIC or kind in {"regimen", "radiotherapy"}


def role_of(kind: str, group: str, name: str, around: Around) -> str | None:
    """Decide the role of a treatment."""
    base = group.removeprefix("class:")
    if name == "donor lymphocyte infusion":
        return _dli(around)
    if kind == "transplant" or kind == "cell_therapy":
        helps = base == "cellsupport" or "boost" in name or "mesenchymal" in name
        return "supportive" if helps else "infusion"
    if kind == "procedure":
        return _procedure(name, around)
    if _for_autoimmunity(base, name, around):
        return None
    if around.autoimmune and not around.infused and around.purpose is None and name in _FOR_AUTOIMMUNITY:
        return None
    if is_antineoplastic(kind, group):
        return _antineoplastic(base, kind, name, around)
    if base in {"calcineurin", "immunosuppressant", "atg"}:
        return _immunosuppressant(base, around)
    if base == "steroid":
        return _steroid(around)
    if base == "jak":
        return _jak(around)
    if base in _REACTIVE:
        return _reactive(base, around)
    return _supportive(base, name, around)


def _for_autoimmunity(base: str, name: str, around: Around) -> bool:
    """Drugs for an autoimmune disease have no role of the field."""
    if base not in {
        "chemo",
        "antibody",
        "targeted",
        "immunosuppressant",
        "calcineurin",
        "steroid",
        "anticytokine",
        "jak",
    }:
        return False
    if around.purpose in {"lymphodepletion", "conditioning", "toxicity_management", "prophylaxis", "gvhd_prophylaxis", "supportive"}:  # fmt: skip
        return False
    if around.autoimmune:
        return (
            not around.infused and not _before_cells(name, around) and not (around.toxicity and base == "anticytokine")
        )
    return bool(_AUTOIMMUNE.search(around.near)) and not around.toxicity and base != "targeted"


def _dli(around: Around) -> str:
    if around.purpose in {"preemptive", "prophylaxis", "salvage"}:
        return around.purpose
    if re.search(r"(?i)prophylactic", around.near):
        return "prophylaxis"
    if re.search(r"(?i)pre-?empt|mixed chimerism|falling chimerism|MRD", around.sentence):
        return "preemptive"
    return "salvage" if around.relapsed else "infusion"


def _procedure(name: str, around: Around) -> str | None:
    cleans = name in {"plasma exchange", "extracorporeal photopheresis", "hemadsorption"}
    toxic = around.toxicity or _TOXIC.search(around.sentence + around.before)
    return "toxicity_management" if cleans and toxic else "supportive"


def _before_cells(name: str, around: Around) -> str | None:
    """Lymphodepletion or conditioning by what is known of the days and the infusion to come."""
    coming = around.infusion_next
    if any(d < 0 for d in around.days) and (coming or around.infused):
        return "lymphodepletion" if (coming or around.infused_kind) == "cell_therapy" else "conditioning"
    if coming == "cell_therapy" and name in _DEPLETES:
        pair = {"fludarabine", "cyclophosphamide"} <= around.sentence_names
        alone = name in {"FC", "Flu/Cy"} or (name == "bendamustine" and _BEFORE_INFUSION.search(around.near))
        return "lymphodepletion" if alone or pair else None
    return None


def _antineoplastic(base: str, kind: str, name: str, around: Around) -> str | None:
    purpose = around.purpose
    if name in CONDITIONING_REGIMENS or name in {"total body irradiation", "total marrow irradiation"}:
        return purpose if purpose in {"maintenance", "salvage"} else "conditioning"
    if purpose == "conditioning" or (purpose is None and kind != "regimen" and "conditioning" in around.peers):
        return "lymphodepletion" if around.infusion_next == "cell_therapy" else "conditioning"
    if purpose == "consolidation" and name in _ABLATES | {"melphalan"} and around.infusion_next == "transplant":
        return "conditioning"
    if purpose is None and name in {"rituximab", "obinutuzumab"} and around.treated and _SPACED.search(around.near):
        return "maintenance"
    if purpose in _LINE and not (purpose == "induction" and around.relapsed and not _FIRST_LINE.search(around.near)):
        return purpose
    if purpose == "induction":
        return "salvage"
    if name == "methotrexate" and purpose == "toxicity_management" and _wards_off_gvhd(around):
        return "gvhd_prophylaxis"
    if purpose in {"lymphodepletion", "gvhd_prophylaxis", "prophylaxis", "toxicity_management"}:
        return purpose
    if name in {"cyclophosphamide", "methotrexate"} and _after_graft(name, around):
        return "gvhd_prophylaxis"
    if cells := _before_cells(name, around):
        return cells
    if around.infusion_next == "transplant" and (name in _ABLATES or around.sentence_names & _ABLATES):
        return "conditioning"
    if name == "melphalan" and around.infusion_next == "transplant" and not around.peers - {"conditioning"}:
        return "conditioning"
    if base in {"chemo", "antibody", "interferon"} and around.infused and _against_syndrome(around):
        return "toxicity_management"
    if name == "hydroxyurea" and _HYPER.search(around.near):
        return "toxicity_management"
    return _line(around, base)


def _against_syndrome(around: Around) -> bool:
    """Etoposide for IEC-HS, intrathecal methotrexate for ICANS."""
    if around.relapsed and not around.toxicity:
        return False
    return bool(
        _HYPER.search(around.near)
        or (around.toxicity and (_HYPER.search(around.before[-160:]) or _HYPER.search(around.sentence)))
    )


def _after_graft(name: str, around: Around) -> bool:
    """Cyclophosphamide on days +3 and +4, methotrexate on days +1, +3, +6 and +11 of a graft."""
    if around.infused_kind != "transplant" and around.infusion_next != "transplant":
        return False
    days = set(around.days)
    if re.search(r"(?i)\bPT-?Cy\b|post-?transplant", around.near):
        return True
    return bool(days) and (days <= {2, 3, 4, 5} if name == "cyclophosphamide" else days <= {1, 2, 3, 5, 6, 8, 11})


def _line(around: Around, base: str = "") -> str | None:
    """The line of treatment, where no purpose is told."""
    if around.heading_role in _LINE:
        return around.heading_role
    if around.line is not None:
        return "induction" if around.line == 1 else "salvage"
    if len(around.peers & _LINE) == 1:
        return next(iter(around.peers & _LINE))
    if around.collected and around.infusion_next == "cell_therapy":
        return "bridging"
    if around.relapsed:
        return "salvage"
    if around.responded:
        return "consolidation" if around.acute or base == "radiotherapy" or not around.another else "salvage"
    if around.treated and around.another and not around.acute and base in {"regimen", "targeted", "bispecific"}:
        return "salvage"
    if base == "bispecific" or (around.treated and (around.failed or _REPLACED.search(around.near))):
        return "salvage"  # bispecific antibodies are licensed for relapsed and refractory disease
    return "salvage" if around.infused and around.treated else "induction"


def _wards_off_gvhd(around: Around) -> bool:
    """ "Ciclosporin and methotrexate were used against GVHD" of a graft that has brought none yet."""
    graft = around.infused_kind == "transplant" or around.infusion_next == "transplant"
    return graft and not around.syndrome_before and _USED_AGAINST.search(around.sentence) is not None


# ATG and ciclosporin are the treatment of aplastic anaemia itself
_MARROW_FAILURE = re.compile(
    r"(?i)\baplastic|\bimmunosuppressive (?:therapy|treatment)|\bIST\b|\b[vs]?SAA\b|marrow failure"
)


def _immunosuppressant(base: str, around: Around) -> str | None:
    graft = around.infused_kind == "transplant" or around.infusion_next == "transplant"
    if around.purpose == "toxicity_management" and _wards_off_gvhd(around):
        return "gvhd_prophylaxis"
    if around.purpose in {"gvhd_prophylaxis", "toxicity_management", "lymphodepletion"}:
        return around.purpose
    if base == "atg" and (around.purpose == "conditioning" or "conditioning" in around.peers):
        return "gvhd_prophylaxis" if _GVHD.search(around.near) and _PROPHYLAXIS.search(around.near) else "conditioning"
    if (_GVHD.search(around.near) or re.search(r"(?i)HLH|ha?emophagocyt|\bTMA\b", around.near)) and not _PROPHYLAXIS.search(around.sentence):  # fmt: skip
        return "toxicity_management"
    if not around.infused and _MARROW_FAILURE.search(around.near) and not _TRANSPLANTED.search(around.near):
        return "salvage" if around.treated else "induction"
    if graft or _TRANSPLANTED.search(around.sentence):
        return "toxicity_management" if base == "immunosuppressant" and around.toxicity and not around.purpose and graft and "mycophenolate" not in around.near else "gvhd_prophylaxis"  # fmt: skip
    return None


def _steroid(around: Around) -> str | None:
    if around.purpose == "prophylaxis" or (around.purpose is None and _BEFORE_EACH.search(around.near)):
        return "prophylaxis"
    if around.purpose in {"toxicity_management", "supportive", "gvhd_prophylaxis"}:
        return around.purpose
    if around.autoimmune and around.purpose is None and not around.toxicity and _TAKEN_BEFORE.search(around.near):
        return None
    if around.purpose in _LINE | _BEFORE_CELLS:
        return around.purpose
    if len(around.peers) == 1:
        return next(iter(around.peers))
    if _TOXIC.search(around.near) or around.toxicity or around.infused:
        return "toxicity_management"
    if _TOXIC.search(around.sentence) or (around.cancer and _TOXIC.search(around.before)):
        return "toxicity_management"
    if around.collected and around.infusion_next == "cell_therapy":
        return "bridging"
    if not around.cancer or not _DISEASE.search(around.near):
        return "supportive"
    return _line(around)


def _jak(around: Around) -> str | None:
    if around.purpose in {"toxicity_management", "gvhd_prophylaxis", "bridging", "conditioning", "maintenance"}:
        return around.purpose
    if around.toxicity or around.infused or _TOXIC.search(around.sentence + around.before):
        return "toxicity_management"
    return _line(around) if around.cancer else None


def _reactive(base: str, around: Around) -> str | None:
    if around.purpose is None and base == "antipyretic" and _BEFORE_EACH.search(around.near):
        return "prophylaxis"
    if around.purpose in {"prophylaxis", "supportive"}:
        return around.purpose
    if around.purpose == "toxicity_management" or around.toxicity or _TOXIC.search(around.near):
        return "toxicity_management"
    if base == "anticytokine" and _TOXIC.search(around.before):
        return "toxicity_management"
    if base == "anticytokine" and around.cancer:
        return "toxicity_management"
    return "toxicity_management" if around.infused and around.infused_kind != "transplant" else "supportive"


def _supportive(base: str, name: str, around: Around) -> str | None:
    if around.purpose in {"prophylaxis", "gvhd_prophylaxis"}:
        return "prophylaxis"
    if name in {"ursodeoxycholic acid", "allopurinol", "mesna"} and around.purpose == "toxicity_management":
        return "prophylaxis"
    if around.purpose == "toxicity_management" and base not in {"antibacterial", "antiviral", "antifungal"}:
        return "toxicity_management"
    if base == "premedication":
        return "prophylaxis"
    if base in {"antiepileptic", "sedative"}:
        fits = _SEIZURE.search(around.near) or (
            around.toxicity and _SEIZURE.search(around.sentence + around.before[-200:])
        )
        if fits and (around.infused or around.toxicity):
            return "toxicity_management"
        return "prophylaxis" if base == "antiepileptic" and around.cancer else "supportive"
    if base == "prophylaxis":
        return "supportive" if around.purpose == "supportive" or re.search(r"(?i)on (?:treatment with)?\s?$", around.near) else "prophylaxis"  # fmt: skip
    if (
        name in _WARDS_OFF
        and (around.cancer or around.infused)
        and not _INFECTION.search(around.near + ("" if around.infused_kind else around.before[-160:]))
    ):
        return "prophylaxis"
    if around.toxicity and name in {"furosemide", "thrombomodulin alfa", "eculizumab", "narsoplimab", "methylene blue"}:
        return "toxicity_management"
    return "supportive"
