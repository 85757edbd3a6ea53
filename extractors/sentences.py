"""Sentences of a plain text, by rules that know a report's full stops: `Fig. 2`, `i.v.`, `et al.`, `0.5 mg`, `13.1.2020`."""

import re

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors.expressions import expression

_END = expression(r"""(?:[.!?]['")\]]*(?:\[?\d{1,3}(?:[,-]\d{1,3})*\]?)?|[.!?]\s?\[[\d,\s-]+\])(?=\s+(?:["'(\[]?[A-Z0-9α-ω•"]|d[+-]\d|[ac]GV[Hh]D\b|sCR\b|(?:allo|auto|haplo)-?H?[SC]CT\b|$))|\n\s*\n|\n(?=\s*(?:[-*•#|>]|\d+[.)]\s))|\n""", re.VERBOSE)  # fmt: skip
_ABBREVIATION = expression(
    r"(?:(?:(?<![\w/-])[A-Za-z]|\b(?:Fig|Figs|Tab|Ref|Refs|Eq|No|Nr|vs|ca|approx|resp|incl|max|min|cf|al|etc|Dr|Prof|Mr|Mrs|Ms|St|Inc|Ltd|Co|Suppl|Vol|pp|ed|eds|i\.e|e\.g|i\.v|p\.o|s\.c|i\.m|a\.m|p\.m|q\.d|b\.i\.d|t\.i\.d|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|bd|tds|wk|mo|yr|Gr|gr))|\d{1,2}\.\d{1,2})\.$"
)
_AMOUNT_END = expression(r"\d\s?(?:g|mg|h|d|L|mL|l|kg|cm|mm|Gy|min|U|IU|y|m)\.$")
_REAL_END = expression(
    r"(?:/[A-Za-z]{1,3}|i\.v|p\.o|s\.c|i\.m|a\.m|p\.m|b\.i\.d|t\.i\.d|q\.d|etc|bd|tds|CR|h|(?:[Pp]art|vitamin|arm|type|group|amphotericin|hepatitis|cyclosporine?|protocol|block|[Ss]ibling|[Pp]atient|[Cc]ase|class|cohort|toxin|course) [A-Z])\.$"
)
# "on 2019.06.03. Each cycle", "0.15 ug/kg/min. Tocilizumab", "38.9 °C. Hypotension", "GVHD grade I. Ciclosporin", "hepatitis B. Entecavir"
_UNIT_END = expression(
    r"(?:(?:/|\d\s?)(?:min|h|d|wk|mo|yr|L|l|g)|[°º˚℃]\s?[CF]|[Gg]rade [IV]|(?:[Aa]mphotericin|[Hh]epatitis|[Cc][iy]closporine?|[Vv]itamin|[Pp]rotein) [A-K]|\b(?:19|20)\d\d\.\d{1,2}\.\d{1,2})\.$"
)
_NEXT_STARTS = expression(r"\s+(?:The|She|He|On|In|At|After|This|A|An|Her|His|We|It|No|Following|By|Day|For|From|To|Two|One|Three|Despite|However|Bone|When|These|There|As|During|Unfortunately|Therefore|Since|Because|With|Then|Thereafter|Subsequently|Both|Neither|No|All|Its|Their|Our|Patient|While|Although|When|Due|Given|Within|Until|Later|Finally|Next|Four|Five|Six|Fever|Treatment|Conditioning)\b")  # fmt: skip
_DATED = expression(
    r"\s*(?:\d|(?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])[a-zä]*\.?\s\d{4})"
)  # the rest of "3. March 2020"
_ORDINAL = expression(r"(?:^|[\s(–-])\d{1,2}\.$")
# "grade 2 sec. ASTCT", "staged acc. to Lugano"
_ACCORDING = expression(r"\b(?:sec|acc)\.$")
_CRITERIA = expression(
    r"\s(?:to|the|ASTCT|ASBMT|Lee|Penn|CTCAE|NCI|NIH|MAGIC|Glucksberg|WHO|ELN|Lugano|Cheson|IMWG|EMCL)\b"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Cut a plain text into sentences: half-open offsets without surrounding blanks."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.end() <= start:
            continue
        if not match.group().startswith("\n") and not _ends(text, start, match):
            continue
        _append(spans, text, start, match.end())
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    head = text[max(start, match.start() - 16) : match.start() + 1]
    if _ORDINAL.search(head) and _DATED.match(text, match.end()):
        return False
    if _ACCORDING.search(head) and _CRITERIA.match(text, match.end()):
        return False
    if _UNIT_END.search(head):
        return True
    if _ABBREVIATION.search(head):
        return bool(
            (_REAL_END.search(head) or _AMOUNT_END.search(head))
            and _NEXT_STARTS.match(text[match.end() : match.end() + 16])
        )
    depth = text.count("(", start, match.end()) - text.count(")", start, match.end())
    return not (depth > 0 and text.find(")", match.end(), match.end() + 120) != -1 and match.start() - start < 400)


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


@Language.component("sentences", assigns=["token.is_sent_start"])
def sentences(doc: Doc) -> Doc:
    """Set sentence starts and `doc._.sentences` and `doc._.plain`."""
    doc._.plain = doc.text  # spaCy joins its tokens anew at every doc.text
    doc._.sentences = sentence_spans(doc._.plain)
    if not doc.has_annotation("DEP"):  # a model's parser has cut its own
        begins = np.isin(doc.to_array("IDX"), np.array([start for start, _ in doc._.sentences], dtype="uint64"))
        doc.from_array(["SENT_START"], np.where(begins, 1, -1).astype("uint64")[:, None])  # type: ignore[arg-type]
    return doc
