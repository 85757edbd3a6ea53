"""Each clause has a governing time, and each event of a treatment in it takes that time.

"Voriconazole was started on day 143, switched to tablets on day 150, and withdrawn on day 227": start 143, end 227.
"From day +1 she took aciclovir, and from day +28 co-trimoxazole; both were ended in March": start 1, start 28, end of both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.cues import LAST, LAST_NOUN, Cue, cues_of
from extractors.mentions import TherapyMention, TimeMention


@dataclass(frozen=True, slots=True)
class Unit:
    """Times that are told together: "from 03/09/2021 to 03/11/2021 (days -5 through -3)"."""

    start: int
    end: int
    times: tuple[TimeMention, ...]
    spread: bool  # a range or list: the first is a start, the last an end
    closes: bool = False  # "until progression in August 2018": an end by the words before it

    @property
    def until(self) -> bool:
        """Whether the words before it make it an end: "until day 5", "up to 16 June"."""
        return not self.spread and (self.closes or self.times[0].relation == "until")


@dataclass(frozen=True, slots=True)
class Placed:
    """A time given to an event of a treatment; `therapy` is None where the subject stands in an earlier sentence."""

    therapy: int | None
    unit: Unit
    event: str  # start, end, again
    subject: str = ""  # the words of the subject where the treatment is not named in the clause


_JOIN = re.compile(r"(?i)[\s,]*(?:-|to|until|till|through|thru|and|or)?[\s,]*(?:on|the)?\s*")
_RANGE = re.compile(r"(?i)\s*(?:-|,?\s*(?:to|until|till|through|thru|up to)\b)\s*(?:on |the )?\s*")
_SAME = re.compile(
    r"(?i)[\s,;=]*(?:\(|\[|,|=|i\.e\.,?|that is,?|being|corresponding to|which was|or)[\s,(=]*(?:being |i\.e\.,? ?)?"
)
_AND = re.compile(r"(?i)\s*(?:,|and|,\s*and|or|as well as|and again|, again)\s*(?:again )?(?:on )?\s*")
# what may stand between the members of a list and between a drug and its time: amounts, routes, frequencies
_FILL = re.compile(
    r"(?i)(?:[\s,/+&()x^.*\[\]:%~≤≥<>-]|\d|(?:and|plus|with|or|as well as|from|on|since|starting|beginning|commencing|only|once|both|each|all|then|in combination|combined|together|at|an?|the|of|for|in|by|given|single|one|two|three|four|fixed|body|"
    r"total|target|dose|doses|dosed|being|dosage|daily|once|twice|thrice|times?|per|every|day|days|week|weekly|hours?|hourly|h|hr|hrs|d|min|minutes|mg|g|kg|m2|mcg|ug|iu|units?|ml|gy|cells?|continuous|infusion|"
    r"mouth|intravenous(?:ly)?|iv|po|sc|im|it|i\.v|p\.o|s\.c|oral(?:ly)?|subcutaneous(?:ly)?|intrathecal(?:ly)?|bolus|pulse|loading|tablets?|injections?|bid|tid|qid|qd|q\d+h|divided|fractions?|equivalent|later|at first|"
    r"respectively|tocilizumab|high-dose|low-dose|adjusted|gene-edited|x|max(?:imum)?|up to|over|also|intermittent|bags?|first|second|third|further|additional|repeat|another)\b)*"
)
_AFTER_WORDS = re.compile(
    r"(?i)\b(?:after|following|despite|before|prior to|preceded by|refractory to|resistant to|response to|responded to|because of|due to|because|since the|from the|end of|completion of|(?:leuk)?apheresis for|collection for|harvest(?:ed)? for|manufactur\w* (?:of|for)|production of|enrolled in[\w ,-]{0,30}|eligible for|evaluated? for|for|"
    r"referred for|candidate for|consent\w* (?:to|for)|in preparation for|awaiting|bridge to|bridging to|relapsed? (?:on|after|under)|progress\w* (?:on|after|under)|under|while on|during|was still on)\s+(?:the |her |his |this |that |an? |\w+ cycles? of |\w+ courses? of |\d+ |\w+ly |first |second |third |last |initial |two |three |four |five |six |additional |further |high-dose |autologous |allogeneic |single |lines? of |with )*$"
)
_CUT_PHRASE = re.compile(r"[,;]\s")
_PRENOMINAL_LEFT = re.compile(
    r"(?i)(?:(?:^|[,;:(]|\band|\bthen|\bplus|\bor)\s*(?:and |then |later |finally |subsequently )*)(?:on|from|at|in|by|since|starting|starting on|starting from|beginning|beginning on|as of)?\s*(?:the )?$"
)
_PRENOMINAL_GAP = re.compile(
    r"(?i)\s*,?\s*(?:\d[\d.,x^ ]*(?:\s?(?:mg|g|ug|iu|ml|gy|cells)\S*)?\s(?:of )?)?(?:an? |the |one |two |oral |intravenous |iv |intrathecal |subcutaneous |additional |further |single |dose of |doses of |high-dose |low-dose )*"
)
_WITH = re.compile(r"(?i)\)?\s*(?:,|together)?\s*(?:with|by|using|combined with|on)\b")
_CLOSES = re.compile(r"(?i)\b(?:until|till|up to) (?:(?!start|beginning)[\w-]+ ){1,5}(?:in|on|at|by)? ?(?:the )?$")
# "followed on 17 June by infusion of CAR-T cells"
_FOLLOWED = re.compile(r"(?i)\bfollowed (?:\w+ )?(?:on |in |at |from )?$")
_BY = re.compile(r"(?i)\)?,? by\b")
_NOUN = re.compile(
    r"(?i)(?:[ -]*(?:cells?|product))?[ -]*\b(?:infusion|treatment|therapy|administration|transplantation|maintenance|prophylaxis|regimen|chemotherapy|injection|conditioning)s?\b(?! (?:was|were) not)"
)
_AND_TO = re.compile(r"(?i)\b(?:and|then)(?: then| finally| later)? (?:to|by|for|with) \Z")
_ON = re.compile(r"(?i)[\s(,]*(?:on|in|performed on|given on|done on|of)?\s*(?:the )?")
_REST = re.compile(r"(?i)\b(?:second|remaining|rest|other|another|again|further|remainder|third)\b")
# "CRS reached grade 3 with noradrenaline" begins it, "cleared with methylprednisolone" does not say when that was begun
_WITH_IT = re.compile(r"(?i)^(?:reach|worsen|progress|peaked|escalat|deteriorat)\w*\b[^,;]{0,60}\bwith\b[^,;]{0,40}$")
_AFTER = re.compile(r"(?i)\b(?:after|following|despite)\s")
_MAIN = re.compile(r"[,;]\s(?!and\b|\d)(?:[\w-]+\s){1,4}?(?:was|were|had|received|underwent)\b|,\s(?:the|she|he|an?)\s")
# "She took 200 mg daily from 1 March": of the drug that was told of before
_TAKEN = re.compile(
    r"(?i)\b(?:she|he|the patient|they)\s(?:\w+\s){0,2}?(?:took|received|was given|continued)\s(?:\w+\s){0,2}?\d[\d.]*\s?(?:mg|g|ug|mcg)\b"
)
_LIKE = re.compile(r"(?i)\b(?:as|than|like|unlike|contrast to|similar to)\s(?:in|on|of)\s$")
_STARTING = re.compile(
    r"(?i)\b(?:starting|beginning|commencing|begun|started|effective)(?: on| from| at)?\s*(?:the )?$"
)
_OPENS = re.compile(
    r"(?i)\s*,?\s*(?:when|whereupon|where|at which (?:point|time)|upon which|thereupon|and immediately|and at once|for which|upon which|prompting|requiring|necessitating)\b"
)
_BARE = re.compile(
    r"(?i)[\s,;]*(?:(?:and|then|but|finally|later|subsequently|ultimately|eventually|was|were|could|be|had|been|to|which|who|it|on|by|after|\w+ly|safely|not)[\s,]+)*(?:on |by )?"
)
_CLASS_SUBJECT = re.compile(
    r"(?i)\W*(?:the |all |both |systemic |his |her )*(?P<who>(?:cortico)?steroids?|antibiotics?|vasopressors?|antifungals?|antivirals?|immunosuppress\w+)\b"
)
_OBJECT = re.compile(r"(?i)\b(?P<who>it|them|the (?:drug|drugs|treatment|therapy|medication))\b")
_PRONOUN = re.compile(
    r"(?i)(?:^|[,;.:]\s*|\b(?:and|but|until|when|so|that|after which)\s+)(?P<who>it|they|both(?: of (?:them|these|which))?(?: \w+)?|all (?:three|four|of them|these)?|which|the (?:\w+ )?(?:drug|drugs|agent|agents|treatment|therapy|combination|medication|medicine|regimen|latter|former|antibiotic|steroids?|infusion|pump)|this|these|steroids?|treatment|therapy)\b[^.;]{0,40}$"
)


def units_of(text: str, times: Sequence[TimeMention], therapies: Sequence[TherapyMention] = ()) -> list[Unit]:
    """Times that stand together, as one unit; offsets are the sentence's."""
    groups: list[list[TimeMention]] = []
    spread: list[bool] = []
    for t in times:
        last = groups[-1][-1] if groups else None
        gap = text[last.end : t.start] if last else ""
        if last is not None and (
            t.start == last.start or (last.kind == t.kind and _joins(text, t, gap, groups[-1][0].start, therapies))
        ):
            groups[-1].append(t)
            spread[-1] = True
        elif last is not None and last.kind != t.kind and _SAME.fullmatch(gap):
            groups[-1].append(t)
        else:
            groups.append([t])
            spread.append(False)
    return [
        Unit(g[0].start, g[-1].end, tuple(g), s, bool(_CLOSES.search(text, max(0, g[0].start - 60), g[0].start)))
        for g, s in zip(groups, spread, strict=True)
    ]


