"""Whether the disease was in the spinal fluid or the brain before: only then a clear fluid is an assessment."""

from extractors.expressions import expression
from extractors.story import Book, Scene

_DENIED = expression(
    r"(?i)\b(?:no|not|never|without|neither|nor|none|ruled out|exclud\w+|absence of|lack of|free of|did not|has not|had not|have not|denied|negative for)\b(?! only\b)(?:\s(?!but\b|however\b|and (?:she|he)\b)[\w'/-]+){0,5}\s?$"
)
_IN_CSF = expression(
    r"(?i)\bCNS (?:disease|involvement|relapse|infiltrat\w+|manifestation|positive|leuk\w+|lymphoma|3\b|progression)|\b(?:lepto)?mening\w+|\bCNS[- ]?3\b|\b(?:relapse|recurrence|disease|involvement|infiltration) (?:in|of) (?:the )?(?:CNS|CSF|central nervous|spinal fluid)|\b(?:CSF|spinal fluid|CNS)\b[^.;]{0,60}\b(?:blasts?|positive|infiltrat\w+|involve\w*|malignant|leuka?emic|lymphoma cells|relapse)|\b(?:blasts?|cells|relapse)\b[^.;]{0,40}\b(?:CSF|spinal fluid|CNS)\b"
)


def was_in_csf(book: Book, scene: Scene, start: int) -> bool:
    told = [s.text for s in book.scenes[max(0, book.at - 12) : book.at] if s.sentence.told_of == "patient"]
    return any(
        not _DENIED.search(text[max(0, m.start() - 40) : m.start()])
        for text in [*told, scene.text[:start]]
        for m in _IN_CSF.finditer(text)
    )
