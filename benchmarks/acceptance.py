"""Short texts with the value that a right reading gives: `python -m benchmarks.acceptance` lists what fails and why.

The cases (`tests/acceptance/cases.jsonl`) are written in the field names of a wider schema. `CHECKS` says how our records
express a field, `BEYOND` why they do not, `OURS` how a case reads where the annotation guide words it otherwise
(months stay `P2M` and are not turned into days). A case passes when all of its fields that our records can express are right;
one of which no field can be expressed is listed with its reason and never counts as passed.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import extractors
from benchmarks.tables import table, write_between
from corpus.score import FAMILIES
from extractors.lexicon import entries
from extractors.mentions import DoseMention, TimeMention
from extractors.normal import plain
from models import Case, Document, Section, SectionKind

CASES = Path("tests/acceptance/cases.jsonl")
CATEGORIES = {
    "A": "cell doses",
    "B": "laboratory values and drug amounts",
    "C": "days, dates, ages",
    "D": "toxicities",
    "E": "responses and MRD",
    "F": "drugs and regimens",
    "G": "whose fact it is",
    "H": "conflicts and human decisions",
}
# how a section is named in a case that tells of two: "abstract: CR on day 14 — body: CR on day 28"
_PARTS = {"abstract": SectionKind.ABSTRACT, "body": SectionKind.CASE}


@dataclass(frozen=True)
class Reading:
    """What the pipeline makes of a text: the case, and the mentions behind it."""

    text: str
    case: Case
    doses: list[DoseMention]
    times: list[TimeMention]
    rows: list[dict[str, Any]] = field(repr=False)

    @cached_property
    def flags(self) -> set[str]:
        """The flags that reach the records; of mentions that became none, those of the mention."""
        families = (self.case.therapies, self.case.doses, self.case.dates, self.case.toxicities, self.case.responses)
        told = {f for family in families for fact in family if fact.provenance for f in fact.provenance.flags}
        if not self.case.doses:
            told |= {f for d in self.doses for f in d.flags}
        return told

    def of(self, label: str) -> list[dict[str, Any]]:
        """The mentions of one kind."""
        return [r for r in self.rows if r["label"] == label]

    @property
    def given_doses(self) -> list[DoseMention]:
        """Amounts that one patient received."""
        return [d for d in self.doses if not {"planned", "collected", "cohort", "not_given"} & set(d.flags)]

    def days(self) -> list[int]:
        """Numbered days in the order of the text."""
        return [int(t.value) for t in self.times if t.kind == "day"]


def read(text: str, *, pipeline: Any) -> Reading:
    """Read a text as the case section of a report (or as the sections that it names itself)."""
    document = _document(text)
    doc = pipeline(plain(document.text).text)
    return Reading(
        text=text,
        case=extractors.extract(document, pipeline=pipeline),
        doses=doc._.doses,
        times=doc._.times,
        rows=extractors.explain(document, pipeline=pipeline),
    )


def _document(text: str) -> Document:
    pieces = [p.partition(": ") for p in text.split(" — ")]
    if len(pieces) < 2 or not all(name in _PARTS for name, _, _ in pieces):
        pieces = [("body", ": ", text)]
    sections, whole = [], ""
    for name, _, words in pieces:
        sections.append(Section(kind=_PARTS[name], start=len(whole), end=len(whole) + len(words) + 2))
        whole += words + ".\n"
    return Document(id="case", source="case", sha256="0" * 64, text=whole, sections=tuple(sections))


# ---- how our records express a field: (reading, expected value, the whole expectation) -> right?

Check = Callable[[Reading, Any, Mapping[str, Any]], bool]


def _cells(unit: str, *, high: bool = False) -> Check:
    def check(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
        doses = [d for d in r.doses if d.unit == unit and not {"planned", "collected"} & set(d.flags)]
        if value is None:
            return not [d for d in doses if d.value_high is None]
        return any((d.value_high if high else d.value) == value for d in doses)

    return check


def _dose_basis(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    units = {d.unit for d in r.doses}
    if value == "both":
        return {"cells", "cells/kg"} <= units
    wanted = {
        "per_kg": ("cells/kg", "mg/kg", "ug/kg", "IU/kg"),
        "per_m2": ("mg/m2", "g/m2", "IU/m2"),
        "total": ("cells",),
        "not_stated": ("cells", "mg", "g", "ug"),
        "per_kg_per_min": ("ug/kg/min",),
    }[value]
    return bool(units) and units <= set(wanted)


def _counted(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return bool(r.doses) and (r.doses[0].component == "CAR+") == (value == "car_positive_t")


def _dose_value(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return [d.value for d in r.doses] == [value]


def _dose_unit(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return bool(r.doses) and all(d.unit.split("/")[0] == value.strip("[]") for d in r.doses)


def _meaning(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return bool(r.doses) and r.doses[0].basis in {"per_day": {"per_day"}, "single_dose": {"single"}}[value]


def _every_hours(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return bool(r.doses) and r.doses[0].frequency == f"{24 // value}/d"


def _day(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    if r.case.responses and ("response" in expect or "conflict" in expect):
        return [x.day for x in r.case.responses] == [value]
    return r.days() == [value]


def _anchor(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    kinds = {"infusion_1": "cell_therapy", "transplant_1": "transplant"}
    kind_of = {t.name: t.kind.value for t in r.case.therapies}
    anchors = [d.anchor for d in r.case.dates if d.kind == "day"]
    return bool(anchors) and all(kind_of.get(a or "") == kinds[value] for a in anchors)


def _candidates(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return any(set(t.candidates) == set(value) for t in r.times)


def _flags(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return set(value) - {"range"} <= r.flags


_SYNDROMES = {"crs": "CRS", "icans": "ICANS", "acute_gvhd": "GVHD", "chronic_gvhd": "GVHD", "local_crs": "CRS", "iec_hs": "IEC-HS"}  # fmt: skip


def _syndrome(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return {t.name.value for t in r.case.toxicities} == {_SYNDROMES[value]}


def _occurred(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    if value == "not_reported":
        return not r.case.toxicities
    return bool(r.case.toxicities) and all(t.occurred == (value == "yes") for t in r.case.toxicities)


def _grade(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return len(r.case.toxicities) == 1 and r.case.toxicities[0].grade == value


def _toxicity_rows(r: Reading, rows: Any) -> bool:
    ours = [(_SYNDROMES[name], said == "yes", rest) for name, said, *rest in rows if name in _SYNDROMES]
    wanted = {(name, occurred, rest[0] if rest and occurred else None) for name, occurred, rest in ours}
    return {(t.name.value, t.occurred, t.grade) for t in r.case.toxicities} == wanted


def _onset(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return [t.onset_day for t in r.case.toxicities] == [value]


def _scale(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return {t.system.value if t.system else None for t in r.case.toxicities} == {
        None if value == "not_stated" else value.split("_")[0]
    }


def _category(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    wanted = {"CMR": "CR", "remission_unspecified": "CR"}.get(value, value)
    return {x["value"] for x in r.of("response") if x["value"] not in {"negative", "positive"}} == {wanted} and any(
        x.category == wanted for x in r.case.responses
    )


def _mrd(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return {x.mrd.value for x in r.case.responses if x.mrd} == {value}


def _level(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    if expect.get("level_operator") or isinstance(value, str):
        return True  # a bound is no measurement; "cohort" is checked by the rows that must not be there
    return [x.mrd_percent for x in r.case.responses if x.mrd_percent is not None] == [100 * value]


def _relapses(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return sum(x.category == "relapse" for x in r.case.responses) == value


def _event(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return [x.category for x in r.case.responses] == ["relapse"]


def _drug(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    found = [x["value"] for x in r.of("therapy")]
    return set(found) == {value} and len(found) == r.text.count(";") + 1


def _drugs(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    """Drugs that the text names are rows; those of a regimen that it only names stand in the lexicon."""
    named = {t.name for t in r.case.therapies if t.kind == "drug"}
    if value is None:
        return not named
    regimens = [entries()[t.name].components for t in r.case.therapies if t.kind == "regimen" and t.name in entries()]
    return named == set(value) or (not named and any(set(value) == set(c) for c in regimens))


def _parts_of_regimen(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    regimens = {t.id for t in r.case.therapies if t.kind == "regimen"}
    parts = [t for t in r.case.therapies if t.kind == "drug"]
    return bool(parts) and all(t.part_of in regimens for t in parts) if value == "document" else not parts


def _part_a(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    regimens = [entries()[t.name].components for t in r.case.therapies if t.kind == "regimen" and t.name in entries()]
    return any(set(value) <= set(c) for c in regimens)


def _role(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    roles = {t.role.value if t.role else None for t in r.case.therapies}
    if value == "prior_line":
        return bool(roles) and roles <= {None, "induction", "consolidation", "salvage", "maintenance"}
    return roles == {value}


def _intent(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return bool(r.case.therapies) and r.case.therapies[0].role == value


def _given(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    return bool(r.case.therapies) and all((t.status == "given") == (value == "yes") for t in r.case.therapies)


def _no_rows(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    c = r.case
    return not (c.therapies or c.doses or c.toxicities or c.responses)


def _row_dict(r: Reading, row: Mapping[str, Any]) -> bool:
    """One expected dose: `{"target": "CD19", "cells_per_kg": 1e6, "day": 0}`, or `[drug, value, basis, times]`."""
    doses = [d for d in r.case.doses if d.value == row["cells_per_kg"]]
    targets = {t.id: t.target for t in r.case.therapies}
    if "target" in row:
        doses = [d for d in doses if targets[d.therapy] == row["target"]]
    if "day" in row:
        doses = [d for d in doses if d.day == row["day"]]
    return bool(doses) or (
        not r.case.doses and "target" not in row and row["cells_per_kg"] in {d.value for d in r.doses}
    )


def _rows(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    if isinstance(value, int):
        return _no_rows(r, value, expect)
    if isinstance(value[0], dict):
        return all(_row_dict(r, row) for row in value)
    if value[0][0] in _SYNDROMES or str(value[0][0]).startswith("other:"):
        return _toxicity_rows(r, value)
    if len(value[0]) == 4:
        names = {t.id: t.name for t in r.case.therapies}
        return {(names[d.therapy], d.value, d.unit.value) for d in r.case.doses} == {
            (n, v, "mg/m2") for n, v, *_ in value
        }
    if value[0][0] in {"systemic", "cns"}:
        sites = {"systemic": {"systemic", None}, "cns": {"CNS"}}
        got = [(x.site.value if x.site else None, x.category) for x in r.case.responses]
        return len(got) == len(value) and all(any(s in sites[a] and c == b for s, c in got) for a, b in value)
    months = {30: "P1M", 91: "P3M"}
    return [(x.category, x.time_after) for x in r.case.responses] == [(c, months[d]) for c, d in value]


def _linked(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
    managed = {name for t in r.case.toxicities for name in t.managed_with}
    return managed == {t.name for t in r.case.therapies} if value else not managed


def _record(family: str) -> Check:
    """Each expected record of ours is there: every named attribute agrees."""

    def check(r: Reading, value: Any, expect: Mapping[str, Any]) -> bool:
        facts = getattr(r.case, family)
        if isinstance(value, int):
            return len(facts) == value
        return all(any(all(getattr(f, k) == v for k, v in row.items()) for f in facts) for row in value)

    return check


CHECKS: dict[str, Check] = {
    "cells_per_kg": _cells("cells/kg"),
    "cells_total": _cells("cells"),
    "cells_per_kg_low": _cells("cells/kg"),
    "cells_per_kg_high": _cells("cells/kg", high=True),
    "dose_basis_reported": _dose_basis,
    "dose_basis": _dose_basis,
    "cell_counted": _counted,
    "dose_value": _dose_value,
    "dose_unit": _dose_unit,
    "dose_meaning": _meaning,
    "every_hours": _every_hours,
    "patient_rows": _no_rows,
    "rows": _rows,
    "row": _no_rows,
    "infusion_rows": lambda r, value, expect: not r.case.therapies and not r.case.doses,
    "response_rows": lambda r, value, expect: len(r.case.responses) == value,
    "flags": _flags,
    "day": _day,
    "day_low": lambda r, value, expect: r.days()[:1] == [value],
    "day_high": lambda r, value, expect: r.days()[-1:] == [value] and len(r.days()) == 2,
    "anchor": _anchor,
    "candidates": _candidates,
    "age_years": lambda r, value, expect: [p.age_years for p in r.case.patients] == [value],
    "sex": lambda r, value, expect: [p.sex for p in r.case.patients] == [value],
    "patients": lambda r, value, expect: len(r.case.patients) == value,
    "patient_age": lambda r, value, expect: all(p.age_years is None for p in r.case.patients),
    "patient_condition_rows": lambda r, value, expect: not any(p.diagnoses for p in r.case.patients),
    "toxicity_type": _syndrome,
    "occurred": _occurred,
    "max_grade": _grade,
    "onset_day": _onset,
    "grading_scale": _scale,
    "response": _category,
    "mrd": _mrd,
    "level": _level,
    "relapse_event": _relapses,
    "event": _event,
    "drug_name": _drug,
    "drugs": _drugs,
    "drugs_part_A": _part_a,
    "regimen_expanded_by": _parts_of_regimen,
    "role": _role,
    "intent": _intent,
    "given": _given,
    "linked_toxicity": _linked,
    "duration": lambda r, value, expect: [t.value for t in r.times if t.kind == "duration"] == [value],
    "date": lambda r, value, expect: [d.value for d in r.case.dates] == [value],
    "therapies": _record("therapies"),
    "doses": _record("doses"),
    "dates": _record("dates"),
    "toxicities": _record("toxicities"),
    "responses": _record("responses"),
}  # fmt: skip

BEYOND = {
    "test": "laboratory values are no records",
    "sign": "vital signs are no records",
    "weight_kg": "body weight is no record",
    "derived_astct_grade": "grades are taken as told, none is derived from signs or an ICE score",
    "derived_response": "responses are taken as told, none is derived from counts or uptake",
    "derived_car_positive_per_kg": "amounts are taken as told, none is derived",
    "alternative": "an amount has one reading; the flag tells of the other",
    "conflict": "contradictions inside a report are not recorded",
    "check": "figures are not checked against each other",
    "plausibility": "implausible units of drugs are not marked",
    "needs_review": "what to review follows from the confidence, not from a mark of its own",
    "convention": "the report's way of counting days is not recorded: a day keeps its printed number",
    "resolution_day": "the end of a toxicity is not recorded",
    "episodes": "a syndrome is one row per infusion, at its highest grade",
    "max_grade_low": "a grade is one number, the highest",
    "max_grade_high": "a grade is one number, the highest",
    "grade_operator": "a grade is one number or none",
    "severity_word": "severity in words is not recorded",
    "threshold": "the threshold of an MRD method is not recorded",
    "method": "the method of an MRD result is not recorded",
    "deauville": "the Deauville score is not recorded",
    "criteria": "response criteria are not recorded",
    "status_at_infusion": "disease status is not recorded, only assessments",
    "antigen_at_event": "antigen loss is not recorded",
    "infusion_no": "infusions are courses with ids, not numbered",
    "course_no": "infusions are courses with ids, not numbered",
    "age_at_diagnosis": "a patient has one age",
    "patient_label": "printed labels are not recorded, patients are numbered",
    "case_origin": "what is told of other patients is no record, so its origin is none either",
    "cell_source": "cells of the recipient after a graft have no word of their own",
    "generation": "the generation of a construct is not recorded",
    "donor_cell_origin": "the origin of a malignancy is not recorded",
    "person_link": "patients are not linked across reports by the extraction",
    "status": "retraction is a matter of the ledger, not of the text",
    "decision_state": "decisions are a matter of the ledger: tests/test_decisions.py",
    "visible": "decisions are a matter of the ledger: tests/test_decisions.py",
    "row_of_footnote": "what a dash means in a table cell is not decided",
}

# Where the annotation guide words it otherwise, the fields that stand for the expected ones, and why.
OURS: dict[str, tuple[dict[str, Any], str]] = {
    "C08": ({"date": "2020-03"}, "a date keeps the report's precision"),
    "C09": ({"date": "2020-03"}, "a date keeps the report's precision, a part of a month is the month"),
    "C10": ({"date": "2015"}, "a date keeps the report's precision"),
    "C12": ({"duration": "P2M"}, "months are not turned into days"),
    "C13": (
        {"duration": "P1M", "responses": [{"mrd": "negative", "time_after": "P1M"}]},
        "months are not turned into days",
    ),
    "C14": ({"duration": "P14M"}, "months are not turned into days"),
    "C15": ({"duration": "PT24H"}, "a bound is its length"),
    "C16": ({"duration": "P3W"}, "an interval after something else than an infusion is its length"),
    "C17": ({"duration": "P41M", "relapse_event": 0}, "months are not turned into days"),
    "C18": ({"response": "CR", "responses": [{"category": "CR", "ongoing": True}]}, "a plus is an ongoing response"),
    "C20": (
        {"onset_day": 2, "dates": [{"kind": "day", "value": 2}, {"kind": "day", "value": 8}]},
        "the end of a toxicity is a date row",
    ),
    "C24": ({"day": 100}, "without a therapy in the text a day has no anchor"),
    "C01": ({"day": 28, "response": "CR"}, "without a therapy in the text a day has no anchor"),
    "D02": ({"toxicities": 0}, "absence of mention is not absence"),
    "D20": ({"toxicities": 0}, "what is told of a cohort is no record"),
    "D05": ({"toxicities": [{"name": "CRS", "grade": 2}]}, "a range is its highest grade"),
    "D06": ({"max_grade": 3}, "a range is its highest grade"),
    "D07": ({"toxicities": [{"name": "CRS", "grade": 3}], "flags": ["dash_lost"]}, "a range is its highest grade"),
    "D11": (
        {"toxicities": [{"name": "CRS", "grade": 2, "occurred": True}]},
        "one row per infusion, at its highest grade",
    ),
    "D24": ({"toxicity_type": "icans", "max_grade": 2}, "the scale CARTOX is not among the systems"),
    "D26": ({"max_grade": 4, "therapies": [{"name": "dexamethasone"}]}, "a route belongs to a dose"),
    "D30": ({"toxicity_type": "chronic_gvhd", "max_grade": None}, "the NIH scale is not among the systems"),
    "E02": ({"mrd": "negative"}, "a bound is no measurement"),
    "E05": (
        {
            "responses": [{"category": "CR", "mrd": "negative"}, {"mrd": "positive", "mrd_percent": 0.05}],
            "relapse_event": 0,
        },
        "each assessment with a time point of its own is a row",
    ),
    "E15": ({"responses": [{"category": "CR", "ongoing": True}]}, "the last follow-up is an assessment"),
    "E22": ({"response_rows": 0}, "remission of an autoimmune disease is not annotated"),
    "E23": ({"responses": [{"category": "relapse", "time_after": "P8M"}]}, "months are not turned into days"),
    "F02": (
        {"role": "prior_line", "therapies": [{"name": "FC"}]},
        "components are rows only where the report names them",
    ),
    "F08": (
        {
            "therapies": [
                {"name": "corticosteroid", "status": "not_given"},
                {"name": "dexamethasone", "status": "given"},
            ]
        },
        "a stated absence is a row of its own",
    ),
    "F10": (
        {"therapies": [{"name": "autologous HSCT", "kind": "transplant"}, {"name": "BEAM", "role": "conditioning"}]},
        "components are rows only where the report names them",
    ),
    "G02": ({"rows": 0}, "what is told of other patients is no record"),
    "G05": ({"rows": 0}, "what is told of other patients is no record"),
    "G13": ({"day": 181}, "infusions are courses with ids, not numbered"),
}


@dataclass(frozen=True)
class Outcome:
    """How one case came out: the fields that were checked, those that are wrong, and why others cannot be told."""

    id: str
    text: str
    expect: Mapping[str, Any]
    checked: tuple[str, ...]
    wrong: tuple[str, ...]
    beyond: tuple[str, ...]
    reading: Reading

    @property
    def category(self) -> str:
        """The letter of the category."""
        return self.id[0]

    @property
    def passed(self) -> bool:
        """Whether every field that can be expressed is right."""
        return bool(self.checked) and not self.wrong


def outcomes(path: Path = CASES, *, pipeline: Any = None) -> list[Outcome]:
    """Read every case and compare."""
    nlp = pipeline or extractors.load_pipeline()
    return [outcome(json.loads(line), pipeline=nlp) for line in path.read_text(encoding="utf-8").splitlines() if line]


def outcome(case: Mapping[str, Any], *, pipeline: Any) -> Outcome:
    """Read one case and compare every field that our records can express."""
    stated: Mapping[str, Any] = case["expect"]
    expect = OURS.get(case["id"], (stated, ""))[0]
    text = _CONTEXT.get(case["id"], _CONTEXT.get(case["id"][0], "")) + (
        "" if case["text"].startswith("[") else case["text"]
    )
    reading = read(text, pipeline=pipeline)
    checked = tuple(f for f in expect if f in CHECKS and case["id"] not in UNSAYABLE)
    wrong = tuple(f for f in checked if not CHECKS[f](reading, expect[f], expect))
    beyond = tuple(dict.fromkeys(BEYOND[f] for f in stated if f in BEYOND and f not in checked))
    if case["id"] in UNSAYABLE:
        beyond = (UNSAYABLE[case["id"]],)
    return Outcome(case["id"], case["text"], expect, checked, wrong, beyond, reading)


# the sentence before, where a case says what it tells of; a syndrome after cells needs cells
_CONTEXT = {
    "C13": "A second CAR-T infusion was given. ",
    "C20": "CAR-T cells were infused. ",
    "D": "CAR-T cells were infused. ",
}
# cases whose checkable fields say nothing of what the case is about
UNSAYABLE = {
    "C07": BEYOND["convention"],
    "C23": BEYOND["age_at_diagnosis"],
    **dict.fromkeys(("D13", "D14", "D15", "D16", "D17", "D22", "D23"), BEYOND["derived_astct_grade"]),
    "D33": BEYOND["row_of_footnote"],
    **dict.fromkeys(("E08", "E12"), BEYOND["derived_response"]),
    "E10": "an MRD result is negative or positive, not indeterminate",
    "E24": "B-cell recovery is no record",
    "B08": BEYOND["test"],
    "G01": BEYOND["patient_label"],
    "G03": BEYOND["case_origin"],
    "G11": BEYOND["cell_source"],
    "G12": BEYOND["generation"],
    "G14": BEYOND["donor_cell_origin"],
    "G09": BEYOND["person_link"],
    "H02": BEYOND["conflict"],
    "H03": "a correction is a report of its own",
    "H06": BEYOND["conflict"],
    "H07": BEYOND["check"],
    "H04": BEYOND["check"],
    "H05": BEYOND["check"],
    "H08": BEYOND["status"],
    "H09": BEYOND["decision_state"],
    "H10": BEYOND["visible"],
}


def shares(found: list[Outcome]) -> dict[str, tuple[int, int, int]]:
    """Per category, and `all`: cases passed, cases that can be expressed, cases."""
    rows = {}
    for letter in ["all", *CATEGORIES]:
        some = [o for o in found if letter in ("all", o.category)]
        rows[letter] = (sum(o.passed for o in some), sum(bool(o.checked) for o in some), len(some))
    return rows


def as_markdown(found: list[Outcome]) -> str:
    """The shares, what fails and what cannot be expressed, as tables."""
    counts = shares(found)
    head = table(
        ["category", "passed", "expressible", "share", "cases"],
        [
            [CATEGORIES.get(k, "**all**"), p, e, f"{p / e:.1%}" if e else "–", n]
            for k, (p, e, n) in [*((k, v) for k, v in counts.items() if k != "all"), ("all", counts["all"])]
        ],
    )
    wrong = [[o.id, o.text, ", ".join(o.wrong)] for o in found if o.wrong]
    mute: dict[str, list[str]] = {}
    for o in found:
        if not o.checked:
            mute.setdefault(o.beyond[0] if o.beyond else "no field of ours", []).append(o.id)
    partly: dict[str, list[str]] = {}
    for o in found:
        for reason in o.beyond if o.checked else ():
            partly.setdefault(reason, []).append(o.id)
    parts = [head]
    if wrong:
        parts += ["Wrong:", table(["case", "text", "fields"], wrong)]
    parts += [
        "Not expressible, hence not counted:",
        table(["reason", "cases"], [[reason, ", ".join(ids)] for reason, ids in mute.items()]),
        "Counted by their other fields, but for one that our records do not hold:",
        table(["reason", "cases"], [[reason, ", ".join(ids)] for reason, ids in partly.items()]),
    ]
    return "\n\n".join(parts)


def main() -> None:
    """Print the tables; `--write` puts them into docs/accuracy.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/accuracy.md")
    parser.add_argument("--show", metavar="ID,ID", help="print what was read of some cases")
    options = parser.parse_args()
    found = outcomes()
    if options.show:
        for o in found:
            if o.id in options.show.split(","):
                print(o.id, repr(o.text), "\n  expected", dict(o.expect), "\n  wrong", o.wrong)
                print("\n".join(f"  {row}" for row in o.reading.rows))
                print("\n".join(f"  {name}: {getattr(o.reading.case, name)}" for name in FAMILIES))
        return
    text = as_markdown(found)
    print(text)
    if options.write:
        write_between("acceptance", text)


if __name__ == "__main__":
    main()
