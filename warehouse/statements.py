"""SQL lives in `.sql` files: whole scripts, or several statements that a comment `-- name: x` names."""

import re
from functools import cache
from importlib.resources import files

_NAME = re.compile(r"^-- name: (?P<name>\w+)\n", re.MULTILINE)


@cache
def script(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return files("warehouse.sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")


@cache
def statements(name: str) -> dict[str, str]:
    """The named statements of `sql/<name>.sql`, in their order."""
    _, *parts = _NAME.split(script(name))
    return dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
