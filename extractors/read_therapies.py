"""Treatments of a sentence: a new course, or one that was told of before?"""

import re

from extractors import clock
from extractors.assertion import Said, is_wish, status_of
from extractors.courses import Course, When, more_exact, same_treatment
from extractors.mentions import TherapyMention
from extractors.read_periods import set_periods
from extractors.read_times import note_times
from extractors.roles import Around, role_of
from extractors.story import Book, Scene, State
from extractors.surroundings import surroundings

_SECOND = re.compile(
    r"(?i)\b(?:second|2nd|another|repeat(?:ed)?|new|third|3rd|additional|re-?infus\w+|re-?treat\w+|again)\b"
)
_REFERS = re.compile(
    r"(?i)\b(?:after|since|following|post|before|prior to|until|during|despite|on|of|under|from|since|to|by|response to|refractory to|resistant to|effect of|after (?:the )?(?:first|second|third|last|initial|\w+ (?:dose|cycle|course|infusion)s? of)|(?:first|second|third|last) (?:dose|cycle|course|infusion)s? of)[\s-](?:the |her |his |this |an? |\w+ (?:day|week|month|year)s? of )*$"
)
_STARTS = re.compile(
    r"(?i)\b(?:start|began|begun|begin|initiat|commenc|given|receiv|administ|infus|underwent|perform|treat|add|resum|introduc|switch|institut|took place|carried out|deliver|follow|transplant|took|put on|prescrib|appli|used|restart|re-?start|inject|gave|consist|had)\w*"
)
_CHANGED = re.compile(r"(?i)\b(?:reduc|increas|taper|decreas|escalat|step|cut|lower|rais|halv|doubl|wean)\w*")
_RESTART = re.compile(r"(?i)\bre-?start\w*|\bagain\b")
_BACK = re.compile(r"(?i)\b(?:relaps|recur|progress|refractory|came back|returned|reappear|PD\b|resist)\w*")


def read_therapies(
    book: Book, scene: Scene, state: State, patient: int, whens: dict[int, When], *, retold: bool
) -> dict[int, Course]:
    mentioned: dict[int, Course] = {}
    locals_ = [scene.local(m) for m in scene.therapies]
    around = surroundings(book, scene, state, patient, retold=retold)
    for i, m in enumerate(scene.therapies):
        course = _course(book, scene, state, patient, m, locals_[i], around[i], retold=retold)
        if course is None:
            continue
        mentioned[id(m)] = course
        book.story.became[id(m)] = course
    _parts(book, scene, mentioned)
    set_periods(book, scene, state, patient, mentioned, whens, retold=retold)
    note_times(book, scene, state, patient, whens, mentioned, retold=retold)
    return mentioned


def _course(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    m: TherapyMention,
    local: tuple[int, int],
    around: Around,
    *,
    retold: bool,
) -> Course | None:
    text = scene.text
    if "not_event" in m.flags:
        book.skip(m, "no event")
        return None
    said = _said(book, scene, m, local)
    status = "given" if said is Said.NONE else said.value
    before = text[max(0, local[0] - 60) : local[0]]
    refers = bool(_REFERS.search(before)) or retold
    parts = m.entry.components if m.entry is not None else ()
    mine = [c for c in book.story.courses if c.patient == patient and same_treatment(m.name, c, parts)]
    if m.generic and m.kind == "drug" and not _class_counts(book, scene, m, status, state):
        book.skip(m, "a class, its member is named")
        return None
    group = m.hint or ("car" if m.kind == "cell_therapy" else m.kind)
    role = role_of(m.kind, group, m.name, around)
    if said is Said.NONE or (status == "given" and is_wish(text, local[0])):
        if not mine:
            book.skip(m, "spoken of, not given" if said is Said.NONE else "a purpose")
        return mine[-1] if mine else None
    if (
        status == "given"
        and mine
        and (course := _known(book, scene, state, m, role, mine, refers=refers, retold=retold, local=local))
    ):
        if course.role == "infusion" and not (refers or course.start) and state.now_at == book.at > course.sentence:
            _given(book, course, state)  # spoken of before, told with its time only now
        return _merge(book, course, m, scene)
    if status != "given" and (same := [c for c in mine if c.status == status and (c.phase == state.phase or retold)]):
        return _merge(book, same[-1], m, scene)
    if retold and not _new_when_retold(book, scene, m, status, mine):
        book.skip(m, "retold")
        return None
    course = Course(
        patient,
        m.name,
        m.kind,
        group,
        role,
        status,
        state.phase,
        m.generic,
        m.target,
        m.cell_source,
        rule=m.rule,
        section=scene.sentence.section,
        sentence=book.at,
    )
    course.parts = parts
    course.spans.append((m.start, m.end))
    if m.name == "CAR-T":
        _same_product(book, course)
    book.story.courses.append(course)
    if status == "given" and not retold:
        _given(book, course, state)
    return course


