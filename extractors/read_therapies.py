"""Treatments of a sentence: a new course, or one that was told of before?"""

import re

from extractors import clock
from extractors.assertion import Said, is_wish, status_of
from extractors.courses import DLI, Course, When, more_exact, same_treatment
from extractors.mentions import TherapyMention
from extractors.purposes import lists
from extractors.read_periods import set_periods
from extractors.read_times import note_times
from extractors.roles import Around, role_of
from extractors.story import Book, Scene, State
from extractors.surroundings import surroundings

_SECOND = re.compile(r"(?i)\b(?:second|2nd|another|repeat(?:ed)?|new|third|3rd|additional|re-?infus\w+|re-?treat\w+)\b")
_SECOND_ONE = re.compile(r"(?i)\b(?:second|another|repeat) (?:infusion|dose|CAR|transplant)")
_AGAIN = re.compile(r"(?i)\bsecondly\b|\b(?:was|were) (?:given|infused) again\b")
_ORDER_TWO = re.compile(r"(?i)second|2nd")
_FIRST = re.compile(r"(?i)\bfirst|initial|1st")
_REFERS = re.compile(
    r"(?i)\b(?:after|since|following|post|before|prior to|until|during|despite|on|(?<!cycles )(?<!courses )(?<!doses )(?<!course )(?<!cycle )(?<!dose )(?<!blocks )of|under|from|since|to|by|response to|refractory to|resistant to|effect of|after (?:the )?(?:first|second|third|last|initial|\w+ (?:dose|cycle|course|infusion)s? of)|(?:first|second|third|last) (?:dose|cycle|course|infusion)s? of)[\s-](?:the |her |his |this |an? |\w+ (?:day|week|month|year)s? of )*$"
)
_STARTS = re.compile(
    r"(?i)\b(?:start|began|begun|begin|initiat|commenc|given|receiv|administ|infus|underwent|perform|treat|add|resum|introduc|switch|institut|took place|carried out|deliver|follow|transplant|took|put on|prescrib|appli|used|restart|re-?start|inject|gave|consist|had)\w*"
)
_CHANGED = re.compile(r"(?i)\b(?:reduc|increas|taper|decreas|escalat|step|cut|lower|rais|halv|doubl|wean)\w*")
_RESTART = re.compile(
    r"(?i)\b(?:re-?start\w*|resum\w+|re-?introduc\w+|re-?initiat\w+|re-?commenc\w+|re-?challeng\w+|reinstat\w+)"
)
_RESTARTED = re.compile(
    r"(?i)^[^.;,]{0,30}?\b(?:was|were|had to be|could be)(?: then| again| therefore)? (?:re-?start\w*|resum\w+|re-?introduc\w+|re-?initiat\w+|re-?commenc\w+|reinstat\w+|given again|started again)"
)
# what came before or ended speaks of a course that is known
_AFTER = re.compile(
    r"(?i)\b(?:at(?= surgery| operation| laparotomy)|after|since|following|despite|during|until|before|prior to|while on|under|stopped|stopping|discontinu\w+|withdraw\w+|taper\w*|weaning|previous|prior|earlier|preceding|former|recent|aforementioned|same|in view of|in (?:the )?light of|on account of|because of|thanks to|owing to|cessation|completion|completed|end|refractory to|resistant to|response to|responded to|effect|dwindling doses?|tapering doses?|decreasing doses?|falling doses?)(?: of| to| from| off)?[\s-](?:the |last |final |recent |previous |prior |earlier |her |his |this |these |both |\w+ (?:doses?|cycles?|courses?|days?|weeks?|months?|infusions?) of |oral |intravenous |systemic )*$"
)
_OF_BEFORE = re.compile(
    r"(?i)\b(?:after|following|despite|during|\d+ (?:cycles|courses) of|courses? of|on|continued|his|her|the|these|both|abbreviated)\s(?:\w+\s){0,4}$"
)
_STOPPED = re.compile(
    r"(?i)^ (?:off|stopped|discontinued|held|paused|tapered|weaned|withdrawn|ceased|completed|continue[ds]?|is continued|remains|d/c)\b|^[^.;,]{0,25}?\b(?:was|were|could be|had been)(?: then| therefore| gradually| successfully| finally| both)? (?:stopped|discontinued|tapered|withdrawn|ceased|weaned|continued|reduced|increased|suspended|interrupted|completed|off|escalated|lowered|halved|maintained)\b"
)
# "high-dose chemotherapy with autologous transplantation" is the transplantation
_OF_GRAFT = re.compile(
    r"(?i)^ (?:\([^()]*\) )?(?:with|and|followed by|plus) (?:an? |subsequent |upfront )*(?:auto\w*|ASCT|HSCT|stem[- ]cell)\b"
)
_NO_COURSE = re.compile(
    r"(?i)(?:lymphodeplet\w*|condition\w*|resistan\w*|refractor\w*|before|after|following|despite|without|to|prior|tuberculous|tuberculosis)\W*(?:\w+\W+){0,5}$"
)
_WENT = re.compile(
    r"(?i)^[^.;,]{0,20}?\b(?:was|were|had been|proved|is|are)(?: \w+ly| well| poorly| also)? (?:tolerated|complicated|effective|ineffective|uneventful|followed|associated|successful|unsuccessful|chosen because)\b"
)
_REPEATED = frozenset({"tocilizumab", "siltuximab", "paracetamol", "filgrastim", "immunoglobulin"})
_PURPOSES = frozenset(
    {"induction", "consolidation", "salvage", "bridging", "maintenance", "lymphodepletion", "conditioning", "gvhd_prophylaxis", "prophylaxis", "preemptive", "toxicity_management"}
)  # fmt: skip
_BEFORE_CELLS = frozenset({"lymphodepletion", "conditioning"})
_LINES = frozenset(
    {"induction", "consolidation", "salvage", "bridging", "maintenance", "lymphodepletion", "conditioning"}
)
_GAVE_WAY = re.compile(r"(?i)\b(?:instead of|in place of|replac\w+)\s(?:the |her |his )?$")
_GIVEN_UP = re.compile(
    r"(?i)^[^.;,]{0,25}?\b(?:was|were|had been|being)(?: then| therefore| also| again)? (?:given up|dropped|withheld|suspended|abandoned|omitted|stopped|held|not (?:resumed|restarted|re-?started|reintroduced))\b"
)
_RELATIVE = re.compile(
    r"(?i)\b(?:mother|father|aunt|uncle|brother|sister|husband|wife|cousin|grandm\w+|grandf\w+|newborn|baby|siblings?|donor|partner)(?:'s side| of the patient)?(?:,[^,.;]{2,40},|, who)? (?:\w+ )?(?:is|was|had|has|takes?|took|taking|received|underwent|uses|who|being)\b(?:(?!\b(?:she|he|patient|cells|donor-derived)\b)[^.;)]){0,90}$"
)
_PAST_TENSE = re.compile(r"(?i)\b(?:was|were|had|has been|received|underwent|achieved|continues?|started on)\b")
_ANTI_INFECTIVE = frozenset({"antibacterial", "antifungal", "antiviral", "prophylaxis"})
# what an isolate is resistant or susceptible to was tested, not given
_TESTED = re.compile(
    r"(?i)\b(?:resistan(?:t|ce)|susceptible|susceptibility|sensitive|sensitivity|MICs?)\s(?:only |both )?(?:to|against|of|for)\s(?:(?!\b(?:treated|given|received|started|was|were)\b)[^.;])*$"
)
_THE_INFUSION = re.compile(r"(?i)(?:the|this)\s(?:\w+\s)?(?:re-?)?infusion")
_DONOR_ROW = re.compile(r"(?i)\W*donor\s?:")
_FROM = re.compile(r"(?i)\b(?:from|by|of) (?:[\w-]+ ){0,5}$")
_DONOR_WORDS = re.compile(
    r"(?i)\b(?:donor|sibling|brother|sister|unrelated|related|mother|father|son|daughter|haplo\w*|MUD|MSD|matched|mismatched|cousin|twin)\b"
)


