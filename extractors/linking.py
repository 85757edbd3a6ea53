"""Which amounts and times belong to which treatments of a sentence: the grammar of lists, brackets and "respectively"."""

import re
from collections.abc import Sequence

from extractors.mentions import DoseMention, TherapyMention, TimeMention

# between the members of a list: "fludarabine 30 mg/m2, cyclophosphamide ... and melphalan"
_LIST = re.compile(
    r"(?i)^(?:[\s,/+&()]|and|plus|with|or|as well as|followed by|both|then|in combination|combined|together|at|a|an|the|of|dose|doses|daily|per|day|intravenous(?:ly)?|iv|oral(?:ly)?|i\.v\.|for|days?|each|once|twice|\d[\d.,x^/-]*|mg|g|kg|m2|mcg|ug|iu|body|total|-)*$"
)
_OF = re.compile(
    r"(?i)^\s?(?:\w+\s){0,3}?(?:of|intravenous(?:ly)?|iv|i\.v\.|oral|subcutaneous|sc|intrathecal|it|dose of|doses of|pulse|pulsed|high-dose|daily|oral dose of)?\s?(?:\w+\s){0,2}$"
)


def unit_fits(unit: str, therapy: TherapyMention) -> bool:
    """Whether a treatment can be given in a unit: cells to grafts and cells, Gy to radiation, mass to drugs."""
    if unit.startswith("cells"):
        return therapy.kind in {"cell_therapy", "transplant"}
    if unit == "Gy":
        return therapy.kind == "radiotherapy"
    if unit.startswith("mL"):
        return therapy.kind in {"drug", "cell_therapy", "transplant", "procedure"}
    return therapy.kind == "drug"


def link_doses(
    text: str, doses: Sequence[DoseMention], therapies: Sequence[TherapyMention]
) -> dict[int, list[TherapyMention]]:
    """For each dose (by its index) the treatments of the sentence that it was an amount of."""
    linked: dict[int, list[TherapyMention]] = {}
    for i, dose in enumerate(doses):
        fitting = [t for t in therapies if unit_fits(dose.unit, t)]
        if not fitting:
            continue
        linked[i] = _link(text, dose, fitting, doses)
    _respectively(text, doses, therapies, linked)
    return {i: found for i, found in linked.items() if found}


def _link(
    text: str, dose: DoseMention, fitting: list[TherapyMention], doses: Sequence[DoseMention]
) -> list[TherapyMention]:
    before = [t for t in fitting if t.end <= dose.start]
    after = [t for t in fitting if t.start >= dose.end]
    left, right = (before[-1] if before else None), (after[0] if after else None)
    if right is not None and _follows(text, dose, right, doses):
        if left is None or not _adjacent(text, left, dose):
            return [right]
    if left is None:
        return [right] if right is not None and right.start - dose.end < 120 else []
    gap = text[left.end : dose.start]
    if (
        re.search(
            r"(?i)\b(?:both|each|all)\b(?: drugs| agents)?(?: given| administered)?(?: at| for|,)?\s*(?:a dose of )?$",
            gap,
        )
        and len(before) > 1
    ):
        return _list_ending_at(text, before)
    return [left]


def _follows(text: str, dose: DoseMention, therapy: TherapyMention, doses: Sequence[DoseMention]) -> bool:
    """ "8 mg/kg of tocilizumab", "a single 20 mg oral dose of dexamethasone"."""
    start = max(dose.end, dose.reach if dose.reach <= therapy.start else dose.end)
    gap = text[start : therapy.start]
    if any(start <= d.start < therapy.start for d in doses) or re.search(r"[;.:]|, ", gap):
        return False
    return bool(_OF.match(gap)) and (
        len(gap) < 4
        or bool(
            re.search(
                r"(?i)\bof\b|intravenous|oral|iv\b|i\.v\.|subcut|dose|pulse|intrathecal|\bit\b",
                text[dose.end : therapy.start],
            )
        )
        or not re.search(r"(?i)\b(?:and|plus|was|were|with|to|on|for)\b", gap)
    )


def _adjacent(text: str, therapy: TherapyMention, dose: DoseMention) -> bool:
    gap = text[therapy.end : dose.start]
    return len(gap) <= 6 or bool(
        re.fullmatch(
            r"(?i)[\s,(:\[-]*(?:at|of|iv|i\.v\.|dose|doses|a dose of|was given at|\w+ly|total|intravenous|oral|\))*[\s,(:]*",
            gap,
        )
    )


def _list_ending_at(text: str, before: list[TherapyMention]) -> list[TherapyMention]:
    group = [before[-1]]
    for t in reversed(before[:-1]):
        if not _LIST.match(text[t.end : group[0].start]):
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
    for m in re.finditer(r"(?i)\brespectively\b", text):
        tail = [i for i, d in enumerate(doses) if d.end <= m.start() and m.start() - d.start < 160]
        fitting = [t for t in therapies if t.end <= m.start() and all(unit_fits(doses[i].unit, t) for i in tail)]
        if len(tail) < 2:
            continue
        first = doses[tail[0]].start
        group = (
            _list_ending_at(text, [t for t in fitting if t.end <= first])
            if any(t.end <= first for t in fitting)
            else []
        )
        if len(group) == len(tail):
            for i, t in zip(tail, group, strict=True):
                linked[i] = [t]


def link_times(
    text: str, times: Sequence[TimeMention], therapies: Sequence[TherapyMention], span: tuple[int, int]
) -> dict[int, list[TimeMention]]:
    """For each treatment (by its index) of a clause the times at which it was given."""
    units = _units(text, [t for t in times if span[0] <= t.start < span[1]])
    inside = [i for i, t in enumerate(therapies) if span[0] <= t.start < span[1]]
    linked: dict[int, list[TimeMention]] = {i: [] for i in inside}
    leading: list[TimeMention] = []
    taken = span[0]
    for unit in units:
        run = [i for i in inside if taken <= therapies[i].start and therapies[i].end <= unit[0].start]
        if not run:
            done = [i for i in inside if therapies[i].end <= unit[0].start]
            if done:
                last = done[-1]
                for i in [j for j in inside if linked[j] == linked[last]] if linked[last] else [last]:
                    linked[i] = [*linked[i], *unit]
            else:
                leading += unit
            taken = unit[-1].end
            continue
        group = [run[-1]]
        for i in reversed(run[:-1]):
            if not _LIST.match(text[therapies[i].end : therapies[group[0]].start]):
                break
            group.insert(0, i)
        for i in group:
            linked[i] = [*linked[i], *unit]
        taken = unit[-1].end
    for i in inside:
        if not linked[i]:
            linked[i] = list(leading)
    return linked


def _units(text: str, times: Sequence[TimeMention]) -> list[list[TimeMention]]:
    """Times that stand together are told together: "from 03/09/2021 to 03/11/2021 (days -5 through -3)"."""
    units: list[list[TimeMention]] = []
    for t in times:
        gap = text[units[-1][-1].end : t.start] if units else ""
        if units and (
            t.start == units[-1][-1].start
            or re.fullmatch(
                r"(?i)[\s,(;=-]*(?:to|and|until|till|through|thru|or|i\.e\.,?|that is,?|from|on)?[\s,(]*", gap
            )
        ):
            units[-1].append(t)
        else:
            units.append([t])
    return units
