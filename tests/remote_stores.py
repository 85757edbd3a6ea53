"""Stores on this machine that speak as real ones do: a web server, and as much of S3 and of Google's as reading a bucket takes."""

import base64
import hashlib
import json
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


@contextmanager
def running(handler: object, certificate: Path | None = None) -> Iterator[tuple[str, list[str]]]:
    """The URL of a server and what it has been asked for; with a certificate (and its key in one file) it speaks TLS."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, asked))  # type: ignore[operator]
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def web(folder: Path) -> object:
    """Serves a folder with its listing, as `python -m http.server` does."""

    class Web(SimpleHTTPRequestHandler):
        def __init__(self, asked: list[str], *given: object) -> None:
            self.asked = asked
            super().__init__(*given, directory=str(folder))  # type: ignore[arg-type]

        def do_GET(self) -> None:
            self.asked.append(f"GET {self.path}")
            super().do_GET()

        def log_message(self, *_: object) -> None:
            pass

    return Web


def s3(bucket: Path) -> object:
    """ListObjectsV2, HeadObject and GetObject of one bucket, the objects of which are the files of a folder."""

    class Bucket(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, asked: list[str], *given: object) -> None:
            self.asked = asked
            super().__init__(*given)  # type: ignore[arg-type]

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            self.asked.append(f"{self.command} {self.path}")
            url = urlsplit(self.path)
            name, _, key = unquote(url.path).lstrip("/").partition("/")
            if name != bucket.name:
                return self._send(404, b"<Error><Code>NoSuchBucket</Code></Error>", body)
            if not key:
                return self._send(200, self._listing(parse_qs(url.query)), body)
            if not (bucket / key).is_file():
                return self._send(404, b"<Error><Code>NoSuchKey</Code></Error>", body)
            data = (bucket / key).read_bytes()
            etag = f'"{hashlib.md5(data).hexdigest()}"'
            begin, end = re.match(r"(?:bytes=(\d+)-(\d*))?", self.headers.get("Range") or "").groups()  # type: ignore[union-attr]
            part = data[int(begin or 0) : int(end) + 1 if end else None]
            self._send(206 if begin else 200, part, body, ETag=etag, **{"Last-Modified": MODIFIED})

        def _listing(self, asked: dict[str, list[str]]) -> bytes:
            prefix, delimiter = (asked.get(name, [""])[0] for name in ("prefix", "delimiter"))
            found, folders = [], set()
            for file in sorted(bucket.rglob("*")):
                key = file.relative_to(bucket).as_posix()
                if not file.is_file() or not key.startswith(prefix):
                    continue
                inner = key[len(prefix) :]
                if delimiter and delimiter in inner:
                    folders.add(prefix + inner.partition(delimiter)[0] + delimiter)
                else:
                    data = file.read_bytes()
                    found.append(
                        f"<Contents><Key>{key}</Key><Size>{len(data)}</Size><ETag>&quot;{hashlib.md5(data).hexdigest()}&quot;</ETag>"
                        "<LastModified>2026-01-31T12:00:00.000Z</LastModified><StorageClass>STANDARD</StorageClass></Contents>"
                    )
            inside = "".join(
                f"<CommonPrefixes><Prefix>{folder}</Prefix></CommonPrefixes>" for folder in sorted(folders)
            )
            return (
                '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
                f"<Name>{bucket.name}</Name><KeyCount>{len(found)}</KeyCount><IsTruncated>false</IsTruncated>"
                f"{''.join(found)}{inside}</ListBucketResult>"
            ).encode()

        def _send(self, status: int, data: bytes, body: bool, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), "Content-Type": "application/xml", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if body:
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    return Bucket


MODIFIED = "Sat, 31 Jan 2026 12:00:00 GMT"


def gcs(bucket: Path) -> object:
    """Listing, looking up and downloading of Google Cloud Storage's JSON interface, for one bucket whose objects are the files of a folder."""

    class Bucket(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, asked: list[str], *given: object) -> None:
            self.asked = asked
            super().__init__(*given)  # type: ignore[arg-type]

        def do_GET(self) -> None:
            self.asked.append(f"GET {self.path}")
            url = urlsplit(self.path)
            place = re.fullmatch(r"/(?:download/)?storage/v1/b/([^/]+)(/o)?(?:/(.+))?", url.path)
            if place is None or unquote(place[1]) != bucket.name:
                return self._tell(404, {"error": {"code": 404, "message": "The specified bucket does not exist."}})
            file = bucket / unquote(place[3] or "")
            if place[3] and not file.is_file():
                return self._tell(404, {"error": {"code": 404, "message": "No such object."}})
            if place[3] and "alt=media" not in url.query:
                return self._tell(200, self._object(file))
            if place[3]:
                return self._send(200, file.read_bytes(), "application/octet-stream")
            return self._tell(200, self._listing(parse_qs(url.query)) if place[2] else {"name": bucket.name})

        def _object(self, file: Path) -> dict[str, object]:
            digest = base64.b64encode(hashlib.md5(file.read_bytes()).digest()).decode()
            name, size = file.relative_to(bucket).as_posix(), str(file.stat().st_size)
            return {"kind": "storage#object", "name": name, "bucket": bucket.name, "size": size, "md5Hash": digest, "etag": digest, "updated": "2026-01-31T12:00:00.000Z", "generation": "1"}  # fmt: skip

        def _listing(self, asked: dict[str, list[str]]) -> dict[str, object]:
            prefix, delimiter = (asked.get(name, [""])[0] for name in ("prefix", "delimiter"))
            files = [file for file in sorted(bucket.rglob("*")) if file.is_file()]
            inner = {file: file.relative_to(bucket).as_posix() for file in files}
            inner = {file: key[len(prefix) :] for file, key in inner.items() if key.startswith(prefix)}
            folders = {prefix + key.partition(delimiter)[0] + delimiter for key in inner.values() if delimiter and delimiter in key}  # fmt: skip
            items = [self._object(file) for file, key in inner.items() if not delimiter or delimiter not in key]
            return {"kind": "storage#objects", "items": items, "prefixes": sorted(folders)}

        def _tell(self, status: int, what: dict[str, object]) -> None:
            self._send(status, json.dumps(what).encode(), "application/json")

        def _send(self, status: int, data: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    return Bucket
