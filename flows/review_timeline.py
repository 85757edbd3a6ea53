"""A patient's timeline as a picture: one lane each for therapies, toxicities, responses and findings, labels that do not overlap."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

LANES = ("therapies", "toxicities", "responses", "findings")
_WIDTH, _LEFT, _LARGEST_RIGHT, _ROW, _LETTER = 1100, 90, 500, 17, 6.0


class Mark(NamedTuple):
    """An event: where it stands, what it says."""

    x: float
    y: float
    text: str
    title: str
    fact_id: str
    family: str


class Tick(NamedTuple):
    """A place on the axis."""

    x: float
    text: str


class Lane(NamedTuple):
    """A family's stripe."""

    name: str
    top: float
    height: float


class Picture(NamedTuple):
    """All that the drawing needs."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    undated: int


def picture(events: Iterable[dict[str, Any]]) -> Picture | None:
    """Draw the events of one patient that have a date, or a day where none has a date; None if there are none."""
    told = [event for event in events if event["family"] in LANES]
    dated = any(event["calendar_date"] for event in told)
    placed = [(place, event) for event in told if (place := _place(event, dated)) is not None]
    if not placed:
        return None
    first, last = min(p for p, _ in placed), max(p for p, _ in placed)
    right = min(max(len(event["what"]) for _, event in placed) * _LETTER + 20, _LARGEST_RIGHT)
    scale = (_WIDTH - _LEFT - right) / max(last - first, 1)
    lanes, marks, top = [], [], 8.0
    for lane in [name for name in LANES if name != "findings" or any(e["family"] == name for _, e in placed)]:
        rows: list[float] = []
        here = sorted((pair for pair in placed if pair[1]["family"] == lane), key=lambda pair: pair[0])
        for place, event in here:
            x = _LEFT + (place - first) * scale
            row = _free_row(rows, x, len(event["what"]) * _LETTER + 16)
            marks.append(Mark(round(x, 1), top + 12 + row * _ROW, event["what"], _title(event), event["fact_id"], lane))
        height = max(len(rows), 1) * _ROW + 8
        lanes.append(Lane(lane, top, height))
        top += height
    return Picture(
        _WIDTH, top + 24, tuple(lanes), tuple(marks), tuple(_ticks(first, last, scale, dated)), len(told) - len(placed)
    )


def _place(event: dict[str, Any], dated: bool) -> int | None:
    if dated:
        at: date | None = event["calendar_date"]
        return at.toordinal() if at else None
    day: int | None = event["day"]
    return day


def _free_row(rows: list[float], x: float, width: float) -> int:
    """The first row whose last label ends before x; it is taken up to x + width."""
    for number, end in enumerate(rows):
        if end <= x:
            rows[number] = x + width
            return number
    rows.append(x + width)
    return len(rows) - 1


def _title(event: dict[str, Any]) -> str:
    when = event["date"] or (f"day {event['day']}" if event["day"] is not None else event["calendar_date"])
    return f"{event['what']}, {when}" if when else str(event["what"])


def _ticks(first: int, last: int, scale: float, dated: bool) -> Sequence[Tick]:
    if not dated:
        step = max((last - first) // 6, 1)
        return [Tick(_LEFT + (d - first) * scale, f"day {d}") for d in range(first, last + 1, step)]
    step = max((last - first) // 6, 1)
    days = [date.fromordinal(first) + timedelta(days=n) for n in range(0, last - first + 1, step)]
    return [Tick(_LEFT + (day.toordinal() - first) * scale, day.isoformat()) for day in days]
