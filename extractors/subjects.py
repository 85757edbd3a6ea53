"""Times of clauses that do not name their treatment: "..., and stopped on day 14", "both were ended in March"."""

import re
from collections.abc import Sequence

from extractors.cues import LAST_NOUN
from extractors.event_clause import BARE, FILL, Clause, Placed, cue_before, in_after_phrase
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.time_units import Unit

# "She took 200 mg daily from 1 March": of the drug that was told of before
_TAKEN = expression(
    r"(?i)\b(?:she|he|the patient|they)\s(?:\w+\s){0,2}?(?:took|received|was given|continued)\s(?:\w+\s){0,2}?\d[\d.]*\s?(?:mg|g|ug|mcg)\b"
)
# "followed by 0.3 mg/kg on 11 August" and "the second cycle followed on 3 May" go on with the same drug
_AMOUNT = expression(r"(?i)\d\s?(?:mg|g|ug|mcg|ml|iu)\b")
_NTH = r"(?:the|an?) (?:(?:second|third|fourth|fifth|sixth|next|further|\w+th) (?:cycle|course|dose|block|injection)|(?:second|third|fourth|fifth|sixth)(?: (?:one|portion|part|instalment|fraction|half|administration))?(?=,? of \d|\s?\(|,? (?:was|were|followed|came)\b|\s*\Z))"
_NUMBERED = expression(rf"(?i)\b{_NTH}\b|\b(?:cycles|courses|doses|blocks|injections)\b")
_CLASS_SUBJECT = expression(
    r"(?i)\W*(?:the |all |both |systemic |his |her )*(?P<who>(?:cortico)?steroids?|antibiotics?|vasopressors?|antifungals?|antivirals?|immunosuppress\w+)\b"
)
_OBJECT = expression(r"(?i)\b(?P<who>it|them|the (?:drug|drugs|treatment|therapy|medication))\b")
_PRONOUN = expression(
    rf"(?i)(?:^|[,;.:]\s*|\b(?:and|but|until|when|so|that|after which)\s+)(?P<who>it|they|both(?: of (?:them|these|which))?(?: \w+)?|all (?:three|four|of them|these)?|which|the (?:\w+ )?(?:drug|drugs|agent|agents|treatment|therapy|combination|medication|medicine|regimen|latter|former|antibiotic|steroids?|infusion|pump)|{_NTH}|(?:an? total of )?(?:\w+|\d+) (?:\w+ )?(?:cycles|courses|doses|blocks|injections)|this|these|steroids?|treatment|therapy)\b[^.;]{{0,40}}$"
)


def goes_on(text: str, clause: Clause, unit: Unit, *, named: bool) -> bool:
    """ "..., and was discontinued on day 15, one day after the last dose of anakinra": the subject is still the one before."""
    cue = cue_before(clause, unit.head)
    if cue is None or cue.kind == "other":
        return False
    if named and cue.start - clause.start > 2 and BARE.fullmatch(text, clause.start, cue.start):
        return True
    words = text[clause.start : cue.start]
    return (
        bool(re.match(r"(?i)[\s,;]*(?:and |but |then )*(?:it|they|both(?: drugs| agents)?)\s", words))
        and len(words) < 30
    )


_OF_INFUSION = expression(
    r"(?i)\b(?:infusion|reinfusion|graft|transplant(?:ation)?|procedure|operation|apheresis|collection)\s*\Z"
)


