"""Was it given? The words round a treatment decide: given, declined, planned, not given, or no statement at all.

"The patient refused allo-HSCT" declined · "siltuximab was kept in reserve" not given · "a second HSCT is planned" planned
"""

import re

# what stands before the name, closest words last
_NOT_BEFORE = re.compile(
    r"(?i)(?:\b(?:no|without(?: any| the use of| further| additional)?|nor|neither|never (?:received|needed|given|required)|instead of|rather than|in place of|avoid(?:ed|ing)?|omit(?:ted|ting)|withh(?:eld|olding)|"
    r"did not (?:receive|require|need|get|undergo|want)|had not (?:received|had|undergone)|not (?:receive|require|given|treated with|a candidate for|eligible for|suitable for|fit for|tolerate|undergo)|ineligible for|unfit for|unsuitable for|need for|"
    r"unable to (?:receive|undergo|obtain|proceed to)|no (?:opportunity|indication|donor|need) for|contraindicat\w+ (?:to|for)|allerg(?:y|ic) to|hypersensitiv\w+ to|intoleran(?:t|ce) (?:to|of)|lack of access to|not(?: be)? (?:considered|offered)|"
    r"did not (?:respond to(?! )|wish for)|decision against|decided against|sparing|opportunity for|access to)\b[^.;]{0,45})$"
)
_NO_ALLERGY = re.compile(r"(?i)(?:allerg\w+|hypersensitiv\w+|intoleran\w+)\s(?:to|of)\b[^.;]{0,40}$")
_NOT_AFTER = re.compile(
    r"(?i)^[^.;]{0,70}?\b(?:(?:was|were|is|had|has|could|would|been|be)(?: therefore| however| deliberately| also| thus| initially| been| be| ultimately| then| consequently)? (?:not (?:given|used|available|administered|needed|required|performed|possible|feasible|approved|considered|"
    r"an option|be (?:given|performed|used|obtained|found)|done|added|started|initiated|pursued|indicated|employed|carried out|necessary|received|recommended|offered|tolerated|infused|undertaken|realized|realised|found|obtained|proceeded|attempted)|never (?:given|needed|used|required|necessary|started|administered|infused)|withheld|omitted|cancel(?:l)?ed|abandoned|avoided|left out|"
    r"unavailable|contraindicated|unnecessary|precluded|ruled out|deferred|dropped|forgone|foregone|unfeasible|infeasible|impossible|kept in reserve|held in reserve|on standby|kept on standby|reserved|excluded|skipped|aborted|not)|kept in reserve|on standby|"
    r"(?:but|and|was|were) never (?:needed|used|given|required)|not (?:available|feasible|possible|given|used|needed|required|approved)|could not be|was not an option|no longer (?:possible|an option)|did not (?:take place|materiali[sz]e|happen|go ahead)|never took place)\b"
)
_DECLINED_BEFORE = re.compile(r"(?i)\b(?:refus\w+|declin(?:ed|ing|es)|reject(?:ed|ing)|opt(?:ed|ing) (?:against|out of)|unwilling to (?:undergo|receive)|did not (?:want|wish|consent to|agree to|accept)|turned down|chose not to (?:undergo|receive|proceed)|decided against|preferred not to)\b[^.;]{0,70}$")  # fmt: skip
_DECLINED_AFTER = re.compile(
    r"(?i)^[^.;]{0,110}?\b(?:(?:was|were|been|also) (?:again )?(?:declined|refused|rejected|turned down)|(?:but|which|however,?|and)?\s?(?:(?:the|her|his|both) )?(?:(?:she|he|patient|parents?|family|mother|father|couple|they|guardians?|who)(?:'s \w+)? )(?:\w+ ){0,2}?(?:declined|refused|rejected|opted (?:against|out)|did not (?:want|wish|consent|hope|accept|agree)|decided against|turned it down|chose not|preferred not|was unwilling|were unwilling|would not)|declined by|refused by|not consented|not wished)\b"
)
_PLANNED_BEFORE = re.compile(
    r"(?i)\b(?:(?:is|are|being|now|currently|was|were) (?:being )?(?:planned|scheduled|considered|evaluated|listed|awaiting|waiting|prepared|planning|preparing)(?: for| to (?:undergo|receive|proceed(?: to)?))?|awaits?|awaiting|is waiting for|plans? (?:for|to|of)|to be followed by|intend(?:ed|s) (?:for|to)|will (?:receive|undergo|proceed)|candidate for|scheduled (?:for|to)|considering|consideration of|bridge to|with the (?:aim|intention|goal) of|in preparation for|prior to planned|planned|donor search for|search for a donor for)\b[^.;,]{0,50}$"
)
_PLANNED_AFTER = re.compile(r"(?i)^[^.;]{0,45}?\b(?:is (?:currently |now |being )*(?:planned|scheduled|under consideration|considered|being (?:planned|prepared|considered|discussed))|will be (?:given|performed|considered)|(?:has|have|had) been (?:planned|scheduled)|was (?:planned|scheduled|intended)|was being (?:planned|prepared)|are planned|in preparation)\b")  # fmt: skip
_CONSIDERED_AFTER = re.compile(
    r"(?i)^[^.;]{0,50}?\b(?:was|were|had been) (?:then |also |initially )*(?:considered|discussed|proposed|offered|recommended|suggested|contemplated|prepared|requested|applied for)\b(?P<rest>[^.;]{0,90})"
)
_BUT_NOT = re.compile(
    r"(?i)\b(?:but|however|yet)\b[^.;]{0,60}?\b(?:not|never|withheld|cancel|could not|declin|refus|unavailable|no suitable|lack|died|abandon)"
)
_RISK = re.compile(
    r"(?i)\b(?:to (?:avoid|prevent|delay|spare|reduce the need for|obviate)|need for|eligib\w+ for|candidate for|risk of|before considering|as a bridge to|bridging to|option of|suitable for|alternative to|combined with|efficacy of|role of|use of)\s(?:an? |the )?(?:\w+ ){0,2}$"
)
_SOLE = re.compile(
    r"(?i)\b(?:nothing but|no(?:thing)? (?:other|further|additional)[^.;]{0,30} (?:than|but|except)|without (?:delay|complication|incident|interruption|problems|difficult\w+|adverse|response|success|effect|any response|benefit|major|significant|toxicity))\b[^.;]{0,40}$"
)
_CONTRAST = re.compile(
    r"(?i)\b(?:but|instead|and (?:she|he|the patient|was|then|received)|so|therefore|whereas|while|although|because|owing to|due to|until|after|which|who|with(?! no)|only|despite)\b|, (?!nor|or|and\b)"
)


