"""From cases to DuckDB and out again: schema, load, views, human decisions, exports."""

from warehouse.ledger import Ledger
from warehouse.records import Accuracy, Failure, LoadSummary, Result

__all__ = ["Accuracy", "Failure", "Ledger", "LoadSummary", "Result"]
