"""Classes of drugs as treatments: a class counts where no member of it is named nearby or still being given."""

from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.same_course import STOPPED
from extractors.story import Book, Scene, State

_OF_BEFORE = expression(
    r"(?i)\b(?:after|following|despite|during|\d+ (?:cycles|courses) of|courses? of|on|continued|his|her|the|these|both|abbreviated)\s(?:\w+\s){0,4}$"
)
# "high-dose chemotherapy with autologous transplantation" is the transplantation
_OF_GRAFT = expression(
    r"(?i)^ (?:\([^()]*\) )?(?:with|and|followed by|plus) (?:an? |subsequent |upfront )*(?:auto\w*|ASCT|HSCT|stem[- ]cell)\b"
)
_NO_COURSE = expression(
    r"(?i)(?:lymphodeplet\w*|condition\w*|resistan\w*|refractor\w*|before|after|following|despite|without|to|prior|tuberculous|tuberculosis)\W*(?:\w+\W+){0,5}$"
)


# "he is in remission without immunosuppressants"
_FREE_OF = expression(
    r"(?i)\b(?:remain\w*|is|are|was|were|stays?|alive|lives?|remission|well)\b[^.;]{0,60}\b(?:without|off|free of|no longer on) (?:any |all |further |systemic )*\Z"
)


def class_counts(book: Book, scene: Scene, m: TherapyMention, status: str, state: State, patient: int) -> bool:
    """A class is a treatment of its own where no member of it is named nearby or still being given."""
    if _members_told(scene, m):
        return False
    if status == "not_given" and m.name == "immunosuppressant" and _FREE_OF.search(scene.text[: scene.local(m)[0]]):
        return False
    if status != "given":
        return not (m.name == "chemotherapy" and _OF_GRAFT.match(scene.text[scene.local(m)[1] :]))
    base = (m.hint or "").removeprefix("class:")
    if base == "supportive":
        near_by = [o for s in book.scenes[max(0, book.at - 2) : book.at + 3] for o in s.therapies if o is not m]
        return not any(_MEMBERS[m.name].search(o.name) for o in near_by) if m.name in _MEMBERS else True
    near = [s for s in book.scenes[max(0, book.at - 2) : book.at + 3] if s.sentence.section == scene.sentence.section]
    if m.name == "intrathecal chemotherapy":
        return not [o for o in scene.therapies if o.name in {"methotrexate", "cytarabine"}]
    if any(
        _member(o.hint or "", o.kind, base)
        for s in near
        for o in s.therapies
        if o is not m and o.name not in _MOBILIZES
    ):
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


# "muscle relaxants (i.e., tizanidine)", "chemotherapy with cisplatin", "metoprolol, a beta-blocker"
_MEMBER_FOLLOWS = expression(
    r"(?i),? ?(?:\((?:i\.e\.,? |e\.g\.,? )?|(?:drugs? |agents? |therapy |treatment |regimens? )?(?:,? ?(?:including|such as|namely|like|consisting of|comprising|comprised of|with|using|i\.e\.,?|e\.g\.,?)|:) )(?:[\w-]+ ){0,3}"
)
_BASED = expression(r"-(?:based|containing) (?:[\w-]+ )?")
_MEMBER_BEFORE = expression(r"(?i)(?: \([^()]*\))?(?:,| \() ?(?:an? |another |the )(?:[\w-]+ ){0,3}")


def _members_told(scene: Scene, m: TherapyMention) -> bool:
    """Whether the words beside a class name its member: then the member is the treatment."""
    start, end = scene.local(m)
    base = (m.hint or "").removeprefix("class:")
    listed = False
    for other in scene.therapies:
        if other is m or other.generic or other.kind not in {"drug", "regimen"}:
            continue
        first, last = scene.local(other)
        listed = listed or (first >= end and _MEMBER_FOLLOWS.fullmatch(scene.text, end, first) is not None)
        if listed and first >= end and (base == "supportive" or _member(other.hint or "", other.kind, base)):
            return True
        if last <= start and (
            _MEMBER_BEFORE.fullmatch(scene.text, last, start) or _BASED.fullmatch(scene.text, last, start)
        ):
            return True
    return False


