"""The moment that is being told of: emergencies are treated when they arise, what arose is treated then."""

import pytest
from test_periods import periods

CELLS = "A 60-year-old man with lymphoma received axi-cel on 4 May 2021 (day 0). "
# (story after the infusion on 4 May 2021, {treatment: "start/day..end/day", "-" for none})
ACUTE = [
    ("By D+5, he was on noradrenaline at 0.12 mcg/kg/min: grade 3 CRS.", {"norepinephrine": "2021-05-09/5"}),
    ("On day 3 arterial pressure fell. He was moved to intensive care, where noradrenaline up to 0.25 µg/kg/min was necessary (CRS grade 3).", {"norepinephrine": "2021-05-07/3"}),
    ("On day 2 CRS worsened and he was transferred to the ICU on norepinephrine at a maximum of 0.08 mcg/kg/min (grade 3).", {"norepinephrine": "2021-05-06/2"}),
    ("ICANS reached grade 4 on day 6, when he had a seizure. Lorazepam 4 mg IV terminated the seizure.", {"lorazepam": "2021-05-10/6"}),
    ("She convulsed twice and was intubated on D8: ICANS grade 4. Lorazepam 4 mg and a levetiracetam load of 60 mg/kg terminated the seizures.", {"lorazepam": "2021-05-12/8", "levetiracetam": "2021-05-12/8"}),
    ("On 11 May 2021 (day +7) he had two seizures: ICANS grade 4. Clonazepam 1 mg iv was injected and lacosamide 200 mg/12 h introduced.", {"clonazepam": "2021-05-11/7", "lacosamide": "2021-05-11/7"}),
    ("By D+8 he was mute, with seizures (ICANS grade 4); lorazepam 2 mg iv was given.", {"lorazepam": "2021-05-12/8"}),
    ("Grade 3 CRS was seen on day 4. Noradrenaline had already been stopped.", {"norepinephrine": "-"}),
    ("Levetiracetam and clonazepam were prescribed to prevent seizures. ICANS was seen on day 6. Clonazepam as prophylaxis went on.", {"clonazepam": "-"}),
]  # fmt: skip
AROSE = [
    ("Hypotension requiring norepinephrine at 0.08 mcg/kg/min developed on day 3.", {"norepinephrine": "2021-05-07/3"}),
    ("Shock necessitating vasopressin occurred on D+6.", {"vasopressin": "2021-05-10/6"}),
    ("Hypoxia that required tocilizumab 8 mg/kg appeared on day 4.", {"tocilizumab": "2021-05-08/4"}),
    ("A rash calling for prednisone ensued on day 20.", {"prednisone": "2021-05-24/20"}),
    ("Neutropenic sepsis on day 13 was treated with meropenem 1 g three times daily and a dose of gentamicin 5 mg/kg.", {"meropenem": "2021-05-17/13", "gentamicin": "2021-05-17/13"}),
    ("CMV viremia (2,300 copies/mL) on D+33 was pre-empted with valganciclovir 900 mg BD.", {"valganciclovir": "2021-06-06/33"}),
    ("Fever on day 2 was managed as grade 1 CRS with paracetamol alone.", {"paracetamol": "2021-05-06/2"}),
    ("On day 1 she had cefepime, and from day 4 tocilizumab and dexamethasone.", {"cefepime": "2021-05-05/1", "tocilizumab": "2021-05-08/4", "dexamethasone": "2021-05-08/4"}),
    # what only says that it was over or enough does not say when it was begun
    ("A rash appeared on day 13 and mometasone cream sufficed.", {"mometasone": "-"}),
    ("On day 31 a rash betokened GVHD, grade I, and hydrocortisone ointment was enough.", {"hydrocortisone": "-"}),
    ("CMV reactivation on day 41 was cleared with valganciclovir 900 mg.", {"valganciclovir": "-"}),
    ("Pneumonia on day 12 responded to imipenem.", {"imipenem": "-"}),
]  # fmt: skip

THEN = [
    ("In August 2022 pneumonia had to be treated in hospital. Since then she has been getting immunoglobulins, 30 g every four weeks.", {"immunoglobulin": "2022-08"}),
    ("Zoster was seen in January 2022; from then on aciclovir was taken.", {"acyclovir": "2022-01"}),
    ("On 3 June 2021 (day 30) PET-CT showed a partial response. From that day, tislelizumab 200 mg was added, and its last dose was delivered in August 2021.", {"tislelizumab": "2021-06-03/30..2021-08"}),
    ("Mogamulizumab was administered once a week from the 25th of March 2022, eight times in total, the last being on 13 May 2022.", {"mogamulizumab": "2022-03-25..2022-05-13"}),
    ("Ruxolitinib 10 mg twice daily, started on August 16, 2021, had to be discontinued after 12 weeks owing to thrombocytopenia.", {"ruxolitinib": "2021-08-16/104..2021-11-08/188"}),
    ("Ibrutinib was begun on 3 May 2022. It was stopped after 10 days because of bleeding.", {"ibrutinib": "2022-05-03..2022-05-13"}),
    ("Ponatinib was introduced at 45 mg/day on 17/12/2021 together with azacitidine 75 mg/m2/day, D1 to D7, and venetoclax (100 mg on D1, 200 mg on D2 and 400 mg from D3 on), in 28-day cycles.", {"azacitidine": "2021-12-17", "venetoclax": "2021-12-17"}),
    ("In 28-day cycles, venetoclax was given from 17 December 2021 (100 mg on D1 and 400 mg from D3).", {"venetoclax": "2021-12-17"}),
    ("Venetoclax had been stopped after 10 days.", {"venetoclax": "-"}),
    ("On day +24 a rash appeared; prednisolone 1 mg/kg was started and weaned off by day +60.", {"prednisolone": "2021-05-28/24..2021-07-03/60"}),
    ("Ciclosporin was started on day -1 and tapered from day +90 until day +150.", {"cyclosporine": "2021-05-03/-1..2021-10-01/150"}),
    ("Parkinsonism on day 34 was treated with dexamethasone 4 mg and, from day 40, with cyclophosphamide.", {"dexamethasone": "2021-06-07/34", "cyclophosphamide": "2021-06-13/40"}),
    ("A third infusion of tisa-cel was scheduled for November 2022.", {"tisagenlecleucel": "-"}),
    ("Relapse came in March 2022 and has been treated since then.", {"axicabtagene ciloleucel": "2021-05-04/0"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), [*ACUTE, *AROSE, *THEN])
def test_what_arose_is_treated_then(story: str, expected: dict[str, str]) -> None:
    found = periods(CELLS + story)
    assert {name: found.get(name) for name in expected} == expected
