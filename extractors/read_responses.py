"""States of the disease in a sentence: event or label, when, for how long, and whether told before.

The therapy that a state followed is found in `link_responses`.
"""

import re
from copy import copy

from extractors.courses import Course, When
from extractors.line_tables import LINE_ROWS
from extractors.link_responses import solid, therapy_before
from extractors.malignancy import MALIGNANT
from extractors.mentions import ResponseMention, TimeMention
from extractors.responses import is_hypothetical, is_last, is_measure, other_subject, site_of
from extractors.story import Book, ResponseFact, Scene, State
from extractors.time_responses import Point, points_of

GOOD = {"CR", "CRi", "sCR", "VGPR", "PR", "MR"}
LOST = {"relapse", "PD"}
_DISEASE_NAME = r"(?:(?:acute|chronic|B-?cell|T-?cell|large|diffuse|multiple|follicular|mantle|Hodgkin|classical|primary|Ph\+?|Philadelphia|precursor|pediatric|adult|high-grade|stage|aggressive|indolent|CD\d+|transformed|metastatic|secondary|B-?ALL|T-?ALL|AML|ALL|MM|DLBCL|LBCL|FL|MCL|CLL|MDS|NHL|PMBCL|lymphoblastic|myeloid|myeloma|leuka?emia|lymphoma|patient|neuroblastoma|sarcoma)\b|disease\b)"
_ATTRIBUTE = re.compile(
    rf"(?i)^(?:\s|-)(?!(?:with|in|on|after|at|from|and|to|while|despite|under|as|due|again|during|within)\b)(?:\w+[- ]){{0,2}}?{_DISEASE_NAME}"
)
_PAIR_AFTER = re.compile(r"(?i)^\s?(?:/|or |and |-|, )\s?(?:refractory|relapsed)")
_PAIR_BEFORE = re.compile(r"(?i)(?:\brelapsed|\brefractory)\s?(?:/|,? or |,? and |-|, )\s?$|\b(?:relapse|r)\s?[/-]\s?$")
_NO_DISEASE = re.compile(
    r"(?i)^\s?(?:septic|hypo|neutropeni|thrombo|cytopeni|CRS|ICANS|GV?HD|fever|HLH|shock|seizure|status|cases?\b|patients?\b|to (?:steroid|tocilizumab|cortico|antibiot|platelet|transfus|anakinra|immunosuppress|glucocort|vasopress|fluid|G-CSF|treatment with (?:steroid|antibiot)|six|five|four|three|two|multiple|several|\d|at least|more|prior|previous|\w+ (?:prior |previous )?lines|standard|conventional|chemotherapy and))"
)
_OF_OTHER = re.compile(r"(?i)(?:steroid|platelet|transfusion|corticosteroid|glucocorticoid|insulin|DORIS|renal|lupus|nephr\w+|clinical SLE|of (?:the )?(?:SLE|lupus|CRS|ICANS|GV?HD|infection|symptoms|colitis))(?:[- ]|\s\w+\s)$")  # fmt: skip
_OF_OTHER_AFTER = re.compile(r"(?i)^ (?:of|from|in) (?:the |her |his |all )?(?:SLE|lupus|arthritis|nephritis|CRS|ICANS|GV?HD|infection|symptoms?|colitis|toxicit\w+|skin rash|HLH|fever|diabetes|pneumonia|neurolog\w+|pain|nausea|uveitis|anti-\w+|B cells|chimerism|cytopeni\w+|depression)")  # fmt: skip
_ORDINAL_LABEL = re.compile(r"(?i)\b(?:in|of|at|during|for|after|beyond|time of) (?:(?:the|her|his|a|this|that|such|their) )?(?:(?:first|second|third|1st|2nd|3rd|complete|molecular|morphologic\w*|h\w+logic\w*|cytogenetic|clinical|MRD-negative|continuous) )*$")  # fmt: skip
_IS_STATE = re.compile(
    r"(?i)\b(?:is|was|were|be|been|remain\w*|stay\w*|still|now|continu\w*|enter\w*|went|put|brought|achiev\w*|attain\w*|reach\w*|result\w*|led|found|docum\w*|shown?|show\w*|reveal\w*|confirm\w*|kept|live\w*|alive|induc\w*|obtain\w*|gained|judged|assessed|evaluated|convert\w*|turned|restored|persist\w*|each|doing well|well)\b[^.;]{0,32}$"
)
_EVENT_REFERENCE = re.compile(r"(?i)\b(?:before|prior to|since|until|despite|treat\w*(?: of| for)?|therapy (?:for|of)|history of|cause of|onset of|signs? of|because of|due to|owing to|in view of|for|against|manage\w*(?: of)?|time (?:of|to|from)|case of|pattern of|form of|type of|following|after|at|upon|on)\s(?:(?:the|this|that|a|an|her|his|their|its|such|another|first|second|third|further|subsequent|early|late|isolated|overt|full|initial|frank|disease|leuka?emia)[ -])*$")  # fmt: skip
_DENIED = re.compile(r"(?i)\b(?:no|not|never|without|neither|nor|none|ruled out|exclud\w+|absence of|lack of|free of|did not|has not|had not|have not|denied|negative for)\b(?! only\b)(?:\s(?!but\b|however\b|and (?:she|he)\b)[\w'/-]+){0,5}\s?$")  # fmt: skip
_DENIED_AFTER = re.compile(r"(?i)^[^.;,]{0,30}?\b(?:(?:was|were|is|has|have|had|did) (?:not|never)\b(?! (?:only|improv|respond|resolv))|(?:was|were) (?:ruled out|excluded|absent)|not (?:seen|observed|achieved|detected)|(?:was|were) (?:suppressed|halted|slowed|prevented|arrested|controlled|averted))")  # fmt: skip
_BENIGN = re.compile(
    r"(?i)\b(?:Fanconi|thalass(?:a)?emia|sickle|immunodeficien\w+|SCID|chronic granulomatous|haemophilia|hemophilia|immune thrombocytopenia|ITP\b|pure red cell aplasia)"
)
# "the marrow still contained 34% blasts": a line has failed
_STILL = re.compile(r"(?i)\b(?:still|persist\w*|residual|remain\w*|continued|as many as before)\b")
_BASELINE = re.compile(
    r"(?i)\b(?:presented|referred|admitted|came|visited|diagnosed|suffering|known|history of|with a history|old)\b[^.;]{0,60}\b(?:with|for|of)\s(?:\w+[- ]){0,3}$"
)


