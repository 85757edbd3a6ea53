"""How well the article is found in a saved web page: trafilatura, readability and our own reading, on pages made from JATS articles.

    python -m benchmarks.html XML_DIR [--write]      XML_DIR holds JATS articles; each is dressed as four publishers' pages

The body of an article is known from its XML. Each page surrounds it as publishers do: navigation, cookie banner, a side bar of
related articles with teasers, metrics, share buttons, reference links, a foot. Counted are the paragraphs that stand whole in the
text that was found (similarity at least 97), those in the right order, and the lines of the page's dress that came with them.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from rapidfuzz import fuzz

from benchmarks.tables import table, write_between
from corpus import read
from models import ReadError

Node = etree._Element
DRESS = [
    "Skip to main content",
    "Submit your manuscript today",
    "We use cookies to improve your experience on our site and to show you personalised content.",
    "Sign in to your institutional account",
    "Share this article on social media",
    "Article metrics: 1,284 accesses and 12 citations",
    "You may also be interested in these articles from our journals",
    "A randomised trial of an invented drug in invented patients showed that nothing at all was better than something.",
    "Efficacy of another invention in forty-three subjects: long-term follow-up of a study that never took place",
    "Subscribe to our newsletter and never miss an issue of this journal again.",
    "© 2024 Invented Publishing Group. All rights reserved. Terms and conditions apply.",
]


def _tag(node: Node) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _inline(node: Node) -> str:
    parts = [escape(node.text or "")]
    for child in node:
        inner = _inline(child)
        name = {"italic": "i", "bold": "b", "sup": "sup", "sub": "sub"}.get(_tag(child))
        if _tag(child) == "xref":
            parts.append(f'<a href="#ref" class="ref">{inner}</a>')
        elif _tag(child) not in ("fig", "table-wrap", "disp-formula", ""):
            parts.append(f"<{name}>{inner}</{name}>" if name else inner)
        parts.append(escape(child.tail or ""))
    return "".join(parts)


def body_of(root: Node, *, block: str, head: str) -> str:
    """The article as HTML, each paragraph in `block`."""
    parts: list[str] = []
    for node in root.iterfind(".//body//*"):
        if any(_tag(a) in ("table-wrap", "fig", "list", "boxed-text") for a in node.iterancestors()):
            continue
        if _tag(node) == "title":
            parts.append(f"<{head}>{_inline(node)}</{head}>")
        elif _tag(node) == "p":
            parts.append(f"<{block}>{_inline(node)}</{block.split()[0]}>")
        elif _tag(node) == "fig":
            caption = " ".join(_inline(c) for c in node.iter("caption"))
            parts.append(f'<figure><img src="f.jpg" alt=""><figcaption>{caption}</figcaption></figure>')
        elif _tag(node) == "table-wrap":
            rows = "".join(
                "<tr>" + "".join(f"<td>{_inline(c)}</td>" for c in row if _tag(c) in ("td", "th")) + "</tr>"
                for row in node.iter("tr")
            )
            parts.append(f"<table>{rows}</table>")
    return "\n".join(parts)


def pages(root: Node) -> dict[str, str]:
    """One article as four saved pages."""
    title = escape(" ".join("".join(next(root.iter("article-title")).itertext()).split()))
    refs = "".join(f"<li>{escape(' '.join(' '.join(r.itertext()).split()))}</li>" for r in root.iter("ref"))
    top, cookie, sign, share, metrics, related, one, two, news, foot = (
        DRESS[0] + " " + DRESS[1],
        *DRESS[2:],
    )
    head = f'<head><meta charset="utf-8"><title>{title} | Invented</title><meta name="citation_title" content="{title}"></head>'
    marked = body_of(root, block="p", head="h2")
    soup = body_of(root, block='div class="para"', head="h3")
    return {
        "semantic": f"""<!DOCTYPE html><html lang="en">{head}<body><header><nav><ul><li><a>{top}</a></li><li><a>{sign}</a></li></ul></nav></header>
<div role="dialog" class="cookie-banner"><p>{cookie}</p></div><main><article><h1>{title}</h1>{marked}<section><h2>References</h2><ol>{refs}</ol></section></article></main>
<aside><h2>{related}</h2><p>{one}</p><p>{two}</p><p>{metrics}</p></aside><footer><p>{news}</p><p>{foot}</p></footer></body></html>""",
        "classes": f"""<html>{head}<body><div id="top" class="header">{top}<div class="menu">{sign}</div></div><div class="banner consent">{cookie}</div>
