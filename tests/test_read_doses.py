"""Amounts and the courses they belong to, as short case notes: `value unit frequency duration day route` of each drug, in order."""

import pytest

from extractors.pipeline import load_pipeline
from extractors.reading import read_report
from models import Document, Section, SectionKind


def doses_of(text: str) -> list[str]:
    """'tocilizumab 8 mg/kg day 2', without what is not told."""
    section = Section(kind=SectionKind.CASE, heading="Case", start=0, end=len(text))
    case = read_report(Document(id="x", source="x", sha256="0", text=text, sections=(section,)), load_pipeline()).case
    names = {t.id: t.name for t in case.therapies}
    return [
        " ".join(
            [names[d.therapy], f"{d.value:g}", str(d.unit)]
            + [str(x) for x in (d.frequency, d.duration) if x is not None]
            + ([f"day {d.day}"] if d.day is not None else [])
            + ([str(d.route)] if d.route else [])
        )
        for d in case.doses
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dexamethasone 10 mg every 6 h was started on day 4. It was reduced to 4 mg on day 7 and stopped on day 9.", ["dexamethasone 10 mg 4/d day 4", "dexamethasone 4 mg day 7"]),
        ("Dexamethasone 10 mg q6h was begun on day 5. Steroids were cut to 4 mg twice daily on day 8.", ["dexamethasone 10 mg 4/d day 5", "dexamethasone 4 mg 2/d day 8"]),
        ("Methylprednisolone 2 mg/kg/day was begun for GVHD. The dose was halved to 1 mg/kg/day. Thereafter 0.5 mg/kg/day was continued.", ["methylprednisolone 2 mg/kg 1/d", "methylprednisolone 1 mg/kg 1/d", "methylprednisolone 0.5 mg/kg 1/d"]),
        ("She was treated with ruxolitinib. The initial dose was 5 mg twice daily, which was increased to 10 mg twice daily.", ["ruxolitinib 5 mg 2/d", "ruxolitinib 10 mg 2/d"]),
        ("In 2017, she was switched to dasatinib 100 mg/d. Because of pleural effusion the dose was lowered to 70 mg/d.", ["dasatinib 100 mg 1/d", "dasatinib 70 mg 1/d"]),
        ("He took prednisone 1 mg/kg for 2 weeks. Because of no response, this was raised to 2 mg/kg.", ["prednisone 1 mg/kg P2W", "prednisone 2 mg/kg"]),
        ("Arsenic trioxide 0.1 mg/kg/day was given. A QTc of 516 ms brought about an infusion of magnesium sulphate, 2 g; thereafter 0.15 mg/kg/day was well borne.", ["arsenic trioxide 0.1 mg/kg 1/d", "magnesium sulfate 2 g", "arsenic trioxide 0.15 mg/kg 1/d"]),
        ("Teclistamab was started. Step-up doses of 0.06 mg/kg on day 1, 0.3 mg/kg on day 4 and 1.5 mg/kg on day 7 were given subcutaneously.", ["teclistamab 0.06 mg/kg day 1 sc", "teclistamab 0.3 mg/kg day 4 sc", "teclistamab 1.5 mg/kg day 7 sc"]),
        ("Elranatamab was started. The step-up dosing was as follows:\n- 12 mg sc, day 1: fever, settled with paracetamol 1 g.\n- 32 mg sc, day 4: CRS grade 2; tocilizumab 8 mg/kg iv was given.\n- 76 mg sc, day 8: no CRS.", ["elranatamab 12 mg day 1 sc", "paracetamol 1 g", "elranatamab 32 mg day 4 sc", "tocilizumab 8 mg/kg iv", "elranatamab 76 mg day 8 sc"]),
    ],
)  # fmt: skip
def test_without_the_name(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The patient underwent allogeneic HSCT on 4 June 2020. A total of 5.2 × 10^6 CD34+ cells/kg were infused.", ["allogeneic HSCT 5.2e+06 cells/kg"]),
        ("She received two donor lymphocyte infusions. The first contained 1 × 10^6 CD3+ cells/kg and the second 5 × 10^6 CD3+ cells/kg.", ["donor lymphocyte infusion 1e+06 cells/kg", "donor lymphocyte infusion 5e+06 cells/kg"]),
        ("Autologous anti-CD19 CAR-T cells were reinfused on 12 July 2022. The dose was 1.5 × 10^6/kg.", ["CD19 CAR-T 1.5e+06 cells/kg"]),
        ("After lymphodepletion, 1 × 10^8 CD19 CAR-T cells were infused.", ["CD19 CAR-T 1e+08 cells"]),
        ("On 6 May 2019 (day 0) 3.1 x 10^6 CAR-positive viable T cells/kg of the CD19-directed product tisagenlecleucel were infused.", ["tisagenlecleucel 3.1e+06 cells/kg day 0"]),
        ("Filgrastim 10 ug/kg/day allowed 9.7×10^6 CD34+ cells/kg to be harvested for autologous HSCT, of which 5.1×10^6/kg, PCR-negative, were returned on day 0.", ["filgrastim 10 ug/kg 1/d", "autologous HSCT 5.1e+06 cells/kg day 0"]),
    ],
)  # fmt: skip
def test_cells(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On day 16, candidiasis was treated with fluconazole 200 mg PO daily for 14 days.", ["fluconazole 200 mg 1/d P14D day 16 po"]),
        ("Levetiracetam 500 mg twice daily, acyclovir 800 mg twice daily, and fluconazole 400 mg daily were started on day 0.", ["levetiracetam 500 mg 2/d day 0", "acyclovir 800 mg 2/d day 0", "fluconazole 400 mg 1/d day 0"]),
        ("Allopurinol 300 mg daily had been running since day -5.", ["allopurinol 300 mg 1/d day -5"]),
        ("CRS was grade 1 on day 6 and grade 3 on day 8, when noradrenaline was infused at 0.12 ug/kg/min.", ["norepinephrine 0.12 ug/kg/min day 8"]),
        ("On day 27 watery diarrhea appeared. Methylprednisolone 2 mg/kg/d was started on that day.", ["methylprednisolone 2 mg/kg 1/d day 27"]),
        ("On day +41 diarrhoea led to the diagnosis of gut GVHD. Methylprednisolone 2 mg/kg/day was begun at once.", ["methylprednisolone 2 mg/kg 1/d day 41"]),
        ("Fludarabine 30 mg/m2, infused IV once daily on days -5, -4, and -3, depleted his lymphocytes.", ["fludarabine 30 mg/m2 1/d P3D iv"]),
        ("From day 6 to day 8 methylprednisolone 1 mg/kg every 12 h was used.", ["methylprednisolone 1 mg/kg 2/d P3D"]),
        ("From 12 to 14 Mar 2021, fludarabine 30 mg/m2 and cyclophosphamide 500 mg/m2 were administered daily for lymphodepletion.", ["fludarabine 30 mg/m2 1/d P3D", "cyclophosphamide 500 mg/m2 1/d P3D"]),
        ("Tocilizumab 8 mg/kg was infused on day 2 and repeated on day 4.", ["tocilizumab 8 mg/kg"]),
        ("Dexamethasone 20 mg was given on day 3 and again on day 4.", ["dexamethasone 20 mg"]),
        ("Polatuzumab vedotin 1.8 mg/kg was given on 01/19/2021 and again on 02/09/2021.", ["polatuzumab vedotin 1.8 mg/kg"]),
        ("Prednisone 60 mg daily was tapered to 10 mg daily over two months.", ["prednisone 60 mg 1/d", "prednisone 10 mg 1/d"]),
    ],
)  # fmt: skip
def test_day_and_length(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He received intrathecal therapy (methotrexate 12 mg, cytarabine 40 mg, hydrocortisone 20 mg) twice weekly.", ["methotrexate 12 mg 2/wk it", "cytarabine 40 mg 2/wk it", "hydrocortisone 20 mg 2/wk it"]),
        ("She received carboplatin (350 mg/m2) with doxorubicin (30 mg/m2) every 21 days.", ["carboplatin 350 mg/m2 1/21d", "doxorubicin 30 mg/m2 1/21d"]),
        ("Vancomycin 1 g q12h and meropenem 1 g q8h were used for ten days.", ["vancomycin 1 g 2/d P10D", "meropenem 1 g 3/d P10D"]),
        ("Fludarabine 30 mg/m2/day and cyclophosphamide 300 mg/m2/day were given iv for three days.", ["fludarabine 30 mg/m2 1/d P3D iv", "cyclophosphamide 300 mg/m2 1/d P3D iv"]),
        ("Rituximab (375 mg/m2) and dexamethasone (40 mg for 4 days) were given.", ["rituximab 375 mg/m2", "dexamethasone 40 mg P4D"]),
        ("Methylprednisolone 2 mg/kg was given and tapered by 10% every 3 days.", ["methylprednisolone 2 mg/kg"]),
        ("Voriconazole 4 mg/kg intravenously every 12 hours was started on day 143, switched to 200 mg orally every 12 hours on day 150.", ["voriconazole 4 mg/kg 2/d day 143 iv", "voriconazole 200 mg 2/d day 150 po"]),
    ],
)  # fmt: skip
def test_said_of_a_list(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On day 2 tocilizumab 8 mg/kg was infused. A second dose of 8 mg/kg was needed on day 3.", ["tocilizumab 8 mg/kg day 2", "tocilizumab 8 mg/kg day 3"]),
        ("Tocilizumab 8 mg/kg was given on day 2. The fever settled after tocilizumab 8 mg/kg.", ["tocilizumab 8 mg/kg day 2"]),
        ("Rituximab, 1 g on 2 February 2021 and 1 g on 16 February 2021, did not help.", ["rituximab 1 g", "rituximab 1 g"]),
        ("Dexamethasone 10 mg was given on day 4. Dexamethasone was restarted on day 7 at 10 mg every 6 hours and reduced to 10 mg every 12 hours on day 10.", ["dexamethasone 10 mg day 4", "dexamethasone 10 mg 4/d day 7", "dexamethasone 10 mg 2/d day 10"]),
    ],
)  # fmt: skip
def test_the_same_amount_again(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tacrolimus was given at 0.03 mg/kg/day. The dose was adjusted to keep trough levels of 5-10 ng/mL.", ["tacrolimus 0.03 mg/kg 1/d"]),
        ("Prednisone was begun. Proteinuria was 2.2 g/day at month 1, 0.9 g/day at month 3 and 0.3 g/day at month 6.", []),
        ("Dexamethasone was started. XR77 was begun at 4 mg daily.", []),
        ("Prednisolone 1 mg/kg was started. Every attempt to go below 0.4 mg/kg failed.", ["prednisolone 1 mg/kg"]),
    ],
)  # fmt: skip
def test_no_amount_of_a_treatment(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was given 3 million IU of interferon alfa-2b three times a week. Interferon alfa-2b was used for 2 years.", ["interferon alfa-2b 3e+06 IU 3/wk P2Y"]),
        ("Letermovir 480 mg daily was started. It was continued for 14 weeks.", ["letermovir 480 mg 1/d P14W"]),
        ("Letermovir 480 mg daily was started. The patient was followed for 14 weeks.", ["letermovir 480 mg 1/d"]),
        ("Ruxolitinib 5 mg twice daily was begun and raised to 10 mg twice daily. It was continued for 6 months.", ["ruxolitinib 5 mg 2/d", "ruxolitinib 10 mg 2/d"]),
    ],
)  # fmt: skip
def test_length_told_later(text: str, expected: list[str]) -> None:
    assert doses_of(text) == expected
