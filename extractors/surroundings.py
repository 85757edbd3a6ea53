"""What the role of each treatment of a sentence is read from: its words, its list, the state of the story, what comes next."""

from functools import lru_cache
from itertools import islice

from extractors.adjuvant import is_adjuvant
from extractors.against_disease import solid
from extractors.around import Around
from extractors.assertion import Said, status_of
from extractors.autoimmunity import AUTOIMMUNE, LOOKED_FOR
from extractors.came_back import came_back, is_back
from extractors.clauses import clause_of
from extractors.expressions import expression
from extractors.folded import Folded
from extractors.list_places import comes_after, days, group_of, line, own_days, years_later
from extractors.malignancy import MALIGNANT
from extractors.mentions import TherapyMention
from extractors.purposes import cues, lists, purposes
from extractors.response_spread import is_spread
from extractors.roles import is_antineoplastic, role_of
from extractors.roles_cancer import conditions
from extractors.story import Book, Scene, State

_PRESENTS = expression(
    r"(?i)\b(?:\w+-(?:year|month|week)s?-old|(?:year|month)s old|our patient|newly diagnosed|de novo|aged (?:about )?\d+|at (?:the )?age (?:of )?(?:\d+|[a-z]+)|watch(?:ful)? (?:and |& )?wait\w*|was diagnosed (?:with|as)|diagnosis (?:of [^.;]{3,60} )?was (?:made|established))\b"
)
_ACUTE = expression(
    r"(?i)\bacute (?:\w+ ){0,2}leuka?emia|(?-i:\b(?:[BT]-?)?ALL\b|\bAML\b|\bAPL\b|\bMDS\b|\bMPAL\b)|myelodysplas|lymphoblastic"
)
_SLOW = expression(
    r"(?i)lymphoma|myeloma|chronic (?:\w+ )?leuka?emia|(?-i:\b(?:DLBCL|CLL|CML|MCL|FL|MM|PMBCL|NHL|HL|SLL)\b)|macroglobulin|S[eé]zary|mycosis fungoides|hairy cell|Waldenstr"
)
# the disease itself is said to be there again, whatever else the sentence tells
_RETURNED = expression(
    r"(?i)\b(?:the |her |his )(?:disease|HLH|lymphohistiocytosis|leuka?emia|lymphoma|myeloma|tumou?r) (?:had |has )?(?:re-?activated|flared|came back|returned|reappeared|recurred|relapsed|progressed)\b|\b(?:proved|confirmed|established|showed|revealed|documented|demonstrated|disclosed|detected|indicated|diagnosed) (?:(?!no\b|not\b)\w+ ){0,3}?(?:relapse|recurrence)\b"
)
_FAILED = Folded(r"(?i)ineffective|unsuccessful|futile|\bfail(?:ed|ure)|without (?:success|effect|response)|no response|(?:did|does) not respond|stable disease|\bSD\b|inadequate|insufficient|suboptimal|intoleran")  # fmt: skip
_COLLECTED = Folded(r"(?i)leuk?[ao]?c?pheresis|leukapheresis|leucapheresis|\bapheresis|(?:T[- ]cells|lymphocytes) (?:were|had been) (?:collected|harvested)|(?:harvest|collection) of (?:\w+ )?(?:T[- ]cells|(?:T-)?lymphocytes)")  # fmt: skip
# leukapheresis that removes leukaemic cells collects none
_CYTOREDUCES = expression(
    r"(?i)hyperleu[ck]o|leu[ck]osta|leu[ck]ocytosis|cytoreduc|therapeutic leuk|hydroxy(?:urea|carbamide)|rasburicase|white (?:blood )?cell|\bWBC\b"
)
_FAILING = expression(r"(?i)\baplastic an|\b(?:marrow|bone marrow) failure\b|(?-i:\b[vs]?SAA\b)")
# the treatment of a failing marrow, named as such: "Immunosuppression was begun with horse ATG", not that of a graft
_IMMUNOSUPPRESSION = expression(
    r"(?i)(?<!post-)(?<!transplant )\bimmunosuppressi(?:on|ve (?:therapy|treatment))\b(?! (?:was|were) (?:taper|withdraw|stopp|reduc))|(?-i:\bIST\b)|\b(?:course|cycle|dose)s? of (?:\w+ ){0,4}(?:ATG|antithymocyte|anti-thymocyte)"
)
_HLH = expression(r"\bHLH\b|(?i:ha?emophagocytic lymphohistiocyt)")


