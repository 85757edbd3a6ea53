"""An ingestion that can be disturbed, and what its ledger says in the end, byte for byte.

The ingestion is the plain one, without Prefect, with the stub of faulty_worker.py as its extractor; it runs in a process of its own.
"""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from warehouse import EXPORTED, Ledger, export

HERE = Path(__file__).parent
SCRIPT = """
import sys
sys.path[:0] = {path!r}
import faulty_worker
from pathlib import Path
from flows.plain import ingest
from flows.workers import Limits
print(ingest([{reports!r}], Path({ledger!r}), workers=2, batch=2, limits=Limits(seconds=5), command=(sys.executable, {worker!r})))
"""


def write_reports(folder: Path, number: int, seed: int = 1) -> Path:
    """Reports of a sentence or two, seeded."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(number):
        day, grade = chance.randint(1, 30), chance.randint(1, 4)
        text = f"Case {n}: on day {day} grade {grade} CRS was treated with tocilizumab."
        (folder / f"r{n:03d}.txt").write_text(text, encoding="utf-8")
    return folder


def start(reports: Path, ledger: Path, **more: object) -> "subprocess.Popen[str]":
    """Start an ingestion."""
    worker = str(HERE / "faulty_worker.py")
    script = SCRIPT.format(path=[str(HERE), str(HERE.parent)], reports=str(reports), ledger=str(ledger), worker=worker)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": "1600000000",
        **{k: str(v) for k, v in more.items() if k.isupper()},
    }
    limit = {"preexec_fn": more["before"]} if "before" in more else {}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", script], stdout=pipe, stderr=pipe, text=True, env=environment, **limit
    )  # type: ignore[call-overload,no-any-return]


def finish(reports: Path, ledger: Path, **more: object) -> str:
    """Run an ingestion to its end; returns what it printed last."""
    process = start(reports, ledger, **more)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out.strip().splitlines()[-1]


def exported(ledger: Path, target: Path, views: Sequence[str] = EXPORTED) -> dict[str, bytes]:
    """The exported tables, byte for byte."""
    with Ledger.open(ledger, read_only=True) as opened:
        return {path.name: path.read_bytes() for path in export(opened, target, "csv", views=views)}


def kill_at(seconds: float, reports: Path, ledger: Path) -> str:
    """Start an ingestion and kill it; what it was at, nothing where it had ended before."""
    process = start(reports, ledger)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return was_at(ledger)
    _, err = process.communicate()
    assert process.returncode == 0, err
    return ""


def was_at(ledger: Path) -> str:
    """What a killed ingestion was at, by what it left behind."""
    if ledger.with_name(f"{ledger.name}.writing").exists():
        return "writing a ledger"
    if list(ledger.parent.glob(f"{ledger.name}.incoming/*/*.parquet")):
        return "with batches that wait"
    if list(ledger.parent.glob(f"{ledger.name}.incoming/*")):
        return "with a staging folder"
    return "with a ledger" if ledger.exists() else "before there was a ledger"
