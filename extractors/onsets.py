"""When a syndrome began: the day of its first sign, told before its name or with it.

`Rigors and 39.4 °C came on day 2 ... The CRS peaked at grade 3 on day 5` day 2 · `febrile 20 hours after the infusion` day 0
· `infused on 3 May. That evening she was hot` day 0
"""

import re

from extractors.clauses import clause_of
from extractors.clock import between, days_of, full
from extractors.courses import Course, When
from extractors.dated_headings import heading_over
from extractors.expressions import expression
from extractors.mentions import TimeMention, ToxicityMention
from extractors.story import Book, Scene, State
from extractors.time_units import PLANNED_FOR

_FEVER = expression(
    r"(?i)\b(?:fever|febrile|feverish|pyrexi|temperature|hypotensi|chills|rigors?|shiver|shook)\w*|\b(?:3[89]|4[01])(?:[.,]\d)?\s?(?:°|℃|º|degrees)|\b10[0-5](?:\.\d)?\s?°?\s?F\b|\b(?:she|he|patient) (?:was|became|felt) hot\b"
)
_NEURO = expression(
    r"(?i)\b(?:(?:could|was|were) (?:not|unable to|no longer)(?: able to)? (?:name|write|count|speak|find words|follow commands|answer|calculate)|unable to (?:name|write|count|speak|follow)|(?:slurr\w+|hesitant|slow\w*|incoherent) (?:of )?speech|speech (?:was|became|arrest|difficult|disturb|impair)|dysarthri|dysphasi|dysgraphi|micrographi|apraxi|mutism|inattent|obtund|stupor|confus(?!e\b|es\b|ing\b)|aphasi|disorient|somnolen|tremor|seizure|encephalopath|ICE (?:score|\d|fell|drop|was|of|had|points)|letharg|delirium|drows|agitat|word-finding|handwriting|muddled|incoheren|bewilder|delirious|mute\b)\w*"
)
_HYPERINFLAMED = expression(r"(?i)\b(?:ferritin|hyperferritin\w+|fibrinogen|hypofibrinogen\w*|ha?emophagocyt\w+)\b")
_RASH = expression(
    r"(?i)\b(?:rash|exanthem|diarrh|stools?|bilirubin|erythem|redden|jaundice|yellow|itch|pruri|mouth ulcer|dry eyes|lichen)\w*"
)
_SIGNS = {"CRS": _FEVER, "ICANS": _NEURO, "GVHD": _RASH, "IEC-HS": _HYPERINFLAMED}
# the day told by the infusion: "the evening after the infusion", "that same night"
_DAY_OF = expression(
    r"(?i)\b(?:the )?(?:same )?(?:day|evening|night|morning|afternoon) (?P<how>of|after|following) (?:the |her |his |this |its )?(?:(?:first|second|third|CAR[- ]?T|cell|T-cell|step-up|full|initial|re-?|of|administration|infusion) ?-?)*(?:infusion|re-?infusion|transplant\w*|cells|graft|CAR[- ]?T|[a-z]+-cel|[a-z]+leucel)\b"
)
_THAT_DAY = expression(
    r"(?i)\b(?:that|the) (?:very |same )(?:day|evening|night|afternoon)\b|\bthat (?:evening|night|afternoon)\b|\b(?P<next>the (?:next|following) (?:day|morning|evening|night|afternoon)|by the next (?:day|morning|evening)|a day later|one day later|overnight)\b"
)
_LATER_ON = expression(r"(?i)^\s(?:later|thereafter|afterwards?|after(?:wards)?[,.]|after (?:that|this|it)\b)")
_INTO = expression(
    r"(?i)^\s(?:after|post|following|into|from|of)\b(?! (?:onset|admission|diagnosis|start (?!of (?:the )?infusion)))"
)
_THE_INFUSION = expression(
    r"(?i)^[\s-](?:after|post|following|into|from|of)[\s-](?:the |her |his |this |that |completion of |end of )*(?:(?:CAR[- ]?T|CAR|T|stem|cell|cells|[a-z]+-cel|[a-z]+leucel|first|second|third|last|allo|allogeneic|haploidentical|haplo|donor|lymphocyte|step-up)[ -])*(?:re-?infusion|infusion|(?:allo)?transplant\w*|(?:allo)?graft|HS?CT|SCT|BMT|DLI|lymphocytes|cells|CAR[- ]?T|[a-z]+-cel|[a-z]+leucel|first (?:dose|infusion|injection|step)|dose 1|C1D1|(?:first|second|third)(?=\s?(?:[.,;)]|$)))\b"
)
_AFTER_IT = expression(r"(?i)^\s(?:after|following) (?:it|this|that|these)\b(?! \w+ing\b)")
_POINTS_BACK = expression(
    r"(?i)^\W*(?:that|this|these|it|which|in retrospect|altogether|retrospectively|we (?:called|graded|rated|judged|regarded)|(?:the|an?) (?:\w+ )?(?:ICE|CAPD|score|picture|diagnosis|findings?|events?|reaction|episode|grade|maximum|symptoms|signs|constellation|combination|toxicity))\b"
)
# "one week after resolution of CRS": a syndrome that was over
_IS_OVER = expression(
    r"(?i)\b(?:resolution|recovery|end|abatement|subsidence|improvement|disappearance|treatment|management|control) (?:of|from) (?:the |her |his )?(?:grade \w+ )?$|\b(?:after|following|since|despite) (?:the |her |his |this )(?:grade \w+ )?$"
)
_LONGEST = 130  # days: ten weeks after donor lymphocytes are told in weeks still
# a rash that is explained by something else
_EXPLAINED = expression(
    r"(?i)\b(?:engraftment|drug (?:eruption|rash|reaction)|allerg\w+|\w*virus\w*|viral|vir(?:a)?emia|HHV-?6|CMV|ADV|AdV|copies|norovirus|difficile|conditioning|mucositis)\b"
)
_EARLIEST = {"GVHD": 7}  # what comes before is of the conditioning


