"""The narrative read in order: what each sentence adds to the courses, states and syndromes of a patient."""

import re
from copy import copy
from dataclasses import dataclass, field
from typing import TypeVar

from extractors import clock
from extractors.assertion import is_allergy, is_wish, status_of
from extractors.clauses import clause_of, clauses
from extractors.courses import Course, When, more_exact, same_treatment
from extractors.linking import link_doses, link_times
from extractors.mentions import DoseMention, Mention, ResponseMention, Sentence, TherapyMention, TimeMention, ToxicityMention
from extractors.responses import is_hypothetical, is_kept, is_last, site_of
from extractors.roles import Around, role_of
from extractors.scope import NARRATIVE
from extractors.toxicities import later_grade

M = TypeVar("M", bound=Mention)
_SECOND = re.compile(r"(?i)\b(?:second|2nd|another|repeat(?:ed)?|new|third|3rd|additional|re-?infus\w+|re-?treat\w+|again)\b")
_REFERS = re.compile(r"(?i)\b(?:after|since|following|post|before|prior to|until|during|despite|on|of|under|from|since|to|by|response to|refractory to|resistant to|effect of|after (?:the )?(?:first|second|third|last|initial|\w+ (?:dose|cycle|course|infusion)s? of)|(?:first|second|third|last) (?:dose|cycle|course|infusion)s? of)[\s-](?:the |her |his |this |an? |\w+ (?:day|week|month|year)s? of )*$")
_DURATION_OF = re.compile(r"(?i)\b(?:last|final|end of|discontinuation of|completion of|stopping|cessation of|withdrawal of)\b[^.;,]{0,30}$")
_STARTS = re.compile(r"(?i)\b(?:start|began|begun|begin|initiat|commenc|given|receiv|administ|infus|underwent|perform|treat|add|resum|introduc|switch|institut|took place|carried out|deliver|follow|transplant|took|put on|prescrib|appli|used|restart|re-?start|inject|gave|consist|had)\w*")
_ENDS = re.compile(r"(?i)\b(?:stop|discontinu|ceas|complet|finish|end(?:ed|ing)|taper(?:ed)? (?:off|and stopped)|withdraw|withdrawn|terminat|until|till|through|last dose|weaned off|suspended|off\b|tapered)\w*")
_CHANGED = re.compile(r"(?i)\b(?:reduc|increas|taper|decreas|escalat|step|cut|lower|rais|halv|doubl|wean)\w*")
_RESTART = re.compile(r"(?i)\bre-?start\w*|\bagain\b")
_BACK = re.compile(r"(?i)\b(?:relaps|recur|progress|refractory|came back|returned|reappear|PD\b|resist)\w*")
_FEVER = re.compile(r"(?i)\b(?:fever|febrile|pyrexi|temperature|hypotensi|chills)\w*")
_NEURO = re.compile(r"(?i)\b(?:confus|aphasi|disorient|somnolen|tremor|seizure|encephalopath|ICE score|letharg|delirium|drows|agitat|word-finding|handwriting)\w*")
_RASH = re.compile(r"(?i)\b(?:rash|diarrh|bilirubin|erythem|jaundice)\w*")


@dataclass(slots=True)
class DoseFact:
    """An amount and the course it belongs to."""

    course: Course
    mention: DoseMention
    spans: list[tuple[int, int]]
    section: str


@dataclass(slots=True)
class TimeFact:
    """A temporal expression of the narrative with its anchor."""

    mention: TimeMention
    date: str | None
    anchor: Course | None
    patient: int


@dataclass(slots=True)
class ToxicityFact:
    """A syndrome after one infusion."""

    patient: int
    name: str
    infusion: Course | None
    occurred: bool
    grade: int | None
    system: str | None
    onset: When
    managed: list[Course]
    spans: list[tuple[int, int]]
    rule: str
    retold: bool = False


@dataclass(slots=True)
class ResponseFact:
    """One assessment of the disease."""

    patient: int
    category: str | None
    mrd: str | None
    mrd_percent: float | None
    site: str | None
    after: Course | None
    when: When
    time_after: str | None
    duration: str | None
    ongoing: bool
    spans: list[tuple[int, int]]
    rule: str
    retold: bool = False


@dataclass(slots=True)
class State:
    """Where the story of one patient stands."""

    now: When = field(default_factory=When)
    last_date: str | None = None
    phase: int = 0
    relapsed: bool = False
    responded: bool = False
    infusion: Course | None = None
    line: Course | None = None  # the antineoplastic course that a response would follow
    anchor: Course | None = None  # whose days are being counted
    syndrome: ToxicityFact | None = None
    signs: dict[str, When] = field(default_factory=dict)
    before: str = ""


@dataclass(slots=True)
class Story:
    """All that was read."""

    courses: list[Course] = field(default_factory=list)
    doses: list[DoseFact] = field(default_factory=list)
    times: list[TimeFact] = field(default_factory=list)
    toxicities: list[ToxicityFact] = field(default_factory=list)
    responses: list[ResponseFact] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)  # id(mention) -> why it became no fact
    became: dict[int, object] = field(default_factory=dict)  # id(mention) -> fact


@dataclass(slots=True)
class Scene:
    """One sentence with its mentions, offsets relative to the plain text."""

    sentence: Sentence
    text: str
    heading: str
    therapies: list[TherapyMention]
    doses: list[DoseMention]
    times: list[TimeMention]
    toxicities: list[ToxicityMention]
    responses: list[ResponseMention]
    spans: list[tuple[int, int]]

    def local(self, mention: Mention) -> tuple[int, int]:
        """Offsets of a mention within the sentence."""
        return mention.start - self.sentence.start, mention.end - self.sentence.start


