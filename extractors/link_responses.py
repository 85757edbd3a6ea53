"""Which treatment a state of the disease followed: the one named with it, else the last that was meant for the disease."""

from extractors.against_disease import acts, against_virus, beside, counts, misplaced, scene_of, solid
from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.leading_lines import leader
from extractors.mentions import ResponseMention
from extractors.named_therapies import done_in, given_later, named_with
from extractors.story import Book, Scene


def therapy_before(
    book: Book,
    scene: Scene,
    group: list[ResponseMention],
    patient: int,
    mentioned: dict[int, Course],
    when: When,
    anchor: Course | None = None,
) -> Course | None:
    """The course that a state followed."""
    other = solid(book) or not any(c.patient == patient and counts(c, book) for c in book.story.courses)
    here = [
        (m, mentioned[id(m)])
        for m in scene.therapies
        if id(m) in mentioned
        and (
            counts(mentioned[id(m)], book)
            or (other and acts(mentioned[id(m)]))
            or (mentioned[id(m)].name == _INTO_CSF and mentioned[id(m)].status == "given" and _of_csf(scene, group))
        )
    ]
    if (named := named_with(scene, group, here, mentioned)) is not None:
        return leader(book, named, named=True)
    if anchor is not None and _counted_from(book, anchor, when, patient):
        return anchor
    ahead = _not_yet(book, scene, group, patient, mentioned)
    if (since := _since_infusion(book, scene, group, patient)) is not None:
        return since
    told = [c for c in book.story.courses if c.patient == patient and c not in ahead and _told(scene, c, group)]
    known = [c for c in told if counts(c, book) or (solid(book) and acts(c))] or [c for c in told if acts(c)]
    known = [c for c in known if not (c.role == "preemptive" and against_virus(book, c))]
    known = [c for c in known if not misplaced(book, c, known, patient)]
    known = [c for c in known if not beside(book, c)] or known
    known = [c for c in known if not _bridged(c, known, book)]
    if when.date:
        known = [c for c in known if not _later_than(c, when.date)]
    if not known:
        return None
    best = known[0]
    for c in known[1:]:
        if not (c.start.date and best.start.date and _earlier(c.start.date, best.start.date)) and _place(
            book, c, group
        ) >= _place(book, best, group):
            best = c
    return leader(book, best)


_INTO_CSF = "intrathecal chemotherapy"
_CSF = expression(r"(?i)\b(?:CSF|cerebrospinal|CNS|mening\w+|leptomening\w+)\b")


def _of_csf(scene: Scene, group: list[ResponseMention]) -> bool:
    """Whether a state is that of the spinal fluid, which intrathecal drugs clear."""
    base = scene.sentence.start
    return _CSF.search(scene.text, max(0, group[0].start - base - 30), group[-1].end - base + 10) is not None


def _counted_from(book: Book, anchor: Course, when: When, patient: int) -> bool:
    """Whether a day of the first months after an infusion tells what it did: the marrow of day 28, unless the disease was lost since."""
    if not anchor.infusion or anchor.kind not in {"transplant", "cell_therapy"} or anchor.patient != patient:
        return False
    if when.day is None or not 7 <= when.day <= 100 or anchor.name == "donor lymphocyte infusion" or not anchor.spans:
        return False
    given = anchor.spans[0][0]
    return not any(
        f.patient == patient
        and f.spans[0][0] > given
        and (f.category in {"relapse", "PD", "NR"} or f.mrd == "positive")
        for f in book.story.responses
    )


# "15 months after the second graft", "two years after the infusion", where the word itself is no mention
_SINCE_IT = expression(
    r"(?i)\b(?:months?|years?) (?:after|since|from|following|post|into|out from)[ -](?:the |her |his |this |their )?(?:first |second |last |new |re-?|CAR[- ]?T[- ]|T-cell |cell )*(?P<what>grafts?|transplant\w*|allograft\w*|autograft\w*|HSCT|HCT|SCT|BMT|infusion|cells|CAR[- ]?T)\b"
)


