"""Which state of a sentence a time belongs to: its own, unless it dates a treatment, a diagnosis or another clause."""

import re

from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import ResponseMention, TherapyMention, TimeMention
from extractors.named_therapies import is_label
from extractors.story import Scene

_BREAK = expression(r"(?i)[;:]|,(?! (?:i\.e|documented|confirmed|taken|made|obtained|performed|done)\b)|\b(?:and|but|then|which|while|whereas|before|until|yet|so)\b")  # fmt: skip
FOR = expression(
    r"(?i)\b(?:for|lasting|lasted|over|during|of|held for|up to)(?: (?:more than|over|about|at least|approximately|nearly|almost|the past|the last|another|a total of|some|a further|around|only|now|already|already more than|up to|scarcely|barely|hardly|just|roughly|close to|little more than|no more than|not even|well over|fully))?\s?$"
)
TREATED_FOR = expression(
    r"(?i)\b(?:treatment|therapy|cycles?|courses?|infusions?|dose)\b(?![^.;,]*\b(?:last|held|persist|maintain|remain)\w*)[^.;,]{0,12}$"
)
_SINCE = expression(r"(?i)\b(?:since|until|till|before|prior to|up to|from|through)\s(?:\w+ )?$")
_AT = expression(r"(?i)\b(?:at|after|by|around) (?:about |around |approximately |the )?\+?$")

# "relapse on dasatinib was diagnosed on 23 August", "CR and full donor chimerism were ascertained on day 90"
_FOUND_THEN = expression(
    r"(?i)^[^;.]{0,60}?\b(?:(?:was|were|had been|has been) (?:\w+ly )?(?:\w{3,}ed|found|seen|shown|proven)|came|occurred|emerged|ensued|supervened|appeared|set in|arose) (?:again |\w+ly )?(?:on |in |at |by )?(?:the )?$"
)
# "After VRd (VGPR) she was autografted in April 2017"
_PERSON_WAS = expression(
    r"(?i)\b(?:she|he|they|who|(?:the|our|this) (?:patient|boy|girl|man|woman|child)) (?:was|were|had been|has been) (?!(?:\w+ly )?(?:found|seen|shown|said|judged|declared|considered|told))"
)
# "obtained a CR by GRAAPH induction on 3 May 2018"
_BY_LINE = expression(
    r"(?i)(?:\s?\([^()]*\))? (?:by|with|after|following|to|under) (?!(?:\w+ ){0,4}(?:was|were|begun|started|given)\b)[^.;,()]{2,50}?(?:\([^()]*\) )?(?:on|in|by|as of) (?:the )?"
    r"| (?:to|with|after|by) [\w/+-]+(?: [\w/+-]+)? \((?:PET\S*|CT|MRI|marrow|BM|scan) (?:of|on|in|from) (?:the )?"
)
# "attained a partial remission with ibrutinib after 6 months"
_ON_LINE_AFTER = expression(
    r"(?i)(?:\s?\([^()]*\))? (?:with|on|under|by|to|from) [\w/+-]+(?: [\w/+-]+)? (?:after|at|by|within) (?:about |only |just )?"
)
_GIVEN_THEN = expression(
    r"(?i)\b(?:followed|started|stopped|administered|infused|performed|treated|initiated|resumed|transplanted|discontinued|tapered|switched|added|commenced|continued|discharged|admitted|transferred|transfused|boosted|replaced|increased|reduced|planned|scheduled|used) (?:again )?(?:on |in |at |by )?(?:the )?$"
)

# "a CR, MRD-negative, had been reached at month 2, and it persisted at month 18"
_STATE_THEN = expression(
    r"(?i),? (?:which )?(?:was|were|had been|has been) (?:first |then |\w+ly )?(?:achieved|reached|attained|obtained|documented|confirmed|found|seen|noted|recorded|diagnosed|regained|verified|registered|ascertained) (?:on |in |at |by |after )?(?:the )?"
)
# "CR was confirmed 3 months after infusion and lasted 8 months"
_LASTED_SO = expression(r"(?i)[ ,](?:and|which|that) (?:it )?(?:lasted|held|persisted|endured) (?:for )?(?:\w+ )?$")
_ENTRY = expression(r"(?i)[;,] (?:on |in |at )?")  # "(CMR; 21 October 2019)"
# "presented in May 2021 with her third relapse"
_WITH_IT = expression(r"(?i)\s?(?:\([^()]*\) )?with (?:an? |the |her |his )?(?:\w+ ){0,3}$")