def note_signs(book: Book, scene: Scene, state: State, whens: dict[int, When]) -> None:
    """When fever, confusion, a rash or a rising ferritin was first told, for the onset."""
    told = [(t, w) for t in scene.times if (w := _when(whens, t, _after_infusion(book, scene, t, state)))]
    relative = None if any(not t.vague for t, _ in told) else _told_by_infusion(book, scene, state)
    if not (told or relative) and state.infusion is not None:
        relative = _under_heading(book, scene)
    if not (told or relative):
        if "ICANS" not in state.signs and _SCORED.search(scene.text):
            state.signs["ICANS"] = _day_just_told(book, scene, state)
        return
    for name, pattern in _SIGNS.items():
        if name in state.signs and name != "IEC-HS":
            continue
        m = next((x for x in pattern.finditer(scene.text) if _is_sign(scene.text, x)), None)
        if m is None:
            continue
        if relative is not None:
            state.signs[name] = relative
            continue
        beside = _DAY_OF.search(scene.text, m.start(), m.end() + 40)
        if beside and not _NEXT_SIGN.search(scene.text, m.end(), beside.start()):
            state.signs[name] = _on_day_of(beside)  # "fever came on the night of infusion and hypotension on day 3"
            continue
        near = sorted(told, key=lambda tw: _distance(scene, tw[0], m.start(), m.end()))
        when = When(near[0][1].date, near[0][1].day)
        for t, w in near[1:]:
            if abs(t.start - near[0][0].end) < 25 or abs(near[0][0].start - t.end) < 25:
                named = (
                    w.day if t.kind == "day" and near[0][0].kind == "duration" else None
                )  # "within 20 hours, on day 1"
                day = when.day if named is None and when.day is not None else w.day
                when = When(when.date or w.date, day)
        if when.day is not None and when.day < _EARLIEST.get(name, 0):
            continue
        if name == "GVHD" and _EXPLAINED.search(scene.text) and not scene.toxicities:
            continue
        if name == "IEC-HS" and name in state.signs and book.at - state.sign_at < 4:
            continue
        state.signs[name] = when
        state.sign_at = book.at if name == "IEC-HS" else state.sign_at


