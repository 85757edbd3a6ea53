"""From cases to DuckDB and out again: schema, load, views, human decisions, exports."""

from warehouse.backup import restore
from warehouse.decisions import Decision
from warehouse.dictionary import Column, dictionary, view_meanings
from warehouse.export import EXPORTED, FORMATS, export
from warehouse.ledger import Ledger, status_of
from warehouse.named import NamedQuery, Param, named_queries, named_query
from warehouse.records import Accuracy, Failure, LoadSummary, Result, Run
from warehouse.snapshot import set_aside, verify
from warehouse.staging import abandoned, stage, staging_folder

__all__ = [
    "EXPORTED",
    "FORMATS",
    "Accuracy",
    "Column",
    "Decision",
    "Failure",
    "Ledger",
    "LoadSummary",
    "NamedQuery",
    "Param",
    "Result",
    "Run",
    "abandoned",
    "dictionary",
    "export",
    "named_queries",
    "named_query",
    "restore",
    "set_aside",
    "stage",
    "staging_folder",
    "status_of",
    "verify",
    "view_meanings",
]
