"""The treatment that a sentence itself names with a state of the disease: "the response to ibrutinib was partial"."""

import re

from extractors.against_disease import LINES
from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import ResponseMention, TherapyMention
from extractors.response_standing import GOOD
from extractors.story import Scene

_BOUND = expression(
    r"(?i)\b(?:after|following|with|to|by|under|on|post|from|upon|despite|during|of|since|through|into|using|prior)[\s-](?:[^,;.()]|\(\w+\)){0,45}$"
)

# "6, 12 and 24 months after the autograft", "eight months post-HSCT"
_ANCHOR = expression(
    r"(?i)\b(?:(?:months?|years?|weeks?|days?)\s?(?:after|post|following|from|since|of|into|on)[\s-](?:(?:the )?(?:initiation|start|beginning|commencement|completion|end|introduction|infusion) of (?:the )?|(?:starting|beginning|initiating|commencing|completing|finishing) |the |her |his |this |\w+ )?|(?:day|d)\s?\+?\d+\s(?:after|post|following|from)[\s-](?:(?!and\b|with\b)[\w-]+\s){0,3})$"
)
_GAVE = expression(
    r"(?i)^[^.;,]{0,20}\b(?:gave|induced|led to|produced|achieved|resulted in|yielded|brought|restored|put)\b"
)
_FOLLOWED = expression(
    r"(?i)^[\s,]*(?:cells?|infusion|therapy)?[\s,]*(?:followed by|and then|then|and subsequent\w*|that)\s"
)
_REASON = expression(
    r"(?i)\b(?:for|because of|due to|owing to|in view of|(?<!was )(?<!were )(?<!been )given|on account of|treat\w*(?: of| for)?|against|at|upon|as)\s(?:(?!(?:until|till|months?|weeks?|years?)\b)\w+[ -]){0,3}$"
    r"|\b(?:infused|given|started|administered|begun|initiated|performed) in (?:(?:an?(?:other)?|her|his|the) )?(?:\w+ )?$"
    r"|\b(?:was|were) (?:then |therefore |\w+ly )?(?:given|started|begun|used|tried|chosen|added|initiated|commenced|introduced|offered|administered|employed)\b[^.;,]{0,30} (?:when|once|because|since|as|after) (?:she|he|the \w+|her \w+|his \w+) (?:had |has |again )*$"
)

# "DPd was stopped for PD": the treatment under which it came
_STOPPED_FOR = expression(
    r"(?i)\b(?:stopped|discontinued|abandoned|terminated|ended|halted|interrupted|withdrawn|ceased|given up|suspended)\b(?: \w+){0,3} (?:for|because of|due to|owing to|on account of|in view of|upon|at)\s(?:\w+[ -]){0,3}$"
)

# "CD19 CAR-T cells were infused after vincristine and prednisone": what led to an infusion
_LED = expression(r"(?i)\b(?:after|following|preceded by|prepared by|with)\s(?:[\w-]+\s){0,4}$")


# "at the time of CAR-T infusion he was in PR", "before conditioning": what had not yet been given
_AHEAD = expression(
    r"(?i)\b(?:before|prior to|preceding|ahead of|in advance of|at (?:the )?(?:time|moment|start|day|point) of|on (?:the )?day of|at|until|awaiting|pending|proceed(?:ed|ing) to|went (?:on|forward) to|going into|enter(?:ed|ing)|underwent|in preparation for|in anticipation of|(?:as )?(?:a )?bridge to|bridging to|candidate for|eligible for|scheduled for|referred for|admitted for|transplanted|infused)\s(?:(?:the|her|his|an?|this|that|first|second|third|CAR-?T|CAR|planned|scheduled|cell|cells|autologous|allogeneic|haploidentical|stem|of)[\s-]+)*$"
)
_THEN = expression(r"(?i)\b(?:and|which|that|with|then|who)\b|[;:]")
# a relapse is tied to a treatment that is named later only where it broke through it or came after it
_BROKE_THROUGH = expression(
    r"(?i)\b(?:after|following|on|under|despite|during|upon|post|from|through|off|while (?:still )?(?:on|receiving|taking)|since|(?:refractory|resistant|respon\w+|unresponsive) to|of|with)[\s-](?:[^,;.()]|\(\w+\)){0,45}$"
)
_LED_TO = expression(
    r"(?i)\b(?:led|leading|gave (?:rise|way)|brought|resulted|resulting|prompted|prompting|followed by|called for|calling for|treated|managed|met|answered|required|requiring|made (?:us|way)|switch\w*|chang\w+|mov\w+|turn\w+|trigger\w+|necessitat\w+|warrant\w+)\b"
)


def given_later(scene: Scene, m: TherapyMention, start: int) -> bool:
    """Whether a treatment only dates a state that was found before it: "at the time of infusion he was in PR"."""
    local, state = m.start - scene.sentence.start, start - scene.sentence.start
    if not _AHEAD.search(scene.text[max(0, local - 70) : local]):
        return False
    between = scene.text[m.end - scene.sentence.start : state] if local < state else ""
    return not _THEN.search(between)


