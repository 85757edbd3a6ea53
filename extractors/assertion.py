"""Was it given? The words that govern a treatment decide: given, declined, planned, not given, or no statement at all.

"The patient refused allo-HSCT" declined · "siltuximab was kept in reserve" not given · "a second HSCT is planned" planned.
Other treatments of the sentence are masked, so that a predicate is never taken over from a neighbour, except along a list
("neither tocilizumab nor steroids were required").
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from extractors.broken_off import broken_off
from extractors.denials import begun, denied_after, denied_before, may_deny, never_begun, no_effect
from extractors.expressions import expression
from extractors.folded import Folded
from extractors.offers import (
    ADVERB,
    BUT,
    DECLINED_ACTIVE,
    DONE_AFTER_ALL,
    FUNDER,
    FUTURE,
    GIVE,
    OFFERED,
    PERSON,
    SOFT,
    WEIGHED,
    outcome,
)
from extractors.plans import may_plan, planned
from extractors.refusals import may_refuse, own_wish, refused_after, refused_before
from extractors.telegraphic import labelled, noted


class Said(StrEnum):
    """What a sentence says of a treatment: a status of the record, or `none` when it is only spoken of."""

    GIVEN = "given"
    DECLINED = "declined"
    PLANNED = "planned"
    NOT_GIVEN = "not_given"
    NONE = "none"


MASK = "\x01"
_PEER = rf"(?:the |an? |her |his |or |and |nor |either )*{MASK}+(?: (?:drugs?|agents?|therap(?:y|ies)|treatment))?(?:\s?\([^()]{{0,80}}\))?"
_JOIN = r"\s?(?:,\s?(?:and|or|nor)?|(?:and|or|nor)(?: (?:to )?(?:administer|give|perform|use|add|start|receive|undergo)\b)?|/|\+|plus|with|as well as|combined with|alternating with)\s?"
_LIST = rf"(?:{_PEER}{_JOIN})*"  # what stands between a governing word and the last member of a list
_MODIFIER = r"(?:(?!(?:to|with|of|after|from|during|on|by|in|despite|under|at|until|before|since|and|but|which|who|response|evidence|signs?|sign|effect|benefit|relief|improvement|help|result|success|complications?|received|underwent|had|was|were|got|given|started|proceeded|followed|then|who|which)\b)[\w'/+.-]+[ ]){0,4}"
_TO_NAME = r"(?:(?!(?:but|because|although|and|so|who|which|when|after|before|until|therefore|despite|received|had|was|were|underwent|got|took|started)\b)[\w'/%+.()-]+[ ]){0,7}?"  # up to the name, no new statement
_SOME = r"(?:(?!(?:but|because|although|and|so|who|which|when|after|before|until|therefore|despite|began|started|received|underwent|got|took|gave|chose|switched|opted|we|(?:was|were) (?:then |instead |therefore )?(?:given|treated|started|put|switched|managed))\b)[\w'/%+.()-]+[ ]){0,7}?"
_TAKE = (
    r"(?:receiv\w+|be(?:en)? given|given|requir\w+|need\w*|get|appl(?:y|ied)|undergo\w*|undergone|had|have|proceed(?:ed)? (?:to|with)|start\w*|begin|begun|use[ds]?|using|administer\w*|be(?:en)? treated with|treated with|(?:be )?offered|"
    r"(?:be )?considered(?: for)?|add(?:ed)?|prescribed?|recommend\w*|advised?|obtain\w*|access|pursued?|opt for|employ\w*|qualify for|tolerate|taken?|giv(?:e|ing)|go on to|resort to|recourse to|managed with|exposed to)"
)  # fmt: skip
_FIT = r"(?:eligible for|an? (?:suitable |good )?candidates? for|fit (?:enough )?for|suitable for|able to (?:receive|undergo|obtain|proceed to|get|have|tolerate)|amenable to|possible to (?:give|administer|perform|obtain|proceed (?:to|with)))"

# what stands before the name, up to it
_NO = expression(
    rf"(?i)\b(?:no|without|nor|neither|not any|none of)\s+(?!(?:further |any |undue |much )?(?:delay|hesitation|ado|interruption|pause|success|effect|benefit|difficult|problem|incident|sooner|complication|response|result|avail|doubt|fewer|less|longer|reservation)\w*)(?P<what>{_MODIFIER})(?P<need>(?:(?:the |any )?(?:need|use|indication|opportunity|requirement|role|place|room|slot|access|donor|funding|approval|time|addition|administration|recourse|resort|possibility|prospect|option|chance|availability)[ ](?:for|of|to)[ ](?:{_TAKE} )?|(?:requiring|needing|using|giving|adding|receiving) )?(?:an? |the |any |her |his |another |{_MODIFIER}))?(?:either |both )?{_LIST}(?:the |an? |any )?{_MODIFIER}$"
)
_NOT_TAKEN = expression(
    rf"(?i)\b(?:did|does|do|has|have|had|was|were|could|would|is|are|should|can|will|be)(?:n't|\s(?:\w+ )?(?:not|never))[ ](?:(?!hesitat|delay|wait|fail|stop)\w+ ){{0,2}}?(?:{_TAKE}|{_FIT}|in (?:a )?condition for)[ ](?:(?:to|for|with|on|an?|the|any)[ ])?{_SOME}{_LIST}{_TO_NAME}$"
    rf"|\b(?:never|not|nor) (?:{_TAKE}|{_FIT})[ ]{_SOME}{_LIST}{_TO_NAME}$"
    rf"|\b(?:never|not|nor) (?:an? )?(?:suitable |good )?candidates? for[ ]{_SOME}{_LIST}{_TO_NAME}$"
)
_INSTEAD = expression(rf"(?i)\b(?:instead of|rather than|in place of|in lieu of|(?:chosen|preferred|favou?red|selected)[ ](?:\w+[ ]){{0,2}}?(?:over|to))[ ]{_SOME}{_LIST}{_SOME}$")  # fmt: skip
_AVOID = expression(
    rf"(?i)\b(?:avoid(?:ed|ing|ance of)?|omit(?:ted|ting)?|omission of|withh(?:eld|old|olding)|forg(?:o|oing|one)|forewent|renounc(?:ed|ing)|relinquish(?:ed|ing)|refrain(?:ed|ing)? from|abstain(?:ed|ing)? from|skipp(?:ed|ing)|cancel\w*|preclud\w+|contraindicat\w+ (?:to|for)|"
    rf"ineligible for|(?:poor|unsuitable|bad|inappropriate|suboptimal|no) candidates? for|not fit for|unfit for|unsuitable for|too (?:frail|ill|sick|weak|old|unwell|unstable) (?:for|to (?:receive|undergo|tolerate|have))|unable to (?:{_TAKE}|tolerate|access)|inability to (?:{_TAKE})|failed to (?:receive|obtain|proceed to|reach)|lack of (?:access to|a donor for|funding for)|"
    rf"unavailability of|decid\w+ against|decision (?:\w+ ){{0,2}}?against|(?:decided|decision|chose|elected|opted) not to (?:{_TAKE}|perform|proceed with)|dispens(?:ed|ing) with|(?:impossible|difficult|unsafe|not possible|not feasible|not safe) to (?:{_TAKE}|perform|administer|do|carry out)|spar(?:ed|ing) (?:her|him|the patient)|"
    rf"prevented(?! by)|ruled out|made .{{0,20}}?impossible)[ ](?!(?:in|by|with|given|for|owing|due|because|since|as|on account)\b){_SOME}{_LIST}{_SOME}$"
)
_DIED_BEFORE = expression(
    r"(?i)\b(?:died|was lost to follow-up|succumbed|left) (?:\w+ ){0,5}?before (?:the )?(?:planned )?(?:(?:re-?)?infusion|administration|start|receiving|undergoing|transfusion)?(?: of)? ?(?:the |her |his )?(?:\w+ ){0,2}$"
)
_BEFORE_IT_COULD = expression(r"(?i)\bbefore (?:the |an? |any |her |his )?(?:\w+ ){0,3}$")
_COULD_BE = expression(
    r"(?i)^(?! (?:\w+ )?be seen)[^,.;]{0,30}?\b(?:could(?! be (?:seen|assessed|judged|evaluated))|was able to|were able to|was possible|had a chance)\b"
)
_DECLINES = r"(?:again |also |both |firmly |then |repeatedly |had |has )*(?:refus(?:ed|es|ing|al of)|declin(?:ed|es|ing)|reject(?:ed|s|ing)|opt(?:ed|ing) (?:against|out of|not (?:to (?:undergo|receive|have|take|proceed with)|for))|(?:was |were )?unwilling to (?:undergo|receive|accept|take|start|have|try)|(?:was |were )?(?:reluctant|hesitant) to (?:undergo|receive|accept)|(?:did|do|does|would|could) not (?:want|wish|consent|agree|accept|hope|like|undergo|take|have|hear of|opt)(?: to (?:undergo|receive|have|take|start|proceed with))?(?: for| to| of| with)?|turned down|turning down|chose not to \w+|choosing not to \w+|preferred (?:not to \w+|to (?:forgo|avoid|defer|wait))|elected not to \w+|decided against|withdrew (?:her |his )?consent (?:for|to)|refusal of|lack of consent (?:for|to)|asked (?:us |the team |not |for )*(?:not |to )*(?:to )?(?:forgo|forego|avoid|defer|skip|omit|spare \w+|be spared|do without|give)|wanted no|said no to|would have no|asked to be spared|requested (?:not to \w+|to (?:forgo|avoid|defer)))"
_DECLINED_BEFORE = expression(rf"(?i)\b{_DECLINES}[ ]{_SOME}{_LIST}{_SOME}$")
_TEAM = expression(
    r"(?i)\b(?:we|team|clinicians?|physicians?|doctors?|it was|oncologists?|surgeons?|haematologists?|hematologists?|was|were|had)\W*$"
)
_PLAN_WORDS = r"(?:planned|scheduled|considered|proposed|offered|recommended|advised|suggested|listed|evaluated|worked up|prepared|referred|intended|counsel+ed|discussed|contemplated|requested|enrolled|screened)"
_PLANNED_BEFORE = expression(
    rf"(?i)\b(?:(?:is|are|being|now|currently|was|were|been|be) (?:\w+ly |being |currently |now |again |also )*{_PLAN_WORDS}(?: again)? (?:for|to (?:{_TAKE}|proceed (?:to|with)))[ ]|(?:is |are |was |were |now |currently )*(?:awaits|awaiting|waiting (?:for|to (?:{_TAKE})))[ ]|"
    rf"(?:plans?|planning|intends?|intention|preparing|preparations?|hoping|wish(?:es)?) (?:is |was |are )?(?:for|to|of)(?: (?:{_TAKE}|proceed (?:to|with)|perform))?[ ]|(?:we|clinicians|physicians|doctors|team) (?:\w+ )?(?:planned|proposed|offered|recommended|considered|suggested|advised|discussed|intend|plan)[ ](?:to \w+ )?|"
    rf"will (?:be given|{_TAKE}|proceed to|go on to|be treated with)[ ]|to be followed by[ ]|consideration of[ ]|consideration (?:was|is|has been|had been) (?:also |then )?given to[ ]|considering[ ]|candidates? for[ ]|in preparation for[ ]|prior to planned[ ]|donor search for[ ]|search for a donor for[ ]|listed for[ ]|\b(?:the |an? |her |his )?(?:previously |originally |initially |long-)?(?:planned|scheduled|intended|proposed|envisaged|upcoming|forthcoming|coming|impending|imminent)[ ])"
    rf"(?:(?!(?:but|because|although|and|so|who|which|when|after|before|until|she|he|was|were|received|had)\b)[\w'/+.-]+[ ]){{0,6}}?{_LIST}(?:(?!(?:but|because|although|who|which|when|after|before|until|received|underwent|was given|got|had)\b)[\w'/+.-]+[ ]){{0,4}}?$"
)
_GOVERNED = expression(
    rf"(?i)\b(?:received|receiving|was given|were given|given|treated with|administered|started on|commenced on|put on|underwent|undergone|undergoing|managed with|switched to|begun on|took|taking|consisted of|consisting of|comprised|comprising|including|included|followed by|got|maintained on|responded to|relapsed after|refractory to|progressed (?:on|under|after)|had had|had received)[ ]{_SOME}{_LIST}{_SOME}$"
)

# what stands after the name
_ASIDE = expression(r"^(?:\s?[(\[][^()\[\]]{0,160}[)\]])+|^\s?,\s(?:which|who|though|although|while|as|if|for which|because|in spite|despite|despite of|at|for|in view|owing)[^,;]{3,80},(?= (?!and\b|then\b))|^\s?,\s(?!and\b|but\b|then\b|or\b)[^,;:.\x01]{3,70},(?= (?:was|were|is|are|had|has|could|would|came|fell|never|at last|finally|led|brought)\b)")  # fmt: skip
_PEERS = expression(rf"^(?:{_JOIN}{_PEER})+")
# "from a sister, with treosulfan and fludarabine, is planned": what is put in between commas is no subject
_AS_MEANT = expression(
    r"(?i)^ (?:that|which) (?:we |had |was |were |has |been |originally |initially |already )+(?:planned|intended|scheduled|arranged|prepared|offered|proposed|foreseen|hoped for|envisaged|wanted|ordered|requested)(?= )"
)
_PUT_IN = expression(
    rf"(?i),\s(?:with|after|following|plus|including|preceded by|using|combined with|prepared (?:by|with)|conditioned (?:by|with))\s[^,;.]*{MASK}[^,;.]*,(?=\s(?:is|was|were|are|has|had|have|will|would)\b)"
)
_FINITE = Folded(
    r"(?i)\b(?:was|were|is|are|has|had|have|could|would|will|may|might|can|cannot|should|did|does|led|brought|gave|began|started|followed|resulted|achieved|produced|remained|failed|proved|seemed|came|went|took|served|ended|arrived|lay|stood|became|being|having|resolved|controlled|cleared|induced|kept|withheld|held|vetoed|scrapped|omitted|dispensed with|left out|avoided|cancel+ed|declined|refused|rejected|abandoned|deferred|postponed|dropped|unavailable|contraindicated|not|never|but not)\b"
)
_NO_DELAY = r"(?! (?:until|till|before (?:day|week|month|D\+?\d)|at first|initially|immediately|at once|straight ?away|promptly)\b)"  # given later
_NEGATED = expression(
    rf"(?i)^(?:and |but |yet )?(?:(?:was|were|is|are|has|had|have|could|would|will|did|does|can|being|having|be|remained) {ADVERB}(?:not|never|no longer|neither|nowhere) {ADVERB}(?:an? |the |in |yet )?{GIVE}\b{_NO_DELAY}|cannot {ADVERB}{GIVE}\b|(?:(?:was|were|is|are|has|had|have|could|would|did|being|been|be|seemed|proved|became|remained|stood|kept) {ADVERB})?"
    rf"(?:(?:but )?(?:not|never) {ADVERB}{GIVE}\b{_NO_DELAY}|withheld|held back|omitted|cancel+ed|abandoned|avoided|left out|unavailable|unobtainable|inaccessible|contra-?indicated|unnecessary|precluded|ruled out|deferred|dropped|forgone|foregone|unfeasible|infeasible|impossible|out of reach|out of the question|unaffordable|kept in reserve|held in reserve|in reserve|decided against|advised against|voted against|argued against|out of stock|in short supply|sold out|no longer (?:contemplated|considered|planned|pursued|envisaged|foreseen|discussed|sought|offered|on offer|accessible|reimbursed|marketed|in view)|failed (?:release|quality|manufactur\w+|production)|never (?:came to|reached|arrived|infused|given|started|took place)|closed (?:and|to (?:enrol|recruit|accrual)|for)|fully enrol+ed|not open|on standby|on stand-by|reserved for|"
    rf"excluded|dismissed(?! from)|disregarded|discounted|prohibited|sacrificed|eschewed|skipped|aborted|dispensed with|dispensable|(?:taken )?off the table|discarded|scrapped|superfluous|obviated|given up(?! to\b)|passed over|shelved|denied|vetoed|too (?:risky|dangerous|toxic|expensive|late|hazardous)|deemed (?:\w+ )?(?:un\w+|in\w+|too|futile|contra\w+|not)|considered (?:unsafe|too|inappropriate|unsuitable|unnecessary|futile|impossible|contra\w+)|(?:judged|felt to be|regarded as|thought) (?:un|too|in|not|futile|contra|dispens|superfl)\w*|"
    rf"an option no longer|no option|no longer (?:possible|an option|needed|required|available)|not an (?:option|alternative)|impracticable|unavailable))"
)
_DECLINED_PASSIVE = expression(r"(?i)^(?:and |but )?(?:was|were|been|has been|had been|being)? ?(?:\w+ly |then |again |also |therefore |however )*(?:declined|refused|rejected(?! (?:on|at|by|after|within|in) (?:day|d|the \w+ week|\+|\d))|turned down|not (?:consented to|wished|wanted|accepted|agreed to))\b(?P<by> by[^,.;]{0,40})?")  # fmt: skip
_BECAUSE_PATIENT = expression(rf"(?i)[^,.;]{{0,60}}\b(?:because|since|as|at|owing to|due to) (?:the )?{PERSON}(?:'s)? (?:\w+ )?(?:refus|declin|wish|did not want)")  # fmt: skip
_DONE = expression(
    r"(?i)^[^,.;\x01]{0,50}?\b(?:was|were|has been|had been|could be) (?:\w+ly |then |thus |therefore )*(?:given|performed|carried out|administered|started|infused|begun|undertaken|done|commenced|delivered|completed|initiated)\b|^[^,.;\x01]{0,40}?\b(?:took place|followed|went ahead|proceeded)\b"
)
# "ide-cel, but the product failed release": what is said of the product is said of the treatment
_PRODUCT = expression(
    r"(?i),? (?:and|but|yet|although) (?:it|(?:the|this|that) (?:product|bag|cells?|drug|agent|antibody|procedure|graft|trial|study))\s$"
)
_TURN = expression(r"(?i),? (?:and|but|yet)(?: then| finally| ultimately)? ?$")
_BARE = expression(
    r"(?i)(?:withheld|held|vetoed|scrapped|omitted|abandoned|deferred|postponed|dropped|rejected|cancel+ed|avoided|dispensed with|left out)\b"
)
_HAPPENED = expression(
    r"(?i)\b(?:added|given|started|begun|taken|administered|used|commenced|introduced|received|infused|resumed|continued|tried|initiated)\b"
)
# "Prophylactic DLI had been on the calendar. Scrapped."
# "thiotepa-based ASCT was not possible"
_BASED = expression(
    rf"^-(?:based|containing) (?:[A-Z]+/|(?:(?:intensive|high-dose|salvage|systemic|combination|further|re-?induction) )+)?{MASK}+"
)
_ADJUNCT = expression(
    rf"(?i)\b(?:after|before|since|following|post|of|from|despite|during|until|prior to|than|over|under|for|to)[- ](?:the |her |his |an? |\w+ )?{MASK}+"
)
_EXAMPLE = expression(rf"({MASK}(?: (?:drugs?|agents?|therapy))? )?\((?:i\.e\.|e\.g\.|namely|such as),? ?")
_OFF = expression(
    rf"(?i)\b(?:off|free (?:of|from)|independen(?:t|ce) (?:of|from)|no longer (?:on|receiving|taking|needing|requiring))[ ](?:all |any |every |the |her |his |other |systemic )*{_LIST}(?:\w+ )?$"
)
_MADE_OF = expression(r"(?i)^[-\s](?:(?:cell|therapy|infusion|treatment|product)s?[-\s])?(?:related(?! to\b)|associated(?! with\b)|induced(?! (?:an?|the|her|his|no|only|another|CRi?|PR|VGPR|(?:[\w-]+ ){0,3}(?:remission|response|regression|resolution))\b)|mediated|derived(?! from\b)|specific toxicit\w+|toxicit\w+|expansion|persistence|copies|copy|levels?|trough|concentrations?|transgene|manufactur\w+(?! (?:from|by|at|in|with|using|on)\b)(?![^.;]{0,80}\b(?:was|were|had been) (?:\w+ )?(?:(?:re-?|trans)?(?:in)?fused|given|administered|returned)\b)|resistan\w+ mutation|pharmacokinetics)\b")  # fmt: skip
_ALLERGY = expression(rf"(?i)(?:allerg\w+|hypersensitiv\w+|(?:known |history of )intoleran\w+|anaphyla\w+)[ ](?:\w+[ ])?(?:to|of|from|towards?)[ ]{_SOME}{_LIST}{_SOME}$")  # fmt: skip
_ALLERGY_AFTER = expression(r"(?i)^[-\s](?:allerg\w+|hypersensitivity|intolerance|allergic)\b")
_WISH = expression(
    r"(?i)\b(?:to (?:avoid|prevent|delay|spare|reduce the need for|obviate|allow|enable|permit)|need for|eligib\w+ for|risk of|(?:held|stopped|paused|interrupted|withheld|suspended|delayed) (?:\w+ ){0,2}(?:for|before|because of)|before considering|as a bridge to|(?:a )?bridg(?:e|ing) (?:therapy )?to(?:wards?)?|option of|suitable for|alternatives? to|efficacy of|safety of|role of|proceed(?:ing)? to(?= \w+ (?:was|were) not)|in view of (?:the )?(?:coming|later|future)|awaiting)\s(?:an? |the )?(?:(?!(?:transplant(?:ation)?|[A-Z]*[HS]CT|CAR-T|infusion|graft)\b[ ])\w+[- ]){0,2}$"
)
_MORE = expression(r"(?i)\b(?:further|additional|other|more|subsequent|another|ongoing|continued)\b")


# what insurers reject, and what is rejected for a reason that is not the patient's
_REQUEST = expression(
    r"(?i)\b(?:requests?|applications?|reimbursement|approval|coverage|funding|authori[sz]ation) (?:for|of|to use) (?:the |an? )?(?:\w+ ){0,2}$"
)
_FOR_A_REASON = expression(
    r"(?i)^[^,.;]{0,40}\b(?:rejected|turned down) (?:because|on account|in view|on the grounds?) of (?:the |his |her |an? )?(?:\w+ ){0,2}(?:age|comorbidit\w+|heart|cardiac|renal|kidney|liver|hepat\w+|infection|performance|toxicity|frailty|lung|pulmonary|cytopenias?|risk)\b"
)
# most sentences have none of these words: what they name was given
_WORDS = Folded(
    r"(?i)\b(?:plann\w+|planning|plans?|schedul\w+|consider\w*|propos\w+|offer\w*|recommend\w+|advis\w+|suggest\w+|listed|evaluat\w+|worked up|work-up|prepar\w+|referred|inten[dt]\w*|counsel\w+|discuss\w*|debated|contemplat\w+|request\w*|enrol\w*|screen\w*|await\w*|wait\w*|candidates?|eligib\w+|ineligib\w+|unfit|fit|unable|inability|fail\w*|decid\w+|decision|difficult|declin\w+|refus\w+|reject\w+|allerg\w+|hypersens\w+|intoleran\w+|anaphyla\w+|off|free|independen\w+|instead|rather|prefer\w*|chosen|favou?red|selected|place|lieu|preference|forego\w*|forewent|refrain\w*|abstain\w*|"
    r"skipp\w+|omission|poor|unsuitable|bad|suboptimal|will|to be|search|upcoming|forthcoming|coming|impending|imminent|hop(?:e|ed|ing|es)|applied|arrang\w+|envisaged|reserved?|postpon\w+|delay\w+|foreseen|at hand|ready|available|put|indicated|mooted|weighed|thought|view|pending|lay|stood|was to|were to|introduced|explained|presented|on the|under consideration|stocked|prescribed but|ordered|opt\w*|chose|choosing|elected|withdrew|consent\w*|unwilling|reluctant|hesitant|asked|want\w*|wish\w*|said|apheresis|leuk[ao]?pheresis|leucapheresis|collect\w*|harvest\w*|typing|manufactur\w*|broached|programmed|pencil\w*|sought|earmarked|readied|negative|n/a|n\.a\.|could|may be|can be|might|would|should|forwent|possible|closed|unused|denied|proceed|go on|before|until|instructed|desire|request|approv\w+|slot|authori[sz]\w+|endorsed|granted|funding|clearance|coverage|reimbursement|permission|dismissed|disregarded|discounted|prohibited|sacrificed|apheresed|leuk[ao]?pheresed)\b"
)
# "he could not tolerate more than two cycles of lenalidomide"
_MORE_THAN = expression(r"(?i)\b(?:not|never|no)\b[^.;,]{0,30}\bmore than [^.;,]{1,30}$")
# a dose is withheld of what was given
_A_DOSE = expression(
    r"(?i)^(?:was|were|had to be|could be)? ?(?:be )?(?:withheld|omitted|left out|dropped|skipped|held) (?:in|on|from|during|for|with) (?:the )?(?:\w+ )?(?:cycles?|courses?|days?|doses?|blocks?|weeks?)\b"
)
# cells are collected, a donor is sought for what is still to come
_MAY_BE = expression(
    r"(?i)^(?: (?:therapy|treatment))? (?:may|might|can) (?:also |then |therefore |still )*be (?:an? |the )?(?:\w+ )?(?:option|alternative|considered|useful|beneficial|effective|indicated|helpful|tried|necessary|needed|required|of (?:benefit|value|help))\b"
)
# "while brexu-cel was being manufactured"
_WHILE = expression(r"(?i)\b(?:while|whilst|as|when|until) (?:the |her |his |their )?(?:\w+ )?$")
_BEING_MADE = expression(
    r"(?i)^(?:[- ](?:T|CAR|cells?|product))* (?:was|were|is|are) (?:still |yet )?(?:being (?:manufactured|made|produced|prepared|grown|generated|expanded|engineered)|in (?:production|preparation|the making)|under (?:production|manufacture))\b"
)
_TOWARDS = expression(
    r"(?i)\b(?:apheresis|leuk[ao]?pheresis|leucapheresis|collection|harvest|typing|(?:cells|lymphocytes|leu[ck]ocytes|material)(?: (?:was|were|had been))?(?: \w+)? (?:collected|harvested|obtained|procured|drawn|apheresed|gathered|secured)) for (?:the |an? |her |his )?(?:(?:production|manufactur\w+|preparation|generation) of (?:the |an? )?)?(?:\w+ ){0,2}$"
)
# "the panel approved axi-cel": the way to it is open
_APPROVED = expression(
    r"(?i)\b(?:panel|board|committee|insur\w+|agency|authorit(?:y|ies)|sponsor|health (?:service|fund)|commission)\b[^,.;]{0,20}\b(?:approved|authori[sz]ed|granted|endorsed)\s(?:the |her |his )?(?:use of |treatment with |funding for )?(?:\w+ )?$"
)
_CELLS_FOR = expression(
    r"(?i)\b(?:(?:T|mononuclear|autologous|immune)[- ]cells|cells|lymphocytes|leu[ck]ocytes|starting material|product) for (?:the |an? |her |his |this )?(?:[\w-]+ ){0,3}$|\b(?:leuk)?apheresed for (?:the |an? )?(?:\w+ ){0,2}$"
)
_COLLECTED = expression(
    r"(?i)^[^.;\x01]{0,60}?\b(?:collected|harvested|obtained|procured|cryopreserved|apheresed|shipped)\b|^(?: (?:therapy|treatment))? (?:in|on|at)\b|^\s?[.,;]"
)
# "funding for axi-cel was approved", "a slot for tisa-cel was secured": the way to it is open
_GRANT = expression(
    r"(?i)\b(?:funding|approval|authori[sz]ation|clearance|(?:manufacturing )?slot|coverage|reimbursement|request|application|consent|permission) (?:for|of) (?:the |an? |her |his |use of )?(?:[\w-]+ ){0,3}$"
)
_GRANTED = expression(
    r"(?i)^(?: (?:therapy|treatment|cells?|infusion))* (?:was|were|had been|has been) (?:\w+ ){0,2}?(?:approved|granted|obtained|secured|received|sought|requested|confirmed|filed|submitted|made|given|reserved)\b"
)
# "As blinatumomab could not be had, FLAG-IDA was given": the clause before the comma is of another treatment
_LEAD_IN = expression(
    r"(?i)(?:^|[.:] |, (?:and |but )?)(?:as|because|since|although|though|while|whilst|when|after|having|rather than|instead of|in place of|in lieu of|with|without|despite|given that|not having|owing to|due to|in the absence of|for want of|for lack of|once|if|where|whereas)\b[^,;]*,\s(?:the |an? |her |his |oral |intravenous |two \w+ of |one \w+ of )?$"
)
_SUBJECT = expression(
    r"(?i)^(?:\s?\([^()]{0,80}\))? (?:(?!and\b|or\b|nor\b|but\b)[\w./-]+ ){0,3}?(?:was|were|is|had|has|could|came|brought|led|gave|followed|took)\b(?! (?:\w+ )?(?:not|never)\b)"
)


def status_of(
    sentence: str, start: int, end: int, *, others: Iterable[tuple[int, int]] = (), following: str = ""
) -> Said:
    """Say whether a treatment that stands at `start:end` of a sentence was given.

    `others` are the places of the sentence's other treatments, `following` is the next sentence when it names none:
    "A transplant was proposed. He declined." -> declined.
    """
    if not _may_say(sentence) and not _may_say(following):
        return Said.NONE if _MADE_OF.match(sentence[end : end + 80]) else Said.GIVEN
    masked = _masked(sentence, others).replace("*", "\x02")
    before, after = masked[max(0, start - 200) : start], _ADJUNCT.sub(_plain_word, masked[end : end + 320])
    before, after = before.replace("\x02", ""), _BASED.sub("", after.replace("\x02", ""))
    before = _led_in(_EXAMPLE.sub(lambda m: MASK + ", " if m[1] else "", before[before.rfind(";") + 1 :]), after)
    if label := labelled(masked[max(0, start - 300) : start]):
        return Said(label)
    if begun(after) or broken_off(before, after):
        return Said.GIVEN
    if _MAY_BE.match(after) or (_BEING_MADE.match(after) and _WHILE.search(before)):
        return Said.NONE
    if _TOWARDS.search(before) or _APPROVED.search(before) or (_CELLS_FOR.search(before) and _COLLECTED.match(after)):
        return Said(told) if (told := outcome(_until_next(after), "")) in {"declined", "not_given"} else Said.NONE
    if _GRANT.search(before) and _GRANTED.match(after) and not DONE_AFTER_ALL.search(_until_next(after)):
        return Said.PLANNED
    governed = _before(sentence, before, after)
    if governed is not None and _MORE_THAN.search(before):
        return Said.GIVEN
    if governed is Said.NOT_GIVEN and no_effect(after):
        governed = None  # "neither tocilizumab nor steroids had any effect"
    if governed is Said.NOT_GIVEN and own_wish(sentence):
        return Said.DECLINED
    if _MADE_OF.match(after) or (governed is None and _OFF.search(before)):
        return Said.NONE
    if governed in {Said.DECLINED, Said.NOT_GIVEN, Said.NONE}:
        return governed
    if governed is None and _GOVERNED.search(before):
        return _relative(after)
    if told := _told_after(sentence, before, after, following):
        return Said.DECLINED if told is Said.NOT_GIVEN and own_wish(sentence) else told
    tail = _PEERS.sub("", _ASIDE.sub("", after, count=1), count=1)
    if in_notes := noted(before, tail, verb=_FINITE.search(_until_next(tail)) is not None):
        return _outcome(after, "", Said.PLANNED) if in_notes == "planned" else Said(in_notes)
    if governed is Said.PLANNED:
        if _DONE.match(_ASIDE.sub("", after, count=1)):
            return Said.GIVEN
        return _outcome(after, following, Said.PLANNED)
    return Said.NONE if _MADE_OF.match(after) else Said.GIVEN


@lru_cache(maxsize=512)
def _may_say(sentence: str) -> bool:
    return may_deny(sentence) or may_refuse(sentence) or may_plan(sentence) or _WORDS.search(sentence) is not None


def _led_in(before: str, after: str) -> str:
    """What governs a subject: of "as blinatumomab could not be had, FLAG-IDA was given" nothing that stands before the comma."""
    if _SUBJECT.match(after) and (lead := _LEAD_IN.search(before)):
        return before[lead.end() :]
    return before


def _told_after(sentence: str, before: str, after: str, following: str) -> Said | None:
    """What the words after a treatment say of it; None when nothing speaks against its having been given."""
    told = _after(after, following)
    tail = _subject_of(after)
    if told is Said.DECLINED and (_REQUEST.search(before) or _FOR_A_REASON.match(tail)):
        return Said.NOT_GIVEN
    if told is Said.DECLINED or refused_after(sentence, before, tail):
        return Said.DECLINED
    if told is not Said.GIVEN and planned(sentence, before, tail):
        return told if told is Said.PLANNED else _outcome(_reach_past_semicolon(tail, 0), following, Said.PLANNED)
    return Said.NOT_GIVEN if told is not Said.GIVEN and denied_after(sentence, before, tail) else told


def _plain_word(match: re.Match[str]) -> str:
    """A treatment within an adjunct ("6 months after HSCT") opens no statement of its own."""
    return match.group().replace(MASK, "x")


def _masked(sentence: str, others: Iterable[tuple[int, int]]) -> str:
    for a, b in others:
        sentence = sentence[:a] + MASK * (b - a) + sentence[b:]
    return sentence


def _before(sentence: str, before: str, after: str) -> Said | None:
    """What the words before a treatment say of it."""
    if _ALLERGY.search(before) or _ALLERGY_AFTER.match(after):
        return (
            Said.NOT_GIVEN if re.search(rf"(?i)\b(?:not|never) {GIVE}|withheld|avoided|omitted", after) else Said.NONE
        )
    if hit := _DECLINED_BEFORE.search(before):
        by = before[max(0, hit.start() - 40) : hit.start()]
        return Said.NOT_GIVEN if FUNDER.search(by) or _TEAM.search(by) else Said.DECLINED
    if refused_before(sentence, before, after):
        return Said.DECLINED
    if hit := _NO.search(before):
        return Said.NONE if _MORE.search(hit["what"]) else Said.NOT_GIVEN
    if _INSTEAD.search(before) or _AVOID.search(before) or _NOT_TAKEN.search(before):
        return Said.NOT_GIVEN
    if _DIED_BEFORE.search(before):
        return Said.NOT_GIVEN
    if _BEFORE_IT_COULD.search(before) and _COULD_BE.match(after):
        return Said.NOT_GIVEN
    if denied_before(sentence, before, after):
        return Said.NOT_GIVEN
    return Said.PLANNED if _PLANNED_BEFORE.search(before) else None


def _subject_of(after: str) -> str:
    """The words after a treatment and the list that it opens, without what only describes it ("that we had planned")."""
    after = _AS_MEANT.sub("", after, count=1)
    tail = _PEERS.sub("", _ASIDE.sub("", _PUT_IN.sub("", after[:260], count=1), count=1), count=1)
    return _ASIDE.sub("", tail, count=1)


def _after(after: str, following: str) -> Said | None:
    """What the predicate of a treatment says of it; None when nothing speaks against its having been given."""
    tail = _subject_of(after)
    reach = _until_next(tail)
    if (hit := _FINITE.search(reach)) is None:
        declined = DECLINED_ACTIVE.search(reach[:60])
        return Said.DECLINED if declined else None
    gap, predicate = reach[: hit.start()], reach[hit.start() :]
    if _BARE.match(predicate):
        if _HAPPENED.search(gap):
            return None  # "added in July and abandoned in April"
        gap = _TURN.sub("", gap)  # "drawn up but withheld"
    if len(gap) > 110:
        return None
    if len(gap) < 60 and (active := DECLINED_ACTIVE.search(reach)) and active.start() <= hit.start():
        return Said.DECLINED
    if re.search(r"(?i)\b(?:and|but|because|who|when|after|until|while) \w", gap) and not _NEGATED.match(predicate):
        return None
    if passive := _DECLINED_PASSIVE.match(predicate):
        return (
            Said.NOT_GIVEN
            if passive["by"] and ("donor" in passive["by"] or FUNDER.search(passive["by"]))
            else Said.DECLINED
        )
    if _A_DOSE.match(predicate):
        return None
    if _NEGATED.match(predicate) and not re.search(r"(?i),? (?:and|but|because|while|whereas)\b(?! (?:was|were|is|has|had|never|not|thus|therefore))|[,;] (?:she|he|the)\b", _PRODUCT.sub("", gap)):  # fmt: skip
        return Said.DECLINED if _by_patient(predicate) else Said.NOT_GIVEN
    if offered := OFFERED.match(predicate):
        past = re.search(r"(?i)discussed|debated|contemplated|stocked|ready|at hand|stood by|too late", offered.group())
        if "ordered" in offered.group().lower():
            return _outcome(_reach_past_semicolon(tail, hit.end()), following, Said.GIVEN)
        weighed = WEIGHED.match(predicate) is not None and BUT.search(_until_next(tail)[hit.end() :]) is not None
        default = Said.NOT_GIVEN if (past or weighed) and not FUTURE.match(offered.group()) else Said.PLANNED
        return _outcome(_reach_past_semicolon(tail, hit.end()), following, default)
    if SOFT.match(predicate):
        told = _outcome(_reach_past_semicolon(tail, hit.end()), following, Said.GIVEN)
        return None if told is Said.GIVEN else told
    return None


def _by_patient(predicate: str) -> bool:
    return bool(_BECAUSE_PATIENT.match(predicate))


def _reach_past_semicolon(tail: str, at: int) -> str:
    """What follows an offer in its sentence: a semicolon does not end it, another treatment does."""
    rest = tail[at:]
    cut = rest.find(MASK)
    return rest if cut < 0 else rest[:cut]


def _until_next(tail: str) -> str:
    """The words up to the next treatment, or up to where a new statement begins."""
    cut = tail.find(MASK)
    reach = tail if cut < 0 else tail[:cut]
    stop = reach.find(";")
    return reach if stop < 0 else reach[:stop] + (reach[stop:] if DECLINED_ACTIVE.search(reach[stop:]) else "")


def _outcome(rest: str, following: str, default: Said) -> Said:
    told = outcome(rest, following)
    return default if told is None else Said(told)


def _relative(after: str) -> Said:
    """A treatment that the verb before it says was given, unless a relative clause takes it back ("which he declined")."""
    tail = _PEERS.sub("", after[:140], count=1)
    if hit := re.match(r"(?i)^[^,.;]{0,60}, (?:which|but) (?P<rest>[^.;]{0,60})", tail):
        rest = hit["rest"]
        if MASK not in rest and (DECLINED_ACTIVE.match(rest) or _DECLINED_PASSIVE.match(rest)):
            return Said.DECLINED
    return Said.NOT_GIVEN if never_begun(tail) else Said.GIVEN


def is_wish(sentence: str, start: int) -> bool:
    """Whether the name stands in a purpose or risk and is no statement of treatment ("to avoid intubation")."""
    return bool(_WISH.search(sentence[max(0, start - 60) : start]))
