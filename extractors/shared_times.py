"""Which treatments of a clause share a time: "cefepime and vancomycin from day 3", "and, from day 48, ruxolitinib", "respectively"."""

import re
from collections.abc import Sequence

from extractors.cues import LAST_NOUN, cues_of
from extractors.event_clause import AFTER_WORDS, FILL, Clause, cue_before, cue_between, in_after_phrase
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.prepared import after_its_preparation, before_day_zero, dated_graft, prepared_only
from extractors.time_units import PRENOMINAL_GAP, Unit, names_day_zero

_PRENOMINAL_LEFT = expression(
    r"(?i)(?:(?:^|[,;:(]|\band|\bthen|\bplus|\bor)\s*(?:and |then |later |finally |subsequently |both |all |each )*)(?:on|from|at|in|by|since|starting|starting on|starting from|beginning|beginning on|as of)?\s*(?:the )?$"
)
# "6x R-CHOP -> PR (PET 09/2019)"
_RESULT = expression(
    r"\u2192|->|=>|\((?:PET|CT|MRI|MRD|PET[-/]CT|BM|marrow|biopsy|CR|PR|PD|SD|VGPR|(?i:relapse|progression|response|remission)\w*)\b[^()]*\Z"
)
# "noradrenaline for 36 hours, tocilizumab on days 5 and 6"
_LASTS = expression(
    r"(?i)\bfor (?:about )?(?:\d+|\w+) (?:hours?|days?|weeks?|months?|h)\b|\bweekly (?:for \w+ doses|[x*] ?\d)|\bdaily,? [x*] ?\d{1,2}\b"
)
# "the second relapse (January 2021) with axi-cel"
_WITH_AFTER = expression(r"\) (?:with|by) (?:an? |the )?")
# "treated with FAM, and from day +210 with ruxolitinib"
_WITH = expression(r"(?i),?\s(?:with|by)\s(?:(?:oral|intravenous|iv|high-dose|low-dose|an?|the)\s)*")
_ANOTHER = expression(
    r"(?i)\s?(?:,|;)\s(?:and )?(?!(?:then|later|again|followed|repeated)\b)[a-z][\w-]*(?: [\w-]+){0,4}\s(?:(?:on|from|in|at|since)\s)?(?:the )?\Z"
)
# "VRd, then an autograft on 14 March"
_THEN = expression(r"(?i)\b(?:then|later|subsequently|afterwards|thereafter|next|followed by)\b")
_TO = expression(r"\b(?:to|through|until|till)\b|(?<=\d)\s?[-~]\s?(?=[-+]?\d)")
# "followed on 17 June by infusion of CAR-T cells"
_FOLLOWED = expression(
    r"(?i)\b(?:followed|supported|rescued|consolidated|succeeded|complemented|accompanied) (?:\w+ )?(?:on |in |at |from )?$"
)
# "HSCT was performed on 3 March (Flu/Mel)": the date is that of the graft
_WAS = expression(r"(?i)\s(?:\([^()]*\)\s)?(?:(?:was|were|had been|could be)\s)?(?:\w+ly\s)?")
# "she was transplanted on 10 May 2020 (allogeneic HSCT)"
_BRACKETED = expression(r"\s?\((?:an? |the )?")
# "..., with no response on 30 March" is a time of the response
_FOUND = expression(
    r"(?i)\b(?:with|without|but|yielding|producing|achieving|inducing|no|then|in|into|to)\s(?:\w+\s){0,3}?(?:response|remission|relapse|progression|recurrence|CR|CMR|VGPR|PR|MRD|PET|PET-CT|CT|disease|recovery|engraftment)\b(?!-)"
)
# "on days 16 and 17 ended it, ferritin being 1,900 on day 26"
_ABSOLUTE = expression(
    r"(?i),\s(?:with )?(?:the |his |her )?(?:[\w-]+\s){1,7}?(?:being|having|measuring|standing at|reaching|falling|rising|amounting)\b"
)
# "A and B were commenced on day 3, the latter being ceased on day 35"
_LATTER = expression(r"(?i)[,;]\s(?:and |but |with )?the (?P<which>latter|former)\b")
# "since prophylaxis with sirolimus failed, ibrutinib was prescribed in 2019"
_FAILED = expression(r"(?i)\b(?:fail(?:ed|ing)?|ineffective|insufficient|unsuccessful)\b")
# "prednisolone was not enough, and ruxolitinib was added on 3 May": another statement, and no list
_STATED = expression(
    r"(?i)(?<!which )(?<!that )(?<!who )\b(?:was|were|is|are|did|does|had|has|have|could|would|proved|remained|sufficed|helped|brought|achieved|led|controlled)\b[^,;()]*(?:,| and| but)"
)
ADDED_TO = expression(r"(?i)\b(?:was|were|been) (?:\w+ )?(?:added|joined) to (?:the |her |his |ongoing |running )*\Z")
_DAILY = frozenset({"calcineurin", "immunosuppressant"})
_TAKEN_DAILY = _DAILY | {"jak", "vasopressor"}
# "daratumumab (weekly) was combined with pomalidomide from December"
_WAS_COMBINED = expression(
    r"(?i)\s(?:was|were) (?:then )?(?:combined|paired|associated|given (?:in combination|together)|complemented|supplemented) (?:with|by)\s"
)
# "A for 14 days and B for 5 days, both from 8 February"
_BOTH = expression(
    r"(?i),?\s(?:both|each|all(?: three| four| of them)?)\s(?:(?:given|starting|started|begun|beginning)\s)?(?:on |from |since |in )?(?:the )?\Z"
)
# ", at 24 instead of 30 mg/m2 on account of her creatinine, and"
_ENCLOSED = expression(r",\s[^,;.]{3,110},?\s(?:and|or|plus)\s\Z")
# "tocilizumab on day 3 and dexamethasone for 3 days"
_ON_A_DAY = expression(r"(?i)\b(?:on|from|until) (?:day|d|the|\d)")
# "from 13 to 15 March, and on 18 March 0.7 x 10^6 CAR T cells"
_AND_ON = expression(r"(?i),?\s(?:and|then)(?: then| finally)?\son\s(?:the )?")
# "The combination of A 75 mg/m2 for 7 days and B 100 mg was started on 6 April"
_COMBINED = expression(r"(?i)\b(?:combination|association|doublet|triplet|mixture) of (?:[\w-]+ ){0,3}\Z")
_REASON = expression(
    r"(?i)\(\s?(?:\w+ (?:to|at) )?\d[\d.,]*\s?(?:mg|g|ug)\S*[^(),]{0,30}\s(?:with (?=con|\w+azole)|(?:because of|due to|owing to|on account of|given|in view of|under) )(?:concomitant |concurrent |the )?[\w-]+,"
)
_AMOUNT = expression(r"\d\s?(?:mg|g|ug|IU)\b")
_ASIDE = expression(r"\([^()]*\)")
_BY = expression(r"(?i)\)?,?(?: later| afterwards| after that)? (?:by|with)\b")
_COLON = expression(r"\s?:\s?(?:\w+ ){0,2}")
_STARTING = expression(
    r"(?i)\b(?:starting|beginning|commencing|begun|started|effective)(?: on| from| at)?\s*(?:the )?$"
)


