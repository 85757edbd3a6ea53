"""Whether words for a state of the disease tell an assessment, or a label, a fear, a purpose, something told before.

`relapsed ALL` is a label · `to prevent relapse` a purpose · `the disease was refractory` a finding
"""

import re

from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import ResponseMention
from extractors.response_others import of_no_cancer, of_syndrome
from extractors.response_refractory import PAIR_BEFORE, label_of, to_line
from extractors.response_seen import residue_told, same_as_last, weigh
from extractors.response_standing import COURSE_FAILED, GOOD, HELD, LINES, LOST, stands_now, treated
from extractors.responses import is_hypothetical, is_measure, other_subject
from extractors.spinal_fluid import was_in_csf
from extractors.story import Book, Scene, State

_DISEASE_NAME = r"(?:(?:acute|chronic|B-?cell|T-?cell|large|diffuse|multiple|follicular|mantle|Hodgkin|classical|primary|Ph\+?|Philadelphia|precursor|pediatric|adult|high-grade|stage|aggressive|indolent|CD\d+|transformed|metastatic|secondary|B-?ALL|T-?ALL|AML|ALL|MM|DLBCL|LBCL|FL|MCL|CLL|MDS|NHL|PMBCL|lymphoblastic|myeloid|myeloma|leuka?emia|lymphoma|patient|neuroblastoma|sarcoma)\b|disease\b)"

_ATTRIBUTE = expression(
    rf"(?i)^(?:\s|-)(?!(?:with|in|on|after|at|from|and|to|while|despite|under|as|due|again|during|within)\b)(?:\w+[- ]){{0,2}}?{_DISEASE_NAME}"
)

_PAIR_AFTER = expression(r"(?i)^\s?(?:/|or |and |-|, )\s?(?:refractory|relapsed)")

_OF_OTHER = expression(r"(?i)(?:steroid|platelet|transfusion|corticosteroid|glucocorticoid|insulin|DORIS|renal|lupus|nephr\w+|clinical SLE|of (?:the )?(?:SLE|lupus|CRS|ICANS|GV?HD|infection|symptoms|colitis))(?:[- ]|\s\w+\s)$")  # fmt: skip

_OF_OTHER_AFTER = expression(r"(?i)^ (?:of|from|in) (?:the |her |his |all )?(?:SLE|lupus|arthritis|nephritis|CRS|ICANS|GV?HD|infection|symptoms?|colitis|toxicit\w+|skin rash|HLH|fever|diabetes|pneumonia|neurolog\w+|pain|nausea|uveitis|anti-\w+|B cells|chimerism|cytopeni\w+|depression)")  # fmt: skip

_ORDINAL_LABEL = expression(r"(?i)\b(?:in|of|at|during|for|after|beyond|relapsed? from|recurrence from|time of) (?:(?:the|her|his|a|this|that|such|their) )?(?:(?:first|second|third|1st|2nd|3rd|complete|molecular|morphologic\w*|h\w+logic\w*|cytogenetic|clinical|MRD-negative|continuous) )*$")  # fmt: skip

_IS_STATE = expression(
    r"(?i)\b(?:is|was|were|be|been|remain\w*|stay\w*|still|now|continu\w*|enter\w*|went|put|brought|achiev\w*|attain\w*|reach\w*|result\w*|led|found|docum\w*|shown?|show\w*|reveal\w*|confirm\w*|kept|live\w*|alive|induc\w*|obtain\w*|gained|judged|assessed|evaluated|convert\w*|turned|restored|persist\w*|each|doing well|well)\b[^.;]{0,32}$"
)

_EVENT_REFERENCE = expression(r"(?i)\b(?:before|prior to|since|until|despite|treat\w*(?: of| for)?|therapy (?:for|of)|history of|cause of|onset of|signs? of|because of|due to|owing to|in view of|for|against|manage\w*(?: of)?|time (?:of|to|from)|case of|pattern of|form of|type of|following|after|at|upon|on)\s(?:(?:the|this|that|a|an|her|his|their|its|such|another|first|second|third|further|subsequent|early|late|isolated|overt|full|initial|frank|disease|leuka?emia)[ -])*$")  # fmt: skip

