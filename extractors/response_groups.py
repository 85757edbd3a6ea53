"""Which words of a sentence are one assessment: a category and the residual disease said of it, the same state named twice."""

import re
from itertools import pairwise

from extractors.expressions import expression
from extractors.mentions import ResponseMention, TimeMention
from extractors.response_standing import COURSE_FAILED, GOOD, LOST
from extractors.spinal_fluid import was_in_csf
from extractors.story import Book, Scene


def without_soft(book: Book, scene: Scene, states: list[ResponseMention]) -> list[ResponseMention]:
    """ "was ineffective (stable disease)": where a category is stated, it stands for the vague words; blasts likewise.

    Not so for "the disease relapsed, and FLAG was ineffective": that is a line of its own.
    """
    vague = [r for r in states if r.rule.endswith(("NR.soft", "NR.persistent", "NR.refractory", "blasts", "same.too"))]
    vague = [r for r in vague if not (r.rule.endswith("NR.soft") and _own_line(scene, r, states))]
    vague = [r for r in vague if not (r.rule.endswith("blasts") and _ends_it(scene, r, states))]
    exact = [r for r in states if r.category and r not in vague]
    vague = [r for r in vague if not _followed_by_line(scene, r, exact)]
    for r in vague if _said_next(book) else ():
        book.skip(r, "said more exactly")
        states = [s for s in states if s is not r]
    if len(vague) < len(states) and any(r.category and r not in vague for r in states):
        for r in vague:
            book.skip(r, "said more exactly")
        states = [r for r in states if r not in vague]
    if any(r.category in LOST and r.mrd == "positive" for r in states):
        for r in [r for r in states if r.rule.endswith("CR.marrow")]:
            book.skip(r, "said more exactly")  # "no blasts in the marrow: molecular relapse"
            states = [s for s in states if s is not r]
    named = [r for r in states if r.category and not {"finding", "same"} & set(r.flags)]
    seen = [r for r in states if "finding" in r.flags and any(_names(scene, n, r) for n in named)]
    seen += [
        r for r in states if "finding" in r.flags and r.category == "CR" and any(_that_is(scene, r, n) for n in named)
    ]
    for r in seen:
        book.skip(r, "said more exactly")
    return [r for r in states if r not in seen]


def _said_next(book: Book) -> bool:
    """Whether a main clause joined to this one states what came of it: "R-DHAP failed, and by January progressive disease was seen"."""
    following = book.scenes[book.at + 1 : book.at + 2]
    return any(
        s.sentence.joined and not s.therapies and any(r.category in LOST | {"NR", "SD"} for r in s.responses)
        for s in following
    )


def _names(scene: Scene, named: ResponseMention, seen: ResponseMention) -> bool:
    """Whether a state by name sums up a finding of its sentence: both good or both bad, and no other time between."""
    counted = "blasts" in scene.text[seen.start - scene.sentence.start : seen.end - scene.sentence.start]
    if (named.category in LOST | {"NR"}) != (seen.category in LOST) and not counted:
        return False
    start, end = min(named.end, seen.end), max(named.start, seen.start)
    if seen.start < named.start and any(start <= m.start < end for m in scene.therapies):
        return False  # "intrathecal cytarabine cleared the CSF, and azacitidine led to CR"
    return not any(start <= t.start < end and not _loose(scene, t) for t in scene.times) or start >= end


def _that_is(scene: Scene, seen: ResponseMention, named: ResponseMention) -> bool:
    """Whether a clean scan only says where the disease came back: "PET was clear, i.e. isolated CNS relapse"."""
    base = scene.sentence.start
    return named.category in LOST and _ID_EST.fullmatch(scene.text, seen.end - base, named.start - base) is not None


_ID_EST = expression(
    r"(?i)[,;:]? \(?(?:i\.e\.|that is|hence|thus|indicating|consistent with|so|meaning)[, ]{1,2}(?:an? )?(?:\w+ ){0,2}"
)


def _own_line(scene: Scene, vague: ResponseMention, states: list[ResponseMention]) -> bool:
    """Whether a line of its own stands between a relapse and the word that says that it failed."""
    others = [r for r in states if r.category and r is not vague]
    before = [r for r in others if r.end <= vague.start]
    if not before or len(others) != len(before):
        return False
    between = scene.text[before[-1].end - scene.sentence.start : vague.start - scene.sentence.start]
    named = any(before[-1].end <= m.start < vague.start for m in scene.therapies)
    if before[-1].category != "relapse":
        return named and _AND.match(between) is not None  # "ponatinib gave a CR, and inotuzumab was ineffective"
    return named or COURSE_FAILED.search(between) is not None


