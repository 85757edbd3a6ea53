"""Treatments named in a text: drugs, classes and regimens of the lexicon, cells, transplants, procedures, and the long tail."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.analytes import is_analyte
from extractors.cells import find_cells
from extractors.combined import name_combined
from extractors.defined import defined_elsewhere
from extractors.expressions import expression
from extractors.grafts import find_grafts
from extractors.infusions import (
    find_donor_lymphocytes,
    find_grafts_by_number,
    find_infusions,
    find_same_again,
    find_step_up,
)
from extractors.lexicon import AMBIGUOUS, Entry, Form, Lexicon, Word, entries, form, lexicon, words
from extractors.longtail import LONGEST, corrected, first_words, longtail, looks_like_drug
from extractors.measured import find_measured
from extractors.mentions import TherapyMention
from extractors.procedures import find_procedures
from extractors.regimens import is_regimen_here, unlisted
from extractors.shorthand import find_shorthand
from extractors.spelled import spelled_parts
from extractors.targets_told import as_told, targeted
from extractors.transplants import find_transplants

# a weak form counts next to words of treatment or an amount: "cycles of FC", "FC regimen", "Cy 300 mg/m2", "Flu/Cy"
_TREATS_BEFORE = expression(
    r"(?i)(?:cycles?|courses?|blocks?|regimens?|protocol|chemotherapy|therapy|(?:pre-?)?treat(?:ed|ment)|with|received|given|of|plus|and|by|to|after|follow(?:ed|ing)|doses?|on|tapered|"
    r"started|switched|\+|/|oral|intravenous|iv|high-dose|low-dose|including|include[ds]?|prophylaxis|using|via|without|no|omitting|omitted|instead of|than|,|\(|:)\s*(?:the |an? |\d+ )?\(?$"
)
_TREATS_AFTER = expression(
    r"(?i)^\W{0,2}(?:regimens?|protocol|chemotherapy|chemoimmunotherapy|immunochemotherapy|(?:pre-?)?conditioning|lymphodepletion|therapy|(?:pre-?)?treatment|based|-based|cycles?|courses?|induction|consolidation|"
    r"salvage|maintenance|bridging|was|were|is|and|plus|\+|/|prophylaxis|taper|dose|\(?(?:at )?\d[\d.,]*\s?(?:mg|g|u|ug|mcg|IU|U)\b)"
)
_LISTED_AFTER = expression(
    r"(?i)^\s?(?:[,;.)]|$|for\b|on days?\b|at\b|every\b|daily\b|with\b|until\b|from\b|in\b|prophylaxis|or\b|before\b|during\b|followed\b)"
)
# "MMF was started on day +1", "ATG on days -3 to -1"
_GIVEN_AFTER = expression(
    r"(?i)^\s(?:(?:was|were|had been|has been) (?:\w+ly |then |also |first )?(?:given|start|begun|commenc|initiat|administ|add|tapered|stopped|discontinued|withdrawn|infused|continued|switched|replaced|restarted|used|avoided|omitted|withheld|dispensed|spared|not (?:given|used|needed|added|part))|\(?(?:on |from |until )?d(?:ays?)? ?[-+]?\d)"
)
_AMOUNT_AFTER = expression(
    r"(?i)^\W{0,3}(?:at |IV |i\.v\.|po |oral(?:ly)? |dose )*\W{0,2}\d[\d.,]*\s?(?:x\s?10\S*\s?)?(?:mg|g|u|ug|mcg|IU|U|units?|Gy|cells?|q\d|bid|tid|BID|TID)(?=\b|\d)"
)
# "steroid-refractory GVHD", "antibiotic-associated": a class as part of an adjective
_ADJECTIVE = expression(
    r"(?i)[- ](?:refractory|resistant|resistance|dependent|sparing|free|responsive|induced|related|associated|na[iï]ve|containing|eluting|intolerant|sensitive|only|based"
    r"|effects?|propert(?:y|ies)|activity|actions?|susceptibilit(?:y|ies)|sensitivit(?:y|ies)|hypersensitivity|allerg(?:y|ies)|abuse|misuse|overdose|withdrawal|toxicity|tests?|testing|challenge|levels?|exposure|users?)\b"
)
# "served as antifungal prophylaxis": what for, not what
_WARDING = expression(r"(?i)[- ](?:\w+ )?prophylaxis\b")
_AS = expression(r"(?i)\b(?:as|for|by way of)\s(?:an? |the |her |his )?\Z")
# a weak form next to a treatment of the same list: "CsA, MMF and short-term MTX", "TCZ; Actemra"
_JOINED = expression(
    r"(?i)\s?(?:\([^()]{1,60}\))?\s?(?:[,;/+&]|,? (?:and|or|plus|with)\b|with\b)\s?(?:(?:short(?:-(?:term|course))?|oral|intravenous|iv|low-dose|high-dose|mini-dose|intrathecal|and|a|the)\s)*\Z"
)
# "diagnosed with HHT", "a history of TTP": a short form that is an illness
_HAS_DISEASE = expression(
    r"(?i)\b(?:diagnos(?:ed|is) (?:with|as|of)|known (?:for|to have|case of)|history of|suffer\w* from|case of|genetic testing for|criteria for)\s(?:an? |the |known )?$"
)
_SEDATION = expression(r"(?i)\bsedat|\bICU\b|intensive care|ventilat|intubat|[uµμ]g/kg/h|agitat")
_MILLIGRAMS = expression(r"(?i)[^.;]{0,40}?\d\s?mg\b")
_DISEASE_AFTER = expression(
    r"(?i)^\s?(?:syndrome|leuka?emia|deficiency|levels?\b|antagonist|receptors?|inhibitor|resistan|toxicity|-?induced|negative|positive)"
)


def find_therapies(text: str, *, abbreviations: Iterable[tuple[str, str]] = ()) -> list[TherapyMention]:
    """Find all treatments in a plain text; `abbreviations` are the (short, long) forms that it defines."""
    text_words = words(text)
    known, banned = _own_forms(abbreviations)
    found = [
        *find_cells(text),
        *find_transplants(text),
        *find_grafts(text),
        *find_procedures(text),
        *_from_lexicon(text, text_words, known, banned),
    ]
    found = _longest(found)
    found.extend(_chemo_of(text, found))
    found.extend(find_shorthand(text, text_words, found, banned))
    found += find_infusions(text, found)
    found += find_same_again(text, found)
    found += find_donor_lymphocytes(text, found)
    found += find_step_up(text, found)
    found += list(find_grafts_by_number(text, found))
    found = _with_unlisted(found, _unlisted(text_words))
    found.extend(find_measured(text, found))
    name_combined(text, found)
    found.extend(unlisted(text, found, banned))
    found = _of_organs(text, _without_told_classes(text, found))
    found = [as_told(text, targeted(text, m)) for m in found if not is_analyte(text, m)]
    found.extend(spelled_parts(text, found))
    return sorted(found, key=lambda m: (m.start, "spelled" in m.flags))


def _own_forms(abbreviations: Iterable[tuple[str, str]]) -> tuple[Lexicon, set[str]]:
    """The lexicon with the short forms that the text defines; short forms that it defines as something else are banned."""
    known, banned = lexicon().copy(), set()
    for short, long in abbreviations:
        if short.lower() in longtail():
            continue  # "began mesalamine (Pentasa)": a brand
        entry = _meaning(long)
        if entry is not None and not entry.name:  # "(VHA)" after three drugs: a regimen of its own
            listed = lexicon().match(words(short), 0)
            entry = listed.entry if listed and listed.entry.kind == "regimen" else replace(entry, name=short)
        if entry is not None:
            own = form(short, entry)
            known.add(Form(own.words, own.exact or len(short) < 6, False, entry))
        elif len(short) <= 6 and not _is_said_in(short, long) and not _OUTCOME.search(long):
            banned.add(short)
    return known, banned


_OUTCOME = expression(r"(?i)\b(?:response|remission)\b")  # "four cycles of VRd (very good partial response)"


@lru_cache(maxsize=4096)
def _is_said_in(short: str, long: str) -> bool:
    """Whether a short form of the lexicon names a drug of its long form: PTCy, post-transplant cyclophosphamide or Cy."""
    known = lexicon().match(words(short), 0) if short else None
    if known is None:
        return False
    long_words = words(long)
    told = (lexicon().match(long_words, i) for i in range(len(long_words)))
    return known.entry.name in long.lower() or any(form and form.entry.name == known.entry.name for form in told)


_MEASURED = expression(r"(?i)\b(?:receptors?|levels?|antibod(?:y|ies)|deficiency|resistance|toxicity)$")


def _meaning(long: str) -> Entry | None:
    """What a defined long form stands for, when all of it is one treatment."""
    found = [
        m
        for m in [*find_cells(long), *find_transplants(long), *find_procedures(long)]
        if m.end - m.start > 0.6 * len(long)
    ]
    long_words = words(long)
    drugs = [lexicon().match(long_words, i) for i in range(len(long_words))]
    named = [f for f in drugs if f is not None]
    if found:
        m = found[0]
        return Entry(m.name, m.kind, m.rule, (), m.target, m.cell_source)
    if len(named) == 1 and len(named[0].words) >= 0.6 * len(long_words):
        return None if _MEASURED.search(long) else named[0].entry
    parts = tuple(dict.fromkeys(f.entry.name for f in named if f.entry.kind == "drug"))
    if len(parts) > 1:
        return Entry("", "regimen", "regimen", parts)
    rare = [m for m in _unlisted(long_words) if m.end - m.start == len(long)]
    return rare[0].entry if rare else None


def _from_lexicon(text: str, text_words: list[Word], known: Lexicon, banned: set[str]) -> Iterator[TherapyMention]:
    past = 0
    found: list[TherapyMention] = []
    weak: list[TherapyMention] = []
    for i in known.places(text_words):
        if i < past or (match := known.match(text_words, i)) is None:
            continue
        start, end = text_words[i].start, text_words[i + len(match.words) - 1].end
        if text[start:end] == "DEX" and "DEX" not in banned and _is_sedative(text, start, end):
            found.append(_assumed(_of(_entry("dexmedetomidine"), start, end, "lexicon")))
        elif not _stands(text, start, end, match, banned):
            continue
        elif not match.weak or _is_meant(text, start, end, match):
            found.append(_of(match.entry, start, end, "lexicon"))
            past = i + len(match.words)
        else:
            weak.append(_of(match.entry, start, end, "lexicon"))
    yield from found
    named = {m.name for m in found if m.end - m.start >= len(m.name)}
    shortened = [m for m in weak if m.kind == "drug" and m.name in named]  # "etoposide … VP was given"
    yield from shortened
    yield from _in_lists(text, found, [m for m in weak if m not in shortened and _may_be_listed(m, text)])


def _is_sedative(text: str, start: int, end: int) -> bool:
    """Whether DEX is dexmedetomidine: spoken of with sedation, and not in milligrams."""
    milligrams = _MILLIGRAMS.match(text, end)
    return milligrams is None and _SEDATION.search(text[max(0, start - 80) : end + 60]) is not None


def _may_be_listed(m: TherapyMention, text: str) -> bool:
    """Whether a short form is one that a list of treatments makes sure."""
    surface = text[m.start : m.end]
    if m.kind == "regimen":
        return surface not in AMBIGUOUS or surface.isupper()
    return surface not in AMBIGUOUS and len(surface) > 2


def _assumed(m: TherapyMention) -> TherapyMention:
    """Mark a reading of a short form that its surroundings suggest."""
    m.flags = (*m.flags, "abbreviation_assumed")
    return m


def _in_lists(text: str, found: list[TherapyMention], weak: list[TherapyMention]) -> Iterator[TherapyMention]:
    """Weak forms that stand in one list with a treatment: the neighbours of what is sure, from the nearest on."""
    sure = sorted(found, key=lambda m: m.start)
    for each in [*weak, *reversed(weak)]:
        if any(each is s for s in sure) or text[each.end : each.end + 1] == "-":
            continue
        for other in sure:
            if each.kind == "regimen" != other.kind:
                continue
            left, right = (other, each) if other.end <= each.start else (each, other)
            if 0 < right.start - left.end < 80 and _JOINED.match(text, left.end, right.start):
                sure.append(each)
                yield each
                break


def _stands(text: str, start: int, end: int, match: Form, banned: set[str]) -> bool:
    """Whether a form stands by itself and for a treatment, not in a word or in the name of something else."""
    surface = text[start:end]
    if surface in banned or match.entry.group == "skip":
        return False
    if match.entry.group == "supportive" and _SALT.match(text, end):
        return False  # "intravenous magnesium sulfate" names the salt
    if start and (text[start - 1].isalnum() or (text[start - 1] == "-" and match.weak and not _of_drug(text, start))):
        return False
    if end < len(text) and (
        text[end].isalnum() or (match.weak and text[end] in "-" and not text[end : end + 6].startswith("-based"))
    ):
        return False
    if match.entry.group.startswith("class:") and (
        _ADJECTIVE.match(text, end) or (_WARDING.match(text, end) and _AS.search(text, max(0, start - 14), start))
    ):
        return False
    if (
        match.entry.kind != "regimen"
        and _DISEASE_AFTER.match(text[end : end + 20])
        and (match.weak or "levels" in text[end : end + 9])
    ):
        return False
    histone_deacetylase = text[end : end + 11].lower().startswith((" inhibit", "-inhibit", "i "))
    return surface != "HDAC" or not histone_deacetylase


def _is_meant(text: str, start: int, end: int, match: Form) -> bool:
    """Whether the words around a short form tell that it is a treatment."""
    surface = text[start:end]
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    if _HAS_DISEASE.search(before):
        return False
    if match.entry.kind == "regimen":
        return is_regimen_here(text, start, end, match.entry, ambiguous=surface in AMBIGUOUS)
    if _AMOUNT_AFTER.match(after) or (
        len(surface) > 2 and (surface.isupper() or surface == "CsA") and _GIVEN_AFTER.match(after)
    ):
        return True
    listed = surface not in AMBIGUOUS and len(surface) > 2 and _LISTED_AFTER.match(after)
    return bool(_TREATS_BEFORE.search(before) and (_TREATS_AFTER.match(after) or listed))


_LAST_WORD = expression(r"[A-Za-z]{5,}\Z")


def _of_drug(text: str, start: int) -> bool:
    """Whether a drug's name is joined to what starts here: "pembrolizumab-GVD"."""
    word = _LAST_WORD.search(text, max(0, start - 25), start - 1)
    return word is not None and word.group().lower() in entries()


