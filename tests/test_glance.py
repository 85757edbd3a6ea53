"""A look ahead leaves out only places where nothing can match."""

import gc
import re
from pathlib import Path
from sys import maxsize

import pytest

import extractors.reading  # noqa: F401 (loads all expressions)
from extractors.expressions import Expression
from extractors.glance import beginnings, with_glance
from extractors.sentences import sentence_spans


@pytest.mark.parametrize(
    ("written", "looking"),
    [
        (r"\b(?:stopped|given|gave)", r"\b(?=[g][ai][v]|[s][t][o])(?:stopped|given|gave)"),
        (r"stopped|g\.o", r"(?=[g][\.][o]|[s][t][o])(?:stopped|g\.o)"),
        (r"(?i)\bno\b", r"(?i)\b(?=(?-i:[nN][oO]))no\b"),
        (r"\b(?:re-?)?do", r"\b(?=[d][o]|[r][e][\-d])(?:re-?)?do"),
        (r"\ba+b", r"\b(?=[a])a+b"),  # how many there are is not known
        (r"\b[ab]\s?\d", r"\b(?=[ab](?:[\d]|[\s][\d]))[ab]\s?\d"),
        (r"(?P<x>(?i:d)ay|\+\d)(?P=x)", r"(?=[\+][\d]|[dD][a][y])(?P<x>(?i:d)ay|\+\d)(?P=x)"),
        (r"[^.]x|day", r"[^.]x|day"),
        (r"(?:a|b)?", r"(?:a|b)?"),
        (r"(?P<x>a)?(?(x)b|c)", r"(?P<x>a)?(?(x)b|c)"),  # not understood
    ],
)
def test_what_a_match_begins_with(written: str, looking: str) -> None:
    assert with_glance(written) == looking


@pytest.mark.parametrize("letter", ["İ", "ı", "\u212a", "ſ", "É", "µ"])
def test_letters_that_ignored_case_takes_for_others(letter: str) -> None:
    for pattern in (r"(?i)\b(?:is|kg|so|és|\u03bcg)", r"(?i)\b[iksé]"):
        for text in (letter + "s", letter + "g", letter + "o"):
            assert bool(re.search(with_glance(pattern), text)) == bool(re.search(pattern, text))


@pytest.mark.parametrize(
    ("written", "text", "places"),
    [
        (r"\b(?:gave|given)", "gave, forgave, gift and given", [0, 24]),
        (r"(?i)(?<=no )crs", "No CRS, no crs, CRS", [3, 11]),
        (r"(?m)^(?:a|b)x", "ax\nbx cx ax", [0, 3]),
        (r"(?i)relapse|\bPD\b", "PDL Relapsed", [0, 4]),
        (r"\d+|[^x]", "a 1", [0, 1, 2]),  # what it begins with is not known
    ],
)
def test_places_where_a_match_may_begin(written: str, text: str, places: list[int]) -> None:
    assert [m.start() for m in re.finditer(beginnings(written), text)] == places


def test_all_expressions_find_the_same_with_it() -> None:
    text = Path("corpus/gold/text/rendition-ni.txt").read_text(encoding="utf-8")
    sentences = [text[a:b][:120] for a, b in sentence_spans(text)][5::12]
    gc.unfreeze()  # the command line keeps them from the collector
    everything = [e for e in gc.get_objects() if isinstance(e, Expression)]
    looking = [(e, with_glance(e.pattern, e.flags)) for e in everything]
    different = [
        (e.pattern, sentence)
        for e, pattern in looking
        if pattern != e.pattern
        for sentence in sentences
        if _found(re.compile(e.pattern, e.flags), sentence) != _found(re.compile(pattern, e.flags), sentence)
    ]
    known = [e for e in everything if beginnings(e.pattern, e.flags) != r"[\s\S]"]
    missed = [
        (e.pattern, sentence)
        for e in known
        for sentence in sentences
        if [m.regs for m in e._leap(sentence, 0, maxsize)] != [m.regs for m in e.compiled.finditer(sentence)]
    ]
    assert sum(pattern != e.pattern for e, pattern in looking) > 500
    assert different == []
    assert missed == []


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    return [(m.span(), m.groupdict(), m.lastgroup) for m in pattern.finditer(text)]