_DENIED = expression(r"(?i)\b(?:no|not|never|without|neither|nor|none|ruled out|exclud\w+|absence of|lack of|free of|did not|has not|had not|have not|denied|negative for)\b(?! only\b)(?:\s(?!-\s|but\b|however\b|and (?:she|he|led|gave|brought|showed|met|was|were|had|\w{3,}ed)\b)[\w'/-]+){0,5}\s?$")  # fmt: skip

_DENIED_AFTER = expression(r"(?i)^[^.;,]{0,30}?\b(?:(?:was|were|is|has|have|had|did) (?:not|never)\b(?! (?:only|improv|respond|resolv))|(?:was|were) (?:ruled out|excluded|absent)|not (?:seen|observed|achieved|detected)|(?:was|were) (?:suppressed|halted|slowed|prevented|arrested|controlled|averted))")  # fmt: skip

# "the marrow still contained 34% blasts": a line has failed
_STILL = expression(r"(?i)\b(?:still|persist\w*|residual|remain\w*|continued|as many as before)\b")


def dismissed(
    book: Book, scene: Scene, r: ResponseMention, state: State, mentioned: dict[int, Course], patient: int
) -> bool:
    reason = _why_not(scene, r, state, mentioned, book, patient)
    if reason:
        book.skip(r, reason)
    return reason is not None


_TREATED_BEFORE = expression(
    r"(?i)\b(?:after|on|under|despite|following|during|through) (?:[\w-]+ ){0,4}?(?:lines?|therap\w+|treatments?|regimens?|chemo\w*|transplant\w*|infusion|cycles?)\b"
)
_SCANNED = expression(
    r"(?i)\b(?:PET\S*|CT|scans?|imaging|MRI|MIBG|re-?staging|re-?evaluation|re-?assessment)\b[^.;]{0,70}$"
)


def _why_not(
    scene: Scene, r: ResponseMention, state: State, mentioned: dict[int, Course], book: Book, patient: int
) -> str | None:
    """Why the words are no assessment of the patient's disease, or None when they are."""
    start, end = r.start - scene.sentence.start, r.end - scene.sentence.start
    before, after, words = scene.text[:start], scene.text[end:], scene.text[start:end]
    kind = r.rule.rsplit(".", 1)[-1]
    alone = all(x.category == r.category for x in scene.responses)
    if (
        alone
        and r.category in LOST
        and not scene.times
        and not any(m.start < r.start for m in scene.therapies)
        and len(scene.text) < 60
        and not _VERB.search(scene.text)
        and not _TELEGRAPHIC.search(before)
    ):
        return "a heading"
    grew = r.category == "PD" and "rogress" in words
    if grew and not (scene.therapies or treated(book, scene) or _TREATED_BEFORE.search(scene.text)):
        return "before any treatment"  # "MDS that progressed to AML"
    if "residue" in r.flags:
        return None if residue_told(book, scene, r, patient) else "no residual disease before"
    if "same" in r.flags:
        return same_as_last(book, scene, r, patient)
    if "finding" in r.flags and any(
        "residue" in x.flags and x.start <= r.start < x.end and residue_told(book, scene, x, patient)
        for x in scene.responses
    ):
        return "residual disease"
    if "finding" in r.flags:
        return "hypothetical" if is_hypothetical(before) else weigh(book, scene, r, patient)
    none_seen = kind == "imaging" and words.endswith(("disease", "lymphoma", "tumor", "tumour"))
    if none_seen and words.startswith("no ") and not (_SCANNED.search(before) or words.startswith("no active")):
        return "another examination"  # "lumbar puncture showed no lymphoma"
    if "blasts" in r.flags:
        if stands_now(book, patient) == "response":
            return None
        if treated(book, scene) and _STILL.search(before[-60:]):
            r.category = "NR"
            return None
        return "blasts before a remission"
    if (reason := of_no_cancer(book, scene, r, kind, words, before, after)) is not None:
        return reason
    if kind == "marrow" and book.aplastic and words.endswith("empty"):
        return "an empty marrow"
    of_fluid = kind == "marrow" and _FLUID.search(words)
    if (of_fluid or (kind == "free" and _FLUID_WAS.search(before))) and not was_in_csf(book, scene, start):
        return "never in the spinal fluid"
    if r.category is None:
        gene = kind != "hyphen" and "MRD" not in words and "esidual" not in words
        if gene and (not treated(book, scene) or "at diagnosis" in scene.text):
            return "at diagnosis"
        if (
            not (scene.times or scene.therapies or _VERB.search(scene.text))
            and len(scene.text) < 60
            and words.islower()
        ):
            return "a heading"
        return "hypothetical" if is_hypothetical(before) or is_measure(after) else None
    if is_measure(after) and kind not in {"refractory"}:
        return "a measure"
    if (is_hypothetical(before) and not _CRITERIA_MET.match(after)) or _SOMEBODY.search(before[-60:]):
        return "hypothetical"
    if _OTHERS.search(before[-60:]):
        return "of others"
    if _PAIR_AFTER.match(after) or PAIR_BEFORE.search(before):
        return "a label"
    if (kind != "free" and _OF_OTHER.search(before[-40:])) or _OF_OTHER_AFTER.match(after):
        return "not of the disease"
    if r.category in {"relapse", "PD", "NR"}:
        return _no_loss(book, scene, r, kind, before, after, state, mentioned, patient)
    if kind == "remission" and (
        re.search(r"(?i)\b(?:symptom\w*|autoimmun\w*|drug-free)\s$", before[-14:] + " ")
        or _AUTOIMMUNE_SCORE.search(scene.text)
    ):
        return "not of the disease"
    if re.fullmatch(r"CR[1-4]", words) and (_BEFORE_THERAPY.match(after) or _beside_name(scene, r, before, after)):
        return "a label"
    if (
        re.search(r"(?i)^(?:R[123]|r[123])?\d$", words[-1:])
        and _ORDINAL_LABEL.search(before)
        and not _IS_STATE.search(before)
    ):
        return "a label"
    if _SINCE_RESPONSE.search(before) and stands_now(book, patient) == "response":
        return "told of before"
    if _FROM_STATE.search(before[-40:]):
        return "told of before"
    if _GRAFTED_IN.search(before) and _complete_before(book, scene, r, patient):
        return "told of before"
    if (
        _ORDINAL_LABEL.search(before)
        and not (_IS_STATE.search(before) or _gapped(scene, r) or _regained(book, r, patient))
        and re.search(r"(?i)first|second|third|CR[1-4]", before[-25:] + words)
    ):
        return "a label"
    if kind in {"complete", "remission", "partial", "vgpr", "stringent"} and _DENIED.search(before[-40:]):
        return "denied"
    if kind in {"complete", "remission"} and _DENIED_AFTER.match(after):
        return "denied"
    return None


