"""The spaCy pipeline: scispaCy's tokenizer and abbreviations, then one component per idea.

With a scispaCy model (`en_core_sci_*`, installed or a path) its own components run first and its entities become candidates.
"""

import warnings
from collections.abc import Callable
from functools import lru_cache

import extractors.lean_spacy  # noqa: F401  # isort: skip  (before all that import spaCy)
import spacy
from scispacy.custom_tokenizer import combined_rule_tokenizer
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
from spacy.tokens import Doc
from spacy.util import registry

from extractors import abbreviations, candidates, sentences, therapies  # noqa: F401  (register their components)
from extractors.dates import find_times
from extractors.doses import find_doses
from extractors.responses import find_responses
from extractors.toxicities import find_toxicities
from models import Unit

_UNITS = frozenset(Unit)
STEPS = ("sentences", "abbreviations", "therapies", "times", "doses", "toxicities", "responses")

for name in ("plain", "sentences", "abbreviations", "therapies", "times", "doses", "toxicities", "responses"):
    if not Doc.has_extension(name):
        Doc.set_extension(name, default=[])


@Language.component("doses", assigns=["doc._.doses"])
def doses(doc: Doc) -> Doc:
    """Set `doc._.doses`."""
    names = sorted((m.start, m.end) for m in doc._.therapies)
    doc._.doses = [d for d in find_doses(doc._.plain, doc._.times, names) if d.unit in _UNITS]
    return doc


@Language.component("times", assigns=["doc._.times"])
def times(doc: Doc) -> Doc:
    """Set `doc._.times`."""
    doc._.times = find_times(doc._.plain)
    return doc


@Language.component("toxicities", assigns=["doc._.toxicities"])
def toxicities(doc: Doc) -> Doc:
    """Set `doc._.toxicities`, sentence by sentence."""
    text = doc._.plain
    doc._.toxicities = [t for start, end in doc._.sentences for t in find_toxicities(text[start:end], start)]
    return doc


@Language.component("responses", assigns=["doc._.responses"])
def responses(doc: Doc) -> Doc:
    """Set `doc._.responses`, sentence by sentence."""
    text = doc._.plain
    doc._.responses = [r for start, end in doc._.sentences for r in find_responses(text[start:end], start)]
    return doc


class Learner:
    """A tokenizer that meets each new word by itself first, and so remembers how it is cut.

    From the first special case of a text on ("etc.") spaCy's remembers none of its words, and would cut all of them anew in each text.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._met: set[str] = set()

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens."""
        if len(self._met) < self._tokenizer.max_cache_size:
            new = set(text.split()) - self._met
            for word in new:
                self._tokenizer(word)
            self._met |= new
        doc: Doc = self._tokenizer(text)
        return doc


def scispacy_tokenizer() -> Callable[[Language], Learner]:
    """Make scispaCy's tokenizer, and not spaCy's own before it, whose special cases take as long to set."""

    def make(nlp: Language) -> Learner:
        nlp.tokenizer = Tokenizer(nlp.vocab, token_match=nlp.Defaults.token_match)
        with warnings.catch_warnings():  # its expressions are compiled with "possible set union" warnings
            warnings.simplefilter("ignore", FutureWarning)
            return Learner(combined_rule_tokenizer(nlp))

    return make


registry.tokenizers.register("caseledger.scispacy", func=scispacy_tokenizer)


@lru_cache(maxsize=4)
def load_pipeline(model: str | None = None) -> Language:
    """Make the pipeline; `model` is the name or path of a scispaCy model whose components come first."""
    if model is None:
        nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "caseledger.scispacy"}}})
    else:
        nlp = spacy.load(model)
    nlp.max_length = 20_000_000
    for step in STEPS:
        nlp.add_pipe(step)
    if nlp.has_pipe("parser") and nlp.has_pipe("ner"):
        nlp.add_pipe("candidates")
    nlp.meta["name"] = model or "rules"
    return nlp