<div id="wrap"><div class="col-8 content"><h1>{title}</h1><div class="share">{share}</div><div class="fulltext-view">{marked}</div><div class="ref-list"><h2>References</h2><ol>{refs}</ol></div></div>
<div class="col-4 sidebar"><div class="metrics">{metrics}</div><div class="related"><h3>{related}</h3><p>{one}</p><p>{two}</p></div></div></div><div class="footer"><p>{news}</p><p>{foot}</p></div></body></html>""",
        "soup": f"""<html>{head}<body><div><div><a>{top}</a> <a>{sign}</a></div><div>{cookie}</div><div><div><h1>{title}</h1><div><a>{share}</a></div>{soup}</div>
<div><div>{metrics}</div><div>{related}</div><div><a>{one}</a></div><div><a>{two}</a></div></div></div><div>{refs.replace("li>", "div>")}</div><div>{news}</div><div>{foot}</div></div></body></html>""",
        "table layout": f"""<html>{head}<body><table width="100%"><tr><td colspan="2">{top} | {sign}</td></tr><tr><td width="20%">{related}<br>{one}<br>{two}<br>{metrics}</td>
<td><h1>{title}</h1>{marked}<h2>References</h2><ol>{refs}</ol></td></tr><tr><td colspan="2">{cookie} {news} {foot}</td></tr></table></body></html>""",
    }


def norm(text: str) -> str:
    """Letters as they are compared."""
    return re.sub(r"\s+", " ", text.replace("^", "").replace("\u00ad", "")).strip().lower()


def paragraphs(root: Node) -> list[str]:
    """The body's paragraphs of at least 40 words."""
    found = []
    for node in root.iterfind(".//body//p"):
        if any(_tag(a) in ("table-wrap", "fig", "list", "boxed-text") for a in node.iterancestors()):
            continue
        if any(_tag(n) in ("fig", "table-wrap", "disp-formula", "list") for n in node.iter()):
            continue
        text = norm("".join(node.itertext()))
        if len(text.split()) >= 40:
            found.append(text)
    return found


def ours(path: Path) -> str:
    """`corpus.read`."""
    try:
        return read(path).text
    except ReadError:
        return ""


def by_trafilatura(path: Path) -> str:
    """trafilatura's own text, its default."""
    return trafilatura.extract(path.read_text(encoding="utf-8"), include_comments=False) or ""


def by_trafilatura_recall(path: Path) -> str:
    """trafilatura, asked to miss nothing."""
    return trafilatura.extract(path.read_text(encoding="utf-8"), include_comments=False, favor_recall=True) or ""


def by_readability(path: Path) -> str:
    """readability-lxml's summary as text."""
    from readability import Document as Page

    summary = Page(path.read_text(encoding="utf-8")).summary(html_partial=True)
    return "\n".join(lxml_html.fromstring(summary).itertext()) if summary.strip() else ""


READERS: dict[str, Callable[[Path], str]] = {
    "caseledger": ours,
    "trafilatura": by_trafilatura,
    "trafilatura, recall": by_trafilatura_recall,
}
if find_spec("readability"):  # `pip install readability-lxml`: its requirements do not go with ours in every pip
    READERS["readability-lxml"] = by_readability


def measure(articles: list[Node], dress: str, folder: Path) -> list[list[object]]:
    """A row for each reader on one dress."""
    rows: list[list[object]] = []
    for name, reader in READERS.items():
        whole = ordered = count = pairs = extra = 0
        begun = time.process_time()
        for number, root in enumerate(articles):
            path = folder / f"{number}.html"
            path.write_text(pages(root)[dress], encoding="utf-8")
            text = norm(reader(path))
            places = []
            for paragraph in paragraphs(root):
                found = fuzz.partial_ratio_alignment(paragraph, text)
                count += 1
                whole += bool(found and found.score >= 97)
                places.append(found.dest_start if found else -1)
            ordered += sum(a < b for a, b in pairwise(places))
            pairs += max(len(places) - 1, 0)
            extra += sum(norm(line) in text for line in DRESS)
        seconds = time.process_time() - begun
        rows.append(
            [
                dress,
                name,
                f"{whole / count:.3f}",
                f"{ordered / pairs:.3f}",
                f"{extra / len(articles):.1f}",
                f"{seconds:.1f}",
            ]
        )
    return rows


def main() -> None:
    """Measure all readers on all dresses."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the table into docs/reading.md")
    options = parser.parse_args()
    articles = [etree.parse(str(path)).getroot() for path in sorted(options.folder.glob("*.xml"))]
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for dress in ("semantic", "classes", "soup", "table layout"):
            rows += measure(articles, dress, Path(folder))
    found = table(["page", "reader", "paragraphs whole", "in order", "lines of the dress", "seconds"], rows)
    print(found)
    if options.write:
        write_between("html", found, Path("docs/reading.md"))


if __name__ == "__main__":
    main()
