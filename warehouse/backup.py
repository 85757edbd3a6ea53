"""The whole ledger as a folder of Parquet files, and back: for backups, moves and upgrades.

store.<table>.parquet for every table, and manifest.json with the version of the tables and the digest of every file
"""

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import mkdtemp

from models import WarehouseError
from warehouse.snapshot import SCHEMA_VERSION, copying, writing

_MADE_ANEW = {"ledger", "code", "regimen"}  # by every release for itself


def backup(ledger: Path, folder: Path) -> list[Path]:
    """Write all tables to a new folder, which appears when it is complete."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WarehouseError(f"{folder} is not empty: name a new folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(mkdtemp(dir=folder.parent, prefix=".backup-"))
    except OSError as error:
        raise WarehouseError(f"cannot write to {folder.parent}: {error.strerror}") from error
    try:
        rows = _write(ledger, unfinished)
        manifest = {
            "schema_version": SCHEMA_VERSION,
            "tables": {name: {"rows": n, "sha256": _digest(_file(unfinished, name))} for name, n in rows.items()},
        }
        (unfinished / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        unfinished.chmod(0o755)
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return sorted(folder.iterdir())


def restore(folder: Path, ledger: Path) -> dict[str, int]:
    """Make a new ledger of a backup; returns the rows by table."""
    if ledger.exists():
        raise WarehouseError(f"{ledger} exists: name a new file with --warehouse, or move that one away")
    tables = _checked(folder)
    with writing(ledger) as connection:
        for name in tables:
            place = str(_file(folder, name)).replace("'", "''")
            connection.execute(f"INSERT INTO store.{name} BY NAME FROM read_parquet('{place}')")
    return tables


def _write(ledger: Path, folder: Path) -> dict[str, int]:
    rows = {}
    with copying(ledger) as connection:
        sql = (
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'store' AND database_name = 'ledger' ORDER BY 1"
        )
        for (name,) in connection.execute(sql).fetchall():
            if name not in _MADE_ANEW:
                place = str(_file(folder, name)).replace("'", "''")
                done = connection.execute(f"COPY (FROM store.{name}) TO '{place}' (FORMAT parquet, COMPRESSION zstd)")
                rows[name] = int(done.fetchall()[0][0])
    return rows


def _checked(folder: Path) -> dict[str, int]:
    """The tables of a backup with their rows. Raises WarehouseError where anything is missing or altered."""
    if not (folder / "manifest.json").exists():
        raise WarehouseError(f"{folder} holds no backup: check the path, or make one with `caseledger export --all`")
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        version, tables = manifest["schema_version"], manifest["tables"]
        broken = [name for name, about in tables.items() if _digest(_file(folder, name)) != about["sha256"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            f"{folder} is no complete backup ({error}): make one with `caseledger export --all`"
        ) from error
    if version != SCHEMA_VERSION:
        raise WarehouseError(
            f"{folder} was made by another version of caseledger (tables {version}, here {SCHEMA_VERSION})"
        )
    if broken:
        raise WarehouseError(f"{_file(folder, broken[0])} is not what was written: take another backup")
    return {name: about["rows"] for name, about in tables.items()}


def _file(folder: Path, table: str) -> Path:
    return folder / f"store.{table}.parquet"


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
