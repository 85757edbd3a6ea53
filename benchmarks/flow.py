"""The whole ingestion, measured: `python -m benchmarks.flow [--sizes 100 1000] [--write]`.

flow      plain function calls, then the flow with Prefect, with 1 and 2 workers, on the same reports
sizes     time, memory and bytes by the number of reports
load      reports per second into the ledger, against a bare bulk insert of the same rows into a database without keys
told      the whole ingestion but for reading and extracting, which tells again what it found in a hundred reports: sizes that would take hours
ledger    the ledger's part alone: the same batches under new names

Every measurement runs in a process of its own. Processor time (of it and its children) does not count what else the machine does;
wall time does, so the load of the machine is told.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.recombined import SENTENCES, write
from benchmarks.tables import table, write_between
from flows.ingestion import Summary
from models import Case, Document

PAGE, SCALE = Path("docs/benchmarks.md"), Path("docs/scale.md")
MILLION = 1_000_000
SHORT = 2  # sentences of a report of the largest corpora


def calls(files: list[Path], folder: Path) -> None:
    """Read, extract, stage and merge in one process, one call after the other."""
    from flows.extraction import extract_batch, in_batches
    from warehouse import Ledger, stage

    with Ledger.open(folder / "l.duckdb") as ledger:
        staged = []
        for n, some in enumerate(in_batches(files, 20)):
            batch = extract_batch(some)
            staged.append(stage(batch.items, batch.failures, folder / f"{n}.parquet"))
        ledger.merge(staged)


def plain(files: list[Path], folder: Path, workers: int) -> None:
    """The ingestion without Prefect."""
    from flows.plain import ingest

    _all_loaded(ingest([str(files[0].parent.parent)], folder / "l.duckdb", workers=workers), files)


def told(files: list[Path], folder: Path, workers: int, samples: str) -> None:
    """The ingestion without Prefect, with workers that tell again what was extracted before."""
    from flows.plain import ingest

    command = (sys.executable, "-m", "benchmarks.told_again", samples)
    place = str(files[0].parent.parent)
    _all_loaded(ingest([place], folder / "l.duckdb", workers=workers, command=command), files)


def prefect(files: list[Path], folder: Path, workers: int) -> None:
    """The flow."""
    from flows.server import prefect_server

    with prefect_server():  # ended here, so that what it took is counted
        from flows.orchestration import ingest

        _all_loaded(ingest([str(files[0].parent.parent)], folder / "l.duckdb", workers=workers), files)


def prefect_home(folder: Path) -> None:
    """Make the database of Prefect's server, as the first ingestion into a folder does."""
    home = folder / ".prefect"
    command = "import sys; from flows.server import prefect_server; s = prefect_server(); s.__enter__(); s.__exit__(None, None, None)"
    subprocess.run([sys.executable, "-c", command], env={**os.environ, "PREFECT_HOME": str(home)}, check=True)  # noqa: S603

    from flows.quiet import quiet_prefect

    quiet_prefect(home)


def _all_loaded(summary: Summary, files: list[Path]) -> None:
    """Reports that fail are read fast."""
    if summary.loaded != len(files):
        raise SystemExit(f"{summary}: {summary.failures[:1]}")


def batches(folder: Path, number: int, sample: int = 100) -> Iterator[list[tuple[Document, Case]]]:
    """Batches of as many reports as are asked for: a few extracted ones again and again under new names."""
    from flows.extraction import extract_batch, in_batches

    found = [extract_batch(some) for some in in_batches(write(folder / "sample", sample), 20)]
    for failure in (f for batch in found for f in batch.failures):
        print(failure.message, file=sys.stderr)
    items = [item for batch in found for item in batch.items]
    for at in range(0, number, 20):
        batch = []
        for n in range(at, at + 20):
            document, case = items[n % len(items)]
            report = case.report.model_copy(update={"id": f"n{n}"})
            renamed = document.model_copy(update={"id": f"n{n}", "source": f"n{n}.txt", "sha256": f"{n:064d}"})
            batch.append((renamed, case.model_copy(update={"report": report})))
        yield batch


