"""What reports spell in many ways, read in one: `30 mg m-2` as 30 mg/m2, `grade-3 CRS` as grade 3 CRS, `remission.[3,4]` as remission.

The rest of the extraction knows the one way only. Evidence is cut from the report as it stands.
"""

import re

from extractors.expressions import expression

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
# "12/12 h", as Latin America writes it, is "every 12 h"
_HOURLY = expression(r"(?<![\d/.,])(?P<often>(?P<hours>[468]|12|24)/(?P=hours))(?=\s?(?:h|hrs?|hours?)\b(?!\s?[-/]))")
# verbs that authors of other languages take for the usual ones
_VERBS = {
    "reduced": expression(r"(?i)\b(?:diminished|lessened|trimmed|curtailed|scaled (?:back|down)|down-?titrated)(?= (?:\w+ )?(?:to|by|from)\b)"),
    "increased": expression(r"(?i)\b(?:augmented|heightened|scaled up|up-?dosed|dialled up)(?= (?:\w+ )?(?:to|by|from)\b)"),
    "infused": expression(r"(?i)(?<=\bwas )(?:perfused|infunded)\b|(?<=\bwere )(?:perfused|infunded)\b"),
    "administered": expression(r"(?i)\badministrated\b"),
    "performed": expression(r"(?i)(?<=\bwas )(?:reali[sz]ed|effectuated|effected)\b|(?<=\bwere )(?:reali[sz]ed|effectuated|effected)\b"),
}  # fmt: skip
# "25JAN2022" is "25 JAN 2022"
_SQUEEZED = expression(
    r"(?i)(?<![\w-])(?:0?[1-9]|[12]\d|3[01])(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?=(?:19|20)\d\d\b)"
)
_RAISED = expression(r"\s?[-−⁻][1¹2²]")


# marks of references: "remission.[3,4] She", "as reported [12-14].", "remission.¹² She", "remission.12 She"
_MARKS = expression(
    r"(?:(?<=[.,;:)])\s?|(?<=[A-Za-z])|(?<=[a-z]{3})(?<!day)(?<!days)\s)\[\d{1,3}(?:\s?[-–,]\s?\d{1,3})*\](?=[\s.,;:)]|$)"
    r"|(?:(?<=[a-z)][.,;])|(?<=[a-z]{4}))[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*(?=[\s.,;]|$)"
    r"|(?<=[A-Za-z)]{2}\.)\d{1,2}(?:[,–-]\d{1,2})*(?=\s+[A-Z][a-z])"
)
_GRADE_DASH = expression(r"(?<=[Gg]rade)[-‐‑–](?=(?:[0-5]|I{1,3}|IV)\b)")


def respelled(text: str) -> dict[int, str]:
    """What becomes of single characters of a text, by their place, so that it reads in the usual spelling.

    >>> respelled("30 mg/sqm") -> {6: "m", 7: "", 8: "2"}
    """
    return _words(text) | _marks(text)


def _marks(text: str) -> dict[int, str]:
    """What becomes of the characters of reference marks: nothing, so that a sentence ends where it ends."""
    return dict.fromkeys((i for match in _MARKS.finditer(text) for i in range(*match.span())), "")


def _words(text: str) -> dict[int, str]:
    """What becomes of the characters of units and a few words that are spelled in another way."""
    change: dict[int, str] = {match.start(): "for" for match in _TIMES.finditer(text)}
    change |= {match.start(): " " for match in _GRADE_DASH.finditer(text)}
    for match in _SQUEEZED.finditer(text):
        change |= _instead(match.span("month"), f" {match['month']} ")
    for match in _HOURLY.finditer(text):
        change |= _instead(match.span("often"), f"every {match['hours']}")
    for verb, others in _VERBS.items():
        for match in others.finditer(text):
            change |= _instead(match.span(), verb)
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
