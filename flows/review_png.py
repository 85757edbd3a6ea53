"""The ledger's pictures as PNG. Draws what their SVG consists of: rectangles, lines, circles, arrows, texts with a few signs."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image, ImageDraw, ImageFont

_SCALE = 2  # for screens and paper of our days
_INK = "#000000"
_SVG = "{http://www.w3.org/2000/svg}"
_SIGNS = "●▲✕✚"  # drawn, since fonts may lack them


def png(svg: str) -> bytes:
    """The bytes of a PNG file of a picture that `review_plots` or `review_charts` drew."""
    root = ElementTree.fromstring(svg)  # noqa: S314 (made by ourselves)
    size = [round(float(root.attrib[side]) * _SCALE) for side in ("width", "height")]
    image = Image.new("RGB", (size[0], size[1]), "white")
    draw = ImageDraw.Draw(image)
    for element in root.iter():
        _draw(draw, element, float(root.attrib["font-size"]))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _draw(draw: ImageDraw.ImageDraw, element: ElementTree.Element, font_size: float) -> None:
    def at(name: str) -> float:
        return float(element.get(name, 0)) * _SCALE

    fill, stroke = (None if (colour := element.get(key)) == "none" else colour for key in ("fill", "stroke"))
    match element.tag.removeprefix(_SVG):
        case "rect":
            x, y = at("x"), at("y")
            draw.rectangle((x, y, x + at("width"), y + at("height")), fill=fill, outline=stroke)
        case "line":
            draw.line((at("x1"), at("y1"), at("x2"), at("y2")), fill=stroke, width=_SCALE)
        case "circle":
            draw.circle((at("cx"), at("cy")), at("r"), fill=fill)
        case "polyline":
            draw.line(_numbers(element.get("points", "")), fill=stroke, width=_SCALE * 2)
        case "path":  # "M10 5l8 5l-8 5z": a start and two steps from it
            x, y, dx, dy, ex, ey = _numbers(element.get("d", ""))
            draw.polygon((x, y, x + dx, y + dy, x + dx + ex, y + dy + ey), fill=fill)
        case "text":
            _write(draw, element, at("x"), at("y"), float(element.get("font-size", font_size)) * _SCALE)


def _write(draw: ImageDraw.ImageDraw, element: ElementTree.Element, x: float, y: float, size: float) -> None:
    font = ImageFont.load_default(size)
    pieces = [(text, colour, size if text in _SIGNS else font.getlength(text)) for text, colour in _pieces(element)]
    share = {"end": 1.0, "middle": 0.5}.get(element.get("text-anchor", ""), 0.0)
    x -= share * sum(width for _, _, width in pieces)
    for text, colour, width in pieces:
        if text in _SIGNS:
            _sign(draw, text, (x + size / 2, y - size * 0.35), size * 0.38, colour)
        else:
            draw.text((x, y), text, fill=colour, font=font, anchor="ls")
        x += width


def _pieces(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The words of a text in their colours, each sign apart."""
    colour = element.get("fill", _INK)
    told = [(element.text, colour)]
    for part in element:
        own = part.text if part.tag == f"{_SVG}tspan" else None  # a title is no text
        told += [(own, part.get("fill", colour)), (part.tail, colour)]
    for text, ink in told:
        for piece in re.split(f"([{_SIGNS}])", text or ""):
            if piece:
                yield piece, ink


def _sign(draw: ImageDraw.ImageDraw, sign: str, centre: tuple[float, float], r: float, colour: str) -> None:
    x, y = centre
    if sign == "●":
        draw.circle(centre, r * 0.8, fill=colour)
    elif sign == "▲":
        draw.polygon((x - r, y + r * 0.8, x + r, y + r * 0.8, x, y - r), fill=colour)
    else:
        way = ((r, r), (r, -r)) if sign == "✕" else ((r, 0), (0, r))
        for a, b in way:
            draw.line((x - a, y - b, x + a, y + b), fill=colour, width=round(r * (0.5 if sign == "✕" else 0.8)))


def _numbers(text: str) -> list[float]:
    return [float(number) * _SCALE for number in re.findall(r"-?\d+(?:\.\d+)?", text)]
