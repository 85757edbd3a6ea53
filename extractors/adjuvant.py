"""Whether a treatment follows the removal of a tumour: chemotherapy after a complete resection consolidates."""

from extractors.against_disease import solid
from extractors.expressions import expression
from extractors.story import Book, Scene, State

_CUT_OUT = expression(r"(?i)ectom(?:y|ies|i[sz]ed)\b|resect|excis|\bremov|enucleat|amputat|\bsurger|\boperat|debulk")
_NOT_WHOLE = expression(
    r"(?i)\b(?:palliati\w+|debulk\w*|unresect\w+|inoperable|exploratory|cytoreduc\w+|biops\w+|history of|R[12] resect\w*|residual|bypass|stent\w*"
    r"|(?:subtotal|sub-total|partial|incomplete|near-total|piecemeal)(?:ly)? (?:\w+ ){0,2}(?:resect|remov|excis)\w*|(?:resect|remov|excis)\w* (?:\w+ ){0,2}(?:partially|subtotally|incompletely))\b"
)
# disease that the operation could not take out
_LEFT = expression(
    r"(?i)\bstage IV[ABC]?\b|\bM1[abc]?\b|\bdistant metasta|\bmetasta(?:tic|s[ei]s)\b(?! (?:work-?up|lymph))|\bcarcinomatosis|\bunresect|\binoperable|\bpalliat"
)
_NONE = expression(
    r"(?i)\b(?:no|without|not|neither|nor|negative for|free of|lymph node|nodal|absence of)\b[^.;]{0,50}\Z"
)


def is_adjuvant(book: Book, scene: Scene, state: State, patient: int, start: int) -> bool:
    """Whether a tumour was cut out whole before a treatment, the first since: "resection of the tumour, followed by irradiation"."""
    if state.line is not None or state.infusion is not None or not solid(book):
        return False
    cut = [c for c in book.story.courses if c.patient == patient and c.status == "given" and c.name == "surgery"]
    spans = [s for c in cut for s, _ in c.spans[:1] if s < scene.sentence.start + start]
    spans += [m.start for m in scene.therapies if m.name == "surgery" and scene.local(m)[1] <= start]
    if not spans:
        return False
    told = [s for s in book.scenes[: book.at + 1] if s.sentence.patient in (0, patient)]
    operations = [s for s in told if any(s.sentence.start <= at < s.sentence.end for at in spans)]
    if not any(_CUT_OUT.search(s.text) and not _NOT_WHOLE.search(s.text) for s in operations):
        return False
    return not any(_left(s.text) for s in told)


def _left(text: str) -> bool:
    return any(not _NONE.search(text, 0, m.start()) for m in _LEFT.finditer(text))
