"""Charts of a ledger as SVG: grades of a toxicity by product, accuracy over pipeline versions."""

from collections import defaultdict
from html import escape
from typing import Any

from models import SettingsError
from warehouse import Ledger

# From "nothing is said" to the gravest; light to dark, distinguishable without colour by their order.
_CLASSES = (
    ("not reported", "#eceff3"),
    ("none (stated)", "#c9d6e6"),
    ("grade not reported", "#d8d0bd"),
    ("grade 0", "#c9d6e6"),
    ("grade 1", "#f3d9a4"),
    ("grade 2", "#eeb366"),
    ("grade 3", "#dd7c3b"),
    ("grade 4", "#b8442a"),
    ("grade 5", "#6d1f1b"),
)
_SERIES = ("#2b6cb0", "#55892c", "#c44a2c", "#6b46c1", "#b7791f", "#2c7a7b", "#5b6775")
_LETTER, _ROW, _WIDTH, _HEIGHT = 6.2, 26, 520, 260


def grades_svg(ledger: Ledger, toxicity: str = "CRS") -> str:
    """A bar for every product, cut by the highest grade after each infusion; 'none' and 'not reported' are classes of their own."""
    rows = ledger.run_named("grades-by-product", {"toxicity": toxicity}).records()
    if not rows:
        raise SettingsError("the ledger holds no infusion of cells")
    products: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        products[row["product"]][row["class"]] = row["infusions"]
    ordered = sorted(products.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    left = round(max(len(_product(name, counts)) for name, counts in ordered) * _LETTER) + 16
    body = [_bar(n, name, counts, left) for n, (name, counts) in enumerate(ordered)]
    told = {name for counts in products.values() for name in counts}
    top = len(ordered) * _ROW + 24
    return _svg(
        left + _WIDTH + 20,
        top + 26,
        [
            *body,
            _legend([c for c in _CLASSES if c[0] in told], left, top),
            _heading(f"Highest grade of {escape(toxicity)} after each infusion", left, top + 20),
        ],
    )


def accuracy_svg(ledger: Ledger) -> str:
    """Mean core and full F1 of every measurement in the order of time, a line for each set of annotated reports."""
    sql = (
        "SELECT measured_at, pipeline, gold_set, attribute, f1 FROM accuracy WHERE family = 'mean' ORDER BY measured_at"
    )
    rows = ledger.query(sql).records()
    if not rows:
        raise SettingsError(
            "the ledger holds no measurement: make one with `caseledger evaluate --gold FOLDER --warehouse LEDGER`"
        )
    moments = sorted({row["measured_at"] for row in rows})
    low = max(0.0, min(row["f1"] for row in rows) - 0.05)
    sets = sorted({row["gold_set"] for row in rows})
    left, top = 60, 16

    def place(row: dict[str, Any]) -> tuple[float, float]:
        x = left + _WIDTH * (moments.index(row["measured_at"]) + 0.5) / len(moments)
        return x, top + _HEIGHT * (1 - (row["f1"] - low) / (1 - low or 1))

    body = [_scale(low, left, top), *_versions(rows, moments, left, top + _HEIGHT)]
    for number, gold_set in enumerate(sets):
        for attribute, dash in (("core", ""), ("full", "5 4")):
            chosen = [row for row in rows if (row["gold_set"], row["attribute"]) == (gold_set, attribute)]
            body.append(_line([place(row) for row in chosen], chosen, _SERIES[number % len(_SERIES)], dash))
        y = top + _HEIGHT + 48 + number * 16
        body.append(
            f'<text x="{left}" y="{y}" fill="{_SERIES[number % len(_SERIES)]}">● {escape(gold_set)} (solid: core F1, dashed: full F1)</text>'
        )
    return _svg(left + _WIDTH + 20, top + _HEIGHT + 60 + len(sets) * 16, body)


def _product(name: str, counts: dict[str, int]) -> str:
    return f"{name} ({sum(counts.values())})"


def _bar(number: int, name: str, counts: dict[str, int], left: int) -> str:
    y, x, total = 10 + number * _ROW, float(left), sum(counts.values())
    parts = [f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{escape(_product(name, counts))}</text>']
    for class_name, colour in _CLASSES:
        if count := counts.get(class_name):
            width = _WIDTH * count / total
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="18" fill="{colour}" stroke="#fff"><title>{class_name}: {count} of {total}</title></rect>'
            )
            if width > 14:
                dark = class_name in ("grade 3", "grade 4", "grade 5")
                parts.append(
                    f'<text x="{x + width / 2:.1f}" y="{y + 13}" text-anchor="middle" fill="{"#fff" if dark else "#1d2733"}">{count}</text>'
                )
            x += width
    return "\n".join(parts)


def _legend(classes: list[tuple[str, str]], left: int, y: float) -> str:
    parts, x = [], float(left)
    for name, colour in classes:
        parts.append(
            f'<rect x="{x:.1f}" y="{y - 9}" width="10" height="10" fill="{colour}" stroke="#98a2b3"/><text x="{x + 14:.1f}" y="{y}">{name}</text>'
        )
        x += len(name) * _LETTER + 26
    return "\n".join(parts)


def _heading(text: str, left: int, y: float) -> str:
    return f'<text x="{left}" y="{y}" fill="#5b6775">{text}</text>'


def _scale(low: float, left: int, top: int) -> str:
    parts = [f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#d5d9df"/>']
    for step in range(5):
        value = low + (1 - low) * step / 4
        y = top + _HEIGHT * (1 - step / 4)
        parts.append(
            f'<line x1="{left}" x2="{left + _WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#eef1f5"/><text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.2f}</text>'
        )
    return "\n".join(parts)


def _versions(rows: list[dict[str, Any]], moments: list[Any], left: int, bottom: float) -> list[str]:
    """The pipeline of each measurement, and its date; only as many as have room."""
    every = -(-len(moments) // 6)
    pipelines = {row["measured_at"]: row["pipeline"] for row in rows}
    labels = []
    for n, moment in list(enumerate(moments))[::every]:
        x = left + _WIDTH * (n + 0.5) / len(moments)
        labels.append(
            f'<text x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{escape(pipelines[moment])}</text><text x="{x:.1f}" y="{bottom + 28}" text-anchor="middle" fill="#5b6775">{moment:%Y-%m-%d}</text>'
        )
    return labels


def _line(points: list[tuple[float, float]], rows: list[dict[str, Any]], colour: str, dash: str) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    stroke = f' stroke-dasharray="{dash}"' if dash else ""
    marks = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{escape(row["pipeline"])}, {row["measured_at"]:%Y-%m-%d %H:%M}: {row["attribute"]} F1 {row["f1"]:.3f}</title></circle>'
        for (x, y), row in zip(points, rows, strict=True)
    ]
    return "\n".join([f'<polyline points="{path}" fill="none" stroke="{colour}"{stroke}/>', *marks])


def _svg(width: float, height: float, body: list[str]) -> str:
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    inside = "\n".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">\n{inside}\n</svg>\n'
    )
