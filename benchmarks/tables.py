"""Tables in Markdown, and the places of docs/accuracy.md that commands write."""

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path("docs/accuracy.md")


def table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    """A table: `table(["a"], [[1]])` -> `| a |`, `|---|`, `| 1 |`."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def write_between(name: str, text: str, page: Path = PAGE) -> None:
    """Replace what stands between `<!-- NAME -->` and `<!-- /NAME -->`. Raises ValueError where the marks are missing."""
    old = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    if begin not in old or end not in old:
        raise ValueError(f"{page} has no place for {name}: add the lines {begin} and {end}")
    new = re.sub(
        f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", old, count=1, flags=re.DOTALL
    )
    page.write_text(new, encoding="utf-8")
