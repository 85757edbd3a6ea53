"""The case patients as a report introduces them: age, sex, label ("Patient 2", "Sibling A")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.expressions import expression
from extractors.mentions import Sentence

# "Case 2", "Patient 1:", "The second patient", "Sibling A" as label; headings come in the section's heading too
_LABEL = expression(
    r"\b(?:[Cc]ase|CASE|[Pp]atient|PATIENT|Pt\.?|UPN|P|[Ss]ibling|[Tt]win|[Cc]hild|[Bb]rother|[Ss]ister|[Ss]ubject|[Rr]ecipient)\s?(?:[Nn]o\.?\s?|[Nn]umber\s)?#?(?P<number>[1-9]\b(?![.,]?\d)|(?:one|two|three)\b|[A-D]\b(?!-)|I{1,3}\b)"
    r"|\b[Tt]he (?P<ordinal>first|second|third|other|elder|younger|older)(?= (?:patient|case|sibling|child|woman|man|boy|girl|brother|sister|twin)\b|, (?:a|an|aged) )"
)
_NUMBER = {"one": 1, "two": 2, "three": 3, "A": 1, "B": 2, "C": 3, "D": 4, "I": 1, "II": 2, "III": 3, "first": 1, "second": 2, "third": 3, "other": 2}  # fmt: skip
_FEMALE = {"woman", "women", "female", "girl", "lady", "mother", "primigravida", "housewife", "schoolgirl", "sister", "daughter", "schoolteacher-f"}  # fmt: skip
_PERSON = r"(?P<sex>woman|women|man|female|male|girl|boy|lady|gentleman|mother|primigravida|housewife|schoolgirl|schoolboy|sister|brother|daughter|son)"
_AGE = r"(?:(?P<age>\d{1,3}(?:[.,]\d)?|[a-z]+(?:-[a-z]+)?)[-\s](?P<unit>year|yr|month|mo|week|wk|day)s?\.?[-\s](?:and[-\s](?:a[-\s])?half[-\s])?old|(?P<age2>\d{1,2})\s?(?:yo|y/o|y\.o\.?)|aged?\s(?P<age3>\d{1,2})(?:\s?(?:years?|y))?)"
PERSON = expression(
    rf"(?i)\b{_AGE},?\s(?:[\w()/+,-]+\s){{0,7}}?{_PERSON}\b|\b{_PERSON.replace('sex', 'sex2')},?\s(?:patient\s)?(?:\(?{_AGE.replace('age>', 'age4>').replace('age2>', 'age5>').replace('age3>', 'age6>').replace('unit>', 'unit2>')})"
)
AGE_ONLY = expression(rf"(?i)\b{_AGE}")
# "a girl and her brother, aged 14 and 10 years", "two brothers aged 5 and 7"
_PAIR = expression(
    r"(?i)\b(?:(?P<one>girl|boy|woman|man|sister|brother) and (?:her|his|a|the|an) (?:\w+ )?(?P<two>girl|boy|woman|man|sister|brother)|two (?:\w+ )?(?P<both>brothers|sisters|siblings|boys|girls|women|men|twins|patients|children)),? (?:who were )?\(?aged (?P<a>\d{1,2})(?: years)? and (?P<b>\d{1,2})"
)
_SEVERAL = expression(
    r"(?i)\b(?:two|three|four|2|3|4) (?:\w+[- ]){0,4}(?:patients|cases|siblings|children|brothers|sisters|men|women|twins|recipients|adults)\b|\bcase series\b"
)
_DONOR = expression(r"(?i)(?:donor|HLA|hepatitis B carrier)")
_WORDS = [
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
_WORD_AGE = {w: float(i) for i, w in enumerate(_WORDS)}


@dataclass(slots=True)
class Person:
    """A case patient as introduced: the number, age, sex, and the place of the introduction."""

    number: int
    start: int
    end: int
    age_years: float | None = None
    sex: str | None = None


def labels_in(words: str) -> list[tuple[int, int, int]]:
    """Labels of patients with their places: 'Patient 2' -> [(0, 9, 2)]."""
    found = []
    for m in _LABEL.finditer(words):
        raw = m["number"] or m["ordinal"]
        number = int(raw) if raw.isdigit() else _NUMBER.get(raw)
        if number:
            found.append((m.start(), m.end(), number))
    return found


def labels_of(words: str) -> list[int]:
    """Numbers of the patients that a sentence names: 'Patient 2' -> [2]."""
    return [n for _, _, n in labels_in(words)]


def introduced(words: str, persons: list[Person]) -> Iterator[tuple[re.Match[str], int]]:
    """Introductions by age and sex of persons who are known: "the 63-year-old man"."""
    if "old" not in words and "aged" not in words:
        return
    for m in PERSON.finditer(words):
        met = person_of(m, 0)
        for p in persons:
            if p.sex == met.sex and p.age_years == met.age_years:
                yield m, p.number
                break


def person_of(m: re.Match[str], number: int) -> Person:
    """Read an introduction: 'A 58-year-old woman' -> 58, female."""
    word = (m["sex"] or m["sex2"] or "").lower()
    return Person(number, m.start(), m.end(), _age(m), "female" if word in _FEMALE else "male")


def _age(m: re.Match[str]) -> float | None:
    groups = m.groupdict()
    raw = next((groups[k] for k in ("age", "age2", "age3", "age4", "age5", "age6") if groups.get(k)), None)
    if raw is None or not raw[0].isdigit():
        return _WORD_AGE.get(raw.lower()) if raw else None
    value = float(raw.replace(",", "."))
    unit = (groups.get("unit") or groups.get("unit2") or "year").lower()
    value = value / {"year": 1, "yr": 1, "month": 12, "mo": 12, "week": 52.18, "wk": 52.18, "day": 365.25}[unit]
    return int(value) if value == int(value) else round(value, 2)


def find_persons(text: str, sentences: list[Sentence]) -> list[Person]:
    """Find the case patients in the order of the narrative; one when nobody is introduced."""
    narrated = [s for s in sentences if s.section == "case"] or [
        s for s in sentences if s.section in {"abstract", "title"}
    ]
    labels = {n for s in sentences if s.section in {"case", "results"} for n in labels_of(text[s.start : s.end])}
    heads = [s for s in sentences if s.section in {"title", "abstract"}]
    head = " ".join(text[s.start : s.end] for s in heads)[:3000]
    several = {1, 2} <= labels or bool(_SEVERAL.search(head))
    persons = _introduced_in(text, narrated, several=several)
    if several and len(persons) < 2:
        persons = _pair_of(text, heads + narrated) or _labelled(text, narrated, labels) or persons
    if not persons:
        first = narrated[0] if narrated else None
        m = AGE_ONLY.search(text, first.start, narrated[-1].end) if first else None
        if first and m and _is_donor(text[first.start : m.start()]):
            m = None
        start, end = (m.start(), m.end()) if m else (first.start, first.start) if first else (0, 0)
        persons = [Person(1, start, end, _age(m) if m else None, sex_of(text, narrated))]
    if len(persons) == 1 and persons[0].sex is None:
        persons[0].sex = sex_of(text, narrated)
    return persons


def _introduced_in(text: str, narrated: list[Sentence], *, several: bool) -> list[Person]:
    persons: list[Person] = []
    for s in narrated:
        if s.told_of != "patient":
            continue
        for m in PERSON.finditer(text, s.start, s.end):
            person = person_of(m, len(persons) + 1)
            if _is_donor(text[max(s.start, m.start() - 40) : m.start()]):
                continue
            if persons and _DONOR.search(text[max(s.start, m.start() - 40) : m.end() + 25]):
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
    return persons


def _is_donor(before: str) -> bool:
    """ "the donor, her 34-year-old brother"."""
    return re.search(r"(?i)\bdonor(?: was|,)? (?:her|his|an?|the) (?:\w+[- ]){0,3}$", before) is not None


def _pair_of(text: str, sentences: list[Sentence]) -> list[Person]:
    """ "a girl and her brother, aged 14 and 10 years"."""
    for s in sentences:
        m = _PAIR.search(text, s.start, s.end)
        if m:
            one, two = (m["one"] or m["both"]).lower().rstrip("s"), (m["two"] or m["both"]).lower().rstrip("s")
            return [
                Person(n, m.start(), m.end(), int(age), "female" if word in _FEMALE else None if word in {"sibling", "twin", "patient", "children"} else "male")
                for n, word, age in ((1, one, m["a"]), (2, two, m["b"]))
            ]  # fmt: skip
    return []


def _labelled(text: str, narrated: list[Sentence], labels: set[int]) -> list[Person]:
    """Patients who have only labels: the sex from the words beside the label ("her brother (Sibling B)") or the pronouns."""
    persons: list[Person] = []
    for number in sorted(labels):
        if number != len(persons) + 1:
            break
        for s in narrated:
            hit = next((x for x in labels_in(text[s.start : s.end]) if x[2] == number), None)
            if hit:
                at = s.start + hit[0]
                near = re.search(rf"(?i){_PERSON}", text[max(s.start, at - 30) : at + 40])
                sex = None if near is None else "female" if near["sex"].lower() in _FEMALE else "male"
                persons.append(Person(number, at, s.start + hit[1], None, sex))
                break
    return persons if len(persons) > 1 else []


def sex_of(text: str, sentences: list[Sentence]) -> str | None:
    """Read the sex from the pronouns of the narrative."""
    told = " ".join(text[s.start : s.end] for s in sentences)
    she, he = len(re.findall(r"\b(?:[Ss]he|[Hh]er)\b", told)), len(re.findall(r"\b(?:[Hh]e|[Hh]is|[Hh]im)\b", told))
    return None if she == he else "female" if she > he else "male"