_SALT = expression(
    r"(?i) (?:sul(?:f|ph)ate|carbonate|gluconate|chloride|sucrose|dextran|acetate|citrate|lactate|oxide|phosphate|hydroxide|isomaltoside|carboxymaltose|polymaltose|channel|antagonists?|blockers?|intake|load|overload|absorption|iodi[dn]e)\b"
)


# "the muscle relaxant drug (i.e., tizanidine)", "an antiplatelet agent such as clopidogrel"
_NAMED_NEXT = expression(
    r"(?i)(?: drugs?| agents?| therapy| treatment| medications?)?(?: \((?:i\.e\.,? |e\.g\.,? |such as |including |namely |mainly )?|,? (?:including|such as|namely|i\.e\.,?|e\.g\.,?) )(?:oral |intravenous |low-dose )?\Z"
)


def _of_organs(text: str, found: list[TherapyMention]) -> list[TherapyMention]:
    """Leave out transplants without a name where only an organ was transplanted, and grafts of bone.

    A retransplantation is one of that organ.
    """
    organs = [m for m in found if m.rule == "transplant.organ"]
    organ = bool(organs)
    cells = any(m.kind == "transplant" and not m.generic for m in found)
    if organ and not cells:
        found = [_of_organ(m, organs) if m.name == "HSCT" and "again" in m.flags else m for m in found]
    return [
        m
        for m in found
        if m.kind != "transplant"
        or not ((organ and not cells and m.name == "HSCT") or text[m.start : m.end].lower().endswith("bone grafting"))
    ]


