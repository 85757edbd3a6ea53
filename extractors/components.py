"""Components of a regimen: named with it in brackets or after it, or told of in the sentences that follow."""

import re

from extractors.anchor_blocks import LINES
from extractors.clauses import has_verb
from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.purposes import lists
from extractors.story import Book, Scene


def name_parts(book: Book, scene: Scene, mentioned: dict[int, Course]) -> None:
    """Components named with their regimen: "VIP (vincristine, ...)", "bendamustine and rituximab (BR)"."""
    for m in scene.therapies:
        if m.kind != "regimen" or id(m) not in mentioned:
            continue
        regimen = mentioned[id(m)]
        for drug in components_of(book, scene, m):
            course = mentioned.get(id(drug))
            if course is None or (course.part_of is not None and course.part_of is not regimen):
                continue
            if course.role == "maintenance" != regimen.role:
                continue  # "VRd with lenalidomide maintenance"
            if course.sentence != book.at and course.part_of is None and len(course.spans) > 1:
                continue
            course.part_of, course.role, course.status = regimen, regimen.role, regimen.status
            course.role_rule = "roles.of_its_regimen"


def parts_told_later(book: Book, scene: Scene, patient: int, mentioned: dict[int, Course]) -> None:
    """Components named after their regimen: "She received hyper-CVAD. Vincristine was reduced." """
    running = [c for c in book.story.courses if c.patient == patient and c.kind == "regimen" and c.status == "given" and 0 < book.at - c.sentence < 4 and not _infused_since(book, c)]  # fmt: skip
    new = [c for c in mentioned.values() if c.kind == "drug" and c.part_of is None and c.sentence == book.at and c.role_rule != "roles.mobilizes"]  # fmt: skip
    if running and book.at - running[-1].sentence == 1 and _INCLUDED.match(scene.text):
        for course in new:
            if course.role in LINES or course.role == "supportive":
                course.part_of, course.role = running[-1], running[-1].role
        return
    for course in new:
        # a drug beside others that the regimen has not is of another
        together = {_plain(c.name) for c in new if c.role == course.role}
        whole = next((r for r in reversed(running) if together <= set(map(_plain, r.parts)) and (course.role == r.role or _has_no_aim(scene, course, r))), None)  # fmt: skip
        if whole is not None:
            course.part_of, course.role = whole, whole.role


def _infused_since(book: Book, regimen: Course) -> bool:
    """Whether cells were given after a line of treatment: a drug named then is none of its components."""
    if regimen.role in {"conditioning", "lymphodepletion"}:
        return False
    return any(
        c.patient == regimen.patient
        and c.kind in {"cell_therapy", "transplant"}
        and c.status == "given"
        and regimen.sentence <= c.sentence <= book.at
        and c.spans[0][0] > regimen.spans[0][0]
        for c in book.story.courses
    )


# "It included vincristine, ...", "The protocol consisted of ..."
_INCLUDED = expression(
    r"(?i)\W*(?:it|this|which|the (?:regimen|protocol|scheme|combination|schedule|block|course)|(?:the )?(?:induction|first) (?:phase|block|part)|(?:the )?(?:induction )?(?:phase|block|protocol|part) (?:I?[A-C1]|one|I)[AB]?)\s+(?:\([^()]*\)\s)?(?:\w+ly\s+)?(?:included|comprised|consisted|contained|was (?:made up|composed)|combined)\b"
)
_SAME = {"filgrastim": "G-CSF", "lenograstim": "G-CSF", "pegaspargase": "asparaginase", "prednisolone": "prednisone", "methylprednisolone": "prednisone"}  # fmt: skip


def _plain(name: str) -> str:
    """A component as a regimen's letters mean it: the P of VDLP is prednisone or prednisolone."""
    return _SAME.get(name, name)


_AIM = expression(
    r"(?i)[^.;,]{0,50}\b(?:for|against|because of|to (?:treat|control|prevent))\s(?!\d|(?:[\w-]+ )?(?:days?|weeks?|months?|cycles?|courses?|doses?)\b)"
)


def _has_no_aim(scene: Scene, course: Course, regimen: Course) -> bool:
    """Whether nothing tells another purpose of a drug than that of its regimen: "Prednisone was swallowed for five days of each course"."""
    if course.role != "supportive" or course.phase != regimen.phase or any(t.kind == "date" for t in scene.times):
        return False
    return _AIM.match(scene.text, course.spans[-1][1] - scene.sentence.start) is None


# "VIP (vincristine", "DCEP, beginning on May 24 (dexamethasone", "HAM followed, consisting of"
_OPENED = expression(
    r"[\"'”’]?\s?(?:\w+\s){0,3}?[(\[:]\s?"
    r"|,?\s(?:(?:regimen|protocol|chemotherapy|(?:pre-?)?conditioning|lymphodeplet\w+|preparation|cycles?|courses?|days?|[DdJ] ?[-+]?\d+|[-+]\d+|until|till|through|then|therefore|subsequently|next|delivered|infused|applied|performed|to|was|were|had|been|used|begun|began|beginning|started|starting|commenced|initiated|given|tried|administered|followed|to bridge|as|bridging|on|from|in|since|the|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|\d[\d./-]*),?\s){1,10}\((?!(?:days?|[dDJC]) ?[-+]?\d)"
    r"|, (?:that is|namely|i\.e\.|consisting of|comprising|composed of|including|with|which (?:consists|consisted|included|comprised))(?: of)?,? |\s?(?:regimen|protocol|chemotherapy|therapy|block|was|were|given|begun|on|in|\(day|[\d.():/ -]|day|followed|from|consisting|followed)*?(?:consisting of|comprising|composed of|including|containing|with|of|consist\w+ of|made up of|that is,?|i\.e\.,?|:|=)\s|[^.;]{0,60}?(?:consist(?:ing|ed|s) of|compris(?:ing|ed|es)|(?:composed|made up|formed|constituted) (?:of|by)|includ(?:ing|ed|es)|(?<=, )containing(?! \d)|rested (?:up)?on|: )|(?:[^.;()]|\b[A-Z][a-z]{2,3}\.(?= \d)){0,60}?: |[^.;()]{0,30}?, in (?:the course of )?which |(?:(?! followed by| then| after| alternat| in alternat)(?:[^.;()]|\((?:day |[DdJ] ?)\+?[01]\))){0,60}?,? (?:with|using) "
)


