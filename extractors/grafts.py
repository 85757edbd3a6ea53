"""Grafts that are given without being called a transplantation: `her brother's marrow was infused`, `her own cells were returned`.

A clause tells of one where it names cells of a graft and a verb of giving, and nothing says that they were only
collected, examined or boosted.
"""

from collections.abc import Iterator

from extractors.folded import Folded
from extractors.mentions import TherapyMention
from extractors.transplants import HALF_MATCHED, graft_of

_KIN = (
    r"(?:sister|brother|sibling|mother|father|parent|son|daughter|cousin|aunt|uncle|twin|niece|nephew|donor|volunteer)"
)
_SOURCE = (
    r"(?:(?:autologous|allogeneic|syngeneic|own|g-csf-mobili[sz]ed|mobili[sz]ed(?! (?:peripheral|blood|cells|donor|graft))|harvested|stored|unmanipulated|manipulated|t-cell[- ]depleted|t-replete|tcr\S+|cryopreserved|thawed|frozen|fresh|haploidentical|half-matched|"
    rf"donor|related|unrelated|matched|mismatched|hla-\w+|umbilical|single|double|purified|selected|cd34\+?[- ]selected|(?:{_KIN}|donor)['’]?s|\d+/\d+)[ ,]+(?:and )?)*"
)
_DONOR_WORD = Folded(rf"\b{_KIN}\b|unrelated")
_UNRELATED = Folded(r"\bunrelated\b|\bregistry\b|\bmud\b|\b(?:10/10|9/10|8/8|7/8)\b")
# the cells themselves; what follows must not make them something else
_CELLS = Folded(
    rf"\b(?P<cells>{_SOURCE}(?:"
    r"(?:peripheral[- ]blood |h(?:a)?ematopoietic |blood )*(?:stem|progenitor)(?: and progenitor)?[- ]cells?|progenitors|pbscs?|pbpcs?|hscs?|hpcs?(?:[-( ]a\)?)?|"
    r"cd34\s?(?:\+|-?positive|pos\b)(?:[- ](?:stem |selected |progenitor )?cells?)?|(?:total )?nucleated cells?|"
    r"(?:umbilical )?cord(?:[- ]blood)?(?: units?| grafts?)|cord blood|units? of (?:umbilical )?cord blood|"
    r"(?:bone[- ])?marrow(?:(?:,| and| plus|/)(?: g-csf-mobili[sz]ed| mobili[sz]ed)? ?(?:peripheral[- ])?blood(?= (?:stem|grafts?|cells|progenitor)))?(?: grafts?| blood stem cells?| cells?| product| stem cells?)?|grafts?|(?:stem[- ]cell |cryopreserved |thawed |frozen )?bags(?= (?:were|was|had))|(?:half|both|all|most|part|one|two|the rest|the remainder) of (?:these|those|them|(?:the|her|his) (?:harvest|cells|collection|bags))(?= (?:was|were|had))|(?:her|his) (?:harvest|collection|cells)(?= (?:was|were|had))|"
    rf"cells (?:from|of) (?:an? |the |her |his |their )?(?:[\w/-]+ ){{0,3}}?{_KIN}"
    r"))(?![- ](?:boost|mobili|collect|harvest|donat|aphere|transplant|failure|function|rejection|loss|versus|vs|source|exam|biops|aspirat|smear|trephine|blast|remission|recover|involve|infiltrat|suppress|relapse|morpholog|cytolog|"
    r"studies|findings|evaluation|assessment|response|specimen|sample|plasma|cellular|toxicity|mrd|count|level|disease|factor|leuk|infection)|\w)"
)
# verbs of giving cells, and verbs of giving anything
_INFUSED = r"(?:re-?infus\w*|(?<!after )(?<!post )(?<!post-)(?<!since )(?<!following )(?<!before )(?<!after the )(?<!since the )(?<!before the )infus\w*|(?:re-?)?transfus\w*|(?<!had )(?<!has )(?<!have )return(?:ed)?\b(?! (?:to\b|of (?:the )?(?:disease|lymph|leuk|myelom)))|giv\w+ back|put back|came back in|went (?:back )?in\b|r[au]n in\b|dripped in|re-?injected)"
_GIVEN = r"(?:given|gave|received|receiving|administered|delivered|got|rescued|supported)"
_GIVEN_AFTER = Folded(
    rf"(?:[^.;(]|\.(?=\d)|\([^()]{{0,90}}\)|\(){{0,110}}?\b{_INFUSED}|(?:[^.;(]|\.(?=\d)|\([^()]{{0,90}}\)|\(){{0,90}}?\b(?:was|were|had been|being)\s(?:\w+ly\s|then\s|later\s)?{_GIVEN}\b|(?:[^.;(]|\.(?=\d)|\([^()]{{0,90}}\)){{0,60}}?\b(?:followed (?:on|in|at)|took place|ensued)\b|\W{{0,3}}(?:rescue|support)\b"
)
_GIVEN_BEFORE = Folded(
    rf"\b(?P<verb>(?:{_INFUSED})(?<!infusion)(?<!infusions)(?<!return)|(?:infusions?|return) of|{_GIVEN}|rescue|support)\b(?:[^.;]|\.(?=\d)){{0,90}}\Z"
)
_STRONG = Folded(rf"\b{_INFUSED}")
_RELATIVE_CLAUSE = Folded(r"(?:[^.;]|\.(?=\d)){0,40}\bwhich (?:she|he|the patient) (?:then )?received\b")
# "three months after the graft", "derived from marrow"
_SINCE = Folded(
    r"\b(?:after|since|following|before|until|from|despite|post)\s(?:(?:the|her|his|this|that|first|second|last|same)\s)*\Z"
)
# the amount, the day or the donor beside the cells says that they were given
_AMOUNT = Folded(
    r"(?<!\w)\d(?:[^.;]|\.(?=\d)){0,40}?(?<!mg)(?<!ug)(?<!iu)(?:/\s?kg|per kilo)|\bmillion\b|(?<![a-z])x ?10\s?\^?\d"
)
# "in one million marrow cells not a single myeloma cell was found": how much was looked at
_LOOKED_AT = Folded(
    r"\b(?:in|per|among|of|from) (?:(?:one|a|every|each|two|three|five|ten|\d+) )?(?:million|\d+,?000|10\s?\^\d) \Z"
)
_ZERO = Folded(r"\b(?:day|d|j|tag)[ -]?[+±]?0\b(?! to)|\bday zero\b")
# "the second graft (day 0: 24 June 2021) was donated by his daughter"
_ON_DAY_ZERO = Folded(r"\s?[(,:]\s?(?:(?:day|d|j|tag)[ -]?[+±]?0\b(?! to)|day zero\b)")
_DATE = Folded(
    r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d\d)?\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_DONOR = Folded(rf"\b{_KIN}\b|unrelated|haplo|half-matched|\bown\b|autologous|\bcord\b")
