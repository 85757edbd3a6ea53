"""PDF files that are broken, or that ask too much, each in a way of its own; built by hand, so that nothing mends them on the way.

for name, data in hostile().items(): ...        name is "forms-doubled"; data are the file's bytes
"""

import gzip
import re
import zlib
from collections.abc import Mapping

SAID = "She was given tocilizumab 8 mg/kg for grade 2 CRS on day 3 after CAR-T cells."
PROSE = b"BT /F1 11 Tf 60 700 Td (" + SAID.encode() + b") Tj ET\n"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
CATALOG, PAGES, PAGE, CONTENT, TYPE = 1, 2, 3, 4, 5
Objects = dict[int, bytes]


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object: its dictionary, its bytes."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def one_page(content: bytes = PROSE, resources: bytes = b"", page: bytes = b"") -> Objects:
    """A catalog, a page tree, a page, its content and its font; `resources` and `page` join the page's own entries."""
    box = b"" if b"/MediaBox" in page else b"/MediaBox[0 0 595 842]"
    return {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R>>",
        PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE: b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>%s>>" % (box, resources, page),
        CONTENT: content if content.startswith(b"<<") else stream(content),
        TYPE: FONT,
    }  # fmt: skip


def written(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """The objects with a table of where they lie."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    out += b"xref\n0 %d\n%s" % (size, b"".join(rows))
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def hostile() -> dict[str, bytes]:
    """All of them by name."""
    return {**_forms(), **_glyphs_and_functions(), **_trees(), **_nested(), **_tables_of_places(), **_contents(), **_fonts(), **_wrapped()}  # fmt: skip


def _calls(names: list[int]) -> bytes:
    return b" ".join(b"/X%d Do" % n for n in names)


def form(calls: list[int], content: bytes = b"", *, packed: bool = False) -> bytes:
    """A form that draws others, each by its own number as the file's object."""
    names = b"".join(b"/X%d %d 0 R" % (n, n) for n in sorted(set(calls)))
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<<%s>>>>" % names
    return stream(content + _calls(calls), entries, packed=packed)


def drawing(first: list[int], forms: Objects, page: bytes = b"") -> Objects:
    names = b"".join(b"/X%d %d 0 R" % (n, n) for n in sorted(set(first)))
    return one_page(PROSE + _calls(first), b"/XObject<<%s>>" % names, page) | forms


def _forms() -> dict[str, bytes]:
    text = b"BT /F1 9 Tf 9 9 Td (x) Tj ET "
    doubled = {n: form([n + 1, n + 1] if n < 49 else [], text) for n in range(10, 50)}
    wide = {n: form([n + 1] * 60 if n < 15 else [], text) for n in range(10, 16)}
    everyone = {n: form([m for m in range(10, 24) if m != n], text) for n in range(10, 24)}
    heirs = {n: stream(text + _calls([n + 1, n + 1]), b"/Subtype/Form/BBox[0 0 9 9]") for n in range(10, 49)}
    heirs[49] = stream(text, b"/Subtype/Form/BBox[0 0 9 9]")
    inherited = b"".join(b"/X%d %d 0 R" % (n, n) for n in heirs)
    apart = {n: stream(text + b"/A Do /A Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources %d 0 R" % (n + 100)) for n in range(10, 50)}  # fmt: skip
    shelves = {n + 100: b"<</Font<</F1 5 0 R>>/XObject %d 0 R>>" % (n + 200) for n in range(10, 50)}
    named = {n + 200: b"<</A %d 0 R>>" % (n + 1 if n < 49 else 5) for n in range(10, 50)}
    heavy = {10: form([11] * 3000), 11: form([], b"1 0 0 1 5 5 cm 1 1 m 9 9 l S " * 30_000, packed=True)}
    # a torn object swallowed the head of the second form, so that nothing before its stream says what it is
    ring = b"<</Subtype/Form/BBox[0 0 1000 1000]/Length %d/Resources<</XObject<</X %d 0 R>>>>>>\nstream\n"
    torn = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n3 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n"
        b"4 0 obj\n<</Type/Page/Parent 3 0 R/MediaBox[0 0 500 300]/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>\nendobj\n"
        b"5 0 obj\n<</Length 6>>\nstream\n/X Do\nendstream\nendobj\n6 0 obj\n"
        + ring
        % (6, 8)
        + b"/X Do\nendstream\nendobj\n"
        b"9 0 obj\n6 0Font<</F1 7 0 R>>\n>>\nstream\n0.5 0 0\nendobj\n8 0 obj\n"
        + ring % (61, 6)
        + b"/X Do\nendstrea25 25 cm /X Do\nendstream\nendobj\ntrailer\n<</Size 8/Root 1 0 R>>\n%%EOF"
    )
    return {
        "forms-torn-within-a-ring": torn,
        "forms-doubled": written(drawing([10], doubled)),
        "forms-doubled-packed": written(drawing([10], {n: form([n + 1] * 2 if n < 49 else [], text, packed=True) for n in range(10, 50)})),
        "forms-wide": written(drawing([10], wide)),
        "forms-that-draw-each-other": written(drawing([10], everyone)),
        "forms-that-draw-themselves": written(drawing([10], {10: form([10] * 50, text)})),
        "forms-in-a-ring": written(drawing([10], {n: form([10 + (n - 9) % 30] * 2, text) for n in range(10, 40)})),
        "forms-by-inherited-names": written(one_page(PROSE + _calls([10]), b"/XObject<<%s>>" % inherited) | heirs),
        "forms-by-resources-elsewhere": written(drawing([10], apart | shelves | named)),
        "forms-in-packed-objects": _with_packed_objects(drawing([10], apart), shelves | named),
        "forms-by-names-in-hex": written(drawing([10], {n: body.replace(b"/X", b"/#58").replace(b"/Form", b"/F#6frm") for n, body in doubled.items()})),
        "forms-heavy-and-often": written(drawing([10], heavy)),
        "forms-five-hundred-deep": written(drawing([10], {n: form([n + 1] if n < 510 else [], text) for n in range(10, 511)})),
        "forms-that-are-missing": written(drawing([77] * 200, {})),
        "forms-that-are-pages": written(drawing([PAGE] * 20, {})),
    }  # fmt: skip


