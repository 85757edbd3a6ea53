"""Pictures of a ledger as SVG, PNG or HTML files: a patient's timeline, a swimmer plot of all infusions."""

from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from flows.review_png import png
from flows.review_timeline import picture
from models import SettingsError
from warehouse import Ledger

_COLOURS = {"therapies": "#3b74c4", "toxicities": "#c44a2c", "responses": "#55892c", "findings": "#4a5568"}
_WIDTH, _ROW, _RIGHT, _LETTER = 620, 22, 40, 6.2
_EVENTS = (
    ("onset", "toxicities", "▲"),
    ("relapse", "toxicities", "✕"),
    ("PD", "toxicities", "✕"),
    ("death", "findings", "✚"),
    ("", "responses", "●"),
)

_templates = Environment(loader=PackageLoader("flows", "review_page"), autoescape=select_autoescape(default=True))


def timeline_svg(ledger: Ledger, report_id: str, patient: int = 1) -> str:
    """A patient's dated events as an SVG picture."""
    sql = "SELECT family, what, date, day, calendar_date, fact_id FROM timeline WHERE report_id = ? AND patient = ?"
    events = ledger.query(sql, [report_id, patient]).records()
    if not events:
        raise SettingsError(
            f"the ledger holds no patient {patient} of a report '{report_id}': `caseledger show` lists reports and patients"
        )
    drawn = picture(events)
    if drawn is None:
        raise SettingsError(f"nothing that happened to patient {patient} of '{report_id}' has a date or a numbered day")
    return _templates.get_template("timeline.alone.svg").render(picture=drawn, colours=_COLOURS)


def swimmer_svg(ledger: Ledger) -> str:
    """A bar for every infusion from day 0 to the last day told, with responses, relapses and onsets of toxicity."""
    bars = [bar for bar in ledger.run_named("swimmer-bars").records() if bar["end"] is not None]
    if not bars:
        raise SettingsError("no infusion in the ledger has anything told with a day after it")
    points = ledger.run_named("swimmer-points").records()
    bars.sort(key=lambda bar: (-bar["end"], bar["id"], bar["infusion"]))
    last = max(max(bar["end"] for bar in bars), 1)
    left = round(max(len(_name(bar)) for bar in bars) * _LETTER) + 16
    rows = [_swimmer_row(n, bar, points, left, _WIDTH / last) for n, bar in enumerate(bars)]
    width, height = left + _WIDTH + _RIGHT, len(bars) * _ROW + 60
    body = "\n".join([*rows, *_axis(last, left, len(bars) * _ROW + 12), _legend(left, height - 8)])
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">\n{body}\n</svg>\n'


def save(svg: str, path: Path) -> None:
    """Write a picture as the file's name says: .svg, .png, or .html, a page around it."""
    match path.suffix.lower():
        case ".svg":
            content = svg.encode()
        case ".png":
            content = png(svg)
        case ".html":
            content = f'<!doctype html>\n<meta charset="utf-8">\n<title>{escape(path.stem)}</title>\n{svg}'.encode()
        case _:
            raise SettingsError(f"{path} is no name of a picture: it must end in .svg, .png or .html")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise SettingsError(f"cannot write {path}: {error.strerror}") from error


def _name(bar: dict[str, Any]) -> str:
    return f"{bar['id']} · {bar['name_fill']}"


def _swimmer_row(number: int, bar: dict[str, Any], points: list[dict[str, Any]], left: int, scale: float) -> str:
    y = 14 + number * _ROW
    end = left + bar["end"] * scale
    parts = [
        f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{escape(_name(bar))}</text>',
        f'<rect x="{left}" y="{y - 6}" width="{max(end - left, 1):.1f}" height="12" fill="#cfdced"/>',
    ]
    if bar["continued"]:
        parts.append(f'<path d="M{end:.1f} {y - 5}l8 5l-8 5z" fill="#7d97b8"><title>still in response</title></path>')
    for point in points:
        if (point["id"], point["infusion"]) == (bar["id"], bar["infusion"]):
            family, sign = _sign(point["event"])
            x = left + point["time"] * scale
            mark = f'<text x="{x:.1f}" y="{y + 4}" text-anchor="middle" fill="{_COLOURS[family]}">{sign}'
            parts.append(f"{mark}<title>{escape(point['event'])}, day {point['time']}</title></text>")
    return "\n".join(parts)


def _sign(event: str) -> tuple[str, str]:
    return next((family, sign) for word, family, sign in _EVENTS if word in event)


def _axis(last: int, left: int, y: float) -> list[str]:
    step = max(last // 5, 1)
    return [f'<line x1="{left}" x2="{left + _WIDTH}" y1="{y}" y2="{y}" stroke="#5b6775"/>'] + [
        f'<text x="{left + day * _WIDTH / last:.1f}" y="{y + 14}" text-anchor="middle">{day} d</text>'
        for day in range(0, last + 1, step)
    ]


def _legend(left: int, y: float) -> str:
    signs = [
        ("●", "responses", "response"),
        ("▲", "toxicities", "onset of a toxicity"),
        ("✕", "toxicities", "relapse"),
        ("✚", "findings", "death"),
    ]
    spans = [f'<tspan fill="{_COLOURS[family]}">{sign}</tspan> {text}' for sign, family, text in signs]
    return f'<text x="{left}" y="{y}">{" · ".join(spans)} · days since the infusion</text>'
