"""Scanned pages read by tesseract, where it is installed and asked for."""

import csv
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from corpus.glyphs import Sheet, Word
from models import ReadError

DPI = 300
SECONDS = 120  # a page


def read_scans(path: Path, data: bytes, sheets: list[Sheet]) -> list[Sheet]:
    """The same pages, with the words that tesseract sees on those that are pictures. ReadError `no_tesseract` without it."""
    program = shutil.which("tesseract")
    if program is None:
        raise ReadError(
            "no_tesseract",
            f"{path.name} is scanned and tesseract is not installed: install it (apt install tesseract-ocr).",
        )
    pdf = pdfium.PdfDocument(data)
    try:
        return [_see(program, pdf, number, sheet) if sheet.scanned else sheet for number, sheet in enumerate(sheets)]
    finally:
        pdf.close()


def _see(program: str, pdf: Any, number: int, sheet: Sheet) -> Sheet:
    picture = io.BytesIO()
    page = pdf[number]
    page.render(scale=DPI / 72, grayscale=True).to_pil().save(picture, format="PNG", dpi=(DPI, DPI))
    page.close()
    try:
        done = subprocess.run(  # noqa: S603 - the tesseract found on the path
            [program, "-", "-", "--dpi", str(DPI), "tsv"],
            input=picture.getvalue(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError):
        return sheet
    words = list(_words(done.stdout.decode("utf-8", errors="replace")))
    return Sheet(sheet.width, sheet.height, words, scanned=not words, seen=bool(words))


def _words(table: str) -> list[Word]:
    """The words of tesseract's table, from pixels to points."""
    words: list[Word] = []
    lines: dict[tuple[str, ...], tuple[float, float]] = {}
    rows = [
        r
        for r in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if r.get("level") in ("4", "5")
    ]
    for i, row in enumerate(rows):
        x0, top, wide, high = (float(row[k]) * 72 / DPI for k in ("left", "top", "width", "height"))
        key = (row["block_num"], row["par_num"], row["line_num"])
        if row["level"] == "4":
            lines[key] = (top + 0.78 * high, max(0.9 * high, 4.0))
            continue
        baseline, size = lines.get(key, (top + high, high))
        if (row.get("text") or "").strip():
            words.append(Word(row["text"].strip(), x0, x0 + wide, top, top + high, baseline, round(size), 0, i, False))
    return words
