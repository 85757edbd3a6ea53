"""The printed page behind a fact: its picture, and where on it the words stand."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from flows.sources import sha256_of
from warehouse import Ledger

Row = dict[str, Any]
_AROUND, _BESIDE = 45.0, 25.0  # points shown above and below the words, and on either side


class PrintedPage(NamedTuple):
    """A page with the rectangles of a fact's words, and the part of it that holds them as left, top, width, height; in points."""

    number: int
    width: float
    height: float
    part: tuple[float, float, float, float]
    boxes: tuple[Row, ...]


def printed_pages(ledger: Ledger, report_id: str, quotes: Iterable[Row]) -> list[PrintedPage]:
    """The pages on which a fact is told; none where the report has no pages, or its file is not here any more."""
    boxes: dict[int, list[Row]] = {}
    for quote in quotes:
        for box in quote["boxes"] or ():
            boxes.setdefault(box["page"], []).append(box)
    if not boxes or pdf_of(ledger, report_id) is None:
        return []
    sql = "SELECT number, width, height FROM pages WHERE report_id = ? AND width IS NOT NULL ORDER BY number"
    sizes = ledger.query(sql, [report_id]).records()
    return [_page(size, boxes[size["number"]]) for size in sizes if size["number"] in boxes]


def pdf_of(ledger: Ledger, report_id: str) -> Path | None:
    """The report's PDF, if the file is still the one that was read."""
    rows = ledger.query("SELECT source, sha256 FROM reports WHERE report_id = ?", [report_id]).rows
    if not rows:
        return None
    source, sha256 = rows[0]
    path = Path(source)
    return path if path.suffix.lower() == ".pdf" and path.is_file() and sha256_of(path) == sha256 else None


def _page(size: Row, boxes: list[Row]) -> PrintedPage:
    left = max(0.0, min(box["x0"] for box in boxes) - _BESIDE)
    right = min(size["width"], max(box["x1"] for box in boxes) + _BESIDE)
    top = max(0.0, min(box["top"] for box in boxes) - _AROUND)
    bottom = min(size["height"], max(box["bottom"] for box in boxes) + _AROUND)
    part = (left, top, right - left, bottom - top)
    return PrintedPage(size["number"], size["width"], size["height"], part, tuple(boxes))
