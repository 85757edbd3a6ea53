"""What a time is to a treatment: its start, its end, neither, or the end of one and the start of the next.

"was commenced on day 3" start · "was off by day 5" end · "blasts rose on day 9 under imatinib" neither · "gave way to lacosamide on day 6" both.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.cues import Cue
from extractors.event_clause import (
    AFTER_WORDS,
    BARE,
    FILL,
    Clause,
    Placed,
    cue_before,
    cue_between,
    in_after_phrase,
    is_last,
)
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.time_units import Unit, names_day_zero

# "three cycles were given, the last in November"
_THE_LAST = expression(
    r"(?i)\b(?:the|its) (?:last|final)(?: (?:one|of (?:them|these|which)|course|cycle|dose|infusion|block|injection|fraction))?,?(?: (?:was|being|given|infused|administered|completed))* (?:in|on|at) (?:the )?\Z|[(,;]\s?last(?: (?:one|dose|cycle|course|infusion))?(?: (?:in|on|given on|given in))? ?\Z"
)
_AND_TO = expression(r"(?i)\b(?:and|then)(?: then| finally| later)? (?:to|by|for|with) \Z")
# "CRS reached grade 3 with noradrenaline" begins it, "cleared with methylprednisolone" does not say when that was begun
_WITH_IT = expression(r"(?i)^(?:reach|worsen|progress|peaked|escalat|deteriorat)\w*\b[^,;]{0,60}\bwith\b[^,;]{0,40}$")
# "PET-CT after six cycles of R-CHOP in March 2021": the month is that of the PET-CT, or of the last cycle
_FINDING = expression(
    r"(?:\b(?:PET|CT|MRI|MRD|CR|PR)\b|(?i:biops|marrow|aspirat|imaging|\bscan|evaluat|assess|restag|examin|follow-up|remission|relaps|progress|respon))"
)
# "cells were collected after G-CSF, and reinfused in June"
_AND_VERB = expression(r"(?i)[\s,]*(?:and|then|but)\s+(?:then )?(?:\w+ly )?")
_NEW_SUBJECT = expression(r"(?i),\s(?:we|she|he|they|the patient|i)\s(?!\w+ (?:it|them)\b)[a-z]+ed\b")
_NOUN_OF = expression(r"(?i)\s(?:[\w-]+\s){0,2}(?:treatment|administration|infusions?|injections?|application)\Z")
# "kept up from day 3", "held the disease from January until August", not "was held for a week"
_KEPT = expression(
    r"(?i)kept|maintained|continued|held (?:the|her|his|it|them|disease|remission)\b|contained|stabili[sz]ed"
)
_HAD_BEEN = expression(r"(?i)\s(?:was|were|had been|had)\s(?:\w+ly )?\Z")
# "hypotension requiring noradrenaline developed on day 3": what arose had to be treated then
_NEEDING = expression(
    r"(?i)\b(?:requiring|needing|necessitating|demanding|warranting|calling for|(?:that|which) (?:required|needed|necessitated|demanded|called for|warranted)|(?:with|in) (?:a |the )?need (?:of|for)|treated with|managed with)\s(?:[\w-]+ ){0,2}\Z"
)
_AROSE = expression(
    r"(?i)\b(?:developed|occurred|appeared|emerged|ensued|arose|supervened|began|set in|came on|followed(?! by)|was (?:seen|noted|observed|documented))\s(?:\w+ )?\Z"
)
_LISTED = expression(r"(?i)[\s,;]*(?:and |then |treated with |treatment with |given |treatment: )*")


# "two courses of CAM got this figure down to 0.11% on 8 January": the date is that of what the treatment did
_EFFECT = expression(
    r"(?i)\b(?:got|brought|drove|pushed|forced|knocked|failed|worked|helped|sufficed|restored|melted|shrank|quelled|quenched|silenced|broke|(?:did|could|would|was unable to|were unable to) (?:not|little|nothing|away|contain|control)|had (?:no|little|made|cleared|brought)|(?:was|were|proved|proving|remained|being) (?:\w+ly )?(?:ineffective|unsuccessful|futile|useless|to no avail|in vain)|without (?:effect|success|benefit)|changed nothing|bought|left (?:him|her|them|an? |\d|only|no|nothing|behind)|made (?:the|his|her|no|little|them|it|every|all)|put (?:him|her|an end|a stop|paid))\b"
)


def event(
    text: str, clause: Clause, i: int, unit: Unit, therapies: Sequence[TherapyMention], placed: list[Placed]
) -> None:
    """What a time beside a treatment is to it."""
    t = therapies[i]
    if is_last(text, clause, t) or (t.end <= unit.start and _THE_LAST.search(text, t.end, unit.start)):
        placed.append(Placed(i, unit, "end"))
        return
    if t.kind in {"cell_therapy", "transplant"} and names_day_zero(text, unit):
        placed.append(Placed(i, unit, "start"))
        return
    if _told_of_another(text, clause, t, unit) or _only_collected(text, clause, t):
        return
    if _bracketed(text, t, unit) and not unit.until and cue_between(clause, t.end, unit.head) is None:
        placed.append(Placed(i, unit, "start"))  # whatever the verbs outside: "withdrawn on day 120 (HSCT, 3 May 2019)"
        return
    if unit.start < t.start:
        placed.append(Placed(i, unit, "end" if unit.until else "start"))
        return
    between = cue_between(clause, t.end, unit.head)
    if between is not None and _NOUN_OF.match(text, t.end, between.end):
        between = None  # "he stopped warfarin anticoagulation treatment in 2014"
    if between is not None and between.kind == "change" and _said_aside(text, t, between, unit):
        between = None  # "fludarabine 24 mg/m2 (reduced for her kidneys) from day -5"
    if (between is None or text.startswith(("got", "made", "kept", "held"), between.start)) and _EFFECT.search(
        text, t.end, unit.head
    ):
        return
    pair = next((c for c in clause.cues if c.kind in {"new", "old"} and c.start < unit.start), None)
    if pair is not None and _exchanged(text, clause, i, unit, pair, therapies, placed):
        return
    if between is not None and between.kind == "end" and _HAD_BEEN.search(text, t.end, between.start):
        placed.append(Placed(i, unit, "end"))  # "after dasatinib had been stopped in June"
        return
    if _AROSE.search(text, t.end, unit.head) and _NEEDING.search(text, clause.start, t.start):
        placed.append(Placed(i, unit, "end" if unit.until else "start"))
        return
    after = AFTER_WORDS.search(text, max(clause.start, t.start - 60), t.start)
    if (
        after
        and not _in_its_bracket(text, t, unit)
        and (
            (between is not None and text[between.start - 1] != "(")
            or not (_opens(unit) or between is not None or FILL.fullmatch(text, t.end, unit.start))
            or (not _opens(unit) and text[unit.start - 1] != "(" and _FINDING.search(text, clause.start, after.start()))
        )
    ):
        return
    if (
        between is not None
        and _AND_VERB.fullmatch(text, t.end, between.start)
        and in_after_phrase(text, clause.start, t)
    ):
        return
    if unit.until:
        placed.append(Placed(i, unit, "end"))
    elif between is not None:
        by_cue(text, between, i, unit, placed)
    elif (cue := _open_cue(text, clause, t)) is not None and cue.kind == "end":
        if after is None:  # "the fever ceased after paracetamol and, on day 3, ..."
            placed.append(Placed(i, unit, "end"))
    elif cue is not None and cue.kind == "other" and not _near(text, _end_of_list(text, i, unit, therapies), unit):
        return
    else:
        placed.append(Placed(i, unit, "start"))


# "leukapheresis for our autologous CAR-T product was done on 10 January", "lymphocytes were harvested for liso-cel on 18 July"
_COLLECTED_FOR = expression(
    r"(?i)(?:(?:leuk)?apheres[ie]s|collect(?:ed|ion)|harvest(?:ed|ing)?|procur(?:ed|ement)|manufactur(?:ed?|ing)|production|shipped|sent)(?: of (?:[\w-]+ ){1,3}?| (?:off|away))?(?: for| of| to (?:make|manufacture|produce|prepare|generate))\s(?:[\w-]+,?\s){0,4}\Z"
)


def _only_collected(text: str, clause: Clause, t: TherapyMention) -> bool:
    """Whether cells were only collected or made for a treatment that is still to come."""
    return t.kind == "cell_therapy" and _COLLECTED_FOR.search(text, clause.start, t.start) is not None


def _said_aside(text: str, t: TherapyMention, cue: Cue, unit: Unit) -> bool:
    """Whether a verb stands in a bracket that opened behind the treatment and closed before the time."""
    opened = text.rfind("(", t.end, cue.start)
    return opened >= 0 and ")" not in text[opened : cue.start] and ")" in text[cue.end : unit.start]


def _open_cue(text: str, clause: Clause, t: TherapyMention) -> Cue | None:
    """The verb before a treatment, but for one in a bracket that has closed: "azacitidine (stopped in April), FLAG-IDA (May)"."""
    cue = cue_before(clause, t.start)
    if cue is None or "(" not in text[clause.start : cue.start] or ")" not in text[cue.end : t.start]:
        return cue
    inside = text.rfind("(", clause.start, cue.start) > text.rfind(")", clause.start, cue.start)
    return None if inside else cue


def _told_of_another(text: str, clause: Clause, t: TherapyMention, unit: Unit) -> bool:
    """Whether another subject does something else at a time: "after it was treated by antibiotics, we removed the mass on 3 February"."""
    if unit.start < t.end or cue_between(clause, t.end, unit.head) is not None:
        return False
    return _NEW_SUBJECT.search(text, t.end, unit.start) is not None


def _bracketed(text: str, t: TherapyMention, unit: Unit) -> bool:
    """Whether a treatment and its time stand together in a bracket of their own."""
    opened = text.rfind("(", 0, t.start)
    return opened >= 0 and t.end <= unit.start and ")" not in text[opened : unit.start] and text.find(")", unit.end) > 0


def _in_its_bracket(text: str, t: TherapyMention, unit: Unit) -> bool:
    """ "five months after DA-EPOCH-R (6 cycles, completed in December 2020)": the time is the treatment's own, whatever came after it."""
    return text.startswith(("(", "["), t.end + 1) and ")" not in text[t.end : unit.start] and t.end < unit.start


