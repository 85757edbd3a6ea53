"""Values of a query as other formats hold them."""

import json
from datetime import date, datetime
from typing import Any


def plain(value: Any) -> Any:
    """Dates as text: 2019-03-13."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def flat(value: Any) -> Any:
    """A value for one cell: a list of words joined, boxes as JSON."""
    if isinstance(value, list):
        return "; ".join(json.dumps(v) if isinstance(v, dict) else str(v) for v in value)
    return plain(value)