def _of_organ(m: TherapyMention, organs: list[TherapyMention]) -> TherapyMention:
    """A retransplantation as that of the organ told of last before it, else of the first told of."""
    before = [o for o in organs if o.start < m.start]
    organ = before[-1] if before else organs[0]
    return replace(m, name=organ.name, kind=organ.kind, rule=organ.rule, generic=False)


def _without_told_classes(text: str, found: list[TherapyMention]) -> list[TherapyMention]:
    """Leave out classes of supportive care whose member is named beside them: the member says it all."""
    starts = {m.start for m in found if not m.generic}
    return [
        m
        for m in found
        if m.hint != "class:supportive"
        or not any(m.end < s < m.end + 45 and _NAMED_NEXT.match(text[m.end : s]) for s in starts)
    ]


_BOTH = expression(r"(?i)chemo-?(?:radi|irradi)|radio-?chemo|CCRT")


def _chemo_of(text: str, found: list[TherapyMention]) -> list[TherapyMention]:
    """The chemotherapy of chemoradiotherapy, in the same place."""
    both = [m for m in found if m.name == "radiotherapy" and _BOTH.match(text, m.start)]
    return [_of(_entry("chemotherapy"), m.start, m.end, "lexicon") for m in both]


def _of(entry: Entry, start: int, end: int, rule: str) -> TherapyMention:
    return TherapyMention(
        start=start,
        end=end,
        rule=f"{rule}.{entry.kind}",
        name=entry.name,
        kind=entry.kind,
        target=entry.target,
        cell_source=entry.cell_source,
        hint=entry.group,
        generic=entry.group.startswith("class:"),
        entry=entry,
    )


