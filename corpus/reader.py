"""One door: `read(path)` gives the Document of a text, Markdown, PDF, JATS XML or HTML file, or a ReadError that says why not."""

import hashlib
import mmap
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from models import Document, ReadError

Reader = Callable[..., Document]

READERS = {
    ".txt": "corpus.plain",
    ".text": "corpus.plain",
    ".md": "corpus.plain",
    ".markdown": "corpus.plain",
    ".pdf": "corpus.pdf",
    ".xml": "corpus.jats",
    ".nxml": "corpus.jats",
    ".html": "corpus.html",
    ".htm": "corpus.html",
    ".xhtml": "corpus.html",
}
MAX_BYTES = 200_000_000
MAPPED_BYTES = 5_000_000  # of a PDF: a larger one is read where it lies, a page at a time


def read(path: Path | str, *, ocr: bool = False) -> Document:
    """Read a report: `read("case.pdf").sections`. Raises ReadError with a reason for everything that gives no text."""
    path = Path(path)
    suffix = path.suffix.lower()
    if path.is_dir():
        raise ReadError("folder", f"{path} is a folder: name a file in it.")
    if not path.exists():
        raise ReadError("missing", f"{path} does not exist: check the path.")
    if suffix not in READERS:
        raise ReadError("unsupported", f"{path.name} is no report that can be read: give {', '.join(sorted(READERS))}.")
    data = _bytes(path, mapped=suffix == ".pdf")
    reader = cast(Reader, import_module(READERS[suffix]).read)
    options = {"ocr": ocr} if suffix == ".pdf" else {}
    document = reader(path, data, _sha256(path, data), **options)
    if not document.text.strip():
        raise ReadError("empty", f"{path.name} holds no text: give the report's text or a PDF with a text layer.")
    return _named(document)


def _named(document: Document) -> Document:
    """A file from PubMed Central bears its number: PMC5894222.pdf."""
    if document.metadata.pmcid or not re.fullmatch(r"PMC\d{5,8}", document.id):
        return document
    return document.model_copy(update={"metadata": document.metadata.model_copy(update={"pmcid": document.id})})


def _sha256(path: Path, data: bytes | mmap.mmap) -> str:
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bytes(path: Path, *, mapped: bool = False) -> bytes | mmap.mmap:
    """The file's bytes; a large one's are left on the disk where `mapped`."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(
                "too_large",
                f"{path.name} has {size // 1_000_000} MB, the limit is {MAX_BYTES // 1_000_000} MB: split it.",
            )
        if not path.is_file():
            raise ReadError("unreadable", f"{path} is no file but a device or a pipe: save it as a file.")
        if mapped and size > MAPPED_BYTES:
            with path.open("rb") as file:
                return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError("unreadable", f"{path} cannot be opened ({error.strerror}): check its permissions.") from None
    if not data.strip():
        raise ReadError("empty", f"{path.name} is empty: save it again from its source.")
    return data
