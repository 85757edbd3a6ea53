"""Lists of references as screening tools and databases write them: RIS, PubMed's NBIB, CSV.

>>> [r.doi for r in read_references(Path("screened.ris"))]
['10.3389/fonc.2022.1021786']
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from models import Frozen, WarehouseError

# What each format calls a field, the first that is filled counts.
_RIS = {"title": ("TI", "T1", "CT"), "doi": ("DO", "M3", "UR"), "pmid": ("AN", "PM"), "pmcid": ("C2",), "year": ("PY", "Y1", "DA"),
        "journal": ("JO", "JF", "T2", "JA"), "authors": ("AU", "A1"), "file": ("L1", "LK"), "key": ("ID",)}  # fmt: skip
_NBIB = {"title": ("TI",), "doi": ("LID", "AID"), "pmid": ("PMID",), "pmcid": ("PMC",), "year": ("DP",), "journal": ("JT", "TA"),
         "authors": ("FAU", "AU"), "file": (), "key": ()}  # fmt: skip
_CSV = {"title": ("title", "article title", "document title"), "doi": ("doi", "doi link"), "pmid": ("pmid", "pubmed id", "accession number"),
        "pmcid": ("pmcid", "pmc id"), "year": ("year", "publication year", "published year", "pub year"), "journal": ("journal", "source title", "publication title", "journal/book"),
        "authors": ("authors", "author", "author full names"), "file": ("file", "filename", "pdf", "file attachments"), "key": ("id", "key", "covidence #", "ref", "study")}  # fmt: skip
_LINE = re.compile(r"^(?P<tag>[A-Z][A-Z0-9]{1,3})\s{0,2}- ?(?P<value>.*)$")
_DOI = re.compile(r"10\.\d{1,9}/[^\s\"<>\[\]]+", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORTEST_TITLE = 20  # letters below which a title names too many papers to link by


class Reference(Frozen):
    """A reference of a list; `title_key` is its title's letters and digits."""

    reference_id: str
    title: str | None
    title_key: str | None
    doi: str | None
    pmid: str | None
    pmcid: str | None
    year: int | None
    journal: str | None
    authors: tuple[str, ...]
    file: str | None
    list: str


class ImportSummary(Frozen):
    """What an import brought: references read, of them linked to a report of the ledger."""

    read: int
    linked: int


def read_references(path: Path) -> list[Reference]:
    """The references of a .ris, .nbib (or .txt) or .csv file. Raises WarehouseError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise WarehouseError(f"{path} does not exist: check the path") from error
    except OSError as error:
        raise WarehouseError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WarehouseError(f"{path} is no text in UTF-8: export the list anew as RIS, NBIB or CSV") from error
    if path.suffix.lower() in {".csv", ".tsv"}:
        records, names = _rows(text), _CSV
    else:
        nbib = text.lstrip().startswith("PMID-")
        records, names = list(_records(text, nbib=nbib)), _NBIB if nbib else _RIS
    found = {r.reference_id: r for record in records if (r := _reference(record, names, path.name)) is not None}
    if not found:
        raise WarehouseError(
            f"{path} holds no references: give a list as RIS, NBIB or CSV with a column 'title', 'doi' or 'pmid'"
        )
    return list(found.values())


def _records(text: str, *, nbib: bool) -> Iterator[dict[str, list[str]]]:
    """Tagged records: RIS ends one with ER, NBIB begins one with PMID; lines without a tag go on."""
    record: dict[str, list[str]] = {}
    tag = ""
    for line in text.splitlines():
        m = _LINE.match(line)
        if m is None:
            if line.strip() and tag:
                record[tag][-1] += f" {line.strip()}"
            continue
        tag = m["tag"]
        if record and (tag == "PMID" if nbib else tag in {"ER", "TY"}):
            yield record
            record = {}
        if tag not in {"ER", "TY"}:
            record.setdefault(tag, []).append(m["value"].strip())
    if record:
        yield record


def _rows(text: str) -> list[dict[str, list[str]]]:
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text.partition("\n")[0], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows = csv.DictReader(text.splitlines(keepends=True), dialect=dialect)
    return [
        {(name or "").strip().lower(): [value or ""] for name, value in row.items() if isinstance(value, str)}
        for row in rows
    ]


def _reference(
    record: Mapping[str, Sequence[str]], names: Mapping[str, Sequence[str]], source: str
) -> Reference | None:
    def values(field: str) -> list[str]:
        return [value for name in names[field] for value in record.get(name, ()) if value.strip()]

    title = next((" ".join(v.split()) for v in values("title")), None)
    doi = next((m[0].lower().rstrip(".,;)") for v in values("doi") if (m := _DOI.search(v))), None)
    pmid = next((v.strip() for v in values("pmid") if v.strip().isdecimal()), None)
    pmcid = next((v.strip().upper() for v in values("pmcid") if v.strip().upper().startswith("PMC")), None)
    if not (title or doi or pmid or pmcid):
        return None
    key = _letters(title or "")
    identity = doi or pmid or pmcid or key
    year = next((int(m[0]) for v in values("year") if (m := _YEAR.search(v))), None)
    file = next((Path(v.replace("\\", "/").removeprefix("file://")).stem for v in values("file")), None)
    return Reference(
        reference_id=f"ref-{hashlib.sha256(str(identity).encode()).hexdigest()[:12]}", title=title,
        title_key=key if len(key) >= _SHORTEST_TITLE else None, doi=doi, pmid=pmid, pmcid=pmcid, year=year,
        journal=next(iter(values("journal")), None), authors=_authors(values("authors"), one=names is _CSV), file=file, list=source,
    )  # fmt: skip


def _authors(told: Sequence[str], *, one: bool) -> tuple[str, ...]:
    names = [n for value in told for n in re.split(r";| and ", value)] if one else told
    return tuple(name.strip() for name in names if name.strip())


def _letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", title.lower())
