"""The accuracy gate: floors hold, rise freely, and fall only with a reason."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.score import score
from flows import gate
from flows.evaluation import Evaluation
from models import Case, SettingsError

THERAPIES = [{"id": f"t{i}", "patient": 1, "name": f"drug {i}", "kind": "drug"} for i in range(3)]
GOLD = Case.model_validate({"report": {"id": "r"}, "therapies": THERAPIES})


def measured(found: int, *, role: str | None = None, digest: str = "gold-1") -> Evaluation:
    """A measurement that found some of three therapies, the first with a role that gold does not know."""
    therapies = [t | ({"role": role} if role and i == 0 else {}) for i, t in enumerate(THERAPIES[:found])]
    case = Case.model_validate({"report": {"id": "r"}, "therapies": therapies})
    return Evaluation("rules-1", "text", digest, datetime(2026, 1, 1, tzinfo=UTC), score([(GOLD, case)]), {}, ())


PINNED = gate.pinned(gate.Floors(), "text", measured(2))


def test_the_same_measurement_passes() -> None:
    assert gate.breaches("text", PINNED.sets["text"], measured(2)) == []


def test_a_better_one_passes() -> None:
    assert gate.breaches("text", PINNED.sets["text"], measured(3)) == []


def test_a_drop_is_named_with_family_and_figures() -> None:
    faults = gate.breaches("text", PINNED.sets["text"], measured(1))
    assert "text: therapies core F1 is 0.5000, its floor is 0.8000" in faults
    assert any("mean full" in fault for fault in faults)


def test_a_drop_of_full_alone_is_a_drop() -> None:
    faults = gate.breaches("text", PINNED.sets["text"], measured(2, role="salvage"))
    assert [f.split(" F1")[0] for f in faults] == ["text: mean full", "text: therapies full"]


def test_changed_gold_must_be_pinned_again() -> None:
    faults = gate.breaches("text", PINNED.sets["text"], measured(3, digest="gold-2"))
    assert len(faults) == 1 and "gold has changed" in faults[0]
    again = gate.pinned(PINNED, "text", measured(3, digest="gold-2"))
    assert gate.breaches("text", again.sets["text"], measured(3, digest="gold-2")) == []


def test_a_set_without_floors_does_not_pass() -> None:
    assert "no floors are pinned" in gate.breaches("pdf", PINNED.sets.get("pdf"), measured(3))[0]


def test_floors_rise_without_a_word_and_fall_with_a_reason_only() -> None:
    risen = gate.pinned(PINNED, "text", measured(3))
    assert risen.sets["text"].floors["therapies"].core == 1.0
    with pytest.raises(SettingsError, match=r"therapies core F1 from 1\.0000 to 0\.8000.*--lower"):
        gate.pinned(risen, "text", measured(2))
    fallen = gate.pinned(risen, "text", measured(2), reason="gold had two drugs too few")
    assert fallen.sets["text"].floors["therapies"].core == 0.8
    assert {entry.reason for entry in fallen.lowered} == {"gold had two drugs too few"}
    assert "text therapies core" in [entry.what for entry in fallen.lowered]


def test_the_command_pins_checks_and_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    found = 3

    def measure(gold: Path, **_: Any) -> Evaluation:
        return measured(found)

    absent = gate.GoldSet(name="originals", gold=tmp_path / "absent")
    monkeypatch.setattr(gate, "SETS", (gate.GoldSet(name="text", gold=tmp_path), absent))
    monkeypatch.setattr(gate, "measure", measure)

    def run(*arguments: str) -> int:
        return gate.main(["--floors", str(floors), *arguments])

    assert run() == 1
    assert run("--pin") == 0 and run() == 0
    assert "originals  skipped" in capsys.readouterr().out
    found = 2
    assert run() == 1 and "its floor is 1.0000" in capsys.readouterr().err
    assert run("--pin") == 1 and "--lower" in capsys.readouterr().err
    assert run("--pin", "--lower", "a reason") == 0 and run() == 0
    assert json.loads(floors.read_text())["lowered"][0]["reason"] == "a reason"
    floors.write_text("[]")
    assert run() == 1 and "does not have the shape" in capsys.readouterr().err
