"""States of the disease: CR, PR, relapse, MRD ..., as authors say them.

Categories follow NCCN/ELN (leukaemia), Lugano (lymphoma) and IMWG (myeloma); a complete metabolic response is a CR.
What was measured stands in `responses_mrd`; whether the words are an event or a label is for the reader to say.
"""

import re

from extractors.expressions import expression, has_any
from extractors.mentions import ResponseMention
from extractors.response_findings import find_findings, find_same
from extractors.response_spread import PATTERN as SPREAD
from extractors.responses_mrd import find_mrd
from extractors.responses_residue import find_residue

_R = r"(?:remission|response|responder)s?"
_DISEASE = r"(?:disease|lymphoma|leuka?emia|myeloma|malignan\w+|tumou?r|cancer|blasts?|clone|neoplas\w+|MDS|AML|B-?ALL|T-?ALL|ALL|CLL|CML|DLBCL|MM|FL|MCL|PMBCL)"
_LESION = r"(?:(?:mediastinal|abdominal|retroperitoneal|chest wall|pelvic|nodal|extramedullary|leuka?emi\w+|lymphoma\w*|hypermetabolic|FDG[- ]avid|target|tumou?r|bulky|residual|soft[- ]tissue|skin) )?(?:mass(?:es)?|tumou?rs?|plasmacytomas?|lymphadenopathy|(?:lymph )?nodes|adenopathy|(?:FDG|mediastinal|metabolic|tracer|pathologic(?:al)?|abnormal) (?:FDG )?uptake|(?:extramedullary|leuka?emi\w+|lymphoma\w*|FDG[- ]avid|hypermetabolic|target|osteolytic|tumou?r|all|metabolic|nodal|hepatic|splenic|PET[- ]positive)(?: leuka?emia| lymphoma)? (?:lesion|deposit|focus|site)(?:s|i)?|(?:myeloid |granulocytic )?sarcoma|chloroma)"
_FULLY = r"(?:completely |fully |entirely |totally |now )?"

