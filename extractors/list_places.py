"""Where a treatment stands in the lists of its sentence: its days, its number among the lines, whether it came years after the one before."""

import re
from functools import lru_cache

from extractors.expressions import expression
from extractors.mentions import TherapyMention
from extractors.purposes import lists
from extractors.roles import is_antineoplastic
from extractors.story import Scene

_THEN = expression(r"(?i)\bthen\b|\bafter which\b|\bsubsequently\b|\bthereafter\b|\blater\b")
_BESIDE = expression(r"(?i)\s?[-–/+&]\s?|\s(?:and|plus|with)\s")

_NUMBERED = expression(
    r"(?:^|[.;,:]\s|\s)\(?(?P<number>[1-9])[).]\s?(?=[A-Z])|\b(?:[Ll]ine|[Tt]herapy) (?P<line>[1-9])\b"
)
# "heavily pretreated (ABVD, brentuximab vedotin, nivolumab)": each of the list is a line
_MANY_LINES = expression(
    r"(?i)\b(?:prior to|before) [^.;,]{3,40}, (?:\w+ ){1,3}had (?:\w+ )?(?:received|failed|undergone|been treated with)\b|\bsequential(?:ly)?\b|\bsuccessive(?:ly)?\b|\bheavily\b|\bpre-?treated\b|\b(?:prior|previous|earlier|past) (?:\w+ )?(?:therap(?:y|ies)|treatments?|regimens?)\b|\b(?:multiple|several|prior|previous|\d|two|three|four|five|six|seven) (?:\w+ )?lines?\b|\b(?:relapsed|progressed|progression|refractory|failed|failure)(?:/refractory)? (?:(?!(?:and|was|had|after|who|received)\b)[\w-]+ ){0,5}?(?:after|to|on|of|following|despite)\b"
)
_ADDED = expression(r"(?i)\b(?:plus|with|combin\w+|alternat\w+)\b|[/+]")
_TOGETHER = expression(r"(?i)\b(?:plus|with|combin\w+|and)\s*\Z|[-/+&]\s?\Z")
_PRIOR_LINES = expression(
    r"(?i)\b(?:prior|previous(?:ly)?|earlier|multiple|several|heavily|lines? of|had (?:already |previously )?(?:received|undergone|been treated|failed)|sequential(?:ly)?|successive(?:ly)?|failed|failing|failure of|pre-?treated)\b"
)


def group_of(m: TherapyMention) -> str:
    """The class of a treatment, else what kind of treatment it is."""
    return m.hint or ("car" if m.kind == "cell_therapy" else m.kind)


def days(scene: Scene, start: int, end: int, spans: list[tuple[int, int]], i: int) -> tuple[int, ...]:
    """Numbered days told of a treatment: those that follow it in its list, else those that open its clause."""
    numbers = lists(scene.text, spans)
    own = [(t.start - scene.sentence.start, int(t.value)) for t in scene.times if t.kind == "day"]
    stop = next((s for s, _ in spans[i + 1 :]), len(scene.text))
    after = [v for at, v in own if end <= at < stop]
    if not after:
        last = max(j for j in range(len(spans)) if numbers[j] == numbers[i])
        stop = next((s for s, _ in spans[last + 1 :]), len(scene.text))
        after = [v for at, v in own if spans[last][1] <= at < stop]
    return tuple(after or [v for at, v in own if at < start])


def own_days(scene: Scene, end: int, spans: list[tuple[int, int]], i: int) -> tuple[int, ...]:
    """The numbered days between a treatment and the next."""
    stop = next((s for s, _ in spans[i + 1 :]), len(scene.text))
    times = ((t.start - scene.sentence.start, t) for t in scene.times if t.kind == "day")
    return tuple(int(t.value) for at, t in times if end <= at < stop)


@lru_cache(maxsize=16)  # asked for by each treatment of a sentence
def _numbers_in(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_NUMBERED.finditer(text))


def line(scene: Scene, start: int, spans: list[tuple[int, int]], i: int) -> int | None:
    """ "(2) Dara-Kd": the number of the line; in "had received R-CHOP, R-DHAP and BR" the place in the list."""
    hits = [m for m in _numbers_in(scene.text) if m.end() <= start]
    if hits and hits[-1]["line"]:
        return int(hits[-1]["line"])
    if hits and not re.search(r"\. [A-Z]", scene.text[hits[-1].end() : start]):
        return int(hits[-1]["number"])
    if _later_of_many(scene, start, spans, i):
        return 2
    regimens = [j for j, m in enumerate(scene.therapies) if m.kind == "regimen"]
    if len(regimens) > 1 and i in regimens and _PRIOR_LINES.search(scene.text[: spans[regimens[0]][0]]):
        return regimens.index(i) + 1
    return None


def _later_of_many(scene: Scene, start: int, spans: list[tuple[int, int]], i: int) -> bool:
    """Whether a treatment is one of many lines and not the first: nivolumab of "heavily pretreated (ABVD, nivolumab)"."""
    if group_of(scene.therapies[i]) not in {"targeted", "antibody", "bispecific", "regimen", "interferon", "hma"}:
        return False
    many = _MANY_LINES.search(scene.text, 0, start)
    if many is None:
        return False
    told = [
        j
        for j, m in enumerate(scene.therapies[:i])
        if is_antineoplastic(m.kind, group_of(m)) and spans[j][0] >= many.end()
    ]
    if told and scene.therapies[i].kind == scene.therapies[told[-1]].kind == "regimen":
        return _ADDED.search(scene.text[spans[told[-1]][1] : start]) is None
    return len(told) > 1 or (len(told) == 1 and not _TOGETHER.search(scene.text[spans[told[0]][1] : start]))


_UNTIL = expression(r"(?i)\b(?:until|till|up to)\b")


def years_later(scene: Scene, spans: list[tuple[int, int]], i: int) -> bool:
    """ "FCR in 2014 and ibrutinib from 2018": whether a treatment is dated a year or more after the one before it."""
    if i == 0:
        return False
    dated = [(t.start - scene.sentence.start, str(t.value)[:4]) for t in scene.times if t.kind == "date"]
    last = i
    while last + 1 < len(spans) and _BESIDE.fullmatch(scene.text, spans[last][1], spans[last + 1][0]):
        last += 1  # "bendamustine-rituximab in 2013"
    stop = spans[last + 1][0] if last + 1 < len(spans) else len(scene.text)
    first = [y for at, y in dated if at < spans[i][0] and y.isdigit()]
    if (until := _UNTIL.search(scene.text, spans[i][1], stop)) is not None:
        stop = until.start()  # "an autograft in 2015, and lenalidomide until progression in June 2018"
    own = [y for at, y in dated if spans[i][1] <= at < stop and y.isdigit()]
    return bool(first and own) and int(own[0]) > int(first[-1])


def comes_after(scene: Scene, spans: list[tuple[int, int]], i: int, numbers: list[int]) -> bool:
    """ "ibrutinib first line, then venetoclax": whether a treatment is told as following another of its sentence."""
    first = numbers[i]
    if first == 0:
        return False
    before = scene.therapies[first - 1]
    gap = scene.text[spans[first - 1][1] : spans[first][0]]
    return is_antineoplastic(before.kind, group_of(before)) and _THEN.search(gap) is not None
