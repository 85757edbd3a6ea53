"""What a reviewer sees first: each patient's story from the ledger, in order of time, with the place of its words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from flows.casetable import day, plain_number, span
from models import SettingsError
from warehouse import Ledger

Row = dict[str, Any]


class Story:
    """The rows of the ledger's views, ready to be told patient by patient."""

    def __init__(self, ledger: Ledger, reports: Sequence[str]) -> None:
        def rows(view: str) -> list[Row]:
            chosen = " WHERE list_contains(?::VARCHAR[], report_id)" if reports else ""
            sql = f"SELECT * FROM {view}{chosen}"  # noqa: S608 (own names); the views are in order themselves
            return ledger.query(sql, [list(reports)] if reports else []).records()

        self.reports = rows("reports")
        self.patients = rows("patients")
        self.timeline = rows("timeline")
        self.therapies = rows("therapies")
        self.facts = {
            r["fact_id"]: r for r in self.therapies + rows("toxicities") + rows("responses") + rows("findings")
        }
        self.doses = _grouped(rows("doses"), "report_id", "therapy")
        self.parts = _grouped(self.therapies, "report_id", "part_of")
        self.places: dict[str, str] = {}
        for row in sorted(rows("evidence"), key=lambda r: (r["section"] != "case", r["start"])):
            page = f" p.{row['page']}" if row["page"] is not None else ""
            self.places.setdefault(row["fact_id"], f"{(row['section'] or '').replace('_', ' ')}{page}".strip())


def story_lines(ledger: Ledger, reports: Sequence[str]) -> Iterator[str]:
    """The stories of some reports, or of all."""
    story = Story(ledger, reports)
    if unknown := sorted(set(reports) - {r["report_id"] for r in story.reports}):
        raise SettingsError(f"the ledger holds no report '{unknown[0]}': `caseledger show` lists them all")
    for report in story.reports:
        yield f"{report['report_id']}" + (f" · {report['title']}" if report["title"] else "")
        for patient in story.patients:
            if patient["report_id"] == report["report_id"]:
                yield from _patient_lines(story, patient)
        yield ""


def _patient_lines(story: Story, patient: Row) -> Iterator[str]:
    yield "  " + _patient_title(patient)
    for event in story.timeline:
        same = (event["report_id"], event["patient"]) == (patient["report_id"], patient["patient"])
        if not same or event["family"] == "doses":
            continue
        fact = story.facts[event["fact_id"]]
        if fact.get("part_of") is None:
            yield _event_line(event, TELL[event["family"]](fact, story), story)
    for therapy in story.therapies:
        same = (therapy["report_id"], therapy["patient"]) == (patient["report_id"], patient["patient"])
        if same and therapy["status"] != "given":
            yield f"    {'not given':24} {therapy['name']}, {therapy['status'].replace('_', ' ')}"


def _patient_title(patient: Row) -> str:
    age = f"{patient['age_years']:g} years" if patient["age_years"] is not None else None
    about = ", ".join(filter(None, [patient["sex"], age]))
    return " · ".join(filter(None, [f"Patient {patient['patient']}", about, "; ".join(patient["diagnoses"] or [])]))


def _event_line(event: Row, what: str, story: Story) -> str:
    fact = story.facts[event["fact_id"]]
    dates = event["date"] or (event["calendar_date"] and f"({event['calendar_date']})") or ""
    numbered = span(event["day"], fact.get("end_day"))
    when = "  ".join(filter(None, [str(dates), f"day {numbered}" if numbered else None]))
    place = story.places.get(event["fact_id"])
    return f"    {when:24} {what}" + (f"  [{place}]" if place else "")


def _therapy(therapy: Row, story: Story) -> str:
    parts = [_named(part, story) for part in story.parts.get((therapy["report_id"], therapy["id"]), [])]
    about = [therapy["role"], therapy["cell_source"], f"until {therapy['end']}" if therapy["end"] else None]
    told = ", ".join(str(x).replace("_", " ") for x in about if x)
    return " · ".join(filter(None, [_named(therapy, story) + (f": {'; '.join(parts)}" if parts else ""), told]))


def _named(therapy: Row, story: Story) -> str:
    doses = " + ".join(map(_dose, story.doses.get((therapy["report_id"], therapy["id"]), [])))
    return " ".join(filter(None, [therapy["name"], doses]))


def _dose(dose: Row) -> str:
    high = f"-{plain_number(dose['value_high'])}" if dose["value_high"] is not None else ""
    detail = [dose["route"], dose["frequency"], dose["duration"], day(dose["day"])]
    told = ", ".join(filter(None, detail))
    counted = f" {dose['component']}" if dose["component"] else ""
    return f"{plain_number(dose['value'])}{high} {dose['unit']}{counted}" + (f" ({told})" if told else "")


def _toxicity(toxicity: Row, story: Story) -> str:
    if not toxicity["occurred"]:
        return f"no {toxicity['name']}"
    grade = f" grade {toxicity['grade']}" if toxicity["grade"] is not None else ""
    system = f" ({toxicity['system']})" if toxicity["system"] else ""
    drugs = ", ".join(toxicity["managed_with"] or [])
    return f"▲ {toxicity['name']}{grade}{system}" + (f" · managed with {drugs}" if drugs else "")


def _response(response: Row, story: Story) -> str:
    mrd = f"MRD {response['mrd']}" if response["mrd"] else None
    state = ", ".join(filter(None, [response["category"], mrd]))
    site = f" ({response['site']})" if response["site"] else ""
    later = f", {response['time_after']} later" if response["time_after"] else ""
    after = f"after {response['after_name']}{later}" if response["after_name"] else response["time_after"]
    lasted = f"for {response['duration']}" if response["duration"] else "ongoing" if response["ongoing"] else None
    return f"● {state}{site}" + "".join(f" · {x}" for x in (after, lasted) if x)


def _finding(finding: Row, story: Story) -> str:
    value = None if finding["value"] is None else f"{finding['operator'] or ''}{plain_number(finding['value'])}"
    later = f"{finding['time_after']} later" if finding["time_after"] else None
    told = [finding["value_text"], " ".join(filter(None, [value, finding["unit"]])), later]
    return f"○ {finding['name']}: {', '.join(filter(None, told))}"


TELL = {"therapies": _therapy, "toxicities": _toxicity, "responses": _response, "findings": _finding}


def _grouped(rows: Sequence[Row], *keys: str) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[key] for key in keys)].append(row)
    return groups
