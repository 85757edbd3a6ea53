"""A page of a PDF as a picture, for whoever checks a fact at its place: `page_png(Path("a.pdf"), 2)`."""

import io
from pathlib import Path
from threading import Lock

import pypdfium2

from models import ReadError

_ONE_AT_A_TIME = Lock()  # pdfium is not made for several threads
_LARGEST_SIDE = 2400  # pixels, whatever the size of the page


def page_png(path: Path, number: int, *, scale: float = 1.6) -> bytes:
    """Page `number` (from 1) as PNG, `scale` pixels a point. Raises ReadError."""
    try:
        with _ONE_AT_A_TIME:
            pdf = pypdfium2.PdfDocument(path)
            try:
                if not 1 <= number <= len(pdf):
                    raise ReadError("no_page", f"{path} has no page {number}: it has {len(pdf)}")
                page = pdf[number - 1]
                fitting = min(scale, _LARGEST_SIDE / max(page.get_size()))
                picture = page.render(scale=fitting).to_pil()
            finally:
                pdf.close()
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        raise ReadError("unreadable", f"{path} cannot be drawn ({error})") from error
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG")
    return buffer.getvalue()
