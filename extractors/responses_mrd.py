"""Residual disease: what was measured (MRD, a transcript, PCR, a clone) and what came out of it.

`MRD was negative by flow (<10^-4)` negative · `BCR::ABL1 4.6%` positive · `no transcript could be amplified` negative
· `MRD rose from negative to 0.05%` positive, 0.05 %
"""

import re
from collections.abc import Callable, Iterator

from extractors.expressions import expression
from extractors.mentions import ResponseMention
from extractors.responses_assay import find_by_assay

_TERM = expression(
    r"(?P<mrd>\bMRD\b|\b(?:minimal|measurable)[- ](?:residual )?(?:disease|residual disease)(?: \(MRD\))?)"
    r"|(?P<gene>\bBCR(?:::|[-/])ABL1?(?: transcripts?| levels?)?(?: \([^)]{0,40}\))?|\bPML(?:::|[-/])RARA?(?: transcripts?)?|\bNPM1(?:mut|-mut\w*)?(?:[/-]ABL1?|-MRD| transcripts?| ratio| copies| levels?)(?: ratio| transcripts?| levels?)?|\bNPM1(?= (?:was|were|became|is|had become|turned|remained|stayed) (?:\w+ )?(?:no longer|not|un|nega|posi|detec|(?:at |<|≤)?\s?\d+(?:[.,]\d+)?\s?%|(?:at |<|≤)?\s?\d(?:\.\d+)?\s?x\s?10))|(?<=undetectable )NPM1\b|\bNPM1(?= (?:undetectable|negative)\b)|\bFLT3-ITD(?= [^.;,]{0,40}?(?:negative|undetectable|no longer)\b)(?! negative (?:AML|acute|leuk|clone|disease))|\bRUNX1(?:::|[-/])RUNX1T1|\bCBFB(?:::|[-/])MYH11|\bKMT2A(?:::|[-/])\w+|\bETV6(?:::|[-/])RUNX1|\b(?:TCF3|E2A|MLL|AML1|TEL|DEK|SET|NUP98|PICALM|STIL|SIL|P2RY8|EBF1|FUS|ZNF384|EP300)(?:::|[-/])[A-Z][A-Z0-9]+(?: (?:fusion )?(?:gene|transcripts?|levels?|copies))*|\bHTLV-?1 proviral (?:DNA )?load|\bWT1 (?:transcripts?|levels?|expression)|\b(?:fusion |leuka?emic )?transcripts?\b|\bclonal (?:sequences?|IGH)|\bmolecular markers?\b|\b(?:fusion|chimeric) gene\b|\bleuka?emia-specific (?:marker|mutation)|\bclonoSEQ\b|\bIg/TCR\b|\bCLL cells\b|\bleuka?emic clone\b"
    r"|\b(?:marrow |blood |molecular |quantitative |RT-|q)*PCR\b(?: of the (?:bone )?marrow)?|\bFCM\b|\b(?:multi-?(?:colou?r|parameter) )?flow cytometry\b|\bNGS\b|\bNGF\b|\bEuroFlow\b|\bnext-generation flow\b)",
    re.IGNORECASE,
)
_NUMBER = r"\d+(?:[.,]\d+)?\s?%|\d+(?:\.\d+)?\s?x\s?10\^?-\d|10\^?-\d"
_STATE = expression(
    rf"(?P<neg>(?<!non-)\bneg(?:ativ(?:e|ity)|\b\.?)|\bundetect(?:able|ed)\b|\b(?:not|never|no longer|neither|nor) (?:be |been |any longer )?(?:detect(?:ed|able)|measurable|found|amplif\w+|demonstrable|identified|seen|present|traceable)|\bbelow (?:the )?(?:limit|level|threshold|detection|quantif\w+|sensitivity|assay)\w*|(?:[<≤]|\b(?:below|less than|lower than|under)\b)\s?(?:{_NUMBER})"
    rf"|\b(?:cleared|vanished|disappeared|eradicated|eliminated|clearance|absent|unmeasurable|became undetectable|gone|could not be (?:detected|amplified|found))\b)"
    rf"|(?P<pos>\bpos(?:itiv(?:e|ity)|\b\.?)|\bdetect(?:able|ed)\b|\bpresent\b|\bpersist\w*\b(?! (?:as )?(?:undetect|negat|absent|unmeasur|below|in being))|\breappear\w*|\breturned\b|\bcame back\b|\bre-?emerg\w*|\bresurgen\w+|\bre-?appearance\b|\brebound\b|\bemerg\w*|\brose\b|\brisen\b|\brising\b|\bincreas\w*|\bclimb\w*|\brelapse\b|\brecurrence\b|\bdoubled\b|(?<![<≤\d.])(?:{_NUMBER})|\bremained\b(?= (?:at )?\d))",
    re.IGNORECASE,
)
_BEFORE = expression(
    rf"(?:(?P<neg>\b(?:undetectable|negative|no(?: detectable| measurable| evidence of| residual| sign of| trace of| longer any)?|without(?: detectable| measurable| evidence of)?|absence of|free (?:of|from)|absent|clear(?:ed|ance of)(?: the)?|eradicat\w+(?: the| of)?|disappearance of|cleared(?: of)?|lost)\s(?:the |any |flow |molecular |bone marrow |marrow |detectable )*)"
    rf"|(?P<pos>\b(?:positive|detectable|persistent|persisting|low-level|rising|recurrent|reappearance of(?: the)?|return of(?: the)?|rise (?:of|in)(?: the)?|increase (?:of|in)(?: the)?|(?<![<≤\d.])(?:{_NUMBER})(?: of)?)\s(?:the |flow |molecular |bone marrow |marrow |blood |residual )*))$",
    re.IGNORECASE,
)
_FROM = expression(
    rf"(?i)\bfrom (?:negativ\w+|positiv\w+|undetect\w+|detect\w+|(?:{_NUMBER})|[<≤]\s?(?:{_NUMBER}))(?=[^.;]{{0,30}}\bto\b)"
)
# "the assay (sensitivity 10^-5) was negative": what it could have seen
_SENSITIVE = expression(r"(?i)\s\([^()]*\b(?:sensitiv\w*|limit|threshold|resolution|cut-?off)\b[^()]*\)")
# "MRD amounted to 0.03% in hers and was undetectable in his"
_SECOND = expression(
    rf"(?i)[^.;,]{{1,30}},? (?:and|but) (?:was |were |became )?(?P<state>negative|undetectable|positive|detectable|(?:{_NUMBER})) (?=in (?:his|hers|the|patient|case|sibling|her|that)\b)"
)
# "MRD+", "MRD-", "MRD(-)", "MRD neg"
_SIGN = expression(r"\s?\((?P<in>[+\u2013-])(?:ve)?\)|(?P<sign>[+\u2013-])(?:ve\b)?(?=$|[\s,.;:)\]])")
# "MRD was negative on day 28 but became positive (0.2%) at 6 months"
_TURNED = expression(
    rf"(?i)[^.;]{{0,60}}?(?:,? (?:but|and|then|before)|,(?= which))(?: (?:then|again|later|subsequently|it|which|(?:on|at|by|in|after) (?:[\w+-]+ ?){{1,3}}?))*? (?:was|became|become|becoming|turned|turning|reverted to|had become|converted to|rose to|rising to|remained) (?:again |once more |weakly |low-level |finally )*(?P<state>negative|undetectable|positive|detectable|(?:{_NUMBER}))(?![- ](?:for|PCR|culture|blood))"
)
_WHICH = expression(r"(?i),? (?:which|that|and|but|then)(?: then| later)? (?:became|turned|was|had become|converted)\b")
_MOMENT = r"(?:(?:at|on|after|following|by|in|before|post|prior to)\s|(?:day|month|week)\s\d|(?:IS\s)?\d+\s(?:days|weeks|months|years)\s(?:after|later|into|post)\s)"
# "0.3% at the end of course 1 and undetectable following course 3"
_NEXT = expression(
    rf"(?i)(?:\s?\([^()]*\))?\s{_MOMENT}[^.;,()]{{2,45}}?(?:,? (?:and|but|then|before)|,)(?:\s(?:and|but|then|again|later|was|were|became|had become|turned|it was|only|finally|still|had|fell to|dropped to|rose to|decreased to|increased to))*\s"
    rf"(?P<state>(?P<neg>negative|undetectable|no longer detectable|not detectable(?: any ?(?:more|longer))?|absent|(?:could |can )?(?:no longer|not)(?: any longer)? be (?:detected|found|amplified|demonstrated|traced)|(?:[<≤]|below )\s?(?:{_NUMBER}))|(?P<pos>positive|detectable|(?:{_NUMBER})))(?=(?:\s?\([^()]*\))?\s{_MOMENT})"
)
# "8 x 10^-3 at the end of induction and at week 12 still 2 x 10^-3"
_NEXT_AT = expression(
    rf"(?i)(?:[^.;,()]|\.(?=\d)){{0,40}}?,? (?:and|but|then)\s(?:then |again )?{_MOMENT}[^.;,()]{{1,32}}?(?:\s(?:still|was|again|only|had|became|had become|turned|already|it was|fallen to|fell to|rose to))*\s"
    rf"(?P<state>(?P<neg>negative|undetectable|no longer detectable|not detectable(?: any ?(?:more|longer))?|(?:[<≤]|below )\s?(?:{_NUMBER}))|(?P<pos>positive|detectable|(?:{_NUMBER})))(?=\s?[.;,)]|$)"
)
# "turned negative at 1 month and stayed so until month 9, when it rose to 0.2%"
_WHEN_IT = expression(
    rf"(?i)(?:[^.;]|\.(?=\d)){{0,70}}?\b(?:until|till|at|in|on|by)\s[^.;,]{{2,24}}, (?:when|at which point|whereupon) (?:it|MRD|the level|this)\s(?:again )?(?:was|became|had become|turned|fell to|dropped to|rose to|had risen to|increased to|climbed to|reached|measured)\s(?:again |now |only )?(?P<state>(?P<neg>negative|undetectable|not detectable|(?:[<≤]|below )\s?(?:{_NUMBER}))|(?P<pos>positive|detectable|(?:{_NUMBER})))"
)
# "MRD of 0.5% was confirmed; after a second cycle it was <10^-4"
_IT_WAS = expression(
    rf"(?i)(?:[^.;]|\.(?=\d)){{0,60}};\s(?:[^.;]{{0,50}}?,? and\s)?(?:(?:after|following|by|at|on|in)\s[^.;,]{{2,50}},?\s)?(?:it|this|MRD|the level)\s(?:then |later |subsequently )?(?:was|became|had become|turned|fell to|dropped to|rose to|had fallen to|had risen to)\s(?:again |now |only )?(?P<state>(?P<neg>negative|undetectable|not detectable|(?:[<≤]|below )\s?(?:{_NUMBER}))|(?P<pos>positive|detectable|(?:{_NUMBER})))"
)
_POSITIVE = expression(r"(?i)posi|detect|\d")
_STOP = expression(
    r";|\. |: (?=[a-z])|\b(?:while|whereas|although|but|donor chimerism|chimerism|which (?:was|were)|because|so that|after|before)\b"
)
_VIRAL = expression(r"(?i)\b(?:CMV|EBV|HHV|BK|JC|virus\w*|viral|adenovir\w*|SARS|COVID|influenza|HIV|HBV|hepatitis|fung\w*|asperg\w*|bacter\w*|pneumocyst\w*|toxoplasm\w*|tubercul\w*|mycobacter\w*|M\. |legionell\w*|parvovir\w*|pathogen\w*|borreli\w*|leishman\w*|malaria|CAR\b|copies/|copy)")  # fmt: skip
_MOLECULAR = expression(r"(?i)\b(?P<neg>complete molecular (?:remission|response)|molecular (?:remission|CR)|molecularly negative|(?:no|without(?: any)?) molecular (?:evidence|signs?|traces?) of (?:the |her |his |residual |any )*(?:disease|leuka?emia|AML|ALL|CML|lymphoma)|CMR\b(?=[^.;]{0,30}\b(?:BCR|PCR|transcript)))|(?P<pos>molecular (?:relapse|recurrence)|MRD[- ](?:relapse|recurrence))")  # fmt: skip
_HYPHENATED = expression(r"(?i)\b(?P<term>MRD|PCR|flow|FCM|NGF|NGS|EuroFlow|molecular)[-\s](?P<state>negativ(?:e|ity)|positiv(?:e|ity)|undetectable)\b")  # fmt: skip
_GRAFT = expression(r"(?i)\b(?:graft|harvest|leuka?pheres\w+|cells/kg|/kg|donor|product)\b")
_GATE = expression(
    r"MRD|residual|ndetectability|easurable|PCR|transcript|ABL|RAR|RUNX1|NPM1|MYH11|KMT2A|ETV6|PBX1|TCF3|FLT3|proviral|MLL|AML1|TEL-|DEK|NUP|PICALM|STIL|SIL-|P2RY8|EBF1|ZNF384|WT1|clon|Ig/TCR|molecular|Molecular|CLL cells|FCM|MFC|[Ff]low|ytomet|mmunophenotyp|equencing|NGS|NGF"
)
_PERCENT = expression(
    r"(?P<value>\d+(?:[.,]\d+)?)\s?%|(?P<base>\d+(?:\.\d+)?)\s?x\s?10\^?-(?P<exp>\d)|(?<![<\d.])10\^?-(?P<exp2>\d)"
)

