"""A tumour that came back elsewhere: metastases found some time after it was operated on or treated.

`Nine months after the operation, metastases of the spleen were found` · `the stage was upgraded to IVB`; not those of
the first staging, nor those that the pathologist finds in what was taken out.
"""

from bisect import bisect_right

from extractors.courses import Course
from extractors.expressions import expression
from extractors.story import Book, Scene

_SPREAD = r"(?:metasta(?:s[ei]s|tic (?:lesions?|nodules?|mass(?:es)?|disease|deposits?|tumou?rs?|spread|involvement|carcinoma|adenocarcinoma|sarcoma|melanoma)))"
_FOUND = r"(?:found|seen|detected|noted|observed|identified|confirmed|diagnosed|revealed|shown|demonstrated|discovered|documented|present|visible|developed|appeared|occurred|emerged)"
_SHOWED = r"(?:reveal(?:ed|ing)|show(?:ed|ing|n)|demonstrat(?:ed|ing)|disclos(?:ed|ing)|detect(?:ed|ing)|confirm(?:ed|ing)|identif(?:ied|ying)|found|develop(?:ed|ing)|diagnosed (?:with|as(?: having)?)|had|highlight(?:ed|ing)|proved|(?:diagnosis|evidence|signs?|appearance|development|emergence) (?:was|were|of))"
PATTERN = (
    rf"\b{_SHOWED} (?:(?:to be|the|an?|of|isolated|solitary|single|multiple|multifocal|numerous|several|new|bilateral|extensive|diffuse|widespread|distant|recurrent|left|right|presence|development|occurrence|appearance|serious|secondary) )*(?:[\w-]+ ){{0,3}}?{_SPREAD}"
    rf"|\b{_SPREAD}\b(?=[^.;,]{{0,50}}? (?:was|were|had|has been|have been) (?:also |then |subsequently |\w+ly )?{_FOUND}\b)"
    r"|\b(?:stage|disease|tumou?r|cancer|staging)\b[^.;,]{0,20} (?:was|were) (?:now |then |re-?)?(?:upgraded|upstaged|up-staged|reclassified|restaged|changed|staged) (?:to|as) (?:clinical )?(?:stage )?(?:IV[ABC]?\b|\w*M1)"
)

_DENIED = expression(
    r"(?i)\b(?:no|not|without|negative for|neither|nor|rule[sd]? out|exclud\w+|absence of|free of|suspicio\w+|suspect\w+|possibl[ey]|to detect|search\w* for|risk of)\b[^.;]{0,60}\Z"
)
_SPECIMEN = expression(
    r"(?i)\b(?:specimens?|histolog\w+|histopatholog\w+|patholog\w+|microscop\w+|lymph nodes? (?:were |was )?(?:positive|involved)|of \d+ (?:lymph )?nodes|margins?|primary tumou?r)\b"
)
_FIRST = expression(
    r"(?i)\W*(?:before|prior to|at (?:the time of )?(?:diagnosis|presentation)|initial|on (?:initial )?staging)\b"
)
_PALLIATIVE = expression(r"(?i)\bpalliati|\bincomplete|\bdebulk|\bunresect|\bbypass|\bexploratory")
_LATER = expression(
    r"(?i)\b(?:months?|years?|weeks?) (?:after|later|following|post|since)\b|\bafter (?:\w+ ){1,2}(?:months|years)\b|\bfollow-?up\b|\bsurveillance\b|\bre-?admitted\b|\blater\b|\buntil\b|\bsubsequently developed\b|\bre-?presented\b|\breturned\b|\brecurr\w+|\b(?:19|20)\d\d\b"
)


def is_spread(book: Book, scene: Scene, before: str) -> bool:
    """Whether metastases were found some time after the tumour was treated, and no assessment since then said so."""
    if _DENIED.search(before) or _SPECIMEN.search(scene.text):
        return False
    since = max((c.spans[0][0] for c in _acted(book, scene)), default=-1)
    if since < 0 or _last_lost(book, scene) > since or _FIRST.match(scene.text):
        return False
    between = [s for s in book.scenes[: book.at + 1] if s.sentence.end > since]
    return any(_LATER.search(s.text) for s in between) and not _PALLIATIVE.search(between[0].text)


def how_lost(book: Book, scene: Scene) -> str:
    """Whether a tumour that shows anew had been gone: a relapse after an operation or a complete response, else progression."""
    lost = _last_lost(book, scene)
    operated = any(
        c.name == "surgery" and lost < c.spans[0][0] and not _PALLIATIVE.search(_sentence(book, c))
        for c in _acted(book, scene)
    )
    stood = [f for f in book.story.responses if f.patient == _patient(scene) and f.category and not f.retold]
    return "relapse" if operated or (stood and stood[-1].category in {"CR", "CRi", "sCR"}) else "PD"


def _sentence(book: Book, c: Course) -> str:
    """The sentence that first told of a course."""
    return book.scenes[max(0, bisect_right(book.starts, c.spans[0][0]) - 1)].text


def _patient(scene: Scene) -> int:
    return scene.sentence.patient or 1


def _acted(book: Book, scene: Scene) -> list[Course]:
    """The treatments of the tumour that began before this sentence."""
    return [
        c
        for c in book.story.courses
        if c.patient == _patient(scene)
        and c.status == "given"
        and (c.name in {"surgery", "radiotherapy"} or c.role in _LINES)
        and c.spans[0][0] < scene.sentence.start
    ]


def _last_lost(book: Book, scene: Scene) -> int:
    """Where the disease was last said to be back or to progress."""
    lost = (f for f in book.story.responses if f.patient == _patient(scene) and f.category in {"relapse", "PD"})
    return max((f.spans[0][0] for f in lost), default=-1)


_LINES = frozenset({"induction", "consolidation", "salvage", "maintenance"})