def _opens(unit: Unit) -> bool:
    """Whether a time can only be a treatment's own: "from day 8 to day 19", "since March"."""
    return unit.spread or unit.times[0].relation in {"from", "since"}


def _end_of_list(text: str, i: int, unit: Unit, therapies: Sequence[TherapyMention]) -> int:
    """Where the list ends that a treatment stands in before a time: "was cleared with A (30 mg) and B (300 mg), both on 9 March"."""
    end = therapies[i].end
    for t in therapies[i + 1 :]:
        if t.end > unit.start or not FILL.fullmatch(text, end, t.start):
            break
        end = t.end
    return end


def _near(text: str, end: int, unit: Unit) -> bool:
    return bool(FILL.fullmatch(text, end, unit.start))


def by_cue(text: str, cue: Cue, i: int | None, unit: Unit, placed: list[Placed], subject: str = "") -> None:
    if unit.spread and cue.kind == "change" and text.startswith(("taper", "wean"), cue.start):
        unit, cue = Unit(unit.start, unit.end, unit.times[-1:], spread=False), replace(cue, kind="end")
    lasts = cue.kind == "change" and unit.times[0].kind == "duration"  # "kept up for 2 days"
    lasts = lasts or (
        _KEPT.match(text, cue.start) is not None and (unit.spread or unit.times[0].relation in {"from", "since"})
    )
    if cue.kind == "end":
        placed.append(Placed(i, unit, "end", subject))
    elif lasts or cue.kind in {"start", "old"} or (cue.kind == "other" and _opens(unit)):
        placed.append(Placed(i, unit, "start", subject))


