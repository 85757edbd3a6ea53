"""Sections: headings in any decoration, and the patient's story where there are none."""

from itertools import pairwise

import pytest

from corpus import headings
from corpus.blocks import caption_kind, split
from corpus.furniture import is_furniture, is_reference
from corpus.paragraphs import is_notes, is_prose, talk
from corpus.sections import find_sections
from models import SectionKind

K = SectionKind
STORY = (
    "A 54-year-old woman was admitted in March 2019 with fever. She was diagnosed with lymphoma and received six cycles of R-CHOP. "
    "In May 2020 the disease relapsed, and axicabtagene ciloleucel was infused on 3 June 2020. On day 2 she developed grade 1 CRS."
)
MORE = "She was given tocilizumab 8 mg/kg on day 3, and the fever resolved. On day 30 a PET/CT showed complete remission. She remained well."
TALK = (
    "Lymphoma is the most common haematological cancer, and its prognosis remains poor after relapse [1]. Several studies have reported "
    "response rates of 50-80% in patients with relapsed disease [2-4], and median survival is about 12 months."
)
THOUGHTS = (
    "Previous trials suggest that early tocilizumab is safe [5]. The mechanism is not clear, and larger cohorts are needed before guidelines "
    "can be changed. Similar data have been published by Smith et al. in a registry study [6]."
)


def kinds(text: str) -> list[tuple[SectionKind, str | None]]:
    """Kind and heading of each section; the sections are checked to tile the text."""
    sections = find_sections(text, split(text))
    edges = [section.start for section in sections]
    assert edges[0] == 0 and sections[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(sections))
    return [(s.kind, s.heading) for s in sections]


def kind_of(text: str, words: str) -> SectionKind:
    """The kind of the section that holds some words."""
    sections = find_sections(text, split(text))
    at = text.index(words)
    return next(s.kind for s in sections if s.start <= at < s.end)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("2. Case", K.CASE),
        ("2 | CASE PRESENTATION", K.CASE),
        ("**Case description**", K.CASE),
        ("## Patient information", K.CASE),
        ("CASE REPORT:", K.CASE),
        ("3.1. Case 2", K.CASE),
        ("Patient 2 (UPN 17)", K.CASE),
        ("Sibling A", K.CASE),
        ("Case presentation and literature review", K.CASE),
        ("Follow-up and outcomes", K.CASE),
        ("OUTCOME AND FOLLOW-UP", K.CASE),
        ("A B S T R A C T", K.ABSTRACT),
        ("【Abstract】", K.ABSTRACT),
        ("IV. Discussion", K.DISCUSSION),
        ("Références", K.REFERENCES),
        ("Learning points/take home messages", K.CONCLUSION),
        ("Conflicts of Interest & Disclosure", K.BACK_MATTER),
        ("Author contributions", K.BACK_MATTER),
        ("Key Words:", K.FRONT_MATTER),
        ("The two courses", None),
        ("She was admitted", None),
        ("Case", K.CASE),
        ("Our patient", K.CASE),
        ("THE PATIENT", K.CASE),
        ("2. Course of the disease", K.CASE),
        ("Cas clinique", K.CASE),
        ("Initial presentation", K.CASE),
        ("In this case the outcome was fatal", None),
    ],
)
def test_what_a_heading_says(heading: str, kind: SectionKind | None) -> None:
    assert headings.classify(heading) is kind


@pytest.mark.parametrize("decoration", ["{}", "{}:", "2. {}", "2 | {}", "## {}", "**{}**", "II. {}"])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_headings_in_any_decoration(decoration: str, blank: str) -> None:
    heading = decoration.format
    text = f"{heading('Introduction')}{blank}{TALK}\n\n{heading('CASE PRESENTATION')}{blank}{STORY}\n\n{heading('Discussion')}{blank}{THOUGHTS}\n"
    assert (kind_of(text, TALK), kind_of(text, STORY), kind_of(text, THOUGHTS)) == (
        K.INTRODUCTION,
        K.CASE,
        K.DISCUSSION,
    )


