"""Mentions found in published case reports, beside a scispaCy model and plain expressions: `python -m benchmarks.mentions --corpora DIR`.

`DIR/maccrobat` holds MACCROBAT (brat: `<PMID>.txt`, `<PMID>.ann`). A found span is right by overlap when it touches an annotated one, and
strictly when both ends agree. A scispaCy model names no kinds: its entities count as what a dictionary and their shape say.
"""

import argparse
import os
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language

from benchmarks.tables import table, write_between
from extractors import load_pipeline
from extractors.doses_frequency import find_frequency
from extractors.lexicon import lexicon, words
from extractors.longtail import longtail, looks_like_drug
from extractors.mentions import TimeMention
from extractors.normal import plain

Span = tuple[int, int]
Found = dict[str, set[Span]]
MODEL = Path(os.environ.get("CASELEDGER_SCI_MODEL", "../shared/models/en_core_sci_sm"))
CORPORA = Path(os.environ.get("CASELEDGER_CORPORA", "../shared/corpora"))
# what is measured, and the annotations of MACCROBAT that it is measured against
KINDS = {
    "drugs": ("Medication",),
    "procedures": ("Therapeutic_procedure",),
    "drugs and procedures": ("Medication", "Therapeutic_procedure"),
    "dosage": ("Dosage",),
    "frequency": ("Frequency",),
    "dates": ("Date",),
    "durations": ("Duration",),
    "all times": ("Date", "Duration", "Time"),
}
# an interval that places an event is a Date there, a length is a Duration
_PLACES = {
    "later",
    "after",
    "before",
    "ago",
    "post",
    "following",
    "prior",
    "earlier",
    "within",
    "since",
    "postoperative",
}


def maccrobat(folder: Path) -> Iterator[tuple[str, Found]]:
    """Texts and their annotated spans by kind."""
    for path in sorted(folder.glob("*.txt")):
        labelled: list[tuple[str, Span]] = []
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                label, _, places = line.split("\t")[1].partition(" ")
                numbers = [int(n) for n in places.replace(";", " ").split()]
                labelled.append((label, (numbers[0], numbers[-1])))
        with path.open(encoding="utf-8", newline="") as file:
            yield file.read(), {kind: {s for name, s in labelled if name in of} for kind, of in KINDS.items()}


# ---- ours


def by_rules(text: str, nlp: Language) -> Found:
    """What our detectors find."""
    view = plain(text)
    doc = nlp(view.text)
    drugs = {(m.start, m.end) for m in doc._.therapies if m.kind in ("drug", "regimen")}
    others = {(m.start, m.end) for m in doc._.therapies if m.kind not in ("drug", "regimen")}
    dates = {_with_relation(view.text, t) for t in doc._.times if _places(view.text, t)}
    lengths = {(t.start, t.end) for t in doc._.times if not _places(view.text, t)}
    found = {
        "drugs": drugs,
        "procedures": others,
        "drugs and procedures": drugs | others,
        "dosage": {(d.start, d.end) for d in doc._.doses},
        "frequency": set(_frequencies(view.text, doc._.sentences)),
        "dates": dates,
        "durations": lengths,
        "all times": dates | lengths,
    }
    return {kind: {view.original(*span) for span in spans} for kind, spans in found.items()}


# annotators take "two weeks later" and "within 24 h" whole, our mentions are the length alone
_RELATION_AFTER = re.compile(r"(?i)\s(?:later|ago|earlier|before|after|prior|previously|thereafter)\b")
_RELATION_BEFORE = re.compile(r"(?i)\b(?:after|within|about|approximately)\s\Z")


# "for a month before death", "after 5 months of therapy" are lengths; "at 6 months", "1-year follow-up", "two hours postpartum" place an event
_LENGTH_BEFORE = re.compile(
    r"(?i)\b(?:for|in\s+the|within\s+the|over\s+the)\s+(?:past|last|first|previous|following|next)?\s*\Z"
)
_OF_COURSE = re.compile(r"(?i)\s(?:of|on)\s(?!age\b)")
_PLACE_BEFORE = re.compile(r"(?i)\b(?:at|by)\s+(?:(?:a|an|the|her|his)\s+)?(?:\w+\s+)?\Z")
_PLACE_AFTER = re.compile(r"(?i)[\s-]*(?:post|follow|re-?evaluation|back\b)")


