"""What a treatment was given for: the purpose that is told, else what it is, when it was given, and with what."""

import re

from extractors.around import Around
from extractors.roles_cancer import (
    CONDITIONING_REGIMENS,
    LINE,
    Treatment,
    antineoplastic,
    before_cells,
    graft_near,
    line_of,
)
from extractors.roles_care import TOXIC, immunosuppressant, jak, reactive, steroid, supportive

__all__ = ["CONDITIONING_REGIMENS", "Around", "is_antineoplastic", "role_of"]

_ANTINEOPLASTIC = frozenset({"chemo", "hma", "targeted", "antibody", "bispecific", "interferon", "regimen"})
# the treatment of haemophagocytic lymphohistiocytosis that is the disease itself
_AGAINST_HLH = frozenset(
    {"steroid", "calcineurin", "anticytokine", "jak", "chemo", "antibody", "atg", "immunosuppressant"}
)
_FOR_MARROW = frozenset(
    {
        "antithymocyte globulin",
        "cyclosporine",
        "eltrombopag",
        "romiplostim",
        "avatrombopag",
        "danazol",
        "oxymetholone",
        "stanozolol",
        "alemtuzumab",
        "androgen",
        "hetrombopag",
    }
)
_FOR_INFECTION = re.compile(
    r"(?i)infect|absces|tubercul|necros|fasciitis|empyema|bleed|perforat|ha?emorrhag|drain|debridement|appendicitis|cholecystitis|discussed|unnecessary"
)
_BY_LINE = LINE | {None, "toxicity_management"}
_REACTIVE = frozenset({"anticytokine", "vasopressor", "antipyretic", "toxicity"})
_AUTOIMMUNE = re.compile(
    r"(?i)\b(?:lupus|SLE\b|RA\b|lupus nephritis|rheumatoid|arthritis|myositis|dermatomyositis|systemic sclerosis|scleroderma|multiple sclerosis|myasthenia|vasculitis|Crohn|ulcerative colitis|psoria\w+|Sj[oö]gren|spondyl\w+|sarcoidosis|autoimmune|neuromyelitis|NMOSD|pemphigus|CIDP|polyneuropathy|ITP\b|immune thrombocytop|AIHA\b)"
)
# given for nothing else
_ONLY_AUTOIMMUNITY = frozenset({"pyridostigmine", "efgartigimod alfa", "belimumab", "anifrolumab", "ocrelizumab", "inebilizumab", "satralizumab", "glatiramer acetate", "dimethyl fumarate", "fingolimod", "natalizumab", "leflunomide"})  # fmt: skip
_LASTING = frozenset({"nintedanib", "iloprost", "hydroxychloroquine", "colchicine", "mesalazine"})
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
        "efgartigimod alfa",
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
    if name in {"everolimus", "temsirolimus"} and around.cancer and not graft_near(around):
        return antineoplastic("targeted", kind, name, around)[0]
    if _for_autoimmunity(base, name, around):
        return None
    if (
        (around.autoimmune and around.purpose is None and name in _LASTING)
        or name in _ONLY_AUTOIMMUNITY
        or (around.autoimmune and not around.infused and around.purpose is None and name in _FOR_AUTOIMMUNITY)
    ):
        return None
    if around.hyperinflamed and not around.infused and base in _AGAINST_HLH and around.purpose in _BY_LINE:
        return around.purpose if around.purpose in LINE else line_of(around)
    if around.failing and not around.infused and name in _FOR_MARROW and around.purpose in {None, *LINE}:
        return around.purpose or line_of(around)
    if is_antineoplastic(kind, group):
        return antineoplastic(base, kind, name, around)[0]
    if base in {"calcineurin", "immunosuppressant", "atg"}:
        return immunosuppressant(base, around)
    if base == "steroid":
        return steroid(around)
    if base == "jak":
        return jak(around)
    if base in _REACTIVE:
        return reactive(base, around)
    return supportive(base, name, around)


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
            not around.infused
            and not before_cells(Treatment(base, "drug", name), around)
            and not (around.toxicity and base == "anticytokine")
        )
    return bool(_AUTOIMMUNE.search(around.near)) and not around.toxicity and base != "targeted"


def _dli(around: Around) -> str:
    if around.purpose in {"preemptive", "prophylaxis", "salvage"}:
        return around.purpose
    if re.search(r"(?i)prophylactic", around.near):
        return "prophylaxis"
    if re.search(r"(?i)pre-?empt|mixed chimerism|falling chimerism|MRD", around.sentence):
        return "preemptive"
    if around.preempts:
        return "preemptive"
    return "salvage" if around.relapsed else "infusion"


def _procedure(name: str, around: Around) -> str | None:
    if around.autoimmune and not around.infused and name in {"plasma exchange", "hemadsorption"}:
        return None
    if (
        name == "extracorporeal photopheresis"
        and around.cancer
        and not around.infused
        and not TOXIC.search(around.near)
    ):
        return around.purpose if around.purpose in LINE else line_of(around)
    if name.endswith(" transplantation") and "microbiota" not in name:
        return "infusion"  # of a kidney, a liver
    cleans = name in {
        "plasma exchange",
        "extracorporeal photopheresis",
        "hemadsorption",
        "fecal microbiota transplantation",
    }
    toxic = around.toxicity or TOXIC.search(around.sentence + around.before)
    if name in {"surgery", "splenectomy"} and not around.infused and not _FOR_INFECTION.search(around.sentence):
        return around.purpose if around.purpose in LINE else None
    return "toxicity_management" if cleans and toxic else "supportive"
