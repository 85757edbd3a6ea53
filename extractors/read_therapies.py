"""Treatments of a sentence: a new course, or one that was told of before?"""

import re
from dataclasses import replace

from extractors.assertion import Said, is_wish, status_of
from extractors.classes import class_counts
from extractors.components import components_of, name_parts, parts_told_later
from extractors.courses import DLI, Course, When, more_exact, same_treatment
from extractors.each_dose import with_each_dose
from extractors.ended import note_ended
from extractors.expressions import expression
from extractors.histories import denied_in_history
from extractors.mentions import TherapyMention
from extractors.own_cells import from_own_cells, same_product
from extractors.read_periods import set_periods
from extractors.read_times import note_times
from extractors.repeated import note_repeated
from extractors.roles import Around, decide
from extractors.same_course import LINES, SECOND, known, newly_combined
from extractors.scope import main_clause
from extractors.story import Book, Scene, State
from extractors.surroundings import surroundings

_REFERS = expression(
    r"(?i)\b(?:after|since|following|post|before|prior to|until|during|despite|on|(?<!cycles )(?<!courses )(?<!doses )(?<!course )(?<!cycle )(?<!dose )(?<!blocks )of|under|from|since|(?<!subjected )(?<!submitted )(?<!proceeded )to|by|response to|refractory to|resistant to|effect of|after (?:the )?(?:first|second|third|last|initial|\w+ (?:dose|cycle|course|infusion)s? of)|(?:first|second|third|last) (?:dose|cycle|course|infusion)s? of)[\s-](?:the |her |his |this |an? |failed |rejected |unsuccessful |\w+ (?:day|week|month|year)s? of )*$"
)
_GAVE_WAY = expression(
    r"(?i)\b(?:instead of|in (?:the )?(?:place|stead) of|rather than|replac\w+)\s(?:the |her |his )?$"
)
_GIVEN_UP = expression(
    r"(?i)^[^.;,]{0,25}?\b(?:was|were|had been|being)(?: then| therefore| also| again)? (?:given up(?! to\b)|dropped|withheld|suspended|abandoned|omitted|stopped|held|not (?:resumed|restarted|re-?started|reintroduced))\b"
)
# "VRd, begun on 4 February, was given up in June"
_BEGUN_FIRST = expression(
    r"(?i)[^.;]{0,40}?,\s(?:first |then )?(?:re-?)?(?:begun|started|commenced|initiated|introduced|prescribed|added|taken|given|which (?:she|he|the patient) had (?:been (?:taking|receiving|given)|received|taken))\b(?: \w+)? (?:on|in|at|since|from|for|by|after)\b[^.;]{0,60}?, (?:was|were|had|could)\b"
)
_RELATIVE = expression(
    r"(?i)\b(?:mother|father|aunt|uncle|brother|sister|husband|wife|cousin|grandm\w+|grandf\w+|newborn|baby|siblings?|donor|partner)(?:'s side| of the patient)?(?:,(?! (?:and|so|but)\b)[^,.;]{2,40},|, who)? (?:\w+ )?(?:is|was|had|has|takes?|took|taking|received|underwent|uses|who|being(?! [^,.;]{3,60}, (?!(?:was|is|had|has|were)\b)))\b(?:(?!\b(?:she|he|patient|cells|donor-derived|(?:and|so|but) the (?:girl|boy|child|infant|woman|man|lady))\b)[^.;)]){0,90}$"
)
# "her brother was haploidentical, and his marrow was given", "a donor was found and the transplant was performed"
_CLAUSE_BEFORE = expression(
    r"(?i)(?:[,;:]|\b(?:and|so|but|therefore))\s(?!(?:underwent|received|had|has)\b)[^,;:]{0,60}$"
)
_HEADING = expression(r"(?:\d[\d.]*\s)?[A-Z][\w-]*(?:\s[\w-]+){0,6}")
_SUMS_UP = expression(
    r"(?i)\W*(?:in (?:conclusion|summary)|to (?:conclude|sum up)|taken together|overall|collectively|in general|generally)\b"
)
_PAST_TENSE = expression(r"(?i)\b(?:was|were|had|has been|received|underwent|achieved|continues?|started on)\b")
_ANTI_INFECTIVE = frozenset({"antibacterial", "antifungal", "antiviral", "prophylaxis"})
# what an isolate is resistant or susceptible to was tested, not given
_TESTED = expression(
    r"(?i)\b(?:resistan(?:t|ce)|susceptible|susceptibility|sensitive|sensitivity|MICs?)\s(?:only |both )?(?:to|against|of|for)\s(?:(?!\b(?:treated|given|received|started|was|were)\b)[^.;])*$"
)
_THE_INFUSION = expression(r"(?i)(?:the|this)\s(?:\w+\s)?(?:re-?)?infusion")
# "lymphocytes of his sister, mobilised with G-CSF", "her son (22 years, primed with lenograstim"
_FOR_DONOR = expression(
    r"(?i)\b(?:donors?|sister|brother|sibling|mother|father|son|daughter|cousin)\b(?:(?!\b(?:she|he|patient|after|before)\b)[^.;]){0,60}\b(?:mobili[sz]\w*|primed|priming|stimulated|pre-?treated|given|received)\b[^.;]{0,20}\Z"
)
# "G-CSF-mobilised stem cells of her brother"
_OF_DONOR = expression(
    r"(?i)[- ](?:mobili[sz]ed|primed|stimulated)\b[^.;]{0,60}?\b(?:of|from|by) (?:an? |the |her |his )?(?:[\w/-]+ ){0,4}?(?:donor|sister|brother|sibling|mother|father|son|daughter|cousin)\b"
)
_DONOR_ROW = expression(r"(?i)\W*donor\s?:")
# a discussion that adds to the story: "Our patient was previously on etanercept"
_OURS_TOOK = expression(
    r"(?i)\bour patient,? (?:\w+ ){0,2}?(?:was|had)(?: \w+)? (?:previously )?(?:on|taking|receiving|received|been (?:on|taking|receiving|given|treated with)|given|treated with)\b"
)
_FROM = expression(
    r"(?i)\b(?:from|by|of|using|with) (?:(?!(?:was|were|is|had|has|who|whose)\b)[\w/().,:'’+%-]+ ){0,7}$"
)
_PURPOSE = expression(r"(?i)pre-?empt|prophyla|salvage|for (?:the )?relapse|MRD|chimerism")
_DONOR_WORDS = expression(
    r"(?i)\b(?:donor|sibling|brother|sister|unrelated|related|mother|father|son|daughter|haplo\w*|MUD|MSD|matched|mismatched|cousin|twin)\b"
)