# "in CR with residual disease of 0.8 %"
_AMOUNT = expression(
    r"(?i)(?<!minimal )(?<!measurable )(?<!minimal-)\bresidual disease of (?=0?[.,]\d|[1-4](?:[.,]\d)?\s?%)"
)
# "stayed negative for BCR::ABL1"
_FOR_GENE = expression(
    r"(?i)\b(?:(?P<neg>negative)|(?P<pos>positive)) for (?:the )?(?:BCR(?:::|[-/])ABL1?|PML(?:::|[-/])RARA?|RUNX1(?:::|[-/])RUNX1T1|CBFB(?:::|[-/])MYH11|NPM1|KMT2A(?:::|[-/])\w+|MRD|residual disease|(?:fusion |leuka?emic )?transcripts?)\b(?! mutation)"
)
# "CR with negative residual disease"
_NAMELESS = expression(
    r"(?i)(?:(?<!minimal )(?<!measurable )(?<!minimal-)\b(?:(?P<neg>negative|undetectable)|(?P<pos>positive|detectable)) residual disease\b|\b(?P<neg3>uMRD\d?)\b|\b(?P<neg4>(?:molecular |MRD )?undetectability)\b(?! of (?:CMV|EBV|the virus|vir)))|\b(?<!minimal )(?<!measurable )residual disease (?:was |were |remained |became )?(?:(?P<neg2>negative|undetectable)|(?P<pos2>positive|detectable))\b"
)

