"""What every ledger knows beside its reports: codes of drugs, components of regimens."""

from functools import cache
from importlib.resources import files

import duckdb

from warehouse.statements import statements

# `drug_codes.csv` is made by `extractors.build_longtail`; `regimens.csv` is the extractors' own.
_FILES = ("codes.csv", "drug_codes.csv", "regimens.csv")


@cache
def vocabulary() -> str:
    """All of it as text, to see whether a ledger has it as it is now."""
    return "".join(files("warehouse").joinpath(name).read_text(encoding="utf-8") for name in _FILES)


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Put it into the empty tables `store.code` and `store.regimen`."""
    codes, drug_codes, regimens = (str(files("warehouse").joinpath(name)) for name in _FILES)
    insert = statements("vocabulary")
    connection.execute(insert["codes"], [codes])
    connection.execute(insert["drug_codes"], [drug_codes])
    connection.execute(insert["regimens"], [regimens])