# The order decides who takes words that several could claim: denials first, bare "remission" last.
_CATEGORIES: tuple[tuple[str, str, str], ...] = (
    ("CR", "free", rf"\b{_DISEASE}[- ]free\b(?! survival| surv| interval|[- ]state)|\b(?:relapse|progression|recurrence|event)[- ]free\b(?! survival| surv| interval| rate)"
        rf"|\b(?:no|without(?: any)?|free (?:of|from)|absence of|never (?:showed|had)(?: any)?) (?:further |clinical |radiologic(?:al)? |morphologic(?:al)? |definite |clear )*(?:evidence|signs?|indication|trace|hint|features?|remnants?) (?:of|for) (?:residual |active |recurrent |relapsed? |persist\w+ |metabolically active |FDG-avid |FDG-positive |hypermetabolic |measurable |viable |the |any |her |his |underlying |original |extramedullary |CNS |bone marrow |marrow )*(?:relapse|recurrence|progression|{_DISEASE}|involvement|infiltrat\w+)\b"
        rf"|\bfree (?:of|from) (?:the |any |her |his |leuka?emic )*(?:relapse|recurrence|{_DISEASE})\b|\b(?:has|have|had) not (?:yet )?(?:relapsed|recurred|progressed)\b|\bhas never relapsed\b|\b(?:no|non-)[ -]?active disease\b|\bNAD(?= status| (?:after|at|by|on)\b)"),
    ("CR", "unbroken", r"\bneither (?:[\w-]+ nor )?(?:relapses?|recurrences?)\b|\b(?:no|without(?: any)?|negative for|unremarkable for|(?:did|does|has|have|had) not (?:show|reveal|demonstrate|experience|have|develop|had|shown?|revealed|demonstrated|experienced|developed) (?:any |a )?)\s?(?:(?:further|local|loco-?regional|disease|tumou?r|leuka?emi[ac]|lymphoma|signs? of|new|subsequent|clinical|or distant|distant|systemic|CNS|late) )*(?:recurrences?|relapses?)\b(?: (?:or|and|nor) (?:\w+ )?(?:metasta\w+|progression|spread))?"),
    ("CR", "imaging", r"(?:(?<=showed )|(?<=revealed )|(?<=demonstrated ))no (?:residual |remaining |active |viable |detectable |visible )*(?:disease|lymphoma|tumou?r)\b(?!-|[- ](?:progress|activity|spread|burden))|\bno (?:residual |remaining |other )?(?:pathologic(?:al)?|abnormal|suspicious|increased|significant|focal) (?:FDG |tracer )?uptake\b|\bno (?:residual |abnormal |more |longer any |pathologic(?:al)? |hypermetabolic |significant |remaining |detectable |new )*(?:FDG|18F-FDG|F-18 FDG|PET|metabolically|hypermetabolic|tracer|metabolic)[- ]?(?:avid|active|positive|avidity)?[- ]?(?:disease|lesions?|uptake|focus|foci|activity|nodes|lymph\w*|tumou?r)?\b"
        r"|(?<=→ )DS ?[12]\b|\b(?:PET\S*|scan)(?: [^.;,()]{1,24}?)?[ :(]DS ?[12]\b|\bDeauville (?:score |scale |score of |scale of )?(?:of |was |fell to |dropped to |down to |had fallen to )?[12]\b(?!\s?(?:-|to|/)\s?[345])|\b(?:PET|PET[-/]CT|scan|CT)(?: scan)?(?: (?:in|on|of|at|from|after|dated|performed|done) (?:[^.;,]|, ?(?=\d|and)){1,36}?)? (?:was|were|became|turned|is|remained) (?:completely |entirely |now )?negative\b|\bnegative PET(?:[-/]CT)?\b"
        rf"|(?<!near )(?<!near-)(?<!nearly )(?<!almost )\b(?:complete(?:ly)?|full|total|entire)(?: metabolic)?(?: and \w+)? (?:resolution|disappearance|regression|clearance|resolved) of (?:the |all |her |his |every |previous(?:ly)? |known )*(?:[\w-]+ ){{0,5}}?(?:lesion|disease|tumou?r|mass|lymphoma|leuk|plasmacytoma|(?:leuka?emi\w+|lymphoma\w*|tumou?r|perirenal|perinephric|renal|marrow|CNS|meningeal|hepatic|skin) infiltrat|lymph|node|uptake|nodul|FDG|adenopath|deposit)\w*"
        r"|\b(?:resolution|disappearance|clearance|regression) of all (?:the |known |previous\w* |her |his )*(?:[\w-]+ ){0,3}?(?:lesions?|disease|mass(?:es)?|uptake|nodes|lymph\w*|plasmacytomas?)\b|\ball (?:the |known |previous\w* |target |nodal |metabolic )*lesions (?:had |have |were |was )?(?:completely |fully )?(?:resolved|disappeared|vanished|cleared|gone)\b"
        rf"|\b{_LESION}(?: [^.;,()]{{0,30}}?)? (?:had |has |have |was |were |is |are )?(?:{_FULLY}(?:disappeared|vanished)|(?:completely|fully|entirely|totally) (?:resolved|regressed|cleared|gone)|(?:resolved|regressed|cleared) (?:completely|fully|entirely|totally|without trace)|gone\b|no longer (?:visible|seen|detect\w+|present|demonstrable))"),
    ("NR", "none", rf"\bno(?:t|n)?(?: objective| clinical| (?:major |minor |complete )?(?:cytogenetic|molecular)| ha?ematologic(?:al)?| significant| meaningful| adequate| tumou?r| appreciable| sustained| morphologic(?:al)?)? {_R}\b|\bnon-?respon(?:se|ders?|sive)\b|\bnon-?remission\b(?: \(NR\))?|\bunresponsive\b|\bwithout (?:[\w-]+ (?:or|nor|and) )?(?:a |any |an objective )?response\b|\b(?:both |each |all )?without (?:(?:achieving|attaining|reaching|obtaining|entering|inducing|gaining) )?(?:an? |any |ever )?(?:(?:complete|morphologic(?:al)?|first|further) )?(?:remission|CR)\b"
        rf"|\bno (?:complete |partial )?(?:CR|PR|{_R}) (?:was|were|could be) (?:achieved|attained|obtained|reached|induced)\b"
        rf"|\b(?:did not|didn't|does not|had not|could not|failed to|fail(?:s|ing) to|never|was unable to|not) (?:respond(?:ed)?\b|(?:achieve|attain|induce|re-?induce|obtain|reach|enter|produce|yield|bring about|restore|regain|re-?establish|deliver|give|go into|lead to|result in|secure|gain)(?:e?d)?\b(?=[^.;,]{{0,35}}?\b(?:CRi?|PR|remission|response|MRD[- ]negativ\w+)))(?:[^.;,]{{0,35}}?\b(?:CRi?|PR|{_R}))?"
        rf"|\b(?:complete |partial )?(?:CR|PR|{_R}) (?:was|were|could) (?:not|never) (?:be )?(?:achieved|attained|obtained|reached|induced|seen|observed)\b|\bnot (?:been |yet )?in (?:complete )?(?:remission|CR)\b|\bNR\b(?! in\b)"),
    ("NR", "refractory", r"\b(?:primary |chemo)?-?refractory\b(?: disease| leuka?emia| lymphoma)?|\bchemo-?resistant\b"),
    ("NR", "failure", r"\b(?:primary )?(?:induction|treatment|salvage) failure\b|\bprimary (?:ha?ematologic(?:al)? |cytogenetic |molecular |TKI |imatinib )?resistance\b|\b(?:regarded|considered|judged|classified|rated|interpreted|defined) (?:as|to be) (?:treatment |therapy )?(?:resistance|failure)\b"),
    ("NR", "persistent", rf"\b(?:persist(?:ent|ing)|residual) (?:(?:active|viable|Hodgkin|classical|large|B-cell|T-cell|mantle cell|follicular) )*(?:disease|leuka?emia|lymphoma|myeloma|blasts)\b(?! \(MRD\))|\b(?:{_DISEASE}) (?:still )?persisted\b|\b(?:{_DISEASE}) persistence\b|\bpersistence of (?:the |her |his )?(?:{_DISEASE})\b"),
    ("NR", "soft", r"\b(?:was|were|proved|remained|also|being) (?:also |again |likewise |equally )?(?:ineffective|unsuccessful|futile|fruitless|of no (?:avail|benefit|use))\b|\bwithout (?:any )?(?:success|effect|benefit|result)\b|\b(?:did not help|had no (?:effect|impact)|to no (?:avail|effect)|in vain|did not work|(?:was|were|met) (?:also |again )?without (?:response|effect|success)|made no difference|(?<=: )no effect|(?<=, )no effect|did nothing\b(?! (?:to|about|wrong|else))|did not alter the course|(?:brought|gave|offered|provided|conferred|yielded|showed|produced|was of) (?:no|little) (?:benefit|effect|result|success|improvement|change)|(?:achieved|brought|gained|changed|accomplished) nothing)\b|(?<!\bthe )\bfailed\b(?! to )|\b[Aa]fter failing\b(?! to )"),
    ("sCR", "stringent", rf"\bstringent (?:complete|CR)(?: {_R})?(?: \(sCR\))?|\bsCR\b"),
    ("VGPR", "vgpr", rf"\bvery[- ]good[- ](?:partial {_R}|PR\b)(?: \(VGPR\))?|\bVGPRs?\b|\bnear(?:ly)?[- ](?:CR|complete (?:response|remission))\b(?: \(nCR\))?|\bnCR\b"),
    ("CRi", "cri", rf"\b(?:complete(?: morphologic(?:al)?| ha?ematologic(?:al)?)? {_R}|CR|remission|blast[- ]free|free (?:of|from) (?:\w+ )?blasts)(?: \(CR\))?,?(?: but)? with(?: an?| only| still)? (?:incomplete|partial) (?:regeneration of|recovery of|blood |count |ha?ematologic(?:al)? |haematological |platelet |neutrophil |peripheral )*(?:count )?(?:recover(?:y|ies)|regeneration|(?<=of )(?:the )?(?:platelets|counts|neutrophils|blood counts))?(?: \(CR[ihp]\))?|\bCRi\b|\bCR[hp]\b|\bmorphologic(?:al)? leuka?emia[- ]free state\b(?: \(MLFS\))?|\bMLFS\b"),
    ("PR", "partial", rf"\bpartial(?: metabolic| ha?ematologic(?:al)?| clinical| radiologic(?:al)?| morphologic(?:al)?)*(?: {_R})(?: \(P(?:M)?R\))?|\bPRs?\b(?! interval)|\bPMR\b|\ba partial one\b|\bresponse (?:(?:to|by|on|after|at|under|in|of) (?:[\w-]+ ){{1,6}})?(?:was|is|remained|proved|had been) (?:only |at best |merely |just |thus )?(?:a )?partial\b|\bpartially (?:responded|responding|regressed)\b|\brespond(?:ed|ing) (?:only |but |merely |just )?partially\b"),
    ("MR", "minimal", rf"\b(?:minimal|minor) {_R}(?: \(MR\))?|\bMR\b(?! ?\d|I| imag| ang| scan|-)"),
    ("SD", "stable", r"\bstable disease(?: \(SD\))?|\bSD\b|\b(?:disease|lymphoma|leuka?emia|myeloma|lesions|MDS) (?:was|were|remained|is|stayed) (?:radiologically |clinically )?(?:stable|unchanged)\b"),
    ("PD", "noun", rf"\bprogressive disease(?: \(PD\))?|\bPD\b(?!-| ?1|L)|\b(?:{_DISEASE}|clinical|radiologic(?:al)?|radiographic|biochemical|systemic|further|CNS|rapid|frank|overt|early|local|metabolic) progression\b|\bprogression (?:of|to) (?:the |her |his |an? |multiple |known |previous |existing )*(?:[\w-]+ ){{0,3}}?(?:{_DISEASE}|lesions?|metasta\w+|mass(?:es)?|BC|blast (?:crisis|phase)|accelerated phase|secondary AML)\b|\bprogression\b(?![- ]free)"),
    ("PD", "verb", rf"\b(?:she|he|who|patient) (?:had |has |have |again |then |now |soon |clearly |rapidly |quickly |subsequently |was |later |finally )*(?:progressed|progressing)\b|\b(?:{_DISEASE}|lesions?|it|which) (?:had |has |have |again |then |now |soon |clearly |rapidly |quickly |subsequently |was |were |is |became |turned |proved |frankly |later |finally )*(?:progressed|progressing|progressive)\b|\bprogressed\b|\b(?:was|became|is) (?:clearly |again |frankly |rapidly )?progressive\b|\bregrowth\b|\bregrew\b|\bregrown\b|\bgrown again\b"),
    ("relapse", "new", r"\b(?:new(?:ly (?:developed|onset|appeared|found|detected))?|previously unseen|multiple|additional|further)(?: an?)? (?:[\w.,-]+ ){0,6}?(?:metasta(?:s[ei]s|tic (?:lesions?|nodules?|masses|disease))|nodules?|mass(?:es)?|lesions?|lumps?)\b(?=[^.;]{0,60}\b(?:developed|appeared|found|seen|detected|noted|revealed|observed|identified|emerged|occurred|shown)\b)|\b(?:revealed|showed|demonstrated|disclosed|detected|showing|revealing) (?:an? )?(?:new|newly \w+|previously unseen|multiple)(?: an?)? (?:[\w.,-]+ ){0,6}?(?:metasta(?:s[ei]s|tic \w+)|nodules?|mass(?:es)?|lesions?)\b"),
    ("relapse", "spread", SPREAD),
    ("relapse", "noun", r"\b(?:1st|2nd|3rd|first|second|third) rel\b(?!\w)|\b(?:(?:first|second|third|fourth|early|late|very early|isolated|combined|bone|marrow|medullary|extramedullary|CNS|meningeal|leptomeningeal|testicular|molecular|antigen|CD\d+|overt|full|morphologic(?:al)?|ha?ematologic(?:al)?|cytogenetic|frank|systemic|loss|negative|positive|dim|low|leuka?emi[ac]|disease|local|another|MRD|nodal|biopsy|proven|biochemical|clinical|lymphoma|post-?transplant|new|further)[- ])*relapses?\b(?![- ]free)"),
    ("relapse", "verb", rf"\brelaps(?:ed|ing)\b|\b(?:disease|tumou?r|lymphoma|leuka?emia|myeloma|local|systemic|CNS|early|late) recurrence\b|(?<!non-)(?<!non )\brecurren(?:ces?|t (?:disease|lymphoma|leuka?emia|myeloma))\b|\b(?:{_DISEASE})(?: \(\w+\))? (?:had |has |then |again |finally |soon |later |eventually )*(?:recurred|returned|reappeared|came back|come back|resurfaced|re-?emerged|broke through)\b|\b(?:{_DISEASE}|HLH) (?:had |has |was |again |then )*reactivated\b|\breactivation of (?:the |her |his )?(?:disease|HLH)\b|\brecurred\b|\b(?:loss of|lost|losing) (?:the |her |his |their )?(?:(?:complete|molecular|cytogenetic|haematologic(?:al)?|hematologic(?:al)?|first|second|CR) )?(?:remission|response)\b|\b(?:came back|were back|was back)\b|\b(?:remission|response|CR|PR|VGPR|which|it|this) (?:was|had been) (?:then |again |soon |eventually |finally )?lost\b(?! (?:to|from) follow)"),
    ("CR", "complete", rf"\bcomplete (?:(?:\w+,? ){{0,2}}?(?:metabolic|molecular|cytogenetic|morphologic(?:al)?|ha?ematologic(?:al)?|clinical|radiologic(?:al)?|cytologic(?:al)?|pathologic(?:al)?|sustained|durable|MRD[- ]negative|marrow|anatomic|and|radiographic|virological|PET)(?:,)? )*(?:{_R})(?:,? \((?:CR|CMR|CCyR|CHR|CMoR|mCR|CCR)\d?\))?|\bCRs?[12]?\b(?!\s?(?:criteria|rate|i\b|P\b))|\b(?:CMRs?|CHR|CCyR|CCR|mCR|CMoR|CR3|CR4)\b|\ba complete one\b|\bM1 (?:status|marrow|remission)\b|\b(?:remission|response) (?:(?:to|by|on|after|at|under|in|of) (?:[\w-]+ ){{1,6}})?(?:was|is|remained|has been) (?:still |also |again |now |even )?complete\b|\bcomplete,? (?:and )?(?:MRD[- ]negative|molecular|metabolic|durable|ongoing)[\w ,-]{0,20}remission\b"),
    ("CR", "remission", r"\b(?:metabolic (?:complete )?|(?:molecular|cytogenetic|morphologic(?:al)?|ha?ematologic(?:al)?|cytologic(?:al)?|CNS|CSF|marrow|clinical|deep|first|second|third|sustained|durable|stable|continu(?:ous|ing|ed)|long-term|full|ongoing|lasting|MRD-negative|treatment-free|drug-free|unmaintained|prolonged) )*remission\b|\bmajor cytogenetic response\b|\b(?:disease|leuka?emia|lymphoma|myeloma|AML|ALL|MDS)(?: \((?:[^()]|\([^()]*\))*\))? (?:had |has )?remitted\b|\b(?:she|he|patient|who) (?:had |has )?remitted\b|\b(?:CSF|cerebrospinal fluid|marrow|blast|cytologic(?:al)?) clearance (?:was|could be|had been) (?:achieved|obtained|attained|reached|documented|seen)\b"),
    ("CR", "marrow", r"\bno (?:excess (?:of )?|leuka?emic |lympho|myelo|residual |malignant |more |morphologic(?:al)? (?:evidence of )?)*blasts?\b(?: were| was| cells| could be)*(?: seen| found| detected| present| identified)?|\bno (?:plasma cells|leuka?emi[ac] cells|lymphoma cells|tumou?r cells|malignant cells)\b|\bwithout (?:leuka?emic |residual |any |lympho|excess )*blasts\b|\b(?:(?:marrow|biops(?:y|ies)|BM|CSF)\b[^.;,]{0,40}? (?:was|were|remained|became|is) negative for (?:the |any |residual |persistent |recurrent |active |underlying )*(?:disease|lymphoma|leuka?emia|myeloma|malignan\w+|blasts|infiltrat\w+|involvement|relapse|AML|ALL))\b|\b(?:CSF|(?:cerebro)?spinal fluid)(?: (?:examination|cytology|samples?|sample))?(?::| (?:was|were|became|is|had become|turned|remained))? (?:now |again |also )?(?:clear|negative|clean|acellular|free of (?:malignant |leuk\w+ |lymphoma )?(?:blasts|cells|disease|lymphoma|leuka?emia))\b(?! (?:of|for) (?!blasts|malignant|disease|leuk|lymph|tumou?r))|\b(?:marrow|BM) (?:was|is|had become) (?:empty|clear|clean|free)\b(?! of plasma)"),
)  # fmt: skip
# Abbreviations are only read as written; words in any case.
_UPPER = {"CR", "PR", "SD", "PD", "MR", "NR", "CRi", "CRh", "CRp", "sCR", "VGPR", "PMR", "CMR", "CHR", "CCR", "CCyR", "mCR", "CMoR", "nCR", "MLFS", "CRs", "PRs", "CR1", "CR2", "CR3", "CR4"}  # fmt: skip
# A pattern is tried only where one of its stems stands: small letters in any case, capitals as they are.
_STEMS: dict[str, tuple[str, ...]] = {
    "free": ("free", "evidence", "sign", "trace", "hint", "indication", "remnant", "feature", "not relapsed", "not recurred", "not progressed", "not yet", "never relapsed", "active disease", "NAD"),
    "new": ("new", "multiple", "additional", "further", "unseen"),
    "spread": ("metasta", "staged", "upgraded", "changed"),
    "unbroken": ("recurrence", "relapse"),
    "imaging": ("no disease", "no lymphoma", "no residual", "no remaining", "no viable", "no visible", "no detectable", "DS", "deauville", "uptake", "avid", "resol", "disappear", "vanish", "regress", "clear", "gone", "no longer", "negative", "active", "metabolic"),
    "none": ("respon", "remission", "CR", "PR", "NR"),
    "refractory": ("refractory", "resistant"),
    "failure": ("failure", "resistance"),
    "persistent": ("persist", "Persist", "residual"),
    "soft": ("ineffective", "unsuccess", "nothing", "futile", "fruitless", "of no ", "without", "help", "effect", "vain", "benefit", "failed", "failing", "to no ", "work"),
    "stringent": ("stringent", "sCR"),
    "vgpr": ("very", "VGPR", "near", "nCR"),
    "cri": ("incomplete", "partial", "regeneration", "recovery", "CRi", "CRh", "CRp", "free state", "free-state", "MLFS"),
    "partial": ("partial", "PR", "PMR"),
    "minimal": ("minimal", "minor", "MR"),
    "stable": ("stable", "unchanged", "SD"),
    "noun": ("progress", "PD", "relapse", " rel "),
    "verb": ("progress", "regr", "grown", "regrown", "relaps", "recur", "returned", "reappear", "back", "resurfac", "emerg", "reactivat", "broke", "loss of", "lost", "losing"),
    "complete": ("complete", "M1 ", "CR", "CMR", "CHR", "CCyR", "CMoR"),
    "remission": ("remission", "cytogenetic", "remitted", "clearance"),
    "marrow": ("blast", "plasma cells", " cells", "marrow", "biops", "BM", "CSF", "pinal fluid"),
}  # fmt: skip
_CATEGORY = [
    (
        category,
        kind,
        tuple(s for s in _STEMS[kind] if s.islower()),
        tuple(s for s in _STEMS[kind] if not s.islower()),
        expression(pattern, re.IGNORECASE),
    )
    for category, kind, pattern in _CATEGORIES
]
_LOWER = {u.lower() for u in _UPPER} | {"crs"}
# "of CRS", "rate of 54%": words before and after that make the state no statement about this patient's disease
_PURPOSE = expression(
    r"(?i)(?:\b(?:if|unless|for(?= (?:an? |the )?(?:deeper|better|longer|lasting|further|more|durable|sustained|deep|long-term)\b)|to (?:avoid|prevent|maintain|protect|safeguard|preserve|strengthen|prolong|stabili[sz]e|achieve|consolidate|deepen|induce|obtain|sustain|delay|treat|keep|reach|secure|attain|reduce|confirm|assess|monitor|detect|exclude)|consolidat(?:ed|es|ing|ion of) (?:the|her|his|this|that|their|a)|in order|could(?! not)|(?-i:may)(?! not)|might|would|should|can(?! not)|hop(?:e|ed|ing)|aim\w*|intend\w*|intention|goal|risk (?:of|for)|high risk|prevent\w*(?: of)?|chance|likelihood|probability|(?<!met the )(?<!meeting the )(?<!fulfilled the )(?<!fulfilling the )(?<!satisfied the )(?<!satisfying the )(?<!reached the )definition of|defined as|(?<!met )(?<!met the )(?<!fulfilled )(?<!fulfilled the )(?<!meeting )(?<!meeting the )(?<!fulfilling )(?<!fulfilling the )(?<!satisfied )(?<!satisfied the )(?<!reached )(?<!reached the )(?<!imwg )(?<!lugano )(?<!eln )(?<!cheson )(?<!iwg )(?<!nccn )criteria (?:for|of)|"
    r"monitor\w* for|rates? of|incidence of|cases of|in case of|treatment of|therapy (?:for|of)|eligible for|predict\w*|whether|potential|possibl[ey]|suspected|suspicion of|concern for|fear of|fearing|candidate for|planned|median|odds of|expected|feared|earliest|protect\w* (?:against|from))\b)(?:[\s,]+(?!and\b|but\b|then\b|which\b|was\b|were\b|had\b)[\w/-]+){0,4}[\s,]*$"
)
_NOUN_AFTER = expression(
    r"(?i)^[- ](?:rates?|criteria|duration|assessment|evaluation|risk|prophyla\w*|prevention|protocol|free survival|free interval|probability|mortality|therapy|treatment|mechanism|setting|group|cohort|definition|trial|to treatment|after treatment)\b"
)
_SITE = (
    ("CNS", expression(r"(?i)\bCNS\b|cerebrospinal|\bCSF\b|mening|intracranial|central nervous|brain|leptomening")),
    ("extramedullary", expression(r"(?i)extra-?medullary|testic|ovar|breast|skin (?:nodul|lesion)|soft[- ]tissue|subcutaneous|myeloid sarcoma|plasmacytoma|orbital|retroperitone|pelvic|mediastinal mass|chest wall")),
    ("bone marrow", expression(r"(?i)\b(?:bone[- ])?marrow|\bBM\b|myelogram|blasts?\b|trephine|aspirate|smear|medullary")),
    ("systemic", expression(r"(?i)\bPET\b|\bCT\b|PET/CT|PET-CT|metabolic|Deauville|lymph node|\bnodal\b|systemic|FDG")),
)  # fmt: skip
# "62% blasts", "21% of lymphoblasts", "blasts were 14%", "a blast count of 38%"
_BLASTS = expression(
    r"(?i)(?P<before>\d{1,3}(?:[.,]\d)?)\s?% (?:of )?(?:\w+ )?(?:lympho|myelo|mono)?blast(?:s|ic cells| cells)\b|\b(?:lympho|myelo)?blasts?(?: cells?| count| percentage| proportion| infiltration)?(?: (?:of|was|were|at|still|had|to|rose|increased|risen|again|on [\d./-]+|accounted for|made up|reached|in (?:the )?(?:bone )?(?:marrow|BM))){0,5}[ :=(]+(?P<after>\d{1,3}(?:[.,]\d)?)\s?%"
)
_OTHER_SUBJECT = expression(
    r"(?i)\b(?:fever|temperature|rash|MRD|positivity|transcripts?|cells?|B[- ]cells?|symptoms?|pain|headache|seizures?|CRS|ICANS|GV?HD|HLH|IEC-HS|syndrome|DS|infection|pneumonia|bleeding|h(?:a)?emorrhage|cytopeni\w*|neutropeni\w*|thrombocytopeni\w*|viremia|viraemia|virus|CMV|EBV|diarrh\w+|encephalopathy|neurotoxicity|dyspn\w+|hypox\w+|hypotension|weakness|effusion|edema|oedema|delirium|confusion|cough|episodes?|attacks?|flares?|counts?|neutrophils|platelets|lymphocytes|ferritin|IgG|immunoglobulins?|\w+itis|rejection|(?:dys)?function|activity|copies|chimerism|toxicity|neuropathy|uveitis|arthritis|nephritis|proteinuria|she|he|patient|who|they|insufficiency|failure|lupus|SLE|disease activity)\b(?: \([^)]*\))?(?: (?:had|has|have|was|were|then|again|also|never|did not|not|soon|later|which|that|and|rapidly|quickly|further|has since|were undetectable|on day \S+))*[ ,]*$"
)
_KEPT = expression(
    r"(?i)\b(?:remain(?:s|ed|ing)?|maintain(?:s|ed|ing)?|continu(?:es|ed|ing|ous)|stay(?:s|ed|ing)|persist(?:s|ed|ing)?|last(?:s|ed|ing)|sustain(?:s|ed)|still|kept|keeps|held|holds|is (?:still )?in|has been in|currently|lives? in|alive|ongoing|enjoy\w*|preserved|unchanged)\b"
)
_LAST = expression(r"(?i)\b(?:to date|as of|at (?:the |her |his |our )?(?:last|latest|most recent|final|this|data)[- ](?:follow-?up|visit|contact|observation|examination|review|writing|check-?up|appointment|assessment|control|evaluation|cut-?off|report|encounter|clinic)|at the time of (?:this |writing|report|submission|last|publication)|when last seen|last seen|currently|until now|up to now|so far|at present|presently|now\b|today|up to the present|until the (?:last|present)|is (?:still )?(?:being )?(?:kept )?in (?:\w+[- ]){0,3}(?:CR|remission)|remains\b|has remained|has been in|continues (?:in|to be|with)|is alive|lives in|last follow|ongoing|persists?\b|since then|ever since|is (?:being )?kept)\b")  # fmt: skip