def _unlisted(text_words: list[Word]) -> Iterator[TherapyMention]:
    """Drugs that only the dictionary, the stems of their names or a corrected letter show."""
    table, firsts = longtail(), first_words()
    low = [w.low for w in text_words]
    hyphens = {i for i, word in enumerate(low) if word == "-"}
    past = 0
    for i, word in enumerate(low):
        if i < past:
            continue
        start = text_words[i].start
        size = _listed(low, i, table) if word in firsts else int(word in table)
        if not size and i + 1 in hyphens and (name := _broken(text_words, low, i)):
            yield _of(_entry(name), start, text_words[i + 2].end, "hyphenated")
            past = i + 3
        elif size:
            yield _of(_entry(table[" ".join(low[i : i + size])]), start, text_words[i + size - 1].end, "dictionary")
            past = i + size
        elif len(word) >= 7 and word.isalpha():
            if name := corrected(word):
                yield _of(_entry(name), start, text_words[i].end, "misspelt")
            elif looks_like_drug(word):
                yield _of(_entry(word), start, text_words[i].end, "stem")


def _with_unlisted(found: list[TherapyMention], unlisted: Iterable[TherapyMention]) -> list[TherapyMention]:
    """Add the drugs of the dictionary where nothing stands yet, or a longer name around a drug: insulin glargine."""
    place = {i: m for m in found for i in range(m.start, m.end)}
    new: list[TherapyMention] = []
    for each in unlisted:
        inside = {id(m): m for i in range(each.start, each.end) if (m := place.get(i)) is not None}
        if all(m.kind == "drug" and m.end - m.start < each.end - each.start for m in inside.values()):
            new.append(each)
            found = [m for m in found if id(m) not in inside]
    return [*found, *new]


