"""A text made plain for matching, with the way back: every plain character knows where it stood.

`plain("mg/m²\\n×10⁶ ﬂu-\\ndarabine")` reads `mg/m2 x10^6 fludarabine`. Evidence is always cut from the original.
"""

import unicodedata
from dataclasses import dataclass, field

from extractors.expressions import expression
from extractors.spellings import respelled

_DASHES = dict.fromkeys("‐‑‒–—―−﹣－˗", "-")
_SPACES = dict.fromkeys(
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r\f\v", " "
)
_QUOTES = {"‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"'}
_GONE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_SIGNS = {"×": "x", "✕": "x", "∙": ".", "·": ".", "⋅": ".", "µ": "u", "μ": "u", "℃": "°C", "～": "~", "∼": "~", "，": ",", "；": ";", "：": ":",
          "（": "(", "）": ")", "％": "%", "【": "[", "】": "]", "。": ".", "⩾": "≥", "⩽": "≤", "≧": "≥", "≦": "≤"}  # fmt: skip
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda", "ω": "omega"}
_SUPERSCRIPT = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_NOT_PLAIN = expression(r"[^\x00-\x08\n\x0e-\x7f]|(?<=m)\^(?=[23](?!\d))")  # "mg/m^2" is "mg/m2"
_TABLE = _DASHES | _SPACES | _QUOTES | _GONE | _SIGNS | _GREEK | {"^": ""}


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain text and, for each of its characters and its end, the offset in the original."""

    text: str
    offsets: tuple[int, ...]
    lines: dict[int, str] = field(default_factory=dict)  # sentences told from tables, by their start, with a heading
    joined: frozenset[int] = frozenset()  # where main clauses begin that the text joins to the one before

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a plain stretch stands in the original text."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[end]


def plain(text: str) -> Plain:
    """Make a text plain: dashes, spaces, Greek, ligatures, superscripts; hard line ends become spaces, blank lines stay."""
    pieces: list[str] = []
    offsets: list[int] = []
    changes = _line_ends(text) | respelled(text)
    at = 0
    for i in sorted({*changes, *(m.start() for m in _NOT_PLAIN.finditer(text))}):
        replacement = changes[i] if i in changes else _replaced(text, i)
        pieces += text[at:i], replacement
        offsets += range(at, i)
        offsets += [i] * len(replacement)
        at = i + 1
    return Plain("".join([*pieces, text[at:]]), (*offsets, *range(at, len(text) + 1)))


def _replaced(text: str, i: int) -> str:
    """What becomes of a character that is no plain one."""
    character = text[i]
    if character in _SUPERSCRIPT:
        return _superscript(text, i)
    return _TABLE[character] if character in _TABLE else unicodedata.normalize("NFKC", character)


def _superscript(text: str, i: int) -> str:
    """A raised character: the first after `10` is an exponent (`10⁶` -> `10^6`), others lose their height (`m²` -> `m2`)."""
    raised = _SUPERSCRIPT[text[i]]
    return "^" + raised if text[max(0, i - 2) : i] == "10" and raised not in "+" else raised


# "flu-\ndarabine" loses hyphen and line end, "CAR-\nT" and "anti-\nCD19" only the line end
_BROKEN = expression(r"(?P<before>[A-Za-z]{2,})(?P<hyphen>[-‐\u00ad])(?P<end>[ \t]*\n[ \t]*)(?=(?P<after>[a-z]{2,}))")
_HYPHEN_END = expression(r"[-‐\u00ad][ \t]*\n")
_KEEPS_HYPHEN = expression(r"(?i)(anti|non|post|pre|self|well|high|low|long|short|half|cell|donor|graft|dose|step|first|second|third|two|three|four|follow|MRD|CAR|year|month|week|day|therapy)$")  # fmt: skip
_LINE_END = expression(
    r"(?<!\n)[ \t]*\n[ \t]*(?!\s*\n)(?![-*#•>|]\s|(?<!grade\n)(?<!Grade\n)(?<!stage\n)(?<!score\n)\d+[.)]\s|#)"
)
_AFTER_DASH = expression(r"(?<=\w[-‐/])[ \t]*\n[ \t]*(?=\w)")


def _line_ends(text: str) -> dict[int, str]:
    """What becomes of the characters round single line ends: a space, or nothing where a word was broken."""
    if "\n" not in text:
        return {}
    change: dict[int, str] = {}
    short = _hard_wrapped(text)
    if short:
        for match in _LINE_END.finditer(text):
            change |= dict.fromkeys(range(match.start(), match.end()), "")
            change[match.start()] = " "
    for match in _AFTER_DASH.finditer(text):
        change |= dict.fromkeys(range(match.start(), match.end()), "")
    for match in _BROKEN.finditer(text) if _HYPHEN_END.search(text) else ():
        if not _KEEPS_HYPHEN.search(match["before"]):
            change |= dict.fromkeys(range(match.start("hyphen"), match.end("end")), "")
    return change


def _hard_wrapped(text: str) -> bool:
    """Whether lines end where the column ends (most lines of running text are about as long as the longest)."""
    lines = [len(line) for line in text.split("\n") if len(line) > 30]
    if len(lines) < 8:
        return False
    lines.sort()
    return lines[len(lines) // 2] >= 40 and lines[int(len(lines) * 0.9)] <= 110