def _with_packed_objects(objects: Objects, packed: Objects) -> bytes:
    """Some objects in an object stream, found through a cross-reference stream."""
    at, heads, bodies = 0, [], []
    for number, body in packed.items():
        heads.append(b"%d %d" % (number, at))
        bodies.append(body)
        at += len(body) + 1
    head = b" ".join(heads) + b" "
    shelf, table = 900, 901
    objects = objects | {
        shelf: stream(head + b" ".join(bodies), b"/Type/ObjStm/N %d/First %d" % (len(packed), len(head)), packed=True)
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    order = {number: i for i, number in enumerate(packed)}
    rows = bytearray()
    for n in range(table + 1):
        if n in order:
            rows += b"\x02" + shelf.to_bytes(4, "big") + order[n].to_bytes(2, "big")
        else:
            rows += (
                (b"\x01" if n in places or n == table else b"\x00")
                + places.get(n, len(out)).to_bytes(4, "big")
                + b"\0\0"
            )
    start = len(out)
    entries = b"/Type/XRef/Size %d/W[1 4 2]/Root 1 0 R" % (table + 1)
    return bytes(out + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, stream(bytes(rows), entries, packed=True), start))  # fmt: skip


def _glyphs_and_functions() -> dict[str, bytes]:
    def glyphs(level: int, calls: int) -> tuple[bytes, bytes]:
        """A font whose one letter writes forty letters in the next font."""
        nested = b"d0 BT /F%d 9 Tf (%s) Tj ET" % (level + 1, b"a" * calls)
        font = (
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a %d 0 R>>/Encoding<</Differences[97/a]>>"
            b"/FirstChar 97/LastChar 97/Widths[0]/Resources<</Font<</F%d %d 0 R>>>>>>"
        )
        return font % (level + 100, level + 1, level + 11), stream(b"0 0 " + nested)

    letters: Objects = {}
    for level in range(20):
        letters[level + 10], letters[level + 100] = glyphs(level, 40)
    letters[30] = FONT
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001/Resources<</Pattern<</P %d 0 R>>>>"
    fill = b"/Pattern cs /P scn 0 0 500 500 re f /P scn 0 0 400 400 re f "
    tiles = {n: stream(fill, tile % (n + 1 if n < 49 else 10)) for n in range(10, 50)}
    stitched = {
        n: b"<</FunctionType 3/Domain[0 1]/Functions[%d 0 R %d 0 R]/Bounds[.5]/Encode[0 1 0 1]>>" % (n + 1, n + 1)
        for n in range(10, 50)
    }
    stitched[50] = b"<</FunctionType 2/Domain[0 1]/N 1/C0[0]/C1[1]>>"
    shading = b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 10 0 R>>"
    colours = {n: b"[/Indexed %d 0 R 1 <0000>]" % (n + 1) for n in range(10, 600)} | {600: b"/DeviceGray"}
    inks = {n: b"[/DeviceN[/A/B] %d 0 R 700 0 R]" % (n + 1) for n in range(10, 600)} | {
        600: b"/DeviceCMYK",
        700: stitched[50],
    }
    masks = {n: b"<</SMask<</S/Alpha/G %d 0 R>>>>" % (n + 100) for n in range(10, 50)}
    masks |= {
        n + 100: stream(
            b"/G gs /G gs 0 0 9 9 re f",
            b"/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>/Resources<</ExtGState<</G %d 0 R>>>>"
            % (n + 1 if n < 49 else 10),
        )
        for n in range(10, 50)
    }
    program = b"{" * 200 + b" 1 add " * 100 + b"}" * 200
    return {
        "glyphs-of-glyphs": written(one_page(PROSE + b"BT /T 9 Tf 9 9 Td (aaaa) Tj ET", b"/Font<</F1 5 0 R/T 10 0 R>>") | letters),
        "glyphs-of-itself": written(one_page(PROSE + b"BT /T 9 Tf (a) Tj ET", b"/Font<</F1 5 0 R/T 10 0 R>>") | {10: letters[10].replace(b" 11 0 R", b" 10 0 R"), 100: stream(b"0 0 d0 BT /F1 9 Tf (%s) Tj ET" % (b"a" * 900))}),
        "tiles-of-tiles": written(one_page(PROSE + fill, b"/Pattern<</P 10 0 R>>") | tiles),
        "functions-stitched-of-functions": written(one_page(PROSE + b"/S sh", b"/Shading<</S 800 0 R>>") | stitched | {800: shading}),
        "functions-of-a-spot-colour": written(one_page(PROSE + b"/C cs 1 scn 0 0 9 9 re f", b"/ColorSpace<</C[/Separation/Spot/DeviceGray 10 0 R]>>") | stitched),
        "functions-stitched-in-a-ring": written(one_page(PROSE + b"/S sh", b"/Shading<</S 800 0 R>>") | {10: stitched[10].replace(b"11 0 R", b"10 0 R"), 800: shading}),
        "function-of-many-inputs": written(one_page(PROSE + b"/S sh", b"/Shading<</S 800 0 R>>") | {800: shading, 10: stream(b"abc", b"/FunctionType 0/Domain[%s]/Range[0 1]/Size[%s]/BitsPerSample 32" % (b"0 1 " * 40, b"9999 " * 40))}),
        "function-of-nested-braces": written(one_page(PROSE + b"/S sh", b"/Shading<</S 800 0 R>>") | {800: shading, 10: stream(program, b"/FunctionType 4/Domain[0 1]/Range[0 1]")}),
        "colours-indexed-of-colours": written(one_page(PROSE + b"/C cs 1 sc", b"/ColorSpace<</C 10 0 R>>") | colours),
        "colours-of-inks-of-inks": written(one_page(PROSE + b"/C cs 1 1 scn", b"/ColorSpace<</C 10 0 R>>") | inks),
        "masks-of-masks": written(one_page(PROSE + b"/G gs 0 0 9 9 re f", b"/ExtGState<</G 10 0 R>>") | masks),
    }  # fmt: skip


