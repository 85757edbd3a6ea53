"""Whether a treatment that is told of is a course known before: told again, changed, stopped, or begun anew."""

from bisect import bisect_right

from extractors import clock
from extractors.around import Around
from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import TherapyMention, TimeMention
from extractors.story import Book, Scene, State

SECOND = expression(r"(?i)\b(?:second|2nd|another|repeat(?:ed)?|new|third|3rd|additional|re-?infus\w+|re-?treat\w+)\b")
_SECOND_ONE = expression(r"(?i)\b(?:second|another|repeat) (?:infusion|dose|CAR|transplant)")
_AGAIN = expression(
    r"(?i)\bsecondly\b|^\S{4,30} (?:itself )?(?:was|were) (?:then |later )?repeated\b|\b(?:was|were) (?:given|infused) again\b"
)
_ORDER_TWO = expression(r"(?i)second|2nd")
# "a second HSCT", "a tandem transplant", "the subsequent haploidentical HSCT"
_ANOTHER = expression(
    r"(?i)(?:\b(?:a|the|her|his) )?\b(?:second|2nd|third|3rd|another|repeat|tandem|re-?transplant\w*)\b"
)
_ONCE_MORE = expression(r"(?i)\b(?:once more|again|anew|a second time)\b")
_DONE_BEFORE = expression(
    r"(?i)\b(?:underwent|received|proceeded to|was given|(?:followed|consolidated) (?:by|with)|had)\s(?:[\w/-]+\s){0,6}\Z"
)
_DONE_AFTER = expression(
    r"(?i)[^.;,]{0,60}?\b(?:was|were) (?:then |subsequently |successfully |finally |therefore )?(?:performed|done|carried out|undertaken|given|infused|transfused)\b|\s(?:then |subsequently )?(?:followed|took place)\b"
)
_FIRST = expression(r"(?i)\bfirst|initial|1st")
_POST = expression(r"(?i)\bpost[- ]\Z")
_STARTS = expression(
    r"(?i)\b(?:start|began|begun|begin|initiat|commenc|given|receiv|administ|infus|transfus|underwent|perform|treat|add|resum|introduc|switch|institut|took place|carried out|deliver|follow|transplant|took|put on|prescrib|appli|used|restart|re-?start|inject|gave|consist|had)\w*"
)
_CHANGED = expression(r"(?i)\b(?:reduc|increas|taper|decreas|escalat|step|cut|lower|rais|halv|doubl|wean)\w*")
_DOSE_OF = expression(r"(?i)\b(?:dose|dosage|daily dose|amount|schedule|level|levels) of (?:the |her |his )?\Z")
_MOVED = expression(
    r"(?i)[^.;,]{0,25}?\b(?:was|were|had to be|could be|went|came|rose) (?:\w+ly |then |therefore |again |later )?(?:elevated|up|down|augmented|titrated|adjusted|brought|put|increased|raised|reduced|lowered|cut|halved|doubled|escalated|changed|modified|adapted|kept|set)"
)
_RESTART = expression(
    r"(?i)\b(?:re-?start\w*|taken up again|took up again|resum\w+|re-?introduc\w+|re-?initiat\w+|re-?commenc\w+|re-?challeng\w+|reinstat\w+)"
)
_RESTARTED = expression(
    r"(?i)^[^.;,]{0,30}?\b(?:was|were|had to be|could be)(?: then| again| therefore)? (?:re-?start\w*|taken up again|resum\w+|re-?introduc\w+|re-?initiat\w+|re-?commenc\w+|reinstat\w+|(?:given|started|tried|begun|used|taken|attempted|prescribed|administered|commenced) (?:again|once more|anew|afresh|a second time))"
)
# what came before or ended speaks of a course that is known
_AFTER = expression(
    r"(?i)\b(?:after|since|following|despite|during|until|before|prior to|while on|under|stopped|stopping|discontinu\w+|withdraw\w+|taper\w*|weaning|substituted for|replaced|replacing|in (?:the )?place|instead|in lieu|switched from|changed from|previous|prior|earlier|preceding|former|recent|aforementioned|same|in view of|in (?:the )?light of|on account of|because of|thanks to|owing to|cessation|completion|completed|end|refractory to|resistant to|response to|responded to|effect|dwindling doses?|tapering doses?|decreasing doses?|falling doses?)(?: of| to| from| off)?[\s-](?:the |last |final |recent |previous |prior |earlier |her |his |this |these |both |\w+ (?:doses?|cycles?|courses?|days?|weeks?|months?|infusions?) of |oral |intravenous |systemic )*$"
)
STOPPED = expression(
    r"(?i)^[^.;,]{0,25}?\b(?:was|were|had been|could be)(?: then| therefore| subsequently| later| \w+ly)? (?:replaced (?:by|with)|exchanged for|substituted (?:by|with)|switched to|changed to|swapped for|converted to|superseded by)\b|^ (?:off|stopped|discontinued|held|paused|tapered|weaned|withdrawn|ceased|completed|continue[ds]?|is continued|remains|d/c)\b|^[^.;,]{0,25}?\b(?:was|were|could be|had been)(?: then| therefore| gradually| successfully| finally| both)? (?:stopped|discontinued|terminated|halted|tapered|withdrawn|ceased|weaned|continued|reduced|increased|suspended|interrupted|completed|off|escalated|lowered|halved|maintained|withheld|held|paused|put on hold)\b"
)
_WENT = expression(
    r"(?i)^[^.;,]{0,20}?\b(?:was|were|had been|proved|is|are)(?: \w+ly| well| poorly| also)? (?:tolerated|complicated|effective|ineffective|uneventful|followed|associated with|successful|unsuccessful|chosen because)\b"
)
# "a second round of intravenous methylprednisolone", "again with IVIG", "restarted on sulfasalazine and methotrexate"
_ANEW = expression(
    r"(?i)\b(?:second|third|fourth|another|repeat(?:ed)?|further|new|additional) (?:\w+ ){0,2}(?:rounds?|courses?|series|pulses?|trials?) of (?:[\w-]+ ){0,4}\Z"
    r"|\bagain (?:was |were |been )?(?:with|(?:administered|given|received|prescribed|started on|treated with|put on)(?: with)?) (?:[\w-]+ ){0,4}\Z"
    r"|\b(?:re-?started|restarting|re-?started again|resumed) (?:on |with )?(?:[\w-]+ ){1,2}and \Z"
)
_EPISODE = expression(
    r"(?i)\b(?:relaps\w+|recurr(?:ed|ence)|flare[ds]?\b|flare-?up|flaring|exacerbation|re-?admitted|re-?appear\w+|(?:second|third|new|another) (?:episode|attack|flare))\b"
)
_BEGUN_WITH = expression(
    r"(?i)\b(?:treat(?:ed|ment)(?: was (?:started|initiated|begun))?(?: again)? with|received|administered|(?:was|were) given|started on|pulses? of|followed by|commenced on|put on) (?:[\w-]+ ){0,4}\Z"
)
# "recommended stopping further chemotherapy with gemcitabine"
_STOPPING = expression(
    r"(?i)\b(?:stop(?:ping)?|discontinu(?:e|ing|ation of)|withdraw(?:al of|ing)?|cessation of|cease|halt(?:ing)?)\s(?:(?!and\b|then\b|with\b)[\w-]+\s){0,3}(?:with )?\Z"
)
_REPEATED = frozenset({"tocilizumab", "siltuximab", "paracetamol", "filgrastim", "immunoglobulin"})
_PURPOSES = frozenset(
    {"induction", "consolidation", "salvage", "bridging", "maintenance", "lymphodepletion", "conditioning", "gvhd_prophylaxis", "prophylaxis", "preemptive", "toxicity_management"}
)  # fmt: skip
_BEFORE_CELLS = frozenset({"lymphodepletion", "conditioning"})
LINES = frozenset(
    {"induction", "consolidation", "salvage", "bridging", "maintenance", "lymphodepletion", "conditioning"}
)
_MONTH = len("2017-05")
_NO_CARE = LINES | {"prophylaxis"}  # what a steroid was given for before it was given for a syndrome


