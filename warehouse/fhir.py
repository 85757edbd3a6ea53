"""The ledger as a FHIR R4 Bundle: administrations, procedures, observations, adverse events, and where each comes from.

FHIR asks for more than reports tell. What is not told is left out, or marked with the data-absent-reason extension where
R4 demands a value; partial dates stay partial.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from warehouse.ledger import Ledger

Resource = dict[str, Any]
Row = dict[str, Any]
Codes = Mapping[str, Resource]

_NAMESPACE = uuid.UUID("6f1c0c9a-7d0f-5b43-9a55-7f2a4f0f8a11")
_ABSENT = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]}
_SYSTEMS = {
    "RxNorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "ATC": "http://www.whocc.no/atc",
    "NCIt": "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl",
}
_DRUGS = ("drug", "regimen", "cell_therapy")
_STATUS = {"given": "completed", "declined": "not-done", "not_given": "not-done", "planned": "on-hold"}


def bundle(ledger: Ledger) -> Resource:
    """All accepted facts as one Bundle of type `collection`; ids are the same from run to run."""
    entries = [{"fullUrl": _urn(resource["id"]), "resource": resource} for resource in _resources(ledger)]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _resources(ledger: Ledger) -> Iterator[Resource]:
    tables = {
        view: ledger.query(f"FROM {view}").records()
        for view in ("reports", "patients", "therapies", "doses", "toxicities", "responses", "findings")
    }
    reports = {row["report_id"]: row for row in tables["reports"]}
    yield from map(_document, tables["reports"])
    yield from map(_patient, tables["patients"])
    yield from (_age(row) for row in tables["patients"] if row["age_years"] is not None)
    yield from _therapies(tables["therapies"], tables["doses"], _codes(ledger))
    yield from map(_toxicity, tables["toxicities"])
    yield from (_grade(row) for row in tables["toxicities"] if row["grade"] is not None)
    yield from map(_response, tables["responses"])
    yield from map(_finding, tables["findings"])
    yield from _provenances(ledger, reports)


def _document(row: Row) -> Resource:
    doi = (
        {"masterIdentifier": {"system": "urn:ietf:rfc:3986", "value": f"https://doi.org/{row['doi']}"}}
        if row["doi"]
        else {}
    )
    return (
        _made(
            "DocumentReference",
            row["report_id"],
            {"status": "current", "content": [{"attachment": {"title": row["title"] or row["report_id"]}}]},
        )
        | doi
    )


def _patient(row: Row) -> Resource:
    return _made("Patient", _person(row), {"gender": row["sex"] or "unknown"})


def _age(row: Row) -> Resource:
    code = {"coding": [{"system": "http://loinc.org", "code": "30525-0", "display": "Age"}], "text": "Age"}
    return _observation(row, "age", code, {"valueQuantity": _quantity(row["age_years"], "a", "years")})


def _therapies(therapies: Iterable[Row], doses: Iterable[Row], codes: Codes) -> Iterator[Resource]:
    """A course is one resource, each stated dose of it another that is part of it."""
    courses = {(row["report_id"], row["id"]): row for row in therapies}
    for row in courses.values():
        whole = courses.get((row["report_id"], row["part_of"]))
        yield _administration(row, whole, codes) if row["kind"] in _DRUGS else _procedure(row, whole)
    for dose in doses:
        course = courses.get((dose["report_id"], dose["therapy"]))
        if course is not None and course["kind"] in _DRUGS:
            yield _administration(course, course, codes, dose)


def _codes(ledger: Ledger) -> Codes:
    found: dict[str, Resource] = {}
    for name, system, code in ledger.query("SELECT name, system, code FROM codes").rows:
        if system in _SYSTEMS:
            found.setdefault(name, {"coding": []})["coding"].append({"system": _SYSTEMS[system], "code": code})
    return found


def _part_of(whole: Row | None) -> Resource:
    return {"partOf": [{"reference": _urn(_id(whole["fact_id"]))}]} if whole else {}


def _procedure(row: Row, whole: Row | None) -> Resource:
    when = {"performedDateTime": row["start"]} if row["start"] else {}
    return _made(
        "Procedure",
        row["fact_id"],
        {
            "status": _STATUS[row["status"]],
            "code": {"text": row["name"]},
            "subject": _subject(row),
            **when,
            **_part_of(whole),
        },
    )


def _administration(row: Row, whole: Row | None, codes: Codes, dose: Row | None = None) -> Resource:
    status = _STATUS[row["status"]]
    resource = _made(
        "MedicationAdministration",
        dose["fact_id"] if dose else row["fact_id"],
        {
            "status": status,
            "medicationCodeableConcept": {"text": row["name"]} | codes.get(row["name"], {}),
            "subject": _subject(row),
            **_when(row),
            **_part_of(whole),
        },
    )
    if row["role"]:
        resource["reasonCode"] = [{"text": row["role"].replace("_", " ")}]
    if dose:
        resource["dosage"] = _dosage(dose)
    return resource


def _dosage(dose: Row) -> Resource:
    told = [dose["basis"], dose["frequency"], dose["duration"], dose["component"]]
    text = ", ".join(str(part).replace("_", " ") for part in told if part)
    route = {"route": {"text": dose["route"]}} if dose["route"] else {}
    return {**({"text": text} if text else {}), **route, "dose": _quantity(dose["value"], dose["ucum"], dose["unit"])}


def _when(row: Row) -> Resource:
    if row["start"] and row["end"]:
        return {"effectivePeriod": {"start": row["start"], "end": row["end"]}}
    return {"effectiveDateTime": row["start"]} if row["start"] else {"effectivePeriod": _ABSENT}


def _toxicity(row: Row) -> Resource:
    if not row["occurred"]:
        return _observation(row, "absence", {"text": row["name"]}, {"valueBoolean": False})
    cause = (
        {"suspectEntity": [{"instance": {"reference": _urn(_id(row["after_fact_id"]))}}]}
        if row["after_fact_id"]
        else {}
    )
    when = {"date": row["onset"]} if row["onset"] else {}
    return _made(
        "AdverseEvent",
        row["fact_id"],
        {"actuality": "actual", "event": {"text": row["name"]}, "subject": _subject(row), **when, **cause},
    )


def _grade(row: Row) -> Resource:
    method = {"method": {"text": row["system"]}} if row["system"] else {}
    focus = {"focus": [{"reference": _urn(_id(row["fact_id"]))}]}
    return _observation(
        row, "grade", {"text": f"{row['name']} grade"}, {"valueInteger": row["grade"], **method, **focus}
    )


def _response(row: Row) -> Resource:
    when = {"effectiveDateTime": row["date"]} if row["date"] else {}
    site = {"bodySite": {"text": row["site"]}} if row["site"] else {}
    value = {"valueCodeableConcept": {"text": row["category"]}} if row["category"] else {}
    mrd = (
        {"component": [{"code": {"text": "measurable residual disease"}, "valueCodeableConcept": {"text": row["mrd"]}}]}
        if row["mrd"]
        else {}
    )
    return _observation(row, "", {"text": "response of the disease"}, {**value, **when, **site, **mrd, **_after(row)})


def _finding(row: Row) -> Resource:
    """A stated absence is the value false; words go into the code where a number is the value."""
    words = row["name"] if row["value"] is None or not row["value_text"] else f"{row['name']}: {row['value_text']}"
    when = {"effectiveDateTime": row["date"]} if row["date"] else {}
    if not row["present"]:
        code = f"{row['name']}: {row['value_text']}" if row["value_text"] else row["name"]
        return _observation(row, "", {"text": code}, {"valueBoolean": False, **when})
    if row["value"] is not None:
        comparator = {"comparator": row["operator"]} if row["operator"] else {}
        return _observation(
            row,
            "",
            {"text": words},
            {"valueQuantity": {**_quantity(row["value"], row["unit"] or "1"), **comparator}, **when},
        )
    value = {"valueCodeableConcept": {"text": row["value_text"]}} if row["value_text"] else {"valueBoolean": True}
    return _observation(row, "", {"text": words}, {**value, **when})


def _after(row: Row) -> Resource:
    """What the state followed, in words: FHIR has no place for it."""
    if not row["after_name"]:
        return {}
    days = f"{row['days_after']} days " if row["days_after"] is not None else ""
    return {
        "note": [
            {"text": f"{'' if row['days_after_exact'] else 'about ' if days else ''}{days}after {row['after_name']}"}
        ]
    }


def _provenances(ledger: Ledger, reports: Mapping[str, Row]) -> Iterator[Resource]:
    """One Provenance per fact that has a resource of its own, with its quotes."""
    sql = "SELECT report_id, fact_id, list({'quote': quote, 'page': page}) AS told, any_value(rule) AS rule FROM evidence WHERE family NOT IN ('dates', 'patients') GROUP BY report_id, fact_id ORDER BY fact_id"
    for row in ledger.query(sql).records():
        report = reports[row["report_id"]]
        quotes = [{"url": "urn:caseledger:quote", "valueString": told["quote"]} for told in row["told"]]
        yield _made(
            "Provenance",
            f"{row['fact_id']}#provenance",
            {
                "extension": quotes,
                "target": [{"reference": _urn(_id(row["fact_id"]))}],
                "recorded": report["loaded_at"].isoformat(),
                "agent": [{"who": {"display": f"caseledger {report['pipeline']}, {row['rule']}"}}],
                "entity": [{"role": "source", "what": {"reference": _urn(_id(row["report_id"]))}}],
            },
        )


def _observation(row: Row, what: str, code: Resource, values: Resource) -> Resource:
    key = f"{row['fact_id']}#{what}" if what in ("age", "grade") else row["fact_id"]
    return _made("Observation", key, {"status": "final", "code": code, "subject": _subject(row), **values})


def _made(kind: str, key: str, values: Resource) -> Resource:
    return {"resourceType": kind, "id": _id(key), **values}


def _quantity(value: float, ucum: str, shown: str = "") -> Resource:
    return {"value": value, "unit": shown or ucum, "system": "http://unitsofmeasure.org", "code": ucum}


def _person(row: Row) -> str:
    return f"{row['report_id']}#patient-{row['patient']}"


def _subject(row: Row) -> Resource:
    return {"reference": _urn(_id(_person(row)))}


def _id(key: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, key))


def _urn(identifier: str) -> str:
    return f"urn:uuid:{identifier}"