def _under_heading(book: Book, scene: Scene) -> When | None:
    """The day of the heading that a sentence stands under: "D+4. Temperature 38.7 °C; CRS grade 1"."""
    for t in heading_over(book, scene):
        if t.kind == "day":
            return When(None, int(t.value))
        if t.kind == "date" and full(str(t.value)):
            return When(str(t.value), None)
    return None


# "The next event, on day 6, was that she answered in French. Her ICE fell to 6 points"
_SCORED = expression(r"\bICE (?:score )?(?:\w+ )?(?:\w+ )?\d{1,2}\b")


def _day_just_told(book: Book, scene: Scene, state: State) -> When:
    """The day of the sentence before, for a score that is told without one."""
    if any(t.kind != "duration" for t in scene.times) or book.at - state.now_at > 1 or (state.now.day or -1) < 0:
        return When()
    return When(state.now.date, state.now.day)


def tells_neuro(scene: Scene) -> bool:
    """Whether a sentence tells signs of neurotoxicity."""
    return any(_is_sign(scene.text, m) for m in _NEURO.finditer(scene.text))


def _is_sign(text: str, m: re.Match[str]) -> bool:
    return not re.search(
        r"(?i)\b(?:no|without|nor|never|history of|any)\s(?:\w+\s){0,2}$", text[: m.start()]
    ) and not re.match(r"(?i)^\s?(?:prophyla|was never|had never|was absent|did not|had not)", text[m.end() :])


def _distance(scene: Scene, t: TimeMention, start: int, end: int) -> int:
    """How far a time stands from a sign; another clause is further away."""
    a, b = t.start - scene.sentence.start, t.end - scene.sentence.start
    clause = clause_of(scene.spans, start)
    if a > end and _BEGAN.match(scene.text[end:a]):
        return 0
    next_one = a > end and _NEXT_SIGN.search(scene.text[end:a]) is not None
    return (start - b if b <= start else max(0, a - end)) + (0 if clause[0] <= a < clause[1] and not next_one else 60)


# "febrile and on day 3 hypotensive", "upside down (ICE 7), then became mute on day 7": the day of the next sign
_NEXT_SIGN = expression(
    r"(?i)(?:[,;]|\band\b|\bthen\b)\s(?:then |later |became |was |[a-z]+ed |[a-z]+ly ){0,2}(?:[a-z]+ )?(?:on|by|from|at) (?:the )?$|;"
)


