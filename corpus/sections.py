"""The sections of a report: headings where there are any, and what the paragraphs say where there are none.

Sections tile the text. The readers hand over blocks (plain text is split into them by `blocks.split`), and this file labels them:

1. the title and what stands before it,
2. each block by the heading above it, captions and page furniture by themselves,
3. running text without a heading, by what it says: the patient's story, or literature.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus import headings
from corpus.blocks import RUN_IN, Block, caption_kind
from corpus.furniture import is_furniture, is_reference
from corpus.paragraphs import Talk, goes_on, is_notes, is_prose, talk
from corpus.titles import find_title
from models import Section, SectionKind

K = SectionKind
_BODY = {K.INTRODUCTION, K.CASE, K.METHODS, K.RESULTS, K.DISCUSSION, K.CONCLUSION}
_MAY_TELL = {K.ABSTRACT, K.RESULTS, K.INTRODUCTION, K.DISCUSSION, K.METHODS, K.CONCLUSION}
_STORY_LIKELY = 4.0
# headings that open the body of an article; "Outcome" or "Discussion" do not
_OPENS = re.compile(
    r"(?i)\b(?:case|introduction|background|patients?|present\w*|report|history|methods?|materials|observation|description)\b"
)
# "ONCOLOGIC HISTORY", "Why we report it" - but no line of names
_SAYS = re.compile(r"^[A-Z][A-Z /&-]+$|^[A-Z][a-z]+(?: [a-z]+)+:?$")


@dataclass(frozen=True)
class Part:
    """A block with its kind. `kind` None: running text that no heading speaks for."""

    block: Block
    text: str
    kind: SectionKind | None
    heading: str | None
    opens: bool = False
    generic: bool = False
    loose: bool = False  # a few words between paragraphs, of which nothing says what they are


def find_sections(text: str, blocks: Sequence[Block], *, title: tuple[int, int] | None = None) -> tuple[Section, ...]:
    """Sections that tile the text."""
    if not text:
        return ()
    title = title or find_title(text, blocks)
    parts = _by_heading(text, blocks, title)
    parts = _by_content(parts)
    return _tile(text, parts)


def _by_heading(text: str, blocks: Sequence[Block], title: tuple[int, int] | None) -> list[Part]:
    """Give each block the kind of its heading, or its own."""
    parts: list[Part] = []
    state = _State()
    for block in _cut_title(blocks, title):
        body = text[block.start : block.end]
        if title and title[0] <= block.start < title[1]:
            parts.append(Part(block, body, K.TITLE, None, opens=True))
        elif title and block.start < title[0]:
            parts.append(Part(block, body, K.FRONT_MATTER, None))
        elif block.heading:
            parts.append(state.open(block, body))
        else:
            parts.append(state.place(block, body))
    return parts


def _cut_title(blocks: Sequence[Block], title: tuple[int, int] | None) -> list[Block]:
    """Cut the block that holds the title at its edges."""
    if not title:
        return list(blocks)
    cut: list[Block] = []
    for block in blocks:
        edges = [block.start, *[e for e in title if block.start < e < block.end], block.end]
        cut += [block._replace(start=a, end=b) for a, b in pairwise(edges)]
    return cut


class _State:
    """Which section is open while the blocks go by."""

    def __init__(self) -> None:
        self.kind: SectionKind | None = None
        self.heading: str | None = None
        self.generic = False
        self.labels: set[SectionKind] | None = None  # those seen in an abstract that is open
        self.said: set[str] = set()  # in their words
        self.run_in = False  # and whether they stand within its lines: "Background: ..."
        self.abstract_words = 0
        self.aside: SectionKind | None = None  # a caption whose cells follow
        self.ruled = False  # and whether tabs or bars part them
        self.resume: tuple[SectionKind, str | None] | None = None  # what a note at the foot of a page interrupts
        self.unknown: str | None = None  # a heading before all that the vocabulary knows: "ONCOLOGIC HISTORY"

    def open(self, block: Block, body: str) -> Part:
        """A heading: what it opens."""
        self.aside = None
        kind = block.kind or headings.classify(body)
        title = re.sub(r"\s+", " ", body).strip(" #*_:.|\n")
        if kind is None:
            return self._open_generic(block, body, title)
        if block.kind is not None or (self.labels is not None and not self._still_abstract(kind, block, body)):
            self.labels = None
        self.generic = False
        if kind is K.ABSTRACT and block.kind is None:
            self.labels, self.said, self.abstract_words, self.run_in = set(), set(), 0, False
        elif self.labels is not None:
            self.labels.add(kind)
            self.said.add(headings.bare(body))
            self.run_in = self.run_in or block.level == RUN_IN
            kind = K.ABSTRACT
        self.resume = (self.kind, self.heading) if kind is K.FRONT_MATTER and self.kind in _BODY else None
        self.kind, self.heading = kind, title
        return Part(block, body, kind, title, opens=True)

    def _open_generic(self, block: Block, body: str, title: str) -> Part:
        if self.kind is None and not body.lstrip().startswith("#"):
            self.unknown = title if _SAYS.search(title) else None
            return Part(block, body, K.FRONT_MATTER, None)
        if self.kind in (K.REFERENCES, K.BACK_MATTER, K.FRONT_MATTER):
            self.kind = None if body.lstrip().startswith("#") else self.kind
        self.labels, self.generic, self.heading = None, True, title
        return Part(block, body, self.kind, title, opens=True, generic=True)

    def _still_abstract(self, kind: SectionKind, block: Block, body: str) -> bool:
        """A structured abstract goes on while its labels do not repeat, are set alike, and its conclusion has not come."""
        if self.run_in and block.level != RUN_IN:
            return False  # "Case presentation: A man ..." was the abstract, the line "Background" opens the article
        label = headings.bare(body)
        if label not in headings.ABSTRACT_LABELS or self.labels is None or label in self.said:
            return False
        if (self.abstract_words > 6 and not self.labels) or (kind is K.INTRODUCTION and K.CASE in self.labels):
            return False
        return K.CONCLUSION not in self.labels and (kind not in self.labels or kind is K.CASE)

    def place(self, block: Block, body: str) -> Part:
        """A block that is no heading: its own kind, or the open section's."""
        own = block.kind or caption_kind(body) or _aside(body)
        if own is K.FRONT_MATTER and self.kind in (K.REFERENCES, K.BACK_MATTER):
            own = self.kind
        if own:
            self.aside = own if own is K.TABLE else None
            self.ruled = own is K.TABLE and _ruled(body)
            return Part(block, body, own, self.heading if own in (K.FRONT_MATTER, self.kind) else None)
        prose = is_prose(body)
        if self.aside and not prose and (_ruled(body) or not (self.ruled or _LISTED.search(body))):
            return Part(block, body, self.aside, None)
        self.aside = None
        if self.kind is None:
            kind = K.REFERENCES if is_reference(body) else None if prose or is_notes(body) else K.FRONT_MATTER
            return Part(block, body, kind, self.unknown if kind is None else None, loose=kind is K.FRONT_MATTER)
        if self.labels is not None:
            said = len(body.split())
            self.abstract_words += max(said, 7) if said > 3 and body.rstrip().endswith(".") else said
        part = Part(block, body, self.kind, self.heading, generic=self.generic)
        if self.kind is K.FRONT_MATTER:  # keywords, abbreviations: one block
            if prose and len(body.split()) > 60:
                part = replace(part, kind=None, heading=None)
            self.kind, self.heading = self.resume or (None, None)
            self.labels = self.resume = None
        elif self.kind in _BODY and is_reference(body):
            part = replace(part, kind=K.REFERENCES)
        return part