def components_of(book: Book, scene: Scene, m: TherapyMention) -> list[TherapyMention]:
    start, end = scene.local(m)
    text = scene.text
    after = [d for d in scene.therapies if d.kind in {"drug", "radiotherapy"} and d.start >= m.end]
    opened = _OPENED.match(text[end:])
    if opened is None and m.entry is not None and m.entry.components:
        opened = _WITH.match(text[end:])  # of what follows only what the regimen is known to have
    inside: list[TherapyMention] = []
    if opened and any(
        m.end <= d.start and d.end <= scene.sentence.start + end + opened.end()
        for d in scene.therapies
        if d.kind == "transplant"
    ):
        opened = None  # "VRd and underwent ASCT (Mel 200)": the bracket is the transplant's
    if opened:
        bracket = text[end : end + opened.end()].rstrip().endswith(("(", "["))
        close = text.find(")", end + opened.end()) if bracket else len(text)
        depth_close = _closing(text, end + opened.end()) if bracket else close
        limit = scene.sentence.start + (depth_close if depth_close > 0 else len(text))
        inside = [d for d in after if d.start >= m.end and d.end <= limit]
        if not bracket:
            first = scene.sentence.start + end + opened.end()
            graft = min((t.start for t in scene.therapies if t.kind == "transplant" and t.start > m.end), default=limit)
            inside = _of_list(scene, m, [d for d in inside if first <= d.start < graft], opened[0])
    if not inside and start > 1 and text[start - 1] == "(":
        known = m.entry.components if m.entry is not None else ()
        before = [d for d in scene.therapies if d.kind == "drug" and d.end <= m.start and m.start - d.end < 160]
        inside = [d for d in before if d.name in known] if known else [d for d in before if m.start - d.end < 80]
    return [*(d for d in scene.therapies if "spelled" in d.flags and m.start <= d.start < m.end), *inside]


def _of_list(scene: Scene, m: TherapyMention, drugs: list[TherapyMention], opener: str) -> list[TherapyMention]:
    """What is listed after a regimen: all of it where the words list its components, else those that it is known to have."""
    known = set(map(_plain, m.entry.components)) if m.entry is not None else set()
    own = [d for d in drugs if _plain(d.name) in known]
    if known and not _LISTS.search(opener):
        return own
    listed = _first_list(scene, drugs)
    if opener.rstrip().endswith(":"):
        listed += _after_semicolons(scene, drugs[len(listed) :], listed)
    first = [d for d in listed if d in own or (d.hint or "").removeprefix("class:") in _MAKES_UP]
    stop = next((i for i, d in enumerate(first) if i and _ADDED.search(scene.text, scene.local(first[i - 1])[1], scene.local(d)[0])), len(first))  # fmt: skip
    return sorted({id(d): d for d in [*own, *first[:stop]]}.values(), key=lambda d: d.start)


def _after_semicolons(scene: Scene, drugs: list[TherapyMention], listed: list[TherapyMention]) -> list[TherapyMention]:
    """The further parts of a list of blocks: "A on day 1; B and C on day 8; and D on day 15"."""
    more: list[TherapyMention] = []
    for d in drugs:
        before, start = scene.local([*listed, *more][-1])[1], scene.local(d)[0]
        if has_verb(scene.text, before, start) or not (_NEXT_BLOCK.search(scene.text, before, start) or more):
            break
        more.append(d)
    return more


_NEXT_BLOCK = expression(r";\s(?:and )?")
# what the words list is what the report says that it was made of
_LISTS = expression(
    r"(?i)(?:consist\w*|compris\w+|composed|formed|constituted|includ\w+|contain\w+|made up|rested (?:up)?on|that is|namely|in (?:the course of )?which|i\.e\.|:|=)(?: of| by)?,?\s*\Z"
)
_MAKES_UP = frozenset({"chemo", "targeted", "antibody", "steroid", "hma", "retinoid", "interferon", "bispecific"})
_ADDED = expression(
    r"(?i)\b(?:together with|along with|alongside|in addition to|added to|combined with|in combination with|with)\b"
)


# "The 7+3 scheme was started on 6 November 2019, with cytarabine ... and daunorubicin ..."
_WITH = re.compile(
    r"[^.;:()]{0,60}?\b(?:was|were|had been) (?:\w+ )?(?:started|begun|initiated|commenced|given|administered|instituted)\b[^;:()]{0,40}?,? (?:with|using) "
)


def _first_list(scene: Scene, drugs: list[TherapyMention]) -> list[TherapyMention]:
    """The drugs that are told in one breath with the first of them."""
    numbers = lists(scene.text, [scene.local(d) for d in drugs])
    return [d for d, n in zip(drugs, numbers, strict=True) if n == 0]


def _closing(text: str, start: int) -> int:
    """Where the bracket that was opened before `start` closes."""
    depth = 1
    for i in range(start, len(text)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if depth == 0:
            return i
    return -1
