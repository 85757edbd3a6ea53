"""That the patient died, and of what.

`he died of sepsis in December 2022` · `she succumbed to progressive disease on day 62` · `death from multi-organ failure`
"""

from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention, of_another

HINTS = ("died", "death", "succumb", "passed away", "expired", "deceased", "fatal", "demise")
_CAUSE = r"(?P<cause>[^.,;()]{3,70}?)(?=\s(?:on|in|at|by|after|despite|within|before|during|\d|one|two|three|four|five|six|seven|eight|nine|ten|about|approximately|while|without|following|and\s(?:was|did|had|an|no|the))\b|[.,;()]|$)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DIED = expression(
    rf"""(?ix)
    \b(?:died|passed\saway|expired|deceased|succumbed|(?:his|her|the\spatient's|patient)\s(?:death|demise)|death\soccurred|led\sto\s(?:his|her|the\spatient's)?\s?death|(?:resulting|resulted)\sin\s(?:\w+\s)?death|fatal\soutcome)\b
    (?:[^.;]{{0,60}}?\b(?:of|from|due\sto|owing\sto|because\sof|as\sa\s(?:result|consequence)\sof|secondary\sto|caused\sby|to|with)\s(?:an?\s|the\s|her\s|his\s)?(?!{_MONTH}\b|\d){_CAUSE})?
    """
)
# "death from sepsis occurred in May"
_NOUN = expression(
    r"(?i)\bdeath\s(?:from|due\sto|owing\sto|caused\sby)\s(?:an?\s|the\s)?(?P<cause>[^.,;()]{3,60}?)\s(?:occurred|followed|ensued)\b"
)
_ALLUSION = expression(r"(?i)\b(?:cell|cells|blasts|programmed|programed|cause of|brain|risk of|fear of)\W*$")
# "none of them died", but "he did not want further therapy and died of sepsis"
_DENIED = expression(r"(?i)\b(?:not|never|nobody|none|no|without|nor)\s(?:\w+\s){0,3}$")
_TIME = expression(r"(?i)^(?:day|month|week|year|the (?:age|day|time|same)|\d|\w+ (?:days|weeks|months|years)\b|age)")


def find(sentence: str) -> Iterator[FactMention]:
    """Find a patient's death; `value_text` is the cause in the report's own words."""
    for m in (*_NOUN.finditer(sentence), *_DIED.finditer(sentence)):
        if of_another(sentence, m.start()) or _DENIED.search(sentence[: m.start()]):
            continue
        if _ALLUSION.search(sentence[: m.start()]):
            continue
        cause = m["cause"]
        told = " ".join(cause.split()).strip(" -") if cause and not _TIME.match(cause) else None
        end = m.end() if told else m.start() + len(m[0].split()[0])
        yield FactMention(start=m.start(), end=end, rule="facts.death", name="death", value_text=told)