def _beside_name(scene: Scene, r: ResponseMention, before: str, after: str) -> bool:
    """ "a man with AML (CR2) was grafted": how he came, where the bracket follows no treatment."""
    alone = before.endswith("(") and after.startswith((")", ",", ";"))
    return alone and not any(0 <= r.start - m.end < 4 for m in scene.therapies)


def _regained(book: Book, r: ResponseMention, patient: int) -> bool:
    """Whether "in second remission she was autografted" tells first that the line since the relapse had done it."""
    last = next((f for f in reversed(book.story.responses) if f.patient == patient and f.category), None)
    if last is None or last.category not in LOST:
        return False
    since = last.spans[-1][1]
    return any(
        c.patient == patient
        and c.status == "given"
        and c.role in LINES
        and any(since <= s < r.start for s, _ in c.spans)
        for c in book.story.courses
    )


# "twelve months after achieving CR she relapsed": the remission that was told of
_SINCE_RESPONSE = expression(
    r"(?i)\b(?:months?|years?|weeks?|days?) (?:after|from|since|into|post|following|of) (?:(?:the|her|his|this|that|first|second|third|last|achiev\w+|attain\w+|reach\w+|enter\w+|obtain\w+|onset of|documentation of|start of|molecular|morphologic\w*|h\w+logic\w*|an?) )*$"
)
# "we spoke of relapse from CR"
_FROM_STATE = expression(
    r"(?i)\b(?:relaps\w*|recurrence|progress\w+|loss) (?:from|out of) (?:(?:an?|the|her|his|first|second|stringent|deep|complete) )*$"
)
# "haploidentical transplantation was performed in first CR"
_GRAFTED_IN = expression(
    r"(?i)\b(?:performed|carried out|undertaken|(?:auto|allo)?transplanted|autografted|allografted|(?:auto|allo)?grafts?|A?SCT|HS?CT|BMT|transplant(?:ation)?|infused)(?: \([^()]*\))?(?: (?:was|were) (?:done|given|performed|undertaken|carried out))?(?: from (?:an? |the |her |his )?[\w'/-]+(?: [\w'/-]+){0,4}?)?(?: (?:on|in) [\w ,]{3,20}?)? in (?:an? |her |his )?(?:first|second|third|1st|2nd|3rd|complete|continuous|molecular|deep|MRD-negative|[a-z]+ ){0,3}$"
)


