"""What a text says of the report itself: DOI, PMID, year, article type."""

import re
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
    )
