"""What a syndrome was treated with: the drugs of its sentence and of those that follow.

`ICANS grade 1. Dexamethasone was given` dexamethasone · `after ciclosporin had been stopped, GVHD appeared` nothing
"""

import re

from extractors.clauses import clause_of
from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.onsets import tells_neuro
from extractors.story import Book, Scene, State, ToxicityFact


def _told_elsewhere(book: Book, drug: Course, here: list[ToxicityFact]) -> bool:
    """Whether the narrative gave a drug for another row of the syndrome that a summary names without saying which."""
    names = {f.name for f in here}
    return any(f.name in names and f not in here and drug in f.managed for f in book.story.toxicities)


def note_treatments(
    book: Book, scene: Scene, state: State, mentioned: dict[int, Course], *, retold: bool = False
) -> None:
    """Treatments go to the syndrome of their sentence, else to the one told of last, else to the next."""
    drugs = [
        mentioned[id(m)]
        for m in scene.therapies
        if id(m) in mentioned
        and mentioned[id(m)].status == "given"
        and not _gone_before(book, scene, m, mentioned[id(m)])
        and not _precaution(scene, m, mentioned[id(m)])
        and mentioned[id(m)].name not in _SUBSTITUTES
        and (
            (mentioned[id(m)].role == "toxicity_management" and not _for_pneumocystis(scene, mentioned[id(m)]))
            or _against(scene, m, mentioned[id(m)])
            or _ended_it(book, scene, state, m, mentioned[id(m)])
        )
    ]
    drugs += _helpers(scene, state, mentioned, drugs)
    drugs = list(dict.fromkeys(drugs))
    had = {f.name for f in book.story.toxicities if f.occurred}
    if scene.toxicities and all(
        book.story.reasons.get(id(t)) == "hypothetical" and t.name not in had for t in scene.toxicities
    ):
        return  # "against GVHD she had ciclosporin"
    here = [f for t in scene.toxicities if isinstance(f := book.story.became.get(id(t)), ToxicityFact) and f.occurred]
    drugs = [d for d in drugs if not (retold and _told_elsewhere(book, d, here))]
    for fact in here:
        if fact.name == "ICANS" and state.confused:
            fact.managed.extend(c for c in state.confused if c not in fact.managed)
            state.confused = []
    if drugs and not here and _former_and_latter(book, scene, mentioned, drugs):
        return
    if len(here) == len(drugs) > 1 and "respectively" in scene.text:
        for fact, drug in zip(here, drugs, strict=True):
            fact.managed.extend([drug] * (drug not in fact.managed))
        return
    if len(here) > 1 and drugs:
        _each(book, scene, mentioned, drugs)
        return
    if len(here) > 1 and state.early:
        _named_at_last(book, scene, state, here)
        return
    drugs = _cytokine_blockers(book, scene, state, mentioned, drugs, here)
    other = not here and _OTHER_SYNDROME.search(scene.text) is not None
    if not here and _before_icans(book, scene, state):
        state.confused += [d for d in drugs if d.name not in _BLOCKERS]
        drugs = [d for d in drugs if d.name in _BLOCKERS]
        if not drugs:
            return
    facts = here[-1:] or ([state.syndrome] if state.syndrome is not None and state.syndrome.occurred else [])
    for fact in facts:
        if other:
            continue
        if fact.infusion is not None and fact.infusion.kind == "transplant" and fact.name == "CRS":
            drugs = [d for d in drugs if d.name != "cyclophosphamide"]  # what it is given for is GVHD
        recent = book.scenes[max(0, book.at - 2)].sentence.start
        early = [c for c in state.early if fact.name == "CRS" or c.spans[-1][0] >= recent]
        fact.managed.extend(c for c in dict.fromkeys((*early, *drugs)) if c not in fact.managed)
    if other:
        drugs = []
    state.early = [] if facts else [*state.early, *drugs] if state.infusion is not None else []


