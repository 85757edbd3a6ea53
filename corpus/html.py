"""HTML saved from a publisher's page: the article without its navigation.

trafilatura finds the article in the page. Measured on real articles in four dresses (`python -m benchmarks.html`, docs/reading.md) its
default keeps every paragraph and brings the fewest lines of the page along; readability loses paragraphs with superscripts. What it needs
from us are superscripts and figure captions, which it would lose, and pages laid out by tables, whose cells become plain blocks first.
"""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

import trafilatura
import trafilatura.external
from lxml import etree
from lxml import html as lxml_html

from corpus.decode import decode
from corpus.dress import prepare, references
from corpus.headings import classify
from corpus.lines import raised
from corpus.markup import tag, words
from corpus.metadata import article_type, from_text, given_first, primary
from corpus.sections import find_sections
from corpus.tables import Cell, as_text, grid
from corpus.tree import Gathering
from models import Document, Metadata, ReadError, SectionKind

for _name in ("trafilatura", "htmldate", "justext"):  # they report every odd page; we raise ReadError where it matters
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_justext: Any = trafilatura.external
K = SectionKind
Node = Any  # lxml's own types do not know its HTML elements
MAX_BYTES = 30_000_000
# trafilatura goes through a row for each of its cells, through a paragraph for each of its parts, and through a page for each of its elements
MOST_CELLS = 5_000_000  # of a table, each counted once for each cell of its row
MOST_INLINE = 1_000  # parts of an element
MOST_ELEMENTS = 30_000  # of a page, ten times what an article has
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE = re.compile(r"[a-zA-Z_][\w.:-]*$")
LONGEST_NOTICE = 300  # characters
# what a server says instead of an article
_NOTICE = re.compile(
    r"(?i)just a moment|enable (?:javascript|cookies)|access denied|\b40[134]\b|\bforbidden\b|(?:page|document|article) (?:was )?not found|captcha|"
    r"not a robot|verify (?:that )?you are|too many requests|service (?:temporarily )?unavailable|bad gateway|(?:sign|log) in to"
)
# what justext counts; trafilatura would read the lists of a hundred languages, which takes a second, and go through them for each page
_LANGUAGES = ("English", "German", "French", "Spanish", "Italian", "Portuguese", "Dutch")
_INLINE = ("a", "span", "em", "strong", "i", "b", "u", "font", "small")
_DROPPED = ("script", "style", "noscript", "nav", "form", "button", "svg", "iframe", "template")


def read(path: Path, data: bytes, sha256: str) -> Document:
    """A saved web page as a Document."""
    if len(data) > MAX_BYTES:
        raise ReadError(
            "too_large",
            f"{path.name} has {len(data) // 1_000_000} MB of HTML, the limit is {MAX_BYTES // 1_000_000} MB.",
        )
    root = _tree(path.name, _page(data, path.name))
    tags = _meta_tags(root)
    _prepare(root)
    gathered = _Gathering(root, tags.get("citation_title"))
    text = gathered.text
    if not text.strip() or (len(text) < LONGEST_NOTICE and _NOTICE.search(f"{root.findtext('.//title')} {text}")):
        raise ReadError("empty", f"{path.name} holds no article: save the page once it is fully shown.")
    sections = find_sections(text, gathered.blocks, title=gathered.title)
    title = text[slice(*gathered.title)] if gathered.title else None
    return Document(
        id=path.stem,
        source=str(path),
        sha256=sha256,
        text=text,
        metadata=_metadata(root, tags, from_text(text, sections, title=title)),
        sections=sections,
        tables=tuple(gathered.tables),
    )


def _page(data: bytes, name: str) -> str:
    """The page's characters: by its mark or its own declaration, else guessed."""
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", data[:4096], re.IGNORECASE)
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def _tree(name: str, page: str) -> Node:
    damaged = ReadError("damaged", f"{name} holds no HTML: save the page again.")
    if not re.search(r"<\s*(?:html|body|p|div|h[1-6]|article|table|section|span)\b", page, re.IGNORECASE):
        raise damaged
    try:
        return lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page).replace("\x00", ""))
    except (etree.LxmlError, ValueError, AssertionError):
        raise damaged from None


