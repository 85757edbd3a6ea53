"""States of the disease: CR, PR, relapse, MRD ..., as authors say them.

Categories follow NCCN/ELN (leukaemia), Lugano (lymphoma) and IMWG (myeloma); a complete metabolic response is a CR.
"""

import re

from extractors.mentions import ResponseMention

_R = r"(?:remission|response|responder)s?"
_CATEGORIES: tuple[tuple[str, str], ...] = (
    ("NR", rf"\bno(?:t achieve| objective| clinical| ha?ematologic(?:al)?| significant)? (?:{_R})\b|\bnon-?respon(?:se|der|sive)|\b(?:primary )?refractory\b(?: disease| leuka?emia| lymphoma| to [\w /+-]{{3,30}})?|\b(?:did not|didn't|failed to|fails? to) (?:respond|achieve|attain|induce|obtain|reach|enter)\b[^.;,]{{0,40}}|\bunresponsive\b|\bwithout (?:a |any )?(?:response|effect|success)\b|\bwas (?:ineffective|unsuccessful)\b|\b(?:induction|treatment) failure\b|\bprimary refractory\b|\bpersistent (?:disease|leuka?emia|lymphoma|blasts)\b"),
    ("sCR", rf"\bstringent (?:complete|CR)(?: {_R})?(?: \(sCR\))?|\bsCR\b"),
    ("VGPR", rf"\bvery[- ]good[- ]partial {_R}(?: \(VGPR\))?|\bVGPRs?\b"),
    ("CRi", rf"\bcomplete(?: morphologic(?:al)?| ha?ematologic(?:al)?)? {_R},? with(?: an?)? incomplete (?:blood |count |ha?ematologic(?:al)? |ha?ematological |platelet |neutrophil )*(?:count )?recover(?:y|ies)(?: \(CRi\))?|\bCRi\b|\bCRp\b|\bCRh\b"),
    ("CR", rf"\bcomplete (?:(?:\w+ ){{0,2}}?(?:metabolic|molecular|cytogenetic|morphologic(?:al)?|ha?ematologic(?:al)?|clinical|radiologic(?:al)?|cytological|pathological|sustained|durable|MRD-negative|and durable|bone marrow) )*(?:{_R})(?: \((?:CR|CMR|CCyR|CHR)\d?\))?|\bCRs?[12]?\b(?!\s?(?:criteria|rate|i\b))|\bCMRs?\b|\bCHR\b|\bmetabolic (?:complete )?(?:remission|CR)\b|\bcomplete(?:ly)? (?:metabolic )?(?:resolution|disappearance|regression|clearance) of (?:the |all |her |his )*(?:[\w-]+ ){{0,4}}?(?:lesion|disease|tumou?r|mass|lymphoma|leuk\w+|plasmacytoma|infiltrat|lymph|node|uptake|nodul|FDG)\w*|\b(?:full|complete) resolution of\b[^.;,]{{0,40}}?(?:lesion|disease|mass|tumou?r|lymph|node|uptake)\w*|\b(?:molecular|cytogenetic|morphologic(?:al)?|ha?ematologic(?:al)?|cytologic(?:al)?|CNS|cytomorphological|clinical|deep|first|second|third|sustained|durable|continu(?:ous|ing|ed)|long-term|full|complete|ongoing|lasting) remission\b|\b(?:disease|leuka?emia|lymphoma|myeloma|relapse|progression)[- ]free\b(?! survival)|\bremission\b|\bno (?:evidence|sign|signs) of (?:residual |active |recurrent |the |any |her |his )*(?:disease|lymphoma|leuka?emia|myeloma|malignan\w+|tumou?r|recurrence|relapse)|\bno (?:residual |abnormal |more |pathologic(?:al)? |hypermetabolic )?(?:FDG|18F-FDG|PET|metabolically|hypermetabolic)[- ]?(?:avid|active|positive)?[- ]?(?:disease|lesions?|uptake|focus|foci|activity)?|\bno (?:leuka?emic |lympho)?blasts?\b(?: were| was| cells)?(?: seen| found| detected)?|\b(?:without|free of) (?:leuka?emic )?(?:blasts|disease|lymphoma|relapse)\b|\bDeauville (?:score )?(?:of )?[12]\b|\bin remission\b"),
    ("PR", rf"\bpartial (?:metabolic |ha?ematologic(?:al)? |clinical )*(?:{_R})(?: \(P(?:M)?R\))?|\bPRs?\b(?! interval)|\bPMR\b|\b(?:good )?partial (?:remission|response)\b"),
    ("MR", rf"\bminimal {_R}(?: \(MR\))?|\bminor {_R}(?: \(MR\))?"),
    ("SD", r"\bstable disease(?: \(SD\))?|\bSD\b"),
    ("PD", r"\bprogressive disease(?: \(PD\))?|\bPD\b(?!-)|\b(?:disease|tumou?r|clinical|radiologic(?:al)?|biochemical|systemic|further|lymphoma|leuka?emia|myeloma|CNS|rapid) progression\b|\b(?:disease|lymphoma|leuka?emia|myeloma|MDS|tumou?r|it|she|he|patient|lesions?) (?:had |has |again |then |clearly |rapidly |was |were )*(?:progressed|progressing|progressive)\b|\bprogression of (?:the |her |his )?(?:disease|lymphoma|leuka?emia|myeloma|lesions)\b|\bprogressed\b|\bregrowth\b"),
    ("relapse", r"\b(?:(?:first|second|third|early|late|isolated|combined|bone|marrow|medullary|extramedullary|CNS|meningeal|testicular|molecular|antigen|CD\d+|overt|full|morphologic(?:al)?|ha?ematologic(?:al)?|frank|systemic|CD19-negative|CD19-positive|negative|positive|leuka?emia|disease|local|another)[- ])*relaps(?:e|ed|es|ing)\b|\brecurren(?:ce|t disease|t lymphoma|t leuka?emia)\b|\b(?:disease|lymphoma|leuka?emia|myeloma|MDS|AML|ALL|blasts) (?:had |has |then )?(?:recurred|returned|reappeared|came back)\b|\brecurred\b|\bcame back\b"),
)  # fmt: skip
_CATEGORY = [
    (name, re.compile(pattern.replace("{{", "{").replace("}}", "}") if "{{" in pattern else pattern))
    for name, pattern in _CATEGORIES
]
_CASELESS = {"sCR", "CR", "PR", "VGPR", "MR", "CRi", "SD", "PD", "NR", "relapse"}
_MRD = r"(?:MRD|(?:minimal|measurable) residual disease|residual disease|BCR::?-?/?ABL1?(?: transcripts?)?|PML::?-?/?RARA(?: transcripts?)?|NPM1(?: transcripts?)?|RUNX1::?-?RUNX1T1|FLT3-ITD|WT1|clonoSEQ|fusion (?:transcript|gene)|transcripts?)"
_NEG = r"(?:negativ(?:e|ity)|undetectable|not detect(?:ed|able)|below (?:the )?detection|cleared|clearance|negativity|no longer detect(?:ed|able)|disappeared|<\s?0\.0\d+\s?%|<\s?10\^?-?\d|could not be detected)"
_POS = r"(?:positiv(?:e|ity)|detectable|detected|present|rose|rise|increas\w+|reappear\w+|emerg\w+|persist\w*|\d+(?:[.,]\d+)?\s?%|\d+(?:\.\d+)?\s?x\s?10\^?-\d|molecular relapse)"
_MRD_STATE = re.compile(
    rf"(?P<neg>\b(?:{_MRD}[- ]?(?:status |levels? |assessment |testing |result |analysis |by [\w\s-]{{2,40}}? |in [\w\s]{{2,30}}? )*(?:was |were |is |remained |became |stayed |had become |had |turned |remains |still |being |continued |by [\w\s-]{{2,40}}? |again |also |\(?of )*[-\s]?{_NEG}|(?:undetectable|negative|no(?: detectable| evidence of)?|without(?: detectable)?|cleared|absence of) (?:flow |molecular |bone marrow |marrow )?(?:{_MRD})|flow[- ](?:cytometry )?negative|molecular(?:ly)? (?:remission|negative)|complete molecular|PCR[- ]negative|MRD\s?-(?=[\s,.;)])|MRD\(-\)))"
    rf"|(?P<pos>\b(?:{_MRD}[- ]?(?:status |levels? |assessment |testing |by [\w\s-]{{2,40}}? |in [\w\s]{{2,30}}? |of |was |were |is |remained |became |still |at |had |rose |again |to |from negative |from |level |\(|=|:)*[-\s]?{_POS}|(?:positive|detectable|persistent|residual|low-level) (?:{_MRD})|MRD\s?\+|molecular relapse|MRD relapse|MRD recurrence))",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?P<value>\d+(?:[.,]\d+)?)\s?%|(?P<base>\d+(?:\.\d+)?)\s?x\s?10\^?-(?P<exp>\d)|(?<![<\d])10\^?-(?P<exp2>\d)"
)
_SITE = (
    ("CNS", re.compile(r"(?i)\bCNS\b|cerebrospinal|\bCSF\b|mening|intracranial|central nervous|brain|leptomening")),
    ("extramedullary", re.compile(r"(?i)extra-?medullary|testic|ovar|breast|skin (?:nodul|lesion)|soft tissue|subcutaneous|myeloid sarcoma|plasmacytoma|orbital|retroperitone|pelvic")),
    ("bone marrow", re.compile(r"(?i)\b(?:bone[- ])?marrow|\bBM\b|myelogram|blasts?\b|trephine|aspirate|smear")),
    ("systemic", re.compile(r"(?i)\bPET\b|\bCT\b|PET/CT|PET-CT|metabolic|Deauville|lymph node|\bnodal\b|systemic|FDG")),
)  # fmt: skip
_NOT_A_STATE = re.compile(
    r"(?i)(?:(?:if|to|could|may|might|would|hope(?:d)?|aim(?:ed|ing)?|intended|in order|risk of|prevent(?:ion of|ing)?|reduce|chance|avoid|free of|monitor\w* for|high|definition of|because of (?:the )?risk of|despite|before|prior|without|for|at|in|treat(?:ing|ment of)?|rate of|cases of|history of|no|ruled out|exclude[ds]?|against)\s(?:the |a |an |any |further |possible |subsequent |of |her |his |disease |leuka?emia |first |second |third |early )*)$"
)
_STATE_BEFORE = re.compile(
    r"(?i)(?:in|with|into|to|of|for|showed|shows|showing|at|by|without|no|after)\s(?:(?:a|an|the|her|his|first|second|third|complete|continu\w+|stable|durable|deep|molecular|clinical|MRD[- ]negative|ongoing|sustained|still) )*$"
)
_KEPT = re.compile(
    r"(?i)\b(?:remain(?:s|ed|ing)?|maintain(?:s|ed)?|continu(?:es|ed|ing)|stay(?:s|ed)|persist(?:s|ed)|lasted|sustained|still|kept|held|is (?:still )?in|has been in|currently|lives? in|alive)\b"
)
_LAST = re.compile(r"(?i)\b(?:to date|as of|at (?:the )?(?:last|latest|most recent|final|this) (?:follow-?up|visit|contact|observation|examination|review|writing)|at the time of (?:this |writing|report|submission)|currently|until now|up to now|so far|at present|now\b|is (?:still )?(?:being )?(?:kept )?in (?:\w+ ){0,3}(?:CR|remission)|remains (?:in|free|disease|MRD|relapse|well|alive|progression)|has remained|has been in|continues (?:in|to be)|is alive|lives in|last follow|ongoing)\b")  # fmt: skip