_PARTLY = expression(r"(?i)partial (?:metabolic )?(?:remission|response)|(?-i:\bPR\b)|stable disease|(?-i:\bSD\b)")
_CARRIED = frozenset({"conditioning", "lymphodepletion", "gvhd_prophylaxis", "maintenance", "bridging", "preemptive"})
# "Four lumbar punctures were made for prevention. Each time cytarabine was instilled"
_INTO_CSF = expression(r"(?i)\blumbar|\bintrathecal|\bspinal\b|\bthecal")
_NO_EVENT = frozenset({"donor lymphocyte infusion", "stem cell boost", "mesenchymal stromal cells"})


def surroundings(book: Book, scene: Scene, state: State, patient: int, *, retold: bool) -> list[Around]:
    """For each treatment of a sentence what stands around it."""
    if not scene.therapies:
        if not retold:
            _carry(state, scene, purposes(scene.text, [])[1])
            fresh = state.line is None and _PRESENTS.search(scene.text) is not None
            untreated = state.line is None and state.infusion is None
            state.came_back = (state.came_back and not fresh) or came_back(scene.text, untreated=untreated)
            state.responded = state.responded and not _RETURNED.search(scene.text)
        return []
    spans = [scene.local(m) for m in scene.therapies]
    named = [i for i, m in enumerate(scene.therapies) if m.kind not in {"transplant", "cell_therapy"} or m.name == "donor lymphocyte infusion"]  # fmt: skip
    told, opened = purposes(scene.text, [spans[i] for i in named])
    inner = [cues(scene.text[slice(*spans[i])]) for i in named]
    purpose: dict[int, str | None] = {
        i: own[0].role if own else role for i, own, role in zip(named, inner, told, strict=True)
    }
    if state.opened and not any(purpose.values()):
        purpose = {i: state.opened if is_antineoplastic(scene.therapies[i].kind, group_of(scene.therapies[i])) or state.opened == "gvhd_prophylaxis" else None for i in named}  # fmt: skip
    if state.line is None and _PRESENTS.search(scene.text):
        state.came_back = False  # what came before, in the opening of a letter, was said of others
    upcoming = _upcoming(book, scene, state, patient)
    found = [_around(book, scene, state, patient, i, spans, purpose, upcoming) for i in range(len(scene.therapies))]
    _inherit(scene, spans, found)
    if not retold:
        _carry(state, scene, opened)
        state.came_back = state.came_back or came_back(scene.text)
    return found


def _carry(state: State, scene: Scene, opened: str | None) -> None:
    """A purpose that no name of its sentence answers holds for the next sentence ("Conditioning was myeloablative.")."""
    named = any(m.kind in {"drug", "regimen"} for m in scene.therapies)
    carried = opened in _CARRIED or (opened == "prophylaxis" and _INTO_CSF.search(scene.text) is not None)
    of_all = opened == "bridging" and bool(scene.therapies)  # "She declined bridging radiotherapy."
    state.opened = opened if carried and not (named or of_all) else None


def _infusions(book: Book, scene: Scene) -> list[TherapyMention]:
    """The cell and graft infusions that a sentence says were given."""
    found = []
    for m in scene.therapies:
        if m.kind in {"cell_therapy", "transplant"} and m.name not in _NO_EVENT and "not_event" not in m.flags:
            others = [scene.local(o) for o in scene.therapies if o is not m]
            if id(m) not in book.said:
                book.said[id(m)] = status_of(scene.text, *scene.local(m), others=others)
            if book.said[id(m)] is Said.GIVEN:
                found.append(m)
    return found


def _upcoming(book: Book, scene: Scene, state: State, patient: int) -> list[tuple[int, str]]:
    """The infusions nearest to a sentence: the place in it (or its end) and the kind; one just told of, if that is nearer."""
    found = [(scene.local(m)[0], m.kind) for m in _infusions(book, scene)]
    if found:
        return found
    past = book.at - state.infusion.sentence if state.infusion is not None else 99
    for away, s in enumerate(book.scenes[book.at + 1 : book.at + 6], 1):
        if (
            s.sentence.section in book.narrated
            and s.sentence.patient in (0, patient)
            and (coming := _infusions(book, s))
        ):
            if past < away - 1 and state.infusion is not None:
                break
            return [(len(scene.text) + 1, m.kind) for m in coming]
    return [(-1, state.infusion.kind)] if past < 4 and state.infusion is not None else []