def _exchanged(
    text: str, clause: Clause, i: int, unit: Unit, pair: Cue, therapies: Sequence[TherapyMention], placed: list[Placed]
) -> bool:
    """ "levetiracetam gave way to lacosamide on day 6": the left ends, the right starts; "replaced" is the other way round."""
    left = [k for k in clause.therapies if therapies[k].end <= pair.end]  # or within: "switched from A to B"
    right = [k for k in clause.therapies if therapies[k].start >= pair.end]
    if not left or not right or (i not in left and i not in right):
        return False
    starts = (i in right) == (pair.kind == "new")
    if i in right[1:] and not _AND_TO.search(text[pair.end : therapies[i].start]):
        return False
    others = [i - 1] if i in right[1:] else _subjects(text, left, therapies) if i in right else right[:1]
    begun = Unit(unit.start, unit.end, unit.times[:1], spread=False) if unit.spread else unit
    placed.append(Placed(i, unit, "start") if starts else Placed(i, begun, "over"))
    for k in others:
        if not any(p.therapy == k and p.unit.start == unit.start for p in placed):
            placed.append(Placed(k, begun, "over") if starts else Placed(k, unit, "start"))
    return True


def _subjects(text: str, left: list[int], therapies: Sequence[TherapyMention]) -> list[int]:
    """The last treatment and those joined to it: "levetiracetam 20 mg/kg twice a day and dexamethasone replaced ..."."""
    if len(left) > 1 and _JOINED_TO.fullmatch(text, therapies[left[-2]].end, therapies[left[-1]].start):
        return left[-2:]
    return left[-1:]