# "At 6 months this was maintained, but at 9 months the disease recurred"
_BUT = expression(r"(?i)[,;] (?:but|and|while|whereas|however)\b|;|\b(?:but|until)\b")


def _all_after(sentence: str, same: ResponseMention, found: list[ResponseMention], offset: int) -> bool:
    return all(same.end <= r.start and _BUT.search(sentence, same.end - offset, r.start - offset) for r in found)


def _all_before(sentence: str, same: ResponseMention, found: list[ResponseMention], offset: int) -> bool:
    """ "PET on day 28 was normal; the same on day 180": the state of the sentence again."""
    return all(
        r.end <= same.start and _AND_SO.search(sentence, r.end - offset, same.start - offset) is not None for r in found
    )


# "restored negativity by April, and this was still the case in October"
_AND_SO = expression(r"(?i);|, and (?:(?:at|on|in|after) [^,;.]{2,24} )?$|\)?, (?:and )?$")


def find_responses(sentence: str, offset: int = 0) -> list[ResponseMention]:
    """Find what a sentence says of the state of the disease."""
    found = find_mrd(sentence, offset)
    taken: list[tuple[int, int]] = []
    low = sentence.lower()
    for category, kind, any_case, as_written, pattern in _CATEGORY:
        if not (has_any(low, any_case) or has_any(sentence, as_written)):
            continue
        for m in pattern.finditer(sentence):
            if any(m.start() < end and start < m.end() for start, end in taken) or _miswritten(m.group()):
                continue
            taken.append(m.span())
            if kind == "persistent" and any(m.start() < r.end - offset and r.start - offset < m.end() for r in found):
                continue
            found.append(
                ResponseMention(
                    start=offset + m.start(),
                    end=offset + m.end(),
                    rule=f"response.{category}.{kind}",
                    category=category,
                    flags=("mapped_term",) if kind == "vgpr" and m.group()[0] in "nN" else (),
                    kept=bool(_KEPT.search(sentence[max(0, m.start() - 60) : m.end() + 14])),
                )
            )
    found += [
        r
        for r in find_findings(sentence, offset)
        if not any(r.start - offset < end and start < r.end - offset for start, end in taken)
    ]
    if "blast" in sentence:
        found += _blasts(sentence, offset)
    if not any(r.mrd for r in found):
        found += find_residue(sentence, offset)
    same = next(find_same(sentence, offset), None)
    if same is not None and "too" in same.flags:
        found += [same] * any(r.category and r.end <= same.start for r in found)
    elif same is not None and (_all_after(sentence, same, found, offset) or _all_before(sentence, same, found, offset)):
        found.append(same)
    return sorted(found, key=lambda r: (r.start, -r.end))


