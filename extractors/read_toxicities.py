"""Syndromes of a sentence: after which infusion, how severe, since when, treated with what."""

from extractors.courses import Course, When
from extractors.expressions import expression
from extractors.mentions import ToxicityMention
from extractors.onsets import note_signs, onset_of
from extractors.responses import is_hypothetical
from extractors.story import Book, Scene, State, ToxicityFact
from extractors.syndrome_care import note_treatments
from extractors.toxicities import find_systems, grade_of, later_grade

# the grading itself, no event: "CRS and ICANS were graded by ASTCT"
_GRADING = expression(
    r"(?i)\b(?:grad(?:ed|ing)|scor(?:ed|ing)|classif\w+|monitored for|assessed|evaluated|defined)\b[^.;]{0,50}\b(?:by|per|accord\w+|using|with|follow\w*|ASTCT|Lee|CTCAE|consensus|criteria|daily|throughout)\b"
)
_PREVENTED = expression(
    r"(?i)\b(?:prevent\w*(?: of| against)?|prophyla\w+(?: of| for| against)?|avoid\w*|against|risk (?:of|for)|fear\w*(?: of)?|because of|in view of|owing to|due to|for the sake of|previous|prior|history of|protect\w*(?: \w+){0,2} from|to treat|in case of|if|monitor\w* (?:for|of)|watch\w* for|suspecting|fearing|considering|suspected|possible|signs of|potential|absence of|treatment of|therapy of|onset of|used for|given for|required for|graft-versus-leuk\w+ and)\s(?:(?:an?|the|any|her|his|severe|acute|chronic|and|or|local|skin|CRS|ICANS|steroid-\w+|further|subsequent|active)[\s,]+)*$"
)
_PREVENTED_AFTER = expression(
    r"(?i)^[- ]?(?:\([^)]*\) )?(?:prophyla\w+|prevention|risk|was (?:to be )?(?:prevented|prophylax\w+)|free|relapse-free|-directed|treatment|therapy|management)\b"
)
_EVENT = expression(
    r"(?i)\b(?:develop\w*|occur\w*|diagnos\w*|experienc\w*|suffer\w*|appear\w*|onset|beg[au]n|start\w*|present\w*|had|has|with|signal\w*|announc\w*|complicat\w*|resol\w*|consistent|manifest\w*|evolv\w*|emerg\w*|reveal\w*|biops\w*|confirm\w*|observ\w*|noted|seen|mild|moderate|severe|led to|consider\w*|assumed|judged|suspect\w*|triggered|caused|induced|subsid\w*|abat\w*|controlled|settled|respond\w*|worsen\w*|improv\w*|cleared|disappear\w*|ensued|followed|supervened|declared|heralded|set in|came|arose|represent\w*|regarded|attributed|despite|recover\w*|last(?:ed|ing)|persist\w*|peak\w*|reach\w*|ended|continued|ongoing|grade|fever|rash|showed|treated|mean\w*|suggest\w*|recur\w*|died|death|succumbed|fatal\w*)\b"
)


