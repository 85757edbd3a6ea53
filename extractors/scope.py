"""Whose fact is it: of which case patient, of a donor or relative, of other studies?

The narrative speaks of the patient unless it says otherwise; introduction and discussion speak of others unless they say "our patient".
"""

import re
from dataclasses import dataclass

from extractors.mentions import Sentence

NARRATIVE = ("case", "results", "methods")
RETOLD = ("title", "abstract", "figure_legend", "table", "conclusion", "discussion", "introduction", "footnote")
_SILENT = ("references", "front_matter", "back_matter")

_OUR_CASE = re.compile(
    r"(?i)\b(?:our|this|the present|the current|present|the index|the reported|the described) (?:\w+[- ]){0,3}?(?:patients?|case|child|girl|boy|woman|man|infant|report)\b"
    r"|\b(?:we|here(?:in)?,? we) (?:report|describe|present|treated|observed|gave|used|administered|performed|administrated)\b|\b(?:case|patient) [1-9]\b|\bin our\b"
    r"|\b(?:she|he|her|his)\b"
)
_LITERATURE = re.compile(
    r"(?i)\bet al\b|\b(?:trials?|stud(?:y|ies)|cohorts?|registry|meta-analysis|series|literature|guidelines?|consensus (?:recommend|guid)|previously reported|have been (?:reported|described)|"
    r"has been (?:reported|described|shown|demonstrated|associated|approved)|were reported|was reported (?:in|to)|reported (?:in|that|a|an)|recommend(?:s|ed|ation)|according to|median (?:of|overall|duration|progression|time|follow|onset|dose|survival)|"
    r"of (?:the )?patients\b|in patients\b|(?:\d+|most|many|some|several|other|all|two|three|five|ten) (?:of )?(?:the )?(?:\d+ )?(?:adult |pediatric |paediatric |heavily |pretreated |treated )*patients\b|patients (?:with|who|treated|receiving)|"
    r"\d+(?:\.\d+)?% (?:of|vs|and)|response rate|remission rate|rates? of(?!\s\d)|incidence|ZUMA|JULIET|TRANSCEND|ELIANA|KarMMa|CARTITUDE|TOWER|MajesTEC|MonumenTAL|MagnetisMM|LOTIS|POLARIX)"
)
_DISTANT = re.compile(
    r"(?i)^\s*(?:[A-Z][a-z]+ (?:et al|and colleagues|and co-?workers)|in (?:the|a) (?:[\w-]+ ){0,4}(?:trial|study|series|cohort|registry|literature)\b)"
)
_DONOR = re.compile(
    r"(?i)^(?:the|her|his|a|an|our)?\s*(?:\w+[- ]){0,4}?(?:donors?|brother|sister|mother|father|sibling|son|daughter|cousin|uncle|aunt|family history|family members?)\b"
    r"(?![- ]derived|[- ]lymphocyte| T[- ]cell| leu[ck]ocyte| chimerism| cells?| CAR)(?:[^.]{0,40}?)\b(?:was|were|had|has|is|received|suffered|died|tested|carried|underwent|gave|donated)\b"
)
# "Her brother was a half-match only, so on 14 October she received …"
_TURNS_BACK = re.compile(r"(?i)(?:[,;]|\b(?:and|so|but|therefore))\s(?:[\w ]{0,30}?\b)?(?:she|he|we|the patient|our patient)\b")
# "Case 2", "Patient 1:", "The second patient", "Patient A" as label; headings come in the section's heading too
_LABEL = re.compile(
    r"\b(?:[Cc]ase|CASE|[Pp]atient|PATIENT|Pt\.?|UPN|P)\s?(?:[Nn]o\.?\s?)?#?(?P<number>[1-9]\b|one\b|two\b|three\b|[A-D]\b|I{1,3}\b)"
    r"|\b[Tt]he (?P<ordinal>first|second|third|former|latter|other|elder|younger|older)(?=,? (?:patient|case|a\b|an\b|one\b|child|sibling|was|had|received|woman|man|boy|girl|brother|sister|twin)|, )"
)
_NUMBER = {
    "one": 1,
    "two": 2,
    "three": 3,
    "A": 1,
    "B": 2,
    "C": 3,
    "D": 4,
    "I": 1,
    "II": 2,
    "III": 3,
    "first": 1,
    "second": 2,
    "third": 3,
    "former": 1,
    "latter": 2,
}
_PERSON = r"(?P<sex>woman|women|man|female|male|girl|boy|lady|gentleman|mother|primigravida|housewife|schoolgirl|schoolboy|sister|brother|daughter|son)"
_AGE = r"(?:(?P<age>\d{1,3}(?:[.,]\d)?|[a-z]+(?:-[a-z]+)?)[-\s](?P<unit>year|month|week|day)s?[-\s](?:and[-\s](?:a[-\s])?half[-\s])?old|(?P<age2>\d{1,2})\s?(?:yo|y/o|y\.o\.?)|aged?\s(?P<age3>\d{1,2})(?:\s?(?:years?|y))?)"
PERSON = re.compile(
    rf"(?i)\b{_AGE},?\s(?:[\w()/+,-]+\s){{0,7}}?{_PERSON}\b|\b{_PERSON.replace('sex', 'sex2')},?\s(?:patient\s)?(?:\(?{_AGE.replace('age>', 'age4>').replace('age2>', 'age5>').replace('age3>', 'age6>').replace('unit>', 'unit2>')})"
)
AGE_ONLY = re.compile(rf"(?i)\b{_AGE}")