# "in CR, negative by next-generation flow (10^-6)"
_BY_ASSAY = expression(
    r"(?i)\b(?:(?P<neg>negative|undetectable)|(?<!not )(?P<pos>positive)) (?:by|on|in|with) (?:(?:multi\w+|high-sensitivity|sensitive|next-generation|\w+-colou?r|ASO|allele-specific|quantitative|(?:droplet )?digital|RT|real-time)[ -])*(?:flow(?:[- ]cytometry)?|NGF|EuroFlow|NGS|sequencing|(?:q|dd|RQ-?|RT-?)?PCR|clonoSEQ|FCM|MFC|MPFC)\b(?! (?:for|of) )"
)

_LOST = expression(r"(?i)\b(?:lost|losing|loss of) (?:the |her |his )?(?:\w+ )?$")

Add = Callable[..., None]


def find_mrd(sentence: str, offset: int = 0) -> list[ResponseMention]:
    """Find the results of residual disease in a sentence."""
    if not _GATE.search(sentence):
        return []
    found: list[ResponseMention] = []

    def add(start: int, end: int, state: str, rule: str, category: str | None = None) -> None:
        if any(start < m.end - offset and m.start - offset < end for m in found):
            return
        upto = max(end, start + 12) if rule.endswith("other") else end  # not the level of the result before
        percent = percent_of(sentence, start, upto) if state == "positive" else None
        found.append(
            ResponseMention(
                start=offset + start,
                end=offset + end,
                rule=rule,
                category=category,
                mrd=state,
                mrd_percent=percent,
                kept=False,
            )
        )

    for m in _HYPHENATED.finditer(sentence):
        if not (m["term"].upper() != "MRD" and _GRAFT.search(sentence[max(0, m.start() - 60) : m.end()])):
            add(*m.span(), "negative" if m["state"][0] in "nNuU" else "positive", "response.mrd.hyphen")
    for m in _MOLECULAR.finditer(sentence):
        good = m["neg"] is not None and not _LOST.search(sentence[max(0, m.start() - 24) : m.start()])
        add(*m.span(), "negative" if good else "positive", "response.mrd.molecular", "CR" if good else "relapse")
    for m in _NAMELESS.finditer(sentence):
        add(
            *m.span(),
            "negative" if m["neg"] or m["neg2"] or m["neg3"] or m["neg4"] else "positive",
            "response.mrd.hyphen",
        )
    for m in _AMOUNT.finditer(sentence):
        add(m.start(), m.end() + 1, "positive", "response.mrd.hyphen")
    for m in _FOR_GENE.finditer(sentence):
        add(*m.span(), "negative" if m["neg"] else "positive", "response.mrd.gene")
    for m in _BY_ASSAY.finditer(sentence):
        if not (
            _VIRAL.search(sentence[max(0, m.start() - 70) : m.end() + 25])
            or _GRAFT.search(sentence, max(0, m.start() - 60), m.end())
        ):
            add(*m.span(), "negative" if m["neg"] else "positive", "response.mrd.hyphen")
    for m in _TERM.finditer(sentence):
        _of_term(sentence, m, add)
    if not found:
        for start, end, state in find_by_assay(sentence):
            add(start, end, state, "response.mrd.assay")
    return found


