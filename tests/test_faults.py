"""After kill -9 at any moment, a full disk, a damaged or locked ledger, poison, or two ingestions at once, the next run completes,
and the exported tables equal those of an undisturbed run byte for byte. `make soak` kills 200 times."""

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bad_files import write_bad_files
from faults import HERE, exported, finish, kill_at, start, write_reports

from models import TryAgainError
from warehouse import Decision, Ledger, snapshot

NUMBER = 16


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("corpus") / "reports", NUMBER)


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """The tables of a run that nothing disturbs, and how long it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    begin = time.monotonic()
    assert finish(reports, folder / "l.duckdb") == f"read {NUMBER}, loaded {NUMBER}, replaced 0, unchanged 0, failed 0"
    lasted = time.monotonic() - begin
    return exported(folder / "l.duckdb", folder / "csv"), lasted


def kills(number: int, reports: Path, tables: dict[str, bytes], lasted: float, folder: Path, seed: int) -> Counter[str]:
    """Kill runs at random moments until so many were killed while they ran, one after the other on one ledger, which is readable
    at any moment; after every fifth a run ends, and its tables are those of an undisturbed one. Returns what they were at."""
    chance = random.Random(seed)
    ledger = folder / "l.duckdb"
    found: Counter[str] = Counter()
    while found.total() < number:
        if at := kill_at(chance.uniform(0, lasted), reports, ledger):
            found[at] += 1
        if ledger.exists():
            exported(ledger, folder / "csv")
        if at and (found.total() % 5 == 0 or found.total() == number):
            finish(reports, ledger)
            assert exported(ledger, folder / "csv") == tables
            assert list(folder.glob("l.duckdb.incoming/*")) == [] and not (folder / "l.duckdb.writing").exists()
        if not at or found.total() % 5 == 0:  # on a fresh ledger next, and where the run had ended
            for file in folder.glob("l.duckdb*"):
                if file.is_file():
                    file.unlink()
    return found


def test_killed_at_a_few_moments(reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    assert kills(5, reports, *undisturbed, tmp_path, seed=4).total() == 5


@pytest.mark.soak
def test_killed_at_200_moments(reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    found = kills(200, reports, *undisturbed, tmp_path, seed=200)
    print(f"\nkilled {found.total()} times: {dict(found.most_common())}")
    assert len(found) >= 3  # not always at the same


def test_what_a_killed_run_had_read_is_taken_over(
    reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    ledger = tmp_path / "l.duckdb"
    with Ledger.open(ledger):
        pass
    process = start(reports, ledger)
    while process.poll() is None and not list(tmp_path.glob("l.duckdb.incoming/*/*.parquet")):
        time.sleep(0.005)
    process.kill()
    process.communicate()
    assert list(tmp_path.glob("l.duckdb.incoming/*/*.parquet"))
    finish(reports, ledger)
    assert exported(ledger, tmp_path / "csv") == undisturbed[0]


def test_two_ingestions_at_once(reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    both = [start(reports, tmp_path / "l.duckdb") for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
    assert exported(tmp_path / "l.duckdb", tmp_path / "csv") == undisturbed[0]


def full_disk() -> None:
    """Files can grow to 100 kB only: an error of writing, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_full_disk(reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    process = start(reports, tmp_path / "l.duckdb", before=full_disk)
    _, err = process.communicate(timeout=300)
    assert process.returncode != 0 and "full" in err
    finish(reports, tmp_path / "l.duckdb")
    assert exported(tmp_path / "l.duckdb", tmp_path / "csv") == undisturbed[0]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes, for the superuser of a machine that lets them mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(place)], capture_output=True
        ).returncode
    ):
        pytest.skip("only the superuser can mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_disk_that_is_really_full(
    reports: Path, undisturbed: tuple[dict[str, bytes], float], small_disk: Path, tmp_path: Path
) -> None:
    (small_disk / "others").write_bytes(b"x" * 23_500_000)
    process = start(reports, small_disk / "l.duckdb")
    _, err = process.communicate(timeout=300)
    assert process.returncode != 0 and "full" in err
    (small_disk / "others").unlink()
    finish(reports, small_disk / "l.duckdb")
    assert exported(small_disk / "l.duckdb", tmp_path / "csv") == undisturbed[0]


