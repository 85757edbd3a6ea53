"""Questions of systematic reviews with a name: one `.sql` file each, its header says what it answers."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from models import Frozen, WarehouseError

# "-- Param min_grade = 3: the lowest grade that counts"
_PARAM = re.compile(r"^-- Param (?P<name>\w+)(?: = (?P<default>[^:]*))?: (?P<description>.*)$")
_GRAIN = "-- Grain: "


class Param(Frozen):
    """A value that a named query takes; without a default it must be given."""

    name: str
    default: str | None
    description: str


class NamedQuery(Frozen):
    """A question, what one row of its answer is, what it takes, and its SQL."""

    name: str
    description: str
    grain: str
    params: tuple[Param, ...]
    sql: str

    def bind(self, given: Mapping[str, str]) -> dict[str, str]:
        """All values for a run, defaults filled in."""
        known = {param.name for param in self.params}
        if unknown := set(given) - known:
            takes = ", ".join(sorted(known)) or "nothing"
            raise WarehouseError(f"the query '{self.name}' takes no '{min(unknown)}': it takes {takes}")
        values = {param.name: given.get(param.name, param.default) for param in self.params}
        if missing := [name for name, value in values.items() if value is None]:
            raise WarehouseError(
                f"the query '{self.name}' needs a value for '{missing[0]}': add --param {missing[0]}=VALUE"
            )
        return {name: value for name, value in values.items() if value is not None}


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """All named queries, by name."""
    found = [f for f in files("warehouse.queries").iterdir() if f.name.endswith(".sql")]
    return tuple(
        _parsed(f.name.removesuffix(".sql"), f.read_text(encoding="utf-8")) for f in sorted(found, key=lambda f: f.name)
    )


def named_query(name: str) -> NamedQuery:
    """One named query."""
    queries = {query.name: query for query in named_queries()}
    if name not in queries:
        close = get_close_matches(name, queries, n=1)
        hint = f"did you mean '{close[0]}'?" if close else "`caseledger query --list` names them"
        raise WarehouseError(f"there is no query named '{name}': {hint}")
    return queries[name]


def _parsed(name: str, text: str) -> NamedQuery:
    lines = text.splitlines()
    header = [line for line in lines if line.startswith("-- ")]
    params = [match for line in header if (match := _PARAM.match(line))]
    return NamedQuery(
        name=name,
        description=header[0].removeprefix("-- "),
        grain=next(line.removeprefix(_GRAIN) for line in header if line.startswith(_GRAIN)),
        params=tuple(Param.model_validate(match.groupdict()) for match in params),
        sql="\n".join(line for line in lines if not line.startswith("-- ")),
    )
