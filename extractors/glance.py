"""What an expression begins with, as a look ahead: `\\b(?:stopped|given|gave)` can only match where `(?=st|g[ai])` does.

Nearly all places of a sentence are left at this glance, where `re` would else try one alternative after the other.
"""

import re
from dataclasses import dataclass
from itertools import takewhile

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
    without_blanks,
    written,
)

_DEPTHS = (3, 2, 1)  # letters to look at
_MOST = 400  # beginnings that are still tried faster than the expression
_SET = re.compile(r"\[(?P<items>[^\]^[][^\][]*)\]")
_ITEM = re.compile(r"\\.|.-.|.", re.DOTALL)
_FLAGS = re.compile(r"^(?:\(\?[a-z]+\))+")
_KINDS = frozenset({r"\s", r"\d", r"\w", r"\n", r"\t"})
_ALSO = {"i": "İı", "k": "\u212a", "s": "ſ"}  # what `re.IGNORECASE` takes for these


@dataclass(frozen=True, slots=True)
class _Head:
    """The first letters of a match, each as an item of a set; closed: what follows is unknown."""

    letters: tuple[str, ...] = ()
    closed: bool = False


def with_glance(pattern: str, flags: int = 0) -> str:
    """An expression that finds the same, with the look ahead where it begins; as it is where none is known or needed."""
    rows, folds = taken_apart(pattern, flags), ignores_case(pattern, flags)
    if rows is None:
        return pattern
    bare = without_blanks(pattern, flags)
    if len(rows) == 1:
        opening = list(takewhile(_has_no_width, rows[0]))
        at = sum(len(written(piece)) for piece in opening)
        return bare[:at] + glance([rows[0][len(opening) :]], folds=folds) + bare[at:]
    at = _length_of_flags(bare)
    first = glance(rows, folds=folds)
    return f"{bare[:at]}{first}(?:{bare[at:]})" if first else bare


def beginnings(pattern: str, flags: int = 0) -> str:
    """An expression for the first letter of each place where another can match; where that is not known it finds each place.

    `\\b(?:gave|given)` -> `[g](?<=\\b(?=[g][ai])[\\s\\S])`: `re` runs over the letters that are no g, which it does not before a `\\b`.
    """
    rows, folds = taken_apart(pattern, flags), ignores_case(pattern, flags)
    if rows is None:
        return r"[\s\S]"
    bare = without_blanks(pattern, flags)
    at = _length_of_flags(bare)
    opening = ""
    if len(rows) == 1:
        first = list(takewhile(_has_no_width, rows[0]))
        opening = "".join(map(written, first))[at:]
        rows = [rows[0][len(first) :]]
    heads = _few_heads(rows, folds=folds)
    if not heads:
        return r"[\s\S]"
    letters, tree = "".join(sorted({head[0] for head in heads})), _tree(heads)
    letters, tree = (f"(?-i:[{letters}])", f"(?-i:{tree})") if folds else (f"[{letters}]", tree)
    return rf"{bare[:at]}{letters}(?<={opening}(?={tree})[\s\S])"


def _length_of_flags(bare: str) -> int:
    return len(bare) - len(_FLAGS.sub("", bare))


def glance(rows: list[Row], *, folds: bool) -> str:
    """A look ahead that holds wherever one of some alternatives matches; empty where nothing is known."""
    heads = _few_heads(rows, folds=folds)
    if not heads:
        return ""
    return f"(?=(?-i:{_tree(heads)}))" if folds else f"(?={_tree(heads)})"


def _few_heads(rows: list[Row], *, folds: bool) -> set[tuple[str, ...]]:
    """What alternatives begin with, as many letters as keep the beginnings few; none where one of them is unknown."""
    for depth in _DEPTHS:
        heads = {head.letters for head in _heads(rows, depth, folds=folds)}
        if () in heads:
            return set()
        if len(heads) <= _MOST:
            return heads
    return set()


def _tree(heads: set[tuple[str, ...]]) -> str:
    """Beginnings as one expression: {st, gi, ga} -> [s][t]|[g][ai]."""
    if () in heads:
        return ""
    tails: dict[str, set[tuple[str, ...]]] = {}
    for head in heads:
        tails.setdefault(head[0], set()).add(head[1:])
    alike: dict[str, list[str]] = {}
    for first in sorted(tails):
        alike.setdefault(_tree(tails[first]), []).append(first)
    branches = [f"[{''.join(firsts)}]" + (f"(?:{tail})" if "|" in tail else tail) for tail, firsts in alike.items()]
    return "|".join(branches)


def _heads(rows: list[Row], depth: int, *, folds: bool) -> set[_Head]:
    return {head for row in rows for head in _heads_of_row(row, depth, folds=folds)}


def _heads_of_row(row: Row, depth: int, *, folds: bool) -> set[_Head]:
    heads = {_Head()}
    for piece in row:
        growing = {head for head in heads if not head.closed and len(head.letters) < depth}
        if not growing:
            break
        if _has_no_width(piece):
            continue
        more = _heads_of_piece(piece, depth, folds=folds)
        optional, repeated = piece.many.startswith(OPTIONAL), piece.many[:1] not in {"", "?"}
        heads = (heads if optional else heads - growing) | {
            _Head((head.letters + next_.letters)[:depth], next_.closed or repeated)
            for head in growing
            for next_ in more
        }
    return heads


def _has_no_width(piece: Group | Letters) -> bool:
    if isinstance(piece, Group):
        return piece.opens in LOOKS_AROUND
    return piece.text in NO_WIDTH or (piece.text.startswith("(?") and not piece.text.startswith("(?P="))


def _heads_of_piece(piece: Group | Letters, depth: int, *, folds: bool) -> set[_Head]:
    if isinstance(piece, Group):
        return _heads(piece.alternatives, depth, folds=folds_within(piece, folds=folds))
    unknown = {_Head((), closed=True)}
    if piece.plain:
        letters = tuple(_item(letter, folds=folds) for letter in piece.text[:depth])
        known = letters.index("") if "" in letters else len(letters)
        return {_Head(letters[:known], closed=known < len(letters))}
    if piece.text in _KINDS or re.fullmatch(r"\\\W", piece.text):
        return {_Head((piece.text,))}
    if set_ := _SET.fullmatch(piece.text):
        items = [_item(item, folds=folds) for item in _ITEM.findall(set_["items"])]
        return unknown if "" in items else {_Head((item,)) for item in items}
    return unknown


def _item(written: str, *, folds: bool) -> str:
    """A letter, a range or a kind of letters as an item of a set; empty where it is not known what else it stands for."""
    if len(written) == 3:
        return (
            written
            if not folds
            else written + written.swapcase()
            if written in {"a-z", "A-Z"}
            else written
            if written[0].isdigit()
            else ""
        )
    if written[0] == "\\" and len(written) == 2:
        return written if written in _KINDS or not written[1].isalnum() else ""
    if not folds:
        return re.escape(written)
    if not written.isascii():
        return ""
    return re.escape(written) + (written.swapcase() + _ALSO.get(written.lower(), "") if written.isalpha() else "")
