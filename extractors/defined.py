"""Short forms that a text defines otherwise than alone in round brackets, which `abbreviations` finds."""

from collections.abc import Iterator

from extractors.expressions import expression

_FAR = 100  # letters, more than three words have
_STATES = frozenset({"CR", "CRi", "PR", "SD", "PD", "MR", "NR", "CMR", "VGPR"})  # "gemcitabine (CR, 5 months)"
# "ethambutol (EMB, 750 mg/d)", "(Pola; Polivy)", "[ATO]", "(hereafter GILT)"
_BRACKET = expression(
    r"[(\[](?:(?<=\()(?:(?:here(?:in)?after|henceforth|abbreviated(?: as| to)?|referred to as|termed|called)(?: as)?\s[\"“']?(?P<called>[A-Z][\w-]{1,6})"
    r"|(?P<short>[A-Z][A-Za-z]{1,4})[,;]\s?(?=\d|[A-Z][a-z]{3}))|(?<=\[)(?P<square>[A-Z][A-Za-z]{1,4})\])"
)
_THREE_WORDS = expression(r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2}\s\Z")
_LIST = expression(r"(?im)^\W{0,3}(?:list of )?abbreviations?(?: used)?\b[.:]?\s(?P<list>.+)$")
_LISTED = expression(r"(?:^|[;.]\s?)(?P<short>[A-Z][\w-]{1,8})(?:[,:]|\s?[=–])\s?(?P<long>[A-Za-z][^;=:]{3,60}?)(?=[;.]|$)")  # fmt: skip


def defined_elsewhere(text: str) -> Iterator[tuple[str, str]]:
    """Short and long forms: beside an amount or a brand, in square brackets, after "hereafter", in a list of abbreviations.

    >>> list(defined_elsewhere("isoniazid (INH, 300 mg/d)")) -> [("INH", "isoniazid")]
    """
    done = 0
    for match in _BRACKET.finditer(text):
        words = _THREE_WORDS.search(text, max(done, match.start() - _FAR), match.start())
        if words is None:
            continue
        done = match.end()
        short = match["short"] or match["square"] or match["called"]
        amount = match["short"] and text[match.end() : match.end() + 1].isdigit()
        long = _shortened(short, words.group().split(), loosely=bool(amount))
        if long and short not in _STATES:
            yield short, long
    for listed in _LIST.finditer(text):
        for match in _LISTED.finditer(listed["list"]):
            yield match["short"], match["long"].strip()


def _shortened(short: str, words: list[str], *, loosely: bool) -> str:
    """The last words that a short form abbreviates: they begin with its first letter and have its letters in order.

    Loosely, of one word, two letters do: INH is isoniazid.
    """
    for at in range(len(words) - 1, -1, -1):
        if words[at][0].lower() == short[0].lower():
            long, one = " ".join(words[at:]), at == len(words) - 1
            rest = iter(long.lower())
            return long if all(letter in rest for letter in short[: 2 if loosely and one else None].lower()) else ""
    return ""
