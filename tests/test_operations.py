"""What an operator relies on: status, backup and back, runs and changes, papers told by several files, quarantine."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from faults import exported
from test_warehouse import case, document

from flows import ingestion
from flows.ingestion import Loader, plan
from flows.workers import Staged
from models import WarehouseError
from warehouse import Decision, Failure, Ledger, restore, stage

Caseledger = Callable[..., Ran]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with a report, a decision and a failure."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    file = tmp_path / "ledger.duckdb"
    with Ledger.open(file) as ledger:
        ledger.load(
            [(document(), case())], [Failure(source="a.pdf", sha256="b", reason="damaged", message="a.pdf is damaged")]
        )
        ledger.decide([Decision(reviewer="eva", action="accept", fact_id="doe-2020/t1")])
    return file


def test_status_tells_what_is_loaded_what_failed_and_what_awaits_review(path: Path, caseledger: Caseledger) -> None:
    ran = caseledger("status", "--warehouse", path)
    assert ran.code == 0, ran.err
    for told in ("p1", "damaged", "12 facts, 1 checked", "Last ingestions"):
        assert told in ran.out
    state = json.loads(caseledger("status", "--warehouse", path, "--format", "json").out)
    assert state["answers"]["failures"][0]["reason"] == "damaged" and not state["interrupted"]


def test_status_of_an_interrupted_ingestion_has_an_exit_code(
    path: Path, caseledger: Caseledger, tmp_path: Path
) -> None:
    planned = plan([str(tmp_path)], path, "p1")
    Loader(path, planned, tmp_path).merge()
    assert caseledger("status", "--warehouse", path).code == 3
    assert caseledger("status", "--warehouse", tmp_path / "none.duckdb").code == 1


def test_a_backup_brings_everything_back(path: Path, caseledger: Caseledger, tmp_path: Path) -> None:
    backup, new = tmp_path / "backups" / "monday", tmp_path / "new.duckdb"
    assert caseledger("export", "--all", backup, "--warehouse", path).code == 0
    ran = caseledger("import", backup, "--warehouse", new)
    assert ran.out == f"{new} has 1 reports, 12 facts and 1 decisions\n", ran.err
    assert exported(new, tmp_path / "b") == exported(path, tmp_path / "a")
    with Ledger.open(new) as ledger:  # and it can be worked with
        ledger.decide([Decision(reviewer="eva", action="accept", fact_id="doe-2020/t2")])
        assert ledger.load([(document(), case(pipeline="p2"))]).replaced == 1


def test_a_backup_is_refused_where_it_could_do_harm(path: Path, caseledger: Caseledger, tmp_path: Path) -> None:
    backup = tmp_path / "monday"
    assert caseledger("export", "--all", backup, "--warehouse", path).code == 0
    assert "is not empty" in caseledger("export", "--all", backup, "--warehouse", path).err
    assert "exists: name a new file" in caseledger("import", backup, "--warehouse", path).err
    assert "holds no backup" in caseledger("import", tmp_path, "--warehouse", tmp_path / "n.duckdb").err
    part = shutil.copytree(backup, tmp_path / "part")
    (part / "store.fact.parquet").unlink()
    assert "no complete backup" in caseledger("import", part, "--warehouse", tmp_path / "n.duckdb").err
    with (backup / "store.fact.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(WarehouseError, match="not what was written"):
        restore(backup, tmp_path / "n.duckdb")


def test_a_new_version_reads_again_keeps_decisions_and_records_what_changed(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ledger.load([(document(), case(pipeline="p2", grade=3))])
        changes = ledger.query(
            "SELECT fact_id, what, before->>'grade', after->>'grade', pipeline_before, pipeline_after FROM changes"
        ).rows
        assert changes == (("doe-2020/y1", "changed", "2", "3", "p1", "p2"),)
        assert ledger.query("SELECT fact_id FROM therapies WHERE decided = 'accepted'").rows == (("doe-2020/t1",),)
        ledger.load([(document(), case(pipeline="p3", grade=3).model_copy(update={"responses": ()}))])
        assert ledger.query("SELECT DISTINCT what, family FROM changes WHERE pipeline_after = 'p3'").rows == (
            ("lost", "responses"),
        )


def test_one_ingestion_is_one_run_however_many_merges_it_takes(path: Path, tmp_path: Path) -> None:
    loader = Loader(path, plan([str(tmp_path)], path, "p1"), tmp_path)
    for n in range(3):
        item = (document(f"n{n}", sha256=f"{n}"), case(f"n{n}", sha256=f"{n}"))
        loader.add(Staged(file=stage([item], [], tmp_path / f"{n}.parquet"), read=1, failures=()))
        loader.merge(ended=n == 2)
    with Ledger.open(path, read_only=True) as ledger:
        assert ledger.query("SELECT loaded, failed, ended_at IS NOT NULL FROM runs WHERE loaded > 1").rows == (
            (3, 1, True),
        )


def test_the_order_of_reports_does_not_change_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    items = [(document(f"n{n}", sha256=f"{n}"), case(f"n{n}", sha256=f"{n}")) for n in range(9)]
    tables = []
    for order in (range(9), reversed(range(9)), (4, 8, 0, 2, 6, 1, 7, 3, 5)):
        name = f"l{len(tables)}"
        with Ledger.open(tmp_path / f"{name}.duckdb") as ledger:
            for n in order:
                ledger.load([items[n]])
        tables.append(exported(tmp_path / f"{name}.duckdb", tmp_path / name))
    assert tables[0] == tables[1] == tables[2]


def test_the_log_is_one_json_object_a_line(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELEDGER_LOG", str(tmp_path / "log.jsonl"))
    loader = Loader(path, plan([str(tmp_path / "none")], path, "p1"), tmp_path)
    loader.merge(ended=True)
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == ["planned", "failed", "ended"]
    assert events[1]["reason"] == "missing" and events[2]["failed"] == 1


def told(report_id: str, source: str, **about: str | None) -> tuple:
    one = case(report_id, sha256=report_id)
    report = one.report.model_copy(update={"title": about.pop("title", None), "doi": about.pop("doi", None)})
    read = document(report_id, sha256=report_id, source=source)
    metadata = read.metadata.model_copy(update={"title": None, "year": None, **about})
    return read.model_copy(update={"metadata": metadata}), one.model_copy(update={"report": report})


def test_the_same_paper_from_several_files_is_linked_and_counts_once(tmp_path: Path) -> None:
    title = "Tocilizumab for cytokine release after CAR-T cells"
    files = [
        told("a-pdf", "a.pdf", doi="10.1/A"),
        told("b-xml", "b.xml", doi="10.1/a", pmid="7", title=title),
        told("c-preprint", "c.pdf", doi="10.2/pre", title=f"{title.upper()}."),
        told("d-html", "d.html", pmid="7"),
        told("e-other", "e.pdf", doi="10.3/x", title="Another paper about another patient"),
        told("f-bare", "f.txt"),
        told("g-bare", "g.txt"),
    ]
    seen = []
    for order in (files, files[::-1]):
        with Ledger.open(tmp_path / f"{len(seen)}.duckdb") as ledger:
            ledger.load(order)
            seen.append(ledger.query("SELECT report_id, publication, counts FROM publications").rows)
    assert seen[0] == seen[1]
    assert {row[0]: row[1] for row in seen[0]} == {
        "a-pdf": "b-xml", "b-xml": "b-xml", "c-preprint": "b-xml", "d-html": "b-xml",
        "e-other": "e-other", "f-bare": "f-bare", "g-bare": "g-bare",
    }  # fmt: skip
    assert [row[0] for row in seen[0] if row[2]] == ["b-xml", "e-other", "f-bare", "g-bare"]


def test_what_is_bad_is_not_tried_again_until_it_or_the_version_changes(tmp_path: Path) -> None:
    ledger, file = tmp_path / "ledger.duckdb", tmp_path / "in" / "a.txt"
    file.parent.mkdir()
    file.write_text("bad", encoding="utf-8")
    sha256 = ingestion.sha256_of(file)

    def fail(reason: str) -> None:
        failure = Failure(source=str(file), sha256=sha256, reason=reason, message=f"{file} is bad", pipeline="1")
        with Ledger.open(ledger) as opened:
            opened.load([], [failure])

    fail("damaged")
    again = plan([str(file.parent)], ledger, "1")
    assert again.todo == () and [f.reason for f in again.quarantined] == ["damaged"]
    assert plan([str(file.parent)], ledger, "2").todo == (str(file),)
    assert plan([str(file.parent)], ledger, "1", force=True).todo == (str(file),)
    fail("timeout")
    assert plan([str(file.parent)], ledger, "1").todo == (str(file),)  # what may pass is tried again
    for _ in range(2):
        fail("timeout")
    assert plan([str(file.parent)], ledger, "1").todo == ()  # but not for ever
    file.write_text("better", encoding="utf-8")
    assert plan([str(file.parent)], ledger, "1").todo == (str(file),)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_backup_where_nothing_can_be_written_is_said(path: Path, caseledger: Caseledger) -> None:
    assert "cannot write" in caseledger("export", "--all", "/proc/nowhere/x", "--warehouse", path).err
