"""The pages of a PDF file, or the reason why there are none."""

import mmap
import re
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus import trial
from corpus.bombs import Weight, weigh
from corpus.drawn import by_rows, is_disordered, parted
from corpus.glyphs import Sheet, Word, main_angle, read_sheet
from corpus.initials import with_initials
from corpus.layout import cut, unstretched
from corpus.lines import Line, lines_of, with_accents, without_overprint
from corpus.rescue import rescue
from corpus.trial import MAX_PAGES
from models import ReadError

Bytes = bytes | mmap.mmap
MAX_WORD_BOXES = 60  # pages: longer files keep a box for each line, not for each word
MAX_LINE_BOXES = 250  # pages: still longer files keep a box for each paragraph
MAX_WORDS = 12_000  # of a page: a full one has two thousand; more are a drawing's, and nothing is mended in them
MAX_LINES = 2_000  # of a page: the longest ones, where a drawing or a map has more
MAX_SECONDS = 36  # of computing for a file of the usual size; what follows takes a third of it
REOPENED = 64  # pages after which pdfium's own memory is given back
_ENCRYPTED = {4, 5}  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def begun(data: Bytes) -> Bytes:
    """A PDF from where it begins: a server or a mail program may have put something before it."""
    if isinstance(data, bytes) and (begin := data.find(b"%PDF-", 0, 100_000)) > 900:
        return data[begin:]
    return data


def opened(path: Path, data: Bytes) -> pdfium.PdfDocument:
    """A PDF from its bytes, or from its path where they are still on the disk."""
    return pdfium.PdfDocument(data if isinstance(data, bytes) else path)


def read_pages(path: Path, data: Bytes) -> list[Sheet]:
    """Every page with its words; ReadError `encrypted`, `damaged`, `no_pages`, `too_many_pages`, `too_large` or `too_slow`."""
    weight = weigh(data)
    if weight is Weight.BOMB:
        raise ReadError("too_large", f"{path.name} unpacks into far more than a page can hold: print it to a new PDF.")
    if weight is Weight.STRANGE and not trial.opens(path, data):
        raise ReadError("too_large", f"{path.name} draws far more than a page can hold: print it to a new PDF.")
    try:
        with closing(_Pages(path, data)) as pages:
            sheets = _all(path.name, pages, MAX_SECONDS * max(1.0, len(data) / 10_000_000))
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _ENCRYPTED:
            raise ReadError(
                "encrypted", f"{path.name} needs a password: save it without one and read it again."
            ) from None
        return rescue(path, data)
    return sheets if any(sheet.readable for sheet in sheets) else rescue(path, data)


class _Pages:
    """The pages of an open file. It is opened anew from time to time: pdfium keeps what it has read until it is closed."""

    def __init__(self, path: Path, data: Bytes) -> None:
        self.path, self.data = path, data
        begun = time.process_time()
        self.pdf = opened(path, data)
        self.count = len(self.pdf)
        self.slow = time.process_time() - begun > 1

    def __getitem__(self, number: int) -> Any:
        if number and number % REOPENED == 0 and not self.slow:
            self.close()
            self.pdf = opened(self.path, self.data)
        return self.pdf[number]

    def close(self) -> None:
        self.pdf.close()


def own_fields(path: Path, data: Bytes) -> dict[str, str]:
    """What a PDF says of itself: Title, Author, Subject; nothing where it does not open."""
    try:
        with closing(opened(path, data)) as pdf:
            return {
                name: re.sub(r"#_#_x([0-9A-F]{4});", _sign, value)
                for name, value in pdf.get_metadata_dict().items()
                if value
            }
    except (pdfium.PdfiumError, UnicodeError):
        return {}


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def settle(sheet: Sheet, *, packed: bool = False) -> None:
    """From words to lines, those that stand as most of the page does: stamps along the margin go. A long file's are packed."""
    angle = main_angle(sheet.words)
    upright = [w for w in sheet.words if w.angle == angle]
    lines = unstretched(_lines(upright)) if len(upright) <= MAX_WORDS else lines_of(upright)
    if len(lines) > MAX_LINES:
        least = sorted((line.length for line in lines), reverse=True)[MAX_LINES]
        lines = [line for line in lines if line.length > least] or lines[:MAX_LINES]
        sheet.crowded = True
    sheet.lines, sheet.words = lines, []
    if packed:
        for line in sheet.lines:
            line.flatten()
        sheet.pack()


def _lines(upright: list[Word]) -> list[Line]:
    """Lines in the order of the file, or in that of the page where the file has none."""
    words = with_initials(with_accents(without_overprint(upright)))
    lines = lines_of(words)
    return cut(parted(lines_of(by_rows(words)))) if is_disordered(lines) else parted(lines)


def _all(name: str, pages: _Pages, seconds: float) -> list[Sheet]:
    count = pages.count
    if count == 0:
        raise ReadError("no_pages", f"{name} has no pages: save it again from its source.")
    if count > MAX_PAGES:
        raise ReadError("too_many_pages", f"{name} has {count} pages, the limit is {MAX_PAGES}: split it.")
    begun = time.process_time()
    sheets: list[Sheet] = []
    for number in range(count):
        sheet = _sheet(pages, number)
        if not sheet.scanned:
            settle(sheet, packed=count > MAX_WORD_BOXES)
        sheets.append(sheet)
        if time.process_time() - begun > seconds:
            raise ReadError(
                "too_slow", f"{name} was at page {number + 1} of {count} after {seconds:.0f} s: print it to a new PDF."
            )
    return sheets


def _sheet(pages: _Pages, number: int) -> Sheet:
    """One page; a page that cannot be opened is an empty one."""
    try:
        page = pages[number]
    except pdfium.PdfiumError:
        return Sheet(0.0, 0.0, [], readable=False)
    try:
        sheet = read_sheet(page)
        sheet.scanned = sum(len(w.text) for w in sheet.words) < 40 and _has_picture(page)
        return sheet
    except pdfium.PdfiumError:
        return Sheet(0.0, 0.0, [], readable=False)
    finally:
        page.close()


def _has_picture(page: Any) -> bool:
    """A picture that covers a good part of the page."""
    width, height = page.get_size()
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) > 0.3 * width * height:
            return True
    return False