def read_responses(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    whens: dict[int, When],
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> None:
    if book.disease is not None and book.disease[0] and not book.disease[1]:
        for r in scene.responses:
            book.skip(r, "an autoimmune disease")
        return
    if scene.responses and _marrow_failure(book):
        for r in scene.responses:
            book.skip(r, "no malignant disease")
        return
    if not (retold or scene.responses):
        _lasted(book, scene, patient)
    states = [r for r in scene.responses if not _dismissed(book, scene, r, state, mentioned, patient)]
    groups = _together(_without_soft(book, scene, states), scene)
    placed = points_of(book, scene, groups, whens, mentioned)
    for group, points in zip(groups, placed, strict=True):
        for point in points:
            fact = _response(book, scene, group, point, patient, mentioned, whens)
            _record(book, fact, group, state, point, retold=retold, scene=scene)


# "It lasted 27 months.", "The response was maintained for 8 months."
_LASTED = re.compile(
    r"(?i)(?:It|This(?: \w+)?|(?:The|Her|His|That) (?:\w+ )?(?:remission|response|CR|PR|CRi|VGPR|effect)|Remission|Response)(?: \w+ly)? (?:lasted|held|persisted|endured|continued|was (?:\w+ly )?(?:maintained|sustained|durable|kept))(?: for)? (?:(?:only|about|approximately|nearly|almost|over|more than|around|just|a total of|at least) )*"
)


def _lasted(book: Book, scene: Scene, patient: int) -> None:
    """How long the response that was just told of lasted."""
    told = _LASTED.match(scene.text)
    length = told and next(
        (t for t in scene.times if t.kind == "duration" and t.start - scene.sentence.start == told.end()), None
    )
    mine = [f for f in book.story.responses if f.patient == patient and not f.retold]
    if not length or not mine or not _near(book, scene, mine) or mine[-1].category not in GOOD:
        return
    mine[-1].duration = mine[-1].duration or str(length.value)


def _marrow_failure(book: Book) -> bool:
    """Haemoglobinopathies, immune deficiency: their responses are none of these categories, as those of aplastic anaemia are."""
    if book.failing is None:
        text = " ".join(s.text for s in book.scenes if s.sentence.told_of == "patient")
        book.failing = _BENIGN.search(text) is not None and MALIGNANT.search(text) is None
    return book.failing


def _dismissed(
    book: Book, scene: Scene, r: ResponseMention, state: State, mentioned: dict[int, Course], patient: int
) -> bool:
    reason = _why_not(scene, r, state, mentioned, book, patient)
    if reason:
        book.skip(r, reason)
    return reason is not None


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
    if "blasts" in r.flags:
        if _stands(book, patient) == "response":
            return None
        if _treated(book, scene) and _STILL.search(before[-60:]):
            r.category = "NR"
            return None
        return "blasts before a remission"
    if (reason := _of_no_cancer(book, scene, r, kind, words, before, after)) is not None:
        return reason
    if r.category is None:
        gene = kind != "hyphen" and "MRD" not in words and "esidual" not in words
        if gene and not _treated(book, scene):
            return "at diagnosis"
        return "hypothetical" if is_hypothetical(before) or is_measure(after) else None
    if is_measure(after) and kind not in {"refractory"}:
        return "a measure"
    if is_hypothetical(before):
        return "hypothetical"
    if _PAIR_AFTER.match(after) or _PAIR_BEFORE.search(before):
        return "a label"
    if _OF_OTHER.search(before[-40:]) or _OF_OTHER_AFTER.match(after):
        return "not of the disease"
    if r.category in {"relapse", "PD", "NR"}:
        return _no_loss(book, scene, r, kind, before, after, state, mentioned, patient)
    if kind == "remission" and (
        re.search(r"(?i)\b(?:symptom\w*|autoimmun\w*|drug-free)\s$", before[-14:] + " ")
        or _AUTOIMMUNE_SCORE.search(scene.text)
    ):
        return "not of the disease"
    if re.fullmatch(r"CR[1-4]", words) and _BEFORE_THERAPY.match(after):
        return "a label"
    if (
        re.search(r"(?i)^(?:R[123]|r[123])?\d$", words[-1:])
        and _ORDINAL_LABEL.search(before)
        and not _IS_STATE.search(before)
    ):
        return "a label"
    if (
        _ORDINAL_LABEL.search(before)
        and not _IS_STATE.search(before)
        and re.search(r"(?i)first|second|third|CR[1-4]", before[-25:] + words)
    ):
        return "a label"
    if kind in {"complete", "remission", "partial", "vgpr", "stringent"} and _DENIED.search(before[-40:]):
        return "denied"
    if kind in {"complete", "remission"} and _DENIED_AFTER.match(after):
        return "denied"
    return None


_ON_LINE = re.compile(
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
    if course.role not in _LINES and not course.infusion:
        return False
    lost = [f.after for f in book.story.responses if f.patient == course.patient and f.category in LOST]
    if stands == "lost" and lost[-1:] == [None]:
        return False
    return all(c is not course and (c is None or c.part_of is not course) for c in lost)


# bare abbreviations that other fields use for other things: progesterone receptor, Parkinson's disease, mitral regurgitation
_ABBREVIATED = frozenset({"PR", "PRs", "SD", "PD", "MR", "NR", "CR", "CRs", "CMR", "CHR", "CCR", "PMR"})
_RECEPTOR = re.compile(
    r"\b(?:ER|HER-?2|Her2|AR|Ki-?67)\b|(?i:receptors?|estrogen|oestrogen|progest\w+|immunohistochem\w+)"
)
_SCANNED = re.compile(r"(?i)magnetic|cardiac|cardiovascular|mitral|gadolinium|ventric\w+|\bmean\b|±")
# what a pathologist says of a specimen or a fluid, not of the disease
_SPECIMEN = re.compile(
    r"(?i)\b(?:margins?|specimens?|resect\w+|dissected|excised|excision|ureter|edges?|sections? (?:studied|of)|ascit\w+|effusions?|pleural|peritoneal|washings?|brush\w+|drain\w+|liquid|lavage|pericardial|donor|graft|harvest|apheres\w+|frozen)\b"
)


def _of_no_cancer(
    book: Book, scene: Scene, r: ResponseMention, kind: str, words: str, before: str, after: str
) -> str | None:
    """Why words that sound like a state of a cancer are none: other meanings of abbreviations, specimens, other complaints."""
    if words in _ABBREVIATED and (
        (words == "PR" and _RECEPTOR.search(before[-60:] + after[:40]))
        or (words in {"CMR", "MR", "SD"} and _SCANNED.search(before[-60:] + after[:40]))
        or (book.disease is not None and not book.disease[1] and book.disease[0])
    ):
        return "another meaning"
    if (
        kind in {"free", "marrow"}
        and _SPECIMEN.search(scene.text)
        and not re.search(r"(?i)\b(?:marrow|BM|CSF|blood)\b", scene.text)
    ):
        return "of a specimen"
    if kind == "new":
        if (
            not solid(book)
            or not _treated(book, scene)
            or any(x.category in LOST and x is not r for x in scene.responses)
        ):
            return "no state by name"
        r.category = "PD" if _stands(book, r_patient(scene)) == "lost" else "relapse"
        return None
    if kind == "unbroken" and book.disease is not None and not book.disease[1]:
        return "not of the disease"
    if kind == "unbroken":
        if _OF_SOMETHING.match(after):
            return "not of the disease"
        return None if scene.times or is_last(scene.text) else "no assessment"
    if r.category in LOST and _OF_SOMETHING.match(after):
        return "not of the disease"
    benign = book.disease is not None and not any(book.disease) and bool(scene.therapies)
    if kind == "none" and not benign and _ASKED_OF.search(words) and not _line_near(book, scene, after):
        return "not of the disease"
    return None


# "recurrence of the effusion", "relapse of lupus"
_OF_SOMETHING = re.compile(
    rf"(?i)^(?:s|d)? of (?:(?:the|her|his|any|this|symptomatic|severe|a) )*(?!(?:[\w-]+ ){{0,3}}?(?:primary |original |underlying |initial |known |metastatic |acute |chronic |B-|T-|B |T |CD\d+|large |diffuse |multiple |residual |breast |lung |colon |ovarian |pancrea\w+ |gastric |prostate |renal |hepat\w+ |thyroid |papillary |tongue |bladder |CNS |mass|lesions?|nodes?|nodules?|metasta\w+|bone |marrow|BM|skin|blood|liver|lungs?|neck|spleen|nodes?|testis|breast|brain|meninges|mediastin\w+|abdom\w+|{MALIGNANT.pattern.replace('(?i)', '')}|disease|illness|remission|response|\d|January|February|March|April|May|June|July|August|September|October|November|December|patient|case|first|second|third|both|which|leuk|lymph|myel|form of))[a-z]"
)
_ASKED_OF = re.compile(r"(?i)\b(?:respond|unresponsive|non-?respon|without (?:a |any )?response)")
_AGAINST_CANCER = re.compile(
    r"(?i)\b(?:chemo\w*|induction|salvage|regimens?|cycles?|courses?|CAR|transplant\w*|line|leuka?em\w+|lymphoma|myeloma|disease|tumou?r|marrow|blasts?|immunotherapy|TKI)\b"
)


def r_patient(scene: Scene) -> int:
    """The patient that a sentence speaks of, the first where it speaks of all."""
    return scene.sentence.patient or 1


def _line_near(book: Book, scene: Scene, after: str) -> bool:
    """Whether a line of treatment stands in or just before a sentence that tells of no response, and no other drug is its object."""
    objects = [m for m in scene.therapies if m.start - scene.sentence.start >= len(scene.text) - len(after)]
    if objects and re.match(r"(?i)^ (?:to|with) ", after):
        told = book.story.became.get(id(objects[0]))
        if isinstance(told, Course):
            return told.role in _LINES or told.infusion or told.role is None
    near = " ".join(s.text for s in book.scenes[max(0, book.at - 1) : book.at + 1])
    return _AGAINST_CANCER.search(near) is not None or any(
        c.role in _LINES
        and any(book.scenes[max(0, book.at - 2)].sentence.start <= s < scene.sentence.end for s, _ in c.spans)
        for c in book.story.courses
    )


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
    stands = _stands(book, patient)
    words = scene.text[r.start - scene.sentence.start : r.end - scene.sentence.start]
    if _DENIED.search(before[-50:]) or _DENIED_AFTER.match(after):
        return "denied"
    if r.category != "NR" and kind == "verb" and other_subject(scene.text, r.start - scene.sentence.start):
        persons = re.search(r"(?i)\b(?:she|he|patient|who|they)\b[^,]{0,30}$", before[-40:])
        if not persons or not re.match(r"(?i)relaps|progress", words.split()[-1]):
            return "not of the disease"
    if kind == "verb" and re.match(
        r"(?i)^ (?:to|into|through) (?:grade|stage|respirat|septic|shock|hypo|hypox|coma|multi|renal|severe|the next|graft|CRS|ICANS|cell)",
        after,
    ):
        return "not of the disease"
    if kind == "verb" and re.match(r"(?i)relapsed$|recurrent \w+$", words) and _ATTRIBUTE.match(after):
        return "a label"
    if kind == "soft":
        lines = [c for c in mentioned.values() if c.role in _LINES or c.infusion]
        recent = state.line is not None and re.match(
            r"(?i)^(?:it|this|the|which|treatment|therapy|both|these|salvage|a|chemotherapy|re-?induction|this regimen)\b",
            scene.text,
        )
        return None if lines or recent or _COURSE_FAILED.search(before[-60:]) else "not of the disease"
    if kind == "refractory":
        return _label_of(before, after)
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
    if kind == "noun" and _IN_RELAPSE.search(before[-30:] + words) and not _IS_STATE.search(before):
        return "a label"
    if kind == "noun" and _EVENT_REFERENCE.search(before[-45:]):
        told = re.match(
            r"(?i)^[\s,(]*(?:in|on|of|at)?\s?(?:\w+ )?(?:\d|January|February|March|April|May|June|July|August|September|October|November|December|day\b)",
            after,
        )
        if _new_line_failed(scene, book, r, mentioned, after, stands):
            return None
        if stands == "lost" or not (stands == "response" or told):
            return "told of before"
        if told and re.search(r"(?i)\buntil\s(?:\w+ )?$", before[-24:]):
            return None
        if re.search(r"(?i)\b(?:before|prior to|until|history of|risk of|since|time to)\s(?:\w+ )?$", before[-30:]):
            return "told of before"
    return None


# "DLBCL in first relapse received": how the patient came
_IN_RELAPSE = re.compile(
    r"(?i)\bin (?:an? |his |her )?(?:(?:first|second|third|fourth|early|late|multiple|chemo\w+|untreated|full|overt|frank) )*relapse$"
)
# "two blocks of FLA-IDA failed", where the regimen is not known
_COURSE_FAILED = re.compile(
    r"(?i)\b(?:cycles?|courses?|blocks?|(?:line|lines) of|salvage|re-?induction|induction|chemotherapy|chemoimmunotherapy|immunochemotherapy|regimens?)\b(?: (?:therapy|chemotherapy|treatment|regimen|with|of|according to|the|[\w+/-]*[A-Z][\w+/-]*|and|also|again|both|had|has|then|was|were|proved))*\s$"
)
# "in CR2 before CAR-T", "in CR1 at transplantation"
_BEFORE_THERAPY = re.compile(
    r"(?i)^ (?:before|prior to|at(?: the time of)?|when) (?:the |her |his )?(?:\w+[- ])?(?:CAR|HSCT|HCT|SCT|BMT|transplant\w*|infusion|lymphodepletion)"
)
_AUTOIMMUNE_SCORE = re.compile(r"\b(?:SLEDAI|DAS28|BILAG|EUSTAR|MG-ADL|EDSS|DORIS|LLDAS)\b")
_CENSORED = re.compile(r"\s?\(\d+(?:\.\d+)?\s?(?:months?|mo)?\+")


def _is_censored(scene: Scene, last: ResponseMention) -> bool:
    """ "CR (31+)": the plus says that it goes on."""
    return _CENSORED.match(scene.text, last.end - scene.sentence.start) is not None


_TELEGRAPHIC = re.compile(r"(?:->|=>|→|:|=)\s?$")
_VERB = re.compile(r"(?i)\b(?:was|were|is|are|had|has|have|came|occurred|followed|\w{3,}ed|showed|found|again|after)\b")
_LINES = {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}


def _stands(book: Book, patient: int) -> str:
    """How the disease stood when last assessed: response, lost or unknown."""
    for f in reversed(book.story.responses):
        if f.patient == patient and not f.retold and f.category:
            return "response" if f.category in GOOD else "lost"
    return "unknown"


# "refractory to bosentan": a drug that no lymphoma is treated with
_TO_OTHER = re.compile(
    r"(?i)^ to (?!(?:the |this |all |both |\w+ (?:cycles|courses|lines) of )*(?:(?-i:[A-Z0-9][\w/+-]*)|treatment|therap\w+|chemo\w*|induction|salvage|re-?induction|azacit\w+|veneto\w+|ibrut\w+|lenalid\w+|bortez\w+|daratum\w+|ritux\w+|blinatum\w+|inotuz\w+|imatinib|dasatinib|\w+tinib|\w+mab\b|\w+zomib|\w+lomide|cytarabine|it\b|first|second|third|initial|these|radiother\w+))"
)
_FOUND_SO = re.compile(
    r"(?i)\b(?:(?:was|were|proved|proven|remained|became|turned out|being|is) (?:to be )?(?:primary |also |again |still |largely |completely )*"
    r"|(?:document|show|reveal|confirm|demonstrat|indicat|evidenc|establish|disclos|found|suggest|display|consistent with|judged|rated|classified)\w*(?: as)? (?:an? |the )?(?:primary |persistent |chemo-?|still )*)$"
)
_WAS_FOUND = re.compile(
    r"(?i)^(?: disease| leuka?emia| lymphoma)? (?:was|were) (?:\w+ly )?(?:documented|shown|found|seen|confirmed|demonstrated|diagnosed|noted|evident|stated|observed)\b"
)


def _label_of(before: str, after: str) -> str | None:
    """ "refractory DLBCL" is a label, "the disease was refractory" a finding."""
    if (
        _NO_DISEASE.match(after)
        or _TO_OTHER.match(after)
        or re.search(
            r"(?i)(?:steroid|platelet|class|double|triple|penta|quad\w*|multi|treatment|therapy)[- ]?$", before
        )
    ):
        return "a label"
    if _FOUND_SO.search(before[-40:]) or _WAS_FOUND.match(after):
        return None
    return "a label"


def _treated(book: Book, scene: Scene) -> bool:
    return any(
        c.status == "given" and (c.role in _LINES or c.infusion) and c.patient in (scene.sentence.patient, 1, 2)
        for c in book.story.courses
    )


# "undetectable after consolidation", "after the second cycle": a moment of its own without a date
_STAGED = re.compile(
    r"(?i)\bafter (?:(?:the |her |his )?(?:first|second|third|fourth|fifth|sixth|last|final|1st|2nd|3rd)\b|(?:the )?consolidation|maintenance|(?:\d+|two|three|four|five|six|eight) (?:\w+ )?(?:cycles|courses|doses))"
)


def _without_soft(book: Book, scene: Scene, states: list[ResponseMention]) -> list[ResponseMention]:
    """ "was ineffective (stable disease)": where a category is stated, it stands for the vague words; blasts likewise.

    Not so for "the disease relapsed, and FLAG was ineffective": that is a line of its own.
    """
    vague = [r for r in states if r.rule.endswith(("NR.soft", "NR.persistent", "NR.refractory", "blasts"))]
    vague = [r for r in vague if not (r.rule.endswith("NR.soft") and _own_line(scene, r, states))]
    if len(vague) < len(states) and any(r.category and r not in vague for r in states):
        for r in vague:
            book.skip(r, "said more exactly")
        return [r for r in states if r not in vague]
    return states


def _own_line(scene: Scene, vague: ResponseMention, states: list[ResponseMention]) -> bool:
    """Whether a line of its own stands between a relapse and the word that says that it failed."""
    others = [r for r in states if r.category and r is not vague]
    before = [r for r in others if r.end <= vague.start and r.category == "relapse"]
    if not before or len(others) != len(before):
        return False
    between = scene.text[before[-1].end - scene.sentence.start : vague.start - scene.sentence.start]
    return (
        any(before[-1].end <= m.start < vague.start for m in scene.therapies)
        or _COURSE_FAILED.search(between) is not None
    )


def _response(
    book: Book,
    scene: Scene,
    group: list[ResponseMention],
    point: Point,
    patient: int,
    mentioned: dict[int, Course],
    whens: dict[int, When],
) -> ResponseFact:
    category = _category(group)
    mrds = [r for r in group if r.mrd]
    mrd = mrds[-1].mrd if mrds else None
    percent = next((r.mrd_percent for r in mrds if r.mrd_percent is not None), None) if mrd == "positive" else None
    words = scene.text[max(0, group[0].start - scene.sentence.start - 60) : group[-1].end - scene.sentence.start + 40]
    after = therapy_before(book, scene, group, patient, mentioned, point.when)
    when, time_after = point.when, point.time_after
    if point.weeks is not None and after is not None:
        if after.kind in {"transplant", "cell_therapy"} and after.name != "donor lymphocyte infusion":
            when = When(when.date, when.day if when.day is not None else point.weeks)
        else:
            time_after = time_after or point.weeks_value
    del whens
    return ResponseFact(
        patient,
        category,
        mrd,
        percent,
        _site(scene, group, words),
        after,
        copy(when),
        time_after,
        point.duration,
        (is_last(scene.text) or _is_censored(scene, group[-1])) and category not in {"relapse", "PD", "NR"},
        [(r.start, r.end) for r in group],
        group[0].rule,
        anchor=point.anchor,
        staged=_STAGED.search(scene.text) is not None,
    )


def _site(scene: Scene, group: list[ResponseMention], words: str) -> str | None:
    """The site in the words since the state before ("systemic PD but CNS CR"), else in the clause, else in the sentence."""
    earlier = [r.end for r in scene.responses if r.end <= group[0].start]
    own = scene.text[
        max(earlier, default=scene.sentence.start) - scene.sentence.start : group[-1].end - scene.sentence.start
    ]
    return site_of(own) or site_of(words) or site_of(scene.text)


def _category(group: list[ResponseMention]) -> str | None:
    """Of several names for one state the most exact: CRi over the CR beside it, relapse for blasts after a remission."""
    named = [r.category for r in group if r.category]
    if any(r.mrd == "positive" for r in group) and all(r.rule.endswith("CR.marrow") for r in group if r.category):
        return None  # "the transcript turned positive, without blasts"
    if not named:
        return "relapse" if any(r.flags for r in group) else None
    for exact in ("sCR", "CRi", "VGPR"):
        if exact in named:
            return exact
    if set(named) == LOST:  # "the M-spike came back; progression was called"
        return next((r.category for r in group if r.category and not r.rule.endswith("verb")), named[0])
    return named[0]


def _record(
    book: Book,
    fact: ResponseFact,
    group: list[ResponseMention],
    state: State,
    point: Point,
    *,
    retold: bool,
    scene: Scene,
) -> None:
    known = [f for f in book.story.responses if f.patient == fact.patient]
    kept = any(r.kept for r in group)
    row = scene.heading in LINE_ROWS or "best response:" in scene.text
    same = _row_of_table(fact, known) if row else None
    same = same or (None if row else _restated(fact, known, retold=retold, kept=kept, near=_near(book, scene, known)))
    if same is not None:
        _complete(same, fact, retold=retold)
        for r in group:
            book.story.became[id(r)] = same
        return
    own = bool(fact.when) or fact.time_after is not None
    if (
        retold
        and (known or scene.sentence.section in {"introduction", "discussion", "conclusion", "title"})
        and not (row and fact.after is not None)
        and not (own and scene.sentence.section in {"table", "figure_legend"} and fact.when.date is not None)
        and not (own and fact.ongoing and known and not any(f.ongoing for f in known))
    ):
        for r in group:
            book.skip(r, "retold")
        return
    fact.retold = retold
    book.story.responses.append(fact)
    for r in group:
        book.story.became[id(r)] = fact
    if not retold:
        _move(state, fact)
    del point


def _move(state: State, fact: ResponseFact) -> None:
    """What a state means for the treatments that follow."""
    if fact.category in LOST or fact.category == "NR":
        state.relapsed, state.responded = True, False
        state.phase += fact.category != "NR"
    elif fact.category in GOOD:
        state.responded = True


def _near(book: Book, scene: Scene, known: list[ResponseFact]) -> bool:
    """Whether the last assessment was told in this sentence or one of the two before."""
    if not known:
        return False
    first = book.scenes[max(0, book.at - 2)].sentence.start
    return first <= known[-1].spans[-1][0] <= scene.sentence.end


def _complete(same: ResponseFact, fact: ResponseFact, *, retold: bool) -> None:
    same.spans += fact.spans
    same.ongoing = same.ongoing or (fact.ongoing and not retold)
    if retold:
        if fact.category == same.category:
            same.time_after = same.time_after or (fact.time_after if not same.when.day else None)
            same.mrd = same.mrd or (fact.mrd if fact.duration and fact.duration == same.duration else None)
        return
    same.category = (
        fact.category if fact.category in {"CRi", "sCR"} and same.category == "CR" else same.category or fact.category
    )
    same.mrd = same.mrd or fact.mrd
    same.mrd_percent = same.mrd_percent if same.mrd_percent is not None else fact.mrd_percent
    same.duration = same.duration or fact.duration
    same.site = same.site or fact.site
    same.time_after = same.time_after or fact.time_after
    same.when.date = same.when.date or fact.when.date
    same.when.day = same.when.day if same.when.day is not None else fact.when.day


def _restated(
    fact: ResponseFact, known: list[ResponseFact], *, retold: bool, kept: bool, near: bool
) -> ResponseFact | None:
    """The assessment that the words tell of again: the same state at the same time, or with no time of its own."""
    own = bool(fact.when) or fact.time_after is not None
    for f in reversed(known):
        if not _compatible(fact, f) or (_elsewhere(fact, f) and not retold):
            continue
        if own and _same_time(fact, f):
            return f
        if f.row and not f.when and f.category == fact.category and f.after is fact.after:
            f.row = False
            return f
        if own and not retold:
            continue
        if retold:
            return f
        if f is known[-1] and near and f.category == fact.category and fact.category in LOST:
            return f
        if f is known[-1] and f.after is fact.after and not fact.ongoing:
            whole = f.category == fact.category and (f.mrd == fact.mrd or fact.mrd is None or near)
            part = near and not fact.staged and (f.category is None or fact.category is None)
            if whole or part or (kept and f.mrd == fact.mrd):
                return f
        if (
            f is known[-1]
            and fact.ongoing
            and near
            and not (f.when or f.time_after or fact.duration)
            and f.category == fact.category
        ):
            return f
    return None


def _row_of_table(fact: ResponseFact, known: list[ResponseFact]) -> ResponseFact | None:
    """The assessment that a row of a table of lines repeats: its dates are those of the treatment."""
    fact.when, fact.time_after, fact.ongoing, fact.row = When(), None, False, True
    return next(
        (
            f
            for f in known
            if f.category == fact.category and f.after and fact.after and f.after.name == fact.after.name
        ),
        None,
    )


def _compatible(fact: ResponseFact, f: ResponseFact) -> bool:
    pair = {fact.category, f.category}
    if None in pair and len(pair) == 2 and "negative" in (fact.mrd, f.mrd) and pair & {"relapse", "PD", "NR"}:
        return False
    categories = len(pair) == 1 or None in pair or (pair <= {"CR", "CRi", "sCR"} and _same_time(fact, f))
    if None in pair and len(pair) == 2 and pair & {"PD", "SD"}:
        return False
    return categories and (fact.mrd == f.mrd or None in {fact.mrd, f.mrd})


def _same_time(fact: ResponseFact, f: ResponseFact) -> bool:
    a, b = fact.when, f.when
    if a.date and b.date:
        return a.date == b.date or (
            (a.date.startswith(b.date) or b.date.startswith(a.date)) and fact.category == f.category
        )
    if a.day is not None and b.day is not None:
        return a.day == b.day and fact.after is f.after
    return (
        fact.time_after is not None
        and fact.time_after == f.time_after
        and fact.after is f.after
        and not (bool(a) and bool(b))
    )


def _elsewhere(fact: ResponseFact, f: ResponseFact) -> bool:
    """A finding of the meninges or of a mass stands beside that of the marrow."""
    sites = {fact.site, f.site}
    return len(sites) == 2 and None not in sites and bool(sites & {"CNS", "extramedullary"})


def _together(found: list[ResponseMention], scene: Scene) -> list[list[ResponseMention]]:
    """A category and the MRD said of it without another time between are one assessment."""
    groups: list[list[ResponseMention]] = []
    for r in found:
        if groups and _joins(groups[-1], r, scene):
            groups[-1].append(r)
        else:
            groups.append([r])
    return groups


# "kept her in CR until September 2020, when MRD became 1.8%"
_UNTIL = re.compile(r"(?i)\b(?:until|till)\b|, when ")


def _joins(last: list[ResponseMention], r: ResponseMention, scene: Scene) -> bool:
    text = scene.text[last[-1].end - scene.sentence.start : max(0, r.start - scene.sentence.start)]
    between = [t for t in scene.times if last[-1].end <= t.start < r.start and not _loose(scene, t)]
    if ";" in text and r.mrd and any(x.mrd for x in last):
        return False
    if between:
        lead = scene.text[last[-1].end - scene.sentence.start : between[0].start - scene.sentence.start]
        if re.search(r"[,;]|\b(?:and|but|then)\b", lead):
            return False
        rest = scene.text[between[-1].end - scene.sentence.start : r.start - scene.sentence.start]
        if r.category or not re.fullmatch(
            r"(?i)[\s),]*(?:with|and|,|but|although|though|without|as well as|but still|albeit with)*[\s,]*(?:an?|the|her|his)?(?: \w+)?\s*",
            rest,
        ):
            return False
    if any(x.rule.startswith("response.mrd.other") for x in (*last, r)) or (r.category is None and _UNTIL.search(text)):
        return False
    categories = {x.category for x in (*last, r) if x.category}
    mrds = {x.mrd for x in (*last, r) if x.mrd}
    if len(mrds) > 1:
        return False
    if len(categories) > 1 and not (
        categories <= {"CR", "CRi", "sCR"} or (categories <= {"relapse", "PD"} and len(text) < 25)
    ):
        return len(text) < 6 and "(" in text and categories <= {"NR", "PD", "SD", "PR", "MR"}
    if (
        {r.category, last[-1].category} == {"CR", "CRi"}
        and re.search(r"[,;]", text)
        and not re.search(r"(?i)\(|i\.e|\bwith\b|\bthat is\b|\bnamely\b", text)
    ):
        return False  # "CRi on C1d28, CR post C2"
    if r.category and any(x.category for x in last) and any(last[-1].end <= m.start < r.start for m in scene.therapies):
        return False  # "R-CHOP (CR for 6 years) and BR (CR for 2 years)"
    if (
        r.category
        and any(x.category == r.category for x in last)
        and any(x.mrd for x in last)
        and text.startswith((",", ";", ". "))
    ):
        return False  # "CR MRD+ post C2, CR MRD- post C4"
    if (
        r.category
        and last[-1].category == r.category
        and re.search(r"(?i)\b(?:then|again|later|second|subsequently)\b", text)
    ):
        return False
    if {x.category for x in last} & {"relapse", "PD", "NR"} and r.category is None and r.mrd == "negative":
        return False
    if r.category in LOST and any(x.category is None and x.mrd == "negative" for x in last):
        return False
    return len(text) < 110


_POINT_OF = re.compile(r"(?i)\b(?:at|after|by) (?:about |around |approximately |only )?$")


def _loose(scene: Scene, t: TimeMention) -> bool:
    """Whether an interval says how long something lasted, not when it was seen."""
    if t.kind != "duration" or t.relation not in {"for", "over", "during", "within", None}:
        return False
    return t.relation is not None or not _POINT_OF.search(scene.text[: t.start - scene.sentence.start][-24:])
