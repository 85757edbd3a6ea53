"""What became of an offer: "an allograft was raised again; the parents were not in favour", "was requested, but the supply was denied".

A treatment that is offered, planned or asked for comes to nothing when what follows says so: a person who has no wish for it
(declined), a matter that stands in its way (not given).
"""

from extractors.denials import FELL, NEGATIVE, PREDICATE
from extractors.expressions import expression
from extractors.refusals import PERSON as WHO
from extractors.refusals import preferred

GIVE = (
    r"(?:given|used?|available|administered|needed|required?|performed|possible|feasible|approved|reimbursed|considered|an option|added|started|initiated|pursued|indicated|employed|carried out|necessary|received?|recommended|offered|infused|undertaken|undertake|reali[sz]ed|found|obtain(?:ed|able)?|proceed\w*|attempted|accessible|"
    r"funded|covered|licen[sc]ed|registered|marketed|prescribed|tried|ordered|instituted|introduced|applied|commenced|begun|implemented|take place|taken(?! well)|happen|materiali[sz]e|go ahead|part of|accepted|chosen|granted|authori[sz]ed|supplied|in stock|at hand|justified|advisable|appropriate|affordable|released|manufactured|"
    r"got(?: hold of)?|delivered|transplanted|undergone?|procured|secured|sourced|arranged|organi[sz]ed|afforded|imported|bought|purchased|permitted|allowed|done|be (?:given|performed|used|obtained|found|administered|started|carried out|realized|funded|undertaken|infused)|called for|deemed (?:necessary|appropriate|suitable|feasible|safe|indicated)|yet (?:available|approved|accessible|licensed|reimbursed)|go(?:ne)? through|enough time|proposed|feasible|in use|repeated|come about)"
)  # fmt: skip
ADVERB = r"(?:\w+ly |however,? |therefore |also |thus |then |yet |still |ever |been |be |in the end |at all |in fact |hence |either |ultimately |also |too |so |now |at that time |at the time |be |being |to be )*"
FUNDER = expression(r"(?i)\b(?:insur\w+|pay[eo]rs?|authorit\w+|committee|company|sponsor|funder|funding|fund|health (?:service|system)|sickness fund|reimburse\w*|manufacturer|agency|board|ministry|hospital|NHS|Medicaid|Medicare)\b")  # fmt: skip
PERSON = r"(?:she|he|they|you|(?:mrs?|ms)\.? \w+\.?|(?:the |her |his |both |our |this )?(?:young |elderly )?(?:patient|parents?|family|mother|father|couple|wife|husband|guardians?|relatives|woman|man|lady|girl|boy)(?:'s \w+)?)"
DECLINED_ACTIVE = expression(
    rf"(?i)\b(?:{PERSON}(?:, [^,;.]{{3,60}},)? (?:\w+ ){{0,3}}?(?:declined|refused|rejected(?! (?:on|at|by|after|within|in) (?:day|d|the \w+ week|\+|\d))|opted (?:against|out|for (?!it|this))|decided against|turned (?:it |this |that )?down|chose (?:not|otherwise|to (?:wait|defer|forgo))|preferred (?:not|to (?:wait|defer|forgo)|otherwise)|(?:was|were) (?:unwilling|reluctant|opposed|against)|(?:would|did|could) not (?:want|wish|consent|agree|accept|hope|have|hear|take|undergo|opt|like)|withdrew|withheld (?:her |his |their )?consent|said no|said they would not|asked (?:us )?(?:not to|to (?:forgo|avoid|be spared))|wanted no|gave no consent)|(?:but|and|which was|yet) (?:then |both |again |politely |currently |still )?(?:declines?(?!d)|refuses|rejects|declined|refused|rejected(?! (?:on|at|by|after|within|in) (?:day|d|the \w+ week|\+|\d))|said no|turned (?:it|this|them) down|would not (?:have|hear)|did not (?:want|wish|accept|consent|agree))\b(?! by)|(?:declined|refused|rejected(?! (?:on|at|by|after|within|in) (?:day|d|the \w+ week|\+|\d))) by (?:the |her |his )?(?:patient|famil|parent|mother|father|herself|himself)|at (?:the patient's|her|his|their) (?:own )?(?:request|wish) (?:not|it was (?:not|cancel))|for want of consent|without (?:her|his|their) consent|consent was (?:not|refused|withheld|denied))"
)
OFFERED = expression(
    rf"(?i)^(?:(?:was|were|is|are|has|had|have|being|been|will be|would be|remains?|should be|to be) {ADVERB}(?:planned|scheduled|intended|ordered|put (?:on the table|forward|to (?:her|him|them|the \w+)|before (?:her|him|them|the \w+))|(?:introduced|explained|presented|suggested) to (?:the |her |his )?(?:parents|patient|family|mother|father)|on the (?:calendar|agenda|schedule|list|programme)|under (?:consideration|discussion|evaluation)|considered|contemplated|discussed|debated|proposed|offered|recommended|advised|suggested|requested|applied for(?! (?:\d|\w+ (?:days|weeks|months)|a total))|prepared(?! (?:by|with)\b)|stocked|arranged|envisaged|prescribed but|reserved|postponed|delayed|listed|foreseen|in preparation|at hand|ready|available|put forward|held ready|kept ready|indicated|mooted|weighed|thought of|hoped for|aimed at|in view|in planning|awaited|pending|(?:the|our|her|his) (?:original |initial |first |next )?(?:plan|intention|idea))\b|lay ready|stood ready|stood by|(?:arrived|came) too late(?! to (?:prevent|halt|stop|save|help|avert|rescue|change|reverse|do|spare|control|work|act))|was to (?:follow|be|have)|will (?:be(?! (?:continued|stopped|discontinued|tapered|withdrawn|reduced|kept|maintained))|follow)|would (?:follow|have been)|is to (?:follow|be(?! (?:continued|stopped|discontinued|tapered|withdrawn|reduced|kept|maintained))))"
)
# what is said as often of a treatment that was given: an offer only where it came to nothing
SOFT = expression(
    rf"(?i)^(?:(?:was|were|has been|had been|being|been) {ADVERB}(?:again |once more |first |at first |initially |briefly )?(?:broached|raised|brought up|re-?considered|re-?visited|mentioned|pencil+ed in|programmed|sought|asked for|wanted|desired|wished for|aspired to|laid before|put to|aired|explored|looked into|earmarked|readied|drawn up|set up|booked|entertained|talked over|recommended again|on offer|laid out|(?:kept|held|retained|set aside|meant|intended|foreseen) as (?:an? |the |her |his )?(?:(?:\w+|\w+-)[- ])?(?:line|fall-?back|option|resort|rescue|reserve|back-?up|alternative|possibility))\b)"
)
# "gilteritinib was considered, but FLT3 was unmutated"
WEIGHED = expression(
    r"(?i)(?:was|were|had been) (?:\w+ )?(?:considered|contemplated|entertained|envisaged|weighed|thought of)\b"
)
BUT = expression(r"(?i)^[^.;]{0,60}?,? (?:but|however|yet|although|though|whereas)\b")
FUTURE = expression(r"(?i)\b(?:is|are|has been|have been|remains?|will be|is being|are being)\b")
DONE_AFTER_ALL = expression(r"(?i)\b(?:and|then|which|it|this|they) (?:was |were |\w+ly )*(?:given|performed|carried out|administered|started|infused|begun|accepted|followed|took place|undertaken|done|commenced)\b|\b(?:accepted|consented|agreed to)\b|:\s(?:[\w-]+ ){0,3}doses? of \d")  # fmt: skip
_OUTCOME_NO = expression(
    rf"(?i)\b(?:(?:not|never) {ADVERB}(?:an? |the |in )?{GIVE}\b|withheld|omitted|cancel+ed|abandoned|unavailable|unnecessary|proved (?:unnecessary|impossible|un\w+)|dropped|no (?:suitable |matched |appropriate |compatible |further |more |second |spare |remaining |manufacturing |production |free |open |treatment |trial |compassionate |commercial )*(?:donor|match|sibling|slots?|capacity|bed|funding|bag|product|dose|cells|aliquot|material|budget)\b|lack of|no (?:\w+ )?(?:room|place|need|time|indication|case|call|role|use) (?:for|of) (?:it|this|that|them|such|one)|died (?:\w+ ){0, 4}?(?:before|on the (?:eve|day))|arrived too late|came too late|too late|(?:was|were|proved) (?:too )?(?:faster|quicker|swifter|quick|fast)|outran|outpaced|overtook|contra-?indicated|(?:insurer|insurance|authority|payer|fund|board|company) (?:\w+ )?(?:denied|refused|declined|rejected|turned)|without success|in vain|to no avail|denied (?:it|by|cover)|unable|precluded|prevented|ineligible|unfit|could not|did not (?:take place|go ahead|happen|materiali[sz]e)|aborted|deferred|foregone|forgone|but (?:then |soon |rapidly )?(?:progressed|relapsed|died|deteriorated)|when (?:she|he|they|the \w+) (?:\w+ly )?(?:progressed|relapsed|died|deteriorated)|overtaken|forestalled|never (?:came|took)|came to nothing|fell through|ruled out|too (?:risky|dangerous|toxic|hazardous|burdensome)|no longer (?:contemplated|considered|possible|available|planned|feasible|an option)|out of stock|failed (?:release|quality)|had to be (?:given up(?! to\b)|abandoned|postponed)|gave it up|decided against)\b"
)
_VERDICT = expression(
    r"(?i)^\W*(?:scrapped|cancel+ed|dropped|abandoned|never (?:done|given|happened)|not (?:done|given)|postponed|vetoed|denied|(?P<declined>declined|refused)|(?P<done>done|given|accepted))\s?(?:\.|$|\()"
)
_PRONOUN = expression(
    r"(?i)^(?:however,? |but |unfortunately,? |in the end,? |eventually,? |finally,? |regrettably,? |yet |then,? |still,? |instead,? )*(?:it|this|that|they|these|both|neither|the (?:plan|procedure|idea|offer|proposal|request|application|product|donor|transplant|drug|insurer|insurance|second)|she|he|the (?:patient|family|parents|couple|mother|father)|her|his)\b"
)
_DECLINED_PASSIVE = expression(
    r"(?i)\b(?:but|and|was|were|which|yet) (?:\w+ )?(?:declined|refused|rejected|turned down)\b([^.;,]{0,40})"
)
_OF_THE_OFFER = r"(?:countenance|entertain|hear|agree|accept|consent|want|wish|(?:take|have|do|try|risk|undergo|face|bear|pursue|start|continue|see through) (?:it|this|that|them|up|any|one|part|the (?:offer|step|risk|treatment|procedure))|see (?:the|any|its|a|why|(?:him|her|them)sel(?:f|ves))|feel (?:able|ready|up to|like|that|it)|think (?:it|this|much|well|the)|like|care (?:for|to)|contemplate|consider|approve|support|favou?r|go (?:along|for|ahead|through)|commit|proceed|opt|follow (?:this|the|our)|bring (?:him|her|them)sel(?:f|ves)|make up|decide|submit|embrace|welcome|warm|sign|budge|relent|yield|change (?:her|his|their) minds?|share (?:our|this|the)|trust|let|allow|permit|be (?:\w+ )?(?:persuaded|convinced|moved|won|talked|brought|swayed))"
_NOT_INCLINED = r"(?:not (?:\w+ly )?(?:willing|in favou?r|keen|ready|prepared|convinced|inclined|disposed|interested|agreeable|persuaded|happy|open to|comfortable|minded|sure|enthusiastic|drawn|attracted|tempted|prepared|up to (?:it|this|that))|unwilling|unready|unprepared|unhappy|unconvinced|unenthusiastic|unable to (?:face|commit|decide|accept|agree|bear|bring|make)|(?:far |deeply |most |very |too )?(?:reluctant|averse|opposed|hesitant|wary|afraid|fearful|disinclined|adamant|sceptical|skeptical)|of (?:a different|another|the opposite) (?:mind|opinion|view)|(?:firmly |dead )?(?:set )?against (?:it|this|that|any|the))"
# "she would not countenance it", "the parents were not in favour", "who preferred to wait"
_PERSON_NOT = expression(
    rf"(?i)\b{WHO}(?:, [^,;.]{{3,60}},)? (?:\w+ly |then |again |also |both |however |therefore |still |each time |at first |for (?:his|her|their) part ){{0,2}}(?:(?:would|could|did|do|does|had|has|have)(?: not|n['’]t| never| no longer) (?:\w+ly |yet )?{_OF_THE_OFFER}\b"
    rf"|(?:was|were|is|are|felt|remained|stood|proved|seemed|appeared|had been|stayed) (?:\w+ly )?{_NOT_INCLINED}\b"
    rf"|(?:felt (?:that (?:she|he|they) had had enough|too (?!unwell|ill|well)\w+ (?:for|to)|no (?:need|wish|desire))|had (?:had enough|no (?:wish|desire|intention|inclination|interest)|(?:serious |grave |strong |moral |religious )?(?:misgivings|reservations|objections|qualms|second thoughts|other plans)|set (?:his|her|their) minds? against)|thought (?:otherwise|better of)|saw (?:no (?:point|need|sense|use|benefit)|(?:it|this|things|the matter) (?:otherwise|differently))|(?:answered|replied|responded|decided|declared) (?:in the negative|no\b|with a (?:firm |clear )?no|negatively|otherwise)|decided not\b|demurred|ba(?:u)?lked|baulked|recoiled|withdrew|backed out|bowed out|opted (?:out|not|to (?:wait|defer|watch|forgo|decline))|preferred not\b|(?:preferred|chose|elected|wished|wanted|asked|decided|requested) (?:not (?:to|for)\b|no\b|(?:for )?(?:more )?time\b|to (?:wait|defer|think|postpone|delay|hold off|put (?:it|this|them) off|see|remain|stay|go home|be (?:left|spared|observed|followed|monitored)|watch|forgo|forego|avoid|decline|keep to|carry on|continue (?:with|as)|return home))|(?:let|allowed) (?:it|this|the (?:offer|date|slot|appointment|matter)) (?:pass|lapse|drop|rest|slip|go)|hesitated (?:too long|until it)|wanted (?:none|nothing|no (?:part|more))|said (?:no|not|that (?:she|he|they) (?:did|would|had)))\b)"
    r"(?! (?:another|a different|a further|any other)\b)"
)
# whose consent is none of the patient's: "the manufacturer declined to release it"
_OTHERS_NOT = expression(
    r"(?i)\b(?:insur\w+|pay[eo]rs?|authorit\w+|committee|company|sponsor|fund(?:er|ing)?|health (?:service|system)|manufacturer|agency|board|ministry|hospital|pharmacy|regulator|panel|surgeons?|an[a]?esthetists?|cardiologists?|donor(?: \w+)?|brother|sister|sibling)\b(?: \w+){0,2} (?:declined|refused|rejected|denied|turned (?:it|this|the \w+) down|(?:would|could|did|does)(?: not|n['’]t)|was (?:unable|unwilling|unfit|unavailable|found (?:unfit|unsuitable))|withdrew|withheld|vetoed|advised against|objected|failed|fell (?:ill|pregnant))\b"
)
# "but the cost was not covered", "but infection got in the way", "; the fall of the transcript dispensed with it"
_HINDERED = expression(
    rf"(?i)(?:;|\b(?:but|yet|however|only to)\b)[, ]+(?:(?!(?:she|he|they|we|and|with|without)\b)[\w'’/-]+ ){{0,8}}?(?:{PREDICATE}|{FELL}|(?:{NEGATIVE}) (?:for|because|on|since|by|in|owing)\b"
    r"|dispens(?:ed|ing) with|put (?:paid|an end|a stop) to|(?:thwarted|forestalled|prevented|precluded|obviated|spoil(?:ed|t)|wrecked|scuppered|defeated|foiled|forbade|vetoed|blocked|barred|halted|stopped|ruled out|upset|overtook|pre-?empted|torpedoed|frustrated|undid|cut across|did away with|removed the need|took away the need|left no (?:time|room|need)|argued against|spoke against|told against|militated against)(?: (?:it|this|that|them|the|these|any|all|our|such)\b| for|\s?[.;,]|$)|(?:stood|got|came|was|were) in the way|interven(?:ed|ing)|superven(?:ed|ing)|came (?:first|in between|sooner)|got there first|(?:made|rendered) (?:it|this|that|them|the \w+|her|him) (?:\w+ )?(?:un\w+|im\w+|in\w+|superfluous|pointless|redundant|obsolete|dispensable|needless|too \w+|ineligible))"
)


def outcome(rest: str, following: str) -> str | None:
    """What became of an offer, in the rest of its sentence or in the next one: declined, not_given, given, or None."""
    if scrapped := _VERDICT.match(following):
        return "declined" if scrapped["declined"] else "given" if scrapped["done"] else "not_given"
    for words in (rest, following if _PRONOUN.match(following) else ""):
        done = DONE_AFTER_ALL.search(words)
        declined, failed = DECLINED_ACTIVE.search(words), _OUTCOME_NO.search(words)
        if preferred(words):
            return "declined"
        if declined and not (failed and failed.start() < declined.start() - 40):
            return "not_given" if FUNDER.search(declined.group()) else "declined"
        if passive := _DECLINED_PASSIVE.search(words):
            return "not_given" if FUNDER.search(passive[1]) else "declined"
        if not done and _PERSON_NOT.search(words):
            return "declined"
        if failed or (not done and (_HINDERED.search(words) or _OTHERS_NOT.search(words))):
            return "not_given"
        if done:
            return "given"
    return None