def _joins(text: str, t: TimeMention, gap: str, first: int, therapies: Sequence[TherapyMention]) -> bool:
    """Whether a time goes on with the one before: not "on days -3 and -2, and on day -1 [total body irradiation]"."""
    if _RANGE.fullmatch(gap):
        return True
    if not _AND.fullmatch(gap):
        return False
    if any(x.end <= first for x in therapies):
        right = next((x for x in therapies if x.start >= t.end), None)
        return right is None or not _PRENOMINAL_GAP.fullmatch(text, t.end, right.start)
    return True


@dataclass(slots=True)
class _Clause:
    """A clause with what stands in it."""

    start: int
    end: int
    therapies: list[int]
    units: list[Unit]
    cues: list[Cue]


def place(
    text: str,
    spans: Sequence[tuple[int, int]],
    therapies: Sequence[TherapyMention],
    times: Sequence[TimeMention],
    *,
    beside: bool = False,
    mute: frozenset[int] = frozenset(),
) -> list[Placed]:
    """Give the times of a sentence to the events of its treatments; offsets are the sentence's. Lengths only stand `beside`.

    `mute` are treatments that only say what a time counts from: "day 40 after CAR-T infusion".
    """
    units = [u for u in units_of(text, times, therapies) if not _LIKE.search(text, max(0, u.start - 16), u.start)]
    if not units:
        return []
    therapies = [_with_noun(text, t) for t in therapies]
    placed = _of_anchors(text, therapies, units, mute)
    before: list[int] = []
    governing: Unit | None = None
    listed = False
    for start, end in spans:
        clause = _Clause(
            start,
            end,
            [i for i, t in enumerate(therapies) if start <= t.start < end and i not in mute],
            [u for u in units if start <= u.start < end],
            cues_of(text, start, end),
        )
        listed = text[start] == ":" or (listed and text[start] == ";")
        governing = _read(text, clause, therapies, before, governing, placed, listed=listed, beside=beside)
        before = clause.therapies or before
    return placed


