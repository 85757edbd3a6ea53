"""A file that may ask for anything is opened first in a process of its own, which can be stopped.

python corpus/trial.py < report.pdf        ends with 0 when every page has opened
"""

import mmap
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium

PAGE_SECONDS = 4.0  # of computing; a page of drawings takes a tenth of one
SECONDS = 20  # of computing for a file of the usual size
MAX_PAGES = 5_000
MEMORY = 900_000_000
WAITED = 90  # seconds by the clock, where the machine has much else to do


def opens(path: Path, data: bytes | mmap.mmap) -> bool:
    """Whether all pages open before time and memory are used up. This file is run as it is: it starts in a tenth of a second."""
    own = isinstance(data, bytes)
    seconds = [str(max(SECONDS, len(data) // 500_000)), str(PAGE_SECONDS)]
    command = [sys.executable, __file__, *seconds, *([] if own else [str(path)])]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            command, input=data if own else b"", capture_output=True, timeout=WAITED, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return False
    return done.returncode == 0


def main(seconds: int, page_seconds: float, path: str | None = None) -> None:
    """Open every page and its text."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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
    main(int(sys.argv[1]), float(sys.argv[2]), *sys.argv[3:])