@dataclass(slots=True)
class Person:
    """A case patient as introduced: the number, age, sex, and the place of the introduction."""

    number: int
    start: int
    end: int
    age_years: float | None = None
    sex: str | None = None


def told_of(sentence: str, section: str) -> str:
    """Say whom a sentence speaks of: patient, literature or donor."""
    if section in _SILENT:
        return "nobody"
    if section in NARRATIVE:
        if _DONOR.match(sentence) and not _TURNS_BACK.search(sentence):
            return "donor"
        if (
            _LITERATURE.search(sentence)
            and (
                _DISTANT.match(sentence)
                or not re.search(r"(?i)\b(?:she|he|her|his|the patient|patient [12]|our)\b", sentence)
            )
            and _cohort(sentence)
        ):
            return "literature"
        return "patient"
    if section in {"title", "figure_legend", "table", "footnote"}:
        return "literature" if _cohort(sentence) and not _OUR_CASE.search(sentence) else "patient"
    if section == "abstract":
        return "literature" if _LITERATURE.search(sentence) and not _OUR_CASE.search(sentence) else "patient"
    if _OUR_CASE.search(sentence) and not _cohort(sentence):
        return "patient"
    return "literature"


def _cohort(sentence: str) -> bool:
    return bool(
        re.search(
            r"(?i)\bet al\b|\d+(?:\.\d+)?% of|\bmedian\b|of \d+ patients|(?:in|among) (?:most|\d+|some|many|several|two|three|other) (?:\w+ )?(?:patients|cases|reports)|in patients\b|patients with|trials?\b(?! of)|"
            r"(?:previous|other|earlier|recent|published|phase) (?:\w+ )?(?:stud|report|trial|series)|in the literature|guideline|ZUMA|JULIET|TRANSCEND|ELIANA|KarMMa|CARTITUDE|MonumenTAL",
            sentence,
        )
    )


def find_persons(text: str, sentences: list[Sentence]) -> list[Person]:
    """Find the case patients in the order of the narrative; one when nobody is introduced."""
    narrated = [s for s in sentences if s.section == "case"] or [
        s for s in sentences if s.section in {"abstract", "title"}
    ]
    persons: list[Person] = []
    labels = {n for s in sentences if s.section in NARRATIVE for n in labels_of(text[s.start : s.end])}
    several = len(labels) > 1 or bool(
        re.search(
            r"(?i)\b(?:two|three|four) (?:\w+[- ]){0,4}(?:patients|cases|siblings|children|brothers|sisters|men|women)\b|\bcase series\b",
            " ".join(text[s.start : s.end] for s in sentences if s.section in {"title", "abstract"})[:3000],
        )
    )
    for s in narrated:
        if s.told_of != "patient":
            continue
        for m in PERSON.finditer(text, s.start, s.end):
            person = _person(m, len(persons) + 1)
            if re.search(r"(?i)(?:donor|HLA)", text[max(s.start, m.start() - 40) : m.end() + 25]) and persons:
                continue
            same = [
                p
                for p in persons
                if p.sex == person.sex
                and (p.age_years is None or person.age_years is None or abs(p.age_years - person.age_years) < 2)
            ]
            if not same and (several or not persons):
                persons.append(person)
        if persons and not several:
            break
    if not persons:
        first = narrated[0] if narrated else None
        m = AGE_ONLY.search(text, first.start, narrated[-1].end) if first else None
        start, end = (m.start(), m.end()) if m else (first.start, first.start) if first else (0, 0)
        persons = [Person(1, start, end, _age(m) if m else None, sex_of(text, narrated))]
    for p in persons:
        if p.sex is None and len(persons) == 1:
            p.sex = sex_of(text, narrated)
    return persons


