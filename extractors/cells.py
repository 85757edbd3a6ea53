"""Cell therapies that have no product name: CAR-T by target and source, donor lymphocytes.

anti-CD19 CAR-T cells · CD19-directed chimeric antigen receptor T-cell therapy · CAR T cells targeting BCMA and CD19
"""

import re
from collections.abc import Iterator

from extractors.expressions import expression
from extractors.mentions import TherapyMention

_ONE_TARGET = (
    r"(?:CD\s?\d{1,3}(?:[a-wyz](?![a-zA-Z]))?|BCMA|GPRC5D|CLL-?1|FLT3|GD2|CS1|SLAMF7|NKG2D|CCR4|TRBC1|FcRH5|ROR1|PSMA|HER2|EGFR(?:vIII)?|GPC3|"
    r"B7-?H3|mesothelin|claudin\s?18\.2|MUC1|TSLPR|IL-?13R[aα]?2?|kappa|BAFF-?R|SIGLEC-?6|MAGE-?A4|NY-?ESO-?1)"
)
# CD19 · CD19/CD22 · CD19/22 · CD19-CD22 · CD19 x CD22 · CD19 and CD22
TARGETS = rf"{_ONE_TARGET}(?:\s?(?:/|x|\+|-|,? and |&)\s?(?:anti-)?(?:{_ONE_TARGET}|\d{{2,3}}\b))*"
_CAR_T = expression(
    rf"""
    (?P<before>(?:\b(?:autologous|allogeneic|donor[-\ ]derived|haploidentical|haplo-?identical|universal|sibling|murine|humani[sz]ed|
        fully|human|bispecific|tandem|dual|bivalent|second|third|fourth|first|generation|4-1BB|CD28|based|commercial|sequential|
        off-the-shelf|patient-derived|single)[-\ ]){{0,6}})
    (?:(?:dual[- ]target(?:ed)?|targeting)\ )?
    (?:(?P<anti>anti-?\s?)?(?P<target>{TARGETS})(?:[-\ ](?:positive))?
       (?:[-\ ](?:directed|targeted|targeting|specific|redirected|based|bispecific|tandem|dual[- ]target(?:ed|ing)?|bi-?specific|dual|autologous|allogeneic|donor-derived|second-generation|third-generation|4-1BB)){{0,3}}
       [-\ ]?)?
    (?:chimeric\ antigen[-\ ]receptor(?:\ \(CARs?\))?[-\ ]?(?:modified|engineered|transduced|expressing|redirected)?[-\ ]?(?:\(?T|natural\ killer|NK)(?:[-\ ]?(?:cells?|lymphocytes?))?\)?(?:\ \(CAR-?\s?T\))?
      |CAR[-\ ]?(?:modified|engineered|transduced|positive)?[-\ ]?(?:T|NK)(?:s\b|[-\ ]?cells?|[-\ ]?lymphocytes?)?\b(?!-?\w)
      |CART(?:s\b|[-\ ]?cells?)?\b(?!-?\d)
      |CARs?\b(?=[-\ ](?:cells?|infusion|therapy|treatment|product))
      |(?P<bare>(?<=[A-Z0-9]\b[-\ ])CAR\b))
    (?P<tail>(?:[-\ ]cells?\b)?(?:\ (?:therapy|treatment|infusion|product))?)
    (?:\ (?:cells?\ )?(?:targeting|directed\ (?:against|at|to)|against|specific\ for|recogni[sz]ing)\ (?P<after>(?:both\ )?{TARGETS}))?
    """,
    re.VERBOSE,
)
# donor lymphocyte infusions (DLI), donor leukocytes, DLIs
_DLI = expression(
    r"(?i)\b(?:(?:prophylactic|pre-?emptive|therapeutic|G-CSF[- ](?:primed|mobili[sz]ed)|escalating|modified|unmanipulated|CD3\+)\s)*"
    r"(?:(?:donor(?:['’]s)?|allogeneic)[- ](?:derived[- ])?(?:T[- ])?(?:lymphocytes?|leukocytes?|leucocytes?)(?:[- ](?:infusions?|transfusions?))?|(?:(?:her|his|the) )?(?:father|mother|brother|sister|sibling|son|daughter|cousin|twin)['’]s (?:own )?(?:T[- ])?(?:lymphocytes|T cells|leu[ck]ocytes)|(?:maternal|paternal|fraternal|sibling|parental)[- ](?:T[- ])?(?:lymphocytes|T cells|leu[ck]ocytes)|(?:T[- ])?lymphocytes (?:of|from) (?:her|his|the|their|its) (?:original |former |same |own )?(?:donor|father|mother|brother|sister|sibling|son|daughter|cousin|twin)|DLIs?)\b(?:\s\(DLIs?\))?"
)
_VIRUS = r"(?:CMV|EBV|AdV|ADV|BKV|BK virus|HHV-?6|JCV|adenovirus|cytomegalovirus)"
_OTHER = expression(
    r"(?i)\b(?P<msc>mesenchymal (?:stem|stromal) cells?(?: infusions?)?|(?-i:MSCs)\b)|\b(?P<boost>(?:CD34\+?[- ]selected )?(?:stem[- ]cell|CD34\+(?:[- ]cell)?|CD34\+?[- ]selected|graft) boosts?|boosts? of (?:(?:her|his|the|cryopreserved|stored|autologous|own|donor|selected|purified|CD34\+?[- ]selected) )*(?:stem|progenitor|CD34\+?) ?cells)"
    r"|\b(?P<til>tumou?r[- ]infiltrating lymphocytes?)|\b(?P<nk>(?:NK|natural killer)[- ]cell infusions?)|\b(?P<cik>cytokine-induced killer cells?|CIK cells?)"
    rf"|\b(?P<vst>(?:(?P<virus>{_VIRUS}(?:(?:[/,+ ]| and )+{_VIRUS})*)|(?:multi-?)?virus)[- ]specific (?:cytotoxic )?T[- ]?(?:cells|lymphocytes)(?: \(VSTs?\))?|(?-i:VSTs?)\b)"
)
_OF_DONOR = expression(
    r"(?i)\b(?:donor|third[- ]party|mother|father|sister|brother|sibling|son|daughter|cousin|haplo\w*)\b"
)
_OTHER_NAMES = {"msc": "mesenchymal stromal cells", "boost": "stem cell boost", "til": "tumor-infiltrating lymphocytes",
                "nk": "NK cell infusion", "cik": "cytokine-induced killer cells", "vst": "virus-specific T cells"}  # fmt: skip


