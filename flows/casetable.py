"""One case as a person reads it, straight from its records: what `extract --format table` prints."""

from collections.abc import Iterator, Sequence
from typing import Any

from models import Case, Dose, Finding, Therapy


def as_lines(case: Case) -> Iterator[str]:
    """The patients of a case with their therapies, toxicities and responses, and how many times were found."""
    yield f"{case.report.id}" + (f" · {case.report.title}" if case.report.title else "")
    for number in sorted({p.patient for p in case.patients} | {t.patient for t in case.therapies}):
        yield from _patient_lines(case, number)
    yield f"  {len(case.dates)} dates, days and durations"


def amount(dose: Dose) -> str:
    """A dose in one phrase: '30 mg/m2, 1/d, P3D, iv'."""
    value = plain_number(dose.value) + (f"-{plain_number(dose.value_high)}" if dose.value_high is not None else "")
    named = " ".join(filter(None, [value, dose.unit, dose.component]))
    return ", ".join(filter(None, [named, dose.frequency, dose.duration, dose.route, day(dose.day)]))


def plain_number(value: float) -> str:
    """Digits as a reader writes them: 2000000 -> '2.0e6', 30.0 -> '30'."""
    if value >= 100_000:
        exponent = len(str(int(value))) - 1
        return f"{value / 10**exponent:.3g}e{exponent}"
    return f"{value:g}"


def day(number: int | None) -> str | None:
    """A numbered day: -5 -> 'day −5'."""
    return None if number is None else f"day {str(number).replace('-', '−')}"


def span(first: Any, last: Any) -> str | None:
    """What lasts from first to last: ('2019-03-13', '2019-03-15') -> '2019-03-13 → 2019-03-15'."""
    return (
        " → ".join(str(x).replace("-", "−") if isinstance(x, int) else str(x) for x in (first, last) if x is not None)
        or None
    )


def _patient_lines(case: Case, number: int) -> Iterator[str]:
    patient = next((p for p in case.patients if p.patient == number), None)
    about = [f"{patient.age_years:g} years" if patient.age_years else None, patient.sex] if patient else []
    diagnoses = "; ".join(patient.diagnoses) if patient else ""
    yield "  " + " · ".join(filter(None, [f"Patient {number}", ", ".join(filter(None, about)), diagnoses]))
    names = {t.id: t.name for t in case.therapies}
    yield from _block("therapies", [_therapy(t, case, names) for t in case.therapies if t.patient == number])
    yield from _block("toxicities", [_toxicity(x) for x in case.toxicities if x.patient == number])
    yield from _block("responses", [_response(r, names) for r in case.responses if r.patient == number])
    yield from _block("findings", [_finding(f) for f in case.findings if f.patient == number])


def _block(title: str, rows: Sequence[tuple[str | None, ...]]) -> Iterator[str]:
    for index, row in enumerate(rows):
        yield f"    {title if index == 0 else '':11} " + " · ".join(filter(None, row))


def _therapy(therapy: Therapy, case: Case, names: dict[str, str]) -> tuple[str | None, ...]:
    doses = " | ".join(amount(d) for d in case.doses if d.therapy == therapy.id)
    days = span(therapy.start_day, therapy.end_day)
    return (
        therapy.name + (f" ({names[therapy.part_of]})" if therapy.part_of else ""),
        None if therapy.status == "given" else therapy.status.replace("_", " "),
        therapy.role.replace("_", " ") if therapy.role else None,
        therapy.cell_source,
        span(therapy.start, therapy.end),
        f"day {days}" if days else None,
        doses or None,
    )


def _toxicity(toxicity: Any) -> tuple[str | None, ...]:
    if not toxicity.occurred:
        return (f"no {toxicity.name}",)
    onset = toxicity.onset_day
    days = [onset] if isinstance(onset, int) else list(onset or ())
    return (
        f"{toxicity.name}" + (f" grade {toxicity.grade}" if toxicity.grade is not None else ""),
        toxicity.system,
        f"from day {' or '.join(map(str, days))}" if days else None,
        toxicity.onset,
        f"managed with {', '.join(toxicity.managed_with)}" if toxicity.managed_with else None,
    )


def _response(response: Any, names: dict[str, str]) -> tuple[str | None, ...]:
    mrd = f"MRD {response.mrd}" if response.mrd else None
    return (
        ", ".join(filter(None, [response.category, mrd])),
        response.site,
        f"after {names[response.after]}" if response.after else None,
        response.time_after,
        response.date,
        day(response.day),
        f"for {response.duration}" if response.duration else None,
        "ongoing" if response.ongoing else None,
    )


def _finding(finding: Finding) -> tuple[str | None, ...]:
    value = None if finding.value is None else f"{finding.operator or ''}{plain_number(finding.value)}"
    told = " ".join(filter(None, [value, finding.unit]))
    name = f"{'' if finding.present else 'no '}{finding.name}"
    return (name, finding.value_text, told or None, finding.date, day(finding.day), finding.time_after)
