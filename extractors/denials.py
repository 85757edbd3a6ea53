"""What did not come to a patient, by classes of words and the place of the treatment beside them.

A treatment is denied when a word of availability, need, choice or realisation is negated and it is the subject of that word, its
object, or what the noun before is of:

"midostaurin was not on sale" · "the parents could not afford dasatinib" · "the need for ruxolitinib never arose" · "this put
blinatumomab out of the question" · "ruxolitinib was used in neither" · "he would not hear of a transplant"
"""

import re
from functools import lru_cache

from extractors.expressions import expression
from extractors.folded import Folded

MASK = "\x01"

# up to where a treatment can be the subject, object or complement of the word that governs it
_WORD = r"(?:(?!(?:and|or|but|after|before|during|following|under|until|despite|on|who|which|that|because|although|though|since|whereas|while|when|so|was|were|is|are|had|has|have|received|underwent|got|then|given|did|could|would)\b)[\w'/%+.-]+[ ])"
_NAME = rf"(?:the |an? |any |her |his |their |its |our |such |further |another |second |planned |{_WORD}){{0,5}}"
PEERS = rf"(?:{_NAME}{MASK}+(?:\s?\([^()]{{0,60}}\))?(?:, (?:and |or |nor )?| and | or | nor | plus | with ))*"
X = rf"{PEERS}{_NAME}$"  # what stands between a governing word and the name
_ADV = r"(?:(?!(?:and|or|but|who|which|that|because|although|when|while|with|without|after|until|before|given|received|only)\b)[\w'-]+ ){0,4}?"
_BE = r"(?:was|were|is|are|has been|have been|had been|be|been|being|remained|remains?|stayed|seemed|proved|appeared|became|stood|lay|lies|came|went)"
_AUX = r"(?:was|were|is|are|has|had|have|could|can|would|did|does|do|might|may|should|will|been|be|being|remained|remains?)"
_NOT = r"(?:not|never|nowhere|no longer|hardly|scarcely|neither|yet to be|yet to)"

# availability, need, choice, doing: words that deny once they are negated
_AVAILABLE = (
    r"available|obtainable|accessible|affordable|licen[sc]ed|approved|registered|authori[sz]ed|marketed|reimburs(?:ed|able)|funded|covered|paid for|(?:re)?stocked|in stock|on sale|sold|(?:on|in) (?:the|our) (?:\w+ )?(?:market|formulary|list|catalogue|shelves|menu)|at (?:our|the \w+['’]s|her|his|their) disposal|on the formulary|on offer|on hand|at hand|to be (?:had|found|obtained|got|bought)|had(?= (?:in|at|anywhere|here|for love)|\s?[.,;]|$)|within (?:\w+ ){0,3}(?:reach|means)|"
    r"supplied|procur(?:ed|able)|obtained|secured|bought|purchased|afforded|imported|released|delivered|come by|got hold of|among (?:the|those|our) [\w -]{0,40}|part of (?:the|our) [\w -]{0,40}|open to|an option"
)
_NEEDED = r"needed|necessary|required|called (?:for|upon|on|in)|indicated|resorted to|thought of|warranted|justified|mandatory|drawn (?:on|upon)|brought into (?:use|play)|turned to|in order|wanted|asked for|had recourse to|of interest|an issue|a question|in question|drawn upon|missed"
_CONSIDERED = r"considered|contemplated|come into (?:consideration|question|play|use)|enter(?:ed)? into consideration|(?:thought|deemed|judged|considered|felt|found|believed|regarded as) (?:to be )?(?!to\b|responsible|causa|relat|effective|curative|sufficient|enough|the\b|an?\b)\w+|recommended|advised|advisable|feasible|possible|practicable|suitable|appropriate|prudent|wise|safe|justifiable|pursued|favou?red|chosen|selected|opted for|entertained|attempted|tried|ventured|risked"
_DONE = r"given|used|employed|administered|infused|started|begun|commenced|initiated|instituted|introduced|prescribed|added|ordered|performed|undertaken|carried out|carried through|done|made use of|applied|taken up|taken|injected|transplanted|reali[sz]ed|arranged|organi[sz]ed|received|offered|accepted|put into (?:practice|effect|action)|come (?:about|off|to pass)|take place|taken place|go ahead|gone ahead|happen(?:ed)?|materiali[sz]ed?|follow|administerable|opened|unpacked|thawed"
POSITIVE = rf"(?:{_AVAILABLE}|{_NEEDED}|{_CONSIDERED}|{_DONE})"