def newly_combined(book: Book, patient: int, m: TherapyMention, around: Around) -> bool:
    """Whether a treatment is listed with another that this sentence begins: a new combination of it."""
    begun = {c.name for c in book.story.courses if c.patient == patient and c.sentence == book.at and c.status == "given" and len(c.spans) == 1 and c.role in LINES}  # fmt: skip
    return bool((around.list_names - {m.name}) & begun)


def known(
    book: Book,
    scene: Scene,
    state: State,
    m: TherapyMention,
    role: str | None,
    mine: list[Course],
    *,
    told: str | None,
    refers: bool,
    retold: bool,
    local: tuple[int, int],
    combined: bool,
) -> Course | None:
    """The course that a mention tells of again, or None for a new one. `told` is the purpose that its words name."""
    given = [c for c in mine if c.status == "given"]
    if not given:
        return None
    before = scene.text[max(0, local[0] - 45) : local[0]]
    if m.kind in {"cell_therapy", "transplant"}:
        return _known_infusion(book, scene, state, m, given, refers=refers, before=before, retold=retold, local=local)
    if retold:
        return next((c for c in given if c.role == role), given[-1])
    if role in LINES and (then := [c for c in given if c.role in LINES and _was_then(scene, book, c, m)]):
        return then[-1]  # a list of dates at the end: "May to Oct 2017, R-CHOP. Feb 2019, relapse."
    latest = given[-1]
    after = scene.text[local[1] : local[1] + 60]
    if latest.role in LINES and latest.kind == "drug" and _ADDED_TO.search(before):
        return latest
    if latest.role in _BEFORE_CELLS and _for_another(book, latest):
        return None
    if role in _BEFORE_CELLS and latest.role is None:
        return None  # taken for an autoimmune disease before
    if (
        told == role
        and role in {"maintenance", "consolidation"}
        and all(c.role != told for c in given)
        and latest.role in LINES
    ):
        return None  # "daratumumab was continued as maintenance"
    if _DOSE_OF.search(before) and _MOVED.match(after):
        return latest  # "the dose of ponatinib was elevated"
    stopped = STOPPED.match(after) is not None
    if told == role == "toxicity_management" and not stopped and all(c.role != told for c in given) and latest.role in _NO_CARE:  # fmt: skip
        return None  # "ICANS subsided under dexamethasone", which was part of the line before
    if role in LINES and latest.role == "prophylaxis" and state.relapsed and not (refers or stopped):
        return None  # methotrexate, once prophylaxis, against the relapse
    if _AFTER.search(before) or stopped or _WENT.match(after) or _STOPPING.search(before):
        return next((c for c in reversed(given) if c.role == told), latest) if told else latest
    if "again" in m.flags:  # retransplantation
        return given[-1] if len(given) > 1 and not SECOND.search(before) else None
    if m.name not in _REPEATED and (_RESTART.search(before[-25:]) or _RESTARTED.match(after)):
        return None if latest.sentence != book.at else latest
    if role in LINES and latest.role in LINES and not refers and latest.sentence < book.at and combined:
        return None
    if role in LINES and latest.sentence == book.at and combined and _next_line(scene, latest, local):
        return None
    if m.name in {"surgery", "radiotherapy"} and not refers and _other_months(book, state, latest):
        return None
    if m.name == "surgery" and not refers:
        if before.lower().endswith("at "):
            return latest  # what was found at surgery
        if SECOND.search(before) or _next_operation(book, latest, scene, local):
            return None
        if book.at - latest.sentence < 4:
            return latest
    if m.kind == "drug" and latest.role not in LINES and _begun_after_end(book, latest, scene, local):
        return None
    if m.kind == "drug" and latest.role not in LINES and _begun_anew(book, latest, scene, local):
        return None
    same = [c for c in given if c.role == role and c.phase == state.phase]
    if same:
        return same[-1]
    if " | " in scene.text and (row := [c for c in given if c.role == role]):
        return row[-1]  # a table of lines says it again
    if told in _PURPOSES and all(c.role != told for c in given):
        return None
    goes_on = latest.role == "bridging" and latest.phase == state.phase and not _EPISODE.search(scene.text)
    if told is None and role != "toxicity_management" and goes_on and 0 < book.at - latest.sentence < 5:
        return latest  # "a bridge of venetoclax and azacitidine. Venetoclax went up to 400 mg"
    if role in LINES and latest.role in LINES and role != latest.role and not refers:
        return None
    changed = _CHANGED.search(scene.text, max(0, local[0] - 60), local[1] + 30)
    if role == "toxicity_management" and latest.role in _NO_CARE and not (refers or changed):
        return None  # "Brexu-cel after dex as bridging. ICANS G3: dex 10 mg q6h"
    if refers or not _STARTS.search(scene.text) or changed:
        near = book.at - latest.sentence < 4 and latest.role == role
        if latest.phase == state.phase or near:
            return latest
    return None


