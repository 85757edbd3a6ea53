"""JATS XML as PubMed Central, Europe PMC and the publishers give it. No entity is fetched, no network is used."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from corpus import headings
from corpus.markup import tag, words
from corpus.metadata import article_type, language, primary
from corpus.sections import find_sections
from corpus.tables import Cell, Rows, as_text, grid
from corpus.tree import Gathering
from models import Document, Metadata, ReadError, SectionKind

K = SectionKind
Node = etree._Element
MAX_BYTES = 60_000_000
_GROUPS = frozenset(
    [
        "sec",
        "ack",
        "app",
        "app-group",
        "fn-group",
        "notes",
        "glossary",
        "boxed-text",
        "disp-quote",
        "body",
        "abstract",
        "bio",
        "floats-group",
        "p-group",
        "statement",
    ]
)
# what may stand in a paragraph and is read after it
_APART = frozenset(
    [
        "fig",
        "table-wrap",
        "fig-group",
        "table-wrap-group",
        "boxed-text",
        "supplementary-material",
        "media",
        "list",
        "def-list",
        "fn",
    ]
)
_BACK = frozenset(["ack", "fn-group", "app", "app-group", "glossary", "bio"])
_DROPPED = frozenset(
    ["object-id", "label", "inline-graphic", "graphic", "sec-meta", "alternatives", "tex-math", "permissions"]
)


def read(path: Path, data: bytes, sha256: str) -> Document:
    """A JATS file as a Document."""
    article, flags = _article(path, data)
    gathered = Gathering()
    title = gathered.add(_title_of(article), kind=K.TITLE)
    gathered.add(", ".join(_authors(article)), kind=K.FRONT_MATTER)
    reading = _Reading(gathered)
    for abstract in sorted(
        _all(article, "article-meta/abstract"), key=lambda node: node.get("abstract-type") is not None
    ):
        gathered.add("Abstract", heading=True, kind=K.ABSTRACT)
        reading.section(abstract, K.ABSTRACT)
    for part in ("body", "floats-group", "back"):
        for node in (child for child in article if tag(child) == part):
            reading.section(node, K.BACK_MATTER if part == "back" else None)
    text = gathered.text
    if not text.strip():
        raise ReadError("empty", f"{path.name} is an article without text: download the full text.")
    sections = find_sections(text, gathered.blocks, title=title)
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=_metadata(article, text),
        sections=sections,
        tables=tuple(gathered.tables),
        flags=flags,
    )


def _article(path: Path, data: bytes) -> tuple[Node, tuple[str, ...]]:
    """The article element; a file with small faults is repaired and flagged."""
    if len(data) > MAX_BYTES:
        raise ReadError(
            "too_large",
            f"{path.name} has {len(data) // 1_000_000} MB of XML, the limit is {MAX_BYTES // 1_000_000} MB.",
        )
    flags: tuple[str, ...] = ()
    root: Node | None
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        try:
            root = etree.fromstring(data, _parser(recover=True))
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None or len(root) == 0:
            said = str(error).split(", line")[0]
            raise ReadError("damaged", f"{path.name} is no well-formed XML ({said}): download it again.") from None
        flags = ("damaged_xml",)
    articles = list(root.iter("{*}article"))
    if len(articles) > 1:
        raise ReadError("several", f"{path.name} holds {len(articles)} articles: save each in a file of its own.")
    if not articles:
        raise ReadError(
            "unsupported",
            f"{path.name} is XML but no JATS article ({tag(root)}): give the article's JATS, PDF or text.",
        )
    return articles[0], flags


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=recover
    )


class _Reading:
    """Walks the article and gathers its paragraphs, each with the kind of its section."""

    def __init__(self, gathered: Gathering) -> None:
        self.gathered = gathered

    def section(self, node: Node, kind: SectionKind | None) -> None:
        """All that an element holds; `kind` is what its section is known to be."""
        for child in node:
            self._part(child, kind)

    def _part(self, node: Node, kind: SectionKind | None) -> None:
        name = tag(node)
        if name == "title":
            self._title(node, kind)
        elif name == "ref-list":
            self._references(node)
        elif name == "table-wrap":
            self._table(node)
        elif name == "fig":
            self.gathered.add(_caption(node), kind=K.FIGURE_LEGEND)
        elif name == "fn" and kind is not K.BACK_MATTER:
            self.gathered.add(words(node), kind=K.FOOTNOTE)
        elif name in _GROUPS or name in ("fig-group", "table-wrap-group"):
            self.section(node, K.BACK_MATTER if name in _BACK else kind)
        elif name in ("list", "def-list"):
            self._list(node, kind)
        elif name and name not in _DROPPED and name not in ("sub-article", "response"):
            self._paragraph(node, kind)

    def _title(self, node: Node, kind: SectionKind | None) -> None:
        """A title opens a section; within the body its words say of what kind."""
        text = words(node)
        known = headings.classify(text) if kind in (None, K.BACK_MATTER) else kind
        self.gathered.add(text, heading=True, kind=known or (kind if kind is K.BACK_MATTER else None))

    def _paragraph(self, node: Node, kind: SectionKind | None) -> None:
        """A paragraph; what it holds that is none comes after it."""
        self._add(words(node, skip=_APART), kind)
        for inner in _outermost(node):
            self._part(inner, kind)

    def _list(self, node: Node, kind: SectionKind | None) -> None:
        for item in (child for child in node if tag(child) in ("list-item", "def-item")):
            label = next((words(child) for child in item if tag(child) == "label"), "")
            self._add(f"{label} {words(item, skip=_APART | {'label'})}".strip(), kind)
            for inner in _outermost(item):
                self._part(inner, kind)

    def _add(self, text: str, kind: SectionKind | None) -> None:
        self.gathered.add(text, kind=kind if kind in (K.BACK_MATTER, K.ABSTRACT) else None)

    def _references(self, node: Node) -> None:
        self.gathered.add("References", heading=True, kind=K.REFERENCES)
        for number, ref in enumerate(node.iter("{*}ref"), 1):
            label = next((words(child) for child in ref if tag(child) == "label"), str(number))
            self.gathered.add(f"{label.rstrip('.')}. {_reference(ref)}", kind=K.REFERENCES)

    def _table(self, node: Node) -> None:
        caption = _caption(node)
        rows = _rows(node)
        foot = " ".join(words(child) for child in node if tag(child) == "table-wrap-foot")
        self.gathered.add_table(caption, rows, as_text(caption, rows, foot))


def _outermost(node: Node) -> Iterator[Node]:
    """What stands in a paragraph and is none of its words."""
    for child in node:
        if tag(child) in _APART:
            yield child
        else:
            yield from _outermost(child)


def _caption(node: Node) -> str:
    """ "Figure 1. Timeline": an element's label and caption."""
    label = next((words(child) for child in node if tag(child) == "label"), "")
    caption = " ".join(words(child) for child in node if tag(child) == "caption")
    return f"{label.rstrip('.:')}. {caption}".strip() if label else caption


