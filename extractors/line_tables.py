"""Tables of treatment lines, real or flattened: each row is a line of the story, not a repetition of it.

Line | Regimen | Start | End | Best response        2 DRd 02/2019 08/2020 VGPR
"""

from collections.abc import Sequence

from extractors.expressions import expression
from extractors.mentions import Sentence, TimeMention

_HEADER = expression(
    r"(?i)^(?=.{0,160}$)(?=.*\b(?:regimens?|therap(?:y|ies)|treatments?|drugs?)\b)(?=.*\b(?:lines?|LOT|no\.?|#|order|number|start|from|dates?|period|response|outcome|result|year)\b)(?!.*\b(?:was|were|had|received|is|are|has)\b)"
)
# "2 | DRd | ...", "3. KCd", "Second line: R-ICE", "1st", "IV"
_NUMBER = expression(
    r"(?i)^[|\s]*(?:line\s|LOT\s?)?(?P<n>\d{1,2}|first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[4-9]th|I{1,3}|IV|VI{0,3})\b(?:[\s-]line)?[\s|.:)-]"
)
_ORDER = {w: i for i, w in enumerate(["zero", "first", "second", "third", "fourth", "fifth", "sixth"])} | {
    "1st": 1, "2nd": 2, "3rd": 3, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
}  # fmt: skip


LINE_ROWS = ("first-line", "second-line")  # the headings that the rows are given


def line_rows(text: str, sentences: Sequence[Sentence]) -> dict[int, str]:
    """The rows of treatment-line tables by their start, each with the heading that says its line ("second-line")."""
    rows: dict[int, str] = {}
    open_header, count = False, 0
    for s in sentences:
        words = text[s.start : s.end]
        if s.section != "table":
            open_header = False
        elif _HEADER.match(words) and not _NUMBER.match(words):
            open_header, count = True, 0
        elif open_header and (number := _NUMBER.match(words)):
            raw = number["n"].lower()
            count = int(raw) if raw.isdigit() else _ORDER.get(raw, count + 1)
            if count > 12:  # a column of days or grades, no lines
                open_header = False
                continue
            rows[s.start] = LINE_ROWS[count > 1]
    return rows


def as_periods(times: Sequence[TimeMention]) -> None:
    """Two dates in the cells of a row are start and end."""
    dates = [t for t in times if t.kind == "date"]
    if len(dates) == 2 and dates[0].joint is None and dates[1].joint is None:
        dates[0].relation, dates[1].relation = "from", "until"
