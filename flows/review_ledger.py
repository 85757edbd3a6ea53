"""What the review page shows of a ledger."""

import json
from typing import Any

from flows.review_blind import own_facts
from flows.review_forms import label, therapy_choices
from flows.review_text import Block, Place, blocks
from flows.review_timeline import Picture, picture
from models import Frozen
from warehouse import Ledger

Row = dict[str, Any]


class FactView(Frozen):
    """A fact as the page shows it."""

    fact_id: str
    family: str
    label: str
    record: Row | None
    machine: Row | None
    rule: str | None
    role_rule: str | None
    confidence: float
    flags: tuple[str, ...]
    decided: str | None
    attention: str | None
    doubtful: bool
    quotes: tuple[Row, ...]

    @property
    def state(self) -> str:
        """One word for its colour."""
        if self.attention:
            return "recheck"
        if self.decided:
            return "out" if self.record is None else "checked"
        return "doubtful" if self.doubtful else "open"

    @property
    def start(self) -> int:
        """Where it is told first."""
        return min((q["start"] for q in self.quotes if q["start"] is not None), default=1 << 30)


class ReportView(Frozen):
    """A report as the page shows it."""

    about: Row
    blocks: list[Block]
    facts: list[FactView]
    therapies: dict[str, str]
    pictures: list[tuple[int, Picture]]

    def fact(self, fact_id: str) -> FactView | None:
        """One of its facts."""
        return next((fact for fact in self.facts if fact.fact_id == fact_id), None)

    def beside(self, fact: FactView) -> list[FactView]:
        """Other facts that share some of its words."""
        return [other for other in self.facts if other.fact_id != fact.fact_id and _share_words(fact, other)]

    def after(self, fact_id: str) -> FactView | None:
        """The next fact that nobody has checked, going round."""
        ids = [fact.fact_id for fact in self.facts]
        place = ids.index(fact_id) + 1 if fact_id in ids else 0
        rest = self.facts[place:] + self.facts[:place]
        return next((f for f in rest if f.state in ("open", "doubtful", "recheck") and f.fact_id != fact_id), None)


def _share_words(one: FactView, other: FactView) -> bool:
    pairs = ((a, b) for a in one.quotes for b in other.quotes if a["start"] is not None and b["start"] is not None)
    return any(a["start"] < b["end"] and b["start"] < a["end"] for a, b in pairs)


def overview(ledger: Ledger) -> list[Row]:
    """Every report with what is checked and what is not."""
    sql = """SELECT r.report_id, r.title, coalesce(p.facts, 0) AS facts, coalesce(p.checked, 0) AS checked,
                    coalesce(p.doubtful, 0) AS doubtful, coalesce(p.to_recheck, 0) AS to_recheck
             FROM reports r LEFT JOIN progress p USING (report_id) ORDER BY r.report_id"""
    return ledger.query(sql).records()


def failures(ledger: Ledger) -> list[Row]:
    """Files that could not be read."""
    return ledger.query("SELECT source, message FROM failure ORDER BY source").records()


def history(ledger: Ledger, fact_id: str, *, blind: str | None = None) -> list[Row]:
    """What people decided about a fact, or what one of them did."""
    sql = """SELECT decided_at, reviewer, role, action, field, value, machine_value, why FROM decisions
             WHERE fact_id = $fact AND ($reviewer IS NULL OR reviewer = $reviewer) ORDER BY seq"""
    return ledger.query(sql, {"fact": fact_id, "reviewer": blind}).records()


def report_view(ledger: Ledger, report_id: str, *, blind: str | None = None) -> ReportView | None:
    """All that the page of a report shows; None if there is no such report. `blind`: the only reviewer whose word counts."""

    def rows(sql: str) -> list[Row]:
        return ledger.query(sql, [report_id]).records()

    about = rows(
        "SELECT r.report_id, r.title, r.doi, r.source, r.pipeline, t.text FROM reports r JOIN texts t USING (report_id) WHERE r.report_id = ?"
    )
    if not about:
        return None
    told = rows("FROM fact_values WHERE report_id = ?")
    if blind is not None:
        told = own_facts(ledger, report_id, blind, told)
    therapies = therapy_choices([json.loads(r["value"]) for r in told if r["family"] == "therapies" and r["value"]])
    quotes: dict[str, list[Row]] = {}
    for quote in rows(
        'SELECT fact_id, quote, section, page, "start", "end", boxes FROM evidence WHERE report_id = ? ORDER BY "start"'
    ):
        quotes.setdefault(quote["fact_id"], []).append(quote)
    facts = [_fact(row, therapies, quotes.get(row["fact_id"], [])) for row in told]
    facts.sort(key=lambda fact: (fact.start, fact.fact_id))
    sections = rows('SELECT kind, heading, "start", "end" FROM sections WHERE report_id = ? ORDER BY position')
    places = [Place(q["start"], q["end"], f.fact_id) for f in facts for q in f.quotes if q["start"] is not None]
    return ReportView(
        about=about[0],
        blocks=blocks(about[0]["text"], [(s["kind"], s["heading"], s["start"], s["end"]) for s in sections], places),
        facts=facts,
        therapies=therapies,
        pictures=_pictures(rows("FROM timeline WHERE report_id = ?")) if blind is None else [],
    )


def _fact(row: Row, therapies: dict[str, str], quotes: list[Row]) -> FactView:
    record, machine = (json.loads(row[key]) if row[key] is not None else None for key in ("value", "machine_value"))
    return FactView(
        fact_id=row["fact_id"],
        family=row["family"],
        label=label(row["family"], record or machine or {}, therapies),
        record=record,
        machine=machine,
        rule=row["rule"],
        role_rule=row["role_rule"],
        confidence=row["confidence"],
        flags=tuple(row["flags"] or ()),
        decided=row["decided"],
        attention=row["attention"],
        doubtful=row["doubtful"],
        quotes=tuple(quotes),
    )


def _pictures(events: list[Row]) -> list[tuple[int, Picture]]:
    patients = dict.fromkeys(event["patient"] for event in events)
    drawn = [(number, picture([e for e in events if e["patient"] == number])) for number in patients]
    return [(number, drawing) for number, drawing in drawn if drawing is not None]