# told of but not given: collected, stored, examined, boosted
_ONLY = Folded(
    r"\b(?:collect\w*|harvest\w*|mobili[sz]ed(?! (?:peripheral|blood|cells|donor|graft))|mobili[sz]ation|apheres[ei]s|leuk?apheres[ei]s|donat\w*|yield\w*|stored|cryopreserved|banked|procured|contain\w*|search\w*|available|showed|revealed|examined|clear|engrafted|took)\b"
)
_OTHERS = Folded(
    r"\bcars?\b|car-?ts?\b|chimeric|lymphocytes?\b|\bdlis?\b|boost|mesenchymal|stromal|\bnk\b|-specific t\b|virus-specific|skin graft|bypass|vascular|leuk(?:a)?emi(?:c|a) stem|manufactur|\bengineer|transduc|\bexpanded\b|\bproduct release|platelet|red (?:blood )?cells?|erythrocyte|\bplasma\b"
)
_NAMED = Folded(
    r"transplant|autograft|allograft|(?:auto|allo|\b)grafted|\b(?:auto|allo|haplo)?-?(?:h?sct|hct|hsct|bmt|pbsct|asct|ucbt)\b"
)
# "66 days after the first transplant"
_DATED_BY = Folded(
    r"\b(?:days?|weeks?|months?|years?) (?:after|post|from|since|following)[- ](?:(?:the|her|his|first|initial|previous|prior|failed|original|1st|earlier|rejected|lost) )*(?:first|initial|previous|prior|failed|original|1st|earlier|rejected|lost) (?:(?:autologous|allogeneic|haploidentical|stem|cell|marrow|bone) )*(?:transplant\w*|(?:auto|allo)?graft\w*|h?sct|hct|hsct|bmt|asct)\b"
)
# what is told round the cells says that they were the patient's own
_OWN = Folded(
    r"\bown\b|autologous|\bautograft|(?:collect|harvest|mobili[sz]|apheres)\w*[^.]{0,60}\b(?:her|his|patient|plerixafor|g-csf|filgrastim)\b|\b(?:her|his) (?:harvest|stored|cryopreserved|collected)|\bb(?:e)?eam\b|melphalan 200"
)
_FROM_DONOR = Folded(rf"\b{_KIN}\b|unrelated|gvhd prophyla|graft-versus-host|prevent gvhd|against gvhd")
# "the lymphoma returned in the marrow": a place
_PLACE = Folded(r"\b(?:in|of|within|throughout|inside|to|on|by) (?:the |her |his |both )?\Z")
# "in one million marrow cells not a single myeloma cell was found"
_OUT_OF = Folded(
    r"\b(?:in|of|among|per|out of|amid) (?:[\w.,]+ ){0,2}(?:million|thousand|hundred)s? (?:of )?(?:the )?\Z"
)
# what comes back was the patient's own
_BACK = Folded(r"\bre-?infus|\breturn|given back|put back|came back|handed back")
# without anything that prepares for a graft, or what was kept of the cells, long after another infusion
_BOOSTING = Folded(
    r"\bwithout (?:any |further |prior |preceding |another |new |additional )*(?:conditioning|preparat\w+|chemotherapy|lymphodepletion)|\bunconditioned\b"
)
_LATE = Folded(r"\b(?:day|d|j|tag)[ -]?\+ ?(?:[2-9]\d|1\d\d)\b")
_KEPT = Folded(
    r"\b(?:stored|remaining|remainder|rest of|left[- ]?over|back-?up|cryopreserved|frozen|thawed|banked|spare|second bag|last bag)\b"
)
_PREPARED = Folded(
    r"\bcondition|\bprepar(?!ed for)|\babla|\bmelphalan|\bbusulfan|\btreosulfan|\bthiotepa|\btbi\b|total body"
)
_BREAKS = (". ", "\n", "; ")


