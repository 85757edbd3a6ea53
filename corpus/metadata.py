"""What a text says of the report itself: DOI, PMID, journal, year, article type, authors, language."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus import citations
from models import Metadata, Section, SectionKind

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|\])]+[^\s\"<>|\]).,;:*]")
_PMID = re.compile(r"\bPMID:?\s*(\d{5,8})\b")
_PMCID = re.compile(r"\bPMC\d{5,8}\b")
# What a report calls itself, in the words of JATS
_TYPES = {
    "casereport": "case-report",
    "casereports": "case-report",
    "casestudy": "case-report",
    "caseseries": "case-report",
    "casepresentation": "case-report",
    "clinicalcasereport": "case-report",
    "reviewarticle": "review-article",
    "review": "review-article",
    "minireview": "review-article",
    "systematicreview": "review-article",
    "originalarticle": "research-article",
    "originalresearch": "research-article",
    "originalresearcharticle": "research-article",
    "originalpaper": "research-article",
    "researcharticle": "research-article",
    "research": "research-article",
    "researchpaper": "research-article",
    "fulllengtharticle": "research-article",
    "article": "research-article",
    "briefreport": "brief-report",
    "briefcommunication": "brief-report",
    "shortcommunication": "brief-report",
    "shortreport": "brief-report",
    "lettertotheeditor": "letter",
    "letter": "letter",
    "correspondence": "letter",
    "editorial": "editorial",
    "commentary": "article-commentary",
    "meetingabstract": "abstract",
}
# "Review Article A Review on ..." - but not "Case report: ..."
_LABEL = re.compile(
    r"^(?:(?:Original|Review|Research|Case|Short|Brief|Rapid|Clinical)\s(?:Research\s)?(?:Articles?|Reports?|Communications?|Papers?|Research|Study|Series)|RESEARCH|REVIEW)"
    r"\s+(?:Open Access\s+)?(?=[\"“]?[A-Z][\w-]*\s)(?!(?:Of|On|And|With|In|From)\b)"
)
_IN_TITLE = re.compile(
    r"\bcase (?:reports?|series|study)\b|\ba (?:rare )?case of\b|\breport of (?:a|one|two|three) cases?\b",
    re.IGNORECASE,
)

# "Jing Ni1,2†", "S. Brankowitz", "Thandeka Mkhwanazi-Barros, MBChB", "MINASE Haruto1)", "José A. Azamar-Barrios"
_U = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĖĘĚŁŃŇÓŐŘŚŠŤŪŮŰŹŻŽ"
_NAME = re.compile(
    rf"(?:[{_U}]\.?[\s-]?){{0,3}}[{_U}][\w'’-]+\.?(?:\s(?:[{_U}]\.?|de|van|von|der|da|dos|del|la|el|al|bin|[{_U}][\w'’-]+|[{_U}]\.?[\s-]?[{_U}]\.)){{0,5}}"
)
_PLACE = re.compile(
    r"department|university|hospital|institute|center|centre|clinic|correspond|faculty|journal|@|\d{4}|division|school|unit\b|\bdear\b|editor",
    re.IGNORECASE,
)
_TITLES = re.compile(r",?\s(?:MD|PhD|M\.D\.|Ph\.D\.?|MBChB|MBBS|PharmD|MSc|BSc|FRCP\w*|RN|MPH|DO)(?=[\s,;.^\d*]|$)\.?")
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


def primary(tag: str | None) -> str | None:
    """A language without its country: `primary("en-US")` is `en`."""
    return tag.split("-")[0].lower() if tag else None


def given_first(name: str) -> str:
    """A name as it is spoken: `given_first("Rowan, Ann")` is `Ann Rowan`."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def authors(text: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """The names in the line under the title."""
    after = next((s.end for s in sections if s.kind is SectionKind.TITLE), None)
    if after is None:
        return ()
    line = next((line for line in text[after : after + 1500].split("\n") if line.strip()), "")
    return () if _PLACE.search(line) else names_in(line)


def names_in(line: str) -> tuple[str, ...]:
    """The names of a line that holds nothing else: `names_in("Ann Rowan^1, B. Hazel^2 and Cy Alder*")`."""
    if len(line) > 1500:
        return ()
    line = (
        re.sub(r"(?<=[a-z])ID(?=[\s,^*\d]|$)", "", _TITLES.sub("", line)).replace("\u2011", "-").replace("\u2010", "-")
    )
    line = re.sub(r",\s?\^[\d,]+\*?", ",", line)  # "Kit Ying Lam,^1 Anna Ling,^2"
    pieces = re.split(
        r",\s|;\s|\s[|•·]\s|\band\b|&|(?:(?<=[^\W\d])\s?\^?\d+(?:,\s?\d+)*|\s\^[\d,]+)(?=\s[^\W\da-z]|$)|[¹²³⁰-⁹†‡§]+|(?<=[a-z])\^?\d[\d,)]*",
        line,
    )
    names = [piece.strip(" ,.;·^)(*0123456789†‡§|•") for piece in pieces]
    names = [name for name in names if len(name) > 3 and " " in name]
    return tuple(dict.fromkeys(names)) if names and all(_NAME.fullmatch(name) for name in names) else ()


def article_type(words: str) -> str | None:
    """The type in JATS's words: `article_type("R E V I E W Article")` is `review-article`."""
    squeezed = re.sub(r"[\W_]+|open\s?access", "", words.lower())
    return _TYPES.get(squeezed.replace("openaccess", ""))


