"""Short forms that a text defines beside an amount: "ethambutol (EMB, 750 mg/d)" defines EMB."""

from collections.abc import Iterator

from extractors.expressions import expression

_STATES = frozenset({"CR", "CRi", "PR", "SD", "PD", "MR", "NR", "CMR", "VGPR"})  # "gemcitabine (CR, 5 months)"
_DEFINED = expression(r"(?P<long>[A-Za-z][\w-]{3,})\s\((?P<short>[A-Z][A-Za-z]{0,2}[A-Z]{1,3}|[A-Z][a-z]{2,4}),\s?\d")


def defined_with_amounts(text: str) -> Iterator[tuple[str, str]]:
    """Short and long forms, as `abbreviations` gives those that stand alone in their brackets.

    >>> list(defined_with_amounts("isoniazid (INH, 300 mg/d)")) -> [("INH", "isoniazid")]
    """
    for match in _DEFINED.finditer(text):
        if match["short"] not in _STATES and match["short"][0].lower() in match["long"].lower():
            yield match["short"], match["long"]
