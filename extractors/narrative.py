"""The narrative read in order, then what retells it: each sentence adds to the story of its patient."""

from extractors.flashbacks import state_for
from extractors.read_doses import read_doses
from extractors.read_responses import read_responses
from extractors.read_therapies import read_therapies
from extractors.read_times import note_times, read_times
from extractors.read_toxicities import read_toxicities
from extractors.story import Book, Scene, Story


def read(scenes: list[Scene], patients: int) -> Story:
    """Read the narrative first, then abstract, legends and discussion, which mostly say it again."""
    book = Book(scenes, patients)
    for retold in (False, True):
        for i, scene in enumerate(scenes):
            if (scene.sentence.section in book.narrated) != retold:
                _read_scene(book, i, retold=retold)
            elif not retold and scene.sentence.section == "table":
                _read_table_times(book, i)
    return book.story


def _read_scene(book: Book, i: int, *, retold: bool) -> None:
    scene = book.scenes[i]
    book.at = i
    if scene.sentence.told_of != "patient":
        for m in [*scene.therapies, *scene.doses, *scene.times, *scene.toxicities, *scene.responses]:
            book.skip(m, f"told of {scene.sentence.told_of}")
        return
    for patient in [scene.sentence.patient] if scene.sentence.patient else list(book.states):
        state = book.states[patient] if retold else state_for(book, scene, patient)
        whens = read_times(book, scene, state, patient, retold=retold)
        mentioned = read_therapies(book, scene, state, patient, whens, retold=retold)
        read_doses(book, scene, state, patient, mentioned, retold=retold)
        read_toxicities(book, scene, state, patient, whens, mentioned, retold=retold)
        read_responses(book, scene, state, patient, whens, mentioned, retold=retold)
        if not retold:
            state.before = (state.before + " " + scene.text)[-400:]


def _read_table_times(book: Book, i: int) -> None:
    """The times of a table that is set within the narrative are read where it stands; the rest of it retells."""
    scene = book.scenes[i]
    book.at = i
    if not scene.times or scene.sentence.told_of != "patient" or not book.tells_times(scene):
        return
    patient = scene.sentence.patient or 1
    state = book.states[patient]
    note_times(book, scene, state, patient, read_times(book, scene, state, patient, retold=True), {}, retold=True)
