"""Words that sound like a state of a cancer and are none: other meanings of abbreviations, specimens, other complaints.

`rare cells positive for PR` · `margins were free of tumor` · `recurrence of the effusion` · `did not respond to amiodarone`
"""

import re

from extractors.against_disease import solid
from extractors.courses import Course
from extractors.expressions import expression
from extractors.malignancy import MALIGNANT
from extractors.mentions import ResponseMention
from extractors.response_seen import weigh
from extractors.response_spread import how_lost, is_spread
from extractors.response_standing import LINES, LOST, patient_of, treated
from extractors.responses import is_last
from extractors.story import Book, Scene

# bare abbreviations that other fields use for other things: progesterone receptor, Parkinson's disease, mitral regurgitation
_ABBREVIATED = frozenset({"PR", "PRs", "SD", "PD", "MR", "NR", "CR", "CRs", "CMR", "CHR", "CCR", "PMR"})

_RECEPTOR = expression(
    r"\b(?:ER|HER-?2|Her2|AR|Ki-?67)\b|(?i:receptors?|estrogen|oestrogen|progest\w+|immunohistochem\w+)"
)

_SCANNED = expression(r"(?i)magnetic|cardiac|cardiovascular|mitral|gadolinium|ventric\w+|\bmean\b|±")

# what a pathologist says of a specimen or a fluid, not of the disease
_SPECIMEN = expression(
    r"(?i)\b(?:margins?|specimens?|resect\w+|dissected|excised|excision|ureter|edges?|sections? (?:studied|of)|ascit\w+|effusions?|pleural|peritoneal|washings?|brush\w+|drain\w+|liquid|lavage|pericardial|donor|graft(?= (?:was|were|itself|contain\w*|products?|samples?|biops\w+)\b)|harvest|apheres\w+|frozen)\b"
)