def status_of(sentence: str, start: int, end: int, clause: tuple[int, int]) -> str:
    """Say whether a treatment that stands at `start:end` of a sentence was given, declined, planned or not given."""
    before, after = sentence[:start], sentence[end:]
    near = sentence[max(clause[0], start - 90) : start]
    rest = sentence[end : max(clause[1], min(len(sentence), end + 100))]
    if _DECLINED_BEFORE.search(near) or _DECLINED_AFTER.match(after):
        return "declined"
    hit = _NOT_BEFORE.search(near)
    if hit and not _SOLE.search(near) and not _CONTRAST.search(hit.group()[4:]):
        return "not_given"
    if _NOT_AFTER.match(rest) and not _interrupted(rest):
        return "not_given"
    if considered := _CONSIDERED_AFTER.match(after):
        if _BUT_NOT.search(considered["rest"]):
            return "not_given"
        return "planned"
    if _PLANNED_BEFORE.search(near):
        return "not_given" if _BUT_NOT.search(after) else "planned"
    if _PLANNED_AFTER.match(after):
        return "not_given" if _BUT_NOT.search(after) else "planned"
    del before
    return "given"


def _interrupted(rest: str) -> bool:
    """Whether the denial after a name speaks of something else ("tocilizumab was given and CRS was not seen")."""
    hit = _NOT_AFTER.match(rest)
    return bool(
        hit
        and re.search(
            r"(?i)(?:,| and| but|;) (?!was|were|is|had|has|could|which|never|it\b|therefore|not)\w+|\b(?:was|were) (?:given|started|administered|infused|initiated|added|used)\b",
            hit.group()[:-12],
        )
    )


def is_wish(sentence: str, start: int) -> bool:
    """Whether the name stands in a purpose or risk and is no statement of treatment ("to avoid intubation")."""
    return bool(_RISK.search(sentence[max(0, start - 50) : start]))


def is_allergy(sentence: str, start: int) -> bool:
    """Whether the name is that of an allergen."""
    return bool(_NO_ALLERGY.search(sentence[:start]))
