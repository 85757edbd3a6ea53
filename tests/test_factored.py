"""Sorted alternations find what the alternations as written find."""

import gc
import re
from pathlib import Path

import pytest

import extractors.reading  # noqa: F401 (loads all expressions)
from extractors.expressions import Expression
from extractors.factored import factored
from extractors.sentences import sentence_spans


@pytest.mark.parametrize(
    ("written", "sorted_"),
    [
        (r"stopped|given|started|stays", r"st(?:opped|a(?:rted|ys))|given"),
        (r"(?:was|were|had|has)\s", r"(?:w(?:as|ere)|ha(?:d|s))\s"),
        (r"an|a|in|at", r"a(?:n||t)|in"),  # "an" is still tried before "a"
        (r"(?i)no|CR|Complete|cri", r"(?i)no|C(?:R(?:|i)|omplete)"),
        (r"stop|\w+ed|start|given", r"stop|\w+ed|start|given"),  # "started" may be the second: "start" stays behind it
        (r"stop|[gG]iven|start|sent", r"s(?:t(?:op|art)|ent)|[gG]iven"),
        (r"stop|(?:re-)?start|return|sent", r"stop|(?:re-)?start|return|sent"),
        (r"s?top|start|stay|given", r"s?top|sta(?:rt|y)|given"),
        (r"(a)b|c|ad|e", r"(a)b|c|ad|e"),  # its groups are numbered
        (r"a|b|c", r"a|b|c"),  # too few
        (r"(?P<x>a)?(?(x)b|c|bd|e)", r"(?P<x>a)?(?(x)b|c|bd|e)"),  # not understood
    ],
)
def test_alternatives_are_sorted_by_their_first_letters(written: str, sorted_: str) -> None:
    assert factored(written) == sorted_


def test_what_looks_behind_is_left_as_wide() -> None:
    assert factored(r"(?<=abc|ade|bcd|acd)x") == r"(?<=abc|ade|bcd|acd)x"


def test_a_verbose_expression_loses_its_blanks() -> None:
    assert factored("given | stop # end\n | sent | [ ]x", re.VERBOSE) == "given|s(?:top|ent)|[ ]x"


def test_all_expressions_find_the_same_when_sorted() -> None:
    text = Path("corpus/gold/text/rendition-ni.txt").read_text(encoding="utf-8")
    sentences = [text[a:b][:120] for a, b in sentence_spans(text)][::12]
    gc.unfreeze()  # the command line keeps them from the collector
    everything = [e for e in gc.get_objects() if isinstance(e, Expression)]
    different = [
        (e.pattern, sentence)
        for e in everything
        if factored(e.pattern, e.flags) != e.pattern
        for sentence in sentences
        if _found(re.compile(e.pattern, e.flags), sentence) != _found(e._sorted, sentence)
    ]
    assert len(everything) > 500
    assert different == []


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[object, ...]]:
    return [(m.span(), m.groupdict(), m.lastgroup) for m in pattern.finditer(text)]