# words that deny by themselves, as a predicate
NEGATIVE = (
    r"(?:unavailable|unobtainable|unaffordable|unattainable|lacking|missing|absent|outside (?:the|what|her|his|our)|unlicen[sc]ed|unapproved|unregistered|unfunded|inaccessible|out of (?:stock|reach|the question|supply|specification|spec)|beyond (?:(?:[\w'’]+ ){0,4}(?:means|reach|budget|purse|resources|pocket|possibilities|power)|(?:what|anything) (?:[\w'’]+ ){1,4}(?:could|can))|(?:held|kept|put) (?:in readiness|ready|available|at hand|on standby)|at the bedside|on the (?:verge|point|brink) of|about to (?:be|start|begin|take)|(?:only |merely )?an? (?:mere )?(?:plan|idea|wish|intention|hope|dream)\b|too (?:cost\w+|expensive|dear|risky|dangerous|toxic|hazardous|aggressive|burdensome|strenuous|unsafe|great a (?:risk|burden)|high a (?:risk|price))|"
    r"prohibitive(?:ly)?(?: \w+)?|sold out|in short supply|unnecessary|superfluous|needless|redundant|dispensable|dispensed with|done without|obviated|omitted|left (?:out|off(?= (?:the|because|on account|for|in view))|aside|unused|unopened|undone|untried)|dropped|passed over|(?:set|put|laid) aside|ruled out|precluded|excluded|contra-?indicated|avoided|eschewed|struck (?:from|off|out)|crossed (?:off|out)|taken off the|dropped from|deleted|eliminated|stricken|discarded|renounced|relinquished|spared|waived|void|removed from|voted down|for(?:e)?gone|withheld|held back|kept back|decided against|advised against|argued against|"
    r"unwise|unsafe|inadvisable|inappropriate|unsuitable|unfeasible|infeasible|impossible|impracticable|impractical|abandoned|given up(?! to\b)|scrapped|shelved|called off|cancel+ed|aborted|(?:put off|postponed|deferred|delayed) (?:indefinitely|sine die|for (?:good|want|lack|fear)\b|forever)|renounced|thwarted|forestalled|overtaken|frustrated|foiled|pre-?empted|prevented|(?:made|rendered) (?:\w+ )?(?:impossible|unnecessary|superfluous|unfeasible|redundant|pointless|obsolete)|vetoed|scuppered|"
    r"unused|untouched|unopened|in the (?:cupboard|refrigerator|fridge|pharmacy|freezer|drawer|vial)s?|(?:thought|judged|deemed|considered|held|felt|found|regarded as|reckoned|believed|to be) (?:\w+ )?(?:too (?!soon|early)|un(?:safe|wise|suitable|necessary|helpful|likely to help|justifi|acceptab|feasib)|in(?:appropriate|advisable|feasible|effective)|dangerous|contra|superfluous|pointless|futile|of (?:little|no|doubtful) (?:use|benefit|value|help)|hazardous|risky|impossible)|"
    r"out of consideration|off the table|no option|not an option|a step too far|deferred|denied)"
)
# what may be denied of a treatment that was given; a treatment that was "not" anything else did not come
_OF_ITS_COURSE = r"(?:tolerat|follow|associat|stop|interrupt|discontinu|reduc|chang|complicat|affect|detect|improv|respond|complet|taper|wean|halt|lower|increas|escalat|adjust|modif|delay|mention|report|record|document|specif|stat|measur|monitor|resum|re-?start|continu|accompan|succeed|finish|end|limit|confirm|explain|relat|influenc|alter|impair|design|expect|convinc|surpris|engraft|fail|split|exceed|renew|repeat|sustain|maintain|suspend|ceas|curtail|shorten|prolong|extend|absorb|metaboli|convert|switch|replac|drop|abandon|omit|cancel|avoid|skip|miss|match|mobili|clear|eradicat|withdraw|manipulat|irradiat|deplet|cryopreserv|select|blind|test|correlat|accept|reject|approach|inform|deem|need|requir|regard|suppos|judg|found|consider|believ|assum|hasten|hinder|intensif|protect|cover|load|cap|calculat|round|dos|titrat)"
_CAME_NOT = rf"(?:was|were|is|are|has been|have been|had been|could|can) (?:(?!(?:and|but)\b)\w+ ){{0,2}}?(?:not|never) (?:yet )?(?:be )?(?:\w+ly )?(?!{_OF_ITS_COURSE})(?:[a-z-]{{3,}}[^aeiou\s]ed|[a-z-]{{3,}}[ui]ed|foreseen|sought|put forward|brought (?:in|to bear)|drawn on)\b"
# verbs that deny by themselves
FELL = r"(?:fell (?:through|victim)|came to (?:nothing|naught|nought|grief)|never (?:came|went|took|got|reached|arose|happened|occurred|materiali[sz]ed|arrived|appeared|turned up)\b|failed to (?:materiali[sz]e|arrive|come|reach|take place|go ahead|meet)|foundered|miscarried|(?:had )?r[au]n out|(?:came|arrived|was) too late(?! to (?:prevent|halt|stop|save|help|avert|rescue|change|reverse|do|spare|control|work|act))|exceeded (?:[\w'’]+ ){0,4}(?:means|resources|budget|possibilities|funds|limits)|went unused|went to waste|did(?: not|n't) (?:materiali[sz]e|come (?:about|off|into)|take place|go ahead|happen|arise|reach|enter|arrive|proceed)|(?:has|have|had)(?: not|n't| never) (?:yet )?(?:reached|arrived|come|entered|materiali[sz]ed|taken place|been)\b(?! (?:stopped|interrupted|resumed|reduced|repeated|discontinued|effective|well|withdrawn|associated|followed))|failed (?:twice|repeatedly|release|quality|again|(?:and|because|for) \w+))"
_STOP = r"(?:and|but|who|which|because|although|though|whereas|while|when|she|he|they|we|was|were|is|are|had|has|have|could|would|did|will|received|underwent|led|brought|gave|induced|achieved|produced|helped|failed|began|started|followed|can|might|should|until|after which|whose)"
_GAP = rf"(?:\s?[(\[][^()\[\]]{{0,90}}[)\]])?,?\s(?:(?!{_STOP}\b)[\w'’/%+.-]+[ ]){{0,8}}?"
_OF_A_DOSE = expression(
    r"(?i)\bdays?\b|\bdoses?\b|\bd\+?\d|\bcycles?\b|\bcourses?\b|\binjections?\b|\b(?:second|third|fourth|fifth|sixth|last|final|remaining) (?!line|choice|option|flare|relapse|recurrence|progression|step|episode|attack|resort|chance|attempt)"
)

