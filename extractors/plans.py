"""What is still to come: "lisocabtagene maraleucel is held in reserve", "the next step will be an allograft"."""

from functools import lru_cache

from extractors.denials import MASK, X
from extractors.expressions import expression
from extractors.folded import Folded

_NOUN = r"(?:work-?up|preparations?|arrangements?|slot|bed|place|date|appointment|planning|apheresis|application|request|approval|funding|authori[sz]ation|donor search|search for (?:a |an )?(?:\w+ )?donor|evaluation|assessment|referral|screening|start|initiation|infusion)"
_NOUN_BEFORE = expression(rf"(?i)\b{_NOUN} (?:\w+ )?(?:for|of|to) (?:the )?{X}")
_NOUN_AFTER = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))? (?:(?:is|are|has been|have been) (?:now |currently |still |already )?(?:under ?way|in progress|ongoing|on-?going|running|booked|planned|scheduled|reserved|pending|awaited|expected|set|fixed|being \w+|started|begun|made|under consideration)|continues?\b|is to |will )"
)
_AFTER = expression(
    r"(?i)^(?:\s?\([^()]{0,80}\))?,?[ ](?:(?!and\b|but\b|who\b|which\b|she\b|he\b|was\b|were\b|had\b)[\w'’-]+[ ]){0,7}?(?:(?:is|are|remains?|stays?|continues to be|stands?) (?:\w+ly |now |still |also |being |currently |then )*(?:(?:held|kept|left|put|set|saved|retained|preserved|reserved)(?: \w+)? (?:in reserve|in hand|for|back|aside|as)|reserved for|in reserve|in preparation|in view|in sight|in planning|in prospect|in the pipeline|an? (?:\w+ )?(?:option|possibility)|the next (?:step|option|choice|line)|our (?:next|fall-?back)|being (?:organi[sz]ed|arranged|prepared|planned|considered|discussed|sought|manufactured|made|worked up|weighed|evaluated|explored|set up)|about to|due(?! to)|due to (?:begin|start|be|take|follow)|set to|expected to|intended|planned|foreseen|envisaged|scheduled|under (?:way|discussion|consideration|evaluation)|to (?:be (?!continued|stopped|discontinued|tapered|withdrawn|seen|reduced|taken|kept|maintained)|follow|begin|start|take place)|available (?:should|if|in case|for)|imminent|on the (?:cards|agenda|horizon|programme|waiting list)|held ready|ready (?:for|if|should)|next|awaited|pending|awaiting)|(?:will|shall) (?:be (?!continued|stopped|discontinued|tapered|withdrawn|reduced|kept|maintained)|follow|take place|come|begin|start|then)|(?:has|have) been (?:cryopreserved|stored|frozen|kept|put aside|set aside|reserved|earmarked|booked|scheduled|planned) for|would (?:be|then be|follow) (?:our|the|an?) (?:\w+ ){0,2}(?:choice|option|step|preference|line)|lies ahead|awaits (?:her|him|the patient)|comes next)"
)
_VERB = r"(?:receive|have|undergo|get|be given|be treated with|proceed to|start|begin|be offered|be switched to|go on to|continue (?:on|with)|take|return for|be admitted for)"
_BEFORE = expression(
    rf"(?i)\b(?:(?:(?:was|were) to {_VERB}|(?:is|are|remains?|being) (?:\w+ly |now |still |also )?(?:to {_VERB}|due (?:to {_VERB}|for)|set to {_VERB}|about to {_VERB}|expected to {_VERB}|on (?:the|a|our) (?:waiting |wait-?)?list for|waiting-?listed for|wait-?listed for|booked for|worked up for|being (?:worked up|prepared|evaluated|considered|assessed|screened|listed|readied|conditioned) for|under (?:evaluation|assessment|consideration) for|in line for|preparing for|earmarked for))|"
    rf"the next (?:step|line|option|stage|move) (?:will be|is|would be|is to be|shall be|should be)(?: to {_VERB})?|(?:we|our team) (?:now |still |therefore )?(?:intend|plan|hope|propose|mean|aim|wish|are planning|are preparing|have in mind|envisage|foresee|anticipate|are considering|hold|keep|are holding|are keeping|reserve) (?:to (?:\w+ )?(?:\w+ )?)?(?:out )?|with a view to|(?:our|the) (?:intention|aim|plan|goal|hope) is (?:\w+ )?(?:to {_VERB}|to (?:perform|give|use|consolidate with|follow with|offer)|now)|next (?:will be|comes)|still to come (?:is|are)|(?:would|will|shall) (?:consider|choose|use|try|turn to|proceed to|resort to|fall back on|{_VERB})) {X}"
)
_RESERVE = expression(
    rf"(?i)\b(?P<verb>keeps?|keeping|holds?|holding|reserves?|(?:is|are|have|has) (?:kept|held|reserved|keeping|holding|put)|have put|has put) {X}"
)
_RESERVE_AFTER = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))? (?:\w+ )?(?:in reserve|in hand|up (?:our|his|her) sleeve|ready|back|for (?:a |the |any |another )?(?:\w+ )?(?:relapse|recurrence|progression|failure|event|time|future|later|line)|should\b|in case)"
)
# what would be done "should he relapse"
_IF = expression(
    r"(?i)(?:^|[,;.] |\band |\bbut )(?:in (?:case|the event) of (?:an? |any |another |further )?(?:\w+ )?(?:relapse|recurrence|progression|failure|loss)|should (?:she|he|they|it|the (?:disease|patient|leuka?emia|lymphoma|myeloma|tumou?r)|this|a|another) (?:ever )?(?:relapse|progress|recur|fail|return|come back|be lost|require|need|re-?appear)|if (?:she|he|it|the (?:disease|patient|leuka?emia|lymphoma|myeloma)) (?:should |were to |ever )?(?:relapse|progress|recur|fail|return|come)\w*|at (?:the )?next (?:relapse|progression))"
)
_WOULD = expression(
    r"(?i)\b(?:would|will|shall|is|are|can|could|may|might) (?:then |still |also |yet )?(?:be|remain|come|follow|become|serve|planned|our|an option|the|have|available|foreseen|intended|next|considered|given|kept|held|left|in reserve)\b"
)


