"""The letters that an expression cannot do without: `(?i)relaps(?:ed|ing)|PD` needs "relaps" or "pd".

To look for them costs a twentieth of what the expression costs, and most sentences have none of them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

TOKEN = re.compile(
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

Needs = frozenset[tuple[bool, str]]  # any of these letters; True: in this case only


@dataclass(slots=True)
class _Row:
    """The parts of one alternative: the letters read last, and what each part before needs."""

    exact: bool
    letters: str = ""
    needs: list[Needs] = field(default_factory=list)

    def close(self) -> None:
        """A row of letters ends where many things can stand."""
        if self.letters:
            self.needs.append(frozenset({(self.exact, self.letters if self.exact else self.letters.lower())}))
        self.letters = ""

    def least(self) -> Needs | None:
        """The part that is least likely."""
        self.close()
        return min(self.needs, key=_chance, default=None)


def stems_of(pattern: str, flags: int = 0) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Letters of which each match has some: small ones for any case, then those as written. Neither: nothing is known."""
    bare = without_blanks(pattern, flags)
    tokens = list(TOKEN.finditer(bare))
    if sum(len(t[0]) for t in tokens) != len(bare):
        return (), ()
    found, _ = _alternatives(tokens, 0, exact=not ignores_case(pattern, flags))
    if found is None or _chance(found) > _TOO_LIKELY:
        return (), ()
    return _fewest(s for exact, s in found if not exact), _fewest(s for exact, s in found if exact)


def without_blanks(pattern: str, flags: int) -> str:
    """A verbose expression without its blanks and comments, any other as it is."""
    if flags & re.VERBOSE or _VERBOSE.match(pattern):
        return _BLANKS.sub(lambda m: m["kept"] or "", pattern)
    return pattern


def ignores_case(pattern: str, flags: int) -> bool:
    """Whether an expression as a whole ignores case."""
    return bool(flags & re.IGNORECASE or _IGNORES_CASE.match(pattern))


def _alternatives(tokens: list[re.Match[str]], at: int, *, exact: bool) -> tuple[Needs | None, int]:
    """What a group needs, and where it ends: any of what its alternatives need, nothing if one of them needs nothing."""
    found: list[Needs | None] = []
    row = _Row(exact)
    while at < len(tokens):
        token = tokens[at]
        at += 1
        match token.lastgroup:
            case "close":
                break
            case "bar":
                found.append(row.least())
                row = _Row(exact)
            case "around":
                _, at = _alternatives(tokens, at, exact=exact)
            case "open":
                row.close()
                inner = token["inner"] or ""
                needs, at = _alternatives(tokens, at, exact=("-i" in inner) or (exact and "i" not in inner))
                if needs is not None and _at_least_once(tokens, at):
                    row.needs.append(needs)
            case "text":
                _add(row, token[0], once=_once(tokens, at), least=_at_least_once(tokens, at))
            case "escape" if not token[0][1:].isalnum():
                _add(row, token[0][1:], once=_once(tokens, at), least=_at_least_once(tokens, at))
            case "escape" if token[0][1:] in {"b", "B", "A", "Z"}:
                pass
            case "flags":
                pass
            case _:
                row.close()
    found.append(row.least())
    needed = frozenset().union(*(n for n in found if n is not None))
    return (None if None in found else needed), at


def _add(row: _Row, letters: str, *, once: bool, least: bool) -> None:
    """Letters that stand there once go on, those that may be repeated end the row, and those that may be missing are none."""
    if least:
        row.letters += letters
    if not once:
        row.close()


def _once(tokens: list[re.Match[str]], at: int) -> bool:
    return at == len(tokens) or tokens[at].lastgroup != "many"


def _at_least_once(tokens: list[re.Match[str]], at: int) -> bool:
    return _once(tokens, at) or not tokens[at]["least"].startswith(("*", "?", "{0", "{,"))


def _chance(needs: Needs) -> float:
    return sum(0.4 if s.strip() in _COMMON else _CHANCES[min(len(s) + exact, 4)] for exact, s in needs)


def _fewest(stems: Iterable[str]) -> tuple[str, ...]:
    """Without those that begin as another one does: of relapse and relaps the latter."""
    kept: list[str] = []
    for stem in sorted({s[:_LONGEST] for s in stems}):
        if not kept or not stem.startswith(kept[-1]):
            kept.append(stem)
    return tuple(kept)
