"""Which treatment an amount was an amount of: the grammar of lists, brackets, changes and "respectively" in one sentence.

`link_doses` gives nothing to an amount whose treatment stands in another sentence ("it was reduced to 4 mg"): that is told by
the story, not by the grammar.
"""

from collections.abc import Sequence
from itertools import pairwise

from extractors.dose_names import other_name
from extractors.dose_runs import named_at_the_end, of_its_subject
from extractors.expressions import expression
from extractors.mentions import DoseMention, TherapyMention
from extractors.spelled import deal_out

_GRAFT = frozenset({"CD34+", "TNC", "MNC"})
# between the members of a list: "fludarabine, cyclophosphamide and melphalan"
_LIST = expression(
    r"(?i)(?:[\s,/+&()]|\b(?:and|plus|with|or|as well as|followed by|both|then|in combination|combined|together|intravenous(?:ly)?|iv|oral(?:ly)?)\b)*"
)
# "8 mg/kg of tocilizumab", "a single 20 mg oral dose of dexamethasone", "5 mg twice daily of ruxolitinib"
_ATTRIBUTE = (
    r"(?:an?|the|daily|once|twice|thrice|weekly|monthly|times|per|every|each|for|over|days?|weeks?|months?|hours?|hourly|h|d|day|week|wk|q\d+[hdw]|bid|tid|"
    r"b\.?i\.?d\.?|t\.?i\.?d\.?|single|bolus|loading|total|pulsed?|divided|doses?|infusions?|injections?|tablets?|iv|i\.v\.|po|p\.o\.|sc|s\.c\.|im|i\.m\.|it|i\.t\.|"
    r"intravenous(?:ly)?|oral(?:ly)?|subcutaneous(?:ly)?|intramuscular(?:ly)?|intrathecal(?:ly)?|inhaled|topical|high-dose|low-dose|methyl|liposomal|pegylated|rabbit|horse|"
    r"equine|human|recombinant|autologous|allogeneic|donor|additional|further|x|two|three|four|five|six|\d+(?:\.\d+)?|equivalents?|cells?|units?|course|cycle|body)"
)
_TO_RIGHT = expression(rf"(?i)[\s(/-]*(?:{_ATTRIBUTE}[\s/-]+)*(?:of\s+(?:{_ATTRIBUTE}[\s/-]+|\w+ly\s+)*)?\(?")
# "3 x 10^6 CAR-positive T cells/kg of the CD19-directed product tisagenlecleucel"
_OF_CELLS = expression(rf"(?i)\s*(?:{_TO_RIGHT.pattern[4:]}|of\s+(?:[\w-]+\s+){{0,5}}\(?)")
_OF = expression(r"(?i)\bof\b")
_TO_LEFT = expression(rf"(?i)[\s,(:\[=-]*(?:(?:at|of|was|were|given|dosed|being|is|{_ATTRIBUTE}|\w+ly)\b[\s,(:=-]*)*")
# "was reduced on day 11 to", "cut to", "escalated, after two weeks, to"
_CHANGED_TO = expression(
    r"(?i)\b(?P<verb>(?:re-?)?(?:reduc|increas|taper|decreas|escalat|step|cut|lower|rais|halv|doubl|tripl|wean|adjust|titrat|switch|chang|brought|put back|boost|uptitrat|bump|drop|de-escalat|went|go)\w*)\b[^.;:]{0,70}?\bto\s+(?:an?\s+|the\s+)?(?:daily\s+|total\s+|full\s+|maintenance\s+|target\s+|maximum\s+)*(?:doses?\s+of\s+|dosage\s+of\s+)?(?:only\s+|about\s+)?\Z"
)
_CHANGED_BY = expression(r"(?i)\b(?:switch|chang|convert|replac)")
_BOTH = expression(
    r"(?i)\b(?:both|each|all)\b(?: drugs| agents| of which| of them)?(?: given| administered| dosed| being)?(?: at| for|,)?\s*(?:a dose of )?\Z"
)
_EACH = expression(
    r"(?i)\s*,?\s*(?:each|apiece|of (?:each|both)|for both)\b(?!\s+(?:day|week|month|cycle|other|dose|time))"
)
_TWIN = expression(
    r"(?i)\s*(?:/\s?(?:body|dose|d|day)\s*)?(?:\(|\[|=|,\s*(?:i\.e\.,?|that is,?|equivalent\s+to|or))\s*(?:i\.e\.,?\s*|equivalent\s+to\s*|corresponding\s+to\s*|=\s*|about\s+)?\Z"
)
_BREAK = expression(r"[;:]|\.\s")
_OTHER_CLAUSE = expression(
    r"(?i)\b(?:when|while|after|before|because|although|whereas|until|which|who|since|despite|without|caused|led|settled|resolved|responded|had|as)\b"
)
_FORMER = expression(r"(?i)\bthe\s+(?P<which>former|latter)\b[^,;:.]{0,30}\Z")
# "glofitamab was begun a week after obinutuzumab (1000 mg): 2.5 mg on day 8": the list is of the subject
_ASIDE = expression(
    r"(?i)\b(?:after|before|following|followed(?!\s+by)|preceded(?=\s+by)|besides|despite|without|premedication with|prophylaxis with)\s+(?:by\s+)?(?:\w+\s+){0,2}\Z"
)
# "PSL was begun at 1 mg/kg; on day 60 it was 10 mg"
_IT_WAS = expression(r"(?i);[^;]*\b(?:it|the dose|the dosage|the drug|this)\b[^;]*\Z")
_BESIDE = expression(r"(?i)\)?\s?[(,:]?\s?(?:at |of |\(|(?:at )?(?:a )?doses? of )?")
_RESPECTIVELY = expression(r"(?i)\brespectively\b")


