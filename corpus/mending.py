"""Words mended: the printer's hyphen at a line's end goes, the word's own stays; accents set apart come back."""

import csv
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from corpus.lines import ACCENTS, SOFT

_ENDS = (SOFT, "\xad", "-", "‐", "‑")
_TAIL = re.compile(r"([\w'’\^+/.-]*\w)[\ufffe\xad‐‑-]$")
_HEAD = re.compile(r"[\w'’]+(?:[-‐‑][\w'’]+)*")
# "u¨" and "¨u": a letter and an accent that the file sets apart
_APART = re.compile(r"([A-Za-zı])\s?([¨´`ˆ˜¸ˇ˚˙˝˛])(?=[A-Za-z])|(?<=[A-Za-z])([¨´`ˆ˜ˇ])([A-Za-zı])")
_ACCENT = re.compile("[¨´`ˆ˜¸ˇ˚˙˝˛◦\u030a]")
_DEGREE = re.compile("[◦˚\u030a](?=\\s?[CF]\\b)")  # "37 ◦C"


def accents(text: str) -> str:
    """Letters with their accents: `accents("Ru¨hlemann")` is `Rühlemann`. `22˚C` are degrees."""
    if not _ACCENT.search(text):
        return text
    text = _DEGREE.sub("°", text)

    def join(found: re.Match[str]) -> str:
        letter, mark = (found[1], found[2]) if found[1] else (found[4], found[3])
        whole = unicodedata.normalize("NFC", letter.replace("ı", "i") + ACCENTS[mark])
        return whole if len(whole) == 1 else found[0]

    return _APART.sub(join, text)


@cache
def _halves(half: str) -> frozenset[str]:
    """Words that carry a hyphen of their own: "anti-CD19", "follow-up", "long-term" (first), "dose-dependent" (second)."""
    rows = csv.DictReader(files("corpus").joinpath("hyphens.csv").read_text(encoding="utf-8").splitlines())
    return frozenset(row["word"] for row in rows if row["half"] == half)


class Hyphens:
    """Decides about hyphens at line ends by the words that the document spells within its lines."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.spelled: dict[str, int] = {}
        self.learn(lines)

    def learn(self, lines: Iterable[str]) -> None:
        """Take note of the words within some lines."""
        for line in lines:
            for word in re.findall(r"[\w'’]+(?:[-‐‑][\w'’]+)*", line.lower()):
                self.spelled[word] = self.spelled.get(word, 0) + 1

    def ends(self, line: str) -> bool:
        """The line ends in a hyphen behind a word."""
        return line.endswith(_ENDS) and bool(_TAIL.search(line))

    def keep(self, line: str, following: str) -> bool:
        """Whether the hyphen between a line's end and the next line is the word's own."""
        found, then = _TAIL.search(line), _HEAD.match(following)
        if not found or not then:
            return True
        first, second = found[1].lower(), then[0].lower()
        head = re.split(r"[-‐‑]", second)[0]
        tail = re.split(r"[-‐‑/]", first)[-1]
        joined, hyphened = self._count(first, head, ""), self._count(first, head, "-")
        if joined or hyphened:
            return hyphened > joined
        if not then[0][0].islower() or found[1][-1].isdigit() or (found[1][-1].isupper() and len(tail) > 1):
            return True
        if tail in _halves("first") or head in _halves("second"):
            return True
        return first != tail and self.spelled.get(tail, 0) > 0

    def _count(self, first: str, second: str, between: str) -> int:
        tail = re.split(r"[-‐‑/]", first)[-1]
        return max(self.spelled.get(first + between + second, 0), self.spelled.get(tail + between + second, 0))