def of_no_cancer(
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
    told = any(x.category in LOST and x.rule.rsplit(".", 1)[-1] not in {"new", "spread"} for x in scene.responses)
    if kind == "new" and not solid(book):
        return _new_in_blood(book, scene, r)
    if kind == "new":
        if (
            not solid(book)
            or not (treated(book, scene) or any(c.name in {"surgery", "radiotherapy"} for c in book.story.courses))
            or told
        ):
            return "no state by name"
        r.category = how_lost(book, scene)
        return None
    if kind == "spread":
        if told or not solid(book):
            return "no state by name"
        if not is_spread(book, scene, before):
            return "no assessment"
        r.category = how_lost(book, scene)
        return None
    if kind in {"unbroken", "free"} and _of_no_tumour(book, kind):
        return "not of the disease"
    if kind == "unbroken":
        if _OF_SOMETHING.match(after):
            return "not of the disease"
        return None if scene.times or is_last(scene.text) else "no assessment"
    if r.category in LOST and _OF_SOMETHING.match(after):
        return "not of the disease"
    if kind == "none" and _ASKED_OF.search(words) and _SIGN_BEFORE.search(before[-70:]):
        return "not of the disease"
    benign = book.disease is not None and not any(book.disease) and bool(scene.therapies)
    if kind == "none" and not benign and _ASKED_OF.search(words) and not _line_near(book, scene, after):
        return "not of the disease"
    return None


def _of_no_tumour(book: Book, kind: str) -> bool:
    """Whether the story is of no cancer, nor of what remits like one: then nothing is free of disease."""
    if book.disease is None or book.disease[1]:
        return False
    whole = len(book.scenes) > 8  # a few sentences may leave the disease unnamed
    return kind == "unbroken" or (whole and not (any(book.disease) or book.hyperinflamed or book.aplastic))


def _new_in_blood(book: Book, scene: Scene, r: ResponseMention) -> str | None:
    """Why new lesions of a lymphoma or myeloma are no relapse, or None: "after CR, MRI showed a new enhancing lesion"."""
    patient = patient_of(scene)
    last = next((f for f in reversed(book.story.responses) if f.patient == patient and f.category), None)
    named = any(x.category in LOST and x is not r for x in scene.responses)
    if last is None or last.category not in {"CR", "CRi", "sCR"} or named:
        return "no state by name"
    return weigh(book, scene, r, patient)


# "recurrence of the effusion", "relapse of lupus"
_OF_SOMETHING = expression(
    rf"(?i)^(?:s|d)? of (?:(?:the|her|his|any|this|symptomatic|severe|a) )*(?!\d|January|February|March|April|May|June|July|August|September|October|November|December|first|second|third|both|which)(?!(?:[\w-]+ ){{0,3}}?(?:primary |original |underlying |initial |known |metastatic |acute |chronic |B-|T-|B |T |CD\d+|large |diffuse |multiple |residual |breast |lung |colon |ovarian |pancrea\w+ |gastric |prostate |renal |hepat\w+ |thyroid |papillary |tongue |bladder |CNS |mass|lesions?|nodes?|nodules?|metasta\w+|bone |marrow|BM|skin|blood|liver|lungs?|neck|spleen|nodes?|testis|breast|brain|meninges|mediastin\w+|abdom\w+|{MALIGNANT.pattern.replace('(?i)', '')}|(?-i:(?!CMV|EBV|HHV|HSV|VZV|BKV?\b|JCV?\b|COVID|SARS|GV?HD|CRS|ICANS|HLH|MAS\b|IEC|SLE|VOD|SOS|TMA|ITP|TTP|AIHA|UTI|DVT)[A-Z]{{2,}}[A-Z0-9a-z/-]*\b)|disease|illness|remission|response|patient|case|leuk|lymph|myel|form of))[a-z]"
)

_ASKED_OF = expression(r"(?i)\b(?:respond|unresponsive|non-?respon|without (?:a |any )?response)")

# "shock unresponsive to catecholamines", "the fever did not respond to antibiotics"
_SIGN_BEFORE = expression(
    r"(?i)\b(?:shock|hypotension|hypertension|fever|hypox(?:ia|emia|aemia)|bleeding|ha?emorrhage|seizures?|epilepticus|pain|headaches?|vomiting|diarrh(?:o?ea)|cough|dyspn(?:o?ea)|ha?emodynamics|acidosis|arrhythmias?|tachycardia|bradycardia|hypo\w+a?emia|hyper\w+a?emia|infection|sepsis|pneumonia|anuria|oliguria|(?:renal|heart|liver|respiratory) failure|symptoms?|cytopenias?|thrombocytopenia|neutropenia|ana?emia|wounds?|ulcers?|rash|pruritus)(?: (?:that|which|was|were|is|are|had been|remained|proved|and|also))*,? \Z"
)
_AGAINST_CANCER = expression(
    r"(?i)\b(?:chemo\w*|induction|salvage|regimens?|cycles?|courses?|CAR|transplant\w*|line|leuka?em\w+|lymphoma|myeloma|disease|tumou?r|marrow|blasts?|immunotherapy|TKI)\b"
)


def _line_near(book: Book, scene: Scene, after: str) -> bool:
    """Whether a line of treatment stands in or just before a sentence that tells of no response, and no other drug is its object."""
    objects = [m for m in scene.therapies if m.start - scene.sentence.start >= len(scene.text) - len(after)]
    if objects and re.match(r"(?i)^ (?:to|with) ", after):
        told = book.story.became.get(id(objects[0]))
        if isinstance(told, Course):
            return told.role in LINES or told.infusion or told.role is None
    near = " ".join(s.text for s in book.scenes[max(0, book.at - 1) : book.at + 1])
    return _AGAINST_CANCER.search(near) is not None or any(
        c.role in LINES
        and any(book.scenes[max(0, book.at - 2)].sentence.start <= s < scene.sentence.end for s, _ in c.spans)
        for c in book.story.courses
    )


_SICK = expression(r"(?i)\b(?:she|he|who|patient|disease|lymphoma|leuka?emia|myeloma|tumou?r|blasts)\b|;")


# "fever occurred on day 5 and recurred on day 9"
_AND_RECURRED = expression(
    r"(?i)\b(?:fevers?|temperature|rash|diarrh\w+|pain|headaches?|seizures?|vomiting|bleeding|effusion|infection|vir(?:a)?emia|cytopenias?)\b(?:(?!\b(?:she|he|disease|lymphoma|leuka?emia|myeloma|tumou?r|blasts)\b)(?:[^.;]|\.(?=\d))){0,60}\b(?:and|but) (?:then |later |soon |again )?\Z"
)


def of_syndrome(scene: Scene, r: ResponseMention) -> bool:
    """Whether what recurred is a syndrome named before: "CRS appeared on day 2 and recurred on day 5 as grade 2"."""
    before = [t for t in scene.toxicities if t.end <= r.start]
    if not before:
        return _AND_RECURRED.search(scene.text, 0, r.start - scene.sentence.start) is not None
    return _SICK.search(scene.text, before[-1].end - scene.sentence.start, r.start - scene.sentence.start) is None