def prenominal(text: str, clause: Clause, unit: Unit, therapies: Sequence[TherapyMention], *, first: bool) -> list[int]:
    """The treatments that follow a time of their own: "and, from day 48, ruxolitinib"."""
    right = [i for i in clause.therapies if therapies[i].start >= unit.end]
    left = [i for i in clause.therapies if therapies[i].end <= unit.start]
    if right and text.startswith(")", therapies[right[0]].end) and _BRACKETED.fullmatch(text, unit.end, therapies[right[0]].start):  # fmt: skip
        verb = cue_before(clause, unit.head)
        beside = (
            bool(left) and len(text[therapies[left[-1]].end : unit.start].strip(" ,")) < 4
        )  # "HSCT 3 March (Flu/Mel)"
        told = cue_between(clause, therapies[left[-1]].end, unit.head) if left else None
        own = told is not None and _WAS.fullmatch(text, therapies[left[-1]].end, told.start) is not None
        return right[:1] if verb is not None and verb.kind == "start" and not beside and not own else []
    if right and _told_in_bracket(text, clause, unit, therapies, left, right[0]):
        return right[:1]
    if right and left and _WITH_AFTER.fullmatch(text, unit.end, therapies[right[0]].start):
        graft = therapies[left[-1]]
        if graft.kind in {"transplant", "cell_therapy"} and text[graft.end : unit.start].strip() == "(":
            return []  # "haploidentical HSCT (15 May 2017) with post-transplant cyclophosphamide"
        amount = _bracketed_amount(text, therapies[left[-1]].end, unit.start)  # "A (100 mg d1, 400 mg d3-28) with B"
        return [] if amount else right[:1]
    if (
        right
        and _COLON.fullmatch(text, unit.end, therapies[right[0]].start)
        and text[: unit.head].rstrip()[-1:] in {"(", ";", ","}
    ):
        until = next((u.start for u in clause.units if u.start > therapies[right[0]].start), clause.end)
        return [
            i for i in right if therapies[i].start < until
        ]  # "(days -6 to -3: fludarabine; days -4 and -3: cyclophosphamide)"
    if not right or (first and not left):
        return []
    if _FOLLOWED.search(text, max(clause.start, unit.start - 24), unit.start) and _BY.match(text, unit.end):
        return right[:1]
    if left and _with_new_finding(text, clause, unit, therapies[left[-1]], therapies[right[0]]):
        return right[:1]
    if left and _STARTING.search(text, max(clause.start, unit.start - 24), unit.start):
        return []
    if not _PRENOMINAL_LEFT.search(text, max(clause.start, unit.start - 40), unit.start):
        return []
    gap = PRENOMINAL_GAP.fullmatch(text, unit.end, therapies[right[0]].start)
    if gap is None and left:
        gap = _WITH.fullmatch(text, unit.end, therapies[right[0]].start)
    if gap and _BOTH.search(text, max(clause.start, unit.head - 12), unit.start):
        if len(right) > 1 and FILL.fullmatch(text, therapies[right[0]].end, therapies[right[1]].start):
            return right[:2]
        return [] if len(left) > 1 else right[:1]  # "fludarabine and cytarabine, both on days 1 to 5, idarubicin"
    return [right[0]] if gap else []


