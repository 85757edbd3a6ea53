"""Expressions for sentences: compiled when first needed, and tried only where the letters stand that they cannot do without.

`expression(r"(?i)relaps(?:ed|ing)")` is used as what `re.compile` gives, and finds the same. Of a thousand of them a sentence
answers ten, and costs hardly more than these ten.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from sys import maxsize

from extractors.factored import factored
from extractors.glance import with_glance
from extractors.stems import stems_of

Found = re.Match[str] | None
_OFTEN = 30  # uses after which an expression is worth sorting
_LONG = 1000  # letters of a text that is worth remembering in small letters


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
        self._uses = 0

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression of `re`."""
        return re.compile(self.pattern, self.flags)

    @cached_property
    def _sorted(self) -> re.Pattern[str]:
        return re.compile(factored(with_glance(self.pattern, self.flags), self.flags), self.flags)

    def _ready(self) -> re.Pattern[str]:
        """The expression as written for its first uses, then sorted: one report would not pay for the sorting."""
        self._uses += 1
        return self._sorted if self._uses > _OFTEN else self.compiled

    @cached_property
    def _stems(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return stems_of(self.pattern, self.flags)

    def in_vain(self, text: str, start: int = 0, end: int = maxsize) -> bool:
        """Whether a stretch lacks what any match would have."""
        any_case, exact = self._stems
        if not any_case and not exact:
            return False
        if start or end < len(text):
            text = text[start:end]
        if any_case:
            low = text.lower() if len(text) < _LONG else _remembered(text)
            for stem in any_case:
                if stem in low:
                    return False
        for stem in exact:  # noqa: SIM110 (asked a hundred times a sentence; `any` takes twice as long)
            if stem in text:
                return False
        return True

    def search(self, text: str, start: int = 0, end: int = maxsize) -> Found:
        """As `re.Pattern.search`."""
        return None if self.in_vain(text, start, end) else self._ready().search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return iter(()) if self.in_vain(text, start, end) else self._ready().finditer(text, start, end)

    def findall(self, text: str, start: int = 0, end: int = maxsize) -> list[str]:
        """As `re.Pattern.findall`."""
        return [] if self.in_vain(text, start, end) else self._ready().findall(text, start, end)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As `re.Pattern.sub`."""
        return text if self.in_vain(text) else self._ready().sub(new, text, count)

    @cached_property
    def match(self) -> Callable[..., Found]:
        """As `re.Pattern.match`; it tries one place only, so looking before gains nothing."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., Found]:
        """As `re.Pattern.fullmatch`."""
        return self.compiled.fullmatch


def expression(pattern: str, flags: int = 0) -> Expression:
    """Make an expression; see `re.compile`."""
    return Expression(pattern, flags)