def read_therapies(
    book: Book, scene: Scene, state: State, patient: int, whens: dict[int, When], *, retold: bool
) -> dict[int, Course]:
    mentioned: dict[int, Course] = {}
    locals_ = [scene.local(m) for m in scene.therapies]
    opened = state.opened
    around = surroundings(book, scene, state, patient, retold=retold)
    parts: set[int] = set()
    for i, m in enumerate(scene.therapies):
        if i and (same := _short_form(scene, scene.therapies[i - 1], m)) and (told := mentioned.get(id(same))):
            told.spans.append((m.start, m.end))
            mentioned[id(m)] = book.story.became[id(m)] = told
            continue
        fresh = id(m) in parts
        course = _course(book, scene, state, patient, m, locals_[i], around[i], retold=retold, fresh=fresh)
        if course is not None and m.kind == "regimen" and course.spans == [(m.start, m.end)] and not retold:
            parts.update(id(d) for d in components_of(book, scene, m) if d.start > m.start or "spelled" in d.flags)
        if course is None:
            continue
        mentioned[id(m)] = course
        book.story.became[id(m)] = course
    if not retold:
        note_ended(book, scene, state, patient, mentioned)
    if mentioned and all(c.status != "given" for c in mentioned.values()):
        state.opened = state.opened or opened  # "Pre-emptive treatment was agreed. Azacitidine was not wanted."
    name_parts(book, scene, mentioned)
    parts_told_later(book, scene, patient, mentioned)
    timed = _without_spelled(scene)
    set_periods(book, timed, state, patient, mentioned, whens, retold=retold)
    if not retold:
        with_each_dose(book, scene, patient, mentioned, whens)
        note_repeated(book, scene, state, mentioned)
    note_times(book, timed, state, patient, whens, mentioned, retold=retold)
    return mentioned


