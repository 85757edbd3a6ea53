"""What followed a drug against a syndrome, told without its name: in the sentence after it, or after an 'and' of its own.

`She was given anakinra. This was without effect.` did not help · `Tocilizumab was infused, and the fever settled within hours.` helped
"""

from extractors.expressions import expression

_LENGTH = r"(?:(?:hours|days)\b|(?:\d+|an?|one|two|three|four|five|six|ten|twelve|the\sfollowing|the\snext|a\sfew|few|several|some)[-\s](?:hours?|days?|h|hrs?|doses?|morning))"
_LINK = rf"""(?:thereafter|thereupon|hereafter|subsequently|afterwards|then|soon(?:\s(?:after|thereafter|afterwards))?|within\s{_LENGTH}|over\s{_LENGTH}|after\s{_LENGTH}|{_LENGTH}\s(?:later|after|afterwards)
    |(?:by\s|on\s)?the\s(?:next|following)\s(?:day|morning)|overnight|with\s(?:this|these|that)(?:\s\w+)?|(?:under|on|after|following|upon)\s(?:this|these|that|the|such)\s(?:treatments?|therap(?:y|ies)|measures?|drugs?|regimen|combination|management)|after\s(?:this|that)|following\s(?:this|that)
    |rapidly|quickly|promptly|swiftly|gradually|slowly|immediately|completely|fully|dramatically|markedly|significantly|progressively|steadily|in\sturn)"""
_YET = r"(?:however|unfortunately|nevertheless|nonetheless|yet|still|but|despite\s(?:this|that|these(?:\smeasures|\sdrugs)?)(?:\s(?:treatment|therapy|regimen|combination|management))?|in\sspite\sof\s(?:this|that|it)(?:\s(?:treatment|therapy))?)"
_WHO = r"""(?:(?:the|this|her|his|their|its|all|both|these|any|most)\s){0,2}(?:(?:clinical|neurologic(?:al)?|general|respiratory|high|skin|mental|overall|inflammatory|patient's|child's|boy's|girl's)\s){0,2}
    (?:she|he|it|they|patient|child|boy|girl|man|woman|infant|symptoms?|signs?|manifestations?|fevers?|temperature|condition|state|status|CRS|ICANS|GVHD|HLH|MAS|IEC-HS|neurotoxicity|syndrome|hypotension|blood\spressure|hypoxia|rash|erythema|consciousness|confusion|aphasia|encephalopathy|diarrh(?:o)?ea|tremor|seizures?|ferritin|cytokines?|picture|course|situation|h(?:a)?emodynamics)
    (?:(?:,|\sand)\s(?:the\s|her\s|his\s)?\w+){0,2}"""
_BETTER = r"""(?:improved|recovered|resolved|subsided|abated|settled|defervesced|normali[sz]ed|disappeared|cleared|vanished|remitted|receded|ceased|eased|waned|faded|stabili[sz]ed|went\saway|woke\sup|fell\sto\snormal|halved|(?:came|were|was)\s(?:brought\s)?under\scontrol|(?:was|were)\s(?:soon\s|quickly\s|rapidly\s)?(?:relieved|gone|over|controlled|reversed)
    |(?:became|was|were)\s(?:\w+ly\s|soon\s)?(?:afebrile|apyrexial|asymptomatic|lucid|clear\sagain|alert|stable|free\sof\s(?:fever|symptoms))|returned\sto\s(?:normal|baseline)|regained\s(?:consciousness|speech|orientation))"""
_WORSE = r"""(?:(?:did|could|was|were|has|have|had)\snot\s(?:\w+\s)?(?:improv\w+|respond\w*|resolv\w+|subsid\w+|abat\w+|settl\w+|clear\w*|disappear\w*|recover\w*|controlled|broken?|benefit\w*|chang\w+)|failed\sto\s(?:improve|respond|resolve|subside|settle|clear|recover|defervesce)
    |persisted|continued|worsened|progressed|deteriorated|remained\s(?:\w+ly\s)?(?:febrile|unchanged|unstable|high|critical|confused|unresponsive|refractory|the\ssame)|(?:rose|climbed|increased)\s(?:even\s)?(?:further|still)|showed\sno\s\w+)"""
