"""To which treatment a time belongs: sentences by class, with what must not be dated as well."""

import pytest
from test_periods import periods

GOVERNED_BY_A_FINDING = [
    ("A 55-year-old man with myeloma diagnosed in May 2017, had received VRd, autologous HSCT and lenalidomide.", {"VRd": "-", "autologous HSCT": "-", "lenalidomide": "-"}),
    ("He was diagnosed with DLBCL in January 2018 and received six cycles of R-CHOP, achieving CR in June 2018.", {"R-CHOP": "-"}),
    ("R-CHOP was started in March 2019, but PET after four cycles in June 2019 showed progression, and R-ICE was administered.", {"R-CHOP": "2019-03", "R-ICE": "-"}),
    ("PET-CT after six cycles of R-CHOP in March 2021 showed CR.", {"R-CHOP": "-"}),
    ("On 3 March 2021, while receiving ibrutinib, he developed atrial fibrillation.", {"ibrutinib": "-"}),
    ("In March 2020 he was started on gilteritinib, achieved CR in May 2020, and underwent allogeneic HSCT in July 2020.", {"gilteritinib": "2020-03", "allogeneic HSCT": "2020-07"}),
    ("In March 2020 he was started on gilteritinib, with CR in May 2020 and allogeneic HSCT in July 2020.", {"gilteritinib": "2020-03", "allogeneic HSCT": "2020-07"}),
    ("Gilteritinib was started 2 months after relapse, in May 2020.", {"gilteritinib": "2020-05"}),
    ("After relapse in May 2019, he was given R-GDP (June-August 2019) and achieved PR.", {"R-GDP": "2019-06..2019-08"}),
    ("After CR was confirmed on 5 May 2020, he underwent haploidentical HSCT on 10 June 2020.", {"haploidentical HSCT": "2020-06-10"}),
    ("FLAG was started on 6 April 2021, and on 4 May 2021 marrow showed CR.", {"FLAG": "2021-04-06"}),
    ("A man presents in 2019 with AML, receives cytarabine in May, and relapses in December.", {"cytarabine": "2019-05"}),
    ("Autologous stem cells were collected in April 2019 after cyclophosphamide and G-CSF, and reinfused in June 2019.", {"cyclophosphamide": "-", "G-CSF": "-"}),
    ("A PET-CT on 3 March 2021 after R-CHOP showed CR.", {"R-CHOP": "-"}),
    ("In April 2020 the disease progressed despite venetoclax and azacitidine.", {"venetoclax": "-", "azacitidine": "-"}),
    ("In October 2019, the disease relapsed. The patient was treated with DHAP.", {"DHAP": "-"}),
]  # fmt: skip

COUNTED_FROM = [
    ("On 21 April 2021, 19 days after CAR-T infusion, ganciclovir was started.", {"CAR-T": "2021-04-02/0", "ganciclovir": "2021-04-21/19"}),
    ("Anakinra was started 5 days after CAR-T infusion and stopped 14 days after infusion.", {"anakinra": "5..14"}),
    ("Ciclosporin was commenced on day -1 and withdrawn on day 120 (allogeneic HSCT, 3 May 2019).", {"cyclosporine": "2019-05-02/-1..2019-08-31/120", "allogeneic HSCT": "2019-05-03/0"}),
    ("Fever occurred on 5 May 2021. On the following morning, tocilizumab was administered.", {"tocilizumab": "2021-05-06"}),
    ("In September 2022, he had fludarabine and cyclophosphamide, both for 3 days, and after 2 days of rest ide-cel was infused (day 0).", {"fludarabine": "2022-09", "idecabtagene vicleucel": "2022-09/0"}),
]  # fmt: skip

ENDS = [
    ("He was treated with ibrutinib, which was continued until disease progression in March 2020, and then with venetoclax.", {"ibrutinib": "-..2020-03", "venetoclax": "-"}),
    ("She received rituximab in 2015, and was observed until 2019, when R-bendamustine was given.", {"rituximab": "2015", "R-bendamustine": "2019"}),
    ("Induction with VTD was started in February 2016; four cycles were given until May 2016.", {"VTd": "2016-02..2016-05"}),
    ("Tacrolimus was tapered from day +60 to day +120.", {"tacrolimus": "-..120"}),
    ("Steroids were tapered until 15 April 2021.", {"corticosteroid": "-..2021-04-15"}),
    ("She received lenalidomide for 6 cycles until October 2019.", {"lenalidomide": "-..2019-10"}),
    ("Since June 2020 he has been receiving ruxolitinib and belumosudil.", {"ruxolitinib": "2020-06", "belumosudil": "2020-06"}),
    ("Ruxolitinib was started on 5 May 2021 and later stopped.", {"ruxolitinib": "2021-05-05"}),
]  # fmt: skip

SHARED = [
    ("In 2015, 2017 and 2019 she received R-bendamustine, R-CHOP and ibrutinib, respectively.", {"R-bendamustine": "2015", "R-CHOP": "2017", "ibrutinib": "2019"}),
    ("Busulfan and fludarabine were started on day -7 and day -6, respectively, before haplo-HSCT on 3 May 2020.", {"busulfan": "2020-04-26/-7", "fludarabine": "2020-04-27/-6"}),
    ("Meropenem and vancomycin were stopped on 3 and 5 May 2020, respectively.", {"meropenem": "-..2020-05-03", "vancomycin": "-..2020-05-05"}),
    ("She had fludarabine and melphalan (days -7 to -3 and days -3 to -2, respectively) before haplo-HSCT on 16 April 2021.", {"fludarabine": "2021-04-09/-7..2021-04-13/-3", "melphalan": "2021-04-13/-3..2021-04-14/-2"}),
    ("Fludarabine 30 mg/m2 and cyclophosphamide 300 mg/m2, 3-4 April 2021, preceded axi-cel.", {"fludarabine": "2021-04-03..2021-04-04", "cyclophosphamide": "2021-04-03..2021-04-04"}),
    ("After induction (7+3, 4 to 10 March 2020) he was in CR.", {"7+3": "2020-03-04..2020-03-10"}),
    ("He had been pretreated with R-CHOP from 05/2016 to 09/2016, R-DHAP 03-05/2018, and BEAM/ASCT in 06/2018.", {"R-CHOP": "2016-05..2016-09", "R-DHAP": "2018-03..2018-05", "BEAM": "2018-06"}),
    ("Bortezomib (2017–2018) and daratumumab (since January 2019) were tried.", {"bortezomib": "2017..2018", "daratumumab": "2019-01"}),
    ("62M w/ DLBCL dx'd 5/2018, s/p R-CHOP x6 (5/2018-9/2018), R-ICE x2 (3/2019-4/2019), auto-SCT 6/2019.", {"R-CHOP": "2018-05..2018-09", "R-ICE": "2019-03..2019-04", "autologous HSCT": "2019-06"}),
    ("Timeline: 2015 diagnosis of CLL; 2016-2017 ibrutinib; 2020 venetoclax; 2021 CAR-T infusion.", {"ibrutinib": "2016..2017", "venetoclax": "2020", "CAR-T": "2021"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("story", "expected"),
    [*GOVERNED_BY_A_FINDING, *COUNTED_FROM, *ENDS, *SHARED],
)
def test_whose_time(story: str, expected: dict[str, str]) -> None:
    found = periods(story)
    assert {name: found.get(name, "absent") for name in expected} == expected
