"""Tables told as sentences, where a reader would look at them, so that what reads sentences reads tables too.

A table of treatment lines, `2 | DKd | Apr 2019 | Feb 2020 | PR`, becomes "Line 2: DKd from Apr 2019 until Feb 2020; best response: PR.",
a comparison of patients "Patient 2: CRS, max grade: 1.", a timeline "On 3 May 2020: relapse.". Every character keeps its place in the table.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractors.expressions import expression
from extractors.normal import Plain, plain
from models import Document, SectionKind, Table

LINE_ROWS = ("first-line", "second-line")  # the headings that rows of treatment lines are given

Cells = Sequence[tuple[str, int]]  # the words of each cell of a row and where they stand, -1 for an empty one

_LITERATURE = expression(
    r"(?i)\b(?:authors?|reference|refs?|study|studies|trials?|publication|journal|series|n\s?=|median|cohort)\b|\bet al\b|%"
)
_COLUMNS = (
    ("line", r"^(?:lines?(?: of (?:therapy|treatment))?|LOT|no\.?|#|order|number|sequence|step|phase)\W*$"),
    ("date", r"\b(?:start|from|begin\w*)\W+(?:end|stop|to|until)\b"),
    ("reason", r"\breasons?\b|\bcause\b"),
    ("start", r"\b(?:start\w*|from|begin\w*|began|begun|initiat\w*|first (?:dose|cycle))\b"),
    ("end", r"\b(?:end\w*|stop\w*|until|to|discontinu\w* (?:date|on)|last (?:dose|cycle)|complet\w*|finish\w*)\b"),
    ("response", r"\b(?:responses?|outcomes?|results?|remission|status|effect|evaluation|assessment)\b"),
    ("toxicity", r"\b(?:toxicit\w+|adverse|side[- ]effects?|complications?|AEs?|CRS|ICANS)\b"),
    ("cycles", r"\b(?:cycles?|courses?|number of (?:doses|infusions))\b"),
    ("dose", r"\b(?:doses?|dosage|dosing)\b"),
    ("length", r"\bduration\b"),
    ("date", r"\b(?:dates?|period|years?|months?|time|when|interval|timing)\b"),
    ("therapy", r"\b(?:regimens?|therap(?:y|ies)|treatments?|drugs?|medications?|agents?|chemotherapy|interventions?|protocol|management)\b|^(?:infusion|(?:cell )?product|CAR[- ]?T(?:[- ]cells?)?(?: (?:product|infusion))?|(?:bispecific )?antibody|graft|transplant(?:ation)?)\W*$"),
)  # fmt: skip
_COLUMN = tuple((name, expression(pattern, re.IGNORECASE)) for name, pattern in _COLUMNS)
_SPOKEN = {"start": "from ", "end": "until ", "reason": "stopped because of ", "response": "best response: ", "toxicity": "toxicity: ", "length": "for "}  # fmt: skip
_JOINED = frozenset({"start", "end", "date", "cycles", "dose", "length"})  # told in the clause of the treatment
_WHEN = expression(
    r"(?i)^(?:dates?|days?|time(?: ?points?)?|timeline|when|month|year|date/time|day post.*|days? (?:after|from|since|relative).*|period)\W*$"
)
_EVENT = expression(
    r"(?i)\b(?:events?|findings?|treatments?|therap(?:y|ies)|interventions?|clinical|course|description|management|procedures?|what happened|status|outcomes?)\b"
)
_PATIENT = expression(
    r"(?i)^(?:(?:case|patient|pt\.?|subject|child|sibling|twin)\s*(?:no\.?\s*|#\s*)?(?P<n>[1-9]|[A-D]|I{1,3}|one|two|three)|#(?P<m>[1-9]))\b(?:\s*\([^)]*\))?$"
)
_PATIENTS = expression(r"(?i)^(?:patients?|cases?|pt\.?|subject|no\.?|#|patient (?:no\.?|number|id))\W*$")
_NUMBERS = {w: i for i, ws in enumerate(("a i one 1", "b ii two 2", "c iii three 3", "d iv four 4"), 1) for w in ws.split()}  # fmt: skip
_NOTHING = expression(
    r"(?i)^(?:[-–—−/.*†]*|n/?a|n\.a\.|not applicable|not reported|nr|not available|unknown|nd|not done)$"
)
_NO = expression(
    r"(?i)^(?:no|none|not given|negative for|absent|never|nil|not (?:needed|required|used|given|done|observed|necessary))$"
)
_YES = expression(r"(?i)^(?:yes|\+|present|given|✓|x)$")
_ORDINAL = expression(
    r"(?i)^(?:line\s*|LOT\s*)?(?P<n>\d{1,2}[a-z]?|first|second|third|fourth|fifth|sixth|1st|2nd|3rd|[4-9]th|I{1,3}|IV|VI{0,3})\b(?:[\s-]line)?\.?$"
)
_FIRST = frozenset({"1", "first", "1st", "i"})
_NUMBER = expression(r"(?i)\b(?:supplementary )?table\s+(?P<n>\d+|[IVX]+)\b")
_MAX_ROWS = 60


@dataclass(slots=True)
class _Piece:
    """Told words with their places; `heading` where they are a line of the story."""

    text: str = ""
    at: list[int] = field(default_factory=list)
    heading: str | None = None

    def say(self, words: str, place: int, *, printed: bool = False) -> None:
        """Add words: printed ones character by character, others at one place."""
        self.text += words
        self.at += range(place, place + len(words)) if printed else [place] * len(words)


def view(document: Document) -> Plain:
    """The plain text of a report with its tables told."""
    told = {t.start: (t, pieces) for t in document.tables if (pieces := _told(t, document))}
    if not told:
        return plain(document.text)
    text, at, starts = _woven(document.text, told)
    p = plain(text)
    where = {s: bisect_left(p.offsets, s) for s in starts}
    lines = {i: starts[s] for s, i in where.items() if p.offsets[i] == s}
    return Plain(p.text, tuple(at[o] for o in p.offsets), lines)


def _woven(text: str, told: dict[int, tuple[Table, list[_Piece]]]) -> tuple[str, list[int], dict[int, str]]:
    """The text with each told table after the sentence that first speaks of it, else in its own place."""
    places: dict[int, list[_Piece]] = {}
    gaps: list[tuple[int, int]] = []
    for table, pieces in told.values():
        gaps.append((table.start, table.end))
        lines = pieces[0].heading is not None
        places.setdefault((_spoken_of(text, table) if lines else None) or table.end, []).extend(pieces)
    out = _Piece()
    starts: dict[int, str] = {}
    at = 0
    for stop in sorted({*places, *(a for a, _ in gaps), *(b for _, b in gaps), len(text)}):
        if stop > at and not any(a <= at < b for a, b in gaps):
            out.say(text[at:stop], at, printed=True)
        elif stop > at:
            out.say(_caption(text, told, at), at, printed=True)
        at = max(at, stop)
        for piece in places.get(stop, ()):
            out.say("\n\n" if out.text[-1:] != "\n" else "", stop)
            if piece.heading is not None:
                starts[len(out.text)] = piece.heading
            out.text += piece.text
            out.at += piece.at
            out.say("\n\n", stop)
    return out.text, [*out.at, len(text)], starts


def _caption(text: str, told: dict[int, tuple[Table, list[_Piece]]], at: int) -> str:
    table = told[at][0] if at in told else None
    caption = table.caption if table else None
    return caption + "\n\n" if table and caption and text.startswith(caption, at) else ""


def _spoken_of(text: str, table: Table) -> int | None:
    """Where the sentence ends that first refers to a table by its number."""
    number = _NUMBER.match(table.caption or "")
    if number is None:
        return None
    for m in re.finditer(rf"(?i)\btable\s+{number['n']}\b", text[: table.start]):
        end = re.search(r"[.!?]\)?(?=\s+[A-Z]|\s*\n|\s*$)|\n\s*\n", text[m.end() : table.start])
        if end is not None and not _NUMBER.match(text[text.rfind("\n", 0, m.start()) + 1 : m.end()]):
            return m.end() + end.end()
    return None


# ---- what kind of table it is


def _told(table: Table, document: Document) -> list[_Piece]:
    """The sentences of a table, or none where it is of no kind that can be told."""
    if not 1 < len(table.rows) <= _MAX_ROWS or len(table.rows[0]) < 2:
        return []
    header = [cell.strip() for cell in table.rows[0]]
    if _LITERATURE.search(" | ".join(header)) or any(_LITERATURE.search(row[0]) for row in table.rows[1:]):
        return []
    rows = _placed(table, document.text)
    if rows is None:
        return []
    no_case = not any(s.kind is SectionKind.CASE for s in document.sections)
    if len(header) > 2 and all(_PATIENT.match(c) for c in header[1:]):
        return _across(rows, no_case=no_case)
    if _PATIENTS.match(header[0]) and all(_number(row[0][0]) for row in rows[1:] if row[0][0]) and len(rows) < 7:
        return _down(rows, no_case=no_case)
    if len(header) == 2 and _WHEN.match(header[0]) and _EVENT.search(header[1]):
        return list(_timeline(rows, no_case=no_case))
    if _EVENTS.match(header[0]) and any(_SYNDROME.search(row[0]) for row in table.rows[1:]):
        return list(_events(rows, header))
    kinds = _kinds(header, table)
    if "therapy" in kinds and {"line", "start", "end", "date", "response"} & set(kinds):
        return list(_lines(rows, kinds, header, _whose(table.caption)))
    return []


def _kinds(header: Sequence[str], table: Table) -> list[str]:
    """What each column tells, by the words above it."""
    kinds = [next((name for name, pattern in _COLUMN if pattern.search(c)), "") for c in header]
    if "therapy" not in kinds and "line" in kinds:  # "Line of therapy" holds the treatments themselves
        i = kinds.index("line")
        if any(row[i] and not _ORDINAL.match(row[i].strip()) for row in table.rows[1:]):
            kinds[i] = "therapy"
    elif kinds and kinds[0] == "therapy" and kinds.count("therapy") > 1 and all(_ORDINAL.match(row[0].strip()) for row in table.rows[1:] if row[0].strip()):  # fmt: skip
        kinds[0] = "line"
    return kinds


def _placed(table: Table, text: str) -> list[list[tuple[str, int]]] | None:
    """The cells with their places; None where the table is not printed in the order of its cells."""
    at = table.start + (len(table.caption) if table.caption and text.startswith(table.caption, table.start) else 0)
    rows = []
    for row in table.rows:
        cells: list[tuple[str, int]] = []
        for cell in row:
            words = cell.strip()
            place = text.find(words, at, table.end) if words else -1
            if words and place < 0:
                return None
            cells.append((words, place))
            at = place + len(words) if words else at
        rows.append(cells)
    return rows


def _number(cell: str) -> int | None:
    m = _PATIENT.match(cell)
    raw = (m["n"] or m["m"]) if m else cell.strip(". ")
    return _NUMBERS.get(raw.lower()) if raw else None


# ---- how each kind is told


def _whose(caption: str | None) -> str:
    """ "Table 1. Patient A, lines of therapy": the one patient whose table it is."""
    named = set(re.findall(r"(?i)\b(?:patient|case)\s(?:[1-9]|[A-D])\b", caption or ""))
    return f"{named.pop()}: " if len(named) == 1 else ""


def _lines(rows: Sequence[Cells], kinds: Sequence[str], header: Sequence[str], whose: str) -> Iterator[_Piece]:
    """One sentence for each line of treatment."""
    for row in rows[1:]:
        piece = _Piece(heading="")
        for (words, place), kind, head in zip(row, kinds, header, strict=False):
            if place < 0 or _NOTHING.match(words):
                continue
            if kind == "line":
                number = _ORDINAL.match(words)
                if number:
                    n = number["n"].lower()
                    piece.heading = (
                        LINE_ROWS[0] if n in _FIRST else "" if re.fullmatch(r"\d+[a-z]", n) else LINE_ROWS[1]
                    )
                    continue
            if not piece.text:
                piece.say(whose, place)
            else:
                piece.say(" " if kind in _JOINED else "; ", place)
            _cell(piece, words, place, kind, head)
        if piece.text:
            _stop(piece)
            yield piece


def _cell(piece: _Piece, words: str, place: int, kind: str, head: str) -> None:
    if kind == "cycles" and words.isdigit():
        piece.say("x ", place)
        piece.say(words, place, printed=True)
        return piece.say(" cycles", place + len(words) - 1)
    first = not piece.text or piece.text.endswith(": ")
    if kind == "date" and not first:
        piece.say("(", place)
        piece.say(words, place, printed=True)
        return piece.say(")", place + len(words) - 1)
    named = kind == "toxicity" and _SYNDROME.search(head)
    said = f"{head}: " if named else _SPOKEN.get(kind, f"{head}: " if kind in {"", "toxicity"} and head else "")
    if kind in {"start", "end", "length"} and re.match(r"(?i)(?:from|since|until|to|for|during)\b", words):
        said = ""
    piece.say(said[:1].upper() + said[1:] if first else said, place)
    piece.say(words, place, printed=True)
    return None


_SYNDROME = expression(r"(?i)\b(?:CRS|ICANS|neurotoxicity|[ac]?GVHD|graft-versus-host|IEC-HS|HLH|MAS)\b")
_EVENTS = expression(
    r"(?i)^(?:(?:adverse )?events?|toxicit(?:y|ies)|complications?|AEs?|syndromes?|side[- ]effects?)\W*$"
)
_OF_EVENT = (
    (expression(r"(?i)\bgrad"), "grade "),
    (expression(r"(?i)^(?:onset|days?|day of onset|onset \(?days?\)?|start)\W*$"), "onset on day "),
    (expression(r"(?i)\b(?:treat\w*|manage\w*|therap\w*|interventions?|drugs?)\b"), "treated with "),
)


def _events(rows: Sequence[Cells], header: Sequence[str]) -> Iterator[_Piece]:
    """A sentence for each syndrome of a table of complications: "Acute GVHD: onset on day +28, grade II, treated with prednisolone"."""
    for row in rows[1:]:
        piece = _Piece(heading="")
        for (words, place), head in zip(row, header, strict=False):
            if place < 0 or _NOTHING.match(words):
                continue
            if piece.text:
                said = next((said for pattern, said in _OF_EVENT if pattern.search(head)), f"{head}: ")
                bare = said.startswith("onset") and not re.fullmatch(r"[+−–-]?\d{1,3}", words)
                told = re.match(r"(?i)(?:grade|G\d|no\b|none\b)", words) is not None
                piece.say(", " + ("" if told else "onset on " if bare else said), place)
            piece.say(words, place, printed=True)
        if piece.text:
            _stop(piece)
            yield piece


def _across(rows: Sequence[Cells], *, no_case: bool) -> list[_Piece]:
    """A column for each patient: patient by patient, a sentence for each row."""
    found = []
    for column in range(1, len(rows[0])):
        for row in rows[1:]:
            if column < len(row) and row[0][0]:
                found += _of_patient(rows[0][column][0], row[0], row[column], no_case=no_case)
    return found


def _down(rows: Sequence[Cells], *, no_case: bool) -> list[_Piece]:
    """A row for each patient: a sentence for each of its cells."""
    found = []
    for row in rows[1:]:
        for head, cell in zip(rows[0][1:], row[1:], strict=False):
            found += _of_patient(f"Patient {_number(row[0][0])}" if row[0][0] else "", head, cell, no_case=no_case)
    return found


def _of_patient(name: str, label: tuple[str, int], cell: tuple[str, int], *, no_case: bool) -> list[_Piece]:
    """ "Patient 2: CRS, max grade: 1." """
    number = _number(name)
    (head, head_at), (words, place) = label, cell
    if number is None or place < 0 or not head or _NOTHING.match(words):
        return []
    piece = _Piece(heading="" if no_case else None)
    piece.say(f"Patient {number}: ", head_at)
    if _NO.match(words):
        piece.say("no ", head_at)
    piece.say(head, head_at, printed=True)
    if not (_NO.match(words) or _YES.match(words)):
        piece.say(": ", place)
        piece.say(words, place, printed=True)
    _stop(piece)
    return [piece]


def _timeline(rows: Sequence[Cells], *, no_case: bool) -> Iterator[_Piece]:
    """A sentence for each moment; the header's unit goes with a bare number ("Day | Event", "28 | CR")."""
    head = rows[0][0][0]
    day = re.match(r"(?i)(day|month|year)s?\b", head)
    for (when, at), (what, place), *_ in rows[1:]:
        if at < 0 or place < 0:
            continue
        piece = _Piece(heading="" if no_case else None)
        bare = day is not None and re.fullmatch(r"[+−–-]?\d{1,3}", when)
        piece.say(f"{day[1].capitalize()} " if bare and day else "", at)
        piece.say(when, at, printed=True)
        piece.say(": ", place)
        piece.say(what, place, printed=True)
        _stop(piece)
        yield piece


def _stop(piece: _Piece) -> None:
    if not re.search(r"[.!?]\)?$", piece.text):
        piece.say(".", piece.at[-1])
