"""A file that may ask for anything is opened first in a process of its own, which can be stopped.

python corpus/trial.py 4.0 < report.pdf        ends well when every page has opened
"""

import mmap
import signal
import sys
from pathlib import Path

import pypdfium2 as pdfium

PAGE_SECONDS = 4.0  # of computing; a page of drawings takes a tenth of one
SECONDS = 20  # of computing for a file of the usual size
MAX_PAGES = 5_000
MEMORY = 900_000_000
WAITED = 90  # seconds by the clock, where the machine has much else to do


def opens(path: Path, data: bytes | mmap.mmap) -> bool:
    """Whether all pages open before time and memory are used up."""
    from corpus.apart import apart  # not above: the process of its own starts sooner without this room

    seconds = max(SECONDS, len(data) // 500_000)
    named, given = ([], bytes(data)) if isinstance(data, bytes) else ([path.absolute()], b"")
    return apart("trial.py", PAGE_SECONDS, *named, memory=MEMORY, computing=seconds, waited=WAITED, given=given).ended


def main(page_seconds: float, path: str | None = None) -> None:
    """Open every page and its text."""
    try:
        pdf = pdfium.PdfDocument(path or sys.stdin.buffer.read())
    except pdfium.PdfiumError:
        return  # says its own reason to who reads it
    for number in range(len(pdf) if len(pdf) <= MAX_PAGES else 0):
        signal.setitimer(signal.ITIMER_PROF, page_seconds)  # its signal ends the process
        try:
            page = pdf[number]
            page.get_textpage().close()
            page.close()
        except pdfium.PdfiumError:
            continue


if __name__ == "__main__":
    main(float(sys.argv[1]), *sys.argv[2:])