# "at first relapse A and B were given; at second relapse, C and B"
# "mercaptopurine was added to dasatinib as maintenance": that runs already
_ADDED_TO = expression(
    r"(?i)\b(?:added|addition|add-on) to (?:the |her |his |ongoing |continued |running |existing )*\Z"
)
_LINE_AGAIN = expression(
    r"(?i)\b(?:second|third|fourth|fifth|2nd|3rd|4th|next|another) (?:[\w-]+ )?(?:relapse|recurrence|progression|line)\b"
)


def _next_line(scene: Scene, latest: Course, local: tuple[int, int]) -> bool:
    """Whether a further line of treatment is told between a course and a drug of the same sentence."""
    last = max(end for _, end in latest.spans) - scene.sentence.start
    if _LINE_AGAIN.search(scene.text, last, local[0]) is not None:
        return True
    # "carfilzomib-dexamethasone (2016-2017) and daratumumab-pomalidomide-dexamethasone (2018-2020)"
    return any(t.kind == "date" and last <= scene.local(t)[0] and scene.local(t)[1] <= local[0] for t in scene.times)


_PERFORMED_BEFORE = expression(
    r"(?i)\b(?:underwent|undergone|undergo|performed|received|required|repaired|proceeded to|taken (?:back )?(?:to|for)|(?:subjected|submitted) to|treated with|treated by|had)\b(?![^.;,]{0,30}\bhistory\b)[^.;,]{0,60}\Z"
)
_PERFORMED_AFTER = expression(
    r"(?i)[^.;,]{0,40}?(?:, which )?\b(?:was|were) (?:\w+ly |then |finally |also )?(?:performed|done|carried out|undertaken|conducted)\b"
)
_POSTOPERATIVE = expression(
    r"(?i)\bpost-?operative|\bdischarged\b|\bre-?admitted|\bafter (?:the )?(?:surgery|operation)\b|\brecurr\w+"
)
_THE = expression(r"(?i)\b(?:the|this|that|same) (?:[\w-]+ )?\Z")


