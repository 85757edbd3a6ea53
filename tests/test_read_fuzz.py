"""Any bytes give a Document or a ReadError: mutated files of every format, a few in the tests, very many in `make soak`.

CASELEDGER_SOAK_INPUTS=1000000 make soak      the number of inputs (100,000 without it)
CASELEDGER_SOAK_SECONDS=600 make soak         or the time to spend

Most inputs of the soak come from small files, real ones among them cut to a few of each of their parts: what breaks a reader is
seldom the length, and a whole article takes ten times as long. Every twentieth comes from a whole one.
"""

import os
import random
import resource
import signal
import time
import zlib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from reading_fixtures import HEADED, LAYOUTS, REPORT, as_plain
from test_read import as_jats, as_page

from corpus.reader import READERS, read
from models import ReadError

GOLD = Path(os.environ.get("CASELEDGER_GOLD", Path(__file__).parent.parent.parent / "shared"))
# What tears a format: its own marks in the wrong place, very long and very deep things, strange numbers
TOKENS = [
    b"obj", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"/Kids [1 0 R]", b"/Length 99999999", b"/Count -1", b"xref", b"%%EOF", b"\x00" * 40,
    b"<sec>" * 300, b"</sec>", b"<table-wrap>", b"<sup>", b"<!--", b"<![CDATA[", b"&amp;", b"&nope;", b"<td colspan='99999'>", b"</p>", b"\xff\xfe", b"\xef\xbb\xbf",
    b"# ", b"Table 1\n", b"Case 1\n", b"|" * 50, b"1. " * 50, b"A" * 3000, b"( " * 500, "Å‐ﬁ̈".encode(), b"\r", b"-1e309", b"2147483648",
]  # fmt: skip


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """A few cuts, copies, flips and tokens; for PDF sometimes inside a stream's own text."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            del data[at : at + chance.randint(1, 200)]
        elif kind == 1 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 2:
            data[at:at] = chance.choice(TOKENS)
        elif kind == 3:
            start = chance.randrange(len(data) + 1)
            data[at:at] = data[start : start + chance.randint(1, 400)]
        elif chance.random() < 0.3:
            del data[at:]
        else:
            del data[at : at + 1]
    return bytes(data)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, bytes]]:
    """A small file of each format; two PDFs, one of them without compression so that its operators are within reach."""
    folder = tmp_path_factory.mktemp("seeds")
    pdf = LAYOUTS["three-column-letter"](folder / "seed.pdf").read_bytes()
    files = [
        (".txt", as_plain().encode()),
        (".md", f"# {as_plain()}".encode()),
        (".xml", as_jats().encode()),
        (".html", as_page().encode()),
    ]
    return [*files, (".pdf", pdf), (".pdf", plain_pdf())]


@pytest.fixture(scope="module")
def real_seeds(
    seeds: list[tuple[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]:
    """Small files and large ones: real ones too where the folder of gold holds any, articles as XML, awkward PDFs."""
    found = [*GOLD.glob("jats/*.xml"), *GOLD.glob("pdfs/faulty/*.pdf"), *GOLD.glob("reports/*.txt")]
    whole = [(path.suffix, path.read_bytes()) for path in sorted(found) if 0 < path.stat().st_size < 130_000]
    brief = REPORT._replace(headed=[(heading, [p[:90] for p in told[:2]]) for heading, told in HEADED])
    folder = tmp_path_factory.mktemp("small")
    small = [
        (".txt", as_plain(brief).encode()),
        (".md", f"# {as_plain(brief)}".encode()),
        (".xml", as_jats(brief).encode()),
        (".html", as_page(brief).encode()),
        (".pdf", LAYOUTS["three-column-letter"](folder / "seed.pdf", report=brief).read_bytes()),
        (".pdf", plain_pdf()),
        *(cut for file in whole if (cut := _cut(*file))),
    ]
    return small, [*seeds, *whole]


def _cut(suffix: str, data: bytes) -> tuple[str, bytes] | None:
    """A few of each of a file's parts; of PDFs those that are small as they are and open without a process of their own."""
    if suffix == ".xml":
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        for node in list(root.iter()):
            seen: Counter[object] = Counter()
            for child in list(node):
                seen[child.tag] += 1
                if seen[child.tag] > 2:
                    node.remove(child)
            node.text, node.tail = (node.text or "")[:80], (node.tail or "")[:80]
        return suffix, etree.tostring(root)
    if suffix == ".txt":
        return suffix, b"\n\n".join(part[:120] for part in data.split(b"\n\n")[:40])
    return (suffix, data) if len(data) < 12_000 and b"/Encrypt" not in data else None


