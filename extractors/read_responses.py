"""States of the disease in a sentence: after which treatment, when, for how long."""

import re

from extractors.clauses import clause_of
from extractors.courses import Course, When
from extractors.mentions import ResponseMention, TimeMention
from extractors.read_times import leading
from extractors.responses import is_hypothetical, is_kept, is_last, site_of
from extractors.story import Book, ResponseFact, Scene, State


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
    states = [r for r in scene.responses if not _dismissed(book, scene, r)]
    for group in _together(states, scene):
        fact = _response(book, scene, group, state, patient, whens, mentioned)
        if fact is None:
            continue
        _record(book, fact, group, state, retold=retold, scene=scene)


def _dismissed(book: Book, scene: Scene, r: ResponseMention) -> bool:
    start, end = r.start - scene.sentence.start, r.end - scene.sentence.start
    before, after = scene.text[:start], scene.text[end:]
    if (
        is_hypothetical(before)
        and r.category not in {"NR"}
        and not re.search(r"(?i)\b(?:in|at|for)\s(?:\w+ )?$", before[-14:])
    ):
        book.skip(r, "hypothetical")
        return True
    if re.match(
        r"(?i)^[- ]?(?:rate|criteria|duration|assessment|evaluation|risk|prophyla|prevention|therapy|protocol|free survival|status at|probability)",
        after,
    ) or (
        re.search(
            r"(?i)(?:rate of|chance of|relapsed/|relapsed or |r/r|first |to maintain |maintain |achiev(?:e|ing) )$",
            before,
        )
        and r.category in {"CR", "NR", "PD"}
        and re.match(r"(?i)^(?:/refractory| or refractory)", after)
    ):
        book.skip(r, "a label")
        return True
    if re.match(r"(?i)^(?:ed)?\s?(?:/|or|and|-)\s?(?:refractory|relapsed)", after) or re.search(
        r"(?i)(?:relapsed|refractory)\s?(?:/|or|and|-)\s?$", before
    ):
        book.skip(r, "a label")
        return True
    if (
        re.match(
            r"(?i)^(?:\s|-)(?:(?:acute|B-?cell|large|diffuse|multiple|follicular|mantle|Hodgkin|B-?ALL|AML|ALL|MM|DLBCL|lymphoblastic|myeloma|leuk\w+|lymphoma|disease)\b)",
            after,
        )
        and r.category in {"NR", "relapse"}
        and re.search(r"(?i)\b(?:with|of|for|a|an|in|treat\w*)\s(?:a |an )?(?:\w+[- ]){0,2}$", before)
    ):
        book.skip(r, "a label")
        return True
    if (
        r.category == "NR"
        and re.match(
            r"(?i)^\s?(?:septic|hypo|neutropeni|thrombo|cytopeni|CRS|ICANS|GVHD|fever|to (?:steroid|tocilizumab|corticosteroid|antibiot))",
            after,
        )
    ) or re.search(r"(?i)(?:steroid|platelet|transfusion)[- ]$", before):
        book.skip(r, "not of the disease")
        return True
    return False


def _response(
    book: Book,
    scene: Scene,
    group: list[ResponseMention],
    state: State,
    patient: int,
    whens: dict[int, When],
    mentioned: dict[int, Course],
) -> ResponseFact | None:
    first = group[0]
    start = first.start - scene.sentence.start
    clause = clause_of(scene.spans, start)
    category = next((r.category for r in group if r.category), None)
    mrd = next((r.mrd for r in group if r.mrd), None)
    percent = next((r.mrd_percent for r in group if r.mrd_percent is not None), None)
    words = scene.text[clause[0] : clause[1]]
    near = [x for x in scene.times if clause[0] <= x.start - scene.sentence.start < clause[1]] or leading(book, scene)
    points = [whens[id(x)] for x in near if id(x) in whens]
    when = When(
        next((w.date for w in points if w.date), None), next((w.day for w in points if w.day is not None), None)
    )
    duration, time_after = _spans_of(book, scene, near, words)
    ongoing = is_last(scene.text) and category not in {"relapse", "PD", "NR"}
    after = _after(book, scene, group, state, patient, mentioned)
    site = site_of(words) or site_of(scene.text)
    return ResponseFact(
        patient,
        category,
        mrd,
        percent,
        site,
        after,
        when,
        time_after,
        duration,
        ongoing,
        [(r.start, r.end) for r in group],
        first.rule,
    )