def _places(text: str, time: TimeMention) -> bool:
    """Whether a temporal expression places an event; else it is a length."""
    if time.kind != "duration":
        return True
    before = text[max(0, time.start - 25) : time.start]
    if time.relation in _PLACES:
        return not (_LENGTH_BEFORE.search(before) or (time.relation == "after" and _OF_COURSE.match(text, time.end)))
    return bool(time.vague or _PLACE_BEFORE.search(before) or _PLACE_AFTER.match(text, time.end))


def _with_relation(text: str, time: TimeMention) -> Span:
    if time.kind != "duration":
        return time.start, time.end
    after = _RELATION_AFTER.match(text, time.end)
    before = None if after else _RELATION_BEFORE.search(text, max(0, time.start - 15), time.start)
    return before.start() if before else time.start, after.end() if after else time.end


# "a month later", "20 cigarettes per day", "four bowel movements a day" are no frequencies of a treatment
_NO_RATE = re.compile(r"(?i)a\s")
_HABIT = re.compile(r"(?i)\b(?:cigarettes?|smok\w+|packs?|stools?|bowel|diarrh?o?ea|alcohol|urine|beers?|drinks?)\b")


def _frequencies(text: str, sentences: list[Span]) -> Iterator[Span]:
    for start, end in sentences:
        at = start
        while at < end:
            rate, _, where = find_frequency(text, at, end)
            if where is None:
                break
            if (
                rate
                and not _NO_RATE.match(text, where[0])
                and not _HABIT.search(text, max(start, where[0] - 45), where[0])
            ):
                yield where
            at = where[1]


# ---- a scispaCy model with a dictionary

_SHAPES = {
    "procedures": re.compile(r"(?i)(?:ectomy|otomy|ostomy|plasty|therapy|surgery|surgical|resection|transplant\w*|intubat\w+|dialysis|drainage|transfusion|ablation|ventilation|stent\w*|bypass)\b"),
    "dosage": re.compile(r"(?i)\d\s?(?:mg|g|ug|mcg|µg|μg|ml|iu|units?|gy|meq)\b"),
    "frequency": re.compile(r"(?i)\b(?:daily|weekly|monthly|twice|thrice|once|every|bid|tid|qd)\b"),
    "dates": re.compile(r"(?i)\b(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|later|after|ago|earlier|day \d+)\b"),
    "durations": re.compile(r"(?i)\b(?:hours?|days?|weeks?|months?|years?)\b"),
}  # fmt: skip


def by_model(text: str, nlp: Language) -> Found:
    """The entities of a scispaCy model, named by a dictionary of drugs and by their shape."""
    found: Found = {kind: set() for kind in KINDS}
    for entity in nlp(text).ents:
        span = (entity.start_char, entity.end_char)
        if _is_drug(entity.text):
            found["drugs"].add(span)
            continue
        for kind, shape in _SHAPES.items():
            if shape.search(entity.text):
                found[kind].add(span)
                break
    return _joined(found)


def _is_drug(entity: str) -> bool:
    cut = words(entity)
    for i, word in enumerate(cut):
        match = lexicon().match(cut, i)
        if (match and match.entry.kind == "drug" and not match.weak) or word.text.lower() in longtail():
            return True
        if looks_like_drug(word.text):
            return True
    return False


# ---- plain expressions