def _broken(text_words: list[Word], low: list[str], i: int) -> str | None:
    """The drug that a hyphen left from a line end cuts in two: `tocili-zumab`."""
    if not low[i + 2 : i + 3] or text_words[i + 2].end - text_words[i].start < 10:
        return None
    joined = low[i] + low[i + 2]
    together = text_words[i + 2].end - text_words[i].start == len(joined) + 1
    return (joined if joined in entries() else longtail().get(joined)) if together else None


def _listed(low: list[str], i: int, table: Mapping[str, str]) -> int:
    """How many words from the `i`-th on, with which names begin, are a drug of the dictionary."""
    for size in range(min(LONGEST, len(low) - i), 1, -1):
        if " ".join(low[i : i + size]) in table:
            return size
    return int(low[i] in table)


# the class of a drug that only the dictionary or its stem shows
_BY_STEM = (
    (expression(r"(?:tinib|ciclib|parib|rafenib|metinib|degib|lisib|zomib|clax|denib|menib|vedotin|deruxtecan|tesirine|ozogamicin|inostat|taxifen|oxifen|rozole|estrant|lutamide|abiraterone|exemestane)$"), "targeted"),
    (expression(r"(?:platin|rubicin|taxel|tecan|trexed|citabine|mustine|bulin|antrone|fosfamide|poside|blastine|cristine|relbine|tegafur.*)$"), "chemo"),
    (expression(r"(?:cillin|penem|oxacin|cycline)$|^(?:cef|ceph)"), "antibacterial"),
    (expression(r"(?:fungin|conazole)$"), "antifungal"),
    (expression(r"(?:ciclovir|cyclovir|buvir|asvir|navir|tegravir|amivir)$"), "antiviral"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def _entry(name: str) -> Entry:
    group = next((g for stem, g in _BY_STEM if stem.search(name)), "other")
    return entries().get(name) or Entry(name, "drug", group)


def _longest(found: list[TherapyMention]) -> list[TherapyMention]:
    """Of overlapping mentions the longest stays."""
    kept: list[TherapyMention] = []
    for each in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return kept


@Language.component("therapies", assigns=["doc._.therapies"])
def therapies(doc: Doc) -> Doc:
    """Set `doc._.therapies`."""
    defined = [*doc._.abbreviations, *defined_elsewhere(doc._.plain)]
    doc._.therapies = find_therapies(doc._.plain, abbreviations=defined)
    return doc
