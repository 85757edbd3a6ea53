"""The ledger: one DuckDB file that holds what the reports say."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import duckdb

from models import Case, DamagedError, Document, WarehouseError
from warehouse import load
from warehouse.backup import backup
from warehouse.decide import decide
from warehouse.decisions import Decision
from warehouse.inherit import decisions_of, inherit
from warehouse.named import named_query
from warehouse.records import Accuracy, Failure, LoadSummary, Result, Run
from warehouse.references import ImportSummary, read_references
from warehouse.snapshot import is_damage, reading, writing
from warehouse.staging import stage
from warehouse.statements import statements

_NOTHING = LoadSummary()


class Ledger:
    """A ledger file. Every write is one transaction, published in one rename; readers never wait.

    >>> with Ledger.open("var/ledger.duckdb", read_only=True) as ledger:
    ...     ledger.query("SELECT name, grade FROM toxicities WHERE report_id = ?", ["kong-2022"])
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._stack = ExitStack()
        self._snapshot: duckdb.DuckDBPyConnection | None = None

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool = False) -> Self:
        """Open a ledger; without `read_only` a missing one is made. Read-only, all queries see one snapshot."""
        ledger = cls(Path(path), read_only=read_only)
        if read_only:
            ledger._snapshot = ledger._stack.enter_context(reading(ledger.path))
        elif not ledger.path.exists():
            with writing(ledger.path):
                pass
        else:
            with reading(ledger.path):
                pass
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._stack.close()
        self._snapshot = None

    def load(
        self, items: Sequence[tuple[Document, Case]], failures: Sequence[Failure] = (), *, force: bool = False
    ) -> LoadSummary:
        """Load some reports. One with the same id or bytes as another replaces it; the same bytes read by the same pipeline
        version are left alone unless `force`."""
        with TemporaryDirectory(prefix="caseledger-") as folder:
            return self.merge([stage(items, failures, Path(folder) / "batch.parquet")], force=force)

    def merge(
        self,
        files: Sequence[Path],
        *,
        run: Run | None = None,
        force: bool = False,
        already: LoadSummary = _NOTHING,
    ) -> LoadSummary:
        """Merge staged batches and publish all of them at once. `already` is counted too: what the run left alone."""
        with self._writing() as connection:
            return load.merge(connection, files, run or Run(), force=force, already=already)

    def known(self) -> dict[str, str]:
        """The pipeline version that read each file, by its sha256."""
        return dict(self.query("SELECT sha256, pipeline FROM reports").rows)

    def failures(self) -> list[tuple[Failure, int]]:
        """The files that could not be read, each with how often in a row."""
        sql = "SELECT source, sha256, reason, message, pipeline, coalesce(tries, 1) AS tries FROM store.failure ORDER BY source"
        rows = self.query(sql).records()
        return [(Failure(**{k: v for k, v in row.items() if k != "tries"}), row["tries"]) for row in rows]

    @property
    def bytes(self) -> int:
        """The size of the published file: what publishing costs."""
        return self.path.stat().st_size

    def decide(self, decisions: Sequence[Decision]) -> list[str]:
        """Store what people decided and apply it at once, all or nothing. Returns the ids of the facts it is about."""
        with self._writing() as connection:
            return decide(connection, decisions)

    def take_decisions(self, other: str | Path) -> int:
        """Take over what people decided in another ledger; returns how many decisions were new here."""
        decisions = decisions_of(Path(other))
        with self._writing() as connection:
            return inherit(connection, decisions)

    def import_references(self, path: str | Path) -> ImportSummary:
        """Take in a list of references (RIS, NBIB, CSV); what comes again replaces itself. Links to reports stay up to date by themselves."""
        found = read_references(Path(path))
        ids = [r.reference_id for r in found]
        with self._writing() as connection:
            connection.execute("DELETE FROM store.reference WHERE list_contains(?::VARCHAR[], reference_id)", [ids])
            load.insert(connection, "reference", [r.model_dump(mode="json") for r in found])
        sql = "SELECT count(DISTINCT reference_id) FROM bibliography WHERE report_id IS NOT NULL AND list_contains(?::VARCHAR[], reference_id)"
        return ImportSummary(read=len(found), linked=self.query(sql, [ids]).rows[0][0])

    def save_accuracy(self, rows: Sequence[Accuracy]) -> None:
        """Keep the numbers of one measurement."""
        with self._writing() as connection:
            load.insert(connection, "accuracy", [row.model_dump(mode="json") for row in rows])

    def query(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Result:
        """Answer a query. Nothing can be changed and no other file be reached by it."""
        with self._reading() as connection:
            try:
                cursor = connection.execute(sql, params)
                if not sql.strip() or cursor is None:
                    raise WarehouseError("there is no statement in the query")
                columns = tuple(column[0] for column in cursor.description or ())
                return Result(columns=columns, rows=tuple(cursor.fetchall()))
            except duckdb.Error as error:
                if is_damage(error):
                    raise DamagedError(f"{self.path} is damaged ({_sentence(error)})") from error
                raise WarehouseError(_sentence(error)) from error

    def run_named(self, name: str, params: Mapping[str, str] | None = None) -> Result:
        """Answer a named query: `ledger.run_named("drug-for-toxicity", {"drug": "siltuximab"})`."""
        query = named_query(name)
        return self.query(query.sql, query.bind(params or {}))

    def backup(self, folder: str | Path) -> list[Path]:
        """Write all that the ledger holds to a new folder."""
        return backup(self.path, Path(folder))

    @contextmanager
    def _reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if self._snapshot is not None:
            yield self._snapshot
        else:
            with reading(self.path) as connection:
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        if self.read_only:
            raise WarehouseError(f"{self.path} was opened read-only")
        with writing(self.path) as connection:
            yield connection


def status_of(ledger: Ledger) -> dict[str, Result]:
    """What an operator asks, by name."""
    return {name: ledger.query(sql) for name, sql in statements("status").items()}


def _sentence(error: duckdb.Error) -> str:
    """DuckDB's message without its drawing of the statement, and what to do: 'Table with name x does not exist! Did you mean "y"?'."""
    message, _, _ = str(error).partition("\n\nLINE ")
    if "read-only mode" in message:
        return "a query is read-only: corrections are made on the review page (`caseledger review`)"
    said = "the query failed: " + " ".join(message.split())
    advice = next((words for kind, words in _ADVICE.items() if isinstance(error, kind)), None)
    return f"{said} ({advice})" if advice else said


_ADVICE = {
    duckdb.ParserException: "`caseledger query --list` names questions that are ready to run",
    duckdb.CatalogException: '`caseledger query "SHOW ALL TABLES"` lists the views with their columns',
    duckdb.BinderException: '`caseledger query "SHOW ALL TABLES"` lists the views with their columns',
    duckdb.ConversionException: "is a value of another type than its column or parameter?",
}
