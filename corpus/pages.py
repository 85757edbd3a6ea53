"""The pages of a PDF file, or the reason why there are none."""

import time
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.glyphs import Sheet, read_sheet
from corpus.rescue import rescue
from models import ReadError

MAX_PAGES = 5_000
MAX_SECONDS = 50
_ENCRYPTED = {4, 5}  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def read_pages(path: Path, data: bytes) -> list[Sheet]:
    """Every page with its words; ReadError `encrypted`, `damaged`, `no_pages`, `too_many_pages` or `too_slow`."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _ENCRYPTED:
            raise ReadError(
                "encrypted", f"{path.name} needs a password: save it without one and read it again."
            ) from None
        return rescue(path, data)
    try:
        sheets = _all(path.name, pdf)
    finally:
        pdf.close()
    return sheets if any(sheet.readable for sheet in sheets) else rescue(path, data)


def _all(name: str, pdf: Any) -> list[Sheet]:
    count = len(pdf)
    if count == 0:
        raise ReadError("no_pages", f"{name} has no pages: save it again from its source.")
    if count > MAX_PAGES:
        raise ReadError("too_many_pages", f"{name} has {count} pages, the limit is {MAX_PAGES}: split it.")
    begun = time.monotonic()
    sheets: list[Sheet] = []
    for number in range(count):
        sheets.append(_sheet(pdf, number))
        if time.monotonic() - begun > MAX_SECONDS:
            raise ReadError(
                "too_slow", f"{name} was at page {number + 1} of {count} after {MAX_SECONDS} s: print it to a new PDF."
            )
    return sheets


def _sheet(pdf: Any, number: int) -> Sheet:
    """One page; a page that cannot be opened is an empty one."""
    try:
        page = pdf[number]
    except pdfium.PdfiumError:
        return Sheet(0.0, 0.0, [], readable=False)
    try:
        sheet = read_sheet(page)
        sheet.scanned = sum(len(w.text) for w in sheet.words) < 40 and _has_picture(page)
        return sheet
    except pdfium.PdfiumError:
        return Sheet(0.0, 0.0, [], readable=False)
    finally:
        page.close()


def _has_picture(page: Any) -> bool:
    """A picture that covers a good part of the page."""
    width, height = page.get_size()
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) > 0.3 * width * height:
            return True
    return False
