"""Pages as pictures, drawn in a process of its own that can be stopped: a page may ask for more than can be drawn.

>>> draw(Path("report.pdf"), [2], scale=1.6)     # page 2 as PNG, 1.6 pixels a point
[b'\\x89PNG…']
"""

import base64
import io
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Literal

import pypdfium2 as pdfium

SECONDS = 60  # by the clock, for all pages
PAGE_SECONDS = 5.0  # of computing
MEMORY = 1_500_000_000
LARGEST_SIDE = 2400  # pixels, whatever the size of the page
_ONE_AT_A_TIME = Lock()  # each may take all that memory

Kind = Literal["PNG", "JPEG", "GREY"]


def draw(
    path: Path, numbers: Sequence[int], *, scale: float, kind: Kind = "PNG", largest: int = LARGEST_SIDE
) -> list[bytes]:
    """Pages, from 1, as PNG, JPEG or PNG in shades of grey; b"" for one that cannot be drawn or is not there."""
    from corpus.apart import apart  # not above: the process of its own starts sooner without this room

    drawn: list[bytes] = []
    with _ONE_AT_A_TIME:
        end = time.monotonic() + SECONDS
        while len(drawn) < len(numbers) and (left := end - time.monotonic()) > 0:
            asked = numbers[len(drawn) :]
            arguments = (path.absolute(), scale, largest, kind, PAGE_SECONDS, *asked)
            said, _ = apart("drawing.py", *arguments, memory=MEMORY, computing=SECONDS, waited=left)
            drawn += [base64.b64decode(line) for line in said.split(b"\n")[:-1]]
            if len(drawn) < len(numbers):
                drawn.append(b"")  # the page at which it ended
    return drawn + [b""] * (len(numbers) - len(drawn))


def main(path: str, scale: float, largest: int, kind: str, page_seconds: float, numbers: Sequence[int]) -> None:
    """Print each picture in base64, a line each."""
    signal.setitimer(signal.ITIMER_PROF, page_seconds)  # its signal ends the process
    pdf = _opened(path)
    for number in numbers:
        signal.setitimer(signal.ITIMER_PROF, page_seconds)
        picture = _picture(pdf, number, scale, largest, kind) if pdf else b""
        print(base64.b64encode(picture).decode("ascii"), flush=True)


def _opened(path: str) -> pdfium.PdfDocument | None:
    """A PDF, from where it begins in a file that a server or a mail program put something before; None if it does not open."""
    with suppress(pdfium.PdfiumError, OSError):
        return pdfium.PdfDocument(path)
    with suppress(pdfium.PdfiumError, OSError):
        data = Path(path).read_bytes()
        return pdfium.PdfDocument(data[max(0, data.find(b"%PDF-", 0, 100_000)) :])
    return None


def _picture(pdf: pdfium.PdfDocument, number: int, scale: float, largest: int, kind: str) -> bytes:
    stream = io.BytesIO()
    try:
        page = pdf[number - 1]
        fitting = min(scale, largest / max(*page.get_size(), 1.0))
        picture = page.render(scale=fitting, grayscale=kind == "GREY").to_pil()
        if kind == "JPEG":
            picture.convert("RGB").save(stream, format="JPEG", quality=70)
        else:
            picture.save(stream, format="PNG", compress_level=1)
        page.close()
    except (pdfium.PdfiumError, ValueError, IndexError, MemoryError, OSError):
        return b""
    return stream.getvalue()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4], float(sys.argv[5]), [*map(int, sys.argv[6:])])