def _before_icans(book: Book, scene: Scene, state: State) -> bool:
    """Whether confusion has just been told that one of the next sentences names: what is given now is for that, not for the CRS before."""
    if state.syndrome is None or state.syndrome.name != "CRS":
        return False
    told = [s for s in book.scenes[max(0, book.at - 1) : book.at + 1] if s.sentence.patient == scene.sentence.patient]
    known = any(
        f.name == "ICANS" and f.occurred and f.infusion is state.syndrome.infusion for f in book.story.toxicities
    )
    if known or not any(tells_neuro(s) and not any(t.name == "CRS" for t in s.toxicities) for s in told):
        return False
    coming = book.scenes[book.at + 1 : book.at + 4]
    return any(
        t.name == "ICANS" and not t.absent and t.start >= scene.sentence.end for s in coming for t in s.toxicities
    )


_BLOCKERS = frozenset({"tocilizumab", "siltuximab"})


def _cytokine_blockers(
    book: Book,
    scene: Scene,
    state: State,
    mentioned: dict[int, Course],
    drugs: list[Course],
    here: list[ToxicityFact],
) -> list[Course]:
    """Tocilizumab told beside ICANS is for the CRS, where both were told of together or another clause names ICANS; what is left."""
    fact = here[-1] if here else state.syndrome
    if fact is None or fact.name != "ICANS" or not any(d.name in _BLOCKERS for d in drugs):
        return drugs
    crs = next(
        (
            f
            for f in book.story.toxicities
            if f.name == "CRS" and f.occurred and f.patient == fact.patient and f.infusion is fact.infusion
        ),
        None,
    )
    if crs is None:
        return drugs
    at = [t.start for t in scene.toxicities if book.story.became.get(id(t)) is fact]
    first = book.scenes[max(0, book.at - 2)].sentence.start
    together = any(s >= first for s, _ in crs.spans) and any(s >= first for s, _ in fact.spans)
    left: list[Course] = []
    for drug in drugs:
        places = [m.start for m in scene.therapies if mentioned.get(id(m)) is drug]
        apart = bool(at) and all(
            clause_of(scene.spans, p - scene.sentence.start) != clause_of(scene.spans, a - scene.sentence.start)
            for p in places
            for a in at
        )
        if drug.name in _BLOCKERS and (
            (apart and not _in_list(scene, places, drugs, mentioned)) or (not at and together)
        ):
            crs.managed.extend([drug] * (drug not in crs.managed))
        else:
            left.append(drug)
    return left


_LISTED = expression(r"(?i)(?:\s?\([^()]*\))?(?:[^,;.()]{0,24})(?:,|,? and|,? plus)\s(?:then |finally |also )?")


def _in_list(scene: Scene, places: list[int], drugs: list[Course], mentioned: dict[int, Course]) -> bool:
    """Whether a blocker is listed behind other drugs for the syndrome: "dexamethasone, levetiracetam and siltuximab"."""
    base = scene.sentence.start
    ends = [m.end for m in scene.therapies if mentioned.get(id(m)) in drugs and mentioned[id(m)].name not in _BLOCKERS]
    return any(_LISTED.fullmatch(scene.text, end - base, p - base) for p in places for end in ends if end <= p)


def _named_at_last(book: Book, scene: Scene, state: State, here: list[ToxicityFact]) -> None:
    """What was given before both syndromes were named together: for the CRS what came before the first confusion, and what blocks cytokines."""
    crs, icans = (next((f for f in here if f.name == name), None) for name in ("CRS", "ICANS"))
    if crs is None or icans is None:
        return
    first = next(
        (
            s.sentence.start
            for s in book.scenes[max(0, book.at - 8) : book.at]
            if s.sentence.patient == scene.sentence.patient and tells_neuro(s)
        ),
        scene.sentence.start,
    )
    for drug in state.early:
        fact = crs if drug.name in _BLOCKERS or drug.spans[0][0] < first else icans
        fact.managed.extend([drug] * (drug not in fact.managed))
    state.early = []


# "CRS and ICANS, both resolving with tocilizumab and dexamethasone"
_BOTH = expression(r"(?i)\b(?:both|each)\b(?! of grade| grade)(?!,? (?:gr|G\d))|\b(?:which|that) (?:were|had) ")


