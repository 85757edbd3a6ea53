"""Courses of treatment as the narrative builds them, and when two mentions are one course."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class When:
    """A point of time as told: a calendar date, a numbered day, or both."""

    date: str | None = None
    day: int | None = None

    def __bool__(self) -> bool:
        return self.date is not None or self.day is not None


@dataclass(slots=True, eq=False)
class Course:
    """One course: what, for what, whether, from when to when, and every place that tells of it."""

    patient: int
    name: str
    kind: str
    group: str
    role: str | None
    status: str
    phase: int
    generic: bool = False
    target: str | None = None
    cell_source: str | None = None
    part_of: "Course | None" = None
    start: When = field(default_factory=When)
    end: When = field(default_factory=When)
    anchor: "Course | None" = None  # whose days its start and end count
    day0: str | None = None  # the calendar date of its own day 0, when days count from it
    spans: list[tuple[int, int]] = field(default_factory=list)
    rule: str = ""
    role_rule: str = ""  # the rule that decided the role
    section: str = "case"
    sentence: int = 0
    numbered: bool = False  # the report numbers days from it
    own_day: int | None = None  # its own first day as the report numbers it: "infused on December 20 (day 1)"
    length: int | None = None  # days that it lasted, where told: "for 3 days"
    cyclic: bool = False  # its days are those of a repeated cycle
    repeated: bool = False  # a number of its cycles was told
    prepared: bool = False  # its lymphodepletion or conditioning was told of
    awaits: int | None = None  # id of the mention that an upcoming infusion will be told by
    stopped: int = 0  # the sentence that says that it was stopped
    id: str = ""
    parts: tuple[str, ...] = ()  # of a regimen, what the lexicon says it is made of

    @property
    def operation(self) -> bool:
        """Whether postoperative days count from this course: an operation, the transplantation of an organ."""
        return self.kind == "procedure" and (self.name == "surgery" or self.name.endswith(" transplantation"))

    @property
    def infusion(self) -> bool:
        """Whether the report may number its days from this course; cells that only support are given on a day of another."""
        cells = self.kind in {"transplant", "cell_therapy"} and self.name not in SUPPORTING
        return cells or self.group == "bispecific"


DLI = "donor lymphocyte infusion"
# what restores or calms a graft and leaves the disease alone
SUPPORTING = frozenset({"stem cell boost", "mesenchymal stromal cells", "virus-specific T cells"})
SPECIFIC = {
    "HSCT": 0,
    "allogeneic HSCT": 1,
    "haploidentical HSCT": 2,
    "umbilical cord blood transplantation": 2,
    "autologous HSCT": 2,
}


def _letters(name: str) -> str:
    """The letters of a regimen's name, whatever their order and marks: R-EPOCH and EPOCH-R."""
    return "".join(sorted(c for c in name.casefold().replace("dose-adjusted", "") if c.isalpha()))


def same_treatment(name: str, course: Course, parts: tuple[str, ...] = ()) -> bool:
    """Whether a name may speak of a course: the same, a more general word for it, or a regimen of the same drugs."""
    if name == course.name:
        return True
    if course.kind == "regimen":
        return bool(parts) and parts == course.parts and _letters(name) == _letters(course.name)
    if name in SPECIFIC and course.name in SPECIFIC:
        a, b = SPECIFIC[name], SPECIFIC[course.name]
        return a == 0 or b == 0 or ({a, b} == {1, 2} and "autologous HSCT" not in {name, course.name})
    if name == "CAR-T":
        return course.kind == "cell_therapy" and course.group in {"cell", "car"} and course.name != DLI
    if course.name == "CAR-T":
        return name.endswith(("CAR-T", "leucel", "ciloleucel", "maraleucel", "vicleucel"))
    if name.endswith(" CAR-T") and course.group == "cell":
        return course.target is not None and name.removesuffix(" CAR-T") == course.target
    if course.name.endswith(" CAR-T") and name.endswith("leucel"):
        return True
    return name.startswith("interferon") and course.name.startswith("interferon")


def more_exact(name: str, other: str) -> str:
    """Of two names for one course the more exact."""
    if name in SPECIFIC and other in SPECIFIC:
        return max((name, other), key=lambda n: SPECIFIC[n])
    if "leucel" in name or "leucel" in other:
        return name if "leucel" in name else other
    if name == "CAR-T":
        return other
    if other == "CAR-T":
        return name
    return max((other, name), key=len) if name.startswith("interferon") else name