def unit_fits(unit: str, therapy: TherapyMention) -> bool:
    """Whether a treatment can be given in a unit: cells to grafts and cells, Gy to radiation, mass to drugs."""
    if unit.startswith("cells"):
        return therapy.kind in {"cell_therapy", "transplant"}
    if unit == "Gy":
        return therapy.kind == "radiotherapy"
    if unit.startswith("mL"):
        return therapy.kind in {"drug", "cell_therapy", "transplant", "procedure"}
    return therapy.kind == "drug"


def component_fits(component: str | None, kind: str, name: str) -> bool:
    """Whether what was counted is of a treatment: CD34+ cells of a graft, CAR-positive cells of a CAR product."""
    if component in _GRAFT:
        return kind == "transplant" or "boost" in name or (component == "MNC" and name == "donor lymphocyte infusion")
    if component == "CAR+":
        return kind == "cell_therapy" and name != "donor lymphocyte infusion"
    return True


def link_doses(
    text: str, doses: Sequence[DoseMention], therapies: Sequence[TherapyMention]
) -> dict[int, list[TherapyMention]]:
    """For each dose (by its index) the treatments of the sentence that it was an amount of.

    >>> "8 mg/kg of tocilizumab and dexamethasone 10 mg" -> 0: tocilizumab, 1: dexamethasone
    """
    linked: dict[int, list[TherapyMention]] = {}
    for i, dose in enumerate(doses):
        fitting = [t for t in therapies if unit_fits(dose.unit, t) and component_fits(dose.component, t.kind, t.name)]
        if i and i - 1 in linked and is_twin(text, doses[i - 1], dose):
            linked[i] = [t for t in linked[i - 1] if t in fitting] or linked[i - 1]
        elif fitting:
            linked[i] = _link(text, dose, fitting, doses, linked)
    named_at_the_end(text, doses, linked)
    _respectively(text, doses, therapies, linked)
    _slashed(text, doses, therapies, linked)
    _former_and_latter(text, doses, therapies, linked)
    _in_order(doses, therapies, linked)
    deal_out(doses, therapies, linked)
    return {i: found for i, found in linked.items() if found}


def is_twin(text: str, earlier: DoseMention, dose: DoseMention) -> bool:
    """ "480 mg (8 mg/kg)" is one amount in two units."""
    return earlier.unit != dose.unit and bool(_TWIN.fullmatch(text, earlier.end, dose.start))


