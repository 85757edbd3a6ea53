"""Whose cells a product was made of, where the story tells it: "lymphocytes were harvested", then "the product was infused"."""

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