def subjectless(
    text: str,
    clause: Clause,
    unit: Unit,
    therapies: Sequence[TherapyMention],
    before: list[int],
    placed: list[Placed],
) -> None:
    """A clause whose treatment is named before: "..., and stopped on day 14", "both were ended in March"."""
    cue = cue_before(clause, unit.head) or next((c for c in clause.cues if c.start >= unit.end), None)
    words = text[clause.start : cue.start if cue else unit.start]
    last = LAST_NOUN.search(text, clause.start, max(unit.start, cue.start if cue else 0) + 1)
    pronoun = _PRONOUN.search(words.rstrip() + " ") if words.strip() else None
    if pronoun is None and cue is not None and cue.kind == "end":
        pronoun = _OBJECT.search(text, clause.start, cue.end + 12)
    if last and (cue is None or cue.kind in {"start", "end"}):
        _to_subjects(text, "end", unit, therapies, before, placed, pronoun)
        return
    if cue is None or cue.kind in {"change", "other", "new", "old"}:
        if cue is not None and cue.kind == "change" and unit.until:
            _to_subjects(text, "end", unit, therapies, before, placed, pronoun)
        elif cue is not None and unit.spread and before and text.startswith(("taper", "wean"), cue.start):
            last_of = Unit(unit.start, unit.end, unit.times[-1:], spread=False)
            _to_subjects(
                text, "end", last_of, therapies, before, placed, pronoun
            )  # "and tapered from day 90 to day 150"
        elif (
            cue is not None
            and cue.kind == "change"
            and unit.times[0].kind == "duration"
            and before
            and words.strip(" ,").startswith("which")
        ):
            _to_subjects(
                text, "start", unit, therapies, before, placed, pronoun
            )  # "meropenem, which was continued for a week"
        return
    at_once = bool(before) and text[clause.start] in ",;" and not words.strip(" ,;")
    bare = (
        at_once
        or bool(words.strip(" ,;") and BARE.fullmatch(words))
        or bool(before and text[clause.start] == ":" and clause.start - therapies[before[-1]].end < 3)
    )
    taken = cue.kind == "start" and not before and bool(_TAKEN.search(text, clause.start, unit.start))
    since = max([cue.end, *(u.end for u in clause.units if u.end <= unit.start)])
    step = cue.kind == "start" and bool(before) and bool(_AMOUNT.search(text, since, unit.start))
    step = step and bool(FILL.fullmatch(text, since, unit.start))
    if not pronoun and not bare and not taken and not step:
        return
    if (
        words.lstrip(" ,").startswith("which")
        and before
        and _OF_INFUSION.search(text, therapies[before[-1]].end, clause.start)
    ):
        return  # "A and B prepared for the infusion, which took place in June"
    if pronoun is None and before and all(in_after_phrase(text, 0, therapies[i]) for i in before):
        return  # "cells were collected after G-CSF, and reinfused in June"
    if unit not in clause.units and cue.kind != "end":
        return
    event = (
        "end"
        if cue.kind == "end" or unit.until
        else "again"
        if step or _NUMBERED.search(words) or text.startswith("repeated", cue.start)
        else "start"
    )
    _to_subjects(text, event, unit, therapies, before, placed, pronoun)


def _sharing(before: list[int], placed: list[Placed]) -> list[int]:
    """Of the treatments before, those begun with the last: "A on day 3 and B on day 4, and tapered off by day 12" is of B."""
    begun = {p.therapy: p.unit.start for p in placed if p.event == "start"}
    if before[-1] not in begun:
        return before
    return [i for i in before if begun.get(i) == begun[before[-1]]]


def _to_subjects(
    text: str,
    event: str,
    unit: Unit,
    therapies: Sequence[TherapyMention],
    before: list[int],
    placed: list[Placed],
    pronoun: re.Match[str] | None,
) -> None:
    who = pronoun["who"].lower() if pronoun else ""
    if not before:
        named = _CLASS_SUBJECT.match(text)
        placed.append(Placed(None, unit, event, named["who"].lower() if named and who in {"", "it"} else who or "it"))
        return
    if who.startswith("both"):
        subjects = [i for i, t in enumerate(therapies) if t.end <= unit.start][-2:]
    elif who.startswith(("they", "all", "these", "which")) or not who:
        subjects = before
    else:
        subjects = before[-1:]
    if not who and len(before) > 1:
        subjects = _sharing(before, placed)
    if who == "which" and not re.search(r"(?i)\bwhich were\b", text[: unit.start]):
        subjects = before[-1:]
    if (
        event == "end" and len(subjects) > 1
    ):  # "eltrombopag, added after CAR T cells and stopped in December": cells do not stop
        subjects = [i for i in subjects if therapies[i].kind not in {"cell_therapy", "transplant"}] or subjects
    done = {p.therapy for p in placed if p.unit is unit}
    placed.extend(Placed(i, unit, event) for i in subjects if i not in done)
