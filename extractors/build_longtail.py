"""Make `lexicons/longtail.csv`, and the ledger's `drug_codes.csv`, anew from the package `drug-named-entity-recognition`: `python -m extractors.build_longtail`.

The package (MIT, Fast Data Science) lists 107,000 names of 20,000 substances from MedlinePlus, the NHS, MeSH, DrugBank and
Wikipedia, proteins, foods and pollens among them. A maintenance command: it runs when the package or one of the tables
`longtail_additions.csv` and `longtail_exclusions.csv` changed. Nothing of it is needed at run time.

What stays: names under which MedlinePlus, the NHS, or DrugBank together with MeSH or Wikipedia know a drug, with their salts
and brands; of what DrugBank alone knows, single words that are no English words. Names become international ones (INN),
and where the field's lexicon knows the drug, its name wins.
"""

import bz2
import csv
import pickle
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractors.lexicon import lexicon, words
from extractors.longtail import LONGEST, looks_like_drug, ordinary, table
from extractors.normal import plain

_SALT_NAMES = (
    "hydrochloride dihydrochloride hcl hydrobromide bromide chloride iodide sodium disodium potassium calcium magnesium zinc phosphate diphosphate sulfate sulphate acetate "
    "mesylate mesilate tosylate besylate besilate maleate malate fumarate tartrate bitartrate citrate succinate hemisuccinate lactate gluconate nitrate carbonate bicarbonate "
    "monohydrate dihydrate trihydrate hydrate anhydrous hemihydrate benzoate propionate dipropionate valerate furoate acetonide hexacetonide decanoate enanthate palmitate pamoate embonate xinafoate "
    "axetil pivoxil proxetil medoxomil cilexetil marboxil disoproxil alafenamide mofetil etexilate trometamol tromethamine meglumine arginine lysine edisylate camsylate "
    "napsylate oxalate isethionate esylate butyrate caproate undecanoate cypionate ester base pegol"
)
_SALTS = frozenset(_SALT_NAMES.split())
_ASIDE = re.compile(
    r"\s*\(.*?\)|,.*suppositories$|,$|-[a-z]{4}$| (?:buccal|vaginal|otic|patch|nasal|inhalers?|sublingual|implant|injections?|intravesical|topical|capsules|lozenges?|gum|viscous|cream|eye drops|nasal spray|nasal gel|nasal powder|intramuscular|subcutaneous|spray).*$"
)
_NOT_A_DRUG = re.compile(
    r"vaccine|pollen|\b(?:oil|seed|root|leaf|hair|virus|venom|extract|antigen|protein|factor|receptor|bacteria|combination|supplements?|globulin|hormone|peptide|acid phosphatase)s?\b"
    r"|\bf-? ?18|technetium|\b\d+[a-z]{1,2}\b|template|transfusion|surfactants?|agents?$"
)
_CHEMICAL = re.compile(
    r".*(?:ose|ane|hyde|thiol|phosphate|phosphonate|acetate|nitrile|benzene|ylene|oxide|amide|ketone|phenone|borate|lysine|serine|alanine|tyrosine|cysteine|glycine)$|.*(?:phosph|methyl.*methyl|deoxy|acetyl).*"
)
_PLAIN_NAME = re.compile(r"[a-z][a-z' /-]*[a-z](?: [a-z]|-?\d[a-z]?)?")
Data = dict[str, dict[str, Any]]


def main() -> None:
    """Write the tables and say what they hold."""
    forms, facts = build()
    rows = _unique(forms, facts)
    path = Path(str(files("extractors.lexicons").joinpath("longtail.csv")))
    _write(path, ["name", "forms", "drugbank", "mesh_tree", "common"], rows)
    print(f"{len(rows)} drugs, {sum(row[1].count('|') + 1 for row in rows)} forms, {path.stat().st_size / 1e6:.2f} MB")
    codes = drug_codes(facts, {row[0] for row in rows if row[4]})
    _write(path.parents[2] / "warehouse" / "drug_codes.csv", ["name", "system", "code"], codes)
    print(f"{len(codes)} codes of {len({row[0] for row in codes})} drugs")


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows(rows)


def drug_codes(facts: Mapping[str, Mapping[str, str]], common: Collection[str]) -> list[tuple[str, str, str]]:
    """What the ledger says of drugs in DrugBank and MeSH: those of the field's lexicon and those that are well known."""
    systems = (("DrugBank", "drugbank"), ("MeSH", "mesh_tree"))
    known = [name for name in facts if name in common or _own(name) == name]
    return sorted((name, system, facts[name][key]) for name in known for system, key in systems if facts[name].get(key))


def build() -> tuple[dict[str, dict[str, None]], dict[str, dict[str, str]]]:
    """The forms of each drug, and of each its DrugBank id, its MeSH tree number, and whether a misspelling may mean it."""
    canonical_of, data = _package()
    variants: dict[str, list[str]] = defaultdict(list)
    for variant, names in canonical_of.items():
        variants[names[0]].append(variant)
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    international = {form: row["name"] for row in table("longtail_additions") for form in row["forms"].split("|")}
    for canonical, known in sorted(data.items(), key=lambda item: _rank(item[1])):
        if not _is_drug(canonical, known):
            continue
        name = _preferred(canonical, variants[canonical], international)
        for surface in _surfaces(canonical, name, variants[canonical], known):
            forms[name].setdefault(surface)
        facts[name] = {
            "drugbank": facts[name].get("drugbank") or known.get("drugbank_id", ""),
            # the package gives many drugs the MeSH id of their class; their tree numbers are right
            "mesh_tree": facts[name].get("mesh_tree") or next(iter(known.get("mesh_tree", ())), ""),
            "common": facts[name].get("common") or ("1" if _rank(known) <= 1 else ""),
        }
    for row in table("longtail_additions"):
        name = _own(row["name"]) or row["name"]
        facts[name].setdefault("common", "1")
        for surface in (row["name"], *row["forms"].split("|")):
            if surface:
                forms[name].setdefault(surface)
    return forms, facts