def _with_new_finding(text: str, clause: Clause, unit: Unit, last: TherapyMention, right: TherapyMention) -> bool:
    """ "pneumonia was treated with meropenem, zoster on day 90 with acyclovir": another finding, with its own time and treatment."""
    between = text[last.end : unit.start]
    if _WITH.fullmatch(text, unit.end, right.start) is None or _AMOUNT.search(between) or "(" in between:
        return False
    return (
        _ANOTHER.match(between) is not None
        and cue_between(clause, last.end, unit.head) is None
        and not FILL.fullmatch(between)
    )


# what a bracket with a treatment behind a time tells of: the outcome of that treatment
_OUTCOME = expression(
    r"(?i)\b(?:CRi?|PR|VGPR|SD|PD|remission|response|relapse|progression|disease|diagnos\w+)\b[^,;()]{0,30}\Z"
)


def _told_in_bracket(
    text: str, clause: Clause, unit: Unit, therapies: Sequence[TherapyMention], left: list[int], right: int
) -> bool:
    """ "pneumonia (cefepime 2 g from day 16), and COVID-19 in December 2021 (remdesivir 200 mg)": the month is of what is in the bracket."""
    if not left or _BRACKETED.fullmatch(text, unit.end, therapies[right].start) is None:
        return False
    before = therapies[left[-1]]
    if not _in_closed_bracket(text, before, unit.start):
        return False
    if cue_between(clause, text.find(")", before.end), unit.head) is not None:
        return False
    return _OUTCOME.search(text, before.end, unit.start) is None


