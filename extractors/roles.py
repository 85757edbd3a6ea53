"""What a treatment was given for: the words of its clause, its list, its sentence, then what it is and when."""

import re
from dataclasses import dataclass

_CUES: tuple[tuple[str, str], ...] = (
    ("lymphodepletion", r"lympho-?deplet\w+|lympho-?depletive|\bLD\b|lymphoablati\w+|preconditioning"),
    ("conditioning", r"condition(?:ing|ed)|myeloablati\w+|\bRIC\b|\bMAC\b|preparative regimen|reduced-intensity"),
    ("gvhd_prophylaxis", r"(?:GVHD|graft[- ]versus[- ]host(?: disease)?)[- ]?(?:\(\w+\) )?prophyla\w+|prophyla\w+ (?:of|for|against)(?: acute| chronic)? (?:GVHD|graft)|prevent\w*(?: of)?(?: acute)? (?:GVHD|graft)|post-?transplant(?:ation)? cyclophosphamide|PT-?Cy\b|post-?transplant(?:ation)? immunosuppress\w+"),
    ("bridging", r"bridg(?:e|ing|ed)\b(?! to (?:allo|haplo|HSCT|transplant))|holding (?:therapy|chemotherapy)"),
    ("maintenance", r"maintenance|maintained on"),
    ("preemptive", r"pre-?empt\w+|to prevent (?:disease )?(?:relapse|recurrence)|(?:rising|increas\w+|positive) MRD|MRD (?:re-?emergence|recurrence)|molecular relapse"),
    ("prophylaxis", r"prophyla\w+(?! (?:of|for|against)? ?(?:GVHD|graft))|prevent (?:infection|seizure|VOD)|pre-?medicat\w+|to prevent\b"),
    ("consolidation", r"consolidat\w+|intensification|post-remission|continuation (?:therapy|phase)|blocks? of high-dose"),
    ("salvage", r"salvage|re-?induction|second[- ]line|third[- ]line|fourth[- ]line|fifth[- ]line|subsequent lines?|2nd[- ]line|3rd[- ]line|further line|later line|relapse (?:therapy|treatment|protocol)|rescue (?:chemo)?therapy|line [2-9]\b"),
    ("induction", r"(?<!re-)(?<!re)\binduc(?:tion|ed)\b|first[- ]line|front-?line|up-?front|initial (?:chemo)?(?:therapy|treatment)|1st[- ]line|primary treatment|line 1\b"),
)  # fmt: skip
_CUE = [(role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _CUES]
_TOXIC = re.compile(
    r"(?i)\bCRS\b|cytokine[- ]release|\bICANS\b|neurotox|\b[ac]?GVHD\b|graft[- ]versus[- ]host|\bHLH\b|IEC-?HS|macrophage activation|ha?emophagocyt|differentiation syndrome|\bVOD\b|veno-?occlusive|sinusoidal obstruction|\bTMA\b|thrombotic microangio|\bTLS\b|"
    r"encephalopath|aphasia|confus|edema|engraftment syndrome|hypotensi|capillary leak|tumou?r lysis|hemorrhagic cystitis|haemorrhagic cystitis|infusion reaction|ICE score"
)
_INFECTION = re.compile(
    r"(?i)infect|sepsis|septic|pneumonia|bacter|fung|viral|virus|CMV|EBV|febrile neutropenia|empiric|neutropeni|aspergill|candida|reactivation|cytopeni|thrombocytopeni|hypogamma|seizure|pain|nausea"
)
_ANTINEOPLASTIC = {"chemo", "hma", "targeted", "antibody", "bispecific", "interferon", "regimen"}
_SUPPORT = {
    "antibacterial",
    "antiviral",
    "antifungal",
    "gcsf",
    "tpo",
    "immunoglobulin",
    "supportive",
    "sedative",
    "analgesic",
    "cellsupport",
    "other",
}
_REACTIVE = {"anticytokine", "vasopressor", "antipyretic", "toxicity"}


@dataclass(slots=True)
class Around:
    """What the role of a treatment is read from."""

    near: str  # its clause
    sentence: str
    before: str  # the sentences before it, newest last
    heading: str
    relapsed: bool  # the disease came back, progressed or was refractory before
    responded: bool  # a remission was reached and not yet lost
    infused: bool  # a cell or graft infusion happened before, in this phase
    infused_kind: str | None  # cell_therapy, transplant or bispecific
    toxicity: bool  # a syndrome is going on
    infusion_next: str | None  # kind of the infusion that the next sentences tell of


def cue_of(words: str, at: int | None = None) -> str | None:
    """The role that the words name; of several the one closest to `at`."""
    hits = [
        (abs(m.start() - at) if at is not None else m.start(), order, role)
        for order, (role, p) in enumerate(_CUE)
        for m in p.finditer(words)
    ]
    return min(hits)[2] if hits else None


def role_of(kind: str, group: str, name: str, at: int, around: Around) -> str | None:
    """Decide the role of a treatment at offset `at` of its clause."""
    if kind == "transplant" or (kind == "cell_therapy" and name != "donor lymphocyte infusion"):
        return (
            "infusion" if group != "cellsupport" and "boost" not in name and "mesenchymal" not in name else "supportive"
        )
    if name == "donor lymphocyte infusion":
        return _dli(around, at)
    base = group.removeprefix("class:")
    cue = cue_of(around.near, at) or cue_of(around.sentence)
    if kind == "procedure":
        return _procedure(name, around)
    if base in _ANTINEOPLASTIC or kind in {"regimen", "radiotherapy"}:
        return _antineoplastic(base, cue, kind, around)
    if base in {"calcineurin", "immunosuppressant", "atg"}:
        return _immunosuppressant(base, cue, around)
    if base == "steroid":
        return _steroid(cue, around)
    if base in {"prophylaxis", "antiepileptic", "premedication"}:
        toxic = (
            base == "antiepileptic"
            and re.search(r"(?i)ICANS|neurotox|seizures? (?:occurred|developed)|aphasia", around.near)
            and not re.search(r"(?i)prophyla", around.sentence)
        )
        return "toxicity_management" if toxic else "supportive" if base == "premedication" else "prophylaxis"
    if base == "jak":
        return "toxicity_management" if _TOXIC.search(around.sentence + around.before) else cue
    if base in _REACTIVE:
        if cue == "prophylaxis":
            return "prophylaxis"
        return (
            "toxicity_management"
            if around.toxicity or around.infused or base == "anticytokine" or _TOXIC.search(around.near)
            else "supportive"
        )
    return "prophylaxis" if cue == "prophylaxis" else "supportive"


def _dli(around: Around, at: int) -> str:
    cue = cue_of(around.near, at) or cue_of(around.sentence)
    if cue in {"preemptive", "prophylaxis", "salvage"}:
        return cue
    return "salvage" if around.relapsed and not around.responded else "infusion"


def _procedure(name: str, around: Around) -> str | None:
    if name in {"plasma exchange", "extracorporeal photopheresis", "hemadsorption"} and _TOXIC.search(
        around.sentence + around.before
    ):
        return "toxicity_management"
    return "supportive"


def _antineoplastic(base: str, cue: str | None, kind: str, around: Around) -> str | None:
    if (
        re.search(
            r"(?i)HLH|ha?emophagocyt|IEC-?HS|macrophage activation|GVHD\b(?! prophyla)|autoimmune|immune effector",
            around.near,
        )
        and base in {"chemo", "antibody", "targeted", "interferon"}
        and cue not in {"conditioning", "lymphodepletion", "gvhd_prophylaxis"}
        and around.infused
    ):
        return "toxicity_management"
    if cue == "conditioning":
        return "lymphodepletion" if around.infusion_next == "cell_therapy" else "conditioning"
    if cue in {
        "lymphodepletion",
        "gvhd_prophylaxis",
        "bridging",
        "maintenance",
        "consolidation",
        "salvage",
        "induction",
        "preemptive",
        "prophylaxis",
    }:
        if cue == "induction" and around.relapsed and not re.search(r"(?i)first[- ]line|front", around.near):
            return "salvage"
        return cue
    heading = cue_of(around.heading)
    if heading:
        return heading
    if around.relapsed and not around.responded:
        return "salvage"
    if around.relapsed:
        return "salvage"
    return "consolidation" if around.responded else "induction"


def _immunosuppressant(base: str, cue: str | None, around: Around) -> str | None:
    if cue == "gvhd_prophylaxis":
        return cue
    if cue == "conditioning" and base == "atg":
        return "gvhd_prophylaxis" if re.search(r"(?i)prophyla", around.sentence) else "conditioning"
    if re.search(
        r"(?i)\b[ac]?GVHD\b|graft[- ]versus[- ]host|HLH|ha?emophagocyt|\bTMA\b", around.near
    ) and not re.search(r"(?i)prophyla|prevent", around.sentence):
        return "toxicity_management"
    if (
        around.infused_kind == "transplant"
        or around.infusion_next == "transplant"
        or re.search(r"(?i)prophyla|\bday \+?[0-9]|transplant|graft|HSCT", around.sentence)
    ):
        return "gvhd_prophylaxis"
    return None


def _steroid(cue: str | None, around: Around) -> str | None:
    if cue == "prophylaxis":
        return "supportive" if re.search(r"(?i)pre-?medicat", around.near) else "prophylaxis"
    if _TOXIC.search(around.near) or around.toxicity:
        return "toxicity_management"
    if cue and not around.infused:
        return cue
    if around.infused:
        return "toxicity_management"
    if _TOXIC.search(around.sentence):
        return "toxicity_management"
    return (
        cue
        if cue
        else ("salvage" if around.relapsed else "induction")
        if re.search(r"(?i)leuk|lymphom|myelom|chemo|blast", around.sentence)
        else "supportive"
    )
