"""Rows of tables read from PDF beside pdfplumber's, against the tables of the same articles' JATS XML.

    python -m benchmarks.table_rows DIR     DIR holds <id>.pdf and <id>.xml

A row counts where the reader has one with the same filled cells in the same order, a cell where the reader has it as a cell
of its own. Letters and figures are compared, not spaces nor signs.
"""

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pdfplumber

from benchmarks.tables import table, write_between
from corpus import read

Row = tuple[str, ...]
_NOT_READ = re.compile(r"[^\w%]+|_")


def _plain(row: Iterable[str | None]) -> Row:
    """The filled cells of a row by their letters and figures."""
    cells = (_NOT_READ.sub("", unicodedata.normalize("NFKC", cell or "").lower()) for cell in row)
    return tuple(cell for cell in cells if cell)


def caseledger(path: Path) -> list[Row]:
    """The rows of the tables that we read."""
    return [_plain(row) for t in read(path).tables for row in t.rows]


def ruled(path: Path) -> list[Row]:
    """pdfplumber's default: cells between ruling lines."""
    with pdfplumber.open(path) as pdf:
        return [_plain(row) for page in pdf.pages for rows in page.extract_tables() for row in rows]


def unruled(path: Path) -> list[Row]:
    """pdfplumber by the places of words; it takes every page for a table."""
    by_words = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with pdfplumber.open(path) as pdf:
        return [_plain(row) for page in pdf.pages for rows in page.extract_tables(by_words) for row in rows]


READERS: dict[str, Callable[[Path], list[Row]]] = {
    "caseledger": caseledger,
    "pdfplumber, ruled": ruled,
    "pdfplumber, by words": unruled,
}


def found(wanted: Iterable[Row], rows: Iterable[Row]) -> tuple[int, int]:
    """How many rows of one list stand in another, and how many cells."""
    rows = list(rows)
    whole = Counter(wanted) & Counter(rows)
    cells = Counter(cell for row in wanted for cell in row) & Counter(cell for row in rows for cell in row)
    return whole.total(), cells.total()


def main() -> None:
    """Print the share of rows and cells of each reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the table into docs/reading.md")
    options = parser.parse_args()
    folder: Path = options.folder
    pairs = [
        (path, path.with_suffix(".xml")) for path in sorted(folder.glob("*.pdf")) if path.with_suffix(".xml").exists()
    ]
    truth = {pdf: [row for row in caseledger(xml) if row] for pdf, xml in pairs}
    rows, cells = sum(map(len, truth.values())), sum(len(row) for wanted in truth.values() for row in wanted)
    lines = []
    for name, reader in READERS.items():
        counts = [found(wanted, reader(pdf)) for pdf, wanted in truth.items()]
        lines.append([name, f"{sum(c[0] for c in counts) / rows:.3f}", f"{sum(c[1] for c in counts) / cells:.3f}"])
    text = f"{len(pairs)} articles, {rows} rows, {cells} cells in tables\n\n{table(['', 'rows whole', 'cells'], lines)}"
    print(text)
    if options.write:
        write_between("tables", text, Path("docs/reading.md"))


if __name__ == "__main__":
    main()
