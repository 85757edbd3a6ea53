"""A worker that meets poison: what the text of a report says happens to the process that reads it. Run like flows.worker.

The extractor is a stub, so that starting costs nothing; in a report that says `once`, the poison works the first time only.
"""

import os
import re
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from conftest import Stub

stub = Stub()
sys.modules["extractors"] = SimpleNamespace(  # type: ignore[assignment]
    load_pipeline=lambda model=None: object(), extract=stub.extract, pipeline_version=lambda model=None: stub.version
)

from flows import one_report, worker  # noqa: E402

read = one_report.read


def poisoned(file: Path) -> object:
    text = file.read_text(encoding="utf-8", errors="replace")
    scar = file.with_suffix(".scar")
    if "once" in text and scar.exists():
        return read(file)
    scar.touch()
    if "hangs" in text:
        time.sleep(600)
    if "never looks up" in text:  # in C code that holds the interpreter
        re.match(r"(a+)+$", "a" * 60 + "b")
    if "stops" in text:
        os.kill(os.getpid(), signal.SIGSTOP)
    if "dies" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "crashes" in text:
        os.abort()
    if "eats" in text:
        _ = [bytearray(10_000_000) for _ in range(1000)]
    return read(file)


one_report.read = poisoned  # type: ignore[assignment]

if __name__ == "__main__":
    worker.main()
