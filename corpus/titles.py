"""The report's title, found at the head of a text that does not mark it."""

import re
from collections.abc import Sequence

from corpus.blocks import Block, caption_kind
from corpus.paragraphs import is_notes, is_prose, measures, talk

# What stands at the head of a report and is no title: places, addresses, dates, licences, lists of names
_NOT_TITLE = re.compile(
    r"""@|https?:|doi\b|©|\bcopyright\b|\blicen[sc]e\b|\bskip\sto\b|\bcorrespond|^received|^accepted|^published|^submitted|^revised|^available\sonline|^recibido|^aceptado|^recebido|^aceito|^reçu\sle|^accepté|^eingegangen|^angenommen|^ricevuto|^accettato|^otrzymano|^przyj[eę]to|
        ^volume|^citation|^cite\b|
        \bISSN\b|\b(?:19|20)\d\d\s?[;:,]\s?\d|\bet\sal\.?|^key\s?words|^edited|^reviewed|^categories|^sec\.|research\stopic|
        ^[\W\d¹²³⁰-⁹]*(?:department|division|institute|faculty|school|klinik|hospital|university)\b|\bhospital,|\buniversity,|^open\saccess|^abstract$|
        ^\W*(?:clinical\s)?(?:case\s(?:reports?|series|stud(?:y|ies))|brief\sreport|letter|correspondence|original\s|review|rare\sdisease|article)\W*(?:article)?\W*(?:$|\|)|
        \bjournal\s(?:of|article|homepage)|www\.|contents\slists|\bcongress|\bposter\ssession|\bannual\smeeting|
        ^[\W\d¹²³⁰-⁹a-e]{0,4}(?:service|laborato|clinic\b|klinik|unit\b)|\breçu\b|\b(?:CHU|unit|centre|center),\s|^downloaded|^from\sthe\s(?:department|division)|,\s(?:MD|PhD|M\.D\.|Ph\.D\.)""",
    re.VERBOSE | re.IGNORECASE,
)
# "De-Lin Kong, Lin Yang, Ting-Ting Yang", "S. Brankowitz, T. Odunsi-Hale", "Merriweather1  |  Tveitnes2"
_NAMES = re.compile(
    r"^(?:\W*+(?:[A-Z][\w.'’-]*+\s?+\^?\d?+(?:[\d)*†]|,(?=\d))*+\s*+){1,5}+(?:,|\||;|\band\b|&|•|·|$)\s*+){2,}"
)
# "CASE SERIES" above the title says what sort of article it is
_SORT = re.compile(
    r"(?i)^\W*(?:(?:clinical |brief |rare )?(?:case (?:reports?|series|stud(?:y|ies))|casi? clinic[oi]|caso cl[ií]nico|short communication|brief communication)|clinical cases?|cas cliniques?|kasuistik|fallberichte?|clinical (?:vignette|observation|image)|letters? to the editor)\W*$"
)
# clinical notes, a list, several sentences are no title
_SENTENCES = re.compile(r"[a-z)\d]\. (?:[A-Z][a-z]+ ){2}[^.]*[a-z)\d]\. [A-Z][a-z]+ ")
_BULLET = re.compile(r"^\s*[•▪‣·]\s|^\s*[-–*]\s(?=\S.*\n\s*[-–*]\s)", re.MULTILINE)
_ABOUT = re.compile(
    r"case|report|patient|therapy|treatment|leuk|lymphoma|myeloma|cell|syndrome|after|following|transplant|with\b",
    re.IGNORECASE,
)


def find_title(text: str, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Where the title stands among the first blocks, before any running text."""
    best: tuple[float, tuple[int, int]] | None = None
    for i, block in enumerate(blocks[:25]):
        body = text[block.start : block.end]
        if re.match(r"\s*#\s", body) and len(body.split()) > 4:
            return block.start, block.end
        if i < 4 and block.heading and _SORT.match(body):
            continue
        after = text[blocks[i + 1].start : blocks[i + 1].end] if i + 1 < len(blocks) else ""
        if (block.heading and is_prose(after) and after.rstrip().endswith(".")) or (
            best and block.heading and len(body.split()) <= 3
        ):
            break
        if is_prose(body) and (body.rstrip().endswith(".") or len(body.split()) > 60):
            if best or len(body.split()) > 60 or talk(body).age:
                break  # the story has begun: what comes after it is no title
            continue
        if (measures(body) > 2 and is_notes(body)) or _BULLET.search(body) or _SENTENCES.search(body):
            if best:
                break
            continue
        stretch = _title_lines(text, block)
        if stretch:
            score = _likeness(text[slice(*stretch)])
            if score > 2 and (best is None or score > best[0]):
                best = score, stretch
    return best[1] if best else None


def _title_lines(text: str, block: Block) -> tuple[int, int] | None:
    """The first lines of a block that may be a title, up to a line of names or places."""
    start = end = None
    for line in re.finditer(r"[^\n]*\S[^\n]*", text[block.start : block.end]):
        words = line[0].strip()
        bad = (
            _NOT_TITLE.search(words)
            or caption_kind(words)
            or (_NAMES.match(words) and not words.isupper() and not re.search(r"\b(?:in|of|after|with|the)\b", words))
        )
        if bad and start is not None:
            break
        if not bad:
            start = block.start + line.start() if start is None else start
            end = block.start + line.end()
    return (start, end) if start is not None and end is not None else None


_TELLS = re.compile(
    r"\b(?:was|were|had|did|reveal(?:ed)?|showed|underwent|received|presented|demonstrated|developed|improved?)\b",
    re.IGNORECASE,
)


def _likeness(words: str) -> float:
    """How much some lines look like a title: long enough, about medicine, no sentence."""
    flat = " ".join(words.split()).strip("#* ")
    count = len(flat.split())
    if not 4 <= count <= 60 or len(flat) > 420:
        return 0
    score = min(count, 15) / 3 + min(len(_ABOUT.findall(flat)), 4)
    if flat.endswith("."):
        if _TELLS.search(flat):
            return 0  # a sentence of the story
        score -= 2
    if re.search(r"[a-z]\. [A-Z]", flat):
        score -= 1 if count <= 35 else 4
    return score
