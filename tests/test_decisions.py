"""What people decide counts, is never lost, and says so when the machine later sees something else."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from test_warehouse import TEXT, ask, case, document

from models import Case, WarehouseError
from warehouse import Decision, Ledger

CRS = "doe-2020/y1"
TOCI_DOSE = "doe-2020/d3"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decisions") / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        ledger.load([(document(), case())])
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "ledger.duckdb"))


def decide(path: Path, action: str, fact_id: str = "", **more: Any) -> str:
    decision = Decision.model_validate({"reviewer": "AB", "action": action, "fact_id": fact_id} | more)
    with Ledger.open(path) as ledger:
        return ledger.decide([decision])[0]


def reload(path: Path, changed: Case) -> None:
    with Ledger.open(path) as ledger:
        ledger.load([(document(), changed)], force=True)


def changed(family: str, number: int, *, pipeline: str = "p2", **fields: Any) -> Case:
    """The case as a later pipeline version tells it."""
    values = case(pipeline=pipeline).model_dump(mode="json")
    values[family][number] |= fields
    return Case.model_validate(values)


def without(family: str, number: int) -> Case:
    values = case(pipeline="p2").model_dump(mode="json")
    del values[family][number]
    return Case.model_validate(values)


def state(path: Path, fact_id: str) -> tuple[Any, ...]:
    rows = ask(path, "SELECT value, decided, attention FROM fact_values WHERE fact_id = ?", fact_id)
    return (json.loads(rows[0][0]) if rows[0][0] else None, *rows[0][1:])


def grade(path: Path) -> int | None:
    return ask(path, "SELECT grade FROM toxicities WHERE name = 'CRS'")[0][0]


def test_a_correction_counts_everywhere(path: Path) -> None:
    decide(path, "correct", CRS, fields={"grade": 3, "system": "Lee"}, why="oxygen by mask")
    assert ask(path, "SELECT grade, system, decided FROM toxicities") == [(3, "Lee", "corrected")]
    assert ask(path, "SELECT what FROM timeline WHERE family = 'toxicities'") == [("CRS grade 3 (Lee)",)]
    assert ask(path, "SELECT grade FROM toxicity_drugs") == [(3,)]


def test_the_history_keeps_who_why_and_what_the_machine_said(path: Path) -> None:
    decide(path, "correct", CRS, fields={"grade": 3}, why="oxygen by mask")
    decide(path, "correct", CRS, fields={"grade": 4})
    rows = ask(
        path, "SELECT seq, reviewer, action, fact_id, field, value, machine_value, quote, pipeline, why FROM decisions"
    )
    assert rows == [
        (1, "AB", "correct", CRS, "grade", "3", "2", "grade 2 CRS", "p1", "oxygen by mask"),
        (2, "AB", "correct", CRS, "grade", "4", "2", "grade 2 CRS", "p1", None),
    ]
    assert grade(path) == 4


@pytest.mark.parametrize(
    ("machine_now", "attention"),
    [(2, None), (3, None), (4, "machine_changed")],
    ids=["still the old value", "now agrees", "now something else"],
)
def test_a_correction_survives_a_new_pipeline(path: Path, machine_now: int, attention: str | None) -> None:
    decide(path, "correct", CRS, fields={"grade": 3})
    reload(path, changed("toxicities", 0, grade=machine_now))
    assert grade(path) == 3
    assert state(path, CRS)[1:] == ("corrected", attention)
    assert [r[0] for r in ask(path, "SELECT fact_id FROM to_check WHERE urgency = 1")] == ([CRS] if attention else [])


def test_untouched_fields_follow_the_machine(path: Path) -> None:
    decide(path, "correct", CRS, fields={"grade": 3})
    reload(path, changed("toxicities", 0, onset_day=7))
    assert ask(path, "SELECT grade, onset_day FROM toxicities") == [(3, 7)]


def test_an_accepted_fact_stays_as_it_was_accepted(path: Path) -> None:
    decide(path, "accept", CRS)
    reload(path, changed("toxicities", 0, grade=4))
    assert grade(path) == 2
    assert state(path, CRS)[1:] == ("accepted", "machine_changed")


def test_an_accepted_fact_outlives_a_machine_that_misses_it(path: Path) -> None:
    decide(path, "accept", CRS)
    reload(path, without("toxicities", 0))
    assert grade(path) == 2
    assert state(path, CRS)[1:] == ("accepted", "machine_lost")
    assert ask(path, "SELECT quote FROM evidence WHERE family = 'toxicities'") == [("grade 2 CRS",)]
    reload(path, case(pipeline="p3"))
    assert state(path, CRS)[1:] == ("accepted", None)


def test_a_rejected_fact_is_gone_and_stays_gone(path: Path) -> None:
    decide(path, "reject", CRS, why="another patient")
    assert ask(path, "SELECT * FROM toxicities") == []
    reload(path, case(pipeline="p2"))
    assert ask(path, "SELECT * FROM toxicities") == []
    assert state(path, CRS) == (None, "rejected", None)
    decide(path, "correct", CRS, fields={"grade": 1})
    assert grade(path) == 1


def test_an_added_fact_is_told_by_the_words_it_was_added_with(path: Path) -> None:
    start = TEXT.index("remains in CR")
    added = decide(
        path,
        "add",
        report_id="doe-2020",
        family="responses",
        start=start,
        end=start + 13,
        fields={"patient": 1, "category": "CR", "after": "t2", "ongoing": True, "site": "bone marrow"},
    )
    sql = "SELECT category, after_name, site, decided FROM responses WHERE fact_id = ?"
    assert ask(path, sql, added) == [("CR", "CD19 CAR-T", "bone marrow", "added")]
    evidence = ask(path, "SELECT quote, section, page, rule FROM evidence WHERE fact_id = ?", added)
    assert evidence == [("remains in CR", "case", 1, "person")]
    reload(path, case(pipeline="p2"))
    assert ask(path, sql, added) == [("CR", "CD19 CAR-T", "bone marrow", "added")]


def test_an_added_therapy_can_have_a_dose(path: Path) -> None:
    start = TEXT.index("got tocilizumab")
    where = {"report_id": "doe-2020", "start": start, "end": start + 15}
    decide(path, "add", family="therapies", fields={"patient": 1, "name": "siltuximab", "kind": "drug"}, **where)
    number = ask(path, "SELECT id FROM therapies WHERE name = 'siltuximab'")[0][0]
    decide(path, "add", family="doses", fields={"therapy": number, "value": 11, "unit": "mg/kg"}, **where)
    assert ask(path, "SELECT value, unit FROM doses WHERE name = 'siltuximab'") == [(11.0, "mg/kg")]
    decide(path, "correct", TOCI_DOSE, fields={"therapy": number})
    assert ask(path, "SELECT name FROM doses WHERE fact_id = ?", TOCI_DOSE) == [("siltuximab",)]


def test_a_decided_dose_keeps_its_drug_when_therapies_are_numbered_anew(path: Path) -> None:
    decide(path, "accept", TOCI_DOSE)
    text = case(pipeline="p2").model_dump_json()
    for old, new in (("t1", "t9"), ("t3", "t1"), ("t9", "t3")):
        for key in ("id", "therapy", "after"):
            text = text.replace(f'"{key}":"{old}"', f'"{key}":"{new}"')
    reload(path, Case.model_validate_json(text))
    assert ask(path, "SELECT name, value, decided, therapy FROM doses WHERE fact_id = ?", TOCI_DOSE) == [
        ("tocilizumab", 8.0, "accepted", "t1")
    ]


def test_a_decision_follows_a_fact_that_a_new_pipeline_names_anew(path: Path) -> None:
    decide(path, "correct", CRS, fields={"grade": 3})
    told = case().model_dump(mode="json")["toxicities"][0]["provenance"]
    start = TEXT.index("had grade 2 CRS and")
    told["fact_id"] = "y-other"
    told["evidence"][0] |= {"quote": "had grade 2 CRS and", "start": start, "end": start + 19}
    reload(path, changed("toxicities", 0, provenance=told))
    assert ask(path, "SELECT fact_id, grade FROM toxicities") == [(CRS, 3)]
    assert ask(path, "SELECT fact_id, quote FROM evidence WHERE family = 'toxicities'") == [
        (CRS, "had grade 2 CRS and")
    ]


def test_a_merged_fact_leaves_its_quotes_and_its_doses_to_the_other(path: Path) -> None:
    decide(path, "merge", "doe-2020/t1", into="doe-2020/t3")
    assert ask(path, "SELECT count(*) FROM therapies") == [(2,)]
    assert ask(path, "SELECT name FROM doses WHERE fact_id = 'doe-2020/d1'") == [("tocilizumab",)]
    quotes = ask(path, "SELECT quote FROM evidence WHERE fact_id = 'doe-2020/t3' ORDER BY quote")
    assert quotes == [("fludarabine",), ("tocilizumab",)]


def test_a_dose_whose_therapy_was_taken_out_is_to_be_looked_at(path: Path) -> None:
    decide(path, "reject", "doe-2020/t1")
    assert ask(path, "SELECT name, value FROM doses WHERE fact_id = 'doe-2020/d1'") == [(None, 30.0)]
    assert ask(path, "SELECT urgency, reason, fact_id FROM to_check LIMIT 1") == [(1, "therapy_gone", "doe-2020/d1")]


def test_decisions_follow_a_renamed_file(path: Path) -> None:
    decide(path, "correct", CRS, fields={"grade": 3})
    with Ledger.open(path) as ledger:
        ledger.load([(document("renamed"), case("renamed", pipeline="p2"))])
    assert ask(path, "SELECT fact_id, grade FROM toxicities") == [("renamed/y1", 3)]
    assert ask(path, "SELECT fact_id FROM decisions") == [("renamed/y1",)]


def test_decisions_leave_a_name_that_other_bytes_took(path: Path) -> None:
    decide(path, "accept", CRS)
    with Ledger.open(path) as ledger:
        other = case(pipeline="p2", sha256="b" * 64).model_copy(update={"toxicities": ()})
        ledger.load([(document(sha256="b" * 64), other)])
        assert ledger.query("SELECT decided, attention FROM fact_values WHERE family = 'toxicities'").rows == (
            ("accepted", "machine_lost"),
        )
        ledger.load([(document("old"), case("old", pipeline="p2"))])  # the old bytes come again under another name
        rows = ledger.query("SELECT fact_id, decided, attention FROM fact_values WHERE family = 'toxicities'").rows
        typed = ledger.query("SELECT fact_id FROM store.toxicity").rows
    assert rows == (("old/y1", "accepted", None),) and typed == (("old/y1",),)


def test_two_reviewers_an_adjudicator_and_their_agreement(path: Path) -> None:
    dose, cells = "doe-2020/d1", "doe-2020/d2"
    for fact in (dose, cells, TOCI_DOSE):
        decide(path, "accept", fact, blind=True)
    decide(path, "correct", dose, reviewer="CD", fields={"unit": "mg/kg"}, blind=True)
    decide(path, "accept", cells, reviewer="CD", blind=True)
    decide(path, "accept", TOCI_DOSE, reviewer="CD", blind=True)
    assert state(path, dose)[2] == "disputed"
    rows = ask(
        path, "SELECT n, round(agreed, 3), round(kappa, 3) FROM agreement WHERE family = 'doses' AND field = 'unit'"
    )
    # AB: mg/m2, cells/kg, mg/kg; CD: mg/kg, cells/kg, mg/kg. Observed 2/3, by chance 0·1/3 + 1/3·1/3 + 1/3·2/3 = 1/3, kappa 1/2.
    assert rows == [(3, 0.667, 0.5)]
    decide(path, "accept", dose, reviewer="EF", role="adjudicator", blind=True)
    assert state(path, dose)[2] is None
    assert ask(path, "SELECT unit FROM doses WHERE fact_id = ?", dose) == [("mg/m2",)]
    decide(path, "correct", dose, fields={"unit": "g/m2"})
    assert ask(path, "SELECT unit FROM doses WHERE fact_id = ?", dose) == [("mg/m2",)], "the adjudicator's word stands"


def test_a_ledger_made_anew_takes_over_what_people_decided(path: Path, tmp_path: Path) -> None:
    decide(path, "correct", CRS, fields={"grade": 3}, why="oxygen by mask")
    decide(path, "reject", "doe-2020/r2")
    with Ledger.open(tmp_path / "new.duckdb") as ledger:
        ledger.load([(document(), case(pipeline="p5"))])
        assert ledger.take_decisions(path) == 2
        assert ledger.take_decisions(path) == 0
    new = tmp_path / "new.duckdb"
    assert ask(new, "SELECT grade, decided FROM toxicities") == [(3, "corrected")]
    assert ask(new, "SELECT count(*) FROM responses") == [(1,)]
    assert ask(new, "SELECT * FROM decisions") == ask(path, "SELECT * FROM decisions")


def test_decisions_are_taken_from_a_ledger_of_another_release(path: Path, tmp_path: Path) -> None:
    import duckdb

    decide(path, "reject", CRS)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE store.ledger SET schema_version = 0")
    with pytest.raises(WarehouseError, match="another version"):
        Ledger.open(path)
    with Ledger.open(tmp_path / "new.duckdb") as ledger:
        assert ledger.take_decisions(path) == 1
    (tmp_path / "junk").write_text("junk" * 5000, encoding="utf-8")
    with Ledger.open(tmp_path / "new.duckdb") as ledger, pytest.raises(WarehouseError, match="no readable ledger"):
        ledger.take_decisions(tmp_path / "junk")


def test_progress_and_work_list(path: Path) -> None:
    decide(path, "accept", CRS)
    assert ask(path, "SELECT facts, checked, doubtful, to_recheck FROM progress") == [(12, 1, 1, 0)]
    assert ask(path, "SELECT urgency, reason, fact_id FROM to_check LIMIT 1") == [(2, "flagged", "doe-2020/d2")]


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (
            {"action": "correct", "fact_id": CRS, "fields": {"grade": 9}},
            "grade: Input should be less than or equal to 5",
        ),
        ({"action": "correct", "fact_id": CRS, "fields": {"name": "fever"}}, "name: Input should be 'CRS'"),
        ({"action": "correct", "fact_id": CRS, "fields": {"colour": "red"}}, "no field 'colour'"),
        ({"action": "correct", "fact_id": CRS, "fields": {}}, "at least one field"),
        (
            {"action": "correct", "fact_id": TOCI_DOSE, "fields": {"therapy": "t77"}},
            "no therapy of the report has the id 't77'",
        ),
        ({"action": "correct", "fact_id": "doe-2020/t1", "fields": {"start": "13 March"}}, "2019-03-13"),
        ({"action": "accept", "fact_id": "doe-2020/none"}, "no fact 'doe-2020/none'"),
        ({"action": "accept", "fact_id": "roe-2020/y1"}, "no report 'roe-2020'"),
        ({"action": "merge", "fact_id": CRS, "into": TOCI_DOSE}, "can be merged only"),
        (
            {"action": "add", "report_id": "doe-2020", "family": "toxicities", "fields": {"patient": 1}},
            "give their start",
        ),
        ({"action": "accept", "fact_id": CRS, "reviewer": " "}, "needs the name"),
    ],
)
def test_a_decision_that_cannot_be_taken_says_why_and_changes_nothing(
    path: Path, decision: dict[str, Any], message: str
) -> None:
    with pytest.raises(WarehouseError, match=message):
        decide(path, **decision)
    assert ask(path, "SELECT * FROM decisions") == []


def test_reviewers_at_once_lose_nothing(path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: decide(path, "correct", CRS, reviewer=f"R{n}", fields={"grade": n % 5}), range(8)))
    assert ask(path, "SELECT count(*), count(DISTINCT reviewer), max(seq) FROM decisions") == [(8, 8, 8)]