class Reader:
    """Reads the scenes of a report one after the other; `story` holds what they told."""

    def __init__(self, scenes: list[Scene], patients: int, systems: dict[str, str]) -> None:
        self.scenes = scenes
        self.story = Story()
        self.patients = patients
        self.systems = systems
        self.states = {p: State() for p in range(1, patients + 1)}
        self.at = 0
        has_case = any(s.sentence.section in NARRATIVE for s in scenes)
        self.narrated = set(NARRATIVE) if has_case else {"abstract", "title", "figure_legend", "table", "conclusion", "introduction", "discussion", "footnote"}

    def read(self) -> Story:
        """Read the narrative first, then what retells it."""
        told = [i for i, s in enumerate(self.scenes) if s.sentence.section in self.narrated]
        retold = [i for i, s in enumerate(self.scenes) if s.sentence.section not in self.narrated]
        for i in told:
            self._scene(i, retold=False)
        for i in retold:
            self._scene(i, retold=True)
        return self.story

    # ---- one sentence

    def _scene(self, i: int, *, retold: bool) -> None:
        scene = self.scenes[i]
        self.at = i
        if scene.sentence.told_of != "patient":
            for m in [*scene.therapies, *scene.doses, *scene.times, *scene.toxicities, *scene.responses]:
                self.story.reasons[id(m)] = f"told of {scene.sentence.told_of}"
            return
        everyone = [scene.sentence.patient] if scene.sentence.patient else list(self.states)
        for patient in everyone:
            state = self.states[patient]
            whens = self._times(scene, state, patient, retold=retold)
            mentioned = self._therapies(scene, state, patient, whens, retold=retold)
            self._doses(scene, state, patient, mentioned, retold=retold)
            self._toxicities(scene, state, patient, whens, mentioned, retold=retold)
            self._responses(scene, state, patient, whens, mentioned, retold=retold)
            if not retold:
                state.before = (state.before + " " + scene.text)[-400:]

    # ---- times

    def _times(self, scene: Scene, state: State, patient: int, *, retold: bool) -> dict[int, When]:
        whens: dict[int, When] = {}
        last = state.last_date
        for t in scene.times:
            if t.kind == "date":
                value = clock.with_year(str(t.value), last or self._any_year(patient))
                if value is None:
                    self.story.reasons[id(t)] = "year unknown"
                    continue
                if not retold:
                    last = value
                whens[id(t)] = When(date=value)
            elif t.kind == "day":
                whens[id(t)] = When(day=int(t.value))
        if not retold:
            state.last_date = last
        told = [whens[id(t)] for t in scene.times if id(t) in whens]
        if told and not retold:
            state.now = When(told[0].date, next((w.day for w in told if w.day is not None), None))
        return whens

    def _any_year(self, patient: int) -> str | None:
        """The first full date of the narrative, for a date that comes before any year."""
        for s in self.scenes:
            if s.sentence.section in self.narrated and s.sentence.patient in (0, patient):
                for t in s.times:
                    if t.kind == "date" and not str(t.value).startswith("--"):
                        return str(t.value)
        return None

    def _day_anchor(self, scene: Scene, t: TimeMention, state: State, patient: int, mentioned: dict[int, Course]) -> Course | None:
        """The course that a numbered day counts from."""
        local = scene.local(t)
        here = [(m, mentioned[id(m)]) for m in scene.therapies if id(m) in mentioned]
        if t.anchor is not None:
            named = [c for m, c in here if m.start < t.anchor[1] + 4 and t.anchor[0] - 4 < m.end]
            if named:
                return named[0]
            words = scene.text[t.anchor[0] - scene.sentence.start : t.anchor[1] - scene.sentence.start].lower()
            if found := self._named_anchor(words, patient):
                return found
        clause = clause_of(scene.spans, local[0])
        cycle = re.search(r"(?i)^[\s,]*(?:of|in|per) (?:each|every|a|the|\w+) (?:\S+ )?(?:cycle|course)", scene.text[local[1] :])
        own = [(m, c) for m, c in here if clause[0] <= scene.local(m)[0] < clause[1]]
        lines = [(m, c) for m, c in own if c.role in {"induction", "consolidation", "salvage", "bridging", "maintenance"} and c.status == "given" and not c.infusion and m.start < t.start]
        value = int(t.value)
        if cycle and (lines or own):
            return self._top((lines or own)[-1][1])
        infusions = [c for _, c in here if c.infusion and c.status == "given"]
        if value <= 0 or re.search(r"(?i)\binfus|\bday 0\b", scene.text) and infusions:
            if infusions:
                return infusions[-1]
            if value < 0:
                return self._upcoming(patient, state)
        if lines and value >= 1 and (state.anchor is None or not state.anchor.infusion or state.anchor.phase != state.phase or t.joint is not None):
            return self._top(lines[-1][1])
        if infusions and infusions[-1].group == "bispecific":
            return infusions[-1]
        return state.anchor or state.infusion or self._upcoming(patient, state)

    def _top(self, course: Course) -> Course:
        return course.part_of or course

    def _named_anchor(self, words: str, patient: int) -> Course | None:
        given = [c for c in self.story.courses if c.patient == patient and c.status == "given" and c.infusion]
        if re.search(r"transplant|hsct|sct|hct|graft|bmt", words):
            given = [c for c in given if c.kind == "transplant"] or given
        elif re.search(r"car|cell|infusion", words):
            given = [c for c in given if c.kind == "cell_therapy"] or given
        order = re.search(r"first|second|third|1st|2nd|3rd", words)
        if order and given:
            n = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}[order.group()]
            return given[min(n, len(given) - 1)]
        return given[-1] if given else None

    def _upcoming(self, patient: int, state: State) -> Course | None:
        """The next infusion that the narrative tells of, else the last."""
        for s in self.scenes[self.at : self.at + 6]:
            if s.sentence.section in self.narrated and s.sentence.patient in (0, patient):
                for m in s.therapies:
                    if m.kind in {"cell_therapy", "transplant"} and m.name != "donor lymphocyte infusion":
                        return Course(patient, m.name, m.kind, "", None, "upcoming", state.phase, sentence=self.at)
        return state.infusion

    # ---- therapies

    def _therapies(self, scene: Scene, state: State, patient: int, whens: dict[int, When], *, retold: bool) -> dict[int, Course]:
        mentioned: dict[int, Course] = {}
        linked: dict[int, list[TimeMention]] = {}
        locals_ = [scene.local(m) for m in scene.therapies]
        moved = [_shifted(m, scene.sentence.start) for m in scene.therapies]
        times = [_shifted(t, scene.sentence.start) for t in scene.times if t.kind != "duration"]
        back = {(x.start, x.end, x.group): t for x, t in zip(times, [t for t in scene.times if t.kind != "duration"], strict=True)}
        for span in scene.spans:
            for i, found in link_times(scene.text, times, moved, span).items():
                linked[i] = [back[(x.start, x.end, x.group)] for x in found]
        lead = self._leading(scene)
        for i, m in enumerate(scene.therapies):
            clause = clause_of(scene.spans, locals_[i][0])
            course = self._course(scene, state, patient, m, locals_[i], clause, retold=retold)
            if course is None:
                continue
            mentioned[id(m)] = course
            self.story.became[id(m)] = course
        self._parts(scene, mentioned)
        for i, m in enumerate(scene.therapies):
            if id(m) in mentioned and mentioned[id(m)].status == "given":
                own = linked.get(i) or lead
                self._date(scene, state, m, mentioned[id(m)], own, whens, mentioned, patient, retold=retold)
        self._anchors(scene, state, patient, whens, mentioned, retold=retold)
        return mentioned

    def _leading(self, scene: Scene) -> list[TimeMention]:
        """Times that open the sentence hold for all of it."""
        first = scene.therapies[0].start if scene.therapies else None
        lead = [t for t in scene.times if t.kind != "duration" and (first is None or t.end <= first) and t.start - scene.sentence.start < 45]
        return lead if lead and re.match(r"(?i)^(?:\W|on|in|at|by|from|since|however|then|and|early|late|mid|the|day|days|d|finally|subsequently|therefore|afterwards?|thereafter|approximately|about|around|until|beginning|starting|between|during|\d|[A-Z][a-z]+\s\d)", scene.text) else []

    def _course(
        self, scene: Scene, state: State, patient: int, m: TherapyMention, local: tuple[int, int], clause: tuple[int, int], *, retold: bool
    ) -> Course | None:
        text = scene.text
        if "not_event" in m.flags:
            return self._skip(m, "no event")
        if is_allergy(text, local[0]):
            return self._skip(m, "allergy")
        status = status_of(text, local[0], local[1], clause)
        before = text[max(0, local[0] - 60) : local[0]]
        refers = bool(_REFERS.search(before)) or retold
        mine = [c for c in self.story.courses if c.patient == patient and same_treatment(m.name, c)]
        if m.generic and m.kind == "drug" and not self._class_counts(scene, m, status, state):
            return self._skip(m, "a class, its member is named")
        group = m.hint or ("car" if m.kind == "cell_therapy" else m.kind)
        role = role_of(m.kind, group, m.name, local[0] - clause[0], self._around(scene, state, patient, clause, local))
        if status == "given" and is_wish(text, local[0]):
            return self._last(mine, text) or self._skip(m, "a purpose")
        if status == "given" and mine and (course := self._known(scene, state, m, role, mine, refers=refers, retold=retold, local=local)):
            return self._merge(course, m, scene)
        if status != "given" and (same := [c for c in mine if c.status == status and (c.phase == state.phase or retold)]):
            return self._merge(same[-1], m, scene)
        if retold and not self._new_when_retold(scene, m, status, mine):
            return self._skip(m, "retold")
        course = Course(patient, m.name, m.kind, group, role, status, state.phase, m.generic, m.target, m.cell_source, rule=m.rule, section=scene.sentence.section, sentence=self.at)
        course.spans.append((m.start, m.end))
        self.story.courses.append(course)
        if status == "given" and not retold:
            self._given(course, state)
        return course

    def _new_when_retold(self, scene: Scene, m: TherapyMention, status: str, mine: list[Course]) -> bool:
        if mine or scene.sentence.section in {"introduction", "discussion", "conclusion", "title"} and any(not c.section == "title" for c in self.story.courses):
            return False
        return not m.generic and (status == "given" or scene.sentence.section == "abstract")

    def _given(self, course: Course, state: State) -> None:
        if course.kind in {"cell_therapy", "transplant"} and course.role == "infusion" or course.name == "donor lymphocyte infusion":
            state.phase += 1
            course.phase = state.phase
            state.infusion = state.line = course
            if course.name != "donor lymphocyte infusion":
                state.anchor = course
            state.syndrome = None
            state.signs = {}
            state.relapsed = state.responded = False
        elif course.role in {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}:
            state.line = course
            if course.group == "bispecific":
                state.phase += 1
                course.phase = state.phase
                state.infusion = course
                state.anchor = course
                state.syndrome = None
                state.signs = {}
        course.sentence = self.at

    def _class_counts(self, scene: Scene, m: TherapyMention, status: str, state: State) -> bool:
        """A class is a treatment of its own where no member of it is named nearby."""
        if status != "given":
            return m.name in {"corticosteroid", "chemotherapy", "antibiotic", "intrathecal chemotherapy", "immunoglobulin", "antiretroviral therapy"} or True
        base = (m.hint or "").removeprefix("class:")
        near = [s for s in self.scenes[max(0, self.at - 2) : self.at + 3] if s.sentence.section == scene.sentence.section]
        members = [o for s in near for o in s.therapies if o is not m and (o.hint == base or (base == "chemo" and o.kind == "regimen") or (base == "immunosuppressant" and o.hint in {"calcineurin"}))]
        if m.name == "intrathecal chemotherapy":
            return not [o for o in scene.therapies if o.name in {"methotrexate", "cytarabine"}]
        if m.name == "chemotherapy":
            return not members and not re.search(r"(?i)(?:lymphodeplet|condition|resistan|refractor|before|after|following|despite|without|to)\W*(?:\w+\W+){0,2}$", scene.text[: scene.local(m)[0]])
        return not members

    def _known(self, scene: Scene, state: State, m: TherapyMention, role: str | None, mine: list[Course], *, refers: bool, retold: bool, local: tuple[int, int]) -> Course | None:
        """The course that a mention tells of again, or None for a new one."""
        given = [c for c in mine if c.status == "given"]
        if not given:
            return None
        before = scene.text[max(0, local[0] - 45) : local[0]]
        if m.kind in {"cell_therapy", "transplant"}:
            return self._known_infusion(scene, state, m, given, refers=refers, before=before, retold=retold)
        if retold:
            return next((c for c in given if c.role == role), given[-1])
        if refers or not _STARTS.search(scene.text) or _CHANGED.search(scene.text):
            latest = given[-1]
            if latest.phase == state.phase or (refers and latest.role == role) or self.at - latest.sentence < 4 and latest.role == role:
                return latest
        for c in reversed(given):
            if c.role == role and c.phase == state.phase and not (_RESTART.search(before) and state.syndrome):
                return c
        return None

    def _known_infusion(self, scene: Scene, state: State, m: TherapyMention, given: list[Course], *, refers: bool, before: str, retold: bool) -> Course | None:
        tail = scene.text[scene.local(m)[0] : scene.local(m)[1] + 60]
        if m.target and all(c.target and c.target != m.target for c in given):
            return None
        same = [c for c in given if not (m.target and c.target) or c.target == m.target]
        second = _SECOND.search(before[-30:]) or re.search(r"(?i)\b(?:second|another|repeat) (?:infusion|dose|CAR|transplant)", before + tail)
        if second and len(same) == 1 and not (refers and retold):
            if not re.search(r"(?i)first", before[-20:]):
                if refers and not _STARTS.search(tail) and same[0].kind == m.kind and retold:
                    return same[0]
                return None
        if second and len(same) > 1:
            return same[1] if re.search(r"(?i)second|2nd", before + tail) and len(same) == 2 else same[-1]
        if re.search(r"(?i)\bfirst|initial|1st", before[-25:]):
            return same[0]
        del state
        return same[-1]

    def _merge(self, course: Course, m: TherapyMention, scene: Scene) -> Course:
        course.name = more_exact(m.name, course.name)
        course.target = course.target or m.target
        course.cell_source = m.cell_source if course.cell_source in {None, "donor"} and m.cell_source else course.cell_source
        course.generic = course.generic and m.generic
        course.spans.append((m.start, m.end))
        del scene
        return course

    def _last(self, mine: list[Course], text: str) -> Course | None:
        del text
        return mine[-1] if mine else None

    def _skip(self, m: Mention, reason: str) -> None:
        self.story.reasons[id(m)] = reason

    def _around(self, scene: Scene, state: State, patient: int, clause: tuple[int, int], local: tuple[int, int]) -> Around:
        upcoming = None
        here = [m.kind for m in scene.therapies if m.kind in {"cell_therapy", "transplant"} and m.name != "donor lymphocyte infusion"]
        if here:
            upcoming = here[-1] if len(set(here)) == 1 else here[0]
        else:
            for s in self.scenes[self.at + 1 : self.at + 5]:
                if s.sentence.section in self.narrated and s.sentence.patient in (0, patient):
                    kinds = [m.kind for m in s.therapies if m.kind in {"cell_therapy", "transplant"} and m.name != "donor lymphocyte infusion"]
                    if kinds:
                        upcoming = kinds[0]
                        break
        if upcoming is None and state.infusion is not None and self.at - state.infusion.sentence < 4:
            upcoming = state.infusion.kind
        return Around(
            near=scene.text[clause[0] : clause[1]],
            sentence=scene.text,
            before=state.before[-200:],
            heading=scene.heading,
            relapsed=state.relapsed or bool(_BACK.search(scene.text[: local[0]])),
            responded=state.responded,
            infused=state.infusion is not None and state.infusion.phase == state.phase and not state.relapsed,
            infused_kind=state.infusion.kind if state.infusion else None,
            toxicity=state.syndrome is not None and state.syndrome.occurred or any(not t.absent for t in scene.toxicities),
            infusion_next=upcoming,
        )

    def _parts(self, scene: Scene, mentioned: dict[int, Course]) -> None:
        """Components named with their regimen: "VIP (vincristine, ...)", "bendamustine and rituximab (BR)"."""
        for m in scene.therapies:
            if m.kind != "regimen" or id(m) not in mentioned:
                continue
            regimen = mentioned[id(m)]
            for drug in self._components(scene, m):
                course = mentioned.get(id(drug))
                if course is None or course.part_of is not None and course.part_of is not regimen:
                    continue
                if course.sentence != self.at and course.part_of is None and len(course.spans) > 1:
                    continue
                course.part_of, course.role, course.status = regimen, regimen.role, regimen.status

    def _components(self, scene: Scene, m: TherapyMention) -> list[TherapyMention]:
        start, end = scene.local(m)
        text = scene.text
        after = [d for d in scene.therapies if d.kind in {"drug", "radiotherapy"} and d.start >= m.end]
        opened = re.match(r"\s?(?:\w+\s){0,3}?[(\[:,]\s?|\s?(?:regimen|protocol|chemotherapy|therapy|block|was|were|given|begun|on|in|\(day|[\d.():/ -]|day|followed|from|consisting|followed)*?(?:consisting of|comprising|composed of|including|containing|with|of|consist\w+ of|made up of|that is,?|i\.e\.,?|:|=)\s|[^.;]{0,60}?(?:consisting of|comprising|composed of|including|: )", text[end:])
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

    def _date(
        self, scene: Scene, state: State, m: TherapyMention, course: Course, times: list[TimeMention], whens: dict[int, When], mentioned: dict[int, Course], patient: int, *, retold: bool
    ) -> None:
        """Set the start and end of a course from the times linked to one of its mentions."""
        local = scene.local(m)
        before, after = scene.text[: local[0]], scene.text[local[1] :]
        refers = bool(_REFERS.search(before[-60:]) and not re.search(r"(?i)\b(?:of|on|by|to)\s*(?:the |a |an )?$", before))
        if refers and course.sentence != self.at or _DURATION_OF.search(before):
            if not _DURATION_OF.search(before):
                return
        told = [(t, whens[id(t)]) for t in times if id(t) in whens]
        clause = clause_of(scene.spans, local[0])
        ending = bool(_ENDS.search(scene.text[local[1] : clause[1]])) and not _STARTS.search(scene.text[local[1] : clause[1]])
        for kind in ("date", "day"):
            values = [(t, w.date if kind == "date" else w.day) for t, w in told if t.kind == kind]
            if not values:
                continue
            first, last = values[0], values[-1]
            if first[0].relation == "of" and kind == "day":
                continue
            is_range = first[0].joint == "range" or (len(values) > 1 and values[-1][0].relation in {"to", "until", "through", "till"})
            cyclic = kind == "day" and re.search(r"(?i)^[\s,)]*(?:of|in|per) (?:each|every|a) ", scene.text[last[0].end - scene.sentence.start :])
            if cyclic:
                continue
            until = first[0].relation in {"until", "to", "through", "till"} or (ending and len(values) == 1 and first[0].start > m.end)
            if until:
                self._set(course.end, kind, last[1])
            elif is_range or (len(values) > 1 and first[0].joint == "list"):
                self._set(course.start, kind, first[1])
                self._set(course.end, kind, last[1])
            elif not _CHANGED.search(after[:40]) or not course.start:
                self._set(course.start, kind, first[1])
                if len(values) > 1 and re.search(r"(?i)\b(?:and|again|until|to)\b", scene.text[first[0].end - scene.sentence.start : last[0].start - scene.sentence.start]) and last[1] != first[1]:
                    self._set(course.end, kind, last[1])
        del mentioned, patient, retold, state

    @staticmethod
    def _set(when: When, kind: str, value: object) -> None:
        if kind == "date" and when.date is None:
            when.date = str(value)
        elif kind == "day" and when.day is None:
            when.day = int(str(value))

    def _anchors(self, scene: Scene, state: State, patient: int, whens: dict[int, When], mentioned: dict[int, Course], *, retold: bool) -> None:
        """Give each numbered day of the sentence its anchor, and day 0 its date where a date stands beside a day."""
        del retold
        facts: list[TimeFact] = []
        for t in scene.times:
            if t.vague:
                self.story.reasons[id(t)] = "vague"
                continue
            anchor = self._day_anchor(scene, t, state, patient, mentioned) if t.kind == "day" else None
            when = whens.get(id(t))
            if t.kind == "date" and when is None:
                continue
            fact = TimeFact(t, when.date if when else None, anchor, patient)
            facts.append(fact)
            if scene.sentence.section in self.narrated:
                self.story.times.append(fact)
                self.story.became[id(t)] = fact
            else:
                self.story.reasons[id(t)] = "not in the narrative"
            if anchor is not None:
                anchor.numbered = True
                if anchor.status == "given" and not anchor.infusion and int(t.value) > 0:
                    state.anchor = anchor
        for a, b in zip(facts, facts[1:], strict=False):
            gap = scene.text[a.mention.end - scene.sentence.start : max(a.mention.end, b.mention.start) - scene.sentence.start]
            pair = {a.mention.kind: a, b.mention.kind: b}
            if set(pair) == {"date", "day"} and re.fullmatch(r"[\s,(;=]*(?:i\.e\.,?|that is,?|being|was|=|on)?[\s,(]*(?:being )?", gap) and pair["day"].anchor is not None and a.mention.joint is None and b.mention.joint is None:
                anchor = pair["day"].anchor
                anchor.day0 = anchor.day0 or clock.shift(pair["date"].date, -int(pair["day"].mention.value))
        for m in scene.therapies:
            course = mentioned.get(id(m))
            if course is not None and course.anchor is None:
                course.anchor = next((f.anchor for f in facts if f.anchor is not None and f.mention.kind == "day"), None) or state.anchor

    # ---- doses

    def _doses(self, scene: Scene, state: State, patient: int, mentioned: dict[int, Course], *, retold: bool) -> None:
        moved = [_shifted(m, scene.sentence.start) for m in scene.therapies if id(m) in mentioned]
        back = [m for m in scene.therapies if id(m) in mentioned]
        doses = [_shifted(d, scene.sentence.start) for d in scene.doses]
        linked = link_doses(scene.text, doses, moved)
        for i, d in enumerate(scene.doses):
            if "collected" in d.flags or "not_given" in d.flags:
                self.story.reasons[id(d)] = "not an amount given"
                continue
            courses = [mentioned[id(back[moved.index(t)])] for t in linked.get(i, [])]
            if not courses and (course := self._implied(scene, state, patient, d, retold=retold)):
                courses = [course]
            if not courses:
                self.story.reasons[id(d)] = "no treatment to belong to"
            for course in dict.fromkeys(courses):
                self._dose(course, d, scene, retold=retold)

    def _dose(self, course: Course, d: DoseMention, scene: Scene, *, retold: bool) -> None:
        same = [f for f in self.story.doses if f.course is course and (f.mention.value, f.mention.value_high, f.mention.unit) == (d.value, d.value_high, d.unit)]
        for f in same:
            if retold or (f.mention.frequency in {None, d.frequency} or d.frequency is None) and f.mention.days in {(), d.days} or not d.days and not d.frequency:
                f.spans.append((d.start, d.end))
                self.story.became[id(d)] = f
                return
        if retold and any(f.course is course for f in self.story.doses) and scene.sentence.section != "abstract":
            self.story.reasons[id(d)] = "retold"
            return
        fact = DoseFact(course, d, [(d.start, max(d.end, min(d.reach or d.end, scene.sentence.end)))], scene.sentence.section)
        self.story.doses.append(fact)
        self.story.became[id(d)] = fact

    def _implied(self, scene: Scene, state: State, patient: int, d: DoseMention, *, retold: bool) -> Course | None:
        """The course of an amount whose treatment is named in another sentence."""
        given = [c for c in self.story.courses if c.patient == patient]
        if retold:
            return None
        if d.unit.startswith("cells"):
            cells = [c for c in given if c.kind in {"cell_therapy", "transplant"}]
            near = [c for c in cells if self.at - c.sentence <= 3]
            if near or not re.search(r"(?i)infus|transplant|graft|administ|receiv|dose", scene.text):
                return near[-1] if near else None
            follow = self._following(patient, {"cell_therapy", "transplant"})
            return follow or (cells[-1] if cells else None)
        if d.unit == "Gy":
            near = [c for c in given if c.kind == "radiotherapy" and self.at - c.sentence <= 2]
            return near[-1] if near else None
        drugs = [c for c in given if c.kind == "drug" and self.at - c.sentence <= 2]
        if drugs and re.search(r"(?i)\b(?:dos(?:e|es|ing|age)|it|its|reduced|increased|tapered|escalated|stepped|then|continued|followed by|again|thereafter|daily|cycle|at)\b", scene.text):
            return drugs[-1]
        return None

    def _following(self, patient: int, kinds: set[str]) -> Course | None:
        del patient, kinds
        return None

    # ---- toxicities

    def _toxicities(self, scene: Scene, state: State, patient: int, whens: dict[int, When], mentioned: dict[int, Course], *, retold: bool) -> None:
        self._signs(scene, state, whens)
        for t in scene.toxicities:
            infusion = self._cause(scene, t, state, patient, mentioned, retold=retold)
            if t.name in {"CRS", "ICANS", "IEC-HS"} and infusion is None and not t.grade and not any(c.kind == "cell_therapy" or c.group == "bispecific" for c in self.story.courses if c.patient == patient):
                self._skip(t, "no cell therapy before")
                continue
            if not t.absent and t.grade is None and is_hypothetical(scene.text[: t.start - scene.sentence.start]) and not mentioned and not re.search(r"(?i)diagnos|develop|experienc", scene.text):
                self._skip(t, "hypothetical")
                continue
            self._toxicity(scene, t, state, patient, infusion, whens, mentioned, retold=retold)
        if not scene.toxicities and state.syndrome is not None and not retold:
            grade = later_grade(scene.text)
            if grade is not None and state.syndrome.occurred and not re.search(r"(?i)neutropen|thrombocytop|mucositis|infection|dysgeusia|grade \w+ (?!CRS|ICANS)[a-z]+itis", scene.text):
                state.syndrome.grade = max(grade, state.syndrome.grade or 0)
        self._managed(scene, state, mentioned)

    def _signs(self, scene: Scene, state: State, whens: dict[int, When]) -> None:
        """When fever, confusion or a rash was first told, for the onset."""
        told = [whens[id(t)] for t in scene.times if id(t) in whens]
        when = When(next((w.date for w in told if w.date), None), next((w.day for w in told if w.day is not None), None)) if told else None
        for name, pattern in (("CRS", _FEVER), ("ICANS", _NEURO), ("GVHD", _RASH)):
            if (m := pattern.search(scene.text)) and not re.search(r"(?i)\b(?:no|without)\s(?:\w+\s){0,2}$", scene.text[: m.start()]) and when and name not in state.signs:
                state.signs[name] = when

    def _cause(self, scene: Scene, t: ToxicityMention, state: State, patient: int, mentioned: dict[int, Course], *, retold: bool) -> Course | None:
        here = [mentioned[id(m)] for m in scene.therapies if id(m) in mentioned]
        infusions = [c for c in here if c.infusion and c.status == "given"]
        if t.name == "GVHD":
            pool = [c for c in infusions if c.kind in {"transplant", "cell_therapy"}]
            if pool:
                return pool[-1]
        elif infusions and any(c.kind == "cell_therapy" or c.group == "bispecific" for c in infusions):
            return [c for c in infusions if c.kind == "cell_therapy" or c.group == "bispecific"][-1]
        if retold:
            known = [f for f in self.story.toxicities if f.patient == patient and f.name == t.name and (f.grade == t.grade or t.grade is None)]
            if known:
                return known[0].infusion
        if t.name == "GVHD":
            grafts = [c for c in self.story.courses if c.patient == patient and c.status == "given" and c.kind in {"transplant", "cell_therapy"} and c.name != "autologous HSCT"]
            return state.infusion if state.infusion in grafts else grafts[-1] if grafts else state.infusion
        cells = [c for c in self.story.courses if c.patient == patient and c.status == "given" and (c.kind == "cell_therapy" and c.name != "donor lymphocyte infusion" or c.group == "bispecific")]
        return state.infusion if state.infusion in cells else cells[-1] if cells else None

    def _toxicity(self, scene: Scene, t: ToxicityMention, state: State, patient: int, infusion: Course | None, whens: dict[int, When], mentioned: dict[int, Course], *, retold: bool) -> None:
        del mentioned
        facts = [f for f in self.story.toxicities if f.patient == patient and f.name == t.name and f.infusion is infusion]
        if not facts and retold:
            facts = [f for f in self.story.toxicities if f.patient == patient and f.name == t.name and f.occurred != t.absent][:1]
        fact = facts[0] if facts else None
        if fact is None:
            fact = ToxicityFact(patient, t.name, infusion, not t.absent, None, None, When(), [], [], t.rule, retold)
            self.story.toxicities.append(fact)
        fact.spans.append((t.start, t.end))
        self.story.became[id(t)] = fact
        if t.absent:
            return
        fact.occurred = True
        if t.grade is not None and (not retold or fact.grade is None):
            fact.grade = max(t.grade, fact.grade or 0)
            fact.rule = t.rule
        fact.system = fact.system or t.system
        if not fact.onset and not retold:
            fact.onset = self._onset(scene, t, state, whens)
        if not retold:
            state.syndrome = fact

    def _onset(self, scene: Scene, t: ToxicityMention, state: State, whens: dict[int, When]) -> When:
        sign = state.signs.get(t.name)
        clause = clause_of(scene.spans, t.start - scene.sentence.start)
        near = [whens[id(x)] for x in scene.times if id(x) in whens and clause[0] <= x.start - scene.sentence.start < clause[1]]
        near = near or [whens[id(x)] for x in scene.times if id(x) in whens]
        told = When(next((w.date for w in near if w.date), None), next((w.day for w in near if w.day is not None), None))
        if sign and (not told or (sign.day is not None and told.day is not None and sign.day <= told.day) or told.day is None):
            return sign
        return told or sign or When()

    def _managed(self, scene: Scene, state: State, mentioned: dict[int, Course]) -> None:
        drugs = [mentioned[id(m)] for m in scene.therapies if id(m) in mentioned and mentioned[id(m)].status == "given" and mentioned[id(m)].role == "toxicity_management"]
        if not drugs:
            return
        here = [f for t in scene.toxicities if isinstance(f := self.story.became.get(id(t)), ToxicityFact) and f.occurred]
        for fact in here[-1:] or ([state.syndrome] if state.syndrome is not None and state.syndrome.occurred else []):
            fact.managed.extend(c for c in drugs if c not in fact.managed)

    # ---- responses

    def _responses(self, scene: Scene, state: State, patient: int, whens: dict[int, When], mentioned: dict[int, Course], *, retold: bool) -> None:
        states = [r for r in scene.responses if not self._dismissed(scene, r)]
        for group in _together(states, scene):
            fact = self._response(scene, group, state, patient, whens, mentioned)
            if fact is None:
                continue
            self._record(fact, group, state, retold=retold, scene=scene)

    def _dismissed(self, scene: Scene, r: ResponseMention) -> bool:
        start, end = r.start - scene.sentence.start, r.end - scene.sentence.start
        before, after = scene.text[:start], scene.text[end:]
        if is_hypothetical(before) and r.category not in {"NR"} and not re.search(r"(?i)\b(?:in|at|for)\s(?:\w+ )?$", before[-14:]):
            self._skip(r, "hypothetical")
            return True
        if re.match(r"(?i)^[- ]?(?:rate|criteria|duration|assessment|evaluation|risk|prophyla|prevention|therapy|protocol|free survival|status at|probability)", after) or re.search(r"(?i)(?:rate of|chance of|relapsed/|relapsed or |r/r|first |to maintain |maintain |achiev(?:e|ing) )$", before) and r.category in {"CR", "NR", "PD"} and re.match(r"(?i)^(?:/refractory| or refractory)", after):
            self._skip(r, "a label")
            return True
        if re.match(r"(?i)^(?:ed)?\s?(?:/|or|and|-)\s?(?:refractory|relapsed)", after) or re.search(r"(?i)(?:relapsed|refractory)\s?(?:/|or|and|-)\s?$", before):
            self._skip(r, "a label")
            return True
        if re.match(r"(?i)^(?:\s|-)(?:(?:acute|B-?cell|large|diffuse|multiple|follicular|mantle|Hodgkin|B-?ALL|AML|ALL|MM|DLBCL|lymphoblastic|myeloma|leuk\w+|lymphoma|disease)\b)", after) and r.category in {"NR", "relapse"} and re.search(r"(?i)\b(?:with|of|for|a|an|in|treat\w*)\s(?:a |an )?(?:\w+[- ]){0,2}$", before):
            self._skip(r, "a label")
            return True
        if r.category == "NR" and re.match(r"(?i)^\s?(?:septic|hypo|neutropeni|thrombo|cytopeni|CRS|ICANS|GVHD|fever|to (?:steroid|tocilizumab|corticosteroid|antibiot))", after) or re.search(r"(?i)(?:steroid|platelet|transfusion)[- ]$", before):
            self._skip(r, "not of the disease")
            return True
        return False

    def _response(self, scene: Scene, group: list[ResponseMention], state: State, patient: int, whens: dict[int, When], mentioned: dict[int, Course]) -> ResponseFact | None:
        first = group[0]
        start = first.start - scene.sentence.start
        clause = clause_of(scene.spans, start)
        category = next((r.category for r in group if r.category), None)
        mrd = next((r.mrd for r in group if r.mrd), None)
        percent = next((r.mrd_percent for r in group if r.mrd_percent is not None), None)
        words = scene.text[clause[0] : clause[1]]
        near = [x for x in scene.times if clause[0] <= x.start - scene.sentence.start < clause[1]] or self._leading(scene)
        points = [whens[id(x)] for x in near if id(x) in whens]
        when = When(next((w.date for w in points if w.date), None), next((w.day for w in points if w.day is not None), None))
        duration, time_after = self._spans_of(scene, near, words)
        ongoing = is_last(scene.text) and category not in {"relapse", "PD", "NR"}
        after = self._after(scene, group, state, patient, mentioned)
        site = site_of(words) or site_of(scene.text)
        return ResponseFact(patient, category, mrd, percent, site, after, when, time_after, duration, ongoing, [(r.start, r.end) for r in group], first.rule)

    def _spans_of(self, scene: Scene, near: list[TimeMention], words: str) -> tuple[str | None, str | None]:
        duration = time_after = None
        for x in near:
            if x.kind != "duration":
                continue
            if x.relation in {"for", "over", "during"} or re.search(r"(?i)\bfor (?:more than |over |about |at least |approximately |nearly |almost |the past |the last )?$", scene.text[: x.start - scene.sentence.start]):
                duration = duration or (str(x.value) if is_kept(words) or re.search(r"(?i)(?:remission|CR|response|free|negative|disease)\b", words) else None)
            elif x.relation in {"after", "later", "at", "post", "following", "within", None}:
                time_after = time_after or str(x.value)
        return duration, time_after

    def _after(self, scene: Scene, group: list[ResponseMention], state: State, patient: int, mentioned: dict[int, Course]) -> Course | None:
        at = group[0].start
        here = [(m, mentioned[id(m)]) for m in scene.therapies if id(m) in mentioned]
        lines = [(m, c) for m, c in here if c.status == "given" and (c.infusion or c.role in {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"}) and c.part_of is None]
        before = [c for m, c in lines if m.start < at]
        if before:
            return before[-1]
        after = [(m, c) for m, c in lines if m.start > at and re.search(r"(?i)\b(?:after|following|with|to|by|under|on|post)\b[^,;.]{0,40}$", scene.text[: m.start - scene.sentence.start])]
        if after:
            return after[0][1]
        del patient
        return state.line

    def _record(self, fact: ResponseFact, group: list[ResponseMention], state: State, *, retold: bool, scene: Scene) -> None:
        known = [f for f in self.story.responses if f.patient == fact.patient]
        same = self._restated(fact, known, retold=retold, kept=any(r.kept for r in group))
        if same is not None:
            same.spans += fact.spans
            same.mrd = same.mrd or fact.mrd
            same.duration = same.duration or fact.duration
            same.site = same.site or fact.site
            same.ongoing = same.ongoing or fact.ongoing
            for r in group:
                self.story.became[id(r)] = same
            return
        if retold and (scene.sentence.section in {"introduction", "discussion", "conclusion", "title"} or known):
            for r in group:
                self._skip(r, "retold")
            return
        fact.retold = retold
        self.story.responses.append(fact)
        for r in group:
            self.story.became[id(r)] = fact
        if retold:
            return
        if fact.category in {"relapse", "PD"} or fact.category == "NR":
            state.relapsed, state.responded = True, False
            state.phase += fact.category != "NR"
        elif fact.category in {"CR", "CRi", "sCR", "VGPR", "PR"}:
            state.responded = True

    def _restated(self, fact: ResponseFact, known: list[ResponseFact], *, retold: bool, kept: bool) -> ResponseFact | None:
        own_time = bool(fact.when) or fact.time_after is not None
        for f in reversed(known):
            if f.category != fact.category and not (fact.category is None and f.mrd == fact.mrd) and not (f.category is None and f.mrd == fact.mrd):
                continue
            if fact.mrd and f.mrd and fact.mrd != f.mrd:
                continue
            if own_time and fact.when.date and fact.when.date == f.when.date:
                return f
            if own_time and fact.when.day is not None and fact.when.day == f.when.day and f.after is fact.after:
                return f
            if retold:
                return f
            if not own_time and not fact.ongoing and f.after is fact.after and f is known[-1]:
                return f
        del kept
        return None


def _shifted(mention: M, by: int) -> M:
    """A copy of a mention with offsets relative to its sentence."""
    other = copy(mention)
    other.start -= by
    other.end -= by
    if isinstance(other, DoseMention):
        other.reach = max(other.reach - by, other.end)
    return other


def _closing(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` closes."""
    depth = 1
    for i in range(start, len(text)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if depth == 0:
            return i
    return -1


def _together(found: list[ResponseMention], scene: Scene) -> list[list[ResponseMention]]:
    """A category and the MRD said of it in one clause are one assessment."""
    groups: list[list[ResponseMention]] = []
    for r in found:
        if groups:
            last = groups[-1]
            clause = clause_of(scene.spans, last[-1].start - scene.sentence.start)
            inside = clause[0] <= r.start - scene.sentence.start < clause[1] or r.start - last[-1].end < 60
            if inside and r.category is None and r.mrd and all(x.mrd in {None, r.mrd} for x in last):
                last.append(r)
                continue
            if inside and r.category and all(x.category in {None, r.category} for x in last):
                last.append(r)
                continue
        groups.append([r])
    return groups
