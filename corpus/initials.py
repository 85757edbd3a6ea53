"""Type that is set for the eye: a large initial over several lines, headings with their letters set apart."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.glyphs import Word


def with_initials(words: list[Word]) -> list[Word]:
    """A drop capital goes back to the word that it begins: "D" over three lines beside "engue fever"."""
    if not words:
        return words
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    body = sizes.most_common(1)[0][0]
    large = [w for w in words if w.size > 1.7 * body and len(w.text.strip("“\"'‘")) == 1 and w.text[-1].isalpha()]
    gone: set[int] = set()
    for initial in large[:20]:
        begun = _begun(initial, words, body)
        if begun is None:
            continue
        begun.text = initial.text + (" " if _is_word(initial, begun, words) else "") + begun.text
        begun.x0 = initial.x0
        gone.add(id(initial))
    return [w for w in words if id(w) not in gone] if gone else words


def _begun(initial: Word, words: Sequence[Word], body: float) -> Word | None:
    """The first of at least two lines that stand close beside the initial, the last of them on its baseline."""
    height = 0.65 * initial.size
    beside = [
        w
        for w in words
        if w is not initial
        and abs(w.size - body) < 0.25 * body
        and -0.15 * initial.size < w.x0 - initial.x1 < 1.3 * body
        and initial.y - height - 0.2 * body < w.y < initial.y + 0.3 * body
    ]
    lines = sorted({round(w.y) for w in beside})
    if len(lines) < 2 or abs(lines[-1] - initial.y) > 0.6 * body or not initial.text[-1].isupper():
        return None
    return min(beside, key=lambda w: (round(w.y), w.x0))


def _is_word(initial: Word, begun: Word, words: Sequence[Word]) -> bool:
    """The initial is a word by itself: "A" before "patient", but not before "cute"."""
    if initial.text[-1] not in "AI" or not begun.text[0].isalpha():
        return not begun.text[0].isalpha()
    spelled = {w.text.strip(".,;:()").lower() for w in words if w is not begun}
    rest = begun.text.strip(".,;:()").lower()
    return rest in spelled and initial.text[-1].lower() + rest not in spelled


def close_up(words: Sequence[Word], size: float) -> None:
    """Letters set apart are a word: "R E S U L T S"; where they stand wider apart another one begins."""
    single = [w.text for w in words if len(w.text) == 1]
    if len(words) < 5 or len(single) < 0.8 * len(words) or sum(map(str.isalpha, single)) < 0.5 * len(words):
        return
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    usual = median(gaps)
    if not 0 < usual < 0.75 * size or sum(abs(gap - usual) < 0.35 * usual for gap in gaps) < 0.6 * len(gaps):
        return
    for word, gap in zip(words[1:], gaps, strict=True):
        word.glued = gap < 1.6 * usual