def _meta_tags(root: Node) -> dict[str, str]:
    """The page's `<meta name content>`, the first of each name; authors joined by `; `."""
    tags: dict[str, str] = {}
    for node in root.iter("meta"):
        name, content = (node.get("name") or node.get("property") or "").lower(), (node.get("content") or "").strip()
        if name in ("citation_author", "dc.creator") and name in tags:
            tags[name] += f"; {content}"
        elif name and content:
            tags.setdefault(name, content)
    return tags


def _prepare(root: Node) -> None:
    """Superscripts and formulae become text, captions paragraphs; scripts and forms go."""
    for node in root.iter():  # lxml takes no control character back that it has read
        if node.text and _NOT_XML.search(node.text):
            node.text = _NOT_XML.sub("", node.text)
        if node.tail and _NOT_XML.search(node.tail):
            node.tail = _NOT_XML.sub("", node.tail)
    for node in list(root.iter(*_DROPPED)):
        node.drop_tree()
    for node in root.iter(etree.Element):
        kept = {name: value for name, value in node.attrib.items() if _ATTRIBUTE.match(name)}
        if len(kept) < len(node.attrib):  # prose that an unclosed tag swallowed; lxml finds no name with a NUL in it
            node.attrib.clear()
            node.attrib.update({name: _NOT_XML.sub("", value) for name, value in kept.items()})
    for node in list(root.iter("math")):
        _say(node, words(node))
    for node in list(root.iter("sup")):
        before = _before(node)
        text = words(node)
        _say(node, raised(text, before) if before and not before[-1].isspace() else text)
    etree.strip_tags(root, "sup", "sub", "math")
    whole = 0
    for node in list(root.iter("table")):
        whole = whole or len(words(root))
        if (_is_layout(node) and len(words(node)) > 0.4 * whole) or _is_endless(node):
            for part in node.iter("table", "tbody", "tr", "td"):
                if part is node or _of(part) is node:
                    part.tag = "div"
    for node in list(root.iter(etree.Element)):
        if len(node) > MOST_INLINE and all(part.tag in (*_INLINE, "br") for part in node.iterdescendants()):
            _say(node, words(node))
    prepare(root)


def _say(node: Node, text: str) -> None:
    """Words in the place of what an element holds."""
    for child in list(node):
        node.remove(child)
    node.text = text


def _is_layout(table: Node) -> bool:
    """A table whose cells hold headings or several paragraphs lays out the page."""
    return any(
        len(list(cell.iter("p"))) > 2 or next(cell.iter("h1", "h2"), None) is not None for cell in table.iter("td")
    )


def _is_endless(table: Node) -> bool:
    """A table with more cells, filled up to its widest row, than can be gone through."""
    rows = [sum(_span(cell.get("colspan")) for cell in row) for row in table.iter("tr")]
    return len(rows) * max(rows, default=0) ** 2 > MOST_CELLS


def _span(said: str | None) -> int:
    return int(said) if said and re.fullmatch(r"[1-9]\d{0,3}", said) else 1


def _of(part: Node) -> Node:
    """The table that a row or a cell belongs to."""
    return next((above for above in part.iterancestors() if above.tag in ("table", "div")), None)


def _before(node: Node) -> str:
    """What stands before an element in its line, also where it is the first word of a link."""
    for inner in (node, *node.iterancestors(*_INLINE)):
        previous = inner.getprevious()
        if previous is not None:
            return previous.tail or words(previous)
        parent = inner.getparent()
        if parent is None or parent.text or parent.tag not in _INLINE:
            return (parent.text or "") if parent is not None else ""
    return ""


