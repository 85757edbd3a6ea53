"""Classes of drugs as treatments: a class counts where no member of it is named nearby or still being given."""

import re

from extractors.mentions import TherapyMention
from extractors.same_course import STOPPED
from extractors.story import Book, Scene, State

_OF_BEFORE = re.compile(
    r"(?i)\b(?:after|following|despite|during|\d+ (?:cycles|courses) of|courses? of|on|continued|his|her|the|these|both|abbreviated)\s(?:\w+\s){0,4}$"
)
# "high-dose chemotherapy with autologous transplantation" is the transplantation
_OF_GRAFT = re.compile(
    r"(?i)^ (?:\([^()]*\) )?(?:with|and|followed by|plus) (?:an? |subsequent |upfront )*(?:auto\w*|ASCT|HSCT|stem[- ]cell)\b"
)
_NO_COURSE = re.compile(
    r"(?i)(?:lymphodeplet\w*|condition\w*|resistan\w*|refractor\w*|before|after|following|despite|without|to|prior|tuberculous|tuberculosis)\W*(?:\w+\W+){0,5}$"
)


def class_counts(book: Book, scene: Scene, m: TherapyMention, status: str, state: State, patient: int) -> bool:
    """A class is a treatment of its own where no member of it is named nearby or still being given."""
    if status != "given":
        return not (m.name == "chemotherapy" and _OF_GRAFT.match(scene.text[scene.local(m)[1] :]))
    base = (m.hint or "").removeprefix("class:")
    if base == "supportive":
        near_by = [o for s in book.scenes[max(0, book.at - 2) : book.at + 3] for o in s.therapies if o is not m]
        return not any(_MEMBERS[m.name].search(o.name) for o in near_by) if m.name in _MEMBERS else True
    near = [s for s in book.scenes[max(0, book.at - 2) : book.at + 3] if s.sentence.section == scene.sentence.section]
    if m.name == "intrathecal chemotherapy":
        return not [o for o in scene.therapies if o.name in {"methotrexate", "cytarabine"}]
    if any(_member(o.hint or "", o.kind, base) for s in near for o in s.therapies if o is not m):
        return False
    before = scene.text[: scene.local(m)[0]]
    if m.name == "chemotherapy" and _OF_GRAFT.match(scene.text[scene.local(m)[1] :]):
        return False
    if m.name == "chemotherapy" and _NO_COURSE.search(before):
        return False
    running = [c for c in book.story.courses if c.patient == patient and c.status == "given" and not c.generic]
    if _OF_BEFORE.search(before[-60:]) or STOPPED.match(scene.text[scene.local(m)[1] :]):
        return not any(_member(c.group, c.kind, base) for c in running)
    return not any(_member(c.group, c.kind, base) and book.at - c.sentence < 4 for c in running)


# members of the classes that are no group of their own, by their stems
_MEMBERS = {
    name: re.compile(stems)
    for name, stems in {
        "anticoagulant": r"parin|xaban|warfarin|coumaro|coumon|dabigatran|fondaparinux|argatroban",
        "diuretic": r"semide|bumetanide|spironolactone|eplerenone|thiazide|mannitol",
        "bisphosphonate": r"dron(?:ic|ate)",
        "proton pump inhibitor": r"prazole$",
        "beta-blocker": r"[ao]lol$",
        "ACE inhibitor": r"pril$",
        "angiotensin receptor blocker": r"sartan$",
        "calcium channel blocker": r"dipine$|verapamil|diltiazem",
        "statin": r"statin$",
        "antihypertensive": r"pril$|sartan$|dipine$|[ao]lol$|clonidine|hydralazine",
        "antiemetic": r"setron$|pitant$|metoclopramide|domperidone",
        "inotrope": r"milrinone|dobutamine|levosimendan|dopamine",
        "analgesic": r"paracetamol|fentanyl|codone|morph|tramadol|profen$|fenac$",
        "antithyroid drug": r"thiamazole|carbimazole|propylthiouracil",
    }.items()
}


def _member(group: str, kind: str, base: str) -> bool:
    """Whether a treatment belongs to a class: a regimen is chemotherapy, tacrolimus an immunosuppressant."""
    if base == "chemo":
        return kind == "regimen" or group == "chemo"
    return group == base or (base == "immunosuppressant" and group in {"calcineurin", "atg", "steroid"})
