"""When the patient was last seen alive.

`At the last follow-up in May 2023, 26 months after infusion, he was in CR` · `As of March 2024 she remains well` · `alive at 12 months`
"""

from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention

HINTS = ("follow", "last", "latest", "recent", "cut-off", "cutoff", "writing", "as of", "to date", "until now", "present", "alive",
         "currently", "when this", "when the", "publication", "submission", "continues in", "persisted on", "continues to be", "is in ", "is still in", "is now in", "remains in", "now, ", "is well", "are well", "has been in")  # fmt: skip
_LENGTH = r"(?:\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)[- ](?:day|week|month|year)s?"
_CUE = expression(
    rf"""(?ix)
    \b(?:last|latest|most\srecent|final|current)\s(?:known\s|available\s|outpatient\s|clinic(?:al|\sfollow-up)?\s|routine\s|documented\s|regular\s|scheduled\s)*
        (?:follow(?:ed)?[-\s]?ups?|visits?|contacts?|review(?:ed)?|appointments?|assess\w+|evaluat\w+|examin\w+|check-?ups?|seen|observ\w+|consultations?|presentations?|controls?|encounters?|news|alive|heard)\b
   |\bdate\sof\s(?:the\s)?last\s(?:news|contact|follow[-\s]?up)|\bdata\scut-?off|\bcut-?off\sdate
   |\b(?:at|by|until|till|up\sto|as\sof|to|from)\s(?:the\s)?(?:time|date|moment)\sof\s(?:this\s|the\s|our\s)?(?:writing|report\w*|publication|submission|manuscript|article)
   |\bas\sof\s(?:the\s)?(?:now\b|today\b|this\swriting|\w+\s\d|\d)|\b(?:up\s)?to\sdate\b(?!\swith)|\b(?:up\sto|until|till|up\still)\s(?:now|(?:the\s)?present|today)\b
   |\bwhen\s(?:this|the|our)\s(?:report|manuscript|article|paper|letter|case)\swas\s(?:closed|written|submitted|prepared|reported)
   |\b(?:after|with|during|over|at|for)\s(?:an?\s|the\s|her\s|his\s)?(?:total\s|further\s|overall\s|subsequent\s)*(?:follow[-\s]?up\s(?:of|time\sof|period\sof|duration\sof)\s{_LENGTH}|{_LENGTH}(?:\sof)?\s(?:of\s)?follow[-\s]?up)
   |\bfollow(?:ed)?[-\s]?up\s(?:for|time\swas|duration\swas|period\swas|was)\s(?:\w+\s)?{_LENGTH}|\bfollowed\sfor\s{_LENGTH}|\bfollowed(?:[-\s]up)?\s(?:until|till|through|up\sto)\b
   |\b(?:is|are|remains?|was|were|stays?|lives)\s(?:currently\s|still\s|now\s|both\s)*alive\b|\balive\s(?:and|with|without|in|at)\b
   |\b(?:she|he|patient)\s(?:is\s|remains\s|continues\s)?currently\b|\bcurrently,?\s(?:she|he|the\spatient)\b|\bcontinues\sin\b|\b(?:is|are)\s(?:now\s|still\s)?well\b(?!\s(?:toler|control|known|establ|describ|match|sui|docu|diff))
   |\bat\spresent\b|\bhas\s(?:now\s|since\s)?been\sin\s(?:[\w-]+\s){{0,3}}(?:CR|remission|response|CMR)\sfor\s
   |\bpersist(?:ed|s)\son\b|\b(?:she|he|patient|who)\s(?:still\s|now\s)?(?:remains|stays|continues)\s(?:in|disease-free|free\sof|well)\b|\b(?:she|he|patient)\s(?:is|continues\sto\sbe)\s(?:now\s|still\s|currently\s)?in\s(?:[\w-]+\s){{0,3}}(?:CR|remission|response|VGPR|CMR)\b|\bnow,?\s(?=(?:\d+|\w+)\s(?:months|years|weeks)\safter)
    """
)
_DEAD = expression(r"(?i)\b(?:died|dead|deceased|death|succumbed|passed away|expired|fatal)\b")


def find(sentence: str) -> Iterator[FactMention]:
    """Find the words that tell of the last follow-up of a living patient."""
    m = _CUE.search(sentence)
    if m and not _DEAD.search(sentence):
        yield FactMention(
            start=m.start(), end=m.end(), rule="facts.follow_up", name="last follow-up", value_text="alive"
        )