def test_a_heading_run_into_the_line() -> None:
    text = f"Background: {TALK}\nCase report: {STORY} {MORE}\nDiscussion: {THOUGHTS}\n"
    assert kinds(text) == [(K.INTRODUCTION, "Background"), (K.CASE, "Case report"), (K.DISCUSSION, "Discussion")]


def test_labels_inside_one_paragraph() -> None:
    text = f"Background: {TALK} Case presentation: {STORY} Conclusions: Early care may help.\n"
    assert kinds(text) == [(K.INTRODUCTION, "Background"), (K.CASE, "Case presentation"), (K.CONCLUSION, "Conclusions")]


def test_a_structured_abstract_stays_an_abstract_where_a_case_follows() -> None:
    text = f"Abstract\nBACKGROUND\n{TALK}\nCASE SUMMARY\n{STORY}\nCONCLUSION\nEarly care helps.\n\nKey Words: lymphoma; CAR-T\n\nINTRODUCTION\n{TALK[:-1]}!\n\nCASE PRESENTATION\n{MORE}\n"
    assert [k for k, _ in kinds(text)] == [K.ABSTRACT] * 4 + [K.FRONT_MATTER, K.INTRODUCTION, K.CASE]


def test_a_structured_abstract_alone_tells_the_case() -> None:
    text = f"Abstract\nRationale: {TALK}\nPatient concerns: {STORY}\nOutcomes: {MORE}\nLessons: Early care helps.\n"
    assert (kind_of(text, STORY), kind_of(text, MORE)) == (K.CASE, K.CASE)
    assert kind_of(text, TALK) is not K.CASE


def test_a_short_abstract_ends_at_the_introduction() -> None:
    text = f"Abstract\n\nWe report a woman with lymphoma who did well.\n\nIntroduction\n\n{TALK}\n\nCase\n\n{STORY}\n"
    assert [k for k, _ in kinds(text)] == [K.ABSTRACT, K.INTRODUCTION, K.CASE]


def test_key_points_before_the_introduction_are_an_abstract() -> None:
    text = f"KEY POINTS\n\n{MORE}\n\nINTRODUCTION\n\n{TALK}\n\nREPORT OF A CASE\n\n{STORY}\n\nCONCLUSION\n\nEarly care helps.\n"
    assert [k for k, _ in kinds(text)] == [K.ABSTRACT, K.INTRODUCTION, K.CASE, K.CONCLUSION]


def test_an_abstract_named_only_by_its_labels() -> None:
    text = f"Background: {TALK}\n\nCase presentation: {STORY}\n\nConclusion: Early care helps.\n\nBackground\n\n{TALK[:-1]}!\n\nCase presentation\n\n{MORE}\n"
    assert [k for k, _ in kinds(text)] == [K.ABSTRACT] * 3 + [K.INTRODUCTION, K.CASE]


SUMMARY = "A 54-year-old woman with refractory lymphoma was rescued by axicabtagene ciloleucel and later relapsed."
ARTICLE = f"Introduction\n{TALK}\n\nCase presentation\n{STORY}\n\nOutcome\n{MORE}\n\nDiscussion\n{THOUGHTS}"


@pytest.mark.parametrize(
    "abstract",
    [
        f"Abstract\nCase presentation: {SUMMARY}",
        f"Abstract\nCase presentation\n{SUMMARY}",
        f"Abstract\nBackground: Relapse is frequent.\nCase presentation: {SUMMARY}",
        f"Abstract\nBackground\nRelapse is frequent.\nCase presentation\n{SUMMARY}\nConclusions\nIt is feasible.",
        f"CASE SUMMARY\n{SUMMARY}",
        f"Summary: {SUMMARY}",
    ],
)
@pytest.mark.parametrize(
    "article",
    [
        ARTICLE,
        ARTICLE.replace("Introduction\n", "Background\n").replace("Discussion\n", "Discussion and conclusions\n"),
        ARTICLE.replace("Case presentation", "Patient and methods").replace("Outcome", "Results"),
    ],
)
def test_an_abstract_ends_where_the_labels_of_the_article_begin(abstract: str, article: str) -> None:
    text = f"Axicabtagene ciloleucel after a late relapse of lymphoma: a case report\n\nA. Smith, B. Doe\n\n{abstract}\n\n{article}"
    if "CASE SUMMARY" not in text or "Patient and methods" not in text:
        assert kind_of(text, SUMMARY) is K.ABSTRACT
    assert kind_of(text, TALK) is K.INTRODUCTION
    assert kind_of(text, STORY) in (K.CASE, K.METHODS)
    assert kind_of(text, THOUGHTS) is K.DISCUSSION


