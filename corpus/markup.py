"""The words of marked-up text: superscripts as exponents or marks, entities as characters."""

import re
from html.entities import html5

from lxml import etree

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


# what no XML may hold, and a page smuggles in as "&#1;"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def words(node: etree._Element | None, *, skip: frozenset[str] = frozenset()) -> str:
    """The text of an element in one line: `10<sup>6</sup>/kg` is `10^6/kg`, `remission<sup>12</sup>` is `remission^12`."""
    if node is None:
        return ""
    return re.sub(r"\s+", " ", _CONTROL.sub("", "".join(_pieces(node, skip)))).strip()


def _pieces(node: etree._Element, skip: frozenset[str]) -> list[str]:
    pieces = [node.text or ""]
    for child in node:
        name = tag(child)
        if isinstance(child, etree._Entity):
            pieces.append(html5.get(f"{child.name};", ""))
        elif name == "sup":
            inner = words(child, skip=skip)
            before = "".join(pieces[-3:])
            pieces.append(raised(inner, before) if before and not before[-1].isspace() else inner)
        elif name and name not in skip:
            inner_pieces = _pieces(child, skip)
            pieces += [" ", *inner_pieces, " "] if name in _BLOCKS else inner_pieces
        pieces.append(child.tail or "")
    return pieces


def tag(node: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
