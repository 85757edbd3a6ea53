"""A second reader for PDF files that pdfium does not open: pdfplumber, in a process of its own that can be stopped.

python -m corpus.rescue report.pdf     prints the words of each page as JSON
"""

import json
import mmap
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from corpus.glyphs import Sheet, Word
from models import ReadError

SECONDS = 40
MAX_PAGES = 60


def rescue(path: Path, data: bytes | mmap.mmap) -> list[Sheet]:
    """The pages of a damaged file, or ReadError `damaged`."""
    failure = ReadError(
        "damaged", f"{path.name} is no PDF that can be opened: download it again or save it from its source."
    )
    if data.find(b"/Page") < 0 or len(data) > 50_000_000:
        raise failure
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        copy.write(data)
        copy.flush()
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "corpus.rescue", copy.name],
                capture_output=True,
                timeout=SECONDS,
                check=True,
                cwd=Path(__file__).parent.parent,
            )
            pages = json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError, OSError):
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


def main(path: str) -> None:
    """Print the words of a PDF's pages as JSON."""
    import logging

    import pdfplumber

    logging.disable(logging.CRITICAL)
    with pdfplumber.open(path) as pdf:
        pages = [
            {"width": float(page.width), "height": float(page.height), "words": _words(page)}
            for page in pdf.pages[:MAX_PAGES]
        ]
    json.dump(pages, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
