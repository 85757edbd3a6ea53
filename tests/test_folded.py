"""Folded expressions find what `re.IGNORECASE` finds, at the same places."""

import re

import pytest

from extractors import cues, scope
from extractors.folded import AnyFolded, Folded

TEXT = "On Day 3 He was STARTED on Dexamethasone; CR was Achieved after ASCT, et al. Median 12%; İstanbul. PBSC Infusion and BEAM."


@pytest.mark.parametrize(
    "pattern",
    [r"(?i)\b(?:start(?:ed)?|CR|achiev\w+)\b", r"(?i)(?P<What>PBSC)\s[A-Z]\S+", r"(?i)[^A-Z\s]+", r"(?i)\bET AL\b"],
)
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("İ", "I"), TEXT.lower().replace("i̇", "i"), TEXT.upper()])
def test_same_places(pattern: str, text: str) -> None:
    wanted = [m.span() for m in re.finditer(pattern, text)]
    assert [m.span() for m in Folded(pattern).finditer(text)] == wanted


def test_flags_within_are_refused() -> None:
    with pytest.raises(ValueError, match="flags"):
        Folded(r"(?i:CR)|PR")


def test_in_use() -> None:
    assert isinstance(cues.CUE, Folded) and isinstance(scope._COHORTS, AnyFolded)


def test_one_of_several_is_enough() -> None:
    """The letters that all of them need are looked for once; where one needs none, each is tried."""
    words = AnyFolded([r"\bmedian\b", r"(?<=in )trials?"])
    assert words.found_in("The MEDIAN age") and words.found_in("as in Trials")
    assert not words.found_in("medians of a trial") and not words.found_in("")
    assert AnyFolded([r"\bmedian\b", r"\d+%"]).found_in("in 20%")
