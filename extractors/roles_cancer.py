"""What an antineoplastic treatment was given for: rules in order of their weight, the first that answers decides.

A word of purpose weighs more than the days of a graft, those more than the syndrome that it answers, that more than the line.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from extractors.around import Around
from extractors.expressions import expression
from extractors.lexicon import entries

_PREPARES = frozenset({"FEAM", "TECAM", "mBuCy", "FLAMSA-RIC"})  # besides those whose components say so
LINE = frozenset({"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"})
# given before a graft and hardly otherwise; melphalan is so at the doses that need a graft
ABLATES = frozenset({"busulfan", "treosulfan", "thiotepa", "total body irradiation", "total marrow irradiation", "total lymphoid irradiation", "carmustine"})  # fmt: skip
# given with them
_JOINS = frozenset({"fludarabine", "cyclophosphamide", "melphalan", "etoposide", "cytarabine", "clofarabine", "amsacrine", "cladribine", "decitabine", "rituximab", "alemtuzumab", "gemcitabine", "bendamustine", "radiotherapy", "idarubicin", "semustine", "lomustine", "nimustine", "ifosfamide", "carboplatin"})  # fmt: skip
_DEPLETES = frozenset({"fludarabine", "cyclophosphamide", "bendamustine", "pentostatin", "cladribine"})
_PAIR = frozenset({"fludarabine", "cyclophosphamide"})
_WITH_CALCINEURIN = frozenset({"cyclosporine", "tacrolimus", "mycophenolate mofetil", "sirolimus", "antithymocyte globulin", "calcineurin inhibitor"})  # fmt: skip
_AGAINST_GVHD = frozenset({"ibrutinib", "imatinib", "belumosudil", "axatilimab", "rituximab", "pentostatin", "methotrexate", "alemtuzumab", "cyclophosphamide", "bortezomib", "interleukin-2"})  # fmt: skip
_ONLY_GVHD = frozenset({"belumosudil", "axatilimab", "extracorporeal photopheresis", "ruxolitinib"})
_INTO_CSF = frozenset(
    {
        "intrathecal chemotherapy",
        "chemotherapy",
        "methotrexate",
        "cytarabine",
        "thiotepa",
        "hydroxyurea",
        "cyclophosphamide",
    }
)
_ORAL_MAINTENANCE = frozenset({"mercaptopurine", "methotrexate", "thioguanine"})

_MOBILIZES = frozenset({"cyclophosphamide", "cytarabine", "etoposide", "vinorelbine", "gemcitabine", "ifosfamide"})
_MOBILIZED_WITH = expression(
    r"(?i)\bmobili[sz](?:ed|ation|ing)\b(?![- ](?:peripheral|blood|donor|graft))(?:(?!\b(?:after|followed|before|then)\b)[^.;]){0,50}?(?:\b(?:with|by|using|consist\w+ of|compris\w+|means of|relied on|under)\b|\(|,)[^.;]{0,30}?\b(?:cyclophosphamide|cytarabine|etoposide|vinorelbine|gemcitabine|ifosfamide|chemotherapy|CTX|Ara-?C)\b"
    r"|\b(?:cyclophosphamide|cytarabine|etoposide|vinorelbine|gemcitabine|ifosfamide)\b[^.;]{0,60}?\b(?:(?:for|as) (?:[\w-]+ ){0,3}?mobili[sz]ation|to mobili[sz]e|mobili[sz]ed (?!(?:peripheral|blood|donor)))"
)
_HYPER = expression(r"(?i)HLH|ha?emophagocyt|IEC-?HS|macrophage activation|\bICANS\b|neurotox|encephalopath|seizure|status epilepticus|differentiation syndrome|\bDS\b|\bCRS\b|cytokine[- ]release|hyperinflamm|parkinson|cerebral o?edema")  # fmt: skip
_GVHD = expression(r"(?i)\b[ac]?GVHD\b|graft[- ]versus[- ]host|bronchiolitis obliterans")
_GVHD_AWAY = expression(
    r"(?i)\b(?:no|without|prophyla\w+|prevent\w*|risk of|free of)\b[^.;]{0,40}(?:GVHD|graft[- ]versus)"
)
DIFFERENTIATION = expression(r"(?i)differentiation syndrome")
_FIRST_LINE = expression(r"(?i)first[- ]line|front-?line|newly diagnosed|at diagnosis|up-?front")
# the acute phase of a chronic leukaemia is induced like an acute leukaemia
_BLAST_PHASE = expression(r"(?i)\bblast(?:ic)? (?:crisis|phase|transformation)")
_BEFORE_INFUSION = expression(
    r"(?i)\b(?:after|following|preceded by|upon|prepared (?:by|with))\s(?:[\w/.-]+ ){0,4}(?:bendamustine|cyclophosphamide|fludarabine|pentostatin|cladribine)"
)
_SPACED = expression(
    r"(?i)\bq(?:8|12)w\b|\bq[23]m\b|\bevery 56 days\b|\bevery (?:8|12|eight|twelve) weeks\b|\bevery (?:2|3|two|three|second|third) months?\b|\b(?:two|three|bi)-?monthly\b"
)
_USED_AGAINST = expression(
    r"(?i)(?:used|given|administered|employed)? ?(?:as|against) (?:\w+ )?(?:[ac]?GVHD|graft[- ]versus)"
)
_BROKE_OUT = expression(r"(?i)\b(?:grade|stage|appeared|developed|occurred|arose|flared?|set in)\b")
# "Against GVHD she had ATG on day -1", "were directed against GVHD", not "against grade II GVHD of the skin"
_AGAINST_IT = expression(
    r"(?i)(?:^|[.;,:] |\band |\bbut )against (?:\w+ ){0,2}?(?:[ac]?GVHD|graft[- ]versus[- ]host(?: disease)?)(?: \([^()]*\))?,? (?!(?:of|grade|stage|which)\b)|\b(?:directed|aimed|meant|intended|protect\w+|guard\w*|insur\w+|shield\w*|ward\w*)[^.;]{0,30}? (?:against|off) (?:[\w-]+ ){0,2}?(?:[ac]?GVHD|graft[- ]versus)"
)
_REPLACED = expression(
    r"(?i)\b(?:replac\w+|switch\w*|chang\w+ to|second|next line|because of (?:inadequate|insufficient|suboptimal|progress\w+|failure|intoleran\w+)|failure|failed|inadequate|insufficient|suboptimal|without (?:success|response)|no response|did not respond|escalated)\b"
)
_HIGH_MELPHALAN = expression(
    r"(?i)\b(?:melphalan|MEL)[^;.]{0,12}?\b(?:1[0-9]0|200|220) ?mg/m|\b(?:1[0-9]0|200|220) ?mg/m\S* (?:of )?melphalan|\bhigh[- ]dose melphalan|\bmyeloablative (?:doses? of )?melphalan|\bHDM\b|\bmel-?(?:140|200)\b"
)
# "high-dose carboplatin and etoposide with autologous stem cell support"
_WITH_OWN_CELLS = expression(
    r"(?i)\bhigh[- ]dose (?:[\w/+-]+[ ,]+){1,8}(?:with|supported by|and|under) (?:\w+ ){0,2}(?:autologous|stem[- ]cell|peripheral blood)"
)
_LOCAL = expression(
    r"(?i)\b(?:local\w*|skin|mediastin\w*|involved|craniospinal|cranial|brain|neck|bone|spin\w+|testic\w*|bulk\w*|mass|site|field|tumou?r|orbit\w*|palliative)\b"
)
_BONE = expression(
    r"(?i)\bfractur|\bfixed\b|\bfixation\b|\bnailed|\bpainful\b|\bpain\b|\banalges|cord compression|compress(?:ed|ing) the (?:spinal )?cord"
)
_SHORT_COURSE = expression(r"(?i)\b(?:short(?:-term| course|-course)|mini-?dose)(?: of)?\b[^.;,]{0,12}methotrexate|\bmini-?MTX\b|short(?:-term|-course)? MTX")  # fmt: skip
# what is given while the cells are being made
_MAKING = expression(
    r"(?i)\b(?:while|whilst|until|till|as) [^.;]{0,40}?\b(?:product|cells?|CAR|manufactur\w+|slot|\w+leucel|\w+-cel)\b[^.;]{0,30}?\b(?:manufactur\w+|made|produc\w+|ready|arriv\w+|available|await\w*|prepar\w+|grow\w*|grown|return\w*|released|pending|expand\w*|infused)\b"
    r"|\b(?:awaiting|pending|during|throughout|(?:while |whilst )?waiting for) (?:[\w-]+ ){0,4}?(?:manufactur\w+|production|vein-to-vein|product|CAR\b|CAR[- ]T|\w+leucel|\w+-cel\b|waiting (?:time|period|weeks|interval))"
    r"|\bmanufactur\w*(?: (?:time|period|interval|phase|process|weeks))? (?:was|were|had been) (?:\w+ly )?(?:covered|bridged|spanned|filled|tided|got through|overcome)|\b(?:to|in order to) (?:cover|bridge|span|fill|tide over|get through) (?:the )?(?:time|weeks|days|period|interval|wait|gap)? ?(?:of |until |to )?(?:the )?(?:manufactur|production|infusion|product|cells)"
)
# what holds the disease until the cells are there
_HOLDING = expression(
    r"(?i)\b(?:lower|reduc|decreas|debulk|control|hold|held|keep|kept|stabili[sz]|contain|cytoreduc|shrink)\w* [^.;]{0,60}?\b(?:before|prior to|until|ahead of) [^.;]{0,30}?(?:infusion|\bCAR\b|leucel|\bcells\b|-cel\b)"
    r"|\b(?:until|till|pending|up to) (?:the |her |his )?(?:CAR[- ]?T? ?|cell |re-?)?(?:cells?\b )?infusion\b|\btid(?:e|ed|ing)\b|\b(?:until|till) (?:it|they|these|this) (?:had |have |was |were )?(?:arriv\w+|ready|available|made|released|delivered|came|reached)|\bbetween (?:the )?(?:\w+ )?(?:apheresis|leuk\w+apheresis|leucapheresis|collection) and (?:the )?(?:re-?)?infusion|vein-to-vein|\bin the (?:meantime|interim|meanwhile|interval)\b|\bmeanwhile\b|\b(?:held|kept|keep|hold|holding|keeping) (?:[\w-]+ ){0,4}?(?:at bay|in check|under control)|\binterim (?:therapy|treatment|chemotherapy|disease control)"
)
MRD_BACK = expression(
    r"(?i)\b(?:MRD|minimal residual disease|measurable residual disease|WT1|NPM1|BCR[:-]+ABL1?|transcripts?|chimerism)\b[^.;]{0,40}?\b(?:became|turned|rose|rising|rise|re-?appear\w*|re-?emerg\w*|increas\w+|detectable again|again (?:positive|detectable)|conver\w+|fell|falling|declin\w+|dropp\w+|mixed)|\b(?:rising|increasing|re-?emerg\w+|reappearance of|falling|declining|mixed|loss of) (?:\w+ ){0,2}(?:MRD|chimerism|transcripts?)|\b(?:FLT3|NPM1|WT1|BCR|RUNX1|IDH[12]|mutation|clone|transcript|fusion|MRD|disease)\b[^.;]{0,40}?\b(?:found|detected|seen|measurable|detectable|came|turned) (?:\w+ )?(?:again|back|positive|up again)|\b(?:found|detected|measurable|detectable) (?:once )?(?:again|anew)[^.;]{0,40}?\blow[- ]level|\bmolecular (?:relapse|recurrence|progression)\b"
)
_HIGH_DOSE = expression(
    r"(?i)\bHi-?DAC|\bHD-?A|high[- ]dose (?:cytarabine|ara-?c|cytosine)|intermediate-dose (?:cytarabine|ara)"
)
_EBV = expression(
    r"(?i)(?:\bEBV\b|Epstein)[^.;]{0,60}?(?:cop(?:y|ies)|vira?emia|reactivat|DNA|load)|(?:reactivation|vira?emia) of (?:the )?(?:EBV|Epstein)"
)
_LOST_AGAIN = expression(r"(?i)\brelaps|\brecurr|\bprogressi(?:on|ve disease)")
_INTO_CNS = expression(r"(?i)intrathecal|high-dose|\bg/m2")
_PTLD = expression(r"(?-i:\bPTLD\b)|(?i:post-?transplant(?:ation)? lymphoprolif)")
_INFECTION = expression(r"(?i)\bEBV\b|Epstein|viraemia|viremia|infection|reactivation|PTLD|lymphoprolif")


@cache
def conditions(regimen: str) -> bool:
    """Whether a regimen, however its name is written, prepares a graft: TBI/Cy, Bu-Flu, FluMel."""
    drugs = _made_of(regimen)
    return regimen in _PREPARES or bool(drugs & (ABLATES | {"melphalan"}) and drugs <= ABLATES | _JOINS)


def _made_of(name: str) -> frozenset[str]:
    """The components of a regimen of the lexicon."""
    entry = entries().get(name)
    return frozenset(entry.components if entry is not None else ())


class Treatment(NamedTuple):
    """A treatment by its class, kind and name."""

    base: str
    kind: str
    name: str


Rule = Callable[[Treatment, Around], str | None]


def graft_near(around: Around) -> bool:
    """Whether a graft was given before or is told of next."""
    return around.infused_kind == "transplant" or around.infusion_next == "transplant"


def wards_off_gvhd(around: Around) -> bool:
    """ "Ciclosporin and methotrexate were used against GVHD" of a graft that has brought none yet."""
    if not graft_near(around) or around.syndrome_before or _BROKE_OUT.search(around.sentence):
        return False
    return (_USED_AGAINST.search(around.sentence) or _AGAINST_IT.search(around.sentence)) is not None


def on_days_after_graft(t: Treatment, around: Around) -> str | None:
    """Cyclophosphamide whose own days are +3 and +4, in whatever list it stands."""
    own = set(around.own_days)
    chemo = any(not conditions(name) for name in around.regimens)  # "DA-EPOCH-R: cyclophosphamide on day 5"
    fits = t.name == "cyclophosphamide" and own and own <= {3, 4, 5} and graft_near(around) and not chemo
    told = {None, "conditioning", "gvhd_prophylaxis", "prophylaxis"} | (
        {"toxicity_management"} if not around.syndrome_before else set()
    )
    return "gvhd_prophylaxis" if fits and around.purpose in told else None


def on_days_before_graft(t: Treatment, around: Around) -> str | None:
    """Chemotherapy whose own days are all before the graft wards off no GVHD: "cyclophosphamide on D-3 and D-2, with ATG as GVHD prophylaxis"."""
    before = around.own_days and all(day < 0 for day in around.own_days)
    fits = t.base == "chemo" and t.name in _JOINS | ABLATES and before and around.purpose == "gvhd_prophylaxis"
    return "conditioning" if fits else None


def only_before_graft(t: Treatment, around: Around) -> str | None:
    """Treosulfan, and busulfan with what joins it, prepare a graft that is told without the word."""
    if around.purpose is not None or around.infusion_next == "cell_therapy" or around.awaits_cells:
        return None
    ablating = around.list_names & {"busulfan", "treosulfan"}
    pair = ablating and around.list_names & _JOINS and around.list_names <= _JOINS | ABLATES | _WITH_CALCINEURIN
    member = t.name in _JOINS | {"busulfan", "treosulfan", "thiotepa"}
    return "conditioning" if t.name == "treosulfan" or (pair and member) else None


def mobilizes(t: Treatment, around: Around) -> str | None:
    """ "After mobilisation with cyclophosphamide 2.5 g/m2 and filgrastim": it drives stem cells into the blood, and is no line."""
    if t.kind != "drug" or t.name not in _MOBILIZES or "mobili" not in around.near.lower():
        return None
    return "supportive" if _MOBILIZED_WITH.search(around.near) else None


def graft_regimen(t: Treatment, around: Around) -> str | None:
    """BEAM and total body irradiation prepare a graft."""
    if conditions(t.name) or t.name in {"total body irradiation", "total marrow irradiation"}:
        return around.purpose if around.purpose in {"maintenance", "salvage", "lymphodepletion"} else "conditioning"
    return None


def told_conditioning(t: Treatment, around: Around) -> str | None:
    """The word conditioning, or a list with what only conditions; before cells it means lymphodepletion."""
    may = t.base == "chemo" or t.kind == "radiotherapy" or t.name in _JOINS | ABLATES
    listed = around.purpose is None and t.kind != "regimen" and may and "conditioning" in around.peers
    if around.purpose == "conditioning" or listed:
        return "lymphodepletion" if around.infusion_next == "cell_therapy" else "conditioning"
    if around.infusion_next != "transplant":
        return None
    if around.purpose == "consolidation" and t.name in ABLATES | {"melphalan"}:
        return "conditioning"
    alkylates = around.list_names & {
        "busulfan",
        "treosulfan",
    }  # given for nothing else beside a graft, whatever phase is told
    if (
        around.purpose in {"induction", "consolidation", "salvage"}
        and alkylates
        and t.name in (ABLATES | _JOINS) - {"radiotherapy"}
    ):
        return "conditioning"
    return None


def myeloablative_melphalan(t: Treatment, around: Around) -> str | None:
    """ "Front-line therapy was VTD with subsequent melphalan 200 mg/m2": a dose that needs a graft, whatever line it is told of."""
    fits = t.name == "melphalan" and around.purpose in LINE | {None} and around.infusion_next != "cell_therapy"
    return "conditioning" if fits and _HIGH_MELPHALAN.search(around.near) else None


def spaced_antibody(t: Treatment, around: Around) -> str | None:
    """Rituximab every two months after a first treatment is maintenance."""
    fits = around.purpose in {None, "induction"} and t.name in {"rituximab", "obinutuzumab"}
    return "maintenance" if fits and _SPACED.search(around.near) else None


def _is_first(around: Around) -> bool:
    if _FIRST_LINE.search(around.near):
        return True
    return "relaps" not in around.sentence and _BLAST_PHASE.search(around.before + around.sentence) is not None


def told_line(t: Treatment, around: Around) -> str | None:
    """The line that the words name; an "induction" after a relapse is a salvage."""
    if t.name == "radiotherapy" and around.purpose == "maintenance":
        return None  # "mediastinal irradiation and POMP maintenance"
    again = around.purpose == "induction" and around.relapsed and around.treated
    if again and not _is_first(around):
        return "salvage"
    return around.purpose if around.purpose in LINE else None


def told_other(t: Treatment, around: Around) -> str | None:
    """Another purpose that the words name."""
    if t.name == "methotrexate" and around.purpose == "toxicity_management" and wards_off_gvhd(around):
        return "gvhd_prophylaxis"
    if around.purpose == "toxicity_management" and t.name in _JOINS and around.list_names & ABLATES:
        return None  # "TBI and etoposide with ciclosporin against GVHD"
    if around.purpose == "prophylaxis" and t.base in {"chemo", "targeted"} and t.kind == "drug" and t.name not in _INTO_CSF and not around.infused:  # fmt: skip
        return None  # "DA-EPOCH with bortezomib and intrathecal methotrexate prophylaxis"
    if around.purpose in {"lymphodepletion", "gvhd_prophylaxis", "prophylaxis", "toxicity_management"}:
        return around.purpose
    if t.name != "rituximab":
        return None
    if (
        graft_near(around)
        and around.purpose in {None, "supportive"}
        and _PTLD.search(around.before[-240:] + around.sentence)
    ):
        return "supportive"
    if _EBV.search(around.sentence) and (around.infused_kind or around.purpose == "supportive"):
        return "preemptive"
    return "supportive" if around.purpose == "supportive" and _INFECTION.search(around.near) else None


_LEFT_OUT = expression(
    r"(?i)\b(?:left out|omitted|withheld|dispensed with|forgone|avoided|not (?:\w+ )?(?:given|used|part|included|added))\b"
)


def after_graft(t: Treatment, around: Around) -> str | None:
    """Cyclophosphamide on days +3 and +4, methotrexate on days +1, +3, +6 and +11 or with a calcineurin inhibitor."""
    if t.name not in {"cyclophosphamide", "methotrexate"} or not graft_near(around):
        return None
    if any(not conditions(name) for name in around.regimens) and t.name == "cyclophosphamide":
        return None
    days = set(around.days)
    usual = days <= ({2, 3, 4, 5} if t.name == "cyclophosphamide" else {1, 2, 3, 4, 5, 6, 8, 11})
    if re.search(r"(?i)\bPT-?Cy\b|post-?transplant", around.near) or (days and usual):
        return "gvhd_prophylaxis"
    beside = around.list_names if around.purpose else around.sentence_names
    if t.name == "methotrexate" and _LEFT_OUT.search(around.near) and around.near_names & _WITH_CALCINEURIN and around.infused_kind == "transplant":  # fmt: skip
        return "gvhd_prophylaxis"  # "Methotrexate was left out."
    listed = t.name == "methotrexate" and beside & _WITH_CALCINEURIN and not _INTO_CNS.search(around.near)
    short = t.name == "methotrexate" and _SHORT_COURSE.search(around.near)
    return "gvhd_prophylaxis" if (listed or short) and not around.toxicity else None


def before_cells(t: Treatment, around: Around) -> str | None:
    """Lymphodepletion or conditioning by what is known of the days and the infusion to come."""
    coming = around.infusion_next or ("cell_therapy" if around.awaits_cells else None)
    if t.name == "obinutuzumab" and "glofitamab" in around.sentence_names | around.near_names:
        return None  # a week before the first dose of the bispecific antibody
    if any(d < 0 for d in around.days) and (coming or (around.infused and around.infused_kind != "bispecific")):
        return "lymphodepletion" if (coming or around.infused_kind) == "cell_therapy" else "conditioning"
    if coming == "cell_therapy" and around.list_names >= _PAIR and t.base == "chemo" and around.purpose is None:
        return "lymphodepletion"  # "after fludarabine, cyclophosphamide and etoposide"
    depletes = t.kind == "regimen" and _made_of(t.name) == _PAIR
    if coming == "cell_therapy" and (t.name in _DEPLETES or depletes):
        apart = t.name in _PAIR and t.name not in around.near_names and around.near_names & (_PAIR - {t.name})
        pair = around.sentence_names >= _PAIR or apart
        single = (
            around.cells_here
            and t.name in {"bendamustine", "cyclophosphamide", "fludarabine"}
            and _BEFORE_INFUSION.search(around.near)
        )
        return "lymphodepletion" if depletes or pair or single else None
    return None


def ablating(t: Treatment, around: Around) -> str | None:
    """What makes room for a graft that is told of next, and what is named with it."""
    if t.name == "radiotherapy" and _LOCAL.search(around.near):
        return None
    fits = t.name in ABLATES or (t.name in _JOINS and around.sentence_names & ABLATES)
    return "conditioning" if fits and around.infusion_next == "transplant" else None


def before_graft(t: Treatment, around: Around) -> str | None:
    """Busulfan or thiotepa before a graft and what is listed with them; melphalan alone."""
    if around.infusion_next != "transplant":
        return None
    if role := ablating(t, around):
        return role
    if t.name == "melphalan" and not around.peers - {"conditioning"}:
        return "conditioning"
    return "conditioning" if t.name in _JOINS - {"cytarabine"} and _WITH_OWN_CELLS.search(around.sentence) else None


def against_syndrome(t: Treatment, around: Around) -> str | None:
    """Etoposide for IEC-HS, intrathecal methotrexate for ICANS, ibrutinib for chronic GVHD, hydroxyurea in DS."""
    if t.name == "hydroxyurea" and (_HYPER.search(around.sentence) or DIFFERENTIATION.search(around.before[-200:])):
        return "toxicity_management"
    listed = around.syndrome_before and around.sentence_names & _ONLY_GVHD
    chronic = t.name in _AGAINST_GVHD and t.base != "chemo" and (not around.relapsed or listed)
    if chronic and _GVHD.search(around.before[-240:]) and not _GVHD_AWAY.search(around.before[-240:]):
        return "toxicity_management"
    if not around.infused or (around.relapsed and not around.toxicity):
        return None
    if t.name in _AGAINST_GVHD and around.toxicity and _GVHD.search(around.before[-240:] + around.sentence):
        return "toxicity_management"
    if t.base == "chemo" and around.toxicity and _LAST_RESORT.search(around.near):
        return "toxicity_management"
    if t.base not in {"chemo", "antibody", "interferon"} or (
        _LOST_AGAIN.search(around.near) and not _HYPER.search(around.near)
    ):
        return None
    reach = 320 if "ntrathecal" in around.near else 160
    told = _HYPER.search(around.near) or (
        around.toxicity and (_HYPER.search(around.before[-reach:]) or _HYPER.search(around.sentence))
    )
    return "toxicity_management" if told else None


_LAST_RESORT = expression(
    r"(?i)\b(?:last resort|rescue|fall-?back|reserve|standby|third[- ]line|if (?:steroids|this|these))\b"
)
# what the new immune system does to blood and vessels
_IMMUNE = expression(
    r"(?i)autoimmune (?:ha?emoly|cytopeni|thrombocytop|neutropeni|anaemi|anemi)|immune (?:ha?emoly|thrombocytop|cytopeni)|\bAIHA\b|\bITP\b|red[- ]cell aplasia|\bTMA\b|microangiopath|Evans syndrome"
)


def without_cancer(t: Treatment, around: Around) -> str | None:
    """After a graft, what is given for immune cytopenias; and where there is no cancer, what else is given."""
    if t.kind != "drug" or not around.infused or around.purpose is not None or t.base == "bispecific":
        return None
    immune = t.base in {"antibody", "targeted", "chemo"} and _IMMUNE.search(around.sentence)
    if immune and not around.relapsed and around.infused_kind == "transplant":
        return "toxicity_management"
    return None if around.cancer else "supportive"


def until_cells(t: Treatment, around: Around) -> str | None:
    """Whatever was given after the collection, or while the cells were being made, bridges."""
    coming = around.infusion_next == "cell_therapy" or around.awaits_cells
    if around.line is not None or around.heading_role in LINE:
        return None
    if _MAKING.search(around.sentence) and t.base != "transplant":
        return "bridging"
    held = around.collected or around.bridged or _HOLDING.search(around.sentence)
    return "bridging" if coming and held else None


def soothes(t: Treatment, around: Around) -> str | None:
    """Radiotherapy of a fractured, painful or pressing bone before any line is care: "fixed surgically and then irradiated"."""
    fits = t.name == "radiotherapy" and around.cancer and around.purpose in {None, "supportive"}
    return (
        "supportive"
        if fits and not (around.treated or around.infused or around.relapsed) and _BONE.search(around.sentence)
        else None
    )


def after_line(t: Treatment, around: Around) -> str | None:
    """Radiotherapy behind a first line that did not fail makes it sure: "R-CHOP and mediastinal irradiation"."""
    before = (around.treated or around.regimens) and not (around.relapsed or around.failed or around.infused)
    fits = t.name == "radiotherapy" and before and around.cancer and around.purpose in {None, "maintenance"}
    return "consolidation" if fits and around.line is None and around.heading_role not in LINE else None


def usual_maintenance(t: Treatment, around: Around) -> str | None:
    """Oral mercaptopurine and methotrexate; a small molecule after a graft that holds."""
    oral = t.name in _ORAL_MAINTENANCE and around.list_names <= _ORAL_MAINTENANCE and not around.infused
    pair = len(around.list_names & _ORAL_MAINTENANCE) > 1 or re.search(r"(?i)\boral\b", around.near)
    if oral and pair and around.acute and around.cancer and not re.search(r"(?i)intrathecal|high-dose|\bg/m2", around.near):  # fmt: skip
        return "maintenance"
    if around.line is not None:
        return None
    grafted = around.grafted_here or (around.infused and around.infused_kind == "transplant")
    kept = grafted and not (around.relapsed or around.failed or around.then)  # "HSCT in 2015 and ibrutinib from 2019"
    if not kept:
        return None
    if around.preempts:
        return "preemptive"
    if MRD_BACK.search(around.sentence + " " + around.before[-160:]):
        return "preemptive" if t.base != "targeted" else None
    return "maintenance" if t.base in {"targeted", "hma"} else None


def high_dose_cytarabine(t: Treatment, around: Around) -> str | None:
    """High-dose cytarabine by itself consolidates an induction of acute leukaemia."""
    alone = t.name == "cytarabine" and around.acute and not around.relapsed and not around.failed
    fits = alone and (around.treated or around.regimens) and around.list_names <= {"cytarabine", *around.regimens}
    return "consolidation" if fits and _HIGH_DOSE.search(around.near) else None


def by_line(t: Treatment, around: Around) -> str | None:
    """The line of treatment, where no purpose is told."""
    return line_of(around, t.base)


RULES: tuple[Rule, ...] = (
    mobilizes,
    on_days_after_graft,
    on_days_before_graft,
    graft_regimen,
    told_conditioning,
    myeloablative_melphalan,
    spaced_antibody,
    told_line,
    told_other,
    after_graft,
    before_cells,
    before_graft,
    only_before_graft,
    against_syndrome,
    without_cancer,
    until_cells,
    soothes,
    after_line,
    usual_maintenance,
    high_dose_cytarabine,
    by_line,
)


def antineoplastic(base: str, kind: str, name: str, around: Around) -> tuple[str | None, str]:
    """The role of an antineoplastic treatment, and the rule that says so."""
    treatment = Treatment(base, kind, name)
    for rule in RULES:
        if role := rule(treatment, around):
            return role, rule.__name__
    return None, "none"


def line_of(around: Around, base: str = "") -> str | None:
    """The line of treatment by where the story stands: after a remission, after a relapse, first of all."""
    if around.heading_role in LINE:
        return around.heading_role
    if around.line is not None:
        return "induction" if around.line == 1 else "salvage"
    if len(around.peers & LINE) == 1:
        return next(iter(around.peers & LINE))
    if around.relapsed:
        return "salvage"
    if around.operated:
        return "consolidation"
    if around.responded:
        return "consolidation" if around.acute or base == "radiotherapy" or not around.another else "salvage"
    lines = (
        {"regimen", "targeted", "bispecific", "antibody", "chemo"}
        if around.then
        else {"regimen", "targeted", "bispecific"}
    )
    if around.treated and around.another and not around.acute and base in lines:
        return "salvage"
    if base == "bispecific" or (around.treated and (around.failed or _REPLACED.search(around.near))):
        return "salvage"  # bispecific antibodies are licensed for relapsed and refractory disease
    return "salvage" if around.infused and around.treated else "induction"
