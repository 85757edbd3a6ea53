"""The reports as RIS records, for reference managers and screening tools."""

from collections.abc import Iterator
from typing import Any

from warehouse.ledger import Ledger

_TAGS = (
    ("title", "TI"),
    ("journal", "JO"),
    ("year", "PY"),
    ("doi", "DO"),
    ("pmid", "AN"),
    ("pmcid", "C2"),
    ("language", "LA"),
    ("source", "L1"),
)


def ris(ledger: Ledger) -> str:
    """One record per report, `ID` is its report_id."""
    return "".join(
        f"{line}\r\n" for row in ledger.query("FROM reports ORDER BY report_id").records() for line in _record(row)
    )


def _record(row: dict[str, Any]) -> Iterator[str]:
    yield "TY  - JOUR"
    yield f"ID  - {row['report_id']}"
    for author in row["authors"] or ():
        yield f"AU  - {' '.join(author.split())}"
    for column, tag in _TAGS:
        if row[column]:
            yield f"{tag}  - {' '.join(str(row[column]).split())}"
    yield "ER  - "
    yield ""
