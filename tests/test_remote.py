"""Reports behind URLs: copies are kept, and fetched again only when something changed."""

from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from flows import remote
from flows.ingestion import plan
from flows.remote import fetch
from models import SettingsError


@pytest.fixture
def bucket() -> Iterator[fsspec.AbstractFileSystem]:
    """A file system behind URLs, in memory."""
    system = fsspec.filesystem("memory")
    system.pipe({"/bucket/a.txt": b"A.", "/bucket/deep/b.xml": b"<article/>", "/bucket/c.docx": b"C"})
    yield system
    system.rm("/bucket", recursive=True)


def names(found: remote.Fetched) -> list[str]:
    return [Path(path).name for path in found.paths]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("memory://bucket/", ["a.txt", "b.xml"]),
        ("memory://bucket", ["a.txt", "b.xml"]),
        ("memory://bucket/*.txt", ["a.txt"]),
        ("memory://bucket/a.txt", ["a.txt"]),
    ],
)
def test_a_url_is_a_folder_a_pattern_or_a_report(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path, url: str, expected: list[str]
) -> None:
    assert names(fetch([url], tmp_path / "l.duckdb")) == expected


def test_a_list_names_urls_and_paths(bucket: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    (tmp_path / "inbox.urls").write_text(f"# ours\nmemory://bucket/a.txt\n\n{tmp_path}/here.txt\n", encoding="utf-8")
    bucket.pipe("/bucket/more.urls", b"memory://bucket/deep/b.xml\n")
    found = fetch([str(tmp_path / "inbox.urls"), "memory://bucket/more.urls"], tmp_path / "l.duckdb")
    assert names(found) == ["a.txt", "here.txt", "b.xml"] and found.failures == ()


def test_what_did_not_change_is_not_fetched_again(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []
    cat = type(bucket).cat_file
    monkeypatch.setattr(type(bucket), "cat_file", lambda self, path: fetched.append(path) or cat(self, path))
    for _ in range(2):
        found = fetch(["memory://bucket/a.txt"], tmp_path / "l.duckdb")
    assert len(fetched) == 1
    bucket.pipe("/bucket/a.txt", b"A changed.")
    found = fetch(["memory://bucket/a.txt"], tmp_path / "l.duckdb")
    assert len(fetched) == 2 and Path(found.paths[0]).read_bytes() == b"A changed."


def test_what_cannot_be_reached_is_named_after_some_tries(
    bucket: fsspec.AbstractFileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def broken(self: object, path: str, **_: object) -> dict[str, object]:
        tries.append(1)
        raise OSError("the line is dead")

    monkeypatch.setattr(type(bucket), "info", broken)
    monkeypatch.setattr(remote.time, "sleep", lambda seconds: None)
    planned = plan(["memory://bucket/a.txt"], tmp_path / "l.duckdb", "1")
    assert [f.reason for f in planned.failures] == ["unreachable"] and "the line is dead" in planned.failures[0].message
    assert len(tries) == remote.TRIES


def test_a_missing_package_is_said(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    try:
        import gcsfs  # noqa: F401
    except ImportError:
        with pytest.raises(SettingsError, match=r"caseledger\[remote\]"):
            fetch(["gs://bucket/a.txt"], tmp_path / "l.duckdb")