def read_therapies(
    book: Book, scene: Scene, state: State, patient: int, whens: dict[int, When], *, retold: bool
) -> dict[int, Course]:
    mentioned: dict[int, Course] = {}
    locals_ = [scene.local(m) for m in scene.therapies]
    around = surroundings(book, scene, state, patient, retold=retold)
    parts: set[int] = set()
    for i, m in enumerate(scene.therapies):
        fresh = id(m) in parts
        course = _course(book, scene, state, patient, m, locals_[i], around[i], retold=retold, fresh=fresh)
        if course is not None and m.kind == "regimen" and course.spans == [(m.start, m.end)] and not retold:
            parts.update(id(d) for d in _components(book, scene, m) if d.start > m.start)
        if course is None:
            continue
        mentioned[id(m)] = course
        book.story.became[id(m)] = course
    _parts(book, scene, mentioned)
    _parts_told_later(book, patient, mentioned)
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
    fresh: bool = False,
) -> Course | None:
    """The course that a mention tells of; `fresh` components belong to a regimen that begins in this sentence."""
    text = scene.text
    if "not_event" in m.flags:
        book.skip(m, "no event")
        return None
    if m.rule == "cells.infusion" and _THE_INFUSION.match(text[local[0] : local[1]]) and not _has_cells(book, patient):
        book.skip(m, "an infusion to come")
        return None
    group = m.hint or ("car" if m.kind == "cell_therapy" else m.kind)
    if group in _ANTI_INFECTIVE and _TESTED.search(text[: local[0]]):
        book.skip(m, "susceptibility")
        return None
    said = _said(book, scene, m, local)
    status = "given" if said is Said.NONE else said.value
    before = text[max(0, local[0] - 60) : local[0]]
    refers = bool(_REFERS.search(before)) or retold
    parts = m.entry.components if m.entry is not None else ()
    mine = [c for c in book.story.courses if c.patient == patient and same_treatment(m.name, c, parts)]
    if m.generic and m.kind == "drug" and not _class_counts(book, scene, m, status, state, patient):
        book.skip(m, "a class, its member is named")
        return None
    role = role_of(m.kind, group, m.name, around)
    if _of_relative(text[: local[0]]) or (m.kind == "drug" and _DONOR_ROW.match(text)):
        book.skip(m, "told of a relative")
        return None
    if status == "not_given" and (was := _gave_way(book, state, text, local, mine)):
        return _merge(book, was, m, scene)
    if said is Said.NONE or (status == "given" and is_wish(text, local[0])):
        if not mine:
            book.skip(m, "spoken of, not given" if said is Said.NONE else "a purpose")
        return mine[-1] if mine else None
    if (
        status == "given"
        and mine
        and not (fresh and mine[-1].sentence != book.at)
        and (
            course := _known(
                book,
                scene,
                state,
                m,
                role,
                mine,
                told=around.purpose,
                refers=refers,
                retold=retold,
                local=local,
                combined=_combined(book, scene, patient, m, around),
            )
        )
    ):
        if course.role == "infusion" and not (refers or course.start) and state.now_at == book.at > course.sentence:
            _given(book, course, state)  # spoken of before, told with its time only now
        return _merge(book, course, m, scene)
    if status in {"not_given", "declined"} and (plans := [c for c in mine if c.status == "planned"]) and not retold:
        plans[-1].status = status  # the plan came to nothing
        return _merge(book, plans[-1], m, scene)
    if status != "given" and (same := [c for c in mine if c.status == status and (c.phase == state.phase or retold)]):
        return _merge(book, same[-1], m, scene)
    if retold and not _new_when_retold(book, scene, m, status, mine):
        book.skip(m, "retold")
        return None
    if status == "given" and not retold and (planned := _planned(mine, text[max(0, local[0] - 30) : local[0]])):
        planned.status, planned.sentence = status, book.at
        planned.role = planned.role if around.purpose is None and planned.role in _LINES else role
        _given(book, planned, state)
        return _merge(book, planned, m, scene)
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
    if status != "given":
        _as_told(course, m, text, mine)
        if m.name == "donor lymphocyte infusion" and around.purpose in {None, "toxicity_management"} and mine:
            course.role = mine[-1].role
    course.spans.append((m.start, m.end))
    if m.name == "CAR-T":
        _same_product(book, course)
    book.story.courses.append(course)
    if status == "given" and not retold:
        _given(book, course, state)
    return course


