"""Numbers as authors write them: digits with separators, words, ordinals.

`number("1,200,000")` -> 1200000.0, `number("2,5")` -> 2.5, `number("twenty-one")` -> 21.0, `number("one and a half")` -> 1.5
"""

import re

from extractors.expressions import expression

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = dict(zip(_ONES.split(), range(20), strict=True)) | dict(zip(_TENS.split(), range(20, 100, 10), strict=True))
_WORDS |= {"hundred": 100, "a": 1, "an": 1}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
_ORDINALS += " seventeenth eighteenth nineteenth"
_ORDER = dict(zip(_ORDINALS.split(), range(1, 20), strict=True)) | {"twentieth": 20, "thirtieth": 30}

#: "twenty-one", "twelve", "hundred"; not "a", which callers add where it counts
WORD = (
    rf"(?:(?:{_TENS.replace(' ', '|')})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?"
    rf"|(?:one|two|three|four|five|six|seven|eight|nine|a)[ ]hundred|{'|'.join(sorted(_ONES.split(), key=len, reverse=True))})"
)
#: "1,200,000", "92 204", "2.5", "2,5", ".5", "6½" (which plain text writes "61⁄2")
DIGITS = r"(?:\d{0,3}?[13]\u2044[24](?!\d)|\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?|\d{1,3}(?:[ ]\d{3})+(?![\d.,]\d|\d)|\d+(?:\.\d+|,\d{1,2}(?!\d))?|(?<![\d\w])\.\d+)"
#: "third", "12th", "twenty-first"
ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty)[- ])?(?:{'|'.join(sorted(_ORDER, key=len, reverse=True))}))"

_THOUSANDS = expression(r"[1-9]\d{0,2}(?:[, ]\d{3})+(?:\.\d+)?\Z")


def number(text: str) -> float:
    """Read a number: '2,400' -> 2400, '2,5' -> 2.5, 'twenty-one' -> 21, 'half' -> 0.5."""
    text = text.strip().lower()
    if text[:1].isdigit() or text[:1] == ".":
        if "\u2044" in text:
            return float(text[:-3] or 0) + float(text[-3]) / float(text[-1])
        if _THOUSANDS.match(text):
            return float(text.replace(",", "").replace(" ", ""))
        return float(text.replace(" ", "").replace(",", "."))
    return _words(text)


def has_decimal_comma(text: str) -> bool:
    """Whether the comma is a decimal one: '2,5' yes, '2,400' no."""
    return "," in text and not _THOUSANDS.match(text.strip())


def ordinal(text: str) -> int:
    """Read an ordinal: '12th' -> 12, 'third' -> 3, 'twenty-first' -> 21."""
    text = text.lower()
    if text[0].isdigit():
        return int(re.sub(r"\D", "", text))
    parts = re.split(r"[- ]", text)
    return sum(_WORDS[p] for p in parts[:-1]) + _ORDER[parts[-1]]


def plain_number(value: float) -> str:
    """Write a number without a needless fraction: 3.0 -> '3', 2.5 -> '2.5'."""
    return str(int(value)) if value == int(value) else f"{value:g}"


def _words(text: str) -> float:
    total = 0.0
    for part in re.split(r"[- ]", text):
        if part == "half":
            total += 0.5
        elif part == "hundred":
            total = max(total, 1) * 100
        elif part in _WORDS:
            total = (
                _WORDS[part]
                if part in ("a", "an") and not total
                else total + (0 if part in ("a", "an") else _WORDS[part])
            )
    return total
