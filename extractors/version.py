"""The version of what reads follows from what it is made of: nobody has to remember to change it.

rules-2.4f1c09ab                          the digest is of all modules and tables that a report's facts depend on
en_core_sci_sm-0.5.4+rules-2.4f1c09ab     with a scispaCy model

The same sources give the same version on every machine, from a checkout or installed, whatever their line ends. A changed comment is
a changed version: reading again is dear, but facts that an older rule wrote under the name of a newer one are worse.
"""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

GENERATION = 2  # for people; what tells versions apart is the digest
ROOMS = ("corpus", "extractors", "models")  # readers, rules, and the values that both speak in
KINDS = {".py", ".csv", ".json"}
# of these rooms, but no report is read with them
ASIDE = {
    "corpus/gold.py",
    "corpus/score.py",
    "corpus/score_tool.py",
    "corpus/show.py",
    "corpus/typeset.py",
    "extractors/build_longtail.py",
}


def name_of(model: str | None = None) -> str:
    """Name what reads: `rules-2.4f1c09ab`, with a model `en_core_sci_sm-0.5.4+rules-2.4f1c09ab`."""
    rules = f"rules-{GENERATION}.{_own_digest()}"
    return rules if model is None or model == "rules" else f"{_model(model)}+{rules}"


@cache
def _own_digest() -> str:
    return digest([folder for room in ROOMS for folder in _folders(room)])


def digest(folders: list[Path]) -> str:
    """Eight hexadecimal digits that follow from the names and the contents of packages' files: `digest([Path("extractors")])`."""
    found = hashlib.sha256()
    for name, file in sorted((name, file) for folder in folders for name, file in _sources(folder)):
        text = file.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{name} {len(text)}\n".encode() + text)
    return found.hexdigest()[:8]


def _folders(room: str) -> list[Path]:
    spec = find_spec(room)
    return [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []


def _sources(package: Path) -> Iterator[tuple[str, Path]]:
    """The files of a package and of those in it; `corpus/gold` is none."""
    packages = [package, *sorted(inner.parent for inner in package.glob("*/__init__.py"))]
    for folder in packages:
        for file in folder.iterdir():
            name = file.relative_to(package.parent).as_posix()
            if file.suffix in KINDS and not file.name.startswith(".") and name not in ASIDE:
                yield name, file


@cache
def _model(model: str) -> str:
    """A model's name with its release, as far as it tells one: `en_core_sci_sm-0.5.4`."""
    name = model.rstrip("/").rsplit("/", 1)[-1]
    try:
        release = json.loads((Path(model) / "meta.json").read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        try:
            release = metadata.version(model)
        except (metadata.PackageNotFoundError, ValueError):
            return name
    return name if name.endswith(str(release)) else f"{name}-{release}"
