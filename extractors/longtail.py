"""The drugs that the field's lexicon does not hold: a dictionary, the stems of nonproprietary names, one wrong letter.

The dictionary is `lexicons/longtail.csv`, made by `extractors.build_longtail`. Its keys are surfaces as `lexicon.words`
cuts them, in lower case and joined by spaces: `metformin`, `insulin glargine`, `5 - aminosalicylic acid`.
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from extractors.expressions import expression

LONGEST = 5  # words of the longest surface
_SHORTEST_CORRECTED = 8
_LETTERS = expression(r"[a-z]+")
# "erythropoietic" is no misspelt erythropoietin, "asparaginases" no misspelt asparaginase
_INFLECTED = ("s", "ic", "ics", "al", "ed", "ated", "yl", "oid", "ase", "ation", "emia", "uria")


@dataclass(frozen=True, slots=True)
class Codes:
    """Where a drug of the dictionary is described."""

    drugbank: str | None
    mesh_tree: str | None


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of the tables of the long tail."""
    with files("extractors.lexicons").joinpath(f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def _rows() -> list[dict[str, str]]:
    return table("longtail")


@cache
def longtail() -> dict[str, str]:
    """Preferred name by surface: `longtail()["glucophage"] == "metformin"`."""
    return {form: row["name"] for row in _rows() for form in row["forms"].split("|")}


@cache
def first_words() -> frozenset[str]:
    """Words that surfaces of several words begin with."""
    return frozenset(form.split(" ", 1)[0] for form in longtail() if " " in form)


@cache
def codes() -> dict[str, Codes]:
    """DrugBank id and MeSH tree number by preferred name, where known."""
    return {row["name"]: Codes(row["drugbank"] or None, row["mesh_tree"] or None) for row in _rows()}


@cache
def ordinary() -> frozenset[str]:
    """Words that are no drugs though they are listed as one, end like one or are spelt nearly like one."""
    return frozenset(row["form"] for row in table("longtail_exclusions"))


@cache
def _stems() -> dict[str, int]:
    """How many letters a word needs to be a drug by its stem: `-tinib` 8."""
    return {row["stem"]: int(row["letters"]) for row in table("stems")}


@lru_cache(maxsize=1 << 16)
def looks_like_drug(word: str) -> bool:
    """Whether a word is built like a nonproprietary name (INN and USAN stems): `zongertinib`, `odronextamab`."""
    low = word.lower()
    letters = _stems()
    if not any(len(low) >= letters.get(low[-size:], len(low) + 1) for size in range(3, min(13, len(low) + 1))):
        return False
    return low not in ordinary() and _LETTERS.fullmatch(low) is not None


@lru_cache(maxsize=1 << 16)
def corrected(word: str) -> str | None:
    """The drug that a word of eight letters or more misspells by one letter: `tociluzumab` -> `tocilizumab`.

    None for a word that is known, that may be an inflected or ordinary word, or that two drugs are as near to.
    """
    low = word.lower()
    if len(low) < _SHORTEST_CORRECTED or not _LETTERS.fullmatch(low):
        return None
    if low in ordinary() or low in _own_words() or low in longtail():
        return None
    near = {name for key in _keys(low) for right, name in _near().get(key, ()) if _misspells(low, right)}
    return near.pop() if len(near) == 1 else None


@cache
def _own_words() -> dict[str, str]:
    """Single words of the field's lexicon in lower case, and the drug that each names."""
    rows = [row for name in ("drugs", "cells") for row in table(name)]
    return {
        form.lower(): row["name"]
        for row in rows
        for form in (row["name"], *row["synonyms"].split("|"))
        if form and " " not in form
    }


@cache
def _spellings() -> dict[str, str]:
    """Words that a misspelling may mean: the drugs of the lexicon and the nonproprietary names that patients' guides know."""
    common = {row["name"]: row["name"] for row in _rows() if row["common"]}
    usual = {form: row["name"] for row in table("longtail_additions") for form in row["forms"].split("|")}
    known = common | usual | _own_words()
    return {word: name for word, name in known.items() if len(word) >= _SHORTEST_CORRECTED and _LETTERS.fullmatch(word)}


@cache
def _near() -> dict[str, list[tuple[str, str]]]:
    """Spellings by what is left of them when one letter is taken out."""
    index: dict[str, list[tuple[str, str]]] = {}
    for right, name in _spellings().items():
        for key in _keys(right):
            index.setdefault(key, []).append((right, name))
    return index


def _keys(word: str) -> set[str]:
    """A word and all that is left of it without one letter: `abc` -> abc, bc, ac, ab."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _misspells(word: str, right: str) -> bool:
    """One letter too many, missing, wrong, or two neighbours swapped; the first letter stands, and it is no other form of the word."""
    if word[0] != right[0] or any(word.endswith(ending) and not right.endswith(ending) for ending in _INFLECTED):
        return False
    if len(word) != len(right):
        return True  # they share a key, so the longer has one letter more
    wrong = [i for i, (a, b) in enumerate(zip(word, right, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and word[wrong[0]] == right[wrong[1]]
        and word[wrong[1]] == right[wrong[0]]
    )
