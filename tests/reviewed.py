"""A ledger that two people looked through, for the answers and the page of the queries about their work."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_warehouse import case, document

from warehouse import Accuracy, Decision, Ledger

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)
R2 = (
    '{"after":"@t2","category":"CR","date":null,"day":null,"duration":null,"mrd":null,"mrd_percent":null,"ongoing":true,"patient":1,'
    '"site":null,"time_after":"P20M"}'
)


def reviewed(path: Path) -> Ledger:
    """The report of test_warehouse with a correction, an acceptance and a rejection, and a measurement, all of one moment."""
    decisions = [
        Decision(reviewer="AB", action="correct", fact_id="doe-2020/y1", fields={"grade": 3}, why="norepinephrine was needed"),
        Decision(reviewer="AB", action="accept", fact_id="doe-2020/t1"),
        Decision(reviewer="CD", action="reject", fact_id="doe-2020/r2"),
    ]  # fmt: skip
    measured = Accuracy(
        measured_at=MOMENT, pipeline="rules-2", gold_set="corpus/gold/text", gold_digest="x", family="doses", attribute="core",
        gold_count=13, found_count=12, right_count=11, precision=11 / 12, recall=11 / 13, f1=0.88,
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, Ledger.open(path) as ledger:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT.timestamp())))
        ledger.load([(document(), case())])
        ledger.decide(decisions)
        ledger.save_accuracy([measured])
    return Ledger.open(path, read_only=True)