def _has_cells(book: Book, patient: int) -> bool:
    """Whether an infusion of engineered cells was told of."""
    return any(c.patient == patient and c.kind == "cell_therapy" for c in book.story.courses)


def _combined(book: Book, scene: Scene, patient: int, m: TherapyMention, around: Around) -> bool:
    """Whether a treatment is listed with another that this sentence begins: a new combination of it."""
    del scene
    begun = {c.name for c in book.story.courses if c.patient == patient and c.sentence == book.at and c.status == "given" and len(c.spans) == 1 and c.role in _LINES}  # fmt: skip
    return bool((around.list_names - {m.name}) & begun)


def _same_product(book: Book, course: Course) -> None:
    """A further infusion of cells that are not named is of the product given before."""
    for told in reversed(book.story.courses):
        if (
            told.patient == course.patient
            and told.status == "given"
            and told.kind == "cell_therapy"
            and told.group in {"cell", "car"}
            and told.name != DLI
        ):
            course.name, course.target = told.name, told.target
            course.cell_source = course.cell_source or told.cell_source
            return


def _of_relative(before: str) -> bool:
    """Whether a treatment is that of a relative or donor: "an aunt takes X", but not "a graft from her brother was given after X"."""
    told = _RELATIVE.search(before)
    return told is not None and _FROM.search(before[: told.start()]) is None


