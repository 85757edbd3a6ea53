"""Reports behind URLs: of each a copy is kept beside the ledger, and fetched again only when it has changed.

s3://bucket/reports/             all reports below it; gs:// and every other file system of fsspec likewise
https://host/reports/*.pdf       a pattern, where the server lists its folder
https://host/inbox.urls          a list: one URL or path a line (a file of that name on this machine, too)
ledger.duckdb.fetched/https/host/a.pdf     the copies
"""

import json
import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from corpus.reader import READERS
from models import Frozen, SettingsError
from warehouse import Failure

LIST = ".urls"
TRIES = 3
_URL = re.compile(r"[a-z][a-z0-9+.-]*://")
_CHANGING = {"etag", "last-modified", "lastmodified", "mtime", "created", "updated", "md5hash", "last_modified"}


class Fetched(Frozen):
    """Paths on this machine, and what could not be reached."""

    paths: tuple[str, ...]
    failures: tuple[Failure, ...]


def fetch(paths: Iterable[str], warehouse: Path) -> Fetched:
    """Local paths stay as they are; of what is behind a URL the copies are named."""
    here: list[str] = []
    failures: list[Failure] = []
    for path in _listed(paths, warehouse, failures):
        if _URL.match(path):
            here += _copies(path, warehouse, failures)
        else:
            here.append(path)
    return Fetched(paths=tuple(here), failures=tuple(failures))


def absolute(path: str) -> str:
    """A path as it is meant from any folder; a URL is meant so anyway."""
    return path if _URL.match(path) else str(Path(path).resolve())


def _listed(paths: Iterable[str], warehouse: Path, failures: list[Failure]) -> Iterator[str]:
    """The paths, with each list replaced by its lines."""
    for path in paths:
        if not path.endswith(LIST):
            yield path
            continue
        for copy in _copies(path, warehouse, failures) if _URL.match(path) else [path]:
            try:
                lines = Path(copy).read_text(encoding="utf-8").splitlines()
            except OSError as error:
                failures.append(_unreached(path, error))
                continue
            yield from (line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _copies(url: str, warehouse: Path, failures: list[Failure]) -> list[str]:
    """The copies of the reports behind a URL, fetched where they are new."""
    try:
        system, place = _system(url)
        return [_copy(system, found, warehouse) for found in _patiently(lambda: _reports(system, place, url))]
    except (OSError, ValueError) as error:
        failures.append(_unreached(url, error))
        return []


def _system(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        system, place = url_to_fs(url)
    except ImportError as error:
        raise SettingsError(
            f"{url} needs a package that is not installed ({error}): pip install 'caseledger[remote]'"
        ) from error
    return system, place


def _reports(system: Any, place: str, url: str) -> list[str]:
    """The files that a URL names: itself, those below it, or those that fit its pattern."""
    system.invalidate_cache()
    if "*" in place:
        found = system.glob(place)
    elif url.endswith("/") or not Path(place).suffix:
        found = system.find(place)
    else:
        return [place]
    return sorted(file for file in found if Path(file).suffix.lower() in READERS)


def _copy(system: Any, place: str, warehouse: Path) -> str:
    """A file's copy on this machine; it is fetched when it looks otherwise than the last time."""
    protocol = system.protocol if isinstance(system.protocol, str) else system.protocol[0]
    parts = [part for part in place.split("://")[-1].split("/") if part not in ("", ".", "..")]
    copy = warehouse.with_name(f"{warehouse.name}.fetched").joinpath(protocol, *parts)
    seen = copy.with_name(f".{copy.name}.seen")
    looks = _looks(_patiently(lambda: system.info(place)))
    if looks and copy.exists() and seen.exists() and seen.read_text(encoding="utf-8") == looks:
        return str(copy)
    copy.parent.mkdir(parents=True, exist_ok=True)
    fresh = copy.with_name(f".{copy.name}.{os.getpid()}")
    fresh.write_bytes(_patiently(lambda: system.cat_file(place)))
    fresh.replace(copy)
    seen.write_text(looks, encoding="utf-8")
    return str(copy)


def _looks(info: dict[str, Any]) -> str:
    """What a server tells of a file that changes with it; nothing where it tells nothing."""
    told = {name: str(value) for name, value in info.items() if name.lower() in _CHANGING and value}
    return json.dumps(told | {"size": info.get("size")}, sort_keys=True) if told else ""


def _patiently(ask: Any) -> Any:
    """Ask a few times: what fails once may pass. What is not there is not asked for again."""
    for again in range(TRIES):
        try:
            return ask()
        except OSError as error:
            if isinstance(_root(error), FileNotFoundError) or again + 1 == TRIES:
                raise
            time.sleep(2**again)
    return None


def _root(error: BaseException) -> BaseException:
    """What is behind an error: fsspec tells every trouble with a web server as a file that is not there."""
    while error.__cause__ is not None:
        error = error.__cause__
    return error


def _unreached(path: str, error: Exception) -> Failure:
    root = _root(error)
    said = " ".join(str(root).split()) or type(root).__name__
    return Failure(
        source=path, reason="unreachable", message=f"{path} cannot be reached ({said}): it is tried again next time"
    )
