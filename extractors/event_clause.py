"""A clause with its treatments, times and verbs, and the event that a time is given to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.cues import LAST, Cue, cues_of
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.time_units import Unit

# what may stand between the members of a list and between a drug and its time: amounts, routes, frequencies
FILL = expression(
    r"(?i)(?:[\s,/+&()x^.*\[\]:%~≤≥<>-]|\d|(?:and|plus|with|or|as well as|from|on|since|starting|beginning|commencing|only|once|both|each|all|then|in combination|combined|together|at|an?|the|of|for|in|by|given|single|one|two|three|four|fixed|body|"
    r"total|target|dose|doses|dosed|being|dosage|daily|once|twice|thrice|times?|per|every|day|days|week|weekly|evening|morning|night|bedtime|hours?|hourly|h|hr|hrs|d|min|minutes|mg|g|kg|m2|mcg|ug|iu|units?|ml|gy|cells?|continuous|infusion|"
    r"mouth|intravenous(?:ly)?|iv|po|sc|im|it|i\.v|p\.o|s\.c|oral(?:ly)?|subcutaneous(?:ly)?|intrathecal(?:ly)?|bolus|pulse|loading|tablets?|injections?|bid|tid|qid|qd|bd|od|tds|qds|q\d+h|divided|fractions?|equivalent|later|at first|"
    r"respectively|high-dose|low-dose|high|low|adjusted|gene-edited|x|max(?:imum)?|up to|over|also|intermittent|bags?|first|second|third|further|additional|repeat|another)\b)*"
)
AFTER_WORDS = expression(
    r"(?i)\b(?:after|following|despite|before|prior to|preceded by|refractory to|resistant to|response to|responded to|because of|due to|because|since the|from the|end of|completion of|(?:leuk)?apheresis for|collection for|harvest(?:ed)? for|manufactur\w* (?:of|for)|production of|enrolled in[\w ,-]{0,30}|eligible for|evaluated? for|for|"
    r"referred for|candidate for|consent\w* (?:to|for)|in preparation for|awaiting|bridge to|bridging to|relapsed? (?:on|after|under)|progress\w* (?:on|after|under)|under|while on|during|was still on)\s+(?:the |her |his |this |that |an? |\w+ cycles? of |\w+ courses? of |\d+ |\w+ly |first |second |third |last |initial |two |three |four |five |six |additional |further |high-dose |autologous |allogeneic |single |lines? of |with |(?:re-?)?(?:starting|beginning|commencing|initiating|initiation of|introduction of|(?:the )?start of) )*$"
)
_AFTER = expression(
    r"(?i)\b(?:after(?! (?:\S+ ){1,3}?(?:days?|weeks?|months?|years?|hours?|h)\b(?! of (?!rest|pause|wash|observ|interval)))|following(?! (?:day|morning|afternoon|evening|night|week|month|year|spring|summer|autumn|winter))|despite)\s"
)
_SUBJECT = expression(
    r"\s(?:(?:of|from) (?:[\w-]+\s){1,5}?)?(?:\([^()]*\)\s)?(?:was|were|had|has|is|are|led|followed|began|could)\b"
)
_AND_LAST = expression(r"\b(?:and|or|plus)\s*(?:[\w.-]+\s){0,2}\Z")
_MAIN = expression(r"[,;]\s(?!and\b|\d)(?:[\w-]+\s){1,4}?(?:was|were|had|received|underwent)\b|,\s(?:the|she|he|an?)\s")
# "after bridging with", "after treatment with" hold no verb
_NOUN_WITH = expression(
    r"(?i)(?:bridging|treatment|induction|conditioning|re-?induction|administration|therapy) (?:with|by|of|combining|including|consisting of|comprising|using)\b"
)
# "after lymphodepletion with bendamustine, 1.2 x 10^6/kg": an amount of cells opens the main clause
_NEXT = expression(r",\s(?:a (?:dose|total) of )?\d[\d.,]*\s?(?:x|million|cells)")
BARE = expression(
    r"(?i)[\s,;]*(?:(?:and|then|but|finally|later|subsequently|ultimately|eventually|was|were|could|be|had|been|to|which|who|it|on|by|after|\w+ly|safely|not)[\s,]+)*(?:on |by )?"
)
OPENING = expression(
    r"(?i)[\s,;:]*(?:(?:and|but|then|however|later|finally|subsequently|on|in|at|from|by|since|during|around|about|as of|the|(?:early |late )?(?:morning|afternoon|evening|night|end|beginning|start|middle|course) of),?\s*)*"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A time given to an event of a treatment; `therapy` is None where the subject stands in an earlier sentence."""

    therapy: int | None
    unit: Unit
    event: str  # start, end, again, over (another took its place: its end, where none was told)
    subject: str = ""  # the words of the subject where the treatment is not named in the clause


@dataclass(slots=True)
class Clause:
    """A clause with what stands in it."""

    start: int
    end: int
    therapies: list[int]
    units: list[Unit]
    cues: Sequence[Cue]


def cue_before(clause: Clause, at: int) -> Cue | None:
    return next((c for c in reversed(clause.cues) if c.end <= at), None)


def cue_between(clause: Clause, start: int, end: int) -> Cue | None:
    return next((c for c in reversed(clause.cues) if c.start >= start and c.end <= end), None)


def is_last(text: str, clause: Clause, t: TherapyMention) -> bool:
    """ "the last anakinra injection was on day 28"."""
    return bool(
        LAST.search(text, max(clause.start, t.start - 50), t.start)
        and not re.search(
            r"(?i)\b(?:after|before|following|since) (?:the )?(?:sixth and )?(?:last|final)", text[clause.start : t.end]
        )
    )


def in_after_phrase(text: str, start: int, t: TherapyMention) -> bool:
    """ "..., after total body irradiation and etoposide": later members of the phrase are no event of the clause either."""
    phrases = list(_AFTER.finditer(text, start, t.start))
    if not phrases:
        return False
    opened = phrases[-1].end()
    comma = text.rfind(",", opened, t.start)
    if comma >= 0 and _SUBJECT.match(text, t.end) and not _AND_LAST.search(text, comma, t.start):
        return False  # "after 4 cycles, in June, ASCT was performed"
    if t.kind in {"cell_therapy", "transplant"} and _NEXT.search(text, opened, t.start):
        return False
    verbs = [c for c in cues_of(text, opened, t.start) if not _NOUN_WITH.match(text, c.start)]
    return not verbs and not _MAIN.search(text, opened, t.start)
