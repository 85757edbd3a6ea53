"""Of whom a sentence speaks, and which of several patients a stretch of it tells of."""

import pytest

from extractors.mentions import Sentence
from extractors.people import Person, find_persons, labels_of
from extractors.scope import carry_on, is_general, told_of
from extractors.whose import assign_patients


@pytest.mark.parametrize(
    ("sentence", "section", "expected"),
    [
        ("He received 2 x 10^6 CAR-T cells/kg.", "case", "patient"),
        ("Skin biopsy of a rash over 30% of body surface supported acute GVHD.", "case", "patient"),
        ("The second relapse came on 6.9.2021 (38% blasts, 92% of them CLL-1+).", "case", "patient"),
        ("The patient was enrolled in a clinical trial of anti-CD19 CAR-T cells.", "case", "patient"),
        ("Most patients relapse within one to two years.", "case", "literature"),
        ("Another of her patients, Mr B., enjoyed only five months before the disease returned.", "case", "literature"),
        ("Some of the cells were lost.", "case", "patient"),
        ("Documento descargado de http://www.example.org el 19/02/2024.", "case", "nobody"),
        ("Downloaded from http://www.example.org by guest on 19 February 2024.", "case", "nobody"),
        ("The donor, her 34-year-old brother, was hepatitis B positive.", "case", "donor"),
        ("His mother had breast cancer.", "case", "donor"),
        ("Her brother was a half-match only, so on 14 October she received cord blood.", "case", "patient"),
        ("In the retrospective analysis of Roe et al., 65 patients were transplanted.", "case", "literature"),
        ("Marrow on 3 May 2021 showed a normal karyotype in 20 of 20 metaphases.", "case", "patient"),
        ("In May 2019 the white cells rose, with 34% blasts.", "case", "patient"),
        ("The marrow is in remission with 3% blasts.", "case", "patient"),
        ("CRS of grade 2 occurred as in most patients.", "case", "patient"),
        ("According to the guidelines, tocilizumab 8 mg/kg was given.", "case", "patient"),
        ("Chemotherapy according to the AIEOP-BFM ALL 2009 trial induced remission.", "case", "patient"),
        ("Grade 3 CRS, seen in about 20% of patients, developed on day 4.", "case", "patient"),
        ("In the trial, 12 of 20 responded.", "case", "literature"),
        ("Of 40 patients of the registry, 12 relapsed.", "case", "literature"),
        ("ECP clears steroid-dependent skin GVHD in some 75-80%.", "case", "literature"),
        ("In ZUMA-1, 93% had CRS.", "introduction", "literature"),
        ("A similar patient of Smith et al. got 2 x 10^6/kg.", "discussion", "literature"),
        ("Our patient achieved CR after CAR-T.", "discussion", "patient"),
        ("Median duration of response was 11 months.", "discussion", "literature"),
        ("CR was seen in 23% of patients.", "abstract", "literature"),
        ("No signs of GVHD after HSCT were observed.", "conclusion", "patient"),
        ("Clara, the first child ever treated, is disease-free after 9 years.", "abstract", "literature"),
        ("We report the first child treated with CAR-T cells at our centre.", "abstract", "patient"),
        ("1. Smith A. CAR-T. Blood 2020.", "references", "nobody"),
    ],
)
def test_told_of(sentence: str, section: str, expected: str) -> None:
    assert told_of(sentence, section) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Clara, the first child ever treated,", "disease-free for 9 years"), "literature"),
        (("Clara, the first child ever treated.", "She was in CR."), "patient"),
    ],
)
def test_a_line_goes_on(lines: tuple[str, str], expected: str) -> None:
    text = "\n".join(lines)
    cut = len(lines[0])
    spans = [Sentence(start=0, end=cut, section="abstract"), Sentence(start=cut + 1, end=len(text), section="abstract")]
    for s in spans:
        s.told_of = told_of(text[s.start : s.end], s.section)
    carry_on(text, spans)
    assert spans[1].told_of == expected


def spread(text: str, persons: list[Person]) -> list[tuple[int, str]]:
    whole = [Sentence(start=0, end=len(text), section="case")]
    return [(s.patient, text[s.start : s.end]) for s in assign_patients(text, whole, persons, {})]


GIRL_AND_BOY = [Person(1, 0, 0, 14, "female"), Person(2, 0, 0, 10, "male")]


@pytest.mark.parametrize(
    ("sentence", "patients"),
    [
        ("She relapsed in the marrow in March 2019, he in April 2020.", [1, 2]),
        ("CRS began on day 3 in the girl; in the boy it started on day 2.", [1, 2]),
        ("Both patients achieved CR.", [0]),
        ("Neither child had ICANS.", [0]),
        ("She stayed free of ICANS, whereas he became tremulous.", [1, 2]),
        ("He received cells from his sister.", [2]),
        ("She was treated with FLAG-IDA.", [1]),
        ("Patient 2 relapsed.", [2]),
        ("Fludarabine and cyclophosphamide, both for 3 days, were given to him.", [2]),
        ("MRD was 0.03% in hers and undetectable in his.", [1, 2]),
    ],
)
def test_which_patient(sentence: str, patients: list[int]) -> None:
    assert [n for n, _ in spread(sentence, GIRL_AND_BOY)] == patients


def test_single_patients_are_not_cut() -> None:
    assert spread("She improved, he did not.", GIRL_AND_BOY[:1]) == [(1, "She improved, he did not.")]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("Patient 2 (Table 1)", [2]), ("Sibling A and Sibling B", [1, 2]), ("The second patient", [2]), ("the second infusion", []), ("the second one", []), ("Case II", [2])],
)  # fmt: skip
def test_labels(words: str, numbers: list[int]) -> None:
    assert labels_of(words) == numbers


def test_a_pair_is_introduced_together() -> None:
    text = "We report a girl and her brother, aged 14 and 10 years. Two siblings were treated."
    persons = find_persons(text, [Sentence(start=0, end=len(text), section="abstract")])
    assert [(p.age_years, p.sex) for p in persons] == [(14, "female"), (10, "male")]


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("In ZUMA-1, axi-cel led to CR in 54% of patients. Tocilizumab is recommended for CRS.", True),
        ("The median follow-up of the cohort was 24 months.", True),
        ("In ZUMA-1, axi-cel led to CR in 54% of patients. Our patient relapsed.", False),
        ("A 45-year-old man was enrolled in a phase 1 trial.", False),
        ("Grade 2 CRS was treated with tocilizumab 8 mg/kg.", False),
    ],
)
def test_a_review_tells_of_nobody(text: str, general: bool) -> None:
    assert is_general(text) is general


PLANTS = "Leaves of the cultivar were sprayed with gibberellic acid 50 mg/L on day 7 and harvested after 3 weeks. In the case of drought the yield fell. "
COURSE = "A 54-year-old woman was seen with fever. She received methotrexate. He and the patient's donor were typed. Our patient recovered. "


@pytest.mark.parametrize(
    ("text", "general"),
    [
        (PLANTS * 80, True),
        (PLANTS * 80 + COURSE, False),
        (PLANTS, False),  # too short to tell
        (PLANTS * 80 + "The seedlings were 12 weeks old, as he wrote. ", True),
    ],
)
def test_a_long_article_that_hardly_speaks_of_a_person_tells_no_story(text, general):
    assert is_general(text) is general