# what is dropped on a day had been given
_NO_STOP = r"(?! (?:(?:after )?\w+ (?:days?|weeks?|months?|cycles?|doses?|hours?)(?: (?:later|after|on|thereafter))?\b|(?:on|from|by|at|in|since) (?:days?\b|d\+?\d|\d|the \w+ (?:day|month|week)|january|february|march|april|may\b|june|july|august|september|october|november|december|week|month|cycle|again)|(?:from|in|of|during|with|at|for) (?:the |her |his )?(?:[\w-]+ )?(?:course|cycle|block|day|dose|injection|element|phase)s?\b|again|further|one by one))"
PREDICATE = (
    rf"(?:(?:{_AUX} )(?:(?!(?:and|but)\b)\w+ ){{0,3}}?{_NOT} {_ADV}{POSITIVE}\b(?! (?:again|further|any ?more|until|before|at first|initially|immediately|at once|for long|enough|well|in time to))"
    rf"|{_CAME_NOT}(?! (?:again|further|any ?more|until|before|for long|enough|well|immediately|at once|at first|initially|straight ?away|promptly|early|earlier|alone|as monotherapy|on (?:the )?day|in full|fully|completely|regularly))"
    rf"|(?:{_BE} |had been |could be |had to be |has to be |have to be |might be |would be )(?:both |all |also |too |likewise |thereupon |hence |then |therefore |thus |still |however |accordingly |regarded as |far |of course |naturally |at (?:that|the) time |by then |in (?:the |our |this |these |those )?[\w-]+ |\w+ly ){{0,3}}{NEGATIVE}\b{_NO_STOP}"
    rf"|(?:(?:was|were|had|has|is) (?:\w+ly |thus |therefore )?)?{FELL}"
    rf"|(?:was|were|is|are|did|had been|has been) not(?=\s?[.;,)]|$| and\b| but\b)|(?:was|were|is|had been) (?:not what|none of what)|(?:was|were|is|are) (?:only (?:available|licen[sc]ed|approved|reimbursed|obtainable)|(?:available|licen[sc]ed|approved|reimbursed|obtainable) only)\b"
    rf"|(?:was|were|had been) {_ADV}(?:given|used|administered|employed|infused|needed|required|necessary|available|offered) (?:in|to|by|for|on) (?:neither|none|no (?:patient|case|one)|nobody)\b)"
)
_DENIED = expression(rf"(?i)^(?P<gap>{_GAP}){PREDICATE}")
# a second predicate of the same subject: "had been ordered, but came too late", "was considered as a partner but left out"
_DENIED_THEN = expression(
    rf"(?i)^(?P<gap>[^.;{MASK}]{{0,110}}?)(?:,? (?:but|yet)|,? and(?: (?:then|thus|so|therefore|accordingly|hence))?|,) (?:(?:\w+ly|then|in the end|therefore|thus|at last|finally) )?(?:{PREDICATE}|(?:(?:never|not) (?:yet )?{POSITIVE}|{NEGATIVE})\b(?! (?:again|further|until|for long)){_NO_STOP})"
)
_HAPPENED_IT = expression(
    r"(?i)\b(?:was|were) (?:\w+ )?(?:given|added|started|begun|administered|used|infused|continued|reduced|stopped)\b"
)
_HAPPENED = expression(
    r"(?i)\b(?:given|added|tapered|reduced|stopped|halved|tried|started|begun|taken|administered|used|commenced|introduced|received|infused|resumed|continued|initiated|carried out|performed|took place|helped|brought|led|worked|failed|induced|achieved|produced|gave|she|he|they|we|it|which|who|there|the patient|the disease)\b"
)
# "Tocilizumab, considered on day 3, came too late": a participle stands for the predicate, "then unlicensed, was given" does not
_GIVEN_YET = expression(
    r"(?i)[^.;]{0,80}?(?:,|\band|\bbut|\bthen|\byet)[^.;]{0,60}?\b(?:was|were|could be|has been|had been|is)? ?(?:\w+ly |then |later |nevertheless |again |at last |finally )*(?:given|started|begun|infused|added|resumed|commenced|initiated|instituted|administered|brought into use|reintroduced|received (?:it|them)|treated with (?:it|them)|introduced|carried out|performed|took place|taken up again|undertaken)\b(?! (?:in neither|to neither|to none))"
)
_DENIES_IT = expression(r"(?i)\b(?:not|never|no longer|nor|neither)\b")