def _complete_before(book: Book, scene: Scene, r: ResponseMention, patient: int) -> bool:
    """Whether this sentence or the story so far tells of a complete remission that goes on."""
    if any(x.end <= r.start and (x.category in _COMPLETE or x.mrd == "negative") for x in scene.responses):
        return True
    last = next((f for f in reversed(book.story.responses) if f.patient == patient), None)
    return last is not None and (last.category in _COMPLETE or (last.category is None and last.mrd == "negative"))


_COMPLETE = frozenset({"CR", "CRi", "sCR"})


def _partial_before(book: Book, scene: Scene, r: ResponseMention, patient: int) -> bool:
    """Whether what was lost was a partial response: that is a progression."""
    here = [x.category for x in scene.responses if x.end <= r.start and x.category in GOOD]
    told = [f.category for f in book.story.responses if f.patient == patient and f.category]
    return (here or told or ["CR"])[-1] in {"PR", "VGPR", "MR", "SD"}


# "BR resulted in CR, tazemetostat in a PR and mosunetuzumab in a second CR": the verb is said once
_RESULTED = expression(r"(?i)\b(?:resulted|result|ended) in\b")
_GAPPED = expression(r"(?i)(?:\s?\([^()]*\))? in (?:an? |the )?(?:first |second |third |further |new )?")


def _gapped(scene: Scene, r: ResponseMention) -> bool:
    """Whether a treatment and its state stand without their verb, which a clause before has."""
    last = next((m for m in reversed(scene.therapies) if m.end <= r.start), None)
    base = scene.sentence.start
    return (
        last is not None
        and _GAPPED.fullmatch(scene.text, last.end - base, r.start - base) is not None
        and _RESULTED.search(scene.text, 0, last.start - base) is not None
    )


_ON_LINE = expression(
    r"(?i)^(?: of (?:the |his |her )?(?:disease|lymphoma|leuka?emia|myeloma))? (?:on|under|after|despite|while (?:on|receiving)|during|following|through) (?:the |his |her |\w+ (?:cycles|courses) of )?$"
)


def _new_line_failed(
    scene: Scene, book: Book, r: ResponseMention, mentioned: dict[int, Course], after: str, stands: str
) -> bool:
    """ "Following progression on lenalidomide": told as the reason for the next line, an event all the same if it is told here first."""
    named = next((m for m in scene.therapies if m.start >= r.end and id(m) in mentioned), None)
    if named is None or not _ON_LINE.match(after[: named.start - r.end]):
        return False
    course = mentioned[id(named)]
    if course.role not in LINES and not course.infusion:
        return False
    lost = [f.after for f in book.story.responses if f.patient == course.patient and f.category in LOST]
    if stands == "lost" and lost[-1:] == [None]:
        return False
    return all(c is not course and (c is None or c.part_of is not course) for c in lost)


