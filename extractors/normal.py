"""A text made plain for matching, with the way back: every plain character knows where it stood.

`plain("mg/m²\\n×10⁶ ﬂu-\\ndarabine")` reads `mg/m2 x10^6 fludarabine`. Evidence is always cut from the original.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from extractors.expressions import expression

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
_GRADE_DASH = r"(?<=[Gg]rade)[-‐‑–](?=(?:[0-5]|I{1,3}|IV)\b)"  # "grade-3 CRS" is "grade 3 CRS"
_NOT_PLAIN = expression(rf"[^\x00-\x08\n\x0e-\x7f]|(?<=m)\^(?=[23](?!\d))|{_GRADE_DASH}")  # "mg/m^2" is "mg/m2"
_TABLE = _DASHES | _SPACES | _QUOTES | _GONE | _SIGNS | _GREEK | {"^": ""}


# units in other spellings are read as the usual one: "mg/sqm", "mg m-2", "mg·kg⁻¹·d⁻¹"
_SQUARE = expression(r"(?i)(?<=/)(?:sqm|mq|sq\.?\s?m|square met(?:re|er))\b")
_POWERS = expression(
    r"(?<![A-Za-z])(?:mg|[uµμ]g|mcg|g|IU|MU|U|Gy)(?P<per>[ .·∙⋅](?:kg\s?[-−⁻][1¹]|m\s?[-−⁻][2²])(?:[ .·∙⋅](?:d|day|h|min)\s?[-−⁻][1¹])?)(?![\d\w])"
)
# "daily x 5 days" is "daily for 5 days"; "the pt" is "the patient"
_TIMES = expression(
    r"(?<=[A-Za-z.)] )[x×](?= ?(?:\d{1,2}|two|three|four|five|six|seven|eight|ten|fourteen) (?:days|weeks|months)\b)"
)
_PT = expression(r"(?<=[Tt]he )pt(?=\b(?!\.\d))")
_RAISED = expression(r"\s?[-−⁻][1¹2²]")


# marks of references: "remission.[3,4] She", "as reported [12-14].", "remission.¹² She", "remission.12 She"
_MARKS = expression(
    r"(?:(?<=[.,;:)])\s?|(?<=[A-Za-z])|(?<=[a-z]{3})(?<!day)(?<!days)\s)\[\d{1,3}(?:\s?[-–,]\s?\d{1,3})*\](?=[\s.,;:)]|$)"
    r"|(?:(?<=[a-z)][.,;])|(?<=[a-z]{4}))[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*(?=[\s.,;]|$)"
    r"|(?<=[A-Za-z)]{2}\.)\d{1,2}(?:[,–-]\d{1,2})*(?=\s+[A-Z][a-z])"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain text and, for each of its characters and its end, the offset in the original."""

    text: str
    offsets: tuple[int, ...]
    lines: dict[int, str] = field(default_factory=dict)  # sentences told from tables, by their start, with a heading

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where a plain stretch stands in the original text."""
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[end]


def plain(text: str) -> Plain:
    """Make a text plain: dashes, spaces, Greek, ligatures, superscripts; hard line ends become spaces, blank lines stay."""
    pieces: list[str] = []
    offsets: list[int] = []
    changes = _line_ends(text) | _spellings(text) | _marks(text)
    at = 0
    for i in sorted({*changes, *(m.start() for m in _NOT_PLAIN.finditer(text))}):
        replacement = changes[i] if i in changes else _replaced(text, i)
        pieces += text[at:i], replacement
        offsets += range(at, i)
        offsets += [i] * len(replacement)
        at = i + 1
    return Plain("".join([*pieces, text[at:]]), (*offsets, *range(at, len(text) + 1)))


def _marks(text: str) -> dict[int, str]:
    """What becomes of the characters of reference marks: nothing, so that a sentence ends where it ends."""
    return dict.fromkeys((i for match in _MARKS.finditer(text) for i in range(*match.span())), "")


def _spellings(text: str) -> dict[int, str]:
    """What becomes of the characters of units and a few words that are spelled in another way."""
    change: dict[int, str] = {match.start(): "for" for match in _TIMES.finditer(text)}
    for match in _PT.finditer(text):
        change |= _instead(match.span(), "patient")
    for match in _SQUARE.finditer(text):
        change |= _instead(match.span(), "m2")
    for match in _POWERS.finditer(text):
        parts = re.findall(r"kg|day|min|m|d|h", _RAISED.sub("", match["per"]))
        change |= _instead(match.span("per"), "".join(f"/{'m2' if part == 'm' else part}" for part in parts))
    return change


def _instead(span: tuple[int, int], words: str) -> dict[int, str]:
    """Other words for a stretch: the last letter stands for its end, so that evidence takes all of it."""
    first, *_ = between = range(*span)
    return dict.fromkeys(between, "") | {first: words[:-1], between[-1]: words[-1]}


def _replaced(text: str, i: int) -> str:
    """What becomes of a character that is no plain one."""
    character = text[i]
    if character in _SUPERSCRIPT:
        return _superscript(text, i)
    if re.compile(_GRADE_DASH).match(text, i):
        return " "
    return _TABLE[character] if character in _TABLE else unicodedata.normalize("NFKC", character)


def _superscript(text: str, i: int) -> str:
    """A raised character: the first after `10` is an exponent (`10⁶` -> `10^6`), others lose their height (`m²` -> `m2`)."""
    raised = _SUPERSCRIPT[text[i]]
    return "^" + raised if text[max(0, i - 2) : i] == "10" and raised not in "+" else raised


# "flu-\ndarabine" loses hyphen and line end, "CAR-\nT" and "anti-\nCD19" only the line end
_BROKEN = expression(r"(?P<before>[A-Za-z]{2,})(?P<hyphen>[-‐\u00ad])(?P<end>[ \t]*\n[ \t]*)(?=(?P<after>[a-z]{2,}))")
_KEEPS_HYPHEN = expression(r"(?i)(anti|non|post|pre|self|well|high|low|long|short|half|cell|donor|graft|dose|step|first|second|third|two|three|four|follow|MRD|CAR|year|month|week|day|therapy)$")  # fmt: skip
_LINE_END = expression(r"(?<!\n)[ \t]*\n[ \t]*(?!\s*\n)(?![-*#•>|]\s|\d+[.)]\s|#)")
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
    for match in _BROKEN.finditer(text):
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
