"""Forms for facts: their fields with what they may hold, and a posted form as the fields that a person changed."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from models import Dose, Fact, Finding, Frozen, Patient, Response, SettingsError, TemporalExpression, Therapy, Toxicity

FAMILIES: Mapping[str, type[Fact]] = {
    "patients": Patient,
    "therapies": Therapy,
    "doses": Dose,
    "toxicities": Toxicity,
    "responses": Response,
    "findings": Finding,
    "dates": TemporalExpression,
}
_REFERENCES = ("therapy", "part_of", "after")
_NOT_ASKED = ("id", "evidence", "provenance")

Record = dict[str, Any]


class Field(Frozen):
    """A field of a form: `options` where only some values are allowed."""

    name: str
    kind: str  # text, number, choice, truth, list, numbers, therapy
    options: tuple[str, ...] = ()
    required: bool = False


@cache
def fields_of(family: str) -> tuple[Field, ...]:
    """The fields that a person fills in for a family, from the models' own schema."""
    schema = FAMILIES[family].model_json_schema()
    required = schema.get("required", [])
    return tuple(
        _field(name, about, schema.get("$defs", {}), name in required)
        for name, about in schema["properties"].items()
        if name not in _NOT_ASKED
    )


def _field(name: str, about: Record, definitions: Record, required: bool) -> Field:
    if name in _REFERENCES:
        return Field(name=name, kind="therapy", required=required)
    shapes = [_resolved(shape, definitions) for shape in about.get("anyOf", [about])]
    options = tuple(str(value) for shape in shapes for value in shape.get("enum", ()))
    kinds = {str(shape.get("type")) for shape in shapes}
    if options:
        kind = "choice"
    elif "array" in kinds:
        kind = "numbers" if "integer" in kinds else "list"
    elif "boolean" in kinds:
        kind = "truth"
    elif kinds & {"integer", "number"}:
        kind = "number" if "string" not in kinds else "text"
    else:
        kind = "text"
    return Field(name=name, kind=kind, options=options, required=required)


def _resolved(shape: Record, definitions: Record) -> Record:
    reference = shape.get("$ref")
    found: Record = definitions[reference.rpartition("/")[2]] if reference else shape
    return found


def shown(field: Field, value: Any) -> str:
    """A value as the form holds it."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def changed(family: str, form: Mapping[str, str], seen: Record) -> Record:
    """The fields that differ from what the person saw: a field that nobody touched is no correction."""
    fields = [field for field in fields_of(family) if field.name in form]
    return {f.name: _value(f, form[f.name], form) for f in fields if form[f.name].strip() != shown(f, seen.get(f.name))}


def filled(family: str, form: Mapping[str, str]) -> Record:
    """The fields of a new fact that are not empty."""
    fields = [field for field in fields_of(family) if form.get(field.name, "").strip()]
    return {field.name: _value(field, form[field.name], form) for field in fields}


def seen_record(form: Mapping[str, str]) -> Record:
    """What the form was filled with when the person opened it."""
    try:
        record = json.loads(form.get("seen", "{}"))
    except ValueError as error:
        raise SettingsError("the form is damaged: open the fact again") from error
    return record if isinstance(record, dict) else {}


def _value(field: Field, text: str, form: Mapping[str, str]) -> Any:
    text = text.strip()
    match field.kind:
        case "list":
            return [part.strip() for part in text.split(";") if part.strip()]
        case "numbers":
            numbers = [_number(field, part.strip()) for part in text.split(";") if part.strip()]
            return numbers if len(numbers) > 1 else next(iter(numbers), None)
        case _ if not text:
            return None
        case "truth":
            return text == "yes"
        case "number":
            return _number(field, text)
        case _ if field.name == "value" and form.get("kind") == "day":
            return _number(field, text)
    return text


def _number(field: Field, text: str) -> float | int:
    try:
        number = float(text)
    except ValueError:
        raise SettingsError(f"{field.name}: '{text}' is no number") from None
    return int(number) if number.is_integer() else number


def label(family: str, record: Record, therapies: Mapping[str, str]) -> str:
    """A fact in a few words: `8 mg/kg tocilizumab`."""
    match family:
        case "patients":
            parts = [
                record.get("sex"),
                record.get("age_years") and f"{record['age_years']:g} years",
                *record.get("diagnoses", []),
            ]
        case "therapies":
            parts = [
                record.get("name"),
                _words(record.get("role")),
                record.get("status") if record.get("status") != "given" else None,
            ]
        case "doses":
            amount = (
                f"{record['value']:g}"
                if isinstance(record.get("value"), int | float) and record["value"] < 1e4
                else record.get("value")
            )
            parts = [amount, record.get("unit"), record.get("component"), therapies.get(str(record.get("therapy")))]
        case "dates":
            parts = [record.get("text"), record.get("kind"), record.get("value"), record.get("resolved")]
        case "toxicities":
            grade = f"grade {record['grade']}" if record.get("grade") is not None else None
            parts = [None if record.get("occurred") else "no", record.get("name"), grade]
        case "findings":
            measured = [record.get("operator"), record.get("value"), record.get("unit")]
            parts = [
                None if record.get("present", True) else "no",
                record.get("name"),
                record.get("value_text"),
                *measured,
            ]
        case _:
            mrd = f"MRD {record['mrd']}" if record.get("mrd") else None
            after = therapies.get(str(record.get("after")))
            parts = [record.get("category"), mrd, f"after {after}" if after else None]
    return " ".join(str(part) for part in parts if part not in (None, ""))


def therapy_choices(therapies: Sequence[Record]) -> dict[str, str]:
    """What a reference to a therapy may be: `t3` -> `tocilizumab`."""
    return {str(therapy["id"]): str(therapy["name"]) for therapy in therapies}


def _words(value: Any) -> str | None:
    return str(value).replace("_", " ") if value else None
