"""States of the disease in a sentence: event or label, when, for how long, and whether told before.

The therapy that a state followed is found in `link_responses`.
"""

from copy import copy

from extractors.clock import days_of
from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.link_responses import therapy_before
from extractors.malignancy import MALIGNANT
from extractors.mentions import ResponseMention
from extractors.response_events import dismissed
from extractors.response_groups import category_of, set_apart, together, without_soft
from extractors.response_repeats import complete_with, near_by, restated, row_of_table
from extractors.response_seen import same_finding
from extractors.response_standing import GOOD, LOST
from extractors.responses import is_last, site_of
from extractors.story import Book, ResponseFact, Scene, State
from extractors.time_responses import Point, points_of, since_opened
from extractors.told_tables import LINE_ROWS

_BENIGN = expression(
    r"(?i)\b(?:Fanconi|thalass(?:a)?emia|sickle|immunodeficien\w+|SCID|chronic granulomatous|haemophilia|hemophilia|immune thrombocytopenia|ITP\b|pure red cell aplasia)"
)


def read_responses(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    whens: dict[int, When],
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> None:
    if book.disease is not None and book.disease[0] and not book.disease[1]:
        for r in scene.responses:
            book.skip(r, "an autoimmune disease")
        return
    if scene.responses and _marrow_failure(book):
        for r in scene.responses:
            book.skip(r, "no malignant disease")
        return
    if not (retold or scene.responses):
        _lasted(book, scene, patient)
    states = [r for r in scene.responses if not dismissed(book, scene, r, state, mentioned, patient)]
    states = without_soft(book, scene, states)
    set_apart(book, scene, states)
    groups = together(states, scene)
    placed = points_of(book, scene, groups, whens, mentioned)
    for group, points in zip(groups, placed, strict=True):
        for point in points:
            fact = _response(book, scene, group, point, patient, mentioned)
            _record(book, fact, group, state, retold=retold, scene=scene)


# "It lasted 27 months.", "The response was maintained for 8 months."
_LASTED = expression(
    r"(?i)(?:It|This(?: \w+)?|(?:The|Her|His|That) (?:\w+ )?(?:remission|response|CR|PR|CRi|VGPR|effect)|Remission|Response)(?: \w+ly)? (?:lasted|held|persisted|endured|continued|was (?:\w+ly )?(?:maintained|sustained|durable|kept|held|preserved))(?: for)? (?:(?:only|about|approximately|nearly|almost|over|more than|around|just|a total of|at least) )*"
)


def _lasted(book: Book, scene: Scene, patient: int) -> None:
    """How long the response that was just told of lasted."""
    told = _LASTED.match(scene.text)
    length = told and next(
        (t for t in scene.times if t.kind == "duration" and t.start - scene.sentence.start == told.end()), None
    )
    mine = [f for f in book.story.responses if f.patient == patient and not f.retold]
    if not length or not mine or not near_by(book, scene, mine) or mine[-1].category not in GOOD:
        return
    mine[-1].duration = mine[-1].duration or str(length.value)


def _marrow_failure(book: Book) -> bool:
    """Haemoglobinopathies, immune deficiency: their responses are none of these categories, as those of aplastic anaemia are."""
    if book.failing is None:
        text = " ".join(s.text for s in book.scenes if s.sentence.told_of == "patient")
        book.failing = _BENIGN.search(text) is not None and MALIGNANT.search(text) is None
    return book.failing


_CENSORED = expression(r"\s?\(\d+(?:\.\d+)?\s?(?:months?|mo)?\+")


def _is_censored(scene: Scene, last: ResponseMention) -> bool:
    """ "CR (31+)": the plus says that it goes on."""
    return _CENSORED.match(scene.text, last.end - scene.sentence.start) is not None


# "undetectable after consolidation", "after the second cycle": a moment of its own without a date
_STAGED = expression(
    r"(?i)\bafter (?:(?:the |her |his )?(?:first|second|third|fourth|fifth|sixth|last|final|1st|2nd|3rd)\b|(?:the )?consolidation|maintenance|(?:cycle|course|C) ?\d|(?:\d+|two|three|four|five|six|eight) (?:\w+ )?(?:cycles|courses|doses))|\bat (?:the )?end of (?:the |her |his )?(?:\w+ )?(?:consolidation|induction|re-?induction|intensification|maintenance)\b"
)


def _response(
    book: Book,
    scene: Scene,
    group: list[ResponseMention],
    point: Point,
    patient: int,
    mentioned: dict[int, Course],
) -> ResponseFact:
    category = category_of(group)
    mrds = [r for r in group if r.mrd]
    mrd = mrds[-1].mrd if mrds else None
    percent = next((r.mrd_percent for r in mrds if r.mrd_percent is not None), None) if mrd == "positive" else None
    words = scene.text[max(0, group[0].start - scene.sentence.start - 60) : group[-1].end - scene.sentence.start + 40]
    after = therapy_before(book, scene, group, patient, mentioned, point.when, point.anchor)
    when, time_after = point.when, point.time_after
    if point.weeks is not None and after is not None:
        if after.kind in {"transplant", "cell_therapy"} and after.name != "donor lymphocyte infusion":
            when = When(when.date, when.day if when.day is not None else point.weeks)
        else:
            time_after = time_after or point.weeks_value
    if point.later and after is not None and _begun_just_before(book, scene, after):
        days = days_of(point.later)
        if after.infusion and after.kind != "drug" and after.group != "bispecific":
            when = When(when.date, days if when.day is None else when.day)
        else:
            time_after = time_after or point.later
    if category in LOST and time_after is None and when.day is None:
        time_after = since_opened(book, scene, group[0].start)
    return ResponseFact(
        patient,
        category,
        mrd,
        percent,
        _site(scene, group, words),
        after,
        copy(when),
        time_after,
        point.duration,
        (is_last(scene.text) or _is_censored(scene, group[-1])) and category not in {"relapse", "PD", "NR"},
        [(r.start, r.end) for r in group],
        group[0].rule,
        anchor=point.anchor,
        staged=_STAGED.search(scene.text) is not None,
    )


def _begun_just_before(book: Book, scene: Scene, after: Course) -> bool:
    """Whether the sentence before, or this one, tells when a treatment began: "X was started on 27 June. CT 8 weeks later showed"."""
    first = book.scenes[max(0, book.at - 1)].sentence.start
    told = [s for s, _ in after.spans if s < scene.sentence.end]
    return bool(after.start) and bool(told) and told[0] >= first


def _site(scene: Scene, group: list[ResponseMention], words: str) -> str | None:
    """The site in the words since the state before ("systemic PD but CNS CR"), else in the clause, else in the sentence."""
    earlier = [r.end for r in scene.responses if r.end <= group[0].start]
    own = scene.text[
        max(earlier, default=scene.sentence.start) - scene.sentence.start : group[-1].end - scene.sentence.start
    ]
    return site_of(own) or site_of(words) or site_of(scene.text)


def _record(
    book: Book,
    fact: ResponseFact,
    group: list[ResponseMention],
    state: State,
    *,
    retold: bool,
    scene: Scene,
) -> None:
    known = [f for f in book.story.responses if f.patient == fact.patient]
    kept = any(r.kept for r in group)
    row = scene.heading in LINE_ROWS or "best response:" in scene.text
    same = row_of_table(fact, known) if row else None
    row = row or (not retold and any("apart" in r.flags for r in group))
    same = same or (None if row or retold else same_finding(fact, known, near=near_by(book, scene, known)))
    same = same or (None if row else restated(fact, known, retold=retold, kept=kept, near=near_by(book, scene, known)))
    if same is not None:
        complete_with(same, fact, retold=retold)
        for r in group:
            book.story.became[id(r)] = same
        return
    own = bool(fact.when) or fact.time_after is not None
    if (
        retold
        and (known or scene.sentence.section in {"introduction", "discussion", "conclusion", "title"})
        and not (row and fact.after is not None)
        and not (own and scene.sentence.section in {"table", "figure_legend"} and fact.when.date is not None)
        and not (own and fact.ongoing and known and not any(f.ongoing for f in known))
    ):
        for r in group:
            book.skip(r, "retold")
        return
    fact.retold = retold
    book.story.responses.append(fact)
    for r in group:
        book.story.became[id(r)] = fact
    if not retold:
        _move(state, fact)


def _move(state: State, fact: ResponseFact) -> None:
    """What a state means for the treatments that follow."""
    if fact.category in LOST or fact.category == "NR":
        state.relapsed, state.responded = True, False
        state.phase += fact.category != "NR"
    elif fact.category in GOOD:
        state.responded = True
