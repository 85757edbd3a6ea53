"""Expressions that ignore case, searched in lower-case text: long alternations are several times faster so than with `re.IGNORECASE`.

A match has the offsets of the text and the words in lower case; who needs the words as written cuts them out of the text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from sys import maxsize

from extractors.expressions import expression, has_any
from extractors.stems import Stems

_LITERAL = re.compile(r"\\.|\(\?P[<=]\w+[>)]|.", re.DOTALL)


@lru_cache(maxsize=32)
def _lowered(text: str) -> str:
    return text.lower()


class Folded:
    """An expression that ignores case: `Folded("relaps|CR").search("A Relapse")` -> 'relaps'."""

    __slots__ = ("_as_is", "_low")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        pattern = pattern.removeprefix("(?i)")
        if "(?i" in pattern or "(?-i" in pattern:
            raise ValueError(f"an expression with flags of its own inside cannot be folded: {pattern[:60]}")
        low = _LITERAL.sub(lambda m: m[0].lower() if len(m[0]) == 1 else m[0], pattern)
        self._low = expression(low, flags)
        self._as_is = expression(pattern, flags | re.IGNORECASE)

    @property
    def stems(self) -> Stems:
        """Letters of which each match has some, in lower case: see `stems_of`."""
        return self._low.stems

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        low = _lowered(text)
        return self._low.search(low, start, end) if len(low) == len(text) else self._as_is.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        low = _lowered(text)
        return self._low.match(low, start, end) if len(low) == len(text) else self._as_is.match(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        low = _lowered(text)
        return self._low.finditer(low, start, end) if len(low) == len(text) else self._as_is.finditer(text, start, end)


class AnyFolded:
    """Several of them, of which one is enough: the letters that they need are looked for once for all."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._each = tuple(map(Folded, patterns))

    @cached_property
    def _stems(self) -> tuple[str, ...]:
        stems = [sum(each.stems, ()) for each in self._each]
        return tuple(dict.fromkeys(sum(stems, ()))) if all(stems) else ("",)

    def found_in(self, text: str) -> bool:
        """Whether one of them matches somewhere."""
        return has_any(_lowered(text), self._stems) and any(each.search(text) for each in self._each)