# "both were regarded as CRS and neurotoxicity and faded under dexamethasone"
_BOTH_ARE = expression(r"(?i)\bboth (?:were|was|of (?:them|these|which)) [^.;]{0,40}$")
# "tocilizumab was given for the former and dexamethasone for the latter", "For the first he had tocilizumab, for the second anakinra"
_FORMER = expression(
    r"(?i)\bfor the (?:(?P<first>former|first)(?: (?:only|alone|one|syndrome))?|latter|second(?: (?:one|syndrome))?)\b(?! (?:time|dose|day|week|month|line|infusion|cycle|\d|two|three|four|five))"
)


def _former_and_latter(book: Book, scene: Scene, mentioned: dict[int, Course], drugs: list[Course]) -> bool:
    """Give each drug to the one of the two syndromes told of last that the sentence points to."""
    marks = [(m.start() + scene.sentence.start, m["first"] is not None) for m in _FORMER.finditer(scene.text)]
    since = book.scenes[max(0, book.at - 3)].sentence.start
    told = sorted(
        (
            f
            for f in book.story.toxicities
            if f.occurred and f.patient in (0, scene.sentence.patient or 1) and f.spans[-1][0] >= since
        ),
        key=lambda f: f.spans[-1][0],
    )[-2:]
    if len(told) < 2 or {first for _, first in marks} != {True, False}:
        return False
    given = [(m.start, c) for m in scene.therapies if (c := mentioned.get(id(m))) in drugs and c is not None]
    leads = marks[0][0] < given[0][0]  # "for the former he had tocilizumab"
    for at, drug in given:
        near = [first for start, first in marks if (start < at if leads else start > at)]
        if near:
            fact = told[0] if near[-1 if leads else 0] else told[1]
            fact.managed.extend([drug] * (drug not in fact.managed))
    return True


_FOR_NEXT = expression(
    r"(?i)(?:(?!\b(?:and|but|while)\b)[^,;.]){0,40}?\b(?:for|against|because of|to treat|on account of|in view of)\s(?:(?!and\b)[\w-]+\s){0,4}\(?"
)


def _each(book: Book, scene: Scene, mentioned: dict[int, Course], drugs: list[Course]) -> None:
    """In a sentence of several syndromes a treatment is for the one named last before it, else for the first."""
    told = [
        (t.start, f)
        for t in scene.toxicities
        if isinstance(f := book.story.became.get(id(t)), ToxicityFact) and f.occurred
    ]
    for m in scene.therapies:
        drug = mentioned.get(id(m))
        if drug not in drugs or drug is None:
            continue
        base = scene.sentence.start
        if told[-1][0] < m.start and (
            _BOTH.search(scene.text, told[-1][0] - base, m.start - base)
            or _BOTH_ARE.search(scene.text, 0, told[0][0] - base)
        ):
            for _, fact in told:
                fact.managed.extend([drug] * (drug not in fact.managed))
            continue
        coming = next(((at, f) for at, f in told if at >= m.end), None)
        if coming and _FOR_NEXT.fullmatch(scene.text, m.end - scene.sentence.start, coming[0] - scene.sentence.start):
            coming[1].managed.extend([drug] * (drug not in coming[1].managed))
            continue  # "tocilizumab on day 3 for grade 2 CRS and dexamethasone on day 6 for grade 1 ICANS"
        before = [f for at, f in told if at < m.start]
        fact = before[-1] if before else told[0][1]
        if drug not in fact.managed:
            fact.managed.append(drug)


