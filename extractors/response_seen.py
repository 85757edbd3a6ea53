"""Whether a finding is an assessment, and of what: lesions that come back after a remission are its relapse, others a progression."""

from extractors.expressions import expression
from extractors.mentions import ResponseMention
from extractors.response_findings import looked_elsewhere
from extractors.response_standing import COURSE_FAILED, GOOD, LINES, LOST, treated
from extractors.story import Book, ResponseFact, Scene

_COMPLETE = {"CR", "CRi", "sCR"}
_DENIED = expression(
    r"(?i)\b(?:no|not|never|without|neither|nor|absence of|ruled out|did not)\b(?:\s[\w'/-]+){0,4}\s?$"
)
_RETURNED = expression(r"(?i)\b(?:re-?appeared|returned|came back|(?:was|were) back|re-?emerged|again|once more)\b")
_UPTAKE = expression(r"(?i)\b(?:lit|lights|lighted) up (?!nowhere|nothing)|\b(?:avid|hypermetabolic|uptake) ")
_NEW = expression(r"(?i)\bnew\b|\bagain\b")
_DONE_BY = expression(r"(?i)(?:cleared|made|makes|making|caused|let|turned|rendered)\b")
_BECAME = expression(r"(?i)transform|richter")
_ALWAYS_PD = expression(r"(?i)blast(?:ic)? (?:crisis|phase|transformation)|not \w+ (?:it|the|her|his)|failed to")
_FAILED = expression(r"(?i)failed to |(?:could|did|would|does) not control")


def weigh(book: Book, scene: Scene, r: ResponseMention, patient: int) -> str | None:
    """Why a finding is no assessment, or None; the category of what came back is set here."""
    start, end = r.start - scene.sentence.start, r.end - scene.sentence.start
    words = scene.text[start:end]
    if looked_elsewhere(scene.text, start, end):
        return "another examination"
    if _DENIED.search(scene.text[:start][-50:]):
        return "denied"
    if book.disease is not None and not book.disease[1]:
        return "not of the disease"
    if not treated(book, scene, r.start if _BECAME.match(words) else None):
        return "before treatment"
    last = _last(book, patient)
    if (
        r.category == "relapse"
        and _UPTAKE.search(words)
        and not (last is not None and (last.category in _COMPLETE or _NEW.search(words)))
    ):
        return "before a remission"  # what is left of the uptake
    if r.category in {"CR", "SD"}:
        done = _DONE_BY.match(words) is not None  # its subject is a treatment
        return (
            None
            if done
            or last is None
            or last.category not in LOST
            or _line_since(book, last, r)
            or COURSE_FAILED.search(scene.text[:start]) is not None  # a regimen that is not known
            else "told of before"
        )
    if last is not None and _FAILED.match(words) and _line_since(book, last, r):
        r.category = "NR"  # "vindesine failed to control the disease"
        return None
    if last is None:
        if _infused(book, patient) and not _ALWAYS_PD.search(words):
            r.category = "relapse"
            return None
        if "blasts" in words.lower() or "leuk" in words.lower():
            return "before a remission"
        if r.category == "PD" or "biops" not in words.lower():
            r.category = "PD"
            return None
        return "before a remission"
    if last.category in LOST | {"NR"} and not _line_since(book, last, r):
        return "told of before"
    if _ALWAYS_PD.search(words) or last.category not in _COMPLETE:
        r.category = "PD"
    elif "chain" in words.lower() or "protein" in words.lower() or "spike" in words.lower():
        r.category = "relapse" if _RETURNED.search(words) else "PD"
    else:
        r.category = "relapse"
    return None


def _last(book: Book, patient: int) -> ResponseFact | None:
    return next((f for f in reversed(book.story.responses) if f.patient == patient and f.category), None)


def same_as_last(book: Book, scene: Scene, r: ResponseMention, patient: int) -> str | None:
    """ "It was so still on 12 September": the state told of in the sentences before, at another time."""
    here = [x for x in scene.responses if x.end <= r.start]
    if "too" in r.flags:
        return _failed_too(scene, r, here)
    if here and scene.times:
        r.category = next((x.category for x in reversed(here) if x.category), None)
        r.mrd = next((x.mrd for x in reversed(here) if x.mrd), None)
        return None if r.category in GOOD or r.mrd == "negative" else "no assessment"
    last = next((f for f in reversed(book.story.responses) if f.patient == patient and not f.retold), None)
    near = book.scenes[max(0, book.at - 2)].sentence.start
    if last is None or not scene.times or not near <= last.spans[-1][0] < scene.sentence.start:
        return "no assessment"
    if last.category not in GOOD and last.mrd != "negative":
        return "no assessment"
    r.category, r.mrd = last.category, last.mrd
    return None


def _failed_too(scene: Scene, r: ResponseMention, here: list[ResponseMention]) -> str | None:
    """ "Venetoclax was ineffective, and so was daratumumab": the same of the treatment that follows."""
    failed = next((x.category for x in reversed(here) if x.category), None)
    named = next((m for m in scene.therapies if 0 <= m.start - r.end < 30), None)
    if failed not in {"NR", "PD", "SD"} or named is None:
        return "no assessment"
    r.category, r.end = failed, named.end
    return None


def residue_told(book: Book, scene: Scene, r: ResponseMention, patient: int) -> bool:
    """Whether "it" is the residual disease of the sentence before, or of this one."""
    last = next((f for f in reversed(book.story.responses) if f.patient == patient and not f.retold), None)
    between = book.scenes[max(0, book.at - 1)]
    line = not between.responses and any(c.role in LINES and c.sentence == book.at - 1 for c in book.story.courses)
    near = book.scenes[max(0, book.at - (2 if line else 1))].sentence.start  # a line begun between changes it
    return last is not None and last.mrd is not None and near <= last.spans[-1][0] < r.start


def _infused(book: Book, patient: int) -> bool:
    return any(c.patient == patient and c.kind == "transplant" and c.status == "given" for c in book.story.courses)


def _line_since(book: Book, last: ResponseFact, r: ResponseMention) -> bool:
    """Whether a treatment against the disease was told of since it was last assessed."""
    since = last.spans[-1][1]
    return any(
        c.patient == last.patient
        and c.status == "given"
        and (c.role in LINES or c.infusion)
        and any(since <= s < r.end for s, _ in c.spans)
        for c in book.story.courses
    )


def same_finding(fact: ResponseFact, known: list[ResponseFact], *, near: bool) -> ResponseFact | None:
    """The assessment told just before that a finding shows, or whose finding a name now sums up: "new nodes were seen. PD was called"."""
    last = known[-1] if known else None
    if last is None or not near or not (_is_finding(fact) or _is_finding(last)):
        return None
    lost, held = ({f.category in LOST for f in (fact, last)}, {f.category in GOOD for f in (fact, last)})
    if len(lost) > 1 or len(held) > 1 or (fact.mrd and last.mrd and fact.mrd != last.mrd):
        return None
    if fact.after is not last.after and not (_is_finding(last) and fact.after is None):
        return None
    if (fact.when or fact.time_after) and (last.when or last.time_after) and not _agree(fact, last):
        return None
    if _is_finding(last) and not _is_finding(fact):
        last.category, last.rule = fact.category, fact.rule
    return last


def _is_finding(fact: ResponseFact) -> bool:
    return fact.rule.endswith(".seen")


def _agree(fact: ResponseFact, last: ResponseFact) -> bool:
    a, b = fact.when, last.when
    if a.date and b.date:
        return a.date.startswith(b.date) or b.date.startswith(a.date)
    if a.day is not None and b.day is not None:
        return a.day == b.day
    return fact.time_after == last.time_after