def _gave_way(book: Book, state: State, text: str, local: tuple[int, int], mine: list[Course]) -> Course | None:
    """The course that ended: "B was given instead of A", "A was dropped" are no denial where A had been given."""
    running = [c for c in mine if c.status == "given" and (c.phase == state.phase or book.at - c.sentence < 4)]
    if running and (_GAVE_WAY.search(text[: local[0]]) or _GIVEN_UP.match(text[local[1] :])):
        return running[-1]
    return None


def _planned(mine: list[Course], before: str) -> Course | None:
    """The plan that a treatment carries out: "CAR-T therapy was recommended. CD19 CAR-T cells were infused"."""
    plans = [c for c in mine if c.status == "planned"]
    return plans[-1] if plans and not _SECOND.search(before) else None


def _as_told(course: Course, m: TherapyMention, text: str, mine: list[Course]) -> None:
    """Of what was not given only what its sentence tells: "allo-HSCT was refused" names no donor."""
    if course.name == "HSCT" and (told := [c for c in mine if c.status == course.status]):
        course.name = told[-1].name
    if course.cell_source == "donor" and course.name != "donor lymphocyte infusion" and not _DONOR_WORDS.search(text):
        course.cell_source = None
    if course.group == "cell" and m.name.endswith("leucel"):
        course.target = course.cell_source = None


def _said(book: Book, scene: Scene, m: TherapyMention, local: tuple[int, int]) -> Said:
    """What its sentence, and the next one where that names no treatment, say of a mention."""
    others = [scene.local(o) for o in scene.therapies if o is not m]
    following = book.scenes[book.at + 1] if book.at + 1 < len(book.scenes) else None
    ahead = following.text if following is not None and not following.therapies else ""
    said = status_of(scene.text, *local, others=others, following=ahead)
    return Said.PLANNED if said is Said.GIVEN and book.at in book.plans and not _PAST_TENSE.search(scene.text) else said


def _new_when_retold(book: Book, scene: Scene, m: TherapyMention, status: str, mine: list[Course]) -> bool:
    if mine or (
        scene.sentence.section in {"introduction", "discussion", "conclusion", "title"}
        and any(c.section != "title" for c in book.story.courses)
    ):
        return False
    if len(book.states) > 1 and not _one_patient(scene):
        return False  # an abstract that speaks of several patients at once
    return not m.generic and (status == "given" or scene.sentence.section in {"abstract", "table"})


def _one_patient(scene: Scene) -> bool:
    """Whether a sentence says which of several patients it speaks of."""
    return bool(
        re.search(
            r"(?i)\b(?:case|patient) [1-9A-D]\b|\b(?:the )?(?:first|second|third|former|latter|other)\b|\b(?:she|he|her|his)\b|-year-old",
            scene.text,
        )
    )


def _given(book: Book, course: Course, state: State) -> None:
    if (
        course.kind in {"cell_therapy", "transplant"} and course.role == "infusion"
    ) or course.name == "donor lymphocyte infusion":
        state.phase += 1
        course.phase = state.phase
        state.infusion = state.line = course
        state.syndrome = None
        state.signs, state.early = {}, []
        state.relapsed = state.responded = state.came_back = False
    elif course.role in {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}:
        state.line = course
        if course.group == "bispecific":
            state.phase += 1
            course.phase = state.phase
            state.infusion = course
            state.syndrome = None
            state.signs, state.early = {}, []
    course.sentence = book.at


