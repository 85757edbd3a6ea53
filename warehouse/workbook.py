"""Tables as an Excel workbook: one sheet each, words as words, numbers as numbers."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from models import WarehouseError
from warehouse.records import Result
from warehouse.values import flat

_SHEET_ROWS, _CELL_LENGTH = 1_048_576, 32_767
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def save(tables: Mapping[str, Result], path: Path) -> None:
    """Write the tables to a new workbook."""
    book = Workbook(write_only=True)
    for name, table in tables.items():
        if len(table.rows) >= _SHEET_ROWS:
            raise WarehouseError(
                f"{name} has {len(table.rows)} rows, more than a sheet holds: export it as Parquet or CSV"
            )
        _fill(book.create_sheet(name), table)
    book.save(path)


def _fill(sheet: Any, table: Result) -> None:
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column, table, number - 1)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    sheet.append([_heading(sheet, column) for column in table.columns])
    for row in table.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Words stay words: a quote that begins with '=' is no formula."""
    shown = flat(value)
    if not isinstance(shown, str):
        return shown
    cell = WriteOnlyCell(sheet, value=_CONTROL.sub("", shown)[:_CELL_LENGTH])
    cell.data_type = "s"
    return cell


def _width(column: str, table: Result, place: int) -> int:
    longest = max((len(str(flat(row[place]))) for row in table.rows[:200] if row[place] is not None), default=0)
    return min(max(len(column), longest) + 2, 60)
