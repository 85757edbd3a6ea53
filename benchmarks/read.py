"""Pages per second and faithfulness of reading PDF, side by side with the peers, in one run on one core.

    python -m benchmarks.read PDF_DIR [--score SCRIPT]     PDF_DIR holds <id>.pdf, and <id>.xml where SCRIPT scores texts against them
    python -m benchmarks.read --memory                     the peak memory of reading 250, 1,000, 2,000 typeset pages, each in a process of its own

With SCRIPT the exponents are counted too: how many `10<sup>6</sup>` the XML has, and how many came out as `10^6` behind the same characters.
Peers: pdfplumber's `extract_text`, pypdfium2's plain text and bare character boxes, `pdftotext` where it is installed.
"""

import argparse
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
from lxml import etree

from corpus import read
from models import ReadError


def caseledger(path: Path) -> str:
    """Our own reading: text, sections, boxes, tables."""
    return read(path).text


def pypdfium2_text(path: Path) -> str:
    """The characters in the file's order, its line-end hyphens mended."""
    pages = (page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))
    return "\n".join(text.replace("\ufffe\r\n", "").replace("\ufffe", "") for text in pages)


def pypdfium2_boxes(path: Path) -> str:
    """Nothing but the box of every character: what any reader by glyphs has to pay."""
    for page in pdfium.PdfDocument(path):
        text = page.get_textpage()
        for i in range(text.count_chars()):
            text.get_charbox(i)
    return ""


def pdfplumber_text(path: Path) -> str:
    """pdfplumber's default."""
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() or "" for page in pdf.pages)


def pdftotext(path: Path) -> str:
    """Poppler's default."""
    command = ["pdftotext", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode(errors="replace")


READERS: dict[str, Callable[[Path], str]] = {
    "caseledger": caseledger,
    "pypdfium2 text": pypdfium2_text,
    "pypdfium2 boxes": pypdfium2_boxes,
    "pdftotext": pdftotext,
    "pdfplumber": pdfplumber_text,
}


_SIGNS = str.maketrans("−–—‐‑✕xX⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-----×××0123456789-")
_POWER = re.compile(r"(\S{0,4}10)\^(-?\d{1,3})(?!\d)")


def _squeezed(text: str) -> str:
    """One way to write dashes, signs and spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text).translate(_SIGNS))


def powers(xml: Path) -> list[str]:
    """The powers of ten that an article's XML marks, each with the characters before it: `1.5×10^6`."""
    body = etree.parse(xml, etree.XMLParser(resolve_entities=False, no_network=True)).find(".//body")
    return [f"{m[1]}^{m[2]}" for m in _POWER.finditer(_squeezed(_marked(body)))] if body is not None else []


def _marked(node: etree._Element) -> str:
    """An element's words, numbers raised behind a 10 with `^` before them."""
    said = node.text or ""
    for child in node:
        inner = _marked(child) if isinstance(child.tag, str) else ""
        raised = child.tag == "sup" and said.rstrip().endswith("10") and re.fullmatch(r"\s*[-−–+]?\d{1,3}\s*", inner)
        said += f"^{inner.strip()}" if raised else inner
        said += child.tail or ""
    return said


def exponents(xmls: Path, texts: Path) -> str:
    """How many of the marked powers stand in the texts that were read: "41 of 41 exponents"."""
    marked = came = 0
    for text in sorted(texts.glob("*.txt")):
        wanted = Counter(powers(xmls / f"{text.stem}.xml"))
        read_as = _squeezed(text.read_text(encoding="utf-8"))
        marked += wanted.total()
        came += sum(min(often, read_as.count(power)) for power, often in wanted.items())
    return f"{came} of {marked} exponents"


def measure(name: str, paths: list[Path], pages: int, score: Path | None) -> None:
    """Read all files once for the clock, write their texts and score them."""
    reader = READERS[name]
    reader(paths[0])
    with tempfile.TemporaryDirectory() as folder:
        begun = time.process_time()
        for path in paths:
            (Path(folder) / f"{path.stem}.txt").write_text(reader(path), encoding="utf-8", errors="replace")
        used = resource.getrusage(resource.RUSAGE_CHILDREN) if name == "pdftotext" else None
        seconds = (used.ru_utime + used.ru_stime) if used else time.process_time() - begun
        said = ""
        if score and name != "pypdfium2 boxes":
            command = [sys.executable, str(score), str(paths[0].parent), folder]
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
            said = f"{done.stdout.strip().rsplit(chr(10), 1)[-1]}  {exponents(paths[0].parent, Path(folder))}"
    print(f"{name:16} {pages / seconds:7.1f} pages/s   {said}", flush=True)


def long_file(path: Path, pages: int) -> Path:
    """So many pages of 55 lines, no two alike, each with a running head and its number."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    chance = random.Random(pages)
    words = "the patient was given of and in a dose mg day cells fever response marrow after treatment with grade 2 CRS"
    canvas = Canvas(str(path), pagesize=A4)
    for page in range(pages):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(50, 815, "Rowan et al. A long report")
        for i in range(55):
            canvas.drawString(50, 790 - 13 * i, " ".join(chance.choices(words.split(), k=15)))
        canvas.drawCentredString(300, 30, str(page + 1))
        canvas.showPage()
    canvas.save()
    return path


_PEAK = """
import re, sys, time
from pathlib import Path
import pypdfium2
from corpus import read
import corpus.pages, corpus.pdf
corpus.pages.MAX_SECONDS = 600  # two thousand full pages take longer than a file may
peak = lambda: int(re.search("VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000  # a child's ru_maxrss counts its parent
before, begun = peak(), time.process_time()
document = read(Path(sys.argv[1]))
print(f"{peak():6.0f} MB ({before:.0f} of them the program), {time.process_time() - begun:6.1f} s, {len(document.text):,} characters, {len(document.boxes):,} boxes")
"""


def memory() -> None:
    """Peak memory by number of pages."""
    for pages in (250, 1000, 2000):
        with tempfile.TemporaryDirectory() as folder:
            path = long_file(Path(folder) / "long.pdf", pages)
            done = subprocess.run([sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True)  # noqa: S603
            print(f"{pages:5} pages  {done.stdout.strip()}", flush=True)


def main() -> None:
    """Measure every reader that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--memory", action="store_true", help="the peak memory of reading long files")
    parser.add_argument("--score", type=Path, help="a script that compares a folder of XML with a folder of texts")
    options = parser.parse_args()
    if options.memory:
        return memory()
    if options.folder is None:
        parser.error("name a folder of PDF files, or --memory")
    paths = sorted(options.folder.glob("*.pdf"))
    readable = [path for path in paths if _opens(path)]
    pages = sum(len(pdfium.PdfDocument(path)) for path in readable)
    print(f"{len(readable)} of {len(paths)} files, {pages} pages")
    for name in READERS:
        if name == "pdftotext" and shutil.which("pdftotext") is None:
            print(f"{name:16} not installed")
            continue
        measure(name, readable, pages, options.score)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")
    return None


def _opens(path: Path) -> bool:
    try:
        read(path)
    except ReadError:
        return False
    return True


if __name__ == "__main__":
    main()
