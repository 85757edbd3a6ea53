"""The letters that an expression cannot do without: `(?i)relaps(?:ed|ing)|PD` needs "relaps" or "pd".

To look for them costs a twentieth of what the expression costs, and most sentences have none of them.
"""

from collections.abc import Iterable, Iterator

from extractors.pieces import (
    LOOKS_AROUND,
    NO_WIDTH,
    OPTIONAL,
    Group,
    Letters,
    Row,
    folds_within,
    ignores_case,
    taken_apart,
)

_CHANCES = (1.0, 0.9, 0.2, 0.05, 0.015)  # that a sentence has certain letters: one, two, three, more
_COMMON = frozenset(
    (
        "and",
        "are",
        "at",
        "but",
        "did",
        "for",
        "had",
        "has",
        "have",
        "her",
        "his",
        "not",
        "of",
        "the",
        "was",
        "were",
        "with",
    )
)
_TOO_LIKELY = 3.0  # a sum of chances from which looking gains nothing
_LONGEST = 8

Stems = tuple[tuple[str, ...], tuple[str, ...]]  # letters in any case, and as written
Needs = frozenset[tuple[bool, str]]  # any of these letters; True: in this case only


def stems_of(pattern: str, flags: int = 0) -> Stems:
    """Letters of which each match has some: small ones for any case, then those as written. Neither: nothing is known."""
    rows = taken_apart(pattern, flags)
    found = _needs(rows, folds=ignores_case(pattern, flags)) if rows is not None else None
    if found is None or _chance(found) > _TOO_LIKELY:
        return (), ()
    return _fewest(s for exact, s in found if not exact), _fewest(s for exact, s in found if exact)


def _needs(rows: list[Row], *, folds: bool) -> Needs | None:
    """What alternatives need: any of what each of them needs, nothing if one of them needs nothing."""
    found = [min(_parts(row, folds=folds), key=_chance, default=None) for row in rows]
    needed = frozenset().union(*(n for n in found if n is not None))
    return None if None in found else needed


def _parts(row: Row, *, folds: bool) -> Iterator[Needs]:
    """What the parts of one alternative need: letters in a row, and groups."""
    letters = ""
    for piece in row:
        if isinstance(piece, Group) and piece.opens in LOOKS_AROUND:
            ahead = _needs(piece.alternatives, folds=folds) if piece.opens == "(?=" else None
            if ahead is not None:
                yield ahead
            continue
        own = _letters(piece)
        if own is None or piece.many:
            own = "" if own is None or piece.many.startswith(OPTIONAL) else own
            yield from _as_needs(letters + own, folds=folds)
            letters = ""
        else:
            letters += own
        if isinstance(piece, Group) and not piece.many.startswith(OPTIONAL):
            inner = _needs(piece.alternatives, folds=folds_within(piece, folds=folds))
            if inner is not None:
                yield inner
    yield from _as_needs(letters, folds=folds)


def _letters(piece: Group | Letters) -> str | None:
    """The letters that a piece stands for; none where many things can stand."""
    if isinstance(piece, Group):
        return None
    if piece.plain:
        return piece.text
    if piece.text.startswith("\\") and not piece.text[1:].isalnum():
        return piece.text[1:]
    flags = piece.text.startswith("(?") and not piece.text.startswith("(?P=")
    return "" if flags or piece.text in NO_WIDTH else None


def _as_needs(letters: str, *, folds: bool) -> Iterator[Needs]:
    if letters:
        yield frozenset({(not folds, letters.lower() if folds else letters)})


def _chance(needs: Needs) -> float:
    return sum(0.4 if s.strip() in _COMMON else _CHANCES[min(len(s) + exact, 4)] for exact, s in needs)


def _fewest(stems: Iterable[str]) -> tuple[str, ...]:
    """Without those that begin as another one does: of relapse and relaps the latter."""
    kept: list[str] = []
    for stem in sorted({s[:_LONGEST] for s in stems}):
        if not kept or not stem.startswith(kept[-1]):
            kept.append(stem)
    return tuple(kept)