def _with_noun(text: str, t: TherapyMention) -> TherapyMention:
    """A treatment with the noun that belongs to its name: "CAR-T cell infusion", "lenalidomide maintenance"."""
    m = _NOUN.match(text, t.end)
    return replace(t, end=m.end()) if m else t


def _of_anchors(
    text: str, therapies: Sequence[TherapyMention], units: list[Unit], mute: frozenset[int]
) -> list[Placed]:
    """ "on day 30 after transplantation on 1 July 2018": the date is the transplantation's; it is taken from the units."""
    placed: list[Placed] = []
    for i in sorted(mute):
        for unit in units:
            if unit.times[0].kind == "date" and _ON.fullmatch(
                text, therapies[i].end, max(unit.start, therapies[i].end)
            ):
                placed.append(Placed(i, unit, "start"))
                units.remove(unit)
                break
    return placed


def _read(
    text: str,
    clause: _Clause,
    therapies: Sequence[TherapyMention],
    before: list[int],
    governing: Unit | None,
    placed: list[Placed],
    *,
    listed: bool,
    beside: bool,
) -> Unit | None:
    """Place the times of one clause; gives back the time that governs what follows."""
    if not clause.therapies:
        for unit in clause.units or ([governing] if governing is not None else []):
            _subjectless(text, clause, unit, therapies, before, placed)
        return clause.units[-1] if clause.units else governing
    own: dict[int, list[Unit]] = {i: [] for i in clause.therapies}
    lead: Unit | None = None
    for k, unit in enumerate(clause.units):
        if right := _prenominal(text, clause, unit, therapies, first=k == 0):
            for i in right:
                own[i].append(unit)
        elif _leads(text, clause, unit, therapies):
            if _goes_on(text, clause, unit, named=bool(before)):
                _subjectless(text, clause, unit, therapies, before, placed)
            else:
                lead = lead or unit
        else:
            for i in _left_of(text, clause, unit, therapies, own):
                own[i].append(unit)
    _respectively(text, clause, therapies, own)
    for i in clause.therapies:
        if lead is not None and own[i] and _in_parts(text, therapies[i], lead, own[i][0]):
            _governed(text, clause, i, lead, therapies, placed)
        for unit in own[i]:
            _event(text, clause, i, unit, therapies, placed)
        if beside and (lead is None or own[i]):
            continue
        if lead is not None and (not own[i] or _month_of(lead, own[i])):
            _governed(text, clause, i, lead, therapies, placed)
        elif not own[i] and (ahead := _ahead(text, clause, i, therapies)) is not None:
            _governed(text, clause, i, ahead, therapies, placed)
        elif (
            governing is not None
            and (not own[i] or _month_of(governing, own[i], listed=listed))
            and (listed or own[i] or (not clause.units and _continues(text, clause, i, therapies)))
        ):
            _governed(text, clause, i, governing, therapies, placed)
    if listed and governing is not None:
        return governing
    return lead or (clause.units[-1] if clause.units else governing)


