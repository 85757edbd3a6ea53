"""How often a drug against a syndrome was given, and whether it helped, as the sentence says of a drug that the lexicon knows.

`two doses of tocilizumab` 2 · `tocilizumab was given twice` 2 · `responded to anakinra` helped · `no response to methylprednisolone` did not
"""

import re
from collections.abc import Iterator

from extractors import facts_effect
from extractors.courses import Course
from extractors.expressions import expression
from extractors.facts_mention import FactMention
from extractors.mentions import TherapyMention
from extractors.numbers import WORD, number
from extractors.story import Scene, Story

_UNIT = r"(?:doses?|administrations?|infusions?|injections?|shots?|applications?|perfusions?)"
_COUNT = rf"(?P<count>{WORD}|\d{{1,2}}|a\s(?:single|lone|sole)|single|lone|sole|an?)"
_AMOUNT = r"(?:(?:\(?\d[\d.,]*\s?(?:mg|g|µg|mcg)(?:/(?:kg|m2|m²|body|d|day))*\)?|iv|i\.v\.|IV|oral|intravenous|PO|SC|s\.c\.)\s)*"
_MIDST = rf"(?:(?:consecutive|separate|intravenous|oral|total|full|further|additional|more|\w+ly)\s)*{_AMOUNT}"
_OF_BEFORE = expression(
    rf"(?i)\b(?:(?P<more>further|additional|another|more)\s)?{_COUNT}\s(?P<also>further\s|additional\s|more\s)?{_MIDST}{_UNIT}\sof\s(?:\w+\s)?$"
)
_TIGHT_BEFORE = expression(rf"(?i)\b{_COUNT}\s(?:\w+\s)?$")  # "a single tocilizumab dose", "2 tocilizumab doses"
_TIGHT_AFTER = expression(rf"(?i)^\s{_UNIT}\b")
_ORDINAL = expression(
    r"(?i)\b(?P<nth>second|third|fourth|fifth|repeat(?:ed)?|another)\s(?:and\s(?P<last>third|fourth|last|final)\s)?(?:dose|administration|infusion|injection)s?\sof\s(?:\w+\s)?$"
)
_NTH = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "repeat": 2, "repeated": 2, "another": 2}
_AFTER = expression(
    rf"""(?ix)^[^;.,]{{0,12}}?(?:[^;]{{0,40}}?\d[^;]{{0,25}}?)??
    (?:[\s(,]\(?(?P<count>{WORD}|\d{{1,2}}|single|a\ssingle)\s{_UNIT}(?!\sof)
      |\s(?:(?:was|were|had\sbeen)\s)?(?:given|administered|infused|injected|used|needed|required)?\s?(?P<twice>(?<!at\s)once|twice|thrice|(?:two|three|four|2|3|4)\stimes)\b(?!\s(?:a|per|daily|weekly|each|every|the)\b)
      |\s?[x×]\s?(?P<times>[2-6])\b(?!\s?[\d.]*\s?(?:10|mg|d\b|/)))"""
)
_AGAIN = expression(
    r"(?i)^[^;]{0,70}?\b(?:on\s(?:day\s?)?[+\d]|that day|d\+\d)[^;.]{0,25}?(?:,?\sand(?:\sonce)?\sagain\b|,\sagain\b|\sand\s(?:was\s)?repeated\b|,?\srepeated\b|,?\s(?:and\s)?a\s(?:further|second)\s\d)"
)
# "8 mg/kg on days 4 and 5"
_DAYS = expression(
    r"(?i)^[^;]{0,60}?\bon\s(?:post-infusion\s)?(?:days?|d)\s?(?P<days>[+]?\d{1,3}(?:,\s(?:day\s)?[+]?\d{1,3})*,?\s(?:and|&)\s(?:on\s)?(?:days?\s|d)?[+]?\d{1,3})\b"
)
_ONE_A_DAY = frozenset({"tocilizumab", "siltuximab"})
_AHEAD = 160  # characters before a drug in which its count or effect is told
_LISTED = 110  # characters between the members of a list
_VERB = expression(
    r"(?i)\b(?:was|were|had|has|is|are|led|did|received|required|needed|but|then|later|before|until|while|whereas|followed)\b"
)
# given beside what is to cure the syndrome
_AGAINST_SEIZURES = frozenset(
    {"levetiracetam", "lacosamide", "valproate", "phenytoin", "clobazam", "lorazepam", "diazepam", "midazolam"}
)
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}