def _package() -> tuple[dict[str, list[str]], Data]:
    """Canonical names by variant, and what is known of them. The pickle is the package's own, of the version installed."""
    with bz2.open(str(files("drug_named_entity_recognition").joinpath("drug_ner_dictionary.pkl.bz2"))) as file:
        content = pickle.load(file)  # noqa: S301
    return content["drug_variant_to_canonical"], content["drug_canonical_to_data"]


def _rank(known: dict[str, Any]) -> int:
    """How well a drug is known: 0 to patients' guides, 1 to DrugBank and an encyclopedia or MeSH, 2 to DrugBank, 3 to others."""
    if "medline_plus_id" in known or "nhs_url" in known:
        return 0
    if "drugbank_id" in known:
        return 1 if "wikipedia_url" in known or "mesh_id" in known else 2
    return 3


def _is_drug(canonical: str, known: dict[str, Any]) -> bool:
    if canonical in ordinary() or _clean(canonical) in ordinary() or _NOT_A_DRUG.search(canonical):
        return False
    rank = _rank(known)
    if canonical[0].isdigit() or ("," in _clean(canonical)):
        return False
    if rank <= 1:
        return True
    last = canonical.split()[-1]
    if looks_like_drug(last) or (rank == 2 and looks_like_drug(canonical.split()[0])):
        return True
    return rank == 2 and canonical.isalpha() and 7 <= len(canonical) <= 20 and not _CHEMICAL.fullmatch(canonical)


def _preferred(canonical: str, variants: list[str], international: dict[str, str]) -> str:
    """The name to use: that of the field's lexicon, else the international one, else the package's, cleaned."""
    clean = _clean(canonical)
    for candidate in (canonical, clean, international.get(clean, "")):
        if own := _own(candidate):
            return own
    if clean in international:
        return international[clean]
    for variant in variants:
        if len(variant) > 6 and variant.isalpha() and (own := _own(variant)):
            return own
    return clean


def _own(surface: str) -> str | None:
    """The field's lexicon's name for a surface, if all of it is one of its forms."""
    cut = words(surface)
    match = lexicon().match(cut, 0) if cut else None
    if match is None or len(match.words) != len(cut) or match.entry.kind not in ("drug", "cell_therapy"):
        return None
    return match.entry.name


def _clean(canonical: str) -> str:
    """A canonical name without remarks, route and four-letter suffix; combinations with hyphens: `a and b` -> `a-b`."""
    name = _ASIDE.sub("", canonical).strip()
    parts = [part for part in re.split(r",? and |, |/", name) if part]
    if len(parts) > 1 and all(" " not in part for part in parts):
        return "-".join(_own(part) or part for part in parts)
    return name


def _surfaces(canonical: str, name: str, variants: list[str], known: dict[str, Any]) -> list[str]:
    """Surfaces of a drug that are safe to look for."""
    clean = _clean(canonical)
    singles = {variant for variant in (clean, name, *variants) if " " not in variant}
    found = [name, clean]
    if clean.count("-") == 1 and " and " in canonical:
        found += [clean.replace("-", "/"), clean.replace("-", " / "), "/".join(reversed(clean.split("-")))]
    for variant in variants:
        variant = _ascii(variant)
        if not variant or not _PLAIN_NAME.fullmatch(variant):
            continue
        first, *rest = variant.split()
        extends = rest and all(word in _SALTS for word in rest) and (first in singles or variant.startswith(clean))
        single = (
            not rest and variant.isalpha() and (len(variant) >= 5) and (_rank(known) <= 1 or looks_like_drug(variant))
        )
        if variant == clean or extends or single:
            found.append(variant)
    return found


def _ascii(variant: str) -> str:
    text = unicodedata.normalize("NFKD", plain(variant).text)
    return "".join(c for c in text if not unicodedata.combining(c)).lower() if text.isascii() or "Ã" not in text else ""


def _unique(
    forms: dict[str, dict[str, None]], facts: dict[str, dict[str, str]]
) -> list[tuple[str, str, str, str, str]]:
    """Each surface with the first that claims it, without those of the field's lexicon and the ordinary words."""
    taken: set[str] = set()
    rows = []
    for name, surfaces in forms.items():
        kept = []
        for surface in surfaces:
            key = " ".join(word.text for word in words(surface)).lower()
            if key in taken or surface in ordinary() or len(surface) < 4 or not surface.isascii() or _own(surface):
                continue
            if len(key.split()) <= LONGEST:
                taken.add(key)
                kept.append(key)
        if kept:
            fact = facts[name]
            rows.append(
                (
                    name,
                    "|".join(sorted(kept)),
                    fact.get("drugbank", ""),
                    fact.get("mesh_tree", ""),
                    fact.get("common", ""),
                )
            )
    return sorted(rows)


if __name__ == "__main__":
    main()