def ledger_alone(folder: Path, number: int) -> dict[str, float]:
    """Processor seconds of staging and merging, as an ingestion does it."""
    from flows.ingestion import Loader, Plan
    from flows.workers import Staged
    from warehouse import stage

    loader = Loader(folder / "l.duckdb", Plan(), folder)
    merging = staging = 0.0
    for at, batch in enumerate(batches(folder, number)):
        begin = time.process_time()
        file = stage(batch, [], folder / f"{at}.parquet")
        staged = time.process_time()
        if loader.is_due:
            loader.merge()
        loader.add(Staged(file=file, read=len(batch), failures=()))
        staging, merging = staging + staged - begin, merging + time.process_time() - staged
    begin = time.process_time()
    loader.merge(ended=True)
    return {"merging": merging + time.process_time() - begin, "staging": staging}


def loading(folder: Path, number: int) -> dict[str, float]:
    """Processor seconds that a merge takes, and those that a bare insert of the same rows takes; the best of three."""
    import duckdb

    from warehouse import Ledger, stage

    files = [stage(batch, [], folder / f"{n}.parquet") for n, batch in enumerate(batches(folder, number))]
    seconds: dict[str, list[float]] = {"merge": [], "bare": []}
    for again in range(3):
        with Ledger.open(folder / f"l{again}.duckdb") as ledger:
            begin = time.process_time()
            ledger.merge(files)
        seconds["merge"].append(time.process_time() - begin)
        typed = _typed_tables(folder / f"l{again}.duckdb", folder / f"typed{again}")
        begin = time.process_time()
        with duckdb.connect(str(folder / f"bare{again}.duckdb")) as bare:
            bare.execute(f"CREATE VIEW incoming AS FROM read_parquet({[str(f) for f in files]})")
            bare.execute("CREATE TABLE report AS SELECT unnest(report) FROM incoming WHERE report IS NOT NULL")
            for name in ("section", "page", "fact", "evidence"):
                rows = f"(SELECT unnest({name}) AS x FROM incoming)"  # noqa: S608 (own names)
                bare.execute(f"CREATE TABLE {name} AS SELECT unnest(x) FROM {rows}")  # noqa: S608
            for n, file in enumerate(typed):
                bare.execute(f"CREATE TABLE typed_{n} AS FROM '{file}'")
            bare.execute("CHECKPOINT")
        seconds["bare"].append(time.process_time() - begin)
    return {name: min(taken) for name, taken in seconds.items()}


def _typed_tables(ledger: Path, folder: Path) -> list[Path]:
    """The tables that a merge fills beside those of the batches, as files: a bare insert has to fill them, too."""
    from warehouse import Ledger

    names = {"patient", "therapy", "dose", "temporal", "toxicity", "response", "finding"}
    with Ledger.open(ledger) as opened:
        return [file for file in opened.backup(folder) if file.name.split(".")[1] in names]


def one(how: str, number: int, workers: int, length: int) -> dict[str, Any]:
    """One measurement, in this process."""
    before = 0.0
    with tempfile.TemporaryDirectory(prefix="caseledger-") as made:
        folder = Path(made)
        if how == "ledger":
            seconds = ledger_alone(folder, number)
        elif how == "load":
            seconds = loading(folder, number)
        else:
            files = write(folder / "corpus", number, length=length)
            if how == "flow":
                prefect_home(folder)
                before = _processor_seconds()
            begin = time.monotonic()
            if how == "calls":
                calls(files, folder)
            elif how.startswith("told:"):
                told(files, folder, workers, how.removeprefix("told:"))
            else:
                {"plain": plain, "flow": prefect}[how](files, folder, workers)
            seconds = {"wall": time.monotonic() - begin}
        mine, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        ledger = folder / "l.duckdb"
        return {
            "how": how,
            "reports": number,
            "workers": workers,
            "sentences": length,
            "cpu": _processor_seconds() - before,
            "loader": mine.ru_utime + mine.ru_stime,
            "memory": mine.ru_maxrss / 1000,
            "worker_memory": others.ru_maxrss / 1000,
            "bytes": ledger.stat().st_size if ledger.exists() else 0,
            "load": os.getloadavg()[0],
            **seconds,
        }


def _processor_seconds() -> float:
    """Of this process and of its children that have ended."""
    return sum(os.times()[:4])


