"""What a text says of the report itself: DOI, PMID, year, article type."""

import re
from collections import Counter
from collections.abc import Sequence

from models import Metadata, Section, SectionKind

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|\])]+[^\s\"<>|\]).,;:*]")
_PMID = re.compile(r"\bPMID:?\s*(\d{5,8})\b")
_PMCID = re.compile(r"\bPMC\d{5,8}\b")
_YEAR = re.compile(r"\b(?:19[89]|20[0-4])\d\b")
_TYPE = re.compile(
    r"\b(case reports?|case series|brief report|letter to the editor|correspondence|short communication|original article|review)\b",
    re.I,
)


# "Jing Ni1,2†", "S. Brankowitz", "Thandeka Mkhwanazi-Barros, MBChB", "MINASE Haruto1)"
_NAME = re.compile(
    r"(?:[A-Z]\.[\s-]?){0,3}[A-Z][\w'’-]+(?:\s(?:[A-Z]\.?|de|van|von|der|da|el|[A-Z][\w'’-]+)){0,4}|[A-Z]\.\s?[A-Z][\w'’-]+"
)
_PLACE = re.compile(
    r"department|university|hospital|institute|center|centre|clinic|correspond|faculty|journal|@|\d{4}|division|school|unit\b|\bdear\b|editor",
    re.IGNORECASE,
)
_TITLES = re.compile(r",?\s(?:MD|PhD|M\.D\.|Ph\.D\.|MBChB|MBBS|PharmD|MSc|BSc|FRCP\w*|RN|MPH|DO)\b\.?")
_WORDS = {
    "en": "the of and was were with in to after for",
    "de": "der die das und mit nach wurde eine einer bei",
    "fr": "le la les des une et dans avec après par",
    "es": "el la los las una con por después del fue",
    "it": "il la di della con una dopo per che nel",
    "pt": "o a os as uma com por após do foi",
    "nl": "de het een van en met na werd voor bij",
}


def language(text: str) -> str | None:
    """The language of a text, by its commonest small words: `en`, `de`, `fr`, `es`, `it`, `pt`, `nl`, or None."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:20_000].lower()))
    counts = {name: sum(words[word] for word in small.split()) for name, small in _WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > 0.08 * sum(words.values()) and counts[best] >= 5 else None


def authors(text: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """The names in the line under the title."""
    after = next((s.end for s in sections if s.kind is SectionKind.TITLE), None)
    if after is None:
        return ()
    line = next((line for line in text[after : after + 1500].split("\n") if line.strip()), "")
    if _PLACE.search(line) or len(line) > 1200:
        return ()
    pieces = re.split(r",\s|;\s|\s\|\s|\band\b|&|[¹²³⁰-⁹†‡*]|(?<=[a-z])\^?\d[\d,)]*", _TITLES.sub("", line))
    names = [piece.strip(" ,.;·^)(") for piece in pieces if piece.strip(" ,.;·^)(0123456789")]
    names = [name for name in names if len(name) > 3 and " " in name]
    return tuple(dict.fromkeys(names)) if names and all(_NAME.fullmatch(name) for name in names) else ()


def from_text(text: str, sections: Sequence[Section], *, title: str | None = None) -> Metadata:
    """Metadata from the head of a text, before its references."""
    head = text[:6000]
    references = next((s.start for s in sections if s.kind is SectionKind.REFERENCES), len(text))
    front = " ".join(text[s.start : s.end] for s in sections if s.kind is SectionKind.FRONT_MATTER)[:8000]
    doi = _DOI.search(head[:references])
    kind = _TYPE.search(front) or _TYPE.search(title or "")
    year = _YEAR.search(front)
    pmid, pmcid = _PMID.search(head), _PMCID.search(head)
    return Metadata(
        title=title,
        doi=doi[0] if doi else None,
        pmid=pmid[1] if pmid else None,
        pmcid=pmcid[0] if pmcid else None,
        year=int(year[0]) if year else None,
        article_type=kind[1].lower() if kind else None,
        authors=authors(text, sections),
        language=language(text),
    )