# "AML was diagnosed in 2015; remission was induced with DA": no time of the remission
_OF_DIAGNOSIS = expression(
    r"(?i)\b(?:(?:was|were|had been|been|is) (?:\w+ly )?(?:diagnosed|admitted|referred|born|seen)(?: (?:with|as having|to|at) [^,;.]{1,30})?|presented|(?:upon|on|at|since) (?:her |his |the )?(?:admission|presentation|referral)|diagnosis(?: was (?:made|established))?) (?:in|on|at|during) (?:the |early |late )?$"
)
_ASIDE = expression(r"\s?\([^()]*\)")  # "MRD reappeared (0.8%, T315I) in April"

# "CR on day 30, which was confirmed at 6 months", "and persisted on 30 April": a second assessment
AGAIN = expression(
    r"(?i)\b(?:(?:was|were) (?:again |still )?(?:re-?)?confirmed|(?<=, )(?:re-?)?confirmed (?:again )?(?:at|on|by|after|in)|persist(?:s|ed|ing)|still present|still ongoing|(?:is|remains|was) ongoing|re-?confirmed|and again|unchanged|sustained at|maintained at|also at)\b[^.;]{0,40}$"
)

# "he entered CR, which was still present 2 years after the infusion": two assessments though one time is told
GONE_ON = expression(
    r"(?i)(?:\s?\([^()]*\))?,? (?:which|that|and) (?:(?:it|this|CR|remission|the remission|the response) )?(?:(?:was |has been |is )?(?:still |again )|(?:is|remains) ongoing )"
)
# "CR from month 3 on; the latter was ongoing at month 36"
_LATTER = expression(
    r"(?i)[^;]{0,60}?[;,] (?:and |but )?(?:the latter|this|it|(?:the |this )?(?:CR|remission|response))\b(?! (?:did|had|could|was (?:lost|not)))"
)
_OTHER_CLAUSE = expression(
    r"(?i),\s(?:and|but|whereas|while(?! (?:still |he was |she was |being |the patient was )?(?:on|under|taking|receiving|in|off|awaiting)\b))\b|;"
)


# "a second course was given in December 2018, after which she was in CR": the state has no time
_AFTER_WHICH = expression(
    r"(?i)\b(?:after|following|upon|with|under|on|by) which\b|\b(?:whereafter|whereupon|and (?:thereafter|thereby|thus))\b"
)


# "was broken off after six weeks, and the myeloma had not responded"
_STOPPED_AFTER = expression(
    r"(?i)\b(?:broken off|stopped|discontinued|withdrawn|abandoned|halted|terminated|given up|interrupted|suspended|ceased)(?: again| already)? (?:after|within) (?:only |just |about )?$"
)
# "grew to 5 cm (PD), and rebiopsy on 15 October showed": the time of the next examination
_NEXT_EXAMINED = expression(
    r"(?i)\)?[,;]? and (?:a |the |another )?(?:[\w-]+ ){0,2}?(?:re-?)?(?:biops\w+|puncture|aspirate|sequencing|cytometry|analysis|resection|excision|surgery|endoscopy) (?:on|in|of|at|from) (?:the )?$"
)
# "was ceased in May 2019 on biochemical progression"
_STOPPED_IN = expression(
    r"(?i)\b(?:stopped|ceased|discontinued|withdrawn|abandoned|ended|terminated|suspended|halted|given up) (?:in|on) (?:the )?$"
)
_UPON = expression(
    r"(?i),? (?:on|upon|at|for|because of|due to|owing to|in view of|with) (?:the |her |his |a )?(?:\w+ ){0,2}"
)
_BEGINNING = expression(r"(?i)(?:beginning|starting|commencing) (?:in|on|from)\b")
_BRACKETED = expression(r",? (?:about |over |more than |> ?)?")
_SEEN_THEN = expression(r"(?i)[\s-](?:bone )?(?:marrow|BM|PET\S*|CT|MRI|biopsy|smear|aspirate|blood|scan)\b")


def own_clause(scene: Scene, group: list[ResponseMention], times: list[TimeMention]) -> list[TimeMention]:
    """Of the times before and after a state those of its clause: "lost at month 4, and MRD was detected at month 6"."""
    start, base = group[0].start, scene.sentence.start
    times = [t for t in times if not _of_relative(scene, t, start)] or times
    nearer = [t for t in times if t.end <= start]
    if not any(t.start >= start for t in times):
        if len(nearer) < 2:
            return times
        last = max(nearer, key=lambda t: t.start)  # "grafted in August 2022, and 12 months later she is in CR"
        return [
            t
            for t in times
            if t is last
            or _one_bracket(scene.text, t.end - base, last.start - base)
            or not _OTHER_CLAUSE.search(scene.text[t.end - base : last.start - base])
        ]
    return [t for t in times if t.start >= start or not _OTHER_CLAUSE.search(scene.text[t.end - base : start - base])]


