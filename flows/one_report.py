"""One file read into a case. Prefect and DuckDB are not known here: `caseledger extract` starts without them."""

from functools import cache
from pathlib import Path
from typing import Any

from corpus import read
from models import Case, Document


def extract_file(file: Path, model: str | None = None) -> tuple[Document, Case]:
    """Read and extract one file. Raises ReadError."""
    import extractors

    document = read(file)
    return document, extractors.extract(document, pipeline=pipeline(model))


@cache
def pipeline(model: str | None = None) -> Any:
    """The pipeline of this process, loaded once."""
    import extractors

    return extractors.load_pipeline(model)
