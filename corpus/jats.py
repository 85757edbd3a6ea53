"""JATS XML as PubMed Central and the publishers give it."""

import re
from pathlib import Path

from lxml import etree

from corpus import headings
from corpus.sections import find_sections
from corpus.tree import Gathering
from models import Document, Metadata, ReadError, SectionKind

K = SectionKind


def read(path: Path, data: bytes, sha256: str) -> Document:
    """A JATS file as a Document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("damaged", f"{path.name} is not well-formed XML ({error.msg}): download it again.") from None
    article = root if root.tag == "article" else next(root.iter("article"), None)
    if article is None:
        raise ReadError("unsupported", f"{path.name} is XML but no JATS article: give the article's JATS, PDF or text.")
    gathered = Gathering()
    title = gathered.add(_words(article.find("front/article-meta/title-group/article-title")), kind=K.TITLE)
    for abstract in article.iterfind("front/article-meta/abstract"):
        gathered.add("Abstract", heading=True, kind=K.ABSTRACT)
        _section(gathered, abstract, K.ABSTRACT)
    body = article.find("body")
    if body is not None:
        _section(gathered, body, None)
    for back in article.iterfind("back"):
        gathered.add("Back matter", heading=True, kind=K.BACK_MATTER)
        _section(gathered, back, K.BACK_MATTER)
    text = gathered.text
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=_metadata(article),
        sections=find_sections(text, gathered.blocks, title=title),
    )


def _section(gathered: Gathering, node: etree._Element, kind: SectionKind | None) -> None:
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "title":
            words = _words(child)
            gathered.add(words, heading=True, kind=headings.classify(words) if kind is None else kind)
        elif child.tag in ("sec", "ack", "app", "app-group", "fn-group", "notes", "glossary"):
            _section(gathered, child, kind)
        elif child.tag == "ref-list":
            gathered.add("References", heading=True, kind=K.REFERENCES)
            for ref in child.iter("ref"):
                gathered.add(_words(ref), kind=K.REFERENCES)
        elif child.tag == "fig":
            gathered.add(_words(child), kind=K.FIGURE_LEGEND)
        elif child.tag == "table-wrap":
            gathered.add(_table(child), kind=K.TABLE)
        else:
            floats = list(child.iter("fig", "table-wrap"))
            for inner in floats:
                if (parent := inner.getparent()) is not None:
                    parent.remove(inner)
            gathered.add(_words(child), kind=kind if kind in (K.BACK_MATTER, K.ABSTRACT) else None)
            for inner in floats:
                gathered.add(
                    _table(inner) if inner.tag == "table-wrap" else _words(inner),
                    kind=K.TABLE if inner.tag == "table-wrap" else K.FIGURE_LEGEND,
                )


def _table(node: etree._Element) -> str:
    rows = ["\t".join(_words(cell) for cell in row if isinstance(cell.tag, str)) for row in node.iter("tr")]
    head = " ".join(_words(n) for n in node if n.tag in ("label", "caption"))
    foot = " ".join(_words(n) for n in node if n.tag == "table-wrap-foot")
    return "\n".join(filter(None, [head, *rows, foot]))


def _words(node: etree._Element | None) -> str:
    if node is None:
        return ""
    return re.sub(r"\s+", " ", _raw(node)).strip()


def _raw(node: etree._Element) -> str:
    text = node.text or ""
    for child in node:
        inner = _raw(child) if isinstance(child.tag, str) else ""
        if child.tag == "sup" and re.fullmatch(r"\s*[-−–]?\d+\s*", inner) and text.endswith("10"):
            inner = "^" + inner.strip()
        if child.tag in ("p", "title", "label", "caption", "contrib", "name", "surname", "given-names"):
            inner += " "
        text += inner + (child.tail or "")
    return text


def _metadata(article: etree._Element) -> Metadata:
    meta = article.find("front/article-meta")
    if meta is None:
        return Metadata()
    ids = {n.get("pub-id-type"): (n.text or "").strip() for n in meta.iterfind("article-id")}
    year = next((n.text for n in meta.iterfind("pub-date/year") if n.text and n.text.isdigit()), None)
    return Metadata(
        title=_words(meta.find("title-group/article-title")) or None,
        doi=ids.get("doi"),
        pmid=ids.get("pmid"),
        pmcid=ids.get("pmc") or ids.get("pmcid"),
        year=int(year) if year else None,
    )