_AND = expression(r"(?i)[^.;]{0,40}?(?:[,;]| and\b| but\b)")


def _ends_it(scene: Scene, blasts: ResponseMention, states: list[ResponseMention]) -> bool:
    """Whether blasts end the state told before them: "in remission until October 2021, when 22% blasts were seen"."""
    before = [r for r in states if r.category in GOOD and r.end <= blasts.start]
    if not before or any(r.category in LOST and r.start > before[-1].end for r in states):
        return False
    base = scene.sentence.start
    return _UNTIL_WHEN.fullmatch(scene.text, before[-1].end - base, blasts.start - base) is not None


_UNTIL_WHEN = expression(
    r"(?i)[^.;]{0,40}?\b(?:until|till)\s[^.;]{2,30}?,? (?:when|at which (?:time|point)) [^.;]{0,30}"
)


def set_apart(book: Book, scene: Scene, states: list[ResponseMention]) -> None:
    """Mark a finding of the spinal fluid or of a mass beside one of the marrow: an assessment of its own."""
    base = scene.sentence.start
    for a, b in pairwise(states):
        if a.category not in _COMPLETE | {None} or b.category != "CR" or not (a.mrd or a.category):
            continue
        marrow = any(r.mrd or r.category == "CRi" for r in states if r.end <= b.start) or _MARROW.search(
            scene.text, 0, a.end - base
        )
        words = _BESIDE.search(scene.text, a.end - base, b.start - base)
        if not marrow or words is None:
            continue
        clause = re.split(r"[.;,]", scene.text[words.end() :][:110])[0]
        fluid = _FLUID.search(clause) is not None and was_in_csf(book, scene, b.start - base)
        if fluid or _MASS.search(clause):
            b.flags = (*b.flags, "apart")


_COMPLETE = {"CR", "CRi", "sCR"}
_BESIDE = expression(r"(?i)(?:,|;)? (?:and|while|whereas) (?!MRD)")
_MARROW = expression(r"(?i)\bmarrow\b|\bBM\b|\bblasts\b")
_FLUID = expression(r"(?i)\b(?:CSF|cerebrospinal|spinal fluid)\b")
_MASS = expression(
    r"(?i)\b(?:(?:myeloid )?sarcoma|chloroma|plasmacytomas?|masse?s?|test[ie]s|skin (?:lesions|nodules))\b"
)


def _followed_by_line(scene: Scene, vague: ResponseMention, exact: list[ResponseMention]) -> bool:
    """Whether another treatment led to the good state named after it: "persistent disease, so that MEC was given, after which she was in CR"."""
    if not exact or not vague.category or exact[0].start < vague.end or exact[0].category in LOST | {"NR", "SD"}:
        return False
    return any(vague.end <= m.start < exact[0].start for m in scene.therapies)


def category_of(group: list[ResponseMention]) -> str | None:
    """Of several names for one state the most exact: CRi over the CR beside it, relapse for blasts after a remission."""
    named = [r.category for r in group if r.category]
    if any(r.mrd == "positive" for r in group) and all(r.rule.endswith("CR.marrow") for r in group if r.category):
        return None  # "the transcript turned positive, without blasts"
    if not named:
        return "relapse" if any("blasts" in r.flags for r in group) else None
    for exact in ("sCR", "CRi", "VGPR"):
        if exact in named:
            return exact
    if set(named) == LOST:  # "the M-spike came back; progression was called"
        return next((r.category for r in group if r.category and not r.rule.endswith("verb")), named[0])
    return named[0]


def together(found: list[ResponseMention], scene: Scene) -> list[list[ResponseMention]]:
    """A category and the MRD said of it without another time between are one assessment."""
    groups: list[list[ResponseMention]] = []
    for r in found:
        if groups and _joins(groups[-1], r, scene):
            groups[-1].append(r)
        else:
            groups.append([r])
    return groups


_ASIDE = expression(r"(?i)(?:,| \() ?(?:at|on|by|in|after) (?:about |around )?")
# "kept her in CR until September 2020, when MRD became 1.8%"
_UNTIL = expression(r"(?i)\b(?:until|till)\b|, when ")