# what other complaint of treatment a drug is for, where no syndrome of ours is named beside it
_OTHER_SYNDROME = expression(
    r"(?i)\b(?:differentiation syndrome|engraftment syndrome|capillary leak|tumou?r lysis|veno-?occlusive|sinusoidal obstruction|VOD|SOS|microangiopath\w*|TA-TMA|ha?emorrhagic cystitis|graft (?:failure|rejection)|retinoic acid syndrome|adrenal insufficiency|immune thrombocytopenia|ha?emolytic an(?:a)?emia|asthma|nausea|(?:facial|nerve|Bell's?) pals\w+|nephritis|thyroiditis|uveitis|arthritis|adrenalitis|hypophysitis|pneumonitis|autoimmune \w+|(?:myasthenic|lupus|disease|underlying|autoimmune) (?:flare|crisis|exacerbation)|aplastic an(?:a)?emia)\b"
)
# "methylprednisolone replaces dexamethasone": the one that gave way treats another syndrome
_GAVE_WAY = expression(
    r"(?i)\b(?:replac\w+|instead of|in place of|in lieu of)\s(?:the |her |his )?$|\b(?:after|since|on|upon|following|while|until|during|with|at) (?:the )?(?:stopping|withdrawal of|withdrawing|discontinuation of|discontinuing|tapering(?: of)?|cessation of|weaning(?: of)?|end of)\s(?:the |her |his )?$"
)
_SWITCHED = expression(
    r"(?i) (?:g(?:a|i)ve(?:s|n)? way|yielded|ceded (?:its|their) place|made way|changed over)(?: on \w+ \S+)? (?:to|for)\b| (?:was|were) (?:then |therefore )?(?:exchanged for|switched to|changed to|converted to|swapped for|replaced (?:by|with))\b"
)
# "methylprednisolone was tapered and stopped on day 38", told of behind another syndrome than that it was given for
_ENDED = expression(
    r"(?i)[^.;,]{0,40}? (?:was|were|could be|had been) (?:\w+ly |then |therefore |also |now )*(?:tapered|weaned|stopped|withdrawn|discontinued|reduced|lowered|ceased|halved|phased out|off)\b"
)
# "four weeks after ciclosporin had been stopped, GVHD appeared"
_STOPPED_FIRST = expression(
    r"(?i)[^.;,]{0,20}? (?:had been|was|were) (?:then |already |finally |\w+ly )?(?:stopped|withdrawn|discontinued|tapered|weaned|ended|finished|off)\b"
)


def _gone_before(book: Book, scene: Scene, m: TherapyMention, course: Course) -> bool:
    """Whether a drug gave way to another, or had been stopped when the syndrome named after it came."""
    start, end = scene.local(m)
    if _GAVE_WAY.search(scene.text[:start][-40:]):
        return True
    if _SWITCHED.match(scene.text, end) and any(course in f.managed for f in book.story.toxicities):
        return True  # what it was given for is told already
    if _ENDED.match(scene.text, end) and any(course in f.managed for f in book.story.toxicities):
        return True
    later = any(t.start > m.end for t in scene.toxicities)
    return (
        later
        and re.search(r"(?i)\b(?:after|since|when|once|as soon as)\s(?:the )?$", scene.text[:start][-14:]) is not None
        and _STOPPED_FIRST.match(scene.text, end) is not None
    )


_SUBSTITUTES = frozenset({"fibrinogen", "albumin", "antithrombin"})  # what a syndrome used up
# "It faded within ten days under prednisone together with mometasone ointment"
_IT_FADED = expression(
    r"(?i)^(?:It|This|The (?:rash|GV?HD|syndrome|CRS|ICANS|skin|diarrh\w+|exanthem\w*|eruption)) (?:\w+ ){0,2}?(?:faded|settled|subsided|resolved|abated|responded|disappeared|cleared|improved|vanished|yielded|ceded|melted|receded|healed)\b[^.;]{0,40}\b(?:under|with|on|to|after|upon)\b[^.;]{0,40}$"
)


def _ended_it(book: Book, scene: Scene, state: State, m: TherapyMention, course: Course) -> bool:
    """Whether a drug known for something else is told to have ended the syndrome of the sentences before."""
    fact = state.syndrome
    if course.kind != "drug" or scene.toxicities or fact is None or not fact.occurred:
        return False
    if course.role not in {"prophylaxis", "gvhd_prophylaxis", "supportive", None}:
        return False
    near = book.scenes[max(0, book.at - 2)].sentence.start <= fact.spans[-1][0]
    return near and _IT_FADED.search(scene.text[: scene.local(m)[0]]) is not None


