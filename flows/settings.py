"""Settings: `caseledger.toml` in the working folder, overridden by CASELEDGER_* variables, overridden by options.

warehouse = "var/ledger.duckdb"     # CASELEDGER_WAREHOUSE
model = "en_core_sci_sm"            # CASELEDGER_MODEL: an installed scispaCy model or the path of one
workers = 2                         # CASELEDGER_WORKERS
batch = 20                          # CASELEDGER_BATCH: reports read at once
seconds = 120                       # CASELEDGER_SECONDS: what one report may take before it counts as failed
memory = 1000                       # CASELEDGER_MEMORY: megabytes that the process reading it may take
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from models import Frozen, SettingsError

FILE = "caseledger.toml"
PREFIX = "CASELEDGER_"


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(Frozen):
    """What a run may be told once instead of with every command."""

    warehouse: Path = Path("var/ledger.duckdb")
    model: str | None = None
    workers: int = Field(default_factory=_processors, ge=1, le=256)
    batch: int = Field(default=20, ge=1, le=10_000)
    seconds: int = Field(default=120, ge=1)
    memory: int = Field(default=1000, ge=200)


def load_settings(file: Path | None = None, environment: Mapping[str, str] = os.environ, **options: Any) -> Settings:
    """Settings from file, environment and options (None counts as not given). Raises SettingsError."""
    named = file or (Path(environment[f"{PREFIX}SETTINGS"]) if f"{PREFIX}SETTINGS" in environment else None)
    values = _from_file(named or Path(FILE), required=named is not None)
    values |= {k: environment[name] for k in Settings.model_fields if (name := f"{PREFIX}{k.upper()}") in environment}
    values |= {name: value for name, value in options.items() if value is not None}
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        name = ".".join(map(str, fault["loc"]))
        if fault["type"] == "extra_forbidden":
            allowed = ", ".join(Settings.model_fields)
            raise SettingsError(f"there is no setting '{name}': they are {allowed}") from error
        wrong = fault["msg"].removeprefix("Input ").partition(",")[0]
        raise SettingsError(f"setting '{name}' is {fault['input']!r}: it {wrong}") from error


def _from_file(file: Path, *, required: bool) -> dict[str, Any]:
    if not file.is_file():
        if required:
            raise SettingsError(f"there is no settings file {file}")
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is no TOML: {error}") from error