def left_of(
    text: str, clause: Clause, unit: Unit, therapies: Sequence[TherapyMention], own: dict[int, list[Unit]]
) -> list[int]:
    """The treatments before a time that share it: the nearest, and those listed with it that have no time yet."""
    left = [i for i in clause.therapies if therapies[i].end <= unit.start]
    if len(left) > 1 and ADDED_TO.search(text, max(clause.start, therapies[left[-1]].start - 40), therapies[left[-1]].start):  # fmt: skip
        left.pop()  # "mercaptopurine was added to dasatinib from March"
    if not left:
        return []
    last = left[-1]
    if names_day_zero(text, unit):
        grafts = [i for i in left if therapies[i].kind in {"cell_therapy", "transplant"}]
        if grafts:
            return grafts[-1:]  # "HSCT (conditioning: A and B; day 0: 14 May 2020)"
    if (owner := _reason_owner(text, left, unit, therapies)) is not None:
        return [owner]
    if not own[last] and (graft := dated_graft(text, left, unit, therapies)) is not None:
        return [graft]
    if (owner := _bracket_owner(text, left, unit, therapies)) is not None:
        whole = therapies[owner].kind != "drug" or therapies[owner].generic
        if whole or any(therapies[i].kind == "regimen" for i in left if i > owner):
            return [owner, *(i for i in left if i > owner and not own[i])]
        left = [i for i in left if i <= owner]  # "venetoclax (reduced to 100 mg with posaconazole) from 1 September"
        last = owner
    told = max([therapies[last].end, *(u.end for u in own[last])])
    named = _LATTER.search(text, told, max(unit.start, told))
    if named and not _AMOUNT.search(text, named.end(), unit.start):
        return left[-1:] if named["which"].lower() == "latter" else left[-2:-1]
    aside = None if unit.until else _ABSOLUTE.search(text, told, max(unit.start, told))
    last_of = aside is not None and LAST_NOUN.search(
        text, aside.start(), unit.start
    )  # ", eight times, the last being on"
    if aside is not None and not last_of and cue_between(clause, aside.end(), unit.head) is None:
        return []
    if not unit.until and (_FOUND.search(text, told, max(unit.start, told)) or _RESULT.search(text[told : unit.start])):
        return []
    if own[last] and own[last][-1].spread and _AND_ON.fullmatch(text, own[last][-1].end, unit.start):
        return []  # "from 13 to 15 March, and on 18 March 0.7 x 10^6 CAR T cells": of what follows
    if own[last]:
        verb = cue_between(clause, own[last][-1].end, unit.head)
        graft = after_its_preparation(left, own[last][-1], unit, therapies)
        if graft is not None and (verb is None or verb.kind == "start"):
            return [graft]
        t = therapies[last]
        runs = (verb and verb.kind == "start") or unit.spread or unit.times[0].relation in {"from", "since"}
        seen = [i for i in left if not _in_closed_bracket(text, therapies[i], unit.start)]
        if runs and unit.times[0].kind == "date" and _only_days(own, seen, therapies):
            return seen
        if verb and verb.kind == "start" and AFTER_WORDS.search(text, max(clause.start, t.start - 60), t.start):
            return []
        return [i for i in left if own[i] == own[last]]
    group = [last]
    if _bracketed_amount(text, therapies[last].end, unit.start):
        return group
    cue = cue_between(clause, therapies[last].end, unit.head)
    combined = _COMBINED.search(text, clause.start, therapies[left[0]].start) is not None
    opened = text.rfind("(", 0, therapies[last].start)
    inside = opened if opened > text.rfind(")", 0, unit.start) else -1
    both = _BOTH.search(text, therapies[last].end, unit.start) is not None
    for i in reversed(left[:-1]):
        if _in_closed_bracket(text, therapies[i], therapies[group[0]].start):
            continue  # "venetoclax (100 mg with voriconazole) and azacitidine from 25 January"
        gap_start, gap_end = therapies[i].end, therapies[group[0]].start
        gap = _WAS_COMBINED.sub(" with ", _ASIDE.sub(" ", text[gap_start:gap_end]))
        listed = FILL.fullmatch(gap) or (both and not cues_of(gap, 0, len(gap)))
        lasts = unit.times[0].kind == "day" or len(str(unit.times[0].value).replace("--", "2000-")) == 10
        lasts = lasts and _LASTS.search(gap) is not None
        lasts = lasts and not both and not combined
        lasts = lasts or _own_rhythm(text, gap, therapies[last], unit)
        lasts = lasts or (unit.times[0].kind == "duration" and _ON_A_DAY.search(text, gap_start, gap_end) is not None)
        lasts = lasts or _THEN.search(gap) is not None
        if (
            own[i]
            or (
                gap != text[gap_start:gap_end]
                and not _AMOUNT.search(text, gap_start, gap_end)
                and _AMOUNT.search(text, therapies[group[-1]].end, unit.start)
            )
            or lasts
            or prepared_only(therapies[i], therapies[last], unit)
            or (
                therapies[last].kind == "transplant" != therapies[i].kind
                and text[therapies[last].end : unit.start].strip() == "("
            )
            or _own_doses(text, clause, therapies[i], therapies[last], unit)
            or (therapies[i].kind in {"cell_therapy", "transplant"} and before_day_zero(unit))
            or _of_methotrexate(therapies[i], therapies[last], unit)
            or therapies[i].start < inside
            or in_after_phrase(text, clause.start, therapies[i]) != in_after_phrase(text, clause.start, therapies[last])
        ):
            break
        if not (listed or (cue and cue.kind in {"start", "end"} and _listed(text, gap_start, gap_end))):
            break
        group.insert(0, i)
    return group