_JOINED_TO = expression(r"(?:[^,;()]|\([^()]*\)){0,50}? (?:and|plus) (?:[a-z]+ ){0,2}")
_LATER = expression(
    r"(?i)(?:,|\band|;)\s(?:and )?(?:,\s?)?(?:later(?: on)?|thereafter|subsequently|afterwards|eventually|ultimately|(?:on|upon|after) (?:its |their )?(?:failure|progression|relapse|lack of response))\b,?\s(?!(?:was|were|had|she|he|that|the same)\b)"
)
_UP_TO_NAME = expression(r"(?:[A-Za-z-]+ ){0,3}")
# "On 10 March a man with relapsed lymphoma (prior R-CHOP and R-GemOx) began glofitamab"
_BEFORE_IT = expression(
    r"(?i)\((?:\w+ )?(?:prior|previous(?:ly)?|earlier|past|pre-?treated|after|following|status post|s/p|history)\b"
)


def governed(
    text: str,
    clause: Clause,
    i: int,
    unit: Unit,
    therapies: Sequence[TherapyMention],
    placed: list[Placed],
    *,
    listed: bool = False,
) -> None:
    """A treatment without a time of its own under the time that governs its clause."""
    t = therapies[i]
    if any(p.therapy == i and p.unit is unit for p in placed):
        return
    if is_last(text, clause, t):
        placed.append(Placed(i, unit, "end"))
        return
    if AFTER_WORDS.search(text, max(clause.start, t.start - 60), t.start) or in_after_phrase(text, clause.start, t):
        return
    if unit.end <= t.start and (later := _LATER.search(text, unit.end, t.start)) is not None:
        said = next((x.start for x in therapies if x.start >= later.end()), t.start)
        if _UP_TO_NAME.fullmatch(text, later.end(), said):
            return  # "on day 150 treated with prednisone, later with photopheresis", "with R-CHOP and, on failure, with pembrolizumab"
    opened = text.rfind("(", clause.start, t.start)
    if opened > unit.end and ")" not in text[opened : t.start] and _BEFORE_IT.match(text, opened):
        return
    pair = next((c for c in clause.cues if c.kind in {"new", "old"}), None)
    if pair is not None and _exchanged(text, clause, i, unit, pair, therapies, placed):
        return
    behind = next((c for c in clause.cues if c.start >= t.end and not _bracketed_off(text, c, t.end)), None)
    ahead = cue_before(clause, t.start)
    if ahead is not None and _bracketed_off(text, ahead, 0) and ")" in text[ahead.end : t.start]:
        ahead = None  # "A for 7 days (then tapered and discontinued within 6 weeks) and B"
    if ahead is not None and ahead.start < unit.start:
        ahead = None
    told = cue_before(clause, unit.head)
    if told is not None and told.kind == "other" and ahead is None and (behind is None or behind.kind != "start"):
        return  # "achieved CR in June with R-CHOP": the time is that of the finding
    cue = ahead or behind
    if listed and ahead is not None and ahead.kind == "other" and _LISTED.fullmatch(text, ahead.end, t.start):
        cue = None  # "10/2016: relapse, R-DHAP"
    elif listed and ahead is None and behind is not None and behind.kind != "end":
        cue = None  # "1 December 2020: venetoclax, increased in 5 weeks"
    elif cue is not None and cue.kind == "new" and cue is ahead and not text.startswith(("gave", "given"), cue.start):
        cue = replace(cue, kind="start")  # "from 11 July he was switched to venetoclax"
    if ahead is not None and ahead.kind in {"other", "change"} and behind is not None and behind.kind == "start":
        cue = behind
    if cue is None or cue.kind == "start" or unit.times[0].relation == "since":
        placed.append(Placed(i, unit, "end" if unit.until else "start"))
    elif cue.kind == "end":
        placed.append(Placed(i, unit, "end"))
    elif cue.kind == "other" and ahead is not None and _WITH_IT.search(text[cue.start : t.start]):
        placed.append(Placed(i, unit, "start"))


def _bracketed_off(text: str, cue: Cue, start: int) -> bool:
    """Whether a verb stands in a bracket that opened behind a treatment."""
    opened = text.rfind("(", start, cue.start)
    return opened >= 0 and text.find(")", opened, cue.start) < 0


def handed_over(
    text: str, clause: Clause, therapies: Sequence[TherapyMention], before: list[int], placed: list[Placed]
) -> None:
    """ "hydroxyurea ..., and was switched to ruxolitinib in 2014": what the clause before told of ends as the new one starts."""
    pair = next((c for c in clause.cues if c.kind == "new"), None)
    if pair is None or not before or any(therapies[i].end <= pair.start for i in clause.therapies):
        return
    if not BARE.fullmatch(text, clause.start, pair.start):
        return
    new = next((p for p in placed if p.therapy == clause.therapies[0] and p.event == "start"), None)
    if new is not None and therapies[clause.therapies[0]].start - pair.end < 24:
        first = Unit(new.unit.start, new.unit.end, new.unit.times[:1], False)
        placed.append(Placed(before[-1], first if new.unit.spread else new.unit, "over"))