# "but there was no occasion for it", "but we never used it"
_DENIED_IT = expression(
    rf"(?i)^[^.{MASK}]{{0,90}}?(?:[,;]|\bbut|\band|\byet) [^.;,{MASK}]{{0,50}}?\b(?:no (?:[\w-]+ )?(?:need|occasion|indication|reason|call|place|time|money|funding|use|cause|room|opportunity|chance|recourse) (?:was |were )?(?:\w+ )?(?:for|of|to|on)|(?:not|never|n[’']t) (?:\w+ )?(?:need|use[d]?|giv(?:e|en)|requir(?:e|ed)|resort(?:ed)? to|receive[d]?|get|ha(?:ve|d)|dispose[d]? of|stock(?:ed)?|hold|held|list(?:ed)?|suppl(?:y|ied)|own(?:ed)?|possess(?:ed)?|keep|kept|dare[d]?|administer(?:ed)?|start(?:ed)?|beg[iu]n|infuse[d]?|called for|make use of|made use of|obtain(?:ed)?|afford|buy|perform(?:ed)?)) (?:it|them|this|one)\b(?! (?:again|long|further|any))"
)

# "the price of letermovir", "the need for ruxolitinib": what is said of the noun is said of the treatment
_NOUN = r"(?:suppl(?:y|ies)|access|reimbursement|funding|approval|application|request|permission|authori[sz]ation|coverage|slot|bed|indications?|need|occasion|necessity|call|recourse|resort|use|administration|initiation|introduction|infusion|manufactur(?:e|ing)|production|preparation|procurement|import|plans?|idea|thought|possibility|option|offer|proposal|suggestion|attempts?|search for (?:a )?donor|donor|reasons?|stocks?|purchase|availability|provision|order|delivery|prospect|hopes?|intention|addition|licen[sc]e|room|place|role|justification|grounds?|case)"
_OF = rf"\b(?P<noun>{_NOUN}) (?:\w+ )?(?:of|for|to|with) (?:(?:having to )?(?:use|give|giving|giving|begin|beginning|start|resort to|treat(?:ing)? (?:\w+ )?with|perform(?:ing)?|proceed(?:ing)? to|import(?:ing)?) )?{X}"
_NOUN_BEFORE = expression(rf"(?i){_OF}")
_NO_NOUN = expression(
    rf"(?i)\b(?:no|without|nor|neither|lack of|for want of|absence of|want of|not (?:any|have)|denied|refused|had no|without any|little) (?:(?!no\b)[\w-]+ ){{0,2}}?{_OF[2:]}"
)
_PRICE_BEFORE = expression(rf"(?i)\b(?:price|costs?|expenses?|cost-benefit|tariff) (?:\w+ )?(?:of|for) {X}")
_PRICE_AFTER = expression(
    r"(?i)^[^.;]{0,40}?\b(?:prohibit\w*|beyond|(?:put|placed|kept) (?:it|them)|too (?:high|great)|exceed\w*|forbad\w*|could(?: not|n't)|(?:not|never) (?:be )?(?:met|borne|covered|raised|paid)|out of reach|rul\w+ (?:it|them) out|preclud\w*|insurmountable|unbearable|deterr\w*)"
)
_NOUN_AFTER = expression(
    rf"(?i)^(?:\s?\([^()]{{0,60}}\))?,?[ ](?:(?!{_STOP}\b)[\w'’-]+[ ]){{0,6}}?(?:{_AUX} (?:\w+ ){{0,2}}?{_NOT} {_ADV}(?:{POSITIVE}|seen|made|felt|met|borne|forthcoming|given|granted|there|raised|reali[sz]ed|honou?red|successful|fulfilled|had|sought|pursued|left|apparent)\b"
    rf"|(?:{_BE} )(?:\w+ly |thus |therefore |then ){{0,2}}(?:{NEGATIVE}|refused|rejected|turned down|declined|lost|denied|lacking|missing|exhausted)\b|(?:was |were |had )?(?:{FELL})|did(?: not|n't) (?:arise|materiali[sz]e|come|succeed)|(?:was|were|proved|remained) (?:\w+ )?(?:unsuccessful|in vain|without success|to no avail)|never (?:arose|came|materiali[sz]ed)|failed\b|lapsed\b)"
)

