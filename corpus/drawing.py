"""Pages as pictures, drawn in a process of its own that can be stopped: a page may ask for more than can be drawn.

python corpus/drawing.py report.pdf 60 1.6       JPEG of up to sixty pages at 1.6 pixels a point, base64, a line each
"""

import base64
import io
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium

SECONDS = 60  # by the clock, for all pages
PAGE_SECONDS = 5.0  # of computing
MEMORY = 1_500_000_000
LARGEST_SIDE = 2400  # pixels, whatever the size of the page


def pictures(path: Path, pages: int, scale: float) -> list[str]:
    """The first pages as base64 of JPEG, "" for one that cannot be drawn."""
    command = [sys.executable, __file__, str(path), str(pages), str(scale)]
    try:
        said = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).stdout  # noqa: S603 - our own
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    except OSError:
        said = b""
    drawn = said.decode("ascii").split("\n")[:-1]
    return drawn + [""] * (pages - len(drawn))


def main(path: str, pages: int, scale: float) -> None:
    """Print a picture of each page."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pdf = pdfium.PdfDocument(path)
    for number in range(pages):
        signal.setitimer(signal.ITIMER_PROF, PAGE_SECONDS)  # its signal ends the process
        print(_picture(pdf, number, scale), flush=True)


def _picture(pdf: pdfium.PdfDocument, number: int, scale: float) -> str:
    stream = io.BytesIO()
    try:
        page = pdf[number]
        fitting = min(scale, LARGEST_SIDE / max(*page.get_size(), 1.0))
        page.render(scale=fitting).to_pil().convert("RGB").save(stream, format="JPEG", quality=70)
        page.close()
    except (pdfium.PdfiumError, ValueError, IndexError, MemoryError, OSError):
        return ""
    return base64.b64encode(stream.getvalue()).decode("ascii")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
