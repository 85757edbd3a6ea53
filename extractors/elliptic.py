"""What a stretch about one patient takes over from the stretch before: "She relapsed in March, he in April"."""

from copy import copy
from typing import TypeVar

from extractors.expressions import expression
from extractors.mentions import Mention, ResponseMention, ToxicityMention
from extractors.scope import is_elliptic
from extractors.story import Scene
from extractors.toxicities import later_grade

M = TypeVar("M", bound=Mention)
_IT = expression(r"(?i)\b(?:it|this|that|the syndrome)\b")
_ONLY = expression(r"(?i)\bgrade\b")


def complete(before: Scene, scene: Scene) -> None:
    """Copy the state or syndrome of the stretch before where the words only add a person and a time or grade."""
    if scene.sentence.section != before.sentence.section or scene.sentence.start - before.sentence.end > 6:
        return
    if is_elliptic(scene.text) and not scene.responses and not scene.toxicities and not scene.therapies:
        scene.responses += [_moved(r, scene) for r in before.responses[-1:]]
    if (
        not scene.toxicities
        and len({t.name for t in before.toxicities}) == 1
        and (_IT.search(scene.text) or (is_elliptic(scene.text) and _ONLY.search(scene.text)))
    ):
        grade = later_grade(scene.text)
        if grade is not None or _IT.search(scene.text[:30]):
            other = _moved(before.toxicities[0], scene)
            other.grade, other.absent = grade, False
            scene.toxicities.append(other)


def _moved(mention: M, scene: Scene) -> M:
    other = copy(mention)
    other.start, other.end = scene.sentence.start, min(scene.sentence.end, scene.sentence.start + 12)
    assert isinstance(other, ResponseMention | ToxicityMention)
    return other
