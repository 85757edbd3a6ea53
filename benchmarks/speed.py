"""Text to Case in words per second on one core, beside scispaCy: `python -m benchmarks.speed`.

In one run, on the same texts: our whole extraction, the pipeline of a scispaCy model, and the bare tokenizer of scispaCy. Best of three.
And what one command costs, from its start to its end: `caseledger extract` beside Python that only imports spaCy.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extractors
from benchmarks.golds import tuned
from benchmarks.mentions import CORPORA, MODEL
from benchmarks.tables import table, write_between
from corpus import read
from models import Document

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before numpy starts its threads
REPORT = Path("corpus/gold/text/rendition-ni.txt")


def words_per_second(reader: Callable[[Document], Any], documents: list[Document], *, rounds: int = 3) -> float:
    """The best of some rounds, by processor time, so that other programs do not count."""
    words = sum(len(d.text.split()) for d in documents)
    best = 0.0
    for _ in range(rounds):
        begin = time.process_time()
        for document in documents:
            reader(document)
        best = max(best, words / (time.process_time() - begin))
    return best


def measure(documents: list[Document], model: Path) -> dict[str, float]:
    """Words per second by reader."""
    rules = extractors.load_pipeline()
    extractors.extract(documents[0], pipeline=rules)  # tables are read at first use
    speeds = {
        "text → Case": words_per_second(lambda d: extractors.extract(d, pipeline=rules), documents),
        "scispaCy's tokenizer as called here, alone": words_per_second(lambda d: rules.make_doc(d.text), documents),
    }
    if model.exists():
        import spacy

        nlp = spacy.load(model)
        speeds[f"{model.name}, its whole pipeline"] = words_per_second(lambda d: nlp(d.text), documents, rounds=2)
    return speeds


def startup() -> dict[str, float]:
    """Seconds of processor time of whole processes that find their modules compiled: the best of four."""
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder, "short.txt")
        short.write_text("On 12 March 2021 she received tisagenlecleucel, and CRS grade 2 followed.", encoding="utf-8")
        commands = {
            f"`caseledger extract`, a report of {len(read(report).text.split()):,} words": f"import sys; sys.argv[1:] = ['extract', {str(report)!r}]; from flows.cli import main; main()"
            for report in (short, REPORT)
        } | {"`import spacy` alone": "import spacy"}
        kept = Path(folder, "bytecode")  # as any second start finds it, whatever the environment says of writing it
        return {name: min(_seconds(code, kept) for _ in range(4)) for name, code in commands.items()}


def _seconds(code: str, bytecode: Path) -> float:
    surroundings = os.environ | {"PYTHONPYCACHEPREFIX": str(bytecode), "PYTHONDONTWRITEBYTECODE": ""}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-W", "ignore", "-c", code]
    subprocess.run(command, stdout=subprocess.DEVNULL, env=surroundings, check=True)  # noqa: S603 (our own command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def as_markdown(speeds: dict[str, float]) -> str:
    """Speeds, and each as a ratio to the model's pipeline."""
    slowest = next((v for name, v in speeds.items() if "pipeline" in name), None)
    rows = [[name, f"{v:,.0f}", f"{v / slowest:.1f} ×" if slowest else "–"] for name, v in speeds.items()]
    return table(["", "words/s", "against the model's pipeline"], rows)


def main() -> None:
    """Print the table; `--write` puts it into docs/accuracy.md."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODEL, help="a scispaCy model (CASELEDGER_SCI_MODEL)")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with maccrobat/ (CASELEDGER_CORPORA)")
    parser.add_argument("--write", action="store_true", help="write the table into docs/accuracy.md")
    options = parser.parse_args()
    sets = {"The tuned gold (dense)": [document for name, _, document in tuned() if name != "published"]}
    published = sorted((options.corpora / "maccrobat").glob("*.txt"))[:30]
    if published:
        sets["30 published case reports of MACCROBAT"] = [read(path) for path in published]
    text = "\n\n".join(f"{name}:\n\n{as_markdown(measure(some, options.model))}" for name, some in sets.items())
    seconds = [[name, f"{taken:.1f}"] for name, taken in startup().items()]
    text += f"\n\nFrom the start of a process to its end:\n\n{table(['', 'seconds'], seconds)}"
    print(text)
    if options.write:
        write_between("speed", text)


if __name__ == "__main__":
    main()
