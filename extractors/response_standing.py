"""Where a disease stands in the story: how it was last assessed, and whether a line of treatment was given."""

from extractors.expressions import expression
from extractors.story import Book, Scene

GOOD = {"CR", "CRi", "sCR", "VGPR", "PR", "MR"}

HELD = GOOD | {"SD"}

LOST = {"relapse", "PD"}


def patient_of(scene: Scene) -> int:
    """The patient that a sentence speaks of, the first where it speaks of all."""
    return scene.sentence.patient or 1


# "two blocks of FLA-IDA failed", where the regimen is not known
COURSE_FAILED = expression(
    r"(?i)\b(?:cycles?|courses?|blocks?|(?:line|lines) of|salvage|re-?induction|induction|chemotherapy|chemoimmunotherapy|immunochemotherapy|regimens?)\b(?: (?:therapy|chemotherapy|treatment|regimen|with|of|according to|the|[\w+/-]*[A-Z][\w+/-]*|and|also|again|both|had|has|then|was|were|proved))*\s$"
)

LINES = {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}


def stands_now(book: Book, patient: int) -> str:
    """How the disease stood when last assessed: response, lost or unknown; what is maintained is a response."""
    for f in reversed(book.story.responses):
        if f.patient == patient and not f.retold and (f.category or f.mrd == "negative"):
            return "response" if f.category in GOOD or not f.category else "lost"
    kept = any(c.patient == patient and c.role == "maintenance" and c.status == "given" for c in book.story.courses)
    return "response" if kept else "unknown"


def treated(book: Book, scene: Scene, until: int | None = None) -> bool:
    """Whether a treatment against the disease was told of, before a place of the text where one is named."""
    return any(
        c.status == "given"
        and (c.role in LINES or c.infusion)
        and c.patient in (scene.sentence.patient, 1, 2)
        and (until is None or not c.spans or c.spans[0][0] < until)
        for c in book.story.courses
    )
