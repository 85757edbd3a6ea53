"""Expressions for sentences: compiled when first needed, and tried only where the letters stand that they cannot do without.

`expression(r"(?i)relaps(?:ed|ing)")` is used as what `re.compile` gives, and finds the same. Of a thousand of them a sentence
answers ten, and costs hardly more than these ten.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from sys import maxsize
from typing import Any, TypeVar

from extractors.factored import factored
from extractors.glance import beginnings, with_glance
from extractors.stems import Stems, stems_of

T = TypeVar("T")
Found = re.Match[str] | None
_OFTEN = 20_000  # letters after which an expression is worth sorting: more than one report has
_LONG = 1000  # letters of a text that is worth remembering in small letters, and to leap through
_RARE = 50  # letters between two places where a match may begin, from which leaping is faster


@lru_cache(maxsize=16)
def _remembered(text: str) -> str:
    return text.lower()


def has_any(text: str, stems: tuple[str, ...]) -> bool:
    """Whether one of some strings stands in a text; asked a hundred times a sentence, where `any` would take twice as long."""
    for stem in stems:  # noqa: SIM110
        if stem in text:
            return True
    return False


class Expression:
    """An expression as of `re.compile`, with most of its methods."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags
        self._read = 0
        self._rare: bool | None = None  # whether places where a match may begin are

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression of `re`."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def _sorted(self) -> re.Pattern[str]:
        return re.compile(factored(with_glance(self.pattern, self.flags), self.flags), self.flags)

    @cached_property
    def stems(self) -> Stems:
        """Letters of which each match has some: see `stems_of`."""
        return stems_of(self.pattern, self.flags)

    @cached_property
    def in_vain(self) -> Callable[..., bool]:
        """Whether a stretch `(text, start, end)` lacks what any match would have."""
        return _tried(self.stems, lambda *_: False, lacking=True)

    @cached_property
    def search(self) -> Callable[..., Found]:
        """As `re.Pattern.search`."""
        return _tried(self.stems, self._at_first("search"), lacking=None)

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """As `re.Pattern.finditer`."""
        return _tried(self.stems, self._at_first("finditer"), lacking=_NOTHING)

    @cached_property
    def findall(self) -> Callable[..., Sequence[str]]:
        """As `re.Pattern.findall`."""
        return _tried(self.stems, self._at_first("findall"), lacking=())

    @cached_property
    def match(self) -> Callable[..., Found]:
        """As `re.Pattern.match`: it tries one place only, and looking before gains nothing but that it need not be compiled."""
        return _tried(self.stems, self._from_now_on("match"), lacking=None)

    @cached_property
    def fullmatch(self) -> Callable[..., Found]:
        """As `re.Pattern.fullmatch`."""
        return _tried(self.stems, self._from_now_on("fullmatch"), lacking=None)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As `re.Pattern.sub`."""
        if self.in_vain(text):
            return text
        often = self._read > _OFTEN
        self._read += len(text)
        return (self._sorted if often else self.compiled).sub(new, text, count)

    def _at_first(self, method: str) -> Callable[..., Any]:
        """A method of the expression as written; when it was read often, of the sorted one: one report would not pay for the sorting."""

        def read(text: str, start: int = 0, end: int = maxsize) -> Any:
            if self._read <= _OFTEN:
                self._read += len(text)
                return getattr(self.compiled, method)(text, start, end)
            often = self._leaping if method == "finditer" else getattr(self._sorted, method)
            lacking = {"search": None, "finditer": _NOTHING, "findall": ()}[method]
            vars(self)[method] = _tried(self.stems, often, lacking=lacking)
            return often(text, start, end)

        return read

    def _from_now_on(self, method: str) -> Callable[..., Found]:
        def read(text: str, start: int = 0, end: int = maxsize) -> Found:
            vars(self)[method] = found = getattr(self.compiled, method)
            return found(text, start, end)  # type: ignore[no-any-return]

        return read

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        return re.compile(beginnings(self.pattern, self.flags), self.flags)

    def _leaping(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """The matches of a text; of a long one only the places are tried that begin as a match does, if they are rare in the first of them."""
        if len(text) >= _LONG and self._rare is None:
            self._rare = sum(1 for _ in self._beginnings.finditer(text)) * _RARE < len(text)
        return (
            self._leap(text, start, end)
            if len(text) >= _LONG and self._rare
            else self._sorted.finditer(text, start, end)
        )

    def _leap(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        match, at = self._sorted.match, start
        for place in self._beginnings.finditer(text, start, end):
            if place.start() >= at and (found := match(text, place.start(), end)):
                yield found
                at = found.end()


_NOTHING: Iterator[re.Match[str]] = iter(())


def _tried(stems: Stems, found: Callable[..., T], *, lacking: T) -> Callable[..., T]:
    """What is found in a stretch of text, or what is said of one that has none of some letters, in any case or as written.

    Asked a hundred times a sentence: loops, where `any` would take twice as long.
    """
    any_case, exact = stems

    def tried(text: str, start: int = 0, end: int = maxsize) -> T:
        stretch = text[start:end]
        if any_case:
            low = stretch.lower() if len(stretch) < _LONG else _remembered(stretch)
            for stem in any_case:
                if stem in low:
                    return found(text, start, end)
        for stem in exact:
            if stem in stretch:
                return found(text, start, end)
        return lacking

    return tried if any_case or exact else found


def expression(pattern: str, flags: int = 0) -> Expression:
    """Make an expression; see `re.compile`."""
    return Expression(pattern, flags)
