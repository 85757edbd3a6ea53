"""How a report names itself: its journal and its year, from its citation, its running heads and its dates."""

import re
from collections.abc import Iterable
from itertools import pairwise

_UPPER = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĖĘĚŁŃŇÓŐŘŚŠŤŪŮŰŹŻŽ"
# "Front. Microbiol. 6:892", "Veterinary World, 9(12)", "BMC Medicine (2018) 18:55", "Blood 2012;120", "Microorganisms 2018, 6, 104"
_CITED = re.compile(
    r"""^(?P<journal>[A-Z][^\d|;:]{2,90}?)[,.:]?\s*
        (?: \(?(?:19|20)\d\d\)?\s?[;,:]?\s?\d{1,4}\b | Vol(?:ume)?[\s.]*\d | \d{1,3}\s?\(\d{1,2}\)\s?: | \d{1,3}:\d | [,–-]?\s?(?:[epEP]-?)?ISSN
          | \|\s?(?:https?:|www\.|doi|10\.) | (?:19|20)\d\d\W*$ | (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s(?:19|20)\d\d )""",
    re.VERBOSE,
)
_SECTION_OF = re.compile(r"\bsection of the journal\s+([A-Z][^.\n]{3,80})")
_SUBJECT = re.compile(r"^([A-Z][^\d,;]{2,80}?),\s(?:(?:19|20)\d\d,\s)?(?:https?://)?doi")
# words that a journal's name is made of
_TOPIC = re.compile(
    r"""\b(?:journal|annals|archives|advances|frontiers|acta|bulletin|proceedings|reviews?|reports|letters|medicine|medical|medicina|research|sciences?
          |oncology|ha?ematolog\w+|transplantation|therap\w+|pharmacolog\w+|immunolog\w+|biolog\w+|microbiolog\w+|cancers?|blood|leuk(?:a?emia)|lancet|nature
          |cureus|plos|bmc|bmj|world|international|factories|pediatrics|surgery|patholog\w+|neurolog\w+|zeitschrift|revista|revue|case)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = re.compile(
    r"\.|\b(?:J|Clin|Exp|Med|Res|Int|Am|Eur|Br|Immunol|Oncol|Hematol|Dis|Pharmacol|Biol|Sci|Dent|Rep|Ther|N Engl|Ann|Proc)\b"
)
_SMALL = frozenset(
    ["of", "and", "the", "in", "for", "&", "on", "de", "la", "del", "und", "der", "die", "des", "et", "e", "y"]
)
_TYPES = frozenset(["review", "research", "article", "letter", "letters", "report", "case", "medicine", "abstract"])
_NO_NAME = re.compile(
    r"""\b(?:published|received|accepted|revised|copyright|page|article|volume|citation|available|correspond\w+|department|university|hospital|editors?|e-?mail
          |open\saccess|how\sto|cite|licen[sc]e|doi|journal\shomepage|contents|license[ed]|authors?|et\sal|publication|keywords?|address|figure|table|online|section|january|february|april|june|july|august|september|october|november|december)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*"
_YEAR = r"((?:19[89]|20[0-4])\d)"
_YEARS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "2016;8(3)", "(2018) 18:55", "2018, 6, 104", "67-72 (2017)", "2006, 6:3"
        rf"\b{_YEAR}\s?;\s?(?:{_MONTH}\s?\d*[;:]\s?)?\d{{1,4}}\s?[(:]|\({_YEAR}\)\s?\d{{1,4}}\s?[:(,]|\b{_YEAR},\s?\d{{1,4}}[,:]\s?[\de]|\d\s?\({_YEAR}\)\s*$",
        # "Vol.9. No.3. pp: 177-186, Summer 2011", "September 2015 | Volume 6", "September 2017, 11(3)"
        rf"\bvol\S*\s?\d.{{0,40}}?\b{_YEAR}\b|\b{_MONTH}\s{_YEAR}\s?[|,]\s?(?:vol\w*\s)?\d",
        rf"\bpublished\b(?:\sonline)?[^\n]{{0,40}}?\b{_YEAR}\b",
        rf"(?:©|\(c\)|copyright)[^\n]{{0,30}}?\b{_YEAR}\b",
        rf"\baccepted\b[^\n]{{0,40}}?\b{_YEAR}\b",
    )
)
_RECEIVED = re.compile(rf"\b(?:received|revised|submitted)\b[^\n]{{0,30}}?\b{_YEAR}\b", re.IGNORECASE)
_ANY = re.compile(rf"(?<![\d/.-]){_YEAR}(?![\d-])")


def year(*places: str) -> int | None:
    """The year of publication: `year("Blood 2012;120:1570")` is 2012. Volume, date of publication, copyright, acceptance, in this order."""
    for pattern in _YEARS:
        for text in places:
            found = pattern.search(text)
            if found:
                return int(next(filter(None, found.groups())))
    rest = (_ANY.search(_RECEIVED.sub(" ", text)) for text in places)
    return next((int(found[1]) for found in rest if found), None)


def journal(lines: Iterable[str], *, subject: str = "") -> str | None:
    """The journal's name, the full one before the abbreviated: `journal(["Caamal et al. BMC Medicine (2018) 18:55"])` is `BMC Medicine`."""
    lines = [re.sub(r"\s+", " ", line).strip() for line in lines if line.strip()]
    broken = [f"{a} {b}" for a, b in pairwise(lines) if a.split()[-1].lower() in _SMALL and len(a) < 60]
    lines = [*broken, *lines]
    found: list[tuple[int, str]] = []
    if told := _SUBJECT.match(subject):
        found.append((5, told[1]))
    for line in lines:
        if told := _SECTION_OF.search(line):
            found.append((6, told[1].strip()))
        rest = re.split(r"\bet\sal\b[.:]*\s*", line)[-1] if len(line) < 200 else re.split(r"[.?]\s(?=[A-Z])", line)[-1]
        for part in {rest, rest.split(". ")[-1]}:
            if (cited := _CITED.match(part)) and _is_name(cited["journal"]):
                full = bool(_TOPIC.search(cited["journal"])) and not _SHORT.search(cited["journal"])
                found.append((4 if full else 2, cited["journal"].strip(" ,.–-")))
        if (
            len(line) < 90
            and _is_name(line)
            and _TOPIC.search(line)
            and not re.search(r"\b(?:case|report)s?\b", line, re.I)
        ):
            found.append((3, line))
    best = max(found, key=lambda item: item[0], default=None)
    return best[1] if best else None


def _is_name(words: str) -> bool:
    """Capitalised words without an end of a sentence: "Advances in Pharmacological Sciences"."""
    words = words.strip(" ,.–-")
    parts = re.findall(r"[^\s,/]+", words)
    if (
        not 1 <= len(parts) <= 11
        or parts[-1].lower() in _SMALL
        or _NO_NAME.search(words)
        or not re.match(rf"[{_UPPER}]", words)
    ):
        return False
    if len(parts) == 1 and ((len(words) < 5 and not _TOPIC.search(words)) or words.lower() in _TYPES):
        return False
    return all(re.match(rf"[{_UPPER}(]", part) or part.lower() in _SMALL for part in parts)
