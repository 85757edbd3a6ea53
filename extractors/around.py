"""What the role of a treatment is read from: its own words, the list it stands in, and where the story stands."""

from dataclasses import dataclass


@dataclass(slots=True)
class Around:
    """The surroundings of one treatment."""

    near: str  # its clause
    sentence: str
    before: str  # the sentences before it, newest last
    heading: str
    purpose: str | None = None  # what its sentence, or the sentence that opened it, says it was for
    heading_role: str | None = None
    days: tuple[int, ...] = ()  # numbered days on which it was given
    own_days: tuple[int, ...] = ()  # those that stand right after its name
    peers: frozenset[str] = frozenset()  # roles of the antineoplastic members of its list
    neighbour: str | None = None  # the role of the antineoplastic member of its list that stands next before it
    sentence_names: frozenset[str] = frozenset()
    list_names: frozenset[str] = frozenset()  # what is named in one breath with it, itself included
    line: int | None = None  # "(2) Dara-Kd": the number of the line of treatment
    relapsed: bool = False  # the disease came back, progressed or was refractory before
    responded: bool = False  # a remission was reached and not yet lost
    treated: bool = False  # an antineoplastic course came before
    failed: bool = False  # and the sentences before say that it did too little
    infused: bool = False  # a cell or graft infusion happened before, in this phase
    infused_kind: str | None = None  # cell_therapy, transplant or bispecific
    toxicity: bool = False  # a syndrome is going on
    infusion_next: str | None = None  # kind of the infusion that this or the next sentences tell of
    collected: bool = False  # cells were collected for an infusion to come
    bridged: bool = False  # the last line told of is a bridge to cells that were not yet infused
    autoimmune: bool = False  # the patient is treated for an autoimmune disease and no cancer
    cancer: bool = True  # the narrative tells of a cancer
    acute: bool = True  # an acute leukaemia
    another: bool = False  # another line was told of in an earlier sentence
    syndrome_before: bool = False  # a syndrome was told of in an earlier sentence
    awaits_cells: bool = False  # cells were spoken of since the last infusion: planned, being made
    preempts: bool = False  # the last course was given preemptively
    cells_here: bool = False  # cells were infused in its sentence
    grafted_here: bool = False  # a graft was told of earlier in its sentence
    hyperinflamed: bool = False  # the disease is HLH itself, no syndrome of a treatment
    regimens: frozenset[str] = frozenset()  # the regimens of its sentence before it
    operated: bool = False  # a tumour was cut out whole before, and nothing was given since
    then: bool = False  # told of as coming after another line of its sentence
    failing: bool = False  # the disease is a failing marrow
    earlier: bool = False  # told after the graft or cells before which it was given
    near_names: frozenset[str] = frozenset()  # names of the sentences before and after