def _joins(last: list[ResponseMention], r: ResponseMention, scene: Scene) -> bool:
    text = scene.text[last[-1].end - scene.sentence.start : max(0, r.start - scene.sentence.start)]
    between = [t for t in scene.times if last[-1].end <= t.start < r.start and not _loose(scene, t)]
    if "apart" in r.flags or "too" in r.flags:
        return False
    if ";" in text and ((r.mrd and any(x.mrd for x in last)) or "same" in r.flags):
        return False
    if "same" in r.flags and any(r.start <= t.start < r.end + 12 for t in scene.times):
        return False  # "CMR on day 30, the same as that of day 90"
    if _NEXT_STAGE.search(text) and (_NEXT_STAGE.search(_rest(scene, r)) or _STAGE_OF_IT.search(text)):
        return False
    if _own_times(scene, last, r, between):
        return False
    if (
        r.category is None
        and between
        and _ADVERSE.search(text)
        and STAGE_AT.match(scene.text[r.end - scene.sentence.start :])
    ):
        return False
    if between:
        lead = scene.text[last[-1].end - scene.sentence.start : between[0].start - scene.sentence.start]
        rest = scene.text[between[-1].end - scene.sentence.start : r.start - scene.sentence.start]
        if r.category is None and r.mrd == "negative" and _ASIDE.fullmatch(lead) and rest in {", ", ") ", "), "}:
            return all(x.mrd is None and x.category in GOOD for x in last)  # "a sCR, at month 4, MRD-negative"
        if re.search(r"[,;]|\b(?:and|but|then)\b", lead):
            return False
        if not _MEANWHILE.fullmatch(rest) and (
            r.category
            or not re.fullmatch(
                r"(?i)[\s),]*(?:again |also |still |likewise |this time )?(?:with|and|,|but|although|though|without|as well as|but still|albeit with)*[\s,]*(?:an?|the|her|his)?(?: \w+)?\s*",
                rest,
            )
        ):
            return False
    if any(x.rule.startswith("response.mrd.other") for x in (*last, r)) or (r.category is None and _UNTIL.search(text)):
        return False
    categories = {x.category for x in (*last, r) if x.category}
    mrds = {x.mrd for x in (*last, r) if x.mrd}
    if len(mrds) > 1:
        return False
    if len(categories) > 1 and not (
        categories <= {"CR", "CRi", "sCR"}
        or (categories <= {"relapse", "PD"} and len(text) < 25)
        or (categories == LOST and not between and len(text) < 60 and not _AFTERWARDS.search(text))
    ):
        return len(text) < 6 and "(" in text and categories <= {"NR", "PD", "SD", "PR", "MR"}
    if (
        {r.category, last[-1].category} == {"CR", "CRi"}
        and re.search(r"[,;]", text)
        and not re.search(r"(?i)\(|i\.e|\bwith\b|\bthat is\b|\bnamely\b", text)
    ):
        return False  # "CRi on C1d28, CR post C2"
    if r.category and any(x.category for x in last) and any(last[-1].end <= m.start < r.start for m in scene.therapies):
        return False  # "R-CHOP (CR for 6 years) and BR (CR for 2 years)"
    if (
        r.category
        and any(x.category == r.category for x in last)
        and any(x.mrd for x in last)
        and text.startswith((",", ";", ". "))
    ):
        return False  # "CR MRD+ post C2, CR MRD- post C4"
    if (
        r.category
        and last[-1].category == r.category
        and (
            re.search(r"(?i)\b(?:then|again|later|second|subsequently)\b", text)
            or re.match(r"(?i)\s(?:once )?again\b", scene.text[r.end - scene.sentence.start :])
        )
    ):
        return False
    if {x.category for x in last} & {"relapse", "PD", "NR"} and r.category is None and r.mrd == "negative":
        return False
    if r.category in LOST and any(x.category is None and x.mrd == "negative" for x in last):
        return False
    if r.category in LOST and _THEN.search(text) and _CAME_LATER.match(scene.text, r.end - scene.sentence.start):
        return False
    return len(text) < 110


_AFTERWARDS = expression(r"(?i)\b(?:then|later|before|after|until|soon|eventually|finally|followed|subsequent\w*)\b")
# "MRD rose to 1.2%, and relapse with 38% blasts followed two months later"
_THEN = expression(r"(?i)\b(?:and|but|then)\b")
_CAME_LATER = expression(
    r"(?i)(?:\s\([^()]*\)| with [^.;,]{1,30}?)? (?:(?:followed|ensued|occurred|came|developed|supervened)|(?:was|were) \w{3,}ed) [^.;,]{1,24}?(?:later|thereafter|afterwards)\b"
)
# "CR was documented after the first of them, and MRD could no longer be found after the third"
_NEXT_STAGE = expression(
    r"(?i)\b(?:after|at the end of|following|post|with|by) (?:the |her |his )?(?:(?:first|second|third|fourth|fifth|sixth|last|final|next|\d(?:st|nd|rd|th))\b|induction\b|(?:re-?)?induction\b|consolidation\b|(?:one|two|three|four|five|six|eight|\d+) (?:\w+ )?(?:cycles?|courses?|blocks?|doses?)\b|(?:cycle|course|C)\s?\d)"
)