def _rows(node: Node) -> Rows:
    rows = []
    for row in node.iter("{*}tr", "{*}row"):
        in_head = any(tag(parent) == "thead" for parent in row.iterancestors())
        cells = [child for child in row if tag(child) in ("td", "th", "entry")]
        rows.append([Cell(words(c), _span(c, "colspan"), _span(c, "rowspan"), header=in_head) for c in cells])
    return grid(rows)


def _span(node: Node, name: str) -> int:
    value = node.get(name, "1")
    return max(int(value), 1) if value.isdigit() and len(value) < 4 else 1


def _reference(ref: Node) -> str:
    """A reference in one line; where it is a list of its parts, they are set apart by spaces."""
    said = [_parted(child) for child in ref if tag(child) not in ("", "label")]
    return re.sub(r"\s+([,.;:])", r"\1", " ".join(said))


def _parted(citation: Node) -> str:
    punctuated = any(part.strip() for part in (citation.text or "", *(child.tail or "" for child in citation)))
    return words(citation) if punctuated else " ".join(words(child) for child in citation)


def _find(node: Node, path: str) -> Node | None:
    return next(iter(_all(node, path)), None)


def _all(node: Node, path: str) -> list[Node]:
    """Elements by the last names of their path, whatever their namespace, outside of sub-articles."""
    *parents, last = path.split("/")
    found = []
    for child in node.iter(f"{{*}}{last}"):
        names = [tag(parent) for parent in child.iterancestors()]
        if names[: len(parents)] == parents[::-1] and not {"sub-article", "response", "ref", "related-object"} & set(
            names
        ):
            found.append(child)
    return found


def _title_of(article: Node) -> str:
    return words(_find(article, "article-meta/title-group/article-title"), skip=frozenset({"xref", "fn"}))


def _authors(article: Node) -> list[str]:
    """Given names and surnames of those who contributed as authors."""
    names = []
    for contributor in _all(article, "contrib-group/contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        name = next(contributor.iter("{*}name", "{*}string-name", "{*}collab"), None)
        if name is not None:
            parts = {tag(n): words(n) for n in name}
            names.append(f"{parts.get('given-names', '')} {parts.get('surname', '')}".strip() or words(name))
    return names


def _metadata(article: Node, text: str) -> Metadata:
    ids = {n.get("pub-id-type"): words(n) for n in _all(article, "article-meta/article-id")}
    years = [words(n) for n in _all(article, "article-meta/pub-date/year")]
    pmcid = ids.get("pmc") or ids.get("pmcid") or ids.get("pmcaid")
    licence = _find(article, "permissions/license")
    kind = next((words(n) for n in _all(article, "article-categories/subj-group/subject")), None)
    journals = [*_all(article, "journal-title-group/journal-title"), *_all(article, "journal-meta/journal-title")]
    return Metadata(
        title=_title_of(article) or None,
        doi=ids.get("doi") or None,
        pmid=ids.get("pmid") or None,
        pmcid=("PMC" + pmcid.removeprefix("PMC")) if pmcid else None,
        journal=words(journals[0]) or None if journals else None,
        year=min((int(year) for year in years if re.fullmatch(r"\d{4}", year)), default=None),
        article_type=article.get("article-type") or article_type(kind or "") or kind,
        authors=tuple(_authors(article)),
        language=primary(article.get("{http://www.w3.org/XML/1998/namespace}lang")) or language(text),
        licence=(licence.get("{http://www.w3.org/1999/xlink}href") or words(licence) or None)
        if licence is not None
        else None,
    )
