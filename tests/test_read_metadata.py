"""What a report says of itself: journal, year, type and authors, as journals print them."""

import pytest

from corpus.citations import journal, year
from corpus.metadata import article_type, given_first, names_in, primary, without_label


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Rowan et al. Imaginary Medicine and Care (2018) 18:55"], "Imaginary Medicine and Care"),
        (["Imaginary World, EISSN: 2231-0000", "1348"], "Imaginary World"),
        (["Fancy in Haematology | www.fancy.example", "September 2015 | Volume 6"], "Fancy in Haematology"),
        (["J Imag Blood. 2016;8(3):e230-5."], "J Imag Blood"),
        (["J Imag Blood. 2016;8(3):e230-5.", "Journal of Imaginary Blood"], "Journal of Imaginary Blood"),
        (["Imaginorganisms 2018, 6, 104"], "Imaginorganisms"),
        (["Journal of", "Imaginary Research, Imaginary Clinics"], "Journal of Imaginary Research, Imaginary Clinics"),
        (["This article was submitted to Fungi, a section of the journal Fancy in Fungi"], "Fancy in Fungi"),
        (["Received: 11 May 2015", "Published: 3 June 2015", "Page 2 of 12", "Review", "Open Access"], None),
        (["Department of Medicine, University of Westmark, 2015"], None),
    ],
)
def test_the_journal_is_read_from_its_citation_or_its_running_head(lines: list[str], name: str | None) -> None:
    assert journal(lines) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Received: 9 December 2009; Vol.9. No.3. pp: 177-186, Summer 2011", 2011),
        ("Received 2 May 2015. Accepted 3 June 2016. J Imag. 2017;8(3):1-5", 2017),
        ("Received 2 May 2015; Accepted 3 June 2016", 2016),
        ("© 2018 The Authors. Received 17 November 2017", 2018),
        ("Rowan et al. Imaginary Medicine (2018) 18:55", 2018),
        ("Published online: 03-12-2016", 2016),
        ("ISSN 1989-5488", None),
    ],
)
def test_the_year_is_that_of_publication(text: str, said: int | None) -> None:
    assert year(text) == said


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Rowan^1, B. Hazel^2 and Cy Alder*", ("Ann Rowan", "B. Hazel", "Cy Alder")),
        ("Ann May Rowan,^1 Bo Hazel,^2 and Cy Ash-Alder^3", ("Ann May Rowan", "Bo Hazel", "Cy Ash-Alder")),
        ("Ann Rowan^1 Bo Hazel^2 Vijai K. Elm^4, Gop Oak^5", ("Ann Rowan", "Bo Hazel", "Vijai K. Elm", "Gop Oak")),
        ("*Ann Rowan 1, Bo Hazel 2", ("Ann Rowan", "Bo Hazel")),
        ("Élise Bâton-Réndiz1,2†, Ann RowanID^1*", ("Élise Bâton-Réndiz", "Ann Rowan")),
        ("Ann Rowan^1,3 Ph.D., R. Nazeer Hazel^1 Ph.D.", ("Ann Rowan", "R. Nazeer Hazel")),
        ("A 34-year-old woman was admitted with fever, and recovered", ()),
    ],
)
def test_names_of_authors(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line) == names


def test_types_titles_and_languages() -> None:
    assert [
        article_type(t) for t in ("R E S EAR CH A R TIC L E", "Case Report", "RESEARCH ARTICLE Open Access", "Fever")
    ] == [
        "research-article",
        "case-report",
        "research-article",
        None,
    ]
    assert without_label("Review Article A Review on Fever") == "A Review on Fever"
    assert without_label("Case report: fever after infusion") == "Case report: fever after infusion"
    assert (given_first("Rowan, Ann"), given_first("Ann Rowan"), primary("en-US")) == ("Ann Rowan", "Ann Rowan", "en")