# "remission by day 33, but MRD was still 0.3% at the end of consolidation"
_ADVERSE = expression(r"(?i)[,;] (?:but|yet|although|though|while|whereas|and)\b|;")
STAGE_AT = expression(
    r"(?i)[^.;,]{0,16}? (?:at (?:the )?end of|after|following|before|on completion of|post)[ -](?:the |her |his |\w+ )?(?:consolidation|induction|re-?induction|maintenance|intensification|cycle|course|chemotherapy|treatment|therapy)\b"
)
# "undetectable on day 30, the marrow being in remission", "negative on 3 May, with the patient now in CR"
_MEANWHILE = expression(
    r"(?i)[\s),]*(?:with |while |whilst )?(?:(?:the |her |his |she |he |patient |bone |marrow |blood |disease |lymphoma |leuk\w+ |himself |herself )*)(?:being|remaining|was|were|is|staying|(?<=marrow )|(?<=patient )|(?<=while ))?\s?(?:still |again |also |now |then |otherwise |always )*in (?:an? )?(?:continu\w+ |ongoing |sustained )?"
)


# "CRi after the first cycle and after the fourth CR": the second stage opens what follows
_STAGE_OF_IT = expression(
    r"(?i)(?:\b(?:and|but|then)|[,;])\s(?:then |again )?(?:after|at the end of|following|post|with|by) (?:the |her |his )?(?:first|second|third|fourth|fifth|sixth|last|final|next|\d(?:st|nd|rd|th)|induction|re-?induction|consolidation|cycle \d|course \d)(?: \w+)?,?\s(?:an? |the )?$"
)
_AT_ONCE = expression(
    r"(?i)[\s)]{1,2}(?:(?:was|were|had been|being) )?(?:\w+ed |seen |found )?(?:then |again |only )?(?:at|on|by|in|after) (?:the |month |week |about |around )?$"
)


def _own_times(scene: Scene, last: list[ResponseMention], r: ResponseMention, between: list[TimeMention]) -> bool:
    """Whether two states have times of the same kind: "at month 6 MRD turned positive and relapse followed at month 8"."""
    base = scene.sentence.start
    own = next((t for t in scene.times if t.start >= r.end), None)
    if own is None or not _AT_ONCE.fullmatch(_bare(scene.text[r.end - base : own.start - base])):
        return False
    first = between[-1] if between else next((t for t in reversed(scene.times) if t.end <= last[0].start), None)
    if first is None or first.kind != own.kind or first.value == own.value:
        return False
    if between:
        return True
    lead = scene.text[first.end - base : last[0].start - base]
    text = scene.text[last[-1].end - base : r.start - base]
    return not _CLAUSE.search(lead) and re.search(r"(?i)\b(?:and|but|then)\b", text) is not None


_CLAUSE = expression(r"(?i);|\b(?:and|but|then|which|who|before|until|while)\b")
_BRACKET = expression(
    r"\s?\([^()]*\)|\s(?:at|to|below|by|<) ?(?:a sensitivity of |the level of |level of )?(?:10\^?-\d|\d(?:\.\d+)?\s?x\s?10\^?-\d|flow\b|NGS|PCR)"
)
_FOLLOWED = expression(
    r"(?i)\s(?:followed|occurred|came|ensued|developed|set in|was \w{3,}ed|were \w{3,}ed|appeared|supervened)(?= )"
)


def _bare(words: str) -> str:
    """The words between a state and its time without brackets and the verb: "relapse (41% blasts) followed at month" -> " at month"."""
    return _FOLLOWED.sub("", _BRACKET.sub("", words))


def _rest(scene: Scene, r: ResponseMention) -> str:
    """The clause after a state."""
    return re.split(r"[,;]|\band\b", scene.text[r.end - scene.sentence.start :][:60])[0]


_POINT_OF = expression(r"(?i)\b(?:at|after|by) (?:about |around |approximately |only )?$")


def _loose(scene: Scene, t: TimeMention) -> bool:
    """Whether an interval says how long something lasted, not when it was seen."""
    if t.kind != "duration" or t.relation not in {"for", "over", "during", "within", None}:
        return False
    return t.relation is not None or not _POINT_OF.search(scene.text[: t.start - scene.sentence.start][-24:])