def sex_of(text: str, sentences: list[Sentence]) -> str | None:
    """Read the sex from the pronouns of the narrative."""
    told = " ".join(text[s.start : s.end] for s in sentences)
    she, he = len(re.findall(r"\b(?:[Ss]he|[Hh]er)\b", told)), len(re.findall(r"\b(?:[Hh]e|[Hh]is|[Hh]im)\b", told))
    return None if she == he else "female" if she > he else "male"


def _person(m: re.Match[str], number: int) -> Person:
    word = (m["sex"] or m["sex2"] or "").lower()
    female = word in {
        "woman",
        "women",
        "female",
        "girl",
        "lady",
        "mother",
        "primigravida",
        "housewife",
        "schoolgirl",
        "sister",
        "daughter",
    }
    return Person(number, m.start(), m.end(), _age(m), "female" if female else "male")


def _age(m: re.Match[str]) -> float | None:
    groups = m.groupdict()
    raw = next((groups[k] for k in ("age", "age2", "age3", "age4", "age5", "age6") if groups.get(k)), None)
    if raw is None or not re.match(r"\d", raw):
        return _WORD_AGE.get(raw.lower()) if raw else None
    value = float(raw.replace(",", "."))
    unit = (groups.get("unit") or groups.get("unit2") or "year").lower()
    value = value / {"year": 1, "month": 12, "week": 52.18, "day": 365.25}[unit]
    return int(value) if value == int(value) else round(value, 2)


_WORD_AGE = {
    w: float(i)
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}


def labels_of(words: str) -> list[int]:
    """Numbers of the patients that a sentence names: 'Patient 2' -> [2]."""
    found = []
    for m in _LABEL.finditer(words):
        raw = m["number"] or m["ordinal"]
        number = int(raw) if raw.isdigit() else _NUMBER.get(raw)
        if number:
            found.append(number)
    return found


def assign_patients(text: str, sentences: list[Sentence], persons: list[Person], headings: dict[int, str]) -> None:
    """Give each sentence its patient: by heading, label, introduction, pronoun, else the one before. 0 is everybody."""
    if len(persons) < 2:
        return
    sexes = {p.sex: p.number for p in persons} if len({p.sex for p in persons}) == len(persons) else {}
    current, section = 1, None
    for s in sentences:
        words = text[s.start : s.end]
        if (heading := headings.get(s.start)) is not None and heading != section:
            section = heading
            if labels := [n for n in labels_of(heading) if n <= len(persons)]:
                current = labels[0]
        s.patient = current = _patient_of(words, s, persons, sexes, current)
        if current == 0:
            current = 1


def _patient_of(words: str, s: Sentence, persons: list[Person], sexes: dict[str | None, int], current: int) -> int:
    if re.search(
        r"(?i)\b(?:both|two|all|the) (?:patients|siblings|cases|children|brothers|sisters|twins)\b|\bneither (?:patient|child|sibling|of them)\b|\bin both\b|\beach (?:patient|child)\b",
        words,
    ):
        return 0
    labels = [n for n in labels_of(words) if n <= len(persons)]
    if labels:
        return labels[0]
    for p in persons:
        if s.start <= p.start < s.end:
            return p.number
    for m in PERSON.finditer(words):
        introduced = _person(m, 0)
        same = [p for p in persons if p.sex == introduced.sex and p.age_years == introduced.age_years]
        if same:
            return same[0].number
    if sexes and (
        m := re.search(
            r"\b(?:(?P<she>[Ss]he|[Hh]er|the (?:sister|girl|woman))|(?P<he>[Hh]e|[Hh]is|[Hh]im|the (?:brother|boy|man)))\b",
            words,
        )
    ):
        return sexes.get("female" if m["she"] else "male", current)
    return current