def test_a_letter_without_any_heading() -> None:
    text = f"To the Editor,\n\n{TALK}\n\n{STORY}\n\n{MORE}\n\n{THOUGHTS}\n\n1. Smith J. Lymphoma. Blood. 2017;12:101-9.\n2. Jones K. Care. Blood. 2018;13:1-9.\n"
    assert [kind_of(text, part) for part in (TALK, STORY, MORE, THOUGHTS, "Smith J. Lym")] == [
        K.INTRODUCTION,
        K.CASE,
        K.CASE,
        K.DISCUSSION,
        K.REFERENCES,
    ]


def test_a_letter_whose_lines_are_paragraphs() -> None:
    text = f"Dear Editor,\n{TALK}\n{STORY}\n{MORE} {MORE}\n{THOUGHTS}\n"
    assert [kind_of(text, part) for part in (TALK, STORY, THOUGHTS)] == [K.INTRODUCTION, K.CASE, K.DISCUSSION]


def test_an_unknown_heading_is_what_its_paragraphs_say() -> None:
    text = f"Background\n{TALK}\n\nThe two courses\n{STORY} {MORE}\n\nComment\n{THOUGHTS}\n"
    assert kinds(text) == [(K.INTRODUCTION, "Background"), (K.CASE, "The two courses"), (K.DISCUSSION, "Comment")]


def test_each_patient_is_a_section() -> None:
    text = f"Introduction\n{TALK}\n\nCase 1\n{STORY}\n\nCase 2\n{MORE} {MORE}\n\nDiscussion\n{THOUGHTS}\n"
    assert [(k, h) for k, h in kinds(text) if k is K.CASE] == [(K.CASE, "Case 1"), (K.CASE, "Case 2")]


def test_a_table_of_patients_opens_no_cases() -> None:
    text = f"Case 1\n{STORY}\n\nCase 2\n{MORE} {MORE}\n\nTable 1\nSummary\nFeature\nCase 1\nCase 2\nProduct\nAxi-cel\nTisa-cel\n\nDiscussion\n{THOUGHTS}\n"
    assert [k for k, _ in kinds(text)] == [K.CASE, K.CASE, K.TABLE, K.DISCUSSION]


def test_what_interrupts_the_case_is_set_apart_and_the_case_goes_on() -> None:
    parts = [
        STORY,
        "MERRIWEATHER ET AL.                         2 of 5",
        "Table 1. Doses\nDay\tDose\n1\t8 mg/kg",
        MORE,
        "Figure 1. PET/CT before treatment.",
        MORE[:-1] + "!",
    ]
    text = "2 | CASE REPORT\n" + "\n\n".join(parts) + "\n"
    assert [k for k, _ in kinds(text)] == [K.CASE, K.FRONT_MATTER, K.TABLE, K.CASE, K.FIGURE_LEGEND, K.CASE]


def test_a_web_page_with_its_navigation() -> None:
    text = f"Skip to main content\n\nCASE REPORT article\n\nFront. Invent., 24 November 2022\n\nCAR-T cells after relapse of lymphoma in a woman: A case report\n\nJo Ni1,2†Ann Lee1\n\n{TALK}\n\nIntroduction\n\n{TALK[:-1]}!\n\nCase description\n\n{STORY}\n\nReferences\n\n1. Smith J. Lymphoma. Blood (2017) 12:101.\n\nPubMed Abstract | CrossRef Full Text | Google Scholar\n\n2. Jones K. Care. Blood (2018) 13:1.\n"
    assert [k for k, _ in kinds(text)] == [
        K.FRONT_MATTER,
        K.TITLE,
        K.FRONT_MATTER,
        K.ABSTRACT,
        K.INTRODUCTION,
        K.CASE,
        K.REFERENCES,
    ]


