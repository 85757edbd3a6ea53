"""Entities of a scispaCy model that a verb of treatment governs and no rule named: candidates, flagged `model`.

"received ravulizumab", "treated with glarofen", "omapril was given". Only with `load_pipeline(MODEL)`.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractors.longtail import ordinary
from extractors.mentions import TherapyMention

_VERBS = frozenset(
    [
        "receive",
        "administer",
        "give",
        "start",
        "initiate",
        "treat",
        "prescribe",
        "commence",
        "begin",
        "add",
        "infuse",
        "inject",
        "resume",
        "introduce",
        "switch",
    ]
)
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass"})
# what is received, given or started and is no drug by name
_GENERAL = frozenset(
    [
        "treatment",
        "therapy",
        "regimen",
        "dose",
        "care",
        "transfusion",
        "infusion",
        "chemotherapy",
        "drug",
        "medication",
        "support",
        "surgery",
        "transplantation",
        "patient",
        "diet",
        "oxygen",
        "consent",
        "course",
        "cycle",
        "resuscitation",
        "rehabilitation",
        "procedure",
        "management",
        "information",
        "diagnosis",
        "injection",
        "program",
        "fluid",
        "fluids",
        "blood",
        "plasma",
        "platelets",
    ]
)


def governed(doc: Doc) -> Iterator[Span]:
    """Entities of one to three words that are what a verb of treatment gives."""
    for entity in doc.ents:
        root = entity.root
        if len(entity) > 3 or not entity.text.replace("-", "").replace(" ", "").isalpha() or len(root.text) < 5:
            continue
        if root.lemma_.lower() in _GENERAL or root.text.lower() in ordinary() or root.tag_[:2] != "NN":
            continue
        if _governed(root):
            yield entity


def _governed(root: Token) -> bool:
    while root.dep_ == "conj":
        root = root.head
    verb = root.head.lemma_.lower()
    if verb == "treat":
        return any(child.dep_ == "case" and child.lower_ == "with" for child in root.children)
    return root.dep_ in _OBJECTS and verb in _VERBS


@Language.component("candidates", assigns=["doc._.therapies"])
def candidates(doc: Doc) -> Doc:
    """Add what only the model saw to `doc._.therapies`."""
    found = [*doc._.therapies, *doc._.times, *doc._.toxicities, *doc._.responses]
    taken = {i for m in found for i in range(m.start, m.end)}
    new = [
        TherapyMention(start=e.start_char, end=e.end_char, rule="model.entity", flags=("model",), name=e.text.lower(), kind="drug", hint="other")
        for e in governed(doc)
        if taken.isdisjoint(range(e.start_char, e.end_char))
    ]  # fmt: skip
    doc._.therapies = sorted([*doc._.therapies, *new], key=lambda m: m.start)
    return doc
