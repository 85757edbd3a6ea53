"""What a patient, or who speaks for one, would not have: "he would not hear of a transplant", "to an allograft he said no"."""

from functools import lru_cache

from extractors.denials import MASK, X
from extractors.expressions import expression
from extractors.folded import Folded

PERSON = r"(?:she|he|they|who|m(?:rs?|s)\.? \w+\.?|(?:the |her |his |both |our |this |these |an? )?(?:young |elderly |old |worried |anxious |devout )?(?:patient|parents?|family|mother|father|couple|wife|husband|guardians?|relatives|woman|man|lady|girl|boy|child|gentleman|teenager|adolescent|grandmother|son|daughter|student|farmer|teacher)(?:['’]s \w+)?)"
_OFFERED = r"(?:(?:the |our |this |an? )?(?:offer|proposal|suggestion|idea|thought|prospect|option|possibility|course|cycle|recommendation|advice) (?:of|for|to (?:undergo|have|receive|take)) )?(?:the |an? |any |her |his |another |further )?"
_ACT = r"(?: (?:to )?(?:undergo|receive|have|take|accept|try|start|begin|continue|resume|proceed (?:to|with)|agree to|consent to|be given|be treated with|submit to|go through with|go through|go for|return for|come for|face|allow|undergoing|having|receiving|taking|accepting|starting|agreeing to))?"
# verb phrases by which a person refuses, up to the treatment
_REFUSE = (
    r"(?:(?:would|will|did|do|does|could|can|was|were|is|are|had|has)(?: not|n[’']t| never| no longer| (?:at first |initially |still |again |simply |ever )not) (?:\w+ly )?(?:hear of|have|allow|permit|accept|agree(?: to)?|consent(?: to)?|entertain|tolerate|want|wish(?: for)?|desire|care (?:for|to)|like|think of|consider|"
    r"(?:be |let \w+self be )?(?:persuaded|convinced|moved|brought|won over|talked|induced|prevailed upon|swayed)(?: into| to| of| for| round to)?|bring (?:him|her|them)sel(?:f|ves)|prepared|ready|willing|inclined|disposed|keen on|in favour of|take up|take to|submit to|return for|come (?:back )?for|attend(?: for)?|turn up for|show up for|appear for|report for|present (?:\w+self )?for|go along with|follow (?:the|our) advice|give (?:her|his|their|any)? ?consent(?: to| for)?|give permission for|sign(?: (?:the )?consent)?(?: for| to)?|pursue|opt for|embark on)"
    r"|shied away from|shr(?:a|u)nk (?:back )?from|recoiled from|balked at|baulked at|backed (?:out of|away from)|pulled out of|passed (?:up|on)|(?:turned|turning) (?:down|away|(?:her|his|their) back on)|said no to|no to|(?:was|were|being|remained|is|are|felt|strongly|firmly) (?:\w+ly )?(?:averse to|opposed to|against|disinclined|unwilling|reluctant|hostile to|set against|afraid of|unhappy with|too afraid of)|averse to|opposed to|disinclined|"
    r"(?:decided|chose|elected|opted|preferred|wished) to (?:forgo|forego|do without|decline|skip|be spared)|(?:expressed|voiced) (?:the |her |his )?(?:wish|desire) not to|forb(?:ade|id|idding)|vetoed|insisted on doing without|wish(?:ed|es)? (?:to do without|no)|could(?: not|n['’]t) (?:make up (?:his|her|their) minds?|reconcile (?:him|her|them)sel(?:f|ves)|warm|resolve|decide)(?: to| for| on)?|(?:abandoned|gave up|dropped) the (?:idea|thought|plan) of|left (?:the )?(?:hospital|ward|clinic) (?:\w+ ){0,3}?before|(?:chose|preferred) (?:[\w-]+ ){1,3}?(?:rather than|over|instead of|to)|gave no (?:consent|permission|agreement) (?:to|for)|(?:withheld|withdrew|withholding|refused|denied|refusing) (?:(?:her|his|their) )?(?:consent|permission|agreement|approval) (?:to|for)|(?:talked|persuaded|dissuaded|advised|argued) (?:him|her|them|the patient|the parents) (?:out of|against|from)|dissuaded from|wanted (?:nothing (?:of|more of|to do with|more to do with)|no part (?:of|in)|no (?:more|further)|none of|no)|"
    r"had no (?:wish|desire|intention|inclination) (?:for|to|of)|(?:wished|begged|asked|preferred|wanted|pleaded|insisted|chose|demanded) to be (?:spared|excused from|left without|without)|(?:waved|pushed) (?:aside|away)|resisted|spurned|rebuffed|repudiated|forwent|forewent|opted out of|dropped out of|evaded|let the (?:appointment|slot|date) for|(?:refus|declin|reject)(?:e?d|es|ing)|(?:shunned|shunning)|objected to|objections? to|wanting no)"
)
_REFUSED_BEFORE = expression(rf"(?i)\b(?P<verb>{_REFUSE}){_ACT} {_OFFERED}{X}")
_TO_X_NO = expression(rf"(?i)(?:^|[,;.:] (?:and |but )?|\band |\bbut )(?:to|of|about) (?:{X[:-1]})$")
_SAID_NO = expression(
    rf"(?i)^[^.;\x01]{{0,60}}?\b{PERSON} (?:\w+ )?(?:said no|would not hear|would not agree|did not agree|objected|did not consent|would not consent|gave no consent|wanted nothing|would hear nothing|refused consent|did not want to know)\b"
)
_ASKER = expression(
    rf"(?i)\b{PERSON}\b[^.;]{{0,70}}$|^\W*(?:\w+ing|reluctant|averse|opposed|afraid|unwilling|fearing)\b[^.;]{{0,60}}$"
)
_TURNED = expression(rf"(?i)\b(?:turned|turning|sent|waved|pushed) {X}")
_DOWN = expression(r"(?i)^(?:\s?\([^()]{0,60}\))? (?:down|away|aside)\b")
_OTHERS = expression(
    r"(?i)\b(?:we|insur\w+|pay[eo]rs?|authorit\w+|committee|board|company|sponsor|fund\w*|health (?:service|system)|manufacturer|agency|ministry|hospital|clinicians?|physicians?|doctors?|team|surgeons?|oncologists?|centre|center|tumou?r board|donor|brother|sister|sibling)\b[^,.;]{0,50}$"
)

