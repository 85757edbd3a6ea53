"""One report read: its case together with the story and the mentions behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language

from extractors.confidence import AnyFact
from extractors.joined import apart
from extractors.normal import Plain
from extractors.resolve import Writer, read_story
from extractors.scope import Person
from extractors.story import Scene, Story
from extractors.told_tables import view
from extractors.version import name_of
from models import Case, Document, Fact


@dataclass(frozen=True, slots=True)
class Reading:
    """A case, and what it was written from."""

    case: Case
    plain: Plain
    story: Story
    scenes: list[Scene]
    persons: list[Person]

    def pairs(self) -> Iterator[tuple[AnyFact, Fact]]:
        """Each fact of the story with the record that it became."""
        case, story = self.case, self.story
        yield from zip(self.persons, case.patients, strict=True)
        yield from zip(story.courses, case.therapies, strict=True)
        yield from zip(story.doses, case.doses, strict=True)
        yield from zip(story.times, case.dates, strict=True)
        yield from zip(story.toxicities, case.toxicities, strict=True)
        yield from zip(story.responses, case.responses, strict=True)


def read_report(document: Document, nlp: Language) -> Reading:
    """Read a document with a pipeline of `load_pipeline`."""
    text = apart(view(document))
    story, scenes, persons = read_story(document, text, nlp(text.text))
    case = Writer(document, text, story, scenes, persons).case(name_of(nlp.meta["name"]))
    return Reading(case, text, story, scenes, persons)