_LISTED = re.compile(r"^\s*[•▪‣*–-]\s", re.MULTILINE)


def _ruled(body: str) -> bool:
    """Whether most lines of a block are cells parted by tabs, bars or wide spaces."""
    lines = [line for line in body.split("\n")[1:] or [body] if line.strip()]
    parted = sum("\t" in line or "|" in line or "   " in line.strip() for line in lines)
    return bool(lines) and parted * 2 > len(lines)


def _aside(body: str) -> SectionKind | None:
    """What interrupts the text of a page: a running head, "‡ Rabbit anti-human thymocyte globulin."."""
    if is_furniture(body):
        return K.FRONT_MATTER
    return K.FOOTNOTE if re.match(r"\s*[†‡§¶]\s?\S", body) and len(body) < 300 else None


def _by_content(parts: list[Part]) -> list[Part]:
    """Decide what no heading decided."""
    parts = _weigh_generic(_unnamed_abstract(parts))
    headed_case = any(p.kind is K.CASE and not p.opens for p in parts)
    first = next((i for i, p in enumerate(parts) if p.opens and p.kind in _BODY), len(parts))
    if first < len(parts) and not _OPENS.search(parts[first].text):
        headed_case = False  # "Outcome" goes on with a story that began without a heading
    abstract = next((i for i, p in enumerate(parts) if p.kind is K.ABSTRACT), len(parts))
    decided: list[Part] = []
    told = ended = False
    for i, part in enumerate(parts):
        kind = part.kind
        ended = ended or kind in (K.REFERENCES, K.BACK_MATTER)
        if kind is None and not part.opens:
            weight = talk(part.text)
            if part.heading and headed_case and i < min(first, abstract):
                kind = K.CASE if _is_story(weight) else K.INTRODUCTION
                told = told or kind is K.CASE
            elif headed_case and i < min(first, abstract) and not _salutation(part.text):
                kind = K.ABSTRACT
            elif _is_story(weight) and (told or weight.person or weight.age) and not (headed_case and i < first):
                kind, told = K.CASE, True
            elif ended:
                kind = K.BACK_MATTER
            elif not is_prose(part.text) or (not headed_case and is_notes(part.text) and weight.literature < 2):
                kind, told = K.CASE, True
            elif told and decided[-1].kind is K.CASE and goes_on(part.text, weight, alone=first == len(parts)):
                kind = K.CASE  # a finding without a person, in the midst of the story
            else:
                kind = _literature(part.text, told or (headed_case and i > first))
        decided.append(replace(part, kind=kind))
    decided = _joined(decided)
    return decided if any(p.kind is K.CASE and not p.opens for p in decided) else _find_story(decided)