def test_a_summary_page_tells_its_story_outside_of_any_case_section() -> None:
    text = "# Donor CAR-T cells after a relapse of leukemia: a case report\n\nA. Rowan, B. Hazel\n\n## Research summary\n\nThis article reported a case of a 62-year-old woman. She received CAR-T cells and achieved remission.\n\n**Emily has been disease-free for 9 years**\n\n3 months after treatment, PET/CT showed that all lesions had resolved.\n\n# Figures\n\nFigure 1 PET/CT scans of the patient.\n"
    assert kind_of(text, "She received") is K.CASE and kind_of(text, "3 months after") is K.CASE
    assert kind_of(text, "Emily") is not K.CASE
    assert kind_of(text, "Figure 1") is K.FIGURE_LEGEND


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Figure 1. Timeline of treatment", K.FIGURE_LEGEND),
        ("Fig. 2 | Cytokines", K.FIGURE_LEGEND),
        ("**Table 1** Doses", K.TABLE),
        ("Figure-3: The marrow", K.FIGURE_LEGEND),
        ("Figure 1 shows the course of the patient.", None),
        ("Table 2 summarizes the doses.", None),
        ("Figures of speech", None),
    ],
)
def test_captions(text: str, kind: SectionKind | None) -> None:
    assert caption_kind(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Downloaded from https://x.example on 14 May 2022.",
        "Smith et al. Page 3",
        "3 of 5          MERRIWEATHER ET AL.",
        "© 2018 Springer.",
    ],
)
def test_furniture(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text", [STORY, "On 14 May 2022 she downloaded nothing.", "3 of 5 lesions had resolved.", TALK]
)
def test_no_furniture(text: str) -> None:
    assert not is_furniture(text)


def test_references_are_known_by_their_shape() -> None:
    assert is_reference("1. Nebulon SS, Lockhart FL: Axi-cel. N Imag J Med. 2017, 377:2531-44.")
    assert not is_reference(STORY)
    assert not is_reference(THOUGHTS)


def test_talk_tells_the_story_from_the_literature() -> None:
    assert min(talk(STORY).score, talk(MORE).score) > 5
    assert max(talk(TALK).score, talk(THOUGHTS).score) < -5
    assert is_prose(STORY) and not is_prose("Day Tmax CRS grade ICE ICANS grade")


def test_no_text_has_no_sections() -> None:
    assert find_sections("", []) == ()
    assert kinds("\n\n")[0][0] is K.FRONT_MATTER


@pytest.mark.parametrize("heading", ["ONCOLOGIC HISTORY", "Oncologic history", "BEFORE REFERRAL"])
def test_a_heading_that_no_list_holds_opens_the_story(heading: str) -> None:
    text = f"An own title about a woman with lymphoma and her cells\n\nJo Ni, MD; Ann Lee, PhD\n\nWHY WE REPORT IT\n\n{TALK}\n\n{heading}\n\n{STORY}\n\nHOSPITAL COURSE\n\n{STORY}\n\nCOMMENT\n\n{TALK}\n"
    found = [k for k, _ in kinds(text) if k not in (K.FRONT_MATTER, K.TITLE)]
    assert found == [K.INTRODUCTION, K.CASE, K.CASE, K.DISCUSSION] or found == [K.INTRODUCTION, K.CASE, K.DISCUSSION]


def test_a_sort_of_article_above_the_title_opens_no_section() -> None:
    text = f"J Own Res (2023) 9(3):211-214\n\nCASE SERIES\n\nAn own title about two women with lymphoma and their cells after relapse\n\nJo Ni1 · Ann Lee2\n\nAbstract  {TALK}\n\nIntroduction\n\n{TALK[:-1]}!\n\nCase 1\n\n{STORY}\n\nDiscussion\n\n{TALK}\n"
    found = [k for k, _ in kinds(text) if k is not K.FRONT_MATTER]
    assert found == [K.TITLE, K.ABSTRACT, K.INTRODUCTION, K.CASE, K.DISCUSSION]


NOTES = """Mogamulizumab before an allograft

Pt: man, 61, baker.

Before
Dx 03/2019: Sézary syndrome. Line 1: bexarotene 300 mg/m2/d po, M+5: PD.
Line 2: mogamulizumab 1 mg/kg iv q2w; wk 8: PR.

Transplant
Allo-HSCT 2 May 2021 = d0. Conditioning: Flu 30 mg/m2/d iv d-6 to d-3.
d+30: acute GVHD grade I, pred 1 mg/kg/d po.
"""


