"""Scanned pages read by tesseract, where it is installed and asked for."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from PIL import Image

from corpus.drawing import draw
from corpus.glyphs import Sheet, Word
from models import ReadError

DPI = 300
LARGEST_SIDE = 7_000  # pixels, whatever the size of the page
SECONDS = 120  # a page
SURE = 60  # per cent: below it, a page may stand on its side


def read_scans(path: Path, sheets: list[Sheet]) -> list[Sheet]:
    """The same pages, with the words that tesseract sees on those that are pictures. ReadError `no_tesseract` without it."""
    program = shutil.which("tesseract")
    if program is None:
        raise ReadError(
            "no_tesseract",
            f"{path.name} is scanned and tesseract is not installed: install it (apt install tesseract-ocr).",
        )
    return [_see(program, path, number, sheet) if sheet.scanned else sheet for number, sheet in enumerate(sheets, 1)]


def _see(program: str, path: Path, number: int, sheet: Sheet) -> Sheet:
    """A page upright; where hardly a word is sure, turned as tesseract's own look at its orientation says."""
    width, height = sheet.width, sheet.height
    (drawn,) = draw(path, [number], scale=DPI / 72, kind="GREY", largest=LARGEST_SIDE)
    if not drawn:
        return sheet  # stays one that needs to be read by other means
    picture = Image.open(io.BytesIO(drawn))
    scale = max(picture.size) / max(width, height, 1.0)
    table, sure = _table(program, picture)
    if sure < SURE and (turn := _turned(program, picture)):
        turned, surer = _table(program, picture.rotate(-turn, expand=True))
        if surer > sure:
            table = turned
            width, height = (height, width) if turn != 180 else (width, height)
    words = list(_words(table, scale))
    return Sheet(width, height, words, scanned=not words, seen=bool(words))


def _table(program: str, picture: Any) -> tuple[str, float]:
    """tesseract's table of words, and how sure it is of them on the whole."""
    table = _run([program, "-", "-", "--dpi", str(DPI), "tsv"], picture)
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    sure = [float(r.get("conf") or 0) for r in rows if r.get("level") == "5" and (r.get("text") or "").strip()]
    return table, sum(sure) / len(sure) if sure else 0.0


def _turned(program: str, picture: Any) -> int:
    """By how much a page has to be turned clockwise to stand upright."""
    found = re.search(r"Rotate: (90|180|270)", _run([program, "-", "-", "--psm", "0", "--dpi", str(DPI)], picture))
    return int(found[1]) if found else 0


def _run(command: list[str], picture: Any) -> str:
    stream = io.BytesIO()
    picture.save(stream, format="PNG", dpi=(DPI, DPI))
    try:
        done = subprocess.run(command, input=stream.getvalue(), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - the tesseract found on the path
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def _words(table: str, scale: float) -> list[Word]:
    """The words of tesseract's table, from pixels to points."""
    words: list[Word] = []
    lines: dict[tuple[str, ...], tuple[float, float]] = {}
    rows = [
        r
        for r in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        if r.get("level") in ("4", "5")
    ]
    for i, row in enumerate(rows):
        x0, top, wide, high = (float(row[k]) / scale for k in ("left", "top", "width", "height"))
        key = (row["block_num"], row["par_num"], row["line_num"])
        if row["level"] == "4":
            lines[key] = (top + 0.78 * high, max(0.9 * high, 4.0))
            continue
        baseline, size = lines.get(key, (top + high, high))
        if (row.get("text") or "").strip():
            words.append(Word(row["text"].strip(), x0, x0 + wide, top, top + high, baseline, round(size), 0, i, False))
    return words
