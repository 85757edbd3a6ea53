"""A report's text cut where facts begin and end, so that a page can highlight each at its place."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of text that tells a fact."""

    start: int
    end: int
    fact_id: str


class Piece(NamedTuple):
    """A stretch in which nothing begins or ends, with the facts that it tells, the most specific first."""

    start: int
    text: str
    facts: tuple[str, ...]


class Block(NamedTuple):
    """A section as pieces."""

    kind: str
    heading: str
    pieces: tuple[Piece, ...]


def blocks(text: str, sections: Sequence[tuple[str, str | None, int, int]], places: Iterable[Place]) -> list[Block]:
    """Sections as (kind, heading, start, end); a text without any is one block."""
    told = sorted(place for place in places if 0 <= place.start < place.end <= len(text))
    parts = sections or [("", None, 0, len(text))]
    return [Block(kind, heading or "", tuple(_pieces(text, start, end, told))) for kind, heading, start, end in parts]


def _pieces(text: str, start: int, end: int, told: Sequence[Place]) -> Iterator[Piece]:
    here = [place for place in told if place.start < end and start < place.end]
    cuts = sorted({start, end, *(max(start, p.start) for p in here), *(min(end, p.end) for p in here)})
    for left, right in pairwise(cuts):
        covering = sorted((p for p in here if p.start <= left and right <= p.end), key=lambda p: p.end - p.start)
        yield Piece(left, text[left:right], tuple(dict.fromkeys(p.fact_id for p in covering)))
