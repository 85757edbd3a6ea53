"""Expressions for sentences: compiled when first needed, and tried only where the letters stand that they cannot do without.

`expression(r"(?i)relaps(?:ed|ing)")` is used as what `re.compile` gives, and finds the same. Of a thousand of them a sentence
answers ten, and costs hardly more than these ten.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from sys import maxsize

from extractors.factored import factored
from extractors.glance import beginnings, with_glance
from extractors.stems import stems_of

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

    def _ready(self, letters: int) -> re.Pattern[str]:
        """The expression as written at first, then sorted: one report would not pay for the sorting."""
        if self._read > _OFTEN:
            return self._sorted
        self._read += letters
        return self.compiled

    @cached_property
    def _beginnings(self) -> re.Pattern[str]:
        return re.compile(beginnings(self.pattern, self.flags), self.flags)

    def _beginnings_are_rare(self, text: str) -> bool:
        """Whether in long texts few places begin as a match does, as the first of them has it."""
        if len(text) < _LONG or self._read <= _OFTEN:
            return False
        if self._rare is None:
            self._rare = sum(1 for _ in self._beginnings.finditer(text)) * _RARE < len(text)
        return self._rare

    def _leap(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of a long text: only the places are tried that begin as a match does."""
        match, at = self._sorted.match, start
        for place in self._beginnings.finditer(text, start, end):
            if place.start() >= at and (found := match(text, place.start(), end)):
                yield found
                at = found.end()

    @cached_property
    def in_vain(self) -> Callable[..., bool]:
        """Whether a stretch `(text, start, end)` lacks what any match would have."""
        return _lacking(*stems_of(self.pattern, self.flags))

    def search(self, text: str, start: int = 0, end: int = maxsize) -> Found:
        """As `re.Pattern.search`."""
        return None if self.in_vain(text, start, end) else self._ready(len(text)).search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        if self.in_vain(text, start, end):
            return iter(())
        if self._beginnings_are_rare(text):
            return self._leap(text, start, end)
        return self._ready(len(text)).finditer(text, start, end)

    def findall(self, text: str, start: int = 0, end: int = maxsize) -> list[str]:
        """As `re.Pattern.findall`."""
        return [] if self.in_vain(text, start, end) else self._ready(len(text)).findall(text, start, end)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As `re.Pattern.sub`."""
        return text if self.in_vain(text) else self._ready(len(text)).sub(new, text, count)

    def match(self, text: str, start: int = 0, end: int = maxsize) -> Found:
        """As `re.Pattern.match`: it tries one place only, and looking before gains nothing but that it need not be compiled."""
        if self.in_vain(text, start, end):
            return None
        vars(self)["match"] = self.compiled.match  # from now on
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = maxsize) -> Found:
        """As `re.Pattern.fullmatch`."""
        if self.in_vain(text, start, end):
            return None
        vars(self)["fullmatch"] = self.compiled.fullmatch
        return self.compiled.fullmatch(text, start, end)


def _lacking(any_case: tuple[str, ...], exact: tuple[str, ...]) -> Callable[..., bool]:
    """A test whether a stretch of text has none of some letters, in any case or as written; never so if none are known.

    Asked a hundred times a sentence: loops, where `any` would take twice as long.
    """

    def lacks(text: str, start: int = 0, end: int = maxsize) -> bool:
        if start or end < len(text):
            text = text[start:end]
        if any_case:
            low = text.lower() if len(text) < _LONG else _remembered(text)
            for stem in any_case:
                if stem in low:
                    return False
        for stem in exact:  # noqa: SIM110
            if stem in text:
                return False
        return True

    def lacks_nothing(text: str, start: int = 0, end: int = maxsize) -> bool:
        return False

    return lacks if any_case or exact else lacks_nothing


def expression(pattern: str, flags: int = 0) -> Expression:
    """Make an expression; see `re.compile`."""
    return Expression(pattern, flags)