_MOBILIZES = frozenset({"plerixafor", "motixafortide"})  # beside G-CSF, none of it
# members of the classes that are no group of their own, by their stems
_MEMBERS = {
    name: expression(stems)
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
        "antiplatelet agent": r"grel(?:or)?$|acetylsalicylic|cilostazol|dipyridamole|tirofiban|eptifibatide|abciximab",
        "thrombolytic": r"teplase$|urokinase|streptokinase",
        "bronchodilator": r"terol$|tropium|salbutamol|phylline$",
        "beta-agonist": r"terol$|salbutamol",
        "muscle relaxant": r"baclofen|tizanidine|thiocolchicoside|curonium$|curium$|cyclobenzaprine|methocarbamol|dantrolene",
        "nitrate": r"^nitrogly|^isosorbide",
        "vasodilator": r"^nitrogly|^isosorbide|nitroprusside|hydralazine|afil$|sentan$|prost",
        "antiarrhythmic": r"amiodarone|flecainide|propafenone|sotalol|lidocaine|mexiletine",
        "antilipemic": r"statin$|fibrate$|ezetimibe",
        "oral hypoglycemic agent": r"gliptin$|gliflozin$|metformin|^gli|glitazone$|acarbose",
        "antidepressant": r"oxetine$|triptyline$|talopram$|faxine$|sertraline|mirtazapine|trazodone|pramine$|bupropion",
        "selective serotonin reuptake inhibitor": r"oxetine$|talopram$|sertraline",
        "antipsychotic": r"apine$|idone$|haloperidol|piprazole$|promazine$",
        "anthelmintic": r"bendazole$|praziquantel|ivermectin",
        "antimalarial": r"quine?$|artesun|artem",
        "laxative": r"lactulose|macrogol|senn|bisacodyl",
        "probiotic": r"Nissle|boulardii|lactobac|bifido",
        "H2 blocker": r"tidine$",
        "hemostatic": r"tranexamic|aminocaproic|etamsylate|batroxobin|vitamin K",
        "prostanoid": r"prost|selexipag",
        "somatostatin analogue": r"reotide$",
        "thyroid hormone": r"thyro(?:xine|nine)$",
        "alpha-blocker": r"azosin$|phenoxybenzamine|phentolamine|tamsulosin",
        "dopamine agonist": r"pramipexole|ropinirole|rotigotine|cabergoline|bromocriptine",
        "antiparkinsonian drug": r"dopa|pramipexole|ropinirole|rotigotine|giline$|amantadine",
        "cholinesterase inhibitor": r"stigmine$|donepezil|galantamine",
        "hepatoprotectant": r"glycyrrhiz|silymarin|phosphatidylcholine|glutathione|ademetionine|bicyclol|ursodeoxy",
        "antacid": r"aluminium|magaldrate|calcium carbonate",
        "mucolytic": r"cysteine$|ambroxol|bromhexine",
    }.items()
}


_AGAINST_TUBERCULOSIS = frozenset({"isoniazid", "rifampicin", "ethambutol", "pyrazinamide", "streptomycin", "rifabutin", "prothionamide", "ethionamide", "HRZE"})  # fmt: skip


def is_member(course: Course, m: TherapyMention) -> bool:
    """Whether a course is of the class that a mention names."""
    if m.name == "antituberculous drug":
        return course.name in _AGAINST_TUBERCULOSIS
    base = (m.hint or "").removeprefix("class:")
    if base == "supportive":
        return m.name in _MEMBERS and _MEMBERS[m.name].search(course.name) is not None
    return _member(course.group, course.kind, base)


def _member(group: str, kind: str, base: str) -> bool:
    """Whether a treatment belongs to a class: a regimen is chemotherapy, tacrolimus an immunosuppressant."""
    if base == "chemo":
        return kind == "regimen" or group == "chemo"
    return group == base or (base == "immunosuppressant" and group in {"calcineurin", "atg", "steroid"})