# what the product is made of: "CAR-T cells, grown from maternal lymphocytes"
_RAW = expression(
    r"(?i)\b(?:from|out of|using|grown|derived|manufactured|collect\w*|harvest\w*|apheres\w*)\s(?:of\s)?(?:(?:the|her|his|fresh|frozen)\s)*\Z"
)


def find_cells(text: str) -> Iterator[TherapyMention]:
    """Find CAR-T cells, donor lymphocytes and other cells in a plain text."""
    if "CAR" in text or "himeric" in text:
        yield from _car_t(text)
    for match in _DLI.finditer(text):
        if _RAW.search(text, max(0, match.start() - 40), match.start()):
            continue
        yield TherapyMention(
            start=match.start(),
            end=match.end(),
            rule="cells.dli",
            name="donor lymphocyte infusion",
            kind="cell_therapy",
            cell_source="donor",
        )
    for match in _OTHER.finditer(text):
        kind = next(k for k in _OTHER_NAMES if match[k])
        cells = TherapyMention(
            start=match.start(), end=match.end(), rule="cells.other", name=_OTHER_NAMES[kind], kind="cell_therapy"
        )
        if kind == "vst":
            cells.target = "/".join(re.findall(_VIRUS, match["virus"] or "")) or None
            around = (
                text[max(0, match.start() - 40) : match.end()].rpartition(". ")[2]
                + text[match.end() :][:60].split(". ")[0]
            )
            cells.cell_source = "donor" if _OF_DONOR.search(around) else None
        yield cells


def _car_t(text: str) -> Iterator[TherapyMention]:
    for match in _CAR_T.finditer(text):
        target = target_of(match["target"] or match["after"] or "")
        source = source_of(match["before"] + text[match.end() : match.end() + 30].split(".")[0])
        yield TherapyMention(
            start=match.start(),
            end=match.end(),
            rule="cells.car_t",
            name=f"{target} CAR-T" if target else "CAR-T",
            kind="cell_therapy",
            target=target,
            cell_source=source,
            generic=target is None,
        )


def target_of(words: str) -> str | None:
    """Read a target: 'anti-CD19 and CD22' -> 'CD19/CD22', 'CD19/22' -> 'CD19/CD22', 'CD3xCD20' -> 'CD20/CD3'."""
    parts = re.findall(rf"{_ONE_TARGET}|(?<=[/+x-])\s?\d{{2,3}}\b", words)
    named = ["CD" + p.strip() if p.strip().isdigit() else re.sub(r"\s", "", p) for p in parts]
    named = ["CLL-1" if p.upper() in {"CLL1", "CLL-1"} else p for p in named]
    named.sort(key=lambda part: part == "CD3")  # what engages the T cell comes last
    return "/".join(dict.fromkeys(named)) or None


def source_of(words: str) -> str | None:
    """Read whose cells: 'donor-derived', 'allogeneic', 'autologous'."""
    low = words.lower()
    if "autologous" in low or "patient-derived" in low:
        return "autologous"
    if re.search(
        r"donor[- ]derived|haplo-?identical|sibling|from (?:the|her|his) (?:donor|sister|brother|son|daughter|father|mother|sibling)",
        low,
    ):
        return "donor"
    if "allogeneic" in low or "universal" in low or "off-the-shelf" in low:
        return "allogeneic"
    return None
