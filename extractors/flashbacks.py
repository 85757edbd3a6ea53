"""A history told after the event that the report is about: `She received CAR-T cells in May. Lymphoma had been diagnosed in 2017 …`.

The history is read with a state of its own, so that its first treatment is the first line and not one after the infusion; where
the report comes back to the event, its own state goes on.
"""

from bisect import bisect_right

from extractors.courses import Course, same_treatment
from extractors.expressions import expression
from extractors.malignancy import MALIGNANT
from extractors.mentions import TherapyMention
from extractors.roles import is_antineoplastic
from extractors.story import Book, Scene, State

_SO = r"(?:previously |already |earlier |initially |first |originally |also |then |only |just |\w+ly )*"
# "had been diagnosed", "was first diagnosed", "the diagnosis had been made in 2014"
_DIAGNOSED = expression(
    rf"(?i)\bhad {_SO}been {_SO}(?:diagnosed|found to have|known)\b|\bwas (?:first|initially|originally|previously) {_SO}diagnosed\b|\b(?:first|initial|original|primary) (?:presentation|diagnosis)\b|\bdiagnosis (?:of [^.;,]{{3,60}} )?(?:had been|was) (?:\w+ )?(?:made|established)\b|\bwas (?:\w+ )?(?:diagnosed|known) (?:in|since|at)\b"
)
_HAD = expression(
    rf"(?i)\bhad been (?:her|his|the) (?:\w+ ){{0,2}}(?:treatment|therapy|drug)\b|\bhad {_SO}(?:received|undergone|failed|been {_SO}(?:treated|given|managed|pretreated|transplanted|induced|heavily))\b"
)
_BEFORE = expression(
    r"(?i)\b(?:previous|prior|earlier|past|preceding|antecedent) (?:\w+ ){0,2}?(?:lines?|therap(?:y|ies)|treatments?|regimens?|chemotherap\w+|history)\b|\b(?:her|his|the) (?:\w+ ){0,2}history\b|\bhistory of (?:her|his|the) (?:disease|illness|leuk|lymph|myelom)"
    r"|\b(?:initial|first-line|front-?line|primary|upfront|first) (?:\w+ )?(?:therapy|treatment|chemo\w+|induction)\b|\b(?:years?|months?) (?:earlier|previously|before(?=[,.]| she| he| this| the))|\bat (?:the )?age (?:of )?\d|\b(?:aged|when) \d"
)
# back at the event: what was seen then
_NOW = expression(
    r"(?i)\b(?:on|at) (?:admission|arrival|presentation|referral|(?:physical )?examination|transfer)\b|\bcurrently\b|\bat (?:this|the present) time\b|\bpost-?(?:infusion|CAR|transplant)|\b(?:after|since|following) (?:the |this )?(?:re-?)?infusion\b"
)
_NOT_YET = expression(
    r"(?i)\b(?:before|prior to|until|awaiting|pending|eligib\w+ for|referred for|planned|candidates? for|first|previous|initial)\W+(?:[\w-]+\W+){0,4}\Z"
)
_PLUPERFECT = expression(r"(?i)\bhad (?:\w+ ){0,3}?\w+(?:ed|en|ne|own|ght|ven)\b")
_AFTER = expression(r"(?i)\b(?:after|following|since|despite|post|before)\W+(?:\w+\W+){0,4}\Z")
_EARLY = 5  # sentences within which a story that begins with its event turns back
_APART = 100  # phases of a history are none of the main story
_OF_CELLS = frozenset({"CRS", "ICANS", "IEC-HS"})


def state_for(book: Book, scene: Scene, patient: int) -> State:
    """The state to read a sentence of the narrative with: that of the story, or of a history that it turns back to."""
    state = book.states[patient]
    index = book.index.get(patient)
    if index is None:
        if patient not in book.turned and _turns_back(book, scene, state, patient):
            book.turned.add(patient)
            state.infusion = state.line = _event(book, state, patient)
            book.index[patient] = state
            state = book.states[patient] = State(phase=state.phase - _APART)
    elif _comes_back(book, scene, state, index, patient):
        del book.index[patient]
        state = book.states[patient] = index
    return state


