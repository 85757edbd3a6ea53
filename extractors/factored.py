"""Alternations sorted by their first letters: `stopped|started|given` is tried as `s(?:topped|tarted)|given`.

Of a hundred words `re` tries one after the other at every place; sorted, it leaves all those aside that begin otherwise. The
matches stay the same: alternatives that begin with different letters exclude each other, and the others keep their order.
"""

import re

from extractors.pieces import (
    LOOKS_AROUND,
    NO_WIDTH,
    OPTIONAL,
    Group,
    Letters,
    Row,
    folds_within,
    ignores_case,
    sets_flags,
    taken_apart,
)

_FEW = 4  # alternatives that are not worth sorting
_LETTER_SET = re.compile(r"\[[A-Za-z]+\]")
_SIGN = re.compile(r"\\\W")  # \. and \( as in "i\.v\."

First = frozenset[str] | None  # the letters that something may begin with; None: unknown


def factored(pattern: str, flags: int = 0) -> str:
    """An expression that finds the same, with long alternations sorted by first letters; as it is where it is not understood."""
    if pattern.count("|") + 1 < _FEW:
        return pattern
    rows = taken_apart(pattern, flags)
    if rows is None:
        return pattern
    return _written(rows, folds=ignores_case(pattern, flags))


def _written(rows: list[Row], *, folds: bool) -> str:
    """The text of alternatives, sorted where they are many."""
    if len(rows) < _FEW or any(_captures(row) for row in rows):
        return "|".join(_row(row, folds=folds) for row in rows)
    return "|".join(_sorted(rows, folds=folds))


def _row(row: Row, *, folds: bool) -> str:
    return "".join(_piece(piece, folds=folds) for piece in row)


def _piece(piece: Group | Letters, *, folds: bool) -> str:
    if isinstance(piece, Letters):
        return piece.text + piece.many
    folds = folds_within(piece, folds=folds)
    if piece.opens.startswith("(?<"):  # what looks behind must stay as wide
        return piece.opens + "|".join(_row(row, folds=folds) for row in piece.alternatives) + ")" + piece.many
    return piece.opens + _written(piece.alternatives, folds=folds) + ")" + piece.many


def _captures(row: Row) -> bool:
    """Whether groups would be numbered otherwise when alternatives change places."""
    return any(
        isinstance(piece, Group)
        and (piece.opens == "(" or piece.opens.startswith("(?P<") or any(map(_captures, piece.alternatives)))
        for piece in row
    )


def _sorted(rows: list[Row], *, folds: bool) -> list[str]:
    """Alternatives that begin with the same letter together, where the first of them stood."""
    shelves: list[list[Row]] = []
    open_: dict[str, list[Row]] = {}  # those that can still be added to: nothing after them may begin with their letter
    for row in rows:
        letter = _letter(row).lower() if folds else _letter(row)
        if letter in open_:
            open_[letter].append(row)
            continue
        shelves.append([row])
        if letter:
            open_[letter] = shelves[-1]
        else:
            begins = _first(row, folds=folds)
            open_ = {} if begins is None else {first: shelf for first, shelf in open_.items() if first not in begins}
    return [_shelf(shelf, folds=folds) for shelf in shelves]


def _shelf(rows: list[Row], *, folds: bool) -> str:
    if len(rows) == 1:
        return _row(rows[0], folds=folds)
    tails = _sorted([_tail(row) for row in rows], folds=folds)
    return _letter(rows[0]) + (tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})")


def _letter(row: Row) -> str:
    """The letter that an alternative begins with, as written, where it must stand once."""
    first = row[0] if row else None
    if isinstance(first, Letters) and first.plain and not first.many and first.text[0].isascii():
        return first.text[0]
    return ""


def _tail(row: Row) -> Row:
    """What is left of an alternative without its first letter."""
    rest = row[0].text[1:] if isinstance(row[0], Letters) and len(row[0].text) > 1 else ""
    return [Letters(rest, plain=True), *row[1:]] if rest else row[1:]


def _first(row: Row, *, folds: bool) -> First:
    """The letters that an alternative may begin with."""
    found: frozenset[str] = frozenset()
    for piece in row:
        if isinstance(piece, Letters) and piece.text in NO_WIDTH:
            continue
        if isinstance(piece, Group) and piece.opens in LOOKS_AROUND:
            continue
        letters = _first_of(piece, folds=folds)
        if letters is None:
            return None
        found |= letters
        if not piece.many.startswith(OPTIONAL):
            return found
    return None


def _first_of(piece: Group | Letters, *, folds: bool) -> First:
    if isinstance(piece, Group):
        if sets_flags(piece):
            return None
        each = [_first(row, folds=folds) for row in piece.alternatives]
        return None if None in each else frozenset().union(*(e for e in each if e is not None))
    if piece.plain:
        return frozenset(piece.text[0].lower() if folds else piece.text[0])
    if _SIGN.fullmatch(piece.text):
        return frozenset(piece.text[1])
    if _LETTER_SET.fullmatch(piece.text):
        return frozenset(piece.text[1:-1].lower() if folds else piece.text[1:-1])
    return None
