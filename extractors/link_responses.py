"""Which treatment a state of the disease followed: the one named with it, else the last that was meant for the disease."""

import re
from bisect import bisect_right

from extractors.courses import Course, When
from extractors.malignancy import MALIGNANT
from extractors.mentions import ResponseMention, TherapyMention
from extractors.roles import is_antineoplastic
from extractors.story import Book, Scene

LINES = {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}
_BOUND = re.compile(
    r"(?i)\b(?:after|following|with|to|by|under|on|post|from|upon|despite|during|of|since|through|into|using|prior)[\s-](?:[^,;.()]|\(\w+\)){0,45}$"
)
# "6, 12 and 24 months after the autograft", "eight months post-HSCT"
_ANCHOR = re.compile(
    r"(?i)\b(?:months?|years?|weeks?|days?)\s?(?:after|post|following|from|since|of|into|on)[\s-](?:the |her |his |this |\w+ )?$"
)
_GAVE = re.compile(
    r"(?i)^[^.;,]{0,20}\b(?:gave|induced|led to|produced|achieved|resulted in|yielded|brought|restored|put)\b"
)
_VIRUS = re.compile(r"(?i)\b(?:EBV|Epstein|CMV|cytomegalo\w*|HHV|adeno\w*|vir\w*mia|virus)\b")
_FOLLOWED = re.compile(
    r"(?i)^[\s,]*(?:cells?|infusion|therapy)?[\s,]*(?:followed by|and then|then|and subsequent\w*|that)\s"
)
_REASON = re.compile(
    r"(?i)\b(?:for|because of|due to|owing to|in view of|(?<!was )(?<!were )(?<!been )given|on account of|treat\w*(?: of| for)?|against|at|upon|as)\s(?:\w+[ -]){0,3}$"
)
_NO_LIST = re.compile(
    r"(?i)\b(?:then|follow\w*|switch\w*|replac\w*|fail\w*|after|before|subsequent\w*|later|until|next|finally|whereas|while|but)\b|;"
)


def therapy_before(
    book: Book,
    scene: Scene,
    group: list[ResponseMention],
    patient: int,
    mentioned: dict[int, Course],
    when: When,
) -> Course | None:
    """The course that a state followed."""
    other = solid(book) or not any(c.patient == patient and counts(c, book) for c in book.story.courses)
    here = [
        (m, mentioned[id(m)])
        for m in scene.therapies
        if id(m) in mentioned and (counts(mentioned[id(m)], book) or (other and _acts(mentioned[id(m)])))
    ]
    if (named := _named(scene, group, here, mentioned)) is not None:
        return leader(book, named, named=True)
    told = [c for c in book.story.courses if c.patient == patient and _told(book, scene, c, group, here)]
    known = [c for c in told if counts(c, book) or (solid(book) and _acts(c))] or [c for c in told if _acts(c)]
    known = [c for c in known if not (c.role == "preemptive" and _against_virus(book, c))]
    known = [c for c in known if not _misplaced(book, c, known, patient)]
    known = [c for c in known if not _beside(book, c)] or known
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


# "rituximab was joined", "midostaurin was added", "in combination with": not a line of its own
_ADDED = re.compile(
    r"(?i)\b(?:added|adding|addition of|add-on|joined|combined with|in combination with|together with|supplemented|concurrent(?:ly)?|concomitant(?:ly)?)\b"
)
_INTRATHECAL = re.compile(r"\b[Ii]ntrathecal(?:ly)?\b|\bIT\b")
_CHIMERISM = re.compile(r"(?i)\bchimerism\b")
_DISEASE_BACK = re.compile(r"(?i)\brelaps|MRD|residual|\bblasts\b|recur|progress|molecular")


def _beside(book: Book, c: Course) -> bool:
    """Whether a course only stood beside the line: intrathecal drugs, radiation within an induction, lymphocytes against a falling chimerism."""
    scene = _scene_of(book, c.spans[0][0])
    if c.name == "donor lymphocyte infusion":
        i = bisect_right(book.starts, c.spans[0][0]) - 1
        told = " ".join(s.text for s in book.scenes[max(0, i - 2) : i + 1])
        return _CHIMERISM.search(told) is not None and not _DISEASE_BACK.search(told)
    if c.kind == "radiotherapy":
        return c.role != "bridging" and _within_line(book, c)
    if c.kind != "drug" or c.group == "bispecific":
        return False
    local = c.spans[0][0] - scene.sentence.start
    return _INTRATHECAL.search(scene.text, max(0, local - 60), min(len(scene.text), local + 60)) is not None


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


def _scene_of(book: Book, at: int) -> Scene:
    return book.scenes[max(0, bisect_right(book.starts, at) - 1)]