_CONSENT_OF = expression(rf"(?i)\b(?:consent|agreement|permission|assent) (?:\w+ )?(?:to|for) (?:the |an? )?{X}")
_CONSENT_AFTER = expression(
    r"(?i)^[^,.;]{0,40}?\b(?:withheld|withdrawn|refused|denied|not (?:\w+ )?(?:given|obtained|granted|forthcoming|signed|secured)|could(?: not|n[’']t) be (?:obtained|had|won|secured)|never (?:\w+ )?(?:given|obtained|granted|signed)|lacking|missing|revoked)\b(?P<by>[^,.;]{0,40})"
)
_OFFER_OF = expression(
    rf"(?i)\b(?:offers?|proposals?|suggestions?|recommendation|advice) (?:of|for|to (?:undergo|have|receive|take)) (?:the |an? )?{X}"
)
_OFFER_AFTER = expression(
    r"(?i)^[^,.;]{0,30}?\b(?:turned down|refused|rejected|declined|not (?:\w+ )?(?:taken up|accepted|welcome|followed)|never (?:taken up|accepted|followed)|met with (?:a )?(?:refusal|no)|ignored|spurned|fell on deaf ears)\b"
)
_NOT_WANTED = expression(
    rf"(?i)^(?:\s?\([^()]{{0,80}}\))?,?[ ](?:(?!and\b|but\b|who\b|which\b|she\b|he\b|was\b|were\b|is\b|had\b)[\w'’-]+[ ]){{0,6}}?(?:(?:was|were|is|had been|would be|seemed|appeared) (?:\w+ly )?(?:not (?:\w+ly )?(?:what (?:she|he|they|the) \w+|to (?:her|his|their) (?:liking|taste|wish)|(?:acceptable|agreeable) to (?:{PERSON}|her|him|them)|wanted|desired|wished(?: for)?|accepted|agreed (?:to|upon)|consented to|taken up by|in keeping with (?:her|his|their) wishes)|never (?:wanted|accepted|agreed to|taken up(?: by)?)|(?:out of the question|unthinkable|unacceptable|inconceivable|anathema|not acceptable|no option|too much) (?:for|to) (?:her\b|him\b|them\b|{PERSON})|met with (?:a )?(?:refusal|resistance|a no)|contrary to (?:her|his|their) (?:wishes|beliefs?|faith|religion)|against (?:her|his|their|the (?:patient|parent|famil)\w*['’]?s?) (?:wish|will|belief|faith|religion|conviction)\w*|declined|refused|rejected|turned down|spurned|resisted)"
    rf"|did(?: not|n[’']t) (?:appeal to|find favour with|find (?:her|his|their) (?:consent|approval)|meet with (?:her|his|their) (?:consent|approval))|found no favour with|(?:she|he|they|the patient|the parents|the family|both parents) (?:would have none of|wanted none of|would not hear of|would hear nothing of|said no to|had refused|refused|declined|rejected|turned down|shied away from|did not want|would not have|never took|did not take up|never took up))\b(?P<by> by[^,.;]{{0,40}})?"
)
# "was prescribed, but he did not take it"
_NOT_TAKEN = expression(
    rf"(?i)^[^.{MASK}]{{0,70}}?(?:[,;]|\bbut|\band|\byet) (?:but |and |yet |which |that )?{PERSON} (?:\w+ly |then |simply )?(?:(?:did|would|could)(?: not|n[’']t) (?:\w+ )?(?:take|want|accept|have|wish|buy|collect|start|make up (?:his|her) mind to)|never (?:took|wanted|accepted|agreed|started|wished)) (?:it|them|this|any|one|to (?:take|have|swallow|start|begin|undergo))\b"
)
_OWN_WISH = expression(
    r"(?i)\b(?:at|by|on|upon|following|out of respect for|respecting|in accordance with|according to|in line with|owing to|because of|due to|out of) (?:the )?(?:her|his|their|patient['’]s|parents['’]|family['’]s|mother['’]s|father['’]s)(?: family['’]s| parents['’]| mother['’]s)? (?:own |express(?:ed)? |explicit |urgent |strong |religious )?(?:wish(?:es)?|request|desire|decision|insistence|choice|preference|refusal|reluctance|fear|beliefs?|faith|objections?|convictions?)\b"
)
# what was chosen in its place: "was proposed; the patient asked for best supportive care instead"
_PREFERRED = expression(
    rf"(?i)\b{PERSON} (?:\w+ly |then |however |both )?(?:asked for|chose|preferred|opted for|decided (?:on|for)|elected|wished for|wanted|settled for|requested) (?:only |best |purely |mere )?(?:supportive|palliative|comfort|symptomatic|hospice|observation|watchful|to wait|to stay|to go home|to be at home|waiting|alternative|traditional|herbal|homeopath|no (?:further )?treatment|to be treated without|to avoid|to remain|to observe|to postpone|to think)"
    rf"|\b{PERSON} (?:\w+ )?(?:took|made) no use of it|\b{PERSON} did(?: not|n[’']t) (?:return|come back|take it up|follow|agree|accept|consent|want|wish)\b|\b{PERSON} (?:\w+ )?(?:said no|would not hear of it|wanted nothing of it|would have none of it|shook (?:her|his) head|baulked|balked|demurred|could not be persuaded|could not be convinced|would not be persuaded|passed|objected|changed (?:her|his|their) minds?)\b"
)


