"""The words of marked-up text: superscripts as exponents or marks, entities as characters."""

import re
from html.entities import html5

from lxml import etree

from corpus.formulae import from_tex
from corpus.lines import raised

_BLOCKS = frozenset(
    [
        "p",
        "title",
        "label",
        "caption",
        "tr",
        "td",
        "th",
        "li",
        "div",
        "br",
        "break",
        "list-item",
        "sec",
        "contrib",
        "institution",
        "surname",
        "def",
        "term",
    ]
)


# what no XML may hold, and a page smuggles in as "&#1;"; and what has no width: places where a word may be broken
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u00ad\u200b\u2060\ufeff]")


# behind which a number that refers to the references is raised, although the file does not say so: not "(12", "[3,12", "reference 12"
_GLUED = re.compile(r"(?:[^\W\d_][.,;:]?|[)%.\d])$")
_LOOK_BACK = 12  # characters that tell what raised type is


def words(node: etree._Element | None, *, skip: frozenset[str] = frozenset()) -> str:
    """The text of an element in one line: `10<sup>6</sup>/kg` is `10^6/kg`, `remission<sup>12</sup>` is `remission^12`."""
    return "" if node is None else _line(_pieces(node, skip, ""))


def _line(pieces: list[str]) -> str:
    return re.sub(r"\s+", " ", _CONTROL.sub("", "".join(pieces))).strip()


def _pieces(node: etree._Element, skip: frozenset[str], before: str) -> list[str]:
    """The text of an element piece by piece; `before` is what stands before it."""
    pieces = [node.text or ""]
    for child in node:
        name = tag(child)
        if isinstance(child, etree._Entity):
            pieces.append(html5.get(f"{child.name};", ""))
        elif name and name not in skip:
            pieces += _said(child, name, skip, _end(before, pieces))
        pieces.append(child.tail or "")
    return pieces


def _said(child: etree._Element, name: str, skip: frozenset[str], before: str) -> list[str]:
    """What an element within a line says."""
    if name == "sup" or (name == "xref" and _refers(child, before)):
        inner = _line(_pieces(child, skip, ""))
        return [raised(inner, before) if before and not before[-1].isspace() else inner]
    if name == "alternatives":  # the same formula several times
        return _said(chosen, tag(chosen), skip, before) if (chosen := _readable(child)) is not None else []
    if name == "tex-math":
        return [from_tex(child.text or "")]
    if name in ("msup", "msubsup", "mfrac") and len(child) > 1:
        parts = [words(part, skip=skip) for part in child]
        return ["/".join(parts)] if name == "mfrac" else [*parts[:-1], raised(parts[-1], before + "".join(parts[:-1]))]
    if name in ("annotation", "annotation-xml"):
        return []
    inner_pieces = _pieces(child, skip, before)
    return [" ", *inner_pieces, " "] if name in _BLOCKS else inner_pieces


def _refers(child: etree._Element, before: str) -> bool:
    """A bare number glued to a word, which names a reference or a note."""
    kind = child.get("ref-type") in ("bibr", "fn", "table-fn")
    return kind and bool(_GLUED.search(before)) and next(child.iter("{*}sup"), None) is None


def _readable(alternatives: etree._Element) -> etree._Element | None:
    """MathML before TeX, TeX before a picture."""
    by_name = {tag(child): child for child in alternatives}
    return next((by_name[name] for name in ("math", "tex-math", "textual-form", "table") if name in by_name), None)


def _end(before: str, pieces: list[str]) -> str:
    """The last characters of what has been said."""
    end = ""
    for piece in reversed(pieces):
        end = piece[-_LOOK_BACK:] + end
        if len(end) >= _LOOK_BACK:
            return end
    return before + end


def tag(node: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
