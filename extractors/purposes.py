"""What a sentence says a treatment was for: the word of purpose and how it is bound to the names around it.

"bridging with X and Y" forward · "X and Y were given as bridging" backward, along the list · "X maintenance" the word before
"after induction, she received X" says nothing of X.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.expressions import expression
from extractors.folded import Folded

_SYNDROME = (
    r"(?:CRS|cytokine[- ]release(?: syndrome)?|ICANS|neuro-?toxicity|[ac]?GVHD|graft[- ]versus[- ]host(?: disease)?|HLH|IEC-?HS|MAS\b|macrophage activation(?: syndrome)?|ha?emophagocyt\w+(?: \w+)?|differentiation syndrome|DS\b|"
    r"VOD|veno-?occlusive disease|SOS\b|sinusoidal obstruction(?: syndrome)?|TMA\b|TA-?TMA|thrombotic microangiopathy|tumou?r lysis(?: syndrome)?|TLS\b|engraftment syndrome|capillary leak(?: syndrome)?|(?:cerebral|brain) o?edema|immune effector \S+|bronchiolitis obliterans(?: syndrome)?|BOS\b)"
)
_SOME = r"(?:(?!and\b|but\b|then\b)[\w+/-]+ ){0,4}?"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("gvhd_prophylaxis",
     rf"(?:[ac]?GVHD|graft[- ]versus[- ]host(?: disease)?)(?: \(\w+\))?[- ]?(?:immuno)?prophyla\w+|prophyla\w+ (?:of|for|against|was given against){_SOME.replace('{0,4}', '{0,2}')} ?(?:[ac]?GVHD|graft[- ]versus)|(?:to )?(?:prevent\w*(?: of)?|ward(?:ing|s)? off|avert\w*|forestall\w*|guard\w* (?:her |him )?against|keep\w* (?:off|away)) {_SOME}(?:[ac]?GVHD|graft[- ]versus)|protect\w* {_SOME}(?:from|against) {_SOME}(?:[ac]?GVHD|graft[- ]versus)|"
     r"post-?transplant(?:ation)? (?:immunosuppress\w+|cyclophosphamide)|PT-?Cy\b|immunosuppressive prophyla\w+"),
    ("lymphodepletion", r"lympho-?deplet\w+|lymphoablati\w+|\bLD\b(?! 50)|\bLDC\b|preconditioning"),
    ("conditioning", r"condition(?:ing|ed)|myelo-?ablati(?:on|ve)(?! (?:allo|auto|HSCT|haplo))|preparative regimen|preparatory regimen|preparation(?=\s?: ?(?:[a-z]|TBI|ATG|Bu|Flu))|\bprep(?=\s?:)|\bprep(?= was| w/| with)|in[- ]vivo T[- ]cell[- ]deplet\w+|T[- ]cell[- ]depleted using in vivo|\b(?:RIC|MAC|NMA)(?= (?:w/|with)|:| \()"),
    ("prophylaxis#premedication", r"pre-?medic\w+|(?:doses?|steps?|injections?|infusions?) (?:was|were|is|are|had been) (?:each |always |all )?(?:preceded|covered) (?:by|with)|pre-?treat(?:ed|ment) (?=with (?:acetaminophen|paracetamol|diphenhydramine|antihistamin|dexameth))"),
    ("preemptive", r"pre-?empt\w+|to prevent (?:a |another |disease |further )?(?:relapse|recurrence)|(?:rising|increas\w+|(?:re)?-?emerg\w+) (?:of )?MRD|MRD (?:re-?emergence|recurrence|relapse)|molecular relapse|relapse prophylaxis"),
    ("toxicity_management", rf"(?:for(?! fear| risk| the risk| (?:the )?(?:\w+ )?prophyla| (?:the )?prevent)|against(?! for)|to (?:treat|control|manage|suppress)|because of(?! the risk| risk| previous| a history| prior)|treatment of|management of|therapy of|owing to|targeting) {_SOME}{_SYNDROME}(?! prophyl|-related infect)|{_SYNDROME}[^.;]{{0,60}}?\b(?:treated|managed|controlled|resolved|responded|subsided|settled|improved|abated|relieved|faded|waned|cleared|reversed|was met|disappeared|ended)(?: \w+){{0,2}} (?:with|by|after|on|under|to)\b|{_SYNDROME}[^.;]{{0,60}}?\b(?:required|requiring|necessitated|necessitating|prompted|prompting)\b"),
    ("bridging", r"(?:as|for) (?:an? |the )?bridg(?:e|ing) to(?:wards?)? (?:\w+ )?(?:allo\w*|haplo\w*|HSCT|SCT|transplant\w*|auto\w*|graft)|bridg(?:e|es|ing|ed)\b(?: (?:therapy |treatment )?(?:to|before|until|towards?) (?:the |her |his )?(?:\S+(?:-cel|leucel)\b|CAR[- ]?T(?:[- ]cells?)?(?: (?:therapy|infusion))?|infusion\b|cells\b))?(?! to (?:allo|haplo|HSCT|trans|auto)| (?:an?|the) (?:\w+ )?(?:neutropenia|aplasia|cytopenia))|tid(?:ed?|ing) (?:(?:her|him|them|the \w+) )?over|to gain time|to buy time|bought (?:her |him )?time|holding (?:chemo)?(?:therapy|treatment|regimen|course|cycle)"),
    ("maintenance", r"maintenance|maint\b|to (?:keep|maintain|sustain|prolong|preserve|hold|secure) (?:the |her |his |this )?(?:complete )?(?:remission|response|CR)|maintained on"),
    ("consolidation", r"consolidat\w+|intensification|post-remission|continuation (?:therapy|phase)|adjuvant"),
    ("salvage", r"salvage(?:d)?|re-?induc(?:tion|ed)|(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th)[- ](?:and \w+[- ])?line|subsequent lines?|further lines?|later lines?|relapse (?:therapy|treatment|protocol|chemotherapy)|rescue (?:chemo)?therapy|lines? [2-9]\b"),
    ("induction", r"pre-?phases?\b|pre-?induction|induc(?:tions?|ed)(?= |-|,|:|\.|$|\()(?! (?:of )?(?:CR|remission|response|a |an |partial|complete|severe|transient|by))|(?:first|1st)[- ]line|front-?line|up-?front|first (?:therapy|treatment)\b|initial (?:chemo|immunochemo)?(?:therapy|treatment)|primary (?:treatment|therapy)|line 1\b|initially treated|neoadjuvant"),
    ("prophylaxis", r"(?:CRS|cytokine[- ]release|reaction)s? (?:prevention|mitigation)|(?:chemo|neuro|radio)?prophyla\w+|\bp(?:p|rophyla)x\b|to (?:prevent|avert|forestall)|(?:as|by way of|was|were|is|merely|only|purely|out of) (?:merely |only |purely )?(?:an? )?(?:\w+ )?precaution(?:ary measure)?\b|precautionary|under (?:the )?cover (?:of|from)\b|(?:as|for) (?:a )?safeguard|(?:for|as) (?:CNS |central nervous |the )?prevention\b|to protect (?:the )?(?:central nervous system|CNS|brain|meninges|neuraxis)|to (?:soften|lessen|mitigate|blunt|attenuate|reduce|limit|minimi[sz]e|diminish|dampen|lower|alleviate) (?:the )?(?:(?:risk|severity|rate|likelihood|incidence|chance|danger) of )?(?:the )?(?:CRS|cytokine|release of cytokines|infusion(?:-related)? reactions?)|(?:for|as) seizure protection|against (?:pneumoc\w+|encapsulated \w+|opportunistic \w+|reactivation|recurrence of \w+|herpes\w*|PJP|PCP|Pneumocystis)|preventive\w*|prevention of|protection against|(?:antifungal|mou?ld-active|antiviral|antibacterial|anti-?infective) (?:cover(?:age)?|protection)|protect\w* (?:her|him|them|the (?:patient|boy|girl|child|man|woman)) (?:against|from)"),
    ("supportive", r"(?:for|against|to treat|because of|treatment of|therapy of|owing to|treated for) (?:\w+[ -]){0,3}?(?:pneumonia|sepsis|bact\w+|infections?|febrile neutropenia|neutropenic fever|reactivation|CMV|viremia|viraemia|fung\w+|aspergill\w+|candid\w+|cytopenias?|neutropenia|thrombocytopenia|hypogamma\w+|headaches?|pain|nausea|hypertension|atrial fibrillation|cystitis|HBV|hepatitis|tuberculosis|zoster|herpes)|(?:pneumonia|sepsis|infections?|vira?emia|reactivation|bacter(?:a?emia)|aspergillosis|candid\w+|zoster|cystitis|colitis|PTLD|lymphoproliferative disease)[^.;]{0,60}?\b(?:treated|managed|controlled|cleared|resolved|responded)(?: \w+){0,2} (?:with|by|to|on|under|after)\b"),
)  # fmt: skip
_CUE = Folded(rf"(?<![A-Za-z])(?:{'|'.join(f'(?P<r{i}>{pattern})' for i, (_, pattern) in enumerate(_PATTERNS))})")
_AS_WRITTEN = frozenset({"ric", "mac", "nma"})  # abbreviations, which words of the same letters are not
_PAST = expression(
    r"(?i)\b(?:after|following|before|prior to|despite|since|until|complet\w+|failed|end of|during|refractory to|relapsed? (?:on|under|during|after)|previous|prior|second|to allow|eligible for|candidates? for|received|without|no)\s(?:of |the |an? |her |his |first |initial |previous |prior |\w+ (?:cycles?|courses?|lines?|months?|weeks?) of |\w+ )?$"
)
# "thirteen months into maintenance", "on maintenance": where the story stands, nothing that the next sentence tells of
_WITHIN = expression(
    r"(?i)\b(?:into|on|under|of|off|throughout|through|amid|between|outside|beyond|completing|finishing|(?:months?|weeks?|years?|cycles?|doses?) of)\s(?:the |her |his |this |ongoing |oral |\w+ )?$"
)
# "Bridging was not required", "maintenance brought a remission"
_DENIED = expression(
    r"(?i)^[^.;,]{0,40}\b(?:not|never|un\w+|declined|refused|omitted|avoided|dispens\w+|without|withheld|ended|stopped|completed|finished|tolerated|left|led|brought|gave|resulted|achieved|induced|produced|reduced|held|failed|worked|had)\b"
)
# "to bridge the waiting time, she received"
_TO = expression(r"(?i)\b(?:to|so as to|in order to) (?:further |better )?$")
_DOES = expression(r"(?i)(?:bridge|consolidate|salvage|re-?induce|maintain|condition)$")
_FOR = expression(
    r"(?i)\b(?:as|for|as part of|(?:was|were|being) part of|serv\w+ as|used (?:as|for|in)|by way of|constitut\w+|form(?:ed|ing)|represent\w+|made up|(?:was|were|being|is) (?:her|his|the|our|their)|in|under|in view of)\s(?:an? |the |her |his |our |central nervous system |CNS |seizure |(?!and\b|was\b|were\b|with\b|by\b|then\b)[\w-]+ ){0,3}$"
)
_GIVEN_SO = expression(
    r"(?i)\b(?:was|were|been)\s(?:\w+\s){0,2}(?:given|started|added|begun|administered|infused|used|prescribed|commenced|instituted|taken)\s$"
)
_WITH_GAP = expression(r"(?i)\bwith\b")
_TIGHT = expression(r"(?i)^(?:\s?\([^()]{0,40}\))?(?:[\s-]|-based |-containing )?(?:oral |low-dose )?$")
_CONNECTS = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))?[\s,:(-]*(?:(?:therap(?:y|ies)|chemotherapy|chemo|immunochemotherapy|treatments?|regimens?|phase|protocol|blocks?|courses?|cycles?|injections?|infusions?|doses?|drugs?|agents?|attempts?|options?|measures?|of the type|type|before (?:each|every|the first)[^,.;:]{0,30}|with|of|using|by|including|included|comprising|comprised|"
    r"consist\w+|contain\w+|composed|was|were|is|being|has been|had been|had|has|started|begun|given|performed|administered|carried out|achieved|attempted|provided|commenced|initiated|switched to|changed to|made up of|based|on|per|as per|according to|i\.e\.|namely|that is|an?|the|oral|intravenous|intrathecal|high-dose|low-dose|single|"
    r"reduced-intensity|myeloablative|standard|systemic|prolonged|immediate|two|three|four|one|six|eight|\+?\d+|and|then|also|therefore|thus|hence|accordingly|instead|\w+ly|from|day|days|to|at|in|for|w|took place|again|once more|relied|rested|ran|consisting|involved|employed|intensified|reinforced|modified|adapted|adjusted|delivered|following|follows|as|planned|chosen|designed)\b[\s,:()/-]*)*$"
)
_CUT = expression(
    r"(?i);|\bfollowed by\b|\bthen\b|\bafter which\b|\bthereafter\b|\bsubsequently\b|\bafter\b|\bbefore\b|\bprior to\b|\bbut\b|\bwhile\b|\bwhereas\b|\band (?:she|he|the patient|subsequently|later|received|underwent|was|were|had)\b|,? underwent\b|, (?:received|was|were)\b|\b(?:led|resulted|achieved|attained)\b|\bwas (?:followed|switched|replaced)\b"
)
_BREAK_BACK = expression(
    r"(?i);|\band (?:she|he|the patient)\b|\bbut\b|(?:,| and) then\b|\bfollowed by\b|\bwhile\b|\bwhereas\b"
)
_ILLS = frozenset({"toxicity_management", "supportive"})
_BY = expression(r"\b(?:with|by|after|on|under|to|required|requiring|necessitat(?:ed|ing)|prompt(?:ed|ing))$")
_COLON = expression(r"(?i)(?: \w+){0,2}\s?(?::|\(|, (?:consisting|comprising|including))")
_COMMA = expression(r"\s?,")
_LINE_OF = expression(r"(?i)\bline|first (?:therapy|treatment)|initial|primary")
_IN_SYNDROME = expression(rf"(?i)\b{_SYNDROME}")
_OF_DISEASE = expression(
    r"(?i)leuk|lymphom|myelom|relaps|progress|\bdisease\b(?<!host disease)|(?-i:\b(?:A[ML]L|CLL|CML|DLBCL|MM|MCL|FL|MDS)\b)"
)
_ADDED_TO = expression(
    r"(?i)\b(?:was|were) (?:\w+ )?(?:(?:added|preferred|favou?red) (?:to|over)|chosen (?:over|instead of|rather than|in place of)|substituted for|given instead of|used (?:instead|in place) of) (?:the |her |his |ongoing )?\Z"
)
_AND = expression(r"\s?,? ?and ")
_COMMA_AND = expression(r",\s*and\s")
_WAS = expression(r"\bwas\b")
_WITH = expression(
    r"(?i)(?:\s\w+){0,3}? ?(?:with|of|using|by|consist\w+|compris\w+|includ\w+|contain\w+|was|were|according|:)\b|\s?:| ?w/"
)
_PROTECTS = expression(
    r"(?i)to prevent|protect|prevent|to avert|to forestall|to protect|(?:as|was|were|is) (?:merely |only |purely )?(?:an? )?(?:\w+ )?precaution|by way of precaution|to (?:soften|lessen|mitigate|blunt|attenuate|reduce|limit|minimi[sz]e|diminish|dampen|lower|alleviate) "
)
# what a cue says by itself, without "as" or "for" before it
_AIMS = expression(
    r"(?i)tid(?:e|ed|ing) |to (?:gain|buy) time|bought |(?:as|for) (?:an? |the )?bridg|to (?:keep|maintain|sustain|prolong|preserve|hold|secure) |(?:for|as) (?:CNS |central nervous |the )?prevention"
)
_WARDS = expression(r"(?i)against ")
# "rituximab 375 mg/m2 q8w, maintenance"
_LABELS = expression(r"^[^.;:]{0,50}, ?\Z")
_LABEL_ENDS = expression(r"\s*(?:$|[.;\t|)\n])")
_BRACKET = expression(r"\([^()]*\)")
_BETWEEN = expression(
    r"(?i)^(?:[\s,/+&x^.~()-]|\d|(?<![a-z])(?:and|plus|with|or|as well as|along|alongside|both|together|combined|combination|in|at|an?|the|of|doses?|daily|per|day|days|intravenous(?:ly)?|iv|i\.v\.|oral(?:ly)?|po|p\.o\.|for|each|once|twice|three|two|four|five|weekly|evening|morning|night|bedtime|mg|g|kg|m2|sqm|mq|die|d|mcg|ug|iu|units?|gy|mL|AUC|continuous|infusion|bolus|body|total|on|from|to|through|single|"
    r"high-dose|low-dose|intrathecal(?:ly)?|subcutaneous(?:ly)?|sc|every|h|hours?|weeks?|times|d|q\d+h|bid|tid|qd|fractions?|pulse|pulsed|methyl|topical|prophylactic|later|a day|target|trough|level|ng/ml)(?![a-z]))*$"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of purpose and where it stands."""

    role: str
    start: int
    end: int


