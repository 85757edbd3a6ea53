"""Whose fact is it: of a case patient, of a donor or relative, of other studies, or said in general?

The narrative speaks of the patient unless it says otherwise; introduction and discussion speak of others unless they say "our patient".
"""

import re
from itertools import islice, pairwise

from extractors.expressions import expression
from extractors.folded import AnyFolded
from extractors.grafts import find_grafts
from extractors.mentions import Sentence
from extractors.people import Person, find_persons
from extractors.whose import assign_patients, is_elliptic

__all__ = [
    "NARRATIVE",
    "Person",
    "assign_patients",
    "carry_on",
    "find_persons",
    "is_elliptic",
    "is_general",
    "open_letter",
    "told_of",
]

NARRATIVE = ("case", "results", "methods")
_SILENT = ("references", "front_matter", "back_matter")

_PEOPLE = r"(?:patients|cases|children|recipients|adults|subjects|responders|individuals|infants|women|men|transplants|survivors|infusions|babies|cases|reports|families|adolescents|relapses|courses)"
_OUR_CASE = expression(
    r"(?i)\b(?:our|this|the present|the current|present|the index|the reported|the described|these two|our two) (?:\w+[- ]){0,3}?(?:patients?|case|cases|child|girl|boy|woman|man|infant|report|observation)\b"
    r"|\b(?:we|here(?:in)?,? we) (?:report|describe|present|treated|observed|gave|used|administered|performed|administrated)\b|\b(?:case|patient) [1-9]\b|\bin our\b"
    r"|\b(?:she|he|her|his)\b"
)
_PATIENT = expression(
    r"(?i)\b(?:she|he|her|hers|his|him|the patient|our patient|this patient|patient [12]|case [12]|our case|the (?:boy|girl|child|woman|man|infant|parents|family|mother|father|guardians?)|an? \d{1,2}[- ]year[- ]old)\b"
)
# what only others have: authors, trials, shares of patients, medians
_COHORTS = AnyFolded(
    (
        r"(?<!\bLee )(?<!\bNeelapu )(?<!\bGlucksberg )\bet al\b|\bmedian\b",
        rf"\b\d+(?:[.,]\d+)?\s?(?:%|per cent|percent) (?:of|in) (?:the |all |these |such |our |\d+ )?(?:[\w-]+ ){{0,3}}?{_PEOPLE}\b|\b(?:was|were|is|are|in|of|to|reached|had) (?:only |about |up to |around )?\d+(?:[.,]\d+)?\s?% (?:and|vs\.?|versus|or) \d+(?:[.,]\d+)?\s?%",
        rf"\b(?:a|one) (?:third|quarter|half|fifth) of (?:them|those|all (?:the )?{_PEOPLE}|(?:the |these |such |our )?(?:[\w-]+ ){{0,2}}?{_PEOPLE})\b|\btwo[- ]thirds of (?:them|those|all|the |these |patients)(?! ?(?:body|skin|marrow|cells|dose|volume))\b(?! (?:the|his|her|its|that) (?:\w+ )?dos)",
        rf"\b(?:one|two|three|four|\d) (?:in|out of) (?:three|four|five|ten|\d+) (?:people|patients|children|adults|of them)\b|\b(?:in|among|of) (?:[5-9]|[1-9]\d+|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|\w+ty-\w+|hundred|a (?:dozen|hundred)) (?:\w+ ){{0,3}}?{_PEOPLE}\b|\b(?:of|among|in|from) (?:the |a total of |these |our |over )?\d+ (?:[\w-]+ ){{0,4}}?{_PEOPLE}\b",
        rf"\b\d+ (?:of|out of|/) ?(?:the )?\d+ (?:(?:[\w-]+ ){{0,4}}?{_PEOPLE}\b|(?=(?:achieved|respond|had\b|were\b|develop|relaps|died|surviv|remain|are\b|did\b|who\b|with\b)))",
        rf"\b(?:in|among|of) (?:most|some|many|several|few|all|other|such|those|these|previous) (?:\w+ )?{_PEOPLE}\b|\bin (?:one|a|another|some|other|their|that) (?:\w+ )?(?:series|cohort)\b|\b(?:an)?other of (?:her|his|our|my|their) (?:[\w-]+ )?{_PEOPLE}\b|\b(?:an)?other patient of (?:hers|his|ours|theirs)\b|\bin patients\b|\b(?:patients|pts) (?:with|who|whose|treated|receiving|given|undergoing)\b",
        r"\b(?:trials?|cohorts?|registry|registries|meta-analys\w+|(?:retrospective|prospective|pooled|multicent\w+) (?:analysis|study|series))\b(?! of CAR| of CD| protocol|\.?$)",
        r"\b(?:previous|other|earlier|recent|published|phase) (?:\w+ )?(?:stud|report|trial|series)|\bin the literature\b|\bin (?:one|another|some|several|the (?:same|largest|only)) (?:(?:small|large|larger|recent|other|published|single-cent\w+) )*(?:series|studies|study|reports?|cohorts?)\b|\bguidelines?\b|\b(?:ZUMA|JULIET|TRANSCEND|ELIANA|KarMMa|CARTITUDE|MonumenTAL|TOWER|MajesTEC|MagnetisMM|LOTIS|POLARIX|FELIX|INO-VATE|RELAZA|CLL3X|CIBMTR|EBMT|MATCHPOINT)\b",
        r"\b(?:other|both|two|three|neither of the|none of the|each of the|all) (?:[\w-]+ ){0,2}recipients\b",
        r"\b(?:have|has) been (?:reported|described|published|shown|demonstrated)\b|\breported (?:in|that|by)\b|\bresponse rate\b|\bsurvival (?:of|was|rate)\b|\bpublished (?:cases|patients)\b",
    )
)
# what a narrative says of the rules it followed and of what is usual, beside what happened: "according to the BFM trial", "as in most patients"
_BY_THE_WAY = expression(
    rf"(?i)\b(?:donors?|units?)\b[^.;,]{{0,50}}\bregistr(?:y|ies)\b|\b(?:EBMT|CIBMTR)(?:[/-]\w+)* (?:\w+ )?(?:criteria|classification|consensus|definitions?|scor\w+|grad\w+|staging|risk|severity|index|handbook)\b|\b(?:according to|in accordance with|in line with|based on|as per|per|following|by|on|off|with) (?:the )?(?:(?!(?:patients|cases)\b)[\w/.-]+ ){{0,6}}?(?:trials?|study|protocols?|guidelines?|recommendations?|registry|cohorts?)\b|,? (?:just |much )?(?:as|like|seen|observed|described|reported|known|expected|usual) (?:also )?(?:in|for|from|with) (?:about |some |up to )?(?:\d+\s?% of |most |many |some |the majority of |other )*{_PEOPLE}\b|, which is (?:the )?(?:median|usual|average)\b|\b[A-Z]\w*[- ](?:\w+ )?trial (?:regimen|arm|therapy)\b"
)
# a famous patient: "Clara, the first child ever treated"
_FAMOUS = expression(
    r"(?i)\bthe (?:very )?(?:first|1st) (?:\w+ )?(?:child|girl|boy|patient|person|man|woman|human|adult|recipient)s? (?:(?:ever|in the world|worldwide|in history|to be|to have been|who (?:was|were|had been))\s)+(?:ever )?(?:treated|cured|given|infused|transplanted|receiv\w+)"
)
_ENROLLED = expression(r"(?i)\b(?:enrolled|enrolment|enrollment|included|participat\w+|treated|within|recruited|joined|registered)\b[^.;]{0,40}\b(?:trial|study|protocol|registry)\b|\bclinical trial\b|\b(?:infused|given|received|administered|gave|used|obtained|available|offered|got|started|begun|commenced|initiated|entered|put|switched)\b[^.;]{0,80}\b(?:on|in|within|under|through|as part of|via|outside) (?:an? |the |our |this )?(?:[\w-]+ ){0,4}(?:trial|study|protocol)\b")  # fmt: skip
_RATE = expression(
    r"(?i)\b(?:rates? of(?!\s\d)|response rate|remission rate|incidence|recommend(?:s|ed|ation)|according to|overall survival|were reported|was reported (?:in|to)|reported (?:in|that|a|an)|has been (?:reported|described|shown|demonstrated|associated|approved)|\d+(?:\.\d+)?% (?:of|vs|and))"
)
_DISTANT = expression(
    r"(?i)^\s*(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)? (?:et al|and colleagues|and co-?workers|saw|described|reported|observed|found)\b|in (?:the|a|one|another) (?:[\w'-]+ ){0,5}(?:trial|study|series|cohort|registry|literature|analysis|programme|program)\b)"
)
# "In a trial she was infused with BCMA CAR-T cells"
_IN_ITS_TRIAL = expression(
    r"(?i)^\s*in (?:the|a|one|another) (?:[\w'/-]+ ){0,8}?(?:trial|study|programme|program)(?: (?:of|with|at|in) [^,.;]{2,40},)?(?: \([^()]*\))?,? (?:she|he|we|(?:the|our|this) (?:patient|boy|girl|man|woman|child))\b(?! (?:all|and (?:his|her) (?:colleagues|co)))"
)
# "Another of her patients, Mr B., had only five months"
_ANOTHER_PATIENT = expression(
    r"(?i)\W*(?:another|one other|a further|yet another|a different) (?:(?:of (?:her|his|our|their|the) (?:[\w'’]+ ){1,2}?(?:patients|cases))|(?:\w+ )?(?:patient|case|man|woman|boy|girl|child) (?:of ours|of our (?!two)\w+|from our (?:\w+ )?(?:trial|centre|center|unit|series|cohort)|in our (?:\w+ )?(?:trial|centre|center|unit|series|cohort)|(?:at|in) (?:a|another) (?:\w+ )?(?:centre|center|hospital|unit)))\b"
)
# said of a treatment in general: "ECP clears skin GVHD in some 75-80%"
_GENERAL = expression(
    r"(?i)\b(?:is|are|can|(?-i:may)|might|should|occurs?|causes?|clears?|leads?|seems?|strikes?|accounts?|remains? (?:a|the|one)|spares?|reduces?|improves?|would)\b"
)
_TOLD = expression(
    r"(?i)\b(?:was|were|had|did|received|achieved|developed|became|showed|underwent|rose|fell|grew|began|gave|went|came|led|found|took|made|brought|got|kept|held|left|shrank|dropped|bore|broke|drew|sank|lost|\w{3,}ed)\b"
)
# a share of people, not of the cells of one of them
_SHARE = expression(
    r"(?i)(?<!with )(?<!blasts )\d\s?%(?! (?:(?:CD\d+\S* |plasma |leuka?em\w+ |lympho|myelo|atypical |malignant |donor |residual )*(?:blasts?|cells|MRD|chimerism)|of (?:the |all )?(?:\w+ )?(?:cells|marrow|leu[ck]ocytes|lymphocytes|nuclei|metaphases|blasts|planned|body)))|\b\d+ (?:of|in|out of) \d+\b(?! (?:metaphas|nuclei|cells|blasts|cycles|courses|doses|alleles))|\bpatients\b|\bcases\b"
)
_RELATIVE = expression(
    r"(?i)^(?:\(|on the other hand, )?(?:the|her|his|a|an|our|my)?\s*(?:(?!(?:from|of|by|with|to|for|after|against|in)\b|transplant|haplo|HSCT)\w+[- ]){0,4}?(?:donors?|brother|sister|mother|father|sibling|son|daughter|cousin|uncle|aunt|grandmother|grandfather|husband|wife|family history|family members?|parents)(?:'s)?+\b"
    r"(?![- ]derived|[- ]lymphocyte| T[- ]cell| leu[ck]ocyte| chimerism| cells?| CAR| search| marrow| stem| (?:allo|auto)?grafts?\b| (?:bone|peripheral|blood|mobili|progenitor|PBSC|BMT|HSCT|SCT|HCT|transplant|cord)| lymph| NK| refus| declin| did not want| opted| wish)(?:[^.]{0,45}?)\b(?:was|were|had|has|is|received|suffered|died|tested|carried|carries|underwent|gave|donated|takes|took)\b"
)