# the verb before the name
_TAKE = r"(?:gave|receiv\w+|given|giv(?:e|ing)|need\w*|requir\w+|us(?:e|ed|ing)|administer\w*|add(?:ed)?|start(?:ed)?|beg[iu]n|began|prescrib\w+|order(?:ed)?|offer(?:ed)?|treat(?:ed)? (?:\w+ )?with|have|had|get|got|appl(?:y|ied)|employ\w*|undergo|undergone|undergoes|tolerate|thought of|think of|resort(?:ed)? to|turn(?:ed)? to|consider(?:ed)?|recommend(?:ed)?|chose|choose|allow(?:ed)?|accept(?:ed)?|took|take|taken|perform(?:ed)?|see (?:\w+ )?(?:need|reason|place|indication) for|possess(?:ed)?|stock(?:ed)?|fund(?:ed)?|cover(?:ed)?|pay for|paid for|reimburse[ds]?|afford(?:ed)?|buy|bought|procure[ds]?|import(?:ed)?|hold|obtain(?:ed)?|get hold of|approve[ds]?|licen[sc]e[ds]?|provide[ds]?|supply|supplied|release[ds]?|sanction(?:ed)?|grant(?:ed)?|envisage[ds]?|attempt(?:ed)?|dare(?:d)? (?:to )?(?:give|use)?|risk(?:ed)?|proceed to|live to (?:receive|see|have|undergo)|reach(?:ed)?|come to|make use of|made use of|dose[ds]? with|includ(?:e[ds]?|ing)|contain(?:ed)?|carry|carried|list(?:ed)?|authori[sz]e[ds]?|perform(?:ed|s)?|offer(?:s|ed)?|call(?:ed)? for|point(?:ed)? to|carries|expose[ds]? (?:\w+ )?to|burden(?:ed)? (?:\w+ )?with|subject(?:ed)? (?:\w+ )?to|think (?:\w+ )?fit for)"
_NOBODY = r"(?:nobody|no one|no-one|not one(?: of [\w ]{2,24}?)?|neither(?: of (?:the |our |these |both )?(?:\w+ ){0,2}?(?:two|patients?|them|us|children|cases|men|women|girls|boys|brothers|sisters|siblings|twins))?|none(?: of (?:the |our |these )?(?:\w+ ){0,2}?(?:\w+))?|nothing|no (?:patient|case|child|centre|center|hospital|pharmacy|fund|insurer|clinician|physician)|neither (?:patient|case|child|man|woman|brother|sister|twin|girl|boy))"
_NOBODY_TOOK = expression(rf"(?i)\b{_NOBODY} (?:\w+ ){{0,4}}?{_TAKE} {X}")
_NOT_TAKEN = expression(
    rf"(?i)\b(?:could|can|would|did|does|do|was|were|is|are|had|has|have|will|should|might)(?:n't|n’t|(?: \w+)? not| never| \w+ never| hardly| in no way) (?:(?!(?:stop|hesitate|delay|fail|respond|tolerate|long|only|until)\b)\w+ ){{0,3}}?{_TAKE} {X}"
)
_FRONT = expression(
    r"(?i)(?:^|[,;.:] (?:and |but )?|\band |\bbut )(?:at no (?:time|point|stage|moment)|on no (?:occasion|account)|in no (?:case|patient|instance)|in none of [\w ]{2,24}?|in neither(?: (?:of [\w ]{2,20}?|patient|case|child))?|under no circumstances|nowhere|nor|neither|never|not once|by no means|not (?:a|one) (?:single )?(?:dose|course|vial|cycle|drop|tablet|infusion)s? of)[, ](?P<aux>was|were|is|are|had|has|have|did|does|could|would|should|will)[ ](?P<rest>[^,;.]{0,60})$"
)
_EFFECTS = expression(
    r"(?i)^[^,.;]{0,24}?\b(?:help(?:ed)?|work(?:ed)?|suffic\w+|prevent(?:ed)?|halt(?:ed)?|stop(?:ped)?|change[ds]?|improve[ds]?|control(?:led)?|contain(?:ed)?|bring|brought|produce[ds]?|achieve[ds]?|induce[ds]?|lead|led|had (?:an?|any|the|much|its|a) |ha(?:d|ve) (?:\w+ ){0,2}(?:effect|influence|success|impact|benefit)|bring|made? (?:any|a) difference|show\w*|cause[ds]?|avail(?:ed)?\b(?!able)|was (?:\w+ )?(?:effective|successful|of (?:any |much )?(?:help|use|avail)|able|tolerated|sufficient|enough|beneficial|efficacious|helpful)|were (?:\w+ )?(?:effective|successful|of (?:any |much )?(?:help|use|avail)|able|tolerated|sufficient|enough|beneficial|efficacious|helpful)|respond\w*|alter(?:ed)?|arrest(?:ed)?|clear(?:ed)?|revers(?:ed?)|relieve[ds]?|resolve[ds]?|succeeded|proved (?:\w+ )?(?:effective|successful|helpful|sufficient))\b"
)
_AFTER_FRONT = expression(
    rf"(?i)^(?:\s?\([^()]{{0,60}}\))?(?: (?:(?!{_STOP}\b)[\w'’-]+ ){{0,3}}?(?:{POSITIVE})\b|\s?(?:[.,;:]|$)| (?:in|for|to|at|on|by) )"
)
_FRONT_OBJECT = expression(rf"(?i)^(?:\w+ ){{1,4}}?(?:{_TAKE}|be (?:given|offered|treated with)) {X}")

