"""Timelines: a day or a date that heads a line dates what is told below it, however many sentences follow."""

import pytest
from test_periods import periods

BEFORE = "A 36-year-old woman with lymphoma was seen.\n\n"
# (lines of a timeline, {treatment: "start/day..end/day", "-" for none})
HEADED = [
    ("• February 2011. Ptosis at the age of 23. Pyridostigmine 60 mg qid and prednisolone 25 mg were commenced.", {"pyridostigmine": "2011-02", "prednisolone": "2011-02"}),
    ("- 14 June 2011. Thymectomy; histology showed hyperplasia.", {"surgery": "2011-06-14"}),
    ("• July to December 2018. Monthly pulses of cyclophosphamide 750 mg/m2.", {"cyclophosphamide": "2018-07..2018-12"}),
    ("• March 2019 – October 2020. Tacrolimus 3 mg daily, trough 6 µg/L.", {"tacrolimus": "2019-03..2020-10"}),
    ("• 3 and 17 May 2016. Rituximab 1000 mg on each date; relapse after seven months.", {"rituximab": "2016-05-03..2016-05-17"}),
    ("• 12 April 2021. Eculizumab 900 mg weekly for four weeks, then 1200 mg; stopped in March 2022.", {"eculizumab": "2021-04-12..2022-03"}),
    ("• November 2023. COVID-19, treated with nirmatrelvir-ritonavir for five days. IgG 4.1 g/L; immunoglobulin 8 g weekly from 4 December 2023.", {"nirmatrelvir-ritonavir": "2023-11", "immunoglobulin": "2023-12-04"}),
    ("• D0 (Monday 22 May 2023). Axi-cel was infused.\n• D+4. Temperature 38.7 °C; CRS grade 1. Paracetamol 1 g; piperacillin-tazobactam 4.5 g q6h.\n• D+9. Ferritin 2140. Piperacillin-tazobactam ceased.", {"axicabtagene ciloleucel": "2023-05-22/0", "paracetamol": "2023-05-26/4", "piperacillin-tazobactam": "2023-05-26/4..2023-05-31/9"}),
    ("• D0 (22 May 2023). Axi-cel was infused.\n• D+6. Saturation 89%. A single dose of tocilizumab 8 mg/kg.\n• D+13 to D+16. Filgrastim 300 µg SC daily.", {"tocilizumab": "2023-05-28/6", "filgrastim": "2023-06-04/13..2023-06-07/16"}),
    ("• March 2020. Ibrutinib 420 mg was started.\n• June 2021. Atrial fibrillation. Ibrutinib stopped; venetoclax begun.", {"ibrutinib": "2020-03..2021-06", "venetoclax": "2021-06"}),
    # no date of the heading: what had been before, what stands behind days of its own
    ("• 18 April 2023. Leukapheresis. Ibrutinib had been taken since 2019.", {"ibrutinib": "2019"}),
    ("• 5 May 2022. PET-CT: progression. Previously, brentuximab vedotin had failed.", {"brentuximab vedotin": "-"}),
    ("• Day 0 (17 March 2022). Haploidentical HSCT. Letermovir 480 mg daily, D+10 to D+100; acyclovir; posaconazole.", {"letermovir": "2022-03-27/10..2022-06-25/100", "acyclovir": "-", "posaconazole": "-"}),
    ("Day 0 (22 May 2023)\n\nAxi-cel was infused.\n\nDay +5\n\nCRS grade 2. Tocilizumab 8 mg/kg once.\n\nMonth 3\n\nComplete response. Ibrutinib was continued.", {"tocilizumab": "2023-05-27/5", "ibrutinib": "-"}),
    ("• 4 May 2020. Relapse. Blinatumomab was not available.", {"blinatumomab": "-"}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), HEADED)
def test_a_heading_dates_what_stands_below_it(lines: str, expected: dict[str, str]) -> None:
    found = periods(BEFORE + lines)
    assert {name: found.get(name) for name in expected} == expected