# "we consider a lung transplantation as the next treatment", but not "we consider rituximab effective"
_CONSIDER = expression(
    rf"(?i)\b(?:we|our team|the team) (?:now |therefore |also |currently |would |will )*(?:consider|are considering|contemplate|suggest|propose) {X}"
)
_AS_NEXT = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))? (?:therapy |treatment )?(?:as|for) (?:an? |the |her |his |our )?(?:possible |potential )?(?:subsequent|next|further|future|additional|alternative|second-line|third-line|salvage|rescue|later|definitive) (?:\w+ )?(?:treatment|therapy|step|option|line|measure|management|intervention)"
)
# what is to come is told in the present or the future
_WORDS = Folded(
    r"(?i)\b(?:is|are|consider|remains?|stays?|will|shall|would|next|waiting|view|intends?|plans?|hopes?|proposes?|means?|aims?|wish|keeps?|keeping|holds?|holding|reserves?|continues?|stands?|awaits?|lies|comes|has been|have been|have put|has put|envisages?|foresees?|anticipates?|should|have in mind|being|still to|was to|were to)\b"
)


@lru_cache(maxsize=512)
def may_plan(sentence: str) -> bool:
    """Whether a sentence has any word of the kind."""
    return _WORDS.search(sentence) is not None


def planned(sentence: str, before: str, after: str) -> bool:
    """Whether a treatment of a sentence is still to come: "Liso-cel is held in reserve"."""
    if not may_plan(sentence):
        return False
    reach = after[:160]
    if _NOUN_BEFORE.search(before) and _NOUN_AFTER.match(reach):
        return True
    if _BEFORE.search(before) or _AFTER.match(reach):
        return True
    if _CONSIDER.search(before) and _AS_NEXT.match(reach):
        return True
    if _RESERVE.search(before) and _RESERVE_AFTER.match(reach):
        return True
    return (
        _IF.search(before + MASK + reach) is not None
        and (_WOULD.search(before[-60:]) or _WOULD.match(reach.lstrip())) is not None
    )