# "the patient, who had a daughter in 2022, is in CR"
_RELATIVE = expression(r"(?i), (?:who|whose|which|where|when)\b[^,;()]{0,80}$")


def _of_relative(scene: Scene, t: TimeMention, start: int) -> bool:
    """Whether a time stands in a relative clause that closes before the state."""
    base = scene.sentence.start
    closed = re.match(
        r"[^,;()]{0,40}, (?:is|was|has|had|remain\w*|stay\w*|continu\w*|live\w*|show\w*|enter\w*|reach\w*|achiev\w*|attain\w*|relapsed)\b",
        scene.text[t.end - base : start - base],
    )
    return closed is not None and _RELATIVE.search(scene.text[: t.start - base]) is not None


def _one_bracket(text: str, start: int, end: int) -> bool:
    """ "At the last visit (August 2023; 28 months after infusion) he was disease-free": the two are one moment."""
    return text.rfind("(", 0, start) > text.rfind(")", 0, start) and ")" not in text[start:end]


def owner_of(
    scene: Scene, groups: list[list[ResponseMention]], t: TimeMention, mentioned: dict[int, Course]
) -> int | None:
    """The state that a time of the sentence belongs to."""
    before = [i for i, g in enumerate(groups) if g[0].start <= t.start]
    after = [i for i, g in enumerate(groups) if g[0].start > t.start]
    if before and not after:
        if groups[before[-1]][-1].category == "SD" and t.relation in {"from", "until"}:
            return None  # "held the disease stable from January to August 2022"
        return before[-1] if _reaches(scene, groups[before[-1]][-1].end, t, mentioned) else None
    if after and not before:
        return after[0] if _opens(scene, t, groups[after[0]][0].start, mentioned) else None
    if not before or not after:
        return None
    g = groups[before[-1]]
    if t.start < g[-1].end:
        return before[-1]
    gap = _ASIDE.sub("", scene.text[g[-1].end - scene.sentence.start : t.start - scene.sentence.start])
    if t.kind == "duration" and _BRACKETED.fullmatch(gap) and scene.text.startswith(")", t.end - scene.sentence.start):
        return before[-1]  # "ASCT (CR, 29 months), Rd (PR, 18 months)"
    behind = scene.text[t.end - scene.sentence.start : groups[after[0]][0].start - scene.sentence.start]
    if t.kind != "duration" and ";" in behind and ";" not in gap and _SEEN_THEN.match(behind):
        return before[-1]  # "did not respond, day-29 marrow containing 45% blasts; nelarabine reduced them"
    if _STATE_THEN.fullmatch(gap) or (t.kind == "duration" and _LASTED_SO.search(gap)):
        return before[-1]
    if _BREAK.search(gap):
        return after[0] if _opens(scene, t, groups[after[0]][0].start, mentioned) else None
    return before[-1]


def _therapies(scene: Scene, start: int, end: int, mentioned: dict[int, Course]) -> bool:
    return any(
        id(m) in mentioned and mentioned[id(m)].status == "given" and start <= m.start < end for m in scene.therapies
    )


# "was ascertained in September 2022, 6 months after the CAR T cells": one moment told twice
_TWICE = expression(
    r"(?i),? \(?(?:(?:i\.e\.,?|that is,?|namely|about|almost|nearly|approximately|some|exactly|only|just|roughly|over|more than|a little (?:over|more than)|already) )*"
)


def is_same(scene: Scene, first: TimeMention, t: TimeMention) -> bool:
    base = scene.sentence.start
    return (
        "duration" in {first.kind, t.kind}
        and _TWICE.fullmatch(scene.text, first.end - base, t.start - base) is not None
    )


# "he relapsed in February and in July ibrutinib was begun": the second time opens the next clause
_AND_THEN = expression(
    r"(?i)\band (?:then |later |finally )?(?:(?:in|on|at|by|from|after|around) (?:about |early |late )?)?$"
)
_NEXT_CLAUSE = expression(
    r"(?i),?\s(?!and\b|but\b|with\b|after\b)[^.;,]{1,60}?\b(?:was|were|had|has|is|are|received|underwent|started|began|showed|revealed|entered|achieved|reached|developed|died|became|came)\b"
)