def plain_pdf() -> bytes:
    """A PDF by hand, its page's text uncompressed."""
    page = b"BT /F1 11 Tf 60 700 Td (She was given tocilizumab 8 mg/kg.) Tj 0 -14 Td (2.0 x 10) Tj 6 Ts (6) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, o) for i, o in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def _too_long(*_: object) -> None:
    raise TimeoutError("more than 60 s")


def survives(path: Path, data: bytes) -> None:
    """Read it: a Document whose sections tile its text, or a ReadError; nothing else, and in time."""
    path.write_bytes(data)
    begun = time.monotonic()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(60)
    try:
        document = read(path)
        assert document.text.strip()
        edges = [s.start for s in document.sections] + [document.sections[-1].end]
        assert edges[0] == 0 and edges[-1] == len(document.text) and edges == sorted(edges)
        assert all(0 <= b.start < b.end <= len(document.text) for b in document.boxes)
    except ReadError as error:
        assert error.reason and error.message.endswith(".")
    finally:
        signal.alarm(0)
    assert time.monotonic() - begun < 60


@pytest.fixture
def no_rescue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the second reader's process: it takes half a second for every file that cannot be opened."""

    def refuse(path: Path, data: bytes) -> None:
        raise ReadError("damaged", f"{path.name} is no PDF.")

    monkeypatch.setattr("corpus.pages.rescue", refuse)


@pytest.mark.usefixtures("no_rescue")
@given(data=st.binary(max_size=4000), suffix=st.sampled_from(sorted(READERS)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes(tmp_path: Path, data: bytes, suffix: str) -> None:
    survives(tmp_path / f"any{suffix}", data)


@pytest.mark.usefixtures("no_rescue")
@given(text=st.text(max_size=1500), suffix=st.sampled_from([".txt", ".md", ".html", ".xml"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text(tmp_path: Path, text: str, suffix: str) -> None:
    survives(tmp_path / f"any{suffix}", text.encode("utf-8", errors="surrogatepass"))


@pytest.mark.usefixtures("no_rescue")
@given(seed=st.integers(min_value=0))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_mutated_files(tmp_path: Path, seeds: list[tuple[str, bytes]], seed: int) -> None:
    chance = random.Random(seed)
    suffix, data = chance.choice(seeds)
    survives(tmp_path / f"mutated{suffix}", mutated(data, chance))


@pytest.mark.soak
@pytest.mark.usefixtures("no_rescue")
def test_very_many_mutated_files(
    tmp_path: Path, real_seeds: tuple[list[tuple[str, bytes]], list[tuple[str, bytes]]]
) -> None:
    small, large = real_seeds
    first, slowest, begun = int(os.environ.get("CASELEDGER_SOAK_SEED", "0")), (0.0, -1), time.monotonic()
    count = int(os.environ.get("CASELEDGER_SOAK_INPUTS", "100000"))
    limit = float(os.environ.get("CASELEDGER_SOAK_SECONDS", "inf"))
    number = first
    noted = os.open(tmp_path / "number", os.O_CREAT | os.O_WRONLY)
    for number in range(first, first + count):
        chance = random.Random(number)
        suffix, data = large[number // 20 % len(large)] if number % 20 == 0 else chance.choice(small)
        os.pwrite(noted, b"%020d" % number, 0)  # found again when the interpreter itself falls
        started = time.monotonic()
        try:
            survives(tmp_path / f"mutated{suffix}", mutated(data, chance))
        except BaseException:
            print(f"input {number} ({suffix}), crc {zlib.crc32(data):x}")
            raise
        slowest = max(slowest, (time.monotonic() - started, number))
        if time.monotonic() - begun > limit:
            break
    os.close(noted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kB
    print(
        f"{number - first + 1} inputs, peak {peak / 1000:.0f} MB, the slowest {slowest[0]:.1f} s (input {slowest[1]})"
    )
    assert peak < 1_000_000