_GOOD = r"(?:good|rapid|prompt|excellent|marked|dramatic|clear|complete|full|quick|immediate|swift|favou?rable|remarkable|gradual|partial|some|significant)"
_NO = r"(?:no|little|without|poor|inadequate|insufficient|lack\sof|minimal|scant|unsatisfactory|limited)"
_OUTCOME = r"(?:response|effect|improvement|success|benefit|resolution|recovery|relief|defervescence)"
_OVER = r"(?:resol\w+|subsid\w+|settl\w+|abat\w+|defervesce\w*|clear\w*|improv\w+|recover\w*|disappear\w*|ceas\w+|vanish\w*|wan(?:ed|ing)|relie\w+|revers\w+|remit\w*|normali[sz]\w+|controll\w+|regress\w*|fad(?:ed|ing)|calm\w+)"
_LEAD = r"(?:\s(?:the|a|an|her|his|its|oral|intravenous|IV|i\.v\.|iv|topical|high-dose|low-dose|systemic|one|two|three|a\ssingle|single|further|dose|doses|perfusion|infusion|of|mg|treatment|therapy|with|nothing|but|simple|only|\d[\d.,]*|mg/kg|mg/m2|\w+-dose)){0,8}"
_HELPED_BEFORE = expression(
    rf"(?i)\b(?:respond(?:ed|ing|s)?\s(?:\w+\s)?to|respons(?:e|ive)\sto|(?:successfully|effectively|well)\s\w+(?:ed|t)\s(?:with|by|using)|reversible\s(?:after|with|under|on)|{_OVER}\s(?:[\w+]+\s){{0,4}}?(?:with|after|on|under|by|following|upon)|(?:yielded|gave\sway)\sto|resolutive\sunder|improvement\s(?:with|after|on|under|following){_LEAD}){_LEAD}\s$"
)
_FAILED_BEFORE = expression(
    rf"(?i)\b(?:(?:no|not|never|little|poor|without|inadequate|insufficient|lack\sof|did\snot|failed\sto)\s(?:\w+\s)?(?:respond(?:ed|ing)?|response|improve\w*|benefit|effect)\s(?:\w+\s)?(?:to|with|after|on|from|of|under)|refractory\sto|unresponsive\sto|resistant\sto|(?:persist\w+|progress\w+|worsen\w+|recurr\w+|deteriorat\w+|continu\w+)[^.;]{{0,40}}?\b(?:despite|in\sspite\sof|notwithstanding|under)|despite){_LEAD}\s$"
)
_HELPED_AFTER = expression(
    rf"""(?ix)^[^;]{{0,90}}?(?:\b(?:with|showing|had|to)\s(?:an?\s)?{_GOOD}(?:\s\w+)?\s{_OUTCOME}|\bled\sto\s(?:\w+\s){{0,2}}?(?:{_OUTCOME}|{_OVER})|\b(?:was|were|proved|being)\s(?:\w+ly\s)?(?:effective|successful|sufficient)\b|\bsufficed\b
      |\bfollowed\sby\s(?:\w+\s){{0,2}}?{_OUTCOME}|\b(?:reversed|resolved|calmed|controlled|terminated|stopped|relieved|eased|normali[sz]ed|broke|cleared)\s(?:the|her|his|it|them|all)\b|\bbrought\s(?:\w+\s){{0,3}}?(?:relief|under\scontrol|down)
      |\bresulted\sin\s(?:\w+\s){{0,2}}?(?:{_OUTCOME}|{_OVER})|\bimproved\sthe\b|,?\s(?:after|upon|with|following)\swhich[^.;]{{0,50}}?\b{_OVER})"""
)
_FAILED_AFTER = expression(
    rf"(?i)^[^;]{{0,80}}?(?:\b(?:with|had|showing|brought|to|has)\s{_NO}\s(?:\w+\s)?{_OUTCOME}|\b{_NO}\s(?:clinical\s|apparent\s|lasting\s|any\s)?{_OUTCOME}|\b(?:was|were|proved|remained)\s(?:\w+ly\s)?(?:ineffective|unsuccessful|insufficient|of\sno\savail|futile)|\bfailed\b(?!\sto\sprevent)|\b(?:made|had)\sno\simpression|\bdid\snot\s(?:help|suffice|work|improve|control|respond)|\bto\sno\savail|\bin\svain)"
)
_REFRACTORY_AFTER = expression(r"(?i)^[-\s](?:refractory|resistant)\b")
_NEXT = expression(
    r"(?i)^(?:the|its|this)\s(?:\w+\s)?(?:effect|response)\s(?:\w+\s)?(?:was|remained)\s(?:\w+\s)?(?P<how>poor|insufficient|inadequate|limited|minimal|unsatisfactory|good|prompt|rapid|excellent|dramatic)\b"
)


def find(scene: Scene, before: Scene | None, story: Story) -> Iterator[FactMention]:
    """Find counts of doses and effects of the drugs of a sentence that were given against a syndrome."""
    drugs = list(_against_syndromes(scene, story))
    for m, course in drugs:
        start, end = scene.local(m)
        counted = _doses(scene.text, start, end, _behind(scene, m), m.name in _ONE_A_DAY)
        if counted is not None:
            yield FactMention(start=start, end=end, rule="facts.doses_given", name="doses given", value_text=course.name, value=counted[0], operator=counted[1], unit="{dose}")  # fmt: skip
        first, last = _list_of(scene, m, drugs)
        for opens, closes in ((m, m), (first, last)):
            helped = _effect(scene, scene.local(opens)[0], _behind(scene, closes))
            if helped is not None:
                break
        if helped is not None:
            yield FactMention(
                start=start, end=end, rule="facts.effect", name="effect", value_text=course.name, present=helped
            )
    yield from _of_the_sentence_before(scene, before, story)