def _next_operation(book: Book, latest: Course, scene: Scene, local: tuple[int, int]) -> bool:
    """Whether an operation is performed after the days after another were told of."""
    before = scene.text[: local[0]]
    if latest.sentence == book.at or _THE.search(before):
        return False
    if not (_PERFORMED_BEFORE.search(before) or _PERFORMED_AFTER.match(scene.text, local[1])):
        return False
    if any(_POSTOPERATIVE.search(s.text) for s in book.scenes[latest.sentence + 1 : book.at]):
        return True
    told = operation_words(scene.text[slice(*local)])
    earlier = {w for start, end in latest.spans for w in operation_words(told_at(book, start, end))}
    if any(w.startswith("re") for w in told - earlier):
        return True  # a relaparotomy
    apart = book.at - latest.sentence > 3 or any(t.kind != "duration" for t in scene.times)
    return bool(told and earlier) and not told & earlier and apart


_OPERATION_WORD = expression(
    r"(?i)\b[a-z-]{2,}(?:ectomy|ectomies|plasty|otomy|ostomy|rrhaphy|pexy|desis)\b|\bre-?operation|\bre-?exploration|\bamputation|\bbypass"
)


def operation_words(text: str) -> set[str]:
    """The operations that words name exactly: 'total splenectomy' -> splenectomy; 'surgery' names none."""
    return {m.group().lower() for m in _OPERATION_WORD.finditer(text)}