def _trees() -> dict[str, bytes]:
    page = one_page()
    tree = {n: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R %d 0 R]>>" % (n - 1, n + 1, n + 1) for n in range(10, 50)}
    chain = {n: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (n - 1, n + 1) for n in range(10, 4000)}
    return {
        "pages-a-million-times-one": written(page | {PAGES: b"<</Type/Pages/Kids[%s]/Count 1000000>>" % (b"3 0 R " * 1_000_000)}),
        "pages-doubled-forty-times": written(page | tree | {PAGES: b"<</Type/Pages/Kids[10 0 R]>>", 50: page[PAGE]}),
        "pages-four-thousand-deep": written(page | chain | {PAGES: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", 4000: page[PAGE]}),
        "pages-count-two-billion": written(page | {PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"}),
        "pages-count-a-hundred-thousand": written(page | {PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 100000>>"}),
        "pages-count-four-thousand": written(page | {PAGES: b"<</Type/Pages/Kids[3 0 R]/Count 4000>>"}),
        "pages-count-below-nothing": written(page | {PAGES: b"<</Type/Pages/Kids[3 0 R]/Count -7>>"}),
        "pages-count-a-word": written(page | {PAGES: b"<</Type/Pages/Kids[3 0 R]/Count(many)>>"}),
        "pages-without-kids": written(page | {PAGES: b"<</Type/Pages/Count 3>>"}),
        "pages-that-are-fonts": written(page | {PAGES: b"<</Type/Pages/Kids[5 0 R 5 0 R 3 0 R]/Count 3>>"}),
        "pages-in-a-ring": written(page | {PAGES: b"<</Type/Pages/Kids[10 0 R]/Count 9>>", 10: b"<</Type/Pages/Kids[2 0 R]/Count 9>>"}),
        "page-its-own-parent": written({k: v for k, v in page.items() if k != TYPE} | {PAGE: b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>", TYPE: FONT}),
        "page-of-no-size": written(one_page(page=b"/MediaBox[0 0 0 0]")),
        "page-of-endless-size": written(one_page(page=b"/MediaBox[-1e30 -1e30 1e30 1e30]")),
        "page-of-a-square-mile": written(one_page(page=b"/MediaBox[0 0 5000000 5000000]/UserUnit 1000")),
        "page-turned-by-odd-degrees": written(one_page(page=b"/MediaBox[0 0 595 842]/Rotate 33")),
        "page-upside-down-box": written(one_page(page=b"/MediaBox[595 842 0 0]/CropBox[900 900 901 901]")),
        "page-box-of-words": written(one_page(page=b"/MediaBox[(a) /b null [1 2]]")),
        "five-thousand-and-one-pages": written(page | {PAGES: b"<</Type/Pages/Kids[%s]/Count 5001>>" % (b"3 0 R " * 5001)}),
        "marks-three-hundred-thousand": written(one_page(page=b"/Annots[%s]" % (b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>" * 300_000))),
    }  # fmt: skip


def _nested() -> dict[str, bytes]:
    deep = 100_000
    ring = {10: b"<</Type/Outlines/First 11 0 R>>", 11: b"<</Title(a)/Next 11 0 R/First 11 0 R/Parent 11 0 R>>"}
    return {
        "lists-a-hundred-thousand-deep": written(one_page(page=b"/Odd" + b"[" * deep + b"]" * deep)),
        "dictionaries-a-hundred-thousand-deep": written(one_page(page=b"/Odd" + b"<</a" * deep + b" 1" + b">>" * deep)),
        "lists-deep-in-the-trailer": written(one_page(), b"/Odd" + b"[" * deep + b"]" * deep),
        "lists-deep-in-the-content": written(one_page(PROSE + b"[" * deep + b"]" * deep + b" TJ")),
        "dictionaries-deep-in-the-content": written(one_page(PROSE + b"/a" + b"<</a" * deep + b">>" * deep + b" BDC")),
        "references-to-references": written(one_page() | {n: b"%d 0 R" % (n + 1) for n in range(10, 5000)} | {CONTENT: b"10 0 R"}),
        "reference-to-itself": written(one_page() | {CONTENT: b"4 0 R"}),
        "length-that-is-itself": written(one_page() | {CONTENT: b"<</Length 4 0 R>>stream\n" + PROSE + b"endstream"}),
        "length-far-too-large": written(one_page() | {CONTENT: b"<</Length 4000000000>>stream\n" + PROSE + b"endstream"}),
        "length-below-nothing": written(one_page() | {CONTENT: b"<</Length -5>>stream\n" + PROSE + b"endstream"}),
        "string-of-thirty-megabytes": written(one_page(page=b"/Odd(" + b"a" * 30_000_000 + b")")),
        "string-without-end": written(one_page())[:-400] + b"(" + b"\\" * 100_000,
        "name-of-a-million-letters": written(one_page(page=b"/" + b"N" * 1_000_000 + b" 1")),
        "outline-of-itself": written(one_page() | ring | {CATALOG: b"<</Type/Catalog/Pages 2 0 R/Outlines 10 0 R/StructTreeRoot 10 0 R>>"}),
        "information-of-itself": written(one_page() | {10: b"<</Title 10 0 R/Author[10 0 R]>>"}, b"/Info 10 0 R"),
    }  # fmt: skip


def _tables_of_places() -> dict[str, bytes]:
    good = written(one_page())
    start = good.rindex(b"xref\n0")
    huge = stream(b"\x01" * 50, b"/Type/XRef/Size 2147483647/W[1 2 1]/Index[0 2147483647]/Root 1 0 R")
    wide = stream(b"\x01" * 50, b"/Type/XRef/Size 9/W[2147483647 2147483647 2147483647]/Root 1 0 R")
    shelf = stream(b"1 0 2 9 3 18 ", b"/Type/ObjStm/N 1000000000/First 2000000000/Extends 20 0 R")
    many = good
    for _ in range(400):
        before = many.rindex(b"startxref\n") + 10
        place = many[before : many.index(b"\n", before)]
        many += b"xref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (place, len(many))
    bodies = {n: b"<</Shelved %d>>" % n for n in range(20, 60)}
    return {
        "table-that-names-itself-before": good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start),
        "table-four-hundred-times-amended": many,
        "table-far-outside": good.replace(b"startxref\n%d" % start, b"startxref\n99999999999"),
        "table-below-nothing": good.replace(b"startxref\n%d" % start, b"startxref\n-5"),
        "table-shifted": good.replace(b"%PDF-1.7\n", b"%PDF-1.7\n% one line more than the table knows\n"),
        "table-of-two-billion": good.replace(b"0 6\n", b"0 2147483647\n").replace(b"/Size 6", b"/Size 2147483647"),
        "table-stream-of-two-billion": good[:start] + b"20 0 obj\n" + huge + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start,
        "table-stream-of-endless-width": good[:start] + b"20 0 obj\n" + wide + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start,
        "table-that-points-all-to-one": re.sub(rb"\d{10} 00000 n", b"0000000015 00000 n", good),
        "objects-packed-in-themselves": written(one_page() | {20: shelf}),
        "objects-packed-in-packed-ones": _with_packed_objects(one_page(), bodies | {900: b"<</Type/ObjStm/N 3/First 9>>"}),
        "root-that-is-missing": good.replace(b"/Root 1 0 R", b"/Root 99 0 R"),
        "root-that-is-a-number": written(one_page() | {CATALOG: b"42"}),
        "no-table-and-no-trailer": good[:start],
        "every-object-twice": written(one_page())[:start] + good[9:],
        "end-marks-missing": good.replace(b"endobj", b"").replace(b"endstream", b""),
    }  # fmt: skip


def _contents() -> dict[str, bytes]:
    large = stream(b"1 0 0 1 5 5 cm 1 1 m 9 9 l S " * 30_000, packed=True)
    repeated = one_page(page=b"/Contents[%s]" % (b"10 0 R " * 20_000)) | {10: large}
    repeated[PAGE] = repeated[PAGE].replace(b"/Contents 4 0 R", b"")
    each = one_page(page=b"/Contents[%s]" % b" ".join(b"%d 0 R" % n for n in range(10, 20_010)))
    each[PAGE] = each[PAGE].replace(b"/Contents 4 0 R", b"")
    packed = zlib.compress(b"\0" * 70_000_000, 9)
    inline = b"q BI /W 60000 /H 60000 /BPC 8 /CS /RGB /F /Fl ID " + packed + b"\nEI Q\n"
    runs = b"\x81 " * 3_000_000
    return {
        "contents-the-same-twenty-thousand-times": written(repeated),
        "contents-of-twenty-thousand-pieces": written(each | dict.fromkeys(range(10, 20_010), stream(PROSE[:-2]))),
        "contents-of-themselves": written(one_page() | {CONTENT: b"[4 0 R 4 0 R]"}),
        "contents-that-are-words": written(one_page() | {CONTENT: b"(BT ET)"}),
        "states-never-closed": written(one_page(stream(b"q " * 1_000_000 + PROSE, packed=True))),
        "texts-never-closed": written(one_page(stream(b"BT " * 300_000 + PROSE, packed=True))),
        "marks-never-closed": written(one_page(stream(b"/P <</MCID 1>> BDC " * 100_000 + PROSE, packed=True))),
        "clips-upon-clips": written(one_page(stream(b"0 0 500 800 re W n " * 100_000 + PROSE, packed=True))),
        "clips-of-text": written(one_page(stream(b"BT 7 Tr /F1 9 Tf (words) Tj ET " * 20_000 + PROSE, packed=True))),
        "picture-inside-the-content": written(one_page(PROSE + inline)),
        "pictures-inside-by-the-thousand": written(one_page(stream(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI " * 100_000 + PROSE, packed=True))),
        "picture-of-a-hundred-gigabytes": written(one_page(PROSE + b"q 500 0 0 500 9 9 cm /I Do Q", b"/XObject<</I 10 0 R>>") | {10: stream(b"x", b"/Subtype/Image/Width 300000/Height 300000/ColorSpace/DeviceRGB/BitsPerComponent 8", packed=True)}),
        "numbers-beyond-number": written(one_page(b"1e308 0 0 1e308 1e308 1e308 cm BT /F1 1e38 Tf 9e99 -9e99 Td (gone) Tj ET\n" + PROSE)),
        "numbers-that-are-none": written(one_page(b"BT /F1 --+.5e Tf nan inf Td (words) Tj ET\n" + PROSE)),
        "letters-of-no-size": written(one_page(b"BT /F1 0 Tf 60 600 Td (none) Tj ET BT 0 0 0 0 0 0 Tm /F1 9 Tf (flat) Tj ET\n" + PROSE)),
        "letters-all-in-one-place": written(one_page(stream(b"BT /F1 9 Tf 60 600 Td " + b"(same) Tj -20 0 Td " * 4_000 + b"ET " + PROSE, packed=True))),
        "letters-half-a-million-in-a-line": written(one_page(stream(b"BT /F1 .01 Tf 60 600 Td (" + b"word " * 100_000 + b") Tj ET " + PROSE, packed=True))),
        "words-twenty-thousand-askew": written(one_page(stream(b"".join(b"BT /F1 4 Tf .7 .7 -.7 .7 %d %d Tm (n%d) Tj ET " % (n % 590, n // 40, n) for n in range(20_000)) + PROSE, packed=True))),
        "filters-a-thousand": written(one_page() | {CONTENT: stream(PROSE, b"/Filter[%s]" % (b"/ASCIIHexDecode" * 1000))}),
        "filters-unknown": written(one_page() | {CONTENT: stream(PROSE, b"/Filter/MiddleOutDecode")}),
        "filter-of-pictures-on-text": written(one_page() | {CONTENT: stream(PROSE, b"/Filter[/DCTDecode/JBIG2Decode/JPXDecode]")}),
        "runs-of-one-letter": written(one_page() | {CONTENT: stream(runs, b"/Filter/RunLengthDecode")}),
        "bombs-of-five-shells": written(one_page() | {CONTENT: _shells(b" " * 100_000_000, 5)}),
        "rows-predicted-wide": written(one_page() | {CONTENT: stream(PROSE * 50, b"/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>", packed=True)}),
    }  # fmt: skip


def _shells(data: bytes, often: int) -> bytes:
    for _ in range(often):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]" % (b"/FlateDecode" * often))


def _fonts() -> dict[str, bytes]:
    def font(entries: bytes, more: Objects) -> bytes:
        return written(one_page() | {TYPE: b"<</Type/Font/BaseFont/Times-Roman%s>>" % entries} | more)

    def mapped(cmap: bytes) -> bytes:
        return font(b"/Subtype/Type1/ToUnicode 10 0 R", {10: stream(cmap, packed=True)})

    wide = b"\n".join(
        b"100 beginbfrange\n" + b"<0000> <ffff> <%04x>\n" % (n % 256) * 100 + b"endbfrange" for n in range(200)
    )
    composed = b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[11 0 R]"
    child = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>%s>>"
    return {
        "font-map-of-wide-ranges": mapped(wide),
        "font-map-of-all-codes": mapped(b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
        "font-map-to-long-words": mapped(b"100 beginbfchar\n" + b"".join(b"<%02x> <%s>\n" % (c, b"0041" * 20_000) for c in range(32, 132)) + b"endbfchar"),
        "font-map-to-nothing": mapped(b"1 beginbfrange <00> <ff> <0000> endbfrange"),
        "font-map-to-half-characters": mapped(b"1 beginbfrange <00> <ff> <d800> endbfrange"),
        "font-map-cut": mapped(b"100 beginbfrange <00"),
        "font-of-itself": font(composed, {11: b"5 0 R"}),
        "font-widths-a-million": font(composed, {11: child % (b"/W[0[%s]]" % (b"500 " * 1_000_000))}),
        "font-widths-of-two-billion": font(composed, {11: child % b"/W[0 2147483647 500 -5 99999999 3]/DW -99999999"}),
        "font-program-of-noise": font(b"/Subtype/TrueType/FontDescriptor 10 0 R", {10: b"<</Type/FontDescriptor/FontFile2 11 0 R/Flags 4>>", 11: stream(bytes(range(256)) * 2000)}),
        "font-program-a-bomb": font(b"/Subtype/TrueType/FontDescriptor 10 0 R", {10: b"<</Type/FontDescriptor/FontFile2 11 0 R/Flags 4>>", 11: stream(b"\0" * 100_000_000, b"/Length1 100000000", packed=True)}),
        "font-of-ten-thousand-differences": font(b"/Subtype/Type1/Encoding<</Differences[%s]>>" % (b"65/a" * 10_000), {}),
        "font-sizes-by-the-thousand": written(one_page(stream(b"".join(b"BT /F1 %d.%03d Tf 560 %d Td (a) Tj ET " % (n % 40, n % 1000, n % 800) for n in range(15_000)) + PROSE, packed=True))),
    }  # fmt: skip


def _wrapped() -> dict[str, bytes]:
    good = written(one_page())
    files = b"/Names<</EmbeddedFiles<</Names[(a) 10 0 R]>>>>/Collection<</View/D>>"
    attached = {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R%s>>" % files,
        10: b"<</Type/Filespec/EF<</F 11 0 R>>>>",
        11: stream(good),
    }
    blanks = {
        CATALOG: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 10 0 R/Fields[11 0 R]>>>>",
        10: stream(b"<xdp/>"),
        11: b"<</Kids[11 0 R 11 0 R]/Parent 11 0 R>>",
    }
    return {
        "sent-as-gzip": gzip.compress(good, mtime=0),
        "sent-as-text": good.replace(b"\n", b"\r\n"),
        "sent-with-old-line-ends": good.replace(b"\n", b"\r"),
        "sent-with-eight-bits-lost": bytes(b & 127 for b in written(one_page(stream(PROSE, packed=True)))),
        "sent-as-unicode": good.decode("latin-1").encode("utf-8"),
        "sent-as-wide-unicode": good.decode("latin-1").encode("utf-16"),
        "sent-with-zeros-in-the-middle": good[:200] + b"\0" * 500 + good[700:],
        "sent-with-zeros-behind": good + b"\0" * 3_000_000,
        "two-files-in-one": good + good,
        "without-its-first-line": good[9:],
        "version-nine": good.replace(b"%PDF-1.7", b"%PDF-9.9"),
        "files-attached": written(one_page(b"q Q") | attached),
        "form-to-fill-in": written(one_page() | blanks),
        "comments-only": b"%PDF-1.7\n" + b"% nothing here\n" * 200_000 + b"%%EOF",
    }  # fmt: skip
