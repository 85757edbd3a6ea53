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


def words(node: etree._Element | None, *, skip: frozenset[str] = frozenset()) -> str:
    """The text of an element in one line: `10<sup>6</sup>/kg` is `10^6/kg`, `remission<sup>12</sup>` is `remission^12`."""
    said: list[str] = []
    if node is not None:
        _say(node, skip, said)
    return re.sub(r"\s+", " ", _CONTROL.sub("", "".join(said))).strip()


def _say(node: etree._Element, skip: frozenset[str], said: list[str]) -> None:
    """Append the text of an element, piece by piece, to what has been said before it; no piece is empty."""
    if node.text:
        said.append(node.text)
    for child in node:
        name = tag(child)
        if isinstance(child, etree._Entity):
            said += filter(None, [html5.get(f"{child.name};")])
        elif name and name not in skip:
            _say_within(child, name, skip, said)
        if child.tail:
            said.append(child.tail)


def _say_within(child: etree._Element, name: str, skip: frozenset[str], said: list[str]) -> None:
    """Append what an element within a line says."""
    if name == "sup" or (name == "xref" and _refers(child, said)):
        _raise(words(child, skip=skip), said)
    elif name == "alternatives":  # the same formula several times
        if (chosen := _readable(child)) is not None:
            _say_within(chosen, tag(chosen), skip, said)
    elif name == "tex-math":
        said += filter(None, [from_tex(child.text or "")])
    elif name == "mfrac":
        said += filter(None, ["/".join(words(part, skip=skip) for part in child)])
    elif name in ("msup", "msubsup") and len(child) > 1:
        *below, above = (words(part, skip=skip) for part in child)
        said += filter(None, below)
        _raise(above, said)
    elif name in _BLOCKS:
        said.append(" ")
        _say(child, skip, said)
        said.append(" ")
    elif name not in ("annotation", "annotation-xml"):  # a formula once more
        _say(child, skip, said)


def _raise(text: str, said: list[str]) -> None:
    before = "".join(said[-12:])
    said += filter(None, [raised(text, before) if before and not before[-1].isspace() else text])


def _refers(child: etree._Element, said: list[str]) -> bool:
    """A bare number glued to a word, which names a reference or a note."""
    if child.get("ref-type") not in ("bibr", "fn", "table-fn") or next(child.iter("{*}sup"), None) is not None:
        return False
    return bool(_GLUED.search("".join(said[-2:])))


def _readable(alternatives: etree._Element) -> etree._Element | None:
    """MathML before TeX, TeX before a picture."""
    by_name = {tag(child): child for child in alternatives}
    return next((by_name[name] for name in ("math", "tex-math", "textual-form", "table") if name in by_name), None)


def tag(node: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and instructions."""
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
