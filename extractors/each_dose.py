"""What is given with each of several doses begins with the first of them and ends with the last.

`Teclistamab: 0.06 mg/kg on day 1, 0.3 mg/kg on day 4 and 1.5 mg/kg on day 8. Each of these injections was preceded by
dexamethasone 16 mg` day 1 to day 8
"""

from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.mentions import TimeMention
from extractors.story import Book, Scene, TimeFact

_DOSES = r"(?:doses|injections|infusions|administrations|steps)"
_EACH = expression(
    rf"(?i)\beach of (?:(?:the|these|those|her|his) )?(?:[\w-]+ ){{0,3}}?{_DOSES}\b|\beach(?: one| dose| time)? (?:was |being |of which was )?(?:accompanied|preceded|covered)\b"
    rf"|\b(?:all|these|both|the) (?:(?:two|three|four|five|six|first|step-up|priming|[2-6]) ){{1,2}}{_DOSES} (?:was|were|having been) (?:each |all )?(?:accompanied|preceded|covered)\b"
)
_SOFTENS = frozenset({"steroid", "antipyretic", "antihistamine"})
_CARE = frozenset({"prophylaxis", "supportive"})


def with_each_dose(
    book: Book, scene: Scene, patient: int, mentioned: dict[int, Course], whens: dict[int, When]
) -> None:
    """Set the period of what a sentence says was given with each dose of an antibody told of in it or just before."""
    if _EACH.search(scene.text) is None:
        return
    products = [
        c for c in book.story.courses if c.patient == patient and c.group == "bispecific" and c.status == "given"
    ]
    care = [
        c for m in scene.therapies
        if (c := mentioned.get(id(m))) is not None and c.role in _CARE and c.kind == "drug" and c.sentence == book.at and not c.start.day
    ]  # fmt: skip
    if not products or not care:
        return
    told = _doses_of(book, scene, whens)
    if len(told) < 2:
        return
    for course in care:
        if course.group in _SOFTENS:
            course.role, course.role_rule = "prophylaxis", "roles.each_dose"
        if course.length is None:  # "for 4 days" round each dose is no stretch from the first to the last
            course.start, course.end, course.anchor = told[0], told[-1], products[-1]


def _doses_of(book: Book, scene: Scene, whens: dict[int, When]) -> list[When]:
    """The moments of the doses: those of this sentence before what goes with them, else those of the sentence before."""
    here = [whens[id(t)] for t in scene.times if id(t) in whens and _counts(t)]
    if len(here) > 1 or book.at == 0:
        return here
    before = [book.story.became.get(id(t)) for t in book.scenes[book.at - 1].times if _counts(t)]
    facts = [f for f in before if isinstance(f, TimeFact)]
    return [When(f.date, int(f.mention.value) if f.mention.kind == "day" else None) for f in facts]


def _counts(t: TimeMention) -> bool:
    return t.kind != "duration" and t.relation != "until"