# "Because a related donor was lacking, …", "In the absence of a matched sibling, …": what comes after speaks of somebody else
_LEADING = expression(
    r"(?i)\W{0,3}(?:because|as|since|although|though|while|whilst|whereas|when|once|after|before|given that|seeing that|if|in (?:the )?(?:absence|lack|default) of|for (?:want|lack) of|owing to|due to|without|lacking|with|despite)\s(?:[^,;()]|\([^()]*\)){3,150},\s+(?!(?:and|or|but|who|which|whose)\b)"
)
# "Her brother was a half-match only, so on 14 October she received ..."
_TURNS_BACK = expression(
    r"(?i)(?:[,;]|\b(?:and|so|but|therefore))\s(?:[\w ]{0,30}?\b)?(?:she|he|we|the patient|our patient|(?<!of )(?<!from )(?<!to )the (?:boy|girl|child|infant|man|woman|lady)(?:,? who\b|,? whose\b|(?= (?:was|had|received|underwent))))\b"
    r"|(?:[,;:]|\b(?:and|so|but|therefore|hence|thus))\s(?!(?:and |but )?(?:his|her) (?:own )?transplant)(?:[^.;]|\.(?=\d)){0,70}?(?:transplant(?:ation)?|graft(?:ing)?|(?:auto|allo)graft(?:ing)?|H?SCT|HCT|BMT|CBT|conditioning|chemotherapy|lymphodepletion)\b(?:[^.;]|\.(?=\d)){0,60}?\b(?:was|were|took place|followed|ensued|proceeded|began)\b"
)