def _class_counts(book: Book, scene: Scene, m: TherapyMention, status: str, state: State, patient: int) -> bool:
    """A class is a treatment of its own where no member of it is named nearby or still being given."""
    if status != "given":
        return not (m.name == "chemotherapy" and _OF_GRAFT.match(scene.text[scene.local(m)[1] :]))
    base = (m.hint or "").removeprefix("class:")
    if base == "supportive":
        near_by = [o for s in book.scenes[max(0, book.at - 2) : book.at + 3] for o in s.therapies if o is not m]
        return not any(_MEMBERS[m.name].search(o.name) for o in near_by) if m.name in _MEMBERS else True
    near = [s for s in book.scenes[max(0, book.at - 2) : book.at + 3] if s.sentence.section == scene.sentence.section]
    if m.name == "intrathecal chemotherapy":
        return not [o for o in scene.therapies if o.name in {"methotrexate", "cytarabine"}]
    if any(_member(o.hint or "", o.kind, base) for s in near for o in s.therapies if o is not m):
        return False
    before = scene.text[: scene.local(m)[0]]
    if m.name == "chemotherapy" and _OF_GRAFT.match(scene.text[scene.local(m)[1] :]):
        return False
    if m.name == "chemotherapy" and _NO_COURSE.search(before):
        return False
    running = [c for c in book.story.courses if c.patient == patient and c.status == "given" and not c.generic]
    if _OF_BEFORE.search(before[-60:]) or _STOPPED.match(scene.text[scene.local(m)[1] :]):
        return not any(_member(c.group, c.kind, base) for c in running)
    return not any(_member(c.group, c.kind, base) and book.at - c.sentence < 4 for c in running)


# members of the classes that are no group of their own, by their stems
_MEMBERS = {
    name: re.compile(stems)
    for name, stems in {
        "anticoagulant": r"parin|xaban|warfarin|coumaro|coumon|dabigatran|fondaparinux|argatroban",
        "diuretic": r"semide|bumetanide|spironolactone|eplerenone|thiazide|mannitol",
        "bisphosphonate": r"dron(?:ic|ate)",
        "proton pump inhibitor": r"prazole$",
        "beta-blocker": r"[ao]lol$",
        "ACE inhibitor": r"pril$",
        "angiotensin receptor blocker": r"sartan$",
        "calcium channel blocker": r"dipine$|verapamil|diltiazem",
        "statin": r"statin$",
        "antihypertensive": r"pril$|sartan$|dipine$|[ao]lol$|clonidine|hydralazine",
        "antiemetic": r"setron$|pitant$|metoclopramide|domperidone",
        "inotrope": r"milrinone|dobutamine|levosimendan|dopamine",
        "analgesic": r"paracetamol|fentanyl|codone|morph|tramadol|profen$|fenac$",
        "antithyroid drug": r"thiamazole|carbimazole|propylthiouracil",
    }.items()
}


def _member(group: str, kind: str, base: str) -> bool:
    """Whether a treatment belongs to a class: a regimen is chemotherapy, tacrolimus an immunosuppressant."""
    if base == "chemo":
        return kind == "regimen" or group == "chemo"
    return group == base or (base == "immunosuppressant" and group in {"calcineurin", "atg", "steroid"})


def _known(
    book: Book,
    scene: Scene,
    state: State,
    m: TherapyMention,
    role: str | None,
    mine: list[Course],
    *,
    told: str | None,
    refers: bool,
    retold: bool,
    local: tuple[int, int],
    combined: bool,
) -> Course | None:
    """The course that a mention tells of again, or None for a new one. `told` is the purpose that its words name."""
    given = [c for c in mine if c.status == "given"]
    if not given:
        return None
    before = scene.text[max(0, local[0] - 45) : local[0]]
    if m.kind in {"cell_therapy", "transplant"}:
        return _known_infusion(book, scene, state, m, given, refers=refers, before=before, retold=retold)
    if retold:
        return next((c for c in given if c.role == role), given[-1])
    latest = given[-1]
    after = scene.text[local[1] : local[1] + 60]
    if latest.role in _BEFORE_CELLS and _for_another(book, latest):
        return None
    if role in _BEFORE_CELLS and latest.role is None:
        return None  # taken for an autoimmune disease before
    if told == role == "maintenance" and all(c.role != told for c in given) and latest.role in _LINES:
        return None  # "daratumumab was continued as maintenance"
    if _AFTER.search(before) or _STOPPED.match(after) or _WENT.match(after):
        return next((c for c in reversed(given) if c.role == told), latest) if told else latest
    if m.name not in _REPEATED and (_RESTART.search(before[-25:]) or _RESTARTED.match(after)):
        return None if latest.sentence != book.at else latest
    if role in _LINES and latest.role in _LINES and not refers and latest.sentence < book.at and combined:
        return None
    same = [c for c in given if c.role == role and c.phase == state.phase]
    if same:
        return same[-1]
    if " | " in scene.text and (row := [c for c in given if c.role == role]):
        return row[-1]  # a table of lines says it again
    if told in _PURPOSES and all(c.role != told for c in given):
        return None
    if role in _LINES and latest.role in _LINES and role != latest.role and not refers:
        return None
    if refers or not _STARTS.search(scene.text) or _CHANGED.search(scene.text):
        near = book.at - latest.sentence < 4 and latest.role == role
        if latest.phase == state.phase or near:
            return latest
    return None


