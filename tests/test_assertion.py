"""Was it given? One line a sentence: the treatment in brackets, what is said of it; a bar parts the next sentence."""

import pytest

from extractors.assertion import Said, is_wish, status_of
from extractors.therapies import find_therapies

NOT_GIVEN = """
Consideration was given to [siltuximab], but it was not required.
[Siltuximab] was kept in reserve but was never needed.
[Anakinra] lay ready on the ward but was never used.
[Anakinra] had been stocked but was not needed.
IEC-HS was not diagnosed, and [anakinra], though at hand, was not used.
Neither [tocilizumab] nor steroids were required.
Neither tocilizumab nor [steroids] were required.
No [steroids] were used.
CRS resolved without [tocilizumab] or steroids.
CRS resolved without tocilizumab or [steroids].
The patient recovered without the use of [corticosteroids].
The patient recovered without needing [vasopressors].
There was no need for [tocilizumab].
[Steroids] were deliberately avoided so as to spare the CAR-T cells.
[Venetoclax] had been discussed but, in the absence of t(11;14), was not prescribed.
[Venetoclax] could not be funded.
[Nelarabine] was not available in our hospital.
[Talquetamab] was not yet accessible in our state.
[Anakinra] is not approved in Japan.
[Emapalumab] was requested but arrived too late and was never administered.
[Lisocabtagene maraleucel] had been applied for but was not reimbursed in our country.
[Ruxolitinib] was turned down by her insurer.
The insurer refused [ruxolitinib].
[Autologous transplantation] was accordingly taken off the table.
The [autologous stem cell transplant] that had been planned was abandoned.
[Bendamustine] was deliberately left out to spare T cells.
[Donor lymphocyte infusion] was considered but omitted in view of the GVHD.
A [donor lymphocyte infusion] (1x10^5 CD3+ cells/kg), scheduled 3 months after the graft, was cancelled for adenoviremia.
[Donor lymphocyte infusion] was planned at 6 months after HSCT but was cancelled in view of previous GVHD.
[Basiliximab] was prepared but had not been used.
[High-dose methotrexate] as central nervous system prophylaxis was omitted.
[Fludarabine] was avoided because of the renal function.
[Surgery] was discussed but proved unnecessary.
An [allograft] from her HLA-identical sister was not undertaken.
Consolidative [allogeneic transplantation] had been discussed but was not pursued.
Prophylactic [DLI] had been intended from D+100 but was omitted.
[Voclosporin] was not obtainable.
[Gemtuzumab ozogamicin] (3 mg/m2) had been requested on compassionate grounds but was never used.
She did not receive [tocilizumab].
The patient was not eligible for [autologous transplantation].
He was considered too frail to undergo [allogeneic transplantation].
He was deemed ineligible for [auto-HSCT] owing to cardiac amyloidosis.
Because of persistent disease he could not proceed to [transplantation].
We decided against [radiotherapy].
It was decided not to give [tocilizumab].
We refrained from [corticosteroids].
Posaconazole was chosen over [voriconazole].
Azacitidine rather than [decitabine] was chosen.
Instead of [fludarabine], bendamustine was used.
[Allogeneic HSCT] was not possible as no donor was found.
[Allogeneic HSCT] was planned; however, no suitable donor was identified.
[Allo-HSCT] was scheduled, but the patient relapsed and it could not be performed.
A [tandem auto-PBSCT] was scheduled. | It was cancelled because of pneumonia.
[Etoposide] 75 mg/body was considered but withheld.
he is allergic to [trimethoprim-sulfamethoxazole], which was therefore not used.
He died before [CAR-T cells] could be infused.
T cells were apheresed but the patient died before infusion of [CAR-T cells].
[Cytokine-directed therapy such as siltuximab] was deemed unnecessary.
The [second infusion] was never given.
Intrathecal prophylaxis with [methotrexate] was not performed.
It was difficult to administer [combination chemotherapy] with rituximab.
[Glucocorticoids] were not used against it.
She was managed with antipyretics alone, and [tocilizumab] was not administered.
The use of [steroids] was contraindicated because of active infection.
Owing to severe infection, [methotrexate] on day +11 was withheld.
[Inotuzumab] was unavailable at that time.
[CAR-T therapy] was not an option for financial reasons.
No [vasopressors] were needed.
[Tocilizumab] was on standby but not needed.
"""
DECLINED = """
The patient refused [allo-HSCT] because of economic reason.
The patient declined bridging [radiotherapy].
An [allo-HSCT] in this first CR was refused by the patient.
[Allogeneic transplantation] was offered as consolidation in September 2022, but she opted against it.
For him, the parents declined [HSCT] at that stage.
[Allogeneic transplantation] from a matched unrelated donor was recommended but rejected by the patient.
A [transplant] was proposed anew in April 2024 and he declined for the second time.
[Venetoclax] 400 mg/day was offered, but the patient did not wish it.
[Cord blood transplantation] was proposed but the patient did not hope it.
the family refused [ruxolitinib].
[Romiplostim] was offered for stubborn thrombocytopenia, but he turned it down.
A [tandem ASCT] was proposed but the patient did not want it.
[Belantamab mafodotin] was declined by the patient for fear of eye damage.
[Radiotherapy] of 8 Gy to the left humerus was offered, but she declined it.
A planned restart of [lenalidomide] was declined by the patient.
The patient was unwilling to undergo [autologous transplantation].
[Autologous transplantation] was recommended; he would not consent to it.
[Rituximab], which we would have liked to combine with it, she would not accept.
[donor lymphocytes] (1 x 10^6 CD3+ cells/kg) were offered as a pre-emptive measure; remembering her skin, she declined.
Consolidative [craniospinal irradiation], 18 Gy in 10 fractions, was offered; the patient, fearing for her memory, would not have it.
[Anifrolumab], proposed in August 2022, was refused by the patient.
An [allogeneic stem cell transplantation] was recommended. | However, she refused.
We advised [chemotherapy], which the patient declined.
He opted out of [maintenance lenalidomide].
She declined another course of [chemotherapy].
The parents did not consent to [transplantation].
He chose not to undergo [transplantation].
The patient's family rejected [chemotherapy] and asked for comfort care.
The patient preferred to forgo [consolidation chemotherapy].
"""
PLANNED = """
Consideration had been given to [allogeneic HSCT].
[Allogeneic transplantation] is planned with her brother as donor.
A second [HSCT] is planned.
He is awaiting [allogenic bone marrow transplant].
She is scheduled to undergo [haplo-HSCT] next month.
The patient is being evaluated for [allogeneic HSCT].
He will receive [donor lymphocyte infusion].
[CAR-T cell therapy] was recommended for the patient.
We plan to perform [allo-HSCT] from a sibling donor.
[Allo-HSCT] is under consideration.
"""
GIVEN = """
Three courses of [cytarabine] were given up to January 2021.
[Siltuximab] was given and tocilizumab was not needed.
She received [tocilizumab]; vasopressors were not required.
She received [tocilizumab], and mechanical ventilation was not needed.
[Tocilizumab] was given, and CRS was not seen again.
The patient was treated with [tocilizumab] without steroids.
[Methylprednisolone] did not help.
[Blinatumomab] was not effective.
A planned [autologous transplantation] was performed in May.
[Meropenem] was administered instead of ciprofloxacin.
There was no response to [R-CHOP].
She did not respond to [venetoclax].
[Allo-HSCT] was recommended and performed in June 2019.
[Allo-HSCT] was scheduled. | It was carried out on 3 May.
He relapsed after [R-CHOP].
R-CHOP was given; [rituximab] maintenance followed.
[Dasatinib] 100 mg daily was not tolerated and was stopped.
[Prednisone] was tapered and not resumed.
The patient underwent [haplo-HSCT], as no matched donor was available.
[Ibrutinib] was started because transplantation was not possible.
Because [tocilizumab] had no effect, dexamethasone was given.
Recombinant [thrombomodulin] was also used for 6 days.
[Etanercept] was stopped, and the rash did not recur.
The mother was not a donor, so she received [cord blood transplantation].
The second infusion consisted of [CD19 CAR-T cells] derived from the donor.
He was given [CAR-T cells] manufactured from his own lymphocytes.
[CD19 CAR-T cells] induced a complete remission.
[Blinatumomab] induced MRD-negative remission.
"""
NONE = """
No adverse reactions to [interferon] were noticed, and she is allergic to [penicillin].
a second infusion was given without further [chemotherapy].
No other [immunosuppressant] was ever necessary.
She had a history of allergy to [vancomycin].
[CAR-T] derived cytokines were measured.
[Asparaginase] induced pancreatitis resolved.
"""