def _in_parts(text: str, t: TherapyMention, lead: Unit, own: Unit) -> bool:
    """ "On 5 August he received the first half and the second half on 7 August": both times are the treatment's."""
    return own.times[0].kind == lead.times[0].kind and bool(_REST.search(text, t.end, max(own.start, t.end)))


def _goes_on(text: str, clause: _Clause, unit: Unit, *, named: bool) -> bool:
    """ "..., and was discontinued on day 15, one day after the last dose of anakinra": the subject is still the one before."""
    cue = _cue_before(clause, unit.start)
    if cue is None or cue.kind == "other":
        return False
    if named and cue.start - clause.start > 2 and _BARE.fullmatch(text, clause.start, cue.start):
        return True
    words = text[clause.start : cue.start]
    return (
        bool(re.match(r"(?i)[\s,;]*(?:and |but |then )*(?:it|they|both(?: drugs| agents)?)\s", words))
        and len(words) < 30
    )


def _month_of(lead: Unit, own: list[Unit], *, listed: bool = False) -> bool:
    """Whether the governing time is a month or year in which the days of a treatment lie: "In June 2022, ... on day -5"."""
    return (
        (listed or not lead.spread)
        and lead.times[0].kind == "date"
        and (listed or len(str(lead.times[0].value)) <= 7)
        and all(t.kind == "day" for u in own for t in u.times)
    )