def _for_another(book: Book, latest: Course) -> bool:
    """Whether a lymphodepletion told in the sentence of a new infusion is another than that of an infusion before."""
    given = [
        c for c in book.story.courses if c.patient == latest.patient and c.role == "infusion" and c.status == "given"
    ]
    own = next((c for c in given if c.sentence >= latest.sentence), None)
    return own is not None and own.sentence < book.at and any(c.sentence == book.at for c in given)


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
    own = scene.text[slice(*scene.local(m))] if m.rule == "cells.dli" else ""
    second = (
        _SECOND.search(own) or _SECOND.search(before[-30:]) or _SECOND_ONE.search(before + tail) or _AGAIN.search(tail)
    )
    first = _FIRST.search(before[-25:])
    if second and len(same) == 1 and not retold and not first:
        return None
    if second and len(same) > 1:
        return same[1] if _ORDER_TWO.search(before + tail) and len(same) == 2 else same[-1]
    if first and same:
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


def _parts_told_later(book: Book, patient: int, mentioned: dict[int, Course]) -> None:
    """Components named after their regimen: "She received hyper-CVAD. Vincristine was reduced." """
    running = [c for c in book.story.courses if c.patient == patient and c.kind == "regimen" and c.status == "given" and 0 < book.at - c.sentence < 4]  # fmt: skip
    new = [c for c in mentioned.values() if c.kind == "drug" and c.part_of is None and c.sentence == book.at]
    for course in new:
        together = {
            c.name for c in new if c.role == course.role
        }  # a drug beside others that the regimen has not is of another
        course.part_of = next(
            (r for r in reversed(running) if together <= set(r.parts) and course.role == r.role), None
        )


def _components(book: Book, scene: Scene, m: TherapyMention) -> list[TherapyMention]:
    start, end = scene.local(m)
    text = scene.text
    after = [d for d in scene.therapies if d.kind in {"drug", "radiotherapy"} and d.start >= m.end]
    opened = re.match(
        r"\s?(?:\w+\s){0,3}?[(\[:]\s?|, (?:that is|namely|i\.e\.|consisting of|comprising|composed of|including|with|which (?:consists|consisted|included|comprised))(?: of)?,? |\s?(?:regimen|protocol|chemotherapy|therapy|block|was|were|given|begun|on|in|\(day|[\d.():/ -]|day|followed|from|consisting|followed)*?(?:consisting of|comprising|composed of|including|containing|with|of|consist\w+ of|made up of|that is,?|i\.e\.,?|:|=)\s|[^.;]{0,60}?(?:consisting of|comprising|composed of|including|: )",
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
            inside = [d for d in inside if d.name in m.entry.components]
        elif not bracket:
            inside = _first_list(scene, inside)
    if not inside and start > 1 and text[start - 1] == "(":
        known = m.entry.components if m.entry is not None else ()
        before = [d for d in scene.therapies if d.kind == "drug" and d.end <= m.start and m.start - d.end < 160]
        inside = [d for d in before if d.name in known] if known else [d for d in before if m.start - d.end < 80]
    return inside


def _first_list(scene: Scene, drugs: list[TherapyMention]) -> list[TherapyMention]:
    """The drugs that are told in one breath with the first of them."""
    numbers = lists(scene.text, [scene.local(d) for d in drugs])
    return [d for d, n in zip(drugs, numbers, strict=True) if n == 0]


def _closing(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` closes."""
    depth = 1
    for i in range(start, len(text)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if depth == 0:
            return i
    return -1
