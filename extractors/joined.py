"""Main clauses joined to one sentence, of which the second opens with its own time: each is read as a sentence.

"Fludarabine was given on days -5 to -3, and on 25 January 2022 (day 0), axi-cel was infused" says what two sentences say.
"…, and on day 5 with food", "…, and on days 5 and 6 was given again" go on with what was begun: they stay one sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.clauses import has_verb, in_brackets
from extractors.expressions import expression
from extractors.normal import Plain

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?(?:\sof)?[\s-]{_MONTH}(?:,?[\s-]\d{{4}})?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?|{_MONTH}(?:(?:\sof)?,?\s\d{{4}})?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{1,2}}/\d{{4}}|\d{{4}}[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?|(?:19|20)\d\d)"
_DAY = r"(?:[Dd]ays?\s|[Dd]\s?)?[+-]?\d{1,3}"
_AND = r"(?:,\s|,?\sand\s|\sto\s|\sthrough\s|-)"
_JOINT = re.compile(r",\s(?:and|but|while|whereas|whilst)\s|\s-\s")
_STOP = re.compile(r"[.!?]\s+(?=[A-Z])|\n")
_NEXT = re.compile(rf";\s|{_STOP.pattern}|{_JOINT.pattern}")
_FAR = 500  # letters to which a clause is looked at
_TIME = expression(
    rf"""(?:
    (?:on|at|by|from|in|since|until|around)\s(?:about\s|around\s|the\s(?:(?:morning|evening|night|afternoon)\sof\s)?)?
        (?:(?:[Dd]ays?\s|[Dd]\s?(?=[+-]?\d)){_DAY}(?:{_AND}{_DAY})*|(?:early|late|mid|the\sspring|the\ssummer|the\sautumn|the\swinter|spring|summer|autumn|winter)?(?:\sof)?[\s-]?{_DATE}(?:{_AND}{_DATE})*)
        (?:\s(?:after|of|from|following|post)\s(?:[\w-]+\s){{1,4}}?(?:infusion|transplantation|transplant|cycle|treatment|therapy|HSCT|graft|DLI))?
   |(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:days?|weeks?|months?|years?)\s(?:later|thereafter|afterwards)(?:,\s(?:on|in|by)\s{_DATE})?
   |at\s(?:the\s|his\s|her\s)?(?:last|latest|most\srecent)\s(?:follow-up|visit|contact|review|examination|control)(?:,?\s(?:on|in)\s{_DATE})?
    )(?:\s\([^()]{{1,40}}\))?,?\s""",
    re.VERBOSE,
)
# what no subject begins with: "and on day 5 with food", "and on day 6 was given", "and in May for a relapse"
_NO_SUBJECT = re.compile(
    r"(?:(?:with|for|by|because|due|after|at|to|again|once|when|as|and|or|but|in|on|from|until|through|was|were|had|has|is|could|did|received|only|during|under|if|which|who|whose|that|instead|without|per|before|following|plus|respectively|be|being|been|stopped|started|tapered|switched|reduced|increased|discontinued|withdrawn|resumed|given|repeated|became|began|achieved|showed|developed|relapsed|remained|underwent|m?g|ug|mL|cells|x)\b|[^\w(])"
)
# a verb of its own: "a rash treated with steroids" has none
_FINITE = expression(
    r"(?i)\b(?:was|were|had|has|have|is|are|did|could|can|began|became|took|gave|got|rose|fell|grew|felt|went|led|came|saw|met|held|lost|made|put|ran|sank|arose|set in|underwent|found|left|drew|showed|(?!unrelated|matched|related|directed|mismatched|increased|reduced)[a-z]{3,}ed(?! (?:with|by|for|from|as|in|at|cells?)\b))\b(?!-)"
)


def apart(text: Plain) -> Plain:
    """Write a full stop and a capital where a main clause with its own time is joined: the same length, so that all places stay."""
    letters, begun = list(text.text), set()
    for joint in _joints(text.text):
        start, end = joint.span()
        letters[start:end] = "." + " " * (end - start - 1)
        letters[end] = letters[end].upper()
        begun.add(end)
    return replace(text, text="".join(letters), joined=frozenset(begun)) if begun else text


def _joints(text: str) -> Iterator[re.Match[str]]:
    """What joins a main clause that opens with its own time to the one before."""
    last = 0
    for joint in _JOINT.finditer(text):
        opening = _TIME.match(text, joint.end())
        if opening is None or _NO_SUBJECT.match(text, opening.end()):
            continue
        near = max(last, joint.start() - _FAR)
        start = max((m.end() for m in _STOP.finditer(text, near, joint.start())), default=near)
        stop = _NEXT.search(text, opening.end(), opening.end() + _FAR)
        if (
            has_verb(text, start, joint.start())
            and _FINITE.search(text, opening.end(), stop.start() if stop else opening.end() + _FAR) is not None
            and not in_brackets(text[start : joint.end()], joint.start() - start)
        ):
            last = joint.end()
            yield joint