def _since_infusion(book: Book, scene: Scene, group: list[ResponseMention], patient: int) -> Course | None:
    """The infusion that a state is said to have been found so long after."""
    m = _SINCE_IT.search(scene.text)
    if m is None or group[0].category in {"relapse", "PD", "NR"}:
        return None
    what = m["what"].lower()
    kinds = {"cell_therapy"} if what == "cells" or what.startswith("car") else {"transplant"}
    if what == "infusion":
        kinds = {"cell_therapy", "transplant"}
    given = [
        c
        for c in book.story.courses
        if c.patient == patient
        and c.status == "given"
        and c.kind in kinds
        and c.name != "donor lymphocyte infusion"
        and counts(c, book)
        and c.spans
        and c.spans[0][0] < group[0].start
    ]
    return given[-1] if given else None


# "before conditioning she was in CR2", "PET prior to lymphodepletion showed PD"
_BEFORE_GRAFT = expression(
    r"(?i)\b(?:before|prior to|preceding|ahead of|at (?:the )?(?:time|start) of|until|pre-?)[\s-]?(?:the |her |his )?(?:conditioning|transplant\w*|HSCT|HCT|SCT|BMT|graft|allograft|autograft)\b"
)
_BEFORE_CELLS = expression(
    r"(?i)\b(?:before|prior to|preceding|ahead of|at (?:the )?(?:time|start) of|on (?:the )?day of|until|pre-?)[\s-]?(?:the |her |his )?(?:lympho-?depletion|(?:CAR[- ]?T[- ])?(?:cell )?infusion|CAR[- ]?T|LD\b)"
)


def _not_yet(
    book: Book, scene: Scene, group: list[ResponseMention], patient: int, mentioned: dict[int, Course]
) -> list[Course]:
    """Infusions told of already that had not been given when the state was found."""
    named = [
        mentioned[id(m)]
        for m in scene.therapies
        if id(m) in mentioned
        and mentioned[id(m)].infusion
        and (given_later(scene, m, group[0].start) or done_in(scene, m, group[0].start))
    ]
    told = max((r.end for r in scene.responses if r.end <= group[0].start), default=scene.sentence.start)
    lead = scene.text[max(told, group[0].start - 70) - scene.sentence.start : group[0].start - scene.sentence.start]
    if told > scene.sentence.start:
        lead = lead.rpartition(", ")[2]  # "had been 12% before lymphodepletion, it was undetectable"
    around = lead + scene.text[group[0].start - scene.sentence.start : group[-1].end - scene.sentence.start + 50]
    kinds = [
        kind
        for kind, pattern in (("transplant", _BEFORE_GRAFT), ("cell_therapy", _BEFORE_CELLS))
        if pattern.search(around)
    ]
    for kind in kinds:
        last = [c for c in book.story.courses if c.patient == patient and c.kind == kind and c.infusion and c.spans][
            -1:
        ]
        if last and not any(f.patient == patient and f.after is last[0] for f in book.story.responses):
            named += last
    return named


def _told(scene: Scene, c: Course, group: list[ResponseMention]) -> bool:
    """Told of before the state, and not in its own sentence as what was given because of it."""
    return (
        bool(c.spans)
        and c.spans[0][0] < group[0].start
        and not (c.spans[0][0] >= scene.sentence.start and group[0].category in {"relapse", "PD", "NR"})
    )


def _place(book: Book, c: Course, group: list[ResponseMention]) -> int:
    """Where the narrative last stood at a course: infusions are announced long before they are given, drugs are carried on."""
    told = [s for s, _ in c.spans if s < group[0].start]
    if c.infusion and c.start:
        return max([told[0], *(s for s in told[1:] if not _only_dates(book, s))])
    return max([_begun(book, c, told[0]), *(s for s in told[1:] if _carried_on(book, s))])


# "lenalidomide was begun 3 months post-transplant": the graft is named for its date only
_DATES = expression(
    r"(?i)\b(?:months?|years?|weeks?|days?|hours?)\s?(?:after|post|following|from|since|of|before|prior to|into)[\s-](?:the |her |his |this |first |second |last |CAR[- ]?T[- ]?|cell )*$|\b(?:post|pre)-?\s?$"
)


_HAD = expression(r"(?i)\bhad (?:been|led|given|brought|produced|resulted|consisted|achieved)\b")