def _ahead(text: str, clause: _Clause, i: int, therapies: Sequence[TherapyMention]) -> Unit | None:
    """The time told before a treatment in its clause: "was done in January with melphalan", "was raised on day 7, and levetiracetam was added"."""
    t = therapies[i]
    unit = next((u for u in reversed(clause.units) if u.end <= t.start), None)
    if unit is None:
        return None
    before = _cue_before(clause, unit.start)
    other = before is not None and before.kind == "other"
    joined = None if unit.spread or other else _WITH.match(text, unit.end)
    if joined and _FILL.fullmatch(text, joined.end(), t.start):
        return unit
    ahead = _cue_between(clause, unit.end, t.start)
    if ahead is not None:
        named = any(therapies[k].start >= unit.end and therapies[k].end <= ahead.start for k in clause.therapies)
        return unit if ahead.kind == "start" and not named and not unit.spread else None
    behind = next((c for c in clause.cues if c.start >= t.end), None)
    return unit if behind is not None and behind.kind == "start" else None


def _leads(text: str, clause: _Clause, unit: Unit, therapies: Sequence[TherapyMention]) -> bool:
    """Whether a time opens its clause: no treatment before it, and no verb that it would belong to."""
    if any(therapies[i].start < unit.start for i in clause.therapies):
        return False
    cue = _cue_before(clause, unit.start)
    if cue is None or _BARE.fullmatch(text, clause.start, cue.start):
        return True
    first = therapies[clause.therapies[0]].start
    return cue.kind in {"start", "other"} and unit.start < first and not _CUT_PHRASE.search(text, unit.end, first)


def _prenominal(
    text: str, clause: _Clause, unit: Unit, therapies: Sequence[TherapyMention], *, first: bool
) -> list[int]:
    """The treatments that follow a time of their own: "and, from day 48, ruxolitinib"."""
    right = [i for i in clause.therapies if therapies[i].start >= unit.end]
    left = [i for i in clause.therapies if therapies[i].end <= unit.start]
    if not right or (first and not left):
        return []
    if _FOLLOWED.search(text, max(clause.start, unit.start - 24), unit.start) and _BY.match(text, unit.end):
        return right[:1]
    if left and _STARTING.search(text, max(clause.start, unit.start - 24), unit.start):
        return []
    if not _PRENOMINAL_LEFT.search(text, max(clause.start, unit.start - 40), unit.start):
        return []
    if not _PRENOMINAL_GAP.fullmatch(text, unit.end, therapies[right[0]].start):
        return []
    return [right[0]]


def _left_of(
    text: str, clause: _Clause, unit: Unit, therapies: Sequence[TherapyMention], own: dict[int, list[Unit]]
) -> list[int]:
    """The treatments before a time that share it: the nearest, and those listed with it that have no time yet."""
    left = [i for i in clause.therapies if therapies[i].end <= unit.start]
    if not left:
        return []
    last = left[-1]
    if (owner := _bracket_owner(text, left, unit, therapies)) is not None:
        return [owner, *(i for i in left if i > owner and not own[i])]
    if own[last]:
        verb = _cue_between(clause, own[last][-1].end, unit.start)
        t = therapies[last]
        if verb and verb.kind == "start" and unit.times[0].kind == "date" and _only_days(own, left):
            return left
        if verb and verb.kind == "start" and _AFTER_WORDS.search(text, max(clause.start, t.start - 60), t.start):
            return []
        return [i for i in left if own[i] == own[last]]
    group = [last]
    if _bracketed_amount(text, therapies[last].end, unit.start):
        return group
    cue = _cue_between(clause, therapies[last].end, unit.start)
    for i in reversed(left[:-1]):
        gap_start, gap_end = therapies[i].end, therapies[group[0]].start
        listed = _FILL.fullmatch(text, gap_start, gap_end)
        if own[i] or _in_after_phrase(text, clause, therapies[i]) != _in_after_phrase(text, clause, therapies[last]):
            break
        if not (listed or (cue and cue.kind in {"start", "end"} and _listed(text, gap_start, gap_end))):
            break
        group.insert(0, i)
    return group


