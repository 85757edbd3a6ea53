"""A worker that tells again what was extracted before, so that a hundred thousand reports can go the whole way in minutes.

`python -m benchmarks.told_again SAMPLES SECONDS MEGABYTES` is run as flows.worker is, and differs from it in one call: each file is read
and hashed, and then has the case of one of the samples, chosen by its hash, in its own name. `--keep SAMPLES NUMBER SENTENCES` makes the
samples.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from flows import extraction, worker
from flows.sources import sha256_of
from models import Case, Document

Item = tuple[Document, Case]


def keep(items: Sequence[Item], file: Path) -> Path:
    """Write extracted reports to a file."""
    file.write_text("".join(f"{d.model_dump_json()}\n{c.model_dump_json()}\n" for d, c in items), encoding="utf-8")
    return file


def kept(file: Path) -> list[Item]:
    """What `keep` wrote."""
    lines = file.read_text(encoding="utf-8").split("\n")
    pairs = zip(lines[:-1:2], lines[1::2], strict=True)
    return [(Document.model_validate_json(d), Case.model_validate_json(c)) for d, c in pairs]


def renamed(item: Item, file: Path, sha256: str) -> Item:
    """An extracted report as if it had been read from another file."""
    document, case = item
    document = document.model_copy(update={"id": file.stem, "source": str(file), "sha256": sha256})
    return document, case.model_copy(update={"report": case.report.model_copy(update={"id": file.stem})})


def _keep(file: str, number: str, sentences: str) -> None:
    from benchmarks.recombined import write
    from flows.one_report import extract_file

    with TemporaryDirectory(prefix="caseledger-") as made:
        keep([extract_file(report) for report in write(Path(made), int(number), length=int(sentences))], Path(file))


def main() -> None:
    """Answer requests as flows.worker does."""
    if sys.argv[1] == "--keep":
        return _keep(*sys.argv[2:])
    samples = kept(Path(sys.argv.pop(1)))

    def told(file: Path, model: str | None = None) -> Item:
        sha256 = sha256_of(file) or ""
        return renamed(samples[int(sha256, 16) % len(samples)], file, sha256)

    vars(extraction)["extract_file"] = told
    return worker.main()


if __name__ == "__main__":
    main()
