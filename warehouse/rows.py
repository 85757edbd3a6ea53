"""One report as the rows of the ledger's tables."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from models import Case, Document, Evidence, Fact, Provenance

FAMILIES = ("patients", "therapies", "doses", "dates", "toxicities", "responses", "findings")
NO_PIPELINE = "none"

Row = dict[str, Any]


class Rows(NamedTuple):
    """The rows of some reports, by table."""

    report: list[Row]
    section: list[Row]
    page: list[Row]
    fact: list[Row]
    evidence: list[Row]


def rows_of(document: Document, case: Case) -> Rows:
    """All rows of one report."""
    report_id = case.report.id
    facts, evidence = [], []
    for family, position, fact, provenance in facts_of(document, case):
        fact_id = f"{report_id}/{provenance.fact_id}"
        facts.append(_fact_row(report_id, fact_id, family, position, fact, provenance))
        evidence += [
            {"report_id": report_id, "fact_id": fact_id, "position": n, "by_person": False, **e.model_dump(mode="json")}
            for n, e in enumerate(provenance.evidence)
        ]
    return Rows(
        [_report_row(document, case)],
        _sections(document, report_id),
        _pages(document, report_id),
        facts,
        evidence,
    )


def pipeline_of(case: Case) -> str:
    """The version that made a case; gold was made by none."""
    return case.provenance.pipeline if case.provenance else NO_PIPELINE


def facts_of(document: Document, case: Case) -> Iterator[tuple[str, int, Fact, Provenance]]:
    """Every fact with its family, its place in the list, and where it comes from."""
    seen: set[str] = set()
    for family in FAMILIES:
        facts: tuple[Fact, ...] = getattr(case, family)
        for position, fact in enumerate(facts):
            provenance = fact.provenance or _located(document, family, fact)
            fact_id = _unique(provenance.fact_id, seen)
            yield family, position, fact, provenance.model_copy(update={"fact_id": fact_id})


def content(fact: Fact) -> Row:
    """A fact's own fields, without quotes and provenance."""
    fields = fact.model_copy(update={"evidence": (), "provenance": None}).model_dump(mode="json")
    return {name: fields[name] for name in sorted(fields) if name not in ("evidence", "provenance")}


def _unique(fact_id: str, seen: set[str]) -> str:
    """Two facts with one id (the same words said to mean the same twice) are numbered: `d1`, `d1-2`."""
    candidate, n = fact_id, 1
    while candidate in seen:
        n += 1
        candidate = f"{fact_id}-{n}"
    seen.add(candidate)
    return candidate


def _located(document: Document, family: str, fact: Fact) -> Provenance:
    """Provenance for a fact that has none (gold): its quotes are looked up in the text."""
    digest = hashlib.sha256(json.dumps([family, content(fact), fact.evidence]).encode()).hexdigest()
    places = tuple(_place(document, quote) for quote in fact.evidence if quote in document.text)
    return Provenance(fact_id=f"{family}-{digest[:12]}", rule="annotation", confidence=1.0, evidence=places)


def _place(document: Document, quote: str) -> Evidence:
    start = document.text.index(quote)
    end = start + len(quote)
    section = document.section_at(start)
    return Evidence(
        quote=quote,
        start=start,
        end=end,
        section=section.kind.value if section else None,
        page=document.page_at(start),
        boxes=document.boxes_of(start, end),
    )


def _fact_row(report_id: str, fact_id: str, family: str, position: int, fact: Fact, provenance: Provenance) -> Row:
    """A fact as the machine tells it; until somebody decides otherwise that is what counts (stage.sql)."""
    return {
        "report_id": report_id,
        "fact_id": fact_id,
        "family": family,
        "position": position,
        "machine": content(fact),
        "rule": provenance.rule,
        "role_rule": provenance.role_rule,
        "confidence": provenance.confidence,
        "flags": list(provenance.flags),
        "decided": None,
        "attention": None,
    }


def _report_row(document: Document, case: Case) -> Row:
    about = document.metadata.model_dump(mode="json")
    return about | {
        "report_id": case.report.id,
        "sha256": document.sha256,
        "source": document.source,
        "pipeline": pipeline_of(case),
        "title": case.report.title or document.metadata.title,
        "doi": case.report.doi or document.metadata.doi,
        "flags": sorted({*document.flags, *(case.provenance.flags if case.provenance else ())}),
        "text": document.text,
    }


def _sections(document: Document, report_id: str) -> list[Row]:
    return [
        {"report_id": report_id, "position": n, **section.model_dump(mode="json")}
        for n, section in enumerate(document.sections)
    ]


def _pages(document: Document, report_id: str) -> list[Row]:
    return [{"report_id": report_id, **page.model_dump(mode="json")} for page in document.pages]