# "autografted in first CR", "the transplant was performed in CR2": the state was there before
_DONE_IN = expression(
    r"(?i)(?:\s?\([^()]*\))?(?: from (?:an? |the |her |his )?[\w'/-]+(?: [\w'/-]+){0,4}?)?(?:, (?:entering|reaching|undergoing|approaching|facing) (?:it|this))?(?:,? (?:(?:was|were|had been|being) )?(?:\w+ly )?(?:performed|carried out|done|given|undertaken|administered))?(?:,? (?:in|on|at) [\w ,]{2,24}?)?,? (?:in|while in|during|whilst in|while(?: still)?|whilst|being|still|although) (?:her |his |the )?(?:first |second |third |fourth |complete |partial |very good |good |molecular |morphologic(?:al)? |h(?:a)?ematologic(?:al)? |continuous |deep |MRD-negative |near-)*"
)


def done_in(scene: Scene, m: TherapyMention, start: int) -> bool:
    """Whether a graft is told to have been done in a state that was there before: "BEAM-ASCT in first CR"."""
    base = scene.sentence.start
    return (
        m.kind in {"transplant", "cell_therapy"}
        and m.end <= start
        and _DONE_IN.fullmatch(scene.text, m.end - base, start - base) is not None
    )


def infused_at(told: list[tuple[TherapyMention, Course]]) -> int:
    """Where the last infusion of some treatments ends in the text."""
    return max((m.end for m, c in told if c.kind in {"transplant", "cell_therapy"}), default=0)


# "second post-transplant CR", "post-CAR-T relapse": when it was, not after what
_POST = expression(r"(?i)\b(?:post|pre)[- ]?$")


def is_label(scene: Scene, m: TherapyMention, start: int) -> bool:
    """Whether an infusion is part of the name of a state only."""
    base = scene.sentence.start
    return scene.text[m.end - base : start - base] == " " and _POST.search(scene.text[: m.start - base]) is not None


def named_with(
    scene: Scene,
    group: list[ResponseMention],
    here: list[tuple[TherapyMention, Course]],
    mentioned: dict[int, Course],
) -> Course | None:
    """The treatment that the sentence itself names with the state."""
    start, end = group[0].start, group[-1].end
    lost = group[0].category in {"relapse", "PD", "NR"}
    here = [
        (m, c)
        for m, c in here
        if not (c.infusion and (given_later(scene, m, start) or done_in(scene, m, start) or is_label(scene, m, start)))
    ]
    lead = scene.text[: start - scene.sentence.start]
    reason = lost and _REASON.search(lead) and not _STOPPED_FOR.search(lead)
    here_all = [
        (m, mentioned[id(m)])
        for m in scene.therapies
        if id(m) in mentioned and m.start < start and mentioned[id(m)].status == "given"
    ]
    anchored = [
        (m, c)
        for m, c in here
        if _ANCHOR.search(scene.text[max(0, m.start - scene.sentence.start - 40) : m.start - scene.sentence.start])
        and (
            c.infusion
            or not _OF.search(scene.text[max(0, m.start - scene.sentence.start - 28) : m.start - scene.sentence.start])
        )
    ]
    # "relapse 14 months after HSCT was treated with DLI; MRD was negative": of a clause with a state of its own
    anchored = [a for a in anchored if not _own_statement(scene, a[0], start)]
    # "MRD negative, but she relapsed on day 56 after the transplant": the anchor of another state
    anchored = [a for a in anchored if not any(r.category and end <= r.start < a[0].start for r in scene.responses)]
    if anchored:
        m, course = max(
            anchored, key=lambda a: a[1].spans[0][0] if a[1].spans else a[0].start
        )  # given last of those counted from
        later = [c for other, c in here if other.start > m.end]
        if later and later[0].role in LINES and _FOLLOWED.match(scene.text[m.end - scene.sentence.start :]):
            return later[0]
        return course
    if here_all and not reason:
        m, c = here_all[-1]
        if (
            c.role in {"conditioning", "lymphodepletion"}
            and c.kind == "regimen"
            and _GAVE.match(scene.text[m.end - scene.sentence.start :])
        ):
            return c
    if (bound := _bound_to(scene, end, here, lost=lost, denied=group[0].category == "NR")) is not None:
        return bound
    before = [(m, c) for m, c in here if m.start < end]  # "the response to ibrutinib was partial" has it within
    if before and not reason:
        last = before[-1][1]
        infused = [c for _, c in before if c.kind in {"transplant", "cell_therapy"}]
        led = _LED.search(scene.text[: before[-1][0].start - scene.sentence.start])
        if led and any(r.category and infused_at(before) <= r.start < before[-1][0].start for r in scene.responses):
            led = None  # "after BEAM-ASCT (CR) and after brentuximab (PR)"
        return infused[-1] if infused and last.kind == "drug" and (last.role == "bridging" or led) else last
    for m, c in here:
        if m.start < end:
            continue
        gap = scene.text[end - scene.sentence.start : m.start - scene.sentence.start]
        if lost and any(end <= r.start < m.start and r.category in GOOD for r in scene.responses):
            return None  # "she relapsed, attained CRi with FLAG-IDA"
        gap = _FINDING.sub("", gap)
        if re.search(
            r"(?i)[;.]|\b(?:and|so|was|were|then|before|therefore|but|until|prompted|trigger\w+|necessitat\w+|warrant\w+)\b",
            gap,
        ):
            return None
        if group[0].category in {"relapse", "PD"} and (_LED_TO.search(gap) or not _BROKE_THROUGH.search(gap)):
            return None
        if _BOUND.search(gap):
            return _last_of_list(scene, m, c, here)
    return None