def measured(how: str, number: int, workers: int = 1, length: int = SENTENCES) -> dict[str, Any]:
    """One measurement, in a process of its own, of reports of so many sentences."""
    command = [sys.executable, "-m", "benchmarks.flow", "--one", how, str(number), str(workers), str(length)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 (our own)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    print(json.dumps(found), flush=True)
    return found


RUNS = (
    ("plain function calls, one process", "calls", 1),
    ("without Prefect, 1 worker", "plain", 1),
    ("the flow, 1 worker", "flow", 1),
    ("without Prefect, 2 workers", "plain", 2),
    ("the flow, 2 workers", "flow", 2),
)


def samples(folder: Path, length: int, number: int = 100) -> Path:
    """Reports extracted once, in a file; by a process of its own, so that what follows has its memory for itself."""
    file = folder / f"{length}.jsonl"
    command = [sys.executable, "-m", "benchmarks.told_again", "--keep", str(file), str(number), str(length)]
    subprocess.run(command, check=True)  # noqa: S603 (our own)
    return file


def told_table(sizes: list[int], length: int = SENTENCES) -> str:
    """The ingestion of cases that were extracted before, with two workers, by the number of reports."""
    with tempfile.TemporaryDirectory(prefix="caseledger-") as made:
        file = samples(Path(made), length)
        return size_table(sizes, length, f"told:{file}")[0]


def flow_runs(number: int, length: int, rounds: int) -> dict[str, dict[str, Any]]:
    """The kinds of runs one after the other, some rounds: of each kind the run that took the least processor time, and the least
    wall time of any."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name, _, _ in RUNS}
    for _ in range(rounds):
        for name, how, workers in RUNS:
            found[name].append(measured(how, number, workers, length))
    return {
        name: min(runs, key=lambda r: float(r["cpu"])) | {"wall": min(r["wall"] for r in runs)}
        for name, runs in found.items()
    }


def flow_table(number: int, length: int, runs: dict[str, dict[str, Any]]) -> str:
    """Plain calls beside the flow with one and two workers."""
    base = runs[RUNS[0][0]]
    rows = [
        [
            name,
            f"{r['wall']:.1f}",
            f"{r['wall'] / base['wall']:.2f}",
            f"{r['cpu']:.1f}",
            f"{r['cpu'] / base['cpu']:.2f}",
            f"{r['load']:.1f}",
        ]
        for name, r in runs.items()
    ]
    what = f"{number:,} reports of {length} sentences"
    return table([what, "seconds", "ratio", "processor seconds", "ratio", "load of the machine"], rows)


def machine_gain(number: int, length: int) -> float:
    """How much faster two processes that share nothing do their work at once than one after the other: what the machine itself allows."""
    alone: float = measured("calls", number, 1, length)["wall"]
    with ThreadPoolExecutor(2) as pool:
        at_once = list(pool.map(lambda _: float(measured("calls", number, 1, length)["wall"]), range(2)))
    return 2 * alone / max(at_once)


def shares_table(runs: dict[str, dict[str, Any]], report: float, merging: float, gain: float) -> str:
    """What Prefect takes, and what two workers gain, for reports that take so many processor seconds each, and to merge."""
    one, two = runs["without Prefect, 1 worker"], runs["without Prefect, 2 workers"]
    number = one["reports"]
    prefect = runs["the flow, 2 workers"]["cpu"] - two["cpu"]
    rows = [
        [f"Prefect, processor seconds for {number:,} reports", f"{prefect:.1f}"],
        [f"… of what {number:,} reports of {SENTENCES} sentences take", f"{prefect / (report * number):.1%}"],
        ["two workers beside one, by the clock, as measured above", f"{one['wall'] / two['wall']:.2f}"],
        [
            "two processes that share nothing, at once beside one after the other: what this machine gives",
            f"{gain:.2f}",
        ],
        [
            f"… reckoned for reports of {SENTENCES} sentences on two idle processors: both workers and the loader share them",
            f"{2 / (1 + merging / report):.2f}",
        ],
    ]
    return table(["share", ""], rows)


def size_table(sizes: list[int], length: int = SENTENCES, how: str = "plain") -> tuple[str, list[dict[str, Any]]]:
    """The ingestion with two workers by the number of reports. What told again has no worker's memory: theirs is not that of an extraction."""
    runs = [measured(how, size, 2, length) for size in sizes]
    rows = [
        [
            f"{r['reports']:,}",
            f"{r['wall']:.0f}",
            f"{1000 * r['cpu'] / r['reports']:.1f}",
            f"{1000 * r['loader'] / r['reports']:.1f}",
            f"{r['memory']:.0f}",
            f"{r['worker_memory']:.0f}",
            f"{r['bytes'] / r['reports'] / 1000:.0f}",
            f"{r['load']:.1f}",
        ]
        for r in runs
    ]
    head = [
        "reports",
        "seconds",
        "processor ms a report",
        "… of the loader",
        "MB of the loader",
        "MB of the largest worker",
        "kB a report",
        "load of the machine",
    ]
    if how != "plain":
        rows, head = [[*row[:5], *row[6:]] for row in rows], [*head[:5], *head[6:]]
    return table(head, rows), runs


def ledger_table(sizes: list[int]) -> tuple[str, list[dict[str, Any]]]:
    """The ledger's part alone by the number of reports."""
    runs = [measured("ledger", size) for size in sizes]
    rows = [
        [
            f"{r['reports']:,}",
            f"{1000 * r['merging'] / r['reports']:.2f}",
            f"{1000 * r['staging'] / r['reports']:.2f}",
            f"{r['memory']:.0f}",
            f"{r['bytes'] / r['reports'] / 1000:.0f}",
            f"{r['bytes'] / 1e6:,.0f}",
        ]
        for r in runs
    ]
    return table(
        ["reports", "ms merging a report", "ms staging a report", "MB of memory", "kB a report", "MB of the ledger"],
        rows,
    ), runs


def load_table(number: int) -> str:
    """A merge beside a bare insert."""
    r = measured("load", number)
    rows = [
        [
            "into the ledger: keys, decisions, typed tables, published",
            f"{number / r['merge']:,.0f}",
            f"{r['bare'] / r['merge']:.2f}",
        ],
        ["bare insert of the same rows", f"{number / r['bare']:,.0f}", "1.00"],
    ]
    return table([f"{number:,} reports", "reports a processor second", "ratio"], rows)


def million_table(extracted: dict[str, Any], ledger: dict[str, Any]) -> str:
    """What a million reports cost, by the largest measurements."""
    cpu = extracted["cpu"] / extracted["reports"]
    merging = ledger["merging"] / ledger["reports"]
    size = ledger["bytes"] / ledger["reports"] * MILLION / 1e9
    rows = [
        ["reading and extracting, processor hours", f"{cpu * MILLION / 3600:,.0f}"],
        *[[f"… on {n} processors, hours", f"{cpu * MILLION / 3600 / n:,.1f}"] for n in (2, 16, 128)],
        ["merging, hours (one loader)", f"{merging * MILLION / 3600:.1f}"],
        ["ledger, GB", f"{size:,.0f}"],
        ["disk while it is published (ledger, previous one, copy, batches that wait), GB", f"{3.2 * size:,.0f}"],
    ]
    return table(["a million reports of the measured kind", ""], rows)


def main() -> None:
    """Measure, print, and with `--write` put it into docs/benchmarks.md and docs/scale.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", nargs=4, metavar=("HOW", "REPORTS", "WORKERS", "SENTENCES"), help=argparse.SUPPRESS)
    parser.add_argument("--flow", type=int, default=100, help="reports of the comparison with plain calls")
    parser.add_argument("--rounds", type=int, default=1, help="how often to compare them")
    parser.add_argument("--length", type=int, default=SENTENCES, help="sentences of each of those reports")
    parser.add_argument("--load", type=int, default=400, help="reports of the comparison with a bare insert")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument(
        "--ledger", type=int, nargs="+", default=[1000, 10_000], help="sizes for the ledger's part alone"
    )
    parser.add_argument("--short", type=int, nargs="*", default=[], help=f"sizes for reports of {SHORT} sentences")
    parser.add_argument(
        "--told", type=int, nargs="*", default=[1000], help="sizes for cases that were extracted before"
    )
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one(options.one[0], *map(int, options.one[1:]))))
        return
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.machine()}"

    def tell(name: str, part: str, page: Path = PAGE) -> None:
        print(f"\n{name}\n{part}", flush=True)
        if options.write:
            write_between(name, part, page)

    tell("machine", machine)
    tell("load", load_table(options.load))
    part, merged = ledger_table(options.ledger)
    tell("ledger", part)
    part, runs = size_table(options.sizes)
    tell("sizes", part)
    tell("million", million_table(runs[-1], merged[-1]), SCALE)
    kinds = flow_runs(options.flow, options.length, options.rounds)
    tell("flow", flow_table(options.flow, options.length, kinds))
    costs = (runs[-1]["cpu"] / runs[-1]["reports"], merged[-1]["merging"] / merged[-1]["reports"])
    tell("shares", shares_table(kinds, *costs, machine_gain(options.flow, options.length)))
    if options.short:
        tell("short", size_table(options.short, SHORT)[0])
    if options.told:
        tell("told", told_table(options.told))
        tell("told-short", told_table(options.told, SHORT))


if __name__ == "__main__":
    main()
