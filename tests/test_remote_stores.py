"""Web servers, with TLS and without, and stores of S3 and of Google Cloud Storage on this machine, through the real clients."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from remote_stores import gcs, running, s3, web

from flows.ingestion import plan
from flows.remote import fetch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a store holds."""
    place = tmp_path / "bucket"
    (place / "deep").mkdir(parents=True)
    (place / "a.txt").write_text("A: she had tocilizumab.", encoding="utf-8")
    (place / "deep" / "b.txt").write_text("B: he had dexamethasone.", encoding="utf-8")
    (place / "notes.docx").write_bytes(b"no report")
    return place


@pytest.fixture
def site(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The folder behind a web server."""
    pytest.importorskip("aiohttp", reason="the extra `remote` is not installed: pip install 'caseledger[remote]'")
    with running(web(folder)) as (url, asked):
        yield url, asked


@pytest.fixture(params=["s3", "gs"])
def store(
    folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[tuple[str, list[str]]]:
    """The folder as a bucket of a store."""
    with (_s3 if request.param == "s3" else _gs)(folder, monkeypatch) as found:
        yield found


@contextmanager
def _gs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """The settings by which gcsfs finds another store than Google's, as for its emulators."""
    gcsfs = pytest.importorskip("gcsfs", reason="the extra `remote` is not installed: pip install 'caseledger[remote]'")
    with running(gcs(folder)) as (url, asked):
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", url)
        gcsfs.GCSFileSystem.clear_instance_cache()
        yield "gs://bucket", asked
        gcsfs.GCSFileSystem.clear_instance_cache()


@contextmanager
def _s3(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """The settings by which s3fs finds any store of its kind."""
    pytest.importorskip("s3fs", reason="the extra `remote` is not installed: pip install 'caseledger[remote]'")
    with running(s3(folder)) as (url, asked):
        for name, value in {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        yield "s3://bucket", asked
        s3fs.S3FileSystem.clear_instance_cache()


_FETCHED = re.compile(r"GET /bucket/a\.txt|GET /download/storage/v1/b/bucket/o/a\.txt")  # as S3 and as Google have it


def names(paths: tuple[str, ...]) -> list[str]:
    return sorted(Path(path).name for path in paths)


def test_a_list_of_a_web_server_is_read_and_its_reports(
    site: tuple[str, list[str]], folder: Path, tmp_path: Path
) -> None:
    url, _ = site
    (folder / "inbox.urls").write_text(f"# reports\n{url}/a.txt\n{url}/deep/b.txt\n{url}/gone.pdf\n", encoding="utf-8")
    found = fetch([f"{url}/inbox.urls"], tmp_path / "l.duckdb")
    assert names(found.paths) == ["a.txt", "b.txt"]
    assert Path(found.paths[0]).read_text(encoding="utf-8") == "A: she had tocilizumab."
    assert [f.reason for f in found.failures] == ["unreachable"] and "gone.pdf" in found.failures[0].message


def test_a_listing_of_a_web_server_names_its_reports(site: tuple[str, list[str]], tmp_path: Path) -> None:
    url, _ = site
    assert names(fetch([f"{url}/"], tmp_path / "l.duckdb").paths) == ["a.txt", "b.txt"]
    assert names(fetch([f"{url}/*.txt"], tmp_path / "l.duckdb").paths) == ["a.txt"]


def test_what_a_web_server_has_unchanged_is_not_fetched_again(
    site: tuple[str, list[str]], folder: Path, tmp_path: Path
) -> None:
    url, asked = site
    for _ in range(2):
        fetch([f"{url}/a.txt"], tmp_path / "l.duckdb")
    assert asked.count("GET /a.txt") == 1
    time.sleep(1.1)  # HTTP tells seconds
    (folder / "a.txt").write_text("A, corrected.", encoding="utf-8")
    (path,) = fetch([f"{url}/a.txt"], tmp_path / "l.duckdb").paths
    assert Path(path).read_text(encoding="utf-8") == "A, corrected."


def test_a_web_server_that_is_gone_is_named_and_costs_nothing_else(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("aiohttp")
    with running(web(folder)) as (url, _):
        pass
    planned = plan([f"{url}/a.txt", str(folder / "a.txt")], tmp_path / "l.duckdb", "1")
    assert [f.reason for f in planned.failures] == ["unreachable"] and planned.todo == (str(folder / "a.txt"),)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", ["a.txt", "b.txt"]), ("/deep/", ["b.txt"]), ("/*.txt", ["a.txt"]), ("/deep/b.txt", ["b.txt"])],
)
def test_a_bucket_is_read(store: tuple[str, list[str]], tmp_path: Path, path: str, expected: list[str]) -> None:
    url, _ = store
    found = fetch([f"{url}{path}"], tmp_path / "l.duckdb")
    assert (names(found.paths), found.failures) == (expected, ())
    assert all("she had" in Path(p).read_text() or "he had" in Path(p).read_text() for p in found.paths)


def test_what_a_bucket_has_unchanged_is_not_fetched_again(
    store: tuple[str, list[str]], folder: Path, tmp_path: Path
) -> None:
    url, asked = store
    for _ in range(2):
        fetch([f"{url}/"], tmp_path / "l.duckdb")
    assert sum(bool(_FETCHED.match(line)) for line in asked) == 1
    (folder / "a.txt").write_text("A, corrected.", encoding="utf-8")
    path = next(p for p in fetch([f"{url}/"], tmp_path / "l.duckdb").paths if p.endswith("a.txt"))
    assert Path(path).read_text(encoding="utf-8") == "A, corrected."


def test_a_bucket_that_is_not_there_is_named(store: tuple[str, list[str]], tmp_path: Path) -> None:
    found = fetch([store[0].replace("bucket", "nowhere") + "/a.txt"], tmp_path / "l.duckdb")
    assert [f.reason for f in found.failures] == ["unreachable"] and found.paths == ()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody has signed but itself."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    file = tmp_path / "certificate.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(["openssl", *asked.split(), "-keyout", file, "-out", file], check=True, capture_output=True)
    return file


LISTED = """
import sys
from pathlib import Path
from flows.remote import fetch
found = fetch([sys.argv[1]], Path(sys.argv[2]))
print(*[Path(path).name for path in found.paths], *[f"{f.reason}: {f.message}" for f in found.failures], sep="|")
"""


@pytest.mark.parametrize("trusted", [True, False])
def test_a_list_over_tls_is_read_where_the_certificate_is_trusted(
    folder: Path, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    pytest.importorskip("aiohttp")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    else:
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with running(web(folder), certificate) as (url, _):
        (folder / "inbox.urls").write_text(f"{url}/a.txt\n{url}/deep/b.txt\n", encoding="utf-8")
        # in a process of its own: which certificates are trusted is asked once
        command = [sys.executable, "-c", LISTED, f"{url}/inbox.urls", str(tmp_path / "l.duckdb")]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    if trusted:
        assert told == "a.txt|b.txt"
    else:
        assert told.startswith("unreachable: ") and "certificate" in told.lower()