def _around(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    i: int,
    spans: list[tuple[int, int]],
    purposes_told: dict[int, str | None],
    upcoming: list[tuple[int, str]],
) -> Around:
    start, end = spans[i]
    purpose = purposes_told.get(i)
    bridges = _bridges_here(scene, purposes_told, i)
    clause = clause_of(scene.spans, start)
    kind = _nearest(upcoming, start) or _spoken_of(scene)
    autoimmune, cancer = _disease(book)
    last = next((r for r in reversed(book.story.responses) if r.patient == patient), None)
    numbers = lists(scene.text, spans)
    later = years_later(scene, spans, i) or comes_after(scene, spans, i, numbers)
    partly = last is not None and last.category in {"PR", "SD", "NR", "PD", "MR"}
    earlier = _before_infusion(book, scene, state, spans[numbers.index(numbers[i])][0], upcoming)
    # hydroxyurea that lowers the count before the first treatment is no line
    debulked = state.line is not None and state.line.name == "hydroxyurea" and book.at - state.line.sentence < 4
    return Around(
        near=scene.text[clause[0] : clause[1]],
        sentence=scene.text,
        before=state.before[-240:],
        heading=scene.heading,
        purpose=purpose,
        heading_role=next((c for c in purposes(scene.heading, [])[1:] if c), None) if scene.heading else None,
        days=days(scene, start, end, spans, i),
        own_days=own_days(scene, end, spans, i),
        line=line(scene, start, spans, i),
        relapsed=is_back(scene, state, spans, i, earlier=earlier, partly=partly) or _spread(book, scene, start),
        responded=state.responded and not partly and not earlier,
        treated=(state.line is not None and not (earlier or debulked)) or later,
        failed=partly
        or _FAILED.search(state.before[-240:]) is not None
        or _PARTLY.search(scene.text, 0, start) is not None,
        infused=state.infusion is not None and state.infusion.phase == state.phase and not (state.relapsed or earlier),
        earlier=earlier,
        infused_kind=None if earlier else _kind(state),
        toxicity=(state.syndrome is not None and state.syndrome.occurred)
        or any(not t.absent for t in scene.toxicities),
        infusion_next=None if earlier else kind,
        collected=_collected(book, scene, state, patient, start),
        bridged=bridges or _bridged(book, scene, state, start),
        autoimmune=(autoimmune and not cancer) or _before_cancer(scene, state),
        cancer=cancer,
        acute=_acute(book),
        another=(state.line is not None and state.line.sentence != book.at and not debulked) or later,
        then=later,
        operated=is_adjuvant(book, scene, state, patient, start),
        regimens=frozenset(m.name for m in scene.therapies[:i] if m.kind == "regimen"),
        syndrome_before=state.syndrome is not None and state.syndrome.occurred,
        sentence_names=frozenset(m.name for m in scene.therapies),
        list_names=frozenset(m.name for m, n in zip(scene.therapies, numbers, strict=True) if n == numbers[i]),
        preempts=state.line is not None and state.line.role == "preemptive" and not state.relapsed,
        cells_here=any(0 <= at <= len(scene.text) and k == "cell_therapy" for at, k in upcoming),
        grafted_here=any(at < start and k == "transplant" for at, k in upcoming if at >= 0) and not earlier,
        hyperinflamed=not cancer and book.hyperinflamed and state.infusion is None and not _before_graft(scene),
        failing=book.aplastic
        and (
            kind is None
            or scene.therapies[i].name not in {"cyclosporine", "antithymocyte globulin", "alemtuzumab"}
            or (upcoming[0][0] > len(scene.text) and _IMMUNOSUPPRESSION.search(scene.text) is not None)
        )
        and state.infusion is None
        and not _before_graft(scene),
        near_names=_near_names(book),
        awaits_cells=_awaits_cells(book, scene, state, start),
    )


def _bridged(book: Book, scene: Scene, state: State, start: int) -> bool:
    """Whether the last line told of is a bridge to cells that were not infused since."""
    if state.line is None or state.line.role != "bridging" or state.line.phase != state.phase:
        return False
    if any(scene.local(m)[0] < start for m in _infusions(book, scene)):
        return False
    return not any(_infusions(book, s) for s in book.scenes[state.line.sentence : book.at])


def _bridges_here(scene: Scene, purpose: dict[int, str | None], i: int) -> bool:
    """Whether a treatment is told behind one that bridges, and no cells between: "as bridging she took A; B had also been proposed"."""
    last = max((j for j in range(i) if purpose.get(j) == "bridging"), default=None)
    return last is not None and all(scene.therapies[j].kind != "cell_therapy" for j in range(last, i))