def test_notes_without_sentences_are_the_story() -> None:
    for words in ("man, 61", "bexarotene", "mogamulizumab 1 mg", "Allo-HSCT 2 May", "acute GVHD"):
        assert kind_of(NOTES, words) is K.CASE, words


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("d+24: acute GVHD, overall grade II. Pred 1 mg/kg/d po.", True),
        ("04-08/2019: 6x R-CHOP, CR", True),
        ("Pt: woman, 56, retired seamstress.", True),
        ("M, 64 y, CLL since 2011", True),
        ("- Day 100 (21/12/2023): complete response", True),
        ("Received 12 March 2021; accepted 3 May 2021; relapse, CAR-T", False),
        ("J. Smith, A. Jones, Department of Haematology, University Hospital", False),
        ("Keywords: CAR-T; CRS; GVHD; relapse", False),
        ("Learned: the graft was not spoilt", False),
        ("Volume 44, 12 June 2024, pages 512-517", False),
    ],
)
def test_what_clinical_notes_look_like(text: str, notes: bool) -> None:
    assert is_notes(text) is notes


BULLETS = """Relapsed leukaemia after a transplant

- Female, 47 y, AML, dx 03/2020
- Induction: 7+3, CR (04/2020)

Relapse #1

- 01/2021: blasts 40%
- Venetoclax/azacitidine x2, PR

Outcome

- CR, MRD neg, 06/2023
"""
ASKED = """Patient of the month

Which therapy came first?

7+3, then two courses of high-dose cytarabine (3 g/m2). Complete remission in April 2020.

What happened then?

Relapse in January 2021. Venetoclax 400 mg plus azacitidine. Partial remission.
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BULLETS, "Female, 47"),
        (BULLETS, "blasts 40%"),
        (BULLETS, "06/2023"),
        (ASKED, "7+3, then"),
        (ASKED, "Venetoclax 400"),
    ],
)
def test_a_story_in_bullets_or_answers(text: str, words: str) -> None:
    assert kind_of(text, words) is K.CASE


@pytest.mark.parametrize(
    "sort", ["CLINICAL CASE", "Caso clínico", "Cas clinique", "KASUISTIK", "Case report", "Letter to the Editor"]
)
@pytest.mark.parametrize(
    "dates",
    ["Recibido: 11 de abril de 2023. Aceptado: 30 de mayo de 2023", "Eingegangen: 3. Mai 2023", "Received 3 May 2023"],
)
def test_the_sort_of_an_article_above_its_title_opens_no_case(sort: str, dates: str) -> None:
    title = "Second transplantation following tisagenlecleucel in a young adult with leukaemia"
    text = f"J Own Res (2023) 9(3):211-214\n{dates}\n\n{sort}\n\n{title}\n\nJo Ni, Ann Lee\n\nAbstract\n{TALK}\n\nIntroduction\n{TALK}\n\nClinical case\n{STORY}\n\nDiscussion\n{TALK}\n"
    sections = find_sections(text, split(text))
    assert [text[s.start : s.end].strip() for s in sections if s.kind is SectionKind.TITLE] == [title]
    assert [s.heading for s in sections if s.kind is SectionKind.CASE] == ["Clinical case"]


@pytest.mark.parametrize(
    "end",
    [
        "Abbreviations: BV, brentuximab vedotin; ASCT, autologous stem cell transplantation; CR, response after cells",
        "Keywords: lymphoma; cell therapy; cytokine release syndrome after transplantation of stem cells",
        "Conflict of interest: treatment with cells was paid for by nobody that the authors know of",
    ],
)
def test_what_ends_a_short_story_is_not_its_title(end: str) -> None:
    text = f"A 45-year-old woman with lymphoma was treated with brentuximab vedotin from May 2015. She was well in June 2016.\n\n{end}\n"
    sections = find_sections(text, split(text))
    assert sections[0].kind is SectionKind.CASE and SectionKind.TITLE not in {s.kind for s in sections}