def _short_form(scene: Scene, before: TherapyMention, m: TherapyMention) -> TherapyMention | None:
    """The treatment whose other name stands in brackets behind it: "granulocyte colony-stimulating factor (G-CSF)", "VCAP-AMP-VECP (mLSG15)"."""
    same = before.kind == m.kind and (before.name == m.name) == (m.kind != "regimen")
    text = scene.text[scene.local(before)[1] : scene.local(m)[0]]
    closed = scene.text[scene.local(m)[1] : scene.local(m)[1] + 1] in {")", "]", ",", ";"}
    return before if same and closed and text.strip() in {"(", "["} else None


def _without_spelled(scene: Scene) -> Scene:
    """A sentence whose times are told of its regimens, not of the letters of their names: these inherit them."""
    if not any("spelled" in m.flags for m in scene.therapies):
        return scene
    return replace(scene, therapies=[m for m in scene.therapies if "spelled" not in m.flags])


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
    if "not_event" in m.flags or (m.kind in {"cell_therapy", "transplant"} and _is_heading(book, scene)):
        book.skip(m, "no event")
        return None
    if m.rule == "cells.infusion" and _THE_INFUSION.match(text[local[0] : local[1]]) and not _has_cells(book, patient):
        book.skip(m, "an infusion to come")
        return None
    group = m.hint or ("car" if m.kind == "cell_therapy" else m.kind)
    if group in _ANTI_INFECTIVE and _TESTED.search(text[: local[0]]):
        book.skip(m, "susceptibility")
        return None
    if m.kind in {"drug", "procedure", "radiotherapy"} and denied_in_history(text[: local[0]]):
        book.skip(m, "denied in the history")
        return None
    said = _said(book, scene, m, local)
    status = "given" if said is Said.NONE else said.value
    before = text[max(0, local[0] - 60) : local[0]]
    refers = bool(_REFERS.search(before)) or retold or _in_leading_clause(text, local, m)
    parts = m.entry.components if m.entry is not None else ()
    mine = [c for c in book.story.courses if c.patient == patient and same_treatment(m.name, c, parts)]
    if _unnamed(m) and (cells := [c for c in book.story.courses if c.patient == patient and c.kind == "cell_therapy"]):
        mine = mine if cells[-1].name != DLI else [c for c in cells if c.name == DLI]
    if m.generic and m.kind == "drug" and not class_counts(book, scene, m, status, state, patient):
        book.skip(m, "a class, its member is named")
        return None
    role, role_rule = decide(m.kind, group, m.name, around)
    if (
        (_of_relative(text[: local[0]]) and not (m.kind == "transplant" and _CLAUSE_BEFORE.search(text[: local[0]])))
        or (
            group.removeprefix("class:") == "gcsf"
            and (_FOR_DONOR.search(text[: local[0]]) or _OF_DONOR.match(text, local[1]))
        )
        or (m.kind == "drug" and _DONOR_ROW.match(text))
    ):
        book.skip(m, "told of a relative")
        return None
    if status == "not_given" and _BEGUN_FIRST.match(text, local[1]):
        status = "given"
    if status == "not_given" and (was := _gave_way(book, state, text, local, mine, role)):
        return _merge(was, m)
    if said is Said.NONE or (status == "given" and is_wish(text, local[0])):
        if not mine:
            book.skip(m, "spoken of, not given" if said is Said.NONE else "a purpose")
        return mine[-1] if mine else None
    if (
        status == "given"
        and mine
        and not (fresh and mine[-1].sentence != book.at)
        and (
            course := known(
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
                combined=newly_combined(book, patient, m, around),
            )
        )
    ):
        if course.role == "infusion" and not (refers or course.start) and state.now_at == book.at > course.sentence:
            _given(book, course, state)  # spoken of before, told with its time only now
        return _merge(course, m)
    if status in {"not_given", "declined"} and (plans := [c for c in mine if c.status == "planned"]) and not retold:
        plans[-1].status = status  # the plan came to nothing
        return _merge(plans[-1], m)
    if status != "given" and (same := [c for c in mine if c.status == status and (c.phase == state.phase or retold)]):
        return _merge(same[-1], m)
    if retold and not _new_when_retold(book, scene, m, status, mine):
        book.skip(m, "retold")
        return None
    if status == "given" and not retold and (planned := _planned(mine, text[max(0, local[0] - 30) : local[0]])):
        planned.status, planned.sentence = status, book.at
        if around.purpose is not None or planned.role not in LINES:
            planned.role, planned.role_rule = role, role_rule
        _given(book, planned, state)
        return _merge(planned, m)
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
        role_rule=role_rule,
        section=scene.sentence.section,
        sentence=book.at,
    )
    course.parts = parts
    if status != "given":
        _as_told(course, m, text, mine)
        if m.name == "donor lymphocyte infusion" and around.purpose in {None, "toxicity_management"}:
            told = mine[-1] if mine else course
            kept = mine or _PURPOSE.search(text) or course.role == "salvage"
            course.role, course.role_rule = told.role if kept else "infusion", told.role_rule
    course.spans.append((m.start, m.end))
    if m.name == "CAR-T":
        same_product(book, course, unnamed=_unnamed(m))
    book.story.courses.append(course)
    if status == "given" and not retold:
        _given(book, course, state)
    return course


