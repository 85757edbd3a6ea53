"""What reading a report builds up: its scenes, and the facts, states and reasons of its story."""

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, TypeVar

from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.mentions import (
    DoseMention,
    Mention,
    ResponseMention,
    Sentence,
    TherapyMention,
    TimeMention,
    ToxicityMention,
)
from extractors.scope import NARRATIVE

M = TypeVar("M", bound=Mention)


@dataclass(slots=True)
class DoseFact:
    """An amount and the course it belongs to."""

    course: Course
    mention: DoseMention
    spans: list[tuple[int, int]]
    section: str
    beside: bool = False  # told in the sentence that tells when its course was given


@dataclass(slots=True)
class TimeFact:
    """A temporal expression of the narrative with its anchor."""

    mention: TimeMention
    date: str | None
    anchor: Course | None
    patient: int
    cycle: str | None = None  # day 0 of the cycle that a day belongs to, "" where that is not told


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
    anchor: Course | None = None  # whose days its day counts
    staged: bool = False  # told of a stage of its own: after consolidation
    row: bool = False  # told by a row of a table of lines, without its time


@dataclass(slots=True)
class State:
    """Where the story of one patient stands."""

    now: When = field(default_factory=When)  # the moment that the last sentence with a time told of
    now_at: int = -9  # and which scene that was
    then: When = field(default_factory=When)  # the moment before this sentence, and its scene
    then_at: int = -9
    subjects: list[Course] = field(default_factory=list)  # treatments of the last sentence that named any: what "it" is
    last_date: str | None = None
    phase: int = 0
    relapsed: bool = False
    came_back: bool = False  # words of the narrative so far say that the disease came back since the last infusion
    responded: bool = False
    infusion: Course | None = None
    line: Course | None = None  # the antineoplastic course that a response would follow
    anchor: Course | None = None  # whose days are being counted
    coming: Course | None = None  # the infusion that was announced by days before it
    syndrome: ToxicityFact | None = None
    signs: dict[str, When] = field(default_factory=dict)
    early: list[Course] = field(default_factory=list)  # given for signs before their syndrome was named
    confused: list[Course] = field(default_factory=list)  # given for confusion before ICANS was named
    sign_at: int = 0  # the scene of the last hyperinflammatory sign
    before: str = ""
    opened: str | None = None  # a purpose that the last sentence named without a treatment


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


_PLAN = expression(
    r"(?i)^\W*(?:decisions?(?: and plan| of the board)?|(?:treatment |management |proposed |further |our |board )?plans?|(?:board )?recommendations?|proposals?|proposed (?:treatment|therapy)|next steps?|to do)\s?:"
)
_LABEL = expression(r"^\W*[A-Z][^.:;\d]{2,40}:(?:\s|$)")


def _plans(scenes: list[Scene]) -> frozenset[int]:
    """The scenes under a label such as "Decision and plan:", up to the next label."""
    found: set[int] = set()
    on = False
    for i, scene in enumerate(scenes):
        on = _PLAN.match(scene.text) is not None or (on and not _LABEL.match(scene.text))
        if on:
            found.add(i)
    return frozenset(found)


class Book:
    """A report being read: its scenes, how far the reading is, and what the story holds so far."""

    def __init__(self, scenes: list[Scene], patients: int) -> None:
        self.scenes = scenes
        self.starts = [s.sentence.start for s in scenes]
        self.story = Story()
        self.states = {p: State() for p in range(1, patients + 1)}
        self.index: dict[int, State] = {}  # where the story of a patient stands while the history behind it is told
        self.turned: set[int] = set()  # patients whose history was told so
        self.at = 0
        self.said: dict[int, object] = {}  # id(mention) -> whether an infusion was given
        self.plans = _plans(scenes)  # the scenes that list what is to be done
        self.aplastic = False  # it is of aplastic anaemia
        self.hyperinflamed = False  # it is of haemophagocytic lymphohistiocytosis
        self.disease: tuple[bool, bool] | None = None  # whether the story is of an autoimmune disease, of a cancer
        has_case = any(s.sentence.section in NARRATIVE for s in scenes)
        retold = {"abstract", "title", "figure_legend", "table", "conclusion", "introduction", "discussion", "footnote"}
        self.narrated = set(NARRATIVE) if has_case else retold
        told = sum(s.sentence.end - s.sentence.start for s in scenes if s.sentence.section in NARRATIVE)
        self.solid: bool | None = None  # whether it is of a solid tumour
        self.failing: bool | None = None  # whether it is of a marrow failure without any cancer
        self.acute: bool | None = None  # whether it is of an acute leukaemia
        self.brief = told < 1200  # a summary page: its legends are part of the story
        summary = sum(s.sentence.end - s.sentence.start for s in scenes if s.sentence.section == "abstract")
        self.summarized = self.brief and summary > told  # and so is a summary that tells more than the rest

    def tells_times(self, scene: Scene) -> bool:
        """Whether the times of a sentence are rows: those of the narrative, and of tables set within it."""
        if scene.sentence.section in self.narrated:
            return True
        if scene.sentence.section == "figure_legend":
            return self.brief
        if scene.sentence.section == "abstract":
            return self.summarized
        return scene.sentence.section == "table" and self._within_case(scene)

    def _within_case(self, scene: Scene) -> bool:
        before = next(
            (
                s
                for s in reversed(self.scenes[: self.at])
                if s.sentence.section not in {"table", "figure_legend", "footnote", "front_matter"}
            ),
            None,
        )
        return before is not None and before.sentence.section in self.narrated

    def skip(self, m: Mention, reason: str) -> None:
        """Note why a mention became no fact."""
        self.story.reasons[id(m)] = reason


def copy_of(mention: M) -> M:
    """A copy of a mention, several times faster than copy.copy."""
    kind = type(mention)
    other = kind.__new__(kind)
    for name in _slots(kind):  # type: ignore[arg-type]
        setattr(other, name, getattr(mention, name))
    return other


@cache
def _slots(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def shifted(mention: M, by: int) -> M:
    """A copy of a mention with offsets relative to its sentence."""
    other = copy_of(mention)
    other.start -= by
    other.end -= by
    if isinstance(other, DoseMention):
        other.reach = max(other.reach - by, other.end)
    return other
