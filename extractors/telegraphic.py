"""Whether a treatment of clinical notes was given, told without a verb: `ASCT not feasible`, `R2: refused`, `allo planned 09/2024`."""

from extractors.expressions import expression

_SOFT = r"(?:\s?[:=,–—-]|\s?->|\s?→)?\s?(?:\(\w[^()]{0,60}\)\s?)?[:,]?\s?(?:again |still |also |thus |therefore |currently |so far |yet |twice |initially |repeatedly )*"
# what may stand between name and word: a dose in a table, "via compassionate use"
_NOT_GIVEN = expression(
    rf"(?i)^{_SOFT}(?:not (?:feasible|possible|available|reimbursed|given|done|an option|indicated|needed|required|necessary|used|approved|accessible|covered|funded|obtainable|performed|started|administered|pursued|eligible|offered|applied|licen[sc]ed)|n/a\b|n\.a\.|\((?:payer|payor|insurer|insurance|sponsor|company|board) (?:said no|denied|refused|declined)|\((?:not (?:available|reimbursed|funded|approved|used|given)|no (?:donor|funding|access|slot))|none\b|no (?:donor|slot|funding|coverage|access|approval)\b|unavailable|unobtainable|contra-?indicated|denied|omitted|withheld|cancel+ed|(?:trial |study )?closed\b|never (?:given|used|started|needed)|unused|impossible|ineligible|unfit)"
)
_DECLINED = expression(rf"(?i)^{_SOFT}(?:(?:was |were )?(?:declined|refused|rejected|turned down)\b(?! by (?:the )?(?:insur|payer|payor|board|fund|tumou?r))|not wanted\b|unwanted\b|against (?:patient|pt|parents)(?:'s)? (?:will|wish))")  # fmt: skip
# "Second allograft, haploidentical brother: Mrs K. does not want it"
_WANTS_NOT = expression(
    r"(?i)^[^.:;\x01]{0,40}:\s(?:(?:the )?(?:patient|pt|parents|family)|s?he|they|you|m(?:r|s|rs)\.? \w+\.?) (?:(?:does|did|do) not want|declin|refus|said no|says no)"
)
_ASKED = expression(
    rf"(?i)^{_SOFT}(?:(?:via|under|through|by|within|from|for) [^,.;:]{{2,40}})?\s?(?:requested|proposed|offered|suggested|discussed|recommended|asked for|applied for|considered|advised)\b[^.]{{0,30}}?[,;:](?: but| yet| and)? ?(?:(?P<declined>(?:s?he|they|you|pt|patient|parents|family) (?:said no|declined|refused|did not want)|declined|refused|rejected|said no|not wanted)|(?P<no>denied|not (?:funded|approved|granted|available|given|done|reimbursed|pursued)|no donor|unavailable))"
)
_PLANNED = expression(
    rf"(?i)^{_SOFT}(?:planned|scheduled|foreseen|intended|pending|awaited|upcoming|in preparation|envisaged|proposed|requested|applied for)\b(?! (?:but|and) (?:given|done))(?!\s?(?:dose|dosing|course|cycle|infusion))"
)
_AGAINST = expression(
    r"(?i)\b(?:pt|patient|parents|family|mother|father|s?he|they) (?:was |were |is |are |decided |spoke )?(?:strongly |firmly )?against (?:an? |the |any |further |another )?(?:\w+ ){0,2}$"
)
# a row of a table: the name stands in the first cell, the answer in the last
_CELL = expression(
    r"(?i)^[^\t.;]{0,60}\t\s*(?:none|no|not (?:needed|given|used|required|done|applicable)|never|n/a)\s*(?:\t|$)"
)


# "Considered, not used: brentuximab vedotin (no CD30); alemtuzumab"
_LABELLED = expression(
    r"(?i)(?:^|[.;]\s)\W*(?:(?:also )?(?:considered|discussed|offered|proposed|weighed|options?|drugs?|agents?)[, ]+(?:but |and )?)?(?:(?P<no>(?:not|never) (?:used|given|done|available|needed|pursued|started|tried|administered)|withheld|omitted|unavailable|not an option|avoided|(?:none|neither) of (?:the following|these)[\w ]{0,30}(?:used|given|available|needed|required|administered|received))|(?P<declined>declined|refused|rejected)(?: by (?:the )?(?:patient|pt|parents|family|her|him))?|(?P<planned>planned|scheduled|foreseen|upcoming|proposed next))\s?:\s[^.]*$"
)


def labelled(before: str) -> str | None:
    """The status that a label gives to all that follows it: `labelled("Not used: ")` is "not_given"."""
    if ":" not in before or (label := _LABELLED.search(before)) is None:
        return None
    return "declined" if label["declined"] else "planned" if label["planned"] else "not_given"


def noted(before: str, after: str, *, verb: bool = False) -> str | None:
    """The status that words without a verb give: `noted("", ": refused.")` is "declined"; a plan needs that no `verb` follows."""
    if _AGAINST.search(before) or _DECLINED.match(after) or _WANTS_NOT.match(after):
        return "declined"
    if not verb and (asked := _ASKED.match(after)):
        return "declined" if asked["declined"] else "not_given"
    if _NOT_GIVEN.match(after) or _CELL.match(after):
        return "not_given"
    return "planned" if not verb and _PLANNED.match(after) else None
