"""The time of day, as rows tell it: nothing is decided by it, so a clock that jumps does no harm."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH fixes, so that two runs can be compared byte for byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
