"""What a heading says: `classify("2 | CASE PRESENTATION")` is a case, whatever decorates it. The words are in headings.csv."""

import csv
import re
import unicodedata
from functools import cache
from importlib.resources import files

from models import SectionKind

# "## ", "2. ", "2.1 ", "2 | ", "II. ", "**", "■ "
_DECORATION = re.compile(
    r"""^(?:
        [#*_>•■▪►◆\s|]+
      | \d{1,2}(?:\.\d{1,2}){0,3}\s*[.):|–-]*\s*(?=[^\W\d])
      | (?-i:[IVX]{1,4})\s*[.):|]\s*
    )+""",
    re.VERBOSE,
)
# "Case 1", "Patient 2:", "Case report 1", "Case #3", "Case A", "Second patient", "Sibling B", "Patient No. 4 (UPN 12)"
_NUMBERED_CASE = re.compile(
    r"""^(?:clinical\s+)?(?:case|patient|sibling|child|twin|fall|observation)\s*(?:report|presentation|description|history|study)?s?
        \s*(?:no\.?|number|\#)?\s*(?:\d{1,2}|[a-h]|[ivx]{1,4}|one|two|three|four|five|six)\b(?:\s*\([^)]{1,30}\))?
        (?:\s*[:.–—-]\s*.{0,60})?$
      | ^(?:the\s+)?(?:first|second|third|fourth|fifth|index)\s+(?:case|patient|sibling)$""",
    re.VERBOSE | re.IGNORECASE,
)
# A heading of more words that still says its kind: "Case presentation and literature review", "Details of the first case"
_CONTAINED: tuple[tuple[re.Pattern[str], SectionKind], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\bcase (?:report|presentation|description|summary|history)", SectionKind.CASE),
        (r"^(?:conflicts? of interest|competing interest|data availab|ethic|funding|author)", SectionKind.BACK_MATTER),
        (r"^supplement(?:ary|al) ", SectionKind.BACK_MATTER),
        (r"^key ?words?\b", SectionKind.FRONT_MATTER),
        (r"^discussion and ", SectionKind.DISCUSSION),
    )
)
# "a b s t r a c t", "a r t i c l e  i n f o"
_SPACED = re.compile(r"(?:\w (?=\w|\s)|\w\s{2,}|\w$){5,}")
# The parts of a structured abstract
ABSTRACT_LABELS = frozenset(
    {
        "background",
        "introduction",
        "objective",
        "objectives",
        "aim",
        "aims",
        "rationale",
        "purpose",
        "context",
        "importance",
        "significance",
        "case",
        "cases",
        "case report",
        "case presentation",
        "case presentations",
        "case description",
        "case summary",
        "case history",
        "presentation of case",
        "patient concerns",
        "patient concern",
        "patient presentation",
        "patients and methods",
        "clinical presentation",
        "observations",
        "diagnosis",
        "diagnoses",
        "intervention",
        "interventions",
        "treatment",
        "outcome",
        "outcomes",
        "methods",
        "method",
        "results",
        "result",
        "findings",
        "discussion",
        "lesson",
        "lessons",
        "conclusion",
        "conclusions",
    }
)


@cache
def vocabulary() -> dict[str, SectionKind]:
    """Every heading of headings.csv with its kind."""
    text = files("corpus").joinpath("headings.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    words = {_plain(row["heading"]): SectionKind(row["kind"]) for row in rows}
    if len(words) != len(rows):
        raise ValueError("headings.csv names a heading twice")
    return words


def bare(heading: str) -> str:
    """A heading without decoration: `bare("**2.1 Case Report:**")` is `case report`."""
    text = _DECORATION.sub("", heading.strip())
    text = re.sub(r"[*_#【】·\[\]]+", "", text).strip().rstrip(".:;|–—- ").lower()
    if _SPACED.fullmatch(text):
        text = re.sub(r"(?<=\w) (?=\w)", "", text)
    return re.sub(r"\s+", " ", _plain(text).replace("’", "'").replace("&", "and").replace("‐", "-"))


def _plain(text: str) -> str:
    """Letters without their accents: "Références" is "References"."""
    return (
        text
        if text.isascii()
        else "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    )


def classify(heading: str) -> SectionKind | None:
    """The kind of section that a heading opens, or None where its words do not say."""
    words = bare(heading)
    if not words or len(words) > 120:
        return None
    known = vocabulary().get(words)
    if known:
        return known
    if _NUMBERED_CASE.match(words):
        return SectionKind.CASE
    if len(words.split()) > 9:
        return None
    return next((kind for pattern, kind in _CONTAINED if pattern.search(words)), None)
