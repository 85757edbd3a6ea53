"""Alternations sorted by their first letters: `stopped|started|given` is tried as `s(?:topped|tarted)|given`.

Of a hundred words `re` tries one after the other at every place; sorted, it leaves all those aside that begin otherwise. The
matches stay the same: alternatives that begin with different letters exclude each other, and the others keep their order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.stems import TOKEN, ignores_case, without_blanks

_FEW = 4  # alternatives that are not worth sorting
_LETTER_SET = re.compile(r"\[[A-Za-z]+\]")
_SIGN = re.compile(r"\\\W")  # \. and \( as in "i\.v\."
_NO_WIDTH = frozenset({r"\b", r"\B", r"\A", "^"})
_OPTIONAL = ("*", "?", "{0", "{,")

First = frozenset[str] | None  # the letters that something may begin with; None: unknown


@dataclass(slots=True)
class _Group:
    """A bracket with its alternatives."""

    opens: str
    alternatives: list["_Row"]
    many: str = ""


@dataclass(slots=True)
class _Letters:
    """A piece of an expression as written: letters, a set, an anchor."""

    text: str
    many: str = ""
    plain: bool = False  # letters that stand for themselves


_Row = list[_Group | _Letters]


def factored(pattern: str, flags: int = 0) -> str:
    """An expression that finds the same, with long alternations sorted by first letters; as it is where it is not understood."""
    if pattern.count("|") + 1 < _FEW:
        return pattern
    bare = without_blanks(pattern, flags)
    tokens = list(TOKEN.finditer(bare))
    if sum(len(t[0]) for t in tokens) != len(bare):
        return pattern
    rows, _ = _parsed(tokens, 0)
    return _written(rows, folds=ignores_case(pattern, flags))


def _parsed(tokens: Sequence[re.Match[str]], at: int) -> tuple[list[_Row], int]:
    rows: list[_Row] = [[]]
    while at < len(tokens):
        token = tokens[at]
        at += 1
        match token.lastgroup:
            case "close":
                break
            case "bar":
                rows.append([])
            case "open" | "around":
                inner, at = _parsed(tokens, at)
                rows[-1].append(_Group(token[0], inner))
            case "many":
                rows[-1][-1].many = token[0]
            case "text":
                rows[-1].append(_Letters(token[0], plain=True))
            case _:
                rows[-1].append(_Letters(token[0]))
    return rows, at


def _written(rows: list[_Row], *, folds: bool) -> str:
    """The text of alternatives, sorted where they are many."""
    if len(rows) < _FEW or any(_captures(row) for row in rows):
        return "|".join(_row(row, folds=folds) for row in rows)
    return "|".join(_sorted(rows, folds=folds))


def _row(row: _Row, *, folds: bool) -> str:
    return "".join(_piece(piece, folds=folds) for piece in row)


def _piece(piece: _Group | _Letters, *, folds: bool) -> str:
    if isinstance(piece, _Letters):
        return piece.text + piece.many
    if _sets_flags(piece):
        on, _, off = piece.opens.strip("(?:").partition("-")
        folds = (folds or "i" in on) and "i" not in off
    if piece.opens.startswith("(?<"):  # what looks behind must stay as wide
        return piece.opens + "|".join(_row(row, folds=folds) for row in piece.alternatives) + ")" + piece.many
    return piece.opens + _written(piece.alternatives, folds=folds) + ")" + piece.many


def _sets_flags(group: _Group) -> bool:
    return group.opens.endswith(":") and group.opens != "(?:"


def _captures(row: _Row) -> bool:
    """Whether groups would be numbered otherwise when alternatives change places."""
    return any(
        isinstance(piece, _Group)
        and (piece.opens == "(" or piece.opens.startswith("(?P<") or any(map(_captures, piece.alternatives)))
        for piece in row
    )


def _sorted(rows: list[_Row], *, folds: bool) -> list[str]:
    """Alternatives that begin with the same letter together, where the first of them stood."""
    shelves: list[list[_Row]] = []
    open_: dict[
        str, list[_Row]
    ] = {}  # those that can still be added to: nothing after them may begin with their letter
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


def _shelf(rows: list[_Row], *, folds: bool) -> str:
    if len(rows) == 1:
        return _row(rows[0], folds=folds)
    tails = _sorted([_tail(row) for row in rows], folds=folds)
    return _letter(rows[0]) + (tails[0] if len(tails) == 1 else f"(?:{'|'.join(tails)})")


def _letter(row: _Row) -> str:
    """The letter that an alternative begins with, as written, where it must stand once."""
    first = row[0] if row else None
    if isinstance(first, _Letters) and first.plain and not first.many and first.text[0].isascii():
        return first.text[0]
    return ""


def _tail(row: _Row) -> _Row:
    """What is left of an alternative without its first letter."""
    rest = row[0].text[1:] if isinstance(row[0], _Letters) and len(row[0].text) > 1 else ""
    return [_Letters(rest, plain=True), *row[1:]] if rest else row[1:]


def _first(row: _Row, *, folds: bool) -> First:
    """The letters that an alternative may begin with."""
    found: frozenset[str] = frozenset()
    for piece in row:
        if isinstance(piece, _Letters) and piece.text in _NO_WIDTH:
            continue
        if isinstance(piece, _Group) and piece.opens in {"(?=", "(?!", "(?<=", "(?<!"}:
            continue
        letters = _first_of(piece, folds=folds)
        if letters is None:
            return None
        found |= letters
        if not piece.many.startswith(_OPTIONAL):
            return found
    return None


def _first_of(piece: _Group | _Letters, *, folds: bool) -> First:
    if isinstance(piece, _Group):
        if _sets_flags(piece):
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