def _is_heading(book: Book, scene: Scene) -> bool:
    """Whether a line without verb, time or stop heads the prose below it: "First transplant"."""
    if (
        len(scene.text) > 60
        or scene.text.isupper()
        or scene.times
        or scene.doses
        or _HEADING.fullmatch(scene.text) is None
    ):
        return False
    following = book.scenes[book.at + 1].text if book.at + 1 < len(book.scenes) else ""
    return len(following) > 30 and following.endswith(".") and scene.sentence.section in book.narrated


_THE = expression(r"(?i)\b(?:the|these|those|her|his) (?:[\w/-]+ ){0,2}\Z")
_INFUSES = expression(
    r"(?i)infus|given|giv(?:e|ing)|transplant|receiv|administ|return|transfus|inject|went|hung|ran\b|run\b"
)


def _in_leading_clause(text: str, local: tuple[int, int], m: TherapyMention) -> bool:
    """ "As the CAR-T cells were meant only as a bridge, stem cells of the father were given": what is told of them is no infusion."""
    if m.kind not in {"cell_therapy", "transplant"} or _THE.search(text, 0, local[0]) is None:
        return False
    end = main_clause(text)
    return local[1] < end and _INFUSES.search(text, local[1], end) is None


def _has_cells(book: Book, patient: int) -> bool:
    """Whether an infusion of engineered cells was told of."""
    return any(c.patient == patient and c.kind == "cell_therapy" for c in book.story.courses)


def _unnamed(m: TherapyMention) -> bool:
    """Whether only the place and the amount say that cells were infused: "a fourth one (5 x 10^7/kg)"."""
    return m.name == "CAR-T" and m.rule == "cells.infusion"


