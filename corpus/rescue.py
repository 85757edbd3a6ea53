"""A second reader for PDF files that pdfium does not open: pdfplumber, in a process of its own that can be stopped.

python -m corpus.rescue < report.pdf     prints the words of each page as JSON
"""

import io
import json
import mmap
import re
import sys
from pathlib import Path
from typing import Any

from corpus.apart import apart
from corpus.decode import named
from corpus.glyphs import Sheet, Word
from models import ReadError

SECONDS = 40
MEMORY = 1_500_000_000
MAX_PAGES = 60
MAX_BYTES = 50_000_000


def rescue(path: Path, data: bytes | mmap.mmap) -> list[Sheet]:
    """The pages of a damaged file, or ReadError `damaged`."""
    what = named(data[:16])
    if what is None and re.match(rb"\s*<(?:!doctype html|html)", data[:200], re.IGNORECASE):
        what = "a web page: open it in a browser to see what it says"
    if what is None or what.startswith("a PDF"):
        what = "no PDF that can be opened: download it again or save it from its source"
    failure = ReadError("damaged", f"{path.name} is {what}.")
    if data.find(b"/Page") < 0 or len(data) > MAX_BYTES:
        raise failure
    said, _ = apart("rescue.py", memory=MEMORY, computing=SECONDS, waited=2 * SECONDS, given=bytes(data))
    try:
        pages = json.loads(said)
    except ValueError:
        raise failure from None
    if not any(page["words"] for page in pages):
        raise failure
    return [Sheet(page["width"], page["height"], [Word(*word) for word in page["words"]]) for page in pages]


def _words(page: Any) -> list[list[object]]:
    found = page.extract_words(extra_attrs=["size", "fontname"], keep_blank_chars=False, use_text_flow=True)
    return [
        [
            w["text"],
            w["x0"],
            w["x1"],
            w["top"],
            w["bottom"],
            w["bottom"] - 0.21 * (w["bottom"] - w["top"]),
            w["size"],
            0,
            i,
            False,
            w["fontname"],
        ]
        for i, w in enumerate(found)
        if w.get("upright", True)
    ]


def main() -> None:
    """Print the words of the pages of the PDF on stdin as JSON."""
    import logging

    import pdfplumber

    logging.disable(logging.CRITICAL)
    with pdfplumber.open(io.BytesIO(sys.stdin.buffer.read())) as pdf:
        pages = [
            {"width": float(page.width), "height": float(page.height), "words": _words(page)}
            for page in pdf.pages[:MAX_PAGES]
        ]
    json.dump(pages, sys.stdout)


if __name__ == "__main__":
    main()
