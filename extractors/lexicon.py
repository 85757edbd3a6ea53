"""The field's words, read from CSV once: drugs, drug classes, regimens and cell products with their synonyms.

Long names match in any case, short forms only as written (`ICE` is a regimen, `ice` is not); forms of one to three
characters and a few ambiguous ones are *weak*: they count where the text defines them or uses them as a treatment.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from extractors.expressions import expression

# a word is letters and digits; every other character but space stands alone: "6-MP" -> 6 - MP
_WORD = expression(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]")
_WEAK = frozenset(
    [
        "dex",
        "Dexa",
        "dexa",
        "Pred",
        "PRED",
        "bor",
        "MEL",
        "DOX",
        "LEN",
        "Len",
        "POM",
        "Pom",
        "THAL",
        "Thal",
        "SEL",
        "Elo",
        "Isa",
        "Dara",
        "benda",
        "bleo",
        "nivo",
        "pembro",
        "ipi",
        "tec",
        "elra",
        "talq",
        "FLA",
        "MACE",
        "LEAM",
        "TEAM",
        "ICE",
        "COP",
        "VAD",
        "PAD",
        "CAT",
        "CAM",
        "PACE",
        "MOPP",
        "MINE",
        "VAMP",
        "TAC",
        "Tac",
        "tac",
        "SIR",
        "FOS",
        "DAP",
        "INO",
        "Ven",
        "VEN",
        "Ritux",
        "ART",
        "statin",
        "treo",
        "interferon",
        "IDA",
        "IFO",
        "ASP",
        "arsenic",
        "chemo",
        "RAPA",
        "TIT",
        "CAPD",
        "DEP",
        "TIP",
        "AC",
        "DCF",
        "GP",
        "GC",
        "EP",
        "TP",
        "TC",
        "AP",
        "PF",
        "NP",
    ]
)
AMBIGUOUS = _WEAK
# VRd, KCd, EPd: a last small letter makes them plain
_PLAIN = expression(r"[A-Z]{2,}[a-z]$|[A-Z][a-z]?-?[A-Z]+[a-z]$")

_CLEAR = frozenset(
    ["TCZ", "MTX", "MMF", "ATG", "CsA", "VCR", "DNR", "PSL", "DEX", "ATO", "BTZ", "7+3", "3+7"]
)  # short, and nothing else is written so


@dataclass(frozen=True, slots=True)
class Entry:
    """A treatment of the lexicon: its preferred name, kind and class."""

    name: str
    kind: str
    group: str
    components: tuple[str, ...] = ()
    target: str | None = None
    cell_source: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry, as words."""

    words: tuple[str, ...]
    exact: bool
    weak: bool
    entry: Entry


class Word(NamedTuple):
    """A word of the text with its place, and in small letters."""

    text: str
    start: int
    end: int
    low: str


def words(text: str) -> list[Word]:
    """Cut a plain text into words: `Ara-C,` -> `Ara` `-` `C` `,`."""
    new = tuple.__new__  # a text has thousands: Word(...) itself would take twice as long
    return [new(Word, (word := m[0], *m.span(), word.lower())) for m in _WORD.finditer(text)]