def _of_relative(before: str) -> bool:
    """Whether a treatment is that of a relative or donor: "an aunt takes X", but not "a graft from her brother was given after X"."""
    told = _RELATIVE.search(before, main_clause(before))
    return told is not None and _FROM.search(before[: told.start()]) is None


def _gave_way(
    book: Book, state: State, text: str, local: tuple[int, int], mine: list[Course], role: str | None
) -> Course | None:
    """The course that ended: "B was given instead of A", "A was dropped" are no denial where A had been given."""
    running = [
        c
        for c in mine
        if c.status == "given"
        and (role != "gvhd_prophylaxis" or c.role == role)
        and (c.phase == state.phase or book.at - c.sentence < 4)
    ]
    if running and (_GAVE_WAY.search(text[: local[0]]) or _GIVEN_UP.match(text[local[1] :])):
        return running[-1]
    return None


def _planned(mine: list[Course], before: str) -> Course | None:
    """The plan that a treatment carries out: "CAR-T therapy was recommended. CD19 CAR-T cells were infused"."""
    plans = [c for c in mine if c.status == "planned"]
    return plans[-1] if plans and not SECOND.search(before) else None


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
    if m.kind == "regimen" and (graft := _prepared_graft(scene, m)):
        return _said(book, scene, graft, scene.local(graft))
    others = [scene.local(o) for o in scene.therapies if o is not m]
    following = book.scenes[book.at + 1] if book.at + 1 < len(book.scenes) else None
    ahead = following.text if following is not None and not following.therapies else ""
    said = status_of(scene.text, *local, others=others, following=ahead)
    if said is Said.PLANNED and _SUMS_UP.match(scene.text):
        return Said.NONE  # "In conclusion, CAR-T remains an option"
    return Said.PLANNED if said is Said.GIVEN and book.at in book.plans and not _PAST_TENSE.search(scene.text) else said


def _prepared_graft(scene: Scene, m: TherapyMention) -> TherapyMention | None:
    """The graft that a regimen stands before: "the BEAM autograft was struck from the plan" says it of both."""
    return next((o for o in scene.therapies if o.kind == "transplant" and scene.text[scene.local(m)[1] : scene.local(o)[0]] in {" ", "-", "/", "-conditioned "} and 0 <= o.start - m.end < 13), None)  # fmt: skip


def _new_when_retold(book: Book, scene: Scene, m: TherapyMention, status: str, mine: list[Course]) -> bool:
    if mine:
        return False
    if scene.sentence.section in {"introduction", "discussion", "conclusion", "title"} and any(
        c.section != "title" for c in book.story.courses
    ):
        return bool(m.kind == "drug" and not m.generic and status == "given" and _OURS_TOOK.search(scene.text))
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
    if course.kind == "cell_therapy" and course.group in {"cell", "car"} and course.cell_source is None:
        first = state.infusion.sentence + 1 if state.infusion is not None else 0
        course.cell_source = "autologous" if from_own_cells(book, course.patient, first) else None
    if (course.infusion and course.role == "infusion") or course.name == "donor lymphocyte infusion":
        state.phase += 1
        course.phase = state.phase
        state.infusion = state.line = course
        state.syndrome = None
        state.signs, state.early = {}, []
        state.relapsed = state.responded = state.came_back = False
    elif course.role in {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}:
        state.line = course
        if course.role == "preemptive":
            state.relapsed = state.came_back = False  # what is pre-empted has not come back
        if course.group == "bispecific":
            state.phase += 1
            course.phase = state.phase
            state.infusion = course
            state.syndrome = None
            state.signs, state.early = {}, []
    course.sentence = book.at


def _merge(course: Course, m: TherapyMention) -> Course:
    course.name = more_exact(m.name, course.name)
    course.target = course.target or m.target
    course.cell_source = (
        m.cell_source if course.cell_source in {None, "donor"} and m.cell_source else course.cell_source
    )
    course.generic = course.generic and m.generic
    course.spans.append((m.start, m.end))
    return course