def _reaches(scene: Scene, end: int, t: TimeMention, mentioned: dict[int, Course]) -> bool:
    """A time after the state is its own unless a treatment or a new clause with a verb stands between."""
    if t.start < end:
        return True
    gap = scene.text[end - scene.sentence.start : t.start - scene.sentence.start]
    same = next(
        (x for x in scene.times if x.kind != t.kind and end <= x.start < t.start and is_same(scene, x, t)), None
    )
    if same is not None:
        return _reaches(scene, end, same, mentioned)
    if t.kind == "duration" and _LASTED_SO.search(gap):
        return True
    if _ENTRY.fullmatch(gap) and _one_bracket(scene.text, end - scene.sentence.start, t.start - scene.sentence.start):
        return True
    if _FOUND_THEN.search(gap) and not _PERSON_WAS.search(gap) and not _GIVEN_THEN.search(gap):
        return True
    if "," in gap and re.search(r"(?i)\b(?:since|until|till|before)\s(?:\w+ )?$", gap):
        return False  # "still complete response, no transfusions since 9 October"
    if (GONE_ON.match(gap) or _LATTER.match(gap)) and AGAIN.search(gap):
        return True
    if _therapies(scene, end, t.start, mentioned):
        line = _BY_LINE if t.kind == "date" else _ON_LINE_AFTER
        return line.fullmatch(gap) is not None
    if _NEXT_EXAMINED.fullmatch(gap):
        return False
    if _AND_THEN.search(gap) and _NEXT_CLAUSE.match(scene.text, t.end - scene.sentence.start):
        return False
    if re.search(
        r"(?i)[;]|\b(?:was|were|had|received|started|underwent|began|given|followed|died|passed away|succumbed|discontinu\w+|stopp\w+)\b",
        gap,
    ):
        return bool(
            re.search(
                r"(?i)^(?:\s?\([^()]*\))?\s(?:then |soon |finally )?(?:followed|came|occurred|ensued|supervened|emerged|appeared|developed|set in)\b|\b(?:was|were|had been|has been|have been)(?: (?:first|only|again|finally|then|also|still|not \w+|\w+ly))? (?:present|proven|proved|regained|restored|ongoing|complete|intact|noted|seen|found|documented|confirmed|achieved|reached|attained|obtained|preserved|maintained|kept|held|sustained|recorded|certified|observed|detected|diagnosed|stated|shown|evident|declared|established|revealed|demonstrated|verified|registered|ascertained|noticed|measured|reported)\b",
                gap,
            )
        )
    return len(gap) < 90


def _opens(scene: Scene, t: TimeMention, start: int, mentioned: dict[int, Course]) -> bool:
    """A time before the state is its own unless it dates a treatment."""
    local = t.start - scene.sentence.start
    gap = scene.text[t.end - scene.sentence.start : start - scene.sentence.start]
    named = t.anchor is not None
    if _AFTER_WHICH.search(gap):
        return False
    same = next((x for x in scene.times if x.kind != t.kind and x.start < t.start and is_same(scene, x, t)), None)
    if same is not None and t.kind == "date":
        return _opens(scene, same, start, mentioned)  # "at 3 months (4 August 2020) she had relapsed"
    if _of_syndrome(scene, t, gap) or (t.kind == "duration" and _STOPPED_AFTER.search(scene.text, 0, local)):
        return False
    if t.kind == "date" and {scene.text[max(0, local - 1) : local], gap[:1]} & {"-", "\u2013"}:
        return False  # "tazemetostat, Mar-Oct 2021: SD at best", "R-CHOP (Jan-May 2019, CR)"
    if (t.joint == "range" and not named) or _bracketed(scene.text, local, start - scene.sentence.start):
        return False
    if _SINCE.search(scene.text[max(0, local - 16) : local]) and t.kind != "duration":
        return bool(
            re.search(r"(?i)until the last|as of", scene.text[max(0, local - 30) : local])
            or re.match(r"(?i)^,? (?:when|at which|whereupon)\b", gap)
        )
    if (_OF_DIAGNOSIS.search(scene.text[max(0, local - 40) : local]) and not _WITH_IT.match(gap)) or (
        t.kind == "duration" and (";" in gap or _treated_for(scene, t, mentioned))
    ):
        return False
    if t.kind == "duration":
        return (
            t.relation in {"after", "later", "post", "following", "for", "over", "at", "within"}
            or named
            or bool(re.match(r"(?i)^\s?(?:after|later|post|following|into|of)\b", gap))
            or bool(_AT.search(scene.text[max(0, local - 24) : local]))
        )
    listed = next((x for x in scene.times if x.end <= t.start and _LISTED.fullmatch(gap_of(scene, x, t))), None)
    if listed is not None and listed.kind == t.kind:
        return _opens(scene, listed, start, mentioned)  # "autografts in November 2014 and March 2015 brought a VGPR"
    between = [
        m for m in scene.therapies
        if id(m) in mentioned and mentioned[id(m)].status == "given" and t.end <= m.start < start
        and not _as_anchor(scene, m.start) and not is_label(scene, m, start) and not (t.relation in {"after", "post", "following"} and m.start - t.end < 12)
    ]  # fmt: skip
    if between and not re.search(r"(?i)\b(?:PET|marrow|CT\b|MRI|biopsy|assess|evaluat|restag)\w*", gap[:40]):
        return False
    preceding = [
        m
        for m in scene.therapies
        if id(m) in mentioned and mentioned[id(m)].status == "given" and m.end <= t.start and not _post(m, t)
    ]
    if t.kind == "date" and _STOPPED_IN.search(scene.text, 0, local) and _UPON.fullmatch(gap):
        return True
    if preceding and _BEGINNING.match(scene.text, local):
        return False  # "induced with hyper-CVAD (four courses) beginning in May and attained CR"
    if preceding:
        lead = scene.text[preceding[-1].end - scene.sentence.start : local]
        if not re.search(r"(?i)[;:]|,\s|\b(?:and|but|with|after|which|PET|marrow|CT)\b|\(", lead) and len(lead) < 45:
            return False
        if re.search(
            r"(?i)\b(?:started|starting|begun|began|beginning|given|administered|infused|performed|initiated|received|commenced|commencing|resumed|took place|underwent)\b[^,;:]{0,20}$",
            lead,
        ):
            return False
    return True


