"""By which criteria responses were judged: `CR by the Lugano classification` Lugano · `responses follow the IMWG` IMWG.

The same names stand for risk groups and guidelines of treatment ("ELN adverse risk", "NCCN guidelines"), which are no criteria of response.
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.facts_mention import FactMention

HINTS = ("lugano", "cheson", "lyric", "imwg", "myeloma working group", "eln", "leukemia net", "leukaemia net", "leukemianet", "leukaemianet", "nccn", "comprehensive cancer network",
         "iwcll", "workshop on c", "iwg", "international working group", "recist", "rano", "ipcg", "percist", "eortc", "sledai", "doris", "acr", "vgpr according")  # fmt: skip
_NAMES = expression(
    r"""(?x)
    \b(?:(?P<Lugano>Lugano)
    |(?P<LYRIC>LYRIC\b)
    |(?P<IMWG>IMWG\b|(?i:International\sMyeloma\sWorking\sGroup))
    |(?P<ELN>ELN\b|(?i:European\sLeuka?emia[\s-]?Net))
    |(?P<NCCN>NCCN\b|(?i:National\sComprehensive\sCancer\sNetwork))
    |(?P<iwCLL>(?i:iwCLL)\b|(?i:International\sWorkshop\son\s(?:CLL|Chronic\sLymphocytic)))
    |(?P<IPCG>IPCG\b|(?i:International\s(?:PCNSL|Primary\sCNS\sLymphoma)\sCollaborative\sGroup))
    |(?P<RECIST>RECIST\b)|(?P<RANO>RANO\b)|(?P<PERCIST>PERCIST\b)
    |(?P<EORTC>(?:ISCL/)?EORTC\b|Olsen\scriteria)
    |(?P<Cheson>Cheson)
    |(?P<IWG>IWG\b|(?i:International\sWorking\sGroup)(?!\son)))
    """
)
_JUDGED = expression(
    r"(?i)\b(?:respon\w+|remission|criteri\w+|assess\w*|evaluat\w*|judg\w+|defin\w+|classif\w+|CR|CRi|PR|VGPR|sCR|CMR|PD|SD|NR|staging|restag\w+)\b"
)
_NOT_RESPONSE = expression(
    r"(?i)\b(?:risk|favou?rable|adverse|intermediate|guidelines?|prognos\w+|diagnos\w+|trial|approved|recommend\w*|scor(?:e|es|ed|ing) system|staging system)\b"
)


def find(sentence: str) -> Iterator[FactMention]:
    """Find criteria of response, each once."""
    seen = set()
    for m in _NAMES.finditer(sentence):
        name = str(m.lastgroup)
        near = sentence[max(0, m.start() - 110) : m.end() + 60]
        beside = sentence[max(0, m.start() - 30) : m.end() + 35]
        if name in seen or not _JUDGED.search(near) or (_NOT_RESPONSE.search(beside) and not re.search(r"(?i)\brespon|\bremission", beside)):  # fmt: skip
            continue
        seen.add(name)
        yield FactMention(
            start=m.start(), end=m.end(), rule="facts.criteria", name="response criteria", value_text=name
        )
