"""Transplants by graft and donor: `haplo-HSCT`, `umbilical cord blood transplantation`, `allograft`, `was transplanted`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.expressions import expression
from extractors.folded import Folded
from extractors.mentions import TherapyMention

_GRAFT = (
    r"(?:(?:h(?:a)?ematopoietic|peripheral|blood|bone|marrow|umbilical|cord|stem|progenitor|cells?|stem-cell|unrelated|related|sibling|donor|"
    r"matched|mismatched|HLA-(?:identical|matched|mismatched|haploidentical)|haplo(?:identical)?|haplo-identical|allogeneic|allogenic|autologous|syngeneic|"
    r"double|single|tandem|T-cell[- ]depleted|T[- ]replete|CD34\+[- ]selected|second|repeat|first|salvage|reduced-intensity|myeloablative|"
    r"familial|family|parental|maternal|paternal|partially|fully|half-matched|and|or|high-dose|unit)[-\s/]{1,2})"
)
_LONG = Folded(
    rf"(?i)\b(?P<before>{_GRAFT}{{0,9}})(?P<head>(?:(?:auto|allo|re)-?)?transplant(?:ation|ations|s)?|grafting|rescue|(?:stem[- ]cells?|PBSCs?) (?:re-?infusion|rescue|support))\b"
    r"(?P<short>\s\((?:[A-Za-z-]{2,14})\))?"
)
_SHORT = expression(
    r"(?<![A-Za-z])(?P<short>(?:(?P<kind>[Hh](?:aplo|APLO)(?:identical)?|[Aa](?:llo|LLO)(?:geneic)?|[Aa](?:uto|UTO)(?:logous)?|MUD|MSD|MMUD|MRD|UCB|CB|sib|syn|2nd|second)[-\s]?)?(?:PB)?"
    r"(?P<head>HSCT|HCT|HCST|PBSCT|SCT|BMT|UCBT|CBT|ASCT|HDT-?ASC[TR]|ASCR|HSC transplant|HDCT/ASCT|ASCT2))s?\b"
)
# "a matched unrelated donor HSCT", "sibling BMT"
_GRAFT_WORDS = expression(rf"(?i)\b{_GRAFT}{{1,9}}\Z")
_VERB = expression(
    r"(?i)\b(?P<auto>auto-?|allo-?)?(?P<graft>(?:auto|allo)grafts?(?:ed|ing)?|(?:was|(?:had|has) (?:\w+ly |already |once |since |first )?been|being) (?:successfully |then |finally |already |first |later |again )*(?:(?:re-?)?transplanted|grafted)|were transplanted|re-?transplanted|transplanted (?=with|from|using)|grafted (?=from|with)|(?:haplo(?:identical)?|sibling|unrelated|allogeneic|autologous|MUD)[- ](?:donor )?grafts?(?![- ](?:failure|versus|function|rejection|source|against)))\b"
)
# "peripheral blood stem cells (4.6 x 10^6/kg) from her HLA-haploidentical son were transplanted"
_TRANSPLANTED_CELLS = expression(
    r"(?i)(?:[\w'’/+-]+ ){0,5}(?:cells?|marrow|cord[- ]blood|units?|PBSCs?|grafts?)\b(?:[^.;(]|\.(?=\d)|\([^()]{0,90}\)){0,90}\Z"
)
_ORGAN = expression(
    r"(?i)(?:Society (?:for|of)(?: Blood and Marrow| Bone Marrow)?|Group for Blood and Marrow|Registry of|Center for|kidney|renal|liver|hepatic|heart|cardiac|lung|pancreas|islet|corneal?|organ|solid[- ]organ|skin|fa?ecal(?: microbiota)?|microbiota|thymus|uterus)[-\s]+$"
)
# "high-dose BeEAM with autologous blood stem cells"
_WITH_CELLS = expression(
    r"(?i)\bwith (?P<cells>(?:peripheral (?:blood )?)?stem[- ]cell (?:support|rescue)|(?:her |his )?(?:autologous|own) (?:peripheral )?(?:blood )?(?:stem|progenitor)[- ]cells?)\b(?! (?:transplant|rescue|support|collect|harvest|infus|re-?infus))"
)
# "D0 = 03/17/2022. 5.1 x 10^6 CD34+ cells/kg, fresh."
_DAY_ZERO = expression(
    r"(?:\b[Dd]ay|\b[DdJ]) ?\+?0\b(?! to|[-–])[^;\n]{0,60}?(?P<cells>CD34\+?(?:[- ]positive)?(?: cells?)?)(?=\s?/\s?kg|\b)"
)
_BOUND_DONOR = expression(
    r"(?i)donor\s?[:=]?\s?(?:was |is )?(?:her |his |the |an? |HLA-\w+ )*(?P<donor>[\w-]+(?: \w+)?)"
)
_AGAIN = expression(r"(?i) (?:again|anew|once more|once again|a second time|for (?:the|a) second time)\b")
_SOCIETY = expression(
    r"(?i)\b(?:society|association|registry|group|network|department|division|journal) (?:for|of) (?:\w+ (?:and|&) )?[\w ]*transplantation\Z"
)
# "transplantation from her HLA-identical sister"
_FROM = expression(
    r"(?i)\s(?:\([^()]*\)\s)?(?:(?:was|were) (?:performed|done|carried out) )?(?:(?:in|on) (?:\w+ ){0,2}?(?:19|20)\d\d,? )?(?:from|with|using|of) (?:the |an? |her |his |their )?(?P<donor>(?:[\w/.-]+,? ){0,6}?(?:sister|brother|sibling|donor|mother|father|son|daughter|cousin|parent|twin|cord[- ]blood(?: units?)?|own(?: blood| stem| haematopoietic| hematopoietic| progenitor)* cells)\b(?:\s?\([^()]{0,40}\))?)"
)
# "a second transplant, haploidentical, from his father", "the HSCT on 5 August was haploidentical"
_KIND_AFTER = expression(
    r"(?i)(?:,\s|\s\(| (?:on \d[\w ,]{4,24} )?was )(?:this time |now |again |also )?(?:a |an )?(?P<kind>haplo\w*|autologous|allogeneic|syngeneic|(?:\d+/\d+[- ])?(?:M?MUD|MSD|MRD|MM?RD|M?URD)|(?:HLA-)?(?:mis)?(?:matched |identical )?(?:un)?related(?: donor)?|(?:(?:HLA-)?(?:matched|identical) )?sibling(?: donor)?|cord[- ]blood)(?=\s?[,.;)]|$| (?:from|after|on|in|with|this)\b)"
)
# "The donor was her haploidentical sister.", "Her mother, matched at 5/10 alleles, was the donor."
_HALF = r"(?:haplo\w*|half[- ]match\w*|[3-5]/(?:8|10)\b)"
HALF_MATCHED = Folded(_HALF)
_DONOR_IS_HALF = Folded(
    rf"(?:\A|[.;]\s)(?!(?:no|neither|although|because|as|since)\b)(?:(?!\b(?:no|not|nor|lack\w*|search\w*|refus\w*|declin\w*|unavailable|ineligible|unsuitable|exclud\w*|reject\w*)\b)[^.;]){{0,90}}?(?:\bdonor\b(?:(?!\b(?:no|not|nor|lack\w*|search\w*|refus\w*|unavailable|ineligible|unsuitable|reject\w*)\b)[^.;]){{0,80}}?\b{_HALF}|\b{_HALF}(?:(?!\b(?:no|not|nor|transplant\w*|hs?ct)\b)[^.;]){{0,60}}?\b(?:(?:was|as|acted as|served as|became|is) (?:the|her|his|a|stem cell)? ?donor|donated)\b)"
)
_NOT_EVENT = expression(
    r"(?i)^[- ](?:CI\b|comorbidity|specific comorb|eligib|ineligib|candida|registr|cent(?:er|re)|unit\b|physician|team|program|recipient|associated thrombotic|-?free|donor|date|society|working|cohort|conditioning|community|mortality|related mortality|setting)"
)


def find_transplants(text: str) -> Iterator[TherapyMention]:
    """Find transplants of haematopoietic cells (and of organs and stool, as procedures) in a plain text."""
    for m in _find(text):
        if m.name == "allogeneic HSCT" and _half_matched(text, m):
            yield replace(m, name="haploidentical HSCT")
        else:
            yield m


def _half_matched(text: str, m: TherapyMention) -> bool:
    """Whether the sentence before or behind tells a half-matched donor."""
    first = max(text.rfind(". ", 0, max(0, text.rfind(". ", 0, m.start))), 0)
    end = text.find(". ", m.end)
    last = text.find(". ", end + 2) if end >= 0 else -1
    return (
        _DONOR_IS_HALF.search(text, max(first, m.start - 400), min(last if last >= 0 else len(text), m.end + 400))
        is not None
    )


def _find(text: str) -> Iterator[TherapyMention]:
    for match in _LONG.finditer(text):
        if _SOCIETY.search(text, max(0, match.start() - 40), match.end()):
            continue
        before = text[max(0, match.start() - 30) : match.start()] + text[slice(*match.span("before"))]
        if (organ := _ORGAN.search(before)) and _SOCIETY.search(organ.group()):
            continue
        if organ:
            yield _organ(match, organ.group(), start=match.start("head") - len(organ.group()))
            continue
        if of_organ := _OF_ORGAN.match(text, match.end()):
            yield _organ(match, of_organ["organ"], start=match.start())
            continue
        if match["head"].lower() in {"rescue", "grafting"} and not match["before"]:
            continue
        if (
            match["head"].lower().startswith(("stem", "pbsc"))
            and "infusion" not in match["head"].lower()
            and not match["before"]
        ):
            continue
        short = text[slice(*match.span("short"))] if match["short"] else ""
        named = f"{before} {text[slice(*match.span('head'))]} {short}{_donor_after(text, match.end())}"
        yield _mention(match, *graft_of(named), generic=not match["before"].strip())
    for match in _SHORT.finditer(text):
        if match["head"] == "CBT" and not match["kind"] and not re.search(r"cord", text, re.IGNORECASE):
            continue
        graft = _GRAFT_WORDS.search(text, max(0, match.start() - 80), match.start())
        told = f"{graft.group() if graft else ''}{match['short']}{_donor_after(text, match.end())}"
        yield _mention(match, *graft_of(told), generic=False)
    for match in _DAY_ZERO.finditer(text):
        near = text[max(0, match.start() - 40) : match.end() + 30]
        if re.search(r"(?i)transplant|HSCT|\bHCT\b|SCT\b|graft|CAR|re-?infus|infused|returned|received|transfus", near):
            continue
        donor = _BOUND_DONOR.search(text, max(0, match.start() - 500), match.start())
        sentence = graft_of(text[match.start() : match.end() + 80].split(". ")[0].split("\n")[0])
        name, source = graft_of("donor " + donor["donor"]) if donor and sentence[0] == "HSCT" else sentence
        yield TherapyMention(
            start=match.start("cells"),
            end=match.end("cells"),
            rule="transplant.day_zero",
            name=name,
            kind="transplant",
            cell_source=source,
            generic=True,
        )
    for match in _WITH_CELLS.finditer(text):
        yield TherapyMention(
            start=match.start("cells"),
            end=match.end("cells"),
            rule="transplant.cells",
            name="autologous HSCT",
            kind="transplant",
            cell_source="autologous",
        )
    for match in _VERB.finditer(text):
        if not _ORGAN.search(text[max(0, match.start() - 30) : match.start()]):
            yield _mention(match, *_named_by_verb(text, match), generic=False)


def _named_by_verb(text: str, match: re.Match[str]) -> tuple[str, str | None]:
    """The graft of "was transplanted with …", "allografted from …", "stem cells of her half-matched father were transplanted"."""
    if not re.search("transplanted|(?<![a-z])grafted", match.group()):
        return graft_of(match.group() + _donor_after(text, match.end()))
    name, source = graft_of(match.group() + text[match.end() : match.end() + 120].split(". ")[0])
    cells = _TRANSPLANTED_CELLS.search(text, max(0, match.start() - 200), match.start())
    return graft_of(cells.group()) if cells and name == "HSCT" else (name, source)


_OF_ORGAN = expression(
    r"(?i) of (?:the |an? |one |both |her |his |their |single )?(?P<organ>kidney|liver|heart|lung|pancreas)s?\b"
)
_ORGANS = {"renal": "kidney", "hepatic": "liver", "cardiac": "heart", "cornea": "corneal"}


def _donor_after(text: str, at: int) -> str:
    """The donor told right after a graft: "allografted from his haploidentical sister"."""
    at = at - 1 if text[at - 1] == " " else at
    donor, kind = _FROM.match(text, at), _KIND_AFTER.match(text, at)
    return (f" {donor['donor']}" if donor else "") + (f" {kind['kind']}" if kind else "")


def _organ(match: re.Match[str], words: str, *, start: int) -> TherapyMention:
    organ = words.strip(" -").lower()
    organ = _ORGANS.get(organ, organ)
    name = "fecal microbiota transplantation" if re.search("ecal|microbiota", organ) else f"{organ} transplantation"
    return TherapyMention(
        start=max(start, 0),
        end=match.end(),
        rule="transplant.organ",
        name=name,
        kind="procedure",
        flags=_again(match),
    )


def _again(match: re.Match[str]) -> tuple[str, ...]:
    """Whether the word itself says that it is another one: retransplantation."""
    return ("again",) if match["head"][:2].lower() == "re" and match["head"].lower() != "rescue" else ()


def _mention(match: re.Match[str], name: str, source: str | None, *, generic: bool) -> TherapyMention:
    end = match.end()
    flags: tuple[str, ...] = ("not_event",) if _NOT_EVENT.match(match.string[end : end + 30]) else ()
    if "head" in match.groupdict():
        flags += _again(match)
    elif re.search(r"(?i)\bre-?transplanted|\bagain\b", match.group()) or _AGAIN.match(match.string, end):
        flags += ("again",)
    return TherapyMention(
        start=match.start(),
        end=end,
        rule="transplant",
        name=name,
        kind="transplant",
        cell_source=source,
        generic=generic or name == "HSCT",
        flags=flags,
    )


def graft_of(words: str) -> tuple[str, str | None]:
    """Name a transplant by its words: 'haplo-HSCT' -> ('haploidentical HSCT', 'donor')."""
    low = " ".join(words.lower().split())
    if re.search(r"\bcord(?![a-z])|\bucbt?|\bcbt\b|\bcb-", low):
        return "umbilical cord blood transplantation", "cord blood"
    if (
        "haplo" in low
        or "half-match" in low
        or re.search(r"(?<!\d)[3-5]/(?:8|10)\b(?!\w)(?=[ -]?(?:match|hla|allele|antigen|\)))|(?<!\d)5/10\b", low)
    ):
        return "haploidentical HSCT", "donor"
    if re.search(
        r"\bauto|autologous|autograft|\basct|ahsct|\bown\b|\bascr\b|(?:stem[- ]cells?|pbscs?) (?:rescue|support)", low
    ):
        return "autologous HSCT", "autologous"
    if re.search(
        r"\ballo(?![wtcy])|allograft|sibling|unrelated|\bmud|\bmsd|\bmmud|\bmrd|syngeneic|donor|\bsib\b|brother|sister|sib-|(?:from|by) (?:her|his|the|their) (?:\w+ )?(?:mother|father|son|daughter|cousin)|\b(?:mother|father|son|daughter|cousin)\s*$",
        low.rstrip(),
    ):
        return "allogeneic HSCT", "donor"
    return "HSCT", None