class _Gathering(Gathering):
    """The article's paragraphs, from trafilatura's tree."""

    def __init__(self, root: Node, title: str | None) -> None:
        super().__init__()
        self.title: tuple[int, int] | None = None
        heading = next((words(node) for node in root.iter("h1") if len(words(node).split()) > 3), None) or title
        entries = references(root)
        nodes = _article(root)
        said = " ".join(words(node) for node in nodes)
        self.entries = [] if sum(entry[:60] in said for entry in entries) > 0.3 * len(entries) else entries
        for node in nodes:
            self._add(node, heading)
        if heading and self.title is None:
            self._put_title_first(heading)

    def _add(self, node: Node, title: str | None) -> None:
        name, text = tag(node), words(node)
        if name == "head" and title and self.title is None and text == title:
            self.title = self.add(text, kind=K.TITLE)
        elif name == "head":
            self.add(text, heading=True)
            if self.entries and classify(text) is K.REFERENCES:
                for entry in self.entries:
                    self.add(entry, kind=K.REFERENCES)
                self.entries = []
        elif name == "list":
            for item in node.iter("item"):
                self.add(words(item))
        elif name == "table":
            self._table(node)
        else:
            self.add(text)

    def _table(self, node: Node) -> None:
        rows = grid(
            [Cell(words(c), header=c.get("role") == "head") for c in row.iter("cell")] for row in node.iter("row")
        )
        caption = None
        if (
            self.blocks
            and (last := self.parts[-1])
            and re.match(r"table\s?\d", last, re.IGNORECASE)
            and len(last) < 400
        ):
            caption = last
        self.add_table(caption, rows, as_text("", rows))

    def _put_title_first(self, title: str) -> None:
        """trafilatura left the title out: it opens the text."""
        shift = len(title) + 2
        self.parts[:0] = [title, "\n\n"] if self.parts else [title]
        self.blocks = [b._replace(start=b.start + shift, end=b.end + shift) for b in self.blocks]
        self.tables = [t.model_copy(update={"start": t.start + shift, "end": t.end + shift}) for t in self.tables]
        self.length += shift
        self.title = (0, len(title))


def _article(root: Node) -> list[Node]:
    """The elements of the article: trafilatura's, or all paragraphs where it finds next to nothing or the page is endless."""
    everything = [n for n in root.iter("h1", "h2", "h3", "h4", "p", "li") if words(n)]
    prose = sum(len(words(n)) for n in everything if n.tag == "p")
    size = sum(1 for _ in root.iter())
    page = etree.tostring(root, encoding="unicode", method="html")
    for recall in (False, True) if size <= MOST_ELEMENTS else ():
        elements = _found(page, recall=recall)
        if elements and sum(len(words(n)) for n in elements) >= (0.4 if recall else 0.7) * prose:
            return elements
    for node in everything:
        node.tag = "head" if node.tag.startswith("h") else "p"
    return everything


def _found(page: str, *, recall: bool) -> list[Node]:
    """The elements that trafilatura takes for the article; none where its own output is no XML, as after a mangled attribute."""
    _justext.JT_STOPLIST = _small_words()
    try:
        found = trafilatura.extract(
            page,
            output_format="xml",
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            favor_recall=recall,
        )
        main = etree.fromstring(found.encode()).find("main") if found else None
    except etree.XMLSyntaxError:
        return []
    return list(main) if main is not None else []


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for name in _LANGUAGES for word in _justext.get_stoplist(name))


def _metadata(root: Node, tags: dict[str, str], guessed: Metadata) -> Metadata:
    """The page's own citation tags, and what its text says where they are silent."""

    def first(*names: str) -> str | None:
        return next((tags[name] for name in names if tags.get(name)), None)

    doi = re.search(r"10\.\d{4,9}/\S+", first("citation_doi", "dc.identifier", "prism.doi") or "")
    year = re.search(
        r"\b(?:19|20)\d\d\b",
        first("citation_publication_date", "citation_date", "dc.date", "prism.publicationdate") or "",
    )
    kind = first("citation_article_type", "dc.type", "article:section") or ""
    authors = first("citation_author", "dc.creator", "citation_authors")
    pmcid = re.search(r"PMC\d+", first("citation_pmcid", "ncbi_pcid") or "")
    return guessed.model_copy(
        update={
            "title": first("citation_title", "dc.title") or guessed.title or first("og:title"),
            "doi": doi[0] if doi else guessed.doi,
            "pmid": first("citation_pmid") or guessed.pmid,
            "pmcid": pmcid[0] if pmcid else guessed.pmcid,
            "journal": first("citation_journal_title", "prism.publicationname")
            or guessed.journal
            or first("og:site_name"),
            "year": int(year[0]) if year else guessed.year,
            "article_type": article_type(kind) or guessed.article_type or kind or None,
            "authors": tuple(given_first(name.strip()) for name in (authors or "").split(";") if name.strip())
            or guessed.authors,
            "language": primary(root.get("lang") or first("citation_language", "dc.language")) or guessed.language,
            "licence": first("dc.rights", "citation_license"),
        }
    )