# somebody whose story is told
_SOMEBODY = expression(
    r"(?i)\b(?:she|he|her|his|him|(?:the|our|this|a|an|index|\w+ing) (?:\w+[- ]){0,3}?(?:patient|case|boy|girl|child|infant|woman|man|gentleman|lady|male|female|adolescent|teenager|student|farmer)|(?:case|patient|subject) (?:no\.? ?)?[1-9A-D]|(?:year|month|week)s?[- ]olds?|aged \d+|\d{1,2} ?(?:y|yrs?|yo|y/o|years?)\b|pt\b|case report|we (?:report|describe|present|treated))\b"
)


# one person's story, however it is told: counted in long texts, where single words prove nothing
_ONE_PERSON = expression(
    r"\b(?i:\d{1,3}|\w+)[- ](?i:year|month)s?[- ](?:and[- ]\w+[- ]\w+[- ])?(?i:old)\b|\b[Ss]?[Hh]e\b|\b(?i:her|hers|his|him)\b|\b(?i:the|our|this|his|her|index|present) (?i:patient|proband)\b"
    r"|\b[Pp]atient(?: was| had| received| underwent| presented| is| developed| [1-9A-D]\b|,? an? )|\b(?i:case report|case presentation|case \d)\b|\b(?i:aged) \d+|\b(?:pt|yo|y/o)\b|\b(?i:this|an?|the) (?i:woman|man|girl|boy|child|infant|lady|gentleman|adolescent|teenager)\b"
)
_LONG = 8_000  # characters
_FEW = 4  # words that speak of one person, as a long article about plants or cells may have by chance


