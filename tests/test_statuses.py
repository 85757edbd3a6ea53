"""Whether a treatment came to the patient, as ten authors would say it: availability, need, choice, refusal, plan, what never came about."""

import pytest

from extractors.assertion import Said, status_of
from extractors.therapies import find_therapies

NOT_GIVEN = """
Not one of the three patients received [dexamethasone].
[Siltuximab] was ordered as a reserve but was not used.
The second dose of [CAR-T cells] was never infused.
She was to receive [brexucabtagene autoleucel], but progressed rapidly and died.
[Sorafenib] had to be renounced because of interactions.
[Haploidentical transplantation] was being prepared when he relapsed and died.
The patient died of sepsis before [CAR-T cells] became available.
[Allogeneic transplantation] was contraindicated by the lung function.
[Fludarabine] was excluded because of a creatinine of 3 mg/dL.
[Radiotherapy] could not be offered owing to previous irradiation.
Because of cardiac amyloid [autologous transplantation] was not considered safe.
Mild cytokine release settled on antipyretics; no [steroids] were given.
The patient's CRS never exceeded grade 1, and [tocilizumab] was not required.
Hospital policy did not allow the use of [anakinra].
[Blinatumomab] would have been our choice, but was not reimbursed.
Since the drug is not marketed in Chile, [letermovir] was not part of our prophylaxis.
[Midostaurin] was not on sale in our province.
At that time [blinatumomab] could not be bought in Romania.
[Emapalumab] was beyond the reach of the family.
The price of [letermovir] put it beyond her means.
[Pirtobrutinib] could not be had in our country.
[Tocilizumab] could not be obtained in time.
As [defibrotide] was not stocked by the pharmacy, supportive care alone was continued.
In 2016 [inotuzumab ozogamicin] had yet to be licensed in Japan.
[Glofitamab] was still unlicensed.
The health fund would not pay for [brentuximab vedotin].
No supply of [siltuximab] could be found.
[Ruxolitinib] was not among the drugs that our hospital holds.
There was no access to [polatuzumab vedotin] at the time.
[Quizartinib] had not reached our market.
The cost of [venetoclax] was prohibitive.
[Gilteritinib] was too costly for the parents.
Reimbursement for [avapritinib] was denied.
[Treosulfan] had run out nationwide.
Owing to a national shortage, [thiotepa] was not to be had.
[CAR-T therapy] was not offered anywhere in the country.
Her insurance did not cover [selinexor].
[Belumosudil] is not marketed in Europe.
The family could not afford [dasatinib].
[Teclistamab] was only available within trials, none of which was recruiting.
Defervescence was spontaneous so that [tocilizumab] was not called upon.
[Steroids] could be dispensed with.
[Dexamethasone] was not called for.
[Anakinra] proved superfluous.
We were able to do without [tocilizumab].
He was spared [radiotherapy] by the complete response.
The rash faded by itself, making [prednisolone] unnecessary.
The reaction was so mild that no one thought of [tocilizumab].
The fever went before [tocilizumab] had to be given.
Neither fever nor hypotension required [vasopressors].
At no time did she need [noradrenaline].
At no point was [dexamethasone] necessary.
[Tocilizumab] was not resorted to.
She managed without [corticosteroids] throughout.
Recourse to [anakinra] was not had.
Grade 1 CRS passed off without recourse to [tocilizumab].
The need for [ruxolitinib] never arose.
There was no occasion to give [siltuximab].
No indication was seen for [dexamethasone].
CRS subsided under paracetamol alone, and [tocilizumab] remained in the cupboard.
Nothing but paracetamol was needed; [tocilizumab] stayed unopened.
With paracetamol only, and no [tocilizumab], fever settled.
[Defibrotide] was held ready without being used.
The syndrome resolved without our having to use [tocilizumab].
[Antithymocyte globulin] was deliberately omitted.
[Lenalidomide] was considered as a partner but left out.
This put [blinatumomab] out of the question.
After discussion, [radiotherapy] was passed over in favour of chemotherapy.
[Anthracyclines] were left out on account of the ejection fraction.
We chose not to irradiate and gave no [bendamustine].
The cardiac history told against [doxorubicin].
A bilirubin of 5 mg/dL precluded [inotuzumab ozogamicin].
[Methotrexate] was dropped from the prophylaxis because of mucositis.
The tumour board voted against [autologous transplantation].
Poor cardiac function ruled [allogeneic transplantation] out.
[Allogeneic transplantation] did not come into consideration because of his age.
[Fludarabine] had to be left off because of renal failure.
Because of the low platelets we shrank from [inotuzumab ozogamicin].
[High-dose methotrexate] was thought too dangerous.
[Melphalan] was struck from the conditioning.
It seemed unwise to give [nivolumab].
Renal failure forbade [cisplatin].
[Bendamustine] was withheld lest the T cells be harmed.
Against [ibrutinib] spoke his atrial fibrillation.
A further [DLI] was deemed unsafe.
[Radiotherapy] was judged to be of little use and was forgone.
We saw no place for [maintenance lenalidomide].
His age argued against [BEAM].
Contra-indications to [ponatinib] existed: a recent infarction.
[TBI] was avoided at this age.
[Autologous transplantation], which we had in mind, never came about.
The intended [allogeneic transplantation] fell through when the donor withdrew.
[Anakinra] had been ordered, but came too late to be used.
Plans for [an allograft] were overtaken by progression.
The [DLI] that had been prepared was thus never infused.
Death forestalled the [transplantation] that had been arranged.
He died on the day [CAR-T cells] were to be infused.
[Allogeneic transplantation] did not materialise.
The idea of [donor lymphocytes] was given up.
[Transplantation] had been hoped for, but the disease was faster.
[CAR-T cells] were manufactured but never infused.
[Tisagenlecleucel] was out of specification and was not released.
Progression thwarted [autologous transplantation].
He did not live to receive [the CAR-T cells].
Nothing came of [the second transplantation].
[Consolidation with cytarabine] was made impossible by a fungal pneumonia.
Relapse came before [transplantation] could be arranged.
Before [blinatumomab] could be started he died.
The collected cells remain frozen, so that [autologous transplantation] has not been done.
[Maintenance with lenalidomide] was planned but not started because of cytopenia.
The manufacture of [idecabtagene vicleucel] failed twice.
[The allograft] had to be put off indefinitely.
[Ruxolitinib] was used in neither.
[Tocilizumab] was given to neither patient.
In none of them was [anakinra] used.
Neither of the two was given [steroids].
No steroids were given, nor was [anakinra].
She received no tocilizumab, nor [dexamethasone].
Tacrolimus took the place of [cyclosporine], which was never begun.
In place of [fludarabine], cladribine was used.
Rather than [busulfan], treosulfan was chosen.
Treosulfan was chosen in preference to [busulfan].
Nobody gave [tocilizumab].
Instead of the planned [transplantation], azacitidine was continued.
Neither did he receive [steroids].
[Tocilizumab] and dexamethasone were both avoided.
Tocilizumab and [dexamethasone] were both avoided.
Not [tocilizumab] but siltuximab was given.
Siltuximab, not [tocilizumab], was given.
Siltuximab, and not [tocilizumab], was chosen.
[Tocilizumab]: none.
Tocilizumab, siltuximab and [anakinra] all remained unused.
There was neither [anti-thymocyte globulin] nor post-transplant cyclophosphamide.
Bendamustine alone, without [fludarabine], was used.
[Venetoclax] was not yet on the Chinese market.
In our setting [defibrotide] is simply not procurable.
At that time the national formulary did not include [letermovir].
[Blinatumomab] was not covered by the public scheme.
[Anti-thymocyte globulin] was not stocked in the hospital pharmacy.
The insurer would not fund [glofitamab].
[Ponatinib] could not be imported because of the embargo.
A compassionate-use request for [revumenib] was rejected.
We had no access to [emapalumab].
[Tocilizumab] was not at our disposal.
[Nelarabine] was out of supply during the pandemic.
No manufacturing slot for [ciltacabtagene autoleucel] could be offered.
[Inotuzumab ozogamicin] was financially unattainable.
[Axicabtagene ciloleucel] lay outside what the statutory insurance pays.
[Pegaspargase], at that time unobtainable in our country, was not part of the regimen.
The ministry had not authorised [midostaurin].
[Daratumumab] exceeded the family's resources.
For lack of funds [blinatumomab] was not given.
Because [defibrotide] was lacking, only diuretics were used.
Since no centre in the region performs [haploidentical transplantation], chemotherapy was continued.
[Rasburicase] was missing from our pharmacy.
[Brexucabtagene autoleucel] was reserved for adults.
[Ruxolitinib] was not affordable.
The company declined to supply [siltuximab].
CRS was of grade 1 and needed no [tocilizumab].
Nothing called for [dexamethasone].
Vital signs stayed stable throughout and [vasopressors] were never an issue.
[Immunoglobulin] replacement was not warranted.
The patient got through the aplasia without [G-CSF].
The course was benign and required neither [tocilizumab] nor dexamethasone.
The course was benign and required neither tocilizumab nor [dexamethasone].
It proved possible to forgo [corticosteroids].
It was not felt necessary to add [anakinra].
[Levetiracetam] was considered unnecessary.
[Tocilizumab] had been at the bedside, but there was no occasion for it.
Symptoms vanished within hours, before [dexamethasone] could be given.
We saw no reason for [maintenance therapy with sorafenib].
No specific therapy, in particular no [ganciclovir], was necessary.
The skin healed without [steroids] being needed.
She never needed [noradrenaline].
The team was spared the use of [siltuximab].
He recovered spontaneously; [tocilizumab] was dispensable.
[Etoposide] was held in readiness, but fortunately ferritin fell.
Apart from antipyretics, nothing, and certainly no [tocilizumab], was necessary.
That [vasopressors] were not needed we attribute to early treatment.
There proved to be no need of [dexamethasone].
[Rituximab] for EBV was rendered unnecessary by the falling load.
[Methotrexate] was not part of the prophylaxis, on account of mucositis.
[Cyclophosphamide] was intentionally not given.
Heart failure barred [anthracyclines].
[Craniospinal irradiation] was rejected because of his age.
In view of the fistula, [radiotherapy] was thought inadvisable.
[Tandem transplantation] was not deemed worthwhile.
The surgeons advised against [splenectomy].
A history of pancreatitis excluded [asparaginase].
We did not dare to give [nivolumab] after the allograft.
Owing to hepatopathy [gemtuzumab ozogamicin] was foregone.
[Ibrutinib] was ruled out by his atrial fibrillation.
[Vincristine] was eliminated from the regimen because of neuropathy.
The conditioning did without [total body irradiation].
[Maintenance rituximab] was dispensed with.
[BEAM] was considered too toxic for him.
A second [autologous transplantation] was judged futile.
[Cyclosporine] was passed over because of the renal function.
No attempt was made to give [a second DLI].
[Bendamustine] was intentionally spared.
[Pembrolizumab] was weighed and discarded.
We refused to give [blinatumomab] during the infection.
A [consolidating allograft] was not in question.
[Radiotherapy] was thought of but, the mass being large, not chosen.
[Bortezomib] was no option because of neuropathy.
[Transplantation] was scheduled, but never took place.
The planned [DLI] became void with the relapse.
The [autograft] intended for May had to be cancelled.
Fulminant sepsis put an end to plans for [allogeneic transplantation].
[CAR-T cells] did not reach the patient in time.
Manufacturing of [tisagenlecleucel] was unsuccessful.
[Brexucabtagene autoleucel] could not be manufactured for want of lymphocytes.
The course of [FLAG-IDA] that we had planned was pre-empted by pneumonia.
[Haploidentical transplantation] was on the verge of being done when he relapsed.
He progressed and [autologous transplantation] was no longer feasible.
Death from sepsis came before [inotuzumab ozogamicin] could be started.
The patient was lost to follow-up before [transplantation].
[Allografting] remained a plan.
[Maintenance with sorafenib] was never begun.
The start of [venetoclax] was repeatedly deferred and finally given up.
Insufficient mobilisation defeated [autologous transplantation].
Collection failed, so that [autologous transplantation] had to be renounced.
[Steroids] were used in neither patient.
Neither child received [defibrotide].
None of our patients was given [letermovir].
At no time was recourse had to [steroids].
Tocilizumab was not needed, nor were [corticosteroids].
Tocilizumab was not needed, nor did we use [corticosteroids].
Cladribine was used in lieu of [fludarabine].
Azacitidine was continued in place of the scheduled [transplantation].
Treosulfan, rather than [busulfan], was used.
Dexamethasone but not [tocilizumab] was given.
Dexamethasone was given, tocilizumab was not, and neither was [siltuximab].
Dexamethasone was given; [tocilizumab] was not.
Dexamethasone was given, but [tocilizumab] was not.
Tacrolimus alone, not [methotrexate], served as prophylaxis.
Tacrolimus alone and no [methotrexate] served as prophylaxis.
Neither [tocilizumab], nor siltuximab, nor anakinra came into play.
Neither tocilizumab, nor siltuximab, nor [anakinra] came into play.
[Tocilizumab]: not used.
Nor was [plasma exchange] resorted to.
Fludarabine without [cyclophosphamide] was used.
In both of them [tocilizumab] was avoided.
None of the following was used: [tocilizumab], siltuximab, anakinra.
Steroids, [tocilizumab] and vasopressors: none.
The graft was given without preceding [chemotherapy].
"""
DECLINED = """
[Lenalidomide] was recommended as maintenance but the patient did not want it.
[Allogeneic transplantation] was discussed at length, but the couple preferred not to take the risk.
The mother did not give her consent to [dinutuximab].
She expressed the wish not to receive any more [chemotherapy].
He steadfastly refused [blood stem cell transplantation] for religious reasons.
He would not hear of [an allogeneic transplant].
To an [allograft] from his brother he said no.
The parents could not be persuaded to accept [a second transplantation].
She shied away from [transplantation].
The offer of [CAR-T therapy] was turned down by the patient.
[Allogeneic transplantation] was offered, but he wanted nothing of it.
His wife persuaded him against [radiotherapy].
She gave no consent to [blinatumomab].
Consent to [lumbar puncture with intrathecal methotrexate] was withheld by the mother.
He did not take up the offer of [allogeneic transplantation].
As a Jehovah's Witness he would not accept [autologous transplantation].
[Maintenance with rituximab] was not what she wanted.
The patient was averse to [further chemotherapy].
The couple, hoping for a child, decided against [maintenance lenalidomide].
[Allo-HSCT] was recommended but the patient preferred to wait.
[Glofitamab] was proposed; the patient asked for best supportive care instead.
Despite our advice the young man did not return for [consolidation with cytarabine].
She had had enough of treatment and [maintenance azacitidine] was never taken up.
Fearing for his fertility, he rejected [busulfan].
The mother would not allow [a lumbar puncture with cytarabine].
He could not bring himself to agree to [allogeneic transplantation].
He backed out of [the planned autologous transplantation].
Reluctant to stay in hospital, he passed up [blinatumomab].
At his own wish [maintenance rituximab] was not given.
[Allogeneic transplantation] was strongly recommended, yet the patient could not make up his mind to it.
The father forbade [blood stem cell transplantation].
Because the woman wished to conceive, she would not take [lenalidomide].
She could not reconcile herself to [a second transplant].
After long deliberation the family said no to [CAR-T cell therapy].
The patient wanted no [radiotherapy].
[Intrathecal chemotherapy] was rejected by the parents.
He wished no further [chemotherapy].
On religious grounds the parents refused [haematopoietic stem cell transplantation].
The young woman, afraid of infertility, turned [busulfan] down.
She insisted on doing without [prednisolone].
The patient abandoned the idea of [transplantation] for family reasons.
[Teclistamab] was offered, an offer which she did not accept.
When [venetoclax] was suggested, she asked for time and then said no.
The guardians' consent for [CAR-T therapy] could not be obtained.
[Hydroxyurea] was prescribed, but he did not take it.
Out of fear of side effects she did not take [ruxolitinib].
She chose hospice rather than [salvage chemotherapy].
The patient opted against [FLAG-IDA].
He left hospital against advice before [consolidation with cytarabine].
[Consolidation with high-dose cytarabine] was declined on account of a previous bad experience.
"""
PLANNED = """
[Ciltacabtagene autoleucel] is our next option.
A donor search has begun, and [allogeneic transplantation] is intended.
He is scheduled for [autologous transplantation] in January.
[DLI] will be considered if chimerism falls.
[Allogeneic transplantation] is under consideration.
[Lisocabtagene maraleucel] is held in reserve.
[Allogeneic transplantation] is in preparation.
An [allogeneic transplantation] from his sister is in view.
[Autologous transplantation] is intended once the marrow is clear.
He is to receive [CAR-T cells] next month.
The next step will be [allogeneic transplantation].
[CAR-T therapy] is kept for a further relapse.
We keep [talquetamab] in reserve.
In case of relapse [glofitamab] would be our choice.
Should he relapse, [donor lymphocytes] will be given.
She is now on the waiting list for [CAR-T cell therapy].
[Allogeneic HSCT] remains an option for the future.
[DLI] has been scheduled for next month.
Work-up for [allogeneic transplantation] is under way.
She is being worked up for [allogeneic transplantation].
A slot for [CAR-T cells] has been booked.
[A second transplantation] is being organised.
The patient is due to have [autologous transplantation] in May.
Our intention is to proceed to [haploidentical transplantation] as soon as a remission is reached.
[Maintenance with lenalidomide] is about to begin.
At the time of writing he awaits [allogeneic HSCT].
A [second allograft] is scheduled for January.
[Haploidentical transplantation] is envisaged for the autumn.
He has been listed for [allogeneic transplantation].
We intend to consolidate with [autologous transplantation].
As next step [CAR-T cells] are foreseen.
[Donor lymphocytes] have been cryopreserved for a later relapse.
If MRD reappears, [blinatumomab] will be given.
[Tisagenlecleucel] is being manufactured.
She is about to undergo [haploidentical transplantation].
[Maintenance with azacitidine] is to start next month.
Her sister has been typed with a view to [allogeneic transplantation].
Currently he is being prepared for [allogeneic transplantation].
Further [DLI] are planned.
[Teclistamab] remains available should the disease return.
For the event of relapse, [inotuzumab ozogamicin] is kept back.
[Radiotherapy] to the residual mass is pending.
Our plan is now [allogeneic transplantation] in second remission.
[CAR-T therapy] is next.
"""
GIVEN = """
He tolerated [isavuconazole] without problems.
The patient is off [ruxolitinib] since May.
She is not on [imatinib] any more.
[Vincristine] was withheld in cycles 5 and 6 because of neuropathy.
Infection was ruled out and [prednisolone] was begun.
As it could not be excluded that the fever was infectious, [meropenem] was begun.
The planned four doses of [rituximab] were given.
[Rituximab] was planned for four doses and was given weekly.
Since the patient refused transplantation, [blinatumomab] was continued.
[Axicabtagene ciloleucel] was infused, and transplantation was no longer considered.
[Axicabtagene ciloleucel] was chosen rather than autologous transplantation.
Neither GVHD nor relapse has occurred on [sorafenib].
Platelets did not recover until [eltrombopag] was added.
He did not require oxygen and was treated with [paracetamol] only.
[Cyclosporine] could be stopped on day 180 without GVHD.
Despite [foscarnet] the virus was not cleared.
The fever did not yield until [tocilizumab] was given.
[Imatinib] was taken irregularly, and no molecular response was achieved.
[Methotrexate] had to be omitted on day 11.
He could not tolerate more than two cycles of [lenalidomide].
She could only be given [azacitidine].
The leukaemia was not controlled by [hydroxyurea].
[Nivolumab] was stopped after two doses, when GVHD appeared.
[Blinatumomab] was interrupted for a seizure and not restarted.
[Ibrutinib] had to be stopped because of bleeding and was never resumed.
Under [posaconazole] no fungal infection was seen.
[Ruxolitinib] was well tolerated and no infection occurred.
The patient, who had not received any prior therapy, was started on [ibrutinib].
Because of the lack of a matched donor, [cord blood transplantation] was performed.
As she was not a candidate for transplantation, [azacitidine] was chosen.
She received [R-CHOP] without delay.
[Venetoclax] was used off-label because no trial was open.
The response to [venetoclax] was not lasting.
No adverse event was attributed to [letermovir].
[Dexamethasone] was not tapered until day 12.
[Tocilizumab] was not followed by any improvement.
[Tocilizumab] was given without hesitation.
When [blinatumomab] became available in 2017 she received one cycle.
Once funding had been secured, [inotuzumab ozogamicin] was started.
As tocilizumab was out of stock, [siltuximab] was given.
[Letermovir], paid for by a charity, was begun on day 8.
Although not licensed in children, [ruxolitinib] was started at 5 mg twice daily.
[Emapalumab], obtained on compassionate grounds, was infused on day 12.
[Venetoclax] was supplied free of charge by the company.
Because midostaurin was not on sale in our province, [sorafenib] was used.
[Glofitamab], then unlicensed, was given within a named-patient programme.
[Maribavir], which had just come onto the market, cleared the viraemia.
Since defibrotide was unavailable, [methylprednisolone] was tried.
[Asciminib] was procured from abroad and taken for two years.
With no donor in the family, he received [cord blood transplantation].
Not having access to CAR-T cells, we gave [blinatumomab].
Because fever did not subside with paracetamol, [tocilizumab] was called for and given at 8 mg/kg.
[Tocilizumab] became necessary on day 3.
One dose of [tocilizumab] was all that was needed.
No more than one dose of [tocilizumab] was needed.
[Dexamethasone] was needed for no longer than 3 days.
She did not need intensive care after [tocilizumab].
[Tocilizumab] made steroids unnecessary.
With [ruxolitinib] the prednisolone could be dispensed with.
Under [tocilizumab] he was spared intubation.
It was not until day 5 that [dexamethasone] was begun.
[Noradrenaline] was not stopped until day 6.
He needed nothing more than [paracetamol].
A second dose was superfluous after [tocilizumab].
We decided in favour of [radiotherapy].
[Fludarabine] was reduced to 20 mg/m2 because of renal failure.
Rituximab was left out of the second course of [R-ICE].
[Azacitidine] was preferred to decitabine.
Having ruled out infection, we started [prednisolone].
As anthracyclines were contraindicated, [azacitidine] was chosen.
[Dexamethasone], at first withheld, was started on day 5.
Not only tocilizumab but also [siltuximab] was given.
We did not hesitate to give [tocilizumab].
[R-CHOP] without vincristine was given.
Nothing spoke against [venetoclax], which was begun in May.
After he had first refused, he agreed and was given [blinatumomab].
[Blinatumomab], which he had first declined, was begun in June.
Having declined transplantation, he received [lenalidomide].
As the parents would not hear of transplantation, [blinatumomab] was given.
Though reluctant at first, she consented to [allogeneic transplantation], which was carried out in May.
He refused hospitalisation and took [venetoclax] at home.
The patient said no to chemotherapy but accepted [rituximab].
At her own wish, [interferon alfa] was continued.
Against his wishes, but with his wife's support, [R-CHOP] was completed.
She agreed to [radiotherapy] after some hesitation.
As planned, [autologous transplantation] followed in May.
The planned [allogeneic transplantation] took place on 3 May.
The patient was scheduled for transplantation and received [blinatumomab] meanwhile.
[Rituximab], which had been held in reserve, was brought into use on day 20.
[Tisagenlecleucel], intended from the outset, was infused on 3 May.
As soon as a slot was available, [CAR-T cells] were infused.
With transplantation in view, [venetoclax] was given.
In preparation for transplantation she received [blinatumomab].
Until transplantation could be arranged, [azacitidine] was given.
The transplantation, long postponed, at last came about; [treosulfan] was used.
[CAR-T cells], delayed by an infection, were infused on 12 June.
[Allogeneic transplantation], which had been given up a year earlier, was now carried out.
[Nelarabine] came too late to prevent paraplegia.
[Tocilizumab] never brought more than a brief response.
[Blinatumomab] failed.
[Azacitidine] was of no avail.
Rather than busulfan, [treosulfan] was chosen.
Instead of fludarabine, [cladribine] was used.
Neither infection nor relapse occurred under [azacitidine].
No response to [azacitidine] was seen.
Nor did [siltuximab] help.
[Tocilizumab] did not help.
Neither tocilizumab nor [dexamethasone] had any effect.
[Tocilizumab] could not prevent progression to grade 3.
Without delay [tocilizumab] was given.
No sooner had [tocilizumab] been given than the fever fell.
[Dexamethasone] was given for no longer than 3 days.
[R-DHAP] could not contain it.
There was no improvement on [ruxolitinib].
No fewer than four doses of [tocilizumab] were given.
The fever did not respond to [tocilizumab].
Nothing but [blinatumomab] brought remission.
Tocilizumab not having helped, [siltuximab] was given.
Not before day 9 was [ruxolitinib] begun.
Fortunately [letermovir] was covered by her insurance and was started on day 7.
With the help of a foundation, [dasatinib] could be bought and was taken from June.
Despite its price [blinatumomab] was given for two cycles.
[Inotuzumab ozogamicin], not yet licensed at the time, was obtained through an expanded access programme.
Lacking letermovir, we used [valacyclovir] as prophylaxis.
[Ruxolitinib], though off-label, was begun at 10 mg twice daily.
The drug not being available, [cytarabine] was substituted.
After approval by the insurer, [daratumumab] was begun in May.
As the only drug within reach, [hydroxyurea] was given.
[Imatinib] was affordable and was taken daily.
Fever persisted, so that [tocilizumab] had to be resorted to.
The need for [dexamethasone] arose on day 6 and it was given for 3 days.
A single dose of [tocilizumab] sufficed.
[Tocilizumab] spared him the ICU.
After [siltuximab] no further treatment was needed.
[Anakinra] was necessary for no more than four days.
Vasopressors could be stopped after [hydrocortisone].
Without [tocilizumab], which was given at once, he would not have survived.
[G-CSF] was required until day 20.
On [foscarnet] the viral load was no longer detectable.
Having weighed all options, we chose [venetoclax].
[Doxorubicin] was replaced by liposomal doxorubicin after two courses.
[Azacitidine] was favoured over intensive chemotherapy.
Surgery being ruled out, [radiotherapy] was delivered.
[Inotuzumab ozogamicin] was given in spite of hepatopathy.
[Nivolumab], often avoided before an allograft, was used with success.
[Prednisolone] was given although many would have advised against it.
We did not omit [radiotherapy], which was given in May.
[R-CHOP] was preferred to R-EPOCH and given six times.
He had always refused injections but took [venetoclax] willingly.
The parents finally agreed to [CAR-T cell therapy], and cells were infused on 3 May.
[Transplantation], refused in 2018, was accepted at relapse and performed in March 2020.
She wanted no injections; [ixazomib] was therefore chosen.
At the parents' request [dinutuximab] was given at home.
Declining hospital admission, he received [azacitidine] as an outpatient.
Upon the patient's wish, treatment was changed to [ibrutinib].
Not wanting to lose time, the parents agreed to [blinatumomab], which started the next day.
[Allogeneic transplantation] followed as planned.
Six weeks later than planned, [CAR-T cells] were infused.
She is to be seen again in June; [imatinib] is continued.
He will stop [lenalidomide] after two years.
[Ibrutinib] will be continued until progression.
She remains on [dasatinib].
He is doing well on [venetoclax].
[Ponatinib] is still being taken.
She is still receiving [immunoglobulin] every month.
[Azacitidine] has now been given for six cycles.
[Sorafenib] is to be continued for two years.
[Autologous transplantation], long planned, finally went ahead in June.
The first attempt at manufacture failed; the second succeeded and [axicabtagene ciloleucel] was infused in July.
[Transplantation] was postponed twice and took place on 3 June.
[CAR-T cells] were out of specification but were infused after approval.
[Tisagenlecleucel] was infused out of specification.
He died 3 days after [CAR-T cells] had been infused.
[Venetoclax], once abandoned, was taken up again in May.
Not tocilizumab but [siltuximab] was given.
Neither relapse nor GVHD was seen after [donor lymphocytes].
Neither of them responded to [dexamethasone].
No toxicity of [blinatumomab] was seen.
Without any complication [CD19 CAR-T cells] were infused.
No sign of haemophagocytosis remained under [anakinra].
He had no fever after [tocilizumab].
Nor did she respond to [azacitidine].
None of the patients progressed on [ibrutinib].
He never again needed transfusions after [eltrombopag].
[Cyclosporine] was not tolerated.
[Cyclosporine] was never stopped.
Neither dexamethasone nor [tocilizumab] brought relief.
With no improvement on dexamethasone, [anakinra] was added.
Rather late, on day 9, [siltuximab] was given.
She was given [siltuximab] because tocilizumab was not to be had.
"""


