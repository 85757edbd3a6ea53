"""Fixtures that several tests share."""

import atexit
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from models import Case, Document

ROOT = Path(__file__).parent.parent


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def caseledger(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line in this process: `caseledger("query", "SELECT 1")`."""
    from flows.cli import main

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["caseledger", *map(str, arguments)])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        return Ran(code, *capsys.readouterr())

    return run


class Stub:
    """An extractor that finds one dose of tocilizumab wherever the drug is named."""

    version = "stub-1"

    def extract(self, document: Document, *, pipeline: Any = None) -> Case:
        if "poison" in document.text:
            raise ZeroDivisionError("a bug")
        at = document.text.find("tocilizumab")
        facts: dict[str, Any] = {}
        if at >= 0:
            quote = {"quote": "tocilizumab", "start": at, "end": at + 11}
            provenance = {"fact_id": f"{document.id}:t1", "rule": "stub", "confidence": 0.9, "evidence": [quote]}
            shared = {"evidence": ["tocilizumab"], "provenance": provenance}
            therapy = {"id": "t1", "patient": 1, "name": "tocilizumab", "kind": "drug", **shared}
            facts = {"patients": [{"patient": 1}], "therapies": [therapy]}
        extraction = {"pipeline": self.version, "sha256": document.sha256, "source": document.source}
        return Case.model_validate({"report": {"id": document.id}, **facts, "provenance": extraction})


@pytest.fixture
def stub_extractors(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    """The stub in place of the room `extractors`, in this process."""
    from flows import one_report

    stub = Stub()
    module = SimpleNamespace(
        load_pipeline=lambda model=None: object(),
        extract=stub.extract,
        pipeline_version=lambda model=None: stub.version,
        explain=lambda document, pipeline=None: [
            {"rule": "stub", "text": "tocilizumab", "start": document.text.find("tocilizumab")}
        ],
    )
    monkeypatch.setitem(sys.modules, "extractors", module)
    one_report.pipeline.cache_clear()
    yield stub
    one_report.pipeline.cache_clear()


@pytest.fixture(scope="session")
def quiet_prefect() -> Iterator[str]:
    """One Prefect server for the whole session, for commands in this process and in others."""
    from flows import quiet, server

    os.environ.setdefault("PREFECT_HOME", tempfile.mkdtemp(prefix="caseledger-prefect-"))
    quiet.quiet_prefect()
    with server.prefect_server() as api:
        yield api


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "one.txt").write_text("The patient received tocilizumab 8 mg/kg for CRS.", encoding="utf-8")
    (folder / "two.md").write_text("# Case\n\nThe patient received nothing of note.", encoding="utf-8")
    return folder


@atexit.register
def _silence_the_binding() -> None:
    """DuckDB's binding counts its objects at exit and takes those that Prefect's daemon threads keep alive for leaks."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


@pytest.fixture(scope="session")
def pipeline() -> Any:
    """The pipeline of rules, made once."""
    import extractors

    return extractors.load_pipeline()


@pytest.fixture(scope="session")
def case_of(pipeline: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Case]:
    """The case that a story of one paragraph is read as: `case_of("A man received R-CHOP.")`."""
    import corpus
    import extractors

    path = tmp_path_factory.mktemp("story") / "report.txt"

    def read_as(story: str) -> Case:
        path.write_text(f"Case report\n\n{story}\n", encoding="utf-8")
        return extractors.extract(corpus.read(path), pipeline=pipeline)

    return read_as
