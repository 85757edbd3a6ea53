"""Forty kinds of bad files, seeded, each with the reason that it must be named with.

for name, reason in write_bad_files(folder).items(): ...
"""

import random
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

GOOD = "The patient received tocilizumab 8 mg/kg for grade 2 CRS on day 3 after CAR-T cells."


def write_bad_files(folder: Path, seed: int = 6) -> dict[str, str]:
    """Write one file of each kind; returns the reason by the file's name."""
    chance = random.Random(seed)
    kinds = _kinds(chance)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (data, _) in kinds.items():
        (folder / name).write_bytes(data)
    return {name: reason for name, (_, reason) in kinds.items()}


def _noise(chance: random.Random, size: int) -> bytes:
    return chance.randbytes(size)


def _docx() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def _pdf(pages: str = "", *, trailer: str = "") -> bytes:
    """A PDF of a catalog, a page tree and what is given."""
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"{pages or '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj'}\n"
        f"trailer<</Root 1 0 R{trailer}>>\n%%EOF\n"
    ).encode("latin-1")


def _stream(data: bytes) -> bytes:
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj 4 0 obj<</Filter/FlateDecode/Length "
    return (
        head
        + page
        + str(len(data)).encode()
        + b">>stream\n"
        + data
        + b"\nendstream endobj trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _kinds(chance: random.Random) -> dict[str, tuple[bytes, str]]:
    """Each kind by a file's name: its bytes and the reason."""
    jats = "<?xml version='1.0'?><article><front/><body><p>"
    bomb = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(8)
    )
    return {
        "zero-bytes.txt": (b"", "empty"),
        "zero-bytes-pdf.pdf": (b"", "empty"),
        "zero-bytes-xml.xml": (b"", "empty"),
        "zero-bytes-html.html": (b"", "empty"),
        "zero-bytes-markdown.md": (b"", "empty"),
        "spaces-only.txt": (b"   \n\t\n   ", "empty"),
        "byte-order-mark-only.txt": (b"\xef\xbb\xbf", "empty"),
        "null-bytes.txt": (b"\x00" * 4096, "binary"),
        "noise.txt": (_noise(chance, 4096), "binary"),
        "noise-named-pdf.pdf": (_noise(chance, 4096), "damaged"),
        "noise-named-xml.xml": (_noise(chance, 4096), "damaged"),
        "picture-named-text.txt": (b"\x89PNG\r\n\x1a\n" + _noise(chance, 2000), "binary"),
        "archive-named-text.txt": (_docx(), "binary"),
        "word-named-markdown.md": (_docx(), "binary"),
        "program-named-text.txt": (b"\x7fELF\x02\x01\x01" + _noise(chance, 2000), "binary"),
        "pdf-named-text.txt": (_pdf(), "binary"),
        "text-named-pdf.pdf": (GOOD.encode(), "damaged"),
        "html-named-pdf.pdf": (f"<html><body>{GOOD}</body></html>".encode(), "damaged"),
        "picture-named-pdf.pdf": (b"\x89PNG\r\n\x1a\n" + _noise(chance, 2000), "damaged"),
        "header-only.pdf": (b"%PDF-1.7\n", "damaged"),
        "cut-in-the-middle.pdf": (_pdf()[:90], "damaged"),
        "without-pages.pdf": (_pdf("2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj"), "damaged"),
        "blank-page.pdf": (_pdf(), "empty"),
        "page-tree-in-a-circle.pdf": (_pdf("2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj"), "damaged"),
        "no-catalog.pdf": (b"%PDF-1.4\ntrailer<</Root 9 0 R>>\n%%EOF\n", "damaged"),
        "encrypted-by-nobody-known.pdf": (_pdf(trailer="/Encrypt<</Filter/Own/V 9>>"), "encrypted"),
        "noise-in-a-stream.pdf": (_stream(_noise(chance, 500)), "empty"),
        "stream-cut-short.pdf": (_stream(zlib.compress(b"BT (x) Tj ET" * 50)[:20]), "empty"),
        "error-page-of-a-server.pdf": (b"<!DOCTYPE html><title>403 Forbidden</title>", "damaged"),
        "unclosed.xml": (b"<article><body><p>", "empty"),
        "two-roots.xml": (b"<article/><article/>", "damaged"),
        "no-article.xml": (b"<?xml version='1.0'?><inventory><item/></inventory>", "unsupported"),
        "article-without-text.xml": (f"{jats}</p></body></article>".encode(), "empty"),
        "entities-in-entities.xml": (f"{bomb}]><article><body><p>&i;</p></body></article>".encode(), "empty"),
        "file-as-entity.xml": (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///dev/zero'>]><article>&x;</article>", "empty"),
        "wrong-encoding.xml": (b"<?xml version='1.0' encoding='klingon'?><article/>", "damaged"),
        "json-named-xml.xml": (b'{"report": 1}', "damaged"),
        "scripts-only.html": (b"<html><script>1</script></html>", "empty"),
        "comments-only.html": (b"<!-- nothing -->", "damaged"),
        "noise-named-html.html": (_noise(chance, 3000), "binary"),
    }