def _same_product(book: Book, course: Course) -> None:
    """A further infusion of cells that are not named is of the product given before."""
    for told in reversed(book.story.courses):
        if told.patient == course.patient and told.kind == "cell_therapy" and told.group in {"cell", "car"}:
            course.name, course.target = told.name, told.target
            course.cell_source = course.cell_source or told.cell_source
            return


def _said(book: Book, scene: Scene, m: TherapyMention, local: tuple[int, int]) -> Said:
    """What its sentence, and the next one where that names no treatment, say of a mention."""
    others = [scene.local(o) for o in scene.therapies if o is not m]
    following = book.scenes[book.at + 1] if book.at + 1 < len(book.scenes) else None
    ahead = following.text if following is not None and not following.therapies else ""
    return status_of(scene.text, *local, others=others, following=ahead)


def _new_when_retold(book: Book, scene: Scene, m: TherapyMention, status: str, mine: list[Course]) -> bool:
    if mine or (
        scene.sentence.section in {"introduction", "discussion", "conclusion", "title"}
        and any(c.section != "title" for c in book.story.courses)
    ):
        return False
    return not m.generic and (status == "given" or scene.sentence.section == "abstract")


def _given(book: Book, course: Course, state: State) -> None:
    if (
        course.kind in {"cell_therapy", "transplant"} and course.role == "infusion"
    ) or course.name == "donor lymphocyte infusion":
        state.phase += 1
        course.phase = state.phase
        state.infusion = state.line = course
        state.syndrome = None
        state.signs = {}
        state.relapsed = state.responded = False
    elif course.role in {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}:
        state.line = course
        if course.group == "bispecific":
            state.phase += 1
            course.phase = state.phase
            state.infusion = course
            state.syndrome = None
            state.signs = {}
    course.sentence = book.at


def _class_counts(book: Book, scene: Scene, m: TherapyMention, status: str, state: State) -> bool:
    """A class is a treatment of its own where no member of it is named nearby."""
    if status != "given":
        return (
            m.name
            in {
                "corticosteroid",
                "chemotherapy",
                "antibiotic",
                "intrathecal chemotherapy",
                "immunoglobulin",
                "antiretroviral therapy",
            }
            or True
        )
    base = (m.hint or "").removeprefix("class:")
    near = [s for s in book.scenes[max(0, book.at - 2) : book.at + 3] if s.sentence.section == scene.sentence.section]
    members = [
        o
        for s in near
        for o in s.therapies
        if o is not m
        and (
            o.hint == base
            or (base == "chemo" and o.kind == "regimen")
            or (base == "immunosuppressant" and o.hint in {"calcineurin"})
        )
    ]
    if m.name == "intrathecal chemotherapy":
        return not [o for o in scene.therapies if o.name in {"methotrexate", "cytarabine"}]
    if m.name == "chemotherapy":
        return not members and not re.search(
            r"(?i)(?:lymphodeplet|condition|resistan|refractor|before|after|following|despite|without|to)\W*(?:\w+\W+){0,2}$",
            scene.text[: scene.local(m)[0]],
        )
    return not members


def _known(
    book: Book,
    scene: Scene,
    state: State,
    m: TherapyMention,
    role: str | None,
    mine: list[Course],
    *,
    refers: bool,
    retold: bool,
    local: tuple[int, int],
) -> Course | None:
    """The course that a mention tells of again, or None for a new one."""
    given = [c for c in mine if c.status == "given"]
    if not given:
        return None
    before = scene.text[max(0, local[0] - 45) : local[0]]
    if m.kind in {"cell_therapy", "transplant"}:
        return _known_infusion(book, scene, state, m, given, refers=refers, before=before, retold=retold)
    if retold:
        return next((c for c in given if c.role == role), given[-1])
    if refers or not _STARTS.search(scene.text) or _CHANGED.search(scene.text):
        latest = given[-1]
        if (
            latest.phase == state.phase
            or (refers and latest.role == role)
            or (book.at - latest.sentence < 4 and latest.role == role)
        ):
            return latest
    for c in reversed(given):
        if c.role == role and c.phase == state.phase and not (_RESTART.search(before) and state.syndrome):
            return c
    return None


