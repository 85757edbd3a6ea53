"""What a treatment was given for: the purpose that is told, else what it is, when it was given, and with what."""

import re
from typing import NamedTuple

from extractors.around import Around
from extractors.autoimmunity import AUTOIMMUNE_NEAR, OF_ORGAN_DAMAGE
from extractors.expressions import expression
from extractors.roles_cancer import (
    ABLATES,
    LINE,
    MRD_BACK,
    Treatment,
    ablating,
    antineoplastic,
    before_cells,
    graft_near,
    line_of,
)
from extractors.roles_care import TOXIC, immunosuppressant, jak, reactive, steroid, supportive

__all__ = ["Around", "Decision", "decide", "is_antineoplastic", "role_of"]

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
_GIVES_CELLS = expression(r"boost|virus-specific")
_FOR_INFECTION = expression(
    r"(?i)infect|absces|tubercul|necros|fasciitis|empyema|bleed|perforat|ha?emorrhag|drain|debridement|appendicitis|cholecystitis|discussed|unnecessary"
)
_SPARES = frozenset({"tacrolimus", "cyclosporine", "mycophenolate mofetil"})  # beside them everolimus is no cancer drug
_FOR_RELAPSE = expression(
    r"(?i)\b(?:for|because of|against|to treat|at) (?:[\w-]+ ){0,3}?(?:relaps|recurr)|\b(?:in|with) (?:[\w-]+ ){0,2}(?:relapse|recurrence)\b"
)
_BY_LINE = LINE | {None, "toxicity_management"}
_REACTIVE = frozenset({"anticytokine", "vasopressor", "antipyretic", "toxicity"})
# given without a cancer too: for an ectopic pregnancy, sickle cells, the retina, a keloid
_ALSO_OTHERWISE = frozenset({"methotrexate", "hydroxyurea", "bevacizumab", "cyclophosphamide", "fluorouracil", "mitomycin", "bleomycin", "imatinib", "thalidomide", "tretinoin", "rituximab"})  # fmt: skip
_OF_BLOOD = expression(
    r"(?i)leuko|leuca|leuk|blast|chemo|remission|differentiation|regimen|cycles?\b|courses?\b|\bline|transplant|marrow"
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


class Decision(NamedTuple):
    """A role, and the rule that decided it: `salvage` by `roles.told_line`."""

    role: str | None
    rule: str


def role_of(kind: str, group: str, name: str, around: Around) -> str | None:
    """Decide the role of a treatment."""
    return decide(kind, group, name, around).role


def decide(kind: str, group: str, name: str, around: Around) -> Decision:
    """Decide the role of a treatment, and say which rule did."""
    base = group.removeprefix("class:")
    if name == "donor lymphocyte infusion":
        return Decision(_dli(around), "roles.dli")
    if kind == "transplant" or kind == "cell_therapy":
        if "mesenchymal" in name and (around.toxicity or TOXIC.search(around.near)):
            return Decision("toxicity_management", "roles.cells")
        helps = not _GIVES_CELLS.search(name) and (base == "cellsupport" or "mesenchymal" in name)
        return Decision("supportive" if helps else "infusion", "roles.cells")
    if kind == "procedure":
        return Decision(_procedure(name, around), "roles.procedure")
    if (
        name in {"everolimus", "temsirolimus"}
        and around.cancer
        and not (graft_near(around) or around.sentence_names & _SPARES)
    ):
        return _against_cancer("targeted", kind, name, around)
    if _no_role(base, name, around):
        return Decision(None, "roles.autoimmunity")
    if (
        around.hyperinflamed
        and base == "chemo"
        and around.purpose is None
        and (role := ablating(Treatment(base, kind, name), around))
    ):
        return Decision(role, "roles.before_graft")
    if around.hyperinflamed and not around.infused and base in _AGAINST_HLH and around.purpose in _BY_LINE:
        return Decision(around.purpose if around.purpose in LINE else line_of(around), "roles.hyperinflammation")
    if around.failing and not around.infused and name in _FOR_MARROW and around.purpose in {None, *LINE}:
        return Decision(around.purpose or line_of(around), "roles.marrow_failure")
    if name in _ALSO_OTHERWISE and _without_cancer(around):
        return Decision("supportive", "roles.no_cancer")  # methotrexate for an ectopic pregnancy
    if is_antineoplastic(kind, group):
        return _against_cancer(base, kind, name, around)
    return _care(base, name, around)


def _without_cancer(around: Around) -> bool:
    """Whether nothing in the story is a cancer or prepares cells, and the words tell no line of treatment."""
    told: object = around.cancer or around.infused or around.infusion_next or around.awaits_cells or around.regimens
    told = told or around.hyperinflamed or around.failing or around.toxicity or around.purpose or around.relapsed
    told = told or around.list_names & ABLATES or any(day < 0 for day in around.own_days)
    return not told and not _OF_BLOOD.search(around.before + " " + around.sentence)


def _against_cancer(base: str, kind: str, name: str, around: Around) -> Decision:
    role, rule = antineoplastic(base, kind, name, around)
    if base == "bispecific" and role in {"prophylaxis", "gvhd_prophylaxis", "supportive", "toxicity_management"}:
        role = line_of(around)  # "in advance of glofitamab, obinutuzumab was given to soften the release of cytokines"
    return Decision(role, f"roles.{rule}")


def _care(base: str, name: str, around: Around) -> Decision:
    """The role of what does not act on the cancer."""
    if base in {"calcineurin", "immunosuppressant", "atg"}:
        return Decision(immunosuppressant(base, around), "roles.immunosuppressant")
    if base == "steroid":
        return Decision(steroid(around), "roles.steroid")
    if base == "retinoid" and around.cancer and around.purpose in LINE:
        return Decision(around.purpose, "roles.retinoid")
    if base == "retinoid":
        return Decision("maintenance" if around.cancer and around.treated else "supportive", "roles.retinoid")
    if base == "jak":
        return Decision(jak(around), "roles.jak")
    if base in _REACTIVE:
        return Decision(reactive(base, around), "roles.reactive")
    return Decision(supportive(base, name, around), "roles.supportive")


def _no_role(base: str, name: str, around: Around) -> bool:
    """Whether a treatment is for an autoimmune disease, for which the field has no role."""
    if _for_autoimmunity(base, name, around) or name in _ONLY_AUTOIMMUNITY:
        return True
    untold = around.autoimmune and around.purpose is None
    if untold and OF_ORGAN_DAMAGE.search(name):
        return True
    return untold and (name in _LASTING or (not around.infused and name in _FOR_AUTOIMMUNITY))


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
    return not around.toxicity and base != "targeted" and AUTOIMMUNE_NEAR.search(around.near) is not None


def _dli(around: Around) -> str:
    if around.purpose in {"preemptive", "prophylaxis", "salvage"}:
        return around.purpose
    if re.search(r"(?i)prophylactic", around.near):
        return "prophylaxis"
    if re.search(r"(?i)pre-?empt|mixed chimerism|falling chimerism|MRD", around.sentence):
        return "preemptive"
    if around.preempts or (not around.relapsed and MRD_BACK.search(around.before[-240:] + " " + around.sentence)):
        return "preemptive"
    return "salvage" if around.relapsed or _FOR_RELAPSE.search(around.near) else "infusion"


def _procedure(name: str, around: Around) -> str | None:
    if around.autoimmune and not around.infused and name in {"plasma exchange", "hemadsorption"}:
        return None
    if (
        name == "extracorporeal photopheresis"
        and around.cancer
        and not (around.infused or around.syndrome_before)
        and not TOXIC.search(around.near + " " + around.sentence)
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
        if around.purpose in LINE:
            return around.purpose
        return "salvage" if name == "surgery" and around.cancer and around.relapsed else None
    return "toxicity_management" if cleans and toxic else "supportive"
