"""A text as blocks: headings, paragraphs, captions, each a stretch of it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus import headings
from corpus.paragraphs import is_prose
from models import SectionKind


class Block(NamedTuple):
    """A stretch of the text. A heading opens a section; `kind` is what the reader already knows of the block."""

    start: int
    end: int
    heading: bool = False
    kind: SectionKind | None = None
    level: int = 0
    marked: bool = False


RUN_IN = 9  # the level of a heading that stands within its paragraph
# "# Figures", "**Figures**", "2.1 Treatment course", "3 | DISCUSSION"
_MARKED = re.compile(
    r"^\s*(?:(?P<hash>\#{1,6})\s|\*\*[^*]{3,90}\*\*:?\s*$|(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+\|?\s*[A-Z][^.;]{2,80}$)",
    re.VERBOSE,
)
# "Figure 1.", "Fig. 2 |", "FIGURE 3", "**Table 1.**", "TABLE 1  Infusions"
CAPTION = re.compile(
    r"^\W{0,4}(?:(?P<figure>(?:supplement(?:ary|al)\s)?fig(?:ure)?s?\.?)|(?P<table>(?:supplement(?:ary|al)\s)?table))[\s-]{0,3}(?:S?\d{1,2}|[IVX]{1,4})[A-Z]?\b\**\s*(?P<after>[.:|–—]|\s|$)",
    re.IGNORECASE,
)
# "Background: ...", "**Case report.** ...", "CASE SUMMARY A 44-year-old"
_RUN_IN = re.compile(
    r"^\W{0,4}(?P<words>(?:\d{1,2}(?:\.\d)?[.|]?\s+)?[A-Za-z][A-Za-z0-9'’/&, -]{2,60}?)(?:\*\*)?(?P<mark>\s*[:.]|\s+[–—]|(?<=\*\*))(?:\*\*)?\s+(?=[\"“(\[]?[A-Z0-9]|(?<=:\s)\S)"
)
_RUN_IN_CAPITALS = re.compile(r"^(?P<words>[A-Z][A-Z ,/&-]{3,40}[A-Z])\s+(?=[A-Z][a-z]|[A-Z]\s[a-z0-9]|An?\s)")
# inside a paragraph, after a sentence's end: "... relapse. Case presentation: A 54-year-old ..."
_INNER = re.compile(r"(?<=[.?!)])\s+(?P<words>[A-Z][A-Za-z]+(?:\s[A-Za-z]+){0,3}):\s(?=[A-Z0-9])")


def caption_kind(text: str) -> SectionKind | None:
    """FIGURE_LEGEND for "Figure 1. Timeline", TABLE for "Table 2: Doses", None for a sentence about them."""
    found = CAPTION.match(text)
    if not found:
        return None
    after = text[found.end() :].lstrip()
    if found["after"].isspace() and re.match(
        r"(?:shows?|showed|and|lists?|summari[sz]es|in|demonstrates?|illustrates?|\))\b", after
    ):
        return None
    return SectionKind.FIGURE_LEGEND if found["figure"] else SectionKind.TABLE


def run_in(text: str) -> int | None:
    """Where the run-in heading at the head of a paragraph ends: `run_in("Background: CRS is")` is 11."""
    found = _RUN_IN.match(text) or _RUN_IN_CAPITALS.match(text)
    if not found or len(found["words"].split()) > 6:
        return None
    kind = headings.classify(found["words"])
    plain = found.groupdict().get("mark", "")
    if kind is None or (
        (plain or "").strip() == "."
        and kind is SectionKind.CASE
        and not text.startswith("*")
        and not found["words"][-1].isdigit()
        and " " not in found["words"]
    ):
        return None
    return found.end()


def _is_heading(line: str, before: str) -> bool:
    """A line of its own that opens a section."""
    words = line.strip()
    if not words or len(words) > 110 or _ends_sentence(words):
        return False
    if re.match(r"#{1,6}\s", words):
        return True
    if words[0].islower() or (before.strip() and before.rstrip()[-1] in ",-"):
        return False
    return headings.classify(words) is not None


def _ends_sentence(words: str) -> bool:
    return words.endswith((".", ",", ";", "?", "!")) and headings.bare(words) not in headings.vocabulary()


def split(text: str) -> list[Block]:
    """Blocks of a plain text: at blank lines, at headings, at captions, at headings inside a paragraph."""
    blocks: list[Block] = []
    for run in re.finditer(r"[^\n]*\S[^\n]*(?:\n(?=[^\n]*\S)[^\n]*)*", text):
        blocks += _split_run(text, run.start(), run.end())
    return [part for i, block in enumerate(blocks) for part in _inner(text, _generic(text, blocks, i, block))]


def split_marked(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Blocks of a text whose reader knows the headings: only those run into a paragraph are cut off."""
    return [part for block in blocks for part in ([block] if block.kind else _inner(text, block))]