# "he deferred transplantation, preferring rituximab"
_PUT_OFF = expression(rf"(?i)\b(?:deferred|postponed|put off|delayed) (?:the idea of |the )?{X}")
_FOR_OWN_ENDS = expression(
    r"(?i)^[^.;]{0,50}?,? (?:preferring|choosing|opting|electing|wishing|wanting|asking|hoping|indefinitely|sine die|for (?:personal|family|private|religious|professional|social) reasons)\b"
)


# no refusal is told without one of these
_WORDS = Folded(
    r"(?i)\b(?:not|no|never|none|nothing|shied|shrank|shrunk|shun\w*|recoil\w*|baul?ked|backed|pulled|passed|turn\w*|sent|averse|opposed|against|disinclined|unwilling|reluctant|hostile|withh\w+|withdr\w+|consent|permission|agreement|assent|persuad\w+|dissuad\w+|talked|argued|wish\w*|begged|asked|preferred|pleaded|insisted|demanded|chose|waved|pushed|resisted|spurned|rebuffed|repudiated|forwent|forewent|forb\w+|vetoed|opted|drop\w*|abandoned|gave up|hospital before|evaded|let the|refus\w+|declin\w+|reject\w+|unthinkable|unacceptable|inconceivable|anathema|contrary|offers?|proposals?|recommendation|advice|suggestions?|afraid|object\w*|unhappy|wanting|wanted|out of the question|too much|left|deferred|postponed|put off|delayed)\b|n[’']t\b"
)