def cut(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[: ledger.stat().st_size // 2])


def overwrite(ledger: Path) -> None:
    """Noise over all but the file's head."""
    data = bytearray(ledger.read_bytes())
    data[12288:] = random.Random(1).randbytes(len(data) - 12288)
    ledger.write_bytes(data)


def empty(ledger: Path) -> None:
    ledger.write_bytes(b"no ledger any more")


@pytest.mark.parametrize("damage", [cut, overwrite, empty])
def test_a_damaged_ledger_is_set_aside_and_what_was_decided_stays(
    reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    ledger = tmp_path / "l.duckdb"
    finish(reports, ledger)
    with Ledger.open(ledger) as opened:
        fact = opened.query("SELECT fact_id FROM therapies ORDER BY 1 LIMIT 1").rows[0][0]
        opened.decide([Decision(reviewer="eva", action="accept", fact_id=fact)])
        opened.load([])  # whatever is published next keeps the decision in what was published before
    damage(ledger)
    finish(reports, ledger)
    with Ledger.open(ledger, read_only=True) as opened:
        assert opened.query("SELECT reviewer FROM decisions").rows == (("eva",),)
        assert opened.query("SELECT count(*) FROM reports").rows == ((NUMBER,),)
    assert (tmp_path / "l.duckdb.damaged-1").exists()


def test_a_locked_ledger_is_waited_for(
    reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "l.duckdb"
    with Ledger.open(ledger):
        pass
    hold = "import fcntl, os, sys, time; f = os.open(sys.argv[1], os.O_RDWR); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True); time.sleep(3)"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path / ".l.duckdb.lock")], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout and holder.stdout.readline()
    monkeypatch.setattr(snapshot, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(TryAgainError, match="another process"), Ledger.open(ledger) as opened:
        opened.load([])
    finish(reports, ledger)
    holder.communicate()
    assert exported(ledger, tmp_path / "csv") == undisturbed[0]


def test_a_ledger_that_another_program_has_open_is_not_harmed(
    reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    ledger = tmp_path / "l.duckdb"
    with Ledger.open(ledger):
        pass
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout and holder.stdout.readline()
    process = start(reports, ledger)
    _, err = process.communicate(timeout=300)
    assert process.returncode != 0 and "open in another program: close it there and try again" in err
    holder.communicate("")
    finish(reports, ledger)
    assert exported(ledger, tmp_path / "csv") == undisturbed[0]


def test_a_clock_that_jumps_back(reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path) -> None:
    ledger = tmp_path / "l.duckdb"
    kill_at(undisturbed[1] * 0.8, reports, ledger)
    finish(reports, ledger, SOURCE_DATE_EPOCH=900_000_000)
    views = ("therapies", "toxicities", "timeline", "evidence", "failure")
    kept = exported(ledger, tmp_path / "csv", views)
    assert {name: kept[name] for name in kept if "dict" not in name} == {
        f"{v}.csv": undisturbed[0][f"{v}.csv"] for v in views
    }


def test_forty_kinds_of_bad_files_lose_nothing_and_each_is_named(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports", 10)
    expected = write_bad_files(folder)
    for name in ("hangs once", "dies once"):
        (folder / f"{name}.txt").write_text(f"It {name}; she had tocilizumab.", encoding="utf-8")
    assert len(expected) == 40
    said = finish(folder, tmp_path / "l.duckdb")
    with Ledger.open(tmp_path / "l.duckdb", read_only=True) as ledger:
        found = {
            Path(source).name: (reason, message)
            for source, reason, message in ledger.query("SELECT source, reason, message FROM failure").rows
        }
        assert ledger.query("SELECT count(*) FROM reports").rows == ((12,),)
    assert {name: reason for name, (reason, _) in found.items()} == expected
    assert all(name in message for name, (_, message) in found.items())
    assert said == "read 52, loaded 12, replaced 0, unchanged 0, failed 40"
    again = finish(folder, tmp_path / "l.duckdb")  # what is bad is not tried again, and still told
    assert again == "read 52, loaded 0, replaced 0, unchanged 12, failed 40"


def test_workers_go_when_their_parent_was_killed(
    reports: Path, undisturbed: tuple[dict[str, bytes], float], tmp_path: Path
) -> None:
    kill_at(undisturbed[1] * 0.7, reports, tmp_path / "l.duckdb")
    deadline = time.monotonic() + 20
    while _workers_of(reports) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert _workers_of(reports) == []


def _workers_of(reports: Path) -> list[str]:
    """Worker processes of this test whose parent is gone."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text().split("\0")
            parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except OSError:
            continue
        if str(HERE / "faulty_worker.py") in command and parent in ("1", str(os.getpid())):
            found.append(folder.name)
    return found