def _no_loss(
    book: Book,
    scene: Scene,
    r: ResponseMention,
    kind: str,
    before: str,
    after: str,
    state: State,
    mentioned: dict[int, Course],
    patient: int,
) -> str | None:
    """Relapse, progression, no response: whether the words tell it as an event of the disease."""
    stands = stands_now(book, patient)
    if any(x.category in HELD and x.end <= r.start for x in scene.responses):
        stands = "response"  # "stabilised the disease until progression in January"
    words = scene.text[r.start - scene.sentence.start : r.end - scene.sentence.start]
    if _DENIED.search(before[-50:]) or _DENIED_AFTER.match(after):
        return "denied"
    if kind == "verb" and words.endswith("lost") and _partial_before(book, scene, r, patient):
        r.category = "PD"
    named = kind == "verb" and _NAMED.match(words) is not None
    if kind == "verb" and words.startswith("recur") and of_syndrome(scene, r):
        return "not of the disease"
    if (
        r.category != "NR"
        and kind == "verb"
        and not (named or words.startswith(("lost ", "losing ", "loss ")))
        and other_subject(scene.text, r.start - scene.sentence.start)
    ):
        persons = re.search(r"(?i)\b(?:she|he|patient|who|they)\b[^,]{0,30}$", before[-40:])
        if not persons or not re.match(r"(?i)relaps|progress", words.split()[-1]):
            return "not of the disease"
    if kind == "verb" and re.match(
        r"(?i)^ (?:to|into|through) (?:grade|stage|respirat|septic|shock|hypo|hypox|coma|multi|renal|severe|the next|graft|CRS|ICANS|cell)",
        after,
    ):
        return "not of the disease"
    if kind == "verb" and re.match(r"(?i)relapsed$|recurrent \w+$", words) and _ATTRIBUTE.match(after):
        return None if _PROVED.search(before[-60:]) and treated(book, scene) else "a label"
    if kind == "noun" and words.endswith("relapses") and _COUNTED.search(before[-24:]):
        return "a label"
    if kind == "soft" and (_SOUGHT.search(before[-90:]) or _OF_GRAFT.search(scene.text)):
        return "not of the disease"
    if kind == "soft":
        lines = [c for c in mentioned.values() if c.role in LINES or c.infusion]
        recent = state.line is not None and re.match(
            r"(?i)^(?:it|this|the|which|treatment|therapy|both|these|salvage|a|chemotherapy|re-?induction|this regimen)\b",
            scene.text,
        )
        return None if lines or recent or COURSE_FAILED.search(before[-60:]) else "not of the disease"
    if kind == "refractory":
        return None if to_line(scene, r, before, mentioned) else label_of(before, after)
    if (
        r.category == "NR"
        and kind == "none"
        and re.match(
            r"(?i)^ (?:to|of|with) (?:the )?(?:steroid|tociliz|anakinra|antibiot|GCSF|G-CSF|fever|CRS|platelet)", after
        )
    ):
        return "not of the disease"
    if (
        kind == "noun"
        and re.search(r"(?i)\buntil\s(?:\w+ )?$", before[-24:])
        and not re.match(r"(?i)^[^.;]{0,12}?(?:in|on|at|of) (?:\w+ )?\d?", after)
    ):
        return "hypothetical"
    if kind == "noun" and (lead := _IN_RELAPSE.search(before[-30:] + words)):
        given = r.start - len(before[-30:]) + lead.start()  # "was put on mosunetuzumab in second relapse"
        if not _IS_STATE.search(before) or any(0 <= given - m.end < 3 for m in scene.therapies):
            return "a label"
    if kind == "noun" and _COUNTED_FROM.search(before[-40:]) and _relapsed_before(book, patient):
        return "told of before"
    if kind == "noun" and _EVENT_REFERENCE.search(before[-45:]):
        told = re.match(
            r"(?i)^[\s,(]*(?:in|on|of|at)?\s?(?:\w+ )?(?:\d|January|February|March|April|May|June|July|August|September|October|November|December|day\b)",
            after,
        )
        if _new_line_failed(scene, book, r, mentioned, after, stands):
            return None
        stopped = stands == "unknown" and _STOPPED_UPON.search(before[-90:]) is not None
        if stands == "lost" or not (stands == "response" or told or stopped):
            return "told of before"
        if told and re.search(r"(?i)\buntil\s(?:\w+ )?$", before[-24:]):
            return None
        if re.search(r"(?i)\b(?:before|prior to|until|history of|risk of|since|time to)\s(?:\w+ )?$", before[-30:]):
            return "told of before"
    return None


