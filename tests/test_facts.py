"""Facts beside the five families in the words of many authors: follow-up, death, peaks, lines, status, conditions, signs.

A line holds a sentence and what is read of it: `fever 39.5 Cel day 2`, `-hypotension` (its absence is stated), nothing.
"""

from pathlib import Path
from typing import Any

import pytest

from corpus import read
from extractors import extract
from models import Case, Finding

STORY = (
    "Case report\n\nA 40-year-old woman with lymphoma was treated. CD19 CAR-T cells were infused on 1 May 2020 (day 0). "
    "Cytokine release syndrome (CRS) developed. {}\n\nDiscussion\n\nMore cases are needed.\n"
)


def case_of(tmp_path: Path, pipeline: Any, story: str) -> Case:
    path = tmp_path / "report.txt"
    path.write_text(story)
    return extract(read(path), pipeline=pipeline)


def told(f: Finding) -> str:
    value = None if f.value is None else f"{f.operator or ''}{f.value:.10g}"
    when = f.date or (None if f.day is None else f"day {f.day}")
    parts = [f"{'' if f.present else '-'}{f.name.value}", f.value_text, value, f.unit, when, f.time_after]
    return " ".join(filter(None, parts))


SENTENCES = """
# last follow-up
At the last follow-up in May 2023, she was in complete remission. | last follow-up alive 2023-05
At last follow-up, 14 months after infusion, she was well. | last follow-up alive P14M
As of 3 March 2024 she remains in remission. | last follow-up alive 2024-03-03
She remains alive and disease-free 18 months after CAR-T infusion. | last follow-up alive P18M
She is alive and well at 24 months of follow-up. | last follow-up alive P24M
At the time of writing, 30 months post-infusion, the patient is in CR. | last follow-up alive P30M
With a follow-up of 36 months, no relapse was seen. | last follow-up alive P36M
After a follow-up of 2 years she is still in remission. | last follow-up alive P2Y
She was last seen on 2 February 2022. | last follow-up alive 2022-02-02
At her most recent visit on 12 December 2021 she had no complaints. | last follow-up alive 2021-12-12
To date, she has been free of disease for two years. | last follow-up alive
The latest PET/CT in June 2021 showed CR. |
At data cutoff (31 December 2022), the response was ongoing. | last follow-up alive 2022-12-31
She continues in remission 20 months after the infusion. | last follow-up alive P20M
The patient was followed for 12 months without relapse. | last follow-up alive P12M
Currently, the patient is in good condition. | last follow-up alive
Until now, 15 months after CAR-T, the remission has lasted. | last follow-up alive P15M
She was followed up until October 2021 and stayed in CR. | last follow-up alive 2021-10
The last dose of tocilizumab was given on day 5. |
At present, 27 months after CAR-T infusion, she has no evidence of disease. | last follow-up alive P27M
She has been in continuous remission for 30 months since the infusion. | last follow-up alive P30M
At presentation she had no evidence of infection. |
She continues to be in CR 20 months post transplant. | last follow-up alive P20M
She is in complete remission on 17 May 2022. | last follow-up alive 2022-05-17
Now, 26 months after the transplant, she remains in complete response. | last follow-up alive P26M
# death
She deceased the 2 of October 2020 of a pneumonia. | death pneumonia 2020-10-02
She died of sepsis on 3 August 2020. | death sepsis 2020-08-03
The patient died from progressive disease on day 62. | death progressive disease 2020-07-02
She succumbed to multi-organ failure in July 2020. | death multi-organ failure 2020-07
Unfortunately, she passed away due to disease progression on day 90. | death disease progression 2020-07-30
She expired on day 45 because of intracranial hemorrhage. | death intracranial hemorrhage 2020-06-15
The patient died on 4 June 2020. | death 2020-06-04
She died 5 months after the infusion. | death P5M
She died eleven months post-infusion. | death P11M
He succumbed to sepsis one year after CAR-T therapy. | death sepsis P1Y
She died 10 months after diagnosis. | death
Her mother had died of breast cancer. |
Most of the leukemic cells died. |
Death from septic shock occurred on day 30. | death septic shock 2020-05-31
Death of the donor cells occurred on day 30. |
Death occurred on day 30 owing to fungal pneumonia. | death fungal pneumonia 2020-05-31
# peak values
Ferritin peaked at 12,345 ng/mL on day 6. | peak ferritin 12345 ng/mL 2020-05-07
The maximum ferritin level was 98 400 µg/L. | peak ferritin 98400 ug/L
Serum ferritin rose from 800 to 45,000 ng/mL on day 9. | peak ferritin 45000 ng/mL 2020-05-10
Hyperferritinemia (>100,000 ng/mL) was noted. | peak ferritin >100000 ng/mL
CRP was 240 mg/L and IL-6 3,250 pg/mL on day 3. | peak CRP 240 mg/L 2020-05-04; peak IL-6 3250 pg/mL 2020-05-04
C-reactive protein reached 32.5 mg/dL. | peak CRP 32.5 mg/dL
Interleukin-6 peaked at 5000 pg/ml on day 4. | peak IL-6 5000 pg/mL 2020-05-05
Ferritin (normal range 20-200 ng/mL) was 15,600 ng/mL. | peak ferritin 15600 ng/mL
The IL-6 receptor antibody tocilizumab 8 mg/kg was given. |
Her ferritin exceeded 50,000 ng/mL. | peak ferritin >50000 ng/mL
Laboratory tests showed ferritin 8,900 ng/mL, LDH 1200 U/L and fibrinogen 0.9 g/L. | peak ferritin 8900 ng/mL
Ferritin did not exceed 2,870 µg/L. | peak ferritin <=2870 ug/L
Ferritin 8400, HLH was ruled out. | peak ferritin 8400
# lines
The disease was refractory to or relapsed after four lines. | prior lines 4
She had received four prior lines of therapy. | prior lines 4
After three lines of chemotherapy she was referred. | prior lines 3
She had failed five previous regimens. | prior lines 5
She was heavily pretreated with six prior lines of treatment. | prior lines 6
The lymphoma was refractory to at least three lines. | disease status refractory; prior lines >=3
The first line of treatment was R-CHOP. |
# status
The patient had relapsed/refractory diffuse large B-cell lymphoma. | disease status relapsed and refractory
She presented with primary refractory lymphoma. | disease status refractory
She was referred for CAR-T because of relapsed follicular lymphoma. | disease status relapsed
She was transplanted in second complete remission. | disease status second remission
CAR-T is approved for relapsed or refractory lymphoma. |
# conditions
She was HIV-positive. | condition HIV
The patient had been living with HIV for ten years. | condition HIV
HIV serology was negative. | -condition HIV
Tests for HIV, hepatitis B and hepatitis C were negative. | -condition HIV; -condition hepatitis B; -condition hepatitis C
HBsAg was positive and entecavir was started. | condition hepatitis B
She had chronic hepatitis B. | condition hepatitis B
She was pregnant at 22 weeks of gestation. | condition pregnancy
A pregnancy test was negative. |
She had undergone a kidney transplant in 2010. | condition solid organ transplant 2010
She had a history of rheumatoid arthritis. | condition autoimmune disease
CNS involvement was detected at relapse. | condition CNS involvement
There was no CNS involvement. | -condition CNS involvement
The cerebrospinal fluid was free of blasts. | -condition CNS involvement
Lumbar puncture revealed lymphoma cells, 120 cells/µL. | condition CNS involvement
She had secondary CNS lymphoma. | condition CNS involvement
Intrathecal methotrexate was given as CNS prophylaxis. |
Leptomeningeal disease was found on MRI. | condition CNS involvement
Her brother, the donor, was hepatitis B positive. |
Third relapse, cerebellum, in July 2022. | condition CNS involvement 2022-07
# infections
On day 20 CMV reactivation was treated with ganciclovir. | infection cytomegalovirus 2020-05-21
She developed bacteremia on day 8. | infection bacteraemia 2020-05-09
Trimethoprim-sulfamethoxazole was given to prevent Pneumocystis pneumonia. |
No CMV reactivation was observed. | -infection cytomegalovirus
COVID-19 was diagnosed in January 2021. | infection COVID-19 2021-01
# antigen
She had a CD19-negative relapse in December 2020. | antigen CD19 negative 2020-12
At relapse CD19 expression was lost. | antigen CD19 negative
The relapse was CD19-positive. | antigen CD19 positive
Biopsy confirmed loss of CD19. | antigen CD19 negative
BCMA was still expressed. | antigen BCMA positive
Blasts were CD19+, CD22+ and CD34+ at diagnosis. |
Second relapse in May 2021: CD19 neg., CD20 pos. | antigen CD19 negative 2021-05; antigen CD20 positive 2021-05
# assay
MRD was negative by multiparameter flow cytometry (<0.01%). | MRD assay flow cytometry 0.0001
MRD negativity at 10^-6 was shown by next-generation sequencing. | MRD assay sequencing 1e-06
BCR::ABL1 MRD was undetectable by RT-PCR. | MRD assay PCR
# ICE
On day 5 the ICE score was 7/10. | ICE score 7 2020-05-06
Her ICE score dropped to 3 on day 6. | ICE score 3 2020-05-07
She was confused (ICE 4). | ICE score 4
She was drowsy, with an ICE-score of 0 on day 7. | ICE score 0 2020-05-08
# signs of CRS
On day 2 she had a fever of 39.5 °C. | fever 39.5 Cel 2020-05-03
She became febrile on day 1. | fever 2020-05-02
Her temperature rose to 40.1 °C on day 3. | fever 40.1 Cel 2020-05-04
Fever (38.9°C), hypotension and hypoxia occurred on day 4. | fever 38.9 Cel 2020-05-05; hypotension 2020-05-05; oxygen 2020-05-05
Hypotension responded to intravenous fluids. | hypotension fluids
She required norepinephrine on day 4. | vasopressor norepinephrine 1 2020-05-05
Two vasopressors were needed. | vasopressor 2
No vasopressors were required. | -vasopressor
Vasopressor support was not needed. | -vasopressor
She needed noradrenaline and adrenaline. | vasopressor norepinephrine, epinephrine 2
Oxygen via nasal cannula at 2 L/min was given on day 4. | oxygen low-flow 2020-05-05
She was on high-flow nasal oxygen from day 5. | oxygen high-flow 2020-05-06
She was intubated and mechanically ventilated on day 6. | oxygen positive pressure 2020-05-07
She needed oxygen at 15 L/min through a non-rebreather mask. | oxygen high-flow
There was no hypoxia. | -oxygen
Neither hypotension nor hypoxia was observed. | -hypotension; -oxygen
Blood pressure dropped to 75/40 mmHg on day 3. | hypotension 2020-05-04
BP 75/40 on day 4, norepinephrine was started. | hypotension 2020-05-05; vasopressor norepinephrine 1 2020-05-05
Supplemental oxygen was required. | oxygen low-flow
She was afebrile. | -fever
She was extubated on day 9. |
# the end of a syndrome
CRS resolved on day 6. | resolved CRS 2020-05-07
By day 9 the neurotoxicity had cleared. | resolved ICANS 2020-05-10
The CRS lasted for 4 days. | resolved CRS 4 d
ICANS resolved within three days. | resolved ICANS 3 d
Complete resolution of CRS was noted on day 8. | resolved CRS 2020-05-09
CRS did not resolve. |
CRS appeared on day 4 and cleared with tocilizumab. | effect tocilizumab
CRS was over on day 8. | resolved CRS 2020-05-09
# seizures
A generalized seizure occurred on day 6. | seizure 2020-05-07
Levetiracetam was given as seizure prophylaxis. |
There were no seizures. | -seizure
"""
LINES = [tuple(line.split(" |")) for line in SENTENCES.strip().splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("sentence", "expected"), LINES, ids=[sentence for sentence, _ in LINES])
def test_sentence(tmp_path: Path, pipeline: Any, sentence: str, expected: str) -> None:
    case = case_of(tmp_path, pipeline, STORY.format(sentence))
    assert sorted(map(told, case.findings)) == sorted(filter(None, expected.strip().split("; ")))