def _only_days(own: dict[int, list[Unit]], left: list[int]) -> bool:
    """Whether each treatment so far has days of its own and no date: "cytarabine (days 1-7) and daunorubicin (days 1-3) was started on"."""
    return all(own[i] and all(t.kind == "day" for u in own[i] for t in u.times) for i in left)


def _bracket_owner(text: str, left: list[int], unit: Unit, therapies: Sequence[TherapyMention]) -> int | None:
    """ "FC (fludarabine ..., cyclophosphamide ...) from March 13": the regimen before the bracket that has been closed."""
    last = therapies[left[-1]]
    between = text[last.end : unit.start]
    if between.count(")") <= between.count("("):
        return None
    opened = text.rfind("(", 0, last.start)
    owner = next((i for i in reversed(left) if therapies[i].end <= opened), None) if opened >= 0 else None
    return owner if owner is not None and opened - therapies[owner].end < 24 else None


def _bracketed_amount(text: str, start: int, end: int) -> bool:
    """ "cyclosporine and methotrexate (15 mg/m2 on day +1)": the time is within the bracket of one member."""
    opened = text.rfind("(", start, end)
    return opened >= 0 and ")" not in text[opened:end] and bool(re.search(r"\d\s?(?:mg|g|ug|x)\b", text[opened:end]))


def _listed(text: str, start: int, end: int) -> bool:
    """Whether two subjects of one verb are listed: no other verb and no full phrase between them."""
    return (
        not cues_of(text, start, end)
        and end - start < 70
        and bool(re.search(r",|\band\b|\bplus\b|\bwith\b|/", text[start:end]))
    )


def _respectively(text: str, clause: _Clause, therapies: Sequence[TherapyMention], own: dict[int, list[Unit]]) -> None:
    """ "fludarabine and melphalan on days -6 to -3 and day -2, respectively": first to first, second to second."""
    at = text.find("respectively", clause.start, clause.end + 20)
    units = [u for u in clause.units if therapies[clause.therapies[0]].end < u.start < at]
    if len(units) < 2:
        return
    listed = [i for i in clause.therapies if therapies[i].end <= units[0].start][-len(units) :]
    if len(listed) != len(units) or any(units[0].start < therapies[i].start < at for i in clause.therapies):
        return
    for i in clause.therapies:
        own[i] = [] if therapies[i].start < at else own[i]
    for i, unit in zip(listed, units, strict=True):
        own[i] = [unit]


def _cue_before(clause: _Clause, at: int) -> Cue | None:
    return next((c for c in reversed(clause.cues) if c.end <= at), None)


def _cue_between(clause: _Clause, start: int, end: int) -> Cue | None:
    return next((c for c in reversed(clause.cues) if c.start >= start and c.end <= end), None)


def _event(
    text: str, clause: _Clause, i: int, unit: Unit, therapies: Sequence[TherapyMention], placed: list[Placed]
) -> None:
    """What a time beside a treatment is to it."""
    t = therapies[i]
    if _is_last(text, clause, t):
        placed.append(Placed(i, unit, "end"))
        return
    if unit.start < t.start:
        placed.append(Placed(i, unit, "end" if unit.until else "start"))
        return
    between = _cue_between(clause, t.end, unit.start)
    pair = next((c for c in clause.cues if c.kind in {"new", "old"} and c.end <= unit.start), None)
    if pair is not None and _exchanged(text, clause, i, unit, pair, therapies, placed):
        return
    if _AFTER_WORDS.search(text, max(clause.start, t.start - 60), t.start) and (
        between is not None or not (_opens(unit) or _FILL.fullmatch(text, t.end, unit.start))
    ):
        return
    if unit.until:
        placed.append(Placed(i, unit, "end"))
    elif between is not None:
        _by_cue(between, i, unit, placed)
    elif (cue := _cue_before(clause, t.start)) is not None and cue.kind == "end":
        placed.append(Placed(i, unit, "end"))
    elif cue is not None and cue.kind == "other" and not _near(text, t.end, unit):
        return
    else:
        placed.append(Placed(i, unit, "start"))