def _of_methotrexate(t: TherapyMention, last: TherapyMention, unit: Unit) -> bool:
    """Whether days are those of short-course methotrexate and not of what is taken daily: "ciclosporin and methotrexate (days 1, 3, 6)"."""
    days = {int(x.value) for x in unit.times if x.kind == "day"}
    return last.name == "methotrexate" and t.hint in _DAILY and len(days) > 1 and days <= {1, 3, 6, 11}


_SOME_DOSES = expression(
    r"(?i)\b(?:\d+|an?|one|two|three|four|five|six|single|several) (?:doses?|injections?|infusions?|pulses|boluses) of (?:[\w-]+ )?\Z"
)


def _own_doses(text: str, clause: Clause, t: TherapyMention, last: TherapyMention, unit: Unit) -> bool:
    """Whether single days are those of doses and not of what runs: "noradrenaline and two doses of tocilizumab (days 2 and 3)"."""
    if any(x.kind != "day" for x in unit.times):
        return False
    if _SOME_DOSES.search(text, clause.start, last.start) and not _SOME_DOSES.search(text, clause.start, t.start):
        return True
    listed = len(unit.times) > 1 and unit.times[0].joint == "list"
    return listed and t.hint in _TAKEN_DAILY and last.hint not in _TAKEN_DAILY and last.name != t.name


# "asparaginase on alternate days, with methotrexate on days 1, 12 and 33"
_RHYTHM = expression(
    r"(?i)\b(?:weekly|daily|(?:once|twice|thrice|\d times|three times) (?:a|per|each) (?:day|week)|every (?:other |second |\d+ |two |three )?(?:days?|weeks?|hours?)|on alternate days|alternate[- ]days?)\b"
)


def _own_rhythm(text: str, gap: str, last: TherapyMention, unit: Unit) -> bool:
    """Whether listed days are those of the last drug alone, as the one before it is given in a rhythm of its own."""
    if unit.times[0].kind != "day" or unit.times[0].joint != "list" or len(unit.times) < 3:
        return False
    return _RHYTHM.search(gap) is not None and _RHYTHM.search(text, last.end, unit.start) is None


def _only_days(own: dict[int, list[Unit]], left: list[int], therapies: Sequence[TherapyMention]) -> bool:
    """Whether each treatment so far has days of its own and no date: "cytarabine (days 1-7) and daunorubicin (days 1-3) was started on".

    The regimen that they are given by needs none: "By ALL-REZ, dexamethasone on days 1-5 and vincristine on day 3 were given from".
    """
    return all(own[i] or (i == left[0] and therapies[i].kind == "regimen") for i in left) and all(
        t.kind == "day" for i in left for u in own[i] for t in u.times
    )


