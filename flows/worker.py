"""A process that extracts: `python -m flows.worker SECONDS MEGABYTES`. It reads one request a line and answers in lines of JSON.

request  {"files": ["a.pdf"], "model": null, "target": "batch.parquet"}
answers  {"begun": "a.pdf"} … and at last {"read": 1, "failures": []}, or {"fault": "the disk is full"}

A report that takes too long or too much ends the process, which costs its starter one report and nothing else.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from flows.extraction import extract_batch
from models import WarehouseError
from warehouse import stage

OUT_OF_MEMORY = 86  # the exit code that says so


def main() -> None:
    """Answer requests until nobody asks any more."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a library prints is no answer
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000, megabytes * 1_000_000))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process even where no Python code runs
    try:
        for line in sys.stdin:
            print(json.dumps(_answer(json.loads(line), _begin(answers, seconds))), file=answers)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:  # whoever asked has gone
        os._exit(0)


def _begin(answers: TextIO, seconds: int) -> Callable[[Path], None]:
    def begin(file: Path) -> None:
        signal.alarm(seconds)
        print(json.dumps({"begun": str(file)}), file=answers)

    return begin


def _answer(request: dict[str, Any], begin: Callable[[Path], None]) -> dict[str, Any]:
    batch = extract_batch([Path(file) for file in request["files"]], request["model"], begin)
    signal.alarm(0)
    try:
        stage(batch.items, batch.failures, Path(request["target"]))
    except WarehouseError as error:
        return {"fault": str(error)}
    return {"read": len(batch.items), "failures": [failure.model_dump() for failure in batch.failures]}


if __name__ == "__main__":
    main()