def _of_term(sentence: str, m: re.Match[str], add: Add) -> None:
    weak = m["gene"] is not None
    if weak and _VIRAL.search(sentence[max(0, m.start() - 45) : m.end() + 25]):
        return
    method = weak and re.search(r"(?i)cytometry|FCM|PCR|NGS|NGF|flow", m.group()) is not None
    before = _BEFORE.search(sentence[max(0, m.start() - 40) : m.start()])
    rest = _cut(sentence[m.end() : m.end() + 110])
    state = _STATE.search(rest)
    if m["mrd"] and (sign := _SIGN.match(sentence, m.end())):
        add(m.start(), sign.end(), "positive" if "+" in sign.group() else "negative", "response.mrd.sign")
        return
    if (
        weak
        and not method
        and re.match(
            r"(?i)^[\s-]*(?:positive|negative)[\s-]+(?:acute|B-|ALL|AML|APL|CML|MDS|CLL|leuk|disease|lymph|blast|clone)",
            rest,
        )
    ):
        return
    if before and not (state and method):
        start = max(0, m.start() - 40) + before.start()
        if before["pos"] and state and state["neg"] and state.start() < 30:
            if _WHICH.match(rest):  # "0.08% residual transcripts, which became negative"
                add(start, m.end(), "positive", "response.mrd.before")
                add(m.end() + state.start(), m.end() + state.end(), "negative", "response.mrd.other")
            else:
                add(m.start(), m.end() + state.end(), "negative", "response.mrd.after")
        else:
            add(start, m.end(), "negative" if before["neg"] else "positive", "response.mrd.before")
        return
    if state is None:
        return
    if method and (state.start() > 60 or not _fits_method(sentence, m, state)):
        return
    between = rest[: state.start()]
    if re.search(r"(?i)\b(?:no|not|neither|nor|never)\b[^,]*$", between) and state["pos"]:
        add(m.start(), m.end() + state.end(), "negative", "response.mrd.after")
        return
    if weak and not method and state["pos"] and re.search(r"(?i)fusion|rearrange|mutation|diagnos", sentence):
        return
    add(m.start(), m.end() + state.end(), "negative" if state["neg"] else "positive", "response.mrd.after")
    series = list(_series(sentence, m.end() + state.end()))
    at = m.end() + state.end()
    if not series and (later := _IT_WAS.match(sentence, at) or _WHEN_IT.match(sentence, at)):
        series = [later] if not _VIRAL.search(later.group()) else []
    for result in series:
        add(
            result.start("state"),
            result.end("state"),
            "negative" if result["neg"] else "positive",
            "response.mrd.other",
        )
    if series:
        return
    if other := _SECOND.match(sentence, m.end() + state.end()) or _turned(sentence, m.end() + state.end(), state):
        add(
            other.start("state"),
            other.end("state"),
            "positive" if _POSITIVE.match(other["state"]) else "negative",
            "response.mrd.other",
        )