def _bracket_owner(text: str, left: list[int], unit: Unit, therapies: Sequence[TherapyMention]) -> int | None:
    """ "FC (fludarabine ..., cyclophosphamide ...) from March 13": the regimen before the bracket that has been closed."""
    last = therapies[left[-1]]
    between = text[last.end : unit.start]
    if between.count(")") <= between.count("("):
        return None
    opened = text.rfind("(", 0, last.start)
    owner = next((i for i in reversed(left) if therapies[i].end <= opened), None) if opened >= 0 else None
    return owner if owner is not None and opened - therapies[owner].end < 24 else None


def _in_closed_bracket(text: str, t: TherapyMention, end: int) -> bool:
    return text.rfind("(", 0, t.start) > text.rfind(")", 0, t.start) and ")" in text[t.end : end]


def _reason_owner(text: str, left: list[int], unit: Unit, therapies: Sequence[TherapyMention]) -> int | None:
    """ "venetoclax (100 mg with voriconazole, days 1-21)": the drug before the bracket; the one in it says why the amount is small."""
    opened = text.rfind("(", 0, unit.start)
    if opened < 0 or ")" in text[opened : unit.start] or _REASON.match(text, opened, unit.start) is None:
        return None
    owner = next((i for i in reversed(left) if therapies[i].end <= opened), None)
    inside = [i for i in left if therapies[i].start > opened]
    return owner if owner is not None and len(inside) == 1 and opened - therapies[owner].end < 3 else None


def _bracketed_amount(text: str, start: int, end: int) -> bool:
    """ "cyclosporine and methotrexate (15 mg/m2 on day +1)": the time is within the bracket of one member."""
    opened = text.rfind("(", start, end)
    return opened >= 0 and ")" not in text[opened:end] and bool(re.search(r"\d\s?(?:mg|g|ug|x)\b", text[opened:end]))


def _listed(text: str, start: int, end: int) -> bool:
    """Whether two subjects of one verb are listed: no other verb and no full phrase between them."""
    if _FAILED.search(text, start, end) or _STATED.search(text, start, end):
        return False
    if _ENCLOSED.match(text, start, end) and not cues_of(text, start, end):
        return True
    return (
        not cues_of(text, start, end)
        and end - start < 70
        and bool(re.search(r",|\band\b|\bplus\b|\bwith\b|/", text[start:end]))
    )


def _parts_of_list(text: str, clause: Clause, therapies: Sequence[TherapyMention], at: int) -> dict[int, list[Unit]]:
    """The parts of the list before the word, by treatment: "in 2015, 2017 and 2019", "days -7 to -3 and days -3 to -2"."""
    units = [u for u in clause.units if u.start < at]
    if not units:
        return {}
    unit = units[-1]
    ranged = len(_TO.findall(text, unit.start, unit.end))
    by = 2 if ranged and len(unit.times) == 2 * ranged else 1
    n = len(unit.times) // by
    if n < 2 or (by == 1 and ranged):
        return {}
    left = [i for i in clause.therapies if therapies[i].end <= unit.start][-n:]
    right = [i for i in clause.therapies if unit.end <= therapies[i].start < at]
    told = left if len(left) == n and not right else right if len(right) == n else []
    groups = [unit.times[k : k + by] for k in range(0, len(unit.times), by)]
    return {i: [Unit(unit.start, unit.end, g, spread=by == 2)] for i, g in zip(told, groups, strict=False)}


def respectively(text: str, clause: Clause, therapies: Sequence[TherapyMention], own: dict[int, list[Unit]]) -> None:
    """ "fludarabine and melphalan on days -6 to -3 and day -2, respectively": first to first, second to second."""
    at = text.find("respectively", clause.start, clause.end + 20)
    if at < 0:
        return
    if parts := _parts_of_list(text, clause, therapies, at):
        own.update(parts)
        return
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
