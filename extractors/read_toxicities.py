"""Syndromes of a sentence: after which infusion, how severe, since when, treated with what."""

import re

from extractors.clauses import clause_of
from extractors.courses import Course, When
from extractors.mentions import ToxicityMention
from extractors.responses import is_hypothetical
from extractors.story import Book, Scene, State, ToxicityFact
from extractors.toxicities import later_grade

_FEVER = re.compile(r"(?i)\b(?:fever|febrile|pyrexi|temperature|hypotensi|chills)\w*")
_NEURO = re.compile(
    r"(?i)\b(?:confus|aphasi|disorient|somnolen|tremor|seizure|encephalopath|ICE score|letharg|delirium|drows|agitat|word-finding|handwriting)\w*"
)
_RASH = re.compile(r"(?i)\b(?:rash|diarrh|bilirubin|erythem|jaundice)\w*")


def read_toxicities(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    whens: dict[int, When],
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> None:
    _signs(book, scene, state, whens)
    for t in scene.toxicities:
        infusion = _cause(book, scene, t, state, patient, mentioned, retold=retold)
        if (
            t.name in {"CRS", "ICANS", "IEC-HS"}
            and infusion is None
            and not t.grade
            and not any(
                c.kind == "cell_therapy" or c.group == "bispecific" for c in book.story.courses if c.patient == patient
            )
        ):
            book.skip(t, "no cell therapy before")
            continue
        if (
            not t.absent
            and t.grade is None
            and is_hypothetical(scene.text[: t.start - scene.sentence.start])
            and not mentioned
            and not re.search(r"(?i)diagnos|develop|experienc", scene.text)
        ):
            book.skip(t, "hypothetical")
            continue
        _toxicity(book, scene, t, state, patient, infusion, whens, mentioned, retold=retold)
    if not scene.toxicities and state.syndrome is not None and not retold:
        grade = later_grade(scene.text)
        if (
            grade is not None
            and state.syndrome.occurred
            and not re.search(
                r"(?i)neutropen|thrombocytop|mucositis|infection|dysgeusia|grade \w+ (?!CRS|ICANS)[a-z]+itis",
                scene.text,
            )
        ):
            state.syndrome.grade = max(grade, state.syndrome.grade or 0)
    _managed(book, scene, state, mentioned)


def _signs(book: Book, scene: Scene, state: State, whens: dict[int, When]) -> None:
    """When fever, confusion or a rash was first told, for the onset."""
    told = [whens[id(t)] for t in scene.times if id(t) in whens]
    when = (
        When(next((w.date for w in told if w.date), None), next((w.day for w in told if w.day is not None), None))
        if told
        else None
    )
    for name, pattern in (("CRS", _FEVER), ("ICANS", _NEURO), ("GVHD", _RASH)):
        if (
            (m := pattern.search(scene.text))
            and not re.search(r"(?i)\b(?:no|without)\s(?:\w+\s){0,2}$", scene.text[: m.start()])
            and when
            and name not in state.signs
        ):
            state.signs[name] = when


def _cause(
    book: Book,
    scene: Scene,
    t: ToxicityMention,
    state: State,
    patient: int,
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> Course | None:
    here = [mentioned[id(m)] for m in scene.therapies if id(m) in mentioned]
    infusions = [c for c in here if c.infusion and c.status == "given"]
    if t.name == "GVHD":
        pool = [c for c in infusions if c.kind in {"transplant", "cell_therapy"}]
        if pool:
            return pool[-1]
    elif infusions and any(c.kind == "cell_therapy" or c.group == "bispecific" for c in infusions):
        return [c for c in infusions if c.kind == "cell_therapy" or c.group == "bispecific"][-1]
    if retold:
        known = [
            f
            for f in book.story.toxicities
            if f.patient == patient and f.name == t.name and (f.grade == t.grade or t.grade is None)
        ]
        if known:
            return known[0].infusion
    if t.name == "GVHD":
        grafts = [
            c
            for c in book.story.courses
            if c.patient == patient
            and c.status == "given"
            and c.kind in {"transplant", "cell_therapy"}
            and c.name != "autologous HSCT"
        ]
        return state.infusion if state.infusion in grafts else grafts[-1] if grafts else state.infusion
    cells = [
        c
        for c in book.story.courses
        if c.patient == patient
        and c.status == "given"
        and ((c.kind == "cell_therapy" and c.name != "donor lymphocyte infusion") or c.group == "bispecific")
    ]
    return state.infusion if state.infusion in cells else cells[-1] if cells else None


def _toxicity(
    book: Book,
    scene: Scene,
    t: ToxicityMention,
    state: State,
    patient: int,
    infusion: Course | None,
    whens: dict[int, When],
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> None:
    del mentioned
    facts = [f for f in book.story.toxicities if f.patient == patient and f.name == t.name and f.infusion is infusion]
    if not facts and retold:
        facts = [
            f for f in book.story.toxicities if f.patient == patient and f.name == t.name and f.occurred != t.absent
        ][:1]
    fact = facts[0] if facts else None
    if fact is None:
        fact = ToxicityFact(patient, t.name, infusion, not t.absent, None, None, When(), [], [], t.rule, retold)
        book.story.toxicities.append(fact)
    fact.spans.append((t.start, t.end))
    book.story.became[id(t)] = fact
    if t.absent:
        return
    fact.occurred = True
    if t.grade is not None and (not retold or fact.grade is None):
        fact.grade = max(t.grade, fact.grade or 0)
        fact.rule = t.rule
    fact.system = fact.system or t.system
    if not fact.onset and not retold:
        fact.onset = _onset(book, scene, t, state, whens)
    if not retold:
        state.syndrome = fact


def _onset(book: Book, scene: Scene, t: ToxicityMention, state: State, whens: dict[int, When]) -> When:
    sign = state.signs.get(t.name)
    clause = clause_of(scene.spans, t.start - scene.sentence.start)
    near = [
        whens[id(x)] for x in scene.times if id(x) in whens and clause[0] <= x.start - scene.sentence.start < clause[1]
    ]
    near = near or [whens[id(x)] for x in scene.times if id(x) in whens]
    told = When(next((w.date for w in near if w.date), None), next((w.day for w in near if w.day is not None), None))
    if sign and (
        not told or (sign.day is not None and told.day is not None and sign.day <= told.day) or told.day is None
    ):
        return sign
    return told or sign or When()


def _managed(book: Book, scene: Scene, state: State, mentioned: dict[int, Course]) -> None:
    drugs = [
        mentioned[id(m)]
        for m in scene.therapies
        if id(m) in mentioned and mentioned[id(m)].status == "given" and mentioned[id(m)].role == "toxicity_management"
    ]
    if not drugs:
        return
    here = [f for t in scene.toxicities if isinstance(f := book.story.became.get(id(t)), ToxicityFact) and f.occurred]
    for fact in here[-1:] or ([state.syndrome] if state.syndrome is not None and state.syndrome.occurred else []):
        fact.managed.extend(c for c in drugs if c not in fact.managed)