def _after_infusion(book: Book, scene: Scene, t: TimeMention, state: State) -> When | None:
    """ "two days after the infusion" -> day 2, "20 hours after it" -> day 0, "the day of infusion" -> day 0."""
    after = scene.text[t.end - scene.sentence.start :]
    if t.value == "P0D" and re.match(
        r"(?i)^\sof (?:the |her |his )?(?:\w+[- ])?(?:re-?)?(?:infusion|transplant)", after
    ):
        return When(None, 0)
    if t.kind != "duration" or t.vague:
        return None
    hours = re.fullmatch(r"PT(\d+)H", str(t.value))
    if hours and scene.text[t.start - scene.sentence.start] == "H":
        return When(None, int(hours[1]) // 24)  # "39.6 °C at H60"
    if (given := _day_of_dose(book, state, after)) is not None:
        return When(None, given + (int(hours[1]) // 24 if hours else days_of(str(t.value)) or 0))
    if t.relation == "within" and hours and int(hours[1]) <= 48 and _just_given(book, state):
        return When(None, int(hours[1]) // 24)  # "within 24 h fever set in"
    if not _INTO.match(after) and not (_LATER_ON.match(after) and _just_given(book, state)):
        return None
    if hours:
        told = _THE_INFUSION.match(after) or (_LATER_ON.match(after) and _just_given(book, state))
        return When(None, int(hours[1]) // 24) if told and int(hours[1]) < 200 else None
    days = days_of(str(t.value))
    return When(None, days) if days is not None and days < _LONGEST else None


# "20 hours after the 60-mg dose", "4 h post second dose", "the day after her third step-up injection"
_THE_DOSE = expression(
    r"(?i)^[\s-](?:after|post|following|into|from|of)[\s-](?:the |her |his |this |that |end of |start of )*(?:(?P<nth>first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)|(?P<value>\d+(?:[.,]\d+)?)[ -]?(?P<unit>m?c?g(?:/kg)?|[uµμ]g(?:/kg)?))[ -](?:(?:full|step-up|ramp-up|priming|target|treatment|intermediate|subcutaneous|[a-z]+mab)[ -])*(?:dose|step|infusion|injection|administration|portion)\b"
)
_NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4}


def _day_of_dose(book: Book, state: State, after: str) -> int | None:
    """The numbered day of the dose that an interval counts from, by its place among the doses told or by its amount."""
    told = _THE_DOSE.match(after)
    if told is None or state.infusion is None:
        return None
    doses = [d.mention for d in book.story.doses if d.course is state.infusion and len(d.mention.days) == 1]
    if told["value"]:
        value = float(told["value"].replace(",", "."))
        return next((d.days[0] for d in doses if d.value == value), None)
    days = sorted({d.days[0] for d in doses})
    return days[_NTH[told["nth"].lower()]] if len(days) > _NTH[told["nth"].lower()] else None


def _when(whens: dict[int, When], t: TimeMention, after: When | None) -> When | None:
    """The moment of a time, with the day that an interval after the infusion tells beside its date."""
    told = whens.get(id(t))
    if told is None or after is None or told.day is not None:
        return told or after
    return When(told.date, after.day)


def _interval(book: Book, scene: Scene, t: TimeMention, state: State) -> When | None:
    """The day of an interval that is said to count from the infusion: "seven weeks after it", "three weeks after the graft"."""
    after = scene.text[t.end - scene.sentence.start :]
    counted = (
        _THE_INFUSION.match(after)
        or _THE_DOSE.match(after)
        or scene.text[t.start - scene.sentence.start] == "H"
        or ((_AFTER_IT.match(after) or _LATER_ON.match(after)) and _just_given(book, state))
    )
    return _after_infusion(book, scene, t, state) if counted else None


def _just_given(book: Book, state: State) -> bool:
    """Whether an infusion was told of in this sentence or the one before."""
    if state.infusion is None:
        return False
    before = book.scenes[max(0, book.at - 1)]
    back = 1 if before.times or before.therapies else 2  # "Toxicity was graded by ASTCT" tells nothing between
    first = book.scenes[max(0, book.at - back)].sentence.start
    return 0 <= book.at - state.infusion.sentence <= back or any(start >= first for start, _ in state.infusion.spans)


def _told_by_infusion(book: Book, scene: Scene, state: State) -> When | None:
    """ "the evening after the infusion" -> day 1; "that night", "the next day" after a sentence that gave it -> day 0, 1."""
    if m := _DAY_OF.search(scene.text):
        return _on_day_of(m)
    if _just_given(book, state) and (m := _THAT_DAY.search(scene.text)):
        return When(None, 1 if m["next"] else 0)
    return None


def _on_day_of(m: re.Match[str]) -> When:
    """The day of "the evening after the infusion"."""
    return When(None, 0 if m["how"].lower() == "of" or "same" in m.group() else 1)


def onset_of(
    book: Book, scene: Scene, t: ToxicityMention, state: State, whens: dict[int, When], infusion: Course | None
) -> When:
    """The time of the first sign, if that was told of before, else of the clause that names the syndrome."""
    sign = state.signs.get(t.name)
    if sign and (_day(sign, infusion) or 0) < 0:
        sign = None  # a rash before the infusion
    if _IS_OVER.search(scene.text[: t.start - scene.sentence.start][-60:]):
        return sign or When()
    clause = clause_of(scene.spans, t.start - scene.sentence.start)
    whens = whens | {id(x): w for x in scene.times if (w := _when(whens, x, _interval(book, scene, x, state)))}
    times = [x for x in scene.times if id(x) in whens and _is_onset(scene, t, x)]
    times = [x for x in times if not _of_infusion(scene, x, whens[id(x)], infusion) or _behind(scene, t, x)]
    times = [x for x in times if not _of_next(scene, t, x) and (whens[id(x)].day or 0) >= 0]
    near = [whens[id(x)] for x in times if clause[0] <= x.start - scene.sentence.start < clause[1]]
    if sum(not x.absent for x in scene.toxicities) > 1 and (own := _own_times(scene, t, whens, times)):
        near = own
    if not near and sign and t.name in _SIGNS and _SIGNS[t.name].search(scene.text):
        return sign  # the other times are of other things
    if not near and all(x.name == t.name or x.absent for x in scene.toxicities):
        near = [whens[id(x)] for x in times]
    told = When(next((w.date for w in near if w.date), None), next((w.day for w in near if w.day is not None), None))
    if sign:
        first, named = _day(sign, infusion), _day(told, infusion)
        if not told or told.day is None or (first is not None and named is not None and first <= named):
            return sign
    return told or sign or _day_before(book, scene, state) or _under_heading(book, scene) or When()


def _of_infusion(scene: Scene, x: TimeMention, when: When, infusion: Course | None) -> bool:
    """Whether a date is that of the infusion that its sentence tells of: "received on 3 May 2020, with grade 1 CRS"."""
    if infusion is None or x.kind == "duration":
        return False
    if any(0 <= x.start - end < 4 for _, end in infusion.spans):
        return True  # "CD19 CAR-T (4 March 2021); CRS: grade 2"
    dated = x.kind == "date" and when.date is not None and when.date == infusion.start.date
    if not dated and not (x.kind == "day" and when.day and when.day == infusion.start.day):
        return False
    return any(scene.sentence.start <= start < scene.sentence.end for start, _ in infusion.spans)


# "and by grade 2 neurotoxicity (word-finding difficulties), which began on day 8"
_BEGAN = expression(
    r"(?i)^[^.;,]{0,60},? (?:which|that|and|with)? ?(?:onset|(?:had |first )?(?:began|begun|started|appeared|occurred|set in|emerged|developed|arose))(?: on| at| from| in)?(?: the)?\s?$"
)


def _behind(scene: Scene, t: ToxicityMention, x: TimeMention) -> bool:
    """Whether a numbered day is told behind a syndrome of its own sentence: no infusion's."""
    return x.start >= t.end and (x.kind == "day" or _began(scene, t, x))


def _began(scene: Scene, t: ToxicityMention, x: TimeMention) -> bool:
    base = scene.sentence.start
    return x.start >= t.end and _BEGAN.match(scene.text[t.end - base : x.start - base]) is not None


# "complicated by CRS (grade 3) and, from day 6, by ICANS"
_AND_FROM = expression(
    r"(?i)(?:\band,?|\bthen|;) (?:from|on|by|at|since|starting (?:on|at)|beginning (?:on|at))(?: the)? $"
)
_BY_NEXT = expression(
    r"(?i)(?: on| onwards?)?,? (?:(?:by|with|also|an?|the|of|from|episode|mild|severe|transient) ){0,3}(?:grade \w+ )?"
)


def _of_next(scene: Scene, t: ToxicityMention, x: TimeMention) -> bool:
    """Whether a time behind a syndrome introduces the next one."""
    base = scene.sentence.start
    following = next((o for o in scene.toxicities if o.start >= x.end), None)
    if x.start < t.end or following is None or not _AND_FROM.search(scene.text[t.end - base : x.start - base]):
        return False
    return _BY_NEXT.fullmatch(scene.text, x.end - base, following.start - base) is not None


def _own_times(scene: Scene, t: ToxicityMention, whens: dict[int, When], known: list[TimeMention]) -> list[When]:
    """Of the times of a sentence with several syndromes those between one and the next: behind each, or before each where the sentence opens with one."""
    times = [x for x in known if x.relation != "until"]
    if len(times) < 2:
        return []
    if (paired := _respective(scene, t, times)) is not None:
        return [whens[id(paired)]]
    following = min((x.start for x in scene.toxicities if x.start > t.start), default=None)
    preceding = max((x.end for x in scene.toxicities if x.end <= t.start), default=scene.sentence.start)
    behind = [x for x in times if t.end <= x.start < (following or t.end + 40)]
    if following is None and not behind:
        behind = [x for x in times if _began(scene, t, x)]
    before = [x for x in times if preceding <= x.start < t.start]
    opens = times[0].start < scene.toxicities[0].start
    chosen = (before or behind) if opens else behind
    return [whens[id(x)] for x in chosen]


def _respective(scene: Scene, t: ToxicityMention, times: list[TimeMention]) -> TimeMention | None:
    """ "CRS and ICANS occurred on days 2 and 5, respectively": the first day to the first."""
    told = [x for x in scene.toxicities if not x.absent]
    listed = [x for x in times if x.joint == "list"]
    if (
        not ("respectively" in scene.text or _IN_PAIRS.search(scene.text))
        or len(told) < 2
        or len(told) != len(listed)
        or t not in told
    ):
        return None
    return listed[told.index(t)]


# "peaked at grades 2 and 3 on days 5 and 8"
_IN_PAIRS = expression(r"\bgrades \w+ and \w+,? (?:on|from|at) days? \+?\d+ and \+?\d+")
# "peaked at grade 2 on day 5", "resolved by day 9": no first sign
_NO_ONSET = expression(
    r"(?i)\b(?:peak\w*|worst|highest|culminat\w+|worsen\w*|progress\w*|escalat\w*|increas\w*|upgraded|deteriorat\w*|resol\w+|subsid\w+|abat\w+|settled|disappear\w*|gone|over|ended|ceased|recover\w*|improv\w*|died|death|fatal\w*|succumbed|killed|ceded|yielded|gave way|given way|faded|waned|vanished|cleared|normali[sz]ed|back to normal)\b[^.;]{0,40}$"
)
_ONSET = expression(
    r"(?i)\b(?:onset|beg[au]n|began|start\w*|develop\w*|occur\w*|appear\w*|set in|first|from|since|present\w*|emerg\w*|arose|between|lasted)\b"
)


def _is_onset(scene: Scene, t: ToxicityMention, x: TimeMention) -> bool:
    """Whether a time behind a syndrome can be that of its first sign, not of its height or its end."""
    if PLANNED_FOR.search(scene.text, 0, x.start - scene.sentence.start):
        return False
    if x.start < t.end:
        return not _of_counts(scene, t, x)
    words = scene.text[t.end - scene.sentence.start : x.start - scene.sentence.start]
    return not _NO_ONSET.search(words) or _ONSET.search(words) is not None


# "neutrophil engraftment took place on day 18, and a rash on day 27, GVHD grade I, faded"
_COUNTS = expression(
    r"(?i)\b(?:neutrophils?|granulocytes?|platelets?|thrombocytes?|leu[ck]ocytes?|ANC|engraft(?:ment|ed)|chimerism|white (?:blood )?cells?)\b[^;,]*\Z"
)
_NEXT_WORDS = expression(r"[,;]\s|\band\s")


def _of_counts(scene: Scene, t: ToxicityMention, x: TimeMention) -> bool:
    """Whether a time before a syndrome tells when blood counts recovered, and the syndrome stands behind a comma."""
    start, end = x.start - scene.sentence.start, x.end - scene.sentence.start
    counts = _COUNTS.search(scene.text, 0, start)
    if counts is None or _NEXT_WORDS.search(scene.text, end, t.start - scene.sentence.start) is None:
        return False
    return not any(sign.search(scene.text, counts.start(), start) for sign in (_FEVER, _NEURO, _RASH))


def _day_before(book: Book, scene: Scene, state: State) -> When:
    """The day of the sentence before, where this one points back to it: "On day 10 he called his watch a spoon. This was ICANS"."""
    if (
        any(t.kind != "duration" for t in scene.times)
        or book.at - state.now_at > 2
        or not _POINTS_BACK.match(scene.text)
    ):
        return When()
    if state.now.day is None or state.now.day < 0:
        return When()
    return When(state.now.date, state.now.day)


def _day(when: When, infusion: Course | None) -> int | None:
    """The numbered day of a time after an infusion whose date is known."""
    day0 = (infusion.day0 or infusion.start.date) if infusion is not None else None
    return when.day if when.day is not None else between(day0, when.date)
