"""Whether "refractory" tells a finding or is a label: "the disease was refractory", "refractory to R-CHOP" against "refractory DLBCL"."""

import re

from extractors.courses import Course
from extractors.expressions import expression
from extractors.mentions import ResponseMention
from extractors.response_standing import LINES
from extractors.story import Scene

PAIR_BEFORE = expression(r"(?i)(?:\brelapsed|\brefractory)\s?(?:/|,? or |,? and |-|, )\s?$|\b(?:relapse|r)\s?[/-]\s?$")

_NO_DISEASE = expression(
    r"(?i)^\s?(?:septic|hypo|neutropeni|thrombo|cytopeni|CRS|ICANS|GV?HD|fever|HLH|shock|seizure|status|cases?\b|patients?\b|to (?:steroid|tocilizumab|cortico|antibiot|platelet|transfus|anakinra|immunosuppress|glucocort|vasopress|fluid|G-CSF|treatment with (?:steroid|antibiot)|six|five|four|three|two|multiple|several|\d|at least|more|prior|previous|\w+ (?:prior |previous )?lines|standard|conventional|chemotherapy and))"
)

# "refractory to bosentan": a drug that no lymphoma is treated with
_TO_OTHER = expression(
    r"(?i)^ to (?!(?:the |this |all |both |\w+ (?:cycles|courses|lines) of )*(?:(?-i:[A-Z0-9][\w/+-]*)|treatment|therap\w+|[\w-]+-cel\b|\w+leucel\b|(?:the )?(?:infused |CAR[- ]?T[- ])?cells|chemo\w*|induction|salvage|re-?induction|azacit\w+|veneto\w+|ibrut\w+|lenalid\w+|bortez\w+|daratum\w+|ritux\w+|blinatum\w+|inotuz\w+|imatinib|dasatinib|\w+tinib|\w+mab\b|\w+zomib|\w+lomide|cytarabine|it\b|first|second|third|initial|these|radiother\w+))"
)

_FOUND_SO = expression(
    r"(?i)\b(?:(?:was|were|proved|proven|remained|became|turned out|being|is) (?:to be )?(?:thus |therefore |hence |clearly |primary |also |again |still |largely |completely )*"
    r"|(?:document|show|reveal|confirm|demonstrat|indicat|evidenc|establish|disclos|found|suggest|display|consistent with|judged|rated|classified)\w*(?: as)? (?:an? |the )?(?:primary |persistent |chemo-?|still )*)$"
)

# "contained 34% blasts: refractory disease"
_BLASTS_SO = expression(
    r"(?i)\d\s?%[^.;:]{0,30}\b(?:blasts|plasma cells|leuka?emic cells)\b[^.;:]{0,24}[:,(\u2013-]\s?(?:i\.e\.,? |that is,? |thus |hence )?$"
)

_WAS_FOUND = expression(
    r"(?i)^(?: disease| leuka?emia| lymphoma)? (?:was|were) (?:\w+ly )?(?:documented|shown|found|seen|confirmed|demonstrated|diagnosed|noted|evident|stated|observed)\b"
)


_TO_IT = expression(
    r"(?i) to (?:both |all |the |her |his |(?:(?:one|two|three|four|\d) )?(?:cycles?|courses?|blocks?|lines?) of |(?:one|two|three|four|\d) )*"
)


def to_line(scene: Scene, r: ResponseMention, before: str, mentioned: dict[int, Course]) -> bool:
    """Whether a line is named to which the disease did not respond: "lymphoma refractory to R-CHOP and R-ICE"."""
    if PAIR_BEFORE.search(before) or before.rstrip().endswith(("steroid", "platelet", "class")):
        return False
    return any(
        _TO_IT.fullmatch(scene.text, r.end - scene.sentence.start, m.start - scene.sentence.start) is not None
        and (c := mentioned.get(id(m))) is not None
        and c.role in LINES
        and c.status == "given"
        for m in scene.therapies
    )


def label_of(before: str, after: str) -> str | None:
    """ "refractory DLBCL" is a label, "the disease was refractory" a finding."""
    if (
        _NO_DISEASE.match(after)
        or _TO_OTHER.match(after)
        or re.search(
            r"(?i)(?:steroid|platelet|class|double|triple|penta|quad\w*|multi|treatment|therapy)[- ]?$", before
        )
    ):
        return "a label"
    if _BLASTS_SO.search(before[-70:]) or _FOUND_SO.search(before[-40:]) or _WAS_FOUND.match(after):
        return None
    return "a label"
