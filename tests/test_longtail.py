"""The drugs beyond the field's lexicon: dictionary, name stems, misspellings."""

import csv
from importlib.resources import files

import pytest

from extractors.lexicon import lexicon, words
from extractors.longtail import LONGEST, codes, corrected, longtail, looks_like_drug, ordinary, table

NO_DRUGS = """
glucose calcium albumin lactate creatinine hemoglobin ferritin bilirubin oxygen water thrombin fibrinogen potassium
insulin-like cortisol testosterone iron zinc cholesterol histamine glutathione methicillin fluorescein gold silver
alcohol ethanol cocaine peanut egg rice wormwood colgate target control emend camila generics vaccine carbapenem tissue
"""

BUILT_LIKE_DRUGS = """
zongertinib odronextamab tocilizumab idelalisib olaparib ixazomib meropenem ceftobactam levofloxacin isavuconazole
rezafungin letermocavir lidocaine bisoprolol valsartan rosuvastatin tirzeglutide satraplatin sabarubicin larotaxel
ragifilgrastim anakinra ramosetron lasmitriptan diazepam apixaban zanidatamig obecabtagene autoleucel Glofitamab revumenib
"""

NOT_BUILT_LIKE_DRUGS = """
antibody antibodies virus viral statin statins thrombin prothrombin myostatin angiostatin endostatin heparinized
concept receptor anthracycline cytokine interleukin acetone hormone platelet protein albumin globulin precipitant chaplain gasoline
cocaine alcohol control pathogen nib mab glucuronide carbamate preheparin kitchen medicine vaccine urokinase
"""


def surface(text: str) -> str:
    return " ".join(word.text for word in words(text)).lower()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("glucophage", "metformin"),
        ("Metformin hydrochloride", "metformin"),
        ("panadol", "paracetamol"),
        ("glyburide", "glibenclamide"),
        ("methimazole", "thiamazole"),
        ("lignocaine", "lidocaine"),
        ("Lantus", "insulin glargine"),
        ("insulin glargine", "insulin glargine"),
        ("Dilantin", "phenytoin"),
        ("8-methoxypsoralen", "methoxsalen"),
        ("5-aminosalicylic acid", "mesalazine"),
        ("tissue plasminogen activator", "alteplase"),
        ("levodopa/carbidopa", "levodopa-carbidopa"),
        ("valsartan and sacubitril", None),  # two drugs in a row, unless the text joins them
        ("IFN-beta", "interferon beta"),
        ("zoloft", "sertraline"),
        ("dermovate", "clobetasol"),
        ("fosnetupitant", "fosnetupitant"),
    ],
)
def test_dictionary(text: str, name: str | None) -> None:
    assert longtail().get(surface(text)) == name


@pytest.mark.parametrize("text", NO_DRUGS.split())
def test_no_analyte_food_or_ordinary_word(text: str) -> None:
    assert surface(text) not in longtail()
    assert not looks_like_drug(text)
    assert corrected(text) is None


@pytest.mark.parametrize("word", BUILT_LIKE_DRUGS.split())
def test_built_like_a_drug(word: str) -> None:
    assert looks_like_drug(word)


@pytest.mark.parametrize("word", NOT_BUILT_LIKE_DRUGS.split())
def test_not_built_like_a_drug(word: str) -> None:
    assert not looks_like_drug(word)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("tociluzumab", "tocilizumab"),
        ("fludarabin", "fludarabine"),
        ("fludarabien", "fludarabine"),
        ("Metotrexate", "methotrexate"),
        ("ruxolitnib", "ruxolitinib"),
        ("meropenam", "meropenem"),
        ("amlodopine", "amlodipine"),
        ("venetoclex", "venetoclax"),
        ("levetiracitam", "levetiracetam"),
        ("gentamycin", "gentamicin"),
        ("daratumumabb", "daratumumab"),
    ],
)
def test_corrected(wrong: str, right: str) -> None:
    assert corrected(wrong) == right


@pytest.mark.parametrize(
    "word",
    [
        "methylprednisone",  # two letters from methylprednisolone
        "prednisone",
        "ciclosporin",  # known
        "cyclophosphamide",
        "metforminum",  # known to the dictionary
        "erythropoietic",
        "thrombopoietic",
        "asparaginases",
        "attention",
        "reactive",
        "migraine",
        "antithyroglobulin",
        "hydroxide",
        "imidazole",
        "tocilizu",
        "tosiluzumab",  # two letters
        "fludara8in",
        "short",
    ],
)
def test_left_alone(word: str) -> None:
    assert corrected(word) is None


def test_codes() -> None:
    assert codes()["metformin"].drugbank == "DB00331"
    assert codes()["metformin"].mesh_tree == "D02.078.370.141.450"


def test_surfaces_are_words_of_the_text() -> None:
    assert all(surface(form) == form for form in longtail())
    assert max(len(form.split()) for form in longtail()) <= LONGEST


def test_lexicon_wins() -> None:
    for form in longtail():
        cut = words(form)
        match = lexicon().match(cut, 0)
        assert match is None or len(match.words) < len(cut) or match.entry.kind != "drug", form


@pytest.mark.parametrize("row", table("stems"), ids=lambda row: row["stem"])
def test_every_stem_has_its_example(row: dict[str, str]) -> None:
    assert looks_like_drug(row["example"].split()[-1])


@pytest.mark.parametrize("name", ["longtail", "longtail_additions", "longtail_exclusions", "stems"])
def test_tables_have_no_row_twice(name: str) -> None:
    rows = table(name)
    assert len({next(iter(row.values())) for row in rows}) == len(rows)
    assert not any(None in row.values() for row in rows)


def test_no_ordinary_word_in_the_table() -> None:
    assert not ordinary() & longtail().keys()


def test_table_is_small() -> None:
    path = files("extractors.lexicons").joinpath("longtail.csv")
    with path.open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == ["name", "forms", "drugbank", "mesh_tree", "common"]
    assert len(path.read_bytes()) < 3_000_000