def _turns_back(book: Book, scene: Scene, state: State, patient: int) -> bool:
    """Whether a sentence opens the history behind an event told of in the sentences just before."""
    event = _event(book, state, patient)
    if event is None or (event.role not in {"infusion", "salvage"} and event.name != "donor lymphocyte infusion"):
        return False
    if book.at > event.sentence + _EARLY:
        return False
    told = [c for c in book.story.courses if c.patient == patient and c.status == "given"]
    against = [c.sentence for c in told if c.kind == "transplant" or is_antineoplastic(c.kind, c.group)]
    first = min([*against, event.sentence])
    if not first < book.at <= first + _EARLY or max([*against, first]) > first + 1:
        return False
    if any(_is_of(m, [event]) for m in scene.therapies):
        return False
    if (hit := _DIAGNOSED.search(scene.text)) is not None:
        return MALIGNANT.search(scene.text) is not None or _HAD.search(scene.text, hit.end()) is not None
    end = book.scenes[event.sentence].sentence.end
    if state.relapsed and any(
        r.category in {"relapse", "PD"} and r.spans[0][0] >= end for r in book.story.responses
    ):  # "he progressed. He had received three cycles of X when …"
        return False
    return not scene.toxicities and (_HAD.search(scene.text) or _BEFORE.search(scene.text)) is not None


def _event(book: Book, state: State, patient: int) -> Course | None:
    """What the report is about: of "CAR-T cells for relapse after allo-HSCT" the cells."""
    last = state.infusion or state.line
    if last is None:
        return None
    here = [c for c in book.story.courses if c.sentence == last.sentence and c.patient == patient]
    told = [c for c in here if c.infusion and c.status == "given"]
    own = [c for c in told if not _AFTER.search(text_before(book, c.spans[0][0]))]
    return own[-1] if own and last in told else last


def _comes_back(book: Book, scene: Scene, state: State, index: State, patient: int) -> bool:
    """Whether a sentence goes on with the event that the history led up to."""
    event = index.infusion or index.line
    assert event is not None
    own = state.infusion is not None
    dates = [str(t.value) for t in scene.times if t.kind == "date"]
    start = event.start.date
    if start and dates:
        size = min(len(start), *(len(d) for d in dates))
        if all(d[:size] < start[:size] for d in dates):
            return False
        if any(d[:size] > start[:size] for d in dates):
            return True
    for m in scene.therapies:
        at = scene.local(m)[0]
        vague = own and m.generic
        if _is_of(m, [event]) and not vague and not _NOT_YET.search(scene.text, max(0, at - 50), at):
            return True
    if any(t.name in _OF_CELLS or not own for t in scene.toxicities):
        return True
    against = [m for m in scene.therapies if m.kind in {"transplant", "cell_therapy"} or is_antineoplastic(m.kind, m.hint or "")]  # fmt: skip
    days = [int(t.value) for t in scene.times if t.kind == "day"]
    since = book.at - state.infusion.sentence if state.infusion is not None else _EARLY
    if days and ((since > 1 and not against) or (min(days) < 0 and not own)):
        return True
    if event.kind == "cell_therapy" and any(m.hint == "anticytokine" for m in scene.therapies):
        return True
    if _PLUPERFECT.search(scene.text):
        return False
    return _NOW.search(scene.text) is not None or (not own and bool(scene.therapies) and not against)


def text_before(book: Book, at: int) -> str:
    """The words of its sentence before a place of the report."""
    scene = book.scenes[max(0, bisect_right(book.starts, at) - 1)]
    return scene.text[: max(0, at - scene.sentence.start)][-60:]


def _is_of(m: TherapyMention, events: list[Course]) -> bool:
    """Whether a mention is one of the event's treatment."""
    return any(m.kind == c.kind and same_treatment(m.name, c) for c in events)