def _link(
    text: str,
    dose: DoseMention,
    fitting: list[TherapyMention],
    doses: Sequence[DoseMention],
    linked: dict[int, list[TherapyMention]],
) -> list[TherapyMention]:
    before = [t for t in fitting if t.end <= dose.start]
    right = next((t for t in fitting if t.start >= dose.end), None)
    left = before[-1] if before else None
    if right is not None and _follows(text, dose, right, left, doses):
        return [right]
    inside = [t for t in fitting if t.start < dose.end and dose.start < t.end]
    if inside and not (
        left and inside[-1].generic and not left.generic and _TO_LEFT.fullmatch(text, left.end, dose.start)
    ):
        return inside[-1:]  # "100 x 10^6 CAR-positive T cells (liso-cel)"
    changed = _CHANGED_TO.search(text, max(0, dose.start - 140), dose.start)
    while changed and (later := _CHANGED_TO.search(text, changed.end("verb"), dose.start)):
        changed = later  # "steroids were tapered to zero by April, ruxolitinib was reduced to"
    if changed and not _CHANGED_BY.match(changed["verb"]):
        before = of_its_subject(text, [t for t in before if t.end <= changed.start()], changed.start())
        left = before[-1] if before else None
        if left is None:
            return []
    if left is None:
        return [right] if right is not None and _leads(text, dose, right, doses) else []
    gap = text[left.end : dose.start]
    if (":" in gap or ";" in gap) and len(before) > 1 and _ASIDE.search(text, max(0, left.start - 40), left.start):
        return [before[-2]]
    if ";" in gap and (owner := _bracket_owner(text, left, dose, before)) is not None:
        return [owner]
    if len(before) > 1 and (_BOTH.search(gap) or _EACH.match(text, dose.end)):
        return _list_ending_at(text, before, doses)
    if not changed and other_name(text, left.end, dose.start):
        return []
    if (
        not changed
        and ";" in gap
        and not _IT_WAS.search(gap)
        and (own := _own_units(left, dose, doses, linked))
        and dose.unit not in own
    ):
        same = [t for t in before if dose.unit in _own_units(t, dose, doses, linked)]
        return same[-1:]
    return [left]


def _bracket_owner(
    text: str, left: TherapyMention, dose: DoseMention, before: Sequence[TherapyMention]
) -> TherapyMention | None:
    """ "glofitamab (obinutuzumab 1000 mg on 22 November; 2.5 mg D8, 10 mg D15)": behind the semicolon the drug before the bracket."""
    opened = text.rfind("(", 0, left.start)
    if opened < 0 or ")" in text[opened : dose.start]:
        return None
    owner = next((t for t in reversed(before) if t.end <= opened), None)
    beside = owner is not None and owner.kind == "drug" and not text[owner.end : opened].strip()
    alone = not any(opened < t.start < left.start for t in before)
    return owner if beside and alone else None


def _own_units(
    therapy: TherapyMention, dose: DoseMention, doses: Sequence[DoseMention], linked: dict[int, list[TherapyMention]]
) -> set[str]:
    """Units of the amounts before this one that a treatment already has in the sentence."""
    return {d.unit for i, d in enumerate(doses) if d.start < dose.start and therapy in linked.get(i, [])}


def _follows(
    text: str, dose: DoseMention, right: TherapyMention, left: TherapyMention | None, doses: Sequence[DoseMention]
) -> bool:
    """ "8 mg/kg of tocilizumab", "a single 20 mg oral dose of dexamethasone", not "tocilizumab 8 mg/kg dexamethasone 10 mg"."""
    if right.start - dose.end > 70 or any(dose.end <= d.start < right.start for d in doses):
        return False
    to_right = _OF_CELLS if dose.unit.startswith("cells") else _TO_RIGHT
    if not to_right.fullmatch(text, dose.end, right.start):
        return False
    if left is None or _OF.search(text, dose.end, right.start):
        return True
    gap = text[left.end : dose.start]
    if not _TO_LEFT.fullmatch(gap):
        return True
    return bool(gap.strip(" (:[=-")) and not _has_own(text, right, doses) and not gap.rstrip().endswith("(")


