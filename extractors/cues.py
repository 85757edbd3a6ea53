"""What a clause says happened to a treatment: begun, ended, changed, exchanged for another, or something else found.

"was commenced on day 3" start · "were off by day 5" end · "was halved" change · "gave way to" exchange · "relapsed" other
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.expressions import expression
from extractors.folded import Folded

_START = (
    r"(?:re-?)?start(?:ed|ing|s)?|began|begun|beginning|begins?|(?:re-?)?initiat(?:ed|es|ing|ion)|(?:re)?commenc(?:ed|es|ing|ement)|given|gives|giving|receiv(?:ed|es?)|(?<=start )receiving|(?<=started )receiving|(?<=began )receiving|administ(?:ered|ers|ration|rated|ering)|(?:re-?)?infus(?:ed|es|ion|ing)|(?:re-?)?transfused|underwent|undergone|undergo(?:es)?"
    r"|perform(?:ed|ing)|treat(?:ed|ing|ment|s)|add(?:ed|ing|s)|resum(?:ed|es|ing)|(?:re-?)?introduc(?:ed|ing|tion)|(?:re)?institut(?:ed|ion)|took place|carried out|done|pumped|deliver(?:ed|ing)|followed(?: (?:on|from|in|by))?\b|transplant(?:ed)?|took|taken|prescrib(?:ed|ing)|appli(?:ed|cation)"
    r"|used|(?<=was )repeated|(?<=were )repeated|(?<=and )repeated|(?:was|were|been) tried|tried (?:for|against|in)\b|(?:was|were|been) substituted(?! (?:for|by|with))|(?:re-?)?inject(?:ed|ion|ing)|consist(?:ed|ing|s)|compris(?:ed|ing)|requir(?:ed|ing|es)|need(?:ed|ing)|necessitat(?:ed|ing)|necessary|prompt(?:ed|ing)|order(?:ed)|push(?:ed)|went in|put (?:on|in)|placed on|associated (?:from|on)|employ(?:ed)|adopt(?:ed)|conduct(?:ed)|return(?:ed)"
    r"|instill(?:ed)|induc(?:ed|ing)(?= with\b)|joined|enter(?:ed)(?= (?:[A-Z]|maintenance|treatment))|paired with|(?:held|kept(?: up)?|maintained|sustained|supported|propped up)(?: only| solely| merely)? (?:with|by)(?= )|hung|flowed in|(?:turned|moved(?: on)?|went over|proceed(?:ed)?|resorted) to(?= \w)|opted for|(?<=which )lasted|irradiat(?:ed)|load(?:ed)|cover(?:ed|ing)|serv(?:ed|ing)|dos(?:ed|ing)|manag(?:ed|ing)|bridg(?:ed|ing)|condition(?:ed|ing)|lymphodeplet(?:ed|ing)|premedicat(?:ed)|running|ran|established|embarked|undertaken|inserted|made|got|offered and given|had to be|scheduled and given|due to start|enter(?:ed)|re-?treat(?:ed)|re-?challeng(?:ed)|escalated to add|support(?:ed)"
)
_END = (
    r"stopp(?:ed|ing)|stops|abandon(?:ed|ing)?|(?:to|and|could|can|must|should|we|had to) (?:discontinue|withdraw|suspend|halt|cease|omit)|halt(?:ed|ing)|broken off|interrupt(?:ed|ion)|came to an end|stop(?= |\b)|discontinu(?:ed|es|ing|ation)|ceas(?:ed|es|ing)|complet(?:ed|es|ing)(?! (?:remission|response|resolution|metabolic))|finish(?:ed|es|ing)|(?:ended|ends|ending)(?! (?:in|with) (?:an? |the )?(?:\w+ ){0,3}?(?:remission|response|relapse|CM?R|PR|SD|PD|VGPR|death|failure)\b)|withdr(?:awn|aws|ew|awing)|terminat(?:ed|ing)|wean(?:ed|ing) off|wean(?:ed)?(?= (?:completely|entirely|from\b(?! day)))|taper(?:ed|ing)? off|taper(?:ed)? (?:and|then|to zero|to nil|out)\b|suspend(?:ed)|"
    r"(?:was|were|is|been|be|came|come|taken|left|went|go|now) off\b|left off|g(?:i|a)ve(?:n)? (?:it |them )?up(?! to\b)|dropped(?! (?:further |again |sharply |abruptly |transiently )?(?:to|below|under|from|by|despite|further|again|sharply|abruptly)\b)|last dose|final dose|last (?:was )?given|phased out|ran out|expired|concluded|out of the picture|(?:over|done|through|finished) with|off (?:treatment|therapy|steroids)"
)
_CHANGE = r"(?:de-?)?escalat(?:ed|ing(?! doses?\b)|ion)|reduc(?:ed|ing|tion)|increas(?:ed|ing)|taper(?:ed|ing|s)?|wean(?:ed|ing)?|decreas(?:ed|ing)|lower(?:ed|ing)|rais(?:ed|ing)|doubl(?:ed|ing)|halv(?:ed|ing)|cut|stepp(?:ed|ing)|adjust(?:ed|ing)|paus(?:ed|e)|held(?! (?:only |solely |merely )?(?:with|by) )|withheld|thinned out|brought (?:down|below)|boosted|intensif(?:ied|ying)|extend(?:ed)|maintain(?:ed)(?! (?:with|by) )|continu(?:ed|ing)|carried on|kept(?: up)?(?! (?:with|by) )|switched|converted|changed|put back|up-?titrated|down-?titrated|titrat(?:ed|ing)|spaced|rest(?:ed)"
_OTHER = (
    r"(?:was|were|is) over\b|refractory|receiving|taking|still (?:running|on|being|under|receiving|taking)|(?:was|were) on(?! (?:the )?(?:(?:day|D)\b|D[+-]?\d|(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\b|(?:19|20)\d\d-|\d{1,2}[./]\d))|clear(?:ed|s|ing)|settl(?:ed|es|ing)|subsid(?:ed|es|ing)|resolv(?:ed|es|ing)|improv(?:ed|es|ing)|wan(?:ed|ing)|fad(?:ed|ing)|respond(?:ed|s|ing)|recover(?:ed|ing|y)|abat(?:ed)|disappear(?:ed)|yield(?:ed|ing)|vanish(?:ed)|turned(?! to)|normali[sz](?:ed|ing)|revers(?:ed|ing)|remitt(?:ed)|control(?:led)|"
    r"relaps(?:ed|es?|ing)|recurr(?:ed|ence)|recurs|progress(?:ed|es|ion|ing)|reappear(?:ed)|show(?:ed|n|ing|s)|reveal(?:ed|ing)|demonstrat(?:ed|es|ing)|confirm(?:ed|s|ing)|detect(?:ed|s)|found|finds|diagnos(?:ed|is)|achiev(?:ed|es|ing)|attain(?:ed|s)|reach(?:ed|es|ing)|obtain(?:ed|ing)|gain(?:ed|ing)|induc(?:ed|ing)(?! with\b)|produc(?:ed|ing)|led\b|result(?:ed|ing)|notic(?:ed)|noted|observ(?:ed)|present(?:ed|s)|develop(?:ed|s|ing)|appear(?:ed|s)|occur(?:red|s)|emerg(?:ed)|complain(?:ed)|suffer(?:ed)|experienc(?:ed)|"
    r"document(?:ed|s|ing)|evidenc(?:ed)|unchanged|remain(?:ed|s)|became|fell|rose|grew|increased from|died|dies|death|discharg(?:ed)|admitted|engraft(?:ed|ment)|graded|declared|record(?:ed)|chart(?:ed)|measur(?:ed)|collected|harvested|apheres(?:is|ed)|leukapheres(?:is|ed)|referred|evaluat(?:ed)|assessed|staged|scored|refused|declined|enrolled|sign(?:ed)|consent(?:ed)?|manufactur(?:ed)|"
    r"permitt(?:ed)|allow(?:ed|ing)|caus(?:ed)|brought about|complicat(?:ed)|stated|judged|held until|stayed|persist(?:ed)|worsen(?:ed)|deteriorat(?:ed)|peaked|met criteria|was (?:partial|complete|negative|positive|stable|afebrile|febrile|in (?:complete|CR|remission))|were (?:negative|positive|stable)|gave (?:her|him|a|an|rise)\b"
)
_PAIR_NEW = r"(?:ma(?:de|king) (?:way|room) (?:for|to)|stepp(?:ed|ing) aside for|ced(?:ed|ing) (?:its|their) place to|yield(?:ed|ing) (?:its|their) place to|g(?:i|a)v(?:e|en|ing) (?:its|their) place to)|g(?:a|i)ve(?:n)? way(?: (?:on|in|at|after|from) [\w ,]{1,24}?)? to(?! (?:the|a) (?:fever|rash))|(?:was|were|been) (?:then |therefore |subsequently )?(?:swapped|switched|changed|replaced|exchanged|substituted(?! for\b)|converted|succeeded|superseded|supplanted)\b[\w ,]{0,24}?\b(?:for(?! (?:about |only |another )?(?:\d+|an?|one|two|three|four|five|six|seven|ten) (?:further |more )?(?:doses|cycles?|(?:day|week|month|hour)s?)\b)|to|by|with)\b|(?:switching|switch|change|changing) to|switched (?:over )?(?:from [\w ,]{0,30})?to|changed (?:over )?to|converted to"
_PAIR_OLD = r"(?<!was )(?<!were )(?<!been )(?:replac(?:ed|es|ing)|supersed(?:ed|es|ing)|supplant(?:ed|ing)|took the place of|took over from|taking the place of|instead of(?! (?:the (?:\w+ )?)?\d)|in place of(?! (?:the (?:\w+ )?)?\d)|(?:was|were|been) (?:then |therefore |subsequently )?substituted for(?! (?:about |only |another )?(?:\d+|an?|one|two|three|four|five|six|seven|ten) (?:further |more )?(?:doses|cycles?|(?:day|week|month|hour)s?)\b))"
CUE = Folded(
    rf"(?i)(?<!-)\b(?:(?P<new>{_PAIR_NEW})|(?P<old>{_PAIR_OLD})|(?P<end>{_END})|(?P<other>{_OTHER})|(?P<change>{_CHANGE})|(?P<start>{_START}))(?![\w-])"
)
# days told with these are days of a repeated cycle
CYCLES = expression(
    r"(?i)\bcycles?\b|\bcourses\b|\balternat\w+|\bevery (?:\w+ )?(?:\d+ |two |three |four )?(?:days|weeks|months)|\bq\d+[dw]\b|\beach\b"
)
# taper and wean end a course when they are over by a day: "tapered by day +30", "weaned over 3 weeks until"
_OVER = expression(r"(?i)\s(?:\w+ ){0,2}(?:by|until|till) (?:day|d|the|\d|[A-Z])")
# "was switched to oral on day 24": another form of the same drug
_FORM = expression(
    r"(?i) (?:an? |the |its )?(?:oral(?:ly)?|per os|po\b|p\.o\.|tablets?|capsules?|intravenous(?:ly)?|iv\b|i\.v\.|subcutaneous(?:ly)?|sc\b|s\.c\.)(?: (?:form|formulation|route|administration|dosing|use|preparation|therapy|intake|medication|treatment|drug))?(?=[),;.]|$| (?:on|from|at|after|in|by|when|once|and)\b)"
)
# what was interrupted goes on: "interrupted on day 5 and resumed on day 9"
_RESUMED = expression(r"(?i)\b(?:resum|re-?start|re-?introduc|re-?initiat|continu)")
# a finding that only says when, why or till when something was done is no verb: "for relapse", "two months after relapse, in May"
_NOUN = expression(r"(?i)(?:relapse|progression|recurrence|diagnosis|engraftment|death|recovery)\Z")
_CAUSE = expression(
    r"(?i)\b(?:for|at|due to|because of|owing to|on account of|upon)\s(?:the |her |his |an? )?(?:[\w-]+\s){0,3}\Z"
)
_SINCE = expression(
    r"(?i)\b(?:after|before|since|following|from|prior to|post)\s(?:the |her |his |an? )?(?:[\w-]+\s){0,3}\Z"
)
# "the last dose of", "the final anakinra injection" makes the whole clause an end
LAST = expression(
    r"(?i)\b(?:last|final|twenty-second and final)(?: (?:and \w+ |\w+ )?(?:dose|doses|infusion|injection|cycle|course|session|administration))?(?: of)?(?: the)? ?$"
)
LAST_NOUN = expression(
    r"(?i)\b(?:last|final)\s(?:and \w+ |\w+ )?(?:dose|infusion|injection|cycle|course|session|administration)\b|\bthe (?:\w+ and )?(?:last|final) (?:one |of (?:them|these|which) )?(?:was|came|followed|being|on|in)\b"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of a clause: start, end, change, other, new (left gives way to right), old (left takes the place of right)."""

    kind: str
    start: int
    end: int


@lru_cache(maxsize=256)  # a clause is asked for its cues wherever its times are given to its treatments
def cues_of(text: str, start: int, end: int) -> tuple[Cue, ...]:
    """The cues of a stretch, in order."""
    found: list[Cue] = []
    past = start
    for m in CUE.finditer(text, start, end):
        if m.start() < past:
            continue  # "administration" of "was changed to oral administration"
        kind = m.lastgroup or "other"
        if kind == "change" and m[0].lower().startswith(("taper", "wean")) and _OVER.match(text, m.end()):
            kind = "end"
        elif kind == "new" and (form := _FORM.match(text, m.end())):
            kind, past = "other", form.end()
        elif kind == "end" and m[0].lower().startswith("interrupt") and _RESUMED.search(text, m.end()):
            kind = "change"
        elif kind == "other" and _NOUN.match(m[0]) and _only_says_when(text, m):
            continue
        found.append(Cue(kind, m.start(), m.end()))
    return tuple(found)


def _only_says_when(text: str, m: re.Match[str]) -> bool:
    lead = text[max(0, m.start() - 40) : m.start()]
    return bool(_CAUSE.search(lead) or (text[m.end() : m.end() + 1] in {",", ")"} and _SINCE.search(lead)))