# verbs that deny their object
_DENYING = expression(
    rf"(?i)\b(?:preclud(?:ed?|es|ing)|forb(?:ade?|id|ids|idding|idden)|prohibit(?:ed|s|ing)?|thwart(?:ed|s|ing)?|forestall(?:ed|s|ing)?|frustrat(?:ed|es|ing)|foil(?:ed|s)|scupper(?:ed)?|obviat(?:ed|es|ing)(?: the need for)?|(?:spoke|speaks|told|tells|argued|argues|argu(?:ing)|militated|weighed|voted|decided|advised|counselled|warned|came down|pleaded) against|shr(?:a|u)nk (?:back )?from|shr(?:i)nking from|"
    rf"(?:do|did|does|doing|done|managed?|managing|got by|get by|made do|cop(?:ed|e|ing)|went|goes|go|survived|recovered|sufficed|passed off|settled|subsided|resolved) (?:\w+ )?without(?: (?:any|the|recourse to|resort(?:ing)? to|need(?:ing)?(?: for)?|us(?:e|ing)(?: of)?|our|having(?: to (?:use|give|resort to))?|us))*|without (?:\w+ )?(?:having|us having) (?:to )?(?:use|give|resort to|recourse to|receive[d]?)|spared (?:him|her|them|the (?:patient|child|boy|girl|man|woman))|(?:was|were|is|be|been|being|could be) spared|"
    rf"contra-?indications? (?:to|for|against)|(?:it (?:was|is|seemed|appeared|would have been) |seemed |thought (?:it )?|considered (?:it )?|judged (?:it )?|deemed (?:it )?|felt )(?:\w+ )?(?:un(?:wise|safe|justified|reasonable|necessary|ethical)|inadvisable|imprudent|reckless|dangerous|hazardous|risky|inappropriate|too (?:risky|dangerous|late|early|hazardous)|not (?:safe|wise|advisable|prudent|right|appropriate|possible|necessary)) to (?:give|use|add|start|begin|offer|administer|proceed (?:to|with)|perform|attempt|use|expose \w+ to|undertake|consider)|"
    rf"(?:could|can)(?: not|n't) (?:bear the cost of|pay for|afford|raise the money for|meet the cost of)|nothing (?:came|became) of|barred|excluded|defeated|vetoed|put an end to(?: (?:all |the |our |any )?(?:plans?|hopes?|thoughts?|ideas?) (?:for|of))?|put paid to|spoil(?:t|ed)|wrecked|(?:cost|robbed|deprived) (?:him|her|them|the patient) (?:of )?(?:the (?:chance|possibility|option|opportunity) of)?|too (?:frail|ill|sick|weak|old|unwell|unstable|small|poor|impaired) (?:for|to (?:receive|undergo|tolerate|have|bear|stand))|not (?:live|survive) (?:long enough )?to (?:receive|see|undergo|have)|excluded (?:him|her|the patient|them) from|disqualified (?:him|her|the patient|them) (?:for|from)|barred (?:him|her|them|the patient|the way) (?:from|to)|lest .{{0,20}} with|eschew(?:ed|ing)|abjur(?:ed|ing)|steer(?:ed|ing) clear of|stopped short of|stop short of|held back (?:from|with)|(?:turned|turning) away from|waived?|dispens(?:ed?|ing) with(?: the)?) {X}"
)
# "ruled transplantation out", "put blinatumomab out of the question", "making steroids unnecessary"
_OUT_BEFORE = expression(
    rf"(?i)\b(?P<verb>(?:ruled?|ruling|left|leaving|put|puts|putting|placed|placing|kept|keep|keeps|keeping|holds?|held|made|makes?|making|rendered|renders?|rendering|struck|crossed|took|taking|dropped|set|considered|thought|deemed|judged|found|regarded|priced|called)) (?!in\b|on\b|through\b|by\b|to\b){X}"
)
_OUT_AFTER = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))? (?:\w+ )?(?:\w+ly |quite |altogether )?(?P<how>out(?=\s?[.,;:]|$| of (?:the question|reach|consideration|court|the (?:plan|protocol|regimen|conditioning|programme|list))| because| for| on account| since| as | in )|off(?=\s?[.,;:]|$| the (?:list|table|plan)| because| for)|aside|beyond (?:\w+ ){0,4}(?:means|reach)|(?:too (?!soon|early|late to prevent)\w+|impossible|unnecessary|superfluous|redundant|unsafe|unwise|inadvisable|unfeasible|infeasible|unjustifi\w+|pointless|unattainable|unavailable|unaffordable|inaccessible|dispensable|needless|inappropriate|contra-?indicated|obsolete|out of place)|in reserve|(?:ready )?for (?:a |the |any |another )?(?:further |next |future |later |second |new )?(?:relapse|recurrence|progression|failure)|up (?:our|his|her) sleeve|back|from (?:him|her|them|the patient)(?= because| on| owing))"
)
_NOTHING = expression(r"(?i)\b(?:nothing|not|never|no \w+)\s(?:\w+ly )?$")
_BEGUN = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))?, (?:which|who|and|but) (?:\w+ ){0,3}?(?:was|were) (?:\w+ly |then |therefore |thus )*(?:given|begun|started|used|infused|added|resumed|administered|carried out|performed)"
)
_NO_FOR = expression(
    rf"(?i)\bno {_NOUN} (?:was|were|is|could be|had been|has been|existed|arose) (?:\w+ )?(?:of|for|to) (?:us(?:e|ing) |giv(?:e|ing) )?{X}"
)
_AGAINST = expression(rf"(?i)(?:^|[,;.] |\b(?:and|but) )against {X}")
_SPOKE = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))? (?:spoke|speaks|told|tells|argued|argues|weighed|weighs|militated|stood|were|was)\b"
)
# "before transplantation could be arranged", "died on the day CAR-T cells were to be infused"
_BEFORE_IT = expression(rf"(?i)\b(?:before|ere) (?:the |an? |any |her |his |their )?(?:\w+ ){{0,3}}{PEERS}$")
_OUTCOME_OF = expression(
    r"(?i)\b(?:effects?|results?|response|benefit|completion|end|success|toxicity|side effects?|second|third|last|next)\b"
)
_HAD_TO = expression(
    r"(?i)^[^,.;\x01]{0,30}?\b(?:could|can|might|was able to|were able to|was possible|had (?:a chance )?to|needed to|was to|were to|was due to|were due to|became necessary|was needed|was called for|had to be|(?:was|were) (?:given|started|infused|begun|reached|ready|arranged|available)(?=\s?[.,;]|$))"
)
_DIED = expression(
    r"(?i)\b(?:died|dies|succumbed|death|relaps\w+|progress\w+|lost|passed|subsided|went|resolved|settled|abated|faded|vanished|gone|over|disappeared|overt\w+|came)\b"
)
_WAS_TO_BE = expression(
    r"(?i)^[^,.;\x01]{0,40}?\b(?:was|were) to (?:have been |be )?(?:infused|given|started|begun|performed|transfused|reinfused|administered|take place|carried out|taken place)"
)
_ON_THE_DAY = expression(r"(?i)\bdied\b[^.;]{0,60}\b(?:day|morning|week|eve|evening|month|hour)s? (?:\w+ ){0,3}$")