def find_grafts(text: str) -> Iterator[TherapyMention]:
    """Find the grafts that a plain text gives without calling them a transplantation."""
    told = -1
    for match in _CELLS.finditer(text):
        first, last = _sentence(text, match.start(), match.end())
        if first == told or _is_named(text, first, last):
            continue
        if match["cells"].lower() in {"marrow", "bone marrow"} and _PLACE.search(text, first, match.start()):
            continue
        if _OUT_OF.search(text, max(first, match.start() - 50), match.start()):
            continue
        if _is_given(text, match.start(), match.end(), first, last):
            told = first
            name, source = _graft(text, match.start(), match.end(), first, last)
            if _boosts(text, first, last):
                yield TherapyMention(start=match.start(), end=match.end(), rule="cells.other", name="stem cell boost",
                                     kind="cell_therapy", cell_source=source)  # fmt: skip
                continue
            yield TherapyMention(
                start=match.start(),
                end=match.end(),
                rule="transplant.cells",
                name=name,
                kind="transplant",
                cell_source=source,
                generic=name == "HSCT",
            )


def _boosts(text: str, first: int, last: int) -> bool:
    """Whether cells only support a graft or cells given before: "on day +74 the remaining stem cells were thawed and infused"."""
    if _BOOSTING.search(text, first, last):
        return True
    if _LATE.search(text, first, last) is None or _KEPT.search(text, first, last) is None:
        return False
    return _PREPARED.search(text, max(0, first - 200), last) is None