@lru_cache(maxsize=256)  # asked for by each treatment of a sentence and by its heading
def cues(text: str) -> tuple[Cue, ...]:
    """Find the words of purpose of a sentence: 'as bridging, followed by conditioning' -> bridging, conditioning."""
    return tuple(
        Cue(_PATTERNS[int((m.lastgroup or "r0")[1:])][0].partition("#")[0], m.start(), m.end())
        for m in _CUE.finditer(text)
        if m[0] not in _AS_WRITTEN or text[m.start() : m.end()].isupper()
    )


# "fludarabine, lowered to 24 mg/m2 on grounds of renal function, and cyclophosphamide"
_LOWERED = expression(
    r"(?i),\s(?:lowered|reduced|adjusted|adapted|decreased|diminished|dose-\w+|raised|increased)\b[^,;:]{3,110},(?=\s(?:and|plus)\b)"
)


@lru_cache(maxsize=1024)
def together(gap: str) -> bool:
    """Whether what stands between two names makes them members of one list: ' 30 mg/m2 (days -5 to -3) and '."""
    return len(gap) < 160 and _BETWEEN.match(_LOWERED.sub("", _BRACKET.sub(" ", gap))) is not None


def lists(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Number the lists that the names of a sentence stand in: names with the same number are told in one breath."""
    numbers: list[int] = []
    for i, (start, _) in enumerate(spans):
        joined = i > 0 and together(text[spans[i - 1][1] : start])
        numbers.append(numbers[-1] if joined else i)
    return numbers


def purposes(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[str | None], str | None]:
    """The purpose of each name of a sentence, and one that the sentence leaves open for the next ("Conditioning was as follows.")."""
    found: list[str | None] = [None] * len(spans)
    opened: str | None = None
    numbers = lists(text, spans)
    forward: list[tuple[int, Cue, int]] = []
    all_cues = cues(text)
    of_line = any(cue.role in {"induction", "salvage"} for cue in all_cues)
    of_syndrome = of_line and _IN_SYNDROME.search(text) is not None and _OF_DISEASE.search(text) is None
    for n, cue in enumerate(all_cues):
        if of_syndrome and cue.role in {"induction", "salvage"} and _LINE_OF.search(text, cue.start, cue.end):
            continue  # "ruxolitinib as second-line therapy of GVHD"
        left = max((i for i, s in enumerate(spans) if s[1] <= cue.start), default=None)
        right = min((i for i, s in enumerate(spans) if s[0] >= cue.end), default=None)
        match _bound(text, cue, spans[left] if left is not None else None, spans[right] if right is not None else None):
            case "tight":
                _tight(found, numbers, text, spans, left or 0, cue.role)
                if right is not None and _COLON.match(text, cue.end):
                    forward.append((right, cue, n))
            case "backward":
                if cue.role == "preemptive" and found[left or 0] == "supportive":
                    found[left or 0] = None  # "viraemia was treated with ganciclovir pre-emptively"
                everything = _PROTECTS.match(text, cue.start) is not None
                first = _after_with(text, spans, left or 0) if cue.role == "prophylaxis" else 0
                claimed = any(f < (left or 0) and c.role != cue.role for f, c, _ in forward)
                first = max(first, _own_statement(text, spans, numbers, left or 0, cue)) if claimed else first
                if everything:
                    first = max(
                        first, next((i for i, s in enumerate(spans) if s[0] > text.rfind(";", 0, cue.start)), 0)
                    )
                _backward(found, numbers, text, spans, left or 0, cue.role, first=first, everything=everything)
            case "forward":
                if right is not None and text[cue.end : spans[right][0]] == " ":
                    found[right] = found[right] or cue.role  # "preemptive ganciclovir for CMV"
                forward.append((right or 0, cue, n))
            case "after comma":
                found[left or 0] = found[left or 0] or cue.role
            case "open":
                opened = cue.role if n == len(all_cues) - 1 else None
    for first, cue, n in forward:
        _forward(found, text, spans, first, cue, all_cues[n + 1 :])
    return found, opened


def _bound(text: str, cue: Cue, left: tuple[int, int] | None, right: tuple[int, int] | None) -> str | None:
    """How a word of purpose is bound: to the name right before it, to names before, to names after, or to none yet."""
    behind = text[left[1] : cue.start] if left else ""
    ahead = text[cue.end : right[0]] if right else ""
    reaches_back = left is not None and not _BREAK_BACK.search(_BRACKET.sub(" ", behind))
    if cue.role in _ILLS and not _BY.search(text, cue.start, cue.end):
        return "backward" if reaches_back else "forward" if right and _COMMA.match(ahead) else None
    with_ = _WITH.match(text, cue.end) is not None
    connected = right is not None and len(ahead) < 110 and _CONNECTS.match(ahead) is not None and not _AND.match(ahead)
    if (
        left is not None
        and behind
        and _TIGHT.match(behind)
        and (not (connected and with_) or _COLON.match(text, cue.end))
    ):
        return "tight"
    line = cue.role in {"induction", "consolidation", "salvage", "bridging", "maintenance"}
    if left is not None and line and not connected and _LABELS.search(behind) and _LABEL_ENDS.match(text, cue.end):
        return "after comma"
    before = text[max(0, cue.start - 60) : cue.start]
    past = _PAST.search(before) is not None
    so = _GIVEN_SO.search(behind) is not None or _LABEL_ENDS.match(text, cue.end) is not None
    if reaches_back and so and cue.role in {"preemptive", "prophylaxis"} and text[cue.end - 2 : cue.end] == "ly":
        return "backward"  # "ganciclovir 5 mg/kg every 12 h, from D+34 to D+48, pre-emptively"
    purpose = not past and (
        _FOR.search(before) is not None
        or _WARDS.match(text, cue.start) is not None
        or _PROTECTS.match(text, cue.start) is not None
        or _AIMS.match(text, cue.start) is not None
    )
    purpose = (
        purpose or text[cue.start : cue.start + 3].lower() == "to "
    )  # "given during neutropenia to prevent infections"
    if not past and left is None and _TO.search(before) and _DOES.match(text[cue.start : cue.end].strip()):
        return "forward" if right is not None and len(ahead) < 90 else None
    if purpose and reaches_back and not (with_ and connected):
        return "backward"
    if connected and (with_ or not past):
        return "forward"
    if purpose and right is not None and left is None and len(ahead) < 60:
        return "forward"
    stands = past or _WITHIN.search(before) is not None or _DENIED.match(text[cue.end : cue.end + 60]) is not None
    return "open" if right is None and not stands else None


def _tight(
    found: list[str | None], numbers: list[int], text: str, spans: Sequence[tuple[int, int]], left: int, role: str
) -> None:
    """ "tacrolimus and methotrexate prophylaxis" holds for both, "R-CHOP, rituximab maintenance" for the last."""
    found[left] = role
    first = _after_with(text, spans, left) if role == "prophylaxis" else 0
    for i in range(left - 1, first - 1, -1):
        if numbers[i] != numbers[left] or "," in _BRACKET.sub("", text[spans[i][1] : spans[i + 1][0]]):
            break
        found[i] = found[i] or role


def _after_with(text: str, spans: Sequence[tuple[int, int]], left: int) -> int:
    """Where the part of a list begins that a "with" adds: of "R-CHOP with methotrexate as prophylaxis" the methotrexate."""
    return next((i for i in range(left, 0, -1) if _WITH_GAP.search(text[spans[i - 1][1] : spans[i][0]])), 0)


def _own_statement(text: str, spans: Sequence[tuple[int, int]], numbers: list[int], left: int, cue: Cue) -> int:
    """Where a second statement begins in a list: "conditioned with A and B, and C was used for prophylaxis" -> C."""
    if _WAS.search(text, spans[left][1], cue.start):
        return left
    for i in range(left, numbers[left], -1):
        gaps = [text[spans[j - 1][1] : spans[j][0]] for j in range(numbers[left] + 1, i)]
        if _COMMA_AND.search(text, spans[i - 1][1], spans[i][0]) and any(" and " in gap for gap in gaps):
            return i
    return 0


def _backward(
    found: list[str | None],
    numbers: list[int],
    text: str,
    spans: Sequence[tuple[int, int]],
    left: int,
    role: str,
    *,
    first: int,
    everything: bool,
) -> None:
    same = {numbers[left]}
    for i in range(left, first - 1, -1):
        if i < left and numbers[i] != numbers[i + 1] and _ADDED_TO.search(text, spans[i][1], spans[i + 1][0]):
            same.add(numbers[i])  # "A and B were added to C as maintenance"
        if numbers[i] not in same and not everything:
            break
        found[i] = found[i] or role


# "Lymphodepletion (days -6 to -3: fludarabine 30 mg/m2; days -4 and -3: cyclophosphamide 500 mg/m2)"
_ITEMIZES = expression(r"[(:]")
_ITEM = expression(
    r"(?:[^;.()]|\.(?=\d)|\([^()]*\)){0,80};\s(?:(?:and|on|then) )?(?:(?:days?|[dD]) ?[-+]?\d[^:;.]{0,30}:)?\s?(?:[a-z-]+ ){0,2}"
)


def _forward(
    found: list[str | None], text: str, spans: Sequence[tuple[int, int]], right: int, cue: Cue, later: Sequence[Cue]
) -> None:
    stop = _CUT.search(text, spans[right][1])
    others = [c.start for c in later if c.role not in _ILLS]
    end = min([stop.start() if stop else len(text), *others])
    itemized = _ITEMIZES.search(text, cue.end, spans[right][0]) is not None
    for i in range(right, len(spans)):
        if spans[i][0] >= end and i > right:
            if not (
                itemized
                and spans[i][0] < min(others, default=len(text))
                and _ITEM.fullmatch(text, spans[i - 1][1], spans[i][0])
            ):
                break
            itemized = ")" not in _BRACKET.sub(" ", text[spans[i - 1][1] : spans[i][0]])
            if not itemized:
                break
        found[i] = found[i] or cue.role