def without_label(title: str) -> str:
    """A title without the article's type before it: "Review Article A Review on Orientin"."""
    return _LABEL.sub("", title).strip() or title


def _type(front: Sequence[str], title: str | None) -> str | None:
    for line in front:
        if len(line) < 60 and not line.endswith(":") and (kind := article_type(line)):
            return kind
    label = _LABEL.match(title or "")
    if label and (kind := article_type(label[0])):
        return kind
    if title and _IN_TITLE.search(title):
        return "case-report"
    for line in front:  # "Journal section: Endodontics Publication Types: Research"
        named = re.search(r"\b(?:article|publication)\stypes?:\s*([A-Za-z ]{4,30})", line, re.IGNORECASE)
        if named and (kind := article_type(named[1])):
            return kind
        parts = re.split(r"\s{2,}|[|•:]", line[:120])
        if kind := next(
            (k for part in parts if (k := article_type(part)) not in (None, "letter") and len(part) > 8), None
        ):
            return kind
    return None


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def from_text(
    text: str,
    sections: Sequence[Section],
    *,
    title: str | None = None,
    margins: Sequence[str] = (),
    info: Mapping[str, str] | None = None,
) -> Metadata:
    """Metadata from the head of a text before its references, from what stands in its margins and from a PDF's own fields."""
    info = info or {}
    references = next((s.start for s in sections if s.kind is SectionKind.REFERENCES), len(text))
    head = text[: min(6000, references)]
    front = [
        line.strip()
        for s in sections
        if s.kind is SectionKind.FRONT_MATTER
        for line in text[s.start : min(s.end, s.start + 4000)].split("\n")
        if line.strip()
    ][:80]
    edges = "\n".join(margins)
    told = "\n".join(front)[:8000]
    subject = info.get("Subject", "")
    doi = next((found for place in (head, edges, subject, info.get("doi", "")) if (found := _DOI.search(place))), None)
    pmid, pmcid = _PMID.search(head) or _PMID.search(edges), _PMCID.search(head) or _PMCID.search(edges)
    named = info.get("Title", "")
    if len(named.split()) > 3 and _squeeze(named) in _squeeze(text[:5000]):
        title = re.sub(r"\s+", " ", named).strip()
    names = authors(text, sections)
    field = names_in(info.get("Author", ""))
    said = _squeeze(text[:5000])
    if len(field) > len(names) and all(_squeeze(name.split()[-1]) in said for name in field):
        names = field
    return Metadata(
        title=without_label(title) if title else None,
        doi=re.sub(r"\.[gt]\d{3}$", "", doi[0]) if doi else None,
        pmid=pmid[1] if pmid else None,
        pmcid=pmcid[0] if pmcid else None,
        journal=citations.journal([*margins, *front], subject=subject),
        year=citations.year(edges, told),
        article_type=_type(front, title),
        authors=names,
        language=language(text),
    )