def read_toxicities(
    book: Book,
    scene: Scene,
    state: State,
    patient: int,
    whens: dict[int, When],
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> None:
    note_signs(book, scene, state, whens)
    for t in scene.toxicities:
        infusion = _cause(book, scene, t, state, patient, mentioned, retold=retold)
        if _NOT_AGAIN.match(scene.text, t.end - scene.sentence.start) and t.grade is None:
            known = [f for f in book.story.toxicities if f.patient == patient and f.name == t.name]
            if not known or any(f.infusion is infusion for f in known):
                book.skip(t, "over")
                continue
            t.absent, t.rule = True, "toxicity.absent"  # of a further infusion
        reason = _why_not(book, scene, t, patient, infusion)
        if reason:
            book.skip(t, reason)
            continue
        _toxicity(book, scene, t, state, patient, infusion, whens, retold=retold)
    if not scene.toxicities and state.syndrome is not None and not retold:
        grade = later_grade(scene.text) or _grade_of_signs(scene.text, state.syndrome.name)
        text = _BOWELS.sub("", scene.text) if state.syndrome.name == "GVHD" else scene.text
        if grade is not None and state.syndrome.occurred and not _OF_OTHERS.search(text):
            state.syndrome.grade = max(grade, state.syndrome.grade or 0)
            named = [
                system
                for _, system in find_systems(scene.text)
                if (system == "MAGIC") == (state.syndrome.name == "GVHD")
            ]
            state.syndrome.system = state.syndrome.system or next(iter(named), None)
    note_treatments(book, scene, state, mentioned, retold=retold)


# grades of what is no syndrome: "transaminases rose to grade 2"
_OF_OTHERS = expression(
    r"(?i)neutropen|leukopen|lymphopen|thrombocytop|an(?:a)?emia|mucositis|infection|dysgeusia|transamin|\b(?:ALT|AST|GGT|creatinine|lipase|amylase|neuropath\w*|nausea|vomiting|fatigue|headache|diarrh\w+|cystitis|hypogamma\w+|hyponatr\w+|hypokal\w+|hypophosph\w+)\b|grade \w+ (?!CRS|ICANS)[a-z]+itis"
)
_BOWELS = expression(r"(?i)\b(?:diarrh\w+|nausea|vomiting)")
_SIGNS = {
    "CRS": expression(
        r"(?i)\b(?:hypox\w+|oxygen|hypotens\w+|blood pressure|vasopressors?|nor(?:epinephrine|adrenaline)|dopamine|nasal cannula|fluids?|fever|febrile|temperature|intubat\w+|ventilat\w+|high-flow)\b"
    ),
    "ICANS": expression(
        r"(?i)\b(?:confus\w+|aphasi\w+|somnol\w+|seizures?|ICE|drows\w+|stupor\w*|coma\w*|roused?|obtund\w+|intubat\w+|disorient\w+|tremor|letharg\w+|agitat\w+|delir\w+|speak|speech|dysphasi\w+|encephalopath\w+|word-finding)\b"
    ),
}
_SIGNS["GVHD"] = expression(
    r"(?i)\b(?:flar\w+|rash|erythem\w+|exanthem\w*|stools?|diarrh\w+|bilirubin|jaundice|skin|gut|liver|intestin\w+|worsen\w*|recur\w*)\b"
)
# "required oxygen by nasal cannula (grade 2)"
_GRADE_ALONE = expression(
    r"(?i)\((?:i\.e\.,? |now |= ?|ASTCT |Lee |MAGIC |max\w* |overall )*(?:gr(?:ade)?\.? ?|(?<=overall ))(?P<g>[1-5]|I{1,3}|IV)(?:,? (?:ASTCT|Lee|by \w+|per \w+))?\)"
    r"|[-:;,] (?:i\.e\.,? |that is,? |thus |so |hence )?(?:ASTCT |Lee |MAGIC )?(?:gr(?:ade)?\.? )(?P<h>[1-5]|I{1,3}|IV)(?=\s?(?:[.;]|$)| (?:accord\w+ to|by|per|in|on) (?:the )?(?:\w+ )?(?:ASTCT|Lee|MAGIC|Penn|CTCAE|scale|criteria|system|consensus))"
)
_OTHER_COMPLAINT = expression(
    r"(?i)(?:neutropen|thrombocytop|an(?:a)?emi|mucositis|infection|neuropath|rash|transamin|hepatit|diarrh|nausea|vomit|colitis|oedema|edema|creatinin|bilirubin|ALT|AST|toxicit|pneumon|headache|fatigue)\w*(?: \w+){0,2} $"
)


def _grade_of_signs(sentence: str, name: str) -> int | None:
    """A bare grade in brackets behind the signs of the syndrome told of before: "On day 3 he required oxygen (grade 2)"."""
    if name not in _SIGNS or not ("(" in sentence or "grade" in sentence):
        return None
    grades = [
        grade_of(m["g"] or m["h"])
        for m in _GRADE_ALONE.finditer(sentence)
        if _SIGNS[name].search(sentence[: m.start()][-90:]) and not _OTHER_COMPLAINT.search(sentence[: m.start()])
    ]
    return max(grades, default=None)


# "ICANS did not recur": none of it after a further infusion, and nothing new after the same
_NOT_AGAIN = expression(
    r"(?i)(?:(?!\b(?:did|has|had|have) not\b|\bnever\b)[^.;]){0,40}?\b(?:(?:did|has|had|have) not|never) (?:recur(?:red)?|return(?:ed)?|come back|came back|re-?appear(?:ed)?|flare(?:d)?(?: up)?|re-?occur(?:red)?)\b"
)
_NO_CELLS = frozenset({"donor lymphocyte infusion", "stem cell boost", "mesenchymal stromal cells"})
# haemophagocytic lymphohistiocytosis that brought the patient, not the cells
_HAS_HLH = expression(
    r"(?i)\b(?:patient|adult|child|man|woman|girl|boy|infant|case|adolescent|(?:year|month)s?[- ]old|known|primary|familial|relapsed|refractory|diagnosis|diagnosed|history|presented|EBV\S*|due|treat\w+|therapy|disease)\b[^.;]{0,40}\b(?:with|of|for|as|to)\s(?:[\w-]+\s){0,3}$|\b(?:primary|familial|EBV-\w+|malignancy-\w+|lymphoma-\w+|infection-\w+)\s(?:\w+\s)?$"
)
_BY_NAME = expression(r"\bCRS\b|\bICANS\b|(?i:cytokine[- ]release syndrome)")


def _why_not(book: Book, scene: Scene, t: ToxicityMention, patient: int, infusion: Course | None) -> str | None:
    """Why a syndrome by name is no statement about the patient's course, or None when it is."""
    mine = [c for c in book.story.courses if c.patient == patient]
    cells = any((c.kind == "cell_therapy" and c.name not in _NO_CELLS) or c.group == "bispecific" for c in mine)
    told = t.absent and _BY_NAME.search(scene.text) is not None
    if t.name != "GVHD" and infusion is None and not (t.grade or cells or told):
        return "no cell therapy before"
    if "unnamed" in t.flags and (infusion is None or not _soon_after(book, infusion, scene)):
        return "no cell therapy just before"
    if t.name == "IEC-HS" and (infusion is None or infusion.name in _NO_CELLS or _is_disease(book, scene, t, infusion)):
        return "the disease"
    if t.absent or t.grade is not None:
        return None
    before = scene.text[: t.start - scene.sentence.start]
    after = scene.text[t.end - scene.sentence.start :]
    if _GRADING.search(scene.text):
        return "says how it was graded"
    if _PREVENTED.search(before[-60:]) or _PREVENTED_AFTER.match(after) or is_hypothetical(before):
        return "hypothetical"
    known = any(f.patient == patient and f.name == t.name and f.infusion is infusion for f in book.story.toxicities)
    return None if known or _EVENT.search(scene.text) else "no event"


def _soon_after(book: Book, infusion: Course, scene: Scene) -> bool:
    """Whether an infusion was told of in one of the last sentences before, or in this one."""
    first = book.scenes[max(0, book.at - 6)].sentence.start
    return any(first <= s < scene.sentence.end for s, _ in infusion.spans)


def _is_disease(book: Book, scene: Scene, t: ToxicityMention, infusion: Course) -> bool:
    """Whether haemophagocytosis was told of before any cells were given, as that of an infection or a gene."""
    if scene.sentence.section == "title" and _HAS_HLH.search(scene.text[: t.start - scene.sentence.start][-70:]):
        return True
    first = min(s for s, _ in infusion.spans)
    earlier = any(
        x.name == "IEC-HS" and x.end <= first and book.story.reasons.get(id(x))
        for s in book.scenes[: book.at]
        for x in s.toxicities
        if s.sentence.section in book.narrated
    )
    return earlier and _HAS_HLH.search(scene.text[: t.start - scene.sentence.start][-70:]) is not None


def _cause(
    book: Book,
    scene: Scene,
    t: ToxicityMention,
    state: State,
    patient: int,
    mentioned: dict[int, Course],
    *,
    retold: bool,
) -> Course | None:
    here = [mentioned[id(m)] for m in scene.therapies if id(m) in mentioned]
    infusions = [c for c in here if c.infusion and c.status == "given"]
    if t.name == "GVHD":
        pool = [c for c in infusions if c.kind in {"transplant", "cell_therapy"}]
        if pool:
            return pool[-1]
    elif infusions and any(c.kind == "cell_therapy" or c.group == "bispecific" for c in infusions):
        return [c for c in infusions if c.kind == "cell_therapy" or c.group == "bispecific"][-1]
    if retold:
        known = [
            f
            for f in book.story.toxicities
            if f.patient == patient and f.name == t.name and (f.grade == t.grade or t.grade is None)
        ]
        if known:
            return known[0].infusion
    if t.name == "GVHD":
        grafts = [
            c
            for c in book.story.courses
            if c.patient == patient
            and c.status == "given"
            and c.kind in {"transplant", "cell_therapy"}
            and c.name != "autologous HSCT"
        ]
        return state.infusion if state.infusion in grafts else grafts[-1] if grafts else state.infusion
    cells = [
        c
        for c in book.story.courses
        if c.patient == patient
        and c.status == "given"
        and ((c.kind == "cell_therapy" and c.name != "donor lymphocyte infusion") or c.group == "bispecific")
    ]
    if not cells and t.name == "CRS" and state.infusion is not None and state.infusion.kind == "transplant":
        return state.infusion  # after haploidentical grafts too
    return state.infusion if state.infusion in cells else cells[-1] if cells else None


def _toxicity(
    book: Book,
    scene: Scene,
    t: ToxicityMention,
    state: State,
    patient: int,
    infusion: Course | None,
    whens: dict[int, When],
    *,
    retold: bool,
) -> None:
    facts = [f for f in book.story.toxicities if f.patient == patient and f.name == t.name and f.infusion is infusion]
    if retold and not _row_of(scene, infusion):
        facts = _told_before(book, t, patient, facts)
    fact = facts[0] if facts else None if retold else _just_told(book, t, patient, infusion)
    if fact is None:
        if retold and scene.sentence.section in {"introduction", "discussion"}:
            book.skip(t, "retold")
            return
        fact = ToxicityFact(patient, t.name, infusion, not t.absent, None, None, When(), [], [], t.rule, retold)
        book.story.toxicities.append(fact)
    fact.spans.append((t.start, t.end))
    book.story.became[id(t)] = fact
    if t.absent:
        return
    if not fact.occurred and t.grade is None and (retold or not _EVENT.search(scene.text)):
        return
    fact.occurred = True
    if t.grade is not None and (not retold or fact.grade is None):
        fact.grade = max(t.grade, fact.grade or 0)
        fact.rule = t.rule
    fact.system = fact.system or t.system
    if not fact.onset and (not retold or scene.sentence.section == "table"):
        fact.onset = onset_of(book, scene, t, state, whens, infusion)
    if not retold:
        state.syndrome = fact


def _row_of(scene: Scene, infusion: Course | None) -> bool:
    """Whether a row of a table names the infusion that its syndromes followed."""
    if infusion is None or scene.sentence.section != "table":
        return False
    return any(scene.sentence.start <= s < scene.sentence.end for s, _ in infusion.spans)


def _just_told(book: Book, t: ToxicityMention, patient: int, infusion: Course | None) -> ToxicityFact | None:
    """A row without grade and time of a sentence or two before: "stopped when GVHD appeared. On day 19 after DLI grade III ..."."""
    first = book.scenes[max(0, book.at - 2)].sentence.start
    for f in book.story.toxicities:
        bare = f.grade is None and not f.managed and len(f.spans) == 1
        if (
            f.patient == patient
            and f.name == t.name
            and f.occurred
            and not t.absent
            and bare
            and f.spans[0][0] >= first
            and f.infusion is not infusion
        ):
            f.infusion, f.onset = infusion, When()
            return f
    return None


def _told_before(book: Book, t: ToxicityMention, patient: int, facts: list[ToxicityFact]) -> list[ToxicityFact]:
    """The rows that a restatement may speak of, the one with its grade first."""
    mine = [f for f in book.story.toxicities if f.patient == patient and f.name == t.name]
    return (
        [f for f in facts if f.occurred != t.absent and (t.grade is None or f.grade == t.grade)]
        or [f for f in mine if f.occurred != t.absent and t.grade is not None and f.grade == t.grade]
        or [f for f in mine if f.occurred != t.absent]
        or (mine if t.absent else facts)
    )