def _against_virus(book: Book, c: Course) -> bool:
    """Rituximab for rising EBV copies is no treatment of the disease."""
    at = c.spans[0][0]
    scene = next((s for s in book.scenes if s.sentence.start <= at < s.sentence.end), None)
    return scene is not None and c.kind == "drug" and _VIRUS.search(scene.text) is not None


def _misplaced(book: Book, c: Course, known: list[Course], patient: int) -> bool:
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


def counts(course: Course, book: Book) -> bool:
    """Whether a course was given against the disease: no lymphodepletion, prophylaxis or care of toxicity."""
    if course.status != "given" or (course.generic and course.kind == "drug" and course.name not in {"chemotherapy"}):
        return False
    if course.kind in {"transplant", "cell_therapy"}:
        return course.role in {"infusion", "salvage", "preemptive", "prophylaxis"}
    if course.role is None and book.disease is not None and not any(book.disease):
        return course.kind == "drug"  # haemophagocytic lymphohistiocytosis: what suppresses it has no role in a cancer
    return course.role in LINES


# drugs of solid tumours that no lexicon of the field has, by the stems of their names
_STEM = re.compile(
    r"(?:tinib|rafenib|ciclib|lisib|parib|degib|platin|taxel|rubicin|tecan|citabine|trexed|uracil|racil|mustine|fosfamide|zomib|lomide|"
    r"[lt][iu]zumab|[lt]uximab|limumab|lumab|tumab|nimab|deruxtecan|vedotin|sirolimus|toposide|blastine|relin|lutamide|mitane|bulin|trexate|mycin c)\b"
)


_BLOOD = re.compile(
    r"(?i)leuka?em|lymphom|myelom|myelodys|lymphoprolif|histiocyt|(?-i:\b(?:[BT]-)?ALL\b|\bAML\b|\bMDS\b|\bCLL\b|\bCML\b|\bDLBCL\b)"
)


def solid(book: Book) -> bool:
    """Whether the story is of a tumour that is none of blood or lymph."""
    if book.solid is None:
        told = [s.text for s in book.scenes if s.sentence.told_of == "patient"]
        book.solid = not any(_BLOOD.search(text) for text in told) and any(MALIGNANT.search(text) for text in told)
    return book.solid


def _acts(course: Course) -> bool:
    """Whether a course acts on a tumour though its role was not seen: sunitinib, an operation."""
    if course.status != "given" or course.role not in {None, "supportive"}:
        return False
    return (
        is_antineoplastic(course.kind, course.group)
        or course.name in {"surgery", "radiotherapy"}
        or (course.kind == "drug" and _STEM.search(course.name) is not None)
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
        and (c.role == course.role or (solid(book) and _acts(c)))
        and c.status == "given"
        and c.spans
        and c.part_of is None
        and not c.infusion
        and any(
            scene.sentence.start <= a < at
            and not _NO_LIST.search(scene.text[b - scene.sentence.start : at - scene.sentence.start])
            for a, b in c.spans
        )
    ]
    return (beside or [_line_of(book, scene, course, named=named)])[0]


def _parted(book: Book, scene: Scene, regimen: Course, course: Course) -> bool:
    """Whether a drug of the same sentence came after the regimen: "VRd, then an autograft, then lenalidomide in maintenance"."""
    at = course.spans[0][0]
    ends = [e for s, e in regimen.spans if scene.sentence.start <= s < at]
    if not ends or course.part_of is regimen:
        return False
    between = scene.text[max(ends) - scene.sentence.start : at - scene.sentence.start]
    graft = any(
        c.infusion and c.patient == course.patient and any(max(ends) <= s < at for s, _ in c.spans)
        for c in book.story.courses
    )
    return graft or (course.role != regimen.role and _NO_LIST.search(between) is not None)


_PREPHASE = frozenset(
    {"hydroxyurea", "prednisone", "prednisolone", "dexamethasone", "methylprednisolone", "corticosteroid", "rituximab"}
)


def _line_of(book: Book, scene: Scene, course: Course, *, named: bool) -> Course:
    """The line that a drug was added to ("midostaurin from day 8", "rituximab was joined"), if nothing was assessed between."""
    if course.role not in LINES or course.kind != "drug":
        return course
    at = course.spans[0][0]
    local = at - scene.sentence.start
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
    return course if assessed else leader(book, running[-1])


# "CD19 CAR-T cells were infused after vincristine and prednisone": what led to an infusion
_LED = re.compile(r"(?i)\b(?:after|following|preceded by|prepared by|with)\s(?:[\w-]+\s){0,4}$")