def is_general(text: str) -> bool:
    """Whether a text tells no patient's story: a review, a guideline, a long article that hardly speaks of a person."""
    if len(text) > _LONG and sum(1 for _ in islice(_ONE_PERSON.finditer(text), _FEW)) < _FEW:
        return True
    return _SOMEBODY.search(text) is None and _COHORTS.found_in(text)


def told_of(sentence: str, section: str) -> str:
    """Say whom a sentence speaks of: patient, literature or donor."""
    if section in _SILENT:
        return "nobody"
    if section in NARRATIVE:
        return _in_narrative(sentence)
    if section in {"title", "figure_legend", "table", "footnote"}:
        return "literature" if _cohort(sentence) and not _OUR_CASE.search(sentence) else "patient"
    if section == "abstract":
        other = _cohort(sentence) or _RATE.search(sentence) or _general(sentence)
        return "literature" if other and not _OUR_CASE.search(sentence) else "patient"
    if section == "conclusion" and _TOLD.search(sentence) and not (_cohort(sentence) or _RATE.search(sentence)):
        return "patient"
    if _OUR_CASE.search(sentence) and not _cohort(sentence):
        return "patient"
    return "literature"


def carry_on(text: str, sentences: list[Sentence]) -> None:
    """A line that goes on with the sentence of the line before speaks of the same: "…, the first child ever treated, / disease-free for 9 years"."""
    for a, b in pairwise(sentences):
        if a.section != b.section or a.told_of == "donor":
            continue
        lower = text[a.end - 1] in ",;" and text[b.start].islower()
        if b.joined or (a.told_of == "literature" and b.told_of == "patient" and lower):
            b.told_of = a.told_of


