"""From cases to DuckDB and out again: schema, load, views, human decisions, exports."""

from warehouse.decisions import Decision
from warehouse.ledger import Ledger
from warehouse.named import NamedQuery, Param, named_queries, named_query
from warehouse.records import Accuracy, Failure, LoadSummary, Result

__all__ = [
    "Accuracy",
    "Decision",
    "Failure",
    "Ledger",
    "LoadSummary",
    "NamedQuery",
    "Param",
    "Result",
    "named_queries",
    "named_query",
]
