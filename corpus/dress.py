"""What a publisher's page wraps around paragraphs and captions, taken off before an article is looked for in it."""

import re
from typing import Any

from lxml import etree

from corpus import headings
from corpus.blocks import caption_kind
from corpus.markup import tag, words
from models import SectionKind

Node = Any  # lxml's own types do not know its HTML elements
# what a figure offers besides its caption: "Open in figure viewer", "Download high-res image (201KB)"
_OFFER = re.compile(
    r"(?i)(?:open|view|show|display|enlarge|download|full|large|high|zoom|expand|powerpoint|see)\b.{0,60}$|(?:powerpoint|ppt)\b"
)
# a link within a sentence: "[12]", "3", "Fig. 1A", "(Table 2)"
_MENTION = re.compile(
    r"(?i)\W*(?:(?:supp\w*\s)?(?:fig(?:ure)?s?\.?|tables?)\s?)?S?\d{1,3}[A-H]?(?:\s?[,–-]\s?\d{1,3})*\W*$"
)
_FOUND_AT = re.compile(
    r"(?:\s*(?:\[?(?:View (?:in|article)[\w ]*|Google Scholar|Pub ?Med(?: Central)?|Cross ?Ref|CAS|Web of Science\W?|Scopus|Full Text[\w ]*|Article)\]?))+\W*$"
)


def prepare(root: Node) -> None:
    """Captions become paragraphs before what they belong to; links within sentences and names of classes do not mislead."""
    for node in [n for n in root.iter("a") if _MENTION.match(words(n))]:
        node.drop_tag()  # many links in a paragraph make it look like a menu
    for node in root.iter("div", "section"):
        if "abstract" in (node.get("class") or "").lower():
            _strip(node)  # "abstract author"
    for node in list(root.iter("figure")):
        _undress(node)
    for node in list(root.iter("table")):
        _caption_first(node)


def references(root: Node) -> list[str]:
    """The entries of the list under the page's heading "References", without the links behind each."""
    for heading in root.iter("h1", "h2", "h3", "h4"):
        if headings.classify(words(heading)) is SectionKind.REFERENCES:
            for above in [heading, *list(heading.iterancestors())[:3]]:
                lists = [n for after in above.itersiblings() for n in after.iter("ol", "ul")]
                if lists:
                    items = [_FOUND_AT.sub("", words(item)) for item in lists[0].iterchildren("li") if words(item)]
                    dated = sum(bool(re.search(r"\b(?:19|20)\d\d\b", item)) for item in items)
                    return items if dated > 0.5 * len(items) else []
    return []


def _undress(figure: Node) -> None:
    """A figure is its caption, without the buttons; one that holds a table is a plain block."""
    for offer in [n for n in figure.iter("a", "li", "button", "span") if _OFFER.match(words(n)) and len(words(n)) < 80]:
        _drop(offer)
    if next(figure.iter("table"), None) is not None:
        figure.tag = "div"
        _plain(figure)
        for node in list(figure.iter("figcaption")):
            _as_paragraph(node, words(node))
        return
    text = words(figure)
    tail = figure.tail
    figure.clear()
    figure.tail = tail
    _as_paragraph(figure, text)


def _as_paragraph(node: Node, text: str) -> None:
    """An element as one paragraph; the label on a line of its own is its head: "FIGURE 1" and "Timeline"."""
    tail = node.tail
    node.clear()
    node.tag, node.text, node.tail = "p", re.sub(r"\s+", " ", text), tail


def _plain(node: Node) -> None:
    """No classes: an extractor takes "caption" and "table" in their names for what is not the article."""
    for part in node.iter():
        if isinstance(part.tag, str):
            part.attrib.pop("class", None)
            part.attrib.pop("id", None)


def _drop(node: Node) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _caption_first(table: Node) -> None:
    """The caption of a table as a paragraph right before it, wherever the page keeps it."""
    found = next(table.iter("caption"), None)
    found = found if found is not None and words(found) else _before(table)
    for above in [table, *list(table.iterancestors())[:3]]:
        if tag(above) in ("body", "article", "main", "section"):
            break
        _strip(above)
    if found is None:
        return
    text = words(found)
    _drop(found)
    paragraph = etree.Element("p")
    paragraph.text = re.sub(r"\s+", " ", text)
    table.addprevious(paragraph)


def _strip(node: Node) -> None:
    node.attrib.pop("class", None)
    node.attrib.pop("id", None)


def _before(table: Node) -> Node | None:
    """What stands before a table, or before the block that it is in, and says "Table 1"."""
    node = table
    for _ in range(3):
        previous = node.getprevious()
        while previous is not None and not words(previous):
            previous = previous.getprevious()
        if previous is not None:
            text = words(previous)
            return previous if len(text) < 500 and caption_kind(text) else None
        node = node.getparent()
        if node is None or tag(node) in ("body", "article", "main"):
            return None
    return None