def _is_named(text: str, first: int, last: int) -> bool:
    """Whether a sentence calls it a transplantation itself, and not only dates it by an earlier one."""
    dated = [m.span() for m in _DATED_BY.finditer(text, first, last)]
    return any(not any(a <= m.start() < b for a, b in dated) for m in _NAMED.finditer(text, first, last))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(_break_before(text, mark, start) for mark in _BREAKS)
    return first, min(_break_after(text, mark, end) for mark in _BREAKS)


def _break_before(text: str, mark: str, at: int) -> int:
    while (at := text.rfind(mark, 0, at)) >= 0:
        if mark != "; " or not _in_brackets(text, at):
            return at + len(mark)
    return 0


def _break_after(text: str, mark: str, at: int) -> int:
    while (at := text.find(mark, at)) >= 0:
        if mark != "; " or not _in_brackets(text, at):
            return at
        at += len(mark)
    return len(text)


def _in_brackets(text: str, at: int) -> bool:
    """Whether a semicolon only parts what stands in brackets: "marrow (2.4 x 10^6 CD34+/kg; 0.3 x 10^8 CD3+/kg) was infused"."""
    return text.rfind("(", max(0, at - 150), at) > text.rfind(")", max(0, at - 150), at) and ")" in text[at : at + 150]


def _is_given(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether the sentence first:last gives the cells named at start:end."""
    if _OTHERS.search(text, max(first, start - 45), min(last, end + 45)) or _SINCE.search(text, first, start):
        return False
    if _ON_DAY_ZERO.match(text, end, last):
        return True
    if _LOOKED_AT.search(text, first, start):
        return False
    said = _GIVEN_AFTER.match(text, end, last) or _GIVEN_BEFORE.search(text, first, start)
    if said is None and _RELATIVE_CLAUSE.match(text, end, last) is None:
        return bool(
            (_ZERO.search(text, first, last) or _DATE.search(text, first, last)) and _AMOUNT.search(text, first, last)
        ) and not _kept(text, start, end, first, last)
    if said is not None and _STRONG.search(text, said.start(), said.end()):
        return _ONLY.search(text, end, max(end, said.start())) is None
    told = any(evidence.search(text, first, last) for evidence in (_AMOUNT, _ZERO, _DONOR))
    return told and not _kept(text, start, end, first, last)


def _kept(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether the words round the cells say that they were collected, stored or examined."""
    return bool(_ONLY.search(text, first, start) or _ONLY.search(text, end, last))


def _graft(text: str, start: int, end: int, first: int, last: int) -> tuple[str, str | None]:
    """Whose cells they are, by the sentence, else by what is told round it."""
    own = text[max(first, start - 120) : min(last, end + 160)]
    name, source = graft_of(own + (" donor" if _DONOR_WORD.search(own) else ""))
    if name not in {"HSCT", "allogeneic HSCT"}:
        return name, source
    near = text[max(0, first - 500) : last + 200]
    if name == "HSCT" and _BACK.search(own) and (_OWN.search(near) or not _FROM_DONOR.search(near)):
        return "autologous HSCT", "autologous"
    around = text[max(0, first - 900) : last + 250]
    if (
        _UNRELATED.search(own) is None
        and HALF_MATCHED.search(around)
        and (name != "HSCT" or _DONOR_WORD.search(around))
    ):
        return "haploidentical HSCT", "donor"
    if name == "allogeneic HSCT":
        return name, source
    if _FROM_DONOR.search(around):
        return "allogeneic HSCT", "donor"
    return ("autologous HSCT", "autologous") if _OWN.search(around) else (name, source)