# "not tocilizumab but siltuximab", "siltuximab, and not tocilizumab, was given", "tacrolimus took the place of ciclosporin"
_NOT_X = expression(
    rf"(?i)(?:^|[,;:(] ?|{MASK}[,]? |\bwith |\breceived |\bgiven |\bgave |\bbut |\band )(?:and |but )?not (?:to |with |by |for |of )?(?:the |an? |her |his |even )?(?:(?!only|just|merely|simply|until|before|without|long|more|less|because|after|surprisingly|unexpectedly|tolerat|respond|help|yet|for)[\w-]+ ){{0,2}}$"
)
_BUT_NOT = expression(r"(?i)\bbut (?:not|never|no) (?:to |with |by |for )?(?:the |an? |her |his )?(?:\w+ )?$")
_NOT_X_AFTER = expression(
    rf"(?i)^(?:\s?\([^()]{{0,60}}\))?(?: (?:but|only) |,? but (?:\w+ ){{0,2}}?{MASK}|\s?[,.;)]|$)"
)
_REPLACED = expression(
    rf"(?i)\b(?:in (?:the )?(?:place|stead) of|in preference to|as (?:an alternative|a substitute) (?:to|for)) (?:the )?(?:\w+ )?(?:planned |intended |usual |customary |standard |otherwise usual |recommended )?{PEERS}(?:\w+ ){{0,2}}$"
)
_NEVER_BEGUN = expression(
    r"(?i)^(?:\s?\([^()]{0,60}\))?, (?:which|though|although) (?:he |she |it |we )?(?:had |was |were |has |therefore |thus |then )*(?:never|not) (?:been |yet been )?(?:given|used|begun|started|administered|infused|needed|required|available|received|added|commenced)\b"
)


