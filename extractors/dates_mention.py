"""How a calendar date is told: its mention, with the word that binds it ("since", "until", "between")."""

from extractors.expressions import expression
from extractors.mentions import TimeMention

#: a year of the lifetime of patients and papers
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_RELATION = expression(
    r"(?i)\b(?P<word>from|since|until|till|to|through|before|prior\s+to|after|following|within|between|during|by|of|as\s+of)\s+"
    r"(?:the\s+|early\s+|mid-?\s*|late\s+|end\s+of\s+|beginning\s+of\s+)*\Z"
)
_RELATIONS = {"from": "from", "since": "since", "until": "until", "till": "until", "to": "until", "through": "until", "before": "before",
              "prior to": "before", "after": "after", "following": "after", "within": "within", "between": "from", "during": "over"}  # fmt: skip


def date_mention(
    text: str, start: int, end: int, value: str, rule: str, *, group: int = 0, joint: str | None = None,
    flags: tuple[str, ...] = (), candidates: tuple[str, ...] = (),
) -> TimeMention:  # fmt: skip
    """A date at its place: 'since [May 2019]' -> 2019-05, since."""
    before = _RELATION.search(text, max(0, start - 28), start)
    relation = _RELATIONS.get(" ".join(before["word"].lower().split())) if before else None
    return TimeMention(
        start=start,
        end=end,
        rule=rule,
        flags=flags,
        kind="date",
        value=value,
        group=group,
        joint=joint,
        relation=relation,
        candidates=candidates,
    )