_NUMBER = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a few)"
_PLAIN = {
    "drugs": re.compile(r"(?i)\b\w{3,}(?:mab|nib|cillin|mycin|micin|floxacin|azole|olol|pril|sartan|statin|dipine|platin|rubicin|taxel|cristine|blastine|parin|tidine|prazole|solone|sone|vir|cycline|caine|barbital|azepam|amide|idine)\b"),
    "procedures": re.compile(r"(?i)\b\w+(?:ectomy|otomy|ostomy|plasty)\b|\b(?:chemo|radio|immuno)?therapy\b|\bsurgery\b|\b\w*transplantation\b|\bdialysis\b|\bresection\b|\bintubat\w+\b"),
    "dosage": re.compile(r"(?i)\b\d+(?:[.,]\d+)?\s?(?:mg|g|µg|μg|ug|mcg|ml|iu|units?|gy|meq)(?:/(?:kg|m2|m²|day|d|h|min))*\b"),
    "frequency": re.compile(r"(?i)\b(?:(?:once|twice|thrice|three times|four times) (?:a |per )?(?:daily|day|weekly|week)|daily|weekly|monthly|every (?:\w+ )?(?:hours?|days?|weeks?|months?)|bid|tid|qd|q\d+h)\b"),
    "dates": re.compile(rf"(?i)\b(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{{1,2}},?)?(?: (?:19|20)\d\d)?|(?:in|since) (?:19|20)\d\d|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|day \d+|{_NUMBER} (?:days?|weeks?|months?|years?) (?:later|after|ago|earlier|before))\b"),
    "durations": re.compile(rf"(?i)\b{_NUMBER}[ -](?:hours?|days?|weeks?|months?|years?)\b(?! (?:later|after|ago|earlier|before|old)|-old)"),
}  # fmt: skip


def by_expressions(text: str) -> Found:
    """What plain expressions find."""
    found: Found = {kind: set() for kind in KINDS}
    for kind, expression in _PLAIN.items():
        found[kind] = {m.span() for m in expression.finditer(text)}
    return _joined(found)


def _joined(found: Found) -> Found:
    found["drugs and procedures"] = found["drugs"] | found["procedures"]
    found["all times"] = found["dates"] | found["durations"]
    return found


# ---- figures


def scores(found: list[Found], gold: list[Found], kind: str) -> tuple[float, float, float, float]:
    """Precision, recall and F1 by overlap, and strict F1."""
    offered = right = exact = wanted = seen = 0
    for mine, theirs in zip(found, gold, strict=True):
        a, b = _counted(mine[kind], theirs, kind), theirs[kind]
        offered, wanted = offered + len(a), wanted + len(b)
        right += sum(any(s < y and x < e for x, y in b) for s, e in a)
        seen += sum(any(s < y and x < e for s, e in a) for x, y in b)
        exact += len(a & b)
    p, r = right / offered if offered else 0.0, seen / wanted if wanted else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0, 2 * exact / (offered + wanted) if offered + wanted else 0.0


def _counted(spans: set[Span], gold: Found, kind: str) -> set[Span]:
    """A frequency inside an annotated dosage ("5 mg daily") is left out of account: the annotators give it no span of its own."""
    if kind != "frequency":
        return spans
    return {s for s in spans if _touches(s, gold[kind]) or not _touches(s, gold["dosage"])}


def _touches(span: Span, others: set[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def as_markdown(methods: dict[str, list[Found]], gold: list[Found]) -> str:
    """One row a kind and method."""
    rows = []
    for kind in KINDS:
        for name, found in methods.items():
            figures = scores(found, gold, kind)
            rows.append([kind, name, sum(len(g[kind]) for g in gold), *(f"{100 * f:.1f}" for f in figures)])
    return table(["mentions", "method", "annotated", "P", "R", "F1 by overlap", "F1 strict"], rows)


def main() -> None:
    """Print the table; `--write` puts it into docs/accuracy.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with maccrobat/ (CASELEDGER_CORPORA)")
    parser.add_argument(
        "--model", type=Path, default=MODEL, help="a scispaCy model to compare with (CASELEDGER_SCI_MODEL)"
    )
    parser.add_argument("--write", action="store_true", help="write the table into docs/accuracy.md")
    options = parser.parse_args()
    texts, gold = zip(*maccrobat(options.corpora / "maccrobat"), strict=True)
    warnings.simplefilter("ignore")
    rules = load_pipeline()
    readers: dict[str, Callable[[str], Found]] = {"caseledger": lambda t: by_rules(t, rules)}
    if options.model.exists():
        model = spacy.load(options.model)
        readers[f"{options.model.name} + dictionary"] = lambda t: by_model(t, model)
    readers["plain expressions"] = by_expressions
    text = as_markdown({name: [read(t) for t in texts] for name, read in readers.items()}, list(gold))
    print(text)
    if options.write:
        write_between("mentions", text)


if __name__ == "__main__":
    main()