def _split_run(text: str, start: int, end: int) -> list[Block]:
    """Cut a run of lines at those that are headings or captions, and at each line where a line is a paragraph."""
    lines = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
    words = [text[a:b] for a, b in lines]
    blocks: list[Block] = []
    caption: SectionKind | None = None
    for i, (a, b) in enumerate(lines):
        before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(lines) else ""
        cell = caption is SectionKind.TABLE and not is_prose(after) and not words[i].startswith("#")
        if not cell and (_is_heading(words[i], before) or (i == 0 and _stands_over(text, lines))):
            blocks.append(Block(a, b, heading=True))
            caption = None
        elif (kind := caption_kind(words[i])) and (
            caption or not before or blocks[-1].heading or before.rstrip().endswith((".", "|", ")", ":"))
        ):
            blocks.append(Block(a, b))
            caption = kind
        elif not blocks or blocks[-1].heading or (not caption and _opens_paragraph(words[i], before)):
            blocks.append(Block(a, b))
        else:
            blocks[-1] = blocks[-1]._replace(end=b)
    return blocks


def _opens_paragraph(line: str, before: str) -> bool:
    """A line of a run that is a paragraph of its own: a run-in heading, or long lines that each end a sentence."""
    ended = before.rstrip().endswith((".", "?", "!", ":"))
    return ended and (bool(run_in(line)) or (len(line) > 160 and len(before) > 160))


def _stands_over(text: str, lines: list[tuple[int, int]]) -> bool:
    """A short first line over a paragraph that is one long line: "The two courses"."""
    if len(lines) < 2:
        return False
    first, second = (text[a:b].strip() for a, b in lines[:2])
    if len(second) < 150 or not is_prose(second) or not second[0].isupper() or not first[0].isupper():
        return False
    return (
        len(first) < 60
        and len(first.split()) <= 8
        and first[-1] not in ".,;:)?!"
        and not re.search(r"[@©|\t\d]", first)
    )


def _generic(text: str, blocks: list[Block], i: int, block: Block) -> Block:
    """A short single line without a full stop before a paragraph is a heading too: "The two courses"."""
    line = text[block.start : block.end].strip()
    if block.heading or "\n" in line or i + 1 >= len(blocks) or len(line) > 90 or len(line.split()) > 12:
        return block
    follows = text[blocks[i + 1].start : blocks[i + 1].end]
    marked = _MARKED.match(line) and not (line.startswith("*") and re.search(r"\b(?:has|have|was|were|is|are)\b", line))
    plain = (
        line[0].isupper()
        and line[-1] not in ".,;:)"
        and not re.search(r"[@©|\t]|https?:|\d{3}", line)
        and not caption_kind(line)
    )
    if (marked or plain) and not blocks[i + 1].heading and is_prose(follows):
        return block._replace(heading=True)
    return block


def _inner(text: str, block: Block) -> list[Block]:
    """Cut a paragraph at its headings: the one it opens with, and those that follow a sentence."""
    if block.heading:
        return [block]
    body = text[block.start : block.end]
    cuts = [m.start("words") for m in _INNER.finditer(body) if headings.bare(m["words"]) in headings.ABSTRACT_LABELS]
    edges = [0, *cuts, len(body)]
    parts: list[Block] = []
    for a, b in pairwise(edges):
        head = None if caption_kind(body[a:b]) else run_in(body[a:b])
        if head:
            parts += [
                Block(block.start + a, block.start + a + head, heading=True, level=RUN_IN),
                Block(block.start + a + head, block.start + b),
            ]
        else:
            parts.append(Block(block.start + a, block.start + b))
    return parts
