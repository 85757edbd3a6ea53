"""The same report in another spelling gives the same case: each rewording changes no meaning, so it may change no fact."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import read
from extractors import extract, load_pipeline
from models import Case

GOLD = Path("corpus/gold/authored")
REPORTS = ("g1-tfl-axicel-epcoritamab-curroncol.txt", "h1-aml-midostaurin-allo-dli-german.txt", "z4-saa-aml-haplo-graft-failure.txt")  # fmt: skip
Rewording = Callable[[str], str]


def instead(*pairs: tuple[str, str | Callable[[re.Match[str]], str]]) -> Rewording:
    def reworded(text: str) -> str:
        for pattern, words in pairs:
            text = re.sub(pattern, words, text)
        return text

    return reworded


def marked(mark: str) -> Rewording:
    """A reference behind every third sentence."""

    def reworded(text: str) -> str:
        ends = iter(range(10_000))
        return re.sub(r"(?<=[a-z])\. (?=[A-Z])", lambda m: f".{mark} " if next(ends) % 3 == 2 else m[0], text)

    return reworded


REWORDINGS: dict[str, Rewording] = {
    "units per square": instead((r"/m[2²]", "/sqm")),
    "units with a caret": instead((r"/m[2²](?!\w)", "/m^2")),
    "units by powers": instead((r" mg/m[2²](?![\w/])", " mg m-2"), (r" mg/kg(?![\w/])", " mg kg-1")),
    "grades with a hyphen": instead((r"\b([Gg]rade) ([1-4])\b", r"\1-\2")),
    "references in brackets": marked("[3,4]"),
    "references raised": marked("¹²"),
    "references that lost their height": marked("7"),
    "no-break spaces": instead((r"(?<=\d) (?=[mgd])", "\u00a0")),
    "line ends of another system": instead((r"\n", "\r\n")),
    "brands": instead((r"\btocilizumab\b", "Actemra"), (r"\bletermovir\b", "Prevymis"), (r"\bvenetoclax\b", "Venclyxto")),
    "British": instead((r"leukemia", "leukaemia"), (r"hemo", "haemo"), (r"tumor", "tumour")),
    "short months": instead((r"\b(Jan|Feb|Aug|Sept?|Oct|Nov|Dec)(?:uary|ust|ember|ober) (?=\d)", r"\1 ")),
    "begun by another word": instead((r"\b(was|were) (?:started|initiated|commenced)\b", r"\1 begun")),
    "main clauses joined to one sentence": instead((r"(?<=[a-z\d)])\. (?:(O)n|(I)n) (?=(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)", lambda m: f", and {(m[1] or m[2]).lower()}n ")),
    "main clauses joined by a dash": instead((r"(?<=[a-z\d)])\. On ([Dd]ay \+?\d+)(?=,? (?:he|she|the|a|an)\b)", r" – on \1")),
    "dates squeezed together": instead((r"\bOn (\d{1,2}) (January|February|August|October|November|December) (\d{4})", lambda m: f"On {int(m[1]):02d}{m[2][:3].upper()}{m[3]}")),
    "names of three letters": instead((r"\bOn (\d{1,2}) (January|February|August|October|November|December) (\d{4})", lambda m: f"On {m[1]} {m[2][:3]} {m[3]}")),
    "cells by another word": instead((r"\b(was|were) infused\b", r"\1 transfused")),
}  # fmt: skip


def facts(case: Case) -> dict[str, list[str]]:
    """What a case says, without its words."""
    names = {t.id: t.name for t in case.therapies}
    return {
        "therapies": sorted(f"{t.patient} {t.name} {t.role} {t.status} {t.start} {t.end} {t.start_day} {t.end_day}" for t in case.therapies),
        "doses": sorted(f"{names[d.therapy]} {d.value} {d.unit} {d.frequency} {d.duration} {d.route} {d.day}" for d in case.doses),
        "dates": sorted(f"{d.kind} {d.value} {d.anchor} {d.resolved}" for d in case.dates),
        "toxicities": sorted(f"{t.patient} {t.name} {t.occurred} {t.grade} {t.onset_day} {sorted(t.managed_with)}" for t in case.toxicities),
        "responses": sorted(f"{r.patient} {r.category} {r.mrd} {names.get(r.after or '')} {r.date} {r.day} {r.time_after}" for r in case.responses),
    }  # fmt: skip


@pytest.fixture(scope="module")
def facts_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, list[str]]]:
    pipeline, path = load_pipeline(), tmp_path_factory.mktemp("reworded") / "report.txt"

    def read_as(text: str) -> dict[str, list[str]]:
        path.write_bytes(text.encode())
        return facts(extract(read(path), pipeline=pipeline))

    return read_as


@pytest.mark.parametrize("report", REPORTS)
def test_other_spellings_change_no_fact(report: str, facts_of: Callable[[str], dict[str, list[str]]]) -> None:
    told = (GOLD / report).read_text(encoding="utf-8")
    expected = facts_of(told)
    reworded = {name: new for name, reword in REWORDINGS.items() if (new := reword(told)) != told}
    assert len(reworded) > 6
    found = {name: facts_of(new) for name, new in reworded.items()}
    changed = {
        name: {family: (sorted(set(rows) - set(expected[family])), sorted(set(expected[family]) - set(rows))) for family, rows in now.items() if rows != expected[family]}
        for name, now in found.items()
        if now != expected
    }  # fmt: skip
    assert changed == {}