def _joined(parts: list[Part]) -> list[Part]:
    """Loose words between two paragraphs of the story belong to it: "Acute leukaemia, March 2020." """
    told = [i for i, p in enumerate(parts) if p.kind is K.CASE]
    if not told:
        return parts
    return [replace(p, kind=K.CASE) if p.loose and told[0] < i < told[-1] else p for i, p in enumerate(parts)]


def _unnamed_abstract(parts: list[Part]) -> list[Part]:
    """A structured abstract without its title: a case, key points or a conclusion that come before the introduction."""
    opened = [(i, part.kind) for i, part in enumerate(parts) if part.opens and not part.generic]
    body = [i for i, kind in opened if kind in (K.INTRODUCTION, K.CASE)]
    ended = next((i for i, kind in opened if kind is K.CONCLUSION), len(parts))
    kinds = [parts[i].kind for i in body]
    if kinds[:2] == [K.CASE, K.INTRODUCTION] and K.CASE in kinds[2:]:
        ended = body[0]
    again = next((i for i in body if i > ended), None)
    if again is None:
        return parts
    return [replace(p, kind=K.ABSTRACT) if i < again and p.kind in _BODY else p for i, p in enumerate(parts)]


def _is_story(weight: Talk) -> bool:
    return weight.score > 0 and weight.case >= _STORY_LIKELY


def _salutation(text: str) -> bool:
    return bool(re.match(r"\W*(?:to the editor|dear (?:editor|sir)|sir\b|letter to)", text, re.IGNORECASE))


def _literature(text: str, told: bool) -> SectionKind:
    """Literature before the story is an introduction, after it a discussion."""
    if not told:
        return K.INTRODUCTION
    concludes = re.match(
        r"\W*(?:in (?:conclusion|summary)|to (?:conclude|summari[sz]e)|taken together|collectively)\b", text, re.I
    )
    return K.CONCLUSION if concludes else K.DISCUSSION


def _weigh_generic(parts: list[Part]) -> list[Part]:
    """A heading that the vocabulary does not know: its paragraphs say what it is, else the section goes on."""
    weighed = list(parts)
    for i, part in enumerate(parts):
        if not (part.opens and part.generic):
            continue
        after = range(i + 1, next((j for j in range(i + 1, len(parts)) if parts[j].opens), len(parts)))
        body = " ".join(parts[j].text for j in after if parts[j].generic)
        weight = talk(body)
        kind = part.kind
        if kind is not K.CASE and (kind is None or kind in _BODY) and weight.case > 8 and weight.score > _STORY_LIKELY:
            kind = K.CASE
        elif kind is K.CASE and weight.literature > 8 and weight.score < -_STORY_LIKELY and not weight.age:
            kind = K.DISCUSSION
        for j in (i, *after):
            if parts[j].generic:
                weighed[j] = replace(parts[j], kind=kind)
    return weighed


def _find_story(parts: list[Part]) -> list[Part]:
    """No case section at all: the story is where it is told, be it in the background or the results, else in the abstract."""
    told = [p for p in parts if p.kind in (K.METHODS, K.RESULTS) and not p.opens and _is_story(talk(p.text))]
    summary = K.ABSTRACT if told else None  # what only sums up
    decided: list[Part] = []
    labelled, begun = None, False
    for part in parts:
        kind = part.kind
        if part.opens:
            known = headings.classify(part.text)
            labelled, begun = (known, False) if known else (labelled, begun)
        elif kind in _MAY_TELL and kind is not summary and is_prose(part.text):
            weight = talk(part.text)
            story = _is_story(weight) or (weight.age and weight.score > -_STORY_LIKELY)
            if labelled is K.CASE or story or (begun and weight.case > 0 and weight.score > -_STORY_LIKELY):
                kind, begun = K.CASE, True
        decided.append(replace(part, kind=kind))
    return decided


def _tile(text: str, parts: list[Part]) -> tuple[Section, ...]:
    """Join neighbours of one kind and close the gaps."""
    rows: list[tuple[SectionKind, str | None, int]] = []
    for i, part in enumerate(parts):
        kind = part.kind
        if part.opens and kind is not K.TITLE:
            following = next((p.kind for p in parts[i + 1 : i + 2] if not p.opens), None)
            kind = following if following in _BODY else kind
        kind = kind or K.FRONT_MATTER
        heading = (
            part.heading if kind not in (K.FIGURE_LEGEND, K.TABLE, K.TITLE, K.FRONT_MATTER) or part.opens else None
        )
        if rows and not part.opens and rows[-1][0] is kind and (rows[-1][1] == heading or kind is K.FRONT_MATTER):
            continue
        rows.append((kind, heading, part.block.start))
    if not rows:
        return (Section(kind=K.FRONT_MATTER, start=0, end=len(text)),)
    starts = [0, *[start for _, _, start in rows[1:]], len(text)]
    return tuple(
        Section(kind=kind, heading=heading, start=a, end=b)
        for (kind, heading, _), a, b in zip(rows, starts, starts[1:], strict=False)
        if b > a
    )
