"""A treatment that was broken off had been begun: `abandoned after the fifth cycle`, `planned for 16 cycles but stopped after cycle 7`."""

from extractors.expressions import expression
from extractors.folded import Folded

_MASK = "\x01"
_NUMBER = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few|(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: and \w+)?|the (?:initial|last|next))"
_UNIT = r"(?:cycles?|courses?|doses?|blocks?|infusions?|injections?|applications?|administrations?|fractions?|rounds?|days?|weeks?|months?|years?|hours?)"
# words that imply a beginning, and words that may also mean that nothing ever began
_ENDED = r"stopped|discontinued|interrupted|terminated|halted|ceased|curtailed|cut short|broken off|shortened|truncated"
_DROPPED = r"abandoned|given up(?! to\b)|dropped|withheld|withdrawn|cancel+ed|omitted|left (?:out|off)|held|suspended|aborted|scrapped|renounced|denied"
_BUT = r"(?:[^.;,\x01]|,(?! (?:and|so|she|he|the|it)\b)){0,110}?"
_MIDWAY = rf"(?: (?:early|prematurely|again|altogether|\w+ly))?(?: \([^()]{{0,40}}\))?,? (?:after|following|during|within|midway through|halfway through|in|with|from) (?:only |just |about |a total of |the |its |her |his |as few as )*(?:{_NUMBER}[ -](?:planned |of the [\w ]{{0,20}}?)?{_UNIT}\b|(?:cycle|course|dose|week|month|block|infusion|injection|C)s? ?\d|(?:first|second|third|fourth|fifth|sixth|seventh|eighth)(?=\s?[.,;]| because| owing| due| on account| in view| when| for| as\b))(?! (?:of|on) (?:\w+ )?{_MASK})"
_BROKEN_OFF = expression(rf"(?i)^(?P<gap>{_BUT})\b(?:{_ENDED}|{_DROPPED})\b{_MIDWAY}")
# "was planned for two years but stopped because of neuropathy"
_PLANNED_THEN = expression(
    rf"(?i)^(?P<gap>[^.;\x01]{{0,90}}?\b(?:planned|scheduled|intended|foreseen|envisaged|proposed|meant)\b[^.;\x01]{{0,60}}?,?) (?:but|and|yet|however)(?: [\w-]+){{0,4}}? (?:{_ENDED})\b"
)
# "six cycles were planned, of which four were given", "scheduled for six courses; only four were given"
_SO_MANY = expression(
    rf"(?i)^[^.\x01]{{0,90}}?[,;] (?:but |and |yet )?(?:of (?:which|these|them),? )?(?:but )?(?:only |just )?{_NUMBER} (?:{_UNIT} |of (?:which|them|these) )?(?:were|was|could be|had been|have been) (?:\w+ly )?(?:given|administered|completed|delivered|received|infused)\b"
)
# "the planned fifth cycle of X was not given": the cycle before was
_LATER_CYCLE = expression(
    r"(?i)\b(?:second|third|fourth|fifth|sixth|seventh|eighth|last|final|remaining|2nd|3rd|\dth) (?:planned |scheduled |\w+ )?cycles? (?:of|with) (?:the )?\Z"
)
# "idelalisib, given up because of colitis"
_FOR_HARM = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))?, (?:but |then |later |soon )?(?:given up|stopped|abandoned|dropped|discontinued|withdrawn|suspended|interrupted) (?:\w+ )?(?:because of|for|owing to|due to|on account of) (?:[\w-]+ ){0,3}?(?:\w*toxicit|colitis|\w*neuropath|rash|bleed|ha?emorrh|diarrh|\w*cytop|neutrop|intoleran|side effects|adverse|hepat|pneumon|\w*fibrillation|fatigue|infection|o?edema|nausea|vomit|arthralg|cardi|transamin|myalg|mucositis|pancreat)"
)
# "valganciclovir 2 x 900 mg/d had to be abandoned on day +53": what has an amount and ends on a numbered day was taken
_DOSED = expression(
    rf"(?i)^\s?\(?\d(?:[^.;]|\.(?=\d)){{0,50}}?\b(?:mg|g|[uµμ]g|mcg|IU|MU|U|m2|kg|d|day|daily|bd|od|tds)\)? (?:was|were|had to be|could be)(?: \w+)? (?:{_DROPPED}) (?:on|at|by|from) (?:day |d ?|D ?|post-\w+ day )[+]?\d"
)
_DENIES = expression(r"(?i)\b(?:not|never|nor|refus\w+|declin\w+|follow-up|relaps\w+|before)\b")
_ANY = Folded(
    r"(?i)\b(?:stopped|discontinued|interrupted|terminated|halted|ceased|curtailed|cut short|broken off|shortened|truncated|abandoned|given up(?! to\b)|dropped|withheld|withdrawn|cancell?ed|omitted|left|held|suspended|aborted|scrapped|renounced|planned|scheduled|cycles?|given|completed|administered|delivered|received|infused)\b"
)


def broken_off(before: str, after: str) -> bool:
    """Whether the words round a treatment say that it ended before its time: it had been given until then."""
    if _LATER_CYCLE.search(before):
        return True
    if not _ANY.search(after):
        return False
    if _DOSED.match(after):
        return True
    told = _BROKEN_OFF.match(after) or _PLANNED_THEN.match(after)
    if told is not None:
        return _DENIES.search(told["gap"]) is None
    return _SO_MANY.match(after) is not None or _FOR_HARM.match(after) is not None
