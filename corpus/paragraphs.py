"""What a paragraph talks of: the case patient, or literature. Plain counts per hundred words, no model."""

import re
from typing import NamedTuple

# "A 54-year-old man", "aged 14 years", "in her early 30s", "a 7-month-old girl"
AGE_SEX = re.compile(
    r"""\b\d{1,3}[\s‐-―-]*(?:years?|yrs?|months?|weeks?|days?)[\s‐-―-]*old\b | \bage[d]?\s(?:of\s)?\d{1,2}\b
      | \bin\s(?:his|her)\s(?:early\s|mid[\s-]?|late\s)?[2-9]0s\b | \b\d{1,2}\s?(?:y/o|yo|yr)\b | \b\d{1,2}-jährige""",
    re.VERBOSE | re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:she|he|her|his|him)\b|\b(?:the|our|this) (?:patient|girl|boy|woman|man|child|infant|lady)(?:['’]s)?\b", re.I
)
_STORY = re.compile(
    r"""\b(?:was|were|had\sbeen)\s(?:admitted|diagnosed|referred|started|given|treated|administered|infused|performed|discharged|
          transferred|initiated|noted|found|detected|achieved|observed|confirmed|enrolled|hospitali[sz]ed|transplanted|begun|switched)\b
      | \b(?:received|underwent|developed|presented|relapsed|resolved|improved|disappeared|decreased|increased|recovered|died|persisted|dropped|rose|achieved|revealed|showed|complained|responded|declined|refused|remained|began)\b
      | \binformed\sconsent\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:was|were|had)\b", re.I)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATES = re.compile(
    rf"\b[Dd]ays?\s[+−–-]?\d|\bD[+−-]\d|\b{_MONTH}\s\d{{1,2}}\b|\b\d{{1,2}}\s{_MONTH}|\b{_MONTH},?\s(?:19|20)\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b"
)
_DOSES = re.compile(r"\d\s?(?:mg|g|μg|µg|ug|mcg|IU|U|Gy|mL)(?:/(?:kg|m2|m²|m\^2|day|d|body)\b|\b)|[x×]\s?10\^?\d", re.I)
_MARKS = re.compile(
    r"[\[(]\d{1,3}(?:\s?[,–-]\s?\d{1,3})*[\])]|\bet\sal\b|(?<=[a-z][.,])\d{1,2}(?:[,–-]\d{1,2})*(?=\s|$)|\^\d{1,2}\b"
)
_LITERATURE = re.compile(
    r"""\b(?:studies|study|trials?|literature|reported|reports|authors|guidelines?|meta-analysis|cohort|review|data|evidence|
        previous(?:ly)?|published|registry|randomi[sz]ed|median|incidence|prognosis|mechanisms?|patients\swith|in\spatients)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_GENERAL = re.compile(r"\b(?:is|are|has|have|may|can|could|might|should|remains?|suggests?|appears?|seems?)\b", re.I)
_FUNCTION = frozenset(
    [
        "the",
        "of",
        "was",
        "were",
        "and",
        "in",
        "to",
        "with",
        "a",
        "an",
        "for",
        "on",
        "by",
        "is",
        "are",
        "at",
        "from",
        "that",
        "as",
        "after",
        "her",
        "his",
    ]
)
_WORD = re.compile(r"\w+")


MAX_CHARACTERS = 6000


class Talk(NamedTuple):
    """How much a paragraph tells of the patient (`case`) and of the literature, per hundred words; whether a person is in it."""

    case: float
    literature: float
    age: bool
    person: bool
    words: int

    @property
    def score(self) -> float:
        """Above 0: the patient's story."""
        return self.case - self.literature


def talk(text: str) -> Talk:
    """Weigh a paragraph, by its first thousand words."""
    text = text[:MAX_CHARACTERS]
    words = max(len(_WORD.findall(text)), 1)
    share = 100 / max(words, 25)
    age = bool(AGE_SEX.search(text))
    person, story = len(_PERSON.findall(text)), len(_STORY.findall(text))
    measured = min(len(_DATES.findall(text)) + len(_DOSES.findall(text)), 3 + words // 12)
    case = (1.5 * person + 1.2 * story + 0.5 * len(_PAST.findall(text)) + 1.0 * measured + (4 if age else 0)) * share
    cited, general = len(_MARKS.findall(text)), len(_GENERAL.findall(text))
    literature = (1.5 * cited + 1.0 * len(_LITERATURE.findall(text)) + 0.8 * general) * share
    return Talk(case, literature, age, person > 0, words)


def goes_on(text: str, weight: Talk, *, alone: bool) -> bool:
    """Whether a paragraph behind the story goes on with it: nothing in it speaks of literature.

    Findings without a person ("The liver margin was tender.") weigh little; where no heading stands in the whole text
    (`alone`) nothing has to speak for the patient either.
    """
    if _MARKS.search(text[:MAX_CHARACTERS]):
        return False
    return weight.literature < _SILENT and (weight.case > 0 or alone)


_SILENT = 2.1  # one general verb in forty words


def is_prose(text: str) -> bool:
    """Running text, not a title, a table's cells, a list of names or a button."""
    text = text.strip()
    if len(text) > 1200:
        text = text[:600] + text[-600:]
    said = _WORD.findall(text.lower())
    words = len(said)
    if words < 8:
        return False
    function = sum(word in _FUNCTION for word in said) / words
    ended = bool(re.search(r"[.?!:;][\]\d)”\"’]*\s*$", text) or re.search(r"[a-z)][.?!] [A-Z]", text))
    return words >= (8 if ended else 20) and function > (0.1 if ended else 0.17)


# what clinical notes measure: "d+24", "M+5", "6x R-CHOP", "cycle 2", "wk 6", "04-08/2019"
_NOTED = re.compile(
    r"\b[dD]\s?[+−–-]?\d{1,3}\b|\b[MWY]\+\d|\b\d+\s?[x×]\s?[A-Z]|\b(?:wk|mo|month|week|cycle)s?\s?\d|\b\d+\s(?:cycles?|courses?|mo|wks?|weeks|months|fractions)\b|\b\d{1,2}/(?:19|20)\d\d\b|\b(?:19|20)\d\d\s?:|\bq\d+[dwh]\b"
)
_CLINICAL = re.compile(
    r"\b(?:[Dd]x|[Tt]x|CR[i]?|PR|PD|SD|VGPR|MRD|CRS|ICANS|[ac]?GVHD|[Rr]elaps\w+|[Rr]emission|[Rr]espon\w+|[Pp]rogress\w+|grade|HSCT|SCT|ASCT|CAR[- ]?T|DLI|TBI|[Cc]onditioning|[Bb]ridging|[Ss]alvage|[Ii]nduction|[Cc]onsolidation|[Mm]aintenance|[Ll]ine \d|\dL|chemotherapy|steroids?|iv|IV|po|PO|bid|b\.i\.d|daily|weekly|infus\w+|transplant\w*|biopsy|marrow|PET)\b"
)
_NO_NOTES = re.compile(
    r"(?i)@|https?:|©|\bdoi\b|\b(?:received|accepted|published|revised)\b:?\s(?:on\s|in\s|date)?\W*\d{1,4}(?:[./-]\d|(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|\b(?:university|department|correspond\w+|copyright|licen[sc]e|key\s?words?|editor|citation|funding)\b"
)
# "Pt: woman, 56", "M, 64 y", "58F", "man (age 61)"
_WHO = re.compile(
    r"\b(?i:(?:wo)?man|female|male|girl|boy),? (?:\(?age\s)?\d{1,2}\b|\b[MFmf][,/ ]\s?\d{2}\b|\b\d{2}\s?[-/]?\s?[MF]\b|\b(?i:pt|patient)s?:"
)


def measures(text: str) -> int:
    """How many doses, dates, days, cycles and intervals a text gives."""
    return len(_DOSES.findall(text)) + len(_DATES.findall(text)) + len(_NOTED.findall(text))


def is_notes(text: str) -> bool:
    """Clinical notes without full sentences: "d+24: acute GVHD grade II. Pred 1 mg/kg/d po.", "Pt: woman, 56"."""
    text = text[:MAX_CHARACTERS]
    if _NO_NOTES.search(text):
        return False
    if AGE_SEX.search(text) or _WHO.search(text):
        return True
    measured = measures(text)
    return measured > 0 and len(_CLINICAL.findall(text)) > 0 and measured + len(_CLINICAL.findall(text)) > 2