def find_responses(sentence: str, offset: int = 0) -> list[ResponseMention]:
    """Find what a sentence says of the state of the disease."""
    found: list[ResponseMention] = []
    for name, pattern in _CATEGORY:
        for m in pattern.finditer(sentence):
            if any(m.start() < other.end - offset and other.start - offset < m.end() for other in found):
                continue
            found.append(
                ResponseMention(
                    start=offset + m.start(),
                    end=offset + m.end(),
                    rule=f"response.{name}",
                    category=name,
                    kept=bool(_KEPT.search(sentence[max(0, m.start() - 60) : m.end() + 10])),
                )
            )
    for m in _MRD_STATE.finditer(sentence):
        mrd = "negative" if m["neg"] else "positive"
        found.append(
            ResponseMention(
                start=offset + m.start(),
                end=offset + m.end(),
                rule=f"response.mrd_{mrd}",
                mrd=mrd,
                mrd_percent=_percent(sentence, m) if mrd == "positive" else None,
            )
        )
    return sorted(found, key=lambda r: r.start)


def _percent(sentence: str, m: re.Match[str]) -> float | None:
    window = sentence[m.start() : min(len(sentence), m.end() + 40)]
    if p := _PERCENT.search(window):
        if p["value"]:
            return float(p["value"].replace(",", "."))
        exponent = int(p["exp"] or p["exp2"])
        return round(float(p["base"] or 1) * 10.0 ** (2 - exponent), 8)
    return None


def site_of(words: str) -> str | None:
    """Where the disease was looked at: 'bone marrow smear' -> bone marrow."""
    return next((name for name, pattern in _SITE if pattern.search(words)), None)


def is_last(words: str) -> bool:
    """Whether a sentence tells the state at the last follow-up."""
    return bool(_LAST.search(words))


def is_kept(words: str) -> bool:
    """Whether a sentence says that the state went on."""
    return bool(_KEPT.search(words))


def is_hypothetical(before: str) -> bool:
    """Whether the words before a state make it no fact ("to prevent relapse", "risk of")."""
    return bool(_NOT_A_STATE.search(before[-60:]))
