"""Short forms that a text defines, with their long forms, and the treatments that they name in it."""

from collections.abc import Callable

import pytest

from extractors.defined import defined_elsewhere
from extractors.pipeline import load_pipeline
from models import Case


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Cytokine release syndrome (CRS) followed; CRS resolved.", [("CRS", "Cytokine release syndrome")]),
        ("She received mycophenolate mofetil (MMF) and tacrolimus (day -1).", [("MMF", "mycophenolate mofetil")]),
        ("A donor lymphocyte infusion (DLI), then a second donor lymphocyte infusion (DLI).", [("DLI", "donor lymphocyte infusion")]),
        ("Levels rose (12 mg/L) and fell (see the figure on the next page of this report).", []),
        ("Remission (complete) was reached.", []),
        ("Nothing was (opened", []),
    ],
)  # fmt: skip
def test_what_a_text_defines(text: str, pairs: list[tuple[str, str]]) -> None:
    assert load_pipeline()(text)._.abbreviations == pairs


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("ethambutol (EMB, 750 mg/d)", [("EMB", "ethambutol")]),
        ("isoniazid (INH, 300 mg/d)", [("INH", "isoniazid")]),
        ("romidepsin (ROM; 14 mg/m2) was begun", [("ROM", "romidepsin")]),
        ("busulfan (Bu, 3.2 mg/kg) and fludarabine (Flu; 30 mg/m2)", [("Bu", "busulfan"), ("Flu", "fludarabine")]),
        ("she received polatuzumab vedotin (Pola; Polivy, Roche)", [("Pola", "polatuzumab vedotin")]),
        ("with arsenic trioxide [ATO]", [("ATO", "arsenic trioxide")]),
        ("gilteritinib (hereafter GILT), 120 mg", [("GILT", "gilteritinib")]),
        ("gilteritinib (hereinafter referred to as GILT)", []),
        ("teclistamab (henceforth “TEC”) was chosen", [("TEC", "teclistamab")]),
        ("Abbreviations: BV, brentuximab vedotin; RT: radiotherapy.", [("BV", "brentuximab vedotin"), ("RT", "radiotherapy")]),
        ("Abbreviations used: FLU = fludarabine; CY, cyclophosphamide", [("FLU", "fludarabine"), ("CY", "cyclophosphamide")]),
        ("gemcitabine (CR, 5 months)", []),  # a response
        ("daratumumab (KRd; carfilzomib)", []),  # letters of others
        ("the donor (HLA; Luminex)", []),
        ("on day 5 (CRS; grade 2)", []),
        ("marrow blasts (MRD, 0.1%)", []),
    ],
)  # fmt: skip
def test_what_a_text_defines_elsewhere(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(defined_elsewhere(text)) == pairs


@pytest.mark.parametrize(
    ("story", "drug", "amounts"),
    [
        ("A woman of 45 years with Hodgkin lymphoma received brentuximab vedotin (BV) from May 2015. BV was infused at 1.8 mg/kg every 21 days.", "brentuximab vedotin", [1.8]),
        ("A man of 61 years with leukaemia was put on zorbitinib (ZBT) in May 2015. ZBT was taken at 80 mg daily.", "zorbitinib", [80]),
        ("A man of 61 years with AML was put on azacitidine with venetoclax. Ven went down to 100 mg daily.", "venetoclax", [100]),
        ("A man of 61 years had polatuzumab vedotin (Pola; Polivy) on 2 May 2020. Pola at 1.4 mg/kg followed on 23 May.", "polatuzumab vedotin", [1.4]),
        ("A woman of 30 years with lymphoma had arsenic trioxide [ATO]. ATO was given at 0.15 mg/kg daily.", "arsenic trioxide", [0.15]),
        ("A man of 61 years began gilteritinib (hereafter GILT), 120 mg daily. GILT was cut to 80 mg on 9 June 2021.", "gilteritinib", [80, 120]),
    ],
)  # fmt: skip
def test_a_defined_form_names_its_drug(
    case_of: Callable[[str], Case], story: str, drug: str, amounts: list[float]
) -> None:
    case = case_of(story)
    (course,) = [t for t in case.therapies if t.name == drug]
    assert sorted(d.value for d in case.doses if d.therapy == course.id) == amounts


@pytest.mark.parametrize(
    "story",
    [
        "A man of 61 years with iron deficiency anaemia (IDA) and AML received idarubicin on 3 June 2021. The IDA was treated with iron 100 mg.",
        "A man of 61 years with AML received cytarabine. His acute coronary syndrome (ARA) was treated with stents.",
    ],
)
def test_a_form_defined_as_something_else_is_no_drug(case_of: Callable[[str], Case], story: str) -> None:
    case = case_of(story)
    assert [len(t.evidence) for t in case.therapies if t.name in ("idarubicin", "cytarabine")] == [1]
