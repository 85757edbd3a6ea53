"""Gold annotations: `<id>.json` beside the report it was read from."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from models import Case, GoldError

SOURCE_SUFFIXES = (".txt", ".md", ".pdf", ".xml", ".html")


@dataclass(frozen=True, slots=True)
class GoldReport:
    """What a careful reader found in the report at `source`."""

    case: Case
    source: Path


def load_gold(directory: Path, *, sources: Path | None = None) -> list[GoldReport]:
    """Every annotated report below a folder; one that lies there as text and as PDF counts twice.

    With `sources`, reports that may not be kept beside their gold are looked up below that folder too, as `<id>.txt` or
    as `17.txt` in a folder `journal` for the id `journal-17`. Raises GoldError when there is no gold, or when a file
    breaks the shape of a case.
    """
    if not directory.is_dir():
        raise GoldError(f"{directory} is no folder: give the folder that holds <id>.json beside <id>.txt")
    elsewhere = _by_id(sources) if sources else {}
    reports = [gold for path in sorted(directory.rglob("*.json")) for gold in _reports_of(path, elsewhere)]
    if not reports:
        raise GoldError(f"{directory} holds no gold: put <id>.json beside <id>{', '.join(SOURCE_SUFFIXES)}")
    return reports


def load_findings(directory: Path) -> dict[str, Case]:
    """Annotated findings by report id: `<id>.json` in the folder `findings` beside a gold set; none where it is missing."""
    return {path.stem: load_case(path) for path in sorted((directory.parent / "findings").glob("*.json"))}


def load_case(path: Path) -> Case:
    """Read one case, gold or extracted. Raises GoldError naming the file, the field and the values it may have."""
    try:
        return Case.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise GoldError(f"{path}: {_first_fault(error)}") from error


def quotes_missing(case: Case, text: str) -> list[str]:
    """The evidence of a case that does not occur in a text, whatever its line breaks and typography."""
    squeezed = Squeezed(text)
    return [quote for fact in facts(case) for quote in fact_quotes(fact) if not squeezed.places(quote)]


def facts(case: Case) -> Iterator[object]:
    """Every record of a case that carries evidence."""
    for family in (
        case.patients,
        case.therapies,
        case.doses,
        case.dates,
        case.toxicities,
        case.responses,
        case.findings,
    ):
        yield from family


def fact_quotes(fact: object) -> tuple[str, ...]:
    """The verbatim quotes of a record."""
    quotes: tuple[str, ...] = getattr(fact, "evidence", ())
    return quotes


class Squeezed:
    """A text without all that a typesetter may change, to find quotes in: `10⁶ cells` is found in `10^6\\ncells`."""

    def __init__(self, text: str) -> None:
        letters = [
            (letter, offset)
            for offset, character in enumerate(text)
            for letter in unicodedata.normalize("NFKC", character).casefold()
            if letter.isalnum()
        ]
        self._letters = "".join(letter for letter, _ in letters)
        self._offsets = [offset for _, offset in letters]

    def places(self, quote: str) -> list[tuple[int, int]]:
        """Where a quote stands in the text, as half-open offsets."""
        wanted = Squeezed(quote)._letters
        found: list[tuple[int, int]] = []
        at = self._letters.find(wanted) if wanted else -1
        while at >= 0:
            found.append((self._offsets[at], self._offsets[at + len(wanted) - 1] + 1))
            at = self._letters.find(wanted, at + 1)
        return found


def _by_id(folder: Path) -> dict[str, Path]:
    files = [file for file in sorted(folder.rglob("*")) if file.suffix in SOURCE_SUFFIXES]
    return {f"{file.parent.name}-{file.stem}": file for file in files} | {file.stem: file for file in files}


def _reports_of(path: Path, elsewhere: Mapping[str, Path]) -> list[GoldReport]:
    sources = [path.with_suffix(suffix) for suffix in SOURCE_SUFFIXES if path.with_suffix(suffix).is_file()]
    if not sources and path.stem in elsewhere:
        sources = [elsewhere[path.stem]]
    if not sources:
        raise GoldError(f"{path} has no report beside it: expected {path.stem}{', '.join(SOURCE_SUFFIXES)}")
    case = load_case(path)
    return [GoldReport(case=case, source=source) for source in sources]


def _first_fault(error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    fault, more = faults[0], len(faults) - 1
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]).lstrip(".")
    reason = fault["msg"].removeprefix("Value error, ")
    given = (
        ""
        if fault["type"] in {"missing", "json_invalid"} or len(repr(fault["input"])) > 60
        else f"{fault['input']!r}: "
    )
    rest = f" (and {more} more)" if more else ""
    return f"{field + ' is ' if field and given else field + ': ' if field else ''}{given}{reason}{rest}"