_HAD_HAD = expression(
    r"(?i)\bhad (?:\w+ ){0,3}?(?:been (?:\w+ )?(?:pre-?treated|treated|managed|induced) with|received|failed|been given)\s(?:[\w-]+ ){0,4}\Z"
)
# "before transplant she had failed ATG"
_BEFORE_GRAFT = expression(
    r"(?i)\b(?:before|prior to) (?:the |her |his )?(?:\w+ )?(?:(?:re-?)?transplant\w*|HSCT|SCT|BMT|CAR[- ]?T\w*|infusion),?\s[^.;]{0,80}\b(?:had|was|were)\b[^.;]{0,60}\Z"
)


def _before_infusion(book: Book, scene: Scene, state: State, start: int, here: list[tuple[int, str]]) -> bool:
    """ "He underwent allo-SCT in 2017; the MDS had been treated with azacitidine": whether a treatment came before the graft just told of."""
    if state.infusion is not None and _BEFORE_GRAFT.search(scene.text, 0, start):
        return True
    just = state.infusion is not None and book.at - state.infusion.sentence < 2
    if not just and not any(0 <= at < start for at, _ in here):
        return False
    return _HAD_HAD.search(scene.text, max(0, start - 90), start) is not None


def _spread(book: Book, scene: Scene, start: int) -> bool:
    """Whether the sentence itself tells before a treatment that a treated tumour has spread."""
    base = scene.sentence.start
    found = [r for r in scene.responses if r.end - base <= start and r.rule.endswith((".spread", ".new"))]
    return bool(found) and solid(book) and any(is_spread(book, scene, scene.text[: r.start - base]) for r in found)


def _kind(state: State) -> str | None:
    """What was infused last; donor lymphocytes belong to their graft."""
    if state.infusion is None:
        return None
    return "transplant" if state.infusion.name == "donor lymphocyte infusion" else state.infusion.kind


def _nearest(upcoming: list[tuple[int, str]], start: int) -> str | None:
    """The kind of the infusion that a treatment belongs to: of several in a long sentence the nearest, else the next."""
    if len({k for _, k in upcoming}) > 1:
        return min(upcoming, key=lambda u: abs(u[0] - start))[1]
    return upcoming[0][1] if upcoming else None


def _before_cancer(scene: Scene, state: State) -> bool:
    """Whether the story still tells of an autoimmune disease that came before the cancer."""
    if state.line is not None or state.infusion is not None:
        return False
    told = state.before + " " + scene.text
    return (
        any(AUTOIMMUNE.search(s) and not LOOKED_FOR.search(s) for s in told.split(". "))
        and not MALIGNANT.search(told)
        and not _FAILING.search(told)
        and not _HLH.search(told)
    )


def _spoken_of(scene: Scene) -> str | None:
    """The kind of an infusion that the sentence only plans: "a transplantation with treosulfan is planned"."""
    kinds = [m.kind for m in scene.therapies if m.kind in {"cell_therapy", "transplant"} and m.name not in _NO_EVENT]
    return kinds[0] if kinds else None


def _before_graft(scene: Scene) -> bool:
    """Whether days before a graft are told of the treatment or it stands with what ablates."""
    return any(t.kind == "day" and int(t.value) < 0 for t in scene.times)


def _near_names(book: Book) -> frozenset[str]:
    """What the sentences before and after this one name."""
    near = [*book.scenes[max(0, book.at - 1) : book.at], *book.scenes[book.at + 1 : book.at + 2]]
    return frozenset(m.name for s in near for m in s.therapies)


def _awaits_cells(book: Book, scene: Scene, state: State, start: int) -> bool:
    """Whether engineered cells were spoken of and none infused since: they are planned or being made."""
    first = state.infusion.sentence + 1 if state.infusion is not None else 0
    past = [s for s in book.scenes[max(first, book.at - 10) : book.at] if s.sentence.section in book.narrated]
    here = [m for m in scene.therapies if m.start - scene.sentence.start < start]
    spoken = [m for m in [*here, *(m for s in past for m in s.therapies)] if m.kind == "cell_therapy"]
    return any(m.name not in _NO_EVENT and "not_event" not in m.flags for m in spoken)


