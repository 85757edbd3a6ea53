"""Regimens by their letters: whether a short form is one here, and those that no lexicon holds.

"two cycles of the XELOX regimen" · "GELAD chemotherapy" · "venetoclax, homoharringtonine and azacitidine (VHA)"
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from extractors.expressions import expression
from extractors.lexicon import Entry
from extractors.mentions import TherapyMention

_CYCLES_BEFORE = expression(
    r"(?i)(?:cycles?|courses?|blocks?|rounds?|lines?|regimens?|chemotherapy|immunochemotherapy|protocol|therapy|induction|re-?induction|consolidation|salvage|bridging|(?:pre-?)?conditioning|(?:pre-?)?treatment|lymphodepletion|treatments?|therapies)(?: of| with| by| per| using| was| were| had been| included| comprised| consisted of|:| \()? ?(?:the |an? |\d+ |modified |dose-adjusted |\")?$"
)
_NUMBERED = expression(r"(?:^|[\s(,;:])\(?[1-9][.)]\s?\Z|\b[Ll]ine [1-9]:?\s\Z")
_TOOK_BEFORE = expression(
    r"(?i)\b(?:received|given|began|commenced|resumed|treated with|started on|switched to|changed to|followed by|then|underwent|administered|failed|on|put on|with|after|to|by|and|instead of|rather than|not|no|without|over|,|\)) ?(?:the |an? |\d+ |\w+ (?:cycles?|courses?) of |\")?$"
)
_REGIMEN_AFTER = expression(
    r"(?i)^\"?[- ](?:regimens?|protocol|chemotherapy|immunochemotherapy|(?:pre-?)?conditioning|based|therapy|(?:pre-?)?treatment|x ?\d|cycles?|courses?|blocks?|induction|consolidation|salvage|bridging|maintenance|pre-?phase|elements?|phase|arm|schedule)\b"
)
# "was treated with ICE and achieved CR"
_TREATED = expression(
    r"(?i)\b(?:treated|induced|salvaged|consolidated|started|managed) (?:\w+ )?(?:with|by|on) $|\b(?:received|given|switched to) $"
)
_ANSWERED = expression(
    r"(?i)^ (?:and|but) (?:then |thus |again |subsequently )?(?:achieved|obtained|reached|attained|entered|went into|responded|remained|relapsed|progressed|underwent)\b"
)
_IN_A_YEAR = expression(r"(?i)^ ?\(?(?:in |from |since |until |between )?(?:\w+ )?(?:19|20)\d\d\b")
_PREDICATE_AFTER = expression(
    r"(?i)^\"?,? (?:was|were|followed|began|started|for|as|led|achieved|brought|gave|from|\(|without|induced|produced|resulted)"
)
_NOT_ONE = expression(
    r"(?i)^\s?(?:scores?|score of|assessment|of \d|\d+/\d|points?|encephalopathy|=|syndrome|gene|mutation|\((?:central|mean|cerebral|continuous|care|common|computed)\b|(?:was |of |at )?\d+(?:\.\d+)? ?(?:cm|mm) ?H)"
)

# "two cycles of XYZ", "XYZ regimen", "XYZ-based chemotherapy"
_LETTERS = r"(?P<name>(?:[a-z]{1,5}-|[A-Z]-)?[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*(?:[-/+][A-Za-z0-9]{1,8}){0,3})"
# "the JALSG ALL202 protocol", "according to CCLG-ALL 2008"
_PROTOCOL = r"(?P<name>(?:[A-Z][A-Za-z-]{1,9}[ -])?(?:ALL|AML|APL|LBL|LAL|NHL|MCL|LPA|HD)[- ]?(?:[A-Z]{1,3}[- ])?\d[\d.]*(?:[-/]\d+)?(?:-?[A-Z])?)(?![\w-])"
_UNLISTED = (
    expression(rf"\b{_PROTOCOL}(?= (?:protocol|regimen|trial|schedule|chemotherapy|backbone|induction|strategy)\b)"),
    expression(rf"\b(?:protocol|regimen|according to(?: the)?|as per(?: the)?|treated (?:per|on|with)(?: the)?|received(?: the)?|cycles? of(?: the)?) {_PROTOCOL}(?! (?:classification|criteria|guideline|recommendation|year|mg|cm|patients|cases))"),
    expression(rf"\b(?:cycles?|courses?|blocks?|rounds?) of (?:the )?(?:\w+-adjusted |modified )?{_LETTERS}(?= ?(?:regimen|protocol|chemo|was|were|with|for|as|and|led|followed|left|brought|produced|induced|achieved|gave|failed|resulted|reduced|yielded|cleared|,|\.|;|\(|\)|$))"),
    expression(rf"(?<![\w/-]){_LETTERS}(?=(?: |-based )(?:regimen|protocol|chemo(?:immuno)?therapy|immunochemotherapy)\b)"),
    expression(rf"(?<![\w/-]){_LETTERS}(?=-based (?:regimen|treatment|therapy|induction|salvage|consolidation))"),
    expression(rf"(?<![\w/-]){_LETTERS}(?=,? (?:(?:was|were) (?:\w+ly |then |therefore |thus |next )*)?(?:substituted|chosen|given|administered|delivered|started|begun|initiated|used|followed|tried)\b[^.:;()]{{0,45}}: ?[a-z-]{{5,20}} \d)"),
    expression(rf"(?<![\w/-]){_LETTERS}(?= (?:was|were|is|made up|formed|came|followed as|constituted|served as) (?:the |her |his |our |an? )?(?:(?:next|second|third|fourth|last|final|first|following|initial|sole|chosen|\w+ (?:line|and)) )*(?:element|block|course|cycle|phase|line|regimen|salvage|induction|consolidation|reinduction|treatment|therapy)\b)"),
    expression(rf"\b(?:given|received|with|by|of|on|to|had|got|started|was|took|,) (?:the )?{_LETTERS}(?= (?:\(|as |for |in )(?:an? |the |her |his )?(?:(?:first|second|third|fourth|1st|2nd|3rd|initial|primary|urgent|further|standard|intensive|early|late)[- ])?(?:line |and )?(?:re-?)?(?:induction|consolidation|salvage|bridging|cytoreduction|pre-?phase|maintenance|line|upfront|frontline)\b)"),
    expression(rf"\b(?:given|received|got|had) {_LETTERS}(?= (?:once|twice|thrice|x ?\d|for \w+ cycles))"),
    expression(rf"\b(?:regimen|protocol) (?:of |was |called |named )?{_LETTERS}(?= ?(?:with|for|as|,|\.|;|\())"),
    expression(rf"\b(?:treated|induced|salvaged|consolidated) (?:with|by) (?:the )?{_LETTERS}(?= and (?:achieved|obtained|reached|attained|entered|responded|relapsed|progressed)\b)"),
)  # fmt: skip
_BRACKETED = expression(rf"\((?:the )?{_LETTERS}(?: regimen| protocol| chemotherapy)?\)")
_OTHER_LETTERS = expression(
    r"(?i)^(?:CAR(?:-?T)?S?|a?c?GVHD|CRS|ICANS|HLA.*|MRD|CNS|B?-?ALL|T-ALL|B-NHL|N?HL|AML|CLL|CML|MDS|MM|DLBCL|MCL|FL|PMBCL|PCNSL|CD\d.*|IV|PO|SC|DLIS?|ITs?|RIC|MAC|NMA|TBI|TLI|.*HSCT|.*SCT|.*BMT|.*HCT|BCMA|COVID.*|SARS.*|PD-?L?1|TKIs?|HMAs?|BTKi?|ICU|HIV.*|HBV|EBV|CMV|WHO|FDA|EMA|NCCN|EBMT|LDC?|CRP|PET.*|CT|MRI|IVIG|G-?CSF|GM-?CSF|PBSCs?|HSCs?|MUD|MSD|"
    r"DNA|RNA|PCR|NGS|FISH|IgG|EFS|PFS|OS|ORR|CR\d?|CRi|PR|SD|PD|VGPR|LDH|ANC|WBC|TNF.*|IL-?\d.*|JAK\d?|FLT3.*|BCR.*|KMT2A.*|TP53.*|IMiDs?|PIs?|NSAIDs?|ART|HAART|ECP|TPE|PLEX|CRRT|ECMO|RT|IFRT|ISRT|WBRT|CSI|SRS|PI3K.*|ADCs?|EGFR.*|ALK.*|VEGF.*|HER2.*|mTOR.*|PARP.*|BRAF.*|MEK.*|CDK.*|MTORi?|DOACs?|LMWH|TPN|NIV|CPAP|BiPAP|UK|USA?|EU|DOT|ATT|RIPE|HRZE|PPIs?|SSRIs?|ACE|ARB|H2|B-?cell|T-?cell|NK.*|MAIC|GPA|CPA|AIHA|ITP|TTP|III?|IV[AB]?|VI+|IX)$"
)


_DATED_AFTER = expression(
    r"(?i) (?:in|from|since|on|until) (?:(?:early|mid|late)[- ])?(?:\w{3,9} )?(?:\d{1,2},? )?(?:19|20)\d\d\b"
)


def is_regimen_here(text: str, start: int, end: int, entry: Entry, *, ambiguous: bool) -> bool:
    """Whether a short form (`FC`, `ICE`, `HAM`) is the regimen where it stands."""
    before, after = text[max(0, start - 60) : start], text[end : end + 50]
    if _NOT_ONE.match(after):
        return False
    if _spelled_out(text, start, end, entry):
        return True
    if _NUMBERED.search(before) and entry.components:
        return True  # "1) VTD and ASCT, 2) Rd, 3) KCd"
    cycles, followed = _CYCLES_BEFORE.search(before), _REGIMEN_AFTER.match(after)
    if cycles or followed:
        return True
    took, told = _TOOK_BEFORE.search(before), _PREDICATE_AFTER.match(after)
    if ambiguous and end - start < 3:  # TP is total protein, AP a projection; R2 may be taken
        return bool(took and text[start:end][-1].isdigit() and _DATED_AFTER.match(after))
    if end - start > 2 and not ambiguous:
        return bool(took or told)
    if _TREATED.search(before) and _ANSWERED.match(after):
        return True
    opens = not before.strip() or before.endswith("\n") or before.rstrip().endswith((".", ";", ":"))
    dated = took and _IN_A_YEAR.match(after) is not None  # "FCR in 2010, BR in 2014 and ibrutinib"
    return bool(((took or opens) and told) or dated)


def _spelled_out(text: str, start: int, end: int, entry: Entry) -> bool:
    """ "bendamustine and rituximab (BR)", "FCR, that is fludarabine, ..."."""
    if not entry.components:
        return False
    behind, ahead = text[max(0, start - 140) : start].lower(), text[end : end + 110].lower()
    if behind.endswith(("(", "[")):
        return sum(c in behind for c in entry.components) >= min(2, len(entry.components))
    opens = re.match(
        r"\W*(?:regimen|protocol|therapy|chemotherapy)?(?: (?:in|from|on|since) [a-z0-9 ./-]{3,24}?)?\W*[(\[:,=]|\s(?:with|consist|compris|includ)",
        ahead,
    )
    return opens is not None and sum(c in ahead for c in entry.components) >= min(2, len(entry.components))


def unlisted(text: str, found: Sequence[TherapyMention], banned: Iterable[str]) -> Iterator[TherapyMention]:
    """Regimens that only their letters and their place show."""
    taken = {i for m in found for i in range(m.start, m.end)}
    drugs = [m for m in found if m.kind == "drug"]
    by_start = {m.start: m for m in found if m.kind == "regimen"}
    no = set(banned)
    for pattern in _UNLISTED:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            name = match["name"].removesuffix("-based").rstrip(".")
            if (group := by_start.get(start)) and group.end < start + len(name):
                group.end, group.name = start + len(name), name  # the PETHEMA group's LAL-AR-2011 protocol
                taken.update(range(start, group.end))
            if start in taken or name in no or not _is_name(name):
                continue
            taken.update(range(start, end))
            yield _regimen(start, start + len(name), name)
    if "(" not in text:
        return
    for match in _BRACKETED.finditer(text):
        start, end = match.span("name")
        if start in taken or not _is_name(match["name"]):
            continue
        near = [d for d in drugs if match.start() - 110 < d.start and d.end <= match.start()]
        letters = match["name"].lower()
        if (
            len(near) > 1
            and near[-1].end >= match.start() - 2
            and sum(d.name[0] in letters for d in near) >= max(2, len(near) - 1)
        ):
            taken.update(range(start, end))
            yield _regimen(start, end, match["name"])


def _is_name(name: str) -> bool:
    return 2 < len(name) < 18 and sum(c.isupper() for c in name) > 1 and _OTHER_LETTERS.match(name) is None


def _regimen(start: int, end: int, name: str) -> TherapyMention:
    entry = Entry(name, "regimen", "regimen")
    return TherapyMention(
        start=start, end=end, rule="regimen.unlisted", name=name, kind="regimen", hint="regimen", entry=entry
    )
