"""States told by what was seen and not by their name: "the scan lit up nowhere", "a lump held the same lymphoma".

What was looked at (scan, marrow, nodes, paraprotein) and what became of it. Whether the words are an assessment, and whether
what came back is a relapse or a progression, depends on how the disease stood before: the reader decides.
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression, has_any
from extractors.mentions import ResponseMention

_SCAN = r"(?:PET(?:[-/ ]CT)?(?:[- ]scans?)?|(?:re-?staging |follow-up |control |repeat |whole-body )(?:scans?|imaging|CT(?: scans?)?)|(?<!resonance )(?<!CT )(?<!MRI )(?:scans?|restaging))"
_ADJECTIVES = r"(?:(?!(?:new|no|not|or|and|but|of|the)\b)[\w/+-]+ ){0,3}?"
_LESION = r"(?:lesions?|foc(?:us|i)|uptake|nodes?|lymphadenopath(?:y|ies)|adenopath(?:y|ies)|mass(?:es)?|tumou?rs?|deposits?|plasmacytomas?|infiltrat(?:es?|ions?)|lumps?|activity)"
_DISEASE = r"(?:lymphoma|leuka?emia|myeloma|plasmacytoma|(?:lympho|myelo)?blasts|plasma cells|(?:lymphoma|leuka?emi[ac]|myeloma|tumou?r) cells|DLBCL|MCL|CLL|AML|MM|(?:[BT]-?)?ALL|FL|PMBCL|(?:myeloid|granulocytic) sarcoma|chloroma|disease)"
_BECAME = r"(?:(?:was|were|is|are|became|had become|turned|had turned|remained|stayed|looked|came back|came out|proved|has been|being) (?:now |entirely |completely |wholly |totally |again |still |also |then |once more |already |found |judged |read as |reported as )*)"
_CLEAN = r"(?:negative(?! for (?!(?:the )?(?:disease|lymphoma|leuk|myelom|tumou?r|residual|recurr|relaps))\w)|clear(?!ly|ed|ing|ance|\s+(?:of|signs?|evidence|that))|clean|blank|normal(?! (?:except|apart|but))|unremarkable|cold|silent|metabolically (?:inactive|silent)|empty|without (?:any )?(?:abnormal|patholog\w+|avid|FDG\S*|residual|suspicious|increased|hypermetabolic|remaining) ?\w*|as (?:clean|clear|blank|negative) as before)"
_GONE = r"(?:gone(?: out)?|disappeared|vanished|melted away|dissolved|resolved|cleared|been extinguished|normali[sz]ed|faded)"
_LEFT = r"(?:left|seen|found|visible|detected|detectable|present|remain(?:ed|ing)?|recogni[sz]able|demonstrable|identified|apparent|observed|persist(?:ed|ing)|discernible|to be (?:seen|found))"
_PROTEIN = r"(?:M[- ]?proteins?|M[- ]components?|M[- ]spikes?|paraproteins?|monoclonal (?:bands?|proteins?|components?|spikes?)|(?:free )?light chains?|Bence[- ]Jones \w+|(?:kappa|lambda|κ|λ)(?: free)?(?: light)? chains?)"
_BACK = r"(?:re-?appeared|returned|came back|was back|were back|re-?emerged|doubled|tripled|trebled|quadrupled|rose|risen|climbed|increased|detectable again|measurable again)"

# The order decides who takes words that several could claim.
_FINDINGS: tuple[tuple[str, str], ...] = (
    ("SD", rf"\bneither (?:shrank|shrunk|regressed|diminished) nor (?:grew|grown|progressed|increased|enlarged)\b|\b(?:stabili[sz]ed|stabili[sz]ation of) (?:the |her |his )?{_DISEASE}\b|\b{_DISEASE} stabili[sz]ation\b|\b(?:held|kept|left) (?:the |her |his )?{_DISEASE} (?:stable|steady|unchanged)\b"),
    ("CR", rf"\b{_SCAN}(?: (?:[^.;,]|, ?(?=\d|and)){{1,60}}?)? {_BECAME}{_CLEAN}"
        rf"|\b{_SCAN}(?: [^.;,]{{1,60}}?)? (?:(?:lit|lights?|lighted) up (?:nowhere|nothing)|(?:did|does) not light up(?: anywhere| anything)?|(?:showed|revealed|displayed|disclosed|found|detected) (?:nothing|no (?:abnormalit(?:y|ies)|lesions?|residual|remaining|further lesions?|suspicious \w+)))"
        rf"|\b(?:turned|rendered|made|left|brought) (?:the |her |his )?(?:{_SCAN}|marrow|CSF) (?:scan )?(?:negative|clear|clean|empty|normal)\b|\bcleared (?:the |her |his )?(?:{_SCAN}|(?:bone )?marrow|CSF|blasts?|nodes?|(?:all |every )?lesions?|disease|lymphoma|leuka?emia)\b(?: (?:entirely|completely|fully))?"
        rf"|\b(?:no|not (?:a|one)(?: single)?) {_ADJECTIVES}(?:{_LESION}|{_DISEASE}) (?:[\w/-]+ ){{0,3}}?(?:was |were |is |are |being |could be |had |)(?:any longer |any more |still )?{_LEFT}\b"
        rf"|\b(?:marrow|BM|CSF|aspirate|trephine|biopsy|smear)(?: [^.;,]{{1,40}}?)? (?:contained|showed|revealed|held|harbou?red|yielded|disclosed) no {_ADJECTIVES}{_DISEASE}\b"
        rf"|\bno longer (?:any |an? )?{_ADJECTIVES}{_LESION}\b"
        rf"|\b(?:every|all|each)(?: of)?(?: the| her| his| those| these| known)? {_ADJECTIVES}(?:lesions?|nodes?|focus|foci|masses|mass|deposits?|plasmacytomas?|tumou?rs?|sites?|nodules)(?: [^.;,]{{1,20}})? (?:had |has |have |were |was )?{_GONE}\b"
        rf"|\b(?:made|makes|making|caused|let) (?:it|them|the {_LESION}) (?:to )?(?:disappear|vanish|melt away|dissolve)\b(?: (?:entirely|completely))?"
        r"|\b(?:not (?:a|one)(?: single)?|no) (?:leuka?emi[ac] |lymphoma |tumou?r |malignant |clonal |lympho|myelo|residual |abnormal )*(?:blast|cell) (?:was |could be |is )?(?:left|seen|found|detected|present|identified|visible)\b"
        r"|\b(?:blasts|leuka?emi[ac] cells|lymphoma cells|tumou?r cells|plasma cells) (?:had |have |has |were |are )?(?:all |now |completely |entirely )*(?:gone|disappeared|vanished|melted away|been (?:cleared|eradicated|swept away))\b(?! (?:only )?(?:from the (?:peripheral )?(?:blood|smear|circulation)|transiently))"
        r"|\b(?:bone )?(?:marrow|BM)(?: \w+){0,2} (?:was|were|is|looked|appeared|seemed|proved|had become|remained) (?:entirely |completely |again |once more )*(?:(?:morphologically|microscopically|cytologically) )(?:normal|unremarkable|clean|inconspicuous|free of disease)\b|\b(?:bone )?(?:marrow|BM)(?: \w+){0,2} (?:was|were|is|looked|appeared|seemed|proved|had become|remained) (?:entirely |completely |again )*(?:normal|unremarkable|clean|inconspicuous) (?:under the microscope|on microscopy|by microscopy|by morphology|on morphology|by light microscopy|morphologically|to the eye)"
        r"|\b(?:the|her|his|this) (?:cancer|disease|leuka?emia|lymphoma|myeloma|illness|tumou?rs?) (?:had |has |have )?(?:then |now |completely |soon )*(?:gone away|went away|disappeared|vanished|melted away)\b"
        r"|\bresponded completely(?= to\b)(?! to (?:steroid|antibiot|treatment with (?:steroid|antibiot)|dexameth|predni|methylpred|tociliz|fluid))"
        r"|\bimmunofixation (?:of \w+(?: and \w+)? )?(?:was|became|turned|is|had become) (?:now |again |also )*(?:negative|blank)\b"),
    ("PD", rf"\b(?:could|did|would|does) not (?:contain|control|halt|stop|hold|check|stem|restrain|arrest|subdue) (?:it|the (?:disease|lymphoma|leuka?emia|myeloma|tumou?r|growth)|(?:her|his) \w+)\b|\bfailed to (?:contain|control|halt|stop|hold|check|stem|restrain|arrest) (?:it|the (?:disease|lymphoma|leuka?emia|myeloma|tumou?r|growth)|(?:her|his) \w+)\b"
        rf"|\b(?:{_DISEASE}|{_LESION}) (?:had |has |have |now |again |all |then |clearly |rapidly |soon )*(?:(?:kept|continued|went on) (?:to grow|growing|to progress|progressing|to enlarge|enlarging|to increase|increasing|to expand|to spread|spreading|to advance)|grew|grown|enlarged|increased in (?:size|number)|(?:had|has|have) spread)\b(?! (?:in culture|Escherichia))"
        r"|\b(?:lymphoid |myeloid )?blast(?:ic)? (?:crisis|phase|transformation)\b|\b(?:transformed|transformation|transforming) (?:in)?to (?:an? |the )?(?:\w+[- ]){0,3}?(?:DLBCL|lymphoma|AML|leuka?emia)\b|\bRichter(?:'s)? (?:transformation|syndrome)\b"),
    ("relapse", rf"\b(?:biops\w+|excis\w+|aspirat\w+|puncture\w*|needled|histolog\w+|cytolog\w+|specimens?|removed|resected|lump|node|nodule|mass|swelling|tumou?r)\b[^.;]{{0,70}}?\b(?:held|showed|proved|was|contained|confirmed|revealed|yielded|demonstrated|disclosed|consisted of|to be|: sheets of|bore|harbou?red|established|documented|turned out to be)(?: to be)? (?:again |once more |the same |an? |the |recurrent |relapsed |recurrence of |return of |relapse of |her |his |original |CD\d+-(?:positive|negative) )*{_DISEASE}\b(?: once more| again| as before)?"
        r"|\b(?:blasts|leuka?emi[ac] cells|lymphoma cells) (?:were|had been) (?:again )?(?:seen|found|detected|present|counted|demonstrated) in (?:the |her |his )?(?:CSF|cerebrospinal|spinal fluid|peripheral blood|blood|bone marrow|marrow|smear)\b|\b(?:CSF|cerebrospinal fluid|spinal fluid|marrow|blood film|film|smear) (?:again )?(?:held|contained|teemed with|was full of|harbou?red|swarmed with|was packed with) (?:\d[\d.,]*\s?%? ?)?(?:again )?(?:\w+ )?(?:blasts|leuka?emi[ac] cells|lymphoma cells)\b"
        rf"|\b(?:was|were|is|had become|been) (?:now )?(?:again|once more|newly) (?:involved|infiltrated|affected|invaded|replaced|enlarged|avid|hypermetabolic|FDG-avid|full of \w+)\b"
        r"|\b(?:marrow|BM|CNS|CSF|meninges|skin|liver|test[ie]s|nodes?) (?:also |then |soon |again )?(?:became|had become) (?:also |again )?(?:involved|infiltrated|leuka?emic)\b"
        rf"|\b{_LESION} (?:had |has |have |then |again |soon |later )*(?:re-?appeared|re-?emerged|returned|recurred|came back|come back|(?:was|were|been) back)\b"
        rf"|\b(?:new(?:ly (?:appeared|developed|found))?|fresh|further|additional)(?: an?)? {_ADJECTIVES}(?:lesions?|deposits?|nodes?|lymphadenopath(?:y|ies)|adenopath(?:y|ies)|mass(?:es)?|plasmacytomas?|foci|focus|lumps?|osteolys[ei]s|swelling|(?:nodal |extranodal |medullary |bone )?involvement|disease\b(?!-| (?:onset|activity)))\b"
        rf"|\b{_SCAN}(?: (?:[^.;,]|, ?(?=\d|and)){{1,60}}?)? (?:lit|lights|lighted) up (?!nowhere|nothing)(?:again )?(?:in (?:the |her |his )?(?:left |right |both )?[\w-]+|[^.;,]{{0,40}}?{_LESION}\b)|\b{_LESION}(?: [^.;,]{{1,30}}?)? (?:lit|lighted) up\b"
        rf"|\b{_SCAN}(?: (?:[^.;,]|, ?(?=\d|and)){{1,60}}?)? (?:showed|revealed|disclosed|displayed|demonstrated|detected|found) (?:(?:new|intense|intensely|increased|strong|strongly|multiple|several|pathological(?:ly)?) )*(?:(?:FDG|metabolically)[- ])?(?:avid|active|hypermetabolic|intense|pathological) (?:[\w-]+ )?(?:uptake in (?:the |her |his )?(?:[\w-]+ ){{0,2}}?(?:spleen|nodes?|lymph\w*|mediastinum|groins?|axillae?|neck|abdomen|retroperitoneum|marrow|bones?|liver|skeleton|pelvis|tonsils?)|lesions?|nodes?|lymphadenopath(?:y|ies)|adenopath(?:y|ies)|foci|masses|mass)\b"
        rf"|\b{_PROTEIN}\b(?: [^.;,]{{1,40}}?)? (?:had |has |have |then |again |slowly |now |was |were )*{_BACK}\b"
        rf"|\b(?:blasts?|{_DISEASE}) (?:again|once more)\b(?=\s?[,.;(]| (?:on|in|at|with)\b)"),
)  # fmt: skip
_SEEN = [(category, expression(pattern, re.IGNORECASE)) for category, pattern in _FINDINGS]
_STEMS: dict[str, tuple[str, ...]] = {
    "SD": ("neither", "stabil", "stable", "steady", "unchanged"),
    "CR": ("negative", "clear", "clean", "blank", "normal", "unremarkable", "cold", "silent", "empty", "without", "nowhere", "nothing", "no ", "not a", "not one", "every", "all ", "each", "disappear", "gone", "vanish", "inconspicuous", "vanish", "immunofixation", "inactive", " away", "completely to"),
    "PD": ("not ", "failed to", "grow", "grew", "enlarg", "increas", "spread", "transform", "richter", "blast"),
    "relapse": ("blasts", "appeared", "emerged", "returned", "recurred", " back", " cells", "biops", "excis", "aspirat", "punctur", "needled", "histolog", "cytolog", "specimen", "removed", "resected", "lump", "nod", "mass", "swelling", "tumo", "again", "once more", "newly", "new ", "fresh", "further", "additional", "protein", "spike", "chain", "monoclonal", "bence", "component", " up", "avid", "hypermetabolic", "pathological", "uptake", "became", "become"),
}  # fmt: skip
# what is looked at for other reasons: the brain of a confused patient, the lungs of a feverish one
_ELSEWHERE = expression(
    r"(?i)\b(?:brain|head|cranial|cerebral|skull|sinus(?:es)?|chest|thora\w+|lungs?|pulmonary|spinal|EEG|angiograph\w*|infect\w*|pneumon\w*|asperg\w*|fung\w*|abscess\w*|GV?HD|cultures?|ophthalm\w*|cardiac|heart|kidneys? (?:was|were) normal|ventric\w*|bone scan|before (?:lymphodepletion|conditioning|apheresis|harvest))\b"
)


def find_findings(sentence: str, offset: int = 0) -> Iterator[ResponseMention]:
    """Find what a sentence says to have been seen of the disease."""
    low = sentence.lower()
    taken: list[tuple[int, int]] = []
    for category, pattern in _SEEN:
        if not has_any(low, _STEMS[category]):
            continue
        for m in pattern.finditer(sentence):
            if any(m.start() < end and start < m.end() for start, end in taken):
                continue
            taken.append(m.span())
            yield ResponseMention(
                start=offset + m.start(),
                end=offset + m.end(),
                rule=f"response.{category}.seen",
                category=category,
                flags=("finding",),
            )


# "It was so still on 12 September", "The same was true at month 6", "This was confirmed at 12 months"
_SAME = expression(
    r"(?i)\b(?:it|this|that|the same|things|matters|the (?:picture|situation|state|status|results?|findings?|response|marrow|scans?|PET|remission)|(?:both|these|all(?: of)?(?: the| these)?)(?: two| three)?(?: findings| results| states| responses)?) (?:was|were|is|are|had been|has been|remained|had remained|has remained|stayed|held|applied|went) (?:still |again |also |likewise )*(?:so|the (?:same|case)|true|unchanged|unaltered|confirmed|re-?confirmed|maintained|sustained|preserved|reproduced|good|valid)\b(?: (?:still|again))?(?! by)|(?<=[:,] )(?:the same|unchanged|as before|idem|ditto)(?=\s?(?:[.;,)]|$))|\b(?:PET\S*|scan|CT|MRI|marrow|aspirate) (?:at|on|in|of|after) [^.;,]{1,30} (?:was|were|remained) (?:still |again )?(?:unchanged|the same|identical)\b(?! to)|\bso (?:it|this|she|he|they|matters|things) (?:was|were|is|remained|stayed|has remained|have remained|stood|stands)\b|\b(?:it|this) (?:still )?(?:persisted|held|continued)\b(?! for)|\b(?:so|likewise|the same) (?:again )?(?=(?:at|on|after|in) (?:month|day|the|\d|\w+ (?:months|years|weeks)))"
)

# "the same as that of day 90", "and so was the one of month 3"
_AS_THAT = expression(
    r"(?i)\b(?:exactly |just |much )?(?:the same|identical|so|as)(?: picture| result| finding)? (?:as|to|was|were|did|had been|were those|is) (?:(?:that|the one|those|the ones|(?:the |a )?(?:scan|(?:bone )?marrow|PET\S*|CT|MRI|examination|biopsy|assessment))\b(?= (?:of|on|at|from|after|taken|made|performed)\b)|(?:the |that |her |his )?(?:[Dd](?:ay )?[ -]?\+?\d{1,3}|[Mm](?:onth )?[ -]?\d{1,2}|[\w-]+[ -](?:month|week|year|day))[ -](?:bone )?(?:marrow|aspirate|PET\S*|CT|MRI|scan|biopsy|examination|assessment|evaluation|control)\b)"
)
_AS_STEMS = (
    "same as",
    "same was",
    "identical",
    "as was",
    "so was",
    "as were",
    "so were",
    "as did",
    "so did",
    "as is",
    "as had",
    "so had",
)


# "venetoclax was ineffective, and so was daratumumab": the same of another treatment
_SO_TOO = expression(
    r"(?i)(?:[,;] and|[;.]|,) so (?:did|was|were|had|proved|had been) (?=(?:the |a |her |his |two |three |\d |\w+ (?:cycles?|courses?|doses?) of |single-agent |salvage |subsequent )*[A-Za-z][\w/+-]{2,})(?!(?:the |her |his )?(?:that|one|those|ones|she|he|it|they|marrow|PET|scan|bone|CSF|biopsy|blood|day|month|fever|rash)\b)"
)
_SO_TOO_STEMS = (" so did ", " so was ", " so were ", " so had ", " so proved ")


def find_same(sentence: str, offset: int = 0) -> Iterator[ResponseMention]:
    """Find words that say that the state told of last goes on."""
    matches = list(_SAME.finditer(sentence))
    if not matches and has_any(sentence.lower(), _AS_STEMS):
        matches = list(_AS_THAT.finditer(sentence))
    if not matches and has_any(sentence, _SO_TOO_STEMS) and (too := _SO_TOO.search(sentence)):
        yield ResponseMention(
            start=offset + too.start(), end=offset + too.end(), rule="response.same.too", flags=("same", "too")
        )
    for m in matches:
        yield ResponseMention(
            start=offset + m.start(), end=offset + m.end(), rule="response.same", flags=("same",), kept=True
        )


def looked_elsewhere(sentence: str, start: int, end: int) -> bool:
    """Whether an examination was made for another reason than the disease: "MRI of the brain was normal"."""
    return _ELSEWHERE.search(sentence, max(0, start - 50), min(len(sentence), end + 40)) is not None