def _spans_of(book: Book, scene: Scene, near: list[TimeMention], words: str) -> tuple[str | None, str | None]:
    duration = time_after = None
    for x in near:
        if x.kind != "duration":
            continue
        if x.relation in {"for", "over", "during"} or re.search(
            r"(?i)\bfor (?:more than |over |about |at least |approximately |nearly |almost |the past |the last )?$",
            scene.text[: x.start - scene.sentence.start],
        ):
            duration = duration or (
                str(x.value)
                if is_kept(words) or re.search(r"(?i)(?:remission|CR|response|free|negative|disease)\b", words)
                else None
            )
        elif x.relation in {"after", "later", "at", "post", "following", "within", None}:
            time_after = time_after or str(x.value)
    return duration, time_after


def _after(
    book: Book, scene: Scene, group: list[ResponseMention], state: State, patient: int, mentioned: dict[int, Course]
) -> Course | None:
    at = group[0].start
    here = [(m, mentioned[id(m)]) for m in scene.therapies if id(m) in mentioned]
    lines = [
        (m, c)
        for m, c in here
        if c.status == "given"
        and (c.infusion or c.role in {"induction", "consolidation", "salvage", "bridging", "maintenance", "preemptive"})
        and c.part_of is None
    ]
    before = [c for m, c in lines if m.start < at]
    if before:
        return before[-1]
    after = [
        (m, c)
        for m, c in lines
        if m.start > at
        and re.search(
            r"(?i)\b(?:after|following|with|to|by|under|on|post)\b[^,;.]{0,40}$",
            scene.text[: m.start - scene.sentence.start],
        )
    ]
    if after:
        return after[0][1]
    del patient
    return state.line


def _record(
    book: Book, fact: ResponseFact, group: list[ResponseMention], state: State, *, retold: bool, scene: Scene
) -> None:
    known = [f for f in book.story.responses if f.patient == fact.patient]
    same = _restated(book, fact, known, retold=retold, kept=any(r.kept for r in group))
    if same is not None:
        same.spans += fact.spans
        same.mrd = same.mrd or fact.mrd
        same.duration = same.duration or fact.duration
        same.site = same.site or fact.site
        same.ongoing = same.ongoing or fact.ongoing
        for r in group:
            book.story.became[id(r)] = same
        return
    if retold and (scene.sentence.section in {"introduction", "discussion", "conclusion", "title"} or known):
        for r in group:
            book.skip(r, "retold")
        return
    fact.retold = retold
    book.story.responses.append(fact)
    for r in group:
        book.story.became[id(r)] = fact
    if retold:
        return
    if fact.category in {"relapse", "PD"} or fact.category == "NR":
        state.relapsed, state.responded = True, False
        state.phase += fact.category != "NR"
    elif fact.category in {"CR", "CRi", "sCR", "VGPR", "PR"}:
        state.responded = True


def _restated(
    book: Book, fact: ResponseFact, known: list[ResponseFact], *, retold: bool, kept: bool
) -> ResponseFact | None:
    own_time = bool(fact.when) or fact.time_after is not None
    for f in reversed(known):
        if (
            f.category != fact.category
            and not (fact.category is None and f.mrd == fact.mrd)
            and not (f.category is None and f.mrd == fact.mrd)
        ):
            continue
        if fact.mrd and f.mrd and fact.mrd != f.mrd:
            continue
        if own_time and fact.when.date and fact.when.date == f.when.date:
            return f
        if own_time and fact.when.day is not None and fact.when.day == f.when.day and f.after is fact.after:
            return f
        if retold:
            return f
        if not own_time and not fact.ongoing and f.after is fact.after and f is known[-1]:
            return f
    del kept
    return None


def _together(found: list[ResponseMention], scene: Scene) -> list[list[ResponseMention]]:
    """A category and the MRD said of it in one clause are one assessment."""
    groups: list[list[ResponseMention]] = []
    for r in found:
        if groups:
            last = groups[-1]
            clause = clause_of(scene.spans, last[-1].start - scene.sentence.start)
            inside = clause[0] <= r.start - scene.sentence.start < clause[1] or r.start - last[-1].end < 60
            if inside and r.category is None and r.mrd and all(x.mrd in {None, r.mrd} for x in last):
                last.append(r)
                continue
            if inside and r.category and all(x.category in {None, r.category} for x in last):
                last.append(r)
                continue
        groups.append([r])
    return groups
