"""One file read into a case. Prefect and DuckDB are not known here: `caseledger extract` starts without them."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus import read
from models import Case, Document, SettingsError


def extract_file(file: Path, model: str | None = None) -> tuple[Document, Case]:
    """Read and extract one file. Raises ReadError."""
    import extractors

    document = read(file)
    return document, extractors.extract(document, pipeline=pipeline(model))


@cache
def pipeline(model: str | None = None) -> Any:
    """The pipeline of this process, loaded once. Raises SettingsError."""
    import extractors

    return extractors.load_pipeline(known_model(model))


def known_model(model: str | None) -> str | None:
    """A model that is there, or none. Raises SettingsError before a thousand reports have failed for it."""
    if model is None or (find_spec(model) if model.isidentifier() else (Path(model) / "meta.json").is_file()):
        return model
    raise SettingsError(f"there is no model '{model}': name a scispaCy model that is installed, or the path of one")