def _known_infusion(
    book: Book,
    scene: Scene,
    state: State,
    m: TherapyMention,
    given: list[Course],
    *,
    refers: bool,
    before: str,
    retold: bool,
) -> Course | None:
    tail = scene.text[scene.local(m)[0] : scene.local(m)[1] + 60]
    if m.target and all(c.target and c.target != m.target for c in given):
        return None
    same = [c for c in given if not (m.target and c.target) or c.target == m.target]
    second = _SECOND.search(before[-30:]) or re.search(
        r"(?i)\b(?:second|another|repeat) (?:infusion|dose|CAR|transplant)", before + tail
    )
    if second and len(same) == 1 and not (refers and retold):
        if not re.search(r"(?i)first", before[-20:]):
            if refers and not _STARTS.search(tail) and same[0].kind == m.kind and retold:
                return same[0]
            return None
    if second and len(same) > 1:
        return same[1] if re.search(r"(?i)second|2nd", before + tail) and len(same) == 2 else same[-1]
    if re.search(r"(?i)\bfirst|initial|1st", before[-25:]):
        return same[0]
    if not refers and not retold and same and _another_time(book, state, same[-1]):
        return None
    return same[-1] if same else None


def _another_time(book: Book, state: State, last: Course) -> bool:
    """Whether the sentence tells of an infusion weeks away from the one before: then it is another."""
    days = clock.between(last.start.date or last.day0, state.now.date) if state.now_at == book.at else None
    return days is not None and days > 20


def _merge(book: Book, course: Course, m: TherapyMention, scene: Scene) -> Course:
    course.name = more_exact(m.name, course.name)
    course.target = course.target or m.target
    course.cell_source = (
        m.cell_source if course.cell_source in {None, "donor"} and m.cell_source else course.cell_source
    )
    course.generic = course.generic and m.generic
    course.spans.append((m.start, m.end))
    del scene
    return course


def _parts(book: Book, scene: Scene, mentioned: dict[int, Course]) -> None:
    """Components named with their regimen: "VIP (vincristine, ...)", "bendamustine and rituximab (BR)"."""
    for m in scene.therapies:
        if m.kind != "regimen" or id(m) not in mentioned:
            continue
        regimen = mentioned[id(m)]
        for drug in _components(book, scene, m):
            course = mentioned.get(id(drug))
            if course is None or (course.part_of is not None and course.part_of is not regimen):
                continue
            if course.sentence != book.at and course.part_of is None and len(course.spans) > 1:
                continue
            course.part_of, course.role, course.status = regimen, regimen.role, regimen.status


def _components(book: Book, scene: Scene, m: TherapyMention) -> list[TherapyMention]:
    start, end = scene.local(m)
    text = scene.text
    after = [d for d in scene.therapies if d.kind in {"drug", "radiotherapy"} and d.start >= m.end]
    opened = re.match(
        r"\s?(?:\w+\s){0,3}?[(\[:,]\s?|\s?(?:regimen|protocol|chemotherapy|therapy|block|was|were|given|begun|on|in|\(day|[\d.():/ -]|day|followed|from|consisting|followed)*?(?:consisting of|comprising|composed of|including|containing|with|of|consist\w+ of|made up of|that is,?|i\.e\.,?|:|=)\s|[^.;]{0,60}?(?:consisting of|comprising|composed of|including|: )",
        text[end:],
    )
    inside: list[TherapyMention] = []
    if opened:
        bracket = text[end : end + opened.end()].rstrip().endswith(("(", "["))
        close = text.find(")", end + opened.end()) if bracket else len(text)
        depth_close = _closing(text, end + opened.end()) if bracket else close
        limit = scene.sentence.start + (depth_close if depth_close > 0 else len(text))
        inside = [d for d in after if d.start >= m.end and d.end <= limit]
        if not bracket and m.entry is not None and m.entry.components:
            inside = [d for d in inside if d.name in m.entry.components] or inside
    if not inside and start > 1 and text[start - 1] == "(":
        known = m.entry.components if m.entry is not None else ()
        before = [d for d in scene.therapies if d.kind == "drug" and d.end <= m.start and m.start - d.end < 160]
        inside = [d for d in before if d.name in known] if known else [d for d in before if m.start - d.end < 80]
    return inside


def _closing(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` closes."""
    depth = 1
    for i in range(start, len(text)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if depth == 0:
            return i
    return -1