def _has_own(text: str, therapy: TherapyMention, doses: Sequence[DoseMention]) -> bool:
    """Whether an amount stands right behind a treatment: "paracetamol 1 g"."""
    return any(
        d.start >= therapy.end and d.start - therapy.end < 40 and _TO_LEFT.fullmatch(text, therapy.end, d.start)
        for d in doses
    )


def _leads(text: str, dose: DoseMention, right: TherapyMention, doses: Sequence[DoseMention]) -> bool:
    """ "At a dose of 8 mg/kg, tocilizumab was given": the only treatment comes after its amount."""
    gap = text[dose.end : right.start]
    if len(gap) > 90 or _BREAK.search(gap) or any(dose.end <= d.start < right.start for d in doses):
        return False
    return not _OTHER_CLAUSE.search(gap) and not _has_own(text, right, doses)


def _list_ending_at(text: str, before: list[TherapyMention], doses: Sequence[DoseMention]) -> list[TherapyMention]:
    """The coordinated treatments that end with the last one, without an amount of their own between them."""
    group = [before[-1]]
    for t in reversed(before[:-1]):
        if not _LIST.fullmatch(text, t.end, group[0].start) or any(t.end <= d.start < group[0].start for d in doses):
            break
        group.insert(0, t)
    return group


def _respectively(
    text: str,
    doses: Sequence[DoseMention],
    therapies: Sequence[TherapyMention],
    linked: dict[int, list[TherapyMention]],
) -> None:
    """ "fludarabine and cyclophosphamide at 30 and 300 mg/m2, respectively": first to first, second to second."""
    for m in _RESPECTIVELY.finditer(text):
        tail = [i for i, d in enumerate(doses) if d.end <= m.start() and m.start() - d.start < 160]
        fitting = [t for t in therapies if t.end <= m.start() and all(unit_fits(doses[i].unit, t) for i in tail)]
        last = fitting[-1].end if fitting else 0
        tail = [i for i in tail if doses[i].start >= last]
        if len(tail) < 2 or not fitting:
            continue
        group = _list_ending_at(text, fitting, doses)
        if len(group) == len(tail):
            for i, t in zip(tail, group, strict=True):
                linked[i] = [t]


def _former_and_latter(
    text: str,
    doses: Sequence[DoseMention],
    therapies: Sequence[TherapyMention],
    linked: dict[int, list[TherapyMention]],
) -> None:
    """ "Fludarabine and cyclophosphamide, the former at 30 mg/m2, the latter at 500 mg/m2": the first and the last of the two."""
    if "the former" not in text and "the latter" not in text:
        return
    for i, dose in enumerate(doses):
        word = _FORMER.search(text, max(0, dose.start - 50), dose.start)
        before = [t for t in therapies if word and t.end <= word.start() and unit_fits(dose.unit, t)]
        group = _list_ending_at(text, before, []) if before else []
        if word and len(group) == 2:
            linked[i] = [group[word["which"].lower() == "latter"]]


def _in_order(
    doses: Sequence[DoseMention], therapies: Sequence[TherapyMention], linked: dict[int, list[TherapyMention]]
) -> None:
    """ "Flu/Cy 30/500": amounts in the order of the names."""
    run = [i for i, d in enumerate(doses) if "order_assumed" in d.flags]
    if len(run) < 2:
        return
    before = [t for t in therapies if t.kind == "drug" and t.end <= doses[run[0]].start][-len(run) :]
    if len(before) == len(run):
        for i, t in zip(run, before, strict=True):
            linked[i] = [t]


def _slashed(
    text: str,
    doses: Sequence[DoseMention],
    therapies: Sequence[TherapyMention],
    linked: dict[int, list[TherapyMention]],
) -> None:
    """ "fludarabine/cyclophosphamide 30/500 mg/m2": as many amounts as names, each to its own; not "carfilzomib 20/56 mg/m2"."""
    for i, (first, second) in enumerate(pairwise(doses)):
        if text[first.end : second.start] != "/":
            continue
        before = [t for t in therapies if t.kind == "drug" and t.end <= first.start]
        group = _list_ending_at(text, before, doses) if before else []
        if len(group) == 2 and group[1].name != "carfilzomib" and _BESIDE.fullmatch(text, group[1].end, first.start):
            linked[i], linked[i + 1] = [group[0]], [group[1]]
