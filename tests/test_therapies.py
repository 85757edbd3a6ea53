"""Treatments by name: one line a text, what is found in order; and lexicons that no form is in twice."""

import csv
from collections import Counter
from importlib.resources import files

import pytest

from extractors import load_pipeline

CASES = [
    ("six cycles of bendamustine and rituximab (BR) from 06/2015", "bendamustine; rituximab; BR"),
    ('"7+3" was begun on 13.1.2020 (day 1); HAM followed from 3.2.2020.', "7+3; HAM"),
    ("DRd therapy (daratumumab 800 mg/body, lenalidomide 10 mg/body)", "DRd; daratumumab; lenalidomide"),
    ("EPd with elotuzumab 500 mg was switched to KCd as bridging.", "EPd; elotuzumab; KCd"),
    ("Carfilzomib, lenalidomide and dexamethasone (KRd) brought PR.", "carfilzomib; lenalidomide; dexamethasone; KRd"),
    ("FCR, that is fludarabine, cyclophosphamide and rituximab, was started.", "FCR; fludarabine; cyclophosphamide; rituximab"),
    ("Haplo-HSCT from her son. Allo-HSCT. Auto-HSCT.", "haploidentical HSCT; allogeneic HSCT; autologous HSCT"),
    ("PTCy at 50 mg/kg (days +3, +4) and tacrolimus", "cyclophosphamide; tacrolimus"),
    ("albumin 4.0 g/dL, soluble interleukin-2 receptor 500 U/ml, methenamine silver, vitamin D 30.4 ng/mL", ""),
    ("Intravenous albumin 20 g was given.", ""),
    ("two cycles of the XELOX regimen, three courses of MECAVD, and PEMD-based treatment", "XELOX; MECAVD; PEMD"),
    ("Induction with venetoclax, homoharringtonine and azacitidine (VHA) was given.", "venetoclax; homoharringtonine; azacitidine; VHA"),
    ("ICE score was 7/10 on day 5.", ""),
    ("two cycles of ICE were given, followed by R-ICE", "ICE; R-ICE"),
    ("previously received ABVD, BEACOPP, DHAP and brentuximab vedotin.", "ABVD; BEACOPP; DHAP; brentuximab vedotin"),
    ("He got tociluzumab, Actemra, TCZ, Solu-Medrol and dexa 10 mg.", "tocilizumab; tocilizumab; tocilizumab; methylprednisolone; dexamethasone"),
    ("topical mometasone, co-trimoxazole, G-CSF, IVIG", "mometasone; trimethoprim-sulfamethoxazole; G-CSF; immunoglobulin"),
    ("R-CHOP-21, dose-adjusted EPOCH-R and hyperCVAD", "R-CHOP; DA-EPOCH-R; hyper-CVAD"),
    ("anti-CD19 CAR; BCMA-CART; GPRC5D-directed CAR-T; CAR T cells", "CD19 CAR-T; BCMA CAR-T; GPRC5D CAR-T; CAR-T"),
    ("CTX 300 mg/m2 and fludarabine", "cyclophosphamide; fludarabine"),
    ("MP 1 mg/kg for ICANS", "methylprednisolone"),
    ("FC for CLL in 2012", "FC"),
    ("lymphodepletion with FC (days -5 to -3)", "FC"),
    ("VILP (vincristine, idarubicin, L-asparaginase, prednisone)", "VILP; vincristine; idarubicin; asparaginase; prednisone"),
    ("FLAG as lymphodepletion", "FLAG"),
    ("BEAM-conditioned ASCT", "BEAM; autologous HSCT"),
    ("the GVHD protocol, the COVID-19 regimen and the MRD-based treatment", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names(text: str, expected: str) -> None:
    found = load_pipeline()(text)._.therapies
    assert "; ".join(m.name for m in found if m.name != "chemotherapy") == expected


@pytest.mark.parametrize("table", ["drugs", "classes", "regimens", "cells"])
def test_a_lexicon_names_each_form_once(table: str) -> None:
    with files("extractors.lexicons").joinpath(f"{table}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert all(None not in row and None not in row.values() and row["name"].strip() == row["name"] for row in rows)
    forms = Counter(form for row in rows for form in (row["name"], *(s for s in row["synonyms"].split("|") if s)))
    assert [form for form, count in forms.items() if count > 1] == []
    assert [form for form in forms if form != form.strip() or '"' in form] == []


def test_no_form_means_two_drugs() -> None:
    owners: dict[str, set[str]] = {}
    for table in ("drugs", "classes", "cells"):
        with files("extractors.lexicons").joinpath(f"{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                for form in (row["name"], *row["synonyms"].split("|")):
                    if form:
                        owners.setdefault(form, set()).add(row["name"])
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}
