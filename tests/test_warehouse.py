"""The ledger: what is loaded can be asked for, comes again without doubling, and stays readable while it is written."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from models import (
    Case,
    Document,
    Dose,
    Evidence,
    Extraction,
    Metadata,
    Page,
    Patient,
    Provenance,
    Report,
    Response,
    Section,
    SectionKind,
    TemporalExpression,
    Therapy,
    Toxicity,
    WarehouseError,
)
from warehouse import Failure, Ledger, LoadSummary

TEXT = """A case of CRS
A 40-year-old man with B-ALL received fludarabine 30 mg/m² for 3 days.
On March 18, 2019 (day 0) he received CD19 CAR-T cells at 2 × 10^6/kg.
On day 7 he had grade 2 CRS and got tocilizumab 8 mg/kg once.
On day 28 he was in CR, MRD-negative 🎉. Twenty months after infusion he remains in CR."""


def document(report_id: str = "doe-2020", text: str = TEXT, sha256: str = "a" * 64, source: str = "") -> Document:
    title = text.index("\n") + 1
    return Document(
        id=report_id,
        source=source or f"reports/{report_id}.txt",
        sha256=sha256,
        text=text,
        metadata=Metadata(title="A case of CRS", year=2020, authors=("J Doe",)),
        sections=(
            Section(kind=SectionKind.TITLE, start=0, end=title),
            Section(kind=SectionKind.CASE, heading=None, start=title, end=len(text)),
        ),
        pages=(Page(number=1, start=0, end=len(text)),),
    )


def said(fact_id: str, quote: str, *, rule: str = "test", confidence: float = 0.9, flags: tuple[str, ...] = ()) -> dict:
    """Quote and provenance of a fact."""
    start = TEXT.index(quote)
    place = Evidence(quote=quote, start=start, end=start + len(quote), section="case", page=1)
    provenance = Provenance(fact_id=fact_id, rule=rule, confidence=confidence, flags=flags, evidence=(place,))
    return {"evidence": (quote,), "provenance": provenance}


def case(report_id: str = "doe-2020", *, pipeline: str = "p1", sha256: str = "a" * 64, grade: int = 2) -> Case:
    return Case(
        report=Report(id=report_id, title="A case of CRS", doi="10.1/x"),
        provenance=Extraction(pipeline=pipeline, sha256=sha256, source=f"reports/{report_id}.txt"),
        patients=(
            Patient(patient=1, age_years=40, sex="male", diagnoses=("B-ALL",), **said("p1", "A 40-year-old man")),
        ),
        therapies=(
            Therapy(
                id="t1", patient=1, name="fludarabine", kind="drug", role="lymphodepletion", **said("t1", "fludarabine")
            ),
            Therapy(
                id="t2",
                patient=1,
                name="CD19 CAR-T",
                kind="cell_therapy",
                role="infusion",
                target="CD19",
                start="2019-03-18",
                start_day=0,
                **said("t2", "CD19 CAR-T"),
            ),
            Therapy(
                id="t3",
                patient=1,
                name="tocilizumab",
                kind="drug",
                role="toxicity_management",
                start="2019-03-25",
                start_day=7,
                **said("t3", "tocilizumab"),
            ),
        ),
        doses=(
            Dose(therapy="t1", value=30, unit="mg/m2", duration="P3D", **said("d1", "30 mg/m² for 3 days")),
            Dose(
                therapy="t2",
                value=2000000,
                unit="cells/kg",
                day=0,
                **said("d2", "2 × 10^6/kg", flags=("superscript_repaired",)),
            ),
            Dose(therapy="t3", value=8, unit="mg/kg", basis="single", day=7, **said("d3", "8 mg/kg once")),
        ),
        dates=(
            TemporalExpression(
                text="March 18, 2019", kind="date", value="2019-03-18", resolved="2019-03-18", **said("x1", "March 18")
            ),
            TemporalExpression(
                text="day 7", kind="day", value=7, anchor="CD19 CAR-T", resolved="2019-03-25", **said("x2", "day 7")
            ),
        ),
        toxicities=(
            Toxicity(
                patient=1,
                name="CRS",
                occurred=True,
                grade=grade,
                system="ASTCT",
                onset_day=(6, 7),
                managed_with=("tocilizumab",),
                **said("y1", "grade 2 CRS"),
            ),
        ),
        responses=(
            Response(patient=1, category="CR", mrd="negative", after="t2", day=28, **said("r1", "CR, MRD-negative 🎉")),
            Response(
                patient=1,
                category="CR",
                after="t2",
                time_after="P20M",
                ongoing=True,
                **said("r2", "Twenty months after infusion he remains in CR"),
            ),
        ),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.duckdb"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        assert ledger.load([(document(), case())]) == LoadSummary(loaded=1)
    return path


@pytest.fixture
def loaded(template: Path, path: Path) -> Path:
    return Path(shutil.copy(template, path))


def ask(path: Path, sql: str, *params: object) -> list[tuple]:
    with Ledger.open(path, read_only=True) as ledger:
        return list(ledger.query(sql, params).rows)


VIEWS = ("patients", "therapies", "doses", "dates", "toxicities", "responses", "timeline", "evidence")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_which_report_patient_and_fact(loaded: Path, view: str) -> None:
    rows = ask(loaded, f"SELECT DISTINCT report_id, patient FROM {view} WHERE fact_id LIKE 'doe-2020/%'")
    assert rows == [("doe-2020", 1)]


def test_who_got_tocilizumab_at_what_dose_for_which_grade(loaded: Path) -> None:
    sql = "SELECT report_id, patient, value, unit, grade, system FROM toxicity_drugs WHERE drug = 'tocilizumab' AND toxicity = 'CRS'"
    assert ask(loaded, sql) == [("doe-2020", 1, 8.0, "mg/kg", 2, "ASTCT")]
    joined = (
        "SELECT d.value, d.unit, t.grade FROM doses d JOIN toxicities t USING (report_id, patient) "
        "WHERE d.name = 'tocilizumab' AND t.name = 'CRS'"
    )
    assert ask(loaded, joined) == [(8.0, "mg/kg", 2)]


def test_time_to_mrd_negative_remission(loaded: Path) -> None:
    sql = "SELECT after_name, min(days_after) FROM responses WHERE category = 'CR' AND mrd = 'negative' GROUP BY ALL"
    assert ask(loaded, sql) == [("CD19 CAR-T", 28)]


def test_months_become_days_and_say_so(loaded: Path) -> None:
    sql = "SELECT time_after, days_after, days_after_exact FROM responses WHERE ongoing"
    assert ask(loaded, sql) == [("P20M", 609, False)]


def test_therapies_in_order_with_dates(loaded: Path) -> None:
    rows = ask(loaded, "SELECT what, date, calendar_date::VARCHAR FROM timeline WHERE family = 'therapies'")
    assert rows == [
        ("fludarabine (lymphodepletion)", None, None),  # told before the infusion, so it stands before it
        ("CD19 CAR-T (infusion)", "2019-03-18", "2019-03-18"),
        ("tocilizumab (toxicity management)", "2019-03-25", "2019-03-25"),
    ]
    names = ask(loaded, "SELECT name, start_day, ordinal FROM therapies ORDER BY ordinal")
    assert names == [("fludarabine", None, 1), ("CD19 CAR-T", 0, 2), ("tocilizumab", 7, 3)]


def test_a_toxicity_names_the_therapy_that_it_came_after(loaded: Path) -> None:
    assert ask(loaded, "SELECT name, after_name, after_how FROM toxicities") == [("CRS", "CD19 CAR-T", "only one")]


def test_an_infusion_has_its_target_and_dose(loaded: Path) -> None:
    assert ask(loaded, "SELECT infusion, name, target, cells_per_kg FROM infusions") == [
        (1, "CD19 CAR-T", "CD19", 2000000.0)
    ]


def test_an_onset_of_two_readings_keeps_both(loaded: Path) -> None:
    assert ask(loaded, "SELECT onset_day, onset_day_high, managed_with FROM toxicities") == [(6, 7, ["tocilizumab"])]


def test_every_quote_stands_in_the_stored_text_at_its_offsets(loaded: Path) -> None:
    sql = (
        "SELECT count(*), count(*) FILTER (substr(t.text, e.start + 1, e.end - e.start) = e.quote) "
        "FROM evidence e JOIN texts t USING (report_id)"
    )
    assert ask(loaded, sql) == [(12, 12)]


def test_evidence_says_family_place_rule_and_flags(loaded: Path) -> None:
    sql = "SELECT family, quote, section, page, rule, round(confidence, 2), flags FROM evidence WHERE fact_id = 'doe-2020/d2'"
    assert ask(loaded, sql) == [("doses", "2 × 10^6/kg", "case", 1, "test", 0.9, ["superscript_repaired"])]


def test_loading_twice_equals_loading_once(loaded: Path) -> None:
    before = {view: ask(loaded, f"FROM {view}") for view in VIEWS}
    with Ledger.open(loaded) as ledger:
        assert ledger.load([(document(), case())]) == LoadSummary(unchanged=1)
        assert ledger.load([(document(), case())], force=True) == LoadSummary(replaced=1)
    assert {view: ask(loaded, f"FROM {view}") for view in VIEWS} == before


def test_a_new_pipeline_replaces(loaded: Path) -> None:
    with Ledger.open(loaded) as ledger:
        assert ledger.load([(document(), case(pipeline="p2", grade=3))]) == LoadSummary(replaced=1)
        assert ledger.known() == {"a" * 64: "p2"}
    assert ask(loaded, "SELECT grade FROM toxicities") == [(3,)]


def test_new_bytes_under_the_same_id_replace(loaded: Path) -> None:
    with Ledger.open(loaded) as ledger:
        summary = ledger.load([(document(sha256="b" * 64), case(sha256="b" * 64))])
    assert summary == LoadSummary(replaced=1)
    assert ask(loaded, "SELECT sha256 FROM reports") == [("b" * 64,)]


def test_a_renamed_file_replaces(loaded: Path) -> None:
    with Ledger.open(loaded) as ledger:
        assert ledger.load([(document("new-name"), case("new-name", pipeline="p2"))]) == LoadSummary(replaced=1)
    assert ask(loaded, "SELECT DISTINCT report_id FROM evidence") == [("new-name",)]


def test_two_files_of_one_name_in_a_batch(path: Path) -> None:
    items = [(document(source="a/x.txt"), case()), (document(sha256="b" * 64, source="b/x.txt"), case(sha256="b" * 64))]
    with Ledger.open(path) as ledger:
        assert ledger.load(items) == LoadSummary(loaded=1, failed=1)
    assert ask(path, "SELECT source, reason FROM failure") == [("b/x.txt", "same_id")]


def test_failures_are_kept_until_the_file_is_read(path: Path) -> None:
    failure = Failure(source="reports/doe-2020.txt", reason="empty", message="doe-2020.txt is empty")
    with Ledger.open(path) as ledger:
        assert ledger.load([], [failure, failure]) == LoadSummary(failed=1)
        assert ledger.query("SELECT source, reason FROM failure").rows == (("reports/doe-2020.txt", "empty"),)
        ledger.load([(document(), case())])
        assert ledger.query("SELECT * FROM failure").rows == ()


def test_facts_without_provenance_get_a_stable_id_and_a_place(path: Path) -> None:
    stripped = Case.model_validate(
        {
            key: [{k: v for k, v in fact.items() if k != "provenance"} for fact in value]
            if isinstance(value, list)
            else value
            for key, value in case().model_dump(mode="json").items()
            if key != "provenance"
        }
    )
    ids = []
    with Ledger.open(path) as ledger:
        for _ in range(2):
            ledger.load([(document(), stripped)])
            ids.append(ledger.query("SELECT DISTINCT fact_id FROM evidence ORDER BY 1").rows)
        assert ids[0] == ids[1]
        assert len(ids[0]) == 12
        quotes = ledger.query("SELECT quote, section, page FROM evidence WHERE family = 'toxicities'").rows
        assert quotes == (("grade 2 CRS", "case", 1),)


def test_a_reader_keeps_its_snapshot_while_a_writer_publishes(loaded: Path) -> None:
    with Ledger.open(loaded, read_only=True) as reader, Ledger.open(loaded) as writer:
        writer.load([(document("other", sha256="b" * 64), case("other", sha256="b" * 64))])
        assert reader.query("SELECT count(*) FROM reports").rows == ((1,),)
        assert writer.query("SELECT count(*) FROM reports").rows == ((2,),)
    assert ask(loaded, "SELECT count(*) FROM reports") == [(2,)]


def test_writers_at_once_lose_nothing(path: Path) -> None:
    def write(n: int) -> None:
        with Ledger.open(path) as ledger:
            ledger.load([(document(f"r{n}", sha256=str(n)), case(f"r{n}", sha256=str(n)))])

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask(path, "SELECT count(*) FROM reports") == [(6,)]


def test_a_ledger_is_readable_while_it_is_written_and_after_its_writer_was_killed(loaded: Path) -> None:
    script = textwrap.dedent(f"""
        import sys
        sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parent.parent)!r}]
        from test_warehouse import case, document
        from warehouse import Ledger
        with Ledger.open({str(loaded)!r}) as ledger:
            n = 0
            while True:
                n += 1
                ledger.load([(document(f"k{{n}}", sha256=f"k{{n}}"), case(f"k{{n}}", sha256=f"k{{n}}"))])
                print(n, flush=True)
    """)
    for pause in (0.0, 0.013, 0.031):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        published = int(process.stdout.readline())
        counts = [ask(loaded, "SELECT count(*) FROM reports")[0][0] for _ in range(10)]
        assert counts == sorted(counts), "readers see one published state after the other, and never wait or fail"
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert ask(loaded, "SELECT count(*) FROM reports")[0][0] > published
    with Ledger.open(loaded) as ledger:
        ledger.load([(document("after", sha256="after"), case("after", sha256="after"))])
    assert sorted(p.name for p in loaded.parent.iterdir()) == [
        ".ledger.duckdb.lock",
        "ledger.duckdb",
        "ledger.duckdb.previous",
    ]


@pytest.mark.parametrize(
    ("name", "bytes_", "message"),
    [
        ("missing.duckdb", None, "there is no ledger at"),
        ("junk.duckdb", b"no database at all, just some words" * 500, "no readable ledger"),
        ("empty.duckdb", b"", "no readable ledger"),
    ],
)
def test_a_ledger_that_cannot_be_read(tmp_path: Path, name: str, bytes_: bytes | None, message: str) -> None:
    if bytes_ is not None:
        (tmp_path / name).write_bytes(bytes_)
    with pytest.raises(WarehouseError, match=message) as raised:
        ask(tmp_path / name, "FROM reports")
    assert "\n" not in str(raised.value)


def test_a_truncated_ledger(loaded: Path) -> None:
    content = loaded.read_bytes()
    for size in (len(content) // 2, 5000, 100):
        loaded.write_bytes(content[:size])
        for read_only in (True, False):
            with pytest.raises(WarehouseError), Ledger.open(loaded, read_only=read_only) as ledger:
                ledger.load([(document(), case(pipeline="p9"))])
                ledger.query("SELECT sum(length(text)) FROM texts")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "mine.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS x")
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(WarehouseError, match="something else"):
            Ledger.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    for read_only in (True, False):
        with pytest.raises(WarehouseError, match="is a folder"):
            Ledger.open(tmp_path, read_only=read_only)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT * FROM therapiess", 'Did you mean "therapies"'),
        ("SELEC 1", "syntax error"),
        ("DELETE FROM store.report", "read-only"),
        ("COPY (SELECT 1) TO 'x.csv'", "disabled"),
        ("", "no statement"),
    ],
)
def test_a_query_that_fails_says_why_in_one_line(loaded: Path, sql: str, message: str) -> None:
    with pytest.raises(WarehouseError, match=message) as raised:
        ask(loaded, sql)
    assert "\n" not in str(raised.value)


def test_no_file_is_a_link_that_an_archive_or_another_system_would_break() -> None:
    rooms = ("models", "corpus", "extractors", "warehouse", "flows", "docs", "tests")
    root = Path(__file__).parent.parent
    assert [file for room in rooms for file in (root / room).rglob("*") if file.is_symlink()] == []