_LISTED = expression(r"(?i),? (?:and|then)(?: again)? (?:in |on )?|, ")


def gap_of(scene: Scene, a: TimeMention, b: TimeMention) -> str:
    """The words between two times of a sentence."""
    return scene.text[a.end - scene.sentence.start : b.start - scene.sentence.start]


def _post(m: TherapyMention, t: TimeMention) -> bool:
    """ "Post-transplant day 100 PET": the day of the examination, named by what it counts from."""
    return t.kind == "day" and t.anchor is not None and t.start - m.end < 2 and m.start <= t.anchor[1] <= m.end + 1


def _of_syndrome(scene: Scene, t: TimeMention, gap: str) -> bool:
    """ "followed by grade 1 CRS on day 4 and a remission": the day is that of the syndrome."""
    told = [x for x in scene.toxicities if x.end <= t.start and t.start - x.end < 30]
    return bool(told) and re.search(r"(?i)[,;]|\band\b", gap) is not None


def _treated_for(scene: Scene, t: TimeMention, mentioned: dict[int, Course]) -> bool:
    """ "blinatumomab for 28 days led to CR": how long it was given."""
    local = t.start - scene.sentence.start
    return bool(FOR.search(scene.text[max(0, local - 40) : local])) and _therapies(
        scene, scene.sentence.start, t.start, mentioned
    )


def _bracketed(text: str, local: int, start: int) -> bool:
    """Within brackets that close before the state: "(0.8 mg/m2 on 24 February) induced CR"; not "day 28 (3 May)"."""
    opened = text.rfind("(", 0, local)
    if opened < 0 or text.find(")", opened, local) >= 0:
        return False
    closed = text.find(")", local)
    if not 0 <= closed < start:
        return False
    if text.count(",", opened, closed) > 1:
        return True  # "(12 mg at D1, 32 mg at D4, 76 mg at D8)"
    return not re.search(
        r"(?i)(?:\bday \+?\d+|\bD\+?\d+|\b\d{4}|\d[-/.]\d{1,4}|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?(?: \d{1,2}(?:st|nd|rd|th)?,?)?|day|visit|infusion|month|PET|CT|marrow|follow-up|evaluation|assessment|currently|now|today|at present|writing|(?:after|following|post) (?:one|two|three|four|five|six|eight|ten|twelve|\d+)(?: (?:cycles?|courses?|doses?))?)\s?$",
        text[max(0, opened - 24) : opened],
    )


def _as_anchor(scene: Scene, start: int) -> bool:
    """ "eight months after tisa-cel", "100 days post-HSCT": the treatment only places the time."""
    local = start - scene.sentence.start
    return bool(
        re.search(
            r"(?i)\b(?:after|post|following|since|of|from|on|into|under|past|beyond)[\s-](?:the |her |his |\w+ )?$",
            scene.text[max(0, local - 22) : local],
        )
    )