# no denial is told without one of these: most sentences have none, and are not looked at any further
_WORDS = Folded(
    r"(?i)\b(?:not|no|never|no-?one|nor|neither|none|nobody|nowhere|nothing|without|hardly|scarcely|little|yet to|un[a-z]{4,}|in(?:accessible|advisable|appropriate|feasible|sufficient|surmountable)|imp[or][a-z]+|too|out|off|beyond|outside|exceed\w*|prohibit\w*|forb\w+|sold|short supply|r[au]n out|superfluous|needless|redundant|obsolete|pointless|dispens\w+|obviat\w+|omit\w*|left|leaving|drop\w+|passed|aside|rul(?:ed?|ing)|preclud\w+|exclud\w+|contra-?indic\w+|avoid\w*|eschew\w*|struck|stricken|delet\w+|eliminat\w+|removed|renounc\w+|relinquish\w*|discarded|waive\w*|void|voted|forgone|foregone|withheld|back|against|abandon\w*|given up(?! to\b)|scrapped|shelved|cancel\w*|abort\w*|postponed|deferred|delayed|thwart\w*|forestall\w*|overtaken|pre-?empted|frustrat\w*|foil\w*|prevent\w*|veto\w*|scupper\w*|cupboard|fridge|refrigerator|freezer|drawer|readiness|standby|bedside|verge|brink|point of|about to|fell|fail\w*|founder\w*|miscarried|spared|shr[aiu]nk\w*|cost|costs|prices?|priced|expenses?|before|ere|died|place of|stead|preference|barred|defeated|disqualified|lapsed|denied|lacking|missing|absent|futile|dangerous|hazardous|risky|reckless|imprudent|only|lack|want|absence|refused|rejected|lest|steer\w*|stop\w*|turned away|rebuffed|end to|paid to|spoil\w*|wrecked|robbed|deprived|plan|idea|wish|intention|hope|dream|waste|lost|n[’']t|substitute|alternative|hold|held|kept|keep|step|alternatively|overt\w+|unless|thing|tuck|nil)\b|n[’']t\b"
)


@lru_cache(maxsize=512)
def may_deny(sentence: str) -> bool:
    """Whether a sentence has any word of the kind."""
    return _WORDS.search(sentence) is not None


def denied_before(sentence: str, before: str, after: str) -> bool:
    """Whether the words that govern a treatment of a sentence say that it did not come: "No one thought of tocilizumab"."""
    if not may_deny(sentence):
        return False
    if _NOBODY_TOOK.search(before) or _NOT_TAKEN.search(before) or _NO_NOUN.search(before):
        return True
    if (hit := _DENYING.search(before)) and not _NOTHING.search(before[: hit.start()]):
        return True
    if _against(before, after):
        return True
    if _OUT_BEFORE.search(before) and (how := _OUT_AFTER.match(after)):
        return not how["how"].lower().startswith(("in reserve", "for ", "ready", "up "))
    if (front := _FRONT.search(before)) and _front(front, after):
        return True
    if (
        (hit := _BEFORE_IT.search(before))
        and not _OUTCOME_OF.search(hit.group())
        and _HAD_TO.match(after)
        and _DIED.search(before)
    ):
        return True
    if _ON_THE_DAY.search(before) and _WAS_TO_BE.match(after):
        return True
    if _REPLACED.search(before):
        return True
    if _BUT_NOT.search(before) and not _EFFECTS.match(after):
        return True
    return _NOT_X.search(before) is not None and _NOT_X_AFTER.match(after) is not None


def begun(after: str) -> bool:
    """Whether a relative clause says that a treatment was given after all: ", which was begun in May"."""
    return _BEGUN.match(after) is not None


def _against(before: str, after: str) -> bool:
    """ "Against ibrutinib spoke his atrial fibrillation", "no indication was seen for it"."""
    return _NO_FOR.search(before) is not None or (
        _AGAINST.search(before) is not None and _SPOKE.match(after) is not None
    )


def _front(front: re.Match[str], after: str) -> bool:
    """ "At no time was X needed", "nor did he receive X", but not "nor did X help"."""
    if _EFFECTS.match(after):
        return False
    if front["aux"].lower() in {"was", "were", "is", "are", "could", "had", "has", "have"} and re.fullmatch(
        rf"(?i){X}", front["rest"]
    ):
        return _AFTER_FRONT.match(after) is not None
    return _FRONT_OBJECT.match(front["rest"]) is not None


# "six months after transplantation": no subject
_ADJUNCT = expression(
    r"(?i)\b(?:after|before|since|following|post|despite|during|until|under|than|to|by|from|against|on|between|within)[ -](?:the |her |his |an? |first |second |this )*$"
)


def denied_after(sentence: str, before: str, after: str) -> bool:
    """Whether the predicate of a treatment of a sentence says that it did not come: "Midostaurin was not on sale"."""
    if not may_deny(sentence):
        return False
    reach = after[:200]
    if _PRICE_BEFORE.search(before) and _PRICE_AFTER.match(reach):
        return True
    if _NOUN_BEFORE.search(before) and _NOUN_AFTER.match(reach):
        return True
    if _NEVER_BEGUN.match(reach):
        return True
    told = _DENIED.match(reach)
    if _ADJUNCT.search(before):
        return False
    if told is None and (told := _DENIED_THEN.match(reach)) is not None and _HAPPENED.search(told["gap"]):
        return False
    if told is None and (it := _DENIED_IT.match(reach)) is not None:
        return _HAPPENED_IT.search(it.group()) is None
    if told is None or _OF_A_DOSE.search(told["gap"]):
        return False
    rest = reach[told.end() :]
    return _GIVEN_YET.match(rest) is None or _DENIES_IT.search(rest[:60]) is not None


def never_begun(after: str) -> bool:
    """Whether a relative clause takes a treatment back: ", which was never begun"."""
    return _NEVER_BEGUN.match(after) is not None


def no_effect(after: str) -> bool:
    """Whether a treatment is denied an effect and not itself: "neither X nor Y had any effect"."""
    return _EFFECTS.match(after) is not None