def _named(
    scene: Scene,
    group: list[ResponseMention],
    here: list[tuple[TherapyMention, Course]],
    mentioned: dict[int, Course],
) -> Course | None:
    """The treatment that the sentence itself names with the state."""
    start, end = group[0].start, group[-1].end
    lost = group[0].category in {"relapse", "PD", "NR"}
    reason = lost and _REASON.search(scene.text[: start - scene.sentence.start])
    here_all = [
        (m, mentioned[id(m)])
        for m in scene.therapies
        if id(m) in mentioned and m.start < start and mentioned[id(m)].status == "given"
    ]
    anchored = [
        c
        for m, c in here
        if _ANCHOR.search(scene.text[max(0, m.start - scene.sentence.start - 40) : m.start - scene.sentence.start])
    ]
    if len(anchored) == 1:
        m, _ = next(x for x in here if x[1] is anchored[0])
        later = [c for other, c in here if other.start > m.end]
        if later and later[0].role in LINES and _FOLLOWED.match(scene.text[m.end - scene.sentence.start :]):
            return later[0]
        return anchored[0]
    if here_all and not reason:
        m, c = here_all[-1]
        if (
            c.role in {"conditioning", "lymphodepletion"}
            and c.kind == "regimen"
            and _GAVE.match(scene.text[m.end - scene.sentence.start :])
        ):
            return c
    before = [(m, c) for m, c in here if m.start < end]  # "the response to ibrutinib was partial" has it within
    if before and not reason:
        last = before[-1][1]
        infused = [c for _, c in before if c.kind in {"transplant", "cell_therapy"}]
        led = _LED.search(scene.text[: before[-1][0].start - scene.sentence.start])
        return infused[-1] if infused and last.kind == "drug" and (last.role == "bridging" or led) else last
    for m, c in here:
        if m.start < end:
            continue
        gap = scene.text[end - scene.sentence.start : m.start - scene.sentence.start]
        gap = _FINDING.sub("", gap)
        if re.search(
            r"(?i)[;.]|\b(?:and|so|was|were|then|before|therefore|but|until|prompted|trigger\w+|necessitat\w+|warrant\w+)\b",
            gap,
        ):
            return None
        if _BOUND.search(gap):
            return _last_of_list(scene, m, c, here)
    return None


_FINDING = re.compile(
    r"(?i)\b(?:was|were) (?:\w+ly )?(?:diagnosed|noted|detected|found|documented|confirmed|seen|observed|achieved|obtained|attained|reached|evident|shown|recorded)\b"
)
# "progressed after R-CHOP and R-ICE": lines in a row, the last of them stands
_NEXT_LINE = re.compile(
    r"(?i)[\s,]*(?:\([^()]*\)[\s,]*)?(?:and|then|followed by|and then|as well as|,|/|→|->)[\s,]*(?:\w+ (?:cycles|courses) of |subsequent(?:ly)? |by |also |finally )*"
)


def _last_of_list(scene: Scene, m: TherapyMention, c: Course, here: list[tuple[TherapyMention, Course]]) -> Course:
    """The last of the lines that a list names; of single drugs in a list the first stands for all."""
    for other, course in here:
        if other.start < m.end or course.part_of is c or "drug" in {c.kind, course.kind}:
            continue
        if not _NEXT_LINE.fullmatch(scene.text, m.end - scene.sentence.start, other.start - scene.sentence.start):
            break
        m, c = other, course
    return c


def _told(
    book: Book, scene: Scene, c: Course, group: list[ResponseMention], here: list[tuple[TherapyMention, Course]]
) -> bool:
    """Told of before the state, and not in its own sentence as what was given because of it."""
    del book, here
    return (
        bool(c.spans)
        and c.spans[0][0] < group[0].start
        and not (c.spans[0][0] >= scene.sentence.start and group[0].category in {"relapse", "PD", "NR"})
    )


def _place(book: Book, c: Course, group: list[ResponseMention]) -> int:
    """Where the narrative last stood at a course: infusions are announced long before they are given, drugs are carried on."""
    told = [s for s, _ in c.spans if s < group[0].start]
    if c.infusion and c.start:
        return max(told)
    return max([_begun(book, c, told[0]), *(s for s in told[1:] if _carried_on(book, s))])


def _begun(book: Book, c: Course, at: int) -> int:
    """Where a treatment stands in the narrative: what led to an infusion, before it ("axi-cel after bridging with polatuzumab")."""
    scene = _scene_of(book, at)
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


_LED_FAR = re.compile(
    r"(?i)\b(?:after|following|preceded by|prepared by|once|upon completion of)\s(?:(?!(?:and|then|was|were)\b)[\w/+-]+\s){0,8}$"
)


# "dasatinib maintenance was continued", "ruxolitinib was restarted": the line in force again
_GOES_ON = re.compile(
    r"(?i)\b(?:continu(?:ed|ing|es)|maintenance|resum\w+|re-?start\w*|re-?introduc\w+|re-?initiat\w+|remain(?:s|ed) on|stay(?:s|ed) on|carried on|kept on|re-?challeng\w+)\b"
)


def _carried_on(book: Book, at: int) -> bool:
    """Whether the words around a later mention say that the treatment went on."""
    scene = _scene_of(book, at)
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
