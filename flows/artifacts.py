"""What an ingestion did, as Prefect's page shows it: two tables and a link."""

from pathlib import Path

from prefect.artifacts import create_link_artifact, create_table_artifact

from flows.ingestion import Summary

SHOWN = 500  # failures; `caseledger status` lists all
COUNTS = ("read", "loaded", "replaced", "unchanged", "failed")


def publish(summary: Summary, warehouse: Path) -> None:
    """Counts, failures with their reasons, and the accuracy report that lies beside the ledger."""
    counts = [{"reports": name, "count": getattr(summary, name)} for name in COUNTS]
    create_table_artifact(table=counts, key="ingestion", description=f"{summary} ({warehouse})")
    if summary.failures:
        rows = [{"source": f.source, "reason": f.reason, "message": f.message} for f in summary.failures[:SHOWN]]
        said = f"{len(summary.failures)} files could not be read"
        create_table_artifact(table=rows, key="failures", description=said)
    if (page := accuracy_page(warehouse)).exists():
        create_link_artifact(page.resolve().as_uri(), link_text="accuracy report", key="accuracy")


def accuracy_page(warehouse: Path) -> Path:
    """Where `caseledger evaluate --report` is expected to write it."""
    return warehouse.with_name("accuracy.html")