_OF = expression(
    r"(?i)(?<!initiation )(?<!start )(?<!beginning )(?<!commencement )(?<!completion )(?<!end )(?<!introduction )\bof (?:the |her |his |\w+ )?$"
)


def _own_statement(scene: Scene, m: TherapyMention, start: int) -> bool:
    """Whether a treatment before a semicolon dates a state of that clause."""
    base = scene.sentence.start
    return (
        m.end <= start
        and ";" in scene.text[m.end - base : start - base]
        and any(r.end <= m.start and ";" not in scene.text[r.end - base : m.start - base] for r in scene.responses)
    )


# "reached a second remission with nelarabine", "responses to R-ICE", "progressed under ibrutinib"
_WITH_IT = expression(
    r"(?i)(?:,? (?:was|were|could be) (?:\w+ly )?(?:achieved|obtained|attained|reached|induced|seen|noted|documented|regained|restored|secured|recorded|brought about|re-?\w+ed))?\s(?:only )?(?:with|by|to|after|following|on|under|through|using|upon|thanks to|by means of)\s(?!(?:which|whom|whose)\b)(?:(?!(?:and|but|then|which|who|was|were|before|until)\b)[\w+-]+\s){0,5}\(?"
)
_ON_IT = expression(
    r"(?i)(?:,? (?:was|were) (?:\w+ly )?(?:seen|noted|documented|diagnosed|found|confirmed))?\s(?:after|following|on|under|despite|during|through|upon|off|while (?:still )?(?:on|receiving|taking))\s(?!(?:which|whom|whose)\b)(?:(?!(?:and|but|then|which|who|was|were|before|until)\b)[\w+-]+\s){0,4}"
)


_OBJECT = frozenset({" ", " both ", " all of ", " to respond to "})  # "failed OEPA, IGEV and nivolumab"


def _bound_to(
    scene: Scene, end: int, here: list[tuple[TherapyMention, Course]], *, lost: bool, denied: bool
) -> Course | None:
    """The treatment that the words right behind a state bind to it, whatever was named before: "relapsed, reached a second remission with nelarabine"."""
    m, c = next(((m, c) for m, c in here if m.start >= end), (None, None))
    if m is None or c is None:
        return None
    words = _ON_IT if lost and not denied else _WITH_IT
    if (
        scene.text[: end - scene.sentence.start].endswith(("failed", "failing"))
        and scene.text[end - scene.sentence.start : m.start - scene.sentence.start] in _OBJECT
    ):
        return _last_of_list(scene, m, c, here)
    if words.fullmatch(scene.text, end - scene.sentence.start, m.start - scene.sentence.start) is None:
        return None
    return _last_of_list(scene, m, c, here)


_FINDING = expression(
    r"(?i)\b(?:was|were) (?:\w+ly )?(?:diagnosed|noted|detected|found|documented|confirmed|seen|observed|achieved|obtained|attained|reached|evident|shown|recorded)\b"
)

# "progressed after R-CHOP and R-ICE": lines in a row, the last of them stands
_NEXT_LINE = expression(
    r"(?i)[\s,]*(?:\([^()]*\)[\s,]*)?(?:and|then|followed by|and then|as well as|,|/|→|->)[\s,]*(?:\w+ (?:cycles|courses) of |subsequent(?:ly)? |by |also |finally |after |salvage |re-?induction |second-line |third-line |with |therapy )*(?:[A-Z][\w/]+-(?:conditioned |based )?)?"
)


_BEGINS = expression(
    r"(?i)(?: \([^()]*\))? (?:was|were|had to be) (?:then |therefore |subsequently )?(?:given|started|begun|administered|initiated|chosen|tried|used|commenced|added|performed|offered|planned)\b"
)


def _last_of_list(scene: Scene, m: TherapyMention, c: Course, here: list[tuple[TherapyMention, Course]]) -> Course:
    """The last of the lines that a list names; of single drugs in a list the first stands for all."""
    for other, course in here:
        if other.start < m.end or course.part_of is c or "drug" in {c.kind, course.kind}:
            continue
        if not _NEXT_LINE.fullmatch(scene.text, m.end - scene.sentence.start, other.start - scene.sentence.start):
            break
        if _BEGINS.match(scene.text, other.end - scene.sentence.start):
            break  # "progressed after R-CHOP, R-DHAP was given"
        m, c = other, course
    return c