def _opens(unit: Unit) -> bool:
    """Whether a time can only be a treatment's own: "from day 8 to day 19", "since March"."""
    return unit.spread or unit.times[0].relation in {"from", "since"}


def _near(text: str, end: int, unit: Unit) -> bool:
    return bool(_FILL.fullmatch(text, end, unit.start))


def _by_cue(cue: Cue, i: int | None, unit: Unit, placed: list[Placed], subject: str = "") -> None:
    lasts = cue.kind == "change" and unit.times[0].kind == "duration"  # "kept up for 2 days"
    if cue.kind == "end":
        placed.append(Placed(i, unit, "end", subject))
    elif lasts or cue.kind in {"start", "old"} or (cue.kind == "other" and _opens(unit)):
        placed.append(Placed(i, unit, "start", subject))


def _exchanged(
    text: str, clause: _Clause, i: int, unit: Unit, pair: Cue, therapies: Sequence[TherapyMention], placed: list[Placed]
) -> bool:
    """ "levetiracetam gave way to lacosamide on day 6": the left ends, the right starts; "replaced" is the other way round."""
    left = [k for k in clause.therapies if therapies[k].end <= pair.start]
    right = [k for k in clause.therapies if therapies[k].start >= pair.end]
    if not left or not right or (i not in left and i not in right):
        return False
    starts = (i in right) == (pair.kind == "new")
    if i in right[1:] and not _AND_TO.search(text[pair.end : therapies[i].start]):
        return False
    others = [i - 1] if i in right[1:] else left[-1:] if i in right else right[:1]
    placed.append(Placed(i, unit, "start" if starts else "end"))
    for k in others:
        if not any(p.therapy == k and p.unit is unit for p in placed):
            first_only = Unit(unit.start, unit.end, unit.times[:1], False) if unit.spread and starts else unit
            placed.append(Placed(k, first_only, "end" if starts else "start"))
    return True


def _governed(
    text: str, clause: _Clause, i: int, unit: Unit, therapies: Sequence[TherapyMention], placed: list[Placed]
) -> None:
    """A treatment without a time of its own under the time that governs its clause."""
    t = therapies[i]
    if any(p.therapy == i and p.unit is unit for p in placed):
        return
    if _is_last(text, clause, t):
        placed.append(Placed(i, unit, "end"))
        return
    if _AFTER_WORDS.search(text, max(clause.start, t.start - 60), t.start) or _in_after_phrase(text, clause, t):
        return
    pair = next((c for c in clause.cues if c.kind in {"new", "old"}), None)
    if pair is not None and _exchanged(text, clause, i, unit, pair, therapies, placed):
        return
    behind = next((c for c in clause.cues if c.start >= t.end), None)
    ahead = _cue_before(clause, t.start)
    if ahead is not None and ahead.start < unit.start:
        ahead = None
    cue = ahead or behind
    if ahead is not None and ahead.kind in {"other", "change"} and behind is not None and behind.kind == "start":
        cue = behind
    if cue is None or cue.kind == "start":
        placed.append(Placed(i, unit, "end" if unit.until else "start"))
    elif cue.kind == "end":
        placed.append(Placed(i, unit, "end"))
    elif cue.kind == "other" and ahead is not None and _WITH_IT.search(text[cue.start : t.start]):
        placed.append(Placed(i, unit, "start"))