def _rows(table: str) -> list[dict[str, str]]:
    with files("extractors.lexicons").joinpath(f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


# iron, calcium, factor IX are measured far more often than given: only the forms that tell of giving count
_GROUPS = {"supplement": "supportive"}


def _surfaces(row: dict[str, str]) -> list[str]:
    """The ways to write a drug: its name too, but of a supplement only "iron supplementation", "oral iron"."""
    forms = _split(row["synonyms"], "|")
    return forms if row["class"] in _GROUPS else [row["name"], *forms]


def _entries() -> list[tuple[Entry, list[str]]]:
    found = [
        (Entry(row["name"], "drug", kind + _GROUPS.get(row["class"], row["class"])), _surfaces(row))
        for table, kind in (("drugs", ""), ("classes", "class:"))
        for row in _rows(table)
    ]
    for row in _rows("regimens"):
        found += _regimens(row["name"], _split(row["synonyms"], "|"), tuple(_split(row["components"], ";")))
    for row in _rows("cells"):
        entry = Entry(row["name"], "cell_therapy", "cell", (), row["target"] or None, row["cell_source"] or None)
        found.append((entry, [row["name"], *_split(row["synonyms"], "|")]))
    return found


_EVERY = expression(r"(?<=chop)(?:14|21)$")  # R-CHOP every 14 or 21 days
_DAYS_OF_EACH = expression(r"(?<=[A-Z]) ?\d{1,2}\+\d{1,2}$")  # DA 3+10, of the same drugs as DA 3+7
_QUALIFIED = expression(r"^(?:COG|modified|dose-adjusted|escalated) ")


def _regimens(name: str, synonyms: list[str], components: tuple[str, ...]) -> list[tuple[Entry, list[str]]]:
    """A regimen keeps the name that the report gives it: `HyperCVAD` is hyper-CVAD, but `RVd` is not renamed VRd.

    Combinations spelled out (`rituximab-bendamustine`) are lists of drugs, no regimen's name.
    """

    def bare(surface: str) -> str:
        letters = _EVERY.sub(
            "", re.sub(r"[^a-z0-9]", "", _QUALIFIED.sub("", _DAYS_OF_EACH.sub("", surface)).casefold())
        )
        return "".join(sorted(letters)) if letters.isdigit() else letters  # 3+7 is 7+3

    named: dict[str, list[str]] = {name: [name]}
    for surface in synonyms:
        if not re.fullmatch(r"[a-z]{6,}(?:[-/][a-z]{6,})+", surface):
            own = surface.replace("dose-adjusted ", "DA-").removesuffix(" protocol").removesuffix(" regimen")
            named.setdefault(name if bare(own) == bare(name) and "/" not in name else own, []).append(surface)
    return [(Entry(own, "regimen", "regimen", components), forms) for own, forms in named.items()]


def _split(cell: str, mark: str) -> list[str]:
    return [part.strip().strip('"') for part in cell.split(mark) if part.strip()]


def form(surface: str, entry: Entry) -> Form:
    """Make a form: upper-case or short ones match as written only."""
    parts = tuple(w.text for w in words(surface))
    letters = re.sub(r"[^A-Za-z]", "", surface)
    exact = len(surface) <= 5 or sum(c.isupper() for c in letters) >= max(2, len(letters) // 2)
    if entry.kind == "regimen":
        exact = True
    weak = ((len(surface) <= 3 and surface not in _CLEAR) or surface in _WEAK) and not (
        entry.kind == "regimen" and len(surface) == 3 and _PLAIN.match(surface)
    )
    return Form(parts if exact else tuple(p.lower() for p in parts), exact, weak, entry)


class Lexicon:
    """Forms by their first word; `add` brings those that a text defines itself."""

    def __init__(self, forms: list[Form]) -> None:
        self._by_first: dict[str, list[Form]] = {}
        for each in reversed(forms):
            self.add(each)

    def add(self, new: Form) -> None:
        """Take a form in, longest first; of the same words the newest counts: a text's own before the field's."""
        first = new.words[0].lower()
        self._by_first[first] = sorted([new, *self._by_first.get(first, ())], key=lambda f: -len(f.words))

    def copy(self) -> "Lexicon":
        """A lexicon to which a text may add its own."""
        other = Lexicon([])
        other._by_first = dict(self._by_first)  # rows are replaced, never changed
        return other

    def places(self, text_words: list[Word]) -> list[int]:
        """The words at which some form may start."""
        firsts = self._by_first
        return [i for i, word in enumerate(text_words) if word.low in firsts]

    def match(self, text_words: list[Word], at: int) -> Form | None:
        """The longest form that starts at a word."""
        for each in self._by_first.get(text_words[at].low, ()):
            piece = text_words[at : at + len(each.words)]
            if len(piece) < len(each.words):
                continue
            if all(w.text == f if each.exact else w.low == f for w, f in zip(piece, each.words, strict=True)):
                if len(piece) > 1 and any(b.start - a.end > 1 for a, b in pairwise(piece)):
                    continue
                return each
        return None


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon; a form that two entries claim stays with the first."""
    forms: list[Form] = []
    seen: set[tuple[str, ...]] = set()
    for entry, surfaces in _entries():
        for surface in surfaces:
            new = form(surface, entry)
            if new.words and new.words not in seen:
                seen.add(new.words)
                forms.append(new)
    return Lexicon(forms)


@cache
def entries() -> dict[str, Entry]:
    """Entries by preferred name."""
    return {entry.name: entry for entry, _ in reversed(_entries())}