def told_at(book: Book, start: int, end: int) -> str:
    """The words of the report at a place."""
    scene = book.scenes[max(0, bisect_right(book.starts, start) - 1)]
    return scene.text[start - scene.sentence.start : end - scene.sentence.start]


def _other_months(book: Book, state: State, latest: Course) -> bool:
    """Whether the sentence's own time is another month than that of the course, as far as both are told."""
    now, then = state.now.date if state.now_at == book.at else None, latest.end.date or latest.start.date
    if not now or not then or now.startswith("-") or then.startswith("-"):
        return False
    months = [int(d[:4]) * 12 + (int(d[5:7]) if len(d) >= 7 else 0) for d in (now, then)]
    if len(now) < 7 or len(then) < 7:
        return now[:4] != then[:4]
    return abs(months[0] - months[1]) > 1


def _begun_anew(book: Book, latest: Course, scene: Scene, local: tuple[int, int]) -> bool:
    """Whether a drug is given a second time: told so, or begun after the illness came back."""
    if latest.sentence == book.at:
        return False
    before = scene.text[max(0, local[0] - 90) : local[0]]
    if _ANEW.search(before):
        return True
    if not _BEGUN_WITH.search(before) or under_way(before):
        return False
    return any(_EPISODE.search(s.text) for s in book.scenes[latest.sentence + 1 : book.at + 1])


_NEW_BEFORE = expression(
    r"(?i)\b(?:started|began|initiated|commenced|received|given|treated with|put on|(?:therapy|treatment|regimen)(?: was (?:started|begun|initiated))? (?:consisting of|comprising|composed of|including|with))\b[^.;]{0,60}\Z"
)
_NEW_AFTER = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))?[^.;()]{0,40}?\b(?:was|were) (?:\w+ly |then |again |also |subsequently )*(?:administered|given|started|initiated|begun|commenced|introduced|added|prescribed)\b"
)


def _begun_after_end(book: Book, latest: Course, scene: Scene, local: tuple[int, int]) -> bool:
    """Whether a drug that was stopped in an earlier sentence is begun again."""
    if not latest.stopped or latest.stopped >= book.at:
        return False
    return (
        _NEW_AFTER.match(scene.text[local[1] :]) is not None or _NEW_BEFORE.search(scene.text[: local[0]]) is not None
    )


_PARTED = expression(r"[,;:]\s(?!\()")


def _was_then(scene: Scene, book: Book, course: Course, m: TherapyMention) -> bool:
    """Whether the date beside a treatment is that of a course told in an earlier sentence; of a year alone nothing follows."""
    if course.sentence >= book.at or not course.start.date:
        return False
    dates = [t for t in scene.times if t.kind == "date" and isinstance(t.value, str) and len(t.value) >= _MONTH]
    if not dates:
        return False
    at = scene.sentence.start

    def apart(t: TimeMention) -> tuple[bool, int]:
        first, second = sorted([(t.start, t.end), (m.start, m.end)])
        between = scene.text[first[1] - at : second[0] - at]
        return _PARTED.search(between) is not None, len(between)

    beside = min(dates, key=apart)
    known = [date for date in (course.start.date, course.end.date) if date and len(date) >= _MONTH]
    return any(date.startswith(str(beside.value)) or str(beside.value).startswith(date) for date in known)


