"""Which course stands for a line of treatment: the regimen of a component, the first of drugs listed together, the line that a drug was added to."""

from extractors.against_disease import LINES, acts, solid
from extractors.courses import Course
from extractors.expressions import expression
from extractors.story import Book, Scene

_NO_LIST = expression(
    r"(?i)\b(?:then|follow\w*|switch\w*|replac\w*|fail\w*|after|before|subsequent\w*|later|until|next|finally|whereas|while|but)\b|;"
)

# "rituximab was joined", "midostaurin was added", "in combination with": not a line of its own
_ADDED = expression(
    r"(?i)\b(?:added|adding|addition of|add-on|joined|combined with|in combination with|together with|supplemented|accompan\w+|alongside|on top of|concurrent(?:ly)?|concomitant(?:ly)?)\b"
)


def leader(book: Book, course: Course, *, named: bool = False) -> Course:
    """The regimen that a component belongs to; of drugs listed together the first; of one that was added, unless named, its line."""
    if course.part_of is not None:
        return course.part_of
    if course.infusion or course.kind == "regimen" or not course.spans:
        return course
    at = course.spans[0][0]
    scene = next((s for s in book.scenes if s.sentence.start <= at < s.sentence.end), None)
    if scene is None:
        return course
    inside = [
        c
        for c in book.story.courses
        if c.kind == "regimen" and c.patient == course.patient and c.status == "given" and c.role in LINES
        and any(scene.sentence.start <= s < scene.sentence.end for s, _ in c.spans)
        and not _parted(book, scene, c, course)
    ]  # fmt: skip
    if inside:
        earlier = [c for c in inside if any(scene.sentence.start <= s < at for s, _ in c.spans)]
        return (earlier or inside)[-1 if earlier else 0]
    beside = [
        c
        for c in book.story.courses
        if c.patient == course.patient
        and (course.kind == "drug" or _in_one_list(scene, c, at))
        and (c.role == course.role or (solid(book) and acts(c)) or _in_one_list(scene, c, at))
        and c.status == "given"
        and c.spans
        and c.part_of is None
        and not c.infusion
        and (c.name != "hydroxyurea" or course.name in _PREPHASE)  # it only lowered the count
        and any(
            scene.sentence.start <= a < at
            and not _NO_LIST.search(_BRACKETS.sub("", scene.text[b - scene.sentence.start : at - scene.sentence.start]))
            and not any(b <= r.start < at for r in scene.responses)
            for a, b in c.spans
        )
    ]
    return (beside or [_line_of(book, scene, course, named=named)])[0]


_BRACKETS = expression(r"\([^()]*\)")
_LISTED = expression(
    r"(?i)[\s,/+-]*(?:\([^()]*\)[\s,]*)?(?:and|plus|with|or)?[\s,/+]*(?:(?:local|consolidative|concurrent|additional|involved-field) )?"
)


def _in_one_list(scene: Scene, c: Course, at: int) -> bool:
    """Whether two drugs stand side by side: "daratumumab, bortezomib and dexamethasone", whatever their roles are taken for."""
    if c.kind != "drug" or c.role not in LINES:
        return False
    return any(
        scene.sentence.start <= a < at
        and len(words := scene.text[b - scene.sentence.start : at - scene.sentence.start]) < 60
        and all(_LISTED.fullmatch(part) for part in _without_drugs(scene, words, b))
        for a, b in c.spans
    )


def _without_drugs(scene: Scene, words: str, start: int) -> list[str]:
    """What stands between the treatments of a stretch of text."""
    parts, at = [], start
    for m in sorted(scene.therapies, key=lambda m: m.start):
        if start <= m.start < start + len(words):
            parts.append(scene.text[at - scene.sentence.start : m.start - scene.sentence.start])
            at = max(at, m.end)
    return [*parts, scene.text[at - scene.sentence.start : start + len(words) - scene.sentence.start]]


# "refractory to ABVD, was salvaged by bendamustine": a verb of its own
_OWN_VERB = expression(
    r"(?i)\b(?:was|were|had|has|received|given|underwent|salvaged|treated|got|reached|achieved|attained|entered|relapsed|progressed|responded|led|induced|yielded|gave|brought|resulted)\b"
)


def _parted(book: Book, scene: Scene, regimen: Course, course: Course) -> bool:
    """Whether a drug of the same sentence is no part of the regimen's line: "VRd, then an autograft, then lenalidomide in maintenance".

    So it is where a state of the disease, a graft or another verb stands between: "FCR (CR for five years), ibrutinib (PR)".
    """
    if course.part_of is regimen:
        return False
    start, end = next(x for x in course.spans if scene.sentence.start <= x[0] < scene.sentence.end)
    before = [e for s, e in regimen.spans if scene.sentence.start <= s < start]
    after = [s for s, _ in regimen.spans if start < s < scene.sentence.end]
    if not (before or after):
        return False
    low, high = (max(before), start) if before else (end, min(after))
    if any(low <= r.start < high for r in scene.responses):
        return True
    graft = any(
        c.infusion and c.patient == course.patient and any(low <= s < high for s, _ in c.spans)
        for c in book.story.courses
    )
    between = scene.text[low - scene.sentence.start : high - scene.sentence.start]
    return graft or (
        (course.role != regimen.role or course.kind == "radiotherapy")
        and (_NO_LIST.search(between) is not None or _OWN_VERB.search(between) is not None)
    )


_PREPHASE = frozenset(
    {"hydroxyurea", "prednisone", "prednisolone", "dexamethasone", "methylprednisolone", "corticosteroid", "rituximab"}
)


_OWN_CYCLES = expression(r"(?i)\b(?:cycles|courses) of (?:\w+ )?\Z")


def _line_of(book: Book, scene: Scene, course: Course, *, named: bool) -> Course:
    """The line that a drug was added to ("midostaurin from day 8", "rituximab was joined"), if nothing was assessed between."""
    if course.role not in LINES or course.kind != "drug":
        return course
    at = course.spans[0][0]
    local = at - scene.sentence.start
    if _OWN_CYCLES.search(scene.text, max(0, local - 24), local) is not None:
        return course
    added = not named and _ADDED.search(scene.text, max(0, local - 90), min(len(scene.text), local + 90)) is not None
    if course.role != "induction" and not added:
        return course
    running = [
        c
        for c in book.story.courses
        if c.patient == course.patient
        and (
            c.kind == "regimen"
            or added
            or (c.name not in _PREPHASE and 0 <= course.sentence - c.sentence < 3 and not _NO_LIST.search(scene.text))
        )
        and c.role == course.role
        and c.status == "given"
        and c.part_of is None
        and c.spans
        and c.spans[0][0] < at
    ]
    if not running:
        return course
    since = running[-1].spans[0][0]
    assessed = any(f.patient == course.patient and since < f.spans[0][0] < at for f in book.story.responses)
    told = any(since < r.start < at for r in scene.responses)  # "a VGPR with VRd, a PR with carfilzomib"
    return course if assessed or told else leader(book, running[-1])
