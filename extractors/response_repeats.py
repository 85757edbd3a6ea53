"""Whether an assessment was told before: the same state at the same time, or with no time of its own."""

from extractors.courses import When
from extractors.expressions import expression
from extractors.response_standing import LOST
from extractors.story import Book, ResponseFact, Scene


def near_by(book: Book, scene: Scene, known: list[ResponseFact]) -> bool:
    """Whether the last assessment was told in this sentence or one of the two before."""
    if not known:
        return False
    first = book.scenes[max(0, book.at - 2)].sentence.start
    return first <= known[-1].spans[-1][0] <= scene.sentence.end


def complete_with(same: ResponseFact, fact: ResponseFact, *, retold: bool) -> None:
    same.spans += fact.spans
    same.ongoing = same.ongoing or (fact.ongoing and not retold)
    if retold:
        if fact.category == same.category:
            fits = not same.when.day and _so_long_after(same, fact)
            same.time_after = same.time_after or (fact.time_after if fits else None)
            same.mrd = same.mrd or (fact.mrd if fact.duration and fact.duration == same.duration else None)
        return
    same.category = (
        fact.category if fact.category in {"CRi", "sCR"} and same.category == "CR" else same.category or fact.category
    )
    same.mrd = same.mrd or fact.mrd
    same.mrd_percent = same.mrd_percent if same.mrd_percent is not None else fact.mrd_percent
    same.duration = same.duration or fact.duration
    same.site = same.site or fact.site
    same.time_after = same.time_after or fact.time_after
    same.when.date = same.when.date or fact.when.date
    same.when.day = same.when.day if same.when.day is not None else fact.when.day


_MONTHS = expression(r"P(?P<n>\d+)(?P<unit>[MY])")


def _so_long_after(same: ResponseFact, fact: ResponseFact) -> bool:
    """Whether the interval that a summary tells fits the dates of the assessment: no "four months later" of a relapse before the infusion."""
    length = _MONTHS.fullmatch(fact.time_after or "")
    start, date = same.after.start.date if same.after is not None else None, same.when.date
    if length is None or date is None:
        return True
    if start is None or len(start) < 7 or len(date) < 7:
        return fact.after is same.after
    months = (int(date[:4]) - int(start[:4])) * 12 + int(date[5:7]) - int(start[5:7])
    told = int(length["n"]) * (12 if length["unit"] == "Y" else 1)
    return abs(months - told) <= (6 if length["unit"] == "Y" else 1)


def restated(
    fact: ResponseFact, known: list[ResponseFact], *, retold: bool, kept: bool, near: bool
) -> ResponseFact | None:
    """The assessment that the words tell of again: the same state at the same time, or with no time of its own."""
    own = bool(fact.when) or fact.time_after is not None
    if retold:
        known = sorted(known, key=lambda f: f.category == fact.category)  # the same state first, from the last on
    for f in reversed(known):
        if not _compatible(fact, f) or (_elsewhere(fact, f) and not retold):
            continue
        if own and _same_time(fact, f):
            return f
        if f.row and not f.when and f.category == fact.category and f.after is fact.after:
            f.row = False
            return f
        if own and not retold:
            continue
        if retold:
            return f
        if f is known[-1] and near and f.category == fact.category and fact.category in LOST:
            if _another_line(fact, f):
                continue
            return f
        if f is known[-1] and f.after is fact.after and not fact.ongoing:
            whole = f.category == fact.category and (f.mrd == fact.mrd or fact.mrd is None or near)
            whole = whole and not (near and fact.staged and f.staged)  # after the first cycle, after three cycles
            part = near and not fact.staged and (f.category is None or fact.category is None)
            if part and fact.duration and (named := _named_before(fact, known)):
                return named  # "MRD was gone at month 3. This remission lasted 11 months"
            if whole or part or (kept and f.mrd == fact.mrd):
                return f
        if (
            f is known[-1]
            and fact.ongoing
            and near
            and not (f.when or f.time_after or fact.duration)
            and f.category == fact.category
        ):
            return f
    return None


def _named_before(fact: ResponseFact, known: list[ResponseFact]) -> ResponseFact | None:
    """The last assessment after the same treatment that has the name of the state."""
    return next((f for f in reversed(known) if f.after is fact.after and f.category == fact.category is not None), None)


def _another_line(fact: ResponseFact, f: ResponseFact) -> bool:
    """Whether the treatment that failed was first told of since: "DVd (PD) and belantamab (PD)"."""
    if fact.after is None or fact.after is f.after or not fact.after.spans:
        return False
    return f.spans[-1][1] <= fact.after.spans[0][0] < fact.spans[-1][1] + 40


def row_of_table(fact: ResponseFact, known: list[ResponseFact]) -> ResponseFact | None:
    """The assessment that a row of a table of lines repeats: its dates are those of the treatment."""
    fact.when, fact.time_after, fact.ongoing, fact.row = When(), None, False, True
    return next(
        (
            f
            for f in known
            if f.category == fact.category and f.after and fact.after and f.after.name == fact.after.name
        ),
        None,
    )


def _compatible(fact: ResponseFact, f: ResponseFact) -> bool:
    pair = {fact.category, f.category}
    if None in pair and len(pair) == 2 and "negative" in (fact.mrd, f.mrd) and pair & {"relapse", "PD", "NR"}:
        return False
    categories = len(pair) == 1 or None in pair or (pair <= {"CR", "CRi", "sCR"} and _same_time(fact, f))
    if None in pair and len(pair) == 2 and pair & {"PD", "SD"}:
        return False
    return categories and (fact.mrd == f.mrd or None in {fact.mrd, f.mrd})


def _same_time(fact: ResponseFact, f: ResponseFact) -> bool:
    a, b = fact.when, f.when
    if a.date and b.date:
        return a.date == b.date or (
            (a.date.startswith(b.date) or b.date.startswith(a.date)) and fact.category == f.category
        )
    if a.day is not None and b.day is not None:
        return a.day == b.day and fact.after is f.after
    return (
        fact.time_after is not None
        and fact.time_after == f.time_after
        and fact.after is f.after
        and not (bool(a) and bool(b))
    )


def _elsewhere(fact: ResponseFact, f: ResponseFact) -> bool:
    """A finding of the meninges or of a mass stands beside that of the marrow."""
    sites = {fact.site, f.site}
    return len(sites) == 2 and None not in sites and bool(sites & {"CNS", "extramedullary"})
