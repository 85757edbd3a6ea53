"""Which treatment of the sentence an amount belongs to, gold inline: `[10 mg|dexamethasone]`."""

import re

import pytest

from extractors.link_doses import link_doses
from extractors.pipeline import load_pipeline


@pytest.mark.parametrize(
    "marked",
    [
        "Tocilizumab [480 mg|tocilizumab] ([8 mg/kg|tocilizumab]) was given twice.",
        "He received [8 mg/kg|tocilizumab] of tocilizumab and dexamethasone [10 mg|dexamethasone] iv.",
        "A single [20 mg|dexamethasone] oral dose of dexamethasone was given after tocilizumab ([8 mg/kg|tocilizumab]).",
        "In addition to tocilizumab, [10 mg|dexamethasone] dexamethasone was given every 6 h.",
        "At [8 mg/kg|tocilizumab], tocilizumab was infused twice.",
        "Dexamethasone was raised on day 7 to [20 mg|dexamethasone] every 6 hours, and oral levetiracetam, [1000 mg|levetiracetam] twice daily, was added.",
        "Dolutegravir was doubled to [50 mg|dolutegravir] twice daily when rifampicin [600 mg|rifampicin] daily was begun.",
        "After tocilizumab, dexamethasone was escalated to [20 mg|dexamethasone] every 6 h.",
        "Dexamethasone was cut, after a second tocilizumab, to [4 mg|dexamethasone].",
        "It was reduced to [4 mg|] after tocilizumab had been repeated.",
        "Prednisolone was switched to dexamethasone [10 mg|dexamethasone].",
        "He was given magnesium sulphate, [2 g|magnesium sulfate]; thereafter [0.15 mg/kg/day|] was well borne.",
        "Fludarabine and cyclophosphamide, both at [30 mg/kg|fludarabine+cyclophosphamide], were given.",
        "Fludarabine [30 mg/m2|fludarabine] and cyclophosphamide [300 mg/m2|cyclophosphamide], each once daily, were used.",
        "Methotrexate and hydrocortisone at [12 mg|methotrexate] and [20 mg|hydrocortisone], respectively, were injected.",
        "[12 mg|] sc, day 1: fever of 38.4 °C, CRS grade 1, settled with paracetamol [1 g|paracetamol].",
        "[100 x 10^6 CAR-positive T cells|lisocabtagene maraleucel] (liso-cel) were infused.",
        "After lymphodepletion [1 x 10^8|CAR-T] CAR-T cells were infused.",
        "HSCT with [5 x 10^6 CD34+ cells/kg|HSCT], and later CD19 CAR-T cells, [2 x 10^6 CAR+ T cells/kg|CD19 CAR-T], were given.",
        "Fludarabine/cyclophosphamide [30|fludarabine]/[500 mg/m2|cyclophosphamide] for three days was given.",
        "Fludarabine and cyclophosphamide ([30|fludarabine]/[300 mg/m2|cyclophosphamide]) were given.",
        "Glofitamab (obinutuzumab [1000 mg|obinutuzumab] on 22 November; [2.5 mg|glofitamab] on D8 and [10 mg|glofitamab] on D15) was begun.",
        "After HSCT, DLI (MNC [3.0 x 10^7/kg|donor lymphocyte infusion]) was carried out.",
        "Dexamethasone, then carfilzomib [20|carfilzomib]/[56 mg/m2|carfilzomib] was given.",
        "The axilla was irradiated with [24 Gy|] before rituximab [375 mg/m2|rituximab].",
    ],
)  # fmt: skip
def test_linked(marked: str) -> None:
    text, wanted = "", []
    for part in re.split(r"(\[[^]]*\|[^]]*\])", marked):
        if part.startswith("["):
            words, _, names = part[1:-1].partition("|")
            wanted.append((len(text), names))
            text += words
        else:
            text += part
    doc = load_pipeline()(text)
    therapies = [t for t in doc._.therapies if t.kind != "radiotherapy"]
    linked = link_doses(text, doc._.doses, therapies)
    found = [(d.start, "+".join(t.name for t in linked.get(i, []))) for i, d in enumerate(doc._.doses)]
    assert found == wanted
