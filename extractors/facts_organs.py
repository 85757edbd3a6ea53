"""Which organs graft-versus-host disease took: `acute GVHD of the skin and gut` skin, gut · `biopsy-proven hepatic cGVHD` liver."""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention, averted, denied

HINTS = ("gvhd", "graft-versus-host", "graft versus host")
_ORGANS = {
    "skin": r"skin|cutaneous|dermal|scleroderm\w+|maculopapular|erythema",
    "gut": r"gut|gastro-?intestinal|intestin\w+|colon\w*|bowel|GI(?=[\s-](?:tract|GVHD|[ac]GVHD|involve))|gastric|stomach|duoden\w+|rectal|diarrh?o?ea",
    "liver": r"liver|hepatic",
    "mouth": r"oral(?= (?:[ac]?GVHD|muco|involve|chronic|lichen))|mouth|mucosal",
    "eyes": r"ocular|eyes?",
    "lung": r"lungs?|pulmonary|bronchiolitis",
}
_ORGAN = r"(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _ORGANS.items()) + r")"
_ONE = expression(rf"(?i)\b{_ORGAN}\b")
_PLAIN = "|".join(_ORGANS.values())
_LIST = (
    rf"(?:{_PLAIN})(?:(?:,|\s?/|\sand|,\sand|\sas\swell\sas)\s?(?:the\s|of\sthe\s)?(?:upper\s|lower\s)?(?:{_PLAIN}))*"
)
_GVHD = r"(?:[ac]\s?GVHD|GVHD|graft[-\s]versus[-\s]host[-\s]disease)"
_STAGED = r"(?:\sof\s(?:overall\s)?grade\s\w+|,?\s?grade\s\w+(?:[-–]\w+)?,?|\s\([^)]{0,40}\))?"
_TOLD = expression(
    rf"""(?ix)
    \b{_GVHD}{_STAGED}\s(?:\w+\s)?(?:of|in|involving|affecting|confined\sto|limited\sto|restricted\sto|with\sinvolvement\sof)\s(?:the\s|her\s|his\s|only\sthe\s|both\s)?(?P<a>{_LIST})\b
   |\b(?P<b>{_LIST})(?:\s(?:chronic|acute|grade\s\w+))?[\s-]{_GVHD}\b
   |\b{_GVHD}\s?[(:,]\s?(?P<c>(?:stage\s\w+\s)?(?:{_PLAIN})[^);.]{{0,60}})
    """.replace("[ac]\\s?GVHD", "[ac]GVHD")
)
# "a rash over 60% of the body developed (GVHD, MAGIC grade II)", "lichenoid lesions of the mouth, which biopsy attributed to chronic GVHD"
_SIGNS = expression(
    r"(?i)\b(?:(?P<skin>rash(?:es)?|exanthe\w+|erythema\w*|maculopapular|sclerodermatous)|(?P<gut>(?:watery |bloody |voluminous |secretory )?diarrh?o?ea|enteritis|colitis)"
    r"|(?P<liver>jaundice|hyperbilirubin\w+|cholestasis)|(?P<mouth>(?:oral )?lichenoid\b[^.;]{0,25}?\bmouth|oral lichen\w*|oral ulcers?|stomatitis)"
    r"|(?P<eyes>dry eyes|sicca|keratoconjunctivitis)|(?P<lung>bronchiolitis obliterans|BOS\b))"
)
_DISEASE = expression(r"\b(?:[ac]?GVHD|(?i:graft[-\s]versus[-\s]host[-\s]disease))\b(?![\s-](?:prophyla|prevent))")
_PROPHYLAXIS = expression(r"(?i)^[\s-](?:prophyla|prevent)")


def find(sentence: str) -> Iterator[FactMention]:
    """Find the organs of a GVHD that occurred, each once."""
    seen = set()
    for name in _named(sentence):
        if name.value_text not in seen:
            seen.add(name.value_text)
            yield name
    told = next((m for m in _DISEASE.finditer(sentence) if not _not_had(sentence, m)), None)
    if told is None:
        return
    for m in _SIGNS.finditer(sentence):
        organ = str(m.lastgroup)
        if organ not in seen and not denied(sentence, *m.span()):
            seen.add(organ)
            yield _mention(min(m.start(), told.start()), max(m.end(), told.end()), organ)


def _named(sentence: str) -> Iterator[FactMention]:
    for m in _TOLD.finditer(sentence):
        if _not_had(sentence, m) or _PROPHYLAXIS.match(sentence[m.end() :]):
            continue
        group = next(g for g in "abc" if m[g])
        for organ in _ONE.finditer(sentence, m.start(group), m.end(group)):
            yield _mention(*m.span(), str(organ.lastgroup))


def _not_had(sentence: str, m: re.Match[str]) -> bool:
    return denied(sentence, *m.span()) or averted(sentence, *m.span())


def _mention(start: int, end: int, organ: str) -> FactMention:
    return FactMention(start=start, end=end, rule="facts.organs", name="GVHD organ", value_text=organ)
