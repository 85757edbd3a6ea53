"""An expression taken apart: alternatives, each a row of brackets and letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<text>[^\\\[(){*+?|.^$]+(?![*+?{])|[^\\\[(){*+?|.^$])
      | (?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.))
      | (?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])
      | (?P<around>\(\?<?[=!])
      | (?P<named>\(\?P=\w+\))
      | (?P<flags>\(\?[a-z]+\))
      | (?P<open>\((?:\?(?:P<\w+>|(?P<inner>[a-zA-Z-]*):))?)(?!\?)
      | (?P<many>(?P<least>[*+?]|\{\d*,?\d*\})[?+]?)
      | (?P<bar>\|) | (?P<close>\)) | (?P<any>[.^$])""",
    re.VERBOSE | re.DOTALL,
)
_VERBOSE = re.compile(r"\(\?[a-z]*x[a-z]*\)")
_IGNORES_CASE = re.compile(r"\(\?[a-z]*i[a-z]*\)")
_BLANKS = re.compile(r"(?P<kept>\\.|\[(?:\\.|[^\]\\])*\])|\s+|\#[^\n]*", re.DOTALL)
NO_WIDTH = frozenset({r"\b", r"\B", r"\A", r"\Z", "^", "$"})
OPTIONAL = ("*", "?", "{0", "{,")
LOOKS_AROUND = frozenset({"(?=", "(?!", "(?<=", "(?<!"})


@dataclass(slots=True)
class Group:
    """A bracket with its alternatives."""

    opens: str
    alternatives: list["Row"]
    many: str = ""


@dataclass(slots=True)
class Letters:
    """A piece of an expression as written: letters, a set, an anchor."""

    text: str
    many: str = ""
    plain: bool = False  # letters that stand for themselves


Row = list[Group | Letters]


def taken_apart(pattern: str, flags: int = 0) -> list[Row] | None:
    """The alternatives of an expression; None where it is not understood."""
    bare = without_blanks(pattern, flags)
    tokens = list(_TOKEN.finditer(bare))
    if sum(len(t[0]) for t in tokens) != len(bare):
        return None
    return _parsed(tokens, 0)[0]


def without_blanks(pattern: str, flags: int) -> str:
    """A verbose expression without its blanks and comments, any other as it is."""
    if flags & re.VERBOSE or _VERBOSE.match(pattern):
        return _BLANKS.sub(lambda m: m["kept"] or "", pattern)
    return pattern


def ignores_case(pattern: str, flags: int) -> bool:
    """Whether an expression as a whole ignores case."""
    return bool(flags & re.IGNORECASE or _IGNORES_CASE.match(pattern))


def sets_flags(group: Group) -> bool:
    """Whether a bracket has flags of its own: `(?-i:`."""
    return group.opens.endswith(":") and group.opens != "(?:"


def folds_within(group: Group, *, folds: bool) -> bool:
    """Whether case is ignored inside a bracket."""
    if not sets_flags(group):
        return folds
    on, _, off = group.opens.strip("(?:").partition("-")
    return (folds or "i" in on) and "i" not in off


def _parsed(tokens: Sequence[re.Match[str]], at: int) -> tuple[list[Row], int]:
    rows: list[Row] = [[]]
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
                rows[-1].append(Group(token[0], inner))
            case "many":
                rows[-1][-1].many = token[0]
            case "text":
                rows[-1].append(Letters(token[0], plain=True))
            case _:
                rows[-1].append(Letters(token[0]))
    return rows, at


def written(piece: Group | Letters) -> str:
    """A piece as it was."""
    if isinstance(piece, Letters):
        return piece.text + piece.many
    rows = ("".join(map(written, row)) for row in piece.alternatives)
    return f"{piece.opens}{'|'.join(rows)}){piece.many}"
