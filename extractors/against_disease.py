"""Which treatments were meant for the disease itself, so that a state can have followed them.

`lymphodepletion`, antivirals and care of toxicity are not; sunitinib is, though no lexicon of the field has it.
"""

from bisect import bisect_right

from extractors.courses import SUPPORTING, Course
from extractors.expressions import expression
from extractors.malignancy import MALIGNANT
from extractors.roles import is_antineoplastic
from extractors.story import Book, Scene

LINES = {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}
_VIRUS = expression(r"(?i)\b(?:EBV|Epstein|CMV|cytomegalo\w*|HHV|adeno\w*|vir\w*mia|virus)\b")
_INTRATHECAL = expression(
    r"\b[Ii]ntrathecal(?:ly)?\b|\bIT\b|\b[Ii]ntraventricular(?:ly)?\b|\b[Ss]pinal canal\b|\bOmmaya\b|\b[Ii]ntralumbar\b"
)
_CHIMERISM = expression(r"(?i)\bchimerism\b")
_DISEASE_BACK = expression(r"(?i)\brelaps|MRD|residual|\bblasts\b|recur|progress|molecular")


def scene_of(book: Book, at: int) -> Scene:
    return book.scenes[max(0, bisect_right(book.starts, at) - 1)]


def counts(course: Course, book: Book) -> bool:
    """Whether a course was given against the disease: no lymphodepletion, prophylaxis or care of toxicity."""
    if course.status != "given" or (course.generic and course.kind == "drug" and course.name not in {"chemotherapy"}):
        return False
    if course.kind in {"transplant", "cell_therapy"}:
        return course.name not in SUPPORTING and course.role in {"infusion", "salvage", "preemptive", "prophylaxis"}
    if course.role is None and book.disease is not None and not any(book.disease):
        return course.kind == "drug"  # haemophagocytic lymphohistiocytosis: what suppresses it has no role in a cancer
    return course.role in LINES


# drugs of solid tumours that no lexicon of the field has, by the stems of their names
_STEM = expression(
    r"(?:tinib|rafenib|ciclib|lisib|parib|degib|platin|taxel|rubicin|tecan|citabine|trexed|uracil|racil|mustine|fosfamide|zomib|lomide|"
    r"[lt][iu]zumab|[lt]uximab|limumab|lumab|tumab|nimab|deruxtecan|vedotin|sirolimus|toposide|blastine|relin|lutamide|mitane|ribulin|trexate|mycin c)\b"
)
_BLOOD = expression(
    r"(?i)leuka?em|lymphom|myelom|myelodys|lymphoprolif|histiocyt|(?-i:\b(?:[BT]-)?ALL\b|\bAML\b|\bMDS\b|\bCLL\b|\bCML\b|\b(?:DLBCL|MCL|FL|MM|MZL|PMBCL|CTCL|PTCL|AITL|NHL|LBL|ATLL?|APL|CMML|MPN|BPDCN)\b)"
)


def solid(book: Book) -> bool:
    """Whether the story is of a tumour that is none of blood or lymph."""
    if book.solid is None:
        told = [s.text for s in book.scenes if s.sentence.told_of == "patient"]
        book.solid = not any(_BLOOD.search(text) for text in told) and any(MALIGNANT.search(text) for text in told)
    return book.solid


def acts(course: Course) -> bool:
    """Whether a course acts on a tumour though its role was not seen: sunitinib, an operation."""
    if course.status != "given" or course.role not in {None, "supportive"}:
        return False
    return (
        is_antineoplastic(course.kind, course.group)
        or course.name in {"surgery", "radiotherapy"}
        or (course.kind == "drug" and _STEM.search(course.name) is not None)
    )


# radiation that came after a line, not within it
_SEQUEL = expression(
    r"(?i)\b(?:followed by|then|thereafter|subsequent(?:ly)?|consolidat\w+|involved[- ](?:field|site|node)|residual)\b"
)


def beside(book: Book, c: Course) -> bool:
    """Whether a course only stood beside the line: intrathecal drugs, radiation within an induction, lymphocytes against a falling chimerism."""
    scene = scene_of(book, c.spans[0][0])
    if c.name == "donor lymphocyte infusion":
        i = bisect_right(book.starts, c.spans[0][0]) - 1
        told = " ".join(s.text for s in book.scenes[max(0, i - 2) : i + 1])
        return _CHIMERISM.search(told) is not None and not _DISEASE_BACK.search(told)
    if c.kind == "radiotherapy":
        local = c.spans[0][0] - scene.sentence.start
        sequel = _SEQUEL.search(scene.text, max(0, local - 60), min(len(scene.text), local + 60)) is not None
        return not sequel and c.role not in {"bridging", "consolidation"} and _within_line(book, c)
    if c.kind != "drug" or c.group == "bispecific":
        return False
    if c.name == "obinutuzumab" and _precedes_bispecific(book, c):
        return True
    if any(d.course is c and d.mention.route == "it" for d in book.story.doses):
        return True
    local = c.spans[0][0] - scene.sentence.start
    return _INTRATHECAL.search(scene.text, max(0, local - 60), min(len(scene.text), local + 60)) is not None


def _precedes_bispecific(book: Book, c: Course) -> bool:
    """Obinutuzumab a week before a bispecific antibody only softens its release of cytokines."""
    return any(
        o.patient == c.patient
        and o.group == "bispecific"
        and o.status == "given"
        and any(abs(o.sentence - c.sentence) < 2 or abs(s - c.spans[0][0]) < 300 for s, _ in o.spans)
        for o in book.story.courses
    )


def _within_line(book: Book, c: Course) -> bool:
    """Whether a systemic line was running, of which nothing had been assessed yet."""
    at = c.spans[0][0]
    lines = [
        o.spans[0][0]
        for o in book.story.courses
        if o.patient == c.patient
        and o.kind in {"drug", "regimen"}
        and o.status == "given"
        and o.role in LINES
        and o.spans
        and o.spans[0][0] < at
    ]
    return bool(lines) and not any(
        f.patient == c.patient and max(lines) < f.spans[0][0] < at for f in book.story.responses
    )


def against_virus(book: Book, c: Course) -> bool:
    """Rituximab for rising EBV copies is no treatment of the disease."""
    at = c.spans[0][0]
    scene = next((s for s in book.scenes if s.sentence.start <= at < s.sentence.end), None)
    return scene is not None and c.kind == "drug" and _VIRUS.search(scene.text) is not None


def misplaced(book: Book, c: Course, known: list[Course], patient: int) -> bool:
    """Cytostatics told of after an infusion without a loss of response belong to it: conditioning, care of toxicity."""
    if c.kind != "drug" or c.role not in {"salvage", "induction", "bridging"} or c.group in {"bispecific", "targeted"}:
        return False
    at = c.spans[0][0]
    infusions = [
        i
        for i in known
        if i.kind in {"transplant", "cell_therapy"} and i.name != "donor lymphocyte infusion" and i.spans[0][0] < at
    ]
    if not infusions:
        return False
    since = infusions[-1].spans[0][0]
    lost = [
        f
        for f in book.story.responses
        if f.patient == patient
        and (f.category in {"relapse", "PD", "NR", "PR", "SD"} or f.mrd == "positive")
        and since < f.spans[0][0] < at + 400
    ]
    return not lost