def _cases(lines: str, expected: str) -> list[tuple[str, str]]:
    return [(line, expected) for line in lines.strip().splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *_cases(NOT_GIVEN, "not_given"),
        *_cases(DECLINED, "declined"),
        *_cases(PLANNED, "planned"),
        *_cases(GIVEN, "given"),
        *_cases(NONE, "none"),
    ],
)
def test_status(line: str, expected: str) -> None:
    sentence, _, following = line.partition(" | ")
    start = sentence.rindex("[")
    end = sentence.index("]", start) - 1
    text = sentence[:start] + sentence[start + 1 : end + 1] + sentence[end + 2 :]
    text = text.replace("[", "").replace("]", "") if "[" in text else text
    start -= sentence[:start].count("[") + sentence[:start].count("]")
    end -= sentence[:start].count("[") + sentence[:start].count("]")
    others = [(m.start, m.end) for m in find_therapies(text) if m.end <= start or m.start >= end]
    assert status_of(text, start, end, others=others, following=following) == Said(expected)


@pytest.mark.parametrize(
    ("sentence", "name", "wish"),
    [
        ("Steroids were used to avoid plasma exchange.", "plasma exchange", True),
        ("She received blinatumomab as a bridge to HSCT.", "HSCT", True),
        ("She proceeded to HSCT.", "HSCT", False),
    ],
)
def test_wish(sentence: str, name: str, wish: bool) -> None:
    assert is_wish(sentence, sentence.index(name)) is wish
