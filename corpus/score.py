"""How right an extraction is: records of gold and extraction paired one to one, counted by family.

A pair needs the same core; it is full when the other compared attributes agree too. Example:
`python -m corpus.score GOLD_DIR PREDICTED_DIR --errors --family doses`
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from corpus.gold import Squeezed
from models import Case, Fact

Value = Any
CORE = {
    "therapies": ("patient", "name", "status"),
    "doses": ("patient", "therapy", "value", "value_high", "unit"),
    "dates": ("kind", "value"),
    "toxicities": ("patient", "name", "occurred", "grade"),
    "responses": ("patient", "category", "mrd"),
    "findings": ("patient", "name", "present", "value_text", "value"),
}
ATTRIBUTES = {
    "therapies": ("role", "start", "end", "start_day", "end_day", "target", "cell_source"),
    "doses": ("frequency", "duration", "route", "day"),
    "dates": ("anchor", "resolved"),
    "toxicities": ("system", "onset_day", "managed_with"),
    "responses": ("after", "date", "day", "time_after", "duration"),
    "findings": ("unit", "operator", "when", "time_after"),
}
# The headline counts five families; findings are annotated apart (`corpus/gold/findings`) and scored by `score_findings`.
FAMILIES = ("therapies", "doses", "dates", "toxicities", "responses")
MENTIONS = ("dates", "doses")

SPELLINGS = {
    "acetaminophen": "paracetamol",
    "aciclovir": "acyclovir",
    "adrenaline": "epinephrine",
    "amoxicillin-clavulanate": "amoxicillin-clavulanic acid",
    "aspirin": "acetylsalicylic acid",
    "co-amoxiclav": "amoxicillin-clavulanic acid",
    "anti-thymocyte globulin": "antithymocyte globulin",
    "ciclosporin": "cyclosporine",
    "ciclosporin a": "cyclosporine",
    "chlorpheniramine": "chlorphenamine",
    "mechlorethamine": "chlormethine",
    "cyclosporin": "cyclosporine",
    "cyclosporin a": "cyclosporine",
    "cyclosporine a": "cyclosporine",
    "corticosteroids": "corticosteroid",
    "glucocorticoid": "corticosteroid",
    "glucocorticoids": "corticosteroid",
    "hydroxycarbamide": "hydroxyurea",
    "l-asparaginase": "asparaginase",
    "6-mercaptopurine": "mercaptopurine",
    "mycophenolate": "mycophenolate mofetil",
    "noradrenaline": "norepinephrine",
    "steroid": "corticosteroid",
    "steroids": "corticosteroid",
    "sulfamethoxazole-trimethoprim": "trimethoprim-sulfamethoxazole",
    "therapeutic plasma exchange": "plasma exchange",
    "cord blood transplantation": "umbilical cord blood transplantation",
    "ursodiol": "ursodeoxycholic acid",
    "valacyclovir": "valaciclovir",
}

_PERIOD = re.compile(
    # P1Y6M, P2W, P3D, PT8H
    r"P(?:(?P<years>[\d.]+)Y)?(?:(?P<months>[\d.]+)M)?(?:(?P<weeks>[\d.]+)W)?(?:(?P<days>[\d.]+)D)?"
    r"(?:T(?:(?P<hours>[\d.]+)H)?(?:(?P<minutes>[\d.]+)M)?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a finding was: the date counts where gold tells it, else the day."""

    date: str | None
    day: int | None

    def __str__(self) -> str:
        return " ".join(filter(None, [self.date, None if self.day is None else f"day {self.day}"]))

    def agrees(self, found: "Moment | None") -> bool:
        """Whether an extracted moment is the same as this one of gold."""
        if found is None:
            return False
        return found.date == self.date if self.date else found.day == self.day


