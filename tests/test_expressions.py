"""Expressions find what `re` finds, though they are tried only where the letters stand that they need."""

import gc
import re
from pathlib import Path

import pytest

import extractors.reading  # noqa: F401 (loads all expressions)
from extractors.expressions import Expression, expression
from extractors.stems import stems_of


@pytest.mark.parametrize(
    ("pattern", "any_case", "as_written"),
    [
        (r"(?i)relaps(?:ed|ing)|\bPD\b", ("pd", "relaps"), ()),
        (r"relapse[sd]?|CR\b", (), ("CR", "relapse")),
        (r"(?i)leuka?emia", ("leuk",), ()),  # not what may be missing
        (r"(?i)(?:was |were )?(?:given|infused)", ("given", "infused"), ()),
        (r"(?i)(?-i:CR)?\s+negative|tumou?r", ("negative", "tumo"), ()),
        (r"(?i)(?-i:\bMAC\b)|ablative", ("ablative",), ("MAC",)),
        (r"(?i:fever)|Day", ("fever",), ("Day",)),
        (r"(?<!no )cycles?(?= of)", (), ("cycle",)),
        (r"grade\.?\s?(?P<g>[1-4]|IV)", (), ("grade",)),
        (r"(?P<name>[A-Z]{2,5})(?= regimen| protocol)", (), (" protoco", " regimen")),
        (r"ab+cde|fghi{2}j", (), ("cde", "fghi")),
        (r"a\.m\.|p\.m\.", (), ("a.m.", "p.m.")),
        (r"\d+|relapse", (), ()),  # one of the two needs no letters
        (r"(?:relapse)?\s", (), ()),
        (r"(?:relapse){0,2}\s", (), ()),
    ],
)
def test_letters_that_an_expression_needs(pattern: str, any_case: tuple[str, ...], as_written: tuple[str, ...]) -> None:
    assert stems_of(pattern) == (any_case, as_written)


def test_blanks_of_a_verbose_expression_are_no_letters() -> None:
    assert stems_of("re lap # comment\n se \\ now", re.VERBOSE) == ((), ("relapse ",))


def test_a_stretch_is_searched_as_re_does() -> None:
    words = expression(r"(?i)(?<=no )crs")
    assert words.search("There was no CRS", 13) is not None
    assert words.search("There was no CRS", 14) is None
    assert words.search("There was no CRS", 0, 15) is None
    assert [m.start() for m in words.finditer("no crs, no CRS")] == [3, 11]
    assert words.sub("-", "no crs, no CRS") == "no -, no -"
    assert words.findall("no crs, no CRS") == ["crs", "CRS"]


def test_nothing_is_compiled_before_it_is_needed() -> None:
    words = expression(r"(?i)relaps(?:ed|ing)")
    assert words.search("The patient is well.") is None
    assert "compiled" not in vars(words)
    assert words.search("She RELAPSED.") is not None
    assert "compiled" in vars(words)


def test_all_expressions_find_what_re_finds() -> None:
    gc.unfreeze()  # the command line keeps them from the collector
    everything = [e for e in gc.get_objects() if isinstance(e, Expression)]
    text = Path("corpus/gold/text/rendition-ni.txt").read_text(encoding="utf-8")
    pieces = [text[at : at + 60] for at in range(0, 6000, 150)]  # short: some are made for one place, slow elsewhere
    missed = [
        (e.pattern, m[0])
        for e in everything
        for piece in pieces
        if e.in_vain(piece) and (m := e.compiled.search(piece))
    ]
    assert len(everything) > 500
    assert missed == []