def _in_after_phrase(text: str, clause: _Clause, t: TherapyMention) -> bool:
    """ "..., after total body irradiation and etoposide": later members of the phrase are no event of the clause either."""
    phrases = list(_AFTER.finditer(text, clause.start, t.start))
    if not phrases:
        return False
    opened = phrases[-1].end()
    return not cues_of(text, opened, t.start) and not _MAIN.search(text, opened, t.start)


def _continues(text: str, clause: _Clause, i: int, therapies: Sequence[TherapyMention]) -> bool:
    """Whether a clause goes on at the time of the one before: "..., when noradrenaline had to be infused"."""
    if _OPENS.match(text, clause.start):
        return True
    t = therapies[i]
    cue = next((c for c in clause.cues if c.start >= t.end), None) or _cue_before(clause, t.start)
    opening = re.match(r"(?i)[\s,;]*and\s", text[clause.start : clause.end])
    return bool(opening) and cue is not None and cue.kind == "start"


def _is_last(text: str, clause: _Clause, t: TherapyMention) -> bool:
    """ "the last anakinra injection was on day 28"."""
    return bool(
        LAST.search(text, max(clause.start, t.start - 50), t.start)
        and not re.search(
            r"(?i)\b(?:after|before|following|since) (?:the )?(?:sixth and )?(?:last|final)", text[clause.start : t.end]
        )
    )


def _subjectless(
    text: str,
    clause: _Clause,
    unit: Unit,
    therapies: Sequence[TherapyMention],
    before: list[int],
    placed: list[Placed],
) -> None:
    """A clause whose treatment is named before: "..., and stopped on day 14", "both were ended in March"."""
    cue = _cue_before(clause, unit.start) or next((c for c in clause.cues if c.start >= unit.end), None)
    words = text[clause.start : cue.start if cue else unit.start]
    last = LAST_NOUN.search(text, clause.start, max(unit.start, cue.start if cue else 0) + 1)
    pronoun = _PRONOUN.search(words.rstrip() + " ") if words.strip() else None
    if pronoun is None and cue is not None and cue.kind == "end":
        pronoun = _OBJECT.search(text, clause.start, cue.end + 12)
    if last and (cue is None or cue.kind in {"start", "end"}):
        _to_subjects(text, "end", unit, therapies, before, placed, pronoun)
        return
    if cue is None or cue.kind in {"change", "other", "new", "old"}:
        if cue is not None and cue.kind == "change" and unit.until:
            _to_subjects(text, "end", unit, therapies, before, placed, pronoun)
        return
    bare = bool(words.strip(" ,;") and _BARE.fullmatch(words)) or bool(
        before and text[clause.start] == ":" and clause.start - therapies[before[-1]].end < 3
    )
    taken = cue.kind == "start" and not before and bool(_TAKEN.search(text, clause.start, unit.start))
    if not pronoun and not bare and not taken:
        return
    if unit not in clause.units and cue.kind != "end":
        return
    event = "end" if cue.kind == "end" or unit.until else "start"
    _to_subjects(text, event, unit, therapies, before, placed, pronoun)


def _to_subjects(
    text: str,
    event: str,
    unit: Unit,
    therapies: Sequence[TherapyMention],
    before: list[int],
    placed: list[Placed],
    pronoun: re.Match[str] | None,
) -> None:
    who = pronoun["who"].lower() if pronoun else ""
    if not before:
        named = _CLASS_SUBJECT.match(text)
        placed.append(Placed(None, unit, event, named["who"].lower() if named and who in {"", "it"} else who or "it"))
        return
    if who.startswith("both"):
        subjects = [i for i, t in enumerate(therapies) if t.end <= unit.start][-2:]
    elif who.startswith(("they", "all", "these", "which")) or not who:
        subjects = before
    else:
        subjects = before[-1:]
    if who == "which" and not re.search(r"(?i)\bwhich were\b", text[: unit.start]):
        subjects = before[-1:]
    placed.extend(Placed(i, unit, event) for i in subjects)