@dataclass(frozen=True, slots=True)
class Record:
    """A fact with the comparable value of each field."""

    fact: Fact
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One gold record, one extracted record, or a pair of them with the attributes that differ."""

    report: str
    family: str
    gold: Record | None
    found: Record | None
    differs: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """`missed`, `spurious`, `differing` or `right`."""
        if self.gold is None:
            return "spurious"
        if self.found is None:
            return "missed"
        return "differing" if self.differs else "right"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Precision, recall and F1 of counts; nothing expected and nothing found is right."""

    right: int
    gold: int
    found: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.right / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute among the core-paired records; `stated` counts only those where it has a value."""

    name: str
    agree: int
    pairs: int
    stated: Ratio

    @property
    def accuracy(self) -> float:
        """The share of pairs that agree, both unknown included."""
        return self.agree / self.pairs if self.pairs else 1.0


@dataclass(frozen=True)
class FamilyScore:
    """The counts of one family, and every judgement behind them."""

    family: str
    judgements: tuple[Judgement, ...]
    mentions: Ratio | None = None
    """Of dates and doses: gold mentions that some extracted mention overlaps (only its recall says something)."""

    @cached_property
    def core(self) -> Ratio:
        """How often the fact is there."""
        return self._ratio({"right", "differing"})

    @cached_property
    def full(self) -> Ratio:
        """How often all of it is right."""
        return self._ratio({"right"})

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """Each attribute beyond the core."""
        return tuple(self._attribute(name) for name in ATTRIBUTES[self.family])

    def _ratio(self, right: set[str]) -> Ratio:
        return Ratio(
            right=sum(j.kind in right for j in self.judgements),
            gold=sum(j.gold is not None for j in self.judgements),
            found=sum(j.found is not None for j in self.judgements),
        )

    def _attribute(self, name: str) -> Attribute:
        pairs = [(j, j.gold.values[name], j.found.values[name]) for j in self.judgements if j.gold and j.found]
        agree = [name not in j.differs for j, _, _ in pairs]
        stated = Ratio(
            right=sum(same and bool(_stated(gold)) for same, (_, gold, _) in zip(agree, pairs, strict=True)),
            gold=sum(_stated(gold) for _, gold, _ in pairs),
            found=sum(_stated(found) for _, _, found in pairs),
        )
        return Attribute(name=name, agree=sum(agree), pairs=len(pairs), stated=stated)


@dataclass(frozen=True)
class Score:
    """All families; the headline is the mean of their F1."""

    families: Mapping[str, FamilyScore]
    reports: int

    @property
    def core_f1(self) -> float:
        """Mean over the families of the core F1."""
        return sum(f.core.f1 for f in self.families.values()) / len(self.families)

    @property
    def full_f1(self) -> float:
        """Mean over the families of the full F1."""
        return sum(f.full.f1 for f in self.families.values()) / len(self.families)

    def judged(self, kind: str) -> list[Judgement]:
        """Every record that is `missed`, `spurious`, `differing` or `right`."""
        return [j for family in self.families.values() for j in family.judgements if j.kind == kind]


def score(pairs: Iterable[tuple[Case, Case]], *, texts: Sequence[str] | None = None) -> Score:
    """Compare gold with extraction, report by report: `score([(gold, extracted)]).core_f1`.

    With `texts`, in the order of the pairs, the recall of mentions is counted too.
    """
    paired = list(pairs)
    judgements: dict[str, list[Judgement]] = {family: [] for family in FAMILIES}
    for gold, found in paired:
        for family in FAMILIES:
            judgements[family] += judge(gold, found, family)
    mentions = _mentions(paired, texts) if texts is not None else {}
    return Score(
        families={f: FamilyScore(f, tuple(js), mentions.get(f)) for f, js in judgements.items()}, reports=len(paired)
    )


def score_findings(pairs: Iterable[tuple[Case, Case]]) -> FamilyScore:
    """Compare the findings of gold with those of extraction, report by report."""
    return FamilyScore("findings", tuple(j for gold, found in pairs for j in judge(gold, found, "findings")))


def judge(gold: Case, found: Case, family: str) -> list[Judgement]:
    """Pair one family of a report, the pairs with most agreeing attributes first."""
    wanted, offered = records(gold, family), records(found, family)
    by_core = defaultdict(list)
    for j, record in enumerate(offered):
        by_core[_core(record, family)].append(j)
    candidates = [
        (len(differs := _differences(record, offered[j], family)), -_shared_words(record, offered[j]), i, j, differs)
        for i, record in enumerate(wanted)
        for j in by_core[_core(record, family)]
    ]
    taken_gold: dict[int, Judgement] = {}
    taken_found: set[int] = set()
    for _, _, i, j, differs in sorted(candidates):
        if i not in taken_gold and j not in taken_found:
            taken_gold[i] = Judgement(gold.report.id, family, wanted[i], offered[j], differs)
            taken_found.add(j)
    judged = [taken_gold.get(i) or Judgement(gold.report.id, family, r, None) for i, r in enumerate(wanted)]
    return judged + [Judgement(gold.report.id, family, None, r) for j, r in enumerate(offered) if j not in taken_found]


def records(case: Case, family: str) -> list[Record]:
    """The facts of a family with the values that are compared."""
    therapies = {t.id: t for t in case.therapies}

    def comparable(fact: Fact, field: str) -> Value:
        if field == "when":
            return _moment(fact)
        value = getattr(fact, field, None)
        if field == "patient" and family == "doses":
            return therapies[fact.therapy].patient  # type: ignore[attr-defined]
        if field in {"therapy", "after"} and value is not None:
            return same_name(therapies[value].name)
        return _NORMAL.get(field, _plain)(value)

    fields = CORE[family] + ATTRIBUTES[family]
    return [Record(fact, {field: comparable(fact, field) for field in fields}) for fact in getattr(case, family)]


def same_name(name: str | None) -> str | None:
    """One spelling for a therapy: 'Ciclosporin' -> 'cyclosporine'."""
    if name is None:
        return None
    plain = re.sub(r"[\s\u00a0]+", " ", name.replace("‐", "-").replace("–", "-").replace("/", "-")).strip().casefold()
    plain = re.sub(r"\binterferon[ -]?(?:alfa|alpha|α)", "interferon alfa", plain)
    return SPELLINGS.get(plain, plain)


def same_length(period: str | None) -> Value:
    """An ISO 8601 period as months and hours: 'P2W' and 'P14D' -> (0, 336)."""
    if period is None or not (match := _PERIOD.fullmatch(period)):
        return period
    n = {unit: float(number or 0) for unit, number in match.groupdict().items()}
    hours = (n["weeks"] * 7 + n["days"]) * 24 + n["hours"] + n["minutes"] / 60
    return (round(n["years"] * 12 + n["months"], 6), round(hours, 6))


def _moment(fact: Fact) -> Moment | None:
    date, day = getattr(fact, "date", None), getattr(fact, "day", None)
    return Moment(date, day) if date is not None or day is not None else None


def _plain(value: Value) -> Value:
    return float(f"{value:.9g}") if isinstance(value, float) else value


def _names(names: Iterable[str]) -> frozenset[str | None]:
    return frozenset(map(same_name, names))


def _casefolded(value: str | None) -> str | None:
    return re.sub(r"\s+", "", value).casefold() if value else None


def _days(value: int | tuple[int, ...] | None) -> frozenset[int]:
    return frozenset() if value is None else frozenset([value] if isinstance(value, int) else value)


_NORMAL: Mapping[str, Callable[[Value], Value]] = {
    "name": same_name,
    "anchor": same_name,
    "target": _casefolded,
    "managed_with": _names,
    "onset_day": _days,
    "duration": same_length,
    "time_after": same_length,
    "value": lambda value: same_length(value) if isinstance(value, str) else _plain(value),
}


def _core(record: Record, family: str) -> tuple[Value, ...]:
    return tuple(record.values[field] for field in CORE[family])


def _differences(gold: Record, found: Record, family: str) -> tuple[str, ...]:
    return tuple(f for f in ATTRIBUTES[family] if not _agree(f, gold.values[f], found.values[f]))


def _agree(field: str, gold: Value, found: Value) -> bool:
    if isinstance(gold, Moment):
        return gold.agrees(found)
    if field == "onset_day" and gold and found:  # gold lists the readings that the report allows
        return bool(found <= gold)
    return bool(gold == found)


def _stated(value: Value) -> bool:
    return value is not None and value != frozenset()


def _shared_words(gold: Record, found: Record) -> int:
    return len(set(" ".join(gold.fact.evidence).split()) & set(" ".join(found.fact.evidence).split()))


def _mentions(pairs: Sequence[tuple[Case, Case]], texts: Sequence[str]) -> dict[str, Ratio]:
    counts = {family: [0, 0, 0] for family in MENTIONS}
    for (gold, found), text in zip(pairs, texts, strict=True):
        squeezed = Squeezed(text)
        for family in MENTIONS:
            wanted = [_places(fact, text, squeezed) for fact in getattr(gold, family)]
            offered = [_places(fact, text, squeezed) for fact in getattr(found, family)]
            everywhere = [place for places in offered for place in places]
            counts[family][0] += sum(_overlap(places, everywhere) for places in wanted)
            counts[family][1] += len(wanted)
            counts[family][2] += len(offered)
    return {family: Ratio(*c) for family, c in counts.items()}


def _places(fact: Fact, text: str, squeezed: Squeezed) -> list[tuple[int, int]]:
    located = fact.provenance.evidence if fact.provenance else ()
    placed = [(e.start, e.end) for e in located if text[e.start : e.end] == e.quote]
    return placed or [place for quote in fact.evidence for place in squeezed.places(quote)]


def _overlap(these: list[tuple[int, int]], those: list[tuple[int, int]]) -> bool:
    return any(start < that_end and that_start < end for start, end in these for that_start, that_end in those)


if __name__ == "__main__":
    from corpus.score_tool import main

    raise SystemExit(main())