def _for_pneumocystis(scene: Scene, course: Course) -> bool:
    """Whether a steroid is given beside co-trimoxazole: against a pneumonia, where no syndrome is named."""
    beside = any(m.name == "trimethoprim-sulfamethoxazole" for m in scene.therapies)
    return beside and course.group in {"corticosteroid", "steroid"} and not scene.toxicities


# "levetiracetam was a precaution until day 28"
_ONLY_IN_CASE = expression(
    r"(?i)[^.;]{0,60}? (?:was|were|served|given|taken|continued|prescribed|kept) (?:\w+ )?(?:only |merely |just |as )*(?:an? |the )?(?:\w+ )?(?:precaution\w*|safeguard|prophyla\w+|preventive\w*|prevention|insurance)\b"
)


def _precaution(scene: Scene, m: TherapyMention, course: Course) -> bool:
    """Whether an antiepileptic drug was begun with the infusion, before any sign, or is said to be a precaution."""
    if course.group != "antiepileptic":
        return False
    return (course.start.day is not None and course.start.day <= 0) or _ONLY_IN_CASE.match(
        scene.text, scene.local(m)[1]
    ) is not None


# what helps against the signs of a syndrome, listed with what is given for it
_HELPS = {
    "ICANS": frozenset({"antiepileptic"}),
    "GVHD": frozenset({"ursodeoxycholic acid", "octreotide", "loperamide", "montelukast"}),
    "CRS": frozenset({"paracetamol", "ibuprofen", "metamizole"}),
}
_INTENSIFIED = expression(
    r"(?i)(?:, (?:which|already|taken|given|until then)\b[^.;]{0,90}?,)?[^.;,]{0,20}? (?:was|were|had to be) (?:then |therefore |\w+ly )?(?:increased|raised|escalated|doubled|tripled|intensified|stepped up|boosted)\b"
)


def _helpers(scene: Scene, state: State, mentioned: dict[int, Course], drugs: list[Course]) -> list[Course]:
    """Drugs of another usual role that a sentence lists with those of the syndrome told of last, or whose dose it raises."""
    told = [t.name for t in scene.toxicities if not t.absent]
    fact = state.syndrome
    if len(told) > 1 or fact is None or not fact.occurred or (told and told[0] != fact.name):
        return []
    helpful = _HELPS.get(fact.name, frozenset())
    found: list[Course] = []
    for m in scene.therapies:
        course = mentioned.get(id(m))
        if course is None or course.status != "given" or course in drugs or not {course.name, course.group} & helpful:
            continue
        raised = course.group == "antiepileptic" and _INTENSIFIED.match(scene.text, scene.local(m)[1]) is not None
        if raised or (drugs and not _precaution(scene, m, course) and _PREVENTS.search(scene.text) is None):
            found.append(course)
    return found


_PREVENTS = expression(r"(?i)\bprophyla|\bprevent|\bprecaution")
_FOR_IT = expression(
    r"(?i)\b(?:for which|which (?:was |were )?(?:\w+ly )?(?:treated|managed|controlled|responded|resolved|required|needed)|(?:treated|managed|controlled) (?:\w+ly )?(?:with|by)|respond\w* to|resolved (?:with|after|on|under)|requiring|settled with|gave way to|subsided (?:with|after|on|under))\b[^.;]{0,60}$"
)


def _against(scene: Scene, m: TherapyMention, course: Course) -> bool:
    """Whether the words themselves tell a drug of another role as given for a syndrome: "GVHD, for which cyclosporine was resumed"."""
    syndromes = [t for t in scene.toxicities if t.end <= m.start and not t.absent]
    if course.kind != "drug" or course.role not in {"gvhd_prophylaxis", "supportive", None} or not syndromes:
        return False
    words = scene.text[syndromes[-1].end - scene.sentence.start : m.start - scene.sentence.start]
    return _FOR_IT.search(words) is not None and "prophyla" not in words