# "She had received D-VTd, an autograft and lenalidomide", after a sentence that told of her cells
_HAD_HAD = expression(
    r"(?i)\bhad (?:previously |already |also |before |earlier )*(?:received|undergone|failed|been (?:previously |already )?(?:treated|given|exposed))\b[^;]*$"
)


def _bridged(c: Course, known: list[Course], book: Book) -> bool:
    """Whether bridging or earlier lines are told of only after the infusion that they led to, with nothing assessed between."""
    at = c.spans[0][0]
    scene = scene_of(book, at)
    earlier = _HAD_HAD.search(scene.text[: at - scene.sentence.start]) is not None and not c.start
    if (c.role != "bridging" or c.infusion) and not earlier:
        return False
    had = earlier or _HAD.search(scene.text) is not None
    given = [
        o.spans[0][0]
        for o in known
        if o.infusion
        and (o.start or had)
        and o.kind in {"cell_therapy", "transplant"}
        and not (earlier and scene.sentence.start <= o.spans[0][0] < scene.sentence.end)
    ]
    before = [s for s in given if s < at]
    if not before or any(s > at for s in given):
        return False
    return not any(f.patient == c.patient and max(before) < f.spans[0][0] < at for f in book.story.responses)


def _only_dates(book: Book, at: int) -> bool:
    """Whether an infusion is named only to say when something else was."""
    scene = scene_of(book, at)
    local = at - scene.sentence.start
    return _DATES.search(scene.text, max(0, local - 40), local) is not None


def _begun(book: Book, c: Course, at: int) -> int:
    """Where a treatment stands in the narrative: what led to an infusion, before it ("axi-cel after bridging with polatuzumab")."""
    scene = scene_of(book, at)
    if _in_history(book, scene, c, at):
        return scene.sentence.start - 1
    if c.infusion or not _LED_FAR.search(scene.text[: at - scene.sentence.start]):
        return at
    infused = [
        s
        for o in book.story.courses
        if o.patient == c.patient and o.kind in {"transplant", "cell_therapy"} and o.status == "given"
        for s, _ in o.spans
        if scene.sentence.start <= s < at
    ]
    return min(infused) - 1 if infused else at


_LED_FAR = expression(
    r"(?i)\b(?:after|following|preceded by|prepared by|once|upon completion of)\s(?:(?!(?:then|was|were|he|she|had|has)\b)[\w/+-]+,?\s){0,8}$"
)

# "received nivolumab for lymphoma relapsing after ABVD, ICE and an autograft": what had failed before
_FAILED_BEFORE = expression(
    r"(?i)\b(?:relaps\w+|recur\w+|progress\w+|refractory|resistant|failure|failing|failed|unresponsive) (?:(?:after|to|on|following|of|under|despite) )?(?:(?!(?:then|was|were|he|she|had|has)\b)[\w/+-]+,?\s){0,8}[\w/+-]*$"
)


def _in_history(book: Book, scene: Scene, c: Course, at: int) -> bool:
    """Whether a treatment is told of behind another one as what the disease had come back after."""
    m = _FAILED_BEFORE.search(scene.text[: at - scene.sentence.start])
    if m is None:
        return False
    lead = scene.sentence.start + m.start()
    return any(
        o is not c and o.patient == c.patient and o.status == "given" and scene.sentence.start <= s < lead
        for o in book.story.courses
        for s, _ in o.spans[:1]
    )


# "dasatinib maintenance was continued", "ruxolitinib was restarted": the line in force again
_GOES_ON = expression(
    r"(?i)\b(?:continu(?:ed|ing|es)|maintenance|resum\w+|re-?start\w*|re-?introduc\w+|re-?initiat\w+|remain(?:s|ed) on|stay(?:s|ed) on|carried on|kept on|re-?challeng\w+)\b"
)


def _carried_on(book: Book, at: int) -> bool:
    """Whether the words around a later mention say that the treatment went on."""
    scene = scene_of(book, at)
    local = at - scene.sentence.start
    return _GOES_ON.search(scene.text, max(0, local - 40), min(len(scene.text), local + 70)) is not None


def _later_than(c: Course, date: str) -> bool:
    start = c.start.date
    if start is None:
        return False
    n = min(len(start), len(date))
    return start[:n] > date[:n]


def _earlier(a: str, b: str) -> bool:
    n = min(len(a), len(b))
    return a[:n] < b[:n]