def _of_the_sentence_before(scene: Scene, before: Scene | None, story: Story) -> Iterator[FactMention]:
    """ "Methylprednisolone was tried. The effect was poor." """
    if before is None or before.sentence.patient != scene.sentence.patient:
        return
    given = list(_against_syndromes(before, story))
    if "seizure" not in scene.text.lower():
        given = [(m, c) for m, c in given if c.name not in _AGAINST_SEIZURES]
    told = _told(scene.text.lstrip()) if given else None
    if told is None or any(scene.local(m)[0] < told[1] for m in scene.therapies):
        return
    first, last = _list_of(before, given[-1][0], given)
    for m, course in given:
        if first.start <= m.start <= last.start:
            yield FactMention(start=0, end=told[1], rule="facts.effect", name="effect", value_text=course.name, present=told[0])  # fmt: skip


def _told(sentence: str) -> tuple[bool, int] | None:
    if m := _NEXT.match(sentence):
        return m["how"].lower() in {"good", "prompt", "rapid", "excellent", "dramatic"}, m.end()
    return facts_effect.told_next(sentence)


def _against_syndromes(scene: Scene, story: Story) -> Iterator[tuple[TherapyMention, Course]]:
    for m in scene.therapies:
        course = story.became.get(id(m))
        if (
            isinstance(course, Course)
            and course.kind == "drug"
            and course.status == "given"
            and course.role == "toxicity_management"
        ):
            yield m, course


def _behind(scene: Scene, m: TherapyMention) -> str:
    """What follows a drug, up to the next treatment."""
    _, end = scene.local(m)
    following = [scene.local(t)[0] for t in scene.therapies if scene.local(t)[0] >= end]
    return scene.text[end : min(following, default=len(scene.text))]


def _list_of(
    scene: Scene, m: TherapyMention, drugs: list[tuple[TherapyMention, Course]]
) -> tuple[TherapyMention, TherapyMention]:
    """The first and the last member of a drug's list: what is said of it stands before the one or after the other."""
    first = last = m
    for other, _ in drugs:
        one, two = sorted((m, other), key=lambda t: t.start)
        gap = scene.text[scene.local(one)[1] : scene.local(two)[0]]
        if 0 < len(gap) < _LISTED and not _VERB.search(gap):
            first, last = min(first, one, key=lambda t: t.start), max(last, two, key=lambda t: t.start)
    return first, last


def _doses(text: str, start: int, end: int, behind: str, one_a_day: bool) -> tuple[float, str | None] | None:
    """How many doses are told of a drug; "two further doses" are three at least."""
    ahead = text[max(0, start - _AHEAD) : start]
    if m := _ORDINAL.search(ahead):
        return (3.0, ">=") if m["last"] in {"last", "final"} else (float(_NTH[(m["last"] or m["nth"]).lower()]), None)
    if m := _OF_BEFORE.search(ahead):
        more = bool(m["more"] or m["also"])
        return _number(m["count"]) + more, ">=" if more else None
    if (m := _TIGHT_BEFORE.search(ahead)) and _TIGHT_AFTER.match(behind):
        return _number(m["count"]), None
    if one_a_day and (m := _DAYS.match(behind)):
        return float(len(re.findall(r"\d+", m["days"]))), None
    if m := _AFTER.match(behind):
        if m["twice"]:
            return float(_TIMES[m["twice"].split()[0].lower()]), None
        return (float(m["times"]) if m["times"] else _number(m["count"])), None
    return (2.0, None) if one_a_day and _AGAIN.match(behind) else None


def _number(words: str) -> float:
    last = words.lower().split()[-1]
    return 1.0 if last in {"single", "lone", "sole", "a", "an"} else number(last)


def _effect(scene: Scene, start: int, behind: str) -> bool | None:
    """Whether a drug is said to have helped; None where nothing is said."""
    since = max(0, start - _AHEAD)
    ahead = scene.text[since:start]
    if _FAILED_BEFORE.search(ahead) or _REFRACTORY_AFTER.match(behind) or _FAILED_AFTER.match(behind):
        return False
    m = _HELPED_BEFORE.search(ahead)
    if m and any(0 <= since + m.start() - scene.local(t)[1] <= 1 for t in scene.therapies):
        m = None  # "levetiracetam gave way to lacosamide"
    return True if m or _HELPED_AFTER.match(behind) else facts_effect.told_behind(behind)