_UNDER = expression(r"(?i)\b(?:under|on|despite|during|continued?|ongoing|while) (?:\w+ )?treatment with ")


def under_way(before: str) -> bool:
    """Whether the words before a drug tell of a treatment that goes on: "under treatment with"."""
    return _UNDER.search(before) is not None


def _for_another(book: Book, latest: Course) -> bool:
    """Whether a lymphodepletion told in the sentence of a new infusion is another than that of an infusion before."""
    given = [
        c for c in book.story.courses if c.patient == latest.patient and c.role == "infusion" and c.status == "given"
    ]
    own = next((c for c in given if c.sentence >= latest.sentence), None)
    return own is not None and own.sentence < book.at and any(c.sentence == book.at for c in given)


def _known_infusion(
    book: Book,
    scene: Scene,
    state: State,
    m: TherapyMention,
    given: list[Course],
    *,
    refers: bool,
    before: str,
    retold: bool,
    local: tuple[int, int],
) -> Course | None:
    tail = scene.text[scene.local(m)[0] : scene.local(m)[1] + 60]
    if m.target and all(c.target and c.target != m.target for c in given):
        return None
    same = [c for c in given if not (m.target and c.target) or c.target == m.target]
    own = scene.text[slice(*scene.local(m))] if m.rule == "cells.dli" or m.kind == "transplant" else ""
    second = (
        not _POST.search(before)
        and (  # "the second post-transplant remission"
            "again" in m.flags
            or _ANOTHER.match(own)
            or (m.rule == "cells.dli" and SECOND.search(own))
            or SECOND.search(before[-30:])
            or _ANOTHER.search(before[-30:])
            or _SECOND_ONE.search(before + tail)
            or _AGAIN.search(tail)
        )
    )
    first = _FIRST.search(before[-25:].rpartition(",")[2]) or _FIRST.search(own[:10])
    if second and len(same) == 1 and not retold and not first:
        return None
    if m.rule == "cells.dli" and same and not (refers or retold) and _grafted_since(book, same[-1]):
        return None
    if second and len(same) > 1:
        return same[1] if _ORDER_TWO.search(before + tail) and len(same) == 2 else same[-1]
    if first and same:
        return same[0]
    if not refers and not retold and same and _another_time(book, scene, state, same[-1], local):
        return None
    return same[-1] if same else None


def _grafted_since(book: Book, dli: Course) -> bool:
    """Whether another graft followed donor lymphocytes: those told of then are not the same."""
    grafts = [
        c for c in book.story.courses if c.patient == dli.patient and c.kind == "transplant" and c.status == "given"
    ]
    return any(dli.spans[0][0] < c.spans[0][0] and c.start and c.sentence > dli.sentence for c in grafts)


def _date_of_day_zero(scene: Scene) -> str | None:
    """The date of a day 0 that its sentence dates: "infused on 31 July 2019, henceforth day 0"."""
    if all(t.kind != "day" or t.value != 0 for t in scene.times):
        return None
    dates = [str(t.value) for t in scene.times if t.kind == "date" and clock.full(str(t.value))]
    return dates[0] if len(dates) == 1 else None


def _another_time(book: Book, scene: Scene, state: State, last: Course, local: tuple[int, int]) -> bool:
    """Whether the sentence tells of an infusion weeks away from the one before, or that one was done months away: then it is another."""
    days = clock.between(last.start.date or last.day0, state.now.date) if state.now_at == book.at else None
    if (zero := _date_of_day_zero(scene)) is not None:
        days = clock.between(last.start.date or last.day0, zero)
    if days is not None:
        return days > 20
    if last.kind != "transplant" and _ONCE_MORE.search(scene.text) is None:
        return False  # cells that were given are spoken of in many later months
    done = _DONE_BEFORE.search(scene.text, max(0, local[0] - 60), local[0]) or _DONE_AFTER.match(scene.text, local[1])
    return done is not None and _other_months(book, state, last)