# a treatment that "was not" anything but what is told of its course did not come
WAS_NOT = """
[Antithymocyte globulin] was not included.
[Total body irradiation] was not adopted because of her age.
[Thiotepa] was not incorporated into the regimen.
[Gilteritinib] could not be accessed in Australia at that time.
[Sorafenib] was not embarked on.
[Defibrotide] was not put forward.
Post-transplant [cyclophosphamide] was not foreseen by that protocol.
[Blinatumomab] was never envisaged for him.
[Tisagenlecleucel] was not favoured by the tumour board.
[Radiotherapy] was deliberately not incorporated.
[Letermovir] had not been foreseen.
[Nelarabine] could never be sought.
[Donor lymphocytes] were of course unavailable.
[Emapalumab] was at that time unlicensed.
[Inotuzumab ozogamicin] was in this country unobtainable.
[Anakinra] would have been our choice, but the hospital pharmacy did not dispose of it.
[Siltuximab] was the next step, but our pharmacy did not stock it.
[Mogamulizumab] was avoided given the forthcoming transplantation.
"""
WAS_NOT_STOPPED = """
[Tacrolimus] was not discontinued.
[Tacrolimus] could not be reduced before day 100.
[Ruxolitinib] was not associated with cytopenia.
[Ruxolitinib] was not well tolerated.
[Methotrexate] could not be completed.
[Venetoclax] was not escalated beyond 200 mg.
[Gilteritinib] was not renewed after the second cycle.
[Prednisolone] was not tapered.
[CAR-T cells] were not detected after month 3.
[Blinatumomab] was not interrupted.
[Azacitidine] was not followed by any infection.
[Tocilizumab] was not administered until day 6.
[Dexamethasone] was not introduced at first.
Mogamulizumab was avoided given the interaction with [cyclosporine].
"""


def _cases(lines: str, expected: str) -> list[tuple[str, str]]:
    return [(line, expected) for line in lines.strip().splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *_cases(NOT_GIVEN, "not_given"),
        *_cases(WAS_NOT, "not_given"),
        *_cases(WAS_NOT_STOPPED, "given"),
        *_cases(DECLINED, "declined"),
        *_cases(PLANNED, "planned"),
        *_cases(GIVEN, "given"),
    ],
)
def test_status(line: str, expected: str) -> None:
    start, end = line.index("["), line.index("]") - 1
    text = line.replace("[", "").replace("]", "")
    found = find_therapies(text)
    own = [m for m in found if m.start < end and m.end > start][-1]
    others = [(m.start, m.end) for m in found if m is not own]
    said = status_of(text, own.start, own.end, others=others)
    assert (Said.GIVEN if said is Said.NONE else said) == Said(expected)