_GOOD = r"(?:good|rapid|prompt|excellent|marked|dramatic|clear|quick|immediate|swift|favou?rable|remarkable|gradual|significant|clinical|sustained|full)"
_NO = r"(?:no|little|hardly\sany|scarcely\sany|only\s(?:minimal|slight|transient|partial))"
_OUTCOME = r"(?:response|effect|improvement|success|benefit|recovery|relief|defervescence)"
_THIS = r"(?:(?:this|these|that|the|such|both|a\ssecond|another|a\sfurther)\s(?:\w+\s)?(?:treatments?|therap(?:y|ies)|drugs?|agents?|regimen|combination|measures?|management|intervention|medications?|approach|doses?)|this|these|it|they|both|all\sof\s(?:this|which))"
_HELPED = expression(rf"""(?ix)^(?:
    (?:{_YET},?\s)?{_THIS}\s(?:(?:was|were|proved|turned\sout)\s(?:to\sbe\s)?(?:\w+ly\s)?(?:effective|successful|sufficient|enough|helpful|of\sbenefit)\b|helped|sufficed|worked|(?:quickly\s|rapidly\s)?(?:led\sto|resulted\sin|brought|produced|achieved|gave)\s(?!no|little)(?:\w+\s){{0,3}}?(?:{_OUTCOME}|resolution|control|disappearance|normali[sz]ation)|(?:controlled|reversed|resolved|terminated|relieved|calmed|stopped)\s(?:the|her|his|all|it|them))
  | an?\s(?:{_GOOD}\s(?:and\s)?){{1,2}}{_OUTCOME}\s(?:was\s(?:seen|noted|observed|obtained|achieved)|followed|ensued|occurred|resulted)
  | (?:(?:{_GOOD}\s){{1,2}}(?:improvement|recovery)|improvement|defervescence)\s(?:was\s(?:seen|noted|observed|rapid)|followed|ensued|occurred)
  | {_LINK},?\s(?:{_WHO}\s)(?:had\s|was\sseen\sto\s)?(?:\w+ly\s)?{_BETTER}\b
  | {_WHO}\s(?:had\s)?(?:{_LINK}\s)?(?:had\s)?(?:\w+ly\s)?{_BETTER}(?=[^.;]{{0,40}}?\b{_LINK}\b)
  | {_WHO}\s(?:{_LINK}|soon)\s(?:\w+ly\s)?{_BETTER}\b
)""")  # fmt: skip
_FAILED = expression(rf"""(?ix)^(?:
    (?:{_YET},?\s)?{_THIS}\s(?:(?:was|were|proved|remained|turned\sout)\s(?:to\sbe\s)?(?:\w+ly\s)?(?:ineffective|not\seffective|unsuccessful|insufficient|not\s(?:enough|sufficient)|without\s(?:\w+\s)?(?:effect|success|benefit|response|avail)|of\sno\s(?:avail|use|benefit)|in\svain|futile)|failed\b|(?:had|brought|showed|produced|gave|led\sto|yielded)\s{_NO}\s(?:\w+\s)?{_OUTCOME}|did\snot\s(?:help|suffice|work|control|improve|bring))
  | (?:{_YET},?\s)?(?:there\swas|she\sshowed|he\sshowed|the\spatient\s(?:showed|had))\s{_NO}\s(?:\w+\s)?{_OUTCOME}
  | (?:{_YET},?\s)?{_NO}\s(?:\w+\s)?{_OUTCOME}\s(?:was|could\sbe|had\sbeen|occurred|followed|ensued)
  | {_YET},?\s{_WHO}\s(?:\w+ly\s)?{_WORSE}\b
  | {_WHO}\s(?:nevertheless|nonetheless|however|still|,\showever,)\s(?:\w+ly\s)?{_WORSE}\b
  | {_WHO}\s(?:did\snot|failed\sto|had\snot|has\snot)\s(?:\w+\s)?(?:improve\w*|respond\w*|subside\w*|settle\w*|resolve\w*|broken|defervesce)\b
)""")  # fmt: skip
# "tocilizumab was given, and the fever went away": what was given, then what became of the patient
_GIVEN = r"(?:was|were|had\sbeen)\s(?:\w+ly\s)?(?:given|administered|infused|added|started|begun|initiated|used|commenced|instituted|repeated|prescribed|introduced)\b[^;]{0,60}?"
_THEN = expression(
    rf"(?ix)^[^;.]{{0,25}}?\b{_GIVEN}(?:,?\sand|;|,\s(?:after|upon|following)\swhich|,\swhereupon|,\sbut|,?\syet)\s(?={_WHO}\s|{_LINK}\b|{_YET}\b|there\swas\b)"
)
_SO_BETTER = expression(rf"(?ix)^(?:{_LINK},?\s)?{_WHO}\s(?:then\s|soon\s)?(?:had\s)?(?:\w+ly\s)?{_BETTER}\b")
_SO_WORSE = expression(
    rf"(?ix)^(?:{_YET},?\s)?(?:{_WHO}\s(?:\w+ly\s)?{_WORSE}\b|there\swas\s{_NO}\s(?:\w+\s)?{_OUTCOME})"
)


_OF_THE_CANCER = expression(
    r"(?i)\b(?:PET|CT|MRI|marrow|MRD|remission|tumou?rs?|lesions?|lymphoma|myeloma|leuk\w+|blasts?|disease|relapse\w*)\b"
)

# how long the syndrome lasted, whatever was given
_LASTED = expression(
    r"(?i)\b(?:CRS|ICANS|GVHD|HLH|MAS|IEC-HS|neurotoxicity)\s(?:had\s)?(?:resolved|subsided)\s(?:with)?in\b"
)


def told_next(sentence: str) -> tuple[bool, int] | None:
    """Whether what was given in the sentence before helped, and where the words that say so end."""
    if _OF_THE_CANCER.search(sentence) or _LASTED.search(sentence):
        return None
    for helped, pattern in ((False, _FAILED), (True, _HELPED)):
        if m := pattern.match(sentence):
            return helped, m.end()
    return None


def told_behind(behind: str) -> bool | None:
    """Whether a drug helped, from what follows its name: "was given, and the fever went away"."""
    m = _THEN.match(behind)
    if m is None:
        return None
    rest = behind[m.end() :]
    return False if _SO_WORSE.match(rest) else True if _SO_BETTER.match(rest) else None