def _blasts(sentence: str, offset: int) -> list[ResponseMention]:
    """Blasts of 5 % and more: after a remission they are its end, which the reader knows."""
    return [
        ResponseMention(start=offset + m.start(), end=offset + m.end(), rule="response.blasts", flags=("blasts",))
        for m in _BLASTS.finditer(sentence)
        if 5 <= float((m["before"] or m["after"]).replace(",", ".")) <= 100
    ]


def other_subject(sentence: str, start: int) -> bool:
    """Whether what recurred, returned or progressed is named and is no disease: "fever recurred", "CRS progressed"."""
    return bool(_OTHER_SUBJECT.search(sentence[max(0, start - 70) : start]))


def _miswritten(words: str) -> bool:
    """`Cr` is chromium or creatinine, `Pd` a column: abbreviations count only as the field writes them."""
    return words not in _UPPER and words.lower() in _LOWER


def site_of(words: str) -> str | None:
    """Where the disease was looked at: 'bone marrow smear' -> bone marrow."""
    return next((name for name, pattern in _SITE if pattern.search(words)), None)


def is_last(words: str) -> bool:
    """Whether a sentence tells the state at the last follow-up."""
    return bool(_LAST.search(words))


def is_hypothetical(before: str) -> bool:
    """Whether the words before a state make it no fact ("to prevent relapse", "risk of")."""
    return bool(_PURPOSE.search(before[-70:]))


def is_measure(after: str) -> bool:
    """Whether the words after a state make it a name of something else ("relapse rate", "remission criteria")."""
    return bool(_NOUN_AFTER.match(after))
