"""What the components find: plain values with offsets into the plain text. They never leave the room."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Mention:
    """A stretch of plain text that says something, and the rule that saw it."""

    start: int
    end: int
    rule: str
    flags: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class TherapyMention(Mention):
    """A treatment by name: `fludarabine`, `FLAG-IDA`, `CD19 CAR-T`, `haploidentical HSCT`."""

    name: str
    kind: str
    target: str | None = None
    cell_source: str | None = None
    hint: str | None = None  # what it is usually given for, used where the report is silent
    generic: bool = False  # "chemotherapy", "the infusion": only a row of its own where nothing more exact is said
    entry: Any = None


@dataclass(slots=True, kw_only=True)
class DoseMention(Mention):
    """An amount: `30 mg/m2 daily for 3 days` is value 30, unit mg/m2, basis per_day, frequency 1/d, duration P3D.

    `start:end` covers the number and its unit only; `reach` is the end of its attributes (frequency, duration, route, days).
    """

    value: float
    value_high: float | None = None
    unit: str
    component: str | None = None  # CD34+, TNC, CD3+, CAR+
    basis: str | None = None
    frequency: str | None = None
    duration: str | None = None
    route: str | None = None
    days: tuple[int, ...] = ()
    reach: int = 0


@dataclass(slots=True, kw_only=True)
class TimeMention(Mention):
    """A temporal expression: a date (`2019-03-13`, `2019-03`, `2019`, without a year `--03-13` or `--03`), a day, a duration.

    A list or range is one mention per value with the same `start:end`: `group` numbers its values, `joint` is "range" or "list".
    `relation` is the word that binds it (`after`, `before`, `for`, `since`, `until`, `from`, `within`, `later`, `ago`, `of`, `over`),
    `anchor` the words that it is said to count from ("CAR-T infusion", "transplant"), as offsets.
    """

    kind: str  # date, day, duration
    value: str | int
    group: int = 0
    joint: str | None = None
    relation: str | None = None
    anchor: tuple[int, int] | None = None
    candidates: tuple[str, ...] = ()  # 03/04/2020: both readings
    vague: bool = False  # "the same day": places events, no row


@dataclass(slots=True, kw_only=True)
class ToxicityMention(Mention):
    """A syndrome with what is said of its grade at that place."""

    name: str
    grade: int | None = None
    system: str | None = None
    absent: bool = False


@dataclass(slots=True, kw_only=True)
class ResponseMention(Mention):
    """A statement of the state of the disease."""

    category: str | None = None
    mrd: str | None = None
    mrd_percent: float | None = None
    site: str | None = None
    ongoing: bool = False
    kept: bool = False  # "maintained CR", "remained in remission": the state goes on


@dataclass(slots=True, kw_only=True)
class Sentence:
    """A sentence with what the resolution needs to know of it."""

    start: int
    end: int
    section: str
    patient: int = 1
    told_of: str = "patient"  # patient, literature, donor, family, general
    joined: bool = False  # a main clause that the one before is joined to: "…, and on day 3 he was febrile"
    mentions: list[Mention] = field(default_factory=list)
