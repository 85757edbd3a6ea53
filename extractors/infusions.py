"""Infusions of cells that do not name the cells: `a second infusion`, `the cells were infused`, `5 x 10^6 cells/kg were given`.

Such a mention is generic: it speaks of the product told of before, or, called the second, of another course of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.expressions import expression
from extractors.mentions import TherapyMention

# "a second infusion", "the third CAR infusion of the same product", "re-infusion"; not "the second infusion of rituximab"
_AGAIN = expression(
    r"(?i)\b(?:second|third|2nd|3rd|repeat(?:ed)?|another|further|additional|new|split|first|the|this)\s(?:planned\s|booster\s)?(?:cell\s)?(?:re-?)?infusions?\b"
    r"(?!\s(?:reaction|rate|of\s(?!(?:(?:the|this|her|his|these)\s)?(?:(?:same|remaining|stored|cryopreserved|frozen|identical|original|left-?over|residual)\s)?(?:product|cells)|same|cells|\d|a\ssecond|a\sfurther)|therapy|site|line|pump|with\s(?!the)|for\b))"
    r"(?:\sof\s(?:the\s|this\s|her\s|his\s|these\s)?(?:(?:same|remaining|stored|cryopreserved|frozen|identical|original|left-?over|residual)\s)?(?:product|cells))?"
)
# "the cells were infused", "the product was given", "reinfusion of the cells"
_THE_CELLS = expression(
    r"(?i)\b(?P<cells>(?:the|these|her|his|thawed|manufactured|engineered|modified)\s(?:(?:modified|engineered|expanded|manufactured|remaining|fresh|frozen|same)\s)*(?:T[- ])?(?:cells|product|cell product))\s"
    r"(?:(?:were|was|had been)\s(?:then\s|subsequently\s|finally\s|successfully\s)?(?:re-?infused|infused|transfused|given|administered|returned(?! to)))"
)
# "2 x 10^6 cells/kg were infused", "a total of 5 x 10^6 /kg was split over 3 days", "she received 3 x 10^6 cells/kg"
_AMOUNT = expression(
    r"(?i)\d\s?(?:x\s?)?10\s?\^?\(?\d{1,2}\)?\s?(?P<unit>(?:(?:CAR[- ]?(?:T|\+|positive)?|viable|T|transduced|modified|positive)[- ]?)*(?:cells)?\s?(?:/\s?kg|per\s(?:kg|kilogram)|cells?)\b)"
)
# "reinfusion of the same product", "re-treatment with the remaining cells"
_ONCE_MORE = expression(
    r"(?i)\b(?:re-?infusion|re-?treatment|re-?administration)\s(?:of|with)\s(?:the\s|her\s|his\s)?(?:(?:same|original|identical|remaining|stored|cryopreserved|second|left-?over|autologous|initial)\s){1,2}(?:CAR[- ]?T[- ]?)?(?:cell\s)?(?:product|cells|bag|aliquot|dose|preparation|batch)\b"
)
# "After Flu/Cy she was infused on 3 July 2023"
_SHE_WAS = expression(
    r"(?i)\b(?:she|he|the (?:patient|boy|girl|child|infant|man|woman)) (?:was|had been) (?:then |finally |duly |\w+ly )?(?P<infused>(?:re-?)?infused)(?= (?:on|in) )"
)
_GIVEN = expression(
    r"(?i)\b(?:obtained|got|was run in|went in|infus\w+|re-?infus\w+|received|administered|given|split|transfused|delivered|gave)\b"
)
_OTHER_CELLS = expression(
    r"(?i)CD34|CD3\+|CD3-|nucleated|\bTNC\b|\bMNC\b|mononuclear|stem cell|graft|marrow|cord|lymphocyte|\bDLI\b|leuk?ocytes?\b|/L\b|platelet|red cell|collected|harvest|yield|NK cell|virus-specific|mesenchymal|\bIU\b|copies"
)


# "A second one, of 5 x 10^6 CD3+ cells/kg, followed"
_ANOTHER_ONE = expression(
    r"(?i)\b(?:a|the) (?:second|third|fourth|further|last|final) (?:one|dose|infusion|DLI dose)\b(?! of (?!\d))|\b(?:a|the) (?:second|third|fourth)(?=, (?:[^,;.]|\.(?=\d)){3,60}, (?:was|were|had|could|came|did)\b| (?:was|had been|followed)\b)"
)


def find_donor_lymphocytes(text: str, found: Sequence[TherapyMention]) -> Iterator[TherapyMention]:
    """Find further donor lymphocytes that only a number names, after a sentence that named them."""
    if not any(m.name == "donor lymphocyte infusion" for m in found):
        return
    for match in _ANOTHER_ONE.finditer(text):
        start, end = _sentence(text, match)
        start = max(start, text.rfind("; ", 0, match.start()))
        before = [m for m in found if match.start() - 500 < m.start < match.start()]
        if not before or any(start <= m.start < end and m.kind in {"cell_therapy", "transplant"} for m in found):
            continue
        last = max(before, key=lambda m: m.start)
        if last.name == "donor lymphocyte infusion":
            yield TherapyMention(
                start=match.start(),
                end=match.end(),
                rule="cells.dli",
                name=last.name,
                kind="cell_therapy",
                cell_source="donor",
            )


def find_infusions(text: str, found: Sequence[TherapyMention]) -> Iterator[TherapyMention]:
    """Find generic infusions in a text that tells of CAR-T cells somewhere; `found` are the treatments named."""
    cells = [m for m in found if m.kind == "cell_therapy" and m.name != "donor lymphocyte infusion"]
    if not cells:
        return
    named = sorted(m.start for m in found if m.kind in {"cell_therapy", "transplant"})
    for pattern in (_AGAIN, _ONCE_MORE, _THE_CELLS, _SHE_WAS, _AMOUNT):
        for match in pattern.finditer(text):
            start, end = _sentence(text, match)
            sentence = text[start:end]
            if any(start <= at < end for at in named) or _OTHER_CELLS.search(sentence):
                continue
            if pattern is _AMOUNT and not _GIVEN.search(sentence):
                continue
            if pattern is _AGAIN and _drug_infusion(found, start, match.start()):
                continue
            span = (
                match.span("unit")
                if pattern is _AMOUNT
                else match.span("cells")
                if pattern is _THE_CELLS
                else match.span("infused")
                if pattern is _SHE_WAS
                else match.span()
            )
            named.append(span[0])
            yield TherapyMention(
                start=span[0], end=span[1], rule="cells.infusion", name="CAR-T", kind="cell_therapy", generic=True,
                flags=("again",) if pattern is _ONCE_MORE else (),
            )  # fmt: skip


# "the second patient received the same product on 9 June", "the same antibody was given to him"
_THE_SAME = expression(
    r"(?i)\bthe (?:very )?same (?:(?:CAR[- ]?T[- ]?|cell |cellular |bispecific )*(?P<cells>product|construct|cells|CAR[- ]?T(?: cells)?)|(?P<drug>(?:bispecific )?antibody|bispecific|drug|agent))\b(?! (?:dose|class|target|schedule))"
)
_FAR = 3000


def find_same_again(text: str, found: Sequence[TherapyMention]) -> Iterator[TherapyMention]:
    """Find the product or antibody that is said to be that of an earlier sentence, as of the patient before."""
    cells = [m for m in found if m.kind == "cell_therapy" and m.name != "donor lymphocyte infusion" and not m.generic]
    antibodies = [m for m in found if m.hint == "bispecific"]
    for match in _THE_SAME.finditer(text) if cells or antibodies else ():
        start, end = _sentence(text, match)
        before = [m for m in (cells if match["cells"] else antibodies) if match.start() - _FAR < m.start < start]
        taken = any(start <= m.start < end and m.kind in {"cell_therapy", "transplant"} for m in found)
        if before and not taken and _GIVEN.search(text, start, end):
            last = max(before, key=lambda m: m.start)
            yield replace(last, start=match.start(), end=match.end(), rule="cells.same", flags=())


# "Tandem autologous transplantation followed. The first was performed on 15 January, and the second on 29 April"
_SEVERAL = expression(r"(?i)\b(?:tandem|double|two|both|sequential|successive)\b[^.;]{0,50}\Z")
_ONE_OF_THEM = expression(
    r"(?i)\b(?:the|her|his) (?:first|second)(?: (?:one|transplant(?:ation)?|graft|procedure))?(?=,| (?:was|took|followed|on|in|after|from|\())"
)


def find_grafts_by_number(text: str, found: Sequence[TherapyMention]) -> Iterator[TherapyMention]:
    """Find the first and the second of two transplantations that the sentence before named together."""
    grafts = [m for m in found if m.kind == "transplant"]
    several = [
        m
        for m in grafts
        if _SEVERAL.search(text, max(0, m.start - 60), m.start) or "tandem" in text[m.start : m.end].lower()
    ]
    for match in _ONE_OF_THEM.finditer(text) if several else ():
        start, end = _sentence(text, match)
        before = [m for m in grafts if match.start() - 250 < m.start < start]
        if before and before[-1] in several and not any(start <= m.start < end for m in grafts):
            yield replace(before[-1], start=match.start(), end=match.end(), rule="transplant.numbered", flags=())


# "Step-up dosing was begun on 4 September (day 1)", after a sentence that named the antibody
_STEP_UP = expression(
    r"(?i)\b(?:the )?(?:step-?up|ramp-?up|priming) (?:dosing|doses?|schedule|phase|administration|treatment|injections?)\b"
)
_NEAR = 700


def find_step_up(text: str, found: Sequence[TherapyMention]) -> Iterator[TherapyMention]:
    """Find the step-up doses of a bispecific antibody that an earlier sentence named."""
    antibodies = [m for m in found if m.hint == "bispecific"]
    for match in _STEP_UP.finditer(text) if antibodies else ():
        start, end = _sentence(text, match)
        before = [m for m in antibodies if match.start() - _NEAR < m.start < start]
        if before and not any(start <= m.start < end for m in antibodies):
            last = max(before, key=lambda m: m.start)
            yield replace(last, start=match.start(), end=match.end(), rule="lexicon.step_up", flags=())


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, match.start()) for mark in (". ", "\n\n", ".\n")) + 1
    end = min((e for mark in (". ", "\n\n", ".\n") if (e := text.find(mark, match.end())) >= 0), default=len(text))
    return start, end


def _drug_infusion(found: Sequence[TherapyMention], start: int, at: int) -> bool:
    """Whether "the infusion" is that of a drug named just before it."""
    before = [m for m in found if start <= m.start < at and m.kind == "drug"]
    return bool(before) and at - before[-1].end < 60