@lru_cache(maxsize=512)
def may_refuse(sentence: str) -> bool:
    """Whether a sentence has any word of the kind."""
    return _WORDS.search(sentence) is not None


def refused_before(sentence: str, before: str, after: str) -> bool:
    """Whether a person refuses a treatment of a sentence: "She shied away from transplantation"."""
    if not may_refuse(sentence):
        return False
    if (hit := _REFUSED_BEFORE.search(before)) is not None:
        subject = before[max(0, hit.start() - 90) : hit.start()]
        subject = subject[max(subject.rfind(", and "), subject.rfind(", but "), subject.rfind(MASK), 0) :]
        return not _OTHERS.search(subject) and _ASKER.search(subject) is not None
    if (hit := _PUT_OFF.search(before)) is not None and _FOR_OWN_ENDS.match(after):
        return _ASKER.search(before[max(0, hit.start() - 90) : hit.start()]) is not None
    if (hit := _TURNED.search(before)) is not None and _DOWN.match(after):
        return not _OTHERS.search(before[max(0, hit.start() - 90) : hit.start()])
    return _TO_X_NO.search(before) is not None and _SAID_NO.match(after) is not None


def refused_after(sentence: str, before: str, after: str) -> bool:
    """Whether what follows a treatment of a sentence says that it was refused: "Rituximab was not what she wanted"."""
    if not may_refuse(sentence):
        return False
    reach = after[:180]
    for of, verdict in ((_CONSENT_OF, _CONSENT_AFTER), (_OFFER_OF, _OFFER_AFTER)):
        if of.search(before) and (told := verdict.match(reach)):
            return not _OTHERS.search(told.group().replace(MASK, ""))
    if _NOT_TAKEN.match(reach):
        return True
    if (told := _NOT_WANTED.match(reach)) is not None:
        return told["by"] is None or not _OTHERS.search(told["by"])
    return False


def own_wish(sentence: str) -> bool:
    """Whether a sentence gives the patient's wish as the reason of what was not done."""
    return _OWN_WISH.search(sentence) is not None


def preferred(words: str) -> bool:
    """Whether a person preferred something else: "the patient asked for supportive care instead"."""
    return _PREFERRED.search(words) is not None
