"""HTML saved from a publisher's page: the article without its navigation."""

import re
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from corpus.decode import decode
from corpus.metadata import from_text
from corpus.sections import find_sections
from corpus.tree import Gathering
from models import Document, ReadError, SectionKind

K = SectionKind


def read(path: Path, data: bytes, sha256: str) -> Document:
    """A saved web page as a Document."""
    try:
        root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data, path.name)))
    except (etree.ParserError, ValueError, AssertionError):
        raise ReadError("damaged", f"{path.name} holds no HTML: save the page again.") from None
    for node in list(root.iter("script", "style", "nav", "footer", "aside", "noscript", "form", "button", "svg")):
        node.drop_tree()
    gathered = Gathering()
    title = None
    for node in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "figcaption"):
        if any(a.tag in ("p", "li", "td", "figcaption") for a in node.iterancestors()):
            continue
        heading = node.tag.startswith("h")
        place = gathered.add(" ".join(node.text_content().split()), heading=heading and node.tag != "h1")
        title = title or (place if node.tag == "h1" else None)
    text = gathered.text
    sections = find_sections(text, gathered.blocks, title=title)
    words = text[slice(*title)] if title else None
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=from_text(text, sections, title=words),
        sections=sections,
    )
