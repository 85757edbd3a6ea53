"""The abbreviations that a text defines, by scispaCy's algorithm (Schwartz & Hearst 2003): "Bruton tyrosine kinase (BTK)".

scispaCy's component looks from each bracket to each later one, and then for all places of each short form. Here only brackets of a
few words are looked at, and the pairs are all that is asked for.
"""

from collections.abc import Iterator

import numpy as np
from scispacy.abbreviation import filter_matches, find_abbreviation
from spacy.language import Language
from spacy.tokens import Doc

_LONGEST = 8  # words between brackets; scispaCy leaves longer ones aside


@Language.component("abbreviations", assigns=["doc._.abbreviations"])
def abbreviations(doc: Doc) -> Doc:
    """Set `doc._.abbreviations`: short form and long form."""
    doc._.abbreviations = list(defined(doc))
    return doc


def defined(doc: Doc) -> Iterator[tuple[str, str]]:
    """Pairs of short and long form; of what is defined twice the first."""
    shorts: set[str] = set()
    longs: set[str] = set()
    for long_candidate, short_candidate in filter_matches([(0, *inner) for inner in _bracketed(doc)], doc):
        short, long = find_abbreviation(long_candidate, short_candidate)
        if long is not None and short.text not in shorts and long.text not in longs:
            shorts.add(short.text)
            longs.add(long.text)
            yield short.text, long.text


def _bracketed(doc: Doc) -> Iterator[tuple[int, int]]:
    """What stands between two brackets, as places of words."""
    words = doc.to_array("ORTH")
    opened = np.flatnonzero(words == doc.vocab.strings["("]).tolist()
    for end in np.flatnonzero(words == doc.vocab.strings[")"]).tolist():
        for start in opened:
            if 1 < end - start <= _LONGEST + 1:
                yield start + 1, end
