"""docs/sql.md and docs/queries.md show what the ledger answers. `WRITE_DOCS=1 pytest tests/test_sql_docs.py` writes them anew."""

import os
import re
from itertools import groupby
from pathlib import Path

import pytest
from reviewed import reviewed
from test_queries import CASES, told

from warehouse import Column, Ledger, NamedQuery, Result, dictionary, named_queries, view_meanings

DOCS = Path(__file__).parent.parent / "docs"
REVIEWED = {"accuracy", "checked", "corrections", "doubtful", "to-check"}  # what people did, or should do
GIVEN = {"quotes": {"report": "none"}, "patient-timeline": {"report": "mild"}}
_EXAMPLE = re.compile(r"```sql\n(?P<sql>.*?)\n```\n\n<!-- answer -->\n.*?<!-- /answer -->", re.DOTALL)
_DICTIONARY = re.compile(r"<!-- dictionary -->\n.*?<!-- /dictionary -->", re.DOTALL)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    path = tmp_path_factory.mktemp("docs") / "ledger.duckdb"
    with Ledger.open(path) as writer:
        writer.load([told(report_id, facts) for report_id, facts in CASES.items()])
    return Ledger.open(path, read_only=True)


def shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.10g}"
    return "" if value is None else str(value).replace("|", "\\|")


def table(result: Result, limit: int = 12) -> str:
    lines = ["| " + " | ".join(result.columns) + " |", "|" + "---|" * len(result.columns)]
    lines += ["| " + " | ".join(map(shown, row)) + " |" for row in result.rows[:limit]]
    more = len(result.rows) - limit
    return "\n".join(lines) + (f"\n\n… and {more} more rows." if more > 0 else "")


def sql_page(ledger: Ledger, page: str) -> str:
    """The page with its answers and its dictionary as they are now."""

    def answered(match: re.Match[str]) -> str:
        answer = table(ledger.query(match["sql"]))
        return f"```sql\n{match['sql']}\n```\n\n<!-- answer -->\n\n{answer}\n\n<!-- /answer -->"

    described = "\n\n".join(
        view_section(name, list(columns)) for name, columns in groupby(dictionary(ledger), lambda c: c.view)
    )
    page = _EXAMPLE.sub(answered, page)
    return _DICTIONARY.sub(lambda _: f"<!-- dictionary -->\n\n{described}\n\n<!-- /dictionary -->", page)


def view_section(name: str, columns: list[Column]) -> str:
    rows = [f"| `{c.column}` | {c.type} | {c.meaning} |" for c in columns]
    return "\n".join(
        [f"### {name}", "", view_meanings()[name], "", "| column | type | meaning |", "|---|---|---|", *rows]
    )


def queries_page(ledger: Ledger, other: Ledger) -> str:
    head = (
        "# Named queries\n\n"
        "Questions of systematic reviews, ready to run: `caseledger query crs-by-product`, with parameters\n"
        "`caseledger query drug-for-toxicity --param drug=siltuximab --param toxicity=ICANS`; `caseledger query --list` lists them.\n"
        "Answers are those of five invented patients, the same that the tests work out by hand; those about reviewers' work are of a sixth.\n"
    )
    return "\n".join([head, *(query_section(ledger, other, query) for query in named_queries())])


def query_section(ledger: Ledger, other: Ledger, query: NamedQuery) -> str:
    params = [
        f"- `{p.name}`: {p.description}"
        + (f" (default `{p.default}`)" if p.default is not None else " (must be given)")
        for p in query.params
    ]
    result = (other if query.name in REVIEWED else ledger).run_named(query.name, GIVEN.get(query.name, {}))
    answer = table(result) if result.rows else f"No rows here; columns: {', '.join(f'`{c}`' for c in result.columns)}."
    listed = "\n".join([*params, ""]) if params else ""
    code = f"<details><summary>SQL</summary>\n\n```sql\n{query.sql}\n```\n\n</details>"
    return f"## {query.name}\n\n{query.description} {query.grain[0].upper()}{query.grain[1:]}\n\n{listed}\n{answer}\n\n{code}\n".replace(
        "\n\n\n", "\n\n"
    )


def check(path: Path, generated: str) -> None:
    if os.environ.get("WRITE_DOCS"):
        path.write_text(generated, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == generated, f"{path.name} is out of date: WRITE_DOCS=1 pytest {__file__}"


def test_sql_page(ledger: Ledger) -> None:
    path = DOCS / "sql.md"
    check(path, sql_page(ledger, path.read_text(encoding="utf-8")))


def test_queries_page(ledger: Ledger, tmp_path: Path) -> None:
    with reviewed(tmp_path / "ledger.duckdb") as other:
        check(DOCS / "queries.md", queries_page(ledger, other))
