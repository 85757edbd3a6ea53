"""What every ledger knows beside its reports: codes of drugs, components of regimens."""

from functools import cache
from pathlib import Path

import duckdb

from warehouse.statements import statements

_HERE = Path(__file__).parent
_TABLES = {
    "codes": _HERE / "codes.csv",
    "drug_codes": _HERE / "drug_codes.csv",  # made by `extractors.build_longtail`
    "regimens": _HERE.parent
    / "extractors"
    / "lexicons"
    / "regimens.csv",  # words that reports are read with; no code of theirs
}


@cache
def vocabulary() -> str:
    """All of it as text, to see whether a ledger has it as it is now."""
    return "".join(table.read_text(encoding="utf-8") for table in _TABLES.values())


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Put it into the empty tables `store.code` and `store.regimen`."""
    insert = statements("vocabulary")
    for name, table in _TABLES.items():
        connection.execute(insert[name], [str(table)])
