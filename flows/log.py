"""What happened, one JSON object a line: to the file that CASELEDGER_LOG names, or to stderr where it is `-`; else nowhere.

{"at": "2026-01-31T12:00:00+00:00", "event": "merged", "loaded": 20, …}
"""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path


def tell(event: str, **facts: object) -> None:
    """Write an event: `tell("merged", loaded=20)`."""
    place = os.environ.get("CASELEDGER_LOG")
    if not place:
        return
    line = json.dumps({"at": datetime.now(UTC).isoformat(), "event": event, **facts}, default=str) + "\n"
    if place == "-":
        sys.stderr.write(line)
    else:
        with Path(place).open("a", encoding="utf-8") as file:  # one write: lines of several processes do not mix
            file.write(line)