# "was ceased in May 2019 on biochemical progression"
_STOPPED_UPON = expression(
    r"(?i)\b(?:stopped|ceased|discontinued|withdrawn|abandoned|terminated|suspended|halted|given up)\b[^.;,]{0,30}?\b(?:on|upon|at|for|because of|due to|owing to|in view of) (?:the |her |his |a )?(?:\w+ ){0,2}$"
)
# "biopsy demonstrated relapsed DLBCL": here the label is the finding
_PROVED = expression(
    r"(?i)\b(?:biops\w+|excis\w+|aspirat\w+|histolog\w+|patholog\w+|cytolog\w+|marrow|BM|PET\S*|CT|scan|MRI|imaging|resection|core|sample|specimen|smear|this|it|which)\b[^.;]{0,40}?\b(?:show|reveal|demonstrat|confirm|prov|document|disclos|establish|yield|diagnos|detect|indicat|consistent with|in keeping with|compatible with)\w*(?: to be| as)? (?:an? |the |CD\d+[+-]? )?$"
)
# "PTCL (2 relapses)"
_COUNTED = expression(
    r"(?i)\b(?:\d|two|three|four|five|multiple|several|many|repeated|frequent|previous|prior)\s(?:\w+ )?$"
)
# what was asked for, harvested or applied for in vain is no line of treatment
_SOUGHT = expression(
    r"(?i)\b(?:sought|requested|applied for|search\w*|appeal\w*|attempts? to (?:obtain|find|harvest|collect|mobili[sz]e|contact|wean|extubate)|harvest\w*|mobili[sz]\w*|collect\w*|apheresis|leuk?apheresis|wean\w*|access|enrol\w*|manufactur\w*)\b[^.;]{0,60}$"
)

# "the transplant failed: autologous reconstitution was seen"
_OF_GRAFT = expression(
    r"(?i)\b(?:autologous (?:reconstitution|recovery)|graft (?:failure|rejection|loss)|rejected|non-?engraft\w*|(?:did not|failed to) engraft|recipient chimerism)\b"
)
# "died in remission 14 months after relapse"
_COUNTED_FROM = expression(
    r"(?i)\b(?:months?|years?|weeks?|days?) (?:after|from|since|post|following) (?:the |her |his |this |that |first |second |third )*$"
)


# the spinal fluid matters where the disease had been found there
_FLUID = expression(r"(?i)^(?:CSF|(?:cerebro)?spinal fluid)")
_FLUID_WAS = expression(r"(?i)\b(?:CSF|(?:cerebro)?spinal fluid) (?:was|were|is|remained) $")


def _relapsed_before(book: Book, patient: int) -> bool:
    return any(f.patient == patient and f.category in LOST for f in book.story.responses)


# "the criteria of an sCR were fulfilled"
_CRITERIA_MET = expression(r"(?i) (?:was|were|had been|are) (?:\w+ )?(?:fulfilled|met|satisfied|reached)\b")
# "what to do once such a child has relapsed"
_SOMEBODY = expression(r"(?i)\b(?:once|when|if|whenever|where) (?:such )?(?:an?|any) (?:\w+ ){1,3}(?:has |have )?$")

# "most patients relapse within two years"
_OTHERS = expression(
    r"(?i)\b(?:most|many|some|few|half|all|such|(?:the )?majority|two thirds|a third|\d+ ?%)(?: of)?(?: the| these| our| such| other)? (?:[\w-]+ ){0,2}?(?:patients|people|persons|children|adults|recipients|responders)\b[^.;,]{0,30}$"
)
# "DLBCL in first relapse received": how the patient came
_IN_RELAPSE = expression(
    r"(?i)\bin (?:an? |his |her )?(?:(?:first|second|third|fourth|early|late|multiple|chemo\w+|untreated|full|overt|frank) )*relapse$"
)

# "in CR2 before CAR-T", "in CR1 at transplantation"
_BEFORE_THERAPY = expression(
    r"(?i)^ (?:before|prior to|at(?: the time of)?|when) (?:the |her |his )?(?:\w+[- ])?(?:CAR|HSCT|HCT|SCT|BMT|transplant\w*|infusion|lymphodepletion)"
)

_AUTOIMMUNE_SCORE = expression(r"\b(?:SLEDAI|DAS28|BILAG|EUSTAR|MG-ADL|EDSS|DORIS|LLDAS)\b")

_TELEGRAPHIC = expression(r"(?:->|=>|→|:|=)\s?$")

_VERB = expression(r"(?i)\b(?:was|were|is|are|had|has|have|came|occurred|followed|\w{3,}ed|showed|found|again|after)\b")

# "primary mediastinal B-cell lymphoma progressed": what progressed is said
_NAMED = expression(
    r"(?:(?i:disease|lymphoma|leuka?emia|myeloma|malignan|tumou?r|cancer|neoplas)|(?:[BT]-)?(?:ALL|MDS|AML|CLL|CML|DLBCL|MM|FL|MCL|PMBCL)\b)"
)
