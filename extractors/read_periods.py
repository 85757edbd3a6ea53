"""When a course began and ended, from the times linked to one of its mentions."""

import re

from extractors.clauses import clause_of
from extractors.courses import Course, When
from extractors.mentions import TherapyMention, TimeMention
from extractors.story import Book, Scene, State

_REFERS = re.compile(
    r"(?i)\b(?:after|since|following|post|before|prior to|until|during|despite|on|of|under|from|since|to|by|response to|refractory to|resistant to|effect of|after (?:the )?(?:first|second|third|last|initial|\w+ (?:dose|cycle|course|infusion)s? of)|(?:first|second|third|last) (?:dose|cycle|course|infusion)s? of)[\s-](?:the |her |his |this |an? |\w+ (?:day|week|month|year)s? of )*$"
)
_DURATION_OF = re.compile(
    r"(?i)\b(?:last|final|end of|discontinuation of|completion of|stopping|cessation of|withdrawal of)\b[^.;,]{0,30}$"
)
_STARTS = re.compile(
    r"(?i)\b(?:start|began|begun|begin|initiat|commenc|given|receiv|administ|infus|underwent|perform|treat|add|resum|introduc|switch|institut|took place|carried out|deliver|follow|transplant|took|put on|prescrib|appli|used|restart|re-?start|inject|gave|consist|had)\w*"
)
_ENDS = re.compile(
    r"(?i)\b(?:stop|discontinu|ceas|complet|finish|end(?:ed|ing)|taper(?:ed)? (?:off|and stopped)|withdraw|withdrawn|terminat|until|till|through|last dose|weaned off|suspended|off\b|tapered)\w*"
)
_CHANGED = re.compile(r"(?i)\b(?:reduc|increas|taper|decreas|escalat|step|cut|lower|rais|halv|doubl|wean)\w*")


def set_period(
    book: Book,
    scene: Scene,
    state: State,
    m: TherapyMention,
    course: Course,
    times: list[TimeMention],
    whens: dict[int, When],
    mentioned: dict[int, Course],
    patient: int,
    *,
    retold: bool,
) -> None:
    """Set the start and end of a course from the times linked to one of its mentions."""
    local = scene.local(m)
    before, after = scene.text[: local[0]], scene.text[local[1] :]
    refers = bool(_REFERS.search(before[-60:]) and not re.search(r"(?i)\b(?:of|on|by|to)\s*(?:the |a |an )?$", before))
    if (refers and course.sentence != book.at) or _DURATION_OF.search(before):
        if not _DURATION_OF.search(before):
            return
    told = [(t, whens[id(t)]) for t in times if id(t) in whens]
    clause = clause_of(scene.spans, local[0])
    ending = bool(_ENDS.search(scene.text[local[1] : clause[1]])) and not _STARTS.search(
        scene.text[local[1] : clause[1]]
    )
    for kind in ("date", "day"):
        values = [(t, w.date if kind == "date" else w.day) for t, w in told if t.kind == kind]
        if not values:
            continue
        first, last = values[0], values[-1]
        if first[0].relation == "of" and kind == "day":
            continue
        is_range = first[0].joint == "range" or (
            len(values) > 1 and values[-1][0].relation in {"to", "until", "through", "till"}
        )
        cyclic = kind == "day" and re.search(
            r"(?i)^[\s,)]*(?:of|in|per) (?:each|every|a) ", scene.text[last[0].end - scene.sentence.start :]
        )
        if cyclic:
            continue
        until = first[0].relation in {"until", "to", "through", "till"} or (
            ending and len(values) == 1 and first[0].start > m.end
        )
        if until:
            _set(course.end, kind, last[1])
        elif is_range or (len(values) > 1 and first[0].joint == "list"):
            _set(course.start, kind, first[1])
            _set(course.end, kind, last[1])
        elif not _CHANGED.search(after[:40]) or not course.start:
            _set(course.start, kind, first[1])
            if (
                len(values) > 1
                and re.search(
                    r"(?i)\b(?:and|again|until|to)\b",
                    scene.text[first[0].end - scene.sentence.start : last[0].start - scene.sentence.start],
                )
                and last[1] != first[1]
            ):
                _set(course.end, kind, last[1])
    del mentioned, patient, retold, state


def _set(when: When, kind: str, value: object) -> None:
    if kind == "date" and when.date is None:
        when.date = str(value)
    elif kind == "day" and when.day is None:
        when.day = int(str(value))