def _collected(book: Book, scene: Scene, state: State, patient: int, start: int) -> bool:
    """Cells were collected since the last infusion, and no sentence up to the next one speaks of bridging."""
    first = state.infusion.sentence if state.infusion is not None else 0
    past = [s for s in book.scenes[max(first, book.at - 8) : book.at] if s.sentence.patient in (0, patient)]
    if not (_collects(scene.text[:start]) or any(_collects(s.text) for s in past)):
        return False
    ahead = book.scenes[book.at + 1 : book.at + 6]
    return not any("bridging" in s.text.lower() for s in ahead)


@lru_cache(maxsize=1024)
def _collects(text: str) -> bool:
    return _COLLECTED.search(text) is not None and _CYTOREDUCES.search(text) is None


def _disease(book: Book) -> tuple[bool, bool]:
    if book.disease is None:
        sections = book.narrated | {"title"}
        told = [s.text for s in book.scenes if s.sentence.section in sections and s.sentence.told_of == "patient"]
        text = " ".join(told)
        autoimmune = sum(len(AUTOIMMUNE.findall(s)) for s in told if not LOOKED_FOR.search(s))
        cancer = sum(1 for _ in islice(MALIGNANT.finditer(text), autoimmune + 1))  # more do not matter
        book.aplastic = _FAILING.search(text) is not None and not cancer
        book.hyperinflamed = len(_HLH.findall(text)) > 1
        book.disease = ((autoimmune > 1 or not cancer) and autoimmune > cancer, cancer > 0 and cancer * 2 >= autoimmune)
    return book.disease


_GIVEN_WITH = expression(r"(?i)\b(?:given|administered|combined|infused|together|along) with (?:[\w-]+ )?\Z")


def _acute(book: Book) -> bool:
    """Whether the story is of an acute leukaemia, whose remission is consolidated."""
    if book.acute is None:
        told = " ".join(s.text for s in book.scenes if s.sentence.told_of == "patient")
        book.acute = sum(1 for _ in _ACUTE.finditer(told)) >= sum(1 for _ in _SLOW.finditer(told))
    return book.acute


# "ibrutinib, held for bleeding and replaced by zanubrutinib": of the same line, where nothing failed
_REPLACED_BY = expression(
    r"(?i)\b(?:replaced (?:by|with)|switched to|changed to|exchanged for|substituted (?:by|with)|swapped for)(?: [\w-]+)? \Z"
)
_DID_FAIL = expression(
    r"(?i)progress|relaps|refractor|resistan|fail|insufficient|inadequate|suboptimal|no response|without response|lost|loss of|persist|mutation|blasts?\b|\bMRD\b|recurr"
)


def _with_replaced(text: str, spans: list[tuple[int, int]], numbers: list[int]) -> tuple[list[int], set[int]]:
    """The lists of a sentence, where what replaces a treatment for its harm is of the list of that; and what does so."""
    replacing: set[int] = set()
    if _DID_FAIL.search(text):
        return numbers, replacing
    for i in range(1, len(spans)):
        if _REPLACED_BY.search(text, spans[i - 1][1], spans[i][0]):
            old = numbers[i]
            numbers = [numbers[i - 1] if n == old else n for n in numbers]
            replacing.add(i)
    return numbers, replacing


def _inherit(scene: Scene, spans: list[tuple[int, int]], found: list[Around]) -> None:
    """Members of a list share their role: the steroid of "lenalidomide 10 mg and dexamethasone 20 mg" is antineoplastic."""
    numbers, replacing = _with_replaced(scene.text, spans, lists(scene.text, spans))
    roles: dict[int, set[str]] = {}
    last: dict[int, str] = {}
    for i, m in enumerate(scene.therapies):
        found[i].neighbour = last.get(numbers[i])
        if i and group_of(m) == "steroid" and _GIVEN_WITH.search(scene.text, spans[i - 1][1], spans[i][0]):
            found[i].neighbour = last.get(numbers[i - 1])  # "two doses of cyclophosphamide were given with prednisone"
        if (
            i not in replacing
            and is_antineoplastic(m.kind, group_of(m))
            and (role := role_of(m.kind, group_of(m), m.name, found[i]))
        ):
            roles.setdefault(numbers[i], set()).add(role)
            last[numbers[i]] = role
    ablated = any(conditions(m.name) for m in scene.therapies)
    for i, around in enumerate(found):
        around.peers = frozenset(roles.get(numbers[i], ())) - ({"conditioning"} if ablated and len(roles) == 1 and len(roles.get(numbers[i], ())) > 1 else set())  # fmt: skip
