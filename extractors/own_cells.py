"""Which product was infused, and of whose cells, where other sentences tell it: "lymphocytes were harvested for liso-cel", "the product was infused"."""

from extractors.courses import DLI, Course
from extractors.expressions import expression
from extractors.story import Book

# what is taken for a product of T cells, not for a graft and not to lower a count
_TAKEN = expression(
    r"(?i)\b(?:leuk?[ao]?c?pheresis|leukapheresis|leucapheresis|lymphapheresis|lymphocytapheresis|lymphocyte apheresis|apheresis|(?:leuk)?apheresed)\b"
    r"|\b(?:T[- ]?cells|(?:T[- ])?lymphocytes|white (?:blood )?cells|leu[ck]ocytes|mononuclear cells|PBMCs?|cells) (?:were|had been|was) (?:\w+ )?(?:collected|harvested|obtained|procured|drawn|taken|gathered)\b"
    r"|\b(?:harvest(?:ing)?|collection|procurement) of (?:her |his |the )?(?:peripheral |blood |autologous )*(?:T[- ]?cells|(?:T[- ])?lymphocytes|mononuclear cells|leu[ck]ocytes)\b"
)
_OWN = expression(
    r"(?i)\b(?:autologous|(?:her|his|their) own|patient[- ]derived) (?:peripheral |blood )*(?:T[- ]?cells|(?:T[- ])?lymphocytes|leu[ck]ocytes|mononuclear cells|white (?:blood )?cells)\b"
)
_OTHERS = expression(
    r"(?i)\b(?:donors?|sister|brother|sibling|mother|father|son|daughter|cousin|volunteer|maternal|paternal|allogeneic|haplo\w*|stem[- ]cells?|CD34|mobili[sz]\w*|graft|hyperleu[ck]\w*|leu[ck]osta\w*|cytoreduc\w*|fail(?:ed|ure)|photo\w+|planned|scheduled|impossible|not possible)\b"
)


def from_own_cells(book: Book, patient: int, first: int) -> bool:
    """Whether the patient's own cells were taken in the sentences from `first` up to the one that is read."""
    past = book.scenes[max(first, 0) : book.at + 1]
    return any(
        (_TAKEN.search(s.text) or _OWN.search(s.text)) and not _OTHERS.search(s.text)
        for s in past
        if s.sentence.section in book.narrated
        and s.sentence.told_of == "patient"
        and s.sentence.patient in (0, patient)
    )


def same_product(book: Book, course: Course, *, unnamed: bool) -> None:
    """A further infusion of cells that are not named is of the product given before."""
    for told in reversed(book.story.courses):
        if (
            told.patient == course.patient
            and told.status == "given"
            and told.kind == "cell_therapy"
            and told.group in {"cell", "car"}
            and (unnamed or told.name != DLI)
        ):
            course.name, course.target = told.name, told.target
            course.cell_source = course.cell_source or told.cell_source
            return
    for scene in reversed(book.scenes[: book.at] if unnamed else []):
        for m in scene.therapies:  # told of while it was planned and made: "apheresis for cilta-cel"
            if (
                m.kind == "cell_therapy"
                and not m.generic
                and m.hint in {"cell", "car", ""}
                and m.name.endswith(("leucel", "CAR-T"))
            ):
                course.name, course.target, course.cell_source = m.name, m.target, course.cell_source or m.cell_source
                return