_NOT_MRD = expression(r"(?i)\b(?:chimerism|blasts?|CD\d+|donor|cells were|count|ferritin|platelets|plasma cells|CAR)\b")


def _series(sentence: str, end: int) -> Iterator[re.Match[str]]:
    """The further results of one measurement, each with a moment of its own: "0.5% on day 33, 0.02% on day 78 and negative at week 24"."""
    while (other := _NEXT.match(sentence, end) or _NEXT_AT.match(sentence, end)) is not None:
        if _VIRAL.search(other.group()) or _NOT_MRD.search(other.group()):
            return
        yield other
        end = other.end("state")


def _turned(sentence: str, end: int, state: re.Match[str]) -> re.Match[str] | None:
    """The other result that the sentence goes on to: negative first, positive later."""
    turned = _TURNED.match(sentence, end)
    if turned is None or _VIRAL.search(turned.group()) or re.search(r"\bMRD\b", turned.group()):
        return None
    positive = _POSITIVE.match(turned["state"]) is not None
    return turned if positive == bool(state["neg"]) else None


def _cut(rest: str) -> str:
    """The words that can still speak of the measurement, without "from negative" of "rose from negative to 0.05%"."""
    masked = _SENSITIVE.sub(lambda x: " " * len(x.group()), _FROM.sub(lambda x: " " * len(x.group()), rest))
    stop = _STOP.search(masked)
    later = next(iter(re.finditer(r"\bMRD\b", masked)), None)
    limits = [x.start() for x in (stop, later) if x is not None and x.start() > 2]
    return masked[: min(limits)] if limits else masked


def _fits_method(sentence: str, m: re.Match[str], state: re.Match[str]) -> bool:
    """PCR or flow alone counts as residual disease where its result is a plain negative or positive."""
    words = state.group().lower()
    if words.startswith(("negativ", "positiv", "undetect")):
        return bool(
            re.search(r"(?i)PCR|NGF|EuroFlow|next-gen", m.group())
            or re.search(r"(?i)^[^,;]{0,25}$", sentence[m.end() : m.end() + state.start()])
        )
    return False


def percent_of(sentence: str, start: int, end: int) -> float | None:
    """The level in per cent: 0.05% -> 0.05, 3x10^-4 -> 0.03."""
    own = _FROM.sub(lambda x: " " * len(x.group()), sentence[start : end + 30])
    before = sentence[max(0, start - 12) : end] if end - start < 12 and not _PERCENT.search(own) else ""
    window = own if not before else _FROM.sub(lambda x: " " * len(x.group()), before)
    if p := _PERCENT.search(window):
        if p["value"]:
            return float(p["value"].replace(",", "."))
        exponent = int(p["exp"] or p["exp2"])
        return round(float(p["base"] or 1) * 10.0 ** (2 - exponent), 8)
    return None