def main_clause(sentence: str) -> int:
    """Where the main clause begins: behind "Because a related donor was lacking, "."""
    leading = _LEADING.match(sentence)
    return leading.end() if leading else 0


# "We herein describe two patients in whom ..."
_PRESENTS = expression(
    r"(?i)\W*(?:here(?:in)?,? )?(?:we|this (?:letter|report|case|correspondence)|the present|our|the following)\b"
)
_YEAR = expression(r"\b(?:19|20)\d\d\b")


def open_letter(text: str, sentences: list[Sentence], met: int) -> None:
    """What a story without headings says in general before its patient is met, at `met`, is its introduction."""
    lead = [s for s in sentences if s.section == "case" and s.end <= met and text[s.end - 1] in ".!?:)]"]  # no headings
    for s in lead:
        words = text[s.start : s.end]
        general = _GENERAL.search(words) is not None or (_cohort(words) and not _OUR_CASE.search(words))
        if _PATIENT.search(words) or _YEAR.search(words) or not (general or _PRESENTS.match(words)):
            return
    for s in lead:
        s.section, s.told_of = "introduction", told_of(text[s.start : s.end], "introduction")


# "Downloaded from http://… on 19/02/2024.", a line that a journal's site prints on each page
_SITE = expression(
    r"\W*(?:Documento\s+descargado|Descargado|Downloaded|T[ée]l[ée]charg[ée]|Heruntergeladen|Scaricato|This article was downloaded)\s+(?:de|from|von|da|sur|by|on|el|le|am|il)\b"
)
# "Most patients relapse within two years", "Another of her patients, Mr B., enjoyed only five months"
_OTHERS = expression(
    rf"(?i)[\W\"]*(?:(?:most|many|some|few|half\s+of(?:\s+the)?|the\s+majority\s+of)\s+(?:\w+\s+)?{_PEOPLE}\s+(?!of\b)[a-z]+\b|another\s+(?:of\s+(?:her|his|our|their|my)\s+(?:\w+\s+)?{_PEOPLE}|patient\s+of\s+(?:hers|his|ours|theirs))\b)"
)


def _in_narrative(sentence: str) -> str:
    if (
        _RELATIVE.match(sentence[main_clause(sentence) :])
        and not _TURNS_BACK.search(sentence)
        and next(find_grafts(sentence), None) is None
        and not re.match(
            r"(?i)^(?:her|his|the) (?:parents|mother|father|family|husband|wife)(?:,[^,]{3,60},)? (?:\w+ )?(?:refus|declin|(?:were|was) (?:offered|told|counsel|informed|asked|advised)|asked|opted|chose|wished|wanted|preferred|consented|agreed|decided|accepted|rejected|turned|requested|did not|would not|withdrew|said no|took (?:her|him) home)",
            sentence,
        )
    ):
        return "donor"
    if _SITE.match(sentence):
        return "nobody"
    if _OTHERS.match(sentence) or _ANOTHER_PATIENT.match(sentence):
        return "literature"
    if _DISTANT.match(sentence) and not _IN_ITS_TRIAL.match(sentence) and _cohort(sentence):
        return "literature"
    sentence = _BY_THE_WAY.sub("", sentence)
    if not _PATIENT.search(sentence) and ((_cohort(sentence) and not _ENROLLED.search(sentence)) or _general(sentence)):
        return "literature"
    return "patient"


def _cohort(sentence: str) -> bool:
    return _COHORTS.found_in(sentence) or bool("first" in sentence and _FAMOUS.search(sentence))


def _general(sentence: str) -> bool:
    """Present tense with a share and nobody named is no story."""
    return bool(not sentence.lstrip("0123456789. ").startswith("If ") and _SHARE.search(sentence) and _GENERAL.search(sentence) and not _TOLD.search(sentence) and not _PATIENT.search(sentence))  # fmt: skip
