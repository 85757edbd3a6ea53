"""The data dictionary: what every view and column means, in the order of the views."""

import csv
from functools import cache
from importlib.resources import files

from models import Frozen
from warehouse.ledger import Ledger
from warehouse.statements import statements


class Column(Frozen):
    """A column of a view."""

    view: str
    column: str
    type: str
    meaning: str


@cache
def _meanings() -> dict[tuple[str, str], str]:
    with files("warehouse").joinpath("dictionary.csv").open(encoding="utf-8") as file:
        return {(row["view"], row["column"]): row["meaning"] for row in csv.DictReader(file)}


def view_meanings() -> dict[str, str]:
    """What a row of each view is."""
    return {view: meaning for (view, column), meaning in _meanings().items() if not column}


def dictionary(ledger: Ledger) -> list[Column]:
    """Every column of every view, with its type in DuckDB and its meaning."""
    meanings, order = _meanings(), list(view_meanings())
    found = ledger.query(statements("introspection")["columns"]).rows
    columns = [
        Column(view=view, column=name, type=kind, meaning=meanings.get((view, name)) or meanings.get(("*", name), ""))
        for view, name, kind in found
    ]
    return sorted(columns, key=lambda column: order.index(column.view) if column.view in order else len(order))
