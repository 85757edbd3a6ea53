"""CRS, ICANS, GVHD and IEC-HS with what is said of their grade: `grade 2 CRS`, `CRS (grade III)`, `neither CRS nor ICANS`.

Grades of other toxicities, GVHD stages and tumour grades are no grades of these. The author's grade is taken as written;
a range gives its highest (`grade 1-2` -> 2). Systems: ASTCT 2019, Lee 2014, Penn, CTCAE, MAGIC 2016.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.expressions import expression
from extractors.mentions import ToxicityMention
from extractors.unaffected import MIND_STEMS, unaffected

_SYNDROME = expression(
    r"""
    (?P<ICANS>\b(?:ICANS|CRES|NT(?=:)|immune[- ]effector[- ]cell[- ]associated[- ]neurotoxicity(?:[- ]syndrome)?|(?:CAR[- ]?T[- ](?:cell[- ])?(?:related|associated)?[- ]?)?neuro-?toxicit(?:y|ies)|neurologic(?:al)?\ toxicit(?:y|ies)
        |(?<!hepatic\ )(?<!uremic\ )(?<!uraemic\ )(?<!septic\ )(?<!limbic\ )(?<!reversible\ )\bencephalopathy(?=,?\ \(?(?:of\ |was\ |reached\ )?(?:ASTCT\ |Lee\ |CTCAE\ )?(?:gr(?:ade)?\.?\ ?|G)[1-5I])|(?<=grade\ [1-4]\ )(?:toxic\ |metabolic\ )?encephalopathy\b(?!\ syndrome)
        |\bparkinsonism(?=,?\ \(?(?:of\ )?(?:ASTCT\ |CTCAE\ )?grade\ [1-4I])|(?<=grade\ [1-4]\ )parkinsonism\b
        |CAR[- ]?T[- ]?cell[- ]related\ encephalopathy(?:\ syndrome)?|neurotoxic\ (?:event|symptom|sign)s?|(?:neurologic(?:al)?|nerve|nervous|brain)\ side[- ]effects?(?=,?\ \(?(?:of\ |was\ |were\ |reached\ )?(?:ASTCT\ )?grade\ [1-4I])|(?<=grade\ [1-4]\ )(?:neurologic(?:al)?|nerve|nervous|brain)\ side[- ]effects?|neurologic(?:al)?\ (?:adverse\ )?events?
        |(?:movement\ and\ |movement/)?neuro-?cognitive\ (?:treatment-emergent\ adverse\ events?|adverse\ events?|toxicit(?:y|ies)))(?:\s\((?:ICANS|CRES)\))?)
   |(?P<CRS>\b(?:[Cc]ytokine[- ][Rr]elease[- ][Ss]yndrome|[Ss]yndrome\ of\ cytokine\ release|[Cc]ytokine[- ]release\ (?:reaction|symptoms|toxicity)|(?<=\d\ )[Cc]ytokine[- ]release\b(?!\ (?:assay|of))|(?<=[1-4I]\)\ )[Cc]ytokine[- ]release\b|\b[Cc]ytokine[- ]release(?=\ \(?(?:of\ )?(?:ASTCT\ |Lee\ )?(?:gr(?:ade)?\.?\ ?|G)[1-5I])|(?:(?<=\bneither\ )|(?<=\bnor\ )|(?<=\bno\ )|(?<=\bwithout\ ))[Cc]ytokine[- ]release\b(?!\ (?:assay|of|syndrome))|\b[Rr]elease\ of\ (?:inflammatory\ )?cytokines\b(?!\ (?:by|from|such|like|including))|[Cc]ytokine\ storm|(?:(?:storm|flood|surge)\ of\ (?:messenger|signal\w*|inflammatory)|messenger|signal\w*[- ]substance)\ (?:substances?|molecules?|proteins?|storm)|(?:immune|inflammat\w+)\ storm|CRS)(?:\s\((?:CRS)\))?)
   |(?P<IECHS>\b(?:IEC-?HS|(?:immune[- ]effector[- ]cell[- ]associated\ )(?:ha?emophagocytic|HLH)[^,.;()]{0,40}?syndrome|HLH/MAS|MAS/HLH|CAR[- ]?HLH|carHLH|(?:secondary\ )?ha?emophagocytic\ lymphohistiocytosis(?:-like(?:\ (?:syndrome|toxicity|picture))?)?|HLH(?:-like)?|macrophage[- ]activation(?:-like)?(?:\ |-)syndrome(?:-like)?|MAS\b|ha?emophagocytic\ syndrome|HPS\b)
        (?:\s\((?:IEC-?HS|HLH|MAS|HLH/MAS)\))?)
   |(?P<GVHD>\b(?:(?:acute|chronic|late[- ]onset|overlap|cutaneous|skin|gut|gastrointestinal|GI|intestinal|hepatic|liver|oral|ocular|pulmonary|steroid-refractory)\s(?:and\s(?:acute|chronic|gut|skin|liver)\s)?)*(?:graft[- ](?:versus|vs\.?|against)[- ]host\ (?:disease|reaction)s?|donor[- ](?:versus|against)[- ]host\ (?:disease|reaction)s?|[ac]?GVHD)(?:\s\((?:[ac]?GVHD)\))?|\bMAGIC(?=\ (?:overall\ |clinical\ |maximum\ |maximal\ )*grade\ (?:was\ |of\ |=\ )?[I1-4]))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_G = r"(?P<{0}>\d|I{{1,3}}V?|IV|V)(?:(?:\s?(?:-|/|to|or|and|~)\s?(?:grade\s)?|(?<=[1-4]))(?P<{0}high>[1-5]|I{{1,3}}V?|IV|V)\b)?"
_ORGAN = r"(?:skin|liver|gut|bowel|intestines?|colon|upper gut|lower gut|GI tract|(?:gastro)?intestinal tract|stomach|mouth|eyes|lungs?)"
# "grade 2 CRS", "g2 CRS", "grade III acute skin GVHD", "grade 2 (ASTCT) CRS", "grade 2 local CRS", "grade 1 fever-only CRS"
_BEFORE = expression(
    rf"(?i)\b(?:gr(?:ade)?s?\.?\s?|g)(?:of\s)?{_G.format('g')}\b(?:[\s,(]*|\)\s(?!and\b))(?:(?:by|per|according to)?\s*(?:the\s)?(?:ASTCT|Lee|CTCAE|MAGIC|Penn)(?:\s\w+){{0,2}}[\s)]*)?(?:(?:mild|maximum|local|acute|chronic|transient|isolated|fever-only|delayed|late|steroid-refractory|symptoms of|for|encephalopathy(?: syndrome)?|severe|moderate|skin|gut|GI|gastrointestinal|liver|cutaneous|and|late-onset|reversible|self-limit\w+|low-grade|manageable)\s)*\(?$"
)
# "CRS grade 2", "CRS (grade III)", "CRS of grade 2", "CRS, grade 1", "CRS was graded as 2", "CRS reached a maximum grade of 3", "CRS G2", "ICANS worsened to grade 3"
_AFTER = expression(
    rf"(?i)^(?:\s(?:with|under|during|on)\s[\w-]+(?:\s[\w-]+)?:|\s(?:of|involving|affecting|in)\s(?:the\s)?{_ORGAN}(?:(?:,\s|,?\sand\s|\s?/\s?)(?:the\s)?{_ORGAN})+)?[\s,:(\[-]*(?:(?!\b(?:and|but|while|whereas|with|without|no|nor)\b)[\w'%/°.,+):-]+[\s,(]+){{0,9}}?\(?(?:(?:with|at|to) (?:an? |the |its )?(?=(?:overall|maxim\w+|max\.?|highest|peak|worst|final) ))?(?:overall |maximum |maximal |max\.? |highest |peak |worst |ASTCT |Lee |CTCAE |MAGIC )*\b(?:gr(?:ade)?s?\.?(?:(?:\s?\([^()]{{2,12}}\)|\))?\s?(?:was|of|as|=|:))?\s?|g(?=\d)|graded (?:as )?)(?:of |as |to )?{_G.format('g')}\b"
)
# what is a syndrome of the cells only where cells were given just before
_BARE = expression(r"(?i)parkinsonism|(?:toxic |metabolic )?encephalopathy|release of (?:inflammatory )?cytokines")
# "grade 23 CRS" was "grade 2-3 CRS"
_DASH_LOST = expression(r"(?i)\bgr(?:ade)?s?\.?\s?(?:12|13|23|24|34)\b")
# "III degree gut GVHD", "aGVHD of III degree", "GVHD II°"
_DEGREE = expression(r"(?P<g>I{1,3}V?|IV|[1-4])(?:-(?P<ghigh>I{1,3}V?|IV|[1-4]))?(?:°|(?:st|nd|rd|th)?[ -]degree\b)")
_DEGREE_BEFORE = expression(r"°\s?(?P<g>I{1,3}V?|IV|[1-4])(?:-(?P<ghigh>I{1,3}V?|IV|[1-4]))?\b")
# "skin stage 3, gut stage 1, overall grade II": the grade that sums up the organs
_OVERALL = expression(
    rf"(?i)\b(?:overall|total|global|clinical|cumulative|maximum|maximal)\s(?:clinical\s|GVHD\s|MAGIC\s|Glucksberg\s)?grade\s?(?:of\s|was\s|=\s?|:\s?)?{_G.format('g')}\b|\bgrade\s{_G.format('h')}\soverall\b|(?<=[;,]\s)(?:overall\s|MAGIC\s)?(?:grade\s|overall\s)(?P<i>I{{1,3}}|IV|[1-4])(?=\))"
)
_AFTER_BARE = expression(
    rf"^(?::\s|[\s(]*|\s(?:of|in|involving|affecting) (?:the )?{_ORGAN}(?:(?:, | and |, and )(?:the )?{_ORGAN})*,? \((?:overall |grade )?){_G.format('g')}(?=[\s,.;)])"
)
_OTHER_TOXICITY = expression(
    r"(?i)\bstage\b|neutropeni|thrombocytopeni|neuropath|hepatitis|mucositis|an(?:a)?emia|fever\b.*neutrop"
)
_STAGE = expression(r"(?i)\bstage\s$")
# "(skin stage 2; grade I)": the stages of organs are blanked, the grade stays
_STAGED = expression(
    r"(?i)\b(?:(?:skin|gut|liver|GI|lower|upper)\s)*stage\s(?:\d|I{1,3}V?|IV)\b(?:\s(?:skin|gut|liver))?(?:[,;]|\sand(?=\s(?:overall\s)?grade\s\w+(?:[.,;)]|$|\s(?:on|by|at|in|accord\w+|per)\b)))?"
)
_ABSENT_BEFORE = expression(
    r"(?i)\b(?:no|without|nor|neither|never|not|absence of|free (?:of|from)|denied|lack of|ruled out|excluded?|excluding|rule out|ruling out|(?:spoke|argued|speaking|arguing) against|zero|any|spared|escaped|did not (?:develop|experience|have|show|suffer))\b(?:[^.;:]{0,60})$"
)
_ABSENT_AFTER = expression(
    r"(?i)^[^.;]{0,60}?\b(?:(?:did|was|were|has|had|have|could) (?:also |both |clearly )?(?:not|never)(?! worsen| progress| improve| respond| resolve| subside| increase| require| need| exceed| recur| go beyond| went beyond| rise| rose| surpass| reach| graded| grade\b| severe| treated| attributed| considered to| a reason| contraindicat| go above| get)|never (?:appeared|occurred|developed|seen|observed)|(?:was|were) (?:absent|ruled out|excluded|not)|absent|none\b|failed to (?:occur|appear|materiali[sz]e|develop|emerge|show itself|manifest)|(?:stayed|kept|held) (?:away|off)\b|(?:spared|passed) (?:him|her|the \w+)\b|remained absent|ruled out|: no\b|: none|grade 0|G0|not seen|not observed|not occur|of which (?:no|none|never)|\?? ?[:-] ?(?:no|none|absent|nil|0)\b|,? (?:maximum |max\.? |highest |worst )?grade[: ,-]+(?:none|0|no)\b|there (?:was|were|is|has been) (?:no|never|not|neither)\b|(?:could|can) be (?:excluded|ruled out)|conspicuous by|:? never\b(?! (?:above|beyond|exceed|worse|higher|grade)))"
)
# "CRS and ICANS were looked for daily; neither occurred"
_NEITHER_CAME = expression(
    r"(?i)^[^.]{0,60}?[;,:–-] ?(?:but |however,? |and )?(?:neither|none)(?: of (?:them|these|the two|both))? (?:had |has |ever |was ever |were ever )?(?:occurr\w*|appear\w*|develop\w*|(?:was|were) (?:seen|observed|noted|found|recorded|present|encountered|detected|evident)|arose|ensued|emerged|came)\b"
)
_NOT_PATIENT = expression(
    r"(?i)^[- ]?(?:prophyla|prevention|grading|criteria(?! (?:was|were|had been) (?:not|never|neither)| (?:remained|stayed) un| failed)|risk|monitoring|management guideline|management consensus|scores?\b|-?free|consensus|assessment|-related mortality|effect|syndrome grading|incidence|guidelines)"
)
# "ICANS: no", "GVHD - none", "CRS (absent)"
_ABSENT_CELL = expression(
    r"(?i)^(?:\s?\([^()]*\))?(?: (?:with|after|during|under|from|to) [\w-]+(?: [\w-]+)?(?: \([^()]*\))?)?\s?[:=|(–-]\s?(?:no|none|absent|nil|0|negative|never|not at all)(?=\s?(?:$|[.,;)|\n]))"
)
_CUE = expression(r"(?i)\b(?:no|without|nor|neither|never|not|absence of|free (?:of|from))\b")
_BREAK = expression(r"(?i)\b(?:but|however|although|except|other than|apart from|despite)\b|(?<!grade 1)(?:, with\b)")
# no statement of absence: "no severe CRS", "no CRS above grade 1", "no recurrence of CRS"
_PARTLY = expression(
    r"(?i)\b(?:severe|significant|high-grade|higher-grade|grade|serious|life-threatening|major|recurren\w+|further|additional|more|worsening|other|active|ongoing|residual|only|treatment|therapy|drugs?|prophyla\w+|progression|reactivation|exacerbation|second|history|previous|overlap\w*|steroid-refractory)\b"
)
_PARTLY_AFTER = expression(
    r"(?i)^[\s(-]*(?:flares?|flare-up|recurrence|reactivation|progression|exacerbation|relapse)\b|^[\s(]*(?:of |with )?(?:above|beyond|exceeding|>|≥|(?:of )?(?:grade|gr\.?) ?(?:≥|>|[2-5]|I{2,3}|IV)|greater than|worse than|higher than)"
)
_AT_LEAST = expression(r"(?i)(?:≥|>=?|\bat least|\babove|\bmore than|\bexceeding)\s?$")
# "grade 1 on day 6, grade 2 on day 7 and grade 3 on day 8", "from grade 1 to grade 3"
_NEXT_GRADE = expression(
    rf"(?i)\b(?:gr(?:ade)?s?\.?\s?|g(?=[1-4]\b)){_G.format('g')}\b(?=\s?(?:$|d\+?\d|[,.;:)\]]|(?:on|at|by|with|and|to|in|within|after|from|due|because|when|for|during|the|as|despite|before|that|over|until|having|requiring|\(|between|accord\w+|per|ASTCT|Lee)\b|\())"
)
# "grade 2 on day 7, 3 on day 8 and 4 on day 9"
_ELLIPTIC_GRADE = expression(r"(?i)(?:,|\band|\bthen|\bto) (?P<g>[1-4]) (?:on|by|at|from) (?:the )?(?:day|d)\b")
_GRADE_DENIED = expression(r"(?i)\b(?:not|never|without|no)\b[^.;]{0,30}\b(?:grade|exceed|beyond|above)")
_SYSTEM = expression(
    r"(?P<ASTCT>\bASTCT\b|American Society (?:for|of) (?:Transplantation|Blood and Marrow Transplantation) and Cellular Therapy|\bASBMT\b|American Society for Blood and Marrow Transplantation)"
    r"|(?P<Lee>\bLee(?:'s)?(?: et al\.?)?(?: \(?2014\)?)? (?:criteria|grading|scale|system|score|classification|consensus)|\b(?:by|per|to|the|after|following) Lee\b(?! (?:MD|SJ|DW))|\(Lee(?: 2014)?\)|\bLee 2014\b|Lee[- ]grade)"
    r"|(?P<Penn>\bPenn(?:sylvania)?(?: (?:grad\w+|criteria|scale|system|score|CRS|classification|consensus))|\b(?:by|per|after|following|according to|using)(?: the)? (?:U)?Penn\b|(?<=[(,] )Penn\b|(?<=\()Penn(?=[),;])|\bUPenn|University of Pennsylvania (?:grading|criteria|scale))"
    r"|(?P<CTCAE>\bCTCAE\b|Common Terminology Criteria|NCI[- ]CTC)"
    r"|(?P<MAGIC>\bMAGIC\b|Mount Sinai Acute GVHD)"
)
_STEMS = ("eurolog", *MIND_STEMS, " storm", "urge of", "lood of", "essenger", "ervous system", "cytokines", "europsych", "CRS", "ICANS", "euro-cogn", "eurocogn", "CRES", "HD", "eurotox", "euro-tox", "eurologic", "either of", "either tox", "either syn", "ytokine", "YTOKINE", "HLH", "NT:", "MAS", "HPS", "agocyt", "acrophage", "ost", "MAGIC", "IEC", "ncephalopath", "arkinsonism", "mmune effector", "mmune-effector")  # fmt: skip
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def grade_of(text: str) -> int:
    """Read a grade: 'III' -> 3, '2' -> 2."""
    return int(text) if text.isdigit() else _ROMAN[text.upper()]


def _highest(match: re.Match[str]) -> int:
    return max(grade_of(match["g"]), grade_of(match["ghigh"]) if match["ghigh"] else 0)


def find_systems(text: str) -> list[tuple[int, str]]:
    """Where a grading system is named."""
    return [(m.start(), m.lastgroup or "") for m in _SYSTEM.finditer(text)]


def find_toxicities(sentence: str, offset: int = 0) -> list[ToxicityMention]:
    """Find the syndromes of a sentence with grade, system and stated absence."""
    if not any(stem in sentence for stem in _STEMS):
        return []
    sentence = _in_figures(sentence)
    matches = [m for m in _SYNDROME.finditer(sentence) if not _NOT_PATIENT.match(sentence[m.end() :])]
    found: list[ToxicityMention] = []
    grades = _grades(sentence, matches)
    for i, m in enumerate(matches):
        right = matches[i + 1].start() if i + 1 < len(matches) else len(sentence)
        grade = grades.get(i)
        if grade is None:
            grade = _grade_of_it(sentence, m, right)
        name = {"IECHS": "IEC-HS"}.get(m.lastgroup or "", m.lastgroup or "")
        absent = grade in (None, 0) and _absent(sentence, m, right)
        if absent is None:
            continue
        system = _system_near(sentence, m, name, right)
        found.append(
            ToxicityMention(
                start=offset + m.start(), end=offset + m.end(), rule="toxicity.absent" if absent else "toxicity.grade" if grade else "toxicity.named",
                flags=("unnamed",) if _BARE.fullmatch(m.group()) else ("dash_lost",) if grade and _DASH_LOST.search(sentence) else (), name=name, grade=None if absent or grade == 0 else grade, system=None if absent else system, absent=absent or grade == 0,
            )
        )  # fmt: skip
    told = {t.name for t in found}
    found += [t for t in unaffected(sentence, offset) if t.name not in told]
    return list(_shared(sentence, found, offset))


_NUMERAL = {"one": "1", "first": "1", "two": "2", "second": "2", "three": "3", "third": "3", "four": "4", "fourth": "4"}
# "did not go beyond 2", "never rose above grade 1", "of no more than grade I": what it reached
_NOT_BEYOND = expression(
    r"(?i)\b(?:(?:did|does|had|has|have) not|didn't|never)(?: \w+)? (?:exceed(?:ed)?|surpass(?:ed)?|(?:go|gone|went|rise|risen|rose|get|got|climb(?:ed)?|progress(?:ed)?|pass(?:ed)?|move[d]?|advance[d]?|worsen(?:ed)?|been) (?:beyond|above|over|past|higher than)) (?:an? |the )?(?:maximum of )?(?:(?:gr(?:ade)?\.? )?(?P<g>[1-4]|I{1,3}|IV)\b(?! ?(?:days|hours|weeks|h\b|%|mg)))"
    r"|\b(?:no|not|nothing) (?:more|higher|worse|greater|severer) than (?:an? )?(?=gr(?:ade)?\b)"
)
_IN_WORDS = expression(
    r"(?i)\bgrade (?P<n>one|two|three|four)\b|\b(?:the )?(?P<o>first|second|third|fourth)[- ](?:grade|degree)\b(?! (?:AV|heart|block|burn|relative))"
)


def _in_figures(sentence: str) -> str:
    """Grades in words and by what they did not pass, in figures at the same places: "of the fourth grade", "did not go beyond 2"."""
    if "grade" in sentence or "degree" in sentence:
        sentence = _IN_WORDS.sub(
            lambda m: f"grade {_NUMERAL[(m['n'] or m['o']).lower()]}".ljust(len(m.group())), sentence
        )
    if "not" in sentence or "never" in sentence or "than" in sentence:
        sentence = _NOT_BEYOND.sub(
            lambda m: (
                f"reached grade {m['g']}".rjust(len(m.group()))[-len(m.group()) :] if m["g"] else " " * len(m.group())
            ),
            sentence,
        )
    return sentence


def _system_near(sentence: str, m: re.Match[str], name: str, right: int) -> str | None:
    """The system named behind a syndrome and before the next, else the nearest: "grade 3 CRS (Lee 2014) and grade 3 ICANS (ASTCT)"."""
    near = [
        (not m.end() <= at < right, abs(at - m.start()), system)
        for at, system in find_systems(sentence)
        if abs(at - m.start()) < 160 and _fits(name, system)
    ]
    return min(near)[2] if near else None


def _fits(name: str, system: str) -> bool:
    return (name == "GVHD") == (system == "MAGIC") or system == "CTCAE"


def _grades(sentence: str, matches: list[re.Match[str]]) -> dict[int, int]:
    """Which syndrome has which grade: each grade goes to the syndrome that it stands closest to."""
    pairs: list[tuple[int, int, int, int]] = []
    for i, m in enumerate(matches):
        left = matches[i - 1].end() if i else 0
        before, after = sentence[left : m.start()], _STAGED.sub(lambda x: " " * len(x[0]), sentence[m.end() :])
        if (b := _BEFORE.search(before)) and not _STAGE.search(before[: b.start()]):
            pairs.append(
                (
                    len(before) - b.end("g") + 2 * bool(re.search(r"\band\b", before[b.end("g") :])),
                    i,
                    left + b.start("g"),
                    _highest(b),
                )
            )
        for d in (
            [*_DEGREE.finditer(sentence), *_DEGREE_BEFORE.finditer(sentence)]
            if "°" in sentence or "degree" in sentence
            else ()
        ):
            gap = sentence[d.end() : m.start()] if d.end() <= m.start() else sentence[m.end() : d.start()]
            if len(gap) < 30 and not re.search(r"[,;]|(?<!max)\.|\b(?:skin|stage)\b", gap):
                pairs.append((len(gap), i, d.start("g"), _highest(d)))
        if (a := _AFTER.match(after)) and (
            not _OTHER_TOXICITY.search(after[: a.end()]) or re.search(r"(?i)\boverall grade", after[: a.end()])
        ):
            crossed = sum(m.end() + a.start("g") > other.start() for other in matches[i + 1 :])
            pairs.append((a.start("g") - 8 + 40 * crossed, i, m.end() + a.start("g"), _highest(a)))
        elif (
            (a := _AFTER_BARE.match(after))
            and not re.match(r"^\s*\d+\s*(?:days?|weeks?|hours?|months?|patients|mg|%)", after)
            and "(" not in after[:2]
        ):
            pairs.append((30, i, m.end() + a.start("g"), _highest(a)))
    grades: dict[int, int] = {}
    used: set[int] = set()
    for i, m in enumerate(matches):
        right = matches[i + 1].start() if i + 1 < len(matches) else len(sentence)
        if m.lastgroup == "GVHD" and (whole := _OVERALL.search(sentence, m.end(), right)):
            grades[i] = _highest(whole) if whole["g"] else grade_of(whole["h"] or whole["i"])
    for _, i, at, grade in sorted(pairs):
        if (
            i not in grades
            and at not in used
            and not _AT_LEAST.search(sentence[max(0, at - 18) : at].removesuffix("grade "))
        ):
            grades[i] = grade
            used.add(at)
    for i, m in enumerate(matches):
        right = matches[i + 1].start() if i + 1 < len(matches) else len(sentence)
        if i in grades and not (i + 1 < len(matches) and _BEFORE.search(sentence[:right])):
            more = [
                x
                for x in _NEXT_GRADE.finditer(sentence, m.end(), right)
                if not _STAGE.search(sentence[: x.start()])
                and not _OTHER_TOXICITY.search(sentence[m.end() : x.start()])
            ]
            further = [int(x["g"]) for x in _ELLIPTIC_GRADE.finditer(sentence, m.end(), right)]
            grades[i] = max([grades[i], *further, *(_highest(x) for x in more if x.start("g") not in used)])
    return grades


# "the maximum grade of CRS was 2 and that of ICANS was 1"
_OF_IT = expression(r"(?i)\b(?:grades?|that|severity) (?:of|for) (?:the |her |his )?$")
_IT_WAS = expression(
    rf"(?i)^ (?:was|is|reached|remained|=|:) (?:only |at most )?{_G.format('g')}\b(?! ?(?:days?|%|weeks?))"
)


# "CRS was there on day 1 and at its worst on day 4, when fluids sufficed (grade 2, ASTCT)"
_BRACKETED = expression(
    rf"(?i)\((?:(?:overall|maximum|max\.?|ASTCT|Lee|CTCAE|MAGIC|Glucksberg|i\.e\.,?|=)\s)*(?:gr(?:ade)?\.?\s?|g(?=\d)|(?<=MAGIC\s)|(?<=ASTCT\s)|(?<=Glucksberg\s)){_G.format('g')}\b[^()]{{0,30}}\)"
    rf"|(?<=\s)- (?:i\.e\.,? |that is,? )?grade {_G.format('h')}(?=\s?[.;]|\s?$| (?:accord\w+ to|by|per|on) (?:the )?(?:\w+ )?(?:ASTCT|Lee|MAGIC|Penn|CTCAE|scale|criteria))"
)


def _grade_of_it(sentence: str, m: re.Match[str], right: int) -> int | None:
    """A grade that a second verb of the sentence tells: "CRS began on day 1 and peaked at grade 3"."""
    if _OF_IT.search(sentence[: m.start()]) and (told := _IT_WAS.match(sentence[m.end() : right])):
        return _highest(told)
    rest = sentence[m.end() : right]
    bracketed = _BRACKETED.search(rest)
    if _ABSENT_BEFORE.search(sentence[: m.start()][-90:]):
        return None  # "no patient had neurotoxicity above grade 1"
    denied = _GRADE_DENIED.search(rest)
    rest, _, next_clause = rest[: denied.start() if denied else len(rest)].partition(";")
    if (
        bracketed
        and ";" in sentence[m.end() : m.end() + bracketed.start()]
        and _ABSENT_AFTER.match(sentence[m.end() :])
    ):
        return None  # "CRS was absent; a mild (grade 1) encephalopathy"
    if bracketed and not _OTHER_TOXICITY.search(sentence[m.end() : m.end() + bracketed.start()]):
        return _highest(bracketed) if bracketed["g"] else grade_of(bracketed["h"])
    if m.lastgroup == "GVHD":
        rest = _STAGED.sub(lambda x: " " * len(x[0]), rest)  # "skin stage 3 and gut stage 2, i.e. grade III"
    if _OTHER_TOXICITY.search(rest):
        return None
    return later_grade(rest) or (later_grade(next_clause) if _SUMMED_UP.search(next_clause) else None)


# "biopsy proved GVHD of the gut; together with the erythema this amounted to grade III"
_SUMMED_UP = expression(
    r"(?i)\b(?:it|this|which|together|combined|overall|ICE|hypox\w+|hypotens\w+|vasopress\w+|oxygen|fever|seizures?|aphasia|somnol\w+|rash|erythema|stools?|bilirubin)\b|^ the (?:maximum |final )?grade\b"
)


def _absent(sentence: str, m: re.Match[str], right: int) -> bool | None:
    """Whether the syndrome is denied; None where only its severity or return is ("no severe CRS"): nothing is known."""
    before = sentence[: m.start()]
    if hit := _ABSENT_BEFORE.search(before[-90:]):
        cues = [c.start() for c in _CUE.finditer(hit.group())]
        between = hit.group()[cues[-1] if cues else 0 :]
        if not _BREAK.search(between) and not re.search(
            r"(?i)\bno (?:longer|response|improvement|relief)|not (?:only|respond|resolve|improve|worsen)|without (?:delay|any delay|treatment|tocilizumab)|\b(?:after|during|when|because|(?<!free )(?<!spared )from)\b[^,]*$",
            between,
        ):
            if not (_PARTLY.search(between) or _PARTLY_AFTER.match(sentence[m.end() :])):
                return True
            after = sentence[m.end() : m.end() + 90]
            # "without other signs of haemophagocytosis, and IEC-HS was excluded"
            return True if re.search(r"[,;]|\band\b", between) and _ABSENT_AFTER.match(after) else None
    after = sentence[m.end() : min(len(sentence), m.end() + 90)]
    came = "either" in after or "none" in after
    return bool(_ABSENT_AFTER.match(after) or _ABSENT_CELL.match(after) or (came and _NEITHER_CAME.match(after)))


def _shared(sentence: str, found: list[ToxicityMention], offset: int) -> Iterator[ToxicityMention]:
    """Grades and absence said once for two: "CRS and ICANS, both grade 1", "CRS and ICANS were of grades 2 and 1, respectively"."""
    for a, b in [*reversed(list(pairwise(found))), *pairwise(found)]:
        between = sentence[a.end - offset : b.start - offset]
        if not re.fullmatch(
            r"(?i)[\s,]*(?:and|or|nor|/|&|,|as well as|and/or)[\s,]*(?:of\s|significant\s|any\s|for\s)?", between
        ):
            continue
        after = sentence[b.end - offset :]
        pair = re.match(
            r"(?i)[^.;]{0,40}?\b(?:grades?|was|were)\s(?P<one>\d|I{1,3}|IV)\s?(?:and|/)\s?(?:grade )?(?P<two>\d|I{1,3}|IV)\b[^.;]*\brespectively|[^.;]{0,40}?\bgrades\s(?P<three>\d|I{1,3}|IV)\s?(?:and|/)\s?(?P<four>\d|I{1,3}|IV)\b",
            after,
        )
        if pair is None and _GRADES_OF.search(sentence[: a.start - offset]):
            pair = _WERE_TWO.match(after)
        if pair:
            a.grade, b.grade = (grade_of(g) for g in pair.groups() if g)
        elif slash := re.match(
            r"(?i)^[\s:,(-]*(?:(?:max\w*\s)?grades?)?[\s:,(-]*(?P<one>[0-5]|none)\s?/\s?(?P<two>[0-5]|none)\b", after
        ):
            for t, g in ((a, slash["one"]), (b, slash["two"])):
                t.grade = int(g) if g in "12345" else None
                t.absent = t.grade is None
        elif (
            b.grade is not None
            and a.grade is None
            and (_OF_BOTH.match(after) or _BOTH_ARE.search(sentence[: a.start - offset]))
        ):
            a.grade, a.absent = b.grade, False
        elif b.absent and a.grade is None:
            a.absent = True
        elif b.grade is not None and a.grade is None and re.match(r"(?i)[^.;]{0,30}\b(?:both|each)\b", after):
            a.grade = b.grade
        elif a.absent and b.grade is None:
            b.absent = True
    yield from found


# "both were regarded as CRS and neurotoxicity of grade 1"
_BOTH_ARE = expression(r"(?i)\bboth\b[^.;]{0,40}$")
# "the grades of CRS and of ICANS were 2 and 4"
_WERE_TWO = expression(r"(?i) (?:was|were|reached|peaked at) (?P<one>[1-5]|I{1,3}|IV) and (?P<two>[1-5]|I{1,3}|IV)\b")
_GRADES_OF = expression(r"(?i)\bgrades (?:of|for) (?:the |her |his )?$")
# "CRS and ICANS did not exceed grade 1", "neither CRS nor ICANS went beyond grade 1"
_OF_BOTH = expression(
    r"(?i)\s*(?:were|did not|never|reached|stayed|remained|peaked|exceeded|exceeds|went (?:beyond|above)|rose above|got beyond|surpassed|grade \d)\b"
)


_LATER = expression(
    rf"(?i)\b(?:worsen\w*|progress\w*|escalat\w*|increas\w*|deteriorat\w*|upgraded|reach\w*|peak\w*|culminat\w*|exceed\w*|beyond|above|surpass\w*|climb\w*|rose|risen|rais\w*|went|grew|evolv\w*|deepen\w*|advanc\w*|mount\w*|attain\w*|intensif\w*|amount\w*|ma(?:de|king)|mean(?:t|ing)|constitut\w*|qualif\w*|translat\w*|equal\w*|equivalent|totall?\w*|maximum|maximal|worst|height|graded?|calls?|called|termed|labelled|ranked|classified|rated|judged|scored|deemed|consistent with|compatible with|(?:in keeping|in line) with|correspond\w* to|fulfil\w*|(?:it|this|which|these) (?:was|were)(?: only| merely| of| a| never more than| no more than)*|that is,?|i\.e\.,?|=)\s(?:[\w-]+\s){{0,3}}?(?:gr(?:ade)?\.?\s?|(?<=graded\s)|(?<=graded\sas\s)|(?<=graded\sat\s)|(?<=scored\sas\s)){_G.format('g')}\b"
)
# "the grade was raised to 3"
_RAISED = expression(
    rf"(?i)\b(?:(?:upgraded|raised|brought|took|turned|pushed|lifted) (?:it|this|the (?:grade|event|syndrome|CRS)|CRS|ICANS) (?:up )?(?:in)?|(?:gr(?:ade|ading)|it) (?:was|had been|had to be) (?:then |later |now )?(?:raised|increased|upgraded|revised|changed|corrected) (?:from \w+ )?)to (?:a )?(?:grade )?{_G.format('g')}\b"
)
_OTHER_GRADED = expression(r"(?i)neutropeni|thrombocyt|anemia|anaemia|mucositis|stage")


def later_grade(sentence: str) -> int | None:
    """A grade said of the syndrome before: "It worsened to grade 3", "maximum grade 2"."""
    m = _LATER.search(sentence) or _RAISED.search(sentence)
    return _highest(m) if m and not _OTHER_GRADED.search(sentence[m.start() : m.end() + 30]) else None
