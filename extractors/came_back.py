"""Whether the disease is there again when a treatment is given: `relapsed in May`, `refractory to R-CHOP`, `progressed on ibrutinib`."""

from functools import lru_cache

from extractors.expressions import expression
from extractors.folded import Folded
from extractors.purposes import lists
from extractors.story import Scene, State

_BACK = Folded(
    r"(?i)\b(?:relaps|recurr(?:ed|ences?|ing)|recurrent (?:disease|leuk|lymph|myelom|tumou?r|cancer|mass|lesion)|progress(?:ed|ion)|progressive (?:disease|leuk|lymph|myelom|metasta|tumou?r|growth|enlarge|lesion|infiltrat|nodal)|(?<!steroid-)refractory(?! (?:\w+ )?(?:[ac]?GVHD|graft|hypotens|shock|cytopen|thrombocytop|fever|seizure|status|CRS|ICANS|hypox|neutrop|ana?em|infection|vomit|nausea|pain|to (?:steroid|platelet|transfus|vasopress|antibiotic|methylpred|predni|tocilizumab)))|(?:leuka?em\w+|lymphom\w+|myelom\w+|disease|blasts?|tumou?r|mass|lesions?|cancer) (?:\w+ )?(?:came back|returned|reappear|(?:was|were|is|are) (?:\w+ )?back\b|made (?:its|a) (?:re-?appearance|comeback))|(?<!drug-)(?<!multidrug )(?<!methicillin-)(?<!methicillin )resist(?!an(?:t|ce) (?:to (?:\w+ )?(?:antibiotic|vanco|mero|cefta|line|steroid)|organism|bacteri|strain|Pseudo|Staph|Enteroc|Klebs))|blast (?:crisis|phase)|transform)\w*|\bPD\b(?!-|\d)|\bPOD24\b|\bloss of (?:\w+ ){0,2}response|\b(?:disease|HLH|lymphohistiocytosis|leuka?emia|lymphoma|myeloma) (?:had |has )?(?:re-?activated|flared)|\b(?:second|third) (?:complete )?(?:remission|CR)\b|\bCR[23]\b|\bRichter\w*"
)
# "relapsed after X", "refractory to X and Y": what stood before the disease came back
_LOST = expression(
    r"(?i)\b(?:relaps|recur|progress|refractory|resist|return|came back|fail|POD24)\w*(?: disease)?(?: (?:(?!respon|receiv|treat|was\b|had\b|prompt|led\b|lead|necess|trigger|requir|warrant|chang|switch|mandat)\w+ ){1,3}?)?(?:\s?\([^()]*\))?\s?\b(?:after|on|under|following|despite|during|to|from|while (?:on|receiving))\s(?:(?!(?:and|then|she|he|received|underwent|was|were|had|started|began|got|proceeded|achieved|responded)\b)[\w-]+ ){0,3}$"
)
_HAD = expression(
    r"(?i)\b(?:had|having) (?:already |previously |initially |first )?(?:received|been (?:pre-?treated|treated|given)|undergone|taken|had|failed)\b|\b(?:failing|failure of|pre-?treated with)\b"
)
_NOT = expression(
    r"(?i)\b(?:no|without|not|never|from (?:\w+ )?(?:diagnosis|presentation|onset|birth) (?:\w+ )?to|(?:risk|likelihood|chance|probability|odds) of|prevent\w*(?: of)?|avoid|free of|against|high-risk|future)\s(?:\w+\s){0,2}$"
)
# "progressed after R-CHOP", "progressive disease following three lines"
_DESPITE = expression(
    r"(?i)\W{0,2}(?:\w+ ){0,4}?(?:after|on|under|despite|following|during|through(?:out)?|while|notwithstanding|upon)\b(?! (?:the |a )?(?:\w+ )?(?:days?|weeks?|months?|years?|PET|CT|MRI|imaging|examination))"
)
# "relapsing infections", "recurrence of fever": no disease that came back
_ILLS = expression(
    r"(?i)\w*(?:[- ]and[- ]\w+)? (?:of (?:the |her |his )?)?(?:\w+ ){0,2}?(?:infections?|fevers?|sinusitis|pneumonias?|otitis|symptoms?|pain|dyspn\w+|cough|swelling|ana?emia|cytopenias?|bleeding|epistaxis|dermatitis|aphthae|ulcers?|thrombos\w+|herpes|bacter\w+|viremia|viraemia)\b"
)
# "gilteritinib was introduced at relapse"
_AT_RELAPSE = expression(
    r"(?i)^[^.;,]{0,35}\b(?:at|for|upon|after|following|owing to|because of) (?:the |her |his |first |second |this |a )*(?:relapse|recurrence|disease progression)\b"
)


def is_back(scene: Scene, state: State, spans: list[tuple[int, int]], i: int, *, earlier: bool, partly: bool) -> bool:
    """Whether the disease had come back, progressed or never gone when a treatment was given."""
    end = spans[i][1]
    if _AT_RELAPSE.match(scene.text[end : end + 70]):
        return True
    if earlier:
        return False
    if state.line is not None and came_back(state.before[-240:]) and not state.responded:
        return True
    if _before_all(state, scene, spans, i):
        return False
    again = state.relapsed and not (partly and state.line is None and state.infusion is None)
    untreated = state.line is None and state.infusion is None and i == 0
    lost = came_back(_but_lost(scene.text, spans, i), untreated=untreated)
    return again or lost or (state.came_back and not state.responded)


def _but_lost(text: str, spans: list[tuple[int, int]], i: int) -> str:
    """The words before a treatment; of "relapsed after A and B" nothing, as A and B came before."""
    numbers = lists(text, spans)
    first = numbers.index(numbers[i])
    before = text[: spans[first][0]]
    lost = _LOST.search(before[-120:])
    return before[: len(before) - len(before[-120:]) + lost.start()] if lost else text[: spans[i][0]]


@lru_cache(maxsize=1024)
def came_back(words: str, *, untreated: bool = False) -> bool:
    """Whether words say that the disease is there again; before any treatment, what progressed or transformed is not back."""
    for m in _BACK.finditer(words):
        first = untreated and m.group().startswith(("progress", "transform")) and not _DESPITE.match(words, m.end())
        if not first and not _NOT.search(words[max(0, m.start() - 30) : m.start()]) and not _ILLS.match(words, m.end()):
            return True
    return False


def _before_all(state: State, scene: Scene, spans: list[tuple[int, int]], i: int) -> bool:
    """Whether this is the first treatment told of, in the past of the past: "with relapsed AML, she had received 7+3"."""
    if state.line is not None or state.infusion is not None:
        return False
    before = scene.text[: spans[i][0]]
    had = _HAD.search(before)
    if had is None or came_back(before[had.end() :]):
        return False
    own = [j for j, (start, _) in enumerate(spans) if start >= had.end()]
    numbers = lists(scene.text, spans)
    return i == own[0] or (numbers[i] == numbers[own[0]] and " line" not in before)
