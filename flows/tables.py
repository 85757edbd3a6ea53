"""Rows for people and for programs: aligned columns, CSV, JSON."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Rows = Sequence[Sequence[Any]]
WIDEST = 100


def as_table(columns: Sequence[str], rows: Rows) -> str:
    """Aligned columns under a rule; long values are cut, numbers stand on the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    right = [bool(rows) and all(isinstance(row[i], int | float | None) for row in rows) for i in range(len(columns))]

    def line(values: Iterable[str]) -> str:
        padded = (v.rjust(w) if r else v.ljust(w) for v, w, r in zip(values, widths, right, strict=True))
        return "  ".join(padded).rstrip()

    count = f"({len(rows)} row{'' if len(rows) == 1 else 's'})"
    return "\n".join([line(columns), line("─" * width for width in widths), *map(line, cells), count])


def as_csv(columns: Sequence[str], rows: Rows) -> str:
    """CSV with a header; nothing for unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if value is None else _plain(value) for value in row] for row in rows])
    return out.getvalue().rstrip("\n")


def as_json(columns: Sequence[str], rows: Rows) -> str:
    """A list of objects."""
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1, default=str)


FORMATS: Mapping[str, Callable[[Sequence[str], Rows], str]] = {"table": as_table, "csv": as_csv, "json": as_json}


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(_plain, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _cell(value: Any) -> str:
    text = "" if value is None else " ".join(_plain(value).split())
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
