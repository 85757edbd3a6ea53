"""Pages whose file draws them in an order that nobody reads: lines upside down, at random, or across two columns."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus.glyphs import Word
from corpus.lines import Line, lines_of

BACK = 0.1  # of the text: real pages go back up for a title or in a figure, for 0.07 at most


def is_disordered(lines: Sequence[Line]) -> bool:
    """The file goes back up its columns again and again."""
    if len(lines) < 8:
        return False
    whole = back = 0
    for a, b in pairwise(lines):
        weight = min(a.length, b.length, 40)
        whole += weight
        overlap = min(a.x1, b.x1) - max(a.x0, b.x0)
        if b.y < a.y - 0.5 * a.size and overlap > 0.3 * min(a.x1 - a.x0, b.x1 - b.x0):
            back += weight
    return back > BACK * whole


def by_rows(words: Sequence[Word]) -> list[Word]:
    """Words from the top of the page to its foot and from left to right; raised and lowered ones stay with the word that they follow."""
    usual = sorted(word.size for word in words)[len(words) // 2]
    ends: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        ends[round(word.x1 / usual)].append(word)
    behind: dict[int, list[Word]] = defaultdict(list)
    free: list[Word] = []
    for word in words:
        host = _host(word, ends, usual)
        if host is None:
            free.append(word)
        else:
            behind[id(host)].append(word)
    free.sort(key=lambda word: word.y)
    rows: list[list[Word]] = []
    for word in free:
        if rows and word.y - rows[-1][0].y < 0.3 * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [one for row in rows for word in sorted(row, key=lambda word: word.x0) for one in _with(word, behind)]


def _with(word: Word, behind: dict[int, list[Word]]) -> list[Word]:
    """A word and the small ones behind it."""
    found = [word]
    for small in sorted(behind.get(id(word), ()), key=lambda w: w.x0):
        found += _with(small, behind)
    return found


def _host(word: Word, ends: dict[int, list[Word]], usual: float) -> Word | None:
    """The larger word at whose end this one stands, off its baseline."""
    at = round(word.x0 / usual)
    for near in (at, at - 1, at + 1):
        for host in ends.get(near, ()):
            size = host.size
            if (
                word.size < 0.85 * size
                and abs(word.x0 - host.x1) < 0.3 * size
                and -0.35 * size < host.y - word.y < 0.65 * size
            ):
                return host
    return None


def parted(lines: list[Line]) -> list[Line]:
    """Lines that run on over a narrow gutter into the next column, cut there."""
    wide = [line for line in lines if line.length > 40]
    gaps = [
        (a.x1, b.x0)
        for line in wide
        for a, b in pairwise(line.words)
        if b.x0 - a.x1 > 0.55 * line.size and line.words[0] is not a
    ]
    if len(gaps) < 6:
        return lines
    gutter = _common(gaps)
    cut = _stretch(sorted((line for line in wide if line.x0 < gutter < line.x1), key=lambda line: line.y), gutter)
    whole: list[Line] = []
    for line in lines:
        at = cut.get(id(line), 0)
        whole += [*lines_of(line.words[:at]), *lines_of(line.words[at:])] if at else [line]
    return whole


def _stretch(crossing: Sequence[Line], gutter: float) -> dict[int, int]:
    """Where to cut the lines of the longest stretch of a page of which hardly any closes the gutter."""
    best: list[tuple[Line, int]] = []
    run: list[tuple[Line, int]] = []
    score = highest = 0
    for line in crossing:
        at = _gap(line, gutter)
        score += 1 if at else -2
        if score <= 0:
            score, run = 0, []
            continue
        if at:
            run.append((line, at))
        if score > highest:
            highest, best = score, list(run)
    return {id(line): at for line, at in best} if highest >= 6 else {}


def _common(gaps: Sequence[tuple[float, float]]) -> float:
    """The place that most gaps have in common."""
    starts, ends = sorted(a for a, _ in gaps), sorted(b for _, b in gaps)
    best, where = 0, 0.0
    for i, start in enumerate(starts):
        count = i + 1 - bisect_left(ends, start + 0.01)
        if count > best:
            best, where = count, start + 0.01
    return where


def _gap(line: Line, x: float) -> int:
    """The number of the word behind a place that the line leaves open, 0 where it does not."""
    return next((i for i, (a, b) in enumerate(pairwise(line.words), 1) if a.x1 <= x <= b.x0), 0)
